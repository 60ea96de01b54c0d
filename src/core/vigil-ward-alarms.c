/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-ward-private.h"

#include <string.h>

/* Reminders due so close together are one burst for the station. */
#define REMIND_TOGETHER_US (60 * G_GINT64_CONSTANT (1000000))

void
vigil_scope_init (VigilScope *scope, VigilBed *bed)
{
  *scope = (VigilScope){ .bed = bed };
  scope->records = g_ptr_array_new_with_free_func (g_free);
  scope->shown = g_ptr_array_new ();
  vigil_action_set_init (&scope->actions);
}

void
vigil_scope_clear (VigilScope *scope)
{
  g_clear_pointer (&scope->records, g_ptr_array_unref);
  g_clear_pointer (&scope->shown, g_ptr_array_unref);
  vigil_action_set_clear (&scope->actions);
}

VigilAlarmRecord *
vigil_scope_find (const VigilScope *scope, const char *key)
{
  for (guint i = 0; i < scope->records->len; i++) {
    VigilAlarmRecord *record = g_ptr_array_index (scope->records, i);
    if (strcmp (record->alarm.key, key) == 0)
      return record;
  }
  return NULL;
}

VigilAlarmRecord *
vigil_scope_find_code (const VigilScope *scope, const char *code, const char *src)
{
  for (guint i = 0; i < scope->records->len; i++) {
    VigilAlarmRecord *record = g_ptr_array_index (scope->records, i);
    if (vigil_alarm_key_is_of (record->alarm.key, code, src))
      return record;
  }
  return NULL;
}

/* At the ceiling (a gateway that invents codes) what is over goes first, the longest over; then
 * pictures. What sounds is never given up. */
static gboolean
make_room (VigilScope *scope)
{
  guint chosen = G_MAXUINT;
  gint64 chosen_us = G_MAXINT64;
  for (guint i = 0; i < scope->records->len; i++) {
    const VigilAlarmRecord *record = g_ptr_array_index (scope->records, i);
    gboolean is_over = record->alarm.phase == VIGIL_ALARM_ENDED;
    if (!is_over && !vigil_alarm_is_picture (&record->alarm))
      continue;
    gint64 weight_us = record->alarm.ended_mono_us + (is_over ? 0 : G_MAXINT64 / 2);
    if (weight_us < chosen_us) {
      chosen = i;
      chosen_us = weight_us;
    }
  }
  if (chosen == G_MAXUINT)
    return FALSE;
  g_ptr_array_remove_index (scope->records, chosen);
  scope->is_dirty = TRUE;
  return TRUE;
}

VigilAlarmRecord *
vigil_scope_obtain (VigilScope *scope, const char *key)
{
  VigilAlarmRecord *record = vigil_scope_find (scope, key);
  if (record != NULL)
    return record;
  if (scope->records->len >= VIGIL_RECORDS_MAX && !make_room (scope))
    return NULL;
  record = g_new (VigilAlarmRecord, 1);
  vigil_alarm_record_init (record, key, scope->bed != NULL ? scope->bed->id : "");
  g_ptr_array_add (scope->records, record);
  return record;
}

/* What is technical says nothing of the heart: leads off must not make leads off worse. Nor does
 * what is over, silenced, and only latched at the bedside. */
static gboolean
is_patients_high (const VigilAlarm *alarm)
{
  return alarm->priority == VIGIL_PRIORITY_HIGH && alarm->kind == VIGIL_ALARM_PHYSIOLOGICAL
         && (alarm->sources != 0 || alarm->phase == VIGIL_ALARM_OPEN);
}

gboolean
vigil_scope_has_high (const VigilScope *scope)
{
  for (guint i = 0; i < scope->records->len; i++) {
    const VigilAlarmRecord *record = g_ptr_array_index (scope->records, i);
    if (is_patients_high (&record->alarm))
      return TRUE;
  }
  return FALSE;
}

VigilMoment
vigil_ward_get_moment (const VigilWard *ward, const VigilScope *scope)
{
  VigilMoment moment = { .now = ward->now, .device_ms = ward->now.wall_ms };
  if (scope->bed != NULL) {
    const VigilBedPrivate *priv = scope->bed->priv;
    moment.epoch = priv->epoch;
    if (priv->has_device)
      moment.device_ms = priv->device_ms;
  }
  return moment;
}

