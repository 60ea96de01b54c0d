/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-load-words.h"

#include <glib/gi18n.h>

#include "vigil-history-words.h"
#include "vigil-words.h"

#define DAY_MS (24 * 3600 * G_GINT64_CONSTANT (1000))
/* Of less time than this no daily number is made: it would be a guess. */
#define DAILY_AFTER_MS (6 * 3600 * G_GINT64_CONSTANT (1000))

/* NULL: too little was observed. */
static char *
dup_daily (const VigilLoadResult *result, guint n, guint n_beds)
{
  if (result->observed_ms < DAILY_AFTER_MS || n_beds == 0)
    return NULL;
  double daily = (double) n / n_beds * (double) DAY_MS / (double) result->observed_ms;
  return g_strdup_printf (daily < 10 ? "%.1f" : "%.0f", daily);
}

char *
vigil_load_words_priorities (const guint counts[VIGIL_LOAD_PRIORITIES])
{
  g_autofree char *text = vigil_history_words_priorities (counts);
  return text[0] != '\0' ? g_steal_pointer (&text) : g_strdup (_ ("none"));
}

char *
vigil_load_words_total (const VigilLoadResult *result)
{
  if (result->n == 0)
    return g_strdup (_ ("No alarms in this time"));
  g_autofree char *priorities = vigil_load_words_priorities (result->n_by_priority);
  g_autofree char *daily = dup_daily (result, result->n, result->period.n_beds);
  g_autoptr (GString) text = g_string_new (NULL);
  g_string_append_printf (text, ngettext ("%u alarm: %s.", "%u alarms: %s.", result->n), result->n,
                          priorities);
  /* translators: how many alarms came from patients, how many from equipment */
  g_string_append_printf (text, _ (" %u of patients, %u technical."), result->n_physiological,
                          result->n_technical);
  if (daily != NULL)
    /* translators: %s: how many alarms a bed has in a day */
    g_string_append_printf (text, _ (" %s a bed and day."), daily);
  if (result->n_unanswered > 0)
    g_string_append_printf (text,
                            ngettext (" %u was unanswered for a minute.",
                                      " %u were unanswered for a minute.", result->n_unanswered),
                            result->n_unanswered);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
dup_length (gint64 ms)
{
  gint64 minutes = ms / 60000;
  if (minutes >= 48 * 60)
    /* translators: days and hours */
    return g_strdup_printf (_ ("%d d %d h"), (int) (minutes / 1440), (int) (minutes / 60 % 24));
  /* translators: hours and minutes */
  return g_strdup_printf (_ ("%d h %d min"), (int) (minutes / 60), (int) (minutes % 60));
}

char *
vigil_load_words_observed (const VigilLoadResult *result)
{
  g_autofree char *observed = dup_length (result->observed_ms);
  g_autofree char *whole = dup_length (result->period.until_ms - result->period.since_ms);
  g_autofree char *since =
      vigil_history_words_when (result->known_since_ms, result->period.until_ms);
  /* translators: the time that the station ran, of all time; since when the record knows */
  return g_strdup_printf (_ ("Counted while this station ran: %s of %s. The record begins %s. An "
                             "alarm that comes back within its minute is counted once."),
                          observed, whole, since);
}

char *
vigil_load_words_silences (VigilPriority priority, const VigilLoadSilences *silences)
{
  static const char *const NAMES[] = { NULL, N_ ("Low"), N_ ("Medium"), N_ ("High") };
  if (silences->n == 0 || priority == VIGIL_PRIORITY_NONE)
    return NULL;
  g_autofree char *median = vigil_words_age (silences->median_ms * 1000);
  g_autofree char *p90 = vigil_words_age (silences->p90_ms * 1000);
  /* translators: priority; median; 90th percentile; how many were silenced */
  return g_strdup_printf (_ ("%s: half within %s, nine of ten within %s (%u silenced)"),
                          _ (NAMES[priority]), median, p90, silences->n);
}

static const VigilLoadCount *
find_most_crowded (const VigilLoadResult *result)
{
  const VigilLoadCount *most = NULL;
  for (guint i = 0; i < result->n_beds; i++) {
    const VigilLoadCount *bed = &result->beds[i];
    if (bed->crowded_ms > 0 && (most == NULL || bed->crowded_ms > most->crowded_ms))
      most = bed;
  }
  return most;
}

static const char *
get_bed_words (VigilWard *ward, const char *id)
{
  guint index = vigil_ward_find_bed (ward, id);
  return index != G_MAXUINT ? vigil_bed_get_name (vigil_ward_get_bed (ward, index)) : id;
}

char *
vigil_load_words_crowded (VigilWard *ward, const VigilLoadResult *result)
{
  const VigilLoadCount *most = find_most_crowded (result);
  if (result->crowded_share < 0)
    return g_strdup (_ ("Not known: this station did not run in this time"));
  if (most == NULL)
    return g_strdup (_ ("Never"));
  /* translators: %s: the label of a bed; %% is a percent sign */
  return g_strdup_printf (_ ("%.1f %% of bed time; the most on bed %s: %.1f %%"),
                          result->crowded_share * 100, get_bed_words (ward, most->name),
                          100 * (double) most->crowded_ms / (double) result->observed_ms);
}

char *
vigil_load_words_bed (VigilWard *ward, const VigilLoadCount *bed)
{
  if (bed->name[0] == '\0')
    return g_strdup (_ ("No bed"));
  return g_strdup_printf (_ ("Bed %s"), get_bed_words (ward, bed->name));
}

char *
vigil_load_words_bed_detail (const VigilLoadResult *result, const VigilLoadCount *bed)
{
  g_autofree char *priorities = vigil_load_words_priorities (bed->n_by_priority);
  g_autofree char *daily = dup_daily (result, bed->n, 1);
  /* translators: how many of each priority; how many a day */
  return daily != NULL ? g_strdup_printf (_ ("%s · %s a day"), priorities, daily)
                       : g_steal_pointer (&priorities);
}

char *
vigil_load_words_kind (const VigilLoadCount *kind)
{
  return vigil_history_words_kind (kind->name, kind->code, kind->label);
}

char *
vigil_load_words_day (gint64 start_ms)
{
  g_autoptr (GDateTime) start = g_date_time_new_from_unix_local (start_ms / 1000);
  /* translators: a day: "Mon 23 Nov" */
  return start != NULL ? g_date_time_format (start, _ ("%a %e %b")) : g_strdup ("");
}
