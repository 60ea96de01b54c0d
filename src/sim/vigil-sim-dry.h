/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A ward that is published to nowhere: the messages of some virtual seconds, printed or hashed. */

#include <stdio.h>

#include "vigil-sim-ward.h"

G_BEGIN_DECLS

/* Runs @config (its functions are set here) for @seconds; with @prints each message is a line of
 * @out: virtual ms, topic, and the payload as text or, for a binary one, in hex. The last line says
 * how many, how long and their SHA-256. */
gboolean vigil_sim_dry_run (
    VigilSimWardConfig *config, guint seconds, gboolean prints, FILE *out, GError **error);

G_END_DECLS
