/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What a bed's gateway makes of a station's command, as the scenario has it. */

#include "vigil-sim-bed.h"

G_BEGIN_DECLS

/* Does what @command asks of @bed, or not; @wall_ms is the gateway's own time. FALSE: it says
 * nothing to it; else @result is its answer. */
gboolean vigil_sim_command_act (VigilSimBed *bed,
                                const VigilCommand *command,
                                gint64 wall_ms,
                                VigilFrameResult *result);

G_END_DECLS
