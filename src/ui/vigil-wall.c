/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-wall.h"

#include <string.h>

#include "vigil-bed-face.h"
#include "vigil-frame-meter.h"
#include "vigil-monitor-watch.h"
#include "vigil-sight.h"
#include "vigil-units.h"
#include "vigil-wall-bed.h"
#include "vigil-wall-picture.h"

/* How often a bed's name follows its numbers. */
#define NAME_EVERY_S 5
/* Up to here tiles may be high enough for more waves than a bed has. */
#define FEW_BEDS 9

struct _VigilWall {
  GtkWidget parent_instance;
  VigilWallSource source;
  VigilLayoutMode mode;
  guint n_lanes;
  double speed_mm_s;
  guint n_beds;
  GtkWidget *beds[VIGIL_LAYOUT_BEDS_MAX];
  VigilBedFace *named; /* per bed: the face that its accessible name was made of */
  VigilPalette palette;
  VigilWallPicture *picture;
  guint64 others;
  VigilLayoutRequest drawn; /* what the picture was made for */
  int drawn_scale;
  VigilSight *sight; /* while mapped */
  VigilMonitorWatch *watch; /* while realized */
  guint tick_id; /* while seen */
  VigilPace pace;
  VigilFrameMeter *meter; /* while seen */
  gulong painted_id; /* until every bed has a live wave on the screen */
  gboolean has_live, is_all_live;
  guint name_id, n_named;
};

G_DEFINE_FINAL_TYPE (VigilWall, vigil_wall, GTK_TYPE_WIDGET)

enum {
  SIGNAL_BED_ACTIVATED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

/* --- accessible names --- */

static void
name_bed (VigilWall *self, guint bed, gboolean only_alarms)
{
  VigilBedFace face;
  vigil_bed_face_compose (&face, &self->source, bed);
  if (only_alarms && vigil_bed_face_same_alarms (&face, &self->named[bed]))
    return;
  g_autofree char *name = vigil_bed_face_describe (&face);
  g_autofree char *state = vigil_bed_face_describe_state (&face);
  vigil_wall_bed_set_name (VIGIL_WALL_BED (self->beds[bed]), name);
  vigil_wall_bed_set_description (VIGIL_WALL_BED (self->beds[bed]), state);
  self->named[bed] = face;
}

/* From a timer: a screen reader must not depend on frames. What is alarmed is looked at each time;
 * the numbers of a bed less often, each bed in its own second, so that one who listens to one bed
 * is not told of every beat. */
static gboolean
name_cb (gpointer data)
{
  VigilWall *self = data;
  for (guint bed = 0; bed < self->n_beds; bed++)
    name_bed (self, bed, (bed + self->n_named) % NAME_EVERY_S != 0);
  self->n_named++;
  return G_SOURCE_CONTINUE;
}

static void
name_all (VigilWall *self)
{
  for (guint bed = 0; bed < self->n_beds; bed++)
    name_bed (self, bed, FALSE);
}

/* --- frames --- */

static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  VigilWall *self = VIGIL_WALL (widget);
  (void) clock, (void) data;
  if (!self->picture)
    return G_SOURCE_CONTINUE;
  VigilNow now = self->source.now (self->source.data);
  vigil_wall_picture_set_pace (self->picture, self->pace.level);
  if (vigil_wall_picture_step (self->picture, now.mono_us, g_get_monotonic_time ()))
    gtk_widget_queue_draw (widget);
  return G_SOURCE_CONTINUE;
}

static guint64
find_sector_starts (VigilWall *self)
{
  guint64 starts = 0;
  gboolean has_any = FALSE;
  const char *last = NULL;
  for (guint bed = 0; bed < self->n_beds && self->source.get_sector != NULL; bed++) {
    const char *name = self->source.get_sector (self->source.data, bed);
    if (name != last)
      starts |= G_GUINT64_CONSTANT (1) << bed;
    has_any |= name != NULL;
    last = name;
  }
  return has_any ? starts : 0;
}

/* Many beds have small tiles, whose lanes all have. */
static guint
find_most_leads (VigilWall *self)
{
  guint most = 0;
  for (guint bed = 0; self->n_beds <= FEW_BEDS && bed < self->n_beds; bed++)
    most = MAX (most, self->source.get_bed (self->source.data, bed)->n_leads);
  return most;
}

/* TRUE if there is a new picture: another size, scale, monitor, mode or colour. What only moves a
 * child leaves the picture as it is. */
