/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A cursor over JSON text that the gate has let through: what it finds is what the grammar allows
 * there, so it checks bounds and nothing else. It copies nothing and allocates nothing. For the
 * samples of waves, for which a tree of nodes would cost ten times as much. */

#include <glib.h>

G_BEGIN_DECLS

/* A piece of the text: a value, or a key without its quotes. NULL text: absent. */
typedef struct {
  const char *text;
  gsize length;
} VigilWireSpan;

typedef struct {
  const char *at, *end;
} VigilWireCursor;

/* The next character that is no space, without taking it; NUL at the end. */
char vigil_wire_cursor_peek (VigilWireCursor *cursor);
/* Takes one value, whatever it is. */
VigilWireSpan vigil_wire_cursor_take (VigilWireCursor *cursor);
/* Takes the number that the cursor is before; an exponent out of range gives an infinity. */
double vigil_wire_cursor_take_number (VigilWireCursor *cursor);
/* Into a container, past its bracket. */
void vigil_wire_cursor_enter (VigilWireCursor *cursor);
/* To the next element of the container that was entered; past its end, and FALSE, after the last.
 */
gboolean vigil_wire_cursor_next (VigilWireCursor *cursor);
/* The same for an object; the cursor is left before the value. */
gboolean vigil_wire_cursor_next_member (VigilWireCursor *cursor, VigilWireSpan *key);

G_END_DECLS
