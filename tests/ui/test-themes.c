/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Every theme as the window gets it from its style sheet: that its colours can be told apart and
 * read, by eyes without one of the three cones too, and that a window shows the new ones at once.
 * On a display, with a station. */

#include "colour-vision.h"
#include "desk-fixture.h"
#include "vigil-attention-strip.h"
#include "vigil-settings.h"
#include "vigil-style.h"
#include "vigil-theme.h"
#include "vigil-wall.h"

#define APART_MIN 15.0 /* CIEDE2000 */
#define CONTRAST_MIN 4.5 /* WCAG 2, AA */
#define CONTRAST_HIGH 7.0 /* WCAG 2, AAA */

static const char *const VISIONS[N_VISIONS] = { "all cones", "protanopia", "deuteranopia",
                                                "tritanopia" };

static const VigilPriority PRIORITIES[] = { VIGIL_PRIORITY_LOW, VIGIL_PRIORITY_MEDIUM,
                                            VIGIL_PRIORITY_HIGH };

/* What a tile can show at once: waves of a bed in any choice, and the numbers. Temperature and
 * glucose have no place on a tile; in lists they stand beside their names. */
static const VigilColourName ON_A_TILE[] = {
  VIGIL_COLOUR_ECG,  VIGIL_COLOUR_SPO2, VIGIL_COLOUR_ART,  VIGIL_COLOUR_PAP, VIGIL_COLOUR_CVP,
  VIGIL_COLOUR_RESP, VIGIL_COLOUR_CO2,  VIGIL_COLOUR_NIBP, VIGIL_COLOUR_ICP,
};

/* Of these what has a wave, and what has a number on the tile. */
static const VigilColourName TRACES[] = {
  VIGIL_COLOUR_ECG, VIGIL_COLOUR_SPO2, VIGIL_COLOUR_ART, VIGIL_COLOUR_PAP,
  VIGIL_COLOUR_CVP, VIGIL_COLOUR_RESP, VIGIL_COLOUR_CO2, VIGIL_COLOUR_ICP,
};
static const VigilColourName NUMBERS[] = { VIGIL_COLOUR_ECG, VIGIL_COLOUR_SPO2, VIGIL_COLOUR_ART,
                                           VIGIL_COLOUR_RESP, VIGIL_COLOUR_NIBP };

/* --- The colours of a theme --- */

static GtkWidget *
apply (VigilTheme theme, VigilPalette *palette)
{
  GdkDisplay *display = gdk_display_get_default ();
  vigil_style_load (display);
  vigil_theme_apply (display, theme);
  GtkWidget *widget = g_object_ref_sink (gtk_label_new (NULL));
  vigil_palette_load (palette, widget);
  return widget;
}

static void
load (VigilTheme theme, VigilPalette *palette)
{
  g_object_unref (apply (theme, palette));
}

static VigilColour
look_up (GtkWidget *widget, const char *name)
{
  GdkRGBA rgba;
  if (!gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), name, &rgba))
    g_error ("no colour %s", name);
  return (guint) (rgba.red * 255 + 0.5f) << 16 | (guint) (rgba.green * 255 + 0.5f) << 8
         | (guint) (rgba.blue * 255 + 0.5f);
}

static void
check_apart (VigilTheme theme,
             const char *first_name,
             VigilColour first,
             const char *name,
             VigilColour other)
{
  Vision worst = VISION_NORMAL;
  double distance = colour_vision_distance (first, other, &worst);
  if (distance < APART_MIN)
    g_error ("%s: %s and %s are %.1f apart with %s", vigil_theme_get_name (theme), first_name, name,
             distance, VISIONS[worst]);
}

static void
check_contrast (VigilTheme theme,
                const char *name,
                VigilColour text,
                const char *ground_name,
                VigilColour ground,
                double least)
{
  double contrast = vigil_colour_contrast (text, ground);
  if (contrast < least)
    g_error ("%s: %s on %s has %.2f:1", vigil_theme_get_name (theme), name, ground_name, contrast);
}

/* --- Tests of the measures --- */

