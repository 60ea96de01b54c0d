/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the ward server's answers say. They come from the network: bounds, depth and types are
 * checked. Pure; any thread. */

#include <glib.h>

G_BEGIN_DECLS

#define VIGIL_CURSOR_MAX 64

/* TRUE if the receipt @body names @id. */
gboolean vigil_answer_echoes (GBytes *body, const char *id);
/* "422 asof: missing" of an error's body, or the bare status; owned by the caller. */
char *vigil_answer_describe (guint status, GBytes *body) G_GNUC_WARN_UNUSED_RESULT;
/* The clock of a health answer. */
gboolean vigil_answer_get_time (GBytes *body, gint64 *wall_ms);
/* One page of acknowledgements. @next is owned by the caller. */
gboolean vigil_answer_get_page (GBytes *body, guint *n_rows, char **next, gboolean *has_more);
/* TRUE if @body is one object in UTF-8 and not nested so deep that a parser could suffer: for
 * answers longer than the wire's 64 KiB, whose values are the receiver's to check. */
gboolean vigil_answer_is_safe (GBytes *body);

G_END_DECLS
