/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The bedside's alarm list: staged as it comes in, in force at its end. It is the whole truth of
 * the bedside while it is live and whole; a retained one may raise, never end or lower, and what is
 * missing from an incomplete one goes on. */

#include "vigil-ward-private.h"

#include <string.h>

#define LAST_KNOWN_US (10 * VIGIL_SECOND_US)

/* Items of one key are one alarm: the worst of them, the earliest, and silent only if all are. */
typedef struct {
  char key[VIGIL_KEY_MAX];
  VigilFrameAlarm item;
} Merged;

static guint
merge (const VigilBed *bed, const VigilStagedList *list, Merged merged[VIGIL_ALARMS_MAX])
{
  guint n = 0;
  for (guint i = 0; i < list->n_items; i++) {
    const VigilFrameAlarm *item = &list->items[i];
    char key[VIGIL_KEY_MAX];
    vigil_nomenclature_make_key (bed->id, item->code, item->src, item->priority, key);
    guint j = 0;
    while (j < n && strcmp (merged[j].key, key) != 0)
      j++;
    if (j == n) {
      vigil_text_copy (merged[n].key, sizeof merged[n].key, key);
      merged[n++].item = *item;
      continue;
    }
    VigilFrameAlarm before = merged[j].item;
    if (item->priority > before.priority)
      merged[j].item = *item;
    merged[j].item.raised_ms = MIN (before.raised_ms, item->raised_ms);
    merged[j].item.is_latched = before.is_latched && item->is_latched;
    if (before.inactivation == VIGIL_INACTIVATION_NONE
        || item->inactivation == VIGIL_INACTIVATION_NONE)
      merged[j].item.inactivation = VIGIL_INACTIVATION_NONE;
  }
  return n;
}

/* "Silenced at the bedside": a high alarm for 120 s from the first sight of this change; the
 * bedside's own end can only shorten it. */
static void
take_inactivation (VigilWard *ward,
                   VigilBed *bed,
                   VigilAlarmRecord *record,
                   const VigilFrameAlarm *item)
{
  if (record->inactivation == item->inactivation)
    return;
  record->inactivation = item->inactivation;
  record->inactivation_until_us = 0;
  if (item->inactivation == VIGIL_INACTIVATION_NONE)
    return;
  gint64 left_us = record->alarm.priority == VIGIL_PRIORITY_HIGH ? VIGIL_SILENCE_HIGH_US : 0;
  if (item->inactivation_until_ms != 0) {
    gint64 device_ms = vigil_bed_estimate_device_ms (bed, ward->now.mono_us);
    gint64 said_ms = CLAMP (item->inactivation_until_ms - device_ms, 0, 24 * 3600 * 1000);
    left_us = left_us != 0 ? MIN (left_us, said_ms * 1000) : said_ms * 1000;
    if (left_us == 0)
      left_us = 1; /* over already; 0 would be without an end */
  }
  if (left_us != 0)
    record->inactivation_until_us = ward->now.mono_us + left_us;
}

static VigilAlarmReport
make_report (const VigilWard *ward,
             const VigilBed *bed,
             const VigilStagedList *list,
             const Merged *merged)
{
  const VigilFrameAlarm *item = &merged->item;
  const VigilEventInfo *event = vigil_nomenclature_find_event (item->code);
  const char *label = item->label[0] != '\0' ? item->label : item->code;
  if (item->label[0] == '\0' && event != NULL)
    label = event->label;
  VigilNumericKind kind;
  gboolean is_numeric = vigil_nomenclature_find_numeric (item->src, &kind);
  return (VigilAlarmReport){
    .source = VIGIL_SOURCE_BEDSIDE,
    .code = item->code,
    .src = vigil_nomenclature_canonical_source (item->src),
    .label = label,
    .occurrence = item->id,
    .encounter = bed->identity.encounter,
    .kind = item->kind,
    .priority = item->priority,
    .is_latching = event != NULL && event->latching,
    .is_latched = item->is_latched,
    .has_value = item->has_value,
    .value = item->value,
    .has_limit = item->has_limit,
    .limit = item->limit,
    .side = vigil_alarm_key_get_side (merged->key),
    .worse = is_numeric ? ward->presets.timings[kind].worse : 0,
    /* Nothing is raised later than it is told of: it would cover what is yet to come. */
    .raised_ms = item->raised_ms != 0 ? MIN (item->raised_ms, list->t_ms) : list->t_ms,
  };
}

