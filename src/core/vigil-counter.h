/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Everything that can be wrong with what comes from outside, counted by reason. The counters live
 * in the ward (main thread) and stand on the diagnostics page. */

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  /* Counted by the decoder (wire), through a REFUSED frame. */
  VIGIL_COUNTER_OVERSIZED, /* longer than 64 KiB */
  VIGIL_COUNTER_TOPIC, /* not a topic of the contract, or a bad identity in it */
  VIGIL_COUNTER_NOT_UTF8,
  VIGIL_COUNTER_TOO_DEEP, /* JSON nested deeper than 16 */
  VIGIL_COUNTER_MALFORMED, /* not JSON, or not an object; truncated */
  VIGIL_COUNTER_VERSION, /* unknown `v` or wave magic */
  VIGIL_COUNTER_MISSING, /* a required field is missing */
  VIGIL_COUNTER_TYPE, /* a field of another type */
  VIGIL_COUNTER_NOT_FINITE, /* NaN, infinite, 1e999 */
  VIGIL_COUNTER_RANGE, /* a number outside what can be true */
  VIGIL_COUNTER_UNIT, /* a unit that is not known for this numeric */
  VIGIL_COUNTER_WORD, /* a word that is not one of the contract's */
  VIGIL_COUNTER_LENGTH, /* a wave block whose length is not what its header says */
  VIGIL_COUNTER_TOO_MANY, /* more items than the contract allows */
  VIGIL_COUNTER_IDENTITY_IN_PAYLOAD, /* reserved words such as a patient's name on the wire */
  /* Counted by the ward. */
  VIGIL_COUNTER_UNKNOWN_BED,
  VIGIL_COUNTER_REPLAYED, /* seq not above the last of this boot */
  VIGIL_COUNTER_OLD_BOOT, /* a boot that was replaced */
  VIGIL_COUNTER_FOREIGN_BOOT, /* a bed's message with a boot that is not its live gateway's */
  VIGIL_COUNTER_STALE_RETAINED, /* retained, after something live or older than what is held */
  VIGIL_COUNTER_META_REVISION, /* a wave block of another (boot, rev) than the held meta */
  VIGIL_COUNTER_CLOCK_JUMP, /* device clock stepped by more than 500 ms */
  VIGIL_COUNTER_GAP, /* a missing seq */
  VIGIL_COUNTER_LATE, /* a wave block older than what was drawn */
  VIGIL_COUNTER_CLAIMED_TWICE, /* a bed claimed by a second gateway */
  VIGIL_COUNTER_RING_OVERFLOW, /* frames lost because main did not drain in time */
  VIGIL_COUNTER_ACTION_REFUSED, /* an action that covers nothing or breaks a rule */
  VIGIL_N_COUNTERS,
} VigilCounter;

/* A short stable name, "oversized", for logs, tests and the diagnostics page. Static. */
const char *vigil_counter_get_name (VigilCounter counter);

G_END_DECLS
