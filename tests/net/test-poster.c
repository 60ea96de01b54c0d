/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The poster against the real server: nothing lost, nothing doubled, order kept. */

#include "poster-fixture.h"
#include "vigil-encounter.h"

#include <signal.h>
#include <string.h>

#include "server-fixture.h"

typedef struct {
  ServerFixture server;
  VigilPoster *poster;
  Told told;
} Fixture;

static void
setup (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  server_fixture_init (&fixture->server);
  fixture->poster = make_poster (fixture->server.base, fixture->server.station_token_file, 0.02);
  told_init (&fixture->told, fixture->poster);
}

static void
teardown (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_assert_finalize_object (fixture->poster);
  told_clear (&fixture->told);
  server_fixture_clear (&fixture->server);
}

/* Puts rows @first to @first + @n − 1 over three beds. */
static void
put_rows (Fixture *fixture, guint first, guint n)
{
  static const char *const beds[] = { "01", "02", "" };
  for (guint i = first; i < first + n; i++) {
    g_autofree char *id = put_number (fixture->poster, beds[i % 3], i);
    g_assert_nonnull (id);
  }
  fixture->told.n_wanted += n;
}

static int
compare_strings (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The server holds exactly rows 0 to @n − 1, each once, each bed's in order; so does what was told.
 */
static void
expect_all_once_and_in_order (Fixture *fixture, guint n)
{
  guint last[3] = { 0 };
  g_auto (GStrv) rows = server_fixture_list (&fixture->server);
  g_assert_cmpuint (g_strv_length (rows), ==, n);
  for (guint i = 0; i < n; i++) {
    const char *id = strstr (rows[i], "8def-");
    g_assert_nonnull (id);
    guint number = (guint) g_ascii_strtoull (id + 5, NULL, 16);
    guint lane = number % 3;
    g_assert_cmpuint (number, <, n);
    g_assert_cmpuint (number + 1, >, last[lane]);
    last[lane] = number + 1;
  }
  g_assert_cmpuint (fixture->told.delivered->len, ==, n);
  g_assert_cmpuint (fixture->told.dead->len, ==, 0);
  g_ptr_array_sort (fixture->told.delivered, compare_strings);
  for (guint i = 1; i < n; i++)
    g_assert_cmpstr (fixture->told.delivered->pdata[i - 1], !=, fixture->told.delivered->pdata[i]);
  g_assert_cmpuint (vigil_poster_get_n_waiting (fixture->poster), ==, 0);
}

static void
wait_for_all (Fixture *fixture)
{
  g_assert_true (server_fixture_wait (enough_settled, &fixture->told, PATIENCE_MS));
}

static void
test_rows_come_once_and_in_order (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  put_rows (fixture, 0, 60);
  g_assert_cmpuint (vigil_poster_get_n_waiting (fixture->poster), ==, 60);
  wait_for_all (fixture);
  expect_all_once_and_in_order (fixture, 60);
}

/* Who is admitted is told after what was done to the bed before, and at its own address. */
static void
test_a_change_of_an_encounter_goes_in_the_lane_of_its_bed (Fixture *fixture,
                                                           gconstpointer data G_GNUC_UNUSED)
{
  VigilChange change = { .id = "019a0b3c-6e00-7abc-8def-0123456789ab",
                         .word = VIGIL_CHANGE_ADMIT,
                         .bed = "01",
                         .station = "desk-1",
                         .t_ms = 1790000005000,
                         .stay = { .encounter = "0f0e0d0c-0000-4000-8000-0000000000aa",
                                   .family = "Testperson" } };
  g_autofree char *text = vigil_wire_encode_change (&change);
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));
  g_autofree char *before = put_number (fixture->poster, "01", 0);
  vigil_poster_put_change (fixture->poster, "01", change.stay.encounter, change.id, body);
  fixture->told.n_wanted = 2;
  wait_for_all (fixture);
  g_assert_cmpstr (fixture->told.delivered->pdata[0], ==, before);
  g_assert_cmpstr (fixture->told.delivered->pdata[1], ==, change.id);
  g_auto (GStrv) rows = server_fixture_list (&fixture->server);
  g_assert_cmpuint (g_strv_length (rows), ==, 1);
}

static void
test_a_row_put_twice_is_sent_once (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  put_rows (fixture, 0, 3);
  put_rows (fixture, 0, 3);
  fixture->told.n_wanted = 3;
  wait_for_all (fixture);
  expect_all_once_and_in_order (fixture, 3);
}

