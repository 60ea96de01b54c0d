/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-wave-painter.h"

#include <math.h>

#include "vigil-beat-marks.h"
#include "vigil-lane.h"

#define LINE_WIDTH 1.5 /* px (ux.md) */
/* Erase bar: 5 to 10 mm, or 0.2 s (standards.md §2). It is never narrower than this; its front goes
 * on by steps, so that most frames touch the columns under the sweep alone: by a strip, or by half
 * of one where that would make it too wide. */
#define BAR_MM 5
#define BAR_MOST_MM 10
#define HATCH_PERIOD 12
/* Which waves are wanted is asked for in every so manieth sweep. */
#define ASK_EVERY 32
/* How fast a column's shift follows the bed's, as the bed's own clock does (contract.md, "Clock").
 */
#define SLEW_SHARE 0.005

typedef struct {
  VigilLane lanes[VIGIL_LAYOUT_LANES_MAX];
  int y[VIGIL_LAYOUT_LANES_MAX]; /* device pixels, of the strips */
  gboolean is_calm;
  gboolean is_shown;
  gboolean is_live; /* a column with a sample has been drawn */
  gint64 *shifts; /* by place in the sweep; owned; NULL until the first step */
  guint epoch; /* of the bed's clock */
  guint n_sweeps;
  VigilBeatMarks marks;
  VigilPaceMarks paces;
} BedWaves;

struct _VigilWavePainter {
  const VigilWallSource *source;
  const VigilLayout *layout;
  const VigilPalette *palette;
  int scale;
  double px_per_s;
  int width; /* of a sweep, device pixels; the same for all beds */
  int bar, bar_step; /* device pixels */
  gboolean has_cursor;
  guint64 n_columns;
  guint n_live; /* beds */
  guint n_strips;
  VigilStrips *strips[VIGIL_LAYOUT_BEDS_MAX]; /* by grid column */
  gint64 cursors[VIGIL_LAYOUT_BEDS_MAX]; /* by grid column: the newest column swept */
  BedWaves beds[VIGIL_LAYOUT_BEDS_MAX];
};

/* In device pixels. */
static double
line_width (const VigilWavePainter *self)
{
  return LINE_WIDTH * self->layout->magnification * self->scale;
}

static void
init_bed (VigilWavePainter *self, guint bed)
{
  BedWaves *waves = &self->beds[bed];
  const VigilTileLayout *tile = &self->layout->tiles[bed];
  waves->is_calm = TRUE;
  waves->is_shown = TRUE;
  for (guint i = 0; i < self->layout->n_lanes; i++) {
    vigil_lane_init (&waves->lanes[i], tile->lanes[i].height * self->scale,
                     self->layout->px_per_mm * self->scale, self->px_per_s, line_width (self));
    waves->y[i] = tile->lanes[i].y * self->scale;
  }
}

VigilWavePainter *
vigil_wave_painter_new (const VigilWallSource *source,
                        const VigilLayout *layout,
                        const VigilPalette *palette,
                        int scale,
                        VigilNodeKind kind)
{
  VigilWavePainter *self = g_new0 (VigilWavePainter, 1);
  self->source = source;
  self->layout = layout;
  self->palette = palette;
  self->scale = scale;
  self->px_per_s = layout->speed_mm_s * layout->px_per_mm * scale;
  if (layout->n_beds == 0 || layout->n_lanes == 0)
    return self;
  self->width = layout->tiles[0].waves.width * scale;
  self->bar = MAX ((int) (BAR_MM * layout->px_per_mm * scale), 8);
  self->bar_step = VIGIL_STRIP_WIDTH * scale; /* the same picture in finer pixels */
  if (self->bar + self->bar_step > BAR_MOST_MM * layout->px_per_mm * scale)
    self->bar_step /= 2;
  if (self->width <= self->bar * 2) {
    self->width = 0;
    return self;
  }
  self->n_strips = (layout->n_beds + layout->n_rows - 1) / layout->n_rows;
  for (guint column = 0; column < self->n_strips; column++)
    self->strips[column] =
        vigil_strips_new (layout->tiles[column * layout->n_rows].waves.x, self->width,
                          vigil_layout_get_height (layout) * scale, scale, kind,
                          vigil_palette_get (palette, VIGIL_COLOUR_WALL));
  for (guint bed = 0; bed < layout->n_beds; bed++)
    init_bed (self, bed);
  return self;
}

