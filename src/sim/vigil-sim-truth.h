/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What must alarm, where and when: worked out from the scenario alone, from what its episodes mean
 * and the delays that bedside and station are said to have. It knows nothing of what the simulator
 * then publishes or the station then does, so both can be judged by it. */

#include "vigil-sim-scenario.h"

G_BEGIN_DECLS

typedef struct {
  double earliest_s, latest_s; /* from the first message */
  char bed[VIGIL_ID_MAX + 1]; /* "" for alarms without a bed */
  char key[VIGIL_KEY_MAX]; /* contract.md, "Which alarms are the same" */
  VigilPriority priority;
  gboolean is_must; /* FALSE: it may come, nobody may complain of it */
  gboolean is_station; /* made by the station; the bedside says nothing of it */
} VigilSimTruth;

/* All of the first @horizon_s seconds, by time; an array of VigilSimTruth. */
GArray *vigil_sim_truth_make (const VigilSimScenario *scenario,
                              double horizon_s) G_GNUC_WARN_UNUSED_RESULT;
/* As a text: "earliest latest bed key priority" for each that must come, "-" for no bed; those that
 * may come are comments "#may …". Owned. */
char *vigil_sim_truth_to_text (const GArray *truth);
gboolean vigil_sim_truth_write (const VigilSimScenario *scenario,
                                double horizon_s,
                                const char *file,
                                GError **error);

G_END_DECLS
