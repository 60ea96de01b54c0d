/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Windows on two monitors with millimetres of their own, which come, go and change; on an X server
 * that can do that. */

#include <gdk/x11/gdkx.h>

#include "desk-fixture.h"
#include "monitors.h"
#include "vigil-attention-strip.h"
#include "vigil-banner.h"
#include "vigil-diagnostics-page.h"
#include "vigil-desk.h"
#include "vigil-page-frame.h"
#include "vigil-rail.h"
#include "vigil-second-wall.h"
#include "vigil-settings.h"
#include "vigil-silence-button.h"
#include "vigil-units.h"
#include "vigil-wall.h"
#include "vigil-window.h"

/* As many pixels as each other, on 24 and on 32 inches. */
static const GdkRectangle LEFT = { 0, 0, 1920, 1080 }, RIGHT = { 1920, 0, 1920, 1080 },
                          LARGE = { 0, 0, 3840, 2160 }, BESIDE = { 3840, 0, 1920, 1080 },
                          GONE = { 0 };
#define MM_24 531, 299
#define MM_32 708, 398

typedef struct {
  Monitors *monitors;
  Desk *desk;
} Fixture;

static GListModel *
get_monitors (void)
{
  return gdk_display_get_monitors (gdk_display_get_default ());
}

static gboolean
has_monitors (Desk *desk, gpointer data)
{
  return g_list_model_get_n_items (get_monitors ()) == GPOINTER_TO_UINT (data);
}

static void
wait_monitors (Desk *desk, guint n)
{
  desk_wait (desk, "the monitors", has_monitors, GUINT_TO_POINTER (n), 10);
}

/* What the test before it left is over. */
static gboolean
is_known (const GdkRectangle *place)
{
  for (guint i = 0; i < g_list_model_get_n_items (get_monitors ()); i++) {
    g_autoptr (GdkMonitor) monitor = g_list_model_get_item (get_monitors (), i);
    GdkRectangle known;
    gdk_monitor_get_geometry (monitor, &known);
    if (gdk_rectangle_equal (&known, place))
      return TRUE;
  }
  return FALSE;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->monitors = monitors_new ();
  monitors_set (fixture->monitors, 1, &RIGHT, MM_32);
  monitors_set (fixture->monitors, 0, &LEFT, MM_24);
  while (!is_known (&LEFT) || !is_known (&RIGHT))
    g_main_context_iteration (NULL, TRUE);
  fixture->desk = desk_new ((VigilTestSound *) data);
  wait_monitors (fixture->desk, 2);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  desk_free (fixture->desk);
  monitors_free (fixture->monitors);
}

static GdkSurface *
get_surface (GtkWidget *window)
{
  return gtk_native_get_surface (GTK_NATIVE (window));
}

static GdkMonitor *
get_monitor (GtkWidget *window)
{
  return gdk_display_get_monitor_at_surface (gdk_display_get_default (), get_surface (window));
}

static VigilWall *
get_wall (GtkWidget *window)
{
  return VIGIL_WALL (desk_find_in (window, VIGIL_TYPE_WALL, NULL));
}

/* ── Millimetres ────────────────────────────────────────────────────────────────────────────── */

typedef struct {
  double px_per_mm;
  gboolean is_assumed;
} Expected;

static gboolean
has_millimetres (Desk *desk, gpointer data)
{
  const Expected *expected = data;
  const VigilLayout *layout = vigil_wall_get_layout (get_wall (desk_get_window (desk)));
  return layout != NULL && ABS (layout->px_per_mm - expected->px_per_mm) < 0.005
         && layout->is_mm_assumed == expected->is_assumed;
}

/* Until the wall is drawn by them; then they are what the monitor says, in pixels of the widget. */
static void
wait_millimetres (Desk *desk, double px_per_mm, gboolean is_assumed)
{
  Expected expected = { px_per_mm, is_assumed };
  GtkWidget *window = desk_get_window (desk);
  desk_wait (desk, "the monitor's millimetres", has_millimetres, &expected, 10);
  GdkRectangle size;
  GdkMonitor *monitor = get_monitor (window);
  gdk_monitor_get_geometry (monitor, &size);
  if (!is_assumed)
    g_assert_cmpfloat_with_epsilon ((double) size.width / gdk_monitor_get_width_mm (monitor),
                                    px_per_mm, 0.005);
  gboolean is_said_assumed;
  g_assert_cmpfloat_with_epsilon (
      vigil_units_get_px_per_mm (GTK_WIDGET (get_wall (window)), &is_said_assumed), px_per_mm,
      0.005);
  g_assert_cmpint (is_said_assumed, ==, is_assumed);
}

