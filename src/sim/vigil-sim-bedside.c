/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-sim-bedside.h"

#include <math.h>

#define CONDITIONS_MAX 64
/* A value that went back inside a limit must stay there for so long. */
#define RETURN_S 3.0
#define SILENCE_HIGH_S 120

/* One thing that may be wrong: an episode's alarm, or one side and level of a limit. */
typedef struct {
  char code[48], src[48];
  VigilPriority priority;
  VigilAlarmKind kind;
  gboolean is_latching;
  double delay_s;
  /* For limits. */
  gboolean is_limit, is_low;
  guint level;
  VigilNumericKind numeric;
  /* For episodes. */
  guint episode;
  /* State. */
  double stands_since_s; /* NaN: the condition does not stand */
  double gone_since_s; /* NaN: it stands, or was never listed */
  gboolean is_listed, is_latched;
  double reset_at_s;
  VigilFrameAlarm alarm;
} Condition;

struct _VigilSimBedside {
  const VigilSimBedPlan *plan;
  gint64 epoch_ms;
  guint n_raised;
  VigilLimit limits[VIGIL_N_NUMERICS]; /* in force; is_on FALSE = none, or off */
  guint n_conditions;
  Condition conditions[CONDITIONS_MAX];
  gboolean has_changed;
  double last_look_s;
};

double
vigil_sim_bedside_limit_delay (VigilNumericKind kind, guint level)
{
  if (kind == VIGIL_NUMERIC_NIBP_SYS)
    return 0;
  if (kind == VIGIL_NUMERIC_HR)
    return level == 2 ? 1 : 3;
  return level == 2 ? 4 : kind == VIGIL_NUMERIC_SPO2 ? 8 : 6;
}

const char *
vigil_sim_bedside_limit_code (VigilNumericKind kind, gboolean is_low, guint level)
{
  if (kind == VIGIL_NUMERIC_HR && level == 2)
    return is_low ? "MDC_EVT_ECG_BRADY_EXTREME" : "MDC_EVT_ECG_TACHY_EXTREME";
  if (kind == VIGIL_NUMERIC_SPO2 && level == 2 && is_low)
    return "MDC_EVT_DESAT";
  return is_low ? "MDC_EVT_LO" : "MDC_EVT_HI";
}

gboolean
vigil_sim_bedside_hides_limits (VigilSimEpisodeKind kind)
{
  return kind == VIGIL_SIM_ASYSTOLE || kind == VIGIL_SIM_VF || kind == VIGIL_SIM_VT;
}

static Condition *
add_condition (VigilSimBedside *bedside, const char *code, const char *src)
{
  if (bedside->n_conditions == CONDITIONS_MAX)
    return NULL;
  Condition *condition = &bedside->conditions[bedside->n_conditions++];
  const VigilEventInfo *info = vigil_nomenclature_find_event (code);
  vigil_text_copy (condition->code, sizeof condition->code, code);
  vigil_text_copy (condition->src, sizeof condition->src, src);
  condition->priority = info != NULL ? info->priority : VIGIL_PRIORITY_MEDIUM;
  condition->kind = info != NULL ? info->kind : VIGIL_ALARM_PHYSIOLOGICAL;
  condition->is_latching = info != NULL && info->latching;
  condition->stands_since_s = condition->gone_since_s = NAN;
  return condition;
}

static void
add_limit (VigilSimBedside *bedside, VigilNumericKind kind, gboolean is_low, guint level)
{
  Condition *condition = add_condition (bedside, vigil_sim_bedside_limit_code (kind, is_low, level),
                                        vigil_nomenclature_numeric (kind)->refid);
  if (condition == NULL)
    return;
  condition->is_limit = TRUE;
  condition->numeric = kind;
  condition->is_low = is_low;
  condition->level = level;
  condition->priority = level == 2 ? VIGIL_PRIORITY_HIGH : VIGIL_PRIORITY_MEDIUM;
  condition->delay_s = vigil_sim_bedside_limit_delay (kind, level);
}

