/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole picture of a fixed ward, by what must be where, and the widget around it. On a display.
 */
#include "vigil-wall.h"

#include "vigil-flash.h"
#include "vigil-tile-paint.h"
#include "vigil-wall-bed.h"
#include "vigil-wall-picture.h"
#include "wall-fixture.h"

#define WIDTH 1864
#define HEIGHT 956
#define UX_HEIGHT 938 /* what strip and caption leave of 1080 */
#define UX_SHARE 0.97 /* of ux.md's sizes; without sectors, whose names take their part */
#define START_US (G_GINT64_CONSTANT (1010) * G_USEC_PER_SEC)
/* Phases of the common clock in which high is lit, high is dark, both are dark. */
#define BOTH_LIT_US 0
#define HIGH_DARK_US VIGIL_FLASH_HIGH_US
#define BOTH_DARK_US (VIGIL_FLASH_MEDIUM_US + VIGIL_FLASH_HIGH_US)

typedef struct {
  WallFixture *ward;
  VigilWallSource source;
  VigilPalette palette;
  GtkWidget *widget; /* for its fonts */
  VigilWallPicture *picture;
} Scene;

static void
scene_init_way (
    Scene *self, guint n_beds, gboolean is_storm, int width, int height, gboolean is_rtl)
{
  VigilLayoutRequest request = {
    .n_beds = n_beds, .width = width, .height = height, .px_per_mm = 3.6, .is_rtl = is_rtl
  };
  self->ward = wall_fixture_new (n_beds, 2);
  wall_fixture_go_to (self->ward, START_US);
  if (is_storm)
    wall_fixture_storm (self->ward);
  wall_fixture_get_source (self->ward, &self->source);
  vigil_palette_init (&self->palette);
  self->widget = g_object_ref_sink (gtk_label_new (NULL));
  self->picture = vigil_wall_picture_new (self->widget, &self->source, &self->palette, &request, 1,
                                          VIGIL_NODES_CAIRO);
}

static void
scene_init (Scene *self, guint n_beds, gboolean is_storm, int width, int height)
{
  scene_init_way (self, n_beds, is_storm, width, height, FALSE);
}

static void
scene_clear (Scene *self)
{
  vigil_wall_picture_free (self->picture);
  g_object_unref (self->widget);
  wall_fixture_free (self->ward);
}

