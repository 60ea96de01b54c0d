/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-mqtt-link.h"

#include <errno.h>
#include <gio/gio.h>
#include <mosquitto.h>
#include <mqtt_protocol.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>

#include "vigil-mqtt-clock.h"

/* The library's least. Staleness is found by data long before. */
#define KEEPALIVE_S 5
#define TCP_DEADLINE_US (3 * G_USEC_PER_SEC)
#define CONNACK_DEADLINE_US (5 * G_USEC_PER_SEC)
/* Unsent bytes that the peer does not acknowledge for this long end the connection. */
#define TCP_USER_TIMEOUT_MS 3000
/* More than the contract's 64 KiB, so that an oversized payload is counted and not just missing. */
#define PACKET_MAX (256 * 1024)
#define INFLIGHT_MAX 100
/* One turn: enough for a ward's burst, short enough for the clock. */
#define PACKETS_PER_TURN 2048
#define TURN_MAX_US 20000
/* While shaking hands the socket is writable all the time: look at it, don't spin on it. */
#define HANDSHAKE_TICK_MS 20
#define IDLE_TICK_MS 250

typedef enum {
  STEP_TCP,
  STEP_CONNACK,
  STEP_UP,
  STEP_OVER,
} Step;

struct _VigilMqttLink {
  struct mosquitto *mosq;
  const VigilMqttSettings *settings;
  const VigilMqttLinkFuncs *funcs;
  gpointer data;
  Step step;
  gint64 deadline_us;
  gboolean is_unreached;
  int reason; /* of CONNACK or DISCONNECT, 0 = none */
  gboolean is_unanswered; /* the library's keepalive ran out */
  const char *tls_text; /* static, NULL = none */
  GArray *subscription_ids; /* int, of settings->subscriptions */
  VigilMqttVerdict verdict;
  char text[96];
};

static void
end_link (VigilMqttLink *link, VigilMqttVerdict verdict, const char *text)
{
  if (link->step == STEP_OVER)
    return;
  link->is_unreached = link->step == STEP_TCP;
  link->step = STEP_OVER;
  link->verdict = verdict;
  g_strlcpy (link->text, text, sizeof link->text);
}

/* The broker's own reason tells most, then the TLS log, then the library's code. */
static void
end_with_error (VigilMqttLink *link, int error)
{
  if (link->reason != 0)
    end_link (link, vigil_mqtt_judge_reason (link->reason), vigil_mqtt_reason_text (link->reason));
  else if (link->tls_text != NULL)
    end_link (link, VIGIL_MQTT_RETRY, link->tls_text);
  else if (link->is_unanswered)
    end_link (link, VIGIL_MQTT_RETRY, vigil_mqtt_error_text (MOSQ_ERR_KEEPALIVE));
  else if (error == MOSQ_ERR_CONN_LOST && link->step == STEP_UP)
    end_link (link, VIGIL_MQTT_CLOSED, "the broker closed the connection");
  else if (error == MOSQ_ERR_CONN_LOST && link->step == STEP_CONNACK)
    end_link (link, VIGIL_MQTT_RETRY, "the broker closed the connection at once");
  else
    end_link (link, VIGIL_MQTT_RETRY, vigil_mqtt_error_text (error));
}

static void
subscribe_all (VigilMqttLink *link)
{
  for (char **filter = link->settings->subscriptions; *filter != NULL; filter++) {
    int mid = 0;
    int error = mosquitto_subscribe (link->mosq, &mid, *filter, 1);
    if (error != MOSQ_ERR_SUCCESS) {
      end_with_error (link, error);
      return;
    }
    g_array_append_val (link->subscription_ids, mid);
  }
}

static void
connect_cb (G_GNUC_UNUSED struct mosquitto *mosq,
            void *data,
            int code,
            G_GNUC_UNUSED int flags,
            G_GNUC_UNUSED const mosquitto_property *properties)
{
  VigilMqttLink *link = data;
  if (code != 0) {
    link->reason = code;
    return;
  }
  link->step = STEP_UP;
  link->funcs->on_connected (link->data);
  subscribe_all (link);
}

static void
disconnect_cb (G_GNUC_UNUSED struct mosquitto *mosq,
               void *data,
               int code,
               G_GNUC_UNUSED const mosquitto_property *properties)
{
  VigilMqttLink *link = data;
  if (code >= MQTT_RC_UNSPECIFIED && link->reason == 0)
    link->reason = code;
  link->is_unanswered = code == MOSQ_ERR_KEEPALIVE;
}

