/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-cue.h"

VigilCue
vigil_cue_of_priority (VigilPriority priority)
{
  const VigilCue cues[] = { VIGIL_CUE_NONE, VIGIL_CUE_LOW, VIGIL_CUE_MEDIUM, VIGIL_CUE_HIGH };
  g_assert (priority < G_N_ELEMENTS (cues));
  return cues[priority];
}

VigilPriority
vigil_cue_get_priority (VigilCue cue)
{
  const VigilPriority priorities[] = { VIGIL_PRIORITY_NONE, VIGIL_PRIORITY_LOW,
                                       VIGIL_PRIORITY_MEDIUM, VIGIL_PRIORITY_HIGH,
                                       VIGIL_PRIORITY_HIGH };
  g_assert (cue < VIGIL_N_CUES);
  return priorities[cue];
}

const VigilToneBurst *
vigil_cue_get_burst (VigilCue cue)
{
  g_assert (cue > VIGIL_CUE_NONE && cue < VIGIL_N_CUES);
  if (cue == VIGIL_CUE_STATION_FAILED)
    return vigil_tone_get_station_failed ();
  return vigil_tone_get_burst (vigil_cue_get_priority (cue));
}

const char *
vigil_cue_get_name (VigilCue cue)
{
  static const char *const NAMES[] = { NULL, "vigil-alarm-low", "vigil-alarm-medium",
                                       "vigil-alarm-high", "vigil-station-failed" };
  g_assert (cue > VIGIL_CUE_NONE && cue < VIGIL_N_CUES);
  return NAMES[cue];
}

/* When pulse @i is over, its ramp included. */
static gint64
get_pulse_end_us (const VigilToneBurst *burst, guint i)
{
  return burst->onsets_ms[i] * 1000 + (gint64) (vigil_tone_get_span_ms (burst) * 1000);
}

gint64
vigil_cue_get_length_us (VigilCue cue)
{
  const VigilToneBurst *burst = vigil_cue_get_burst (cue);
  return get_pulse_end_us (burst, burst->n_pulses - 1);
}

gint64
vigil_cue_get_half_us (VigilCue cue)
{
  const VigilToneBurst *burst = vigil_cue_get_burst (cue);
  return get_pulse_end_us (burst, (burst->n_pulses - 1) / 2);
}

gint64
vigil_cue_get_boundary_us (VigilCue cue, gint64 elapsed_us, gint64 guard_us)
{
  const VigilToneBurst *burst = vigil_cue_get_burst (cue);
  for (guint i = 0; i < burst->n_pulses; i++) {
    gint64 onset_us = burst->onsets_ms[i] * 1000;
    gint64 end_us = get_pulse_end_us (burst, i);
    if (elapsed_us < end_us && elapsed_us > onset_us - guard_us)
      return end_us;
  }
  return elapsed_us;
}
