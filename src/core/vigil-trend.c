/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Packed samples: a version, their number, the first time, then for each the difference to the one
 * before. What changes seldom (quality and the like) is said only when it changes: its bit rides on
 * the time. A number that comes each second and is a whole one is two bytes. */

#include "vigil-trend.h"

#include <math.h>

#define VERSION 1
#define EVERY_MS 1000
#define MILLI 1000.0
#define CENTI 100.0
/* More than a block of ten minutes ever holds, with room for a burst: a ceiling for damage. */
#define SAMPLES_MAX 100000
/* Twice the largest value that is packed as a difference. */
#define STEP_MAX (G_GINT64_CONSTANT (2000000000000))

typedef enum {
  MARK_QUALITY = 7,
  MARK_VALUE = 1 << 3,
  MARK_BLOCKED = 1 << 4,
  MARK_BEDSIDE = 1 << 5,
  MARK_EXACT = 1 << 6, /* no whole number of thousandths: eight bytes */
  MARK_AGE = 1 << 7,
} Mark;

typedef struct {
  const guint8 *data;
  gsize size, at;
  gboolean is_short; /* a read went past the end */
} Reader;

static void
put_byte (GByteArray *out, guint8 byte)
{
  g_byte_array_append (out, &byte, 1);
}

static void
put_varint (GByteArray *out, guint64 value)
{
  for (; value >= 0x80; value >>= 7)
    put_byte (out, (guint8) (value | 0x80));
  put_byte (out, (guint8) value);
}

static guint64
zigzag (gint64 value)
{
  return ((guint64) value << 1) ^ (guint64) (value >> 63);
}

static gint64
unzigzag (guint64 value)
{
  return (gint64) (value >> 1) ^ -(gint64) (value & 1);
}

static void
put_u64 (GByteArray *out, guint64 value)
{
  for (guint i = 0; i < 8; i++)
    put_byte (out, (guint8) (value >> (8 * i)));
}

static guint8
get_byte (Reader *reader)
{
  if (reader->at < reader->size)
    return reader->data[reader->at++];
  reader->is_short = TRUE;
  return 0;
}

static guint64
get_varint (Reader *reader)
{
  guint64 value = 0;
  for (guint shift = 0; shift < 64; shift += 7) {
    guint8 byte = get_byte (reader);
    value |= (guint64) (byte & 0x7F) << shift;
    if (byte < 0x80)
      return value;
  }
  reader->is_short = TRUE;
  return 0;
}

static guint64
get_u64 (Reader *reader)
{
  guint64 value = 0;
  for (guint i = 0; i < 8; i++)
    value |= (guint64) get_byte (reader) << (8 * i);
  return value;
}

static guint64
bits_of (double value)
{
  union {
    double value;
    guint64 bits;
  } both = { .value = value };
  return both.bits;
}

static double
double_of (guint64 bits)
{
  union {
    guint64 bits;
    double value;
  } both = { .bits = bits };
  return both.value;
}

gboolean
vigil_trend_is_number (const VigilTrendSample *sample)
{
  return sample->has_value && sample->quality != VIGIL_QUALITY_INVALID
         && sample->quality != VIGIL_QUALITY_NOT_AVAILABLE;
}

/* Samples. */

static gboolean
is_milli (double value)
{
  return fabs (value) < 1e9 && (double) llround (value * MILLI) / MILLI == value;
}

static guint8
mark_of (const VigilTrendSample *sample)
{
  guint mark = (guint) sample->quality & MARK_QUALITY;
  mark |= sample->has_value ? MARK_VALUE : 0;
  mark |= sample->is_blocked ? MARK_BLOCKED : 0;
  mark |= sample->is_bedside ? MARK_BEDSIDE : 0;
  mark |= sample->has_value && !is_milli (sample->value) ? MARK_EXACT : 0;
  mark |= sample->age_ms >= 0 ? MARK_AGE : 0;
  return (guint8) mark;
}

/* What one sample is told against. */
typedef struct {
  gint64 t_ms;
  gint64 milli;
  guint8 mark;
} Before;

