/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Who hears an alarm (ux.md, "Escalation"). The priority never changes; the reach grows while
 * nobody answers: a bed's primary station sounds everything, its backup high at once and medium
 * later, the others high later still. Staff at the bedside is told each new high code once. */

#include "vigil-ward-private.h"

/* ux.md, "Escalation". */
#define BACKUP_MEDIUM_US (180 * VIGIL_SECOND_US)
#define OTHERS_HIGH_US (60 * VIGIL_SECOND_US)
/* What is first seen so soon after the start may have been raised before it; a day at most. */
#define START_US (30 * VIGIL_SECOND_US)
#define DATE_BACK_MAX_MS (24 * G_GINT64_CONSTANT (3600000))

gboolean
vigil_ward_is_primary (const VigilWard *ward, const VigilScope *scope)
{
  (void) ward;
  return scope->bed == NULL || scope->bed->role == VIGIL_ROLE_PRIMARY || scope->bed->is_taken_over;
}

static gboolean
has_staff (const VigilWard *ward, const VigilScope *scope)
{
  return scope->bed != NULL && scope->suspended_until_us > ward->now.mono_us
         && scope->suspension.mode == VIGIL_SUSPENSION_STAFF;
}

/* @waited_us: so long an answer has been wanted. */
static gboolean
is_reached (const VigilWard *ward,
            const VigilScope *scope,
            VigilPriority priority,
            gint64 waited_us)
{
  if (vigil_ward_is_primary (ward, scope))
    return TRUE;
  if (scope->bed->role == VIGIL_ROLE_BACKUP)
    return priority == VIGIL_PRIORITY_HIGH
           || (priority == VIGIL_PRIORITY_MEDIUM && waited_us >= BACKUP_MEDIUM_US);
  return priority == VIGIL_PRIORITY_HIGH && waited_us >= OTHERS_HIGH_US;
}

/* A suspended bed does not escalate. */
static gint64
get_waited_us (const VigilWard *ward, const VigilScope *scope, const VigilAlarm *alarm)
{
  if (scope->bed == NULL || vigil_bed_is_suspended (scope->bed, ward->now.mono_us))
    return 0;
  return ward->now.mono_us - alarm->asked_mono_us;
}

void
vigil_ward_judge_reach (const VigilWard *ward, const VigilScope *scope, VigilAlarmRecord *record)
{
  VigilAlarm *alarm = &record->alarm;
  gint64 waited_us = get_waited_us (ward, scope, alarm);
  if (has_staff (ward, scope))
    alarm->reach = VIGIL_REACH_STAFF;
  else if (is_reached (ward, scope, alarm->priority, waited_us))
    alarm->reach = VIGIL_REACH_HERE;
  else
    alarm->reach = VIGIL_REACH_ELSEWHERE;
  alarm->is_unanswered = alarm->phase == VIGIL_ALARM_OPEN && alarm->priority == VIGIL_PRIORITY_HIGH
                         && waited_us >= OTHERS_HIGH_US;
}

void
vigil_ward_tick_reach (VigilWard *ward, VigilScope *scope)
{
  for (guint i = 0; i < scope->records->len; i++) {
    VigilAlarmRecord *record = g_ptr_array_index (scope->records, i);
    if (record->alarm.phase != VIGIL_ALARM_OPEN)
      continue;
    vigil_ward_judge_reach (ward, scope, record);
    if (record->alarm.reach != record->told_reach
        || record->alarm.is_unanswered != record->is_told_unanswered)
      scope->is_dirty = TRUE;
  }
}

/* A station that starts in the middle of it counts from the first raise like the others, by the
 * bed's own clock. Later than that only the own clock counts: a monitor's may be wrong. */
void
vigil_ward_date_back (const VigilWard *ward, const VigilScope *scope, VigilAlarmRecord *record)
{
  if (ward->now.mono_us - ward->start_us > START_US)
    return;
  gint64 device_ms = vigil_ward_get_moment (ward, scope).device_ms;
  gint64 age_ms = CLAMP (device_ms - record->alarm.raised_ms, 0, DATE_BACK_MAX_MS);
  record->alarm.asked_mono_us = ward->now.mono_us - age_ms * 1000;
  /* What stood before grows from then on. */
  if (record->alarm.asked_mono_us < ward->start_us)
    record->standing_since_us = record->alarm.asked_mono_us;
}

/* What stood when the staff came is known to them; when they leave all is as before. */
void
vigil_ward_note_staff (VigilWard *ward, VigilScope *scope)
{
  gboolean has = has_staff (ward, scope);
  if (has == scope->has_staff)
    return;
  scope->has_staff = has;
  for (guint i = 0; i < scope->records->len; i++) {
    VigilAlarmRecord *record = g_ptr_array_index (scope->records, i);
    gboolean is_there = record->is_announced && record->alarm.phase != VIGIL_ALARM_ENDED;
    record->is_staff_told = has && is_there && record->alarm.priority == VIGIL_PRIORITY_HIGH;
  }
}

static void
tell_staff (VigilWard *ward, VigilScope *scope, VigilAlarmRecord *record)
{
  if (!vigil_alarm_is_open (&record->alarm) || record->alarm.priority < VIGIL_PRIORITY_HIGH
      || record->is_staff_told)
    return;
  record->is_staff_told = TRUE;
  if (is_reached (ward, scope, VIGIL_PRIORITY_HIGH, 0))
    vigil_ward_emit_alarm (ward, scope, record, VIGIL_EVENT_BURST);
}

void
vigil_ward_tell_reach (VigilWard *ward,
                       VigilScope *scope,
                       VigilAlarmRecord *record,
                       gboolean was_announced)
{
  VigilAlarm *alarm = &record->alarm;
  gboolean is_wider = alarm->reach == VIGIL_REACH_HERE && record->told_reach != VIGIL_REACH_HERE;
  gboolean is_changed =
      alarm->reach != record->told_reach || alarm->is_unanswered != record->is_told_unanswered;
  record->told_reach = alarm->reach;
  record->is_told_unanswered = alarm->is_unanswered;
  if (scope->has_staff)
    tell_staff (ward, scope, record);
  if (is_changed && was_announced && vigil_alarm_is_open (alarm))
    vigil_ward_emit_alarm (ward, scope, record,
                           is_wider ? VIGIL_EVENT_ALARM_REACHED : VIGIL_EVENT_ALARM_CHANGED);
}
