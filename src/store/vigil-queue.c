/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-store-private.h"

/* Adding: saved only after the commit. */

typedef struct {
  char id[VIGIL_UUID_SIZE];
  char bed[VIGIL_ID_MAX + 1];
  GBytes *body;
  VigilQueueSaved callback;
  gpointer data;
  gboolean is_saved;
  char *reason;
} Addition;

static void
addition_free (gpointer data)
{
  Addition *addition = data;
  g_bytes_unref (addition->body);
  g_free (addition->reason);
  g_free (addition);
}

static void
answer_addition (gpointer data)
{
  const Addition *addition = data;
  if (addition->callback != NULL)
    addition->callback (addition->id, addition->is_saved, addition->reason, addition->data);
}

static gboolean
insert_row (VigilStore *store, const Addition *addition, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = vigil_db_prepare (
      store->db, error,
      "INSERT INTO queue (id, bed, body, wall_ms) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO NOTHING",
      "ssbi", addition->id, addition->bed, addition->body, g_get_real_time () / 1000);
  return statement != NULL && vigil_db_run (store->db, statement, error);
}

/* A row of this id was there before: saved if it says the same. */
static gboolean
is_same_row (VigilStore *store, const Addition *addition, GError **error)
{
  g_autoptr (sqlite3_stmt) statement =
      vigil_db_prepare (store->db, error, "SELECT body = ? FROM queue WHERE id = ?", "bs",
                        addition->body, addition->id);
  if (statement == NULL || !vigil_db_step (store->db, statement, error))
    return FALSE;
  if (sqlite3_column_int (statement, 0) != 0)
    return TRUE;
  g_set_error (error, VIGIL_STORE_ERROR, VIGIL_STORE_ERROR_FAILED,
               "another acknowledgement has this id");
  return FALSE;
}

static gboolean
add_row (VigilStore *store, const Addition *addition, GError **error)
{
  /* Memory is not saved. */
  if (store->volatile_reason != NULL) {
    g_set_error_literal (error, VIGIL_STORE_ERROR, VIGIL_STORE_ERROR_FAILED,
                         store->volatile_reason);
    return FALSE;
  }
  if (store->n_queued >= store->queue_ceiling) {
    g_set_error (error, VIGIL_STORE_ERROR, VIGIL_STORE_ERROR_FAILED,
                 "%u acknowledgements are unsent: no room for more", store->n_queued);
    return FALSE;
  }
  if (!vigil_db_is_in_place (store->db, error) || !insert_row (store, addition, error))
    return FALSE;
  if (sqlite3_changes (store->db) == 0)
    return is_same_row (store, addition, error);
  store->n_queued++;
  return TRUE;
}

static void
add_job (VigilStore *store, gpointer data)
{
  Addition *addition = data;
  g_autoptr (GError) error = NULL;
  addition->is_saved = add_row (store, addition, &error);
  g_free (addition->reason);
  addition->reason = error != NULL ? g_strdup (error->message) : NULL;
  vigil_store_judge (store, error);
  if (addition->is_saved)
    vigil_store_run_backlog (store);
}

void
vigil_queue_add (VigilStore *store,
                 const char *id,
                 const char *bed,
                 GBytes *body,
                 VigilQueueSaved callback,
                 gpointer data)
{
  g_return_if_fail (id != NULL && bed != NULL && body != NULL);

  Addition *addition = g_new0 (Addition, 1);
  vigil_text_copy (addition->id, sizeof addition->id, id);
  vigil_text_copy (addition->bed, sizeof addition->bed, bed);
  addition->body = g_bytes_ref (body);
  addition->callback = callback;
  addition->data = data;
  addition->reason = g_strdup ("too much waits for the disk");
  vigil_store_ask (store, add_job, answer_addition, addition, addition_free);
}

/* Settling. */

typedef struct {
  char id[VIGIL_UUID_SIZE];
  VigilDelivery delivery;
  char *reason;
} Settlement;

static void
settlement_free (gpointer data)
{
  Settlement *settlement = data;
  g_free (settlement->reason);
  g_free (settlement);
}

static gboolean
bury_row (VigilStore *store, const Settlement *settlement, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = vigil_db_prepare (
      store->db, error,
      "INSERT INTO dead_letters (id, bed, body, wall_ms, reason)"
      " SELECT id, bed, body, ?, ? FROM queue WHERE id = ? ON CONFLICT (id) DO NOTHING",
      "iss", g_get_real_time () / 1000, settlement->reason, settlement->id);
  return statement != NULL && vigil_db_run (store->db, statement, error);
}

static gboolean
delete_row (VigilStore *store, const Settlement *settlement, GError **error)
{
  g_autoptr (sqlite3_stmt) statement =
      vigil_db_prepare (store->db, error, "DELETE FROM queue WHERE id = ?", "s", settlement->id);
  return statement != NULL && vigil_db_run (store->db, statement, error);
}

