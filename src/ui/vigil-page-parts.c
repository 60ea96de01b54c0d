/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-page-parts.h"

#include "vigil-flow-layout.h"

#define APART_PX 16 /* ux.md, "Gloves" */
#define LINES_PX 2

GtkWidget *
vigil_page_parts_new_scroller (GtkWidget **content)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  gtk_widget_add_css_class (*content, "page-content");
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), *content);
  return scroller;
}

GtkWidget *
vigil_page_parts_new_label (const char *text, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, css_class);
  return label;
}

GtkWidget *
vigil_page_parts_new_text (const char *text, const char *css_class)
{
  GtkWidget *label = vigil_page_parts_new_label (text, css_class);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_NONE);
  /* One long word, such as a reason from the wire, makes no page wider. */
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  return label;
}

GtkWidget *
vigil_page_parts_new_heading (const char *text)
{
  return vigil_page_parts_new_text (text, "page-heading");
}

/* Takes @button. */
static GtkWidget *
furnish (GtkWidget *button)
{
  GtkWidget *label = gtk_button_get_child (GTK_BUTTON (button));
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (button, "page-button");
  return button;
}

GtkWidget *
vigil_page_parts_new_button (const char *text)
{
  return furnish (gtk_button_new_with_label (text));
}

GtkWidget *
vigil_page_parts_new_toggle (const char *text)
{
  return furnish (gtk_toggle_button_new_with_label (text));
}

/* Takes @layout. */
static GtkWidget *
make_box (GtkLayoutManager *layout)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_set_layout_manager (box, layout);
  return box;
}

GtkWidget *
vigil_page_parts_new_row (void)
{
  return make_box (vigil_flow_layout_new (APART_PX));
}

GtkWidget *
vigil_page_parts_new_columns (guint columns)
{
  return make_box (vigil_flow_layout_new_columns (APART_PX, columns));
}

GtkWidget *
vigil_page_parts_new_words (int spacing)
{
  GtkLayoutManager *layout = vigil_flow_layout_new (spacing);
  vigil_flow_layout_set_line_spacing (VIGIL_FLOW_LAYOUT (layout), LINES_PX);
  return make_box (layout);
}

GtkWidget *
vigil_page_parts_new_lines (void)
{
  GtkWidget *lines = gtk_box_new (GTK_ORIENTATION_VERTICAL, LINES_PX);
  gtk_widget_set_hexpand (lines, TRUE);
  gtk_widget_set_valign (lines, GTK_ALIGN_CENTER);
  return lines;
}

GtkWidget *
vigil_page_parts_add_line (GtkWidget *lines, const char *css_class, int chars)
{
  GtkWidget *label = vigil_page_parts_new_text (NULL, css_class);
  gtk_label_set_width_chars (GTK_LABEL (label), chars);
  gtk_label_set_max_width_chars (GTK_LABEL (label), chars);
  gtk_box_append (GTK_BOX (lines), label);
  return label;
}

void
vigil_page_parts_set_text (GtkWidget *label, const char *text)
{
  if (g_strcmp0 (gtk_label_get_label (GTK_LABEL (label)), text) != 0)
    gtk_label_set_label (GTK_LABEL (label), text);
}

char *
vigil_page_parts_dup_unbroken (const char *text)
{
  g_autoptr (GString) unbroken = g_string_new (text);
  g_string_replace (unbroken, " – ", "\u00a0–\u2060\u00a0", 0);
  g_string_replace (unbroken, "≥ ", "≥\u00a0", 0);
  g_string_replace (unbroken, "≤ ", "≤\u00a0", 0);
  return g_string_free (g_steal_pointer (&unbroken), FALSE);
}

void
vigil_page_parts_set_numbers (GtkWidget *label, const char *text)
{
  gboolean is_rtl = gtk_widget_get_direction (label) == GTK_TEXT_DIR_RTL;
  g_autofree char *unbroken = vigil_page_parts_dup_unbroken (text);
  g_autofree char *marked = g_strconcat (is_rtl ? "\u200e" : "", unbroken, NULL);
  if (g_strcmp0 (gtk_label_get_label (GTK_LABEL (label)), marked) == 0)
    return;
  gtk_label_set_label (GTK_LABEL (label), marked);
  /* Marks are for the eye. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}
