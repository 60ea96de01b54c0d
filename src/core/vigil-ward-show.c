/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is shown and heard of the records: folding, sorting, announcing. It runs at the end of every
 * call of the ward, for the scopes that changed. */

#include "vigil-ward-private.h"

#include <string.h>

static void
emit (VigilWard *ward, VigilScope *scope, VigilEvent event)
{
  event.bed_index = scope->bed != NULL ? scope->bed->index : G_MAXUINT;
  event.bed = scope->bed != NULL ? scope->bed->id : "";
  event.now = ward->now;
  ward->func (&event, ward->data);
}

void
vigil_ward_emit_request (VigilWard *ward, VigilScope *scope, const VigilRequest *request)
{
  emit (ward, scope, (VigilEvent){ .kind = VIGIL_EVENT_REQUEST, .request = request });
}

void
vigil_ward_emit_cut (VigilWard *ward, VigilScope *scope, const VigilAction *action)
{
  emit (ward, scope, (VigilEvent){ .kind = VIGIL_EVENT_ACTION_CUT, .action = action });
}

void
vigil_ward_emit_alarm (VigilWard *ward,
                       VigilScope *scope,
                       VigilAlarmRecord *record,
                       VigilEventKind kind)
{
  emit (ward, scope,
        (VigilEvent){ .kind = kind, .alarm = &record->alarm, .priority = record->alarm.priority });
}

void
vigil_ward_emit_number (VigilWard *ward,
                        VigilBed *bed,
                        VigilNumericKind kind,
                        const VigilTrendSample *sample)
{
  emit (ward, &bed->priv->scope,
        (VigilEvent){ .kind = VIGIL_EVENT_NUMBER, .numeric = kind, .sample = sample });
}

static gboolean
is_behind_second_level (const VigilScope *scope, const VigilAlarmRecord *record)
{
  if (vigil_alarm_key_get_level (record->alarm.key) != 1)
    return FALSE;
  for (guint i = 0; i < scope->records->len; i++) {
    const VigilAlarmRecord *other = g_ptr_array_index (scope->records, i);
    if (vigil_alarm_stands (other) && other->alarm.phase != VIGIL_ALARM_ENDED
        && vigil_alarm_key_is_second_of (other->alarm.key, record->alarm.key))
      return TRUE;
  }
  return FALSE;
}

static gboolean
is_code (const VigilAlarmRecord *record, const char *code)
{
  return strcmp (record->alarm.code, code) == 0;
}

/* Below high, on a bed that is suspended: not told until that is over. */
static gboolean
is_suspended (VigilWard *ward, const VigilScope *scope, const VigilAlarmRecord *record)
{
  return scope->bed != NULL && record->alarm.priority < VIGIL_PRIORITY_HIGH
         && !is_code (record, "VIGIL_EVT_NOT_MONITORED")
         && vigil_bed_is_suspended (scope->bed, ward->now.mono_us);
}

/* ux.md, "Suspend a bed": with a patient and somebody there it stays in sight; one who is away is
 * not measured, and what is technical is of what they do. */
static gboolean
is_held (VigilWard *ward, const VigilScope *scope, const VigilAlarmRecord *record)
{
  return record->alarm.kind == VIGIL_ALARM_PHYSIOLOGICAL && is_suspended (ward, scope, record)
         && !vigil_bed_is_away (scope->bed, ward->now.mono_us);
}

/* What another alarm told and is coming back does not come up by itself for the seconds until it is
 * over. */
static gboolean
is_fading (const VigilScope *scope, const VigilAlarmRecord *record)
{
  return record->alarm.is_hidden && scope->bed->priv->data.steady_since_us != 0;
}

/* Told by another alarm, or kept out of sight by a suspension: a high one never is. */
static gboolean
is_folded (VigilWard *ward, const VigilScope *scope, const VigilAlarmRecord *record)
{
  if (scope->bed == NULL)
    return is_code (record, "VIGIL_EVT_GATEWAY_LOST") && vigil_ward_is_link_lost_told (ward);
  if (is_code (record, "VIGIL_EVT_NO_DATA")
      && (vigil_ward_is_loss_folded (ward, scope->bed) || is_fading (scope, record)))
    return TRUE;
  if (is_behind_second_level (scope, record))
    return TRUE;
  return is_suspended (ward, scope, record) && !is_held (ward, scope, record);
}

