/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is on its way to the server, with a disk that saves nothing: real store, no server. */

#include "vigil-delivery.h"

#define FIRST "01900000-0000-7000-8000-000000000001"
#define SECOND "01900000-0000-7000-8000-000000000002"

typedef struct {
  VigilStore *store;
  VigilDeliveries *deliveries;
  guint n_told;
} Fixture;

static void
delivery_cb (const char *id, VigilDelivery delivery, gpointer data)
{
  Fixture *f = data;
  (void) id;
  (void) delivery;
  f->n_told++;
}

static void
add (Fixture *f, const char *id)
{
  VigilAction action = { .word = VIGIL_ACTION_ACKNOWLEDGE, .bed = "01", .station = "desk-1" };
  guint before = f->n_told;
  vigil_text_copy (action.id, sizeof action.id, id);
  vigil_deliveries_add (f->deliveries, &action);
  while (f->n_told == before)
    g_main_context_iteration (NULL, TRUE);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  (void) data;
  g_autoptr (GError) error = NULL;
  f->store = vigil_store_open_in_memory ("no disk", &error);
  g_assert_no_error (error);
  f->deliveries = vigil_deliveries_new (f->store, NULL, delivery_cb, f);
  add (f, FIRST);
  add (f, SECOND);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  (void) data;
  vigil_store_close (f->store);
  vigil_deliveries_free (f->deliveries);
}

static void
test_what_the_server_has_is_no_longer_unsaved (Fixture *f, gconstpointer data)
{
  (void) data;
  g_assert_cmpint (vigil_deliveries_get (f->deliveries, FIRST), ==, VIGIL_DELIVERY_NOT_SAVED);
  g_assert_cmpuint (vigil_deliveries_get_n_unsaved (f->deliveries), ==, 2);
  vigil_deliveries_settle (f->deliveries, FIRST, VIGIL_DELIVERY_DELIVERED, NULL);
  g_assert_cmpuint (vigil_deliveries_get_n_unsaved (f->deliveries), ==, 1);
  vigil_deliveries_settle (f->deliveries, FIRST, VIGIL_DELIVERY_DELIVERED, NULL);
  g_assert_cmpuint (vigil_deliveries_get_n_unsaved (f->deliveries), ==, 1);
  /* Neither disk nor server has what the server refused. */
  vigil_deliveries_settle (f->deliveries, SECOND, VIGIL_DELIVERY_DEAD, "409");
  g_assert_cmpuint (vigil_deliveries_get_n_unsaved (f->deliveries), ==, 1);
  g_assert_cmpuint (vigil_deliveries_get_n_unsent (f->deliveries), ==, 0);
}

static void
test_a_dead_letter_is_unread_until_the_list_was_looked_at (Fixture *f, gconstpointer data)
{
  (void) data;
  g_assert_cmpuint (vigil_deliveries_get_n_unread_dead (f->deliveries), ==, 0);
  vigil_deliveries_settle (f->deliveries, FIRST, VIGIL_DELIVERY_DEAD, "409");
  g_assert_cmpuint (vigil_deliveries_get_n_unread_dead (f->deliveries), ==, 1);
  vigil_deliveries_note_dead_read (f->deliveries);
  g_assert_cmpuint (vigil_deliveries_get_n_unread_dead (f->deliveries), ==, 0);
  g_assert_cmpuint (vigil_deliveries_get_dead (f->deliveries)->len, ==, 1);
  vigil_deliveries_settle (f->deliveries, SECOND, VIGIL_DELIVERY_DEAD, "422");
  g_assert_cmpuint (vigil_deliveries_get_n_unread_dead (f->deliveries), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/delivery/what-the-server-has-is-no-longer-unsaved", Fixture, NULL, set_up,
              test_what_the_server_has_is_no_longer_unsaved, tear_down);
  g_test_add ("/delivery/a-dead-letter-is-unread-until-the-list-was-looked-at", Fixture, NULL,
              set_up, test_a_dead_letter_is_unread_until_the_list_was_looked_at, tear_down);
  return g_test_run ();
}
