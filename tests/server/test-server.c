/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the contract's requests do, on the real program. */

#include <json-glib/json-glib.h>
#include <signal.h>
#include <string.h>

#include "server-fixture.h"

#define WARD_PATH "/v1/wards/test/w1"
#define LIST_PATH "/v1/acknowledgements?ward=w1"

static void
setup (ServerFixture *server, gconstpointer data G_GNUC_UNUSED)
{
  server_fixture_init (server);
}

static void
teardown (ServerFixture *server, gconstpointer data G_GNUC_UNUSED)
{
  server_fixture_clear (server);
}

static JsonObject *
get_object (const char *answer, JsonNode **root)
{
  g_autoptr (GError) error = NULL;
  *root = json_from_string (server_fixture_body (answer), &error);
  g_assert_no_error (error);
  return json_node_get_object (*root);
}

static void
expect_error (const char *answer, guint status, const char *field, const char *reason)
{
  g_autoptr (JsonNode) root = NULL;
  g_assert_cmpuint (server_fixture_status (answer), ==, status);
  JsonObject *object = get_object (answer, &root);
  g_assert_cmpstr (json_object_get_string_member (object, "field"), ==, field);
  if (reason != NULL)
    g_assert_cmpstr (json_object_get_string_member (object, "reason"), ==, reason);
}

static char *
put (ServerFixture *server, const char *token, const char *id, const char *body)
{
  g_autofree char *path = g_strconcat ("/v1/acknowledgements/", id, NULL);
  return server_fixture_request (server, "PUT", path, token, body);
}

static guint
put_number (ServerFixture *server, const char *bed, guint n)
{
  g_autofree char *id = NULL;
  g_autofree char *body = server_fixture_make_action ("desk-1", bed, n, &id);
  g_autofree char *answer = put (server, FIXTURE_TOKEN_1, id, body);
  return server_fixture_status (answer);
}

static char *
get (ServerFixture *server, const char *path)
{
  return server_fixture_request (server, "GET", path, FIXTURE_TOKEN_1, NULL);
}

static guint
count_rows (ServerFixture *server)
{
  g_auto (GStrv) rows = server_fixture_list (server);
  return g_strv_length (rows);
}

static void
test_health_tells_the_clock_without_a_token (ServerFixture *server,
                                             gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *answer = server_fixture_request (server, "GET", "/v1/health", NULL, NULL);
  g_assert_cmpuint (server_fixture_status (answer), ==, 200);
  gint64 t_ms = json_object_get_int_member (get_object (answer, &root), "t");
  g_assert_cmpint (ABS (t_ms - g_get_real_time () / 1000), <, 5000);
}

static void
test_an_acknowledgement_is_201_then_200_with_the_same_receipt (ServerFixture *server,
                                                               gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *id = NULL;
  g_autofree char *body = server_fixture_make_action ("desk-1", "01", 1, &id);
  g_autofree char *first = put (server, FIXTURE_TOKEN_1, id, body);
  g_autofree char *again = put (server, FIXTURE_TOKEN_1, id, body);
  g_autoptr (JsonNode) root = NULL;
  g_assert_cmpuint (server_fixture_status (first), ==, 201);
  g_assert_cmpuint (server_fixture_status (again), ==, 200);
  g_assert_cmpstr (server_fixture_body (first), ==, server_fixture_body (again));
  g_assert_cmpstr (json_object_get_string_member (get_object (first, &root), "id"), ==, id);
  g_assert_cmpuint (count_rows (server), ==, 1);
}

static void
test_the_same_id_with_another_byte_is_409 (ServerFixture *server, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *id = NULL;
  g_autofree char *body = server_fixture_make_action ("desk-1", "01", 1, &id);
  g_autofree char *other = g_strconcat (body, " ", NULL);
  g_autofree char *first = put (server, FIXTURE_TOKEN_1, id, body);
  g_autofree char *second = put (server, FIXTURE_TOKEN_1, id, other);
  g_assert_cmpuint (server_fixture_status (first), ==, 201);
  expect_error (second, 409, "id", "held with other content");
  g_assert_cmpuint (count_rows (server), ==, 1);
}

static void
test_another_stations_action_is_403 (ServerFixture *server, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *id = NULL;
  g_autofree char *body = server_fixture_make_action ("desk-1", "01", 1, &id);
  g_autofree char *answer = put (server, FIXTURE_TOKEN_2, id, body);
  expect_error (answer, 403, "station", NULL);
  g_assert_cmpuint (count_rows (server), ==, 0);
}

