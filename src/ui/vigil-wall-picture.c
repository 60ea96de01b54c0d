/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-wall-picture.h"

#include <string.h>

#include "vigil-flash.h"
#include "vigil-panel.h"
#include "vigil-stamp.h"
#include "vigil-tile-plates.h"
#include "vigil-tile-veil.h"

/* A tile's words are looked at this often; a change of an alarm comes through _refresh(). */
#define COMPOSE_US (250 * 1000)
/* Up to here every tile's numbers are a panel of their own, told of by a stamp; beyond it there are
 * two per grid column, because beside the sweep many small rectangles are more than GTK compares.
 */
#define OWN_PANELS_MAX 16
#define HALVES 2
/* What flashes is one rectangle of damage for a row of tiles, or for as many rows as make no more
 * groups than this. */
#define GROUPS_MAX 12

typedef struct {
  VigilBedFace face; /* drawn last */
  gboolean has_face;
  gint64 due_us; /* its turn */
  gboolean is_called; /* something may have changed that cannot wait */
  gboolean is_panel_old; /* its numbers wait for their turn */
  gboolean is_bare; /* painted anew: what lies over it is to be put there again */
  guint changed; /* bits: layers of what lies over it that show something else */
  guint info_serial;
  VigilTilePlates plates;
} Tile;

struct _VigilWallPicture {
  const VigilWallSource *source;
  const VigilPalette *palette;
  VigilTileRig rig;
  VigilLettering *lettering;
  VigilWavePainter *waves;
  guint n_columns; /* of the grid */
  gboolean has_own_panels;
  guint n_panels;
  /* Numbers: per bed, or the upper and the lower half of each grid column; NULL: none there. */
  VigilPanel *panels[VIGIL_LAYOUT_BEDS_MAX * HALVES];
  VigilPanel *identities[VIGIL_LAYOUT_BEDS_MAX]; /* per grid column; none in numbers-only tiles */
  guint n_identities;
  gboolean is_lit[VIGIL_PRIORITY_HIGH + 1];
  gboolean is_beat; /* the common phase of high changed in this step */
  VigilPaceLevel pace;
  guint64 n_steps;
  guint n_groups;
  VigilStamp stamps[VIGIL_TILE_LAYERS][GROUPS_MAX]; /* of tiles beside each other */
  VigilTileVeil veils[VIGIL_LAYOUT_BEDS_MAX]; /* per grid column */
  guint64 others, dimmed; /* bits by bed */
  GskRenderNode *headings; /* NULL: no sectors */
  GskRenderNode *ground; /* of the wall, where no pixels are */
  GskRenderNode *whole; /* all of that and all pixels, where nodes are cairo's; else NULL */
  Tile tiles[VIGIL_LAYOUT_BEDS_MAX];
};

/* What a paint callback is about. */
typedef struct {
  VigilWallPicture *self;
  guint bed;
  const VigilBedFace *face;
  const char *text; /* of a heading */
  VigilLaneInfo infos[VIGIL_LAYOUT_LANES_MAX];
} Job;

/* From the tile @first to before @end, of those that stand below each other; at an end of the grid
 * column to that of the wall, so that what changes in different columns ends at the same height. */
static GdkRectangle
stack_of (const VigilLayout *layout, guint first, guint end, const GdkRectangle *part)
{
  gboolean is_last = end % layout->n_rows == 0 || end == layout->n_beds;
  const GdkRectangle *above = &layout->tiles[first > 0 ? first - 1 : 0].tile;
  const GdkRectangle *last = &layout->tiles[end - 1].tile;
  int top = first % layout->n_rows == 0 ? 0 : above->y + above->height;
  int bottom = is_last ? vigil_layout_get_height (layout) : last->y + last->height;
  return (GdkRectangle){ part->x, top, part->width, bottom - top };
}

