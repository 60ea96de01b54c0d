/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The ward on a real broker in real time: one connection per gateway, ticks at absolute deadlines.
 * Main thread and main context. */

#include "vigil-sim-options.h"
#include "vigil-sim-ward.h"

G_BEGIN_DECLS

/* Connects, says "ready …" on stdout when every gateway is up and has published, and goes on until
 * the options' seconds are over or a signal asks for the end; then each gateway says `lost`.
 * @config's functions are set here. FALSE with @error: it never began. */
gboolean
vigil_sim_live_run (VigilSimWardConfig *config, const VigilSimOptions *options, GError **error);

G_END_DECLS
