/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What lies over one tile while something is wrong with its bed: the alarm line and the boxed
 * numbers in both flash phases, and the notice in the place of the waves. Each is drawn when it is
 * first shown and kept until what it says changes. Main thread. */

#include "vigil-plate.h"
#include "vigil-tile-paint.h"

G_BEGIN_DECLS

/* What all tiles of a wall are drawn with. Where the wall is read from the right, the painters draw
 * the layout that is read from the left, and all but letters (vigil-lettering) is turned over. */
typedef struct {
  VigilLayout layout; /* as it is seen */
  VigilLayout plain; /* read from the left */
  VigilTilePaint paint; /* of the plain one */
  int scale;
  VigilNodeKind kind;
} VigilTileRig;

/* Before a painter draws into a picture of the wall as it is seen. */
void vigil_tile_rig_turn (const VigilTileRig *rig, cairo_t *cr);

typedef struct {
  GdkRectangle place; /* as it is seen */
  cairo_surface_t *picture; /* RGB24 at the rig's scale; NULL: to be drawn */
} VigilTilePlate;

typedef struct {
  VigilTilePlate band[2]; /* dim, lit */
  VigilTilePlate boxes[VIGIL_FACE_NUMBERS][2];
  VigilTilePlate notice;
} VigilTilePlates;

/* What lies over each other, from below. */
typedef enum {
  VIGIL_TILE_NOTICES,
  VIGIL_TILE_BOXES,
  VIGIL_TILE_LINES,
  VIGIL_TILE_LAYERS,
} VigilTileLayer;

void vigil_tile_plates_clear (VigilTilePlates *plates);
/* Drops what shows something else in @face than in @old; NULL: everything. Returns the layers, as
 * bits, in which something is or was shown that has changed. */
guint vigil_tile_plates_update (VigilTilePlates *plates,
                                const VigilTileRig *rig,
                                const VigilBedFace *old,
                                const VigilBedFace *face);
typedef void (*VigilTilePlateFunc) (const VigilTilePlate *plate, gpointer data);
/* Calls @func with each plate that is shown of @bed in @layer now; @is_lit by priority. */
void vigil_tile_plates_each (VigilTilePlates *plates,
                             const VigilTileRig *rig,
                             VigilTileLayer layer,
                             guint bed,
                             const VigilBedFace *face,
                             const gboolean is_lit[VIGIL_PRIORITY_HIGH + 1],
                             VigilTilePlateFunc func,
                             gpointer data);

G_END_DECLS
