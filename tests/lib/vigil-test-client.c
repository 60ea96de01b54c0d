/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-test-client.h"

#include <mosquitto.h>
#include <string.h>

#define TIMEOUT_US (10 * G_USEC_PER_SEC)

struct _VigilTestClient {
  struct mosquitto *mosq;
  GPtrArray *messages;
  gboolean is_connected;
  int acknowledged_mid, subscribed_mid;
};

static void
message_free (VigilTestMessage *message)
{
  g_free (message->topic);
  g_bytes_unref (message->payload);
  g_free (message);
}

static void
connect_cb (G_GNUC_UNUSED struct mosquitto *mosq, void *data, int code)
{
  VigilTestClient *client = data;
  g_assert_cmpint (code, ==, 0);
  client->is_connected = TRUE;
}

static void
publish_cb (G_GNUC_UNUSED struct mosquitto *mosq, void *data, int mid)
{
  VigilTestClient *client = data;
  client->acknowledged_mid = mid;
}

static void
subscribe_cb (G_GNUC_UNUSED struct mosquitto *mosq,
              void *data,
              int mid,
              G_GNUC_UNUSED int n_granted,
              const int *granted)
{
  VigilTestClient *client = data;
  g_assert_cmpint (granted[0], <, 128);
  client->subscribed_mid = mid;
}

static void
message_cb (G_GNUC_UNUSED struct mosquitto *mosq,
            void *data,
            const struct mosquitto_message *message)
{
  VigilTestClient *client = data;
  VigilTestMessage *copy = g_new (VigilTestMessage, 1);
  copy->topic = g_strdup (message->topic);
  copy->payload = g_bytes_new (message->payload, (gsize) message->payloadlen);
  copy->is_retained = message->retain;
  g_ptr_array_add (client->messages, copy);
}

static void
turn_until (VigilTestClient *client, const int *value, int wanted)
{
  gint64 deadline_us = g_get_monotonic_time () + TIMEOUT_US;
  while (*value != wanted) {
    g_assert_cmpint (g_get_monotonic_time (), <, deadline_us);
    vigil_test_client_turn (client, 100);
  }
}

static void
subscribe (VigilTestClient *client, const char *filter)
{
  int mid = 0;
  g_assert_cmpint (mosquitto_subscribe (client->mosq, &mid, filter, 1), ==, MOSQ_ERR_SUCCESS);
  turn_until (client, &client->subscribed_mid, mid);
}

VigilTestClient *
vigil_test_client_new (VigilTestBroker *broker, const char *user, const char *filter)
{
  mosquitto_lib_init ();
  VigilTestClient *client = g_new0 (VigilTestClient, 1);
  client->messages = g_ptr_array_new_with_free_func ((GDestroyNotify) message_free);
  client->mosq = mosquitto_new (NULL, true, client);
  g_assert_nonnull (client->mosq);
  mosquitto_username_pw_set (client->mosq, user, vigil_test_broker_get_password (broker, user));
  mosquitto_connect_callback_set (client->mosq, connect_cb);
  mosquitto_publish_callback_set (client->mosq, publish_cb);
  mosquitto_subscribe_callback_set (client->mosq, subscribe_cb);
  mosquitto_message_callback_set (client->mosq, message_cb);
  int error =
      mosquitto_connect (client->mosq, "127.0.0.1", (int) vigil_test_broker_get_port (broker), 60);
  g_assert_cmpint (error, ==, MOSQ_ERR_SUCCESS);
  turn_until (client, &client->is_connected, TRUE);
  if (filter != NULL)
    subscribe (client, filter);
  return client;
}

void
vigil_test_client_free (VigilTestClient *client)
{
  mosquitto_disconnect (client->mosq);
  mosquitto_destroy (client->mosq);
  g_ptr_array_unref (client->messages);
  g_free (client);
}

void
vigil_test_client_publish (VigilTestClient *client,
                           const char *topic,
                           gconstpointer payload,
                           gsize length,
                           gboolean is_retained)
{
  int mid = 0;
  int error = mosquitto_publish (client->mosq, &mid, topic, (int) length, payload, 1, is_retained);
  g_assert_cmpint (error, ==, MOSQ_ERR_SUCCESS);
  turn_until (client, &client->acknowledged_mid, mid);
}

void
vigil_test_client_turn (VigilTestClient *client, guint timeout_ms)
{
  int error = mosquitto_loop (client->mosq, (int) timeout_ms, 1);
  if (error != MOSQ_ERR_SUCCESS)
    g_error ("the test's own client: %s", mosquitto_strerror (error));
}

GPtrArray *
vigil_test_client_get_messages (VigilTestClient *client)
{
  return client->messages;
}

void
vigil_test_client_forget (VigilTestClient *client)
{
  g_ptr_array_set_size (client->messages, 0);
}

gboolean
vigil_test_client_has (VigilTestClient *client, const char *topic, const char *text)
{
  g_autoptr (GBytes) wanted = g_bytes_new_static (text, strlen (text));
  for (guint i = 0; i < client->messages->len; i++) {
    const VigilTestMessage *message = client->messages->pdata[i];
    if (g_str_equal (message->topic, topic) && g_bytes_equal (message->payload, wanted))
      return TRUE;
  }
  return FALSE;
}
