/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-test-sound.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "vigil-test-process.h"

/* A null sink that says it is a sound card, as real sinks do. */
#define WARD_SINK "module-null-sink sink_name=ward sink_properties=device.class=sound"
#define WAV_HEADER_BYTES 44

struct _VigilTestSound {
  gboolean has_sink;
  VigilTestPipewire *pipewire; /* NULL = PulseAudio */
  GPid server; /* what programs speak to */
  GPid recorder;
  GPid noise;
  char *wav;
};

/* The folder that init made, and nothing else. */
static void
remove_folder (void)
{
  const char *const arguments[] = { "rm", "-rf", "--", g_getenv ("XDG_RUNTIME_DIR"), NULL };
  g_autofree char *name = g_path_get_basename (arguments[3]);
  if (g_str_has_prefix (name, "vigil-sound-"))
    g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL,
                  NULL, NULL);
}

gboolean
vigil_test_sound_is_pipewire (void)
{
  return g_strcmp0 (g_getenv ("VIGIL_TEST_SOUND_SERVER"), "pipewire") == 0;
}

gboolean
vigil_test_sound_init (void)
{
  const char *const programs[] = { "pactl", "parec", "/usr/bin/python3",
                                   vigil_test_sound_is_pipewire () ? NULL : "pulseaudio", NULL };
  if (!vigil_test_process_are_installed (programs)
      || (vigil_test_sound_is_pipewire () && !vigil_test_pipewire_is_installed ()))
    return FALSE;
  g_autoptr (GError) error = NULL;
  g_autofree char *dir = g_dir_make_tmp ("vigil-sound-XXXXXX", &error);
  g_assert_no_error (error);
  g_setenv ("XDG_RUNTIME_DIR", dir, TRUE);
  g_setenv ("HOME", dir, TRUE);
  atexit (remove_folder);
  g_unsetenv ("PULSE_LATENCY_MSEC");
  g_unsetenv ("PULSE_SERVER");
  g_unsetenv ("PIPEWIRE_RUNTIME_DIR");
  g_unsetenv ("XDG_CONFIG_HOME");
  g_unsetenv ("DBUS_SESSION_BUS_ADDRESS");
  return TRUE;
}

static GPid
start_pulseaudio (gboolean has_sink)
{
  const char *const arguments[] = {
    "pulseaudio",
    "-n",
    "--daemonize=no",
    "--use-pid-file=no",
    "--exit-idle-time=-1",
    "-L",
    "module-native-protocol-unix",
    has_sink ? "-L" : NULL,
    WARD_SINK,
    NULL,
  };
  return vigil_test_process_start (arguments);
}

/* Sinks live in the part that was just started. */
static GPid
start_pipewire (VigilTestSound *sound)
{
  GPid server = vigil_test_pipewire_start_pulse (sound->pipewire);
  if (!sound->has_sink)
    return server;
  if (!vigil_test_process_wait_for ("pactl load-module " WARD_SINK)
      || !vigil_test_process_wait_for ("pactl set-default-sink ward")
      || !vigil_test_process_wait_for ("sh -c 'test \"$(pactl get-default-sink)\" = ward'"))
    g_error ("PipeWire has no sink");
  return server;
}

void
vigil_test_sound_start_server (VigilTestSound *sound)
{
  g_assert_cmpint (sound->server, ==, 0);
  sound->server =
      sound->pipewire != NULL ? start_pipewire (sound) : start_pulseaudio (sound->has_sink);
  if (!vigil_test_process_wait_for (sound->has_sink ? "pactl get-sink-mute ward" : "pactl info"))
    g_error ("the sound server did not start");
}

static VigilTestSound *
create (gboolean has_sink)
{
  VigilTestSound *sound = g_new0 (VigilTestSound, 1);
  sound->has_sink = has_sink;
  sound->pipewire = vigil_test_sound_is_pipewire () ? vigil_test_pipewire_new () : NULL;
  sound->wav = g_build_filename (g_getenv ("XDG_RUNTIME_DIR"), "heard.wav", NULL);
  vigil_test_sound_start_server (sound);
  return sound;
}

VigilTestSound *
vigil_test_sound_new (void)
{
  return create (TRUE);
}

VigilTestSound *
vigil_test_sound_new_without_sink (void)
{
  return create (FALSE);
}

