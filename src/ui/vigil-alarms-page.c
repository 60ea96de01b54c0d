/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-alarms-page.h"

#include <glib/gi18n.h>

#include "vigil-alarms-now.h"
#include "vigil-history-page.h"
#include "vigil-off-list.h"
#include "vigil-page-parts.h"
#include "vigil-review-page.h"

/* The sections in the order of their targets. */
static const struct {
  VigilAlarmsSection section;
  const char *label;
  GtkWidget *(*make) (VigilStation *station);
} SECTIONS[] = {
  { VIGIL_ALARMS_NOW, N_ ("Now"), vigil_alarms_now_new },
  { VIGIL_ALARMS_HISTORY, N_ ("History"), vigil_history_page_new },
  { VIGIL_ALARMS_OFF, N_ ("Off right now"), vigil_off_list_new_page },
  { VIGIL_ALARMS_REVIEW, N_ ("Review"), vigil_review_page_new },
};

#define N_SECTIONS G_N_ELEMENTS (SECTIONS)

struct _VigilAlarmsPage {
  GtkBox parent_instance;
  VigilStation *station;
  GtkWidget *targets[N_SECTIONS];
  GtkWidget *shown; /* the section; a child */
  guint index;
};

G_DEFINE_FINAL_TYPE (VigilAlarmsPage, vigil_alarms_page, GTK_TYPE_BOX)

static void
show_index (VigilAlarmsPage *self, guint index)
{
  if (self->shown != NULL)
    gtk_box_remove (GTK_BOX (self), self->shown);
  self->index = index;
  self->shown = SECTIONS[index].make (self->station);
  gtk_widget_set_vexpand (self->shown, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->shown), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (SECTIONS[index].label), -1);
  gtk_box_append (GTK_BOX (self), self->shown);
}

static void
toggled_cb (GtkToggleButton *target, VigilAlarmsPage *self)
{
  if (!gtk_toggle_button_get_active (target))
    return;
  for (guint i = 0; i < N_SECTIONS; i++) {
    if (self->targets[i] == GTK_WIDGET (target))
      show_index (self, i);
  }
}

void
vigil_alarms_page_show (VigilAlarmsPage *self, VigilAlarmsSection section)
{
  g_return_if_fail (VIGIL_IS_ALARMS_PAGE (self));
  for (guint i = 0; i < N_SECTIONS; i++) {
    if (SECTIONS[i].section == section)
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->targets[i]), TRUE);
  }
}

VigilAlarmsSection
vigil_alarms_page_get_section (VigilAlarmsPage *self)
{
  g_return_val_if_fail (VIGIL_IS_ALARMS_PAGE (self), VIGIL_ALARMS_NOW);
  return SECTIONS[self->index].section;
}

static void
vigil_alarms_page_dispose (GObject *object)
{
  g_clear_object (&VIGIL_ALARMS_PAGE (object)->station);
  G_OBJECT_CLASS (vigil_alarms_page_parent_class)->dispose (object);
}

static void
vigil_alarms_page_class_init (VigilAlarmsPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vigil_alarms_page_dispose;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "alarmspage");
}

static GtkWidget *
make_target (VigilAlarmsPage *self, guint index)
{
  GtkWidget *target = vigil_page_parts_new_toggle (_ (SECTIONS[index].label));
  if (index > 0)
    gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (target), GTK_TOGGLE_BUTTON (self->targets[0]));
  g_signal_connect (target, "toggled", G_CALLBACK (toggled_cb), self);
  return target;
}

static void
vigil_alarms_page_init (VigilAlarmsPage *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  /* With the style's own edges the targets below are 16 px away (ux.md, "Gloves"). */
  gtk_box_set_spacing (GTK_BOX (self), 4);
  GtkWidget *row = vigil_page_parts_new_columns (N_SECTIONS);
  gtk_widget_add_css_class (row, "sections");
  for (guint i = 0; i < N_SECTIONS; i++) {
    self->targets[i] = make_target (self, i);
    gtk_box_append (GTK_BOX (row), self->targets[i]);
  }
  gtk_box_append (GTK_BOX (self), row);
}

GtkWidget *
vigil_alarms_page_new (VigilStation *station)
{
  g_return_val_if_fail (VIGIL_IS_STATION (station), NULL);
  VigilAlarmsPage *self = g_object_new (VIGIL_TYPE_ALARMS_PAGE, NULL);
  self->station = g_object_ref (station);
  vigil_alarms_page_show (self, VIGIL_ALARMS_NOW);
  return GTK_WIDGET (self);
}