static cairo_surface_t *
render (Scene *self, gint64 flash_us)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  vigil_wall_picture_step (self->picture, self->ward->now.mono_us, flash_us);
  vigil_wall_picture_snapshot (self->picture, snapshot);
  g_autoptr (GskRenderNode) node = gtk_snapshot_free_to_node (snapshot);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
  cairo_t *cr = cairo_create (surface);
  gsk_render_node_draw (node, cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static guint32
pixel_at (cairo_surface_t *surface, int x, int y)
{
  const guint32 *data = (const guint32 *) (gpointer) cairo_image_surface_get_data (surface);
  return data[y * cairo_image_surface_get_stride (surface) / 4 + x] & 0xffffff;
}

/* How many pixels of @area have exactly @colour. */
static guint
count (cairo_surface_t *surface, const GdkRectangle *area, VigilColour colour)
{
  guint n = 0;
  for (int y = area->y; y < area->y + area->height; y++) {
    for (int x = area->x; x < area->x + area->width; x++)
      n += pixel_at (surface, x, y) == colour;
  }
  return n;
}

static gboolean
differ (cairo_surface_t *a, cairo_surface_t *b, const GdkRectangle *area)
{
  for (int y = area->y; y < area->y + area->height; y++) {
    for (int x = area->x; x < area->x + area->width; x++) {
      if (pixel_at (a, x, y) != pixel_at (b, x, y))
        return TRUE;
    }
  }
  return FALSE;
}

static double
share (cairo_surface_t *surface, const GdkRectangle *area, VigilColour colour)
{
  return (double) count (surface, area, colour) / (area->width * area->height);
}

static const VigilTileLayout *
tile (Scene *self, guint bed)
{
  return &vigil_wall_picture_get_layout (self->picture)->tiles[bed];
}

static GdkRectangle
box_in (Scene *self, const VigilLayout *layout, guint bed, VigilFacePlace place)
{
  GdkRectangle box;
  VigilBedFace face;
  g_autoptr (VigilLettering) lettering = vigil_lettering_new (self->widget);
  VigilTilePaint paint = { layout, &self->palette, lettering };
  vigil_bed_face_compose (&face, &self->source, bed);
  vigil_number_painter_get_box (&paint, bed, &face, place, &box);
  return box;
}

static GdkRectangle
box_of (Scene *self, guint bed, VigilFacePlace place)
{
  return box_in (self, vigil_wall_picture_get_layout (self->picture), bed, place);
}

/* ux.md, "Tile", at the ward it is made for: 16 beds on 1920×1080. */
static void
test_digits_are_as_high_as_ux_says (void)
{
  static const struct {
    VigilFacePlace place;
    VigilColourName colour;
    double number, limits;
  } WISHES[] = { { VIGIL_FACE_HR, VIGIL_COLOUR_ECG, 48, 14 },
                 { VIGIL_FACE_SPO2, VIGIL_COLOUR_SPO2, 40, 14 },
                 { VIGIL_FACE_RR, VIGIL_COLOUR_RESP, 26, 14 },
                 { VIGIL_FACE_BP, VIGIL_COLOUR_NIBP, 22, 17 } };
  Scene scene;
  scene_init (&scene, 16, FALSE, WIDTH, UX_HEIGHT);
  cairo_surface_t *surface = render (&scene, BOTH_LIT_US);
  const VigilLayout *layout = vigil_wall_picture_get_layout (scene.picture);
  VigilTilePaint paint = { layout, &scene.palette, NULL };
  for (guint i = 0; i < G_N_ELEMENTS (WISHES); i++) {
    VigilNumberCaps caps = vigil_number_painter_get_caps (&paint, WISHES[i].place);
    GdkRectangle row = box_of (&scene, 0, WISHES[i].place);
    VigilColour colour = vigil_palette_get (&scene.palette, WISHES[i].colour);
    int n_rows = 0, end = row.y + row.height;
    for (row.height = 1; row.y < end; row.y++)
      n_rows += count (surface, &row, colour) > 0;
    g_test_message ("%d: %.1f px, %d rows, limits %.1f px", WISHES[i].place, caps.number, n_rows,
                    caps.limits);
    g_assert_cmpfloat (caps.number, >=, WISHES[i].number * UX_SHARE);
    g_assert_cmpfloat (caps.limits, >=, WISHES[i].limits * UX_SHARE);
    g_assert_cmpfloat (n_rows, >=, caps.number - 1);
  }
  cairo_surface_destroy (surface);
  scene_clear (&scene);
}

static void
check_phase (Scene *self, gint64 flash_us, gboolean is_high_lit, gboolean is_medium_lit)
{
  cairo_surface_t *surface = render (self, flash_us);
  GdkRectangle high_box = box_of (self, 11, VIGIL_FACE_HR);
  GdkRectangle medium_box = box_of (self, 4, VIGIL_FACE_HR);
  for (gboolean is_lit = FALSE; is_lit <= TRUE; is_lit++) {
    VigilColour high = vigil_palette_alarm_fill (&self->palette, VIGIL_PRIORITY_HIGH, is_lit);
    VigilColour medium = vigil_palette_alarm_fill (&self->palette, VIGIL_PRIORITY_MEDIUM, is_lit);
    gboolean sees_high = share (surface, &high_box, high) > 0.4;
    gboolean sees_medium = share (surface, &medium_box, medium) > 0.3;
    g_assert_cmpint (sees_high, ==, is_lit == is_high_lit);
    g_assert_cmpint (sees_medium, ==, is_lit == is_medium_lit);
    g_assert_cmpint (share (surface, &tile (self, 11)->top, high) > 0.6, ==, is_lit == is_high_lit);
    g_assert_cmpint (share (surface, &tile (self, 4)->top, medium) > 0.6, ==,
                     is_lit == is_medium_lit);
  }
  /* The number reads in every phase. */
  g_assert_cmpuint (
      count (surface, &medium_box,
             vigil_palette_alarm_text (&self->palette, VIGIL_PRIORITY_MEDIUM, is_medium_lit)),
      >, 200);
  cairo_surface_destroy (surface);
}

static void
test_alarms_flash_in_both_fills (void)
{
  Scene scene;
  scene_init (&scene, 16, TRUE, WIDTH, HEIGHT);
  check_phase (&scene, BOTH_LIT_US, TRUE, TRUE);
  check_phase (&scene, HIGH_DARK_US, FALSE, TRUE);
  check_phase (&scene, BOTH_DARK_US, FALSE, FALSE);
  scene_clear (&scene);
}

static gboolean
is_within (const GdkRectangle *area, int x, int y)
{
  return x >= area->x && x < area->x + area->width && y >= area->y && y < area->y + area->height;
}

static gboolean
may_flash (Scene *self, int x, int y)
{
  const guint beds[] = { 4, 11, 15 };
  for (guint i = 0; i < G_N_ELEMENTS (beds); i++) {
    if (is_within (&tile (self, beds[i])->top, x, y))
      return TRUE;
    for (guint place = 0; place < VIGIL_FACE_NUMBERS; place++) {
      GdkRectangle box = box_of (self, beds[i], place);
      if (is_within (&box, x, y))
        return TRUE;
    }
  }
  return FALSE;
}

static void
test_flashing_touches_nothing_else (void)
{
  Scene scene;
  scene_init (&scene, 16, TRUE, WIDTH, HEIGHT);
  cairo_surface_t *lit = render (&scene, BOTH_LIT_US);
  cairo_surface_t *dark = render (&scene, BOTH_DARK_US);
  guint n_changed = 0;
  for (int y = 0; y < HEIGHT; y++) {
    for (int x = 0; x < WIDTH; x++) {
      if (pixel_at (lit, x, y) == pixel_at (dark, x, y))
        continue;
      n_changed++;
      if (!may_flash (&scene, x, y))
        g_error ("pixel %d, %d flashes", x, y);
    }
  }
  g_assert_cmpuint (n_changed, >, 10000);
  cairo_surface_destroy (lit);
  cairo_surface_destroy (dark);
  scene_clear (&scene);
}

static void
test_low_silenced_and_latched_are_steady (void)
{
  Scene scene;
  scene_init (&scene, 16, TRUE, WIDTH, HEIGHT);
  cairo_surface_t *surface = render (&scene, BOTH_DARK_US);
  const VigilPalette *palette = &scene.palette;
  g_assert_cmpfloat (
      share (surface, &tile (&scene, 5)->top, vigil_palette_get (palette, VIGIL_COLOUR_LOW_LIT)), >,
      0.6);
  /* Silenced: the dark fill with an outline; latched: no fill. */
  g_assert_cmpfloat (
      share (surface, &tile (&scene, 8)->top, vigil_palette_get (palette, VIGIL_COLOUR_MEDIUM_DIM)),
      >, 0.5);
  g_assert_cmpuint (count (surface, &tile (&scene, 8)->top,
                           vigil_palette_get (palette, VIGIL_COLOUR_MEDIUM_LINE)),
                    >, 500);
  g_assert_cmpfloat (
      share (surface, &tile (&scene, 14)->top, vigil_palette_get (palette, VIGIL_COLOUR_TILE)), >,
      0.5);
  cairo_surface_destroy (surface);
  scene_clear (&scene);
}

static void
test_calm_beds_have_no_alarm_colour (void)
{
  Scene scene;
  scene_init (&scene, 16, FALSE, WIDTH, HEIGHT);
  cairo_surface_t *surface = render (&scene, BOTH_LIT_US);
  GdkRectangle all = { 0, 0, WIDTH, HEIGHT };
  for (VigilColourName name = VIGIL_COLOUR_HIGH_LIT; name <= VIGIL_COLOUR_LOW_LINE; name++) {
    VigilColour colour = vigil_palette_get (&scene.palette, name);
    if (colour != 0x000000 && colour != 0xffffff)
      g_assert_cmpuint (count (surface, &all, colour), ==, 0);
  }
  cairo_surface_destroy (surface);
  scene_clear (&scene);
}

static void
test_every_number_has_its_own_colour_and_place (void)
{
  Scene scene;
  scene_init (&scene, 16, FALSE, WIDTH, HEIGHT);
  cairo_surface_t *surface = render (&scene, BOTH_LIT_US);
  const VigilColourName colours[] = { VIGIL_COLOUR_ECG, VIGIL_COLOUR_SPO2, VIGIL_COLOUR_RESP,
                                      VIGIL_COLOUR_NIBP };
  for (guint bed = 0; bed < 16; bed++) {
    for (guint place = 0; place < VIGIL_FACE_NUMBERS; place++) {
      GdkRectangle box = box_of (&scene, bed, place);
      VigilColour own = vigil_palette_get (&scene.palette, colours[place]);
      g_assert_cmpuint (count (surface, &box, own), >, 60);
    }
  }
  cairo_surface_destroy (surface);
  scene_clear (&scene);
}

static void
test_no_data_is_the_most_visible_calm_state (void)
{
  Scene scene;
  scene_init (&scene, 16, TRUE, WIDTH, HEIGHT);
  cairo_surface_t *surface = render (&scene, BOTH_DARK_US);
  const VigilTileLayout *lost = tile (&scene, 15);
  VigilColour text = vigil_palette_get (&scene.palette, VIGIL_COLOUR_TEXT);
  VigilColour hatch =
      vigil_colour_mix (vigil_palette_get (&scene.palette, VIGIL_COLOUR_HATCH),
                        vigil_palette_get (&scene.palette, VIGIL_COLOUR_TILE), 0.75);
  g_assert_cmpuint (count (surface, &lost->waves, text), >, 1000);
  g_assert_cmpuint (count (surface, &tile (&scene, 0)->waves, text), ==, 0);
  g_assert_cmpfloat (share (surface, &lost->panel, hatch), >, 0.15);
  g_assert_cmpuint (count (surface, &tile (&scene, 0)->panel, hatch), ==, 0);
  cairo_surface_destroy (surface);
  scene_clear (&scene);
}

static void
test_a_demo_bed_is_watermarked (void)
{
  Scene scene;
  scene_init (&scene, 16, FALSE, WIDTH, HEIGHT);
  scene.ward->beds[1].is_demo = FALSE;
  cairo_surface_t *surface = render (&scene, BOTH_LIT_US);
  VigilColour mark =
      vigil_colour_mix (vigil_palette_get (&scene.palette, VIGIL_COLOUR_TEXT),
                        vigil_palette_get (&scene.palette, VIGIL_COLOUR_TILE), 0.075);
  g_assert_cmpuint (count (surface, &tile (&scene, 0)->waves, mark), >, 500);
  g_assert_cmpuint (count (surface, &tile (&scene, 1)->waves, mark), ==, 0);
  cairo_surface_destroy (surface);
  scene_clear (&scene);
}

static void
test_a_still_ward_is_not_drawn_again (void)
{
  Scene scene;
  scene_init (&scene, 16, TRUE, WIDTH, HEIGHT);
  gint64 mono_us = scene.ward->now.mono_us;
  g_assert_true (vigil_wall_picture_step (scene.picture, mono_us, 0));
  for (guint i = 0; i < 8; i++)
    vigil_wall_picture_step (scene.picture, mono_us, 0);
  g_assert_false (vigil_wall_picture_step (scene.picture, mono_us, 0));
  /* A flash is a change only where something flashes. */
  g_assert_true (vigil_wall_picture_step (scene.picture, mono_us, HIGH_DARK_US));
  scene_clear (&scene);
  scene_init (&scene, 16, FALSE, WIDTH, HEIGHT);
  for (guint i = 0; i < 8; i++)
    vigil_wall_picture_step (scene.picture, mono_us, 0);
  g_assert_false (vigil_wall_picture_step (scene.picture, mono_us, HIGH_DARK_US));
  scene_clear (&scene);
}

/* Every change of the fill is in the very next frame, whatever the waves do. */
static void
test_flashing_keeps_its_rate_at_every_pace (void)
{
  for (VigilPaceLevel pace = VIGIL_PACE_FULL; pace < VIGIL_N_PACES; pace++) {
    Scene scene;
    gint64 flash_us = 0;
    guint n_changes = 0;
    scene_init (&scene, 16, TRUE, WIDTH, HEIGHT);
    vigil_wall_picture_set_pace (scene.picture, pace);
    for (guint i = 0; i < 9; i++)
      vigil_wall_picture_step (scene.picture, scene.ward->now.mono_us, flash_us);
    /* 4 s of frames in which only the phase goes on. */
    for (guint i = 0; i < 240; i++, flash_us += 16667) {
      gboolean is_other = vigil_flash_is_lit (VIGIL_PRIORITY_HIGH, flash_us)
                          != vigil_flash_is_lit (VIGIL_PRIORITY_HIGH, MAX (flash_us - 16667, 0));
      gboolean has_changed =
          vigil_wall_picture_step (scene.picture, scene.ward->now.mono_us, flash_us);
      g_assert_cmpint (has_changed, ==, is_other);
      n_changes += has_changed;
    }
    g_assert_cmpuint (n_changes, ==, 15);
    scene_clear (&scene);
  }
}

static void
test_a_new_alarm_is_in_the_next_frame_at_every_pace (void)
{
  for (VigilPaceLevel pace = VIGIL_PACE_FULL; pace < VIGIL_N_PACES; pace++) {
    for (guint n_before = 1; n_before < 3; n_before++) {
      Scene scene;
      scene_init (&scene, 16, FALSE, WIDTH, HEIGHT);
      vigil_wall_picture_set_pace (scene.picture, pace);
      for (guint i = 0; i < n_before; i++)
        vigil_wall_picture_step (scene.picture, scene.ward->now.mono_us, 0);
      wall_fixture_add_alarm (scene.ward, 3, VIGIL_PRIORITY_HIGH, "ASYSTOLE");
      vigil_wall_picture_refresh (scene.picture, 3);
      cairo_surface_t *after = render (&scene, BOTH_LIT_US);
      VigilColour red = vigil_palette_get (&scene.palette, VIGIL_COLOUR_HIGH_LIT);
      g_assert_cmpuint (count (after, &tile (&scene, 3)->tile, red), >, 5000);
      cairo_surface_destroy (after);
      scene_clear (&scene);
    }
  }
}

/* Alarms of every age: their seconds go on, but in the frames that flash anyway, so that a storm is
 * four pictures of the covers a second and not one for every bed. */
static void
test_the_seconds_of_all_alarms_go_on_with_the_flash (void)
{
  Scene scene;
  scene_init (&scene, 64, FALSE, WIDTH, HEIGHT);
  for (guint bed = 0; bed < 64; bed++)
    wall_fixture_add_alarm (scene.ward, bed, VIGIL_PRIORITY_HIGH, "VT")->raised_mono_us +=
        (gint64) bed * 77000;
  guint n_changes = 0;
  cairo_surface_t *before = render (&scene, 0);
  for (gint64 past_us = 16667; past_us < 4 * G_USEC_PER_SEC; past_us += 16667) {
    wall_fixture_go_to (scene.ward, START_US + past_us);
    n_changes += vigil_wall_picture_step (scene.picture, scene.ward->now.mono_us, past_us);
  }
  g_assert_cmpuint (n_changes, ==, 15);
  /* Four seconds older, at the same phase. */
  cairo_surface_t *after = render (&scene, 4 * G_USEC_PER_SEC);
  for (guint bed = 0; bed < 64; bed++)
    g_assert_true (differ (before, after, &tile (&scene, bed)->top));
  cairo_surface_destroy (before);
  cairo_surface_destroy (after);
  scene_clear (&scene);
}

static void
test_a_new_alarm_is_in_the_next_frame (void)
{
  Scene scene;
  scene_init (&scene, 16, FALSE, WIDTH, HEIGHT);
  cairo_surface_t *before = render (&scene, BOTH_LIT_US);
  VigilColour red = vigil_palette_get (&scene.palette, VIGIL_COLOUR_HIGH_LIT);
  g_assert_cmpuint (count (before, &tile (&scene, 3)->tile, red), ==, 0);
  wall_fixture_add_alarm (scene.ward, 3, VIGIL_PRIORITY_HIGH, "ASYSTOLE");
  vigil_wall_picture_refresh (scene.picture, 3);
  cairo_surface_t *after = render (&scene, BOTH_LIT_US);
  g_assert_cmpuint (count (after, &tile (&scene, 3)->tile, red), >, 5000);
  g_assert_cmpuint (count (after, &tile (&scene, 2)->tile, red), ==, 0);
  cairo_surface_destroy (before);
  cairo_surface_destroy (after);
  scene_clear (&scene);
}

static void
test_small_tiles_show_alarm_and_numbers (void)
{
  const guint sizes[] = { 32, 64 };
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++) {
    Scene scene;
    scene_init (&scene, sizes[i], TRUE, WIDTH, HEIGHT);
    cairo_surface_t *surface = render (&scene, BOTH_LIT_US);
    GdkRectangle box = box_of (&scene, 11, VIGIL_FACE_HR);
    VigilColour red = vigil_palette_get (&scene.palette, VIGIL_COLOUR_HIGH_LIT);
    g_assert_cmpfloat (share (surface, &tile (&scene, 11)->top, red), >, 0.5);
    g_assert_cmpfloat (share (surface, &box, red), >, 0.5);
    cairo_surface_destroy (surface);
    scene_clear (&scene);
  }
}

