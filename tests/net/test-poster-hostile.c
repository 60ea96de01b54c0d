/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The poster against servers that are none, half ones or ill-meaning. */

#include "poster-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#include "hostile-server.h"
#include "server-fixture.h"

#define GOOD_TOKEN "the-good-token-0123456789"

typedef struct {
  char *folder, *token_file;
  HostileServer *server;
  VigilPoster *poster;
  Told told;
} Case;

static void
write_token (Case *the, const char *token)
{
  g_assert_true (g_file_set_contents (the->token_file, token, -1, NULL));
}

static void
case_init (Case *the, const HostileAnswer *answers, guint n, const char *token, double pace)
{
  *the = (Case){ 0 };
  the->folder = g_dir_make_tmp ("vigil-test-poster-XXXXXX", NULL);
  the->token_file = g_build_filename (the->folder, "token", NULL);
  write_token (the, "the-first-token-0123456789\n");
  the->server = hostile_server_new (answers, n, token);
  g_autofree char *base = hostile_server_get_base (the->server);
  the->poster = make_poster (base, the->token_file, pace);
  told_init (&the->told, the->poster);
}

static void
case_clear (Case *the)
{
  g_assert_finalize_object (the->poster);
  hostile_server_free (the->server);
  told_clear (&the->told);
  g_assert_cmpint (g_unlink (the->token_file), ==, 0);
  g_assert_cmpint (g_rmdir (the->folder), ==, 0);
  g_free (the->token_file);
  g_free (the->folder);
}

static void
wait_for (Case *the, guint n)
{
  the->told.n_wanted = n;
  g_assert_true (server_fixture_wait (enough_settled, &the->told, PATIENCE_MS));
}

static void
put (Case *the, const char *bed, guint n)
{
  g_autofree char *id = put_number (the->poster, bed, n);
  g_assert_nonnull (id);
}

/* The id that number @n has. */
static char *
make_id (guint n)
{
  char *id = NULL;
  g_free (server_fixture_make_action ("desk-1", "01", n, &id));
  return id;
}

/* Twice the bad answer, then a good one: delivered once, the same address three times. */
static void
test_what_counts_for_nothing_is_sent_again (gconstpointer data)
{
  Case the;
  const HostileAnswer *bad = data;
  const HostileAnswer script[] = { *bad, *bad };
  case_init (&the, script, G_N_ELEMENTS (script), NULL, 0.02);
  put (&the, "01", 1);
  put (&the, "01", 2);
  wait_for (&the, 2);
  g_autoptr (GPtrArray) requests = hostile_server_get_requests (the.server, NULL);
  g_autoptr (GPtrArray) accepted = hostile_server_get_accepted (the.server);
  g_assert_cmpuint (the.told.delivered->len, ==, 2);
  g_assert_cmpuint (the.told.dead->len, ==, 0);
  g_assert_cmpuint (accepted->len, ==, 2);
  g_assert_cmpstr (accepted->pdata[0], ==, the.told.delivered->pdata[0]);
  g_assert_cmpstr (accepted->pdata[1], ==, the.told.delivered->pdata[1]);
  /* libsoup may itself repeat a PUT whose connection died without a word. */
  g_assert_cmpuint (requests->len, >=, 4);
  g_assert_cmpuint (requests->len, <=, 6);
  for (guint i = 0; i < requests->len; i++)
    g_assert_true (g_str_has_prefix (requests->pdata[i], "PUT /v1/acknowledgements/"));
  case_clear (&the);
}

static void
test_other_4xx_are_dead_with_a_reason_and_the_bed_goes_on (void)
{
  const guint statuses[] = { 400, 404, 409, 413, 422 };
  HostileAnswer script[G_N_ELEMENTS (statuses)];
  Case the;
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    script[i] = (HostileAnswer){ HOSTILE_STATUS, statuses[i], NULL };
  case_init (&the, script, G_N_ELEMENTS (script), NULL, 0.02);
  for (guint n = 0; n < 6; n++)
    put (&the, "01", n);
  wait_for (&the, 6);
  g_assert_cmpuint (the.told.dead->len, ==, 5);
  g_assert_cmpuint (the.told.delivered->len, ==, 1);
  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++) {
    g_autofree char *reason = g_strdup_printf ("%u asof: missing", statuses[i]);
    g_assert_cmpstr (the.told.reasons->pdata[i], ==, reason);
  }
  g_autoptr (GPtrArray) requests = hostile_server_get_requests (the.server, NULL);
  g_assert_cmpuint (requests->len, ==, 6);
  case_clear (&the);
}