/* The pairs of Sharma's supplement that tell wrong implementations: hue means and turns. */
static void
test_the_distance_agrees_with_sharma (void)
{
  static const struct {
    Lab first, second;
    double distance;
  } PAIRS[] = {
    { { 50, 2.6772, -79.7751 }, { 50, 0, -82.7485 }, 2.0425 },
    { { 50, 3.1571, -77.2803 }, { 50, 0, -82.7485 }, 2.8615 },
    { { 50, 0, 0 }, { 50, -1, 2 }, 2.3669 },
    { { 50, 2.49, -0.001 }, { 50, -2.49, 0.0009 }, 7.1792 },
    { { 50, 2.49, -0.001 }, { 50, -2.49, 0.0011 }, 7.2195 },
    { { 50, -0.001, 2.49 }, { 50, 0.0011, -2.49 }, 4.7461 },
    { { 50, 2.5, 0 }, { 73, 25, -18 }, 27.1492 },
    { { 50, 2.5, 0 }, { 61, -5, 29 }, 22.8977 },
    { { 50, 2.5, 0 }, { 58, 24, 15 }, 19.4535 },
    { { 60.2574, -34.0099, 36.2677 }, { 60.4626, -34.1751, 39.4387 }, 1.2644 },
    { { 63.0109, -31.0961, -5.8663 }, { 62.8187, -29.7946, -4.0864 }, 1.2630 },
    { { 22.7233, 20.0904, -46.6940 }, { 23.0331, 14.9730, -42.5619 }, 2.0373 },
    { { 90.8027, -2.0831, 1.4410 }, { 91.1528, -1.6435, 0.0447 }, 1.4441 },
    { { 2.0776, 0.0795, -1.1350 }, { 0.9033, -0.0636, -0.5514 }, 0.9082 },
  };
  for (guint i = 0; i < G_N_ELEMENTS (PAIRS); i++) {
    g_assert_cmpfloat_with_epsilon (colour_vision_delta_e (PAIRS[i].first, PAIRS[i].second),
                                    PAIRS[i].distance, 0.0001);
    g_assert_cmpfloat_with_epsilon (colour_vision_delta_e (PAIRS[i].second, PAIRS[i].first),
                                    PAIRS[i].distance, 0.0001);
  }
}

static void
test_greys_look_the_same_to_every_eye (void)
{
  for (Vision vision = VISION_NORMAL; vision < N_VISIONS; vision++) {
    Lab seen = colour_vision_see (0x808080, vision);
    g_assert_cmpfloat_with_epsilon (seen.l, 53.585, 0.05);
    g_assert_cmpfloat_with_epsilon (seen.a, 0, 0.1);
    g_assert_cmpfloat_with_epsilon (seen.b, 0, 0.1);
  }
}

/* The six corners of sRGB as Chromium's emulation shows them, which has its own copy of Machado's
 * table for full severity; to a step or two of the 8 bits that the reference is given in. */
static void
test_dichromats_see_what_the_reference_says (void)
{
  static const VigilColour CORNERS[] = {
    0xff0000, 0xffff00, 0x00ff00, 0x00ffff, 0x0000ff, 0xff00ff
  };
  static const VigilColour REFERENCE[N_VISIONS][G_N_ELEMENTS (CORNERS)] = {
    [VISION_NORMAL] = { 0xff0000, 0xffff00, 0x00ff00, 0x00ffff, 0x0000ff, 0xff00ff },
    [VISION_PROTANOPIA] = { 0x6d5f00, 0xfff400, 0xffe500, 0xedf2ff, 0x0058ff, 0x0080ff },
    [VISION_DEUTERANOPIA] = { 0xa39000, 0xfffa32, 0xefd63b, 0xd0ddff, 0x003dfb, 0x689bfa },
    [VISION_TRITANOPIA] = { 0xff000d, 0xffeed9, 0x00f7d8, 0x00ffff, 0x006c96, 0xff4b97 },
  };
  for (Vision vision = VISION_NORMAL; vision < N_VISIONS; vision++) {
    for (guint i = 0; i < G_N_ELEMENTS (CORNERS); i++) {
      double off = colour_vision_delta_e (colour_vision_see (CORNERS[i], vision),
                                          colour_vision_see (REFERENCE[vision][i], VISION_NORMAL));
      g_test_message ("%s: #%06x is %.2f off", VISIONS[vision], CORNERS[i], off);
      g_assert_cmpfloat (off, <, 0.6);
    }
  }
}

