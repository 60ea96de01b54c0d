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
clear_nodes (GskRenderNode *nodes[2])
{
  g_clear_pointer (&nodes[0], gsk_render_node_unref);
  g_clear_pointer (&nodes[1], gsk_render_node_unref);
}

void
vigil_tile_plates_clear (VigilTilePlates *plates)
{
  clear_nodes (plates->band);
  for (guint i = 0; i < VIGIL_FACE_NUMBERS; i++)
    clear_nodes (plates->boxes[i]);
  g_clear_pointer (&plates->notice, gsk_render_node_unref);
}

/* A second that ticks in the alarm line leaves the number's box as it is. */
void
vigil_tile_plates_update (VigilTilePlates *plates,
                          const VigilBedFace *old,
                          const VigilBedFace *face)
{
  if (old == NULL) {
    vigil_tile_plates_clear (plates);
    return;
  }
  if (!vigil_bed_face_same_band (old, face))
    clear_nodes (plates->band);
  for (guint i = 0; i < VIGIL_FACE_NUMBERS; i++) {
    if (memcmp (&old->numbers[i], &face->numbers[i], sizeof old->numbers[i]) != 0)
      clear_nodes (plates->boxes[i]);
  }
  if (!g_str_equal (old->notice, face->notice) || old->has_target != face->has_target)
    g_clear_pointer (&plates->notice, gsk_render_node_unref);
}

/* @place is one of the plain layout. */
static GskRenderNode *
make_plate (GdkRectangle place, VigilPlateFunc func, Job *job)
{
  const VigilTileRig *rig = job->rig;
  if (rig->layout.is_rtl)
    place = vigil_layout_mirror (&rig->layout, place);
  return vigil_plate_new (&place, rig->scale, rig->kind, func, job);
}

static void
paint_band (cairo_t *cr, gpointer data)
{
  const Job *job = data;
  vigil_tile_rig_turn (job->rig, cr);
  vigil_band_painter_draw (&job->rig->paint, cr, job->bed, job->face, job->is_lit);
}

static GskRenderNode *
get_band (VigilTilePlates *plates, Job job)
{
  GskRenderNode **node = &plates->band[job.is_lit];
  if (*node == NULL) {
    GdkRectangle place;
    vigil_band_painter_get_place (&job.rig->paint, job.bed, job.face, &place);
    *node = make_plate (place, paint_band, &job);
  }
  return *node;
}

static void
paint_box (cairo_t *cr, gpointer data)
{
  const Job *job = data;
  vigil_tile_rig_turn (job->rig, cr);
  vigil_number_painter_draw_box (&job->rig->paint, cr, job->bed, job->face, job->place,
                                 job->is_lit);
}

static GskRenderNode *
get_box (VigilTilePlates *plates, Job job)
{
  GskRenderNode **node = &plates->boxes[job.place][job.is_lit];
  if (*node == NULL) {
    GdkRectangle place;
    vigil_number_painter_get_box (&job.rig->paint, job.bed, job.face, job.place, &place);
    *node = make_plate (place, paint_box, &job);
  }
  return *node;
}

static void
paint_notice (cairo_t *cr, gpointer data)
{
  const Job *job = data;
  vigil_tile_rig_turn (job->rig, cr);
  vigil_band_painter_draw_notice (&job->rig->paint, cr, job->bed, job->face);
}

static GskRenderNode *
get_notice (VigilTilePlates *plates, Job job)
{
  if (plates->notice == NULL) {
    GdkRectangle place;
    vigil_band_painter_get_notice (&job.rig->paint, job.bed, job.face, &place);
    plates->notice = make_plate (place, paint_notice, &job);
  }
  return plates->notice;
}

static void
add_line (VigilTilePlates *plates,
          Job *job,
          const gboolean is_lit[VIGIL_PRIORITY_HIGH + 1],
          GPtrArray *parts)
{
  if (job->face->band == VIGIL_BAND_NONE)
    return;
  job->is_lit = job->face->band != VIGIL_BAND_FLASHING || is_lit[job->face->priority];
  g_ptr_array_add (parts, get_band (plates, *job));
}

static void
add_boxes (VigilTilePlates *plates,
           Job *job,
           const gboolean is_lit[VIGIL_PRIORITY_HIGH + 1],
           GPtrArray *parts)
{
  for (guint i = 0; i < VIGIL_FACE_NUMBERS; i++) {
    if (!job->face->numbers[i].is_open)
      continue;
    job->place = (VigilFacePlace) i;
    job->is_lit = is_lit[job->face->numbers[i].priority];
    g_ptr_array_add (parts, get_box (plates, *job));
  }
}

void
vigil_tile_plates_add (VigilTilePlates *plates,
                       const VigilTileRig *rig,
                       VigilTileLayer layer,
                       guint bed,
                       const VigilBedFace *face,
                       const gboolean is_lit[VIGIL_PRIORITY_HIGH + 1],
                       GPtrArray *parts)
{
  Job job = { .rig = rig, .bed = bed, .face = face };
  switch (layer) {
  case VIGIL_TILE_LINES:
    add_line (plates, &job, is_lit, parts);
    break;
  case VIGIL_TILE_BOXES:
    add_boxes (plates, &job, is_lit, parts);
    break;
  case VIGIL_TILE_NOTICES:
  case VIGIL_TILE_LAYERS:
  default:
    if (*face->notice)
      g_ptr_array_add (parts, get_notice (plates, job));
    break;
  }
}