static void
test_retry_after_is_waited_for (void)
{
  const HostileAnswer script[] = { { HOSTILE_STATUS, 503, "Retry-After: 3\r\n" } };
  Case the;
  g_autoptr (GArray) times_us = NULL;
  case_init (&the, script, 1, NULL, 0.1);
  put (&the, "01", 1);
  /* Another bed's success must not make it come earlier. */
  put (&the, "02", 2);
  wait_for (&the, 2);
  g_autoptr (GPtrArray) requests = hostile_server_get_requests (the.server, &times_us);
  g_assert_cmpuint (requests->len, ==, 3);
  gint64 wait_us = g_array_index (times_us, gint64, 2) - g_array_index (times_us, gint64, 0);
  g_assert_cmpint (wait_us, >=, 290 * 1000);
  case_clear (&the);
}

static gboolean
never (gpointer data G_GNUC_UNUSED)
{
  return FALSE;
}

static void
test_401_pauses_everything_until_there_is_another_token (void)
{
  Case the;
  case_init (&the, NULL, 0, GOOD_TOKEN, 0.1);
  for (guint n = 0; n < 40; n++)
    put (&the, n % 2 == 0 ? "01" : "02", n);
  server_fixture_wait (never, NULL, 1000);
  g_autoptr (GPtrArray) before = hostile_server_get_requests (the.server, NULL);
  g_assert_cmpuint (the.told.delivered->len + the.told.dead->len, ==, 0);
  /* Tries so far, with pauses growing to 3 s at this pace: a few, not a storm. */
  g_assert_cmpuint (before->len, >=, 1);
  g_assert_cmpuint (before->len, <, 40);
  write_token (&the, GOOD_TOKEN "\n");
  wait_for (&the, 40);
  g_assert_cmpuint (the.told.delivered->len, ==, 40);
  case_clear (&the);
}

static void
test_a_row_refused_with_403_does_not_hold_up_other_beds (void)
{
  Case the;
  case_init (&the, NULL, 0, NULL, 0.02);
  g_autofree char *bad = make_id (0);
  hostile_server_set_poison (the.server, bad, (HostileAnswer){ HOSTILE_STATUS, 403, NULL });
  for (guint n = 0; n < 21; n++)
    put (&the, n % 7 == 0 ? "01" : n % 7 < 4 ? "02" : "03", n);
  wait_for (&the, 18);
  g_assert_cmpuint (the.told.delivered->len, ==, 18);
  g_assert_cmpuint (vigil_poster_get_n_waiting (the.poster), ==, 3);
  hostile_server_set_poison (the.server, "none", (HostileAnswer){ HOSTILE_GOOD, 0, NULL });
  wait_for (&the, 21);
  case_clear (&the);
}

static void
test_order_is_kept_for_each_bed_whatever_fails (void)
{
  HostileAnswer script[120];
  guint last[4] = { 0 };
  Case the;
  for (guint i = 0; i < G_N_ELEMENTS (script); i++) {
    static const HostileAnswer choices[] = {
      { HOSTILE_GOOD, 0, NULL },      { HOSTILE_RESET, 0, NULL },    { HOSTILE_STATUS, 500, NULL },
      { HOSTILE_TRUNCATED, 0, NULL }, { HOSTILE_WRONG_ID, 0, NULL }, { HOSTILE_STATUS, 429, NULL },
    };
    script[i] = choices[g_test_rand_int_range (0, G_N_ELEMENTS (choices))];
  }
  case_init (&the, script, G_N_ELEMENTS (script), NULL, 0.005);
  for (guint n = 0; n < 100; n++) {
    g_autofree char *bed = g_strdup_printf ("%02u", n % 4);
    put (&the, bed, n);
  }
  wait_for (&the, 100);
  g_assert_cmpuint (the.told.delivered->len, ==, 100);
  for (guint i = 0; i < 100; i++) {
    const char *id = the.told.delivered->pdata[i];
    guint n = (guint) g_ascii_strtoull (id + 24, NULL, 16);
    g_assert_cmpuint (n + 1, >, last[n % 4]);
    last[n % 4] = n + 1;
  }
  case_clear (&the);
}

static void
test_hundreds_of_rows_use_two_connections (void)
{
  Case the;
  case_init (&the, NULL, 0, NULL, 0.1);
  for (guint n = 0; n < 500; n++) {
    g_autofree char *bed = g_strdup_printf ("%02u", n % 50);
    put (&the, bed, n);
  }
  wait_for (&the, 500);
  /* One more may be seen that is already over for the client and not yet for the server's thread.
   */
  g_assert_cmpuint (hostile_server_get_max_open (the.server), <=, 4);
  g_autoptr (GPtrArray) accepted = hostile_server_get_accepted (the.server);
  g_assert_cmpuint (accepted->len, ==, 500);
  case_clear (&the);
}

