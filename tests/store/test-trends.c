/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <math.h>

#include "fault-vfs.h"
#include "store-fixture.h"
#include "vigil-trends.h"

#define T0 (G_GINT64_CONSTANT (1700000000) / 600 * 600000)
#define HOUR G_GINT64_CONSTANT (3600000)
#define ENCOUNTER "01900000-0000-7000-8000-00000000000a"
#define OTHER "01900000-0000-7000-8000-00000000000b"

static void
append (VigilStore *store, const char *bed, const char *encounter, gint64 t_ms, double value)
{
  VigilTrendSample sample = { .t_ms = t_ms, .value = value, .has_value = TRUE, .age_ms = -1 };
  vigil_trends_append (store, bed, encounter, VIGIL_NUMERIC_SPO2, &sample);
}

typedef struct {
  gboolean is_answered;
  GArray *rows;
  char *error;
} Listing;

static void
listed_cb (GArray *rows, const GError *error, gpointer data)
{
  Listing *listing = data;
  listing->rows = g_array_ref (rows);
  listing->error = error != NULL ? g_strdup (error->message) : NULL;
  listing->is_answered = TRUE;
}

static GArray *
list (VigilStore *store, const char *bed, const char *encounter, gint64 from_ms, gint64 to_ms)
{
  Listing listing = { 0 };
  vigil_trends_list (store, bed, encounter, VIGIL_NUMERIC_SPO2, from_ms, to_ms, listed_cb,
                     &listing);
  fixture_wait (&listing.is_answered);
  g_assert_null (listing.error);
  return listing.rows;
}

static GArray *
list_minutes (VigilStore *store, const char *bed, gint64 from_ms, gint64 to_ms)
{
  Listing listing = { 0 };
  vigil_trends_list_minutes (store, bed, NULL, VIGIL_NUMERIC_SPO2, from_ms, to_ms, listed_cb,
                             &listing);
  fixture_wait (&listing.is_answered);
  g_assert_null (listing.error);
  return listing.rows;
}

static guint
count (VigilStore *store, const char *bed, const char *encounter)
{
  g_autoptr (GArray) rows = list (store, bed, encounter, 0, G_MAXINT64);
  return rows->len;
}

typedef struct {
  gboolean is_answered;
  VigilTrendsFacts facts;
} Inquiry;

static void
facts_cb (const VigilTrendsFacts *facts, gpointer data)
{
  Inquiry *inquiry = data;
  inquiry->facts = *facts;
  inquiry->is_answered = TRUE;
}

static VigilTrendsFacts
get_facts (VigilStore *store)
{
  Inquiry inquiry = { 0 };
  vigil_trends_get_facts (store, facts_cb, &inquiry);
  fixture_wait (&inquiry.is_answered);
  return inquiry.facts;
}

/* An asking queues behind the step of packing or pruning that waits; that one queues the next. */
static void
let_it_tidy (VigilStore *store, guint n_steps)
{
  for (guint i = 0; i < n_steps; i++)
    (void) get_facts (store);
}

static void
test_a_series_comes_back_as_it_was_with_its_gaps (Fixture *fixture,
                                                  G_GNUC_UNUSED gconstpointer data)
{
  for (guint i = 0; i < 4000; i++)
    if (i < 1000 || i >= 1300)
      append (fixture->store, "07", ENCOUNTER, T0 + i * 1000, 90 + i % 10);
  for (guint round = 0; round < 2; round++) {
    g_autoptr (GArray) rows = list (fixture->store, "07", NULL, T0 + 500000, T0 + 3500000);
    g_assert_cmpuint (rows->len, ==, 2700);
    for (guint i = 0; i < rows->len; i++) {
      const VigilTrendSample *sample = &g_array_index (rows, VigilTrendSample, i);
      guint at = 500 + i + (i >= 500 ? 300 : 0);
      g_assert_cmpint (sample->t_ms, ==, T0 + at * 1000);
      g_assert_cmpfloat (sample->value, ==, 90 + at % 10);
    }
    fixture_reopen (fixture);
  }
  g_assert_cmpuint (count (fixture->store, "08", NULL), ==, 0);
}

static void
test_what_is_pending_is_read_too (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  append (fixture->store, "07", "", T0, 96);
  g_assert_cmpuint (count (fixture->store, "07", NULL), ==, 1);
}

