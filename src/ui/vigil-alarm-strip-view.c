/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-alarm-strip-view.h"

#include <glib/gi18n.h>
#include <math.h>

#include "vigil-palette.h"
#include "vigil-units.h"
#include "vigil-words.h"

/* Paper: 25 mm/s (standards.md §2). */
#define MM_PER_S 25.0
#define ECG_MM 25.0
#define WAVE_MM 12.0
#define TEXT_MM 5.5
/* Of what is shown, so much lies before the alarm. */
#define SHARE_BEFORE 0.6
#define MIN_S 3.0

struct _VigilAlarmStripView {
  GtkWidget parent_instance;
  VigilAlarmStrip strip; /* its samples are owned */
};

G_DEFINE_FINAL_TYPE (VigilAlarmStripView, vigil_alarm_strip_view, GTK_TYPE_WIDGET)

typedef struct {
  cairo_t *cr;
  GtkWidget *widget;
  const VigilPalette *palette;
  double px_per_mm, px_per_ms;
  gboolean is_mm_assumed;
  double width;
  gint64 from_ms, until_ms; /* device time shown */
} Paper;

static char *
dup_clock (gint64 ms)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (ms / 1000);
  return time != NULL ? g_date_time_format (time, "%H:%M:%S") : g_strdup ("");
}

static double
x_at (const Paper *paper, double ms)
{
  return (ms - (double) paper->from_ms) * paper->px_per_ms;
}

/* --- words on the paper --- */

static void
draw_text (const Paper *paper, const char *text, double x, double y, VigilColour colour)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (paper->widget, text);
  int width;
  pango_layout_get_pixel_size (layout, &width, NULL);
  vigil_colour_set_source (paper->cr, colour);
  cairo_move_to (paper->cr, CLAMP (x, 2, MAX (paper->width - width - 2, 2)), y);
  pango_cairo_show_layout (paper->cr, layout);
}

static const char *
get_label (const VigilAlarmStripLead *lead)
{
  const VigilWaveInfo *info = vigil_nomenclature_find_wave (lead->lead.refid);
  return info != NULL ? info->label : lead->lead.source;
}

/* --- scale --- */

typedef struct {
  double lo, hi; /* at the lane's foot and top */
  double gain_mm; /* ECG: mm/mV; 0 = by its own range */
} Scale;

static gboolean
find_range (const VigilAlarmStripLead *lead, double *lo, double *hi)
{
  *lo = INFINITY;
  *hi = -INFINITY;
  for (guint i = 0; i < lead->n; i++) {
    if (isnan (lead->samples[i]))
      continue;
    *lo = MIN (*lo, (double) lead->samples[i]);
    *hi = MAX (*hi, (double) lead->samples[i]);
  }
  return *lo <= *hi;
}

/* The largest of the usual gains at which the whole strip fits; samples of an ECG are mV. */
static Scale
judge_scale (const VigilAlarmStripLead *lead)
{
  static const double GAINS[] = { 20, 10, 5, 2.5 };
  Scale scale = { 0 };
  double lo, hi;
  if (!find_range (lead, &lo, &hi))
    return scale;
  double middle = (lo + hi) / 2;
  double span = MAX (hi - lo, 1e-6) * 1.1;
  if (lead->kind == VIGIL_WAVE_ECG) {
    /* A flat line is not blown up into noise. */
    for (guint i = 1; i < G_N_ELEMENTS (GAINS); i++) {
      scale.gain_mm = GAINS[i];
      if (GAINS[i] * (hi - lo) <= ECG_MM * 0.95)
        break;
    }
    span = MAX (ECG_MM / scale.gain_mm, span);
  } else if (isfinite (lead->lead.hi - lead->lead.lo)) {
    span = MAX (span, 0.15 * (lead->lead.hi - lead->lead.lo));
  }
  scale.lo = middle - span / 2;
  scale.hi = middle + span / 2;
  return scale;
}

/* --- drawing --- */

static void
draw_grid (const Paper *paper, double height)
{
  double step = 5 * paper->px_per_mm;
  vigil_colour_set_source (paper->cr, vigil_palette_get (paper->palette, VIGIL_COLOUR_HATCH));
  cairo_set_line_width (paper->cr, 1);
  for (double x = 0; x <= paper->width; x += step) {
    cairo_move_to (paper->cr, floor (x) + 0.5, 0);
    cairo_line_to (paper->cr, floor (x) + 0.5, height);
  }
  for (double y = 0; y <= height; y += step) {
    cairo_move_to (paper->cr, 0, floor (y) + 0.5);
    cairo_line_to (paper->cr, paper->width, floor (y) + 0.5);
  }
  cairo_stroke (paper->cr);
}

