/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-http.h"

#include <libsoup/soup.h>

#define IO_TIMEOUT_S 5
#define IDLE_TIMEOUT_S 30
#define CHUNK_BYTES (16 * 1024)

struct _VigilHttp {
  char *base;
  char *token;
  guint deadline_ms;
  SoupSession *session;
  GTlsCertificate *certificate; /* ours, NULL = none */
  GHashTable *exchanges; /* set of Exchange under way */
};

/* One request and its answer. Owned by its asynchronous calls; @http is NULL once dropped. */
typedef struct {
  VigilHttp *http;
  SoupMessage *message;
  GInputStream *stream;
  GByteArray *received;
  gsize max_bytes;
  GCancellable *cancellable;
  guint deadline_id;
  gboolean is_late;
  VigilHttpFunc func;
  gpointer data;
  GDestroyNotify destroy;
} Exchange;

static void
destroy_data (Exchange *exchange)
{
  if (exchange->destroy != NULL)
    exchange->destroy (g_steal_pointer (&exchange->data));
  exchange->destroy = NULL;
}

static void
exchange_free (Exchange *exchange)
{
  g_clear_handle_id (&exchange->deadline_id, g_source_remove);
  g_clear_object (&exchange->message);
  g_clear_object (&exchange->stream);
  g_clear_object (&exchange->cancellable);
  g_clear_pointer (&exchange->received, g_byte_array_unref);
  g_free (exchange);
}

static gboolean
load_tls (VigilHttp *http,
          const char *ca_file,
          const char *cert_file,
          const char *key_file,
          GError **error)
{
  if (ca_file != NULL) {
    g_autofree char *path = g_canonicalize_filename (ca_file, NULL);
    g_autoptr (GTlsDatabase) database = g_tls_file_database_new (path, error);
    if (database == NULL) {
      g_prefix_error (error, "%s: ", ca_file);
      return FALSE;
    }
    soup_session_set_tls_database (http->session, database);
  }
  if (cert_file == NULL)
    return TRUE;
  http->certificate =
      g_tls_certificate_new_from_files (cert_file, key_file != NULL ? key_file : cert_file, error);
  if (http->certificate == NULL)
    g_prefix_error (error, "%s: ", cert_file);
  return http->certificate != NULL;
}

static SoupSession *
make_session (void)
{
  /* The resolver is left out on purpose: a desktop's proxy has no business with the ward server. */
  SoupSession *session = soup_session_new_with_options (
      "max-conns", VIGIL_HTTP_CONNECTIONS_MAX, "max-conns-per-host", VIGIL_HTTP_CONNECTIONS_MAX,
      "timeout", IO_TIMEOUT_S, "idle-timeout", IDLE_TIMEOUT_S, "proxy-resolver", NULL, NULL);
  /* 401 is the poster's to handle, and a compressed answer has no bound before it is unpacked. */
  soup_session_remove_feature_by_type (session, SOUP_TYPE_AUTH_MANAGER);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_CONTENT_DECODER);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_CONTENT_SNIFFER);
  soup_session_remove_feature_by_type (session, SOUP_TYPE_COOKIE_JAR);
  return session;
}

static gboolean
check_base (const char *base, GError **error)
{
  g_autoptr (GUri) uri = g_uri_parse (base, SOUP_HTTP_URI_FLAGS, error);
  if (uri == NULL)
    return FALSE;
  const char *scheme = g_uri_get_scheme (uri);
  const char *path = g_uri_get_path (uri);
  gboolean is_http = g_strcmp0 (scheme, "http") == 0 || g_strcmp0 (scheme, "https") == 0;
  const char *host = g_uri_get_host (uri);
  if (is_http && host != NULL && *host != '\0' && g_uri_get_userinfo (uri) == NULL
      && g_uri_get_query (uri) == NULL && g_uri_get_fragment (uri) == NULL
      && (*path == '\0' || g_str_equal (path, "/")))
    return TRUE;
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
               "server address: not http or https with a host and nothing after its port");
  return FALSE;
}

VigilHttp *
vigil_http_new (const char *base,
                const char *ca_file,
                const char *cert_file,
                const char *key_file,
                GError **error)
{
  g_return_val_if_fail (base != NULL, NULL);
  g_autoptr (VigilHttp) http = g_new0 (VigilHttp, 1);
  http->exchanges = g_hash_table_new (NULL, NULL);
  http->session = make_session ();
  http->deadline_ms = VIGIL_HTTP_DEADLINE_MS;
  if (!check_base (base, error) || !load_tls (http, ca_file, cert_file, key_file, error))
    return NULL;
  http->base = g_strdup (base);
  if (g_str_has_suffix (http->base, "/"))
    http->base[strlen (http->base) - 1] = '\0';
  return g_steal_pointer (&http);
}

void
vigil_http_abort (VigilHttp *http)
{
  GHashTableIter iter;
  gpointer data;
  g_hash_table_iter_init (&iter, http->exchanges);
  while (g_hash_table_iter_next (&iter, &data, NULL)) {
    Exchange *exchange = data;
    exchange->http = NULL;
    g_clear_handle_id (&exchange->deadline_id, g_source_remove);
    g_hash_table_iter_remove (&iter);
    destroy_data (exchange);
    g_cancellable_cancel (exchange->cancellable);
  }
  soup_session_abort (http->session);
}

void
vigil_http_free (VigilHttp *http)
{
  if (http == NULL)
    return;
  vigil_http_abort (http);
  g_clear_pointer (&http->exchanges, g_hash_table_unref);
  g_clear_object (&http->session);
  g_clear_object (&http->certificate);
  g_free (http->token);
  g_free (http->base);
  g_free (http);
}

