/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim-sink.h"

#include <math.h>
#include <string.h>

static VigilFrame *
reserve_cb (gpointer data, VigilFrameKind kind)
{
  SimSink *self = data;
  (void) kind;
  self->slot = g_new0 (SimMessage, 1);
  return &self->slot->frame;
}

static void
commit_cb (gpointer data)
{
  SimSink *self = data;
  SimMessage *message = g_steal_pointer (&self->slot);
  self->n_refused += message->frame.kind == VIGIL_FRAME_REFUSED;
  message->t_s = self->ward != NULL ? (double) vigil_sim_ward_get_time_us (self->ward) / 1e6 : 0;
  message->gateway = self->gateway;
  message->is_retained = self->is_retained;
  g_ptr_array_add (self->messages, message);
}

static void
publish_cb (guint gateway,
            const char *topic,
            gconstpointer payload,
            gsize length,
            guint qos,
            gboolean is_retained,
            gpointer data)
{
  SimSink *self = data;
  gboolean is_answer = g_str_has_suffix (topic, "/result");
  g_assert_cmpuint (qos, ==, is_retained || is_answer ? 1 : 0);
  self->gateway = gateway;
  self->is_retained = is_retained;
  self->n_publications++;
  if (!self->keeps_waves && strstr (topic, "/wave/") != NULL)
    return;
  vigil_wire_decode (SIM_ROOT, topic, payload, length, FALSE, (VigilNow){ 1, SIM_EPOCH_MS },
                     &self->sink);
}

static void
crash_cb (guint gateway, gboolean is_down, gpointer data)
{
  SimSink *self = data;
  (void) gateway;
  if (is_down)
    self->n_crashes++;
  else
    self->n_returns++;
}

SimSink *
sim_sink_new_for (VigilSimScenario *scenario, guint32 seed, gboolean is_json)
{
  g_autoptr (GError) error = NULL;
  SimSink *self = g_new0 (SimSink, 1);
  self->messages = g_ptr_array_new_with_free_func (g_free);
  self->sink = (VigilFrameSink){ reserve_cb, commit_cb, self };
  self->keeps_waves = TRUE;
  VigilSimWardConfig config = { .scenario = scenario,
                                .site = "test",
                                .ward = "w1",
                                .seed = seed,
                                .boot_salt = seed,
                                .batch_ms = 200,
                                .is_json = is_json,
                                .funcs = { publish_cb, crash_cb, self } };
  self->ward = vigil_sim_ward_new (&config, &error);
  g_assert_no_error (error);
  vigil_sim_ward_start (self->ward, SIM_EPOCH_MS);
  return self;
}

SimSink *
sim_sink_new (const char *text, guint32 seed, gboolean is_json)
{
  g_autoptr (GError) error = NULL;
  VigilSimScenario *scenario = vigil_sim_scenario_parse ("test.scenario", text, &error);
  g_assert_no_error (error);
  return sim_sink_new_for (scenario, seed, is_json);
}

void
sim_sink_free (SimSink *self)
{
  vigil_sim_ward_free (self->ward);
  g_ptr_array_unref (self->messages);
  g_free (self->slot);
  g_free (self);
}

void
sim_sink_run (SimSink *self, double to_s)
{
  vigil_sim_ward_advance (self->ward, (gint64) (to_s * 1e6), 0);
}

const SimMessage *
sim_sink_next (const SimSink *self, guint *at, VigilFrameKind kind, const char *subject)
{
  while (*at < self->messages->len) {
    const SimMessage *message = g_ptr_array_index (self->messages, (*at)++);
    if (message->frame.kind == kind
        && (subject == NULL || g_str_equal (message->frame.subject, subject)))
      return message;
  }
  return NULL;
}

guint
sim_sink_count (const SimSink *self, VigilFrameKind kind, const char *subject)
{
  guint at = 0, n = 0;
  while (sim_sink_next (self, &at, kind, subject) != NULL)
    n++;
  return n;
}

double
sim_sink_value (const SimMessage *message, VigilNumericKind kind)
{
  const VigilFrameVitals *vitals = &message->frame.vitals;
  for (guint i = 0; i < vitals->n; i++)
    if (vitals->numerics[i].kind == kind && vitals->numerics[i].has_value)
      return vitals->numerics[i].value;
  return NAN;
}
