/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-api.h"

#include <string.h>

#include "vigil-build-config.h"
#include "vigil-change.h"
#include "vigil-record.h"
#include "vigil-reply.h"
#include "vigil-snapshot-json.h"
#include "vigil-watched-file.h"
#include "vigil-wire.h"

#define DAY_MS (G_GINT64_CONSTANT (24) * 3600 * 1000)
#define LIMIT_DEFAULT 100
#define LIMIT_MAX 500
#define STATION_KEY "vigil-station"

struct _VigilApi {
  VigilDatabase *database;
  VigilTokens *tokens;
  char *ward_path;
  VigilWatchedFile ward_watched;
  VigilWardFile *ward;
  VigilApiWhole whole;
  gpointer whole_data;
};

typedef enum {
  ROUTE_NONE,
  ROUTE_HEALTH,
  ROUTE_WARD,
  ROUTE_LIST,
  ROUTE_PUT_ACKNOWLEDGEMENT,
  ROUTE_PUT_ENCOUNTER,
} Route;

typedef struct {
  Route route;
  const char *method;
  char *first, *second; /* the path's variable parts, owned */
} Target;

static void
target_clear (Target *target)
{
  g_clear_pointer (&target->first, g_free);
  g_clear_pointer (&target->second, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Target, target_clear)

static gint64
now_ms (void)
{
  return g_get_real_time () / 1000;
}

static void
set_target (Target *target, Route route, const char *method, const char *first, const char *second)
{
  target->route = route;
  target->method = method;
  target->first = g_strdup (first);
  target->second = g_strdup (second);
}

static void
find_target (const char *path, Target *target)
{
  g_auto (GStrv) parts = g_strsplit (path != NULL ? path : "", "/", 7);
  guint n = g_strv_length (parts);
  if (n < 3 || *parts[0] != '\0' || strcmp (parts[1], "v1") != 0)
    return;
  if (n == 3 && strcmp (parts[2], "health") == 0)
    set_target (target, ROUTE_HEALTH, SOUP_METHOD_GET, NULL, NULL);
  else if (n == 3 && strcmp (parts[2], "acknowledgements") == 0)
    set_target (target, ROUTE_LIST, SOUP_METHOD_GET, NULL, NULL);
  else if (n == 4 && strcmp (parts[2], "acknowledgements") == 0)
    set_target (target, ROUTE_PUT_ACKNOWLEDGEMENT, SOUP_METHOD_PUT, parts[3], NULL);
  else if (n == 4 && strcmp (parts[2], "encounters") == 0)
    set_target (target, ROUTE_PUT_ENCOUNTER, SOUP_METHOD_PUT, parts[3], NULL);
  else if (n == 5 && strcmp (parts[2], "wards") == 0)
    set_target (target, ROUTE_WARD, SOUP_METHOD_GET, parts[3], parts[4]);
}

static const char *
get_path (SoupServerMessage *message)
{
  GUri *uri = soup_server_message_get_uri (message);
  return uri != NULL ? g_uri_get_path (uri) : NULL;
}

static gboolean
is_same_ward (const VigilApi *api, const char *site, const char *ward)
{
  return (site == NULL || strcmp (site, api->ward->site) == 0)
         && strcmp (ward, api->ward->ward) == 0;
}

/* A disk that does not take it is no fault of the request: 507, so that it is sent again. */
static void
reply_storage (SoupServerMessage *message, const GError *error)
{
  g_message ("storage: %s", error->message);
  vigil_reply_error (message, SOUP_STATUS_INSUFFICIENT_STORAGE, "storage", "body", error->message);
}

static void
reply_kept (SoupServerMessage *message,
            VigilKeep keep,
            const char *id,
            const VigilReceipt *receipt,
            const GError *error)
{
  if (keep == VIGIL_KEEP_FAILED) {
    reply_storage (message, error);
    return;
  }
  if (keep == VIGIL_KEEP_CONFLICT) {
    vigil_reply_error (message, SOUP_STATUS_CONFLICT, "conflict", "id", "held with other content");
    return;
  }
  g_autofree char *json =
      g_strdup_printf ("{\"id\":\"%s\",\"received\":%" G_GINT64_FORMAT ",\"cursor\":\"%s\"}", id,
                       receipt->received_ms, receipt->cursor);
  vigil_reply_json (message, keep == VIGIL_KEEP_STORED ? SOUP_STATUS_CREATED : SOUP_STATUS_OK,
                    json);
}

static void
reply_invalid (SoupServerMessage *message, const char *field, const char *reason)
{
  vigil_reply_error (message, SOUP_STATUS_UNPROCESSABLE_ENTITY, "invalid", field, reason);
}

static gboolean
is_own_station (SoupServerMessage *message, const char *station)
{
  const char *own = g_object_get_data (G_OBJECT (message), STATION_KEY);
  if (g_strcmp0 (own, station) == 0)
    return TRUE;
  vigil_reply_error (message, SOUP_STATUS_FORBIDDEN, "forbidden", "station",
                     "not the station of the token");
  return FALSE;
}

static void
put_acknowledgement (VigilApi *api, SoupServerMessage *message, const char *id, GBytes *body)
{
  gsize size = 0;
  VigilAction action = { 0 };
  VigilCounter reason = 0;
  VigilReceipt receipt = { 0 };
  const char *field = NULL;
  g_autoptr (GError) error = NULL;
  const guint8 *bytes = g_bytes_get_data (body, &size);
  if (!vigil_wire_decode_action (bytes, size, &action, &reason, &field)) {
    reply_invalid (message, field != NULL ? field : "body", vigil_counter_get_name (reason));
    return;
  }
  if (action.id[14] != '7')
    reply_invalid (message, "id", "not a UUIDv7");
  else if (strcmp (action.id, id) != 0)
    reply_invalid (message, "id", "not the one of the address");
  else if (is_own_station (message, action.station)) {
    VigilKeep keep = vigil_record_put (api->database, &action, body, now_ms (), &receipt, &error);
    reply_kept (message, keep, action.id, &receipt, error);
  }
}

/* What the form of a change cannot tell: a clock that is far ahead would win over every later
 * change, and nobody is born tomorrow. NULL: nothing is wrong; else the field. A day is left for
 * time zones.
 */
static const char *
find_future (const VigilChange *change, gint64 now)
{
  if (change->t_ms > now + DAY_MS)
    return "t";
  g_autoptr (GDateTime) tomorrow = g_date_time_new_from_unix_utc ((now + DAY_MS) / 1000);
  g_autofree char *date = g_date_time_format (tomorrow, "%Y-%m-%d");
  return strcmp (change->stay.birth, date) > 0 ? "birth" : NULL;
}

static void
put_encounter (VigilApi *api, SoupServerMessage *message, const char *encounter, GBytes *body)
{
  VigilChange change;
  VigilReceipt receipt = { 0 };
  const char *reason = NULL, *field = NULL;
  g_autoptr (GError) error = NULL;
  if (!vigil_change_decode (body, &change, &reason, &field))
    reply_invalid (message, field, reason);
  else if (strcmp (change.stay.encounter, encounter) != 0)
    reply_invalid (message, "encounter", "not the one of the address");
  else if (*change.bed != '\0' && vigil_ward_file_find (api->ward, change.bed) == NULL)
    reply_invalid (message, "bed", "not a bed of this ward");
  else if (find_future (&change, now_ms ()) != NULL)
    reply_invalid (message, find_future (&change, now_ms ()), "in the future");
  else if (is_own_station (message, change.station)) {
    VigilKeep keep = vigil_change_put (api->database, &change, body, now_ms (), &receipt, &error);
    reply_kept (message, keep, change.id, &receipt, error);
  }
}

static gboolean
etag_matches (SoupServerMessage *message, const char *etag)
{
  const char *header = soup_message_headers_get_list (
      soup_server_message_get_request_headers (message), "If-None-Match");
  return header != NULL && (strcmp (header, "*") == 0 || strstr (header, etag) != NULL);
}

static void
get_ward (VigilApi *api, SoupServerMessage *message, const Target *target)
{
  g_autoptr (GError) error = NULL;
  if (!is_same_ward (api, target->first, target->second)) {
    vigil_reply_error (message, SOUP_STATUS_NOT_FOUND, "not-found", "ward",
                       "not a ward of this server");
    return;
  }
  g_autofree char *json =
      vigil_snapshot_json_make (api->database, api->ward, now_ms () - DAY_MS, &error);
  if (json == NULL) {
    reply_storage (message, error);
    return;
  }
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, json, -1);
  g_autofree char *etag = g_strdup_printf ("\"%.32s\"", hash);
  if (etag_matches (message, etag)) {
    soup_server_message_set_status (message, SOUP_STATUS_NOT_MODIFIED, NULL);
    vigil_reply_headers (message);
  } else
    vigil_reply_json (message, SOUP_STATUS_OK, json);
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "ETag", etag);
}

