/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ground of a tile: what lies under waves, numbers and the alarm line. */
#include "vigil-tile-paint.h"

#include <glib/gi18n-lib.h>

/* WCAG 2.2, 1.4.11: what is no text and has a meaning. */
#define FRAME_CONTRAST_MIN 3.0
#define LEAD_CAP 10.0 /* "II", "Pleth" */
#define LEAD_CAP_LEAST 9.5 /* px: letters of 13 */
#define MARK_AT 0.68 /* of the gutter: what is left of it is the lead's name */

static void
draw_hatch (const VigilTilePaint *paint, cairo_t *cr, const GdkRectangle *area)
{
  double period = vigil_tile_paint_scale (paint, 30);
  cairo_save (cr);
  gdk_cairo_rectangle (cr, area);
  cairo_clip (cr);
  vigil_colour_set_source (
      cr, vigil_colour_mix (vigil_tile_paint_colour (paint, VIGIL_COLOUR_HATCH),
                            vigil_tile_paint_colour (paint, VIGIL_COLOUR_TILE), 0.75));
  cairo_set_line_width (cr, period / 3);
  for (double x = area->x - area->height; x < area->x + area->width + period; x += period) {
    cairo_move_to (cr, x, area->y + area->height);
    cairo_line_to (cr, x + area->height, area->y);
  }
  cairo_stroke (cr);
  cairo_restore (cr);
}

void
vigil_ground_painter_draw_frame (const VigilTilePaint *paint,
                                 cairo_t *cr,
                                 guint bed,
                                 const VigilBedFace *face)
{
  const GdkRectangle *tile = &paint->layout->tiles[bed].tile;
  double width;
  VigilColour colour;
  if (!vigil_bed_face_has_alarm_band (face))
    return;
  gboolean is_thick = face->band == VIGIL_BAND_FLASHING;
  gboolean is_open = is_thick || face->band == VIGIL_BAND_STEADY;
  VigilColour tile_colour = vigil_tile_paint_colour (paint, VIGIL_COLOUR_TILE);
  width = MAX (vigil_tile_paint_scale (paint, is_thick ? 4 : 2), is_thick ? 2 : 1);
  colour = vigil_palette_alarm_fill (paint->palette, face->priority, TRUE);
  /* Yellow on white would be no frame. */
  if (!is_open || vigil_colour_contrast (colour, tile_colour) < FRAME_CONTRAST_MIN)
    colour = vigil_palette_alarm_line (paint->palette, face->priority);
  vigil_colour_set_source (cr, colour);
  cairo_set_line_width (cr, width);
  cairo_rectangle (cr, tile->x + width / 2, tile->y + width / 2, tile->width - width,
                   tile->height - width);
  cairo_stroke (cr);
}

/* Where the gap between tiles is as dark, or as light, as they are: high contrast. */
static void
draw_tile_line (const VigilTilePaint *paint, cairo_t *cr, const GdkRectangle *tile)
{
  VigilColour line = vigil_tile_paint_colour (paint, VIGIL_COLOUR_TILE_LINE);
  double width = MAX (vigil_tile_paint_scale (paint, 2), 1);
  if (line == vigil_tile_paint_colour (paint, VIGIL_COLOUR_TILE))
    return;
  vigil_colour_set_source (cr, line);
  cairo_set_line_width (cr, width);
  cairo_rectangle (cr, tile->x + width / 2, tile->y + width / 2, tile->width - width,
                   tile->height - width);
  cairo_stroke (cr);
}

/* Large, faint, behind the traces: nobody takes this tile for a patient. */
static void
draw_watermark (const VigilTilePaint *paint, cairo_t *cr, const GdkRectangle *area)
{
  VigilTextStyle style = {
    .cap = MIN (area->height * 0.62, vigil_tile_paint_scale (paint, 60)),
    .weight = PANGO_WEIGHT_BOLD,
    .colour = vigil_colour_mix (vigil_tile_paint_colour (paint, VIGIL_COLOUR_TEXT),
                                vigil_tile_paint_colour (paint, VIGIL_COLOUR_TILE), 0.075),
    .align = 0.5,
  };
  double width = vigil_lettering_measure (paint->lettering, &style, _ ("DEMO"));
  style.cap *= MIN (1, area->width * 0.9 / MAX (width, 1));
  vigil_lettering_draw (paint->lettering, cr, &style, _ ("DEMO"), area->x + area->width / 2.0,
                        area->y + (area->height + style.cap) / 2);
}

double
vigil_ground_painter_draw_badge (const VigilTilePaint *paint,
                                 cairo_t *cr,
                                 guint bed,
                                 VigilColour colour)
{
  const VigilTileLayout *parts = &paint->layout->tiles[bed];
  VigilTextStyle style = { vigil_tile_paint_scale (paint, 9), PANGO_WEIGHT_BOLD, colour, 1, 0 };
  double right = parts->top.x + parts->top.width - vigil_tile_paint_scale (paint, 8);
  return right
         - vigil_lettering_draw (paint->lettering, cr, &style, _ ("DEMO"), right,
                                 parts->top.y + vigil_tile_paint_scale (paint, 41));
}