static void
message_cb (G_GNUC_UNUSED struct mosquitto *mosq,
            void *data,
            const struct mosquitto_message *message)
{
  VigilMqttLink *link = data;
  gsize length = message->payloadlen > 0 ? (gsize) message->payloadlen : 0;
  link->funcs->on_message (message->topic, message->payload, length, message->retain, link->data);
}

static void
publish_cb (G_GNUC_UNUSED struct mosquitto *mosq,
            void *data,
            int mid,
            G_GNUC_UNUSED int code,
            G_GNUC_UNUSED const mosquitto_property *properties)
{
  VigilMqttLink *link = data;
  link->funcs->on_published (mid, link->data);
}

static const char *
find_filter (VigilMqttLink *link, int mid)
{
  for (guint i = 0; i < link->subscription_ids->len; i++) {
    if (g_array_index (link->subscription_ids, int, i) == mid)
      return link->settings->subscriptions[i];
  }
  return "?";
}

static void
subscribe_cb (G_GNUC_UNUSED struct mosquitto *mosq,
              void *data,
              int mid,
              int n_granted,
              const int *granted,
              G_GNUC_UNUSED const mosquitto_property *properties)
{
  VigilMqttLink *link = data;
  for (int i = 0; i < n_granted; i++) {
    if (granted[i] < MQTT_RC_UNSPECIFIED)
      continue;
    g_autofree char *text =
        g_strdup_printf ("subscription to %s refused: %s", find_filter (link, mid),
                         vigil_mqtt_reason_text (granted[i]));
    end_link (link, VIGIL_MQTT_REFUSED, text);
  }
}

static void
log_cb (G_GNUC_UNUSED struct mosquitto *mosq, void *data, G_GNUC_UNUSED int level, const char *line)
{
  VigilMqttLink *link = data;
  if (link->tls_text == NULL)
    link->tls_text = vigil_mqtt_tls_text (line);
}

/* connect_async() takes no properties, but a connect that is refused stores them for the next:
 * nothing listens on port 1 of this machine. Before any credential is set, so that even a listener
 * there would learn nothing. */
static void
store_connect_properties (struct mosquitto *mosq)
{
  mosquitto_property *properties = NULL;
  if (mosquitto_property_add_int32 (&properties, MQTT_PROP_MAXIMUM_PACKET_SIZE, PACKET_MAX) == 0)
    mosquitto_connect_bind_v5 (mosq, "127.0.0.1", 1, KEEPALIVE_S, NULL, properties);
  mosquitto_property_free_all (&properties);
}

static int
set_security (VigilMqttLink *link)
{
  struct mosquitto *mosq = link->mosq;
  const VigilMqttSettings *settings = link->settings;
  if (settings->user != NULL) {
    int error = mosquitto_username_pw_set (mosq, settings->user, settings->password);
    if (error != MOSQ_ERR_SUCCESS)
      return error;
  }
  if (settings->ca_file == NULL)
    return MOSQ_ERR_SUCCESS;
  int error = mosquitto_tls_set (mosq, settings->ca_file, NULL, settings->cert_file,
                                 settings->key_file, NULL);
  if (error != MOSQ_ERR_SUCCESS) {
    link->tls_text = "the CA, certificate or key file cannot be read";
    return error;
  }
  /* 1: verify the peer; "tlsv1.2" is the least, not the only version. */
  return mosquitto_tls_opts_set (mosq, 1, "tlsv1.2", NULL);
}

static int
set_will (struct mosquitto *mosq, const VigilMqttSettings *settings)
{
  if (settings->will_topic == NULL)
    return MOSQ_ERR_SUCCESS;
  gsize length = strlen (settings->will_payload);
  return mosquitto_will_set (mosq, settings->will_topic, (int) length, settings->will_payload, 1,
                             true);
}

static void
set_callbacks (struct mosquitto *mosq)
{
  mosquitto_connect_v5_callback_set (mosq, connect_cb);
  mosquitto_disconnect_v5_callback_set (mosq, disconnect_cb);
  mosquitto_message_callback_set (mosq, message_cb);
  mosquitto_publish_v5_callback_set (mosq, publish_cb);
  mosquitto_subscribe_v5_callback_set (mosq, subscribe_cb);
  mosquitto_log_callback_set (mosq, log_cb);
}

