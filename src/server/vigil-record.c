/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-record.h"

#include <string.h>

#include "vigil-wire.h"

#define PAGE_BYTES (48 * 1024)

static gboolean
insert_row (VigilDatabase *database,
            const VigilAction *action,
            GBytes *body,
            const char *hash,
            VigilReceipt *receipt,
            GError **error)
{
  gboolean has_row = FALSE;
  gsize size = 0;
  const void *bytes = g_bytes_get_data (body, &size);
  g_autofree char *understood = vigil_wire_encode_acknowledgement (action);
  g_autoptr (sqlite3_stmt) statement = vigil_database_prepare (
      database,
      "INSERT INTO acknowledgements (id, sha256, body, action, station, bed, key, t, received)"
      " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
      error);
  if (statement == NULL)
    return FALSE;
  vigil_database_bind (statement, 1, action->id);
  vigil_database_bind (statement, 2, hash);
  sqlite3_bind_blob64 (statement, 3, bytes, size, SQLITE_STATIC);
  vigil_database_bind (statement, 4, understood);
  vigil_database_bind (statement, 5, action->station);
  vigil_database_bind (statement, 6, action->bed);
  vigil_database_bind (statement, 7, action->key);
  sqlite3_bind_int64 (statement, 8, action->t_ms);
  sqlite3_bind_int64 (statement, 9, receipt->received_ms);
  return vigil_database_step (database, statement, &has_row, error)
         && vigil_receipt_take (database, hash, receipt, error);
}

VigilKeep
vigil_record_put (VigilDatabase *database,
                  const VigilAction *action,
                  GBytes *body,
                  gint64 now_ms,
                  VigilReceipt *receipt,
                  GError **error)
{
  g_autofree char *hash = vigil_receipt_hash (body);
  VigilKeep keep =
      vigil_receipt_find (database, "acknowledgements", action->id, hash, receipt, error);
  if (keep != VIGIL_KEEP_STORED)
    return keep;
  receipt->received_ms = now_ms;
  if (!vigil_database_begin (database, error))
    return VIGIL_KEEP_FAILED;
  gboolean is_good = insert_row (database, action, body, hash, receipt, error);
  return vigil_database_end (database, is_good, error) ? VIGIL_KEEP_STORED : VIGIL_KEEP_FAILED;
}

/* The row that @after names, if it is of this database; else the last one before @since_ms. */
static gboolean
find_start (
    VigilDatabase *database, const char *after, gint64 since_ms, gint64 *row, GError **error)
{
  gboolean has_row = FALSE;
  *row = 0;
  if (after != NULL && strcmp (after, "0") == 0)
    return TRUE;
  if (after != NULL) {
    g_autoptr (sqlite3_stmt) statement = vigil_database_prepare (
        database, "SELECT row FROM acknowledgements WHERE row = ?1 AND substr (sha256, 1, 8) = ?2",
        error);
    if (statement == NULL)
      return FALSE;
    sqlite3_bind_int64 (statement, 1, g_ascii_strtoll (after, NULL, 10));
    vigil_database_bind (statement, 2, strchr (after, '-') + 1);
    if (!vigil_database_step (database, statement, &has_row, error))
      return FALSE;
    if (has_row) {
      *row = sqlite3_column_int64 (statement, 0);
      return TRUE;
    }
  }
  g_autofree char *sql = g_strdup_printf (
      "SELECT max (row) FROM acknowledgements WHERE received < %" G_GINT64_FORMAT, since_ms);
  return vigil_database_get_int64 (database, sql, 0, row, error);
}

/* The action that the server understood, with where and when it was stored. */
static JsonNode *
make_item (const char *understood, const char *cursor, gint64 received_ms)
{
  g_autoptr (JsonNode) node = json_from_string (understood, NULL);
  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return NULL;
  JsonObject *object = json_node_get_object (node);
  json_object_set_string_member (object, "cursor", cursor);
  json_object_set_int_member (object, "received", received_ms);
  return g_steal_pointer (&node);
}

typedef struct {
  JsonArray *items;
  guint limit;
  gsize bytes;
  gboolean has_more;
  char cursor[VIGIL_CURSOR_SIZE];
} Page;

