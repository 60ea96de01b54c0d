/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The clocks of receipt, read at the edge so that the core never asks for them. Any thread. */

#include <time.h>

#include "vigil-types.h"

G_BEGIN_DECLS

static inline VigilNow
vigil_mqtt_clock_now (void)
{
  struct timespec boot;
  clock_gettime (CLOCK_BOOTTIME, &boot);
  return (VigilNow){
    .mono_us = (gint64) boot.tv_sec * G_USEC_PER_SEC + boot.tv_nsec / 1000,
    .wall_ms = g_get_real_time () / 1000,
  };
}

G_END_DECLS
