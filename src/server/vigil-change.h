/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A change of one encounter as a station tells it: admit, transfer, discharge. Each is kept for
 * good and once. Main thread. */

#include "vigil-receipt.h"
#include "vigil-ward-file.h"

G_BEGIN_DECLS

typedef enum {
  VIGIL_CHANGE_ADMIT,
  VIGIL_CHANGE_TRANSFER,
  VIGIL_CHANGE_DISCHARGE,
} VigilChangeWord;

typedef struct {
  char id[VIGIL_UUID_SIZE]; /* UUIDv7 of the change */
  VigilChangeWord word;
  char bed[VIGIL_ID_MAX + 1]; /* "" only for a discharge */
  char station[VIGIL_ID_MAX + 1];
  gint64 t_ms;
  VigilStay stay; /* the encounter; family "" = the identity is as known */
} VigilChange;

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
