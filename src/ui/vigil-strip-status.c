/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-strip-status.h"

#include <glib/gi18n.h>
#include <string.h>

#include "vigil-cap-text.h"
#include "vigil-strip-plan.h"
#include "vigil-strip-who.h"
#include "vigil-words.h"

#define APART 12.0 /* px, after a count */
#define WHO_MARGIN 8 /* px, above and below */
#define N_MARKS 3 /* high, medium, low */
#define WIDE_PX 1600

/* Left edges and sizes for a wide and a narrow screen: a count of two digits is APART from what
 * comes next. Each thing keeps its place, so that nothing jumps when a count appears. */
typedef struct {
  double room, mark_px, mark_gap, mark_step, mark_cap, speaker_x, speaker_px, who_x, who_width;
} Measures;

struct _VigilStripStatus {
  GtkWidget parent_instance;
  VigilStation *station;
  const VigilPalette *palette;
  guint counts[N_MARKS];
  VigilCapText count_texts[N_MARKS];
  GtkWidget *who;
  GdkPaintable *speaker;
  const char *speaker_name; /* static */
  VigilSound sound;
  gboolean is_known; /* counts and sound are those of a refresh */
};

G_DEFINE_FINAL_TYPE (VigilStripStatus, vigil_strip_status, GTK_TYPE_WIDGET)

static Measures
get_measures (double width)
{
  if (width >= WIDE_PX)
    return (Measures){ 506, 20, 8, 77, 20, 231, 40, 283, 215 };
  return (Measures){ 314, 14, 6, 55, 13, 165, 26, 199, 109 };
}

double
vigil_strip_status_get_room (double width)
{
  return get_measures (width).room;
}

static Measures
get_own_measures (VigilStripStatus *self)
{
  GtkWidget *parent = gtk_widget_get_parent (GTK_WIDGET (self));
  return get_measures (parent != NULL ? gtk_widget_get_width (parent) : WIDE_PX);
}

static const VigilPriority PRIORITIES[N_MARKS] = {
  VIGIL_PRIORITY_HIGH,
  VIGIL_PRIORITY_MEDIUM,
  VIGIL_PRIORITY_LOW,
};

/* One event is counted once, as it is told once. */
static gboolean
is_counted (VigilWard *ward, const VigilAlarm *alarm)
{
  guint n = 0, bed = vigil_ward_find_bed (ward, alarm->bed);
  if (!vigil_alarm_is_open (alarm))
    return FALSE;
  const VigilAlarm *const *of_bed =
      bed != G_MAXUINT ? vigil_ward_list_bed_alarms (ward, bed, &n) : NULL;
  return n == 0 || !vigil_words_is_told_by (alarm, of_bed[0]);
}

static void
count_alarms (VigilStripStatus *self, guint counts[N_MARKS])
{
  guint n;
  VigilWard *ward = vigil_station_get_ward (self->station);
  const VigilAlarm *const *alarms = vigil_ward_list_alarms (ward, &n);
  for (guint m = 0; m < N_MARKS; m++)
    counts[m] = 0;
  for (guint i = 0; i < n; i++) {
    if (!is_counted (ward, alarms[i]))
      continue;
    for (guint m = 0; m < N_MARKS; m++)
      counts[m] += alarms[i]->priority == PRIORITIES[m];
  }
}

static const char *
choose_speaker (VigilSound sound)
{
  switch (sound) {
  case VIGIL_SOUND_WORKS:
    return "vigil-speaker-works-symbolic";
  case VIGIL_SOUND_STARTING:
    return "vigil-speaker-symbolic";
  case VIGIL_SOUND_NO_SERVER:
  case VIGIL_SOUND_NO_SINK:
  case VIGIL_SOUND_MUTED:
  case VIGIL_SOUND_TOO_QUIET:
  case VIGIL_SOUND_SUSPENDED:
  case VIGIL_SOUND_NO_PORT:
  case VIGIL_SOUND_STUCK:
  case VIGIL_SOUND_FAILED:
  case VIGIL_SOUND_ELSEWHERE:
  default:
    return "vigil-speaker-off-symbolic";
  }
}

static void
load_speaker (VigilStripStatus *self, double size)
{
  const char *name = choose_speaker (self->sound);
  if (self->speaker != NULL && name == self->speaker_name)
    return;
  g_clear_object (&self->speaker);
  GdkDisplay *display = gtk_widget_get_display (GTK_WIDGET (self));
  self->speaker = GDK_PAINTABLE (gtk_icon_theme_lookup_icon (
      gtk_icon_theme_get_for_display (display), name, NULL, (int) size,
      gtk_widget_get_scale_factor (GTK_WIDGET (self)), GTK_TEXT_DIR_LTR, 0));
  self->speaker_name = name;
}

