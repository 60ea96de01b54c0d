/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the words of a tile stand: whole, clear of the waves and of the silence target. On a
 * display, for fonts. */
#include <string.h>

#include "vigil-tile-paint.h"

/* The wall on screens of 1920, of 1280 and of 1024 px. */
static const struct {
  int width, height;
} WALLS[] = { { 1859, 940 }, { 1219, 660 }, { 963, 628 } };
#define WIDE_WALLS 2 /* of the first, those that have 16 beds in wide tiles */

typedef struct {
  VigilLayout layout;
  VigilPalette palette;
  VigilTilePaint paint;
  cairo_surface_t *surface;
  cairo_t *cr;
  int width, height;
} Scene;

static void
scene_init (Scene *self, guint n_beds, guint wall, double px_per_mm)
{
  static GtkWidget *widget;
  if (widget == NULL)
    widget = g_object_ref_sink (gtk_label_new (NULL));
  self->width = WALLS[wall].width;
  self->height = WALLS[wall].height;
  VigilLayoutRequest request = {
    .n_beds = n_beds, .width = self->width, .height = self->height, .px_per_mm = px_per_mm
  };
  vigil_layout_compute (&self->layout, &request);
  vigil_palette_init (&self->palette);
  self->paint = (VigilTilePaint){ &self->layout, &self->palette, vigil_lettering_new (widget) };
  self->surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, self->width, self->height);
  self->cr = cairo_create (self->surface);
}

static void
scene_clear (Scene *self)
{
  vigil_lettering_free (self->paint.lettering);
  cairo_destroy (self->cr);
  cairo_surface_destroy (self->surface);
}

static guint32
get_pixel (Scene *self, int x, int y)
{
  cairo_surface_flush (self->surface);
  const guint32 *pixels = (const guint32 *) (gpointer) cairo_image_surface_get_data (self->surface);
  return pixels[y * (cairo_image_surface_get_stride (self->surface) / 4) + x];
}

/* Pixels of @area that are not of the colour of its upper left corner. */
static guint
count_ink (Scene *self, const GdkRectangle *area)
{
  guint n = 0;
  guint32 ground = get_pixel (self, area->x, area->y);
  for (int y = area->y; y < area->y + area->height; y++) {
    for (int x = area->x; x < area->x + area->width; x++)
      n += get_pixel (self, x, y) != ground;
  }
  return n;
}

static VigilBedFace
make_face (VigilBandStyle band)
{
  VigilBedFace face = { .condition = VIGIL_BED_LIVE, .band = band };
  face.priority = band == VIGIL_BAND_NONE ? VIGIL_PRIORITY_NONE : VIGIL_PRIORITY_HIGH;
  face.has_target = band == VIGIL_BAND_FLASHING;
  face.n_alarms = band == VIGIL_BAND_NONE ? 0 : 1;
  face.alarms[0].priority = face.priority;
  g_strlcpy (face.label, "4", sizeof face.label);
  g_strlcpy (face.nurse, "EX", sizeof face.nurse);
  if (band != VIGIL_BAND_NONE)
    g_strlcpy (face.since, "1:04", sizeof face.since);
  return face;
}

/* --- the scale of the waves --- */

/* The lower end of the waves, within the frame. */
static guint
count_scale_ink (VigilBandStyle band, const char *line, guint n_beds, guint wall)
{
  Scene scene;
  const VigilLaneInfo infos[VIGIL_LAYOUT_LANES_MAX] = { { .label = "II" } };
  VigilBedFace face = make_face (band);
  vigil_text_copy (face.line, sizeof face.line, line);
  scene_init (&scene, n_beds, wall, 3.6);
  vigil_ground_painter_draw (&scene.paint, scene.cr, 0, &face, infos);
  const GdkRectangle *waves = &scene.layout.tiles[0].waves;
  guint n = count_ink (&scene,
                       &(GdkRectangle){ waves->x, waves->y, waves->width - 4, waves->height - 2 });
  scene_clear (&scene);
  return n;
}

