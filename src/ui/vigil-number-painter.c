/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Identity and numbers of a tile, by cap heights of ux.md ("Tile"). */
#include "vigil-tile-paint.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define NAME_CAP 17.0 /* ux.md, "Tile" */
#define LONG_NAME_CAP 14.0
#define NAME_LINE_CAP 12.0 /* of one in two lines */
#define COMPACT_NAME_CAP 14.0
#define COMPACT_NAME_BASE 62.0
#define DESCENDER 0.3 /* of the capitals, at most */

/* Where one number stands, from the panel's left edge and the block's top, at unit 1. Its name and
 * limits are tight at it, and it begins beside them, so that none is read with another number,
 * however many digits that has. */
typedef struct {
  double left, baseline, cap;
  double width; /* of three digits, or of a pressure */
  double side_right; /* the right edge of name and limits; 0 = they stand above */
  double side_cap, limit_cap;
} Place;

static const Place places[][VIGIL_FACE_NUMBERS] = {
  [VIGIL_TILE_WIDE] = {
    [VIGIL_FACE_HR] = { 46, 54, 48, 118, 39, 11, 14 },
    [VIGIL_FACE_SPO2] = { 228, 54, 40, 99, 221, 11, 14 },
    [VIGIL_FACE_RR] = { 59, 101, 26, 64, 52, 11, 14 },
    [VIGIL_FACE_BP] = { 210, 101, 22, 118, 203, 11, 17 },
  },
  [VIGIL_TILE_COMPACT] = {
    [VIGIL_FACE_HR] = { 10, 79, 38, 93, 0, 11, 11 },
    [VIGIL_FACE_SPO2] = { 121, 79, 32, 80, 0, 11, 11 },
    [VIGIL_FACE_RR] = { 28, 104, 17, 42, 23, 9, 9 },
    [VIGIL_FACE_BP] = { 110, 104, 17, 92, 104, 0, 11 },
  },
  [VIGIL_TILE_NUMBERS] = {
    [VIGIL_FACE_HR] = { 13, 85, 36, 88, 0, 10, 0 },
    [VIGIL_FACE_SPO2] = { 124, 85, 34, 84, 0, 10, 0 },
    [VIGIL_FACE_RR] = { 35, 105, 15, 40, 29, 10, 10 },
    [VIGIL_FACE_BP] = { 124, 105, 15, 86, 118, 0, 11 },
  },
};

/* One below the other, in rows of TALL_ROW at most. */
static const Place tall_places[VIGIL_FACE_NUMBERS] = {
  [VIGIL_FACE_HR] = { 104, 0, 72, 180, 92, 15, 19 },
  [VIGIL_FACE_SPO2] = { 104, 0, 60, 152, 92, 15, 19 },
  [VIGIL_FACE_RR] = { 104, 0, 44, 112, 92, 15, 19 },
  [VIGIL_FACE_BP] = { 104, 0, 36, 200, 92, 15, 19 },
};
#define TALL_ROW 116.0

static const Place *
get_place (const VigilTilePaint *paint, VigilFacePlace which)
{
  return paint->layout->is_tall ? &tall_places[which] : &places[paint->layout->kind][which];
}

/* The middle of a number's row. */
static double
place_tall_baseline (const VigilTilePaint *paint,
                     guint bed,
                     const Place *place,
                     VigilFacePlace which)
{
  const GdkRectangle *panel = &paint->layout->tiles[bed].panel;
  double row =
      MIN (panel->height / (double) VIGIL_FACE_NUMBERS, vigil_tile_paint_scale (paint, TALL_ROW));
  double top = panel->y + (panel->height - row * VIGIL_FACE_NUMBERS) / 2;
  return top + row * (which + 0.5) + vigil_tile_paint_scale (paint, place->cap) / 2;
}

/* Room that a tall tile has over, spread above and between. */
static double
spare_height (const VigilTilePaint *paint, guint bed)
{
  const GdkRectangle *panel = &paint->layout->tiles[bed].panel;
  return MAX (panel->height / paint->layout->unit - VIGIL_LAYOUT_TILE_HEIGHT, 0);
}

