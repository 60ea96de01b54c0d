/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "world-judge.h"

#include "vigil-alarm-machine.h"

#define TICK_US G_GINT64_CONSTANT (100000)
#define SECOND_US G_GINT64_CONSTANT (1000000)
#define SILENCE_US (120 * SECOND_US)
#define AGAIN_HIGH_US (10 * SECOND_US)
#define STEADY_US (10 * SECOND_US)
#define HELD_US (5 * SECOND_US)

/* A key as it was when it was seen last. */
typedef struct {
  VigilAlarm alarm;
  guint bed;
  gboolean is_shown; /* at the last look */
  gint64 seen_us; /* the last look at which it was shown */
  double worst; /* the worst value while it was open; NAN = none */
  gboolean has_left_unseen; /* the list, while its source was off */
} Known;

typedef struct {
  char key[VIGIL_KEY_MAX];
  VigilPriority priority; /* of the alarm then; NONE: a reset */
  gint64 until_us; /* mono; of a high alarm; 0 = of a lesser one */
} Act;

typedef struct {
  VigilFrameAlarm told[VIGIL_ALARMS_MAX]; /* at the last look */
  guint n_told;
  gint64
      out_us[VIGIL_N_NUMERICS]; /* the number was beyond the second limit, or could not be told */
  gint64 off_us[VIGIL_N_NUMERICS]; /* its electrodes or probe were told to be off */
  gint64 until_us;
  gboolean is_suspension_noted;
} BedView;

struct _WorldJudge {
  World *world;
  GArray *known; /* Known */
  GArray *acts; /* Act: since the last look */
  GArray *past_acts; /* Act: all, in any life of the station */
  BedView beds[WORLD_BEDS_MAX];
  gint64 restart_ms; /* wall; 0 = never */
  guint n_held, n_held_own, n_births;
  char *fault;
};

WorldJudge *
world_judge_new (World *world)
{
  WorldJudge *judge = g_new0 (WorldJudge, 1);
  judge->world = world;
  judge->known = g_array_new (FALSE, FALSE, sizeof (Known));
  judge->acts = g_array_new (FALSE, FALSE, sizeof (Act));
  judge->past_acts = g_array_new (FALSE, FALSE, sizeof (Act));
  return judge;
}

void
world_judge_free (WorldJudge *judge)
{
  g_array_unref (judge->known);
  g_array_unref (judge->acts);
  g_array_unref (judge->past_acts);
  g_free (judge->fault);
  g_free (judge);
}

const char *
world_judge_get_fault (const WorldJudge *judge)
{
  return judge->fault;
}

guint
world_judge_get_n_held (const WorldJudge *judge)
{
  return judge->n_held;
}

guint
world_judge_get_n_held_own (const WorldJudge *judge)
{
  return judge->n_held_own;
}

guint
world_judge_get_n_births (const WorldJudge *judge)
{
  return judge->n_births;
}

static void G_GNUC_PRINTF (2, 3) fail (WorldJudge *judge, const char *format, ...)
{
  if (judge->fault != NULL)
    return;
  va_list arguments;
  va_start (arguments, format);
  judge->fault = g_strdup_vprintf (format, arguments);
  va_end (arguments);
}

static gint64
mono (const WorldJudge *judge)
{
  return judge->world->now.mono_us;
}

static Known *
find_known (const WorldJudge *judge, const char *key)
{
  for (guint i = 0; i < judge->known->len; i++)
    if (strcmp (g_array_index (judge->known, Known, i).alarm.key, key) == 0)
      return &g_array_index (judge->known, Known, i);
  return NULL;
}

static const VigilAlarm *
find_shown (WorldJudge *judge, const char *key)
{
  guint n;
  const VigilAlarm *const *alarms = vigil_ward_list_alarms (judge->world->ward, &n);
  for (guint i = 0; i < n; i++)
    if (strcmp (alarms[i]->key, key) == 0)
      return alarms[i];
  return NULL;
}

/* ── What was done ──────────────────────────────────────────────────────────────────────────── */

void
world_judge_note_act (WorldJudge *judge, const VigilAction *action)
{
  Act act = { .priority = action->priority };
  vigil_text_copy (act.key, sizeof act.key, action->key);
  if (action->until_ms != 0)
    act.until_us = mono (judge) + (action->until_ms - action->t_ms) * 1000;
  g_array_append_val (judge->acts, act);
  g_array_append_val (judge->past_acts, act);
}

