/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Packed numbers from a disk: the first byte says whether samples or minutes, the rest is the blob.
 * What is read whole must survive being packed and read again. */

#include "fuzz-sink.h"

#include "vigil-trend.h"

#include <math.h>
#include <string.h>

static void
check_sample (const VigilTrendSample *one, const VigilTrendSample *other)
{
  if (!isfinite (one->value) || one->quality > VIGIL_QUALITY_DEMO || one->age_ms < -1)
    g_error ("a sample that cannot be");
  if (one->t_ms != other->t_ms || one->has_value != other->has_value
      || (one->has_value && fabs (one->value - other->value) > 0) || one->quality != other->quality
      || one->age_ms != other->age_ms)
    g_error ("not the same sample");
}

/* Of one block: times that a first one can stand for. */
static gboolean
is_of_one_block (const VigilTrendSample *samples, guint n)
{
  for (guint i = 0; i < n; i++)
    if (samples[i].t_ms < 0 || ABS (samples[i].t_ms - samples[0].t_ms) > G_MAXINT32)
      return FALSE;
  return TRUE;
}

static void
try_samples (const guint8 *data, gsize size)
{
  g_autoptr (GArray) first = g_array_new (FALSE, FALSE, sizeof (VigilTrendSample));
  g_autoptr (GArray) second = g_array_new (FALSE, FALSE, sizeof (VigilTrendSample));
  g_autoptr (GArray) minutes = g_array_new (FALSE, FALSE, sizeof (VigilTrendMinute));
  gboolean is_whole = vigil_trend_unpack (data, size, first);
  const VigilTrendSample *samples = (const VigilTrendSample *) (gpointer) first->data;
  vigil_trend_fold (minutes, samples, first->len);
  if (!is_whole || !is_of_one_block (samples, first->len))
    return;
  g_autoptr (GBytes) packed = vigil_trend_pack (samples, first->len);
  gsize length = 0;
  const guint8 *bytes = g_bytes_get_data (packed, &length);
  if (!vigil_trend_unpack (bytes, length, second) || second->len != first->len)
    g_error ("own bytes refused");
  for (guint i = 0; i < first->len; i++)
    check_sample (&samples[i], &g_array_index (second, VigilTrendSample, i));
}

static void
try_minutes (const guint8 *data, gsize size)
{
  g_autoptr (GArray) first = g_array_new (FALSE, FALSE, sizeof (VigilTrendMinute));
  g_autoptr (GArray) second = g_array_new (FALSE, FALSE, sizeof (VigilTrendMinute));
  if (!vigil_trend_unpack_minutes (data, size, first))
    return;
  const VigilTrendMinute *minutes = (const VigilTrendMinute *) (gpointer) first->data;
  for (guint i = 0; i < first->len; i++)
    if (!isfinite (minutes[i].mean) || minutes[i].min > minutes[i].mean
        || minutes[i].mean > minutes[i].max || minutes[i].t_ms < 0)
      g_error ("a minute that cannot be");
  g_autoptr (GBytes) packed = vigil_trend_pack_minutes (minutes, first->len);
  gsize length = 0;
  const guint8 *bytes = g_bytes_get_data (packed, &length);
  if (!vigil_trend_unpack_minutes (bytes, length, second) || second->len != first->len)
    g_error ("own bytes refused");
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  if (size == 0)
    return 0;
  g_autofree guint8 *copy = size > 1 ? g_memdup2 (data + 1, size - 1) : NULL;
  if (data[0] & 1)
    try_minutes (copy, size - 1);
  else
    try_samples (copy, size - 1);
  return 0;
}
