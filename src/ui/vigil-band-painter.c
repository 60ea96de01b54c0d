/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The alarm line of a tile and the notice in the place of its waves. Priority is told by colour, by
 * the number of asterisks, by words and by the shape of the band (ux.md, "Colour"). */
#include "vigil-tile-paint.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define SMALL_CAP 15.0 /* of an alarm where the tile has numbers only */
#define SMALLER_RED 0.8 /* of the size of the first alarm */
#define NOTICE_SMALLER 0.75
#define SMALLER_AGE 0.85 /* of the next larger */
#define INOP_PAD 0.3 /* of the capitals of the alarm, like the next */
#define INOP_GAP 0.5
#define BESIDE 0.7 /* of the size of the alarm: what its line says beside it */

typedef struct {
  VigilColour fill, text;
  gboolean has_outline;
} BandColours;

static BandColours
band_colours (const VigilTilePaint *paint, const VigilBedFace *face, gboolean is_lit)
{
  const VigilPalette *palette = paint->palette;
  BandColours colours = { 0, 0, FALSE };
  switch (face->band) {
  case VIGIL_BAND_SUSPENDED:
    colours.text = vigil_palette_get (palette, VIGIL_COLOUR_TEXT);
    colours.fill =
        vigil_colour_mix (colours.text, vigil_palette_get (palette, VIGIL_COLOUR_TILE), 0.14);
    break;
  case VIGIL_BAND_SILENCED:
    colours.fill = vigil_palette_alarm_fill (palette, face->priority, FALSE);
    colours.text = vigil_palette_alarm_text (palette, face->priority, FALSE);
    colours.has_outline = TRUE;
    break;
  case VIGIL_BAND_LATCHED:
    colours.fill = vigil_palette_get (palette, VIGIL_COLOUR_TILE);
    colours.text = vigil_palette_alarm_line (palette, face->priority);
    colours.has_outline = TRUE;
    break;
  case VIGIL_BAND_FLASHING:
  case VIGIL_BAND_STEADY:
  case VIGIL_BAND_NONE:
  default:
    colours.fill = vigil_palette_alarm_fill (palette, face->priority, is_lit);
    colours.text = vigil_palette_alarm_text (palette, face->priority, is_lit);
    break;
  }
  return colours;
}

/* Asterisks drawn, not typed: those of a font hang at the top of the line and are small. */
static double
draw_asterisks (cairo_t *cr, guint n, double x, double middle, double size)
{
  double radius = size / 2;
  cairo_set_line_width (cr, size * 0.22);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_BUTT);
  for (guint i = 0; i < n; i++) {
    double cx = x + radius + i * size * 1.12;
    for (guint arm = 0; arm < 3; arm++) {
      double angle = G_PI / 2 + arm * G_PI / 3;
      double dx = cos (angle) * radius;
      double dy = sin (angle) * radius;
      cairo_move_to (cr, cx - dx, middle - dy);
      cairo_line_to (cr, cx + dx, middle + dy);
    }
  }
  cairo_stroke (cr);
  return n * size * 1.12;
}

static VigilTextStyle
inop_style (VigilColour colour, double cap)
{
  return (VigilTextStyle){ cap * 0.62, PANGO_WEIGHT_BOLD, colour, 0, 0 };
}

/* The mark of a technical low: its word in an outline. */
static double
draw_inop (const VigilTilePaint *paint,
           cairo_t *cr,
           VigilColour colour,
           double x,
           double baseline,
           double cap)
{
  VigilTextStyle style = inop_style (colour, cap);
  double pad = cap * INOP_PAD;
  double width = vigil_lettering_measure (paint->lettering, &style, _ ("INOP"));
  vigil_lettering_draw (paint->lettering, cr, &style, _ ("INOP"), x + pad, baseline - cap * 0.19);
  vigil_colour_set_source (cr, colour);
  cairo_set_line_width (cr, MAX (cap * 0.09, 1));
  cairo_rectangle (cr, x, baseline - cap, width + 2 * pad, cap);
  cairo_stroke (cr);
  return width + 2 * pad;
}

