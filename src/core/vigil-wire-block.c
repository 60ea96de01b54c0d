/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A checked wave block becomes frames: the same for the binary and the JSON form. */

#include "vigil-wire-private.h"

gint64
vigil_wire_span_us (guint64 n_samples, guint32 rate_mhz)
{
  return (gint64) ((n_samples * G_GUINT64_CONSTANT (1000000000) + rate_mhz / 2) / rate_mhz);
}

gint64
vigil_wire_block_length_us (const VigilWireBlock *block)
{
  gint64 length_us = 0;
  for (guint i = 0; i < block->n_leads; i++) {
    const VigilWireBlockLead *lead = &block->leads[i];
    if (lead->n_samples > 0)
      length_us =
          MAX (length_us, lead->dt_us + vigil_wire_span_us (lead->n_samples, lead->rate_mhz));
  }
  return length_us;
}

static gboolean
send_part (const VigilWireMessage *message,
           const VigilWireBlock *block,
           const VigilWireBlockLead *lead,
           guint from,
           gboolean is_first)
{
  VigilFrame *frame = vigil_wire_reserve (message, VIGIL_FRAME_WAVE);
  if (frame == NULL)
    return FALSE;
  VigilFrameWave *wave = &frame->wave;
  wave->rev = block->rev;
  wave->lead = lead->id;
  wave->is_raw = block->is_raw;
  wave->is_test = block->is_test;
  vigil_text_copy (wave->source, sizeof wave->source, message->topic.source);
  vigil_text_copy (wave->refid, sizeof wave->refid, lead->refid);
  vigil_text_copy (wave->unit, sizeof wave->unit, lead->unit);
  wave->rate_mhz = lead->rate_mhz;
  wave->start_us = block->t_us + lead->dt_us + vigil_wire_span_us (from, lead->rate_mhz);
  wave->block_end_us = block->t_us + vigil_wire_block_length_us (block);
  wave->is_first = is_first;
  wave->n_samples = MIN (lead->n_samples - from, VIGIL_FRAME_SAMPLES_MAX);
  for (guint i = 0; i < wave->n_samples; i++)
    wave->samples[i] = lead->samples[from + i];
  vigil_wire_commit (message);
  return TRUE;
}

void
vigil_wire_send_block (VigilWireMessage *message, const VigilWireBlock *block)
{
  gint64 length_us = vigil_wire_block_length_us (block);
  gboolean is_first = TRUE;
  if (length_us < VIGIL_WIRE_BLOCK_MIN_US || length_us > VIGIL_WIRE_BLOCK_MAX_US) {
    vigil_wire_fault_set (&message->fault, VIGIL_COUNTER_RANGE, "block length");
    return;
  }
  for (guint i = 0; i < block->n_leads; i++) {
    const VigilWireBlockLead *lead = &block->leads[i];
    for (guint from = 0; from < lead->n_samples; from += VIGIL_FRAME_SAMPLES_MAX) {
      if (!send_part (message, block, lead, from, is_first))
        return; /* no room: the rest is a gap */
      is_first = FALSE;
    }
  }
}
