/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What changes from frame to frame is few rectangles: with more than 30 GTK 4 draws the whole
 * window anew (rendering.md, MAX_RECTS_IN_DIFF), which at 64 beds costs five times as much. The
 * region is made as the differ makes it: of the bounds of the nodes that one of two frames has and
 * the other has not. And no pixel changes that is not in it: GTK would leave the old one there. */

#include "strange-ground.h"
#include "vigil-flash.h"
#include "wall-fixture.h"

#define START_US (G_GINT64_CONSTANT (1010) * G_USEC_PER_SEC)
#define FRAME_US 16667
/* GTK's are for the whole window: some are left for the strip and the clock. */
#define RECTANGLES_MAX 26
#define WIDTH 1864
#define HEIGHT 956

typedef struct {
  WallScene wall;
  VigilLayoutRequest request;
  GskRenderNode *node; /* of the last frame */
  guint turn;
  gboolean is_quiet; /* no number changes by itself */
  int most; /* rectangles of a frame */
  guint n_frames, n_too_many;
  cairo_surface_t *image; /* of the last frame; NULL: pixels are not compared */
  guint n_changed; /* pixels */
} Scene;

static void
scene_init (Scene *self, guint n_beds, VigilLayoutMode mode, guint n_lanes)
{
  VigilLayoutRequest request = { .n_beds = n_beds,
                                 .width = WIDTH,
                                 .height = HEIGHT,
                                 .px_per_mm = 3.6,
                                 .mode = mode,
                                 .n_lanes = n_lanes,
                                 .speed_mm_s = 25 };
  *self = (Scene){ .request = request };
  wall_scene_init (&self->wall, &request, START_US);
}

static void
scene_clear (Scene *self)
{
  g_clear_pointer (&self->node, gsk_render_node_unref);
  g_clear_pointer (&self->image, cairo_surface_destroy);
  wall_scene_clear (&self->wall);
}

static void
add_storm (Scene *self)
{
  for (guint bed = 0; bed < self->wall.ward->n_beds; bed++) {
    wall_fixture_add_alarm (self->wall.ward, bed, VIGIL_PRIORITY_HIGH, "HR 0 < 140");
    wall_fixture_mark (self->wall.ward, bed, VIGIL_NUMERIC_HR, 0, VIGIL_PRIORITY_HIGH, TRUE);
  }
}

/* As a station has it from a bedside: the numbers, and with them what its alarm says. */
static void
change_bed (WallFixture *ward, guint index, guint turn)
{
  VigilBed *bed = &ward->beds[index];
  for (guint kind = 0; kind <= VIGIL_NUMERIC_NIBP_DIA; kind++)
    bed->numerics[kind].value = 60 + (turn * 7 + kind * 11) % 60;
  if (ward->n_alarms[index] > 0)
    g_snprintf (ward->alarms[index][0].label, sizeof ward->alarms[index][0].label, "HR %.0f < 140",
                bed->numerics[VIGIL_NUMERIC_HR].value);
}

/* Of some beds ten times a second, each bed's once a second. */
static void
change_numbers (Scene *self)
{
  WallFixture *ward = self->wall.ward;
  guint n = MAX (ward->n_beds / 10, 1);
  for (guint i = 0; i < n; i++, self->turn++)
    change_bed (ward, self->turn % ward->n_beds, self->turn);
  vigil_wall_picture_refresh (self->wall.picture, G_MAXUINT);
}

