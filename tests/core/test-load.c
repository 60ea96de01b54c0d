/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Alarm load, from journals made by hand whose answers can be counted on paper. */

#include <string.h>

#include "vigil-load.h"

#define MINUTE (60 * G_GINT64_CONSTANT (1000))
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)

/* Two beds, two days. */
static VigilLoad *
make_load (void)
{
  VigilLoadPeriod period = { .since_ms = 10 * DAY,
                             .until_ms = 12 * DAY,
                             .n_beds = 2,
                             .n_days = 2,
                             .day_starts_ms = { 10 * DAY, 11 * DAY } };
  return vigil_load_new (&period);
}

static const VigilLoadResult *
finish (VigilLoad *load)
{
  vigil_load_finish (load);
  return vigil_load_get_result (load);
}

static void
add (VigilLoad *load, gint64 seen_ms, const char *key, VigilPriority priority, gint64 after_ms)
{
  VigilOccurrence occurrence = {
    .priority = priority,
    .seen_ms = seen_ms,
    .after_ms = after_ms,
    .silenced_by_kind = after_ms >= 0 ? VIGIL_SILENCED_HERE : VIGIL_SILENCED_NOT,
  };
  vigil_text_copy (occurrence.key, sizeof occurrence.key, key);
  vigil_text_copy (occurrence.bed, MIN (sizeof occurrence.bed, strcspn (key, "|") + 1), key);
  vigil_load_add (load, &occurrence);
}

#define ASYSTOLE_1 "01|MDC_EVT_ECG_ASYSTOLE|||"
#define SPO2_1 "01|limit|MDC_PULS_OXIM_SAT_O2|lo|1"
#define SPO2_2 "02|limit|MDC_PULS_OXIM_SAT_O2|lo|2"

static void
test_it_counts_by_bed_kind_day_and_priority (void)
{
  g_autoptr (VigilLoad) load = make_load ();
  add (load, 10 * DAY, SPO2_1, VIGIL_PRIORITY_MEDIUM, -1);
  add (load, 10 * DAY + HOUR, SPO2_2, VIGIL_PRIORITY_HIGH, -1);
  add (load, 11 * DAY - 1, ASYSTOLE_1, VIGIL_PRIORITY_HIGH, -1);
  add (load, 11 * DAY, SPO2_1, VIGIL_PRIORITY_MEDIUM, -1);
  add (load, 11 * DAY + HOUR, "|VIGIL_EVT_NO_SOUND|||", VIGIL_PRIORITY_HIGH, -1);
  const VigilLoadResult *result = finish (load);
  g_assert_cmpuint (result->n, ==, 5);
  g_assert_cmpuint (result->n_by_priority[VIGIL_PRIORITY_HIGH], ==, 3);
  g_assert_cmpuint (result->n_by_priority[VIGIL_PRIORITY_MEDIUM], ==, 2);
  g_assert_cmpuint (result->n_by_day[0][VIGIL_PRIORITY_HIGH], ==, 2);
  g_assert_cmpuint (result->n_by_day[1][VIGIL_PRIORITY_HIGH], ==, 1);
  g_assert_cmpuint (result->n_beds, ==, 3);
  g_assert_cmpstr (result->beds[0].name, ==, "01");
  g_assert_cmpuint (result->beds[0].n, ==, 3);
  g_assert_cmpuint (result->beds[0].n_by_day[0], ==, 2);
  g_assert_cmpuint (result->beds[0].n_by_day[1], ==, 1);
  /* As many: by name; without a bed comes first. */
  g_assert_cmpstr (result->beds[1].name, ==, "");
  g_assert_cmpstr (result->beds[2].name, ==, "02");
  g_assert_cmpuint (result->n_kinds, ==, 3);
  /* Whatever the bed and the level. */
  g_assert_cmpstr (result->kinds[0].name, ==, "limit|MDC_PULS_OXIM_SAT_O2|lo");
  g_assert_cmpuint (result->kinds[0].n, ==, 3);
}

