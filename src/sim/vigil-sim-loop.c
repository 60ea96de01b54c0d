/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-sim-loop.h"

#include "vigil-sim-source.h"

static VigilSimRecording *
recording_new (const VigilSimSource *source, guint length_s)
{
  VigilSimRecording *recording = g_new0 (VigilSimRecording, 1);
  vigil_text_copy (recording->name, sizeof recording->name, "model");
  recording->length_s = length_s;
  recording->n_channels = vigil_sim_source_get_n_leads (source);
  recording->channels = g_new0 (VigilSimChannel, recording->n_channels);
  for (guint i = 0; i < recording->n_channels; i++) {
    VigilSimChannel *channel = &recording->channels[i];
    const VigilSimLead *lead = vigil_sim_source_get_lead (source, i);
    channel->wave = lead->wave;
    vigil_text_copy (channel->label, sizeof channel->label, lead->wave->label);
    channel->rate_mhz = lead->rate_mhz;
    channel->lo = lead->lo;
    channel->hi = lead->hi;
    channel->n_samples = (gsize) ((guint64) length_s * lead->rate_mhz / 1000);
    channel->samples = g_new0 (float, channel->n_samples);
  }
  return recording;
}

static void
copy_block (VigilSimChannel *channel, const VigilSimLead *lead)
{
  for (guint k = 0; k < lead->n && lead->first + k < channel->n_samples; k++)
    channel->samples[lead->first + k] = lead->samples[k];
}

VigilSimRecording *
vigil_sim_loop_render (const VigilSimBedPlan *plan, guint length_s, guint32 seed, GError **error)
{
  g_autoptr (VigilSimSource) source = vigil_sim_source_new (plan, NULL, seed, error);
  if (source == NULL)
    return NULL;
  VigilSimRecording *recording = recording_new (source, length_s);
  for (guint second = 0; second < length_s; second++) {
    vigil_sim_source_run (source, second * G_USEC_PER_SEC, (second + 1) * G_USEC_PER_SEC);
    for (guint i = 0; i < recording->n_channels; i++)
      copy_block (&recording->channels[i], vigil_sim_source_get_lead (source, i));
  }
  vigil_sim_recording_find_beats (recording);
  return recording;
}