static void
tell (VigilWard *ward, VigilScope *scope, VigilAlarmRecord *record, guint news)
{
  static const struct {
    VigilAlarmNews news;
    VigilEventKind kind;
  } KINDS[] = {
    { VIGIL_NEWS_CHANGED, VIGIL_EVENT_ALARM_CHANGED },
    { VIGIL_NEWS_RETURNED, VIGIL_EVENT_ALARM_RETURNED },
    { VIGIL_NEWS_SILENCED, VIGIL_EVENT_ALARM_SILENCED },
    { VIGIL_NEWS_LATCHED, VIGIL_EVENT_ALARM_LATCHED },
    { VIGIL_NEWS_RESET, VIGIL_EVENT_ALARM_RESET },
    { VIGIL_NEWS_ENDED, VIGIL_EVENT_ALARM_ENDED },
  };
  /* What is folded away from its birth on is told when it comes to light. */
  if (!record->is_announced && !(news & VIGIL_NEWS_SILENCED))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (KINDS); i++)
    if (news & KINDS[i].news)
      vigil_ward_emit_alarm (ward, scope, record, KINDS[i].kind);
}

/* A reset may be heard before the end of what it was made of, or before its alarm. */
static gboolean
is_reset (const VigilScope *scope, const VigilAlarmRecord *record)
{
  for (guint i = 0; i < scope->actions.held->len; i++)
    if (vigil_action_ends (&g_array_index (scope->actions.held, VigilHeldAction, i), record))
      return TRUE;
  return FALSE;
}

void
vigil_ward_settle (VigilWard *ward, VigilScope *scope, VigilAlarmRecord *record, guint news)
{
  VigilMoment moment = vigil_ward_get_moment (ward, scope);
  VigilSilence silence;
  gboolean is_silenced =
      vigil_action_set_judge (&scope->actions, record, ward->station, ward->now.mono_us, &silence);
  news |= vigil_alarm_set_silence (record, is_silenced ? &silence : NULL, &moment);
  if (is_reset (scope, record))
    news |= vigil_alarm_reset (record, &moment);
  record->alarm.due_us =
      record->alarm.phase == VIGIL_ALARM_SILENCED ? record->alarm.silence_until_us : 0;
  scope->is_dirty = TRUE;
  scope->is_list_dirty = TRUE;
  vigil_ward_date (ward, scope, record);
  vigil_ward_judge_reach (ward, scope, record);
  tell (ward, scope, record, news);
  if (news & VIGIL_NEWS_SILENCED)
    record->is_announced = TRUE;
}

void
vigil_ward_settle_all (VigilWard *ward, VigilScope *scope)
{
  for (guint i = 0; i < scope->records->len; i++)
    vigil_ward_settle (ward, scope, g_ptr_array_index (scope->records, i), 0);
}

/* A second level that is over, or a picture, is of an excursion before this one. */
static void
note_past_second (const VigilScope *scope, VigilAlarmRecord *record)
{
  for (guint i = 0; i < scope->records->len; i++) {
    const VigilAlarmRecord *second = g_ptr_array_index (scope->records, i);
    if (vigil_alarm_key_is_second_of (second->alarm.key, record->alarm.key)
        && !vigil_alarm_stands (second))
      record->past_second_ms = second->alarm.raised_ms;
  }
}

/* ux.md, "Again": the second limit is worse: what was silenced of the first was something milder.
 */
void
vigil_ward_worsen_first (VigilWard *ward, VigilScope *scope, const VigilAlarmRecord *second)
{
  if (!vigil_alarm_stands (second) || second->alarm.phase != VIGIL_ALARM_OPEN)
    return;
  VigilMoment moment = vigil_ward_get_moment (ward, scope);
  for (guint i = 0; i < scope->records->len; i++) {
    VigilAlarmRecord *first = g_ptr_array_index (scope->records, i);
    if (vigil_alarm_key_is_second_of (second->alarm.key, first->alarm.key))
      vigil_ward_settle (ward, scope, first, vigil_alarm_worsen (first, &moment));
  }
}

guint
vigil_ward_tell_machine (VigilWard *ward,
                         VigilScope *scope,
                         VigilAlarmRecord *record,
                         const VigilAlarmReport *report,
                         gboolean *is_born)
{
  VigilMoment moment = vigil_ward_get_moment (ward, scope);
  gint64 raised_before_us = record->alarm.raised_mono_us;
  guint news = vigil_alarm_report (record, report, &moment);
  *is_born = record->alarm.raised_mono_us != raised_before_us;
  if (*is_born) {
    note_past_second (scope, record);
    vigil_ward_turn_born (scope, record);
  }
  if (scope->bed != NULL && is_patients_high (&record->alarm))
    scope->bed->priv->last_high_us = ward->now.mono_us;
  return news;
}

