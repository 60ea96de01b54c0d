/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-history-item.h"

#include <string.h>

struct _VigilHistoryItem {
  GObject parent_instance;
  VigilOccurrence occurrence;
};

G_DEFINE_FINAL_TYPE (VigilHistoryItem, vigil_history_item, G_TYPE_OBJECT)

static void
vigil_history_item_class_init (VigilHistoryItemClass *klass)
{
  g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 0);
}

static void
vigil_history_item_init (VigilHistoryItem *self)
{
}

VigilHistoryItem *
vigil_history_item_new (const VigilOccurrence *occurrence)
{
  VigilHistoryItem *self = g_object_new (VIGIL_TYPE_HISTORY_ITEM, NULL);
  self->occurrence = *occurrence;
  return self;
}

const VigilOccurrence *
vigil_history_item_get (VigilHistoryItem *self)
{
  g_return_val_if_fail (VIGIL_IS_HISTORY_ITEM (self), NULL);
  return &self->occurrence;
}

/* What is shown of it and can change. */
static gboolean
is_same (const VigilOccurrence *a, const VigilOccurrence *b)
{
  return a->state == b->state && a->priority == b->priority && a->duration_ms == b->duration_ms
         && a->n_silenced == b->n_silenced && a->n_returned == b->n_returned
         && a->is_reset == b->is_reset && a->was_unanswered == b->was_unanswered
         && a->was_reached == b->was_reached && strcmp (a->label, b->label) == 0;
}

void
vigil_history_item_set (VigilHistoryItem *self, const VigilOccurrence *occurrence)
{
  g_return_if_fail (VIGIL_IS_HISTORY_ITEM (self));
  gboolean was_same = is_same (&self->occurrence, occurrence);
  self->occurrence = *occurrence;
  if (!was_same)
    g_signal_emit_by_name (self, "changed");
}
