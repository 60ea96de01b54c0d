/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* One connection to the broker, from the first packet to its end: a fresh library client for each
 * try, so that nothing of the last one (half-sent packets, TLS state, certificates read long ago)
 * leaks into it. Never blocks but for name resolution. mqtt thread only. */

#include "vigil-mqtt-text.h"

G_BEGIN_DECLS

/* A copy of the caller's configuration, owned by the client. */
typedef struct {
  char *host;
  guint port;
  char *client_id, *user, *password;
  char *ca_file, *cert_file, *key_file;
  char *root;
  char **subscriptions;
  char *will_topic, *will_payload;
  char *beat_topic;
} VigilMqttSettings;

typedef struct {
  void (*on_connected) (gpointer data);
  void (*on_message) (
      const char *topic, const guint8 *payload, gsize length, gboolean is_retained, gpointer data);
  void (*on_published) (int mid, gpointer data);
} VigilMqttLinkFuncs;

/* What differs from one try to the next. */
typedef struct {
  gboolean is_older; /* MQTT 3.1.1 */
  gboolean is_ipv4; /* the name's IPv4 address: the library tries only the first of a name */
} VigilMqttTry;

typedef struct _VigilMqttLink VigilMqttLink;

/* Begins to connect; a failure shows in vigil_mqtt_link_is_over(). @settings, @funcs are lent for
 * the life of the link. Blocks while the name is resolved. */
VigilMqttLink *vigil_mqtt_link_new (const VigilMqttSettings *settings,
                                    VigilMqttTry try,
                                    const VigilMqttLinkFuncs *funcs,
                                    gpointer data) G_GNUC_WARN_UNUSED_RESULT;
/* Closes the socket without a goodbye: the broker publishes the will. */
void vigil_mqtt_link_free (VigilMqttLink *link);

/* What to poll for: the socket (−1 if over), the events, and at most how long. */
int vigil_mqtt_link_get_fd (VigilMqttLink *link);
short vigil_mqtt_link_get_events (VigilMqttLink *link);
guint vigil_mqtt_link_get_timeout_ms (VigilMqttLink *link, gint64 mono_us);

/* After poll() with its @revents (0 = nothing happened): reads all there is, writes, keeps alive,
 * watches the deadlines (3 s for TCP, 5 s for the broker's answer). */
void vigil_mqtt_link_turn (VigilMqttLink *link, short revents, gint64 mono_us);

gboolean vigil_mqtt_link_is_up (const VigilMqttLink *link);
gboolean vigil_mqtt_link_is_over (const VigilMqttLink *link);
/* When it is over: why, for the next try and for people. Lent. */
VigilMqttVerdict vigil_mqtt_link_get_verdict (const VigilMqttLink *link);
const char *vigil_mqtt_link_get_text (const VigilMqttLink *link);
/* TRUE: it ended before TCP was made, so another address may do better. */
gboolean vigil_mqtt_link_is_unreached (const VigilMqttLink *link);

/* When up. Returns the message's id, 0 = not sent. */
int vigil_mqtt_link_publish (VigilMqttLink *link,
                             const char *topic,
                             gconstpointer payload,
                             gsize length,
                             guint qos,
                             gboolean is_retained);
/* Writes what the socket takes. TRUE: all of it went. */
gboolean vigil_mqtt_link_flush (VigilMqttLink *link);
/* The clean goodbye: no will. It is over when the socket has taken it. */
void vigil_mqtt_link_disconnect (VigilMqttLink *link);

G_END_DECLS
