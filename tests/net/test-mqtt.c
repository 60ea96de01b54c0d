/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "mqtt-fixture.h"

static void
publish (VigilTestClient *client, const char *topic, const char *text, gboolean is_retained)
{
  vigil_test_client_publish (client, topic, text, strlen (text), is_retained);
}

static gboolean
has_heartbeat (gpointer data)
{
  return peer_count (data, VIGIL_FRAME_HEARTBEAT) > 0;
}

static void
test_it_connects_hears_itself_and_a_gateway (void)
{
  g_autoptr (VigilTestBroker) broker = vigil_test_broker_new (NULL);
  g_autoptr (VigilTestClient) gateway = vigil_test_client_new (broker, "gw-a", STATION_TOPIC);
  Peer *peer = peer_new_station (broker);
  peer_await_link (peer, VIGIL_LINK_UP, 5000);
  g_assert_cmpstr (peer_get_link_text (peer), ==, "MQTT 5");
  await_message (gateway, STATION_TOPIC, READY);
  publish (gateway, HEARTBEAT_TOPIC, HEARTBEAT, FALSE);
  g_assert_true (wait_for (has_heartbeat, peer, NULL, 5000));

  const VigilFrame *heartbeat = peer_find (peer, VIGIL_FRAME_HEARTBEAT);
  g_assert_cmpstr (heartbeat->subject, ==, "gw-a");
  g_assert_cmpuint (heartbeat->boot, ==, 9);
  g_assert_cmpint (ABS (now_us () - heartbeat->receipt_mono_us), <, 5 * G_USEC_PER_SEC);
  g_assert_cmpint (ABS (g_get_real_time () / 1000 - heartbeat->receipt_wall_ms), <, 5000);
  const VigilFrame *echo = peer_find (peer, VIGIL_FRAME_STATION_STATE);
  g_assert_nonnull (echo);
  g_assert_cmpstr (echo->subject, ==, "desk-1");
  g_assert_cmpint (((const VigilFrame *) peer->frames->pdata[0])->kind, ==, VIGIL_FRAME_LINK);

  VigilMqttCounts counts;
  vigil_mqtt_get_counts (peer->mqtt, &counts);
  g_assert_cmpuint (counts.n_tries, ==, 1);
  g_assert_cmpuint (counts.n_connections, ==, 1);
  g_assert_cmpuint (counts.n_messages, >=, 3);
  g_assert_cmpuint (counts.n_dropped, ==, 0);
  peer_free (peer, GOODBYE);
}

static gboolean
has_refused_frame (gpointer data)
{
  return peer_count (data, VIGIL_FRAME_REFUSED) > 0;
}

static void
test_an_oversized_payload_is_refused_and_counted (void)
{
  g_autoptr (VigilTestBroker) broker = vigil_test_broker_new (NULL);
  g_autoptr (VigilTestClient) gateway = vigil_test_client_new (broker, "gw-a", NULL);
  Peer *peer = peer_new_station (broker);
  peer_await_link (peer, VIGIL_LINK_UP, 5000);
  g_autofree char *big = g_strnfill (70000, 'x');
  publish (gateway, HEARTBEAT_TOPIC, big, FALSE);
  g_assert_true (wait_for (has_refused_frame, peer, NULL, 5000));
  g_assert_cmpint (peer_find (peer, VIGIL_FRAME_REFUSED)->refused.reason, ==,
                   VIGIL_COUNTER_OVERSIZED);
  publish (gateway, HEARTBEAT_TOPIC, HEARTBEAT, FALSE);
  g_assert_true (wait_for (has_heartbeat, peer, NULL, 5000));
  peer_free (peer, GOODBYE);
}

static gboolean
never (G_GNUC_UNUSED gpointer data)
{
  return FALSE;
}

static guint64
count_tries (Peer *peer)
{
  VigilMqttCounts counts;
  vigil_mqtt_get_counts (peer->mqtt, &counts);
  return counts.n_tries;
}

