/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-sink-watch.h"

#include <pulse/pulseaudio.h>
#include <string.h>

#include "vigil-own-stream.h"
#include "vigil-sink-info.h"
#include "vigil-sink-meter.h"

/* The server is asked this often even when it reports no change; */
#define ASK_US 300000
/* an answer later than this is none; */
#define PATIENCE_US 900000
/* and after this the connection is given up and made again. */
#define GIVE_UP_US 4000000
/* A sink that is awake gives the meter a block every 30 ms. What comes to a stand for so long has
 * stopped, though its server may answer: PipeWire answers by another program than the one that
 * plays. */
#define STANDING_US 1200000
/* The loop itself was held up for as long as this: nobody was there to read. */
#define HELD_UP_US 500000
#define BACKOFF_MIN_US 100000
#define BACKOFF_MAX_US 1000000
/* The loop looks after its own deadlines this often. */
#define TURN_US 50000

struct _VigilSinkWatch {
  GThread *thread;
  VigilSinkWatchFunc func;
  gpointer data;
  char *app_id;
  pa_mainloop *loop;
  gboolean is_quit; /* atomic */
  GMutex lock;
  VigilSinkFacts shared; /* with the lock */
  /* The thread's own. */
  VigilSinkFacts facts;
  pa_context *context;
  VigilSinkMeter *meter;
  VigilOwnStream *own;
  gint64 connect_us; /* when to connect, or when it was begun */
  gint64 backoff_us;
  gint64 asked_us; /* the question without an answer; 0 = none */
  gint64 answered_us;
  gint64 turn_us; /* the last turn of the loop */
  gint64 read_since_us; /* since when it has turned without being held up */
  gboolean is_begun; /* this connection is ready and subscribed */
  gboolean is_ask_again; /* something changed meanwhile */
};

static void ask (VigilSinkWatch *watch);

/* TRUE if a change is worth a word: measurements alone are not. */
static gboolean
is_different (const VigilSinkFacts *a, const VigilSinkFacts *b)
{
  VigilSinkFacts left = *a, right = *b;
  left.last_loud_us = right.last_loud_us = 0;
  left.stream_loud_us = right.stream_loud_us = 0;
  left.stream_newest_us = right.stream_newest_us = 0;
  return memcmp (&left, &right, sizeof left) != 0;
}

static gboolean
is_standing (VigilSinkWatch *watch, gint64 now_us)
{
  if (watch->meter == NULL || vigil_sink_meter_get_since_us (watch->meter) == 0
      || watch->facts.is_suspended)
    return FALSE;
  gint64 newest_us = MAX (vigil_sink_meter_get_newest_us (watch->meter), watch->read_since_us);
  return now_us - newest_us > STANDING_US;
}

static void
note_turn (VigilSinkWatch *watch, gint64 now_us)
{
  if (now_us - watch->turn_us > HELD_UP_US)
    watch->read_since_us = now_us;
  watch->turn_us = now_us;
}

static void
publish (VigilSinkWatch *watch)
{
  VigilSinkFacts *facts = &watch->facts;
  facts->is_standing = is_standing (watch, g_get_monotonic_time ());
  gboolean is_metered = watch->meter != NULL && !vigil_sink_meter_is_broken (watch->meter);
  facts->metered_since_us = is_metered ? vigil_sink_meter_get_since_us (watch->meter) : 0;
  facts->last_loud_us = is_metered ? vigil_sink_meter_get_loud_us (watch->meter) : 0;
  if (watch->own != NULL)
    vigil_own_stream_report (watch->own, facts);
  g_mutex_lock (&watch->lock);
  gboolean is_news = is_different (&watch->shared, facts);
  watch->shared = *facts;
  g_mutex_unlock (&watch->lock);
  if (is_news)
    watch->func (watch->data);
}

static void
note_answer (VigilSinkWatch *watch)
{
  watch->asked_us = 0;
  watch->answered_us = g_get_monotonic_time ();
  watch->facts.is_answering = TRUE;
  watch->facts.is_known = TRUE;
  publish (watch);
  if (watch->is_ask_again)
    ask (watch);
}

