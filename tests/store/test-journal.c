/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

typedef struct {
  gboolean is_answered;
  GArray *rows; /* a copy */
} Listing;

static void
list_cb (GArray *rows, const GError *error, gpointer data)
{
  Listing *listing = data;
  g_assert_no_error (error);
  listing->rows = g_array_copy (rows);
  listing->is_answered = TRUE;
}

static GArray *
list (VigilStore *store, const char *bed, guint max)
{
  Listing listing = { 0 };
  vigil_journal_list (store, bed, max, list_cb, &listing);
  fixture_wait (&listing.is_answered);
  return listing.rows;
}

static void
add (VigilStore *store, gint64 wall_ms, const char *bed, const char *label)
{
  VigilJournalRow row = {
    .wall_ms = wall_ms,
    .kind = "raised",
    .key = "01|limit|MDC_PULS_OXIM_SAT_O2|lo|2",
    .occurrence = "a1",
    .priority = "high",
    .by = "",
    .station = "desk-1",
  };
  vigil_text_copy (row.bed, sizeof row.bed, bed);
  vigil_text_copy (row.label, sizeof row.label, label);
  vigil_journal_add (store, &row);
}

static void
test_it_lists_the_newest_first_and_survives (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  add (fixture->store, 1000, "01", "SpO2 86<90");
  add (fixture->store, 900, "02", "HR 150>140");
  add (fixture->store, 2000, "01", "SpO2 84<90");
  fixture_reopen (fixture);

  g_autoptr (GArray) all = list (fixture->store, NULL, 10);
  g_assert_cmpuint (all->len, ==, 3);
  const VigilJournalRow *newest = &g_array_index (all, VigilJournalRow, 0);
  g_assert_cmpint (newest->wall_ms, ==, 2000);
  g_assert_cmpstr (newest->kind, ==, "raised");
  g_assert_cmpstr (newest->key, ==, "01|limit|MDC_PULS_OXIM_SAT_O2|lo|2");
  g_assert_cmpstr (newest->occurrence, ==, "a1");
  g_assert_cmpstr (newest->priority, ==, "high");
  g_assert_cmpstr (newest->label, ==, "SpO2 84<90");
  g_assert_cmpstr (newest->station, ==, "desk-1");
  g_assert_cmpstr (g_array_index (all, VigilJournalRow, 1).bed, ==, "02");
}

static void
test_it_lists_one_bed_and_not_more_than_asked (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  for (gint64 i = 0; i < 6; i++)
    add (fixture->store, i, i % 2 != 0 ? "01" : "02", "x");
  g_autoptr (GArray) rows = list (fixture->store, "01", 2);
  g_assert_cmpuint (rows->len, ==, 2);
  g_assert_cmpint (g_array_index (rows, VigilJournalRow, 0).wall_ms, ==, 5);
  g_assert_cmpint (g_array_index (rows, VigilJournalRow, 1).wall_ms, ==, 3);
  g_autoptr (GArray) none = list (fixture->store, "99", 2);
  g_assert_cmpuint (none->len, ==, 0);
}

static void
refuse (VigilStore *store, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_assert_false (vigil_db_exec (store->db, data, &error));
  g_assert_nonnull (strstr (error->message, "append-only"));
}

static void
test_no_row_can_be_changed_or_removed (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  add (fixture->store, 1, "01", "x");
  g_assert_true (
      vigil_store_run (fixture->store, refuse, (char *) "UPDATE journal SET label = 'y'", NULL));
  g_assert_true (vigil_store_run (fixture->store, refuse, (char *) "DELETE FROM journal", NULL));
  g_autoptr (GArray) rows = list (fixture->store, NULL, 10);
  g_assert_cmpuint (rows->len, ==, 1);
  g_assert_cmpstr (g_array_index (rows, VigilJournalRow, 0).label, ==, "x");
}

static VigilAction
make_action (guint n, gint64 t_ms)
{
  VigilAction action = {
    .word = VIGIL_ACTION_SUSPEND,
    .mode = VIGIL_SUSPENSION_CARE,
    .is_bed_scope = TRUE,
    .bed = "03",
    .key = "03|limit|MDC_ECG_HEART_RATE|hi|1",
    .alarm = "a9",
    .raised_ms = 11,
    .asof_ms = 12,
    .until_ms = 13,
    .t_ms = t_ms,
    .reason = "washing",
    .by = "nurse-1",
    .encounter = "01900000-0000-7000-8000-000000000077",
    .station = "desk-2",
    .code = "MDC_EVT_HI",
    .priority = VIGIL_PRIORITY_MEDIUM,
    .label = "HR 150>140",
  };
  fixture_make_id (n, action.id);
  return action;
}

static void
test_actions_come_back_whole_oldest_first (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  VigilAction actions[] = { make_action (1, 3000), make_action (2, 1000), make_action (3, 2000) };
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    vigil_journal_add_action (fixture->store, &actions[i]);
  vigil_journal_add_action (fixture->store, &actions[0]);
  fixture_reopen (fixture);

  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) held = vigil_journal_list_actions (fixture->store, 1500, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (held->len, ==, 2);
  g_assert_cmpstr (g_array_index (held, VigilAction, 0).id, ==, actions[2].id);
  const VigilAction *action = &g_array_index (held, VigilAction, 1);
  g_assert_cmpmem (action, sizeof *action, &actions[0], sizeof actions[0]);
}

#define ADD(name, function)                                                                        \
  g_test_add ("/journal/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("it-lists-the-newest-first-and-survives", test_it_lists_the_newest_first_and_survives);
  ADD ("it-lists-one-bed-and-not-more-than-asked", test_it_lists_one_bed_and_not_more_than_asked);
  ADD ("no-row-can-be-changed-or-removed", test_no_row_can_be_changed_or_removed);
  ADD ("actions-come-back-whole-oldest-first", test_actions_come_back_whole_oldest_first);
  return g_test_run ();
}
