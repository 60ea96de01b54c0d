/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Those who come with bad manners: slow, endless, many, cut off. On the real program. */

#include <signal.h>
#include <string.h>

#include "server-fixture.h"

#define N_HALF_OPEN 100

static void
setup (ServerFixture *server, gconstpointer data G_GNUC_UNUSED)
{
  server_fixture_init (server);
}

static void
teardown (ServerFixture *server, gconstpointer data G_GNUC_UNUSED)
{
  server_fixture_clear (server);
}

static GSocketConnection *
connect_to (ServerFixture *server)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_socket_client_set_enable_proxy (client, FALSE);
  GSocketConnection *connection =
      g_socket_client_connect_to_host (client, "127.0.0.1", server->port, NULL, &error);
  g_assert_no_error (error);
  return connection;
}

static void
say (GSocketConnection *connection, const char *text)
{
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), text,
                             strlen (text), NULL, NULL, NULL);
}

/* TRUE once the other side has closed; never blocks. */
static gboolean
is_closed (GSocketConnection *connection)
{
  char rest[512];
  GSocket *socket = g_socket_connection_get_socket (connection);
  for (;;) {
    g_autoptr (GError) error = NULL;
    gssize n = g_socket_receive_with_blocking (socket, rest, sizeof rest, FALSE, NULL, &error);
    if (n == 0)
      return TRUE;
    if (n < 0)
      return !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK);
  }
}

static gboolean
all_are_closed (gpointer data)
{
  GPtrArray *connections = data;
  for (guint i = 0; i < connections->len; i++) {
    if (!is_closed (connections->pdata[i]))
      return FALSE;
  }
  return TRUE;
}

static guint
ask_health (ServerFixture *server)
{
  g_autofree char *answer = server_fixture_request (server, "GET", "/v1/health", NULL, NULL);
  return server_fixture_status (answer);
}

static gint64
get_resident_kib (ServerFixture *server)
{
  g_autofree char *path =
      g_strdup_printf ("/proc/%s/status", g_subprocess_get_identifier (server->process));
  g_autofree char *text = NULL;
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  const char *line = strstr (text, "VmRSS:");
  g_assert_nonnull (line);
  return g_ascii_strtoll (line + 6, NULL, 10);
}

/* Half of each way to be half open. */
static void
open_halves (ServerFixture *server, GPtrArray *connections)
{
  static const char *const halves[] = {
    "",
    "PUT /v1/ackn",
    "GET /v1/health HTTP/1.1\r\nHost: a\r\nX: ",
    "PUT /v1/acknowledgements/019a0b3c-5d00-7abc-8def-000000000001 HTTP/1.1\r\nHost: a\r\n"
    "Authorization: Bearer " FIXTURE_TOKEN_1 "\r\nContent-Type: application/json\r\n"
    "Content-Length: 500\r\n\r\n{\"id\":",
  };
  for (guint i = 0; i < N_HALF_OPEN; i++) {
    GSocketConnection *connection = connect_to (server);
    say (connection, halves[i % G_N_ELEMENTS (halves)]);
    g_ptr_array_add (connections, connection);
  }
}

static void
test_half_open_requests_are_cut_after_3_s_and_the_server_still_answers (
    ServerFixture *server, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GPtrArray) connections = g_ptr_array_new_with_free_func (g_object_unref);
  gint64 begun_us = g_get_monotonic_time ();
  open_halves (server, connections);
  g_assert_cmpuint (ask_health (server), ==, 200);
  g_assert_true (server_fixture_wait (all_are_closed, connections, 10000));
  gint64 took_ms = (g_get_monotonic_time () - begun_us) / 1000;
  g_assert_cmpint (took_ms, >=, 2500);
  g_assert_cmpint (took_ms, <, 8000);
  g_assert_cmpuint (ask_health (server), ==, 200);
  g_auto (GStrv) rows = server_fixture_list (server);
  g_assert_cmpuint (g_strv_length (rows), ==, 0);
}

typedef struct {
  GSocketConnection *connection;
  guint n;
} Dripping;

static gboolean
drip_cb (gpointer data)
{
  Dripping *dripping = data;
  dripping->n++;
  g_socket_send (g_socket_connection_get_socket (dripping->connection), "x", 1, NULL, NULL);
  return G_SOURCE_CONTINUE;
}

