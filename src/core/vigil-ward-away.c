/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A bed that is away (standby on the wire, or a suspension), and when it is back (ux.md, "Suspend a
 * bed"). A high alarm is never kept back. */

#include "vigil-ward-private.h"

#include <math.h>
#include <string.h>

#define MINUTE_US (60 * VIGIL_SECOND_US)
#define AWAY_US (60 * MINUTE_US)
#define AWAY_MAX_US (240 * MINUTE_US)
#define CARE_US (5 * MINUTE_US)
#define STAFF_US (10 * MINUTE_US)
#define BACK_US (30 * VIGIL_SECOND_US)
/* A patient whom somebody has just sent away is still being disconnected: signal says that he is
 * back once it was lost, for as long as a low NO DATA takes, or when that takes longer than Care.
 */
#define LOST_US (10 * VIGIL_SECOND_US)
#define LEAVING_US CARE_US
/* Blocks are 1 s long at most. */
#define WAVE_BREAK_US (2 * VIGIL_SECOND_US)
#define VITALS_BREAK_US (2 * VIGIL_SECOND_US)
#define OVERDUE_MEDIUM_US (10 * MINUTE_US)

gboolean
vigil_bed_is_suspended (const VigilBed *bed, gint64 mono_us)
{
  return bed->priv->scope.suspended_until_us > mono_us || vigil_bed_is_away (bed, mono_us);
}

gboolean
vigil_bed_is_away_by_action (const VigilBed *bed, gint64 mono_us)
{
  const VigilScope *scope = &bed->priv->scope;
  return scope->suspended_until_us > mono_us && scope->suspension.mode == VIGIL_SUSPENSION_AWAY;
}

gboolean
vigil_bed_is_away (const VigilBed *bed, gint64 mono_us)
{
  return bed->priv->away_until_us > mono_us || vigil_bed_is_away_by_action (bed, mono_us);
}

static void
say_standby (VigilBed *bed)
{
  const VigilBedPrivate *priv = bed->priv;
  bed->suspension = priv->away_until_us != 0 ? VIGIL_SUSPENSION_AWAY : VIGIL_SUSPENSION_NONE;
  bed->suspended_until_us = priv->away_until_us;
  bed->suspended_since_ms = priv->away_until_us != 0 ? priv->away_t_ms : 0;
  vigil_text_copy (bed->suspended_reason, sizeof bed->suspended_reason,
                   priv->away_until_us != 0 ? bed->state.reason : "");
  bed->suspended_by[0] = bed->suspended_at[0] = bed->suspended_id[0] = '\0';
}

static void
say_action (VigilBed *bed)
{
  const VigilScope *scope = &bed->priv->scope;
  const VigilAction *action = &scope->suspension;
  bed->suspension = action->mode;
  bed->suspended_until_us = scope->suspended_until_us;
  bed->suspended_since_ms = action->t_ms;
  vigil_text_copy (bed->suspended_reason, sizeof bed->suspended_reason, action->reason);
  vigil_text_copy (bed->suspended_by, sizeof bed->suspended_by, action->by);
  vigil_text_copy (bed->suspended_at, sizeof bed->suspended_at, action->station);
  vigil_text_copy (bed->suspended_id, sizeof bed->suspended_id, action->id);
}

/* Says on the bed what holds: the longer of the two; but Staff, which makes high alarms silent, is
 * always said. */
static void
refresh (VigilBed *bed)
{
  VigilScope *scope = &bed->priv->scope;
  gboolean has_staff =
      scope->suspended_until_us != 0 && scope->suspension.mode == VIGIL_SUSPENSION_STAFF;
  if (has_staff || scope->suspended_until_us > bed->priv->away_until_us)
    say_action (bed);
  else
    say_standby (bed);
  scope->is_dirty = TRUE;
  bed->priv->dirty |= VIGIL_DIRTY_STATE;
}

/* Once ended only one with a newer `t` starts a standby again; but one that came from a clock far
 * ahead, since put right, does not make all that follow old. */
static gboolean
is_new_standby (const VigilWard *ward, const VigilBedPrivate *priv, gint64 t_ms)
{
  gint64 latest_ms = ward->now.wall_ms + VIGIL_AHEAD_MS;
  return t_ms > priv->away_t_ms || (priv->away_t_ms > latest_ms && t_ms <= latest_ms);
}

/* It counts from its own `t`. */
void
vigil_ward_set_standby (VigilWard *ward, VigilBed *bed, gint64 t_ms, gint64 until_ms)
{
  VigilBedPrivate *priv = bed->priv;
  if (!is_new_standby (ward, priv, t_ms))
    return;
  priv->away_t_ms = t_ms;
  if (t_ms <= priv->resumed_t_ms)
    return;
  gint64 length_us = until_ms == 0 ? AWAY_US : (until_ms - t_ms) * 1000;
  gint64 age_us = MAX (ward->now.wall_ms - t_ms, 0) * 1000;
  gint64 left_us = MIN (length_us, AWAY_MAX_US) - age_us;
  priv->away_until_us = left_us > 0 ? ward->now.mono_us + left_us : 0;
  priv->is_overdue = left_us <= 0;
  priv->overdue_since_us = ward->now.mono_us + left_us; /* maybe before this station began */
  priv->signal_since_us = 0;
  refresh (bed);
}

void
vigil_ward_end_standby (VigilWard *ward, VigilBed *bed)
{
  (void) ward;
  if (bed->priv->away_until_us == 0 && !bed->priv->is_overdue)
    return;
  bed->priv->away_until_us = 0;
  bed->priv->is_overdue = FALSE;
  refresh (bed);
}

gint64
vigil_suspension_get_default_ms (VigilSuspensionMode mode)
{
  switch (mode) {
  case VIGIL_SUSPENSION_CARE:
    return CARE_US / 1000;
  case VIGIL_SUSPENSION_AWAY:
    return AWAY_US / 1000;
  case VIGIL_SUSPENSION_STAFF:
    return STAFF_US / 1000;
  case VIGIL_SUSPENSION_NONE:
  default:
    return 0;
  }
}

gint64
vigil_suspension_get_max_ms (VigilSuspensionMode mode)
{
  return mode == VIGIL_SUSPENSION_AWAY ? AWAY_MAX_US / 1000
                                       : vigil_suspension_get_default_ms (mode);
}

void
vigil_ward_forget_suspension (VigilWard *ward, VigilBed *bed)
{
  (void) ward;
  bed->priv->scope.suspension = (VigilAction){ 0 };
  bed->priv->scope.suspended_until_us = 0;
  bed->priv->is_overdue = bed->priv->is_return_untold = FALSE;
  refresh (bed);
}

static void
begin (VigilWard *ward, VigilBed *bed, const VigilAction *action)
{
  VigilBedPrivate *priv = bed->priv;
  gint64 mono_us = ward->now.mono_us;
  gint64 cap_us = vigil_suspension_get_max_ms (action->mode) * 1000;
  gint64 left_us = vigil_action_get_remaining_us (action, cap_us, ward->now.wall_ms);
  if (left_us <= 0)
    return;
  priv->scope.suspended_until_us = mono_us + left_us;
  priv->scope.suspended_from_us = mono_us - MAX (ward->now.wall_ms - action->t_ms, 0) * 1000;
  priv->signal_since_us = priv->no_signal_since_us = 0;
  priv->was_signal_lost = priv->is_return_untold = FALSE;
  /* Away once more: expected back later. */
  if (action->mode == VIGIL_SUSPENSION_AWAY)
    priv->is_overdue = FALSE;
}

/* As of silences: from a clock ahead it would begin anew at each restart. Staff, which makes high
 * alarms silent, needs an age that can be told. */
void
vigil_ward_age_suspension (VigilBed *bed, const VigilHeldAction *held)
{
  VigilScope *scope = &bed->priv->scope;
  const VigilAction *action = &held->action;
  if (!held->is_ahead || scope->suspended_until_us == 0
      || strcmp (scope->suspension.id, action->id) != 0)
    return;
  gint64 cap_us = vigil_suspension_get_max_ms (action->mode) * 1000;
  gint64 length_us = MIN ((action->until_ms - action->t_ms) * 1000, cap_us);
  gint64 end_us = held->first_seen_us + length_us - held->age_ms * 1000;
  if (held->is_doubtful && action->mode == VIGIL_SUSPENSION_STAFF)
    end_us = 1;
  scope->suspended_until_us = MAX (MIN (scope->suspended_until_us, end_us), 1);
  refresh (bed);
}

/* Of another patient than the one who lies here, or of one who has left; or from before the last
 * one came or left. */
static gboolean
is_of_another_stay (const VigilBed *bed, const VigilAction *action)
{
  return action->t_ms < bed->priv->stay.t_ms
         || (action->encounter[0] != '\0' && bed->identity.as_of_ms != 0
             && strcmp (action->encounter, bed->identity.encounter) != 0);
}

/* Of suspensions the latest (t, id) wins, resume included. A resume ends every standby from before
 * it, whichever is heard first. */
void
vigil_ward_apply_suspension (VigilWard *ward, VigilBed *bed, const VigilAction *action)
{
  VigilScope *scope = &bed->priv->scope;
  if (action->word == VIGIL_ACTION_RESUME && action->t_ms > bed->priv->resumed_t_ms) {
    bed->priv->resumed_t_ms = action->t_ms;
    if (bed->priv->away_t_ms <= action->t_ms)
      vigil_ward_end_standby (ward, bed);
  }
  scope->is_list_dirty = TRUE;
  if (scope->suspension.id[0] != '\0' && vigil_action_compare (action, &scope->suspension) <= 0)
    return;
  if (action->word == VIGIL_ACTION_SUSPEND && is_of_another_stay (bed, action)) {
    VigilHeldAction *held = vigil_action_set_find (&scope->actions, action->id);
    if (held != NULL)
      held->is_refused = TRUE;
    return;
  }
  scope->suspension = *action;
  scope->suspended_until_us = 0;
  if (action->word == VIGIL_ACTION_SUSPEND)
    begin (ward, bed, action);
  refresh (bed);
}

/* Desks hear of each other's doings in any order. */
void
vigil_ward_retry_suspensions (VigilWard *ward, VigilBed *bed)
{
  const GArray *all = bed->priv->scope.actions.held;
  for (guint i = 0; i < all->len; i++) {
    VigilHeldAction *held = &g_array_index (all, VigilHeldAction, i);
    if (!held->is_refused)
      continue;
    held->is_refused = FALSE;
    vigil_ward_apply_suspension (ward, bed, &held->action);
    vigil_ward_age_suspension (bed, held);
  }
}

static gboolean
is_number_valid (const VigilBed *bed, VigilNumericKind kind)
{
  return bed->numerics[kind].show == VIGIL_SHOW_VALUE;
}

/* At least 90 % of the samples of the last second; what came before a break is none of it. */
static gboolean
has_wave (const VigilBed *bed, VigilWaveKind kind, gint64 mono_us)
{
  const VigilLead *lead = vigil_bed_find_lead (bed, kind);
  if (lead == NULL || lead->trace.newest < 0 || mono_us - lead->heard_us > WAVE_BREAK_US)
    return FALSE;
  guint n = (guint) MAX (lead->trace.rate_hz, 1), held = 0;
  for (guint i = 0; i < n; i++)
    held += !isnan (vigil_trace_get (&lead->trace, lead->trace.newest - i));
  return held * 10 >= n * 9;
}

gboolean
vigil_bed_has_signal (const VigilBed *bed, gint64 mono_us)
{
  return bed->priv->vitals_us != 0 && mono_us - bed->priv->vitals_us <= VITALS_BREAK_US
         && (is_number_valid (bed, VIGIL_NUMERIC_HR) || is_number_valid (bed, VIGIL_NUMERIC_SPO2))
         && (has_wave (bed, VIGIL_WAVE_ECG, mono_us) || has_wave (bed, VIGIL_WAVE_PLETH, mono_us));
}

static void
come_back (VigilWard *ward, VigilBed *bed)
{
  VigilBedPrivate *priv = bed->priv;
  priv->is_return_untold = vigil_bed_is_away_by_action (bed, ward->now.mono_us)
                           && strcmp (priv->scope.suspension.station, ward->station) == 0;
  priv->away_until_us = 0;
  priv->is_overdue = FALSE;
  if (priv->scope.suspension.mode == VIGIL_SUSPENSION_AWAY)
    priv->scope.suspended_until_us = 0;
  refresh (bed);
}

static void
tell_overdue (VigilWard *ward, VigilBed *bed)
{
  const VigilBedPrivate *priv = bed->priv;
  VigilPriority priority = VIGIL_PRIORITY_NONE;
  if (priv->is_overdue)
    priority = ward->now.mono_us - priv->overdue_since_us >= OVERDUE_MEDIUM_US
                   ? VIGIL_PRIORITY_MEDIUM
                   : VIGIL_PRIORITY_LOW;
  vigil_ward_set_condition (ward, &bed->priv->scope, "VIGIL_EVT_NOT_MONITORED", NULL, priority,
                            "BACK? NOT MONITORED", ward->now.wall_ms);
}

static gboolean
is_away_or_late (const VigilBed *bed)
{
  const VigilBedPrivate *priv = bed->priv;
  return priv->is_overdue || priv->away_until_us != 0
         || (priv->scope.suspended_until_us != 0
             && priv->scope.suspension.mode == VIGIL_SUSPENSION_AWAY);
}

static void
watch_signal (VigilBed *bed, gint64 mono_us)
{
  VigilBedPrivate *priv = bed->priv;
  if (vigil_bed_has_signal (bed, mono_us)) {
    priv->no_signal_since_us = 0;
    if (priv->signal_since_us == 0)
      priv->signal_since_us = mono_us;
    return;
  }
  priv->signal_since_us = 0;
  if (priv->no_signal_since_us == 0)
    priv->no_signal_since_us = mono_us;
  priv->was_signal_lost |= mono_us - priv->no_signal_since_us >= LOST_US;
}

static gboolean
is_back (const VigilBed *bed, gint64 mono_us)
{
  const VigilBedPrivate *priv = bed->priv;
  if (priv->signal_since_us == 0 || mono_us - priv->signal_since_us < BACK_US)
    return FALSE;
  return !vigil_bed_is_away_by_action (bed, mono_us) || priv->was_signal_lost
         || mono_us - priv->scope.suspended_from_us >= LEAVING_US;
}

void
vigil_ward_tick_away (VigilWard *ward, VigilBed *bed)
{
  VigilBedPrivate *priv = bed->priv;
  gint64 mono_us = ward->now.mono_us;
  if (is_away_or_late (bed)) {
    watch_signal (bed, mono_us);
    if (is_back (bed, mono_us))
      come_back (ward, bed);
  }
  /* What ran out while nothing came back is overdue. */
  gint64 standby_us = priv->away_until_us, action_us = priv->scope.suspended_until_us;
  gboolean is_out =
      (standby_us != 0 && standby_us <= mono_us) || (action_us != 0 && action_us <= mono_us);
  if (is_out) {
    gboolean is_away = standby_us != 0 || priv->scope.suspension.mode == VIGIL_SUSPENSION_AWAY;
    if (standby_us <= mono_us)
      priv->away_until_us = 0;
    if (action_us <= mono_us)
      priv->scope.suspended_until_us = 0;
    if (is_away && !vigil_bed_is_away (bed, mono_us) && !vigil_bed_has_signal (bed, mono_us)) {
      priv->is_overdue = TRUE;
      priv->overdue_since_us = mono_us;
    }
    priv->scope.is_list_dirty = TRUE;
    refresh (bed);
  }
  tell_overdue (ward, bed);
}