static void
draw_wave (const Paper *paper,
           const VigilAlarmStrip *strip,
           const VigilAlarmStripLead *lead,
           const Scale *scale,
           double top,
           double height)
{
  gboolean is_drawing = FALSE;
  for (guint i = 0; i < lead->n; i++) {
    double ms = (double) strip->start_ms + i * 1000.0 / lead->rate_hz;
    double value = (double) lead->samples[i];
    if (isnan (value) || ms < (double) paper->from_ms || ms > (double) paper->until_ms) {
      is_drawing = FALSE;
      continue;
    }
    double y = top + (scale->hi - value) / (scale->hi - scale->lo) * height;
    if (is_drawing)
      cairo_line_to (paper->cr, x_at (paper, ms), y);
    else
      cairo_move_to (paper->cr, x_at (paper, ms), y);
    is_drawing = TRUE;
  }
  vigil_colour_set_source (paper->cr,
                           vigil_palette_wave (paper->palette, lead->kind, lead->lead.refid));
  cairo_set_line_width (paper->cr, 1.5);
  cairo_set_line_join (paper->cr, CAIRO_LINE_JOIN_ROUND);
  cairo_stroke (paper->cr);
}

static void
draw_lead (const Paper *paper,
           const VigilAlarmStrip *strip,
           const VigilAlarmStripLead *lead,
           double top,
           double height)
{
  Scale scale = judge_scale (lead);
  if (scale.hi <= scale.lo)
    return;
  draw_wave (paper, strip, lead, &scale, top, height);
  g_autofree char *text =
      scale.gain_mm > 0
          /* translators: lead of an ECG strip, paper speed, gain */
          ? g_strdup_printf (_ ("%s · 25 mm/s · %g mm/mV"), get_label (lead), scale.gain_mm)
          : g_strdup (get_label (lead));
  /* Said where the scale is, as on the wall. */
  g_autofree char *said = paper->is_mm_assumed && top == 0
                              ? g_strdup_printf ("%s · %s", text, _ ("mm assumed"))
                              : g_strdup (text);
  draw_text (paper, said, 4, top, vigil_palette_get (paper->palette, VIGIL_COLOUR_TEXT_DIM));
}

/* The moment of the alarm, and the times of day at both ends. */
static void
draw_times (const Paper *paper, const VigilAlarmStrip *strip, double foot)
{
  VigilColour text = vigil_palette_get (paper->palette, VIGIL_COLOUR_TEXT);
  VigilColour dim = vigil_palette_get (paper->palette, VIGIL_COLOUR_TEXT_DIM);
  double x = floor (x_at (paper, (double) strip->raised_ms)) + 0.5;
  const double dashes[] = { 4, 4 };
  vigil_colour_set_source (paper->cr, text);
  cairo_set_line_width (paper->cr, 1);
  cairo_set_dash (paper->cr, dashes, G_N_ELEMENTS (dashes), 0);
  cairo_move_to (paper->cr, x, 0);
  cairo_line_to (paper->cr, x, foot);
  cairo_stroke (paper->cr);
  cairo_set_dash (paper->cr, NULL, 0, 0);
  g_autofree char *first = dup_clock (paper->from_ms);
  g_autofree char *raised = dup_clock (strip->raised_ms);
  g_autofree char *last = dup_clock (paper->until_ms);
  draw_text (paper, first, 0, foot, dim);
  draw_text (paper, raised, x + 4, foot, text);
  draw_text (paper, last, paper->width, foot, dim);
}

/* As many seconds as fit, the alarm somewhat behind the middle. */
static void
choose_time (Paper *paper, const VigilAlarmStrip *strip)
{
  gint64 shown_ms = (gint64) MIN (paper->width / paper->px_per_ms, (double) strip->length_ms);
  gint64 before_ms = (gint64) ((double) shown_ms * SHARE_BEFORE);
  gint64 end_ms = strip->start_ms + strip->length_ms;
  paper->from_ms = CLAMP (strip->raised_ms - before_ms, strip->start_ms, end_ms - shown_ms);
  paper->until_ms = paper->from_ms + shown_ms;
}

/* Of its own px: the page around it is drawn larger as a whole. */
static double
get_px_per_mm (GtkWidget *widget, gboolean *is_assumed)
{
  return vigil_units_get_px_per_mm (widget, is_assumed) / vigil_units_get_magnification (widget);
}

