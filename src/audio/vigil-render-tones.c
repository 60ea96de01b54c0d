/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Build-time program: writes the alarm sounds as WAV files. Each argument is a file to write; its
 * name says which sound: low.wav, medium.wav, high.wav, station-failed.wav. */

#include "vigil-tone.h"

#include <string.h>

static const VigilToneBurst *
find_burst (const char *path)
{
  g_autofree char *name = g_path_get_basename (path);
  if (!g_str_has_suffix (name, ".wav"))
    return NULL;
  name[strlen (name) - strlen (".wav")] = '\0';
  VigilPriority priority;
  if (vigil_priority_from_string (name, &priority))
    return vigil_tone_get_burst (priority);
  return g_str_equal (name, "station-failed") ? vigil_tone_get_station_failed () : NULL;
}

static gboolean
write_sound (const char *path, GError **error)
{
  const VigilToneBurst *burst = find_burst (path);
  if (burst == NULL) {
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "%s: no such sound", path);
    return FALSE;
  }
  g_autoptr (GArray) samples = vigil_tone_render_burst (burst, 0, burst->n_pulses);
  g_autoptr (GBytes) wav = vigil_tone_to_wav (samples);
  gsize size;
  const char *data = g_bytes_get_data (wav, &size);
  return g_file_set_contents (path, data, (gssize)size, error);
}

int
main (int argc, char **argv)
{
  for (int i = 1; i < argc; i++) {
    g_autoptr (GError) error = NULL;
    if (!write_sound (argv[i], &error)) {
      g_printerr ("vigil-render-tones: %s\n", error->message);
      return 1;
    }
  }
  return 0;
}
