/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-sim-recording.h"
#include "vigil-wfdb.h"

#include <math.h>
#include <string.h>

static char *
shipped (const char *name)
{
  return g_test_build_filename (G_TEST_DIST, "..", "data", "recordings", name, NULL);
}

static VigilSimRecording *
load_ok (const char *name, double from_s, double length_s, const char *const *only)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = shipped (name);
  VigilSimRecording *recording = vigil_sim_recording_load (path, from_s, length_s, only, &error);
  g_assert_no_error (error);
  return recording;
}

static void
test_channels_get_the_names_and_units_of_the_wire (void)
{
  g_autoptr (VigilSimRecording) recording = load_ok ("challenge-v131l", 0, 0, NULL);
  g_assert_cmpuint (recording->n_channels, ==, 4);
  g_assert_cmpstr (recording->channels[0].wave->refid, ==, "MDC_ECG_ELEC_POTL_II");
  g_assert_cmpstr (recording->channels[2].wave->refid, ==, "MDC_PRESS_BLD_ART");
  g_assert_cmpuint (recording->channels[0].rate_mhz, ==, 250000);
  g_assert_cmpfloat (recording->length_s, ==, 220);
  g_assert_cmpfloat (recording->channels[2].hi, <=, 220);
}

static void
test_channels_are_taken_as_asked_for (void)
{
  static const char *const only[] = { "PLETH", "II", NULL };
  g_autoptr (VigilSimRecording) recording = load_ok ("bidmc-01", 10, 60, only);
  g_assert_cmpuint (recording->n_channels, ==, 2);
  g_assert_cmpstr (recording->channels[0].label, ==, "PLETH");
  g_assert_cmpstr (recording->channels[1].label, ==, "II");
  g_assert_cmpfloat (recording->length_s, ==, 60);
  for (gsize i = 0; i < recording->channels[0].n_samples; i++) {
    g_assert_cmpfloat (recording->channels[0].samples[i], >, -0.5f);
    g_assert_cmpfloat (recording->channels[0].samples[i], <, 1.5f);
  }
}

/* The excerpt carries the annotators' beats: the replay's own must be the same. */
static void
test_beats_are_those_of_the_annotators (void)
{
  g_autoptr (VigilSimRecording) recording = load_ok ("mitdb-116", 0, 0, NULL);
  g_autofree char *file = shipped ("mitdb-116.atr");
  g_autofree char *bytes = NULL;
  gsize length;
  g_assert_true (g_file_get_contents (file, &bytes, &length, NULL));
  g_autoptr (GArray) truth =
      vigil_wfdb_annotations_parse ("mitdb-116", (const guint8 *) bytes, length, NULL);
  guint n_true = 0, n_hit = 0, k = 0;
  for (guint i = 0; i < truth->len; i++) {
    const VigilWfdbAnnotation *a = &g_array_index (truth, VigilWfdbAnnotation, i);
    double t_s = (double) a->sample / 360;
    if (!vigil_wfdb_code_is_beat (a->code))
      continue;
    n_true++;
    while (k < recording->n_beats && recording->beats[k] < t_s - 0.15)
      k++;
    if (k < recording->n_beats && recording->beats[k] <= t_s + 0.15)
      n_hit++;
  }
  g_assert_cmpuint (n_true, >, 350);
  g_assert_cmpuint (n_hit * 100, >=, n_true * 99);
  g_assert_cmpuint (recording->n_beats * 100, <=, n_true * 101);
}

static const VigilSimChannel *
find_pacer (const VigilSimRecording *recording)
{
  for (guint i = 0; i < recording->n_channels; i++) {
    if (recording->channels[i].wave->kind == VIGIL_WAVE_PACE)
      return &recording->channels[i];
  }
  return NULL;
}

