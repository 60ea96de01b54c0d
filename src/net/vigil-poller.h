/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Asks the ward server again and again: its health every 10 s, the snapshot every 10 s by ETag, the
 * acknowledgements of all stations every 5 s after the last cursor. Main thread. */

#include "vigil-http.h"

G_BEGIN_DECLS

typedef struct _VigilPoller VigilPoller;

typedef enum {
  VIGIL_POLL_TIME, /* @wall_ms */
  VIGIL_POLL_SNAPSHOT, /* @json */
  VIGIL_POLL_UNCHANGED, /* 304: the last snapshot holds */
  VIGIL_POLL_ROWS, /* @json with new rows, @cursor after them */
  VIGIL_POLL_NOTHING, /* a good answer with nothing new */
  VIGIL_POLL_REFUSED, /* 401 or 403: @problem */
  VIGIL_POLL_PROBLEM, /* @problem; @status 0 = no answer */
} VigilPollNews;

typedef struct {
  guint status;
  GBytes *json;
  const char *cursor;
  gint64 wall_ms;
  const char *problem;
} VigilPollAnswer;

/* @answer is lent for the call. The function may stop the poller, not free it. */
typedef void (*VigilPollFunc) (VigilPollNews news, const VigilPollAnswer *answer, gpointer data);

/* Lends @http, which must not be freed or aborted while the poller runs. */
VigilPoller *vigil_poller_new (VigilHttp *http,
                               const char *site,
                               const char *ward,
                               VigilPollFunc func,
                               gpointer data) G_GNUC_WARN_UNUSED_RESULT;
/* Stop it first, or free @http next: answers under way would come to nobody. */
void vigil_poller_free (VigilPoller *poller);

/* @cursor: where the rows go on; NULL or "" = the past 24 hours. @pace multiplies the intervals. */
void vigil_poller_start (VigilPoller *poller, const char *cursor, double pace);
void vigil_poller_stop (VigilPoller *poller);
/* Asks now: the network is back. */
void vigil_poller_hurry (VigilPoller *poller);

G_END_DECLS