/* The second row is the alarm's: beside the numbers, from bottom to top, in the room that is left
 * of the tile. */
static void
draw_upright_badge (const VigilTilePaint *paint, cairo_t *cr, guint bed, VigilColour colour)
{
  const VigilTileLayout *parts = &paint->layout->tiles[bed];
  const GdkRectangle *tile = &parts->tile;
  VigilTextStyle style = { vigil_tile_paint_scale (paint, 8), PANGO_WEIGHT_BOLD, colour, 0.5, 0 };
  double right = tile->x + tile->width - vigil_tile_paint_scale (paint, 5);
  double foot = parts->top.y + parts->top.height;
  cairo_matrix_t matrix;
  cairo_save (cr);
  cairo_translate (cr, right - style.cap / 2, (foot + tile->y + tile->height) / 2);
  cairo_get_matrix (cr, &matrix);
  if (matrix.xx < 0) /* read from the right: the sign is the same */
    cairo_scale (cr, -1, 1);
  cairo_rotate (cr, -G_PI / 2);
  vigil_lettering_draw (paint->lettering, cr, &style, _ ("DEMO"), 0, style.cap / 2);
  cairo_restore (cr);
}

static void
draw_badge (const VigilTilePaint *paint, cairo_t *cr, guint bed, const VigilBedFace *face)
{
  VigilColour colour = vigil_tile_paint_colour (paint, VIGIL_COLOUR_TEXT_DIM);
  if (vigil_bed_face_has_alarm_band (face))
    draw_upright_badge (paint, cr, bed, colour);
  else
    vigil_ground_painter_draw_badge (paint, cr, bed, colour);
}

/* "25 mm/s · 5 mm/mV · ART 40–160", and that the millimetres are assumed where the monitor does not
 * tell. */
static char *
format_scale (const VigilTilePaint *paint, const VigilLaneInfo *infos)
{
  GString *text = g_string_new (NULL);
  if (paint->layout->n_lanes == 0)
    return g_string_free (text, FALSE);
  for (guint i = 0; i < paint->layout->n_lanes; i++) {
    if (*infos[i].missing)
      /* translators: a wave that somebody chose and the bed does not send: "V5 not sent" */
      g_string_append_printf (text, _ ("%s not sent · "), infos[i].missing);
  }
  g_string_append_printf (text, "%g mm/s", paint->layout->speed_mm_s);
  if (infos[0].mark > 0)
    g_string_append_printf (text, " · %s", infos[0].scale);
  for (guint i = 1; i < paint->layout->n_lanes; i++) {
    if (*infos[i].scale && paint->layout->kind == VIGIL_TILE_WIDE)
      g_string_append_printf (text, " · %s %s", infos[i].label, infos[i].scale);
  }
  if (paint->layout->is_mm_assumed)
    g_string_append_printf (text, " · %s", _ ("mm assumed"));
  return g_string_free (text, FALSE);
}

/* The top row while no band covers it: the last alarm, or why the bed is away. */
static void
draw_line (const VigilTilePaint *paint,
           cairo_t *cr,
           const VigilTileLayout *parts,
           const VigilBedFace *face,
           double right)
{
  gboolean is_wide = paint->layout->kind == VIGIL_TILE_WIDE;
  double pad = vigil_tile_paint_scale (paint, is_wide ? 8 : 4);
  VigilTextStyle line = { vigil_tile_paint_scale (paint, is_wide ? 14 : 11), PANGO_WEIGHT_NORMAL,
                          vigil_tile_paint_colour (paint, VIGIL_COLOUR_TEXT_DIM), 0,
                          right - parts->top.x - 2 * pad };
  vigil_lettering_draw (paint->lettering, cr, &line, face->line, parts->top.x + pad,
                        parts->top.y + vigil_tile_paint_scale (paint, 25));
}

/* At the end of the top row; in a compact tile, whose row the grey line fills, in the waves' lower
 * corner. Where an alarm line covers either it is beside the nurse, if there is room. */
static double
draw_scale (const VigilTilePaint *paint,
            cairo_t *cr,
            const VigilTileLayout *parts,
            const VigilBedFace *face,
            const VigilLaneInfo *infos)
{
  gboolean is_wide = paint->layout->kind == VIGIL_TILE_WIDE;
  gboolean is_above = is_wide || *face->line == '\0';
  double right = parts->waves.x + parts->waves.width - vigil_tile_paint_scale (paint, 8);
  VigilTextStyle small = { vigil_tile_paint_scale (paint, is_wide ? 10 : 8), PANGO_WEIGHT_NORMAL,
                           vigil_tile_paint_colour (paint, VIGIL_COLOUR_TEXT_OLD), 1,
                           parts->waves.width * 0.9 };
  double baseline = is_above ? parts->top.y + vigil_tile_paint_scale (paint, 25)
                             : parts->waves.y + parts->waves.height - small.cap * 0.2;
  g_autofree char *scale = format_scale (paint, infos);
  return right - vigil_lettering_draw (paint->lettering, cr, &small, scale, right, baseline);
}

