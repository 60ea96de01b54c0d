/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-sound.h"

const char *
vigil_sound_get_word (VigilSound sound)
{
  static const char *const WORDS[] = { "starting", "works",     "no-server", "no-sink",
                                       "muted",    "too-quiet", "suspended", "no-port",
                                       "stuck",    "failed",    "elsewhere" };
  g_return_val_if_fail (sound < G_N_ELEMENTS (WORDS), "failed");
  return WORDS[sound];
}