static void
put_sample (GByteArray *out, const VigilTrendSample *sample, Before *before)
{
  guint8 mark = mark_of (sample);
  gboolean is_changed = mark != before->mark;
  put_varint (out, zigzag (sample->t_ms - before->t_ms - EVERY_MS) << 1 | (is_changed ? 1 : 0));
  if (is_changed)
    put_byte (out, mark);
  if (mark & MARK_EXACT) {
    put_u64 (out, bits_of (sample->value));
  } else if (mark & MARK_VALUE) {
    gint64 milli = llround (sample->value * MILLI);
    put_varint (out, zigzag (milli - before->milli));
    before->milli = milli;
  }
  if (mark & MARK_AGE)
    put_varint (out, (guint64) sample->age_ms);
  before->t_ms = sample->t_ms;
  before->mark = mark;
}

GBytes *
vigil_trend_pack (const VigilTrendSample *samples, guint n)
{
  GByteArray *out = g_byte_array_new ();
  put_byte (out, VERSION);
  put_varint (out, n);
  gint64 first_ms = n > 0 ? samples[0].t_ms : 0;
  put_u64 (out, (guint64) first_ms);
  Before before = { .t_ms = first_ms - EVERY_MS };
  for (guint i = 0; i < n; i++)
    put_sample (out, &samples[i], &before);
  return g_byte_array_free_to_bytes (out);
}

static gboolean
get_sample (Reader *reader, Before *before, VigilTrendSample *sample)
{
  guint64 step = get_varint (reader);
  if (step & 1)
    before->mark = get_byte (reader);
  guint8 mark = before->mark;
  before->t_ms += unzigzag (step >> 1) + EVERY_MS;
  *sample = (VigilTrendSample){
    .t_ms = before->t_ms,
    .quality = (VigilQuality) (mark & MARK_QUALITY),
    .has_value = (mark & MARK_VALUE) != 0,
    .is_blocked = (mark & MARK_BLOCKED) != 0,
    .is_bedside = (mark & MARK_BEDSIDE) != 0,
    .age_ms = -1,
  };
  if (mark & MARK_EXACT) {
    sample->value = double_of (get_u64 (reader));
  } else if (mark & MARK_VALUE) {
    gint64 step_milli = unzigzag (get_varint (reader));
    reader->is_short |= step_milli > STEP_MAX || step_milli < -STEP_MAX;
    before->milli += reader->is_short ? 0 : step_milli;
    sample->value = (double) before->milli / MILLI;
  }
  if (mark & MARK_AGE)
    sample->age_ms = (gint64) (get_varint (reader) & G_MAXINT64);
  return !reader->is_short && sample->quality <= VIGIL_QUALITY_DEMO && isfinite (sample->value);
}

static gboolean
get_head (Reader *reader, guint64 *n)
{
  if (get_byte (reader) != VERSION)
    return FALSE;
  *n = get_varint (reader);
  return !reader->is_short && *n <= SAMPLES_MAX;
}

gboolean
vigil_trend_unpack (const guint8 *data, gsize size, GArray *samples)
{
  Reader reader = { .data = data, .size = size };
  guint64 n = 0;
  if (!get_head (&reader, &n))
    return FALSE;
  gint64 first_ms = (gint64) get_u64 (&reader);
  /* No time that a difference could carry past the ends of 64 bits. */
  if (reader.is_short || first_ms < 0 || first_ms > G_MAXINT64 / 4)
    return FALSE;
  Before before = { .t_ms = first_ms - EVERY_MS };
  for (guint64 i = 0; i < n; i++) {
    VigilTrendSample sample;
    if (!get_sample (&reader, &before, &sample) || sample.t_ms - first_ms > G_MAXINT32
        || first_ms - sample.t_ms > G_MAXINT32)
      return FALSE;
    g_array_append_val (samples, sample);
  }
  return reader.at == size;
}

/* Minutes. */

static double
round_centi (double value)
{
  return (double) llround (value * CENTI) / CENTI;
}