void
vigil_wave_painter_free (VigilWavePainter *self)
{
  for (guint i = 0; i < self->n_strips; i++)
    vigil_strips_free (self->strips[i]);
  for (guint i = 0; i < G_N_ELEMENTS (self->beds); i++)
    g_free (self->beds[i].shifts);
  g_free (self);
}

static VigilStrips *
strips_of (VigilWavePainter *self, guint bed)
{
  return self->strips[vigil_layout_get_column (self->layout, bed)];
}

static gint64
cursor_of (const VigilWavePainter *self, guint bed)
{
  return self->cursors[vigil_layout_get_column (self->layout, bed)];
}

static int
place_of (const VigilWavePainter *self, gint64 column)
{
  return (int) (((column % self->width) + self->width) % self->width);
}

/* Where the bar's front is while the sweep is at @cursor: at the end of a step. */
static gint64
bar_front (const VigilWavePainter *self, gint64 cursor)
{
  gint64 front = cursor + self->bar;
  int place = place_of (self, front);
  return front + MIN (self->bar_step - 1 - place % self->bar_step, self->width - 1 - place);
}

static VigilColour
lane_colour (const VigilWavePainter *self, const BedWaves *waves, const VigilLane *lane)
{
  VigilColour colour = vigil_palette_wave (self->palette, lane->lead->kind, lane->lead->lead.refid);
  return waves->is_calm ? vigil_palette_calm (self->palette, colour) : colour;
}

static void
hatch_column (VigilWavePainter *self, const VigilRasterColumn *pixels, int x, int y)
{
  vigil_rasteriser_hatch (pixels, x, y, HATCH_PERIOD * self->scale,
                          vigil_palette_get (self->palette, VIGIL_COLOUR_HATCH));
}

/* A new epoch whose traces go on is a network that became slower or faster: what was swept is drawn
 * again where it now belongs, so that no time is seen twice or not at all. Where the traces begin
 * anew with it, the old picture stays until it is swept over, behind a gap. */
static void
redraw_history (VigilWavePainter *self, guint bed_index)
{
  BedWaves *waves = &self->beds[bed_index];
  for (guint i = 0; i < self->layout->n_lanes; i++) {
    VigilLane *lane = &waves->lanes[i];
    if (!lane->lead || lane->lead->trace.generation != lane->generation)
      continue;
    for (int x = 0; x < self->width; x++)
      vigil_strips_restore (strips_of (self, bed_index), x, waves->y[i], lane->height);
    lane->next = cursor_of (self, bed_index) - self->width;
  }
  waves->marks.next = 0;
  waves->paces.next = 0;
}

/* The bed's shift may step while the bed starves. A column keeps the shift it was swept with, for
 * all lanes and however late it is drawn, and shifts of neighbours differ by 0.5 % of a column:
 * else one stretch of time would be drawn twice, or left out. */
static void
note_shifts (VigilWavePainter *self, guint bed_index, gint64 first, gint64 last)
{
  BedWaves *waves = &self->beds[bed_index];
  const VigilBed *bed = self->source->get_bed (self->source->data, bed_index);
  if (!waves->shifts || waves->epoch != bed->clock_epoch || last - first >= self->width) {
    if (!waves->shifts)
      waves->shifts = g_new (gint64, (gsize) self->width);
    else if (waves->epoch != bed->clock_epoch)
      redraw_history (self, bed_index);
    waves->epoch = bed->clock_epoch;
    for (int i = 0; i < self->width; i++)
      waves->shifts[i] = bed->shift_us;
    return;
  }
  gint64 most_us = (gint64) (SLEW_SHARE * G_USEC_PER_SEC / self->px_per_s);
  gint64 shift_us = waves->shifts[place_of (self, first - 1)];
  for (gint64 column = first; column <= last; column++) {
    shift_us += CLAMP (bed->shift_us - shift_us, -most_us, most_us);
    waves->shifts[place_of (self, column)] = shift_us;
  }
}

