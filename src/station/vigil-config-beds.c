/* SPDX-License-Identifier: GPL-3.0-or-later */

/* [beds], [bed ID] and [sector ID]: which beds are on the wall, in what order, whose they are. */

#include <string.h>

#include "vigil-config-private.h"

#define BEDS_MAX 64

static VigilPatientClass
read_class (VigilConfigReader *reader, const char *group)
{
  static const char *const WORDS[] = { "unknown", "adult", "paediatric", "neonatal" };
  g_autofree char *text = vigil_config_read_text (reader, group, "class", FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (WORDS); i++)
    if (g_strcmp0 (text, WORDS[i]) == 0)
      return (VigilPatientClass) i;
  if (text != NULL)
    vigil_config_complain (reader, group, "class",
                           "\"%s\" is not adult, paediatric, neonatal or unknown", text);
  return VIGIL_CLASS_UNKNOWN;
}

static VigilWardBed *
find_bed (VigilConfig *config, const char *id)
{
  for (guint i = 0; i < config->beds->len; i++) {
    VigilWardBed *bed = &g_array_index (config->beds, VigilWardBed, i);
    if (g_str_equal (bed->id, id))
      return bed;
  }
  return NULL;
}

static void
read_role (VigilConfigReader *reader, VigilConfig *config, const char *key, VigilRole role)
{
  g_auto (GStrv) ids = vigil_config_read_list (reader, "beds", key, FALSE);
  for (guint i = 0; ids[i] != NULL; i++) {
    VigilWardBed *bed = find_bed (config, ids[i]);
    if (bed == NULL)
      vigil_config_complain (reader, "beds", key, "bed \"%s\" is not in order", ids[i]);
    else if (bed->role != VIGIL_ROLE_NONE)
      vigil_config_complain (reader, "beds", key, "bed \"%s\" has a role already", ids[i]);
    else
      bed->role = role;
  }
}

static void
read_continuous_ecg (VigilConfigReader *reader, VigilConfig *config)
{
  g_auto (GStrv) ids = vigil_config_read_list (reader, "beds", "continuous-ecg", FALSE);
  for (guint i = 0; ids[i] != NULL; i++) {
    VigilWardBed *bed = find_bed (config, ids[i]);
    if (bed == NULL)
      vigil_config_complain (reader, "beds", "continuous-ecg", "bed \"%s\" is not in order",
                             ids[i]);
    else
      bed->is_continuous_ecg = TRUE;
  }
}

static void
add_bed (VigilConfigReader *reader, VigilConfig *config, const char *id)
{
  VigilWardBed bed = { 0 };
  if (!vigil_id_is_valid (id)) {
    vigil_config_complain (reader, "beds", "order",
                           "\"%s\" is not 1 to 32 characters of a-z, 0-9 and -", id);
    return;
  }
  if (find_bed (config, id) != NULL) {
    vigil_config_complain (reader, "beds", "order", "bed \"%s\" stands twice", id);
    return;
  }
  vigil_text_copy (bed.id, sizeof bed.id, id);
  g_autofree char *group = g_strdup_printf ("bed %s", id);
  g_autofree char *label = vigil_config_read_text (reader, group, "label", FALSE);
  if (label != NULL && strlen (label) >= sizeof bed.label)
    vigil_config_complain (reader, group, "label", "is longer than %u bytes",
                           (guint) sizeof bed.label - 1);
  vigil_text_copy (bed.label, sizeof bed.label, label);
  bed.stated_class = read_class (reader, group);
  g_array_append_val (config->beds, bed);
}

static void
refuse_other_beds (VigilConfigReader *reader, VigilConfig *config)
{
  g_auto (GStrv) groups = g_key_file_get_groups (reader->file, NULL);
  for (guint i = 0; groups[i] != NULL; i++)
    if (g_str_has_prefix (groups[i], "bed ")
        && find_bed (config, groups[i] + strlen ("bed ")) == NULL)
      vigil_config_refuse_group (reader, groups[i], "is not a bed of order in [beds]");
}

