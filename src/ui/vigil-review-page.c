/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-review-page.h"

#include <glib/gi18n.h>

#include "vigil-drill-section.h"
#include "vigil-load-section.h"
#include "vigil-page-parts.h"
#include "vigil-what-if-section.h"

GtkWidget *
vigil_review_page_new (VigilStation *station)
{
  g_return_val_if_fail (VIGIL_IS_STATION (station), NULL);
  GtkWidget *content;
  GtkWidget *page = vigil_page_parts_new_scroller (&content);
  gtk_box_append (GTK_BOX (content), vigil_page_parts_new_text (
                                         _ ("Counted from what this station recorded. Nothing here "
                                            "changes an alarm, a limit or a delay."),
                                         "dim"));
  gtk_box_append (GTK_BOX (content), vigil_load_section_new (station));
  gtk_box_append (GTK_BOX (content), vigil_what_if_section_new (station));
  gtk_box_append (GTK_BOX (content), vigil_drill_section_new (station));
  return page;
}
