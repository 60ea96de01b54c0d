/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-change.h"

#include <string.h>

gboolean
vigil_change_decode (GBytes *body, VigilChange *change, const char **reason, const char **field)
{
  gsize size = 0;
  VigilCounter counter;
  const guint8 *bytes = g_bytes_get_data (body, &size);
  if (vigil_wire_decode_change (bytes, size, change, &counter, field))
    return TRUE;
  *reason = vigil_counter_get_name (counter);
  return FALSE;
}

static gboolean
insert_row (VigilDatabase *database,
            const VigilChange *change,
            GBytes *body,
            const char *hash,
            VigilReceipt *receipt,
            GError **error)
{
  gboolean has_row = FALSE;
  gsize size = 0;
  const void *bytes = g_bytes_get_data (body, &size);
  const VigilStay *stay = &change->stay;
  g_autoptr (sqlite3_stmt) statement = vigil_database_prepare (
      database,
      "INSERT INTO changes (id, sha256, body, encounter, action, bed, family, given, birth, class,"
      " station, t, received) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
      error);
  if (statement == NULL)
    return FALSE;
  vigil_database_bind (statement, 1, change->id);
  vigil_database_bind (statement, 2, hash);
  sqlite3_bind_blob64 (statement, 3, bytes, size, SQLITE_STATIC);
  vigil_database_bind (statement, 4, stay->encounter);
  vigil_database_bind (statement, 5, vigil_change_word_to_string (change->word));
  vigil_database_bind (statement, 6, change->bed);
  vigil_database_bind (statement, 7, stay->family);
  vigil_database_bind (statement, 8, stay->given);
  vigil_database_bind (statement, 9, stay->birth);
  sqlite3_bind_int (statement, 10, (int) stay->patient_class);
  vigil_database_bind (statement, 11, change->station);
  sqlite3_bind_int64 (statement, 12, change->t_ms);
  sqlite3_bind_int64 (statement, 13, receipt->received_ms);
  return vigil_database_step (database, statement, &has_row, error)
         && vigil_receipt_take (database, hash, receipt, error);
}

VigilKeep
vigil_change_put (VigilDatabase *database,
                  const VigilChange *change,
                  GBytes *body,
                  gint64 now_ms,
                  VigilReceipt *receipt,
                  GError **error)
{
  g_autofree char *hash = vigil_receipt_hash (body);
  VigilKeep keep = vigil_receipt_find (database, "changes", change->id, hash, receipt, error);
  if (keep != VIGIL_KEEP_STORED)
    return keep;
  receipt->received_ms = now_ms;
  if (!vigil_database_begin (database, error))
    return VIGIL_KEEP_FAILED;
  gboolean is_good = insert_row (database, change, body, hash, receipt, error);
  return vigil_database_end (database, is_good, error) ? VIGIL_KEEP_STORED : VIGIL_KEEP_FAILED;
}

static void
read_row (sqlite3_stmt *statement, VigilChange *change)
{
  VigilStay *stay = &change->stay;
  const char *word = vigil_database_text (statement, 2);
  *change = (VigilChange){ 0 };
  while (change->word < VIGIL_CHANGE_DISCHARGE
         && strcmp (vigil_change_word_to_string (change->word), word) != 0)
    change->word++;
  vigil_text_copy (change->id, sizeof change->id, vigil_database_text (statement, 0));
  vigil_text_copy (stay->encounter, sizeof stay->encounter, vigil_database_text (statement, 1));
  vigil_text_copy (change->bed, sizeof change->bed, vigil_database_text (statement, 3));
  vigil_text_copy (stay->family, sizeof stay->family, vigil_database_text (statement, 4));
  vigil_text_copy (stay->given, sizeof stay->given, vigil_database_text (statement, 5));
  vigil_text_copy (stay->birth, sizeof stay->birth, vigil_database_text (statement, 6));
  stay->patient_class = (VigilPatientClass) CLAMP (sqlite3_column_int (statement, 7),
                                                   VIGIL_CLASS_UNKNOWN, VIGIL_CLASS_NEONATAL);
  change->t_ms = sqlite3_column_int64 (statement, 8);
  if (change->word == VIGIL_CHANGE_ADMIT)
    stay->since_ms = change->t_ms;
}

gboolean
vigil_change_foreach (VigilDatabase *database, VigilChangeFunc func, gpointer data, GError **error)
{
  gboolean has_row = TRUE;
  g_autoptr (sqlite3_stmt) statement =
      vigil_database_prepare (database,
                              "SELECT id, encounter, action, bed, family, given, birth, class, t"
                              " FROM changes ORDER BY t, id",
                              error);
  if (statement == NULL)
    return FALSE;
  while (vigil_database_step (database, statement, &has_row, error)) {
    VigilChange change;
    if (!has_row)
      return TRUE;
    read_row (statement, &change);
    func (&change, data);
  }
  return FALSE;
}
