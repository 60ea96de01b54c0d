/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-what-if.h"

#include <math.h>
#include <string.h>

#include "vigil-ward-private.h"

#define BED "bed"
#define GATEWAY "gateway"
#define BOOT 1
/* Virtual time begins here, so that no time of it is 0, which means never. */
#define START_US (3600 * VIGIL_SECOND_US)
/* A difference below is the step of the clock, not of the settings. */
#define LATER_MS 500
/* When a series pauses, the engine has something to do: a value is stale, a reading too old. */
static const gint64 PAUSES_MS[] = { 5100, 900100 };

static const char *const SIDE_CODES[] = { "MDC_EVT_LO", "MDC_EVT_HI" };

/* A condition from its first value beyond the limit on; it may never sound. */
typedef struct {
  gboolean is_active;
  gboolean is_sounding;
  VigilWhatIfAlarm alarm;
} Condition;

typedef struct {
  VigilWhatIfSettings settings;
  VigilWard *ward;
  char keys[2][2][VIGIL_KEY_MAX]; /* side, level */
  gint64 first_ms;
  gint64 now_ms;
  VigilFrame frame; /* scratch: it is large */
  guint32 seq;
  Condition conditions[2];
  GArray *alarms;
} Replay;

static VigilNow
now_at (const Replay *replay, gint64 t_ms)
{
  return (VigilNow){ .mono_us = START_US + (t_ms - replay->first_ms) * 1000, .wall_ms = t_ms };
}

/* What the engine says. */

static void
begin (Replay *replay, guint side)
{
  Condition *condition = &replay->conditions[side];
  if (condition->is_active)
    return;
  *condition = (Condition){ .is_active = TRUE };
  condition->alarm.begun_ms = condition->alarm.beyond_ms = replay->now_ms;
  condition->alarm.side = side == 0 ? VIGIL_SIDE_LO : VIGIL_SIDE_HI;
  condition->alarm.extreme = NAN;
}

static void
event_cb (const VigilEvent *event, gpointer data)
{
  Replay *replay = data;
  if (event->kind != VIGIL_EVENT_ALARM_RAISED)
    return;
  for (guint side = 0; side < 2; side++) {
    for (guint level = 0; level < 2; level++) {
      if (strcmp (event->alarm->key, replay->keys[side][level]) != 0)
        continue;
      begin (replay, side);
      Condition *condition = &replay->conditions[side];
      if (!condition->is_sounding)
        condition->alarm.raised_ms = replay->now_ms;
      condition->is_sounding = TRUE;
      if (level == 1 && condition->alarm.high_ms == 0)
        condition->alarm.high_ms = replay->now_ms;
    }
  }
}

/* TRUE while a limit of @side is broken, in its delay or told. */
static gboolean
is_held (const Replay *replay, guint side)
{
  const VigilScope *scope = &replay->ward->beds[0].priv->scope;
  for (guint level = 0; level < 2; level++) {
    const VigilAlarmRecord *record = vigil_scope_find (scope, replay->keys[side][level]);
    if (record != NULL && (vigil_alarm_stands (record) || record->pending_since_us != 0))
      return TRUE;
  }
  return FALSE;
}

static void
finish (Replay *replay, guint side, gint64 ended_ms)
{
  Condition *condition = &replay->conditions[side];
  condition->alarm.ended_ms = ended_ms;
  if (condition->is_sounding)
    g_array_append_val (replay->alarms, condition->alarm);
  condition->is_active = FALSE;
}

static void
look (Replay *replay)
{
  for (guint side = 0; side < 2; side++) {
    gboolean was_active = replay->conditions[side].is_active;
    if (is_held (replay, side))
      begin (replay, side);
    else if (was_active)
      finish (replay, side, replay->now_ms);
  }
}

/* Comparisons with NAN (no limit) are false. */
static gboolean
is_beyond (const VigilLimit *limit, guint side, double value)
{
  return side == 0 ? value < limit->lo || value < limit->lo2
                   : value > limit->hi || value > limit->hi2;
}

