/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How much of the journal is kept (vigil-store.h): the oldest rows go, below a floor that only
 * rises; the queue is never touched, and an action that is still unsent keeps its row. */

#include "vigil-store-private.h"

#define DAY_MS (24 * 3600 * G_GINT64_CONSTANT (1000))
/* The ceilings are looked at so often, so that a row costs no search of its own. */
#define ROWS_BETWEEN 500

static gboolean
read_number (
    sqlite3 *db, gint64 *number, GError **error, const char *sql, gint64 first, gint64 second)
{
  g_autoptr (sqlite3_stmt) statement = vigil_db_prepare (db, error, sql, "ii", first, second);
  if (statement == NULL || !vigil_db_step (db, statement, error))
    return FALSE;
  *number = sqlite3_column_int64 (statement, 0);
  return TRUE;
}

static gboolean
run_with (sqlite3 *db, GError **error, const char *sql, gint64 number)
{
  g_autoptr (sqlite3_stmt) statement = vigil_db_prepare (db, error, sql, "i", number);
  return statement != NULL && vigil_db_run (db, statement, error);
}

/* What remains is known from its oldest on. */
static gboolean
move_known_since (sqlite3 *db, GError **error)
{
  return vigil_db_exec (db,
                        "UPDATE retention SET known_since_ms = max (known_since_ms, coalesce ("
                        " (SELECT seen_ms FROM occurrences ORDER BY id LIMIT 1),"
                        " (SELECT wall_ms FROM journal ORDER BY n LIMIT 1), 0))",
                        error);
}

/* Rows of the journal before @floor go. */
static gboolean
cut_journal (sqlite3 *db, gint64 floor, GError **error)
{
  return run_with (db, error, "UPDATE retention SET floor = max (floor, ?)", floor)
         && run_with (db, error, "DELETE FROM journal WHERE n < ?", floor);
}

static gboolean
cut_occurrences (sqlite3 *db, gint64 floor, GError **error)
{
  if (!run_with (db, error, "DELETE FROM occurrences WHERE id < ?", floor))
    return FALSE;
  return sqlite3_changes (db) == 0 || move_known_since (db, error);
}

static gboolean
keep_below (VigilStore *store, GError **error)
{
  gint64 newest_row = 0, newest_occurrence = 0;
  return read_number (store->db, &newest_row, error,
                      "SELECT coalesce (max (n), 0) + ? + ? FROM journal", 0, 0)
         && read_number (store->db, &newest_occurrence, error,
                         "SELECT coalesce (max (id), 0) + ? + ? FROM occurrences", 0, 0)
         && cut_journal (store->db, newest_row - store->rows_ceiling + 1, error)
         && cut_occurrences (store->db, newest_occurrence - store->occurrences_ceiling + 1, error);
}

gboolean
vigil_retention_keep (VigilStore *store, GError **error)
{
  if (++store->n_rows_since_prune < ROWS_BETWEEN)
    return TRUE;
  if (!keep_below (store, error))
    return FALSE;
  store->n_rows_since_prune = 0;
  return TRUE;
}

/* By age. */

/* The first of the oldest VIGIL_JOURNAL_PRUNE_ROWS that is young enough, or the one after them. */
#define FLOOR_OF(table, number, time)                                                              \
  "SELECT coalesce (min (CASE WHEN " time " >= ? THEN " number " END), max (" number ") + 1, 0)"   \
  " FROM (SELECT " number ", " time " FROM " table " ORDER BY " number " LIMIT ?)"

static gboolean
cut_actions (sqlite3 *db, gint64 before_ms, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = vigil_db_prepare (
      db, error,
      "DELETE FROM actions WHERE n IN (SELECT n FROM actions WHERE t_ms < ? AND id NOT IN"
      " (SELECT id FROM queue) ORDER BY t_ms LIMIT ?)",
      "ii", before_ms, (gint64) VIGIL_JOURNAL_PRUNE_ROWS);
  return statement != NULL && vigil_db_run (db, statement, error);
}

/* A program that is started again and again leaves many. */
static gboolean
cut_runs (sqlite3 *db, gint64 before_ms, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = vigil_db_prepare (
      db, error,
      "DELETE FROM runs WHERE id IN (SELECT id FROM runs WHERE alive_ms < ? ORDER BY id LIMIT ?)",
      "ii", before_ms, (gint64) VIGIL_JOURNAL_PRUNE_ROWS);
  return statement != NULL && vigil_db_run (db, statement, error);
}

static gboolean
cut_old (sqlite3 *db, gint64 before_ms, GError **error)
{
  gint64 row_floor = 0, occurrence_floor = 0;
  gint64 at_most = VIGIL_JOURNAL_PRUNE_ROWS;
  return read_number (db, &row_floor, error, FLOOR_OF ("journal", "n", "wall_ms"), before_ms,
                      at_most)
         && read_number (db, &occurrence_floor, error, FLOOR_OF ("occurrences", "id", "seen_ms"),
                         before_ms, at_most)
         && cut_journal (db, row_floor, error) && cut_occurrences (db, occurrence_floor, error)
         && cut_actions (db, before_ms, error) && cut_runs (db, before_ms, error);
}

static gboolean
prune (VigilStore *store, gpointer data, GError **error)
{
  const gint64 *wall_ms = data;
  if (!vigil_db_begin (store->db, error))
    return FALSE;
  if (cut_old (store->db, *wall_ms - VIGIL_JOURNAL_DAYS * DAY_MS, error)
      && keep_below (store, error))
    return vigil_db_commit (store->db, error);
  vigil_db_rollback (store->db);
  return FALSE;
}

void
vigil_journal_prune (VigilStore *store, gint64 wall_ms)
{
  vigil_store_write (store, prune, g_memdup2 (&wall_ms, sizeof wall_ms), g_free);
}

typedef struct {
  gint64 rows, occurrences;
} Ceilings;

static void
set_ceilings (VigilStore *store, gpointer data)
{
  const Ceilings *ceilings = data;
  store->rows_ceiling = ceilings->rows;
  store->occurrences_ceiling = ceilings->occurrences;
}

void
vigil_store_set_journal_ceilings (VigilStore *store, gint64 rows, gint64 occurrences)
{
  Ceilings ceilings = { rows, occurrences };
  (void) vigil_store_run (store, set_ceilings, &ceilings, NULL);
}
