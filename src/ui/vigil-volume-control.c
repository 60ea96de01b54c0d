/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-volume-control.h"

#include <glib/gi18n.h>

#include "vigil-page-parts.h"
#include "vigil-words.h"

#define STEP_PERCENT 10

struct _VigilVolumeControl {
  GtkBox parent_instance;
  VigilStation *station;
  GtkWidget *state;
  GtkWidget *softer, *louder;
};

G_DEFINE_FINAL_TYPE (VigilVolumeControl, vigil_volume_control, GTK_TYPE_BOX)

static char *
describe_hand (const VigilVolume *volume)
{
  gboolean is_lower = volume->percent < vigil_volume_get_planned (volume);
  g_autofree char *end = vigil_words_time_of_day (volume->until_wall_ms);
  if (*volume->by == '\0')
    return is_lower
               /* translators: percent, then a time of day */
               ? g_strdup_printf (_ ("Medium and low alarms %u %%, lowered until %s"),
                                  volume->percent, end)
               : g_strdup_printf (_ ("Medium and low alarms %u %%, raised until %s"),
                                  volume->percent, end);
  return is_lower
             /* translators: percent, the name of a nurse, then a time of day */
             ? g_strdup_printf (_ ("Medium and low alarms %u %%, lowered by %s until %s"),
                                volume->percent, volume->by, end)
             : g_strdup_printf (_ ("Medium and low alarms %u %%, raised by %s until %s"),
                                volume->percent, volume->by, end);
}

char *
vigil_volume_control_describe (const VigilVolume *volume)
{
  g_return_val_if_fail (volume != NULL, NULL);
  if (volume->is_by_hand)
    return describe_hand (volume);
  const VigilVolumePlan *plan = &volume->plan;
  if (plan->night_from_min == plan->night_to_min)
    return g_strdup_printf (_ ("Medium and low alarms %u %%"), volume->percent);
  return volume->is_night
             ? g_strdup_printf (_ ("Medium and low alarms %u %% by night"), volume->percent)
             : g_strdup_printf (_ ("Medium and low alarms %u %% by day"), volume->percent);
}

static void
refresh (VigilVolumeControl *self)
{
  const VigilVolume *volume = vigil_station_get_volume (self->station);
  g_autofree char *state = vigil_volume_control_describe (volume);
  vigil_page_parts_set_text (self->state, state);
  gtk_widget_set_sensitive (self->softer, volume->percent > volume->plan.floor_percent);
  gtk_widget_set_sensitive (self->louder, volume->percent < VIGIL_VOLUME_FULL);
  GtkWidget *const buttons[] = { self->softer, self->louder };
  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    gtk_accessible_update_property (GTK_ACCESSIBLE (buttons[i]),
                                    GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, state, -1);
}

/* Below a step that the ward's plan lies on, the plan itself is met first: it ends the choice. */
static void
change (VigilVolumeControl *self, int step)
{
  const VigilVolume *volume = vigil_station_get_volume (self->station);
  int before = (int) volume->percent;
  int planned = (int) vigil_volume_get_planned (volume);
  int after = before + step;
  if ((before < planned && after > planned) || (before > planned && after < planned))
    after = planned;
  vigil_station_set_volume (self->station, (guint) CLAMP (after, 1, VIGIL_VOLUME_FULL),
                            vigil_station_get_signed_in (self->station));
}

static void
softer_cb (VigilVolumeControl *self)
{
  change (self, -STEP_PERCENT);
}

static void
louder_cb (VigilVolumeControl *self)
{
  change (self, STEP_PERCENT);
}

static void
vigil_volume_control_dispose (GObject *object)
{
  VigilVolumeControl *self = VIGIL_VOLUME_CONTROL (object);
  g_clear_object (&self->station);
  G_OBJECT_CLASS (vigil_volume_control_parent_class)->dispose (object);
}

static void
vigil_volume_control_class_init (VigilVolumeControlClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vigil_volume_control_dispose;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "volumecontrol");
}

static GtkWidget *
add_button (VigilVolumeControl *self, GtkWidget *row, const char *text, GCallback callback)
{
  GtkWidget *button = vigil_page_parts_new_button (text);
  gtk_box_append (GTK_BOX (row), button);
  g_signal_connect_swapped (button, "clicked", callback, self);
  return button;
}

static void
vigil_volume_control_init (VigilVolumeControl *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 12);
  self->state = vigil_page_parts_new_text ("", "state");
  gtk_box_append (GTK_BOX (self), self->state);
  GtkWidget *row = vigil_page_parts_new_row ();
  self->softer = add_button (self, row, _ ("Softer"), G_CALLBACK (softer_cb));
  self->louder = add_button (self, row, _ ("Louder"), G_CALLBACK (louder_cb));
  gtk_box_append (GTK_BOX (self), row);
  gtk_box_append (GTK_BOX (self),
                  vigil_page_parts_new_text (_ ("High alarms are never lowered."), "note"));
}

GtkWidget *
vigil_volume_control_new (VigilStation *station)
{
  g_return_val_if_fail (VIGIL_IS_STATION (station), NULL);
  VigilVolumeControl *self = g_object_new (VIGIL_TYPE_VOLUME_CONTROL, NULL);
  self->station = g_object_ref (station);
  g_signal_connect_object (station, "sound-changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
  return GTK_WIDGET (self);
}
