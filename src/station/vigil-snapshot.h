/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the ward server says: identities per bed, who works on the ward, and the actions of the past
 * day. Parsing of its two answers, each value checked. Any thread. */

#include <gio/gio.h>

#include "vigil-bed.h"
#include "vigil-frame.h"

G_BEGIN_DECLS

#define VIGIL_SNAPSHOT_ERROR (vigil_snapshot_error_quark ())
GQuark vigil_snapshot_error_quark (void);
typedef enum {
  VIGIL_SNAPSHOT_ERROR_MALFORMED,
} VigilSnapshotError;

typedef struct {
  char bed[VIGIL_ID_MAX + 1];
  VigilIdentity identity;
} VigilSnapshotBed;

#define VIGIL_SNAPSHOT_NURSES_MAX 128

/* Somebody who may sign in. */
typedef struct {
  char initials[8];
  char name[64]; /* as it is shown and recorded; the initials if nothing else is known */
} VigilNurse;

typedef struct {
  gint64 as_of_ms;
  GArray *beds; /* VigilSnapshotBed */
  GArray *nurses; /* VigilNurse, each name once: the ward's list, then others who have beds */
  GArray *actions; /* VigilAction */
  guint n_refused; /* actions that could not be read */
} VigilSnapshot;

/* The answer of GET /v1/wards/{site}/{ward}. @today: the date ages are counted on. */
VigilSnapshot *
vigil_snapshot_parse (GBytes *json, gint64 wall_ms, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void vigil_snapshot_free (VigilSnapshot *snapshot);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigilSnapshot, vigil_snapshot_free)

/* The answer of GET /v1/acknowledgements: VigilAction, in the server's order. */
GArray *vigil_snapshot_parse_actions (GBytes *json,
                                      guint *n_refused,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