/* Paced beats are a bedside's pacer lead, in a slice of the record as in the whole. */
static void
test_annotated_paced_beats_are_spikes (void)
{
  const double from_s[] = { 0, 20 };
  for (guint i = 0; i < G_N_ELEMENTS (from_s); i++) {
    g_autoptr (VigilSimRecording) recording = load_ok ("mitdb-102", from_s[i], 60, NULL);
    const VigilSimChannel *pacer = find_pacer (recording);
    g_assert_nonnull (pacer);
    g_assert_cmpuint (pacer->rate_mhz, ==, recording->channels[0].rate_mhz);
    g_assert_cmpuint (pacer->n_samples, ==, recording->channels[0].n_samples);
    guint n_spikes = 0, n_at_beats = 0;
    for (gsize k = 0; k < pacer->n_samples; k++) {
      if (pacer->samples[k] < 0.5f)
        continue;
      n_spikes++;
      for (guint b = 0; b < recording->n_beats; b++)
        n_at_beats += fabs (recording->beats[b] - (double) k / (pacer->rate_mhz / 1e3)) < 0.12;
    }
    g_assert_cmpuint (n_spikes, >, 50);
    g_assert_cmpuint (n_at_beats, >, n_spikes * 9 / 10);
  }
  g_autoptr (VigilSimRecording) unpaced = load_ok ("mitdb-116", 0, 0, NULL);
  g_assert_null (find_pacer (unpaced));
}

static void
test_what_cannot_be_used_is_named (void)
{
  static const char *const unknown[] = { "EEG", NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *path = shipped ("mitdb-116"), *missing = shipped ("mitdb-999");
  g_assert_null (vigil_sim_recording_load (path, 400, 0, NULL, &error));
  g_assert_error (error, VIGIL_SIM_ERROR, VIGIL_SIM_ERROR_RECORD);
  g_clear_error (&error);
  g_assert_null (vigil_sim_recording_load (path, 0, 0, unknown, &error));
  g_assert_error (error, VIGIL_SIM_ERROR, VIGIL_SIM_ERROR_RECORD);
  g_clear_error (&error);
  g_assert_null (vigil_sim_recording_load (missing, 0, 0, NULL, &error));
  g_assert_nonnull (g_strrstr (error->message, "mitdb-999"));
}

/* Every record that is shipped can be read, has beats, and is credited in the folder. */
static void
test_shipped_excerpts_can_be_read_and_are_credited (void)
{
  g_autofree char *folder = shipped ("");
  g_autofree char *readme_file = shipped ("README.md"), *readme = NULL;
  g_assert_true (g_file_get_contents (readme_file, &readme, NULL, NULL));
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;
  while ((name = g_dir_read_name (dir)) != NULL) {
    if (!g_str_has_suffix (name, ".hea"))
      continue;
    g_autofree char *record = g_strndup (name, strlen (name) - 4);
    g_autoptr (VigilSimRecording) recording = load_ok (record, 0, 0, NULL);
    g_assert_cmpuint (recording->n_beats, >, 50);
    g_assert_nonnull (strstr (readme, record));
    n++;
  }
  g_assert_cmpuint (n, >=, 10);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sim/recording/channels-get-the-names-and-units-of-the-wire",
                   test_channels_get_the_names_and_units_of_the_wire);
  g_test_add_func ("/sim/recording/channels-are-taken-as-asked-for",
                   test_channels_are_taken_as_asked_for);
  g_test_add_func ("/sim/recording/beats-are-those-of-the-annotators",
                   test_beats_are_those_of_the_annotators);
  g_test_add_func ("/sim/recording/annotated-paced-beats-are-spikes",
                   test_annotated_paced_beats_are_spikes);
  g_test_add_func ("/sim/recording/what-cannot-be-used-is-named",
                   test_what_cannot_be_used_is_named);
  g_test_add_func ("/sim/recording/shipped-excerpts-can-be-read-and-are-credited",
                   test_shipped_excerpts_can_be_read_and_are_credited);
  return g_test_run ();
}
