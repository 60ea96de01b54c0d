/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The station's own limit alarms: where the bedside has none, or is not heard (contract.md, "Which
 * alarms are the same"; ux.md, "Patient class", "NIBP"). */

#include "vigil-ward-private.h"

#include <math.h>
#include <string.h>

/* A retained list at the start stands for the live one that comes within 10 s. */
#define LIST_GRACE_US (12 * VIGIL_SECOND_US)
#define NIBP_HELD_US (900 * VIGIL_SECOND_US)

static const char *const SIDE_CODES[] = { "MDC_EVT_LO", "MDC_EVT_HI" };

gboolean
vigil_ward_is_list_fresh (const VigilWard *ward, const VigilBed *bed)
{
  const VigilBedPrivate *priv = bed->priv;
  if (priv->list_us == 0)
    return FALSE;
  gint64 age_us = ward->now.mono_us - priv->list_us;
  return age_us <= (priv->is_list_live ? VIGIL_LIST_FRESH_US : LIST_GRACE_US);
}

gboolean
vigil_ward_is_list_trusted (const VigilWard *ward, const VigilBed *bed)
{
  return !bed->priv->is_list_faulty && vigil_ward_is_list_fresh (ward, bed);
}

gboolean
vigil_numeric_is_single_reading (VigilNumericKind kind)
{
  return kind == VIGIL_NUMERIC_NIBP_SYS || kind == VIGIL_NUMERIC_NIBP_DIA
         || kind == VIGIL_NUMERIC_NIBP_MEAN;
}

static VigilAlarmRecord *
find_record (VigilBed *bed, VigilNumericKind kind, guint side, guint level, gboolean make)
{
  char key[VIGIL_KEY_MAX];
  vigil_nomenclature_make_key (bed->id, SIDE_CODES[side], vigil_nomenclature_numeric (kind)->refid,
                               level == 1 ? VIGIL_PRIORITY_HIGH : VIGIL_PRIORITY_MEDIUM, key);
  return make ? vigil_scope_obtain (&bed->priv->scope, key)
              : vigil_scope_find (&bed->priv->scope, key);
}

static double
limit_of (const VigilLimit *limit, guint side, guint level)
{
  if (side == 0)
    return level == 1 ? limit->lo2 : limit->lo;
  return level == 1 ? limit->hi2 : limit->hi;
}

static void
report (VigilWard *ward,
        VigilBed *bed,
        VigilNumericKind kind,
        guint side,
        guint level,
        gint64 delay_us,
        gint64 raised_ms)
{
  const VigilNumericInfo *info = vigil_nomenclature_numeric (kind);
  const VigilNumeric *numeric = &bed->numerics[kind];
  double limit = limit_of (&numeric->limit, side, level);
  VigilAlarmRecord *record = find_record (bed, kind, side, level, TRUE);
  if (record == NULL)
    return;
  bed->priv->watch[kind][side][level] = (VigilLimitWatch){ .broken_us = ward->now.mono_us };
  bed->priv->is_watched[kind] = TRUE;
  /* Held by the hysteresis alone: it goes on, but "SpO2 90 < 90" is not said. */
  gboolean is_beyond = side == 0 ? numeric->value < limit : numeric->value > limit;
  if (!is_beyond && (record->alarm.sources & VIGIL_SOURCE_STATION))
    return;
  char label[96], occurrence[64];
  g_snprintf (label, sizeof label, "%s %.*f %s %.*f", info->label, (int) info->decimals,
              numeric->value, side == 0 ? "<" : ">", (int) info->decimals, limit);
  g_snprintf (occurrence, sizeof occurrence, "%.32s-%" G_GINT64_FORMAT, ward->station, raised_ms);
  VigilAlarmReport what = {
    .source = VIGIL_SOURCE_STATION,
    .code = SIDE_CODES[side],
    .src = info->refid,
    .label = label,
    .occurrence = occurrence,
    .encounter = bed->identity.encounter,
    .kind = VIGIL_ALARM_PHYSIOLOGICAL,
    .priority = level == 1 ? VIGIL_PRIORITY_HIGH : VIGIL_PRIORITY_MEDIUM,
    .has_value = TRUE,
    .value = numeric->value,
    .has_limit = TRUE,
    .limit = limit,
    .side = side == 0 ? VIGIL_SIDE_LO : VIGIL_SIDE_HI,
    .worse = ward->presets.timings[kind].worse,
    .raised_ms = raised_ms,
    .delay_us = delay_us,
    .is_new = vigil_numeric_is_single_reading (kind),
  };
  vigil_ward_report (ward, &bed->priv->scope, record, &what);
}

static void
withdraw (VigilWard *ward, VigilBed *bed, VigilNumericKind kind, guint side, guint level)
{
  bed->priv->watch[kind][side][level].clear_since_us = 0;
  VigilAlarmRecord *record = find_record (bed, kind, side, level, FALSE);
  if (record != NULL)
    vigil_ward_withdraw (ward, &bed->priv->scope, record, VIGIL_SOURCE_STATION, FALSE);
}

