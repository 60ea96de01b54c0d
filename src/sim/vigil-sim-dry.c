/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-sim-dry.h"

/* 2026-01-01T00:00:00Z: a dry run has no clock. */
#define EPOCH_MS G_GINT64_CONSTANT (1767225600000)

typedef struct {
  VigilSimWard *ward;
  GChecksum *checksum;
  guint64 n_messages, n_bytes;
  FILE *out;
  gboolean prints;
} Run;

static void
print_payload (FILE *out, const guint8 *bytes, gsize length)
{
  gboolean is_text = length > 0 && bytes[0] == '{';
  for (gsize i = 0; i < length; i++)
    fprintf (out, is_text ? "%c" : "%02x", bytes[i]);
}

static void
publish_cb (guint gateway,
            const char *topic,
            gconstpointer payload,
            gsize length,
            guint qos,
            gboolean is_retained,
            gpointer data)
{
  Run *run = data;
  (void) gateway;
  (void) qos;
  run->n_messages++;
  run->n_bytes += length;
  g_checksum_update (run->checksum, (const guchar *) topic, -1);
  g_checksum_update (run->checksum, payload, (gssize) length);
  if (!run->prints)
    return;
  gint64 t_ms = run->ward != NULL ? vigil_sim_ward_get_time_us (run->ward) / 1000 : 0;
  fprintf (run->out, "%" G_GINT64_FORMAT " %s%s ", t_ms, topic, is_retained ? " r" : " -");
  print_payload (run->out, payload, length);
  fputc ('\n', run->out);
}

static void
crash_cb (guint gateway, gboolean is_down, gpointer data)
{
  Run *run = data;
  if (run->prints)
    fprintf (run->out, "# gateway %u %s\n", gateway, is_down ? "crashes" : "is back");
}

gboolean
vigil_sim_dry_run (
    VigilSimWardConfig *config, guint seconds, gboolean prints, FILE *out, GError **error)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  Run run = { .checksum = checksum, .out = out, .prints = prints };
  config->funcs = (VigilSimWardFuncs){ publish_cb, crash_cb, &run };
  g_autoptr (VigilSimWard) ward = vigil_sim_ward_new (config, error);
  if (ward == NULL)
    return FALSE;
  run.ward = ward;
  vigil_sim_ward_start (ward, EPOCH_MS);
  vigil_sim_ward_advance (ward, (gint64) seconds * G_USEC_PER_SEC, 0);
  fprintf (out, "%" G_GUINT64_FORMAT " messages, %" G_GUINT64_FORMAT " bytes, sha256 %s\n",
           run.n_messages, run.n_bytes, g_checksum_get_string (checksum));
  return TRUE;
}