static double
draw_marks (const VigilTilePaint *paint,
            cairo_t *cr,
            const VigilFaceAlarm *alarm,
            VigilColour colour,
            double x,
            double baseline,
            double cap)
{
  if (alarm->is_inop)
    return draw_inop (paint, cr, colour, x, baseline, cap) + cap * INOP_GAP;
  vigil_colour_set_source (cr, colour);
  return draw_asterisks (cr, (guint) alarm->priority, x, baseline - cap / 2, cap * 0.85)
         + cap * 0.3;
}

static double
measure_marks (const VigilTilePaint *paint,
               const VigilFaceAlarm *alarm,
               const VigilTextStyle *style)
{
  VigilTextStyle inop = inop_style (0, style->cap);
  if (alarm->is_inop)
    return vigil_lettering_measure (paint->lettering, &inop, _ ("INOP"))
           + style->cap * (2 * INOP_PAD + INOP_GAP);
  return (double) alarm->priority * style->cap * 0.95 + style->cap * 0.3;
}

/* A tick is a sign, as letters are: it is the same whichever way the wall is read. */
static void
turn_back (cairo_t *cr, double x, double width)
{
  cairo_matrix_t matrix;
  cairo_get_matrix (cr, &matrix);
  if (matrix.xx >= 0)
    return;
  cairo_translate (cr, 2 * x + width, 0);
  cairo_scale (cr, -1, 1);
}

/* The tick of a silence: hollow while it is saved here, filled once the server has it. */
static void
draw_tick (cairo_t *cr,
           VigilTick tick,
           VigilColour colour,
           VigilColour ground,
           double x,
           double middle,
           double size)
{
  cairo_save (cr);
  turn_back (cr, x, size);
  vigil_colour_set_source (cr, colour);
  cairo_arc (cr, x + size / 2, middle, size / 2, 0, 2 * G_PI);
  cairo_set_line_width (cr, MAX (size * 0.1, 1));
  if (tick == VIGIL_TICK_FILLED) {
    cairo_fill (cr);
    vigil_colour_set_source (cr, ground);
  } else {
    cairo_stroke (cr);
  }
  cairo_set_line_width (cr, MAX (size * 0.13, 1.2));
  cairo_move_to (cr, x + size * 0.26, middle + size * 0.02);
  cairo_line_to (cr, x + size * 0.44, middle + size * 0.2);
  cairo_line_to (cr, x + size * 0.74, middle - size * 0.18);
  cairo_stroke (cr);
  cairo_restore (cr);
}

/* Digits are all of one width: another second is not another text to be shaped. */
static double
measure_steady (const VigilTilePaint *paint, const VigilTextStyle *style, const char *text)
{
  char steady[128]; /* as the longest of a face */
  vigil_text_copy (steady, sizeof steady, text);
  for (char *c = steady; *c != '\0'; c++)
    *c = g_ascii_isdigit (*c) ? '0' : *c;
  return vigil_lettering_measure (paint->lettering, style, steady);
}

static gboolean
is_wider (const VigilTilePaint *paint, const VigilTextStyle *style, const char *text, double room)
{
  return measure_steady (paint, style, text) > room;
}

/* Who silenced it and where, below for how long: where one line for both would be cut. Returns its
 * width; 0: it does not fit either. */
static double
draw_two_lines (const VigilTilePaint *paint,
                cairo_t *cr,
                const VigilBedFace *face,
                VigilColour colour,
                double room,
                double right,
                const GdkRectangle *band)
{
  const char *separator = " · ";
  double cap = band->height * 0.31;
  VigilTextStyle style = { cap, PANGO_WEIGHT_MEDIUM, colour, 1, 0 };
  gsize begin = strlen (face->silenced_short) + strlen (separator);
  if (!*face->silenced || strlen (face->silenced) <= begin)
    return 0;
  const char *who = face->silenced + begin;
  if (is_wider (paint, &style, who, room) || is_wider (paint, &style, face->silenced_short, room))
    return 0;
  double gap = (band->height - 2 * cap) / 3;
  double first = vigil_lettering_draw (paint->lettering, cr, &style, face->silenced_short, right,
                                       band->y + gap + cap);
  double second =
      vigil_lettering_draw (paint->lettering, cr, &style, who, right, band->y + 2 * (gap + cap));
  return MAX (first, second);
}

