/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-wfdb.h"

#include "vigil-types.h"

#include <math.h>

/* Where the files come from and what the record is called, for one read. */
typedef struct {
  const char *name;
  VigilWfdbLoadFunc load;
  gpointer data;
} Reader;

static VigilWfdbHeader *
read_header (const Reader *reader, const char *name, GError **error)
{
  g_autofree char *file = g_strconcat (name, ".hea", NULL);
  g_autoptr (GBytes) bytes = reader->load (file, reader->data, error);
  if (bytes == NULL) {
    g_prefix_error (error, "record %s: ", reader->name);
    return NULL;
  }
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  return vigil_wfdb_header_parse (name, text != NULL ? text : "", length, error);
}

static gboolean
refuse (const Reader *reader, GError **error, VigilWfdbError code, const char *what, guint64 number)
{
  g_set_error (error, VIGIL_WFDB_ERROR, (gint) code, "record %s: %s (%" G_GUINT64_FORMAT ")",
               reader->name, what, number);
  return FALSE;
}

/* Makes the channels of @layout, all gaps. */
static gboolean
allocate (const Reader *reader,
          VigilWfdbRecord *record,
          const VigilWfdbHeader *layout,
          guint64 n_frames,
          GError **error)
{
  guint64 per_frame = 0;
  for (guint i = 0; i < layout->n_signals; i++)
    per_frame += layout->signals[i].samples_per_frame;
  if (n_frames > VIGIL_WFDB_SAMPLES_MAX || n_frames * per_frame > VIGIL_WFDB_SAMPLES_MAX)
    return refuse (reader, error, VIGIL_WFDB_ERROR_RANGE, "more samples than allowed", n_frames);
  record->frame_hz = layout->frame_hz;
  record->n_frames = n_frames;
  record->n_channels = layout->n_signals;
  record->channels = g_new0 (VigilWfdbChannel, layout->n_signals);
  for (guint i = 0; i < layout->n_signals; i++) {
    VigilWfdbChannel *channel = &record->channels[i];
    vigil_text_copy (channel->label, sizeof channel->label, layout->signals[i].label);
    vigil_text_copy (channel->unit, sizeof channel->unit, layout->signals[i].unit);
    channel->samples_per_frame = layout->signals[i].samples_per_frame;
    channel->n_samples = n_frames * channel->samples_per_frame;
    channel->samples = g_new (float, channel->n_samples);
    channel->is_checked = TRUE;
    for (gsize k = 0; k < channel->n_samples; k++)
      channel->samples[k] = NAN;
  }
  return TRUE;
}

/* Which channel of the record a segment's signal feeds: by place in a fixed layout, by name in a
 * variable one. −1: the layout has none of that name. */
static gint
find_channel (const VigilWfdbRecord *record,
              const VigilWfdbHeader *segment,
              guint signal,
              gboolean by_name)
{
  if (!by_name)
    return signal < record->n_channels ? (gint) signal : -1;
  for (guint i = 0; i < record->n_channels; i++)
    if (g_str_equal (record->channels[i].label, segment->signals[signal].label))
      return (gint) i;
  return -1;
}

/* One signal of a group, from stored samples to physical units. */
typedef struct {
  const guint8 *bytes;
  gsize length;
  guint64 per_frame; /* samples of all signals of the file in a frame */
  guint64 first; /* this signal's first in it */
  guint64 n_frames;
} Lane;

static void
copy_signal (const Lane *lane,
             const VigilWfdbSignal *signal,
             VigilWfdbChannel *channel,
             guint64 at_frame)
{
  guint16 sum = 0;
  guint spf = signal->samples_per_frame;
  for (guint64 frame = 0; frame < lane->n_frames; frame++) {
    for (guint k = 0; k < spf; k++) {
      guint64 index = frame * lane->per_frame + lane->first + k;
      gint stored = vigil_wfdb_stored_sample (signal->format, lane->bytes, lane->length, index);
      sum = (guint16) (sum + (guint16) stored);
      /* A signal that lags by its skew belongs that many frames earlier. */
      if (frame < signal->skew || vigil_wfdb_is_gap (signal->format, stored))
        continue;
      gsize to = (at_frame + frame - signal->skew) * spf + k;
      channel->samples[to] = (float) ((stored - (double) signal->baseline) / signal->gain);
    }
  }
  channel->is_checked &= signal->has_checksum && sum == signal->checksum;
}

/* Reads the file of the group at @first and copies each of its signals to its channel. */
static gboolean
read_group (const Reader *reader,
            VigilWfdbRecord *record,
            const VigilWfdbHeader *segment,
            guint first,
            guint64 at_frame,
            guint64 n_frames,
            gboolean by_name,
            GError **error)
{
  const VigilWfdbSignal *signals = segment->signals;
  guint n = vigil_wfdb_header_count_group (segment, first);
  if (signals[first].format == 0 || n_frames == 0)
    return TRUE;
  g_autoptr (GBytes) bytes = reader->load (signals[first].file, reader->data, error);
  if (bytes == NULL) {
    g_prefix_error (error, "record %s: ", reader->name);
    return FALSE;
  }
  Lane lane = { 0 };
  lane.bytes = g_bytes_get_data (bytes, &lane.length);
  lane.n_frames = n_frames;
  if (vigil_wfdb_group_frames (segment, first, lane.length) < n_frames) {
    g_autofree char *what =
        g_strdup_printf ("%s holds fewer frames than the header says", signals[first].file);
    return refuse (reader, error, VIGIL_WFDB_ERROR_TRUNCATED, what, n_frames);
  }
  lane.bytes += signals[first].byte_offset;
  lane.length -= signals[first].byte_offset;
  for (guint i = first; i < first + n; i++)
    lane.per_frame += signals[i].samples_per_frame;
  for (guint i = first; i < first + n; i++) {
    gint to = find_channel (record, segment, i, by_name);
    if (to >= 0 && record->channels[to].samples_per_frame != signals[i].samples_per_frame)
      return refuse (reader, error, VIGIL_WFDB_ERROR_RANGE, "segments differ in rate, signal", i);
    if (to >= 0)
      copy_signal (&lane, &signals[i], &record->channels[to], at_frame);
    lane.first += signals[i].samples_per_frame;
  }
  return TRUE;
}

