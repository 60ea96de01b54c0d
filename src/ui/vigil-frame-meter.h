/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* How evenly frames come and how long each takes. Every five seconds it says so in one debug line:
 *
 *   frames 300 in 5.00 s, interval p50 16.65 p99 17.90 ms, work p50 1.80 p99 3.10 ms, dropped 0,
 *   drawn 300 work p95 2.40 ms, pace full
 *
 * as vigil-frame-tally.h counts them. Drawn are the frames for which _note_drawn() was called: by
 * them @pace is judged. Nothing is allocated after _new(). Main thread. */

#include <gdk/gdk.h>

#include "vigil-pace.h"

G_BEGIN_DECLS

typedef struct _VigilFrameMeter VigilFrameMeter;

/* Listens to @clock until it is freed. @pace is lent; with each report it is told what was seen. */
VigilFrameMeter *vigil_frame_meter_new (GdkFrameClock *clock,
                                        VigilPace *pace) G_GNUC_WARN_UNUSED_RESULT;
void vigil_frame_meter_free (VigilFrameMeter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigilFrameMeter, vigil_frame_meter_free)

/* The frame in hand draws something. */
void vigil_frame_meter_note_drawn (VigilFrameMeter *self);

G_END_DECLS
