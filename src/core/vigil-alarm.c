/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-alarm-machine.h"

#include <math.h>
#include <string.h>

void
vigil_alarm_record_init (VigilAlarmRecord *record, const char *key, const char *bed)
{
  *record = (VigilAlarmRecord){ .is_fresh = TRUE, .alarm.worst = NAN };
  vigil_text_copy (record->alarm.key, sizeof record->alarm.key, key);
  vigil_text_copy (record->alarm.bed, sizeof record->alarm.bed, bed);
}

gboolean
vigil_alarm_stands (const VigilAlarmRecord *record)
{
  return record->alarm.sources != 0;
}

static void
forget_silence (VigilAlarm *alarm)
{
  alarm->silenced_by_kind = VIGIL_SILENCED_NOT;
  alarm->silenced_by[0] = alarm->silenced_at[0] = alarm->action_id[0] = '\0';
  alarm->silenced_mono_us = 0;
  alarm->silence_until_us = 0;
}

/* What comes now has to be silenced anew: no action from before covers it. */
static void
rearm (VigilAlarmRecord *record, const VigilMoment *moment)
{
  VigilAlarm *alarm = &record->alarm;
  record->covered_from_ms = MAX (alarm->raised_ms, moment->device_ms);
  record->inactivation_until_us =
      record->inactivation != VIGIL_INACTIVATION_NONE ? moment->now.mono_us : 0;
  forget_silence (alarm);
  record->remind_us = 0;
}

static void
describe (VigilAlarm *alarm, const VigilAlarmReport *report)
{
  vigil_text_copy (alarm->code, sizeof alarm->code, report->code);
  vigil_text_copy (alarm->src, sizeof alarm->src, report->src);
  vigil_text_copy (alarm->label, sizeof alarm->label, report->label);
  alarm->kind = report->kind;
  alarm->is_latching = report->is_latching || vigil_alarm_key_is_latching (alarm->key);
  alarm->has_limit = report->has_limit;
  alarm->limit = report->limit;
}

static gboolean
is_beyond (VigilSide side, double value, double than, double by)
{
  return side == VIGIL_SIDE_LO ? value <= than - by : side == VIGIL_SIDE_HI && value >= than + by;
}

static void
note_extreme (VigilAlarm *alarm, const VigilAlarmReport *report)
{
  if (!report->has_value || (report->side != VIGIL_SIDE_LO && report->side != VIGIL_SIDE_HI))
    return;
  if (!alarm->has_extreme || is_beyond (report->side, report->value, alarm->extreme, 0))
    alarm->extreme = report->value;
  alarm->has_extreme = TRUE;
}

/* TRUE if the value is so much beyond the worst one shown when silenced that it must sound. High
 * alarms come back by themselves; for them worse is no news. */
static gboolean
take_value (VigilAlarmRecord *record, const VigilAlarmReport *report)
{
  VigilAlarm *alarm = &record->alarm;
  alarm->has_value = report->has_value;
  alarm->value = report->value;
  record->side = report->side;
  record->worse = report->worse;
  note_extreme (alarm, report);
  if (!report->has_value)
    return FALSE;
  if (alarm->phase == VIGIL_ALARM_SILENCED && !isnan (alarm->worst))
    return alarm->priority < VIGIL_PRIORITY_HIGH && report->worse > 0
           && is_beyond (report->side, report->value, alarm->worst, report->worse);
  if (isnan (alarm->worst) || is_beyond (report->side, report->value, alarm->worst, 0))
    alarm->worst = report->value;
  return FALSE;
}

