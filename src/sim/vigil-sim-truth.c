/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-sim-truth.h"

#include "vigil-limits.h"
#include "vigil-sim-bedside.h"

#include <math.h>

/* A value so near to a limit may or may not break it. */
#define NEAR_SPO2 1.5
#define NEAR_RATE 5.0
#define NEAR_PRESSURE 6.0
/* From the moment a condition is true to the list on the wire: one batch, one second of numbers. */
#define LOOK_S 2.5

typedef struct {
  GArray *out;
  double horizon_s;
  const VigilSimBedPlan *plan;
  const VigilSimEpisode *episode;
  double start_s; /* of the occurrence at hand */
  const VigilLimitPresets *presets;
} Work;

static void
add (Work *work,
     double earliest_s,
     double latest_s,
     const char *code,
     const char *src,
     VigilPriority priority,
     gboolean is_must,
     gboolean is_station)
{
  VigilSimTruth truth = { .earliest_s = fmax (earliest_s, 0),
                          .latest_s = latest_s,
                          .priority = priority,
                          .is_must = is_must && latest_s <= work->horizon_s,
                          .is_station = is_station };
  if (earliest_s > work->horizon_s)
    return;
  if (work->plan != NULL)
    vigil_text_copy (truth.bed, sizeof truth.bed, work->plan->id);
  vigil_nomenclature_make_key (truth.bed, code, src, priority, truth.key);
  g_array_append_val (work->out, truth);
}

/* The alarm that the bedside raises for the episode itself. */
static void
add_own (Work *work)
{
  const VigilSimEpisodeInfo *info = vigil_sim_episode_info (work->episode->kind);
  const VigilEventInfo *event = vigil_nomenclature_find_event (info->code);
  double at_s = work->start_s + info->delay_s;
  add (work, at_s, at_s + LOOK_S, info->code, info->src, event->priority,
       work->episode->for_s >= info->delay_s + 1, FALSE);
}

/* The limit that holds for a number: the bedside's, or the station's preset of the class. */
static gboolean
find_limit (const Work *work, VigilNumericKind kind, VigilLimit *limit, gboolean *is_station)
{
  *is_station = !work->plan->has_bedside_limits;
  if (*is_station) {
    VigilAgeBand band = vigil_age_band (work->plan->patient_class, -1);
    *limit = work->presets->bands[band].limits[kind];
    return limit->is_on;
  }
  const VigilLimit *own = vigil_sim_bed_plan_limit (work->plan, kind);
  if (own != NULL)
    *limit = *own;
  return own != NULL;
}

static double
limit_delay (const Work *work, VigilNumericKind kind, guint level, gboolean is_station)
{
  if (!is_station)
    return vigil_sim_bedside_limit_delay (kind, level);
  const VigilLimitTiming *timing = &work->presets->timings[kind];
  return (level == 2 ? timing->delay2_ms : timing->delay_ms) / 1000.0;
}

/* When a value breaks its limit after the start of the episode, and for how long. */
typedef struct {
  double soonest_s, latest_s, lasts_s;
  gboolean is_sure;
} Breach;

static void
add_breach (Work *work,
            VigilNumericKind kind,
            gboolean is_low,
            guint level,
            gboolean is_station,
            Breach breach)
{
  double delay = limit_delay (work, kind, level, is_station);
  add (work, work->start_s + breach.soonest_s + delay,
       work->start_s + breach.latest_s + delay + LOOK_S,
       vigil_sim_bedside_limit_code (kind, is_low, level), vigil_nomenclature_numeric (kind)->refid,
       level == 2 ? VIGIL_PRIORITY_HIGH : VIGIL_PRIORITY_MEDIUM,
       breach.is_sure && breach.lasts_s > delay + LOOK_S, is_station);
}

/* A value that goes slowly from @base to the episode's aim and back. */
static Breach
slow_breach (const Work *work, double base, double limit, double near)
{
  const VigilSimEpisode *episode = work->episode;
  double way = base - episode->to, in_s = fmin (episode->for_s / 3, 20);
  if (way <= 0 || limit <= episode->to - near)
    return (Breach){ .soonest_s = G_MAXDOUBLE };
  double share = CLAMP ((base - limit) / way, 0.0, 1.0), slack_s = near * in_s / way + 2;
  return (Breach){
    .soonest_s = fmax (share * in_s - slack_s, 0),
    .latest_s = share * in_s + slack_s + (near > NEAR_SPO2 ? 6 : 0),
    .lasts_s = episode->for_s - share * in_s - slack_s,
    .is_sure = limit - episode->to >= near,
  };
}