static GdkRectangle
identity_part (const VigilTileLayout *parts)
{
  int left = parts->gutter.width > 0 ? MIN (parts->identity.x, parts->gutter.x) : parts->identity.x;
  return (GdkRectangle){ left, parts->tile.y, parts->identity.width + parts->gutter.width,
                         parts->tile.height };
}

static guint
panel_of (const VigilWallPicture *self, guint bed)
{
  const VigilLayout *layout = &self->rig.layout;
  if (self->has_own_panels)
    return bed;
  return vigil_layout_get_column (layout, bed) * HALVES
         + bed % layout->n_rows * HALVES / layout->n_rows;
}

static void
make_panels (VigilWallPicture *self)
{
  const VigilLayout *layout = &self->rig.layout;
  guint32 rgb = vigil_palette_get (self->palette, VIGIL_COLOUR_WALL);
  self->has_own_panels = layout->n_beds <= OWN_PANELS_MAX;
  self->n_panels = self->has_own_panels ? layout->n_beds : self->n_columns * HALVES;
  for (guint first = 0, end; first < layout->n_beds; first = end) {
    guint index = panel_of (self, first);
    for (end = first + 1; end < layout->n_beds && panel_of (self, end) == index;)
      end++;
    GdkRectangle place = stack_of (layout, first, end, &layout->tiles[first].panel);
    if (self->has_own_panels)
      place = layout->tiles[first].panel;
    self->panels[index] = vigil_panel_new (&place, self->rig.scale, self->rig.kind, rgb);
  }
  if (layout->kind == VIGIL_TILE_NUMBERS)
    return;
  self->n_identities = self->n_columns;
  for (guint i = 0; i < self->n_columns; i++) {
    guint first = i * layout->n_rows;
    guint end = MIN (first + layout->n_rows, layout->n_beds);
    GdkRectangle part = identity_part (&layout->tiles[first]);
    GdkRectangle place = stack_of (layout, first, end, &part);
    self->identities[i] = vigil_panel_new (&place, self->rig.scale, self->rig.kind, rgb);
  }
}

/* --- ground --- */

/* Nothing is filled that pixels cover as high as the wall: it would be written twice in every frame
 * of the sweep. */
static void
make_ground (VigilWallPicture *self, const VigilLayoutRequest *request)
{
  GdkRectangle place = { 0, 0, request->width, request->height };
  cairo_region_t *region = cairo_region_create_rectangle (&place);
  for (guint i = 0; i < self->n_columns; i++) {
    if (vigil_wave_painter_get_place (self->waves, i, &place))
      cairo_region_subtract_rectangle (region, &place);
  }
  for (guint i = 0; i < self->n_identities; i++)
    cairo_region_subtract_rectangle (region, vigil_panel_get_place (self->identities[i]));
  for (guint i = 0; !self->has_own_panels && i < self->n_panels; i++) {
    if (self->panels[i] != NULL)
      cairo_region_subtract_rectangle (region, vigil_panel_get_place (self->panels[i]));
  }
  GdkRGBA colour = vigil_colour_to_rgba (vigil_palette_get (self->palette, VIGIL_COLOUR_WALL));
  self->ground = vigil_plate_fill (region, &colour);
  cairo_region_destroy (region);
}

/* --- headings --- */

static void
paint_heading (cairo_t *cr, gpointer data)
{
  const Job *job = data;
  const VigilTilePaint *paint = &job->self->rig.paint;
  const GdkRectangle *place = &paint->layout->tiles[job->bed].heading;
  VigilColour ground = vigil_tile_paint_colour (paint, VIGIL_COLOUR_WALL);
  VigilTextStyle style = { place->height * 0.5, PANGO_WEIGHT_SEMIBOLD,
                           vigil_tile_paint_colour (paint, VIGIL_COLOUR_TEXT_DIM), 0,
                           place->width * 0.9 };
  double base = place->y + place->height * 0.75;
  vigil_tile_rig_turn (&job->self->rig, cr);
  vigil_colour_set_source (cr, ground);
  gdk_cairo_rectangle (cr, place);
  cairo_fill (cr);
  double width = vigil_lettering_draw (paint->lettering, cr, &style, job->text, place->x + 2, base);
  /* A thin line from the name to the end of the tile: what belongs together is under it. */
  double left = place->x + width + place->height * 0.5;
  vigil_colour_set_source (cr, vigil_colour_mix (style.colour, ground, 0.35));
  cairo_rectangle (cr, left, place->y + (int) (place->height * 0.5),
                   MAX (place->x + place->width - left, 0), 1);
  cairo_fill (cr);
}

