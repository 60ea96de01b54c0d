/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The state machine of one alarm key on one bed, exactly as ux.md "Alarms" has it. Sources report
 * and withdraw conditions; the ward, which knows the actions, says which silence holds; the machine
 * says what the alarm is now and what was news. Pure; main thread. */

#include "vigil-alarm.h"
#include "vigil-limits.h"

G_BEGIN_DECLS

/* ux.md, "Again". */
#define VIGIL_SAME_OCCURRENCE_US (60 * G_GINT64_CONSTANT (1000000))
#define VIGIL_SAME_HIGH_US (10 * G_GINT64_CONSTANT (1000000))
/* contract.md, "Which alarms are the same": from then on silencing what is not measured ends it. */
#define VIGIL_UNMEASURED_US (10 * G_GINT64_CONSTANT (1000000))
/* Kept for the grey line. */
#define VIGIL_ENDED_KEPT_US (600 * G_GINT64_CONSTANT (1000000))

/* ux.md, "silenced, medium": one burst after 5 min, then every 10. */
#define VIGIL_REMIND_FIRST_US (300 * G_GINT64_CONSTANT (1000000))
#define VIGIL_REMIND_AGAIN_US (600 * G_GINT64_CONSTANT (1000000))

/* A moment as an alarm sees it: the station's clocks and the bed's own. */
typedef struct {
  VigilNow now;
  gint64 device_ms; /* the newest device time of the bed */
  guint epoch; /* grows when the device's clock steps back */
} VigilMoment;

/* What one source says of a condition that stands. */
typedef struct {
  VigilAlarmSource source;
  const char *code, *src, *label, *occurrence, *encounter; /* lent for the call */
  VigilAlarmKind kind;
  VigilPriority priority;
  gboolean is_latching;
  gboolean is_latched; /* the bedside holds it latched: its condition is over */
  gboolean is_last_known; /* retained, and nothing live after it: shown, not sounded */
  gboolean has_value, has_limit;
  double value, limit;
  VigilSide side;
  double worse; /* the step that re-opens a silence; 0 = none */
  gint64 raised_ms;
  gboolean is_new; /* a reading of its own: never the same occurrence as the one before */
  gint64 delay_us; /* the condition must stand for so long before it is an alarm */
} VigilAlarmReport;

/* The silence that holds for an alarm now. */
typedef struct {
  VigilSilencedBy kind;
  char by[64];
  char station[VIGIL_ID_MAX + 1];
  char action_id[VIGIL_UUID_SIZE];
  gint64 since_us; /* mono; of the earliest touch of it; 0 = not known */
  gint64 until_us; /* mono; 0 = until the condition ends */
} VigilSilence;

typedef enum {
  VIGIL_NEWS_CHANGED = 1 << 0,
  VIGIL_NEWS_SILENCED = 1 << 1,
  VIGIL_NEWS_RETURNED = 1 << 2,
  VIGIL_NEWS_LATCHED = 1 << 3,
  VIGIL_NEWS_ENDED = 1 << 4,
  VIGIL_NEWS_RESET = 1 << 5,
} VigilAlarmNews;

typedef struct {
  VigilAlarm alarm;
  gint64 pending_since_us; /* mono; 0 = no delay runs */
  gboolean is_fresh; /* no occurrence of it was seen here before this one */
  gboolean is_past; /* known from the record alone: it was over, or may be, when this run began */
  gboolean is_announced; /* this occurrence was told as RAISED, SILENCED or RETURNED */
  gint64 dated_ms; /* the raise of which its age is known; 0 = of none */
  gint64 covered_from_ms; /* device time: an action needs an asof from then on */
  gint64 grown_ms; /* device time: the same of what it grew to since it was born; 0 = it did not */
  guint epoch; /* of the clock in which it was born */
  gint64 past_end_ms; /* device time: end of the occurrence before; 0 = none was seen here */
  gint64 past_second_ms; /* raised of the second level that was over when it was born; 0 = none */
  VigilSide side;
  double worse;
  /* Bedside. */
  gboolean is_listed; /* on the bedside's last list */
  gboolean is_listed_latched; /* there as latched */
  gboolean
      is_orphan; /* left the list while its source was off: what has become of it is not known */
  gint64 usable_since_us; /* orphan: its source is well again since */
  gint64 unmeasured_since_us; /* mono; made here alone, of a number that a live bed measures no
                                 more; 0 = not so */
  gboolean
      is_last_known; /* from a retained list with nothing live after it: shown, never sounded */
  VigilInactivation inactivation;
  gint64 inactivation_until_us; /* mono; 0 = until the condition ends */
  gint64 standing_since_us; /* mono; for what grows with time */
  gint64 remind_us; /* mono; a silenced medium's next reminder; 0 = none */
  gboolean is_staff_told; /* known to the staff at the bedside */
  VigilReach told_reach; /* of the last event */
  gboolean is_told_unanswered;
  gboolean is_marked; /* on the bedside's list that was applied last */
} VigilAlarmRecord;

void vigil_alarm_record_init (VigilAlarmRecord *record, const char *key, const char *bed);
/* Each returns a set of VigilAlarmNews. */
guint vigil_alarm_report (VigilAlarmRecord *record,
                          const VigilAlarmReport *report,
                          const VigilMoment *moment);
/* @source no longer says so. @is_reset: reset at its origin: nothing latches. */
guint vigil_alarm_withdraw (VigilAlarmRecord *record,
                            VigilAlarmSource source,
                            gboolean is_reset,
                            const VigilMoment *moment);
/* The silence that holds now, NULL = none. */
guint vigil_alarm_set_silence (VigilAlarmRecord *record,
                               const VigilSilence *silence,
                               const VigilMoment *moment);
/* Device time up to which a silence must reach to cover @record: its raise, its re-arming, its last
 * growth in priority. */
gint64 vigil_alarm_get_newest_ms (const VigilAlarmRecord *record);
/* Ends what is latched; nothing if the condition stands. */
guint vigil_alarm_reset (VigilAlarmRecord *record, const VigilMoment *moment);
/* It ended a moment ago as silenced, and by what is heard only now it was not: it ends as open. */
guint vigil_alarm_end_again (VigilAlarmRecord *record, const VigilMoment *moment);
/* Ends it, whatever it is (discharge, folded away for good). */
guint vigil_alarm_end (VigilAlarmRecord *record, const VigilMoment *moment);
/* It got so much worse that no silence from before covers it; it opens if it stands. */
guint vigil_alarm_worsen (VigilAlarmRecord *record, const VigilMoment *moment);
/* Its priority is higher from now on: it sounds again. */
guint vigil_alarm_raise_priority (VigilAlarmRecord *record,
                                  VigilPriority priority,
                                  const VigilMoment *moment);

/* TRUE while the condition stands, so far as anybody knows. */
gboolean vigil_alarm_stands (const VigilAlarmRecord *record);

/* Of a key: `bed|class|source|side|level`. */
gboolean vigil_alarm_key_has_class (const char *key, const char *key_class);
/* The same, and of @source; NULL is "". Makes nothing: it is asked of every bed at every tick. */
gboolean vigil_alarm_key_is_of (const char *key, const char *key_class, const char *source);
/* 0 = none. */
guint vigil_alarm_key_get_level (const char *key);
VigilSide vigil_alarm_key_get_side (const char *key);
/* TRUE if @second is the second level of @first's side. */
gboolean vigil_alarm_key_is_second_of (const char *second, const char *first);
/* TRUE if the key latches with sound by itself: an extreme heart rate, whoever found it. */
gboolean vigil_alarm_key_is_latching (const char *key);

G_END_DECLS
