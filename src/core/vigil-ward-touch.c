/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The touch: what it binds at touch-down, and the actions that it makes (ux.md, "Silence binds at
 * touch-down"; contract.md, "Action"). */

#include "vigil-ward-private.h"

#include <string.h>

static VigilScope *
get_scope (VigilWard *ward, guint bed)
{
  return bed < ward->n_beds ? &ward->beds[bed].priv->scope : &ward->scope;
}

gboolean
vigil_ward_touch (VigilWard *ward, guint bed, VigilNow now, VigilTouch *touch)
{
  g_return_val_if_fail (bed < ward->n_beds || bed == G_MAXUINT, FALSE);
  ward->now = now;
  const VigilScope *scope = get_scope (ward, bed);
  *touch = (VigilTouch){ .bed = bed, .taken_mono_us = now.mono_us };
  touch->asof_ms = vigil_ward_get_moment (ward, scope).device_ms;
  for (guint i = 0; i < scope->shown->len; i++) {
    const VigilAlarm *alarm = g_ptr_array_index (scope->shown, i);
    const VigilAlarmRecord *record = vigil_scope_find (scope, alarm->key);
    touch->asof_ms = MAX (touch->asof_ms, vigil_alarm_get_newest_ms (record));
    if (!vigil_alarm_wants_silence (alarm) || touch->n_keys >= G_N_ELEMENTS (touch->keys))
      continue;
    vigil_text_copy (touch->keys[touch->n_keys++], VIGIL_KEY_MAX, alarm->key);
    touch->has_high |= alarm->priority == VIGIL_PRIORITY_HIGH && vigil_alarm_is_open (alarm);
  }
  return touch->n_keys > 0;
}

/* The latest that a silence of what is shown may reach: of what is told of no data that is later
 * than the bed's own time. */
gint64
vigil_ward_get_reach_ms (const VigilWard *ward, const VigilScope *scope)
{
  gint64 reach_ms = vigil_ward_get_moment (ward, scope).device_ms;
  reach_ms = MAX (reach_ms, vigil_action_set_get_newest_asof_ms (&scope->actions));
  for (guint i = 0; i < scope->records->len; i++) {
    const VigilAlarmRecord *record = g_ptr_array_index (scope->records, i);
    if (record->alarm.phase != VIGIL_ALARM_OPEN && record->alarm.phase != VIGIL_ALARM_SILENCED)
      continue;
    reach_ms = MAX (reach_ms, vigil_alarm_get_newest_ms (record));
  }
  return reach_ms;
}

static gint64
get_length_us (const VigilWard *ward, const VigilScope *scope, const VigilAlarm *alarm)
{
  if (alarm->priority < VIGIL_PRIORITY_HIGH)
    return 0;
  return scope->bed != NULL ? ward->silence_high_us : VIGIL_SILENCE_WARD_US;
}

/* `t` is newer than all that is known of the bed, so that this action is the latest everywhere: of
 * suspensions, and of who comes and leaves, that one wins. */
gint64
vigil_ward_get_action_time (const VigilWard *ward, const VigilScope *scope)
{
  gint64 newest_ms = vigil_action_set_get_newest_ms (&scope->actions);
  newest_ms = MAX (newest_ms, scope->suspension.t_ms);
  if (scope->bed != NULL) {
    newest_ms = MAX (newest_ms, MAX (scope->bed->priv->stay.t_ms, scope->bed->priv->away_t_ms));
    /* Who was admitted by a clock that is ahead must be able to leave: the server goes by `t`. */
    gint64 since_ms = scope->bed->identity.since_ms;
    if (since_ms <= ward->now.wall_ms + VIGIL_AHEAD_MS)
      newest_ms = MAX (newest_ms, since_ms);
  }
  return MAX (ward->now.wall_ms, newest_ms + 1);
}

/* An acknowledgement wins by no `t`, and is aged by it: little of another's clock goes into it. */
static gint64
get_touch_time (const VigilWard *ward, const VigilScope *scope)
{
  gint64 wall_ms = ward->now.wall_ms, newest_ms = vigil_ward_get_action_time (ward, scope);
  return newest_ms <= wall_ms + VIGIL_NEAR_MS ? newest_ms : wall_ms;
}

static VigilAction
make_action (const VigilWard *ward,
             const VigilScope *scope,
             const VigilAlarm *alarm,
             VigilActionWord word,
             gint64 asof_ms,
             const char *by)
{
  VigilAction action = {
    .word = word,
    .raised_ms = alarm->raised_ms,
    .asof_ms = asof_ms,
    .t_ms = get_touch_time (ward, scope),
    .priority = alarm->priority,
  };
  vigil_text_copy (action.bed, sizeof action.bed, alarm->bed);
  vigil_text_copy (action.key, sizeof action.key, alarm->key);
  vigil_text_copy (action.alarm, sizeof action.alarm, alarm->occurrence);
  vigil_text_copy (action.by, sizeof action.by, by);
  if (!alarm->is_of_past_stay)
    vigil_text_copy (action.encounter, sizeof action.encounter, alarm->encounter);
  vigil_text_copy (action.station, sizeof action.station, ward->station);
  vigil_text_copy (action.code, sizeof action.code, alarm->code);
  vigil_text_copy (action.label, sizeof action.label, alarm->label);
  if (vigil_drill_is_key (alarm->key))
    vigil_text_copy (action.reason, sizeof action.reason, "drill");
  return action;
}

/* Bound, still what it was at touch-down, and not silenced meanwhile. */
static gboolean
is_still_bound (const VigilAlarmRecord *record, const VigilTouch *touch)
{
  return vigil_alarm_wants_silence (&record->alarm)
         && record->alarm.raised_mono_us <= touch->taken_mono_us
         && vigil_alarm_get_newest_ms (record) <= touch->asof_ms;
}

void
vigil_ward_keep_action (VigilWard *ward, VigilScope *scope, const VigilAction *action)
{
  guint epoch = scope->bed != NULL ? scope->bed->priv->epoch : 0;
  gint64 cap_us = scope->bed != NULL ? VIGIL_SILENCE_HIGH_US : VIGIL_SILENCE_WARD_US;
  VigilHeldAction *held = vigil_action_set_add (&scope->actions, action, ward->now, epoch, cap_us);
  if (held == NULL)
    return;
  held->is_own = TRUE;
  /* Counted from now: how the wall clocks stand to each other is for others to judge. */
  if (action->until_ms != 0)
    held->until_us = ward->now.mono_us + (action->until_ms - action->t_ms) * 1000;
  scope->is_list_dirty = TRUE;
}

guint
vigil_ward_silence (VigilWard *ward,
                    const VigilTouch *touch,
                    const char *by,
                    void (*make_id) (char out[VIGIL_UUID_SIZE], gpointer data),
                    gpointer make_id_data,
                    VigilNow now,
                    VigilAction *actions)
{
  ward->now = now;
  VigilScope *scope = get_scope (ward, touch->bed);
  guint n = 0;
  for (guint i = 0; i < MIN (touch->n_keys, G_N_ELEMENTS (touch->keys)); i++) {
    VigilAlarmRecord *record = vigil_scope_find (scope, touch->keys[i]);
    if (record == NULL || !is_still_bound (record, touch))
      continue;
    VigilAction *action = &actions[n++];
    *action =
        make_action (ward, scope, &record->alarm, VIGIL_ACTION_ACKNOWLEDGE, touch->asof_ms, by);
    gint64 length_us = get_length_us (ward, scope, &record->alarm);
    action->until_ms = length_us != 0 ? action->t_ms + length_us / 1000 : 0;
    make_id (action->id, make_id_data);
    vigil_ward_keep_action (ward, scope, action);
  }
  vigil_ward_settle_all (ward, scope);
  vigil_ward_flush (ward);
  return n;
}

guint
vigil_ward_reset (VigilWard *ward,
                  guint bed,
                  const char *by,
                  void (*make_id) (char out[VIGIL_UUID_SIZE], gpointer data),
                  gpointer make_id_data,
                  VigilNow now,
                  VigilAction *actions)
{
  g_return_val_if_fail (bed < ward->n_beds || bed == G_MAXUINT, 0);
  ward->now = now;
  VigilScope *scope = get_scope (ward, bed);
  VigilMoment moment = vigil_ward_get_moment (ward, scope);
  guint n = 0;
  for (guint i = 0; i < scope->records->len && n < VIGIL_ALARMS_MAX * 2; i++) {
    VigilAlarmRecord *record = g_ptr_array_index (scope->records, i);
    if (!record->alarm.is_latched || vigil_alarm_stands (record))
      continue;
    VigilAction *action = &actions[n++];
    *action = make_action (ward, scope, &record->alarm, VIGIL_ACTION_RESET,
                           MAX (moment.device_ms, record->alarm.raised_ms), by);
    make_id (action->id, make_id_data);
    vigil_ward_keep_action (ward, scope, action);
    vigil_ward_settle (ward, scope, record, vigil_alarm_reset (record, &moment));
  }
  vigil_ward_flush (ward);
  return n;
}
