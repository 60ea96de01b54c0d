/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The silence target of one bed: on a tile, in the attention strip, on a page. It hides itself
 * while nothing is open, binds at touch-down, shows the ring of the 0.5 s press and tells the
 * station. Main thread. */

#include <gtk/gtk.h>

#include "vigil-station.h"

G_BEGIN_DECLS

#define VIGIL_TYPE_SILENCE_BUTTON (vigil_silence_button_get_type ())
G_DECLARE_FINAL_TYPE (VigilSilenceButton, vigil_silence_button, VIGIL, SILENCE_BUTTON, GtkButton)

/* @bed: the ward's index, or G_MAXUINT for the alarms without a bed. @is_compact: 120 × 72 px for a
 * tile, without the name of the bed; else 160 × 72. Floating. */
GtkWidget *vigil_silence_button_new (VigilStation *station, guint bed, gboolean is_compact);

guint vigil_silence_button_get_bed (VigilSilenceButton *self);
/* Shows another bed: presses on it are too soon for 400 ms. */
void vigil_silence_button_set_bed (VigilSilenceButton *self, guint bed);
/* From now on only the alarm @key of its bed: each of those without a bed has its own target. */
void vigil_silence_button_set_key (VigilSilenceButton *self, const char *key);
/* A change of layout moved it: presses on it are too soon for 600 ms. */
void vigil_silence_button_moved (VigilSilenceButton *self);
/* TRUE while a finger holds it: its owner leaves it where it is. */
gboolean vigil_silence_button_is_held (VigilSilenceButton *self);
/* Silences at once what it shows, as Enter does; nothing if it changed a moment ago. */
void vigil_silence_button_act (VigilSilenceButton *self);

/* Completes a short tap that said "Hold": silences what was bound when that finger went down, and
 * nothing that came later. Nothing without such a tap. */
void vigil_silence_button_confirm (VigilSilenceButton *self);

/* "Silence bed 12: ASYSTOLE": its accessible name. */
char *vigil_silence_button_dup_name (VigilSilenceButton *self);

/* Signal "hold-wanted" (): a short tap on a high alarm did nothing. */

G_END_DECLS
