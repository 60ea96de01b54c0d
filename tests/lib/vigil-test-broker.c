/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-test-broker.h"

#include <arpa/inet.h>
#include <errno.h>
#include <glib/gstdio.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define START_MS 10000
#define TRIES 5

struct _VigilTestBroker {
  char **gateways, **stations;
  char *certificate, *key;
  char *directory;
  guint port;
  GPid pid; /* 0 = not running */
  gboolean is_frozen;
  GHashTable *passwords; /* user → password */
};

static struct sockaddr_in
loopback (guint port)
{
  return (struct sockaddr_in){
    .sin_family = AF_INET,
    .sin_port = htons ((guint16) port),
    .sin_addr.s_addr = htonl (INADDR_LOOPBACK),
  };
}

static guint
find_free_port (void)
{
  struct sockaddr_in address = loopback (0);
  socklen_t size = sizeof address;
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  g_assert_cmpint (bind (fd, (struct sockaddr *) &address, sizeof address), ==, 0);
  g_assert_cmpint (getsockname (fd, (struct sockaddr *) &address, &size), ==, 0);
  close (fd);
  return ntohs (address.sin_port);
}

static gboolean
takes_connections (guint port)
{
  struct sockaddr_in address = loopback (port);
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  gboolean is_taken = connect (fd, (struct sockaddr *) &address, sizeof address) == 0;
  close (fd);
  return is_taken;
}

static char *
find_program (const char *name)
{
  char *path = g_find_program_in_path (name);
  /* Debian keeps the broker where a user's PATH does not look. */
  return path != NULL ? path : g_build_filename ("/usr/sbin", name, NULL);
}

static void
run (GStrv argv)
{
  g_autoptr (GError) error = NULL;
  int status = 0;
  g_autofree char *said = NULL;
  g_spawn_sync (NULL, argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, &said, &status, &error);
  g_assert_no_error (error);
  if (status != 0)
    g_error ("%s: %s", argv[0], said);
}

static void
add_options (GStrvBuilder *builder, const char *option, char **values)
{
  for (char **value = values; *value != NULL; value++)
    g_strv_builder_add_many (builder, option, *value, NULL);
}

static void
make_files (VigilTestBroker *broker)
{
  g_autofree char *tool = g_test_build_filename (G_TEST_DIST, "..", "scripts", "make-broker", NULL);
  g_autofree char *port = g_strdup_printf ("%u", broker->port);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_strv_builder_add_many (builder, tool, broker->directory, "--port", port, "--site",
                           VIGIL_TEST_SITE, "--ward", VIGIL_TEST_WARD, NULL);
  add_options (builder, "--gateway", broker->gateways);
  add_options (builder, "--station", broker->stations);
  if (broker->certificate != NULL)
    g_strv_builder_add_many (builder, "--certificate", broker->certificate, "--key", broker->key,
                             NULL);
  g_auto (GStrv) argv = g_strv_builder_end (builder);
  run (argv);
}

/* The broker must not outlive a test that crashed. */
static void
end_with_parent (G_GNUC_UNUSED gpointer data)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

static void
spawn (VigilTestBroker *broker)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *program = find_program ("mosquitto");
  g_autofree char *config = g_build_filename (broker->directory, "mosquitto.conf", NULL);
  char *argv[] = { program, (char *) "-c", config, NULL };
  g_spawn_async (NULL, argv, NULL,
                 G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDERR_TO_DEV_NULL
                     | G_SPAWN_STDOUT_TO_DEV_NULL,
                 end_with_parent, NULL, &broker->pid, &error);
  g_assert_no_error (error);
}

static gboolean
has_exited (VigilTestBroker *broker)
{
  if (waitpid (broker->pid, NULL, WNOHANG) != broker->pid)
    return FALSE;
  broker->pid = 0;
  return TRUE;
}

/* FALSE: it ended by itself, as when another program took the port meanwhile. */
static gboolean
try_start (VigilTestBroker *broker)
{
  gint64 deadline_us = g_get_monotonic_time () + START_MS * 1000;
  spawn (broker);
  while (!has_exited (broker)) {
    if (takes_connections (broker->port))
      return !has_exited (broker);
    g_assert_cmpint (g_get_monotonic_time (), <, deadline_us);
    g_usleep (5000);
  }
  return FALSE;
}

