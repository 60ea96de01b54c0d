/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-action.h"

#include <string.h>

/* An acknowledgement covers what was raised up to so long before the one it names. */
#define BEFORE_RAISED_MS 60000

void
vigil_action_set_init (VigilActionSet *set)
{
  set->held = g_array_sized_new (FALSE, TRUE, sizeof (VigilHeldAction), 4);
}

void
vigil_action_set_clear (VigilActionSet *set)
{
  g_clear_pointer (&set->held, g_array_unref);
}

static VigilHeldAction *
held_at (const VigilActionSet *set, guint i)
{
  return &g_array_index (set->held, VigilHeldAction, i);
}

VigilHeldAction *
vigil_action_set_find (const VigilActionSet *set, const char *id)
{
  for (guint i = 0; i < set->held->len; i++)
    if (strcmp (held_at (set, i)->action.id, id) == 0)
      return held_at (set, i);
  return NULL;
}

static guint
find_oldest (const VigilActionSet *set)
{
  guint oldest = 0;
  for (guint i = 1; i < set->held->len; i++) {
    const VigilHeldAction *a = held_at (set, i), *b = held_at (set, oldest);
    if (a->is_standing != b->is_standing ? b->is_standing : a->first_seen_us < b->first_seen_us)
      oldest = i;
  }
  return oldest;
}

static gint64
get_length_us (const VigilAction *action, gint64 cap_us)
{
  return MIN ((action->until_ms - action->t_ms) * 1000, cap_us);
}

gint64
vigil_action_get_remaining_us (const VigilAction *action, gint64 cap_us, gint64 wall_ms)
{
  return get_length_us (action, cap_us) - MAX (wall_ms - action->t_ms, 0) * 1000;
}

VigilHeldAction *
vigil_action_set_add (
    VigilActionSet *set, const VigilAction *action, VigilNow now, guint epoch, gint64 cap_us)
{
  if (vigil_action_set_find (set, action->id) != NULL)
    return NULL;
  if (set->held->len >= VIGIL_ACTIONS_HELD_MAX)
    g_array_remove_index (set->held, find_oldest (set));
  VigilHeldAction held = { .action = *action,
                           .first_seen_us = now.mono_us,
                           .taken_us = now.mono_us - MAX (now.wall_ms - action->t_ms, 0) * 1000,
                           .epoch = epoch,
                           .asof_ms = action->asof_ms,
                           .asof_wall_ms = action->asof_ms,
                           .is_dated = TRUE };
  /* Never 0 for a silence with an end: 0 has another meaning. */
  if (action->until_ms != 0)
    held.until_us =
        MAX (now.mono_us + vigil_action_get_remaining_us (action, cap_us, now.wall_ms), 1);
  g_array_append_val (set->held, held);
  return held_at (set, set->held->len - 1);
}

void
vigil_action_receive (VigilHeldAction *held, gint64 wall_ms)
{
  held->asof_ms = held->asof_wall_ms = MIN (held->action.asof_ms, wall_ms + VIGIL_NEAR_MS);
  held->is_dated = FALSE;
  held->is_ahead = held->is_doubtful = held->action.t_ms > wall_ms + VIGIL_NEAR_MS;
}

/* All desks share the bed's clock, and it was read at touch-down: whatever the clock of the desk,
 * or this one's since, an action is at least as old as its asof is by it. */
gboolean
vigil_action_date (VigilHeldAction *held, const VigilBedTimes *times, gint64 cap_us)
{
  const VigilAction *action = &held->action;
  gboolean is_past = action->asof_ms <= times->device_ms + VIGIL_NEAR_MS;
  held->is_dated = TRUE;
  held->age_ms = times->heard_ms - action->asof_ms;
  held->taken_us = MIN (held->taken_us, held->first_seen_us - held->age_ms * 1000);
  held->is_doubtful = held->is_ahead && !is_past;
  held->asof_ms = action->asof_ms;
  if (!is_past)
    held->asof_ms = MIN (action->asof_ms, times->heard_ms);
  if (held->until_us != 0) {
    gint64 end_us = held->first_seen_us + get_length_us (action, cap_us) - held->age_ms * 1000;
    /* The bed's time at touch-down is that of its last message: by so little t is the better. */
    if (end_us < held->until_us - VIGIL_NEAR_MS * 1000)
      held->until_us = MAX (end_us, 1);
  }
  return held->asof_ms == action->asof_ms;
}