/* --- read from the right --- */

static void
draw_letters (cairo_surface_t *surface, gboolean is_turned)
{
  GtkWidget *widget = g_object_ref_sink (gtk_label_new (NULL));
  VigilLettering *lettering = vigil_lettering_new (widget);
  VigilTextStyle style = { 20, PANGO_WEIGHT_SEMIBOLD, 0xffffff, 0, 0 };
  double width = vigil_lettering_measure (lettering, &style, "7F");
  cairo_t *cr = cairo_create (surface);
  if (is_turned) {
    cairo_translate (cr, 100, 0);
    cairo_scale (cr, -1, 1);
  }
  /* In either case with the left edge 10 px from the left. */
  vigil_lettering_draw (lettering, cr, &style, "7F", is_turned ? 90 - width : 10, 30);
  cairo_destroy (cr);
  vigil_lettering_free (lettering);
  g_object_unref (widget);
}

static void
test_letters_are_never_turned (void)
{
  cairo_surface_t *plain = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 100, 40);
  cairo_surface_t *turned = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 100, 40);
  guint n_ink = 0;
  draw_letters (plain, FALSE);
  draw_letters (turned, TRUE);
  for (int y = 0; y < 40; y++) {
    for (int x = 0; x < 100; x++) {
      n_ink += pixel_at (plain, x, y) != 0;
      g_assert_cmpint (
          ABS ((int) (pixel_at (plain, x, y) & 255) - (int) (pixel_at (turned, x, y) & 255)), <,
          24);
    }
  }
  g_assert_cmpuint (n_ink, >, 100);
  cairo_surface_destroy (plain);
  cairo_surface_destroy (turned);
}

