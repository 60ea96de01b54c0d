/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole window on the smallest screen, and read from the right: everything is in its place and
 * whole. */
#include "desk-fixture.h"

#include <math.h>
#include <string.h>

#include "vigil-alarm-row.h"
#include "vigil-attention-strip.h"
#include "vigil-limit-row.h"
#include "vigil-page-frame.h"
#include "vigil-rail.h"
#include "vigil-silence-button.h"
#include "vigil-split.h"
#include "vigil-strip-card.h"
#include "vigil-strip-status.h"
#include "vigil-wall.h"

#define WIDTH 1280
#define HEIGHT 800

typedef struct {
  Desk *desk;
} Fixture;

static gboolean
is_small (Desk *desk, gpointer data)
{
  return gtk_widget_get_width (desk_get_window (desk)) == WIDTH
         && gtk_widget_get_height (desk_get_window (desk)) == HEIGHT;
}

/* Two alarms stand, and the page that lists them is open. */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->desk = desk_new ((VigilTestSound *) data);
  Desk *desk = fixture->desk;
  gtk_window_set_default_size (GTK_WINDOW (desk_get_window (desk)), WIDTH, HEIGHT);
  desk_raise (desk, 1, ASYSTOLE, "ASYSTOLE", VIGIL_PRIORITY_HIGH);
  desk_raise (desk, 2, AF, "AF", VIGIL_PRIORITY_MEDIUM);
  desk_wait_open (desk, 1, "ASYSTOLE");
  desk_wait_open (desk, 2, "AF");
  gtk_widget_activate_action (desk_get_window (desk), "win.alarms", NULL);
  desk_wait (desk, "a small window", is_small, NULL, 15);
  gtk_test_widget_wait_for_draw (desk_get_window (desk));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
  desk_free (fixture->desk);
}

static GdkRectangle
find_place (Desk *desk, GtkWidget *widget)
{
  graphene_rect_t bounds;
  g_assert_true (gtk_widget_compute_bounds (widget, desk_get_window (desk), &bounds));
  return (GdkRectangle){ (int) bounds.origin.x, (int) bounds.origin.y, (int) bounds.size.width,
                         (int) bounds.size.height };
}

/* Scrolled away below is still there; cut at the side is not. */
static void
assert_whole (Desk *desk, GtkWidget *widget)
{
  if (!gtk_widget_get_mapped (widget))
    return;
  GdkRectangle place = find_place (desk, widget);
  if (place.x < 0 || place.x + place.width > WIDTH)
    g_error ("%s of %d px at %d is cut at the side", G_OBJECT_TYPE_NAME (widget), place.width,
             place.x);
  if (GTK_IS_LABEL (widget)
      && pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (widget))))
    g_error ("\"%s\" is cut", gtk_label_get_text (GTK_LABEL (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    assert_whole (desk, child);
}

static void
test_a_small_window_holds_everything (Fixture *fixture, gconstpointer data)
{
  assert_whole (fixture->desk, desk_get_window (fixture->desk));
  g_assert_nonnull (desk_find (fixture->desk, VIGIL_TYPE_ALARM_ROW));
}

static int
left_of (Desk *desk, GType type)
{
  return find_place (desk, desk_find (desk, type)).x;
}

static gboolean
is_rail_at_the_right (Desk *desk, gpointer data)
{
  return left_of (desk, VIGIL_TYPE_RAIL) > left_of (desk, VIGIL_TYPE_SPLIT);
}

static void
test_read_from_the_right_the_frame_is_mirrored (Fixture *fixture, gconstpointer data)
{
  Desk *desk = fixture->desk;
  GType types[] = { VIGIL_TYPE_RAIL,       VIGIL_TYPE_SPLIT,      VIGIL_TYPE_WALL,
                    VIGIL_TYPE_PAGE_FRAME, VIGIL_TYPE_STRIP_CARD, VIGIL_TYPE_STRIP_STATUS };
  GdkRectangle before[G_N_ELEMENTS (types)];
  GtkWidget *card = desk_find (desk, VIGIL_TYPE_STRIP_CARD);
  GtkWidget *target = desk_find_in (card, VIGIL_TYPE_SILENCE_BUTTON, NULL);
  GdkRectangle target_before = find_place (desk, target);
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    before[i] = find_place (desk, desk_find (desk, types[i]));
  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  desk_wait (desk, "the rail at the right", is_rail_at_the_right, NULL, 15);
  gtk_test_widget_wait_for_draw (desk_get_window (desk));
  for (guint i = 0; i < G_N_ELEMENTS (types); i++) {
    GdkRectangle after = find_place (desk, desk_find (desk, types[i]));
    g_assert_cmpint (ABS (after.x - (WIDTH - before[i].x - before[i].width)), <=, 1);
    g_assert_cmpint (after.width, ==, before[i].width);
  }
  GdkRectangle target_after = find_place (desk, target);
  g_assert_cmpint (ABS (target_after.x - (WIDTH - target_before.x - target_before.width)), <=, 1);
  assert_whole (desk, desk_get_window (desk));
}

/* The label below @root that shows a range, "50 – 120"; NULL = none. */
static GtkWidget *
find_range (GtkWidget *root)
{
  if (GTK_IS_LABEL (root) && strstr (gtk_label_get_text (GTK_LABEL (root)), "–") != NULL)
    return root;
  GtkWidget *found = NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_range (child);
  return found;
}

static gboolean
has_range (Desk *desk, gpointer row)
{
  return find_range (row) != NULL;
}

static void
test_read_from_the_right_a_range_goes_from_low_to_high (Fixture *fixture, gconstpointer data)
{
  Desk *desk = fixture->desk;
  VigilLimit limit = { VIGIL_NUMERIC_HR, 50, 120, NAN, NAN, TRUE, 0 };
  desk_set_limits (desk, 0, &limit, 1);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  desk_wait (desk, "the rail at the right", is_rail_at_the_right, NULL, 15);
  gtk_widget_activate_action (desk_get_window (desk), "win.bed", "u", 0);
  GtkWidget *row = desk_find (desk, VIGIL_TYPE_LIMIT_ROW);
  g_assert_nonnull (row);
  desk_wait (desk, "a range", has_range, row, 15);
  GtkWidget *label = find_range (row);
  PangoLayout *layout = gtk_label_get_layout (GTK_LABEL (label));
  g_assert_cmpint (pango_layout_get_line_readonly (layout, 0)->resolved_dir, ==,
                   PANGO_DIRECTION_LTR);
}

static void
add_tests (VigilTestSound *sound)
{
#define ADD(name) g_test_add ("/desk-shape/" #name, Fixture, sound, set_up, test_##name, tear_down)
  ADD (a_small_window_holds_everything);
  ADD (read_from_the_right_the_frame_is_mirrored);
  ADD (read_from_the_right_a_range_goes_from_low_to_high);
#undef ADD
}

int
main (int argc, char **argv)
{
  return desk_main (argc, argv, add_tests);
}