static double
place_baseline (const VigilTilePaint *paint, guint bed, const Place *place, VigilFacePlace which)
{
  if (paint->layout->is_tall)
    return place_tall_baseline (paint, bed, place, which);
  double spare = spare_height (paint, bed);
  double gap = MIN (spare * 0.3, 24);
  double top = (spare - gap) / 2;
  double offset = which == VIGIL_FACE_RR || which == VIGIL_FACE_BP ? gap : 0;
  return paint->layout->tiles[bed].panel.y
         + vigil_tile_paint_scale (paint, top + offset + place->baseline);
}

static double
place_x (const VigilTilePaint *paint, guint bed, double measure)
{
  return paint->layout->tiles[bed].panel.x + vigil_tile_paint_scale (paint, measure);
}

static VigilColour
number_colour (const VigilTilePaint *paint, const VigilFaceNumber *number)
{
  if (number->is_old)
    return vigil_tile_paint_colour (paint, VIGIL_COLOUR_TEXT_OLD);
  return vigil_palette_numeric (paint->palette, number->kind);
}

/* A bell with a stroke through it: this alarm is off at the bedside. */
static void
draw_crossed_bell (
    const VigilTilePaint *paint, cairo_t *cr, double right, double baseline, double cap)
{
  double w = cap * 0.9;
  double x = right - w;
  vigil_colour_set_source (cr, vigil_tile_paint_colour (paint, VIGIL_COLOUR_TEXT));
  cairo_set_line_width (cr, MAX (cap * 0.11, 1));
  cairo_move_to (cr, x, baseline - cap * 0.12);
  cairo_rel_line_to (cr, w, 0);
  cairo_curve_to (cr, x + w * 0.78, baseline - cap * 0.4, x + w * 0.95, baseline - cap, x + w * 0.5,
                  baseline - cap);
  cairo_curve_to (cr, x + w * 0.05, baseline - cap, x + w * 0.22, baseline - cap * 0.4, x,
                  baseline - cap * 0.12);
  cairo_stroke (cr);
  cairo_move_to (cr, x - w * 0.1, baseline - cap);
  cairo_line_to (cr, x + w * 1.1, baseline + cap * 0.12);
  cairo_stroke (cr);
}

/* The mark of a value in doubt, behind it. */
static VigilTextStyle
doubt_style (const VigilTilePaint *paint, const Place *place, VigilColour colour)
{
  double cap = vigil_tile_paint_scale (paint, place->cap * 0.55);
  return (VigilTextStyle){ cap, PANGO_WEIGHT_SEMIBOLD, colour, 0, 0 };
}

static double
measure_doubt (const VigilTilePaint *paint, const VigilFaceNumber *number, const Place *place)
{
  VigilTextStyle style = doubt_style (paint, place, 0);
  return number->is_questionable ? vigil_lettering_measure (paint->lettering, &style, "?") : 0;
}

static VigilTextStyle
value_style (const VigilTilePaint *paint,
             const VigilFaceNumber *number,
             const Place *place,
             VigilColour colour)
{
  double width =
      vigil_tile_paint_scale (paint, place->width) - measure_doubt (paint, number, place);
  return (VigilTextStyle){ vigil_tile_paint_scale (paint, place->cap), PANGO_WEIGHT_SEMIBOLD,
                           colour, 0, width };
}

static void
draw_value (const VigilTilePaint *paint,
            cairo_t *cr,
            const VigilFaceNumber *number,
            const Place *place,
            double left,
            double baseline,
            VigilColour colour)
{
  VigilTextStyle style = value_style (paint, number, place, colour);
  double taken = vigil_lettering_draw (paint->lettering, cr, &style, number->text, left, baseline);
  if (!number->is_questionable)
    return;
  VigilTextStyle mark = doubt_style (paint, place, colour);
  vigil_lettering_draw (paint->lettering, cr, &mark, "?", left + taken,
                        baseline - style.cap * 0.45);
}

