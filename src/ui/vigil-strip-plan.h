/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What stands in the attention strip and how wide (ux.md, "Frame"): open reds first and never
 * hidden behind a number, silenced reds as slim chips in the room that no open red needs, then
 * yellow, then cyan, as far as they stay readable. Cards share all of the room by urgency; no text
 * has a say in a width, so that none makes it jump. Pure: alarms and a width in, slots out. Main
 * thread. */

#include "vigil-alarm.h"

G_BEGIN_DECLS

#define VIGIL_STRIP_HEIGHT 96 /* px */
#define VIGIL_STRIP_SLOTS_MAX 64
/* More open and silenced alarms than this cannot be on a station of 64 beds and still be told apart
 * in one strip: the rest is on the wall, on the Alarms page and in the counts. */
#define VIGIL_STRIP_MORE_MAX 64

typedef enum {
  VIGIL_STRIP_FULL, /* number, text, age and a 160 px silence target */
  VIGIL_STRIP_COMPACT, /* the same closer together, 120 px target */
  VIGIL_STRIP_CHIP, /* a silenced red: solid, slim, no target */
  VIGIL_STRIP_COUNT, /* how many silenced reds have no room for a chip */
  VIGIL_STRIP_MORE, /* names the beds of open reds for which there is no room */
} VigilStripKind;

typedef struct {
  VigilStripKind kind;
  const VigilAlarm
      *first; /* the most urgent of its bed, or without one; lent like the list it came from */
  double x, width; /* px */
} VigilStripSlot;

typedef struct {
  guint n_slots;
  VigilStripSlot slots[VIGIL_STRIP_SLOTS_MAX];
  guint n_more; /* what MORE names, most urgent first */
  const VigilAlarm *more[VIGIL_STRIP_MORE_MAX];
  guint n_folded; /* what COUNT counts */
  const VigilAlarm *folded[VIGIL_STRIP_MORE_MAX];
  double used; /* px, from the left */
} VigilStripPlan;

/* @alarms: most urgent first (vigil-standing.h); @width: the room in px. */
void vigil_strip_plan_make (VigilStripPlan *plan,
                            const VigilAlarm *const *alarms,
                            guint n,
                            double width);

G_END_DECLS
