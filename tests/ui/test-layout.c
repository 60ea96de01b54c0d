/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "vigil-layout.h"

/* The wall beside rail and strip of a window of 1920×1080 and 1280×800. */
#define FULL_WIDTH 1864
#define FULL_HEIGHT 956
#define SMALL_WIDTH 1224
#define SMALL_HEIGHT 676
#define TARGET_PX 56

typedef struct {
  int width, height;
} Size;

static VigilLayout *
compute (guint n_beds, int width, int height, VigilLayoutMode mode)
{
  VigilLayout *layout = g_new0 (VigilLayout, 1);
  VigilLayoutRequest request = {
    .n_beds = n_beds, .width = width, .height = height, .px_per_mm = 3.6, .mode = mode
  };
  vigil_layout_compute (layout, &request);
  return layout;
}

static gboolean
is_inside (const GdkRectangle *inner, const GdkRectangle *outer)
{
  if (inner->width == 0)
    return TRUE;
  return inner->x >= outer->x && inner->y >= outer->y
         && inner->x + inner->width <= outer->x + outer->width
         && inner->y + inner->height <= outer->y + outer->height;
}

static void
assert_apart (const GdkRectangle *a, const GdkRectangle *b)
{
  GdkRectangle common;
  if (a->width > 0 && b->width > 0)
    g_assert_false (gdk_rectangle_intersect (a, b, &common));
}

static void
check_tile (const VigilLayout *layout, guint bed)
{
  const VigilTileLayout *parts = &layout->tiles[bed];
  const GdkRectangle *all[] = { &parts->identity, &parts->top,   &parts->gutter,
                                &parts->waves,    &parts->panel, &parts->silence };
  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    g_assert_true (is_inside (all[i], &parts->tile));
  assert_apart (&parts->gutter, &parts->waves);
  assert_apart (&parts->waves, &parts->panel);
  assert_apart (&parts->gutter, &parts->panel);
  assert_apart (&parts->waves, &parts->top);
  assert_apart (&parts->silence, &parts->panel);
  if (layout->kind != VIGIL_TILE_NUMBERS) {
    assert_apart (&parts->identity, &parts->top);
    assert_apart (&parts->identity, &parts->waves);
    assert_apart (&parts->identity, &parts->panel);
  }
  for (guint i = 0; i < layout->n_lanes; i++) {
    g_assert_true (is_inside (&parts->lanes[i], &parts->waves));
    g_assert_cmpint (parts->lanes[i].height, >, 8);
    for (guint j = 0; j < i; j++)
      assert_apart (&parts->lanes[i], &parts->lanes[j]);
  }
}

static VigilLayout *
compute_from_the_right (guint n_beds, int width, int height, VigilLayoutMode mode)
{
  VigilLayout *layout = g_new0 (VigilLayout, 1);
  VigilLayoutRequest request = { .n_beds = n_beds,
                                 .width = width,
                                 .height = height,
                                 .px_per_mm = 3.6,
                                 .mode = mode,
                                 .is_rtl = TRUE };
  vigil_layout_compute (layout, &request);
  return layout;
}

static void
check_request (const VigilLayoutRequest *request)
{
  g_autofree VigilLayout *layout = g_new0 (VigilLayout, 1);
  GdkRectangle wall = { 0, 0, request->width, request->height };
  vigil_layout_compute (layout, request);
  g_assert_cmpuint (layout->n_beds, ==, request->n_beds);
  for (guint bed = 0; bed < request->n_beds; bed++) {
    g_assert_true (is_inside (&layout->tiles[bed].tile, &wall));
    check_tile (layout, bed);
    for (guint other = 0; other < bed; other++)
      assert_apart (&layout->tiles[bed].tile, &layout->tiles[other].tile);
  }
}

static void
check_all (guint n_beds, int width, int height, VigilLayoutMode mode)
{
  VigilLayoutRequest request = {
    .n_beds = n_beds, .width = width, .height = height, .px_per_mm = 3.6, .mode = mode
  };
  check_request (&request);
}

static void
test_nothing_overlaps_at_any_number_of_beds (void)
{
  const Size sizes[] = { { FULL_WIDTH, FULL_HEIGHT },
                         { SMALL_WIDTH, SMALL_HEIGHT },
                         { 839, FULL_HEIGHT },
                         { 1024, 1800 },
                         { 3784, 2036 } };
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++) {
    for (guint n = 1; n <= 64; n++) {
      check_all (n, sizes[i].width, sizes[i].height, VIGIL_LAYOUT_AUTO);
      check_all (n, sizes[i].width, sizes[i].height, VIGIL_LAYOUT_NUMBERS);
    }
  }
}