/* Name and limits stacked at the number's left: "HR", high limit, low limit. */
static void
draw_stack (const VigilTilePaint *paint,
            cairo_t *cr,
            const VigilFaceNumber *number,
            const Place *place,
            double right,
            double baseline)
{
  double cap = vigil_tile_paint_scale (paint, place->cap);
  VigilTextStyle name = { vigil_tile_paint_scale (paint, place->side_cap), PANGO_WEIGHT_MEDIUM,
                          number_colour (paint, number), 1,
                          vigil_tile_paint_scale (paint, MAX (38, place->cap * 0.8)) };
  VigilTextStyle limit = { vigil_tile_paint_scale (paint, place->limit_cap), PANGO_WEIGHT_NORMAL,
                           vigil_tile_paint_colour (paint, VIGIL_COLOUR_TEXT_DIM), 1, 0 };
  double step = vigil_tile_paint_scale (paint, place->limit_cap * 18.5 / 14);
  double top = baseline - MAX (cap, 2 * step + name.cap);
  vigil_lettering_draw (paint->lettering, cr, &name, number->label, right, top + name.cap);
  if (number->is_alarm_off) {
    draw_crossed_bell (paint, cr, right, baseline, vigil_tile_paint_scale (paint, 16));
    return;
  }
  vigil_lettering_draw (paint->lettering, cr, &limit, number->hi, right, baseline - step);
  vigil_lettering_draw (paint->lettering, cr, &limit, number->lo, right, baseline);
}

static void
format_limits (char *out, gsize size, const VigilFaceNumber *number)
{
  if (*number->lo && *number->hi)
    g_snprintf (out, size, "%s–%s", number->lo, number->hi);
  else
    vigil_text_copy (out, size, *number->lo ? number->lo : number->hi);
}

/* At the left of a small number: "RR" over "8–30", "NIBP" over "14:10"; only the one that cannot be
 * told by place and colour where there is less room. */
static void
draw_pair (const VigilTilePaint *paint,
           cairo_t *cr,
           const VigilFaceNumber *number,
           const Place *place,
           double right,
           double baseline)
{
  char below[24] = "";
  gboolean is_wide = paint->layout->kind == VIGIL_TILE_WIDE;
  VigilTextStyle name = { vigil_tile_paint_scale (paint, place->side_cap), PANGO_WEIGHT_MEDIUM,
                          number_colour (paint, number), 1, 0 };
  VigilTextStyle small = { vigil_tile_paint_scale (paint, place->limit_cap), PANGO_WEIGHT_NORMAL,
                           vigil_tile_paint_colour (paint, VIGIL_COLOUR_TEXT_DIM), 1, 0 };
  if (number->kind == VIGIL_NUMERIC_RR)
    small.max_width = vigil_tile_paint_scale (paint, place->side_right - 3);
  if (*number->time)
    vigil_text_copy (below, sizeof below, number->time);
  else if (is_wide && number->kind == VIGIL_NUMERIC_RR)
    format_limits (below, sizeof below, number);
  if (number->is_alarm_off)
    draw_crossed_bell (paint, cr, right, baseline, small.cap * 1.1);
  else if (is_wide || (!name.cap && *below))
    vigil_lettering_draw (paint->lettering, cr, &small, below, right, baseline);
  else if (!name.cap) { /* a pressure that is not of a time is told from one that is */
    small.colour = name.colour;
    vigil_lettering_draw (paint->lettering, cr, &small, number->label, right, baseline);
  }
  if (!name.cap)
    return;
  gboolean is_above = number->is_alarm_off || (is_wide && *below);
  vigil_lettering_draw (paint->lettering, cr, &name, number->label, right,
                        is_above ? baseline - small.cap - vigil_tile_paint_scale (paint, 6)
                                 : baseline);
}

/* Above the number, in the row that an alarm's band takes over: the band says which number it is
 * about, and the limit that was broken. With numbers only that of the heart rate is beside it. */
