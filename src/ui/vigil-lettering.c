/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-lettering.h"

#include <math.h>
#include <string.h>

#define FAMILY "Inter Display, Inter, Cantarell, sans-serif"
#define SHRINK_MAX 0.65
#define SIZES_MAX 48
#define NAME_PX 14

typedef struct {
  int cap_q; /* quarter pixels */
  PangoWeight weight;
  PangoLayout *layout;
} Size;

struct _VigilLettering {
  PangoContext *context;
  double cap_share; /* cap height of the family over its size */
  guint n_sizes;
  guint next; /* round robin once full */
  Size sizes[SIZES_MAX];
};

static PangoLayout *
make_layout (VigilLettering *self, double size, PangoWeight weight)
{
  PangoLayout *layout = pango_layout_new (self->context);
  g_autoptr (PangoFontDescription) font = pango_font_description_new ();
  PangoAttrList *attributes = pango_attr_list_new ();
  pango_font_description_set_family_static (font, FAMILY);
  pango_font_description_set_weight (font, weight);
  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  pango_layout_set_single_paragraph_mode (layout, TRUE);
  return layout;
}

static double
measure_cap_share (VigilLettering *self)
{
  g_autoptr (PangoLayout) layout = make_layout (self, 200, PANGO_WEIGHT_SEMIBOLD);
  PangoRectangle ink;
  pango_layout_set_text (layout, "H", -1);
  pango_layout_get_extents (layout, &ink, NULL);
  double share = (double) ink.height / PANGO_SCALE / 200;
  return share > 0.3 && share < 1.2 ? share : 0.72;
}

VigilLettering *
vigil_lettering_new (GtkWidget *widget)
{
  VigilLettering *self = g_new0 (VigilLettering, 1);
  cairo_font_options_t *options = cairo_font_options_create ();
  self->context = gtk_widget_create_pango_context (widget);
  /* Grey, unhinted: the picture is the same at any place and scale, and on any backend. */
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options (self->context, options);
  cairo_font_options_destroy (options);
  pango_context_set_round_glyph_positions (self->context, FALSE);
  /* "8–30" is never 30 to 8, whichever way the words beside it are read; words find their own way.
   */
  pango_context_set_base_dir (self->context, PANGO_DIRECTION_LTR);
  self->cap_share = measure_cap_share (self);
  return self;
}

void
vigil_lettering_free (VigilLettering *self)
{
  for (guint i = 0; i < self->n_sizes; i++)
    g_object_unref (self->sizes[i].layout);
  g_object_unref (self->context);
  g_free (self);
}

static PangoLayout *
get_layout (VigilLettering *self, const VigilTextStyle *style)
{
  int cap_q = MAX ((int) lround (style->cap * 4), 4);
  for (guint i = 0; i < self->n_sizes; i++) {
    if (self->sizes[i].cap_q == cap_q && self->sizes[i].weight == style->weight)
      return self->sizes[i].layout;
  }
  Size *size = &self->sizes[self->next];
  if (self->n_sizes < SIZES_MAX)
    self->n_sizes++;
  else
    g_object_unref (size->layout);
  self->next = (self->next + 1) % SIZES_MAX;
  size->cap_q = cap_q;
  size->weight = style->weight;
  size->layout = make_layout (self, cap_q / 4.0 / self->cap_share, style->weight);
  return size->layout;
}

/* Saturation is written with its subscript wherever it is read by eye. */
static void
set_text (PangoLayout *layout, const char *text)
{
  const char *plain = strstr (text, "SpO2");
  pango_layout_set_width (layout, -1);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_NONE);
  if (!plain) {
    pango_layout_set_text (layout, text, -1);
    return;
  }
  g_autofree char *with_subscript =
      g_strdup_printf ("%.*sSpO₂%s", (int) (plain - text), text, plain + strlen ("SpO2"));
  pango_layout_set_text (layout, with_subscript, -1);
}

static double
get_width (PangoLayout *layout)
{
  PangoRectangle logical;
  pango_layout_get_extents (layout, NULL, &logical);
  return (double) logical.width / PANGO_SCALE;
}

double
vigil_lettering_measure (VigilLettering *self, const VigilTextStyle *style, const char *text)
{
  if (!*text)
    return 0;
  PangoLayout *layout = get_layout (self, style);
  set_text (layout, text);
  return get_width (layout);
}

static double
draw (VigilLettering *self,
      cairo_t *cr,
      const VigilTextStyle *style,
      double least_share,
      const char *text,
      double x,
      double baseline)
{
  if (!*text)
    return 0;
  PangoLayout *layout = get_layout (self, style);
  cairo_matrix_t matrix;
  double share = 1;
  set_text (layout, text);
  double width = get_width (layout);
  if (style->max_width > 0 && width > style->max_width) {
    share = MAX (style->max_width / width, least_share);
    if (width * share > style->max_width + 0.5) {
      pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
      pango_layout_set_width (layout, (int) (style->max_width / share * PANGO_SCALE));
      width = get_width (layout);
    }
  }
  cairo_save (cr);
  cairo_get_matrix (cr, &matrix);
  gboolean is_turned = matrix.xx < 0; /* letters never are */
  cairo_translate (cr, x + width * share * (is_turned - style->align), baseline);
  cairo_scale (cr, is_turned ? -share : share, share);
  cairo_move_to (cr, 0, -(double) pango_layout_get_baseline (layout) / PANGO_SCALE);
  vigil_colour_set_source (cr, style->colour);
  pango_cairo_show_layout (cr, layout);
  cairo_restore (cr);
  return width * share;
}

double
vigil_lettering_draw (VigilLettering *self,
                      cairo_t *cr,
                      const VigilTextStyle *style,
                      const char *text,
                      double x,
                      double baseline)
{
  return draw (self, cr, style, SHRINK_MAX, text, x, baseline);
}

double
vigil_lettering_draw_name (VigilLettering *self,
                           cairo_t *cr,
                           const VigilTextStyle *style,
                           const char *text,
                           double x,
                           double baseline)
{
  double least_share = NAME_PX * self->cap_share / MAX (style->cap, 1);
  return draw (self, cr, style, MIN (least_share, 1), text, x, baseline);
}