void
world_judge_note_suspension (WorldJudge *judge, guint bed)
{
  judge->beds[bed].is_suspension_noted = TRUE;
}

void
world_judge_note_restart (WorldJudge *judge)
{
  judge->restart_ms = judge->world->now.wall_ms;
  for (guint i = 0; i < judge->known->len; i++) {
    Known *known = &g_array_index (judge->known, Known, i);
    known->is_shown = FALSE;
    known->alarm.raised_mono_us = 0;
    known->seen_us = 0;
  }
  for (guint i = 0; i < judge->world->n_beds; i++) {
    judge->beds[i].n_told = 0;
    judge->beds[i].is_suspension_noted = TRUE;
  }
}

/* An acknowledgement of the second level is one of the first, too. */
static gboolean
is_of (const Act *act, const char *key)
{
  return strcmp (act->key, key) == 0 || vigil_alarm_key_is_second_of (act->key, key);
}

static gboolean
has_act (const GArray *acts, const char *key)
{
  for (guint i = 0; i < acts->len; i++)
    if (is_of (&g_array_index (acts, Act, i), key))
      return TRUE;
  return FALSE;
}

static gboolean
is_acted_on (const WorldJudge *judge, const char *key)
{
  return has_act (judge->acts, key);
}

/* contract.md: an acknowledgement of a high alarm covers what grows to less than that; and what had
 * grown before the station started was silenced as that. */
static gboolean
was_silenced_grown (const WorldJudge *judge, const VigilAlarm *alarm)
{
  for (guint i = 0; i < judge->past_acts->len; i++) {
    const Act *act = &g_array_index (judge->past_acts, Act, i);
    gboolean is_of_worse = act->until_us != 0 && alarm->priority < VIGIL_PRIORITY_HIGH;
    gboolean is_of_before =
        alarm->raised_ms <= judge->restart_ms && act->priority >= alarm->priority;
    if (is_of (act, alarm->key) && (act->until_us == 0 || act->until_us > mono (judge))
        && (is_of_worse || is_of_before))
      return TRUE;
  }
  return FALSE;
}

/* ── What was told ──────────────────────────────────────────────────────────────────────────── */

static const VigilFrameAlarm *
find_item (const char *bed, const VigilFrameAlarm *items, guint n, const char *key)
{
  for (guint i = 0; i < n; i++) {
    char listed[VIGIL_KEY_MAX];
    vigil_nomenclature_make_key (bed, items[i].code, items[i].src, items[i].priority, listed);
    if (strcmp (listed, key) == 0)
      return &items[i];
  }
  return NULL;
}

static const VigilFrameAlarm *
find_told (const WorldJudge *judge, guint bed, const char *key)
{
  const WorldBed *b = &judge->world->beds[bed];
  return find_item (b->id, b->told, b->n_told, key);
}

static const VigilFrameAlarm *
find_told_before (const WorldJudge *judge, guint bed, const char *key)
{
  const BedView *view = &judge->beds[bed];
  return find_item (judge->world->beds[bed].id, view->told, view->n_told, key);
}

/* The bedside has silenced it, and says so for the first time. */
static gboolean
is_silenced_there_now (const WorldJudge *judge, guint bed, const char *key)
{
  const VigilFrameAlarm *is = find_told (judge, bed, key);
  const VigilFrameAlarm *was = find_told_before (judge, bed, key);
  return is != NULL && is->inactivation != VIGIL_INACTIVATION_NONE
         && (was == NULL || was->inactivation != is->inactivation
             || was->inactivation_until_ms != is->inactivation_until_ms);
}

static gboolean
is_told_active (const WorldJudge *judge, guint bed, const char *key)
{
  const VigilFrameAlarm *item = find_told (judge, bed, key);
  return item != NULL && !item->is_latched;
}

/* Electrodes or probe of @kind are off by the last list. */
static gboolean
is_told_off (const WorldJudge *judge, guint bed, VigilNumericKind kind)
{
  const WorldBed *b = &judge->world->beds[bed];
  for (guint i = 0; i < b->n_told; i++) {
    if (b->told[i].is_latched)
      continue;
    if (kind == VIGIL_NUMERIC_HR && strcmp (b->told[i].code, "MDC_EVT_LEADS_OFF") == 0)
      return TRUE;
    if (kind == VIGIL_NUMERIC_SPO2 && strcmp (b->told[i].code, "MDC_EVT_SENSOR_DISCONN") == 0)
      return TRUE;
  }
  return FALSE;
}