/* Columns of the ECG of bed 1 that a second of sweep changed, from its lane's left edge. */
static void
find_swept (gboolean is_rtl, int *first, int *last)
{
  Scene scene;
  scene_init_way (&scene, 16, FALSE, WIDTH, HEIGHT, is_rtl);
  wall_fixture_go_to (scene.ward, START_US + 2 * G_USEC_PER_SEC);
  cairo_surface_t *before = render (&scene, BOTH_LIT_US);
  const GdkRectangle *lane = &tile (&scene, 1)->lanes[0];
  wall_fixture_go_to (scene.ward, START_US + 2500 * 1000);
  cairo_surface_t *after = render (&scene, BOTH_LIT_US);
  *first = G_MAXINT;
  *last = -1;
  for (int x = 0; x < lane->width; x++) {
    for (int y = lane->y; y < lane->y + lane->height; y++) {
      if (pixel_at (before, lane->x + x, y) != pixel_at (after, lane->x + x, y)) {
        *first = MIN (*first, x);
        *last = MAX (*last, x);
      }
    }
  }
  cairo_surface_destroy (before);
  cairo_surface_destroy (after);
  scene_clear (&scene);
}

static void
test_time_goes_to_the_right_whichever_way_the_wall_is_read (void)
{
  int first[2], last[2];
  find_swept (FALSE, &first[0], &last[0]);
  find_swept (TRUE, &first[1], &last[1]);
  g_assert_cmpint (last[0] - first[0], >, 40);
  g_assert_cmpint (last[0] - first[0], <, 80);
  g_assert_cmpint (first[1], ==, first[0]);
  g_assert_cmpint (last[1], ==, last[0]);
}

static void
test_from_the_right_everything_is_in_its_mirrored_place (void)
{
  Scene scene;
  scene_init_way (&scene, 16, TRUE, WIDTH, HEIGHT, TRUE);
  cairo_surface_t *surface = render (&scene, BOTH_LIT_US);
  const VigilLayout *layout = vigil_wall_picture_get_layout (scene.picture);
  const VigilColourName colours[] = { VIGIL_COLOUR_ECG, VIGIL_COLOUR_SPO2, VIGIL_COLOUR_RESP,
                                      VIGIL_COLOUR_NIBP };
  VigilColour text = vigil_palette_get (&scene.palette, VIGIL_COLOUR_TEXT);
  VigilColour red = vigil_palette_get (&scene.palette, VIGIL_COLOUR_HIGH_LIT);
  g_assert_cmpint (tile (&scene, 0)->tile.x, >, tile (&scene, 8)->tile.x);
  g_assert_cmpint (tile (&scene, 0)->identity.x, >, tile (&scene, 0)->waves.x);
  g_assert_cmpint (tile (&scene, 0)->panel.x, <, tile (&scene, 0)->waves.x);
  g_assert_cmpuint (count (surface, &tile (&scene, 0)->identity, text), >, 100);
  /* The painters' own boxes are those of a wall that is read from the left. */
  VigilLayout plain;
  VigilLayoutRequest request = { .n_beds = 16, .width = WIDTH, .height = HEIGHT, .px_per_mm = 3.6 };
  vigil_layout_compute (&plain, &request);
  for (guint place = 0; place < VIGIL_FACE_NUMBERS; place++) {
    GdkRectangle box = vigil_layout_mirror (layout, box_in (&scene, &plain, 1, place));
    g_assert_cmpuint (count (surface, &box, vigil_palette_get (&scene.palette, colours[place])), >,
                      60);
  }
  g_assert_cmpfloat (share (surface, &tile (&scene, 11)->top, red), >, 0.6);
  cairo_surface_destroy (surface);
  scene_clear (&scene);
}

/* --- another size --- */

static void
make_picture (Scene *self, int width, int height, VigilNodeKind kind)
{
  VigilLayoutRequest request = {
    .n_beds = self->ward->n_beds, .width = width, .height = height, .px_per_mm = 3.6
  };
  g_clear_pointer (&self->picture, vigil_wall_picture_free);
  self->picture =
      vigil_wall_picture_new (self->widget, &self->source, &self->palette, &request, 1, kind);
}