static void
test_what_is_outside_the_period_is_not_counted (void)
{
  g_autoptr (VigilLoad) load = make_load ();
  add (load, 10 * DAY - 1, SPO2_1, VIGIL_PRIORITY_MEDIUM, 1000);
  add (load, 10 * DAY, SPO2_1, VIGIL_PRIORITY_MEDIUM, 2000);
  add (load, 12 * DAY - 1, SPO2_1, VIGIL_PRIORITY_MEDIUM, 3000);
  add (load, 12 * DAY, SPO2_1, VIGIL_PRIORITY_MEDIUM, 4000);
  const VigilLoadResult *result = finish (load);
  g_assert_cmpuint (result->n, ==, 2);
  g_assert_cmpuint (result->silences[VIGIL_PRIORITY_NONE].n, ==, 2);
}

static void
test_nothing_gives_no_number_rather_than_zero (void)
{
  g_autoptr (VigilLoad) load = make_load ();
  const VigilLoadResult *result = finish (load);
  g_assert_cmpuint (result->n, ==, 0);
  g_assert_cmpint (result->silences[VIGIL_PRIORITY_HIGH].median_ms, ==, -1);
  g_assert_cmpint (result->silences[VIGIL_PRIORITY_HIGH].p90_ms, ==, -1);
  g_assert_cmpfloat (result->crowded_share, ==, -1);
}

static void
test_time_to_silence_is_of_those_silenced (void)
{
  g_autoptr (VigilLoad) load = make_load ();
  /* 1 to 10 s in no order, one never silenced, one born silenced. */
  static const gint64 SECONDS[] = { 7, 1, 10, 3, 5, 9, 2, 8, 4, 6 };
  for (guint i = 0; i < G_N_ELEMENTS (SECONDS); i++)
    add (load, 10 * DAY + i, SPO2_1, VIGIL_PRIORITY_MEDIUM, SECONDS[i] * 1000);
  add (load, 10 * DAY + 20, SPO2_1, VIGIL_PRIORITY_MEDIUM, -1);
  add (load, 10 * DAY + 30, ASYSTOLE_1, VIGIL_PRIORITY_HIGH, 60000);
  const VigilLoadResult *result = finish (load);
  const VigilLoadSilences *medium = &result->silences[VIGIL_PRIORITY_MEDIUM];
  g_assert_cmpuint (medium->n, ==, 10);
  g_assert_cmpint (medium->median_ms, ==, 5500);
  g_assert_cmpint (medium->p90_ms, ==, 9000);
  const VigilLoadSilences *high = &result->silences[VIGIL_PRIORITY_HIGH];
  g_assert_cmpint (high->median_ms, ==, 60000);
  g_assert_cmpint (high->p90_ms, ==, 60000);
  /* Eleven of all: the sixth, and the tenth. */
  g_assert_cmpint (result->silences[VIGIL_PRIORITY_NONE].median_ms, ==, 6000);
  g_assert_cmpint (result->silences[VIGIL_PRIORITY_NONE].p90_ms, ==, 10000);
}

static void
test_only_time_in_which_it_ran_is_observed (void)
{
  g_autoptr (VigilLoad) load = make_load ();
  vigil_load_add_run (load, 9 * DAY, 10 * DAY + HOUR); /* cut to 1 h */
  vigil_load_add_run (load, 10 * DAY + 30 * MINUTE, 10 * DAY + 2 * HOUR); /* overlaps: 1 h more */
  vigil_load_add_run (load, 11 * DAY, 10 * DAY); /* a clock set back */
  vigil_load_add_run (load, 11 * DAY + 23 * HOUR, 20 * DAY); /* 1 h */
  g_assert_cmpint (finish (load)->observed_ms, ==, 3 * HOUR);
}

static void
run_all (VigilLoad *load)
{
  vigil_load_add_run (load, 10 * DAY, 12 * DAY);
}

/* One a minute: with the 80th, 79 min after the first, the bed is crowded until the first is 120
 * min old. */
static void
test_eighty_in_two_hours_is_crowded (void)
{
  g_autoptr (VigilLoad) load = make_load ();
  run_all (load);
  gint64 start = 10 * DAY + HOUR;
  for (guint i = 0; i < 80; i++)
    add (load, start + i * MINUTE, SPO2_1, VIGIL_PRIORITY_LOW, -1);
  const VigilLoadResult *result = finish (load);
  g_assert_cmpint (result->beds[0].crowded_ms, ==, (120 - 79) * MINUTE);
  /* 41 min of 2 beds × 48 h. */
  g_assert_cmpfloat_with_epsilon (result->crowded_share, 41.0 / (2 * 48 * 60), 1e-12);
}

