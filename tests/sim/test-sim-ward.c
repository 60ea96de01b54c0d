/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-sink.h"
#include "vigil-sim-dry.h"

#include <math.h>
#include <string.h>

#define TWO_GATEWAYS                                                                               \
  "[gateway gw-a]\n[gateway gw-b]\n[bed 01]\ngateway = gw-a\nwaves = II V PLETH RESP ART\n"        \
  "nibp = 120/80 every 0:30\nlimit = HR 50..120\n[bed 02]\ngateway = gw-a\nbedside-limits = no\n"  \
  "[bed 03]\ngateway = gw-b\nclass = neonatal\nhr = 140\nrr = 44\necg-hz = 500\n"

static void
test_everything_published_is_understood (void)
{
  for (guint json = 0; json <= 1; json++) {
    g_autoptr (SimSink) sink = sim_sink_new (TWO_GATEWAYS, 1, json == 1);
    sim_sink_run (sink, 30);
    g_assert_cmpuint (sink->n_refused, ==, 0);
    g_assert_cmpuint (sim_sink_count (sink, VIGIL_FRAME_VITALS, "01"), >=, 30);
    g_assert_cmpuint (sim_sink_count (sink, VIGIL_FRAME_VITALS, "01"), <=, 31);
    g_assert_cmpuint (sim_sink_count (sink, VIGIL_FRAME_HEARTBEAT, "gw-b"), >=, 30);
    g_assert_cmpuint (sim_sink_count (sink, VIGIL_FRAME_WAVE, "03"), >=, 30 * 5 * 3);
    g_assert_cmpuint (sim_sink_count (sink, VIGIL_FRAME_ALARMS_END, "02"), >=, 3);
    g_assert_cmpuint (sim_sink_count (sink, VIGIL_FRAME_LIMITS, "01"), ==, 1);
    g_assert_cmpuint (sim_sink_count (sink, VIGIL_FRAME_LIMITS, "02"), ==, 0);
  }
}

static void
test_a_gateway_says_its_own_state_first_and_meta_before_waves (void)
{
  g_autoptr (SimSink) sink = sim_sink_new (TWO_GATEWAYS, 1, FALSE);
  sim_sink_run (sink, 2);
  gboolean has_state[2] = { FALSE }, has_meta[4] = { FALSE };
  for (guint i = 0; i < sink->messages->len; i++) {
    const SimMessage *message = g_ptr_array_index (sink->messages, i);
    const VigilFrame *frame = &message->frame;
    guint bed = (guint) (frame->subject[1] - '0');
    if (frame->kind == VIGIL_FRAME_GATEWAY_STATE)
      has_state[message->gateway] = TRUE;
    g_assert_true (has_state[message->gateway]);
    if (frame->kind == VIGIL_FRAME_META)
      has_meta[bed] = TRUE;
    if (frame->kind == VIGIL_FRAME_WAVE || frame->kind == VIGIL_FRAME_VITALS)
      g_assert_true (has_meta[bed]);
    g_assert_cmpint (message->is_retained, ==,
                     frame->kind != VIGIL_FRAME_WAVE && frame->kind != VIGIL_FRAME_VITALS
                         && frame->kind != VIGIL_FRAME_HEARTBEAT);
  }
  g_assert_true (has_meta[1] && has_meta[2] && has_meta[3]);
}

/* Every sample of a lead, once, at its time. */
static void
assert_gapless (const SimSink *sink, const char *bed, guint lead, double seconds)
{
  const SimMessage *message;
  gint64 next_us = -1;
  guint64 n = 0;
  guint32 rate_mhz = 0;
  for (guint at = 0; (message = sim_sink_next (sink, &at, VIGIL_FRAME_WAVE, bed)) != NULL;) {
    const VigilFrameWave *wave = &message->frame.wave;
    if (wave->lead != lead)
      continue;
    if (next_us >= 0)
      g_assert_cmpint (ABS (wave->start_us - next_us), <=, 20);
    rate_mhz = wave->rate_mhz;
    next_us = wave->start_us + (gint64) wave->n_samples * 1000000000 / rate_mhz;
    n += wave->n_samples;
  }
  g_assert_cmpfloat (fabs ((double) n - seconds * rate_mhz / 1000), <=, 0.3 * rate_mhz / 1000);
}