static gboolean
drip_is_cut (gpointer data)
{
  Dripping *dripping = data;
  return is_closed (dripping->connection);
}

static void
test_a_drip_does_not_prolong_the_3_s (ServerFixture *server, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GSocketConnection) connection = connect_to (server);
  Dripping dripping = { .connection = connection };
  say (connection, "GET /v1/health HTTP/1.1\r\nHost: a\r\nX: ");
  guint id = g_timeout_add (100, drip_cb, &dripping);
  g_assert_true (server_fixture_wait (drip_is_cut, &dripping, 6000));
  g_source_remove (id);
  g_assert_cmpuint (dripping.n, >=, 10);
}

static void
test_more_connections_than_the_cap_are_turned_away (ServerFixture *server,
                                                    gconstpointer data G_GNUC_UNUSED)
{
  guint n_closed = 0;
  g_autoptr (GPtrArray) connections = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < 300; i++)
    g_ptr_array_add (connections, connect_to (server));
  /* The answer says that the server has looked at all that came before. */
  g_assert_cmpuint (ask_health (server), ==, 0);
  for (guint i = 0; i < connections->len; i++)
    n_closed += is_closed (connections->pdata[i]);
  g_assert_cmpuint (n_closed, ==, 300 - 256);
  g_ptr_array_set_size (connections, 0);
  gint64 until_us = g_get_monotonic_time () + 5 * G_USEC_PER_SEC;
  guint status = 0;
  while (status != 200 && g_get_monotonic_time () < until_us)
    status = ask_health (server);
  g_assert_cmpuint (status, ==, 200);
}

static char *
make_put (const char *headers, const char *body)
{
  return g_strdup_printf ("PUT /v1/acknowledgements/019a0b3c-5d00-7abc-8def-000000000001 HTTP/1.1"
                          "\r\nHost: a\r\nAuthorization: Bearer " FIXTURE_TOKEN_1 "\r\n%s\r\n%s",
                          headers, body);
}

static void
test_a_body_over_64_kib_is_413_without_being_kept (ServerFixture *server,
                                                   gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *filling = g_strnfill (50 * 1000 * 1000, ' ');
  g_autofree char *raw =
      make_put ("Content-Type: application/json\r\nContent-Length: 50000000\r\n", filling);
  gint64 before_kib = get_resident_kib (server);
  g_autofree char *answer = server_fixture_talk (server, raw);
  g_assert_cmpuint (server_fixture_status (answer), ==, 413);
  g_assert_nonnull (strstr (answer, "Connection: close"));
  g_assert_cmpint (get_resident_kib (server) - before_kib, <, 5 * 1024);
}

static void
test_exactly_64_kib_is_still_read (ServerFixture *server, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *id = NULL;
  g_autofree char *action = server_fixture_make_action ("desk-1", "01", 1, &id);
  g_autofree char *filling = g_strnfill (65536 - strlen (action), ' ');
  g_autofree char *body = g_strconcat (action, filling, NULL);
  g_autofree char *longer = g_strconcat (body, " ", NULL);
  g_autofree char *path = g_strconcat ("/v1/acknowledgements/", id, NULL);
  g_autofree char *refused = server_fixture_request (server, "PUT", path, FIXTURE_TOKEN_1, longer);
  g_autofree char *taken = server_fixture_request (server, "PUT", path, FIXTURE_TOKEN_1, body);
  g_assert_cmpuint (server_fixture_status (refused), ==, 413);
  g_assert_cmpuint (server_fixture_status (taken), ==, 201);
}

static void
test_bodies_of_unknown_length_or_kind_are_refused (ServerFixture *server,
                                                   gconstpointer data G_GNUC_UNUSED)
{
  static const struct {
    const char *headers, *body;
    guint status;
  } wrongs[] = {
    { "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n", "2\r\n{}\r\n0\r\n\r\n",
      411 },
    { "Content-Type: application/json\r\n", "", 411 },
    { "Content-Type: text/plain\r\nContent-Length: 2\r\n", "{}", 415 },
    { "Content-Length: 2\r\n", "{}", 415 },
    { "Content-Type: application/json\r\nContent-Length: 99999999999999999999\r\n", "{}", 0 },
    { "Content-Type: application/json\r\nContent-Length: -1\r\n", "{}", 0 },
  };
  for (guint i = 0; i < G_N_ELEMENTS (wrongs); i++) {
    g_autofree char *raw = make_put (wrongs[i].headers, wrongs[i].body);
    g_autofree char *answer = server_fixture_talk (server, raw);
    guint status = server_fixture_status (answer);
    if (wrongs[i].status != 0)
      g_assert_cmpuint (status, ==, wrongs[i].status);
    else
      g_assert_false (status >= 200 && status < 300);
  }
}

