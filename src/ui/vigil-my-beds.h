/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Whose beds are whose, as the server's snapshot has it: which of the ward are hers who is signed
 * in at this desk, and how it reads. Main thread. */

#include "vigil-station.h"

G_BEGIN_DECLS

/* Bits by bed index of those that are hers; 0: nobody is signed in, or none is known to be hers. */
guint64 vigil_my_beds_find (VigilStation *station);
/* "My beds: 1 · 2 · 3. The others are dimmed while nothing is wrong there.", or why none is dimmed.
 * Free with g_free(). */
char *vigil_my_beds_dup_words (VigilStation *station) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
