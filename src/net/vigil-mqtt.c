/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-mqtt-private.h"

#include <mosquitto.h>
#include <sys/eventfd.h>
#include <unistd.h>

#define RING_SLOTS_DEFAULT 4096
#define QUEUE_CEILING 1024
/* The goodbye takes a second; a resolver that hangs may hold the thread for much longer. */
#define JOIN_MAX_US (2 * G_USEC_PER_SEC)

static void
settings_init (VigilMqttSettings *settings, const VigilMqttConfig *config)
{
  static const char *const NO_SUBSCRIPTIONS[] = { NULL };
  const char *const *subscriptions =
      config->subscriptions != NULL ? config->subscriptions : NO_SUBSCRIPTIONS;
  const char *beat_topic = config->beat_topic != NULL ? config->beat_topic : config->will_topic;
  *settings = (VigilMqttSettings){
    .host = g_strdup (config->host),
    .port = config->port,
    .client_id = g_strdup (config->client_id),
    .user = g_strdup (config->user),
    .password = g_strdup (config->password),
    .ca_file = g_strdup (config->ca_file),
    .cert_file = g_strdup (config->cert_file),
    .key_file = g_strdup (config->key_file),
    .root = g_strdup (config->root),
    .subscriptions = g_strdupv ((char **) subscriptions),
    .will_topic = g_strdup (config->will_topic),
    .will_payload = g_strdup (config->will_payload != NULL ? config->will_payload : ""),
    .beat_topic = g_strdup (beat_topic),
  };
}

static void
settings_clear (VigilMqttSettings *settings)
{
  g_free (settings->host);
  g_free (settings->client_id);
  g_free (settings->user);
  g_free (settings->password);
  g_free (settings->ca_file);
  g_free (settings->cert_file);
  g_free (settings->key_file);
  g_free (settings->root);
  g_strfreev (settings->subscriptions);
  g_free (settings->will_topic);
  g_free (settings->will_payload);
  g_free (settings->beat_topic);
}

static int
open_eventfd (void)
{
  int fd = eventfd (0, EFD_CLOEXEC | EFD_NONBLOCK);
  /* Out of descriptors before the first window: nothing can work. */
  if (fd < 0)
    g_error ("eventfd: %s", g_strerror (errno));
  return fd;
}

/* --- main's source --- */

typedef struct {
  GSource source;
  VigilMqtt *mqtt;
  gpointer tag; /* of main_fd */
} MainSource;

/* Main takes what has come also when something else woke it: a frame of the wall shows all that was
 * received before it, though pictures alone wake main more seldom. */
static gboolean
main_source_check (GSource *source)
{
  MainSource *self = (MainSource *) source;
  return vigil_ring_is_pending (self->mqtt->ring)
         || (g_source_query_unix_fd (source, self->tag) & G_IO_IN) != 0;
}

static gboolean
main_source_dispatch (GSource *source, GSourceFunc wake, gpointer data)
{
  VigilMqtt *mqtt = ((MainSource *) source)->mqtt;
  eventfd_t word;
  eventfd_read (mqtt->main_fd, &word);
  /* Told once: whoever has more to do than one turn goes on at a time of its own. */
  vigil_ring_begin_drain (mqtt->ring);
  wake (data);
  return G_SOURCE_CONTINUE;
}

static void
attach_source (VigilMqtt *mqtt, GSourceFunc wake, gpointer wake_data)
{
  static GSourceFuncs funcs = { .check = main_source_check, .dispatch = main_source_dispatch };
  mqtt->source = g_source_new (&funcs, sizeof (MainSource));
  MainSource *self = (MainSource *) mqtt->source;
  self->mqtt = mqtt;
  self->tag = g_source_add_unix_fd (mqtt->source, mqtt->main_fd, G_IO_IN);
  g_source_set_callback (mqtt->source, wake, wake_data, NULL);
  g_source_set_name (mqtt->source, "vigil-mqtt");
  /* Before touches, layout and painting: an alarm waits for none of them. */
  g_source_set_priority (mqtt->source, G_PRIORITY_HIGH);
  g_source_attach (mqtt->source, g_main_context_get_thread_default ());
}

VigilMqtt *
vigil_mqtt_new (const VigilMqttConfig *config, GSourceFunc wake, gpointer wake_data)
{
  g_return_val_if_fail (config->host != NULL && config->client_id != NULL, NULL);
  g_return_val_if_fail (config->root != NULL && wake != NULL, NULL);

  mosquitto_lib_init ();
  VigilMqtt *mqtt = g_new0 (VigilMqtt, 1);
  g_atomic_ref_count_init (&mqtt->refs);
  settings_init (&mqtt->settings, config);
  mqtt->ring = vigil_ring_new (config->ring_slots != 0 ? config->ring_slots : RING_SLOTS_DEFAULT);
  mqtt->queue = vigil_mqtt_queue_new (QUEUE_CEILING);
  mqtt->main_fd = open_eventfd ();
  mqtt->thread_fd = open_eventfd ();
  g_mutex_init (&mqtt->lock);
  g_cond_init (&mqtt->changed);
  mqtt->owner = g_thread_self ();
  attach_source (mqtt, wake, wake_data);
  return mqtt;
}

