/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The HTTP side of the ward server: puts acknowledgements and changes of encounters (FIFO per bed,
 * beds in parallel), polls the snapshot, the acknowledgements of other stations and health. One
 * SoupSession, main thread, never blocks. The queue's rows are the caller's: the poster asks for
 * nothing and keeps only what is in flight or waiting. */

#include <gio/gio.h>

#include "vigil-outbox.h"

G_BEGIN_DECLS

#define VIGIL_TYPE_POSTER (vigil_poster_get_type ())
G_DECLARE_FINAL_TYPE (VigilPoster, vigil_poster, VIGIL, POSTER, GObject)

/* @base: "http://127.0.0.1:8080"; @token_file: re-read on 401/403 and on change, NULL = none;
 * @ca_file, @cert_file, @key_file: NULL = none. Whether plaintext may leave this machine is the
 * caller's to decide. */
VigilPoster *vigil_poster_new (const char *base,
                               const char *site,
                               const char *ward,
                               const char *token_file,
                               const char *ca_file,
                               const char *cert_file,
                               const char *key_file,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Sends @body by PUT to /v1/acknowledgements/@id after what is already waiting for @bed ("" is a
 * bed of its own). Retries by itself, for ever. An id that waits already is not taken again; after
 * vigil_poster_stop() nothing is taken until vigil_poster_start(). */
void vigil_poster_put (VigilPoster *self, const char *bed, const char *id, GBytes *body);
/* The same to /v1/encounters/@encounter, in the same lane: what was done to a bed arrives in the
 * order in which it was done. The answer must echo @id, the change's own. */
void vigil_poster_put_change (
    VigilPoster *self, const char *bed, const char *encounter, const char *id, GBytes *body);
guint vigil_poster_get_n_waiting (VigilPoster *self);
/* Begins polling: snapshot every 10 s, acknowledgements every 5 s after @cursor, health every 10 s.
 */
void vigil_poster_start (VigilPoster *self, const char *cursor);
/* Stops everything; waiting rows stay with the caller. */
void vigil_poster_stop (VigilPoster *self);
/* TRUE while the last exchange got an answer of the server: redirects, 502 to 504 and answers that
 * are not what was asked are somebody else's. */
gboolean vigil_poster_is_reachable (VigilPoster *self);
/* The last thing that went wrong, for diagnostics: "401 authorization: not a known token", "no
 * whole answer in time". NULL while all is well. Lent until the next exchange. */
const char *vigil_poster_get_problem (VigilPoster *self);
/* Multiplies every delay and deadline (1 = as above): for tests. Before vigil_poster_start(). */
void vigil_poster_set_pace (VigilPoster *self, double pace);

/* Signals (main thread):
 *  "settled" (const char *id, guint delivery, const char *reason): VIGIL_DELIVERY_DELIVERED with ""
 *      or VIGIL_DELIVERY_DEAD with a reason of at most 95 bytes
 *  "snapshot" (GBytes *json): a 200 of GET /v1/wards/…, not for 304; one JSON object nested at most
 *      16 deep and up to 4 MiB long
 *  "snapshot-confirmed" (): a 304: the last snapshot is the ward as it is now
 *  "acknowledgements" (GBytes *json, const char *next_cursor): new rows
 *  "reachable" (gboolean is_reachable): changed
 *  "server-time" (gint64 wall_ms): of health, half the way there and back added
 */

G_END_DECLS
