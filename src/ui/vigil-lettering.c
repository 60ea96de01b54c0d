/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-lettering.h"

#include <math.h>
#include <string.h>

#define FAMILY "Inter Display, Inter, Cantarell, sans-serif"
#define SHRINK_MAX 0.65
#define NAME_PX 14
/* How many shaped texts are kept: numbers and countdowns come again, names and labels stay. */
#define WORDS_MAX 1024

typedef struct {
  char *text; /* NULL: none yet */
  int cap_q; /* quarter pixels */
  PangoWeight weight;
  PangoLayout *layout;
  double width;
} Word;

struct _VigilLettering {
  PangoContext *context;
  double cap_share; /* cap height of the family over its size */
  Word words[WORDS_MAX]; /* each in the one place that its hash gives it */
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

static void
clear_word (Word *word)
{
  g_clear_pointer (&word->text, g_free);
  g_clear_object (&word->layout);
}

void
vigil_lettering_free (VigilLettering *self)
{
  for (guint i = 0; i < WORDS_MAX; i++)
    clear_word (&self->words[i]);
  g_object_unref (self->context);
  g_free (self);
}

/* Saturation is written with its subscript wherever it is read by eye. */
static void
set_text (PangoLayout *layout, const char *text)
{
  const char *plain = strstr (text, "SpO2");
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

/* Shaping costs some ten times what drawing does. */
static const Word *
get_word (VigilLettering *self, const VigilTextStyle *style, const char *text)
{
  int cap_q = MAX ((int) lround (style->cap * 4), 4);
  guint hash = g_str_hash (text) * 31 + (guint) cap_q * 7 + style->weight;
  Word *word = &self->words[hash % WORDS_MAX];
  if (word->text != NULL && word->cap_q == cap_q && word->weight == style->weight
      && g_str_equal (word->text, text))
    return word;
  clear_word (word);
  word->text = g_strdup (text);
  word->cap_q = cap_q;
  word->weight = style->weight;
  word->layout = make_layout (self, cap_q / 4.0 / self->cap_share, style->weight);
  set_text (word->layout, text);
  word->width = get_width (word->layout);
  return word;
}

double
vigil_lettering_measure (VigilLettering *self, const VigilTextStyle *style, const char *text)
{
  return *text ? get_word (self, style, text)->width : 0;
}

static gboolean
is_too_wide (const VigilTextStyle *style, double width)
{
  return style->max_width > 0 && width > style->max_width + 0.5;
}

gboolean
vigil_lettering_fits (VigilLettering *self, const VigilTextStyle *style, const char *text)
{
  return !is_too_wide (style, vigil_lettering_measure (self, style, text) * SHRINK_MAX);
}

static PangoLayout *
cut (PangoLayout *whole, PangoEllipsizeMode where, double width)
{
  PangoLayout *layout = pango_layout_copy (whole);
  pango_layout_set_ellipsize (layout, where);
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  return layout;
}

static double
draw (VigilLettering *self,
      cairo_t *cr,
      const VigilTextStyle *style,
      double least_share,
      PangoEllipsizeMode where,
      const char *text,
      double x,
      double baseline)
{
  if (!*text)
    return 0;
  const Word *word = get_word (self, style, text);
  g_autoptr (PangoLayout) layout = g_object_ref (word->layout);
  cairo_matrix_t matrix;
  double share = 1, width = word->width;
  if (style->max_width > 0 && width > style->max_width) {
    share = MAX (style->max_width / width, least_share);
    if (is_too_wide (style, width * share)) {
      g_object_unref (layout);
      layout = cut (word->layout, where, style->max_width / share);
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
  return draw (self, cr, style, SHRINK_MAX, PANGO_ELLIPSIZE_END, text, x, baseline);
}

double
vigil_lettering_draw_label (VigilLettering *self,
                            cairo_t *cr,
                            const VigilTextStyle *style,
                            const char *text,
                            double x,
                            double baseline)
{
  return draw (self, cr, style, SHRINK_MAX, PANGO_ELLIPSIZE_MIDDLE, text, x, baseline);
}

/* Of the size of @style, down to which a name shrinks. */
static double
least_name_share (const VigilLettering *self, const VigilTextStyle *style)
{
  return MIN (NAME_PX * self->cap_share / MAX (style->cap, 1), 1);
}

gboolean
vigil_lettering_name_fits (VigilLettering *self, const VigilTextStyle *style, const char *text)
{
  double width = vigil_lettering_measure (self, style, text);
  return !is_too_wide (style, width * least_name_share (self, style));
}

double
vigil_lettering_draw_name (VigilLettering *self,
                           cairo_t *cr,
                           const VigilTextStyle *style,
                           const char *text,
                           double x,
                           double baseline)
{
  return draw (self, cr, style, least_name_share (self, style), PANGO_ELLIPSIZE_END, text, x,
               baseline);
}
