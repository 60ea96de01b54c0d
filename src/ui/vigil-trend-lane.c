/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-trend-lane.h"

#include <glib/gi18n.h>
#include <math.h>

#include "vigil-page-parts.h"
#include "vigil-station-review.h"
#include "vigil-words.h"

#include <string.h>

#define HOUR_MS G_GINT64_CONSTANT (3600000)
#define EVERY_S 60
#define LANE_HEIGHT 96
#define PAD 6
/* A pressure cuff measures seldom: its points are joined over this. */
#define GAP_MINUTES 2

static const guint HOURS[] = { 1, 8, 24 };
static const VigilNumericKind KINDS[] = {
  VIGIL_NUMERIC_HR,       VIGIL_NUMERIC_SPO2,    VIGIL_NUMERIC_RR,
  VIGIL_NUMERIC_NIBP_SYS, VIGIL_NUMERIC_ART_SYS, VIGIL_NUMERIC_ETCO2,
};
#define N_LANES G_N_ELEMENTS (KINDS)

typedef struct {
  VigilTrendLanes *owner;
  VigilNumericKind kind;
  GtkWidget *box, *text, *area;
  GArray *minutes; /* VigilTrendMinute; NULL = not known yet */
  gint64 from_ms, to_ms;
  double lo, hi; /* what the lane shows */
} Lane;

struct _VigilTrendLanes {
  GtkBox parent_instance;
  VigilStation *station;
  guint bed, hours;
  GtkWidget *choices[G_N_ELEMENTS (HOURS)];
  Lane lanes[N_LANES];
  guint n_asked; /* lanes that wait for their answer; they come in order */
  guint n_answered;
  char encounter[VIGIL_UUID_SIZE]; /* whose minutes these are */
  char stay_id[VIGIL_UUID_SIZE]; /* of the last discharge or admission */
  gboolean is_occupied;
  gboolean is_of_another; /* what is on its way was asked before somebody left or came */
  guint timer;
};

G_DEFINE_FINAL_TYPE (VigilTrendLanes, vigil_trend_lanes, GTK_TYPE_BOX)

/* Painting. */

static double
x_of (const Lane *lane, gint64 t_ms, int width)
{
  return (double) (t_ms - lane->from_ms) / (double) (lane->to_ms - lane->from_ms) * width;
}

static double
y_of (const Lane *lane, double value, int height)
{
  return height - PAD - (value - lane->lo) / (lane->hi - lane->lo) * (height - 2 * PAD);
}

static const VigilTrendMinute *
minute_at (const Lane *lane, guint i)
{
  return &g_array_index (lane->minutes, VigilTrendMinute, i);
}

/* The end of the run without a gap that begins at @first. */
static guint
find_run_end (const Lane *lane, guint first)
{
  guint i = first + 1;
  while (i < lane->minutes->len
         && minute_at (lane, i)->t_ms - minute_at (lane, i - 1)->t_ms
                < GAP_MINUTES * VIGIL_TREND_MINUTE_MS)
    i++;
  return i;
}

static void
paint_run (const Lane *lane,
           cairo_t *cr,
           const GdkRGBA *ink,
           guint first,
           guint end,
           int width,
           int height)
{
  double half = MAX (x_of (lane, lane->from_ms + VIGIL_TREND_MINUTE_MS, width) / 2, 1);
  cairo_set_source_rgba (cr, ink->red, ink->green, ink->blue, 0.35);
  for (guint i = first; i < end; i++) {
    const VigilTrendMinute *minute = minute_at (lane, i);
    double top = y_of (lane, minute->max, height), bottom = y_of (lane, minute->min, height);
    cairo_rectangle (cr, x_of (lane, minute->t_ms, width), top, 2 * half, MAX (bottom - top, 1.5));
  }
  cairo_fill (cr);
  cairo_set_source_rgba (cr, ink->red, ink->green, ink->blue, 1);
  for (guint i = first; i < end; i++) {
    const VigilTrendMinute *minute = minute_at (lane, i);
    cairo_line_to (cr, x_of (lane, minute->t_ms, width) + half, y_of (lane, minute->mean, height));
  }
  cairo_stroke (cr);
}

