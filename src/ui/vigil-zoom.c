/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-zoom.h"

#include <math.h>

#include "vigil-monitor-watch.h"
#include "vigil-units.h"

struct _VigilZoom {
  GtkWidget parent_instance;
  GtkWidget *child;
  double magnification;
  VigilMonitorWatch *watch; /* while realized */
};

G_DEFINE_FINAL_TYPE (VigilZoom, vigil_zoom, GTK_TYPE_WIDGET)

static GtkSizeRequestMode
vigil_zoom_get_request_mode (GtkWidget *widget)
{
  return gtk_widget_get_request_mode (VIGIL_ZOOM (widget)->child);
}

static void
vigil_zoom_measure (GtkWidget *widget,
                    GtkOrientation orientation,
                    int for_size,
                    int *minimum,
                    int *natural,
                    int *minimum_baseline,
                    int *natural_baseline)
{
  VigilZoom *self = VIGIL_ZOOM (widget);
  int within = for_size < 0 ? -1 : (int) floor (for_size / self->magnification);
  gtk_widget_measure (self->child, orientation, within, minimum, natural, NULL, NULL);
  *minimum = (int) ceil (*minimum * self->magnification);
  *natural = (int) ceil (*natural * self->magnification);
  *minimum_baseline = *natural_baseline = -1;
}

static void
vigil_zoom_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  VigilZoom *self = VIGIL_ZOOM (widget);
  (void) baseline;
  if (self->magnification == 1) {
    gtk_widget_allocate (self->child, width, height, -1, NULL);
    return;
  }
  /* Where a part of a px is left over the child reaches as far as the rest. */
  int inner_width = (int) ceil (width / self->magnification);
  int inner_height = (int) ceil (height / self->magnification);
  GskTransform *larger = gsk_transform_scale (NULL, (float) width / (float) inner_width,
                                              (float) height / (float) inner_height);
  gtk_widget_allocate (self->child, inner_width, inner_height, -1, larger);
}

static void
monitor_cb (gpointer data)
{
  VigilZoom *self = data;
  double magnification = vigil_units_get_magnification (GTK_WIDGET (self));
  if (magnification == self->magnification)
    return;
  self->magnification = magnification;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
vigil_zoom_realize (GtkWidget *widget)
{
  VigilZoom *self = VIGIL_ZOOM (widget);
  GTK_WIDGET_CLASS (vigil_zoom_parent_class)->realize (widget);
  self->watch = vigil_monitor_watch_new (gtk_native_get_surface (gtk_widget_get_native (widget)),
                                         monitor_cb, self);
  monitor_cb (self);
}

static void
vigil_zoom_unrealize (GtkWidget *widget)
{
  g_clear_pointer (&VIGIL_ZOOM (widget)->watch, vigil_monitor_watch_free);
  GTK_WIDGET_CLASS (vigil_zoom_parent_class)->unrealize (widget);
}

static void
vigil_zoom_compute_expand (GtkWidget *widget, gboolean *horizontal, gboolean *vertical)
{
  GtkWidget *child = VIGIL_ZOOM (widget)->child;
  *horizontal = gtk_widget_compute_expand (child, GTK_ORIENTATION_HORIZONTAL);
  *vertical = gtk_widget_compute_expand (child, GTK_ORIENTATION_VERTICAL);
}

static void
vigil_zoom_dispose (GObject *object)
{
  g_clear_pointer (&VIGIL_ZOOM (object)->child, gtk_widget_unparent);
  G_OBJECT_CLASS (vigil_zoom_parent_class)->dispose (object);
}

static void
vigil_zoom_class_init (VigilZoomClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = vigil_zoom_dispose;
  widget_class->get_request_mode = vigil_zoom_get_request_mode;
  widget_class->measure = vigil_zoom_measure;
  widget_class->size_allocate = vigil_zoom_size_allocate;
  widget_class->realize = vigil_zoom_realize;
  widget_class->unrealize = vigil_zoom_unrealize;
  widget_class->compute_expand = vigil_zoom_compute_expand;
  gtk_widget_class_set_css_name (widget_class, "zoom");
}

static void
vigil_zoom_init (VigilZoom *self)
{
  self->magnification = 1;
}

GtkWidget *
vigil_zoom_new (GtkWidget *child)
{
  g_return_val_if_fail (GTK_IS_WIDGET (child), NULL);
  VigilZoom *self = g_object_new (VIGIL_TYPE_ZOOM, NULL);
  self->child = child;
  gtk_widget_set_parent (child, GTK_WIDGET (self));
  return GTK_WIDGET (self);
}
