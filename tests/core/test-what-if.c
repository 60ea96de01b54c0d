/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-what-if.h"
#include "ward-world.h"

#define T0 G_GINT64_CONSTANT (1700000000000)

static VigilWhatIfSettings
settings_of (VigilNumericKind kind, const VigilLimitPresets *presets)
{
  return (VigilWhatIfSettings){ .limit = presets->bands[VIGIL_BAND_ADULT].limits[kind],
                                .timing = presets->timings[kind] };
}

static VigilWhatIfSettings
today (VigilNumericKind kind)
{
  g_autofree VigilLimitPresets *presets = g_new (VigilLimitPresets, 1);
  vigil_limit_presets_init (presets);
  return settings_of (kind, presets);
}

static GArray *
series_new (void)
{
  return g_array_new (FALSE, FALSE, sizeof (VigilTrendSample));
}

static gint64
end_of (const GArray *series)
{
  return series->len == 0 ? T0
                          : g_array_index (series, VigilTrendSample, series->len - 1).t_ms + 1000;
}

/* @n seconds of @value. */
static void
add (GArray *series, double value, guint n)
{
  for (guint i = 0; i < n; i++) {
    VigilTrendSample sample = {
      .t_ms = end_of (series), .value = value, .has_value = TRUE, .age_ms = -1
    };
    g_array_append_val (series, sample);
  }
}

static GArray *
replay (const VigilWhatIfSettings *settings, const GArray *series)
{
  return vigil_what_if_replay (settings, (const VigilTrendSample *) (gpointer) series->data,
                               series->len);
}

static VigilWhatIf
compare (const VigilWhatIfSettings *now, const VigilWhatIfSettings *then, const GArray *series)
{
  g_autoptr (GArray) a = replay (now, series);
  g_autoptr (GArray) b = replay (then, series);
  VigilWhatIf result;
  vigil_what_if_compare (&now->limit, a, b, &result);
  return result;
}

static void
test_the_example_of_the_issue (void)
{
  g_autoptr (GArray) series = series_new ();
  VigilWhatIfSettings now = today (VIGIL_NUMERIC_SPO2);
  now.timing.delay_ms = 4000;
  add (series, 97, 60);
  /* Eleven short ones, the longest from its first to its last value 9 s, and three that last. */
  for (guint i = 0; i < 14; i++) {
    add (series, i == 4 ? 87 : 88, i == 4 ? 10 : i % 4 == 3 && i / 4 < 3 ? 30 : 7);
    add (series, 97, 120);
  }
  VigilWhatIfSettings then = now;
  then.timing.delay_ms = 10000;
  VigilWhatIf result = compare (&now, &then, series);
  g_assert_cmpuint (result.n_now, ==, 14);
  g_assert_cmpuint (result.n_hidden, ==, 11);
  g_assert_cmpuint (result.n_hidden_high, ==, 0);
  g_assert_cmpint (result.longest_hidden_ms, ==, 9000);
  g_assert_true (result.has_deepest);
  g_assert_cmpfloat (result.deepest, ==, 87);
  g_assert_cmpint (result.deepest_side, ==, VIGIL_SIDE_LO);
  g_assert_cmpuint (result.n_later, ==, 3);
  g_assert_cmpint (result.mean_later_ms, ==, 6000);
  g_assert_cmpint (result.most_later_ms, ==, 6000);
  g_assert_cmpuint (result.n_then, ==, 3);
  g_assert_cmpuint (result.n_new, ==, 0);
  vigil_what_if_clear (&result);
}

static void
test_a_hidden_high_alarm_is_counted_by_itself (void)
{
  g_autoptr (GArray) series = series_new ();
  VigilWhatIfSettings now = today (VIGIL_NUMERIC_SPO2), then = now;
  add (series, 97, 60);
  add (series, 82, 8);
  add (series, 97, 60);
  then.timing.delay_ms = then.timing.delay2_ms = 15000;
  VigilWhatIf result = compare (&now, &then, series);
  g_assert_cmpuint (result.n_now, ==, 1);
  g_assert_cmpuint (result.n_hidden, ==, 1);
  g_assert_cmpuint (result.n_hidden_high, ==, 1);
  g_assert_cmpint (g_array_index (result.fates, VigilFate, 0), ==, VIGIL_FATE_HIDDEN);
  vigil_what_if_clear (&result);
}

