/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The whole wall in ten states, in several themes, held to pictures of half its size that somebody
 * looked at; test-wall-pictures has single tiles to the pixel. After an intended change:
 * `scripts/update-pictures`. On a display, for fonts. */

#include <string.h>

#include "picture-compare.h"
#include "vigil-style.h"
#include "vigil-theme.h"
#include "vigil-wall-picture.h"
#include "wall-fixture.h"

#define WIDTH 1864
#define HEIGHT 940
#define SMALL_WIDTH 1224
#define SMALL_HEIGHT 660
#define REDUCED 2
#define START_US (G_GINT64_CONSTANT (1010) * G_USEC_PER_SEC)
/* Of half a million: rounding, and the fewer colours of the files. */
#define STRANGE_MAX 60

typedef struct {
  const char *name;
  VigilTheme theme;
  guint n_beds;
  int width, height;
  void (*set) (WallFixture *ward);
} State;

static void
set_nothing (WallFixture *ward)
{
  (void) ward;
}

static void
set_all_alarmed (WallFixture *ward)
{
  for (guint bed = 0; bed < ward->n_beds; bed++) {
    VigilPriority priority = bed % 3 == 0 ? VIGIL_PRIORITY_HIGH : VIGIL_PRIORITY_MEDIUM;
    wall_fixture_add_alarm (ward, bed, priority, bed % 3 == 0 ? "SpO2 78 < 85" : "HR 134 > 120");
    wall_fixture_mark (ward, bed, bed % 3 == 0 ? VIGIL_NUMERIC_SPO2 : VIGIL_NUMERIC_HR,
                       bed % 3 == 0 ? 78 : 134, priority, TRUE);
  }
}

static void
set_silenced (WallFixture *ward)
{
  VigilAlarm *alarm = wall_fixture_add_alarm (ward, 5, VIGIL_PRIORITY_HIGH, "ASYSTOLE");
  wall_fixture_silence (ward, alarm, "Okafor", "desk-2");
  wall_fixture_mark (ward, 5, VIGIL_NUMERIC_HR, 0, VIGIL_PRIORITY_HIGH, FALSE);
}

static void
set_latched (WallFixture *ward)
{
  wall_fixture_add_alarm (ward, 9, VIGIL_PRIORITY_HIGH, "VT")->is_latched = TRUE;
}

static void
suspend (WallFixture *ward, guint bed, VigilSuspensionMode suspension, guint minutes)
{
  ward->beds[bed].suspension = suspension;
  ward->beds[bed].suspended_until_us = ward->now.mono_us + minutes * 60 * (gint64) G_USEC_PER_SEC;
}

static void
set_suspended (WallFixture *ward)
{
  suspend (ward, 2, VIGIL_SUSPENSION_CARE, 4);
  suspend (ward, 12, VIGIL_SUSPENSION_STAFF, 9);
}

static void
set_unlinked (WallFixture *ward)
{
  ward->link = VIGIL_LINK_SHOWN_LOST;
}

static const State states[] = {
  { "whole-calm-16", VIGIL_THEME_DARK, 16, WIDTH, HEIGHT, set_nothing },
  { "whole-storm-16", VIGIL_THEME_DARK, 16, WIDTH, HEIGHT, wall_fixture_storm },
  { "whole-numbers-64", VIGIL_THEME_DARK, 64, WIDTH, HEIGHT, set_nothing },
  { "whole-storm-64", VIGIL_THEME_DARK, 64, WIDTH, HEIGHT, set_all_alarmed },
  { "whole-compact-32", VIGIL_THEME_DARK, 32, SMALL_WIDTH, SMALL_HEIGHT, wall_fixture_storm },
  { "whole-silenced", VIGIL_THEME_DARK, 16, SMALL_WIDTH, SMALL_HEIGHT, set_silenced },
  { "whole-latched", VIGIL_THEME_CONTRAST, 16, SMALL_WIDTH, SMALL_HEIGHT, set_latched },
  { "whole-suspended", VIGIL_THEME_LIGHT, 16, WIDTH, HEIGHT, set_suspended },
  { "whole-unlinked", VIGIL_THEME_DARK, 16, SMALL_WIDTH, SMALL_HEIGHT, set_unlinked },
  { "whole-night-storm", VIGIL_THEME_NIGHT, 16, WIDTH, HEIGHT, wall_fixture_storm },
};

