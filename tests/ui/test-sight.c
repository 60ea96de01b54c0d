/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A wall that nobody can see rests, and is up to date when it is seen again. A second connection to
 * the display plays the window manager and the window in front. */

#include "vigil-sight.h"

#include <X11/Xlib.h>
#include <gdk/x11/gdkx.h>

#include "vigil-wall.h"
#include "wall-fixture.h"

#define BEAT_US 20000

typedef struct {
  WallFixture *ward;
  VigilWallSource source;
  GtkWidget *window, *wall;
  Display *other;
  Window xid, front;
  guint beat_id;
  guint n_beats;
  guint64 columns; /* at the last look */
  guint n_still; /* looks in a row without a new one */
} Stage;

/* Time and data go on whether it is drawn or not. */
static gboolean
beat_cb (gpointer data)
{
  Stage *self = data;
  guint64 columns = vigil_wall_get_n_columns (VIGIL_WALL (self->wall));
  self->n_still = columns == self->columns ? self->n_still + 1 : 0;
  self->columns = columns;
  self->n_beats++;
  wall_fixture_go_to (self->ward, self->ward->now.mono_us + BEAT_US);
  return G_SOURCE_CONTINUE;
}

static void
wait_for (Stage *self, const char *what, gboolean (*is_so) (Stage *))
{
  gint64 end_us = g_get_monotonic_time () + 30 * G_USEC_PER_SEC;
  while (!is_so (self)) {
    if (g_get_monotonic_time () > end_us)
      g_error ("%s: not within 30 s", what);
    g_main_context_iteration (NULL, TRUE);
  }
}

static gboolean
is_drawn (Stage *self)
{
  return self->columns > 0 && self->n_still == 0;
}

/* Two fifths of a second without a column: ten would be swept. */
static gboolean
is_at_rest (Stage *self)
{
  return self->n_still >= 20;
}

static void
stage_init (Stage *self)
{
  *self = (Stage){ .ward = wall_fixture_new (4, 2) };
  wall_fixture_get_source (self->ward, &self->source);
  self->wall = vigil_wall_new_for_source (&self->source);
  self->window = gtk_window_new ();
  gtk_window_set_decorated (GTK_WINDOW (self->window), FALSE);
  gtk_window_set_default_size (GTK_WINDOW (self->window), 900, 500);
  gtk_window_set_child (GTK_WINDOW (self->window), self->wall);
  gtk_window_present (GTK_WINDOW (self->window));
  self->other = XOpenDisplay (NULL);
  g_assert_nonnull (self->other);
  self->xid = gdk_x11_surface_get_xid (gtk_native_get_surface (GTK_NATIVE (self->window)));
  self->beat_id = g_timeout_add (BEAT_US / 1000, beat_cb, self);
  wait_for (self, "a wall that is drawn", is_drawn);
}

