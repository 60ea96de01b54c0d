/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A simulated ward whose publications go through the product's own decoder: what a station would
 * get, with the virtual time of each message. */

#include "vigil-sim-ward.h"
#include "vigil-wire.h"

G_BEGIN_DECLS

#define SIM_ROOT "vigil/v1/test/w1"
#define SIM_EPOCH_MS G_GINT64_CONSTANT (1767225600000)

typedef struct {
  double t_s; /* virtual time of the publication */
  guint gateway;
  gboolean is_retained;
  VigilFrame frame;
} SimMessage;

typedef struct {
  VigilSimWard *ward;
  GPtrArray *messages; /* SimMessage, one per frame */
  VigilFrameSink sink;
  SimMessage *slot;
  guint n_publications, n_refused;
  guint n_crashes, n_returns;
  guint gateway;
  gboolean is_retained;
  gboolean keeps_waves;
} SimSink;

/* The ward of the scenario @text, started; fails the test if it cannot be read. */
SimSink *sim_sink_new (const char *text, guint32 seed, gboolean is_json);
/* The same of a scenario that was read already, which is taken over. */
SimSink *sim_sink_new_for (VigilSimScenario *scenario, guint32 seed, gboolean is_json);
void sim_sink_free (SimSink *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SimSink, sim_sink_free)

void sim_sink_run (SimSink *self, double to_s);
/* The next frame of @kind and @subject (NULL = any) from *@at on; moves *@at past it. */
const SimMessage *
sim_sink_next (const SimSink *self, guint *at, VigilFrameKind kind, const char *subject);
guint sim_sink_count (const SimSink *self, VigilFrameKind kind, const char *subject);
/* The value of @kind in the vitals of @message; NAN: absent or null. */
double sim_sink_value (const SimMessage *message, VigilNumericKind kind);

G_END_DECLS
