/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What was done about alarms: here by touch, at other stations, on the server, before a restart. */

#include "vigil-ward-private.h"

#include <string.h>

/* Actions heard so soon after the start may belong to alarms that this station has yet to find. */
#define START_US (30 * VIGIL_SECOND_US)
/* A list so young says what stands. A row of the journal says no more than when it was made: what
 * it silenced and is over since may be the same occurrence for so long, and no longer. */
#define EVIDENCE_MS 60000
/* So long the server and the journal give actions back (contract.md, HTTP). */
#define STAY_MS (24 * G_GINT64_CONSTANT (3600000))
#define CLOCK_STEP_MS 500
/* As long as the longest silence of a high alarm: whoever was away for longer starts anew. */
#define RESET_HEARD_MS (VIGIL_SILENCE_HIGH_US / 1000)

static VigilScope *
find_scope (VigilWard *ward, const char *bed)
{
  if (bed[0] == '\0')
    return &ward->scope;
  guint index = vigil_ward_find_bed (ward, bed);
  return index != G_MAXUINT ? &ward->beds[index].priv->scope : NULL;
}

/* A station that starts (again) finds its own limit and technical alarms anew: such an alarm, soon
 * after the first data, is the occurrence that was silenced before, not a new one. @unanswered_ms:
 * raise of the one that nobody had answered by the record, 0 = none: only what reaches it answers
 * this one. */
void
vigil_ward_inherit (VigilWard *ward,
                    VigilScope *scope,
                    VigilAlarmRecord *record,
                    gint64 unanswered_ms)
{
  gint64 from_us = ward->start_us;
  if (scope->bed != NULL && scope->bed->priv->first_data_us != 0)
    from_us = scope->bed->priv->first_data_us;
  gboolean is_high = record->alarm.priority == VIGIL_PRIORITY_HIGH;
  gint64 window_us = is_high ? VIGIL_SAME_HIGH_US : VIGIL_SAME_OCCURRENCE_US;
  if (ward->now.mono_us - from_us > window_us)
    return;
  for (guint i = 0; i < scope->actions.held->len; i++) {
    const VigilHeldAction *held = &g_array_index (scope->actions.held, VigilHeldAction, i);
    const VigilAction *action = &held->action;
    if (!held->is_evidence || held->first_seen_us - ward->start_us > START_US
        || action->word != VIGIL_ACTION_ACKNOWLEDGE || action->raised_ms == 0
        || held->asof_ms < unanswered_ms || strcmp (action->key, record->alarm.key) != 0)
      continue;
    record->alarm.raised_ms = MIN (record->alarm.raised_ms, action->raised_ms);
    record->covered_from_ms = record->alarm.raised_ms;
  }
  /* What was silenced of it before its second limit was something milder. */
  for (guint i = 0; i < scope->records->len; i++) {
    const VigilAlarmRecord *second = g_ptr_array_index (scope->records, i);
    if (vigil_alarm_key_is_second_of (second->alarm.key, record->alarm.key)
        && vigil_alarm_stands (second))
      record->covered_from_ms = MAX (record->covered_from_ms, second->alarm.raised_ms);
  }
}

static void
reset_keys (VigilWard *ward, VigilScope *scope, const VigilHeldAction *held)
{
  const VigilAction *action = &held->action;
  VigilMoment moment = vigil_ward_get_moment (ward, scope);
  for (guint i = 0; i < scope->records->len; i++) {
    VigilAlarmRecord *record = g_ptr_array_index (scope->records, i);
    gboolean is_meant = action->is_bed_scope || strcmp (action->key, record->alarm.key) == 0;
    if (is_meant && record->alarm.raised_ms <= MAX (held->asof_ms, held->asof_wall_ms))
      vigil_ward_settle (ward, scope, record, vigil_alarm_reset (record, &moment));
  }
}

static void
act (VigilWard *ward, VigilScope *scope, const VigilHeldAction *held)
{
  const VigilAction *action = &held->action;
  switch (action->word) {
  case VIGIL_ACTION_ACKNOWLEDGE:
    vigil_ward_settle_all (ward, scope);
    break;
  case VIGIL_ACTION_RESET:
    reset_keys (ward, scope, held);
    break;
  case VIGIL_ACTION_SUSPEND:
  case VIGIL_ACTION_RESUME:
    if (scope->bed != NULL)
      vigil_ward_apply_suspension (ward, scope->bed, action);
    break;
  case VIGIL_ACTION_DISCHARGE:
  case VIGIL_ACTION_ADMIT:
    if (scope->bed != NULL)
      vigil_ward_apply_stay (ward, scope->bed, held);
    break;
  default:
    break;
  }
}

