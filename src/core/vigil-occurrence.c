/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-occurrence.h"

/* bed|class|source|side|level */
#define N_PARTS 5
/* As for the age (ux.md): a day at most of what was not seen here. */
#define BEFORE_MAX_MS (24 * 3600 * G_GINT64_CONSTANT (1000))

static gboolean
split_key (const char *key, char ***parts)
{
  *parts = g_strsplit (key, "|", N_PARTS);
  return g_strv_length (*parts) == N_PARTS;
}

void
vigil_occurrence_copy_kind (const VigilOccurrence *occurrence, char out[VIGIL_KEY_MAX])
{
  g_return_if_fail (occurrence != NULL);
  g_auto (GStrv) parts = NULL;
  if (split_key (occurrence->key, &parts))
    g_snprintf (out, VIGIL_KEY_MAX, "%s|%s|%s", parts[1], parts[2], parts[3]);
  else
    vigil_text_copy (out, VIGIL_KEY_MAX, occurrence->key);
}

gboolean
vigil_occurrence_is_from_before (gint64 raised_ms, gint64 seen_ms)
{
  return seen_ms - raised_ms > BEFORE_MAX_MS;
}

const char *
vigil_occurrence_get_unit (const VigilOccurrence *occurrence)
{
  g_return_val_if_fail (occurrence != NULL, "");
  g_auto (GStrv) parts = NULL;
  VigilNumericKind kind;
  if (!split_key (occurrence->key, &parts) || !vigil_nomenclature_find_numeric (parts[2], &kind))
    return "";
  return vigil_nomenclature_numeric (kind)->unit;
}
