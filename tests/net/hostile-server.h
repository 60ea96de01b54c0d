/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A server of bad manners on loopback, one thread to a connection: answers by a script, one entry a
 * request, and well when the script is over. For tests. */

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum {
  HOSTILE_GOOD, /* 201 with the id echoed */
  HOSTILE_WRONG_ID,
  HOSTILE_NO_CONTENT, /* 204 */
  HOSTILE_NOT_JSON, /* 200 with a page */
  HOSTILE_DEEP, /* 200, nested 100,000 deep */
  HOSTILE_REDIRECT, /* 302 */
  HOSTILE_HUGE, /* 200, the right id and then 50 MB */
  HOSTILE_DRIP, /* 201, a byte every 20 ms */
  HOSTILE_HANG, /* takes the request and says nothing */
  HOSTILE_TRUNCATED, /* 201, closed in the middle of the body */
  HOSTILE_RESET, /* closed without a word */
  HOSTILE_GARBAGE, /* no HTTP */
  HOSTILE_STATUS, /* @status with @headers and an error's body */
} HostileKind;

typedef struct {
  HostileKind kind;
  guint status;
  const char *headers; /* each with \r\n; NULL = none */
} HostileAnswer;

typedef struct _HostileServer HostileServer;

/* @answers lives as long as the server. @token NULL = any; else 401 for all others, which the
 * script does not see. */
HostileServer *hostile_server_new (const HostileAnswer *answers, guint n, const char *token);
void hostile_server_free (HostileServer *server);
char *hostile_server_get_base (HostileServer *server);
/* Requests so far, each "PUT /path" with the time in µs at the same index of @times_us (NULL
 * allowed). */
GPtrArray *hostile_server_get_requests (HostileServer *server, GArray **times_us);
/* Ids answered with HOSTILE_GOOD, in order. */
GPtrArray *hostile_server_get_accepted (HostileServer *server);
/* The most connections that were open at a time. */
guint hostile_server_get_max_open (HostileServer *server);
/* Requests for this path's last part are answered so, always. */
void hostile_server_set_poison (HostileServer *server, const char *id, HostileAnswer answer);
/* What GET of a path that begins with @prefix is answered, with 200; NULL = 404. Not copied. */
void hostile_server_set_page (HostileServer *server, const char *prefix, const char *body);

G_END_DECLS
