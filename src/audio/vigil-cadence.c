/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-cadence.h"

/* Before a pulse: what is cut later than this would let the pulse be heard. */
#define GUARD_US 30000
/* After a pulse: a cut aimed here meets silence in spite of jitter (the shortest pause is 46 ms).
 */
#define MARGIN_US 15000

static VigilPriority
get_highest_once (const VigilCadence *cadence)
{
  for (VigilPriority priority = VIGIL_PRIORITY_HIGH; priority > VIGIL_PRIORITY_NONE; priority--) {
    if (cadence->once & 1u << priority)
      return priority;
  }
  return VIGIL_PRIORITY_NONE;
}

static VigilCue
get_target (const VigilCadence *cadence)
{
  if (cadence->is_station_failed)
    return VIGIL_CUE_STATION_FAILED;
  return vigil_cue_of_priority (MAX (cadence->wanted, get_highest_once (cadence)));
}

void
vigil_cadence_sound (VigilCadence *cadence,
                     VigilPriority priority,
                     gboolean is_silenced,
                     gboolean is_restart,
                     gint64 now_us)
{
  gboolean is_in_air = cadence->is_playing && now_us < cadence->end_us;
  VigilCue cue = vigil_cue_of_priority (priority);
  if (priority > cadence->wanted)
    cadence->is_fresh = !(is_in_air && cadence->cue == cue);
  cadence->wanted = priority;
  if (priority == VIGIL_PRIORITY_NONE)
    cadence->is_fresh = FALSE;

  if (is_silenced) {
    cadence->is_stop = TRUE;
    cadence->once = 0;
    cadence->is_restart = FALSE;
  }
  if (priority != VIGIL_PRIORITY_HIGH)
    cadence->is_restart = FALSE;
  else if (is_restart)
    cadence->is_restart = TRUE;
}

void
vigil_cadence_play_once (VigilCadence *cadence, VigilPriority priority)
{
  if (priority > cadence->wanted)
    cadence->once |= 1u << priority;
}

void
vigil_cadence_set_station_failed (VigilCadence *cadence, gboolean is_failed)
{
  cadence->is_station_failed = is_failed;
}

/* When the burst in the air may be cut between two pulses, from @from_us on. */
static gint64
get_boundary (const VigilCadence *cadence, gint64 from_us)
{
  gint64 first_sample_us = cadence->start_us + VIGIL_CADENCE_LATENCY_US;
  gint64 elapsed_us = from_us - first_sample_us;
  gint64 boundary_us = vigil_cue_get_boundary_us (cadence->cue, elapsed_us, GUARD_US);
  if (boundary_us == elapsed_us)
    return from_us;
  return first_sample_us + boundary_us + MARGIN_US;
}

static gint64
get_half (const VigilCadence *cadence)
{
  return cadence->start_us + VIGIL_CADENCE_LATENCY_US + vigil_cue_get_half_us (cadence->cue)
         + MARGIN_US;
}

static VigilCut
get_cut (const VigilCadence *cadence)
{
  VigilCue target = get_target (cadence);
  if (target > cadence->cue)
    return VIGIL_CUT_PREEMPT;
  if (cadence->cue == VIGIL_CUE_STATION_FAILED)
    return target == cadence->cue ? VIGIL_CUT_NONE : VIGIL_CUT_RETURN;
  if (cadence->cue != VIGIL_CUE_HIGH)
    return VIGIL_CUT_NONE;
  if (target == VIGIL_CUE_HIGH)
    return cadence->is_restart ? VIGIL_CUT_RESTART : VIGIL_CUT_NONE;
  return cadence->is_once ? VIGIL_CUT_NONE : VIGIL_CUT_HALF;
}

static gint64
get_cut_us (const VigilCadence *cadence, gint64 now_us)
{
  gint64 half_us = get_half (cadence);
  switch (cadence->cut) {
  case VIGIL_CUT_PREEMPT:
  case VIGIL_CUT_RETURN:
    return get_boundary (cadence, now_us);
  case VIGIL_CUT_RESTART:
    /* A storm of new highs must not break off every burst after two pulses. */
    return get_boundary (cadence, cadence->is_protected ? MAX (now_us, half_us) : now_us);
  case VIGIL_CUT_HALF:
    /* IEC 60601-1-8 6.10: half a high burst at least; past its half it is completed. */
    return now_us <= half_us ? half_us : G_MAXINT64;
  case VIGIL_CUT_NONE:
  default:
    return G_MAXINT64;
  }
}