static void
test_a_scale_lies_on_the_waves_under_a_grey_line_alone (void)
{
  for (guint wall = 0; wall < WIDE_WALLS; wall++) {
    g_assert_cmpuint (count_scale_ink (VIGIL_BAND_FLASHING, "", 16, wall), ==, 0);
    g_assert_cmpuint (count_scale_ink (VIGIL_BAND_SILENCED, "", 16, wall), ==, 0);
    g_assert_cmpuint (count_scale_ink (VIGIL_BAND_SUSPENDED, "", 16, wall), ==, 0);
    g_assert_cmpuint (count_scale_ink (VIGIL_BAND_FLASHING, "", 32, wall), ==, 0);
    g_assert_cmpuint (count_scale_ink (VIGIL_BAND_NONE, "", 32, wall), ==, 0);
  }
  /* It is seen where it is: the top row of a compact tile has room for one of the two. */
  g_assert_cmpuint (count_scale_ink (VIGIL_BAND_NONE, "14:12 SpO2 87 < 90", 32, 0), >, 0);
}

static guint
count_gutter_ink (guint n_beds, const char *label)
{
  Scene scene;
  VigilLaneInfo infos[VIGIL_LAYOUT_LANES_MAX] = { { .colour = 0xffffff } };
  g_strlcpy (infos[0].label, label, sizeof infos[0].label);
  scene_init (&scene, n_beds, 0, 3.6);
  vigil_ground_painter_draw_gutter (&scene.paint, scene.cr, 0, infos);
  guint n = count_ink (&scene, &scene.layout.tiles[0].gutter);
  scene_clear (&scene);
  return n;
}

/* Not as "P…". */
static void
test_the_name_of_a_wave_stands_whole_or_not_at_all (void)
{
  g_assert_cmpuint (count_gutter_ink (16, "Pleth"), >, count_gutter_ink (16, "P"));
  g_assert_cmpuint (count_gutter_ink (32, "II"), >, 0);
  g_assert_cmpuint (count_gutter_ink (32, "A wave of a long name"), ==, 0);
}

/* Of the right half of the row of the tags. */
static guint
count_speed_ink (VigilBandStyle band, const char *flags, guint wall)
{
  Scene scene;
  VigilBedFace face = make_face (band);
  g_strlcpy (face.flags, flags, sizeof face.flags);
  scene_init (&scene, 16, wall, 3.6);
  vigil_number_painter_draw_identity (&scene.paint, scene.cr, 0, &face);
  const GdkRectangle *identity = &scene.layout.tiles[0].identity;
  int top = identity->y + (int) (88 * scene.layout.unit);
  int half = identity->width / 2;
  int bottom = identity->y + identity->height - 4;
  guint n = count_ink (&scene, &(GdkRectangle){ identity->x + half, top, half, bottom - top });
  /* Nothing of it reaches into the gutter, or into the frame. */
  g_assert_cmpuint (
      count_ink (&scene, &(GdkRectangle){ identity->x + identity->width, top, 40, bottom - top }),
      ==, 0);
  g_assert_cmpuint (count_ink (&scene, &(GdkRectangle){ identity->x, bottom, identity->width, 4 }),
                    ==, 0);
  scene_clear (&scene);
  return n;
}

static void
test_the_speed_stands_beside_the_nurse_under_an_alarm (void)
{
  for (guint wall = 0; wall < WIDE_WALLS; wall++) {
    g_assert_cmpuint (count_speed_ink (VIGIL_BAND_NONE, "", wall), ==, 0);
    guint n = count_speed_ink (VIGIL_BAND_FLASHING, "", wall);
    g_assert_cmpuint (n, >, 20);
    g_assert_cmpuint (count_speed_ink (VIGIL_BAND_SUSPENDED, "", wall), ==, n);
    /* The same flags with and without: no speed. */
    g_assert_cmpuint (count_speed_ink (VIGIL_BAND_FLASHING, "CARE 4:54", wall), ==,
                      count_speed_ink (VIGIL_BAND_NONE, "CARE 4:54", wall));
  }
}

/* --- the notice --- */

