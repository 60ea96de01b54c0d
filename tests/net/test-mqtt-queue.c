/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "vigil-mqtt-queue.h"

static gboolean
push (VigilMqttQueue *queue, const char *topic, const char *text, guint qos, gboolean is_retained)
{
  g_autoptr (GBytes) payload = g_bytes_new (text, strlen (text));
  return vigil_mqtt_queue_push (queue, topic, payload, qos, is_retained);
}

static void
assert_publication (const VigilPublication *publication, const char *topic, const char *text)
{
  g_autoptr (GBytes) wanted = g_bytes_new (text, strlen (text));
  g_assert_nonnull (publication);
  g_assert_cmpstr (publication->topic, ==, topic);
  g_assert_true (g_bytes_equal (publication->payload, wanted));
}

static void
assert_pop (VigilMqttQueue *queue, const char *topic, const char *text)
{
  g_autoptr (VigilPublication) publication = vigil_mqtt_queue_pop (queue);
  assert_publication (publication, topic, text);
}

static void
assert_empty (VigilMqttQueue *queue)
{
  g_autoptr (VigilPublication) publication = vigil_mqtt_queue_pop (queue);
  g_assert_null (publication);
}

static void
begin (VigilMqttQueue *queue)
{
  g_autoptr (GPtrArray) all = vigil_mqtt_queue_begin (queue);
  g_assert_nonnull (all);
}

static void
end (VigilMqttQueue *queue)
{
  GQueue none = G_QUEUE_INIT;
  vigil_mqtt_queue_end (queue, &none);
}

static void
test_connected_it_gives_all_in_order (void)
{
  g_autoptr (VigilMqttQueue) queue = vigil_mqtt_queue_new (10);
  begin (queue);
  g_assert_true (push (queue, "a", "1", 0, FALSE));
  g_assert_false (push (queue, "b", "2", 1, TRUE));
  g_assert_false (push (queue, "a", "3", 0, FALSE));
  assert_pop (queue, "a", "1");
  assert_pop (queue, "b", "2");
  assert_pop (queue, "a", "3");
  assert_empty (queue);
}

static void
test_offline_only_what_must_arrive_waits (void)
{
  g_autoptr (VigilMqttQueue) queue = vigil_mqtt_queue_new (10);
  push (queue, "wave", "1", 0, FALSE);
  push (queue, "state", "2", 1, TRUE);
  push (queue, "command", "3", 1, FALSE);
  assert_empty (queue);
  g_assert_cmpuint (vigil_mqtt_queue_get_n_dropped (queue), ==, 1);

  g_autoptr (GPtrArray) all = vigil_mqtt_queue_begin (queue);
  g_assert_cmpuint (all->len, ==, 1);
  assert_publication (all->pdata[0], "state", "2");
  assert_pop (queue, "command", "3");
  assert_empty (queue);
}

static void
test_at_the_ceiling_the_oldest_qos_0_goes (void)
{
  g_autoptr (VigilMqttQueue) queue = vigil_mqtt_queue_new (3);
  begin (queue);
  push (queue, "command", "1", 1, FALSE);
  push (queue, "wave", "2", 0, FALSE);
  push (queue, "wave", "3", 0, FALSE);
  push (queue, "wave", "4", 0, FALSE);
  g_assert_cmpuint (vigil_mqtt_queue_get_n_dropped (queue), ==, 1);
  assert_pop (queue, "command", "1");
  assert_pop (queue, "wave", "3");
  assert_pop (queue, "wave", "4");
}

static void
test_a_retained_one_without_room_comes_later_with_its_newest_value (void)
{
  g_autoptr (VigilMqttQueue) queue = vigil_mqtt_queue_new (2);
  begin (queue);
  push (queue, "command", "1", 1, FALSE);
  push (queue, "command", "2", 1, FALSE);
  push (queue, "state", "3", 1, TRUE);
  push (queue, "state", "4", 1, TRUE);
  push (queue, "command", "5", 1, FALSE);
  g_assert_cmpuint (vigil_mqtt_queue_get_n_dropped (queue), ==, 1);
  assert_pop (queue, "command", "1");
  assert_pop (queue, "command", "2");
  assert_pop (queue, "state", "4");
  assert_empty (queue);
}

