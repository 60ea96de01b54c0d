/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a tile looks like in each of its states, held to a picture that somebody looked at. After an
 * intended change: `scripts/update-pictures`, and look at what it made. On a display, for fonts. */
#include <math.h>
#include <string.h>

#include "picture-compare.h"
#include "vigil-flash.h"
#include "vigil-wall-picture.h"
#include "wall-fixture.h"

#define WIDTH 935
#define HEIGHT 125
#define SMALL_WIDTH 460
#define START_US (G_GINT64_CONSTANT (1010) * G_USEC_PER_SEC)
#define HIGH_DARK_US VIGIL_FLASH_HIGH_US
/* Pixels that may be strange: rounding in a corner. The least element, the mark of a beat, has 14.
 */
#define STRANGE_MAX 6

typedef struct {
  const char *name;
  void (*set) (WallFixture *ward);
  gint64 flash_us;
  VigilLayoutMode mode;
  gboolean is_rtl;
} State;

/* --- the states --- */

static void
set_nothing (WallFixture *ward)
{
  (void) ward;
}

static void
set_leads_off (WallFixture *ward)
{
  VigilAlarm *alarm = wall_fixture_add_alarm (ward, 0, VIGIL_PRIORITY_LOW, "ECG LEADS OFF");
  alarm->kind = VIGIL_ALARM_TECHNICAL;
  ward->beds[0].leads[0].is_off = TRUE;
  ward->beds[0].numerics[VIGIL_NUMERIC_HR].show = VIGIL_SHOW_DASHES;
}

static void
set_gap (WallFixture *ward)
{
  ward->is_held[0] = TRUE;
  wall_fixture_go_to (ward, ward->now.mono_us + G_USEC_PER_SEC);
  ward->is_held[0] = FALSE;
}

static void
set_no_data (WallFixture *ward)
{
  VigilBed *bed = &ward->beds[0];
  VigilAlarm *alarm = wall_fixture_add_alarm (ward, 0, VIGIL_PRIORITY_MEDIUM, "NO DATA");
  alarm->kind = VIGIL_ALARM_TECHNICAL;
  vigil_text_copy (alarm->key, sizeof alarm->key, "01|VIGIL_EVT_NO_DATA||");
  bed->condition = VIGIL_BED_NO_DATA;
  bed->last_data_ms = ward->now.wall_ms - 146000;
  bed->last_data_mono_us = ward->now.mono_us - 146 * G_USEC_PER_SEC;
  for (guint i = 0; i < VIGIL_N_NUMERICS; i++) {
    if (bed->numerics[i].show != VIGIL_SHOW_BLANK)
      bed->numerics[i].show = VIGIL_SHOW_DASHES;
  }
}

static void
set_high (WallFixture *ward)
{
  wall_fixture_add_alarm (ward, 0, VIGIL_PRIORITY_HIGH, "SpO2 78 < 85");
  wall_fixture_mark (ward, 0, VIGIL_NUMERIC_SPO2, 78, VIGIL_PRIORITY_HIGH, TRUE);
}

static void
set_medium (WallFixture *ward)
{
  wall_fixture_add_alarm (ward, 0, VIGIL_PRIORITY_MEDIUM, "HR 134 > 120");
  wall_fixture_mark (ward, 0, VIGIL_NUMERIC_HR, 134, VIGIL_PRIORITY_MEDIUM, TRUE);
}

static void
set_silenced (WallFixture *ward)
{
  VigilAlarm *alarm = wall_fixture_add_alarm (ward, 0, VIGIL_PRIORITY_MEDIUM, "SpO2 86 < 90");
  wall_fixture_silence (ward, alarm, "Okafor", "desk-2");
  wall_fixture_mark (ward, 0, VIGIL_NUMERIC_SPO2, 86, VIGIL_PRIORITY_MEDIUM, FALSE);
}

