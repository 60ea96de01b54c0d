/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The second wall: a window of the same station on the other monitor, as the settings want it. It
 * comes and goes with the monitor, and never covers the first one. Whichever window is closed, the
 * other goes on, with all beds. Main thread. */

#include <gtk/gtk.h>

#include "vigil-station.h"
#include "vigil-window.h"

G_BEGIN_DECLS

typedef struct _VigilSecondWall VigilSecondWall;

/* Offers app.second-wall, which turns it on and off. @first is watched, not owned; @may_share: one
 * monitor is enough (windows that do not fill the screen). */
VigilSecondWall *vigil_second_wall_new (GtkApplication *app,
                                        VigilStation *station,
                                        VigilWindow *first,
                                        gboolean may_share) G_GNUC_WARN_UNUSED_RESULT;
/* Before the end of the program: the settings stay as they are. */
void vigil_second_wall_free (VigilSecondWall *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigilSecondWall, vigil_second_wall_free)

/* NULL: not open. Lent. */
VigilWindow *vigil_second_wall_get_window (VigilSecondWall *self);

G_END_DECLS
