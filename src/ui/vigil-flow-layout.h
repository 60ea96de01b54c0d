/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Side by side as far as there is room, the rest in further lines: what the rows of a page are laid
 * out by, so that a larger text or a longer language makes a page taller and never wider. Main
 * thread. */

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define VIGIL_TYPE_FLOW_LAYOUT (vigil_flow_layout_get_type ())
G_DECLARE_FINAL_TYPE (VigilFlowLayout, vigil_flow_layout, VIGIL, FLOW_LAYOUT, GtkLayoutManager)

/* Each child is as wide as it would like to be; one that expands has what its line leaves. */
GtkLayoutManager *vigil_flow_layout_new (int spacing) G_GNUC_WARN_UNUSED_RESULT;
/* Columns of one width, as many as all children fit into, at most @columns: 4 go in 4, in 2 by 2 or
 * one below the other; or in one line with their own widths, if they fit in so. */
GtkLayoutManager *vigil_flow_layout_new_columns (int spacing,
                                                 guint columns) G_GNUC_WARN_UNUSED_RESULT;
/* Between two lines, where it is another one than within them: of words that belong together. */
void vigil_flow_layout_set_line_spacing (VigilFlowLayout *self, int spacing);
/* After the first line, children in lines in which none expands stand at the end: targets that
 * stood there in the first. */
void vigil_flow_layout_set_rest_at_end (VigilFlowLayout *self);

G_END_DECLS
