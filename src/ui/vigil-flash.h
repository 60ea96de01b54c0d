/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The common phase of everything that flashes (standards.md §1.2): high at 2 Hz, medium at 0.5 Hz,
 * half of the time lit, low steady. Everybody derives it from g_get_monotonic_time(), so that all
 * beds and the attention strip are in step. Pure; any thread. */

#include "vigil-types.h"

G_BEGIN_DECLS

#define VIGIL_FLASH_HIGH_US (250 * 1000)
#define VIGIL_FLASH_MEDIUM_US (1000 * 1000)

/* TRUE: the lit one of the two fills. Low and none are always lit. */
gboolean vigil_flash_is_lit (VigilPriority priority, gint64 mono_us);
/* When the fill of @priority changes next; G_MAXINT64 if it does not flash. */
gint64 vigil_flash_get_next_us (VigilPriority priority, gint64 mono_us);

G_END_DECLS
