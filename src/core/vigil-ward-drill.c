/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The drill of vigil-drill.h as a condition of the ward itself: such alarms have no bed, are heard
 * here alone and are never put on MQTT (contract.md, "Link"). */

#include "vigil-drill.h"

#include <string.h>

#include "vigil-ward-private.h"

#define KEY "|" VIGIL_DRILL_CODE "|"
/* Said first and last, where one word may be cut. */
#define LABEL "DRILL · not a patient · hold Silence"

gboolean
vigil_drill_is_key (const char *key)
{
  return g_str_has_prefix (key, KEY);
}

/* The station is part of the key: a drill at another desk is another one. */
static VigilAlarmRecord *
find_record (VigilWard *ward)
{
  return vigil_scope_find_code (&ward->scope, VIGIL_DRILL_CODE, ward->station);
}

/* What a drill would mask. A low alarm is no louder than the drill's pause. */
static gboolean
is_real (const VigilAlarm *alarm)
{
  return alarm->priority >= VIGIL_PRIORITY_MEDIUM && vigil_alarm_is_open (alarm)
         && !vigil_drill_is_key (alarm->key);
}

static gboolean
has_real_in (const GPtrArray *shown)
{
  for (guint i = 0; i < shown->len; i++)
    if (is_real (g_ptr_array_index (shown, i)))
      return TRUE;
  return FALSE;
}

static gboolean
has_real (const VigilWard *ward)
{
  gboolean has = has_real_in (ward->scope.shown);
  for (guint i = 0; !has && i < ward->n_beds; i++)
    has = has_real_in (ward->beds[i].priv->scope.shown);
  return has;
}

gboolean
vigil_ward_may_start_drill (const VigilWard *ward)
{
  return ward->drill.outcome != VIGIL_DRILL_RUNNING && !has_real (ward);
}

static void
finish (VigilWard *ward, VigilDrillOutcome outcome)
{
  VigilDrill *drill = &ward->drill;
  drill->outcome = outcome;
  drill->length_ms = (ward->now.mono_us - drill->begun_us) / 1000;
  vigil_ward_set_condition (ward, &ward->scope, VIGIL_DRILL_CODE, ward->station,
                            VIGIL_PRIORITY_NONE, "", 0);
  ward->is_drill_news = TRUE;
}

gboolean
vigil_ward_start_drill (VigilWard *ward, VigilNow now)
{
  ward->now = now;
  if (!vigil_ward_may_start_drill (ward))
    return FALSE;
  /* One after the other are two: no silence of the last one covers this one. */
  VigilAlarmRecord *last = find_record (ward);
  if (last != NULL) {
    vigil_action_set_spend (&ward->scope.actions, last->alarm.key);
    g_ptr_array_remove (ward->scope.records, last);
  }
  ward->drill = (VigilDrill){ .outcome = VIGIL_DRILL_RUNNING,
                              .begun_ms = now.wall_ms,
                              .begun_us = now.mono_us };
  ward->is_drill_news = TRUE;
  vigil_ward_set_condition (ward, &ward->scope, VIGIL_DRILL_CODE, ward->station,
                            VIGIL_PRIORITY_HIGH, LABEL, now.wall_ms);
  vigil_ward_flush (ward);
  return TRUE;
}

void
vigil_ward_stop_drill (VigilWard *ward, VigilNow now)
{
  ward->now = now;
  if (ward->drill.outcome != VIGIL_DRILL_RUNNING)
    return;
  finish (ward, VIGIL_DRILL_STOPPED);
  vigil_ward_flush (ward);
}

const VigilDrill *
vigil_ward_get_drill (const VigilWard *ward)
{
  return &ward->drill;
}

gboolean
vigil_ward_judge_drill (VigilWard *ward)
{
  if (ward->drill.outcome != VIGIL_DRILL_RUNNING)
    return FALSE;
  const VigilAlarmRecord *record = find_record (ward);
  if (record == NULL || record->alarm.phase == VIGIL_ALARM_ENDED) {
    finish (ward, VIGIL_DRILL_STOPPED);
  } else if (record->alarm.phase == VIGIL_ALARM_SILENCED) {
    vigil_text_copy (ward->drill.by, sizeof ward->drill.by, record->alarm.silenced_by);
    finish (ward, VIGIL_DRILL_SILENCED);
  } else if (has_real (ward)) {
    finish (ward, VIGIL_DRILL_YIELDED);
  } else if (ward->now.mono_us - ward->drill.begun_us >= VIGIL_DRILL_LENGTH_US) {
    finish (ward, VIGIL_DRILL_UNANSWERED);
  }
  return ward->drill.outcome != VIGIL_DRILL_RUNNING;
}
