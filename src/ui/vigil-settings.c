/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-settings.h"

#include "vigil-build-config.h"

#define SETTINGS_KEY "vigil-settings"

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

GSettings *
vigil_settings_get (GdkDisplay *display)
{
  g_return_val_if_fail (GDK_IS_DISPLAY (display), NULL);
  GSettings *settings = g_object_get_data (G_OBJECT (display), SETTINGS_KEY);
  if (settings == NULL && (settings = open_settings ()) != NULL)
    g_object_set_data_full (G_OBJECT (display), SETTINGS_KEY, settings, g_object_unref);
  return settings;
}

gboolean
vigil_settings_get_boolean (GdkDisplay *display, const char *key)
{
  GSettings *settings = vigil_settings_get (display);
  return settings != NULL && g_settings_get_boolean (settings, key);
}
