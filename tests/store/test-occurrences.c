/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Rows of the journal as occurrences: what belongs together, over returns, restarts and an old
 * database. */

#include <math.h>

#include "store-fixture.h"

#define ASYSTOLE "03|MDC_EVT_ECG_ASYSTOLE|||"
#define SPO2 "07|limit|MDC_PULS_OXIM_SAT_O2|lo|2"
#define VT "09|MDC_EVT_ECG_V_TACHY|||"

typedef struct {
  gboolean is_answered;
  GArray *occurrences;
  guint n_matching;
  gint64 known_since_ms;
} Answered;

static void
list_cb (const VigilOccurrencePage *page, const GError *error, gpointer data)
{
  Answered *answered = data;
  g_assert_no_error (error);
  answered->occurrences = g_array_copy (page->occurrences);
  answered->n_matching = page->n_matching;
  answered->known_since_ms = page->known_since_ms;
  answered->is_answered = TRUE;
}

static Answered
ask (VigilStore *store, const VigilOccurrenceFilter *filter, gint64 before_id, guint max)
{
  static const VigilOccurrenceFilter ALL = { 0 };
  Answered answered = { 0 };
  vigil_journal_list_occurrences (store, filter != NULL ? filter : &ALL, before_id, max, list_cb,
                                  &answered);
  fixture_wait (&answered.is_answered);
  return answered;
}

static GArray *
list (VigilStore *store, const VigilOccurrenceFilter *filter)
{
  return ask (store, filter, 0, 100).occurrences;
}

static const VigilOccurrence *
get (GArray *occurrences, guint index)
{
  g_assert_cmpuint (occurrences->len, >, index);
  return &g_array_index (occurrences, VigilOccurrence, index);
}

/* A row of an alarm that this run raised at @raised_s. */
static VigilJournalRow
make_row (const char *kind, const char *key, gint64 raised_s, gint64 at_s)
{
  VigilJournalRow row = {
    .wall_ms = at_s * 1000,
    .occurrence = "a1",
    .priority = "high",
    .label = "ASYSTOLE",
    .code = "MDC_EVT_ECG_ASYSTOLE",
    .raised_ms = raised_s * 1000,
    .raised_mono_us = raised_s * G_USEC_PER_SEC,
    .after_ms = -1,
  };
  vigil_text_copy (row.kind, sizeof row.kind, kind);
  vigil_text_copy (row.key, sizeof row.key, key);
  vigil_text_copy (row.bed, MIN (sizeof row.bed, strcspn (key, "|") + 1), key);
  return row;
}

static void
add (VigilStore *store, const char *kind, const char *key, gint64 raised_s, gint64 at_s)
{
  VigilJournalRow row = make_row (kind, key, raised_s, at_s);
  if (g_str_equal (kind, "ended") || g_str_equal (kind, "latched")) {
    row.ended_ms = at_s * 1000;
    row.duration_ms = (at_s - raised_s) * 1000;
  }
  vigil_journal_add (store, &row);
}

static void
add_silence (VigilStore *store,
             const char *key,
             gint64 raised_s,
             gint64 at_s,
             VigilSilencedBy kind,
             const char *by,
             const char *station)
{
  VigilJournalRow row = make_row ("silenced", key, raised_s, at_s);
  row.silenced_by_kind = kind;
  row.after_ms = (at_s - raised_s) * 1000;
  vigil_text_copy (row.by, sizeof row.by, by);
  vigil_text_copy (row.station, sizeof row.station, station);
  vigil_journal_add (store, &row);
}