static gboolean
ensure_picture (VigilWall *self, int width, int height)
{
  GtkWidget *widget = GTK_WIDGET (self);
  int scale = gtk_widget_get_scale_factor (widget);
  VigilPalette palette;
  VigilLayoutRequest request;
  memset (&request, 0, sizeof request);
  request.n_beds = self->n_beds;
  request.width = width;
  request.height = height;
  request.mode = self->mode;
  request.n_lanes = self->n_lanes;
  request.speed_mm_s = self->speed_mm_s;
  request.n_leads_most = find_most_leads (self);
  request.sector_starts = find_sector_starts (self);
  request.is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  request.px_per_mm = vigil_units_get_px_per_mm (widget, &request.is_mm_assumed);
  request.magnification = vigil_units_get_magnification (widget);
  vigil_palette_load (&palette, widget);
  if (self->picture && scale == self->drawn_scale
      && memcmp (&request, &self->drawn, sizeof request) == 0
      && memcmp (&palette, &self->palette, sizeof palette) == 0)
    return FALSE;
  g_clear_pointer (&self->picture, vigil_wall_picture_free);
  self->palette = palette;
  self->drawn = request;
  self->drawn_scale = scale;
  self->picture = vigil_wall_picture_new (widget, &self->source, &self->palette, &request, scale,
                                          vigil_plate_get_kind (widget));
  vigil_wall_picture_set_others (self->picture, self->others);
  return TRUE;
}

static void
step_now (VigilWall *self)
{
  VigilNow now = self->source.now (self->source.data);
  vigil_wall_picture_step (self->picture, now.mono_us, g_get_monotonic_time ());
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Each is said once per mapping: for measuring how long a start takes. */
static void
painted_cb (GdkFrameClock *clock, gpointer data)
{
  VigilWall *self = data;
  guint n_live = self->picture ? vigil_wall_picture_get_n_live (self->picture) : 0;
  if (n_live > 0 && !self->has_live)
    g_debug ("first live wave");
  self->has_live |= n_live > 0;
  if (n_live == 0 || n_live < vigil_wall_picture_get_layout (self->picture)->n_beds)
    return;
  g_debug ("all beds live");
  self->is_all_live = TRUE;
  g_clear_signal_handler (&self->painted_id, clock);
}

static void
watch_frames (VigilWall *self)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (self));
  self->meter = vigil_frame_meter_new (clock, &self->pace);
  if (self->painted_id == 0 && !self->is_all_live)
    self->painted_id = g_signal_connect (clock, "after-paint", G_CALLBACK (painted_cb), self);
}

/* --- widget --- */

static void
place_bed (VigilWall *self, guint bed)
{
  const VigilLayout *layout = vigil_wall_picture_get_layout (self->picture);
  const VigilTileLayout *parts = &layout->tiles[bed];
  gtk_widget_set_child_visible (self->beds[bed], TRUE);
  vigil_wall_bed_place_silence (VIGIL_WALL_BED (self->beds[bed]), &parts->tile, &parts->silence,
                                layout->magnification);
  gtk_widget_measure (self->beds[bed], GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
  gtk_widget_size_allocate (self->beds[bed], &parts->tile, -1);
}

static void
vigil_wall_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  VigilWall *self = VIGIL_WALL (widget);
  (void) baseline;
  gboolean is_new = ensure_picture (self, width, height);
  guint n_shown = vigil_wall_picture_get_layout (self->picture)->n_beds;
  for (guint bed = 0; bed < self->n_beds; bed++) {
    if (bed < n_shown)
      place_bed (self, bed);
    else
      gtk_widget_set_child_visible (self->beds[bed], FALSE);
  }
  if (is_new)
    step_now (self);
}

static void
vigil_wall_measure (GtkWidget *widget,
                    GtkOrientation orientation,
                    int for_size,
                    int *minimum,
                    int *natural,
                    int *minimum_baseline,
                    int *natural_baseline)
{
  gboolean is_horizontal = orientation == GTK_ORIENTATION_HORIZONTAL;
  (void) widget, (void) for_size;
  *minimum = is_horizontal ? 320 : 240;
  *natural = is_horizontal ? 1280 : 720;
  *minimum_baseline = *natural_baseline = -1;
}

static void
vigil_wall_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VigilWall *self = VIGIL_WALL (widget);
  if (self->picture)
    vigil_wall_picture_snapshot (self->picture, snapshot);
  if (self->meter)
    vigil_frame_meter_note_drawn (self->meter);
  for (guint bed = 0; bed < self->n_beds; bed++) {
    if (!vigil_wall_bed_is_blank (VIGIL_WALL_BED (self->beds[bed])))
      gtk_widget_snapshot_child (widget, self->beds[bed], snapshot);
  }
}

