/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-swatch.h"

#include "vigil-cap-text.h"
#include "vigil-words.h"

#define PAD 14.0 /* px */
#define CAP 17.0 /* px */

struct _VigilSwatch {
  GtkWidget parent_instance;
  VigilPalette palette;
  VigilPriority priority; /* NONE: of a parameter */
  VigilNumericKind kind;
  char *words;
  VigilCapText text;
};

G_DEFINE_FINAL_TYPE (VigilSwatch, vigil_swatch, GTK_TYPE_WIDGET)

static void
vigil_swatch_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VigilSwatch *self = VIGIL_SWATCH (widget);
  float width = (float) gtk_widget_get_width (widget);
  float height = (float) gtk_widget_get_height (widget);
  gboolean is_alarm = self->priority != VIGIL_PRIORITY_NONE;
  GdkRGBA fill = vigil_colour_to_rgba (
      is_alarm ? vigil_palette_alarm_fill (&self->palette, self->priority, TRUE)
               : vigil_palette_get (&self->palette, VIGIL_COLOUR_TILE));
  GdkRGBA ink = vigil_colour_to_rgba (
      is_alarm ? vigil_palette_alarm_text (&self->palette, self->priority, TRUE)
               : vigil_palette_numeric (&self->palette, self->kind));
  gtk_snapshot_append_color (snapshot, &fill, &GRAPHENE_RECT_INIT (0, 0, width, height));
  vigil_cap_text_draw (&self->text, snapshot, PAD, (height + self->text.cap_px) / 2, &ink);
}

static void
vigil_swatch_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  VigilSwatch *self = VIGIL_SWATCH (widget);
  vigil_cap_text_set (&self->text, widget, self->words, CAP, 10, width - 2 * PAD,
                      PANGO_WEIGHT_BOLD);
}

static void
vigil_swatch_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (vigil_swatch_parent_class)->css_changed (widget, change);
  vigil_palette_load (&VIGIL_SWATCH (widget)->palette, widget);
  gtk_widget_queue_draw (widget);
}

static void
vigil_swatch_measure (GtkWidget *widget,
                      GtkOrientation orientation,
                      int for_size,
                      int *minimum,
                      int *natural,
                      int *minimum_baseline,
                      int *natural_baseline)
{
  *minimum = *natural = orientation == GTK_ORIENTATION_VERTICAL ? 44 : 120;
}

static void
vigil_swatch_finalize (GObject *object)
{
  VigilSwatch *self = VIGIL_SWATCH (object);
  vigil_cap_text_clear (&self->text);
  g_free (self->words);
  G_OBJECT_CLASS (vigil_swatch_parent_class)->finalize (object);
}

static void
vigil_swatch_class_init (VigilSwatchClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->finalize = vigil_swatch_finalize;
  widget_class->snapshot = vigil_swatch_snapshot;
  widget_class->size_allocate = vigil_swatch_size_allocate;
  widget_class->css_changed = vigil_swatch_css_changed;
  widget_class->measure = vigil_swatch_measure;
  gtk_widget_class_set_css_name (widget_class, "swatch");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
vigil_swatch_init (VigilSwatch *self)
{
  vigil_palette_init (&self->palette);
}

static GtkWidget *
make (VigilPriority priority, VigilNumericKind kind, char *words)
{
  VigilSwatch *self = g_object_new (VIGIL_TYPE_SWATCH, NULL);
  self->priority = priority;
  self->kind = kind;
  self->words = words;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  return GTK_WIDGET (self);
}

GtkWidget *
vigil_swatch_new_alarm (VigilPriority priority, const char *name)
{
  return make (priority, VIGIL_NUMERIC_HR,
               g_strdup_printf ("%s %s", vigil_words_stars (priority), name));
}

GtkWidget *
vigil_swatch_new_numeric (VigilNumericKind kind, const char *name)
{
  return make (VIGIL_PRIORITY_NONE, kind, g_strdup (name));
}
