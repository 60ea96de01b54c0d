/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A scenario: which beds there are, where their signals come from and what happens to them. A text
 * file of sections and lines "key = value" (docs/SIMULATOR.md); an error names file, line and
 * reason. A plain tree of values. */

#include "vigil-frame.h"
#include "vigil-sim-episode.h"
#include "vigil-sim-heart.h"

G_BEGIN_DECLS

#define VIGIL_SIM_BEDS_MAX 512
#define VIGIL_SIM_GATEWAYS_MAX 64
#define VIGIL_SIM_EPISODES_MAX 64

/* What a bed's gateway does with a station's commands. */
typedef enum {
  VIGIL_SIM_COMMANDS_OBEY,
  VIGIL_SIM_COMMANDS_REFUSE, /* with a reason */
  VIGIL_SIM_COMMANDS_MUTE, /* it knows nothing of commands */
  VIGIL_SIM_COMMANDS_PRETEND, /* it says done, and nothing happens */
} VigilSimCommands;

typedef struct {
  char id[VIGIL_ID_MAX + 1];
  char label[24];
  char gateway[VIGIL_ID_MAX + 1];
  VigilPatientClass patient_class;
  gboolean is_demo;
  gboolean is_paced;
  /* Signals. */
  double loop_at_s; /* where in its loop a recording is at the first message */
  gboolean is_loop; /* synthetic, rendered once into a loop: cheap, for benchmarks */
  char *record; /* path of a recording, absolute or from the scenario's folder; NULL = synth */
  double from_s, length_s;
  char **waves; /* channels by name, in order; for a recording NULL = all */
  char **added; /* synthesised beside a recording: "PLETH", "RESP", "ART" */
  double ecg_hz; /* of a synthetic ECG: 250 or 500 */
  VigilSimRhythm rhythm;
  double ectopic_share;
  /* Where the model and the numbers without a signal stand. */
  double hr, rr, spo2, temp; /* NaN: not measured (temp) */
  double art_sys, art_dia;
  double nibp_sys, nibp_dia; /* NaN: no cuff */
  guint nibp_every_s; /* 0 = does not cycle */
  /* The bedside's alarms. */
  gboolean has_bedside_limits;
  VigilSimCommands commands;
  VigilFrameLimits limits;
  double latch_s; /* how long a latched alarm waits for its reset at the bedside */
  GArray *episodes; /* VigilSimEpisode */
  guint line;
} VigilSimBedPlan;

typedef struct {
  char id[VIGIL_ID_MAX + 1];
  GArray *episodes; /* VigilSimEpisode: gateway-crash */
} VigilSimGatewayPlan;

typedef struct {
  char *title;
  char *folder; /* of the file, for recordings named by a relative path */
  GPtrArray *gateways; /* VigilSimGatewayPlan */
  GPtrArray *beds; /* VigilSimBedPlan */
} VigilSimScenario;

/* @file names the text in errors; its folder is where recordings are looked for. */
VigilSimScenario *vigil_sim_scenario_parse (const char *file,
                                            const char *text,
                                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
VigilSimScenario *vigil_sim_scenario_read (const char *file,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Beds "01" … for a benchmark: @n_beds synthetic ones over gateways of 16. In a storm each has a
 * high alarm, by a limit of the bedside; the signals are the same. */
VigilSimScenario *vigil_sim_scenario_new_load (guint n_beds, double ecg_hz, gboolean is_storm);
/* One bed @bed that replays @path. */
VigilSimScenario *vigil_sim_scenario_new_record (const char *path, const char *bed);
void vigil_sim_scenario_free (VigilSimScenario *scenario);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigilSimScenario, vigil_sim_scenario_free)

/* A bed as it is before its lines are read. Owned. */
VigilSimBedPlan *vigil_sim_bed_plan_new (const char *id);
VigilSimGatewayPlan *vigil_sim_gateway_plan_new (const char *id);
/* NULL if there is none. */
VigilSimGatewayPlan *vigil_sim_scenario_find_gateway (const VigilSimScenario *scenario,
                                                      const char *id);
/* The limit of @kind of a bed, NULL = none. */
const VigilLimit *vigil_sim_bed_plan_limit (const VigilSimBedPlan *plan, VigilNumericKind kind);

G_END_DECLS
