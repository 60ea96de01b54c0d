/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* How the beds that are not on this wall read. Main thread. */

#include "vigil-ward.h"

G_BEGIN_DECLS

/* "2 beds not on this wall: 17, 18"; NULL: there is none. Free with g_free(). */
char *vigil_stray_words_dup (const VigilWard *ward) G_GNUC_WARN_UNUSED_RESULT;
/* The most urgent of their alarms, whoever hears it; NULL: none stands. Lent until the next feed,
 * tick or command. @bed: of which. */
const VigilAlarm *vigil_stray_words_find_alarm (VigilWard *ward, guint *bed);
/* "✱✱✱ 17 VF", "✱✱ 17 SpO₂ 86 < 90 · silenced". Free with g_free(). */
char *vigil_stray_words_dup_alarm (VigilWard *ward) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
