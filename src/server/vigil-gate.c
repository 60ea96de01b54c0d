/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-gate.h"

#define BACKLOG 256
/* For what libsoup does without waiting for the loop, such as the last words of TLS. */
#define SOCKET_TIMEOUT_S 3
#define GUEST_KEY "vigil-guest"

struct _VigilGate {
  SoupServer *server; /* lent */
  GTlsCertificate *certificate;
  GTlsDatabase *client_ca;
  GSocketService *service;
  GCancellable *cancellable; /* of handshakes */
  GHashTable *guests; /* GSocketConnection, weak → Guest */
};

/* One connection. Lives until its socket connection is finalised. */
typedef struct {
  VigilGate *gate; /* NULL after the gate is gone */
  GSocketConnection *connection; /* weak */
  guint deadline_id;
} Guest;

static gboolean
cut_cb (gpointer data)
{
  Guest *guest = data;
  guest->deadline_id = 0;
  /* libsoup reads an end of file and lets go of it. */
  g_socket_shutdown (g_socket_connection_get_socket (guest->connection), TRUE, TRUE, NULL);
  return G_SOURCE_REMOVE;
}

static void
set_deadline (Guest *guest, guint delay_ms)
{
  g_clear_handle_id (&guest->deadline_id, g_source_remove);
  guest->deadline_id = g_timeout_add (delay_ms, cut_cb, guest);
}

static void
gone_cb (gpointer data, GObject *where_it_was)
{
  Guest *guest = data;
  g_clear_handle_id (&guest->deadline_id, g_source_remove);
  if (guest->gate != NULL)
    g_hash_table_remove (guest->gate->guests, where_it_was);
  g_free (guest);
}

static void
add_guest (VigilGate *gate, GSocketConnection *connection)
{
  Guest *guest = g_new0 (Guest, 1);
  guest->gate = gate;
  guest->connection = connection;
  g_hash_table_insert (gate->guests, connection, guest);
  g_object_weak_ref (G_OBJECT (connection), gone_cb, guest);
  set_deadline (guest, VIGIL_GATE_REQUEST_MS);
}

static void
hand_over (VigilGate *gate, GSocketConnection *connection, GIOStream *stream)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketAddress) local = g_socket_connection_get_local_address (connection, NULL);
  g_autoptr (GSocketAddress) remote = g_socket_connection_get_remote_address (connection, NULL);
  if (local == NULL || remote == NULL)
    return;
  /* libsoup gives this very object back with each message: the way from it to the guest. */
  g_object_set_data (G_OBJECT (remote), GUEST_KEY, connection);
  if (!soup_server_accept_iostream (gate->server, stream, local, remote, &error))
    g_debug ("connection not taken: %s", error->message);
}

typedef struct {
  VigilGate *gate;
  GSocketConnection *connection;
} Handshake;

static void
handshake_free (Handshake *handshake)
{
  g_object_unref (handshake->connection);
  g_free (handshake);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Handshake, handshake_free)

static void
handshake_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Handshake) handshake = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GIOStream) stream = G_IO_STREAM (g_object_ref (source));
  if (g_tls_connection_handshake_finish (G_TLS_CONNECTION (source), result, &error))
    hand_over (handshake->gate, handshake->connection, stream);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_debug ("TLS: %s", error->message);
}

/* GIO asks a server about every certificate, also about one without a fault. */
static gboolean
accept_certificate_cb (GTlsConnection *connection G_GNUC_UNUSED,
                       GTlsCertificate *certificate G_GNUC_UNUSED,
                       GTlsCertificateFlags faults,
                       gpointer data G_GNUC_UNUSED)
{
  return faults == 0;
}

static void
begin_tls (VigilGate *gate, GSocketConnection *connection)
{
  static const char *const protocols[] = { "http/1.1", NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GIOStream) stream =
      g_tls_server_connection_new (G_IO_STREAM (connection), gate->certificate, &error);
  if (stream == NULL) {
    g_message ("TLS: %s", error->message);
    return;
  }
  g_tls_connection_set_advertised_protocols (G_TLS_CONNECTION (stream), (const char **) protocols);
  if (gate->client_ca != NULL) {
    g_tls_connection_set_database (G_TLS_CONNECTION (stream), gate->client_ca);
    g_object_set (stream, "authentication-mode", G_TLS_AUTHENTICATION_REQUIRED, NULL);
    g_signal_connect (stream, "accept-certificate", G_CALLBACK (accept_certificate_cb), NULL);
  }
  Handshake *handshake = g_new0 (Handshake, 1);
  handshake->gate = gate;
  handshake->connection = g_object_ref (connection);
  g_tls_connection_handshake_async (G_TLS_CONNECTION (stream), G_PRIORITY_DEFAULT,
                                    gate->cancellable, handshake_cb, handshake);
}