/* FALSE: the page is full. */
static gboolean
add_to_page (Page *page, sqlite3_stmt *statement)
{
  const char *understood = vigil_database_text (statement, 1);
  gsize size = strlen (understood) + 64;
  guint n = json_array_get_length (page->items);
  if (n == page->limit || (n > 0 && page->bytes + size > PAGE_BYTES)) {
    page->has_more = TRUE;
    return FALSE;
  }
  vigil_cursor_format (page->cursor, sqlite3_column_int64 (statement, 0),
                       vigil_database_text (statement, 2));
  JsonNode *item = make_item (understood, page->cursor, sqlite3_column_int64 (statement, 3));
  if (item != NULL)
    json_array_add_element (page->items, item);
  page->bytes += size;
  return TRUE;
}

static gboolean
fill_page (VigilDatabase *database, gint64 row, Page *page, GError **error)
{
  gboolean has_row = TRUE;
  g_autoptr (sqlite3_stmt) statement =
      vigil_database_prepare (database,
                              "SELECT row, action, sha256, received FROM acknowledgements"
                              " WHERE row > ?1 ORDER BY row LIMIT ?2",
                              error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, row);
  sqlite3_bind_int64 (statement, 2, (gint64) page->limit + 1);
  while (vigil_database_step (database, statement, &has_row, error)) {
    if (!has_row || !add_to_page (page, statement))
      return TRUE;
  }
  return FALSE;
}

/* The cursor of @row itself, "0" if there is none: where an empty page stands. */
static gboolean
name_row (VigilDatabase *database, gint64 row, char out[VIGIL_CURSOR_SIZE], GError **error)
{
  gboolean has_row = FALSE;
  g_autoptr (sqlite3_stmt) statement = vigil_database_prepare (
      database, "SELECT sha256 FROM acknowledgements WHERE row = ?1", error);
  if (statement == NULL)
    return FALSE;
  sqlite3_bind_int64 (statement, 1, row);
  if (!vigil_database_step (database, statement, &has_row, error))
    return FALSE;
  if (has_row)
    vigil_cursor_format (out, row, vigil_database_text (statement, 0));
  else
    g_snprintf (out, VIGIL_CURSOR_SIZE, "0");
  return TRUE;
}

char *
vigil_record_list (
    VigilDatabase *database, const char *after, guint limit, gint64 since_ms, GError **error)
{
  gint64 row = 0;
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonArray) items = json_array_new ();
  Page page = { .items = items, .limit = limit };
  if (!find_start (database, after, since_ms, &row, error)
      || !name_row (database, row, page.cursor, error) || !fill_page (database, row, &page, error))
    return NULL;
  json_object_set_array_member (object, "acknowledgements", g_steal_pointer (&items));
  json_object_set_string_member (object, "next", page.cursor);
  json_object_set_boolean_member (object, "more", page.has_more);
  json_node_set_object (root, object);
  return json_to_string (root, FALSE);
}

JsonArray *
vigil_record_list_latest (VigilDatabase *database, gint64 since_ms, GError **error)
{
  gboolean has_row = TRUE;
  g_autoptr (JsonArray) actions = json_array_new ();
  g_autoptr (sqlite3_stmt) statement = vigil_database_prepare (
      database,
      "SELECT action FROM (SELECT action, bed, key, row_number () OVER"
      " (PARTITION BY bed, key ORDER BY t DESC, id DESC) AS place FROM acknowledgements"
      " WHERE received >= ?1 AND bed <> '') WHERE place = 1 ORDER BY bed, key",
      error);
  if (statement == NULL)
    return NULL;
  sqlite3_bind_int64 (statement, 1, since_ms);
  while (vigil_database_step (database, statement, &has_row, error)) {
    if (!has_row)
      return g_steal_pointer (&actions);
    JsonNode *action = json_from_string (vigil_database_text (statement, 0), NULL);
    if (action != NULL)
      json_array_add_element (actions, action);
  }
  return NULL;
}

gboolean
vigil_record_print (VigilDatabase *database, GError **error)
{
  gboolean has_row = TRUE;
  g_autoptr (sqlite3_stmt) statement = vigil_database_prepare (
      database, "SELECT row, action, sha256, received FROM acknowledgements ORDER BY row", error);
  if (statement == NULL)
    return FALSE;
  while (vigil_database_step (database, statement, &has_row, error)) {
    char cursor[VIGIL_CURSOR_SIZE];
    if (!has_row)
      return TRUE;
    vigil_cursor_format (cursor, sqlite3_column_int64 (statement, 0),
                         vigil_database_text (statement, 2));
    g_autoptr (JsonNode) item =
        make_item (vigil_database_text (statement, 1), cursor, sqlite3_column_int64 (statement, 3));
    g_autofree char *line = item != NULL ? json_to_string (item, FALSE) : NULL;
    if (line != NULL)
      g_print ("%s\n", line);
  }
  return FALSE;
}