/* The epoch of the bed's clock that @action was made in: an `asof` that is yet to come is of the
 * time before the clock stepped back. */
static guint
get_epoch (const VigilWard *ward, const VigilScope *scope, const VigilAction *action)
{
  if (scope->bed == NULL)
    return 0;
  guint epoch = scope->bed->priv->epoch;
  gint64 device_ms = vigil_bed_estimate_device_ms (scope->bed, ward->now.mono_us);
  return epoch > 0 && action->asof_ms > device_ms + CLOCK_STEP_MS ? epoch - 1 : epoch;
}

/* FALSE: from too far ahead. A resume still means that the bed is to be heard again: it ends what
 * can be here. */
static gboolean
bring_near (const VigilWard *ward, VigilAction *action)
{
  gint64 latest_ms = ward->now.wall_ms + VIGIL_AHEAD_MS;
  gboolean is_near = action->t_ms <= latest_ms;
  action->t_ms = MIN (action->t_ms, latest_ms);
  return is_near || action->word == VIGIL_ACTION_RESUME;
}

static gint64
get_cap_us (const VigilScope *scope)
{
  return scope->bed != NULL ? VIGIL_SILENCE_HIGH_US : VIGIL_SILENCE_WARD_US;
}

/* When its asof has come, nothing tells any more what was born before it was first heard of: the
 * journal keeps how far it reaches here. */
static void
keep_cut (VigilWard *ward, VigilScope *scope, const VigilHeldAction *held)
{
  VigilAction cut = held->action;
  cut.asof_ms = held->asof_ms;
  if (held->is_doubtful)
    cut.until_ms = 0;
  vigil_ward_emit_cut (ward, scope, &cut);
}

/* FALSE: nothing has told the bed's time, or it is dated already. */
static gboolean
date (VigilWard *ward, VigilScope *scope, VigilHeldAction *held)
{
  if (held->is_dated || scope->bed == NULL || !scope->bed->priv->is_device_live)
    return FALSE;
  VigilBedTimes times = { .device_ms =
                              vigil_bed_estimate_device_ms (scope->bed, held->first_seen_us) };
  times.heard_ms = MIN (times.device_ms, scope->bed->priv->device_ms);
  if (!vigil_action_date (held, &times, get_cap_us (scope))
      && held->action.word == VIGIL_ACTION_ACKNOWLEDGE)
    keep_cut (ward, scope, held);
  return TRUE;
}

void
vigil_ward_date_actions (VigilWard *ward, VigilBed *bed)
{
  VigilScope *scope = &bed->priv->scope;
  for (guint i = 0; i < scope->actions.held->len; i++)
    if (date (ward, scope, &g_array_index (scope->actions.held, VigilHeldAction, i)))
      vigil_ward_age_suspension (bed, &g_array_index (scope->actions.held, VigilHeldAction, i));
  vigil_ward_settle_all (ward, scope);
}

static void
apply (VigilWard *ward, const VigilAction *original, gboolean is_evidence)
{
  VigilAction near = *original;
  const VigilAction *action = &near;
  VigilScope *scope = find_scope (ward, action->bed);
  if (scope == NULL) {
    vigil_ward_bump (ward, VIGIL_COUNTER_UNKNOWN_BED, 1);
    return;
  }
  if (!bring_near (ward, &near) || !vigil_action_is_sound (action)) {
    vigil_ward_bump (ward, VIGIL_COUNTER_ACTION_REFUSED, 1);
    return;
  }
  VigilHeldAction *held = vigil_action_set_add (
      &scope->actions, action, ward->now, get_epoch (ward, scope, action), get_cap_us (scope));
  if (held == NULL) { /* idempotent by id; but a list says of a row of the journal that it stands */
    vigil_action_set_find (&scope->actions, action->id)->is_evidence |= is_evidence;
    return;
  }
  vigil_action_receive (held, ward->now.wall_ms);
  gboolean is_dated = date (ward, scope, held);
  held->is_own = strcmp (action->station, ward->station) == 0;
  held->is_evidence = is_evidence;
  act (ward, scope, held);
  if (is_dated)
    vigil_ward_age_suspension (scope->bed, held);
  scope->is_list_dirty = TRUE;
}