static void
make_headings (VigilWallPicture *self)
{
  g_autoptr (GPtrArray) nodes =
      g_ptr_array_new_with_free_func ((GDestroyNotify) gsk_render_node_unref);
  for (guint bed = 0; bed < self->rig.layout.n_beds; bed++) {
    const GdkRectangle *place = &self->rig.layout.tiles[bed].heading;
    const char *name = self->source->get_sector != NULL
                           ? self->source->get_sector (self->source->data, bed)
                           : NULL;
    if (place->height <= 0 || name == NULL)
      continue;
    Job job = { .self = self, .bed = bed, .text = name };
    g_ptr_array_add (nodes,
                     vigil_plate_new (place, self->rig.scale, self->rig.kind, paint_heading, &job));
  }
  if (nodes->len > 0)
    self->headings = gsk_container_node_new ((GskRenderNode **) nodes->pdata, nodes->len);
}

/* --- the whole --- */

static void
record (VigilWallPicture *self, cairo_t *cr)
{
  gsk_render_node_draw (self->ground, cr);
  for (guint i = 0; i < self->n_identities; i++)
    vigil_panel_record (self->identities[i], cr);
  for (guint i = 0; i < self->n_panels; i++) {
    if (self->panels[i] != NULL)
      vigil_panel_record (self->panels[i], cr);
  }
  vigil_wave_painter_record (self->waves, cr);
  if (self->headings != NULL)
    gsk_render_node_draw (self->headings, cr);
}

/* The whole wall is one node that stays. Where nothing was drawn before it, as the desk has it,
 * cairo copies from these pixels to the frame's; else by way of an image of all of it. */
static void
make_whole (VigilWallPicture *self, const VigilLayoutRequest *request)
{
  graphene_rect_t bounds =
      GRAPHENE_RECT_INIT (0, 0, (float) request->width, (float) request->height);
  if (self->rig.kind != VIGIL_NODES_CAIRO)
    return;
  self->whole = gsk_cairo_node_new (&bounds);
  cairo_t *cr = gsk_cairo_node_get_draw_context (self->whole);
  record (self, cr);
  cairo_destroy (cr);
}

VigilWallPicture *
vigil_wall_picture_new (GtkWidget *widget,
                        const VigilWallSource *source,
                        const VigilPalette *palette,
                        const VigilLayoutRequest *request,
                        int scale,
                        VigilNodeKind kind)
{
  VigilWallPicture *self = g_new0 (VigilWallPicture, 1);
  self->source = source;
  self->palette = palette;
  self->rig.scale = scale;
  self->rig.kind = kind;
  VigilLayoutRequest plain = *request;
  plain.is_rtl = FALSE;
  vigil_layout_compute (&self->rig.layout, request);
  vigil_layout_compute (&self->rig.plain, &plain);
  self->lettering = vigil_lettering_new (widget);
  self->rig.paint = (VigilTilePaint){ &self->rig.plain, palette, self->lettering };
  self->waves = vigil_wave_painter_new (source, &self->rig.layout, palette, scale, kind);
  self->n_columns =
      (self->rig.layout.n_beds + self->rig.layout.n_rows - 1) / self->rig.layout.n_rows;
  make_panels (self);
  self->n_groups = MIN (self->rig.layout.n_rows, GROUPS_MAX);
  make_headings (self);
  make_ground (self, request);
  make_whole (self, request);
  return self;
}

