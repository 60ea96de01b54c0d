/* SPDX-License-Identifier: GPL-3.0-or-later */

/* vigil-server: the reference ward server. Options, wiring, signals. */

#include <locale.h>
#include <glib-unix.h>
#include <unistd.h>

#include "vigil-api.h"
#include "vigil-build-config.h"
#include "vigil-gate.h"
#include "vigil-record.h"

typedef struct {
  char *data_dir, *ward_file, *token_file, *address, *cert, *key, *client_ca;
  int port, ready_fd;
  gboolean prints_port, lists, shows_version;
} Options;

static void
options_clear (Options *options)
{
  g_free (options->data_dir);
  g_free (options->ward_file);
  g_free (options->token_file);
  g_free (options->address);
  g_free (options->cert);
  g_free (options->key);
  g_free (options->client_ca);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static gboolean
parse_options (Options *options, int *argc, char ***argv, GError **error)
{
  const GOptionEntry entries[] = {
    { "data-dir", 0, 0, G_OPTION_ARG_FILENAME, &options->data_dir,
      "Folder of the database; made if missing", "DIR" },
    { "ward-file", 0, 0, G_OPTION_ARG_FILENAME, &options->ward_file,
      "Beds and patients of the ward (see data/ward/demo-ward.conf)", "FILE" },
    { "token-file", 0, 0, G_OPTION_ARG_FILENAME, &options->token_file, "One 'station token' a line",
      "FILE" },
    { "listen", 0, 0, G_OPTION_ARG_STRING, &options->address,
      "Address to listen on; 127.0.0.1 if not given; others need TLS", "ADDRESS" },
    { "port", 0, 0, G_OPTION_ARG_INT, &options->port, "Port; 8080 if not given, 0 = any free one",
      "N" },
    { "cert", 0, 0, G_OPTION_ARG_FILENAME, &options->cert, "TLS certificate chain (PEM)", "FILE" },
    { "key", 0, 0, G_OPTION_ARG_FILENAME, &options->key, "TLS private key (PEM)", "FILE" },
    { "client-ca", 0, 0, G_OPTION_ARG_FILENAME, &options->client_ca,
      "Stations must show a certificate of this authority (PEM)", "FILE" },
    { "print-port", 0, 0, G_OPTION_ARG_NONE, &options->prints_port,
      "Print the port on standard output when ready", NULL },
    { "ready-fd", 0, 0, G_OPTION_ARG_INT, &options->ready_fd,
      "Write the port to this file descriptor when ready and close it", "FD" },
    { "list-acknowledgements", 0, 0, G_OPTION_ARG_NONE, &options->lists,
      "Print every row of --data-dir as a line of JSON and end; also beside a running server",
      NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, &options->shows_version, "Print the version and end",
      NULL },
    { 0 },
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("- the ward server of Vigil");
  g_option_context_add_main_entries (context, entries, NULL);
  return g_option_context_parse (context, argc, argv, error);
}

static gboolean
refuse (GError **error, const char *reason)
{
  g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, reason);
  return FALSE;
}

static gboolean
check_options (const Options *options, int argc, GError **error)
{
  if (argc > 1)
    return refuse (error, "takes options only; see --help");
  if (options->data_dir == NULL)
    return refuse (error, "--data-dir is missing");
  if (options->lists)
    return TRUE;
  if (options->ward_file == NULL)
    return refuse (error, "--ward-file is missing");
  if (options->token_file == NULL)
    return refuse (error, "--token-file is missing");
  if (options->port < 0 || options->port > 65535)
    return refuse (error, "--port: not from 0 to 65535");
  if ((options->cert == NULL) != (options->key == NULL))
    return refuse (error, "--cert and --key come together");
  if (options->client_ca != NULL && options->cert == NULL)
    return refuse (error, "--client-ca needs --cert and --key");
  return TRUE;
}

static gboolean
list_rows (const Options *options, GError **error)
{
  g_autoptr (VigilDatabase) database = vigil_database_open_for_reading (options->data_dir, error);
  return database != NULL && vigil_record_print (database, error);
}

static gboolean
load_tls (const Options *options,
          GTlsCertificate **certificate,
          GTlsDatabase **client_ca,
          GError **error)
{
  if (options->cert != NULL) {
    *certificate = g_tls_certificate_new_from_files (options->cert, options->key, error);
    if (*certificate == NULL) {
      g_prefix_error (error, "--cert %s, --key %s: ", options->cert, options->key);
      return FALSE;
    }
  }
  if (options->client_ca != NULL) {
    g_autofree char *path = g_canonicalize_filename (options->client_ca, NULL);
    *client_ca = g_tls_file_database_new (path, error);
    if (*client_ca == NULL) {
      g_prefix_error (error, "--client-ca %s: ", options->client_ca);
      return FALSE;
    }
  }
  return TRUE;
}

static void
tell_ready (const Options *options, guint16 port)
{
  const char *address = options->address != NULL ? options->address : "127.0.0.1";
  g_message ("listening on %s port %u%s", address, port, options->cert != NULL ? ", TLS" : "");
  if (options->prints_port)
    g_print ("%u\n", port);
  if (options->ready_fd < 0)
    return;
  g_autofree char *line = g_strdup_printf ("%u\n", port);
  if (write (options->ready_fd, line, strlen (line)) < 0)
    g_message ("--ready-fd: %s", g_strerror (errno));
  close (options->ready_fd);
}

static gboolean
end_cb (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_CONTINUE;
}

static void
whole_cb (SoupServerMessage *message, gpointer data)
{
  vigil_gate_request_is_whole (data, message);
}

static void
run_until_told (void)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  guint term = g_unix_signal_add (SIGTERM, end_cb, loop);
  guint interrupt = g_unix_signal_add (SIGINT, end_cb, loop);
  g_main_loop_run (loop);
  g_source_remove (term);
  g_source_remove (interrupt);
}