static void
test_a_wrong_password_is_said_and_tried_slowly_until_it_is_mended (void)
{
  g_autoptr (VigilTestBroker) broker = vigil_test_broker_new (NULL);
  VigilMqttConfig config = mqtt_config (vigil_test_broker_get_port (broker), "wrong");
  Peer *peer = peer_new (&config);
  peer_await_link (peer, VIGIL_LINK_REFUSED, 5000);
  g_assert_cmpstr (peer_get_link_text (peer), ==, "not authorised");
  /* Whoever watches the link asks again and again: the pause stands. */
  for (guint i = 0; i < 5; i++) {
    wait_for (never, NULL, NULL, 500);
    vigil_mqtt_reconnect (peer->mqtt);
  }
  g_assert_cmpuint (count_tries (peer), ==, 1);
  vigil_test_broker_set_password (broker, "desk-1", "wrong");
  peer_await_link (peer, VIGIL_LINK_UP, 15000);
  g_assert_cmpuint (count_tries (peer), ==, 2);
  peer_free (peer, GOODBYE);
}

static void
assert_all_retained_are_back (VigilTestBroker *broker)
{
  g_autoptr (VigilTestClient) other =
      vigil_test_client_new (broker, "desk-2", VIGIL_TEST_ROOT "/#");
  await_message (other, STATION_TOPIC, READY);
  await_message (other, STATION_ACTIONS, ACTIONS);
}

static void
test_a_broker_that_was_stopped_gets_all_retained_again (void)
{
  g_autoptr (VigilTestBroker) broker = vigil_test_broker_new (NULL);
  Peer *peer = peer_new_station (broker);
  peer_await_link (peer, VIGIL_LINK_UP, 5000);
  vigil_test_broker_stop (broker);
  peer_await_link (peer, VIGIL_LINK_DOWN, 2000);
  vigil_test_broker_start (broker);
  peer_await_link (peer, VIGIL_LINK_UP, 8000);
  assert_all_retained_are_back (broker);
  peer_free (peer, GOODBYE);
}

static void
test_a_broker_that_was_killed_gets_all_retained_again (void)
{
  g_autoptr (VigilTestBroker) broker = vigil_test_broker_new (NULL);
  Peer *peer = peer_new_station (broker);
  peer_await_link (peer, VIGIL_LINK_UP, 5000);
  vigil_test_broker_kill (broker);
  peer_await_link (peer, VIGIL_LINK_DOWN, 2000);
  vigil_test_broker_start (broker);
  peer_await_link (peer, VIGIL_LINK_UP, 8000);
  assert_all_retained_are_back (broker);
  peer_free (peer, GOODBYE);
}

static void
test_retained_topics_come_in_the_order_first_published (void)
{
  g_autoptr (VigilTestBroker) broker = vigil_test_broker_new (NULL);
  g_autoptr (VigilTestClient) other =
      vigil_test_client_new (broker, "desk-2", VIGIL_TEST_ROOT "/#");
  Peer *peer = peer_new_station (broker);
  await_message (other, STATION_ACTIONS, ACTIONS);
  /* A change of the first does not move it to the end. */
  vigil_mqtt_publish (peer->mqtt, STATION_TOPIC, READY_AGAIN, strlen (READY_AGAIN), 1, TRUE);
  await_message (other, STATION_TOPIC, READY_AGAIN);
  wait_for (never, NULL, other, 1100);
  vigil_test_client_forget (other);
  vigil_mqtt_reconnect (peer->mqtt);
  await_message (other, STATION_ACTIONS, ACTIONS);

  GPtrArray *messages = vigil_test_client_get_messages (other);
  const VigilTestMessage *last_but_one = messages->pdata[messages->len - 2];
  const VigilTestMessage *last = messages->pdata[messages->len - 1];
  g_assert_cmpstr (last_but_one->topic, ==, STATION_TOPIC);
  g_assert_true (vigil_test_client_has (other, STATION_TOPIC, READY_AGAIN));
  g_assert_cmpstr (last->topic, ==, STATION_ACTIONS);
  peer_free (peer, GOODBYE);
}