/* Tells the machine what the item says; returns its news. */
static guint
report_item (VigilWard *ward,
             VigilBed *bed,
             VigilAlarmRecord *record,
             const VigilAlarmReport *report,
             gboolean *is_born)
{
  VigilScope *scope = &bed->priv->scope;
  /* Active before and latched now: its condition has ended at the bedside. */
  if (report->is_latched && (record->alarm.sources & VIGIL_SOURCE_BEDSIDE))
    vigil_ward_withdraw (ward, scope, record, VIGIL_SOURCE_BEDSIDE, FALSE);
  return vigil_ward_tell_machine (ward, scope, record, report, is_born);
}

static void
apply_item (VigilWard *ward,
            VigilBed *bed,
            const VigilStagedList *list,
            const Merged *merged,
            gboolean is_last_known)
{
  VigilScope *scope = &bed->priv->scope;
  const VigilFrameAlarm *item = &merged->item;
  VigilAlarmRecord *record = vigil_scope_obtain (scope, merged->key);
  if (record == NULL) {
    vigil_ward_bump (ward, VIGIL_COUNTER_TOO_MANY, 1);
    return;
  }
  record->is_marked = TRUE;
  /* A retained list does not end a condition. */
  if (list->is_retained && item->is_latched && (record->alarm.sources & VIGIL_SOURCE_BEDSIDE))
    return;
  record->is_listed = TRUE;
  record->is_listed_latched = item->is_latched;
  record->is_orphan = FALSE;
  gboolean is_first_sight = record->alarm.raised_mono_us == 0 || record->is_past;
  gboolean was_over = is_first_sight || record->alarm.phase == VIGIL_ALARM_ENDED;
  VigilAlarmReport report = make_report (ward, bed, list, merged);
  report.is_last_known = is_last_known;
  gboolean is_born;
  guint news = report_item (ward, bed, record, &report, &is_born);
  if (is_first_sight)
    vigil_ward_date_back (ward, scope, record);
  /* A retained list may bring its silence along with what it raises, nothing more. */
  if (!list->is_retained || was_over)
    take_inactivation (ward, bed, record, item);
  vigil_ward_settle (ward, scope, record, news);
  if (is_born)
    vigil_ward_worsen_first (ward, scope, record);
}

static gboolean
is_optical (VigilNumericKind kind)
{
  return kind == VIGIL_NUMERIC_SPO2 || kind == VIGIL_NUMERIC_PR;
}

/* The electrodes or the probe that measure @kind are off, so far as the bed's alarms say: the list
 * that tells it may be the very one on which an alarm is missing. */
static gboolean
is_source_off (const VigilBed *bed, VigilNumericKind kind)
{
  const GPtrArray *records = bed->priv->scope.records;
  for (guint i = 0; i < records->len; i++) {
    const VigilAlarmRecord *record = g_ptr_array_index (records, i);
    VigilNumericKind off;
    if (!vigil_alarm_stands (record))
      continue;
    if (kind == VIGIL_NUMERIC_HR && vigil_alarm_key_has_class (record->alarm.key, "leads-off"))
      return TRUE;
    if (vigil_alarm_key_has_class (record->alarm.key, "probe-off")
        && vigil_nomenclature_find_numeric (record->alarm.src, &off)
        && (off == kind || (is_optical (off) && is_optical (kind))))
      return TRUE;
  }
  return FALSE;
}

gboolean
vigil_bed_is_source_usable (const VigilBed *bed, const VigilAlarm *alarm, gint64 *since_us)
{
  *since_us = 1; /* for ever */
  if (alarm->kind != VIGIL_ALARM_PHYSIOLOGICAL)
    return TRUE;
  VigilNumericKind kind;
  const VigilWaveInfo *wave = vigil_nomenclature_find_wave (alarm->src);
  if (wave != NULL && wave->kind == VIGIL_WAVE_ECG)
    kind = VIGIL_NUMERIC_HR;
  else if (!vigil_nomenclature_find_numeric (alarm->src, &kind)) {
    if (!g_str_has_prefix (alarm->code, "MDC_EVT_ECG")
        && !g_str_has_prefix (alarm->code, "VIGIL_EVT_ECG"))
      return TRUE;
    kind = VIGIL_NUMERIC_HR;
  }
  if (is_source_off (bed, kind))
    return FALSE;
  if (bed->numerics[kind].t_ms != 0)
    return TRUE;
  *since_us = bed->priv->usable_since_us[kind];
  return *since_us != 0;
}

