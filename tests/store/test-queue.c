/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

static void
assert_row (GArray *rows, guint index, guint n)
{
  const VigilQueueRow *row = &g_array_index (rows, VigilQueueRow, index);
  char id[VIGIL_UUID_SIZE];
  fixture_make_id (n, id);
  g_autoptr (GBytes) body = fixture_make_body (n);
  g_assert_cmpstr (row->id, ==, id);
  g_assert_true (g_bytes_equal (row->body, body));
}

static GArray *
list (VigilStore *store)
{
  g_autoptr (GError) error = NULL;
  GArray *rows = vigil_queue_list (store, &error);
  g_assert_no_error (error);
  return rows;
}

static void
settle (VigilStore *store, guint n, VigilDelivery delivery, const char *reason)
{
  char id[VIGIL_UUID_SIZE];
  fixture_make_id (n, id);
  vigil_queue_settle (store, id, delivery, reason);
}

static void
test_rows_come_back_in_the_order_they_were_added (Fixture *fixture,
                                                  G_GNUC_UNUSED gconstpointer data)
{
  /* Ids that sort the other way: the order is that of adding. */
  for (guint n = 9; n > 0; n--)
    g_assert_true (fixture_add (fixture->store, n, n % 2 != 0 ? "01" : "", NULL));
  fixture_reopen (fixture);
  g_autoptr (GArray) rows = list (fixture->store);
  g_assert_cmpuint (rows->len, ==, 9);
  for (guint i = 0; i < 9; i++)
    assert_row (rows, i, 9 - i);
  g_assert_cmpstr (g_array_index (rows, VigilQueueRow, 0).bed, ==, "01");
  g_assert_cmpstr (g_array_index (rows, VigilQueueRow, 1).bed, ==, "");
}

static void
test_what_was_delivered_leaves (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  g_assert_true (fixture_add (fixture->store, 1, "01", NULL));
  g_assert_true (fixture_add (fixture->store, 2, "01", NULL));
  settle (fixture->store, 1, VIGIL_DELIVERY_DELIVERED, NULL);
  g_autoptr (GArray) rows = list (fixture->store);
  g_assert_cmpuint (rows->len, ==, 1);
  assert_row (rows, 0, 2);
  g_autoptr (GArray) dead = vigil_queue_list_dead (fixture->store, 10, NULL);
  g_assert_cmpuint (dead->len, ==, 0);
}

static void
test_what_is_refused_for_good_is_a_dead_letter_newest_first (Fixture *fixture,
                                                             G_GNUC_UNUSED gconstpointer data)
{
  for (guint n = 1; n <= 3; n++)
    g_assert_true (fixture_add (fixture->store, n, "07", NULL));
  settle (fixture->store, 1, VIGIL_DELIVERY_DEAD, "422 invalid");
  settle (fixture->store, 3, VIGIL_DELIVERY_DEAD, "409 other content");
  fixture_reopen (fixture);
  g_autoptr (GArray) rows = list (fixture->store);
  g_assert_cmpuint (rows->len, ==, 1);
  assert_row (rows, 0, 2);

  g_autoptr (GArray) dead = vigil_queue_list_dead (fixture->store, 10, NULL);
  g_assert_cmpuint (dead->len, ==, 2);
  const VigilDeadLetter *newest = &g_array_index (dead, VigilDeadLetter, 0);
  g_assert_cmpstr (newest->reason, ==, "409 other content");
  g_assert_cmpstr (newest->bed, ==, "07");
  g_assert_cmpint (newest->wall_ms, >, 0);
  g_assert_cmpstr (g_array_index (dead, VigilDeadLetter, 1).reason, ==, "422 invalid");
  g_autoptr (GArray) one = vigil_queue_list_dead (fixture->store, 1, NULL);
  g_assert_cmpuint (one->len, ==, 1);
}

static void
test_the_same_row_twice_is_saved_once (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  g_assert_true (fixture_add (fixture->store, 1, "01", NULL));
  g_assert_true (fixture_add (fixture->store, 1, "01", NULL));
  g_autoptr (GArray) rows = list (fixture->store);
  g_assert_cmpuint (rows->len, ==, 1);
}

