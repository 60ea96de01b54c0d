/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-sim-source.h"

#include "vigil-sim-change.h"
#include "vigil-sim-filter.h"
#include "vigil-sim-model.h"
#include "vigil-sim-noise.h"
#include "vigil-sim-pulse.h"

#include <math.h>

#define BLOCK_MAX_S 1.05
/* Whole numbers of samples in a tick of 25 ms. */
#define NO_ECG_HZ 200
#define COMPANION_HZ 40
/* How far rate and breathing wander by themselves. */
#define RATE_DRIFT 0.015
#define BREATH_DRIFT 0.05
/* From the recording to the model and back. */
#define FADE_S 0.25
/* The model's usual swing of an ECG, to scale it to a recording's. */
#define USUAL_SWING_MV 1.35

typedef struct {
  VigilSimLead lead;
  gint channel; /* of the recording; −1 = the model's */
  gint model_ecg; /* of the model's heart; −1 = no ECG, or one too many */
  double scale; /* of the model's ECG */
} Slot;

struct _VigilSimSource {
  const VigilSimBedPlan *plan;
  const VigilSimRecording *recording;
  guint n_slots;
  Slot *slots;
  VigilSimModel *model;
  float *model_ecg[VIGIL_SIM_HEART_LEADS];
  float *model_spikes;
  double model_s; /* where the model is; NaN = it does not run */
  VigilSimHeartTarget heart;
  /* A recording's own pulse and breath, for waves that it lacks. */
  VigilSimPulse pulse;
  VigilSimModel *companion;
  guint64 next_beat;
  double heart_share, breath_share; /* of the model, 0 to 1 */
  GRand *rand;
  VigilSimDrift rate_drift, breath_drift, motion;
};

static const char *
topic_source (VigilWaveKind kind)
{
  switch (kind) {
  case VIGIL_WAVE_ECG:
  case VIGIL_WAVE_PACE:
    return "ecg";
  case VIGIL_WAVE_PLETH:
    return "pleth";
  case VIGIL_WAVE_RESP:
    return "resp";
  case VIGIL_WAVE_PRESSURE:
    return "pressure";
  case VIGIL_WAVE_CO2:
    return "co2";
  case VIGIL_WAVE_OTHER:
  default:
    return "other";
  }
}

static void
fill_lead (VigilSimLead *lead, const VigilWaveInfo *wave, guint32 rate_mhz)
{
  lead->wave = wave;
  vigil_text_copy (lead->source, sizeof lead->source, topic_source (wave->kind));
  lead->rate_mhz = rate_mhz;
  lead->lo = wave->lo;
  lead->hi = wave->hi;
  lead->samples = g_new0 (float, (gsize) (BLOCK_MAX_S * rate_mhz / 1000) + 2);
}

static void
add_recorded (VigilSimSource *source, guint channel)
{
  const VigilSimChannel *from = &source->recording->channels[channel];
  Slot *slot = &source->slots[source->n_slots++];
  fill_lead (&slot->lead, from->wave, from->rate_mhz);
  slot->lead.lo = from->lo;
  slot->lead.hi = from->hi;
  slot->channel = (gint) channel;
  slot->model_ecg = -1;
  slot->scale = 1;
}

/* Rates as bedside monitors send them. */
static guint32
usual_rate (const VigilSimSource *source, VigilWaveKind kind)
{
  return kind == VIGIL_WAVE_ECG    ? (guint32) lround (source->plan->ecg_hz * 1000)
         : kind == VIGIL_WAVE_RESP ? 62500
                                   : 125000;
}

/* A reference id names one lead of a bed. */
static gboolean
has_lead (const VigilSimSource *source, const char *refid)
{
  for (guint i = 0; i < source->n_slots; i++)
    if (g_str_equal (source->slots[i].lead.wave->refid, refid))
      return TRUE;
  return FALSE;
}