/* Between two monitors of the same pixels: not one allocation comes of it by itself. */
static void
test_a_move_to_another_monitor_takes_its_millimetres (Fixture *fixture, gconstpointer data)
{
  Desk *desk = fixture->desk;
  GtkWidget *window = desk_get_window (desk);
  gulong xid = gdk_x11_surface_get_xid (get_surface (window));
  wait_millimetres (desk, 1920.0 / 531, FALSE);
  int width = gtk_widget_get_width (GTK_WIDGET (get_wall (window)));
  monitors_move_window (fixture->monitors, xid, 1920, 0);
  wait_millimetres (desk, 1920.0 / 708, FALSE);
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (get_wall (window))), ==, width);
  monitors_move_window (fixture->monitors, xid, 0, 0);
  wait_millimetres (desk, 1920.0 / 531, FALSE);
}

static gboolean
says (GtkWidget *root, const char *text)
{
  if (GTK_IS_LABEL (root) && strstr (gtk_label_get_label (GTK_LABEL (root)), text) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    if (says (child, text))
      return TRUE;
  }
  return FALSE;
}

static gboolean
is_said (Desk *desk, gpointer data)
{
  GtkWidget *page = desk_find (desk, VIGIL_TYPE_DIAGNOSTICS_PAGE);
  return page != NULL && says (page, data);
}

static void
test_another_size_of_the_same_monitor_is_taken (Fixture *fixture, gconstpointer data)
{
  Desk *desk = fixture->desk;
  wait_millimetres (desk, 1920.0 / 531, FALSE);
  vigil_desk_show (VIGIL_DESK (desk_find (desk, VIGIL_TYPE_DESK)), VIGIL_PAGE_DIAGNOSTICS);
  desk_wait (desk, "diagnostics", is_said, (gpointer) "3.62 px each, from the monitor", 5);
  monitors_set (fixture->monitors, 0, &LEFT, 478, 269);
  wait_millimetres (desk, 1920.0 / 478, FALSE);
  /* It does not tell, or an aspect ratio in place of a size. */
  monitors_set (fixture->monitors, 0, &LEFT, 0, 0);
  wait_millimetres (desk, 3.6, TRUE);
  desk_wait (desk, "diagnostics", is_said,
             (gpointer) "assumed, 3.60 px each: the monitor does not tell its size", 5);
  monitors_set (fixture->monitors, 0, &LEFT, 160, 90);
  wait_millimetres (desk, 3.6, TRUE);
}

/* ── Size ───────────────────────────────────────────────────────────────────────────────────── */

static GdkRectangle
find_place (GtkWidget *window, GtkWidget *widget)
{
  graphene_rect_t bounds;
  g_assert_nonnull (widget);
  g_assert_true (gtk_widget_compute_bounds (widget, window, &bounds));
  return (GdkRectangle){ (int) bounds.origin.x, (int) bounds.origin.y, (int) bounds.size.width,
                         (int) bounds.size.height };
}

static GtkWidget *
find_target (GtkWidget *root)
{
  return desk_find_in (root, VIGIL_TYPE_SILENCE_BUTTON, NULL);
}

typedef struct {
  GdkRectangle strip, strip_target, rail, tile_target, page, wall;
} Places;

static Places
find_places (Desk *desk)
{
  GtkWidget *window = desk_get_window (desk);
  GtkWidget *strip = desk_find (desk, VIGIL_TYPE_ATTENTION_STRIP);
  GtkWidget *wall = desk_find (desk, VIGIL_TYPE_WALL);
  return (Places){ find_place (window, strip),
                   find_place (window, find_target (strip)),
                   find_place (window, desk_find (desk, VIGIL_TYPE_RAIL)),
                   find_place (window, find_target (wall)),
                   find_place (window, desk_find (desk, VIGIL_TYPE_PAGE_FRAME)),
                   find_place (window, wall) };
}

static gboolean
is_large (Desk *desk, gpointer data)
{
  return gtk_widget_get_width (desk_get_window (desk)) == LARGE.width
         && find_place (desk_get_window (desk), desk_find (desk, VIGIL_TYPE_ATTENTION_STRIP)).height
                > 150;
}

static void
assert_twice (const char *what, const GdkRectangle *large, const GdkRectangle *small, int slack)
{
  g_test_message ("%s: %d×%d at %d, %d; %d×%d at %d, %d on 1080 lines", what, large->width,
                  large->height, large->x, large->y, small->width, small->height, small->x,
                  small->y);
  g_assert_cmpint (ABS (large->x - 2 * small->x), <=, slack);
  g_assert_cmpint (ABS (large->y - 2 * small->y), <=, slack);
  g_assert_cmpint (ABS (large->width - 2 * small->width), <=, slack);
  g_assert_cmpint (ABS (large->height - 2 * small->height), <=, slack);
}

