/* SPDX-License-Identifier: GPL-3.0-or-later */

/* TLS both ways against the real server. One trust to a process: a session resumed by another one
 * would be let through (GnuTLS keeps them by host and port), so each case runs in a child. */

#include "poster-fixture.h"

#include <signal.h>
#include <string.h>

#include "server-fixture.h"

typedef struct {
  const char *host; /* in the address */
  const char *ca; /* in the fixture's folder; NULL = the system's */
  const char *cert; /* NULL = none */
  gboolean is_good;
} TlsCase;

/* One row delivered, or for 700 ms nothing and a problem told. */
static void
run_case (const TlsCase *the)
{
  Told told;
  ServerFixture server;
  g_autoptr (GError) error = NULL;
  server_fixture_init_tls (&server);
  g_autofree char *base = g_strdup_printf ("https://%s:%u", the->host, server.port);
  g_autofree char *ca = the->ca != NULL ? server_fixture_path (&server, the->ca) : NULL;
  g_autofree char *cert =
      the->cert != NULL ? g_strdup_printf ("%s/%s.pem", server.folder, the->cert) : NULL;
  g_autofree char *key =
      the->cert != NULL ? g_strdup_printf ("%s/%s.key", server.folder, the->cert) : NULL;
  VigilPoster *poster =
      vigil_poster_new (base, "test", "w1", server.station_token_file, ca, cert, key, &error);
  g_assert_no_error (error);
  vigil_poster_set_pace (poster, 0.1);
  told_init (&told, poster);
  g_free (put_number (poster, "01", 1));
  told.n_wanted = 1;
  gboolean is_settled =
      server_fixture_wait (enough_settled, &told, the->is_good ? PATIENCE_MS : 700);
  g_test_message ("%s: %s", the->host, vigil_poster_get_problem (poster));
  g_assert_cmpint (is_settled, ==, the->is_good);
  g_auto (GStrv) rows = server_fixture_list (&server);
  g_assert_cmpuint (g_strv_length (rows), ==, the->is_good ? 1 : 0);
  if (!the->is_good)
    g_assert_nonnull (vigil_poster_get_problem (poster));
  g_assert_finalize_object (poster);
  told_clear (&told);
  server_fixture_clear (&server);
}

static void
test_case (gconstpointer data)
{
  if (g_test_subprocess ()) {
    run_case (data);
    return;
  }
  g_test_trap_subprocess (NULL, 60 * G_USEC_PER_SEC, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
}

/* The names are those of what is tried; only the first is right. */
static const struct {
  const char *name;
  TlsCase the;
} CASES[] = {
  { "right-on-both-sides-delivers", { "127.0.0.1", "ca.pem", "desk-1", TRUE } },
  { "a-certificate-of-another-host-is-refused", { "localhost", "ca.pem", "desk-1", FALSE } },
  { "a-certificate-of-another-authority-is-refused",
    { "127.0.0.1", "other-ca.pem", "desk-1", FALSE } },
  { "the-systems-authorities-do-not-know-it", { "127.0.0.1", NULL, "desk-1", FALSE } },
  { "a-station-without-certificate-is-turned-away", { "127.0.0.1", "ca.pem", NULL, FALSE } },
  { "a-station-with-a-certificate-of-another-authority-is-turned-away",
    { "127.0.0.1", "ca.pem", "stranger", FALSE } },
};

static void
test_a_plain_request_to_a_tls_server_gets_nothing (void)
{
  ServerFixture server;
  server_fixture_init_tls (&server);
  g_autofree char *answer = server_fixture_request (&server, "GET", "/v1/health", NULL, NULL);
  g_assert_cmpuint (server_fixture_status (answer), ==, 0);
  server_fixture_clear (&server);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  signal (SIGPIPE, SIG_IGN);
  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++) {
    g_autofree char *path = g_strconcat ("/poster-tls/", CASES[i].name, NULL);
    g_test_add_data_func (path, &CASES[i].the, test_case);
  }
  g_test_add_func ("/poster-tls/a-plain-request-to-a-tls-server-gets-nothing",
                   test_a_plain_request_to_a_tls_server_gets_nothing);
  return g_test_run ();
}
