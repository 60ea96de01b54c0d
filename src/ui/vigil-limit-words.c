/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-limit-words.h"

#include <glib/gi18n.h>
#include <math.h>

#include "vigil-words.h"

static char *
dup_number (VigilNumericKind kind, double value)
{
  return g_strdup_printf ("%.*f", (int) vigil_nomenclature_numeric (kind)->decimals, value);
}

char *
vigil_limit_words_value (VigilNumericKind kind, const VigilNumeric *numeric)
{
  if (numeric->show == VIGIL_SHOW_BLANK)
    return g_strdup ("");
  if (numeric->show == VIGIL_SHOW_DASHES)
    return g_strdup ("--");
  g_autofree char *number = dup_number (kind, numeric->value);
  return g_strdup_printf ("%s%s", number, numeric->show == VIGIL_SHOW_QUESTIONABLE ? "?" : "");
}

char *
vigil_limit_words_bound (VigilNumericKind kind, double bound)
{
  return isnan (bound) ? g_strdup (_ ("none")) : dup_number (kind, bound);
}

/* "50 – 120", "≥ 90", "≤ 30"; "" without either. */
static char *
dup_band (VigilNumericKind kind, double lo, double hi)
{
  g_autofree char *low = isnan (lo) ? NULL : dup_number (kind, lo);
  g_autofree char *high = isnan (hi) ? NULL : dup_number (kind, hi);
  if (low != NULL && high != NULL)
    return g_strdup_printf ("%s – %s", low, high);
  if (low != NULL)
    return g_strdup_printf ("≥ %s", low);
  return high != NULL ? g_strdup_printf ("≤ %s", high) : g_strdup ("");
}

char *
vigil_limit_words_bounds (const VigilLimit *limit)
{
  VigilLimit plain = vigil_limit_normalise (limit);
  g_autofree char *first = dup_band (plain.kind, plain.lo, plain.hi);
  g_autofree char *second = dup_band (plain.kind, plain.lo2, plain.hi2);
  if (first[0] == '\0' && second[0] == '\0')
    return g_strdup (_ ("none"));
  if (second[0] == '\0')
    return g_steal_pointer (&first);
  return g_strdup_printf (first[0] != '\0' ? "%s (%s)" : "%s(%s)", first, second);
}

char *
vigil_limit_words_limits (VigilNumericKind kind, const VigilNumeric *numeric)
{
  VigilLimit limit = numeric->limit;
  limit.kind = kind;
  if (numeric->limit_source == VIGIL_LIMITS_NONE)
    return g_strdup (_ ("no limits"));
  if (numeric->limit_source != VIGIL_LIMITS_OFF)
    return vigil_limit_words_bounds (&limit);
  g_autofree char *until = vigil_words_time_of_day (limit.until_ms);
  /* translators: limits switched off at the bedside until this time of day */
  return until[0] != '\0' ? g_strdup_printf (_ ("off until %s"), until) : g_strdup (_ ("off"));
}

const char *
vigil_limit_words_band (VigilAgeBand band)
{
  switch (band) {
  case VIGIL_BAND_UNDER_28_DAYS:
    return _ ("under 28 days");
  case VIGIL_BAND_UNDER_1_YEAR:
    return _ ("under 1 year");
  case VIGIL_BAND_1_TO_4:
    return _ ("1 to 4 years");
  case VIGIL_BAND_5_TO_12:
    return _ ("5 to 12 years");
  case VIGIL_BAND_13_AND_OVER:
    return _ ("13 years and over");
  case VIGIL_BAND_ADULT:
    return _ ("adult");
  case VIGIL_BAND_UNKNOWN:
  case VIGIL_N_BANDS:
  default:
    return _ ("CLASS?");
  }
}

