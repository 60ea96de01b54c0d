/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What only the station does to its bed items. */

#include "vigil-bed-item.h"

G_BEGIN_DECLS

/* @bed is lent and outlives the item's use. */
VigilBedItem *vigil_bed_item_new (const VigilBed *bed) G_GNUC_WARN_UNUSED_RESULT;
/* Notes a change; vigil_bed_item_flush() tells of all of them at once. */
void vigil_bed_item_mark (VigilBedItem *self, guint dirty);
void vigil_bed_item_flush (VigilBedItem *self);
/* The ward is gone. */
void vigil_bed_item_detach (VigilBedItem *self);

G_END_DECLS
