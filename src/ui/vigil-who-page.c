/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-who-page.h"

#include <glib/gi18n.h>

#include "vigil-page-parts.h"
#include "vigil-words.h"

#define NAME_KEY "vigil-nurse"
#define TARGET_PX 72

struct _VigilWhoPage {
  GtkBox parent_instance;
  VigilStation *station;
  GtkWidget *now, *empty, *list;
  GArray *shown; /* VigilStationNurse, of the targets; NULL = none made yet */
};

G_DEFINE_FINAL_TYPE (VigilWhoPage, vigil_who_page, GTK_TYPE_BOX)

static void
chosen_cb (GtkButton *button, gpointer data)
{
  VigilWhoPage *self = data;
  vigil_station_set_signed_in (self->station, g_object_get_data (G_OBJECT (button), NAME_KEY));
  gtk_widget_activate_action (GTK_WIDGET (self), "win.ward", NULL);
}

/* "Beds 1 · 2 · 3"; "" without one. */
static char *
dup_beds (VigilWhoPage *self, guint64 beds)
{
  VigilWard *ward = vigil_station_get_ward (self->station);
  g_autoptr (GString) text = g_string_new (NULL);
  guint n = 0;
  for (guint i = 0; i < vigil_ward_get_n_beds (ward); i++) {
    if ((beds >> i & 1) == 0)
      continue;
    g_string_append_printf (text, "%s%s", n > 0 ? " · " : "",
                            vigil_bed_get_name (vigil_ward_get_bed (ward, i)));
    n++;
  }
  if (n == 0)
    return g_strdup ("");
  /* translators: the labels of the beds that a nurse has */
  return g_strdup_printf (ngettext ("Bed %s", "Beds %s", n), text->str);
}

static GtkWidget *
make_target (VigilWhoPage *self, const char *name, const char *title, const char *detail)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), vigil_page_parts_new_text (title, "nurse-name"));
  if (detail[0] != '\0')
    gtk_box_append (GTK_BOX (box), vigil_page_parts_new_text (detail, "nurse-beds"));
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_set_size_request (button, -1, TARGET_PX);
  gtk_widget_add_css_class (button, "nurse");
  /* translators: spoken: the name of a nurse, then the beds: "N. Okafor. Beds 1 · 2" */
  g_autofree char *spoken =
      detail[0] != '\0' ? g_strdup_printf (_ ("%s. %s"), title, detail) : g_strdup (title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
  g_object_set_data_full (G_OBJECT (button), NAME_KEY, g_strdup (name), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (chosen_cb), self, 0);
  return button;
}

static void
mark_chosen (VigilWhoPage *self)
{
  const char *who = vigil_station_get_signed_in (self->station);
  for (GtkWidget *child = gtk_widget_get_first_child (self->list); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    gboolean is_chosen = g_strcmp0 (g_object_get_data (G_OBJECT (child), NAME_KEY), who) == 0;
    if (is_chosen)
      gtk_widget_add_css_class (child, "chosen");
    else
      gtk_widget_remove_css_class (child, "chosen");
    gtk_accessible_update_state (
        GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_STATE_PRESSED,
        is_chosen ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE, -1);
  }
}

static char *
dup_now (VigilWhoPage *self)
{
  const char *who = vigil_station_get_signed_in (self->station);
  if (who[0] == '\0')
    return g_strdup (_ ("Nobody is signed in."));
  VigilNow now = vigil_station_now (self->station);
  gint64 left_us = vigil_station_get_signed_in_until (self->station) - now.mono_us;
  g_autofree char *end = vigil_words_time_of_day (now.wall_ms + left_us / 1000);
  /* translators: the name of a nurse, the time of day */
  return g_strdup_printf (_ ("%s is signed in until %s."), who, end);
}

static gboolean
is_shown (VigilWhoPage *self, const GArray *nurses)
{
  if (self->shown == NULL || self->shown->len != nurses->len)
    return FALSE;
  for (guint i = 0; i < nurses->len; i++) {
    const VigilStationNurse *a = &g_array_index (self->shown, VigilStationNurse, i);
    const VigilStationNurse *b = &g_array_index (nurses, VigilStationNurse, i);
    if (!g_str_equal (a->name, b->name) || a->beds != b->beds)
      return FALSE;
  }
  return TRUE;
}

/* Targets are made anew only if they are others: nothing moves under a finger every ten seconds. */
static void
fill (VigilWhoPage *self)
{
  g_autoptr (GArray) nurses = vigil_station_list_nurses (self->station);
  GtkWidget *child;
  if (is_shown (self, nurses))
    return;
  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_box_remove (GTK_BOX (self->list), child);
  for (guint i = 0; i < nurses->len; i++) {
    const VigilStationNurse *nurse = &g_array_index (nurses, VigilStationNurse, i);
    g_autofree char *beds = dup_beds (self, nurse->beds);
    gtk_box_append (GTK_BOX (self->list), make_target (self, nurse->name, nurse->name, beds));
  }
  gtk_box_append (GTK_BOX (self->list), make_target (self, "", _ ("Nobody"), ""));
  gtk_widget_set_visible (self->empty, nurses->len == 0);
  g_clear_pointer (&self->shown, g_array_unref);
  self->shown = g_steal_pointer (&nurses);
}

static void
refresh (VigilWhoPage *self)
{
  g_autofree char *now = dup_now (self);
  vigil_page_parts_set_text (self->now, now);
  fill (self);
  mark_chosen (self);
}

static void
build (VigilWhoPage *self)
{
  GtkWidget *content;
  GtkWidget *scroller = vigil_page_parts_new_scroller (&content);
  self->now = vigil_page_parts_new_text ("", "identity");
  self->empty = vigil_page_parts_new_text (_ ("The ward's server has not said yet who works here."),
                                           "condition");
  self->list = gtk_box_new (GTK_ORIENTATION_VERTICAL, 16);
  GtkWidget *parts[] = {
    self->now,
    vigil_page_parts_new_text (_ ("The name goes on the record of what is done at this desk. It is "
                                  "no password: anybody can choose any name. It ends by itself "
                                  "after 12 hours."),
                               "condition"),
    self->empty,
    self->list,
  };
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    gtk_box_append (GTK_BOX (content), parts[i]);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (self), scroller);
}

static void
vigil_who_page_dispose (GObject *object)
{
  g_clear_object (&VIGIL_WHO_PAGE (object)->station);
  G_OBJECT_CLASS (vigil_who_page_parent_class)->dispose (object);
}

static void
vigil_who_page_finalize (GObject *object)
{
  g_clear_pointer (&VIGIL_WHO_PAGE (object)->shown, g_array_unref);
  G_OBJECT_CLASS (vigil_who_page_parent_class)->finalize (object);
}

static void
vigil_who_page_class_init (VigilWhoPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vigil_who_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = vigil_who_page_finalize;
}

static void
vigil_who_page_init (VigilWhoPage *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
}

GtkWidget *
vigil_who_page_new (VigilStation *station)
{
  g_return_val_if_fail (VIGIL_IS_STATION (station), NULL);
  VigilWhoPage *self = g_object_new (VIGIL_TYPE_WHO_PAGE, NULL);
  self->station = g_object_ref (station);
  build (self);
  g_signal_connect_object (station, "signed-in-changed", G_CALLBACK (refresh), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (station, "link-changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
  return GTK_WIDGET (self);
}
