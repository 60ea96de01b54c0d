/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The mqtt thread's own state, and what it says: the publications that wait, all retained topics on
 * a connect, `lost` for a main that stalls, and the goodbye. mqtt thread only. */

#include "vigil-mqtt-private.h"

G_BEGIN_DECLS

typedef struct {
  VigilMqtt *mqtt;
  VigilMqttLink *link; /* NULL: waiting for the next try */
  VigilFrameSink sink;
  gboolean must_wake; /* frames were committed that main does not know of yet */
  gboolean is_urgent; /* and one of them is to be taken at once */
  gint64 next_wake_us; /* when the others are */

  VigilMqttTry try;
  guint attempt;
  guint n_closed; /* connections in a row that the broker took and closed */
  gint64 tried_us, next_try_us;
  gboolean is_held; /* next_try_us stands, whoever asks */
  gint64 up_since_us, next_read_us;

  GQueue unacknowledged; /* VigilPublication that nobody else remembers */
  gboolean has_more; /* publications left over by the bound of a turn */
  gboolean has_said_lost;
  int goodbye_mid;

  VigilFrameLink news;
  gboolean has_news; /* not in the ring yet: it was full */
} VigilMqttLoop;

/* All retained topics, our own state first; `lost` in its place while main stalls. When up. */
void vigil_mqtt_loop_publish_retained (VigilMqttLoop *loop);
/* Gives the socket what waits, as long as it takes it. TRUE: nothing is left. When up. */
gboolean vigil_mqtt_loop_publish_waiting (VigilMqttLoop *loop);
/* The dead-man: main hangs, so the ward must hear it from this thread. When up. */
void vigil_mqtt_loop_watch_beat (VigilMqttLoop *loop);
/* `lost`, acknowledged, then the clean end. Unacknowledged there is no clean end: the socket just
 * closes and the broker publishes the will. When up. */
void vigil_mqtt_loop_say_goodbye (VigilMqttLoop *loop);
/* The broker has publication @mid; @data is the loop. */
void vigil_mqtt_loop_acknowledge (int mid, gpointer data);

G_END_DECLS