static void
rest (VigilWall *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  if (self->tick_id == 0)
    return;
  gtk_widget_remove_tick_callback (widget, self->tick_id);
  self->tick_id = 0;
  g_clear_pointer (&self->meter, vigil_frame_meter_free);
  g_clear_signal_handler (&self->painted_id, gtk_widget_get_frame_clock (widget));
}

static void
sight_cb (gboolean is_seen, gpointer data)
{
  VigilWall *self = data;
  if (!is_seen) {
    rest (self);
    return;
  }
  self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
  watch_frames (self);
  /* What passed meanwhile, at once. */
  if (self->picture)
    step_now (self);
}

static void
vigil_wall_map (GtkWidget *widget)
{
  VigilWall *self = VIGIL_WALL (widget);
  GdkSurface *surface = gtk_native_get_surface (gtk_widget_get_native (widget));
  GTK_WIDGET_CLASS (vigil_wall_parent_class)->map (widget);
  self->has_live = self->is_all_live = FALSE;
  self->sight = vigil_sight_new (surface, sight_cb, self);
  if (vigil_sight_is_seen (self->sight))
    sight_cb (TRUE, self);
}

static void
vigil_wall_unmap (GtkWidget *widget)
{
  VigilWall *self = VIGIL_WALL (widget);
  rest (self);
  g_clear_pointer (&self->sight, vigil_sight_free);
  GTK_WIDGET_CLASS (vigil_wall_parent_class)->unmap (widget);
}

/* Other millimetres, of the same pixels too. */
static void
monitor_cb (gpointer data)
{
  gtk_widget_queue_allocate (GTK_WIDGET (data));
}

static void
vigil_wall_realize (GtkWidget *widget)
{
  VigilWall *self = VIGIL_WALL (widget);
  GTK_WIDGET_CLASS (vigil_wall_parent_class)->realize (widget);
  self->watch = vigil_monitor_watch_new (gtk_native_get_surface (gtk_widget_get_native (widget)),
                                         monitor_cb, self);
  name_all (self);
  self->name_id = g_timeout_add_seconds (1, name_cb, self);
}

static void
vigil_wall_unrealize (GtkWidget *widget)
{
  VigilWall *self = VIGIL_WALL (widget);
  g_clear_handle_id (&self->name_id, g_source_remove);
  g_clear_pointer (&self->watch, vigil_monitor_watch_free);
  g_clear_pointer (&self->picture, vigil_wall_picture_free);
  gtk_widget_queue_allocate (widget);
  GTK_WIDGET_CLASS (vigil_wall_parent_class)->unrealize (widget);
}

static void
vigil_wall_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (vigil_wall_parent_class)->css_changed (widget, change);
  gtk_widget_queue_allocate (widget);
}

static void
vigil_wall_direction_changed (GtkWidget *widget, GtkTextDirection previous)
{
  GTK_WIDGET_CLASS (vigil_wall_parent_class)->direction_changed (widget, previous);
  gtk_widget_queue_allocate (widget);
}

static void
vigil_wall_dispose (GObject *object)
{
  VigilWall *self = VIGIL_WALL (object);
  for (guint bed = 0; bed < self->n_beds; bed++)
    gtk_widget_unparent (self->beds[bed]);
  self->n_beds = 0;
  g_clear_pointer (&self->picture, vigil_wall_picture_free);
  if (self->source.release)
    self->source.release (self->source.data);
  self->source.release = NULL;
  G_OBJECT_CLASS (vigil_wall_parent_class)->dispose (object);
}

static void
vigil_wall_finalize (GObject *object)
{
  g_free (VIGIL_WALL (object)->named);
  G_OBJECT_CLASS (vigil_wall_parent_class)->finalize (object);
}

