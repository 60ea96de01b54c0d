/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>
#include <poll.h>
#include <sys/eventfd.h>

#include "vigil-mqtt-clock.h"
#include "vigil-mqtt-loop.h"

/* The socket is drained this often at most: one wake-up for all that came meanwhile. */
#define READ_PERIOD_US 4000
/* Waves and numbers wake a main that sleeps about once a frame; everything else, an alarm above
 * all, at once. */
#define WAKE_PERIOD_US 16000
#define IDLE_TICK_MS 250
#define STABLE_US (30 * G_USEC_PER_SEC)
#define REFUSED_PAUSE_US (10 * G_USEC_PER_SEC)
#define NAME_IN_USE_PAUSE_US (30 * G_USEC_PER_SEC)
#define RECONNECT_LEAST_US G_USEC_PER_SEC
/* Mosquitto before 2.0.15 takes a session over without a word. Closed this often in a row, each
 * time soon after it took us, somebody else has our name. */
#define CLOSED_MAX 3

/* Frames of which the next painted frame is soon enough. */
static gboolean
is_picture (VigilFrameKind kind)
{
  return kind == VIGIL_FRAME_WAVE || kind == VIGIL_FRAME_VITALS || kind == VIGIL_FRAME_HEARTBEAT;
}

static VigilFrame *
reserve_frame (gpointer data, VigilFrameKind kind)
{
  VigilMqttLoop *loop = data;
  loop->is_urgent |= !is_picture (kind);
  return vigil_ring_reserve (loop->mqtt->ring, kind);
}

static void
commit_frame (gpointer data)
{
  VigilMqttLoop *loop = data;
  if (vigil_ring_commit (loop->mqtt->ring))
    loop->must_wake = TRUE;
}

static void
deliver_news (VigilMqttLoop *loop)
{
  VigilFrame *frame = loop->has_news ? reserve_frame (loop, VIGIL_FRAME_LINK) : NULL;
  if (frame == NULL)
    return;
  VigilNow now = vigil_mqtt_clock_now ();
  *frame = (VigilFrame){
    .kind = VIGIL_FRAME_LINK,
    .receipt_mono_us = now.mono_us,
    .receipt_wall_ms = now.wall_ms,
  };
  frame->link = loop->news;
  commit_frame (loop);
  loop->has_news = FALSE;
}

static void
tell (VigilMqttLoop *loop, VigilLinkState state, const char *text)
{
  if (loop->news.state == state && g_str_equal (loop->news.text, text))
    return;
  loop->news.state = state;
  vigil_text_copy (loop->news.text, sizeof loop->news.text, text);
  loop->has_news = TRUE;
  deliver_news (loop);
}

static void
connected_cb (gpointer data)
{
  VigilMqttLoop *loop = data;
  atomic_fetch_add (&loop->mqtt->tally.n_connections, 1);
  loop->up_since_us = vigil_mqtt_clock_now ().mono_us;
  /* Before the first message of this connection: a retained one is judged by it. */
  tell (loop, VIGIL_LINK_UP, loop->try.is_older ? "MQTT 3.1.1" : "MQTT 5");
}

static void
message_cb (
    const char *topic, const guint8 *payload, gsize length, gboolean is_retained, gpointer data)
{
  VigilMqttLoop *loop = data;
  atomic_fetch_add_explicit (&loop->mqtt->tally.n_messages, 1, memory_order_relaxed);
  vigil_wire_decode (loop->mqtt->settings.root, topic, payload, length, is_retained,
                     vigil_mqtt_clock_now (), &loop->sink);
}

static const VigilMqttLinkFuncs LINK_FUNCS = { connected_cb, message_cb,
                                               vigil_mqtt_loop_acknowledge };

/* Main sleeps on as long as only pictures wait for it, or has taken them when it drew a frame. */
static void
wake_main (VigilMqttLoop *loop)
{
  gint64 now_us = vigil_mqtt_clock_now ().mono_us;
  if (!vigil_ring_is_pending (loop->mqtt->ring))
    loop->must_wake = loop->is_urgent = FALSE;
  if (!loop->must_wake || (!loop->is_urgent && now_us < loop->next_wake_us))
    return;
  loop->must_wake = loop->is_urgent = FALSE;
  loop->next_wake_us = now_us + WAKE_PERIOD_US;
  eventfd_write (loop->mqtt->main_fd, 1);
}

