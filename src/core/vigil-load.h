/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Alarm load: what the record says about how many alarms there were. An accumulator that is fed the
 * runs of the station, then the occurrences in their order, and finished. Pure; the clock and the
 * calendar are the caller's. One thread at a time.
 *
 * An alarm is one occurrence, counted when this station first showed it; what comes back within its
 * same-occurrence time (ux.md, "Again") is not counted twice. Time is counted only while the
 * station ran.
 *
 * Crowded time: the time in which a bed had had 80 or more alarms in the 120 min before. From so
 * many on nurses were measured to answer later (Bonafide et al., J Hosp Med 2015;10:345–351, who
 * counted the patient's non-actionable alarms; a station cannot know which were actionable and
 * counts all of the bed). The share is of all bed time: the beds of the wall times the time that
 * the station ran. */

#include "vigil-occurrence.h"

G_BEGIN_DECLS

#define VIGIL_LOAD_CROWDED 80
#define VIGIL_LOAD_WINDOW_MS (120 * 60 * G_GINT64_CONSTANT (1000))
#define VIGIL_LOAD_DAYS_MAX 32
#define VIGIL_LOAD_PRIORITIES (VIGIL_PRIORITY_HIGH + 1)
/* Of beds and of kinds; those beyond are counted as one, named "". */
#define VIGIL_LOAD_NAMES_MAX 256

typedef struct _VigilLoad VigilLoad;

typedef struct {
  gint64 since_ms, until_ms; /* wall time, until after since */
  guint n_beds; /* of the wall */
  guint n_days; /* 1 to VIGIL_LOAD_DAYS_MAX */
  gint64 day_starts_ms[VIGIL_LOAD_DAYS_MAX]; /* rising; day i goes on until day i + 1 begins */
} VigilLoadPeriod;

typedef struct {
  char name[VIGIL_KEY_MAX]; /* a bed, "" = none; or a kind (vigil_occurrence_copy_kind()) */
  char code[48], label[96]; /* kinds: of the newest one */
  guint n;
  guint n_by_priority[VIGIL_LOAD_PRIORITIES];
  guint n_by_day[VIGIL_LOAD_DAYS_MAX]; /* beds */
  gint64 crowded_ms; /* beds */
} VigilLoadCount;

/* How long until the first silence. Only what was silenced by somebody while it was shown here. */
typedef struct {
  guint n;
  gint64 median_ms; /* the mean of the middle two if n is even; −1: none */
  gint64 p90_ms; /* the smallest that 90 % do not exceed; −1: none */
} VigilLoadSilences;

typedef struct {
  VigilLoadPeriod period;
  gint64 observed_ms; /* the station ran so long within the period */
  guint n, n_physiological, n_technical, n_unanswered;
  guint n_by_priority[VIGIL_LOAD_PRIORITIES];
  guint n_by_day[VIGIL_LOAD_DAYS_MAX][VIGIL_LOAD_PRIORITIES];
  VigilLoadSilences silences[VIGIL_LOAD_PRIORITIES]; /* NONE = of all priorities */
  double crowded_share; /* 0 to 1; −1: nothing was observed */
  gint64 known_since_ms; /* the record's; 0 = not said */
  const VigilLoadCount *beds; /* the most alarms first, then by name; lent */
  guint n_beds;
  const VigilLoadCount *kinds;
  guint n_kinds;
} VigilLoadResult;

/* @load is lent and finished; NULL with @error. Main context. */
typedef void (*VigilLoadFunc) (const VigilLoad *load, const GError *error, gpointer data);

VigilLoad *vigil_load_new (const VigilLoadPeriod *period) G_GNUC_WARN_UNUSED_RESULT;
void vigil_load_free (VigilLoad *load);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigilLoad, vigil_load_free)

const VigilLoadPeriod *vigil_load_get_period (const VigilLoad *load);
void vigil_load_set_known_since (VigilLoad *load, gint64 wall_ms);
/* The station ran from @from_ms to @to_ms; in order, before the first alarm. What overlaps an
 * earlier run is not counted twice; what ends before it begins (a clock set back) is left out. */
void vigil_load_add_run (VigilLoad *load, gint64 from_ms, gint64 to_ms);
/* In the order of seen_ms, from VIGIL_LOAD_WINDOW_MS before the period on; those are not counted,
 * but crowd what follows. */
void vigil_load_add (VigilLoad *load, const VigilOccurrence *occurrence);
/* Nothing is added after it. */
void vigil_load_finish (VigilLoad *load);
/* Lent until @load goes; only when finished. */
const VigilLoadResult *vigil_load_get_result (const VigilLoad *load);

G_END_DECLS
