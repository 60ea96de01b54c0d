/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mqtt-fixture.h"

#include <string.h>

#include "vigil-mqtt-clock.h"

gint64
now_us (void)
{
  return vigil_mqtt_clock_now ().mono_us;
}

VigilMqttConfig
mqtt_config (guint port, const char *password)
{
  static const char *const SUBSCRIPTIONS[] = { VIGIL_TEST_ROOT "/#", NULL };
  return (VigilMqttConfig){
    .host = "127.0.0.1",
    .port = port,
    .client_id = "vigil-st-test-w1-desk-1",
    .user = "desk-1",
    .password = password,
    .root = VIGIL_TEST_ROOT,
    .subscriptions = SUBSCRIPTIONS,
    .will_topic = STATION_TOPIC,
    .will_payload = WILL,
    .beat_topic = STATION_TOPIC,
  };
}

static gboolean
drain (gpointer data)
{
  Peer *peer = data;
  VigilRing *ring = vigil_mqtt_get_ring (peer->mqtt);
  vigil_ring_begin_drain (ring);
  for (const VigilFrame *frame; (frame = vigil_ring_peek (ring)) != NULL;) {
    g_ptr_array_add (peer->frames, g_memdup2 (frame, sizeof *frame));
    vigil_ring_pop (ring);
  }
  return G_SOURCE_CONTINUE;
}

Peer *
peer_new (const VigilMqttConfig *config)
{
  Peer *peer = g_new0 (Peer, 1);
  peer->frames = g_ptr_array_new_with_free_func (g_free);
  peer->mqtt = vigil_mqtt_new (config, drain, peer);
  vigil_mqtt_start (peer->mqtt);
  return peer;
}

Peer *
peer_new_station (VigilTestBroker *broker)
{
  VigilMqttConfig config = mqtt_config (vigil_test_broker_get_port (broker),
                                        vigil_test_broker_get_password (broker, "desk-1"));
  Peer *peer = peer_new (&config);
  vigil_mqtt_publish (peer->mqtt, STATION_TOPIC, READY, strlen (READY), 1, TRUE);
  vigil_mqtt_publish (peer->mqtt, STATION_ACTIONS, ACTIONS, strlen (ACTIONS), 1, TRUE);
  return peer;
}

void
peer_free (Peer *peer, const char *lost_payload)
{
  vigil_mqtt_free (peer->mqtt, lost_payload);
  g_ptr_array_unref (peer->frames);
  g_free (peer);
}

static gboolean
note_timeout (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

gboolean
wait_for (Condition condition, gpointer data, VigilTestClient *client, guint timeout_ms)
{
  gboolean is_late = FALSE;
  guint watchdog = g_timeout_add (timeout_ms, note_timeout, &is_late);
  while (!condition (data) && !is_late) {
    if (client != NULL)
      vigil_test_client_turn (client, 5);
    g_main_context_iteration (NULL, client == NULL);
  }
  if (!is_late)
    g_source_remove (watchdog);
  return condition (data);
}

static const VigilFrame *
find_last (Peer *peer, VigilFrameKind kind)
{
  for (guint i = peer->frames->len; i > 0; i--) {
    const VigilFrame *frame = peer->frames->pdata[i - 1];
    if (frame->kind == kind)
      return frame;
  }
  return NULL;
}

int
peer_get_link (Peer *peer)
{
  const VigilFrame *frame = find_last (peer, VIGIL_FRAME_LINK);
  return frame != NULL ? (int) frame->link.state : -1;
}

const char *
peer_get_link_text (Peer *peer)
{
  const VigilFrame *frame = find_last (peer, VIGIL_FRAME_LINK);
  return frame != NULL ? frame->link.text : NULL;
}

guint
peer_count (Peer *peer, VigilFrameKind kind)
{
  guint n = 0;
  for (guint i = 0; i < peer->frames->len; i++)
    n += ((const VigilFrame *) peer->frames->pdata[i])->kind == kind;
  return n;
}

const VigilFrame *
peer_find (Peer *peer, VigilFrameKind kind)
{
  for (guint i = 0; i < peer->frames->len; i++) {
    const VigilFrame *frame = peer->frames->pdata[i];
    if (frame->kind == kind)
      return frame;
  }
  return NULL;
}

void
peer_forget (Peer *peer)
{
  g_ptr_array_set_size (peer->frames, 0);
}

typedef struct {
  Peer *peer;
  VigilLinkState state;
} LinkWish;

static gboolean
has_link (gpointer data)
{
  const LinkWish *wish = data;
  return peer_get_link (wish->peer) == (int) wish->state;
}

void
peer_await_link (Peer *peer, VigilLinkState state, guint timeout_ms)
{
  LinkWish wish = { peer, state };
  if (!wait_for (has_link, &wish, NULL, timeout_ms))
    g_error ("link is %d (%s), not %d, after %u ms", peer_get_link (peer),
             peer_get_link_text (peer), (int) state, timeout_ms);
}

typedef struct {
  VigilTestClient *client;
  const char *topic, *text;
} MessageWish;

static gboolean
has_message (gpointer data)
{
  const MessageWish *wish = data;
  return vigil_test_client_has (wish->client, wish->topic, wish->text);
}

void
await_message (VigilTestClient *client, const char *topic, const char *text)
{
  MessageWish wish = { client, topic, text };
  if (!wait_for (has_message, &wish, client, 10000))
    g_error ("%s never had %s", topic, text);
}
