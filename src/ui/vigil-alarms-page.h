/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The Alarms destination: a switch of large targets over its sections. A section is made when it is
 * first looked at. Main thread. */

#include <gtk/gtk.h>

#include "vigil-station.h"

G_BEGIN_DECLS

typedef enum {
  VIGIL_ALARMS_NOW, /* open, silenced, ended in the past ten minutes */
  VIGIL_ALARMS_HISTORY, /* what the record holds */
  VIGIL_ALARMS_OFF, /* what is off right now */
  VIGIL_ALARMS_REVIEW, /* alarm load, what-if, drill */
} VigilAlarmsSection;

#define VIGIL_TYPE_ALARMS_PAGE (vigil_alarms_page_get_type ())
G_DECLARE_FINAL_TYPE (VigilAlarmsPage, vigil_alarms_page, VIGIL, ALARMS_PAGE, GtkBox)

/* Begins with Now. Floating. */
GtkWidget *vigil_alarms_page_new (VigilStation *station);
void vigil_alarms_page_show (VigilAlarmsPage *self, VigilAlarmsSection section);
VigilAlarmsSection vigil_alarms_page_get_section (VigilAlarmsPage *self);

G_END_DECLS
