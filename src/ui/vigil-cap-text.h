/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* One line of painted text, sized by the height of its capitals, because legibility is
 * (ux.md gives cap heights). It shapes only when something changed, shrinks to fit, and never
 * relayouts a window as a changing GtkLabel does. A value; main thread. */

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct {
  char *text;
  PangoLayout *layout;
  guint serial; /* of the pango context: another font or scale */
  PangoWeight weight;
  double wish_px, min_px, room_px;
  double cap_px; /* what it became */
  double width_px, baseline_px;
  double cap_share; /* of capitals in the font's size; outlives the text */
  guint share_serial;
  PangoWeight share_weight;
} VigilCapText;

void vigil_cap_text_clear (VigilCapText *self);
/* Shapes @text with capitals @cap_px high; made smaller down to @min_px, then cut with an ellipsis,
 * if it is wider than @room_px (0 = any width). TRUE if anything changed. */
gboolean vigil_cap_text_set (VigilCapText *self,
                             GtkWidget *widget,
                             const char *text,
                             double cap_px,
                             double min_px,
                             double room_px,
                             PangoWeight weight);
/* Paints it with its left edge at @x and its baseline at @y. */
void vigil_cap_text_draw (
    const VigilCapText *self, GtkSnapshot *snapshot, double x, double y, const GdkRGBA *colour);

G_END_DECLS
