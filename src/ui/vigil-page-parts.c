/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-page-parts.h"

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
  return vigil_page_parts_new_label (text, "page-heading");
}

void
vigil_page_parts_set_text (GtkWidget *label, const char *text)
{
  if (g_strcmp0 (gtk_label_get_label (GTK_LABEL (label)), text) != 0)
    gtk_label_set_label (GTK_LABEL (label), text);
}

void
vigil_page_parts_set_numbers (GtkWidget *label, const char *text)
{
  gboolean is_rtl = gtk_widget_get_direction (label) == GTK_TEXT_DIR_RTL;
  g_autofree char *marked = g_strconcat (is_rtl ? "\u200e" : "", text, NULL);
  vigil_page_parts_set_text (label, marked);
}