/* 24 inches of 2160 lines at the desktop's scale of 1: all is twice as many pixels, and the same
 * millimetres. */
static void
test_on_finer_pixels_everything_is_of_the_same_size (Fixture *fixture, gconstpointer data)
{
  Desk *desk = fixture->desk;
  GtkWidget *window = desk_get_window (desk);
  desk_raise (desk, 1, ASYSTOLE, "ASYSTOLE", VIGIL_PRIORITY_HIGH);
  desk_wait_open (desk, 1, "ASYSTOLE");
  vigil_desk_show (VIGIL_DESK (desk_find (desk, VIGIL_TYPE_DESK)), VIGIL_PAGE_DESK);
  desk_run (desk, 0.5);
  Places small = find_places (desk);
  g_assert_cmpint (small.strip.height, ==, 96);
  g_assert_cmpint (small.strip_target.height, >=, 72);
  g_assert_cmpint (small.strip_target.width, >=, 160);
  monitors_set (fixture->monitors, 1, &BESIDE, MM_32);
  monitors_set (fixture->monitors, 0, &LARGE, MM_24);
  wait_millimetres (desk, 3840.0 / 531, FALSE);
  gtk_window_set_default_size (GTK_WINDOW (window), LARGE.width, LARGE.height);
  desk_wait (desk, "a fine desk", is_large, NULL, 15);
  desk_run (desk, 0.5);
  Places large = find_places (desk);
  assert_twice ("strip", &large.strip, &small.strip, 1);
  assert_twice ("its target", &large.strip_target, &small.strip_target, 2);
  assert_twice ("rail", &large.rail, &small.rail, 2);
  assert_twice ("page", &large.page, &small.page, 2);
  assert_twice ("wall", &large.wall, &small.wall, 2);
  assert_twice ("a tile's target", &large.tile_target, &small.tile_target, 14);
  const VigilLayout *layout = vigil_wall_get_layout (get_wall (window));
  g_assert_cmpfloat (layout->magnification, ==, 2);
  /* It is touched where it is seen. */
  int x, y;
  desk_find_middle (desk, find_target (desk_find (desk, VIGIL_TYPE_ATTENTION_STRIP)), &x, &y);
  g_assert_true (GDK_IS_SURFACE (get_surface (window)));
  GtkWidget *picked = gtk_widget_pick (window, x, y, GTK_PICK_DEFAULT);
  while (picked != NULL && !VIGIL_IS_SILENCE_BUTTON (picked))
    picked = gtk_widget_get_parent (picked);
  g_assert_nonnull (picked);
  /* Where it does not tell, px are px. */
  monitors_set (fixture->monitors, 0, &LARGE, 0, 0);
  wait_millimetres (desk, 7.2, TRUE);
  desk_run (desk, 0.5);
  g_assert_cmpint (find_places (desk).strip.height, ==, 96);
}

/* ── Two walls ──────────────────────────────────────────────────────────────────────────────── */

static gboolean
is_second_open (Desk *desk, gpointer data)
{
  GtkWidget *window = GTK_WIDGET (vigil_second_wall_get_window (data));
  return window != NULL && get_wall (window) != NULL
         && vigil_wall_get_layout (get_wall (window)) != NULL;
}

static gboolean
is_second_closed (Desk *desk, gpointer data)
{
  return vigil_second_wall_get_window (data) == NULL;
}

static GdkRectangle
find_on_screen (GtkWidget *window)
{
  Display *display = gdk_x11_display_get_xdisplay (gdk_display_get_default ());
  Window xid = gdk_x11_surface_get_xid (get_surface (window)), child;
  XWindowAttributes attributes;
  int x, y;
  XGetWindowAttributes (display, xid, &attributes);
  XTranslateCoordinates (display, xid, attributes.root, 0, 0, &x, &y, &child);
  return (GdkRectangle){ x, y, attributes.width, attributes.height };
}

static gboolean
is_on_the_right (Desk *desk, gpointer data)
{
  GtkWidget *window = GTK_WIDGET (vigil_second_wall_get_window (data));
  GdkRectangle place = find_on_screen (window);
  return gdk_rectangle_equal (&place, &RIGHT);
}

static void
check_second (Desk *desk, VigilSecondWall *wall)
{
  desk_wait (desk, "the second wall", is_second_open, wall, 10);
  GtkWidget *first = desk_get_window (desk);
  GtkWidget *second = GTK_WIDGET (vigil_second_wall_get_window (wall));
  desk_wait (desk, "the second wall over the whole of its monitor", is_on_the_right, wall, 10);
  g_assert_true (get_monitor (first) != get_monitor (second));
  GdkRectangle common, of_first = find_on_screen (first), of_second = find_on_screen (second);
  g_assert_false (gdk_rectangle_intersect (&of_first, &of_second, &common));
  /* Each by the millimetres of its own monitor. */
  g_assert_cmpfloat_with_epsilon (vigil_wall_get_layout (get_wall (first))->px_per_mm, 1920.0 / 531,
                                  0.005);
  g_assert_cmpfloat_with_epsilon (vigil_wall_get_layout (get_wall (second))->px_per_mm,
                                  1920.0 / 708, 0.005);
}