static void
vigil_alarm_strip_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  const VigilAlarmStrip *strip = &VIGIL_ALARM_STRIP_VIEW (widget)->strip;
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  gboolean is_assumed;
  VigilPalette palette;
  vigil_palette_load (&palette, widget);
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &bounds);
  double px_per_mm = get_px_per_mm (widget, &is_assumed);
  Paper paper = { .cr = cr,
                  .widget = widget,
                  .palette = &palette,
                  .px_per_mm = px_per_mm,
                  .is_mm_assumed = is_assumed,
                  .px_per_ms = px_per_mm * MM_PER_S / 1000,
                  .width = width };
  choose_time (&paper, strip);
  vigil_colour_set_source (cr, vigil_palette_get (&palette, VIGIL_COLOUR_TILE));
  cairo_paint (cr);
  double top = 0;
  draw_grid (&paper, height - TEXT_MM * px_per_mm);
  for (guint i = 0; i < strip->n_leads; i++) {
    double lane = (strip->leads[i].kind == VIGIL_WAVE_ECG || strip->n_leads == 1 ? ECG_MM : WAVE_MM)
                  * px_per_mm;
    draw_lead (&paper, strip, &strip->leads[i], top, lane);
    top += lane;
  }
  draw_times (&paper, strip, top);
  cairo_destroy (cr);
}

static void
vigil_alarm_strip_view_measure (GtkWidget *widget,
                                GtkOrientation orientation,
                                int for_size,
                                int *minimum,
                                int *natural,
                                int *minimum_baseline,
                                int *natural_baseline)
{
  const VigilAlarmStrip *strip = &VIGIL_ALARM_STRIP_VIEW (widget)->strip;
  gboolean is_assumed;
  double px_per_mm = get_px_per_mm (widget, &is_assumed);
  double lanes_mm = ECG_MM + (strip->n_leads > 1 ? WAVE_MM : 0) + TEXT_MM;
  gboolean is_wide = orientation == GTK_ORIENTATION_HORIZONTAL;
  *minimum = (int) ceil (px_per_mm * (is_wide ? MIN_S * MM_PER_S : lanes_mm));
  *natural = is_wide ? (int) ceil (px_per_mm * MM_PER_S * strip->length_ms / 1000) : *minimum;
  *minimum_baseline = *natural_baseline = -1;
}

char *
vigil_alarm_strip_view_dup_description (const VigilAlarmStrip *strip)
{
  g_autofree char *raised = dup_clock (strip->raised_ms);
  const char *first = strip->n_leads > 0 ? get_label (&strip->leads[0]) : "";
  if (strip->n_leads < 2)
    /* translators: an alarm, the time of day it was raised, a wave */
    return g_strdup_printf (_ ("Strip of %s at %s: %s"), strip->label, raised, first);
  /* translators: an alarm, the time of day it was raised, two waves */
  return g_strdup_printf (_ ("Strip of %s at %s: %s and %s"), strip->label, raised, first,
                          get_label (&strip->leads[1]));
}

static void
vigil_alarm_strip_view_finalize (GObject *object)
{
  VigilAlarmStrip *strip = &VIGIL_ALARM_STRIP_VIEW (object)->strip;
  for (guint i = 0; i < strip->n_leads; i++)
    g_free (strip->leads[i].samples);
  G_OBJECT_CLASS (vigil_alarm_strip_view_parent_class)->finalize (object);
}

static void
vigil_alarm_strip_view_class_init (VigilAlarmStripViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->finalize = vigil_alarm_strip_view_finalize;
  widget_class->snapshot = vigil_alarm_strip_view_snapshot;
  widget_class->measure = vigil_alarm_strip_view_measure;
  gtk_widget_class_set_css_name (widget_class, "alarmstrip");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
vigil_alarm_strip_view_init (VigilAlarmStripView *self)
{
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
vigil_alarm_strip_view_new (const VigilAlarmStrip *strip)
{
  g_return_val_if_fail (strip != NULL, NULL);
  VigilAlarmStripView *self = g_object_new (VIGIL_TYPE_ALARM_STRIP_VIEW, NULL);
  self->strip = *strip;
  for (guint i = 0; i < strip->n_leads; i++) {
    const VigilAlarmStripLead *lead = &strip->leads[i];
    self->strip.leads[i].samples = g_memdup2 (lead->samples, lead->n * sizeof *lead->samples);
  }
  g_autofree char *description = vigil_alarm_strip_view_dup_description (strip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, description,
                                  -1);
  return GTK_WIDGET (self);
}