/* The longest of what it may say that fits, and the shortest in any case. */
static const char *
choose_end (const VigilTilePaint *paint,
            const VigilBedFace *face,
            const VigilTextStyle *style,
            double room)
{
  const char *silenced[] = { face->silenced, face->silenced_by, face->silenced_short,
                             face->silenced_left };
  /* Until when a bed is suspended comes before since when. */
  const char *open[] = { *face->since_suspended ? face->since_suspended : face->since,
                         *face->since_suspended ? face->suspended_short : face->since, face->since,
                         face->since };
  const char **choice = *face->silenced ? silenced : open;
  guint i = 0;
  while (i + 1 < G_N_ELEMENTS (silenced) && is_wider (paint, style, choice[i], room))
    i++;
  return choice[i];
}

/* From 4 m since when is asked for as often as what: it is as large and bold as the alarm, from
 * @cap on, and smaller only where it has no room for that. What silenced it is read from nearer. */
static void
enlarge_age (const VigilTilePaint *paint,
             const VigilBedFace *face,
             VigilTextStyle *style,
             double cap,
             const char *text,
             double room)
{
  if (*face->silenced)
    return;
  for (double size = cap; size > style->cap; size *= SMALLER_AGE) {
    VigilTextStyle larger = *style;
    larger.cap = size;
    if (is_wider (paint, &larger, text, room))
      continue;
    *style = larger;
    return;
  }
}

/* What stands there in any case: a label gives way to it. A picture of what is over has its time in
 * its words. */
static double
measure_least_end (const VigilTilePaint *paint,
                   const VigilBedFace *face,
                   const VigilTextStyle *style)
{
  if (face->band == VIGIL_BAND_LATCHED)
    return 0;
  return measure_steady (paint, style, *face->silenced ? face->silenced_left : face->since);
}

/* A red may be somewhat smaller than the first alarm. */
static double
least_share (const VigilFaceAlarm *alarm)
{
  return alarm->priority == VIGIL_PRIORITY_HIGH ? SMALLER_RED : 1;
}

static gboolean
has_room_for (const VigilTilePaint *paint,
              const VigilFaceAlarm *alarm,
              const VigilTextStyle *style,
              const char *text,
              double room)
{
  return *text
         && vigil_lettering_measure (paint->lettering, style, text) * least_share (alarm) <= room;
}

/* What another alarm needs of @room: whole, or in brief; 0: it has no place there. */
static double
measure_other (const VigilTilePaint *paint,
               const VigilBedFace *face,
               const VigilFaceAlarm *alarm,
               const VigilTextStyle *style,
               double room)
{
  double marks = measure_marks (paint, alarm, style), share = least_share (alarm);
  if (has_room_for (paint, alarm, style, alarm->text, room - marks))
    return marks + share * vigil_lettering_measure (paint->lettering, style, alarm->text);
  if (alarm->priority == face->priority && has_room_for (paint, alarm, style, alarm->brief, room))
    return share * vigil_lettering_measure (paint->lettering, style, alarm->brief);
  return 0;
}

/* What the age leaves to a second alarm that has a place beside the smallest one. */
static double
keep_for_second (const VigilTilePaint *paint, const VigilBedFace *face, double cap, double room)
{
  VigilTextStyle style = { cap, PANGO_WEIGHT_SEMIBOLD, 0, 0, 0 };
  if (face->n_alarms < 2)
    return 0;
  double width = measure_other (paint, face, &face->alarms[1], &style, room - cap);
  return width > 0 ? width + cap : 0;
}