/* Makes @lane see @bed as @column does. */
static void
look_as (const VigilWavePainter *self,
         const BedWaves *waves,
         VigilLane *lane,
         const VigilBed *bed,
         gint64 column)
{
  lane->lag_us = waves->shifts[place_of (self, column)] - bed->shift_us;
}

/* The last of the columns from @first to @cursor that the data reach; less than @first: none. */
static gint64
find_end (const VigilWavePainter *self,
          const BedWaves *waves,
          VigilLane *lane,
          const VigilBed *bed,
          gint64 first,
          gint64 cursor)
{
  for (gint64 column = first; column <= cursor; column++) {
    look_as (self, waves, lane, bed, column);
    if (column > vigil_lane_get_end (lane, bed))
      return column - 1;
  }
  return cursor;
}

/* Draws a lane up to @cursor, or as far as its data reach. */
static void
advance_lane (VigilWavePainter *self, guint bed_index, guint index, gint64 cursor)
{
  BedWaves *waves = &self->beds[bed_index];
  VigilLane *lane = &waves->lanes[index];
  const VigilBed *bed = self->source->get_bed (self->source->data, bed_index);
  vigil_lane_choose (lane, bed, index, self->layout->n_lanes);
  if (!lane->lead) {
    lane->next = cursor + 1;
    return;
  }
  gboolean is_off = lane->lead->is_off;
  if (!is_off)
    lane->off_from = G_MAXINT64;
  else if (lane->off_from == G_MAXINT64)
    lane->off_from = lane->next;
  gint64 oldest = bar_front (self, cursor) - self->width + 1;
  gint64 first = MAX (lane->next, oldest);
  gint64 end = is_off ? cursor : find_end (self, waves, lane, bed, first, cursor);
  lane->next = first;
  if (first > end)
    return;

  VigilColour colour = lane_colour (self, waves, lane);
  gboolean has_sample = FALSE;
  look_as (self, waves, lane, bed, end);
  vigil_lane_judge (lane, bed, end);
  for (gint64 column = first; column <= end; column++) {
    int x = place_of (self, column);
    look_as (self, waves, lane, bed, column);
    VigilRasterColumn pixels =
        vigil_strips_touch (strips_of (self, bed_index), x, waves->y[index], lane->height);
    if (column >= lane->off_from)
      hatch_column (self, &pixels, x, waves->y[index]);
    else
      has_sample |= vigil_lane_draw (lane, bed, column, &pixels, colour);
    self->n_columns++;
  }
  lane->next = end + 1;
  if (has_sample && !waves->is_live) {
    waves->is_live = TRUE;
    self->n_live++;
  }
}

/* The column that shows @device_us. Shifts of neighbours differ by so little that a guess
 * converges. One that is not swept yet has the shift of a sweep ago: it is guessed by the newest.
 */
static gint64
find_column (const VigilWavePainter *self, guint bed, double device_us)
{
  const BedWaves *waves = &self->beds[bed];
  gint64 cursor = cursor_of (self, bed);
  gint64 column = cursor;
  for (guint i = 0; i < 4; i++) {
    double mono_us = device_us + (double) waves->shifts[place_of (self, column)];
    column = (gint64) floor (mono_us / G_USEC_PER_SEC * self->px_per_s);
    if (column > cursor)
      return cursor + 1;
    column = MAX (column, cursor - self->width + 1);
  }
  return column;
}

static int
mark_reach (const VigilWavePainter *self, const VigilLane *lane)
{
  return vigil_beat_marks_get_reach (self->layout->px_per_mm * self->scale, lane->height);
}

static void
draw_mark (VigilWavePainter *self, guint bed_index, gint64 middle)
{
  BedWaves *waves = &self->beds[bed_index];
  int reach = mark_reach (self, &waves->lanes[0]);
  VigilColour colour = lane_colour (self, waves, &waves->lanes[0]);
  for (int offset = -reach; offset <= reach; offset++)
    vigil_beat_marks_draw (strips_of (self, bed_index), place_of (self, middle + offset),
                           waves->y[0], offset, reach, colour);
}

