/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-lane.h"

#include <math.h>
#include <string.h>

#include "vigil-beat-marks.h"

#define POINTS_MAX 1024
#define CACHE_LINE 64
/* How much of the past the scale is judged by. */
#define JUDGE_S 6.0
#define LOOKED_AT_MOST 3000 /* samples of it */
#define OVERLAP_S 0.3 /* a QRS is seen whole once */
#define SETTLE_S 1.5 /* a beat, and most of a breath */
/* The corner of the baseline's slow follower: a monitor's display is coupled at 0.05 to 0.67 Hz. */
#define BASELINE_S 2.0
/* A QRS of this height must fit (standards.md §2: 10 mm/mV, else 5, else 2.5, and said so). */
#define FIT_MV 1.5
#define ZERO_SHARE 0.66 /* of the lane, from its top: where the baseline is put if that fits */
/* A tall beat is remembered, less of it every second: one of a bigeminy's now and then does not
 * change the scale to and fro. */
#define REMEMBERED 0.97
#define TALLEST_MV 4 /* to either side; what is taller is no heart's, and not scaled for */

void
vigil_lane_init (VigilLane *lane, int height, double px_per_mm, double px_per_s, double line_width)
{
  memset (lane, 0, sizeof *lane);
  lane->height = height;
  lane->px_per_mm = px_per_mm;
  lane->px_per_s = px_per_s;
  lane->line_width = line_width;
  int reach = vigil_beat_marks_get_reach (px_per_mm, height);
  lane->head = vigil_beat_marks_get_rows (reach, 0) + (int) ceil (line_width);
  lane->off_from = G_MAXINT64;
}

static const VigilWaveKind order[] = { VIGIL_WAVE_ECG, VIGIL_WAVE_PRESSURE, VIGIL_WAVE_PLETH,
                                       VIGIL_WAVE_RESP, VIGIL_WAVE_CO2 };

/* What is left when each kind has its first lead: a second ECG for instance. */
static const VigilLead *
find_further (const VigilBed *bed, guint index)
{
  for (guint i = 0; i < bed->n_leads; i++) {
    gboolean is_first = FALSE;
    for (guint j = 0; j < G_N_ELEMENTS (order); j++)
      is_first |= vigil_bed_find_lead (bed, order[j]) == &bed->leads[i];
    if (!is_first && index-- == 0)
      return &bed->leads[i];
  }
  return NULL;
}

/* Lane 0 is the ECG; what comes below is an arterial line rather than a pleth rather than breathing
 * rather than a further lead. */
static const VigilLead *
find_lead (const VigilBed *bed, guint index)
{
  guint place = 0;
  for (guint i = 0; i < G_N_ELEMENTS (order); i++) {
    const VigilLead *lead = vigil_bed_find_lead (bed, order[i]);
    if (order[i] == VIGIL_WAVE_ECG && !lead)
      place++; /* the ECG's lane stays its own */
    if (!lead)
      continue;
    if (place++ == index)
      return lead;
    if (order[i] == VIGIL_WAVE_ECG && index == 0)
      return lead;
  }
  return index >= place ? find_further (bed, index - place) : NULL;
}

static const VigilLead *
find_wanted (const VigilBed *bed, const char *wanted)
{
  for (guint i = 0; i < bed->n_leads; i++)
    if (g_str_equal (bed->leads[i].lead.refid, wanted))
      return &bed->leads[i];
  return NULL;
}

static void
start_anew (VigilLane *lane, const VigilLead *lead)
{
  lane->lead = lead;
  lane->generation = lead ? lead->trace.generation : 0;
  lane->has_range = FALSE;
  lane->widest = 0;
  lane->baseline = 0;
  lane->above_mv = lane->below_mv = 0;
  lane->is_young = FALSE;
  lane->judged = G_MININT64;
  lane->gain_mm = 0;
  lane->serial++;
}

void
vigil_lane_choose (VigilLane *lane, const VigilBed *bed, guint index, guint n_lanes)
{
  (void) n_lanes;
  gboolean is_wanted = lane->wanted != NULL && *lane->wanted != '\0';
  const VigilLead *lead = is_wanted ? find_wanted (bed, lane->wanted) : NULL;
  /* A bed that has told of no lead yet is not blamed for one. */
  gboolean is_substitute = is_wanted && lead == NULL && bed->n_leads > 0;
  if (lead == NULL)
    lead = find_lead (bed, index);
  lane->serial += is_substitute != lane->is_substitute;
  lane->is_substitute = is_substitute;
  if (lead != lane->lead || (lead && lead->trace.generation != lane->generation))
    start_anew (lane, lead);
  else if (bed->clock_epoch != lane->epoch)
    lane->judged = G_MININT64; /* other columns; the same wave, and so the same scale */
  lane->epoch = bed->clock_epoch;
}

