/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-alarm-strip-list.h"

#include <glib/gi18n.h>

#include "vigil-alarm-strip-view.h"
#include "vigil-page-parts.h"

#define VIGIL_TYPE_ALARM_STRIP_LIST (vigil_alarm_strip_list_get_type ())
G_DECLARE_FINAL_TYPE (VigilAlarmStripList, vigil_alarm_strip_list, VIGIL, ALARM_STRIP_LIST, GtkBox)

struct _VigilAlarmStripList {
  GtkBox parent_instance;
  VigilStation *station;
  guint bed;
  char newest[VIGIL_KEY_MAX + 24]; /* which strip is on top */
  guint n_shown;
};

G_DEFINE_FINAL_TYPE (VigilAlarmStripList, vigil_alarm_strip_list, GTK_TYPE_BOX)

static void
add_strip (VigilAlarmStripList *self, const VigilAlarmStrip *strip)
{
  g_autofree char *text = vigil_alarm_strip_view_dup_description (strip);
  gtk_box_append (GTK_BOX (self), vigil_page_parts_new_text (text, "dim"));
  gtk_box_append (GTK_BOX (self), vigil_alarm_strip_view_new (strip));
}

static void
clear (VigilAlarmStripList *self)
{
  GtkWidget *child;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_box_remove (GTK_BOX (self), child);
}

static void
refresh (VigilAlarmStripList *self)
{
  const VigilStripBook *book = vigil_station_get_strips (self->station);
  guint n = vigil_strip_book_get_n (book, self->bed);
  const VigilAlarmStrip *top = vigil_strip_book_get (book, self->bed, 0);
  g_autofree char *newest = top != NULL
                                ? g_strdup_printf ("%s %" G_GINT64_FORMAT, top->key, top->raised_ms)
                                : g_strdup ("");
  gtk_widget_set_visible (GTK_WIDGET (self), n > 0);
  if (n == self->n_shown && g_str_equal (newest, self->newest))
    return;
  self->n_shown = n;
  vigil_text_copy (self->newest, sizeof self->newest, newest);
  clear (self);
  if (n > 0)
    gtk_box_append (GTK_BOX (self), vigil_page_parts_new_heading (_ ("Alarm strips, not live")));
  for (guint i = 0; i < n; i++)
    add_strip (self, vigil_strip_book_get (book, self->bed, i));
}

static void
vigil_alarm_strip_list_dispose (GObject *object)
{
  g_clear_object (&VIGIL_ALARM_STRIP_LIST (object)->station);
  G_OBJECT_CLASS (vigil_alarm_strip_list_parent_class)->dispose (object);
}

static void
vigil_alarm_strip_list_class_init (VigilAlarmStripListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vigil_alarm_strip_list_dispose;
}

static void
vigil_alarm_strip_list_init (VigilAlarmStripList *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
}

GtkWidget *
vigil_alarm_strip_list_new (VigilStation *station, guint bed)
{
  g_return_val_if_fail (VIGIL_IS_STATION (station), NULL);
  VigilAlarmStripList *self = g_object_new (VIGIL_TYPE_ALARM_STRIP_LIST, NULL);
  self->station = g_object_ref (station);
  self->bed = bed;
  g_signal_connect_object (station, "strips-changed", G_CALLBACK (refresh), self,
                           G_CONNECT_SWAPPED);
  refresh (self);
  return GTK_WIDGET (self);
}
