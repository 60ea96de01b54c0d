/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Rows that break where they have no room. Children are boxes of known sizes; none is ever drawn.
 */

#include "vigil-flow-layout.h"

#include <string.h>

#define SPACING 16
#define HEIGHT 56

typedef struct {
  GtkWidget *box;
  GtkWidget *children[5];
} Fixture;

/* A box of @n children, each @width wide. */
static Fixture
make (GtkLayoutManager *layout, guint n, const int *widths)
{
  Fixture fixture = { .box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0) };
  g_object_ref_sink (fixture.box);
  gtk_widget_set_layout_manager (fixture.box, layout);
  for (guint i = 0; i < n; i++) {
    fixture.children[i] = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
    gtk_widget_set_size_request (fixture.children[i], widths[i], HEIGHT);
    gtk_box_append (GTK_BOX (fixture.box), fixture.children[i]);
  }
  return fixture;
}

static void
allocate (Fixture *fixture, int width)
{
  int least, height;
  gtk_widget_measure (fixture->box, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  g_assert_cmpint (least, <=, width);
  gtk_widget_measure (fixture->box, GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL, NULL);
  gtk_widget_allocate (fixture->box, width, height, -1, NULL);
}

static void
assert_place (Fixture *fixture, guint i, int x, int y, int width)
{
  graphene_rect_t bounds;
  g_assert_true (gtk_widget_compute_bounds (fixture->children[i], fixture->box, &bounds));
  g_test_message ("%u: %.0f at %.0f, %.0f", i, (double) bounds.size.width, (double) bounds.origin.x,
                  (double) bounds.origin.y);
  g_assert_cmpint ((int) bounds.origin.x, ==, x);
  g_assert_cmpint ((int) bounds.origin.y, ==, y);
  g_assert_cmpint ((int) bounds.size.width, ==, width);
  g_assert_cmpint ((int) bounds.size.height, ==, HEIGHT);
}

static int
get_height (Fixture *fixture, int width)
{
  int height;
  gtk_widget_measure (fixture->box, GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL, NULL);
  return height;
}

static void
test_what_does_not_fit_goes_in_the_next_line (void)
{
  Fixture fixture = make (vigil_flow_layout_new (SPACING), 3, (int[]){ 100, 200, 150 });
  allocate (&fixture, 500);
  assert_place (&fixture, 0, 0, 0, 100);
  assert_place (&fixture, 1, 116, 0, 200);
  assert_place (&fixture, 2, 332, 0, 150);
  allocate (&fixture, 400);
  assert_place (&fixture, 1, 116, 0, 200);
  assert_place (&fixture, 2, 0, HEIGHT + SPACING, 150);
  g_assert_cmpint (get_height (&fixture, 400), ==, 2 * HEIGHT + SPACING);
  g_assert_cmpint (get_height (&fixture, 200), ==, 3 * HEIGHT + 2 * SPACING);
  g_object_unref (fixture.box);
}

static void
test_what_is_hidden_takes_no_room (void)
{
  Fixture fixture = make (vigil_flow_layout_new (SPACING), 3, (int[]){ 100, 200, 150 });
  gtk_widget_set_visible (fixture.children[1], FALSE);
  allocate (&fixture, 300);
  assert_place (&fixture, 0, 0, 0, 100);
  assert_place (&fixture, 2, 116, 0, 150);
  for (guint i = 0; i < 3; i++)
    gtk_widget_set_visible (fixture.children[i], FALSE);
  g_assert_cmpint (get_height (&fixture, 300), ==, 0);
  g_object_unref (fixture.box);
}

static void
test_what_expands_has_what_its_line_leaves (void)
{
  GtkLayoutManager *layout = vigil_flow_layout_new (SPACING);
  vigil_flow_layout_set_rest_at_end (VIGIL_FLOW_LAYOUT (layout));
  Fixture fixture = make (layout, 3, (int[]){ 100, 200, 150 });
  gtk_widget_set_hexpand (fixture.children[1], TRUE);
  allocate (&fixture, 600);
  assert_place (&fixture, 1, 116, 0, 318);
  assert_place (&fixture, 2, 450, 0, 150);
  allocate (&fixture, 400);
  assert_place (&fixture, 1, 116, 0, 284);
  assert_place (&fixture, 2, 250, HEIGHT + SPACING, 150);
  g_object_unref (fixture.box);
}

static void
test_read_from_the_right_it_is_mirrored (void)
{
  Fixture fixture = make (vigil_flow_layout_new (SPACING), 3, (int[]){ 100, 200, 150 });
  gtk_widget_set_direction (fixture.box, GTK_TEXT_DIR_RTL);
  allocate (&fixture, 400);
  assert_place (&fixture, 0, 300, 0, 100);
  assert_place (&fixture, 1, 84, 0, 200);
  assert_place (&fixture, 2, 250, HEIGHT + SPACING, 150);
  g_object_unref (fixture.box);
}

static void
test_columns_are_of_one_width (void)
{
  Fixture fixture =
      make (vigil_flow_layout_new_columns (SPACING, 4), 4, (int[]){ 100, 60, 100, 100 });
  allocate (&fixture, 448);
  for (guint i = 0; i < 4; i++)
    assert_place (&fixture, i, (int) i * 116, 0, 100);
  /* All in one line, with less for the narrow one. */
  allocate (&fixture, 428);
  assert_place (&fixture, 0, 0, 0, 105);
  assert_place (&fixture, 1, 121, 0, 65);
  assert_place (&fixture, 3, 323, 0, 105);
  /* Three have room: two by two is better than three and one. */
  allocate (&fixture, 400);
  assert_place (&fixture, 1, 208, 0, 192);
  assert_place (&fixture, 2, 0, HEIGHT + SPACING, 192);
  allocate (&fixture, 150);
  assert_place (&fixture, 3, 0, 3 * (HEIGHT + SPACING), 150);
  g_object_unref (fixture.box);
}

static void
test_more_children_than_columns_fill_lines (void)
{
  Fixture fixture =
      make (vigil_flow_layout_new_columns (SPACING, 2), 5, (int[]){ 50, 50, 50, 50, 50 });
  allocate (&fixture, 416);
  assert_place (&fixture, 1, 216, 0, 200);
  assert_place (&fixture, 4, 0, 2 * (HEIGHT + SPACING), 200);
  g_object_unref (fixture.box);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
#define ADD(name) g_test_add_func ("/flow-layout/" #name, test_##name)
  ADD (what_does_not_fit_goes_in_the_next_line);
  ADD (what_is_hidden_takes_no_room);
  ADD (what_expands_has_what_its_line_leaves);
  ADD (read_from_the_right_it_is_mirrored);
  ADD (columns_are_of_one_width);
  ADD (more_children_than_columns_fill_lines);
#undef ADD
  return g_test_run ();
}
