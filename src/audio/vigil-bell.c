/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-bell.h"

VigilBell *
vigil_bell_new (void)
{
  VigilBell *bell = g_new0 (VigilBell, 1);
  g_atomic_ref_count_init (&bell->ref_count);
  g_mutex_init (&bell->lock);
  g_cond_init (&bell->cond);
  return bell;
}

VigilBell *
vigil_bell_ref (VigilBell *bell)
{
  g_atomic_ref_count_inc (&bell->ref_count);
  return bell;
}

void
vigil_bell_unref (VigilBell *bell)
{
  if (!g_atomic_ref_count_dec (&bell->ref_count))
    return;
  g_mutex_clear (&bell->lock);
  g_cond_clear (&bell->cond);
  g_free (bell);
}

void
vigil_bell_ring (VigilBell *bell)
{
  g_mutex_lock (&bell->lock);
  g_cond_broadcast (&bell->cond);
  g_mutex_unlock (&bell->lock);
}
