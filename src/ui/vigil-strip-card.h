/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* One slot of the attention strip: the bed, what it is, since when, and the silence target on a
 * fill that flashes in step with the wall; the text never flashes. Painted, so that an age that
 * counts relayouts nothing. Main thread. */

#include <gtk/gtk.h>

#include "vigil-palette.h"
#include "vigil-station.h"
#include "vigil-strip-face.h"

G_BEGIN_DECLS

#define VIGIL_TYPE_STRIP_CARD (vigil_strip_card_get_type ())
G_DECLARE_FINAL_TYPE (VigilStripCard, vigil_strip_card, VIGIL, STRIP_CARD, GtkWidget)

/* @bed: the ward's index; G_MAXUINT: it is the card of the one alarm @key alone. @palette is lent
 * for as long as the card lives. Floating. */
GtkWidget *vigil_strip_card_new (VigilStation *station,
                                 const VigilPalette *palette,
                                 VigilStripKind kind,
                                 guint bed,
                                 const char *key);
VigilStripKind vigil_strip_card_get_kind (VigilStripCard *self);
guint vigil_strip_card_get_bed (VigilStripCard *self);
/* TRUE if it was made for these. */
gboolean
vigil_strip_card_is_for (VigilStripCard *self, VigilStripKind kind, guint bed, const char *key);
/* Shows @plan's slot @index, which this card is for. */
void vigil_strip_card_show (VigilStripCard *self, const VigilStripPlan *plan, guint index);
/* Makes the sizes of its priority as small as it needs. */
void vigil_strip_card_fit (VigilStripCard *self, VigilStripScale scales[VIGIL_PRIORITY_HIGH + 1]);
/* Sets its words in these sizes; also when a second went by, for ages and countdowns. */
void vigil_strip_card_shape (VigilStripCard *self,
                             const VigilStripScale scales[VIGIL_PRIORITY_HIGH + 1]);
/* NONE if its fill is steady. */
VigilPriority vigil_strip_card_get_flash (VigilStripCard *self);
/* The strip moved it: its target is guarded. */
void vigil_strip_card_moved (VigilStripCard *self);
/* Presses its target as a key does. FALSE: it has none. */
gboolean vigil_strip_card_silence (VigilStripCard *self);
gboolean vigil_strip_card_is_held (VigilStripCard *self);

G_END_DECLS