static void
test_wave_blocks_follow_without_a_gap (void)
{
  g_autoptr (SimSink) sink = sim_sink_new (TWO_GATEWAYS, 1, FALSE);
  sim_sink_run (sink, 20);
  for (guint lead = 0; lead < 5; lead++)
    assert_gapless (sink, "01", lead, 20);
  assert_gapless (sink, "03", 2, 20);
}

static void
test_sequences_count_each_topic (void)
{
  g_autoptr (SimSink) sink = sim_sink_new (TWO_GATEWAYS, 1, FALSE);
  sim_sink_run (sink, 12);
  const SimMessage *message;
  guint32 vitals = 0, alarms = 0, ecg = 0;
  for (guint at = 0; (message = sim_sink_next (sink, &at, VIGIL_FRAME_VITALS, "01")) != NULL;)
    g_assert_cmpuint (message->frame.seq, ==, vitals++);
  for (guint at = 0; (message = sim_sink_next (sink, &at, VIGIL_FRAME_ALARMS_BEGIN, "01")) != NULL;)
    g_assert_cmpuint (message->frame.seq, ==, alarms++);
  for (guint at = 0; (message = sim_sink_next (sink, &at, VIGIL_FRAME_WAVE, "01")) != NULL;)
    if (message->frame.wave.is_first && g_str_equal (message->frame.wave.source, "ecg"))
      g_assert_cmpuint (message->frame.seq, ==, ecg++);
  g_assert_cmpuint (ecg, >=, 58);
}

static void
test_numbers_are_those_of_the_plan (void)
{
  g_autoptr (SimSink) sink = sim_sink_new (TWO_GATEWAYS, 3, FALSE);
  sim_sink_run (sink, 40);
  const SimMessage *message = NULL, *next;
  for (guint at = 0; (next = sim_sink_next (sink, &at, VIGIL_FRAME_VITALS, "01")) != NULL;)
    message = next;
  g_assert_cmpfloat (fabs (sim_sink_value (message, VIGIL_NUMERIC_HR) - 74), <, 5);
  g_assert_cmpfloat (fabs (sim_sink_value (message, VIGIL_NUMERIC_PR) - 74), <, 5);
  g_assert_cmpfloat (fabs (sim_sink_value (message, VIGIL_NUMERIC_RR) - 15), <, 3);
  g_assert_cmpfloat (fabs (sim_sink_value (message, VIGIL_NUMERIC_SPO2) - 97), <, 3);
  g_assert_cmpfloat (fabs (sim_sink_value (message, VIGIL_NUMERIC_ART_SYS) - 122), <, 9);
  g_assert_cmpfloat (fabs (sim_sink_value (message, VIGIL_NUMERIC_NIBP_SYS) - 120), <, 9);
  const VigilFrameVitals *vitals = &message->frame.vitals;
  for (guint i = 0; i < vitals->n; i++)
    if (vitals->numerics[i].kind == VIGIL_NUMERIC_NIBP_SYS)
      g_assert_cmpint (message->frame.t_ms - vitals->numerics[i].t_ms, <=, 30000);
}

static void
test_a_crashed_gateway_is_silent_and_comes_back_with_a_new_boot (void)
{
  g_autoptr (SimSink) sink =
      sim_sink_new ("[gateway g]\nepisode = gateway-crash at 10 for 6\n[bed 01]\ngateway = g\n"
                    "episode = asystole at 5 for 20\n",
                    1, FALSE);
  sim_sink_run (sink, 25);
  const SimMessage *message;
  guint32 boots[2] = { 0 };
  char ids[2][64] = { "" };
  for (guint i = 0; i < sink->messages->len; i++) {
    message = g_ptr_array_index (sink->messages, i);
    g_assert_true (message->t_s < 10.01 || message->t_s > 15.99);
    boots[message->t_s > 13] = message->frame.boot;
    if (message->frame.kind == VIGIL_FRAME_ALARM)
      vigil_text_copy (ids[message->t_s > 13], 64, message->frame.alarm.id);
  }
  g_assert_cmpuint (sink->n_crashes, ==, 1);
  g_assert_cmpuint (sink->n_returns, ==, 1);
  g_assert_cmpuint (boots[0], !=, boots[1]);
  /* The condition lasted: the occurrence is the same. */
  g_assert_cmpstr (ids[0], !=, "");
  g_assert_cmpstr (ids[0], ==, ids[1]);
}