static void
draw_above (const VigilTilePaint *paint,
            cairo_t *cr,
            guint bed,
            const VigilFaceNumber *number,
            const Place *place,
            double left)
{
  char limits[24] = "";
  gboolean is_compact = paint->layout->kind == VIGIL_TILE_COMPACT;
  double baseline =
      paint->layout->tiles[bed].top.y + vigil_tile_paint_scale (paint, is_compact ? 27 : 43);
  VigilTextStyle name = { vigil_tile_paint_scale (paint, place->side_cap), PANGO_WEIGHT_MEDIUM,
                          number_colour (paint, number), 0, 0 };
  VigilTextStyle limit = { vigil_tile_paint_scale (paint, place->limit_cap), PANGO_WEIGHT_NORMAL,
                           vigil_tile_paint_colour (paint, VIGIL_COLOUR_TEXT_DIM), 0, 0 };
  double x = left
             + vigil_lettering_draw (paint->lettering, cr, &name, number->label, left, baseline)
             + vigil_tile_paint_scale (paint, 6);
  limit.max_width = left + vigil_tile_paint_scale (paint, place->width) - x;
  if (number->is_alarm_off) {
    double cap = vigil_tile_paint_scale (paint, 12);
    draw_crossed_bell (paint, cr, x + cap, baseline, cap);
  } else if (limit.cap > 0) {
    format_limits (limits, sizeof limits, number);
    vigil_lettering_draw (paint->lettering, cr, &limit, limits, x, baseline);
  }
}

static void
draw_names (const VigilTilePaint *paint,
            cairo_t *cr,
            guint bed,
            const VigilBedFace *face,
            VigilFacePlace which)
{
  const Place *place = get_place (paint, which);
  const VigilFaceNumber *number = &face->numbers[which];
  double baseline = place_baseline (paint, bed, place, which);
  double side_right = place_x (paint, bed, place->side_right);
  gboolean is_large = which == VIGIL_FACE_HR || which == VIGIL_FACE_SPO2;
  if (!is_large)
    draw_pair (paint, cr, number, place, side_right, baseline);
  else if (place->side_right > 0)
    draw_stack (paint, cr, number, place, side_right, baseline);
  else if (paint->layout->kind == VIGIL_TILE_NUMBERS || face->band == VIGIL_BAND_NONE)
    draw_above (paint, cr, bed, number, place, place_x (paint, bed, place->left));
}

VigilNumberCaps
vigil_number_painter_get_caps (const VigilTilePaint *paint, VigilFacePlace which)
{
  const Place *place = get_place (paint, which);
  return (VigilNumberCaps){ vigil_tile_paint_scale (paint, place->cap),
                            vigil_tile_paint_scale (paint, place->side_cap),
                            vigil_tile_paint_scale (paint, place->limit_cap) };
}

/* As wide as what is in it, with the same air on both sides. */
void
vigil_number_painter_get_box (const VigilTilePaint *paint,
                              guint bed,
                              const VigilBedFace *face,
                              VigilFacePlace which,
                              GdkRectangle *box)
{
  const Place *place = get_place (paint, which);
  const VigilFaceNumber *number = &face->numbers[which];
  VigilTextStyle style = value_style (paint, number, place, 0);
  gboolean is_wide = paint->layout->kind == VIGIL_TILE_WIDE;
  double pad = vigil_tile_paint_scale (paint, 4);
  double margin = vigil_tile_paint_scale (paint, is_wide ? 5 : 3);
  double left = place_x (paint, bed, place->left);
  double baseline = place_baseline (paint, bed, place, which);
  double width = vigil_lettering_measure (paint->lettering, &style, number->text);
  double right = left + MIN (width, style.max_width) + measure_doubt (paint, number, place);
  box->x = (int) floor (left - pad);
  box->width = (int) ceil (right + pad) - box->x;
  box->y = (int) floor (baseline - style.cap - margin);
  box->height = (int) ceil (baseline + margin) - box->y;
  gdk_rectangle_intersect (box, &paint->layout->tiles[bed].tile, box);
}

void
vigil_number_painter_draw_box (const VigilTilePaint *paint,
                               cairo_t *cr,
                               guint bed,
                               const VigilBedFace *face,
                               VigilFacePlace which,
                               gboolean is_lit)
{
  GdkRectangle box;
  const Place *place = get_place (paint, which);
  const VigilFaceNumber *number = &face->numbers[which];
  vigil_number_painter_get_box (paint, bed, face, which, &box);
  vigil_colour_set_source (cr, vigil_palette_alarm_fill (paint->palette, number->priority, is_lit));
  gdk_cairo_rectangle (cr, &box);
  cairo_fill (cr);
  draw_value (paint, cr, number, place, place_x (paint, bed, place->left),
              place_baseline (paint, bed, place, which),
              vigil_palette_alarm_text (paint->palette, number->priority, is_lit));
}

