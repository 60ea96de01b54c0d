/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server-fixture.h"
#include "vigil-test-folder.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>

#define PORT_LINE_MAX 16

static const char *const WARD =
    "[ward]\nsite=test\nward=w1\nname=Test ward\ndemo=true\n"
    "[bed 01]\nlabel=1\nnurse=EX\nencounter=de300000-0000-4000-8000-000000000001\n"
    "family=Testperson\ngiven=Alba\nbirth=1951-03-14\nclass=adult\nsince=2026-01-02T03:04:05Z\n"
    "[bed 02]\nlabel=2\n[bed 03]\nlabel=3\n";

char *
server_fixture_path (ServerFixture *fixture, const char *name)
{
  return g_build_filename (fixture->folder, name, NULL);
}

void
server_fixture_write (ServerFixture *fixture, const char *name, const char *text)
{
  g_autofree char *path = server_fixture_path (fixture, name);
  g_assert_true (
      g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL));
}

static void
make_files (ServerFixture *fixture)
{
  fixture->folder = g_dir_make_tmp ("vigil-test-server-XXXXXX", NULL);
  g_assert_nonnull (fixture->folder);
  fixture->token_file = server_fixture_path (fixture, "tokens");
  fixture->station_token_file = server_fixture_path (fixture, "token");
  fixture->ward_file = server_fixture_path (fixture, "ward.conf");
  server_fixture_write (fixture, "tokens",
                        "# test\ndesk-1 " FIXTURE_TOKEN_1 "\ndesk-2 " FIXTURE_TOKEN_2 "\n");
  server_fixture_write (fixture, "token", FIXTURE_TOKEN_1 "\n");
  server_fixture_write (fixture, "ward.conf", WARD);
}

static guint16
read_port (GSubprocess *process)
{
  char line[PORT_LINE_MAX] = "";
  gsize length = 0;
  guint64 port = 0;
  GInputStream *stream = g_subprocess_get_stdout_pipe (process);
  while (length < sizeof line - 1) {
    gssize n = g_input_stream_read (stream, line + length, 1, NULL, NULL);
    if (n != 1 || line[length] == '\n')
      break;
    length++;
  }
  line[length] = '\0';
  g_assert_true (g_ascii_string_to_unsigned (line, 10, 1, 65535, &port, NULL));
  return (guint16) port;
}

void
server_fixture_start (ServerFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) argv = g_ptr_array_new_with_free_func (g_free);
  const char *program = g_getenv ("VIGIL_SERVER");
  g_assert_nonnull (program);
  g_assert_null (fixture->process);
  if (fixture->file_kib_max > 0) {
    g_ptr_array_add (argv, g_strdup ("bash"));
    g_ptr_array_add (argv, g_strdup ("-c"));
    g_ptr_array_add (argv, g_strdup_printf ("trap '' XFSZ; ulimit -f %u; exec \"$0\" \"$@\"",
                                            fixture->file_kib_max));
  }
  g_ptr_array_add (argv, g_strdup (program));
  g_ptr_array_add (argv, g_strdup_printf ("--data-dir=%s/data", fixture->folder));
  g_ptr_array_add (argv, g_strdup_printf ("--ward-file=%s", fixture->ward_file));
  g_ptr_array_add (argv, g_strdup_printf ("--token-file=%s", fixture->token_file));
  g_ptr_array_add (argv, g_strdup_printf ("--port=%u", fixture->port));
  g_ptr_array_add (argv, g_strdup ("--print-port"));
  if (fixture->is_tls) {
    g_ptr_array_add (argv, g_strdup_printf ("--cert=%s/server.pem", fixture->folder));
    g_ptr_array_add (argv, g_strdup_printf ("--key=%s/server.key", fixture->folder));
    g_ptr_array_add (argv, g_strdup_printf ("--client-ca=%s/ca.pem", fixture->folder));
  }
  g_ptr_array_add (argv, NULL);
  /* A test that dies must not leave a server behind. */
  fixture->process = g_subprocess_newv (
      (const char *const *) argv->pdata,
      G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error);
  g_assert_no_error (error);
  fixture->port = read_port (fixture->process);
  g_free (fixture->base);
  fixture->base =
      g_strdup_printf ("%s://127.0.0.1:%u", fixture->is_tls ? "https" : "http", fixture->port);
}

