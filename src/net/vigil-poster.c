/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-poster.h"

#include "vigil-answer.h"
#include "vigil-http.h"
#include "vigil-lanes.h"
#include "vigil-poller.h"
#include "vigil-token-file.h"
#include "vigil-types.h"

#define RECEIPT_BYTES (64 * 1024)
#define REASON_SIZE 96
/* A row whose server was not heard rests at least this long, however often others are heard. */
#define REST_MS 500

struct _VigilPoster {
  GObject parent_instance;
  VigilHttp *http;
  VigilTokenFile *token_file; /* NULL = none */
  VigilLanes *lanes;
  VigilPoller *poller;
  GNetworkMonitor *network;
  double pace;
  gboolean is_stopped;
  gboolean is_reachable;
  char *problem;
  guint n_under_way;
  guint refusals; /* 401 and 403 in a row */
  gint64 paused_until_us; /* after one; 0 = not */
  guint pump_id;
};

G_DEFINE_FINAL_TYPE (VigilPoster, vigil_poster, G_TYPE_OBJECT)

/* A row on its way. */
typedef struct {
  VigilPoster *self;
  char *id;
} Sending;

static void
sending_free (gpointer data)
{
  Sending *sending = data;
  g_free (sending->id);
  g_free (sending);
}
static void pump (VigilPoster *self);

static gint64
scale_us (VigilPoster *self, guint delay_ms)
{
  return (gint64) (self->pace * delay_ms * 1000.0);
}

static void
set_problem (VigilPoster *self, const char *problem)
{
  g_free (self->problem);
  self->problem = g_strdup (problem);
}

/* @is_heard: the ward server itself answered. */
static void
note_exchange (VigilPoster *self, gboolean is_heard)
{
  if (self->is_reachable == is_heard)
    return;
  self->is_reachable = is_heard;
  if (is_heard)
    vigil_lanes_wake (self->lanes, g_get_monotonic_time (), scale_us (self, REST_MS));
  g_signal_emit_by_name (self, "reachable", is_heard);
}

static gboolean
pump_cb (gpointer data)
{
  VigilPoster *self = data;
  self->pump_id = 0;
  pump (self);
  return G_SOURCE_REMOVE;
}

/* The next look at the lanes, when one of them or the pause is due. */
static void
arm_pump (VigilPoster *self, gint64 now_us)
{
  gint64 due_us = vigil_lanes_get_due_us (self->lanes);
  g_clear_handle_id (&self->pump_id, g_source_remove);
  if (due_us == G_MAXINT64)
    return;
  due_us = MAX (due_us, self->paused_until_us);
  gint64 delay_ms = due_us > now_us ? (due_us - now_us + 999) / 1000 : 0;
  self->pump_id = g_timeout_add ((guint) MIN (delay_ms, G_MAXINT), pump_cb, self);
}

static void
emit_settled (VigilPoster *self, const char *id, VigilDelivery delivery, const char *reason)
{
  char cut[REASON_SIZE];
  vigil_text_copy (cut, sizeof cut, reason);
  g_signal_emit_by_name (self, "settled", id, (guint) delivery, cut);
}

static void
forget_refusals (VigilPoster *self)
{
  self->refusals = 0;
  self->paused_until_us = 0;
}

/* The token's file may hold another one by now: then at once, else after a pause, and one at a
 * time. A row of its own fault (another station's) thus cannot hold up the others for ever. */
static void
reauthenticate (VigilPoster *self, guint retry_after_s, gint64 now_us)
{
  if (self->token_file != NULL && vigil_token_file_read (self->token_file)) {
    vigil_http_set_token (self->http, vigil_token_file_get (self->token_file));
    forget_refusals (self);
    return;
  }
  guint pause_ms = vigil_outbox_backoff_ms (self->refusals, g_random_double (), retry_after_s);
  self->refusals++;
  self->paused_until_us = now_us + scale_us (self, pause_ms);
}

