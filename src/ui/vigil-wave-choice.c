/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-wave-choice.h"

#include "vigil-layout.h"
#include "vigil-settings.h"

#define TABLE_KEY "vigil-wave-table"

/* What is asked for in every frame is not read from GSettings each time. */
static void
load (GSettings *settings)
{
  GHashTable *table =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_strfreev);
  g_autoptr (GVariant) value = g_settings_get_value (settings, VIGIL_SETTING_WAVES);
  GVariantIter iter;
  char *bed;
  char **refids;
  g_variant_iter_init (&iter, value);
  while (g_hash_table_size (table) < VIGIL_WAVE_CHOICE_BEDS_MAX
         && g_variant_iter_next (&iter, "{s^as}", &bed, &refids))
    g_hash_table_insert (table, bed, refids);
  g_object_set_data_full (G_OBJECT (settings), TABLE_KEY, table,
                          (GDestroyNotify) g_hash_table_unref);
}

static GHashTable *
get_table (GdkDisplay *display)
{
  GSettings *settings = display != NULL ? vigil_settings_get (display) : NULL;
  if (settings == NULL)
    return NULL;
  if (g_object_get_data (G_OBJECT (settings), TABLE_KEY) == NULL) {
    g_signal_connect (settings, "changed::" VIGIL_SETTING_WAVES, G_CALLBACK (load), NULL);
    load (settings);
  }
  return g_object_get_data (G_OBJECT (settings), TABLE_KEY);
}

const char *
vigil_wave_choice_get (GdkDisplay *display, const char *bed, guint lane)
{
  GHashTable *table = get_table (display);
  char **refids = table != NULL ? g_hash_table_lookup (table, bed) : NULL;
  for (guint i = 0; refids != NULL && refids[i] != NULL; i++)
    if (i == lane)
      return *refids[i] != '\0' ? g_intern_string (refids[i]) : NULL;
  return NULL;
}

static gboolean
is_usual (char *const refids[VIGIL_LAYOUT_LANES_MAX])
{
  for (guint i = 0; i < VIGIL_LAYOUT_LANES_MAX; i++)
    if (*refids[i] != '\0')
      return FALSE;
  return TRUE;
}

static void
add_others (GVariantBuilder *builder, GHashTable *table, const char *bed)
{
  GHashTableIter iter;
  gpointer key, value;
  g_hash_table_iter_init (&iter, table);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (!g_str_equal (key, bed))
      g_variant_builder_add (builder, "{s^as}", key, value);
}

gboolean
vigil_wave_choice_set (GdkDisplay *display, const char *bed, guint lane, const char *refid)
{
  g_return_val_if_fail (lane < VIGIL_LAYOUT_LANES_MAX, FALSE);
  GHashTable *table = get_table (display);
  if (table == NULL
      || (!g_hash_table_contains (table, bed)
          && g_hash_table_size (table) >= VIGIL_WAVE_CHOICE_BEDS_MAX))
    return FALSE;
  char *refids[VIGIL_LAYOUT_LANES_MAX + 1] = { NULL };
  for (guint i = 0; i < VIGIL_LAYOUT_LANES_MAX; i++) {
    const char *kept = i == lane ? refid : vigil_wave_choice_get (display, bed, i);
    refids[i] = (char *) (kept != NULL ? kept : "");
  }
  g_auto (GVariantBuilder) builder = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a{sas}"));
  add_others (&builder, table, bed);
  if (!is_usual (refids))
    g_variant_builder_add (&builder, "{s^as}", bed, refids);
  return g_settings_set_value (vigil_settings_get (display), VIGIL_SETTING_WAVES,
                               g_variant_builder_end (&builder));
}
