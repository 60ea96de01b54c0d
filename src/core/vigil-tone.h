/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Renders the alarm bursts of standards.md §1.3 to PCM: pulse by pulse, with harmonics and ramps.
 * Pure; used at build time to write the WAVs of data/sounds and by the tests that measure them. */

#include "vigil-types.h"

G_BEGIN_DECLS

#define VIGIL_TONE_RATE_HZ 48000

typedef struct {
  guint n_pulses;
  const guint *onsets_ms; /* n_pulses */
  const double *notes_hz; /* n_pulses: the fundamental of each */
  guint pulse_ms; /* effective duration: 90 % of the rise to 90 % of the fall */
  guint ramp_ms; /* rise and fall, 10 % to 90 % */
  double level_db; /* peak, against full scale × 0.5 */
  guint burst_ms; /* first onset to the end of the last pulse */
  guint period_ms; /* onset to onset of bursts */
} VigilToneBurst;

/* @priority LOW to HIGH. Static. */
const VigilToneBurst *vigil_tone_get_burst (VigilPriority priority);
/* What sounds when the station itself has failed: the timing of high with a melody of its own.
 * Static. */
const VigilToneBurst *vigil_tone_get_station_failed (void);

/* Mono 16-bit samples at VIGIL_TONE_RATE_HZ of pulses [first, first + n) of the burst, starting at
 * the onset of pulse @first. Owned by the caller. */
GArray *vigil_tone_render (VigilPriority priority, guint first, guint n);
/* The same of any burst. */
GArray *vigil_tone_render_burst (const VigilToneBurst *burst, guint first, guint n);
/* From the first non-zero sample of a pulse to its last, ramps included: longer than pulse_ms. */
double vigil_tone_get_span_ms (const VigilToneBurst *burst);

/* The bytes of a canonical RIFF/WAVE file of @samples (gint16). */
GBytes *vigil_tone_to_wav (const GArray *samples);

G_END_DECLS
