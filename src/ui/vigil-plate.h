/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Opaque pictures as render nodes that are kept from frame to frame: as a cairo node for the cairo
 * renderer, which would copy every texture in every frame, as a texture for a GPU. Main thread. */

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum {
  VIGIL_NODES_CAIRO,
  VIGIL_NODES_TEXTURE,
} VigilNodeKind;

/* What the renderer of @widget's window takes at least cost; it is realised. */
VigilNodeKind vigil_plate_get_kind (GtkWidget *widget);

graphene_rect_t vigil_plate_get_bounds (const GdkRectangle *place);
/* The other way; @bounds is of whole pixels, at no negative place. */
GdkRectangle vigil_plate_get_place (const graphene_rect_t *bounds);

/* A node that fills @region, logical, with @colour. */
GskRenderNode *vigil_plate_fill (const cairo_region_t *region,
                                 const GdkRGBA *colour) G_GNUC_WARN_UNUSED_RESULT;

/* A node of 0xffRRGGBB @pixels, copied; @row pixels from one row to the next. @bounds is logical,
 * @width × @height = @bounds × @scale. */
GskRenderNode *vigil_plate_wrap (const graphene_rect_t *bounds,
                                 int scale,
                                 VigilNodeKind kind,
                                 guint32 *pixels,
                                 int width,
                                 int height,
                                 int row) G_GNUC_WARN_UNUSED_RESULT;

/* Adds @image, an opaque image surface that is lent, to the cairo node whose draw context is @cr:
 * the node shows what the image holds when it is drawn, and takes a copy when the image is
 * finished. The image's pixels may be written between frames, but not by cairo, which would copy
 * them first. */
void vigil_plate_record (cairo_t *cr, const graphene_rect_t *bounds, cairo_surface_t *image);

/* A cairo node with a picture of @node, lent: rounded corners, shadows and letters, which the cairo
 * renderer draws anew whenever something under or over them changes, become one copy. */
GskRenderNode *vigil_plate_flatten (GskRenderNode *node, int scale) G_GNUC_WARN_UNUSED_RESULT;

/* Draws in wall coordinates. */
typedef void (*VigilPlateFunc) (cairo_t *cr, gpointer data);

/* An RGB24 surface of @place at @scale, drawn by @func; device scale 1, so that its pixels can be
 * taken as they are. */
cairo_surface_t *vigil_plate_paint (const GdkRectangle *place,
                                    int scale,
                                    VigilPlateFunc func,
                                    gpointer data) G_GNUC_WARN_UNUSED_RESULT;
/* Draws @part of such a surface anew. */
void vigil_plate_paint_on (cairo_surface_t *surface,
                           const GdkRectangle *place,
                           int scale,
                           const GdkRectangle *part,
                           VigilPlateFunc func,
                           gpointer data);
/* A node of such a surface, copied; for a texture its unused byte is filled in. */
GskRenderNode *vigil_plate_wrap_picture (const GdkRectangle *place,
                                         int scale,
                                         VigilNodeKind kind,
                                         cairo_surface_t *picture) G_GNUC_WARN_UNUSED_RESULT;
/* vigil_plate_paint() and a node of that. */
GskRenderNode *vigil_plate_new (const GdkRectangle *place,
                                int scale,
                                VigilNodeKind kind,
                                VigilPlateFunc func,
                                gpointer data) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