/* A heart rate is seen through the average of 12 beats, 4 if it is slow. */
static Breach
rate_breach (const Work *work, double limit, gboolean is_low)
{
  const VigilSimEpisode *episode = work->episode;
  double beyond = is_low ? limit - episode->to : episode->to - limit;
  if (beyond <= -NEAR_RATE)
    return (Breach){ .soonest_s = G_MAXDOUBLE };
  double average_s = (episode->to < 48 ? 5 : 12) * 60 / episode->to;
  double latest_s = 9 + average_s;
  return (Breach){ .soonest_s = 0.5,
                   .latest_s = latest_s,
                   .lasts_s = episode->for_s - latest_s,
                   .is_sure = beyond >= NEAR_RATE };
}

/* In a recording nobody knows the second: the whole episode is right. */
static Breach
recorded_breach (const Work *work)
{
  return (Breach){ 0, work->episode->for_s, G_MAXDOUBLE, TRUE };
}

static Breach
breach_of (const Work *work, VigilNumericKind kind, double limit, gboolean is_low)
{
  if (work->episode->is_recorded)
    return recorded_breach (work);
  if (kind == VIGIL_NUMERIC_HR)
    return rate_breach (work, limit, is_low);
  if (kind == VIGIL_NUMERIC_SPO2)
    return slow_breach (work, work->plan->spo2, limit, NEAR_SPO2);
  return slow_breach (work, work->plan->art_sys, limit, NEAR_PRESSURE);
}

static void
add_limits (Work *work, VigilNumericKind kind, gboolean is_low)
{
  VigilLimit limit;
  gboolean is_station;
  if (!find_limit (work, kind, &limit, &is_station))
    return;
  for (guint level = 1; level <= 2; level++) {
    double bound = level == 1 ? (is_low ? limit.lo : limit.hi) : (is_low ? limit.lo2 : limit.hi2);
    if (isnan (bound))
      continue;
    Breach breach = breach_of (work, kind, bound, is_low);
    if (breach.soonest_s < G_MAXDOUBLE)
      add_breach (work, kind, is_low, level, is_station, breach);
  }
}

/* What may come beside: a rate or breath limit that the number runs into on its way. */
static void
add_possible (Work *work, VigilNumericKind kind, gboolean is_low)
{
  VigilLimit limit;
  gboolean is_station;
  if (!find_limit (work, kind, &limit, &is_station))
    return;
  Breach breach = { 0, work->episode->for_s + 30, 0, FALSE };
  add_breach (work, kind, is_low, 1, is_station, breach);
  add_breach (work, kind, is_low, 2, is_station, breach);
}

static void
add_possible_rates (Work *work)
{
  add_possible (work, VIGIL_NUMERIC_HR, TRUE);
  add_possible (work, VIGIL_NUMERIC_HR, FALSE);
}

static void
add_no_data (Work *work)
{
  double for_s = work->episode->for_s;
  add (work, work->start_s, work->start_s + 8, "VIGIL_EVT_NO_DATA", NULL, VIGIL_PRIORITY_LOW,
       for_s >= 12, TRUE);
  if (for_s > 30)
    add (work, work->start_s + 28, work->start_s + 45, "VIGIL_EVT_NO_DATA", NULL,
         VIGIL_PRIORITY_MEDIUM, for_s > 50, TRUE);
}

