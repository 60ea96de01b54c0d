/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is said of a bed seldom: its meta, limits, state, and that it is gone. */

#include "vigil-ward-private.h"

#include <string.h>

void
vigil_bed_update_band (VigilWard *ward, VigilBed *bed)
{
  VigilPatientClass patient_class = bed->has_meta ? bed->meta.patient_class : VIGIL_CLASS_UNKNOWN;
  bed->is_class_stated =
      patient_class == VIGIL_CLASS_UNKNOWN && ward->stated_classes[bed->index] != patient_class;
  if (bed->is_class_stated)
    patient_class = ward->stated_classes[bed->index];
  gint age_days = bed->identity.as_of_ms != 0 ? bed->identity.age_days : -1;
  VigilAgeBand before = bed->band, limits_before = bed->limit_band;
  bed->band = vigil_age_band (patient_class, age_days);
  /* A change of class never changes limits by itself; unknown has none (ux.md, "Patient class"). */
  if (bed->band == VIGIL_BAND_UNKNOWN || bed->limit_band == VIGIL_BAND_UNKNOWN)
    bed->limit_band = bed->band;
  if (bed->band == before && bed->limit_band == limits_before)
    return;
  bed->priv->dirty |= VIGIL_DIRTY_IDENTITY | VIGIL_DIRTY_LIMITS;
  vigil_ward_refresh_limits (ward, bed);
}

void
vigil_ward_use_class (VigilWard *ward, guint bed_index, VigilNow now)
{
  g_return_if_fail (bed_index < ward->n_beds);
  ward->now = now;
  VigilBed *bed = &ward->beds[bed_index];
  bed->limit_band = bed->band;
  bed->priv->dirty |= VIGIL_DIRTY_IDENTITY | VIGIL_DIRTY_LIMITS;
  vigil_ward_refresh_limits (ward, bed);
  vigil_ward_flush (ward);
}

/* Leads that are still the same keep what they have recorded. */
static void
rebuild_leads (VigilWard *ward, VigilBed *bed, const VigilFrameMeta *meta)
{
  VigilLead old[VIGIL_LEADS_MAX];
  guint n_old = bed->n_leads;
  for (guint i = 0; i < n_old; i++)
    old[i] = bed->leads[i];
  bed->n_leads = 0;
  for (guint i = 0; i < meta->n_leads; i++) {
    VigilLead *lead = vigil_bed_add_lead (bed, &meta->leads[i]);
    if (lead == NULL) {
      vigil_ward_bump (ward, VIGIL_COUNTER_TOO_MANY, 1);
      break;
    }
    for (guint j = 0; j < n_old; j++) {
      if (strcmp (old[j].lead.refid, lead->lead.refid) != 0 || old[j].trace.samples == NULL
          || old[j].trace.rate_hz != lead->trace.rate_hz)
        continue;
      vigil_trace_clear (&lead->trace);
      lead->trace = old[j].trace;
      lead->is_off = old[j].is_off;
      old[j].trace.samples = NULL;
      break;
    }
  }
  for (guint i = 0; i < n_old; i++)
    vigil_trace_clear (&old[i].trace);
}

/* As it is told: others may be called so, too. */
static const char *
get_told_name (const VigilBed *bed)
{
  return bed->priv->label[0] != '\0' ? bed->priv->label : bed->id;
}

static gboolean
has_namesake (const GPtrArray *names, guint bed)
{
  for (guint i = 0; i < names->len; i++)
    if (i != bed && g_str_equal (g_ptr_array_index (names, i), g_ptr_array_index (names, bed)))
      return TRUE;
  return FALSE;
}

/* ux.md, "Tile": a label is of one bed. Where two say the same each has its id beside it. */
void
vigil_ward_name_beds (VigilWard *ward)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < ward->n_beds; i++)
    g_ptr_array_add (names, vigil_bed_fold_name (get_told_name (&ward->beds[i])));
  for (guint i = 0; i < ward->n_beds; i++) {
    VigilBed *bed = &ward->beds[i];
    g_autofree char *both = g_strdup_printf ("%s (%s)", bed->priv->label, bed->id);
    gboolean is_told = bed->priv->label[0] != '\0' && has_namesake (names, i);
    const char *label = is_told ? both : bed->priv->label;
    if (strcmp (bed->label, label) == 0)
      continue;
    vigil_text_copy (bed->label, sizeof bed->label, label);
    bed->priv->dirty |= VIGIL_DIRTY_META;
  }
}

