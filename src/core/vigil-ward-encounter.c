/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Who lies in a bed: what the server's snapshot says, what was entered here, and that somebody came
 * or left, heard from other stations before the server knows (ux.md, "Encounter"; contract.md,
 * "discharge and admit"). A name once blanked never comes back from a snapshot of before. */

#include "vigil-ward-private.h"

#include <string.h>

/* As ux.md, "Suspend a bed", for a patient who is back. */
#define UNCLAIMED_US (30 * VIGIL_SECOND_US)
/* So long a discharge or admission is believed against the server: then it never got there. */
#define BELIEVED_MS (24 * G_GINT64_CONSTANT (3600000))

gboolean
vigil_bed_is_empty (const VigilBed *bed, gint64 mono_us)
{
  gboolean has_signal =
      bed->last_data_mono_us != 0 && mono_us - bed->last_data_mono_us <= VIGIL_DASHES_US;
  return bed->identity.as_of_ms != 0 && !bed->identity.is_occupied && !has_signal;
}

/* Another stay began or ended at @asof_ms. What stood then goes on as nobody's, and nobody has
 * silenced it for whoever lies there now; it keeps the encounter that it was raised in, so that the
 * record of the one is never the other's. What was latched then is over. */
static void
turn (VigilWard *ward, VigilBed *bed, VigilAlarmRecord *record, gint64 asof_ms)
{
  VigilAlarm *alarm = &record->alarm;
  VigilMoment moment = vigil_ward_get_moment (ward, &bed->priv->scope);
  guint news = 0;
  if (alarm->raised_ms > asof_ms) {
    /* Raised since: it was of whoever lies there now, though that is heard of only now. */
    if (!alarm->is_of_past_stay && alarm->raised_ms > bed->priv->stay.asof_ms)
      vigil_text_copy (alarm->encounter, sizeof alarm->encounter, bed->identity.encounter);
  } else {
    if (alarm->ended_mono_us == 0 || alarm->ended_ms <= asof_ms)
      news = vigil_alarm_reset (record, &moment);
    else if (record->covered_from_ms <= asof_ms)
      news = vigil_alarm_end_again (record, &moment);
    alarm->is_of_past_stay = TRUE;
    record->covered_from_ms = MAX (record->covered_from_ms, asof_ms + 1);
    record->inactivation_until_us = 1;
  }
  vigil_ward_settle (ward, &bed->priv->scope, record, news);
}

static void
turn_all (VigilWard *ward, VigilBed *bed, gint64 asof_ms)
{
  GPtrArray *records = bed->priv->scope.records;
  for (guint i = 0; i < records->len; i++)
    turn (ward, bed, g_ptr_array_index (records, i), asof_ms);
}

/* It is heard of only now, after a restart maybe, and stood when the last one came or left. */
void
vigil_ward_turn_born (VigilScope *scope, VigilAlarmRecord *record)
{
  if (scope->bed == NULL || scope->bed->priv->stay.id[0] == '\0')
    return;
  gint64 asof_ms = scope->bed->priv->stay.asof_ms;
  if (record->alarm.raised_ms > asof_ms)
    return;
  record->alarm.is_of_past_stay = TRUE;
  record->alarm.encounter[0] = '\0';
  record->covered_from_ms = MAX (record->covered_from_ms, asof_ms + 1);
}

/* A new occupant's screen shows nothing of the one before. */
static void
clear_screen (VigilWard *ward, VigilBed *bed)
{
  vigil_bed_forget_traces (bed);
  vigil_ward_forget_requests (ward, bed);
}

/* A suspension restored or heard before it was known who lies here. */
static gboolean
is_suspension_of_another (const VigilBed *bed)
{
  const VigilAction *suspension = &bed->priv->scope.suspension;
  if (suspension->encounter[0] == '\0' || suspension->word != VIGIL_ACTION_SUSPEND)
    return FALSE;
  return strcmp (suspension->encounter, bed->identity.encounter) != 0;
}

/* TRUE: it is of another patient than before. */
static gboolean
adopt (VigilWard *ward, VigilBed *bed, const VigilIdentity *identity, const char *name_at)
{
  gboolean was_known = bed->identity.as_of_ms != 0, was_occupied = bed->identity.is_occupied;
  gboolean is_same = strcmp (bed->identity.encounter, identity->encounter) == 0;
  /* Of one whose encounter was never told, only that he left is known. */
  gboolean is_other = !is_same && bed->identity.encounter[0] != '\0';
  is_other |= was_known && was_occupied && !identity->is_occupied;
  /* Of stays that no encounter tells apart, another name is another patient. */
  is_other |= is_same && identity->encounter[0] == '\0' && was_occupied && identity->is_occupied
              && strcmp (bed->identity.name, identity->name) != 0;
  bed->identity = *identity;
  vigil_text_copy (bed->name_at, sizeof bed->name_at, name_at);
  bed->priv->dirty |= VIGIL_DIRTY_IDENTITY;
  if (is_other)
    clear_screen (ward, bed);
  else if (!is_same && was_known)
    /* Into an empty bed: its traces were of nobody; its alarms are of whoever is connected. */
    vigil_bed_forget_traces (bed);
  if (is_suspension_of_another (bed))
    vigil_ward_forget_suspension (ward, bed);
  /* Who comes new has the limits of his own class. */
  if (!is_same || is_other)
    bed->limit_band = VIGIL_BAND_UNKNOWN;
  vigil_bed_update_band (ward, bed);
  return is_other;
}

