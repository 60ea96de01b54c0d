/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* One occurrence of an alarm as the record holds it: from its raise over its silences and returns
 * to its end, also across a restart of the station. A plain value; any thread. */

#include "vigil-alarm.h"

G_BEGIN_DECLS

typedef enum {
  VIGIL_OCCURRENCE_STANDS, /* its condition, so far as this run of the station knows */
  VIGIL_OCCURRENCE_LATCHED, /* the condition is over; nobody has silenced or reset it yet */
  VIGIL_OCCURRENCE_OVER,
  VIGIL_OCCURRENCE_END_UNKNOWN, /* the station stopped while it stood, and did not see it again */
} VigilOccurrenceState;

typedef struct {
  gint64 id; /* grows with each; of this station's record alone */
  VigilOccurrenceState state;
  char bed[VIGIL_ID_MAX + 1]; /* "" : link, server, sound */
  char key[VIGIL_KEY_MAX];
  char occurrence[64]; /* the bedside's id, or one made by the station */
  char code[48]; /* "" in records of older versions */
  char label[96]; /* as shown last: "SpO2 86 < 90" */
  char encounter[VIGIL_UUID_SIZE]; /* "" unknown */
  VigilPriority priority; /* the highest */
  VigilAlarmKind kind;
  gint64 raised_ms; /* device time */
  gint64 seen_ms; /* wall time of this station when it first showed it */
  gint64 ended_ms; /* device time of the condition's end; 0 = not known */
  gint64 duration_ms; /* of the condition; −1 = not known */
  gint64 known_until_ms; /* wall time; END_UNKNOWN: the station last ran then, 0 = not known */
  double extreme, limit; /* NaN = none; the farthest value beyond its limit */
  /* The first silence. */
  VigilSilencedBy silenced_by_kind; /* NOT: never */
  char silenced_by[64]; /* who, "" unknown */
  char silenced_at[VIGIL_ID_MAX + 1]; /* station, "" at the bedside */
  char action_id[VIGIL_UUID_SIZE];
  gint64 silenced_ms; /* wall time of this station */
  gint64 after_ms; /* since it was first shown; −1 = not measured: it was born silenced */
  guint n_silenced, n_returned;
  gboolean is_reset; /* ended by a reset */
  gboolean was_reached; /* heard here only after its own station had not answered */
  gboolean was_unanswered; /* high, and open for a minute */
} VigilOccurrence;

/* What of the record is asked for; all zero = everything. */
typedef struct {
  char bed[VIGIL_ID_MAX + 1]; /* "" = every bed */
  gboolean is_bedless; /* only what has no bed */
  VigilPriority priority; /* NONE = every */
  gboolean has_kind;
  VigilAlarmKind kind;
  gint64 since_ms, until_ms; /* seen_ms in [since, until[; 0 = open */
  char text[64]; /* in the label or the code, whatever the case of a to z; "" = any */
} VigilOccurrenceFilter;

/* A page of the record. */
typedef struct {
  GArray *occurrences; /* VigilOccurrence, newest first */
  guint n_matching; /* in all, not on this page alone; 0 when paging on */
  gint64 known_since_ms; /* wall time; older things are not known. 0 = nothing is recorded yet */
} VigilOccurrencePage;

/* @page is lent; NULL with @error. Main context. */
typedef void (*VigilOccurrenceFunc) (const VigilOccurrencePage *page,
                                     const GError *error,
                                     gpointer data);

/* What kind of alarm it is whatever its bed and level, for counting:
 * "limit|MDC_PULS_OXIM_SAT_O2|lo", "MDC_EVT_ECG_ASYSTOLE||", "leads-off|ecg|". */
void vigil_occurrence_copy_kind (const VigilOccurrence *occurrence, char out[VIGIL_KEY_MAX]);
/* TRUE: raised, by its device, more than a day before it was first shown: what is told of it counts
 * from then. */
gboolean vigil_occurrence_is_from_before (gint64 raised_ms, gint64 seen_ms);
/* The unit of extreme and limit as the nomenclature shows it; "" = none. Static. */
const char *vigil_occurrence_get_unit (const VigilOccurrence *occurrence);

G_END_DECLS
