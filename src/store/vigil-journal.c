/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "vigil-occurrences.h"
#include "vigil-store-private.h"

/* Rows. */

static gboolean
insert_row (VigilStore *store, const VigilJournalRow *row, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = vigil_db_prepare (
      store->db, error,
      "INSERT INTO journal (wall_ms, kind, bed, key, occurrence, priority, label, by, station,"
      " action_id, encounter, run, code, alarm_kind, silenced_kind, raised_ms, raised_mono_us,"
      " ended_ms, duration_ms, after_ms, extreme, boundary, is_unanswered)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      "issssssssssisiiiiiiiddi", row->wall_ms, row->kind, row->bed, row->key, row->occurrence,
      row->priority, row->label, row->by, row->station, row->action_id, row->encounter, store->run,
      row->code, (gint64) row->alarm_kind, (gint64) row->silenced_by_kind, row->raised_ms,
      row->raised_mono_us, row->ended_ms, row->duration_ms, row->after_ms,
      row->has_extreme ? row->extreme : NAN, row->has_limit ? row->limit : NAN,
      (gint64) row->is_unanswered);
  return statement != NULL && vigil_db_run (store->db, statement, error);
}

static gboolean
write_row (VigilStore *store, gpointer data, GError **error)
{
  const VigilJournalRow *row = data;
  if (!vigil_db_begin (store->db, error))
    return FALSE;
  if (insert_row (store, row, error) && vigil_occurrences_take (store->db, store->run, row, error)
      && vigil_retention_keep (store, error))
    return vigil_db_commit (store->db, error);
  vigil_db_rollback (store->db);
  return FALSE;
}

void
vigil_journal_add (VigilStore *store, const VigilJournalRow *row)
{
  vigil_store_write (store, write_row, g_memdup2 (row, sizeof *row), g_free);
}

typedef struct {
  char *bed; /* NULL = all */
  guint max;
  VigilJournalFunc func;
  gpointer data;
  GArray *rows;
  GError *error;
} Query;

static void
query_free (gpointer data)
{
  Query *query = data;
  g_free (query->bed);
  g_array_unref (query->rows);
  g_clear_error (&query->error);
  g_free (query);
}

static void
append_row (GArray *rows, sqlite3_stmt *statement)
{
  VigilJournalRow row = { .wall_ms = sqlite3_column_int64 (statement, 0) };
  vigil_db_get_text (statement, 1, row.kind, sizeof row.kind);
  vigil_db_get_text (statement, 2, row.bed, sizeof row.bed);
  vigil_db_get_text (statement, 3, row.key, sizeof row.key);
  vigil_db_get_text (statement, 4, row.occurrence, sizeof row.occurrence);
  vigil_db_get_text (statement, 5, row.priority, sizeof row.priority);
  vigil_db_get_text (statement, 6, row.label, sizeof row.label);
  vigil_db_get_text (statement, 7, row.by, sizeof row.by);
  vigil_db_get_text (statement, 8, row.station, sizeof row.station);
  vigil_db_get_text (statement, 9, row.action_id, sizeof row.action_id);
  vigil_db_get_text (statement, 10, row.encounter, sizeof row.encounter);
  g_array_append_val (rows, row);
}

#define JOURNAL_COLUMNS                                                                            \
  "wall_ms, kind, bed, key, occurrence, priority, label, by, station, action_id, encounter"

static sqlite3_stmt *
prepare_query (VigilStore *store, Query *query)
{
  if (query->bed == NULL)
    return vigil_db_prepare (store->db, &query->error,
                             "SELECT " JOURNAL_COLUMNS " FROM journal ORDER BY n DESC LIMIT ?", "i",
                             (gint64) query->max);
  return vigil_db_prepare (store->db, &query->error,
                           "SELECT " JOURNAL_COLUMNS
                           " FROM journal WHERE bed = ? ORDER BY n DESC LIMIT ?",
                           "si", query->bed, (gint64) query->max);
}

static void
run_query (VigilStore *store, gpointer data)
{
  Query *query = data;
  g_clear_error (&query->error);
  g_autoptr (sqlite3_stmt) statement = prepare_query (store, query);
  while (statement != NULL && vigil_db_step (store->db, statement, &query->error))
    append_row (query->rows, statement);
}

static void
answer_query (gpointer data)
{
  const Query *query = data;
  query->func (query->rows, query->error, query->data);
}

