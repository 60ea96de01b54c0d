/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Everything in virtual time: the simulator's ward, gateways moved by hand, a broker, stations, and
 * a script that moves them. It reads no clock. */

#include "virtual-desk.h"
#include "virtual-gateway.h"
#include "virtual-script.h"
#include "vigil-sim-ward.h"

G_BEGIN_DECLS

#define VIRTUAL_SITE "site"
#define VIRTUAL_WARD "w1"
#define VIRTUAL_ROOT "vigil/v1/" VIRTUAL_SITE "/" VIRTUAL_WARD
/* 2026-01-01T00:00:00Z */
#define VIRTUAL_EPOCH_MS G_GINT64_CONSTANT (1767225600000)

typedef struct {
  const VirtualLog *log;
  gint64 epoch_ms; /* wall time of virtual second 0 */
  gint64 t_ms;
  VirtualBroker *broker;
  VigilSimWard *sim; /* NULL: nothing is simulated */
  GPtrArray *gateways; /* VirtualGateway */
  GPtrArray *desks; /* VirtualDesk */
  GArray *beds; /* VigilWardBed: the wall, simulated beds first */
  gboolean has_waves; /* the simulator's waves are fed, too */
  gboolean is_demo;
  gint64 end_ms;
  guint32 peer_seq;
  guint n_ids;
} VirtualWard;

/* Second 0 is @epoch_ms. @log is lent. NULL with @error: a line of the script or the scenario makes
 * no sense. */
VirtualWard *virtual_ward_new (const VirtualScript *script,
                               guint32 seed,
                               gint64 epoch_ms,
                               const VirtualLog *log,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
void virtual_ward_free (VirtualWard *ward);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VirtualWard, virtual_ward_free)

/* From second 0 to the script's `end`. */
gboolean virtual_ward_run (VirtualWard *ward, const VirtualScript *script, GError **error);

/* One step of a script, now; a step without a time sets the ward up. */
gboolean virtual_ward_do (VirtualWard *ward, const VirtualStep *step, GError **error);
/* NULL: there is none. */
VirtualBed *virtual_ward_find_bed (VirtualWard *ward, const char *id, VirtualGateway **gateway);
VirtualDesk *virtual_ward_find_desk (VirtualWard *ward, const char *id);
VirtualGateway *virtual_ward_find_gateway (VirtualWard *ward, const char *id);

G_END_DECLS
