/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-sound-files.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

/* Of a sound's name on the server: enough of the checksum that no other file has it. */
#define CHECKSUM_CHARS 16
#define HEADER_BYTES 44

typedef struct {
  int db;
  char *name; /* on the server; NULL = not known yet */
  char *path;
  gboolean is_made; /* ours to remove */
} Sound;

struct _VigilSoundFiles {
  char *sounds_dir;
  char *made_dir; /* NULL = nothing was made yet */
  Sound sounds[VIGIL_N_CUES];
};

static void
forget (Sound *sound)
{
  if (sound->is_made)
    g_unlink (sound->path);
  g_free (sound->name);
  g_free (sound->path);
  *sound = (Sound){ 0 };
}

VigilSoundFiles *
vigil_sound_files_new (const char *sounds_dir)
{
  VigilSoundFiles *files = g_new0 (VigilSoundFiles, 1);
  files->sounds_dir = g_strdup (sounds_dir);
  return files;
}

void
vigil_sound_files_free (VigilSoundFiles *files)
{
  for (guint i = 0; i < VIGIL_N_CUES; i++)
    forget (&files->sounds[i]);
  if (files->made_dir != NULL)
    g_rmdir (files->made_dir);
  g_free (files->made_dir);
  g_free (files->sounds_dir);
  g_free (files);
}

/* The files of vigil_tone_to_wav(): a canonical header and 16-bit samples. */
static gboolean
soften (guint8 *data, gsize size, int db)
{
  if (size < HEADER_BYTES || strncmp ((const char *) data, "RIFF", 4) != 0
      || strncmp ((const char *) data + 36, "data", 4) != 0 || data[20] != 1 || data[34] != 16)
    return FALSE;
  double gain = pow (10, db / 20.0);
  for (gsize i = HEADER_BYTES; i + 1 < size; i += 2) {
    gint16 sample = (gint16) (data[i] | data[i + 1] << 8);
    guint16 softer = (guint16) lrint (sample * gain);
    data[i] = (guint8) (softer & 0xFF);
    data[i + 1] = (guint8) (softer >> 8);
  }
  return TRUE;
}

static char *
write_softened (VigilSoundFiles *files, VigilCue cue, int db, guint8 *data, gsize size)
{
  if (files->made_dir == NULL)
    files->made_dir = g_dir_make_tmp ("vigil-sounds-XXXXXX", NULL);
  if (files->made_dir == NULL || !soften (data, size, db))
    return NULL;
  g_autofree char *path =
      g_strdup_printf ("%s/%s%d.wav", files->made_dir, vigil_cue_get_name (cue), db);
  return g_file_set_contents (path, (const char *) data, (gssize) size, NULL)
             ? g_steal_pointer (&path)
             : NULL;
}

static gboolean
load (VigilSoundFiles *files, VigilCue cue, int db, Sound *sound)
{
  g_autofree char *path =
      g_strdup_printf ("%s/%s.wav", files->sounds_dir, vigil_cue_get_name (cue));
  g_autofree char *data = NULL;
  gsize size;
  if (!g_file_get_contents (path, &data, &size, NULL))
    return FALSE;
  char *softened = db < 0 ? write_softened (files, cue, db, (guint8 *) data, size) : NULL;
  /* The server keeps sounds by name, for ever and for everybody: the name says which bytes are
   * meant, so that neither another version nor a changed file is ever taken for ours. */
  g_autofree char *sum =
      g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) data, size);
  *sound =
      (Sound){ .db = db,
               .name = g_strdup_printf ("%s-%.*s", vigil_cue_get_name (cue), CHECKSUM_CHARS, sum),
               .path = softened != NULL ? softened : g_steal_pointer (&path),
               .is_made = softened != NULL };
  return TRUE;
}

gboolean
vigil_sound_files_get (
    VigilSoundFiles *files, VigilCue cue, int db, const char **name, const char **path)
{
  Sound *sound = &files->sounds[cue];
  if (sound->name != NULL && sound->db != db)
    forget (sound);
  if (sound->name == NULL && !load (files, cue, db, sound))
    return FALSE;
  *name = sound->name;
  *path = sound->path;
  return TRUE;
}
