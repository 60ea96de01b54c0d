/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "strange-ground.h"

cairo_surface_t *
strange_ground_draw (GskRenderNode *node, int width, int height)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cairo_t *cr = cairo_create (surface);
  cairo_set_source_rgb (cr, 1, 0, 1);
  cairo_paint (cr);
  gsk_render_node_draw (node, cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

const guint32 *
strange_ground_get_row (cairo_surface_t *surface, int y)
{
  return (const guint32 *) (gpointer) (cairo_image_surface_get_data (surface)
                                       + y * cairo_image_surface_get_stride (surface));
}