void
vigil_ward_feed_meta (VigilWard *ward, VigilBed *bed, const VigilFrame *frame)
{
  VigilBedPrivate *priv = bed->priv;
  guint n_missing;
  VigilAcceptance acceptance = vigil_ward_accept_bed (ward, bed, &priv->meta, frame, &n_missing);
  if (acceptance == VIGIL_TOPIC_HELD)
    vigil_bed_hold (bed, frame);
  if (acceptance != VIGIL_TOPIC_ACCEPTED)
    return;
  vigil_ward_note_time (ward, bed, &priv->meta, frame);
  gboolean is_same =
      bed->has_meta && bed->meta_boot == frame->boot && bed->meta.rev == frame->meta.rev;
  bed->has_meta = TRUE;
  bed->meta_boot = frame->boot;
  bed->meta = frame->meta;
  if (!ward->has_own_label[bed->index] && strcmp (priv->label, frame->meta.label) != 0) {
    vigil_text_copy (priv->label, sizeof priv->label, frame->meta.label);
    vigil_ward_name_beds (ward);
  }
  bed->is_demo = frame->meta.is_demo || ward->is_demo_ward;
  if (!is_same)
    rebuild_leads (ward, bed, &frame->meta);
  vigil_ward_set_condition (ward, &priv->scope, "VIGIL_EVT_BED_REMOVED", NULL, VIGIL_PRIORITY_NONE,
                            "", 0);
  vigil_bed_update_band (ward, bed);
  priv->dirty |= VIGIL_DIRTY_META;
}

void
vigil_ward_feed_limits (VigilWard *ward, VigilBed *bed, const VigilFrame *frame)
{
  VigilBedPrivate *priv = bed->priv;
  guint n_missing;
  VigilAcceptance acceptance = vigil_ward_accept_bed (ward, bed, &priv->limits, frame, &n_missing);
  if (acceptance == VIGIL_TOPIC_HELD)
    vigil_bed_hold (bed, frame);
  if (acceptance != VIGIL_TOPIC_ACCEPTED)
    return;
  vigil_ward_note_time (ward, bed, &priv->limits, frame);
  VigilNumeric before[VIGIL_N_NUMERICS];
  gboolean had_limits = priv->has_limits;
  for (guint i = 0; i < VIGIL_N_NUMERICS; i++)
    before[i] = bed->numerics[i];
  priv->has_limits = TRUE;
  priv->limits_frame = frame->limits;
  vigil_ward_take_offs (ward, bed, frame);
  bed->nibp_interval_s = frame->limits.nibp_interval_s;
  vigil_ward_refresh_limits (ward, bed);
  vigil_ward_note_limits (ward, bed, had_limits ? before : NULL);
  priv->dirty |= VIGIL_DIRTY_LIMITS;
}

void
vigil_ward_feed_bed_state (VigilWard *ward, VigilBed *bed, const VigilFrame *frame)
{
  VigilBedPrivate *priv = bed->priv;
  guint n_missing;
  VigilAcceptance acceptance = vigil_ward_accept_bed (ward, bed, &priv->state, frame, &n_missing);
  if (acceptance == VIGIL_TOPIC_HELD)
    vigil_bed_hold (bed, frame);
  if (acceptance != VIGIL_TOPIC_ACCEPTED)
    return;
  vigil_ward_note_time (ward, bed, &priv->state, frame);
  bed->state = frame->bed_state;
  priv->state_t_ms = frame->t_ms;
  if (frame->bed_state.word == VIGIL_BED_STANDBY)
    vigil_ward_set_standby (ward, bed, frame->t_ms, frame->bed_state.until_ms);
  else
    vigil_ward_end_standby (ward, bed);
  priv->dirty |= VIGIL_DIRTY_STATE;
}

static void
tell_removed (VigilWard *ward, VigilBed *bed)
{
  VigilScope *scope = &bed->priv->scope;
  gboolean has_standing = FALSE;
  for (guint i = 0; i < scope->records->len; i++)
    has_standing |= vigil_alarm_stands (g_ptr_array_index (scope->records, i));
  if (has_standing)
    vigil_ward_set_condition (ward, scope, "VIGIL_EVT_BED_REMOVED", NULL, VIGIL_PRIORITY_MEDIUM,
                              "BED REMOVED", ward->now.wall_ms);
}

void
vigil_ward_delete_of_bed (VigilWard *ward, VigilBed *bed, VigilFrameKind what)
{
  VigilBedPrivate *priv = bed->priv;
  if (what == VIGIL_FRAME_LIMITS) {
    priv->has_limits = FALSE;
    bed->nibp_interval_s = 0;
    vigil_ward_refresh_limits (ward, bed);
    priv->dirty |= VIGIL_DIRTY_LIMITS;
  } else if (what == VIGIL_FRAME_ALARMS_BEGIN) {
    /* Nobody ends an alarm by taking the list away: it is only not confirmed any more. */
    priv->list_us = 0;
    priv->is_list_waiting = priv->is_list_last_known = FALSE;
  } else if (what == VIGIL_FRAME_META || what == VIGIL_FRAME_BED_STATE) {
    tell_removed (ward, bed);
    priv->list_us = priv->list_heard_us = 0;
    priv->is_list_waiting = priv->is_list_last_known = FALSE;
    bed->has_meta = FALSE;
    vigil_bed_update_band (ward, bed);
    priv->dirty |= VIGIL_DIRTY_META | VIGIL_DIRTY_STATE;
  }
}
