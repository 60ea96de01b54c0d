/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Alarm strips: some seconds of waves around the moment at which an alarm was raised, kept so that
 * what is over can still be read (ux.md, tasks 5 and 6). Only what came is kept: a gap stays a gap,
 * and an alarm without a wave has no strip. Memory only, a few for each bed. Main thread. */

#include "vigil-ward.h"

G_BEGIN_DECLS

#define VIGIL_ALARM_STRIP_BEFORE_MS 9000
#define VIGIL_ALARM_STRIP_AFTER_MS 6000
#define VIGIL_ALARM_STRIP_LEADS 2
#define VIGIL_ALARM_STRIPS_PER_BED 4

typedef struct {
  VigilMetaLead lead; /* refid, unit, range to show */
  VigilWaveKind kind;
  double rate_hz;
  guint n; /* samples, the first at the strip's start */
  float *samples; /* in the lead's unit, NaN = none came */
} VigilAlarmStripLead;

typedef struct {
  char key[VIGIL_KEY_MAX];
  char label[96]; /* of the alarm, when it was raised */
  char encounter[VIGIL_UUID_SIZE];
  VigilPriority priority;
  gint64 raised_ms; /* device time */
  gint64 start_ms; /* device time of the first samples */
  guint length_ms;
  guint n_leads; /* the ECG first, then what the alarm is about */
  VigilAlarmStripLead leads[VIGIL_ALARM_STRIP_LEADS];
} VigilAlarmStrip;

typedef struct _VigilStripBook VigilStripBook;

VigilStripBook *vigil_strip_book_new (guint n_beds) G_GNUC_WARN_UNUSED_RESULT;
void vigil_strip_book_free (VigilStripBook *book);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigilStripBook, vigil_strip_book_free)

/* A physiological @alarm was raised on the bed of index @bed; others have no strip. The same
 * occurrence twice is one strip. */
void vigil_strip_book_note (VigilStripBook *book, guint bed, const VigilAlarm *alarm, VigilNow now);
/* Takes the strips whose waves have come, or will not come, and forgets those of a patient who has
 * left. TRUE if anything changed. */
gboolean vigil_strip_book_tick (VigilStripBook *book, const VigilWard *ward, VigilNow now);
/* Another patient: strips of the bed, and those that are waited for, are gone. */
void vigil_strip_book_forget (VigilStripBook *book, guint bed);

guint vigil_strip_book_get_n (const VigilStripBook *book, guint bed);
/* The newest is 0. Lent until the next tick or forget; NULL = there is none. */
const VigilAlarmStrip *vigil_strip_book_get (const VigilStripBook *book, guint bed, guint index);

G_END_DECLS
