/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Whether the alarm can be heard, and if not, why not. Any thread. */

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  VIGIL_SOUND_STARTING, /* not known yet; at most 2 s */
  VIGIL_SOUND_WORKS,
  VIGIL_SOUND_NO_SERVER,
  VIGIL_SOUND_NO_SINK, /* none, auto_null or an abstract null sink */
  VIGIL_SOUND_MUTED,
  VIGIL_SOUND_TOO_QUIET, /* below the floor */
  VIGIL_SOUND_SUSPENDED,
  VIGIL_SOUND_NO_PORT, /* nothing plugged in */
  VIGIL_SOUND_STUCK, /* the sound server does not answer */
  VIGIL_SOUND_FAILED, /* a burst did not play, or nothing came out */
  VIGIL_SOUND_ELSEWHERE, /* the alarm goes to another output than this computer's own */
} VigilSound;

/* A stable word, "muted", for the station's state and diagnostics. Static. */
const char *vigil_sound_get_word (VigilSound sound);

G_END_DECLS
