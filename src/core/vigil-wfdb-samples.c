/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-wfdb.h"

/* How samples lie in a signal file: all signals of one file interleaved, frame by frame. */

guint
vigil_wfdb_header_count_group (const VigilWfdbHeader *header, guint first)
{
  g_return_val_if_fail (first < header->n_signals, 1);
  guint n = 1;
  while (first + n < header->n_signals
         && g_str_equal (header->signals[first].file, header->signals[first + n].file))
    n++;
  return n;
}

/* How many samples of @format fit into @length bytes. */
static guint64
count_samples (guint format, gsize length)
{
  switch (format) {
  case 16:
    return length / 2;
  case 80:
    return length;
  case 212: /* two samples in three bytes; an odd last one needs two */
    return length / 3 * 2 + (length % 3 == 2 ? 1 : 0);
  default:
    return 0;
  }
}

guint64
vigil_wfdb_group_frames (const VigilWfdbHeader *header, guint first, gsize length)
{
  guint n = vigil_wfdb_header_count_group (header, first);
  guint64 per_frame = 0;
  for (guint i = first; i < first + n; i++)
    per_frame += header->signals[i].samples_per_frame;
  guint64 offset = header->signals[first].byte_offset;
  if (offset >= length || per_frame == 0)
    return 0;
  return count_samples (header->signals[first].format, length - offset) / per_frame;
}

/* The mark for "never taken": the most negative value of the format (WFDB, signal(5)). */
static gint
gap_mark (guint format)
{
  return format == 16 ? -32768 : format == 80 ? -128 : -2048;
}

gboolean
vigil_wfdb_is_gap (guint format, gint stored)
{
  return stored == gap_mark (format);
}

static gint
sample_16 (const guint8 *bytes, gsize length, guint64 index)
{
  if (index >= length / 2)
    return gap_mark (16);
  return (gint16) (bytes[index * 2] | (bytes[index * 2 + 1] << 8));
}

static gint
sample_80 (const guint8 *bytes, gsize length, guint64 index)
{
  return index < length ? bytes[index] - 128 : gap_mark (80);
}

static gint
sample_212 (const guint8 *bytes, gsize length, guint64 index)
{
  if (index >= count_samples (212, length))
    return gap_mark (212);
  const guint8 *pair = bytes + index / 2 * 3;
  gint raw = index % 2 == 0 ? pair[0] | ((pair[1] & 0x0F) << 8) : pair[2] | ((pair[1] & 0xF0) << 4);
  return raw >= 2048 ? raw - 4096 : raw;
}

gint
vigil_wfdb_stored_sample (guint format, const guint8 *bytes, gsize length, guint64 index)
{
  switch (format) {
  case 16:
    return sample_16 (bytes, length, index);
  case 80:
    return sample_80 (bytes, length, index);
  case 212:
    return sample_212 (bytes, length, index);
  default:
    return gap_mark (format);
  }
}
