/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-change.h"

#include <string.h>

#include "vigil-wire-json.h"
#include "vigil-wire.h"

static const char *const CHANGE_WORDS[] = { "admit", "transfer", "discharge", NULL };
static const char *const CLASS_WORDS[] = { "unknown", "adult", "paediatric", "neonatal", NULL };

static void
decode_patient (VigilWireFault *fault, JsonObject *root, VigilStay *stay)
{
  if (vigil_wire_find (root, "patient") == NULL)
    return;
  JsonObject *patient = vigil_wire_get_object (fault, root, "patient");
  if (patient == NULL)
    return;
  vigil_wire_get_text (fault, patient, "family", stay->family, sizeof stay->family);
  vigil_wire_get_text (fault, patient, "given", stay->given, sizeof stay->given);
  vigil_wire_get_text (fault, patient, "birth", stay->birth, sizeof stay->birth);
  stay->patient_class = (VigilPatientClass) vigil_wire_get_word_or (
      fault, patient, "class", CLASS_WORDS, VIGIL_CLASS_UNKNOWN);
  if (*stay->family == '\0')
    vigil_wire_fault_set (fault, VIGIL_COUNTER_MISSING, "family");
  if (*stay->birth != '\0' && !vigil_date_is_valid (stay->birth))
    vigil_wire_fault_set (fault, VIGIL_COUNTER_RANGE, "birth");
}

static void
decode_fields (VigilWireFault *fault, JsonObject *root, VigilChange *change)
{
  VigilStay *stay = &change->stay;
  vigil_wire_get_name (fault, root, "id", VIGIL_WIRE_UUID, change->id, sizeof change->id);
  vigil_wire_get_name (fault, root, "encounter", VIGIL_WIRE_UUID, stay->encounter,
                       sizeof stay->encounter);
  change->word = (VigilChangeWord) vigil_wire_get_word (fault, root, "action", CHANGE_WORDS);
  vigil_wire_get_name_or_empty (fault, root, "bed", VIGIL_WIRE_ID, change->bed, sizeof change->bed);
  vigil_wire_get_name (fault, root, "station", VIGIL_WIRE_ID, change->station,
                       sizeof change->station);
  change->t_ms = vigil_wire_get_int (fault, root, "t", 1, VIGIL_WIRE_INT_MAX);
  decode_patient (fault, root, stay);
  if (fault->is_bad)
    return;
  if (change->id[14] != '7')
    vigil_wire_fault_set (fault, VIGIL_COUNTER_RANGE, "id");
  if (change->word != VIGIL_CHANGE_DISCHARGE && *change->bed == '\0')
    vigil_wire_fault_set (fault, VIGIL_COUNTER_MISSING, "bed");
  if (change->word == VIGIL_CHANGE_ADMIT && *stay->family == '\0')
    vigil_wire_fault_set (fault, VIGIL_COUNTER_MISSING, "patient");
  if (change->word == VIGIL_CHANGE_ADMIT)
    stay->since_ms = change->t_ms;
}

gboolean
vigil_change_decode (GBytes *body, VigilChange *change, const char **reason, const char **field)
{
  gsize size = 0;
  VigilWireFault fault = { 0 };
  const guint8 *bytes = g_bytes_get_data (body, &size);
  g_autoptr (JsonNode) root = vigil_wire_parse (&fault, bytes, size);
  *change = (VigilChange){ 0 };
  if (root != NULL)
    decode_fields (&fault, json_node_get_object (root), change);
  *reason = fault.is_bad ? vigil_counter_get_name (fault.reason) : NULL;
  *field = fault.is_bad && fault.field != NULL ? fault.field : "body";
  return !fault.is_bad;
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
  vigil_database_bind (statement, 5, CHANGE_WORDS[change->word]);
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
  while (strcmp (CHANGE_WORDS[change->word], word) != 0 && change->word < VIGIL_CHANGE_DISCHARGE)
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