/* Frame by frame, as on a screen. */
static void
live (Scene *self, double seconds)
{
  for (guint i = 0; i < (guint) (seconds * 60); i++) {
    wall_fixture_go_to (self->ward, self->ward->now.mono_us + 16667);
    vigil_wall_picture_step (self->picture, self->ward->now.mono_us, 0);
  }
}

/* The share of what either has drawn of @bed's waves that the other has not, to a quarter of the
 * brightness. */
static double
find_difference (Scene *self, guint bed, cairo_surface_t *a, cairo_surface_t *b)
{
  GdkRectangle area = tile (self, bed)->waves;
  VigilColour ground = vigil_palette_get (&self->palette, VIGIL_COLOUR_TILE);
  guint n_inked = 0, n_other = 0;
  for (int y = area.y; y < area.y + area.height; y++) {
    for (int x = area.x; x < area.x + area.width; x++) {
      guint32 first = pixel_at (a, x, y), second = pixel_at (b, x, y);
      n_inked += first != ground || second != ground;
      n_other += ABS ((int) (first >> 8 & 255) - (int) (second >> 8 & 255)) > 64;
    }
  }
  g_assert_cmpuint (n_inked, >, 1000);
  return (double) n_other / n_inked;
}

/* A wall that was another size until now shows the very seconds that one shows which had its size
 * all the time and saw the same data. */
static void
test_another_size_shows_the_same_seconds (void)
{
  Scene always, resized;
  scene_init (&always, 4, FALSE, WIDTH, HEIGHT);
  scene_init (&resized, 4, FALSE, 1200, 640);
  live (&always, 12);
  live (&resized, 12);
  make_picture (&resized, WIDTH, HEIGHT, VIGIL_NODES_CAIRO);
  cairo_surface_t *expected = render (&always, 0);
  cairo_surface_t *shown = render (&resized, 0);
  for (guint bed = 0; bed < 4; bed++) {
    double difference = find_difference (&always, bed, expected, shown);
    g_test_message ("bed %u: %.1f %% of the ink differs", bed, difference * 100);
    g_assert_cmpfloat (difference, <, 0.05);
  }
  /* The measure: what passed 40 ms sooner is told. */
  resized.ward->beds[1].shift_us += 40000;
  make_picture (&resized, WIDTH, HEIGHT, VIGIL_NODES_CAIRO);
  cairo_surface_t *other = render (&resized, 0);
  g_assert_cmpfloat (find_difference (&always, 1, expected, other), >, 0.05);
  cairo_surface_destroy (expected);
  cairo_surface_destroy (shown);
  cairo_surface_destroy (other);
  scene_clear (&always);
  scene_clear (&resized);
}

/* With a GPU strips are textures, not cairo nodes: the same pixels, in a storm too. */
static void
test_textures_give_the_same_picture (void)
{
  static const guint WARDS[] = { 16, 32, 64 };
  for (guint i = 0; i < G_N_ELEMENTS (WARDS); i++) {
    Scene cairo, texture;
    guint n_other = 0;
    scene_init (&cairo, WARDS[i], TRUE, WIDTH, HEIGHT);
    scene_init (&texture, WARDS[i], TRUE, WIDTH, HEIGHT);
    make_picture (&texture, WIDTH, HEIGHT, VIGIL_NODES_TEXTURE);
    for (guint j = 0; j < 3; j++) {
      live (&cairo, 0.7);
      live (&texture, 0.7);
      cairo_surface_t *first = render (&cairo, BOTH_LIT_US);
      cairo_surface_t *second = render (&texture, BOTH_LIT_US);
      for (int y = 0; y < HEIGHT; y++) {
        for (int x = 0; x < WIDTH; x++)
          n_other += pixel_at (first, x, y) != pixel_at (second, x, y);
      }
      cairo_surface_destroy (first);
      cairo_surface_destroy (second);
    }
    g_test_message ("%u beds: %u pixels differ", WARDS[i], n_other);
    g_assert_cmpuint (n_other, ==, 0);
    scene_clear (&cairo);
    scene_clear (&texture);
  }
}

/* --- the widget --- */

typedef struct {
  WallFixture *ward;
  VigilWallSource source;
  GtkWidget *window, *wall;
  guint activated;
} Stage;

static void
bed_activated_cb (GtkWidget *wall, guint bed, Stage *self)
{
  (void) wall;
  self->activated = bed;
}

static void
wait_for (gboolean (*is_there) (Stage *), Stage *self)
{
  gint64 end_us = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;
  while (!is_there (self)) {
    g_assert_cmpint (g_get_monotonic_time (), <, end_us);
    g_main_context_iteration (NULL, TRUE);
  }
}

static gboolean
has_layout (Stage *self)
{
  return vigil_wall_get_layout (VIGIL_WALL (self->wall)) != NULL
         && vigil_wall_get_n_columns (VIGIL_WALL (self->wall)) > 0;
}

static void
stage_init (Stage *self, guint n_beds)
{
  self->ward = wall_fixture_new (n_beds, 2);
  self->activated = G_MAXUINT;
  wall_fixture_get_source (self->ward, &self->source);
  self->wall = vigil_wall_new_for_source (&self->source);
  g_signal_connect (self->wall, "bed-activated", G_CALLBACK (bed_activated_cb), self);
  self->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (self->window), 1280, 760);
  gtk_window_set_child (GTK_WINDOW (self->window), self->wall);
  gtk_window_present (GTK_WINDOW (self->window));
  wait_for (has_layout, self);
}

static void
stage_clear (Stage *self)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  wall_fixture_free (self->ward);
}

static VigilWallBed *
bed_widget (Stage *self, guint bed)
{
  GtkWidget *child = gtk_widget_get_first_child (self->wall);
  for (guint i = 0; i < bed; i++)
    child = gtk_widget_get_next_sibling (child);
  return VIGIL_WALL_BED (child);
}

static void
test_each_bed_is_one_named_node (void)
{
  Stage stage;
  stage_init (&stage, 16);
  g_assert_cmpstr (vigil_wall_bed_get_name (bed_widget (&stage, 1)), ==,
                   "Bed 2, HR 66, SpO2 95, RR 13, NIBP 110/65");
  wall_fixture_add_alarm (stage.ward, 1, VIGIL_PRIORITY_HIGH, "ASYSTOLE");
  vigil_wall_refresh (VIGIL_WALL (stage.wall), 1);
  g_assert_cmpstr (vigil_wall_bed_get_name (bed_widget (&stage, 1)), ==,
                   "Bed 2, HR 66, SpO2 95, RR 13, NIBP 110/65, high alarm: ASYSTOLE");
  stage_clear (&stage);
}

