/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The one order in which the window lists alarms: by priority; then what is open before what is
 * silenced, what stands before what is over and only waits for an answer; then as the ward has
 * them, oldest first. Pure. Main thread. */

#include "vigil-ward.h"

G_BEGIN_DECLS

#define VIGIL_URGENCY_ALL_BEDS (G_MAXUINT - 1)

/* Less than 0: @a is the more urgent one; 0: of the same rank. */
gint vigil_urgency_compare (const VigilAlarm *a, const VigilAlarm *b);
/* The alarms to show of @bed, G_MAXUINT = those without a bed, or of all; each lent like the ward's
 * list. The array is the caller's. */
GPtrArray *vigil_urgency_list (VigilWard *ward, guint bed) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
