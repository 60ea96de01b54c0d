/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* How far apart two colours are to an eye: CIEDE2000 (Sharma, Wu, Dalal 2005) and the colours that
 * people without one of the three cones see (Machado, Oliveira, Fernandes 2009, severity 1.0). */

#include "vigil-palette.h"

typedef enum {
  VISION_NORMAL,
  VISION_PROTANOPIA,
  VISION_DEUTERANOPIA,
  VISION_TRITANOPIA,
  N_VISIONS
} Vision;

typedef struct {
  double l, a, b;
} Lab;

/* CIE L*a*b* of D65 as @vision sees it. */
Lab colour_vision_see (VigilColour colour, Vision vision);
double colour_vision_delta_e (Lab first, Lab second);
/* The smallest of all visions; @worst: where (out, may be NULL). */
double colour_vision_distance (VigilColour first, VigilColour second, Vision *worst);