static gboolean
read_limit (const char *text, guint *limit)
{
  guint64 value = LIMIT_DEFAULT;
  if (text != NULL && !g_ascii_string_to_unsigned (text, 10, 1, LIMIT_MAX, &value, NULL))
    return FALSE;
  *limit = (guint) value;
  return TRUE;
}

static void
list_acknowledgements (VigilApi *api, SoupServerMessage *message, GHashTable *query)
{
  guint limit = 0;
  g_autoptr (GError) error = NULL;
  const char *ward = query != NULL ? g_hash_table_lookup (query, "ward") : NULL;
  const char *after = query != NULL ? g_hash_table_lookup (query, "after") : NULL;
  const char *limit_text = query != NULL ? g_hash_table_lookup (query, "limit") : NULL;
  if (after != NULL && *after == '\0')
    after = NULL;
  if (ward == NULL)
    reply_invalid (message, "ward", "missing");
  else if (!read_limit (limit_text, &limit))
    reply_invalid (message, "limit", "not from 1 to 500");
  else if (after != NULL && !vigil_cursor_is_valid (after))
    reply_invalid (message, "after", "not a cursor");
  else if (!is_same_ward (api, NULL, ward))
    vigil_reply_error (message, SOUP_STATUS_NOT_FOUND, "not-found", "ward",
                       "not a ward of this server");
  else {
    g_autofree char *json =
        vigil_record_list (api->database, after, limit, now_ms () - DAY_MS, &error);
    if (json != NULL)
      vigil_reply_json (message, SOUP_STATUS_OK, json);
    else
      reply_storage (message, error);
  }
}