/* GTK compares these by what they are, all others by their address. */
static gboolean
holds_equal_colour (GskRenderNode *in, GskRenderNode *child)
{
  if (gsk_render_node_get_node_type (child) != GSK_COLOR_NODE)
    return FALSE;
  graphene_rect_t bounds, other_bounds;
  gsk_render_node_get_bounds (child, &bounds);
  for (guint i = 0; i < gsk_container_node_get_n_children (in); i++) {
    GskRenderNode *other = gsk_container_node_get_child (in, i);
    gsk_render_node_get_bounds (other, &other_bounds);
    if (gsk_render_node_get_node_type (other) == GSK_COLOR_NODE
        && graphene_rect_equal (&bounds, &other_bounds)
        && gdk_rgba_equal (gsk_color_node_get_color (child), gsk_color_node_get_color (other)))
      return TRUE;
  }
  return FALSE;
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
    if (g_hash_table_contains (there, child) || holds_equal_colour (from, child))
      continue;
    gsk_render_node_get_bounds (child, &bounds);
    graphene_rect_round_extents (&bounds, &bounds);
    cairo_region_union_rectangle (
        region, &(cairo_rectangle_int_t){ (int) bounds.origin.x, (int) bounds.origin.y,
                                          (int) bounds.size.width, (int) bounds.size.height });
  }
}

static void
compare_pixels (Scene *self, GskRenderNode *node, const cairo_region_t *told)
{
  cairo_surface_t *image = strange_ground_draw (node, WIDTH, HEIGHT);
  for (int y = 0; y < HEIGHT; y++) {
    const guint32 *old = strange_ground_get_row (self->image, y),
                  *row = strange_ground_get_row (image, y);
    for (int x = 0; x < WIDTH; x++) {
      if (((old[x] ^ row[x]) & 0xffffff) == 0)
        continue;
      self->n_changed++;
      if (!cairo_region_contains_point (told, x, y))
        g_error ("frame %u: the pixel at %d, %d changes, and GTK is not told", self->n_frames, x,
                 y);
    }
  }
  cairo_surface_destroy (self->image);
  self->image = image;
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
  if (self->image)
    compare_pixels (self, node, region);
  cairo_region_destroy (region);
}

static void
run (Scene *self, guint n_frames, gboolean is_compared)
{
  for (guint i = 0; i < n_frames; i++) {
    GtkSnapshot *snapshot = gtk_snapshot_new ();
    wall_fixture_go_to (self->wall.ward, self->wall.ward->now.mono_us + FRAME_US);
    if (i % 6 == 0 && !self->is_quiet)
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

static void
test_no_pixel_is_left_out (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (WALLS); i++) {
    Scene scene;
    scene_init (&scene, WALLS[i].n_beds, WALLS[i].mode, WALLS[i].n_lanes);
    run (&scene, 2, FALSE);
    cairo_surface_t *image = strange_ground_draw (scene.node, WIDTH, HEIGHT);
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++)
        if ((strange_ground_get_row (image, y)[x] & 0xffffff) == STRANGE_GROUND)
          g_error ("%u beds: nothing is drawn at %d, %d", WALLS[i].n_beds, x, y);
    }
    cairo_surface_destroy (image);
    scene_clear (&scene);
  }
}

/* Alarms of each kind come, change and go meanwhile. */
static void
disturb (Scene *self, guint turn)
{
  WallFixture *ward = self->wall.ward;
  guint bed = turn * 5 % ward->n_beds;
  VigilPriority priority = turn % 2 ? VIGIL_PRIORITY_HIGH : VIGIL_PRIORITY_MEDIUM;
  if (ward->n_alarms[bed] > 0 && ward->alarms[bed][0].phase == VIGIL_ALARM_OPEN && turn % 3 == 0) {
    wall_fixture_silence (ward, &ward->alarms[bed][0], "Okafor", "desk-2");
    wall_fixture_mark (ward, bed, VIGIL_NUMERIC_HR, 99, priority, FALSE);
  } else if (ward->n_alarms[bed] > 0) {
    ward->n_alarms[bed] = 0;
    wall_fixture_mark (ward, bed, VIGIL_NUMERIC_HR, 80, VIGIL_PRIORITY_NONE, FALSE);
  } else {
    wall_fixture_add_alarm (ward, bed, priority, "HR 134 > 120");
    wall_fixture_mark (ward, bed, VIGIL_NUMERIC_HR, 134, priority, TRUE);
  }
  vigil_wall_picture_refresh (self->wall.picture, G_MAXUINT);
}

