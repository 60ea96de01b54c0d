/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What lies over a group of tiles, as one node each: what flashes, and what dims. The cairo
 * renderer walks all nodes in every frame, and GTK compares up to 30 rectangles of damage: with
 * more the whole window is redrawn. Zeroed structs are empty. Main thread. */

#include <gtk/gtk.h>

#include "vigil-layout.h"
#include "vigil-palette.h"

G_BEGIN_DECLS

typedef struct {
  GskRenderNode *node; /* NULL: nothing is over the tiles */
  GPtrArray *parts; /* lent; the node keeps them alive */
  gboolean is_grown;
} VigilTileCover;

void vigil_tile_cover_clear (VigilTileCover *cover);
/* Of @parts, lent nodes: the node of before if they are those of before. */
void vigil_tile_cover_update (VigilTileCover *cover, GPtrArray *parts);
void vigil_tile_cover_snapshot (const VigilTileCover *cover, GtkSnapshot *snapshot);

typedef struct {
  GskRenderNode *node; /* NULL: none is dimmed */
  guint64 beds;
} VigilTileVeil;

void vigil_tile_veil_clear (VigilTileVeil *veil);
/* Lays a half-clear veil over @beds (bits); nothing is painted anew for it. */
void vigil_tile_veil_snapshot (VigilTileVeil *veil,
                               const VigilLayout *layout,
                               const VigilPalette *palette,
                               guint64 beds,
                               GtkSnapshot *snapshot);

G_END_DECLS