static void
test_one_alarm_is_one_row_from_raise_to_end (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  add (fixture->store, "raised", ASYSTOLE, 100, 100);
  add_silence (fixture->store, ASYSTOLE, 100, 104, VIGIL_SILENCED_HERE, "Okafor", "desk-1");
  add (fixture->store, "ended", ASYSTOLE, 100, 130);
  g_autoptr (GArray) found = list (fixture->store, NULL);
  g_assert_cmpuint (found->len, ==, 1);
  const VigilOccurrence *one = get (found, 0);
  g_assert_cmpint (one->state, ==, VIGIL_OCCURRENCE_OVER);
  g_assert_cmpstr (one->bed, ==, "03");
  g_assert_cmpstr (one->code, ==, "MDC_EVT_ECG_ASYSTOLE");
  g_assert_cmpint (one->priority, ==, VIGIL_PRIORITY_HIGH);
  g_assert_cmpint (one->raised_ms, ==, 100000);
  g_assert_cmpint (one->ended_ms, ==, 130000);
  g_assert_cmpint (one->duration_ms, ==, 30000);
  g_assert_cmpint (one->silenced_by_kind, ==, VIGIL_SILENCED_HERE);
  g_assert_cmpstr (one->silenced_by, ==, "Okafor");
  g_assert_cmpint (one->silenced_ms, ==, 104000);
  g_assert_cmpint (one->after_ms, ==, 4000);
  g_assert_cmpuint (one->n_silenced, ==, 1);
  g_assert_cmpuint (one->n_returned, ==, 0);
}

static void
test_a_return_after_120_s_stays_the_same_one (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  add (fixture->store, "raised", ASYSTOLE, 100, 100);
  add_silence (fixture->store, ASYSTOLE, 100, 104, VIGIL_SILENCED_HERE, "Okafor", "desk-1");
  add (fixture->store, "returned", ASYSTOLE, 100, 224);
  add_silence (fixture->store, ASYSTOLE, 100, 230, VIGIL_SILENCED_OTHER_STATION, "Berg", "desk-2");
  g_autoptr (GArray) found = list (fixture->store, NULL);
  g_assert_cmpuint (found->len, ==, 1);
  const VigilOccurrence *one = get (found, 0);
  g_assert_cmpint (one->state, ==, VIGIL_OCCURRENCE_STANDS);
  g_assert_cmpuint (one->n_returned, ==, 1);
  g_assert_cmpuint (one->n_silenced, ==, 2);
  /* Who answered first. */
  g_assert_cmpstr (one->silenced_by, ==, "Okafor");
  g_assert_cmpint (one->after_ms, ==, 4000);
}

static void
test_it_says_where_it_was_silenced (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  add (fixture->store, "raised", ASYSTOLE, 100, 100);
  add_silence (fixture->store, ASYSTOLE, 100, 101, VIGIL_SILENCED_OTHER_STATION, "Berg", "desk-2");
  add (fixture->store, "raised", SPO2, 110, 110);
  add_silence (fixture->store, SPO2, 110, 115, VIGIL_SILENCED_AT_BEDSIDE, "", "");
  g_autoptr (GArray) found = list (fixture->store, NULL);
  g_assert_cmpint (get (found, 0)->silenced_by_kind, ==, VIGIL_SILENCED_AT_BEDSIDE);
  g_assert_cmpint (get (found, 1)->silenced_by_kind, ==, VIGIL_SILENCED_OTHER_STATION);
  g_assert_cmpstr (get (found, 1)->silenced_at, ==, "desk-2");
}

static void
test_a_latched_one_is_over_when_it_is_silenced (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  add (fixture->store, "raised", VT, 100, 100);
  add (fixture->store, "latched", VT, 100, 110);
  g_autoptr (GArray) before = list (fixture->store, NULL);
  g_assert_cmpint (get (before, 0)->state, ==, VIGIL_OCCURRENCE_LATCHED);
  g_assert_cmpint (get (before, 0)->duration_ms, ==, 10000);
  add_silence (fixture->store, VT, 100, 170, VIGIL_SILENCED_HERE, "", "desk-1");
  VigilJournalRow end = make_row ("ended", VT, 100, 170);
  end.ended_ms = 110000;
  end.duration_ms = 10000;
  vigil_journal_add (fixture->store, &end);
  g_autoptr (GArray) after = list (fixture->store, NULL);
  g_assert_cmpuint (after->len, ==, 1);
  g_assert_cmpint (get (after, 0)->state, ==, VIGIL_OCCURRENCE_OVER);
  /* Its condition lasted 10 s, however late somebody came. */
  g_assert_cmpint (get (after, 0)->duration_ms, ==, 10000);
  g_assert_cmpint (get (after, 0)->ended_ms, ==, 110000);
  g_assert_cmpint (get (after, 0)->after_ms, ==, 70000);
}

