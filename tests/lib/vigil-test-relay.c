/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-test-relay.h"

#include <gio/gio.h>
#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>
#include <poll.h>
#include <string.h>

struct _VigilTestRelay {
  GSocket *listener;
  char *path;
  guint16 port;
  GThread *accept;
  GPtrArray *threads;
  GMutex lock;
  char *text; /* with the lock: whoever sends it is held; NULL = nobody */
  gboolean is_quit; /* atomic */
  guint n_held; /* atomic */
};

typedef struct {
  VigilTestRelay *relay;
  GSocket *ends[2]; /* program, server */
} Connection;

static gboolean
is_quit (VigilTestRelay *relay)
{
  return g_atomic_int_get (&relay->is_quit);
}

static gboolean
is_to_hold (VigilTestRelay *relay, const char *bytes, gsize n)
{
  g_mutex_lock (&relay->lock);
  gboolean is = relay->text != NULL && memmem (bytes, n, relay->text, strlen (relay->text)) != NULL;
  if (is)
    g_clear_pointer (&relay->text, g_free);
  g_mutex_unlock (&relay->lock);
  return is;
}

/* FALSE: one end is closed, or the relay ends. */
static gboolean
pass_on (Connection *connection, int from)
{
  char bytes[65536];
  gssize n = g_socket_receive (connection->ends[from], bytes, sizeof bytes, NULL, NULL);
  if (n <= 0)
    return FALSE;
  if (from == 0 && is_to_hold (connection->relay, bytes, (gsize) n)) {
    g_atomic_int_inc (&connection->relay->n_held);
    while (!is_quit (connection->relay))
      g_usleep (20000);
    return FALSE;
  }
  for (gssize done = 0; done < n;) {
    gssize sent =
        g_socket_send (connection->ends[1 - from], bytes + done, (gsize) (n - done), NULL, NULL);
    if (sent <= 0)
      return FALSE;
    done += sent;
  }
  return TRUE;
}

static gpointer
run_connection (gpointer data)
{
  Connection *connection = data;
  gboolean is_open = TRUE;
  while (is_open && !is_quit (connection->relay)) {
    struct pollfd fds[2];
    for (guint i = 0; i < 2; i++)
      fds[i] = (struct pollfd){ .fd = g_socket_get_fd (connection->ends[i]), .events = POLLIN };
    if (poll (fds, 2, 50) <= 0)
      continue;
    for (int i = 0; is_open && i < 2; i++)
      is_open = fds[i].revents == 0 || pass_on (connection, i);
  }
  g_object_unref (connection->ends[0]);
  g_object_unref (connection->ends[1]);
  g_free (connection);
  return NULL;
}

static GSocket *
connect_to (guint16 port)
{
  g_autoptr (GInetAddress) host = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (host, port);
  g_autoptr (GSocket) socket =
      g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);
  return g_socket_connect (socket, address, NULL, NULL) ? g_steal_pointer (&socket) : NULL;
}

static gpointer
run_accept (gpointer data)
{
  VigilTestRelay *relay = data;
  while (!is_quit (relay)) {
    struct pollfd fd = { .fd = g_socket_get_fd (relay->listener), .events = POLLIN };
    if (poll (&fd, 1, 50) <= 0)
      continue;
    g_autoptr (GSocket) program = g_socket_accept (relay->listener, NULL, NULL);
    g_autoptr (GSocket) server = connect_to (relay->port);
    if (program == NULL || server == NULL)
      continue;
    Connection *connection = g_new0 (Connection, 1);
    connection->relay = relay;
    connection->ends[0] = g_steal_pointer (&program);
    connection->ends[1] = g_steal_pointer (&server);
    g_ptr_array_add (relay->threads, g_thread_new ("relay", run_connection, connection));
  }
  return NULL;
}

VigilTestRelay *
vigil_test_relay_new (const char *path, guint16 port)
{
  g_autoptr (GError) error = NULL;
  VigilTestRelay *relay = g_new0 (VigilTestRelay, 1);
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (path);
  g_mutex_init (&relay->lock);
  relay->path = g_strdup (path);
  relay->port = port;
  relay->threads = g_ptr_array_new ();
  relay->listener =
      g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_DEFAULT, &error);
  g_assert_no_error (error);
  g_assert_true (g_socket_bind (relay->listener, address, TRUE, NULL));
  g_assert_true (g_socket_listen (relay->listener, NULL));
  relay->accept = g_thread_new ("relay", run_accept, relay);
  return relay;
}

void
vigil_test_relay_free (VigilTestRelay *relay)
{
  g_atomic_int_set (&relay->is_quit, TRUE);
  g_thread_join (relay->accept);
  for (guint i = 0; i < relay->threads->len; i++)
    g_thread_join (g_ptr_array_index (relay->threads, i));
  g_ptr_array_unref (relay->threads);
  g_object_unref (relay->listener);
  g_unlink (relay->path);
  g_mutex_clear (&relay->lock);
  g_free (relay->text);
  g_free (relay->path);
  g_free (relay);
}

void
vigil_test_relay_hold (VigilTestRelay *relay, const char *text)
{
  g_mutex_lock (&relay->lock);
  g_free (relay->text);
  relay->text = g_strdup (text);
  g_mutex_unlock (&relay->lock);
}

guint
vigil_test_relay_get_n_held (VigilTestRelay *relay)
{
  return (guint) g_atomic_int_get (&relay->n_held);
}
