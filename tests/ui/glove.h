/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Targets under a glove: at least 56 px and 16 px from the next one (docs/ux.md, "Gloves"),
 * measured from the widgets as they lie. Main thread. */

#include <gtk/gtk.h>

/* How many targets there are below @root, also those that are scrolled out of sight; each that is
 * not good fails the test, with @where. */
guint glove_check (const char *where, GtkWidget *root);
/* The same where @root is not magnified, and what is in it is (vigil_units_get_magnification()). */
guint glove_check_magnified (const char *where, GtkWidget *root, double magnification);
