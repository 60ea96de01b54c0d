/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Technical alarms of a bed, by consequence (ux.md): no data, leads and probes off for long, no
 * limits, class unknown, an overdue cuff, a payload or an alarm list that cannot be read, a list
 * that does not come. */

#include "vigil-ward-private.h"

#include <math.h>
#include <string.h>

#define DATA_STEADY_US (5 * VIGIL_SECOND_US)
#define LEADS_OFF_MEDIUM_US (60 * VIGIL_SECOND_US)
#define LEADS_OFF_HIGH_US (30 * VIGIL_SECOND_US)
#define RECENT_HIGH_US (600 * VIGIL_SECOND_US)
#define PROBE_OFF_MEDIUM_US (180 * VIGIL_SECOND_US)
/* What is left is the alarm's value, in minutes (contract.md, "Which alarms are the same"). */
#define BATTERY_LOW "MDC_EVT_BATT_LO"
#define BATTERY_MEDIUM_MIN 15
#define NO_LIMITS_MEDIUM_US (60 * VIGIL_SECOND_US)
/* The server's snapshot, which knows the birth date, is polled every 10 s. */
#define CLASS_GRACE_US (15 * VIGIL_SECOND_US)
#define UNSUPPORTED_US (30 * VIGIL_SECOND_US)

VigilAlarmRecord *
vigil_ward_set_condition (VigilWard *ward,
                          VigilScope *scope,
                          const char *code,
                          const char *src,
                          VigilPriority priority,
                          const char *label,
                          gint64 raised_ms)
{
  VigilAlarmRecord *record = vigil_scope_find_code (scope, code, src);
  gboolean stands = record != NULL && vigil_alarm_stands (record);
  if (priority == VIGIL_PRIORITY_NONE) {
    if (!stands)
      return record;
    vigil_ward_withdraw (ward, scope, record, VIGIL_SOURCE_STATION, FALSE);
  } else if (!stands || record->alarm.priority < priority
             || strcmp (record->alarm.label, label) != 0) {
    char key[VIGIL_KEY_MAX], occurrence[64];
    const char *bed = scope->bed != NULL ? scope->bed->id : "";
    vigil_nomenclature_make_key (bed, code, src, priority, key);
    record = vigil_scope_obtain (scope, key);
    if (record == NULL)
      return NULL;
    g_snprintf (occurrence, sizeof occurrence, "%.32s-%" G_GINT64_FORMAT, ward->station, raised_ms);
    VigilAlarmReport report = {
      .source = VIGIL_SOURCE_STATION,
      .code = code,
      .src = src != NULL ? src : "",
      .label = label,
      .occurrence = occurrence,
      .encounter = scope->bed != NULL ? scope->bed->identity.encounter : "",
      .kind = VIGIL_ALARM_TECHNICAL,
      .priority = priority,
      .raised_ms = stands ? record->alarm.raised_ms : raised_ms,
    };
    vigil_ward_report (ward, scope, record, &report);
  } else {
    return record;
  }
  scope->is_dirty = TRUE;
  /* The ward's own alarms fold those of beds, and give them back. */
  if (scope->bed == NULL)
    vigil_ward_refresh_all (ward);
  return record;
}

void
vigil_ward_set_technical (VigilWard *ward,
                          const char *code,
                          VigilPriority priority,
                          const char *label,
                          gboolean is_on,
                          VigilNow now)
{
  ward->now = now;
  vigil_ward_set_condition (ward, &ward->scope, code, NULL, is_on ? priority : VIGIL_PRIORITY_NONE,
                            label, now.wall_ms);
  vigil_ward_flush (ward);
}

void
vigil_ward_note_data (VigilWard *ward, VigilBed *bed, gboolean is_vitals)
{
  VigilBedPrivate *priv = bed->priv;
  bed->last_data_ms = ward->now.wall_ms;
  bed->last_data_mono_us = ward->now.mono_us;
  if (priv->first_data_us == 0)
    priv->first_data_us = ward->now.mono_us;
  if (is_vitals)
    vigil_loss_note (&priv->data, ward->now.mono_us);
  vigil_ward_wake_list (ward, bed);
}

void
vigil_ward_note_unsupported (VigilWard *ward, VigilBed *bed)
{
  bed->priv->refused_us = ward->now.mono_us;
}