static void
test_the_same_key_later_is_another_one (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  add (fixture->store, "raised", ASYSTOLE, 100, 100);
  add (fixture->store, "ended", ASYSTOLE, 100, 110);
  add (fixture->store, "raised", ASYSTOLE, 300, 300);
  g_autoptr (GArray) found = list (fixture->store, NULL);
  g_assert_cmpuint (found->len, ==, 2);
  g_assert_cmpint (get (found, 0)->state, ==, VIGIL_OCCURRENCE_STANDS);
  g_assert_cmpint (get (found, 1)->state, ==, VIGIL_OCCURRENCE_OVER);
}

static void
test_back_within_a_minute_is_a_return (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  add (fixture->store, "raised", SPO2, 100, 100);
  add (fixture->store, "ended", SPO2, 100, 110);
  /* The machine keeps the raise of the occurrence. */
  add (fixture->store, "raised", SPO2, 100, 140);
  g_autoptr (GArray) again = list (fixture->store, NULL);
  g_assert_cmpuint (again->len, ==, 1);
  g_assert_cmpint (get (again, 0)->state, ==, VIGIL_OCCURRENCE_STANDS);
  g_assert_cmpint (get (again, 0)->ended_ms, ==, 0);
  g_assert_cmpuint (get (again, 0)->n_returned, ==, 1);
  add (fixture->store, "ended", SPO2, 100, 150);
  /* Once more, without a word, while its silence runs. */
  add (fixture->store, "ended", SPO2, 100, 170);
  g_autoptr (GArray) over = list (fixture->store, NULL);
  g_assert_cmpuint (over->len, ==, 1);
  g_assert_cmpuint (get (over, 0)->n_returned, ==, 2);
  g_assert_cmpint (get (over, 0)->duration_ms, ==, 70000);
}

static void
test_the_farthest_value_and_the_highest_priority_stay (Fixture *fixture,
                                                       G_GNUC_UNUSED gconstpointer data)
{
  static const double VALUES[] = { 86, 82, 88 };
  static const char *const PRIORITIES[] = { "medium", "high", "medium" };
  for (guint i = 0; i < G_N_ELEMENTS (VALUES); i++) {
    VigilJournalRow row = make_row (i == 0 ? "raised" : "changed", SPO2, 100, 100 + i);
    row.has_extreme = row.has_limit = TRUE;
    row.extreme = VALUES[i];
    row.limit = 90;
    row.is_unanswered = i == 1;
    vigil_text_copy (row.priority, sizeof row.priority, PRIORITIES[i]);
    vigil_journal_add (fixture->store, &row);
  }
  g_autoptr (GArray) found = list (fixture->store, NULL);
  g_assert_cmpfloat (get (found, 0)->extreme, ==, 82);
  g_assert_cmpfloat (get (found, 0)->limit, ==, 90);
  g_assert_cmpint (get (found, 0)->priority, ==, VIGIL_PRIORITY_HIGH);
  g_assert_true (get (found, 0)->was_unanswered);
}

static void
begin_again (Fixture *fixture, gint64 at_s)
{
  fixture_reopen (fixture);
  vigil_journal_begin_run (fixture->store, at_s * 1000);
}

static void
test_what_stood_at_the_end_has_no_known_end (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  vigil_journal_begin_run (fixture->store, 50000);
  add (fixture->store, "raised", ASYSTOLE, 100, 100);
  vigil_journal_mark_alive (fixture->store, 160000);
  begin_again (fixture, 300);
  g_autoptr (GArray) found = list (fixture->store, NULL);
  g_assert_cmpint (get (found, 0)->state, ==, VIGIL_OCCURRENCE_END_UNKNOWN);
  g_assert_cmpint (get (found, 0)->known_until_ms, ==, 160000);
  g_assert_cmpint (get (found, 0)->duration_ms, ==, -1);
}