/* Worlds are wards of adults without limits of the bedside. */
static gboolean
is_beyond_second (const WorldJudge *judge, VigilNumericKind kind, double value)
{
  const VigilLimit *limit = &judge->world->presets.bands[VIGIL_BAND_ADULT].limits[kind];
  return value < limit->lo2 || value > limit->hi2;
}

static void
note_numbers (WorldJudge *judge, guint bed)
{
  static const VigilNumericKind KINDS[] = { VIGIL_NUMERIC_HR, VIGIL_NUMERIC_SPO2 };
  const WorldBed *b = &judge->world->beds[bed];
  for (guint i = 0; i < G_N_ELEMENTS (KINDS); i++) {
    VigilNumericKind kind = KINDS[i];
    gboolean is_off = is_told_off (judge, bed, kind);
    if (is_off)
      judge->beds[bed].off_us[kind] = mono (judge);
    /* What the leads hide is not known to be over. */
    gboolean is_hidden = is_off && kind == VIGIL_NUMERIC_HR;
    if (is_hidden || !b->is_told[kind] || is_beyond_second (judge, kind, b->told_values[kind]))
      judge->beds[bed].out_us[kind] = mono (judge);
  }
}

/* ── Rules ──────────────────────────────────────────────────────────────────────────────────── */

static gboolean
is_silent (const VigilAlarm *alarm)
{
  return alarm->phase == VIGIL_ALARM_SILENCED && alarm->silenced_by_kind != VIGIL_SILENCED_NOT;
}

/* The bedside no longer says so. What left its list while nothing could be measured may last. */
static gboolean
is_over_there (const WorldJudge *judge, const Known *known)
{
  VigilNumericKind kind;
  if (is_told_active (judge, known->bed, known->alarm.key))
    return FALSE;
  if (!known->has_left_unseen || !vigil_nomenclature_find_numeric (known->alarm.src, &kind))
    return TRUE;
  return mono (judge) - judge->beds[known->bed].off_us[kind] >= STEADY_US;
}

/* The number is inside its second limit, and was for as long as the hysteresis is held. */
static gboolean
is_over_here (const WorldJudge *judge, const Known *known)
{
  VigilNumericKind kind;
  g_assert_true (vigil_nomenclature_find_numeric (known->alarm.src, &kind));
  return mono (judge) - judge->beds[known->bed].out_us[kind] >= HELD_US;
}

static gboolean
is_condition_over (const WorldJudge *judge, const Known *known)
{
  guint sources = known->alarm.sources;
  return !((sources & VIGIL_SOURCE_BEDSIDE) && !is_over_there (judge, known))
         && !((sources & VIGIL_SOURCE_STATION) && !is_over_here (judge, known));
}

/* The bedside held it latched, and does so no more. */
static gboolean
is_reset_there (const WorldJudge *judge, const Known *known)
{
  const VigilFrameAlarm *was = find_told_before (judge, known->bed, known->alarm.key);
  return was != NULL && was->is_latched && find_told (judge, known->bed, known->alarm.key) == NULL;
}

/* A red that was heard, and that nothing which was told or done lets fall silent. */
static gboolean
must_be_heard (WorldJudge *judge, const Known *known)
{
  const VigilAlarm *was = &known->alarm;
  const VigilFrameAlarm *item = find_told (judge, known->bed, was->key);
  if (is_acted_on (judge, was->key) || is_silenced_there_now (judge, known->bed, was->key)
      || is_reset_there (judge, known)
      || vigil_ward_get_bed (judge->world->ward, known->bed)->suspension == VIGIL_SUSPENSION_STAFF)
    return FALSE;
  if (item != NULL && item->is_latched)
    return TRUE;
  return was->is_latching || was->is_latched || !is_condition_over (judge, known);
}

/* It has just left the list, and what it is about cannot be measured. */
static gboolean
is_leaving_unseen (const WorldJudge *judge, const Known *known)
{
  VigilNumericKind kind;
  const VigilFrameAlarm *was = find_told_before (judge, known->bed, known->alarm.key);
  return was != NULL && !was->is_latched
         && vigil_nomenclature_find_numeric (known->alarm.src, &kind)
         && judge->beds[known->bed].off_us[kind] == mono (judge);
}