static gboolean
is_stopping (VigilMqttLoop *loop)
{
  return atomic_load (&loop->mqtt->is_stopping);
}

static gint64
choose_pause_us (VigilMqttLoop *loop, VigilMqttVerdict verdict)
{
  switch (verdict) {
  case VIGIL_MQTT_NAME_IN_USE:
    return NAME_IN_USE_PAUSE_US;
  case VIGIL_MQTT_REFUSED:
    return REFUSED_PAUSE_US + g_random_int_range (0, G_USEC_PER_SEC);
  case VIGIL_MQTT_RETRY_OLDER:
    return 0;
  case VIGIL_MQTT_RETRY:
  case VIGIL_MQTT_CLOSED:
    return vigil_mqtt_backoff_ms (loop->attempt++, g_random_double ()) * (gint64) 1000;
  default:
    g_assert_not_reached ();
  }
}

static VigilLinkState
link_state_of (VigilMqttVerdict verdict)
{
  if (verdict == VIGIL_MQTT_NAME_IN_USE)
    return VIGIL_LINK_NAME_IN_USE;
  return verdict == VIGIL_MQTT_REFUSED ? VIGIL_LINK_REFUSED : VIGIL_LINK_DOWN;
}

static const char *
choose_text (VigilMqttLoop *loop, VigilMqttVerdict verdict)
{
  if (verdict == VIGIL_MQTT_NAME_IN_USE
      && vigil_mqtt_link_get_verdict (loop->link) == VIGIL_MQTT_CLOSED)
    return "the broker closes each connection: another client may have this name";
  return vigil_mqtt_link_get_text (loop->link);
}

static void
drop_link (VigilMqttLoop *loop)
{
  g_clear_pointer (&loop->link, vigil_mqtt_link_free);
  vigil_mqtt_queue_end (loop->mqtt->queue, &loop->unacknowledged);
  loop->up_since_us = 0;
  loop->has_more = FALSE;
}

static VigilMqttVerdict
judge_verdict (VigilMqttLoop *loop)
{
  VigilMqttVerdict verdict = vigil_mqtt_link_get_verdict (loop->link);
  loop->n_closed = verdict == VIGIL_MQTT_CLOSED ? loop->n_closed + 1 : 0;
  if (loop->n_closed < CLOSED_MAX)
    return verdict;
  loop->n_closed = 0;
  return VIGIL_MQTT_NAME_IN_USE;
}

/* The connection is over: say why, and when to try again. */
static void
judge_link (VigilMqttLoop *loop)
{
  gint64 now_us = vigil_mqtt_clock_now ().mono_us;
  if (loop->up_since_us != 0 && now_us - loop->up_since_us >= STABLE_US)
    loop->attempt = loop->n_closed = 0;
  VigilMqttVerdict verdict = judge_verdict (loop);
  /* A 3.1.1 broker may have been replaced, a name has more than one address: go back and forth. */
  loop->try.is_older = verdict == VIGIL_MQTT_RETRY_OLDER && !loop->try.is_older;
  if (vigil_mqtt_link_is_unreached (loop->link)
      && !g_hostname_is_ip_address (loop->mqtt->settings.host))
    loop->try.is_ipv4 = !loop->try.is_ipv4;
  loop->next_try_us = now_us + choose_pause_us (loop, verdict);
  loop->is_held = verdict == VIGIL_MQTT_NAME_IN_USE || verdict == VIGIL_MQTT_REFUSED;
  if (verdict != VIGIL_MQTT_RETRY_OLDER)
    tell (loop, link_state_of (verdict), choose_text (loop, verdict));
  drop_link (loop);
}

static void
begin_try (VigilMqttLoop *loop)
{
  loop->tried_us = vigil_mqtt_clock_now ().mono_us;
  loop->is_held = FALSE;
  atomic_fetch_add (&loop->mqtt->tally.n_tries, 1);
  loop->link = vigil_mqtt_link_new (&loop->mqtt->settings, loop->try, &LINK_FUNCS, loop);
  loop->next_read_us = 0;
}

static void
take_reconnect (VigilMqttLoop *loop)
{
  if (!atomic_exchange (&loop->mqtt->wants_reconnect, false))
    return;
  gint64 now_us = vigil_mqtt_clock_now ().mono_us;
  if (now_us - loop->tried_us < RECONNECT_LEAST_US || loop->is_held)
    return;
  if (loop->link != NULL && vigil_mqtt_link_is_up (loop->link)) {
    tell (loop, VIGIL_LINK_DOWN, "nothing heard: connecting again");
    drop_link (loop);
  }
  if (loop->link == NULL)
    loop->next_try_us = now_us;
}

