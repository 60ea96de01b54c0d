/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The waves of the whole wall: one synchronised sweep on the ward's clock. Each step draws only the
 * columns that the sweep passed since the last one and clears the erase bar before it; a bed whose
 * data are late is held back and caught up, never drawn past its newest sample, and a gap stays a
 * gap. Draws into strips; reads beds through a VigilWallSource. Nothing is allocated per step. Main
 * thread. */

#include "vigil-layout.h"
#include "vigil-pace.h"
#include "vigil-palette.h"
#include "vigil-strips.h"
#include "vigil-wall-source.h"

G_BEGIN_DECLS

typedef struct _VigilWavePainter VigilWavePainter;

/* What stands in the gutter beside a lane. */
typedef struct {
  char label[24]; /* "II", "Pleth", "" = no wave there */
  char scale[24]; /* "5 mm/mV", "0–160", "" = by its own range */
  char missing[24]; /* "V5": chosen for this lane, and the bed does not send it; "" = none */
  VigilColour colour;
  double mark; /* height of the 1 mV mark in logical pixels; 0 = none */
  double zero; /* where its foot is, from the lane's top */
} VigilLaneInfo;

/* @source, @layout and @palette are lent and must outlive the painter. @scale: device per logical
 * pixel. */
VigilWavePainter *vigil_wave_painter_new (const VigilWallSource *source,
                                          const VigilLayout *layout,
                                          const VigilPalette *palette,
                                          int scale,
                                          VigilNodeKind kind) G_GNUC_WARN_UNUSED_RESULT;
void vigil_wave_painter_free (VigilWavePainter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigilWavePainter, vigil_wave_painter_free)

/* Sweeps the grid columns @columns (VIGIL_PACE_ALL, or a half) on to @mono_us; the others stay and
 * catch up when it is their turn. TRUE if anything was drawn. */
gboolean vigil_wave_painter_advance (VigilWavePainter *self, gint64 mono_us, guint columns);
/* TRUE: what was swept since the last snapshot is more than one rectangle in some grid column, as
 * where the bar goes back to the left before the sweep does. */
gboolean vigil_wave_painter_is_split (const VigilWavePainter *self);
/* vigil_strips_record() and vigil_strips_snapshot() of all of them. */
void vigil_wave_painter_record (VigilWavePainter *self, cairo_t *cr);
void vigil_wave_painter_snapshot (VigilWavePainter *self, GtkSnapshot *snapshot);

/* What the strips of a grid column cover of the wall; FALSE: there are none. */
gboolean vigil_wave_painter_get_place (VigilWavePainter *self, guint column, GdkRectangle *place);

/* The ground of @bed between and behind its lanes, RGB24, as wide as the waves and as high as the
 * tile, in device pixels; what was swept is drawn again on it. */
void vigil_wave_painter_set_ground (VigilWavePainter *self, guint bed, cairo_surface_t *surface);
/* Puts what of @picture lies on the waves of @bed over its ground, clear of the lanes that are
 * swept: vigil_strips_put(). */
void vigil_wave_painter_put (VigilWavePainter *self,
                             guint bed,
                             const GdkRectangle *place,
                             cairo_surface_t *picture);
/* Calm traces are drawn at 85 %, those of a bed in alarm in full; from the next column on. */
void vigil_wave_painter_set_calm (VigilWavePainter *self, guint bed, gboolean is_calm);
/* Without waves (no data, empty) the ground alone is shown. */
void vigil_wave_painter_set_shown (VigilWavePainter *self, guint bed, gboolean is_shown);

/* What the gutter must say now. A number that changes with it. */
void vigil_wave_painter_get_lane_info (VigilWavePainter *self,
                                       guint bed,
                                       guint lane,
                                       VigilLaneInfo *info);
guint vigil_wave_painter_get_info_serial (VigilWavePainter *self, guint bed);

/* Wave columns drawn so far, of all lanes; for tests and measurements. */
guint64 vigil_wave_painter_get_n_columns (VigilWavePainter *self);
/* Beds of which a column with a sample has been drawn. */
guint vigil_wave_painter_get_n_live (VigilWavePainter *self);
/* The device time at which @column of the sweep begins: the end of the one before it, but for 0.5 %
 * of a column. After the first step, for columns of the last sweep. */
double vigil_wave_painter_get_device_us (VigilWavePainter *self, guint bed, gint64 column);
/* The newest column of the sweep, after the first step; a few columns behind the clock. */
gint64 vigil_wave_painter_get_cursor (VigilWavePainter *self, guint bed);
/* The last column up to which a lane is drawn: the sweep's own, unless its data are late. */
gint64 vigil_wave_painter_get_end (VigilWavePainter *self, guint bed, guint lane);
/* Device pixels that the sweep passes per second. */
double vigil_wave_painter_get_speed (VigilWavePainter *self);

G_END_DECLS