static void
set_away (WallFixture *ward)
{
  VigilBed *bed = &ward->beds[0];
  bed->condition = VIGIL_BED_AWAY;
  bed->suspension = VIGIL_SUSPENSION_AWAY;
  bed->suspended_until_us = ward->now.mono_us + 48 * 60 * (gint64) G_USEC_PER_SEC;
  vigil_text_copy (bed->suspended_reason, sizeof bed->suspended_reason, "X-ray");
}

static void
set_old (WallFixture *ward)
{
  VigilNumeric *numerics = ward->beds[0].numerics;
  numerics[VIGIL_NUMERIC_NIBP_SYS].show = VIGIL_SHOW_OLD;
  numerics[VIGIL_NUMERIC_NIBP_DIA].show = VIGIL_SHOW_OLD;
  numerics[VIGIL_NUMERIC_NIBP_SYS].t_ms = ward->now.wall_ms - 71 * 60000;
}

static void
set_empty (WallFixture *ward)
{
  ward->beds[0].condition = VIGIL_BED_EMPTY;
  ward->beds[0].is_demo = FALSE;
}

static void
set_paced (WallFixture *ward)
{
  wall_fixture_add_pacer (ward, 0);
  wall_fixture_go_to (ward, ward->now.mono_us + G_USEC_PER_SEC);
}

static void
say_paced (WallFixture *ward)
{
  ward->beds[0].meta.is_paced = TRUE;
}

static const State states[] = {
  { "calm", set_nothing, 0, VIGIL_LAYOUT_AUTO, FALSE },
  { "calm-from-the-right", set_nothing, 0, VIGIL_LAYOUT_AUTO, TRUE },
  { "leads-off", set_leads_off, 0, VIGIL_LAYOUT_AUTO, FALSE },
  { "gap", set_gap, 0, VIGIL_LAYOUT_AUTO, FALSE },
  { "no-data", set_no_data, 0, VIGIL_LAYOUT_AUTO, FALSE },
  { "high-lit", set_high, 0, VIGIL_LAYOUT_AUTO, FALSE },
  { "high-dark", set_high, HIGH_DARK_US, VIGIL_LAYOUT_AUTO, FALSE },
  { "medium", set_medium, 0, VIGIL_LAYOUT_AUTO, FALSE },
  { "silenced", set_silenced, 0, VIGIL_LAYOUT_AUTO, FALSE },
  { "silenced-from-the-right", set_silenced, 0, VIGIL_LAYOUT_AUTO, TRUE },
  { "away", set_away, 0, VIGIL_LAYOUT_AUTO, FALSE },
  { "nibp-old", set_old, 0, VIGIL_LAYOUT_AUTO, FALSE },
  { "paced", set_paced, 0, VIGIL_LAYOUT_AUTO, FALSE },
  { "empty", set_empty, 0, VIGIL_LAYOUT_AUTO, FALSE },
  { "numbers-only", set_medium, 0, VIGIL_LAYOUT_NUMBERS, FALSE },
};

/* --- drawing --- */

static cairo_surface_t *
draw_nodes (VigilWallPicture *picture, VigilColour ground, int width, int scale)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  vigil_wall_picture_snapshot (picture, snapshot);
  g_autoptr (GskRenderNode) node = gtk_snapshot_free_to_node (snapshot);
  cairo_surface_t *surface =
      cairo_image_surface_create (CAIRO_FORMAT_RGB24, width * scale, HEIGHT * scale);
  cairo_t *cr = cairo_create (surface);
  vigil_colour_set_source (cr, ground);
  cairo_paint (cr);
  cairo_scale (cr, scale, scale);
  gsk_render_node_draw (node, cr);
  cairo_destroy (cr);
  return surface;
}

/* Besides the state itself. */
typedef struct {
  void (*change) (WallFixture *ward);
  int scale; /* device per logical pixel; 0 = 1 */
  gboolean is_mm_assumed;
} Drawing;

