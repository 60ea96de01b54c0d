/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-palette.h"

#include <math.h>
#include <string.h>

#define CALM_SHARE 0.85 /* ux.md, "Colour" */

typedef struct {
  const char *css_name;
  VigilColour colour;
} Entry;

/* Parameter colours: standards.md §2. Alarm fills: two fills per flashing priority, on each of
 * which its text has at least 4.5:1 (ux.md, "Colour"); white on #D1001C or darker, black on yellow,
 * cyan. */
static const Entry entries[VIGIL_N_COLOURS] = {
  [VIGIL_COLOUR_WALL] = { "vigil_wall", 0x05080b },
  [VIGIL_COLOUR_TILE] = { "vigil_tile", 0x0d1319 },
  [VIGIL_COLOUR_TILE_DIM] = { "vigil_tile_dim", 0x080c10 },
  [VIGIL_COLOUR_TILE_LINE] = { "vigil_tile_line", 0x0d1319 },
  [VIGIL_COLOUR_HATCH] = { "vigil_hatch", 0x24303b },
  [VIGIL_COLOUR_TEXT] = { "vigil_text", 0xf1f5f8 },
  [VIGIL_COLOUR_TEXT_DIM] = { "vigil_text_dim", 0x98a6b3 },
  [VIGIL_COLOUR_TEXT_OLD] = { "vigil_text_old", 0x7f8b96 },
  [VIGIL_COLOUR_FOCUS] = { "vigil_focus", 0xffffff },
  [VIGIL_COLOUR_ECG] = { "vigil_ecg", 0x63ffb0 },
  [VIGIL_COLOUR_SPO2] = { "vigil_spo2", 0x73a1b1 },
  [VIGIL_COLOUR_ART] = { "vigil_art", 0xf11c73 },
  [VIGIL_COLOUR_PAP] = { "vigil_pap", 0xf4ff0e },
  [VIGIL_COLOUR_CVP] = { "vigil_cvp", 0x8066f7 },
  [VIGIL_COLOUR_RESP] = { "vigil_resp", 0xecfaf8 },
  [VIGIL_COLOUR_CO2] = { "vigil_co2", 0x987c00 },
  [VIGIL_COLOUR_NIBP] = { "vigil_nibp", 0xdfbfff },
  [VIGIL_COLOUR_TEMP] = { "vigil_temp", 0xc8e6c9 },
  [VIGIL_COLOUR_ICP] = { "vigil_icp", 0xdda725 },
  [VIGIL_COLOUR_GLUCOSE] = { "vigil_glucose", 0xb39ddb },
  [VIGIL_COLOUR_HIGH_LIT] = { "vigil_high_lit", 0xd1001c },
  [VIGIL_COLOUR_HIGH_DIM] = { "vigil_high_dim", 0x581236 },
  [VIGIL_COLOUR_HIGH_TEXT_LIT] = { "vigil_high_text_lit", 0xffffff },
  [VIGIL_COLOUR_HIGH_TEXT_DIM] = { "vigil_high_text_dim", 0xffffff },
  [VIGIL_COLOUR_HIGH_LINE] = { "vigil_high_line", 0xff5468 },
  [VIGIL_COLOUR_MEDIUM_LIT] = { "vigil_medium_lit", 0xffc816 },
  [VIGIL_COLOUR_MEDIUM_DIM] = { "vigil_medium_dim", 0x2b2100 },
  [VIGIL_COLOUR_MEDIUM_TEXT_LIT] = { "vigil_medium_text_lit", 0x000000 },
  [VIGIL_COLOUR_MEDIUM_TEXT_DIM] = { "vigil_medium_text_dim", 0xffffff },
  [VIGIL_COLOUR_MEDIUM_LINE] = { "vigil_medium_line", 0xffc816 },
  [VIGIL_COLOUR_LOW_LIT] = { "vigil_low_lit", 0x35d6e8 },
  [VIGIL_COLOUR_LOW_DIM] = { "vigil_low_dim", 0x105e72 },
  [VIGIL_COLOUR_LOW_TEXT_LIT] = { "vigil_low_text_lit", 0x000000 },
  [VIGIL_COLOUR_LOW_TEXT_DIM] = { "vigil_low_text_dim", 0xffffff },
  [VIGIL_COLOUR_LOW_LINE] = { "vigil_low_line", 0x35d6e8 },
};