static void
test_a_notice_stands_beside_the_target (void)
{
  static const guint N_BEDS[] = { 1, 4, 8, 16, 20, 32 };
  VigilBedFace face = make_face (VIGIL_BAND_FLASHING);
  face.condition = VIGIL_BED_NO_DATA;
  for (guint i = 0; i < G_N_ELEMENTS (N_BEDS) * G_N_ELEMENTS (WALLS); i++) {
    Scene scene;
    GdkRectangle place, both;
    guint n_beds = N_BEDS[i / G_N_ELEMENTS (WALLS)];
    scene_init (&scene, n_beds, i % G_N_ELEMENTS (WALLS), 3.6);
    for (guint bed = 0; bed < n_beds; bed++) {
      const VigilTileLayout *parts = &scene.layout.tiles[bed];
      vigil_band_painter_get_notice (&scene.paint, bed, &face, &place);
      g_assert_false (gdk_rectangle_intersect (&place, &parts->silence, &both));
      g_assert_true (gdk_rectangle_intersect (&place, &parts->tile, &both));
      g_assert_true (gdk_rectangle_equal (&place, &both));
    }
    scene_clear (&scene);
  }
}

/* How much of the box of a notice is written on. */
static guint
count_notice_ink (const char *notice, const char *notice_short, guint wall)
{
  Scene scene;
  GdkRectangle place;
  VigilBedFace face = make_face (VIGIL_BAND_FLASHING);
  face.condition = VIGIL_BED_NO_DATA;
  g_strlcpy (face.notice, notice, sizeof face.notice);
  g_strlcpy (face.notice_short, notice_short, sizeof face.notice_short);
  scene_init (&scene, 16, wall, 3.6);
  vigil_band_painter_draw_notice (&scene.paint, scene.cr, 0, &face);
  vigil_band_painter_get_notice (&scene.paint, 0, &face, &place);
  guint n = count_ink (
      &scene, &(GdkRectangle){ place.x + 3, place.y + 3, place.width - 6, place.height - 6 });
  scene_clear (&scene);
  return n;
}

static void
test_a_notice_without_room_is_short (void)
{
  const char *whole = "NO DATA 2:26 · last 14:29", *brief = "NO DATA 2:26";
  const char *lengthy = "NO DATA 22:02:26 · last 14:29 yesterday";
  for (guint wall = 0; wall < WIDE_WALLS; wall++)
    g_assert_cmpuint (count_notice_ink (whole, brief, wall), ==,
                      count_notice_ink (whole, "", wall));
  g_assert_cmpuint (count_notice_ink (lengthy, brief, 1), ==, count_notice_ink (brief, "", 1));
}

/* --- the alarm line --- */

static cairo_surface_t *
draw_band (const VigilBedFace *face, guint wall, GdkRectangle *end)
{
  Scene scene;
  scene_init (&scene, 16, wall, 3.6);
  vigil_band_painter_draw (&scene.paint, scene.cr, 0, face, FALSE);
  const VigilTileLayout *parts = &scene.layout.tiles[0];
  int width = (int) (50 * scene.layout.unit);
  *end = (GdkRectangle){ parts->silence.x - width, parts->top.y + 2, width, parts->top.height - 4 };
  cairo_surface_t *surface = cairo_surface_reference (scene.surface);
  scene_clear (&scene);
  return surface;
}

static guint
count_differing (cairo_surface_t *a, cairo_surface_t *b, const GdkRectangle *area)
{
  guint n = 0;
  Scene one = { .surface = a }, other = { .surface = b };
  for (int y = area->y; y < area->y + area->height; y++) {
    for (int x = area->x; x < area->x + area->width; x++)
      n += get_pixel (&one, x, y) != get_pixel (&other, x, y);
  }
  return n;
}

/* The end of the line with a label that is too long is that with one that is longer still: the age,
 * somewhat smaller. */
static void
test_a_long_label_leaves_the_age (void)
{
  for (guint wall = 0; wall < WIDE_WALLS; wall++) {
    GdkRectangle end;
    VigilBedFace face = make_face (VIGIL_BAND_FLASHING);
    g_strlcpy (face.alarms[0].text, "ATRIAL FIBRILLATION SINCE MORNING",
               sizeof face.alarms[0].text);
    cairo_surface_t *less = draw_band (&face, wall, &end);
    g_strlcpy (face.alarms[0].text, "ATRIAL FIBRILLATION SINCE MORNING, RATE RISING",
               sizeof face.alarms[0].text);
    cairo_surface_t *lengthy = draw_band (&face, wall, &end);
    face.since[0] = '\0';
    cairo_surface_t *ageless = draw_band (&face, wall, &end);
    g_assert_cmpuint (count_differing (less, lengthy, &end), ==, 0);
    g_assert_cmpuint (count_differing (less, ageless, &end), >, 20);
    cairo_surface_destroy (less);
    cairo_surface_destroy (lengthy);
    cairo_surface_destroy (ageless);
  }
}

