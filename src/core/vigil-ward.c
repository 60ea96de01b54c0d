/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-ward-private.h"

#include <string.h>

void
vigil_ward_init_bed (VigilWard *ward, guint i, const VigilWardBed *config)
{
  VigilBed *bed = &ward->beds[i];
  bed->index = i;
  vigil_text_copy (bed->id, sizeof bed->id, config->id);
  bed->role = config->role;
  bed->condition = VIGIL_BED_NEVER;
  bed->condition_since_us = ward->now.mono_us;
  bed->is_demo = ward->is_demo_ward;
  bed->identity.age_days = -1;
  ward->stated_classes[i] = config->stated_class;
  ward->is_continuous_ecg[i] = config->is_continuous_ecg;
  ward->has_own_label[i] = config->label[0] != '\0';
  vigil_bed_private_init (bed);
  vigil_text_copy (bed->priv->label, sizeof bed->priv->label, config->label);
  vigil_bed_update_band (ward, bed);
  vigil_ward_refresh_limits (ward, bed);
}

VigilWard *
vigil_ward_new (const VigilWardConfig *config, VigilEventFunc func, gpointer data, VigilNow now)
{
  g_return_val_if_fail (config->n_beds >= 1 && config->n_beds <= VIGIL_BEDS_MAX, NULL);
  VigilWard *ward = g_new0 (VigilWard, 1);
  vigil_text_copy (ward->site, sizeof ward->site, config->site);
  vigil_text_copy (ward->ward, sizeof ward->ward, config->ward);
  vigil_text_copy (ward->station, sizeof ward->station, config->station);
  ward->boot = config->boot;
  ward->is_demo_ward = config->is_demo_ward;
  ward->presets = config->presets;
  ward->silence_high_us =
      MIN ((gint64) config->silence_high_s * VIGIL_SECOND_US, VIGIL_SILENCE_HIGH_US);
  if (ward->silence_high_us <= 0)
    ward->silence_high_us = VIGIL_SILENCE_HIGH_US;
  ward->func = func;
  ward->data = data;
  ward->now = now;
  ward->start_us = ward->coverage.unproved_us = now.mono_us;
  ward->shown = g_ptr_array_new ();
  vigil_scope_init (&ward->scope, NULL);
  ward->link.shown = VIGIL_LINK_SHOWN_LOST;
  vigil_loss_begin (&ward->link.loss, now.mono_us, FALSE);
  ward->n_beds = ward->n_wall = config->n_beds;
  ward->beds = g_new0 (VigilBed, config->n_beds + VIGIL_STRAYS_MAX);
  for (guint i = 0; i < config->n_beds; i++)
    vigil_ward_init_bed (ward, i, &config->beds[i]);
  vigil_ward_name_beds (ward);
  return ward;
}

void
vigil_ward_free (VigilWard *ward)
{
  if (ward == NULL)
    return;
  for (guint i = 0; i < ward->n_beds; i++)
    vigil_bed_private_clear (&ward->beds[i]);
  vigil_scope_clear (&ward->scope);
  g_ptr_array_unref (ward->shown);
  g_free (ward->beds);
  g_free (ward);
}

static gboolean
is_start_of_message (const VigilFrame *frame)
{
  switch (frame->kind) {
  case VIGIL_FRAME_WAVE:
    return frame->wave.is_first;
  case VIGIL_FRAME_ALARM:
  case VIGIL_FRAME_ALARMS_END:
  case VIGIL_FRAME_ACTION:
  case VIGIL_FRAME_ACTIONS_END:
    return FALSE;
  case VIGIL_FRAME_NONE:
  case VIGIL_FRAME_VITALS:
  case VIGIL_FRAME_META:
  case VIGIL_FRAME_LIMITS:
  case VIGIL_FRAME_BED_STATE:
  case VIGIL_FRAME_ALARMS_BEGIN:
  case VIGIL_FRAME_GATEWAY_STATE:
  case VIGIL_FRAME_HEARTBEAT:
  case VIGIL_FRAME_STATION_STATE:
  case VIGIL_FRAME_ACTIONS_BEGIN:
  case VIGIL_FRAME_COMMAND:
  case VIGIL_FRAME_RESULT:
  case VIGIL_FRAME_DELETED:
  case VIGIL_FRAME_LINK:
  case VIGIL_FRAME_REFUSED:
  default:
    return TRUE;
  }
}

