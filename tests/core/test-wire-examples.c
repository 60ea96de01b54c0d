/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The examples that ship with the contract, read by the decoder that the station uses. */

#include "wire-sink.h"

#include <math.h>
#include <string.h>

/* Where each example would arrive and what it becomes; NULL topic: a body of HTTP. */
static const struct {
  const char *file, *topic;
  VigilFrameKind kind; /* of the first frame; NONE: no frame */
  guint n_frames;
} EXAMPLES[] = {
  { "gateway-state.json", "gateway/gw1/state", VIGIL_FRAME_GATEWAY_STATE, 1 },
  { "gateway-state-lost.json", "gateway/gw1/state", VIGIL_FRAME_GATEWAY_STATE, 1 },
  { "gateway-heartbeat.json", "gateway/gw1/heartbeat", VIGIL_FRAME_HEARTBEAT, 1 },
  { "bed-state.json", "bed/12a/state", VIGIL_FRAME_BED_STATE, 1 },
  { "bed-state-standby.json", "bed/12a/state", VIGIL_FRAME_BED_STATE, 1 },
  { "bed-meta.json", "bed/12a/meta", VIGIL_FRAME_META, 1 },
  { "bed-limits.json", "bed/12a/limits", VIGIL_FRAME_LIMITS, 1 },
  { "bed-vitals.json", "bed/12a/vitals", VIGIL_FRAME_VITALS, 1 },
  { "bed-wave.json", "bed/12a/wave/ecg", VIGIL_FRAME_WAVE, 2 },
  { "bed-wave-paced.json", "bed/12a/wave/ecg", VIGIL_FRAME_WAVE, 2 },
  { "bed-wave.hex", "bed/12a/wave/ecg", VIGIL_FRAME_WAVE, 1 },
  { "bed-alarms.json", "bed/12a/alarms", VIGIL_FRAME_ALARMS_BEGIN, 4 },
  { "bed-alarms-none.json", "bed/12a/alarms", VIGIL_FRAME_ALARMS_BEGIN, 2 },
  { "bed-result.json", "bed/12a/result", VIGIL_FRAME_RESULT, 1 },
  { "bed-result-refused.json", "bed/12a/result", VIGIL_FRAME_RESULT, 1 },
  { "station-state.json", "station/desk-1/state", VIGIL_FRAME_STATION_STATE, 1 },
  { "station-state-lost.json", "station/desk-1/state", VIGIL_FRAME_STATION_STATE, 1 },
  { "station-bed-actions.json", "station/desk-1/bed/12a/actions", VIGIL_FRAME_ACTIONS_BEGIN, 4 },
  { "station-bed-command.json", "station/desk-1/bed/12a/command", VIGIL_FRAME_COMMAND, 1 },
  { "station-bed-command-limit.json", "station/desk-1/bed/12a/command", VIGIL_FRAME_COMMAND, 1 },
  { "acknowledgement.json", NULL, VIGIL_FRAME_NONE, 0 },
  { "acknowledgement-link.json", NULL, VIGIL_FRAME_NONE, 0 },
};

static GBytes *
load (const char *file)
{
  g_autofree char *path = g_build_filename (VIGIL_EXAMPLES, file, NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;
  gsize length;
  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  if (!g_str_has_suffix (file, ".hex"))
    return g_bytes_new_take (text, length);
  GByteArray *bytes = g_byte_array_new ();
  for (const char *at = text; *at != '\0'; at++) {
    if (!g_ascii_isxdigit (at[0]) || !g_ascii_isxdigit (at[1]))
      continue;
    guint8 byte = (guint8) (g_ascii_xdigit_value (at[0]) * 16 + g_ascii_xdigit_value (at[1]));
    g_byte_array_append (bytes, &byte, 1);
    at++;
  }
  g_free (text);
  return g_byte_array_free_to_bytes (bytes);
}

static void
decode (WireSink *sink, const char *file, const char *topic)
{
  g_autoptr (GBytes) payload = load (file);
  wire_sink_decode (sink, topic, g_bytes_get_data (payload, NULL), g_bytes_get_size (payload));
}

static void
test_every_example_is_accepted (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (EXAMPLES); i++) {
    g_autoptr (WireSink) sink = wire_sink_new ();
    if (EXAMPLES[i].topic == NULL)
      continue;
    g_test_message ("%s", EXAMPLES[i].file);
    decode (sink, EXAMPLES[i].file, EXAMPLES[i].topic);
    g_assert_cmpuint (wire_sink_count (sink, VIGIL_FRAME_REFUSED), ==, 0);
    g_assert_cmpuint (sink->frames->len, ==, EXAMPLES[i].n_frames);
    if (EXAMPLES[i].n_frames > 0)
      g_assert_cmpint (wire_sink_get (sink, 0)->kind, ==, EXAMPLES[i].kind);
  }
}