static gboolean
add_made (VigilSimSource *source, const char *name, GError **error)
{
  const char *refid = vigil_sim_recording_refid (name);
  const VigilWaveInfo *wave = refid != NULL ? vigil_nomenclature_find_wave (refid) : NULL;
  gboolean is_known =
      wave != NULL && wave->kind != VIGIL_WAVE_CO2 && wave->kind != VIGIL_WAVE_OTHER;
  const char *reason = !is_known                            ? "no wave that the model makes"
                       : has_lead (source, refid)           ? "the bed has it already"
                       : source->n_slots >= VIGIL_LEADS_MAX ? "more waves than a bed can have"
                                                            : NULL;
  if (reason != NULL) {
    g_set_error (error, VIGIL_SIM_ERROR, VIGIL_SIM_ERROR_SCENARIO, "bed %s: %s: %s",
                 source->plan->id, name, reason);
    return FALSE;
  }
  Slot *slot = &source->slots[source->n_slots++];
  fill_lead (&slot->lead, wave, usual_rate (source, wave->kind));
  if (wave->kind == VIGIL_WAVE_PRESSURE)
    slot->lead.hi = ceil ((source->plan->art_sys + 20) / 20) * 20;
  slot->channel = -1;
  slot->model_ecg = -1;
  slot->scale = 1;
  return TRUE;
}

static gboolean
add_all_made (VigilSimSource *source, const char *const *names, GError **error)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (!add_made (source, names[i], error))
      return FALSE;
  return TRUE;
}

/* A paced heart of the model's own: its bedside sees the spikes. A recording brings its own. */
static void
add_pacer (VigilSimSource *source)
{
  const VigilWaveInfo *wave = vigil_nomenclature_find_wave ("VIGIL_ECG_PACE_SPIKE");
  if (source->plan->rhythm != VIGIL_SIM_RHYTHM_PACED || source->recording != NULL
      || source->n_slots == 0 || source->n_slots >= VIGIL_LEADS_MAX
      || source->slots[0].lead.wave->kind != VIGIL_WAVE_ECG)
    return;
  Slot *slot = &source->slots[source->n_slots++];
  fill_lead (&slot->lead, wave, source->slots[0].lead.rate_mhz);
  slot->channel = -1;
  slot->model_ecg = -1;
  slot->scale = 1;
}

static VigilSimView
choose_view (const Slot *slot, const VigilSimRecording *recording, double *scale)
{
  const char *refid = slot->lead.wave->refid;
  gboolean is_v1 = g_str_equal (refid, "MDC_ECG_ELEC_POTL_V1")
                   || g_str_equal (refid, "MDC_ECG_ELEC_POTL_MCL")
                   || g_str_equal (refid, "MDC_ECG_ELEC_POTL_AVR");
  gboolean is_v5 = g_str_has_prefix (refid, "MDC_ECG_ELEC_POTL_V") && !is_v1;
  if (slot->channel >= 0) {
    const VigilSimChannel *channel = &recording->channels[slot->channel];
    double hi = vigil_sim_percentile (channel->samples, channel->n_samples, 0.995);
    double lo = vigil_sim_percentile (channel->samples, channel->n_samples, 0.005);
    *scale = isfinite (hi - lo) ? CLAMP ((hi - lo) / USUAL_SWING_MV, 0.3, 3.0) : 1;
    is_v1 = -lo > hi;
    is_v5 = FALSE;
  }
  return is_v1 ? VIGIL_SIM_VIEW_V1 : is_v5 ? VIGIL_SIM_VIEW_V5 : VIGIL_SIM_VIEW_LIMB;
}

/* The model's heart runs at the rate of the first ECG; ECGs of other rates are never replaced. */
static void
make_model (VigilSimSource *source, guint32 seed)
{
  gboolean is_neonate = source->plan->patient_class == VIGIL_CLASS_NEONATAL;
  VigilSimModelConfig config = { .is_neonate = is_neonate };
  config.heart.amplitude = is_neonate ? 0.75 : 1;
  config.heart.narrow = is_neonate ? 0.65 : 1;
  for (guint i = 0; i < source->n_slots; i++) {
    Slot *slot = &source->slots[i];
    guint n = config.heart.n_leads;
    if (slot->lead.wave->kind != VIGIL_WAVE_ECG || n == VIGIL_SIM_HEART_LEADS
        || (n > 0 && slot->lead.rate_mhz != (guint32) lround (config.heart.rate_hz * 1000)))
      continue;
    config.heart.rate_hz = slot->lead.rate_mhz / 1000.0;
    config.heart.views[n] = choose_view (slot, source->recording, &slot->scale);
    slot->model_ecg = (gint) config.heart.n_leads++;
  }
  if (config.heart.n_leads == 0)
    config.heart.rate_hz = NO_ECG_HZ;
  for (guint i = 0; i < VIGIL_SIM_HEART_LEADS; i++)
    source->model_ecg[i] = g_new0 (float, (gsize) (BLOCK_MAX_S * config.heart.rate_hz) + 2);
  source->model_spikes = g_new0 (float, (gsize) (BLOCK_MAX_S * config.heart.rate_hz) + 2);
  source->model = vigil_sim_model_new (&config, seed, source->plan->id);
  source->model_s = NAN;
  config.heart.n_leads = 0;
  config.heart.rate_hz = COMPANION_HZ;
  source->companion = vigil_sim_model_new (&config, seed + 1, source->plan->id);
}