static guint
count_band_difference (const VigilBedFace *a, const VigilBedFace *b)
{
  GdkRectangle end;
  cairo_surface_t *one = draw_band (a, 0, &end), *other = draw_band (b, 0, &end);
  GdkRectangle all = { 0, 0, WALLS[0].width, WALLS[0].height };
  guint n = count_differing (one, other, &all);
  cairo_surface_destroy (one);
  cairo_surface_destroy (other);
  return n;
}

/* A red that is over is told beside one that stands: where its time has no room, without it. */
static void
test_a_second_red_is_said_in_brief (void)
{
  VigilBedFace alone = make_face (VIGIL_BAND_FLASHING);
  g_strlcpy (alone.alarms[0].text, "APNOEA", sizeof alone.alarms[0].text);
  VigilBedFace both = alone;
  both.n_alarms = 2;
  both.alarms[1].priority = VIGIL_PRIORITY_HIGH;
  g_strlcpy (both.alarms[1].text, "VT 16:21, of which nobody has heard, ended",
             sizeof both.alarms[1].text);
  g_assert_cmpuint (count_band_difference (&alone, &both), ==, 0);
  g_strlcpy (both.alarms[1].brief, "VT ended", sizeof both.alarms[1].brief);
  g_assert_cmpuint (count_band_difference (&alone, &both), >, 100);
  /* Of another priority it would need its mark. */
  both.alarms[1].priority = VIGIL_PRIORITY_MEDIUM;
  g_assert_cmpuint (count_band_difference (&alone, &both), ==, 0);
}

/* That the first one is over stands before its time: cut, it would read as a present arrest. */
static void
test_a_first_red_without_room_is_said_in_brief (void)
{
  VigilBedFace whole = make_face (VIGIL_BAND_LATCHED);
  g_strlcpy (whole.alarms[0].text,
             "ASYSTOLE 20:23, of which nobody has heard at all until now, ended",
             sizeof whole.alarms[0].text);
  g_strlcpy (whole.alarms[0].brief, "ASYSTOLE ended", sizeof whole.alarms[0].brief);
  VigilBedFace brief = whole;
  g_strlcpy (brief.alarms[0].text, "ASYSTOLE ended", sizeof brief.alarms[0].text);
  g_assert_cmpuint (count_band_difference (&whole, &brief), ==, 0);
  /* With room its time is there. */
  g_strlcpy (whole.alarms[0].text, "VT 20:23 ended", sizeof whole.alarms[0].text);
  g_strlcpy (whole.alarms[0].brief, "VT ended", sizeof whole.alarms[0].brief);
  g_strlcpy (brief.alarms[0].text, "VT ended", sizeof brief.alarms[0].text);
  g_assert_cmpuint (count_band_difference (&whole, &brief), >, 100);
}

/* How many rows of @area are written on. */
static guint
count_ink_rows (Scene *self, const GdkRectangle *area)
{
  guint n = 0;
  for (int y = area->y; y < area->y + area->height; y++) {
    guint on_row = 0;
    guint32 ground = get_pixel (self, area->x, y);
    for (int x = area->x; x < area->x + area->width; x++)
      on_row += get_pixel (self, x, y) != ground;
    n += on_row > 0;
  }
  return n;
}

