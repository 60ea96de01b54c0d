/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What would have sounded with other limits, delays or hysteresis: the kept numbers of one bed are
 * given once more to the very engine that watches the ward (a ward of one bed, in virtual time),
 * and what it says with the settings of today is compared with what it says with others. A
 * suggestion: nothing here applies anything. Only alarms of the station's own kind can be played
 * again; what the bedside monitor raised by its own limits cannot. Pure; any thread, one call at a
 * time for one result. */

#include "vigil-limits.h"
#include "vigil-trend.h"

G_BEGIN_DECLS

typedef struct {
  VigilLimit limit; /* its kind is the number judged */
  VigilLimitTiming timing;
  gboolean is_demo_ward; /* TEST and DEMO values alarm */
} VigilWhatIfSettings;

/* One alarm from its sounding to the end of its condition. */
typedef struct {
  gint64 begun_ms; /* the first value beyond the limit */
  gint64 raised_ms; /* when it sounded */
  gint64 high_ms; /* when it sounded as a high one; 0 = never */
  gint64 beyond_ms; /* the last value beyond the limit */
  gint64 ended_ms; /* 0 = stands at the end of the period */
  VigilSide side;
  double extreme; /* the farthest value beyond */
} VigilWhatIfAlarm;

/* The alarms (VigilWhatIfAlarm, in order) of @n samples, oldest first. */
GArray *vigil_what_if_replay (const VigilWhatIfSettings *settings,
                              const VigilTrendSample *samples,
                              guint n) G_GNUC_WARN_UNUSED_RESULT;

typedef enum {
  VIGIL_FATE_SAME, /* sounds as before */
  VIGIL_FATE_LATER,
  VIGIL_FATE_LOWERED, /* sounds, but a high one only as a medium one */
  VIGIL_FATE_HIDDEN, /* would not sound */
} VigilFate;

typedef struct {
  guint n_now; /* alarms with the settings of today */
  guint n_then; /* alarms with the others */
  guint n_hidden, n_hidden_high; /* of today's; the second are high ones among them */
  guint n_lowered; /* high ones of today that would be medium ones */
  guint n_later, n_new; /* new: of the others', and none of today's */
  gint64 longest_hidden_ms; /* from its first to its last value beyond the limit */
  gint64 mean_later_ms, most_later_ms;
  gboolean has_deepest;
  VigilSide deepest_side; /* of the hidden one farthest beyond its limit */
  double deepest;
  GArray *fates; /* VigilFate for each of today's */
  GArray *is_new; /* gboolean for each of the others' */
} VigilWhatIf;

/* Free with vigil_what_if_clear(). */
void vigil_what_if_compare (const VigilLimit *limit_now,
                            const GArray *now,
                            const GArray *then,
                            VigilWhatIf *result);
void vigil_what_if_clear (VigilWhatIf *result);

G_END_DECLS