static double
index_at (const VigilLane *lane, const VigilBed *bed, gint64 column)
{
  double mono_us = ((double) column + 0.5) / lane->px_per_s * G_USEC_PER_SEC;
  double device_us = mono_us - (double) (bed->shift_us + lane->lag_us);
  const VigilTrace *trace = &lane->lead->trace;
  return (device_us - (double) trace->epoch_us) * trace->rate_hz / 1e6;
}

gint64
vigil_lane_get_end (const VigilLane *lane, const VigilBed *bed)
{
  if (!lane->lead || lane->lead->trace.newest < 0)
    return G_MININT64;
  const VigilTrace *trace = &lane->lead->trace;
  double device_us = (double) trace->newest / trace->rate_hz * 1e6 + (double) trace->epoch_us;
  double shift_us = (double) (bed->shift_us + lane->lag_us);
  double column = (device_us + shift_us) / G_USEC_PER_SEC * lane->px_per_s;
  return (gint64) floor (column - vigil_rasteriser_get_reach (lane->line_width) - 0.5);
}

/* --- scale --- */

typedef struct {
  double lo, hi, mean;
  guint n;
  double held_s; /* for how long there were samples */
  double oldest_s; /* how long ago the oldest of them was */
} Span;

static Span
look_back (const VigilLane *lane, const VigilBed *bed, gint64 column, double seconds)
{
  const VigilTrace *trace = &lane->lead->trace;
  Span span = { .lo = INFINITY, .hi = -INFINITY };
  gint64 last = MIN ((gint64) index_at (lane, bed, column), trace->newest);
  gint64 first = MAX (last - (gint64) (seconds * trace->rate_hz), 0);
  gint64 step = 1 + (last - first) / LOOKED_AT_MOST;
  double sum = 0;
  for (gint64 i = first; i <= last; i += step) {
    double value = (double) vigil_trace_get (trace, i);
    if (isnan (value))
      continue;
    span.lo = MIN (span.lo, value);
    span.hi = MAX (span.hi, value);
    sum += value;
    if (span.n++ == 0)
      span.oldest_s = (double) (last - i) / trace->rate_hz;
  }
  span.held_s = (double) span.n * (double) step / trace->rate_hz;
  span.mean = span.n ? sum / span.n : 0;
  return span;
}

static const double gains[] = { 10, 5, 2.5, 1.25 };

/* What must stand over the baseline and what under it, in device pixels: the wave with the mark of
 * its beat over it, and the millivolt. @more: as if the wave were that much larger. */
static double
need_over (const VigilLane *lane, double gain_mm, double more)
{
  double px_per_mv = gain_mm * lane->px_per_mm;
  return MAX (lane->head + lane->above_mv * more * px_per_mv, px_per_mv);
}

static double
need_under (const VigilLane *lane, double gain_mm, double more)
{
  return lane->line_width + lane->below_mv * more * gain_mm * lane->px_per_mm;
}

static double
fitting_gain (const VigilLane *lane, double more)
{
  guint i = 0;
  while (i + 1 < G_N_ELEMENTS (gains)
         && need_over (lane, gains[i], more) + need_under (lane, gains[i], more) > lane->height)
    i++;
  return gains[i];
}

/* Without regard to the wave. The last of the gains is for waves that are too tall alone. */
static double
usual_gain (const VigilLane *lane)
{
  guint i = 0;
  while (i + 2 < G_N_ELEMENTS (gains) && gains[i] * FIT_MV * lane->px_per_mm > lane->height)
    i++;
  return gains[i];
}

/* From the lane's top, in device pixels: it stays where it is as long as the wave is whole there,
 * else is where it usually is, else where the room over and under the wave is the same. */
static double
place_zero (const VigilLane *lane, double gain_mm)
{
  double least = need_over (lane, gain_mm, 1), most = lane->height - need_under (lane, gain_mm, 1);
  double usual = ZERO_SHARE * lane->height;
  if (gain_mm == lane->gain_mm && lane->zero >= least && lane->zero <= most)
    return lane->zero;
  return usual >= least && usual <= most ? usual : (least + most) / 2;
}

