/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "picture-compare.h"

#include <gtk/gtk.h>

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

static const char *update_folder; /* NULL: compared, not drawn anew */

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

static gboolean
has_font (void)
{
  g_autoptr (GtkWidget) widget = g_object_ref_sink (gtk_label_new (NULL));
  PangoContext *context = gtk_widget_get_pango_context (widget);
  g_autoptr (PangoFontDescription) wanted = pango_font_description_from_string ("Inter Display");
  g_autoptr (PangoFont) font = pango_context_load_font (context, wanted);
  g_autoptr (PangoFontDescription) found = pango_font_describe (font);
  return g_str_has_prefix (pango_font_description_get_family (found), "Inter");
}

gboolean
picture_init (int argc, char **argv)
{
  if (argc == 3 && g_str_equal (argv[1], "--update"))
    update_folder = argv[2];
  gboolean is_there = has_font ();
  if (!is_there)
    g_print ("1..0 # SKIP the pictures need the font Inter\n");
  return is_there;
}

/* Some files have fewer colours than a picture that is drawn. */
static cairo_surface_t *
read_picture (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "pictures", name, NULL);
  cairo_surface_t *raw = cairo_image_surface_create_from_png (path);
  g_assert_cmpint (cairo_surface_status (raw), ==, CAIRO_STATUS_SUCCESS);
  cairo_surface_t *surface =
      cairo_image_surface_create (CAIRO_FORMAT_RGB24, cairo_image_surface_get_width (raw),
                                  cairo_image_surface_get_height (raw));
  cairo_t *cr = cairo_create (surface);
  cairo_set_source_surface (cr, raw, 0, 0);
  cairo_paint (cr);
  cairo_destroy (cr);
  cairo_surface_destroy (raw);
  return surface;
}

static void
keep_for_eyes (const char *name, cairo_surface_t *now, cairo_surface_t *was)
{
  g_autofree char *seen = g_strdup_printf ("%s/vigil-%s.png", g_get_tmp_dir (), name);
  g_autofree char *where = g_strdup_printf ("%s/vigil-%s-diff.png", g_get_tmp_dir (), name);
  cairo_surface_t *marked = picture_explain (now, was);
  cairo_surface_write_to_png (now, seen);
  cairo_surface_write_to_png (marked, where);
  cairo_surface_destroy (marked);
  g_test_message ("what was drawn: %s; where it differs: %s", seen, where);
}

void
picture_check (const char *name, cairo_surface_t *now, guint most)
{
  g_autofree char *file = g_strconcat (name, ".png", NULL);
  if (update_folder != NULL) {
    g_autofree char *path = g_build_filename (update_folder, file, NULL);
    g_assert_cmpint (cairo_surface_write_to_png (now, path), ==, CAIRO_STATUS_SUCCESS);
    return;
  }
  cairo_surface_t *was = read_picture (file);
  guint n = picture_compare (now, was);
  g_test_message ("%s: %u strange pixels", name, n);
  if (n > most)
    keep_for_eyes (name, now, was);
  g_assert_cmpuint (n, <=, most);
  cairo_surface_destroy (was);
}