/* --- Tests of the themes --- */

static void
test_alarm_fills_are_told_apart (void)
{
  for (VigilTheme theme = 0; theme < VIGIL_N_THEMES; theme++) {
    VigilPalette palette;
    load (theme, &palette);
    for (guint i = 0; i < 2 * G_N_ELEMENTS (PRIORITIES); i++) {
      VigilColour fill = vigil_palette_alarm_fill (&palette, PRIORITIES[i / 2], i % 2);
      VigilColour text = vigil_palette_alarm_text (&palette, PRIORITIES[i / 2], i % 2);
      g_autofree char *name = g_strdup_printf ("fill %u", i);
      check_apart (theme, name, fill, "its text", text);
      check_contrast (theme, "alarm text", text, name, fill, CONTRAST_MIN);
      for (guint j = 0; j < i; j++) {
        g_autofree char *other = g_strdup_printf ("fill %u", j);
        check_apart (theme, name, fill, other,
                     vigil_palette_alarm_fill (&palette, PRIORITIES[j / 2], j % 2));
      }
    }
  }
}

static void
test_parameters_on_a_tile_are_told_apart (void)
{
  for (VigilTheme theme = 0; theme < VIGIL_N_THEMES; theme++) {
    VigilPalette palette;
    load (theme, &palette);
    for (guint i = 0; i < G_N_ELEMENTS (ON_A_TILE); i++) {
      for (guint j = 0; j < i; j++)
        check_apart (theme, vigil_palette_get_css_name (ON_A_TILE[i]),
                     vigil_palette_get (&palette, ON_A_TILE[i]),
                     vigil_palette_get_css_name (ON_A_TILE[j]),
                     vigil_palette_get (&palette, ON_A_TILE[j]));
    }
  }
}

/* A tile without an alarm: its traces are calm, its numbers are not. */
static void
test_calm_parameters_are_told_apart_as_drawn (void)
{
  for (VigilTheme theme = 0; theme < VIGIL_N_THEMES; theme++) {
    VigilPalette palette;
    load (theme, &palette);
    for (guint i = 0; i < G_N_ELEMENTS (TRACES); i++) {
      const char *name = vigil_palette_get_css_name (TRACES[i]);
      VigilColour trace = vigil_palette_calm (&palette, vigil_palette_get (&palette, TRACES[i]));
      g_assert_cmphex (trace, !=, vigil_palette_get (&palette, TRACES[i]));
      for (guint j = 0; j < i; j++)
        check_apart (theme, name, trace, vigil_palette_get_css_name (TRACES[j]),
                     vigil_palette_calm (&palette, vigil_palette_get (&palette, TRACES[j])));
      for (guint j = 0; j < G_N_ELEMENTS (NUMBERS); j++) {
        if (NUMBERS[j] != TRACES[i])
          check_apart (theme, name, trace, vigil_palette_get_css_name (NUMBERS[j]),
                       vigil_palette_get (&palette, NUMBERS[j]));
      }
    }
  }
}

static void
test_text_on_the_wall_reads (void)
{
  static const VigilColourName LINES[] = { VIGIL_COLOUR_HIGH_LINE, VIGIL_COLOUR_MEDIUM_LINE,
                                           VIGIL_COLOUR_LOW_LINE };
  for (VigilTheme theme = 0; theme < VIGIL_N_THEMES; theme++) {
    VigilPalette palette;
    load (theme, &palette);
    VigilColour tile = vigil_palette_get (&palette, VIGIL_COLOUR_TILE);
    for (VigilColourName name = VIGIL_COLOUR_TEXT; name <= VIGIL_COLOUR_GLUCOSE; name++)
      check_contrast (theme, vigil_palette_get_css_name (name), vigil_palette_get (&palette, name),
                      "a tile", tile, CONTRAST_MIN);
    for (guint i = 0; i < G_N_ELEMENTS (LINES); i++)
      check_contrast (theme, vigil_palette_get_css_name (LINES[i]),
                      vigil_palette_get (&palette, LINES[i]), "a tile", tile, CONTRAST_MIN);
    VigilColour text = vigil_palette_get (&palette, VIGIL_COLOUR_TEXT);
    check_contrast (theme, "a notice", text, "its box",
                    vigil_palette_get (&palette, VIGIL_COLOUR_WALL), CONTRAST_HIGH);
    check_contrast (theme, "a suspension", text, "its band", vigil_colour_mix (text, tile, 0.14),
                    CONTRAST_MIN);
    check_contrast (theme, "an empty bed", vigil_palette_get (&palette, VIGIL_COLOUR_TEXT_OLD),
                    "its tile", vigil_palette_get (&palette, VIGIL_COLOUR_TILE_DIM), CONTRAST_MIN);
  }
}