static gboolean
has_second_connection (gpointer data)
{
  Peer *peer = data;
  VigilMqttCounts counts;
  vigil_mqtt_get_counts (peer->mqtt, &counts);
  return counts.n_connections == 2 && peer_get_link (peer) == VIGIL_LINK_UP;
}

static void
test_a_retracted_topic_is_emptied_and_stays_so (void)
{
  g_autoptr (VigilTestBroker) broker = vigil_test_broker_new (NULL);
  g_autoptr (VigilTestClient) other =
      vigil_test_client_new (broker, "desk-2", VIGIL_TEST_ROOT "/#");
  Peer *peer = peer_new_station (broker);
  await_message (other, STATION_ACTIONS, ACTIONS);
  vigil_mqtt_retract (peer->mqtt, STATION_ACTIONS);
  await_message (other, STATION_ACTIONS, "");
  wait_for (never, NULL, other, 1100);
  vigil_mqtt_reconnect (peer->mqtt);
  g_assert_true (wait_for (has_second_connection, peer, other, 5000));
  g_autoptr (VigilTestClient) late = vigil_test_client_new (broker, "desk-2", VIGIL_TEST_ROOT "/#");
  await_message (late, STATION_TOPIC, READY);
  g_assert_false (vigil_test_client_has (late, STATION_ACTIONS, ACTIONS));
  peer_free (peer, GOODBYE);
}

/* A caller's watchdog: it publishes its state five times a second and looks for its echo. */
typedef struct {
  Peer *peer;
  gint64 echo_us;
} Watchdog;

static gboolean
watch (gpointer data)
{
  Watchdog *dog = data;
  vigil_mqtt_publish (dog->peer->mqtt, STATION_TOPIC, READY, strlen (READY), 1, TRUE);
  for (guint i = 0; i < dog->peer->frames->len; i++) {
    const VigilFrame *frame = dog->peer->frames->pdata[i];
    if (frame->kind == VIGIL_FRAME_STATION_STATE)
      dog->echo_us = MAX (dog->echo_us, frame->receipt_mono_us);
  }
  if (now_us () - dog->echo_us > 3 * G_USEC_PER_SEC)
    vigil_mqtt_reconnect (dog->peer->mqtt);
  return G_SOURCE_CONTINUE;
}

static void
test_a_frozen_broker_is_left_within_three_and_a_half_seconds (void)
{
  g_autoptr (VigilTestBroker) broker = vigil_test_broker_new (NULL);
  Peer *peer = peer_new_station (broker);
  Watchdog dog = { peer, now_us () };
  guint timer = g_timeout_add (200, watch, &dog);
  peer_await_link (peer, VIGIL_LINK_UP, 5000);
  wait_for (never, NULL, NULL, 1200);

  vigil_test_broker_freeze (broker);
  gint64 frozen_us = now_us ();
  peer_await_link (peer, VIGIL_LINK_DOWN, 5000);
  g_assert_cmpint (now_us () - frozen_us, <=, 3500000);
  vigil_test_broker_thaw (broker);
  peer_await_link (peer, VIGIL_LINK_UP, 12000);
  g_source_remove (timer);
  peer_free (peer, GOODBYE);
}

static void
test_leaving_a_frozen_broker_takes_a_second_not_more (void)
{
  g_autoptr (VigilTestBroker) broker = vigil_test_broker_new (NULL);
  Peer *peer = peer_new_station (broker);
  peer_await_link (peer, VIGIL_LINK_UP, 5000);
  vigil_test_broker_freeze (broker);
  gint64 began_us = now_us ();
  peer_free (peer, GOODBYE);
  g_assert_cmpint (now_us () - began_us, <, 1800000);
}

