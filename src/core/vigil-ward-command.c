/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-ward-command.h"

#include "vigil-ward-private.h"

/* A silenced red is no hindrance: if it persists it sounds again, whatever the bed is. */
static gboolean
has_open_high (const VigilScope *scope)
{
  for (guint i = 0; i < scope->records->len; i++) {
    const VigilAlarmRecord *record = g_ptr_array_index (scope->records, i);
    if (record->alarm.priority == VIGIL_PRIORITY_HIGH && record->alarm.phase == VIGIL_ALARM_OPEN)
      return TRUE;
  }
  return FALSE;
}

VigilRefusal
vigil_ward_check_suspend (VigilWard *ward, guint bed, VigilSuspensionMode mode)
{
  g_return_val_if_fail (bed < ward->n_beds, VIGIL_REFUSAL_EMPTY);
  const VigilBed *state = &ward->beds[bed];
  if (vigil_bed_is_empty (state, ward->now.mono_us))
    return VIGIL_REFUSAL_EMPTY;
  if (mode == VIGIL_SUSPENSION_AWAY && has_open_high (&state->priv->scope))
    return VIGIL_REFUSAL_HIGH_OPEN;
  return VIGIL_REFUSAL_NONE;
}

static gboolean
is_blank (const char *text)
{
  for (; text != NULL && *text != '\0'; text = g_utf8_next_char (text))
    if (!g_unichar_isspace (g_utf8_get_char (text)))
      return FALSE;
  return TRUE;
}

static VigilRefusal
check_order (VigilWard *ward, guint bed, const VigilSuspensionOrder *order, const char *by)
{
  gint64 max_ms = vigil_suspension_get_max_ms (order->mode);
  if (order->length_ms < 0 || order->length_ms > max_ms || max_ms == 0)
    return VIGIL_REFUSAL_LENGTH;
  if (is_blank (order->reason))
    return VIGIL_REFUSAL_REASON;
  if (order->mode == VIGIL_SUSPENSION_STAFF && is_blank (by))
    return VIGIL_REFUSAL_NAME;
  return vigil_ward_check_suspend (ward, bed, order->mode);
}

/* An action on the whole bed, of whoever lies there now. */
static void
make_action (const VigilWard *ward,
             const VigilBed *bed,
             VigilActionWord word,
             const char *by,
             const char *id,
             VigilAction *action)
{
  const VigilScope *scope = &bed->priv->scope;
  *action = (VigilAction){
    .word = word,
    .is_bed_scope = TRUE,
    .asof_ms = vigil_ward_get_reach_ms (ward, scope),
    .t_ms = vigil_ward_get_action_time (ward, scope),
  };
  vigil_text_copy (action->id, sizeof action->id, id);
  vigil_text_copy (action->bed, sizeof action->bed, bed->id);
  vigil_text_copy (action->by, sizeof action->by, by != NULL ? by : "");
  vigil_text_copy (action->encounter, sizeof action->encounter, bed->identity.encounter);
  vigil_text_copy (action->station, sizeof action->station, ward->station);
}

VigilRefusal
vigil_ward_suspend (VigilWard *ward,
                    guint bed,
                    const VigilSuspensionOrder *order,
                    const char *by,
                    const char *id,
                    VigilNow now,
                    VigilAction *action)
{
  g_return_val_if_fail (bed < ward->n_beds && order != NULL && id != NULL, VIGIL_REFUSAL_EMPTY);
  ward->now = now;
  VigilRefusal refusal = check_order (ward, bed, order, by);
  if (refusal != VIGIL_REFUSAL_NONE)
    return refusal;
  VigilBed *state = &ward->beds[bed];
  make_action (ward, state, VIGIL_ACTION_SUSPEND, by, id, action);
  action->mode = order->mode;
  action->until_ms =
      action->t_ms
      + (order->length_ms != 0 ? order->length_ms : vigil_suspension_get_default_ms (order->mode));
  vigil_text_copy (action->reason, sizeof action->reason, order->reason);
  vigil_ward_keep_action (ward, &state->priv->scope, action);
  vigil_ward_apply_suspension (ward, state, action);
  vigil_ward_flush (ward);
  return VIGIL_REFUSAL_NONE;
}

