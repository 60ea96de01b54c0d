/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-sim-bed.h"

#include "vigil-sim-change.h"
#include "vigil-sim-monitor.h"
#include "vigil-sim-noise.h"

#include <math.h>

/* Steps in which the wire's int16 samples count. */
#define ECG_GAIN_MV 0.0025
#define UNIT_GAIN 0.0005
#define PRESSURE_GAIN_MMHG 0.05
#define SPO2_DRIFT 0.45
/* Without a pulse an oximeter doubts its number, then gives it up. */
#define PULSE_DOUBT_S 6.0
#define PULSE_LOST_S 20.0
/* How long a cuff measures. */
#define NIBP_FIRST_S 20.0
#define NIBP_STARTED_S 6.0

struct _VigilSimBed {
  const VigilSimBedPlan *plan;
  const VigilSimRecording *recording;
  VigilSimSource *source;
  VigilSimMonitor *monitor;
  VigilSimBedside *bedside;
  gint64 epoch_ms;
  gint64 from_us, now_us;
  VigilFrameMeta meta;
  VigilFrameVitals vitals;
  VigilFrameLimits limits;
  gint64 next_vitals_us;
  gboolean has_new_vitals;
  double pulse_lost_since_s; /* NaN: there is a pulse */
  /* The cuff's last reading. */
  gboolean has_nibp;
  double nibp[3];
  gint64 nibp_ms;
  double next_nibp_s;
  GRand *rand;
  VigilSimDrift spo2_drift, temp_drift;
  VigilBedStateWord word;
  gboolean has_state_changed, have_limits_changed;
  gboolean has_limits; /* the bedside says them */
};

static double
gain_of (VigilWaveKind kind)
{
  return kind == VIGIL_WAVE_ECG        ? ECG_GAIN_MV
         : kind == VIGIL_WAVE_PRESSURE ? PRESSURE_GAIN_MMHG
                                       : UNIT_GAIN;
}

static void
fill_meta (VigilSimBed *bed)
{
  VigilFrameMeta *meta = &bed->meta;
  meta->rev = 1;
  vigil_text_copy (meta->label, sizeof meta->label, bed->plan->label);
  vigil_text_copy (meta->device, sizeof meta->device, "vigil-sim");
  meta->patient_class = bed->plan->patient_class;
  meta->is_paced = bed->plan->is_paced || bed->plan->rhythm == VIGIL_SIM_RHYTHM_PACED;
  meta->is_demo = bed->plan->is_demo;
  meta->n_leads = vigil_sim_source_get_n_leads (bed->source);
  for (guint i = 0; i < meta->n_leads; i++) {
    const VigilSimLead *from = vigil_sim_source_get_lead (bed->source, i);
    VigilMetaLead *lead = &meta->leads[i];
    lead->id = (guint8) i;
    vigil_text_copy (lead->source, sizeof lead->source, from->source);
    vigil_text_copy (lead->refid, sizeof lead->refid, from->wave->refid);
    vigil_text_copy (lead->unit, sizeof lead->unit, from->wave->unit);
    lead->rate_hz = from->rate_mhz / 1000.0;
    lead->gain = gain_of (from->wave->kind);
    lead->lo = from->lo;
    lead->hi = from->hi;
  }
}

VigilSimBed *
vigil_sim_bed_new (const VigilSimBedPlan *plan,
                   const VigilSimRecording *recording,
                   guint32 seed,
                   GError **error)
{
  VigilSimSource *source = vigil_sim_source_new (plan, recording, seed, error);
  if (source == NULL)
    return NULL;
  VigilSimBed *bed = g_new0 (VigilSimBed, 1);
  bed->plan = plan;
  bed->recording = recording;
  bed->source = source;
  bed->monitor = vigil_sim_monitor_new (plan->patient_class == VIGIL_CLASS_NEONATAL);
  bed->bedside = vigil_sim_bedside_new (plan);
  bed->rand = vigil_sim_rand_new (seed, plan->id, "bed");
  bed->pulse_lost_since_s = NAN;
  bed->next_nibp_s = g_rand_double_range (bed->rand, NIBP_FIRST_S / 2, NIBP_FIRST_S);
  bed->has_limits = plan->has_bedside_limits;
  if (bed->has_limits)
    bed->limits = plan->limits;
  bed->limits.nibp_interval_s = plan->nibp_every_s;
  bed->next_vitals_us = 0;
  fill_meta (bed);
  return bed;
}

