/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The signals of one bed: from a recording, from the model, or from the model beside a recording;
 * and what episodes do to them. Samples stand on a grid: sample k of a lead is taken at
 * k / rate after the start. One per bed. */

#include "vigil-sim-recording.h"
#include "vigil-sim-scenario.h"

G_BEGIN_DECLS

typedef struct {
  const VigilWaveInfo *wave;
  char source[VIGIL_ID_MAX + 1]; /* last part of the wave's topic */
  guint32 rate_mhz;
  double lo, hi;
  /* The block at hand. */
  guint64 first; /* index of its first sample */
  guint n;
  float *samples; /* NaN = gap */
} VigilSimLead;

typedef struct _VigilSimSource VigilSimSource;

/* @plan and @recording (NULL = none) are lent for life. NULL with @error: a wave of no known name.
 */
VigilSimSource *vigil_sim_source_new (const VigilSimBedPlan *plan,
                                      const VigilSimRecording *recording,
                                      guint32 seed,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
void vigil_sim_source_free (VigilSimSource *source);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigilSimSource, vigil_sim_source_free)

/* Makes the block from @from_us to @to_us (at most 1 s); blocks follow each other. */
void vigil_sim_source_run (VigilSimSource *source, gint64 from_us, gint64 to_us);
guint vigil_sim_source_get_n_leads (const VigilSimSource *source);
const VigilSimLead *vigil_sim_source_get_lead (const VigilSimSource *source, guint index);
/* Whether there is a pulse at all (none in standstill and fibrillation). */
gboolean vigil_sim_source_has_pulse (const VigilSimSource *source);

G_END_DECLS
