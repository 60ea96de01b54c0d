/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-plate.h"

graphene_rect_t
vigil_plate_get_bounds (const GdkRectangle *place)
{
  return GRAPHENE_RECT_INIT ((float) place->x, (float) place->y, (float) place->width,
                             (float) place->height);
}

GdkRectangle
vigil_plate_get_place (const graphene_rect_t *bounds)
{
  return (GdkRectangle){ (int) bounds->origin.x, (int) bounds->origin.y, (int) bounds->size.width,
                         (int) bounds->size.height };
}

GskRenderNode *
vigil_plate_fill (const cairo_region_t *region, const GdkRGBA *colour)
{
  g_autoptr (GPtrArray) nodes =
      g_ptr_array_new_with_free_func ((GDestroyNotify) gsk_render_node_unref);
  for (int i = 0; i < cairo_region_num_rectangles (region); i++) {
    GdkRectangle place;
    cairo_region_get_rectangle (region, i, &place);
    graphene_rect_t bounds = vigil_plate_get_bounds (&place);
    g_ptr_array_add (nodes, gsk_color_node_new (colour, &bounds));
  }
  return gsk_container_node_new ((GskRenderNode **) nodes->pdata, nodes->len);
}

void
vigil_plate_record (cairo_t *cr, const graphene_rect_t *bounds, cairo_surface_t *image)
{
  cairo_save (cr);
  cairo_set_source_surface (cr, image, bounds->origin.x, bounds->origin.y);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_NEAREST);
  cairo_set_operator (cr, CAIRO_OPERATOR_SOURCE);
  cairo_rectangle (cr, bounds->origin.x, bounds->origin.y, bounds->size.width, bounds->size.height);
  cairo_fill (cr);
  cairo_restore (cr);
}

/* The recording surface of the node takes its own copy when the image that wraps the pixels goes.
 */
static GskRenderNode *
wrap_in_cairo (
    const graphene_rect_t *bounds, int scale, guint32 *pixels, int width, int height, int row)
{
  cairo_surface_t *image = cairo_image_surface_create_for_data (
      (guchar *) pixels, CAIRO_FORMAT_RGB24, width, height, row * (int) sizeof *pixels);
  cairo_surface_set_device_scale (image, scale, scale);
  GskRenderNode *node = gsk_cairo_node_new (bounds);
  cairo_t *cr = gsk_cairo_node_get_draw_context (node);
  vigil_plate_record (cr, bounds, image);
  cairo_destroy (cr);
  cairo_surface_destroy (image);
  return node;
}

static GskRenderNode *
wrap_in_texture (const graphene_rect_t *bounds, guint32 *pixels, int width, int height, int row)
{
  gsize stride = (gsize) row * sizeof *pixels;
  g_autoptr (GBytes) bytes = g_bytes_new (pixels, stride * (gsize) height);
  g_autoptr (GdkTexture) texture =
      gdk_memory_texture_new (width, height, GDK_MEMORY_DEFAULT, bytes, stride);
  return gsk_texture_node_new (texture, bounds);
}

GskRenderNode *
vigil_plate_wrap (const graphene_rect_t *bounds,
                  int scale,
                  VigilNodeKind kind,
                  guint32 *pixels,
                  int width,
                  int height,
                  int row)
{
  if (kind == VIGIL_NODES_CAIRO)
    return wrap_in_cairo (bounds, scale, pixels, width, height, row);
  return wrap_in_texture (bounds, pixels, width, height, row);
}

VigilNodeKind
vigil_plate_get_kind (GtkWidget *widget)
{
  GtkNative *native = gtk_widget_get_native (widget);
  GskRenderer *renderer = native ? gtk_native_get_renderer (native) : NULL;
  return !renderer || GSK_IS_CAIRO_RENDERER (renderer) ? VIGIL_NODES_CAIRO : VIGIL_NODES_TEXTURE;
}

GskRenderNode *
vigil_plate_flatten (GskRenderNode *node, int scale)
{
  graphene_rect_t bounds;
  gsk_render_node_get_bounds (node, &bounds);
  graphene_rect_round_extents (&bounds, &bounds);
  cairo_surface_t *image = cairo_image_surface_create (
      CAIRO_FORMAT_ARGB32, (int) bounds.size.width * scale, (int) bounds.size.height * scale);
  cairo_surface_set_device_scale (image, scale, scale);
  cairo_t *cr = cairo_create (image);
  cairo_translate (cr, -bounds.origin.x, -bounds.origin.y);
  gsk_render_node_draw (node, cr);
  cairo_destroy (cr);

  GskRenderNode *flat = gsk_cairo_node_new (&bounds);
  cr = gsk_cairo_node_get_draw_context (flat);
  cairo_set_source_surface (cr, image, bounds.origin.x, bounds.origin.y);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_NEAREST);
  cairo_paint (cr);
  cairo_destroy (cr);
  cairo_surface_destroy (image);
  return flat;
}

void
vigil_plate_paint_on (cairo_surface_t *surface,
                      const GdkRectangle *place,
                      int scale,
                      const GdkRectangle *part,
                      VigilPlateFunc func,
                      gpointer data)
{
  cairo_t *cr = cairo_create (surface);
  cairo_scale (cr, scale, scale);
  cairo_translate (cr, -place->x, -place->y);
  gdk_cairo_rectangle (cr, part);
  cairo_clip (cr);
  func (cr, data);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
}

cairo_surface_t *
vigil_plate_paint (const GdkRectangle *place, int scale, VigilPlateFunc func, gpointer data)
{
  cairo_surface_t *surface =
      cairo_image_surface_create (CAIRO_FORMAT_RGB24, place->width * scale, place->height * scale);
  vigil_plate_paint_on (surface, place, scale, place, func, data);
  return surface;
}

GskRenderNode *
vigil_plate_wrap_picture (const GdkRectangle *place,
                          int scale,
                          VigilNodeKind kind,
                          cairo_surface_t *picture)
{
  graphene_rect_t bounds = vigil_plate_get_bounds (place);
  int width = cairo_image_surface_get_width (picture);
  int height = cairo_image_surface_get_height (picture);
  int row = cairo_image_surface_get_stride (picture) / (int) sizeof (guint32);
  guint32 *pixels = (guint32 *) (gpointer) cairo_image_surface_get_data (picture);
  /* The unused byte of RGB24 is alpha to a texture. */
  for (gsize i = 0; kind == VIGIL_NODES_TEXTURE && i < (gsize) row * (gsize) height; i++)
    pixels[i] |= 0xff000000u;
  return vigil_plate_wrap (&bounds, scale, kind, pixels, width, height, row);
}

GskRenderNode *
vigil_plate_new (
    const GdkRectangle *place, int scale, VigilNodeKind kind, VigilPlateFunc func, gpointer data)
{
  cairo_surface_t *surface = vigil_plate_paint (place, scale, func, data);
  GskRenderNode *node = vigil_plate_wrap_picture (place, scale, kind, surface);
  cairo_surface_destroy (surface);
  return node;
}