static gboolean
has_limit (const VigilSimBedside *bedside, VigilNumericKind kind, gboolean is_low, guint level)
{
  for (guint i = 0; i < bedside->n_conditions; i++) {
    const Condition *condition = &bedside->conditions[i];
    if (condition->is_limit && condition->numeric == kind && condition->is_low == is_low
        && condition->level == level)
      return TRUE;
  }
  return FALSE;
}

static double
bound_of (const VigilLimit *limit, gboolean is_low, guint level)
{
  if (level == 2)
    return is_low ? limit->lo2 : limit->hi2;
  return is_low ? limit->lo : limit->hi;
}

void
vigil_sim_bedside_set_limit (VigilSimBedside *bedside, const VigilLimit *limit)
{
  bedside->limits[limit->kind] = *limit;
  for (guint level = 1; level <= 2; level++)
    for (guint is_low = 0; is_low < 2; is_low++)
      if (!isnan (bound_of (limit, is_low, level))
          && !has_limit (bedside, limit->kind, is_low, level))
        add_limit (bedside, limit->kind, is_low, level);
}

VigilSimBedside *
vigil_sim_bedside_new (const VigilSimBedPlan *plan)
{
  VigilSimBedside *bedside = g_new0 (VigilSimBedside, 1);
  bedside->plan = plan;
  for (guint i = 0; i < plan->episodes->len; i++) {
    const VigilSimEpisode *episode = &g_array_index (plan->episodes, VigilSimEpisode, i);
    const VigilSimEpisodeInfo *info = vigil_sim_episode_info (episode->kind);
    Condition *condition =
        info->code != NULL ? add_condition (bedside, info->code, info->src) : NULL;
    if (condition != NULL) {
      condition->episode = i;
      condition->delay_s = info->delay_s;
    }
  }
  for (guint i = 0; i < plan->limits.n && plan->has_bedside_limits; i++)
    vigil_sim_bedside_set_limit (bedside, &plan->limits.limits[i]);
  return bedside;
}

void
vigil_sim_bedside_free (VigilSimBedside *bedside)
{
  g_free (bedside);
}

void
vigil_sim_bedside_set_epoch (VigilSimBedside *bedside, gint64 epoch_ms)
{
  bedside->epoch_ms = epoch_ms;
}

static const VigilFrameNumeric *
find_numeric (const VigilFrameVitals *vitals, VigilNumericKind kind)
{
  for (guint i = 0; i < vitals->n; i++)
    if (vitals->numerics[i].kind == kind)
      return &vitals->numerics[i];
  return NULL;
}

static gboolean
is_hidden_now (const VigilSimBedside *bedside, VigilNumericKind kind, double t_s)
{
  if (kind != VIGIL_NUMERIC_HR && kind != VIGIL_NUMERIC_PR && kind != VIGIL_NUMERIC_ART_SYS
      && kind != VIGIL_NUMERIC_ART_MEAN)
    return FALSE;
  for (guint i = 0; i < bedside->plan->episodes->len; i++) {
    const VigilSimEpisode *episode = &g_array_index (bedside->plan->episodes, VigilSimEpisode, i);
    /* The numbers lag behind: the hiding outlives the episode. */
    VigilSimEpisode longer = *episode;
    longer.for_s += 12;
    if (vigil_sim_bedside_hides_limits (episode->kind)
        && vigil_sim_episode_since (&longer, t_s) >= 0)
      return TRUE;
  }
  return FALSE;
}

