/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-sink-facts.h"

/* The rule itself; what servers say of real sinks is in test-sink-info. */

#define ANSWERING .is_connected = TRUE, .is_answering = TRUE, .is_known = TRUE
#define SINK(NAME, CLASS) .has_sink = TRUE, .name = NAME, .device_class = CLASS
#define LAPTOP(VOLUME, PORT)                                                                       \
  ANSWERING, SINK ("alsa_output.pci-0000_00_1f.3.analog-stereo", "sound"),                         \
      .volume_percent = VOLUME, .port = PORT
#define HDMI(PORT)                                                                                 \
  ANSWERING, SINK ("alsa_output.pci-0000_01_00.1.hdmi-stereo", "sound"), .volume_percent = 100,    \
                                                                         .port = PORT

typedef struct {
  const char *what;
  VigilSinkFacts facts;
  VigilSound expected;
} Case;

static const Case CASES[] = {
  { "no server", { 0 }, VIGIL_SOUND_NO_SERVER },
  { "connected, silent since", { .is_connected = TRUE }, VIGIL_SOUND_STUCK },
  { "connected, nothing known",
    { .is_connected = TRUE, .is_answering = TRUE },
    VIGIL_SOUND_STARTING },
  { "frozen, though all was well",
    { .is_connected = TRUE, .is_known = TRUE, SINK ("alsa", "sound"), .volume_percent = 100 },
    VIGIL_SOUND_STUCK },
  { "laptop", { LAPTOP (74, VIGIL_PORT_YES) }, VIGIL_SOUND_WORKS },
  { "answers, but nothing leaves the sink any more",
    { LAPTOP (74, VIGIL_PORT_YES), .is_standing = TRUE },
    VIGIL_SOUND_STUCK },
  { "suspended: then nothing can leave it",
    { LAPTOP (74, VIGIL_PORT_YES), .is_standing = TRUE, .is_suspended = TRUE },
    VIGIL_SOUND_SUSPENDED },
  { "port that cannot tell", { LAPTOP (74, VIGIL_PORT_UNKNOWN) }, VIGIL_SOUND_WORKS },
  { "headphones pulled", { LAPTOP (74, VIGIL_PORT_NO) }, VIGIL_SOUND_NO_PORT },
  { "monitor without a cable", { HDMI (VIGIL_PORT_NO) }, VIGIL_SOUND_NO_PORT },
  { "monitor", { HDMI (VIGIL_PORT_YES) }, VIGIL_SOUND_WORKS },
  { "no sink", { ANSWERING }, VIGIL_SOUND_NO_SINK },
  { "the server's own dummy",
    { ANSWERING, SINK ("auto_null", "abstract"), .volume_percent = 100 },
    VIGIL_SOUND_NO_SINK },
  { "the dummy in other clothes",
    { ANSWERING, SINK ("auto_null", ""), .volume_percent = 100 },
    VIGIL_SOUND_NO_SINK },
  { "a null sink",
    { ANSWERING, SINK ("recorder", "abstract"), .volume_percent = 100 },
    VIGIL_SOUND_NO_SINK },
  { "a null sink of a test rig",
    { ANSWERING, SINK ("ward", "sound"), .volume_percent = 100 },
    VIGIL_SOUND_WORKS },
  { "a network sink without a class",
    { ANSWERING, SINK ("tunnel.desk2", ""), .volume_percent = 100 },
    VIGIL_SOUND_WORKS },
  { "muted", { LAPTOP (74, VIGIL_PORT_YES), .is_muted = TRUE }, VIGIL_SOUND_MUTED },
  { "suspended", { LAPTOP (74, VIGIL_PORT_YES), .is_suspended = TRUE }, VIGIL_SOUND_SUSPENDED },
  { "one below the floor", { LAPTOP (39, VIGIL_PORT_YES) }, VIGIL_SOUND_TOO_QUIET },
  { "at the floor", { LAPTOP (40, VIGIL_PORT_YES) }, VIGIL_SOUND_WORKS },
  { "volume at nothing", { LAPTOP (0, VIGIL_PORT_YES) }, VIGIL_SOUND_TOO_QUIET },
  { "own stream muted",
    { LAPTOP (74, VIGIL_PORT_YES), .has_stream = TRUE, .is_stream_muted = TRUE,
      .stream_volume_percent = 100 },
    VIGIL_SOUND_MUTED },
  { "own stream turned down",
    { LAPTOP (74, VIGIL_PORT_YES), .has_stream = TRUE, .stream_volume_percent = 50 },
    VIGIL_SOUND_TOO_QUIET },
  { "own stream at full",
    { LAPTOP (74, VIGIL_PORT_YES), .has_stream = TRUE, .stream_volume_percent = 100 },
    VIGIL_SOUND_WORKS },
  { "own stream held back",
    { LAPTOP (74, VIGIL_PORT_YES), .has_stream = TRUE, .is_stream_corked = TRUE,
      .stream_volume_percent = 100 },
    VIGIL_SOUND_SUSPENDED },
  { "own stream moved to another output",
    { LAPTOP (74, VIGIL_PORT_YES), .has_stream = TRUE, .is_stream_elsewhere = TRUE,
      .stream_volume_percent = 100 },
    VIGIL_SOUND_ELSEWHERE },
  { "flat volumes: the stream's volume counts as it is",
    { LAPTOP (74, VIGIL_PORT_YES), .is_flat = TRUE, .has_stream = TRUE,
      .stream_volume_percent = 74 },
    VIGIL_SOUND_WORKS },
  { "flat volumes: the stream below the floor",
    { LAPTOP (74, VIGIL_PORT_YES), .is_flat = TRUE, .has_stream = TRUE,
      .stream_volume_percent = 20 },
    VIGIL_SOUND_TOO_QUIET },
};

static void
test_each_description_is_judged (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++) {
    VigilSound sound = vigil_sink_facts_judge (&CASES[i].facts, 40);
    if (sound != CASES[i].expected)
      g_error ("%s: %s", CASES[i].what, vigil_sound_get_word (sound));
  }
}

/* What cannot be repaired by turning a knob is said first. */
static void
test_several_faults_name_the_worst (void)
{
  const VigilSinkFacts facts = { LAPTOP (0, VIGIL_PORT_NO), .is_muted = TRUE };
  g_assert_cmpint (vigil_sink_facts_judge (&facts, 40), ==, VIGIL_SOUND_NO_PORT);
}

static void
test_words_are_the_contracts (void)
{
  g_assert_cmpstr (vigil_sound_get_word (VIGIL_SOUND_WORKS), ==, "works");
  g_assert_cmpstr (vigil_sound_get_word (VIGIL_SOUND_MUTED), ==, "muted");
  g_assert_cmpstr (vigil_sound_get_word (VIGIL_SOUND_FAILED), ==, "failed");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sink-facts/each-description-is-judged", test_each_description_is_judged);
  g_test_add_func ("/sink-facts/several-faults-name-the-worst", test_several_faults_name_the_worst);
  g_test_add_func ("/sink-facts/words-are-the-contracts", test_words_are_the_contracts);
  return g_test_run ();
}
