/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-stamp.h"

void
vigil_stamp_clear (VigilStamp *stamp)
{
  g_clear_pointer (&stamp->node, gsk_render_node_unref);
}

/* Colours that are both clear and yet differ: nothing is drawn, but GTK compares them. The old one
 * is kept until the new one is made: it tells nodes apart by their address. */
void
vigil_stamp_set (VigilStamp *stamp, const GdkRectangle *place)
{
  GskRenderNode *old = g_steal_pointer (&stamp->node);
  float shade = stamp->is_odd ? 1 : 0;
  stamp->is_odd = !stamp->is_odd;
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