static void
begin_occurrence (VigilAlarmRecord *record,
                  const VigilAlarmReport *report,
                  const VigilMoment *moment)
{
  VigilAlarm *alarm = &record->alarm;
  gboolean was_known = alarm->raised_mono_us != 0 && !record->is_past;
  /* Raised after the end of the one before, it may have been silenced elsewhere before it is heard
   * here. */
  gboolean is_back = was_known && report->raised_ms <= alarm->ended_ms;
  record->past_end_ms = was_known && !is_back ? alarm->ended_ms : 0;
  record->is_past = FALSE;
  /* An item that was latched and stands again was silenced at the bedside when it was, not now. */
  if (strcmp (alarm->occurrence, report->occurrence) != 0)
    record->inactivation = VIGIL_INACTIVATION_NONE;
  describe (alarm, report);
  vigil_text_copy (alarm->occurrence, sizeof alarm->occurrence, report->occurrence);
  vigil_text_copy (alarm->encounter, sizeof alarm->encounter, report->encounter);
  alarm->is_of_past_stay = FALSE;
  alarm->priority = report->priority;
  alarm->phase = report->is_last_known ? VIGIL_ALARM_SILENCED : VIGIL_ALARM_OPEN;
  alarm->is_latched = report->is_latched;
  alarm->is_unverified = report->is_last_known;
  alarm->raised_ms = report->raised_ms;
  alarm->raised_mono_us = alarm->asked_mono_us = moment->now.mono_us;
  alarm->before_us = record->dated_ms = 0;
  alarm->ended_ms = alarm->ended_mono_us = 0;
  alarm->worst = report->has_value ? report->value : NAN;
  alarm->has_extreme = FALSE;
  record->covered_from_ms = report->raised_ms;
  record->grown_ms = 0;
  record->epoch = moment->epoch;
  record->past_second_ms = 0;
  record->is_fresh = !was_known;
  record->is_announced = FALSE;
  record->is_orphan = FALSE;
  record->unmeasured_since_us = 0;
  record->is_last_known = report->is_last_known;
  record->standing_since_us = moment->now.mono_us;
  record->remind_us = 0;
  take_value (record, report);
  if (is_back)
    rearm (record, moment);
  else
    forget_silence (alarm);
}

/* ux.md, "Again": what comes back so soon is the same occurrence, and its silence goes on. */
static gboolean
is_same_occurrence (const VigilAlarmRecord *record,
                    const VigilAlarmReport *report,
                    const VigilMoment *moment)
{
  const VigilAlarm *alarm = &record->alarm;
  if (alarm->phase != VIGIL_ALARM_ENDED || report->is_new || report->priority > alarm->priority)
    return FALSE;
  if (alarm->is_of_past_stay)
    return FALSE;
  gint64 since_us = moment->now.mono_us - alarm->ended_mono_us;
  if (alarm->priority == VIGIL_PRIORITY_HIGH)
    return since_us <= VIGIL_SAME_HIGH_US && alarm->silenced_by_kind != VIGIL_SILENCED_NOT
           && alarm->silence_until_us > moment->now.mono_us;
  return since_us <= VIGIL_SAME_OCCURRENCE_US;
}

static guint
resume_occurrence (VigilAlarmRecord *record,
                   const VigilAlarmReport *report,
                   const VigilMoment *moment)
{
  VigilAlarm *alarm = &record->alarm;
  gboolean was_silenced = alarm->silenced_by_kind != VIGIL_SILENCED_NOT;
  describe (alarm, report);
  vigil_text_copy (alarm->occurrence, sizeof alarm->occurrence, report->occurrence);
  alarm->phase = was_silenced ? VIGIL_ALARM_SILENCED : VIGIL_ALARM_OPEN;
  alarm->is_latched = FALSE;
  alarm->ended_ms = alarm->ended_mono_us = 0;
  record->is_orphan = record->is_last_known = FALSE;
  record->unmeasured_since_us = 0;
  record->standing_since_us = moment->now.mono_us;
  if (take_value (record, report)) {
    alarm->phase = VIGIL_ALARM_OPEN;
    alarm->asked_mono_us = moment->now.mono_us;
    alarm->worst = report->value;
    rearm (record, moment);
  }
  /* One that is heard again is told as raised; one whose silence goes on was told before. */
  if (alarm->phase == VIGIL_ALARM_OPEN)
    record->is_announced = FALSE;
  return VIGIL_NEWS_CHANGED;
}

/* It stands already: another source, another value or a higher priority. */
static guint
update (VigilAlarmRecord *record, const VigilAlarmReport *report, const VigilMoment *moment)
{
  VigilAlarm *alarm = &record->alarm;
  gboolean is_new_source = !(alarm->sources & report->source);
  gboolean is_changed =
      is_new_source || (report->has_value && (!alarm->has_value || alarm->value != report->value));
  alarm->raised_ms = MIN (alarm->raised_ms, report->raised_ms);
  if (report->source == VIGIL_SOURCE_BEDSIDE || !(alarm->sources & VIGIL_SOURCE_BEDSIDE))
    describe (alarm, report);
  if (report->source == VIGIL_SOURCE_BEDSIDE)
    vigil_text_copy (alarm->occurrence, sizeof alarm->occurrence, report->occurrence);
  if (record->is_last_known && !report->is_last_known) {
    record->is_last_known = FALSE;
    alarm->phase = VIGIL_ALARM_OPEN;
    is_changed = TRUE;
  }
  if (take_value (record, report)) {
    rearm (record, moment);
    alarm->phase = VIGIL_ALARM_OPEN;
    alarm->asked_mono_us = moment->now.mono_us;
    alarm->worst = report->value;
    record->is_announced = TRUE;
    return VIGIL_NEWS_RETURNED;
  }
  guint news = is_changed ? VIGIL_NEWS_CHANGED : 0;
  if (report->priority > alarm->priority)
    news |= vigil_alarm_raise_priority (record, report->priority, moment);
  return news;
}

