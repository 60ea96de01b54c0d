/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* One occurrence in a list, which goes on changing while it stands. Main thread.
 * Signal "changed" (). */

#include <glib-object.h>

#include "vigil-occurrence.h"

G_BEGIN_DECLS

#define VIGIL_TYPE_HISTORY_ITEM (vigil_history_item_get_type ())
G_DECLARE_FINAL_TYPE (VigilHistoryItem, vigil_history_item, VIGIL, HISTORY_ITEM, GObject)

VigilHistoryItem *
vigil_history_item_new (const VigilOccurrence *occurrence) G_GNUC_WARN_UNUSED_RESULT;
/* Lent. */
const VigilOccurrence *vigil_history_item_get (VigilHistoryItem *self);
/* Emits "changed" if it is another one than before. */
void vigil_history_item_set (VigilHistoryItem *self, const VigilOccurrence *occurrence);

G_END_DECLS