static void
test_a_body_cut_off_is_never_stored (ServerFixture *server, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *id = NULL;
  g_autofree char *body = server_fixture_make_action ("desk-1", "01", 1, &id);
  g_autofree char *raw = g_strdup_printf (
      "PUT /v1/acknowledgements/%s HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " FIXTURE_TOKEN_1
      "\r\nContent-Type: application/json\r\nContent-Length: %" G_GSIZE_FORMAT "\r\n\r\n%s",
      id, strlen (body) + 10, body);
  for (guint i = 0; i < 20; i++) {
    g_autoptr (GSocketConnection) connection = connect_to (server);
    say (connection, raw);
    g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
  }
  g_assert_cmpuint (ask_health (server), ==, 200);
  g_auto (GStrv) rows = server_fixture_list (server);
  g_assert_cmpuint (g_strv_length (rows), ==, 0);
}

static void
test_random_bytes_never_end_the_server (ServerFixture *server, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const parts[] = {
    "GET ",
    "PUT ",
    "/v1/health",
    "/v1/wards/test/w1",
    "*",
    "/%00",
    " HTTP/1.1\r\n",
    " HTTP/9.9\r\n",
    "\r\n",
    "\r\n\r\n",
    "Host: a\r\n",
    "Authorization: Bearer " FIXTURE_TOKEN_1 "\r\n",
    "Content-Length: 5\r\n",
    "Content-Length: 0\r\n",
    "Expect: 100-continue\r\n",
    "{\"a\":1}",
    "\xff\xfe",
    "Transfer-Encoding: chunked\r\n",
    "zz\r\n",
    "Connection: upgrade\r\n",
    "OPTIONS * HTTP/1.1\r\n",
    "CONNECT a:1 HTTP/1.1\r\n",
    "GET http://other/v1/health HTTP/1.1\r\n",
    "GET //x HTTP/1.1\r\n",
  };
  for (guint round = 0; round < 300; round++) {
    g_autoptr (GString) raw = g_string_new (NULL);
    gint32 n = g_test_rand_int_range (1, 9);
    for (gint32 i = 0; i < n; i++)
      g_string_append (raw, parts[g_test_rand_int_range (0, G_N_ELEMENTS (parts))]);
    g_autoptr (GSocketConnection) connection = connect_to (server);
    say (connection, raw->str);
    g_socket_shutdown (g_socket_connection_get_socket (connection), FALSE, TRUE, NULL);
  }
  g_assert_cmpuint (ask_health (server), ==, 200);
  g_assert_nonnull (g_subprocess_get_identifier (server->process));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  signal (SIGPIPE, SIG_IGN);
  /* A sanitized server keeps what was freed; its size would say nothing. */
  g_setenv ("ASAN_OPTIONS", "quarantine_size_mb=1", TRUE);
#define ADD(name, function)                                                                        \
  g_test_add ("/gate/" name, ServerFixture, NULL, setup, function, teardown)
  ADD ("half-open-requests-are-cut-after-3-s-and-the-server-still-answers",
       test_half_open_requests_are_cut_after_3_s_and_the_server_still_answers);
  ADD ("a-drip-does-not-prolong-the-3-s", test_a_drip_does_not_prolong_the_3_s);
  ADD ("more-connections-than-the-cap-are-turned-away",
       test_more_connections_than_the_cap_are_turned_away);
  ADD ("a-body-over-64-kib-is-413-without-being-kept",
       test_a_body_over_64_kib_is_413_without_being_kept);
  ADD ("exactly-64-kib-is-still-read", test_exactly_64_kib_is_still_read);
  ADD ("bodies-of-unknown-length-or-kind-are-refused",
       test_bodies_of_unknown_length_or_kind_are_refused);
  ADD ("a-body-cut-off-is-never-stored", test_a_body_cut_off_is_never_stored);
  ADD ("random-bytes-never-end-the-server", test_random_bytes_never_end_the_server);
  return g_test_run ();
}
