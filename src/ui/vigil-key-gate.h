/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Tells a fresh press of a key from auto-repeat: a key that silences acts only if it was up for
 * 400 ms (ux.md, "Alarms"). It must hear every key of a window. Pure; time is passed in as
 * monotonic µs. Main thread. */

#include <glib.h>

G_BEGIN_DECLS

#define VIGIL_KEY_UP_US (400 * 1000)
/* A key that is down repeats many times a second. One that was silent for longer went up unheard.
 */
#define VIGIL_KEY_LOST_US (2000 * 1000)

typedef struct _VigilKeyGate VigilKeyGate;

VigilKeyGate *vigil_key_gate_new (void) G_GNUC_WARN_UNUSED_RESULT;
void vigil_key_gate_free (VigilKeyGate *gate);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigilKeyGate, vigil_key_gate_free)

/* TRUE: this press is a fresh one. */
gboolean vigil_key_gate_press (VigilKeyGate *gate, guint keycode, gint64 now_us);
void vigil_key_gate_release (VigilKeyGate *gate, guint keycode, gint64 now_us);
/* The window lost the keyboard: every key counts as released now. */
void vigil_key_gate_release_all (VigilKeyGate *gate, gint64 now_us);

G_END_DECLS