static void
add_occurrence (Work *work)
{
  switch (work->episode->kind) {
  case VIGIL_SIM_BRADYCARDIA:
    add_limits (work, VIGIL_NUMERIC_HR, TRUE);
    break;
  case VIGIL_SIM_TACHYCARDIA:
    add_limits (work, VIGIL_NUMERIC_HR, FALSE);
    break;
  case VIGIL_SIM_DESATURATION:
    add_limits (work, VIGIL_NUMERIC_SPO2, TRUE);
    break;
  case VIGIL_SIM_HYPOTENSION:
    add_limits (work, VIGIL_NUMERIC_ART_SYS, TRUE);
    add_possible (work, VIGIL_NUMERIC_NIBP_SYS, TRUE);
    break;
  case VIGIL_SIM_APNOEA:
    add_own (work);
    add_possible (work, VIGIL_NUMERIC_RR, TRUE);
    break;
  case VIGIL_SIM_ASYSTOLE:
  case VIGIL_SIM_VF:
  case VIGIL_SIM_VT:
  case VIGIL_SIM_AF:
    add_own (work);
    if (!vigil_sim_bedside_hides_limits (work->episode->kind) || !work->plan->has_bedside_limits)
      add_possible_rates (work);
    break;
  case VIGIL_SIM_LEADS_OFF:
  case VIGIL_SIM_PROBE_OFF:
  case VIGIL_SIM_ARTEFACT:
  case VIGIL_SIM_LOW_BATTERY:
    add_own (work);
    break;
  case VIGIL_SIM_DISCONNECTION:
    add_no_data (work);
    break;
  case VIGIL_SIM_STANDBY:
  case VIGIL_SIM_SILENCE:
  case VIGIL_SIM_CLOCK_JUMP:
  case VIGIL_SIM_GATEWAY_CRASH:
  case VIGIL_SIM_N_EPISODES:
  default:
    break;
  }
}

static void
add_episode (Work *work, const VigilSimEpisode *episode)
{
  work->episode = episode;
  for (guint n = 0;; n++) {
    work->start_s = vigil_sim_episode_start (episode, n);
    if (isnan (work->start_s) || work->start_s > work->horizon_s)
      return;
    add_occurrence (work);
  }
}

static void
add_crashes (Work *work, const VigilSimGatewayPlan *gateway)
{
  work->plan = NULL;
  for (guint i = 0; i < gateway->episodes->len; i++) {
    const VigilSimEpisode *episode = &g_array_index (gateway->episodes, VigilSimEpisode, i);
    for (guint n = 0;; n++) {
      double at_s = vigil_sim_episode_start (episode, n);
      if (isnan (at_s) || at_s > work->horizon_s)
        break;
      add (work, at_s, at_s + 15, "VIGIL_EVT_GATEWAY_LOST", gateway->id, VIGIL_PRIORITY_LOW,
           episode->for_s >= 16, TRUE);
    }
  }
}

static gint
compare (gconstpointer a, gconstpointer b)
{
  const VigilSimTruth *x = a, *y = b;
  if (x->earliest_s < y->earliest_s || x->earliest_s > y->earliest_s)
    return x->earliest_s < y->earliest_s ? -1 : 1;
  return g_strcmp0 (x->key, y->key);
}

GArray *
vigil_sim_truth_make (const VigilSimScenario *scenario, double horizon_s)
{
  VigilLimitPresets presets;
  vigil_limit_presets_init (&presets);
  Work work = { .out = g_array_new (FALSE, TRUE, sizeof (VigilSimTruth)),
                .horizon_s = horizon_s,
                .presets = &presets };
  for (guint i = 0; i < scenario->beds->len; i++) {
    work.plan = g_ptr_array_index (scenario->beds, i);
    for (guint k = 0; k < work.plan->episodes->len; k++)
      add_episode (&work, &g_array_index (work.plan->episodes, VigilSimEpisode, k));
  }
  for (guint i = 0; i < scenario->gateways->len; i++)
    add_crashes (&work, g_ptr_array_index (scenario->gateways, i));
  g_array_sort (work.out, compare);
  return work.out;
}

char *
vigil_sim_truth_to_text (const GArray *truth)
{
  GString *text = g_string_new ("# earliest_s latest_s bed key priority; seconds from start_ms of "
                                "the simulator's ready line\n");
  for (guint i = 0; i < truth->len; i++) {
    const VigilSimTruth *line = &g_array_index (truth, VigilSimTruth, i);
    g_string_append_printf (text, "%s%.1f %.1f %s %s %s\n", line->is_must ? "" : "#may ",
                            line->earliest_s, line->latest_s,
                            line->bed[0] != '\0' ? line->bed : "-", line->key,
                            vigil_priority_to_string (line->priority));
  }
  return g_string_free (text, FALSE);
}

gboolean
vigil_sim_truth_write (const VigilSimScenario *scenario,
                       double horizon_s,
                       const char *file,
                       GError **error)
{
  g_autoptr (GArray) truth = vigil_sim_truth_make (scenario, horizon_s);
  g_autofree char *text = vigil_sim_truth_to_text (truth);
  return g_file_set_contents (file, text, -1, error);
}