static void
withdraw_all (VigilWard *ward, VigilBed *bed, VigilNumericKind kind)
{
  for (guint side = 0; side < 2; side++)
    for (guint level = 0; level < 2; level++)
      withdraw (ward, bed, kind, side, level);
}

/* Inside the limit: what is only pending is over at once, an alarm when it held for 5 s. */
static void
note_clear (VigilWard *ward, VigilBed *bed, VigilNumericKind kind, guint side, guint level)
{
  VigilLimitWatch *watch = &bed->priv->watch[kind][side][level];
  const VigilAlarmRecord *record = find_record (bed, kind, side, level, FALSE);
  if (record == NULL)
    return;
  gint64 hold_us = (gint64) ward->presets.timings[kind].hysteresis_ms * 1000;
  if (!(record->alarm.sources & VIGIL_SOURCE_STATION) || hold_us == 0) {
    withdraw (ward, bed, kind, side, level);
    return;
  }
  if (watch->clear_since_us == 0)
    watch->clear_since_us = ward->now.mono_us;
  if (ward->now.mono_us - watch->clear_since_us >= hold_us)
    withdraw (ward, bed, kind, side, level);
}

/* The hysteresis is of an alarm that stands: only values beyond the limit complete a delay. */
static gboolean
is_held (VigilBed *bed, VigilNumericKind kind, guint side, guint level)
{
  const VigilAlarmRecord *record = find_record (bed, kind, side, level, FALSE);
  return record != NULL && (record->alarm.sources & VIGIL_SOURCE_STATION);
}

static gboolean
is_pending (VigilBed *bed, VigilNumericKind kind)
{
  for (guint i = 0; i < 4; i++) {
    const VigilAlarmRecord *record = find_record (bed, kind, i / 2, i % 2, FALSE);
    if (record != NULL && record->pending_since_us != 0)
      return TRUE;
  }
  return FALSE;
}

static guint
find_held (VigilBed *bed, VigilNumericKind kind, VigilSide *side)
{
  for (guint level = 2; level >= 1; level--) {
    for (guint i = 0; i < 2; i++) {
      if (is_held (bed, kind, i, level - 1)) {
        *side = i == 0 ? VIGIL_SIDE_LO : VIGIL_SIDE_HI;
        return level;
      }
    }
  }
  *side = VIGIL_SIDE_NONE;
  return 0;
}

static void
judge (VigilWard *ward, VigilBed *bed, VigilNumericKind kind, gint64 raised_ms)
{
  const VigilLimitTiming *timing = &ward->presets.timings[kind];
  const VigilNumeric *numeric = &bed->numerics[kind];
  VigilSide held_side = VIGIL_SIDE_NONE, side;
  guint held = bed->priv->is_watched[kind] ? find_held (bed, kind, &held_side) : 0;
  /* A new reading of the cuff is judged for itself. */
  double hysteresis = vigil_numeric_is_single_reading (kind) ? 0 : timing->hysteresis;
  guint level =
      vigil_limit_judge (&numeric->limit, numeric->value, hysteresis, held_side, held, &side);
  if (level == 0 && held == 0 && !(bed->priv->is_watched[kind] && is_pending (bed, kind))) {
    bed->priv->is_watched[kind] = FALSE;
    return;
  }
  for (guint i = 0; i < 2; i++) {
    gboolean is_side = side == (i == 0 ? VIGIL_SIDE_LO : VIGIL_SIDE_HI);
    if (is_side && level == 2)
      report (ward, bed, kind, i, 1, (gint64) timing->delay2_ms * 1000, raised_ms);
    else
      note_clear (ward, bed, kind, i, 1);
    /* Who is beyond the second limit is beyond the first: it waits no longer than the second. */
    const VigilAlarmRecord *second = find_record (bed, kind, i, 1, FALSE);
    gboolean is_second = second != NULL && (second->alarm.sources & VIGIL_SOURCE_STATION);
    if (is_side && level >= 1 && !isnan (limit_of (&numeric->limit, i, 0)))
      report (ward, bed, kind, i, 0, is_second ? 0 : (gint64) timing->delay_ms * 1000, raised_ms);
    else
      note_clear (ward, bed, kind, i, 0);
  }
}

static gboolean
may_alarm (const VigilWard *ward, const VigilFrameNumeric *value)
{
  if (!value->has_value)
    return FALSE;
  switch (value->quality) {
  case VIGIL_QUALITY_VALID:
  case VIGIL_QUALITY_QUESTIONABLE:
    return TRUE;
  case VIGIL_QUALITY_TEST:
  case VIGIL_QUALITY_DEMO:
    return ward->is_demo_ward;
  case VIGIL_QUALITY_INVALID:
  case VIGIL_QUALITY_NOT_AVAILABLE:
  default:
    return FALSE;
  }
}

/* TRUE while the station is the one that judges @kind. */
static gboolean
is_ours (const VigilWard *ward, const VigilBed *bed, VigilNumericKind kind)
{
  switch (bed->numerics[kind].limit_source) {
  case VIGIL_LIMITS_BEDSIDE:
    return !vigil_ward_is_list_trusted (ward, bed);
  case VIGIL_LIMITS_PRESET:
    return TRUE;
  case VIGIL_LIMITS_NONE:
  case VIGIL_LIMITS_OFF:
  default:
    return FALSE;
  }
}