void
vigil_journal_list (
    VigilStore *store, const char *bed, guint max, VigilJournalFunc func, gpointer data)
{
  g_return_if_fail (func != NULL);

  Query *query = g_new0 (Query, 1);
  query->bed = g_strdup (bed);
  query->max = max;
  query->func = func;
  query->data = data;
  query->rows = g_array_new (FALSE, TRUE, sizeof (VigilJournalRow));
  query->error = g_error_new_literal (VIGIL_STORE_ERROR, VIGIL_STORE_ERROR_FAILED,
                                      "too much waits for the disk");
  vigil_store_ask (store, run_query, answer_query, query, query_free);
}

/* Actions. */

static gboolean
write_action (VigilStore *store, gpointer data, GError **error)
{
  const VigilAction *action = data;
  g_autoptr (sqlite3_stmt) statement = vigil_db_prepare (
      store->db, error,
      "INSERT INTO actions (id, word, mode, is_bed_scope, bed, key, alarm, raised_ms, asof_ms,"
      " until_ms, t_ms, reason, by, encounter, station, code, priority, label)"
      " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
      "siiisssiiiisssssis", action->id, (gint64) action->word, (gint64) action->mode,
      (gint64) action->is_bed_scope, action->bed, action->key, action->alarm, action->raised_ms,
      action->asof_ms, action->until_ms, action->t_ms, action->reason, action->by,
      action->encounter, action->station, action->code, (gint64) action->priority, action->label);
  return statement != NULL && vigil_db_run (store->db, statement, error);
}

void
vigil_journal_add_action (VigilStore *store, const VigilAction *action)
{
  vigil_store_write (store, write_action, g_memdup2 (action, sizeof *action), g_free);
}

static void
append_action (GArray *actions, sqlite3_stmt *statement)
{
  VigilAction action = {
    .word = (VigilActionWord) sqlite3_column_int (statement, 1),
    .mode = (VigilSuspensionMode) sqlite3_column_int (statement, 2),
    .is_bed_scope = sqlite3_column_int (statement, 3) != 0,
    .raised_ms = sqlite3_column_int64 (statement, 7),
    .asof_ms = sqlite3_column_int64 (statement, 8),
    .until_ms = sqlite3_column_int64 (statement, 9),
    .t_ms = sqlite3_column_int64 (statement, 10),
    .priority = (VigilPriority) sqlite3_column_int (statement, 16),
  };
  vigil_db_get_text (statement, 0, action.id, sizeof action.id);
  vigil_db_get_text (statement, 4, action.bed, sizeof action.bed);
  vigil_db_get_text (statement, 5, action.key, sizeof action.key);
  vigil_db_get_text (statement, 6, action.alarm, sizeof action.alarm);
  vigil_db_get_text (statement, 11, action.reason, sizeof action.reason);
  vigil_db_get_text (statement, 12, action.by, sizeof action.by);
  vigil_db_get_text (statement, 13, action.encounter, sizeof action.encounter);
  vigil_db_get_text (statement, 14, action.station, sizeof action.station);
  vigil_db_get_text (statement, 15, action.code, sizeof action.code);
  vigil_db_get_text (statement, 17, action.label, sizeof action.label);
  g_array_append_val (actions, action);
}

typedef struct {
  gint64 since_wall_ms;
  GArray *actions;
  GError *error;
} ActionListing;

static void
list_actions (VigilStore *store, gpointer data)
{
  ActionListing *listing = data;
  g_autoptr (sqlite3_stmt) statement = vigil_db_prepare (
      store->db, &listing->error,
      "SELECT id, word, mode, is_bed_scope, bed, key, alarm, raised_ms, asof_ms, until_ms, t_ms,"
      " reason, by, encounter, station, code, priority, label"
      " FROM actions WHERE t_ms >= ? ORDER BY t_ms, id",
      "i", listing->since_wall_ms);
  while (statement != NULL && vigil_db_step (store->db, statement, &listing->error))
    append_action (listing->actions, statement);
}

GArray *
vigil_journal_list_actions (VigilStore *store, gint64 since_wall_ms, GError **error)
{
  g_autoptr (GArray) actions = g_array_new (FALSE, TRUE, sizeof (VigilAction));
  ActionListing listing = { .since_wall_ms = since_wall_ms, .actions = actions };
  if (!vigil_store_run (store, list_actions, &listing, error))
    return NULL;
  if (listing.error == NULL)
    return g_steal_pointer (&actions);
  g_propagate_error (error, listing.error);
  return NULL;
}
