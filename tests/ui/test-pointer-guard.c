/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What lies under a resting mouse changes: the press means what is shown, or nothing. */

#include "vigil-pointer-guard.h"

#include <stdlib.h>

typedef struct {
  GtkWidget *window, *box, *buttons[2];
  guint n_presses[2];
} Fixture;

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, gpointer data)
{
  (*(guint *) data)++;
}

static void
turn (double seconds)
{
  gint64 end = g_get_monotonic_time () + (gint64) (seconds * G_USEC_PER_SEC);
  while (g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, FALSE);
}

static void
input (const char *arguments)
{
  g_autofree char *command = g_strdup_printf ("xdotool %s", arguments);
  g_assert_true (g_spawn_command_line_sync (command, NULL, NULL, NULL, NULL));
  turn (.4);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->window = gtk_window_new ();
  f->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_set_homogeneous (GTK_BOX (f->box), TRUE);
  gtk_window_set_child (GTK_WINDOW (f->window), f->box);
  gtk_window_set_default_size (GTK_WINDOW (f->window), 600, 600);
  gtk_window_set_decorated (GTK_WINDOW (f->window), FALSE);
  for (guint i = 0; i < 2; i++) {
    f->buttons[i] = gtk_button_new_with_label (i == 0 ? "first" : "second");
    GtkGesture *gesture = gtk_gesture_click_new ();
    gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (gesture), GTK_PHASE_CAPTURE);
    g_signal_connect (gesture, "pressed", G_CALLBACK (pressed_cb), &f->n_presses[i]);
    gtk_widget_add_controller (f->buttons[i], GTK_EVENT_CONTROLLER (gesture));
    gtk_box_append (GTK_BOX (f->box), f->buttons[i]);
  }
  if (data != NULL)
    vigil_pointer_guard_attach (GTK_ROOT (f->window));
  gtk_window_present (GTK_WINDOW (f->window));
  turn (.5);
  input ("mousemove 300 100");
  input ("mousemove 310 110");
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (f->window));
  turn (.1);
}

static void
swap (Fixture *f)
{
  gtk_box_reorder_child_after (GTK_BOX (f->box), f->buttons[0], f->buttons[1]);
  turn (.5);
}

static void
test_a_press_on_what_rests_there_is_a_press (Fixture *f, gconstpointer data)
{
  input ("click 1");
  g_assert_cmpuint (f->n_presses[0], ==, 1);
  input ("click 1");
  g_assert_cmpuint (f->n_presses[0], ==, 2);
  g_assert_cmpuint (f->n_presses[1], ==, 0);
}

static void
test_what_moved_away_is_never_pressed (Fixture *f, gconstpointer data)
{
  swap (f);
  input ("click 1");
  g_assert_cmpuint (f->n_presses[0], ==, 0);
}

static void
test_after_the_mouse_moved_all_is_as_ever (Fixture *f, gconstpointer data)
{
  swap (f);
  input ("mousemove 320 120");
  input ("click 1");
  g_assert_cmpuint (f->n_presses[0], ==, 0);
  g_assert_cmpuint (f->n_presses[1], ==, 1);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
#define ADD(name)                                                                                  \
  g_test_add ("/pointer-guard/" #name, Fixture, "on", set_up, test_##name, tear_down)
  ADD (a_press_on_what_rests_there_is_a_press);
  ADD (what_moved_away_is_never_pressed);
  ADD (after_the_mouse_moved_all_is_as_ever);
#undef ADD
  return g_test_run ();
}
