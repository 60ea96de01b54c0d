/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The timing that all losses share: of a bed's data, of a gateway, of the link (ux.md, "No data";
 * contract.md, "Link"). */

#include "vigil-ward-private.h"

#define LOW_US (10 * VIGIL_SECOND_US)
#define MEDIUM_US (30 * VIGIL_SECOND_US)

void
vigil_loss_begin (VigilLoss *loss, gint64 since_us, gboolean has_high)
{
  if (loss->since_us == 0) {
    loss->since_us = since_us;
    loss->had_high = FALSE;
    loss->told = VIGIL_PRIORITY_NONE;
  }
  loss->had_high |= has_high;
  loss->steady_since_us = 0;
}

void
vigil_loss_note (VigilLoss *loss, gint64 mono_us)
{
  if (loss->steady_since_us == 0 || mono_us - loss->last_us > VIGIL_BREAK_US)
    loss->steady_since_us = mono_us;
  loss->last_us = mono_us;
}

/* A break that has begun is one, though the next sign of life is yet to come. */
gboolean
vigil_loss_is_steady (const VigilLoss *loss, gint64 mono_us, gint64 steady_us)
{
  return loss->steady_since_us != 0 && mono_us - loss->last_us <= VIGIL_BREAK_US
         && mono_us - loss->steady_since_us >= steady_us;
}

static VigilPriority
judge (const VigilLoss *loss, gint64 mono_us, gint64 low_us)
{
  if (loss->had_high)
    return VIGIL_PRIORITY_HIGH;
  gint64 gone_us = mono_us - loss->since_us;
  if (gone_us >= MEDIUM_US)
    return VIGIL_PRIORITY_MEDIUM;
  return gone_us >= MIN (low_us, LOW_US) ? VIGIL_PRIORITY_LOW : VIGIL_PRIORITY_NONE;
}

VigilPriority
vigil_loss_judge (VigilLoss *loss, gint64 mono_us, gint64 low_us)
{
  if (loss->since_us == 0)
    loss->told = VIGIL_PRIORITY_NONE;
  else if (loss->steady_since_us == 0) /* while it comes back it does not grow */
    loss->told = MAX (loss->told, judge (loss, mono_us, low_us));
  return loss->told;
}