void
vigil_ward_report (VigilWard *ward,
                   VigilScope *scope,
                   VigilAlarmRecord *record,
                   const VigilAlarmReport *report)
{
  VigilAlarmPhase before = record->alarm.phase;
  gint64 unanswered_ms = record->is_past ? record->alarm.raised_ms : 0;
  gboolean is_born;
  guint news = vigil_ward_tell_machine (ward, scope, record, report, &is_born);
  if (is_born && record->is_fresh && report->source == VIGIL_SOURCE_STATION)
    vigil_ward_inherit (ward, scope, record, unanswered_ms);
  if (news != 0 || is_born || before != record->alarm.phase)
    vigil_ward_settle (ward, scope, record, news);
  if (is_born)
    vigil_ward_worsen_first (ward, scope, record);
}

void
vigil_ward_withdraw (VigilWard *ward,
                     VigilScope *scope,
                     VigilAlarmRecord *record,
                     VigilAlarmSource source,
                     gboolean is_reset)
{
  VigilMoment moment = vigil_ward_get_moment (ward, scope);
  guint news = vigil_alarm_withdraw (record, source, is_reset, &moment);
  if (news != 0)
    vigil_ward_settle (ward, scope, record, news);
}

/* Over for so long that nobody asks for it any more, or never begun. */
static gboolean
is_forgotten (const VigilAlarmRecord *record, gint64 mono_us)
{
  const VigilAlarm *alarm = &record->alarm;
  if (alarm->phase == VIGIL_ALARM_PENDING)
    return record->pending_since_us == 0;
  return alarm->phase == VIGIL_ALARM_ENDED && record->pending_since_us == 0 && !record->is_listed
         && mono_us - alarm->ended_mono_us > VIGIL_ENDED_KEPT_US;
}

static void
remind (VigilWard *ward, VigilScope *scope)
{
  gint64 mono_us = ward->now.mono_us;
  VigilEvent event = {
    .kind = VIGIL_EVENT_REMIND,
    .bed_index = scope->bed != NULL ? scope->bed->index : G_MAXUINT,
    .bed = scope->bed != NULL ? scope->bed->id : "",
    .priority = VIGIL_PRIORITY_MEDIUM,
    .now = ward->now,
  };
  for (guint i = 0; i < scope->records->len; i++) {
    VigilAlarmRecord *record = g_ptr_array_index (scope->records, i);
    if (record->remind_us == 0 || mono_us < record->remind_us || record->alarm.is_hidden
        || record->alarm.is_held || record->alarm.phase != VIGIL_ALARM_SILENCED)
      continue;
    record->remind_us = mono_us + VIGIL_REMIND_AGAIN_US;
    if (!vigil_ward_is_primary (ward, scope) || record->alarm.reach == VIGIL_REACH_STAFF)
      continue;
    if (ward->remind_us != 0 && mono_us - ward->remind_us < REMIND_TOGETHER_US)
      continue;
    ward->remind_us = mono_us;
    event.alarm = &record->alarm;
    ward->func (&event, ward->data);
  }
}

void
vigil_ward_tick_scope (VigilWard *ward, VigilScope *scope)
{
  gint64 mono_us = ward->now.mono_us;
  for (guint i = 0; i < scope->records->len;) {
    VigilAlarmRecord *record = g_ptr_array_index (scope->records, i);
    if (is_forgotten (record, mono_us)) {
      if (record->alarm.phase == VIGIL_ALARM_ENDED)
        vigil_action_set_spend (&scope->actions, record->alarm.key);
      g_ptr_array_remove_index (scope->records, i);
      scope->is_dirty = TRUE;
      continue;
    }
    if (record->alarm.due_us != 0 && mono_us >= record->alarm.due_us)
      vigil_ward_settle (ward, scope, record, 0);
    i++;
  }
  vigil_ward_tick_reach (ward, scope);
  /* What was done ages: its silence runs out, its occurrence is over for good. */
  if (scope->actions.held->len > 0)
    scope->is_list_dirty = TRUE;
  remind (ward, scope);
}