static void
set_gain (VigilLane *lane, double gain_mm)
{
  double per_px = vigil_lead_get_per_millivolt (lane->lead) / (gain_mm * lane->px_per_mm);
  double zero = place_zero (lane, gain_mm);
  lane->serial += gain_mm != lane->gain_mm || zero != lane->zero;
  lane->gain_mm = gain_mm;
  lane->zero = zero;
  lane->lo = -(lane->height - zero) * per_px;
  lane->hi = zero * per_px;
}

static void
remember (double *height_mv, double seen_mv)
{
  *height_mv = CLAMP (seen_mv, *height_mv * REMEMBERED, TALLEST_MV);
}

static void
judge_ecg (VigilLane *lane, const Span *span)
{
  double per_mv = vigil_lead_get_per_millivolt (lane->lead);
  gboolean is_out = span->lo - lane->baseline > lane->hi || span->hi - lane->baseline < lane->lo;
  /* The mean of the first few samples may be anywhere in a QRS: it is taken again, and what seemed
   * tall by it forgotten. */
  gboolean is_first = !lane->has_range || lane->is_young;
  lane->is_young = is_first && span->held_s < SETTLE_S;
  if (is_first)
    lane->above_mv = lane->below_mv = 0;
  if (span->n > 0 && (is_first || is_out))
    lane->baseline = span->mean;
  if (span->n > 0) {
    remember (&lane->above_mv, (span->hi - lane->baseline) / per_mv);
    remember (&lane->below_mv, (lane->baseline - span->lo) / per_mv);
  }
  double gain = MIN (usual_gain (lane), fitting_gain (lane, 1));
  /* A beat that would just fit again does not change the scale back. */
  if (!is_first && gain > lane->gain_mm && fitting_gain (lane, 1.3) < gain)
    gain = lane->gain_mm;
  set_gain (lane, gain);
  lane->has_range |= span->n > 0;
}

/* A labelled range: the narrowest of a few that holds what was seen. */
static void
judge_pressure (VigilLane *lane, const Span *span)
{
  static const double ranges[][2] = { { 0, 20 },   { 0, 40 },   { 0, 60 },   { 40, 120 },
                                      { 0, 100 },  { 40, 160 }, { 0, 160 },  { 60, 200 },
                                      { 40, 220 }, { 0, 240 },  { -20, 320 } };
  guint chosen = G_N_ELEMENTS (ranges) - 1;
  for (guint i = G_N_ELEMENTS (ranges); i > 0; i--) {
    if (span->lo >= ranges[i - 1][0] && span->hi <= ranges[i - 1][1])
      chosen = i - 1;
  }
  /* What fits stays, unless it has become much too wide. */
  gboolean fits = lane->has_range && span->lo >= lane->lo && span->hi <= lane->hi;
  if (fits && span->hi - span->lo > 0.3 * (lane->hi - lane->lo))
    return;
  if (!lane->has_range || ranges[chosen][0] != lane->lo || ranges[chosen][1] != lane->hi)
    lane->serial++;
  lane->lo = ranges[chosen][0];
  lane->hi = ranges[chosen][1];
  lane->has_range = TRUE;
}

/* A wave without a scale of its own fills its lane: of the first few samples, of all or after a
 * gap, that would make strokes from edge to edge. One that never comes for long at a time is
 * scaled by what there is. */
static gboolean
is_settled (const VigilLane *lane, const Span *span)
{
  return span->held_s >= SETTLE_S || (!lane->has_range && span->oldest_s >= JUDGE_S - SETTLE_S);
}

static void
judge_own (VigilLane *lane, const Span *span)
{
  double declared = lane->lead->lead.hi - lane->lead->lead.lo;
  double seen = span->hi - span->lo;
  lane->widest = MAX (lane->widest, MAX (seen, isfinite (declared) ? declared * 0.15 : 1e-6));
  seen = MAX (seen, lane->widest * 0.2);
  double shown = lane->hi - lane->lo;
  gboolean is_outside = span->lo < lane->lo - 0.02 * shown || span->hi > lane->hi + 0.02 * shown;
  if (lane->has_range && !is_outside && seen > 0.5 * shown)
    return;
  double middle = (span->lo + span->hi) / 2;
  lane->lo = middle - 0.6 * seen;
  lane->hi = middle + 0.6 * seen;
  lane->has_range = TRUE;
}

