/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ground of a tile: what lies under waves, numbers and the alarm line. */
#include "vigil-tile-paint.h"

#include <glib/gi18n-lib.h>

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

static void
draw_frame (const VigilTilePaint *paint,
            cairo_t *cr,
            const GdkRectangle *tile,
            const VigilBedFace *face)
{
  double width;
  VigilColour colour;
  if (face->band == VIGIL_BAND_NONE)
    return;
  gboolean is_thick = face->band == VIGIL_BAND_FLASHING || face->band == VIGIL_BAND_STEADY;
  width = MAX (vigil_tile_paint_scale (paint, is_thick ? 4 : 2), is_thick ? 2 : 1);
  colour = is_thick ? vigil_palette_alarm_fill (paint->palette, face->priority, TRUE)
                    : vigil_palette_alarm_line (paint->palette, face->priority);
  vigil_colour_set_source (cr, colour);
  cairo_set_line_width (cr, width);
  cairo_rectangle (cr, tile->x + width / 2, tile->y + width / 2, tile->width - width,
                   tile->height - width);
  cairo_stroke (cr);
}

/* Large, faint, behind the traces: nobody takes this tile for a patient. */
static void
draw_watermark (const VigilTilePaint *paint, cairo_t *cr, const VigilTileLayout *parts)
{
  const GdkRectangle *area = parts->waves.width > 0 ? &parts->waves : &parts->tile;
  VigilTextStyle style = {
    .cap = MIN (area->height * 0.62, vigil_tile_paint_scale (paint, 60)),
    .weight = PANGO_WEIGHT_BOLD,
    .colour = vigil_colour_mix (vigil_tile_paint_colour (paint, VIGIL_COLOUR_TEXT),
                                vigil_tile_paint_colour (paint, VIGIL_COLOUR_TILE), 0.075),
    .align = 0.5,
    .max_width = area->width * 0.9,
  };
  vigil_lettering_draw (paint->lettering, cr, &style, _("DEMO"), area->x + area->width / 2.0,
                        area->y + (area->height + style.cap) / 2);
}

static char *
format_scale (const VigilTilePaint *paint)
{
  if (paint->layout->n_lanes == 0)
    return g_strdup ("");
  if (paint->layout->is_mm_assumed)
    /* translators: paper speed where the monitor does not tell its size in millimetres */
    return g_strdup_printf (_("%g mm/s, mm assumed"), paint->layout->speed_mm_s);
  return g_strdup_printf ("%g mm/s", paint->layout->speed_mm_s);
}

/* The top row while no band covers it: the last alarm or why the bed is away, and the paper speed. */
static void
draw_top_row (const VigilTilePaint *paint,
              cairo_t *cr,
              const VigilTileLayout *parts,
              const VigilBedFace *face)
{
  const GdkRectangle *top = &parts->top;
  gboolean is_wide = paint->layout->kind == VIGIL_TILE_WIDE;
  double pad = vigil_tile_paint_scale (paint, is_wide ? 8 : 4);
  double end = is_wide ? top->x + top->width : parts->waves.x + parts->waves.width;
  double baseline = top->y + vigil_tile_paint_scale (paint, 25);
  VigilTextStyle name = { vigil_tile_paint_scale (paint, 15), PANGO_WEIGHT_MEDIUM,
                          vigil_tile_paint_colour (paint, VIGIL_COLOUR_TEXT), 0, 0 };
  VigilTextStyle line = { vigil_tile_paint_scale (paint, is_wide ? 14 : 11), PANGO_WEIGHT_NORMAL,
                          vigil_tile_paint_colour (paint, VIGIL_COLOUR_TEXT_DIM), 0, 0 };
  VigilTextStyle small = { vigil_tile_paint_scale (paint, 10), PANGO_WEIGHT_NORMAL,
                           vigil_tile_paint_colour (paint, VIGIL_COLOUR_TEXT_OLD), 1, 0 };
  g_autofree char *scale = format_scale (paint);
  double x = top->x + pad;

  if (face->condition != VIGIL_BED_EMPTY && !*face->notice)
    end -= vigil_lettering_draw (paint->lettering, cr, &small, scale, end - pad, baseline) + pad;
  if (!is_wide && *face->name) {
    name.max_width = end - x - pad;
    x += vigil_lettering_draw (paint->lettering, cr, &name, face->name, x, baseline) + 2 * pad;
  }
  line.max_width = end - x - pad;
  if (line.max_width > vigil_tile_paint_scale (paint, 60))
    vigil_lettering_draw (paint->lettering, cr, &line, face->line, x, baseline);
}

void
vigil_ground_painter_draw (const VigilTilePaint *paint,
                           cairo_t *cr,
                           guint bed,
                           const VigilBedFace *face)
{
  const VigilTileLayout *parts = &paint->layout->tiles[bed];
  gboolean is_empty = face->condition == VIGIL_BED_EMPTY;
  vigil_colour_set_source (cr, vigil_tile_paint_colour (paint, is_empty ? VIGIL_COLOUR_TILE_DIM
                                                                        : VIGIL_COLOUR_TILE));
  gdk_cairo_rectangle (cr, &parts->tile);
  cairo_fill (cr);
  if (*face->notice)
    draw_hatch (paint, cr, &parts->tile);
  if (face->is_demo)
    draw_watermark (paint, cr, parts);
  if (face->band == VIGIL_BAND_NONE && parts->waves.width > 0)
    draw_top_row (paint, cr, parts, face);
  draw_frame (paint, cr, &parts->tile, face);
}

/* A step of 1 mV, as on paper: foot, rise, top, fall, foot. */
static void
draw_mark (const VigilTilePaint *paint, cairo_t *cr, double x, double width, double foot, double mark)
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

void
vigil_ground_painter_draw_gutter (const VigilTilePaint *paint,
                                  cairo_t *cr,
                                  guint bed,
                                  const VigilLaneInfo *infos)
{
  const VigilTileLayout *parts = &paint->layout->tiles[bed];
  double cap = vigil_tile_paint_scale (paint, 10);
  double pad = vigil_tile_paint_scale (paint, 3);
  for (guint i = 0; i < paint->layout->n_lanes; i++) {
    const GdkRectangle *lane = &parts->lanes[i];
    if (!*infos[i].label)
      continue;
    VigilTextStyle style = { cap, PANGO_WEIGHT_MEDIUM, infos[i].colour, 0, parts->gutter.width - pad };
    double x = parts->gutter.x;
    vigil_lettering_draw (paint->lettering, cr, &style, infos[i].label, x, lane->y + cap + pad);
    if (infos[i].mark > 0)
      draw_mark (paint, cr, x + parts->gutter.width * 0.45, parts->gutter.width * 0.45,
                 lane->y + MIN (infos[i].zero, lane->height - 2), MIN (infos[i].mark, infos[i].zero));
    if (*infos[i].scale && lane->height > 2.6 * cap) {
      VigilTextStyle small = { vigil_tile_paint_scale (paint, 8), PANGO_WEIGHT_NORMAL,
                               vigil_tile_paint_colour (paint, VIGIL_COLOUR_TEXT_OLD), 1, 0 };
      vigil_lettering_draw (paint->lettering, cr, &small, infos[i].scale,
                            x + parts->gutter.width - pad, lane->y + lane->height - pad);
    }
  }
}