static void
test_no_pixel_changes_untold (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (WALLS); i++) {
    Scene scene;
    scene_init (&scene, WALLS[i].n_beds, WALLS[i].mode, WALLS[i].n_lanes);
    run (&scene, 60, FALSE);
    scene.image = strange_ground_draw (scene.node, WIDTH, HEIGHT);
    for (guint turn = 0; turn < 14; turn++) {
      disturb (&scene, turn);
      run (&scene, 13, TRUE);
    }
    g_test_message ("%u beds: %u pixels changed", WALLS[i].n_beds, scene.n_changed);
    g_assert_cmpuint (scene.n_changed, >, 10000);
    scene_clear (&scene);
  }
}

/* As a wall that is made in this moment would be. */
static cairo_surface_t *
draw_as_new (Scene *self)
{
  WallScene *wall = &self->wall;
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  VigilWallPicture *picture = vigil_wall_picture_new (wall->widget, &wall->source, &wall->palette,
                                                      &self->request, 1, VIGIL_NODES_CAIRO);
  vigil_wall_picture_step (picture, wall->ward->now.mono_us, wall->ward->now.mono_us);
  vigil_wall_picture_snapshot (picture, snapshot);
  g_autoptr (GskRenderNode) node = gtk_snapshot_free_to_node (snapshot);
  cairo_surface_t *image = strange_ground_draw (node, WIDTH, HEIGHT);
  vigil_wall_picture_free (picture);
  return image;
}

static void
check_as_new (Scene *self)
{
  cairo_surface_t *old = strange_ground_draw (self->node, WIDTH, HEIGHT),
                  *image = draw_as_new (self);
  for (int y = 0; y < HEIGHT; y++) {
    for (int x = 0; x < WIDTH; x++)
      if (((strange_ground_get_row (old, y)[x] ^ strange_ground_get_row (image, y)[x]) & 0xffffff)
          != 0)
        g_error ("%u beds: the pixel at %d, %d is of before", self->request.n_beds, x, y);
  }
  cairo_surface_destroy (old);
  cairo_surface_destroy (image);
}

/* Numbers of two and three digits, and numbers only: no wave would be at the same place. */
static void
test_nothing_is_left_of_what_was (void)
{
  const guint sizes[] = { 4, 16, 64 };
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++) {
    Scene scene;
    scene_init (&scene, sizes[i], VIGIL_LAYOUT_NUMBERS, 0);
    add_storm (&scene);
    scene.is_quiet = TRUE;
    for (guint turn = 0; turn < 8; turn++) {
      for (guint bed = 0; bed < sizes[i]; bed++)
        change_bed (scene.wall.ward, bed, bed + turn * 3);
      /* The box and its line with the flash, what lies around it within a quarter of a second. */
      run (&scene, 40, FALSE);
      check_as_new (&scene);
    }
    scene_clear (&scene);
  }
}

static guint
count_red (const Scene *self, cairo_surface_t *image, guint bed)
{
  guint n = 0;
  const GdkRectangle *tile = &vigil_wall_picture_get_layout (self->wall.picture)->tiles[bed].tile;
  for (int y = tile->y; y < tile->y + tile->height; y++) {
    for (int x = tile->x; x < tile->x + tile->width; x++) {
      guint32 rgb = strange_ground_get_row (image, y)[x] & 0xffffff;
      n += rgb == vigil_palette_alarm_fill (&self->wall.palette, VIGIL_PRIORITY_HIGH, FALSE)
           || rgb == vigil_palette_alarm_fill (&self->wall.palette, VIGIL_PRIORITY_HIGH, TRUE);
    }
  }
  return n;
}

