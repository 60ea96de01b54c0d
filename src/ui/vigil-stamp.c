/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-stamp.h"

#define SHADES 4096

void
vigil_stamp_clear (VigilStamp *stamp)
{
  g_clear_pointer (&stamp->node, gsk_render_node_unref);
}

/* Colours that are all clear and yet differ: nothing is drawn, but GTK compares them. There are
 * many, so that a node that was never drawn does not bring back the colour of the one that was. The
 * old one is kept until the new one is made: GTK tells nodes apart by their address. */
void
vigil_stamp_set (VigilStamp *stamp, const GdkRectangle *place)
{
  GskRenderNode *old = g_steal_pointer (&stamp->node);
  float shade = (float) (stamp->n++ % SHADES) / SHADES;
  if (place->width > 0 && place->height > 0)
    stamp->node =
        gsk_color_node_new (&(GdkRGBA){ shade, shade, shade, 0 },
                            &GRAPHENE_RECT_INIT ((float) place->x, (float) place->y,
                                                 (float) place->width, (float) place->height));
  g_clear_pointer (&old, gsk_render_node_unref);
}

void
vigil_stamp_snapshot (const VigilStamp *stamp, GtkSnapshot *snapshot)
{
  if (stamp->node != NULL)
    gtk_snapshot_append_node (snapshot, stamp->node);
}
