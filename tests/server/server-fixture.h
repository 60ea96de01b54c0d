/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The real vigil-server as a process of its own, on a free loopback port, with a data directory
 * that outlives it until the fixture is cleared. For tests. */

#include <gio/gio.h>

G_BEGIN_DECLS

#define FIXTURE_TOKEN_1 "token-of-desk-1-0123456789"
#define FIXTURE_TOKEN_2 "token-of-desk-2-0123456789"

typedef struct {
  char *folder; /* everything lies in it */
  char *token_file; /* of the server */
  char *station_token_file; /* desk-1's token alone */
  char *ward_file;
  char *base; /* "http://127.0.0.1:port" */
  char *host; /* of the address */
  guint16 port;
  gboolean is_tls;
  guint file_kib_max; /* no file of the server grows beyond this: a full disk; 0 = as it is */
  GSubprocess *process; /* NULL while not running */
} ServerFixture;

/* Starts it on a free port. */
void server_fixture_init (ServerFixture *fixture);
/* With TLS both ways: in the folder stand ca, server, desk-1 and, of another authority, other-ca
 * and stranger, each as .pem and .key. */
void server_fixture_init_tls (ServerFixture *fixture);
/* Ends it and removes the folder. */
void server_fixture_clear (ServerFixture *fixture);

/* kill -9, and waits until it is gone. */
void server_fixture_kill (ServerFixture *fixture);
/* SIGTERM: its exit status. */
int server_fixture_end (ServerFixture *fixture);
/* Starts it again, on the same port and the same data. */
void server_fixture_start (ServerFixture *fixture);
/* SIGSTOP, SIGCONT. */
void server_fixture_freeze (ServerFixture *fixture, gboolean is_frozen);

/* Rows by --list-acknowledgements, JSON lines; free with g_strfreev(). */
char **server_fixture_list (ServerFixture *fixture);
/* A file in the folder. */
char *server_fixture_path (ServerFixture *fixture, const char *name);
void server_fixture_write (ServerFixture *fixture, const char *name, const char *text);

/* The body of a valid acknowledgement number @n of @station on @bed ("" = null), with its id. */
char *server_fixture_make_action (const char *station, const char *bed, guint n, char **id);

/* One plain exchange over a connection of its own: sends @raw, reads until the server closes. The
 * whole answer, "" if there was none. Blocks for at most 15 s; not for TLS. */
char *server_fixture_talk (ServerFixture *fixture, const char *raw);
/* The same for a request as a station would make it; @body NULL = none, @token NULL = none. */
char *server_fixture_request (ServerFixture *fixture,
                              const char *method,
                              const char *path,
                              const char *token,
                              const char *body);
/* The status of an answer, 0 if it is none; its body. */
guint server_fixture_status (const char *answer);
const char *server_fixture_body (const char *answer);

/* Iterates the default context until @is_done or @timeout_ms have gone by; what @is_done says. */
gboolean server_fixture_wait (gboolean (*is_done) (gpointer data), gpointer data, guint timeout_ms);

G_END_DECLS