static gboolean
is_delayed (VigilAlarmRecord *record, const VigilAlarmReport *report, gint64 mono_us)
{
  if (report->delay_us <= 0 || vigil_alarm_stands (record))
    return FALSE;
  if (record->pending_since_us == 0)
    record->pending_since_us = mono_us;
  return mono_us - record->pending_since_us < report->delay_us;
}

/* Latched at the bedside, and here latched as well, or silenced already: also one that came and
 * went within a silence made here. */
static gboolean
is_old_latch (const VigilAlarmRecord *record,
              const VigilAlarmReport *report,
              const VigilMoment *moment)
{
  const VigilAlarm *alarm = &record->alarm;
  if (!report->is_latched || vigil_alarm_stands (record))
    return FALSE;
  if (alarm->phase != VIGIL_ALARM_ENDED)
    return alarm->phase != VIGIL_ALARM_PENDING;
  if (g_strcmp0 (alarm->occurrence, report->occurrence) == 0)
    return TRUE;
  gboolean is_silenced_here = alarm->silenced_by_kind != VIGIL_SILENCED_NOT
                              && alarm->silenced_by_kind != VIGIL_SILENCED_AT_BEDSIDE;
  return is_silenced_here && is_same_occurrence (record, report, moment);
}

guint
vigil_alarm_report (VigilAlarmRecord *record,
                    const VigilAlarmReport *report,
                    const VigilMoment *moment)
{
  if (is_old_latch (record, report, moment)) {
    vigil_text_copy (record->alarm.occurrence, sizeof record->alarm.occurrence, report->occurrence);
    return 0;
  }
  if (is_delayed (record, report, moment->now.mono_us))
    return 0;
  record->pending_since_us = 0;
  guint news = 0;
  if (vigil_alarm_stands (record))
    news = update (record, report, moment);
  else if (!report->is_latched && is_same_occurrence (record, report, moment))
    news = resume_occurrence (record, report, moment);
  else
    begin_occurrence (record, report, moment);
  if (!report->is_latched)
    record->alarm.sources |= report->source;
  return news;
}

static guint
finish (VigilAlarmRecord *record, const VigilMoment *moment)
{
  VigilAlarm *alarm = &record->alarm;
  if (alarm->phase == VIGIL_ALARM_ENDED)
    return 0;
  alarm->phase = VIGIL_ALARM_ENDED;
  alarm->sources = 0;
  alarm->is_latched = alarm->is_unverified = FALSE;
  record->is_orphan = record->is_last_known = FALSE;
  /* What was latched is over since its condition ended; the grey line counts from then. */
  if (alarm->ended_mono_us == 0) {
    alarm->ended_mono_us = moment->now.mono_us;
    alarm->ended_ms = moment->device_ms;
  }
  return VIGIL_NEWS_ENDED;
}

/* The condition is over: what follows is by the table of ux.md. */
static guint
end_condition (VigilAlarmRecord *record, const VigilMoment *moment)
{
  VigilAlarm *alarm = &record->alarm;
  gboolean is_open = alarm->phase == VIGIL_ALARM_OPEN;
  gboolean has_picture =
      alarm->priority == VIGIL_PRIORITY_HIGH && vigil_alarm_key_has_class (alarm->key, "limit");
  if (!is_open || !(alarm->is_latching || record->is_listed_latched || has_picture))
    return finish (record, moment);
  alarm->is_latched = TRUE;
  alarm->is_unverified = FALSE;
  alarm->ended_mono_us = moment->now.mono_us;
  alarm->ended_ms = moment->device_ms;
  if (!alarm->is_latching && !record->is_listed_latched)
    alarm->phase = VIGIL_ALARM_SILENCED;
  return VIGIL_NEWS_LATCHED;
}

gint64
vigil_alarm_get_newest_ms (const VigilAlarmRecord *record)
{
  return MAX (MAX (record->alarm.raised_ms, record->covered_from_ms), record->grown_ms);
}