static void
test_another_client_sees_the_will_of_a_killed_one (void)
{
  g_autoptr (VigilTestBroker) broker = vigil_test_broker_new (NULL);
  g_autoptr (VigilTestClient) other = vigil_test_client_new (broker, "desk-2", STATION_TOPIC);
  g_autofree char *program = g_test_build_filename (G_TEST_BUILT, "net", "mqtt-child", NULL);
  g_autofree char *port = g_strdup_printf ("%u", vigil_test_broker_get_port (broker));
  g_autofree char *password = g_strdup (vigil_test_broker_get_password (broker, "desk-1"));
  char *argv[] = { program, port, password, NULL };
  g_autoptr (GError) error = NULL;
  GPid pid = 0;
  g_spawn_async (NULL, argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &pid, &error);
  g_assert_no_error (error);
  await_message (other, STATION_TOPIC, READY);
  g_assert_false (vigil_test_client_has (other, STATION_TOPIC, WILL));
  kill (pid, SIGKILL);
  waitpid (pid, NULL, 0);
  await_message (other, STATION_TOPIC, WILL);

  g_autoptr (VigilTestClient) late = vigil_test_client_new (broker, "desk-2", STATION_TOPIC);
  await_message (late, STATION_TOPIC, WILL);
}

static void
test_a_clean_stop_says_lost_and_no_will_follows (void)
{
  g_autoptr (VigilTestBroker) broker = vigil_test_broker_new (NULL);
  g_autoptr (VigilTestClient) other = vigil_test_client_new (broker, "desk-2", STATION_TOPIC);
  Peer *peer = peer_new_station (broker);
  await_message (other, STATION_TOPIC, READY);
  peer_free (peer, GOODBYE);
  /* Acknowledged when free() returned: who comes now gets it. */
  g_autoptr (VigilTestClient) late = vigil_test_client_new (broker, "desk-2", STATION_TOPIC);
  await_message (late, STATION_TOPIC, GOODBYE);
  wait_for (never, NULL, other, 500);
  g_assert_true (vigil_test_client_has (other, STATION_TOPIC, GOODBYE));
  g_assert_false (vigil_test_client_has (other, STATION_TOPIC, WILL));
}

static void
test_when_main_stalls_the_thread_says_lost (void)
{
  g_autoptr (VigilTestBroker) broker = vigil_test_broker_new (NULL);
  g_autoptr (VigilTestClient) other = vigil_test_client_new (broker, "desk-2", STATION_TOPIC);
  Peer *peer = peer_new_station (broker);
  vigil_mqtt_beat (peer->mqtt, now_us (), STALLED);
  gint64 stalled_us = now_us ();
  await_message (other, STATION_TOPIC, READY);
  await_message (other, STATION_TOPIC, STALLED);
  g_assert_cmpint (now_us () - stalled_us, >=, 3 * G_USEC_PER_SEC);
  g_assert_cmpint (now_us () - stalled_us, <, 4 * G_USEC_PER_SEC);

  vigil_mqtt_beat (peer->mqtt, now_us (), STALLED);
  vigil_mqtt_publish (peer->mqtt, STATION_TOPIC, READY_AGAIN, strlen (READY_AGAIN), 1, TRUE);
  await_message (other, STATION_TOPIC, READY_AGAIN);
  /* Once for each stall. */
  vigil_test_client_forget (other);
  await_message (other, STATION_TOPIC, STALLED);
  wait_for (never, NULL, other, 600);
  g_assert_cmpuint (vigil_test_client_get_messages (other)->len, ==, 1);
  peer_free (peer, GOODBYE);
}