/* One tile, or two with numbers only, at a moment that is always the same. */
static cairo_surface_t *
draw_as (const State *state, const Drawing *drawing)
{
  gboolean is_small = state->mode == VIGIL_LAYOUT_NUMBERS;
  int scale = MAX (drawing->scale, 1);
  VigilWallSource source;
  VigilPalette palette;
  VigilLayoutRequest request = { .n_beds = is_small ? 2 : 1,
                                 .width = is_small ? SMALL_WIDTH : WIDTH,
                                 .height = HEIGHT,
                                 .px_per_mm = 3.6,
                                 .is_mm_assumed = drawing->is_mm_assumed,
                                 .mode = state->mode,
                                 .n_lanes = 2,
                                 .is_rtl = state->is_rtl };
  g_autoptr (WallFixture) ward = wall_fixture_new (request.n_beds, 2);
  GtkWidget *widget = g_object_ref_sink (gtk_label_new (NULL));
  wall_fixture_go_to (ward, START_US);
  wall_fixture_get_source (ward, &source);
  vigil_palette_init (&palette);
  state->set (ward);
  if (drawing->change)
    drawing->change (ward);
  wall_fixture_go_to (ward, START_US + 2 * G_USEC_PER_SEC);
  VigilWallPicture *picture =
      vigil_wall_picture_new (widget, &source, &palette, &request, scale, VIGIL_NODES_CAIRO);
  /* The scale of the waves is known once they are drawn, and is written with the next look. */
  for (guint i = 0; i < 3; i++) {
    vigil_wall_picture_refresh (picture, G_MAXUINT);
    vigil_wall_picture_step (picture, ward->now.mono_us, state->flash_us);
  }
  cairo_surface_t *surface =
      draw_nodes (picture, vigil_palette_get (&palette, VIGIL_COLOUR_WALL), request.width, scale);
  vigil_wall_picture_free (picture);
  g_object_unref (widget);
  return surface;
}

static cairo_surface_t *
draw (const State *state)
{
  return draw_as (state, &(Drawing){ NULL, 1, FALSE });
}

static const State *
find_state (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++) {
    if (g_str_equal (states[i].name, name))
      return &states[i];
  }
  g_assert_not_reached ();
}

/* The wall asks for Inter; with another font every word is strange. */
/* --- tests --- */

static void
test_a_state_looks_as_it_did (gconstpointer data)
{
  const State *state = data;
  cairo_surface_t *ours = draw (state);
  picture_check (state->name, ours, STRANGE_MAX);
  cairo_surface_destroy (ours);
}

/* The measure itself: no state passes for another. */
static void
test_no_state_is_taken_for_another (void)
{
  cairo_surface_t *all[G_N_ELEMENTS (states)];
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    all[i] = draw (&states[i]);
  for (guint i = 0; i < G_N_ELEMENTS (states); i++) {
    g_assert_cmpuint (picture_compare (all[i], all[i]), ==, 0);
    for (guint j = 0; j < i; j++)
      g_assert_cmpuint (picture_compare (all[i], all[j]), >, 10 * STRANGE_MAX);
  }
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    cairo_surface_destroy (all[i]);
}

static void
lose_a_beat (WallFixture *ward)
{
  VigilBeats *beats = &ward->beds[0].beats;
  for (guint64 k = vigil_beats_get_oldest (beats) + 1; k < beats->n; k++)
    beats->places[k % VIGIL_BEATS_MAX] = beats->places[(k - 1) % VIGIL_BEATS_MAX];
}

static void
lose_the_demo_mark (WallFixture *ward)
{
  ward->beds[0].is_demo = FALSE;
}

static void
lose_the_nurse (WallFixture *ward)
{
  *ward->beds[0].identity.nurse = '\0';
}

static void
change_a_digit (WallFixture *ward)
{
  ward->beds[0].numerics[VIGIL_NUMERIC_SPO2].value += 1;
}

