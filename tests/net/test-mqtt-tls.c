/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The client against a real broker with good and bad certificates, made here by openssl. */

#include <glib/gstdio.h>
#include <string.h>
#include <time.h>

#include "mqtt-fixture.h"

typedef struct {
  char *directory;
  VigilTestBroker *broker;
} Fixture;

static char *
file (Fixture *fixture, const char *name)
{
  return g_build_filename (fixture->directory, name, NULL);
}

static void
run (Fixture *fixture, const char *command)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) argv = NULL;
  g_autofree char *said = NULL;
  int status = 0;
  g_assert_true (g_shell_parse_argv (command, NULL, &argv, &error));
  g_spawn_sync (fixture->directory, argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, &said,
                &status, &error);
  g_assert_no_error (error);
  if (status != 0)
    g_error ("%s: %s", command, said);
}

static void
make_authority (Fixture *fixture, const char *name)
{
  g_autofree char *command =
      g_strdup_printf ("openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=%s"
                       " -keyout %s.key -out %s.pem",
                       name, name, name);
  run (fixture, command);
}

/* @name.pem and @name.key of authority "ca", for @host; @days −1 has expired. */
static void
make_certificate (Fixture *fixture, const char *name, const char *host, int days)
{
  g_autofree char *extension = g_strdup_printf ("subjectAltName=%s\n", host);
  g_autofree char *extension_file = file (fixture, "san.ext");
  g_assert_true (g_file_set_contents (extension_file, extension, -1, NULL));
  g_autofree char *request =
      g_strdup_printf ("openssl req -newkey rsa:2048 -nodes -subj /CN=broker -keyout %s.key"
                       " -out %s.csr",
                       name, name);
  g_autofree char *sign =
      g_strdup_printf ("openssl x509 -req -in %s.csr -CA ca.pem -CAkey ca.key -CAcreateserial"
                       " -days %d -extfile san.ext -out %s.pem",
                       name, days, name);
  run (fixture, request);
  run (fixture, sign);
}

static void
set_up (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *openssl = g_find_program_in_path ("openssl");
  if (openssl == NULL)
    return;
  g_autoptr (GError) error = NULL;
  fixture->directory = g_dir_make_tmp ("vigil-tls-XXXXXX", &error);
  g_assert_no_error (error);
  make_authority (fixture, "ca");
  make_certificate (fixture, "good", "IP:127.0.0.1", 2);
}

static void
tear_down (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  g_clear_pointer (&fixture->broker, vigil_test_broker_free);
  g_autoptr (GDir) dir =
      fixture->directory != NULL ? g_dir_open (fixture->directory, 0, NULL) : NULL;
  for (const char *name; dir != NULL && (name = g_dir_read_name (dir)) != NULL;) {
    g_autofree char *path = file (fixture, name);
    g_unlink (path);
  }
  if (dir != NULL)
    g_rmdir (fixture->directory);
  g_free (fixture->directory);
}

/* FALSE: no openssl here. */
static gboolean
start_broker (Fixture *fixture, const char *name)
{
  if (fixture->directory == NULL) {
    g_test_skip ("openssl is not installed");
    return FALSE;
  }
  g_autofree char *certificate_name = g_strconcat (name, ".pem", NULL);
  g_autofree char *key_name = g_strconcat (name, ".key", NULL);
  g_autofree char *certificate = file (fixture, certificate_name);
  g_autofree char *key = file (fixture, key_name);
  VigilTestBrokerOptions options = { .certificate = certificate, .key = key };
  if (fixture->broker == NULL) {
    fixture->broker = vigil_test_broker_new (&options);
    return TRUE;
  }
  vigil_test_broker_stop (fixture->broker);
  vigil_test_broker_set_certificate (fixture->broker, certificate, key);
  vigil_test_broker_start (fixture->broker);
  return TRUE;
}

static Peer *
connect_with (Fixture *fixture, const char *authority)
{
  g_autofree char *ca = file (fixture, authority);
  VigilMqttConfig config = mqtt_config (vigil_test_broker_get_port (fixture->broker),
                                        vigil_test_broker_get_password (fixture->broker, "desk-1"));
  config.ca_file = ca;
  return peer_new (&config);
}

static gboolean
never (G_GNUC_UNUSED gpointer data)
{
  return FALSE;
}

static guint64
count_tries (Peer *peer)
{
  VigilMqttCounts counts;
  vigil_mqtt_get_counts (peer->mqtt, &counts);
  return counts.n_tries;
}

/* Refused with @text, again and again, and never up. */
static void
assert_refused (Peer *peer, const char *text)
{
  peer_await_link (peer, VIGIL_LINK_DOWN, 5000);
  g_assert_cmpstr (peer_get_link_text (peer), ==, text);
  guint64 n_tries = count_tries (peer);
  wait_for (never, NULL, NULL, 2500);
  g_assert_cmpuint (count_tries (peer), >, n_tries);
  VigilMqttCounts counts;
  vigil_mqtt_get_counts (peer->mqtt, &counts);
  g_assert_cmpuint (counts.n_connections, ==, 0);
}

