/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The door of the server: it owns the listening socket, caps how many connections are open, makes
 * TLS, and cuts whoever is slow. SoupServer alone keeps half-open requests for ever; so a
 * connection has 3 s from its beginning to its whole request, the TLS handshake included, and then
 * 10 s to take the answer. One request to a connection. Main thread. */

#include <libsoup/soup.h>

G_BEGIN_DECLS

#define VIGIL_GATE_REQUEST_MS 3000
#define VIGIL_GATE_ANSWER_MS 10000
#define VIGIL_GATE_CONNECTIONS_MAX 256

typedef struct _VigilGate VigilGate;

/* @certificate: with its key; NULL = no TLS, then only loopback can be listened on.
 * @client_ca: stations must show a certificate of it; NULL = none asked. */
VigilGate *vigil_gate_new (SoupServer *server,
                           GTlsCertificate *certificate,
                           GTlsDatabase *client_ca) G_GNUC_WARN_UNUSED_RESULT;
/* Closes the listening socket and all connections. */
void vigil_gate_free (VigilGate *gate);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigilGate, vigil_gate_free)

/* @address: numeric, IPv4 or IPv6; @port 0 = any free one. The port, or 0 with @error. */
guint16 vigil_gate_listen (VigilGate *gate, const char *address, guint16 port, GError **error);
/* The request of @message is whole: its connection now has the time for the answer. */
void vigil_gate_request_is_whole (VigilGate *gate, SoupServerMessage *message);
guint vigil_gate_get_n_connections (VigilGate *gate);

G_END_DECLS
