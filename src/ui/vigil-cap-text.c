/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-cap-text.h"

/* The size at which capitals are measured, in px; any large one will do. */
#define PROBE_PX 200
#define TRIES_MAX 4

void
vigil_cap_text_clear (VigilCapText *self)
{
  g_clear_object (&self->layout);
  g_clear_pointer (&self->text, g_free);
}

static gboolean
is_same (const VigilCapText *self,
         GtkWidget *widget,
         const char *text,
         double cap_px,
         double min_px,
         double room_px,
         PangoWeight weight)
{
  return self->layout != NULL && g_strcmp0 (self->text, text) == 0 && self->weight == weight
         && self->wish_px == cap_px && self->min_px == min_px && self->room_px == room_px
         && self->serial == pango_context_get_serial (gtk_widget_get_pango_context (widget));
}

static void
set_size (VigilCapText *self, double size_px)
{
  g_autoptr (PangoFontDescription) font = pango_font_description_copy (
      pango_context_get_font_description (pango_layout_get_context (self->layout)));
  pango_font_description_set_weight (font, self->weight);
  pango_font_description_set_absolute_size (font, size_px * PANGO_SCALE);
  pango_layout_set_font_description (self->layout, font);
}

/* Measured once for a font and weight. */
static void
measure_cap_share (VigilCapText *self)
{
  PangoRectangle ink;
  if (self->cap_share > 0 && self->share_serial == self->serial
      && self->share_weight == self->weight)
    return;
  pango_layout_set_text (self->layout, "H", 1);
  set_size (self, PROBE_PX);
  pango_layout_get_extents (self->layout, &ink, NULL);
  self->cap_share = CLAMP ((double) ink.height / PANGO_SCALE / PROBE_PX, 0.3, 1.0);
  self->share_serial = self->serial;
  self->share_weight = self->weight;
}

static double
measure_width (VigilCapText *self)
{
  PangoRectangle logical;
  pango_layout_get_extents (self->layout, NULL, &logical);
  return (double) logical.width / PANGO_SCALE;
}

static void
fit (VigilCapText *self)
{
  self->cap_px = self->wish_px;
  set_size (self, self->cap_px / self->cap_share);
  self->width_px = measure_width (self);
  if (self->room_px <= 0)
    return;
  /* Hinted glyphs do not shrink quite in proportion. */
  for (guint i = 0; i < TRIES_MAX && self->width_px > self->room_px && self->cap_px > self->min_px;
       i++) {
    self->cap_px = MAX (self->min_px, 0.97 * self->cap_px * self->room_px / self->width_px);
    set_size (self, self->cap_px / self->cap_share);
    self->width_px = measure_width (self);
  }
  if (self->width_px > self->room_px) {
    pango_layout_set_width (self->layout, (int) (self->room_px * PANGO_SCALE));
    self->width_px = measure_width (self);
  }
}

gboolean
vigil_cap_text_set (VigilCapText *self,
                    GtkWidget *widget,
                    const char *text,
                    double cap_px,
                    double min_px,
                    double room_px,
                    PangoWeight weight)
{
  if (is_same (self, widget, text, cap_px, min_px, room_px, weight))
    return FALSE;
  vigil_cap_text_clear (self);
  self->text = g_strdup (text);
  self->weight = weight;
  self->wish_px = cap_px;
  self->min_px = min_px;
  self->room_px = room_px;
  self->layout = gtk_widget_create_pango_layout (widget, NULL);
  self->serial = pango_context_get_serial (gtk_widget_get_pango_context (widget));
  measure_cap_share (self);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  pango_layout_set_attributes (self->layout, attributes);
  pango_layout_set_ellipsize (self->layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_single_paragraph_mode (self->layout, TRUE);
  pango_layout_set_text (self->layout, text, -1);
  fit (self);
  self->baseline_px = (double) pango_layout_get_baseline (self->layout) / PANGO_SCALE;
  return TRUE;
}

void
vigil_cap_text_draw (
    const VigilCapText *self, GtkSnapshot *snapshot, double x, double y, const GdkRGBA *colour)
{
  if (self->layout == NULL)
    return;
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT ((float) x, (float) (y - self->baseline_px)));
  gtk_snapshot_append_layout (snapshot, self->layout, colour);
  gtk_snapshot_restore (snapshot);
}