static void
test_text_around_the_wall_reads (void)
{
  static const char *const INKS[] = { "vigil_dim",    "vigil_soft",     "vigil_ink",
                                      "vigil_strong", "vigil_text_dim", "vigil_focus" };
  static const char *const GROUNDS[] = { "vigil_ground", "vigil_panel", "vigil_raised",
                                         "vigil_row" };
  static const struct {
    const char *ink, *ground;
  } PAIRS[] = {
    { "vigil_strong", "vigil_button" },
    { "vigil_strong", "vigil_button_hover" },
    { "vigil_strong", "vigil_open" },
    { "vigil_chosen_text", "vigil_chosen" },
    { "vigil_soft", "vigil_button" },
    { "vigil_chosen_text", "vigil_chosen_hover" },
    { "vigil_high_line", "vigil_ground" },
    { "vigil_medium_line", "vigil_ground" },
    { "vigil_low_line", "vigil_ground" },
    { "vigil_target_high", "vigil_target" },
    { "vigil_target_medium", "vigil_target" },
    { "vigil_target_low", "vigil_target" },
    { "vigil_target_high", "vigil_target_held" },
    { "vigil_confirm_text", "vigil_confirm" },
    { "vigil_text", "vigil_ground" },
  };
  for (VigilTheme theme = 0; theme < VIGIL_N_THEMES; theme++) {
    VigilPalette palette;
    g_autoptr (GtkWidget) widget = apply (theme, &palette);
    for (guint i = 0; i < G_N_ELEMENTS (INKS); i++) {
      for (guint j = 0; j < G_N_ELEMENTS (GROUNDS); j++)
        check_contrast (theme, INKS[i], look_up (widget, INKS[i]), GROUNDS[j],
                        look_up (widget, GROUNDS[j]), CONTRAST_MIN);
    }
    for (guint i = 0; i < G_N_ELEMENTS (PAIRS); i++)
      check_contrast (theme, PAIRS[i].ink, look_up (widget, PAIRS[i].ink), PAIRS[i].ground,
                      look_up (widget, PAIRS[i].ground), CONTRAST_MIN);
  }
}

static void
test_high_contrast_has_a_pure_ground_and_no_dim_text (void)
{
  static const struct {
    VigilTheme theme;
    VigilColour ground;
  } PURE[] = { { VIGIL_THEME_CONTRAST, 0x000000 }, { VIGIL_THEME_CONTRAST_LIGHT, 0xffffff } };
  for (guint i = 0; i < G_N_ELEMENTS (PURE); i++) {
    VigilPalette palette;
    load (PURE[i].theme, &palette);
    g_assert_cmphex (vigil_palette_get (&palette, VIGIL_COLOUR_TILE), ==, PURE[i].ground);
    g_assert_cmphex (vigil_palette_get (&palette, VIGIL_COLOUR_WALL), ==, PURE[i].ground);
    check_contrast (PURE[i].theme, "the line of a tile",
                    vigil_palette_get (&palette, VIGIL_COLOUR_TILE_LINE), "a tile", PURE[i].ground,
                    CONTRAST_MIN);
    for (VigilColourName name = VIGIL_COLOUR_TEXT; name <= VIGIL_COLOUR_FOCUS; name++)
      check_contrast (PURE[i].theme, vigil_palette_get_css_name (name),
                      vigil_palette_get (&palette, name), "a tile", PURE[i].ground, CONTRAST_HIGH);
  }
}