/* How long nothing had come when @priority was told (ux.md, "Technical, by consequence"). */
static gint64
get_no_data_delay_ms (const VigilBed *bed, VigilPriority priority)
{
  if (bed->state.word == VIGIL_BED_DISCONNECTED)
    return 0;
  if (priority == VIGIL_PRIORITY_HIGH)
    return VIGIL_DASHES_US / 1000;
  return priority == VIGIL_PRIORITY_MEDIUM ? 30000 : 10000;
}

/* What is retained of a bed was said at any time; that it is disconnected, since it is. A list that
 * comes all the same is no data, and dates nothing ahead, where no acknowledgement of now would
 * reach it. */
static gint64
get_no_data_raise_ms (const VigilWard *ward, const VigilBed *bed, VigilPriority priority)
{
  const VigilBedPrivate *priv = bed->priv;
  if (bed->state.word == VIGIL_BED_DISCONNECTED && priv->first_data_us == 0)
    return priv->state_t_ms;
  if (!priv->has_device)
    return ward->now.wall_ms;
  return MIN (priv->device_ms + get_no_data_delay_ms (bed, priority),
              vigil_bed_estimate_device_ms (bed, ward->now.mono_us));
}

static void
tell_no_data (VigilWard *ward, VigilBed *bed)
{
  VigilBedPrivate *priv = bed->priv;
  gint64 mono_us = ward->now.mono_us;
  gboolean is_disconnected = bed->state.word == VIGIL_BED_DISCONNECTED;
  gint64 low_us = is_disconnected ? 0 : G_MAXINT64;
  VigilPriority priority = vigil_loss_judge (&priv->data, mono_us, low_us);
  /* While data comes back it is called what it was. */
  if (priv->data.steady_since_us == 0)
    priv->has_waves_alone = !is_disconnected && bed->last_data_mono_us != 0
                            && mono_us - bed->last_data_mono_us <= VIGIL_DASHES_US;
  vigil_ward_set_condition (ward, &priv->scope, "VIGIL_EVT_NO_DATA", NULL, priority,
                            priv->has_waves_alone ? "NO NUMBERS" : "NO DATA",
                            get_no_data_raise_ms (ward, bed, priority));
}

static void
tick_data (VigilWard *ward, VigilBed *bed)
{
  VigilBedPrivate *priv = bed->priv;
  VigilLoss *loss = &priv->data;
  gint64 mono_us = ward->now.mono_us;
  if (!vigil_ward_is_link_good (ward))
    return; /* told by the link's own alarm */
  gint64 heard_us = MAX (loss->last_us, ward->link.up_us);
  gboolean is_gone =
      mono_us - heard_us > VIGIL_DASHES_US || bed->state.word == VIGIL_BED_DISCONNECTED;
  /* The bedside's standby never stops a high alarm that stands; a nurse here has silenced it before
   * the bed can be Away (ux.md, "Suspend a bed"). */
  gboolean is_kept =
      loss->since_us != 0 && loss->had_high && !vigil_bed_is_away_by_action (bed, mono_us);
  if (vigil_bed_is_empty (bed, mono_us)
      || (!is_kept && (vigil_bed_is_away (bed, mono_us) || priv->is_overdue)))
    loss->since_us = 0;
  else if (is_gone)
    vigil_loss_begin (loss, heard_us, vigil_scope_has_high (&priv->scope));
  else if (loss->since_us != 0 && vigil_loss_is_steady (loss, mono_us, DATA_STEADY_US))
    loss->since_us = 0;
  tell_no_data (ward, bed);
}

static VigilBedCondition
judge_condition (const VigilWard *ward, const VigilBed *bed)
{
  gint64 mono_us = ward->now.mono_us;
  if (bed->priv->refused_us != 0)
    return VIGIL_BED_UNSUPPORTED;
  if (vigil_bed_is_away (bed, mono_us))
    return VIGIL_BED_AWAY;
  if (vigil_bed_is_empty (bed, mono_us))
    return VIGIL_BED_EMPTY;
  if (bed->last_data_mono_us == 0)
    return VIGIL_BED_NEVER;
  gboolean is_old = mono_us - bed->last_data_mono_us > VIGIL_DASHES_US;
  return is_old || bed->state.word == VIGIL_BED_DISCONNECTED ? VIGIL_BED_NO_DATA : VIGIL_BED_LIVE;
}