/* The right end: since when, or who silenced it and for how long. Returns where it begins. */
static double
draw_end (const VigilTilePaint *paint,
          cairo_t *cr,
          const VigilBedFace *face,
          const BandColours *colours,
          const GdkRectangle *band,
          double left,
          double right,
          double cap)
{
  double middle = band->y + band->height / 2.0;
  double size = cap * 1.1;
  double gap = cap * 0.5;
  VigilTextStyle style = { cap * BESIDE,
                           *face->silenced ? PANGO_WEIGHT_MEDIUM : PANGO_WEIGHT_SEMIBOLD,
                           colours->text, 1, 0 };
  if (face->tick != VIGIL_TICK_NONE) {
    draw_tick (cr, face->tick, colours->text, colours->fill, right - size, middle, size);
    right -= size + gap;
  }
  double room = MAX (right - left - gap, measure_least_end (paint, face, &style));
  double width = 0;
  if (is_wider (paint, &style, face->silenced, room))
    width = draw_two_lines (paint, cr, face, colours->text, room, right, band);
  if (width > 0)
    return right - width - gap;
  const char *text = choose_end (paint, face, &style, room);
  double least = measure_steady (paint, &style, text);
  enlarge_age (paint, face, &style, cap, text,
               room - keep_for_second (paint, face, cap, room - least));
  width = measure_steady (paint, &style, text);
  if (width > room)
    return right;
  vigil_lettering_draw (paint->lettering, cr, &style, text, right, middle + style.cap / 2);
  return right - width - gap;
}

static gboolean
has_label (const VigilTilePaint *paint, const VigilBedFace *face)
{
  return paint->layout->kind == VIGIL_TILE_COMPACT && face->has_target;
}

void
vigil_band_painter_get_place (const VigilTilePaint *paint,
                              guint bed,
                              const VigilBedFace *face,
                              GdkRectangle *place)
{
  const VigilTileLayout *parts = &paint->layout->tiles[bed];
  *place = parts->top;
  if (has_label (paint, face))
    gdk_rectangle_union (place, &(GdkRectangle){ parts->tile.x, place->y, 1, place->height },
                         place);
}

/* The label at the left end; returns where the alarms begin. */
static double
draw_label (const VigilTilePaint *paint,
            cairo_t *cr,
            const VigilBedFace *face,
            const BandColours *colours,
            const GdkRectangle *band,
            double pad)
{
  double cap = band->height * 0.72;
  double x = band->x + vigil_tile_paint_scale (paint, 8);
  VigilTextStyle style = { cap, PANGO_WEIGHT_BOLD, colours->text, 0,
                           paint->layout->tiles[0].identity.width };
  double width = vigil_lettering_draw_label (paint->lettering, cr, &style, face->label, x,
                                             band->y + (band->height + cap) / 2);
  return x + width + pad;
}

/* Where the silence target begins, or the band ends. */
static double
band_right (const VigilTileLayout *parts, const VigilBedFace *face)
{
  double right = parts->top.x + parts->top.width;
  if (face->has_target && parts->silence.width > 0 && parts->silence.x > parts->top.x)
    right = MIN (right, parts->silence.x);
  return right;
}

/* What the first alarm takes of @room: in brief if it has one and the whole does not fit. */
static double
measure_first (const VigilTilePaint *paint,
               const VigilBedFace *face,
               const VigilTextStyle *style,
               double room)
{
  const VigilFaceAlarm *first = &face->alarms[0];
  double marks = measure_marks (paint, first, style);
  gboolean is_whole =
      !*first->brief || has_room_for (paint, first, style, first->text, room - marks);
  return marks
         + vigil_lettering_measure (paint->lettering, style, is_whole ? first->text : first->brief);
}

/* The first in any case, in brief rather than without its end. Another one whole; or, if it is over
 * and of the band's own priority, in brief, without its time and its mark; or not at all: its
 * number is boxed. Returns where a text behind them would begin. */
