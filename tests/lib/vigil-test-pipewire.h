/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A private PipeWire for a test, in the folder that XDG_RUNTIME_DIR names: bus, daemon, session
 * manager and the part that speaks as PulseAudio does. */

#include <glib.h>

G_BEGIN_DECLS

typedef struct _VigilTestPipewire VigilTestPipewire;

gboolean vigil_test_pipewire_is_installed (void);
/* Without a sink; the part that programs speak to is started by the next function. */
VigilTestPipewire *vigil_test_pipewire_new (void);
void vigil_test_pipewire_free (VigilTestPipewire *pipewire);
/* The process that programs speak to; owned by the caller. */
GPid vigil_test_pipewire_start_pulse (VigilTestPipewire *pipewire) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