static void
put_again (VigilPoster *self, const char *id, const VigilHttpAnswer *answer, gint64 now_us)
{
  guint attempt = vigil_lanes_get_attempt (self->lanes, id);
  guint delay_ms = vigil_outbox_backoff_ms (attempt, g_random_double (), answer->retry_after_s);
  vigil_lanes_fail (self->lanes, id, now_us, now_us + scale_us (self, delay_ms),
                    answer->status == 0);
}

static gboolean
is_of_the_server (guint status, gboolean is_as_asked)
{
  if (status >= 200 && status < 300)
    return is_as_asked;
  return status == 304 || (status >= 400 && (status < 502 || status > 504));
}

static void
judge (VigilPoster *self, const char *id, const VigilHttpAnswer *answer, VigilAnswer verdict)
{
  gint64 now_us = g_get_monotonic_time ();
  g_autofree char *reason = answer->status != 0
                                ? vigil_answer_describe (answer->status, answer->body)
                                : g_strdup (answer->problem);
  set_problem (self, verdict == VIGIL_ANSWER_DELIVERED ? NULL : reason);
  if (verdict == VIGIL_ANSWER_RETRY)
    put_again (self, id, answer, now_us);
  else if (verdict == VIGIL_ANSWER_REAUTHENTICATE) {
    put_again (self, id, answer, now_us);
    reauthenticate (self, answer->retry_after_s, now_us);
  } else {
    forget_refusals (self);
    vigil_lanes_settle (self->lanes, id);
    if (verdict == VIGIL_ANSWER_DELIVERED)
      emit_settled (self, id, VIGIL_DELIVERY_DELIVERED, "");
    else
      emit_settled (self, id, VIGIL_DELIVERY_DEAD, reason);
  }
}

static void
sent_cb (const VigilHttpAnswer *answer, gpointer data)
{
  const Sending *sending = data;
  g_autoptr (VigilPoster) self = g_object_ref (sending->self);
  gboolean is_echoed = answer->status >= 200 && answer->status < 300
                       && vigil_answer_echoes (answer->body, sending->id);
  self->n_under_way--;
  judge (self, sending->id, answer, vigil_outbox_judge (answer->status, is_echoed));
  /* A signal's handler may have stopped us. */
  if (self->is_stopped)
    return;
  note_exchange (self, is_of_the_server (answer->status, is_echoed));
  pump (self);
}

static void
send_row (VigilPoster *self, const VigilLaneRow *row)
{
  g_autofree char *escaped = g_uri_escape_string (row->id, NULL, FALSE);
  g_autofree char *usual = g_strconcat ("/v1/acknowledgements/", escaped, NULL);
  Sending *sending = g_new0 (Sending, 1);
  sending->self = self;
  sending->id = g_strdup (row->id);
  self->n_under_way++;
  const char *path = row->path != NULL ? row->path : usual;
  vigil_http_send (self->http, path, row->body, NULL, RECEIPT_BYTES, sent_cb, sending,
                   sending_free);
}

/* Sends what is due, as many at a time as there are connections; one while refused. */
static void
pump (VigilPoster *self)
{
  gint64 now_us = g_get_monotonic_time ();
  guint n_max = self->refusals > 0 ? 1 : VIGIL_HTTP_CONNECTIONS_MAX;
  if (self->is_stopped)
    return;
  while (self->n_under_way < n_max && now_us >= self->paused_until_us) {
    const VigilLaneRow *row = vigil_lanes_take (self->lanes, now_us);
    if (row == NULL)
      break;
    send_row (self, row);
  }
  g_clear_handle_id (&self->pump_id, g_source_remove);
  /* With no room, the end of an exchange looks again. */
  if (self->n_under_way < n_max)
    arm_pump (self, now_us);
}

