/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-what-if-timeline.h"

#include <glib/gi18n.h>

#include "vigil-page-parts.h"

#define HEIGHT 88
#define ROW_HEIGHT 32
#define HIGH_HEIGHT 32
#define MEDIUM_HEIGHT 20
#define WIDTH_MIN 4

typedef struct {
  double from, to; /* of the period, 0 to 1 */
  gboolean is_high, is_solid;
} Mark;

struct _VigilWhatIfTimeline {
  GtkBox parent_instance;
  GtkWidget *area;
  GArray *now, *then; /* Mark */
};

G_DEFINE_FINAL_TYPE (VigilWhatIfTimeline, vigil_what_if_timeline, GTK_TYPE_BOX)

static void
paint_mark (cairo_t *cr, const Mark *mark, double base, int width)
{
  double height = mark->is_high ? HIGH_HEIGHT : MEDIUM_HEIGHT;
  double x = mark->from * width;
  double w = MAX ((mark->to - mark->from) * width, WIDTH_MIN);
  cairo_rectangle (cr, x + 0.5, base - height + 0.5, w - 1, height - 1);
  if (mark->is_solid)
    cairo_fill_preserve (cr);
  cairo_stroke (cr);
}

static void
paint_row (cairo_t *cr, const GArray *marks, double base, int width)
{
  cairo_rectangle (cr, 0, base, width, 1);
  cairo_fill (cr);
  for (guint i = 0; i < marks->len; i++)
    paint_mark (cr, &g_array_index (marks, Mark, i), base, width);
}

static void
draw_cb (GtkDrawingArea *area, cairo_t *cr, int width, G_GNUC_UNUSED int height, gpointer data)
{
  const VigilWhatIfTimeline *self = data;
  GdkRGBA ink;
  gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (area)), &ink);
  cairo_set_source_rgba (cr, ink.red, ink.green, ink.blue, 0.85);
  cairo_set_line_width (cr, 1.5);
  paint_row (cr, self->now, ROW_HEIGHT + 2, width);
  paint_row (cr, self->then, HEIGHT - 4, width);
}

static void
add_mark (GArray *marks,
          const VigilWhatIfReport *report,
          const VigilWhatIfAlarm *alarm,
          gboolean is_solid)
{
  double length = (double) MAX (report->to_ms - report->from_ms, 1);
  gint64 end_ms = alarm->ended_ms != 0 ? alarm->ended_ms : report->to_ms;
  Mark mark = {
    .from = CLAMP ((double) (alarm->raised_ms - report->from_ms) / length, 0, 1),
    .to = CLAMP ((double) (end_ms - report->from_ms) / length, 0, 1),
    .is_high = alarm->high_ms != 0,
    .is_solid = is_solid,
  };
  g_array_append_val (marks, mark);
}

void
vigil_what_if_timeline_show (VigilWhatIfTimeline *self, const VigilWhatIfReport *report)
{
  g_return_if_fail (VIGIL_IS_WHAT_IF_TIMELINE (self));
  g_array_set_size (self->now, 0);
  g_array_set_size (self->then, 0);
  for (guint i = 0; report != NULL && i < report->now->len; i++)
    add_mark (self->now, report, &g_array_index (report->now, VigilWhatIfAlarm, i),
              g_array_index (report->result.fates, VigilFate, i) != VIGIL_FATE_HIDDEN);
  for (guint i = 0; report != NULL && i < report->then->len; i++)
    add_mark (self->then, report, &g_array_index (report->then, VigilWhatIfAlarm, i), TRUE);
  gtk_widget_set_visible (GTK_WIDGET (self), self->now->len + self->then->len > 0);
  g_autofree char *said =
      /* translators: spoken: of a picture of the alarms of a period */
      g_strdup_printf (_ ("Timeline: %u alarms with the settings of today, %u with these"),
                       self->now->len, self->then->len);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->area), GTK_ACCESSIBLE_PROPERTY_LABEL, said,
                                  -1);
  gtk_widget_queue_draw (self->area);
}

static void
vigil_what_if_timeline_finalize (GObject *object)
{
  VigilWhatIfTimeline *self = VIGIL_WHAT_IF_TIMELINE (object);
  g_array_unref (self->now);
  g_array_unref (self->then);
  G_OBJECT_CLASS (vigil_what_if_timeline_parent_class)->finalize (object);
}

static void
vigil_what_if_timeline_class_init (VigilWhatIfTimelineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = vigil_what_if_timeline_finalize;
}

static void
vigil_what_if_timeline_init (VigilWhatIfTimeline *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  self->now = g_array_new (FALSE, FALSE, sizeof (Mark));
  self->then = g_array_new (FALSE, FALSE, sizeof (Mark));
  self->area = gtk_drawing_area_new ();
  gtk_widget_set_size_request (self->area, -1, HEIGHT);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self->area), draw_cb, self, NULL);
  gtk_box_append (GTK_BOX (self), self->area);
  gtk_box_append (GTK_BOX (self),
                  vigil_page_parts_new_text (
                      _ ("Above: today. Below: with these settings. Tall is high, outlined would "
                         "not have sounded."),
                      "dim"));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
vigil_what_if_timeline_new (void)
{
  return g_object_new (VIGIL_TYPE_WHAT_IF_TIMELINE, NULL);
}
