/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-mqtt-text.h"

#include <mosquitto.h>
#include <mqtt_protocol.h>
#include <string.h>

#define BACKOFF_LEAST_MS 50
#define BACKOFF_FIRST_MS 500
#define BACKOFF_CAP_MS 4000

typedef struct {
  int code;
  const char *text;
} Text;

static const Text REASONS[] = {
  { 1, "the broker speaks another version of MQTT" },
  { 2, "the broker refuses this client id" },
  { 3, "the broker is not available" },
  { 4, "wrong user name or password" },
  { 5, "not authorised" },
  { MQTT_RC_UNSPECIFIED, "the broker gave no reason" },
  { MQTT_RC_MALFORMED_PACKET, "the broker could not read a packet" },
  { MQTT_RC_PROTOCOL_ERROR, "the broker reports a protocol error" },
  { MQTT_RC_IMPLEMENTATION_SPECIFIC, "the broker refuses for a reason of its own" },
  { MQTT_RC_UNSUPPORTED_PROTOCOL_VERSION, "the broker speaks another version of MQTT" },
  { MQTT_RC_CLIENTID_NOT_VALID, "the broker refuses this client id" },
  { MQTT_RC_BAD_USERNAME_OR_PASSWORD, "wrong user name or password" },
  { MQTT_RC_NOT_AUTHORIZED, "not authorised" },
  { MQTT_RC_SERVER_UNAVAILABLE, "the broker is not available" },
  { MQTT_RC_SERVER_BUSY, "the broker is busy" },
  { MQTT_RC_BANNED, "this client is banned" },
  { MQTT_RC_SERVER_SHUTTING_DOWN, "the broker is shutting down" },
  { MQTT_RC_BAD_AUTHENTICATION_METHOD, "the broker wants another way to log in" },
  { MQTT_RC_KEEP_ALIVE_TIMEOUT, "the broker heard nothing of this client" },
  { MQTT_RC_SESSION_TAKEN_OVER, "another client has taken this name" },
  { MQTT_RC_RECEIVE_MAXIMUM_EXCEEDED, "too many unacknowledged messages" },
  { MQTT_RC_PACKET_TOO_LARGE, "a packet was too large" },
  { MQTT_RC_MESSAGE_RATE_TOO_HIGH, "too many messages" },
  { MQTT_RC_QUOTA_EXCEEDED, "a quota of the broker is used up" },
  { MQTT_RC_ADMINISTRATIVE_ACTION, "closed by the broker's administrator" },
  { MQTT_RC_USE_ANOTHER_SERVER, "the broker sends to another server" },
  { MQTT_RC_SERVER_MOVED, "the broker has moved" },
  { MQTT_RC_CONNECTION_RATE_EXCEEDED, "too many connections" },
};

static const Text ERRORS[] = {
  { MOSQ_ERR_CONN_PENDING, "the connection is not made yet" },
  { MOSQ_ERR_NOMEM, "out of memory" },
  { MOSQ_ERR_PROTOCOL, "the broker broke the protocol" },
  { MOSQ_ERR_INVAL, "a setting of the connection is not valid" },
  { MOSQ_ERR_NO_CONN, "not connected" },
  { MOSQ_ERR_CONN_REFUSED, "the broker refuses the connection" },
  { MOSQ_ERR_NOT_FOUND, "not found" },
  { MOSQ_ERR_CONN_LOST, "the connection was lost" },
  { MOSQ_ERR_TLS, "TLS failed" },
  { MOSQ_ERR_PAYLOAD_SIZE, "a payload is too large" },
  { MOSQ_ERR_NOT_SUPPORTED, "not supported" },
  { MOSQ_ERR_AUTH, "the login failed" },
  { MOSQ_ERR_ACL_DENIED, "the broker denies the right" },
  { MOSQ_ERR_UNKNOWN, "an unknown error" },
  { MOSQ_ERR_ERRNO, "the socket failed" },
  { MOSQ_ERR_EAI, "the broker's name cannot be resolved" },
  { MOSQ_ERR_PROXY, "the proxy failed" },
  { MOSQ_ERR_MALFORMED_UTF8, "a text is not UTF-8" },
  { MOSQ_ERR_KEEPALIVE, "the broker does not answer" },
  { MOSQ_ERR_MALFORMED_PACKET, "the broker sent a malformed packet" },
  { MOSQ_ERR_TLS_HANDSHAKE, "the TLS handshake failed" },
  { MOSQ_ERR_OVERSIZE_PACKET, "a packet was too large" },
};

