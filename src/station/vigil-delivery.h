/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* From finger to server: every action made here is encoded once, saved in the outbox, put on the
 * server and followed until it is there. Owns neither store nor poster. Main thread. */

#include "vigil-encounter.h"
#include "vigil-outbox.h"
#include "vigil-poster.h"
#include "vigil-store.h"

G_BEGIN_DECLS

typedef struct _VigilDeliveries VigilDeliveries;

/* Where @action_id is has changed. */
typedef void (*VigilDeliveryFunc) (const char *action_id, VigilDelivery delivery, gpointer data);

/* @store and @poster (NULL = no server is configured) are lent until _free(). */
VigilDeliveries *vigil_deliveries_new (VigilStore *store,
                                       VigilPoster *poster,
                                       VigilDeliveryFunc func,
                                       gpointer data) G_GNUC_WARN_UNUSED_RESULT;
void vigil_deliveries_free (VigilDeliveries *deliveries);

/* Saves and sends @action; it also goes to the journal, so that it stands after a restart. */
void vigil_deliveries_add (VigilDeliveries *deliveries, const VigilAction *action);
/* The same for @action, a discharge or an admission, with @change, which is what the server gets.
 * An identity is nowhere else than in the outbox, until the server has it. */
void vigil_deliveries_add_change (VigilDeliveries *deliveries,
                                  const VigilAction *action,
                                  const VigilChange *change);
/* At start: what was saved and not delivered before. The actions are appended to @actions
 * (VigilAction), so that the ward hears of them even if the journal did not, and what was told of
 * encounters to @changes (VigilChange), so that an admission made here keeps its name. */
gboolean vigil_deliveries_resume (VigilDeliveries *deliveries,
                                  GArray *actions,
                                  GArray *changes,
                                  GError **error);
/* The server's last word on @action_id. */
void vigil_deliveries_settle (VigilDeliveries *deliveries,
                              const char *action_id,
                              VigilDelivery delivery,
                              const char *reason);

VigilDelivery vigil_deliveries_get (VigilDeliveries *deliveries, const char *action_id);
guint vigil_deliveries_get_n_unsent (VigilDeliveries *deliveries);
/* Those that neither the disk nor the server has: a death of this program would lose them. */
guint vigil_deliveries_get_n_unsaved (VigilDeliveries *deliveries);
/* What the server refused for good, oldest first (VigilDeadLetter, at most 100); lent. */
const GArray *vigil_deliveries_get_dead (VigilDeliveries *deliveries);
/* Those of this run that nobody has looked at since _note_dead_read(). */
guint vigil_deliveries_get_n_unread_dead (VigilDeliveries *deliveries);
void vigil_deliveries_note_dead_read (VigilDeliveries *deliveries);

G_END_DECLS
