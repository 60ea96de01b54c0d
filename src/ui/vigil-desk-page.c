/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-desk-page.h"

#include <glib/gi18n.h>

#include "vigil-look-choice.h"
#include "vigil-page-parts.h"
#include "vigil-volume-control.h"
#include "vigil-wall-choice.h"
#include "vigil-words.h"

struct _VigilDeskPage {
  GtkBox parent_instance;
  VigilStation *station;
  GtkWidget *who, *check;
};

G_DEFINE_FINAL_TYPE (VigilDeskPage, vigil_desk_page, GTK_TYPE_BOX)

static void
refresh (VigilDeskPage *self)
{
  const char *who = vigil_station_get_signed_in (self->station);
  const char *by;
  gint64 checked_ms = vigil_station_get_check (self->station, &by);
  g_autofree char *check =
      vigil_words_check (checked_ms, by, vigil_station_now (self->station).wall_ms);
  vigil_page_parts_set_text (self->who, who[0] != '\0' ? who : _ ("Nobody is signed in."));
  vigil_page_parts_set_text (self->check, check);
}

static GtkWidget *
make_button (const char *label, const char *action)
{
  GtkWidget *button = vigil_page_parts_new_button (label);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  return button;
}

static void
build (VigilDeskPage *self)
{
  GtkWidget *content;
  GtkWidget *scroller = vigil_page_parts_new_scroller (&content);
  self->who = vigil_page_parts_new_text ("", "identity");
  self->check = vigil_page_parts_new_text ("", "identity");
  GtkWidget *parts[] = {
    vigil_page_parts_new_heading (_ ("Who is here")),
    self->who,
    make_button (_ ("Choose a name"), "win.who"),
    vigil_page_parts_new_heading (_ ("Sound and colours, once a day")),
    self->check,
    make_button (_ ("Check sound and colours"), "win.check"),
    vigil_page_parts_new_heading (_ ("Volume")),
    vigil_volume_control_new (self->station),
    vigil_look_choice_new (gtk_widget_get_display (GTK_WIDGET (self))),
    vigil_wall_choice_new (self->station, gtk_widget_get_display (GTK_WIDGET (self))),
    vigil_page_parts_new_heading (_ ("Cleaning")),
    vigil_page_parts_new_text (_ ("Touch is off for 30 seconds. Alarms sound, and a red alarm ends "
                                  "it."),
                               "condition"),
    make_button (_ ("Clean the screen"), "win.clean-screen"),
  };
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    gtk_box_append (GTK_BOX (content), parts[i]);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (self), scroller);
}

static void
vigil_desk_page_dispose (GObject *object)
{
  g_clear_object (&VIGIL_DESK_PAGE (object)->station);
  G_OBJECT_CLASS (vigil_desk_page_parent_class)->dispose (object);
}

static void
vigil_desk_page_class_init (VigilDeskPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vigil_desk_page_dispose;
}

static void
vigil_desk_page_init (VigilDeskPage *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
}

GtkWidget *
vigil_desk_page_new (VigilStation *station)
{
  g_return_val_if_fail (VIGIL_IS_STATION (station), NULL);
  VigilDeskPage *self = g_object_new (VIGIL_TYPE_DESK_PAGE, NULL);
  self->station = g_object_ref (station);
  build (self);
  g_signal_connect_object (station, "signed-in-changed", G_CALLBACK (refresh), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (station, "checked", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
  return GTK_WIDGET (self);
}
