/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The words of the record: when, how long, who silenced it and where, as a nurse reads them. All
 * translated; the caller's to free unless said otherwise. Main thread. */

#include "vigil-station.h"

G_BEGIN_DECLS

/* "05:12:40" of today, "Mon 23 Nov 05:12:40" of another day; "" for 0. */
char *vigil_history_words_when (gint64 wall_ms, gint64 now_ms);
/* Its raise, or its first sight here if that is told to have been more than a day before. */
char *vigil_history_words_begin (const VigilOccurrence *occurrence, gint64 now_ms);
/* "for 0:40", "stands", "ended, not silenced", "its end is not known: this station stopped 14:32".
 */
char *vigil_history_words_end (const VigilOccurrence *occurrence);
/* "Silenced after 0:04 · Okafor · this desk", "Not silenced". @own_station: the id of this one. */
char *vigil_history_words_silence (const VigilOccurrence *occurrence, const char *own_station);
/* "returned 2 times · unanswered for a minute"; NULL = nothing more. */
char *vigil_history_words_more (const VigilOccurrence *occurrence);
/* What a kind of alarm is called: "SpO₂ low", "ASYSTOLE". @name: of vigil_occurrence_copy_kind();
 * @code and @label: of one of them, "" = not known. */
char *vigil_history_words_kind (const char *name, const char *code, const char *label);
/* "3 high, 12 medium, 40 low", without what there is none of. */
char *vigil_history_words_priorities (const guint counts[VIGIL_LOAD_PRIORITIES]);

G_END_DECLS
