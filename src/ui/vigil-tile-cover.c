/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-tile-cover.h"

#include <string.h>

/* Of the wall's colour over a bed that is not hers who looks. What is left of the numbers still has
 * 3:1 on its ground. */
#define VEIL_SHARE 0.38f

void
vigil_tile_cover_clear (VigilTileCover *cover)
{
  g_clear_pointer (&cover->node, gsk_render_node_unref);
  g_clear_pointer (&cover->parts, g_ptr_array_unref);
}

static gboolean
same_parts (const GPtrArray *a, const GPtrArray *b)
{
  return a != NULL && a->len == b->len
         && memcmp (a->pdata, b->pdata, a->len * sizeof *a->pdata) == 0;
}

/* Clips that differ are not compared further: GTK takes the bounds of both. The clip itself is
 * never smaller than what is in it. */
static GskRenderNode *
wrap (VigilTileCover *cover)
{
  graphene_rect_t bounds;
  g_autoptr (GskRenderNode) all =
      gsk_container_node_new ((GskRenderNode **) cover->parts->pdata, cover->parts->len);
  gsk_render_node_get_bounds (all, &bounds);
  cover->is_grown = !cover->is_grown;
  if (cover->is_grown)
    graphene_rect_inset (&bounds, -1, -1);
  return gsk_clip_node_new (all, &bounds);
}

void
vigil_tile_cover_update (VigilTileCover *cover, GPtrArray *parts)
{
  if (same_parts (cover->parts, parts))
    return;
  /* Kept until the new one is made: GTK tells nodes apart by their address. */
  GskRenderNode *old = g_steal_pointer (&cover->node);
  g_clear_pointer (&cover->parts, g_ptr_array_unref);
  cover->parts = g_ptr_array_ref (parts);
  if (parts->len > 0)
    cover->node = wrap (cover);
  g_clear_pointer (&old, gsk_render_node_unref);
}

void
vigil_tile_cover_snapshot (const VigilTileCover *cover, GtkSnapshot *snapshot)
{
  if (cover->node != NULL)
    gtk_snapshot_append_node (snapshot, cover->node);
}

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
