/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-flash.h"

/* How long a fill stands; 0 = steady. */
static gint64
get_half_period_us (VigilPriority priority)
{
  switch (priority) {
  case VIGIL_PRIORITY_HIGH:
    return VIGIL_FLASH_HIGH_US;
  case VIGIL_PRIORITY_MEDIUM:
    return VIGIL_FLASH_MEDIUM_US;
  case VIGIL_PRIORITY_LOW:
  case VIGIL_PRIORITY_NONE:
  default:
    return 0;
  }
}

gboolean
vigil_flash_is_lit (VigilPriority priority, gint64 mono_us)
{
  gint64 half_us = get_half_period_us (priority);
  return half_us == 0 || (mono_us / half_us) % 2 == 0;
}

gint64
vigil_flash_get_next_us (VigilPriority priority, gint64 mono_us)
{
  gint64 half_us = get_half_period_us (priority);
  return half_us == 0 ? G_MAXINT64 : (mono_us / half_us + 1) * half_us;
}