static void
test_a_hanging_bed_does_not_hold_up_another (void)
{
  Case the;
  case_init (&the, NULL, 0, NULL, 0.2);
  g_autofree char *bad = make_id (0);
  hostile_server_set_poison (the.server, bad, (HostileAnswer){ HOSTILE_HANG, 0, NULL });
  put (&the, "01", 0);
  for (guint n = 1; n < 10; n++)
    put (&the, "02", n);
  /* The deadline is 2 s at this pace. */
  the.told.n_wanted = 9;
  g_assert_true (server_fixture_wait (enough_settled, &the.told, 1500));
  g_assert_cmpuint (vigil_poster_get_n_waiting (the.poster), ==, 1);
  case_clear (&the);
}

static void
test_a_poster_can_go_while_much_is_under_way (void)
{
  const HostileAnswer script[] = { { HOSTILE_HANG, 0, NULL }, { HOSTILE_DRIP, 0, NULL } };
  Case the;
  case_init (&the, script, 2, NULL, 1.0);
  put (&the, "01", 1);
  put (&the, "02", 2);
  vigil_poster_start (the.poster, NULL);
  server_fixture_wait (never, NULL, 200);
  g_assert_cmpuint (the.told.delivered->len, ==, 0);
  case_clear (&the);
}

/* @page of GET @prefix gives no news of its kind. */
static void
expect_no_news (const char *prefix, const char *page)
{
  Case the;
  case_init (&the, NULL, 0, NULL, 0.002);
  hostile_server_set_page (the.server, prefix, page);
  vigil_poster_start (the.poster, NULL);
  server_fixture_wait (never, NULL, 200);
  g_autoptr (GPtrArray) requests = hostile_server_get_requests (the.server, NULL);
  g_assert_cmpuint (requests->len, >, 3);
  g_assert_cmpuint (the.told.n_snapshots, ==, 0);
  g_assert_cmpuint (the.told.n_pages, ==, 0);
  g_assert_cmpint (the.told.server_ms, ==, 0);
  case_clear (&the);
}

static void
test_pages_of_somebody_else_are_no_news (void)
{
  g_autofree char *nest = g_strnfill (200 * 1000, '[');
  g_autofree char *deep = g_strconcat ("{\"beds\":", nest, NULL);
  g_autofree char *endless = g_strnfill (5 * 1024 * 1024, ' ');
  const char *pages[] = { "",          "<html></html>", "[]", "{\"beds\":[",
                          "{\"a\":\"", "\xff\xff",      deep, endless };
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    expect_no_news ("/v1/wards/", pages[i]);
  expect_no_news ("/v1/health", "{\"t\":\"now\"}");
  expect_no_news ("/v1/health", "{\"t\":-5}");
  expect_no_news ("/v1/acknowledgements", "{\"acknowledgements\":{},\"next\":\"1-00000000\"}");
  expect_no_news ("/v1/acknowledgements", "{\"acknowledgements\":[{}],\"next\":7}");
  expect_no_news ("/v1/acknowledgements", "{\"acknowledgements\":[{}],\"next\":\"a b\"}");
}

static void
test_a_page_that_never_ends_is_not_asked_for_in_a_storm (void)
{
  Case the;
  case_init (&the, NULL, 0, NULL, 0.1);
  hostile_server_set_page (the.server, "/v1/acknowledgements",
                           "{\"acknowledgements\":[{}],\"next\":\"1-00000000\",\"more\":true}");
  vigil_poster_start (the.poster, NULL);
  server_fixture_wait (never, NULL, 1000);
  g_assert_cmpuint (the.told.n_pages, >=, 2);
  g_assert_cmpuint (the.told.n_pages, <=, 6);
  case_clear (&the);
}

static void
test_a_cursor_that_is_refused_is_given_up (void)
{
  const HostileAnswer script[] = {
    { HOSTILE_STATUS, 422, NULL },
    { HOSTILE_STATUS, 422, NULL },
    { HOSTILE_STATUS, 422, NULL },
  };
  guint n_with = 0, n_without = 0;
  Case the;
  case_init (&the, script, 3, NULL, 0.02);
  vigil_poster_start (the.poster, "strange&cursor");
  server_fixture_wait (never, NULL, 400);
  g_autoptr (GPtrArray) requests = hostile_server_get_requests (the.server, NULL);
  for (guint i = 0; i < requests->len; i++) {
    const char *request = requests->pdata[i];
    if (g_str_has_prefix (request, "GET /v1/acknowledgements")) {
      n_with += strstr (request, "after=strange%26cursor") != NULL;
      n_without += strstr (request, "after=") == NULL;
    }
  }
  g_assert_cmpuint (n_with, ==, 1);
  g_assert_cmpuint (n_without, >=, 1);
  case_clear (&the);
}