static gboolean
serve (const Options *options, GError **error)
{
  g_autoptr (GTlsCertificate) certificate = NULL;
  g_autoptr (GTlsDatabase) client_ca = NULL;
  if (!load_tls (options, &certificate, &client_ca, error))
    return FALSE;
  g_autoptr (VigilTokens) tokens =
      vigil_tokens_new (options->token_file, certificate != NULL, error);
  if (tokens == NULL)
    return FALSE;
  g_autoptr (VigilDatabase) database = vigil_database_open (options->data_dir, error);
  if (database == NULL)
    return FALSE;
  g_autoptr (VigilApi) api = vigil_api_new (database, tokens, options->ward_file, error);
  if (api == NULL)
    return FALSE;
  g_autoptr (SoupServer) server = soup_server_new (NULL, NULL);
  g_autoptr (VigilGate) gate = vigil_gate_new (server, certificate, client_ca);
  vigil_api_serve (api, server, whole_cb, gate);
  guint16 port = vigil_gate_listen (gate, options->address != NULL ? options->address : "127.0.0.1",
                                    (guint16) options->port, error);
  if (port == 0)
    return FALSE;
  tell_ready (options, port);
  run_until_told ();
  g_message ("ends");
  soup_server_disconnect (server);
  return TRUE;
}

int
main (int argc, char **argv)
{
  g_auto (Options) options = { .port = 8080, .ready_fd = -1 };
  g_autoptr (GError) error = NULL;
  setlocale (LC_CTYPE, "");
  g_set_prgname ("vigil-server");
  gboolean is_good = parse_options (&options, &argc, &argv, &error);
  if (is_good && options.shows_version) {
    g_print ("vigil-server " VIGIL_VERSION "\n");
    return 0;
  }
  is_good = is_good && check_options (&options, argc, &error)
            && (options.lists ? list_rows (&options, &error) : serve (&options, &error));
  if (!is_good)
    g_printerr ("vigil-server: %s\n", error->message);
  return is_good ? 0 : 1;
}
