/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-bed-page.h"

#include <glib/gi18n.h>

#include "vigil-alarm-list.h"
#include "vigil-alarm-strip-list.h"
#include "vigil-limit-words.h"
#include "vigil-limits-panel.h"
#include "vigil-page-frame.h"
#include "vigil-page-parts.h"
#include "vigil-stay-panel.h"
#include "vigil-suspend-panel.h"
#include "vigil-suspension-words.h"
#include "vigil-trend-lane.h"
#include "vigil-wave-panel.h"

struct _VigilBedPage {
  GtkBox parent_instance;
  VigilStation *station;
  guint bed;
  GtkWidget *identity, *condition, *reset;
};

G_DEFINE_FINAL_TYPE (VigilBedPage, vigil_bed_page, GTK_TYPE_BOX)

static const VigilBed *
get_bed (VigilBedPage *self)
{
  return vigil_ward_get_bed (vigil_station_get_ward (self->station), self->bed);
}

char *
vigil_bed_page_dup_title (const VigilBed *bed)
{
  g_autofree char *name = vigil_words_occupant (bed);
  if (*name == '\0')
    /* translators: %s is the label of a bed */
    return g_strdup_printf (_ ("Bed %s"), vigil_bed_get_name (bed));
  /* translators: the label of a bed, the patient's name */
  return g_strdup_printf (_ ("Bed %s · %s"), vigil_bed_get_name (bed), name);
}

