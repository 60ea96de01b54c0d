/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A head above a body that scrolls by itself. Where the page is too low for both, a target stands
 * above, and shows the head in the body's place. Main thread. */

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define VIGIL_TYPE_FOLD (vigil_fold_get_type ())
G_DECLARE_FINAL_TYPE (VigilFold, vigil_fold, VIGIL, FOLD, GtkWidget)

/* Takes both. Floating. */
GtkWidget *vigil_fold_new (GtkWidget *head, GtkWidget *body);
/* What the target says: what can be done in the head, and what is to be known of it. */
void vigil_fold_set_words (VigilFold *self, const char *words);

G_END_DECLS
