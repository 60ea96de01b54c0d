/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-wall-settings.h"

#include "vigil-build-config.h"

#define SETTINGS_KEY "vigil-wall-settings"
#define NUMBERS_ONLY "numbers-only"

/* g_settings_new() ends the program if the schema is not installed. */
static GSettings *
open_settings (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  if (source == NULL)
    return NULL;
  g_autoptr (GSettingsSchema) schema = g_settings_schema_source_lookup (source, VIGIL_APP_ID, TRUE);
  return schema != NULL ? g_settings_new_full (schema, NULL, NULL) : NULL;
}

static gboolean
is_numbers_only (GSettings *settings)
{
  g_autofree char *layout = g_settings_get_string (settings, "layout");
  return g_str_equal (layout, NUMBERS_ONLY);
}

static void
apply (VigilWall *wall)
{
  GSettings *settings = g_object_get_data (G_OBJECT (wall), SETTINGS_KEY);
  VigilLayoutMode mode = is_numbers_only (settings) ? VIGIL_LAYOUT_NUMBERS : VIGIL_LAYOUT_AUTO;
  vigil_wall_set_mode (wall, mode, g_settings_get_uint (settings, "lanes"));
}

void
vigil_wall_settings_bind (VigilWall *wall)
{
  g_return_if_fail (VIGIL_IS_WALL (wall));
  GSettings *settings = open_settings ();
  if (settings == NULL)
    return;
  g_object_set_data_full (G_OBJECT (wall), SETTINGS_KEY, settings, g_object_unref);
  g_signal_connect_object (settings, "changed", G_CALLBACK (apply), wall, G_CONNECT_SWAPPED);
  apply (wall);
}

gboolean
vigil_wall_settings_toggle_numbers (VigilWall *wall)
{
  g_return_val_if_fail (VIGIL_IS_WALL (wall), FALSE);
  GSettings *settings = g_object_get_data (G_OBJECT (wall), SETTINGS_KEY);
  if (settings == NULL || !g_settings_is_writable (settings, "layout"))
    return FALSE;
  return g_settings_set_string (settings, "layout",
                                is_numbers_only (settings) ? "automatic" : NUMBERS_ONLY);
}
