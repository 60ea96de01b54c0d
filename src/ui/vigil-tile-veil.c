/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-tile-veil.h"

/* Of the wall's colour over a bed that is not hers who looks. What is left of the numbers still has
 * 3:1 on its ground. */
#define VEIL_SHARE 0.38f

void
vigil_tile_veil_clear (VigilTileVeil *veil)
{
  g_clear_pointer (&veil->node, gsk_render_node_unref);
}

static GskRenderNode *
make_veil (const VigilLayout *layout, const VigilPalette *palette, guint64 beds)
{
  GskRenderNode *nodes[VIGIL_LAYOUT_BEDS_MAX];
  guint n = 0;
  GdkRGBA colour = vigil_colour_to_rgba (vigil_palette_get (palette, VIGIL_COLOUR_WALL));
  colour.alpha = VEIL_SHARE;
  for (guint bed = 0; bed < layout->n_beds; bed++) {
    const GdkRectangle *tile = &layout->tiles[bed].tile;
    if (((beds >> bed) & 1) != 0)
      nodes[n++] = gsk_color_node_new (
          &colour, &GRAPHENE_RECT_INIT ((float) tile->x, (float) tile->y, (float) tile->width,
                                        (float) tile->height));
  }
  GskRenderNode *all = gsk_container_node_new (nodes, n);
  for (guint i = 0; i < n; i++)
    gsk_render_node_unref (nodes[i]);
  return all;
}

void
vigil_tile_veil_snapshot (VigilTileVeil *veil,
                          const VigilLayout *layout,
                          const VigilPalette *palette,
                          guint64 beds,
                          GtkSnapshot *snapshot)
{
  if (beds != veil->beds) {
    GskRenderNode *old = g_steal_pointer (&veil->node);
    veil->beds = beds;
    veil->node = beds != 0 ? make_veil (layout, palette, beds) : NULL;
    g_clear_pointer (&old, gsk_render_node_unref);
  }
  if (veil->node != NULL)
    gtk_snapshot_append_node (snapshot, veil->node);
}
