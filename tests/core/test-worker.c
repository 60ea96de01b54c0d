/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-worker.h"

typedef struct {
  GMutex lock;
  GCond changed;
  gboolean is_open;
  gboolean is_entered;
} Gate;

static void
gate_init (Gate *gate)
{
  g_mutex_init (&gate->lock);
  g_cond_init (&gate->changed);
  gate->is_open = gate->is_entered = FALSE;
}

static void
gate_clear (Gate *gate)
{
  g_cond_clear (&gate->changed);
  g_mutex_clear (&gate->lock);
}

static void
wait_at_gate (gpointer data)
{
  Gate *gate = data;
  g_mutex_lock (&gate->lock);
  gate->is_entered = TRUE;
  g_cond_broadcast (&gate->changed);
  while (!gate->is_open)
    g_cond_wait (&gate->changed, &gate->lock);
  g_mutex_unlock (&gate->lock);
}

static void
gate_await_entered (Gate *gate)
{
  g_mutex_lock (&gate->lock);
  while (!gate->is_entered)
    g_cond_wait (&gate->changed, &gate->lock);
  g_mutex_unlock (&gate->lock);
}

static void
gate_open (Gate *gate)
{
  g_mutex_lock (&gate->lock);
  gate->is_open = TRUE;
  g_cond_broadcast (&gate->changed);
  g_mutex_unlock (&gate->lock);
}

typedef struct {
  GString *trail;
  char letter;
} Step;

static void
append_letter (gpointer data)
{
  Step *step = data;
  g_string_append_c (step->trail, step->letter);
}

static Step *
step_new (GString *trail, char letter)
{
  Step *step = g_new (Step, 1);
  *step = (Step){ trail, letter };
  return step;
}

static void
test_jobs_run_in_order_and_all_before_free_returns (void)
{
  g_autoptr (GString) trail = g_string_new (NULL);
  VigilWorker *worker = vigil_worker_new ("order", 100);
  for (char letter = 'a'; letter <= 'z'; letter++)
    g_assert_true (vigil_worker_push (worker, append_letter, step_new (trail, letter), g_free));
  vigil_worker_free (worker);
  g_assert_cmpstr (trail->str, ==, "abcdefghijklmnopqrstuvwxyz");
}

static void
test_what_can_wait_comes_last_and_still_before_free_returns (void)
{
  g_autoptr (GString) trail = g_string_new (NULL);
  Gate gate;
  gate_init (&gate);
  VigilWorker *worker = vigil_worker_new ("idle", 100);
  g_assert_true (vigil_worker_push (worker, wait_at_gate, &gate, NULL));
  gate_await_entered (&gate);
  for (const char *letter = "xyz"; *letter != '\0'; letter++)
    g_assert_true (
        vigil_worker_push_idle (worker, append_letter, step_new (trail, *letter), g_free));
  for (const char *letter = "abc"; *letter != '\0'; letter++)
    g_assert_true (vigil_worker_push (worker, append_letter, step_new (trail, *letter), g_free));
  gate_open (&gate);
  vigil_worker_free (worker);
  g_assert_cmpstr (trail->str, ==, "abcxyz");
  gate_clear (&gate);
}

static void
count_destroyed (gpointer data)
{
  g_atomic_int_inc ((gint *) data);
}

static void
ignore (G_GNUC_UNUSED gpointer data)
{
}

static void
test_a_push_over_the_ceiling_is_refused_and_its_data_freed (void)
{
  gint n_destroyed = 0;
  Gate gate;
  gate_init (&gate);
  VigilWorker *worker = vigil_worker_new ("ceiling", 2);
  g_assert_true (vigil_worker_push (worker, wait_at_gate, &gate, NULL));
  gate_await_entered (&gate);

  g_assert_true (vigil_worker_push (worker, ignore, &n_destroyed, count_destroyed));
  g_assert_true (vigil_worker_push (worker, ignore, &n_destroyed, count_destroyed));
  g_assert_false (vigil_worker_push (worker, ignore, &n_destroyed, count_destroyed));
  g_assert_cmpint (g_atomic_int_get (&n_destroyed), ==, 1);

  gate_open (&gate);
  vigil_worker_free (worker);
  g_assert_cmpint (n_destroyed, ==, 3);
  gate_clear (&gate);
}

typedef struct {
  VigilWorker *worker;
  gboolean was_current;
} Who;

static void
ask_who (gpointer data)
{
  Who *who = data;
  who->was_current = vigil_worker_is_current (who->worker);
}

static void
test_it_knows_its_own_thread (void)
{
  Who who = { .worker = vigil_worker_new ("who", 4) };
  g_assert_false (vigil_worker_is_current (who.worker));
  g_assert_true (vigil_worker_push (who.worker, ask_who, &who, NULL));
  vigil_worker_free (who.worker);
  g_assert_true (who.was_current);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/worker/jobs-run-in-order-and-all-before-free-returns",
                   test_jobs_run_in_order_and_all_before_free_returns);
  g_test_add_func ("/worker/what-can-wait-comes-last-and-still-before-free-returns",
                   test_what_can_wait_comes_last_and_still_before_free_returns);
  g_test_add_func ("/worker/a-push-over-the-ceiling-is-refused-and-its-data-freed",
                   test_a_push_over_the_ceiling_is_refused_and_its_data_freed);
  g_test_add_func ("/worker/it-knows-its-own-thread", test_it_knows_its_own_thread);
  return g_test_run ();
}
