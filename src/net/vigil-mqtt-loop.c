/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-mqtt-loop.h"

#include <poll.h>
#include <string.h>

#include "vigil-mqtt-clock.h"

#define STALL_US (3 * G_USEC_PER_SEC)
#define GOODBYE_US G_USEC_PER_SEC
#define PUBLISH_BATCH 64
#define BATCHES_PER_TURN 16
#define UNACKNOWLEDGED_MAX 100

static gboolean
is_stalled (VigilMqttLoop *loop)
{
  gint64 beat_us = atomic_load (&loop->mqtt->beat_us);
  return beat_us != 0 && vigil_mqtt_clock_now ().mono_us - beat_us > STALL_US;
}

static char *
dup_lost (VigilMqttLoop *loop)
{
  g_mutex_lock (&loop->mqtt->lock);
  char *lost = g_strdup (loop->mqtt->beat_lost);
  g_mutex_unlock (&loop->mqtt->lock);
  return lost;
}

static void
publish (VigilMqttLoop *loop, VigilPublication *publication)
{
  gsize length = 0;
  const void *payload = g_bytes_get_data (publication->payload, &length);
  publication->mid = vigil_mqtt_link_publish (loop->link, publication->topic, payload, length,
                                              publication->qos, publication->is_retained);
  atomic_fetch_add_explicit (&loop->mqtt->tally.n_published, 1, memory_order_relaxed);
}

/* FALSE: nothing waited. */
static gboolean
publish_next (VigilMqttLoop *loop)
{
  VigilPublication *publication = vigil_mqtt_queue_pop (loop->mqtt->queue);
  if (publication == NULL)
    return FALSE;
  publish (loop, publication);
  gboolean is_remembered = publication->is_retained && g_bytes_get_size (publication->payload) > 0;
  if (publication->mid != 0 && publication->qos > 0 && !is_remembered)
    g_queue_push_tail (&loop->unacknowledged, publication);
  else
    vigil_publication_free (publication);
  return TRUE;
}

gboolean
vigil_mqtt_loop_publish_waiting (VigilMqttLoop *loop)
{
  loop->has_more = FALSE;
  for (guint batch = 0; batch < BATCHES_PER_TURN; batch++) {
    if (!vigil_mqtt_link_flush (loop->link))
      return FALSE;
    for (guint i = 0; i < PUBLISH_BATCH; i++) {
      if (g_queue_get_length (&loop->unacknowledged) >= UNACKNOWLEDGED_MAX)
        return FALSE;
      if (!publish_next (loop))
        return vigil_mqtt_link_flush (loop->link);
    }
  }
  loop->has_more = TRUE;
  return FALSE;
}

static int
publish_text (VigilMqttLoop *loop, const char *topic, const char *text)
{
  return vigil_mqtt_link_publish (loop->link, topic, text, strlen (text), 1, TRUE);
}

void
vigil_mqtt_loop_publish_retained (VigilMqttLoop *loop)
{
  g_autoptr (GPtrArray) all = vigil_mqtt_queue_begin (loop->mqtt->queue);
  g_autofree char *lost = is_stalled (loop) ? dup_lost (loop) : NULL;
  for (guint i = 0; i < all->len; i++) {
    VigilPublication *publication = all->pdata[i];
    if (lost != NULL && g_strcmp0 (publication->topic, loop->mqtt->settings.beat_topic) == 0)
      publish_text (loop, publication->topic, lost);
    else
      publish (loop, publication);
  }
  loop->has_said_lost = lost != NULL;
}

void
vigil_mqtt_loop_watch_beat (VigilMqttLoop *loop)
{
  if (!is_stalled (loop)) {
    loop->has_said_lost = FALSE;
    return;
  }
  if (loop->has_said_lost || loop->mqtt->settings.beat_topic == NULL)
    return;
  g_autofree char *lost = dup_lost (loop);
  if (lost != NULL)
    publish_text (loop, loop->mqtt->settings.beat_topic, lost);
  loop->has_said_lost = TRUE;
  vigil_mqtt_link_flush (loop->link);
}

/* Turns the link until @is_done or the deadline. */
static void
turn_until (VigilMqttLoop *loop, gboolean (*is_done) (VigilMqttLoop *loop), gint64 deadline_us)
{
  while (!is_done (loop) && !vigil_mqtt_link_is_over (loop->link)) {
    gint64 rest_us = deadline_us - vigil_mqtt_clock_now ().mono_us;
    if (rest_us <= 0)
      return;
    struct pollfd fd = {
      .fd = vigil_mqtt_link_get_fd (loop->link),
      .events = vigil_mqtt_link_get_events (loop->link),
    };
    poll (&fd, 1, (int) (rest_us / 1000 + 1));
    vigil_mqtt_link_turn (loop->link, fd.revents, vigil_mqtt_clock_now ().mono_us);
  }
}

static gboolean
is_waved (VigilMqttLoop *loop)
{
  vigil_mqtt_loop_publish_waiting (loop);
  return loop->goodbye_mid == 0;
}

static gboolean
is_never (G_GNUC_UNUSED VigilMqttLoop *loop)
{
  return FALSE;
}

void
vigil_mqtt_loop_say_goodbye (VigilMqttLoop *loop)
{
  gint64 deadline_us = vigil_mqtt_clock_now ().mono_us + GOODBYE_US;
  g_mutex_lock (&loop->mqtt->lock);
  g_autofree char *goodbye = g_strdup (loop->mqtt->goodbye);
  g_mutex_unlock (&loop->mqtt->lock);

  vigil_mqtt_loop_publish_waiting (loop);
  if (goodbye != NULL && loop->mqtt->settings.will_topic != NULL)
    loop->goodbye_mid = publish_text (loop, loop->mqtt->settings.will_topic, goodbye);
  turn_until (loop, is_waved, deadline_us);
  if (loop->goodbye_mid != 0)
    return;
  vigil_mqtt_link_disconnect (loop->link);
  turn_until (loop, is_never, deadline_us);
}

void
vigil_mqtt_loop_acknowledge (int mid, gpointer data)
{
  VigilMqttLoop *loop = data;
  if (mid == loop->goodbye_mid)
    loop->goodbye_mid = 0;
  for (GList *link = loop->unacknowledged.head; link != NULL; link = link->next) {
    VigilPublication *publication = link->data;
    if (publication->mid != mid)
      continue;
    g_queue_delete_link (&loop->unacknowledged, link);
    vigil_publication_free (publication);
    return;
  }
}