void
vigil_wall_picture_free (VigilWallPicture *self)
{
  g_clear_pointer (&self->whole, gsk_render_node_unref);
  for (guint i = 0; i < self->n_identities; i++)
    vigil_panel_free (self->identities[i]);
  for (guint layer = 0; layer < VIGIL_TILE_LAYERS; layer++) {
    for (guint i = 0; i < GROUPS_MAX; i++)
      vigil_stamp_clear (&self->stamps[layer][i]);
  }
  for (guint i = 0; i < self->n_panels; i++)
    g_clear_pointer (&self->panels[i], vigil_panel_free);
  for (guint i = 0; i < VIGIL_LAYOUT_BEDS_MAX; i++) {
    vigil_tile_veil_clear (&self->veils[i]);
    vigil_tile_plates_clear (&self->tiles[i].plates);
  }
  g_clear_pointer (&self->headings, gsk_render_node_unref);
  g_clear_pointer (&self->ground, gsk_render_node_unref);
  vigil_wave_painter_free (self->waves);
  vigil_lettering_free (self->lettering);
  g_free (self);
}

const VigilLayout *
vigil_wall_picture_get_layout (VigilWallPicture *self)
{
  return &self->rig.layout;
}

/* --- drawing the parts of a tile --- */

static Job
ground_job (VigilWallPicture *self, guint bed, const VigilBedFace *face)
{
  Job job = { .self = self, .bed = bed, .face = face };
  for (guint i = 0; i < self->rig.layout.n_lanes; i++)
    vigil_wave_painter_get_lane_info (self->waves, bed, i, &job.infos[i]);
  return job;
}

static void
paint_ground (cairo_t *cr, gpointer data)
{
  const Job *job = data;
  vigil_tile_rig_turn (&job->self->rig, cr);
  vigil_ground_painter_draw (&job->self->rig.paint, cr, job->bed, job->face, job->infos);
}

static void
paint_panel (cairo_t *cr, gpointer data)
{
  const Job *job = data;
  paint_ground (cr, data);
  if (job->self->rig.layout.kind == VIGIL_TILE_NUMBERS)
    vigil_number_painter_draw_identity (&job->self->rig.paint, cr, job->bed, job->face);
  vigil_number_painter_draw_panel (&job->self->rig.paint, cr, job->bed, job->face);
}

static void
paint_identity (cairo_t *cr, gpointer data)
{
  const Job *job = data;
  paint_ground (cr, data);
  vigil_number_painter_draw_identity (&job->self->rig.paint, cr, job->bed, job->face);
  if (!*job->face->notice && job->face->condition != VIGIL_BED_EMPTY)
    vigil_ground_painter_draw_gutter (&job->self->rig.paint, cr, job->bed, job->infos);
}

static void
draw_ground (VigilWallPicture *self, guint bed, const VigilBedFace *face)
{
  const VigilTileLayout *parts = &self->rig.layout.tiles[bed];
  gboolean has_waves = !*face->notice && face->condition != VIGIL_BED_EMPTY;
  if (parts->waves.width <= 0)
    return;
  GdkRectangle place = { parts->waves.x, parts->tile.y, parts->waves.width, parts->tile.height };
  Job job = ground_job (self, bed, face);
  cairo_surface_t *surface = vigil_plate_paint (&place, self->rig.scale, paint_ground, &job);
  vigil_wave_painter_set_shown (self->waves, bed, has_waves);
  vigil_wave_painter_set_calm (self->waves, bed, !vigil_bed_face_has_alarm_band (face));
  vigil_wave_painter_set_ground (self->waves, bed, surface);
  cairo_surface_destroy (surface);
  self->tiles[bed].is_bare = TRUE;
}

static void
draw_panel (VigilWallPicture *self, guint bed, const VigilBedFace *face)
{
  Job job = ground_job (self, bed, face);
  VigilPanel *panel = self->panels[panel_of (self, bed)];
  const GdkRectangle *place = &self->rig.layout.tiles[bed].panel;
  vigil_panel_paint (panel, place, paint_panel, &job);
  vigil_panel_stamp (panel);
  self->tiles[bed].is_panel_old = FALSE;
  self->tiles[bed].is_bare = TRUE;
}