/* An ECG remembers what was before it was last looked at. */
static double
unseen_s (const VigilLane *lane, gint64 column)
{
  if (lane->lead->kind != VIGIL_WAVE_ECG || !lane->has_range || lane->is_young
      || lane->judged == G_MININT64)
    return JUDGE_S;
  return MIN ((double) (column - lane->judged) / lane->px_per_s + OVERLAP_S, JUDGE_S);
}

void
vigil_lane_judge (VigilLane *lane, const VigilBed *bed, gint64 column)
{
  if (!lane->lead
      || (lane->has_range && lane->judged != G_MININT64
          && column - lane->judged < (gint64) lane->px_per_s))
    return;
  Span span = look_back (lane, bed, column, unseen_s (lane, column));
  lane->judged = column;
  if (lane->lead->kind == VIGIL_WAVE_ECG) {
    judge_ecg (lane, &span);
  } else if (span.n > 0) {
    if (lane->lead->kind == VIGIL_WAVE_PRESSURE || lane->lead->kind == VIGIL_WAVE_CO2)
      judge_pressure (lane, &span);
    else if (is_settled (lane, &span))
      judge_own (lane, &span);
  }
}

double
vigil_lane_get_y (const VigilLane *lane, double value)
{
  return (lane->hi - (value - lane->baseline)) / (lane->hi - lane->lo) * lane->height;
}

/* --- drawing --- */

typedef struct {
  guint n;
  float x0, dx;
  float y[POINTS_MAX];
} Points;

/* Where all samples are there, as nearly always: a step through the ring. Returns where the next
 * one is. */
static const float *
gather_held (
    Points *points, const VigilTrace *trace, gint64 first, gint64 last, float top, float scale)
{
  guint at = (guint) (first % trace->capacity);
  points->n = (guint) (last - first + 1);
  for (guint i = 0; i < points->n; i++) {
    points->y[i] = (top - trace->samples[at]) * scale;
    at = at + 1 < trace->capacity ? at + 1 : 0;
  }
  return &trace->samples[at];
}

static void
gather (Points *points, VigilLane *lane, double centre)
{
  const VigilTrace *trace = &lane->lead->trace;
  double per_px = trace->rate_hz / lane->px_per_s;
  double reach = vigil_rasteriser_get_reach (lane->line_width);
  gint64 first = (gint64) floor (centre - reach * per_px);
  gint64 last = (gint64) ceil (centre + reach * per_px);
  gint64 step = 1 + (last - first) / (POINTS_MAX - 1);
  float scale = (float) (lane->height / (lane->hi - lane->lo));
  float top = (float) (lane->hi + lane->baseline);
  points->x0 = (float) ((double) (first - (gint64) floor (centre)) - (centre - floor (centre)))
               / (float) per_px;
  points->dx = (float) ((double) step / per_px);
  points->n = 0;
  if (step == 1 && vigil_trace_holds (trace, first, last)) {
    lane->ahead = gather_held (points, trace, first, last, top, scale);
    return;
  }
  for (gint64 i = first; i <= last && points->n < POINTS_MAX; i += step)
    points->y[points->n++] = (top - vigil_trace_get (trace, i)) * scale;
}

static void
follow_baseline (VigilLane *lane, float value)
{
  if (lane->lead->kind == VIGIL_WAVE_ECG && !isnan (value))
    lane->baseline += ((double) value - lane->baseline) / (BASELINE_S * lane->px_per_s);
}

/* Memory that is not there any more is not fetched, and that is all. */
void
vigil_lane_foresee (const VigilLane *lane)
{
  const char *ahead = (const char *) lane->ahead;
  if (ahead == NULL)
    return;
  __builtin_prefetch (ahead);
  __builtin_prefetch (ahead + CACHE_LINE);
}

gboolean
vigil_lane_draw (VigilLane *lane,
                 const VigilBed *bed,
                 gint64 column,
                 const VigilRasterColumn *pixels,
                 VigilColour colour)
{
  Points points;
  if (!lane->lead || !lane->has_range)
    return FALSE;
  double centre = index_at (lane, bed, column);
  if (centre < 0)
    return FALSE;
  gather (&points, lane, centre);
  vigil_rasteriser_draw (pixels, points.y, points.n, points.x0, points.dx, (float) lane->line_width,
                         colour);
  float value = vigil_trace_get (&lane->lead->trace, (gint64) centre);
  follow_baseline (lane, value);
  return !isnan (value);
}
