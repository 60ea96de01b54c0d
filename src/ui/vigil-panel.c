/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-panel.h"

#include "vigil-stamp.h"

struct _VigilPanel {
  GdkRectangle place;
  int scale;
  VigilNodeKind kind;
  int width, height; /* device pixels */
  guint32 *pixels;
  cairo_surface_t *canvas; /* of the pixels, to paint on */
  cairo_surface_t *shown; /* of the same, to be recorded: cairo would copy what it has painted on */
  GskRenderNode *node; /* textures only; NULL: to be made */
  gboolean has_changed; /* since the last snapshot; this and the stamp for cairo nodes only */
  VigilStamp stamp;
};

static cairo_surface_t *
make_surface (const VigilPanel *self)
{
  return cairo_image_surface_create_for_data ((guchar *) self->pixels, CAIRO_FORMAT_RGB24,
                                              self->width, self->height,
                                              self->width * (int) sizeof *self->pixels);
}

VigilPanel *
vigil_panel_new (const GdkRectangle *place, int scale, VigilNodeKind kind, guint32 rgb)
{
  VigilPanel *self = g_new0 (VigilPanel, 1);
  self->place = *place;
  self->scale = scale;
  self->kind = kind;
  self->width = place->width * scale;
  self->height = place->height * scale;
  gsize n = (gsize) self->width * (gsize) self->height;
  self->pixels = g_new (guint32, n);
  for (gsize i = 0; i < n; i++)
    self->pixels[i] = 0xff000000u | rgb;
  self->canvas = make_surface (self);
  self->shown = make_surface (self);
  cairo_surface_set_device_scale (self->shown, scale, scale);
  return self;
}

void
vigil_panel_free (VigilPanel *self)
{
  g_clear_pointer (&self->node, gsk_render_node_unref);
  vigil_stamp_clear (&self->stamp);
  /* A node that GTK still holds takes its own copy now, while there are pixels. */
  cairo_surface_finish (self->shown);
  cairo_surface_destroy (self->shown);
  cairo_surface_destroy (self->canvas);
  g_free (self->pixels);
  g_free (self);
}

const GdkRectangle *
vigil_panel_get_place (const VigilPanel *self)
{
  return &self->place;
}

/* A texture is a copy. */
static void
outdate (VigilPanel *self)
{
  g_clear_pointer (&self->node, gsk_render_node_unref);
}

void
vigil_panel_paint (VigilPanel *self, const GdkRectangle *part, VigilPlateFunc func, gpointer data)
{
  vigil_plate_paint_on (self->canvas, &self->place, self->scale, part, func, data);
  outdate (self);
}

void
vigil_panel_put (VigilPanel *self, const GdkRectangle *place, cairo_surface_t *picture)
{
  GdkRectangle both;
  if (!gdk_rectangle_intersect (&self->place, place, &both))
    return;
  gsize row = (gsize) cairo_image_surface_get_stride (picture) / sizeof *self->pixels;
  const guint32 *from = (const guint32 *) (gpointer) cairo_image_surface_get_data (picture)
                        + (gsize) ((both.y - place->y) * self->scale) * row
                        + (gsize) ((both.x - place->x) * self->scale);
  guint32 *to = self->pixels
                + (gsize) ((both.y - self->place.y) * self->scale) * (gsize) self->width
                + (gsize) ((both.x - self->place.x) * self->scale);
  for (int y = 0; y < both.height * self->scale; y++, from += row, to += self->width) {
    for (int x = 0; x < both.width * self->scale; x++)
      to[x] = from[x];
  }
  cairo_surface_mark_dirty (self->canvas);
  outdate (self);
}

void
vigil_panel_stamp (VigilPanel *self)
{
  self->has_changed = TRUE;
}

void
vigil_panel_record (VigilPanel *self, cairo_t *cr)
{
  graphene_rect_t bounds = vigil_plate_get_bounds (&self->place);
  vigil_plate_record (cr, &bounds, self->shown);
}

static void
snapshot_stamp (VigilPanel *self, GtkSnapshot *snapshot)
{
  if (self->has_changed)
    vigil_stamp_set (&self->stamp, &self->place);
  self->has_changed = FALSE;
  vigil_stamp_snapshot (&self->stamp, snapshot);
}

static void
snapshot_texture (VigilPanel *self, GtkSnapshot *snapshot)
{
  if (self->node == NULL)
    self->node = vigil_plate_wrap_picture (&self->place, self->scale, self->kind, self->canvas);
  gtk_snapshot_append_node (snapshot, self->node);
}

void
vigil_panel_snapshot (VigilPanel *self, GtkSnapshot *snapshot)
{
  if (self->kind == VIGIL_NODES_CAIRO)
    snapshot_stamp (self, snapshot);
  else
    snapshot_texture (self, snapshot);
}
