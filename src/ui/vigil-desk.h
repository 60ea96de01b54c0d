/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What fills the window of a live station: the attention strip on top, the rail at the left, the
 * wall, over it a line of notes if there are any, a page beside it when one is open, the banner at
 * the foot. Main thread. */

#include <gtk/gtk.h>

#include "vigil-rail.h"
#include "vigil-station.h"

G_BEGIN_DECLS

#define VIGIL_TYPE_DESK (vigil_desk_get_type ())
G_DECLARE_FINAL_TYPE (VigilDesk, vigil_desk, VIGIL, DESK, GtkGrid)

/* @wall: the wall of @station, or whatever stands in its place; taken. A "bed-activated" signal
 * (guint) of it opens that bed's page. Floating. */
GtkWidget *vigil_desk_new (VigilStation *station, GtkWidget *wall);
VigilStation *vigil_desk_get_station (VigilDesk *self);
/* Lent. */
GtkWidget *vigil_desk_get_wall (VigilDesk *self);
/* Opens @page beside the wall, or the wall alone. */
void vigil_desk_show (VigilDesk *self, VigilPage page);
/* Opens the page of the ward's bed @bed; out of range does nothing. */
void vigil_desk_show_bed (VigilDesk *self, guint bed);
/* From the bed page to the bed @step further in the order of the wall, around its ends. */
void vigil_desk_step_bed (VigilDesk *self, int step);
VigilPage vigil_desk_get_page (VigilDesk *self);
/* Property "my-beds" (boolean): the beds of others than who is signed in are dimmed, as far as
 * nothing is wrong there. Another name, or none, ends it. */
void vigil_desk_set_my_beds (VigilDesk *self, gboolean is_on);
/* Touch is off for 30 s, unless a red alarm is open. */
void vigil_desk_clean_screen (VigilDesk *self);
/* Silences the bed of the most urgent open alarm. */
void vigil_desk_silence_first (VigilDesk *self);
/* In the line at the foot, for some seconds: why a key did nothing that is seen. */
void vigil_desk_say (VigilDesk *self, const char *text);

G_END_DECLS
