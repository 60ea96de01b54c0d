/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-strips.h"

typedef struct {
  guint32 *pixels; /* VIGIL_STRIP_WIDTH × height */
  guint32 *base;
  GskRenderNode *node;
  gboolean is_touched;
} Strip;

struct _VigilStrips {
  int x;
  int width, height;
  int scale;
  VigilNodeKind kind;
  guint n_strips;
  Strip *strips;
};

static guint32 *
make_pixels (int height, guint32 rgb)
{
  gsize n = (gsize) VIGIL_STRIP_WIDTH * (gsize) height;
  guint32 *pixels = g_new (guint32, n);
  for (gsize i = 0; i < n; i++)
    pixels[i] = 0xff000000u | rgb;
  return pixels;
}

VigilStrips *
vigil_strips_new (int x, int width, int height, int scale, VigilNodeKind kind, guint32 rgb)
{
  g_return_val_if_fail (width > 0 && height > 0 && scale > 0, NULL);
  VigilStrips *self = g_new0 (VigilStrips, 1);
  self->x = x;
  self->width = width;
  self->height = height;
  self->scale = scale;
  self->kind = kind;
  self->n_strips = (guint) (width + VIGIL_STRIP_WIDTH - 1) / VIGIL_STRIP_WIDTH;
  self->strips = g_new0 (Strip, self->n_strips);
  for (guint i = 0; i < self->n_strips; i++) {
    self->strips[i].pixels = make_pixels (height, rgb);
    self->strips[i].base = make_pixels (height, rgb);
    self->strips[i].is_touched = TRUE;
  }
  return self;
}

void
vigil_strips_free (VigilStrips *self)
{
  for (guint i = 0; i < self->n_strips; i++) {
    g_free (self->strips[i].pixels);
    g_free (self->strips[i].base);
    g_clear_pointer (&self->strips[i].node, gsk_render_node_unref);
  }
  g_free (self->strips);
  g_free (self);
}

int
vigil_strips_get_width (const VigilStrips *self)
{
  return self->width;
}

VigilRasterColumn
vigil_strips_touch (VigilStrips *self, int x, int y, int height)
{
  g_assert (x >= 0 && x < self->width && y >= 0 && y + height <= self->height);
  Strip *strip = &self->strips[x / VIGIL_STRIP_WIDTH];
  strip->is_touched = TRUE;
  return (VigilRasterColumn){
    .pixels = strip->pixels + (gsize) y * VIGIL_STRIP_WIDTH + x % VIGIL_STRIP_WIDTH,
    .stride = VIGIL_STRIP_WIDTH,
    .height = height,
  };
}

void
vigil_strips_restore (VigilStrips *self, int x, int y, int height)
{
  g_assert (x >= 0 && x < self->width && y >= 0 && y + height <= self->height);
  Strip *strip = &self->strips[x / VIGIL_STRIP_WIDTH];
  gsize first = (gsize) y * VIGIL_STRIP_WIDTH + (gsize) (x % VIGIL_STRIP_WIDTH);
  gsize end = (gsize) (y + height) * VIGIL_STRIP_WIDTH;
  strip->is_touched = TRUE;
  for (gsize i = first; i < end; i += VIGIL_STRIP_WIDTH)
    strip->pixels[i] = strip->base[i];
}

void
vigil_strips_erase (VigilStrips *self, int x)
{
  vigil_strips_restore (self, x, 0, self->height);
}

static void
put_row (VigilStrips *self, gsize y, const guint32 *row)
{
  for (int x = 0; x < self->width; x++) {
    Strip *strip = &self->strips[x / VIGIL_STRIP_WIDTH];
    gsize at = y * VIGIL_STRIP_WIDTH + (gsize) (x % VIGIL_STRIP_WIDTH);
    strip->base[at] = strip->pixels[at] = row[x] | 0xff000000u;
  }
}

void
vigil_strips_put_base (VigilStrips *self, int y, int height, cairo_surface_t *surface)
{
  g_assert (y >= 0 && y + height <= self->height);
  g_assert (cairo_image_surface_get_width (surface) >= self->width);
  g_assert (cairo_image_surface_get_height (surface) >= height);
  cairo_surface_flush (surface);
  const guint32 *data = (const guint32 *) (gpointer) cairo_image_surface_get_data (surface);
  gsize stride = (gsize) cairo_image_surface_get_stride (surface) / sizeof *data;
  for (int row = 0; row < height; row++)
    put_row (self, (gsize) (y + row), data + (gsize) row * stride);
  for (guint i = 0; i < self->n_strips; i++)
    self->strips[i].is_touched = TRUE;
}

static int
strip_width (const VigilStrips *self, guint index)
{
  return MIN (VIGIL_STRIP_WIDTH, self->width - (int) index * VIGIL_STRIP_WIDTH);
}

static graphene_rect_t
strip_bounds (const VigilStrips *self, guint index)
{
  float scale = (float) self->scale;
  return GRAPHENE_RECT_INIT ((float) self->x + (float) (index * VIGIL_STRIP_WIDTH) / scale, 0,
                             (float) strip_width (self, index) / scale,
                             (float) self->height / scale);
}

static GskRenderNode *
make_node (const VigilStrips *self, guint index)
{
  graphene_rect_t bounds = strip_bounds (self, index);
  return vigil_plate_wrap (&bounds, self->scale, self->kind, self->strips[index].pixels,
                           strip_width (self, index), self->height, VIGIL_STRIP_WIDTH);
}

guint
vigil_strips_snapshot (VigilStrips *self, GtkSnapshot *snapshot)
{
  guint n_rebuilt = 0;
  for (guint i = 0; i < self->n_strips; i++) {
    Strip *strip = &self->strips[i];
    if (strip->is_touched) {
      g_clear_pointer (&strip->node, gsk_render_node_unref);
      strip->node = make_node (self, i);
      strip->is_touched = FALSE;
      n_rebuilt++;
    }
    gtk_snapshot_append_node (snapshot, strip->node);
  }
  return n_rebuilt;
}