static void
test_another_row_of_the_same_id_is_refused (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  g_assert_true (fixture_add (fixture->store, 1, "01", NULL));
  char id[VIGIL_UUID_SIZE];
  fixture_make_id (1, id);
  g_autoptr (GBytes) other = g_bytes_new_static ("{}", 2);
  Answer answer = { 0 };
  vigil_queue_add (fixture->store, id, "01", other, fixture_answer_cb, &answer);
  fixture_wait (&answer.is_answered);
  g_assert_false (answer.is_saved);
  g_assert_cmpstr (answer.reason, ==, "another acknowledgement has this id");
  g_free (answer.reason);
  g_autoptr (GArray) rows = list (fixture->store);
  assert_row (rows, 0, 1);
}

static void
test_at_the_ceiling_it_refuses_and_evicts_nothing (Fixture *fixture,
                                                   G_GNUC_UNUSED gconstpointer data)
{
  vigil_store_set_queue_ceiling (fixture->store, 3);
  for (guint n = 1; n <= 3; n++)
    g_assert_true (fixture_add (fixture->store, n, "01", NULL));
  g_autofree char *reason = NULL;
  g_assert_false (fixture_add (fixture->store, 4, "01", &reason));
  g_assert_cmpstr (reason, ==, "3 acknowledgements are unsent: no room for more");
  g_autoptr (GArray) rows = list (fixture->store);
  g_assert_cmpuint (rows->len, ==, 3);
  assert_row (rows, 0, 1);

  settle (fixture->store, 1, VIGIL_DELIVERY_DELIVERED, NULL);
  g_assert_true (fixture_add (fixture->store, 4, "01", NULL));
}

static void
test_the_ceiling_counts_what_an_earlier_run_left (Fixture *fixture,
                                                  G_GNUC_UNUSED gconstpointer data)
{
  g_assert_true (fixture_add (fixture->store, 1, "01", NULL));
  g_assert_true (fixture_add (fixture->store, 2, "01", NULL));
  fixture_reopen (fixture);
  vigil_store_set_queue_ceiling (fixture->store, 2);
  g_assert_false (fixture_add (fixture->store, 3, "01", NULL));
}

static void
test_closing_answers_what_was_added (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  Answer answers[20] = { 0 };
  for (guint n = 0; n < G_N_ELEMENTS (answers); n++) {
    char id[VIGIL_UUID_SIZE];
    fixture_make_id (n, id);
    g_autoptr (GBytes) body = fixture_make_body (n);
    vigil_queue_add (fixture->store, id, "01", body, fixture_answer_cb, &answers[n]);
  }
  fixture_reopen (fixture);
  for (guint n = 0; n < G_N_ELEMENTS (answers); n++)
    g_assert_true (answers[n].is_answered && answers[n].is_saved);
  g_autoptr (GArray) rows = list (fixture->store);
  g_assert_cmpuint (rows->len, ==, G_N_ELEMENTS (answers));
}

#define ADD(name, function)                                                                        \
  g_test_add ("/queue/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("rows-come-back-in-the-order-they-were-added",
       test_rows_come_back_in_the_order_they_were_added);
  ADD ("what-was-delivered-leaves", test_what_was_delivered_leaves);
  ADD ("what-is-refused-for-good-is-a-dead-letter-newest-first",
       test_what_is_refused_for_good_is_a_dead_letter_newest_first);
  ADD ("the-same-row-twice-is-saved-once", test_the_same_row_twice_is_saved_once);
  ADD ("another-row-of-the-same-id-is-refused", test_another_row_of_the_same_id_is_refused);
  ADD ("at-the-ceiling-it-refuses-and-evicts-nothing",
       test_at_the_ceiling_it_refuses_and_evicts_nothing);
  ADD ("the-ceiling-counts-what-an-earlier-run-left",
       test_the_ceiling_counts_what_an_earlier_run_left);
  ADD ("closing-answers-what-was-added", test_closing_answers_what_was_added);
  return g_test_run ();
}
