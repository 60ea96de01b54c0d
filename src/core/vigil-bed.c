/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-ward-private.h"

#include <math.h>
#include <string.h>

/* What all traces of one bed may hold together: 16 leads at 1 kHz. A meta that wants more is cut.
 */
#define RATE_BUDGET_HZ 16000

const char *
vigil_bed_get_name (const VigilBed *bed)
{
  return bed->label[0] != '\0' ? bed->label : bed->id;
}

char *
vigil_bed_fold_name (const char *name)
{
  g_autofree char *plain = g_utf8_normalize (name, -1, G_NORMALIZE_ALL_COMPOSE);
  g_autofree char *folded = g_utf8_casefold (plain != NULL ? plain : name, -1);
  GString *kept = g_string_new (NULL);
  for (const char *c = folded; *c != '\0'; c = g_utf8_next_char (c))
    if (g_unichar_isgraph (g_utf8_get_char (c)))
      g_string_append_unichar (kept, g_utf8_get_char (c));
  return g_string_free (kept, FALSE);
}

const VigilLead *
vigil_bed_find_lead (const VigilBed *bed, VigilWaveKind kind)
{
  const VigilLead *found = NULL;
  for (guint i = 0; i < bed->n_leads; i++) {
    const VigilLead *lead = &bed->leads[i];
    if (lead->kind != kind)
      continue;
    /* Asked for every lane in every frame: names are compared where there is a choice alone. */
    if (kind != VIGIL_WAVE_ECG || strcmp (lead->lead.refid, "MDC_ECG_ELEC_POTL_II") == 0)
      return lead;
    if (found == NULL)
      found = lead;
  }
  return found;
}

double
vigil_lead_get_per_millivolt (const VigilLead *lead)
{
  if (strcmp (lead->lead.unit, "uV") == 0 || strcmp (lead->lead.unit, "µV") == 0)
    return 1000;
  return strcmp (lead->lead.unit, "V") == 0 ? 0.001 : 1;
}

void
vigil_bed_private_init (VigilBed *bed)
{
  bed->priv = g_new0 (VigilBedPrivate, 1);
  bed->priv->gateway = -1;
  vigil_scope_init (&bed->priv->scope, bed);
  vigil_playout_init (&bed->priv->playout);
  vigil_beats_init (&bed->beats);
}

void
vigil_bed_private_clear (VigilBed *bed)
{
  for (guint i = 0; i < bed->n_leads; i++)
    vigil_trace_clear (&bed->leads[i].trace);
  bed->n_leads = 0;
  vigil_beats_clear (&bed->beats);
  vigil_scope_clear (&bed->priv->scope);
  vigil_bed_free_requests (bed);
  g_clear_pointer (&bed->priv->held, g_ptr_array_unref);
  g_clear_pointer (&bed->priv, g_free);
}

void
vigil_bed_forget_traces (VigilBed *bed)
{
  for (guint i = 0; i < bed->n_leads; i++)
    vigil_trace_reset (&bed->leads[i].trace);
}

static double
get_total_rate (const VigilBed *bed)
{
  double total_hz = 0;
  for (guint i = 0; i < bed->n_leads; i++)
    total_hz += bed->leads[i].trace.rate_hz;
  return total_hz;
}

VigilLead *
vigil_bed_add_lead (VigilBed *bed, const VigilMetaLead *meta)
{
  if (bed->n_leads >= VIGIL_LEADS_MAX || get_total_rate (bed) + meta->rate_hz > RATE_BUDGET_HZ)
    return NULL;
  VigilLead *lead = &bed->leads[bed->n_leads++];
  const VigilWaveInfo *info = vigil_nomenclature_find_wave (meta->refid);
  *lead = (VigilLead){ .lead = *meta, .kind = info != NULL ? info->kind : VIGIL_WAVE_OTHER };
  if (isnan (lead->lead.lo) || isnan (lead->lead.hi)) {
    lead->lead.lo = info != NULL ? info->lo : -1;
    lead->lead.hi = info != NULL ? info->hi : 1;
  }
  vigil_trace_init (&lead->trace, meta->rate_hz);
  return lead;
}
