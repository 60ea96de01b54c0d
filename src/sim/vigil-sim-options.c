/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-sim-options.h"

#include "vigil-sim-recording.h"
#include "vigil-sim-scenario.h"

static GOptionContext *
make_context (VigilSimOptions *o)
{
  const GOptionEntry entries[] = {
    { "scenario", 0, 0, G_OPTION_ARG_FILENAME, &o->scenario, "Play the scenario FILE", "FILE" },
    { "load", 0, 0, G_OPTION_ARG_INT, &o->load, "Publish BEDS synthetic beds", "BEDS" },
    { "record", 0, 0, G_OPTION_ARG_FILENAME, &o->record, "Replay one WFDB recording", "PATH" },
    { "list", 0, 0, G_OPTION_ARG_NONE, &o->wants_list, "List the beds, publish nothing", NULL },
    { "bed", 0, 0, G_OPTION_ARG_STRING, &o->bed, "With --record: the bed (01)", "ID" },
    { "host", 0, 0, G_OPTION_ARG_STRING, &o->host, "Broker (127.0.0.1)", "HOST" },
    { "port", 0, 0, G_OPTION_ARG_INT, &o->port, "Its port (1883)", "PORT" },
    { "site", 0, 0, G_OPTION_ARG_STRING, &o->site, "Site (demo)", "ID" },
    { "ward", 0, 0, G_OPTION_ARG_STRING, &o->ward, "Ward (ward-a)", "ID" },
    { "user-prefix", 0, 0, G_OPTION_ARG_STRING, &o->user_prefix,
      "Put before the gateway's id to make its user name", "TEXT" },
    { "password-file", 0, 0, G_OPTION_ARG_FILENAME, &o->password_file, "Lines gateway:password",
      "FILE" },
    { "anonymous", 0, 0, G_OPTION_ARG_NONE, &o->is_anonymous, "Connect without a user", NULL },
    { "seed", 0, 0, G_OPTION_ARG_INT, &o->seed, "Same seed, same ward (1)", "N" },
    { "seconds", 0, 0, G_OPTION_ARG_INT, &o->seconds, "End after N seconds", "N" },
    { "batch-ms", 0, 0, G_OPTION_ARG_INT, &o->batch_ms,
      "Length of a wave block: 100 to 250 in steps of 25 (200)", "MS" },
    { "ecg-hz", 0, 0, G_OPTION_ARG_DOUBLE, &o->ecg_hz, "With --load: 250 or 500 (250)", "HZ" },
    { "storm", 0, 0, G_OPTION_ARG_NONE, &o->is_storm, "With --load: a high alarm on every bed",
      NULL },
    { "json-waves", 0, 0, G_OPTION_ARG_NONE, &o->is_json, "Waves in the JSON form", NULL },
    { "truth", 0, 0, G_OPTION_ARG_FILENAME, &o->truth, "Write what must alarm to FILE", "FILE" },
    { "truth-seconds", 0, 0, G_OPTION_ARG_INT, &o->horizon_s,
      "How far the truth looks (--seconds, else 600)", "N" },
    { "dry-run", 0, 0, G_OPTION_ARG_INT, &o->dry_run,
      "Publish N virtual seconds to nowhere and print their hash", "N" },
    { "print", 0, 0, G_OPTION_ARG_NONE, &o->wants_print, "With --dry-run: print each message",
      NULL },
    { "print-gateways", 0, 0, G_OPTION_ARG_NONE, &o->wants_gateways,
      "Print gateway:bed,bed,… and end", NULL },
    G_OPTION_ENTRY_NULL,
  };
  GOptionContext *context = g_option_context_new ("- a simulated ward on MQTT");
  g_option_context_set_summary (context,
                                "Publishes a ward by the Vigil wire contract: replayed recordings "
                                "and synthetic patients with scripted episodes.");
  g_option_context_add_main_entries (context, entries, NULL);
  return context;
}

static gboolean
refuse (GError **error, const char *reason)
{
  g_set_error_literal (error, VIGIL_SIM_ERROR, VIGIL_SIM_ERROR_OPTION, reason);
  return FALSE;
}

static gboolean
check (const VigilSimOptions *o, GError **error)
{
  gint sources = (o->scenario != NULL) + (o->record != NULL) + (o->load != 0);
  if (sources != 1)
    return refuse (error, "say one of --scenario FILE, --load BEDS, --record PATH (see --help)");
  if (o->load < 0 || o->load > VIGIL_SIM_BEDS_MAX)
    return refuse (error, "--load: 1 to 512 beds");
  if (o->is_storm && o->load == 0)
    return refuse (error, "--storm goes with --load");
  if (o->port < 1 || o->port > 65535)
    return refuse (error, "--port: 1 to 65535");
  if (!vigil_id_is_valid (o->site) || !vigil_id_is_valid (o->ward) || !vigil_id_is_valid (o->bed))
    return refuse (error, "--site, --ward, --bed: 1 to 32 of [a-z0-9-]");
  if (o->batch_ms < 100 || o->batch_ms > 250 || o->batch_ms % 25 != 0)
    return refuse (error, "--batch-ms: 100 to 250 in steps of 25");
  if (o->ecg_hz < 125 || o->ecg_hz > 1000)
    return refuse (error, "--ecg-hz: 125 to 1000");
  if (o->seconds < 0 || o->dry_run < 0 || o->horizon_s < 0)
    return refuse (error, "--seconds, --dry-run, --truth-seconds: not below 0");
  return TRUE;
}

gboolean
vigil_sim_options_parse (VigilSimOptions *options, int *argc, char ***argv, GError **error)
{
  *options = (VigilSimOptions){ .port = 1883, .seed = 1, .batch_ms = 200, .ecg_hz = 250 };
  options->host = g_strdup ("127.0.0.1");
  options->site = g_strdup ("demo");
  options->ward = g_strdup ("ward-a");
  options->bed = g_strdup ("01");
  options->user_prefix = g_strdup ("");
  g_autoptr (GOptionContext) context = make_context (options);
  if (!g_option_context_parse (context, argc, argv, error))
    return FALSE;
  if (*argc > 1)
    return refuse (error, "unknown words on the command line (see --help)");
  if (options->horizon_s == 0)
    options->horizon_s = options->seconds > 0 ? options->seconds : 600;
  return check (options, error);
}

void
vigil_sim_options_clear (VigilSimOptions *options)
{
  g_free (options->scenario);
  g_free (options->record);
  g_free (options->host);
  g_free (options->site);
  g_free (options->ward);
  g_free (options->bed);
  g_free (options->user_prefix);
  g_free (options->password_file);
  g_free (options->truth);
}