static void
note_value (Replay *replay, double value)
{
  for (guint side = 0; side < 2; side++) {
    Condition *condition = &replay->conditions[side];
    if (!condition->is_active || !is_beyond (&replay->settings.limit, side, value))
      continue;
    VigilWhatIfAlarm *alarm = &condition->alarm;
    alarm->beyond_ms = replay->now_ms;
    if (isnan (alarm->extreme) || (side == 0 ? value < alarm->extreme : value > alarm->extreme))
      alarm->extreme = value;
  }
}

/* What the engine is told. */

static VigilFrame *
begin_frame (Replay *replay, VigilFrameKind kind, const char *subject)
{
  VigilFrame *frame = &replay->frame;
  *frame = (VigilFrame){ .kind = kind };
  vigil_text_copy (frame->subject, sizeof frame->subject, subject);
  frame->boot = BOOT;
  frame->t_ms = frame->receipt_wall_ms = replay->now_ms;
  frame->receipt_mono_us = now_at (replay, replay->now_ms).mono_us;
  return frame;
}

static void
feed (Replay *replay)
{
  vigil_ward_feed (replay->ward, &replay->frame, now_at (replay, replay->now_ms));
}

/* The ward that was: linked, its gateway alive. */
static void
connect (Replay *replay)
{
  begin_frame (replay, VIGIL_FRAME_LINK, "")->link.state = VIGIL_LINK_UP;
  feed (replay);
  VigilFrame *frame = begin_frame (replay, VIGIL_FRAME_GATEWAY_STATE, GATEWAY);
  frame->gateway.is_ready = frame->gateway.is_first = frame->gateway.is_last = TRUE;
  frame->gateway.n_beds = 1;
  vigil_text_copy (frame->gateway.beds[0], VIGIL_ID_MAX + 1, BED);
  feed (replay);
}

static void
tick_at (Replay *replay, gint64 t_ms)
{
  if (t_ms <= replay->now_ms)
    return;
  replay->now_ms = t_ms;
  vigil_ward_tick (replay->ward, now_at (replay, t_ms));
  look (replay);
}

/* The quality that makes the engine do what it did: what it did not judge it does not judge again,
 * and sees it all the same. */
static VigilQuality
quality_of (const Replay *replay, const VigilTrendSample *sample)
{
  gboolean is_test = sample->quality == VIGIL_QUALITY_TEST || sample->quality == VIGIL_QUALITY_DEMO;
  if (sample->is_blocked)
    return VIGIL_QUALITY_TEST;
  return is_test && replay->settings.is_demo_ward ? VIGIL_QUALITY_VALID : sample->quality;
}

static gboolean
is_judged (VigilQuality quality)
{
  return quality == VIGIL_QUALITY_VALID || quality == VIGIL_QUALITY_QUESTIONABLE;
}

static void
feed_sample (Replay *replay, const VigilTrendSample *sample)
{
  VigilQuality quality = quality_of (replay, sample);
  replay->now_ms = MAX (replay->now_ms, sample->t_ms);
  VigilFrame *frame = begin_frame (replay, VIGIL_FRAME_VITALS, BED);
  frame->has_seq = TRUE;
  frame->seq = replay->seq++;
  /* No value and no quality of its own: it was not measured, and is not in the set. */
  frame->vitals.n = sample->has_value || sample->quality != VIGIL_QUALITY_NOT_AVAILABLE ? 1 : 0;
  frame->vitals.numerics[0] = (VigilFrameNumeric){
    .kind = replay->settings.limit.kind,
    .quality = quality,
    .has_value = sample->has_value,
    .value = sample->value,
    .t_ms = sample->age_ms >= 0 ? replay->now_ms - sample->age_ms : 0,
  };
  feed (replay);
  look (replay);
  if (sample->has_value && is_judged (quality))
    note_value (replay, sample->value);
}

