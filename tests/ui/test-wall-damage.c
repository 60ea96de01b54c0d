/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What changes from frame to frame is few rectangles: with more than 30 GTK 4 draws the whole
 * window anew (rendering.md, MAX_RECTS_IN_DIFF), which at 64 beds costs five times as much. The
 * region is made as the differ makes it: of the bounds of the nodes that one of two frames has and
 * the other has not. */

#include "wall-fixture.h"

#define START_US (G_GINT64_CONSTANT (1010) * G_USEC_PER_SEC)
#define FRAME_US 16667
/* GTK's are for the whole window: some are left for the strip and the clock. */
#define RECTANGLES_MAX 26

typedef struct {
  WallScene wall;
  GskRenderNode *node; /* of the last frame */
  guint turn;
  int most; /* rectangles of a frame */
  guint n_frames, n_too_many;
} Scene;

static void
scene_init (Scene *self, guint n_beds, VigilLayoutMode mode, guint n_lanes)
{
  VigilLayoutRequest request = { .n_beds = n_beds,
                                 .width = 1864,
                                 .height = 956,
                                 .px_per_mm = 3.6,
                                 .mode = mode,
                                 .n_lanes = n_lanes,
                                 .speed_mm_s = 25 };
  *self = (Scene){ 0 };
  wall_scene_init (&self->wall, &request, START_US);
}

static void
scene_clear (Scene *self)
{
  g_clear_pointer (&self->node, gsk_render_node_unref);
  wall_scene_clear (&self->wall);
}

static void
add_storm (Scene *self)
{
  for (guint bed = 0; bed < self->wall.ward->n_beds; bed++) {
    wall_fixture_add_alarm (self->wall.ward, bed, VIGIL_PRIORITY_HIGH, "ASYSTOLE");
    wall_fixture_mark (self->wall.ward, bed, VIGIL_NUMERIC_HR, 0, VIGIL_PRIORITY_HIGH, TRUE);
  }
}

/* All numbers of some beds ten times a second, each bed's once a second. */
static void
change_numbers (Scene *self)
{
  guint n = MAX (self->wall.ward->n_beds / 10, 1);
  for (guint i = 0; i < n; i++) {
    VigilBed *bed = &self->wall.ward->beds[self->turn++ % self->wall.ward->n_beds];
    for (guint kind = 0; kind <= VIGIL_NUMERIC_NIBP_DIA; kind++)
      bed->numerics[kind].value = 60 + (self->turn * 7 + kind * 11) % 60;
  }
}

static void
add_missing (cairo_region_t *region, GskRenderNode *in, GskRenderNode *from)
{
  g_autoptr (GHashTable) there = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < gsk_container_node_get_n_children (from); i++)
    g_hash_table_add (there, gsk_container_node_get_child (from, i));
  for (guint i = 0; i < gsk_container_node_get_n_children (in); i++) {
    GskRenderNode *child = gsk_container_node_get_child (in, i);
    graphene_rect_t bounds;
    if (g_hash_table_contains (there, child))
      continue;
    gsk_render_node_get_bounds (child, &bounds);
    graphene_rect_round_extents (&bounds, &bounds);
    cairo_region_union_rectangle (
        region, &(cairo_rectangle_int_t){ (int) bounds.origin.x, (int) bounds.origin.y,
                                          (int) bounds.size.width, (int) bounds.size.height });
  }
}

static void
compare (Scene *self, GskRenderNode *node)
{
  cairo_region_t *region = cairo_region_create ();
  add_missing (region, self->node, node);
  add_missing (region, node, self->node);
  int n = cairo_region_num_rectangles (region);
  self->most = MAX (self->most, n);
  self->n_too_many += n > RECTANGLES_MAX;
  self->n_frames++;
  cairo_region_destroy (region);
}

static void
run (Scene *self, guint n_frames, gboolean is_compared)
{
  for (guint i = 0; i < n_frames; i++) {
    GtkSnapshot *snapshot = gtk_snapshot_new ();
    wall_fixture_go_to (self->wall.ward, self->wall.ward->now.mono_us + FRAME_US);
    if (i % 6 == 0)
      change_numbers (self);
    vigil_wall_picture_step (self->wall.picture, self->wall.ward->now.mono_us,
                             self->wall.ward->now.mono_us);
    vigil_wall_picture_snapshot (self->wall.picture, snapshot);
    GskRenderNode *node = gtk_snapshot_free_to_node (snapshot);
    g_assert_cmpint (gsk_render_node_get_node_type (node), ==, GSK_CONTAINER_NODE);
    if (is_compared)
      compare (self, node);
    g_clear_pointer (&self->node, gsk_render_node_unref);
    self->node = node;
  }
}

typedef struct {
  guint n_beds;
  VigilLayoutMode mode;
  guint n_lanes;
} Wall;

static const Wall WALLS[] = {
  { 4, VIGIL_LAYOUT_WAVES, 3 },  { 16, VIGIL_LAYOUT_WAVES, 3 }, { 32, VIGIL_LAYOUT_WAVES, 1 },
  { 61, VIGIL_LAYOUT_WAVES, 3 }, { 64, VIGIL_LAYOUT_WAVES, 3 }, { 64, VIGIL_LAYOUT_NUMBERS, 0 },
};

static void
check_walls (gboolean is_storm)
{
  for (guint i = 0; i < G_N_ELEMENTS (WALLS); i++) {
    Scene scene;
    scene_init (&scene, WALLS[i].n_beds, WALLS[i].mode, WALLS[i].n_lanes);
    if (is_storm)
      add_storm (&scene);
    run (&scene, 120, FALSE);
    run (&scene, 600, TRUE);
    g_test_message ("%u beds: %d rectangles at most; %u of %u frames with more than %d",
                    WALLS[i].n_beds, scene.most, scene.n_too_many, scene.n_frames, RECTANGLES_MAX);
    g_assert_cmpint (scene.most, >, 0);
    g_assert_cmpuint (scene.n_too_many, ==, 0);
    scene_clear (&scene);
  }
}

static void
test_a_calm_wall_changes_in_few_places (void)
{
  check_walls (FALSE);
}

static void
test_a_storm_changes_in_few_places (void)
{
  check_walls (TRUE);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wall/damage/a-calm-wall-changes-in-few-places",
                   test_a_calm_wall_changes_in_few_places);
  g_test_add_func ("/wall/damage/a-storm-changes-in-few-places",
                   test_a_storm_changes_in_few_places);
  return g_test_run ();
}
