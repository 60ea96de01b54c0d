/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The simulated ward: gateways and beds in virtual time, and everything they publish, in the order
 * that the contract wants. It reads no clock and knows no broker: time is passed in, publications
 * go out through a function. The same scenario, seed, start and boot salt give the same bytes. */

#include "vigil-sim-scenario.h"

G_BEGIN_DECLS

typedef struct {
  /* A publication of gateway @gateway; lent for the call. */
  void (*publish) (guint gateway,
                   const char *topic,
                   gconstpointer payload,
                   gsize length,
                   guint qos,
                   gboolean is_retained,
                   gpointer data);
  /* The gateway dies without a word (TRUE), or is started again with a new boot (FALSE). */
  void (*crash) (guint gateway, gboolean is_down, gpointer data);
  gpointer data;
} VigilSimWardFuncs;

typedef struct {
  VigilSimScenario *scenario; /* taken over by _new(), also if it fails */
  const char *site, *ward;
  guint32 seed;
  guint32 boot_salt; /* random for a live ward: a boot never comes again */
  guint batch_ms; /* 100, 125, 150, 175, 200, 225 or 250 */
  gboolean is_json; /* waves in the JSON form */
  gboolean is_test; /* wave blocks carry the test flag */
  VigilSimWardFuncs funcs;
} VigilSimWardConfig;

#define VIGIL_SIM_TICK_US 25000

typedef struct _VigilSimWard VigilSimWard;

VigilSimWard *vigil_sim_ward_new (const VigilSimWardConfig *config,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;
void vigil_sim_ward_free (VigilSimWard *ward);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigilSimWard, vigil_sim_ward_free)

guint vigil_sim_ward_get_n_gateways (const VigilSimWard *ward);
const char *vigil_sim_ward_get_gateway (const VigilSimWard *ward, guint gateway);
guint vigil_sim_ward_get_n_beds (const VigilSimWard *ward);
/* The topic and payload of the gateway's state, for its will and its goodbye. Owned. */
char *vigil_sim_ward_state_topic (const VigilSimWard *ward, guint gateway);
char *vigil_sim_ward_state_payload (const VigilSimWard *ward, guint gateway, gboolean is_ready);

/* Virtual time 0 is at @epoch_ms; each gateway publishes its own state, then what is retained of
 * each bed. Once, first. */
void vigil_sim_ward_start (VigilSimWard *ward, gint64 epoch_ms);
/* The connection came back: alarm lists go out again with the next tick. */
void vigil_sim_ward_refresh (VigilSimWard *ward, guint gateway);
/* A station's command for @bed came in at @gateway: answered, obeyed or not as the scenario has it.
 * One for a bed that is not the gateway's is left alone. */
void vigil_sim_ward_command (VigilSimWard *ward,
                             guint gateway,
                             const char *bed,
                             const VigilCommand *command);
/* Virtual time, µs. */
gint64 vigil_sim_ward_get_time_us (const VigilSimWard *ward);
/* Goes on to @to_us in ticks. What is older than @late_us before it by then is not published, but
 * counted in the sequences: a stalled machine leaves a gap, not a burst. 0 = publish all. */
void vigil_sim_ward_advance (VigilSimWard *ward, gint64 to_us, gint64 late_us);

G_END_DECLS
