/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The beats of the ECG that a wall shows, as places in its trace: the station's own detector
 * (vigil-ecg), run behind the trace as it fills. They are for the picture alone: no number and no
 * alarm comes of them. A beat is known 0.25 to 0.4 s after its R wave, at times later, so that its
 * wave may have been drawn before. Plain value; main thread. */

#include "vigil-ecg.h"
#include "vigil-trace.h"

G_BEGIN_DECLS

/* More than a trace holds at 240 beats/min. */
#define VIGIL_BEATS_MAX 256

typedef struct {
  VigilEcg *ecg; /* owned; NULL: none yet, or a rate that the detector was not made for */
  const float *samples; /* of the trace followed, to know it by; never read through */
  guint generation; /* of that trace */
  guint serial; /* changes when the beats begin anew: those of before are no more */
  gint64 first; /* index in the trace of the detector's first sample */
  gint64 next; /* the first sample not yet looked at */
  guint64 n; /* beats since then */
  gint64 places[VIGIL_BEATS_MAX]; /* index in the trace of beat k, at k % VIGIL_BEATS_MAX */
} VigilBeats;

void vigil_beats_init (VigilBeats *beats);
void vigil_beats_clear (VigilBeats *beats);

/* Looks at what has come to @trace, of which @mv_per_unit millivolts are one; begins anew if it is
 * another trace than before, or its grid is. */
void vigil_beats_follow (VigilBeats *beats, const VigilTrace *trace, double mv_per_unit);
/* Whether the beats are those of @trace as it is now. */
gboolean vigil_beats_are_of (const VigilBeats *beats, const VigilTrace *trace);

/* The oldest beat still known; beats from there to @n are. */
static inline guint64
vigil_beats_get_oldest (const VigilBeats *beats)
{
  return beats->n > VIGIL_BEATS_MAX ? beats->n - VIGIL_BEATS_MAX : 0;
}

static inline gint64
vigil_beats_get_place (const VigilBeats *beats, guint64 beat)
{
  return beats->places[beat % VIGIL_BEATS_MAX];
}

G_END_DECLS