/* Whether the condition stands now; a limit's value is kept for the list. */
static gboolean
judge (VigilSimBedside *bedside, Condition *condition, double t_s, const VigilFrameVitals *vitals)
{
  if (!condition->is_limit) {
    const VigilSimEpisode *episode =
        &g_array_index (bedside->plan->episodes, VigilSimEpisode, condition->episode);
    return vigil_sim_episode_since (episode, t_s) >= 0;
  }
  const VigilFrameNumeric *numeric = find_numeric (vitals, condition->numeric);
  if (numeric == NULL || !numeric->has_value || is_hidden_now (bedside, condition->numeric, t_s)
      || (numeric->quality != VIGIL_QUALITY_VALID
          && numeric->quality != VIGIL_QUALITY_QUESTIONABLE))
    return FALSE;
  const VigilLimit *set = &bedside->limits[condition->numeric];
  double limit = bound_of (set, condition->is_low, condition->level);
  if (!set->is_on || isnan (limit))
    return FALSE;
  gboolean is_broken = condition->is_low ? numeric->value < limit : numeric->value > limit;
  if (condition->is_listed && fabs (condition->alarm.value - numeric->value) >= 0.5)
    bedside->has_changed |= is_broken;
  if (is_broken)
    condition->alarm.value = numeric->value;
  condition->alarm.limit = limit;
  return is_broken;
}

static void
write_label (Condition *condition)
{
  VigilFrameAlarm *alarm = &condition->alarm;
  if (condition->is_limit)
    g_snprintf (alarm->label, sizeof alarm->label, "%s %.0f %s %.0f",
                vigil_nomenclature_numeric (condition->numeric)->label, alarm->value,
                condition->is_low ? "<" : ">", alarm->limit);
  else
    vigil_text_copy (alarm->label, sizeof alarm->label,
                     vigil_nomenclature_find_event (condition->code)->label);
}

static void
list_condition (VigilSimBedside *bedside, Condition *condition, gint64 t_ms)
{
  VigilFrameAlarm *alarm = &condition->alarm;
  g_snprintf (alarm->id, sizeof alarm->id, "%s-%" G_GINT64_MODIFIER "x-%u", bedside->plan->id,
              bedside->epoch_ms, ++bedside->n_raised);
  vigil_text_copy (alarm->code, sizeof alarm->code, condition->code);
  vigil_text_copy (alarm->src, sizeof alarm->src, condition->src);
  alarm->kind = condition->kind;
  alarm->priority = condition->priority;
  alarm->inactivation = VIGIL_INACTIVATION_NONE;
  alarm->inactivation_until_ms = 0;
  alarm->has_value = alarm->has_limit = condition->is_limit;
  alarm->raised_ms = t_ms;
  condition->is_listed = TRUE;
  bedside->has_changed = TRUE;
}

static void
unlist (VigilSimBedside *bedside, Condition *condition)
{
  condition->is_listed = condition->is_latched = FALSE;
  condition->gone_since_s = NAN;
  bedside->has_changed = TRUE;
}

/* The condition does not stand: it latches, waits for its return, or leaves the list. */
static void
let_go (VigilSimBedside *bedside, Condition *condition, double t_s)
{
  condition->stands_since_s = NAN;
  if (!condition->is_listed)
    return;
  if (isnan (condition->gone_since_s))
    condition->gone_since_s = t_s;
  if (condition->is_limit && t_s - condition->gone_since_s < RETURN_S)
    return;
  if (condition->is_latching && !condition->is_latched && bedside->plan->latch_s > 0) {
    condition->is_latched = TRUE;
    condition->reset_at_s = t_s + bedside->plan->latch_s;
    bedside->has_changed = TRUE;
  }
  if (!condition->is_latched || t_s >= condition->reset_at_s)
    unlist (bedside, condition);
}

static void
hold (VigilSimBedside *bedside, Condition *condition, double t_s, gint64 t_ms)
{
  if (isnan (condition->stands_since_s))
    condition->stands_since_s = t_s;
  condition->gone_since_s = NAN;
  if (condition->is_latched) { /* back before its reset: a new occurrence */
    unlist (bedside, condition);
    condition->stands_since_s = t_s;
  }
  /* Episodes are on a clock of their own: their delay does not wait for a look. */
  if (!condition->is_listed && t_s - condition->stands_since_s >= condition->delay_s - 1e-9)
    list_condition (bedside, condition, t_ms);
}

