/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the MQTT tests share: a station's client under test, the frames it gave, and waiting. */

#include "vigil-mqtt.h"
#include "vigil-test-client.h"

G_BEGIN_DECLS

#define STATION_TOPIC VIGIL_TEST_ROOT "/station/desk-1/state"
#define STATION_ACTIONS VIGIL_TEST_ROOT "/station/desk-1/bed/01/actions"
#define GATEWAY_TOPIC VIGIL_TEST_ROOT "/gateway/gw-a/state"
#define HEARTBEAT_TOPIC VIGIL_TEST_ROOT "/gateway/gw-a/heartbeat"

/* Payloads of a station; the boot tells them apart. */
#define READY "{\"v\":1,\"t\":1,\"boot\":1,\"state\":\"ready\",\"sound\":\"ok\",\"beds\":{}}"
#define READY_AGAIN "{\"v\":1,\"t\":2,\"boot\":1,\"state\":\"ready\",\"sound\":\"ok\",\"beds\":{}}"
#define WILL "{\"v\":1,\"t\":3,\"boot\":1,\"state\":\"lost\",\"sound\":\"will\",\"beds\":{}}"
#define STALLED "{\"v\":1,\"t\":4,\"boot\":1,\"state\":\"lost\",\"sound\":\"stall\",\"beds\":{}}"
#define GOODBYE "{\"v\":1,\"t\":5,\"boot\":1,\"state\":\"lost\",\"sound\":\"bye\",\"beds\":{}}"
#define ACTIONS "{\"v\":1,\"t\":6,\"boot\":1,\"seq\":0,\"actions\":[]}"
#define HEARTBEAT "{\"v\":1,\"t\":7,\"boot\":9}"

typedef struct {
  VigilMqtt *mqtt;
  GPtrArray *frames; /* VigilFrame copies, oldest first */
} Peer;

/* The configuration of station desk-1 at 127.0.0.1:@port; strings are lent. */
VigilMqttConfig mqtt_config (guint port, const char *password);
/* Started. Frames go to the peer when the main context turns. */
Peer *peer_new (const VigilMqttConfig *config);
void peer_free (Peer *peer, const char *lost_payload);
/* The station desk-1 of @broker, its state and an action list published. */
Peer *peer_new_station (VigilTestBroker *broker);

typedef gboolean (*Condition) (gpointer data);
/* Turns main and @client (may be NULL) until @condition; FALSE after @timeout_ms. */
gboolean wait_for (Condition condition, gpointer data, VigilTestClient *client, guint timeout_ms);

/* The newest LINK frame's state, −1 = none; its text, NULL. */
int peer_get_link (Peer *peer);
const char *peer_get_link_text (Peer *peer);
guint peer_count (Peer *peer, VigilFrameKind kind);
const VigilFrame *peer_find (Peer *peer, VigilFrameKind kind);
void peer_forget (Peer *peer);
/* Waits for the link state; ends the test after @timeout_ms. */
void peer_await_link (Peer *peer, VigilLinkState state, guint timeout_ms);
/* Waits until @client has had @text on @topic; ends the test after 10 s. */
void await_message (VigilTestClient *client, const char *topic, const char *text);
gint64 now_us (void);

G_END_DECLS
