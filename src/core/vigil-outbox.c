/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-outbox.h"

#include <math.h>

#define BASE_MS 500u
#define CEILING_MS 30000u
#define FLOOR_MS 50u
#define RETRY_AFTER_MAX_S 300u
#define DOUBLINGS_MAX 6u /* 0.5 s × 2^6 is above the ceiling */

VigilAnswer
vigil_outbox_judge (guint status, gboolean is_echoed)
{
  if (status >= 200 && status < 300)
    return is_echoed ? VIGIL_ANSWER_DELIVERED : VIGIL_ANSWER_RETRY;
  if (status == 401 || status == 403)
    return VIGIL_ANSWER_REAUTHENTICATE;
  if (status < 400 || status >= 500 || status == 408 || status == 425 || status == 429)
    return VIGIL_ANSWER_RETRY;
  return VIGIL_ANSWER_DEAD;
}

guint
vigil_outbox_backoff_ms (guint attempt, double random, guint retry_after_s)
{
  guint span_ms = MIN (CEILING_MS, BASE_MS << MIN (attempt, DOUBLINGS_MAX));
  double share = isfinite (random) ? CLAMP (random, 0.0, 1.0) : 1.0;
  guint jitter_ms = (guint) (share * (double) span_ms);
  guint wish_ms = MIN (retry_after_s, RETRY_AFTER_MAX_S) * 1000u;
  return MAX (MAX (jitter_ms, wish_ms), FLOOR_MS);
}
