/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-sink-facts.h"

#include <string.h>

/* A null sink swallows everything: the server makes "auto_null" when there is no card, and marks
 * null sinks as abstract. The driver's name proves nothing. */
static gboolean
is_swallowing (const VigilSinkFacts *facts)
{
  return !facts->has_sink || g_str_equal (facts->name, "auto_null")
         || g_str_equal (facts->device_class, "abstract");
}

static guint
get_heard_percent (const VigilSinkFacts *facts)
{
  if (!facts->has_stream)
    return facts->volume_percent;
  if (facts->is_flat)
    return MIN (facts->volume_percent, facts->stream_volume_percent);
  return facts->volume_percent * facts->stream_volume_percent / 100;
}

VigilSound
vigil_sink_facts_judge (const VigilSinkFacts *facts, guint floor_percent)
{
  if (!facts->is_connected)
    return VIGIL_SOUND_NO_SERVER;
  if (!facts->is_answering)
    return VIGIL_SOUND_STUCK;
  if (!facts->is_known)
    return VIGIL_SOUND_STARTING;
  if (is_swallowing (facts))
    return VIGIL_SOUND_NO_SINK;
  if (facts->port == VIGIL_PORT_NO)
    return VIGIL_SOUND_NO_PORT;
  if (facts->is_suspended)
    return VIGIL_SOUND_SUSPENDED;
  if (facts->is_standing)
    return VIGIL_SOUND_STUCK;
  if (facts->has_stream && facts->is_stream_elsewhere)
    return VIGIL_SOUND_ELSEWHERE;
  if (facts->has_stream && facts->is_stream_corked)
    return VIGIL_SOUND_SUSPENDED;
  if (facts->is_muted || (facts->has_stream && facts->is_stream_muted))
    return VIGIL_SOUND_MUTED;
  if (get_heard_percent (facts) < floor_percent)
    return VIGIL_SOUND_TOO_QUIET;
  return VIGIL_SOUND_WORKS;
}