static void
test_what_still_stands_after_a_restart_goes_on (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  vigil_journal_begin_run (fixture->store, 50000);
  add (fixture->store, "raised", ASYSTOLE, 100, 100);
  add_silence (fixture->store, ASYSTOLE, 100, 104, VIGIL_SILENCED_HERE, "Okafor", "desk-1");
  begin_again (fixture, 120);
  /* The monotonic clock may be another one after a restart; the bedside's own id and time stay. */
  VigilJournalRow row = make_row ("silenced", ASYSTOLE, 100, 121);
  row.raised_mono_us = 7;
  row.silenced_by_kind = VIGIL_SILENCED_HERE;
  vigil_journal_add (fixture->store, &row);
  g_autoptr (GArray) found = list (fixture->store, NULL);
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpint (get (found, 0)->state, ==, VIGIL_OCCURRENCE_STANDS);
  g_assert_cmpstr (get (found, 0)->silenced_by, ==, "Okafor");
  g_assert_cmpint (get (found, 0)->after_ms, ==, 4000);
  VigilJournalRow end = make_row ("ended", ASYSTOLE, 100, 160);
  end.raised_mono_us = 7;
  end.ended_ms = 160000;
  end.duration_ms = 39000;
  vigil_journal_add (fixture->store, &end);
  g_autoptr (GArray) over = list (fixture->store, NULL);
  g_assert_cmpuint (over->len, ==, 1);
  /* By the device: this run saw only the rest of it. */
  g_assert_cmpint (get (over, 0)->duration_ms, ==, 60000);
}

/* The station begins it again from the record, as over; then its bedside says that it stands. */
static void
test_what_is_begun_from_the_record_and_then_told_is_one (Fixture *fixture,
                                                         G_GNUC_UNUSED gconstpointer data)
{
  vigil_journal_begin_run (fixture->store, 50000);
  add (fixture->store, "raised", ASYSTOLE, 100, 100);
  begin_again (fixture, 120);
  VigilJournalRow restored = make_row ("raised", ASYSTOLE, 100, 121);
  restored.raised_mono_us = 7;
  vigil_journal_add (fixture->store, &restored);
  VigilJournalRow latched = make_row ("latched", ASYSTOLE, 100, 121);
  latched.raised_mono_us = 7;
  latched.ended_ms = 121000;
  vigil_journal_add (fixture->store, &latched);
  VigilJournalRow told = make_row ("raised", ASYSTOLE, 100, 122);
  told.raised_mono_us = 9;
  vigil_journal_add (fixture->store, &told);
  g_autoptr (GArray) found = list (fixture->store, NULL);
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpint (get (found, 0)->state, ==, VIGIL_OCCURRENCE_STANDS);
  g_assert_cmpuint (get (found, 0)->n_returned, ==, 0);
}

static char *
list_unanswered (VigilStore *store, gint64 since_s)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) found = vigil_journal_list_unanswered (store, since_s * 1000, &error);
  g_autoptr (GString) keys = g_string_new (NULL);
  g_assert_no_error (error);
  for (guint i = 0; i < found->len; i++)
    g_string_append_printf (keys, "%s ", get (found, i)->key);
  return g_string_free (g_steal_pointer (&keys), FALSE);
}

/* What a station that starts has to sound on: reds that an earlier run left open. */
static void
test_a_red_that_nobody_silenced_is_left_to_the_next_run (Fixture *fixture,
                                                         G_GNUC_UNUSED gconstpointer data)
{
  VigilStore *store = fixture->store;
  vigil_journal_begin_run (store, 50000);
  add (store, "raised", ASYSTOLE, 100, 100); /* stands */
  add (store, "raised", VT, 101, 101); /* latched */
  add (store, "latched", VT, 101, 110);
  add (store, "raised", SPO2, 102, 102); /* answered */
  add_silence (store, SPO2, 102, 104, VIGIL_SILENCED_HERE, "Okafor", "desk-1");
  VigilJournalRow medium = make_row ("raised", "08|MDC_EVT_ECG_ATR_FIB|||", 103, 103);
  vigil_text_copy (medium.priority, sizeof medium.priority, "medium");
  vigil_journal_add (store, &medium);
  vigil_journal_mark_alive (store, 160000);
  g_autofree char *own = list_unanswered (store, 0);
  g_assert_cmpstr (own, ==, "");
  begin_again (fixture, 300);
  store = fixture->store;
  g_autofree char *left = list_unanswered (store, 0);
  g_assert_cmpstr (left, ==, ASYSTOLE " " VT " ");
  g_autofree char *long_ago = list_unanswered (store, 161);
  g_assert_cmpstr (long_ago, ==, "");
}