static void
test_a_high_alarm_that_would_be_a_medium_one_is_said (void)
{
  g_autoptr (GArray) series = series_new ();
  VigilWhatIfSettings now = today (VIGIL_NUMERIC_SPO2), then = now;
  add (series, 97, 60);
  add (series, 82, 30);
  add (series, 97, 60);
  then.limit.lo2 = 80;
  VigilWhatIf result = compare (&now, &then, series);
  g_assert_cmpuint (result.n_hidden, ==, 0);
  g_assert_cmpuint (result.n_lowered, ==, 1);
  g_assert_cmpint (g_array_index (result.fates, VigilFate, 0), ==, VIGIL_FATE_LOWERED);
  vigil_what_if_clear (&result);
}

static void
test_a_tighter_limit_makes_new_alarms (void)
{
  g_autoptr (GArray) series = series_new ();
  VigilWhatIfSettings now = today (VIGIL_NUMERIC_SPO2), then = now;
  add (series, 97, 60);
  add (series, 91, 30);
  add (series, 97, 60);
  add (series, 88, 30);
  add (series, 97, 60);
  then.limit.lo = 93;
  VigilWhatIf result = compare (&now, &then, series);
  g_assert_cmpuint (result.n_now, ==, 1);
  g_assert_cmpuint (result.n_then, ==, 2);
  g_assert_cmpuint (result.n_new, ==, 1);
  g_assert_true (g_array_index (result.is_new, gboolean, 0));
  g_assert_false (g_array_index (result.is_new, gboolean, 1));
  vigil_what_if_clear (&result);
}

static void
test_more_hysteresis_joins_what_flaps (void)
{
  g_autoptr (GArray) series = series_new ();
  VigilWhatIfSettings now = today (VIGIL_NUMERIC_SPO2), then = now;
  now.timing.delay_ms = then.timing.delay_ms = 0;
  now.timing.hysteresis = 0;
  now.timing.hysteresis_ms = 0;
  add (series, 97, 10);
  for (guint i = 0; i < 20; i++) {
    add (series, 89, 5);
    add (series, 90, 5);
  }
  add (series, 97, 60);
  then.timing.hysteresis = 2;
  VigilWhatIf result = compare (&now, &then, series);
  g_assert_cmpuint (result.n_now, ==, 20);
  g_assert_cmpuint (result.n_then, ==, 1);
  vigil_what_if_clear (&result);
}

static void
test_a_gap_is_no_part_of_a_delay (void)
{
  g_autoptr (GArray) series = series_new ();
  VigilWhatIfSettings now = today (VIGIL_NUMERIC_SPO2);
  add (series, 88, 6);
  VigilTrendSample after = {
    .t_ms = end_of (series) + 60000, .value = 88, .has_value = TRUE, .age_ms = -1
  };
  g_array_append_val (series, after);
  add (series, 88, 5);
  g_autoptr (GArray) none = replay (&now, series);
  g_assert_cmpuint (none->len, ==, 0);
  add (series, 88, 5);
  g_autoptr (GArray) one = replay (&now, series);
  g_assert_cmpuint (one->len, ==, 1);
  g_assert_cmpint (g_array_index (one, VigilWhatIfAlarm, 0).raised_ms, ==, after.t_ms + 10000);
  g_assert_cmpint (g_array_index (one, VigilWhatIfAlarm, 0).ended_ms, ==, 0);
}

static void
test_what_the_station_did_not_judge_makes_no_alarm (void)
{
  g_autoptr (GArray) series = series_new ();
  VigilWhatIfSettings now = today (VIGIL_NUMERIC_HR);
  add (series, 30, 60);
  for (guint i = 0; i < series->len; i++)
    g_array_index (series, VigilTrendSample, i).is_blocked = TRUE;
  g_autoptr (GArray) none = replay (&now, series);
  g_assert_cmpuint (none->len, ==, 0);
}

