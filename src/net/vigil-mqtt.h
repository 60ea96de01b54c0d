/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The MQTT client: a thread of our own with our own loop (never the library's). It decodes into the
 * ring, wakes main by an eventfd, publishes what main hands it, and says `lost` by itself when main
 * stalls. Public functions: main thread. */

#include "vigil-ring.h"
#include "vigil-wire.h"

G_BEGIN_DECLS

typedef struct {
  const char *host;
  guint port;
  const char *client_id;
  const char *user;     /* NULL = none */
  const char *password; /* NULL = none */
  const char *ca_file;  /* NULL = plaintext (the config floor has allowed it) */
  const char *cert_file, *key_file; /* NULL = none */
  const char *root; /* "vigil/v1/{site}/{ward}" */
  const char *const *subscriptions; /* full topic filters, NULL-terminated */
  const char *will_topic; /* NULL = none; retained, QoS 1 */
  const char *will_payload;
  const char *beat_topic; /* the station's own state: what is published on `lost` */
  guint ring_slots; /* 0 = 4096 */
} VigilMqttConfig;

typedef struct _VigilMqtt VigilMqtt;

/* Everything in @config is copied. @wake runs on the main context (an eventfd source): drain then. */
VigilMqtt *vigil_mqtt_new (const VigilMqttConfig *config, GSourceFunc wake, gpointer wake_data)
    G_GNUC_WARN_UNUSED_RESULT;
void vigil_mqtt_start (VigilMqtt *mqtt);
/* Publishes @lost_payload (may be NULL) on the will topic, waits at most 1 s for its PUBACK,
 * disconnects, joins and frees. */
void vigil_mqtt_free (VigilMqtt *mqtt, const char *lost_payload);

/* The ring to drain. LINK frames tell of the connection. */
VigilRing *vigil_mqtt_get_ring (VigilMqtt *mqtt);
/* Queues a publication (copied); at most 256 wait, QoS 0 ones are dropped first when offline. A
 * retained topic is remembered and published again on every connect. */
void vigil_mqtt_publish (VigilMqtt *mqtt,
                         const char *topic,
                         gconstpointer payload,
                         gsize length,
                         guint qos,
                         gboolean is_retained);
/* Forgets a retained topic and empties it on the broker. */
void vigil_mqtt_retract (VigilMqtt *mqtt, const char *topic);
/* Main is alive: stores the beat. If it is older than 3 s the thread publishes @lost by itself. */
void vigil_mqtt_beat (VigilMqtt *mqtt, gint64 mono_us, const char *lost_payload);
/* At once: drop the connection and try again (the watchdog of the link). */
void vigil_mqtt_reconnect (VigilMqtt *mqtt);

G_END_DECLS