static void
assert_mirrored (const GdkRectangle *a, const GdkRectangle *b, int width)
{
  g_assert_cmpint (a->x, ==, width - b->x - b->width);
  g_assert_cmpint (a->y, ==, b->y);
  g_assert_cmpint (a->width, ==, b->width);
  g_assert_cmpint (a->height, ==, b->height);
}

static void
test_from_the_right_all_is_mirrored (void)
{
  for (guint n = 1; n <= 64; n += 3) {
    g_autofree VigilLayout *left = compute (n, FULL_WIDTH, FULL_HEIGHT, VIGIL_LAYOUT_AUTO);
    g_autofree VigilLayout *right =
        compute_from_the_right (n, FULL_WIDTH, FULL_HEIGHT, VIGIL_LAYOUT_AUTO);
    g_assert_cmpuint (right->n_beds, ==, n);
    g_assert_cmpfloat (right->speed_mm_s, ==, left->speed_mm_s);
    for (guint bed = 0; bed < n; bed++) {
      const VigilTileLayout *a = &right->tiles[bed], *b = &left->tiles[bed];
      check_tile (right, bed);
      assert_mirrored (&a->tile, &b->tile, FULL_WIDTH);
      assert_mirrored (&a->identity, &b->identity, FULL_WIDTH);
      assert_mirrored (&a->top, &b->top, FULL_WIDTH);
      assert_mirrored (&a->gutter, &b->gutter, FULL_WIDTH);
      assert_mirrored (&a->waves, &b->waves, FULL_WIDTH);
      assert_mirrored (&a->panel, &b->panel, FULL_WIDTH);
      assert_mirrored (&a->silence, &b->silence, FULL_WIDTH);
      for (guint i = 0; i < left->n_lanes; i++)
        assert_mirrored (&a->lanes[i], &b->lanes[i], FULL_WIDTH);
    }
  }
}

static void
test_targets_are_large_enough_for_gloves (void)
{
  for (guint n = 1; n <= 64; n++) {
    g_autofree VigilLayout *layout = compute (n, FULL_WIDTH, FULL_HEIGHT, VIGIL_LAYOUT_AUTO);
    for (guint bed = 0; bed < n; bed++) {
      const VigilTileLayout *parts = &layout->tiles[bed];
      g_assert_cmpint (parts->tile.width, >=, TARGET_PX);
      g_assert_cmpint (parts->tile.height, >=, TARGET_PX);
      if (layout->kind == VIGIL_TILE_NUMBERS)
        continue;
      g_assert_cmpint (parts->silence.width, >=, TARGET_PX);
      g_assert_cmpint (parts->silence.height, >=, TARGET_PX);
    }
  }
}

/* On the smallest screen too, alone and beside a page. */
static void
test_silence_targets_are_large_enough_on_a_small_screen (void)
{
  const int widths[] = { SMALL_WIDTH, SMALL_WIDTH - 440, SMALL_WIDTH / 2 };
  guint n_low = 0;
  for (guint i = 0; i < G_N_ELEMENTS (widths); i++) {
    for (guint n = 1; n <= 32; n++) {
      g_autofree VigilLayout *layout = compute (n, widths[i], SMALL_HEIGHT, VIGIL_LAYOUT_AUTO);
      for (guint bed = 0; bed < n && layout->kind != VIGIL_TILE_NUMBERS; bed++) {
        const VigilTileLayout *parts = &layout->tiles[bed];
        g_assert_cmpint (parts->silence.width, >=, TARGET_PX);
        g_assert_cmpint (parts->silence.height, >=, TARGET_PX);
        n_low += parts->tile.height < 72;
      }
    }
  }
  g_assert_cmpuint (n_low, >, 0);
}

/* Where tiles are as large as they may be, more columns than beds need look no better. */
static void
test_no_column_is_empty (void)
{
  for (int width = 600; width <= 3800; width += 200) {
    for (guint n = 1; n <= 64; n++) {
      g_autofree VigilLayout *layout = compute (n, width, width * 9 / 16, VIGIL_LAYOUT_AUTO);
      g_assert_cmpuint ((layout->n_columns - 1) * layout->n_rows, <, n);
      g_autofree VigilLayout *numbers = compute (n, width, width * 9 / 16, VIGIL_LAYOUT_NUMBERS);
      g_assert_cmpuint ((numbers->n_columns - 1) * numbers->n_rows, <, n);
    }
  }
}

