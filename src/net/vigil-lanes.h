/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The rows that wait to be sent: one lane per bed, first in first out; lanes take turns and do not
 * wait for each other. No clock and no network: time is a parameter, CLOCK-independent µs of the
 * caller's monotonic choice. Any one thread. */

#include <glib.h>

G_BEGIN_DECLS

typedef struct _VigilLanes VigilLanes;

/* A row on its way; lent until it is settled, failed or the lanes are cleared. */
typedef struct {
  char *id;
  char *path; /* where it goes; NULL = where most go */
  GBytes *body;
} VigilLaneRow;

VigilLanes *vigil_lanes_new (void) G_GNUC_WARN_UNUSED_RESULT;
void vigil_lanes_free (VigilLanes *lanes);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigilLanes, vigil_lanes_free)

/* FALSE: @id is here already. @path: NULL allowed. */
gboolean vigil_lanes_put (
    VigilLanes *lanes, const char *bed, const char *id, const char *path, GBytes *body);
/* The head of the next lane that is due and has nothing on its way, which it then has. NULL: none.
 */
const VigilLaneRow *vigil_lanes_take (VigilLanes *lanes, gint64 now_us);
/* When take() will have something, by time alone; G_MAXINT64 = not by time. */
gint64 vigil_lanes_get_due_us (const VigilLanes *lanes);

/* The row is done with: the lane goes on with its next. */
void vigil_lanes_settle (VigilLanes *lanes, const char *id);
/* How often the head of the row's lane has failed so far. */
guint vigil_lanes_get_attempt (const VigilLanes *lanes, const char *id);
/* The row stays the head of its lane, not to be taken before @due_us. @is_unheard: there was no
 * answer at all, so that wake() may call it earlier. */
void vigil_lanes_fail (
    VigilLanes *lanes, const char *id, gint64 now_us, gint64 due_us, gboolean is_unheard);
/* The server can be heard again: lanes that were not heard are due @rest_us after their failure. */
void vigil_lanes_wake (VigilLanes *lanes, gint64 now_us, gint64 rest_us);
/* All lanes are due at @now_us: there is a new token. */
void vigil_lanes_wake_all (VigilLanes *lanes, gint64 now_us);
void vigil_lanes_clear (VigilLanes *lanes);
guint vigil_lanes_get_n_rows (const VigilLanes *lanes);

G_END_DECLS