static void
shape (VigilStripStatus *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  Measures measures = get_own_measures (self);
  for (guint m = 0; m < N_MARKS; m++) {
    g_autofree char *text = g_strdup_printf ("%u", self->counts[m]);
    vigil_cap_text_set (&self->count_texts[m], widget, text, measures.mark_cap, 10,
                        measures.mark_step - measures.mark_px - measures.mark_gap - APART,
                        PANGO_WEIGHT_SEMIBOLD);
  }
  load_speaker (self, measures.speaker_px);
}

/* Square, triangle, circle: told apart without their colour. */
static void
add_mark_path (cairo_t *cr, VigilPriority priority, double x, double y, double size)
{
  if (priority == VIGIL_PRIORITY_HIGH) {
    cairo_rectangle (cr, x, y, size, size);
  } else if (priority == VIGIL_PRIORITY_MEDIUM) {
    cairo_move_to (cr, x + size / 2, y - 1);
    cairo_line_to (cr, x + size + 1, y + size);
    cairo_line_to (cr, x - 1, y + size);
    cairo_close_path (cr);
  } else {
    cairo_arc (cr, x + size / 2, y + size / 2, size / 2, 0, 2 * G_PI);
  }
}

/* Where what begins at @x and is @width wide stands, whichever way the strip is read. */
static double
as_seen (VigilStripStatus *self, double x, double width)
{
  GtkWidget *widget = GTK_WIDGET (self);
  if (gtk_widget_get_direction (widget) != GTK_TEXT_DIR_RTL)
    return x;
  return gtk_widget_get_width (widget) - x - width;
}

static void
paint_marks (VigilStripStatus *self, GtkSnapshot *snapshot, const Measures *measures)
{
  double size = measures->mark_px;
  double y = (VIGIL_STRIP_HEIGHT - size) / 2;
  double width = N_MARKS * measures->mark_step;
  graphene_rect_t bounds = GRAPHENE_RECT_INIT ((float) as_seen (self, 0, width), (float) y - 2,
                                               (float) width, (float) size + 4);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &bounds);
  for (guint m = 0; m < N_MARKS; m++) {
    if (self->counts[m] == 0)
      continue;
    /* So small a mark needs the colour that stands out from the ground of every theme. */
    vigil_colour_set_source (cr, vigil_palette_alarm_line (self->palette, PRIORITIES[m]));
    add_mark_path (cr, PRIORITIES[m], as_seen (self, 2 + m * measures->mark_step, size), y, size);
    cairo_fill (cr);
  }
  cairo_destroy (cr);
  GdkRGBA text = vigil_colour_to_rgba (vigil_palette_get (self->palette, VIGIL_COLOUR_TEXT));
  for (guint m = 0; m < N_MARKS; m++) {
    if (self->counts[m] > 0)
      vigil_cap_text_draw (&self->count_texts[m], snapshot,
                           as_seen (self, m * measures->mark_step + size + measures->mark_gap + 2,
                                    self->count_texts[m].width_px),
                           (VIGIL_STRIP_HEIGHT + measures->mark_cap) / 2, &text);
  }
}

static gboolean
has_sound_problem (VigilStripStatus *self)
{
  return vigil_words_sound_problem (self->sound) != NULL;
}

static void
paint_speaker (VigilStripStatus *self, GtkSnapshot *snapshot, const Measures *measures)
{
  double x = as_seen (self, measures->speaker_x, measures->speaker_px);
  double y = (VIGIL_STRIP_HEIGHT - measures->speaker_px) / 2;
  VigilColour colour = vigil_palette_get (self->palette, VIGIL_COLOUR_TEXT_DIM);
  if (has_sound_problem (self)) {
    GdkRGBA fill =
        vigil_colour_to_rgba (vigil_palette_alarm_fill (self->palette, VIGIL_PRIORITY_HIGH, TRUE));
    graphene_rect_t box =
        GRAPHENE_RECT_INIT ((float) x - 6, (float) y - 6, (float) measures->speaker_px + 12,
                            (float) measures->speaker_px + 12);
    gtk_snapshot_append_color (snapshot, &fill, &box);
    colour = vigil_palette_alarm_text (self->palette, VIGIL_PRIORITY_HIGH, TRUE);
  }
  GdkRGBA rgba = vigil_colour_to_rgba (colour);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) y));
  gtk_symbolic_paintable_snapshot_symbolic (GTK_SYMBOLIC_PAINTABLE (self->speaker), snapshot,
                                            measures->speaker_px, measures->speaker_px, &rgba, 1);
  gtk_snapshot_restore (snapshot);
}