static void
test_no_or_wrong_token_is_401 (ServerFixture *server, gconstpointer data G_GNUC_UNUSED)
{
  const char *paths[] = { WARD_PATH, LIST_PATH };
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++) {
    g_autofree char *none = server_fixture_request (server, "GET", paths[i], NULL, NULL);
    g_autofree char *wrong = server_fixture_request (server, "GET", paths[i], "wrong", NULL);
    expect_error (none, 401, "authorization", NULL);
    expect_error (wrong, 401, "authorization", NULL);
    g_assert_nonnull (strstr (none, "WWW-Authenticate: Bearer"));
  }
}

static void
test_a_changed_token_file_counts_without_a_restart (ServerFixture *server,
                                                    gconstpointer data G_GNUC_UNUSED)
{
  server_fixture_write (server, "tokens", "desk-1 a-quite-different-token\n");
  g_autofree char *old = server_fixture_request (server, "GET", WARD_PATH, FIXTURE_TOKEN_1, NULL);
  g_autofree char *fresh =
      server_fixture_request (server, "GET", WARD_PATH, "a-quite-different-token", NULL);
  g_assert_cmpuint (server_fixture_status (old), ==, 401);
  g_assert_cmpuint (server_fixture_status (fresh), ==, 200);
}

/* A valid body with one thing changed. */
static void
test_an_invalid_action_is_422_and_names_the_field (ServerFixture *server,
                                                   gconstpointer data G_GNUC_UNUSED)
{
  static const char *const wrongs[][3] = {
    { "\"acknowledge\"", "\"forget\"", "action" },
    { "\"scope\":\"alarm\"", "\"scope\":7", "scope" },
    { "\"bed\":\"01\"", "\"bed\":\"BED 1\"", "bed" },
    { "\"asof\":1789999999001,", "", "asof" },
    { "\"t\":1790000000001", "\"t\":\"1790000000001\"", "t" },
    { "\"t\":1790000000001", "\"t\":1e999", NULL },
    { "\"desk-1\"", "null", "station" },
    { "7abc", "4abc", "id" },
    { "{\"id\"", "{\"id\":[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]],\"id\"", NULL },
    { "}", "", NULL },
  };
  g_autofree char *id = NULL;
  g_autofree char *good = server_fixture_make_action ("desk-1", "01", 1, &id);
  for (guint i = 0; i < G_N_ELEMENTS (wrongs); i++) {
    g_auto (GStrv) parts = g_strsplit (good, wrongs[i][0], 2);
    g_assert_cmpuint (g_strv_length (parts), ==, 2);
    g_autofree char *body = g_strjoinv (wrongs[i][1], parts);
    g_autofree char *answer = put (server, FIXTURE_TOKEN_1, id, body);
    g_autoptr (JsonNode) root = NULL;
    g_assert_cmpuint (server_fixture_status (answer), ==, 422);
    JsonObject *object = get_object (answer, &root);
    if (wrongs[i][2] != NULL)
      g_assert_cmpstr (json_object_get_string_member (object, "field"), ==, wrongs[i][2]);
    g_assert_cmpstr (json_object_get_string_member (object, "reason"), !=, "");
  }
  g_assert_cmpuint (count_rows (server), ==, 0);
}

static void
test_the_address_must_name_the_bodys_id (ServerFixture *server, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *body = server_fixture_make_action ("desk-1", "01", 1, NULL);
  g_autofree char *answer =
      put (server, FIXTURE_TOKEN_1, "019a0b3c-5d00-7abc-8def-ffffffffffff", body);
  expect_error (answer, 422, "id", NULL);
}

static void
test_the_snapshot_shows_the_latest_action_of_each_key (ServerFixture *server,
                                                       gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (JsonNode) root = NULL;
  /* Out of order, twice in 01, once in 02, once without a bed. */
  g_assert_cmpuint (put_number (server, "01", 9), ==, 201);
  g_assert_cmpuint (put_number (server, "01", 3), ==, 201);
  g_assert_cmpuint (put_number (server, "02", 4), ==, 201);
  g_assert_cmpuint (put_number (server, "", 5), ==, 201);
  g_autofree char *answer = get (server, WARD_PATH);
  JsonObject *object = get_object (answer, &root);
  JsonArray *actions = json_object_get_array_member (object, "actions");
  g_assert_cmpuint (json_array_get_length (actions), ==, 2);
  JsonObject *first = json_array_get_object_element (actions, 0);
  g_assert_cmpstr (json_object_get_string_member (first, "bed"), ==, "01");
  g_assert_cmpint (json_object_get_int_member (first, "t"), ==, G_GINT64_CONSTANT (1790000000009));
  JsonArray *beds = json_object_get_array_member (object, "beds");
  g_assert_cmpuint (json_array_get_length (beds), ==, 3);
}