static void
test_what_became_of_a_red_since_is_what_counts (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  vigil_journal_begin_run (fixture->store, 50000);
  add (fixture->store, "raised", ASYSTOLE, 100, 100);
  add_silence (fixture->store, ASYSTOLE, 100, 104, VIGIL_SILENCED_HERE, "Okafor", "desk-1");
  add (fixture->store, "returned", ASYSTOLE, 100, 224); /* the silence ran out */
  add (fixture->store, "raised", VT, 101, 101);
  begin_again (fixture, 300);
  add (fixture->store, "raised", VT, 400, 400); /* another one, and over */
  add_silence (fixture->store, VT, 400, 404, VIGIL_SILENCED_HERE, "Okafor", "desk-1");
  add (fixture->store, "ended", VT, 400, 410);
  begin_again (fixture, 500);
  g_autofree char *left = list_unanswered (fixture->store, 0);
  g_assert_cmpstr (left, ==, ASYSTOLE " ");
}

static void
test_the_first_silence_after_a_restart_counts_from_the_first_sight (
    Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  vigil_journal_begin_run (fixture->store, 50000);
  add (fixture->store, "raised", ASYSTOLE, 100, 100);
  begin_again (fixture, 120);
  VigilJournalRow row = make_row ("silenced", ASYSTOLE, 100, 150);
  row.raised_mono_us = 7;
  row.silenced_by_kind = VIGIL_SILENCED_HERE;
  row.after_ms = 20000; /* of which this run knows */
  vigil_journal_add (fixture->store, &row);
  g_autoptr (GArray) found = list (fixture->store, NULL);
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpint (get (found, 0)->after_ms, ==, 50000);
}

#define DAY_S (24 * 3600)

/* ux.md, "age": a day at most of what was not seen here; of more nothing counts. */
static void
test_what_is_raised_more_than_a_day_before_counts_from_its_first_sight (
    Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  static const gint64 BEFORE_S[] = { DAY_S + 1, DAY_S - 1, 300 * DAY_S };
  static const gint64 LENGTHS_S[] = { 20, DAY_S - 1 + 20, 20 };
  const gint64 seen_s = 400 * DAY_S;
  for (guint i = 0; i < G_N_ELEMENTS (BEFORE_S); i++) {
    add (fixture->store, "raised", VT, seen_s - BEFORE_S[i], seen_s + i);
    VigilJournalRow end = make_row ("ended", VT, seen_s - BEFORE_S[i], seen_s + i + 20);
    end.ended_ms = (seen_s + 20) * 1000;
    end.duration_ms = 20000;
    vigil_journal_add (fixture->store, &end);
    g_autoptr (GArray) found = list (fixture->store, NULL);
    g_assert_cmpuint (found->len, ==, i + 1);
    g_assert_cmpint (get (found, 0)->duration_ms, ==, LENGTHS_S[i] * 1000);
  }
}

static void
test_what_is_of_long_before_and_goes_on_after_a_restart_counts_from_its_first_sight (
    Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  const gint64 seen_s = 400 * DAY_S;
  vigil_journal_begin_run (fixture->store, (seen_s - 50) * 1000);
  add (fixture->store, "raised", VT, 1, seen_s);
  begin_again (fixture, seen_s + 60);
  VigilJournalRow end = make_row ("ended", VT, 1, seen_s + 90);
  end.raised_mono_us = 7;
  end.ended_ms = (seen_s + 90) * 1000;
  end.duration_ms = 30000;
  vigil_journal_add (fixture->store, &end);
  g_autoptr (GArray) found = list (fixture->store, NULL);
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpint (get (found, 0)->duration_ms, ==, 90000);
}

static void
test_the_same_id_at_another_time_is_another_one (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  vigil_journal_begin_run (fixture->store, 50000);
  add (fixture->store, "raised", ASYSTOLE, 100, 100);
  begin_again (fixture, 5000);
  add (fixture->store, "raised", ASYSTOLE, 6000, 6000);
  g_autoptr (GArray) found = list (fixture->store, NULL);
  g_assert_cmpuint (found->len, ==, 2);
  g_assert_cmpint (get (found, 0)->state, ==, VIGIL_OCCURRENCE_STANDS);
  g_assert_cmpint (get (found, 1)->state, ==, VIGIL_OCCURRENCE_END_UNKNOWN);
}