static void
test_a_new_connection_in_a_stall_says_lost_in_place_of_ready (void)
{
  g_autoptr (VigilTestBroker) broker = vigil_test_broker_new (NULL);
  Peer *peer = peer_new_station (broker);
  vigil_mqtt_beat (peer->mqtt, now_us () - 10 * G_USEC_PER_SEC, STALLED);
  peer_await_link (peer, VIGIL_LINK_UP, 5000);
  vigil_test_broker_kill (broker);
  vigil_test_broker_start (broker);
  g_autoptr (VigilTestClient) other =
      vigil_test_client_new (broker, "desk-2", VIGIL_TEST_ROOT "/#");
  await_message (other, STATION_ACTIONS, ACTIONS);
  g_assert_true (vigil_test_client_has (other, STATION_TOPIC, STALLED));
  g_assert_false (vigil_test_client_has (other, STATION_TOPIC, READY));
  peer_free (peer, GOODBYE);
}

static void
test_a_forged_publish_to_anothers_bed_is_dropped_by_the_broker (void)
{
  g_autoptr (VigilTestBroker) broker = vigil_test_broker_new (NULL);
  g_autoptr (VigilTestClient) other =
      vigil_test_client_new (broker, "desk-2", VIGIL_TEST_ROOT "/#");
  VigilMqttConfig config = mqtt_config (vigil_test_broker_get_port (broker),
                                        vigil_test_broker_get_password (broker, "gw-a"));
  config.client_id = "vigil-gw-test-w1-gw-a";
  config.user = "gw-a";
  config.will_topic = config.beat_topic = GATEWAY_TOPIC;
  Peer *peer = peer_new (&config);
  peer_await_link (peer, VIGIL_LINK_UP, 5000);
  static const char *const TOPICS[] = {
    VIGIL_TEST_ROOT "/bed/05/alarms",
    VIGIL_TEST_ROOT "/station/desk-1/state",
    VIGIL_TEST_ROOT "/gateway/gw-b/state",
    VIGIL_TEST_ROOT "/bed/04/alarms",
  };
  for (guint i = 0; i < G_N_ELEMENTS (TOPICS); i++)
    vigil_mqtt_publish (peer->mqtt, TOPICS[i], "{}", 2, 1, FALSE);
  await_message (other, TOPICS[3], "{}");
  g_assert_cmpuint (vigil_test_client_get_messages (other)->len, ==, 1);
  g_assert_cmpint (peer_get_link (peer), ==, VIGIL_LINK_UP);
  peer_free (peer, "{}");
}

typedef struct {
  Peer *peers[2];
} Rivals;

static gboolean
has_settled (gpointer data)
{
  Rivals *rivals = data;
  int first = peer_get_link (rivals->peers[0]);
  int second = peer_get_link (rivals->peers[1]);
  return (first == VIGIL_LINK_NAME_IN_USE && second == VIGIL_LINK_UP)
         || (first == VIGIL_LINK_UP && second == VIGIL_LINK_NAME_IN_USE);
}

static void
test_of_two_with_one_name_one_says_so_and_stays_away (void)
{
  g_autoptr (VigilTestBroker) broker = vigil_test_broker_new (NULL);
  Rivals rivals = { { peer_new_station (broker), peer_new_station (broker) } };
  g_assert_true (wait_for (has_settled, &rivals, NULL, 15000));
  guint64 n_tries = count_tries (rivals.peers[0]) + count_tries (rivals.peers[1]);
  for (guint i = 0; i < 6; i++) {
    wait_for (never, NULL, NULL, 500);
    vigil_mqtt_reconnect (rivals.peers[peer_get_link (rivals.peers[0]) == VIGIL_LINK_UP]->mqtt);
  }
  g_assert_true (has_settled (&rivals));
  g_assert_cmpuint (count_tries (rivals.peers[0]) + count_tries (rivals.peers[1]), ==, n_tries);
  peer_free (rivals.peers[0], GOODBYE);
  peer_free (rivals.peers[1], GOODBYE);
}

