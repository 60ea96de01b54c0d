/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The words for what a nurse has done to a bed: a suspension and how long it goes on, who lies
 * there, and why a command was refused. All translated; main thread. */

#include "vigil-words.h"

G_BEGIN_DECLS

/* "Away: X-ray · back 15:10 · 48 min", "Care 4:12 · wash", "Staff at bedside 9:30 · Okafor"; NULL:
 * @bed is not suspended. */
char *vigil_suspension_words_format (const VigilBed *bed, VigilNow now);
/* The same where there is little room: "Away 48 min", "Care 4:12", "Staff 9:30". */
char *vigil_suspension_words_format_short (const VigilBed *bed, VigilNow now);
/* Why @alarm of @bed, open or kept back, is not heard here, and until when: "not sounded: staff at
 * the bedside 8:12", "not sounded: care 4:12"; @is_short: "silent: staff 8:12". NULL: it is heard,
 * or not open. */
char *vigil_suspension_words_quiet (const VigilAlarm *alarm,
                                    const VigilBed *bed,
                                    VigilNow now,
                                    gboolean is_short);
/* A reason of the wire as it reads here; others as they came. Lent. */
const char *vigil_suspension_words_reason (const char *reason);
/* Who suspended @bed, and where: "Okafor · Desk 2", "at bedside"; "" = not known. */
char *vigil_suspension_words_who (const VigilBed *bed);

/* The name on a tile: the patient's, "NAME AT DESK 2", "NO NAME" where somebody is connected in an
 * empty bed; "" = nothing is known. */
char *vigil_words_occupant (const VigilBed *bed);
/* The same into @out; asks for no memory where the name is known, or nothing is. */
void vigil_words_copy_occupant (const VigilBed *bed, char *out, gsize size);

/* Why @refusal was said of bed @label: "Bed 12 has a high alarm open: silence it first". NULL for
 * NONE. */
char *vigil_words_refusal (VigilRefusal refusal, const char *label);

G_END_DECLS
