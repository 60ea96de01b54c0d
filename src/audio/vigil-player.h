/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The one thread that calls libcanberra, and its context. It may be held fast by the sound server
 * without limit, so it is only ever told what is wished (the latest wish counts) and asked what
 * came of it. Whoever loses patience abandons it and starts another one. All functions: with the
 * bell's lock held, except new. */

#include "vigil-bell.h"
#include "vigil-cue.h"

G_BEGIN_DECLS

typedef struct {
  guint64 serial; /* the last wish that was carried out; 0 = none yet */
  int error; /* of libcanberra; 0 = played or stopped */
  gint64 called_us; /* CLOCK_MONOTONIC, when it was asked for: it did not begin before */
  gint64 returned_us; /* CLOCK_MONOTONIC, when the last call returned; 0 = none yet */
  guint64 finished; /* the last wish whose sound ended by itself; 0 = none yet */
  int finish_error;
  gint64 finished_us;
} VigilPlayerReport;

typedef struct _VigilPlayer VigilPlayer;

VigilPlayer *vigil_player_new (VigilBell *bell,
                               const char *sounds_dir,
                               const char *app_id) G_GNUC_WARN_UNUSED_RESULT;
/* Play @cue now instead of what plays, at @db (0 or less) of its level; NONE: be silent. @serial
 * grows with every wish. */
void vigil_player_wish (VigilPlayer *player, guint64 serial, VigilCue cue, int db);
/* Has a connection at hand before the first sound is wished. */
void vigil_player_prepare (VigilPlayer *player);
VigilPlayerReport vigil_player_get_report (const VigilPlayer *player);
/* Since when it has been inside the library; 0 = it is not. */
gint64 vigil_player_get_busy_since (const VigilPlayer *player);
/* No more wishes: the thread ends as soon as it can, silently. */
void vigil_player_quit (VigilPlayer *player);
/* Its thread is over. */
gboolean vigil_player_is_gone (const VigilPlayer *player);
/* Gives up the caller's hold; the thread keeps its own. */
void vigil_player_unref (VigilPlayer *player);

G_END_DECLS