gboolean
vigil_bed_is_judging_blocked (const VigilBed *bed, VigilNumericKind kind)
{
  return kind == VIGIL_NUMERIC_HR && bed->priv->leads_off_since_us != 0;
}

static void
judge_value (VigilWard *ward,
             VigilBed *bed,
             const VigilFrame *frame,
             const VigilFrameNumeric *value)
{
  VigilNumericKind kind = value->kind;
  if (!is_ours (ward, bed, kind) || !may_alarm (ward, value)
      || vigil_bed_is_judging_blocked (bed, kind))
    return;
  gint64 raised_ms = frame->t_ms;
  if (vigil_numeric_is_single_reading (kind)) {
    raised_ms = value->t_ms != 0 ? value->t_ms : frame->t_ms;
    if (raised_ms == bed->priv->judged_t_ms[kind]
        || (value->t_ms == 0 && value->value == bed->priv->judged_value[kind]))
      return;
    bed->priv->judged_t_ms[kind] = raised_ms;
    bed->priv->judged_value[kind] = value->value;
    withdraw_all (ward, bed, kind);
    if (vigil_bed_estimate_device_ms (bed, ward->now.mono_us) - raised_ms > NIBP_HELD_US / 1000)
      return;
  }
  judge (ward, bed, kind, raised_ms);
}

void
vigil_ward_judge_limits (VigilWard *ward, VigilBed *bed, const VigilFrame *frame)
{
  for (guint i = 0; i < MIN (frame->vitals.n, VIGIL_NUMERICS_MAX); i++)
    if (frame->vitals.numerics[i].kind < VIGIL_N_NUMERICS)
      judge_value (ward, bed, frame, &frame->vitals.numerics[i]);
}

static gboolean
has_station_alarm (const VigilBed *bed)
{
  const GPtrArray *records = bed->priv->scope.records;
  for (guint i = 0; i < records->len; i++) {
    const VigilAlarmRecord *record = g_ptr_array_index (records, i);
    if (((record->alarm.sources & VIGIL_SOURCE_STATION) || record->pending_since_us != 0)
        && vigil_alarm_key_has_class (record->alarm.key, "limit"))
      return TRUE;
  }
  return FALSE;
}

/* Gone for more than 5 s: a delay does not run on over a hole. */
static void
forget_pending (VigilWard *ward, VigilBed *bed, VigilNumericKind kind)
{
  for (guint side = 0; side < 2; side++) {
    for (guint level = 0; level < 2; level++) {
      VigilLimitWatch *watch = &bed->priv->watch[kind][side][level];
      VigilAlarmRecord *record = find_record (bed, kind, side, level, FALSE);
      if (record != NULL && ward->now.mono_us - watch->broken_us > VIGIL_DASHES_US)
        record->pending_since_us = 0;
      watch->clear_since_us = 0;
    }
  }
}

/* Whether an alarm that only this station makes is over nobody can say while a bed that is live
 * does not measure its number (contract.md, "Which alarms are the same"). */
static void
note_measured (VigilWard *ward, VigilBed *bed, VigilNumericKind kind)
{
  for (guint i = 0; i < 4; i++) {
    VigilAlarmRecord *record = find_record (bed, kind, i / 2, i % 2, FALSE);
    gint64 since_us;
    if (record == NULL)
      continue;
    gboolean is_measured = record->alarm.sources != VIGIL_SOURCE_STATION
                           || !vigil_ward_is_link_good (ward) || bed->priv->data.since_us != 0
                           || vigil_bed_is_source_usable (bed, &record->alarm, &since_us);
    if (is_measured)
      record->unmeasured_since_us = 0;
    else if (record->unmeasured_since_us == 0)
      record->unmeasured_since_us = ward->now.mono_us;
  }
}

void
vigil_ward_tick_limits (VigilWard *ward, VigilBed *bed)
{
  vigil_ward_refresh_limits (ward, bed);
  if (!has_station_alarm (bed))
    return;
  for (guint i = 0; i < VIGIL_N_NUMERICS; i++) {
    VigilNumericKind kind = (VigilNumericKind) i;
    if (!bed->priv->is_watched[kind])
      continue;
    gint64 judged_ms = bed->priv->judged_t_ms[kind];
    gint64 device_ms = vigil_bed_estimate_device_ms (bed, ward->now.mono_us);
    gboolean is_old_reading = vigil_numeric_is_single_reading (kind) && judged_ms != 0
                              && device_ms - judged_ms > NIBP_HELD_US / 1000;
    if (!vigil_numeric_is_single_reading (kind))
      note_measured (ward, bed, kind);
    if (!is_ours (ward, bed, kind) || is_old_reading)
      withdraw_all (ward, bed, kind);
    else if (bed->priv->usable_since_us[kind] == 0)
      forget_pending (ward, bed, kind);
  }
}