static void
forget_sink (VigilSinkWatch *watch)
{
  vigil_sink_info_note_none (&watch->facts);
  g_clear_pointer (&watch->meter, vigil_sink_meter_free);
  vigil_own_stream_set_sink (watch->own, PA_INVALID_INDEX, NULL);
}

static void
note_sink (VigilSinkWatch *watch, const pa_sink_info *info)
{
  vigil_sink_info_note (info, &watch->facts);
  const char *monitor = info->monitor_source_name;
  if (watch->meter != NULL
      && (monitor == NULL || vigil_sink_meter_is_broken (watch->meter)
          || !vigil_sink_meter_is_on (watch->meter, monitor)))
    g_clear_pointer (&watch->meter, vigil_sink_meter_free);
  if (watch->meter == NULL && monitor != NULL)
    watch->meter = vigil_sink_meter_new (watch->context, monitor);
  vigil_own_stream_set_sink (watch->own, info->index, monitor);
}

static void
sink_cb (pa_context *context, const pa_sink_info *info, int eol, void *data)
{
  VigilSinkWatch *watch = data;
  if (context != watch->context)
    return;
  if (info != NULL) {
    note_sink (watch, info);
    return;
  }
  if (eol < 0)
    forget_sink (watch);
  note_answer (watch);
}

static void
drop (pa_operation *operation)
{
  if (operation != NULL)
    pa_operation_unref (operation);
}

static void
server_cb (pa_context *context, const pa_server_info *info, void *data)
{
  VigilSinkWatch *watch = data;
  if (context != watch->context)
    return;
  if (info == NULL || info->default_sink_name == NULL || info->default_sink_name[0] == '\0') {
    forget_sink (watch);
    note_answer (watch);
    return;
  }
  drop (pa_context_get_sink_info_by_name (context, info->default_sink_name, sink_cb, watch));
}

/* One question at a time: the server, then its default sink. */
static void
ask (VigilSinkWatch *watch)
{
  if (watch->asked_us != 0) {
    watch->is_ask_again = TRUE;
    return;
  }
  watch->is_ask_again = FALSE;
  watch->asked_us = g_get_monotonic_time ();
  drop (pa_context_get_server_info (watch->context, server_cb, watch));
  vigil_own_stream_ask (watch->own);
}

static void
own_changed_cb (gpointer data)
{
  publish (data);
}

static void
event_cb (pa_context *context, pa_subscription_event_type_t type, uint32_t index, void *data)
{
  VigilSinkWatch *watch = data;
  if (context != watch->context)
    return;
  if ((type & PA_SUBSCRIPTION_EVENT_FACILITY_MASK) != PA_SUBSCRIPTION_EVENT_SINK_INPUT)
    ask (watch);
  else
    vigil_own_stream_note_event (watch->own, type, index);
}

static void
disconnect (VigilSinkWatch *watch, gint64 now_us)
{
  g_clear_pointer (&watch->meter, vigil_sink_meter_free);
  if (watch->context != NULL) {
    pa_context *context = g_steal_pointer (&watch->context);
    pa_context_set_state_callback (context, NULL, NULL);
    pa_context_set_subscribe_callback (context, NULL, NULL);
    pa_context_disconnect (context);
    g_clear_pointer (&watch->own, vigil_own_stream_free);
    pa_context_unref (context);
  }
  memset (&watch->facts, 0, sizeof watch->facts);
  watch->asked_us = 0;
  watch->is_begun = FALSE;
  watch->is_ask_again = FALSE;
  watch->connect_us = now_us + watch->backoff_us;
  watch->backoff_us = MIN (watch->backoff_us * 2, BACKOFF_MAX_US);
}

static void
begin (VigilSinkWatch *watch)
{
  watch->is_begun = TRUE;
  watch->backoff_us = BACKOFF_MIN_US;
  watch->facts.is_connected = TRUE;
  watch->facts.is_answering = TRUE;
  pa_context_set_subscribe_callback (watch->context, event_cb, watch);
  drop (pa_context_subscribe (watch->context,
                              PA_SUBSCRIPTION_MASK_SINK | PA_SUBSCRIPTION_MASK_SERVER
                                  | PA_SUBSCRIPTION_MASK_CARD | PA_SUBSCRIPTION_MASK_SINK_INPUT,
                              NULL, NULL));
  watch->own = vigil_own_stream_new (watch->context, own_changed_cb, watch);
  ask (watch);
}