static void
test_a_connection_begins_with_the_newest_values_in_the_first_order (void)
{
  g_autoptr (VigilMqttQueue) queue = vigil_mqtt_queue_new (10);
  begin (queue);
  push (queue, "state", "1", 1, TRUE);
  push (queue, "meta", "2", 1, TRUE);
  push (queue, "state", "3", 1, TRUE);
  end (queue);
  g_autoptr (GPtrArray) all = vigil_mqtt_queue_begin (queue);
  g_assert_cmpuint (all->len, ==, 2);
  assert_publication (all->pdata[0], "state", "3");
  assert_publication (all->pdata[1], "meta", "2");
  /* What waited of them would only be older. */
  assert_empty (queue);
}

static void
test_an_emptied_topic_is_forgotten_and_told_even_if_offline (void)
{
  g_autoptr (VigilMqttQueue) queue = vigil_mqtt_queue_new (10);
  push (queue, "state", "1", 1, TRUE);
  push (queue, "meta", "2", 1, TRUE);
  push (queue, "meta", "", 1, TRUE);
  g_autoptr (GPtrArray) all = vigil_mqtt_queue_begin (queue);
  g_assert_cmpuint (all->len, ==, 1);
  assert_pop (queue, "meta", "");
}

static void
test_a_topic_published_again_is_not_emptied_behind_it (void)
{
  g_autoptr (VigilMqttQueue) queue = vigil_mqtt_queue_new (10);
  push (queue, "meta", "1", 1, TRUE);
  push (queue, "meta", "", 1, TRUE);
  push (queue, "meta", "2", 1, TRUE);
  g_autoptr (GPtrArray) all = vigil_mqtt_queue_begin (queue);
  assert_publication (all->pdata[0], "meta", "2");
  assert_empty (queue);
}

static void
test_what_was_not_acknowledged_goes_again_first (void)
{
  g_autoptr (VigilMqttQueue) queue = vigil_mqtt_queue_new (10);
  begin (queue);
  push (queue, "command", "1", 1, FALSE);
  push (queue, "command", "2", 1, FALSE);
  GQueue unacknowledged = G_QUEUE_INIT;
  g_queue_push_tail (&unacknowledged, vigil_mqtt_queue_pop (queue));
  g_queue_push_tail (&unacknowledged, vigil_mqtt_queue_pop (queue));
  push (queue, "command", "3", 1, FALSE);
  push (queue, "wave", "4", 0, FALSE);
  vigil_mqtt_queue_end (queue, &unacknowledged);
  g_assert_true (g_queue_is_empty (&unacknowledged));
  begin (queue);
  assert_pop (queue, "command", "1");
  assert_pop (queue, "command", "2");
  assert_pop (queue, "command", "3");
  assert_empty (queue);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mqtt-queue/connected-it-gives-all-in-order",
                   test_connected_it_gives_all_in_order);
  g_test_add_func ("/mqtt-queue/offline-only-what-must-arrive-waits",
                   test_offline_only_what_must_arrive_waits);
  g_test_add_func ("/mqtt-queue/at-the-ceiling-the-oldest-qos-0-goes",
                   test_at_the_ceiling_the_oldest_qos_0_goes);
  g_test_add_func ("/mqtt-queue/a-retained-one-without-room-comes-later-with-its-newest-value",
                   test_a_retained_one_without_room_comes_later_with_its_newest_value);
  g_test_add_func ("/mqtt-queue/a-connection-begins-with-the-newest-values-in-the-first-order",
                   test_a_connection_begins_with_the_newest_values_in_the_first_order);
  g_test_add_func ("/mqtt-queue/an-emptied-topic-is-forgotten-and-told-even-if-offline",
                   test_an_emptied_topic_is_forgotten_and_told_even_if_offline);
  g_test_add_func ("/mqtt-queue/a-topic-published-again-is-not-emptied-behind-it",
                   test_a_topic_published_again_is_not_emptied_behind_it);
  g_test_add_func ("/mqtt-queue/what-was-not-acknowledged-goes-again-first",
                   test_what_was_not_acknowledged_goes_again_first);
  return g_test_run ();
}
