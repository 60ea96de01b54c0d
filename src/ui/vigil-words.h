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
/* "✱✱✱", "✱✱", "✱"; "" for none. Static. */
const char *vigil_words_stars (VigilPriority priority);
/* "high priority". Static. */
const char *vigil_words_priority (VigilPriority priority);
/* A label as it is read by eye: "SpO₂ 86 < 90". */
char *vigil_words_label (const char *label);
/* @label of a bed in @length characters, 3 at least, where it has more: without its middle, for
 * beds of a ward begin alike, and what tells them apart stands at the end: "ICU…0012". */
char *vigil_words_short_label (const char *label, guint length);
/* @text with each number at least @n_digits digits long, all zeros: what room to keep for it, so
 * that nothing moves when the number changes. */
char *vigil_words_steady (const char *text, guint n_digits);
/* "desk-2" reads "Desk 2". */
char *vigil_words_station (const char *id);
/* The short form of a name for where there is little room: "N. Okafor" reads "Okafor". Lent from
 * @name. */
const char *vigil_words_person (const char *name);
/* TRUE if @wall_ms is on the day of @now_ms, by this computer's time zone. */
gboolean vigil_words_is_today (gint64 wall_ms, gint64 now_ms);
/* "Last checked today 07:12 by Okafor", "Not checked today · last 22 Nov by Okafor"; 0 = never. */
char *vigil_words_check (gint64 checked_ms, const char *by, gint64 now_ms);
/* Why there is no link, as a sentence without its full stop, of what the link said last; NULL: it
 * said nothing that helps. */
char *vigil_words_link (const char *said);
/* "ASYSTOLE", or "ASYSTOLE 14:32 ended" while it is latched. */
char *vigil_words_alarm (const VigilAlarm *alarm);
/* TRUE if @first says what @other says: without a beat the heart rate is low, without a breath the
 * respiratory rate. One event is told once beside the bed's label; both stand in the list. */
gboolean vigil_words_is_told_by (const VigilAlarm *other, const VigilAlarm *first);
/* "Silenced 1:32 · Okafor · Desk 2", "Silenced at the bedside"; NULL if it is open. */
char *vigil_words_silence (const VigilAlarm *alarm, VigilNow now);
/* How long an answer was wanted before the silence: "Silenced after 0:21"; less than nothing:
 * "Silenced before it was shown". */
char *vigil_words_silenced_after (gint64 after_us);
/* Of an alarm that is over: "Silenced before its end", or after how long; NULL: it was not. */
char *vigil_words_past_silence (const VigilAlarm *alarm);
/* "UNANSWERED 1:04"; NULL if it is not. */
char *vigil_words_unanswered (const VigilAlarm *alarm, VigilNow now);
/* Why an open alarm is not heard at this station; NULL if it is, or is not open. Static. */
const char *vigil_words_not_here (const VigilAlarm *alarm);
/* "saved here", "on the server"; NULL if there is nothing to say. Static. */
const char *vigil_words_delivery (VigilDelivery delivery);
/* What is wrong with the sound, and what to do; NULL if it works or is not known yet. Static. */
const char *vigil_words_sound_problem (VigilSound sound);
const char *vigil_words_sound_remedy (VigilSound sound);
/* The same in a few words, for a card of the strip: "Muted: unmute it. Until then stay at the
 * beds", or only the first half. NULL: nothing is wrong with it. Free with g_free(). */
char *vigil_words_sound_advice (VigilSound sound, gboolean is_short) G_GNUC_WARN_UNUSED_RESULT;
/* "No open alarms · 1 silenced · 16 of 16 beds live". */
char *vigil_words_calm (VigilWard *ward);

G_END_DECLS