void
vigil_action_set_spend (VigilActionSet *set, const char *key)
{
  for (guint i = 0; i < set->held->len; i++)
    held_at (set, i)->is_spent |= strcmp (held_at (set, i)->action.key, key) == 0;
}

gint64
vigil_action_set_get_newest_ms (const VigilActionSet *set)
{
  gint64 newest_ms = 0;
  for (guint i = 0; i < set->held->len; i++)
    newest_ms = MAX (newest_ms, held_at (set, i)->action.t_ms);
  return newest_ms;
}

gint64
vigil_action_set_get_newest_asof_ms (const VigilActionSet *set)
{
  gint64 newest_ms = 0;
  for (guint i = 0; i < set->held->len; i++)
    newest_ms = MAX (newest_ms, MAX (held_at (set, i)->asof_ms, held_at (set, i)->asof_wall_ms));
  return newest_ms;
}

gint
vigil_action_compare (const VigilAction *a, const VigilAction *b)
{
  if (a->t_ms != b->t_ms)
    return a->t_ms < b->t_ms ? -1 : 1;
  return strcmp (a->id, b->id);
}

static gboolean
key_is_of_bed (const char *key, const char *bed)
{
  gsize length = strlen (bed);
  return strncmp (key, bed, length) == 0 && key[length] == '|';
}

gboolean
vigil_action_is_sound (const VigilAction *action)
{
  if (action->id[0] == '\0' || action->t_ms <= 0)
    return FALSE;
  switch (action->word) {
  case VIGIL_ACTION_ACKNOWLEDGE:
    return !action->is_bed_scope && key_is_of_bed (action->key, action->bed) && action->asof_ms > 0
           && (action->until_ms == 0 || action->until_ms > action->t_ms);
  case VIGIL_ACTION_RESET:
    return action->is_bed_scope || key_is_of_bed (action->key, action->bed);
  case VIGIL_ACTION_SUSPEND:
    return action->until_ms > action->t_ms && action->reason[0] != '\0'
           && action->mode != VIGIL_SUSPENSION_NONE;
  case VIGIL_ACTION_RESUME:
  case VIGIL_ACTION_DISCHARGE:
  case VIGIL_ACTION_ADMIT:
    return TRUE;
  default:
    return FALSE;
  }
}

gboolean
vigil_action_has_key (const VigilHeldAction *held, const char *key)
{
  return strcmp (held->action.key, key) == 0
         || vigil_alarm_key_is_second_of (held->action.key, key);
}

/* What outlasts its patient is nobody's, for every station. */
static gboolean
is_same_encounter (const VigilAction *action, const VigilAlarm *alarm)
{
  return action->encounter[0] == '\0' || alarm->encounter[0] == '\0' || alarm->is_of_past_stay
         || strcmp (action->encounter, alarm->encounter) == 0;
}

/* An acknowledgement is of its occurrence, not of a later one that is dated back; that of a second
 * level covers the first of that excursion. */
static gboolean
is_of_past (const VigilAction *action, const VigilAlarmRecord *record)
{
  gboolean is_own = strcmp (action->key, record->alarm.key) == 0;
  gint64 past_ms = is_own ? record->past_end_ms : record->past_second_ms;
  return past_ms != 0 && action->raised_ms <= past_ms;
}

/* What the station tells of the ward, or of a bed from which nothing comes, it tells by its own
 * wall clock; all else is of the bed's time. */
static gint64
get_reach_ms (const VigilHeldAction *held, const VigilAlarm *alarm)
{
  gboolean is_of_station =
      alarm->kind == VIGIL_ALARM_TECHNICAL && !(alarm->sources & VIGIL_SOURCE_BEDSIDE);
  return is_of_station ? MAX (held->asof_ms, held->asof_wall_ms) : held->asof_ms;
}

/* Raised, or to be silenced anew, after what was shown at the touch. */
static gboolean
is_born_after (const VigilAlarmRecord *record, gint64 reach_ms)
{
  return record->alarm.raised_ms > reach_ms || record->covered_from_ms > reach_ms;
}

/* It grew after what @action was made of. One of a high alarm (it has an end) was of something
 * worse than what grew to less. */
static gboolean
is_outgrown (const VigilHeldAction *held, const VigilAlarmRecord *record, gint64 reach_ms)
{
  gboolean is_of_worse = held->until_us != 0 && record->alarm.priority < VIGIL_PRIORITY_HIGH;
  return record->grown_ms > reach_ms && !is_of_worse;
}