/* A stray is made by what its own monitor says, and by what a station retained of it: a silence may
 * come before the claim. */
static gboolean
makes_stray (const VigilFrame *frame)
{
  if (frame->kind == VIGIL_FRAME_ACTIONS_BEGIN)
    return frame->is_retained;
  return frame->kind == VIGIL_FRAME_WAVE || frame->kind == VIGIL_FRAME_VITALS
         || frame->kind == VIGIL_FRAME_META || frame->kind == VIGIL_FRAME_LIMITS
         || frame->kind == VIGIL_FRAME_BED_STATE || frame->kind == VIGIL_FRAME_ALARMS_BEGIN;
}

/* The bed that a frame is about; NULL, counted once per message: none that counts. */
static VigilBed *
find_bed_of (VigilWard *ward, const VigilFrame *frame)
{
  const char *id = frame->bed[0] != '\0' ? frame->bed : frame->subject;
  guint index = vigil_ward_find_bed (ward, id);
  VigilBed *bed = index != G_MAXUINT ? &ward->beds[index] : NULL;
  if (bed == NULL && makes_stray (frame))
    bed = vigil_ward_add_stray (ward, id,
                                frame->is_retained ? VIGIL_STRAY_RETAINED : VIGIL_STRAY_LIVE);
  if (bed != NULL && (!bed->is_stray || vigil_ward_admit_stray (ward, bed, frame)))
    return bed;
  if (is_start_of_message (frame))
    vigil_ward_bump (ward, VIGIL_COUNTER_UNKNOWN_BED, 1);
  return NULL;
}

static void
feed_refused (VigilWard *ward, const VigilFrame *frame)
{
  if (frame->refused.reason < VIGIL_N_COUNTERS)
    vigil_ward_bump (ward, frame->refused.reason, 1);
  guint index = vigil_ward_find_bed (ward, frame->subject);
  if (index == G_MAXUINT)
    return;
  if (frame->refused.reason == VIGIL_COUNTER_VERSION)
    vigil_ward_note_unsupported (ward, &ward->beds[index]);
  else if (frame->refused.is_whole && frame->refused.what == VIGIL_FRAME_ALARMS_BEGIN)
    vigil_bed_note_bad_list (&ward->beds[index], frame);
  else if (frame->refused.is_whole && frame->refused.what == VIGIL_FRAME_LIMITS)
    vigil_ward_delete_of_bed (ward, &ward->beds[index], VIGIL_FRAME_LIMITS); /* nobody knows them */
}

static void
feed_deleted (VigilWard *ward, const VigilFrame *frame)
{
  switch (frame->deleted.what) {
  case VIGIL_FRAME_GATEWAY_STATE:
    vigil_ward_delete_gateway (ward, frame->subject);
    break;
  case VIGIL_FRAME_STATION_STATE:
    vigil_ward_delete_desk (ward, frame->subject);
    break;
  case VIGIL_FRAME_META:
  case VIGIL_FRAME_LIMITS:
  case VIGIL_FRAME_BED_STATE:
  case VIGIL_FRAME_ALARMS_BEGIN: {
    VigilBed *bed = find_bed_of (ward, frame);
    if (bed != NULL)
      vigil_ward_delete_of_bed (ward, bed, frame->deleted.what);
    break;
  }
  case VIGIL_FRAME_NONE:
  case VIGIL_FRAME_WAVE:
  case VIGIL_FRAME_VITALS:
  case VIGIL_FRAME_ALARM:
  case VIGIL_FRAME_ALARMS_END:
  case VIGIL_FRAME_HEARTBEAT:
  case VIGIL_FRAME_ACTIONS_BEGIN:
  case VIGIL_FRAME_ACTION:
  case VIGIL_FRAME_ACTIONS_END:
  case VIGIL_FRAME_COMMAND:
  case VIGIL_FRAME_RESULT:
  case VIGIL_FRAME_DELETED:
  case VIGIL_FRAME_LINK:
  case VIGIL_FRAME_REFUSED:
  default:
    break;
  }
}