static void
draw_outline (const VigilTilePaint *paint,
              cairo_t *cr,
              const GdkRectangle *box,
              VigilPriority priority)
{
  double width = MAX (vigil_tile_paint_scale (paint, 2), 1);
  vigil_colour_set_source (cr, vigil_palette_alarm_line (paint->palette, priority));
  cairo_set_line_width (cr, width);
  cairo_rectangle (cr, box->x + width / 2, box->y + width / 2, box->width - width,
                   box->height - width);
  cairo_stroke (cr);
}

void
vigil_number_painter_draw_panel (const VigilTilePaint *paint,
                                 cairo_t *cr,
                                 guint bed,
                                 const VigilBedFace *face)
{
  /* The notice takes the numbers' place, too, where the tile is small. */
  if (*face->notice && paint->layout->kind != VIGIL_TILE_WIDE)
    return;
  for (guint i = 0; i < VIGIL_FACE_NUMBERS; i++) {
    const VigilFaceNumber *number = &face->numbers[i];
    const Place *place = get_place (paint, i);
    GdkRectangle box;
    if (!number->is_measured)
      continue;
    draw_names (paint, cr, bed, face, i);
    if (number->is_open)
      continue;
    vigil_number_painter_get_box (paint, bed, face, i, &box);
    if (number->priority != VIGIL_PRIORITY_NONE)
      draw_outline (paint, cr, &box, number->priority);
    draw_value (paint, cr, number, place, place_x (paint, bed, place->left),
                place_baseline (paint, bed, place, i), number_colour (paint, number));
  }
}

/* --- identity --- */

static void
draw_label (const VigilTilePaint *paint,
            cairo_t *cr,
            const VigilBedFace *face,
            double x,
            double top,
            double cap,
            double max_width)
{
  VigilColourName colour =
      face->condition == VIGIL_BED_EMPTY ? VIGIL_COLOUR_TEXT_OLD : VIGIL_COLOUR_TEXT;
  VigilTextStyle style = { vigil_tile_paint_scale (paint, cap), PANGO_WEIGHT_SEMIBOLD,
                           vigil_tile_paint_colour (paint, colour), 0, max_width };
  /* A longer label of a bed in alarm stays as large as fits whole. */
  double width = vigil_lettering_measure (paint->lettering, &style, face->label);
  if (width > max_width)
    style.cap *= MAX (max_width / width, 0.5);
  vigil_lettering_draw_label (paint->lettering, cr, &style, face->label, x, top + style.cap);
}

/* "25 mm/s" at the end of the row of the tags, which is @used px wide already: whole, or not at
 * all.
 */
static void
draw_speed (const VigilTilePaint *paint,
            cairo_t *cr,
            const VigilBedFace *face,
            double x,
            double used,
            double width,
            double baseline)
{
  gboolean is_wide = paint->layout->kind == VIGIL_TILE_WIDE;
  gboolean has_waves = face->condition != VIGIL_BED_EMPTY && !*face->notice;
  if (!has_waves || paint->layout->n_lanes == 0 || !vigil_bed_face_has_scale_beside (face, is_wide)
      || (!is_wide && face->has_target))
    return;
  char speed[24];
  g_snprintf (speed, sizeof speed, "%g mm/s", paint->layout->speed_mm_s);
  VigilTextStyle style = { vigil_tile_paint_scale (paint, is_wide ? 9 : 8), PANGO_WEIGHT_NORMAL,
                           vigil_tile_paint_colour (paint, VIGIL_COLOUR_TEXT_OLD), 1, 0 };
  double gap = used > 0 ? style.cap * 0.7 : 0;
  width -= style.cap * 0.3; /* apart from the name of the lowest wave */
  if (used + gap + vigil_lettering_measure (paint->lettering, &style, speed) <= width)
    vigil_lettering_draw (paint->lettering, cr, &style, speed, x + width, baseline);
}

