/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A cue: one of the sounds that the annunciator can play, ordered so that the greater one is heard.
 * Pure values; any thread. */

#include "vigil-tone.h"

G_BEGIN_DECLS

/* Silence at the head of each sound file: the sound server may swallow as much as one of its blocks
 * when it mixes a new sound into what it has already rendered. */
#define VIGIL_CUE_LEAD_MS 32

typedef enum {
  VIGIL_CUE_NONE,
  VIGIL_CUE_LOW,
  VIGIL_CUE_MEDIUM,
  VIGIL_CUE_HIGH,
  VIGIL_CUE_STATION_FAILED,
  VIGIL_N_CUES,
} VigilCue;

VigilCue vigil_cue_of_priority (VigilPriority priority);
/* HIGH for *station failed*. */
VigilPriority vigil_cue_get_priority (VigilCue cue);
/* Not for NONE. Static. */
const VigilToneBurst *vigil_cue_get_burst (VigilCue cue);
/* Its name in the sound theme: that of its file without ".wav". Not for NONE. Static. */
const char *vigil_cue_get_name (VigilCue cue);
/* From the first pulse to the last sample. Not for NONE. */
gint64 vigil_cue_get_length_us (VigilCue cue);
/* When, from the first pulse on, the first five pulses are over: IEC 60601-1-8 6.10 lets a high
 * burst end no earlier. */
gint64 vigil_cue_get_half_us (VigilCue cue);
/* The first moment from @elapsed_us on that lies between two pulses, with @guard_us to spare before
 * the next pulse. */
gint64 vigil_cue_get_boundary_us (VigilCue cue, gint64 elapsed_us, gint64 guard_us);

G_END_DECLS
