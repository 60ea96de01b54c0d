/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the journal lets go, and what it never does. */

#include "store-fixture.h"

#define DAY_MS (24 * 3600 * G_GINT64_CONSTANT (1000))

static void
add (VigilStore *store, guint n, gint64 wall_ms)
{
  VigilJournalRow row = {
    .wall_ms = wall_ms,
    .kind = "raised",
    .bed = "01",
    .key = "01|MDC_EVT_ECG_ASYSTOLE|||",
    .priority = "high",
    .label = "ASYSTOLE",
    .raised_ms = wall_ms,
    .raised_mono_us = n + 1,
  };
  vigil_journal_add (store, &row);
}

typedef struct {
  gboolean is_answered;
  guint n;
  gint64 known_since_ms;
} Known;

static void
list_cb (const VigilOccurrencePage *page, const GError *error, gpointer data)
{
  Known *known = data;
  g_assert_no_error (error);
  known->n = page->n_matching;
  known->known_since_ms = page->known_since_ms;
  known->is_answered = TRUE;
}

static Known
ask (VigilStore *store)
{
  static const VigilOccurrenceFilter ALL = { 0 };
  Known known = { 0 };
  vigil_journal_list_occurrences (store, &ALL, 0, 1, list_cb, &known);
  fixture_wait (&known.is_answered);
  return known;
}

typedef struct {
  const char *sql;
  gint64 number;
} Query;

static void
query (VigilStore *store, gpointer data)
{
  Query *asked = data;
  g_autoptr (sqlite3_stmt) statement = vigil_db_prepare (store->db, NULL, asked->sql, "");
  g_assert_nonnull (statement);
  g_assert_true (vigil_db_step (store->db, statement, NULL));
  asked->number = sqlite3_column_int64 (statement, 0);
}

static gint64
count (VigilStore *store, const char *sql)
{
  Query asked = { .sql = sql };
  g_assert_true (vigil_store_run (store, query, &asked, NULL));
  return asked.number;
}

static void
test_what_is_older_than_90_days_goes (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  vigil_journal_begin_run (fixture->store, DAY_MS);
  for (guint day = 1; day <= 100; day++)
    add (fixture->store, day, day * DAY_MS);
  g_assert_cmpint (ask (fixture->store).known_since_ms, ==, DAY_MS);
  vigil_journal_prune (fixture->store, 100 * DAY_MS + 1000);
  Known known = ask (fixture->store);
  g_assert_cmpuint (known.n, ==, 90);
  g_assert_cmpint (known.known_since_ms, ==, 11 * DAY_MS);
  g_assert_cmpint (count (fixture->store, "SELECT count (*) FROM journal"), ==, 90);
}

/* Thousands of rows, without thousands of waits for the disk. */
static VigilStore *
open_in_memory (void)
{
  g_autoptr (GError) error = NULL;
  VigilStore *store = vigil_store_open_in_memory ("test", &error);
  g_assert_no_error (error);
  return store;
}

static void
test_a_wrong_clock_costs_little (G_GNUC_UNUSED Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (VigilStore) store = open_in_memory ();
  for (guint i = 0; i < VIGIL_JOURNAL_PRUNE_ROWS + 500; i++)
    add (store, i, DAY_MS + i);
  vigil_journal_prune (store, 40000 * DAY_MS);
  g_assert_cmpuint (ask (store).n, ==, 500);
}

static void
test_above_the_ceiling_the_oldest_go (G_GNUC_UNUSED Fixture *fixture,
                                      G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (VigilStore) store = open_in_memory ();
  vigil_store_set_journal_ceilings (store, 1500, 700);
  for (guint i = 0; i < 4000; i++)
    add (store, i, 1000 + i);
  g_assert_cmpint (count (store, "SELECT count (*) FROM journal"), <=, 2000);
  g_assert_cmpint (count (store, "SELECT max (wall_ms) FROM journal"), ==, 4999);
  Known known = ask (store);
  g_assert_cmpuint (known.n, <=, 1200);
  g_assert_cmpuint (known.n, >=, 700);
  g_assert_cmpint (known.known_since_ms, ==,
                   count (store, "SELECT min (seen_ms) FROM occurrences"));
}

static void
refuse (VigilStore *store, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_assert_false (vigil_db_exec (store->db, data, &error));
  g_assert_nonnull (strstr (error->message, "append-only"));
}

static void
test_what_is_kept_cannot_be_removed (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  for (guint day = 1; day <= 100; day++)
    add (fixture->store, day, day * DAY_MS);
  vigil_journal_prune (fixture->store, 100 * DAY_MS + 1000);
  g_assert_true (
      vigil_store_run (fixture->store, refuse, (char *) "DELETE FROM journal WHERE n = 50", NULL));
  g_assert_true (
      vigil_store_run (fixture->store, refuse, (char *) "UPDATE journal SET label = 'x'", NULL));
}

static void
add_action (VigilStore *store, guint n)
{
  VigilAction action = { .bed = "01", .key = "01|x|||", .t_ms = DAY_MS };
  fixture_make_id (n, action.id);
  vigil_journal_add_action (store, &action);
}

static void
test_what_is_unsent_stays_however_old (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  add_action (fixture->store, 1);
  add_action (fixture->store, 2);
  g_assert_true (fixture_add (fixture->store, 2, "01", NULL));
  vigil_journal_prune (fixture->store, 40000 * DAY_MS);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) actions = vigil_journal_list_actions (fixture->store, 0, &error);
  g_assert_cmpuint (actions->len, ==, 1);
  char unsent[VIGIL_UUID_SIZE];
  fixture_make_id (2, unsent);
  g_assert_cmpstr (g_array_index (actions, VigilAction, 0).id, ==, unsent);
  g_autoptr (GArray) queue = vigil_queue_list (fixture->store, &error);
  g_assert_cmpuint (queue->len, ==, 1);
}

#define ADD(name)                                                                                  \
  g_test_add ("/retention/" #name, Fixture, NULL, fixture_set_up, test_##name, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD (what_is_older_than_90_days_goes);
  ADD (a_wrong_clock_costs_little);
  ADD (above_the_ceiling_the_oldest_go);
  ADD (what_is_kept_cannot_be_removed);
  ADD (what_is_unsent_stays_however_old);
  return g_test_run ();
}