static void
connect_to_server (VigilSinkWatch *watch, gint64 now_us)
{
  pa_proplist *list = pa_proplist_new ();
  pa_proplist_sets (list, PA_PROP_APPLICATION_NAME, "Vigil");
  pa_proplist_sets (list, PA_PROP_APPLICATION_ID, watch->app_id);
  watch->context = pa_context_new_with_proplist (pa_mainloop_get_api (watch->loop), NULL, list);
  pa_proplist_free (list);
  watch->connect_us = now_us;
  if (pa_context_connect (watch->context, NULL, PA_CONTEXT_NOAUTOSPAWN, NULL) < 0)
    disconnect (watch, now_us);
}

/* A server that accepts the connection and then says nothing is frozen, not absent. */
static void
look_after_connection (VigilSinkWatch *watch, gint64 now_us)
{
  pa_context_state_t state = pa_context_get_state (watch->context);
  if (!PA_CONTEXT_IS_GOOD (state)) {
    disconnect (watch, now_us);
    return;
  }
  if (state != PA_CONTEXT_READY) {
    if (now_us - watch->connect_us > PATIENCE_US) {
      watch->facts.is_connected = TRUE;
      watch->facts.is_answering = FALSE;
    }
    if (now_us - watch->connect_us > GIVE_UP_US) {
      disconnect (watch, now_us);
      watch->facts.is_connected = TRUE;
    }
    return;
  }
  if (!watch->is_begun)
    begin (watch);
  if (watch->asked_us == 0 && now_us - watch->answered_us > ASK_US)
    ask (watch);
  if (watch->asked_us != 0 && now_us - watch->asked_us > PATIENCE_US)
    watch->facts.is_answering = FALSE;
  if (watch->asked_us != 0 && now_us - watch->asked_us > GIVE_UP_US) {
    disconnect (watch, now_us);
    watch->facts.is_connected = TRUE;
  }
}

static gpointer
run (gpointer data)
{
  VigilSinkWatch *watch = data;
  while (!g_atomic_int_get (&watch->is_quit)) {
    gint64 now_us = g_get_monotonic_time ();
    note_turn (watch, now_us);
    if (watch->context != NULL)
      look_after_connection (watch, now_us);
    else if (now_us >= watch->connect_us)
      connect_to_server (watch, now_us);
    publish (watch);
    if (pa_mainloop_prepare (watch->loop, TURN_US) < 0 || pa_mainloop_poll (watch->loop) < 0)
      g_usleep (TURN_US); /* a signal; the loop is still good */
    else
      pa_mainloop_dispatch (watch->loop);
  }
  disconnect (watch, 0);
  return NULL;
}

VigilSinkWatch *
vigil_sink_watch_new (const char *app_id, VigilSinkWatchFunc func, gpointer data)
{
  VigilSinkWatch *watch = g_new0 (VigilSinkWatch, 1);
  g_mutex_init (&watch->lock);
  watch->app_id = g_strdup (app_id);
  watch->func = func;
  watch->data = data;
  watch->backoff_us = BACKOFF_MIN_US;
  watch->loop = pa_mainloop_new ();
  g_assert (watch->loop != NULL);
  watch->thread = g_thread_new ("vigil-sink", run, watch);
  return watch;
}

void
vigil_sink_watch_free (VigilSinkWatch *watch)
{
  g_atomic_int_set (&watch->is_quit, TRUE);
  pa_mainloop_wakeup (watch->loop);
  g_thread_join (watch->thread);
  pa_mainloop_free (watch->loop);
  g_mutex_clear (&watch->lock);
  g_free (watch->app_id);
  g_free (watch);
}

void
vigil_sink_watch_get_facts (VigilSinkWatch *watch, VigilSinkFacts *facts)
{
  g_mutex_lock (&watch->lock);
  *facts = watch->shared;
  g_mutex_unlock (&watch->lock);
}