VigilSimSource *
vigil_sim_source_new (const VigilSimBedPlan *plan,
                      const VigilSimRecording *recording,
                      guint32 seed,
                      GError **error)
{
  static const char *const usual[] = { "II", "PLETH", "RESP", NULL };
  static const char *const none[] = { NULL };
  g_autoptr (VigilSimSource) source = g_new0 (VigilSimSource, 1);
  source->plan = plan;
  source->recording = recording;
  source->slots = g_new0 (Slot, VIGIL_LEADS_MAX + 1);
  source->rand = vigil_sim_rand_new (seed, plan->id, "source");
  for (guint i = 0; recording != NULL && i < recording->n_channels; i++)
    add_recorded (source, i);
  const char *const *made = recording == NULL
                                ? (plan->waves != NULL ? (const char *const *) plan->waves : usual)
                            : plan->added != NULL ? (const char *const *) plan->added
                                                  : none;
  if (!add_all_made (source, made, error))
    return NULL;
  add_pacer (source);
  make_model (source, seed);
  return g_steal_pointer (&source);
}

void
vigil_sim_source_free (VigilSimSource *source)
{
  if (source == NULL)
    return;
  for (guint i = 0; i < source->n_slots; i++)
    g_free (source->slots[i].lead.samples);
  for (guint i = 0; i < VIGIL_SIM_HEART_LEADS; i++)
    g_free (source->model_ecg[i]);
  g_free (source->model_spikes);
  g_free (source->slots);
  vigil_sim_model_free (source->model);
  vigil_sim_model_free (source->companion);
  g_rand_free (source->rand);
  g_free (source);
}

/* Where the model goes now: the plan, its episodes, and the patient's own slow ups and downs. */
static VigilSimModelTarget
choose_target (VigilSimSource *source, double t_s, double dt_s)
{
  double rate = vigil_sim_drift_step (&source->rate_drift, source->rand, dt_s, 60);
  double breath = vigil_sim_drift_step (&source->breath_drift, source->rand, dt_s, 90);
  VigilSimModelTarget target =
      vigil_sim_change_target (source->plan, t_s, 1 + RATE_DRIFT * rate, 1 + BREATH_DRIFT * breath);
  source->heart = target.heart;
  return target;
}

static double
fade (double share, gboolean is_on, double dt_s)
{
  double step = dt_s / FADE_S;
  return is_on ? fmin (share + step, 1) : fmax (share - step, 0);
}

static guint64
first_index (gint64 at_us, guint32 rate_mhz)
{
  /* The first sample not before @at_us: ceil (at × rate). */
  return ((guint64) at_us * rate_mhz + 999999999u) / 1000000000u;
}

static void
run_model (VigilSimSource *source, double from_s, double to_s, const VigilSimModelTarget *target)
{
  guint n = 0;
  double rate_hz = NO_ECG_HZ;
  for (guint i = 0; i < source->n_slots; i++) {
    const Slot *slot = &source->slots[i];
    if (slot->model_ecg >= 0) {
      n = slot->lead.n;
      rate_hz = slot->lead.rate_mhz / 1000.0;
    }
  }
  if (n == 0)
    n = (guint) lround ((to_s - from_s) * rate_hz);
  if (isnan (source->model_s) || fabs (source->model_s - from_s) > 0.5) {
    vigil_sim_model_seek (source->model, from_s);
    vigil_sim_model_set_target (source->model, target);
    source->model_s = from_s;
  }
  vigil_sim_model_set_target (source->model, target);
  vigil_sim_model_run (source->model, n, source->model_ecg, source->model_spikes);
  source->model_s = to_s;
}