static void
vigil_strip_status_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VigilStripStatus *self = VIGIL_STRIP_STATUS (widget);
  Measures measures = get_own_measures (self);
  paint_marks (self, snapshot, &measures);
  if (self->speaker != NULL)
    paint_speaker (self, snapshot, &measures);
  gtk_widget_snapshot_child (widget, self->who, snapshot);
}

static void
vigil_strip_status_measure (GtkWidget *widget,
                            GtkOrientation orientation,
                            int for_size,
                            int *minimum,
                            int *natural,
                            int *minimum_baseline,
                            int *natural_baseline)
{
  Measures measures = get_own_measures (VIGIL_STRIP_STATUS (widget));
  *minimum = orientation == GTK_ORIENTATION_VERTICAL ? VIGIL_STRIP_HEIGHT : 0;
  *natural = orientation == GTK_ORIENTATION_VERTICAL ? VIGIL_STRIP_HEIGHT : (int) measures.room;
}

static void
vigil_strip_status_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  VigilStripStatus *self = VIGIL_STRIP_STATUS (widget);
  Measures measures = get_own_measures (self);
  graphene_point_t origin = GRAPHENE_POINT_INIT (
      (float) as_seen (self, measures.who_x, (int) measures.who_width), WHO_MARGIN);
  shape (self);
  gtk_widget_measure (self->who, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
  gtk_widget_allocate (self->who, (int) measures.who_width, VIGIL_STRIP_HEIGHT - 2 * WHO_MARGIN, -1,
                       gsk_transform_translate (NULL, &origin));
}

/* The clock is left out: a name that changes each second would never let a reader finish. */
static void
name_status (VigilStripStatus *self)
{
  const char *problem = vigil_words_sound_problem (self->sound);
  /* translators: how many alarms are open, by priority */
  g_autofree char *counts = g_strdup_printf (_ ("Open alarms: %u high, %u medium, %u low"),
                                             self->counts[0], self->counts[1], self->counts[2]);
  g_autofree char *name = problem != NULL
                              ? g_strdup_printf (_ ("%s. NO SOUND: %s"), counts, problem)
                              : g_strdup (counts);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

void
vigil_strip_status_refresh (VigilStripStatus *self)
{
  g_return_if_fail (VIGIL_IS_STRIP_STATUS (self));
  guint counts[N_MARKS];
  VigilSound sound = vigil_station_get_sound (self->station);
  count_alarms (self, counts);
  if (self->is_known && sound == self->sound && memcmp (counts, self->counts, sizeof counts) == 0)
    return;
  for (guint m = 0; m < N_MARKS; m++)
    self->counts[m] = counts[m];
  self->sound = sound;
  self->is_known = TRUE;
  shape (self);
  name_status (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
vigil_strip_status_tick (VigilStripStatus *self)
{
  g_return_if_fail (VIGIL_IS_STRIP_STATUS (self));
  vigil_strip_who_tick (VIGIL_STRIP_WHO (self->who));
}

static void
vigil_strip_status_dispose (GObject *object)
{
  VigilStripStatus *self = VIGIL_STRIP_STATUS (object);
  g_clear_pointer (&self->who, gtk_widget_unparent);
  g_clear_object (&self->station);
  g_clear_object (&self->speaker);
  G_OBJECT_CLASS (vigil_strip_status_parent_class)->dispose (object);
}

static void
vigil_strip_status_finalize (GObject *object)
{
  VigilStripStatus *self = VIGIL_STRIP_STATUS (object);
  for (guint m = 0; m < N_MARKS; m++)
    vigil_cap_text_clear (&self->count_texts[m]);
  G_OBJECT_CLASS (vigil_strip_status_parent_class)->finalize (object);
}

static void
vigil_strip_status_class_init (VigilStripStatusClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  object_class->dispose = vigil_strip_status_dispose;
  object_class->finalize = vigil_strip_status_finalize;
  widget_class->measure = vigil_strip_status_measure;
  widget_class->size_allocate = vigil_strip_status_size_allocate;
  widget_class->snapshot = vigil_strip_status_snapshot;
  gtk_widget_class_set_css_name (widget_class, "stripstatus");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_STATUS);
}

static void
vigil_strip_status_init (VigilStripStatus *self)
{
}

GtkWidget *
vigil_strip_status_new (VigilStation *station, const VigilPalette *palette)
{
  g_return_val_if_fail (VIGIL_IS_STATION (station), NULL);
  VigilStripStatus *self = g_object_new (VIGIL_TYPE_STRIP_STATUS, NULL);
  self->station = g_object_ref (station);
  self->palette = palette;
  self->who = vigil_strip_who_new (station, palette);
  gtk_widget_set_parent (self->who, GTK_WIDGET (self));
  return GTK_WIDGET (self);
}