void
vigil_mqtt_unref (VigilMqtt *mqtt)
{
  if (!g_atomic_ref_count_dec (&mqtt->refs))
    return;
  close (mqtt->main_fd);
  close (mqtt->thread_fd);
  vigil_mqtt_queue_free (mqtt->queue);
  vigil_ring_free (mqtt->ring);
  settings_clear (&mqtt->settings);
  g_free (mqtt->beat_lost);
  g_free (mqtt->goodbye);
  g_cond_clear (&mqtt->changed);
  g_mutex_clear (&mqtt->lock);
  g_free (mqtt);
}

static void
wake_thread (VigilMqtt *mqtt)
{
  eventfd_write (mqtt->thread_fd, 1);
}

void
vigil_mqtt_start (VigilMqtt *mqtt)
{
  g_assert (mqtt->owner == g_thread_self ());
  g_return_if_fail (mqtt->thread == NULL);

  g_atomic_ref_count_inc (&mqtt->refs);
  mqtt->thread = g_thread_new ("vigil-mqtt", vigil_mqtt_thread, mqtt);
}

static gboolean
wait_for_end (VigilMqtt *mqtt)
{
  gint64 deadline_us = g_get_monotonic_time () + JOIN_MAX_US;
  gboolean is_in_time = TRUE;
  g_mutex_lock (&mqtt->lock);
  while (!mqtt->is_ended && is_in_time)
    is_in_time = g_cond_wait_until (&mqtt->changed, &mqtt->lock, deadline_us);
  gboolean is_ended = mqtt->is_ended;
  g_mutex_unlock (&mqtt->lock);
  return is_ended;
}

void
vigil_mqtt_free (VigilMqtt *mqtt, const char *lost_payload)
{
  g_assert (mqtt->owner == g_thread_self ());

  g_source_destroy (mqtt->source);
  g_source_unref (mqtt->source);
  g_mutex_lock (&mqtt->lock);
  mqtt->goodbye = g_strdup (lost_payload);
  g_mutex_unlock (&mqtt->lock);
  atomic_store (&mqtt->is_stopping, true);
  wake_thread (mqtt);

  if (mqtt->thread != NULL && wait_for_end (mqtt))
    g_thread_join (mqtt->thread);
  else if (mqtt->thread != NULL)
    g_thread_unref (mqtt->thread);
  vigil_mqtt_unref (mqtt);
}

void
vigil_mqtt_abandon (VigilMqtt *mqtt)
{
  atomic_store (&mqtt->is_abandoned, true);
  vigil_mqtt_free (mqtt, NULL);
}

VigilRing *
vigil_mqtt_get_ring (VigilMqtt *mqtt)
{
  return mqtt->ring;
}

void
vigil_mqtt_publish (VigilMqtt *mqtt,
                    const char *topic,
                    gconstpointer payload,
                    gsize length,
                    guint qos,
                    gboolean is_retained)
{
  g_assert (mqtt->owner == g_thread_self ());
  g_return_if_fail (topic != NULL && qos <= 1 && length <= VIGIL_WIRE_PAYLOAD_MAX);

  g_autoptr (GBytes) bytes = g_bytes_new (payload, length);
  if (vigil_mqtt_queue_push (mqtt->queue, topic, bytes, qos, is_retained))
    wake_thread (mqtt);
}

void
vigil_mqtt_retract (VigilMqtt *mqtt, const char *topic)
{
  vigil_mqtt_publish (mqtt, topic, NULL, 0, 1, TRUE);
}

void
vigil_mqtt_beat (VigilMqtt *mqtt, gint64 mono_us, const char *lost_payload)
{
  g_assert (mqtt->owner == g_thread_self ());

  g_mutex_lock (&mqtt->lock);
  if (g_strcmp0 (mqtt->beat_lost, lost_payload) != 0) {
    g_free (mqtt->beat_lost);
    mqtt->beat_lost = g_strdup (lost_payload);
  }
  g_mutex_unlock (&mqtt->lock);
  atomic_store (&mqtt->beat_us, mono_us);
}

void
vigil_mqtt_reconnect (VigilMqtt *mqtt)
{
  g_assert (mqtt->owner == g_thread_self ());

  atomic_store (&mqtt->wants_reconnect, true);
  wake_thread (mqtt);
}

void
vigil_mqtt_get_counts (VigilMqtt *mqtt, VigilMqttCounts *counts)
{
  *counts = (VigilMqttCounts){
    .n_tries = atomic_load (&mqtt->tally.n_tries),
    .n_connections = atomic_load (&mqtt->tally.n_connections),
    .n_messages = atomic_load (&mqtt->tally.n_messages),
    .n_published = atomic_load (&mqtt->tally.n_published),
    .n_dropped = vigil_mqtt_queue_get_n_dropped (mqtt->queue),
  };
}
