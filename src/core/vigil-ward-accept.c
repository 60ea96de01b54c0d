/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-ward-private.h"

#define CLOCK_STEP_MS 500

static gboolean
is_retained_stale (const VigilTopic *topic, const VigilFrame *frame)
{
  if (topic->has_live)
    return TRUE;
  return topic->has_any && topic->boot == frame->boot && frame->has_seq
         && (gint32) (frame->seq - topic->seq) < 0;
}

gboolean
vigil_ward_accept_topic (VigilWard *ward,
                         VigilTopic *topic,
                         const VigilFrame *frame,
                         guint *n_missing)
{
  gboolean is_same_boot = topic->has_any && topic->boot == frame->boot;
  gint32 ahead = (gint32) (frame->seq - topic->seq);
  *n_missing = 0;
  if (frame->is_retained) {
    if (is_retained_stale (topic, frame)) {
      vigil_ward_bump (ward, VIGIL_COUNTER_STALE_RETAINED, 1);
      return FALSE;
    }
  } else if (is_same_boot && frame->has_seq) {
    if (ahead <= 0) {
      vigil_ward_bump (ward, VIGIL_COUNTER_REPLAYED, 1);
      return FALSE;
    }
    *n_missing = (guint) ahead - 1;
  }
  topic->has_any = TRUE;
  topic->has_live |= !frame->is_retained;
  topic->boot = frame->boot;
  topic->seq = frame->seq;
  return TRUE;
}

static gboolean
may_be_held (const VigilFrame *frame)
{
  return frame->is_retained
         && (frame->kind == VIGIL_FRAME_META || frame->kind == VIGIL_FRAME_LIMITS
             || frame->kind == VIGIL_FRAME_BED_STATE || frame->kind == VIGIL_FRAME_ALARMS_BEGIN);
}

VigilAcceptance
vigil_ward_accept_bed (
    VigilWard *ward, VigilBed *bed, VigilTopic *topic, const VigilFrame *frame, guint *n_missing)
{
  const VigilGateway *gateway = vigil_ward_get_gateway (ward, bed);
  if (gateway == NULL || !gateway->is_ready || gateway->boot != frame->boot) {
    if (gateway != NULL && vigil_gateway_is_old_boot (gateway, frame->boot)) {
      vigil_ward_bump (ward, VIGIL_COUNTER_OLD_BOOT, 1);
      return VIGIL_TOPIC_REFUSED;
    }
    /* A broker hands out retained messages in any order: the claim may be behind this one. */
    if (may_be_held (frame))
      return VIGIL_TOPIC_HELD;
    vigil_ward_bump (ward, VIGIL_COUNTER_FOREIGN_BOOT, 1);
    return VIGIL_TOPIC_REFUSED;
  }
  return vigil_ward_accept_topic (ward, topic, frame, n_missing) ? VIGIL_TOPIC_ACCEPTED
                                                                 : VIGIL_TOPIC_REFUSED;
}

static gboolean
is_of_list (const VigilFrame *frame)
{
  return frame->kind == VIGIL_FRAME_ALARMS_BEGIN || frame->kind == VIGIL_FRAME_ALARM
         || frame->kind == VIGIL_FRAME_ALARMS_END;
}

void
vigil_bed_hold (VigilBed *bed, const VigilFrame *frame)
{
  VigilBedPrivate *priv = bed->priv;
  if (priv->held == NULL)
    priv->held = g_ptr_array_new_with_free_func (g_free);
  gboolean begins = !is_of_list (frame) || frame->kind == VIGIL_FRAME_ALARMS_BEGIN;
  for (guint i = 0; begins && i < priv->held->len;) {
    const VigilFrame *other = g_ptr_array_index (priv->held, i);
    if (other->kind == frame->kind || (is_of_list (other) && is_of_list (frame)))
      g_ptr_array_remove_index (priv->held, i);
    else
      i++;
  }
  if (priv->held->len < 2 * VIGIL_ALARMS_MAX)
    g_ptr_array_add (priv->held, g_memdup2 (frame, sizeof *frame));
}

/* The largest `t` of this boot; one topic that goes back is a clock that stepped back, and what was
 * said of the time before it does not hold for what is born after. */
void
vigil_ward_note_time (VigilWard *ward, VigilBed *bed, VigilTopic *topic, const VigilFrame *frame)
{
  VigilBedPrivate *priv = bed->priv;
  gint64 t_ms = frame->t_ms;
  if (frame->kind == VIGIL_FRAME_WAVE)
    t_ms = frame->wave.block_end_us / 1000;
  if (frame->is_retained && priv->has_device)
    return;
  gboolean is_back = topic->t_ms != 0 && t_ms < topic->t_ms - CLOCK_STEP_MS;
  topic->t_ms = t_ms;
  is_back &= t_ms < priv->device_ms - CLOCK_STEP_MS;
  vigil_ward_note_clock (ward, bed, frame, t_ms, is_back);
  if (is_back) {
    priv->epoch++;
    priv->has_device = FALSE;
    if (frame->kind != VIGIL_FRAME_WAVE) /* the playout counts those of waves */
      vigil_ward_bump (ward, VIGIL_COUNTER_CLOCK_JUMP, 1);
  }
  if (!priv->has_device || priv->device_boot != frame->boot || t_ms > priv->device_ms) {
    priv->has_device = TRUE;
    priv->device_boot = frame->boot;
    priv->device_ms = t_ms;
    priv->device_mono_us = ward->now.mono_us;
  }
  if (!frame->is_retained && !priv->is_device_live) {
    priv->is_device_live = TRUE;
    vigil_ward_date_actions (ward, bed);
  }
}