/* At twice the pixels all is twice as large: the same millimetres. */
static void
test_a_finer_screen_is_the_same_wall (void)
{
  for (guint n = 1; n <= 64; n++) {
    VigilLayoutRequest request = {
      .n_beds = n, .width = FULL_WIDTH, .height = FULL_HEIGHT, .px_per_mm = 3.6
    };
    g_autofree VigilLayout *usual = g_new0 (VigilLayout, 1);
    g_autofree VigilLayout *fine = g_new0 (VigilLayout, 1);
    vigil_layout_compute (usual, &request);
    request.width *= 2, request.height *= 2, request.px_per_mm *= 2, request.magnification = 2;
    vigil_layout_compute (fine, &request);
    g_assert_cmpint (fine->kind, ==, usual->kind);
    g_assert_cmpuint (fine->n_columns, ==, usual->n_columns);
    g_assert_cmpuint (fine->n_lanes, ==, usual->n_lanes);
    g_assert_cmpfloat (fine->speed_mm_s, ==, usual->speed_mm_s);
    g_assert_cmpfloat_with_epsilon (fine->unit, 2 * usual->unit, 0.04);
    for (guint bed = 0; bed < n; bed++) {
      const VigilTileLayout *large = &fine->tiles[bed], *small = &usual->tiles[bed];
      g_assert_cmpint (ABS (large->tile.x - 2 * small->tile.x), <=, 16);
      g_assert_cmpint (ABS (large->tile.height - 2 * small->tile.height), <=, 2);
      g_assert_cmpint (ABS (large->silence.width - 2 * small->silence.width), <=, 6);
      g_assert_cmpint (ABS (large->silence.height - 2 * small->silence.height), <=, 6);
    }
  }
}

/* Edges at least 16 px from the next silence target (ux.md, "Gloves"). */
static void
test_silence_targets_are_apart (void)
{
  const Size sizes[] = { { FULL_WIDTH, FULL_HEIGHT },
                         { SMALL_WIDTH, SMALL_HEIGHT },
                         { SMALL_WIDTH - 440, SMALL_HEIGHT } };
  for (guint i = 0; i < 31 * G_N_ELEMENTS (sizes); i++) {
    const Size *size = &sizes[i / 31];
    guint n = 2 + i % 31;
    g_autofree VigilLayout *layout = compute (n, size->width, size->height, VIGIL_LAYOUT_AUTO);
    for (guint bed = 0; bed < n; bed++) {
      GdkRectangle grown = layout->tiles[bed].silence;
      grown.x -= 15, grown.y -= 15, grown.width += 30, grown.height += 30;
      for (guint other = 0; other < n; other++) {
        if (other != bed)
          assert_apart (&grown, &layout->tiles[other].silence);
      }
    }
  }
}

static void
test_sixteen_beds_are_two_columns_of_readable_rhythm (void)
{
  g_autofree VigilLayout *layout = compute (16, FULL_WIDTH, FULL_HEIGHT, VIGIL_LAYOUT_AUTO);
  g_assert_cmpint (layout->kind, ==, VIGIL_TILE_WIDE);
  g_assert_cmpuint (layout->n_columns, ==, 2);
  g_assert_cmpuint (layout->n_rows, ==, 8);
  g_assert_cmpuint (layout->n_lanes, ==, 2);
  g_assert_cmpfloat (layout->speed_mm_s, ==, 25);
  double seconds = layout->tiles[0].waves.width / (25 * layout->px_per_mm);
  g_assert_cmpfloat (seconds, >=, 5.0);
  g_assert_cmpfloat (layout->unit, >=, 0.97);
}

static void
test_more_beds_keep_the_ecg_then_only_numbers (void)
{
  for (guint n = 17; n <= 32; n++) {
    g_autofree VigilLayout *layout = compute (n, FULL_WIDTH, FULL_HEIGHT, VIGIL_LAYOUT_AUTO);
    g_assert_cmpint (layout->kind, ==, VIGIL_TILE_COMPACT);
    g_assert_cmpuint (layout->n_lanes, ==, 1);
    g_assert_cmpfloat (layout->speed_mm_s, ==, 12.5);
  }
  g_autofree VigilLayout *full = compute (32, FULL_WIDTH, FULL_HEIGHT, VIGIL_LAYOUT_AUTO);
  g_assert_cmpuint (full->n_columns, ==, 4);
  g_autofree VigilLayout *numbers = compute (33, FULL_WIDTH, FULL_HEIGHT, VIGIL_LAYOUT_AUTO);
  g_assert_cmpint (numbers->kind, ==, VIGIL_TILE_NUMBERS);
  g_assert_cmpuint (numbers->n_lanes, ==, 0);
}

