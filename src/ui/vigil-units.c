/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-units.h"

#include <math.h>

/* Monitors lie in three known ways: 0, the aspect ratio in place of the size (160 × 90 mm), and a
 * size that is not theirs. Between a 30 inch 720p and a 5K laptop nothing real is outside this. */
#define PX_PER_MM_MIN 1.5
#define PX_PER_MM_MAX 14.0
#define ASPECT_TOLERANCE 0.1
/* The screen of ux.md, whose frame is in proportion. */
#define LONG_PX 1920.0
#define SHORT_PX 1080.0
/* Few sizes, each of whole px where it matters; a monitor that is a hair too small has its own. */
#define STEP 0.25
#define STEP_SLACK 0.03

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
vigil_units_judge_magnification (int width, int height, double px_per_mm)
{
  /* A 1080 line screen of any size, upright too, has the frame of ux.md. */
  double room = MIN (MAX (width, height) / LONG_PX, MIN (width, height) / SHORT_PX);
  double wanted = MIN (px_per_mm / VIGIL_UNITS_ASSUMED_PX_PER_MM, room);
  return MAX (floor ((wanted + STEP_SLACK) / STEP) * STEP, 1);
}

static GdkMonitor *
find_monitor (GtkWidget *widget)
{
  GtkNative *native = gtk_widget_get_native (widget);
  GdkSurface *surface = native ? gtk_native_get_surface (native) : NULL;
  return surface ? gdk_display_get_monitor_at_surface (gtk_widget_get_display (widget), surface)
                 : NULL;
}

static double
judge_monitor (GdkMonitor *monitor, GdkRectangle *size, gboolean *is_assumed)
{
  *size = (GdkRectangle){ 0, 0, 0, 0 };
  if (!monitor)
    return vigil_units_judge (0, 0, 0, 0, is_assumed);
  gdk_monitor_get_geometry (monitor, size);
  return vigil_units_judge (size->width, size->height, gdk_monitor_get_width_mm (monitor),
                            gdk_monitor_get_height_mm (monitor), is_assumed);
}

double
vigil_units_get_px_per_mm (GtkWidget *widget, gboolean *is_assumed)
{
  GdkRectangle size;
  return judge_monitor (find_monitor (widget), &size, is_assumed);
}

double
vigil_units_get_magnification (GtkWidget *widget)
{
  GdkRectangle size;
  gboolean is_assumed;
  double px_per_mm = judge_monitor (find_monitor (widget), &size, &is_assumed);
  return is_assumed ? 1 : vigil_units_judge_magnification (size.width, size.height, px_per_mm);
}
