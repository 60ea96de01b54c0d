/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A private sound server for a test: its own runtime folder and home, a null sink named "ward" that
 * passes for a real one, and a recorder on the sink's monitor. PulseAudio, or PipeWire if the
 * environment says VIGIL_TEST_SOUND_SERVER=pipewire. Everything ends by process id, also when the
 * test is killed. */

#include <glib.h>
#include <json-glib/json-glib.h>

#include "vigil-test-pipewire.h"

G_BEGIN_DECLS

typedef struct _VigilTestSound VigilTestSound;

/* First thing in main(), before any thread: points the environment at a fresh folder. FALSE: a
 * program is missing, the caller skips. */
gboolean vigil_test_sound_init (void);
/* The test runs on PipeWire, not PulseAudio (VIGIL_TEST_SOUND_SERVER). */
gboolean vigil_test_sound_is_pipewire (void);
/* Starts a server. */
VigilTestSound *vigil_test_sound_new (void);
/* A server without any sink at all. */
VigilTestSound *vigil_test_sound_new_without_sink (void);
/* Ends what still runs. */
void vigil_test_sound_free (VigilTestSound *sound);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigilTestSound, vigil_test_sound_free)

/* kill -9, and a new server of the same kind. */
void vigil_test_sound_kill_server (VigilTestSound *sound);
void vigil_test_sound_start_server (VigilTestSound *sound);
/* PipeWire alone: @signal (SIGKILL, SIGSTOP, SIGCONT) to a part that programs do not speak to; and
 * what the system's service manager does then. */
void vigil_test_sound_signal_part (VigilTestSound *sound, VigilTestPipewirePart part, int signal);
void vigil_test_sound_repair_parts (VigilTestSound *sound);
/* SIGSTOP and SIGCONT. */
void vigil_test_sound_freeze_server (VigilTestSound *sound);
void vigil_test_sound_thaw_server (VigilTestSound *sound);
/* pactl with @arguments ("set-sink-mute ward 1"); fails the test if it fails. */
void vigil_test_sound_control (VigilTestSound *sound, const char *arguments);

/* "set-sink-input-mute", "1" and the like for each stream that this program plays now, and for
 * nobody else's. How many there were. */
guint vigil_test_sound_control_streams (VigilTestSound *sound, const char *verb, const char *value);
/* Both ask until the server says that it is so: PipeWire's session manager lets a wish pass now and
 * then. The first turns the main loop. */
void vigil_test_sound_set_default_sink (VigilTestSound *sound, const char *name);
void vigil_test_sound_move_streams (VigilTestSound *sound, const char *sink);
/* Another program plays the file @wav on the ward's sink. */
void vigil_test_sound_make_noise (VigilTestSound *sound, const char *wav);

/* Begins a new recording; it runs when this returns. */
void vigil_test_sound_record (VigilTestSound *sound);
/* Ends the recording: what tests/e2e/hear.py made of it, an array of objects. */
JsonArray *vigil_test_sound_hear (VigilTestSound *sound);
/* How many whole bursts named @name are in it. */
guint vigil_test_sound_count (JsonArray *heard, const char *name);
/* The member @name of the @i-th finding. */
double vigil_test_sound_get (JsonArray *heard, guint i, const char *name);
const char *vigil_test_sound_get_name (JsonArray *heard, guint i);

/* Turns the default main context until @is_done says TRUE; FALSE: @seconds passed. */
gboolean vigil_test_sound_wait (gboolean (*is_done) (gpointer data), gpointer data, double seconds);
/* Turns it for @seconds: for what must go on for a time to be heard. */
void vigil_test_sound_run (double seconds);

G_END_DECLS