/* The recording's beats up to @to_s, for the waves that are made beside it. */
static void
run_companion (VigilSimSource *source, double from_s, double to_s)
{
  const VigilSimRecording *recording = source->recording;
  while (recording->n_beats > 0) {
    guint64 round = source->next_beat / recording->n_beats;
    double t_s = (double) round * recording->length_s - source->plan->loop_at_s
                 + recording->beats[source->next_beat % recording->n_beats];
    if (t_s >= to_s)
      break;
    if (t_s > from_s - 1)
      vigil_sim_pulse_beat (&source->pulse, t_s, 1);
    source->next_beat++;
  }
  VigilSimModelTarget target = { { VIGIL_SIM_RHYTHM_SINUS, source->plan->hr, 0 },
                                 source->plan->rr,
                                 source->plan->art_sys,
                                 source->plan->art_dia };
  vigil_sim_model_set_target (source->companion, &target);
  vigil_sim_model_run (source->companion, (guint) lround ((to_s - from_s) * COMPANION_HZ), NULL,
                       NULL);
}

/* What the model has for a lead that is no ECG, in the lead's own range. */
static double
model_value (const VigilSimSource *source, const VigilSimLead *lead, double t_s)
{
  switch (lead->wave->kind) {
  case VIGIL_WAVE_PLETH:
    return vigil_sim_model_pleth (source->model, t_s);
  case VIGIL_WAVE_RESP:
    return vigil_sim_model_chest (source->model, t_s);
  case VIGIL_WAVE_PRESSURE:
    return vigil_sim_model_art (source->model, t_s);
  case VIGIL_WAVE_ECG:
  case VIGIL_WAVE_CO2:
  case VIGIL_WAVE_PACE:
  case VIGIL_WAVE_OTHER:
  default:
    return NAN;
  }
}

static double
companion_value (const VigilSimSource *source, const VigilSimLead *lead, double t_s, double share)
{
  double chest = vigil_sim_model_chest (source->companion, t_s);
  switch (lead->wave->kind) {
  case VIGIL_WAVE_PLETH:
    return 0.03 * chest + vigil_sim_pulse_pleth (&source->pulse, t_s, 0.21) * (1 + 0.04 * chest);
  case VIGIL_WAVE_RESP:
    return chest;
  case VIGIL_WAVE_PRESSURE:
    return vigil_sim_pulse_art (&source->pulse, t_s, 0.11, source->plan->art_sys * share,
                                source->plan->art_dia * share)
           - 1.5 * chest;
  case VIGIL_WAVE_ECG:
  case VIGIL_WAVE_CO2:
  case VIGIL_WAVE_PACE:
  case VIGIL_WAVE_OTHER:
  default:
    return NAN;
  }
}

static guint64
loop_offset (const VigilSimSource *source, guint32 rate_mhz)
{
  return (guint64) llround (source->plan->loop_at_s * rate_mhz / 1000);
}

/* What there would be without any episode. */
static double
own_value (const VigilSimSource *source, const Slot *slot, guint k, double t_s, double share)
{
  if (slot->channel >= 0) {
    const VigilSimChannel *channel = &source->recording->channels[slot->channel];
    guint64 at = slot->lead.first + k + loop_offset (source, channel->rate_mhz);
    double value = (double) channel->samples[at % channel->n_samples];
    return channel->wave->kind == VIGIL_WAVE_PRESSURE ? value * share : value;
  }
  return companion_value (source, &slot->lead, t_s, share);
}

/* The model's own part of sample @k of a slot. */
static double
made_value (const VigilSimSource *source, const Slot *slot, guint k, double t_s)
{
  if (slot->model_ecg >= 0)
    return slot->scale * (double) source->model_ecg[slot->model_ecg][k];
  if (slot->lead.wave->kind == VIGIL_WAVE_PACE)
    return (double) source->model_spikes[k];
  return model_value (source, &slot->lead, t_s);
}

static void
fill_slot (VigilSimSource *source, Slot *slot, double share, double heart, double breath)
{
  VigilSimLead *lead = &slot->lead;
  double weight = source->recording == NULL             ? 1
                  : lead->wave->kind == VIGIL_WAVE_RESP ? breath
                                                        : heart;
  for (guint k = 0; k < lead->n; k++) {
    double t_s = (double) (lead->first + k) * 1000 / lead->rate_mhz, value = 0;
    if (weight < 1)
      value = (1 - weight) * own_value (source, slot, k, t_s, share);
    if (weight > 0)
      value += weight * made_value (source, slot, k, t_s);
    lead->samples[k] = (float) value;
  }
}