gboolean
vigil_action_covers (const VigilHeldAction *held, const VigilAlarmRecord *record, gint64 mono_us)
{
  const VigilAction *action = &held->action;
  const VigilAlarm *alarm = &record->alarm;
  if (action->word != VIGIL_ACTION_ACKNOWLEDGE || held->is_spent
      || !vigil_action_has_key (held, alarm->key) || is_of_past (action, record))
    return FALSE;
  if (held->until_us != 0 ? mono_us >= held->until_us : alarm->priority == VIGIL_PRIORITY_HIGH)
    return FALSE;
  if (held->is_doubtful && alarm->priority == VIGIL_PRIORITY_HIGH)
    return FALSE;
  if (action->priority != VIGIL_PRIORITY_NONE && alarm->priority > action->priority)
    return FALSE;
  if (!is_same_encounter (action, alarm) || held->epoch < record->epoch)
    return FALSE;
  gint64 reach_ms = get_reach_ms (held, alarm);
  if (is_born_after (record, reach_ms))
    return FALSE;
  if (is_outgrown (held, record, reach_ms))
    return FALSE;
  return action->raised_ms == 0 || alarm->raised_ms >= action->raised_ms - BEFORE_RAISED_MS;
}

gboolean
vigil_action_ends (const VigilHeldAction *held, const VigilAlarmRecord *record)
{
  const VigilAction *action = &held->action;
  const VigilAlarm *alarm = &record->alarm;
  if (action->word != VIGIL_ACTION_RESET || !alarm->is_latched || vigil_alarm_stands (record)
      || !(action->is_bed_scope || strcmp (action->key, alarm->key) == 0)
      || held->epoch < record->epoch)
    return FALSE;
  gint64 reach_ms = get_reach_ms (held, alarm);
  if (is_born_after (record, reach_ms))
    return FALSE;
  return alarm->ended_mono_us != 0 ? alarm->ended_ms <= reach_ms : held->is_evidence;
}

/* Ends of several silences: the latest, and 0 (no end but the condition's) is later than all. */
static gint64
later_end (gint64 a, gint64 b)
{
  return a == 0 || b == 0 ? 0 : MAX (a, b);
}

static void
take_action (VigilSilence *silence, const VigilHeldAction *held, const char *own_station)
{
  const VigilAction *action = &held->action;
  silence->since_us = held->taken_us;
  silence->kind = strcmp (action->station, own_station) == 0 ? VIGIL_SILENCED_HERE
                                                             : VIGIL_SILENCED_OTHER_STATION;
  vigil_text_copy (silence->by, sizeof silence->by, action->by);
  vigil_text_copy (silence->station, sizeof silence->station, action->station);
  vigil_text_copy (silence->action_id, sizeof silence->action_id, action->id);
}

static gboolean
is_silenced_at_bedside (const VigilAlarmRecord *record, gint64 mono_us)
{
  return record->inactivation != VIGIL_INACTIVATION_NONE
         && (record->inactivation_until_us == 0 || mono_us < record->inactivation_until_us);
}

gboolean
vigil_action_set_judge (const VigilActionSet *set,
                        const VigilAlarmRecord *record,
                        const char *own_station,
                        gint64 mono_us,
                        VigilSilence *silence)
{
  const VigilHeldAction *earliest = NULL;
  gboolean has_any = FALSE;
  gint64 until_us = 0;
  for (guint i = 0; i < set->held->len; i++) {
    const VigilHeldAction *held = held_at (set, i);
    if (!vigil_action_covers (held, record, mono_us))
      continue;
    until_us = has_any ? later_end (until_us, held->until_us) : held->until_us;
    has_any = TRUE;
    if (earliest == NULL || vigil_action_compare (&held->action, &earliest->action) < 0)
      earliest = held;
  }
  *silence = (VigilSilence){ 0 };
  if (is_silenced_at_bedside (record, mono_us)) {
    until_us = has_any ? later_end (until_us, record->inactivation_until_us)
                       : record->inactivation_until_us;
    has_any = TRUE;
    silence->kind = VIGIL_SILENCED_AT_BEDSIDE;
  }
  if (earliest != NULL)
    take_action (silence, earliest, own_station);
  silence->until_us = until_us;
  return has_any;
}
