/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-strips.h"

#include "vigil-stamp.h"

/* Places in which the strips change, told apart: under the sweep, and where the bar is at the left
 * while the sweep is at the right, or where a beat is marked late. */
#define STRETCHES 2
/* What lies nearer is one of them. */
#define APART (2 * VIGIL_STRIP_WIDTH)

typedef struct {
  guint32 *pixels; /* VIGIL_STRIP_WIDTH × height */
  guint32 *base;
  cairo_surface_t *image; /* of the pixels, for as long as they are; cairo nodes only */
  GskRenderNode *node; /* textures only */
} Strip;

/* Columns from @first to before @end; none: 0 and 0. */
typedef struct {
  int first, end;
} Stretch;

struct _VigilStrips {
  int x; /* logical */
  int width, height; /* device pixels */
  int scale;
  VigilNodeKind kind;
  guint n_strips;
  Strip *strips;
  Stretch touched[STRETCHES]; /* since the last snapshot */
  VigilStamp stamps[STRETCHES]; /* cairo nodes only */
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

static void
init_strip (VigilStrips *self, guint index, guint32 rgb)
{
  Strip *strip = &self->strips[index];
  strip->pixels = make_pixels (self->height, rgb);
  strip->base = make_pixels (self->height, rgb);
  if (self->kind != VIGIL_NODES_CAIRO)
    return;
  strip->image = cairo_image_surface_create_for_data (
      (guchar *) strip->pixels, CAIRO_FORMAT_RGB24, strip_width (self, index), self->height,
      VIGIL_STRIP_WIDTH * (int) sizeof *strip->pixels);
  cairo_surface_set_device_scale (strip->image, self->scale, self->scale);
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
  for (guint i = 0; i < self->n_strips; i++)
    init_strip (self, i, rgb);
  return self;
}

void
vigil_strips_free (VigilStrips *self)
{
  for (guint i = 0; i < STRETCHES; i++)
    vigil_stamp_clear (&self->stamps[i]);
  for (guint i = 0; i < self->n_strips; i++) {
    Strip *strip = &self->strips[i];
    g_clear_pointer (&strip->node, gsk_render_node_unref);
    /* A node that GTK still holds takes its own copy now, while there are pixels. */
    if (strip->image)
      cairo_surface_finish (strip->image);
    g_clear_pointer (&strip->image, cairo_surface_destroy);
    g_free (strip->pixels);
    g_free (strip->base);
  }
  g_free (self->strips);
  g_free (self);
}

int
vigil_strips_get_width (const VigilStrips *self)
{
  return self->width;
}

static gboolean
is_empty (const Stretch *stretch)
{
  return stretch->first == stretch->end;
}

static gboolean
is_near (const Stretch *stretch, int first, int end)
{
  return end + APART >= stretch->first && first <= stretch->end + APART;
}

static void
widen (Stretch *stretch, int first, int end)
{
  *stretch = is_empty (stretch) ? (Stretch){ first, end }
                                : (Stretch){ MIN (stretch->first, first), MAX (stretch->end, end) };
}

/* Joins the first if that is near, else the second, however far: GTK compares only so many
 * rectangles. The two never lie near each other. */
static void
note (VigilStrips *self, int first, int end)
{
  Stretch *one = &self->touched[0], *other = &self->touched[1];
  widen (is_empty (one) || is_near (one, first, end) ? one : other, first, end);
  if (!is_empty (other) && is_near (one, other->first, other->end)) {
    widen (one, other->first, other->end);
    *other = (Stretch){ 0 };
  }
}

VigilRasterColumn
vigil_strips_touch (VigilStrips *self, int x, int y, int height)
{
  g_assert (x >= 0 && x < self->width && y >= 0 && y + height <= self->height);
  Strip *strip = &self->strips[x / VIGIL_STRIP_WIDTH];
  note (self, x, x + 1);
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
  note (self, x, x + 1);
  for (gsize i = first; i < end; i += VIGIL_STRIP_WIDTH)
    strip->pixels[i] = strip->base[i];
}

/* Row by row: a row of a strip is one cache line. */
static void
erase_in_strip (VigilStrips *self, Strip *strip, int first, int n)
{
  gsize end = (gsize) self->height * VIGIL_STRIP_WIDTH;
  for (gsize at = (gsize) first; at < end; at += VIGIL_STRIP_WIDTH) {
    for (int i = 0; i < n; i++)
      strip->pixels[at + (gsize) i] = strip->base[at + (gsize) i];
  }
}

void
vigil_strips_erase (VigilStrips *self, int x, int n)
{
  g_assert (x >= 0 && n > 0 && x + n <= self->width);
  note (self, x, x + n);
  while (n > 0) {
    int place = x % VIGIL_STRIP_WIDTH;
    int here = MIN (n, VIGIL_STRIP_WIDTH - place);
    erase_in_strip (self, &self->strips[x / VIGIL_STRIP_WIDTH], place, here);
    x += here;
    n -= here;
  }
}

void
vigil_strips_join (VigilStrips *self, int first, int last)
{
  g_assert (first >= 0 && first <= last && last < self->width);
  note (self, first, last + 1);
}

/* The base and what is shown of @n pixels from @x on in row @y. */
static void
put_row (VigilStrips *self, int x, int n, int y, const guint32 *row)
{
  while (n > 0) {
    Strip *strip = &self->strips[x / VIGIL_STRIP_WIDTH];
    int place = x % VIGIL_STRIP_WIDTH;
    int here = MIN (n, VIGIL_STRIP_WIDTH - place);
    gsize at = (gsize) y * VIGIL_STRIP_WIDTH + (gsize) place;
    for (int i = 0; i < here; i++)
      strip->base[at + (gsize) i] = strip->pixels[at + (gsize) i] = row[i] | 0xff000000u;
    x += here;
    n -= here;
    row += here;
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
    put_row (self, 0, self->width, y + row, data + (gsize) row * stride);
  note (self, 0, self->width);
}

/* Of the wall, in device pixels from the strips' corner. */
static GdkRectangle
get_own_place (const VigilStrips *self, const GdkRectangle *place)
{
  return (GdkRectangle){ (place->x - self->x) * self->scale, place->y * self->scale,
                         place->width * self->scale, place->height * self->scale };
}

void
vigil_strips_put (VigilStrips *self, const GdkRectangle *place, cairo_surface_t *picture)
{
  GdkRectangle own = get_own_place (self, place), both;
  if (!gdk_rectangle_intersect (&own, &(GdkRectangle){ 0, 0, self->width, self->height }, &both))
    return;
  const guint32 *data = (const guint32 *) (gpointer) cairo_image_surface_get_data (picture);
  gsize stride = (gsize) cairo_image_surface_get_stride (picture) / sizeof *data;
  data += (gsize) (both.y - own.y) * stride + (gsize) (both.x - own.x);
  for (int row = 0; row < both.height; row++)
    put_row (self, both.x, both.width, both.y + row, data + (gsize) row * stride);
  if (self->kind == VIGIL_NODES_TEXTURE)
    vigil_strips_join (self, both.x, both.x + both.width - 1);
}

guint
vigil_strips_count_places (const VigilStrips *self)
{
  guint n = 0;
  for (guint i = 0; i < STRETCHES; i++)
    n += !is_empty (&self->touched[i]);
  return n;
}

void
vigil_strips_record (VigilStrips *self, cairo_t *cr)
{
  for (guint i = 0; i < self->n_strips; i++) {
    graphene_rect_t bounds = strip_bounds (self, i);
    vigil_plate_record (cr, &bounds, self->strips[i].image);
  }
}

/* Logical pixels that hold them all. */
static GdkRectangle
place_of (const VigilStrips *self, const Stretch *stretch)
{
  int left = stretch->first / self->scale;
  int right = (stretch->end + self->scale - 1) / self->scale;
  return (GdkRectangle){ self->x + left, 0, right - left, self->height / self->scale };
}

static void
snapshot_stamps (VigilStrips *self, GtkSnapshot *snapshot)
{
  for (guint i = 0; i < STRETCHES; i++) {
    GdkRectangle place = place_of (self, &self->touched[i]);
    if (!is_empty (&self->touched[i]))
      vigil_stamp_set (&self->stamps[i], &place);
    vigil_stamp_snapshot (&self->stamps[i], snapshot);
  }
}

static gboolean
is_touched (const VigilStrips *self, int first)
{
  for (guint i = 0; i < STRETCHES; i++) {
    const Stretch *stretch = &self->touched[i];
    if (first < stretch->end && first + VIGIL_STRIP_WIDTH > stretch->first)
      return TRUE;
  }
  return FALSE;
}

/* That a strip has another node tells GTK that it has changed. */
static void
snapshot_textures (VigilStrips *self, GtkSnapshot *snapshot)
{
  for (guint i = 0; i < self->n_strips; i++) {
    Strip *strip = &self->strips[i];
    graphene_rect_t bounds = strip_bounds (self, i);
    if (is_touched (self, (int) i * VIGIL_STRIP_WIDTH))
      g_clear_pointer (&strip->node, gsk_render_node_unref);
    if (strip->node == NULL)
      strip->node = vigil_plate_wrap (&bounds, self->scale, self->kind, strip->pixels,
                                      strip_width (self, i), self->height, VIGIL_STRIP_WIDTH);
    gtk_snapshot_append_node (snapshot, strip->node);
  }
}

void
vigil_strips_snapshot (VigilStrips *self, GtkSnapshot *snapshot)
{
  if (self->kind == VIGIL_NODES_CAIRO)
    snapshot_stamps (self, snapshot);
  else
    snapshot_textures (self, snapshot);
  for (guint i = 0; i < STRETCHES; i++)
    self->touched[i] = (Stretch){ 0 };
}
