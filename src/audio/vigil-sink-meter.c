/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-sink-meter.h"

#include <math.h>

/* Asked for; what comes is the source's own rate, so that no server resamples. Not peaks made by
 * the server (PA_STREAM_PEAK_DETECT): those of PipeWire 0.3.65 read beyond their buffer, and the
 * sound server dies of them. */
#define METER_RATE_HZ 48000
#define BLOCK_MS 30
/* A muted sink gives exact zeros; −94 dB is below one step of 16 bits. */
#define LOUD_PEAK 2e-5f

struct _VigilSinkMeter {
  pa_stream *stream;
  char *source;
  gint64 since_us;
  gint64 newest_us;
  gint64 loud_us;
};

static void
measure (VigilSinkMeter *meter, const float *samples, size_t n)
{
  gint64 now_us = g_get_monotonic_time ();
  if (meter->since_us == 0)
    meter->since_us = now_us;
  meter->newest_us = now_us;
  for (size_t i = 0; i < n; i++) {
    if (fabsf (samples[i]) > LOUD_PEAK)
      meter->loud_us = now_us;
  }
}

static void
read_cb (pa_stream *stream, size_t n_readable, void *data)
{
  (void) n_readable;
  VigilSinkMeter *meter = data;
  while (pa_stream_readable_size (stream) > 0) {
    const void *bytes = NULL;
    size_t n = 0;
    if (pa_stream_peek (stream, &bytes, &n) < 0 || n == 0)
      return;
    if (bytes != NULL)
      measure (meter, bytes, n / sizeof (float));
    pa_stream_drop (stream);
  }
}

static VigilSinkMeter *
create (pa_context *context, const char *source, uint32_t stream)
{
  const pa_sample_spec spec = { .format = PA_SAMPLE_FLOAT32NE,
                                .rate = METER_RATE_HZ,
                                .channels = 1 };
  const pa_buffer_attr attributes = {
    .maxlength = G_MAXUINT32,
    .fragsize = sizeof (float) * METER_RATE_HZ / 1000 * BLOCK_MS,
  };
  VigilSinkMeter *meter = g_new0 (VigilSinkMeter, 1);
  meter->source = g_strdup (source);
  pa_proplist *list = pa_proplist_new ();
  pa_proplist_sets (list, PA_PROP_MEDIA_NAME, "Alarm sound check");
  /* Monitoring programs hide streams of this kind. */
  pa_proplist_sets (list, PA_PROP_MEDIA_ROLE, "abstract");
  meter->stream = pa_stream_new_with_proplist (context, "Alarm sound check", &spec, NULL, list);
  pa_proplist_free (list);
  if (meter->stream == NULL)
    return meter;
  if (stream != PA_INVALID_INDEX)
    pa_stream_set_monitor_stream (meter->stream, stream);
  pa_stream_set_read_callback (meter->stream, read_cb, meter);
  pa_stream_connect_record (meter->stream, source, &attributes,
                            PA_STREAM_FIX_RATE | PA_STREAM_ADJUST_LATENCY | PA_STREAM_DONT_MOVE);
  return meter;
}

VigilSinkMeter *
vigil_sink_meter_new (pa_context *context, const char *source)
{
  return create (context, source, PA_INVALID_INDEX);
}

VigilSinkMeter *
vigil_sink_meter_new_on_stream (pa_context *context, const char *source, uint32_t stream)
{
  return create (context, source, stream);
}

void
vigil_sink_meter_free (VigilSinkMeter *meter)
{
  if (meter->stream != NULL) {
    pa_stream_set_read_callback (meter->stream, NULL, NULL);
    pa_stream_disconnect (meter->stream);
    pa_stream_unref (meter->stream);
  }
  g_free (meter->source);
  g_free (meter);
}

gboolean
vigil_sink_meter_is_on (const VigilSinkMeter *meter, const char *source)
{
  return g_str_equal (meter->source, source);
}

gboolean
vigil_sink_meter_is_broken (const VigilSinkMeter *meter)
{
  return meter->stream == NULL || !PA_STREAM_IS_GOOD (pa_stream_get_state (meter->stream));
}

gint64
vigil_sink_meter_get_since_us (const VigilSinkMeter *meter)
{
  return meter->since_us;
}

gint64
vigil_sink_meter_get_newest_us (const VigilSinkMeter *meter)
{
  return meter->newest_us;
}

gint64
vigil_sink_meter_get_loud_us (const VigilSinkMeter *meter)
{
  return meter->loud_us;
}
