/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A set of beds by their index in the ward: those of the wall and those beside it, which together
 * are more than one word holds. A value; any thread. */

#include <glib.h>

G_BEGIN_DECLS

#define VIGIL_BED_SET_SIZE 128

typedef struct {
  guint64 words[VIGIL_BED_SET_SIZE / 64];
} VigilBedSet;

static inline void
vigil_bed_set_add (VigilBedSet *set, guint bed)
{
  g_assert (bed < VIGIL_BED_SET_SIZE);
  set->words[bed / 64] |= G_GUINT64_CONSTANT (1) << (bed % 64);
}

static inline void
vigil_bed_set_remove (VigilBedSet *set, guint bed)
{
  g_assert (bed < VIGIL_BED_SET_SIZE);
  set->words[bed / 64] &= ~(G_GUINT64_CONSTANT (1) << (bed % 64));
}

static inline gboolean
vigil_bed_set_has (const VigilBedSet *set, guint bed)
{
  return bed < VIGIL_BED_SET_SIZE && ((set->words[bed / 64] >> (bed % 64)) & 1) != 0;
}

static inline gboolean
vigil_bed_set_is_empty (const VigilBedSet *set)
{
  for (guint i = 0; i < G_N_ELEMENTS (set->words); i++)
    if (set->words[i] != 0)
      return FALSE;
  return TRUE;
}

G_END_DECLS
