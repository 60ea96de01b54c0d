/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-urgency.h"

/* Greater is more urgent within a priority. */
static gint
get_rank (const VigilAlarm *alarm)
{
  if (!vigil_alarm_is_open (alarm))
    return 0;
  return alarm->is_latched ? 1 : 2;
}

/* The picture of a high alarm that is over is none. */
static VigilPriority
get_priority (const VigilAlarm *alarm)
{
  return vigil_alarm_is_picture (alarm) ? VIGIL_PRIORITY_LOW : alarm->priority;
}

gint
vigil_urgency_compare (const VigilAlarm *a, const VigilAlarm *b)
{
  if (get_priority (a) != get_priority (b))
    return get_priority (a) > get_priority (b) ? -1 : 1;
  return get_rank (b) - get_rank (a);
}

static gint
compare_pointers_cb (gconstpointer a, gconstpointer b)
{
  return vigil_urgency_compare (*(const VigilAlarm *const *) a, *(const VigilAlarm *const *) b);
}

GPtrArray *
vigil_urgency_list (VigilWard *ward, guint bed)
{
  guint n;
  const VigilAlarm *const *shown = bed == VIGIL_URGENCY_ALL_BEDS
                                       ? vigil_ward_list_alarms (ward, &n)
                                       : vigil_ward_list_bed_alarms (ward, bed, &n);
  GPtrArray *alarms = g_ptr_array_sized_new (n);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (alarms, (gpointer) shown[i]);
  /* Stable: the ward's own order stands within a rank (GLib documents that of g_ptr_array_sort). */
  g_ptr_array_sort (alarms, compare_pointers_cb);
  return alarms;
}
