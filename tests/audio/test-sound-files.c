/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-sound-files.h"

#include <glib/gstdio.h>
#include <math.h>

#define HEADER_BYTES 44

static double
get_peak (const char *path)
{
  g_autofree char *data = NULL;
  gsize size;
  g_assert_true (g_file_get_contents (path, &data, &size, NULL));
  const guint8 *bytes = (const guint8 *) data;
  int peak = 0;
  for (gsize i = HEADER_BYTES; i + 1 < size; i += 2)
    peak = MAX (peak, ABS ((gint16) (bytes[i] | bytes[i + 1] << 8)));
  return peak;
}

static void
test_softened_sound_is_softer_by_as_much (void)
{
  VigilSoundFiles *files = vigil_sound_files_new (g_getenv ("VIGIL_SOUNDS_DIR"));
  const char *name = NULL;
  const char *path = NULL;
  g_assert_true (vigil_sound_files_get (files, VIGIL_CUE_MEDIUM, 0, &name, &path));
  g_assert_true (g_str_has_prefix (path, g_getenv ("VIGIL_SOUNDS_DIR")));
  double full = get_peak (path);
  g_autofree char *full_name = g_strdup (name);
  g_assert_true (vigil_sound_files_get (files, VIGIL_CUE_MEDIUM, -9, &name, &path));
  g_assert_cmpfloat_with_epsilon (20 * log10 (get_peak (path) / full), -9, 0.05);
  /* Another name on the server: nobody is played the wrong one. */
  g_assert_cmpstr (name, !=, full_name);
  g_autofree char *made = g_strdup (path);
  vigil_sound_files_free (files);
  g_assert_false (g_file_test (made, G_FILE_TEST_EXISTS));
  g_autofree char *dir = g_path_get_dirname (made);
  g_assert_false (g_file_test (dir, G_FILE_TEST_EXISTS));
}

static void
test_sound_that_is_not_there_is_refused (void)
{
  VigilSoundFiles *files = vigil_sound_files_new ("/nonexistent");
  const char *name = NULL;
  const char *path = NULL;
  g_assert_false (vigil_sound_files_get (files, VIGIL_CUE_HIGH, 0, &name, &path));
  vigil_sound_files_free (files);
}

/* Too loud, never silent. */
static void
test_file_of_another_kind_is_left_as_it_is (void)
{
  g_autofree char *dir = g_dir_make_tmp ("vigil-test-XXXXXX", NULL);
  g_autofree char *odd = g_build_filename (dir, "vigil-alarm-low.wav", NULL);
  g_assert_true (g_file_set_contents (odd, "not a sound at all", -1, NULL));
  VigilSoundFiles *files = vigil_sound_files_new (dir);
  const char *name = NULL;
  const char *path = NULL;
  g_assert_true (vigil_sound_files_get (files, VIGIL_CUE_LOW, -9, &name, &path));
  g_assert_cmpstr (path, ==, odd);
  vigil_sound_files_free (files);
  g_assert_true (g_file_test (odd, G_FILE_TEST_EXISTS));
  g_assert_cmpint (g_remove (odd), ==, 0);
  g_assert_cmpint (g_rmdir (dir), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sound-files/softened-sound-is-softer-by-as-much",
                   test_softened_sound_is_softer_by_as_much);
  g_test_add_func ("/sound-files/sound-that-is-not-there-is-refused",
                   test_sound_that_is_not_there_is_refused);
  g_test_add_func ("/sound-files/file-of-another-kind-is-left-as-it-is",
                   test_file_of_another_kind_is_left_as_it_is);
  return g_test_run ();
}
