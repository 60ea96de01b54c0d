/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hostile-server.h"

#include <string.h>

#define HUGE_BYTES (50 * 1000 * 1000)
#define THREADS_MAX 64

struct _HostileServer {
  GSocketService *service;
  guint16 port;
  const HostileAnswer *answers;
  guint n_answers;
  const char *token;
  GCancellable *ending;
  GMutex lock; /* of what follows */
  guint next;
  guint n_open, max_open;
  GPtrArray *requests, *accepted;
  GArray *times_us;
  char *poison;
  HostileAnswer poison_answer;
  const char *page_prefix, *page;
};

typedef struct {
  char *method, *path, *id, *authorization;
} Request;

static void
request_clear (Request *request)
{
  g_free (request->method);
  g_free (request->path);
  g_free (request->id);
  g_free (request->authorization);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Request, request_clear)

static gboolean
read_request (HostileServer *server, GDataInputStream *input, Request *request)
{
  gsize length = 0;
  g_autofree char *first = g_data_input_stream_read_line (input, NULL, server->ending, NULL);
  g_auto (GStrv) words = first != NULL ? g_strsplit (g_strchomp (first), " ", 3) : NULL;
  if (words == NULL || g_strv_length (words) != 3)
    return FALSE;
  request->method = g_strdup (words[0]);
  request->path = g_strdup (words[1]);
  const char *slash = strrchr (words[1], '/');
  request->id = g_strdup (slash != NULL ? slash + 1 : "");
  for (;;) {
    g_autofree char *line = g_data_input_stream_read_line (input, NULL, server->ending, NULL);
    if (line == NULL)
      return FALSE;
    g_strchomp (line);
    if (*line == '\0')
      break;
    if (g_ascii_strncasecmp (line, "Content-Length:", 15) == 0)
      length = (gsize) g_ascii_strtoull (line + 15, NULL, 10);
    if (g_ascii_strncasecmp (line, "Authorization: Bearer ", 22) == 0)
      request->authorization = g_strdup (line + 22);
  }
  g_autofree char *body = g_malloc (length + 1);
  return g_input_stream_read_all (G_INPUT_STREAM (input), body, length, NULL, server->ending, NULL);
}

/* Takes the script's next entry and notes the request. */
static HostileAnswer
choose (HostileServer *server, const Request *request)
{
  HostileAnswer answer = { HOSTILE_GOOD, 0, NULL };
  gint64 now_us = g_get_monotonic_time ();
  g_mutex_lock (&server->lock);
  g_ptr_array_add (server->requests, g_strconcat (request->method, " ", request->path, NULL));
  g_array_append_val (server->times_us, now_us);
  if (server->token != NULL && g_strcmp0 (server->token, request->authorization) != 0)
    answer = (HostileAnswer){ HOSTILE_STATUS, 401, NULL };
  else if (g_strcmp0 (server->poison, request->id) == 0)
    answer = server->poison_answer;
  else if (server->next < server->n_answers)
    answer = server->answers[server->next++];
  if (answer.kind == HOSTILE_GOOD && g_str_equal (request->method, "PUT"))
    g_ptr_array_add (server->accepted, g_strdup (request->id));
  g_mutex_unlock (&server->lock);
  return answer;
}

static void
say (HostileServer *server, GOutputStream *output, const char *text)
{
  g_output_stream_write_all (output, text, strlen (text), NULL, server->ending, NULL);
}

static void
say_answer (HostileServer *server,
            GOutputStream *output,
            guint status,
            const char *headers,
            const char *body)
{
  g_autofree char *text = g_strdup_printf (
      "HTTP/1.1 %u X\r\n%sContent-Length: %" G_GSIZE_FORMAT "\r\nConnection: close\r\n\r\n%s",
      status, headers != NULL ? headers : "", strlen (body), body);
  say (server, output, text);
}

/* Until the other side goes or the test ends. */
static void
say_nothing (HostileServer *server, GDataInputStream *input)
{
  char byte;
  g_input_stream_read (G_INPUT_STREAM (input), &byte, 1, server->ending, NULL);
}

