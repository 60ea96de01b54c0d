/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-history-words.h"

#include <glib/gi18n.h>

#include "vigil-words.h"

static gboolean
is_same_day (GDateTime *a, GDateTime *b)
{
  return g_date_time_get_year (a) == g_date_time_get_year (b)
         && g_date_time_get_day_of_year (a) == g_date_time_get_day_of_year (b);
}

char *
vigil_history_words_when (gint64 wall_ms, gint64 now_ms)
{
  g_autoptr (GDateTime) time =
      wall_ms != 0 ? g_date_time_new_from_unix_local (wall_ms / 1000) : NULL;
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_local (now_ms / 1000);
  if (time == NULL)
    return g_strdup ("");
  /* translators: a time of day of an earlier day: "Mon 23 Nov 05:12:40" */
  return g_date_time_format (time,
                             now != NULL && is_same_day (time, now) ? "%T" : _ ("%a %e %b %T"));
}

char *
vigil_history_words_begin (const VigilOccurrence *occurrence, gint64 now_ms)
{
  if (!vigil_occurrence_is_from_before (occurrence->raised_ms, occurrence->seen_ms))
    return vigil_history_words_when (occurrence->raised_ms, now_ms);
  g_autofree char *seen = vigil_history_words_when (occurrence->seen_ms, now_ms);
  /* translators: %s: when an alarm was first shown that is said to be more than a day older */
  return g_strdup_printf (_ ("seen %s"), seen);
}

char *
vigil_history_words_end (const VigilOccurrence *occurrence)
{
  g_autofree char *length = vigil_words_age (occurrence->duration_ms * 1000);
  switch (occurrence->state) {
  case VIGIL_OCCURRENCE_STANDS:
    return g_strdup (_ ("stands"));
  case VIGIL_OCCURRENCE_LATCHED:
    /* translators: %s: how long the condition stood */
    return g_strdup_printf (_ ("for %s · over, not silenced yet"), length);
  case VIGIL_OCCURRENCE_END_UNKNOWN: {
    g_autofree char *stopped = vigil_words_time_of_day (occurrence->known_until_ms);
    /* translators: %s: a time of day */
    return g_strdup_printf (_ ("end not known: this station stopped about %s"), stopped);
  }
  case VIGIL_OCCURRENCE_OVER:
  default:
    break;
  }
  if (occurrence->duration_ms < 0)
    return g_strdup (occurrence->is_reset ? _ ("reset") : _ ("over"));
  /* translators: how long an alarm stood: "for 0:40" */
  return occurrence->is_reset ? g_strdup_printf (_ ("for %s · reset"), length)
                              : g_strdup_printf (_ ("for %s"), length);
}

static char *
dup_place (const VigilOccurrence *occurrence, const char *own_station)
{
  if (occurrence->silenced_by_kind == VIGIL_SILENCED_AT_BEDSIDE)
    return g_strdup (_ ("at the bedside"));
  if (occurrence->silenced_by_kind == VIGIL_SILENCED_HERE
      || g_str_equal (occurrence->silenced_at, own_station))
    return g_strdup (_ ("this desk"));
  return vigil_words_station (occurrence->silenced_at);
}

char *
vigil_history_words_silence (const VigilOccurrence *occurrence, const char *own_station)
{
  if (occurrence->silenced_by_kind == VIGIL_SILENCED_NOT)
    return g_strdup (_ ("Not silenced"));
  g_autofree char *after = vigil_words_silenced_after (occurrence->after_ms * 1000);
  g_autoptr (GString) text = g_string_new (after);
  g_autofree char *place = dup_place (occurrence, own_station);
  if (occurrence->silenced_by[0] != '\0')
    g_string_append_printf (text, " · %s", occurrence->silenced_by);
  g_string_append_printf (text, " · %s", place);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
vigil_history_words_more (const VigilOccurrence *occurrence)
{
  g_autoptr (GString) text = g_string_new (NULL);
  if (occurrence->n_returned > 0)
    g_string_append_printf (
        text, ngettext ("returned %u time", "returned %u times", occurrence->n_returned),
        occurrence->n_returned);
  if (occurrence->was_unanswered)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "",
                            _ ("unanswered for a minute"));
  if (occurrence->was_reached)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "",
                            _ ("came to this desk later"));
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

/* "limit|MDC_PULS_OXIM_SAT_O2|lo" */
static char *
dup_limit_kind (const char *source, const char *side)
{
  VigilNumericKind kind;
  if (!vigil_nomenclature_find_numeric (source, &kind))
    return NULL;
  g_autofree char *name = vigil_words_label (vigil_nomenclature_numeric (kind)->label);
  if (g_str_equal (side, "lo"))
    /* translators: a value below its limit: "SpO₂ low" */
    return g_strdup_printf (_ ("%s low"), name);
  if (g_str_equal (side, "hi"))
    /* translators: a value above its limit: "HR high" */
    return g_strdup_printf (_ ("%s high"), name);
  return g_steal_pointer (&name);
}

char *
vigil_history_words_kind (const char *name, const char *code, const char *label)
{
  if (name[0] == '\0')
    return g_strdup (_ ("Others"));
  g_auto (GStrv) parts = g_strsplit (name, "|", 3);
  g_autofree char *limit = g_strv_length (parts) == 3 && g_str_equal (parts[0], "limit")
                               ? dup_limit_kind (parts[1], parts[2])
                               : NULL;
  if (limit != NULL)
    return g_steal_pointer (&limit);
  const VigilEventInfo *event = vigil_nomenclature_find_event (code);
  if (event == NULL)
    event = vigil_nomenclature_find_event (parts[0]);
  if (event != NULL && event->label != NULL)
    return vigil_words_label (event->label);
  return label[0] != '\0' ? vigil_words_label (label) : g_strdup (parts[0]);
}

static char *
dup_count (VigilPriority priority, guint n)
{
  if (priority == VIGIL_PRIORITY_HIGH)
    return g_strdup_printf (_ ("%u high"), n);
  if (priority == VIGIL_PRIORITY_MEDIUM)
    return g_strdup_printf (_ ("%u medium"), n);
  return g_strdup_printf (_ ("%u low"), n);
}

char *
vigil_history_words_priorities (const guint counts[VIGIL_LOAD_PRIORITIES])
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = VIGIL_PRIORITY_HIGH; i > VIGIL_PRIORITY_NONE; i--) {
    g_autofree char *count = counts[i] > 0 ? dup_count ((VigilPriority) i, counts[i]) : NULL;
    if (count != NULL)
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", count);
  }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