static gboolean
read_signals (const Reader *reader,
              VigilWfdbRecord *record,
              const VigilWfdbHeader *segment,
              guint64 at_frame,
              guint64 n_frames,
              gboolean by_name,
              GError **error)
{
  for (guint i = 0; i < segment->n_signals; i += vigil_wfdb_header_count_group (segment, i))
    if (!read_group (reader, record, segment, i, at_frame, n_frames, by_name, error))
      return FALSE;
  return TRUE;
}

/* Without a stated length it is what the shortest file holds. */
static gboolean
measure (const Reader *reader, const VigilWfdbHeader *header, guint64 *n_frames, GError **error)
{
  *n_frames = header->n_frames;
  if (header->n_frames > 0 || header->n_signals == 0)
    return TRUE;
  *n_frames = G_MAXUINT64;
  for (guint i = 0; i < header->n_signals; i += vigil_wfdb_header_count_group (header, i)) {
    if (header->signals[i].format == 0)
      continue;
    g_autoptr (GBytes) bytes = reader->load (header->signals[i].file, reader->data, error);
    if (bytes == NULL)
      return FALSE;
    guint64 here = vigil_wfdb_group_frames (header, i, g_bytes_get_size (bytes));
    *n_frames = MIN (*n_frames, here);
  }
  if (*n_frames == G_MAXUINT64)
    *n_frames = 0;
  return TRUE;
}

static gboolean
read_segment (const Reader *reader,
              VigilWfdbRecord *record,
              const VigilWfdbSegment *segment,
              guint64 at_frame,
              gboolean by_name,
              GError **error)
{
  g_autoptr (VigilWfdbHeader) header = read_header (reader, segment->name, error);
  if (header == NULL)
    return FALSE;
  if (header->n_segments > 0)
    return refuse (reader, error, VIGIL_WFDB_ERROR_UNSUPPORTED, "segments within a segment", 0);
  if (fabs (header->frame_hz - record->frame_hz) > 1e-6)
    return refuse (reader, error, VIGIL_WFDB_ERROR_RANGE, "segments differ in rate", at_frame);
  return read_signals (reader, record, header, at_frame, segment->n_frames, by_name, error);
}

static gboolean
read_segments (const Reader *reader,
               VigilWfdbRecord *record,
               const VigilWfdbHeader *header,
               GError **error)
{
  gboolean by_name = header->segments[0].n_frames == 0;
  g_autoptr (VigilWfdbHeader) layout = read_header (reader, header->segments[0].name, error);
  if (layout == NULL)
    return FALSE;
  if (layout->n_segments > 0 || layout->n_signals != header->n_signals)
    return refuse (reader, error, VIGIL_WFDB_ERROR_MALFORMED,
                   "the first segment is no layout of its signals", layout->n_signals);
  guint64 n_frames = 0;
  for (guint i = 0; i < header->n_segments; i++)
    n_frames += header->segments[i].n_frames;
  if (!allocate (reader, record, layout, n_frames, error))
    return FALSE;
  guint64 at_frame = 0;
  for (guint i = by_name ? 1 : 0; i < header->n_segments; i++) {
    const VigilWfdbSegment *segment = &header->segments[i];
    if (!g_str_equal (segment->name, "~")
        && !read_segment (reader, record, segment, at_frame, by_name, error))
      return FALSE;
    at_frame += segment->n_frames;
  }
  return TRUE;
}

VigilWfdbRecord *
vigil_wfdb_record_read (const char *name, VigilWfdbLoadFunc load, gpointer data, GError **error)
{
  g_return_val_if_fail (name != NULL && load != NULL, NULL);
  Reader reader = { name, load, data };
  g_autoptr (VigilWfdbRecord) record = g_new0 (VigilWfdbRecord, 1);
  vigil_text_copy (record->name, sizeof record->name, name);
  g_autoptr (VigilWfdbHeader) header = read_header (&reader, name, error);
  if (header == NULL)
    return NULL;
  if (header->n_segments > 0)
    return read_segments (&reader, record, header, error) ? g_steal_pointer (&record) : NULL;
  guint64 n_frames;
  if (!measure (&reader, header, &n_frames, error)
      || !allocate (&reader, record, header, n_frames, error)
      || !read_signals (&reader, record, header, 0, n_frames, FALSE, error))
    return NULL;
  return g_steal_pointer (&record);
}

void
vigil_wfdb_record_free (VigilWfdbRecord *record)
{
  if (record == NULL)
    return;
  for (guint i = 0; i < record->n_channels; i++)
    g_free (record->channels[i].samples);
  g_free (record->channels);
  g_free (record);
}
