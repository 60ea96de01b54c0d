/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The whole picture of the wall at one size: it knows what of every tile was drawn last and draws
 * only what differs. The widget steps it once per frame and appends what it keeps. Main thread. */

#include "vigil-layout.h"
#include "vigil-pace.h"
#include "vigil-plate.h"
#include "vigil-wall-source.h"
#include "vigil-wave-painter.h"

G_BEGIN_DECLS

typedef struct _VigilWallPicture VigilWallPicture;

/* @source and @palette are lent and must outlive the picture; fonts are those of @widget. */
VigilWallPicture *vigil_wall_picture_new (GtkWidget *widget,
                                          const VigilWallSource *source,
                                          const VigilPalette *palette,
                                          const VigilLayoutRequest *request,
                                          int scale,
                                          VigilNodeKind kind) G_GNUC_WARN_UNUSED_RESULT;
void vigil_wall_picture_free (VigilWallPicture *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigilWallPicture, vigil_wall_picture_free)

const VigilLayout *vigil_wall_picture_get_layout (VigilWallPicture *self);

/* Brings everything up to @mono_us of the ward and @flash_us of the common flash phase. TRUE if the
 * picture is not what it was. */
gboolean vigil_wall_picture_step (VigilWallPicture *self, gint64 mono_us, gint64 flash_us);
/* How much of the sweep each step draws; full at first. What flashes and what was refreshed is in
 * every step. */
void vigil_wall_picture_set_pace (VigilWallPicture *self, VigilPaceLevel pace);
/* The state of @bed changed in a way that must not wait (G_MAXUINT: of all). */
void vigil_wall_picture_refresh (VigilWallPicture *self, guint bed);
/* Bits by bed: those that are not hers who looks. They are dimmed as long as nothing is wrong with
 * them (vigil_bed_face_is_calm()); from the next step on. */
void vigil_wall_picture_set_others (VigilWallPicture *self, guint64 beds);
/* The beds that are dimmed now. */
guint64 vigil_wall_picture_get_dimmed (VigilWallPicture *self);
void vigil_wall_picture_snapshot (VigilWallPicture *self, GtkSnapshot *snapshot);

/* For tests and measurements. */
guint64 vigil_wall_picture_get_n_columns (VigilWallPicture *self);
/* Beds of which a wave has been drawn as far as a sample. */
guint vigil_wall_picture_get_n_live (VigilWallPicture *self);

G_END_DECLS