static void
test_rows_of_no_alarm_make_no_occurrence (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  add (fixture->store, "link", ASYSTOLE, 100, 100);
  VigilJournalRow keyless = make_row ("raised", "", 100, 100);
  vigil_journal_add (fixture->store, &keyless);
  g_autoptr (GArray) found = list (fixture->store, NULL);
  g_assert_cmpuint (found->len, ==, 0);
}

/* ── Asking ─────────────────────────────────────────────────────────────────────────────────── */

static void
add_many (VigilStore *store)
{
  static const char *const KEYS[] = { ASYSTOLE, SPO2, "|VIGIL_EVT_NO_SOUND|||" };
  static const char *const PRIORITIES[] = { "high", "medium", "low" };
  static const char *const LABELS[] = { "ASYSTOLE", "SpO2 86 < 90", "100%_sure" };
  for (guint i = 0; i < 30; i++) {
    VigilJournalRow row = make_row ("raised", KEYS[i % 3], 1000 + i, 1000 + i);
    vigil_text_copy (row.priority, sizeof row.priority, PRIORITIES[i % 3]);
    vigil_text_copy (row.label, sizeof row.label, LABELS[i % 3]);
    row.alarm_kind = i % 3 == 2 ? VIGIL_ALARM_TECHNICAL : VIGIL_ALARM_PHYSIOLOGICAL;
    row.code[0] = '\0';
    vigil_journal_add (store, &row);
  }
}

static guint
count (VigilStore *store, VigilOccurrenceFilter filter)
{
  Answered answered = ask (store, &filter, 0, 100);
  g_assert_cmpuint (answered.n_matching, ==, answered.occurrences->len);
  guint n = answered.occurrences->len;
  g_array_unref (answered.occurrences);
  return n;
}

static void
test_each_filter_finds_its_own (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  add_many (fixture->store);
  VigilStore *store = fixture->store;
  g_assert_cmpuint (count (store, (VigilOccurrenceFilter){ 0 }), ==, 30);
  g_assert_cmpuint (count (store, (VigilOccurrenceFilter){ .bed = "03" }), ==, 10);
  g_assert_cmpuint (count (store, (VigilOccurrenceFilter){ .bed = "99" }), ==, 0);
  g_assert_cmpuint (count (store, (VigilOccurrenceFilter){ .is_bedless = TRUE }), ==, 10);
  g_assert_cmpuint (count (store, (VigilOccurrenceFilter){ .priority = VIGIL_PRIORITY_MEDIUM }), ==,
                    10);
  g_assert_cmpuint (
      count (store, (VigilOccurrenceFilter){ .has_kind = TRUE, .kind = VIGIL_ALARM_PHYSIOLOGICAL }),
      ==, 20);
  /* [1010 s, 1020 s[ */
  g_assert_cmpuint (
      count (store, (VigilOccurrenceFilter){ .since_ms = 1010000, .until_ms = 1020000 }), ==, 10);
  g_assert_cmpuint (count (store, (VigilOccurrenceFilter){ .text = "spo2" }), ==, 10);
  /* No pattern of SQL. */
  g_assert_cmpuint (count (store, (VigilOccurrenceFilter){ .text = "%_" }), ==, 10);
  g_assert_cmpuint (count (store, (VigilOccurrenceFilter){ .text = "a_ystole" }), ==, 0);
  g_assert_cmpuint (count (store, (VigilOccurrenceFilter){ .text = "' OR 1=1 --" }), ==, 0);
  g_assert_cmpuint (count (store, (VigilOccurrenceFilter){ .bed = "03", .text = "SpO2" }), ==, 0);
}

static void
test_pages_follow_each_other_without_gap_or_overlap (Fixture *fixture,
                                                     G_GNUC_UNUSED gconstpointer data)
{
  add_many (fixture->store);
  gint64 before_id = 0, last_seen_ms = G_MAXINT64;
  guint n = 0;
  for (guint page = 0; page < 5; page++) {
    Answered answered = ask (fixture->store, NULL, before_id, 7);
    g_autoptr (GArray) rows = answered.occurrences;
    g_assert_cmpuint (answered.n_matching, ==, page == 0 ? 30 : 0);
    g_assert_cmpuint (rows->len, ==, page < 4 ? 7 : 2);
    for (guint i = 0; i < rows->len; i++) {
      g_assert_cmpint (get (rows, i)->seen_ms, <, last_seen_ms);
      last_seen_ms = get (rows, i)->seen_ms;
      before_id = get (rows, i)->id;
      n++;
    }
  }
  g_assert_cmpuint (n, ==, 30);
}

