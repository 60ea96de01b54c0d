/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What main (vigil-mqtt.c) and the mqtt thread (vigil-mqtt-thread.c) share. */

#include <stdatomic.h>
#include <stdbool.h>

#include "vigil-mqtt-link.h"
#include "vigil-mqtt-queue.h"
#include "vigil-mqtt.h"

G_BEGIN_DECLS

typedef struct {
  atomic_uint_fast64_t n_tries, n_connections, n_messages, n_published;
} VigilMqttTally;

struct _VigilMqtt {
  gatomicrefcount refs; /* main's and the thread's */
  VigilMqttSettings settings; /* immutable */
  VigilRing *ring;
  VigilMqttQueue *queue;
  int main_fd; /* eventfd: frames for main */
  int thread_fd; /* eventfd: publications, reconnect, stop */
  VigilMqttTally tally;

  _Atomic gint64 beat_us; /* CLOCK_BOOTTIME, 0 = never */
  atomic_bool is_stopping;
  atomic_bool is_abandoned; /* stopping without a goodbye */
  atomic_bool wants_reconnect;

  GMutex lock;
  GCond changed;
  char *beat_lost; /* guarded: what the thread says if main stalls */
  char *goodbye; /* guarded: what the thread says before the end */
  gboolean is_ended; /* guarded: the thread has left */

  /* main's own */
  GThread *owner;
  GThread *thread;
  GSource *source;
};

/* The thread's function; takes over one reference of @data, the VigilMqtt. */
gpointer vigil_mqtt_thread (gpointer data);
void vigil_mqtt_unref (VigilMqtt *mqtt);

G_END_DECLS