static void
draw_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  const Lane *lane = data;
  GdkRGBA ink;
  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (area)), &ink);
  cairo_set_source_rgba (cr, ink.red, ink.green, ink.blue, 0.06);
  cairo_paint (cr);
  if (lane->minutes == NULL)
    return;
  cairo_set_line_width (cr, 2);
  for (guint i = 0, end; i < lane->minutes->len; i = end) {
    end = find_run_end (lane, i);
    paint_run (lane, cr, &ink, i, end, width, height);
  }
}

/* What was measured, with some air; at least ten units high, so that calm looks calm. */
static void
set_range (Lane *lane)
{
  double lo = INFINITY, hi = -INFINITY;
  for (guint i = 0; i < lane->minutes->len; i++) {
    lo = MIN (lo, minute_at (lane, i)->min);
    hi = MAX (hi, minute_at (lane, i)->max);
  }
  double air = MAX ((10 - (hi - lo)) / 2, 1);
  lane->lo = lo - air;
  lane->hi = hi + air;
}

/* Asking. */

static void
describe (Lane *lane)
{
  const VigilNumericInfo *info = vigil_nomenclature_numeric (lane->kind);
  double lo = INFINITY, hi = -INFINITY;
  for (guint i = 0; i < lane->minutes->len; i++) {
    lo = MIN (lo, minute_at (lane, i)->min);
    hi = MAX (hi, minute_at (lane, i)->max);
  }
  g_autofree char *label = vigil_words_label (info->label);
  /* translators: of a trend: what is measured, the lowest and the highest value, the unit, and of
   * how many minutes there are values */
  g_autofree char *text = g_strdup_printf (
      _ ("%s %.*f to %.*f %s · values in %u minutes of %u"), label, (int) info->decimals, lo,
      (int) info->decimals, hi, info->unit, lane->minutes->len, lane->owner->hours * 60);
  vigil_page_parts_set_text (lane->text, text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (lane->area), GTK_ACCESSIBLE_PROPERTY_LABEL, text,
                                  -1);
}

static gboolean ask_cb (gpointer data);

static void
minutes_cb (GArray *minutes, G_GNUC_UNUSED const GError *error, gpointer owner)
{
  VigilTrendLanes *self = owner;
  Lane *lane = &self->lanes[self->n_answered++ % N_LANES];
  self->n_asked--;
  g_clear_pointer (&lane->minutes, g_array_unref);
  if (self->is_of_another) {
    self->is_of_another = self->n_asked > 0;
    if (!self->is_of_another)
      ask_cb (self);
    return;
  }
  lane->minutes = g_array_ref (minutes);
  gtk_widget_set_visible (lane->box, minutes->len > 0);
  if (minutes->len == 0)
    return;
  set_range (lane);
  describe (lane);
  gtk_widget_queue_draw (lane->area);
}

static gboolean
ask_cb (gpointer data)
{
  VigilTrendLanes *self = data;
  /* A slow disk is not asked again before it has answered. */
  if (self->n_asked > 0)
    return G_SOURCE_CONTINUE;
  gint64 to_ms = vigil_station_now (self->station).wall_ms;
  for (guint i = 0; i < N_LANES; i++) {
    Lane *lane = &self->lanes[i];
    lane->to_ms = to_ms;
    lane->from_ms = to_ms - self->hours * HOUR_MS;
    self->n_asked++;
    vigil_station_list_minutes (self->station, self->bed, lane->kind, lane->from_ms, to_ms,
                                minutes_cb, G_OBJECT (self));
  }
  return G_SOURCE_CONTINUE;
}

static void
take_occupant (VigilTrendLanes *self, const VigilBed *bed)
{
  vigil_text_copy (self->encounter, sizeof self->encounter, bed->identity.encounter);
  vigil_text_copy (self->stay_id, sizeof self->stay_id, bed->stay_id);
  self->is_occupied = bed->identity.is_occupied;
}

static void
chosen_cb (GtkToggleButton *choice, VigilTrendLanes *self)
{
  if (!gtk_toggle_button_get_active (choice))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (HOURS); i++)
    if (self->choices[i] == GTK_WIDGET (choice))
      self->hours = HOURS[i];
  if (self->station != NULL)
    ask_cb (self);
}

