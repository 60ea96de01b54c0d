/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-census.h"

typedef struct {
  VigilStay stay;
  char bed[VIGIL_ID_MAX + 1]; /* "" = nowhere */
} Place;

struct _VigilCensus {
  GHashTable *by_encounter; /* encounter → Place, owned */
  GHashTable *by_bed; /* bed → Place, lent */
};

static Place *
get_place (VigilCensus *census, const char *encounter)
{
  Place *place = g_hash_table_lookup (census->by_encounter, encounter);
  if (place == NULL) {
    place = g_new0 (Place, 1);
    vigil_text_copy (place->stay.encounter, sizeof place->stay.encounter, encounter);
    g_hash_table_insert (census->by_encounter, place->stay.encounter, place);
  }
  return place;
}

static void
leave_bed (VigilCensus *census, Place *place)
{
  if (*place->bed != '\0')
    g_hash_table_remove (census->by_bed, place->bed);
  place->bed[0] = '\0';
}

static void
take_bed (VigilCensus *census, Place *place, const char *bed)
{
  Place *before = g_hash_table_lookup (census->by_bed, bed);
  if (before == place)
    return;
  if (before != NULL)
    leave_bed (census, before);
  leave_bed (census, place);
  vigil_text_copy (place->bed, sizeof place->bed, bed);
  g_hash_table_insert (census->by_bed, place->bed, place);
}

static void
apply_cb (const VigilChange *change, gpointer data)
{
  VigilCensus *census = data;
  Place *place = get_place (census, change->stay.encounter);
  gint64 since_ms = change->stay.since_ms != 0 ? change->stay.since_ms : place->stay.since_ms;
  if (*change->stay.family != '\0')
    place->stay = change->stay;
  place->stay.since_ms = since_ms;
  if (change->word == VIGIL_CHANGE_DISCHARGE)
    leave_bed (census, place);
  else
    take_bed (census, place, change->bed);
}

/* The file's stays are admissions at their `since`. Those that began after a change count after it:
 * so they are sorted in between. */
typedef struct {
  VigilCensus *census;
  GArray *of_file; /* VigilChange by t */
  guint next;
} Counting;

static void
apply_file_until (Counting *counting, gint64 t_ms)
{
  while (counting->next < counting->of_file->len) {
    const VigilChange *change = &g_array_index (counting->of_file, VigilChange, counting->next);
    if (change->t_ms > t_ms)
      return;
    apply_cb (change, counting->census);
    counting->next++;
  }
}

static void
count_cb (const VigilChange *change, gpointer data)
{
  Counting *counting = data;
  apply_file_until (counting, change->t_ms);
  apply_cb (change, counting->census);
}

static int
compare_time (gconstpointer a, gconstpointer b)
{
  const VigilChange *left = a, *right = b;
  return (left->t_ms > right->t_ms) - (left->t_ms < right->t_ms);
}

static GArray *
list_file (const VigilWardFile *file)
{
  GArray *changes = g_array_new (FALSE, TRUE, sizeof (VigilChange));
  for (guint i = 0; i < file->beds->len; i++) {
    const VigilWardFileBed *bed = &g_array_index (file->beds, VigilWardFileBed, i);
    VigilChange change = { .word = VIGIL_CHANGE_ADMIT, .stay = bed->stay };
    change.t_ms = bed->stay.since_ms;
    vigil_text_copy (change.bed, sizeof change.bed, bed->bed);
    if (bed->is_occupied)
      g_array_append_val (changes, change);
  }
  g_array_sort (changes, compare_time);
  return changes;
}

VigilCensus *
vigil_census_count (VigilDatabase *database, const VigilWardFile *file, GError **error)
{
  g_autoptr (VigilCensus) census = g_new0 (VigilCensus, 1);
  g_autoptr (GArray) of_file = list_file (file);
  Counting counting = { .census = census, .of_file = of_file };
  /* The keys are the places' own strings. */
  census->by_encounter = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  census->by_bed = g_hash_table_new (g_str_hash, g_str_equal);
  if (!vigil_change_foreach (database, count_cb, &counting, error))
    return NULL;
  apply_file_until (&counting, G_MAXINT64);
  return g_steal_pointer (&census);
}

void
vigil_census_free (VigilCensus *census)
{
  if (census == NULL)
    return;
  g_clear_pointer (&census->by_bed, g_hash_table_unref);
  g_clear_pointer (&census->by_encounter, g_hash_table_unref);
  g_free (census);
}

const VigilStay *
vigil_census_find (const VigilCensus *census, const char *bed)
{
  const Place *place = g_hash_table_lookup (census->by_bed, bed);
  return place != NULL ? &place->stay : NULL;
}
