/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-wire-json.h"

#include "vigil-wire-gate.h"
#include "vigil-wire.h"

#include <math.h>
#include <string.h>

void
vigil_wire_fault_set (VigilWireFault *fault, VigilCounter reason, const char *field)
{
  if (fault->is_bad)
    return;
  *fault = (VigilWireFault){ TRUE, reason, field };
}

JsonNode *
vigil_wire_parse (VigilWireFault *fault, const guint8 *payload, gsize length)
{
  VigilCounter reason;
  if (!vigil_wire_gate (payload, length, VIGIL_WIRE_VALUES_MAX, &reason)) {
    vigil_wire_fault_set (fault, reason, "payload");
    return NULL;
  }
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonNode *root = NULL;
  if (json_parser_load_from_data (parser, (const char *) payload, (gssize) length, NULL))
    root = json_parser_steal_root (parser);
  if (root != NULL && JSON_NODE_HOLDS_OBJECT (root))
    return root;
  vigil_wire_fault_set (fault, VIGIL_COUNTER_MALFORMED, "payload");
  g_clear_pointer (&root, json_node_unref);
  return NULL;
}

JsonNode *
vigil_wire_find (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);
  return node != NULL && !JSON_NODE_HOLDS_NULL (node) ? node : NULL;
}

static JsonNode *
need (VigilWireFault *fault, JsonObject *object, const char *name)
{
  JsonNode *node = vigil_wire_find (object, name);
  if (node == NULL)
    vigil_wire_fault_set (fault, VIGIL_COUNTER_MISSING, name);
  return node;
}

/* NAN after a fault. */
static double
number_of (VigilWireFault *fault, JsonNode *node, const char *name)
{
  GType type = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_INVALID;
  if (type != G_TYPE_INT64 && type != G_TYPE_DOUBLE) {
    vigil_wire_fault_set (fault, VIGIL_COUNTER_TYPE, name);
    return NAN;
  }
  double value = json_node_get_double (node);
  if (isfinite (value))
    return value;
  vigil_wire_fault_set (fault, VIGIL_COUNTER_NOT_FINITE, name);
  return NAN;
}

static double
bounded (VigilWireFault *fault, JsonNode *node, const char *name, double lo, double hi)
{
  double value = number_of (fault, node, name);
  if (value < lo || value > hi)
    vigil_wire_fault_set (fault, VIGIL_COUNTER_RANGE, name);
  return value;
}

/* Every integer below 2^53 is exact in a double, so one path serves 12, 12.0 and 1.2e1. */
static gint64
integer (VigilWireFault *fault, JsonNode *node, const char *name, gint64 lo, gint64 hi)
{
  double value = number_of (fault, node, name);
  if (isnan (value))
    return 0;
  if (value != floor (value))
    vigil_wire_fault_set (fault, VIGIL_COUNTER_TYPE, name);
  else if (value >= (double) lo && value <= (double) hi)
    return (gint64) value;
  vigil_wire_fault_set (fault, VIGIL_COUNTER_RANGE, name);
  return 0;
}

gint64
vigil_wire_get_int (
    VigilWireFault *fault, JsonObject *object, const char *name, gint64 lo, gint64 hi)
{
  JsonNode *node = need (fault, object, name);
  return node != NULL ? integer (fault, node, name, lo, hi) : 0;
}

gint64
vigil_wire_get_int_or (VigilWireFault *fault,
                       JsonObject *object,
                       const char *name,
                       gint64 lo,
                       gint64 hi,
                       gint64 fallback)
{
  JsonNode *node = vigil_wire_find (object, name);
  return node != NULL ? integer (fault, node, name, lo, hi) : fallback;
}

gint64
vigil_wire_get_time (VigilWireFault *fault, JsonObject *object, const char *name)
{
  return vigil_wire_get_int_or (fault, object, name, 1, VIGIL_WIRE_INT_MAX, 0);
}

double
vigil_wire_get_number (
    VigilWireFault *fault, JsonObject *object, const char *name, double lo, double hi)
{
  JsonNode *node = need (fault, object, name);
  return node != NULL ? bounded (fault, node, name, lo, hi) : NAN;
}

double
vigil_wire_get_number_or (VigilWireFault *fault,
                          JsonObject *object,
                          const char *name,
                          double lo,
                          double hi,
                          double fallback)
{
  JsonNode *node = vigil_wire_find (object, name);
  return node != NULL ? bounded (fault, node, name, lo, hi) : fallback;
}

