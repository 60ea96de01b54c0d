/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-sim-block.h"

#include "vigil-wire.h"

#include <math.h>
#include <string.h>

#define NO_SAMPLE G_MININT16

/* The leads of one source in the bed's order. */
typedef struct {
  guint n;
  guint leads[VIGIL_LEADS_MAX];
} Group;

static Group
collect (const VigilSimBed *bed, const char *source)
{
  Group group = { 0 };
  for (guint i = 0; i < vigil_sim_bed_get_n_leads (bed); i++)
    if (g_str_equal (vigil_sim_bed_get_lead (bed, i)->source, source))
      group.leads[group.n++] = i;
  return group;
}

/* µs from the block's start to the lead's first sample. */
static gint32
lead_dt_us (const VigilSimBed *bed, const VigilSimLead *lead)
{
  guint64 first_us = (lead->first * 1000000000u + lead->rate_mhz / 2) / lead->rate_mhz;
  return (gint32) ((gint64) first_us - vigil_sim_bed_get_block_start_us (bed));
}

static void
quantise (const VigilSimLead *lead, double gain, gint16 *out)
{
  for (guint k = 0; k < lead->n; k++)
    out[k] = isfinite (lead->samples[k])
                 ? (gint16) CLAMP (lround ((double) lead->samples[k] / gain), -32767, 32767)
                 : NO_SAMPLE;
}

static GBytes *
encode_binary (const VigilSimBed *bed,
               const VigilSimBlockConfig *config,
               const Group *group,
               guint32 seq)
{
  const VigilFrameMeta *meta = vigil_sim_bed_get_meta (bed);
  VigilWireLead leads[VIGIL_LEADS_MAX];
  gint16 *samples[VIGIL_LEADS_MAX];
  for (guint i = 0; i < group->n; i++) {
    const VigilSimLead *lead = vigil_sim_bed_get_lead (bed, group->leads[i]);
    samples[i] = g_new (gint16, lead->n + 1);
    quantise (lead, meta->leads[group->leads[i]].gain, samples[i]);
    leads[i] = (VigilWireLead){ (guint8) group->leads[i], lead->rate_mhz, lead_dt_us (bed, lead),
                                lead->n, samples[i] };
  }
  gint64 t_us = vigil_sim_bed_device_us (bed, vigil_sim_bed_get_block_start_us (bed));
  GBytes *bytes =
      vigil_wire_encode_wave (meta->rev, config->is_test, seq, config->boot, t_us, leads, group->n);
  for (guint i = 0; i < group->n; i++)
    g_free (samples[i]);
  return bytes;
}

static GBytes *
encode_json (const VigilSimBed *bed,
             const VigilSimBlockConfig *config,
             const Group *group,
             guint32 seq)
{
  const char *refids[VIGIL_LEADS_MAX], *units[VIGIL_LEADS_MAX];
  double rates[VIGIL_LEADS_MAX];
  const float *samples[VIGIL_LEADS_MAX];
  guint counts[VIGIL_LEADS_MAX];
  for (guint i = 0; i < group->n; i++) {
    const VigilSimLead *lead = vigil_sim_bed_get_lead (bed, group->leads[i]);
    refids[i] = lead->wave->refid;
    units[i] = lead->wave->unit;
    rates[i] = lead->rate_mhz / 1000.0;
    samples[i] = lead->samples;
    counts[i] = lead->n;
  }
  gint64 t_us = vigil_sim_bed_device_us (bed, vigil_sim_bed_get_block_start_us (bed));
  VigilWireHead head = { t_us / 1000, config->boot, seq };
  char *text = vigil_wire_encode_wave_json (&head, refids, units, rates, samples, counts, group->n);
  return text != NULL ? g_bytes_new_take (text, strlen (text)) : NULL;
}

void
vigil_sim_block_encode (const VigilSimBed *bed,
                        const VigilSimBlockConfig *config,
                        VigilSimBlockSeqs *seqs,
                        void (*func) (const char *, gconstpointer, gsize, gpointer),
                        gpointer data)
{
  for (guint i = 0; i < vigil_sim_bed_get_n_leads (bed); i++) {
    const char *source = vigil_sim_bed_get_lead (bed, i)->source;
    Group group = collect (bed, source);
    if (group.leads[0] != i) /* done with its first lead */
      continue;
    guint32 seq = seqs->seqs[i]++;
    g_autoptr (GBytes) block = config->is_json ? encode_json (bed, config, &group, seq)
                                               : encode_binary (bed, config, &group, seq);
    if (block != NULL)
      func (source, g_bytes_get_data (block, NULL), g_bytes_get_size (block), data);
  }
}