/* The age, of digits as the alarm is, is as many rows high as that. */
static void
check_the_age_is_large (guint n_beds)
{
  Scene scene;
  VigilBedFace face = make_face (VIGIL_BAND_FLASHING);
  g_strlcpy (face.alarms[0].text, "1880", sizeof face.alarms[0].text);
  g_strlcpy (face.since, "0:18", sizeof face.since);
  scene_init (&scene, n_beds, 0, 3.6);
  vigil_band_painter_draw (&scene.paint, scene.cr, 0, &face, FALSE);
  const VigilTileLayout *parts = &scene.layout.tiles[0];
  gboolean is_numbers = scene.layout.kind == VIGIL_TILE_NUMBERS;
  double unit = scene.layout.unit;
  GdkRectangle place, what, since;
  vigil_band_painter_get_place (&scene.paint, 0, &face, &place);
  int right = scene.layout.kind == VIGIL_TILE_WIDE ? parts->silence.x : place.x + place.width;
  int half = place.y + (int) (24 * unit), top = place.y + 4, bottom = place.y + place.height - 2;
  what = (GdkRectangle){ place.x + (int) ((is_numbers ? 60 : 120) * unit), top, (int) (60 * unit),
                         (is_numbers ? half : bottom) - top };
  since = (GdkRectangle){ right - (int) (80 * unit), top, (int) (76 * unit), bottom - top };
  if (is_numbers)
    since = (GdkRectangle){ place.x + (int) (6 * unit), half, (int) (60 * unit), bottom - half };
  g_test_message ("%u beds: %u rows and %u", n_beds, count_ink_rows (&scene, &what),
                  count_ink_rows (&scene, &since));
  g_assert_cmpuint (count_ink_rows (&scene, &what), >=, (guint) (14 * unit));
  g_assert_cmpint (
      ABS ((int) count_ink_rows (&scene, &what) - (int) count_ink_rows (&scene, &since)), <=, 1);
  scene_clear (&scene);
}

static void
test_the_age_is_as_large_as_the_alarm (void)
{
  check_the_age_is_large (16);
  check_the_age_is_large (32);
  check_the_age_is_large (64);
}

/* How much a name adds to the alarm line. */
static guint
count_name_in_band (const char *name, const char *alarm, guint n_beds, guint wall)
{
  guint n = 0;
  Scene with, without;
  VigilBedFace face = make_face (VIGIL_BAND_FLASHING);
  face.is_demo = TRUE;
  g_strlcpy (face.alarms[0].text, alarm, sizeof face.alarms[0].text);
  scene_init (&without, n_beds, wall, 3.37);
  scene_init (&with, n_beds, wall, 3.37);
  vigil_band_painter_draw (&without.paint, without.cr, 0, &face, FALSE);
  g_strlcpy (face.name, name, sizeof face.name);
  vigil_band_painter_draw (&with.paint, with.cr, 0, &face, FALSE);
  n = count_differing (without.surface, with.surface,
                       &(GdkRectangle){ 0, 0, WALLS[wall].width, WALLS[wall].height });
  scene_clear (&without);
  scene_clear (&with);
  return n;
}

/* Where the silence target lies over its place, and in a tile of numbers; whole, or not at all. */
static void
test_a_name_has_a_place_in_the_alarm_line (void)
{
  const char *lengthy = "Testgorse-Testmagnolia-Testsycamore";
  g_assert_cmpuint (count_name_in_band ("Testgorse", "HR 134 > 120", 16, 2), >, 40);
  g_assert_cmpuint (count_name_in_band ("Testgorse", "HR 134 > 120", 15, 2), ==, 0);
  g_assert_cmpuint (count_name_in_band ("Testgorse", "HR 134 > 120", 64, 0), >, 100);
  g_assert_cmpuint (count_name_in_band (lengthy, "HR 134 > 120", 16, 2), ==, 0);
  g_assert_cmpuint (count_name_in_band (lengthy, "HR 134 > 120", 64, 0), ==, 0);
  g_assert_cmpuint (count_name_in_band ("Testgorse", "ATRIAL FIBRILLATION SINCE MORNING", 16, 2),
                    ==, 0);
}

/* --- the mark of a demo --- */

static void
draw_ground (Scene *self, guint wall, const VigilBedFace *face, gboolean is_turned)
{
  VigilLaneInfo infos[VIGIL_LAYOUT_LANES_MAX];
  memset (infos, 0, sizeof infos);
  scene_init (self, 64, wall, 3.6);
  if (is_turned) {
    cairo_translate (self->cr, self->width, 0);
    cairo_scale (self->cr, -1, 1);
  }
  vigil_ground_painter_draw (&self->paint, self->cr, 0, face, infos);
}

/* What a tile of numbers has between its longest number, the alarm line and its frame, and the
 * pixel where it meets that. */