static void
tick_condition (VigilWard *ward, VigilBed *bed)
{
  VigilBedCondition condition = judge_condition (ward, bed);
  if (condition == bed->condition)
    return;
  bed->condition = condition;
  bed->condition_since_us = ward->now.mono_us;
  bed->priv->dirty |= VIGIL_DIRTY_STATE;
}

/* What an alarm grows to, and how long it has to stand for that. */
typedef struct {
  VigilPriority priority;
  gint64 after_us;
} Growth;

static Growth
get_leads_off_growth (const VigilWard *ward, const VigilBed *bed, gint64 gone_us)
{
  gint64 mono_us = ward->now.mono_us;
  gint64 high_us = bed->priv->last_high_us;
  gboolean is_risky = (high_us != 0 && mono_us - high_us <= RECENT_HIGH_US)
                      || (bed->has_meta && bed->meta.is_paced)
                      || ward->is_continuous_ecg[bed->index];
  if (is_risky && gone_us >= LEADS_OFF_HIGH_US)
    return (Growth){ VIGIL_PRIORITY_HIGH, LEADS_OFF_HIGH_US };
  if (gone_us >= LEADS_OFF_MEDIUM_US)
    return (Growth){ VIGIL_PRIORITY_MEDIUM, LEADS_OFF_MEDIUM_US };
  return (Growth){ VIGIL_PRIORITY_LOW, 0 };
}

/* ux.md, "Gap, restart": what grew before this station started grew then. What grows now does so no
 * earlier than others will count after a restart. */
static void
grow (VigilWard *ward, VigilScope *scope, VigilAlarmRecord *record, const Growth *growth)
{
  if (growth->priority <= record->alarm.priority)
    return;
  VigilMoment moment = vigil_ward_get_moment (ward, scope);
  gint64 due_ms = record->alarm.raised_ms + growth->after_us / 1000;
  gboolean is_from_before = record->standing_since_us + growth->after_us < ward->start_us;
  moment.device_ms = is_from_before ? due_ms : MAX (moment.device_ms, due_ms);
  vigil_ward_settle (ward, scope, record,
                     vigil_alarm_raise_priority (record, growth->priority, &moment));
}

static void
mark_off (VigilBed *bed, VigilWaveKind kind, gboolean is_off)
{
  for (guint i = 0; i < bed->n_leads; i++) {
    VigilLead *lead = &bed->leads[i];
    if (lead->kind == kind && lead->is_off != is_off) {
      lead->is_off = is_off;
      bed->priv->dirty |= VIGIL_DIRTY_META;
    }
  }
}

/* Leads and probes that stay off matter more the longer they do, a battery the less it has. */
static void
tick_off (VigilWard *ward, VigilBed *bed)
{
  VigilScope *scope = &bed->priv->scope;
  gboolean is_ecg_off = FALSE, is_pleth_off = FALSE;
  for (guint i = 0; i < scope->records->len; i++) {
    VigilAlarmRecord *record = g_ptr_array_index (scope->records, i);
    VigilAlarm *alarm = &record->alarm;
    VigilNumericKind kind;
    if (!vigil_alarm_stands (record))
      continue;
    gint64 gone_us = ward->now.mono_us - record->standing_since_us;
    Growth growth = { VIGIL_PRIORITY_NONE, 0 };
    if (vigil_alarm_key_has_class (alarm->key, "leads-off")) {
      is_ecg_off = TRUE;
      growth = get_leads_off_growth (ward, bed, gone_us);
    } else if (vigil_alarm_key_has_class (alarm->key, "probe-off")
               && vigil_nomenclature_find_numeric (alarm->src, &kind)
               && (kind == VIGIL_NUMERIC_SPO2 || kind == VIGIL_NUMERIC_PR)) {
      is_pleth_off = TRUE;
      if (gone_us >= PROBE_OFF_MEDIUM_US)
        growth = (Growth){ VIGIL_PRIORITY_MEDIUM, PROBE_OFF_MEDIUM_US };
    }
    /* Since when it has been so low is not known: it grows now. */
    if (strcmp (alarm->code, BATTERY_LOW) == 0 && alarm->has_value
        && alarm->value < BATTERY_MEDIUM_MIN)
      growth = (Growth){ VIGIL_PRIORITY_MEDIUM, gone_us };
    grow (ward, scope, record, &growth);
  }
  if (!is_ecg_off)
    bed->priv->leads_off_since_us = 0;
  else if (bed->priv->leads_off_since_us == 0)
    bed->priv->leads_off_since_us = ward->now.mono_us;
  mark_off (bed, VIGIL_WAVE_ECG, is_ecg_off);
  mark_off (bed, VIGIL_WAVE_PLETH, is_pleth_off);
}