/* How often the name of bed 1 changes while its heart rate does, in about @seconds. */
static guint
count_names (Stage *stage, guint seconds)
{
  guint n = 0;
  gint64 end_us = g_get_monotonic_time () + seconds * G_USEC_PER_SEC;
  g_autofree char *name = g_strdup (vigil_wall_bed_get_name (bed_widget (stage, 0)));
  while (g_get_monotonic_time () < end_us) {
    stage->ward->beds[0].numerics[VIGIL_NUMERIC_HR].value += 1;
    vigil_wall_refresh (VIGIL_WALL (stage->wall), 0);
    g_main_context_iteration (NULL, TRUE);
    if (g_str_equal (name, vigil_wall_bed_get_name (bed_widget (stage, 0))))
      continue;
    g_free (name);
    name = g_strdup (vigil_wall_bed_get_name (bed_widget (stage, 0)));
    n++;
  }
  return n;
}

static void
test_numbers_are_renamed_every_five_seconds_at_most (void)
{
  Stage stage;
  stage_init (&stage, 4);
  /* However slow this machine is, there are no more than that. */
  guint n = count_names (&stage, 11);
  g_assert_cmpuint (n, >=, 1);
  g_assert_cmpuint (n, <=, 3);
  stage_clear (&stage);
}

static void
test_another_alarm_of_the_same_priority_renames_at_once (void)
{
  Stage stage;
  stage_init (&stage, 4);
  VigilAlarm *alarm = wall_fixture_add_alarm (stage.ward, 0, VIGIL_PRIORITY_MEDIUM, "SpO2 86 < 90");
  vigil_wall_refresh (VIGIL_WALL (stage.wall), 0);
  g_autofree char *first = g_strdup (vigil_wall_bed_get_name (bed_widget (&stage, 0)));
  g_assert_nonnull (strstr (first, "medium alarm: SpO2 86 < 90"));
  vigil_text_copy (alarm->label, sizeof alarm->label, "SpO2 85 < 90");
  vigil_wall_refresh (VIGIL_WALL (stage.wall), 0);
  g_assert_cmpstr (vigil_wall_bed_get_name (bed_widget (&stage, 0)), ==, first);
  vigil_text_copy (alarm->label, sizeof alarm->label, "HR 134 > 120");
  vigil_text_copy (alarm->key, sizeof alarm->key, "another");
  vigil_wall_refresh (VIGIL_WALL (stage.wall), 0);
  g_assert_nonnull (strstr (vigil_wall_bed_get_name (bed_widget (&stage, 0)), "HR 134 > 120"));
  stage_clear (&stage);
}

static void
test_enter_on_a_bed_opens_it (void)
{
  Stage stage;
  stage_init (&stage, 16);
  g_assert_true (gtk_widget_get_focusable (GTK_WIDGET (bed_widget (&stage, 6))));
  g_assert_true (gtk_widget_grab_focus (GTK_WIDGET (bed_widget (&stage, 6))));
  g_assert_true (gtk_widget_activate (GTK_WIDGET (bed_widget (&stage, 6))));
  g_assert_cmpuint (stage.activated, ==, 6);
  stage_clear (&stage);
}

static void
test_beds_lie_on_their_tiles (void)
{
  Stage stage;
  stage_init (&stage, 16);
  const VigilLayout *layout = vigil_wall_get_layout (VIGIL_WALL (stage.wall));
  for (guint bed = 0; bed < 16; bed++) {
    graphene_rect_t bounds;
    const GdkRectangle *place = &layout->tiles[bed].tile;
    g_assert_true (
        gtk_widget_compute_bounds (GTK_WIDGET (bed_widget (&stage, bed)), stage.wall, &bounds));
    g_assert_cmpfloat_with_epsilon (bounds.origin.x, place->x, 0.01);
    g_assert_cmpfloat_with_epsilon (bounds.origin.y, place->y, 0.01);
    g_assert_cmpfloat_with_epsilon (bounds.size.width, place->width, 0.01);
    g_assert_cmpfloat_with_epsilon (bounds.size.height, place->height, 0.01);
  }
  stage_clear (&stage);
}

static gboolean
is_unmapped (Stage *self)
{
  return !gtk_widget_get_mapped (self->wall);
}

static void
test_a_hidden_wall_draws_nothing (void)
{
  Stage stage;
  stage_init (&stage, 4);
  gtk_widget_set_visible (stage.wall, FALSE);
  wait_for (is_unmapped, &stage);
  guint64 before = vigil_wall_get_n_columns (VIGIL_WALL (stage.wall));
  wall_fixture_go_to (stage.ward, stage.ward->now.mono_us + G_USEC_PER_SEC);
  for (guint i = 0; i < 50; i++)
    g_main_context_iteration (NULL, FALSE);
  g_assert_cmpuint (vigil_wall_get_n_columns (VIGIL_WALL (stage.wall)), ==, before);
  stage_clear (&stage);
}

static gboolean
is_narrow (Stage *self)
{
  const VigilLayout *layout = vigil_wall_get_layout (VIGIL_WALL (self->wall));
  return layout && layout->width == 1000 && vigil_wall_get_n_columns (VIGIL_WALL (self->wall)) > 0;
}

/* The ward's time stands still here: whatever is drawn anew is history. */
static void
test_another_size_draws_the_history_at_once (void)
{
  Stage stage;
  stage_init (&stage, 4);
  gtk_window_set_default_size (GTK_WINDOW (stage.window), 1000, 640);
  wait_for (is_narrow, &stage);
  const VigilLayout *layout = vigil_wall_get_layout (VIGIL_WALL (stage.wall));
  guint64 all = (guint64) layout->tiles[0].waves.width * layout->n_lanes * layout->n_beds;
  g_assert_cmpuint (layout->n_lanes, >=, 2);
  g_assert_cmpuint (vigil_wall_get_n_columns (VIGIL_WALL (stage.wall)), >=, all * 85 / 100);
  g_assert_cmpuint (vigil_wall_get_n_columns (VIGIL_WALL (stage.wall)), <=, all * 2);
  stage_clear (&stage);
}

static gboolean
has_numbers_only (Stage *self)
{
  const VigilLayout *layout = vigil_wall_get_layout (VIGIL_WALL (self->wall));
  return layout && layout->kind == VIGIL_TILE_NUMBERS;
}

/* --- a machine that is too slow --- */

typedef struct {
  Stage stage;
  gint64 begun_us, work_us;
  VigilPaceLevel level; /* that is waited for */
} SlowStage;

static void
burden_cb (GdkFrameClock *clock, gpointer data)
{
  const SlowStage *self = data;
  gint64 end_us = g_get_monotonic_time () + self->work_us;
  (void) clock;
  while (g_get_monotonic_time () < end_us)
    ;
}

static gboolean
beat_cb (gpointer data)
{
  SlowStage *self = data;
  gint64 past_us = g_get_monotonic_time () - self->begun_us;
  wall_fixture_go_to (self->stage.ward, START_US + past_us);
  return G_SOURCE_CONTINUE;
}

static gboolean
is_at_level (Stage *stage)
{
  const SlowStage *self = (const SlowStage *) stage;
  return vigil_wall_get_pace (VIGIL_WALL (stage->wall))->level == self->level;
}