static gboolean
is_shown (const VigilAlarm *alarm)
{
  return !alarm->is_hidden
         && (alarm->phase == VIGIL_ALARM_OPEN || alarm->phase == VIGIL_ALARM_SILENCED);
}

/* What kills within minutes and lasts: of the conditions that latch an arrest first, then VT, then
 * the others (ux.md, "The most urgent"). */
static guint
get_urgency (const VigilAlarm *alarm)
{
  if (!alarm->is_latching || alarm->is_latched)
    return 0;
  if (vigil_alarm_key_has_class (alarm->key, "MDC_EVT_ECG_ASYSTOLE")
      || vigil_alarm_key_has_class (alarm->key, "VIGIL_EVT_ECG_V_FIB"))
    return 3;
  return vigil_alarm_key_has_class (alarm->key, "MDC_EVT_ECG_V_TACHY") ? 2 : 1;
}

/* By priority, what is open before what is silenced, what lasts before what is over and sounds on.
 * A picture is over: whatever is open comes before it. */
static guint
get_weight (const VigilAlarm *alarm)
{
  guint place = 0;
  if (vigil_alarm_is_picture (alarm))
    return 4 * VIGIL_PRIORITY_LOW + 1;
  if (vigil_alarm_is_open (alarm))
    place = alarm->is_latched ? 2 : 3;
  return 4 * (guint) alarm->priority + place;
}

gint
vigil_ward_compare_alarms (const VigilAlarm *a, const VigilAlarm *b)
{
  if (get_weight (a) != get_weight (b))
    return get_weight (a) > get_weight (b) ? -1 : 1;
  if (get_urgency (a) != get_urgency (b))
    return get_urgency (a) > get_urgency (b) ? -1 : 1;
  gint64 a_us = a->raised_mono_us - a->before_us, b_us = b->raised_mono_us - b->before_us;
  if (a_us != b_us)
    return a_us < b_us ? -1 : 1;
  return strcmp (a->key, b->key);
}

static gint
compare_pointers (gconstpointer a, gconstpointer b)
{
  return vigil_ward_compare_alarms (*(const VigilAlarm *const *) a, *(const VigilAlarm *const *) b);
}

static void
announce (VigilWard *ward, VigilScope *scope, VigilAlarmRecord *record)
{
  if (record->is_announced || !vigil_alarm_is_open (&record->alarm))
    return;
  record->is_announced = TRUE;
  vigil_ward_emit_alarm (ward, scope, record, VIGIL_EVENT_ALARM_RAISED);
}

static void
fold (VigilWard *ward, VigilScope *scope)
{
  g_ptr_array_set_size (scope->shown, 0);
  vigil_ward_note_staff (ward, scope);
  for (guint i = 0; i < scope->records->len; i++) {
    VigilAlarmRecord *record = g_ptr_array_index (scope->records, i);
    gboolean was_announced = record->is_announced, was_held = record->alarm.is_held;
    record->alarm.is_hidden =
        record->alarm.phase != VIGIL_ALARM_ENDED && is_folded (ward, scope, record);
    record->alarm.is_held =
        record->alarm.phase != VIGIL_ALARM_ENDED && is_held (ward, scope, record);
    vigil_ward_judge_reach (ward, scope, record);
    announce (ward, scope, record);
    vigil_ward_tell_reach (ward, scope, record, was_announced);
    /* In sight without having been told: it comes, changes and goes for those who look. */
    if (was_held || record->alarm.is_held)
      vigil_ward_emit_alarm (ward, scope, record, VIGIL_EVENT_ALARM_CHANGED);
    if (is_shown (&record->alarm))
      g_ptr_array_add (scope->shown, &record->alarm);
  }
  g_ptr_array_sort (scope->shown, compare_pointers);
}

/* A condition that is over leaves its number outlined; of several alarms on one number the gravest
 * decide. */
static void
mark_numeric (VigilNumeric *numeric, const VigilAlarm *alarm)
{
  if (alarm->priority < numeric->alarm_priority)
    return;
  gboolean is_open = vigil_alarm_is_open (alarm) && !alarm->is_latched;
  numeric->alarm_is_open =
      is_open || (numeric->alarm_is_open && alarm->priority == numeric->alarm_priority);
  numeric->alarm_priority = alarm->priority;
}