static void
test_a_cuff_reading_counts_once (void)
{
  g_autoptr (GArray) series = series_new ();
  VigilWhatIfSettings now = today (VIGIL_NUMERIC_NIBP_SYS);
  const double readings[] = { 85, 84, 120, 82 };
  for (guint i = 0; i < 4; i++) {
    VigilTrendSample sample = {
      .t_ms = T0 + i * MINUTES (30), .value = readings[i], .has_value = TRUE, .age_ms = 400
    };
    g_array_append_val (series, sample);
  }
  g_autoptr (GArray) alarms = replay (&now, series);
  g_assert_cmpuint (alarms->len, ==, 3);
  /* Each ends 15 min after its reading (ux.md, "NIBP"). */
  gint64 end_ms = g_array_index (alarms, VigilWhatIfAlarm, 0).ended_ms;
  g_assert_cmpint (end_ms, >=, T0 + MINUTES (15) - 1000);
  g_assert_cmpint (end_ms, <, T0 + MINUTES (16));
}

/* The ward raises, the what-if with the settings of that ward raises the same at the same times. */

typedef struct {
  World *world;
  GArray *samples[VIGIL_N_NUMERICS];
  GArray *raised[VIGIL_N_NUMERICS]; /* gint64, ms */
} Recorder;

static void
record_cb (const VigilEvent *event, gpointer data)
{
  Recorder *recorder = data;
  if (event->kind == VIGIL_EVENT_NUMBER)
    g_array_append_val (recorder->samples[event->numeric], *event->sample);
  VigilNumericKind kind;
  if (event->kind == VIGIL_EVENT_ALARM_RAISED && strstr (event->alarm->key, "|limit|") != NULL
      && vigil_nomenclature_find_numeric (event->alarm->src, &kind))
    g_array_append_val (recorder->raised[kind], event->now.wall_ms);
}

static double
walk (double value, double lo, double hi)
{
  double step = g_test_rand_int_range (0, 12) == 0 ? g_test_rand_int_range (-12, 13)
                                                   : g_test_rand_int_range (-1, 2);
  return CLAMP (value + step, lo, hi);
}

/* One second: numbers move, vanish and come back; now and then the bed says nothing at all. */
static void
step (World *world, double *values, guint *silent_s)
{
  static const VigilNumericKind KINDS[] = { VIGIL_NUMERIC_HR, VIGIL_NUMERIC_SPO2,
                                            VIGIL_NUMERIC_RR };
  static const double RANGES[][2] = { { 30, 150 }, { 78, 100 }, { 4, 36 } };
  for (guint i = 0; i < 3; i++) {
    values[i] = walk (values[i], RANGES[i][0], RANGES[i][1]);
    world_set (world, 0, KINDS[i], values[i]);
    if (g_test_rand_int_range (0, 20) == 0)
      world_unset (world, 0, KINDS[i]);
    else if (g_test_rand_int_range (0, 20) == 0)
      world->beds[0].quality[KINDS[i]] =
          (VigilQuality) g_test_rand_int_range (0, VIGIL_QUALITY_DEMO + 1);
  }
  if (*silent_s == 0 && g_test_rand_int_range (0, 150) == 0)
    *silent_s = (guint) g_test_rand_int_range (2, 25);
  *silent_s -= *silent_s > 0 ? 1 : 0;
  world->beds[0].is_publishing = *silent_s == 0;
}

static GArray *
list_soundings (const GArray *alarms)
{
  GArray *times = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i < alarms->len; i++) {
    const VigilWhatIfAlarm *alarm = &g_array_index (alarms, VigilWhatIfAlarm, i);
    g_array_append_val (times, alarm->raised_ms);
    if (alarm->high_ms != 0 && alarm->high_ms != alarm->raised_ms)
      g_array_append_val (times, alarm->high_ms);
  }
  return times;
}

static gint
compare_times (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;
  return x < y ? -1 : x > y;
}

/* The first of each occurrence and the first of its high level: what the ward also tells when a
 * level comes back within one occurrence is no other alarm. */
static void
assert_all_among (const GArray *few, const GArray *many)
{
  for (guint i = 0; i < few->len; i++) {
    gboolean is_found = FALSE;
    for (guint j = 0; !is_found && j < many->len; j++)
      is_found = g_array_index (few, gint64, i) == g_array_index (many, gint64, j);
    g_assert_true (is_found);
  }
}