void
vigil_palette_init (VigilPalette *palette)
{
  for (guint i = 0; i < VIGIL_N_COLOURS; i++)
    palette->colours[i] = entries[i].colour;
}

const char *
vigil_palette_get_css_name (VigilColourName name)
{
  g_return_val_if_fail ((guint) name < VIGIL_N_COLOURS, NULL);
  return entries[name].css_name;
}

static VigilColour
from_rgba (const GdkRGBA *rgba)
{
  guint red = (guint) lround (CLAMP (rgba->red, 0, 1) * 255);
  guint green = (guint) lround (CLAMP (rgba->green, 0, 1) * 255);
  guint blue = (guint) lround (CLAMP (rgba->blue, 0, 1) * 255);
  return red << 16 | green << 8 | blue;
}

void
vigil_palette_load (VigilPalette *palette, GtkWidget *widget)
{
  GtkStyleContext *context = gtk_widget_get_style_context (widget);
  vigil_palette_init (palette);
  for (guint i = 0; i < VIGIL_N_COLOURS; i++) {
    GdkRGBA rgba;
    if (gtk_style_context_lookup_color (context, entries[i].css_name, &rgba))
      palette->colours[i] = from_rgba (&rgba);
  }
}

static VigilColourName
first_of (VigilPriority priority)
{
  switch (priority) {
  case VIGIL_PRIORITY_HIGH:
    return VIGIL_COLOUR_HIGH_LIT;
  case VIGIL_PRIORITY_MEDIUM:
    return VIGIL_COLOUR_MEDIUM_LIT;
  case VIGIL_PRIORITY_LOW:
  case VIGIL_PRIORITY_NONE:
  default:
    return VIGIL_COLOUR_LOW_LIT;
  }
}

VigilColour
vigil_palette_alarm_fill (const VigilPalette *palette, VigilPriority priority, gboolean is_lit)
{
  return palette->colours[first_of (priority) + (is_lit ? 0 : 1)];
}

VigilColour
vigil_palette_alarm_text (const VigilPalette *palette, VigilPriority priority, gboolean is_lit)
{
  return palette->colours[first_of (priority) + (is_lit ? 2 : 3)];
}

VigilColour
vigil_palette_alarm_line (const VigilPalette *palette, VigilPriority priority)
{
  return palette->colours[first_of (priority) + 4];
}

static VigilColourName
numeric_name (VigilNumericKind kind)
{
  switch (kind) {
  case VIGIL_NUMERIC_HR:
  case VIGIL_NUMERIC_PVC_RATE:
    return VIGIL_COLOUR_ECG;
  case VIGIL_NUMERIC_SPO2:
  case VIGIL_NUMERIC_PR:
  case VIGIL_NUMERIC_PERF_INDEX:
    return VIGIL_COLOUR_SPO2;
  case VIGIL_NUMERIC_NIBP_SYS:
  case VIGIL_NUMERIC_NIBP_DIA:
  case VIGIL_NUMERIC_NIBP_MEAN:
    return VIGIL_COLOUR_NIBP;
  case VIGIL_NUMERIC_ART_SYS:
  case VIGIL_NUMERIC_ART_DIA:
  case VIGIL_NUMERIC_ART_MEAN:
    return VIGIL_COLOUR_ART;
  case VIGIL_NUMERIC_PAP_MEAN:
    return VIGIL_COLOUR_PAP;
  case VIGIL_NUMERIC_CVP_MEAN:
    return VIGIL_COLOUR_CVP;
  case VIGIL_NUMERIC_ICP:
    return VIGIL_COLOUR_ICP;
  case VIGIL_NUMERIC_TEMP:
    return VIGIL_COLOUR_TEMP;
  case VIGIL_NUMERIC_ETCO2:
    return VIGIL_COLOUR_CO2;
  case VIGIL_NUMERIC_GLUCOSE:
    return VIGIL_COLOUR_GLUCOSE;
  case VIGIL_NUMERIC_RR:
  case VIGIL_N_NUMERICS:
  default:
    return VIGIL_COLOUR_RESP;
  }
}