static gboolean
is_live_number (const VigilBed *bed, VigilNumericKind kind)
{
  VigilShow show = bed->numerics[kind].show;
  return show == VIGIL_SHOW_VALUE || show == VIGIL_SHOW_QUESTIONABLE;
}

/* "A number with neither a bedside nor a station limit": of the numbers that some band has one for;
 * the others have none anywhere, and saying so for ever would help nobody. */
static gboolean
lacks_limit (const VigilWard *ward, const VigilBed *bed, VigilNumericKind kind)
{
  return is_live_number (bed, kind) && bed->numerics[kind].limit_source == VIGIL_LIMITS_NONE
         && ward->presets.bands[VIGIL_BAND_ADULT].limits[kind].is_on;
}

static gint64
run_timer (gint64 *since_us, gboolean is_running, gint64 mono_us)
{
  if (!is_running)
    *since_us = 0;
  else if (*since_us == 0)
    *since_us = mono_us;
  return is_running ? mono_us - *since_us : -1;
}

/* The presets of another class than the patient's still hold: somebody has to want the new ones. */
static void
tell_old_class (VigilWard *ward, VigilBed *bed)
{
  gboolean has_preset = FALSE;
  for (guint kind = 0; kind < VIGIL_N_NUMERICS; kind++)
    has_preset |= is_live_number (bed, (VigilNumericKind) kind)
                  && bed->numerics[kind].limit_source == VIGIL_LIMITS_PRESET;
  gboolean is_old = bed->limit_band != bed->band && has_preset;
  vigil_ward_set_condition (ward, &bed->priv->scope, "VIGIL_EVT_CLASS_CHANGED", NULL,
                            is_old ? VIGIL_PRIORITY_LOW : VIGIL_PRIORITY_NONE,
                            "CLASS CHANGED · OLD LIMITS", ward->now.wall_ms);
}

static void
tick_class (VigilWard *ward, VigilBed *bed)
{
  VigilBedPrivate *priv = bed->priv;
  gint64 mono_us = ward->now.mono_us;
  gboolean lacks_any = FALSE;
  for (guint kind = 0; kind < VIGIL_N_NUMERICS; kind++)
    lacks_any |= lacks_limit (ward, bed, (VigilNumericKind) kind);
  /* While data is away its numbers are dashes: what stood before goes on standing. */
  if (priv->data.since_us != 0)
    return;
  gint64 lacking_us = run_timer (&priv->no_limits_since_us, lacks_any, mono_us);
  VigilPriority priority = VIGIL_PRIORITY_NONE;
  if (lacks_any)
    priority = lacking_us >= NO_LIMITS_MEDIUM_US ? VIGIL_PRIORITY_MEDIUM : VIGIL_PRIORITY_LOW;
  vigil_ward_set_condition (ward, &priv->scope, "VIGIL_EVT_NO_LIMITS", NULL, priority,
                            bed->band == VIGIL_BAND_UNKNOWN ? "NO LIMITS · CLASS?" : "NO LIMITS",
                            ward->now.wall_ms);

  gboolean is_unknown = bed->band == VIGIL_BAND_UNKNOWN && bed->condition == VIGIL_BED_LIVE
                        && !lacks_any && priv->vitals_us != 0;
  gint64 unknown_us = run_timer (&priv->class_unknown_since_us, is_unknown, mono_us);
  vigil_ward_set_condition (ward, &priv->scope, "VIGIL_EVT_CLASS_UNKNOWN", NULL,
                            unknown_us >= CLASS_GRACE_US ? VIGIL_PRIORITY_LOW : VIGIL_PRIORITY_NONE,
                            "CLASS?", ward->now.wall_ms);
  tell_old_class (ward, bed);
}

