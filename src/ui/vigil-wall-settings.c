/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-wall-settings.h"

#include "vigil-settings.h"

#define NUMBERS_ONLY "numbers-only"
#define WAVES "waves"

static GSettings *
get_settings (VigilWall *wall)
{
  return vigil_settings_get (gtk_widget_get_display (GTK_WIDGET (wall)));
}

static VigilLayoutMode
get_mode (GSettings *settings)
{
  g_autofree char *layout = g_settings_get_string (settings, VIGIL_SETTING_LAYOUT);
  if (g_str_equal (layout, NUMBERS_ONLY))
    return VIGIL_LAYOUT_NUMBERS;
  return g_str_equal (layout, WAVES) ? VIGIL_LAYOUT_WAVES : VIGIL_LAYOUT_AUTO;
}

static gboolean
is_numbers_only (GSettings *settings)
{
  return get_mode (settings) == VIGIL_LAYOUT_NUMBERS;
}

static VigilPaceLevel
get_pace (GSettings *settings)
{
  g_autofree char *name = g_settings_get_string (settings, VIGIL_SETTING_PACE);
  for (VigilPaceLevel level = VIGIL_PACE_FULL; level < VIGIL_N_PACES; level++) {
    if (g_str_equal (name, vigil_pace_get_name (level)))
      return level;
  }
  return VIGIL_N_PACES;
}

static void
apply (VigilWall *wall)
{
  GSettings *settings = get_settings (wall);
  vigil_wall_set_mode (wall, get_mode (settings),
                       g_settings_get_uint (settings, VIGIL_SETTING_LANES));
  /* "automatic" is no number: 0. */
  g_autofree char *speed = g_settings_get_string (settings, VIGIL_SETTING_SPEED);
  vigil_wall_set_speed (wall, g_ascii_strtod (speed, NULL));
  vigil_wall_fix_pace (wall, get_pace (settings));
}

void
vigil_wall_settings_bind (VigilWall *wall)
{
  g_return_if_fail (VIGIL_IS_WALL (wall));
  GSettings *settings = get_settings (wall);
  if (settings == NULL)
    return;
  g_signal_connect_object (settings, "changed", G_CALLBACK (apply), wall, G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::" VIGIL_SETTING_WAVES,
                           G_CALLBACK (vigil_wall_start_anew), wall, G_CONNECT_SWAPPED);
  apply (wall);
}

gboolean
vigil_wall_settings_toggle_numbers (VigilWall *wall)
{
  g_return_val_if_fail (VIGIL_IS_WALL (wall), FALSE);
  GSettings *settings = get_settings (wall);
  if (settings == NULL || !g_settings_is_writable (settings, VIGIL_SETTING_LAYOUT))
    return FALSE;
  return g_settings_set_string (settings, VIGIL_SETTING_LAYOUT,
                                is_numbers_only (settings) ? "automatic" : NUMBERS_ONLY);
}
