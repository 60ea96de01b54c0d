/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-mqtt-queue.h"

typedef struct {
  VigilPublication publication;
  gboolean is_behind; /* the newest found no room: published when the queue is empty */
} Retained;

struct _VigilMqttQueue {
  GMutex lock;
  guint ceiling;
  gboolean is_online;
  GQueue waiting; /* VigilPublication */
  GPtrArray *retained; /* Retained, in the order first published */
  GHashTable *by_topic; /* topic, lent by retained → Retained, lent */
  guint n_behind;
  guint64 n_dropped;
};

static void
publication_clear (VigilPublication *publication)
{
  g_free (publication->topic);
  g_bytes_unref (publication->payload);
}

void
vigil_publication_free (VigilPublication *publication)
{
  publication_clear (publication);
  g_free (publication);
}

static VigilPublication *
publication_new (const char *topic, GBytes *payload, guint qos, gboolean is_retained)
{
  VigilPublication *publication = g_new (VigilPublication, 1);
  *publication = (VigilPublication){
    .topic = g_strdup (topic),
    .payload = g_bytes_ref (payload),
    .qos = qos,
    .is_retained = is_retained,
  };
  return publication;
}

static void
retained_free (Retained *retained)
{
  publication_clear (&retained->publication);
  g_free (retained);
}

VigilMqttQueue *
vigil_mqtt_queue_new (guint ceiling)
{
  g_return_val_if_fail (ceiling > 0, NULL);

  VigilMqttQueue *queue = g_new0 (VigilMqttQueue, 1);
  g_mutex_init (&queue->lock);
  queue->ceiling = ceiling;
  g_queue_init (&queue->waiting);
  queue->retained = g_ptr_array_new_with_free_func ((GDestroyNotify) retained_free);
  queue->by_topic = g_hash_table_new (g_str_hash, g_str_equal);
  return queue;
}

void
vigil_mqtt_queue_free (VigilMqttQueue *queue)
{
  g_queue_clear_full (&queue->waiting, (GDestroyNotify) vigil_publication_free);
  g_hash_table_unref (queue->by_topic);
  g_ptr_array_unref (queue->retained);
  g_mutex_clear (&queue->lock);
  g_free (queue);
}

static void
set_behind (VigilMqttQueue *queue, Retained *retained, gboolean is_behind)
{
  if (retained->is_behind == is_behind)
    return;
  retained->is_behind = is_behind;
  queue->n_behind += is_behind ? 1 : -1;
}

static void
remember (VigilMqttQueue *queue, const char *topic, GBytes *payload, guint qos)
{
  Retained *retained = g_hash_table_lookup (queue->by_topic, topic);
  if (retained == NULL) {
    retained = g_new0 (Retained, 1);
    retained->publication.topic = g_strdup (topic);
    retained->publication.is_retained = TRUE;
    g_ptr_array_add (queue->retained, retained);
    g_hash_table_insert (queue->by_topic, retained->publication.topic, retained);
  }
  g_clear_pointer (&retained->publication.payload, g_bytes_unref);
  retained->publication.payload = g_bytes_ref (payload);
  retained->publication.qos = qos;
}

static void
forget (VigilMqttQueue *queue, const char *topic)
{
  Retained *retained = g_hash_table_lookup (queue->by_topic, topic);
  if (retained == NULL)
    return;
  set_behind (queue, retained, FALSE);
  g_hash_table_remove (queue->by_topic, topic);
  g_ptr_array_remove (queue->retained, retained);
}

/* FALSE: nothing that waits may be dropped. */
static gboolean
make_room (VigilMqttQueue *queue)
{
  for (GList *link = queue->waiting.head; link != NULL; link = link->next) {
    VigilPublication *publication = link->data;
    if (publication->qos > 0 || publication->is_retained)
      continue;
    g_queue_delete_link (&queue->waiting, link);
    vigil_publication_free (publication);
    queue->n_dropped++;
    return TRUE;
  }
  return FALSE;
}