static void
change_a_limit (WallFixture *ward)
{
  ward->beds[0].numerics[VIGIL_NUMERIC_HR].limit.lo += 1;
}

static void
lose_a_limit (WallFixture *ward)
{
  ward->beds[0].numerics[VIGIL_NUMERIC_RR].limit.hi = NAN;
}

/* The least that may be missing is told. */
static void
test_a_missing_element_is_told (void)
{
  void (*const changes[]) (WallFixture *) = { lose_a_beat,    lose_the_demo_mark, lose_the_nurse,
                                              change_a_digit, change_a_limit,     lose_a_limit,
                                              say_paced };
  const State *calm = find_state ("calm");
  cairo_surface_t *whole = draw (calm);
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++) {
    cairo_surface_t *changed = draw_as (calm, &(Drawing){ changes[i], 1, FALSE });
    guint n = picture_compare (whole, changed);
    g_test_message ("change %u: %u strange pixels", i, n);
    g_assert_cmpuint (n, >, STRANGE_MAX);
    cairo_surface_destroy (changed);
  }
  cairo_surface_destroy (whole);
}

/* Each pixel the mean of @scale × @scale. */
static cairo_surface_t *
make_coarse (cairo_surface_t *fine, int scale)
{
  int width = cairo_image_surface_get_width (fine) / scale;
  int height = cairo_image_surface_get_height (fine) / scale;
  cairo_surface_t *coarse = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cairo_surface_flush (fine);
  const guint32 *from = (const guint32 *) (gpointer) cairo_image_surface_get_data (fine);
  guint32 *to = (guint32 *) (gpointer) cairo_image_surface_get_data (coarse);
  int from_row = cairo_image_surface_get_stride (fine) / 4;
  int to_row = cairo_image_surface_get_stride (coarse) / 4;
  for (int y = 0; y < height; y++) {
    for (int x = 0; x < width; x++) {
      guint sums[3] = { 0, 0, 0 };
      for (int k = 0; k < scale * scale; k++) {
        guint32 pixel = from[(y * scale + k / scale) * from_row + x * scale + k % scale];
        for (guint c = 0; c < 3; c++)
          sums[c] += pixel >> 8 * c & 255;
      }
      to[y * to_row + x] = 0;
      for (guint c = 0; c < 3; c++)
        to[y * to_row + x] |= sums[c] / (guint) (scale * scale) << 8 * c;
    }
  }
  cairo_surface_mark_dirty (coarse);
  return coarse;
}

/* Desktops with a fractional scale hand out a larger buffer, too. */
static void
test_a_finer_screen_shows_the_same_in_finer_pixels (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++) {
    cairo_surface_t *plain = draw (&states[i]);
    for (int scale = 2; scale <= 3; scale++) {
      cairo_surface_t *fine = draw_as (&states[i], &(Drawing){ NULL, scale, FALSE });
      cairo_surface_t *coarse = make_coarse (fine, scale);
      guint n = picture_compare (coarse, plain);
      g_test_message ("%s at %d: %u strange pixels", states[i].name, scale, n);
      g_assert_cmpuint (n, <=, 10 * STRANGE_MAX);
      cairo_surface_destroy (fine);
      cairo_surface_destroy (coarse);
    }
    cairo_surface_destroy (plain);
  }
}

/* An edge that lies between two pixels would show as one more shade. */
static void
test_edges_are_crisp_at_every_scale (void)
{
  for (int scale = 1; scale <= 3; scale++) {
    cairo_surface_t *surface = draw_as (find_state ("away"), &(Drawing){ NULL, scale, FALSE });
    const guint32 *pixels = (const guint32 *) (gpointer) cairo_image_surface_get_data (surface);
    int row = cairo_image_surface_get_stride (surface) / 4, n_shades = 1;
    /* Down from the top edge: the wall, the band, the tile. */
    guint32 last = pixels[118 * scale] & 0xffffff;
    for (int y = 1; y < 43 * scale; y++) {
      guint32 pixel = pixels[y * row + 118 * scale] & 0xffffff;
      n_shades += pixel != last;
      last = pixel;
    }
    g_assert_cmpint (n_shades, ==, 3);
    cairo_surface_destroy (surface);
  }
}