static gboolean
incoming_cb (GSocketService *service G_GNUC_UNUSED,
             GSocketConnection *connection,
             GObject *source G_GNUC_UNUSED,
             VigilGate *gate)
{
  GSocket *socket = g_socket_connection_get_socket (connection);
  if (g_hash_table_size (gate->guests) >= VIGIL_GATE_CONNECTIONS_MAX) {
    g_socket_shutdown (socket, TRUE, TRUE, NULL);
    return TRUE;
  }
  g_socket_set_timeout (socket, SOCKET_TIMEOUT_S);
  add_guest (gate, connection);
  if (gate->certificate != NULL)
    begin_tls (gate, connection);
  else
    hand_over (gate, connection, G_IO_STREAM (connection));
  return TRUE;
}

VigilGate *
vigil_gate_new (SoupServer *server, GTlsCertificate *certificate, GTlsDatabase *client_ca)
{
  VigilGate *gate = g_new0 (VigilGate, 1);
  gate->server = server;
  gate->certificate = certificate != NULL ? g_object_ref (certificate) : NULL;
  gate->client_ca = client_ca != NULL ? g_object_ref (client_ca) : NULL;
  gate->cancellable = g_cancellable_new ();
  gate->guests = g_hash_table_new (NULL, NULL);
  gate->service = g_socket_service_new ();
  g_socket_listener_set_backlog (G_SOCKET_LISTENER (gate->service), BACKLOG);
  g_signal_connect (gate->service, "incoming", G_CALLBACK (incoming_cb), gate);
  return gate;
}

static void
part_with (VigilGate *gate)
{
  GHashTableIter iter;
  gpointer data;
  g_hash_table_iter_init (&iter, gate->guests);
  while (g_hash_table_iter_next (&iter, NULL, &data)) {
    Guest *guest = data;
    guest->gate = NULL;
    g_clear_handle_id (&guest->deadline_id, g_source_remove);
    g_socket_shutdown (g_socket_connection_get_socket (guest->connection), TRUE, TRUE, NULL);
  }
}

void
vigil_gate_free (VigilGate *gate)
{
  if (gate == NULL)
    return;
  g_cancellable_cancel (gate->cancellable);
  g_signal_handlers_disconnect_by_data (gate->service, gate);
  g_socket_service_stop (gate->service);
  g_socket_listener_close (G_SOCKET_LISTENER (gate->service));
  part_with (gate);
  g_clear_object (&gate->service);
  g_clear_object (&gate->cancellable);
  g_clear_object (&gate->certificate);
  g_clear_object (&gate->client_ca);
  g_clear_pointer (&gate->guests, g_hash_table_unref);
  g_free (gate);
}

guint16
vigil_gate_listen (VigilGate *gate, const char *address, guint16 port, GError **error)
{
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GInetAddress) inet = g_inet_address_new_from_string (address);
  if (inet == NULL) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "%s is not a numeric address",
                 address);
    return 0;
  }
  if (gate->certificate == NULL && !g_inet_address_get_is_loopback (inet)) {
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                 "%s is not loopback: names and tokens go out only over TLS (--cert, --key)",
                 address);
    return 0;
  }
  g_autoptr (GSocketAddress) wish = g_inet_socket_address_new (inet, port);
  if (!g_socket_listener_add_address (G_SOCKET_LISTENER (gate->service), wish, G_SOCKET_TYPE_STREAM,
                                      G_SOCKET_PROTOCOL_TCP, NULL, &bound, error))
    return 0;
  g_socket_service_start (gate->service);
  return g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
}

void
vigil_gate_request_is_whole (VigilGate *gate, SoupServerMessage *message)
{
  GSocketAddress *remote = soup_server_message_get_remote_address (message);
  gpointer connection = remote != NULL ? g_object_get_data (G_OBJECT (remote), GUEST_KEY) : NULL;
  Guest *guest = connection != NULL ? g_hash_table_lookup (gate->guests, connection) : NULL;
  if (guest != NULL)
    set_deadline (guest, VIGIL_GATE_ANSWER_MS);
}

guint
vigil_gate_get_n_connections (VigilGate *gate)
{
  return g_hash_table_size (gate->guests);
}