guint
vigil_alarm_end_again (VigilAlarmRecord *record, const VigilMoment *moment)
{
  VigilAlarm *alarm = &record->alarm;
  if (alarm->phase != VIGIL_ALARM_ENDED || alarm->silenced_by_kind == VIGIL_SILENCED_NOT
      || moment->now.mono_us - alarm->ended_mono_us > VIGIL_SAME_HIGH_US)
    return 0;
  gint64 ended_ms = alarm->ended_ms, ended_mono_us = alarm->ended_mono_us;
  forget_silence (alarm);
  alarm->phase = VIGIL_ALARM_OPEN;
  record->is_announced = FALSE;
  end_condition (record, moment);
  alarm->ended_ms = ended_ms;
  alarm->ended_mono_us = ended_mono_us;
  return VIGIL_NEWS_CHANGED;
}

guint
vigil_alarm_withdraw (VigilAlarmRecord *record,
                      VigilAlarmSource source,
                      gboolean is_reset,
                      const VigilMoment *moment)
{
  VigilAlarm *alarm = &record->alarm;
  record->pending_since_us = 0;
  gboolean stood = (alarm->sources & source) != 0;
  alarm->sources &= ~(guint) source;
  if (alarm->sources != 0)
    return stood ? VIGIL_NEWS_CHANGED : 0;
  if (alarm->phase == VIGIL_ALARM_PENDING || alarm->phase == VIGIL_ALARM_ENDED)
    return 0;
  if (is_reset)
    return vigil_alarm_reset (record, moment);
  return stood ? end_condition (record, moment) : 0;
}

/* What went out of sight while it was silenced is not over by that: its silence runs out. */
static gboolean
is_over (const VigilAlarmRecord *record, gboolean was_silenced, const VigilMoment *moment)
{
  gboolean is_unmeasured =
      record->unmeasured_since_us != 0
      && moment->now.mono_us - record->unmeasured_since_us >= VIGIL_UNMEASURED_US;
  return record->alarm.is_latched || ((record->is_orphan || is_unmeasured) && !was_silenced);
}

/* A silence of what has ended, or may have, is its end. */
static guint
silence_over (VigilAlarmRecord *record, const VigilMoment *moment)
{
  return VIGIL_NEWS_SILENCED | finish (record, moment);
}

/* ux.md, "silenced, medium": 5 min after it was silenced, then every 10; a restart in between puts
 * none off. */
static gint64
get_first_reminder_us (const VigilAlarm *alarm, const VigilSilence *silence, gint64 mono_us)
{
  gint64 latest_us = mono_us + VIGIL_REMIND_FIRST_US;
  if (alarm->priority != VIGIL_PRIORITY_MEDIUM)
    return 0;
  if (silence->since_us == 0 || silence->since_us > mono_us)
    return latest_us;
  gint64 late_us = mono_us - silence->since_us - VIGIL_REMIND_FIRST_US;
  gint64 n_over = late_us < 0 ? 0 : late_us / VIGIL_REMIND_AGAIN_US + 1;
  return MIN (silence->since_us + VIGIL_REMIND_FIRST_US + n_over * VIGIL_REMIND_AGAIN_US,
              latest_us);
}

static void
take_silence (VigilAlarm *alarm, const VigilSilence *silence, const VigilMoment *moment)
{
  if (alarm->silenced_by_kind == VIGIL_SILENCED_NOT)
    alarm->silenced_mono_us = moment->now.mono_us;
  alarm->silenced_by_kind = silence->kind;
  alarm->silence_until_us = silence->until_us;
  vigil_text_copy (alarm->silenced_by, sizeof alarm->silenced_by, silence->by);
  vigil_text_copy (alarm->silenced_at, sizeof alarm->silenced_at, silence->station);
  vigil_text_copy (alarm->action_id, sizeof alarm->action_id, silence->action_id);
}

static guint
unsilence (VigilAlarmRecord *record, const VigilMoment *moment)
{
  VigilAlarm *alarm = &record->alarm;
  if (alarm->phase != VIGIL_ALARM_SILENCED || alarm->silenced_by_kind == VIGIL_SILENCED_NOT)
    return 0;
  alarm->phase = VIGIL_ALARM_OPEN;
  alarm->asked_mono_us = moment->now.mono_us;
  forget_silence (alarm);
  record->remind_us = 0;
  record->is_announced = TRUE;
  return VIGIL_NEWS_RETURNED;
}

