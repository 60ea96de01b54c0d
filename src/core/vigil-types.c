/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-types.h"

#include <string.h>

static const char *const PRIORITY_WORDS[] = { "none", "low", "medium", "high" };

gboolean
vigil_id_is_valid (const char *id)
{
  if (id == NULL)
    return FALSE;
  gsize length = strspn (id, "abcdefghijklmnopqrstuvwxyz0123456789-");
  return length >= 1 && length <= VIGIL_ID_MAX && id[length] == '\0';
}

gboolean
vigil_char_is_of_a_line (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);
  gboolean is_turn = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
  return !is_turn && type != G_UNICODE_CONTROL && type != G_UNICODE_LINE_SEPARATOR
         && type != G_UNICODE_PARAGRAPH_SEPARATOR;
}

gboolean
vigil_text_is_a_line (const char *text)
{
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    if (!vigil_char_is_of_a_line (g_utf8_get_char (at)))
      return FALSE;
  return TRUE;
}

void
vigil_text_copy (char *out, gsize size, const char *text)
{
  g_assert (size > 0);
  gsize length = text != NULL ? strlen (text) : 0;
  if (length >= size) {
    length = size - 1;
    while (length > 0 && (text[length] & 0xC0) == 0x80)
      length--;
  }
  for (gsize i = 0; i < length; i++)
    out[i] = text[i];
  out[length] = '\0';
}

void
vigil_text_copy_line (char *out, gsize size, const char *text)
{
  if (text == NULL || vigil_text_is_a_line (text)) {
    vigil_text_copy (out, size, text);
    return;
  }
  g_autoptr (GString) line = g_string_sized_new (strlen (text));
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at)) {
    gunichar c = g_utf8_get_char (at);
    g_string_append_unichar (line, vigil_char_is_of_a_line (c) ? c : ' ');
  }
  vigil_text_copy (out, size, g_strstrip (line->str));
}

const char *
vigil_priority_to_string (VigilPriority priority)
{
  g_assert (priority <= VIGIL_PRIORITY_HIGH);
  return PRIORITY_WORDS[priority];
}

gboolean
vigil_priority_from_string (const char *text, VigilPriority *priority)
{
  for (guint i = VIGIL_PRIORITY_LOW; i < G_N_ELEMENTS (PRIORITY_WORDS); i++) {
    if (g_strcmp0 (text, PRIORITY_WORDS[i]) == 0) {
      *priority = (VigilPriority) i;
      return TRUE;
    }
  }
  return FALSE;
}