void
vigil_sim_bed_set_epoch (VigilSimBed *bed, gint64 epoch_ms)
{
  bed->epoch_ms = epoch_ms;
  vigil_sim_bedside_set_epoch (bed->bedside, epoch_ms);
}

void
vigil_sim_bed_free (VigilSimBed *bed)
{
  if (bed == NULL)
    return;
  vigil_sim_source_free (bed->source);
  vigil_sim_monitor_free (bed->monitor);
  vigil_sim_bedside_free (bed->bedside);
  g_rand_free (bed->rand);
  g_free (bed);
}

const VigilSimBedPlan *
vigil_sim_bed_get_plan (const VigilSimBed *bed)
{
  return bed->plan;
}

static const VigilSimEpisode *
running (const VigilSimBed *bed, VigilSimEpisodeKind kind, double t_s)
{
  return vigil_sim_change_running (bed->plan, kind, t_s);
}

gint64
vigil_sim_bed_device_us (const VigilSimBed *bed, gint64 at_us)
{
  const VigilSimEpisode *jump = running (bed, VIGIL_SIM_CLOCK_JUMP, (double) at_us / 1e6);
  gint64 offset_us = jump != NULL ? (gint64) (jump->to * 1e6) : 0;
  return bed->epoch_ms * 1000 + at_us + offset_us;
}

static void
add_numeric (VigilSimBed *bed, VigilNumericKind kind, VigilSimNumber number, double value)
{
  if (number == VIGIL_SIM_NUMBER_NONE || bed->vitals.n == VIGIL_NUMERICS_MAX)
    return;
  const VigilNumericInfo *info = vigil_nomenclature_numeric (kind);
  gboolean is_valid = number == VIGIL_SIM_NUMBER_VALID && value >= info->lo && value <= info->hi;
  bed->vitals.numerics[bed->vitals.n++] = (VigilFrameNumeric){
    .kind = kind,
    .quality = is_valid ? VIGIL_QUALITY_VALID : VIGIL_QUALITY_INVALID,
    .has_value = is_valid,
    .value = is_valid ? value : 0,
  };
}

/* A number that came with the recording, else @number and @value. */
static void
add_recorded_or (
    VigilSimBed *bed, VigilNumericKind kind, double t_s, VigilSimNumber number, double value)
{
  double recorded;
  if (bed->recording != NULL
      && vigil_sim_recording_get_numeric (
          bed->recording, kind, fmod (t_s + bed->plan->loop_at_s, bed->recording->length_s),
          &recorded)) {
    number = VIGIL_SIM_NUMBER_VALID;
    value = round (recorded); /* the databases keep averages of a minute */
  }
  add_numeric (bed, kind, number, value);
}

static gboolean
has_wave (const VigilSimBed *bed, VigilWaveKind kind)
{
  for (guint i = 0; i < vigil_sim_source_get_n_leads (bed->source); i++)
    if (vigil_sim_source_get_lead (bed->source, i)->wave->kind == kind)
      return TRUE;
  return FALSE;
}

/* The oxygen saturation that the plan has for @t_s. */
static double
saturation (VigilSimBed *bed, double t_s)
{
  double drift = vigil_sim_drift_step (&bed->spo2_drift, bed->rand, 1, 45);
  double value =
      bed->plan->spo2 + SPO2_DRIFT * drift + vigil_sim_change_saturation (bed->plan, t_s);
  return round (CLAMP (value, 40.0, 100.0));
}