/* From heard to not heard there are these ways only. */
static void
judge_heard (WorldJudge *judge, Known *known)
{
  const VigilAlarm *was = &known->alarm;
  if (find_told (judge, known->bed, was->key) != NULL)
    known->has_left_unseen = FALSE;
  else
    known->has_left_unseen |= is_leaving_unseen (judge, known);
  if (!known->is_shown || !vigil_alarm_is_heard_here (was) || was->priority != VIGIL_PRIORITY_HIGH
      || was->kind != VIGIL_ALARM_PHYSIOLOGICAL || !must_be_heard (judge, known))
    return;
  judge->n_held++;
  judge->n_held_own += was->sources == VIGIL_SOURCE_STATION;
  const VigilAlarm *is = find_shown (judge, was->key);
  if (is == NULL)
    fail (judge, "%s was heard and is gone", was->key);
  else if (is_silent (is))
    fail (judge, "%s was heard and is silenced by nobody", was->key);
  else if (!vigil_alarm_is_heard_here (is))
    fail (judge, "%s was heard and is not", was->key);
}

static gboolean
is_born (const VigilAlarm *alarm, const Known *known)
{
  return known == NULL || known->alarm.raised_mono_us != alarm->raised_mono_us;
}

/* It was born behind its second level: what silenced that one is of the same excursion. */
static gboolean
was_born_behind_second (const WorldJudge *judge, const VigilAlarm *alarm)
{
  for (guint i = 0; i < judge->known->len; i++) {
    const Known *known = &g_array_index (judge->known, Known, i);
    if (vigil_alarm_key_is_second_of (known->alarm.key, alarm->key)
        && known->seen_us + TICK_US >= alarm->raised_mono_us)
      return TRUE;
  }
  return FALSE;
}

/* "A new alarm is never born silent": but for what the bedside says with it, and what stood before
 * the station started. */
static gboolean
may_be_born_silent (const WorldJudge *judge, const VigilAlarm *alarm, guint bed)
{
  const VigilFrameAlarm *item = find_told (judge, bed, alarm->key);
  if (item != NULL && item->inactivation != VIGIL_INACTIVATION_NONE)
    return TRUE;
  if (!has_act (judge->past_acts, alarm->key))
    return FALSE;
  return alarm->raised_ms <= judge->restart_ms || was_born_behind_second (judge, alarm);
}

static gboolean
is_later (gint64 was_us, gint64 is_us)
{
  return was_us != 0 && (is_us == 0 || is_us > was_us + 1000);
}

static gboolean
is_worse (const VigilAlarm *alarm, const Known *known)
{
  VigilNumericKind kind;
  if (!alarm->has_value || alarm->priority == VIGIL_PRIORITY_HIGH || isnan (known->worst)
      || !vigil_nomenclature_find_numeric (alarm->src, &kind))
    return FALSE;
  double step = kind == VIGIL_NUMERIC_SPO2 ? 3 : 10;
  return vigil_alarm_key_get_side (alarm->key) == VIGIL_SIDE_LO
             ? alarm->value <= known->worst - step
             : alarm->value >= known->worst + step;
}

/* The same occurrence as at the last look at it, and nobody has acted on it since. */
static void
judge_untouched (WorldJudge *judge, const VigilAlarm *alarm, const Known *known)
{
  const VigilAlarm *was = &known->alarm;
  gint64 ended_us = was->ended_mono_us != 0 ? was->ended_mono_us : known->seen_us + TICK_US;
  gint64 gone_us = mono (judge) - ended_us;
  if (known->is_shown && !is_silent (was))
    fail (judge, "%s was silenced by nobody", alarm->key);
  else if (!known->is_shown && alarm->priority == VIGIL_PRIORITY_HIGH
           && alarm->kind == VIGIL_ALARM_PHYSIOLOGICAL
           && (!is_silent (was) || gone_us > AGAIN_HIGH_US))
    fail (judge, "%s is back after %" G_GINT64_FORMAT " ms, and silent", alarm->key,
          gone_us / 1000);
  else if (is_silent (was) && is_later (was->silence_until_us, alarm->silence_until_us))
    fail (judge, "the silence of %s ends later than it did, by nobody's hand", alarm->key);
  else if (known->is_shown && is_worse (alarm, known))
    fail (judge, "%s is worse than when it was silenced, and silent", alarm->key);
}

/* A suspension kept it out of sight while it grew, and the bedside silenced it, perhaps as what it
 * was by then. */
