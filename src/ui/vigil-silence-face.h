/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* How a silence target looks and what it says, by eye and to a screen reader: its words, the ring
 * of the hold around them, the colour of the priority. No state of its own. Main thread. */

#include <gtk/gtk.h>

#include "vigil-station.h"

G_BEGIN_DECLS

/* Gives @button its label. Style class "compact": small, without the name of the bed; there the
 * words shrink with the target. */
void vigil_silence_face_init (GtkButton *button);
/* @bed: NULL = alarms without one. @said: what stands instead of the words for a moment, or NULL.
 */
void vigil_silence_face_set_words (GtkWidget *button,
                                   const VigilBed *bed,
                                   const char *said,
                                   gboolean has_high);
/* The words that stand there now; lent. */
const char *vigil_silence_face_get_words (GtkWidget *button);
/* "Silence bed 12: ASYSTOLE". */
char *vigil_silence_face_dup_name (const VigilBed *bed, const VigilAlarm *alarm);
/* Accessible name and description: whose @alarm, which priority, how to press. */
void vigil_silence_face_name (GtkWidget *button, const VigilBed *bed, const VigilAlarm *alarm);
void vigil_silence_face_set_priority (GtkWidget *button, VigilPriority priority);
/* @progress: 0 to 1, from the middle of the upper edge on, along the edges. */
void vigil_silence_face_draw_ring (GtkWidget *button, GtkSnapshot *snapshot, double progress);

G_END_DECLS
