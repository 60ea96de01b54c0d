/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The broker's place in real time: a line on stdout for each publication, for whoever has the
 * connections to a real one. It is also what keeps the time: no step begins before its second. */

#include "virtual-broker.h"

#include <string.h>

struct _VirtualBroker {
  gint64 start_us; /* of the monotonic clock */
};

VirtualBroker *
virtual_broker_new (const VirtualLog *log)
{
  (void) log;
  VirtualBroker *broker = g_new0 (VirtualBroker, 1);
  broker->start_us = g_get_monotonic_time ();
  return broker;
}

void
virtual_broker_free (VirtualBroker *broker)
{
  g_free (broker);
}

void
virtual_broker_set_time (VirtualBroker *broker, gint64 t_ms)
{
  fflush (stdout);
  gint64 left_us = broker->start_us + t_ms * 1000 - g_get_monotonic_time ();
  if (left_us > 0)
    g_usleep ((gulong) left_us);
}

/* publish TOPIC kept|live HEX */
void
virtual_broker_publish (VirtualBroker *broker,
                        const char *topic,
                        gconstpointer payload,
                        gsize length,
                        gboolean is_retained)
{
  const guint8 *bytes = payload;
  (void) broker;
  printf ("publish %s %s ", topic, is_retained ? "kept" : "live");
  for (gsize i = 0; i < length; i++)
    printf ("%02x", bytes[i]);
  putchar ('\n');
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

void
virtual_broker_run (VirtualBroker *broker)
{
  (void) broker;
}
