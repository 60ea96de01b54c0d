/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-plate.h"

#define SIZE 100

/* Rounded corners with a shadow inside them, as of a silence target, at (20, 30). */
static GskRenderNode *
make_target (void)
{
  GskRoundedRect outline;
  gsk_rounded_rect_init_from_rect (&outline, &GRAPHENE_RECT_INIT (20, 30, 60, 40), 8);
  const GdkRGBA white = { 1, 1, 1, 1 }, edge = { 0.2f, 0, 0, 1 };
  g_autoptr (GskRenderNode) fill = gsk_color_node_new (&white, &outline.bounds);
  GskRenderNode *parts[] = { gsk_rounded_clip_node_new (fill, &outline),
                             gsk_inset_shadow_node_new (&outline, &edge, 0, 0, 2, 0) };
  GskRenderNode *node = gsk_container_node_new (parts, G_N_ELEMENTS (parts));
  gsk_render_node_unref (parts[0]);
  gsk_render_node_unref (parts[1]);
  return node;
}

static cairo_surface_t *
draw (GskRenderNode *node, int scale)
{
  cairo_surface_t *image =
      cairo_image_surface_create (CAIRO_FORMAT_RGB24, SIZE * scale, SIZE * scale);
  cairo_surface_set_device_scale (image, scale, scale);
  cairo_t *cr = cairo_create (image);
  cairo_set_source_rgb (cr, 0.8, 0.1, 0.1);
  cairo_paint (cr);
  gsk_render_node_draw (node, cr);
  cairo_destroy (cr);
  cairo_surface_flush (image);
  return image;
}

static guint
count_colours_apart (cairo_surface_t *a, cairo_surface_t *b)
{
  guint n = 0;
  for (int y = 0; y < cairo_image_surface_get_height (a); y++) {
    const guint8 *left = cairo_image_surface_get_data (a) + y * cairo_image_surface_get_stride (a);
    const guint8 *right = cairo_image_surface_get_data (b) + y * cairo_image_surface_get_stride (b);
    for (int x = 0; x < cairo_image_surface_get_width (a) * 4; x++)
      n += x % 4 != 3 && ABS (left[x] - right[x]) > 2;
  }
  return n;
}

static void
test_what_is_flat_looks_as_it_did (void)
{
  for (int scale = 1; scale <= 2; scale++) {
    g_autoptr (GskRenderNode) node = make_target ();
    g_autoptr (GskRenderNode) flat = vigil_plate_flatten (node, scale);
    g_assert_cmpint (gsk_render_node_get_node_type (flat), ==, GSK_CAIRO_NODE);
    cairo_surface_t *as_it_was = draw (node, scale);
    cairo_surface_t *as_it_is = draw (flat, scale);
    g_assert_cmpuint (count_colours_apart (as_it_was, as_it_is), ==, 0);
    cairo_surface_destroy (as_it_was);
    cairo_surface_destroy (as_it_is);
  }
}

/* The comparison can tell: at half the pixels the corners are others. */
static void
test_a_coarser_picture_is_told (void)
{
  g_autoptr (GskRenderNode) node = make_target ();
  g_autoptr (GskRenderNode) flat = vigil_plate_flatten (node, 1);
  cairo_surface_t *as_it_was = draw (node, 2);
  cairo_surface_t *as_it_is = draw (flat, 2);
  g_assert_cmpuint (count_colours_apart (as_it_was, as_it_is), >, 0);
  cairo_surface_destroy (as_it_was);
  cairo_surface_destroy (as_it_is);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_type_ensure (GSK_TYPE_COLOR_NODE); /* there is no display that would do it */
  g_test_add_func ("/plate/what-is-flat-looks-as-it-did", test_what_is_flat_looks_as_it_did);
  g_test_add_func ("/plate/a-coarser-picture-is-told", test_a_coarser_picture_is_told);
  return g_test_run ();
}