static void
test_a_disconnected_bed_says_so_and_is_silent (void)
{
  g_autoptr (SimSink) sink = sim_sink_new (
      "[gateway g]\n[bed 01]\ngateway = g\nepisode = disconnection at 10 for 10\n", 1, FALSE);
  sim_sink_run (sink, 30);
  const SimMessage *message;
  guint at = 0;
  while ((message = sim_sink_next (sink, &at, VIGIL_FRAME_VITALS, "01")) != NULL)
    g_assert_true (message->t_s < 10.3 || message->t_s > 19.9);
  VigilBedStateWord words[3];
  guint n = 0;
  for (at = 0; (message = sim_sink_next (sink, &at, VIGIL_FRAME_BED_STATE, "01")) != NULL; n++)
    words[MIN (n, 2)] = message->frame.bed_state.word;
  g_assert_cmpuint (n, ==, 3);
  g_assert_cmpint (words[1], ==, VIGIL_BED_DISCONNECTED);
  g_assert_cmpint (words[2], ==, VIGIL_BED_READY);
}

static gboolean
has_gap (const SimSink *sink, const char *source, double from_s, double to_s)
{
  const SimMessage *message;
  guint n_gaps = 0, n = 0;
  for (guint at = 0; (message = sim_sink_next (sink, &at, VIGIL_FRAME_WAVE, NULL)) != NULL;) {
    const VigilFrameWave *wave = &message->frame.wave;
    if (!g_str_equal (wave->source, source) || message->t_s < from_s || message->t_s > to_s)
      continue;
    for (guint i = 0; i < wave->n_samples; i++, n++)
      n_gaps += isnan (wave->samples[i]);
  }
  g_assert_cmpuint (n, >, 0);
  g_assert_true (n_gaps == 0 || n_gaps == n);
  return n_gaps > 0;
}

static void
test_leads_and_probe_off_are_gaps_with_dashes (void)
{
  g_autoptr (SimSink) sink = sim_sink_new ("[gateway g]\n[bed 01]\ngateway = g\n"
                                           "episode = leads-off at 10 for 10\n"
                                           "episode = probe-off at 30 for 10\n",
                                           1, TRUE);
  sim_sink_run (sink, 50);
  g_assert_true (has_gap (sink, "ecg", 11, 19) && has_gap (sink, "resp", 11, 19));
  g_assert_false (has_gap (sink, "pleth", 11, 19));
  g_assert_true (has_gap (sink, "pleth", 31, 39));
  g_assert_false (has_gap (sink, "ecg", 31, 39));
  const SimMessage *message;
  for (guint at = 0; (message = sim_sink_next (sink, &at, VIGIL_FRAME_VITALS, "01")) != NULL;) {
    if (message->t_s > 14 && message->t_s < 19)
      g_assert_true (isnan (sim_sink_value (message, VIGIL_NUMERIC_HR)));
    if (message->t_s > 34 && message->t_s < 39)
      g_assert_true (isnan (sim_sink_value (message, VIGIL_NUMERIC_SPO2)));
  }
}

static void
test_a_latched_alarm_waits_and_is_reset (void)
{
  g_autoptr (SimSink) sink = sim_sink_new ("[gateway g]\n[bed 01]\ngateway = g\nlatch = 15\n"
                                           "episode = asystole at 10 for 10\n",
                                           1, FALSE);
  sim_sink_run (sink, 50);
  const SimMessage *message;
  gboolean was_active = FALSE, was_latched = FALSE, is_gone = FALSE;
  for (guint at = 0; (message = sim_sink_next (sink, &at, VIGIL_FRAME_ALARM, NULL)) != NULL;) {
    was_active |= !message->frame.alarm.is_latched && message->t_s < 20.3;
    was_latched |= message->frame.alarm.is_latched && message->t_s > 20;
    g_assert_cmpfloat (message->t_s, <, 35.5);
  }
  for (guint at = 0; (message = sim_sink_next (sink, &at, VIGIL_FRAME_ALARMS_BEGIN, NULL)) != NULL;)
    is_gone |= message->t_s > 34.9 && message->frame.n_items == 0;
  g_assert_true (was_active && was_latched && is_gone);
}