/* Frames of a real window that take too long: the sweep gives way by itself, step by step, and
 * says after which work; test-desk has what diagnostics make of it. */
static void
test_a_wall_that_is_too_slow_gives_way (void)
{
  SlowStage slow = { .begun_us = g_get_monotonic_time (), .work_us = 9000 };
  stage_init (&slow.stage, 16);
  const VigilPace *pace = vigil_wall_get_pace (VIGIL_WALL (slow.stage.wall));
  guint beat_id = g_timeout_add (20, beat_cb, &slow);
  GdkFrameClock *clock = gtk_widget_get_frame_clock (slow.stage.wall);
  g_assert_cmpint (pace->level, ==, VIGIL_PACE_FULL);
  gulong burden_id = g_signal_connect (clock, "update", G_CALLBACK (burden_cb), &slow);
  slow.level = VIGIL_PACE_HALVES;
  wait_for (is_at_level, &slow.stage);
  g_assert_cmpuint (pace->n_changes, ==, 1);
  g_assert_cmpfloat (pace->work_p95_ms, >=, 9);
  slow.level = VIGIL_PACE_THIRTY;
  wait_for (is_at_level, &slow.stage);
  g_assert_cmpuint (pace->n_changes, ==, 2);
  g_signal_handler_disconnect (clock, burden_id);
  g_source_remove (beat_id);
  stage_clear (&slow.stage);
}

static void
test_numbers_only_can_be_chosen (void)
{
  Stage stage;
  stage_init (&stage, 8);
  g_assert_cmpint (vigil_wall_get_layout (VIGIL_WALL (stage.wall))->kind, ==, VIGIL_TILE_WIDE);
  vigil_wall_set_mode (VIGIL_WALL (stage.wall), VIGIL_LAYOUT_NUMBERS, 0);
  wait_for (has_numbers_only, &stage);
  stage_clear (&stage);
}

static gboolean
is_read_from_the_right (Stage *self)
{
  return vigil_wall_get_layout (VIGIL_WALL (self->wall))->is_rtl;
}

/* The bed that has the focus after a step in @direction from @bed. */
static guint
step_focus (Stage *stage, guint bed, GtkDirectionType direction)
{
  g_assert_true (gtk_widget_grab_focus (GTK_WIDGET (bed_widget (stage, bed))));
  gtk_widget_child_focus (stage->wall, direction);
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (stage->window));
  g_assert_true (VIGIL_IS_WALL_BED (focus));
  return vigil_wall_bed_get_index (VIGIL_WALL_BED (focus));
}

static void
test_arrows_follow_what_is_seen (void)
{
  Stage stage;
  stage_init (&stage, 16);
  g_assert_cmpuint (step_focus (&stage, 1, GTK_DIR_RIGHT), ==, 9);
  g_assert_cmpuint (step_focus (&stage, 9, GTK_DIR_LEFT), ==, 1);
  g_assert_cmpuint (step_focus (&stage, 1, GTK_DIR_DOWN), ==, 2);
  gtk_widget_set_direction (stage.window, GTK_TEXT_DIR_RTL);
  gtk_widget_set_direction (stage.wall, GTK_TEXT_DIR_RTL);
  wait_for (is_read_from_the_right, &stage);
  g_assert_cmpuint (step_focus (&stage, 1, GTK_DIR_LEFT), ==, 9);
  g_assert_cmpuint (step_focus (&stage, 9, GTK_DIR_RIGHT), ==, 1);
  g_assert_cmpuint (step_focus (&stage, 1, GTK_DIR_DOWN), ==, 2);
  stage_clear (&stage);
}

static void
test_a_wall_leaves_nothing_behind (void)
{
  Stage stage;
  stage_init (&stage, 16);
  g_object_add_weak_pointer (G_OBJECT (stage.wall), (gpointer *) &stage.wall);
  stage_clear (&stage);
  g_assert_null (stage.wall);
}

/* ── Hers and the others ────────────────────────────────────────────────────────────────────── */

#define BIT(bed) (G_GUINT64_CONSTANT (1) << (bed))

static void
step (Scene *self)
{
  vigil_wall_picture_step (self->picture, self->ward->now.mono_us, BOTH_LIT_US);
}

static void
test_beds_of_others_are_dimmed_while_nothing_is_wrong (void)
{
  Scene scene;
  scene_init (&scene, 16, TRUE, WIDTH, HEIGHT);
  step (&scene);
  g_assert_cmphex (vigil_wall_picture_get_dimmed (scene.picture), ==, 0);
  guint64 n_columns = vigil_wall_picture_get_n_columns (scene.picture);
  vigil_wall_picture_set_others (scene.picture, ~(BIT (0) | BIT (1)));
  step (&scene);
  /* Not probe off (3), medium, low, silenced by another desk (9), red (12), silenced red, latched,
   * no data (16). */
  g_assert_cmphex (vigil_wall_picture_get_dimmed (scene.picture), ==,
                   BIT (3) | BIT (6) | BIT (7) | BIT (9) | BIT (10) | BIT (12));
  /* Nothing was drawn for it. */
  g_assert_cmpuint (vigil_wall_picture_get_n_columns (scene.picture), ==, n_columns);
  cairo_surface_t *surface = render (&scene, BOTH_LIT_US);
  g_assert_cmpuint (count (surface, &tile (&scene, 1)->panel,
                           vigil_palette_get (&scene.palette, VIGIL_COLOUR_TILE)),
                    >, 10000);
  g_assert_cmpuint (count (surface, &tile (&scene, 9)->tile,
                           vigil_palette_get (&scene.palette, VIGIL_COLOUR_TILE)),
                    <, 1000);
  cairo_surface_destroy (surface);
  vigil_wall_picture_set_others (scene.picture, 0);
  step (&scene);
  g_assert_cmphex (vigil_wall_picture_get_dimmed (scene.picture), ==, 0);
  scene_clear (&scene);
}

