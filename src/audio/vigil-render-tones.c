/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Build-time program: writes the alarm sounds as WAV files. Each argument is a file to write; its
 * name says which sound: vigil-alarm-low.wav and so on. */

#include "vigil-cue.h"

static VigilCue
find_cue (const char *path)
{
  g_autofree char *name = g_path_get_basename (path);
  for (VigilCue cue = VIGIL_CUE_LOW; cue < VIGIL_N_CUES; cue++) {
    g_autofree char *wanted = g_strconcat (vigil_cue_get_name (cue), ".wav", NULL);
    if (g_str_equal (name, wanted))
      return cue;
  }
  return VIGIL_CUE_NONE;
}

static GArray *
render (VigilCue cue)
{
  const VigilToneBurst *burst = vigil_cue_get_burst (cue);
  g_autoptr (GArray) pulses = vigil_tone_render_burst (burst, 0, burst->n_pulses);
  GArray *samples = g_array_new (FALSE, TRUE, sizeof (gint16));
  g_array_set_size (samples, VIGIL_CUE_LEAD_MS * (VIGIL_TONE_RATE_HZ / 1000));
  return g_array_append_vals (samples, pulses->data, pulses->len);
}

static gboolean
write_sound (const char *path, GError **error)
{
  VigilCue cue = find_cue (path);
  if (cue == VIGIL_CUE_NONE) {
    g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "%s: no such sound", path);
    return FALSE;
  }
  g_autoptr (GArray) samples = render (cue);
  g_autoptr (GBytes) wav = vigil_tone_to_wav (samples);
  gsize size;
  const char *data = g_bytes_get_data (wav, &size);
  return g_file_set_contents (path, data, (gssize) size, error);
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
