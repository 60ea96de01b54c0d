/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "picture-compare.h"

/* Levels of 255 beyond the darkest and the lightest about a place. The faintest element of the
 * wall, the DEMO mark, differs from its ground by 17. */
#define TOLERANCE 12
/* An edge may be as much softer or sharper, of its own height, in percent. */
#define EDGE_TOLERANCE 50
#define REACH 1 /* px */

typedef struct {
  const guint32 *pixels;
  int width, height, row;
} Picture;

static Picture
open_picture (cairo_surface_t *surface)
{
  cairo_surface_flush (surface);
  return (Picture){
    .pixels = (const guint32 *) (gconstpointer) cairo_image_surface_get_data (surface),
    .width = cairo_image_surface_get_width (surface),
    .height = cairo_image_surface_get_height (surface),
    .row = cairo_image_surface_get_stride (surface) / 4,
  };
}

static int
level (const Picture *picture, int x, int y, int shift)
{
  return (int) (picture->pixels[y * picture->row + x] >> shift & 255);
}

static gboolean
is_strange (const Picture *picture, const Picture *other, int x, int y)
{
  for (int shift = 0; shift <= 16; shift += 8) {
    int lo = 255, hi = 0, own = level (picture, x, y, shift);
    for (int j = MAX (y - REACH, 0); j <= MIN (y + REACH, other->height - 1); j++) {
      for (int i = MAX (x - REACH, 0); i <= MIN (x + REACH, other->width - 1); i++) {
        lo = MIN (lo, level (other, i, j, shift));
        hi = MAX (hi, level (other, i, j, shift));
      }
    }
    int tolerance = TOLERANCE + (hi - lo) * EDGE_TOLERANCE / 100;
    if (own < lo - tolerance || own > hi + tolerance)
      return TRUE;
  }
  return FALSE;
}

guint
picture_compare (cairo_surface_t *a, cairo_surface_t *b)
{
  Picture one = open_picture (a), two = open_picture (b);
  guint n = 0;
  if (one.width != two.width || one.height != two.height)
    return G_MAXUINT;
  for (int y = 0; y < one.height; y++) {
    for (int x = 0; x < one.width; x++)
      n += is_strange (&one, &two, x, y) || is_strange (&two, &one, x, y);
  }
  return n;
}

cairo_surface_t *
picture_explain (cairo_surface_t *a, cairo_surface_t *b)
{
  Picture one = open_picture (a), two = open_picture (b);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, one.width, one.height);
  cairo_t *cr = cairo_create (surface);
  cairo_set_source_surface (cr, a, 0, 0);
  cairo_paint_with_alpha (cr, 0.4);
  cairo_set_source_rgb (cr, 1, 0, 0);
  for (int y = 0; y < MIN (one.height, two.height); y++) {
    for (int x = 0; x < MIN (one.width, two.width); x++) {
      if (is_strange (&one, &two, x, y) || is_strange (&two, &one, x, y))
        cairo_rectangle (cr, x, y, 1, 1);
    }
  }
  cairo_fill (cr);
  cairo_destroy (cr);
  return surface;
}
