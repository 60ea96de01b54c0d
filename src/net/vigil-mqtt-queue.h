/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What waits to be published: a bounded queue that main fills and the mqtt thread empties, and the
 * memory of all retained topics, which are published again on every connect. Locked; any thread. */

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
  char *topic;
  GBytes *payload;
  guint qos;
  gboolean is_retained;
  int mid; /* the library's id while it is not acknowledged; the mqtt thread's */
} VigilPublication;

void vigil_publication_free (VigilPublication *publication);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigilPublication, vigil_publication_free)

typedef struct _VigilMqttQueue VigilMqttQueue;

/* @ceiling: publications that may wait. */
VigilMqttQueue *vigil_mqtt_queue_new (guint ceiling) G_GNUC_WARN_UNUSED_RESULT;
void vigil_mqtt_queue_free (VigilMqttQueue *queue);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigilMqttQueue, vigil_mqtt_queue_free)

/* At the ceiling the oldest QoS 0 one is dropped for it; a retained one is never lost, another is
 * dropped if all that waits is QoS 1. Offline only what is not retained and QoS 1 waits: QoS 0 is
 * dropped and the retained comes with the connection. An empty retained payload forgets the topic.
 * TRUE: the queue was empty, the thread has to be woken. */
gboolean vigil_mqtt_queue_push (
    VigilMqttQueue *queue, const char *topic, GBytes *payload, guint qos, gboolean is_retained);

/* Connected: returns all retained topics (VigilPublication, owned by the array) in the order in
 * which they were first published. What waits comes after them. */
GPtrArray *vigil_mqtt_queue_begin (VigilMqttQueue *queue) G_GNUC_WARN_UNUSED_RESULT;
/* Connection lost. @unacknowledged (VigilPublication, emptied) goes back to the front, unless it is
 * retained and remembered anyway. */
void vigil_mqtt_queue_end (VigilMqttQueue *queue, GQueue *unacknowledged);
/* The oldest that waits; NULL if there is none or no connection. */
VigilPublication *vigil_mqtt_queue_pop (VigilMqttQueue *queue) G_GNUC_WARN_UNUSED_RESULT;
/* How many were dropped so far, for diagnostics. */
guint64 vigil_mqtt_queue_get_n_dropped (VigilMqttQueue *queue);

G_END_DECLS
