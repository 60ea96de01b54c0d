/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-ring.h"

#include <stdatomic.h>

#define CACHE_LINE 64

/* Head and tail count for ever and wrap with the unsigned type; a slot's place is the count modulo
 * the power of two. Each is written by one thread and lives on a cache line of its own, so that the
 * threads do not steal each other's line on every frame. */
struct _VigilRing {
  VigilFrame *slots;
  guint n_slots;
  _Alignas(CACHE_LINE) atomic_uint head; /* written by the consumer */
  _Alignas(CACHE_LINE) atomic_uint tail; /* written by the producer */
  _Alignas(CACHE_LINE) atomic_uint pending;
  atomic_uint lost;
};

VigilRing *
vigil_ring_new (guint n_slots)
{
  g_assert (n_slots >= 16 && n_slots <= 65536 && (n_slots & (n_slots - 1)) == 0);
  VigilRing *ring = g_aligned_alloc0 (1, sizeof *ring, CACHE_LINE);
  ring->slots = g_aligned_alloc0 (n_slots, sizeof *ring->slots, CACHE_LINE);
  ring->n_slots = n_slots;
  atomic_init (&ring->head, 0);
  atomic_init (&ring->tail, 0);
  atomic_init (&ring->pending, 0);
  atomic_init (&ring->lost, 0);
  return ring;
}

void
vigil_ring_free (VigilRing *ring)
{
  if (ring == NULL)
    return;
  g_aligned_free (ring->slots);
  g_aligned_free (ring);
}

/* Waves and refusals come in crowds and can be spared; the last quarter is kept for the rest. */
static guint
room_for (const VigilRing *ring, VigilFrameKind kind)
{
  gboolean is_spare = kind == VIGIL_FRAME_WAVE || kind == VIGIL_FRAME_REFUSED;
  return is_spare ? ring->n_slots - ring->n_slots / 4 : ring->n_slots;
}

VigilFrame *
vigil_ring_reserve (VigilRing *ring, VigilFrameKind kind)
{
  guint tail = atomic_load_explicit (&ring->tail, memory_order_relaxed);
  guint head = atomic_load_explicit (&ring->head, memory_order_acquire);
  if (tail - head >= room_for (ring, kind)) {
    atomic_fetch_add_explicit (&ring->lost, 1, memory_order_relaxed);
    return NULL;
  }
  return &ring->slots[tail & (ring->n_slots - 1)];
}

gboolean
vigil_ring_commit (VigilRing *ring)
{
  guint tail = atomic_load_explicit (&ring->tail, memory_order_relaxed);
  atomic_store_explicit (&ring->tail, tail + 1, memory_order_release);
  /* Either the consumer's exchange comes later and sees this tail, or it came before and this one
   * says that it has to be woken: no wake-up is lost. */
  return atomic_exchange (&ring->pending, 1) == 0;
}

void
vigil_ring_begin_drain (VigilRing *ring)
{
  atomic_exchange (&ring->pending, 0);
}

gboolean
vigil_ring_is_pending (const VigilRing *ring)
{
  return atomic_load (&ring->pending) != 0;
}

const VigilFrame *
vigil_ring_peek (VigilRing *ring)
{
  guint head = atomic_load_explicit (&ring->head, memory_order_relaxed);
  guint tail = atomic_load_explicit (&ring->tail, memory_order_acquire);
  return head == tail ? NULL : &ring->slots[head & (ring->n_slots - 1)];
}

void
vigil_ring_pop (VigilRing *ring)
{
  guint head = atomic_load_explicit (&ring->head, memory_order_relaxed);
  g_assert (head != atomic_load_explicit (&ring->tail, memory_order_relaxed));
  atomic_store_explicit (&ring->head, head + 1, memory_order_release);
}

guint
vigil_ring_take_lost (VigilRing *ring)
{
  return atomic_exchange_explicit (&ring->lost, 0, memory_order_relaxed);
}
