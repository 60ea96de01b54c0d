/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "vigil-history-words.h"
#include "vigil-load-words.h"

/* Takes @text. */
static void
assert_owned (char *text, const char *expected)
{
  g_autofree char *owned = text;
  g_assert_cmpstr (owned, ==, expected);
}

static VigilOccurrence
make (void)
{
  return (VigilOccurrence){
    .state = VIGIL_OCCURRENCE_OVER,
    .duration_ms = 40000,
    .extreme = NAN,
    .limit = NAN,
    .after_ms = -1,
  };
}

static void
test_the_end_is_said_as_far_as_it_is_known (void)
{
  VigilOccurrence occurrence = make ();
  assert_owned (vigil_history_words_end (&occurrence), "for 0:40");
  occurrence.is_reset = TRUE;
  assert_owned (vigil_history_words_end (&occurrence), "for 0:40 · reset");
  occurrence.state = VIGIL_OCCURRENCE_LATCHED;
  assert_owned (vigil_history_words_end (&occurrence), "for 0:40 · over, not silenced yet");
  occurrence.state = VIGIL_OCCURRENCE_STANDS;
  assert_owned (vigil_history_words_end (&occurrence), "stands");
  occurrence.state = VIGIL_OCCURRENCE_END_UNKNOWN;
  occurrence.known_until_ms = 14 * 3600000 + 32 * 60000;
  assert_owned (vigil_history_words_end (&occurrence),
                "end not known: this station stopped about 14:32");
}

static void
test_what_is_raised_long_before_begins_when_it_is_seen (void)
{
  const gint64 day_ms = 24 * 3600000, seen_ms = 415 * day_ms + 10 * 3600000;
  VigilOccurrence occurrence = make ();
  occurrence.seen_ms = seen_ms;
  occurrence.raised_ms = seen_ms - 3600000;
  assert_owned (vigil_history_words_begin (&occurrence, seen_ms), "09:00:00");
  occurrence.raised_ms = seen_ms - day_ms;
  assert_owned (vigil_history_words_begin (&occurrence, seen_ms), "Fri 19 Feb 10:00:00");
  occurrence.raised_ms = 1;
  assert_owned (vigil_history_words_begin (&occurrence, seen_ms), "seen 10:00:00");
}

static void
test_the_silence_says_when_who_and_where (void)
{
  VigilOccurrence occurrence = make ();
  assert_owned (vigil_history_words_silence (&occurrence, "desk-1"), "Not silenced");
  occurrence.silenced_by_kind = VIGIL_SILENCED_AT_BEDSIDE;
  assert_owned (vigil_history_words_silence (&occurrence, "desk-1"),
                "Silenced before it was shown · at the bedside");
  occurrence.after_ms = 4000;
  occurrence.silenced_by_kind = VIGIL_SILENCED_OTHER_STATION;
  vigil_text_copy (occurrence.silenced_at, sizeof occurrence.silenced_at, "desk-2");
  vigil_text_copy (occurrence.silenced_by, sizeof occurrence.silenced_by, "Okafor");
  assert_owned (vigil_history_words_silence (&occurrence, "desk-1"),
                "Silenced after 0:04 · Okafor · Desk 2");
  /* An old record knows the station, not that it was this one. */
  assert_owned (vigil_history_words_silence (&occurrence, "desk-2"),
                "Silenced after 0:04 · Okafor · this desk");
}

static void
test_returns_and_silence_of_others_are_told (void)
{
  VigilOccurrence occurrence = make ();
  g_assert_null (vigil_history_words_more (&occurrence));
  occurrence.n_returned = 2;
  occurrence.was_unanswered = TRUE;
  assert_owned (vigil_history_words_more (&occurrence),
                "returned 2 times · unanswered for a minute");
}

static void
test_kinds_have_the_names_of_the_wall (void)
{
  assert_owned (vigil_history_words_kind ("limit|MDC_PULS_OXIM_SAT_O2|lo", "", ""), "SpO₂ low");
  assert_owned (vigil_history_words_kind ("MDC_EVT_ECG_ASYSTOLE||", "MDC_EVT_ECG_ASYSTOLE", ""),
                "ASYSTOLE");
  assert_owned (vigil_history_words_kind ("INVENTED||", "INVENTED", "Odd"), "Odd");
  assert_owned (vigil_history_words_kind ("INVENTED||", "INVENTED", ""), "INVENTED");
  assert_owned (vigil_history_words_kind ("", "", ""), "Others");
}

static void
test_load_is_in_plain_words (void)
{
  VigilLoadResult result = { .n = 52, .n_physiological = 40, .n_technical = 12, .n_unanswered = 1 };
  result.n_by_priority[VIGIL_PRIORITY_HIGH] = 2;
  result.n_by_priority[VIGIL_PRIORITY_LOW] = 50;
  result.period.n_beds = 2;
  result.observed_ms = 24 * 3600000;
  assert_owned (vigil_load_words_total (&result),
                "52 alarms: 2 high, 50 low. 40 of patients, 12 technical. 26 a bed and day. "
                "1 was unanswered for a minute.");
  /* Of an hour no day is made. */
  result.observed_ms = 3600000;
  result.n_unanswered = 0;
  assert_owned (vigil_load_words_total (&result),
                "52 alarms: 2 high, 50 low. 40 of patients, 12 technical.");
  VigilLoadSilences silences = { 12, 8000, 40000 };
  assert_owned (vigil_load_words_silences (VIGIL_PRIORITY_HIGH, &silences),
                "High: half within 0:08, nine of ten within 0:40 (12 silenced)");
  VigilLoadSilences none = { 0, -1, -1 };
  g_assert_null (vigil_load_words_silences (VIGIL_PRIORITY_HIGH, &none));
}

static void
ignore (G_GNUC_UNUSED const VigilEvent *event, G_GNUC_UNUSED gpointer data)
{
}

static void
test_crowded_time_says_share_and_bed (void)
{
  VigilWardBed config_beds[] = { { .id = "01" }, { .id = "07", .label = "7A" } };
  VigilWardConfig config = { .beds = config_beds, .n_beds = 2 };
  g_autoptr (VigilWard) ward = vigil_ward_new (&config, ignore, NULL, (VigilNow){ 0 });
  VigilLoadCount beds[] = { { .name = "01" }, { .name = "07", .crowded_ms = 3600000 } };
  VigilLoadResult result = { .crowded_share = -1, .beds = beds, .n_beds = 1 };
  assert_owned (vigil_load_words_crowded (ward, &result),
                "Not known: this station did not run in this time");
  result.crowded_share = 0;
  result.observed_ms = 10 * 3600000;
  assert_owned (vigil_load_words_crowded (ward, &result), "Never");
  result.n_beds = 2;
  result.crowded_share = 0.05;
  assert_owned (vigil_load_words_crowded (ward, &result),
                "5.0 % of bed time; the most on bed 7A: 10.0 %");
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);
#define ADD(name) g_test_add_func ("/history-words/" #name, test_##name)
  ADD (the_end_is_said_as_far_as_it_is_known);
  ADD (what_is_raised_long_before_begins_when_it_is_seen);
  ADD (the_silence_says_when_who_and_where);
  ADD (returns_and_silence_of_others_are_told);
  ADD (kinds_have_the_names_of_the_wall);
  ADD (load_is_in_plain_words);
  ADD (crowded_time_says_share_and_bed);
#undef ADD
  return g_test_run ();
}
