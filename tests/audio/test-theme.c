/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <canberra.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "vigil-cue.h"
#include "vigil-test-sound.h"

/* Any program that knows a sound by its name, as `canberra-gtk-play -i vigil-alarm-high` does,
 * finds ours in the theme: heard on the recorded sink. */

/* As it is installed: NAME/index.theme and NAME/stereo/. */
static char *
lay_out_theme (void)
{
  char *data = g_build_filename (g_getenv ("XDG_RUNTIME_DIR"), "data", NULL);
  g_autofree char *theme = g_build_filename (data, "sounds", "vigil", NULL);
  g_autofree char *index = g_build_filename (theme, "index.theme", NULL);
  g_autofree char *stereo = g_build_filename (theme, "stereo", NULL);
  g_autofree char *source =
      g_build_filename (g_getenv ("G_TEST_SRCDIR"), "..", "data", "sounds", "index.theme", NULL);
  g_assert_cmpint (g_mkdir_with_parents (theme, 0700), ==, 0);
  g_assert_cmpint (symlink (source, index), ==, 0);
  g_assert_cmpint (symlink (g_getenv ("VIGIL_SOUNDS_DIR"), stereo), ==, 0);
  return data;
}

static ca_context *
open_context (void)
{
  ca_context *context = NULL;
  g_assert_cmpint (ca_context_create (&context), ==, CA_SUCCESS);
  g_assert_cmpint (ca_context_set_driver (context, "pulse"), ==, CA_SUCCESS);
  g_assert_cmpint (ca_context_change_props (context, CA_PROP_CANBERRA_XDG_THEME_NAME, "vigil",
                                            CA_PROP_APPLICATION_NAME, "theme", NULL),
                   ==, CA_SUCCESS);
  return context;
}

static void
test_each_sound_is_found_by_its_name (void)
{
  VigilTestSound *server = vigil_test_sound_new ();
  ca_context *context = open_context ();
  vigil_test_sound_record (server);
  for (VigilCue cue = VIGIL_CUE_LOW; cue < VIGIL_N_CUES; cue++) {
    int error = ca_context_play (context, cue, CA_PROP_EVENT_ID, vigil_cue_get_name (cue), NULL);
    g_assert_cmpint (error, ==, CA_SUCCESS);
    vigil_test_sound_run (vigil_cue_get_length_us (cue) / 1e6 + 0.7);
  }
  g_autoptr (JsonArray) heard = vigil_test_sound_hear (server);
  const char *const expected[] = { "low", "medium", "high", "station-failed" };
  g_assert_cmpuint (json_array_get_length (heard), ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpstr (vigil_test_sound_get_name (heard, i), ==, expected[i]);
  ca_context_destroy (context);
  vigil_test_sound_free (server);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  if (!vigil_test_sound_init ()) {
    g_print ("1..0 # SKIP no sound server installed\n");
    return 0;
  }
  g_autofree char *data = lay_out_theme ();
  g_setenv ("XDG_DATA_DIRS", data, TRUE);
  g_test_add_func ("/theme/each-sound-is-found-by-its-name", test_each_sound_is_found_by_its_name);
  return g_test_run ();
}