static void
push_locked (
    VigilMqttQueue *queue, const char *topic, GBytes *payload, guint qos, gboolean is_retained)
{
  gboolean is_remembered = is_retained && g_bytes_get_size (payload) > 0;
  if (is_remembered)
    remember (queue, topic, payload, qos);
  else if (is_retained)
    forget (queue, topic);

  if (!queue->is_online) {
    if (is_remembered)
      return;
    if (qos == 0 && !is_retained) {
      queue->n_dropped++;
      return;
    }
  }
  if (g_queue_get_length (&queue->waiting) < queue->ceiling || make_room (queue))
    g_queue_push_tail (&queue->waiting, publication_new (topic, payload, qos, is_retained));
  else if (is_remembered)
    set_behind (queue, g_hash_table_lookup (queue->by_topic, topic), TRUE);
  else
    queue->n_dropped++;
}

gboolean
vigil_mqtt_queue_push (
    VigilMqttQueue *queue, const char *topic, GBytes *payload, guint qos, gboolean is_retained)
{
  g_mutex_lock (&queue->lock);
  gboolean was_empty = g_queue_is_empty (&queue->waiting);
  push_locked (queue, topic, payload, qos, is_retained);
  g_mutex_unlock (&queue->lock);
  return was_empty;
}

/* The newest value of a remembered topic travels with the connection: what waits would only bring
 * an older one behind it, or empty a topic that was published again since. */
static gboolean
is_covered (VigilMqttQueue *queue, const VigilPublication *publication)
{
  return publication->is_retained && g_hash_table_contains (queue->by_topic, publication->topic);
}

static void
drop_waiting (VigilMqttQueue *queue, gboolean with_qos0)
{
  for (GList *link = queue->waiting.head; link != NULL;) {
    GList *next = link->next;
    VigilPublication *publication = link->data;
    gboolean is_stale = with_qos0 && publication->qos == 0 && !publication->is_retained;
    if (is_stale || is_covered (queue, publication)) {
      queue->n_dropped += is_stale;
      g_queue_delete_link (&queue->waiting, link);
      vigil_publication_free (publication);
    }
    link = next;
  }
}

GPtrArray *
vigil_mqtt_queue_begin (VigilMqttQueue *queue)
{
  GPtrArray *all = g_ptr_array_new_with_free_func ((GDestroyNotify) vigil_publication_free);
  g_mutex_lock (&queue->lock);
  queue->is_online = TRUE;
  drop_waiting (queue, FALSE);
  for (guint i = 0; i < queue->retained->len; i++) {
    Retained *retained = queue->retained->pdata[i];
    const VigilPublication *held = &retained->publication;
    set_behind (queue, retained, FALSE);
    g_ptr_array_add (all, publication_new (held->topic, held->payload, held->qos, TRUE));
  }
  g_mutex_unlock (&queue->lock);
  return all;
}

void
vigil_mqtt_queue_end (VigilMqttQueue *queue, GQueue *unacknowledged)
{
  g_mutex_lock (&queue->lock);
  queue->is_online = FALSE;
  while (!g_queue_is_empty (unacknowledged))
    g_queue_push_head (&queue->waiting, g_queue_pop_tail (unacknowledged));
  drop_waiting (queue, TRUE);
  g_mutex_unlock (&queue->lock);
}

static VigilPublication *
pop_behind (VigilMqttQueue *queue)
{
  for (guint i = 0; i < queue->retained->len; i++) {
    Retained *retained = queue->retained->pdata[i];
    const VigilPublication *held = &retained->publication;
    if (!retained->is_behind)
      continue;
    set_behind (queue, retained, FALSE);
    return publication_new (held->topic, held->payload, held->qos, TRUE);
  }
  return NULL;
}

VigilPublication *
vigil_mqtt_queue_pop (VigilMqttQueue *queue)
{
  VigilPublication *publication = NULL;
  g_mutex_lock (&queue->lock);
  if (queue->is_online) {
    publication = g_queue_pop_head (&queue->waiting);
    if (publication == NULL && queue->n_behind > 0)
      publication = pop_behind (queue);
  }
  g_mutex_unlock (&queue->lock);
  return publication;
}

guint64
vigil_mqtt_queue_get_n_dropped (VigilMqttQueue *queue)
{
  g_mutex_lock (&queue->lock);
  guint64 n_dropped = queue->n_dropped;
  g_mutex_unlock (&queue->lock);
  return n_dropped;
}