void
server_fixture_init (ServerFixture *fixture)
{
  *fixture = (ServerFixture){ 0 };
  make_files (fixture);
  server_fixture_start (fixture);
}

static void
run_openssl (ServerFixture *fixture, const char *arguments)
{
  int status = -1;
  g_autoptr (GError) error = NULL;
  g_autofree char *command = g_strdup_printf ("openssl %s", arguments);
  g_auto (GStrv) argv = NULL;
  g_assert_true (g_shell_parse_argv (command, NULL, &argv, NULL));
  g_spawn_sync (fixture->folder, argv, NULL,
                G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, NULL,
                NULL, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
}

static void
make_signed (ServerFixture *fixture, const char *ca, const char *name, const char *san)
{
  g_autofree char *extension = g_strdup_printf ("subjectAltName=%s\n", san);
  g_autofree char *request = g_strdup_printf (
      "req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout %s.key -out %s.csr"
      " -subj /CN=%s",
      name, name, name);
  g_autofree char *sign = g_strdup_printf ("x509 -req -in %s.csr -CA %s.pem -CAkey %s.key"
                                           " -CAcreateserial -days 2 -extfile ext -out %s.pem",
                                           name, ca, ca, name);
  server_fixture_write (fixture, "ext", extension);
  run_openssl (fixture, request);
  run_openssl (fixture, sign);
}

void
server_fixture_init_tls (ServerFixture *fixture)
{
  *fixture = (ServerFixture){ .is_tls = TRUE };
  make_files (fixture);
  run_openssl (fixture, "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2"
                        " -keyout ca.key -out ca.pem -subj /CN=vigil-test-ca");
  run_openssl (fixture, "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2"
                        " -keyout other-ca.key -out other-ca.pem -subj /CN=vigil-other-ca");
  make_signed (fixture, "ca", "server", "IP:127.0.0.1");
  make_signed (fixture, "ca", "desk-1", "DNS:desk-1");
  make_signed (fixture, "other-ca", "stranger", "DNS:desk-1");
  server_fixture_start (fixture);
}

void
server_fixture_kill (ServerFixture *fixture)
{
  g_subprocess_force_exit (fixture->process);
  g_subprocess_wait (fixture->process, NULL, NULL);
  g_clear_object (&fixture->process);
}

int
server_fixture_end (ServerFixture *fixture)
{
  g_subprocess_send_signal (fixture->process, SIGTERM);
  g_subprocess_wait (fixture->process, NULL, NULL);
  int status = g_subprocess_get_if_exited (fixture->process)
                   ? g_subprocess_get_exit_status (fixture->process)
                   : -1;
  g_clear_object (&fixture->process);
  return status;
}

void
server_fixture_freeze (ServerFixture *fixture, gboolean is_frozen)
{
  g_subprocess_send_signal (fixture->process, is_frozen ? SIGSTOP : SIGCONT);
}

void
server_fixture_clear (ServerFixture *fixture)
{
  if (fixture->process != NULL)
    server_fixture_kill (fixture);
  vigil_test_folder_remove (fixture->folder);
  g_clear_pointer (&fixture->folder, g_free);
  g_clear_pointer (&fixture->token_file, g_free);
  g_clear_pointer (&fixture->station_token_file, g_free);
  g_clear_pointer (&fixture->ward_file, g_free);
  g_clear_pointer (&fixture->base, g_free);
}

char **
server_fixture_list (ServerFixture *fixture)
{
  g_autofree char *output = NULL;
  g_autofree char *directory = g_strdup_printf ("--data-dir=%s/data", fixture->folder);
  const char *argv[] = { g_getenv ("VIGIL_SERVER"), "--list-acknowledgements", directory, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process =
      g_subprocess_newv (argv, G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, &output, NULL, &error));
  g_assert_true (g_subprocess_get_successful (process));
  g_strchomp (output);
  return *output == '\0' ? g_new0 (char *, 1) : g_strsplit (output, "\n", -1);
}

char *
server_fixture_make_action (const char *station, const char *bed, guint n, char **id)
{
  g_autofree char *own_id = g_strdup_printf ("019a0b3c-5d00-7abc-8def-%012x", n);
  g_autofree char *bed_json = *bed == '\0' ? g_strdup ("null") : g_strdup_printf ("\"%s\"", bed);
  gint64 t_ms = G_GINT64_CONSTANT (1790000000000) + n;
  char *body = g_strdup_printf (
      "{\"id\":\"%s\",\"action\":\"acknowledge\",\"mode\":null,\"scope\":\"alarm\",\"bed\":%s,"
      "\"key\":\"%s|limit|MDC_PULS_OXIM_SAT_O2|lo|1\",\"alarm\":\"a-%u\",\"raised\":"
      "%" G_GINT64_FORMAT ",\"asof\":%" G_GINT64_FORMAT
      ",\"until\":null,\"reason\":null,\"by\":\"Okafor\","
      "\"encounter\":null,\"station\":\"%s\",\"t\":%" G_GINT64_FORMAT
      ",\"code\":\"MDC_EVT_LO\",\"pri\":\"medium\",\"label\":\"SpO2 86<90\"}",
      own_id, bed_json, bed, n, t_ms - 5000, t_ms - 1000, station, t_ms);
  if (id != NULL)
    *id = g_steal_pointer (&own_id);
  return body;
}

char *
server_fixture_talk (ServerFixture *fixture, const char *raw)
{
  char chunk[4096];
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) answer = g_string_new (NULL);
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_socket_client_set_enable_proxy (client, FALSE);
  g_socket_client_set_timeout (client, 15);
  g_autoptr (GSocketConnection) connection =
      g_socket_client_connect_to_host (client, "127.0.0.1", fixture->port, NULL, &error);
  g_assert_no_error (error);
  /* The server may answer and close before it has heard everything. */
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), raw,
                             strlen (raw), NULL, NULL, NULL);
  GInputStream *stream = g_io_stream_get_input_stream (G_IO_STREAM (connection));
  gssize n;
  while ((n = g_input_stream_read (stream, chunk, sizeof chunk, NULL, NULL)) > 0)
    g_string_append_len (answer, chunk, n);
  return g_string_free (g_steal_pointer (&answer), FALSE);
}

