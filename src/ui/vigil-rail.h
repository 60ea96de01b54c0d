/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The rail at the left, 56 px wide: the pages of the window, one target each. It holds only what
 * works. Main thread. */

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum {
  VIGIL_PAGE_WARD, /* the wall alone */
  VIGIL_PAGE_ALARMS,
  VIGIL_PAGE_BED,
  VIGIL_PAGE_DIAGNOSTICS,
  VIGIL_PAGE_KEYS,
  VIGIL_PAGE_WHO,
  VIGIL_PAGE_DESK,
  VIGIL_PAGE_CHECK,
} VigilPage;

#define VIGIL_TYPE_RAIL (vigil_rail_get_type ())
G_DECLARE_FINAL_TYPE (VigilRail, vigil_rail, VIGIL, RAIL, GtkWidget)

/* Floating. */
GtkWidget *vigil_rail_new (void);
/* Marks the page that is open. */
void vigil_rail_set_page (VigilRail *self, VigilPage page);
/* Marks that something is to be done at this desk: neutral, for nothing is wrong. */
void vigil_rail_set_todo (VigilRail *self, gboolean is_todo);

G_END_DECLS
