/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-wire-cursor.h"

#include "vigil-wire-gate.h"

#include <string.h>

static char
peek (const VigilWireCursor *cursor)
{
  return cursor->at < cursor->end ? *cursor->at : '\0';
}

static gboolean
is_digit (char c)
{
  return c >= '0' && c <= '9';
}

char
vigil_wire_cursor_peek (VigilWireCursor *cursor)
{
  while (peek (cursor) != '\0' && (guchar) peek (cursor) <= ' ')
    cursor->at++;
  return peek (cursor);
}

static void
skip_string (VigilWireCursor *cursor)
{
  for (cursor->at++; cursor->at < cursor->end && *cursor->at != '"'; cursor->at++) {
    if (*cursor->at == '\\')
      cursor->at++;
  }
  cursor->at++;
}

static void
skip_container (VigilWireCursor *cursor)
{
  guint depth = 0;
  do {
    char c = peek (cursor);
    if (c == '"') {
      skip_string (cursor);
      continue;
    }
    if (c == '{' || c == '[')
      depth++;
    else if (c == '}' || c == ']')
      depth--;
    cursor->at++;
  } while (depth > 0 && cursor->at < cursor->end);
}

static void
skip_bare (VigilWireCursor *cursor)
{
  while (g_ascii_isalnum (peek (cursor))
         || (peek (cursor) != '\0' && strchr ("+-.", peek (cursor))))
    cursor->at++;
}

VigilWireSpan
vigil_wire_cursor_take (VigilWireCursor *cursor)
{
  char c = vigil_wire_cursor_peek (cursor);
  const char *start = cursor->at;
  if (c == '"')
    skip_string (cursor);
  else if (c == '{' || c == '[')
    skip_container (cursor);
  else
    skip_bare (cursor);
  return (VigilWireSpan){ start, (gsize) (cursor->at - start) };
}

void
vigil_wire_cursor_enter (VigilWireCursor *cursor)
{
  vigil_wire_cursor_peek (cursor);
  cursor->at++;
}

gboolean
vigil_wire_cursor_next (VigilWireCursor *cursor)
{
  if (vigil_wire_cursor_peek (cursor) == ',')
    cursor->at++;
  char c = vigil_wire_cursor_peek (cursor);
  if (c != '}' && c != ']' && c != '\0')
    return TRUE;
  cursor->at++;
  return FALSE;
}

gboolean
vigil_wire_cursor_next_member (VigilWireCursor *cursor, VigilWireSpan *key)
{
  if (!vigil_wire_cursor_next (cursor))
    return FALSE;
  *key = vigil_wire_cursor_take (cursor);
  *key = (VigilWireSpan){ key->text + 1, key->length - 2 };
  vigil_wire_cursor_peek (cursor);
  cursor->at++; /* the colon */
  return TRUE;
}

/* The payload does not end in NUL, as g_ascii_strtod() needs it. */
static double
parse_slowly (VigilWireSpan value)
{
  char text[VIGIL_WIRE_NUMBER_MAX + 1] = { 0 };
  g_assert (value.length < sizeof text);
  for (gsize i = 0; i < value.length; i++)
    text[i] = value.text[i];
  return g_ascii_strtod (text, NULL);
}

/* A decimal of at most 15 digits is exact by one division of doubles; anything else takes the slow
 * way. */
double
vigil_wire_cursor_take_number (VigilWireCursor *cursor)
{
  static const double POWERS[] = { 1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                   1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15 };
  VigilWireCursor start = *cursor;
  const char *at = cursor->at;
  guint64 digits = 0;
  guint n_digits = 0;
  guint n_places = 0;
  gboolean is_negative = *at == '-';
  gboolean is_fraction = FALSE;
  for (at += is_negative ? 1 : 0; at < cursor->end && (is_digit (*at) || *at == '.'); at++) {
    if (*at == '.') {
      is_fraction = TRUE;
      continue;
    }
    digits = digits * 10 + (guint64) (*at - '0');
    n_places += is_fraction ? 1 : 0;
    n_digits++;
  }
  cursor->at = at;
  if (n_digits > 15 || peek (cursor) == 'e' || peek (cursor) == 'E') {
    *cursor = start;
    return parse_slowly (vigil_wire_cursor_take (cursor));
  }
  double magnitude = (double) digits / POWERS[n_places];
  return is_negative ? -magnitude : magnitude;
}