static gboolean
flashes_next (const Scene *self)
{
  gint64 now_us = self->wall.ward->now.mono_us;
  return vigil_flash_is_lit (VIGIL_PRIORITY_HIGH, now_us)
         != vigil_flash_is_lit (VIGIL_PRIORITY_HIGH, now_us + FRAME_US);
}

/* In the frame of the flash, before the turn of the tile's other numbers has come. */
static void
test_a_narrower_box_leaves_nothing (void)
{
  const guint last = 63;
  Scene scene;
  scene_init (&scene, 64, VIGIL_LAYOUT_NUMBERS, 0);
  add_storm (&scene);
  scene.is_quiet = TRUE;
  scene.wall.ward->beds[last].numerics[VIGIL_NUMERIC_HR].value = 134;
  run (&scene, 60, FALSE);
  while (!flashes_next (&scene))
    run (&scene, 1, FALSE);
  scene.wall.ward->beds[last].numerics[VIGIL_NUMERIC_HR].value = 62;
  run (&scene, 1, FALSE);
  cairo_surface_t *image = strange_ground_draw (scene.node, WIDTH, HEIGHT),
                  *fresh = draw_as_new (&scene);
  g_assert_cmpuint (count_red (&scene, image, last), >, 100);
  g_assert_cmpuint (count_red (&scene, image, last), ==, count_red (&scene, fresh, last));
  cairo_surface_destroy (image);
  cairo_surface_destroy (fresh);
  scene_clear (&scene);
}

/* Where the tile is small the notice stands in the place of the numbers. */
static void
test_no_box_lies_on_a_notice (void)
{
  static const Wall SMALL[] = { { 32, VIGIL_LAYOUT_WAVES, 1 }, { 64, VIGIL_LAYOUT_NUMBERS, 0 } };
  for (guint i = 0; i < G_N_ELEMENTS (SMALL); i++) {
    cairo_surface_t *images[2];
    for (guint is_boxed = 0; is_boxed < 2; is_boxed++) {
      Scene scene;
      scene_init (&scene, SMALL[i].n_beds, SMALL[i].mode, SMALL[i].n_lanes);
      wall_fixture_add_alarm (scene.wall.ward, 0, VIGIL_PRIORITY_HIGH, "HR 150 > 140");
      wall_fixture_mark (scene.wall.ward, 0, VIGIL_NUMERIC_HR, 150, VIGIL_PRIORITY_HIGH, is_boxed);
      scene.wall.ward->beds[0].condition = VIGIL_BED_NO_DATA;
      scene.is_quiet = TRUE;
      run (&scene, 40, FALSE);
      g_assert_cmpuint (
          count_red (&scene, images[is_boxed] = strange_ground_draw (scene.node, WIDTH, HEIGHT), 0),
          >, 100);
      scene_clear (&scene);
    }
    for (int y = 0; y < HEIGHT; y++)
      g_assert_cmpmem (strange_ground_get_row (images[0], y), WIDTH * 4,
                       strange_ground_get_row (images[1], y), WIDTH * 4);
    cairo_surface_destroy (images[0]);
    cairo_surface_destroy (images[1]);
  }
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wall/damage/a-calm-wall-changes-in-few-places",
                   test_a_calm_wall_changes_in_few_places);
  g_test_add_func ("/wall/damage/a-storm-changes-in-few-places",
                   test_a_storm_changes_in_few_places);
  g_test_add_func ("/wall/damage/no-pixel-is-left-out", test_no_pixel_is_left_out);
  g_test_add_func ("/wall/damage/no-pixel-changes-untold", test_no_pixel_changes_untold);
  g_test_add_func ("/wall/damage/nothing-is-left-of-what-was", test_nothing_is_left_of_what_was);
  g_test_add_func ("/wall/damage/a-narrower-box-leaves-nothing",
                   test_a_narrower_box_leaves_nothing);
  g_test_add_func ("/wall/damage/no-box-lies-on-a-notice", test_no_box_lies_on_a_notice);
  return g_test_run ();
}
