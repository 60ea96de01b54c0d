/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The policy of the outbox: what an answer of the server means and when to try again
 * (contract.md, HTTP; DESIGN.md, "From finger to server"). Pure; any thread. */

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  VIGIL_DELIVERY_NONE, /* not known */
  VIGIL_DELIVERY_NOT_SAVED, /* the disk failed: binds and is posted from memory */
  VIGIL_DELIVERY_SAVED, /* committed here */
  VIGIL_DELIVERY_DELIVERED, /* on the server */
  VIGIL_DELIVERY_DEAD, /* refused for good: the engineer's list */
} VigilDelivery;

typedef enum {
  VIGIL_ANSWER_DELIVERED,
  VIGIL_ANSWER_RETRY, /* no route, timeout, 408, 425, 429, 5xx, a 2xx without the echoed id, and
                       * redirects: never followed, and whoever sends one (a captive portal) is not
                       * the ward server, so that its word must not make a dead letter */
  VIGIL_ANSWER_REAUTHENTICATE, /* 401, 403 */
  VIGIL_ANSWER_DEAD, /* other 4xx */
} VigilAnswer;

/* @status: HTTP status, 0 = no answer. @is_echoed: the body's id was the one sent. */
VigilAnswer vigil_outbox_judge (guint status, gboolean is_echoed);
/* Full-jitter backoff: a delay in ms from [0, min (30 s, 0.5 s × 2^attempt)], at least 50 ms,
 * chosen by @random in [0, 1). @retry_after_s: the server's wish, 0 = none; honoured up to 300 s.
 */
guint vigil_outbox_backoff_ms (guint attempt, double random, guint retry_after_s);

G_END_DECLS