/* ── Load ───────────────────────────────────────────────────────────────────────────────────── */

typedef struct {
  gboolean is_answered;
  guint n;
  gint64 observed_ms, median_ms;
} Measured;

static void
measure_cb (const VigilLoad *load, const GError *error, gpointer data)
{
  Measured *measured = data;
  g_assert_no_error (error);
  const VigilLoadResult *result = vigil_load_get_result (load);
  measured->n = result->n;
  measured->observed_ms = result->observed_ms;
  measured->median_ms = result->silences[VIGIL_PRIORITY_NONE].median_ms;
  measured->is_answered = TRUE;
}

static void
test_load_counts_only_while_the_station_ran (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  vigil_journal_begin_run (fixture->store, 50000);
  add (fixture->store, "raised", ASYSTOLE, 100, 100);
  add_silence (fixture->store, ASYSTOLE, 100, 104, VIGIL_SILENCED_HERE, "Okafor", "desk-1");
  vigil_journal_mark_alive (fixture->store, 160000);
  begin_again (fixture, 300);
  add (fixture->store, "raised", SPO2, 310, 310);
  VigilLoadPeriod period = { .since_ms = 60000, .until_ms = 400000, .n_beds = 2, .n_days = 1 };
  Measured measured = { 0 };
  vigil_journal_measure_load (fixture->store, vigil_load_new (&period), measure_cb, &measured);
  fixture_wait (&measured.is_answered);
  g_assert_cmpuint (measured.n, ==, 2);
  /* 60 to 160 s, and 300 s until now. */
  g_assert_cmpint (measured.observed_ms, ==, 200000);
  g_assert_cmpint (measured.median_ms, ==, 4000);
}

static void
any_cb (G_GNUC_UNUSED const VigilLoad *load, G_GNUC_UNUSED const GError *error, gpointer data)
{
  *(gboolean *) data = TRUE;
}

/* Thousands of them are measured in several parts; a store that closes in between still answers. */
static void
test_load_of_many_is_whole_and_closing_answers (G_GNUC_UNUSED Fixture *fixture,
                                                G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  VigilStore *store = vigil_store_open_in_memory ("test", &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 5001; i++) {
    g_autofree char *key = g_strdup_printf ("%02u|KIND_%u|||", i % 32, i);
    add (store, "raised", key, 1000 + i / 2, 1000 + i / 2);
  }
  VigilLoadPeriod period = { .since_ms = 1000000, .until_ms = 20000000, .n_beds = 2, .n_days = 1 };
  Measured measured = { 0 };
  vigil_journal_measure_load (store, vigil_load_new (&period), measure_cb, &measured);
  fixture_wait (&measured.is_answered);
  g_assert_cmpuint (measured.n, ==, 5001);
  gboolean is_answered = FALSE;
  vigil_journal_measure_load (store, vigil_load_new (&period), any_cb, &is_answered);
  vigil_store_close (store);
  g_assert_true (is_answered);
}

/* ── An old database ────────────────────────────────────────────────────────────────────────── */

static void
load_old (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sql = NULL;
  g_clear_pointer (&fixture->store, vigil_store_close);
  g_autofree char *path = g_build_filename (fixture->directory, "vigil.db", NULL);
  g_autofree char *dump =
      g_test_build_filename (G_TEST_DIST, "store", "data", "schema-2.sql", NULL);
  fixture_remove_files (fixture->directory);
  g_assert_true (g_file_get_contents (dump, &sql, NULL, &error));
  g_assert_no_error (error);
  g_autoptr (sqlite3) db = NULL;
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  vigil_db_exec (db, sql, &error);
  g_assert_no_error (error);
  g_clear_pointer (&db, sqlite3_close);
  fixture->store = fixture_open (fixture->directory);
}