static void
forget_inactivation (VigilAlarmRecord *record)
{
  record->inactivation = VIGIL_INACTIVATION_NONE;
  record->inactivation_until_us = 0;
}

/* Nobody can say whether it is over: it stays, unverified (contract.md), but for the silence that
 * its item carried. */
static void
orphan (VigilWard *ward, VigilBed *bed, VigilAlarmRecord *record)
{
  record->is_orphan = TRUE;
  record->usable_since_us = ward->now.mono_us;
  record->is_listed = FALSE;
  forget_inactivation (record);
  vigil_ward_settle (ward, &bed->priv->scope, record, 0);
}

/* What is no longer on a live list. */
static void
miss_item (VigilWard *ward, VigilBed *bed, VigilAlarmRecord *record)
{
  VigilScope *scope = &bed->priv->scope;
  gboolean was_latched = record->is_listed_latched;
  gint64 since_us;
  if (!was_latched && (record->alarm.sources & VIGIL_SOURCE_BEDSIDE)
      && !vigil_bed_is_source_usable (bed, &record->alarm, &since_us)) {
    orphan (ward, bed, record);
    return;
  }
  record->is_listed = record->is_listed_latched = record->is_orphan = FALSE;
  vigil_ward_withdraw (ward, scope, record, VIGIL_SOURCE_BEDSIDE, was_latched);
  forget_inactivation (record);
}

static void
apply (VigilWard *ward, VigilBed *bed, const VigilStagedList *list, gboolean is_last_known)
{
  VigilScope *scope = &bed->priv->scope;
  Merged merged[VIGIL_ALARMS_MAX];
  for (guint i = 0; i < scope->records->len; i++)
    ((VigilAlarmRecord *) g_ptr_array_index (scope->records, i))->is_marked = FALSE;
  guint n = merge (bed, list, merged);
  for (guint i = 0; i < n; i++)
    apply_item (ward, bed, list, &merged[i], is_last_known);
  if (list->is_retained || list->is_incomplete)
    return;
  for (guint i = 0; i < scope->records->len; i++) {
    VigilAlarmRecord *record = g_ptr_array_index (scope->records, i);
    if (!record->is_marked && record->is_listed)
      miss_item (ward, bed, record);
  }
}

static void
take (VigilWard *ward, VigilBed *bed, const VigilStagedList *list)
{
  VigilBedPrivate *priv = bed->priv;
  priv->list_us = priv->list_heard_us = ward->now.mono_us;
  priv->is_list_live = !list->is_retained;
  priv->is_list_faulty = list->is_incomplete;
  priv->is_list_waiting = priv->is_list_last_known = FALSE;
  gboolean has_live_data = priv->vitals.has_live;
  for (guint i = 0; i < priv->n_sources; i++)
    has_live_data |= priv->sources[i].topic.has_live;
  if (list->is_retained && !has_live_data) {
    priv->is_list_waiting = TRUE;
    priv->waiting = *list;
    return;
  }
  apply (ward, bed, list, FALSE);
}

void
vigil_ward_wake_list (VigilWard *ward, VigilBed *bed)
{
  VigilBedPrivate *priv = bed->priv;
  if (!priv->is_list_waiting && !priv->is_list_last_known)
    return;
  priv->is_list_waiting = priv->is_list_last_known = FALSE;
  /* What came live is of another life of the gateway: the list is of a save of the broker's. */
  const VigilGateway *gateway = vigil_ward_get_gateway (ward, bed);
  if (gateway != NULL && gateway->boot != priv->waiting.boot) {
    priv->list_us = 0;
    vigil_ward_bump (ward, VIGIL_COUNTER_FOREIGN_BOOT, 1);
    return;
  }
  apply (ward, bed, &priv->waiting, FALSE);
}

static void
begin_list (VigilWard *ward, VigilBed *bed, const VigilFrame *frame)
{
  VigilBedPrivate *priv = bed->priv;
  guint n_missing;
  VigilAcceptance acceptance = vigil_ward_accept_bed (ward, bed, &priv->alarms, frame, &n_missing);
  priv->is_holding_list = acceptance == VIGIL_TOPIC_HELD;
  priv->staged.is_staging = acceptance == VIGIL_TOPIC_ACCEPTED;
  if (priv->is_holding_list)
    vigil_bed_hold (bed, frame);
  if (!priv->staged.is_staging)
    return;
  vigil_ward_bump (ward, VIGIL_COUNTER_GAP, n_missing);
  vigil_ward_note_time (ward, bed, &priv->alarms, frame);
  priv->staged = (VigilStagedList){
    .is_staging = TRUE,
    .is_retained = frame->is_retained,
    .is_incomplete = frame->is_incomplete,
    .boot = frame->boot,
    .seq = frame->seq,
    .t_ms = frame->t_ms,
    .n_expected = frame->n_items,
  };
}