/* No light falls into a room by night but that of an alarm, whose fills are those of the day. */
static void
test_night_is_dim_and_its_alarms_are_not (void)
{
  VigilPalette night, dark;
  load (VIGIL_THEME_DARK, &dark);
  load (VIGIL_THEME_NIGHT, &night);
  for (VigilColourName name = VIGIL_COLOUR_WALL; name <= VIGIL_COLOUR_TEXT_OLD; name++)
    g_assert_cmpfloat (vigil_colour_contrast (vigil_palette_get (&night, name), 0x000000), <=,
                       vigil_colour_contrast (vigil_palette_get (&dark, name), 0x000000) + 0.5);
  VigilColour text = vigil_palette_get (&night, VIGIL_COLOUR_TEXT);
  g_assert_cmpuint (text >> 16 & 255, >, text & 255);
  for (VigilColourName name = VIGIL_COLOUR_HIGH_LIT; name <= VIGIL_COLOUR_LOW_LINE; name++)
    g_assert_cmphex (vigil_palette_get (&night, name), ==, vigil_palette_get (&dark, name));
}

static void
test_the_table_is_the_dark_theme (void)
{
  VigilPalette table, dark;
  vigil_palette_init (&table);
  load (VIGIL_THEME_DARK, &dark);
  for (guint i = 0; i < VIGIL_N_COLOURS; i++)
    g_assert_cmphex (table.colours[i], ==, dark.colours[i]);
}

static void
test_every_theme_names_every_colour (void)
{
  for (VigilTheme theme = 0; theme < VIGIL_N_THEMES; theme++) {
    VigilPalette palette;
    g_autoptr (GtkWidget) widget = apply (theme, &palette);
    for (guint i = 0; i < VIGIL_N_COLOURS; i++)
      look_up (widget, vigil_palette_get_css_name (i));
  }
}

static void
test_automatic_asks_the_desktop (void)
{
  g_assert_cmpint (vigil_theme_choose ("automatic", TRUE, FALSE), ==, VIGIL_THEME_DARK);
  g_assert_cmpint (vigil_theme_choose ("automatic", FALSE, FALSE), ==, VIGIL_THEME_LIGHT);
  g_assert_cmpint (vigil_theme_choose ("automatic", TRUE, TRUE), ==, VIGIL_THEME_CONTRAST);
  g_assert_cmpint (vigil_theme_choose ("automatic", FALSE, TRUE), ==, VIGIL_THEME_CONTRAST_LIGHT);
  g_assert_cmpint (vigil_theme_choose (NULL, TRUE, FALSE), ==, VIGIL_THEME_DARK);
  for (VigilTheme theme = 0; theme < VIGIL_N_THEMES; theme++)
    g_assert_cmpint (vigil_theme_choose (vigil_theme_get_name (theme), theme % 2 == 0, TRUE), ==,
                     theme);
}

/* --- A window that is shown --- */

typedef struct {
  GtkWidget *widget;
  VigilColour colour;
} Wanted;

static gboolean
is_painted (Desk *desk, gpointer data)
{
  const Wanted *wanted = data;
  return desk_count_pixels (wanted->widget, wanted->colour) > 100;
}

static void
choose (const char *setting)
{
  GSettings *settings = vigil_settings_get (gdk_display_get_default ());
  g_assert_true (g_settings_set_string (settings, VIGIL_SETTING_THEME, setting));
}

