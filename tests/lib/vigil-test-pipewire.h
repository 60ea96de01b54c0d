/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A private PipeWire for a test, in the folder that XDG_RUNTIME_DIR names: bus, daemon, session
 * manager and the part that speaks as PulseAudio does. */

#include <glib.h>

G_BEGIN_DECLS

typedef struct _VigilTestPipewire VigilTestPipewire;

typedef enum {
  VIGIL_TEST_PIPEWIRE_DAEMON, /* pipewire: the graph itself */
  VIGIL_TEST_PIPEWIRE_MANAGER, /* wireplumber: who is linked to what, and the default sink */
} VigilTestPipewirePart;

gboolean vigil_test_pipewire_is_installed (void);
/* Without a sink; the part that programs speak to is started by the next function. */
VigilTestPipewire *vigil_test_pipewire_new (void);
void vigil_test_pipewire_free (VigilTestPipewire *pipewire);
void
vigil_test_pipewire_signal (VigilTestPipewire *pipewire, VigilTestPipewirePart part, int signal);
/* What does not run is started; without the daemon the manager is worth nothing and begins anew. */
void vigil_test_pipewire_repair (VigilTestPipewire *pipewire);
/* The process that programs speak to; owned by the caller. */
GPid vigil_test_pipewire_start_pulse (VigilTestPipewire *pipewire) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