static void
add_saturation (VigilSimBed *bed, double t_s)
{
  double value = saturation (bed, t_s);
  if (!has_wave (bed, VIGIL_WAVE_PLETH))
    return;
  double lost_s = isnan (bed->pulse_lost_since_s) ? 0 : t_s - bed->pulse_lost_since_s;
  gboolean is_off = running (bed, VIGIL_SIM_PROBE_OFF, t_s) != NULL || lost_s > PULSE_LOST_S;
  add_recorded_or (bed, VIGIL_NUMERIC_SPO2, t_s,
                   is_off ? VIGIL_SIM_NUMBER_INVALID : VIGIL_SIM_NUMBER_VALID, value);
  gboolean is_doubtful = lost_s > PULSE_DOUBT_S || running (bed, VIGIL_SIM_ARTEFACT, t_s) != NULL;
  if (is_doubtful && !is_off)
    bed->vitals.numerics[bed->vitals.n - 1].quality = VIGIL_QUALITY_QUESTIONABLE;
}

static void
add_heart_rate (VigilSimBed *bed, double t_s)
{
  double value = 0;
  VigilSimNumber number = vigil_sim_monitor_heart_rate (bed->monitor, t_s, &value);
  add_recorded_or (bed, VIGIL_NUMERIC_HR, t_s, number, value);
}

static void
add_pressures (VigilSimBed *bed, double t_s)
{
  double values[3] = { 0 };
  VigilSimNumber number = vigil_sim_monitor_pressure (bed->monitor, t_s, values);
  add_numeric (bed, VIGIL_NUMERIC_ART_SYS, number, values[0]);
  add_numeric (bed, VIGIL_NUMERIC_ART_DIA, number, values[1]);
  add_numeric (bed, VIGIL_NUMERIC_ART_MEAN, number, values[2]);
}

/* A cuff finds nothing without a pulse: then it tries again after half a minute. */
static void
measure_nibp (VigilSimBed *bed, double t_s, gint64 t_ms)
{
  if (isnan (bed->plan->nibp_sys) || t_s < bed->next_nibp_s)
    return;
  if (!vigil_sim_source_has_pulse (bed->source)) {
    bed->next_nibp_s = t_s + 30;
    return;
  }
  double share = vigil_sim_change_pressure (bed->plan, bed->plan->nibp_sys, t_s);
  bed->nibp[0] = round (bed->plan->nibp_sys * share + 2 * vigil_sim_gauss (bed->rand));
  bed->nibp[1] = round (bed->plan->nibp_dia * share + 1.5 * vigil_sim_gauss (bed->rand));
  bed->nibp[2] = round (bed->nibp[1] + (bed->nibp[0] - bed->nibp[1]) / 3);
  bed->nibp_ms = t_ms;
  bed->has_nibp = TRUE;
  bed->next_nibp_s = bed->plan->nibp_every_s > 0 ? t_s + bed->plan->nibp_every_s : G_MAXDOUBLE;
}

static void
add_nibp (VigilSimBed *bed, double t_s, gint64 t_ms)
{
  static const VigilNumericKind kinds[] = { VIGIL_NUMERIC_NIBP_SYS, VIGIL_NUMERIC_NIBP_DIA,
                                            VIGIL_NUMERIC_NIBP_MEAN };
  measure_nibp (bed, t_s, t_ms);
  for (guint i = 0; i < G_N_ELEMENTS (kinds) && bed->has_nibp; i++) {
    add_numeric (bed, kinds[i], VIGIL_SIM_NUMBER_VALID, bed->nibp[i]);
    bed->vitals.numerics[bed->vitals.n - 1].t_ms = bed->nibp_ms;
  }
}

static void
note_pulse (VigilSimBed *bed, double t_s)
{
  double rate;
  VigilSimNumber number = vigil_sim_monitor_pulse_rate (bed->monitor, t_s, &rate);
  if (number == VIGIL_SIM_NUMBER_VALID)
    bed->pulse_lost_since_s = NAN;
  else if (isnan (bed->pulse_lost_since_s) && t_s > 8)
    bed->pulse_lost_since_s = t_s;
}

