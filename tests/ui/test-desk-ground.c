/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The window has no ground of its own, and the wall is drawn first: what lies under it would be
 * written twice in every frame of the sweep, and cairo copies a recorded picture at once only to
 * where nothing was drawn before. So every other pixel must be somebody's. */

#include "still-desk.h"
#include "strange-ground.h"
#include "vigil-attention-strip.h"
#include "vigil-banner.h"
#include "vigil-desk.h"
#include "vigil-page-frame.h"
#include "vigil-rail.h"
#include "vigil-wall.h"
#include "vigil-window.h"

static const struct {
  guint n_beds;
  int width, height;
} WINDOWS[] = { { 1, 1280, 800 }, { 16, 1920, 1080 }, { 64, 1280, 800 } };

static const VigilPage PAGES[] = { VIGIL_PAGE_WARD, VIGIL_PAGE_ALARMS, VIGIL_PAGE_WHO,
                                   VIGIL_PAGE_DESK, VIGIL_PAGE_BED };

static guint
count_strange (GskRenderNode *node, int width, int height)
{
  guint n = 0;
  cairo_surface_t *surface = strange_ground_draw (node, width, height);
  for (int y = 0; y < height; y++) {
    const guint32 *row = strange_ground_get_row (surface, y);
    for (int x = 0; x < width; x++)
      n += (row[x] & 0xffffff) == STRANGE_GROUND;
  }
  cairo_surface_destroy (surface);
  return n;
}

static guint
count_left_out (StillDesk *desk)
{
  still_desk_tell (desk);
  g_autoptr (GskRenderNode) node = still_desk_get_node (desk);
  return count_strange (node, gtk_widget_get_width (desk->window),
                        gtk_widget_get_height (desk->window));
}

static void
test_no_pixel_is_left_out (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (WINDOWS); i++) {
    StillDesk *desk = still_desk_new (WINDOWS[i].n_beds, WINDOWS[i].width, WINDOWS[i].height);
    VigilDesk *inner = VIGIL_DESK (still_desk_find (desk, NULL, VIGIL_TYPE_DESK));
    still_desk_raise (desk, 0, "MDC_EVT_ECG_ASYSTOLE", "ASYSTOLE", VIGIL_PRIORITY_HIGH);
    still_desk_run (desk, 3000);
    for (guint page = 0; page < G_N_ELEMENTS (PAGES); page++) {
      vigil_desk_show (inner, PAGES[page]);
      g_assert_cmpuint (count_left_out (desk), ==, 0);
    }
    vigil_desk_show (inner, VIGIL_PAGE_WARD);
    vigil_desk_set_my_beds (inner, TRUE);
    vigil_desk_clean_screen (inner);
    g_assert_cmpuint (count_left_out (desk), ==, 0);
    still_desk_free (desk);
  }
}

static guint
count_drawn (cairo_surface_t *surface)
{
  guint n = 0;
  guint32 first = strange_ground_get_row (surface, 0)[0];
  for (int y = 0; y < cairo_image_surface_get_height (surface); y++) {
    const guint32 *row = strange_ground_get_row (surface, y);
    for (int x = 0; x < cairo_image_surface_get_width (surface); x++)
      n += row[x] != first;
  }
  return n;
}

static void
test_the_ground_covers_nothing (void)
{
  const GType parts[] = { VIGIL_TYPE_ATTENTION_STRIP, VIGIL_TYPE_RAIL, VIGIL_TYPE_WALL,
                          VIGIL_TYPE_PAGE_FRAME, VIGIL_TYPE_BANNER };
  StillDesk *desk = still_desk_new (16, 1280, 800);
  vigil_desk_show (VIGIL_DESK (still_desk_find (desk, NULL, VIGIL_TYPE_DESK)), VIGIL_PAGE_DESK);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++) {
    GtkWidget *part = still_desk_find (desk, NULL, parts[i]);
    g_assert_nonnull (part);
    cairo_surface_t *surface = still_desk_draw (desk, part, 0);
    guint n = count_drawn (surface);
    g_test_message ("%s: %u pixels", g_type_name (parts[i]), n);
    g_assert_cmpuint (n, >, 500);
    cairo_surface_destroy (surface);
  }
  still_desk_free (desk);
}

static void
test_the_first_run_has_its_ground (void)
{
  StillDesk *desk = still_desk_new (1, 1280, 800);
  GtkApplication *app = gtk_window_get_application (GTK_WINDOW (desk->window));
  StillDesk welcome = { .window = vigil_window_new (app, NULL) };
  gtk_window_present (GTK_WINDOW (welcome.window));
  gtk_test_widget_wait_for_draw (welcome.window);
  g_autoptr (GskRenderNode) node = still_desk_get_node (&welcome);
  g_assert_cmpuint (count_strange (node, gtk_widget_get_width (welcome.window),
                                   gtk_widget_get_height (welcome.window)),
                    ==, 0);
  gtk_window_destroy (GTK_WINDOW (welcome.window));
  still_desk_free (desk);
}

/* What is drawn before all else. */
static GskRenderNode *
find_first (GskRenderNode *node)
{
  switch ((int) gsk_render_node_get_node_type (node)) {
  case GSK_CONTAINER_NODE:
    return find_first (gsk_container_node_get_child (node, 0));
  case GSK_TRANSFORM_NODE:
    return find_first (gsk_transform_node_get_child (node));
  case GSK_CLIP_NODE:
    return find_first (gsk_clip_node_get_child (node));
  default:
    return node;
  }
}

static void
test_the_wall_is_drawn_first (void)
{
  StillDesk *desk = still_desk_new (16, 1920, 1080);
  GtkWidget *wall = still_desk_find (desk, NULL, VIGIL_TYPE_WALL);
  still_desk_tell (desk);
  g_autoptr (GskRenderNode) node = still_desk_get_node (desk);
  GskRenderNode *first = find_first (node);
  graphene_rect_t bounds;
  gsk_render_node_get_bounds (first, &bounds);
  g_assert_cmpint (gsk_render_node_get_node_type (first), ==, GSK_CAIRO_NODE);
  g_assert_cmpint ((int) bounds.size.width, ==, gtk_widget_get_width (wall));
  g_assert_cmpint ((int) bounds.size.height, ==, gtk_widget_get_height (wall));
  still_desk_free (desk);
}

int
main (int argc, char **argv)
{
  still_desk_init ();
  gtk_test_init (&argc, &argv, NULL);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
#define ADD(name) g_test_add_func ("/desk-ground/" #name, test_##name)
  ADD (no_pixel_is_left_out);
  ADD (the_ground_covers_nothing);
  ADD (the_first_run_has_its_ground);
  ADD (the_wall_is_drawn_first);
#undef ADD
  return g_test_run ();
}
