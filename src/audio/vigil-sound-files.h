/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The sound of each cue as a file, as it is or softened, and the name under which sound servers
 * keep it. Softened files are made when first asked for, in a private folder: a server need not
 * honour the volume asked for a sound in its cache (PipeWire 0.3.65 plays it at full volume). One
 * thread.
 */

#include "vigil-cue.h"

G_BEGIN_DECLS

typedef struct _VigilSoundFiles VigilSoundFiles;

VigilSoundFiles *vigil_sound_files_new (const char *sounds_dir) G_GNUC_WARN_UNUSED_RESULT;
/* Removes what was made. */
void vigil_sound_files_free (VigilSoundFiles *files);

/* @cue at @db (0 or less) of its level. What cannot be softened is as it is: too loud, never
 * silent. The texts are lent until the next call for the cue. FALSE: there is no such file. */
gboolean vigil_sound_files_get (
    VigilSoundFiles *files, VigilCue cue, int db, const char **name, const char **path);

G_END_DECLS
