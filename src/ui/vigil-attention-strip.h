/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The attention strip: the 96 px at the top of the window that say who needs somebody first, why
 * and since when (ux.md, "Frame"). Always visible. Its accessible name is the most urgent alarm.
 * Main thread. */

#include <gtk/gtk.h>

#include "vigil-station.h"

G_BEGIN_DECLS

#define VIGIL_TYPE_ATTENTION_STRIP (vigil_attention_strip_get_type ())
G_DECLARE_FINAL_TYPE (VigilAttentionStrip, vigil_attention_strip, VIGIL, ATTENTION_STRIP, GtkWidget)

/* Floating. */
GtkWidget *vigil_attention_strip_new (VigilStation *station);
/* What it says first: the text of its accessible name. Lent until something changes. */
const char *vigil_attention_strip_get_text (VigilAttentionStrip *self);

/* Silences the bed of the most urgent open alarm at once, as Enter on its target does; nothing if
 * that changed a moment ago. */
void vigil_attention_strip_silence_first (VigilAttentionStrip *self);

G_END_DECLS
