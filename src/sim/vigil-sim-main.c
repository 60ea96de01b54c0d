/* SPDX-License-Identifier: GPL-3.0-or-later */

/* vigil-sim: a simulated ward on MQTT (docs/SIMULATOR.md). */

#include "vigil-sim-dry.h"
#include "vigil-sim-live.h"
#include "vigil-sim-options.h"
#include "vigil-sim-truth.h"

#include <locale.h>
#include <stdio.h>

static VigilSimScenario *
load_scenario (const VigilSimOptions *options, GError **error)
{
  if (options->scenario != NULL)
    return vigil_sim_scenario_read (options->scenario, error);
  if (options->record != NULL)
    return vigil_sim_scenario_new_record (options->record, options->bed);
  return vigil_sim_scenario_new_load ((guint) options->load, options->ecg_hz, options->is_storm);
}

static void
print_gateways (const VigilSimScenario *scenario)
{
  for (guint i = 0; i < scenario->gateways->len; i++) {
    const VigilSimGatewayPlan *gateway = g_ptr_array_index (scenario->gateways, i);
    const char *mark = ":";
    printf ("%s", gateway->id);
    for (guint k = 0; k < scenario->beds->len; k++) {
      const VigilSimBedPlan *bed = g_ptr_array_index (scenario->beds, k);
      if (!g_str_equal (bed->gateway, gateway->id))
        continue;
      printf ("%s%s", mark, bed->id);
      mark = ",";
    }
    printf ("\n");
  }
}

static void
print_beds (const VigilSimScenario *scenario)
{
  printf ("%s\n", scenario->title != NULL ? scenario->title : "");
  for (guint i = 0; i < scenario->beds->len; i++) {
    const VigilSimBedPlan *bed = g_ptr_array_index (scenario->beds, i);
    printf ("%s\t%s\t%s\t%s", bed->id, bed->label, bed->gateway,
            bed->record != NULL ? bed->record : "synthetic");
    for (guint k = 0; k < bed->episodes->len; k++) {
      const VigilSimEpisode *episode = &g_array_index (bed->episodes, VigilSimEpisode, k);
      printf ("%s%s at %.0f s", k == 0 ? "\t" : ", ", vigil_sim_episode_info (episode->kind)->word,
              episode->at_s);
    }
    printf ("\n");
  }
}

static gboolean
run (const VigilSimOptions *options, GError **error)
{
  VigilSimScenario *scenario = load_scenario (options, error);
  if (scenario == NULL)
    return FALSE;
  if (options->wants_list || options->wants_gateways) {
    if (options->wants_list)
      print_beds (scenario);
    else
      print_gateways (scenario);
    vigil_sim_scenario_free (scenario);
    return TRUE;
  }
  if (options->truth != NULL
      && !vigil_sim_truth_write (scenario, options->horizon_s, options->truth, error)) {
    vigil_sim_scenario_free (scenario);
    return FALSE;
  }
  VigilSimWardConfig config = {
    .scenario = scenario,
    .site = options->site,
    .ward = options->ward,
    .seed = (guint32) options->seed,
    .boot_salt = options->dry_run > 0 ? (guint32) options->seed : g_random_int (),
    .batch_ms = (guint) options->batch_ms,
    .is_json = options->is_json,
  };
  if (options->dry_run > 0)
    return vigil_sim_dry_run (&config, (guint) options->dry_run, options->wants_print, stdout,
                              error);
  return vigil_sim_live_run (&config, options, error);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_auto (VigilSimOptions) options = { 0 };
  g_autoptr (GError) error = NULL;
  if (!vigil_sim_options_parse (&options, &argc, &argv, &error) || !run (&options, &error)) {
    g_printerr ("vigil-sim: %s\n", error->message);
    return 1;
  }
  return 0;
}