static void
test_a_small_screen_scales_all_sizes (void)
{
  g_autofree VigilLayout *layout = compute (16, SMALL_WIDTH, SMALL_HEIGHT, VIGIL_LAYOUT_AUTO);
  g_assert_cmpint (layout->kind, ==, VIGIL_TILE_WIDE);
  g_assert_cmpfloat (layout->unit, >, 0.6);
  g_assert_cmpfloat (layout->unit, <, 0.75);
}

static void
test_beside_a_page_one_wave_reads (void)
{
  g_autofree VigilLayout *layout = compute (16, 839, FULL_HEIGHT, VIGIL_LAYOUT_AUTO);
  g_assert_cmpint (layout->kind, ==, VIGIL_TILE_COMPACT);
  g_assert_cmpuint (layout->n_columns, ==, 2);
}

static void
test_no_room_or_no_beds_is_an_empty_wall (void)
{
  g_autofree VigilLayout *empty = compute (0, FULL_WIDTH, FULL_HEIGHT, VIGIL_LAYOUT_AUTO);
  g_autofree VigilLayout *tiny = compute (4, 3, 2, VIGIL_LAYOUT_AUTO);
  g_assert_cmpuint (empty->n_beds, ==, 0);
  g_assert_cmpuint (tiny->n_beds, ==, 0);
}

/* ── Every ward on every screen ─────────────────────────────────────────────────────────────── */

/* The wall of a window beside rail (56 px, and 5 of ground), below strip (96 px) and above the
 * banner (44 px). */
typedef struct {
  const char *name;
  int width, height;
  double px_per_mm, magnification;
} Screen;

static const Screen SCREENS[] = {
  { "1280x800", 1280 - 61, 800 - 140, 2.7, 1 },
  { "1920x1080", 1920 - 61, 1080 - 140, 3.6, 1 },
  { "1024x768", 1024 - 61, 768 - 140, 3.4, 1 },
  { "1080x1920", 1080 - 61, 1920 - 140, 3.6, 1 },
  { "3840x2160", 3840 - 122, 2160 - 280, 7.2, 2 },
  { "3840x2160 at 43 in", 3840 - 61, 2160 - 140, 4.0, 1 },
};
static const guint WARDS[] = { 1, 2, 4, 6, 9, 12, 16, 24, 32, 48, 64 };

#define LANE_PX 20
#define CAP_MM 11.1 /* of a saturation: 40 px of 3.6 to the millimetre (ux.md, "Tile") */
#define CAP_SHARE 0.75 /* of what a bed's part of the screen lets it be */
#define APART_PX 16
#define RHYTHM_S 5.0

static void
check_targets (const VigilLayout *layout, const Screen *screen)
{
  int least = (int) (TARGET_PX * screen->magnification);
  int apart = (int) (APART_PX * screen->magnification);
  for (guint bed = 0; bed < layout->n_beds; bed++) {
    const VigilTileLayout *parts = &layout->tiles[bed];
    if (MIN (parts->tile.width, parts->tile.height) < least)
      g_error ("%s, %u beds: a tile of %d×%d", screen->name, layout->n_beds, parts->tile.width,
               parts->tile.height);
    if (layout->kind == VIGIL_TILE_NUMBERS)
      continue;
    GdkRectangle grown = parts->silence;
    if (MIN (grown.width, grown.height) < least)
      g_error ("%s, %u beds: a target of %d×%d", screen->name, layout->n_beds, grown.width,
               grown.height);
    grown.x -= apart - 1, grown.y -= apart - 1;
    grown.width += 2 * (apart - 1), grown.height += 2 * (apart - 1);
    for (guint other = 0; other < layout->n_beds; other++) {
      GdkRectangle common;
      if (other != bed && gdk_rectangle_intersect (&grown, &layout->tiles[other].silence, &common))
        g_error ("%s, %u beds: targets of %u and %u touch", screen->name, layout->n_beds, bed,
                 other);
    }
  }
}

