/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-lane.h"

#include <math.h>
#include <string.h>

#define POINTS_MAX 1024
/* How much of the past the scale is judged by. */
#define JUDGE_S 6.0
#define SETTLE_S 1.5 /* a beat, and most of a breath */
/* The corner of the baseline's slow follower: a monitor's display is coupled at 0.05 to 0.67 Hz. */
#define BASELINE_S 2.0
/* A QRS of this height must fit (standards.md §2: 10 mm/mV, else 5, else 2.5, and said so). */
#define FIT_MV 1.5
#define ZERO_SHARE 0.66

void
vigil_lane_init (VigilLane *lane, int height, double px_per_mm, double px_per_s, double line_width)
{
  memset (lane, 0, sizeof *lane);
  lane->height = height;
  lane->px_per_mm = px_per_mm;
  lane->px_per_s = px_per_s;
  lane->line_width = line_width;
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
  if (lead != lane->lead || (lead && lead->trace.generation != lane->generation)
      || bed->clock_epoch != lane->epoch) {
    lane->epoch = bed->clock_epoch;
    start_anew (lane, lead);
  }
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
} Span;

static Span
look_back (const VigilLane *lane, const VigilBed *bed, gint64 column, double seconds)
{
  const VigilTrace *trace = &lane->lead->trace;
  Span span = { INFINITY, -INFINITY, 0, 0 };
  gint64 last = MIN ((gint64) index_at (lane, bed, column), trace->newest);
  gint64 first = MAX (last - (gint64) (seconds * trace->rate_hz), 0);
  gint64 step = 1 + (last - first) / 1500;
  double sum = 0;
  for (gint64 i = first; i <= last; i += step) {
    double value = (double) vigil_trace_get (trace, i);
    if (isnan (value))
      continue;
    span.lo = MIN (span.lo, value);
    span.hi = MAX (span.hi, value);
    sum += value;
    span.n++;
  }
  span.mean = span.n ? sum / span.n : 0;
  return span;
}

static double
fitting_gain (const VigilLane *lane, double height_mv)
{
  static const double gains[] = { 10, 5, 2.5 };
  double lane_mm = lane->height / lane->px_per_mm;
  for (guint i = 0; i < G_N_ELEMENTS (gains); i++) {
    if (gains[i] * height_mv <= lane_mm)
      return gains[i];
  }
  return gains[G_N_ELEMENTS (gains) - 1];
}

static void
set_gain (VigilLane *lane, double gain_mm)
{
  double per_mv = vigil_lead_get_per_millivolt (lane->lead);
  double span = lane->height / (gain_mm * lane->px_per_mm) * per_mv;
  if (gain_mm != lane->gain_mm)
    lane->serial++;
  lane->gain_mm = gain_mm;
  lane->lo = -span * (1 - ZERO_SHARE);
  lane->hi = span * ZERO_SHARE;
}

static void
judge_ecg (VigilLane *lane, const Span *span)
{
  double height_mv =
      span->n ? (span->hi - span->lo) / vigil_lead_get_per_millivolt (lane->lead) : 0;
  double usual = fitting_gain (lane, FIT_MV);
  double gain = MIN (usual, fitting_gain (lane, height_mv * 0.95));
  /* A beat that would just fit again does not change the scale back. */
  if (lane->has_range && gain > lane->gain_mm && fitting_gain (lane, height_mv * 1.3) < gain)
    gain = lane->gain_mm;
  if (!lane->has_range)
    lane->baseline = span->n ? span->mean : 0;
  set_gain (lane, gain);
  lane->has_range = span->n > 0;
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

/* A wave without a scale of its own fills its lane: of the first few samples that would make
 * strokes from edge to edge. Counted from the first one, whether all came since or not. */
static gboolean
is_settled (const VigilLane *lane, const VigilBed *bed, gint64 column)
{
  return index_at (lane, bed, column) >= SETTLE_S * lane->lead->trace.rate_hz;
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

void
vigil_lane_judge (VigilLane *lane, const VigilBed *bed, gint64 column)
{
  if (!lane->lead
      || (lane->has_range && lane->judged != G_MININT64
          && column - lane->judged < (gint64) lane->px_per_s))
    return;
  Span span = look_back (lane, bed, column, JUDGE_S);
  lane->judged = column;
  if (lane->lead->kind == VIGIL_WAVE_ECG) {
    judge_ecg (lane, &span);
  } else if (span.n > 0) {
    if (lane->lead->kind == VIGIL_WAVE_PRESSURE || lane->lead->kind == VIGIL_WAVE_CO2)
      judge_pressure (lane, &span);
    else if (is_settled (lane, bed, column))
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

/* Where all samples are there, as nearly always: a step through the ring. */
static void
gather_held (
    Points *points, const VigilTrace *trace, gint64 first, gint64 last, float top, float scale)
{
  guint at = (guint) (first % trace->capacity);
  points->n = (guint) (last - first + 1);
  for (guint i = 0; i < points->n; i++) {
    points->y[i] = (top - trace->samples[at]) * scale;
    at = at + 1 < trace->capacity ? at + 1 : 0;
  }
}

static void
gather (Points *points, const VigilLane *lane, double centre)
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
    gather_held (points, trace, first, last, top, scale);
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