static void
draw_identity (VigilWallPicture *self, guint bed, const VigilBedFace *face)
{
  if (self->rig.layout.kind == VIGIL_TILE_NUMBERS)
    return;
  GdkRectangle part = identity_part (&self->rig.layout.tiles[bed]);
  Job job = ground_job (self, bed, face);
  VigilPanel *panel = self->identities[vigil_layout_get_column (&self->rig.layout, bed)];
  vigil_panel_paint (panel, &part, paint_identity, &job);
  vigil_panel_stamp (panel);
  self->tiles[bed].is_bare = TRUE;
}

static gboolean
same_identity (const VigilBedFace *a, const VigilBedFace *b)
{
  return a->has_target == b->has_target && g_str_equal (a->label, b->label)
         && g_str_equal (a->name, b->name) && g_str_equal (a->nurse, b->nurse)
         && g_str_equal (a->flags, b->flags);
}

/* A number whose box comes or goes is drawn with it. */
static gboolean
same_boxes (const VigilBedFace *a, const VigilBedFace *b)
{
  for (guint i = 0; i < VIGIL_FACE_NUMBERS; i++) {
    if (a->numbers[i].is_open != b->numbers[i].is_open
        || a->numbers[i].priority != b->numbers[i].priority)
      return FALSE;
  }
  return TRUE;
}

/* A box that becomes narrower leaves nothing of itself; the stamp of the boxes tells of it. */
static void
draw_under_boxes (VigilWallPicture *self, guint bed, const VigilBedFace *face)
{
  const VigilTileRig *rig = &self->rig;
  const VigilBedFace *old = &self->tiles[bed].face;
  for (guint i = 0; i < VIGIL_FACE_NUMBERS; i++) {
    GdkRectangle before, box, both;
    if (!face->numbers[i].is_open)
      continue;
    vigil_number_painter_get_box (&rig->paint, bed, old, (VigilFacePlace) i, &before);
    vigil_number_painter_get_box (&rig->paint, bed, face, (VigilFacePlace) i, &box);
    gdk_rectangle_union (&before, &box, &both);
    if (gdk_rectangle_equal (&both, &box))
      continue;
    Job job = ground_job (self, bed, face);
    GdkRectangle part = rig->layout.is_rtl ? vigil_layout_mirror (&rig->layout, before) : before;
    vigil_panel_paint (self->panels[panel_of (self, bed)], &part, paint_panel, &job);
  }
}

/* What flashes changes in all tiles in one frame, as a few wide rectangles; numbers between them
 * would make these more than GTK compares, and wait for the turn of their tile. */
static void
change_numbers (VigilWallPicture *self, guint bed, const VigilBedFace *face)
{
  if (!self->is_beat || !same_boxes (&self->tiles[bed].face, face)) {
    draw_panel (self, bed, face);
    return;
  }
  draw_under_boxes (self, bed, face);
  self->tiles[bed].is_panel_old = TRUE;
}

static void
draw_changes (VigilWallPicture *self, guint bed, const VigilBedFace *face)
{
  Tile *tile = &self->tiles[bed];
  const VigilBedFace *old = &tile->face;
  guint info_serial = vigil_wave_painter_get_info_serial (self->waves, bed);
  gboolean is_new = !tile->has_face || !vigil_bed_face_same_ground (old, face)
                    || old->has_target != face->has_target || info_serial != tile->info_serial;
  if (is_new)
    draw_ground (self, bed, face);
  if (is_new || (self->rig.layout.kind == VIGIL_TILE_NUMBERS && !same_identity (old, face)))
    draw_panel (self, bed, face);
  else if (memcmp (old->numbers, face->numbers, sizeof face->numbers) != 0)
    change_numbers (self, bed, face);
  if (is_new || !same_identity (old, face))
    draw_identity (self, bed, face);
  tile->info_serial = info_serial;
  tile->changed |=
      vigil_tile_plates_update (&tile->plates, &self->rig, tile->has_face ? old : NULL, face);
}