static void
get_health (VigilApi *api, SoupServerMessage *message)
{
  gint64 one = 0;
  g_autoptr (GError) error = NULL;
  if (!vigil_database_get_int64 (api->database, "SELECT count (*) FROM sqlite_schema", 0, &one,
                                 &error)) {
    vigil_reply_error (message, SOUP_STATUS_SERVICE_UNAVAILABLE, "storage", "database",
                       error->message);
    return;
  }
  g_autofree char *json = g_strdup_printf ("{\"status\":\"ok\",\"t\":%" G_GINT64_FORMAT
                                           ",\"version\":\"" VIGIL_VERSION "\"}",
                                           now_ms ());
  vigil_reply_json (message, SOUP_STATUS_OK, json);
}

static gboolean
load_ward (VigilApi *api, GError **error)
{
  VigilWardFile *ward = vigil_ward_file_load (api->ward_path, error);
  if (ward == NULL)
    return FALSE;
  g_clear_pointer (&api->ward, vigil_ward_file_free);
  api->ward = ward;
  return TRUE;
}

static void
refresh_ward (VigilApi *api)
{
  g_autoptr (GError) error = NULL;
  if (vigil_watched_file_changed (&api->ward_watched, api->ward_path) && !load_ward (api, &error))
    g_message ("ward file: %s\nthe last good one stays", error->message);
}

/* The body to the byte; NULL and an answer if it is not as long as was said: cut off. */
static GBytes *
take_body (SoupServerMessage *message)
{
  goffset said =
      soup_message_headers_get_content_length (soup_server_message_get_request_headers (message));
  g_autoptr (GBytes) body =
      soup_message_body_flatten (soup_server_message_get_request_body (message));
  if (said == (goffset) g_bytes_get_size (body))
    return g_steal_pointer (&body);
  vigil_reply_error (message, SOUP_STATUS_BAD_REQUEST, "truncated", "body",
                     "not as long as Content-Length says");
  return NULL;
}

static void
request_cb (SoupServer *server G_GNUC_UNUSED,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer data)
{
  VigilApi *api = data;
  g_auto (Target) target = { 0 };
  g_autoptr (GBytes) body = NULL;
  find_target (path, &target);
  refresh_ward (api);
  if (g_strcmp0 (target.method, SOUP_METHOD_PUT) == 0) {
    body = take_body (message);
    if (body == NULL)
      return;
  }
  if (target.route == ROUTE_HEALTH)
    get_health (api, message);
  else if (target.route == ROUTE_WARD)
    get_ward (api, message, &target);
  else if (target.route == ROUTE_LIST)
    list_acknowledgements (api, message, query);
  else if (target.route == ROUTE_PUT_ACKNOWLEDGEMENT)
    put_acknowledgement (api, message, target.first, body);
  else if (target.route == ROUTE_PUT_ENCOUNTER)
    put_encounter (api, message, target.first, body);
  else
    vigil_reply_error (message, SOUP_STATUS_NOT_FOUND, "not-found", "path", "no such address");
}

