/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Listens to what leaves a sink, or to what one stream alone gives to it: a record stream on the
 * sink's monitor. On a sink it also keeps the sink awake and its latency low, so that the
 * first burst after hours of quiet is not late. Belongs to the thread that runs the context's loop.
 */

#include <glib.h>
#include <pulse/pulseaudio.h>

G_BEGIN_DECLS

typedef struct _VigilSinkMeter VigilSinkMeter;

/* @source: the name of the monitor. It may fail later: see is_broken. */
VigilSinkMeter *vigil_sink_meter_new (pa_context *context,
                                      const char *source) G_GNUC_WARN_UNUSED_RESULT;
/* @stream: the index of a sink input that plays to the sink of @source. */
VigilSinkMeter *vigil_sink_meter_new_on_stream (pa_context *context,
                                                const char *source,
                                                uint32_t stream) G_GNUC_WARN_UNUSED_RESULT;
void vigil_sink_meter_free (VigilSinkMeter *meter);
gboolean vigil_sink_meter_is_on (const VigilSinkMeter *meter, const char *source);
gboolean vigil_sink_meter_is_broken (const VigilSinkMeter *meter);
/* CLOCK_MONOTONIC µs: when the first and the newest measurement arrived, and the newest that was
 * not silence; 0 = none. */
gint64 vigil_sink_meter_get_since_us (const VigilSinkMeter *meter);
gint64 vigil_sink_meter_get_newest_us (const VigilSinkMeter *meter);
gint64 vigil_sink_meter_get_loud_us (const VigilSinkMeter *meter);

G_END_DECLS
