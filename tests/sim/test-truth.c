/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-sink.h"
#include "vigil-sim-truth.h"

#include <string.h>

/* An alarm that a bedside put on its list. */
typedef struct {
  double t_s;
  char id[64];
  char key[VIGIL_KEY_MAX];
  VigilPriority priority;
} Raised;

static GArray *
collect_raised (const SimSink *sink)
{
  GArray *raised = g_array_new (FALSE, TRUE, sizeof (Raised));
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const SimMessage *message;
  for (guint at = 0; (message = sim_sink_next (sink, &at, VIGIL_FRAME_ALARM, NULL)) != NULL;) {
    const VigilFrameAlarm *alarm = &message->frame.alarm;
    if (!g_hash_table_add (seen, g_strdup (alarm->id)))
      continue;
    Raised item = { .t_s = message->t_s, .priority = alarm->priority };
    vigil_text_copy (item.id, sizeof item.id, alarm->id);
    vigil_nomenclature_make_key (message->frame.subject, alarm->code, alarm->src, alarm->priority,
                                 item.key);
    g_array_append_val (raised, item);
  }
  return raised;
}

static gboolean
fits (const VigilSimTruth *truth, const Raised *raised)
{
  return g_str_equal (truth->key, raised->key) && truth->priority == raised->priority
         && raised->t_s >= truth->earliest_s - 0.01 && raised->t_s <= truth->latest_s + 0.01;
}

/* Each expected alarm came in its time, and none came that is not expected. */
static void
assert_agree (const GArray *truth, const GArray *raised)
{
  for (guint i = 0; i < truth->len; i++) {
    const VigilSimTruth *line = &g_array_index (truth, VigilSimTruth, i);
    gboolean is_met = !line->is_must || line->is_station;
    for (guint k = 0; k < raised->len && !is_met; k++)
      is_met = fits (line, &g_array_index (raised, Raised, k));
    if (!is_met)
      g_error ("%s did not come between %.1f and %.1f s", line->key, line->earliest_s,
               line->latest_s);
  }
  for (guint k = 0; k < raised->len; k++) {
    const Raised *item = &g_array_index (raised, Raised, k);
    gboolean is_expected = FALSE;
    for (guint i = 0; i < truth->len && !is_expected; i++)
      is_expected = fits (&g_array_index (truth, VigilSimTruth, i), item);
    if (!is_expected)
      g_error ("%s came at %.1f s and was not expected", item->key, item->t_s);
  }
}

static guint
run_and_compare (VigilSimScenario *scenario, double seconds, guint32 seed)
{
  g_autoptr (GArray) truth = vigil_sim_truth_make (scenario, seconds);
  g_autoptr (SimSink) sink = sim_sink_new_for (scenario, seed, FALSE);
  sink->keeps_waves = FALSE;
  sim_sink_run (sink, seconds);
  g_assert_cmpuint (sink->n_refused, ==, 0);
  g_autoptr (GArray) raised = collect_raised (sink);
  assert_agree (truth, raised);
  return raised->len;
}

/* One bed for each kind, the same limits for all. */
#define EVERYTHING                                                                                 \
  "[gateway gw-a]\n[bed *]\ngateway = gw-a\nwaves = II PLETH RESP ART\n"                           \
  "limit = HR 50..120 40..140\nlimit = SpO2 90.. 85..\nlimit = RR 8..30\nlimit = ART 90..160\n"    \
  "[bed 01]\nepisode = asystole at 30 for 15 every 2:00\n"                                         \
  "[bed 02]\nepisode = vf at 40 for 20\n"                                                          \
  "[bed 03]\nepisode = vt at 25 for 12\n"                                                          \
  "[bed 04]\nepisode = bradycardia at 30 for 60 to 33\n"                                           \
  "[bed 05]\nepisode = tachycardia at 30 for 60 to 165\n"                                          \
  "[bed 06]\nepisode = apnoea at 40 for 40\n"                                                      \
  "[bed 07]\nepisode = desaturation at 20 for 80 to 78\n"                                          \
  "[bed 08]\nepisode = hypotension at 30 for 80 to 72\n"                                           \
  "[bed 09]\nepisode = leads-off at 20 for 40\n"                                                   \
  "[bed 10]\nepisode = probe-off at 20 for 40\n"                                                   \
  "[bed 11]\nepisode = artefact at 30 for 20\n"                                                    \
  "[bed 12]\nepisode = low-battery at 15 for 60\n"                                                 \
  "[bed 13]\nepisode = desaturation at 30 for 60 to 87\n"                                          \
  "[bed 14]\nepisode = tachycardia at 40 for 50 to 130\n"                                          \
  "[bed 15]\nepisode = bradycardia at 40 for 50 to 45\n"                                           \
  "[bed 16]\n"

static void
test_bedsides_alarm_as_the_truth_says (void)
{
  for (guint32 seed = 1; seed <= 3; seed++) {
    VigilSimScenario *scenario = vigil_sim_scenario_parse ("x", EVERYTHING, NULL);
    g_assert_nonnull (scenario);
    g_assert_cmpuint (run_and_compare (scenario, 240, seed), >=, 18);
  }
}

