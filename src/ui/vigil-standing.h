/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The alarms that the window lists, most urgent first, in the ward's order, which is the only one
 * (vigil_ward_compare_alarms()). Pure. Main thread. */

#include "vigil-ward.h"

G_BEGIN_DECLS

#define VIGIL_STANDING_ALL_BEDS (G_MAXUINT - 1)

/* The alarms to show of @bed, G_MAXUINT = those without a bed, or of all; each lent like the ward's
 * list. The array is the caller's. */
GPtrArray *vigil_standing_list (VigilWard *ward, guint bed) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