/* The complete set, once a second. */
static void
make_vitals (VigilSimBed *bed, double t_s, gint64 t_ms)
{
  double value = 0;
  bed->vitals.n = 0;
  add_heart_rate (bed, t_s);
  note_pulse (bed, t_s);
  add_saturation (bed, t_s);
  VigilSimNumber number = vigil_sim_monitor_pulse_rate (bed->monitor, t_s, &value);
  add_recorded_or (bed, VIGIL_NUMERIC_PR, t_s, number, value);
  number = vigil_sim_monitor_breath_rate (bed->monitor, t_s, &value);
  add_recorded_or (bed, VIGIL_NUMERIC_RR, t_s, number, value);
  add_pressures (bed, t_s);
  add_nibp (bed, t_s, t_ms);
  if (!isnan (bed->plan->temp))
    add_numeric (bed, VIGIL_NUMERIC_TEMP, VIGIL_SIM_NUMBER_VALID,
                 round (10
                        * (bed->plan->temp
                           + 0.05 * vigil_sim_drift_step (&bed->temp_drift, bed->rand, 1, 600)))
                     / 10);
}

/* No monitor counts the beats of a fibrillating ventricle, nor those of a patient who moves. */
static void
note_disturbance (VigilSimBed *bed, double t_s)
{
  if (running (bed, VIGIL_SIM_VF, t_s) != NULL || running (bed, VIGIL_SIM_ARTEFACT, t_s) != NULL)
    vigil_sim_monitor_forget_beats (bed->monitor, t_s);
}

static void
note_state (VigilSimBed *bed, double t_s)
{
  VigilBedStateWord word = running (bed, VIGIL_SIM_DISCONNECTION, t_s) != NULL
                               ? VIGIL_BED_DISCONNECTED
                           : running (bed, VIGIL_SIM_STANDBY, t_s) != NULL ? VIGIL_BED_STANDBY
                                                                           : VIGIL_BED_READY;
  bed->has_state_changed |= word != bed->word;
  bed->word = word;
}

static VigilLimit *
find_limit (VigilSimBed *bed, VigilNumericKind kind)
{
  for (guint i = 0; i < bed->limits.n; i++)
    if (bed->limits.limits[i].kind == kind)
      return &bed->limits.limits[i];
  g_assert (bed->limits.n < VIGIL_NUMERICS_MAX);
  return &bed->limits.limits[bed->limits.n++];
}

void
vigil_sim_bed_set_limit (VigilSimBed *bed, const VigilLimit *limit)
{
  *find_limit (bed, limit->kind) = *limit;
  bed->limits.rev++;
  bed->has_limits = bed->have_limits_changed = TRUE;
  vigil_sim_bedside_set_limit (bed->bedside, limit);
}

/* What was off is on again at its end. */
static void
end_off (VigilSimBed *bed, gint64 t_ms)
{
  for (guint i = 0; i < bed->limits.n; i++) {
    VigilLimit limit = bed->limits.limits[i];
    if (limit.is_on || t_ms < limit.until_ms)
      continue;
    limit.is_on = TRUE;
    limit.until_ms = 0;
    vigil_sim_bed_set_limit (bed, &limit);
  }
}