/* Nurse and flags: on one line where they fit whole, else on two. */
static void
draw_tags (const VigilTilePaint *paint,
           cairo_t *cr,
           const VigilBedFace *face,
           double x,
           double width,
           double baseline,
           double bottom)
{
  g_autofree char *both = *face->nurse && *face->flags
                              ? g_strconcat (face->nurse, " · ", face->flags, NULL)
                              : g_strconcat (face->nurse, face->flags, NULL);
  VigilTextStyle style = { vigil_tile_paint_scale (paint, 12), PANGO_WEIGHT_NORMAL,
                           vigil_tile_paint_colour (paint, VIGIL_COLOUR_TEXT_DIM), 0, width };
  if (vigil_lettering_measure (paint->lettering, &style, both) * 0.8 <= width) {
    double used = vigil_lettering_draw (paint->lettering, cr, &style, both, x, baseline);
    draw_speed (paint, cr, face, x, used, width, baseline);
    return;
  }
  style.cap = vigil_tile_paint_scale (paint, 10);
  vigil_lettering_draw (paint->lettering, cr, &style, face->nurse, x,
                        baseline - vigil_tile_paint_scale (paint, 5));
  vigil_lettering_draw (paint->lettering, cr, &style, face->flags, x, bottom);
}

/* The place in @name where it is broken into two lines: the space nearest its middle; 0 = none. */
static gsize
find_break (const char *name)
{
  gsize length = strlen (name), best = 0;
  for (gsize i = 1; i + 1 < length; i++) {
    if (name[i] == ' '
        && (best == 0 || ABS ((int) (2 * i - length)) < ABS ((int) (2 * best - length))))
      best = i;
  }
  return best;
}

/* In one of two sizes, the same on all tiles; one that is longer still in two lines, or, if it is
 * one word, smaller. */
static void
draw_name (const VigilTilePaint *paint,
           cairo_t *cr,
           const char *name,
           double x,
           double width,
           double baseline)
{
  VigilTextStyle style = { vigil_tile_paint_scale (paint, NAME_CAP), PANGO_WEIGHT_MEDIUM,
                           vigil_tile_paint_colour (paint, VIGIL_COLOUR_TEXT), 0, width };
  double share = width / MAX (vigil_lettering_measure (paint->lettering, &style, name), 1);
  gsize at = find_break (name);
  if (share < 1)
    style.cap = vigil_tile_paint_scale (paint, LONG_NAME_CAP);
  if (share >= LONG_NAME_CAP / NAME_CAP || at == 0) {
    vigil_lettering_draw_name (paint->lettering, cr, &style, name, x, baseline);
    return;
  }
  g_autofree char *first = g_strndup (name, at);
  style.cap = vigil_tile_paint_scale (paint, NAME_LINE_CAP);
  vigil_lettering_draw_name (paint->lettering, cr, &style, first, x,
                             baseline - vigil_tile_paint_scale (paint, 6));
  vigil_lettering_draw_name (paint->lettering, cr, &style, name + at + 1, x,
                             baseline + vigil_tile_paint_scale (paint, 10));
}

static void
draw_wide_identity (const VigilTilePaint *paint,
                    cairo_t *cr,
                    const GdkRectangle *area,
                    const VigilBedFace *face)
{
  double spare = MAX (area->height / paint->layout->unit - VIGIL_LAYOUT_TILE_HEIGHT, 0);
  double x = area->x + vigil_tile_paint_scale (paint, 10);
  double width = area->width - vigil_tile_paint_scale (paint, 13);
  double y = area->y + vigil_tile_paint_scale (paint, MIN (spare / 2, 24));
  draw_label (paint, cr, face, x, y + vigil_tile_paint_scale (paint, face->has_target ? 9 : 14),
              face->has_target ? 48 : 34, width);
  draw_name (paint, cr, face->name, x, width, y + vigil_tile_paint_scale (paint, 78));
  draw_tags (paint, cr, face, x, width, y + vigil_tile_paint_scale (paint, 101),
             y + vigil_tile_paint_scale (paint, 106));
}

