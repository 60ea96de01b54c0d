/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "colour-vision.h"

#include <math.h>

#define DEGREE (G_PI / 180)

/* On linear RGB; Machado et al. 2009, "A Physiologically-based Model for Simulation of Color Vision
 * Deficiency", table 1. */
static const double SEEN[N_VISIONS][3][3] = {
  [VISION_NORMAL] = { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } },
  [VISION_PROTANOPIA] = { { 0.152286, 1.052583, -0.204868 },
                          { 0.114503, 0.786281, 0.099216 },
                          { -0.003882, -0.048116, 1.051998 } },
  [VISION_DEUTERANOPIA] = { { 0.367322, 0.860646, -0.227968 },
                            { 0.280085, 0.672501, 0.047413 },
                            { -0.011820, 0.042940, 0.968881 } },
  [VISION_TRITANOPIA] = { { 1.255528, -0.076749, -0.178779 },
                          { -0.078411, 0.930809, 0.147602 },
                          { 0.004733, 0.691367, 0.303900 } },
};

/* sRGB to XYZ, each row by the white of D65. */
static const double XYZ[3][3] = {
  { 0.4124564 / 0.95047, 0.3575761 / 0.95047, 0.1804375 / 0.95047 },
  { 0.2126729, 0.7151522, 0.0721750 },
  { 0.0193339 / 1.08883, 0.1191920 / 1.08883, 0.9503041 / 1.08883 },
};

static double
linear (guint channel)
{
  double c = channel / 255.0;
  return c <= 0.04045 ? c / 12.92 : pow ((c + 0.055) / 1.055, 2.4);
}

static void
multiply (const double matrix[3][3], const double in[3], double out[3])
{
  for (guint i = 0; i < 3; i++)
    out[i] = matrix[i][0] * in[0] + matrix[i][1] * in[1] + matrix[i][2] * in[2];
}

static double
lab_root (double t)
{
  return t > 216.0 / 24389 ? cbrt (t) : (24389.0 / 27 * t + 16) / 116;
}

Lab
colour_vision_see (VigilColour colour, Vision vision)
{
  double rgb[3] = { linear (colour >> 16 & 255), linear (colour >> 8 & 255),
                    linear (colour & 255) };
  double seen[3], xyz[3];
  multiply (SEEN[vision], rgb, seen);
  for (guint i = 0; i < 3; i++)
    seen[i] = CLAMP (seen[i], 0, 1);
  multiply (XYZ, seen, xyz);
  double x = lab_root (xyz[0]), y = lab_root (xyz[1]), z = lab_root (xyz[2]);
  return (Lab){ 116 * y - 16, 500 * (x - y), 200 * (y - z) };
}

static double
hue (double a, double b)
{
  double degrees = atan2 (b, a) / DEGREE;
  return degrees < 0 ? degrees + 360 : degrees;
}

static double
mean_hue (double h1, double h2, gboolean is_grey)
{
  if (is_grey)
    return h1 + h2;
  if (fabs (h1 - h2) <= 180)
    return (h1 + h2) / 2;
  return h1 + h2 < 360 ? (h1 + h2 + 360) / 2 : (h1 + h2 - 360) / 2;
}

static double
hue_difference (double h1, double h2)
{
  double difference = h2 - h1;
  if (difference > 180)
    return difference - 360;
  return difference < -180 ? difference + 360 : difference;
}

static double
pow7_share (double chroma)
{
  return sqrt (pow (chroma, 7) / (pow (chroma, 7) + pow (25, 7)));
}

double
colour_vision_delta_e (Lab first, Lab second)
{
  double stretch =
      1 + 0.5 * (1 - pow7_share ((hypot (first.a, first.b) + hypot (second.a, second.b)) / 2));
  double c1 = hypot (first.a * stretch, first.b), c2 = hypot (second.a * stretch, second.b);
  double h1 = hue (first.a * stretch, first.b), h2 = hue (second.a * stretch, second.b);
  gboolean is_grey = c1 * c2 == 0;
  double dh = is_grey ? 0 : hue_difference (h1, h2);
  double h = mean_hue (h1, h2, is_grey), c = (c1 + c2) / 2, l = (first.l + second.l) / 2;
  double t = 1 - 0.17 * cos ((h - 30) * DEGREE) + 0.24 * cos (2 * h * DEGREE)
             + 0.32 * cos ((3 * h + 6) * DEGREE) - 0.20 * cos ((4 * h - 63) * DEGREE);
  double turn = -2 * pow7_share (c) * sin (60 * exp (-pow ((h - 275) / 25, 2)) * DEGREE);
  double by_l = (second.l - first.l) / (1 + 0.015 * pow (l - 50, 2) / sqrt (20 + pow (l - 50, 2)));
  double by_c = (c2 - c1) / (1 + 0.045 * c);
  double by_h = 2 * sqrt (c1 * c2) * sin (dh / 2 * DEGREE) / (1 + 0.015 * c * t);
  return sqrt (by_l * by_l + by_c * by_c + by_h * by_h + turn * by_c * by_h);
}

double
colour_vision_distance (VigilColour first, VigilColour second, Vision *worst)
{
  double smallest = INFINITY;
  for (Vision vision = VISION_NORMAL; vision < N_VISIONS; vision++) {
    double distance = colour_vision_delta_e (colour_vision_see (first, vision),
                                             colour_vision_see (second, vision));
    if (distance >= smallest)
      continue;
    smallest = distance;
    if (worst != NULL)
      *worst = vision;
  }
  return smallest;
}