static void
check_waves (const VigilLayout *layout, const Screen *screen)
{
  const VigilTileLayout *parts = &layout->tiles[0];
  if (layout->kind == VIGIL_TILE_NUMBERS) {
    g_assert_cmpuint (layout->n_beds, >, 16);
    return;
  }
  for (guint i = 0; i < layout->n_lanes; i++)
    if (parts->lanes[i].height < LANE_PX)
      g_error ("%s, %u beds: lane %u is %d px", screen->name, layout->n_beds, i,
               parts->lanes[i].height);
  double seconds = parts->waves.width / (layout->speed_mm_s * layout->px_per_mm);
  if (layout->n_beds <= 16 && seconds < RHYTHM_S * 0.98)
    g_error ("%s, %u beds: %.1f s", screen->name, layout->n_beds, seconds);
}

/* Numbers are as high as ux.md says where there is room for it, which is 16 beds on 1920×1080, and
 * else as a bed's part of the screen is smaller than that. */
static void
check_numbers (const VigilLayout *layout, const Screen *screen)
{
  static const double CAPS[] = {
    [VIGIL_TILE_WIDE] = 40, [VIGIL_TILE_COMPACT] = 32, [VIGIL_TILE_NUMBERS] = 34
  };
  double room_mm2 = screen->width * screen->height / (screen->px_per_mm * screen->px_per_mm);
  double usual_mm2 = (1920 - 56) * (1080 - 140) / (3.6 * 3.6);
  double share = MIN (sqrt (room_mm2 / layout->n_beds / (usual_mm2 / 16)), 1);
  double cap_mm = CAPS[layout->kind] * layout->unit / screen->px_per_mm;
  if (cap_mm < CAP_MM * CAP_SHARE * share)
    g_error ("%s, %u beds: numbers of %.1f mm", screen->name, layout->n_beds, cap_mm);
}

static void
test_every_ward_on_every_screen (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (SCREENS); i++) {
    for (guint j = 0; j < G_N_ELEMENTS (WARDS); j++) {
      const Screen *screen = &SCREENS[i];
      VigilLayoutRequest request = { .n_beds = WARDS[j],
                                     .width = screen->width,
                                     .height = screen->height,
                                     .px_per_mm = screen->px_per_mm,
                                     .magnification = screen->magnification };
      g_autofree VigilLayout *layout = g_new0 (VigilLayout, 1);
      vigil_layout_compute (layout, &request);
      g_test_message ("%s %2u beds: kind %d %u×%u unit %.2f lanes %u %g mm/s tile %d×%d",
                      screen->name, WARDS[j], layout->kind, layout->n_columns, layout->n_rows,
                      layout->unit, layout->n_lanes, layout->speed_mm_s,
                      layout->tiles[0].tile.width, layout->tiles[0].tile.height);
      check_request (&request);
      check_targets (layout, screen);
      check_waves (layout, screen);
      check_numbers (layout, screen);
    }
  }
}

/* ── Sectors ────────────────────────────────────────────────────────────────────────────────── */

static void
test_sectors_stand_under_their_headings (void)
{
  for (guint n = 2; n <= 64; n++) {
    VigilLayoutRequest request = {
      .n_beds = n, .width = FULL_WIDTH, .height = FULL_HEIGHT, .px_per_mm = 3.6
    };
    g_autofree VigilLayout *plain = g_new0 (VigilLayout, 1);
    g_autofree VigilLayout *layout = g_new0 (VigilLayout, 1);
    vigil_layout_compute (plain, &request);
    request.sector_starts = 1 | G_GUINT64_CONSTANT (1) << (n / 3 + 1);
    vigil_layout_compute (layout, &request);
    check_request (&request);
    g_assert_cmpfloat (layout->unit, >=, plain->unit * 0.93);
    for (guint bed = 0; bed < n; bed++) {
      const GdkRectangle *heading = &layout->tiles[bed].heading;
      gboolean is_first = bed % layout->n_rows == 0 || bed == n / 3 + 1;
      g_assert_cmpint (heading->height > 0, ==, is_first);
      g_assert_cmpint (plain->tiles[bed].heading.height, ==, 0);
      if (is_first)
        g_assert_cmpint (heading->y + heading->height, ==, layout->tiles[bed].tile.y);
      for (guint other = 0; other < n; other++)
        assert_apart (heading, &layout->tiles[other].tile);
    }
  }
}

