/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A change of an encounter, as PUT /v1/encounters/{encounter} carries it (openapi.yaml,
 * EncounterChange). */

#include "vigil-encounter.h"
#include "vigil-wire-private.h"
#include "vigil-wire-writer.h"

static const char *const CHANGE_WORDS[] = { "admit", "transfer", "discharge", NULL };
static const char *const CLASS_WORDS[] = { "unknown", "adult", "paediatric", "neonatal", NULL };

/* A bed whose name is nothing but spaces looks like a bed without one. */
static gboolean
is_blank (const char *text)
{
  while (g_unichar_isspace (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  return *text == '\0';
}

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
  if (is_blank (stay->family))
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
  vigil_wire_get_text (fault, root, "by", change->by, sizeof change->by);
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
vigil_wire_decode_change (const guint8 *payload,
                          gsize length,
                          VigilChange *change,
                          VigilCounter *reason,
                          const char **field)
{
  VigilWireFault fault = { 0 };
  g_autoptr (JsonNode) root = vigil_wire_parse (&fault, payload, length);
  *change = (VigilChange){ 0 };
  if (root != NULL)
    decode_fields (&fault, json_node_get_object (root), change);
  if (!fault.is_bad)
    return TRUE;
  *change = (VigilChange){ 0 };
  *reason = fault.reason;
  *field = fault.field != NULL ? fault.field : "body";
  return FALSE;
}

char *
vigil_wire_encode_change (const VigilChange *change)
{
  const VigilStay *stay = &change->stay;
  const char *patient_class = vigil_patient_class_to_string (stay->patient_class);
  VigilWireWriter writer;
  vigil_wire_writer_init (&writer, NULL);
  vigil_wire_write_string (&writer, "id", change->id);
  vigil_wire_write_string (&writer, "encounter", stay->encounter);
  vigil_wire_write_string (&writer, "action", vigil_change_word_to_string (change->word));
  vigil_wire_write_string_or_null (&writer, "bed", change->bed);
  if (stay->family[0] != '\0') {
    vigil_wire_write_open (&writer, "patient", '{');
    vigil_wire_write_string (&writer, "family", stay->family);
    vigil_wire_write_string_or_null (&writer, "given", stay->given);
    vigil_wire_write_string_or_null (&writer, "birth", stay->birth);
    vigil_wire_write_string_or_null (&writer, "class", patient_class != NULL ? patient_class : "");
    vigil_wire_write_close (&writer, '}');
  } else {
    vigil_wire_write_string_or_null (&writer, "patient", "");
  }
  vigil_wire_write_string (&writer, "station", change->station);
  vigil_wire_write_string_or_null (&writer, "by", change->by);
  vigil_wire_write_int (&writer, "t", change->t_ms);
  return vigil_wire_writer_finish (&writer);
}