VigilTestBroker *
vigil_test_broker_new (const VigilTestBrokerOptions *options)
{
  static const char *const GATEWAYS[] = { "gw-a:01,02,03,04", "gw-b:05,06,07,08", NULL };
  static const char *const STATIONS[] = { "desk-1", "desk-2", NULL };
  static const VigilTestBrokerOptions NONE = { 0 };
  if (options == NULL)
    options = &NONE;

  g_autoptr (GError) error = NULL;
  VigilTestBroker *broker = g_new0 (VigilTestBroker, 1);
  broker->gateways =
      g_strdupv ((char **) (options->gateways != NULL ? options->gateways : GATEWAYS));
  broker->stations =
      g_strdupv ((char **) (options->stations != NULL ? options->stations : STATIONS));
  broker->certificate = g_strdup (options->certificate);
  broker->key = g_strdup (options->key);
  broker->passwords = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  broker->directory = g_dir_make_tmp ("vigil-broker-XXXXXX", &error);
  g_assert_no_error (error);

  for (guint i = 0; i < TRIES && broker->pid == 0; i++) {
    broker->port = find_free_port ();
    make_files (broker);
    if (try_start (broker))
      return broker;
  }
  g_error ("the broker does not start: see %s/broker.log", broker->directory);
}

static void
remove_directory (const char *directory)
{
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
  for (const char *name; dir != NULL && (name = g_dir_read_name (dir)) != NULL;) {
    g_autofree char *path = g_build_filename (directory, name, NULL);
    g_unlink (path);
  }
  g_rmdir (directory);
}

static void
end (VigilTestBroker *broker, int signal_number)
{
  if (broker->pid == 0)
    return;
  kill (broker->pid, signal_number);
  if (broker->is_frozen)
    kill (broker->pid, SIGCONT);
  broker->is_frozen = FALSE;
  while (waitpid (broker->pid, NULL, 0) < 0)
    g_assert_cmpint (errno, ==, EINTR);
  broker->pid = 0;
}

void
vigil_test_broker_free (VigilTestBroker *broker)
{
  end (broker, SIGKILL);
  remove_directory (broker->directory);
  g_hash_table_unref (broker->passwords);
  g_strfreev (broker->gateways);
  g_strfreev (broker->stations);
  g_free (broker->certificate);
  g_free (broker->key);
  g_free (broker->directory);
  g_free (broker);
}

guint
vigil_test_broker_get_port (const VigilTestBroker *broker)
{
  return broker->port;
}

const char *
vigil_test_broker_get_directory (const VigilTestBroker *broker)
{
  return broker->directory;
}

static char *
dup_password_path (VigilTestBroker *broker, const char *user)
{
  g_autofree char *name = g_strconcat (user, ".password", NULL);
  return g_build_filename (broker->directory, name, NULL);
}

const char *
vigil_test_broker_get_password (VigilTestBroker *broker, const char *user)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = dup_password_path (broker, user);
  char *password = NULL;
  g_file_get_contents (path, &password, NULL, &error);
  g_assert_no_error (error);
  g_hash_table_replace (broker->passwords, g_strdup (user), g_strstrip (password));
  return password;
}

void
vigil_test_broker_start (VigilTestBroker *broker)
{
  g_assert_cmpint (broker->pid, ==, 0);
  if (!try_start (broker))
    g_error ("the broker does not start again: see %s/broker.log", broker->directory);
}

void
vigil_test_broker_stop (VigilTestBroker *broker)
{
  g_assert_cmpint (broker->pid, !=, 0);
  end (broker, SIGTERM);
}

void
vigil_test_broker_kill (VigilTestBroker *broker)
{
  g_assert_cmpint (broker->pid, !=, 0);
  end (broker, SIGKILL);
}

void
vigil_test_broker_freeze (VigilTestBroker *broker)
{
  int status = 0;
  g_assert_cmpint (kill (broker->pid, SIGSTOP), ==, 0);
  g_assert_cmpint (waitpid (broker->pid, &status, WUNTRACED), ==, broker->pid);
  g_assert_true (WIFSTOPPED (status));
  broker->is_frozen = TRUE;
}

void
vigil_test_broker_thaw (VigilTestBroker *broker)
{
  g_assert_cmpint (kill (broker->pid, SIGCONT), ==, 0);
  broker->is_frozen = FALSE;
}

void
vigil_test_broker_set_password (VigilTestBroker *broker, const char *user, const char *password)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = dup_password_path (broker, user);
  g_file_set_contents (path, password, -1, &error);
  g_assert_no_error (error);
  make_files (broker);
  if (broker->pid != 0)
    g_assert_cmpint (kill (broker->pid, SIGHUP), ==, 0);
}

void
vigil_test_broker_set_certificate (VigilTestBroker *broker,
                                   const char *certificate,
                                   const char *key)
{
  g_free (broker->certificate);
  g_free (broker->key);
  broker->certificate = g_strdup (certificate);
  broker->key = g_strdup (key);
  make_files (broker);
}