/* Beds that share a panel are looked at together, the others one after another. */
static gint64
next_due (const VigilWallPicture *self, guint bed, gint64 mono_us)
{
  gint64 offset = COMPOSE_US * panel_of (self, bed) / self->n_panels;
  return (mono_us - offset) / COMPOSE_US * COMPOSE_US + COMPOSE_US + offset;
}

/* TRUE: it is another bed that is dimmed, or no more. */
static gboolean
update_dimmed (VigilWallPicture *self, guint bed)
{
  guint64 bit = G_GUINT64_CONSTANT (1) << bed;
  gboolean is_dim = (self->others & bit) != 0 && vigil_bed_face_is_calm (&self->tiles[bed].face);
  if (is_dim == ((self->dimmed & bit) != 0))
    return FALSE;
  self->dimmed ^= bit;
  return TRUE;
}

/* What an alarm line says goes on with the flash, four times a second: what changes in a cover
 * damages all of it, and so it changes in one frame with all the others. In a frame that
 * sweeps nothing, or in too many places, only what must not wait is looked at. */
static gboolean
is_due (const VigilWallPicture *self, const Tile *tile, gboolean is_turn)
{
  if (!tile->has_face)
    return TRUE;
  return tile->face.band != VIGIL_BAND_NONE ? self->is_beat : is_turn;
}

/* What must be seen in the next frame, whatever that costs: another alarm or state of one, an open
 * number, dashes. A number in an alarm's text waits with the other numbers: in a storm it is
 * another one on every bed in every second, and each alone would damage its whole row. */
static gboolean
is_urgent (const VigilBedFace *old, const VigilBedFace *face)
{
  return !vigil_bed_face_same_alarms (old, face) || !same_boxes (old, face)
         || vigil_bed_face_is_calm (old) != vigil_bed_face_is_calm (face)
         || old->is_link_doubtful != face->is_link_doubtful
         || (*old->notice != '\0') != (*face->notice != '\0')
         || (*old->suspended != '\0') != (*face->suspended != '\0') || !same_identity (old, face);
}

static gboolean
look_at (VigilWallPicture *self, guint bed, gboolean is_only_urgent)
{
  Tile *tile = &self->tiles[bed];
  VigilBedFace face;
  vigil_bed_face_compose (&face, self->source, bed);
  if (tile->has_face && vigil_bed_face_equal (&face, &tile->face)
      && tile->info_serial == vigil_wave_painter_get_info_serial (self->waves, bed))
    return FALSE;
  if (is_only_urgent && !is_urgent (&tile->face, &face))
    return FALSE;
  draw_changes (self, bed, &face);
  tile->face = face;
  tile->has_face = TRUE;
  return TRUE;
}

static gboolean
update_tile (VigilWallPicture *self, guint bed, gint64 mono_us, gboolean has_room)
{
  Tile *tile = &self->tiles[bed];
  gboolean is_turn = has_room && mono_us >= tile->due_us;
  gboolean is_all = is_due (self, tile, is_turn);
  gboolean has_changed = (is_all || tile->is_called) && look_at (self, bed, !is_all);
  tile->is_called = FALSE;
  if (is_turn && tile->is_panel_old) {
    draw_panel (self, bed, &tile->face);
    has_changed = TRUE;
  }
  if (is_turn)
    tile->due_us = next_due (self, bed, mono_us);
  return has_changed;
}

/* Layers, as bits, in which something of @face flashes at @priority. */
static guint
find_flashing (const VigilBedFace *face, VigilPriority priority)
{
  guint layers = 0;
  if (face->band == VIGIL_BAND_FLASHING && face->priority == priority)
    layers |= 1 << VIGIL_TILE_LINES;
  for (guint i = 0; i < VIGIL_FACE_NUMBERS; i++) {
    if (face->numbers[i].is_open && face->numbers[i].priority == priority)
      layers |= 1 << VIGIL_TILE_BOXES;
  }
  return layers;
}