static GdkRectangle
find_room_beside (const Scene *self, const VigilBedFace *face)
{
  GdkRectangle box;
  VigilBedFace full = *face;
  g_strlcpy (full.numbers[VIGIL_FACE_SPO2].text, "100", sizeof full.numbers[0].text);
  vigil_number_painter_get_box (&self->paint, 0, &full, VIGIL_FACE_SPO2, &box);
  const VigilTileLayout *parts = &self->layout.tiles[0];
  double unit = self->layout.unit; /* in the box is some air */
  int frame = (int) (4 * unit) - 1, left = (int) (box.x + box.width - 4 * unit);
  int top = parts->top.y + parts->top.height;
  return (GdkRectangle){ left, top, parts->tile.x + parts->tile.width - frame - left,
                         parts->tile.y + parts->tile.height - frame - top };
}

/* Whichever way the wall is read. */
static void
check_badge (VigilBandStyle band, gboolean is_turned, guint wall)
{
  Scene with, without;
  VigilBedFace face = make_face (band);
  draw_ground (&without, wall, &face, is_turned);
  face.is_demo = TRUE;
  draw_ground (&with, wall, &face, is_turned);
  GdkRectangle room = find_room_beside (&with, &face);
  if (is_turned)
    room.x = with.width - room.x - room.width;
  guint n = count_differing (with.surface, without.surface,
                             &(GdkRectangle){ 0, 0, with.width, with.height });
  guint n_beside = count_differing (with.surface, without.surface, &room);
  g_assert_cmpuint (n, >, 30);
  g_assert_cmpuint (n_beside, ==, band == VIGIL_BAND_FLASHING ? n : 0);
  scene_clear (&with);
  scene_clear (&without);
}

static void
test_a_demo_in_alarm_is_marked_beside_its_numbers (void)
{
  for (guint wall = 0; wall < G_N_ELEMENTS (WALLS); wall++) {
    check_badge (VIGIL_BAND_NONE, FALSE, wall);
    check_badge (VIGIL_BAND_FLASHING, FALSE, wall);
    check_badge (VIGIL_BAND_FLASHING, TRUE, wall);
  }
}

/* --- the pressure --- */

/* At the left of a pressure without a time, and with one. */
static guint
count_pressure_ink (guint n_beds, const char *label, const char *time)
{
  Scene scene;
  VigilBedFace face = make_face (VIGIL_BAND_NONE);
  VigilFaceNumber *number = &face.numbers[VIGIL_FACE_BP];
  number->is_measured = TRUE;
  g_strlcpy (number->label, label, sizeof number->label);
  g_strlcpy (number->time, time, sizeof number->time);
  scene_init (&scene, n_beds, 0, 3.6);
  vigil_number_painter_draw_panel (&scene.paint, scene.cr, 0, &face);
  guint n = count_ink (&scene, &scene.layout.tiles[0].panel);
  scene_clear (&scene);
  return n;
}

static void
test_a_pressure_without_a_time_says_its_name (void)
{
  static const guint SIZES[] = { 32, 64 };
  for (guint i = 0; i < G_N_ELEMENTS (SIZES); i++) {
    g_assert_cmpuint (count_pressure_ink (SIZES[i], "ABP", ""), >, 10);
    g_assert_cmpuint (count_pressure_ink (SIZES[i], "ABP", "14:12"), ==,
                      count_pressure_ink (SIZES[i], "", "14:12"));
  }
}

/* --- the name --- */

/* Of a monitor that does not tell its size: there the waves leave the names the least. */
#define ASSUMED_PX_PER_MM (96 / 25.4)
/* Of letters of 14 px, the least of a name. */
#define NAME_LEAST_CAP (14 * 0.7273)

static void
test_a_long_name_has_room_for_its_least_letters (void)
{
  Scene scene;
  VigilTextStyle style = { NAME_LEAST_CAP, PANGO_WEIGHT_MEDIUM, 0, 0, 0 };
  scene_init (&scene, 16, 0, ASSUMED_PX_PER_MM);
  const VigilTileLayout *parts = &scene.layout.tiles[0];
  double room = parts->identity.width - vigil_tile_paint_scale (&scene.paint, 13);
  g_assert_cmpfloat (vigil_lettering_measure (scene.paint.lettering, &style, "Testdogwood"), <=,
                     room);
  /* And the rhythm is still read at 25 mm/s. */
  g_assert_cmpfloat (scene.layout.speed_mm_s, ==, 25);
  g_assert_cmpfloat (parts->waves.width, >=, 4.9 * 25 * ASSUMED_PX_PER_MM);
  scene_clear (&scene);
}