/* A heading begins and ends with the tile below it, whichever way the wall is read. */
static void
test_headings_stand_over_their_own_tiles_from_the_right (void)
{
  VigilLayoutRequest request = { .n_beds = 16,
                                 .width = FULL_WIDTH,
                                 .height = FULL_HEIGHT,
                                 .px_per_mm = 3.6,
                                 .sector_starts = 1 | G_GUINT64_CONSTANT (1) << 8 };
  for (request.is_rtl = FALSE; request.is_rtl <= TRUE; request.is_rtl++) {
    g_autofree VigilLayout *layout = g_new0 (VigilLayout, 1);
    vigil_layout_compute (layout, &request);
    for (guint bed = 0; bed < 16; bed += 8) {
      const VigilTileLayout *parts = &layout->tiles[bed];
      g_assert_cmpint (parts->heading.height, >, 0);
      g_assert_cmpint (parts->heading.x, ==, parts->tile.x);
      g_assert_cmpint (parts->heading.width, ==, parts->tile.width);
    }
  }
}

/* Where one grid column has a heading further down, the rows of the others stand in line with it.
 */
static void
test_rows_stand_in_line_under_headings (void)
{
  VigilLayoutRequest request = { .n_beds = 24,
                                 .width = FULL_WIDTH,
                                 .height = FULL_HEIGHT,
                                 .px_per_mm = 3.6,
                                 .sector_starts = 1 | G_GUINT64_CONSTANT (1) << 14 };
  g_autofree VigilLayout *layout = g_new0 (VigilLayout, 1);
  vigil_layout_compute (layout, &request);
  g_assert_cmpuint (layout->n_columns, >, 1);
  g_assert_cmpint (layout->tiles[14].heading.height, >, 0);
  for (guint bed = layout->n_rows; bed < 24; bed++)
    g_assert_cmpint (layout->tiles[bed].tile.y, ==, layout->tiles[bed % layout->n_rows].tile.y);
}

static void
test_headings_cost_no_height_that_is_not_there (void)
{
  VigilLayoutRequest request = { .n_beds = 16, .width = 500, .height = 200, .px_per_mm = 3.6 };
  g_autofree VigilLayout *plain = g_new0 (VigilLayout, 1);
  g_autofree VigilLayout *layout = g_new0 (VigilLayout, 1);
  vigil_layout_compute (plain, &request);
  request.sector_starts = 0xffff;
  vigil_layout_compute (layout, &request);
  g_assert_cmpint (layout->tiles[0].heading.height, ==, 0);
  g_assert_cmpint (layout->tiles[0].tile.height, ==, plain->tiles[0].tile.height);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/layout/nothing-overlaps-at-any-number-of-beds",
                   test_nothing_overlaps_at_any_number_of_beds);
  g_test_add_func ("/layout/from-the-right-all-is-mirrored", test_from_the_right_all_is_mirrored);
  g_test_add_func ("/layout/targets-are-large-enough-for-gloves",
                   test_targets_are_large_enough_for_gloves);
  g_test_add_func ("/layout/silence-targets-are-large-enough-on-a-small-screen",
                   test_silence_targets_are_large_enough_on_a_small_screen);
  g_test_add_func ("/layout/a-finer-screen-is-the-same-wall", test_a_finer_screen_is_the_same_wall);
  g_test_add_func ("/layout/silence-targets-are-apart", test_silence_targets_are_apart);
  g_test_add_func ("/layout/sixteen-beds-are-two-columns-of-readable-rhythm",
                   test_sixteen_beds_are_two_columns_of_readable_rhythm);
  g_test_add_func ("/layout/more-beds-keep-the-ecg-then-only-numbers",
                   test_more_beds_keep_the_ecg_then_only_numbers);
  g_test_add_func ("/layout/a-small-screen-scales-all-sizes", test_a_small_screen_scales_all_sizes);
  g_test_add_func ("/layout/beside-a-page-one-wave-reads", test_beside_a_page_one_wave_reads);
  g_test_add_func ("/layout/every-ward-on-every-screen", test_every_ward_on_every_screen);
  g_test_add_func ("/layout/no-column-is-empty", test_no_column_is_empty);
  g_test_add_func ("/layout/sectors-stand-under-their-headings",
                   test_sectors_stand_under_their_headings);
  g_test_add_func ("/layout/headings-stand-over-their-own-tiles-from-the-right",
                   test_headings_stand_over_their_own_tiles_from_the_right);
  g_test_add_func ("/layout/rows-stand-in-line-under-headings",
                   test_rows_stand_in_line_under_headings);
  g_test_add_func ("/layout/headings-cost-no-height-that-is-not-there",
                   test_headings_cost_no_height_that_is_not_there);
  g_test_add_func ("/layout/no-room-or-no-beds-is-an-empty-wall",
                   test_no_room_or_no_beds_is_an_empty_wall);
  return g_test_run ();
}