static void
feed_bed (VigilWard *ward, const VigilFrame *frame)
{
  VigilBed *bed = find_bed_of (ward, frame);
  if (bed == NULL)
    return;
  switch (frame->kind) {
  case VIGIL_FRAME_WAVE:
    vigil_ward_feed_wave (ward, bed, frame);
    break;
  case VIGIL_FRAME_VITALS:
    vigil_ward_feed_vitals (ward, bed, frame);
    break;
  case VIGIL_FRAME_META:
    vigil_ward_feed_meta (ward, bed, frame);
    break;
  case VIGIL_FRAME_LIMITS:
    vigil_ward_feed_limits (ward, bed, frame);
    break;
  case VIGIL_FRAME_BED_STATE:
    vigil_ward_feed_bed_state (ward, bed, frame);
    break;
  case VIGIL_FRAME_ALARMS_BEGIN:
  case VIGIL_FRAME_ALARM:
  case VIGIL_FRAME_ALARMS_END:
    vigil_ward_feed_list (ward, bed, frame);
    break;
  case VIGIL_FRAME_ACTIONS_BEGIN:
  case VIGIL_FRAME_ACTION:
  case VIGIL_FRAME_ACTIONS_END:
    vigil_ward_feed_actions (ward, bed, frame);
    break;
  case VIGIL_FRAME_COMMAND:
    vigil_ward_feed_command (ward, bed, frame);
    break;
  case VIGIL_FRAME_RESULT:
    vigil_ward_feed_result (ward, bed, frame);
    break;
  case VIGIL_FRAME_NONE:
  case VIGIL_FRAME_GATEWAY_STATE:
  case VIGIL_FRAME_HEARTBEAT:
  case VIGIL_FRAME_STATION_STATE:
  case VIGIL_FRAME_DELETED:
  case VIGIL_FRAME_LINK:
  case VIGIL_FRAME_REFUSED:
  default:
    break;
  }
}

void
vigil_ward_dispatch (VigilWard *ward, const VigilFrame *frame)
{
  switch (frame->kind) {
  case VIGIL_FRAME_NONE:
    break;
  case VIGIL_FRAME_LINK:
    vigil_ward_feed_link (ward, frame);
    break;
  case VIGIL_FRAME_REFUSED:
    feed_refused (ward, frame);
    break;
  case VIGIL_FRAME_DELETED:
    feed_deleted (ward, frame);
    break;
  case VIGIL_FRAME_GATEWAY_STATE:
    vigil_ward_feed_gateway_state (ward, frame);
    break;
  case VIGIL_FRAME_HEARTBEAT:
    vigil_ward_feed_heartbeat (ward, frame);
    break;
  case VIGIL_FRAME_STATION_STATE:
    vigil_ward_feed_station_state (ward, frame);
    break;
  case VIGIL_FRAME_WAVE:
  case VIGIL_FRAME_VITALS:
  case VIGIL_FRAME_META:
  case VIGIL_FRAME_LIMITS:
  case VIGIL_FRAME_BED_STATE:
  case VIGIL_FRAME_ALARMS_BEGIN:
  case VIGIL_FRAME_ALARM:
  case VIGIL_FRAME_ALARMS_END:
  case VIGIL_FRAME_ACTIONS_BEGIN:
  case VIGIL_FRAME_ACTION:
  case VIGIL_FRAME_ACTIONS_END:
  case VIGIL_FRAME_COMMAND:
  case VIGIL_FRAME_RESULT:
  default:
    feed_bed (ward, frame);
    break;
  }
}

void
vigil_ward_feed (VigilWard *ward, const VigilFrame *frame, VigilNow now)
{
  ward->now = now;
  vigil_ward_dispatch (ward, frame);
  vigil_ward_flush (ward);
}