/* The label in the identity of a tile, without band or target, as it is drawn. */
static guint
hash_label (guint n_beds, const char *label)
{
  Scene scene;
  guint hash = 0;
  VigilBedFace face = make_face (VIGIL_BAND_NONE);
  scene_init (&scene, n_beds, 0, ASSUMED_PX_PER_MM);
  vigil_text_copy (face.label, sizeof face.label, label);
  const VigilTileLayout *parts = &scene.layout.tiles[0];
  vigil_number_painter_draw_identity (&scene.paint, scene.cr, 0, &face);
  for (int y = parts->tile.y; y < parts->tile.y + parts->tile.height; y++)
    for (int x = parts->tile.x; x < parts->tile.x + parts->tile.width; x++)
      hash = hash * 31 + get_pixel (&scene, x, y);
  scene_clear (&scene);
  return hash;
}

/* ux.md, "Frame": a label is cut in its middle, and never where it differs from others. */
static void
test_long_labels_differ_by_their_end (void)
{
  static const guint SIZES[] = { 4, 16, 32, 64 };
  for (guint i = 0; i < G_N_ELEMENTS (SIZES); i++) {
    guint one = hash_label (SIZES[i], "111111111111111111111111111111111111117");
    g_assert_cmpuint (one, ==, hash_label (SIZES[i], "111111111111111111111111111111111111117"));
    g_assert_cmpuint (one, !=, hash_label (SIZES[i], "111111111111111111111111111111111111119"));
  }
}

/* How much of the identity of a compact tile is written on above its silence target. */
static guint
count_name_ink (const char *name, VigilBandStyle band, guint n_beds, guint wall)
{
  Scene scene;
  VigilBedFace face = make_face (band);
  g_strlcpy (face.name, name, sizeof face.name);
  scene_init (&scene, n_beds, wall, 3.37);
  g_assert_cmpint (scene.layout.kind, ==, VIGIL_TILE_COMPACT);
  const VigilTileLayout *parts = &scene.layout.tiles[0];
  vigil_number_painter_draw_identity (&scene.paint, scene.cr, 0, &face);
  int top = parts->top.y + parts->top.height;
  guint n =
      count_ink (&scene, &(GdkRectangle){ parts->identity.x + 3, top, parts->identity.width - 3,
                                          parts->silence.y - top });
  scene_clear (&scene);
  return n;
}

static void
test_no_name_is_half_under_the_target (void)
{
  g_assert_cmpuint (count_name_ink ("Testgorse", VIGIL_BAND_FLASHING, 12, 2), ==, 0);
  g_assert_cmpuint (count_name_ink ("Testgorse", VIGIL_BAND_FLASHING, 16, 2), ==, 0);
  /* Where there is room for it above the target it stands there. */
  g_assert_cmpuint (count_name_ink ("Testgorse", VIGIL_BAND_FLASHING, 15, 2), >, 100);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
#define ADD(name) g_test_add_func ("/tile-painters/" #name, test_##name)
  ADD (a_scale_lies_on_the_waves_under_a_grey_line_alone);
  ADD (the_name_of_a_wave_stands_whole_or_not_at_all);
  ADD (the_speed_stands_beside_the_nurse_under_an_alarm);
  ADD (a_notice_stands_beside_the_target);
  ADD (a_notice_without_room_is_short);
  ADD (a_long_label_leaves_the_age);
  ADD (the_age_is_as_large_as_the_alarm);
  ADD (a_name_has_a_place_in_the_alarm_line);
  ADD (a_demo_in_alarm_is_marked_beside_its_numbers);
  ADD (no_name_is_half_under_the_target);
  ADD (a_second_red_is_said_in_brief);
  ADD (a_first_red_without_room_is_said_in_brief);
  ADD (a_pressure_without_a_time_says_its_name);
  ADD (a_long_name_has_room_for_its_least_letters);
  ADD (long_labels_differ_by_their_end);
#undef ADD
  return g_test_run ();
}