static void
test_it_works_above_a_thousand_descriptors (void)
{
  struct rlimit limit;
  g_assert_cmpint (getrlimit (RLIMIT_NOFILE, &limit), ==, 0);
  struct rlimit higher = { .rlim_cur = MIN (limit.rlim_max, 4096), .rlim_max = limit.rlim_max };
  if (higher.rlim_cur < 1400 || setrlimit (RLIMIT_NOFILE, &higher) != 0) {
    g_test_skip ("this user may not open 1400 files");
    return;
  }
  g_autoptr (VigilTestBroker) broker = vigil_test_broker_new (NULL);
  g_autoptr (VigilTestClient) gateway = vigil_test_client_new (broker, "gw-a", NULL);
  g_autoptr (GArray) fds = g_array_new (FALSE, FALSE, sizeof (int));
  for (int fd = dup (STDIN_FILENO); fd < 1100; fd = dup (STDIN_FILENO)) {
    g_assert_cmpint (fd, >=, 0);
    g_array_append_val (fds, fd);
  }
  Peer *peer = peer_new_station (broker);
  peer_await_link (peer, VIGIL_LINK_UP, 5000);
  publish (gateway, HEARTBEAT_TOPIC, HEARTBEAT, FALSE);
  g_assert_true (wait_for (has_heartbeat, peer, NULL, 5000));
  peer_free (peer, GOODBYE);
  for (guint i = 0; i < fds->len; i++)
    close (g_array_index (fds, int, i));
  setrlimit (RLIMIT_NOFILE, &limit);
}

static void
test_a_broker_that_comes_late_is_found (void)
{
  g_autoptr (VigilTestBroker) broker = vigil_test_broker_new (NULL);
  vigil_test_broker_stop (broker);
  Peer *peer = peer_new_station (broker);
  peer_await_link (peer, VIGIL_LINK_DOWN, 5000);
  g_assert_cmpstr (peer_get_link_text (peer), ==, "Connection refused");
  vigil_test_broker_start (broker);
  peer_await_link (peer, VIGIL_LINK_UP, 6000);
  assert_all_retained_are_back (broker);
  peer_free (peer, GOODBYE);
}

static void
test_a_name_is_tried_at_each_of_its_addresses (void)
{
  /* The broker listens on IPv4 only; the name may stand for the IPv6 address first. */
  g_autoptr (VigilTestBroker) broker = vigil_test_broker_new (NULL);
  VigilMqttConfig config = mqtt_config (vigil_test_broker_get_port (broker),
                                        vigil_test_broker_get_password (broker, "desk-1"));
  config.host = "localhost";
  Peer *peer = peer_new (&config);
  peer_await_link (peer, VIGIL_LINK_UP, 5000);
  peer_free (peer, GOODBYE);
}

/* --- a main that is awake --- */

static gboolean
count_wake (gpointer data)
{
  ++*(guint *) data;
  return G_SOURCE_CONTINUE;
}

static VigilMqtt *
mqtt_new_idle (guint *n_wakes)
{
  VigilMqttConfig config = mqtt_config (1, "");
  return vigil_mqtt_new (&config, count_wake, n_wakes);
}

static void
commit (VigilMqtt *mqtt)
{
  VigilFrame *frame = vigil_ring_reserve (vigil_mqtt_get_ring (mqtt), VIGIL_FRAME_WAVE);
  g_assert_nonnull (frame);
  frame->kind = VIGIL_FRAME_WAVE;
  vigil_ring_commit (vigil_mqtt_get_ring (mqtt));
}

/* Nobody wrote to the eventfd, as the mqtt thread does not for each wave. */
static void
test_a_main_that_is_awake_takes_what_has_come (void)
{
  guint n_wakes = 0;
  VigilMqtt *mqtt = mqtt_new_idle (&n_wakes);
  g_main_context_iteration (NULL, FALSE);
  g_assert_cmpuint (n_wakes, ==, 0);
  commit (mqtt);
  g_main_context_iteration (NULL, FALSE);
  g_assert_cmpuint (n_wakes, ==, 1);
  vigil_mqtt_free (mqtt, NULL);
}