static void
test_kill_9_in_the_middle_of_200_rows_loses_and_doubles_nothing (Fixture *fixture,
                                                                 gconstpointer data G_GNUC_UNUSED)
{
  put_rows (fixture, 0, 200);
  for (guint at = 20; at <= 140; at += 60) {
    fixture->told.n_wanted = at;
    wait_for_all (fixture);
    server_fixture_kill (&fixture->server);
    /* What is under way now fails; more comes in meanwhile. */
    g_assert_cmpuint (fixture->told.delivered->len, <, 200);
    server_fixture_start (&fixture->server);
  }
  fixture->told.n_wanted = 200;
  wait_for_all (fixture);
  expect_all_once_and_in_order (fixture, 200);
}

static void
test_rows_made_while_the_server_is_away_come_when_it_is_back (Fixture *fixture,
                                                              gconstpointer data G_GNUC_UNUSED)
{
  server_fixture_kill (&fixture->server);
  put_rows (fixture, 0, 30);
  fixture->told.n_wanted = 1;
  g_assert_false (server_fixture_wait (enough_settled, &fixture->told, 500));
  g_assert_cmpuint (vigil_poster_get_n_waiting (fixture->poster), ==, 30);
  g_assert_false (vigil_poster_is_reachable (fixture->poster));
  g_assert_nonnull (vigil_poster_get_problem (fixture->poster));
  server_fixture_start (&fixture->server);
  fixture->told.n_wanted = 30;
  wait_for_all (fixture);
  expect_all_once_and_in_order (fixture, 30);
  g_assert_true (vigil_poster_is_reachable (fixture->poster));
  g_assert_null (vigil_poster_get_problem (fixture->poster));
}

static void
test_a_frozen_server_loses_and_doubles_nothing (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  server_fixture_freeze (&fixture->server, TRUE);
  put_rows (fixture, 0, 12);
  /* Longer than the deadline (200 ms at this pace): every row's first try ends unanswered. */
  g_assert_false (server_fixture_wait (enough_settled, &fixture->told, 700));
  server_fixture_freeze (&fixture->server, FALSE);
  wait_for_all (fixture);
  expect_all_once_and_in_order (fixture, 12);
}

static gboolean
all_is_polled (gpointer data)
{
  Told *told = data;
  return told->n_snapshots > 0 && told->n_confirmed > 1 && told->n_pages > 0 && told->server_ms > 0;
}

static void
test_polls_bring_snapshot_rows_and_clock (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  Told *told = &fixture->told;
  put_rows (fixture, 0, 1);
  wait_for_all (fixture);
  vigil_poster_start (fixture->poster, NULL);
  g_assert_true (server_fixture_wait (all_is_polled, told, PATIENCE_MS));
  g_assert_cmpuint (told->n_snapshots, ==, 1);
  g_assert_cmpuint (told->n_pages, ==, 1);
  g_assert_true (g_str_has_prefix (told->cursor, "1-"));
  g_assert_cmpint (ABS (told->server_ms - g_get_real_time () / 1000), <, 5000);
}

static gboolean
has_three_pages (gpointer data)
{
  return ((Told *) data)->n_pages >= 3;
}

static void
test_a_backlog_of_rows_comes_page_after_page_at_once (Fixture *fixture,
                                                      gconstpointer data G_GNUC_UNUSED)
{
  put_rows (fixture, 0, 120);
  wait_for_all (fixture);
  /* At full pace the next poll would be 5 s away. */
  VigilPoster *poster = make_poster (fixture->server.base, fixture->server.station_token_file, 1.0);
  Told told;
  told_init (&told, poster);
  vigil_poster_start (poster, "0");
  g_assert_true (server_fixture_wait (has_three_pages, &told, 3000));
  g_assert_true (g_str_has_prefix (told.cursor, "120-"));
  g_assert_finalize_object (poster);
  told_clear (&told);
}

static gboolean
went_and_came (gpointer data)
{
  Told *told = data;
  return told->n_unreachable >= 1 && told->n_reachable >= 2;
}

static gboolean
went (gpointer data)
{
  return ((Told *) data)->n_unreachable >= 1;
}

static void
test_the_server_going_and_coming_is_told (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  Told *told = &fixture->told;
  vigil_poster_start (fixture->poster, NULL);
  put_rows (fixture, 0, 1);
  wait_for_all (fixture);
  g_assert_true (vigil_poster_is_reachable (fixture->poster));
  server_fixture_kill (&fixture->server);
  g_assert_true (server_fixture_wait (went, told, PATIENCE_MS));
  server_fixture_start (&fixture->server);
  g_assert_true (server_fixture_wait (went_and_came, told, PATIENCE_MS));
}