static int
prepare (VigilMqttLink *link, VigilMqttTry try)
{
  struct mosquitto *mosq = link->mosq;
  mosquitto_threaded_set (mosq, true);
  mosquitto_int_option (mosq, MOSQ_OPT_PROTOCOL_VERSION,
                        try.is_older ? MQTT_PROTOCOL_V311 : MQTT_PROTOCOL_V5);
  mosquitto_int_option (mosq, MOSQ_OPT_TCP_NODELAY, 1);
  mosquitto_int_option (mosq, MOSQ_OPT_RECEIVE_MAXIMUM, INFLIGHT_MAX);
  mosquitto_int_option (mosq, MOSQ_OPT_SEND_MAXIMUM, INFLIGHT_MAX);
  if (!try.is_older)
    store_connect_properties (mosq);
  int error = set_security (link);
  if (error == MOSQ_ERR_SUCCESS)
    error = set_will (mosq, link->settings);
  set_callbacks (mosq);
  return error;
}

static void
begin_connect (VigilMqttLink *link, VigilMqttTry try)
{
  int error = prepare (link, try);
  if (error == MOSQ_ERR_SUCCESS)
    error =
        mosquitto_connect_bind_async (link->mosq, link->settings->host, (int) link->settings->port,
                                      KEEPALIVE_S, try.is_ipv4 ? "0.0.0.0" : NULL);
  if (error == MOSQ_ERR_ERRNO)
    end_link (link, VIGIL_MQTT_RETRY, g_strerror (errno));
  else if (error != MOSQ_ERR_SUCCESS)
    end_with_error (link, error);
}

VigilMqttLink *
vigil_mqtt_link_new (const VigilMqttSettings *settings,
                     VigilMqttTry try,
                     const VigilMqttLinkFuncs *funcs,
                     gpointer data)
{
  VigilMqttLink *link = g_new0 (VigilMqttLink, 1);
  link->settings = settings;
  link->funcs = funcs;
  link->data = data;
  link->subscription_ids = g_array_new (FALSE, FALSE, sizeof (int));
  link->mosq = mosquitto_new (settings->client_id, true, link);
  if (link->mosq == NULL)
    end_link (link, VIGIL_MQTT_RETRY, "the client id is not valid");
  else
    begin_connect (link, try);
  link->deadline_us = vigil_mqtt_clock_now ().mono_us + TCP_DEADLINE_US;
  return link;
}

void
vigil_mqtt_link_free (VigilMqttLink *link)
{
  g_clear_pointer (&link->mosq, mosquitto_destroy);
  g_array_unref (link->subscription_ids);
  g_free (link);
}

int
vigil_mqtt_link_get_fd (VigilMqttLink *link)
{
  return link->mosq != NULL ? mosquitto_socket (link->mosq) : -1;
}

short
vigil_mqtt_link_get_events (VigilMqttLink *link)
{
  if (link->step == STEP_TCP)
    return POLLOUT;
  if (link->step == STEP_UP && mosquitto_want_write (link->mosq))
    return POLLIN | POLLOUT;
  return POLLIN;
}

guint
vigil_mqtt_link_get_timeout_ms (VigilMqttLink *link, gint64 mono_us)
{
  if (link->step == STEP_UP)
    return IDLE_TICK_MS;
  if (link->step == STEP_CONNACK)
    return HANDSHAKE_TICK_MS;
  return (guint) CLAMP ((link->deadline_us - mono_us) / 1000 + 1, 0, IDLE_TICK_MS);
}

static void
turn_tcp (VigilMqttLink *link, short revents, gint64 mono_us)
{
  int fd = mosquitto_socket (link->mosq);
  int error = 0;
  socklen_t size = sizeof error;
  if (revents != 0 && getsockopt (fd, SOL_SOCKET, SO_ERROR, &error, &size) != 0)
    error = errno;
  if (error != 0) {
    end_link (link, VIGIL_MQTT_RETRY, g_strerror (error));
  } else if (revents != 0) {
    unsigned int timeout_ms = TCP_USER_TIMEOUT_MS;
    setsockopt (fd, IPPROTO_TCP, TCP_USER_TIMEOUT, &timeout_ms, sizeof timeout_ms);
    link->step = STEP_CONNACK;
    link->deadline_us = mono_us + CONNACK_DEADLINE_US;
  } else if (mono_us >= link->deadline_us) {
    end_link (link, VIGIL_MQTT_RETRY, "no connection within 3 s");
  }
}