static void
test_assumed_millimetres_are_said (void)
{
  cairo_surface_t *known = draw (find_state ("calm"));
  cairo_surface_t *assumed = draw_as (find_state ("calm"), &(Drawing){ NULL, 1, TRUE });
  g_assert_cmpuint (picture_compare (known, assumed), >, 10 * STRANGE_MAX);
  cairo_surface_destroy (known);
  cairo_surface_destroy (assumed);
}

/* Sizes are those of the patient's distance, in millimetres: the desktop's text is its own matter.
 */
static void
test_large_text_of_the_desktop_changes_nothing (void)
{
  GtkSettings *settings = gtk_settings_get_default ();
  int dpi;
  cairo_surface_t *usual[G_N_ELEMENTS (states)];
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    usual[i] = draw (&states[i]);
  g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
  g_object_set (settings, "gtk-xft-dpi", 2 * 96 * PANGO_SCALE, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (states); i++) {
    cairo_surface_t *large = draw (&states[i]);
    g_assert_cmpuint (picture_compare (usual[i], large), ==, 0);
    cairo_surface_destroy (usual[i]);
    cairo_surface_destroy (large);
  }
  g_object_set (settings, "gtk-xft-dpi", dpi, NULL);
}

/* As another version of a font or of cairo might draw it. */
static void
test_a_softer_edge_is_not (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++) {
    cairo_surface_t *sharp = draw (&states[i]);
    int width = cairo_image_surface_get_width (sharp);
    cairo_surface_t *moved = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, HEIGHT);
    cairo_t *cr = cairo_create (moved);
    cairo_set_source_surface (cr, sharp, 0, 0);
    cairo_paint (cr);
    cairo_set_source_surface (cr, sharp, 0.3, 0.2);
    cairo_paint (cr);
    cairo_destroy (cr);
    g_assert_cmpuint (picture_compare (moved, sharp), <=, STRANGE_MAX);
    cairo_surface_destroy (sharp);
    cairo_surface_destroy (moved);
  }
}

int
main (int argc, char **argv)
{
  /* The times of a tile are local. */
  g_setenv ("TZ", "UTC", TRUE);
  gtk_test_init (&argc, &argv, NULL);
  if (!picture_init (argc, argv))
    return 0;
  for (guint i = 0; i < G_N_ELEMENTS (states); i++) {
    g_autofree char *path = g_strdup_printf ("/wall-pictures/%s-looks-as-it-did", states[i].name);
    g_test_add_data_func (path, &states[i], test_a_state_looks_as_it_did);
  }
  g_test_add_func ("/wall-pictures/no-state-is-taken-for-another",
                   test_no_state_is_taken_for_another);
  g_test_add_func ("/wall-pictures/a-missing-element-is-told", test_a_missing_element_is_told);
  g_test_add_func ("/wall-pictures/a-softer-edge-is-not", test_a_softer_edge_is_not);
  g_test_add_func ("/wall-pictures/a-finer-screen-shows-the-same-in-finer-pixels",
                   test_a_finer_screen_shows_the_same_in_finer_pixels);
  g_test_add_func ("/wall-pictures/edges-are-crisp-at-every-scale",
                   test_edges_are_crisp_at_every_scale);
  g_test_add_func ("/wall-pictures/assumed-millimetres-are-said",
                   test_assumed_millimetres_are_said);
  g_test_add_func ("/wall-pictures/large-text-of-the-desktop-changes-nothing",
                   test_large_text_of_the_desktop_changes_nothing);
  return g_test_run ();
}