static void
vigil_wall_class_init (VigilWallClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = vigil_wall_dispose;
  G_OBJECT_CLASS (klass)->finalize = vigil_wall_finalize;
  widget_class->size_allocate = vigil_wall_size_allocate;
  widget_class->measure = vigil_wall_measure;
  widget_class->snapshot = vigil_wall_snapshot;
  widget_class->map = vigil_wall_map;
  widget_class->unmap = vigil_wall_unmap;
  widget_class->realize = vigil_wall_realize;
  widget_class->unrealize = vigil_wall_unrealize;
  widget_class->css_changed = vigil_wall_css_changed;
  widget_class->direction_changed = vigil_wall_direction_changed;

  signals[SIGNAL_BED_ACTIVATED] =
      g_signal_new ("bed-activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                    NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_set_css_name (widget_class, "vigil-wall");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
scale_factor_cb (VigilWall *self)
{
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
vigil_wall_init (VigilWall *self)
{
  vigil_palette_init (&self->palette);
  vigil_pace_init (&self->pace);
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  g_signal_connect (self, "notify::scale-factor", G_CALLBACK (scale_factor_cb), NULL);
}

static void
activated_cb (VigilWallBed *bed, gpointer data)
{
  g_signal_emit (data, signals[SIGNAL_BED_ACTIVATED], 0,
                 VIGIL_WALL (data)->source.first_bed + vigil_wall_bed_get_index (bed));
}

static void
make_beds (VigilWall *self)
{
  self->n_beds = MIN (self->source.get_n_beds (self->source.data), VIGIL_LAYOUT_BEDS_MAX);
  self->named = g_new0 (VigilBedFace, MAX (self->n_beds, 1));
  for (guint bed = 0; bed < self->n_beds; bed++) {
    /* In numbers-only tiles the whole tile is one target (ux.md, "The wall"). */
    GtkWidget *silence =
        self->n_beds <= 32 ? self->source.make_silence_target (self->source.data, bed, TRUE) : NULL;
    self->beds[bed] = vigil_wall_bed_new (bed, silence);
    gtk_widget_set_parent (self->beds[bed], GTK_WIDGET (self));
    g_signal_connect (self->beds[bed], "activated", G_CALLBACK (activated_cb), self);
  }
}

GtkWidget *
vigil_wall_new_for_source (const VigilWallSource *source)
{
  VigilWall *self = g_object_new (VIGIL_TYPE_WALL, NULL);
  self->source = *source;
  make_beds (self);
  return GTK_WIDGET (self);
}

void
vigil_wall_set_mode (VigilWall *self, VigilLayoutMode mode, guint n_lanes)
{
  g_return_if_fail (VIGIL_IS_WALL (self));
  self->mode = mode;
  self->n_lanes = n_lanes;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

void
vigil_wall_set_speed (VigilWall *self, double mm_per_s)
{
  g_return_if_fail (VIGIL_IS_WALL (self));
  g_return_if_fail (mm_per_s >= 0);
  self->speed_mm_s = mm_per_s;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

void
vigil_wall_fix_pace (VigilWall *self, VigilPaceLevel level)
{
  g_return_if_fail (VIGIL_IS_WALL (self));
  vigil_pace_fix (&self->pace, level);
}

const VigilPace *
vigil_wall_get_pace (VigilWall *self)
{
  g_return_val_if_fail (VIGIL_IS_WALL (self), NULL);
  return &self->pace;
}

void
vigil_wall_start_anew (VigilWall *self)
{
  g_return_if_fail (VIGIL_IS_WALL (self));
  self->drawn.n_beds = G_MAXUINT;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

void
vigil_wall_set_others (VigilWall *self, guint64 beds)
{
  g_return_if_fail (VIGIL_IS_WALL (self));
  self->others = beds;
  if (self->picture)
    vigil_wall_picture_set_others (self->picture, beds);
}

guint64
vigil_wall_get_dimmed (VigilWall *self)
{
  g_return_val_if_fail (VIGIL_IS_WALL (self), 0);
  return self->picture ? vigil_wall_picture_get_dimmed (self->picture) : 0;
}

void
vigil_wall_focus_bed (VigilWall *self, guint bed)
{
  g_return_if_fail (VIGIL_IS_WALL (self));
  if (bed >= self->source.first_bed && bed - self->source.first_bed < self->n_beds)
    gtk_widget_grab_focus (self->beds[bed - self->source.first_bed]);
}

guint
vigil_wall_get_first_bed (VigilWall *self)
{
  g_return_val_if_fail (VIGIL_IS_WALL (self), 0);
  return self->source.first_bed;
}

guint
vigil_wall_get_n_beds (VigilWall *self)
{
  g_return_val_if_fail (VIGIL_IS_WALL (self), 0);
  return self->n_beds;
}

const VigilLayout *
vigil_wall_get_layout (VigilWall *self)
{
  g_return_val_if_fail (VIGIL_IS_WALL (self), NULL);
  return self->picture ? vigil_wall_picture_get_layout (self->picture) : NULL;
}

void
vigil_wall_refresh (VigilWall *self, guint bed)
{
  g_return_if_fail (VIGIL_IS_WALL (self));
  if (self->picture)
    vigil_wall_picture_refresh (self->picture, bed);
  if (self->picture && find_most_leads (self) != self->drawn.n_leads_most)
    gtk_widget_queue_allocate (GTK_WIDGET (self));
  for (guint i = 0; i < self->n_beds; i++) {
    if (bed == G_MAXUINT || bed == i)
      name_bed (self, i, TRUE);
  }
}

guint64
vigil_wall_get_n_columns (VigilWall *self)
{
  g_return_val_if_fail (VIGIL_IS_WALL (self), 0);
  return self->picture ? vigil_wall_picture_get_n_columns (self->picture) : 0;
}