/* Marks the beats that have become known, and whose waves are drawn. */
static void
mark_beats (VigilWavePainter *self, guint bed_index)
{
  BedWaves *waves = &self->beds[bed_index];
  const VigilLane *lane = &waves->lanes[0];
  const VigilBed *bed = self->source->get_bed (self->source->data, bed_index);
  gint64 place;
  if (!waves->is_shown || !lane->lead || lane->lead->kind != VIGIL_WAVE_ECG
      || !vigil_beats_are_of (&bed->beats, &lane->lead->trace))
    return;
  int reach = mark_reach (self, lane);
  gint64 oldest = bar_front (self, cursor_of (self, bed_index)) - self->width + 1 + reach;
  for (; vigil_beat_marks_peek (&waves->marks, &bed->beats, &place); waves->marks.next++) {
    gint64 column =
        find_column (self, bed_index, vigil_beat_marks_get_device_us (&lane->lead->trace, place));
    if (column >= lane->next)
      break;
    if (column < oldest || column >= lane->off_from)
      continue;
    draw_mark (self, bed_index, column);
  }
}

/* Marks the spikes of a pacer that the bedside has told of. */
static void
mark_paces (VigilWavePainter *self, guint bed_index)
{
  BedWaves *waves = &self->beds[bed_index];
  const VigilLane *lane = &waves->lanes[0];
  const VigilBed *bed = self->source->get_bed (self->source->data, bed_index);
  const VigilLead *pacer = vigil_bed_find_lead (bed, VIGIL_WAVE_PACE);
  VigilColour colour = vigil_palette_get (self->palette, VIGIL_COLOUR_TEXT);
  gint64 place;
  if (!pacer || !waves->is_shown || !lane->lead || lane->lead->kind != VIGIL_WAVE_ECG)
    return;
  gint64 oldest = bar_front (self, cursor_of (self, bed_index)) - self->width + self->scale;
  for (; vigil_pace_marks_peek (&waves->paces, &pacer->trace, &place); waves->paces.next++) {
    gint64 column =
        find_column (self, bed_index, vigil_beat_marks_get_device_us (&pacer->trace, place));
    if (column >= lane->next)
      break;
    if (column < oldest || column >= lane->off_from)
      continue;
    for (int i = 0; i < self->scale; i++)
      vigil_pace_marks_draw (strips_of (self, bed_index), place_of (self, column - i), waves->y[0],
                             lane->height, colour);
  }
}

static void
ask_for_waves (VigilWavePainter *self, guint bed)
{
  if (self->source->get_wave == NULL || self->beds[bed].n_sweeps++ % ASK_EVERY != 0)
    return;
  for (guint lane = 0; lane < self->layout->n_lanes; lane++)
    self->beds[bed].lanes[lane].wanted = self->source->get_wave (self->source->data, bed, lane);
}

static void
advance_bed (VigilWavePainter *self, guint bed)
{
  gint64 cursor = cursor_of (self, bed);
  ask_for_waves (self, bed);
  for (guint lane = 0; lane < self->layout->n_lanes; lane++) {
    if (self->beds[bed].is_shown)
      advance_lane (self, bed, lane, cursor);
    else
      self->beds[bed].lanes[lane].next = cursor + 1;
  }
  mark_beats (self, bed);
  mark_paces (self, bed);
}

/* What is touched up to the bar's front is one rectangle: GTK compares only so many. */
static void
erase_ahead (VigilWavePainter *self, guint strips, gint64 last, gint64 cursor)
{
  gint64 front = bar_front (self, cursor);
  gint64 column = bar_front (self, last) + 1;
  if (column <= front && place_of (self, cursor) < place_of (self, front))
    vigil_strips_join (self->strips[strips], place_of (self, cursor), place_of (self, front));
  while (column <= front) {
    int place = place_of (self, column);
    int n = (int) MIN (front - column + 1, self->width - place);
    vigil_strips_erase (self->strips[strips], place, n);
    column += n;
  }
}

