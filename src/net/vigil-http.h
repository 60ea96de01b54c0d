/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* One ward server by HTTP: exchanges that end after 10 s whatever happens, at most two connections,
 * no redirects, cookies, cache, sniffing, compression or proxy, answers read to a bound, and over
 * TLS only a peer without any fault. Main thread, never blocks. */

#include <gio/gio.h>

G_BEGIN_DECLS

#define VIGIL_HTTP_DEADLINE_MS 10000
#define VIGIL_HTTP_CONNECTIONS_MAX 2

typedef struct _VigilHttp VigilHttp;

typedef struct {
  guint status; /* 0 = no answer that counts, see @problem */
  GBytes *body; /* whole, never NULL */
  const char *etag; /* NULL = none */
  guint retry_after_s; /* 0 = none */
  const char *problem; /* NULL with a status */
} VigilHttpAnswer;

/* @answer is lent for the call. */
typedef void (*VigilHttpFunc) (const VigilHttpAnswer *answer, gpointer data);

/* @base: "https://host:port", without a path. @ca_file NULL = the system's authorities. */
VigilHttp *vigil_http_new (const char *base,
                           const char *ca_file,
                           const char *cert_file,
                           const char *key_file,
                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Drops what is under way: no function is called any more. */
void vigil_http_free (VigilHttp *http);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigilHttp, vigil_http_free)

/* The bearer token of the requests from now on; NULL = none. */
void vigil_http_set_token (VigilHttp *http, const char *token);
/* For tests. */
void vigil_http_set_deadline_ms (VigilHttp *http, guint deadline_ms);

/* Sends; @func is called once, later, unless dropped; @destroy (NULL allowed) frees @data after
 * that or when dropped. @path with its query, escaped. @body NULL = GET, else PUT of JSON. @etag:
 * If-None-Match, NULL = none. An answer longer than @max_bytes does not count. */
void vigil_http_send (VigilHttp *http,
                      const char *path,
                      GBytes *body,
                      const char *etag,
                      gsize max_bytes,
                      VigilHttpFunc func,
                      gpointer data,
                      GDestroyNotify destroy);
/* Drops what is under way and closes the connections. */
void vigil_http_abort (VigilHttp *http);

G_END_DECLS
