/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-sink-info.h"

#include <pulse/pulseaudio.h>
#include <string.h>

#include "vigil-own-stream.h"
#include "vigil-types.h"

static VigilPort
get_port (const pa_sink_info *info)
{
  if (info->active_port == NULL)
    return VIGIL_PORT_UNKNOWN;
  switch (info->active_port->available) {
  case PA_PORT_AVAILABLE_NO:
    return VIGIL_PORT_NO;
  case PA_PORT_AVAILABLE_YES:
    return VIGIL_PORT_YES;
  case PA_PORT_AVAILABLE_UNKNOWN:
  default:
    return VIGIL_PORT_UNKNOWN;
  }
}

/* PipeWire gives its null sinks no class. */
static const char *
get_class (const pa_sink_info *info)
{
  const char *device_class = pa_proplist_gets (info->proplist, PA_PROP_DEVICE_CLASS);
  const char *factory = pa_proplist_gets (info->proplist, "factory.name");
  if (device_class == NULL && g_strcmp0 (factory, "support.null-audio-sink") == 0)
    return "abstract";
  return device_class;
}

void
vigil_sink_info_note_none (VigilSinkFacts *facts)
{
  facts->has_sink = FALSE;
  memset (facts->name, 0, sizeof facts->name);
  memset (facts->device_class, 0, sizeof facts->device_class);
}

void
vigil_sink_info_note (const pa_sink_info *info, VigilSinkFacts *facts)
{
  vigil_sink_info_note_none (facts);
  vigil_text_copy (facts->name, sizeof facts->name, info->name);
  vigil_text_copy (facts->device_class, sizeof facts->device_class, get_class (info));
  facts->has_sink = TRUE;
  facts->is_suspended = info->state == PA_SINK_SUSPENDED;
  facts->is_muted = info->mute != 0;
  facts->is_flat = (info->flags & PA_SINK_FLAT_VOLUME) != 0;
  facts->volume_percent = vigil_own_stream_get_percent (&info->volume);
  facts->port = get_port (info);
}
