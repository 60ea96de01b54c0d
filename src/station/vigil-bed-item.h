/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A bed as a list item: what lists, focus and accessibility need of it. The painters read the bed
 * itself (vigil_bed_item_get_bed()). Main thread. */

#include <gio/gio.h>

#include "vigil-bed.h"

G_BEGIN_DECLS

#define VIGIL_TYPE_BED_ITEM (vigil_bed_item_get_type ())
G_DECLARE_FINAL_TYPE (VigilBedItem, vigil_bed_item, VIGIL, BED_ITEM, GObject)

/* Lent; changes in place, "changed" tells. */
const VigilBed *vigil_bed_item_get_bed (VigilBedItem *self);
guint vigil_bed_item_get_index (VigilBedItem *self);
/* A number that grows with each change of @dirty kinds: painters keep the one they drew. */
guint vigil_bed_item_get_serial (VigilBedItem *self);

/* Signal "changed" (guint dirty): VigilDirty, at most once per turn of the main loop per bed. */

G_END_DECLS