static guint
get_ms_until (gint64 due_us, gint64 now_us)
{
  return (guint) CLAMP ((due_us - now_us + 999) / 1000, 0, IDLE_TICK_MS);
}

/* Waits for the socket or a word of main. Returns what the socket said; FALSE in @is_turn: it was
 * not asked, because it was drained just now. */
static short
wait_for_news (VigilMqttLoop *loop, gboolean *is_turn)
{
  gint64 now_us = vigil_mqtt_clock_now ().mono_us;
  gint64 rest_us = loop->link != NULL ? loop->next_read_us - now_us : loop->next_try_us - now_us;
  *is_turn = loop->link != NULL && rest_us <= 0;
  guint timeout_ms = get_ms_until (now_us + rest_us, now_us);
  if (*is_turn)
    timeout_ms = vigil_mqtt_link_get_timeout_ms (loop->link, now_us);
  if (loop->must_wake)
    timeout_ms = MIN (timeout_ms, get_ms_until (loop->next_wake_us, now_us));
  if (loop->has_more)
    timeout_ms = 0;

  struct pollfd fds[2] = { { .fd = loop->mqtt->thread_fd, .events = POLLIN } };
  if (*is_turn) {
    fds[1].fd = vigil_mqtt_link_get_fd (loop->link);
    fds[1].events = vigil_mqtt_link_get_events (loop->link);
  }
  poll (fds, *is_turn ? 2 : 1, (int) timeout_ms);
  eventfd_t word;
  if (fds[0].revents != 0)
    eventfd_read (loop->mqtt->thread_fd, &word);
  return fds[1].revents;
}

static void
turn_link (VigilMqttLoop *loop, short revents, gboolean is_turn)
{
  gint64 now_us = vigil_mqtt_clock_now ().mono_us;
  gboolean was_up = vigil_mqtt_link_is_up (loop->link);
  if (is_turn)
    vigil_mqtt_link_turn (loop->link, revents, now_us);
  if (!vigil_mqtt_link_is_up (loop->link))
    return;
  if (!was_up)
    vigil_mqtt_loop_publish_retained (loop);
  else if ((revents & POLLIN) != 0)
    loop->next_read_us = now_us + READ_PERIOD_US;
  if (vigil_mqtt_loop_publish_waiting (loop))
    vigil_mqtt_loop_watch_beat (loop);
}

static void
turn (VigilMqttLoop *loop)
{
  gboolean is_turn;
  short revents = wait_for_news (loop, &is_turn);
  take_reconnect (loop);
  if (loop->link != NULL)
    turn_link (loop, is_turn ? revents : 0, is_turn);
  else if (vigil_mqtt_clock_now ().mono_us >= loop->next_try_us)
    begin_try (loop);
  if (loop->link != NULL && vigil_mqtt_link_is_over (loop->link))
    judge_link (loop);
  deliver_news (loop);
  wake_main (loop);
}

static void
loop_clear (VigilMqttLoop *loop)
{
  g_clear_pointer (&loop->link, vigil_mqtt_link_free);
  g_queue_clear_full (&loop->unacknowledged, (GDestroyNotify) vigil_publication_free);
}

gpointer
vigil_mqtt_thread (gpointer data)
{
  VigilMqtt *mqtt = data;
  VigilMqttLoop loop = {
    .mqtt = mqtt,
    .sink = { .reserve = reserve_frame, .commit = commit_frame },
    .news = { .state = VIGIL_LINK_DOWN },
  };
  loop.sink.data = &loop;
  g_queue_init (&loop.unacknowledged);

  while (!is_stopping (&loop))
    turn (&loop);
  gboolean says_goodbye = !atomic_load (&mqtt->is_abandoned);
  if (says_goodbye && loop.link != NULL && vigil_mqtt_link_is_up (loop.link))
    vigil_mqtt_loop_say_goodbye (&loop);
  loop_clear (&loop);

  g_mutex_lock (&mqtt->lock);
  mqtt->is_ended = TRUE;
  g_cond_signal (&mqtt->changed);
  g_mutex_unlock (&mqtt->lock);
  vigil_mqtt_unref (mqtt);
  return NULL;
}
