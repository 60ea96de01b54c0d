/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Looks at a rectangle of the screen through a connection of its own and tells where green ink has
 * come since the last look: the ECG is the only thing of a tile that is green and moves. One
 * thread. */

#include <glib.h>

G_BEGIN_DECLS

typedef struct _GlassEye GlassEye;

/* On the display of the environment; coordinates of its root window. NULL with @error. */
GlassEye *glass_eye_new (int x, int y, int width, int height, GError **error);
void glass_eye_free (GlassEye *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GlassEye, glass_eye_free)

/* Takes a picture. How many pixels are inked that were not in the one before; 0 the first time. */
guint glass_eye_look (GlassEye *self);
/* How many pixels of row @y were newly inked, over all looks so far. */
guint64 glass_eye_get_row (const GlassEye *self, int y);

G_END_DECLS
