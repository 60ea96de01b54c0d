/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-what-if-words.h"

#include <glib/gi18n.h>

#include "vigil-words.h"

#define SECOND_MS 1000
/* A period with less of it known is said to be so. */
#define WHOLE_PERCENT 95

static void
add (GString *text, char *sentence)
{
  if (text->len > 0)
    g_string_append_c (text, ' ');
  g_string_append (text, sentence);
  g_free (sentence);
}

static void
add_hidden (GString *text, const VigilWhatIf *result, VigilNumericKind kind)
{
  const VigilNumericInfo *info = vigil_nomenclature_numeric (kind);
  if (result->n_hidden == 0) {
    /* translators: of all alarms of a period */
    add (text, g_strdup_printf (ngettext ("With these settings it would have sounded all the same.",
                                          "With these settings all %u would have sounded.",
                                          result->n_now),
                                result->n_now));
    return;
  }
  /* translators: how many alarms would not have sounded, of how many, and how long the longest of
   * them lasted */
  add (text, g_strdup_printf (
                 _ ("With these settings %u of the last %u alarms would not have sounded; the "
                    "longest one hidden lasted %.0f s."),
                 result->n_hidden, result->n_now, (double) result->longest_hidden_ms / SECOND_MS));
  if (!result->has_deepest)
    return;
  g_autofree char *label = vigil_words_label (info->label);
  if (result->deepest_side == VIGIL_SIDE_LO)
    /* translators: the name of a number, and a value */
    add (text, g_strdup_printf (_ ("The lowest %s among them was %.*f."), label,
                                (int) info->decimals, result->deepest));
  else
    /* translators: the name of a number, and a value */
    add (text, g_strdup_printf (_ ("The highest %s among them was %.*f."), label,
                                (int) info->decimals, result->deepest));
}

static void
add_rest (GString *text, const VigilWhatIf *result)
{
  if (result->n_later > 0)
    /* translators: how many alarms, and by how many seconds */
    add (text, g_strdup_printf (ngettext ("%u would have sounded later, by %.0f s on average and "
                                          "%.0f s at most.",
                                          "%u would have sounded later, by %.0f s on average and "
                                          "%.0f s at most.",
                                          result->n_later),
                                result->n_later, (double) result->mean_later_ms / SECOND_MS,
                                (double) result->most_later_ms / SECOND_MS));
  if (result->n_new > 0)
    add (text, g_strdup_printf (ngettext ("%u more would have sounded.",
                                          "%u more would have sounded.", result->n_new),
                                result->n_new));
}

char *
vigil_what_if_words_result (const VigilWhatIfReport *report,
                            VigilNumericKind kind,
                            gboolean is_changed)
{
  const VigilWhatIf *result = &report->result;
  g_autoptr (GString) text = g_string_new (NULL);
  if (report->covered_ms == 0)
    return g_strdup (_ ("Nothing is kept of this number for this period."));
  if (!is_changed && result->n_now == 0)
    return g_strdup (_ ("With today's settings: no alarm in this period. Change one below."));
  if (!is_changed)
    return g_strdup_printf (
        ngettext ("With today's settings: %u alarm in this period. Change one below.",
                  "With today's settings: %u alarms in this period. Change one below.",
                  result->n_now),
        result->n_now);
  if (result->n_now == 0)
    add (text, g_strdup (_ ("With today's settings nothing would have sounded.")));
  else
    add_hidden (text, result, kind);
  add_rest (text, result);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

char *
vigil_what_if_words_danger (const VigilWhatIfReport *report)
{
  const VigilWhatIf *result = &report->result;
  g_autoptr (GString) text = g_string_new (NULL);
  if (result->n_hidden_high > 0)
    add (text, g_strdup_printf (ngettext ("%u HIGH alarm would have been hidden.",
                                          "%u HIGH alarms would have been hidden.",
                                          result->n_hidden_high),
                                result->n_hidden_high));
  if (result->n_lowered > 0)
    add (text, g_strdup_printf (ngettext ("%u HIGH alarm would have been a medium one only.",
                                          "%u HIGH alarms would have been medium ones only.",
                                          result->n_lowered),
                                result->n_lowered));
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

char *
vigil_what_if_words_limits (const VigilWhatIfReport *report)
{
  g_autoptr (GString) text = g_string_new (NULL);
  if (report->covered_ms == 0)
    return NULL;
  gint64 length_ms = MAX (report->to_ms - report->from_ms, 1);
  guint covered = (guint) (report->covered_ms * 100 / length_ms);
  guint minutes = (guint) (report->covered_ms / 60000);
  if (covered < WHOLE_PERCENT)
    add (text, g_strdup_printf (ngettext ("Of this period %u minute is known.",
                                          "Of this period %u minutes are known.", minutes),
                                minutes));
  if (report->bedside_ms > 0)
    add (text,
         g_strdup_printf (_ ("For %u %% of that time the bedside monitor judged this number by "
                             "itself; shown is what the station would have done."),
                          (guint) (report->bedside_ms * 100 / report->covered_ms)));
  if (report->n_relayed > 0)
    add (text,
         g_strdup_printf (ngettext ("%u alarm came from the bedside monitor: it is not played "
                                    "again.",
                                    "%u alarms came from the bedside monitor: they are not "
                                    "played again.",
                                    report->n_relayed),
                          report->n_relayed));
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}
