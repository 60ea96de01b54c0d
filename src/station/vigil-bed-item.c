/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-bed-item-private.h"

struct _VigilBedItem {
  GObject parent_instance;
  const VigilBed *bed; /* lent by the ward */
  guint index;
  guint serial;
  guint dirty;
};

G_DEFINE_TYPE (VigilBedItem, vigil_bed_item, G_TYPE_OBJECT)

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

static void
vigil_bed_item_class_init (VigilBedItemClass *klass)
{
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
}

static void
vigil_bed_item_init (VigilBedItem *self G_GNUC_UNUSED)
{
}

VigilBedItem *
vigil_bed_item_new (const VigilBed *bed)
{
  VigilBedItem *self = g_object_new (VIGIL_TYPE_BED_ITEM, NULL);
  self->bed = bed;
  self->index = bed->index;
  return self;
}

const VigilBed *
vigil_bed_item_get_bed (VigilBedItem *self)
{
  g_return_val_if_fail (VIGIL_IS_BED_ITEM (self), NULL);
  return self->bed;
}

guint
vigil_bed_item_get_index (VigilBedItem *self)
{
  g_return_val_if_fail (VIGIL_IS_BED_ITEM (self), G_MAXUINT);
  return self->index;
}

guint
vigil_bed_item_get_serial (VigilBedItem *self)
{
  g_return_val_if_fail (VIGIL_IS_BED_ITEM (self), 0);
  return self->serial;
}

void
vigil_bed_item_mark (VigilBedItem *self, guint dirty)
{
  self->dirty |= dirty;
}

void
vigil_bed_item_flush (VigilBedItem *self)
{
  guint dirty = self->dirty;
  if (dirty == 0)
    return;
  self->dirty = 0;
  self->serial++;
  g_signal_emit (self, signals[CHANGED], 0, dirty);
}

void
vigil_bed_item_detach (VigilBedItem *self)
{
  self->bed = NULL;
}