static char *
get_etag (const char *answer)
{
  const char *etag = strstr (answer, "ETag: ");
  g_assert_nonnull (etag);
  return g_strndup (etag + 6, strcspn (etag + 6, "\r"));
}

static char *
get_if_changed (ServerFixture *server, const char *etag)
{
  g_autofree char *raw =
      g_strdup_printf ("GET " WARD_PATH " HTTP/1.1\r\nHost: a\r\nAuthorization:"
                       " Bearer " FIXTURE_TOKEN_1 "\r\nIf-None-Match: %s\r\n\r\n",
                       etag);
  return server_fixture_talk (server, raw);
}

static void
test_an_unchanged_ward_is_304_until_something_changes (ServerFixture *server,
                                                       gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *answer = get (server, WARD_PATH);
  g_autofree char *etag = get_etag (answer);
  g_autofree char *same = get_if_changed (server, etag);
  g_assert_cmpuint (server_fixture_status (same), ==, 304);
  g_assert_cmpstr (server_fixture_body (same), ==, "");
  g_assert_cmpuint (put_number (server, "01", 1), ==, 201);
  g_autofree char *other = get_if_changed (server, etag);
  g_assert_cmpuint (server_fixture_status (other), ==, 200);
}

static void
test_an_edited_ward_file_is_shown_and_a_broken_one_is_not (ServerFixture *server,
                                                           gconstpointer data G_GNUC_UNUSED)
{
  server_fixture_write (server, "ward.conf", "[ward]\nsite=test\nward=w1\n[bed 77]\n");
  g_autofree char *edited = get (server, WARD_PATH);
  g_assert_nonnull (strstr (edited, "\"bed\":\"77\""));
  server_fixture_write (server, "ward.conf", "[ward]\nsite=test\nward=w1\n[bed 88]\nnurse=\n");
  g_autofree char *broken = get (server, WARD_PATH);
  g_assert_nonnull (strstr (broken, "\"bed\":\"77\""));
}

/* The cursor after the page; the number of rows in it. */
static char *
get_page (ServerFixture *server, const char *after, guint limit, guint *n, gboolean *has_more)
{
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *path = g_strdup_printf (
      LIST_PATH "&limit=%u%s%s", limit, after != NULL ? "&after=" : "", after != NULL ? after : "");
  g_autofree char *answer = get (server, path);
  g_assert_cmpuint (server_fixture_status (answer), ==, 200);
  JsonObject *object = get_object (answer, &root);
  *n = json_array_get_length (json_object_get_array_member (object, "acknowledgements"));
  *has_more = json_object_get_boolean_member (object, "more");
  return g_strdup (json_object_get_string_member (object, "next"));
}

static void
test_pages_bring_each_row_once_in_the_order_of_arrival (ServerFixture *server,
                                                        gconstpointer data G_GNUC_UNUSED)
{
  guint n = 0, n_all = 0;
  gboolean has_more = TRUE;
  g_autofree char *cursor = get_page (server, NULL, 3, &n, &has_more);
  g_assert_cmpstr (cursor, ==, "0");
  for (guint i = 0; i < 8; i++)
    g_assert_cmpuint (put_number (server, "01", 20 - i), ==, 201);
  for (has_more = TRUE; has_more; n_all += n) {
    g_autofree char *next = get_page (server, cursor, 3, &n, &has_more);
    g_assert_cmpuint (n, ==, n_all < 6 ? 3 : 2);
    g_free (cursor);
    cursor = g_steal_pointer (&next);
  }
  g_assert_cmpuint (n_all, ==, 8);
  g_autofree char *end = get_page (server, cursor, 3, &n, &has_more);
  g_assert_cmpuint (n, ==, 0);
  g_assert_cmpstr (end, ==, cursor);
}

