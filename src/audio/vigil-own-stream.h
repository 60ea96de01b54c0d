/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Observes the station's own stream on the sound server, the newest one: how it is set, where it
 * plays, and by a meter of its own whether anything comes out of it. What other programs play is
 * never taken for it. Belongs to the thread that runs the context's loop. */

#include <pulse/pulseaudio.h>

#include "vigil-sink-facts.h"

G_BEGIN_DECLS

typedef struct _VigilOwnStream VigilOwnStream;
/* On the loop's thread: something about the stream changed. */
typedef void (*VigilOwnStreamFunc) (gpointer data);

/* The property of a stream that says whose it is, and this process's own value of it. Set when a
 * sound is played, not when it is put into the server's cache: PipeWire gives what plays from there
 * the process id of whoever put it there, and two sandboxes may have the same. Any thread. */
#define VIGIL_OWN_STREAM_PROPERTY "vigil.player"
const char *vigil_own_stream_get_mark (void);

/* @context is ready, and outlives this. Looks for a stream that plays already. */
VigilOwnStream *vigil_own_stream_new (pa_context *context,
                                      VigilOwnStreamFunc func,
                                      gpointer data) G_GNUC_WARN_UNUSED_RESULT;
/* After the context was disconnected: no answer comes any more. NULL is allowed. */
void vigil_own_stream_free (VigilOwnStream *own);
/* Of the context's subscription, facility SINK_INPUT. */
void vigil_own_stream_note_event (VigilOwnStream *own,
                                  pa_subscription_event_type_t type,
                                  uint32_t index);
/* Now and then: PipeWire tells of a move before its answers know of it. */
void vigil_own_stream_ask (VigilOwnStream *own);
/* The default sink and the name of its monitor; NULL: there is none. */
void vigil_own_stream_set_sink (VigilOwnStream *own, uint32_t index, const char *monitor);
/* Fills the stream's part of @facts. */
void vigil_own_stream_report (const VigilOwnStream *own, VigilSinkFacts *facts);
/* Of the quietest channel, on the server's own scale. */
guint vigil_own_stream_get_percent (const pa_cvolume *volume);

G_END_DECLS
