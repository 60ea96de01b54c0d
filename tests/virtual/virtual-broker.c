/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "virtual-broker.h"

#include <string.h>

typedef struct {
  char *topic;
  GBytes *payload;
  gboolean is_retained;
  char *only; /* the one it is for: what is retained, on connecting; NULL = all */
} Message;

typedef struct {
  char *name;
  VirtualDeliver deliver;
  gpointer data;
} Reader;

struct _VirtualBroker {
  const VirtualLog *log;
  gint64 t_ms;
  GHashTable *kept; /* topic → GBytes */
  GPtrArray *readers;
  GQueue waiting; /* Message */
};

static void
free_message (gpointer data)
{
  Message *message = data;
  g_free (message->topic);
  g_free (message->only);
  g_bytes_unref (message->payload);
  g_free (message);
}

static void
free_reader (gpointer data)
{
  Reader *reader = data;
  g_free (reader->name);
  g_free (reader);
}

VirtualBroker *
virtual_broker_new (const VirtualLog *log)
{
  VirtualBroker *broker = g_new0 (VirtualBroker, 1);
  broker->log = log;
  broker->kept =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_bytes_unref);
  broker->readers = g_ptr_array_new_with_free_func (free_reader);
  g_queue_init (&broker->waiting);
  return broker;
}

void
virtual_broker_free (VirtualBroker *broker)
{
  g_queue_clear_full (&broker->waiting, free_message);
  g_ptr_array_unref (broker->readers);
  g_hash_table_unref (broker->kept);
  g_free (broker);
}

void
virtual_broker_set_time (VirtualBroker *broker, gint64 t_ms)
{
  broker->t_ms = t_ms;
}

static void
push (VirtualBroker *broker,
      const char *topic,
      GBytes *payload,
      gboolean is_retained,
      const char *only)
{
  Message *message = g_new0 (Message, 1);
  message->topic = g_strdup (topic);
  message->payload = g_bytes_ref (payload);
  message->is_retained = is_retained;
  message->only = g_strdup (only);
  g_queue_push_tail (&broker->waiting, message);
}

void
virtual_broker_connect (
    VirtualBroker *broker, const char *name, gboolean is_new, VirtualDeliver deliver, gpointer data)
{
  Reader *reader = g_new0 (Reader, 1);
  *reader = (Reader){ g_strdup (name), deliver, data };
  g_ptr_array_add (broker->readers, reader);
  g_autoptr (GList) topics =
      g_list_sort (g_hash_table_get_keys (broker->kept), (GCompareFunc) strcmp);
  for (const GList *i = topics; is_new && i != NULL; i = i->next)
    push (broker, i->data, g_hash_table_lookup (broker->kept, i->data), TRUE, name);
}

void
virtual_broker_disconnect (VirtualBroker *broker, const char *name)
{
  for (guint i = 0; i < broker->readers->len; i++) {
    const Reader *reader = broker->readers->pdata[i];
    if (g_str_equal (reader->name, name)) {
      g_ptr_array_remove_index (broker->readers, i);
      return;
    }
  }
}

void
virtual_broker_publish (VirtualBroker *broker,
                        const char *topic,
                        gconstpointer payload,
                        gsize length,
                        gboolean is_retained)
{
  g_autoptr (GBytes) bytes = g_bytes_new (payload, length);
  if (is_retained && length > 0)
    g_hash_table_replace (broker->kept, g_strdup (topic), g_bytes_ref (bytes));
  else if (is_retained)
    g_hash_table_remove (broker->kept, topic);
  push (broker, topic, bytes, FALSE, NULL);
}

void
virtual_broker_publish_text (VirtualBroker *broker,
                             const char *topic,
                             char *payload,
                             gboolean is_retained)
{
  g_autofree char *owned = payload;
  virtual_broker_publish (broker, topic, owned, strlen (owned), is_retained);
}

static gboolean
is_for (const Message *message, const Reader *reader)
{
  return message->only == NULL || g_str_equal (message->only, reader->name);
}

static void
write_down (const VirtualBroker *broker,
            const Message *message,
            const guint8 *payload,
            gsize length)
{
  g_autoptr (GString) to = g_string_new (NULL);
  for (guint i = 0; i < broker->readers->len; i++) {
    const Reader *reader = broker->readers->pdata[i];
    if (is_for (message, reader))
      g_string_append_printf (to, "%s\"%s\"", to->len > 0 ? "," : "", reader->name);
  }
  if (to->len > 0)
    virtual_log_message (broker->log, broker->t_ms, to->str, message->topic, payload, length,
                         message->is_retained);
}

static void
deliver (VirtualBroker *broker, const Message *message)
{
  gsize length;
  const guint8 *payload = g_bytes_get_data (message->payload, &length);
  write_down (broker, message, payload, length);
  for (guint i = 0; i < broker->readers->len; i++) {
    const Reader *reader = broker->readers->pdata[i];
    if (is_for (message, reader))
      reader->deliver (message->topic, payload, length, message->is_retained, reader->data);
  }
}

void
virtual_broker_run (VirtualBroker *broker)
{
  Message *message;
  while ((message = g_queue_pop_head (&broker->waiting)) != NULL) {
    deliver (broker, message);
    free_message (message);
  }
}
