/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-strip-who.h"

#include <glib/gi18n.h>

#include "vigil-cap-text.h"

#define PAD 10.0 /* px, beside the texts */
#define WIDE_PX 160 /* from here on there is room for the large letters */

struct _VigilStripWho {
  GtkButton parent_instance;
  VigilStation *station;
  const VigilPalette *palette;
  VigilCapText name_text, clock_text;
};

G_DEFINE_FINAL_TYPE (VigilStripWho, vigil_strip_who, GTK_TYPE_BUTTON)

static gboolean
is_signed_in (VigilStripWho *self)
{
  return vigil_station_get_signed_in (self->station)[0] != '\0';
}

static void
shape (VigilStripWho *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  double width = gtk_widget_get_width (widget);
  gboolean is_wide = width >= WIDE_PX;
  /* translators: the target in the attention strip on which a nurse gives a name */
  const char *name =
      is_signed_in (self) ? vigil_station_get_signed_in (self->station) : _ ("Sign in");
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  /* translators: the clock of the wall, hours to seconds; see g_date_time_format() */
  g_autofree char *clock = g_date_time_format (now, _ ("%H:%M:%S"));
  if (width <= 2 * PAD)
    return;
  vigil_cap_text_set (&self->name_text, widget, name, is_wide ? 17 : 13, 11, width - 2 * PAD,
                      PANGO_WEIGHT_SEMIBOLD);
  vigil_cap_text_set (&self->clock_text, widget, clock, is_wide ? 26 : 16, 12, width - 2 * PAD,
                      PANGO_WEIGHT_MEDIUM);
}

static void
name_target (VigilStripWho *self)
{
  g_autofree char *name = is_signed_in (self)
                              /* translators: spoken: the name of a nurse */
                              ? g_strdup_printf (_ ("Signed in at this desk: %s"),
                                                 vigil_station_get_signed_in (self->station))
                              : g_strdup (_ ("Nobody is signed in at this desk"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  _ ("Opens the page on which another name is chosen"), -1);
}

static void
refresh (VigilStripWho *self)
{
  shape (self);
  name_target (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
vigil_strip_who_tick (VigilStripWho *self)
{
  g_return_if_fail (VIGIL_IS_STRIP_WHO (self));
  shape (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static double
begin_of (GtkWidget *widget, const VigilCapText *text)
{
  if (gtk_widget_get_direction (widget) != GTK_TEXT_DIR_RTL)
    return PAD;
  return gtk_widget_get_width (widget) - PAD - text->width_px;
}

static void
vigil_strip_who_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VigilStripWho *self = VIGIL_STRIP_WHO (widget);
  double height = gtk_widget_get_height (widget);
  GdkRGBA text = vigil_colour_to_rgba (vigil_palette_get (self->palette, VIGIL_COLOUR_TEXT));
  GdkRGBA dim = vigil_colour_to_rgba (vigil_palette_get (self->palette, VIGIL_COLOUR_TEXT_DIM));
  double gap = (height - self->name_text.cap_px - self->clock_text.cap_px) / 3;
  vigil_cap_text_draw (&self->name_text, snapshot, begin_of (widget, &self->name_text),
                       gap + self->name_text.cap_px, is_signed_in (self) ? &text : &dim);
  vigil_cap_text_draw (&self->clock_text, snapshot, begin_of (widget, &self->clock_text),
                       height - gap, &text);
}

static void
vigil_strip_who_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  shape (VIGIL_STRIP_WHO (widget));
}

static void
vigil_strip_who_dispose (GObject *object)
{
  g_clear_object (&VIGIL_STRIP_WHO (object)->station);
  G_OBJECT_CLASS (vigil_strip_who_parent_class)->dispose (object);
}

static void
vigil_strip_who_finalize (GObject *object)
{
  VigilStripWho *self = VIGIL_STRIP_WHO (object);
  vigil_cap_text_clear (&self->name_text);
  vigil_cap_text_clear (&self->clock_text);
  G_OBJECT_CLASS (vigil_strip_who_parent_class)->finalize (object);
}

static void
vigil_strip_who_class_init (VigilStripWhoClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  object_class->dispose = vigil_strip_who_dispose;
  object_class->finalize = vigil_strip_who_finalize;
  widget_class->size_allocate = vigil_strip_who_size_allocate;
  widget_class->snapshot = vigil_strip_who_snapshot;
}

static void
vigil_strip_who_init (VigilStripWho *self)
{
  /* Nothing to lay out: it paints its words itself. */
  gtk_widget_set_layout_manager (GTK_WIDGET (self), NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self), "who");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self), "win.who");
}

GtkWidget *
vigil_strip_who_new (VigilStation *station, const VigilPalette *palette)
{
  g_return_val_if_fail (VIGIL_IS_STATION (station), NULL);
  VigilStripWho *self = g_object_new (VIGIL_TYPE_STRIP_WHO, NULL);
  self->station = g_object_ref (station);
  self->palette = palette;
  g_signal_connect_object (station, "signed-in-changed", G_CALLBACK (refresh), self,
                           G_CONNECT_SWAPPED);
  refresh (self);
  return GTK_WIDGET (self);
}
