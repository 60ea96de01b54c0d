/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-stray-words.h"

#include <glib/gi18n.h>

#include "vigil-standing.h"
#include "vigil-words.h"

char *
vigil_stray_words_dup (const VigilWard *ward)
{
  guint indexes[VIGIL_STRAYS_MAX];
  guint n = vigil_ward_list_strays (ward, indexes);
  g_autoptr (GString) labels = g_string_new (NULL);
  if (n == 0)
    return NULL;
  for (guint i = 0; i < n; i++)
    g_string_append_printf (labels, "%s%s", i > 0 ? ", " : "",
                            vigil_bed_get_name (vigil_ward_get_bed (ward, indexes[i])));
  if (vigil_ward_has_more_strays (ward))
    /* translators: at least so many beds send data that are not on the wall, then their labels */
    return g_strdup_printf (_ ("More than %u beds not on this wall: %s …"), n, labels->str);
  /* translators: beds that send data and are not on the wall, then their labels */
  return g_strdup_printf (
      ngettext ("%u bed not on this wall: %s", "%u beds not on this wall: %s", n), n, labels->str);
}

const VigilAlarm *
vigil_stray_words_find_alarm (VigilWard *ward, guint *bed)
{
  guint indexes[VIGIL_STRAYS_MAX];
  guint n = vigil_ward_list_strays (ward, indexes);
  const VigilAlarm *worst = NULL;
  for (guint i = 0; i < n; i++) {
    g_autoptr (GPtrArray) alarms = vigil_standing_list (ward, indexes[i]);
    const VigilAlarm *first = alarms->len > 0 ? g_ptr_array_index (alarms, 0) : NULL;
    if (first == NULL || (worst != NULL && vigil_ward_compare_alarms (first, worst) >= 0))
      continue;
    worst = first;
    *bed = indexes[i];
  }
  return worst;
}

char *
vigil_stray_words_dup_alarm (VigilWard *ward)
{
  guint bed = 0;
  const VigilAlarm *alarm = vigil_stray_words_find_alarm (ward, &bed);
  if (alarm == NULL)
    return NULL;
  g_autofree char *what = vigil_words_alarm (alarm);
  const char *where = vigil_words_not_here (alarm);
  if (!vigil_alarm_wants_silence (alarm))
    where = _ ("silenced");
  return g_strdup_printf ("%s %s %s%s%s", vigil_words_stars (alarm->priority),
                          vigil_bed_get_name (vigil_ward_get_bed (ward, bed)), what,
                          where != NULL ? " · " : "", where != NULL ? where : "");
}
