/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-receipt.h"

#include <string.h>

void
vigil_cursor_format (char out[VIGIL_CURSOR_SIZE], gint64 row, const char *hash)
{
  g_snprintf (out, VIGIL_CURSOR_SIZE, "%" G_GINT64_FORMAT "-%.*s", row, VIGIL_CURSOR_CHECK, hash);
}

gboolean
vigil_cursor_is_valid (const char *cursor)
{
  if (strcmp (cursor, "0") == 0)
    return TRUE;
  gsize digits = strspn (cursor, "0123456789");
  if (digits == 0 || digits > 18 || cursor[digits] != '-')
    return FALSE;
  const char *check = cursor + digits + 1;
  return strlen (check) == VIGIL_CURSOR_CHECK
         && strspn (check, "0123456789abcdef") == VIGIL_CURSOR_CHECK;
}

char *
vigil_receipt_hash (GBytes *body)
{
  return g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, body);
}

VigilKeep
vigil_receipt_find (VigilDatabase *database,
                    const char *table,
                    const char *id,
                    const char *hash,
                    VigilReceipt *receipt,
                    GError **error)
{
  gboolean has_row = FALSE;
  g_autofree char *sql =
      g_strdup_printf ("SELECT row, sha256, received FROM %s WHERE id = ?1", table);
  g_autoptr (sqlite3_stmt) statement = vigil_database_prepare (database, sql, error);
  if (statement == NULL)
    return VIGIL_KEEP_FAILED;
  vigil_database_bind (statement, 1, id);
  if (!vigil_database_step (database, statement, &has_row, error))
    return VIGIL_KEEP_FAILED;
  if (!has_row)
    return VIGIL_KEEP_STORED;
  const char *held = vigil_database_text (statement, 1);
  receipt->received_ms = sqlite3_column_int64 (statement, 2);
  vigil_cursor_format (receipt->cursor, sqlite3_column_int64 (statement, 0), held);
  return strcmp (held, hash) == 0 ? VIGIL_KEEP_AGAIN : VIGIL_KEEP_CONFLICT;
}

gboolean
vigil_receipt_take (VigilDatabase *database,
                    const char *hash,
                    VigilReceipt *receipt,
                    GError **error)
{
  gint64 row = 0;
  if (!vigil_database_get_int64 (database, "SELECT last_insert_rowid ()", 0, &row, error))
    return FALSE;
  vigil_cursor_format (receipt->cursor, row, hash);
  return TRUE;
}
