/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-test-client.h"
#include "vigil-wire.h"

#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* vigil-sim itself, on a real broker with passwords and subtrees, seen by a plain client. */

#define DEADLINE_US (20 * G_USEC_PER_SEC)

typedef struct {
  VigilTestBroker *broker;
  VigilTestClient *client;
  GPid pid;
  gint out_fd;
  GString *said;
} Fixture;

static const char *const GATEWAYS[] = { "gw-a:01,02", "gw-b:03", NULL };
static const char SCENARIO[] =
    "[gateway gw-a]\nepisode = gateway-crash at 0:06 for 3\n[gateway gw-b]\n"
    "[bed *]\nlimit = HR 50..120\ndemo = yes\n"
    "[bed 01]\ngateway = gw-a\n[bed 02]\ngateway = gw-a\nwaves = II PLETH ART\n"
    "[bed 03]\ngateway = gw-b\nepisode = leads-off at 0:01 for 30\n";

static char *
write_file (const Fixture *fixture, const char *name, const char *text)
{
  char *path = g_build_filename (vigil_test_broker_get_directory (fixture->broker), name, NULL);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

static char *
write_passwords (Fixture *fixture)
{
  g_autofree char *text = g_strdup_printf (
      "gw-a:%s\ngw-b:%s\n", vigil_test_broker_get_password (fixture->broker, "gw-a"),
      vigil_test_broker_get_password (fixture->broker, "gw-b"));
  return write_file (fixture, "gateway-passwords", text);
}

static void
start_program (Fixture *fixture)
{
  g_autofree char *program =
      g_test_build_filename (G_TEST_BUILT, "..", "src", "sim", "vigil-sim", NULL);
  g_autofree char *scenario = write_file (fixture, "test.scenario", SCENARIO);
  g_autofree char *passwords = write_passwords (fixture);
  g_autofree char *port = g_strdup_printf ("%u", vigil_test_broker_get_port (fixture->broker));
  const char *argv[] = { program,           "--scenario", scenario,
                         "--port",          port,         "--site",
                         VIGIL_TEST_SITE,   "--ward",     VIGIL_TEST_WARD,
                         "--password-file", passwords,    NULL };
  g_autoptr (GError) error = NULL;
  g_spawn_async_with_pipes (NULL, (char **) argv, NULL,
                            G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL,
                            &fixture->pid, NULL, &fixture->out_fd, NULL, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  const VigilTestBrokerOptions options = { .gateways = GATEWAYS };
  (void) data;
  fixture->broker = vigil_test_broker_new (&options);
  fixture->client = vigil_test_client_new (fixture->broker, "desk-1", VIGIL_TEST_ROOT "/#");
  fixture->said = g_string_new (NULL);
  start_program (fixture);
}

static int
stop_program (Fixture *fixture)
{
  int status = 0;
  kill (fixture->pid, SIGTERM);
  g_assert_cmpint (waitpid (fixture->pid, &status, 0), ==, fixture->pid);
  fixture->pid = 0;
  return status;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  (void) data;
  if (fixture->pid != 0)
    stop_program (fixture);
  close (fixture->out_fd);
  g_string_free (fixture->said, TRUE);
  vigil_test_client_free (fixture->client);
  vigil_test_broker_free (fixture->broker);
}

/* Turns the client until @is_done says so; fails the test at the deadline. */
static void
turn_until (Fixture *fixture, gboolean (*is_done) (Fixture *fixture))
{
  gint64 deadline_us = g_get_monotonic_time () + DEADLINE_US;
  while (!is_done (fixture)) {
    g_assert_cmpint (g_get_monotonic_time (), <, deadline_us);
    vigil_test_client_turn (fixture->client, 50);
  }
}

static guint
count (Fixture *fixture, const char *topic)
{
  GPtrArray *messages = vigil_test_client_get_messages (fixture->client);
  g_autofree char *full = g_strconcat (VIGIL_TEST_ROOT "/", topic, NULL);
  guint n = 0;
  for (guint i = 0; i < messages->len; i++)
    n += g_str_equal (((VigilTestMessage *) g_ptr_array_index (messages, i))->topic, full);
  return n;
}

static gboolean
has_three_seconds (Fixture *fixture)
{
  return count (fixture, "bed/01/vitals") >= 3 && count (fixture, "bed/03/vitals") >= 3
         && count (fixture, "bed/02/wave/pressure") >= 15;
}

/* The text of a gateway's last state; NULL = none yet. */
static char *
last_state (Fixture *fixture, const char *gateway)
{
  GPtrArray *messages = vigil_test_client_get_messages (fixture->client);
  g_autofree char *topic = g_strconcat (VIGIL_TEST_ROOT "/gateway/", gateway, "/state", NULL);
  for (guint i = messages->len; i > 0; i--) {
    const VigilTestMessage *message = g_ptr_array_index (messages, i - 1);
    gsize length;
    const char *text = g_bytes_get_data (message->payload, &length);
    if (g_str_equal (message->topic, topic))
      return g_strndup (text, length);
  }
  return NULL;
}

static gboolean
is_said (Fixture *fixture, const char *gateway, const char *word)
{
  g_autofree char *text = last_state (fixture, gateway);
  return text != NULL && strstr (text, word) != NULL;
}

static gboolean
is_a_lost (Fixture *fixture)
{
  return is_said (fixture, "gw-a", "\"lost\"");
}

static gboolean
is_a_ready (Fixture *fixture)
{
  return is_said (fixture, "gw-a", "\"ready\"");
}

static gboolean
are_both_lost (Fixture *fixture)
{
  return is_a_lost (fixture) && is_said (fixture, "gw-b", "\"lost\"");
}

typedef struct {
  VigilFrame frame;
  guint n_refused, n_frames;
} Decoded;

static VigilFrame *
reserve_cb (gpointer data, VigilFrameKind kind)
{
  (void) kind;
  return &((Decoded *) data)->frame;
}

static void
commit_cb (gpointer data)
{
  Decoded *decoded = data;
  decoded->n_frames++;
  decoded->n_refused += decoded->frame.kind == VIGIL_FRAME_REFUSED;
}

static void
test_all_that_is_on_the_wire_is_understood (Fixture *fixture, gconstpointer data)
{
  (void) data;
  turn_until (fixture, has_three_seconds);
  GPtrArray *messages = vigil_test_client_get_messages (fixture->client);
  Decoded decoded = { 0 };
  const VigilFrameSink sink = { reserve_cb, commit_cb, &decoded };
  for (guint i = 0; i < messages->len; i++) {
    const VigilTestMessage *message = g_ptr_array_index (messages, i);
    gsize length;
    const guint8 *payload = g_bytes_get_data (message->payload, &length);
    vigil_wire_decode (VIGIL_TEST_ROOT, message->topic, payload, length, message->is_retained,
                       (VigilNow){ 1, g_get_real_time () / 1000 }, &sink);
  }
  g_assert_cmpuint (decoded.n_refused, ==, 0);
  g_assert_cmpuint (decoded.n_frames, >=, messages->len);
  char said[128] = "";
  g_assert_cmpint (read (fixture->out_fd, said, sizeof said - 1), >, 0);
  g_assert_true (g_str_has_prefix (said, "ready gateways=2 beds=3 start_ms="));
}

/* The first message of each gateway and its beds is the gateway's own state. */
static guint
find_first (Fixture *fixture, const char *topic)
{
  GPtrArray *messages = vigil_test_client_get_messages (fixture->client);
  for (guint i = 0; i < messages->len; i++)
    if (strstr (((VigilTestMessage *) g_ptr_array_index (messages, i))->topic, topic) != NULL)
      return i;
  return G_MAXUINT;
}

static void
assert_in_order (Fixture *fixture)
{
  guint state = find_first (fixture, "gateway/gw-b/state");
  guint meta = find_first (fixture, "bed/03/meta"), wave = find_first (fixture, "bed/03/wave");
  guint alarms = find_first (fixture, "bed/03/alarms");
  g_assert_cmpuint (state, <, find_first (fixture, "bed/03/"));
  g_assert_cmpuint (meta, <, wave);
  g_assert_cmpuint (find_first (fixture, "bed/03/limits"), <, wave);
  g_assert_cmpuint (alarms, <, G_MAXUINT);
}

static void
test_own_state_is_first_and_meta_before_waves (Fixture *fixture, gconstpointer data)
{
  (void) data;
  turn_until (fixture, has_three_seconds);
  assert_in_order (fixture);
}

static void
test_after_a_broker_restart_all_is_told_again (Fixture *fixture, gconstpointer data)
{
  (void) data;
  turn_until (fixture, has_three_seconds);
  g_clear_pointer (&fixture->client, vigil_test_client_free);
  vigil_test_broker_kill (fixture->broker);
  vigil_test_broker_start (fixture->broker);
  fixture->client = vigil_test_client_new (fixture->broker, "desk-1", VIGIL_TEST_ROOT "/#");
  turn_until (fixture, has_three_seconds);
  assert_in_order (fixture);
}

static void
test_a_signal_ends_it_with_lost (Fixture *fixture, gconstpointer data)
{
  (void) data;
  turn_until (fixture, has_three_seconds);
  int status = stop_program (fixture);
  g_assert_true (WIFEXITED (status) && WEXITSTATUS (status) == 0);
  turn_until (fixture, are_both_lost);
}

static void
test_a_crash_leaves_the_will_and_returns_with_another_boot (Fixture *fixture, gconstpointer data)
{
  (void) data;
  turn_until (fixture, is_a_ready);
  g_autofree char *before = last_state (fixture, "gw-a");
  turn_until (fixture, is_a_lost);
  g_assert_true (is_said (fixture, "gw-b", "\"ready\""));
  turn_until (fixture, is_a_ready);
  g_autofree char *after = last_state (fixture, "gw-a");
  const char *old_boot = strstr (before, "\"boot\":"), *new_boot = strstr (after, "\"boot\":");
  g_assert_nonnull (old_boot);
  g_assert_false (strncmp (old_boot, new_boot, 17) == 0);
}

static void
test_a_wrong_command_line_is_named (void)
{
  static const struct {
    const char *arguments, *message;
  } cases[] = {
    { "", "say one of --scenario" },
    { "--load 9999", "--load: 1 to 512 beds" },
    { "--record x --storm", "--storm goes with --load" },
    { "--load 2 --batch-ms 90", "--batch-ms: 100 to 250" },
    { "--load 2 --site A/B", "[a-z0-9-]" },
    { "--scenario /nowhere/x.scenario", "/nowhere/x.scenario" },
    { "--record /nowhere/100 --dry-run 1", "/nowhere/100" },
    { "--load 2 --password-file /nowhere/p", "/nowhere/p" },
  };
  g_autofree char *program =
      g_test_build_filename (G_TEST_BUILT, "..", "src", "sim", "vigil-sim", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *line = g_strconcat (program, " ", cases[i].arguments, NULL);
    g_autofree char *said = NULL;
    int status = 0;
    g_assert_true (g_spawn_command_line_sync (line, NULL, &said, &status, NULL));
    g_assert_true (WIFEXITED (status) && WEXITSTATUS (status) == 1);
    if (strstr (said, cases[i].message) == NULL)
      g_error ("\"%s\" does not say \"%s\"", said, cases[i].message);
  }
}

#define ADD(name, function)                                                                        \
  g_test_add ("/sim/program/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("all-that-is-on-the-wire-is-understood", test_all_that_is_on_the_wire_is_understood);
  ADD ("own-state-is-first-and-meta-before-waves", test_own_state_is_first_and_meta_before_waves);
  ADD ("after-a-broker-restart-all-is-told-again", test_after_a_broker_restart_all_is_told_again);
  ADD ("a-signal-ends-it-with-lost", test_a_signal_ends_it_with_lost);
  ADD ("a-crash-leaves-the-will-and-returns-with-another-boot",
       test_a_crash_leaves_the_will_and_returns_with_another_boot);
  g_test_add_func ("/sim/program/a-wrong-command-line-is-named",
                   test_a_wrong_command_line_is_named);
  return g_test_run ();
}
