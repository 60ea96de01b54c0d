/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-alarms-now.h"

#include <glib/gi18n.h>

#include "vigil-alarm-list.h"
#include "vigil-page-parts.h"
#include "vigil-standing.h"

GtkWidget *
vigil_alarms_now_new (VigilStation *station)
{
  g_return_val_if_fail (VIGIL_IS_STATION (station), NULL);
  GtkWidget *content;
  GtkWidget *page = vigil_page_parts_new_scroller (&content);
  gtk_box_append (GTK_BOX (content), vigil_page_parts_new_heading (_ ("Open and silenced")));
  gtk_box_append (GTK_BOX (content),
                  vigil_alarm_list_new (station, VIGIL_ALARM_LIST_SHOWN, VIGIL_STANDING_ALL_BEDS,
                                        _ ("No open alarms")));
  gtk_box_append (GTK_BOX (content),
                  vigil_page_parts_new_heading (_ ("Ended in the past ten minutes")));
  gtk_box_append (GTK_BOX (content), vigil_alarm_list_new (station, VIGIL_ALARM_LIST_ENDED,
                                                           VIGIL_STANDING_ALL_BEDS, _ ("None")));
  return page;
}