static void
test_silence_at_the_bedside_is_told_and_ends (void)
{
  g_autoptr (SimSink) sink = sim_sink_new ("[gateway g]\n[bed 01]\ngateway = g\n"
                                           "episode = vf at 10 for 160\n"
                                           "episode = silence at 20\n",
                                           1, FALSE);
  sink->keeps_waves = FALSE;
  sim_sink_run (sink, 165);
  const SimMessage *message;
  gboolean was_paused = FALSE, is_back = FALSE;
  for (guint at = 0; (message = sim_sink_next (sink, &at, VIGIL_FRAME_ALARM, NULL)) != NULL;) {
    const VigilFrameAlarm *alarm = &message->frame.alarm;
    if (alarm->inactivation == VIGIL_INACTIVATION_AUDIO_PAUSED) {
      was_paused = TRUE;
      g_assert_true (message->t_s > 19.9 && message->t_s < 140.3);
      g_assert_cmpint (alarm->inactivation_until_ms, >, message->frame.t_ms);
    }
    is_back |= alarm->inactivation == VIGIL_INACTIVATION_NONE && message->t_s > 140;
  }
  g_assert_true (was_paused && is_back);
}

static void
test_a_clock_jump_moves_the_beds_own_time (void)
{
  g_autoptr (SimSink) sink = sim_sink_new (
      "[gateway g]\n[bed 01]\ngateway = g\nepisode = clock-jump at 5 for 5 to -90\n", 1, FALSE);
  sim_sink_run (sink, 15);
  const SimMessage *message;
  for (guint at = 0; (message = sim_sink_next (sink, &at, VIGIL_FRAME_VITALS, "01")) != NULL;) {
    gint64 expected_ms = SIM_EPOCH_MS + (gint64) (message->t_s * 1000);
    if (message->t_s > 5.3 && message->t_s < 9.9)
      expected_ms -= 90000;
    if (message->t_s < 4.9 || (message->t_s > 5.3 && message->t_s < 9.9) || message->t_s > 10.3)
      g_assert_cmpint (message->frame.t_ms, ==, expected_ms);
  }
}

static void
test_a_stalled_machine_leaves_a_gap_and_no_burst (void)
{
  g_autoptr (SimSink) sink = sim_sink_new (TWO_GATEWAYS, 1, FALSE);
  sim_sink_run (sink, 5);
  guint before = sim_sink_count (sink, VIGIL_FRAME_VITALS, "01");
  vigil_sim_ward_advance (sink->ward, 25 * G_USEC_PER_SEC, 1500 * 1000);
  guint after = sim_sink_count (sink, VIGIL_FRAME_VITALS, "01");
  g_assert_cmpuint (after - before, <=, 2);
  const SimMessage *message, *last = NULL;
  for (guint at = 0; (message = sim_sink_next (sink, &at, VIGIL_FRAME_VITALS, "01")) != NULL;)
    last = message;
  g_assert_cmpuint (last->frame.seq, >=, 23);
}

static char *
dry_run (VigilSimScenario *scenario, guint32 seed)
{
  g_autoptr (GError) error = NULL;
  char *text = NULL;
  size_t length = 0;
  FILE *out = open_memstream (&text, &length);
  VigilSimWardConfig config = { .scenario = scenario,
                                .site = "test",
                                .ward = "w1",
                                .seed = seed,
                                .boot_salt = seed,
                                .batch_ms = 250 };
  g_assert_true (vigil_sim_dry_run (&config, 20, TRUE, out, &error));
  g_assert_no_error (error);
  fclose (out);
  return text;
}

static void
test_the_same_seed_gives_the_same_bytes (void)
{
  g_autofree char *first = dry_run (vigil_sim_scenario_parse ("x", TWO_GATEWAYS, NULL), 5);
  g_autofree char *second = dry_run (vigil_sim_scenario_parse ("x", TWO_GATEWAYS, NULL), 5);
  g_autofree char *other = dry_run (vigil_sim_scenario_parse ("x", TWO_GATEWAYS, NULL), 6);
  g_assert_cmpstr (first, ==, second);
  g_assert_cmpstr (first, !=, other);
}

