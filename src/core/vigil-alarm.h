/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* One alarm: the state machine of one alarm key on one bed (ux.md, "Alarms"). The machine takes
 * conditions (stands or not, from bedside and station), commands and time; it says what it is now.
 * Pure: time is passed in, news is returned. Main thread. */

#include "vigil-frame.h"

G_BEGIN_DECLS

typedef enum {
  VIGIL_ALARM_PENDING, /* the condition stands, its delay runs; not shown, not heard */
  VIGIL_ALARM_OPEN, /* sounds and flashes; stands, or is latched with sound */
  VIGIL_ALARM_SILENCED, /* no sound, solid picture */
  VIGIL_ALARM_ENDED, /* over: kept 10 min for the grey line and the same-occurrence rule */
} VigilAlarmPhase;

typedef enum {
  VIGIL_SOURCE_BEDSIDE = 1 << 0,
  VIGIL_SOURCE_STATION = 1 << 1,
} VigilAlarmSource;

typedef enum {
  VIGIL_SILENCED_NOT,
  VIGIL_SILENCED_HERE,
  VIGIL_SILENCED_OTHER_STATION,
  VIGIL_SILENCED_AT_BEDSIDE,
} VigilSilencedBy;

/* Who hears it while it is open (ux.md, "Escalation" and "Suspend a bed"). It is shown everywhere,
 * and silencing it anywhere silences it for all. */
typedef enum {
  VIGIL_REACH_HERE,
  VIGIL_REACH_ELSEWHERE, /* at the bed's own station; here later, if nobody answers */
  VIGIL_REACH_STAFF, /* nowhere: staff is at the bedside */
} VigilReach;

typedef struct {
  char key[VIGIL_KEY_MAX];
  char bed[VIGIL_ID_MAX + 1]; /* "" : link, server and sound alarms */
  char occurrence[64]; /* bedside id, or one made by the station; for the record */
  char encounter[VIGIL_UUID_SIZE]; /* frozen when raised; "" unknown */
  gboolean is_of_past_stay; /* whoever it was raised for has left: what stands is nobody's now */
  char code[48];
  char src[48];
  char label[96]; /* as shown: "SpO2 86 < 90", "ASYSTOLE" */
  VigilAlarmKind kind;
  VigilPriority priority; /* the highest so far until the end */
  VigilAlarmPhase phase;
  guint sources; /* VigilAlarmSource, who says so now; 0 = condition over */
  gboolean is_latching;
  gboolean is_latched; /* condition over, sound goes on (or picture stays, if silenced) */
  gboolean is_unverified; /* nobody who could confirm it is heard at present */
  gboolean is_hidden; /* level 1 while level 2 of its side is open, or folded into another */
  gboolean is_held; /* Care, or staff at the bedside: shown, neither sounded nor to be answered */
  gboolean has_value, has_limit;
  double value, limit, worst; /* worst: against which "worse" is judged */
  gboolean has_extreme;
  double extreme; /* of a limit alarm: the farthest beyond its limit, over the whole occurrence */
  gint64 raised_ms; /* device time; the earliest */
  gint64 raised_mono_us; /* when this station first saw it: delays and reach count from then */
  gint64 before_us; /* so long before that it was raised, by the bed's own clock; see _get_age_us */
  gint64
      asked_mono_us; /* an answer is wanted since: the first raise, or the return from a silence */
  VigilReach reach;
  gboolean is_unanswered; /* high, open for a minute on a bed that is not suspended */
  gint64 ended_mono_us; /* 0 = stands */
  gint64 ended_ms;
  /* Silence. */
  VigilSilencedBy silenced_by_kind;
  char silenced_by[64]; /* who, "" unknown */
  char silenced_at[VIGIL_ID_MAX + 1]; /* station */
  char action_id[VIGIL_UUID_SIZE]; /* the earliest action that covers it */
  gint64 silenced_mono_us;
  gint64 silence_until_us; /* mono; 0 = until the condition ends */
  gint64 due_us; /* mono; the next time this record has something to do; 0 = nothing */
} VigilAlarm;

/* TRUE while it is shown flashing and heard. */
static inline gboolean
vigil_alarm_is_open (const VigilAlarm *alarm)
{
  return alarm->phase == VIGIL_ALARM_OPEN && !alarm->is_hidden && !alarm->is_held;
}

/* TRUE while a suspension keeps it back: a solid picture, no sound, nothing to silence. */
static inline gboolean
vigil_alarm_is_kept_back (const VigilAlarm *alarm)
{
  return alarm->phase == VIGIL_ALARM_OPEN && !alarm->is_hidden && alarm->is_held;
}

/* TRUE while this station sounds it. */
static inline gboolean
vigil_alarm_is_heard_here (const VigilAlarm *alarm)
{
  return vigil_alarm_is_open (alarm) && alarm->reach == VIGIL_REACH_HERE;
}

/* TRUE for a high limit alarm that is over and was not silenced: no sound, but its picture stays
 * until it is silenced or reset. */
static inline gboolean
vigil_alarm_is_picture (const VigilAlarm *alarm)
{
  return alarm->phase == VIGIL_ALARM_SILENCED && alarm->is_latched
         && alarm->silenced_by_kind == VIGIL_SILENCED_NOT;
}

/* TRUE while a silence of its bed does something to it. */
static inline gboolean
vigil_alarm_wants_silence (const VigilAlarm *alarm)
{
  return vigil_alarm_is_open (alarm) || vigil_alarm_is_picture (alarm);
}

/* How long ago it was raised at @mono_us, or how long it stood if it is ended: since it was raised,
 * not since this station saw it. Where the bed's clock cannot be trusted (it was set meanwhile, or
 * the raise is ahead of it) since the first sight. Never negative. */
gint64 vigil_alarm_get_age_us (const VigilAlarm *alarm, gint64 mono_us);
/* How long this station had shown it, or shown it again, when it was silenced; −1 = it was silent
 * from its first moment here, which tells nothing of how long anybody took. */
gint64 vigil_alarm_get_answer_us (const VigilAlarm *alarm);

/* What is said of @alarm: its label while its condition stands; of a limit alarm that is over the
 * farthest value and its limit, "SpO2 86 < 90". At most @size bytes into @text. */
void vigil_alarm_format (const VigilAlarm *alarm, char *text, gsize size);

G_END_DECLS