static VigilWard *
make_ward (Replay *replay)
{
  const VigilWhatIfSettings *settings = &replay->settings;
  VigilNumericKind kind = settings->limit.kind;
  VigilWardBed bed = { .id = BED, .role = VIGIL_ROLE_PRIMARY, .stated_class = VIGIL_CLASS_ADULT };
  g_autofree VigilWardConfig *config = g_new0 (VigilWardConfig, 1);
  vigil_limit_presets_init (&config->presets);
  VigilLimitSet *adult = &config->presets.bands[VIGIL_BAND_ADULT];
  for (guint i = 0; i < VIGIL_N_NUMERICS; i++)
    adult->limits[i].is_on = FALSE;
  adult->limits[kind] = settings->limit;
  adult->limits[kind].is_on = TRUE;
  config->presets.timings[kind] = settings->timing;
  vigil_text_copy (config->station, sizeof config->station, "what-if");
  config->boot = BOOT;
  config->beds = &bed;
  config->n_beds = 1;
  return vigil_ward_new (config, event_cb, replay, now_at (replay, replay->first_ms));
}

static gint
compare_alarms (gconstpointer a, gconstpointer b)
{
  gint64 x = ((const VigilWhatIfAlarm *) a)->raised_ms;
  gint64 y = ((const VigilWhatIfAlarm *) b)->raised_ms;
  return x < y ? -1 : x > y;
}

static void
play (Replay *replay, const VigilTrendSample *samples, guint n)
{
  connect (replay);
  for (guint i = 0; i < n; i++) {
    gint64 last_ms = replay->now_ms;
    for (guint j = 0; j < G_N_ELEMENTS (PAUSES_MS); j++)
      if (samples[i].t_ms - last_ms > PAUSES_MS[j])
        tick_at (replay, last_ms + PAUSES_MS[j]);
    begin_frame (replay, VIGIL_FRAME_HEARTBEAT, GATEWAY);
    feed (replay);
    tick_at (replay, samples[i].t_ms - 1);
    feed_sample (replay, &samples[i]);
  }
  for (guint side = 0; side < 2; side++)
    if (replay->conditions[side].is_active)
      finish (replay, side, 0);
}

GArray *
vigil_what_if_replay (const VigilWhatIfSettings *settings, const VigilTrendSample *samples, guint n)
{
  g_return_val_if_fail (settings->limit.kind < VIGIL_N_NUMERICS, NULL);

  GArray *alarms = g_array_new (FALSE, TRUE, sizeof (VigilWhatIfAlarm));
  if (n == 0)
    return alarms;
  g_autofree Replay *replay = g_new0 (Replay, 1);
  replay->settings = *settings;
  replay->alarms = alarms;
  replay->first_ms = replay->now_ms = samples[0].t_ms - 1000;
  const char *refid = vigil_nomenclature_numeric (settings->limit.kind)->refid;
  for (guint side = 0; side < 2; side++)
    for (guint level = 0; level < 2; level++)
      vigil_nomenclature_make_key (BED, SIDE_CODES[side], refid,
                                   level == 1 ? VIGIL_PRIORITY_HIGH : VIGIL_PRIORITY_MEDIUM,
                                   replay->keys[side][level]);
  replay->ward = make_ward (replay);
  play (replay, samples, n);
  vigil_ward_free (replay->ward);
  g_array_sort (alarms, compare_alarms);
  return alarms;
}

/* Comparing. */

static gboolean
do_overlap (const VigilWhatIfAlarm *a, const VigilWhatIfAlarm *b)
{
  gint64 a_end = a->ended_ms != 0 ? a->ended_ms : G_MAXINT64;
  gint64 b_end = b->ended_ms != 0 ? b->ended_ms : G_MAXINT64;
  return a->side == b->side && a->begun_ms <= b_end && b->begun_ms <= a_end;
}

static const VigilWhatIfAlarm *
alarm_at (const GArray *alarms, guint i)
{
  return &g_array_index (alarms, VigilWhatIfAlarm, i);
}

