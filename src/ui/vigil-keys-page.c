/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-keys-page.h"

#include <string.h>

#include "vigil-page-parts.h"
#include "vigil-style.h"

/* GTK prints the names of the keysyms, "Page_Up"; on the key it is "Page Up". */
static void
print_as_on_the_keys (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_has_css_class (widget, "keycap")) {
    g_autofree char *name = g_strdup (gtk_label_get_label (GTK_LABEL (widget)));
    if (strchr (name, '_') != NULL)
      gtk_label_set_label (GTK_LABEL (widget), g_strdelimit (name, "_", ' '));
  }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    print_as_on_the_keys (child);
}

GtkWidget *
vigil_keys_page_new (void)
{
  GtkWidget *content;
  vigil_style_ensure_resources ();
  g_autoptr (GtkBuilder) builder =
      gtk_builder_new_from_resource (VIGIL_RESOURCE_PATH "/vigil-keys-page.ui");
  GtkWidget *page = vigil_page_parts_new_scroller (&content);
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (gtk_builder_get_object (builder, "keys")));
  print_as_on_the_keys (content);
  return page;
}