void
vigil_config_read_beds (VigilConfigReader *reader, VigilConfig *config)
{
  g_auto (GStrv) order = vigil_config_read_list (reader, "beds", "order", TRUE);
  guint n = g_strv_length (order);
  if (n > BEDS_MAX)
    vigil_config_complain (reader, "beds", "order", "%u beds are more than %u", n, BEDS_MAX);
  for (guint i = 0; i < MIN (n, BEDS_MAX); i++)
    add_bed (reader, config, order[i]);
  read_role (reader, config, "primary", VIGIL_ROLE_PRIMARY);
  read_role (reader, config, "backup", VIGIL_ROLE_BACKUP);
  read_role (reader, config, "watch", VIGIL_ROLE_WATCH);
  read_continuous_ecg (reader, config);
  refuse_other_beds (reader, config);
  for (guint i = 0; i < config->beds->len; i++) {
    VigilWardBed *bed = &g_array_index (config->beds, VigilWardBed, i);
    if (bed->role == VIGIL_ROLE_NONE)
      bed->role = VIGIL_ROLE_PRIMARY; /* a bed nobody assigned is never nobody's */
  }
}

/* A gap would part the sector on the wall: the order alone says where beds stand. */
static void
place_sector (VigilConfigReader *reader,
              VigilConfig *config,
              const char *group,
              VigilSector *sector)
{
  g_auto (GStrv) ids = vigil_config_read_list (reader, group, "beds", TRUE);
  gboolean has[BEDS_MAX] = { FALSE };
  guint n = 0, last = 0;
  sector->first = G_MAXUINT;
  for (guint i = 0; ids[i] != NULL; i++) {
    const VigilWardBed *bed = find_bed (config, ids[i]);
    if (bed == NULL) {
      vigil_config_complain (reader, group, "beds", "bed \"%s\" is not in order", ids[i]);
      continue;
    }
    guint index = (guint) (bed - &g_array_index (config->beds, VigilWardBed, 0));
    const VigilSector *other = vigil_config_find_sector (config, index);
    if (has[index])
      vigil_config_complain (reader, group, "beds", "bed \"%s\" stands twice", ids[i]);
    else if (other != NULL)
      vigil_config_complain (reader, group, "beds", "bed \"%s\" is in sector \"%s\" already",
                             ids[i], other->id);
    n += !has[index];
    has[index] = TRUE;
    sector->first = MIN (sector->first, index);
    last = MAX (last, index);
  }
  sector->n_beds = n;
  for (guint i = sector->first; n > 0 && i <= last; i++)
    if (!has[i])
      vigil_config_complain (reader, group, "beds", "bed \"%s\" stands between them in order",
                             g_array_index (config->beds, VigilWardBed, i).id);
}

static void
read_sector (VigilConfigReader *reader, VigilConfig *config, const char *group, const char *id)
{
  VigilSector sector = { 0 };
  if (!vigil_id_is_valid (id)) {
    vigil_config_complain (reader, group, NULL,
                           "\"%s\" is not 1 to 32 characters of a-z, 0-9 and -", id);
    return;
  }
  vigil_text_copy (sector.id, sizeof sector.id, id);
  g_autofree char *name = vigil_config_read_text (reader, group, "name", FALSE);
  if (name != NULL && strlen (name) >= sizeof sector.name)
    vigil_config_complain (reader, group, "name", "is longer than %u bytes",
                           (guint) sizeof sector.name - 1);
  vigil_text_copy (sector.name, sizeof sector.name, name != NULL ? name : id);
  place_sector (reader, config, group, &sector);
  if (sector.n_beds > 0)
    g_array_append_val (config->sectors, sector);
}

static gint
compare_sectors_cb (gconstpointer a, gconstpointer b)
{
  const VigilSector *left = a, *right = b;
  return left->first < right->first ? -1 : left->first > right->first;
}

/* "[sector north]": after the beds. */
void
vigil_config_read_sectors (VigilConfigReader *reader, VigilConfig *config)
{
  g_auto (GStrv) groups = g_key_file_get_groups (reader->file, NULL);
  guint n = 0;
  for (guint i = 0; groups[i] != NULL; i++) {
    if (!g_str_has_prefix (groups[i], "sector "))
      continue;
    if (++n <= VIGIL_SECTORS_MAX)
      read_sector (reader, config, groups[i], groups[i] + strlen ("sector "));
    else
      vigil_config_complain (reader, groups[i], NULL, "is one sector more than %d",
                             VIGIL_SECTORS_MAX);
  }
  g_array_sort (config->sectors, compare_sectors_cb);
}
