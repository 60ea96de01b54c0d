/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Text by its cap height, as ux.md gives it. What was shaped lately is kept, so that a number that
 * comes again is only drawn. Digits are tabular. Main thread. */

#include <gtk/gtk.h>

#include "vigil-palette.h"

G_BEGIN_DECLS

typedef struct _VigilLettering VigilLettering;

typedef struct {
  double cap; /* height of a capital, in the units of the cairo context */
  PangoWeight weight;
  VigilColour colour;
  double align; /* 0: x is the left edge, 0.5: the middle, 1: the right edge */
  double max_width; /* wider text shrinks to 0.65 of its size, then ends in "…"; 0 = any width */
} VigilTextStyle;

/* With the fonts of @widget. */
VigilLettering *vigil_lettering_new (GtkWidget *widget) G_GNUC_WARN_UNUSED_RESULT;
void vigil_lettering_free (VigilLettering *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigilLettering, vigil_lettering_free)

/* Width of @text before any shrinking. */
double
vigil_lettering_measure (VigilLettering *self, const VigilTextStyle *style, const char *text);
/* Whether @text stands whole, however much smaller, where vigil_lettering_draw() has it. */
gboolean vigil_lettering_fits (VigilLettering *self, const VigilTextStyle *style, const char *text);
/* Draws @text on @baseline; returns the width it took. */
double vigil_lettering_draw (VigilLettering *self,
                             cairo_t *cr,
                             const VigilTextStyle *style,
                             const char *text,
                             double x,
                             double baseline);
/* The same for the label of a bed: its end tells it apart from others, so "…" takes its middle. */
double vigil_lettering_draw_label (VigilLettering *self,
                                   cairo_t *cr,
                                   const VigilTextStyle *style,
                                   const char *text,
                                   double x,
                                   double baseline);
/* The same for the name of somebody: it shrinks to letters of 14 px whatever its own size is, and
 * only then ends in "…". */
double vigil_lettering_draw_name (VigilLettering *self,
                                  cairo_t *cr,
                                  const VigilTextStyle *style,
                                  const char *text,
                                  double x,
                                  double baseline);
/* Whether a name stands whole where that has it. */
gboolean
vigil_lettering_name_fits (VigilLettering *self, const VigilTextStyle *style, const char *text);

G_END_DECLS