/* Someone moves: muscle noise and a swinging baseline. */
static void
add_artefact (VigilSimSource *source, VigilSimLead *lead)
{
  double size = lead->wave->kind == VIGIL_WAVE_ECG     ? 1
                : lead->wave->kind == VIGIL_WAVE_PLETH ? 0.35
                                                       : 0;
  for (guint k = 0; k < lead->n && size > 0; k++) {
    double swing =
        vigil_sim_drift_step (&source->motion, source->rand, 1000.0 / lead->rate_mhz, 0.12);
    lead->samples[k] = (float) ((double) lead->samples[k]
                                + size * (0.7 * swing + 0.12 * vigil_sim_gauss (source->rand)));
  }
}

static void
make_gap (VigilSimLead *lead)
{
  for (guint k = 0; k < lead->n; k++)
    lead->samples[k] = NAN;
}

/* Detached electrodes take the chest impedance with them. */
static void
apply_technical (VigilSimSource *source, double t_s)
{
  const VigilSimBedPlan *plan = source->plan;
  gboolean is_off = vigil_sim_change_running (plan, VIGIL_SIM_LEADS_OFF, t_s) != NULL;
  gboolean is_probe_off = vigil_sim_change_running (plan, VIGIL_SIM_PROBE_OFF, t_s) != NULL;
  gboolean is_moving = vigil_sim_change_running (plan, VIGIL_SIM_ARTEFACT, t_s) != NULL;
  for (guint i = 0; i < source->n_slots; i++) {
    VigilSimLead *lead = &source->slots[i].lead;
    VigilWaveKind kind = lead->wave->kind;
    if (is_moving)
      add_artefact (source, lead);
    if ((is_off && (kind == VIGIL_WAVE_ECG || kind == VIGIL_WAVE_PACE || kind == VIGIL_WAVE_RESP))
        || (is_probe_off && kind == VIGIL_WAVE_PLETH))
      make_gap (lead);
  }
}

void
vigil_sim_source_run (VigilSimSource *source, gint64 from_us, gint64 to_us)
{
  g_return_if_fail (from_us >= 0 && to_us > from_us && to_us - from_us <= G_USEC_PER_SEC);
  double from_s = (double) from_us / 1e6, to_s = (double) to_us / 1e6, dt_s = to_s - from_s;
  for (guint i = 0; i < source->n_slots; i++) {
    VigilSimLead *lead = &source->slots[i].lead;
    lead->first = first_index (from_us, lead->rate_mhz);
    lead->n = (guint) (first_index (to_us, lead->rate_mhz) - lead->first);
  }
  VigilSimModelTarget target = choose_target (source, from_s, dt_s);
  gboolean has_heart = vigil_sim_change_of_heart (source->plan, from_s) != NULL;
  gboolean has_breath = vigil_sim_change_of_breath (source->plan, from_s) != NULL;
  double heart = fade (source->heart_share, has_heart, dt_s);
  double breath = fade (source->breath_share, has_breath, dt_s);
  if (source->recording == NULL || heart > 0 || breath > 0)
    run_model (source, from_s, to_s, &target);
  if (source->recording != NULL && source->plan->added != NULL)
    run_companion (source, from_s, to_s);
  double share = vigil_sim_change_pressure (source->plan, source->plan->art_sys, from_s);
  for (guint i = 0; i < source->n_slots; i++)
    fill_slot (source, &source->slots[i], share, heart, breath);
  source->heart_share = heart;
  source->breath_share = breath;
  apply_technical (source, from_s);
}

guint
vigil_sim_source_get_n_leads (const VigilSimSource *source)
{
  return source->n_slots;
}

const VigilSimLead *
vigil_sim_source_get_lead (const VigilSimSource *source, guint index)
{
  g_return_val_if_fail (index < source->n_slots, NULL);
  return &source->slots[index].lead;
}

gboolean
vigil_sim_source_has_pulse (const VigilSimSource *source)
{
  return source->heart.rhythm != VIGIL_SIM_RHYTHM_VF
         && source->heart.rhythm != VIGIL_SIM_RHYTHM_ASYSTOLE;
}
