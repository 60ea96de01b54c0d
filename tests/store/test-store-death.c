/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "store-fixture.h"
#include "vigil-trends.h"

#define N_ROWS 5
#define STEPS_MAX 1000

typedef struct {
  gboolean is_saved[N_ROWS + 1];
  gboolean is_settling[N_ROWS + 1];
  guint n_kept; /* batches of ten numbers */
  gboolean is_done;
} Said;

static void
hear (Said *said, const char *output)
{
  g_auto (GStrv) lines = g_strsplit (output, "\n", -1);
  for (char **line = lines; *line != NULL; line++) {
    const char *number = strchr (*line, ' ');
    guint n = number != NULL ? (guint) g_ascii_strtoull (number, NULL, 10) : 0;
    g_assert_cmpuint (n, <=, N_ROWS);
    if (g_str_has_prefix (*line, "saved"))
      said->is_saved[n] = TRUE;
    else if (g_str_has_prefix (*line, "settling"))
      said->is_settling[n] = TRUE;
    else if (g_str_has_prefix (*line, "kept"))
      said->n_kept = n;
    else if (g_str_has_prefix (*line, "done"))
      said->is_done = TRUE;
  }
}

static Said
run_child (const char *directory, guint at, const char *mode)
{
  g_autofree char *program = g_test_build_filename (G_TEST_BUILT, "store", "store-child", NULL);
  g_autofree char *number = g_strdup_printf ("%u", at);
  char *argv[] = { program, (char *) directory, number, (char *) mode, NULL };
  g_autofree char *output = NULL;
  g_autoptr (GError) error = NULL;
  g_spawn_sync (NULL, argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, &output, NULL, NULL, &error);
  g_assert_no_error (error);
  Said said = { 0 };
  hear (&said, output);
  return said;
}

static gboolean
has_dead_letter (VigilStore *store, guint n)
{
  char id[VIGIL_UUID_SIZE];
  fixture_make_id (n, id);
  g_autoptr (GArray) dead = vigil_queue_list_dead (store, 10, NULL);
  for (guint i = 0; i < dead->len; i++) {
    if (g_str_equal (g_array_index (dead, VigilDeadLetter, i).id, id))
      return TRUE;
  }
  return FALSE;
}

/* The number of each row, in order; each must hold its exact bytes. */
static void
read_queue (VigilStore *store, gboolean is_queued[N_ROWS + 1])
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) rows = vigil_queue_list (store, &error);
  g_assert_no_error (error);
  guint last = 0;
  for (guint i = 0; i < rows->len; i++) {
    const VigilQueueRow *row = &g_array_index (rows, VigilQueueRow, i);
    guint n = (guint) g_ascii_strtoull (row->id + VIGIL_UUID_LEN - 12, NULL, 10);
    g_autoptr (GBytes) body = fixture_make_body (n);
    g_assert_true (g_bytes_equal (row->body, body));
    g_assert_cmpuint (n, >, last);
    last = n;
    is_queued[n] = TRUE;
  }
}

typedef struct {
  gboolean is_answered;
  guint n;
} Listing;

/* In order, without a hole and never twice. */
static void
listed_cb (GArray *rows, const GError *error, gpointer data)
{
  Listing *listing = data;
  g_assert_no_error (error);
  for (guint i = 0; i < rows->len; i++) {
    const VigilTrendSample *sample = &g_array_index (rows, VigilTrendSample, i);
    g_assert_cmpint (sample->t_ms, ==, FIXTURE_T0 + i * 1000);
    g_assert_cmpfloat (sample->value, ==, i);
  }
  listing->n = rows->len;
  listing->is_answered = TRUE;
}

static void
check_numbers (VigilStore *store, guint n_kept)
{
  Listing listing = { 0 };
  vigil_trends_list (store, "07", NULL, VIGIL_NUMERIC_HR, 0, G_MAXINT64, listed_cb, &listing);
  fixture_wait (&listing.is_answered);
  g_assert_cmpuint (listing.n % 10, ==, 0);
  g_assert_cmpuint (listing.n / 10, >=, n_kept);
  g_assert_cmpuint (listing.n / 10, <=, n_kept + 1);
}

static void
check (const char *directory, const Said *said)
{
  VigilStore *store = fixture_open (directory);
  gboolean is_queued[N_ROWS + 1] = { 0 };
  read_queue (store, is_queued);
  for (guint n = 1; n <= N_ROWS; n++) {
    gboolean is_kept = is_queued[n] || has_dead_letter (store, n);
    /* Only what was on its way to "delivered" may be gone. */
    if (said->is_saved[n] && !(n == 2 && said->is_settling[n]))
      g_assert_true (is_kept);
    g_assert_false (is_queued[n] && has_dead_letter (store, n));
  }
  if (said->is_done)
    g_assert_false (is_queued[2] || is_queued[3]);
  check_numbers (store, said->n_kept);
  g_assert_true (fixture_add (store, 9, "01", NULL));
  vigil_store_close (store);
}

/* TRUE: the child lived to the end. */
static gboolean
die_at (guint at, const char *mode)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *directory = g_dir_make_tmp ("vigil-store-XXXXXX", &error);
  g_assert_no_error (error);
  Said said = run_child (directory, at, mode);
  g_autofree char *shared = g_build_filename (directory, "vigil.db-shm", NULL);
  if (g_str_equal (mode, "power"))
    g_unlink (shared);
  check (directory, &said);
  fixture_remove (directory);
  return said.is_done;
}

static void
die_at_each_step (const char *mode)
{
  guint at = 1;
  while (at < STEPS_MAX && !die_at (at, mode))
    at++;
  g_test_message ("%u steps", at);
  /* Schema, five rows, two settlements: fewer steps would mean that nothing was watched. */
  g_assert_cmpuint (at, >, 30);
  g_assert_cmpuint (at, <, STEPS_MAX);
}

static void
test_what_was_called_saved_survives_kill_9_at_each_step (void)
{
  die_at_each_step ("kill");
}

static void
test_what_was_called_saved_survives_a_power_cut_at_each_step (void)
{
  die_at_each_step ("power");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store-death/what-was-called-saved-survives-kill-9-at-each-step",
                   test_what_was_called_saved_survives_kill_9_at_each_step);
  g_test_add_func ("/store-death/what-was-called-saved-survives-a-power-cut-at-each-step",
                   test_what_was_called_saved_survives_a_power_cut_at_each_step);
  return g_test_run ();
}