static gboolean
is_readable (VigilMqttLink *link)
{
  struct pollfd poll_fd = { .fd = mosquitto_socket (link->mosq), .events = POLLIN };
  return poll_fd.fd >= 0 && poll (&poll_fd, 1, 0) > 0;
}

/* The library does not honour its limit of packets per call, it reads one: the draining is ours. */
static int
read_all (VigilMqttLink *link)
{
  gint64 began_us = vigil_mqtt_clock_now ().mono_us;
  int error = MOSQ_ERR_SUCCESS;
  for (guint i = 0; i < PACKETS_PER_TURN && link->step != STEP_OVER; i++) {
    error = mosquitto_loop_read (link->mosq, 1);
    if (error != MOSQ_ERR_SUCCESS || !is_readable (link))
      break;
    if (vigil_mqtt_clock_now ().mono_us - began_us > TURN_MAX_US)
      break;
  }
  return error;
}

static int
exchange (VigilMqttLink *link, short revents)
{
  int error = MOSQ_ERR_SUCCESS;
  /* In a TLS handshake reading drives it, whichever way it waits. */
  if (link->step == STEP_CONNACK || (revents & ~POLLOUT) != 0)
    error = read_all (link);
  if (error == MOSQ_ERR_SUCCESS && link->step != STEP_OVER && mosquitto_want_write (link->mosq))
    error = mosquitto_loop_write (link->mosq, 1);
  /* Before the broker's answer our own deadline counts, not the keepalive. */
  if (error == MOSQ_ERR_SUCCESS && link->step == STEP_UP)
    error = mosquitto_loop_misc (link->mosq);
  return error;
}

void
vigil_mqtt_link_turn (VigilMqttLink *link, short revents, gint64 mono_us)
{
  if (link->step == STEP_TCP)
    turn_tcp (link, revents, mono_us);
  if (link->step == STEP_OVER || link->step == STEP_TCP)
    return;

  int error = exchange (link, revents);
  if (error != MOSQ_ERR_SUCCESS)
    end_with_error (link, error);
  else if (mosquitto_socket (link->mosq) < 0)
    end_with_error (link, MOSQ_ERR_CONN_LOST);
  else if (link->step == STEP_CONNACK && mono_us >= link->deadline_us)
    end_link (link, VIGIL_MQTT_RETRY, "connected, but no answer from the broker within 5 s");
}

gboolean
vigil_mqtt_link_is_up (const VigilMqttLink *link)
{
  return link->step == STEP_UP;
}

gboolean
vigil_mqtt_link_is_over (const VigilMqttLink *link)
{
  return link->step == STEP_OVER;
}

VigilMqttVerdict
vigil_mqtt_link_get_verdict (const VigilMqttLink *link)
{
  return link->verdict;
}

const char *
vigil_mqtt_link_get_text (const VigilMqttLink *link)
{
  return link->text;
}

gboolean
vigil_mqtt_link_is_unreached (const VigilMqttLink *link)
{
  return link->is_unreached;
}

int
vigil_mqtt_link_publish (VigilMqttLink *link,
                         const char *topic,
                         gconstpointer payload,
                         gsize length,
                         guint qos,
                         gboolean is_retained)
{
  int mid = 0;
  int error =
      mosquitto_publish (link->mosq, &mid, topic, (int) length, payload, (int) qos, is_retained);
  return error == MOSQ_ERR_SUCCESS ? mid : 0;
}

gboolean
vigil_mqtt_link_flush (VigilMqttLink *link)
{
  if (link->step != STEP_UP)
    return FALSE;
  if (!mosquitto_want_write (link->mosq))
    return TRUE;
  int error = mosquitto_loop_write (link->mosq, 1);
  if (error != MOSQ_ERR_SUCCESS)
    end_with_error (link, error);
  return link->step == STEP_UP && !mosquitto_want_write (link->mosq);
}

void
vigil_mqtt_link_disconnect (VigilMqttLink *link)
{
  if (link->step == STEP_UP)
    mosquitto_disconnect (link->mosq);
}
