/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-wall-notes.h"

#include <glib/gi18n.h>

#include "vigil-stray-words.h"
#include "vigil-words.h"

struct _VigilWallNotes {
  GtkWidget parent_instance;
  VigilStation *station;
  GtkWidget *strays, *alarm, *mine;
  char *name; /* as it was told last */
};

G_DEFINE_FINAL_TYPE (VigilWallNotes, vigil_wall_notes, GTK_TYPE_WIDGET)

static void
set_text (GtkWidget *label, const char *text)
{
  gtk_widget_set_visible (label, text != NULL);
  if (text != NULL && g_strcmp0 (gtk_label_get_label (GTK_LABEL (label)), text) != 0)
    gtk_label_set_label (GTK_LABEL (label), text);
}

static void
show_if_any (VigilWallNotes *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), gtk_widget_get_visible (self->strays)
                                                 || gtk_widget_get_visible (self->mine));
}

/* As everywhere: filled while it is open, an outline once it is silenced. */
static void
mark_alarm (VigilWallNotes *self, const VigilAlarm *alarm)
{
  static const char *const NAMES[] = { "low", "medium", "high", "open" };
  for (guint i = 0; i < G_N_ELEMENTS (NAMES); i++)
    gtk_widget_remove_css_class (self->alarm, NAMES[i]);
  if (alarm == NULL)
    return;
  gtk_widget_add_css_class (self->alarm, vigil_priority_to_string (alarm->priority));
  if (vigil_alarm_is_open (alarm))
    gtk_widget_add_css_class (self->alarm, "open");
}

static void
set_name (VigilWallNotes *self, const char *name)
{
  if (g_strcmp0 (self->name, name) == 0)
    return;
  g_free (self->name);
  self->name = g_strdup (name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
refresh (VigilWallNotes *self)
{
  VigilWard *ward = vigil_station_get_ward (self->station);
  guint bed;
  g_autofree char *strays = vigil_stray_words_dup (ward);
  g_autofree char *alarm = vigil_stray_words_dup_alarm (ward);
  set_text (self->strays, strays);
  set_text (self->alarm, alarm);
  mark_alarm (self, vigil_stray_words_find_alarm (ward, &bed));
  g_autofree char *name =
      alarm != NULL ? g_strdup_printf ("%s. %s", strays, alarm) : g_strdup (strays);
  set_name (self, name != NULL ? name : _ ("Notes about this wall"));
  show_if_any (self);
}

static GtkWidget *
add_label (VigilWallNotes *self, const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);
  gtk_widget_add_css_class (label, css_class);
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_parent (label, GTK_WIDGET (self));
  gtk_widget_set_visible (label, FALSE);
  return label;
}

static void
vigil_wall_notes_dispose (GObject *object)
{
  GtkWidget *child;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&VIGIL_WALL_NOTES (object)->station);
  G_OBJECT_CLASS (vigil_wall_notes_parent_class)->dispose (object);
}

static void
vigil_wall_notes_finalize (GObject *object)
{
  g_free (VIGIL_WALL_NOTES (object)->name);
  G_OBJECT_CLASS (vigil_wall_notes_parent_class)->finalize (object);
}

static void
vigil_wall_notes_class_init (VigilWallNotesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = vigil_wall_notes_dispose;
  G_OBJECT_CLASS (klass)->finalize = vigil_wall_notes_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "wallnotes");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_STATUS);
}

static void
vigil_wall_notes_init (VigilWallNotes *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), 16);
  self->strays = add_label (self, "strays");
  /* What is wrong is read whole; the list of beds may end in dots. */
  self->alarm = add_label (self, "stray-alarm");
  gtk_label_set_ellipsize (GTK_LABEL (self->alarm), PANGO_ELLIPSIZE_NONE);
  self->mine = add_label (self, "mine");
  gtk_widget_set_hexpand (self->mine, TRUE);
}

GtkWidget *
vigil_wall_notes_new (VigilStation *station)
{
  g_return_val_if_fail (VIGIL_IS_STATION (station), NULL);
  VigilWallNotes *self = g_object_new (VIGIL_TYPE_WALL_NOTES, NULL);
  self->station = g_object_ref (station);
  g_signal_connect_object (station, "strays-changed", G_CALLBACK (refresh), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (station, "alarms-changed", G_CALLBACK (refresh), self,
                           G_CONNECT_SWAPPED);
  refresh (self);
  return GTK_WIDGET (self);
}

void
vigil_wall_notes_set_mine (VigilWallNotes *self, const char *text)
{
  g_return_if_fail (VIGIL_IS_WALL_NOTES (self));
  set_text (self->mine, text);
  show_if_any (self);
}