static void
tick_cuff (VigilWard *ward, VigilBed *bed)
{
  const VigilNumeric *numeric = &bed->numerics[VIGIL_NUMERIC_NIBP_SYS];
  gint64 device_ms = vigil_bed_estimate_device_ms (bed, ward->now.mono_us);
  gboolean is_overdue = bed->nibp_interval_s != 0 && numeric->t_ms != 0
                        && bed->priv->data.since_us == 0
                        && device_ms - numeric->t_ms > (gint64) bed->nibp_interval_s * 1500;
  vigil_ward_set_condition (ward, &bed->priv->scope, "VIGIL_EVT_NIBP_OVERDUE", NULL,
                            is_overdue ? VIGIL_PRIORITY_LOW : VIGIL_PRIORITY_NONE, "NIBP OVERDUE",
                            ward->now.wall_ms);
}

static void
tick_unsupported (VigilWard *ward, VigilBed *bed)
{
  VigilBedPrivate *priv = bed->priv;
  if (priv->refused_us != 0 && ward->now.mono_us - priv->refused_us > UNSUPPORTED_US)
    priv->refused_us = 0;
  vigil_ward_set_condition (ward, &priv->scope, "VIGIL_EVT_UNSUPPORTED_PAYLOAD", NULL,
                            priv->refused_us != 0 ? VIGIL_PRIORITY_MEDIUM : VIGIL_PRIORITY_NONE,
                            "UNSUPPORTED PAYLOAD", ward->now.wall_ms);
}

/* The bed sends all the rest, and nothing before it that is told by itself is at fault. */
static gboolean
is_list_expected (VigilWard *ward, const VigilBed *bed)
{
  return bed->condition == VIGIL_BED_LIVE
         && ward->now.mono_us - bed->priv->data.last_us <= VIGIL_DASHES_US
         && vigil_ward_is_link_good (ward) && !vigil_ward_is_loss_folded (ward, bed);
}

/* A bed that never had one has a gateway that publishes none. */
static gboolean
is_list_late (VigilWard *ward, VigilBed *bed)
{
  VigilBedPrivate *priv = bed->priv;
  gint64 mono_us = ward->now.mono_us;
  if (!is_list_expected (ward, bed))
    priv->list_due_us = mono_us;
  return priv->list_heard_us != 0
         && mono_us - MAX (priv->list_heard_us, priv->list_due_us) > VIGIL_LIST_FRESH_US;
}

/* The link is in doubt, and nothing is told of that yet. */
static gboolean
is_in_doubt (const VigilWard *ward)
{
  return !vigil_ward_is_link_good (ward) && !vigil_ward_is_link_lost_told (ward);
}

/* The bed looks well and its alarms do not come: told until the next whole list. */
static void
tick_missing_list (VigilWard *ward, VigilBed *bed)
{
  const VigilBedPrivate *priv = bed->priv;
  gboolean is_faulty = priv->is_list_faulty, is_late = is_list_late (ward, bed);
  gboolean is_live = bed->condition == VIGIL_BED_LIVE;
  gboolean is_old = ward->now.mono_us - priv->list_heard_us > VIGIL_LIST_FRESH_US;
  /* Something graver is told by itself; what stood goes on standing. */
  if (is_faulty && !is_live && bed->condition != VIGIL_BED_AWAY
      && bed->condition != VIGIL_BED_EMPTY)
    return;
  if (!is_faulty && is_old && is_in_doubt (ward))
    return;
  vigil_ward_set_condition (
      ward, &bed->priv->scope, "VIGIL_EVT_ALARM_LIST_UNREADABLE", NULL,
      (is_faulty && is_live) || is_late ? VIGIL_PRIORITY_MEDIUM : VIGIL_PRIORITY_NONE,
      is_faulty ? "ALARM LIST NOT READABLE" : "ALARM LIST NOT HEARD", ward->now.wall_ms);
}

void
vigil_ward_tick_technical (VigilWard *ward, VigilBed *bed)
{
  /* One that has stood for long is as recent as its end (leads off are graver after it). */
  if (vigil_scope_has_high (&bed->priv->scope))
    bed->priv->last_high_us = ward->now.mono_us;
  tick_data (ward, bed);
  tick_condition (ward, bed);
  tick_off (ward, bed);
  tick_class (ward, bed);
  tick_cuff (ward, bed);
  tick_unsupported (ward, bed);
  tick_missing_list (ward, bed);
}