static void
test_seventy_nine_are_not (void)
{
  g_autoptr (VigilLoad) load = make_load ();
  run_all (load);
  for (guint i = 0; i < 79; i++)
    add (load, 10 * DAY + i, SPO2_1, VIGIL_PRIORITY_LOW, -1);
  const VigilLoadResult *result = finish (load);
  g_assert_cmpint (result->beds[0].crowded_ms, ==, 0);
  g_assert_cmpfloat (result->crowded_share, ==, 0);
}

static void
test_eighty_of_two_beds_are_not (void)
{
  g_autoptr (VigilLoad) load = make_load ();
  run_all (load);
  for (guint i = 0; i < 80; i++)
    add (load, 10 * DAY + i, i % 2 != 0 ? SPO2_1 : SPO2_2, VIGIL_PRIORITY_LOW, -1);
  g_assert_cmpfloat (finish (load)->crowded_share, ==, 0);
}

/* 160, one a minute: crowded from the 80th (79 min) until the 81st of them, the first of the last
 * 80, is 120 min old (80 + 120). */
static void
test_crowded_time_is_not_counted_twice (void)
{
  g_autoptr (VigilLoad) load = make_load ();
  run_all (load);
  for (guint i = 0; i < 160; i++)
    add (load, 10 * DAY + i * MINUTE, SPO2_1, VIGIL_PRIORITY_LOW, -1);
  g_assert_cmpint (finish (load)->beds[0].crowded_ms, ==, (200 - 79) * MINUTE);
}

static void
test_alarms_before_the_period_crowd_its_beginning (void)
{
  g_autoptr (VigilLoad) load = make_load ();
  run_all (load);
  for (guint i = 0; i < 80; i++)
    add (load, 10 * DAY - HOUR, SPO2_1, VIGIL_PRIORITY_LOW, -1);
  const VigilLoadResult *result = finish (load);
  g_assert_cmpuint (result->n, ==, 0);
  g_assert_cmpuint (result->n_beds, ==, 1);
  g_assert_cmpint (result->beds[0].crowded_ms, ==, HOUR);
}

static void
test_time_that_was_not_observed_is_not_crowded (void)
{
  g_autoptr (VigilLoad) load = make_load ();
  vigil_load_add_run (load, 10 * DAY, 10 * DAY + HOUR);
  for (guint i = 0; i < 80; i++)
    add (load, 10 * DAY, SPO2_1, VIGIL_PRIORITY_LOW, -1);
  const VigilLoadResult *result = finish (load);
  g_assert_cmpint (result->beds[0].crowded_ms, ==, HOUR);
  g_assert_cmpfloat_with_epsilon (result->crowded_share, 0.5, 1e-12);
}

static void
test_invented_kinds_have_a_ceiling (void)
{
  g_autoptr (VigilLoad) load = make_load ();
  for (guint i = 0; i < 1000; i++) {
    g_autofree char *key = g_strdup_printf ("01|KIND_%u|||", i);
    add (load, 10 * DAY + i, key, VIGIL_PRIORITY_LOW, -1);
  }
  const VigilLoadResult *result = finish (load);
  g_assert_cmpuint (result->n, ==, 1000);
  g_assert_cmpuint (result->n_kinds, ==, VIGIL_LOAD_NAMES_MAX);
  g_assert_cmpstr (result->kinds[0].name, ==, "");
  g_assert_cmpuint (result->kinds[0].n, ==, 1000 - (VIGIL_LOAD_NAMES_MAX - 1));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name) g_test_add_func ("/load/" #name, test_##name)
  ADD (it_counts_by_bed_kind_day_and_priority);
  ADD (what_is_outside_the_period_is_not_counted);
  ADD (nothing_gives_no_number_rather_than_zero);
  ADD (time_to_silence_is_of_those_silenced);
  ADD (only_time_in_which_it_ran_is_observed);
  ADD (eighty_in_two_hours_is_crowded);
  ADD (seventy_nine_are_not);
  ADD (eighty_of_two_beds_are_not);
  ADD (crowded_time_is_not_counted_twice);
  ADD (alarms_before_the_period_crowd_its_beginning);
  ADD (time_that_was_not_observed_is_not_crowded);
  ADD (invented_kinds_have_a_ceiling);
#undef ADD
  return g_test_run ();
}