static double
depth_of (const VigilLimit *limit, const VigilWhatIfAlarm *alarm)
{
  double first = alarm->side == VIGIL_SIDE_LO ? limit->lo : limit->hi;
  double second = alarm->side == VIGIL_SIDE_LO ? limit->lo2 : limit->hi2;
  return fabs (alarm->extreme - (isnan (first) ? second : first));
}

static void
note_hidden (VigilWhatIf *result, const VigilLimit *limit, const VigilWhatIfAlarm *alarm)
{
  result->n_hidden++;
  if (alarm->high_ms != 0)
    result->n_hidden_high++;
  result->longest_hidden_ms = MAX (result->longest_hidden_ms, alarm->beyond_ms - alarm->begun_ms);
  if (isnan (alarm->extreme))
    return;
  VigilWhatIfAlarm deepest = { .side = result->deepest_side, .extreme = result->deepest };
  if (result->has_deepest && depth_of (limit, &deepest) >= depth_of (limit, alarm))
    return;
  result->has_deepest = TRUE;
  result->deepest_side = alarm->side;
  result->deepest = alarm->extreme;
}

/* What becomes of one alarm of today. @later_ms: by how much it sounds later. */
static VigilFate
judge_fate (const VigilWhatIfAlarm *alarm, const GArray *then, gint64 *later_ms)
{
  gint64 raised_ms = 0, high_ms = 0;
  for (guint i = 0; i < then->len; i++) {
    const VigilWhatIfAlarm *other = alarm_at (then, i);
    if (!do_overlap (alarm, other))
      continue;
    if (raised_ms == 0)
      raised_ms = other->raised_ms;
    if (high_ms == 0)
      high_ms = other->high_ms;
  }
  *later_ms = 0;
  if (raised_ms == 0)
    return VIGIL_FATE_HIDDEN;
  if (alarm->high_ms != 0 && high_ms == 0)
    return VIGIL_FATE_LOWERED;
  *later_ms = raised_ms - alarm->raised_ms;
  if (alarm->high_ms != 0)
    *later_ms = MAX (*later_ms, high_ms - alarm->high_ms);
  return *later_ms >= LATER_MS ? VIGIL_FATE_LATER : VIGIL_FATE_SAME;
}

static void
compare_now (const VigilLimit *limit, const GArray *now, const GArray *then, VigilWhatIf *result)
{
  gint64 sum_later_ms = 0;
  for (guint i = 0; i < now->len; i++) {
    gint64 later_ms;
    VigilFate fate = judge_fate (alarm_at (now, i), then, &later_ms);
    g_array_append_val (result->fates, fate);
    if (fate == VIGIL_FATE_HIDDEN)
      note_hidden (result, limit, alarm_at (now, i));
    result->n_lowered += fate == VIGIL_FATE_LOWERED;
    if (fate != VIGIL_FATE_LATER)
      continue;
    result->n_later++;
    sum_later_ms += later_ms;
    result->most_later_ms = MAX (result->most_later_ms, later_ms);
  }
  if (result->n_later > 0)
    result->mean_later_ms = sum_later_ms / result->n_later;
}

void
vigil_what_if_compare (const VigilLimit *limit_now,
                       const GArray *now,
                       const GArray *then,
                       VigilWhatIf *result)
{
  *result = (VigilWhatIf){ .n_now = now->len, .n_then = then->len };
  result->fates = g_array_new (FALSE, FALSE, sizeof (VigilFate));
  result->is_new = g_array_new (FALSE, FALSE, sizeof (gboolean));
  compare_now (limit_now, now, then, result);
  for (guint i = 0; i < then->len; i++) {
    gboolean is_new = TRUE;
    for (guint j = 0; is_new && j < now->len; j++)
      is_new = !do_overlap (alarm_at (then, i), alarm_at (now, j));
    g_array_append_val (result->is_new, is_new);
    result->n_new += is_new ? 1 : 0;
  }
}

void
vigil_what_if_clear (VigilWhatIf *result)
{
  g_clear_pointer (&result->fates, g_array_unref);
  g_clear_pointer (&result->is_new, g_array_unref);
}