static void
test_every_file_is_in_the_table (void)
{
  g_autoptr (GDir) dir = g_dir_open (VIGIL_EXAMPLES, 0, NULL);
  g_assert_nonnull (dir);
  guint n = 0;
  while (g_dir_read_name (dir) != NULL)
    n++;
  g_assert_cmpuint (n, ==, G_N_ELEMENTS (EXAMPLES));
}

static void
test_vitals_mean_what_they_say (void)
{
  g_autoptr (WireSink) sink = wire_sink_new ();
  decode (sink, "bed-vitals.json", "bed/12a/vitals");
  const VigilFrameVitals *vitals = &wire_sink_only (sink, VIGIL_FRAME_VITALS)->vitals;
  g_assert_cmpuint (vitals->n, ==, 8);
  g_assert_cmpfloat (vitals->numerics[0].value, ==, 86);
  g_assert_cmpint (vitals->numerics[1].quality, ==, VIGIL_QUALITY_QUESTIONABLE);
  g_assert_cmpfloat_with_epsilon (vitals->numerics[3].value, 37.111, 0.001);
  g_assert_false (vitals->numerics[4].has_value);
  g_assert_cmpint (vitals->numerics[5].t_ms, ==, G_GINT64_CONSTANT (1795340100000));
}

static void
test_waves_mean_what_they_say (void)
{
  g_autoptr (WireSink) sink = wire_sink_new ();
  decode (sink, "bed-wave.json", "bed/12a/wave/ecg");
  const VigilFrameWave *ecg = &wire_sink_get (sink, 0)->wave;
  const VigilFrameWave *pleth = &wire_sink_get (sink, 1)->wave;
  g_assert_cmpuint (ecg->n_samples, ==, 25);
  g_assert_true (isnan (ecg->samples[2]));
  g_assert_cmpfloat (ecg->samples[9], ==, 0.98f);
  g_assert_cmpint (ecg->block_end_us - ecg->start_us, ==, 100000);
  g_assert_cmpint (pleth->start_us - ecg->start_us, ==, 2500);
  wire_sink_clear (sink);
  decode (sink, "bed-wave.hex", "bed/12a/wave/ecg");
  const VigilFrameWave *raw = &wire_sink_only (sink, VIGIL_FRAME_WAVE)->wave;
  g_assert_cmpuint (raw->rev, ==, 258);
  g_assert_cmpuint (raw->n_samples, ==, 5);
}

static void
test_a_pacers_spike_is_a_sample_of_its_own_lead (void)
{
  g_autoptr (WireSink) sink = wire_sink_new ();
  decode (sink, "bed-wave-paced.json", "bed/12a/wave/ecg");
  const VigilFrameWave *pacer = &wire_sink_get (sink, 1)->wave;
  const VigilWaveInfo *info = vigil_nomenclature_find_wave (pacer->refid);
  g_assert_nonnull (info);
  g_assert_cmpint (info->kind, ==, VIGIL_WAVE_PACE);
  g_assert_cmpuint (pacer->n_samples, ==, 25);
  for (guint i = 0; i < 25; i++)
    g_assert_cmpfloat (pacer->samples[i], ==, i == 4 ? 1 : 0);
}

static void
test_acknowledgements_are_read_and_written_the_same (void)
{
  static const char *const FILES[] = { "acknowledgement.json", "acknowledgement-link.json" };
  for (guint i = 0; i < G_N_ELEMENTS (FILES); i++) {
    g_autoptr (GBytes) payload = load (FILES[i]);
    VigilAction first, second;
    VigilCounter reason;
    const char *field = NULL;
    g_assert_true (vigil_wire_decode_action (g_bytes_get_data (payload, NULL),
                                             g_bytes_get_size (payload), &first, &reason, &field));
    g_autofree char *text = vigil_wire_encode_acknowledgement (&first);
    g_assert_true (
        vigil_wire_decode_action ((const guint8 *) text, strlen (text), &second, &reason, &field));
    g_autofree char *again = vigil_wire_encode_acknowledgement (&second);
    g_assert_cmpstr (text, ==, again);
    g_assert_cmpstr (second.bed, ==, i == 0 ? "12a" : "");
    g_assert_cmpint (second.priority, ==, VIGIL_PRIORITY_HIGH);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/examples/every-example-is-accepted", test_every_example_is_accepted);
  g_test_add_func ("/wire/examples/every-file-is-in-the-table", test_every_file_is_in_the_table);
  g_test_add_func ("/wire/examples/vitals-mean-what-they-say", test_vitals_mean_what_they_say);
  g_test_add_func ("/wire/examples/waves-mean-what-they-say", test_waves_mean_what_they_say);
  g_test_add_func ("/wire/examples/a-pacers-spike-is-a-sample-of-its-own-lead",
                   test_a_pacers_spike_is_a_sample_of_its_own_lead);
  g_test_add_func ("/wire/examples/acknowledgements-are-read-and-written-the-same",
                   test_acknowledgements_are_read_and_written_the_same);
  return g_test_run ();
}