void
vigil_ward_feed_list (VigilWard *ward, VigilBed *bed, const VigilFrame *frame)
{
  VigilBedPrivate *priv = bed->priv;
  VigilStagedList *staged = &priv->staged;
  if (frame->kind == VIGIL_FRAME_ALARMS_BEGIN) {
    begin_list (ward, bed, frame);
    return;
  }
  if (priv->is_holding_list) {
    vigil_bed_hold (bed, frame);
    return;
  }
  if (!staged->is_staging || staged->boot != frame->boot || staged->seq != frame->seq)
    return;
  if (frame->kind == VIGIL_FRAME_ALARM) {
    if (staged->n_items < VIGIL_ALARMS_MAX)
      staged->items[staged->n_items++] = frame->alarm;
    return;
  }
  staged->is_staging = FALSE;
  /* A list that lost an item on the way says nothing about what has ended. */
  if (staged->n_items == staged->n_expected)
    take (ward, bed, staged);
}

/* Nobody knows what is on it. A retained one from before something live came is nobody's news. */
void
vigil_bed_note_bad_list (VigilBed *bed, const VigilFrame *frame)
{
  if (!frame->is_retained || !bed->priv->alarms.has_live)
    bed->priv->is_list_faulty = TRUE;
}

/* An alarm that left the list unseen ends when its source was well for 10 s without it, by a list
 * that is known to be whole. */
static void
tick_orphan (VigilWard *ward, VigilBed *bed, VigilAlarmRecord *record)
{
  gint64 since_us;
  if (!vigil_ward_is_list_fresh (ward, bed) || !bed->priv->is_list_live
      || !vigil_bed_is_source_usable (bed, &record->alarm, &since_us)
      || ward->now.mono_us - MAX (since_us, record->usable_since_us) < VIGIL_STEADY_US)
    return;
  record->is_orphan = FALSE;
  vigil_ward_withdraw (ward, &bed->priv->scope, record, VIGIL_SOURCE_BEDSIDE, FALSE);
}

static gboolean
is_confirmed (const VigilWard *ward, const VigilBed *bed, const VigilAlarmRecord *record)
{
  const VigilAlarm *alarm = &record->alarm;
  gint64 since_us;
  if (alarm->sources == 0 || g_str_has_prefix (alarm->code, "VIGIL_EVT_NO_DATA"))
    return TRUE;
  if (!vigil_ward_is_link_good (ward))
    return FALSE;
  gboolean is_said = record->is_marked || !bed->priv->is_list_faulty;
  if ((alarm->sources & VIGIL_SOURCE_BEDSIDE) && is_said && !record->is_orphan
      && !record->is_last_known && vigil_ward_is_list_fresh (ward, bed)
      && bed->priv->data.since_us == 0)
    return TRUE;
  return (alarm->sources & VIGIL_SOURCE_STATION)
         && (alarm->kind == VIGIL_ALARM_TECHNICAL
             || (bed->priv->data.since_us == 0
                 && vigil_bed_is_source_usable (bed, alarm, &since_us)));
}

void
vigil_ward_tick_list (VigilWard *ward, VigilBed *bed)
{
  VigilBedPrivate *priv = bed->priv;
  VigilScope *scope = &priv->scope;
  if (priv->is_list_waiting && ward->now.mono_us - priv->list_us >= LAST_KNOWN_US) {
    priv->is_list_waiting = FALSE;
    priv->is_list_last_known = TRUE;
    apply (ward, bed, &priv->waiting, TRUE);
  }
  for (guint i = 0; i < scope->records->len; i++) {
    VigilAlarmRecord *record = g_ptr_array_index (scope->records, i);
    gint64 since_us;
    if (record->is_orphan
        && (priv->is_list_faulty || !vigil_bed_is_source_usable (bed, &record->alarm, &since_us)))
      record->usable_since_us = ward->now.mono_us;
    if (record->is_orphan)
      tick_orphan (ward, bed, record);
    gboolean is_unverified = !is_confirmed (ward, bed, record);
    if (is_unverified == record->alarm.is_unverified)
      continue;
    record->alarm.is_unverified = is_unverified;
    vigil_ward_settle (ward, scope, record, VIGIL_NEWS_CHANGED);
  }
}