static void
test_a_stopped_poster_is_silent_and_takes_nothing (Fixture *fixture,
                                                   gconstpointer data G_GNUC_UNUSED)
{
  put_rows (fixture, 0, 30);
  vigil_poster_stop (fixture->poster);
  g_assert_cmpuint (vigil_poster_get_n_waiting (fixture->poster), ==, 0);
  put_rows (fixture, 30, 1);
  g_assert_cmpuint (vigil_poster_get_n_waiting (fixture->poster), ==, 0);
  fixture->told.n_wanted = 1;
  g_assert_false (server_fixture_wait (enough_settled, &fixture->told, 300));
  vigil_poster_start (fixture->poster, NULL);
  put_rows (fixture, 0, 30);
  fixture->told.n_wanted = 30;
  wait_for_all (fixture);
  expect_all_once_and_in_order (fixture, 30);
}

static void
test_a_new_token_in_the_file_ends_the_refusals (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  server_fixture_write (&fixture->server, "tokens", "desk-1 a-quite-different-token\n");
  put_rows (fixture, 0, 9);
  fixture->told.n_wanted = 1;
  g_assert_false (server_fixture_wait (enough_settled, &fixture->told, 300));
  g_assert_true (g_str_has_prefix (vigil_poster_get_problem (fixture->poster), "401"));
  server_fixture_write (&fixture->server, "token", "a-quite-different-token\n");
  fixture->told.n_wanted = 9;
  wait_for_all (fixture);
  expect_all_once_and_in_order (fixture, 9);
}

static void
test_a_token_given_at_the_server_ends_the_refusals_too (Fixture *fixture,
                                                        gconstpointer data G_GNUC_UNUSED)
{
  server_fixture_write (&fixture->server, "tokens", "desk-2 " FIXTURE_TOKEN_2 "\n");
  put_rows (fixture, 0, 9);
  fixture->told.n_wanted = 1;
  g_assert_false (server_fixture_wait (enough_settled, &fixture->told, 300));
  server_fixture_write (&fixture->server, "tokens", "desk-1 " FIXTURE_TOKEN_1 "\n");
  fixture->told.n_wanted = 9;
  wait_for_all (fixture);
  expect_all_once_and_in_order (fixture, 9);
}

static void
test_a_token_file_of_two_lines_is_said (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  server_fixture_write (&fixture->server, "token", FIXTURE_TOKEN_1 "\n" FIXTURE_TOKEN_2 "\n");
  VigilPoster *poster = make_poster (fixture->server.base, fixture->server.station_token_file, 1.0);
  const char *problem = vigil_poster_get_problem (poster);
  g_assert_nonnull (problem);
  g_assert_true (g_str_has_suffix (problem, "token: has more than one line"));
  g_assert_finalize_object (poster);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  signal (SIGPIPE, SIG_IGN);
#define ADD(name, function) g_test_add ("/poster/" name, Fixture, NULL, setup, function, teardown)
  ADD ("rows-come-once-and-in-order", test_rows_come_once_and_in_order);
  ADD ("a-change-of-an-encounter-goes-in-the-lane-of-its-bed",
       test_a_change_of_an_encounter_goes_in_the_lane_of_its_bed);
  ADD ("a-row-put-twice-is-sent-once", test_a_row_put_twice_is_sent_once);
  ADD ("kill-9-in-the-middle-of-200-rows-loses-and-doubles-nothing",
       test_kill_9_in_the_middle_of_200_rows_loses_and_doubles_nothing);
  ADD ("rows-made-while-the-server-is-away-come-when-it-is-back",
       test_rows_made_while_the_server_is_away_come_when_it_is_back);
  ADD ("a-frozen-server-loses-and-doubles-nothing", test_a_frozen_server_loses_and_doubles_nothing);
  ADD ("polls-bring-snapshot-rows-and-clock", test_polls_bring_snapshot_rows_and_clock);
  ADD ("a-backlog-of-rows-comes-page-after-page-at-once",
       test_a_backlog_of_rows_comes_page_after_page_at_once);
  ADD ("the-server-going-and-coming-is-told", test_the_server_going_and_coming_is_told);
  ADD ("a-stopped-poster-is-silent-and-takes-nothing",
       test_a_stopped_poster_is_silent_and_takes_nothing);
  ADD ("a-new-token-in-the-file-ends-the-refusals", test_a_new_token_in_the_file_ends_the_refusals);
  ADD ("a-token-given-at-the-server-ends-the-refusals-too",
       test_a_token_given_at_the_server_ends_the_refusals_too);
  ADD ("a-token-file-of-two-lines-is-said", test_a_token_file_of_two_lines_is_said);
  return g_test_run ();
}