static gboolean
mark_flashing (VigilWallPicture *self, VigilPriority priority)
{
  guint all = 0;
  for (guint bed = 0; bed < self->rig.layout.n_beds; bed++) {
    guint layers = find_flashing (&self->tiles[bed].face, priority);
    self->tiles[bed].changed |= layers;
    all |= layers;
  }
  return all != 0;
}

static gboolean
update_flash (VigilWallPicture *self, gint64 flash_us)
{
  gboolean has_changed = FALSE;
  self->is_beat =
      vigil_flash_is_lit (VIGIL_PRIORITY_HIGH, flash_us) != self->is_lit[VIGIL_PRIORITY_HIGH];
  for (VigilPriority priority = VIGIL_PRIORITY_LOW; priority <= VIGIL_PRIORITY_HIGH; priority++) {
    gboolean is_lit = vigil_flash_is_lit (priority, flash_us);
    if (is_lit != self->is_lit[priority])
      has_changed |= mark_flashing (self, priority);
    self->is_lit[priority] = is_lit;
  }
  return has_changed;
}

gboolean
vigil_wall_picture_step (VigilWallPicture *self, gint64 mono_us, gint64 flash_us)
{
  guint columns = vigil_pace_get_columns (self->pace, self->n_steps++);
  gboolean has_changed = update_flash (self, flash_us);
  /* What is swept is as high as the wall, and beside many tiles more rectangles than GTK compares:
   * it waits for the next frame. */
  if (has_changed)
    columns = 0;
  has_changed |= vigil_wave_painter_advance (self->waves, mono_us, columns);
  gboolean has_room = columns != 0 && !vigil_wave_painter_is_split (self->waves);
  for (guint bed = 0; bed < self->rig.layout.n_beds; bed++)
    has_changed |= update_tile (self, bed, mono_us, has_room) | update_dimmed (self, bed);
  return has_changed;
}

void
vigil_wall_picture_set_pace (VigilWallPicture *self, VigilPaceLevel pace)
{
  self->pace = pace;
}

void
vigil_wall_picture_refresh (VigilWallPicture *self, guint bed)
{
  for (guint i = 0; i < self->rig.layout.n_beds; i++) {
    if (bed == G_MAXUINT || bed == i)
      self->tiles[i].is_called = TRUE;
  }
}

/* --- snapshot --- */

static void
put_plate (const VigilTilePlate *plate, gpointer data)
{
  const Job *job = data;
  VigilWallPicture *self = job->self;
  guint column = vigil_layout_get_column (&self->rig.layout, job->bed);
  vigil_panel_put (self->panels[panel_of (self, job->bed)], &plate->place, plate->picture);
  if (self->n_identities > 0)
    vigil_panel_put (self->identities[column], &plate->place, plate->picture);
  vigil_wave_painter_put (self->waves, job->bed, &plate->place, plate->picture);
}

static void
each_plate (
    VigilWallPicture *self, VigilTileLayer layer, guint bed, VigilTilePlateFunc func, gpointer data)
{
  Tile *tile = &self->tiles[bed];
  vigil_tile_plates_each (&tile->plates, &self->rig, layer, bed, &tile->face, self->is_lit, func,
                          data);
}

static void
add_place (const VigilTilePlate *plate, gpointer data)
{
  GdkRectangle *all = data;
  if (all->width > 0)
    gdk_rectangle_union (all, &plate->place, all);
  else
    *all = plate->place;
}

