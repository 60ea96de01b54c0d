/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-sink-info.h"

#include <pulse/pulseaudio.h>
#include <string.h>

/* Sinks of real hardware (tests/audio/sinks), from the server's description to the judgement. */

#define FLOOR_PERCENT 40
#define PORTS_MAX 4

/* A description, and what it points to. */
typedef struct {
  pa_sink_info info;
  pa_sink_port_info ports[PORTS_MAX];
  GStringChunk *texts;
} Recorded;

static const char *
keep (Recorded *recorded, const char *text)
{
  return g_string_chunk_insert (recorded->texts, text);
}

/* "Speakers (type: Speaker, priority: 10000, availability unknown)": before 15.0 pactl said nothing
 * of a port that cannot tell. */
static int
read_available (const char *words)
{
  if (strstr (words, "not available)") != NULL)
    return PA_PORT_AVAILABLE_NO;
  return strstr (words, ", available)") != NULL ? PA_PORT_AVAILABLE_YES : PA_PORT_AVAILABLE_UNKNOWN;
}

static void
add_port (Recorded *recorded, const char *name, const char *words)
{
  g_assert_cmpuint (recorded->info.n_ports, <, PORTS_MAX);
  recorded->ports[recorded->info.n_ports++] = (pa_sink_port_info){
    .name = keep (recorded, name),
    .available = read_available (words),
  };
}

static void
set_active_port (Recorded *recorded, const char *name)
{
  for (guint i = 0; i < recorded->info.n_ports; i++) {
    if (g_str_equal (recorded->ports[i].name, name))
      recorded->info.active_port = &recorded->ports[i];
  }
  g_assert_nonnull (recorded->info.active_port);
}

/* "front-left: 30419 /  46% / -20.00 dB,   front-right: 30419 / …" */
static void
set_volume (Recorded *recorded, const char *words)
{
  g_auto (GStrv) parts = g_strsplit (words, ": ", -1);
  guint n = g_strv_length (parts) - 1;
  for (guint i = 0; i < n; i++)
    recorded->info.volume.values[i] = (pa_volume_t) g_ascii_strtoull (parts[i + 1], NULL, 10);
  recorded->info.volume.channels = (uint8_t) n;
}

static void
set_state (Recorded *recorded, const char *word)
{
  recorded->info.state = g_str_equal (word, "SUSPENDED") ? PA_SINK_SUSPENDED
                         : g_str_equal (word, "IDLE")    ? PA_SINK_IDLE
                                                         : PA_SINK_RUNNING;
}

static void
read_line (Recorded *recorded, const char *line, gboolean is_port)
{
  g_auto (GStrv) property = g_strsplit (line, " = ", 2);
  g_auto (GStrv) pair = g_strsplit (line, ": ", 2);
  if (property[0] != NULL && property[1] != NULL) {
    g_autofree char *value = g_strndup (property[1] + 1, strlen (property[1]) - 2);
    pa_proplist_sets (recorded->info.proplist, property[0], value);
  } else if (pair[0] == NULL || pair[1] == NULL) {
    return;
  } else if (g_str_equal (pair[0], "Active Port")) {
    set_active_port (recorded, pair[1]);
  } else if (is_port) {
    add_port (recorded, pair[0], pair[1]);
  } else if (g_str_equal (pair[0], "State")) {
    set_state (recorded, pair[1]);
  } else if (g_str_equal (pair[0], "Name")) {
    recorded->info.name = keep (recorded, pair[1]);
  } else if (g_str_equal (pair[0], "Mute")) {
    recorded->info.mute = g_str_equal (pair[1], "yes");
  } else if (g_str_equal (pair[0], "Volume")) {
    set_volume (recorded, pair[1]);
  } else if (g_str_equal (pair[0], "Monitor Source")) {
    recorded->info.monitor_source_name = keep (recorded, pair[1]);
  }
}

static void
recorded_open (Recorded *recorded, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *file = g_strdup_printf ("%s.txt", name);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "audio", "sinks", file, NULL);
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  *recorded = (Recorded){ .texts = g_string_chunk_new (256) };
  recorded->info.proplist = pa_proplist_new ();
  recorded->info.state = PA_SINK_RUNNING;
  pa_cvolume_reset (&recorded->info.volume, 2);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  gboolean is_port = FALSE;
  for (guint i = 0; lines[i] != NULL; i++) {
    const char *line = g_strstrip (lines[i]);
    if (g_str_equal (line, "Ports:"))
      is_port = TRUE;
    else
      read_line (recorded, line, is_port);
    is_port = is_port && !g_str_has_prefix (line, "Active Port");
  }
}

static void
recorded_close (Recorded *recorded)
{
  pa_proplist_free (recorded->info.proplist);
  g_string_chunk_free (recorded->texts);
}

