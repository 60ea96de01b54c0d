/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-units.h"

#include <math.h>

/* Monitors lie in three known ways: 0, the aspect ratio in place of the size (160 × 90 mm), and a
 * size that is not theirs. Between a 30 inch 720p and a 5K laptop nothing real is outside this. */
#define PX_PER_MM_MIN 1.5
#define PX_PER_MM_MAX 14.0
#define ASPECT_TOLERANCE 0.1

double
vigil_units_judge (int width, int height, int width_mm, int height_mm, gboolean *is_assumed)
{
  *is_assumed = TRUE;
  double assumed = height > 0 ? VIGIL_UNITS_ASSUMED_PX_PER_MM * MAX (height / 1080.0, 0.5)
                              : VIGIL_UNITS_ASSUMED_PX_PER_MM;
  if (width <= 0 || height <= 0 || width_mm <= 0 || height_mm <= 0)
    return assumed;
  if ((width_mm == 160 && (height_mm == 90 || height_mm == 100))
      || (width_mm == 16 && height_mm == 9))
    return assumed;
  double x = (double) width / width_mm;
  double y = (double) height / height_mm;
  if (x < PX_PER_MM_MIN || x > PX_PER_MM_MAX || fabs (x / y - 1) > ASPECT_TOLERANCE)
    return assumed;
  *is_assumed = FALSE;
  return x;
}

double
vigil_units_get_px_per_mm (GtkWidget *widget, gboolean *is_assumed)
{
  GtkNative *native = gtk_widget_get_native (widget);
  GdkSurface *surface = native ? gtk_native_get_surface (native) : NULL;
  GdkMonitor *monitor =
      surface ? gdk_display_get_monitor_at_surface (gtk_widget_get_display (widget), surface)
              : NULL;
  GdkRectangle size = { 0, 0, 0, 0 };
  if (!monitor)
    return vigil_units_judge (0, 0, 0, 0, is_assumed);
  gdk_monitor_get_geometry (monitor, &size);
  return vigil_units_judge (size.width, size.height, gdk_monitor_get_width_mm (monitor),
                            gdk_monitor_get_height_mm (monitor), is_assumed);
}
