/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The one lock and wake-up that the sound's threads share. It is counted, because a thread that the
 * sound server holds fast may outlive everything else. Held for short computing only, never over a
 * call of the sound library. Any thread. */

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
  gatomicrefcount ref_count;
  GMutex lock;
  GCond cond;
} VigilBell;

VigilBell *vigil_bell_new (void) G_GNUC_WARN_UNUSED_RESULT;
VigilBell *vigil_bell_ref (VigilBell *bell);
void vigil_bell_unref (VigilBell *bell);
/* Wakes who waits on it. The lock is not held by the caller. */
void vigil_bell_ring (VigilBell *bell);

G_END_DECLS