/* What was said at @t_ms, if that is past, says what stood a moment ago. */
static gboolean
is_young (const VigilWard *ward, gint64 t_ms)
{
  gint64 age_ms = ward->now.wall_ms - t_ms;
  return age_ms >= -VIGIL_NEAR_MS && age_ms <= EVIDENCE_MS;
}

void
vigil_ward_apply_action (VigilWard *ward, const VigilAction *action, VigilNow now)
{
  ward->now = now;
  apply (ward, action, is_young (ward, action->t_ms));
  vigil_ward_flush (ward);
}

static VigilPeer *
obtain_peer (VigilBed *bed, const char *station)
{
  VigilBedPrivate *priv = bed->priv;
  for (guint i = 0; i < priv->n_peers; i++)
    if (strcmp (priv->peers[i].station, station) == 0)
      return &priv->peers[i];
  if (priv->n_peers >= VIGIL_PEERS_MAX)
    return NULL;
  VigilPeer *peer = &priv->peers[priv->n_peers++];
  vigil_text_copy (peer->station, sizeof peer->station, station);
  return peer;
}

void
vigil_ward_feed_actions (VigilWard *ward, VigilBed *bed, const VigilFrame *frame)
{
  /* Our own list, read back; one of our life before this one still says what stood then. */
  if (strcmp (frame->subject, ward->station) == 0 && frame->boot == ward->boot)
    return;
  VigilPeer *peer = obtain_peer (bed, frame->subject);
  if (peer == NULL) {
    if (frame->kind == VIGIL_FRAME_ACTIONS_BEGIN)
      vigil_ward_bump (ward, VIGIL_COUNTER_TOO_MANY, 1);
    return;
  }
  if (frame->kind == VIGIL_FRAME_ACTIONS_BEGIN) {
    guint n_missing;
    peer->is_accepting = vigil_ward_accept_topic (ward, &peer->topic, frame, &n_missing);
    peer->list_t_ms = frame->t_ms;
    return;
  }
  if (frame->kind != VIGIL_FRAME_ACTION || !peer->is_accepting || frame->boot != peer->topic.boot
      || frame->seq != peer->topic.seq)
    return;
  /* A station speaks for itself and of the bed of the topic. */
  if (strcmp (frame->action.station, frame->subject) != 0
      || strcmp (frame->action.bed, bed->id) != 0) {
    vigil_ward_bump (ward, VIGIL_COUNTER_ACTION_REFUSED, 1);
    return;
  }
  VigilAction action = frame->action;
  action.priority = VIGIL_PRIORITY_NONE; /* not of the list: what it covers is judged here */
  apply (ward, &action, is_young (ward, peer->list_t_ms));
}

static gboolean
is_recent (const VigilAlarmRecord *record, gint64 mono_us)
{
  const VigilAlarm *alarm = &record->alarm;
  if (alarm->phase != VIGIL_ALARM_ENDED)
    return TRUE;
  /* Over here; but the bedside holds it latched, and who starts now hears of it for the first time.
   */
  if (record->is_listed_latched)
    return TRUE;
  /* Latched, and over by this very silence: for others, where it is latched still, too. */
  if (alarm->silenced_mono_us > alarm->ended_mono_us)
    return mono_us - alarm->silenced_mono_us <= VIGIL_SILENCE_HIGH_US;
  gint64 kept_us =
      alarm->priority == VIGIL_PRIORITY_HIGH ? VIGIL_SAME_HIGH_US : VIGIL_SAME_OCCURRENCE_US;
  return mono_us - alarm->ended_mono_us <= kept_us;
}

static gboolean
is_of_bed (const VigilHeldAction *held)
{
  switch (held->action.word) {
  case VIGIL_ACTION_SUSPEND:
  case VIGIL_ACTION_RESUME:
  case VIGIL_ACTION_DISCHARGE:
  case VIGIL_ACTION_ADMIT:
    return TRUE;
  case VIGIL_ACTION_ACKNOWLEDGE:
  case VIGIL_ACTION_RESET:
  default:
    return FALSE;
  }
}

