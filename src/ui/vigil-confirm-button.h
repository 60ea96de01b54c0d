/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The other route to silencing a high alarm by touch: a hand that cannot hold for half a second
 * gets this button beside the target for a few seconds after a short tap (ux.md, "Alarms"). Main
 * thread. */

#include <gtk/gtk.h>

#include "vigil-silence-button.h"

G_BEGIN_DECLS

#define VIGIL_TYPE_CONFIRM_BUTTON (vigil_confirm_button_get_type ())
G_DECLARE_FINAL_TYPE (VigilConfirmButton, vigil_confirm_button, VIGIL, CONFIRM_BUTTON, GtkWidget)

#define VIGIL_CONFIRM_WIDTH 120 /* px, like its height at least 56 (ux.md, "Gloves") */
#define VIGIL_CONFIRM_HEIGHT 56

/* Hidden until @target says "Hold"; both belong to the same parent. Floating. */
GtkWidget *vigil_confirm_button_new (VigilSilenceButton *target);

G_END_DECLS
