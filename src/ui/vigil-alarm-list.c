/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-alarm-list.h"

#include "vigil-alarm-row.h"
#include "vigil-standing.h"

struct _VigilAlarmList {
  GtkBox parent_instance;
  VigilStation *station;
  VigilAlarmListKind kind;
  guint bed;
  GPtrArray *rows; /* VigilAlarmRow, in the order shown; children */
  GtkWidget *empty;
  guint second_id;
};

G_DEFINE_FINAL_TYPE (VigilAlarmList, vigil_alarm_list, GTK_TYPE_BOX)

static GPtrArray *
list_ended (VigilAlarmList *self)
{
  VigilWard *ward = vigil_station_get_ward (self->station);
  GPtrArray *alarms = g_ptr_array_new ();
  for (guint i = 0; i < vigil_ward_get_n_beds (ward); i++) {
    const VigilAlarm *alarm = NULL;
    if (self->bed == VIGIL_STANDING_ALL_BEDS || self->bed == i)
      alarm = vigil_ward_get_last_ended (ward, i);
    if (alarm != NULL)
      g_ptr_array_add (alarms, (gpointer) alarm);
  }
  return alarms;
}

static GPtrArray *
list_shown (VigilAlarmList *self)
{
  return vigil_standing_list (vigil_station_get_ward (self->station), self->bed);
}

static guint
find_bed (VigilAlarmList *self, const VigilAlarm *alarm)
{
  return vigil_ward_find_bed (vigil_station_get_ward (self->station), alarm->bed);
}

static GtkWidget *
take_row (VigilAlarmList *self, const VigilAlarm *alarm)
{
  for (guint i = 0; i < self->rows->len; i++) {
    VigilAlarmRow *row = g_ptr_array_index (self->rows, i);
    if (vigil_alarm_row_is_of (row, alarm))
      return g_ptr_array_steal_index (self->rows, i);
  }
  GtkWidget *row = vigil_alarm_row_new (self->station, find_bed (self, alarm), alarm);
  gtk_box_append (GTK_BOX (self), row);
  return row;
}

/* The most urgent alarm to silence of a bed carries the target; the others of that bed share it. */
static gboolean
is_first_of_bed (const GPtrArray *alarms, guint index)
{
  const VigilAlarm *alarm = g_ptr_array_index (alarms, index);
  if (!vigil_alarm_wants_silence (alarm))
    return FALSE;
  for (guint i = 0; i < index; i++) {
    const VigilAlarm *other = g_ptr_array_index (alarms, i);
    if (vigil_alarm_wants_silence (other) && g_str_equal (other->bed, alarm->bed))
      return FALSE;
  }
  return TRUE;
}

static void
place_row (VigilAlarmList *self, GtkWidget *row, GtkWidget *after)
{
  if (gtk_widget_get_prev_sibling (row) == after)
    return;
  gtk_box_reorder_child_after (GTK_BOX (self), row, after);
  vigil_alarm_row_moved (VIGIL_ALARM_ROW (row));
}

static void
refresh (VigilAlarmList *self)
{
  g_autoptr (GPtrArray) alarms =
      self->kind == VIGIL_ALARM_LIST_ENDED ? list_ended (self) : list_shown (self);
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  GtkWidget *after = self->empty;
  for (guint i = 0; i < alarms->len; i++) {
    const VigilAlarm *alarm = g_ptr_array_index (alarms, i);
    GtkWidget *row = take_row (self, alarm);
    vigil_alarm_row_show (VIGIL_ALARM_ROW (row), alarm, is_first_of_bed (alarms, i));
    place_row (self, row, after);
    g_ptr_array_add (rows, row);
    after = row;
  }
  for (guint i = 0; i < self->rows->len; i++)
    gtk_box_remove (GTK_BOX (self), g_ptr_array_index (self->rows, i));
  g_ptr_array_unref (self->rows);
  self->rows = g_steal_pointer (&rows);
  gtk_widget_set_visible (self->empty, self->rows->len == 0);
}

static gboolean
second_cb (gpointer data)
{
  VigilAlarmList *self = data;
  /* What ended leaves after 10 min without an event. */
  if (self->kind == VIGIL_ALARM_LIST_ENDED)
    refresh (self);
  for (guint i = 0; i < self->rows->len; i++)
    vigil_alarm_row_tick (g_ptr_array_index (self->rows, i));
  return G_SOURCE_CONTINUE;
}

static void
vigil_alarm_list_dispose (GObject *object)
{
  VigilAlarmList *self = VIGIL_ALARM_LIST (object);
  g_clear_handle_id (&self->second_id, g_source_remove);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_object (&self->station);
  G_OBJECT_CLASS (vigil_alarm_list_parent_class)->dispose (object);
}

static void
vigil_alarm_list_class_init (VigilAlarmListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vigil_alarm_list_dispose;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_LIST);
}

static void
vigil_alarm_list_init (VigilAlarmList *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 16);
  self->rows = g_ptr_array_new ();
  self->empty = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->empty), 0);
  gtk_widget_add_css_class (self->empty, "empty");
  gtk_box_append (GTK_BOX (self), self->empty);
}

GtkWidget *
vigil_alarm_list_new (VigilStation *station,
                      VigilAlarmListKind kind,
                      guint bed,
                      const char *empty_text)
{
  g_return_val_if_fail (VIGIL_IS_STATION (station), NULL);
  VigilAlarmList *self = g_object_new (VIGIL_TYPE_ALARM_LIST, NULL);
  self->station = g_object_ref (station);
  self->kind = kind;
  self->bed = bed;
  gtk_label_set_label (GTK_LABEL (self->empty), empty_text);
  g_signal_connect_object (station, "alarms-changed", G_CALLBACK (refresh), self,
                           G_CONNECT_SWAPPED);
  self->second_id = g_timeout_add_seconds (1, second_cb, self);
  refresh (self);
  return GTK_WIDGET (self);
}

guint
vigil_alarm_list_get_n_rows (VigilAlarmList *self)
{
  g_return_val_if_fail (VIGIL_IS_ALARM_LIST (self), 0);
  return self->rows->len;
}