char *
vigil_limit_words_source (const VigilBed *bed, VigilNumericKind kind)
{
  const VigilNumeric *numeric = &bed->numerics[kind];
  const char *band = vigil_limit_words_band (bed->limit_band);
  switch (numeric->limit_source) {
  case VIGIL_LIMITS_BEDSIDE:
    return g_strdup (_ ("set at the bedside"));
  case VIGIL_LIMITS_OFF:
    return g_strdup (_ ("alarm off at the bedside"));
  case VIGIL_LIMITS_PRESET:
    if (numeric->is_limit_of_ward_file)
      /* translators: limits of this station; %s is an age class, "adult" */
      return g_strdup_printf (_ ("preset: %s (ward file)"), band);
    /* translators: limits of this station; %s is an age class, "adult" */
    return g_strdup_printf (_ ("preset: %s"), band);
  case VIGIL_LIMITS_NONE:
  default:
    return g_strdup (_ ("no alarm from this number"));
  }
}

char *
vigil_limit_words_who (const char *by, const char *station)
{
  g_autofree char *desk = station[0] != '\0' ? vigil_words_station (station) : g_strdup ("");
  gboolean has_both = by[0] != '\0' && desk[0] != '\0';
  return g_strdup_printf ("%s%s%s", by, has_both ? " · " : "", desk);
}

char *
vigil_limit_words_change (const VigilLimitChange *change)
{
  g_autofree char *when = vigil_words_time_of_day (change->wall_ms);
  g_autofree char *who = vigil_limit_words_who (change->by, change->station);
  if (when[0] == '\0')
    return g_strdup ("");
  if (who[0] == '\0')
    /* translators: when a limit was changed: "changed 14:32 at the bedside" */
    return g_strdup_printf (_ ("changed %s at the bedside"), when);
  /* translators: when a limit was changed, and by whom: "changed 14:32 · Okafor · Desk 1" */
  return g_strdup_printf (_ ("changed %s · %s"), when, who);
}

char *
vigil_limit_words_request (const VigilRequest *request)
{
  switch (request->state) {
  case VIGIL_REQUEST_WAITING:
    return g_strdup (_ ("requested · waiting for the bed"));
  case VIGIL_REQUEST_ANSWERED:
    return g_strdup (_ ("requested · the bed says done, waiting to see it"));
  case VIGIL_REQUEST_CONFIRMED:
    return g_strdup (_ ("confirmed"));
  case VIGIL_REQUEST_REFUSED:
    if (request->reason[0] == '\0')
      return g_strdup (_ ("refused by the bed"));
    /* translators: %s is the bedside's reason, in its own words */
    return g_strdup_printf (_ ("refused: %s"), request->reason);
  case VIGIL_REQUEST_UNCONFIRMED:
  default:
    return g_strdup (_ ("not confirmed: look at the bedside"));
  }
}

const char *
vigil_limit_words_fault (VigilRequestFault fault)
{
  switch (fault) {
  case VIGIL_REQUEST_NO_LINK:
    return _ ("No link: nothing can be asked of the bed.");
  case VIGIL_REQUEST_NO_BED:
    return _ ("Nothing is heard of this bed: change it at the bedside.");
  case VIGIL_REQUEST_BUSY:
    return _ ("An earlier request still waits for the bed.");
  case VIGIL_REQUEST_SAME:
    return _ ("That is what the bedside has.");
  case VIGIL_REQUEST_EMPTY:
    return _ ("Without any limit it could never alarm.");
  case VIGIL_REQUEST_UNREACHABLE:
    return _ ("No value can cross this limit: it could never alarm.");
  case VIGIL_REQUEST_OUT_OF_ORDER:
    return _ ("These limits contradict each other: low must be below high, and high priority "
              "outside.");
  case VIGIL_REQUEST_NO_END:
    return _ ("Off needs an end within 24 hours.");
  case VIGIL_REQUEST_NO_CUFF:
    return _ ("This bed measures no cuff pressure.");
  case VIGIL_REQUEST_SENT:
  default:
    return "";
  }
}
