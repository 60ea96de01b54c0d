/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What changed: plain records that the ward hands out while it is fed, ticked or commanded. They
 * are lent for the call. The station turns them into sound, rows, posts and pixels. */

#include "vigil-alarm.h"
#include "vigil-request.h"
#include "vigil-trend.h"

G_BEGIN_DECLS

typedef enum {
  VIGIL_EVENT_ALARM_RAISED, /* became open */
  VIGIL_EVENT_ALARM_CHANGED, /* value, priority or source */
  VIGIL_EVENT_ALARM_SILENCED,
  VIGIL_EVENT_ALARM_RETURNED, /* a silence ran out, or it became worse: open again */
  VIGIL_EVENT_ALARM_LATCHED,
  VIGIL_EVENT_ALARM_ENDED,
  VIGIL_EVENT_ALARM_RESET,
  VIGIL_EVENT_SOUND, /* the priority to sound changed; @priority */
  VIGIL_EVENT_REMIND, /* one medium burst for silenced mediums; @bed is the one */
  VIGIL_EVENT_BED, /* what is shown of a bed changed; @dirty */
  VIGIL_EVENT_LINK, /* link, gateway or echo state changed */
  VIGIL_EVENT_ACTIONS, /* this station's standing actions on @bed changed: publish them */
  VIGIL_EVENT_ALARM_REACHED, /* open, and from now on heard at this station, too */
  VIGIL_EVENT_BURST, /* one burst of @priority for @alarm: a high code that is new on a bed
                        with staff at it */
  VIGIL_EVENT_REQUEST, /* @request was made here, or what became of it is known */
  VIGIL_EVENT_DRILL, /* a drill began or ended */
  VIGIL_EVENT_NUMBER, /* a number as it came in, for those who keep it; @numeric, @sample */
  VIGIL_EVENT_ACTION_CUT, /* @action reached ahead of the bed's time: to be kept as it counts here
                           */
} VigilEventKind;

/* What of a bed changed. */
typedef enum {
  VIGIL_DIRTY_NUMERICS = 1 << 0,
  VIGIL_DIRTY_ALARMS = 1 << 1,
  VIGIL_DIRTY_IDENTITY = 1 << 2,
  VIGIL_DIRTY_META = 1 << 3,
  VIGIL_DIRTY_LIMITS = 1 << 4,
  VIGIL_DIRTY_STATE = 1 << 5,
} VigilDirty;

typedef struct {
  VigilEventKind kind;
  guint bed_index; /* G_MAXUINT: none */
  const char *bed; /* "" : none */
  const VigilAlarm *alarm; /* ALARM_*; else NULL */
  const VigilRequest *request; /* REQUEST; else NULL */
  const VigilAction *action; /* ACTION_CUT; else NULL */
  VigilPriority priority; /* SOUND */
  guint dirty;
  VigilNumericKind numeric; /* NUMBER */
  const VigilTrendSample *sample; /* NUMBER; else NULL */
  VigilNow now;
} VigilEvent;

typedef void (*VigilEventFunc) (const VigilEvent *event, gpointer data);

G_END_DECLS
