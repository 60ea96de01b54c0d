/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-encounter.h"

#include <string.h>

static const char *const CLASS_WORDS[] = { NULL, "adult", "paediatric", "neonatal" };
static const char *const CHANGE_WORDS[] = { "admit", "transfer", "discharge" };

const char *
vigil_change_word_to_string (VigilChangeWord word)
{
  g_return_val_if_fail (word < G_N_ELEMENTS (CHANGE_WORDS), NULL);
  return CHANGE_WORDS[word];
}

gboolean
vigil_patient_class_parse (const char *text, VigilPatientClass *patient_class)
{
  *patient_class = VIGIL_CLASS_UNKNOWN;
  if (*text == '\0' || strcmp (text, "unknown") == 0)
    return TRUE;
  for (guint i = VIGIL_CLASS_ADULT; i < G_N_ELEMENTS (CLASS_WORDS); i++) {
    if (strcmp (text, CLASS_WORDS[i]) == 0) {
      *patient_class = (VigilPatientClass) i;
      return TRUE;
    }
  }
  return FALSE;
}

const char *
vigil_patient_class_to_string (VigilPatientClass patient_class)
{
  g_return_val_if_fail (patient_class < G_N_ELEMENTS (CLASS_WORDS), NULL);
  return CLASS_WORDS[patient_class];
}

static gboolean
read_digits (const char *text, guint n, guint *value)
{
  *value = 0;
  for (guint i = 0; i < n; i++) {
    if (!g_ascii_isdigit (text[i]))
      return FALSE;
    *value = *value * 10 + (guint) g_ascii_digit_value (text[i]);
  }
  return TRUE;
}

static gboolean
read_date (const char *text, GDate *date)
{
  guint year, month, day;
  if (strlen (text) != 10 || text[4] != '-' || text[7] != '-')
    return FALSE;
  if (!read_digits (text, 4, &year) || !read_digits (text + 5, 2, &month)
      || !read_digits (text + 8, 2, &day))
    return FALSE;
  if (year < 1900 || year > 2200
      || !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return FALSE;
  g_date_set_dmy (date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  return TRUE;
}

gboolean
vigil_date_is_valid (const char *text)
{
  GDate date;
  g_date_clear (&date, 1);
  return read_date (text, &date);
}

gint
vigil_date_count_days (const char *birth, gint64 wall_ms)
{
  GDate born, today;
  g_date_clear (&born, 1);
  g_date_clear (&today, 1);
  if (!read_date (birth, &born))
    return -1;
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (wall_ms / 1000);
  if (now == NULL)
    return -1;
  int year, month, day;
  g_date_time_get_ymd (now, &year, &month, &day);
  g_date_set_dmy (&today, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  gint days = g_date_days_between (&born, &today);
  /* Born today, where today began before it did in Greenwich. */
  return days == -1 ? 0 : MAX (days, -1);
}
