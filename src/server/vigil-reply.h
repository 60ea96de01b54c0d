/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Answers: JSON, never cached, one to a connection. Main thread. */

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>

G_BEGIN_DECLS

/* What every answer says, with or without a body. */
void vigil_reply_headers (SoupServerMessage *message);
void vigil_reply_json (SoupServerMessage *message, guint status, const char *json);
/* {"error","field","reason"}: never a value that came in. */
void vigil_reply_error (SoupServerMessage *message,
                        guint status,
                        const char *error,
                        const char *field,
                        const char *reason);
/* Stops keeping the body that still comes in, and answers. */
void vigil_reply_refuse (SoupServerMessage *message,
                         guint status,
                         const char *error,
                         const char *field,
                         const char *reason);

G_END_DECLS