VigilColour
vigil_palette_numeric (const VigilPalette *palette, VigilNumericKind kind)
{
  return palette->colours[numeric_name (kind)];
}

static VigilColourName
pressure_name (const char *refid)
{
  if (refid && (strstr (refid, "CENT") || strstr (refid, "CVP")))
    return VIGIL_COLOUR_CVP;
  if (refid && strstr (refid, "ART_PULM"))
    return VIGIL_COLOUR_PAP;
  if (refid && strstr (refid, "INTRA_CRAN"))
    return VIGIL_COLOUR_ICP;
  return VIGIL_COLOUR_ART;
}

VigilColour
vigil_palette_wave (const VigilPalette *palette, VigilWaveKind kind, const char *refid)
{
  switch (kind) {
  case VIGIL_WAVE_ECG:
    return palette->colours[VIGIL_COLOUR_ECG];
  case VIGIL_WAVE_PLETH:
    return palette->colours[VIGIL_COLOUR_SPO2];
  case VIGIL_WAVE_PRESSURE:
    return palette->colours[pressure_name (refid)];
  case VIGIL_WAVE_CO2:
    return palette->colours[VIGIL_COLOUR_CO2];
  case VIGIL_WAVE_RESP:
  case VIGIL_WAVE_PACE:
  case VIGIL_WAVE_OTHER:
  default:
    return palette->colours[VIGIL_COLOUR_RESP];
  }
}

static guint
mix_channel (guint a, guint b, double share)
{
  return (guint) lround (a * share + b * (1 - share));
}

VigilColour
vigil_colour_mix (VigilColour colour, VigilColour other, double share)
{
  guint red = mix_channel (colour >> 16 & 255, other >> 16 & 255, share);
  guint green = mix_channel (colour >> 8 & 255, other >> 8 & 255, share);
  guint blue = mix_channel (colour & 255, other & 255, share);
  return red << 16 | green << 8 | blue;
}

VigilColour
vigil_palette_calm (const VigilPalette *palette, VigilColour colour)
{
  return vigil_colour_mix (colour, palette->colours[VIGIL_COLOUR_TILE], CALM_SHARE);
}

static double
linear (guint channel)
{
  double c = channel / 255.0;
  return c <= 0.03928 ? c / 12.92 : pow ((c + 0.055) / 1.055, 2.4);
}

static double
luminance (VigilColour colour)
{
  return 0.2126 * linear (colour >> 16 & 255) + 0.7152 * linear (colour >> 8 & 255)
         + 0.0722 * linear (colour & 255);
}

double
vigil_colour_contrast (VigilColour a, VigilColour b)
{
  double la = luminance (a);
  double lb = luminance (b);
  return (MAX (la, lb) + 0.05) / (MIN (la, lb) + 0.05);
}

void
vigil_colour_set_source (cairo_t *cr, VigilColour colour)
{
  cairo_set_source_rgb (cr, (colour >> 16 & 255) / 255.0, (colour >> 8 & 255) / 255.0,
                        (colour & 255) / 255.0);
}

GdkRGBA
vigil_colour_to_rgba (VigilColour colour)
{
  return (GdkRGBA){ (float) (colour >> 16 & 255) / 255.0f, (float) (colour >> 8 & 255) / 255.0f,
                    (float) (colour & 255) / 255.0f, 1.0f };
}