void
vigil_test_sound_free (VigilTestSound *sound)
{
  vigil_test_process_end (&sound->recorder, SIGKILL);
  vigil_test_process_end (&sound->noise, SIGKILL);
  vigil_test_process_end (&sound->server, SIGKILL);
  vigil_test_pipewire_free (sound->pipewire);
  g_unlink (sound->wav);
  g_free (sound->wav);
  g_free (sound);
}

void
vigil_test_sound_kill_server (VigilTestSound *sound)
{
  vigil_test_process_end (&sound->server, SIGKILL);
}

void
vigil_test_sound_signal_part (VigilTestSound *sound, VigilTestPipewirePart part, int signal)
{
  vigil_test_pipewire_signal (sound->pipewire, part, signal);
}

/* The sinks of real cards are made by the session manager and begin anew with it; ours belongs to
 * the part that programs speak to. */
void
vigil_test_sound_repair_parts (VigilTestSound *sound)
{
  vigil_test_pipewire_repair (sound->pipewire);
  vigil_test_process_end (&sound->server, SIGKILL);
  vigil_test_sound_start_server (sound);
}

void
vigil_test_sound_freeze_server (VigilTestSound *sound)
{
  g_assert_cmpint (kill (sound->server, SIGSTOP), ==, 0);
}

void
vigil_test_sound_thaw_server (VigilTestSound *sound)
{
  g_assert_cmpint (kill (sound->server, SIGCONT), ==, 0);
}

void
vigil_test_sound_control (VigilTestSound *sound, const char *arguments)
{
  (void) sound;
  g_autofree char *command = g_strconcat ("pactl ", arguments, NULL);
  if (!vigil_test_process_run (command))
    g_error ("%s failed", command);
}

/* The indices of the streams that this program plays now; of nobody else's. */
static GArray *
list_own_streams (void)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (guint64));
  g_autofree char *out = NULL;
  g_autofree char *own = g_strdup_printf ("application.process.id = \"%d\"", (int) getpid ());
  g_autoptr (GError) error = NULL;
  g_spawn_command_line_sync ("pactl list sink-inputs", &out, NULL, NULL, &error);
  g_assert_no_error (error);
  g_auto (GStrv) blocks = g_strsplit (out, "Sink Input #", -1);
  for (guint i = 1; blocks[0] != NULL && blocks[i] != NULL; i++) {
    guint64 index = g_ascii_strtoull (blocks[i], NULL, 10);
    if (strstr (blocks[i], own) != NULL)
      g_array_append_val (found, index);
  }
  return found;
}

guint
vigil_test_sound_control_streams (VigilTestSound *sound, const char *verb, const char *value)
{
  g_autoptr (GArray) streams = list_own_streams ();
  for (guint i = 0; i < streams->len; i++) {
    g_autofree char *arguments = g_strdup_printf ("%s %" G_GUINT64_FORMAT " %s", verb,
                                                  g_array_index (streams, guint64, i), value);
    vigil_test_sound_control (sound, arguments);
  }
  return streams->len;
}

#define ASKED_MAX 10

static char *
ask (const char *command)
{
  char *out = NULL;
  g_autoptr (GError) error = NULL;
  g_spawn_command_line_sync (command, &out, NULL, NULL, &error);
  g_assert_no_error (error);
  return g_strstrip (out);
}

void
vigil_test_sound_set_default_sink (VigilTestSound *sound, const char *name)
{
  g_autofree char *arguments = g_strdup_printf ("set-default-sink %s", name);
  for (guint i = 0; i < ASKED_MAX; i++) {
    vigil_test_sound_control (sound, arguments);
    vigil_test_sound_run (0.1);
    g_autofree char *now = ask ("pactl get-default-sink");
    if (g_str_equal (now, name))
      return;
  }
  g_error ("%s is not the default sink", name);
}

static gboolean
is_every_stream_on (const char *sink)
{
  g_autofree char *sinks = ask ("pactl list short sinks");
  g_autofree char *inputs = ask ("pactl list sink-inputs");
  g_autofree char *line = g_strdup_printf ("\t%s\t", sink);
  g_autofree char *own = g_strdup_printf ("application.process.id = \"%d\"", (int) getpid ());
  g_auto (GStrv) rows = g_strsplit (sinks, "\n", -1);
  g_auto (GStrv) blocks = g_strsplit (inputs, "Sink Input #", -1);
  g_autofree char *place = NULL;
  for (guint i = 0; rows[i] != NULL; i++)
    if (strstr (rows[i], line) != NULL)
      place = g_strdup_printf ("\tSink: %d\n", atoi (rows[i]));
  g_assert_nonnull (place);
  for (guint i = 1; blocks[0] != NULL && blocks[i] != NULL; i++)
    if (strstr (blocks[i], own) != NULL && strstr (blocks[i], place) == NULL)
      return FALSE;
  return TRUE;
}

