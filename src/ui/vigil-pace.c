/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-pace.h"

/* Fewer frames than this are no rate to judge by: half a second of them. */
#define FRAMES_MIN 30
/* Windows with room before the sweep comes back; twice as many after each try that failed. */
#define WANTED_LEAST 3
#define WANTED_MOST 96
/* Lost again within so many windows of a rise: it failed. Kept for so many: it was right. */
#define FAILED_WITHIN 12
#define RIGHT_AFTER 60

/* The work at a level up to which the next one up is expected to stay below VIGIL_PACE_WORK_MAX_MS
 * with room to spare. A half is somewhat more than half of the work of a whole picture; 30 a second
 * are whole pictures. */
static const double ROOM_MS[VIGIL_N_PACES] = {
  [VIGIL_PACE_HALVES] = 2.5,
  [VIGIL_PACE_THIRTY] = 7.0,
};

void
vigil_pace_init (VigilPace *pace)
{
  *pace =
      (VigilPace){ .fixed = VIGIL_N_PACES, .n_wanted = WANTED_LEAST, .n_since_rise = RIGHT_AFTER };
}

static gboolean
move_to (VigilPace *pace, VigilPaceLevel level)
{
  if (level == pace->level)
    return FALSE;
  pace->level = level;
  pace->n_roomy = 0;
  pace->n_changes++;
  return TRUE;
}

void
vigil_pace_fix (VigilPace *pace, VigilPaceLevel level)
{
  pace->fixed = level;
  if (level != VIGIL_N_PACES)
    move_to (pace, level);
}

static gboolean
fall (VigilPace *pace)
{
  if (pace->level == VIGIL_PACE_THIRTY)
    return FALSE;
  if (pace->n_since_rise <= FAILED_WITHIN)
    pace->n_wanted = MIN (pace->n_wanted * 2, WANTED_MOST);
  else if (pace->n_since_rise >= RIGHT_AFTER)
    pace->n_wanted = WANTED_LEAST;
  return move_to (pace, pace->level + 1);
}

static gboolean
rise (VigilPace *pace)
{
  pace->n_since_rise = 0;
  return move_to (pace, pace->level - 1);
}

gboolean
vigil_pace_judge (VigilPace *pace, const VigilPaceWindow *window)
{
  if (window->n_frames < FRAMES_MIN)
    return FALSE;
  pace->work_p95_ms = window->work_p95_ms;
  if (pace->fixed != VIGIL_N_PACES)
    return FALSE;
  pace->n_since_rise++;
  if (window->work_p95_ms > VIGIL_PACE_WORK_MAX_MS) {
    pace->n_roomy = 0;
    return fall (pace);
  }
  gboolean is_roomy = pace->level > VIGIL_PACE_FULL && window->work_p95_ms <= ROOM_MS[pace->level];
  pace->n_roomy = is_roomy ? pace->n_roomy + 1 : 0;
  return is_roomy && pace->n_roomy >= pace->n_wanted && rise (pace);
}

guint
vigil_pace_get_columns (VigilPaceLevel level, guint64 n)
{
  switch (level) {
  case VIGIL_PACE_HALVES:
    return n % 2 == 0 ? VIGIL_PACE_LEFT : VIGIL_PACE_RIGHT;
  case VIGIL_PACE_THIRTY:
    return n % 2 == 0 ? VIGIL_PACE_ALL : 0;
  case VIGIL_PACE_FULL:
  case VIGIL_N_PACES:
  default:
    return VIGIL_PACE_ALL;
  }
}

const char *
vigil_pace_get_name (VigilPaceLevel level)
{
  static const char *const names[VIGIL_N_PACES] = {
    [VIGIL_PACE_FULL] = "full",
    [VIGIL_PACE_HALVES] = "halves",
    [VIGIL_PACE_THIRTY] = "30",
  };
  return level < VIGIL_N_PACES ? names[level] : "automatic";
}