/* Someone at the bed touches silence: what is listed now, and nothing that comes later. */
static void
silence (VigilSimBedside *bedside, gint64 t_ms)
{
  for (guint i = 0; i < bedside->n_conditions; i++) {
    VigilFrameAlarm *alarm = &bedside->conditions[i].alarm;
    if (!bedside->conditions[i].is_listed)
      continue;
    gboolean is_high = alarm->priority == VIGIL_PRIORITY_HIGH;
    alarm->inactivation =
        is_high ? VIGIL_INACTIVATION_AUDIO_PAUSED : VIGIL_INACTIVATION_ACKNOWLEDGED;
    alarm->inactivation_until_ms = is_high ? t_ms + SILENCE_HIGH_S * 1000 : 0;
    bedside->has_changed = TRUE;
  }
}

static void
end_pauses (VigilSimBedside *bedside, gint64 t_ms)
{
  for (guint i = 0; i < bedside->n_conditions; i++) {
    VigilFrameAlarm *alarm = &bedside->conditions[i].alarm;
    if (alarm->inactivation == VIGIL_INACTIVATION_AUDIO_PAUSED
        && t_ms >= alarm->inactivation_until_ms) {
      alarm->inactivation = VIGIL_INACTIVATION_NONE;
      alarm->inactivation_until_ms = 0;
      bedside->has_changed |= bedside->conditions[i].is_listed;
    }
  }
}

static void
look_for_silence (VigilSimBedside *bedside, double t_s, gint64 t_ms)
{
  for (guint i = 0; i < bedside->plan->episodes->len; i++) {
    const VigilSimEpisode *episode = &g_array_index (bedside->plan->episodes, VigilSimEpisode, i);
    if (episode->kind == VIGIL_SIM_SILENCE && vigil_sim_episode_since (episode, t_s) >= 0
        && (vigil_sim_episode_since (episode, bedside->last_look_s) < 0
            || vigil_sim_episode_since (episode, bedside->last_look_s)
                   > vigil_sim_episode_since (episode, t_s)))
      silence (bedside, t_ms);
  }
}

void
vigil_sim_bedside_look (VigilSimBedside *bedside,
                        double t_s,
                        gint64 t_ms,
                        const VigilFrameVitals *vitals)
{
  for (guint i = 0; i < bedside->n_conditions; i++) {
    Condition *condition = &bedside->conditions[i];
    if (judge (bedside, condition, t_s, vitals))
      hold (bedside, condition, t_s, t_ms);
    else
      let_go (bedside, condition, t_s);
    if (condition->is_listed)
      write_label (condition);
    condition->alarm.is_latched = condition->is_latched;
  }
  look_for_silence (bedside, t_s, t_ms);
  end_pauses (bedside, t_ms);
  bedside->last_look_s = t_s;
}

gboolean
vigil_sim_bedside_take_change (VigilSimBedside *bedside)
{
  gboolean has_changed = bedside->has_changed;
  bedside->has_changed = FALSE;
  return has_changed;
}

/* Highest first, so that a full list never lacks the worst. */
guint
vigil_sim_bedside_list (const VigilSimBedside *bedside, VigilFrameAlarm *alarms)
{
  guint n = 0;
  for (gint priority = VIGIL_PRIORITY_HIGH; priority >= VIGIL_PRIORITY_LOW; priority--)
    for (guint i = 0; i < bedside->n_conditions && n < VIGIL_ALARMS_MAX; i++)
      if (bedside->conditions[i].is_listed
          && (gint) bedside->conditions[i].alarm.priority == priority)
        alarms[n++] = bedside->conditions[i].alarm;
  return n;
}
