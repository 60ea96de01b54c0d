/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The values of a scenario's lines: each key of a bed and the grammar of an episode. The reasons
 * they give are finished by the reader with file and line. */

#include "vigil-sim-scenario.h"

G_BEGIN_DECLS

/* Sets @key of @plan. FALSE with @reason (owned): unknown key, or a value that cannot be. */
gboolean vigil_sim_bed_plan_set (
    VigilSimBedPlan *plan, const char *key, const char *value, guint line, char **reason);
/* "KIND at TIME [for TIME] [every TIME] [to NUMBER] [recorded]"; TIME is "75" or "1:15". */
gboolean
vigil_sim_episode_parse (const char *value, guint line, VigilSimEpisode *episode, char **reason);

G_END_DECLS
