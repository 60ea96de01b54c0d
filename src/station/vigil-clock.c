/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-clock.h"

#include <time.h>

VigilNow
vigil_clock_now (void)
{
  struct timespec mono;
  clock_gettime (CLOCK_BOOTTIME, &mono);
  return (VigilNow){
    .mono_us = (gint64) mono.tv_sec * G_USEC_PER_SEC + mono.tv_nsec / 1000,
    .wall_ms = g_get_real_time () / 1000,
  };
}