char *
server_fixture_request (ServerFixture *fixture,
                        const char *method,
                        const char *path,
                        const char *token,
                        const char *body)
{
  g_autoptr (GString) raw = g_string_new (NULL);
  g_string_append_printf (raw, "%s %s HTTP/1.1\r\nHost: 127.0.0.1\r\n", method, path);
  if (token != NULL)
    g_string_append_printf (raw, "Authorization: Bearer %s\r\n", token);
  if (body != NULL)
    g_string_append_printf (
        raw, "Content-Type: application/json\r\nContent-Length: %" G_GSIZE_FORMAT "\r\n",
        strlen (body));
  g_string_append_printf (raw, "\r\n%s", body != NULL ? body : "");
  return server_fixture_talk (fixture, raw->str);
}

guint
server_fixture_status (const char *answer)
{
  guint64 status = 0;
  g_autofree char *word = g_str_has_prefix (answer, "HTTP/1.1 ") ? g_strndup (answer + 9, 3) : NULL;
  if (word == NULL || !g_ascii_string_to_unsigned (word, 10, 100, 599, &status, NULL))
    return 0;
  return (guint) status;
}

const char *
server_fixture_body (const char *answer)
{
  const char *end = strstr (answer, "\r\n\r\n");
  return end != NULL ? end + 4 : "";
}

static gboolean
timeout_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

static gboolean
tick_cb (gpointer data G_GNUC_UNUSED)
{
  return G_SOURCE_CONTINUE;
}

gboolean
server_fixture_wait (gboolean (*is_done) (gpointer data), gpointer data, guint timeout_ms)
{
  gboolean is_over = FALSE;
  guint timeout_id = g_timeout_add (timeout_ms, timeout_cb, &is_over);
  guint tick_id = g_timeout_add (5, tick_cb, NULL);
  gboolean is_good = is_done (data);
  while (!is_good && !is_over) {
    g_main_context_iteration (NULL, TRUE);
    is_good = is_done (data);
  }
  g_source_remove (tick_id);
  if (!is_over)
    g_source_remove (timeout_id);
  return is_good;
}