static void
drip (HostileServer *server, GOutputStream *output)
{
  say (server, output, "HTTP/1.1 201 X\r\nContent-Length: 10000\r\n\r\n{");
  while (g_output_stream_write (output, " ", 1, server->ending, NULL) == 1)
    g_usleep (20 * 1000);
}

static void
say_huge (HostileServer *server, GOutputStream *output, const char *id)
{
  g_autofree char *filling = g_strnfill (100 * 1000, ' ');
  g_autofree char *head = g_strdup_printf (
      "HTTP/1.1 200 X\r\nContent-Length: %u\r\n\r\n{\"id\":\"%s\"}", HUGE_BYTES, id);
  say (server, output, head);
  for (guint sent = 0; sent < HUGE_BYTES; sent += 100 * 1000) {
    if (!g_output_stream_write_all (output, filling, 100 * 1000, NULL, server->ending, NULL))
      return;
  }
}

static void
say_deep (HostileServer *server, GOutputStream *output, const char *id)
{
  g_autofree char *nest = g_strnfill (60 * 1000, '[');
  g_autofree char *body = g_strdup_printf ("{\"id\":\"%s\",\"x\":%s", id, nest);
  say_answer (server, output, 200, NULL, body);
}

static void
give (HostileServer *server,
      GDataInputStream *input,
      GOutputStream *output,
      const Request *request,
      HostileAnswer answer)
{
  g_autofree char *receipt =
      g_strdup_printf ("{\"id\":\"%s\",\"received\":1,\"cursor\":\"1-00000000\"}", request->id);
  switch (answer.kind) {
  case HOSTILE_GOOD:
    say_answer (server, output, 201, NULL, receipt);
    break;
  case HOSTILE_WRONG_ID:
    say_answer (server, output, 200, NULL, "{\"id\":\"019a0b3c-5d00-7abc-8def-ffffffffffff\"}");
    break;
  case HOSTILE_NO_CONTENT:
    say (server, output, "HTTP/1.1 204 X\r\nConnection: close\r\n\r\n");
    break;
  case HOSTILE_NOT_JSON:
    say_answer (server, output, 200, "Content-Type: text/html\r\n", "<html>Welcome, guest</html>");
    break;
  case HOSTILE_DEEP:
    say_deep (server, output, request->id);
    break;
  case HOSTILE_REDIRECT:
    say_answer (server, output, 302, "Location: /portal\r\n", receipt);
    break;
  case HOSTILE_HUGE:
    say_huge (server, output, request->id);
    break;
  case HOSTILE_DRIP:
    drip (server, output);
    break;
  case HOSTILE_HANG:
    say_nothing (server, input);
    break;
  case HOSTILE_TRUNCATED:
    say (server, output, "HTTP/1.1 201 X\r\nContent-Length: 500\r\n\r\n");
    say (server, output, receipt);
    break;
  case HOSTILE_RESET:
    break;
  case HOSTILE_GARBAGE:
    say (server, output, "\x01\x02 ward server? never heard of it\r\n\r\n");
    break;
  case HOSTILE_STATUS:
  default:
    say_answer (server, output, answer.status, answer.headers,
                "{\"error\":\"e\",\"field\":\"asof\",\"reason\":\"missing\"}");
  }
}

static gboolean
give_page (HostileServer *server, GOutputStream *output, const Request *request)
{
  g_mutex_lock (&server->lock);
  const char *prefix = server->page_prefix;
  const char *page = server->page;
  g_mutex_unlock (&server->lock);
  if (!g_str_equal (request->method, "GET"))
    return FALSE;
  if (prefix != NULL && page != NULL && g_str_has_prefix (request->path, prefix))
    say_answer (server, output, 200, NULL, page);
  else
    say_answer (server, output, 404, NULL, "{}");
  return TRUE;
}

