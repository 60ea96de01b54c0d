/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-urgency.h"

#include <gio/gio.h>
#include <sys/resource.h>
#include <unistd.h>

#define BROKER "org.freedesktop.RealtimeKit1"
#define BROKER_PATH "/org/freedesktop/RealtimeKit1"
#define BROKER_PATIENCE_MS 2000

/* The soft limit may be raised as far as the hard one; in its own scale nice n is 20 − n. */
static void
raise_limit (void)
{
  struct rlimit limit;
  if (getrlimit (RLIMIT_NICE, &limit) != 0 || limit.rlim_cur == limit.rlim_max)
    return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit (RLIMIT_NICE, &limit);
}

gboolean
vigil_urgency_ask (void)
{
  raise_limit ();
  /* Of Linux: 0 is the calling thread alone, and threads it starts inherit. */
  if (vigil_urgency_get_nice () <= VIGIL_URGENCY_NICE)
    return TRUE;
  return setpriority (PRIO_PROCESS, 0, VIGIL_URGENCY_NICE) == 0;
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  (void) data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer =
      g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);
  if (answer == NULL)
    g_info ("rtkit: %s", error->message);
}

static void
ask_for (GDBusConnection *bus, guint64 tid)
{
  g_dbus_connection_call (bus, BROKER, BROKER_PATH, BROKER, "MakeThreadHighPriority",
                          g_variant_new ("(ti)", tid, VIGIL_URGENCY_NICE), NULL,
                          G_DBUS_CALL_FLAGS_NONE, BROKER_PATIENCE_MS, NULL, asked_cb, NULL);
}

/* Only threads whose lateness is heard: main, and those of ours. */
static gboolean
is_wanted (const char *tid)
{
  if (g_ascii_strtoull (tid, NULL, 10) == (guint64) getpid ())
    return TRUE;
  g_autofree char *path = g_build_filename ("/proc/self/task", tid, "comm", NULL);
  g_autofree char *name = NULL;
  return g_file_get_contents (path, &name, NULL, NULL) && g_str_has_prefix (name, "vigil-");
}

static void
bus_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  (void) source;
  (void) data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GDBusConnection) bus = g_bus_get_finish (result, &error);
  g_autoptr (GDir) threads = bus != NULL ? g_dir_open ("/proc/self/task", 0, &error) : NULL;
  if (threads == NULL) {
    g_info ("nobody to ask for urgency: %s", error->message);
    return;
  }
  for (const char *tid; (tid = g_dir_read_name (threads)) != NULL;) {
    if (is_wanted (tid))
      ask_for (bus, g_ascii_strtoull (tid, NULL, 10));
  }
}

void
vigil_urgency_ask_broker (void)
{
  g_bus_get (G_BUS_TYPE_SYSTEM, NULL, bus_cb, NULL);
}

int
vigil_urgency_get_nice (void)
{
  return getpriority (PRIO_PROCESS, (id_t) getpid ());
}
