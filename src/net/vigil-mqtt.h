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
  const char *user; /* NULL = none */
  const char *password; /* NULL = none */
  const char *ca_file; /* NULL = plaintext (the config floor has allowed it) */
  const char *cert_file, *key_file; /* NULL = none */
  const char *root; /* "vigil/v1/{site}/{ward}" */
  const char *const *subscriptions; /* full topic filters, NULL-terminated */
  const char *will_topic; /* NULL = none; retained, QoS 1 */
  const char *will_payload;
  const char *beat_topic; /* the station's own state: where `lost` is said; NULL = will_topic */
  guint ring_slots; /* 0 = 4096 */
} VigilMqttConfig;

typedef struct _VigilMqtt VigilMqtt;

/* Everything in @config is copied. @wake runs on the main context (an eventfd source): drain
 * then. */
VigilMqtt *vigil_mqtt_new (const VigilMqttConfig *config,
                           GSourceFunc wake,
                           gpointer wake_data) G_GNUC_WARN_UNUSED_RESULT;
void vigil_mqtt_start (VigilMqtt *mqtt);
/* Publishes @lost_payload (may be NULL) on the will topic, waits at most 1 s for its PUBACK,
 * disconnects, joins and frees. Without the PUBACK it just closes, so that the broker sends the
 * will; a thread that hangs in name resolution is left behind to end by itself. */
void vigil_mqtt_free (VigilMqtt *mqtt, const char *lost_payload);

/* As if the process had been killed: closes the socket without a goodbye, so that the broker sends
 * the will, joins and frees. For simulators and tests of a crash. */
void vigil_mqtt_abandon (VigilMqtt *mqtt);

/* The ring to drain. LINK frames tell of the connection. */
VigilRing *vigil_mqtt_get_ring (VigilMqtt *mqtt);
/* Queues a publication (copied, @qos 0 or 1, at most 64 KiB); at most 1024 wait, QoS 0 ones are
 * dropped first, and all of them when offline. A retained topic is remembered and published again
 * on every connect, in the order first published: publish the own state first. */
void vigil_mqtt_publish (VigilMqtt *mqtt,
                         const char *topic,
                         gconstpointer payload,
                         gsize length,
                         guint qos,
                         gboolean is_retained);
/* Forgets a retained topic and empties it on the broker. */
void vigil_mqtt_retract (VigilMqtt *mqtt, const char *topic);
/* Main is alive: stores the beat. If it is older than 3 s the thread publishes @lost_payload on the
 * beat topic (NULL: the will's) by itself; main publishes its state again when it is back. */
void vigil_mqtt_beat (VigilMqtt *mqtt, gint64 mono_us, const char *lost_payload);
/* At once: drop the connection and try again (the watchdog of the link, a change of the network).
 * May be called often: a try younger than 1 s is left alone, and so is one being made; the pauses
 * after REFUSED (10 s) and NAME_IN_USE (30 s) stand. */
void vigil_mqtt_reconnect (VigilMqtt *mqtt);

/* For diagnostics, since the start. */
typedef struct {
  guint64 n_tries, n_connections;
  guint64 n_messages; /* read from the broker */
  guint64 n_published; /* handed to the socket, repeats at a connect included */
  guint64 n_dropped; /* publications that found no room or no connection */
} VigilMqttCounts;

void vigil_mqtt_get_counts (VigilMqtt *mqtt, VigilMqttCounts *counts);

G_END_DECLS