guint
vigil_alarm_set_silence (VigilAlarmRecord *record,
                         const VigilSilence *silence,
                         const VigilMoment *moment)
{
  VigilAlarm *alarm = &record->alarm;
  if (alarm->phase == VIGIL_ALARM_PENDING || alarm->phase == VIGIL_ALARM_ENDED)
    return 0;
  if (silence == NULL)
    return unsilence (record, moment);
  gboolean was_silenced = alarm->silenced_by_kind != VIGIL_SILENCED_NOT;
  gboolean is_changed = !was_silenced || alarm->silenced_by_kind != silence->kind
                        || alarm->silence_until_us != silence->until_us
                        || g_strcmp0 (alarm->action_id, silence->action_id) != 0;
  take_silence (alarm, silence, moment);
  if (is_over (record, was_silenced, moment))
    return silence_over (record, moment);
  alarm->phase = VIGIL_ALARM_SILENCED;
  if (!was_silenced) {
    record->remind_us = get_first_reminder_us (alarm, silence, moment->now.mono_us);
    return VIGIL_NEWS_SILENCED;
  }
  return is_changed ? VIGIL_NEWS_CHANGED : 0;
}

guint
vigil_alarm_reset (VigilAlarmRecord *record, const VigilMoment *moment)
{
  if (vigil_alarm_stands (record) || record->alarm.phase == VIGIL_ALARM_PENDING
      || record->alarm.phase == VIGIL_ALARM_ENDED)
    return 0;
  return VIGIL_NEWS_RESET | finish (record, moment);
}

guint
vigil_alarm_end (VigilAlarmRecord *record, const VigilMoment *moment)
{
  if (record->alarm.phase == VIGIL_ALARM_PENDING)
    return 0;
  return finish (record, moment);
}

guint
vigil_alarm_worsen (VigilAlarmRecord *record, const VigilMoment *moment)
{
  VigilAlarm *alarm = &record->alarm;
  if (alarm->silenced_by_kind == VIGIL_SILENCED_NOT)
    return 0;
  rearm (record, moment);
  if (alarm->phase != VIGIL_ALARM_SILENCED)
    return 0;
  alarm->phase = VIGIL_ALARM_OPEN;
  alarm->asked_mono_us = moment->now.mono_us;
  record->is_announced = FALSE;
  return VIGIL_NEWS_CHANGED;
}

guint
vigil_alarm_raise_priority (VigilAlarmRecord *record,
                            VigilPriority priority,
                            const VigilMoment *moment)
{
  VigilAlarm *alarm = &record->alarm;
  if (priority <= alarm->priority)
    return 0;
  alarm->priority = priority;
  gboolean was_silenced = alarm->phase == VIGIL_ALARM_SILENCED;
  /* The bed's clock may have stood still since it was silenced: later than that all the same. */
  gint64 covered_from_ms = record->covered_from_ms;
  rearm (record, moment);
  gint64 before_ms = MAX (record->grown_ms, covered_from_ms);
  record->grown_ms = MAX (record->covered_from_ms, before_ms) + 1;
  record->covered_from_ms = covered_from_ms;
  if (was_silenced)
    alarm->asked_mono_us = moment->now.mono_us;
  alarm->phase = VIGIL_ALARM_OPEN;
  /* A new red must be seen as one: it is told as raised, and restarts the burst. */
  if (priority == VIGIL_PRIORITY_HIGH) {
    record->is_announced = FALSE;
    return VIGIL_NEWS_CHANGED;
  }
  return was_silenced ? VIGIL_NEWS_RETURNED : VIGIL_NEWS_CHANGED;
}

gint64
vigil_alarm_get_age_us (const VigilAlarm *alarm, gint64 mono_us)
{
  gint64 until_us = alarm->phase == VIGIL_ALARM_ENDED ? alarm->ended_mono_us : mono_us;
  return MAX (until_us - alarm->raised_mono_us + alarm->before_us, 0);
}

gint64
vigil_alarm_get_answer_us (const VigilAlarm *alarm)
{
  if (alarm->silenced_by_kind == VIGIL_SILENCED_NOT
      || alarm->silenced_mono_us <= alarm->raised_mono_us)
    return -1;
  return alarm->silenced_mono_us - MAX (alarm->asked_mono_us, alarm->raised_mono_us);
}

void
vigil_alarm_format (const VigilAlarm *alarm, char *text, gsize size)
{
  VigilNumericKind kind;
  if (alarm->ended_mono_us == 0 || !alarm->has_extreme || !alarm->has_limit
      || !vigil_nomenclature_find_numeric (alarm->src, &kind)) {
    vigil_text_copy (text, size, alarm->label);
    return;
  }
  const VigilNumericInfo *info = vigil_nomenclature_numeric (kind);
  g_snprintf (text, size, "%s %.*f %s %.*f", info->label, (int) info->decimals, alarm->extreme,
              alarm->extreme < alarm->limit ? "<" : ">", (int) info->decimals, alarm->limit);
}