static void
test_quality_and_what_is_not_measured_are_kept (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  VigilTrendSample samples[] = {
    { .t_ms = T0,
      .value = 86.5,
      .has_value = TRUE,
      .quality = VIGIL_QUALITY_QUESTIONABLE,
      .age_ms = -1,
      .is_bedside = TRUE },
    { .t_ms = T0 + 1000, .quality = VIGIL_QUALITY_NOT_AVAILABLE, .age_ms = -1 },
  };
  for (guint i = 0; i < 2; i++)
    vigil_trends_append (fixture->store, "07", "", VIGIL_NUMERIC_SPO2, &samples[i]);
  g_autoptr (GArray) rows = list (fixture->store, "07", NULL, 0, G_MAXINT64);
  g_assert_cmpuint (rows->len, ==, 2);
  const VigilTrendSample *first = &g_array_index (rows, VigilTrendSample, 0);
  g_assert_cmpint (first->quality, ==, VIGIL_QUALITY_QUESTIONABLE);
  g_assert_true (first->is_bedside);
  g_assert_false (g_array_index (rows, VigilTrendSample, 1).has_value);
}

static void
test_minutes_are_the_same_before_and_after_packing (Fixture *fixture,
                                                    G_GNUC_UNUSED gconstpointer data)
{
  for (guint i = 0; i < 590; i++)
    append (fixture->store, "07", "", T0 + i * 1000, 90 + (i * 7) % 10);
  g_autoptr (GArray) before = list_minutes (fixture->store, "07", T0, T0 + HOUR);
  g_assert_cmpuint (before->len, ==, 10);
  append (fixture->store, "07", "", T0 + 8 * HOUR, 90);
  vigil_trends_flush (fixture->store);
  let_it_tidy (fixture->store, 10);
  fixture_reopen (fixture);
  g_autoptr (GArray) after = list_minutes (fixture->store, "07", T0, T0 + HOUR);
  g_assert_cmpuint (after->len, ==, 10);
  for (guint i = 0; i < 10; i++) {
    const VigilTrendMinute *a = &g_array_index (before, VigilTrendMinute, i);
    const VigilTrendMinute *b = &g_array_index (after, VigilTrendMinute, i);
    g_assert_cmpint (a->t_ms, ==, b->t_ms);
    g_assert_cmpfloat (a->min, ==, b->min);
    g_assert_cmpfloat (a->max, ==, b->max);
    g_assert_cmpfloat_with_epsilon (a->mean, b->mean, 0.0051);
    g_assert_cmpuint (a->n, ==, b->n);
  }
}

static void
test_a_patient_does_not_see_the_one_before (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  append (fixture->store, "07", ENCOUNTER, T0, 96);
  append (fixture->store, "07", OTHER, T0 + 1000, 97);
  append (fixture->store, "07", OTHER, T0 + 2000, 98);
  g_assert_cmpuint (count (fixture->store, "07", ENCOUNTER), ==, 1);
  g_assert_cmpuint (count (fixture->store, "07", OTHER), ==, 2);
  g_assert_cmpuint (count (fixture->store, "07", NULL), ==, 3);
  vigil_trends_cut (fixture->store, "07", T0 + 2000);
  g_assert_cmpuint (count (fixture->store, "07", NULL), ==, 1);
  fixture_reopen (fixture);
  g_assert_cmpuint (count (fixture->store, "07", NULL), ==, 1);
}

static void
test_old_rows_go_when_their_time_is_over (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  for (guint minute = 0; minute < 32 * 24 * 60; minute += 120) {
    append (fixture->store, "07", "", T0 + minute * G_GINT64_CONSTANT (60000), 96);
    append (fixture->store, "08", "", T0 + minute * G_GINT64_CONSTANT (60000), 95);
    /* As time passes: the store keeps up. */
    if (minute % (24 * 60) == 0)
      let_it_tidy (fixture->store, 30);
  }
  gint64 end_ms = T0 + 32 * 24 * HOUR;
  append (fixture->store, "07", "", end_ms, 96);
  let_it_tidy (fixture->store, 300);
  g_autoptr (GArray) fine = list (fixture->store, "08", NULL, 0, end_ms);
  gint64 oldest_ms = g_array_index (fine, VigilTrendSample, 0).t_ms;
  g_assert_cmpint (oldest_ms, <=, end_ms - VIGIL_TRENDS_FINE_MS + 2 * HOUR);
  g_assert_cmpint (oldest_ms, >, end_ms - VIGIL_TRENDS_FINE_MS - 3 * HOUR);
  g_autoptr (GArray) minutes = list_minutes (fixture->store, "08", 0, end_ms);
  oldest_ms = g_array_index (minutes, VigilTrendMinute, 0).t_ms;
  g_assert_cmpint (oldest_ms, <=, end_ms - VIGIL_TRENDS_MINUTES_MS);
  g_assert_cmpint (oldest_ms, >, end_ms - VIGIL_TRENDS_MINUTES_MS - 13 * HOUR);
}

