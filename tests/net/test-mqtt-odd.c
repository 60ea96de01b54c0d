/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The client against brokers that are old, hostile or silent. */

#include "fake-broker.h"
#include "mqtt-fixture.h"

static Peer *
connect_to (FakeBroker *fake)
{
  VigilMqttConfig config = mqtt_config (fake_broker_get_port (fake), "secret");
  return peer_new (&config);
}

static gboolean
never (G_GNUC_UNUSED gpointer data)
{
  return FALSE;
}

static void
test_a_broker_of_version_3_1_1_is_spoken_to_in_its_language (void)
{
  FakeBroker *fake = fake_broker_new (FAKE_OLD);
  Peer *peer = connect_to (fake);
  peer_await_link (peer, VIGIL_LINK_UP, 5000);
  g_assert_cmpstr (peer_get_link_text (peer), ==, "MQTT 3.1.1");
  g_assert_cmpuint (fake_broker_get_n_connections (fake), ==, 2);
  /* The first refusal is no news: the link was never down for it. */
  g_assert_cmpuint (peer_count (peer, VIGIL_FRAME_LINK), ==, 1);
  peer_free (peer, NULL);
  fake_broker_free (fake);
}

static void
test_a_session_taken_over_is_said_and_left_to_the_other (void)
{
  FakeBroker *fake = fake_broker_new (FAKE_TAKES_OVER);
  Peer *peer = connect_to (fake);
  peer_await_link (peer, VIGIL_LINK_NAME_IN_USE, 5000);
  g_assert_cmpstr (peer_get_link_text (peer), ==, "another client has taken this name");
  for (guint i = 0; i < 4; i++) {
    wait_for (never, NULL, NULL, 500);
    vigil_mqtt_reconnect (peer->mqtt);
  }
  g_assert_cmpuint (fake_broker_get_n_connections (fake), ==, 1);
  peer_free (peer, NULL);
  fake_broker_free (fake);
}

static void
test_a_refused_subscription_is_said_with_its_topic (void)
{
  FakeBroker *fake = fake_broker_new (FAKE_NO_SUBSCRIBE);
  Peer *peer = connect_to (fake);
  peer_await_link (peer, VIGIL_LINK_REFUSED, 5000);
  g_assert_cmpstr (peer_get_link_text (peer), ==,
                   "subscription to " VIGIL_TEST_ROOT "/# refused: not authorised");
  wait_for (never, NULL, NULL, 1500);
  g_assert_cmpuint (fake_broker_get_n_connections (fake), ==, 1);
  peer_free (peer, NULL);
  fake_broker_free (fake);
}

static gboolean
has_come_back (gpointer data)
{
  return fake_broker_get_n_connections (data) >= 3;
}

static void
test_garbage_ends_a_connection_but_not_the_client (void)
{
  FakeBroker *fake = fake_broker_new (FAKE_GARBAGE);
  Peer *peer = connect_to (fake);
  peer_await_link (peer, VIGIL_LINK_DOWN, 5000);
  g_assert_true (wait_for (has_come_back, fake, NULL, 10000));
  peer_free (peer, NULL);
  fake_broker_free (fake);
}

static void
test_a_silent_broker_is_left_after_five_seconds (void)
{
  FakeBroker *fake = fake_broker_new (FAKE_SILENT);
  gint64 began_us = now_us ();
  Peer *peer = connect_to (fake);
  peer_await_link (peer, VIGIL_LINK_DOWN, 8000);
  g_assert_cmpstr (peer_get_link_text (peer), ==,
                   "connected, but no answer from the broker within 5 s");
  g_assert_cmpint (now_us () - began_us, >=, 5 * G_USEC_PER_SEC);
  peer_free (peer, NULL);
  fake_broker_free (fake);
}

static void
test_a_name_that_does_not_exist_is_said (void)
{
  VigilMqttConfig config = mqtt_config (1883, "secret");
  config.host = "no-such-broker.invalid";
  Peer *peer = peer_new (&config);
  peer_await_link (peer, VIGIL_LINK_DOWN, 15000);
  g_assert_cmpstr (peer_get_link_text (peer), ==, "the broker's name cannot be resolved");
  peer_free (peer, NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mqtt-odd/a-broker-of-version-3-1-1-is-spoken-to-in-its-language",
                   test_a_broker_of_version_3_1_1_is_spoken_to_in_its_language);
  g_test_add_func ("/mqtt-odd/a-session-taken-over-is-said-and-left-to-the-other",
                   test_a_session_taken_over_is_said_and_left_to_the_other);
  g_test_add_func ("/mqtt-odd/a-refused-subscription-is-said-with-its-topic",
                   test_a_refused_subscription_is_said_with_its_topic);
  g_test_add_func ("/mqtt-odd/garbage-ends-a-connection-but-not-the-client",
                   test_garbage_ends_a_connection_but_not_the_client);
  g_test_add_func ("/mqtt-odd/a-silent-broker-is-left-after-five-seconds",
                   test_a_silent_broker_is_left_after_five_seconds);
  g_test_add_func ("/mqtt-odd/a-name-that-does-not-exist-is-said",
                   test_a_name_that_does_not_exist_is_said);
  return g_test_run ();
}
