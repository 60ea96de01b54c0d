/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The colours of the wall: text = parameter, background = alarm, always (ux.md, "Colour";
 * standards.md §1.2 and §2). A theme may replace each by a named colour of CSS, `vigil_ecg`,
 * `vigil_high_lit` and so on; the table is what holds without one. Values; main thread. */

#include <gtk/gtk.h>

#include "vigil-nomenclature.h"

G_BEGIN_DECLS

/* 0xRRGGBB. */
typedef guint32 VigilColour;

typedef enum {
  VIGIL_COLOUR_WALL, /* between the tiles */
  VIGIL_COLOUR_TILE,
  VIGIL_COLOUR_TILE_DIM, /* an empty bed */
  VIGIL_COLOUR_TILE_LINE, /* around a tile; as the tile where gaps are enough */
  VIGIL_COLOUR_HATCH,
  VIGIL_COLOUR_TEXT,
  VIGIL_COLOUR_TEXT_DIM, /* names of things, grey lines; 4.5:1 on the tile */
  VIGIL_COLOUR_TEXT_OLD, /* a reading past its time */
  VIGIL_COLOUR_FOCUS,
  VIGIL_COLOUR_ECG,
  VIGIL_COLOUR_SPO2,
  VIGIL_COLOUR_ART,
  VIGIL_COLOUR_PAP,
  VIGIL_COLOUR_CVP,
  VIGIL_COLOUR_RESP,
  VIGIL_COLOUR_CO2,
  VIGIL_COLOUR_NIBP,
  VIGIL_COLOUR_TEMP,
  VIGIL_COLOUR_ICP,
  VIGIL_COLOUR_GLUCOSE,
  VIGIL_COLOUR_HIGH_LIT,
  VIGIL_COLOUR_HIGH_DIM,
  VIGIL_COLOUR_HIGH_TEXT_LIT,
  VIGIL_COLOUR_HIGH_TEXT_DIM,
  VIGIL_COLOUR_HIGH_LINE, /* text and outline of a red that is silenced or latched */
  VIGIL_COLOUR_MEDIUM_LIT,
  VIGIL_COLOUR_MEDIUM_DIM,
  VIGIL_COLOUR_MEDIUM_TEXT_LIT,
  VIGIL_COLOUR_MEDIUM_TEXT_DIM,
  VIGIL_COLOUR_MEDIUM_LINE,
  VIGIL_COLOUR_LOW_LIT,
  VIGIL_COLOUR_LOW_DIM,
  VIGIL_COLOUR_LOW_TEXT_LIT,
  VIGIL_COLOUR_LOW_TEXT_DIM,
  VIGIL_COLOUR_LOW_LINE,
  VIGIL_N_COLOURS,
} VigilColourName;

typedef struct {
  VigilColour colours[VIGIL_N_COLOURS];
} VigilPalette;

/* The built-in table. */
void vigil_palette_init (VigilPalette *palette);
/* The table with what the CSS of @widget names otherwise. */
void vigil_palette_load (VigilPalette *palette, GtkWidget *widget);
/* "vigil_ecg"; static. */
const char *vigil_palette_get_css_name (VigilColourName name);

static inline VigilColour
vigil_palette_get (const VigilPalette *palette, VigilColourName name)
{
  return palette->colours[name];
}

/* The background of an alarm of @priority in one flash phase, and the text that reads on it. */
VigilColour
vigil_palette_alarm_fill (const VigilPalette *palette, VigilPriority priority, gboolean is_lit);
VigilColour
vigil_palette_alarm_text (const VigilPalette *palette, VigilPriority priority, gboolean is_lit);
VigilColour vigil_palette_alarm_line (const VigilPalette *palette, VigilPriority priority);
/* The colour of a number or a wave, by vendor convention. @refid may be NULL. */
VigilColour vigil_palette_numeric (const VigilPalette *palette, VigilNumericKind kind);
VigilColour vigil_palette_wave (const VigilPalette *palette, VigilWaveKind kind, const char *refid);
/* @colour as the trace of a bed without an alarm is drawn. */
VigilColour vigil_palette_calm (const VigilPalette *palette, VigilColour colour);

/* @share of @colour (0 to 1), the rest @other; for calm traces and tinted fills. */
VigilColour vigil_colour_mix (VigilColour colour, VigilColour other, double share);
/* WCAG 2 contrast ratio, 1 to 21. */
double vigil_colour_contrast (VigilColour a, VigilColour b);
void vigil_colour_set_source (cairo_t *cr, VigilColour colour);
GdkRGBA vigil_colour_to_rgba (VigilColour colour);

G_END_DECLS