/* Boxes the numbers that an alarm is about. */
static void
mark_numerics (VigilBed *bed)
{
  for (guint i = 0; i < VIGIL_N_NUMERICS; i++) {
    bed->numerics[i].alarm_priority = VIGIL_PRIORITY_NONE;
    bed->numerics[i].alarm_is_open = FALSE;
  }
  const GPtrArray *shown = bed->priv->scope.shown;
  for (guint i = 0; i < shown->len; i++) {
    const VigilAlarm *alarm = g_ptr_array_index (shown, i);
    VigilNumericKind kind;
    if (alarm->kind == VIGIL_ALARM_PHYSIOLOGICAL
        && vigil_nomenclature_find_numeric (alarm->src, &kind))
      mark_numeric (&bed->numerics[kind], alarm);
  }
}

static void
flush_scope (VigilWard *ward, VigilScope *scope)
{
  if (scope->is_dirty) {
    fold (ward, scope);
    scope->is_dirty = FALSE;
    ward->is_shown_dirty = TRUE;
    if (scope->bed != NULL) {
      mark_numerics (scope->bed);
      scope->bed->priv->dirty |= VIGIL_DIRTY_ALARMS;
    }
  }
  if (scope->is_list_dirty) {
    vigil_ward_refresh_own (ward, scope);
    scope->is_list_dirty = FALSE;
  }
  if (scope->has_new_actions && scope->bed != NULL)
    emit (ward, scope, (VigilEvent){ .kind = VIGIL_EVENT_ACTIONS });
  scope->has_new_actions = FALSE;
}

static void
add_shown (VigilWard *ward, const VigilBed *bed)
{
  const GPtrArray *shown = bed->priv->scope.shown;
  for (guint i = 0; i < shown->len; i++)
    if (!vigil_ward_is_elsewhere (bed, g_ptr_array_index (shown, i)))
      g_ptr_array_add (ward->shown, g_ptr_array_index (shown, i));
}

static void
gather (VigilWard *ward)
{
  g_ptr_array_set_size (ward->shown, 0);
  g_ptr_array_extend (ward->shown, ward->scope.shown, NULL, NULL);
  for (guint i = 0; i < ward->n_beds; i++)
    add_shown (ward, &ward->beds[i]);
  g_ptr_array_sort (ward->shown, compare_pointers);

  VigilPriority sounding = VIGIL_PRIORITY_NONE;
  for (guint i = 0; i < ward->shown->len; i++) {
    const VigilAlarm *alarm = g_ptr_array_index (ward->shown, i);
    if (vigil_alarm_is_heard_here (alarm))
      sounding = MAX (sounding, alarm->priority);
  }
  if (sounding == ward->sounding)
    return;
  ward->sounding = sounding;
  emit (ward, &ward->scope, (VigilEvent){ .kind = VIGIL_EVENT_SOUND, .priority = sounding });
}

void
vigil_ward_refresh_all (VigilWard *ward)
{
  ward->scope.is_dirty = TRUE;
  for (guint i = 0; i < ward->n_beds; i++)
    ward->beds[i].priv->scope.is_dirty = TRUE;
}

static void
flush_scopes (VigilWard *ward)
{
  flush_scope (ward, &ward->scope);
  for (guint i = 0; i < ward->n_beds; i++)
    flush_scope (ward, &ward->beds[i].priv->scope);
}

void
vigil_ward_flush (VigilWard *ward)
{
  flush_scopes (ward);
  /* Before anything is heard of it: a drill gives way to what has just opened. */
  if (vigil_ward_judge_drill (ward))
    flush_scopes (ward);
  if (ward->is_shown_dirty) {
    ward->is_shown_dirty = FALSE;
    gather (ward);
  }
  for (guint i = 0; i < ward->n_beds; i++) {
    VigilBedPrivate *priv = ward->beds[i].priv;
    if (priv->dirty != 0)
      emit (ward, &priv->scope, (VigilEvent){ .kind = VIGIL_EVENT_BED, .dirty = priv->dirty });
    priv->dirty = 0;
  }
  if (ward->is_link_dirty) {
    ward->is_link_dirty = FALSE;
    emit (ward, &ward->scope, (VigilEvent){ .kind = VIGIL_EVENT_LINK });
  }
  if (ward->is_drill_news) {
    ward->is_drill_news = FALSE;
    emit (ward, &ward->scope, (VigilEvent){ .kind = VIGIL_EVENT_DRILL });
  }
}
