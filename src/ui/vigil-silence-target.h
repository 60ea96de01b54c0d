/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* When the target under a finger is another one than before: another bed, or an alarm to silence
 * that was not shown before. An alarm that leaves does not make it another. Pure. Main thread. */

#include "vigil-ward.h"

G_BEGIN_DECLS

typedef struct {
  guint bed;
  guint n_keys;
  char keys[VIGIL_ALARMS_MAX * 2][VIGIL_KEY_MAX];
  guint64 serial;
} VigilSilenceTarget;

/* @alarms: what is shown of @bed, most urgent first. Returns a number that is another whenever the
 * target is; 0 while there is nothing to silence. */
guint64 vigil_silence_target_update (VigilSilenceTarget *target,
                                     guint bed,
                                     const VigilAlarm *const *alarms,
                                     guint n);
/* The most urgent one to silence, or NULL. */
const VigilAlarm *vigil_silence_target_find_first (const VigilAlarm *const *alarms, guint n);
/* A high alarm that is open wants to be held; the picture of one that is over does not. */
gboolean vigil_silence_target_wants_hold (const VigilAlarm *const *alarms, guint n);

G_END_DECLS
