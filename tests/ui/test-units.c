/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-gpu.h"
#include "vigil-units.h"

static void
test_a_monitor_that_tells_its_size_is_believed (void)
{
  gboolean is_assumed;
  double density = vigil_units_judge (1920, 1080, 531, 299, &is_assumed);
  g_assert_false (is_assumed);
  g_assert_cmpfloat_with_epsilon (density, 3.616, 0.01);
}

static void
test_a_monitor_that_cannot_be_true_is_assumed (void)
{
  static const int sizes[][2] = { { 0, 0 },     { 160, 90 }, { 16, 9 },     { -1, 299 },
                                  { 531, 900 }, { 10, 6 },   { 4000, 2250 } };
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++) {
    gboolean is_assumed;
    double density = vigil_units_judge (1920, 1080, sizes[i][0], sizes[i][1], &is_assumed);
    g_assert_true (is_assumed);
    g_assert_cmpfloat_with_epsilon (density, VIGIL_UNITS_ASSUMED_PX_PER_MM, 1e-9);
  }
}

static void
test_an_unknown_monitor_is_taken_for_24_inches (void)
{
  gboolean is_assumed;
  g_assert_cmpfloat_with_epsilon (vigil_units_judge (3840, 2160, 0, 0, &is_assumed), 7.2, 1e-9);
  g_assert_cmpfloat_with_epsilon (vigil_units_judge (0, 0, 0, 0, &is_assumed), 3.6, 1e-9);
}

/* A desktop that scales by 1.5, 2 or 3 counts fewer, larger pixels; the painter draws finer ones.
 */
static void
test_a_scaled_desktop_has_fewer_pixels_to_the_millimetre (void)
{
  static const double SCALES[] = { 1.25, 1.5, 2, 3 };
  for (guint i = 0; i < G_N_ELEMENTS (SCALES); i++) {
    gboolean is_assumed;
    double density = vigil_units_judge ((int) (3840 / SCALES[i]), (int) (2160 / SCALES[i]), 598,
                                        336, &is_assumed);
    g_assert_false (is_assumed);
    g_assert_cmpfloat_with_epsilon (density * SCALES[i], 6.42, 0.01);
  }
}

/* The frame of a finer screen is as large in millimetres, in few steps; never smaller than its px,
 * and never more of the screen than on one of 1080 lines. */
static void
test_a_finer_screen_is_magnified (void)
{
  static const struct {
    int width, height;
    double px_per_mm, magnification;
  } SCREENS[] = {
    { 1920, 1080, 3.616, 1 }, /* 24 inches */
    { 3840, 2160, 7.23, 2 }, /* 24 */
    { 3840, 2160, 6.42, 1.75 }, /* 27 */
    { 3840, 2160, 5.42, 1.5 }, /* 32 */
    { 3840, 2160, 4.03, 1 }, /* 43 */
    { 2560, 1440, 4.29, 1 }, /* 27: 1.19 */
    { 2160, 3840, 7.23, 2 }, /* upright */
    { 1920, 1080, 5.58, 1 }, /* 15.6: there is no room for more */
    { 1280, 800, 2.7, 1 }, /* coarser: px as in ux.md */
    { 1024, 768, 3.4, 1 },
  };
  for (guint i = 0; i < G_N_ELEMENTS (SCREENS); i++)
    g_assert_cmpfloat (
        vigil_units_judge_magnification (SCREENS[i].width, SCREENS[i].height, SCREENS[i].px_per_mm),
        ==, SCREENS[i].magnification);
}

static void
test_software_renderers_are_no_gpu (void)
{
  g_assert_false (vigil_gpu_is_real ("llvmpipe (LLVM 15.0.6, 256 bits)"));
  g_assert_false (vigil_gpu_is_real ("softpipe"));
  g_assert_false (vigil_gpu_is_real ("Software Rasterizer"));
  g_assert_false (vigil_gpu_is_real ("SwiftShader Device (LLVM 10.0.0)"));
  g_assert_false (vigil_gpu_is_real (""));
  g_assert_false (vigil_gpu_is_real (NULL));
  g_assert_true (vigil_gpu_is_real ("Mesa Intel(R) UHD Graphics 630 (CFL GT2)"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/units/a-monitor-that-tells-its-size-is-believed",
                   test_a_monitor_that_tells_its_size_is_believed);
  g_test_add_func ("/units/a-monitor-that-cannot-be-true-is-assumed",
                   test_a_monitor_that_cannot_be_true_is_assumed);
  g_test_add_func ("/units/an-unknown-monitor-is-taken-for-24-inches",
                   test_an_unknown_monitor_is_taken_for_24_inches);
  g_test_add_func ("/units/a-scaled-desktop-has-fewer-pixels-to-the-millimetre",
                   test_a_scaled_desktop_has_fewer_pixels_to_the_millimetre);
  g_test_add_func ("/units/a-finer-screen-is-magnified", test_a_finer_screen_is_magnified);
  g_test_add_func ("/units/software-renderers-are-no-gpu", test_software_renderers_are_no_gpu);
  return g_test_run ();
}