VigilRefusal
vigil_ward_resume (
    VigilWard *ward, guint bed, const char *by, const char *id, VigilNow now, VigilAction *action)
{
  g_return_val_if_fail (bed < ward->n_beds && id != NULL, VIGIL_REFUSAL_EMPTY);
  ward->now = now;
  VigilBed *state = &ward->beds[bed];
  if (!vigil_bed_is_suspended (state, now.mono_us) && !state->priv->is_overdue)
    return VIGIL_REFUSAL_NOT_SUSPENDED;
  make_action (ward, state, VIGIL_ACTION_RESUME, by, id, action);
  vigil_ward_keep_action (ward, &state->priv->scope, action);
  vigil_ward_apply_suspension (ward, state, action);
  vigil_ward_flush (ward);
  return VIGIL_REFUSAL_NONE;
}

gboolean
vigil_ward_has_come_back (const VigilWard *ward, guint bed)
{
  g_return_val_if_fail (bed < ward->n_beds, FALSE);
  return ward->beds[bed].priv->is_return_untold;
}

void
vigil_ward_record_return (
    VigilWard *ward, guint bed, const char *id, VigilNow now, VigilAction *action)
{
  g_return_if_fail (bed < ward->n_beds && id != NULL);
  ward->now = now;
  VigilBed *state = &ward->beds[bed];
  make_action (ward, state, VIGIL_ACTION_RESUME, "", id, action);
  vigil_text_copy (action->reason, sizeof action->reason, "signal");
  state->priv->is_return_untold = FALSE;
  vigil_ward_keep_action (ward, &state->priv->scope, action);
  vigil_ward_apply_suspension (ward, state, action);
  vigil_ward_flush (ward);
}

VigilRefusal
vigil_ward_discharge (
    VigilWard *ward, guint bed, const char *by, const char *id, VigilNow now, VigilAction *action)
{
  g_return_val_if_fail (bed < ward->n_beds && id != NULL, VIGIL_REFUSAL_EMPTY);
  ward->now = now;
  VigilBed *state = &ward->beds[bed];
  if (state->identity.as_of_ms != 0 && !state->identity.is_occupied)
    return VIGIL_REFUSAL_EMPTY;
  make_action (ward, state, VIGIL_ACTION_DISCHARGE, by, id, action);
  vigil_ward_keep_action (ward, &state->priv->scope, action);
  vigil_ward_apply_stay (ward, state,
                         vigil_action_set_find (&state->priv->scope.actions, action->id));
  vigil_ward_flush (ward);
  return VIGIL_REFUSAL_NONE;
}

VigilRefusal
vigil_ward_admit (VigilWard *ward,
                  guint bed,
                  const VigilIdentity *identity,
                  const char *by,
                  const char *id,
                  VigilNow now,
                  VigilAction *action)
{
  g_return_val_if_fail (bed < ward->n_beds && identity != NULL && id != NULL, VIGIL_REFUSAL_EMPTY);
  g_return_val_if_fail (identity->encounter[0] != '\0', VIGIL_REFUSAL_NAME);
  ward->now = now;
  VigilBed *state = &ward->beds[bed];
  if (state->identity.as_of_ms != 0 && state->identity.is_occupied)
    return VIGIL_REFUSAL_OCCUPIED;
  if (is_blank (identity->name))
    return VIGIL_REFUSAL_NAME;
  make_action (ward, state, VIGIL_ACTION_ADMIT, by, id, action);
  vigil_text_copy (action->encounter, sizeof action->encounter, identity->encounter);
  vigil_ward_keep_action (ward, &state->priv->scope, action);
  vigil_ward_apply_stay (ward, state,
                         vigil_action_set_find (&state->priv->scope.actions, action->id));
  VigilIdentity entry = *identity;
  entry.as_of_ms = now.wall_ms;
  entry.since_ms = action->t_ms;
  entry.is_occupied = TRUE;
  vigil_text_copy (entry.nurse, sizeof entry.nurse, state->identity.nurse);
  vigil_ward_take_entry (ward, state, &entry);
  vigil_ward_flush (ward);
  return VIGIL_REFUSAL_NONE;
}
