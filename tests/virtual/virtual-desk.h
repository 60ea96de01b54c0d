/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A station in virtual time: the product's decoder and ward on the bytes of the broker, with its
 * echo, its action lists, and a journal that outlives the process. What it shows and sounds is
 * written to the transcript, a line for each change. */

#include "vigil-ward.h"
#include "virtual-broker.h"

G_BEGIN_DECLS

typedef struct {
  const char *site, *ward, *station;
  const VigilWardBed *beds; /* lent for _new() */
  guint n_beds;
  gboolean is_demo_ward;
  gint64 epoch_ms; /* wall time of virtual second 0 */
} VirtualDeskConfig;

typedef struct _VirtualDesk VirtualDesk;

/* Off. @broker and @log are lent for life. */
VirtualDesk *virtual_desk_new (const VirtualDeskConfig *config,
                               VirtualBroker *broker,
                               const VirtualLog *log) G_GNUC_WARN_UNUSED_RESULT;
void virtual_desk_free (VirtualDesk *desk);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VirtualDesk, virtual_desk_free)

const char *virtual_desk_get_id (const VirtualDesk *desk);
/* What happens from now on happens at @t_ms. */
void virtual_desk_set_time (VirtualDesk *desk, gint64 t_ms);
/* Every 100 ms: the ward's tick, echo, lists that are due, and the transcript. */
void virtual_desk_tick (VirtualDesk *desk);
/* Lines for what changed since the last look. */
void virtual_desk_look (VirtualDesk *desk);

/* The process: starts with its journal; dies without a word, its will at once. */
void virtual_desk_start (VirtualDesk *desk);
void virtual_desk_stop (VirtualDesk *desk);
/* The network: the cable is pulled, its will after 7.5 s (keep-alive); it is back. */
void virtual_desk_cut (VirtualDesk *desk);
void virtual_desk_mend (VirtualDesk *desk);
/* The socket is half dead: nothing comes, nothing goes, nobody says so. */
void virtual_desk_set_deaf (VirtualDesk *desk, gboolean is_deaf);
void virtual_desk_set_sound (VirtualDesk *desk, gboolean works);
void virtual_desk_set_server (VirtualDesk *desk, gboolean is_reachable);
/* A touch on @bed ("" = the alarms without a bed) and the silence of what it bound. FALSE: there
 * is no such bed. */
gboolean virtual_desk_silence (VirtualDesk *desk, const char *bed);
gboolean virtual_desk_reset (VirtualDesk *desk, const char *bed);
/* The server's word on who lies in @bed: @age_days −1 = no birth date. */
gboolean
virtual_desk_identify (VirtualDesk *desk, const char *bed, gboolean is_occupied, gint age_days);

G_END_DECLS