/* The first step draws the history that the traces hold. */
static void
begin (VigilWavePainter *self, gint64 cursor)
{
  self->has_cursor = TRUE;
  for (guint i = 0; i < self->n_strips; i++)
    self->cursors[i] = cursor - self->width;
  for (guint bed = 0; bed < self->layout->n_beds; bed++) {
    for (guint lane = 0; lane < self->layout->n_lanes; lane++)
      self->beds[bed].lanes[lane].next = cursor - self->width;
  }
}

/* All beds of one grid column go on to @cursor. */
static void
sweep (VigilWavePainter *self, guint strips, gint64 cursor)
{
  gint64 last = self->cursors[strips];
  guint first = strips * self->layout->n_rows;
  guint end = MIN (first + self->layout->n_rows, self->layout->n_beds);
  erase_ahead (self, strips, MAX (last, cursor - self->width), cursor);
  self->cursors[strips] = cursor;
  for (guint bed = first; bed < end; bed++) {
    for (guint lane = 0; bed + 1 < end && lane < self->layout->n_lanes; lane++)
      vigil_lane_foresee (&self->beds[bed + 1].lanes[lane]);
    note_shifts (self, bed, last + 1, cursor);
    advance_bed (self, bed);
  }
}

/* The sweep is a few columns behind the clock: what a column needs to be drawn whole lies ahead of
 * it, and must not be waited for. */
static gint64
cursor_at (const VigilWavePainter *self, gint64 mono_us)
{
  double ahead = vigil_rasteriser_get_reach (line_width (self)) + 0.5;
  return (gint64) floor ((double) mono_us / G_USEC_PER_SEC * self->px_per_s - ceil (ahead));
}

gboolean
vigil_wave_painter_advance (VigilWavePainter *self, gint64 mono_us, guint columns)
{
  gboolean has_swept = FALSE;
  if (self->width == 0)
    return FALSE;
  gint64 cursor = cursor_at (self, mono_us);
  if (!self->has_cursor) {
    begin (self, cursor);
    columns = VIGIL_PACE_ALL;
  }
  for (guint i = 0; i < self->n_strips; i++) {
    guint which = i < (self->n_strips + 1) / 2 ? VIGIL_PACE_LEFT : VIGIL_PACE_RIGHT;
    if ((columns & which) == 0 || cursor <= self->cursors[i])
      continue;
    sweep (self, i, cursor);
    has_swept = TRUE;
  }
  return has_swept;
}

gboolean
vigil_wave_painter_is_split (const VigilWavePainter *self)
{
  for (guint i = 0; i < self->n_strips; i++) {
    if (vigil_strips_count_places (self->strips[i]) > 1)
      return TRUE;
  }
  return FALSE;
}

void
vigil_wave_painter_record (VigilWavePainter *self, cairo_t *cr)
{
  for (guint i = 0; i < self->n_strips; i++)
    vigil_strips_record (self->strips[i], cr);
}

void
vigil_wave_painter_snapshot (VigilWavePainter *self, GtkSnapshot *snapshot)
{
  for (guint i = 0; i < self->n_strips; i++)
    vigil_strips_snapshot (self->strips[i], snapshot);
}

gboolean
vigil_wave_painter_get_place (VigilWavePainter *self, guint column, GdkRectangle *place)
{
  if (column >= self->n_strips)
    return FALSE;
  const GdkRectangle *waves = &self->layout->tiles[column * self->layout->n_rows].waves;
  *place = (GdkRectangle){ waves->x, 0, waves->width, vigil_layout_get_height (self->layout) };
  return TRUE;
}

void
vigil_wave_painter_set_ground (VigilWavePainter *self, guint bed, cairo_surface_t *surface)
{
  g_return_if_fail (bed < self->layout->n_beds);
  if (self->width == 0)
    return;
  const GdkRectangle *tile = &self->layout->tiles[bed].tile;
  vigil_strips_put_base (strips_of (self, bed), tile->y * self->scale, tile->height * self->scale,
                         surface);
  if (!self->has_cursor)
    return;
  for (guint lane = 0; lane < self->layout->n_lanes; lane++)
    self->beds[bed].lanes[lane].next = cursor_of (self, bed) - self->width;
  self->beds[bed].marks.next = 0;
  self->beds[bed].paces.next = 0;
  advance_bed (self, bed);
}