static VigilSimScenario *
read_demo (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *file =
      g_test_build_filename (G_TEST_DIST, "..", "data", "scenarios", "demo.scenario", NULL);
  VigilSimScenario *scenario = vigil_sim_scenario_read (file, &error);
  g_assert_no_error (error);
  return scenario;
}

static void
test_the_demonstration_alarms_as_its_truth_says (void)
{
  run_and_compare (read_demo (), 700, 1);
  run_and_compare (read_demo (), 300, 77);
}

static void
test_the_demonstration_has_something_of_each_priority_soon (void)
{
  g_autoptr (VigilSimScenario) scenario = read_demo ();
  g_autoptr (GArray) truth = vigil_sim_truth_make (scenario, 180);
  gboolean has_early = FALSE, has[VIGIL_PRIORITY_HIGH + 1] = { FALSE };
  for (guint i = 0; i < truth->len; i++) {
    const VigilSimTruth *line = &g_array_index (truth, VigilSimTruth, i);
    has_early |= line->is_must && line->latest_s < 60 && line->priority >= VIGIL_PRIORITY_MEDIUM;
    has[line->priority] |= line->is_must;
  }
  g_assert_true (has_early);
  g_assert_true (has[VIGIL_PRIORITY_LOW] && has[VIGIL_PRIORITY_MEDIUM] && has[VIGIL_PRIORITY_HIGH]);
}

static void
test_the_demonstration_is_a_marked_ward_of_real_recordings (void)
{
  g_autoptr (VigilSimScenario) scenario = read_demo ();
  guint n_recorded = 0;
  g_assert_cmpuint (scenario->beds->len, ==, 16);
  g_assert_cmpuint (scenario->gateways->len, >=, 2);
  for (guint i = 0; i < scenario->beds->len; i++) {
    const VigilSimBedPlan *bed = g_ptr_array_index (scenario->beds, i);
    g_assert_true (bed->is_demo);
    n_recorded += bed->record != NULL;
  }
  g_assert_cmpuint (n_recorded, >=, 10);
}

static void
test_the_text_has_a_line_for_each_alarm_that_must_come (void)
{
  g_autoptr (VigilSimScenario) scenario =
      vigil_sim_scenario_parse ("x",
                                "[gateway g]\nepisode = gateway-crash at 50 for 30\n"
                                "[bed 01]\ngateway = g\nepisode = vf at 10 for 20\n",
                                NULL);
  g_autoptr (GArray) truth = vigil_sim_truth_make (scenario, 100);
  g_autofree char *text = vigil_sim_truth_to_text (truth);
  g_assert_nonnull (
      strstr (text, "\n14.0 16.5 01 01|VIGIL_EVT_ECG_V_FIB|MDC_ECG_ELEC_POTL|| high\n"));
  g_assert_nonnull (strstr (text, "\n50.0 65.0 - |VIGIL_EVT_GATEWAY_LOST|g|| low\n"));
}

static void
test_a_bed_without_bedside_limits_leaves_them_to_the_station (void)
{
  static const char text[] = "[gateway g]\n[bed 01]\ngateway = g\nbedside-limits = no\n"
                             "episode = tachycardia at 20 for 70 to 132\n";
  VigilSimScenario *scenario = vigil_sim_scenario_parse ("x", text, NULL);
  g_autoptr (GArray) truth = vigil_sim_truth_make (scenario, 120);
  g_assert_cmpuint (truth->len, >=, 1);
  const VigilSimTruth *line = &g_array_index (truth, VigilSimTruth, 0);
  g_assert_true (line->is_station && line->is_must);
  g_assert_cmpstr (line->key, ==, "01|limit|MDC_ECG_HEART_RATE|hi|1");
  g_autoptr (SimSink) sink = sim_sink_new_for (scenario, 1, FALSE);
  sim_sink_run (sink, 120);
  g_assert_cmpuint (sim_sink_count (sink, VIGIL_FRAME_LIMITS, NULL), ==, 0);
  g_assert_cmpuint (sim_sink_count (sink, VIGIL_FRAME_ALARM, NULL), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sim/truth/bedsides-alarm-as-the-truth-says",
                   test_bedsides_alarm_as_the_truth_says);
  g_test_add_func ("/sim/truth/the-demonstration-alarms-as-its-truth-says",
                   test_the_demonstration_alarms_as_its_truth_says);
  g_test_add_func ("/sim/truth/the-demonstration-has-something-of-each-priority-soon",
                   test_the_demonstration_has_something_of_each_priority_soon);
  g_test_add_func ("/sim/truth/the-demonstration-is-a-marked-ward-of-real-recordings",
                   test_the_demonstration_is_a_marked_ward_of_real_recordings);
  g_test_add_func ("/sim/truth/the-text-has-a-line-for-each-alarm-that-must-come",
                   test_the_text_has_a_line_for_each_alarm_that_must_come);
  g_test_add_func ("/sim/truth/a-bed-without-bedside-limits-leaves-them-to-the-station",
                   test_a_bed_without_bedside_limits_leaves_them_to_the_station);
  return g_test_run ();
}
