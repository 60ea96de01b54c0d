/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Where everything on the wall is: tiles by number of beds (ux.md, "The wall"), and the parts of
 * each tile. Measures are ux.md's for 1920×1080 on 24 inches, times @unit. Logical pixels of the
 * wall; a pure function of the request. Any thread. */

#include <gdk/gdk.h>

G_BEGIN_DECLS

#define VIGIL_LAYOUT_BEDS_MAX 64
#define VIGIL_LAYOUT_LANES_MAX 4
#define VIGIL_LAYOUT_TILE_HEIGHT 111 /* of any tile at unit 1 */

typedef enum {
  VIGIL_TILE_WIDE, /* identity, waves, numbers side by side */
  VIGIL_TILE_COMPACT, /* a top row, below it one wave and numbers */
  VIGIL_TILE_NUMBERS, /* no waves; the whole tile is one target */
} VigilTileKind;

/* What the caller wants; AUTO is the rule of ux.md. */
typedef enum {
  VIGIL_LAYOUT_AUTO,
  VIGIL_LAYOUT_NUMBERS, /* numbers only, by hand */
  VIGIL_LAYOUT_WAVES, /* waves at any number of beds */
} VigilLayoutMode;

typedef struct {
  guint n_beds; /* 0 to 64 */
  int width, height;
  double px_per_mm; /* logical */
  gboolean is_mm_assumed; /* the monitor does not tell its size */
  double magnification; /* vigil_units_get_magnification(); 0: 1 */
  VigilLayoutMode mode;
  guint n_lanes; /* 0: as many as fit well */
  double speed_mm_s; /* of the sweep; 0: the fastest that shows enough of a rhythm */
  guint n_leads_most; /* that any of the beds has: no more lanes than that; 0: not known */
  /* Bits by bed: a sector, or beds of none behind one, begin here; 0 = none. */
  guint64 sector_starts;
  gboolean is_rtl; /* the wall is read from the right; waves sweep to the right all the same */
} VigilLayoutRequest;

typedef struct {
  /* Above the tile: the name of the sector that begins, or goes on in another grid column. Empty:
   * none, or no height to spare for it. */
  GdkRectangle heading;
  GdkRectangle tile;
  GdkRectangle identity; /* label, name, nurse */
  GdkRectangle top; /* the alarm band, or the grey line */
  GdkRectangle gutter; /* 1 mV mark and lead names; empty without waves */
  GdkRectangle waves; /* all lanes, below the top row; empty without waves */
  GdkRectangle panel; /* numbers */
  GdkRectangle silence; /* the second target; empty in numbers-only tiles */
  GdkRectangle lanes[VIGIL_LAYOUT_LANES_MAX];
} VigilTileLayout;

typedef struct {
  VigilTileKind kind;
  gboolean is_tall; /* WIDE, and high enough for numbers one below the other, larger */
  int width; /* of the wall */
  gboolean is_rtl;
  guint n_beds, n_columns, n_rows, n_lanes;
  double unit; /* 1 = ux.md's sizes */
  double px_per_mm;
  gboolean is_mm_assumed;
  double magnification; /* of what is of one physical size: lines, targets, gaps between tiles */
  double speed_mm_s; /* 25, 12.5 or 6.25 */
  VigilTileLayout tiles[VIGIL_LAYOUT_BEDS_MAX];
} VigilLayout;

void vigil_layout_compute (VigilLayout *layout, const VigilLayoutRequest *request);

/* @place as seen in a mirror of the wall's width: between a layout and that of the other direction
 * of reading. */
static inline GdkRectangle
vigil_layout_mirror (const VigilLayout *layout, GdkRectangle place)
{
  place.x = layout->width - place.x - place.width;
  return place;
}

/* Beds run down the columns: the grid column and row of @bed. */
static inline guint
vigil_layout_get_column (const VigilLayout *layout, guint bed)
{
  return bed / layout->n_rows;
}

/* From the top of the wall to the lower edge of the lowest tile, logical pixels; 0: no beds. */
int vigil_layout_get_height (const VigilLayout *layout);

/* @measure of ux.md in logical pixels. */
static inline double
vigil_layout_scale (const VigilLayout *layout, double measure)
{
  return layout->unit * measure;
}

G_END_DECLS