static void
draw_words (const VigilTilePaint *paint,
            cairo_t *cr,
            const VigilTileLayout *parts,
            const VigilBedFace *face,
            const VigilLaneInfo *infos)
{
  gboolean is_wide = paint->layout->kind == VIGIL_TILE_WIDE;
  gboolean has_waves = face->condition != VIGIL_BED_EMPTY && !*face->notice;
  double right = parts->waves.x + parts->waves.width;
  if (has_waves && !vigil_bed_face_has_scale_beside (face, is_wide)) {
    double left = draw_scale (paint, cr, parts, face, infos);
    right = is_wide ? left : right;
  }
  if (face->band == VIGIL_BAND_NONE)
    draw_line (paint, cr, parts, face, right);
}

/* Most often the ground of the numbers alone is drawn, once a second for each bed: words that
 * cannot be seen there are not set. */
static gboolean
is_in_view (cairo_t *cr, const GdkRectangle *area)
{
  double left, top, right, bottom;
  cairo_clip_extents (cr, &left, &top, &right, &bottom);
  return left < area->x + area->width && right > area->x && top < area->y + area->height
         && bottom > area->y;
}

void
vigil_ground_painter_draw (const VigilTilePaint *paint,
                           cairo_t *cr,
                           guint bed,
                           const VigilBedFace *face,
                           const VigilLaneInfo *infos)
{
  const VigilTileLayout *parts = &paint->layout->tiles[bed];
  gboolean is_empty = face->condition == VIGIL_BED_EMPTY;
  vigil_colour_set_source (
      cr, vigil_tile_paint_colour (paint, is_empty ? VIGIL_COLOUR_TILE_DIM : VIGIL_COLOUR_TILE));
  gdk_cairo_rectangle (cr, &parts->tile);
  cairo_fill (cr);
  draw_tile_line (paint, cr, &parts->tile);
  if (*face->notice)
    draw_hatch (paint, cr, &parts->tile);
  if (face->is_demo && parts->waves.width > 0 && is_in_view (cr, &parts->waves))
    draw_watermark (paint, cr, &parts->waves);
  else if (face->is_demo && parts->waves.width <= 0)
    draw_badge (paint, cr, bed, face);
  if (parts->waves.width > 0 && (is_in_view (cr, &parts->waves) || is_in_view (cr, &parts->top)))
    draw_words (paint, cr, parts, face, infos);
  vigil_ground_painter_draw_frame (paint, cr, bed, face);
}

/* A step of 1 mV, as on paper: foot, rise, top, fall, foot. */
static void
draw_mark (
    const VigilTilePaint *paint, cairo_t *cr, double x, double width, double foot, double mark)
{
  cairo_set_line_width (cr, MAX (vigil_tile_paint_scale (paint, 1.25), 1));
  vigil_colour_set_source (cr, vigil_tile_paint_colour (paint, VIGIL_COLOUR_TEXT_DIM));
  cairo_move_to (cr, x, foot);
  cairo_rel_line_to (cr, width * 0.25, 0);
  cairo_rel_line_to (cr, 0, -mark);
  cairo_rel_line_to (cr, width * 0.5, 0);
  cairo_rel_line_to (cr, 0, mark);
  cairo_rel_line_to (cr, width * 0.25, 0);
  cairo_stroke (cr);
}

/* Where a name has no room, three waves in the smallest tiles, the wave is told by the colour that
 * it has from its number: "P…" tells nothing. */
void
vigil_ground_painter_draw_gutter (const VigilTilePaint *paint,
                                  cairo_t *cr,
                                  guint bed,
                                  const VigilLaneInfo *infos)
{
  const VigilTileLayout *parts = &paint->layout->tiles[bed];
  double cap = MAX (vigil_tile_paint_scale (paint, LEAD_CAP), LEAD_CAP_LEAST);
  double pad = vigil_tile_paint_scale (paint, 3);
  for (guint i = 0; i < paint->layout->n_lanes; i++) {
    const GdkRectangle *lane = &parts->lanes[i];
    if (!*infos[i].label)
      continue;
    double share = infos[i].mark > 0 ? MARK_AT - 0.04 : 1;
    VigilTextStyle style = { cap, PANGO_WEIGHT_MEDIUM, infos[i].colour, 0,
                             parts->gutter.width * share - pad * (share >= 1) };
    double x = parts->gutter.x;
    if (vigil_lettering_fits (paint->lettering, &style, infos[i].label))
      vigil_lettering_draw (paint->lettering, cr, &style, infos[i].label, x, lane->y + cap + pad);
    if (infos[i].mark > 0)
      draw_mark (
          paint, cr, x + parts->gutter.width * MARK_AT, parts->gutter.width * (1 - MARK_AT) - pad,
          lane->y + MIN (infos[i].zero, lane->height - 2), MIN (infos[i].mark, infos[i].zero));
  }
}