/* Wall and strip hold what they have drawn; another theme leaves nothing of it. */
static void
test_another_theme_is_painted_at_once (gconstpointer sound)
{
  g_autoptr (Desk) desk = desk_new ((VigilTestSound *) sound);
  GtkWidget *wall = desk_find (desk, VIGIL_TYPE_WALL);
  GtkWidget *strip = desk_find (desk, VIGIL_TYPE_ATTENTION_STRIP);
  VigilPalette before, after;
  choose ("dark");
  vigil_palette_load (&before, wall);
  VigilColour old_tile = vigil_palette_get (&before, VIGIL_COLOUR_TILE);
  desk_wait (desk, "the dark tiles", is_painted, &(Wanted){ wall, old_tile }, 10);
  for (VigilTheme theme = VIGIL_THEME_LIGHT; theme < VIGIL_N_THEMES; theme++) {
    choose (vigil_theme_get_name (theme));
    g_assert_cmpint (vigil_theme_get (gdk_display_get_default ()), ==, theme);
    vigil_palette_load (&after, wall);
    desk_wait (desk, "tiles of the theme", is_painted,
               &(Wanted){ wall, vigil_palette_get (&after, VIGIL_COLOUR_TILE) }, 2);
    g_assert_cmpuint (desk_count_pixels (wall, vigil_palette_get (&after, VIGIL_COLOUR_ECG)), >,
                      20);
    g_assert_cmpuint (desk_count_pixels (strip, vigil_palette_get (&after, VIGIL_COLOUR_TEXT)), >,
                      100);
    g_assert_cmpuint (desk_count_pixels (strip, look_up (strip, "vigil_ground")), >, 1000);
    /* The black ground of one theme is the text of another. */
    g_assert_cmpuint (desk_count_pixels (wall, old_tile), <,
                      desk_count_pixels (wall, vigil_palette_get (&after, VIGIL_COLOUR_TILE)) / 20);
    g_assert_cmpuint (desk_count_pixels (wall, vigil_palette_get (&before, VIGIL_COLOUR_ECG)), ==,
                      0);
    before = after;
    old_tile = vigil_palette_get (&before, VIGIL_COLOUR_TILE);
  }
  choose ("automatic");
}

static void
test_an_open_alarm_looks_the_same_in_every_theme (gconstpointer sound)
{
  g_autoptr (Desk) desk = desk_new ((VigilTestSound *) sound);
  GtkWidget *strip = desk_find (desk, VIGIL_TYPE_ATTENTION_STRIP);
  VigilPalette palette;
  vigil_palette_init (&palette);
  desk_raise (desk, 1, ASYSTOLE, "Asystole", VIGIL_PRIORITY_HIGH);
  desk_wait_open (desk, 1, "Asystole");
  for (VigilTheme theme = 0; theme < VIGIL_N_THEMES; theme++) {
    choose (vigil_theme_get_name (theme));
    for (gboolean is_lit = FALSE; is_lit <= TRUE; is_lit++) {
      Wanted fill = { strip, vigil_palette_alarm_fill (&palette, VIGIL_PRIORITY_HIGH, is_lit) };
      desk_wait (desk, "the fill of red", is_painted, &fill, 5);
    }
  }
  choose ("automatic");
}

static void
add_tests (VigilTestSound *sound)
{
  g_test_add_func ("/themes/the-distance-agrees-with-sharma", test_the_distance_agrees_with_sharma);
  g_test_add_func ("/themes/greys-look-the-same-to-every-eye",
                   test_greys_look_the_same_to_every_eye);
  g_test_add_func ("/themes/dichromats-see-what-the-reference-says",
                   test_dichromats_see_what_the_reference_says);
  g_test_add_func ("/themes/calm-parameters-are-told-apart-as-drawn",
                   test_calm_parameters_are_told_apart_as_drawn);
  g_test_add_func ("/themes/alarm-fills-are-told-apart", test_alarm_fills_are_told_apart);
  g_test_add_func ("/themes/parameters-on-a-tile-are-told-apart",
                   test_parameters_on_a_tile_are_told_apart);
  g_test_add_func ("/themes/text-on-the-wall-reads", test_text_on_the_wall_reads);
  g_test_add_func ("/themes/text-around-the-wall-reads", test_text_around_the_wall_reads);
  g_test_add_func ("/themes/high-contrast-has-a-pure-ground-and-no-dim-text",
                   test_high_contrast_has_a_pure_ground_and_no_dim_text);
  g_test_add_func ("/themes/night-is-dim-and-its-alarms-are-not",
                   test_night_is_dim_and_its_alarms_are_not);
  g_test_add_func ("/themes/the-table-is-the-dark-theme", test_the_table_is_the_dark_theme);
  g_test_add_func ("/themes/every-theme-names-every-colour", test_every_theme_names_every_colour);
  g_test_add_func ("/themes/automatic-asks-the-desktop", test_automatic_asks_the_desktop);
  g_test_add_data_func ("/themes/another-theme-is-painted-at-once", sound,
                        test_another_theme_is_painted_at_once);
  g_test_add_data_func ("/themes/an-open-alarm-looks-the-same-in-every-theme", sound,
                        test_an_open_alarm_looks_the_same_in_every_theme);
}

int
main (int argc, char **argv)
{
  return desk_main (argc, argv, add_tests);
}
