/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-answer.h"

#include <string.h>

#include "vigil-wire-json.h"
#include "vigil-wire.h"

#define WORD_SIZE 48

static JsonNode *
parse (GBytes *body, VigilWireFault *fault)
{
  gsize size = 0;
  const guint8 *bytes = g_bytes_get_data (body, &size);
  return vigil_wire_parse (fault, bytes, size);
}

gboolean
vigil_answer_echoes (GBytes *body, const char *id)
{
  VigilWireFault fault = { 0 };
  g_autoptr (JsonNode) root = parse (body, &fault);
  if (root == NULL)
    return FALSE;
  const char *echo = vigil_wire_get_string_or_null (&fault, json_node_get_object (root), "id");
  return !fault.is_bad && g_strcmp0 (echo, id) == 0;
}

char *
vigil_answer_describe (guint status, GBytes *body)
{
  char field[WORD_SIZE] = "", reason[WORD_SIZE] = "";
  VigilWireFault fault = { 0 };
  g_autoptr (JsonNode) root = parse (body, &fault);
  if (root != NULL) {
    JsonObject *object = json_node_get_object (root);
    vigil_wire_get_text (&fault, object, "field", field, sizeof field);
    vigil_wire_get_text (&fault, object, "reason", reason, sizeof reason);
  }
  if (fault.is_bad || *reason == '\0')
    return g_strdup_printf ("%u", status);
  return g_strdup_printf ("%u %s: %s", status, field, reason);
}

gboolean
vigil_answer_get_time (GBytes *body, gint64 *wall_ms)
{
  VigilWireFault fault = { 0 };
  g_autoptr (JsonNode) root = parse (body, &fault);
  if (root == NULL)
    return FALSE;
  *wall_ms = vigil_wire_get_int (&fault, json_node_get_object (root), "t", 1, VIGIL_WIRE_INT_MAX);
  return !fault.is_bad;
}

gboolean
vigil_answer_get_page (GBytes *body, guint *n_rows, char **next, gboolean *has_more)
{
  VigilWireFault fault = { 0 };
  char cursor[VIGIL_CURSOR_MAX] = "";
  g_autoptr (JsonNode) root = parse (body, &fault);
  if (root == NULL)
    return FALSE;
  JsonObject *object = json_node_get_object (root);
  JsonArray *rows = vigil_wire_get_array (&fault, object, "acknowledgements");
  vigil_wire_get_name (&fault, object, "next", VIGIL_WIRE_TOKEN, cursor, sizeof cursor);
  *has_more = vigil_wire_get_boolean_or (&fault, object, "more", FALSE);
  if (fault.is_bad)
    return FALSE;
  *n_rows = json_array_get_length (rows);
  *next = g_strdup (cursor);
  return TRUE;
}

gboolean
vigil_answer_is_safe (GBytes *body)
{
  gsize size = 0;
  guint depth = 0;
  gboolean is_in_string = FALSE;
  const char *text = g_bytes_get_data (body, &size);
  if (size == 0 || text[0] != '{' || !g_utf8_validate_len (text, size, NULL))
    return FALSE;
  for (gsize i = 0; i < size; i++) {
    if (is_in_string) {
      if (text[i] == '\\')
        i++;
      else if (text[i] == '"')
        is_in_string = FALSE;
    } else if (text[i] == '"')
      is_in_string = TRUE;
    else if ((text[i] == '{' || text[i] == '[') && ++depth > VIGIL_WIRE_DEPTH_MAX)
      return FALSE;
    else if ((text[i] == '}' || text[i] == ']') && depth-- == 0)
      return FALSE;
  }
  return depth == 0 && !is_in_string;
}