gboolean
vigil_wire_get_boolean_or (VigilWireFault *fault,
                           JsonObject *object,
                           const char *name,
                           gboolean fallback)
{
  JsonNode *node = vigil_wire_find (object, name);
  if (node == NULL)
    return fallback;
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    return json_node_get_boolean (node);
  vigil_wire_fault_set (fault, VIGIL_COUNTER_TYPE, name);
  return fallback;
}

JsonObject *
vigil_wire_get_object (VigilWireFault *fault, JsonObject *object, const char *name)
{
  JsonNode *node = need (fault, object, name);
  if (node == NULL)
    return NULL;
  if (JSON_NODE_HOLDS_OBJECT (node))
    return json_node_get_object (node);
  vigil_wire_fault_set (fault, VIGIL_COUNTER_TYPE, name);
  return NULL;
}

JsonArray *
vigil_wire_get_array (VigilWireFault *fault, JsonObject *object, const char *name)
{
  JsonNode *node = need (fault, object, name);
  if (node == NULL)
    return NULL;
  if (JSON_NODE_HOLDS_ARRAY (node))
    return json_node_get_array (node);
  vigil_wire_fault_set (fault, VIGIL_COUNTER_TYPE, name);
  return NULL;
}

JsonObject *
vigil_wire_array_object (VigilWireFault *fault, JsonArray *array, guint index, const char *name)
{
  JsonNode *node = json_array_get_element (array, index);
  if (JSON_NODE_HOLDS_OBJECT (node))
    return json_node_get_object (node);
  vigil_wire_fault_set (fault, VIGIL_COUNTER_TYPE, name);
  return NULL;
}

const char *
vigil_wire_get_string_or_null (VigilWireFault *fault, JsonObject *object, const char *name)
{
  JsonNode *node = vigil_wire_find (object, name);
  if (node == NULL)
    return NULL;
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    return json_node_get_string (node);
  vigil_wire_fault_set (fault, VIGIL_COUNTER_TYPE, name);
  return NULL;
}

void
vigil_wire_get_text (
    VigilWireFault *fault, JsonObject *object, const char *name, char *out, gsize size)
{
  const char *text = vigil_wire_get_string_or_null (fault, object, name);
  if (text != NULL && !vigil_text_is_a_line (text)) {
    vigil_wire_fault_set (fault, VIGIL_COUNTER_WORD, name);
    text = NULL;
  }
  vigil_text_copy (out, size, text);
}

static gboolean
is_refid (const char *text)
{
  return text[strspn (text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_")]
         == '\0';
}

static gboolean
is_token (const char *text)
{
  while (g_ascii_isgraph (*text))
    text++;
  return *text == '\0';
}

gboolean
vigil_wire_name_is_valid (VigilWireName form, const char *text, gsize size)
{
  if (text[0] == '\0' || strlen (text) >= size)
    return FALSE;
  switch (form) {
  case VIGIL_WIRE_ID:
    return vigil_id_is_valid (text);
  case VIGIL_WIRE_REFID:
    return is_refid (text);
  case VIGIL_WIRE_TOKEN:
    return is_token (text);
  case VIGIL_WIRE_UUID:
    return vigil_uuid_is_valid (text);
  default:
    g_assert_not_reached ();
  }
}

void
vigil_wire_get_name_or_empty (VigilWireFault *fault,
                              JsonObject *object,
                              const char *name,
                              VigilWireName form,
                              char *out,
                              gsize size)
{
  const char *text = vigil_wire_get_string_or_null (fault, object, name);
  if (text != NULL && !vigil_wire_name_is_valid (form, text, size)) {
    vigil_wire_fault_set (fault, VIGIL_COUNTER_WORD, name);
    text = NULL;
  }
  vigil_text_copy (out, size, text);
}

void
vigil_wire_get_name (VigilWireFault *fault,
                     JsonObject *object,
                     const char *name,
                     VigilWireName form,
                     char *out,
                     gsize size)
{
  need (fault, object, name);
  vigil_wire_get_name_or_empty (fault, object, name, form, out, size);
}

guint
vigil_wire_get_word_or (VigilWireFault *fault,
                        JsonObject *object,
                        const char *name,
                        const char *const *words,
                        guint fallback)
{
  const char *text = vigil_wire_get_string_or_null (fault, object, name);
  if (text == NULL)
    return fallback;
  for (guint i = 0; words[i] != NULL; i++) {
    if (text[0] != '\0' && strcmp (words[i], text) == 0)
      return i;
  }
  vigil_wire_fault_set (fault, VIGIL_COUNTER_WORD, name);
  return fallback;
}

guint
vigil_wire_get_word (VigilWireFault *fault,
                     JsonObject *object,
                     const char *name,
                     const char *const *words)
{
  need (fault, object, name);
  return vigil_wire_get_word_or (fault, object, name, words, 0);
}
