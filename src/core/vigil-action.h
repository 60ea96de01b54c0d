/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Actions as they are held on a bed: the union by id of what was done here, at other stations and
 * on the server, which of them cover an alarm, and until when (contract.md, "Action"). Stations fed
 * the same actions in any order agree. Main thread. */

#include "vigil-alarm-machine.h"

G_BEGIN_DECLS

#define VIGIL_ACTIONS_HELD_MAX 128
/* ux.md, "Alarms": no silence of a high alarm is longer. */
#define VIGIL_SILENCE_HIGH_US (120 * G_GINT64_CONSTANT (1000000))
/* Link, gateway and sound lost return after 10 min instead. */
#define VIGIL_SILENCE_WARD_US (600 * G_GINT64_CONSTANT (1000000))
/* Clocks that are right differ by less, and a bed speaks each second: what is further ahead is yet
 * to come. */
#define VIGIL_NEAR_MS 2000

typedef struct {
  VigilAction action;
  gint64 first_seen_us; /* mono */
  gint64 taken_us; /* mono; when it was made, by the older of both clocks; can be below 0 */
  gint64 until_us; /* mono end of a silence of high; 0 = until the occurrence is over */
  guint epoch; /* of the bed's clock when it was first seen */
  gint64 asof_ms; /* what it may reach: its asof, at most the bed's time at first sight */
  gint64 asof_wall_ms; /* the same by this station's wall clock, for what the station tells by it */
  gboolean is_dated; /* the bed's time at first sight is known; always of what is made here */
  gboolean is_ahead; /* its t was yet to come at first sight */
  gint64 age_ms; /* dated: by the bed's clock, at first sight; below 0: its asof was yet to come */
  gboolean is_doubtful; /* by no clock can its age be told: it quiets no high alarm */
  gboolean is_own; /* made at this station, maybe before a restart */
  gboolean is_standing; /* on this station's own list */
  gboolean is_refused; /* a suspension of a stay that is not known here, or not yet */
  gboolean is_spent; /* what it covered is over for good */
  gboolean is_evidence; /* it stood a moment ago: on a young list, or made since */
} VigilHeldAction;

/* A bed's own time when an action of it was first seen. */
typedef struct {
  gint64 device_ms; /* by its clock run on */
  gint64 heard_ms; /* of its last word; not after device_ms */
} VigilBedTimes;

typedef struct {
  GArray *held; /* VigilHeldAction, in the order of arrival */
} VigilActionSet;

void vigil_action_set_init (VigilActionSet *set);
void vigil_action_set_clear (VigilActionSet *set);
/* NULL if none of that id is held. */
VigilHeldAction *vigil_action_set_find (const VigilActionSet *set, const char *id);
/* Adds @action if its id is new; NULL if it was held. At the ceiling the oldest goes. */
VigilHeldAction *vigil_action_set_add (
    VigilActionSet *set, const VigilAction *action, VigilNow now, guint epoch, gint64 cap_us);
/* @held, just added, comes from elsewhere or from before a restart: what of it is yet to come by
 * @wall_ms counts as of now. */
void vigil_action_receive (VigilHeldAction *held, gint64 wall_ms);
/* What @held was first seen in tells how far its asof may reach, and the age of an action whose t
 * does not. FALSE: it reaches less far than it says. */
gboolean vigil_action_date (VigilHeldAction *held, const VigilBedTimes *times, gint64 cap_us);
/* The occurrence of @key that was acknowledged is over for good: nothing later is covered. */
void vigil_action_set_spend (VigilActionSet *set, const char *key);
/* The newest `t` held, 0 = none. */
gint64 vigil_action_set_get_newest_ms (const VigilActionSet *set);
/* The newest `asof` held, as far as each may reach, 0 = none. */
gint64 vigil_action_set_get_newest_asof_ms (const VigilActionSet *set);

/* By (t, id). */
gint vigil_action_compare (const VigilAction *a, const VigilAction *b);
/* TRUE if the rules of the contract let @action be one at all. */
gboolean vigil_action_is_sound (const VigilAction *action);
/* TRUE if @held silences @record at @mono_us. */
gboolean
vigil_action_covers (const VigilHeldAction *held, const VigilAlarmRecord *record, gint64 mono_us);
/* TRUE if @held, a reset, was made of what is latched as @record: after its condition was over, as
 * far as that was seen here; else it must have stood a moment ago. */
gboolean vigil_action_ends (const VigilHeldAction *held, const VigilAlarmRecord *record);
/* TRUE if @held is of the same key or covers it as its second level. */
gboolean vigil_action_has_key (const VigilHeldAction *held, const char *key);
/* What of @action's time is left: until − t, at most @cap_us, less its age by t. */
gint64 vigil_action_get_remaining_us (const VigilAction *action, gint64 cap_us, gint64 wall_ms);

/* The silence that the actions of @set and the bedside make together. FALSE: none. */
gboolean vigil_action_set_judge (const VigilActionSet *set,
                                 const VigilAlarmRecord *record,
                                 const char *own_station,
                                 gint64 mono_us,
                                 VigilSilence *silence);

G_END_DECLS