static gboolean
settle_row (VigilStore *store, gpointer data, GError **error)
{
  const Settlement *settlement = data;
  if (!vigil_db_begin (store->db, error))
    return FALSE;
  gboolean is_done =
      settlement->delivery != VIGIL_DELIVERY_DEAD || bury_row (store, settlement, error);
  is_done = is_done && delete_row (store, settlement, error);
  guint n_gone = is_done ? (guint) sqlite3_changes (store->db) : 0;
  if (!is_done) {
    vigil_db_rollback (store->db);
    return FALSE;
  }
  if (!vigil_db_commit (store->db, error))
    return FALSE;
  store->n_queued -= n_gone;
  return TRUE;
}

void
vigil_queue_settle (VigilStore *store, const char *id, VigilDelivery delivery, const char *reason)
{
  g_return_if_fail (id != NULL);
  g_return_if_fail (delivery == VIGIL_DELIVERY_DELIVERED || delivery == VIGIL_DELIVERY_DEAD);

  Settlement *settlement = g_new0 (Settlement, 1);
  vigil_text_copy (settlement->id, sizeof settlement->id, id);
  settlement->delivery = delivery;
  settlement->reason = g_strdup (reason != NULL ? reason : "");
  vigil_store_write (store, settle_row, settlement, settlement_free);
}

/* Reading. */

typedef struct {
  GArray *rows;
  guint max;
  GError *error;
} Listing;

static GArray *
finish_listing (VigilStore *store, VigilStoreJob job, Listing *listing, GError **error)
{
  g_autoptr (GArray) rows = listing->rows;
  if (!vigil_store_run (store, job, listing, error))
    return NULL;
  if (listing->error == NULL)
    return g_steal_pointer (&rows);
  g_propagate_error (error, listing->error);
  return NULL;
}

static GBytes *
get_bytes (sqlite3_stmt *statement, int column)
{
  const void *data = sqlite3_column_blob (statement, column);
  return g_bytes_new (data, (gsize) sqlite3_column_bytes (statement, column));
}

static void
list_rows (VigilStore *store, gpointer data)
{
  Listing *listing = data;
  g_autoptr (sqlite3_stmt) statement = vigil_db_prepare (
      store->db, &listing->error, "SELECT id, bed, body FROM queue ORDER BY n", "");
  while (statement != NULL && vigil_db_step (store->db, statement, &listing->error)) {
    VigilQueueRow row = { .body = get_bytes (statement, 2) };
    vigil_db_get_text (statement, 0, row.id, sizeof row.id);
    vigil_db_get_text (statement, 1, row.bed, sizeof row.bed);
    g_array_append_val (listing->rows, row);
  }
}

static void
row_clear (gpointer data)
{
  VigilQueueRow *row = data;
  g_bytes_unref (row->body);
}

GArray *
vigil_queue_list (VigilStore *store, GError **error)
{
  Listing listing = { .rows = g_array_new (FALSE, TRUE, sizeof (VigilQueueRow)) };
  g_array_set_clear_func (listing.rows, row_clear);
  return finish_listing (store, list_rows, &listing, error);
}

static void
list_dead (VigilStore *store, gpointer data)
{
  Listing *listing = data;
  g_autoptr (sqlite3_stmt) statement =
      vigil_db_prepare (store->db, &listing->error,
                        "SELECT id, bed, wall_ms, reason FROM dead_letters ORDER BY n DESC LIMIT ?",
                        "i", (gint64) listing->max);
  while (statement != NULL && vigil_db_step (store->db, statement, &listing->error)) {
    VigilDeadLetter letter = { .wall_ms = sqlite3_column_int64 (statement, 2) };
    vigil_db_get_text (statement, 0, letter.id, sizeof letter.id);
    vigil_db_get_text (statement, 1, letter.bed, sizeof letter.bed);
    vigil_db_get_text (statement, 3, letter.reason, sizeof letter.reason);
    g_array_append_val (listing->rows, letter);
  }
}

GArray *
vigil_queue_list_dead (VigilStore *store, guint max, GError **error)
{
  Listing listing = { .rows = g_array_new (FALSE, TRUE, sizeof (VigilDeadLetter)), .max = max };
  return finish_listing (store, list_dead, &listing, error);
}

gboolean
vigil_queue_count (sqlite3 *db, guint *n, GError **error)
{
  g_autoptr (sqlite3_stmt) statement =
      vigil_db_prepare (db, error, "SELECT count (*) FROM queue", "");
  if (statement == NULL || !vigil_db_step (db, statement, error))
    return FALSE;
  *n = (guint) sqlite3_column_int64 (statement, 0);
  return TRUE;
}
