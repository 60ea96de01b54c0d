/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What tells GTK that pixels have changed under a node that stays: a node that draws nothing, and
 * is another one each time. It is kept, because one that goes is a change, too. A zeroed struct is
 * none. Main thread. */

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct {
  GskRenderNode *node;
  guint n; /* stamped so far */
} VigilStamp;

void vigil_stamp_clear (VigilStamp *stamp);
/* @place has changed, and what was stamped before; empty: there is nothing any more. */
void vigil_stamp_set (VigilStamp *stamp, const GdkRectangle *place);
void vigil_stamp_snapshot (const VigilStamp *stamp, GtkSnapshot *snapshot);

G_END_DECLS