static VigilSound
judge (const pa_sink_info *info, VigilSinkFacts *facts)
{
  *facts = (VigilSinkFacts){ .is_connected = TRUE, .is_answering = TRUE, .is_known = TRUE };
  vigil_sink_info_note (info, facts);
  return vigil_sink_facts_judge (facts, FLOOR_PERCENT);
}

typedef struct {
  const char *name;
  VigilPort port;
  guint volume_percent;
  VigilSound as_recorded;
  VigilSound awake; /* with somebody playing on it, or our own meter */
} Case;

static const Case CASES[] = {
  { "laptop-speakers", VIGIL_PORT_UNKNOWN, 100, VIGIL_SOUND_WORKS, VIGIL_SOUND_WORKS },
  { "hdmi-unplugged", VIGIL_PORT_NO, 100, VIGIL_SOUND_NO_PORT, VIGIL_SOUND_NO_PORT },
  { "usb", VIGIL_PORT_UNKNOWN, 46, VIGIL_SOUND_WORKS, VIGIL_SOUND_WORKS },
  { "pipewire-analog", VIGIL_PORT_UNKNOWN, 40, VIGIL_SOUND_SUSPENDED, VIGIL_SOUND_WORKS },
  { "pipewire-quiet", VIGIL_PORT_UNKNOWN, 25, VIGIL_SOUND_SUSPENDED, VIGIL_SOUND_TOO_QUIET },
  { "pipewire-headphones", VIGIL_PORT_YES, 100, VIGIL_SOUND_WORKS, VIGIL_SOUND_WORKS },
  { "line-out-unplugged", VIGIL_PORT_NO, 100, VIGIL_SOUND_NO_PORT, VIGIL_SOUND_NO_PORT },
};

static void
test_real_sinks_are_judged (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++) {
    Recorded recorded;
    VigilSinkFacts facts;
    recorded_open (&recorded, CASES[i].name);
    g_test_message ("%s", CASES[i].name);
    g_assert_cmpint (judge (&recorded.info, &facts), ==, CASES[i].as_recorded);
    g_assert_true (facts.has_sink);
    g_assert_cmpint (facts.port, ==, CASES[i].port);
    g_assert_cmpuint (facts.volume_percent, ==, CASES[i].volume_percent);
    recorded.info.state = PA_SINK_RUNNING;
    g_assert_cmpint (judge (&recorded.info, &facts), ==, CASES[i].awake);
    recorded_close (&recorded);
  }
}

/* The plug is pulled, the desktop chooses the other port, somebody mutes: as the server would say
 * it of the same sink. */
static void
test_what_happens_to_a_real_sink_is_told (void)
{
  Recorded recorded;
  VigilSinkFacts facts;
  recorded_open (&recorded, "laptop-speakers");
  g_assert_cmpstr (recorded.info.name, ==, "alsa_output.pci-0000_06_00.6.analog-stereo");
  set_active_port (&recorded, "analog-output-headphones");
  g_assert_cmpint (judge (&recorded.info, &facts), ==, VIGIL_SOUND_NO_PORT);
  set_active_port (&recorded, "analog-output-speaker");
  recorded.info.mute = 1;
  g_assert_cmpint (judge (&recorded.info, &facts), ==, VIGIL_SOUND_MUTED);
  recorded.info.mute = 0;
  recorded.info.volume.values[1] = PA_VOLUME_NORM * 39 / 100; /* one side is enough */
  g_assert_cmpint (judge (&recorded.info, &facts), ==, VIGIL_SOUND_TOO_QUIET);
  recorded_close (&recorded);
}

/* Nothing stays of the sink before. */
static void
test_another_sink_leaves_nothing_behind (void)
{
  Recorded hdmi, usb;
  VigilSinkFacts facts;
  recorded_open (&hdmi, "hdmi-unplugged");
  recorded_open (&usb, "usb");
  judge (&hdmi.info, &facts);
  vigil_sink_info_note (&usb.info, &facts);
  g_assert_cmpstr (facts.name, ==, usb.info.name);
  g_assert_cmpint (facts.port, ==, VIGIL_PORT_UNKNOWN);
  g_assert_cmpuint (facts.volume_percent, ==, 46);
  vigil_sink_info_note_none (&facts);
  g_assert_cmpint (vigil_sink_facts_judge (&facts, FLOOR_PERCENT), ==, VIGIL_SOUND_NO_SINK);
  recorded_close (&hdmi);
  recorded_close (&usb);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sink-info/real-sinks-are-judged", test_real_sinks_are_judged);
  g_test_add_func ("/sink-info/what-happens-to-a-real-sink-is-told",
                   test_what_happens_to_a_real_sink_is_told);
  g_test_add_func ("/sink-info/another-sink-leaves-nothing-behind",
                   test_another_sink_leaves_nothing_behind);
  return g_test_run ();
}
