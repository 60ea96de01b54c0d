/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the pages beside the wall are made of. All floating. Main thread. */

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A page that scrolls up and down; @content: the box for its parts. */
GtkWidget *vigil_page_parts_new_scroller (GtkWidget **content);
GtkWidget *vigil_page_parts_new_heading (const char *text);
/* A label of style class @css_class that is cut rather than widen the page. */
GtkWidget *vigil_page_parts_new_label (const char *text, const char *css_class);
/* The same, but it goes on in the next line rather than lose a word: for all that is clinical. */
GtkWidget *vigil_page_parts_new_text (const char *text, const char *css_class);
/* Sets the text of a label only if it is another one. */
void vigil_page_parts_set_text (GtkWidget *label, const char *text);
/* The same for numbers and signs: "50 – 120 → 60 – 120" goes from left to right whichever way the
 * page is read, else it would say the opposite. */
void vigil_page_parts_set_numbers (GtkWidget *label, const char *text);

G_END_DECLS
