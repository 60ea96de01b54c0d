/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-tile-plates.h"

#include <string.h>

/* What a paint callback is about. */
typedef struct {
  const VigilTileRig *rig;
  guint bed;
  const VigilBedFace *face;
  VigilFacePlace place;
  gboolean is_lit;
} Job;

void
vigil_tile_rig_turn (const VigilTileRig *rig, cairo_t *cr)
{
  if (!rig->layout.is_rtl)
    return;
  cairo_translate (cr, rig->layout.width, 0);
  cairo_scale (cr, -1, 1);
}

static void
clear_pair (VigilTilePlate pair[2])
{
  g_clear_pointer (&pair[0].picture, cairo_surface_destroy);
  g_clear_pointer (&pair[1].picture, cairo_surface_destroy);
}

void
vigil_tile_plates_clear (VigilTilePlates *plates)
{
  clear_pair (plates->band);
  for (guint i = 0; i < VIGIL_FACE_NUMBERS; i++)
    clear_pair (plates->boxes[i]);
  g_clear_pointer (&plates->notice.picture, cairo_surface_destroy);
}

static guint
layers_of (const VigilTileRig *rig, const VigilBedFace *face)
{
  guint layers = face->band != VIGIL_BAND_NONE ? 1 << VIGIL_TILE_LINES : 0;
  for (guint i = 0; i < VIGIL_FACE_NUMBERS; i++)
    layers |= face->numbers[i].is_open ? 1 << VIGIL_TILE_BOXES : 0;
  if (!*face->notice)
    return layers;
  /* Where the tile is small the notice takes the numbers' place. */
  if (rig->layout.kind != VIGIL_TILE_WIDE)
    layers &= ~(1u << VIGIL_TILE_BOXES);
  return layers | 1 << VIGIL_TILE_NOTICES;
}

/* A second that ticks in the alarm line leaves the number's box as it is. */
guint
vigil_tile_plates_update (VigilTilePlates *plates,
                          const VigilTileRig *rig,
                          const VigilBedFace *old,
                          const VigilBedFace *face)
{
  guint changed = 0;
  if (old == NULL) {
    vigil_tile_plates_clear (plates);
    return layers_of (rig, face);
  }
  if (!vigil_bed_face_same_band (old, face)) {
    clear_pair (plates->band);
    changed |= 1 << VIGIL_TILE_LINES;
  }
  for (guint i = 0; i < VIGIL_FACE_NUMBERS; i++) {
    if (memcmp (&old->numbers[i], &face->numbers[i], sizeof old->numbers[i]) == 0)
      continue;
    clear_pair (plates->boxes[i]);
    if (old->numbers[i].is_open || face->numbers[i].is_open)
      changed |= 1 << VIGIL_TILE_BOXES;
  }
  if (!g_str_equal (old->notice, face->notice) || old->has_target != face->has_target) {
    g_clear_pointer (&plates->notice.picture, cairo_surface_destroy);
    changed |= 1 << VIGIL_TILE_NOTICES;
  }
  return changed & (layers_of (rig, old) | layers_of (rig, face));
}

/* @place is one of the plain layout. */
static void
make_plate (VigilTilePlate *plate, GdkRectangle place, VigilPlateFunc func, Job *job)
{
  const VigilTileRig *rig = job->rig;
  plate->place = rig->layout.is_rtl ? vigil_layout_mirror (&rig->layout, place) : place;
  plate->picture = vigil_plate_paint (&plate->place, rig->scale, func, job);
}

static void
paint_band (cairo_t *cr, gpointer data)
{
  const Job *job = data;
  vigil_tile_rig_turn (job->rig, cr);
  vigil_band_painter_draw (&job->rig->paint, cr, job->bed, job->face, job->is_lit);
}

static const VigilTilePlate *
get_band (VigilTilePlates *plates, Job *job)
{
  VigilTilePlate *plate = &plates->band[job->is_lit];
  GdkRectangle place;
  if (plate->picture == NULL) {
    vigil_band_painter_get_place (&job->rig->paint, job->bed, job->face, &place);
    make_plate (plate, place, paint_band, job);
  }
  return plate;
}

static void
paint_box (cairo_t *cr, gpointer data)
{
  const Job *job = data;
  vigil_tile_rig_turn (job->rig, cr);
  vigil_number_painter_draw_box (&job->rig->paint, cr, job->bed, job->face, job->place,
                                 job->is_lit);
}

static const VigilTilePlate *
get_box (VigilTilePlates *plates, Job *job)
{
  VigilTilePlate *plate = &plates->boxes[job->place][job->is_lit];
  GdkRectangle place;
  if (plate->picture == NULL) {
    vigil_number_painter_get_box (&job->rig->paint, job->bed, job->face, job->place, &place);
    make_plate (plate, place, paint_box, job);
  }
  return plate;
}

static void
paint_notice (cairo_t *cr, gpointer data)
{
  const Job *job = data;
  vigil_tile_rig_turn (job->rig, cr);
  vigil_band_painter_draw_notice (&job->rig->paint, cr, job->bed, job->face);
}

static const VigilTilePlate *
get_notice (VigilTilePlates *plates, Job *job)
{
  GdkRectangle place;
  if (plates->notice.picture == NULL) {
    vigil_band_painter_get_notice (&job->rig->paint, job->bed, job->face, &place);
    make_plate (&plates->notice, place, paint_notice, job);
  }
  return &plates->notice;
}

void
vigil_tile_plates_each (VigilTilePlates *plates,
                        const VigilTileRig *rig,
                        VigilTileLayer layer,
                        guint bed,
                        const VigilBedFace *face,
                        const gboolean is_lit[VIGIL_PRIORITY_HIGH + 1],
                        VigilTilePlateFunc func,
                        gpointer data)
{
  Job job = { .rig = rig, .bed = bed, .face = face };
  if ((layers_of (rig, face) & 1u << layer) == 0)
    return;
  if (layer == VIGIL_TILE_LINES) {
    job.is_lit = face->band != VIGIL_BAND_FLASHING || is_lit[face->priority];
    func (get_band (plates, &job), data);
  } else if (layer == VIGIL_TILE_NOTICES) {
    func (get_notice (plates, &job), data);
  }
  for (guint i = 0; layer == VIGIL_TILE_BOXES && i < VIGIL_FACE_NUMBERS; i++) {
    if (!face->numbers[i].is_open)
      continue;
    job.place = (VigilFacePlace) i;
    job.is_lit = is_lit[face->numbers[i].priority];
    func (get_box (plates, &job), data);
  }
}