static void
test_an_old_journal_becomes_occurrences (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  load_old (fixture);
  vigil_journal_begin_run (fixture->store, 900000);
  Answered answered = ask (fixture->store, NULL, 0, 100);
  g_autoptr (GArray) found = answered.occurrences;
  g_assert_cmpint (answered.known_since_ms, ==, 10000);
  g_assert_cmpuint (found->len, ==, 6);
  const VigilOccurrence *leads_off = get (found, 0);
  g_assert_cmpint (leads_off->state, ==, VIGIL_OCCURRENCE_END_UNKNOWN);
  g_assert_cmpint (leads_off->known_until_ms, ==, 700000);
  g_assert_cmpstr (get (found, 1)->key, ==, "|VIGIL_EVT_NO_SOUND|||");
  const VigilOccurrence *vt = get (found, 2);
  g_assert_cmpint (vt->state, ==, VIGIL_OCCURRENCE_OVER);
  g_assert_true (vt->is_reset);
  g_assert_cmpint (vt->duration_ms, ==, 4000);
  g_assert_cmpstr (get (found, 3)->label, ==, "SpO2 86 < 90");
  /* Back 30 s after its end: the same; back after 150 s: another one. */
  const VigilOccurrence *spo2 = get (found, 4);
  g_assert_cmpuint (spo2->n_returned, ==, 1);
  g_assert_cmpint (spo2->silenced_by_kind, ==, VIGIL_SILENCED_AT_BEDSIDE);
  g_assert_cmpint (spo2->duration_ms, ==, 50000);
  const VigilOccurrence *asystole = get (found, 5);
  g_assert_cmpuint (asystole->n_returned, ==, 1);
  g_assert_cmpuint (asystole->n_silenced, ==, 2);
  g_assert_cmpstr (asystole->silenced_by, ==, "Okafor");
  g_assert_cmpstr (asystole->silenced_at, ==, "desk-1");
  g_assert_cmpint (asystole->after_ms, ==, 5000);
  g_assert_cmpint (asystole->duration_ms, ==, 140000);
  g_assert_true (isnan (asystole->extreme));
}

static void
test_an_old_outbox_is_as_it_was (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  load_old (fixture);
  g_autoptr (GArray) queue = vigil_queue_list (fixture->store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (queue->len, ==, 2);
  GBytes *body = g_array_index (queue, VigilQueueRow, 0).body;
  g_assert_cmpmem (g_bytes_get_data (body, NULL), g_bytes_get_size (body), "{\"a\":1}", 7);
  g_autoptr (GArray) dead = vigil_queue_list_dead (fixture->store, 10, &error);
  g_assert_cmpuint (dead->len, ==, 1);
  g_autoptr (GArray) actions = vigil_journal_list_actions (fixture->store, 0, &error);
  g_assert_cmpuint (actions->len, ==, 1);
  g_autofree char *cursor = vigil_store_get_fact (fixture->store, "cursor");
  g_assert_cmpstr (cursor, ==, "42");
}

#define ADD(name)                                                                                  \
  g_test_add ("/occurrences/" #name, Fixture, NULL, fixture_set_up, test_##name, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD (one_alarm_is_one_row_from_raise_to_end);
  ADD (a_return_after_120_s_stays_the_same_one);
  ADD (it_says_where_it_was_silenced);
  ADD (a_latched_one_is_over_when_it_is_silenced);
  ADD (the_same_key_later_is_another_one);
  ADD (back_within_a_minute_is_a_return);
  ADD (the_farthest_value_and_the_highest_priority_stay);
  ADD (what_stood_at_the_end_has_no_known_end);
  ADD (what_still_stands_after_a_restart_goes_on);
  ADD (what_is_begun_from_the_record_and_then_told_is_one);
  ADD (a_red_that_nobody_silenced_is_left_to_the_next_run);
  ADD (what_became_of_a_red_since_is_what_counts);
  ADD (the_first_silence_after_a_restart_counts_from_the_first_sight);
  ADD (what_is_raised_more_than_a_day_before_counts_from_its_first_sight);
  ADD (what_is_of_long_before_and_goes_on_after_a_restart_counts_from_its_first_sight);
  ADD (the_same_id_at_another_time_is_another_one);
  ADD (rows_of_no_alarm_make_no_occurrence);
  ADD (each_filter_finds_its_own);
  ADD (pages_follow_each_other_without_gap_or_overlap);
  ADD (load_counts_only_while_the_station_ran);
  ADD (load_of_many_is_whole_and_closing_answers);
  ADD (an_old_journal_becomes_occurrences);
  ADD (an_old_outbox_is_as_it_was);
  return g_test_run ();
}
