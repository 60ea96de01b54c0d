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

static gboolean
has_comma (VigilConfigReader *reader, const char *group, const char *key, const char *word)
{
  if (strchr (word, ',') == NULL)
    return FALSE;
  vigil_config_complain (reader, group, key, "\"%s\": beds are separated by ;", word);
  return TRUE;
}

/* An order that is wrong is told once, and not again of each bed that it may have meant. */
static void
complain_of_absent (VigilConfigReader *reader, const char *group, const char *key, const char *id)
{
  if (!has_comma (reader, group, key, id) && !vigil_config_has_problem (reader, "beds", "order"))
    vigil_config_complain (reader, group, key, "bed \"%s\" is not in order", id);
}

static void
read_role (VigilConfigReader *reader, VigilConfig *config, const char *key, VigilRole role)
{
  g_auto (GStrv) ids = vigil_config_read_list (reader, "beds", key, FALSE);
  for (guint i = 0; ids[i] != NULL; i++) {
    VigilWardBed *bed = find_bed (config, ids[i]);
    if (bed == NULL)
      complain_of_absent (reader, "beds", key, ids[i]);
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
      complain_of_absent (reader, "beds", "continuous-ecg", ids[i]);
    else
      bed->is_continuous_ecg = TRUE;
  }
}

/* What its group says of it. */
static void
read_bed (VigilConfigReader *reader, const char *group, VigilWardBed *bed)
{
  g_autofree char *label = vigil_config_read_text (reader, group, "label", FALSE);
  if (label != NULL && strlen (label) >= sizeof bed->label)
    vigil_config_complain (reader, group, "label", "is longer than %u bytes",
                           (guint) sizeof bed->label - 1);
  else
    vigil_text_copy (bed->label, sizeof bed->label, label);
  bed->stated_class = read_class (reader, group);
}

static void
add_bed (VigilConfigReader *reader, VigilConfig *config, const char *id)
{
  VigilWardBed bed = { 0 };
  if (has_comma (reader, "beds", "order", id))
    return;
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
  read_bed (reader, group, &bed);
  g_array_append_val (config->beds, bed);
}

static void
refuse_other_beds (VigilConfigReader *reader, VigilConfig *config)
{
  gboolean is_order_known = !vigil_config_has_problem (reader, "beds", "order");
  g_auto (GStrv) groups = g_key_file_get_groups (reader->file, NULL);
  for (guint i = 0; groups[i] != NULL; i++) {
    VigilWardBed perhaps = { 0 };
    if (!g_str_has_prefix (groups[i], "bed ")
        || find_bed (config, groups[i] + strlen ("bed ")) != NULL)
      continue;
    if (is_order_known)
      vigil_config_refuse_group (reader, groups[i], "is not a bed of order in [beds]");
    else
      read_bed (reader, groups[i], &perhaps);
  }
}

/* Does the wall call @bed by the name of @other? A bed without a label is called by its id. */
static gboolean
has_name_of (const VigilWardBed *bed, const VigilWardBed *other)
{
  g_autofree char *name = vigil_bed_fold_name (bed->label);
  g_autofree char *taken = vigil_bed_fold_name (*other->label != '\0' ? other->label : other->id);
  return *bed->label != '\0' && g_str_equal (name, taken);
}

static void
refuse_name_of (VigilConfigReader *reader, const VigilWardBed *bed, const VigilWardBed *other)
{
  g_autofree char *group = g_strdup_printf ("bed %s", bed->id);
  if (*other->label != '\0')
    vigil_config_complain (reader, group, "label", "\"%s\" is the label of bed \"%s\", too",
                           bed->label, other->id);
  else
    vigil_config_complain (reader, group, "label",
                           "\"%s\" is the id of bed \"%s\", which has no label", bed->label,
                           other->id);
}

/* Two beds of one name: a nurse runs to the wrong one, and silences it. A pair is told once. */
static void
refuse_names_of_others (VigilConfigReader *reader, const VigilConfig *config)
{
  for (guint i = 0; i < config->beds->len; i++) {
    const VigilWardBed *bed = &g_array_index (config->beds, VigilWardBed, i);
    for (guint j = 0; j < config->beds->len; j++) {
      const VigilWardBed *other = &g_array_index (config->beds, VigilWardBed, j);
      gboolean is_for_later = j > i && *other->label != '\0';
      if (i != j && !is_for_later && has_name_of (bed, other)) {
        refuse_name_of (reader, bed, other);
        break;
      }
    }
  }
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
  refuse_names_of_others (reader, config);
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
      complain_of_absent (reader, group, "beds", ids[i]);
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
  gboolean is_order_known = !vigil_config_has_problem (reader, "beds", "order");
  for (guint i = sector->first; is_order_known && n > 0 && i <= last; i++)
    if (!has[i])
      vigil_config_complain (reader, group, "beds", "bed \"%s\" stands between them in order",
                             g_array_index (config->beds, VigilWardBed, i).id);
}

static void
read_sector (VigilConfigReader *reader, VigilConfig *config, const char *group, const char *id)
{
  VigilSector sector = { 0 };
  if (!vigil_id_is_valid (id)) {
    g_autofree char *reason =
        g_strdup_printf ("\"%s\" is not 1 to 32 characters of a-z, 0-9 and -", id);
    vigil_config_refuse_group (reader, group, reason);
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
      vigil_config_refuse_group (reader, groups[i],
                                 "is one sector more than " G_STRINGIFY (VIGIL_SECTORS_MAX));
  }
  g_array_sort (config->sectors, compare_sectors_cb);
}