/* TRUE if the server has not yet heard what was done to the bed. */
static gboolean
is_from_before (const VigilWard *ward, const VigilBed *bed, const VigilIdentity *identity)
{
  const VigilAction *stay = &bed->priv->stay;
  if (stay->id[0] == '\0' || stay->encounter[0] == '\0'
      || ward->now.wall_ms - stay->t_ms > BELIEVED_MS)
    return FALSE;
  if (identity->is_occupied && identity->since_ms >= stay->t_ms)
    return FALSE;
  gboolean is_of_stay = strcmp (identity->encounter, stay->encounter) == 0;
  return stay->word == VIGIL_ACTION_DISCHARGE ? is_of_stay : !is_of_stay;
}

/* Whose bed it is to look after does not depend on who lies in it. */
static void
take_nurse (VigilBed *bed, const VigilIdentity *identity)
{
  if (strcmp (bed->identity.nurse, identity->nurse) == 0)
    return;
  vigil_text_copy (bed->identity.nurse, sizeof bed->identity.nurse, identity->nurse);
  bed->priv->dirty |= VIGIL_DIRTY_IDENTITY;
}

void
vigil_ward_set_identity (VigilWard *ward,
                         guint bed_index,
                         const VigilIdentity *identity,
                         VigilNow now)
{
  g_return_if_fail (bed_index < ward->n_beds);
  ward->now = now;
  VigilBed *bed = &ward->beds[bed_index];
  if (is_from_before (ward, bed, identity)) {
    take_nurse (bed, identity);
  } else {
    gboolean is_still_unnamed = identity->name[0] == '\0' && identity->encounter[0] != '\0'
                                && strcmp (identity->encounter, bed->identity.encounter) == 0;
    char name_at[sizeof bed->name_at];
    vigil_text_copy (name_at, sizeof name_at, is_still_unnamed ? bed->name_at : "");
    if (adopt (ward, bed, identity, name_at)) {
      turn_all (ward, bed, vigil_ward_get_reach_ms (ward, &bed->priv->scope));
      vigil_ward_forget_suspension (ward, bed);
    }
    vigil_ward_retry_suspensions (ward, bed);
  }
  vigil_ward_flush (ward);
}

void
vigil_ward_take_entry (VigilWard *ward, VigilBed *bed, const VigilIdentity *identity)
{
  adopt (ward, bed, identity, "");
}

static VigilIdentity
make_blank (const VigilBed *bed, const VigilAction *action)
{
  VigilIdentity blank = { .age_days = -1, .as_of_ms = action->t_ms };
  vigil_text_copy (blank.nurse, sizeof blank.nurse, bed->identity.nurse);
  if (action->word == VIGIL_ACTION_ADMIT) {
    blank.is_occupied = TRUE;
    blank.since_ms = action->t_ms;
    vigil_text_copy (blank.encounter, sizeof blank.encounter, action->encounter);
  }
  return blank;
}

/* TRUE if it says something that is not known already, and of nobody who came later. */
static gboolean
is_news (const VigilBed *bed, const VigilAction *action)
{
  const VigilIdentity *held = &bed->identity;
  gboolean is_of_held = strcmp (action->encounter, held->encounter) == 0;
  if (held->as_of_ms == 0)
    return TRUE;
  if (action->word == VIGIL_ACTION_ADMIT)
    return !is_of_held && !(held->is_occupied && held->since_ms > action->t_ms);
  if (action->encounter[0] == '\0')
    return held->is_occupied && held->since_ms < action->t_ms;
  return held->is_occupied && (is_of_held || held->encounter[0] == '\0');
}

static void
take_stay (VigilWard *ward, VigilBed *bed, const VigilAction *action)
{
  VigilIdentity blank = make_blank (bed, action);
  adopt (ward, bed, &blank, action->word == VIGIL_ACTION_ADMIT ? action->station : "");
}

/* Desks are heard in any order: who lies here so far as was known had left before the last one
 * came or left. */
