/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-own-stream.h"

#include "vigil-sink-meter.h"

struct _VigilOwnStream {
  pa_context *context; /* lent */
  VigilOwnStreamFunc func;
  gpointer data;
  uint32_t sink; /* the default sink */
  char *monitor;
  uint32_t index; /* of the stream that plays; PA_INVALID_INDEX = none does */
  VigilSinkMeter *meter;
  /* As it was when last seen. */
  gboolean is_known;
  gboolean is_muted, is_corked;
  guint volume_percent;
  uint32_t on_sink;
  gint64 since_us, metered_us, newest_us, loud_us;
};

guint
vigil_own_stream_get_percent (const pa_cvolume *volume)
{
  guint64 min = pa_cvolume_min (volume);
  return (guint) ((min * 100 + PA_VOLUME_NORM / 2) / PA_VOLUME_NORM);
}

static void
drop (pa_operation *operation)
{
  if (operation != NULL)
    pa_operation_unref (operation);
}

const char *
vigil_own_stream_get_mark (void)
{
  static char *mark;
  if (g_once_init_enter (&mark))
    g_once_init_leave (&mark, g_uuid_string_random ());
  return mark;
}

static gboolean
is_own (const pa_sink_input_info *info)
{
  return g_strcmp0 (pa_proplist_gets (info->proplist, VIGIL_OWN_STREAM_PROPERTY),
                    vigil_own_stream_get_mark ())
         == 0;
}

/* What it measured stays. */
static void
end_meter (VigilOwnStream *own)
{
  if (own->meter == NULL)
    return;
  own->metered_us = vigil_sink_meter_get_since_us (own->meter);
  own->newest_us = vigil_sink_meter_get_newest_us (own->meter);
  own->loud_us = vigil_sink_meter_get_loud_us (own->meter);
  g_clear_pointer (&own->meter, vigil_sink_meter_free);
}

/* A newer burst: whatever was measured belongs to the one before. */
static void
adopt (VigilOwnStream *own, uint32_t index)
{
  g_clear_pointer (&own->meter, vigil_sink_meter_free);
  own->index = index;
  own->since_us = g_get_monotonic_time ();
  own->metered_us = own->newest_us = own->loud_us = 0;
}

static void
ensure_meter (VigilOwnStream *own)
{
  if (own->meter == NULL && own->monitor != NULL && own->on_sink == own->sink)
    own->meter = vigil_sink_meter_new_on_stream (own->context, own->monitor, own->index);
}

static void
info_cb (pa_context *context, const pa_sink_input_info *info, int eol, void *data)
{
  (void) context;
  (void) eol;
  VigilOwnStream *own = data;
  if (info == NULL || !is_own (info))
    return;
  if (own->index != PA_INVALID_INDEX && info->index < own->index)
    return; /* the one that is being cut off */
  if (own->index != info->index)
    adopt (own, info->index);
  /* PipeWire shows a stream before it has a place: without volume, corked. */
  if (info->sink == PA_INVALID_INDEX)
    return;
  own->is_known = TRUE;
  own->is_muted = info->mute != 0;
  own->is_corked = info->corked != 0;
  own->volume_percent = info->has_volume ? vigil_own_stream_get_percent (&info->volume) : 100;
  own->on_sink = info->sink;
  ensure_meter (own);
  own->func (own->data);
}

/* What ended holds nothing back; how it was muted or turned down is remembered by servers. */
static void
note_end (VigilOwnStream *own)
{
  end_meter (own);
  own->index = PA_INVALID_INDEX;
  own->is_corked = FALSE;
  own->on_sink = own->sink;
  own->func (own->data);
}

void
vigil_own_stream_note_event (VigilOwnStream *own, pa_subscription_event_type_t type, uint32_t index)
{
  if ((type & PA_SUBSCRIPTION_EVENT_TYPE_MASK) != PA_SUBSCRIPTION_EVENT_REMOVE)
    drop (pa_context_get_sink_input_info (own->context, index, info_cb, own));
  else if (index == own->index)
    note_end (own);
}

void
vigil_own_stream_ask (VigilOwnStream *own)
{
  if (own->index != PA_INVALID_INDEX)
    drop (pa_context_get_sink_input_info (own->context, own->index, info_cb, own));
}

void
vigil_own_stream_set_sink (VigilOwnStream *own, uint32_t index, const char *monitor)
{
  if (own->sink == index && g_strcmp0 (own->monitor, monitor) == 0)
    return;
  own->sink = index;
  g_free (own->monitor);
  own->monitor = g_strdup (monitor);
  end_meter (own);
  if (own->index == PA_INVALID_INDEX)
    own->on_sink = index;
  vigil_own_stream_ask (own);
}

void
vigil_own_stream_report (const VigilOwnStream *own, VigilSinkFacts *facts)
{
  facts->has_stream = own->is_known;
  facts->is_stream_muted = own->is_muted;
  facts->is_stream_corked = own->is_corked;
  facts->is_stream_elsewhere = own->is_known && own->on_sink != own->sink;
  facts->stream_volume_percent = own->volume_percent;
  facts->stream_since_us = own->since_us;
  facts->stream_metered_us =
      own->meter != NULL ? vigil_sink_meter_get_since_us (own->meter) : own->metered_us;
  facts->stream_newest_us =
      own->meter != NULL ? vigil_sink_meter_get_newest_us (own->meter) : own->newest_us;
  facts->stream_loud_us =
      own->meter != NULL ? vigil_sink_meter_get_loud_us (own->meter) : own->loud_us;
}

VigilOwnStream *
vigil_own_stream_new (pa_context *context, VigilOwnStreamFunc func, gpointer data)
{
  VigilOwnStream *own = g_new0 (VigilOwnStream, 1);
  own->context = context;
  own->func = func;
  own->data = data;
  own->index = own->sink = own->on_sink = PA_INVALID_INDEX;
  drop (pa_context_get_sink_input_info_list (context, info_cb, own));
  return own;
}

void
vigil_own_stream_free (VigilOwnStream *own)
{
  if (own == NULL)
    return;
  g_clear_pointer (&own->meter, vigil_sink_meter_free);
  g_free (own->monitor);
  g_free (own);
}
