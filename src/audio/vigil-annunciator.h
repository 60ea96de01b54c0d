/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Makes the alarm heard: an audio thread of its own that plays the burst of the current priority by
 * libcanberra, again and again on absolute deadlines, and observes by libpulse whether it can be
 * heard. The sound server may die, freeze or be absent: the thread is replaced, the rest never
 * waits. Public functions: main thread, never blocking; not to be freed from its own callbacks.
 *
 * Nothing is asked of the environment: the sounds are uploaded to the server, which plays its own
 * copies, and the meter on the sink keeps it awake and its latency low (first sample of a pulse
 * about 40 ms after the call, of which 32 ms are silence at the head of the file). */

#include <glib.h>

#include "vigil-sound.h"
#include "vigil-types.h"

G_BEGIN_DECLS

/* On the main context. */
typedef void (*VigilSoundFunc) (VigilSound sound, gpointer data);
/* A burst's play call returned: for journals, tests and benches. On the main context. */
typedef void (*VigilBurstFunc) (VigilPriority priority, gint64 mono_us, gpointer data);

typedef struct {
  const char *sounds_dir; /* the stereo folder of our sound theme */
  guint volume_floor_percent; /* 1 to 100 */
  const char *app_id;
  VigilSoundFunc sound_func;
  VigilBurstFunc burst_func; /* NULL = none */
  gpointer data;
} VigilAnnunciatorConfig;

/* Threads that the sound server holds; with so many of them no new one is tried. */
#define VIGIL_ANNUNCIATOR_HELD_MAX 3

typedef struct _VigilAnnunciator VigilAnnunciator;

VigilAnnunciator *
vigil_annunciator_new (const VigilAnnunciatorConfig *config) G_GNUC_WARN_UNUSED_RESULT;
/* Stops sound and frees; waits at most 1 s for the thread, then leaves it. */
void vigil_annunciator_free (VigilAnnunciator *annunciator);

/* The priority to sound from now on. A higher one than the running pre-empts at the next pulse
 * boundary; NONE or a lower one after the burst is complete (high: after half a burst) unless
 * @is_silenced: then sound stops at once. @restart: a new high restarts the burst. */
void vigil_annunciator_sound (VigilAnnunciator *annunciator,
                              VigilPriority priority,
                              gboolean is_silenced,
                              gboolean restart);
/* One burst of @priority, once (reminders, check of the sound). */
void vigil_annunciator_play_once (VigilAnnunciator *annunciator, VigilPriority priority);
/* Of medium and low bursts from the next one on, 1 to 100; high is always full. Raised by itself
 * where the sink is turned down, so that nothing sounds below the floor. 100 at first. */
void vigil_annunciator_set_volume (VigilAnnunciator *annunciator, guint percent);
/* Main is alive; if older than 3 s the thread sounds *station failed* by itself. It watches from
 * the first beat on. The age is counted from this call, by a clock that stops in suspend. */
void vigil_annunciator_beat (VigilAnnunciator *annunciator, gint64 mono_us);
VigilSound vigil_annunciator_get_sound (VigilAnnunciator *annunciator);
/* How many playing threads were held fast by the sound server and given up since the start; how
 * many of them it holds still. */
void
vigil_annunciator_get_given_up (VigilAnnunciator *annunciator, guint *n_given_up, guint *n_held);

G_END_DECLS