/* Of the tiles of @group: rows of the grid that lie beside each other. */
static void
stamp_group (VigilWallPicture *self, VigilTileLayer layer, guint group)
{
  GdkRectangle place = { 0 };
  const VigilLayout *layout = &self->rig.layout;
  gboolean has_changed = FALSE;
  for (guint bed = 0; bed < layout->n_beds; bed++) {
    if (bed % layout->n_rows * self->n_groups / layout->n_rows != group)
      continue;
    has_changed |= (self->tiles[bed].changed & 1u << layer) != 0;
    each_plate (self, layer, bed, add_place, &place);
  }
  if (has_changed)
    vigil_stamp_set (&self->stamps[layer][group], &place);
}

/* What lies over the tiles is put into their pixels: as nodes, two of each tile in alarm would be
 * walked in every frame of the sweep. */
static void
put_plates (VigilWallPicture *self)
{
  guint changed = 0;
  for (guint bed = 0; bed < self->rig.layout.n_beds; bed++) {
    Tile *tile = &self->tiles[bed];
    Job job = { .self = self, .bed = bed };
    for (VigilTileLayer layer = 0; layer < VIGIL_TILE_LAYERS; layer++) {
      if (tile->is_bare || tile->changed != 0)
        each_plate (self, layer, bed, put_plate, &job);
    }
    tile->is_bare = FALSE;
    changed |= tile->changed;
  }
  if (changed == 0)
    return;
  for (VigilTileLayer layer = 0; layer < VIGIL_TILE_LAYERS; layer++) {
    for (guint group = 0; group < self->n_groups; group++)
      stamp_group (self, layer, group);
  }
  for (guint bed = 0; bed < self->rig.layout.n_beds; bed++)
    self->tiles[bed].changed = 0;
}

static void
snapshot_stamps (VigilWallPicture *self, GtkSnapshot *snapshot)
{
  for (VigilTileLayer layer = 0; layer < VIGIL_TILE_LAYERS; layer++) {
    for (guint group = 0; group < self->n_groups; group++)
      vigil_stamp_snapshot (&self->stamps[layer][group], snapshot);
  }
}

static void
snapshot_veil (VigilWallPicture *self, guint column, GtkSnapshot *snapshot)
{
  guint64 beds = 0;
  guint first = column * self->rig.layout.n_rows;
  guint end = MIN (first + self->rig.layout.n_rows, self->rig.layout.n_beds);
  for (guint bed = first; bed < end; bed++)
    beds |= self->dimmed & (G_GUINT64_CONSTANT (1) << bed);
  vigil_tile_veil_snapshot (&self->veils[column], &self->rig.layout, self->palette, beds, snapshot);
}

void
vigil_wall_picture_set_others (VigilWallPicture *self, guint64 beds)
{
  self->others = beds;
}

guint64
vigil_wall_picture_get_dimmed (VigilWallPicture *self)
{
  return self->dimmed;
}

void
vigil_wall_picture_snapshot (VigilWallPicture *self, GtkSnapshot *snapshot)
{
  put_plates (self);
  gtk_snapshot_append_node (snapshot, self->whole != NULL ? self->whole : self->ground);
  for (guint i = 0; i < self->n_identities; i++)
    vigil_panel_snapshot (self->identities[i], snapshot);
  for (guint i = 0; i < self->n_panels; i++) {
    if (self->panels[i] != NULL)
      vigil_panel_snapshot (self->panels[i], snapshot);
  }
  vigil_wave_painter_snapshot (self->waves, snapshot);
  if (self->headings != NULL && self->whole == NULL)
    gtk_snapshot_append_node (snapshot, self->headings);
  for (guint column = 0; column < self->n_columns; column++)
    snapshot_veil (self, column, snapshot);
  if (self->rig.kind == VIGIL_NODES_CAIRO)
    snapshot_stamps (self, snapshot);
}

guint64
vigil_wall_picture_get_n_columns (VigilWallPicture *self)
{
  return vigil_wave_painter_get_n_columns (self->waves);
}

guint
vigil_wall_picture_get_n_live (VigilWallPicture *self)
{
  return vigil_wave_painter_get_n_live (self->waves);
}
