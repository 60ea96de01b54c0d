/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-keys-page.h"

#include "vigil-page-parts.h"
#include "vigil-style.h"

GtkWidget *
vigil_keys_page_new (void)
{
  GtkWidget *content;
  vigil_style_ensure_resources ();
  g_autoptr (GtkBuilder) builder =
      gtk_builder_new_from_resource (VIGIL_RESOURCE_PATH "/vigil-keys-page.ui");
  GtkWidget *page = vigil_page_parts_new_scroller (&content);
  gtk_box_append (GTK_BOX (content), GTK_WIDGET (gtk_builder_get_object (builder, "keys")));
  return page;
}