typedef struct {
  const char *part;
  const char *text;
} Clue;

/* More telling clues first: a wrong host name also ends in "certificate verify failed". */
static const Clue TLS_CLUES[] = {
  { "host name verification failed", "the broker's certificate is for another host name" },
  { "certificate has expired", "the broker's certificate has expired" },
  { "certificate verify failed", "the broker's certificate is not trusted" },
  { "certificate required", "the broker wants a client certificate" },
  { "bad certificate", "the broker refuses the client certificate" },
  { "unknown ca", "the broker does not trust the client certificate" },
  { "Unable to load CA", "the CA file cannot be read" },
  { "Unable to check CA", "the CA file cannot be read" },
  { "Unable to load client certificate", "the client certificate cannot be read" },
  { "Unable to load client key", "the client key cannot be read" },
  { "certificates are inconsistent", "the client certificate and key do not match" },
  { "wrong version number", "the broker does not speak TLS on this port" },
  { "unsupported protocol", "the broker's TLS is older than 1.2" },
  { "protocol version", "the broker's TLS is older than 1.2" },
};

static const char *
find_text (const Text *texts, guint n_texts, int code, const char *otherwise)
{
  for (guint i = 0; i < n_texts; i++) {
    if (texts[i].code == code)
      return texts[i].text;
  }
  return otherwise;
}

VigilMqttVerdict
vigil_mqtt_judge_reason (int code)
{
  switch (code) {
  case 1:
  case MQTT_RC_UNSUPPORTED_PROTOCOL_VERSION:
    return VIGIL_MQTT_RETRY_OLDER;
  case 2:
  case 4:
  case 5:
  case MQTT_RC_CLIENTID_NOT_VALID:
  case MQTT_RC_BAD_USERNAME_OR_PASSWORD:
  case MQTT_RC_NOT_AUTHORIZED:
  case MQTT_RC_BANNED:
  case MQTT_RC_BAD_AUTHENTICATION_METHOD:
    return VIGIL_MQTT_REFUSED;
  case MQTT_RC_SESSION_TAKEN_OVER:
    return VIGIL_MQTT_NAME_IN_USE;
  default:
    return VIGIL_MQTT_RETRY;
  }
}

const char *
vigil_mqtt_reason_text (int code)
{
  return find_text (REASONS, G_N_ELEMENTS (REASONS), code, "the broker refuses");
}

const char *
vigil_mqtt_error_text (int error)
{
  if (error >= MQTT_RC_UNSPECIFIED)
    return vigil_mqtt_reason_text (error);
  return find_text (ERRORS, G_N_ELEMENTS (ERRORS), error, "the connection failed");
}

const char *
vigil_mqtt_tls_text (const char *line)
{
  for (guint i = 0; i < G_N_ELEMENTS (TLS_CLUES); i++) {
    if (strstr (line, TLS_CLUES[i].part) != NULL)
      return TLS_CLUES[i].text;
  }
  return NULL;
}

guint
vigil_mqtt_backoff_ms (guint attempt, double random)
{
  guint ceiling_ms = BACKOFF_CAP_MS;
  if (attempt < 3)
    ceiling_ms = BACKOFF_FIRST_MS << attempt;
  return MAX (BACKOFF_LEAST_MS, (guint) (random * ceiling_ms));
}