gboolean
vigil_number_painter_has_name (const VigilTilePaint *paint, guint bed, const VigilBedFace *face)
{
  const VigilTileLayout *parts = &paint->layout->tiles[bed];
  double foot = COMPACT_NAME_BASE + COMPACT_NAME_CAP * DESCENDER;
  return paint->layout->kind != VIGIL_TILE_COMPACT || !face->has_target
         || parts->identity.y + vigil_tile_paint_scale (paint, foot) <= parts->silence.y;
}

/* While something is open the alarm line takes the label in, and in a low tile the silence target
 * lies over name and nurse: rather nothing of them than the upper half of their letters. */
static void
draw_compact_identity (const VigilTilePaint *paint,
                       cairo_t *cr,
                       guint bed,
                       const VigilBedFace *face)
{
  const VigilTileLayout *parts = &paint->layout->tiles[bed];
  const GdkRectangle *area = &parts->identity;
  double x = area->x + vigil_tile_paint_scale (paint, 8);
  double width = area->width - vigil_tile_paint_scale (paint, 10);
  double name_base = area->y + vigil_tile_paint_scale (paint, COMPACT_NAME_BASE);
  double tags_base = area->y + vigil_tile_paint_scale (paint, 98);
  double foot = face->has_target ? parts->silence.y : G_MAXINT;
  VigilTextStyle name = { vigil_tile_paint_scale (paint, COMPACT_NAME_CAP), PANGO_WEIGHT_MEDIUM,
                          vigil_tile_paint_colour (paint, VIGIL_COLOUR_TEXT), 0, width };
  if (!face->has_target)
    draw_label (paint, cr, face, x, area->y + vigil_tile_paint_scale (paint, 8), 27, width);
  if (vigil_number_painter_has_name (paint, bed, face))
    vigil_lettering_draw_name (paint->lettering, cr, &name, face->name, x, name_base);
  if (tags_base <= foot)
    draw_tags (paint, cr, face, x, width, area->y + vigil_tile_paint_scale (paint, 85), tags_base);
}

static void
draw_numbers_identity (const VigilTilePaint *paint,
                       cairo_t *cr,
                       const VigilTileLayout *parts,
                       const VigilBedFace *face)
{
  double x = parts->tile.x + vigil_tile_paint_scale (paint, 8);
  double right = parts->top.x + parts->top.width - vigil_tile_paint_scale (paint, 8);
  double baseline = parts->tile.y + vigil_tile_paint_scale (paint, 31);
  VigilTextStyle style = { vigil_tile_paint_scale (paint, 13), PANGO_WEIGHT_MEDIUM,
                           vigil_tile_paint_colour (paint, *face->name ? VIGIL_COLOUR_TEXT
                                                                       : VIGIL_COLOUR_TEXT_DIM),
                           1, parts->top.width - vigil_tile_paint_scale (paint, 10) };
  /* Flags first: a long name loses its end, never them. */
  g_autofree char *text = *face->flags ? g_strconcat (face->flags, "  ", face->name, NULL)
                                       : g_strdup (*face->name ? face->name : face->line);
  draw_label (paint, cr, face, x, baseline - vigil_tile_paint_scale (paint, 25), 25,
              parts->identity.width - vigil_tile_paint_scale (paint, 10));
  if (face->band == VIGIL_BAND_NONE)
    vigil_lettering_draw_name (paint->lettering, cr, &style, text, right,
                               baseline - vigil_tile_paint_scale (paint, 6));
}

void
vigil_number_painter_draw_identity (const VigilTilePaint *paint,
                                    cairo_t *cr,
                                    guint bed,
                                    const VigilBedFace *face)
{
  const VigilTileLayout *parts = &paint->layout->tiles[bed];
  switch (paint->layout->kind) {
  case VIGIL_TILE_WIDE:
    draw_wide_identity (paint, cr, &parts->identity, face);
    break;
  case VIGIL_TILE_COMPACT:
    draw_compact_identity (paint, cr, bed, face);
    break;
  case VIGIL_TILE_NUMBERS:
  default:
    draw_numbers_identity (paint, cr, parts, face);
    break;
  }
}
