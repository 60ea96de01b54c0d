/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The system's own answer, given and refused. rtkit itself cannot run in a test: a stand-in on a
 * private bus takes down what it is asked. */

#include "vigil-urgency.h"

#include <gio/gio.h>
#include <grp.h>
#include <sys/resource.h>
#include <unistd.h>

#define RTKIT "org.freedesktop.RealtimeKit1"
#define RTKIT_XML                                                                                  \
  "<node><interface name='" RTKIT "'><method name='MakeThreadHighPriority'>"                       \
  "<arg type='t' direction='in'/><arg type='i' direction='in'/></method></interface></node>"

static gpointer
get_nice_thread (gpointer data)
{
  (void) data;
  return GINT_TO_POINTER (getpriority (PRIO_PROCESS, 0));
}

static void
test_what_is_given_is_inherited_by_threads (void)
{
  if (!vigil_urgency_ask ()) {
    g_test_skip ("this system gives no urgency to this user");
    return;
  }
  g_assert_cmpint (vigil_urgency_get_nice (), ==, VIGIL_URGENCY_NICE);
  gpointer nice = g_thread_join (g_thread_new ("child", get_nice_thread, NULL));
  g_assert_cmpint (GPOINTER_TO_INT (nice), ==, VIGIL_URGENCY_NICE);
}

/* A nurse's own account without a limit raised for it. */
static void
give_up_privileges (void)
{
  const struct rlimit none = { 0, 0 };
  g_assert_cmpint (setrlimit (RLIMIT_NICE, &none), ==, 0);
  if (geteuid () == 0) {
    g_assert_cmpint (setgroups (0, NULL), ==, 0);
    g_assert_cmpint (setuid (65534), ==, 0);
  }
}

static void
test_a_refusal_is_told_and_changes_nothing (void)
{
  if (g_test_subprocess ()) {
    give_up_privileges ();
    int before = vigil_urgency_get_nice ();
    g_assert_false (vigil_urgency_ask ());
    g_assert_cmpint (vigil_urgency_get_nice (), ==, before);
    return;
  }
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
}

static void
called_cb (GDBusConnection *bus,
           const char *sender,
           const char *path,
           const char *interface,
           const char *method,
           GVariant *arguments,
           GDBusMethodInvocation *invocation,
           gpointer data)
{
  (void) bus, (void) sender, (void) path, (void) interface, (void) method;
  GHashTable *asked = data;
  guint64 tid = 0;
  int nice = 0;
  g_variant_get (arguments, "(ti)", &tid, &nice);
  g_assert_cmpint (nice, ==, VIGIL_URGENCY_NICE);
  g_hash_table_add (asked, GUINT_TO_POINTER ((guint) tid));
  g_dbus_method_invocation_return_value (invocation, NULL);
}

typedef struct {
  GMutex lock;
  gint tid; /* atomic; 0 until the thread runs, and has its name */
} Sleeper;

static gpointer
sleep_thread (gpointer data)
{
  Sleeper *sleeper = data;
  g_atomic_int_set (&sleeper->tid, gettid ());
  g_mutex_lock (&sleeper->lock);
  g_mutex_unlock (&sleeper->lock);
  return NULL;
}

static gboolean
late_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

static void
own_rtkit (GHashTable *asked)
{
  const GDBusInterfaceVTable table = { .method_call = called_cb };
  g_autoptr (GError) error = NULL;
  GDBusConnection *bus = g_bus_get_sync (G_BUS_TYPE_SYSTEM, NULL, &error);
  g_assert_no_error (error);
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (RTKIT_XML, &error);
  g_assert_no_error (error);
  g_dbus_connection_register_object (bus, "/org/freedesktop/RealtimeKit1", node->interfaces[0],
                                     &table, asked, NULL, &error);
  g_assert_no_error (error);
  g_bus_own_name_on_connection (bus, RTKIT, G_BUS_NAME_OWNER_FLAGS_NONE, NULL, NULL, NULL, NULL);
}

static void
test_the_broker_is_asked_for_main_and_our_threads_alone (void)
{
  g_autoptr (GTestDBus) dbus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (dbus);
  g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", g_test_dbus_get_bus_address (dbus), TRUE);
  g_autoptr (GHashTable) asked = g_hash_table_new (NULL, NULL);
  own_rtkit (asked);
  Sleeper ours = { 0 }, other = { 0 };
  g_mutex_lock (&ours.lock);
  g_mutex_lock (&other.lock);
  GThread *threads[] = { g_thread_new ("vigil-audio", sleep_thread, &ours),
                         g_thread_new ("painter", sleep_thread, &other) };
  while (g_atomic_int_get (&ours.tid) == 0 || g_atomic_int_get (&other.tid) == 0)
    g_thread_yield ();
  gboolean is_late = FALSE;
  g_timeout_add_seconds (1, late_cb, &is_late);
  vigil_urgency_ask_broker ();
  while (!is_late)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (g_hash_table_size (asked), ==, 2);
  g_assert_true (g_hash_table_contains (asked, GUINT_TO_POINTER ((guint) getpid ())));
  g_mutex_unlock (&ours.lock);
  g_mutex_unlock (&other.lock);
  g_thread_join (threads[0]);
  g_thread_join (threads[1]);
  g_assert_true (g_hash_table_contains (asked, GUINT_TO_POINTER (ours.tid)));
  g_assert_false (g_hash_table_contains (asked, GUINT_TO_POINTER (other.tid)));
}

static void
test_without_a_broker_nothing_happens (void)
{
  if (g_test_subprocess ()) {
    gboolean is_late = FALSE;
    g_setenv ("DBUS_SYSTEM_BUS_ADDRESS", "unix:path=/nonexistent", TRUE);
    vigil_urgency_ask_broker ();
    g_timeout_add (300, late_cb, &is_late);
    while (!is_late)
      g_main_context_iteration (NULL, TRUE);
    return;
  }
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/urgency/a-refusal-is-told-and-changes-nothing",
                   test_a_refusal_is_told_and_changes_nothing);
  g_test_add_func ("/urgency/without-a-broker-nothing-happens",
                   test_without_a_broker_nothing_happens);
  g_test_add_func ("/urgency/the-broker-is-asked-for-main-and-our-threads-alone",
                   test_the_broker_is_asked_for_main_and_our_threads_alone);
  g_test_add_func ("/urgency/what-is-given-is-inherited-by-threads",
                   test_what_is_given_is_inherited_by_threads);
  return g_test_run ();
}
