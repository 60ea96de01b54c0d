/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A change of one encounter as a station tells it: admit, transfer, discharge. Each is kept for
 * good and once. Main thread. */

#include "vigil-encounter.h"
#include "vigil-receipt.h"

G_BEGIN_DECLS

/* FALSE: @reason and @field (static strings) say why. */
gboolean
vigil_change_decode (GBytes *body, VigilChange *change, const char **reason, const char **field);

/* Keeps @change. When it returns STORED, it is on disk. @error is set only for FAILED. */
VigilKeep vigil_change_put (VigilDatabase *database,
                            const VigilChange *change,
                            GBytes *body,
                            gint64 now_ms,
                            VigilReceipt *receipt,
                            GError **error);

typedef void (*VigilChangeFunc) (const VigilChange *change, gpointer data);
/* Calls @func for all changes by (t, id), the order in which they count. */
gboolean
vigil_change_foreach (VigilDatabase *database, VigilChangeFunc func, gpointer data, GError **error);

G_END_DECLS