static void
test_a_cursor_of_another_database_starts_with_the_past_day (ServerFixture *server,
                                                            gconstpointer data G_GNUC_UNUSED)
{
  guint n = 0;
  gboolean has_more = FALSE;
  g_assert_cmpuint (put_number (server, "01", 1), ==, 201);
  g_assert_cmpuint (put_number (server, "01", 2), ==, 201);
  const char *strange[] = { "1-00000000", "2-ffffffff", "900-01234567", "0", NULL };
  for (guint i = 0; i < G_N_ELEMENTS (strange); i++) {
    g_autofree char *next = get_page (server, strange[i], 10, &n, &has_more);
    g_assert_cmpuint (n, ==, 2);
    g_assert_true (g_str_has_prefix (next, "2-"));
  }
}

static void
test_bad_queries_are_refused_by_name (ServerFixture *server, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const wrongs[][2] = {
    { "/v1/acknowledgements", "ward" },
    { LIST_PATH "&limit=0", "limit" },
    { LIST_PATH "&limit=501", "limit" },
    { LIST_PATH "&limit=many", "limit" },
    { LIST_PATH "&after=1", "after" },
    { LIST_PATH "&after=1-0123456", "after" },
    { LIST_PATH "&after=%271%20OR%201", "after" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (wrongs); i++) {
    g_autofree char *answer = get (server, wrongs[i][0]);
    expect_error (answer, 422, wrongs[i][1], NULL);
  }
  g_autofree char *other = get (server, "/v1/acknowledgements?ward=w2");
  expect_error (other, 404, "ward", NULL);
}

static void
test_only_the_contracts_addresses_and_methods_exist (ServerFixture *server,
                                                     gconstpointer data G_GNUC_UNUSED)
{
  const char *strange[] = { "/",
                            "/v1",
                            "/v2/health",
                            "/v1/health/x",
                            "/v1/wards/test",
                            "/v1/wards/test/w2",
                            "/v1/wards//",
                            "/v1/../v1/secret",
                            "/%00" };
  const char *methods[] = { "POST", "DELETE", "HEAD", "OPTIONS", "PATCH", "BREW" };
  for (guint i = 0; i < G_N_ELEMENTS (strange); i++) {
    g_autofree char *answer = get (server, strange[i]);
    g_assert_cmpuint (server_fixture_status (answer), >=, 400);
    g_assert_cmpuint (server_fixture_status (answer), <=, 404);
  }
  for (guint i = 0; i < G_N_ELEMENTS (methods); i++) {
    g_autofree char *answer =
        server_fixture_request (server, methods[i], WARD_PATH, FIXTURE_TOKEN_1, NULL);
    g_assert_cmpuint (server_fixture_status (answer), ==, 405);
  }
}

static void
test_encounters_change_who_lies_where_also_after_a_restart (ServerFixture *server,
                                                            gconstpointer data G_GNUC_UNUSED)
{
  static const char *const path = "/v1/encounters/0f0e0d0c-0000-4000-8000-000000000016";
  static const char *const body =
      "{\"id\":\"019a0b3c-6e00-7abc-8def-0123456789ab\","
      "\"encounter\":\"0f0e0d0c-0000-4000-8000-000000000016\",\"action\":\"admit\","
      "\"bed\":\"03\",\"patient\":{\"family\":\"Testperson\",\"given\":\"Zoe\",\"birth\":null,"
      "\"class\":null},\"station\":\"desk-1\",\"by\":null,\"t\":1700000005000}";
  g_autofree char *first = server_fixture_request (server, "PUT", path, FIXTURE_TOKEN_1, body);
  g_autofree char *again = server_fixture_request (server, "PUT", path, FIXTURE_TOKEN_1, body);
  g_autofree char *other = server_fixture_request (server, "PUT", path, FIXTURE_TOKEN_2, body);
  g_assert_cmpuint (server_fixture_status (first), ==, 201);
  g_assert_cmpuint (server_fixture_status (again), ==, 200);
  expect_error (other, 403, "station", NULL);
  server_fixture_kill (server);
  server_fixture_start (server);
  g_autofree char *ward = get (server, WARD_PATH);
  g_assert_nonnull (strstr (ward, "\"given\":\"Zoe\""));
  g_auto (GStrv) born = g_strsplit (body, "\"birth\":null", 2);
  g_autofree char *unborn = g_strjoinv ("\"birth\":\"2199-01-01\"", born);
  g_autofree char *too_late = server_fixture_request (server, "PUT", path, FIXTURE_TOKEN_1, unborn);
  expect_error (too_late, 422, "birth", NULL);
  g_auto (GStrv) dated = g_strsplit (body, "1700000005000", 2);
  g_autofree char *ahead = g_strjoinv ("9007199254740991", dated);
  g_autofree char *refused_t = server_fixture_request (server, "PUT", path, FIXTURE_TOKEN_1, ahead);
  expect_error (refused_t, 422, "t", NULL);
  g_auto (GStrv) parts = g_strsplit (body, "\"03\"", 2);
  g_autofree char *elsewhere = g_strjoinv ("\"99\"", parts);
  g_autofree char *refused =
      server_fixture_request (server, "PUT", path, FIXTURE_TOKEN_1, elsewhere);
  expect_error (refused, 422, "bed", NULL);
}

static void
test_every_201_survives_kill_9 (ServerFixture *server, gconstpointer data G_GNUC_UNUSED)
{
  for (guint n = 0; n < 30; n++) {
    g_assert_cmpuint (put_number (server, "01", n), ==, 201);
    if (n % 10 == 9) {
      server_fixture_kill (server);
      server_fixture_start (server);
    }
  }
  g_assert_cmpuint (count_rows (server), ==, 30);
  g_assert_cmpuint (put_number (server, "01", 7), ==, 200);
}

static void
test_a_full_disk_is_507_and_what_was_201_stays (ServerFixture *server,
                                                gconstpointer data G_GNUC_UNUSED)
{
  guint n_stored = 0, n_refused = 0;
  server_fixture_kill (server);
  server->file_kib_max = 128;
  server_fixture_start (server);
  for (guint n = 0; n < 100; n++) {
    guint status = put_number (server, "01", n);
    g_assert_true (status == 201 || status == 507);
    n_stored += status == 201;
    n_refused += status == 507;
  }
  g_assert_cmpuint (n_stored, >, 3);
  g_assert_cmpuint (n_refused, >, 3);
  server_fixture_kill (server);
  server->file_kib_max = 0;
  server_fixture_start (server);
  g_assert_cmpuint (count_rows (server), ==, n_stored);
  /* There is room again: those refused are taken, those stored are known. */
  guint n_again = 0;
  for (guint n = 0; n < 100; n++)
    n_again += put_number (server, "01", n) == 200;
  g_assert_cmpuint (n_again, ==, n_stored);
  g_assert_cmpuint (count_rows (server), ==, 100);
}

static void
test_sigterm_ends_it_with_status_0 (ServerFixture *server, gconstpointer data G_GNUC_UNUSED)
{
  g_assert_cmpuint (put_number (server, "01", 1), ==, 201);
  g_assert_cmpint (server_fixture_end (server), ==, 0);
  server_fixture_start (server);
  g_assert_cmpuint (put_number (server, "01", 1), ==, 200);
}

/* Runs it with @arguments (shell-quoted) to its end; what it said on stderr. */
static char *
run_to_end (const char *arguments)
{
  char *said = NULL;
  g_autofree char *command = g_strdup_printf ("%s %s", g_getenv ("VIGIL_SERVER"), arguments);
  g_auto (GStrv) argv = NULL;
  g_assert_true (g_shell_parse_argv (command, NULL, &argv, NULL));
  g_autoptr (GSubprocess) process =
      g_subprocess_newv ((const char *const *) argv, G_SUBPROCESS_FLAGS_STDERR_PIPE, NULL);
  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, NULL, &said, NULL));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 1);
  return said;
}

