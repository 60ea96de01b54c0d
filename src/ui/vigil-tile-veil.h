/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What dims a bed that is not hers who looks. A zeroed struct is empty. Main thread. */

#include <gtk/gtk.h>

#include "vigil-layout.h"
#include "vigil-palette.h"

G_BEGIN_DECLS

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