static void
test_a_load_has_beds_that_differ (void)
{
  g_autoptr (SimSink) sink =
      sim_sink_new_for (vigil_sim_scenario_new_load (40, 250, FALSE), 1, FALSE);
  sim_sink_run (sink, 25);
  g_assert_cmpuint (vigil_sim_ward_get_n_gateways (sink->ward), ==, 3);
  g_assert_cmpuint (sink->n_refused, ==, 0);
  g_assert_cmpuint (sim_sink_count (sink, VIGIL_FRAME_ALARM, NULL), ==, 0);
  const SimMessage *message;
  double low = 300, high = 0;
  for (guint at = 0; (message = sim_sink_next (sink, &at, VIGIL_FRAME_VITALS, NULL)) != NULL;) {
    if (message->t_s < 8)
      continue;
    g_assert_cmpuint (message->frame.vitals.n, >=, message->t_s < 21 ? 4 : 6);
    low = fmin (low, sim_sink_value (message, VIGIL_NUMERIC_HR));
    high = fmax (high, sim_sink_value (message, VIGIL_NUMERIC_HR));
  }
  g_assert_cmpfloat (low, >, 50);
  g_assert_cmpfloat (high - low, >, 10);
  g_assert_cmpfloat (high, <, 120);
}

static void
test_a_storm_is_a_high_alarm_on_every_bed (void)
{
  g_autoptr (SimSink) sink =
      sim_sink_new_for (vigil_sim_scenario_new_load (40, 250, TRUE), 1, FALSE);
  sim_sink_run (sink, 25);
  g_assert_cmpuint (sink->n_refused, ==, 0);
  const SimMessage *message;
  g_autoptr (GHashTable) beds = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint at = 0; (message = sim_sink_next (sink, &at, VIGIL_FRAME_ALARM, NULL)) != NULL;) {
    if (message->frame.alarm.priority == VIGIL_PRIORITY_HIGH)
      g_hash_table_add (beds, (gpointer) message->frame.subject);
  }
  g_assert_cmpuint (g_hash_table_size (beds), ==, 40);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sim/ward/everything-published-is-understood",
                   test_everything_published_is_understood);
  g_test_add_func ("/sim/ward/a-gateway-says-its-own-state-first-and-meta-before-waves",
                   test_a_gateway_says_its_own_state_first_and_meta_before_waves);
  g_test_add_func ("/sim/ward/wave-blocks-follow-without-a-gap",
                   test_wave_blocks_follow_without_a_gap);
  g_test_add_func ("/sim/ward/sequences-count-each-topic", test_sequences_count_each_topic);
  g_test_add_func ("/sim/ward/numbers-are-those-of-the-plan", test_numbers_are_those_of_the_plan);
  g_test_add_func ("/sim/ward/a-crashed-gateway-is-silent-and-comes-back-with-a-new-boot",
                   test_a_crashed_gateway_is_silent_and_comes_back_with_a_new_boot);
  g_test_add_func ("/sim/ward/a-disconnected-bed-says-so-and-is-silent",
                   test_a_disconnected_bed_says_so_and_is_silent);
  g_test_add_func ("/sim/ward/a-storm-is-a-high-alarm-on-every-bed",
                   test_a_storm_is_a_high_alarm_on_every_bed);
  g_test_add_func ("/sim/ward/leads-and-probe-off-are-gaps-with-dashes",
                   test_leads_and_probe_off_are_gaps_with_dashes);
  g_test_add_func ("/sim/ward/a-latched-alarm-waits-and-is-reset",
                   test_a_latched_alarm_waits_and_is_reset);
  g_test_add_func ("/sim/ward/silence-at-the-bedside-is-told-and-ends",
                   test_silence_at_the_bedside_is_told_and_ends);
  g_test_add_func ("/sim/ward/a-clock-jump-moves-the-beds-own-time",
                   test_a_clock_jump_moves_the_beds_own_time);
  g_test_add_func ("/sim/ward/a-stalled-machine-leaves-a-gap-and-no-burst",
                   test_a_stalled_machine_leaves_a_gap_and_no_burst);
  g_test_add_func ("/sim/ward/the-same-seed-gives-the-same-bytes",
                   test_the_same_seed_gives_the_same_bytes);
  g_test_add_func ("/sim/ward/a-load-has-beds-that-differ", test_a_load_has_beds_that_differ);
  return g_test_run ();
}
