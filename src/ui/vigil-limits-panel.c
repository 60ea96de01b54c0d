/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-limits-panel.h"

#include <glib/gi18n.h>

#include "vigil-limit-row.h"
#include "vigil-limit-words.h"
#include "vigil-page-parts.h"

struct _VigilLimitsPanel {
  GtkBox parent_instance;
  VigilStation *station;
  guint bed;
  guint second_id;
  GtkWidget *old_class, *old_class_text, *use_class;
  GtkWidget *rows[VIGIL_N_NUMERICS];
};

G_DEFINE_FINAL_TYPE (VigilLimitsPanel, vigil_limits_panel, GTK_TYPE_BOX)

static const VigilBed *
get_bed (VigilLimitsPanel *self)
{
  return vigil_ward_get_bed (vigil_station_get_ward (self->station), self->bed);
}

/* A change of class changes no limit by itself (ux.md, "Patient class"): one touch does. */
static void
show_class (VigilLimitsPanel *self)
{
  const VigilBed *bed = get_bed (self);
  gboolean is_old = bed->limit_band != bed->band;
  gtk_widget_set_visible (self->old_class, is_old);
  if (!is_old)
    return;
  g_autofree char *text =
      /* translators: two age classes: the new one, then the old one */
      g_strdup_printf (_ ("The class is %s now; presets are still those of %s."),
                       vigil_limit_words_band (bed->band),
                       vigil_limit_words_band (bed->limit_band));
  g_autofree char *use =
      /* translators: %s is an age class */
      g_strdup_printf (_ ("Use presets: %s"), vigil_limit_words_band (bed->band));
  vigil_page_parts_set_text (self->old_class_text, text);
  gtk_button_set_label (GTK_BUTTON (self->use_class), use);
}

static void
refresh (VigilLimitsPanel *self)
{
  show_class (self);
  for (guint i = 0; i < VIGIL_N_NUMERICS; i++)
    vigil_limit_row_refresh (VIGIL_LIMIT_ROW (self->rows[i]));
}

static gboolean
second_cb (gpointer data)
{
  refresh (data);
  return G_SOURCE_CONTINUE;
}

static void
opened_cb (GtkWidget *row, VigilLimitsPanel *self)
{
  for (guint i = 0; i < VIGIL_N_NUMERICS; i++)
    if (self->rows[i] != row)
      vigil_limit_row_close (VIGIL_LIMIT_ROW (self->rows[i]));
}

static void
use_class_cb (VigilLimitsPanel *self)
{
  vigil_station_use_class (self->station, self->bed, vigil_station_get_signed_in (self->station));
}

static GtkWidget *
make_old_class (VigilLimitsPanel *self)
{
  self->old_class = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  self->old_class_text = vigil_page_parts_new_text ("", "message");
  self->use_class = vigil_page_parts_new_button ("");
  g_signal_connect_swapped (self->use_class, "clicked", G_CALLBACK (use_class_cb), self);
  gtk_box_append (GTK_BOX (self->old_class), self->old_class_text);
  GtkWidget *targets = vigil_page_parts_new_row ();
  gtk_box_append (GTK_BOX (targets), self->use_class);
  gtk_box_append (GTK_BOX (self->old_class), targets);
  return self->old_class;
}

static void
vigil_limits_panel_dispose (GObject *object)
{
  VigilLimitsPanel *self = VIGIL_LIMITS_PANEL (object);
  g_clear_handle_id (&self->second_id, g_source_remove);
  g_clear_object (&self->station);
  G_OBJECT_CLASS (vigil_limits_panel_parent_class)->dispose (object);
}

static void
vigil_limits_panel_class_init (VigilLimitsPanelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vigil_limits_panel_dispose;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "limitspanel");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
vigil_limits_panel_init (VigilLimitsPanel *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 16);
}

GtkWidget *
vigil_limits_panel_new (VigilStation *station, guint bed)
{
  g_return_val_if_fail (VIGIL_IS_STATION (station), NULL);
  VigilLimitsPanel *self = g_object_new (VIGIL_TYPE_LIMITS_PANEL, NULL);
  self->station = g_object_ref (station);
  self->bed = bed;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Alarms and limits"), -1);
  gtk_box_append (GTK_BOX (self), make_old_class (self));
  for (guint i = 0; i < VIGIL_N_NUMERICS; i++) {
    self->rows[i] = vigil_limit_row_new (station, bed, (VigilNumericKind) i);
    g_signal_connect (self->rows[i], "opened", G_CALLBACK (opened_cb), self);
    gtk_box_append (GTK_BOX (self), self->rows[i]);
  }
  g_autoptr (VigilBedItem) item = g_list_model_get_item (vigil_station_get_beds (station), bed);
  if (item != NULL)
    g_signal_connect_object (item, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  self->second_id = g_timeout_add_seconds (1, second_cb, self);
  refresh (self);
  return GTK_WIDGET (self);
}