static void
test_a_good_certificate_connects (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  if (!start_broker (fixture, "good"))
    return;
  Peer *peer = connect_with (fixture, "ca.pem");
  peer_await_link (peer, VIGIL_LINK_UP, 5000);
  peer_free (peer, GOODBYE);
}

static gboolean
has_burst (gpointer data)
{
  return peer_count (data, VIGIL_FRAME_STATION_STATE) >= 400;
}

static void
test_a_burst_comes_through_whole (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  if (!start_broker (fixture, "good"))
    return;
  Peer *peer = connect_with (fixture, "ca.pem");
  peer_await_link (peer, VIGIL_LINK_UP, 5000);
  for (guint i = 0; i < 400; i++)
    vigil_mqtt_publish (peer->mqtt, STATION_TOPIC, READY, strlen (READY), 1, FALSE);
  g_assert_true (wait_for (has_burst, peer, NULL, 5000));
  peer_free (peer, GOODBYE);
}

static void
test_a_missing_file_is_said_until_it_is_there (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  if (!start_broker (fixture, "good"))
    return;
  Peer *peer = connect_with (fixture, "late.pem");
  assert_refused (peer, "the CA, certificate or key file cannot be read");
  g_autofree char *good = file (fixture, "ca.pem");
  g_autofree char *late = file (fixture, "late.pem");
  g_assert_cmpint (g_rename (good, late), ==, 0);
  peer_await_link (peer, VIGIL_LINK_UP, 10000);
  peer_free (peer, GOODBYE);
}

static void
test_an_unknown_authority_is_refused_until_the_file_is_mended (Fixture *fixture,
                                                               G_GNUC_UNUSED gconstpointer data)
{
  if (!start_broker (fixture, "good"))
    return;
  make_authority (fixture, "other");
  Peer *peer = connect_with (fixture, "other.pem");
  assert_refused (peer, "the broker's certificate is not trusted");
  g_autofree char *good = file (fixture, "ca.pem");
  g_autofree char *used = file (fixture, "other.pem");
  g_assert_cmpint (g_rename (good, used), ==, 0);
  peer_await_link (peer, VIGIL_LINK_UP, 10000);
  peer_free (peer, GOODBYE);
}

static void
test_another_host_name_is_refused_until_the_broker_is_mended (Fixture *fixture,
                                                              G_GNUC_UNUSED gconstpointer data)
{
  if (fixture->directory != NULL)
    make_certificate (fixture, "misnamed", "DNS:other.invalid", 2);
  if (!start_broker (fixture, "misnamed"))
    return;
  Peer *peer = connect_with (fixture, "ca.pem");
  assert_refused (peer, "the broker's certificate is for another host name");
  start_broker (fixture, "good");
  peer_await_link (peer, VIGIL_LINK_UP, 10000);
  peer_free (peer, GOODBYE);
}

static void
test_an_expired_certificate_is_refused_until_the_broker_is_mended (Fixture *fixture,
                                                                   G_GNUC_UNUSED gconstpointer data)
{
  if (fixture->directory != NULL)
    make_certificate (fixture, "expired", "IP:127.0.0.1", -1);
  if (!start_broker (fixture, "expired"))
    return;
  Peer *peer = connect_with (fixture, "ca.pem");
  assert_refused (peer, "the broker's certificate is not trusted");
  start_broker (fixture, "good");
  peer_await_link (peer, VIGIL_LINK_UP, 10000);
  peer_free (peer, GOODBYE);
}

static void
test_a_frozen_tls_broker_does_not_burn_the_processor (Fixture *fixture,
                                                      G_GNUC_UNUSED gconstpointer data)
{
  if (!start_broker (fixture, "good"))
    return;
  vigil_test_broker_freeze (fixture->broker);
  Peer *peer = connect_with (fixture, "ca.pem");
  wait_for (never, NULL, NULL, 100);
  clock_t began = clock ();
  wait_for (never, NULL, NULL, 3000);
  g_assert_cmpfloat ((double) (clock () - began) / CLOCKS_PER_SEC, <, 0.5);
  vigil_test_broker_thaw (fixture->broker);
  peer_await_link (peer, VIGIL_LINK_UP, 12000);
  peer_free (peer, GOODBYE);
}

#define ADD(name, function)                                                                        \
  g_test_add ("/mqtt-tls/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("a-good-certificate-connects", test_a_good_certificate_connects);
  ADD ("a-burst-comes-through-whole", test_a_burst_comes_through_whole);
  ADD ("a-missing-file-is-said-until-it-is-there", test_a_missing_file_is_said_until_it_is_there);
  ADD ("an-unknown-authority-is-refused-until-the-file-is-mended",
       test_an_unknown_authority_is_refused_until_the_file_is_mended);
  ADD ("another-host-name-is-refused-until-the-broker-is-mended",
       test_another_host_name_is_refused_until_the_broker_is_mended);
  ADD ("an-expired-certificate-is-refused-until-the-broker-is-mended",
       test_an_expired_certificate_is_refused_until_the_broker_is_mended);
  ADD ("a-frozen-tls-broker-does-not-burn-the-processor",
       test_a_frozen_tls_broker_does_not_burn_the_processor);
  return g_test_run ();
}