static void
test_the_second_wall_is_on_the_other_monitor_and_comes_and_goes_with_it (Fixture *fixture,
                                                                         gconstpointer data)
{
  Desk *desk = fixture->desk;
  GtkApplication *app = gtk_window_get_application (GTK_WINDOW (desk_get_window (desk)));
  GSettings *settings = vigil_settings_get (gdk_display_get_default ());
  g_settings_set_boolean (settings, VIGIL_SETTING_SECOND_WALL, TRUE);
  VigilSecondWall *wall = vigil_second_wall_new (app, desk_get_station (desk),
                                                 VIGIL_WINDOW (desk_get_window (desk)), FALSE);
  check_second (desk, wall);
  monitors_set (fixture->monitors, 1, &GONE, 0, 0);
  desk_wait (desk, "no second wall", is_second_closed, wall, 10);
  /* It was not closed by hand. */
  g_assert_true (g_settings_get_boolean (settings, VIGIL_SETTING_SECOND_WALL));
  monitors_set (fixture->monitors, 1, &RIGHT, MM_32);
  wait_monitors (desk, 2);
  check_second (desk, wall);
  g_settings_set_boolean (settings, VIGIL_SETTING_SECOND_WALL, FALSE);
  desk_wait (desk, "no second wall", is_second_closed, wall, 10);
  vigil_second_wall_free (wall);
  g_settings_reset (settings, VIGIL_SETTING_SECOND_WALL);
}

/* What the line at the foot says for some seconds; NULL: nothing. */
static const char *
get_said (Desk *desk)
{
  GtkWidget *label = desk_find (desk, VIGIL_TYPE_BANNER);
  for (label = gtk_widget_get_first_child (label); label != NULL;
       label = gtk_widget_get_next_sibling (label)) {
    if (gtk_widget_has_css_class (label, "said") && gtk_widget_get_mapped (label))
      return gtk_label_get_text (GTK_LABEL (label));
  }
  return NULL;
}

static gboolean
says_at_the_foot (Desk *desk, gpointer data)
{
  return g_strcmp0 (get_said (desk), data) == 0;
}

static void
test_without_a_monitor_the_key_of_the_second_wall_is_answered (Fixture *fixture, gconstpointer data)
{
  Desk *desk = fixture->desk;
  GtkApplication *app = gtk_window_get_application (GTK_WINDOW (desk_get_window (desk)));
  char answer[] = "No second monitor is connected. The second wall comes with it.";
  char other[] = "The second wall is off.";
  VigilSecondWall *wall = vigil_second_wall_new (app, desk_get_station (desk),
                                                 VIGIL_WINDOW (desk_get_window (desk)), FALSE);
  monitors_set (fixture->monitors, 1, &GONE, 0, 0);
  wait_monitors (desk, 1);
  g_assert_null (get_said (desk));
  g_action_group_activate_action (G_ACTION_GROUP (app), VIGIL_SETTING_SECOND_WALL, NULL);
  desk_wait (desk, "an answer", says_at_the_foot, answer, 2);
  g_assert_null (vigil_second_wall_get_window (wall));
  g_action_group_activate_action (G_ACTION_GROUP (app), VIGIL_SETTING_SECOND_WALL, NULL);
  desk_wait (desk, "another answer", says_at_the_foot, other, 2);
  desk_wait (desk, "the end of it", says_at_the_foot, NULL, 15);
  vigil_second_wall_free (wall);
  g_settings_reset (vigil_settings_get (gdk_display_get_default ()), VIGIL_SETTING_SECOND_WALL);
}

static void
add_tests (VigilTestSound *sound)
{
#define ADD(name) g_test_add ("/monitors/" #name, Fixture, sound, set_up, test_##name, tear_down)
  ADD (a_move_to_another_monitor_takes_its_millimetres);
  ADD (another_size_of_the_same_monitor_is_taken);
  ADD (on_finer_pixels_everything_is_of_the_same_size);
  ADD (the_second_wall_is_on_the_other_monitor_and_comes_and_goes_with_it);
  ADD (without_a_monitor_the_key_of_the_second_wall_is_answered);
#undef ADD
}

int
main (int argc, char **argv)
{
  return desk_main (argc, argv, add_tests);
}
