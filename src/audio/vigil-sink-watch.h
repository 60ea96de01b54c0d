/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Observes the sound server on a thread and connection of its own: is it there, does it answer, can
 * the default sink be heard, how is our own stream set. Connects again by itself. */

#include "vigil-sink-facts.h"

G_BEGIN_DECLS

typedef struct _VigilSinkWatch VigilSinkWatch;
/* On the watch's thread, without a lock of the watch: the facts changed. */
typedef void (*VigilSinkWatchFunc) (gpointer data);

VigilSinkWatch *vigil_sink_watch_new (const char *app_id,
                                      VigilSinkWatchFunc func,
                                      gpointer data) G_GNUC_WARN_UNUSED_RESULT;
/* Joins the thread, which never waits for the server. Not from @func. */
void vigil_sink_watch_free (VigilSinkWatch *watch);
/* Any thread. */
void vigil_sink_watch_get_facts (VigilSinkWatch *watch, VigilSinkFacts *facts);

G_END_DECLS
