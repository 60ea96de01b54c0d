/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the pages beside the wall are made of. All floating. Main thread. */

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A page that scrolls up and down; @content: the box for its parts. */
GtkWidget *vigil_page_parts_new_scroller (GtkWidget **content);
GtkWidget *vigil_page_parts_new_heading (const char *text);
/* A number, a sign or a unit, of style class @css_class: it never has two lines. */
GtkWidget *vigil_page_parts_new_label (const char *text, const char *css_class);
/* Words, which go on in the next line rather than be cut or widen the page. */
GtkWidget *vigil_page_parts_new_text (const char *text, const char *css_class);
/* A button, and one that stays down, whose words go on in the next line rather than widen the page.
 */
GtkWidget *vigil_page_parts_new_button (const char *text);
GtkWidget *vigil_page_parts_new_toggle (const char *text);
/* A box whose parts stand side by side as far as there is room: each as wide as it likes, or in
 * columns of one width, at most @columns (vigil-flow-layout). */
GtkWidget *vigil_page_parts_new_row (void);
GtkWidget *vigil_page_parts_new_columns (guint columns);
/* A box of words that belong together: side by side, @spacing px apart, or closely one below the
 * other. */
GtkWidget *vigil_page_parts_new_words (int spacing);
/* Lines of words for the middle of a row: they have what its line leaves. */
GtkWidget *vigil_page_parts_new_lines (void);
/* Appends a text to them, and lends it. It wants room for @chars letters whatever it says, so that
 * nothing moves when that changes; with less, all of them are a line of their own. */
GtkWidget *vigil_page_parts_add_line (GtkWidget *lines, const char *css_class, int chars);
/* Sets the text of a label only if it is another one. */
void vigil_page_parts_set_text (GtkWidget *label, const char *text);
/* @text, in which a pair of limits is never torn at the end of a line. */
char *vigil_page_parts_dup_unbroken (const char *text);
/* The same as set_text() for such pairs and signs: "50 – 120 → 60 – 120" goes from left to right
 * whichever way the page is read, else it would say the opposite. */
void vigil_page_parts_set_numbers (GtkWidget *label, const char *text);

G_END_DECLS