static void
test_beyond_the_budget_the_oldest_go_and_are_counted (Fixture *fixture,
                                                      G_GNUC_UNUSED gconstpointer data)
{
  const gint64 budget = 250000;
  vigil_trends_set_budget (fixture->store, budget);
  for (guint i = 0; i < 6000; i++)
    for (guint bed = 1; bed <= 4; bed++) {
      const char id[] = { '0', (char) ('0' + bed), '\0' };
      append (fixture->store, id, "", T0 + i * G_GINT64_CONSTANT (1000), 90 + sqrt (i));
    }
  let_it_tidy (fixture->store, 300);
  VigilTrendsFacts facts = get_facts (fixture->store);
  g_assert_cmpint (facts.bytes_used, <=, budget);
  g_assert_cmpuint (facts.n_pruned, >, 0);
  g_autoptr (GArray) rows = list (fixture->store, "01", NULL, 0, G_MAXINT64);
  g_assert_cmpint (g_array_index (rows, VigilTrendSample, 0).t_ms, >, T0);
  g_assert_cmpint (g_array_index (rows, VigilTrendSample, rows->len - 1).t_ms, ==,
                   T0 + 5999 * G_GINT64_CONSTANT (1000));
  /* By the minute it is all there still. */
  g_autoptr (GArray) minutes = list_minutes (fixture->store, "01", 0, G_MAXINT64);
  g_assert_cmpuint (minutes->len, ==, 100);
}

static void
health_cb (gboolean is_well, G_GNUC_UNUSED const char *reason, gpointer data)
{
  if (!is_well)
    *(gboolean *) data = TRUE;
}

static void
test_a_full_disk_is_told_and_costs_nothing_if_it_is_short (void)
{
  FaultVfs *vfs = fault_vfs_install ();
  Fixture fixture;
  fixture_set_up (&fixture, NULL);
  gboolean has_failed = FALSE;
  vigil_store_set_health_func (fixture.store, health_cb, &has_failed);
  append (fixture.store, "07", "", T0, 96);
  g_assert_cmpuint (count (fixture.store, "07", NULL), ==, 1);
  fault_vfs_fail_writes (vfs, SQLITE_FULL);
  append (fixture.store, "07", "", T0 + 1000, 95);
  vigil_trends_flush (fixture.store);
  fixture_wait (&has_failed);
  g_assert_cmpuint (count (fixture.store, "07", NULL), ==, 1);
  fault_vfs_fail_writes (vfs, SQLITE_OK);
  append (fixture.store, "07", "", T0 + 2000, 94);
  g_assert_cmpuint (count (fixture.store, "07", NULL), ==, 3);
  g_assert_cmpuint (get_facts (fixture.store).n_lost, ==, 0);

  fault_vfs_fail_writes (vfs, SQLITE_FULL);
  for (guint i = 0; i < 40; i++) {
    append (fixture.store, "07", "", T0 + (3 + i) * 1000, 94);
    vigil_trends_flush (fixture.store);
  }
  g_assert_cmpuint (get_facts (fixture.store).n_lost, ==, 10);
  fault_vfs_fail_writes (vfs, SQLITE_OK);
  append (fixture.store, "07", "", T0 + 60000, 94);
  /* Full, the batch that comes pushes out one more before the disk is asked. */
  g_assert_cmpuint (count (fixture.store, "07", NULL), ==, 34);
  fixture_tear_down (&fixture, NULL);
  fault_vfs_remove (vfs);
}

static void
note_cb (G_GNUC_UNUSED const char *id, gboolean is_saved, const char *reason, gpointer data)
{
  g_assert_true (is_saved);
  g_assert_null (reason);
  *(gboolean *) data = TRUE;
}

static void
later_cb (G_GNUC_UNUSED const VigilTrendsFacts *facts, gpointer data)
{
  g_assert_true (*(const gboolean *) data);
}

static void
test_the_outbox_goes_first (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  gboolean is_saved = FALSE;
  /* Dozens of batches and an asking that wait; then one row of the outbox. */
  for (guint i = 0; i < 50; i++)
    for (guint bed = 0; bed < 16; bed++) {
      char id[8];
      g_snprintf (id, sizeof id, "b%u", bed);
      append (fixture->store, id, "", T0 + i * VIGIL_TRENDS_BATCH_MS, 90);
    }
  vigil_trends_flush (fixture->store);
  vigil_trends_get_facts (fixture->store, later_cb, &is_saved);
  g_autoptr (GBytes) body = fixture_make_body (1);
  char id[VIGIL_UUID_SIZE];
  fixture_make_id (1, id);
  vigil_queue_add (fixture->store, id, "01", body, note_cb, &is_saved);
  fixture_wait (&is_saved);
  g_assert_cmpuint (get_facts (fixture->store).n_saved, ==, 50 * 16);
}