static void
token_cb (const char *token, gpointer data)
{
  VigilPoster *self = data;
  vigil_http_set_token (self->http, token);
  forget_refusals (self);
  vigil_lanes_wake_all (self->lanes, g_get_monotonic_time ());
  pump (self);
}

static void
network_cb (GNetworkMonitor *network G_GNUC_UNUSED, gboolean is_available, VigilPoster *self)
{
  if (!is_available || self->is_stopped)
    return;
  vigil_lanes_wake (self->lanes, g_get_monotonic_time (), scale_us (self, REST_MS));
  vigil_poller_hurry (self->poller);
  pump (self);
}

static void
polled_cb (VigilPollNews news, const VigilPollAnswer *answer, gpointer data)
{
  g_autoptr (VigilPoster) self = g_object_ref (data);
  if (news == VIGIL_POLL_SNAPSHOT)
    g_signal_emit_by_name (self, "snapshot", answer->json);
  else if (news == VIGIL_POLL_UNCHANGED)
    g_signal_emit_by_name (self, "snapshot-confirmed");
  else if (news == VIGIL_POLL_ROWS)
    g_signal_emit_by_name (self, "acknowledgements", answer->json, answer->cursor);
  else if (news == VIGIL_POLL_TIME)
    g_signal_emit_by_name (self, "server-time", answer->wall_ms);
  else if (news == VIGIL_POLL_REFUSED) {
    set_problem (self, answer->problem);
    reauthenticate (self, 0, g_get_monotonic_time ());
  } else if (news == VIGIL_POLL_PROBLEM)
    set_problem (self, answer->problem);
  if (self->is_stopped)
    return;
  note_exchange (self, news != VIGIL_POLL_PROBLEM || is_of_the_server (answer->status, FALSE));
  pump (self);
}

void
vigil_poster_put (VigilPoster *self, const char *bed, const char *id, GBytes *body)
{
  g_return_if_fail (VIGIL_IS_POSTER (self));
  g_return_if_fail (bed != NULL && id != NULL && body != NULL);
  if (!self->is_stopped && vigil_lanes_put (self->lanes, bed, id, NULL, body))
    pump (self);
}

void
vigil_poster_put_change (
    VigilPoster *self, const char *bed, const char *encounter, const char *id, GBytes *body)
{
  g_return_if_fail (VIGIL_IS_POSTER (self));
  g_return_if_fail (bed != NULL && encounter != NULL && id != NULL && body != NULL);
  g_autofree char *escaped = g_uri_escape_string (encounter, NULL, FALSE);
  g_autofree char *path = g_strconcat ("/v1/encounters/", escaped, NULL);
  if (!self->is_stopped && vigil_lanes_put (self->lanes, bed, id, path, body))
    pump (self);
}

guint
vigil_poster_get_n_waiting (VigilPoster *self)
{
  g_return_val_if_fail (VIGIL_IS_POSTER (self), 0);
  return vigil_lanes_get_n_rows (self->lanes);
}

void
vigil_poster_start (VigilPoster *self, const char *cursor)
{
  g_return_if_fail (VIGIL_IS_POSTER (self));
  self->is_stopped = FALSE;
  vigil_http_set_deadline_ms (self->http, (guint) MAX (1.0, self->pace * VIGIL_HTTP_DEADLINE_MS));
  vigil_poller_start (self->poller, cursor, self->pace);
  pump (self);
}

void
vigil_poster_stop (VigilPoster *self)
{
  g_return_if_fail (VIGIL_IS_POSTER (self));
  self->is_stopped = TRUE;
  self->n_under_way = 0;
  g_clear_handle_id (&self->pump_id, g_source_remove);
  vigil_poller_stop (self->poller);
  vigil_http_abort (self->http);
  vigil_lanes_clear (self->lanes);
  forget_refusals (self);
}

gboolean
vigil_poster_is_reachable (VigilPoster *self)
{
  g_return_val_if_fail (VIGIL_IS_POSTER (self), FALSE);
  return self->is_reachable;
}

