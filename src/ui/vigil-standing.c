/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-standing.h"

GPtrArray *
vigil_standing_list (VigilWard *ward, guint bed)
{
  guint n;
  const VigilAlarm *const *shown = bed == VIGIL_STANDING_ALL_BEDS
                                       ? vigil_ward_list_alarms (ward, &n)
                                       : vigil_ward_list_bed_alarms (ward, bed, &n);
  GPtrArray *alarms = g_ptr_array_sized_new (n);
  for (guint i = 0; i < n; i++)
    g_ptr_array_add (alarms, (gpointer) shown[i]);
  return alarms;
}