/* Its own turns come after this source: told again and again it would never get to them. */
static void
test_a_main_that_puts_it_off_is_told_once (void)
{
  guint n_wakes = 0, n_turns = 0;
  VigilMqtt *mqtt = mqtt_new_idle (&n_wakes);
  guint turns = g_idle_add_full (G_PRIORITY_DEFAULT, count_wake, &n_turns, NULL);
  commit (mqtt);
  for (guint i = 0; i < 10; i++)
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpuint (n_wakes, ==, 1);
  g_assert_cmpuint (n_turns, ==, 9);
  g_source_remove (turns);
  vigil_mqtt_free (mqtt, NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mqtt/a-main-that-is-awake-takes-what-has-come",
                   test_a_main_that_is_awake_takes_what_has_come);
  g_test_add_func ("/mqtt/a-main-that-puts-it-off-is-told-once",
                   test_a_main_that_puts_it_off_is_told_once);
  g_test_add_func ("/mqtt/it-connects-hears-itself-and-a-gateway",
                   test_it_connects_hears_itself_and_a_gateway);
  g_test_add_func ("/mqtt/an-oversized-payload-is-refused-and-counted",
                   test_an_oversized_payload_is_refused_and_counted);
  g_test_add_func ("/mqtt/a-wrong-password-is-said-and-tried-slowly-until-it-is-mended",
                   test_a_wrong_password_is_said_and_tried_slowly_until_it_is_mended);
  g_test_add_func ("/mqtt/a-broker-that-was-stopped-gets-all-retained-again",
                   test_a_broker_that_was_stopped_gets_all_retained_again);
  g_test_add_func ("/mqtt/a-broker-that-was-killed-gets-all-retained-again",
                   test_a_broker_that_was_killed_gets_all_retained_again);
  g_test_add_func ("/mqtt/retained-topics-come-in-the-order-first-published",
                   test_retained_topics_come_in_the_order_first_published);
  g_test_add_func ("/mqtt/a-retracted-topic-is-emptied-and-stays-so",
                   test_a_retracted_topic_is_emptied_and_stays_so);
  g_test_add_func ("/mqtt/a-frozen-broker-is-left-within-three-and-a-half-seconds",
                   test_a_frozen_broker_is_left_within_three_and_a_half_seconds);
  g_test_add_func ("/mqtt/leaving-a-frozen-broker-takes-a-second-not-more",
                   test_leaving_a_frozen_broker_takes_a_second_not_more);
  g_test_add_func ("/mqtt/another-client-sees-the-will-of-a-killed-one",
                   test_another_client_sees_the_will_of_a_killed_one);
  g_test_add_func ("/mqtt/a-clean-stop-says-lost-and-no-will-follows",
                   test_a_clean_stop_says_lost_and_no_will_follows);
  g_test_add_func ("/mqtt/when-main-stalls-the-thread-says-lost",
                   test_when_main_stalls_the_thread_says_lost);
  g_test_add_func ("/mqtt/a-new-connection-in-a-stall-says-lost-in-place-of-ready",
                   test_a_new_connection_in_a_stall_says_lost_in_place_of_ready);
  g_test_add_func ("/mqtt/a-forged-publish-to-anothers-bed-is-dropped-by-the-broker",
                   test_a_forged_publish_to_anothers_bed_is_dropped_by_the_broker);
  g_test_add_func ("/mqtt/of-two-with-one-name-one-says-so-and-stays-away",
                   test_of_two_with_one_name_one_says_so_and_stays_away);
  g_test_add_func ("/mqtt/it-works-above-a-thousand-descriptors",
                   test_it_works_above_a_thousand_descriptors);
  g_test_add_func ("/mqtt/a-broker-that-comes-late-is-found",
                   test_a_broker_that_comes_late_is_found);
  g_test_add_func ("/mqtt/a-name-is-tried-at-each-of-its-addresses",
                   test_a_name_is_tried_at_each_of_its_addresses);
  return g_test_run ();
}