static void
expect_no_start (ServerFixture *server, const char *options, const char *reason)
{
  g_autofree char *arguments =
      g_strdup_printf ("--data-dir=%s/other --ward-file=%s --token-file=%s %s", server->folder,
                       server->ward_file, server->token_file, options);
  g_autofree char *said = run_to_end (arguments);
  g_assert_nonnull (strstr (said, reason));
}

static void
test_it_says_why_it_does_not_start (ServerFixture *server, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *used = g_strdup_printf ("--data-dir=%s/data --port=0", server->folder);
  g_autofree char *taken = g_strdup_printf ("--port=%u", server->port);
  expect_no_start (server, "--listen=0.0.0.0 --port=0", "only over TLS");
  expect_no_start (server, "--listen=:: --port=0", "only over TLS");
  expect_no_start (server, "--listen=localhost --port=0", "not a numeric address");
  expect_no_start (server, "--port=70000", "--port");
  expect_no_start (server, "--cert=x.pem", "--cert and --key");
  expect_no_start (server, "--cert=/nonexistent --key=/nonexistent", "--cert /nonexistent");
  expect_no_start (server, used, "another vigil-server");
  expect_no_start (server, taken, "in use");
  expect_no_start (server, "--ward-file=/nonexistent", "/nonexistent");
  expect_no_start (server, "--token-file=/nonexistent", "/nonexistent");
  g_autofree char *nothing = run_to_end ("--port=0");
  g_assert_nonnull (strstr (nothing, "--data-dir"));
}

