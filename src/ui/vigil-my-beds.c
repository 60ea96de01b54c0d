/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-my-beds.h"

#include <glib/gi18n.h>

#include "vigil-words.h"

guint64
vigil_my_beds_find (VigilStation *station)
{
  g_return_val_if_fail (VIGIL_IS_STATION (station), 0);
  g_autoptr (GArray) nurses = vigil_station_list_nurses (station);
  const char *who = vigil_station_get_signed_in (station);
  for (guint i = 0; i < nurses->len; i++) {
    const VigilStationNurse *nurse = &g_array_index (nurses, VigilStationNurse, i);
    if (who[0] != '\0' && g_str_equal (nurse->name, who))
      return nurse->beds;
  }
  return 0;
}

static char *
dup_labels (VigilWard *ward, guint64 beds)
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 0; i < vigil_ward_get_n_beds (ward); i++)
    if (((beds >> i) & 1) != 0)
      g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "",
                              vigil_bed_get_name (vigil_ward_get_bed (ward, i)));
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
vigil_my_beds_dup_words (VigilStation *station)
{
  g_return_val_if_fail (VIGIL_IS_STATION (station), NULL);
  const char *who = vigil_station_get_signed_in (station);
  guint64 beds = vigil_my_beds_find (station);
  if (who[0] == '\0')
    return g_strdup (_ ("My beds: nobody is signed in at this desk, so none is dimmed."));
  if (beds == 0)
    /* translators: the name of a nurse */
    return g_strdup_printf (_ ("My beds: the server has no beds for %s, so none is dimmed."), who);
  g_autofree char *labels = dup_labels (vigil_station_get_ward (station), beds);
  /* translators: the labels of the beds that a nurse has */
  return g_strdup_printf (_ ("My beds: %s. The others are dimmed while nothing is wrong there."),
                          labels);
}