static double
draw_alarms (const VigilTilePaint *paint,
             cairo_t *cr,
             const VigilBedFace *face,
             const BandColours *colours,
             double x,
             double right,
             double baseline,
             double cap)
{
  guint n = MIN (face->n_alarms, VIGIL_FACE_ALARMS);
  VigilTextStyle style = { cap, PANGO_WEIGHT_SEMIBOLD, colours->text, 0, 0 };
  for (guint i = 0; i < n; i++) {
    const VigilFaceAlarm *alarm = &face->alarms[i];
    double marks = measure_marks (paint, alarm, &style), room = right - x;
    gboolean is_whole = has_room_for (paint, alarm, &style, alarm->text, room - marks);
    if (i > 0 && !is_whole
        && (alarm->priority != face->priority
            || !has_room_for (paint, alarm, &style, alarm->brief, room)))
      break;
    is_whole |= !*alarm->brief;
    if (is_whole || i == 0)
      x += draw_marks (paint, cr, alarm, colours->text, x, baseline, cap);
    style.max_width = right - x;
    x += vigil_lettering_draw (paint->lettering, cr, &style, is_whole ? alarm->text : alarm->brief,
                               x, baseline)
         + cap;
  }
  return x;
}

/* Rather no name than the first letters of one. */
static void
draw_name (const VigilTilePaint *paint,
           cairo_t *cr,
           VigilTextStyle style,
           const char *name,
           double left,
           double room,
           double baseline)
{
  style.max_width = room;
  if (room > 0 && vigil_lettering_name_fits (paint->lettering, &style, name))
    vigil_lettering_draw_name (paint->lettering, cr, &style, name,
                               style.align > 0 ? left + room : left, baseline);
}

/* Of the first line of a band. */
static int
first_row_height (const VigilTilePaint *paint, const GdkRectangle *band)
{
  if (paint->layout->kind != VIGIL_TILE_NUMBERS)
    return band->height;
  return (int) vigil_tile_paint_scale (paint, 28);
}

/* The left end tells the priority without colour: square, cut, round. */
static void
outline_band (
    cairo_t *cr, const GdkRectangle *band, VigilPriority priority, double inset, double corner)
{
  double x = band->x + inset;
  double y = band->y + inset;
  double right = band->x + band->width - inset;
  double bottom = band->y + band->height - inset;
  double cut = priority == VIGIL_PRIORITY_HIGH ? 0 : corner;
  cairo_new_path (cr);
  cairo_move_to (cr, right, y);
  cairo_line_to (cr, right, bottom);
  if (priority == VIGIL_PRIORITY_LOW) {
    cairo_arc (cr, x + cut, bottom - cut, cut, G_PI / 2, G_PI);
    cairo_arc (cr, x + cut, y + cut, cut, G_PI, 3 * G_PI / 2);
  } else {
    cairo_line_to (cr, x + cut, bottom);
    cairo_line_to (cr, x, bottom - cut);
    cairo_line_to (cr, x, y + cut);
    cairo_line_to (cr, x + cut, y);
  }
  cairo_close_path (cr);
}

/* The ground shows at the corners, so it is drawn first. */
static void
fill_band (const VigilTilePaint *paint,
           cairo_t *cr,
           guint bed,
           const VigilBedFace *face,
           const BandColours *colours)
{
  GdkRectangle place;
  const GdkRectangle *band = &place;
  double width = MAX (vigil_tile_paint_scale (paint, 2), 1);
  vigil_band_painter_get_place (paint, bed, face, &place);
  vigil_colour_set_source (cr, vigil_tile_paint_colour (paint, VIGIL_COLOUR_TILE));
  gdk_cairo_rectangle (cr, band);
  cairo_fill (cr);
  vigil_ground_painter_draw_frame (paint, cr, bed, face);
  double corner = first_row_height (paint, band) / 3.0;
  outline_band (cr, band, face->priority, 0, corner);
  vigil_colour_set_source (cr, colours->fill);
  cairo_fill (cr);
  if (!colours->has_outline)
    return;
  outline_band (cr, band, face->priority, width / 2, corner);
  vigil_colour_set_source (cr, vigil_palette_alarm_line (paint->palette, face->priority));
  cairo_set_line_width (cr, width);
  cairo_stroke (cr);
}