static gboolean
check_method (SoupServerMessage *message, const Target *target)
{
  const char *method = soup_server_message_get_method (message);
  if (target->route == ROUTE_NONE) {
    vigil_reply_refuse (message, SOUP_STATUS_NOT_FOUND, "not-found", "path", "no such address");
    return FALSE;
  }
  if (g_strcmp0 (method, target->method) == 0)
    return TRUE;
  vigil_reply_refuse (message, SOUP_STATUS_METHOD_NOT_ALLOWED, "method", "method",
                      "not for this address");
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Allow",
                                target->method);
  return FALSE;
}

static gboolean
check_token (VigilApi *api, SoupServerMessage *message, const Target *target)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  if (target->route == ROUTE_HEALTH)
    return TRUE;
  const char *station =
      vigil_tokens_find (api->tokens, soup_message_headers_get_one (headers, "Authorization"));
  if (station != NULL) {
    g_object_set_data_full (G_OBJECT (message), STATION_KEY, g_strdup (station), g_free);
    return TRUE;
  }
  vigil_reply_refuse (message, SOUP_STATUS_UNAUTHORIZED, "unauthorized", "authorization",
                      "not a known token");
  soup_message_headers_replace (soup_server_message_get_response_headers (message),
                                "WWW-Authenticate", "Bearer");
  return FALSE;
}

static void
check_body (SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  gboolean is_put = strcmp (soup_server_message_get_method (message), SOUP_METHOD_PUT) == 0;
  const char *type = soup_message_headers_get_content_type (headers, NULL);
  SoupEncoding encoding = soup_message_headers_get_encoding (headers);
  goffset length = soup_message_headers_get_content_length (headers);
  if (encoding == SOUP_ENCODING_CHUNKED || (is_put && encoding != SOUP_ENCODING_CONTENT_LENGTH))
    vigil_reply_refuse (message, SOUP_STATUS_LENGTH_REQUIRED, "length", "content-length",
                        "missing");
  else if (length > VIGIL_API_BODY_MAX)
    vigil_reply_refuse (message, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE, "too-large", "body",
                        "more than 65536 bytes");
  else if (is_put && g_strcmp0 (type, "application/json") != 0)
    vigil_reply_refuse (message, SOUP_STATUS_UNSUPPORTED_MEDIA_TYPE, "type", "content-type",
                        "not application/json");
}

/* A status set here keeps libsoup from calling the handler. */
static void
got_headers_cb (SoupServerMessage *message, VigilApi *api)
{
  g_auto (Target) target = { 0 };
  find_target (get_path (message), &target);
  if (check_method (message, &target) && check_token (api, message, &target))
    check_body (message);
}

static void
got_body_cb (SoupServerMessage *message, VigilApi *api)
{
  api->whole (message, api->whole_data);
}

static void
request_started_cb (SoupServer *server G_GNUC_UNUSED, SoupServerMessage *message, VigilApi *api)
{
  g_signal_connect (message, "got-headers", G_CALLBACK (got_headers_cb), api);
  g_signal_connect (message, "got-body", G_CALLBACK (got_body_cb), api);
}

VigilApi *
vigil_api_new (VigilDatabase *database, VigilTokens *tokens, const char *ward_file, GError **error)
{
  g_autoptr (VigilApi) api = g_new0 (VigilApi, 1);
  api->database = database;
  api->tokens = tokens;
  api->ward_path = g_strdup (ward_file);
  vigil_watched_file_changed (&api->ward_watched, ward_file);
  return load_ward (api, error) ? g_steal_pointer (&api) : NULL;
}

void
vigil_api_free (VigilApi *api)
{
  if (api == NULL)
    return;
  g_clear_pointer (&api->ward, vigil_ward_file_free);
  g_clear_pointer (&api->ward_path, g_free);
  g_free (api);
}

void
vigil_api_serve (VigilApi *api, SoupServer *server, VigilApiWhole whole, gpointer data)
{
  api->whole = whole;
  api->whole_data = data;
  g_signal_connect (server, "request-started", G_CALLBACK (request_started_cb), api);
  soup_server_add_handler (server, NULL, request_cb, api, NULL);
}