void
vigil_http_set_token (VigilHttp *http, const char *token)
{
  g_free (http->token);
  http->token = g_strdup (token);
}

void
vigil_http_set_deadline_ms (VigilHttp *http, guint deadline_ms)
{
  http->deadline_ms = deadline_ms;
}

/* Seconds, or a date: RFC 9110, 10.2.3. */
static guint
read_retry_after (SoupMessageHeaders *headers)
{
  guint64 seconds = 0;
  const char *text = soup_message_headers_get_one (headers, "Retry-After");
  if (text == NULL)
    return 0;
  if (g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT, &seconds, NULL))
    return (guint) seconds;
  g_autoptr (GDateTime) date = soup_date_time_new_from_http_string (text);
  if (date == NULL)
    return 0;
  gint64 wait_s = g_date_time_to_unix (date) - g_get_real_time () / G_USEC_PER_SEC;
  return (guint) CLAMP (wait_s, 0, G_MAXINT);
}

/* @status 0: @problem says why. Frees @exchange. */
static void
finish (Exchange *exchange, guint status, const char *problem)
{
  if (exchange->http != NULL) {
    SoupMessageHeaders *headers = soup_message_get_response_headers (exchange->message);
    g_autoptr (GBytes) body = g_byte_array_free_to_bytes (g_steal_pointer (&exchange->received));
    VigilHttpAnswer answer = {
      .status = status,
      .body = body,
      .etag = soup_message_headers_get_one (headers, "ETag"),
      .retry_after_s = status != 0 ? read_retry_after (headers) : 0,
      .problem = problem,
    };
    g_hash_table_remove (exchange->http->exchanges, exchange);
    g_clear_handle_id (&exchange->deadline_id, g_source_remove);
    exchange->func (&answer, exchange->data);
    destroy_data (exchange);
  }
  exchange_free (exchange);
}

static void
finish_error (Exchange *exchange, const GError *error)
{
  finish (exchange, 0, exchange->is_late ? "no whole answer in time" : error->message);
}

static void read_more (Exchange *exchange);

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Exchange *exchange = data;
  gsize size = 0;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) chunk =
      g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);
  if (chunk == NULL) {
    finish_error (exchange, error);
    return;
  }
  const guint8 *bytes = g_bytes_get_data (chunk, &size);
  if (size == 0)
    finish (exchange, soup_message_get_status (exchange->message), NULL);
  else if (exchange->received->len + size > exchange->max_bytes)
    finish (exchange, 0, "the answer is too long");
  else {
    g_byte_array_append (exchange->received, bytes, (guint) size);
    read_more (exchange);
  }
}

static void
read_more (Exchange *exchange)
{
  g_input_stream_read_bytes_async (exchange->stream, CHUNK_BYTES, G_PRIORITY_DEFAULT,
                                   exchange->cancellable, read_cb, exchange);
}

/* A second look, because a session resumed by another trust would be let through. */
static gboolean
peer_is_faultless (SoupMessage *message)
{
  GUri *uri = soup_message_get_uri (message);
  if (g_strcmp0 (g_uri_get_scheme (uri), "https") != 0)
    return TRUE;
  return soup_message_get_tls_peer_certificate (message) != NULL
         && soup_message_get_tls_peer_certificate_errors (message) == 0;
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Exchange *exchange = data;
  g_autoptr (GError) error = NULL;
  exchange->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (exchange->stream == NULL)
    finish_error (exchange, error);
  else if (!peer_is_faultless (exchange->message))
    finish (exchange, 0, "the server's certificate is not trusted");
  else
    read_more (exchange);
}

static gboolean
deadline_cb (gpointer data)
{
  Exchange *exchange = data;
  exchange->deadline_id = 0;
  exchange->is_late = TRUE;
  g_cancellable_cancel (exchange->cancellable);
  return G_SOURCE_REMOVE;
}

static SoupMessage *
make_message (VigilHttp *http, const char *path, GBytes *body, const char *etag)
{
  g_autofree char *address = g_strconcat (http->base, path, NULL);
  SoupMessage *message =
      soup_message_new (body != NULL ? SOUP_METHOD_PUT : SOUP_METHOD_GET, address);
  if (message == NULL)
    return NULL;
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  if (body != NULL)
    soup_message_set_request_body_from_bytes (message, "application/json", body);
  if (http->token != NULL) {
    g_autofree char *bearer = g_strconcat ("Bearer ", http->token, NULL);
    soup_message_headers_replace (headers, "Authorization", bearer);
  }
  if (etag != NULL)
    soup_message_headers_replace (headers, "If-None-Match", etag);
  if (http->certificate != NULL)
    soup_message_set_tls_client_certificate (message, http->certificate);
  return message;
}

void
vigil_http_send (VigilHttp *http,
                 const char *path,
                 GBytes *body,
                 const char *etag,
                 gsize max_bytes,
                 VigilHttpFunc func,
                 gpointer data,
                 GDestroyNotify destroy)
{
  Exchange *exchange = g_new0 (Exchange, 1);
  exchange->http = http;
  exchange->message = make_message (http, path, body, etag);
  exchange->received = g_byte_array_new ();
  exchange->max_bytes = max_bytes;
  exchange->cancellable = g_cancellable_new ();
  exchange->func = func;
  exchange->data = data;
  exchange->destroy = destroy;
  g_assert (exchange->message != NULL); /* base and path were checked */
  g_hash_table_add (http->exchanges, exchange);
  exchange->deadline_id = g_timeout_add (http->deadline_ms, deadline_cb, exchange);
  soup_session_send_async (http->session, exchange->message, G_PRIORITY_DEFAULT,
                           exchange->cancellable, sent_cb, exchange);
}
