/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Is there a real GPU? Main thread. */

#include <gdk/gdk.h>

G_BEGIN_DECLS

/* Makes a GL context on @display and asks for its renderer: FALSE if there is none or if it is
 * software (llvmpipe, softpipe, swrast), where GTK's cairo renderer costs a seventh of its GL
 * renderer. To be asked when the display is open and before the first window, while GSK_RENDERER
 * can still be set. */
gboolean vigil_wall_probe_gpu (GdkDisplay *display);

/* FALSE if the machine has not even a device that could be one. Needs no display. */
gboolean vigil_gpu_has_device (void);

/* The judgement behind it; NULL = no renderer. */
gboolean vigil_gpu_is_real (const char *renderer);

G_END_DECLS