/* A resume for as long as anything that it ended might stand elsewhere, or a retained standby from
 * before it; who came or left, until the server, and all who ask it, have long known. */
static gboolean
stands_on_bed (const VigilWard *ward, const VigilScope *scope, const VigilAction *action)
{
  const VigilBedPrivate *priv = scope->bed->priv;
  gint64 age_ms = ward->now.wall_ms - action->t_ms;
  switch (action->word) {
  case VIGIL_ACTION_SUSPEND:
    return scope->suspended_until_us > ward->now.mono_us
           && strcmp (scope->suspension.id, action->id) == 0;
  case VIGIL_ACTION_RESUME:
    return action->t_ms == priv->resumed_t_ms
           && age_ms < vigil_suspension_get_max_ms (VIGIL_SUSPENSION_AWAY);
  case VIGIL_ACTION_DISCHARGE:
  case VIGIL_ACTION_ADMIT:
    return strcmp (priv->stay.id, action->id) == 0 && age_ms < STAY_MS;
  case VIGIL_ACTION_ACKNOWLEDGE:
  case VIGIL_ACTION_RESET:
  default:
    return FALSE;
  }
}

/* A reset until all have heard of it, and while the bedside holds latched what it has ended: who
 * starts then hears of it for the first time. */
static gboolean
stands_as_reset (const VigilWard *ward, const VigilScope *scope, const VigilHeldAction *held)
{
  gint64 age_ms = ward->now.wall_ms - held->action.t_ms;
  if (age_ms >= -VIGIL_NEAR_MS && age_ms <= RESET_HEARD_MS)
    return TRUE;
  for (guint i = 0; i < scope->records->len; i++) {
    const VigilAlarmRecord *record = g_ptr_array_index (scope->records, i);
    if (record->is_listed_latched && record->alarm.phase == VIGIL_ALARM_ENDED
        && strcmp (held->action.key, record->alarm.key) == 0
        && record->alarm.ended_ms <= held->asof_ms)
      return TRUE;
  }
  return FALSE;
}

/* What of this station's actions still stands: covers an alarm that lasts or may come back, or, at
 * the start, one that is yet to be heard of; a row of the journal alone does not say that it is. */
static gboolean
stands (const VigilWard *ward, const VigilScope *scope, const VigilHeldAction *held)
{
  gint64 mono_us = ward->now.mono_us;
  if (scope->bed != NULL && is_of_bed (held))
    return stands_on_bed (ward, scope, &held->action);
  if (held->action.word != VIGIL_ACTION_ACKNOWLEDGE)
    return stands_as_reset (ward, scope, held);
  gboolean has_record = FALSE;
  for (guint i = 0; i < scope->records->len; i++) {
    const VigilAlarmRecord *record = g_ptr_array_index (scope->records, i);
    if (record->alarm.phase == VIGIL_ALARM_PENDING
        || !vigil_action_has_key (held, record->alarm.key))
      continue;
    has_record = TRUE;
    if (vigil_action_covers (held, record, mono_us) && is_recent (record, mono_us))
      return TRUE;
  }
  gboolean may_be_heard_of = !has_record && mono_us - ward->start_us < START_US;
  return may_be_heard_of && (held->until_us != 0 ? held->until_us > mono_us : held->is_evidence);
}

void
vigil_ward_refresh_own (VigilWard *ward, VigilScope *scope)
{
  for (guint i = 0; i < scope->actions.held->len; i++) {
    VigilHeldAction *held = &g_array_index (scope->actions.held, VigilHeldAction, i);
    gboolean is_standing = held->is_own && stands (ward, scope, held);
    if (is_standing != held->is_standing)
      scope->has_new_actions = TRUE;
    held->is_standing = is_standing;
  }
}

guint
vigil_ward_list_actions (VigilWard *ward, guint bed, VigilNow now, VigilAction *actions, guint max)
{
  g_return_val_if_fail (bed < ward->n_beds, 0);
  ward->now = now;
  VigilScope *scope = &ward->beds[bed].priv->scope;
  vigil_ward_refresh_own (ward, scope);
  scope->has_new_actions = FALSE;
  guint n = 0;
  for (guint i = 0; i < scope->actions.held->len && n < max; i++) {
    const VigilHeldAction *held = &g_array_index (scope->actions.held, VigilHeldAction, i);
    if (held->is_standing)
      actions[n++] = held->action;
  }
  return n;
}
