/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The ring: single producer (mqtt thread), single consumer (main). The only hot path between
 * threads. Overflow never blocks and never splices: waves and refusals are dropped first and
 * counted, the last quarter is kept for the rest. */

#include "vigil-frame.h"

G_BEGIN_DECLS

typedef struct _VigilRing VigilRing;

/* @n_slots: a power of two, 16 to 65536. Free with vigil_ring_free() when both threads are done. */
VigilRing *vigil_ring_new (guint n_slots) G_GNUC_WARN_UNUSED_RESULT;
void vigil_ring_free (VigilRing *ring);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigilRing, vigil_ring_free)

/* Producer. NULL: no room for this kind; counted as lost. The slot's content is undefined. */
VigilFrame *vigil_ring_reserve (VigilRing *ring, VigilFrameKind kind);
/* Producer. TRUE: the consumer has to be woken (it was not pending already). */
gboolean vigil_ring_commit (VigilRing *ring);

/* Consumer, before draining: clears the pending mark, so that a later commit wakes again. */
void vigil_ring_begin_drain (VigilRing *ring);
/* Any thread. Frames were committed since the last vigil_ring_begin_drain(). */
gboolean vigil_ring_is_pending (const VigilRing *ring);
/* Consumer. The oldest frame, lent until vigil_ring_pop(); NULL if there is none. */
const VigilFrame *vigil_ring_peek (VigilRing *ring);
void vigil_ring_pop (VigilRing *ring);
/* Consumer. Frames lost since the last call. */
guint vigil_ring_take_lost (VigilRing *ring);

G_END_DECLS