/* With numbers only the alarm line is also the place of the name: since when, as large as what, or
 * how it is silenced, then who it is. The mark of a demo stands there only while no alarm does. */
static void
draw_second_row (const VigilTilePaint *paint,
                 cairo_t *cr,
                 guint bed,
                 const VigilBedFace *face,
                 const BandColours *colours,
                 double left)
{
  const GdkRectangle *band = &paint->layout->tiles[bed].top;
  gboolean has_alarm = vigil_bed_face_has_alarm_band (face);
  double cap = vigil_tile_paint_scale (paint, 11);
  double pad = vigil_tile_paint_scale (paint, 6);
  double baseline = band->y + vigil_tile_paint_scale (paint, 41);
  double right = band->x + band->width - pad;
  VigilTextStyle since = { cap, PANGO_WEIGHT_BOLD, colours->text, 0, 0 };
  VigilTextStyle name = { cap, PANGO_WEIGHT_MEDIUM, colours->text, 0, 0 };
  if (face->is_demo && !has_alarm)
    right = vigil_ground_painter_draw_badge (paint, cr, bed, colours->text) - pad;
  if (face->tick != VIGIL_TICK_NONE && has_alarm) {
    draw_tick (cr, face->tick, colours->text, colours->fill, left, baseline - cap / 2, cap);
    left += cap + pad / 2;
  }
  if (has_alarm) {
    const char *text = choose_end (paint, face, &since, right - left);
    enlarge_age (paint, face, &since, vigil_tile_paint_scale (paint, SMALL_CAP), text,
                 right - left);
    left += vigil_lettering_draw (paint->lettering, cr, &since, text, left, baseline) + pad;
  }
  draw_name (paint, cr, name, face->name, left, right - left, baseline);
}

/* Neutral and still: nothing of it could be taken for an alarm. */
static void
draw_suspended (const VigilTilePaint *paint, cairo_t *cr, guint bed, const VigilBedFace *face)
{
  GdkRectangle place;
  vigil_band_painter_get_place (paint, bed, face, &place);
  BandColours colours = band_colours (paint, face, FALSE);
  gboolean is_wide = paint->layout->kind == VIGIL_TILE_WIDE;
  double cap = vigil_tile_paint_scale (paint, is_wide ? 17 : 14);
  double baseline = place.y + (first_row_height (paint, &place) + cap) / 2;
  double left = place.x + cap * 0.7, right = place.x + place.width - cap * 0.6;
  VigilTextStyle style = { cap, PANGO_WEIGHT_SEMIBOLD, colours.text, 0, 0 };
  vigil_colour_set_source (cr, colours.fill);
  gdk_cairo_rectangle (cr, &place);
  cairo_fill (cr);
  if (face->tick != VIGIL_TICK_NONE) {
    draw_tick (cr, face->tick, colours.text, colours.fill, right - cap, baseline - cap / 2, cap);
    right -= cap * 1.5;
  }
  gboolean fits =
      vigil_lettering_measure (paint->lettering, &style, face->suspended) <= right - left;
  style.max_width = right - left;
  vigil_lettering_draw (paint->lettering, cr, &style,
                        fits ? face->suspended : face->suspended_short, left, baseline);
  if (paint->layout->kind == VIGIL_TILE_NUMBERS)
    draw_second_row (paint, cr, bed, face, &colours, left);
}