static void
test_an_alarm_undims_within_a_refresh (void)
{
  Scene scene;
  scene_init (&scene, 16, FALSE, WIDTH, HEIGHT);
  vigil_wall_picture_set_others (scene.picture, BIT (9) | BIT (10) | BIT (11));
  step (&scene);
  g_assert_cmphex (vigil_wall_picture_get_dimmed (scene.picture), ==,
                   BIT (9) | BIT (10) | BIT (11));
  VigilAlarm *alarm = wall_fixture_add_alarm (scene.ward, 9, VIGIL_PRIORITY_LOW, "RR 31 > 30");
  scene.ward->beds[10].condition = VIGIL_BED_NO_DATA;
  vigil_wall_picture_refresh (scene.picture, 9);
  vigil_wall_picture_refresh (scene.picture, 10);
  step (&scene);
  g_assert_cmphex (vigil_wall_picture_get_dimmed (scene.picture), ==, BIT (11));
  /* Outside its limits, before the delay of the alarm is over. */
  scene.ward->beds[11].numerics[VIGIL_NUMERIC_HR].value = 121;
  vigil_wall_picture_refresh (scene.picture, 11);
  step (&scene);
  g_assert_cmphex (vigil_wall_picture_get_dimmed (scene.picture), ==, 0);
  scene.ward->beds[11].numerics[VIGIL_NUMERIC_HR].value = 120;
  vigil_wall_picture_refresh (scene.picture, 11);
  step (&scene);
  /* Silenced it is still hers to see who looks. */
  alarm->phase = VIGIL_ALARM_SILENCED;
  vigil_wall_picture_refresh (scene.picture, 9);
  step (&scene);
  g_assert_cmphex (vigil_wall_picture_get_dimmed (scene.picture), ==, BIT (11));
  /* With the link in doubt nothing that is shown is known to be calm. */
  scene.ward->link = VIGIL_LINK_SHOWN_LOST;
  vigil_wall_picture_refresh (scene.picture, G_MAXUINT);
  step (&scene);
  g_assert_cmphex (vigil_wall_picture_get_dimmed (scene.picture), ==, 0);
  scene_clear (&scene);
}

static const char *
get_sector (gpointer data, guint bed)
{
  (void) data;
  return bed < 5 ? "North" : "South";
}

static void
test_a_sector_has_its_name_above_its_first_bed (void)
{
  Scene scene;
  scene_init (&scene, 16, FALSE, WIDTH, HEIGHT);
  VigilLayoutRequest request = { .n_beds = 16,
                                 .width = WIDTH,
                                 .height = HEIGHT,
                                 .px_per_mm = 3.6,
                                 .sector_starts = BIT (0) | BIT (5) };
  vigil_wall_picture_free (scene.picture);
  scene.source.get_sector = get_sector;
  scene.picture = vigil_wall_picture_new (scene.widget, &scene.source, &scene.palette, &request, 1,
                                          VIGIL_NODES_CAIRO);
  cairo_surface_t *surface = render (&scene, BOTH_LIT_US);
  for (guint bed = 0; bed < 16; bed++) {
    const GdkRectangle *heading = &tile (&scene, bed)->heading;
    gboolean is_first = bed == 0 || bed == 5 || bed == 8;
    g_assert_cmpint (heading->height > 0, ==, is_first);
    if (is_first)
      g_assert_cmpuint (
          count (surface, heading, vigil_palette_get (&scene.palette, VIGIL_COLOUR_TEXT_DIM)), >,
          20);
  }
  cairo_surface_destroy (surface);
  scene_clear (&scene);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wall/alarms-flash-in-both-fills", test_alarms_flash_in_both_fills);
  g_test_add_func ("/wall/flashing-touches-nothing-else", test_flashing_touches_nothing_else);
  g_test_add_func ("/wall/low-silenced-and-latched-are-steady",
                   test_low_silenced_and_latched_are_steady);
  g_test_add_func ("/wall/calm-beds-have-no-alarm-colour", test_calm_beds_have_no_alarm_colour);
  g_test_add_func ("/wall/every-number-has-its-own-colour-and-place",
                   test_every_number_has_its_own_colour_and_place);
  g_test_add_func ("/wall/no-data-is-the-most-visible-calm-state",
                   test_no_data_is_the_most_visible_calm_state);
  g_test_add_func ("/wall/a-demo-bed-is-watermarked", test_a_demo_bed_is_watermarked);
  g_test_add_func ("/wall/a-still-ward-is-not-drawn-again", test_a_still_ward_is_not_drawn_again);
  g_test_add_func ("/wall/a-new-alarm-is-in-the-next-frame", test_a_new_alarm_is_in_the_next_frame);
  g_test_add_func ("/wall/a-new-alarm-is-in-the-next-frame-at-every-pace",
                   test_a_new_alarm_is_in_the_next_frame_at_every_pace);
  g_test_add_func ("/wall/flashing-keeps-its-rate-at-every-pace",
                   test_flashing_keeps_its_rate_at_every_pace);
  g_test_add_func ("/wall/the-seconds-of-all-alarms-go-on-with-the-flash",
                   test_the_seconds_of_all_alarms_go_on_with_the_flash);
  g_test_add_func ("/wall/small-tiles-show-alarm-and-numbers",
                   test_small_tiles_show_alarm_and_numbers);
  g_test_add_func ("/wall/letters-are-never-turned", test_letters_are_never_turned);
  g_test_add_func ("/wall/time-goes-to-the-right-whichever-way-the-wall-is-read",
                   test_time_goes_to_the_right_whichever_way_the_wall_is_read);
  g_test_add_func ("/wall/from-the-right-everything-is-in-its-mirrored-place",
                   test_from_the_right_everything_is_in_its_mirrored_place);
  g_test_add_func ("/wall/arrows-follow-what-is-seen", test_arrows_follow_what_is_seen);
  g_test_add_func ("/wall/each-bed-is-one-named-node", test_each_bed_is_one_named_node);
  g_test_add_func ("/wall/numbers-are-renamed-every-five-seconds-at-most",
                   test_numbers_are_renamed_every_five_seconds_at_most);
  g_test_add_func ("/wall/another-alarm-of-the-same-priority-renames-at-once",
                   test_another_alarm_of_the_same_priority_renames_at_once);
  g_test_add_func ("/wall/enter-on-a-bed-opens-it", test_enter_on_a_bed_opens_it);
  g_test_add_func ("/wall/digits-are-as-high-as-ux-says", test_digits_are_as_high_as_ux_says);
  g_test_add_func ("/wall/beds-lie-on-their-tiles", test_beds_lie_on_their_tiles);
  g_test_add_func ("/wall/a-hidden-wall-draws-nothing", test_a_hidden_wall_draws_nothing);
  g_test_add_func ("/wall/another-size-draws-the-history-at-once",
                   test_another_size_draws_the_history_at_once);
  g_test_add_func ("/wall/numbers-only-can-be-chosen", test_numbers_only_can_be_chosen);
  g_test_add_func ("/wall/a-wall-leaves-nothing-behind", test_a_wall_leaves_nothing_behind);
  g_test_add_func ("/wall/beds-of-others-are-dimmed-while-nothing-is-wrong",
                   test_beds_of_others_are_dimmed_while_nothing_is_wrong);
  g_test_add_func ("/wall/an-alarm-undims-within-a-refresh", test_an_alarm_undims_within_a_refresh);
  g_test_add_func ("/wall/a-sector-has-its-name-above-its-first-bed",
                   test_a_sector_has_its_name_above_its_first_bed);
  g_test_add_func ("/wall/another-size-shows-the-same-seconds",
                   test_another_size_shows_the_same_seconds);
  g_test_add_func ("/wall/textures-give-the-same-picture", test_textures_give_the_same_picture);
  g_test_add_func ("/wall/a-wall-that-is-too-slow-gives-way",
                   test_a_wall_that_is_too_slow_gives_way);
  return g_test_run ();
}