static gboolean
is_late_news (const VigilBed *bed, const VigilAction *action)
{
  return action->word == VIGIL_ACTION_DISCHARGE && action->encounter[0] != '\0'
         && bed->identity.is_occupied && bed->identity.since_ms < action->t_ms
         && strcmp (bed->identity.encounter, action->encounter) == 0;
}

static gboolean
is_admitted (const VigilActionSet *set, const char *encounter)
{
  for (guint i = 0; i < set->held->len; i++) {
    const VigilAction *action = &g_array_index (set->held, VigilHeldAction, i).action;
    if (action->word == VIGIL_ACTION_ADMIT && strcmp (action->encounter, encounter) == 0)
      return TRUE;
  }
  return FALSE;
}

/* The latest (t, id) of one word; of discharges those after @admission that may be of who was
 * admitted by it: a desk that had not heard of that one has sent home the one before. */
static const VigilHeldAction *
find_latest (const VigilActionSet *set, VigilActionWord word, const VigilHeldAction *admission)
{
  const VigilHeldAction *latest = NULL;
  for (guint i = 0; i < set->held->len; i++) {
    const VigilHeldAction *held = &g_array_index (set->held, VigilHeldAction, i);
    const char *encounter = held->action.encounter;
    if (held->action.word != word
        || (latest != NULL && vigil_action_compare (&held->action, &latest->action) < 0))
      continue;
    if (admission == NULL || strcmp (encounter, admission->action.encounter) == 0
        || !is_admitted (set, encounter))
      latest = held;
  }
  if (latest != NULL && admission != NULL
      && vigil_action_compare (&latest->action, &admission->action) < 0)
    return NULL;
  return latest;
}

/* What says who lies here: the same at every desk that has heard the same, in any order. */
static const VigilHeldAction *
find_stay (const VigilActionSet *set)
{
  const VigilHeldAction *admission = find_latest (set, VIGIL_ACTION_ADMIT, NULL);
  const VigilHeldAction *discharge = find_latest (set, VIGIL_ACTION_DISCHARGE, admission);
  return discharge != NULL ? discharge : admission;
}

static void
change_stay (VigilWard *ward, VigilBed *bed, const VigilHeldAction *held)
{
  VigilBedPrivate *priv = bed->priv;
  priv->stay = held->action;
  priv->stay.asof_ms = held->asof_ms;
  vigil_text_copy (bed->stay_id, sizeof bed->stay_id, priv->stay.id);
  bed->stay_ms = priv->stay.t_ms;
  priv->scope.is_list_dirty = TRUE;
  if (priv->scope.suspension.t_ms < priv->stay.t_ms) {
    VigilHeldAction *old = vigil_action_set_find (&priv->scope.actions, priv->scope.suspension.id);
    if (old != NULL)
      old->is_refused = TRUE; /* to be judged again, should this not be the last word */
    vigil_ward_forget_suspension (ward, bed);
  }
  if (is_news (bed, &priv->stay))
    take_stay (ward, bed, &priv->stay);
}

void
vigil_ward_apply_stay (VigilWard *ward, VigilBed *bed, const VigilHeldAction *held)
{
  VigilBedPrivate *priv = bed->priv;
  const VigilHeldAction *stay = find_stay (&priv->scope.actions);
  gint64 asof_ms = held->asof_ms;
  if (stay != NULL && strcmp (stay->action.id, priv->stay.id) != 0)
    change_stay (ward, bed, stay);
  else if (is_late_news (bed, &held->action))
    take_stay (ward, bed, &priv->stay);
  turn_all (ward, bed, asof_ms);
  vigil_ward_retry_suspensions (ward, bed);
}

/* Somebody is connected in a bed that is known to be empty: it is drawn and alarmed, and asked who
 * that is. */
void
vigil_ward_tick_encounter (VigilWard *ward, VigilBed *bed)
{
  VigilBedPrivate *priv = bed->priv;
  gint64 mono_us = ward->now.mono_us;
  gboolean is_unclaimed = bed->identity.as_of_ms != 0 && !bed->identity.is_occupied
                          && priv->vitals_us != 0 && mono_us - priv->vitals_us <= VIGIL_DASHES_US;
  if (!is_unclaimed)
    priv->unclaimed_since_us = 0;
  else if (priv->unclaimed_since_us == 0)
    priv->unclaimed_since_us = mono_us;
  gboolean is_told = is_unclaimed && mono_us - priv->unclaimed_since_us >= UNCLAIMED_US;
  vigil_ward_set_condition (ward, &priv->scope, "VIGIL_EVT_ADMIT", NULL,
                            is_told ? VIGIL_PRIORITY_LOW : VIGIL_PRIORITY_NONE, "ADMIT?",
                            ward->now.wall_ms);
}
