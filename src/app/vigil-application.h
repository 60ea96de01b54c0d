/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The composition root: reads the command line and the configuration, makes the station and its
 * window, and passes each what it needs. Main thread. */

#include <adwaita.h>

G_BEGIN_DECLS

#define VIGIL_TYPE_APPLICATION (vigil_application_get_type ())
G_DECLARE_FINAL_TYPE (VigilApplication, vigil_application, VIGIL, APPLICATION, AdwApplication)

VigilApplication *vigil_application_new (void) G_GNUC_WARN_UNUSED_RESULT;
/* 0, or 1 if the station could not be started. */
int vigil_application_get_status (VigilApplication *self);

G_END_DECLS
