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
  guint pulse_ms;
  guint ramp_ms;
  double level_db; /* against full scale × 0.5 */
  guint burst_ms;  /* first onset to the end of the last pulse */
  guint period_ms; /* onset to onset of bursts */
} VigilToneBurst;

/* @priority LOW to HIGH. Static. */
const VigilToneBurst *vigil_tone_get_burst (VigilPriority priority);
/* Mono 16-bit samples at VIGIL_TONE_RATE_HZ of pulses [first, first + n) of the burst, starting at
 * the onset of pulse @first. Owned by the caller. */
GArray *vigil_tone_render (VigilPriority priority, guint first, guint n);
/* The bytes of a canonical RIFF/WAVE file of @samples (gint16). */
GBytes *vigil_tone_to_wav (const GArray *samples);

G_END_DECLS