static void
check_kind (const Recorder *recorder, VigilNumericKind kind, guint *n_alarms)
{
  VigilWhatIfSettings settings = settings_of (kind, &recorder->world->presets);
  g_autoptr (GArray) alarms = replay (&settings, recorder->samples[kind]);
  g_autoptr (GArray) soundings = list_soundings (alarms);
  g_array_sort (soundings, compare_times);
  assert_all_among (soundings, recorder->raised[kind]);
  /* And none of the ward's is missed: each falls into one of the alarms replayed. */
  for (guint i = 0; i < recorder->raised[kind]->len; i++) {
    gint64 t_ms = g_array_index (recorder->raised[kind], gint64, i);
    gboolean is_within = FALSE;
    for (guint j = 0; !is_within && j < alarms->len; j++) {
      const VigilWhatIfAlarm *alarm = &g_array_index (alarms, VigilWhatIfAlarm, j);
      is_within = alarm->raised_ms <= t_ms && (alarm->ended_ms == 0 || t_ms <= alarm->ended_ms);
    }
    g_assert_true (is_within);
  }
  *n_alarms += alarms->len;
}

static void
random_timings (World *world)
{
  for (guint i = 0; i < VIGIL_N_NUMERICS; i++) {
    VigilLimitTiming *timing = &world->presets.timings[i];
    timing->delay_ms = (guint) g_test_rand_int_range (0, 16) * 1000;
    timing->delay2_ms = (guint) g_test_rand_int_range (0, 8) * 1000;
    timing->hysteresis = g_test_rand_int_range (0, 4);
    timing->hysteresis_ms = (guint) g_test_rand_int_range (0, 8) * 1000;
  }
  world->config.presets = world->presets;
}

static void
run_world (guint *n_alarms)
{
  Recorder recorder = { .world = world_new_cold (1) };
  World *world = recorder.world;
  for (guint i = 0; i < VIGIL_N_NUMERICS; i++) {
    recorder.samples[i] = series_new ();
    recorder.raised[i] = g_array_new (FALSE, FALSE, sizeof (gint64));
  }
  random_timings (world);
  vigil_ward_free (world->ward);
  world->ward = vigil_ward_new (&world->config, record_cb, &recorder, world->now);
  world_settle (world);
  double values[] = { 80, 95, 14 };
  guint silent_s = 0;
  for (guint second = 0; second < 1500; second++) {
    step (world, values, &silent_s);
    world_run (world, SECONDS (1));
  }
  for (guint i = 0; i < VIGIL_N_NUMERICS; i++) {
    if (recorder.samples[i]->len > 0)
      check_kind (&recorder, (VigilNumericKind) i, n_alarms);
    g_array_unref (recorder.samples[i]);
    g_array_unref (recorder.raised[i]);
  }
  world_free (world);
}

static void
test_with_the_settings_of_today_it_says_what_the_ward_said (void)
{
  guint n_alarms = 0;
  for (guint round = 0; round < 12; round++)
    run_world (&n_alarms);
  /* Streams that raise nothing would show nothing. */
  g_test_message ("%u alarms", n_alarms);
  g_assert_cmpuint (n_alarms, >, 100);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/what-if/the-example-of-the-issue", test_the_example_of_the_issue);
  g_test_add_func ("/what-if/a-hidden-high-alarm-is-counted-by-itself",
                   test_a_hidden_high_alarm_is_counted_by_itself);
  g_test_add_func ("/what-if/a-high-alarm-that-would-be-a-medium-one-is-said",
                   test_a_high_alarm_that_would_be_a_medium_one_is_said);
  g_test_add_func ("/what-if/a-tighter-limit-makes-new-alarms",
                   test_a_tighter_limit_makes_new_alarms);
  g_test_add_func ("/what-if/more-hysteresis-joins-what-flaps",
                   test_more_hysteresis_joins_what_flaps);
  g_test_add_func ("/what-if/a-gap-is-no-part-of-a-delay", test_a_gap_is_no_part_of_a_delay);
  g_test_add_func ("/what-if/what-the-station-did-not-judge-makes-no-alarm",
                   test_what_the_station_did_not_judge_makes_no_alarm);
  g_test_add_func ("/what-if/a-cuff-reading-counts-once", test_a_cuff_reading_counts_once);
  g_test_add_func ("/what-if/with-the-settings-of-today-it-says-what-the-ward-said",
                   test_with_the_settings_of_today_it_says_what_the_ward_said);
  return g_test_run ();
}