static void
append (GString *text, const char *part)
{
  if (part != NULL && part[0] != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", part);
}

/* Who is connected to a bed that is known to be empty has told no class: it is the monitor's. */
static void
append_class (GString *text, const VigilBed *bed)
{
  const char *band = vigil_limit_words_band (bed->band);
  gboolean is_unclaimed = bed->identity.as_of_ms != 0 && !bed->identity.is_occupied;
  if (!is_unclaimed || bed->is_class_stated || bed->band == VIGIL_BAND_UNKNOWN) {
    append (text, band);
    return;
  }
  /* translators: nobody is admitted; %s is the age class that the bedside monitor is set to */
  g_autofree char *words = g_strdup_printf (_ ("monitor set to: %s"), band);
  append (text, words);
}

static char *
dup_identity (const VigilBed *bed)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *name = vigil_words_occupant (bed);
  if (bed->condition == VIGIL_BED_EMPTY)
    return g_strdup (_ ("Empty"));
  append (text, *name != '\0' ? name : _ ("NO NAME"));
  if (bed->identity.given[0] != '\0')
    g_string_append_printf (text, ", %s", bed->identity.given);
  append_class (text, bed);
  if (bed->is_class_stated)
    append (text, _ ("class by the ward file"));
  if (bed->meta.is_paced)
    append (text, _ ("paced"));
  if (bed->identity.nurse[0] != '\0') {
    /* translators: initials of the nurse in charge of a bed */
    g_autofree char *nurse = g_strdup_printf (_ ("nurse %s"), bed->identity.nurse);
    append (text, nurse);
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static const char *
get_condition (const VigilBed *bed)
{
  switch (bed->condition) {
  case VIGIL_BED_LIVE:
    return _ ("Live");
  case VIGIL_BED_NEVER:
    return _ ("Nothing received yet");
  case VIGIL_BED_NO_DATA:
    return _ ("NO DATA");
  case VIGIL_BED_AWAY:
    return _ ("Away");
  case VIGIL_BED_EMPTY:
    return _ ("Empty");
  case VIGIL_BED_UNSUPPORTED:
    return _ ("This monitor speaks a language that is not known here");
  default:
    return "";
  }
}

static char *
dup_condition (const VigilBed *bed)
{
  g_autoptr (GString) text = g_string_new (get_condition (bed));
  g_autofree char *last = vigil_words_time_of_day (bed->last_data_ms);
  if (bed->condition != VIGIL_BED_LIVE && last[0] != '\0')
    /* translators: the time of day of the last data */
    g_string_append_printf (text, _ (" · last data %s"), last);
  append (text, bed->meta.device);
  if (bed->is_demo)
    append (text, _ ("DEMO"));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static gboolean
has_latched (VigilBedPage *self)
{
  guint n;
  VigilWard *ward = vigil_station_get_ward (self->station);
  const VigilAlarm *const *alarms = vigil_ward_list_bed_alarms (ward, self->bed, &n);
  for (guint i = 0; i < n; i++) {
    if (alarms[i]->is_latched)
      return TRUE;
  }
  return FALSE;
}

static void
refresh (VigilBedPage *self)
{
  const VigilBed *bed = get_bed (self);
  g_autofree char *identity = dup_identity (bed);
  g_autofree char *condition = dup_condition (bed);
  g_autofree char *title = vigil_bed_page_dup_title (bed);
  /* Nobody's name stays over a bed that he has left. */
  vigil_page_frame_set_title (GTK_WIDGET (self), title);
  vigil_page_parts_set_text (self->identity, identity);
  vigil_page_parts_set_text (self->condition, condition);
  gtk_widget_set_visible (self->reset, has_latched (self));
}

static void
reset_cb (VigilBedPage *self)
{
  vigil_station_reset (self->station, self->bed, vigil_station_get_signed_in (self->station));
}

static GtkWidget *
make_step (const char *label, const char *action)
{
  GtkWidget *button = vigil_page_parts_new_button (label);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  return button;
}

static GtkWidget *
make_steps (VigilBedPage *self)
{
  GtkWidget *steps = vigil_page_parts_new_row ();
  gtk_box_append (GTK_BOX (steps), make_step (_ ("Previous bed"), "win.previous-bed"));
  gtk_box_append (GTK_BOX (steps), make_step (_ ("Next bed"), "win.next-bed"));
  self->reset = vigil_page_parts_new_button (_ ("Reset what has ended"));
  g_signal_connect_swapped (self->reset, "clicked", G_CALLBACK (reset_cb), self);
  gtk_box_append (GTK_BOX (steps), self->reset);
  return steps;
}

static void
build (VigilBedPage *self)
{
  GtkWidget *content;
  GtkWidget *scroller = vigil_page_parts_new_scroller (&content);
  self->identity = vigil_page_parts_new_text ("", "identity");
  self->condition = vigil_page_parts_new_text ("", "condition");
  GtkWidget *now =
      vigil_alarm_list_new (self->station, VIGIL_ALARM_LIST_SHOWN, self->bed, _ ("No open alarms"));
  GtkWidget *ended =
      vigil_alarm_list_new (self->station, VIGIL_ALARM_LIST_ENDED, self->bed, _ ("None"));
  GtkWidget *parts[] = {
    self->identity,
    self->condition,
    vigil_page_parts_new_heading (_ ("Alarms")),
    now,
    make_steps (self),
    vigil_suspend_panel_new (self->station, self->bed),
    vigil_stay_panel_new (self->station, self->bed),
    vigil_alarm_strip_list_new (self->station, self->bed),
    vigil_page_parts_new_heading (_ ("Alarms and limits")),
    vigil_limits_panel_new (self->station, self->bed),
    vigil_trend_lanes_new (self->station, self->bed),
    vigil_page_parts_new_heading (_ ("Ended in the past ten minutes")),
    ended,
    vigil_wave_panel_new (self->station, self->bed),
  };
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    gtk_box_append (GTK_BOX (content), parts[i]);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (self), scroller);
}

static void
vigil_bed_page_dispose (GObject *object)
{
  g_clear_object (&VIGIL_BED_PAGE (object)->station);
  G_OBJECT_CLASS (vigil_bed_page_parent_class)->dispose (object);
}

static void
vigil_bed_page_class_init (VigilBedPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vigil_bed_page_dispose;
}

static void
vigil_bed_page_init (VigilBedPage *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
}

GtkWidget *
vigil_bed_page_new (VigilStation *station, guint bed)
{
  g_return_val_if_fail (VIGIL_IS_STATION (station), NULL);
  VigilBedPage *self = g_object_new (VIGIL_TYPE_BED_PAGE, NULL);
  self->station = g_object_ref (station);
  self->bed = bed;
  build (self);
  g_autoptr (VigilBedItem) item = g_list_model_get_item (vigil_station_get_beds (station), bed);
  if (item != NULL)
    g_signal_connect_object (item, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (station, "alarms-changed", G_CALLBACK (refresh), self,
                           G_CONNECT_SWAPPED);
  refresh (self);
  return GTK_WIDGET (self);
}
