/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-reply.h"

#include <string.h>

void
vigil_reply_headers (SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  /* libsoup 3.2 does not keep a connection that was handed over as a stream: say so, or a client
   * would send its next request into a closed one. */
  soup_message_headers_replace (headers, "Connection", "close");
  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  soup_message_headers_replace (headers, "X-Content-Type-Options", "nosniff");
}

void
vigil_reply_json (SoupServerMessage *message, guint status, const char *json)
{
  vigil_reply_headers (message);
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, json,
                                    strlen (json));
}

void
vigil_reply_error (SoupServerMessage *message,
                   guint status,
                   const char *error,
                   const char *field,
                   const char *reason)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (JsonObject) object = json_object_new ();
  json_object_set_string_member (object, "error", error);
  json_object_set_string_member (object, "field", field);
  json_object_set_string_member (object, "reason", reason);
  json_node_set_object (root, object);
  g_autofree char *json = json_to_string (root, FALSE);
  vigil_reply_json (message, status, json);
}

void
vigil_reply_refuse (SoupServerMessage *message,
                    guint status,
                    const char *error,
                    const char *field,
                    const char *reason)
{
  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
  vigil_reply_error (message, status, error, field, reason);
}
