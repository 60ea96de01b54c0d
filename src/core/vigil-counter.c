/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-counter.h"

static const char *const COUNTER_NAMES[VIGIL_N_COUNTERS] = {
  [VIGIL_COUNTER_OVERSIZED] = "oversized",
  [VIGIL_COUNTER_TOPIC] = "topic",
  [VIGIL_COUNTER_NOT_UTF8] = "not-utf8",
  [VIGIL_COUNTER_TOO_DEEP] = "too-deep",
  [VIGIL_COUNTER_MALFORMED] = "malformed",
  [VIGIL_COUNTER_VERSION] = "version",
  [VIGIL_COUNTER_MISSING] = "missing",
  [VIGIL_COUNTER_TYPE] = "type",
  [VIGIL_COUNTER_NOT_FINITE] = "not-finite",
  [VIGIL_COUNTER_RANGE] = "range",
  [VIGIL_COUNTER_UNIT] = "unit",
  [VIGIL_COUNTER_WORD] = "word",
  [VIGIL_COUNTER_LENGTH] = "length",
  [VIGIL_COUNTER_TOO_MANY] = "too-many",
  [VIGIL_COUNTER_IDENTITY_IN_PAYLOAD] = "identity-in-payload",
  [VIGIL_COUNTER_UNKNOWN_BED] = "unknown-bed",
  [VIGIL_COUNTER_REPLAYED] = "replayed",
  [VIGIL_COUNTER_OLD_BOOT] = "old-boot",
  [VIGIL_COUNTER_FOREIGN_BOOT] = "foreign-boot",
  [VIGIL_COUNTER_STALE_RETAINED] = "stale-retained",
  [VIGIL_COUNTER_META_REVISION] = "meta-revision",
  [VIGIL_COUNTER_CLOCK_JUMP] = "clock-jump",
  [VIGIL_COUNTER_GAP] = "gap",
  [VIGIL_COUNTER_LATE] = "late",
  [VIGIL_COUNTER_CLAIMED_TWICE] = "claimed-twice",
  [VIGIL_COUNTER_RING_OVERFLOW] = "ring-overflow",
  [VIGIL_COUNTER_ACTION_REFUSED] = "action-refused",
};

const char *
vigil_counter_get_name (VigilCounter counter)
{
  g_assert (counter < VIGIL_N_COUNTERS);
  return COUNTER_NAMES[counter];
}