void
vigil_wave_painter_put (VigilWavePainter *self,
                        guint bed,
                        const GdkRectangle *place,
                        cairo_surface_t *picture)
{
  g_return_if_fail (bed < self->layout->n_beds);
  if (self->width > 0)
    vigil_strips_put (strips_of (self, bed), place, picture);
}

void
vigil_wave_painter_set_calm (VigilWavePainter *self, guint bed, gboolean is_calm)
{
  g_return_if_fail (bed < self->layout->n_beds);
  self->beds[bed].is_calm = is_calm;
}

void
vigil_wave_painter_set_shown (VigilWavePainter *self, guint bed, gboolean is_shown)
{
  g_return_if_fail (bed < self->layout->n_beds);
  self->beds[bed].is_shown = is_shown;
}

void
vigil_wave_painter_get_lane_info (VigilWavePainter *self,
                                  guint bed,
                                  guint lane_index,
                                  VigilLaneInfo *info)
{
  const VigilLane *lane = &self->beds[bed].lanes[lane_index];
  *info = (VigilLaneInfo){ 0 };
  if (!lane->lead)
    return;
  const VigilWaveInfo *wave = vigil_nomenclature_find_wave (lane->lead->lead.refid);
  vigil_text_copy (info->label, sizeof info->label, wave ? wave->label : lane->lead->lead.source);
  if (lane->is_substitute) {
    const VigilWaveInfo *wanted = vigil_nomenclature_find_wave (lane->wanted);
    vigil_text_copy (info->missing, sizeof info->missing, wanted ? wanted->label : lane->wanted);
  }
  info->colour = vigil_palette_wave (self->palette, lane->lead->kind, lane->lead->lead.refid);
  if (lane->lead->kind == VIGIL_WAVE_ECG && lane->gain_mm > 0) {
    info->mark = lane->gain_mm * self->layout->px_per_mm;
    info->zero = lane->hi / (lane->hi - lane->lo) * lane->height / self->scale;
    g_snprintf (info->scale, sizeof info->scale, "%g mm/mV", lane->gain_mm);
  } else if (lane->has_range && lane->lead->kind != VIGIL_WAVE_PLETH
             && lane->lead->kind != VIGIL_WAVE_RESP && lane->lead->kind != VIGIL_WAVE_OTHER) {
    g_snprintf (info->scale, sizeof info->scale, "%.0f–%.0f", lane->lo, lane->hi);
  }
}

guint
vigil_wave_painter_get_info_serial (VigilWavePainter *self, guint bed)
{
  guint serial = 0;
  for (guint i = 0; i < self->layout->n_lanes; i++)
    serial += self->beds[bed].lanes[i].serial;
  return serial;
}

guint64
vigil_wave_painter_get_n_columns (VigilWavePainter *self)
{
  return self->n_columns;
}

guint
vigil_wave_painter_get_n_live (VigilWavePainter *self)
{
  return self->n_live;
}

double
vigil_wave_painter_get_device_us (VigilWavePainter *self, guint bed, gint64 column)
{
  g_return_val_if_fail (bed < self->layout->n_beds && self->beds[bed].shifts, NAN);
  return (double) column / self->px_per_s * G_USEC_PER_SEC
         - (double) self->beds[bed].shifts[place_of (self, column)];
}

gint64
vigil_wave_painter_get_cursor (VigilWavePainter *self, guint bed)
{
  g_return_val_if_fail (bed < self->layout->n_beds && self->has_cursor, 0);
  return cursor_of (self, bed);
}

gint64
vigil_wave_painter_get_end (VigilWavePainter *self, guint bed, guint lane)
{
  g_return_val_if_fail (bed < self->layout->n_beds && lane < self->layout->n_lanes, 0);
  return self->beds[bed].lanes[lane].next - 1;
}

double
vigil_wave_painter_get_speed (VigilWavePainter *self)
{
  return self->px_per_s;
}