static gboolean
run_cb (GThreadedSocketService *service G_GNUC_UNUSED,
        GSocketConnection *connection,
        GObject *source G_GNUC_UNUSED,
        HostileServer *server)
{
  g_auto (Request) request = { 0 };
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (connection));
  g_autoptr (GDataInputStream) input =
      g_data_input_stream_new (g_io_stream_get_input_stream (G_IO_STREAM (connection)));
  g_data_input_stream_set_newline_type (input, G_DATA_STREAM_NEWLINE_TYPE_LF);
  g_mutex_lock (&server->lock);
  server->n_open++;
  server->max_open = MAX (server->max_open, server->n_open);
  g_mutex_unlock (&server->lock);
  if (read_request (server, input, &request)) {
    HostileAnswer answer = choose (server, &request);
    if (answer.kind != HOSTILE_GOOD || !give_page (server, output, &request))
      give (server, input, output, &request, answer);
  }
  g_mutex_lock (&server->lock);
  server->n_open--;
  g_mutex_unlock (&server->lock);
  return TRUE;
}

HostileServer *
hostile_server_new (const HostileAnswer *answers, guint n, const char *token)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, 0);
  HostileServer *server = g_new0 (HostileServer, 1);
  server->answers = answers;
  server->n_answers = n;
  server->token = token;
  server->ending = g_cancellable_new ();
  server->requests = g_ptr_array_new_with_free_func (g_free);
  server->accepted = g_ptr_array_new_with_free_func (g_free);
  server->times_us = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_mutex_init (&server->lock);
  server->service = g_threaded_socket_service_new (THREADS_MAX);
  g_socket_listener_add_address (G_SOCKET_LISTENER (server->service), address, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &bound, &error);
  g_assert_no_error (error);
  server->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  g_signal_connect (server->service, "run", G_CALLBACK (run_cb), server);
  g_socket_service_start (server->service);
  return server;
}

static guint
get_n_open (HostileServer *server)
{
  g_mutex_lock (&server->lock);
  guint n = server->n_open;
  g_mutex_unlock (&server->lock);
  return n;
}

void
hostile_server_free (HostileServer *server)
{
  g_socket_service_stop (server->service);
  g_socket_listener_close (G_SOCKET_LISTENER (server->service));
  g_cancellable_cancel (server->ending);
  while (get_n_open (server) > 0)
    g_thread_yield ();
  /* The threads let go of the service last of all, the accepting in the loop. */
  while (G_OBJECT (server->service)->ref_count > 1) {
    g_main_context_iteration (NULL, FALSE);
    g_thread_yield ();
  }
  g_clear_object (&server->service);
  g_clear_object (&server->ending);
  g_ptr_array_unref (server->requests);
  g_ptr_array_unref (server->accepted);
  g_array_unref (server->times_us);
  g_free (server->poison);
  g_mutex_clear (&server->lock);
  g_free (server);
}

char *
hostile_server_get_base (HostileServer *server)
{
  return g_strdup_printf ("http://127.0.0.1:%u", server->port);
}

static GPtrArray *
copy_strings (GPtrArray *strings)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < strings->len; i++)
    g_ptr_array_add (copy, g_strdup (strings->pdata[i]));
  return copy;
}

GPtrArray *
hostile_server_get_requests (HostileServer *server, GArray **times_us)
{
  g_mutex_lock (&server->lock);
  GPtrArray *requests = copy_strings (server->requests);
  if (times_us != NULL)
    *times_us = g_array_copy (server->times_us);
  g_mutex_unlock (&server->lock);
  return requests;
}

GPtrArray *
hostile_server_get_accepted (HostileServer *server)
{
  g_mutex_lock (&server->lock);
  GPtrArray *accepted = copy_strings (server->accepted);
  g_mutex_unlock (&server->lock);
  return accepted;
}

guint
hostile_server_get_max_open (HostileServer *server)
{
  g_mutex_lock (&server->lock);
  guint max_open = server->max_open;
  g_mutex_unlock (&server->lock);
  return max_open;
}

void
hostile_server_set_poison (HostileServer *server, const char *id, HostileAnswer answer)
{
  g_mutex_lock (&server->lock);
  g_free (server->poison);
  server->poison = g_strdup (id);
  server->poison_answer = answer;
  g_mutex_unlock (&server->lock);
}

void
hostile_server_set_page (HostileServer *server, const char *prefix, const char *body)
{
  g_mutex_lock (&server->lock);
  server->page_prefix = prefix;
  server->page = body;
  g_mutex_unlock (&server->lock);
}
