/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-palette.h"

static const VigilPriority priorities[] = { VIGIL_PRIORITY_LOW, VIGIL_PRIORITY_MEDIUM,
                                            VIGIL_PRIORITY_HIGH };

static void
test_alarm_text_reads_in_both_flash_phases (void)
{
  VigilPalette palette;
  vigil_palette_init (&palette);
  for (guint i = 0; i < G_N_ELEMENTS (priorities); i++) {
    for (gboolean is_lit = FALSE; is_lit <= TRUE; is_lit++) {
      VigilColour fill = vigil_palette_alarm_fill (&palette, priorities[i], is_lit);
      VigilColour text = vigil_palette_alarm_text (&palette, priorities[i], is_lit);
      g_assert_cmpfloat (vigil_colour_contrast (fill, text), >=, 4.5);
      g_assert_true (text == 0x000000 || text == 0xffffff);
    }
    g_assert_cmpfloat (vigil_colour_contrast (vigil_palette_alarm_line (&palette, priorities[i]),
                                              vigil_palette_get (&palette, VIGIL_COLOUR_TILE)),
                       >=, 4.5);
  }
}

static void
test_phases_and_priorities_differ (void)
{
  VigilPalette palette;
  vigil_palette_init (&palette);
  for (guint i = 0; i < G_N_ELEMENTS (priorities); i++) {
    VigilColour lit = vigil_palette_alarm_fill (&palette, priorities[i], TRUE);
    VigilColour dim = vigil_palette_alarm_fill (&palette, priorities[i], FALSE);
    g_assert_cmpfloat (vigil_colour_contrast (lit, dim), >=, 2.0);
    for (guint j = 0; j < i; j++)
      g_assert_cmphex (lit, !=, vigil_palette_alarm_fill (&palette, priorities[j], TRUE));
  }
}

static void
test_numbers_read_on_the_tile (void)
{
  VigilPalette palette;
  vigil_palette_init (&palette);
  VigilColour tile = vigil_palette_get (&palette, VIGIL_COLOUR_TILE);
  for (VigilNumericKind kind = 0; kind < VIGIL_N_NUMERICS; kind++)
    g_assert_cmpfloat (vigil_colour_contrast (vigil_palette_numeric (&palette, kind), tile), >=,
                       4.5);
  for (VigilColourName name = VIGIL_COLOUR_TEXT; name <= VIGIL_COLOUR_TEXT_OLD; name++)
    g_assert_cmpfloat (vigil_colour_contrast (vigil_palette_get (&palette, name), tile), >=, 4.5);
}

static void
test_pressures_have_their_own_colours (void)
{
  VigilPalette palette;
  vigil_palette_init (&palette);
  VigilColour art = vigil_palette_wave (&palette, VIGIL_WAVE_PRESSURE, "MDC_PRESS_BLD_ART_ABP");
  VigilColour pap = vigil_palette_wave (&palette, VIGIL_WAVE_PRESSURE, "MDC_PRESS_BLD_ART_PULM");
  VigilColour cvp = vigil_palette_wave (&palette, VIGIL_WAVE_PRESSURE, "MDC_PRESS_BLD_VEN_CENT");
  g_assert_cmphex (art, ==, vigil_palette_get (&palette, VIGIL_COLOUR_ART));
  g_assert_cmphex (pap, ==, vigil_palette_get (&palette, VIGIL_COLOUR_PAP));
  g_assert_cmphex (cvp, ==, vigil_palette_get (&palette, VIGIL_COLOUR_CVP));
  g_assert_cmphex (art, !=, vigil_palette_get (&palette, VIGIL_COLOUR_HIGH_LIT));
}

static void
test_every_colour_has_a_name_for_css (void)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < VIGIL_N_COLOURS; i++) {
    const char *name = vigil_palette_get_css_name (i);
    g_assert_nonnull (name);
    g_assert_true (g_str_has_prefix (name, "vigil_"));
    g_assert_true (g_hash_table_add (names, (gpointer) name));
  }
}

static void
test_mixing_ends_at_its_parts (void)
{
  g_assert_cmphex (vigil_colour_mix (0x102030, 0xf0e0d0, 1), ==, 0x102030);
  g_assert_cmphex (vigil_colour_mix (0x102030, 0xf0e0d0, 0), ==, 0xf0e0d0);
  g_assert_cmphex (vigil_colour_mix (0x000000, 0xffffff, 0.5), ==, 0x808080);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/palette/alarm-text-reads-in-both-flash-phases",
                   test_alarm_text_reads_in_both_flash_phases);
  g_test_add_func ("/palette/phases-and-priorities-differ", test_phases_and_priorities_differ);
  g_test_add_func ("/palette/numbers-read-on-the-tile", test_numbers_read_on_the_tile);
  g_test_add_func ("/palette/pressures-have-their-own-colours",
                   test_pressures_have_their_own_colours);
  g_test_add_func ("/palette/every-colour-has-a-name-for-css",
                   test_every_colour_has_a_name_for_css);
  g_test_add_func ("/palette/mixing-ends-at-its-parts", test_mixing_ends_at_its_parts);
  return g_test_run ();
}