static gboolean
was_silenced_unseen (const WorldJudge *judge, const Known *known)
{
  const VigilFrameAlarm *item = find_told (judge, known->bed, known->alarm.key);
  return !known->is_shown && item != NULL && item->inactivation != VIGIL_INACTIVATION_NONE;
}

static void
judge_silence (WorldJudge *judge, const VigilAlarm *alarm, const Known *known, guint bed)
{
  gboolean is_touched =
      is_acted_on (judge, alarm->key) || is_silenced_there_now (judge, bed, alarm->key);
  gint64 left_us = alarm->silence_until_us - mono (judge);
  if (alarm->priority == VIGIL_PRIORITY_HIGH && (left_us <= 0 || left_us > SILENCE_US))
    fail (judge, "the silence of %s has %" G_GINT64_FORMAT " us left", alarm->key, left_us);
  else if (is_born (alarm, known) && !may_be_born_silent (judge, alarm, bed))
    fail (judge, "%s was born silent", alarm->key);
  else if (!is_born (alarm, known) && alarm->priority > known->alarm.priority
           && !is_silenced_there_now (judge, bed, alarm->key) && !was_silenced_grown (judge, alarm)
           && !was_silenced_unseen (judge, known))
    fail (judge, "%s grew, and is silent", alarm->key);
  else if (!is_born (alarm, known) && !is_touched)
    judge_untouched (judge, alarm, known);
}

/* What kills is shown as long as the bedside says so. */
static void
judge_told (WorldJudge *judge, guint bed)
{
  const WorldBed *b = &judge->world->beds[bed];
  for (guint i = 0; i < b->n_told; i++) {
    char key[VIGIL_KEY_MAX];
    vigil_nomenclature_make_key (b->id, b->told[i].code, b->told[i].src, b->told[i].priority, key);
    if (!b->told[i].is_latched && b->told[i].priority == VIGIL_PRIORITY_HIGH
        && find_shown (judge, key) == NULL)
      fail (judge, "%s is on the bedside's list and not shown", key);
  }
}

static void
judge_suspension (WorldJudge *judge, guint i)
{
  const VigilBed *bed = vigil_ward_get_bed (judge->world->ward, i);
  BedView *view = &judge->beds[i];
  gint64 left_us = bed->suspended_until_us - mono (judge);
  gint64 cap_us = vigil_suspension_get_max_ms (bed->suspension) * 1000;
  if (bed->suspension != VIGIL_SUSPENSION_NONE && (left_us <= 0 || left_us > cap_us))
    fail (judge, "the suspension of %s has %" G_GINT64_FORMAT " us left", bed->id, left_us);
  if (bed->suspended_until_us > view->until_us + 1000 && !view->is_suspension_noted)
    fail (judge, "the suspension of %s ends later than it did, by nobody's hand", bed->id);
  view->until_us = bed->suspended_until_us;
  view->is_suspension_noted = FALSE;
}

/* The most urgent first, the picture of one that is over behind all that is open, and the highest
 * that is heard here sounds. */
static void
judge_sounding (WorldJudge *judge)
{
  guint n;
  const VigilAlarm *before = NULL, *picture = NULL;
  const VigilAlarm *const *alarms = vigil_ward_list_alarms (judge->world->ward, &n);
  VigilPriority highest = VIGIL_PRIORITY_NONE;
  for (guint i = 0; i < n; i++) {
    if (vigil_alarm_is_heard_here (alarms[i]))
      highest = MAX (highest, alarms[i]->priority);
    if (picture != NULL && vigil_alarm_is_open (alarms[i]))
      fail (judge, "%s stands behind the picture %s", alarms[i]->key, picture->key);
    if (vigil_alarm_is_picture (alarms[i])) {
      picture = alarms[i];
      continue;
    }
    if (before != NULL && alarms[i]->priority > before->priority)
      fail (judge, "%s stands behind %s", alarms[i]->key, before->key);
    before = alarms[i];
    gint64 left_us = alarms[i]->silence_until_us - mono (judge);
    if (alarms[i]->bed[0] == '\0' && is_silent (alarms[i])
        && alarms[i]->priority == VIGIL_PRIORITY_HIGH && (left_us <= 0 || left_us > 5 * SILENCE_US))
      fail (judge, "the silence of %s has %" G_GINT64_FORMAT " us left", alarms[i]->key, left_us);
  }
  if (vigil_ward_get_sounding (judge->world->ward) != highest)
    fail (judge, "sounding %d, the highest heard here is %d",
          vigil_ward_get_sounding (judge->world->ward), highest);
}