const char *
vigil_poster_get_problem (VigilPoster *self)
{
  g_return_val_if_fail (VIGIL_IS_POSTER (self), NULL);
  if (self->token_file != NULL && vigil_token_file_get_problem (self->token_file) != NULL)
    return vigil_token_file_get_problem (self->token_file);
  return self->problem;
}

void
vigil_poster_set_pace (VigilPoster *self, double pace)
{
  g_return_if_fail (VIGIL_IS_POSTER (self));
  g_return_if_fail (pace > 0.0 && pace <= 1.0);
  self->pace = pace;
  vigil_http_set_deadline_ms (self->http, (guint) MAX (1.0, pace * VIGIL_HTTP_DEADLINE_MS));
}

static void
vigil_poster_dispose (GObject *object)
{
  VigilPoster *self = VIGIL_POSTER (object);
  self->is_stopped = TRUE;
  g_clear_handle_id (&self->pump_id, g_source_remove);
  g_clear_pointer (&self->poller, vigil_poller_free);
  g_clear_pointer (&self->http, vigil_http_free);
  g_clear_pointer (&self->token_file, vigil_token_file_free);
  g_clear_object (&self->network);
  G_OBJECT_CLASS (vigil_poster_parent_class)->dispose (object);
}

static void
vigil_poster_finalize (GObject *object)
{
  VigilPoster *self = VIGIL_POSTER (object);
  g_clear_pointer (&self->lanes, vigil_lanes_free);
  g_clear_pointer (&self->problem, g_free);
  G_OBJECT_CLASS (vigil_poster_parent_class)->finalize (object);
}

static void
add_signal (const char *name, guint n, GType first, GType second, GType third)
{
  g_signal_new (name, VIGIL_TYPE_POSTER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, n,
                first, second, third);
}

static void
vigil_poster_class_init (VigilPosterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  object_class->dispose = vigil_poster_dispose;
  object_class->finalize = vigil_poster_finalize;
  add_signal ("settled", 3, G_TYPE_STRING, G_TYPE_UINT, G_TYPE_STRING);
  add_signal ("snapshot", 1, G_TYPE_BYTES, G_TYPE_NONE, G_TYPE_NONE);
  add_signal ("snapshot-confirmed", 0, G_TYPE_NONE, G_TYPE_NONE, G_TYPE_NONE);
  add_signal ("acknowledgements", 2, G_TYPE_BYTES, G_TYPE_STRING, G_TYPE_NONE);
  add_signal ("reachable", 1, G_TYPE_BOOLEAN, G_TYPE_NONE, G_TYPE_NONE);
  add_signal ("server-time", 1, G_TYPE_INT64, G_TYPE_NONE, G_TYPE_NONE);
}

static void
vigil_poster_init (VigilPoster *self)
{
  self->lanes = vigil_lanes_new ();
  self->pace = 1.0;
}

VigilPoster *
vigil_poster_new (const char *base,
                  const char *site,
                  const char *ward,
                  const char *token_file,
                  const char *ca_file,
                  const char *cert_file,
                  const char *key_file,
                  GError **error)
{
  g_return_val_if_fail (base != NULL && site != NULL && ward != NULL, NULL);
  g_autoptr (VigilPoster) self = g_object_new (VIGIL_TYPE_POSTER, NULL);
  self->http = vigil_http_new (base, ca_file, cert_file, key_file, error);
  if (self->http == NULL)
    return NULL;
  if (token_file != NULL) {
    self->token_file = vigil_token_file_new (token_file, token_cb, self);
    vigil_http_set_token (self->http, vigil_token_file_get (self->token_file));
  }
  self->poller = vigil_poller_new (self->http, site, ward, polled_cb, self);
  self->network = g_object_ref (g_network_monitor_get_default ());
  g_signal_connect_object (self->network, "network-changed", G_CALLBACK (network_cb), self, 0);
  return g_steal_pointer (&self);
}
