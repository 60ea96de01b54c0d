/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the painters of a tile share: where things are, how letters and colours look. All draw in
 * logical wall coordinates. Lent values; main thread. */

#include "vigil-bed-face.h"
#include "vigil-layout.h"
#include "vigil-lettering.h"
#include "vigil-palette.h"
#include "vigil-wave-painter.h"

G_BEGIN_DECLS

typedef struct {
  const VigilLayout *layout;
  const VigilPalette *palette;
  VigilLettering *lettering;
} VigilTilePaint;

static inline double
vigil_tile_paint_scale (const VigilTilePaint *paint, double measure)
{
  return vigil_layout_scale (paint->layout, measure);
}

static inline VigilColour
vigil_tile_paint_colour (const VigilTilePaint *paint, VigilColourName name)
{
  return vigil_palette_get (paint->palette, name);
}

/* --- ground: vigil-ground-painter.c --- */

/* Fill, hatch, frame and, where the top row has no band, its grey line and the scale of the waves.
 * @infos: one per lane. */
void vigil_ground_painter_draw (const VigilTilePaint *paint,
                                cairo_t *cr,
                                guint bed,
                                const VigilBedFace *face,
                                const VigilLaneInfo *infos);
/* The frame of a tile with an alarm: thick in its colour, thin when silenced, latched or low. */
void vigil_ground_painter_draw_frame (const VigilTilePaint *paint,
                                      cairo_t *cr,
                                      guint bed,
                                      const VigilBedFace *face);
/* "DEMO" in a tile without waves, while no alarm stands on it: at the end of its second row;
 * returns where it begins. */
double vigil_ground_painter_draw_badge (const VigilTilePaint *paint,
                                        cairo_t *cr,
                                        guint bed,
                                        VigilColour colour);
/* Lead names and the 1 mV mark. */
void vigil_ground_painter_draw_gutter (const VigilTilePaint *paint,
                                       cairo_t *cr,
                                       guint bed,
                                       const VigilLaneInfo *infos);

/* --- numbers: vigil-number-painter.c --- */

/* Label, name, tags. */
void vigil_number_painter_draw_identity (const VigilTilePaint *paint,
                                         cairo_t *cr,
                                         guint bed,
                                         const VigilBedFace *face);
/* FALSE: the silence target of a compact tile lies over the name's place. */
gboolean
vigil_number_painter_has_name (const VigilTilePaint *paint, guint bed, const VigilBedFace *face);
/* All numbers but those in a flashing box. */
void vigil_number_painter_draw_panel (const VigilTilePaint *paint,
                                      cairo_t *cr,
                                      guint bed,
                                      const VigilBedFace *face);
/* Heights of capitals and digits, in px. */
typedef struct {
  double number, name, limits; /* 0: it is not there */
} VigilNumberCaps;

VigilNumberCaps vigil_number_painter_get_caps (const VigilTilePaint *paint, VigilFacePlace place);
/* Where the box of a number in alarm is. */
void vigil_number_painter_get_box (const VigilTilePaint *paint,
                                   guint bed,
                                   const VigilBedFace *face,
                                   VigilFacePlace place,
                                   GdkRectangle *box);
/* The box with its number in one flash phase. */
void vigil_number_painter_draw_box (const VigilTilePaint *paint,
                                    cairo_t *cr,
                                    guint bed,
                                    const VigilBedFace *face,
                                    VigilFacePlace place,
                                    gboolean is_lit);

/* --- alarm line: vigil-band-painter.c --- */

/* Where the alarm line is: in a compact tile with something to silence from edge to edge, with the
 * bed's label in it, because the silence target takes the place below. */
void vigil_band_painter_get_place (const VigilTilePaint *paint,
                                   guint bed,
                                   const VigilBedFace *face,
                                   GdkRectangle *place);
void vigil_band_painter_draw (
    const VigilTilePaint *paint, cairo_t *cr, guint bed, const VigilBedFace *face, gboolean is_lit);
/* "NO DATA 2:26 · last 14:29" in the place of the waves, beside the silence target. */
void vigil_band_painter_get_notice (const VigilTilePaint *paint,
                                    guint bed,
                                    const VigilBedFace *face,
                                    GdkRectangle *place);
void vigil_band_painter_draw_notice (const VigilTilePaint *paint,
                                     cairo_t *cr,
                                     guint bed,
                                     const VigilBedFace *face);

G_END_DECLS
