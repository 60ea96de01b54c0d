/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The words of the window: ages, states of alarms, of sound and of data, as a nurse reads them. All
 * translated. Strings that are not const are the caller's. Main thread. */

#include "vigil-station.h"

G_BEGIN_DECLS

/* "0:14", "12:05", "1:02:10". Less than nothing is "0:00". */
char *vigil_words_age (gint64 us);
/* "14:32" of this computer's time zone; "" for 0. */
char *vigil_words_time_of_day (gint64 wall_ms);
/* The label of a bed, or its id. Lent. */
const char *vigil_words_bed (const VigilBed *bed);
/* "✱✱✱", "✱✱", "✱"; "" for none. Static. */
const char *vigil_words_stars (VigilPriority priority);
/* "high priority". Static. */
const char *vigil_words_priority (VigilPriority priority);
/* "ASYSTOLE", or "ASYSTOLE 14:32 ended" while it is latched. */
char *vigil_words_alarm (const VigilAlarm *alarm);
/* "Silenced 1:32 · Okafor · desk-2", "Silenced at the bedside"; NULL if it is open. */
char *vigil_words_silence (const VigilAlarm *alarm, VigilNow now);
/* "saved here", "on the server"; NULL if there is nothing to say. Static. */
const char *vigil_words_delivery (VigilDelivery delivery);
/* What is wrong with the sound, and what to do; NULL if it works or is not known yet. Static. */
const char *vigil_words_sound_problem (VigilSound sound);
const char *vigil_words_sound_remedy (VigilSound sound);
/* "No open alarms · 16 of 16 beds live". */
char *vigil_words_calm (VigilWard *ward);

G_END_DECLS
