/* SPDX-License-Identifier: GPL-3.0-or-later */

/* [limits BAND] and [delays]: what a clinician of the ward has signed in place of the presets. */

#include <math.h>
#include <string.h>

#include "vigil-config-private.h"

/* The key of each number that a group has named. */
typedef struct {
  const char *keys[VIGIL_N_NUMERICS];
} Named;

/* FALSE: @key names no number, which is told. So is a number that has an alias and is named by
 * both: of two values nobody knows which was signed. */
static gboolean
find_numeric (VigilConfigReader *reader,
              const char *group,
              const char *key,
              Named *named,
              VigilNumericKind *kind)
{
  if (!vigil_nomenclature_find_numeric (key, kind)) {
    vigil_config_complain (reader, group, key, "is not a numeric that Vigil knows");
    return FALSE;
  }
  if (named->keys[*kind] != NULL)
    vigil_config_complain (reader, group, key, "is the same number as %s: take one line out",
                           named->keys[*kind]);
  named->keys[*kind] = key;
  return TRUE;
}

/* "40/50-120/140": lo2/lo-hi/hi2, each part may be left out. Plain decimals. */
static gboolean
parse_bound (const char *text, double *value)
{
  *value = NAN;
  if (*text == '\0')
    return TRUE;
  if (text[strspn (text, "0123456789.")] != '\0')
    return FALSE;
  char *end = NULL;
  *value = g_ascii_strtod (text, &end);
  return *end == '\0' && isfinite (*value);
}

/* NULL, or what is wrong with @text. */
static const char *
parse_limit (const char *text, VigilLimit *limit)
{
  static const char not_one[] = "is not lo2/lo-hi/hi2, such as 40/50-120/140 or 90-";
  g_auto (GStrv) sides = g_strsplit (text, "-", -1);
  if (g_strv_length (sides) != 2)
    return not_one;
  g_auto (GStrv) low = g_strsplit (sides[0], "/", -1);
  g_auto (GStrv) high = g_strsplit (sides[1], "/", -1);
  guint n_low = g_strv_length (low);
  guint n_high = g_strv_length (high);
  if (n_low > 2 || n_high > 2)
    return not_one;
  gboolean is_good = parse_bound (n_low == 2 ? low[0] : "", &limit->lo2)
                     && parse_bound (n_low > 0 ? low[n_low - 1] : "", &limit->lo)
                     && parse_bound (n_high > 0 ? high[0] : "", &limit->hi)
                     && parse_bound (n_high == 2 ? high[1] : "", &limit->hi2);
  if (!is_good)
    return not_one;
  double last = -INFINITY;
  const double ladder[] = { limit->lo2, limit->lo, limit->hi, limit->hi2 };
  for (guint i = 0; i < G_N_ELEMENTS (ladder); i++) {
    if (isnan (ladder[i]))
      continue;
    if (ladder[i] <= last)
      return "does not rise from each bound to the next";
    last = ladder[i];
  }
  return last > -INFINITY ? NULL : not_one;
}

/* A bound that no value can cross would switch its alarm off without a word. */
static gboolean
is_reachable (const VigilLimit *limit, const VigilNumericInfo *info)
{
  const double bounds[] = { limit->lo2, limit->lo, limit->hi, limit->hi2 };
  for (guint i = 0; i < G_N_ELEMENTS (bounds); i++)
    if (bounds[i] <= info->lo || bounds[i] >= info->hi)
      return FALSE;
  return TRUE;
}

static void
keep_preset (VigilLimitSet *set, const VigilLimit *limit)
{
  set->limits[limit->kind] = *limit;
  set->is_ward_file[limit->kind] = TRUE;
}

static void
read_preset (
    VigilConfigReader *reader, const char *group, const char *key, Named *named, VigilLimitSet *set)
{
  g_autofree char *text = vigil_config_read_text (reader, group, key, FALSE);
  VigilNumericKind kind;
  if (text == NULL || !find_numeric (reader, group, key, named, &kind))
    return;
  VigilLimit limit = { .kind = kind, .is_on = TRUE };
  const VigilNumericInfo *info = vigil_nomenclature_numeric (kind);
  const char *fault = parse_limit (text, &limit);
  if (fault != NULL)
    vigil_config_complain (reader, group, key, "\"%s\" %s", text, fault);
  else if (!is_reachable (&limit, info))
    vigil_config_complain (reader, group, key, "\"%s\" can never alarm: %s goes from %g to %g",
                           text, info->label, info->lo, info->hi);
  else
    keep_preset (set, &limit);
}

static void
refuse_other_bands (VigilConfigReader *reader)
{
  g_autoptr (GString) reason = g_string_new ("is not a band of age:");
  for (guint band = VIGIL_BAND_UNDER_28_DAYS; band < VIGIL_N_BANDS; band++)
    g_string_append_printf (reason, "%s %s", band > VIGIL_BAND_UNDER_28_DAYS ? "," : "",
                            vigil_age_band_get_name ((VigilAgeBand) band));
  g_auto (GStrv) groups = g_key_file_get_groups (reader->file, NULL);
  VigilAgeBand band;
  for (guint i = 0; groups[i] != NULL; i++)
    if (g_str_has_prefix (groups[i], "limits ")
        && !vigil_age_band_from_name (groups[i] + strlen ("limits "), &band))
      vigil_config_refuse_group (reader, groups[i], reason->str);
}

static void
read_presets (VigilConfigReader *reader, VigilConfig *config)
{
  for (guint band = VIGIL_BAND_UNDER_28_DAYS; band < VIGIL_N_BANDS; band++) {
    g_autofree char *group = g_strdup_printf ("limits %s", vigil_age_band_get_name (band));
    g_auto (GStrv) keys = g_key_file_get_keys (reader->file, group, NULL, NULL);
    Named named = { 0 };
    for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
      read_preset (reader, group, keys[i], &named, &config->presets.bands[band]);
  }
  refuse_other_bands (reader);
}

/* "10;5": seconds for the first and the second limit. */
static void
read_delay (VigilConfigReader *reader, VigilConfig *config, const char *key, Named *named)
{
  g_autofree char *text = vigil_config_read_text (reader, "delays", key, FALSE);
  VigilNumericKind kind;
  guint first = 0;
  guint second = 0;
  if (text == NULL || !find_numeric (reader, "delays", key, named, &kind))
    return;
  g_auto (GStrv) parts = vigil_config_split_list (text);
  if (g_strv_length (parts) != 2 || !vigil_config_parse_uint (parts[0], 0, 30, &first)
      || !vigil_config_parse_uint (parts[1], 0, 30, &second))
    vigil_config_complain (reader, "delays", key,
                           "\"%s\" is not two numbers of seconds from 0 to 30, such as 10;5", text);
  else if (second > first)
    vigil_config_complain (reader, "delays", key,
                           "\"%s\" has the second limit wait longer than the first", text);
  else {
    config->presets.timings[kind].delay_ms = first * 1000;
    config->presets.timings[kind].delay2_ms = second * 1000;
  }
}

void
vigil_config_read_limits (VigilConfigReader *reader, VigilConfig *config)
{
  g_auto (GStrv) keys = g_key_file_get_keys (reader->file, "delays", NULL, NULL);
  Named named = { 0 };
  for (guint i = 0; keys != NULL && keys[i] != NULL; i++)
    read_delay (reader, config, keys[i], &named);
  read_presets (reader, config);
}