void
vigil_sim_bed_run (VigilSimBed *bed, gint64 to_us)
{
  double to_s = (double) to_us / 1e6;
  bed->from_us = bed->now_us;
  bed->now_us = to_us;
  vigil_sim_source_run (bed->source, bed->from_us, to_us);
  guint seen = 0;
  for (guint i = 0; i < vigil_sim_source_get_n_leads (bed->source); i++) {
    const VigilSimLead *lead = vigil_sim_source_get_lead (bed->source, i);
    /* Only the first of its kind is measured. */
    if ((seen & (1u << lead->wave->kind)) == 0)
      vigil_sim_monitor_push (bed->monitor, lead->wave->kind, lead->rate_mhz,
                              (double) lead->first * 1000 / lead->rate_mhz, lead->samples, lead->n);
    seen |= 1u << lead->wave->kind;
  }
  gint64 t_ms = vigil_sim_bed_device_us (bed, to_us) / 1000;
  note_disturbance (bed, to_s);
  if (to_us >= bed->next_vitals_us) {
    make_vitals (bed, to_s, t_ms);
    bed->next_vitals_us += G_USEC_PER_SEC;
    bed->has_new_vitals = TRUE;
  }
  note_state (bed, to_s);
  end_off (bed, t_ms);
  vigil_sim_bedside_look (bed->bedside, to_s, t_ms, &bed->vitals);
}

gboolean
vigil_sim_bed_is_disconnected (const VigilSimBed *bed)
{
  return bed->word == VIGIL_BED_DISCONNECTED;
}

const VigilFrameMeta *
vigil_sim_bed_get_meta (const VigilSimBed *bed)
{
  return &bed->meta;
}

const VigilFrameVitals *
vigil_sim_bed_get_vitals (const VigilSimBed *bed)
{
  return &bed->vitals;
}

void
vigil_sim_bed_get_state (const VigilSimBed *bed, VigilFrameBedState *state)
{
  double t_s = (double) bed->now_us / 1e6;
  const VigilSimEpisode *standby = running (bed, VIGIL_SIM_STANDBY, t_s);
  *state = (VigilFrameBedState){ .word = bed->word };
  if (bed->word == VIGIL_BED_STANDBY && standby != NULL) {
    double left_s = standby->for_s - vigil_sim_episode_since (standby, t_s);
    state->until_ms = vigil_sim_bed_device_us (bed, bed->now_us) / 1000 + (gint64) (left_s * 1000);
    vigil_text_copy (state->reason, sizeof state->reason, "transport");
  } else if (bed->word == VIGIL_BED_DISCONNECTED) {
    vigil_text_copy (state->reason, sizeof state->reason, "no network at the bedside");
  }
}

const VigilFrameLimits *
vigil_sim_bed_get_limits (const VigilSimBed *bed)
{
  return bed->has_limits ? &bed->limits : NULL;
}

gboolean
vigil_sim_bed_start_cuff (VigilSimBed *bed)
{
  if (isnan (bed->plan->nibp_sys))
    return FALSE;
  bed->next_nibp_s = MIN (bed->next_nibp_s, (double) bed->now_us / 1e6 + NIBP_STARTED_S);
  return TRUE;
}

gboolean
vigil_sim_bed_take_limits_change (VigilSimBed *bed)
{
  gboolean have_changed = bed->have_limits_changed;
  bed->have_limits_changed = FALSE;
  return have_changed;
}

guint
vigil_sim_bed_list_alarms (const VigilSimBed *bed, VigilFrameAlarm *alarms)
{
  return vigil_sim_bedside_list (bed->bedside, alarms);
}

gboolean
vigil_sim_bed_take_vitals (VigilSimBed *bed)
{
  gboolean has_new = bed->has_new_vitals;
  bed->has_new_vitals = FALSE;
  return has_new;
}

gboolean
vigil_sim_bed_take_alarm_change (VigilSimBed *bed)
{
  return vigil_sim_bedside_take_change (bed->bedside);
}

gboolean
vigil_sim_bed_take_state_change (VigilSimBed *bed)
{
  gboolean has_changed = bed->has_state_changed;
  bed->has_state_changed = FALSE;
  return has_changed;
}

guint
vigil_sim_bed_get_n_leads (const VigilSimBed *bed)
{
  return vigil_sim_source_get_n_leads (bed->source);
}

const VigilSimLead *
vigil_sim_bed_get_lead (const VigilSimBed *bed, guint index)
{
  return vigil_sim_source_get_lead (bed->source, index);
}

gint64
vigil_sim_bed_get_block_start_us (const VigilSimBed *bed)
{
  return bed->from_us;
}