/* As version 2 wrote it, kept here as text. */
static const char VERSION_2[] =
    "CREATE TABLE queue (n INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,"
    " bed TEXT NOT NULL, body BLOB NOT NULL, wall_ms INTEGER NOT NULL) STRICT;"
    "CREATE TABLE dead_letters (n INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,"
    " bed TEXT NOT NULL, body BLOB NOT NULL, wall_ms INTEGER NOT NULL, reason TEXT NOT NULL) "
    "STRICT;"
    "CREATE TABLE facts (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT "
    "ROWID;"
    "CREATE TABLE journal (n INTEGER PRIMARY KEY AUTOINCREMENT, wall_ms INTEGER NOT NULL,"
    " kind TEXT NOT NULL, bed TEXT NOT NULL, key TEXT NOT NULL, occurrence TEXT NOT NULL,"
    " priority TEXT NOT NULL, label TEXT NOT NULL, by TEXT NOT NULL, station TEXT NOT NULL,"
    " action_id TEXT NOT NULL, encounter TEXT NOT NULL) STRICT;"
    "CREATE TABLE actions (n INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,"
    " word INTEGER NOT NULL, mode INTEGER NOT NULL, is_bed_scope INTEGER NOT NULL,"
    " bed TEXT NOT NULL, key TEXT NOT NULL, alarm TEXT NOT NULL, raised_ms INTEGER NOT NULL,"
    " asof_ms INTEGER NOT NULL, until_ms INTEGER NOT NULL, t_ms INTEGER NOT NULL,"
    " reason TEXT NOT NULL, by TEXT NOT NULL, encounter TEXT NOT NULL, station TEXT NOT NULL,"
    " code TEXT NOT NULL, priority INTEGER NOT NULL, label TEXT NOT NULL) STRICT;"
    "INSERT INTO queue (id, bed, body, wall_ms) VALUES ('old', '07', CAST ('{}' AS BLOB), 5);"
    "PRAGMA user_version = 2;";

static void
test_the_schema_before_is_brought_up_and_keeps_its_rows (Fixture *fixture,
                                                         G_GNUC_UNUSED gconstpointer data)
{
  g_clear_pointer (&fixture->store, vigil_store_close);
  g_autofree char *path = g_build_filename (fixture->directory, "vigil.db", NULL);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_autoptr (sqlite3) db = NULL;
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, VERSION_2, NULL, NULL, NULL), ==, SQLITE_OK);
  g_clear_pointer (&db, sqlite3_close);
  fixture->store = fixture_open (fixture->directory);
  g_autoptr (GArray) rows = vigil_queue_list (fixture->store, NULL);
  g_assert_cmpuint (rows->len, ==, 1);
  append (fixture->store, "07", "", T0, 96);
  g_assert_cmpuint (count (fixture->store, "07", NULL), ==, 1);
}

#define ADD(name, function)                                                                        \
  g_test_add ("/trends/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("a-series-comes-back-as-it-was-with-its-gaps",
       test_a_series_comes_back_as_it_was_with_its_gaps);
  ADD ("what-is-pending-is-read-too", test_what_is_pending_is_read_too);
  ADD ("quality-and-what-is-not-measured-are-kept", test_quality_and_what_is_not_measured_are_kept);
  ADD ("minutes-are-the-same-before-and-after-packing",
       test_minutes_are_the_same_before_and_after_packing);
  ADD ("a-patient-does-not-see-the-one-before", test_a_patient_does_not_see_the_one_before);
  ADD ("old-rows-go-when-their-time-is-over", test_old_rows_go_when_their_time_is_over);
  ADD ("beyond-the-budget-the-oldest-go-and-are-counted",
       test_beyond_the_budget_the_oldest_go_and_are_counted);
  g_test_add_func ("/trends/a-full-disk-is-told-and-costs-nothing-if-it-is-short",
                   test_a_full_disk_is_told_and_costs_nothing_if_it_is_short);
  ADD ("the-outbox-goes-first", test_the_outbox_goes_first);
  ADD ("the-schema-before-is-brought-up-and-keeps-its-rows",
       test_the_schema_before_is_brought_up_and_keeps_its_rows);
  return g_test_run ();
}