/* ── A look ─────────────────────────────────────────────────────────────────────────────────── */

static void
note_worst (Known *known, double value, gboolean is_low)
{
  if (isnan (known->worst) || (is_low ? value < known->worst : value > known->worst))
    known->worst = value;
}

/* What is shown as the second level is seen of the first, too. */
static void
remember_worst (WorldJudge *judge, Known *known, const VigilAlarm *alarm)
{
  gboolean is_low = vigil_alarm_key_get_side (alarm->key) == VIGIL_SIDE_LO;
  if (is_born (alarm, known))
    known->worst = NAN;
  if (!alarm->has_value)
    return;
  if (!is_silent (alarm) || isnan (known->worst))
    note_worst (known, alarm->value, is_low);
  for (guint i = 0; i < judge->known->len; i++) {
    Known *other = &g_array_index (judge->known, Known, i);
    if (vigil_alarm_key_is_second_of (alarm->key, other->alarm.key))
      note_worst (other, alarm->value, is_low);
    else if (vigil_alarm_key_is_second_of (other->alarm.key, alarm->key)
             && other->seen_us + TICK_US >= alarm->raised_mono_us && !isnan (other->worst))
      note_worst (known, other->worst, is_low);
  }
}

static void
remember (WorldJudge *judge, const VigilAlarm *alarm, guint bed)
{
  Known *known = find_known (judge, alarm->key);
  if (known == NULL) {
    Known fresh = { .bed = bed, .worst = NAN };
    vigil_text_copy (fresh.alarm.key, sizeof fresh.alarm.key, alarm->key);
    g_array_append_val (judge->known, fresh);
    known = find_known (judge, alarm->key);
  }
  judge->n_births += is_born (alarm, known);
  remember_worst (judge, known, alarm);
  known->alarm = *alarm;
  known->is_shown = TRUE;
  known->seen_us = mono (judge);
}

/* It is shown no more. What an act has ended was silenced by it. */
static void
note_gone (WorldJudge *judge, Known *known)
{
  /* Out of sight it may be silenced by its second level, for longer. */
  if (!known->is_shown && is_acted_on (judge, known->alarm.key))
    known->alarm.silence_until_us = 0;
  if (!known->is_shown || find_shown (judge, known->alarm.key) != NULL)
    return;
  known->is_shown = FALSE;
  if (!is_acted_on (judge, known->alarm.key)
      && !is_silenced_there_now (judge, known->bed, known->alarm.key))
    return;
  known->alarm.phase = VIGIL_ALARM_SILENCED;
  known->alarm.silenced_by_kind = VIGIL_SILENCED_HERE;
  known->alarm.silence_until_us =
      known->alarm.priority == VIGIL_PRIORITY_HIGH ? mono (judge) + SILENCE_US : 0;
}

static void
judge_bed (WorldJudge *judge, guint bed)
{
  guint n;
  const VigilAlarm *const *alarms = vigil_ward_list_bed_alarms (judge->world->ward, bed, &n);
  note_numbers (judge, bed);
  for (guint i = 0; i < judge->known->len; i++)
    if (g_array_index (judge->known, Known, i).bed == bed)
      judge_heard (judge, &g_array_index (judge->known, Known, i));
  for (guint i = 0; i < n; i++)
    if (is_silent (alarms[i]))
      judge_silence (judge, alarms[i], find_known (judge, alarms[i]->key), bed);
  judge_told (judge, bed);
  judge_suspension (judge, bed);
  for (guint i = 0; i < judge->known->len; i++)
    if (g_array_index (judge->known, Known, i).bed == bed)
      note_gone (judge, &g_array_index (judge->known, Known, i));
  for (guint i = 0; i < n; i++)
    remember (judge, alarms[i], bed);
}

void
world_judge_look (WorldJudge *judge)
{
  const World *world = judge->world;
  for (guint i = 0; i < world->n_beds; i++) {
    judge_bed (judge, i);
    BedView *view = &judge->beds[i];
    view->n_told = world->beds[i].n_told;
    for (guint j = 0; j < view->n_told; j++)
      view->told[j] = world->beds[i].told[j];
  }
  judge_sounding (judge);
  g_array_set_size (judge->acts, 0);
}
