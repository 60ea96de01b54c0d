/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is on its way to the server, with a disk that saves nothing: real store, no server. */

#include "vigil-delivery.h"

#include "vigil-wire.h"
#include "vigil-test-folder.h"

#include <glib/gstdio.h>
#include <string.h>

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

static VigilChange
make_change (VigilChangeWord word)
{
  VigilChange change = { .id = "01900000-0000-7000-8000-000000000003",
                         .word = word,
                         .bed = "16",
                         .station = "desk-1",
                         .by = "Okafor",
                         .t_ms = 1790000005000,
                         .stay = { .encounter = "0f0e0d0c-0000-4000-8000-000000000016" } };
  if (word == VIGIL_CHANGE_ADMIT) {
    vigil_text_copy (change.stay.family, sizeof change.stay.family, "Testperson");
    vigil_text_copy (change.stay.birth, sizeof change.stay.birth, "2026-11-01");
  }
  return change;
}

static VigilAction
make_action (const VigilChange *change)
{
  VigilAction action = { .is_bed_scope = TRUE, .station = "desk-1", .t_ms = change->t_ms };
  action.word = change->word == VIGIL_CHANGE_ADMIT ? VIGIL_ACTION_ADMIT : VIGIL_ACTION_DISCHARGE;
  action.asof_ms = change->t_ms;
  vigil_text_copy (action.id, sizeof action.id, change->id);
  vigil_text_copy (action.bed, sizeof action.bed, change->bed);
  vigil_text_copy (action.encounter, sizeof action.encounter, change->stay.encounter);
  return action;
}

/* The paper case of a full outbox: it binds, it is sent from memory, and it is said. */
static void
test_a_discharge_that_cannot_be_saved_says_so_and_is_not_lost (Fixture *f, gconstpointer data)
{
  (void) data;
  VigilChange change = make_change (VIGIL_CHANGE_DISCHARGE);
  VigilAction action = make_action (&change);
  guint before = f->n_told;
  vigil_deliveries_add_change (f->deliveries, &action, &change);
  while (f->n_told == before)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (vigil_deliveries_get (f->deliveries, change.id), ==, VIGIL_DELIVERY_NOT_SAVED);
  g_assert_cmpuint (vigil_deliveries_get_n_unsent (f->deliveries), ==, 3);
}

static void
count_cb (const char *id, VigilDelivery delivery, gpointer data)
{
  (void) id;
  *(guint *) data += delivery == VIGIL_DELIVERY_SAVED;
}

static VigilStore *
open_store (const char *folder)
{
  g_autoptr (GError) error = NULL;
  VigilStore *store = vigil_store_open (folder, NULL, &error);
  g_assert_no_error (error);
  return store;
}

/* A real store, closed and opened again: the name comes back with the row that waits. */
static void
test_an_unsent_admission_keeps_its_name_over_a_restart (void)
{
  g_autofree char *folder = g_dir_make_tmp ("vigil-delivery-XXXXXX", NULL);
  guint n_saved = 0;
  VigilStore *store = open_store (folder);
  VigilDeliveries *deliveries = vigil_deliveries_new (store, NULL, count_cb, &n_saved);
  VigilChange change = make_change (VIGIL_CHANGE_ADMIT);
  VigilAction action = make_action (&change);
  vigil_deliveries_add_change (deliveries, &action, &change);
  while (n_saved == 0)
    g_main_context_iteration (NULL, TRUE);
  vigil_store_close (store);
  vigil_deliveries_free (deliveries);

  store = open_store (folder);
  deliveries = vigil_deliveries_new (store, NULL, NULL, NULL);
  g_autoptr (GArray) actions = g_array_new (FALSE, TRUE, sizeof (VigilAction));
  g_autoptr (GArray) changes = g_array_new (FALSE, TRUE, sizeof (VigilChange));
  g_assert_true (vigil_deliveries_resume (deliveries, actions, changes, NULL));
  g_assert_cmpuint (actions->len, ==, 1);
  g_assert_cmpint (g_array_index (actions, VigilAction, 0).word, ==, VIGIL_ACTION_ADMIT);
  g_assert_cmpstr (g_array_index (actions, VigilAction, 0).bed, ==, "16");
  g_assert_cmpuint (changes->len, ==, 1);
  g_assert_cmpstr (g_array_index (changes, VigilChange, 0).stay.family, ==, "Testperson");
  g_assert_cmpint (vigil_deliveries_get (deliveries, change.id), ==, VIGIL_DELIVERY_SAVED);
  vigil_store_close (store);
  vigil_deliveries_free (deliveries);
  vigil_test_folder_remove (folder);
}

static void
test_a_change_reads_back_as_it_was_written (void)
{
  VigilChange change = make_change (VIGIL_CHANGE_ADMIT), read;
  VigilCounter reason;
  const char *field;
  change.stay.patient_class = VIGIL_CLASS_NEONATAL;
  g_autofree char *text = vigil_wire_encode_change (&change);
  g_assert_true (
      vigil_wire_decode_change ((const guint8 *) text, strlen (text), &read, &reason, &field));
  g_autofree char *again = vigil_wire_encode_change (&read);
  g_assert_cmpstr (again, ==, text);
  g_assert_cmpstr (read.by, ==, "Okafor");
  g_assert_cmpint (read.stay.patient_class, ==, VIGIL_CLASS_NEONATAL);
  g_assert_cmpint (read.stay.since_ms, ==, change.t_ms);
  /* The other reader of the outbox takes it for nothing of its own. */
  VigilAction action;
  g_assert_false (
      vigil_wire_decode_action ((const guint8 *) text, strlen (text), &action, &reason, &field));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/delivery/what-the-server-has-is-no-longer-unsaved", Fixture, NULL, set_up,
              test_what_the_server_has_is_no_longer_unsaved, tear_down);
  g_test_add ("/delivery/a-dead-letter-is-unread-until-the-list-was-looked-at", Fixture, NULL,
              set_up, test_a_dead_letter_is_unread_until_the_list_was_looked_at, tear_down);
  g_test_add ("/delivery/a-discharge-that-cannot-be-saved-says-so-and-is-not-lost", Fixture, NULL,
              set_up, test_a_discharge_that_cannot_be_saved_says_so_and_is_not_lost, tear_down);
  g_test_add_func ("/delivery/an-unsent-admission-keeps-its-name-over-a-restart",
                   test_an_unsent_admission_keeps_its_name_over_a_restart);
  g_test_add_func ("/delivery/a-change-reads-back-as-it-was-written",
                   test_a_change_reads_back_as_it_was_written);
  return g_test_run ();
}