void
vigil_trend_add_minute (GArray *minutes, const VigilTrendMinute *minute)
{
  VigilTrendMinute *last =
      minutes->len > 0 ? &g_array_index (minutes, VigilTrendMinute, minutes->len - 1) : NULL;
  if (last == NULL || last->t_ms != minute->t_ms) {
    g_array_append_val (minutes, *minute);
    return;
  }
  guint n = last->n + minute->n;
  last->mean = (last->mean * last->n + minute->mean * minute->n) / MAX (n, 1);
  last->min = MIN (last->min, minute->min);
  last->max = MAX (last->max, minute->max);
  last->is_questionable |= minute->is_questionable;
  last->n = n;
}

void
vigil_trend_fold (GArray *minutes, const VigilTrendSample *samples, guint n)
{
  for (guint i = 0; i < n; i++) {
    if (!vigil_trend_is_number (&samples[i]))
      continue;
    VigilTrendMinute minute = {
      .t_ms = samples[i].t_ms - samples[i].t_ms % VIGIL_TREND_MINUTE_MS,
      .min = samples[i].value,
      .mean = samples[i].value,
      .max = samples[i].value,
      .n = 1,
      .is_questionable = samples[i].quality == VIGIL_QUALITY_QUESTIONABLE,
    };
    vigil_trend_add_minute (minutes, &minute);
  }
}

GBytes *
vigil_trend_pack_minutes (const VigilTrendMinute *minutes, guint n)
{
  GByteArray *out = g_byte_array_new ();
  put_byte (out, VERSION);
  put_varint (out, n);
  gint64 last = 0, last_mean = 0;
  for (guint i = 0; i < n; i++) {
    gint64 at = minutes[i].t_ms / VIGIL_TREND_MINUTE_MS;
    gint64 mean = llround (minutes[i].mean * CENTI);
    gint64 min = MIN (llround (minutes[i].min * CENTI), mean);
    gint64 max = MAX (llround (minutes[i].max * CENTI), mean);
    put_varint (out, zigzag (at - last));
    put_varint (out, (guint64) minutes[i].n << 1 | (minutes[i].is_questionable ? 1 : 0));
    put_varint (out, zigzag (mean - last_mean));
    put_varint (out, (guint64) (mean - min));
    put_varint (out, (guint64) (max - mean));
    last = at;
    last_mean = mean;
  }
  return g_byte_array_free_to_bytes (out);
}

static gboolean
is_modest (gint64 value)
{
  return value >= -G_MAXINT32 && value <= G_MAXINT32;
}

gboolean
vigil_trend_unpack_minutes (const guint8 *data, gsize size, GArray *minutes)
{
  Reader reader = { .data = data, .size = size };
  guint64 n = 0;
  if (!get_head (&reader, &n))
    return FALSE;
  gint64 last = 0, mean = 0;
  for (guint64 i = 0; i < n; i++) {
    gint64 step = unzigzag (get_varint (&reader));
    guint64 count = get_varint (&reader);
    gint64 mean_step = unzigzag (get_varint (&reader));
    guint64 below = get_varint (&reader), above = get_varint (&reader);
    if (reader.is_short || !is_modest (step) || !is_modest (mean_step) || below > G_MAXINT32
        || above > G_MAXINT32 || count > G_MAXINT32)
      return FALSE;
    last += step;
    mean += mean_step;
    /* No minute that its time in milliseconds could not say. */
    if (last < 0 || last > G_MAXINT64 / 4 / VIGIL_TREND_MINUTE_MS)
      return FALSE;
    VigilTrendMinute minute = {
      .t_ms = last * VIGIL_TREND_MINUTE_MS,
      .min = round_centi ((double) (mean - (gint64) below) / CENTI),
      .mean = round_centi ((double) mean / CENTI),
      .max = round_centi ((double) (mean + (gint64) above) / CENTI),
      .n = (guint) (count >> 1),
      .is_questionable = (count & 1) != 0,
    };
    g_array_append_val (minutes, minute);
  }
  return reader.at == size;
}
