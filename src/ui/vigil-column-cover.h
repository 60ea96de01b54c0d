/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What lies over the tiles of one grid column, as one node each: what flashes, and what dims. The
 * cairo renderer walks all nodes in every frame, and damage of many small rectangles beside the
 * full-height strips of the waves falls apart into more than the 30 up to which GTK compares: then
 * the whole window is redrawn, at every flash and every ticking second. Zeroed structs are empty.
 * Main thread. */

#include <gtk/gtk.h>

#include "vigil-layout.h"
#include "vigil-palette.h"

G_BEGIN_DECLS

typedef struct {
  GskRenderNode *node; /* NULL: nothing is over the column */
  GPtrArray *parts; /* lent; the node keeps them alive */
  gboolean is_grown;
} VigilColumnCover;

void vigil_column_cover_clear (VigilColumnCover *cover);
/* Appends @parts, lent nodes, to @snapshot: the node of before if they are those of before. */
void vigil_column_cover_snapshot (VigilColumnCover *cover, GPtrArray *parts, GtkSnapshot *snapshot);

typedef struct {
  GskRenderNode *node; /* NULL: none is dimmed */
  guint64 beds;
} VigilColumnVeil;

void vigil_column_veil_clear (VigilColumnVeil *veil);
/* Lays a half-clear veil over @beds (bits); nothing is painted anew for it. */
void vigil_column_veil_snapshot (VigilColumnVeil *veil,
                                 const VigilLayout *layout,
                                 const VigilPalette *palette,
                                 guint64 beds,
                                 GtkSnapshot *snapshot);

G_END_DECLS