static void
test_bad_settings_are_refused_by_name (void)
{
  static const char *const bases[] = { "",           "127.0.0.1:80",  "ftp://a",
                                       "http://",    "http://a/path", "http://u:p@a",
                                       "http://a?x", "http://a#x",    "http://a:99999" };
  for (guint i = 0; i < G_N_ELEMENTS (bases); i++) {
    g_autoptr (GError) error = NULL;
    g_test_message ("%s", bases[i]);
    g_assert_null (vigil_poster_new (bases[i], "s", "w", NULL, NULL, NULL, NULL, &error));
    g_assert_nonnull (error);
  }
  g_autoptr (GError) error = NULL;
  g_assert_null (
      vigil_poster_new ("https://a", "s", "w", NULL, "/nonexistent.pem", NULL, NULL, &error));
  g_assert_nonnull (strstr (error->message, "/nonexistent.pem"));
}

static const struct {
  const char *name;
  HostileAnswer answer;
} NOTHINGS[] = {
  { "200-with-another-id", { HOSTILE_WRONG_ID, 0, NULL } },
  { "204", { HOSTILE_NO_CONTENT, 0, NULL } },
  { "200-with-a-web-page", { HOSTILE_NOT_JSON, 0, NULL } },
  { "200-nested-deep", { HOSTILE_DEEP, 0, NULL } },
  { "302", { HOSTILE_REDIRECT, 0, NULL } },
  { "50-mb", { HOSTILE_HUGE, 0, NULL } },
  { "a-drip", { HOSTILE_DRIP, 0, NULL } },
  { "silence", { HOSTILE_HANG, 0, NULL } },
  { "a-body-cut-off", { HOSTILE_TRUNCATED, 0, NULL } },
  { "a-closed-door", { HOSTILE_RESET, 0, NULL } },
  { "garbage", { HOSTILE_GARBAGE, 0, NULL } },
  { "408", { HOSTILE_STATUS, 408, NULL } },
  { "425", { HOSTILE_STATUS, 425, NULL } },
  { "429", { HOSTILE_STATUS, 429, "Retry-After: 1\r\n" } },
  { "500", { HOSTILE_STATUS, 500, NULL } },
  { "502", { HOSTILE_STATUS, 502, NULL } },
  { "503", { HOSTILE_STATUS, 503, "Retry-After: Sun, 06 Nov 1994 08:49:37 GMT\r\n" } },
  { "507", { HOSTILE_STATUS, 507, "Retry-After: soon\r\n" } },
};

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (NOTHINGS); i++) {
    g_autofree char *path =
        g_strconcat ("/poster-hostile/sent-again-after-", NOTHINGS[i].name, NULL);
    g_test_add_data_func (path, &NOTHINGS[i].answer, test_what_counts_for_nothing_is_sent_again);
  }
#define ADD(name, function) g_test_add_func ("/poster-hostile/" name, function)
  ADD ("other-4xx-are-dead-with-a-reason-and-the-bed-goes-on",
       test_other_4xx_are_dead_with_a_reason_and_the_bed_goes_on);
  ADD ("retry-after-is-waited-for", test_retry_after_is_waited_for);
  ADD ("401-pauses-everything-until-there-is-another-token",
       test_401_pauses_everything_until_there_is_another_token);
  ADD ("a-row-refused-with-403-does-not-hold-up-other-beds",
       test_a_row_refused_with_403_does_not_hold_up_other_beds);
  ADD ("order-is-kept-for-each-bed-whatever-fails", test_order_is_kept_for_each_bed_whatever_fails);
  ADD ("hundreds-of-rows-use-two-connections", test_hundreds_of_rows_use_two_connections);
  ADD ("a-hanging-bed-does-not-hold-up-another", test_a_hanging_bed_does_not_hold_up_another);
  ADD ("a-poster-can-go-while-much-is-under-way", test_a_poster_can_go_while_much_is_under_way);
  ADD ("pages-of-somebody-else-are-no-news", test_pages_of_somebody_else_are_no_news);
  ADD ("a-page-that-never-ends-is-not-asked-for-in-a-storm",
       test_a_page_that_never_ends_is_not_asked_for_in_a_storm);
  ADD ("a-cursor-that-is-refused-is-given-up", test_a_cursor_that_is_refused_is_given_up);
  ADD ("bad-settings-are-refused-by-name", test_bad_settings_are_refused_by_name);
  return g_test_run ();
}