/* The moment is chosen once: a little later it would lie before the next pulse already. */
static void
choose_cut (VigilCadence *cadence, gint64 now_us)
{
  VigilCut cut = get_cut (cadence);
  if (cut == cadence->cut)
    return;
  cadence->cut = cut;
  cadence->cut_us = get_cut_us (cadence, now_us);
}

/* When the next burst of @target is due if nothing is in the air. */
static gint64
get_next (const VigilCadence *cadence, VigilCue target)
{
  gint64 at_us;
  if (cadence->cue == VIGIL_CUE_NONE || cadence->is_failed || target > cadence->cue
      || (target == VIGIL_CUE_HIGH && cadence->is_restart))
    at_us = G_MININT64;
  else if (cadence->is_fresh)
    at_us = cadence->end_us + VIGIL_CADENCE_RISE_GAP_US;
  else if (target < cadence->cue || cadence->is_once)
    at_us = cadence->end_us + VIGIL_CADENCE_GAP_US;
  else
    at_us = cadence->start_us + vigil_cue_get_burst (target)->period_ms * G_GINT64_CONSTANT (1000);
  return MAX (at_us, cadence->not_before_us);
}

static void
end_burst (VigilCadence *cadence, gint64 now_us)
{
  cadence->is_playing = FALSE;
  cadence->end_us = MIN (cadence->end_us, now_us);
}

static void
start_burst (VigilCadence *cadence, VigilCue target, gint64 now_us)
{
  gboolean was_high = cadence->is_playing && cadence->cue == VIGIL_CUE_HIGH;
  VigilPriority priority = vigil_cue_get_priority (target);
  cadence->is_protected = was_high && target == VIGIL_CUE_HIGH;
  cadence->is_once = target != VIGIL_CUE_STATION_FAILED && priority > cadence->wanted;
  if (target != VIGIL_CUE_STATION_FAILED) {
    cadence->once &= ~((2u << priority) - 1); /* it and all below are satisfied */
    cadence->is_fresh = cadence->is_fresh && cadence->wanted != priority;
    cadence->is_restart = FALSE;
  }
  cadence->cue = target;
  cadence->is_playing = TRUE;
  cadence->is_failed = FALSE;
  cadence->cut = VIGIL_CUT_NONE;
  cadence->cut_us = G_MAXINT64;
  vigil_cadence_started (cadence, now_us);
}

/* A restart so soon after the start of a burst is the same event: it joins. */
static void
join_restart (VigilCadence *cadence, gint64 now_us)
{
  if (cadence->is_playing && cadence->cue == VIGIL_CUE_HIGH
      && now_us <= cadence->start_us + VIGIL_CADENCE_JOIN_US)
    cadence->is_restart = FALSE;
}

VigilOrder
vigil_cadence_step (VigilCadence *cadence, gint64 now_us, VigilCue *cue)
{
  *cue = VIGIL_CUE_NONE;
  if (cadence->is_playing && now_us >= cadence->end_us)
    end_burst (cadence, now_us);

  gboolean is_stop = cadence->is_stop && !cadence->is_station_failed;
  cadence->is_stop = FALSE;
  if (is_stop && cadence->is_playing) {
    end_burst (cadence, now_us);
    return VIGIL_ORDER_STOP;
  }

  join_restart (cadence, now_us);
  VigilCue target = get_target (cadence);
  if (cadence->is_playing) {
    choose_cut (cadence, now_us);
    if (now_us < cadence->cut_us)
      return VIGIL_ORDER_NOTHING;
    if (target < cadence->cue) {
      end_burst (cadence, now_us);
      return VIGIL_ORDER_STOP;
    }
  } else if (target == VIGIL_CUE_NONE || now_us < get_next (cadence, target)) {
    return VIGIL_ORDER_NOTHING;
  }

  start_burst (cadence, target, now_us);
  *cue = target;
  return VIGIL_ORDER_PLAY;
}

gint64
vigil_cadence_get_due (const VigilCadence *cadence)
{
  if (cadence->is_playing)
    return MIN (cadence->end_us, cadence->cut_us);
  VigilCue target = get_target (cadence);
  return target == VIGIL_CUE_NONE ? G_MAXINT64 : get_next (cadence, target);
}

void
vigil_cadence_started (VigilCadence *cadence, gint64 start_us)
{
  cadence->start_us = start_us;
  cadence->end_us = start_us + VIGIL_CADENCE_LATENCY_US + vigil_cue_get_length_us (cadence->cue);
}

void
vigil_cadence_refused (VigilCadence *cadence, gint64 now_us)
{
  end_burst (cadence, now_us);
  cadence->is_failed = TRUE;
  cadence->not_before_us = now_us + VIGIL_CADENCE_RETRY_US;
}