static void
stage_clear (Stage *self)
{
  g_source_remove (self->beat_id);
  gtk_window_destroy (GTK_WINDOW (self->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  XCloseDisplay (self->other);
  wall_fixture_free (self->ward);
}

/* A window in front of all others that no window manager touches. */
static void
put_in_front (Stage *self, int width, int height)
{
  XSetWindowAttributes attributes = { .override_redirect = True };
  self->front = XCreateWindow (self->other, DefaultRootWindow (self->other), 0, 0, (unsigned) width,
                               (unsigned) height, 0, CopyFromParent, InputOutput, CopyFromParent,
                               CWOverrideRedirect, &attributes);
  XMapRaised (self->other, self->front);
  XSync (self->other, False);
}

static void
take_away (Stage *self)
{
  XDestroyWindow (self->other, self->front);
  XSync (self->other, False);
}

/* It goes on, and what was not drawn meanwhile is: a whole sweep of four beds and two lanes. */
static void
check_up_to_date (Stage *self, guint64 before)
{
  const VigilLayout *layout = vigil_wall_get_layout (VIGIL_WALL (self->wall));
  guint64 sweep = 8 * (guint64) layout->tiles[0].waves.width;
  wait_for (self, "a wall that is drawn again", is_drawn);
  g_assert_cmpuint (vigil_wall_get_n_columns (VIGIL_WALL (self->wall)) - before, >, sweep * 3 / 4);
}

/* Longer than a sweep. */
static void
let_time_pass (Stage *self)
{
  wall_fixture_go_to (self->ward, self->ward->now.mono_us + 15 * G_USEC_PER_SEC);
}

static void
test_a_minimised_wall_rests_and_comes_back_up_to_date (void)
{
  Stage stage;
  stage_init (&stage);
  /* What a window manager does. */
  XUnmapWindow (stage.other, stage.xid);
  XSync (stage.other, False);
  wait_for (&stage, "rest", is_at_rest);
  guint64 before = stage.columns;
  let_time_pass (&stage);
  XMapWindow (stage.other, stage.xid);
  XSync (stage.other, False);
  check_up_to_date (&stage, before);
  stage_clear (&stage);
}

static void
test_a_covered_wall_rests_and_comes_back_up_to_date (void)
{
  Stage stage;
  stage_init (&stage);
  put_in_front (&stage, 1920, 1080);
  wait_for (&stage, "rest", is_at_rest);
  guint64 before = stage.columns;
  let_time_pass (&stage);
  take_away (&stage);
  check_up_to_date (&stage, before);
  stage_clear (&stage);
}

static gboolean
has_gone_on (Stage *self)
{
  return self->n_beats >= 50;
}

static void
test_a_wall_of_which_a_part_is_seen_goes_on (void)
{
  Stage stage;
  stage_init (&stage);
  put_in_front (&stage, 450, 1080);
  stage.n_beats = 0;
  wait_for (&stage, "a second", has_gone_on);
  wait_for (&stage, "a wall that is drawn", is_drawn);
  take_away (&stage);
  stage_clear (&stage);
}

static void
count_cb (gboolean is_seen, gpointer data)
{
  guint *counts = data;
  counts[is_seen]++;
}

static gboolean
is_mapped (Stage *self)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (self->window));
  return (gdk_toplevel_get_state (GDK_TOPLEVEL (surface)) & GDK_TOPLEVEL_STATE_MINIMIZED) == 0;
}

static gboolean
is_minimised (Stage *self)
{
  return !is_mapped (self);
}

static void
test_each_change_is_told_once (void)
{
  Stage stage;
  guint counts[2] = { 0, 0 };
  stage_init (&stage);
  g_autoptr (VigilSight) sight =
      vigil_sight_new (gtk_native_get_surface (GTK_NATIVE (stage.window)), count_cb, counts);
  g_assert_true (vigil_sight_is_seen (sight));
  XUnmapWindow (stage.other, stage.xid);
  XSync (stage.other, False);
  wait_for (&stage, "minimised", is_minimised);
  g_assert_false (vigil_sight_is_seen (sight));
  XMapWindow (stage.other, stage.xid);
  XSync (stage.other, False);
  wait_for (&stage, "mapped", is_mapped);
  g_assert_true (vigil_sight_is_seen (sight));
  g_assert_cmpuint (counts[FALSE], ==, 1);
  g_assert_cmpuint (counts[TRUE], ==, 1);
  stage_clear (&stage);
}

int
main (int argc, char **argv)
{
  /* As the application does: a window with alpha counts as never covered. */
  g_setenv ("XLIB_SKIP_ARGB_VISUALS", "1", TRUE);
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sight/a-minimised-wall-rests-and-comes-back-up-to-date",
                   test_a_minimised_wall_rests_and_comes_back_up_to_date);
  g_test_add_func ("/sight/a-covered-wall-rests-and-comes-back-up-to-date",
                   test_a_covered_wall_rests_and_comes_back_up_to_date);
  g_test_add_func ("/sight/a-wall-of-which-a-part-is-seen-goes-on",
                   test_a_wall_of_which_a_part_is_seen_goes_on);
  g_test_add_func ("/sight/each-change-is-told-once", test_each_change_is_told_once);
  return g_test_run ();
}