static void
tick_bed (VigilWard *ward, VigilBed *bed)
{
  vigil_ward_tick_playout (ward, bed);
  vigil_ward_tick_vitals (ward, bed);
  vigil_ward_tick_away (ward, bed);
  vigil_ward_tick_encounter (ward, bed);
  if (bed->is_stray && bed->priv->gateway < 0)
    vigil_ward_tick_loose_stray (ward, bed);
  else
    vigil_ward_tick_technical (ward, bed);
  vigil_ward_tick_limits (ward, bed);
  vigil_ward_tick_list (ward, bed);
  vigil_ward_tick_requests (ward, bed);
  vigil_ward_tick_scope (ward, &bed->priv->scope);
}

void
vigil_ward_tick (VigilWard *ward, VigilNow now)
{
  ward->now = now;
  vigil_ward_tick_link (ward);
  vigil_ward_tick_coverage (ward);
  for (guint i = 0; i < ward->n_beds; i++)
    tick_bed (ward, &ward->beds[i]);
  vigil_ward_tick_gateways (ward);
  vigil_ward_tick_strays (ward);
  vigil_ward_tick_scope (ward, &ward->scope);
  vigil_ward_flush (ward);
}

void
vigil_ward_count (VigilWard *ward, VigilCounter counter, guint n)
{
  g_return_if_fail (counter < VIGIL_N_COUNTERS);
  vigil_ward_bump (ward, counter, n);
}

guint
vigil_ward_get_n_beds (const VigilWard *ward)
{
  return ward->n_wall;
}

const VigilBed *
vigil_ward_get_bed (const VigilWard *ward, guint index)
{
  g_return_val_if_fail (index < ward->n_beds, NULL);
  return &ward->beds[index];
}

guint
vigil_ward_find_bed (const VigilWard *ward, const char *bed)
{
  for (guint i = 0; i < ward->n_beds; i++)
    if (strcmp (ward->beds[i].id, bed) == 0)
      return i;
  return G_MAXUINT;
}

guint64
vigil_ward_get_count (const VigilWard *ward, VigilCounter counter)
{
  g_return_val_if_fail (counter < VIGIL_N_COUNTERS, 0);
  return ward->counters[counter];
}

static const VigilAlarm *const *
lend (const GPtrArray *shown, guint *n)
{
  *n = shown->len;
  return (const VigilAlarm *const *) shown->pdata;
}

const VigilAlarm *const *
vigil_ward_list_alarms (VigilWard *ward, guint *n)
{
  return lend (ward->shown, n);
}

const VigilAlarm *const *
vigil_ward_list_bed_alarms (VigilWard *ward, guint bed, guint *n)
{
  return lend (bed < ward->n_beds ? ward->beds[bed].priv->scope.shown : ward->scope.shown, n);
}

const VigilAlarm *
vigil_ward_get_last_ended (VigilWard *ward, guint bed)
{
  g_return_val_if_fail (bed < ward->n_beds, NULL);
  const GPtrArray *records = ward->beds[bed].priv->scope.records;
  const VigilAlarm *last = NULL;
  for (guint i = 0; i < records->len; i++) {
    const VigilAlarmRecord *record = g_ptr_array_index (records, i);
    const VigilAlarm *alarm = &record->alarm;
    if (alarm->phase != VIGIL_ALARM_ENDED || !record->is_announced || alarm->is_of_past_stay
        || ward->now.mono_us - alarm->ended_mono_us > VIGIL_ENDED_KEPT_US)
      continue;
    if (last == NULL || alarm->ended_mono_us > last->ended_mono_us)
      last = alarm;
  }
  return last;
}

VigilPriority
vigil_ward_get_sounding (const VigilWard *ward)
{
  return ward->sounding;
}

VigilLinkShown
vigil_ward_get_link (const VigilWard *ward)
{
  return ward->link.shown;
}

const char *
vigil_ward_get_link_text (const VigilWard *ward)
{
  return ward->link.text;
}
