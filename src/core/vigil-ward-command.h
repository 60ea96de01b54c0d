/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What a nurse does to a bed, beside silencing: suspend and resume monitoring, discharge, admit
 * (ux.md, "Suspend a bed", "Encounter"; contract.md, "Action"). Each command either makes one
 * action, to be saved, published and put on the server by the caller, or is refused and changes
 * nothing. Main thread. */

#include "vigil-ward.h"

G_BEGIN_DECLS

/* Why nothing was done; the words are the face's. */
typedef enum {
  VIGIL_REFUSAL_NONE, /* done */
  VIGIL_REFUSAL_HIGH_OPEN, /* Away while a high alarm is open: silence it first */
  VIGIL_REFUSAL_REASON, /* a suspension without a reason */
  VIGIL_REFUSAL_NAME, /* staff at the bedside, or an admission, without a name */
  VIGIL_REFUSAL_LENGTH, /* no time at all, or longer than the mode may last */
  VIGIL_REFUSAL_NOT_SUSPENDED, /* nothing to resume */
  VIGIL_REFUSAL_EMPTY, /* nobody lies there */
  VIGIL_REFUSAL_OCCUPIED, /* somebody lies there: discharge first */
  VIGIL_REFUSAL_BIRTH, /* a birth date that cannot be */
} VigilRefusal;

typedef struct {
  VigilSuspensionMode mode;
  const char *reason; /* "X-ray"; lent for the call; at most 63 bytes are kept */
  gint64 length_ms; /* from now; 0 = vigil_suspension_get_default_ms() */
} VigilSuspensionOrder;

/* Care 5 min, Away 60 min, Staff 10 min; 0 for NONE. */
gint64 vigil_suspension_get_default_ms (VigilSuspensionMode mode);
/* The longest that one may last, whoever sent it: Care 5 min, Away 4 h, Staff 10 min. */
gint64 vigil_suspension_get_max_ms (VigilSuspensionMode mode);

/* What vigil_ward_suspend() would say to @mode on @bed now, reason, name and length aside. */
VigilRefusal vigil_ward_check_suspend (VigilWard *ward, guint bed, VigilSuspensionMode mode);

/* Suspends @bed; a later suspension replaces the one before it (so Staff is renewed). What stands
 * is on the bed: VigilBed.suspension and its neighbours. @by: who; Staff needs one. @id: a fresh
 * UUIDv7. @action is filled if NONE is returned. */
VigilRefusal vigil_ward_suspend (VigilWard *ward,
                                 guint bed,
                                 const VigilSuspensionOrder *order,
                                 const char *by,
                                 const char *id,
                                 VigilNow now,
                                 VigilAction *action);
/* Ends whatever suspends @bed, the bedside's standby included; what stands is announced. */
VigilRefusal vigil_ward_resume (
    VigilWard *ward, guint bed, const char *by, const char *id, VigilNow now, VigilAction *action);
/* TRUE once an Away of this station was ended by signal: to be recorded as a resume, or a station
 * that starts later would take the bed for away again. */
gboolean vigil_ward_has_come_back (const VigilWard *ward, guint bed);
void vigil_ward_record_return (
    VigilWard *ward, guint bed, const char *id, VigilNow now, VigilAction *action);
/* The bed is empty from now on: latches and traces go, an alarm that stands goes on without a name
 * and un-silenced. @action's encounter is the one that ended, "" = it was not known. */
VigilRefusal vigil_ward_discharge (
    VigilWard *ward, guint bed, const char *by, const char *id, VigilNow now, VigilAction *action);
/* @identity: name, given, age_days (−1 = unknown) and a fresh UUID as encounter; the rest is filled
 * here. It is shown at this station until the server knows it. */
VigilRefusal vigil_ward_admit (VigilWard *ward,
                               guint bed,
                               const VigilIdentity *identity,
                               const char *by,
                               const char *id,
                               VigilNow now,
                               VigilAction *action);

G_END_DECLS