void
vigil_band_painter_draw (
    const VigilTilePaint *paint, cairo_t *cr, guint bed, const VigilBedFace *face, gboolean is_lit)
{
  if (face->band == VIGIL_BAND_SUSPENDED) {
    draw_suspended (paint, cr, bed, face);
    return;
  }
  const VigilTileLayout *parts = &paint->layout->tiles[bed];
  GdkRectangle place;
  const GdkRectangle *band = &place;
  vigil_band_painter_get_place (paint, bed, face, &place);
  BandColours colours = band_colours (paint, face, is_lit);
  gboolean is_small = paint->layout->kind == VIGIL_TILE_NUMBERS;
  double cap = vigil_tile_paint_scale (paint, is_small ? SMALL_CAP : 20);
  double baseline = band->y + (first_row_height (paint, band) + cap) / 2;
  double pad = cap * (is_small ? 0.5 : 0.6);
  double left = band->x + pad;
  double right = band_right (parts, face) - pad;
  VigilTextStyle style = { cap, PANGO_WEIGHT_SEMIBOLD, 0, 0, 0 };

  fill_band (paint, cr, bed, face, &colours);
  if (has_label (paint, face))
    left = draw_label (paint, cr, face, &colours, band, pad);
  double first = measure_first (paint, face, &style, right - left);
  if (is_small)
    draw_second_row (paint, cr, bed, face, &colours, left);
  else
    right = draw_end (paint, cr, face, &colours, band, left + first, right, cap);
  left = draw_alarms (paint, cr, face, &colours, left, right, baseline, cap);
  if (has_label (paint, face) && !vigil_number_painter_has_name (paint, bed, face))
    draw_name (paint, cr, (VigilTextStyle){ cap * BESIDE, PANGO_WEIGHT_MEDIUM, colours.text, 1, 0 },
               face->name, left, right - left, baseline);
}

void
vigil_band_painter_get_notice (const VigilTilePaint *paint,
                               guint bed,
                               const VigilBedFace *face,
                               GdkRectangle *place)
{
  const VigilTileLayout *parts = &paint->layout->tiles[bed];
  int inset = MAX ((int) vigil_tile_paint_scale (paint, 8), 4);
  int left = parts->gutter.width > 0 ? parts->gutter.x : parts->tile.x;
  /* Beside the silence target of a compact tile. */
  if (paint->layout->kind == VIGIL_TILE_COMPACT)
    left = MAX (parts->waves.x, face->has_target ? parts->silence.x + parts->silence.width : 0);
  int right = parts->tile.x + parts->tile.width;
  if (paint->layout->kind == VIGIL_TILE_WIDE)
    right = face->has_target ? parts->silence.x : parts->panel.x;
  int top = parts->top.y + parts->top.height;
  int height = parts->tile.y + parts->tile.height - top;
  int used = MIN (height - 2 * inset, (int) vigil_tile_paint_scale (paint, 60));
  *place =
      (GdkRectangle){ left + inset, top + (height - used) / 2, right - left - 2 * inset, used };
}

/* The whole, somewhat smaller at most, or the short form. */
static const char *
choose_notice (const VigilTilePaint *paint, const VigilBedFace *face, const VigilTextStyle *style)
{
  if (!*face->notice_short
      || !is_wider (paint, style, face->notice, style->max_width / NOTICE_SMALLER))
    return face->notice;
  return face->notice_short;
}

void
vigil_band_painter_draw_notice (const VigilTilePaint *paint,
                                cairo_t *cr,
                                guint bed,
                                const VigilBedFace *face)
{
  GdkRectangle place;
  vigil_band_painter_get_notice (paint, bed, face, &place);
  double cap =
      MIN (vigil_tile_paint_scale (paint, paint->layout->kind == VIGIL_TILE_NUMBERS ? 16 : 22),
           place.height * 0.5);
  double line = MAX (vigil_tile_paint_scale (paint, 2), 1);
  VigilColour text = vigil_tile_paint_colour (paint, VIGIL_COLOUR_TEXT);
  VigilTextStyle style = { cap, PANGO_WEIGHT_SEMIBOLD, text, 0.5, place.width - cap };
  vigil_colour_set_source (cr, vigil_tile_paint_colour (paint, VIGIL_COLOUR_WALL));
  gdk_cairo_rectangle (cr, &place);
  cairo_fill (cr);
  vigil_colour_set_source (cr, text);
  cairo_set_line_width (cr, line);
  cairo_rectangle (cr, place.x + line / 2, place.y + line / 2, place.width - line,
                   place.height - line);
  cairo_stroke (cr);
  vigil_lettering_draw (paint->lettering, cr, &style, choose_notice (paint, face, &style),
                        place.x + place.width / 2.0, place.y + (place.height + cap) / 2);
}