static void
test_errors_never_repeat_what_came_in (ServerFixture *server, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *answer = put (server, FIXTURE_TOKEN_1, "019a0b3c-5d00-7abc-8def-00000000000a",
                                 "{\"id\":\"Secretname\",\"bed\":\"Secretname\"}");
  g_autofree char *path = get (server, "/v1/Secretname");
  g_assert_cmpuint (server_fixture_status (answer), ==, 422);
  g_assert_null (strstr (answer, "Secretname"));
  g_assert_null (strstr (path, "Secretname"));
}

static void
test_unknown_fields_are_kept_in_the_record_but_not_passed_on (ServerFixture *server,
                                                              gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *id = NULL;
  g_autofree char *body = server_fixture_make_action ("desk-1", "01", 1, &id);
  g_autofree char *more =
      g_strdup_printf ("{\"cursor\":\"9-00000000\",\"x\":\"Secretname\",%s", body + 1);
  g_autofree char *answer = put (server, FIXTURE_TOKEN_1, id, more);
  g_assert_cmpuint (server_fixture_status (answer), ==, 201);
  g_autofree char *list = get (server, LIST_PATH);
  g_autofree char *ward = get (server, WARD_PATH);
  g_assert_null (strstr (list, "Secretname"));
  g_assert_null (strstr (list, "9-00000000"));
  g_assert_null (strstr (ward, "Secretname"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  /* A server that was killed under our hands must not kill the test. */
  signal (SIGPIPE, SIG_IGN);
#define ADD(name, function)                                                                        \
  g_test_add ("/server/" name, ServerFixture, NULL, setup, function, teardown)
  ADD ("health-tells-the-clock-without-a-token", test_health_tells_the_clock_without_a_token);
  ADD ("an-acknowledgement-is-201-then-200-with-the-same-receipt",
       test_an_acknowledgement_is_201_then_200_with_the_same_receipt);
  ADD ("the-same-id-with-another-byte-is-409", test_the_same_id_with_another_byte_is_409);
  ADD ("another-stations-action-is-403", test_another_stations_action_is_403);
  ADD ("no-or-wrong-token-is-401", test_no_or_wrong_token_is_401);
  ADD ("a-changed-token-file-counts-without-a-restart",
       test_a_changed_token_file_counts_without_a_restart);
  ADD ("an-invalid-action-is-422-and-names-the-field",
       test_an_invalid_action_is_422_and_names_the_field);
  ADD ("the-address-must-name-the-bodys-id", test_the_address_must_name_the_bodys_id);
  ADD ("the-snapshot-shows-the-latest-action-of-each-key",
       test_the_snapshot_shows_the_latest_action_of_each_key);
  ADD ("an-unchanged-ward-is-304-until-something-changes",
       test_an_unchanged_ward_is_304_until_something_changes);
  ADD ("an-edited-ward-file-is-shown-and-a-broken-one-is-not",
       test_an_edited_ward_file_is_shown_and_a_broken_one_is_not);
  ADD ("pages-bring-each-row-once-in-the-order-of-arrival",
       test_pages_bring_each_row_once_in_the_order_of_arrival);
  ADD ("a-cursor-of-another-database-starts-with-the-past-day",
       test_a_cursor_of_another_database_starts_with_the_past_day);
  ADD ("bad-queries-are-refused-by-name", test_bad_queries_are_refused_by_name);
  ADD ("only-the-contracts-addresses-and-methods-exist",
       test_only_the_contracts_addresses_and_methods_exist);
  ADD ("encounters-change-who-lies-where-also-after-a-restart",
       test_encounters_change_who_lies_where_also_after_a_restart);
  ADD ("every-201-survives-kill-9", test_every_201_survives_kill_9);
  ADD ("a-full-disk-is-507-and-what-was-201-stays", test_a_full_disk_is_507_and_what_was_201_stays);
  ADD ("sigterm-ends-it-with-status-0", test_sigterm_ends_it_with_status_0);
  ADD ("it-says-why-it-does-not-start", test_it_says_why_it_does_not_start);
  ADD ("errors-never-repeat-what-came-in", test_errors_never_repeat_what_came_in);
  ADD ("unknown-fields-are-kept-in-the-record-but-not-passed-on",
       test_unknown_fields_are_kept_in_the_record_but_not_passed_on);
  return g_test_run ();
}