void
vigil_test_sound_move_streams (VigilTestSound *sound, const char *sink)
{
  for (guint i = 0; i < ASKED_MAX; i++) {
    g_assert_cmpuint (vigil_test_sound_control_streams (sound, "move-sink-input", sink), ==, 1);
    g_usleep (50000);
    if (is_every_stream_on (sink))
      return;
  }
  g_error ("no stream moves to %s", sink);
}

void
vigil_test_sound_make_noise (VigilTestSound *sound, const char *wav)
{
  const char *const arguments[] = { "paplay", "--device=ward", wav, NULL };
  vigil_test_process_end (&sound->noise, SIGKILL);
  sound->noise = vigil_test_process_start (arguments);
}

static gboolean
is_recording (gpointer data)
{
  VigilTestSound *sound = data;
  GStatBuf status = { 0 };
  return g_stat (sound->wav, &status) == 0 && status.st_size > WAV_HEADER_BYTES;
}

/* A fresh null sink takes two seconds to its first sample; main goes on meanwhile. */
void
vigil_test_sound_record (VigilTestSound *sound)
{
  const char *const arguments[] = { "parec",
                                    "--device=ward.monitor",
                                    "--latency-msec=20",
                                    "--rate=48000",
                                    "--channels=1",
                                    "--format=s16le",
                                    "--file-format=wav",
                                    sound->wav,
                                    NULL };
  vigil_test_process_end (&sound->recorder, SIGKILL);
  g_unlink (sound->wav);
  sound->recorder = vigil_test_process_start (arguments);
  if (!vigil_test_sound_wait (is_recording, sound, 10))
    g_error ("the recorder did not start");
}

static char *
classify (const char *wav)
{
  g_autofree char *hear = g_build_filename (g_getenv ("G_TEST_SRCDIR"), "e2e", "hear.py", NULL);
  const char *const arguments[] = { "/usr/bin/python3", hear, wav, NULL };
  char *out = NULL;
  int status = 0;
  g_autoptr (GError) error = NULL;
  g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_DEFAULT, NULL, NULL, &out, NULL, &status,
                &error);
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, &error));
  return out;
}

JsonArray *
vigil_test_sound_hear (VigilTestSound *sound)
{
  vigil_test_process_end (&sound->recorder, SIGINT);
  g_autofree char *out = classify (sound->wav);
  g_auto (GStrv) lines = g_strsplit (g_strstrip (out), "\n", -1);
  JsonArray *heard = json_array_new ();
  for (guint i = 0; lines[i] != NULL; i++) {
    g_test_message ("heard: %s", lines[i]);
    g_autoptr (GError) error = NULL;
    JsonNode *node = json_from_string (lines[i], &error);
    g_assert_no_error (error);
    if (node != NULL)
      json_array_add_element (heard, node);
  }
  return heard;
}

const char *
vigil_test_sound_get_name (JsonArray *heard, guint i)
{
  return json_object_get_string_member (json_array_get_object_element (heard, i), "sound");
}

double
vigil_test_sound_get (JsonArray *heard, guint i, const char *name)
{
  JsonObject *object = json_array_get_object_element (heard, i);
  g_assert_true (json_object_has_member (object, name));
  return json_object_get_double_member (object, name);
}

guint
vigil_test_sound_count (JsonArray *heard, const char *name)
{
  guint n = 0;
  for (guint i = 0; i < json_array_get_length (heard); i++)
    n += g_str_equal (vigil_test_sound_get_name (heard, i), name);
  return n;
}

static gboolean
wake_cb (gpointer data)
{
  (void) data;
  return G_SOURCE_CONTINUE;
}

gboolean
vigil_test_sound_wait (gboolean (*is_done) (gpointer data), gpointer data, double seconds)
{
  gint64 end_us = g_get_monotonic_time () + (gint64) (seconds * G_USEC_PER_SEC);
  guint wake = g_timeout_add (10, wake_cb, NULL);
  while (!is_done (data) && g_get_monotonic_time () < end_us)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (wake);
  return is_done (data);
}

static gboolean
never (gpointer data)
{
  (void) data;
  return FALSE;
}

void
vigil_test_sound_run (double seconds)
{
  vigil_test_sound_wait (never, NULL, seconds);
}