static cairo_surface_t *
draw (const State *state)
{
  GdkDisplay *display = gdk_display_get_default ();
  g_autoptr (WallFixture) ward = wall_fixture_new (state->n_beds, 2);
  VigilLayoutRequest request = {
    .n_beds = state->n_beds, .width = state->width, .height = state->height, .px_per_mm = 3.6
  };
  VigilWallSource source;
  VigilPalette palette;
  vigil_style_load (display);
  vigil_theme_apply (display, state->theme);
  g_autoptr (GtkWidget) widget = g_object_ref_sink (gtk_label_new (NULL));
  vigil_palette_load (&palette, widget);
  wall_fixture_go_to (ward, START_US);
  state->set (ward);
  wall_fixture_get_source (ward, &source);
  g_autoptr (VigilWallPicture) picture =
      vigil_wall_picture_new (widget, &source, &palette, &request, 1, VIGIL_NODES_CAIRO);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  vigil_wall_picture_step (picture, ward->now.mono_us, 0);
  vigil_wall_picture_snapshot (picture, snapshot);
  g_autoptr (GskRenderNode) node = gtk_snapshot_free_to_node (snapshot);
  cairo_surface_t *whole =
      cairo_image_surface_create (CAIRO_FORMAT_RGB24, state->width, state->height);
  cairo_t *cr = cairo_create (whole);
  vigil_colour_set_source (cr, vigil_palette_get (&palette, VIGIL_COLOUR_WALL));
  cairo_paint (cr);
  gsk_render_node_draw (node, cr);
  cairo_destroy (cr);
  cairo_surface_t *small = cairo_image_surface_create (CAIRO_FORMAT_RGB24, state->width / REDUCED,
                                                       state->height / REDUCED);
  cr = cairo_create (small);
  cairo_scale (cr, 1.0 / REDUCED, 1.0 / REDUCED);
  cairo_set_source_surface (cr, whole, 0, 0);
  cairo_paint (cr);
  cairo_destroy (cr);
  cairo_surface_destroy (whole);
  cairo_surface_flush (small);
  return small;
}

static void
test_a_wall_looks_as_it_did (gconstpointer data)
{
  const State *state = data;
  cairo_surface_t *now = draw (state);
  picture_check (state->name, now, STRANGE_MAX);
  cairo_surface_destroy (now);
}

/* One alarm more on one of the beds is told. */
static void
test_one_alarm_more_is_told (void)
{
  State silenced = states[5];
  g_assert_cmpstr (silenced.name, ==, "whole-silenced");
  cairo_surface_t *with = draw (&silenced);
  silenced.set = set_nothing;
  cairo_surface_t *without = draw (&silenced);
  g_assert_cmpuint (picture_compare (with, without), >, 5 * STRANGE_MAX);
  cairo_surface_destroy (with);
  cairo_surface_destroy (without);
}

int
main (int argc, char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  gtk_test_init (&argc, &argv, NULL);
  if (!picture_init (argc, argv))
    return 0;
  for (guint i = 0; i < G_N_ELEMENTS (states); i++) {
    g_autofree char *path = g_strdup_printf ("/whole-walls/%s-looks-as-it-did", states[i].name);
    g_test_add_data_func (path, &states[i], test_a_wall_looks_as_it_did);
  }
  g_test_add_func ("/whole-walls/one-alarm-more-is-told", test_one_alarm_more_is_told);
  return g_test_run ();
}
