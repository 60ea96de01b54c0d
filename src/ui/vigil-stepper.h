/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* One value with a large target on each side: what it is called, less, the value, more. It knows no
 * range: who made it says what a step does. Main thread. */

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define VIGIL_TYPE_STEPPER (vigil_stepper_get_type ())
G_DECLARE_FINAL_TYPE (VigilStepper, vigil_stepper, VIGIL, STEPPER, GtkBox)

/* Floating. Signal "stepped" (gint): −1 or 1. */
GtkWidget *vigil_stepper_new (const char *label);
/* @has_less, @has_more: whether there is a step to take. */
void
vigil_stepper_show (VigilStepper *self, const char *value, gboolean has_less, gboolean has_more);
const char *vigil_stepper_get_text (VigilStepper *self);
/* Takes one step, as its target does. */
void vigil_stepper_step (VigilStepper *self, gint direction);

G_END_DECLS