/* A discharge cuts the trends (ux.md, "Encounter"): at once, not with the next minute. */
static void
bed_changed_cb (VigilTrendLanes *self)
{
  const VigilBed *bed = vigil_ward_get_bed (vigil_station_get_ward (self->station), self->bed);
  if (strcmp (self->encounter, bed->identity.encounter) == 0
      && strcmp (self->stay_id, bed->stay_id) == 0
      && self->is_occupied == bed->identity.is_occupied)
    return;
  take_occupant (self, bed);
  for (guint i = 0; i < N_LANES; i++) {
    g_clear_pointer (&self->lanes[i].minutes, g_array_unref);
    gtk_widget_set_visible (self->lanes[i].box, FALSE);
  }
  self->is_of_another = self->n_asked > 0;
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    ask_cb (self);
}

static void
map_cb (VigilTrendLanes *self)
{
  ask_cb (self);
  if (self->timer == 0)
    self->timer = g_timeout_add_seconds (EVERY_S, ask_cb, self);
}

static void
unmap_cb (VigilTrendLanes *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
}

static void
vigil_trend_lanes_dispose (GObject *object)
{
  VigilTrendLanes *self = VIGIL_TREND_LANES (object);
  g_clear_handle_id (&self->timer, g_source_remove);
  for (guint i = 0; i < N_LANES; i++)
    g_clear_pointer (&self->lanes[i].minutes, g_array_unref);
  g_clear_object (&self->station);
  G_OBJECT_CLASS (vigil_trend_lanes_parent_class)->dispose (object);
}

static void
vigil_trend_lanes_class_init (VigilTrendLanesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vigil_trend_lanes_dispose;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "trendlanes");
}

static void
make_lane (VigilTrendLanes *self, guint i)
{
  Lane *lane = &self->lanes[i];
  lane->owner = self;
  lane->kind = KINDS[i];
  lane->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  lane->text = vigil_page_parts_new_text ("", "condition");
  lane->area = gtk_drawing_area_new ();
  gtk_widget_set_size_request (lane->area, -1, LANE_HEIGHT);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (lane->area), draw_cb, lane, NULL);
  gtk_box_append (GTK_BOX (lane->box), lane->text);
  gtk_box_append (GTK_BOX (lane->box), lane->area);
  gtk_widget_set_visible (lane->box, FALSE);
  gtk_box_append (GTK_BOX (self), lane->box);
}

static GtkWidget *
make_choices (VigilTrendLanes *self)
{
  GtkWidget *row = vigil_page_parts_new_row ();
  gtk_widget_add_css_class (row, "periods"); /* the chosen one is seen */
  for (guint i = 0; i < G_N_ELEMENTS (HOURS); i++) {
    /* translators: a period of a trend, in hours */
    g_autofree char *label = g_strdup_printf (_ ("%u h"), HOURS[i]);
    self->choices[i] = vigil_page_parts_new_toggle (label);
    if (i > 0)
      gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (self->choices[i]),
                                   GTK_TOGGLE_BUTTON (self->choices[0]));
    g_signal_connect (self->choices[i], "toggled", G_CALLBACK (chosen_cb), self);
    gtk_box_append (GTK_BOX (row), self->choices[i]);
  }
  return row;
}

static void
vigil_trend_lanes_init (VigilTrendLanes *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 12);
  gtk_box_append (GTK_BOX (self), vigil_page_parts_new_heading (_ ("Trends")));
  gtk_box_append (GTK_BOX (self), make_choices (self));
  for (guint i = 0; i < N_LANES; i++)
    make_lane (self, i);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->choices[0]), TRUE);
  g_signal_connect (self, "map", G_CALLBACK (map_cb), NULL);
  g_signal_connect (self, "unmap", G_CALLBACK (unmap_cb), NULL);
}

GtkWidget *
vigil_trend_lanes_new (VigilStation *station, guint bed)
{
  g_return_val_if_fail (VIGIL_IS_STATION (station), NULL);
  VigilTrendLanes *self = g_object_new (VIGIL_TYPE_TREND_LANES, NULL);
  self->station = g_object_ref (station);
  self->bed = bed;
  take_occupant (self, vigil_ward_get_bed (vigil_station_get_ward (station), bed));
  g_autoptr (VigilBedItem) item = g_list_model_get_item (vigil_station_get_beds (station), bed);
  if (item != NULL)
    g_signal_connect_object (item, "changed", G_CALLBACK (bed_changed_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
