/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A broker in virtual time: it keeps what is retained, and hands each message as bytes to whoever
 * is connected, in the order of publication, live without the retained flag and with it on
 * connecting, as MQTT has it. What a station publishes while it is being fed waits for its turn. */

#include "virtual-log.h"

G_BEGIN_DECLS

typedef void (*VirtualDeliver) (
    const char *topic, const guint8 *payload, gsize length, gboolean is_retained, gpointer data);

typedef struct _VirtualBroker VirtualBroker;

/* @log is lent for life. */
VirtualBroker *virtual_broker_new (const VirtualLog *log) G_GNUC_WARN_UNUSED_RESULT;
void virtual_broker_free (VirtualBroker *broker);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VirtualBroker, virtual_broker_free)

void virtual_broker_set_time (VirtualBroker *broker, gint64 t_ms);
/* Subscribes @name to everything; @is_new: what is retained waits for it. */
void virtual_broker_connect (VirtualBroker *broker,
                             const char *name,
                             gboolean is_new,
                             VirtualDeliver deliver,
                             gpointer data);
void virtual_broker_disconnect (VirtualBroker *broker, const char *name);
/* An empty retained payload deletes what is kept, and is forwarded. */
void virtual_broker_publish (VirtualBroker *broker,
                             const char *topic,
                             gconstpointer payload,
                             gsize length,
                             gboolean is_retained);
/* The same for a text that is taken over. */
void virtual_broker_publish_text (VirtualBroker *broker,
                                  const char *topic,
                                  char *payload,
                                  gboolean is_retained);
/* Delivers all that waits, and what comes of it. */
void virtual_broker_run (VirtualBroker *broker);

G_END_DECLS
