/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The encoders of the JSON topics. What they write, the decoder of this version reads back as the
 * same record. */

#include "vigil-wire-private.h"
#include "vigil-wire-writer.h"

#include <math.h>

char *
vigil_wire_encode_gateway_state (const VigilWireHead *head,
                                 gboolean is_ready,
                                 const char *const *beds)
{
  VigilWireWriter writer;
  vigil_wire_writer_init (&writer, head);
  vigil_wire_write_string (&writer, "state", is_ready ? "ready" : "lost");
  vigil_wire_write_open (&writer, "beds", '[');
  for (guint i = 0; beds != NULL && beds[i] != NULL; i++)
    vigil_wire_write_string (&writer, NULL, beds[i]);
  vigil_wire_write_close (&writer, ']');
  return vigil_wire_writer_finish (&writer);
}

char *
vigil_wire_encode_heartbeat (const VigilWireHead *head)
{
  VigilWireWriter writer;
  vigil_wire_writer_init (&writer, head);
  return vigil_wire_writer_finish (&writer);
}

char *
vigil_wire_encode_bed_state (const VigilWireHead *head, const VigilFrameBedState *state)
{
  VigilWireWriter writer;
  vigil_wire_writer_init (&writer, head);
  vigil_wire_write_string (&writer, "state", VIGIL_WIRE_BED_STATES[state->word]);
  vigil_wire_write_time_or_null (&writer, "until", state->until_ms);
  vigil_wire_write_string_or_null (&writer, "reason", state->reason);
  return vigil_wire_writer_finish (&writer);
}

/* A number that is left out if there is none. */
static void
write_optional (VigilWireWriter *writer, const char *name, double value)
{
  if (!isnan (value))
    vigil_wire_write_number (writer, name, value);
}

static void
write_lead (VigilWireWriter *writer, const VigilMetaLead *lead)
{
  vigil_wire_write_open (writer, NULL, '{');
  vigil_wire_write_int (writer, "id", lead->id);
  vigil_wire_write_string (writer, "source", lead->source);
  vigil_wire_write_string (writer, "refid", lead->refid);
  vigil_wire_write_number (writer, "hz", lead->rate_hz);
  vigil_wire_write_string_or_null (writer, "unit", lead->unit);
  vigil_wire_write_number (writer, "gain", lead->gain);
  vigil_wire_write_number (writer, "zero", lead->zero);
  write_optional (writer, "lo", lead->lo);
  write_optional (writer, "hi", lead->hi);
  vigil_wire_write_close (writer, '}');
}

char *
vigil_wire_encode_meta (const VigilWireHead *head, const VigilFrameMeta *meta)
{
  VigilWireWriter writer;
  vigil_wire_writer_init (&writer, head);
  vigil_wire_write_int (&writer, "rev", meta->rev);
  vigil_wire_write_string (&writer, "label", meta->label);
  vigil_wire_write_string (&writer, "device", meta->device);
  vigil_wire_write_string_or_null (&writer, "patient_class",
                                   VIGIL_WIRE_CLASSES[meta->patient_class]);
  vigil_wire_write_boolean (&writer, "paced", meta->is_paced);
  if (meta->is_demo)
    vigil_wire_write_boolean (&writer, "demo", TRUE);
  vigil_wire_write_open (&writer, "leads", '[');
  for (guint i = 0; i < meta->n_leads; i++)
    write_lead (&writer, &meta->leads[i]);
  vigil_wire_write_close (&writer, ']');
  return vigil_wire_writer_finish (&writer);
}

void
vigil_wire_write_bounds (VigilWireWriter *writer, const VigilLimit *limit)
{
  vigil_wire_write_number (writer, "lo", limit->lo);
  vigil_wire_write_number (writer, "hi", limit->hi);
  vigil_wire_write_number (writer, "lo2", limit->lo2);
  vigil_wire_write_number (writer, "hi2", limit->hi2);
  vigil_wire_write_boolean (writer, "on", limit->is_on);
  if (limit->until_ms > 0)
    vigil_wire_write_int (writer, "until", limit->until_ms);
}

static void
write_limit (VigilWireWriter *writer, const VigilLimit *limit)
{
  vigil_wire_write_open (writer, vigil_nomenclature_numeric (limit->kind)->refid, '{');
  vigil_wire_write_bounds (writer, limit);
  vigil_wire_write_close (writer, '}');
}

char *
vigil_wire_encode_limits (const VigilWireHead *head, const VigilFrameLimits *limits)
{
  VigilWireWriter writer;
  vigil_wire_writer_init (&writer, head);
  vigil_wire_write_int (&writer, "rev", limits->rev);
  if (limits->nibp_interval_s > 0)
    vigil_wire_write_int (&writer, "nibp_interval_s", limits->nibp_interval_s);
  vigil_wire_write_open (&writer, "limits", '{');
  for (guint i = 0; i < limits->n; i++)
    write_limit (&writer, &limits->limits[i]);
  vigil_wire_write_close (&writer, '}');
  return vigil_wire_writer_finish (&writer);
}

static void
write_numeric (VigilWireWriter *writer, const VigilFrameNumeric *numeric)
{
  vigil_wire_write_open (writer, vigil_nomenclature_numeric (numeric->kind)->refid, '{');
  vigil_wire_write_number (writer, "x", numeric->has_value ? numeric->value : NAN);
  if (numeric->quality != VIGIL_QUALITY_VALID)
    vigil_wire_write_string (writer, "q", VIGIL_WIRE_QUALITIES[numeric->quality]);
  if (numeric->t_ms > 0)
    vigil_wire_write_int (writer, "t", numeric->t_ms);
  vigil_wire_write_close (writer, '}');
}

char *
vigil_wire_encode_vitals (const VigilWireHead *head, const VigilFrameVitals *vitals)
{
  VigilWireWriter writer;
  vigil_wire_writer_init (&writer, head);
  vigil_wire_write_open (&writer, "n", '{');
  for (guint i = 0; i < vitals->n; i++)
    write_numeric (&writer, &vitals->numerics[i]);
  vigil_wire_write_close (&writer, '}');
  return vigil_wire_writer_finish (&writer);
}

static void
write_alarm (VigilWireWriter *writer, const VigilFrameAlarm *alarm)
{
  vigil_wire_write_open (writer, NULL, '{');
  vigil_wire_write_string (writer, "id", alarm->id);
  vigil_wire_write_string (writer, "code", alarm->code);
  vigil_wire_write_string_or_null (writer, "src", alarm->src);
  vigil_wire_write_string (writer, "kind", VIGIL_WIRE_ALARM_KINDS[alarm->kind]);
  vigil_wire_write_string (writer, "pri", VIGIL_WIRE_PRIORITIES[alarm->priority]);
  vigil_wire_write_string (writer, "state", VIGIL_WIRE_ALARM_STATES[alarm->is_latched ? 1 : 0]);
  vigil_wire_write_string (writer, "inact", VIGIL_WIRE_INACTIVATIONS[alarm->inactivation]);
  vigil_wire_write_time_or_null (writer, "inact_until", alarm->inactivation_until_ms);
  if (alarm->has_value)
    vigil_wire_write_number (writer, "x", alarm->value);
  if (alarm->has_limit)
    vigil_wire_write_number (writer, "limit", alarm->limit);
  vigil_wire_write_string (writer, "label", alarm->label);
  vigil_wire_write_int (writer, "raised", alarm->raised_ms);
  vigil_wire_write_close (writer, '}');
}

char *
vigil_wire_encode_alarms (const VigilWireHead *head, const VigilFrameAlarm *alarms, guint n_alarms)
{
  VigilWireWriter writer;
  vigil_wire_writer_init (&writer, head);
  vigil_wire_write_open (&writer, "alarms", '[');
  for (guint i = 0; i < n_alarms; i++)
    write_alarm (&writer, &alarms[i]);
  vigil_wire_write_close (&writer, ']');
  return vigil_wire_writer_finish (&writer);
}

char *
vigil_wire_encode_station_state (const VigilWireHead *head,
                                 VigilStationWord word,
                                 const char *sound,
                                 const char *const *beds,
                                 const VigilRole *roles)
{
  VigilWireWriter writer;
  vigil_wire_writer_init (&writer, head);
  vigil_wire_write_string (&writer, "state", VIGIL_WIRE_STATION_WORDS[word]);
  vigil_wire_write_string_or_null (&writer, "sound", sound != NULL ? sound : "");
  vigil_wire_write_open (&writer, "beds", '{');
  for (guint i = 0; beds != NULL && beds[i] != NULL; i++) {
    if (roles[i] != VIGIL_ROLE_NONE)
      vigil_wire_write_string (&writer, beds[i], VIGIL_WIRE_ROLES[roles[i]]);
  }
  vigil_wire_write_close (&writer, '}');
  return vigil_wire_writer_finish (&writer);
}

static void
write_action (VigilWireWriter *writer, const VigilAction *action)
{
  vigil_wire_write_string (writer, "id", action->id);
  vigil_wire_write_string (writer, "action", VIGIL_WIRE_ACTIONS[action->word]);
  vigil_wire_write_string_or_null (writer, "mode", VIGIL_WIRE_MODES[action->mode]);
  vigil_wire_write_string (writer, "scope", VIGIL_WIRE_SCOPES[action->is_bed_scope ? 1 : 0]);
  vigil_wire_write_string_or_null (writer, "bed", action->bed);
  vigil_wire_write_string_or_null (writer, "key", action->key);
  vigil_wire_write_string_or_null (writer, "alarm", action->alarm);
  vigil_wire_write_time_or_null (writer, "raised", action->raised_ms);
  vigil_wire_write_int (writer, "asof", action->asof_ms);
  vigil_wire_write_time_or_null (writer, "until", action->until_ms);
  vigil_wire_write_string_or_null (writer, "reason", action->reason);
  vigil_wire_write_string_or_null (writer, "by", action->by);
  vigil_wire_write_string_or_null (writer, "encounter", action->encounter);
  vigil_wire_write_string (writer, "station", action->station);
}

char *
vigil_wire_encode_actions (const VigilWireHead *head, const VigilAction *actions, guint n_actions)
{
  VigilWireWriter writer;
  vigil_wire_writer_init (&writer, head);
  vigil_wire_write_open (&writer, "actions", '[');
  for (guint i = 0; i < n_actions; i++) {
    vigil_wire_write_open (&writer, NULL, '{');
    write_action (&writer, &actions[i]);
    vigil_wire_write_int (&writer, "t", actions[i].t_ms);
    vigil_wire_write_close (&writer, '}');
  }
  vigil_wire_write_close (&writer, ']');
  return vigil_wire_writer_finish (&writer);
}

char *
vigil_wire_encode_acknowledgement (const VigilAction *action)
{
  VigilWireWriter writer;
  vigil_wire_writer_init (&writer, NULL);
  write_action (&writer, action);
  vigil_wire_write_string_or_null (&writer, "code", action->code);
  vigil_wire_write_string_or_null (&writer, "pri", VIGIL_WIRE_PRIORITIES[action->priority]);
  vigil_wire_write_string_or_null (&writer, "label", action->label);
  vigil_wire_write_int (&writer, "t", action->t_ms);
  return vigil_wire_writer_finish (&writer);
}

char *
vigil_wire_encode_wave_json (const VigilWireHead *head,
                             const char *const *refids,
                             const char *const *units,
                             const double *rates_hz,
                             const float *const *samples,
                             const guint *n_samples,
                             guint n_leads)
{
  VigilWireWriter writer;
  vigil_wire_writer_init (&writer, head);
  vigil_wire_write_open (&writer, "leads", '{');
  for (guint i = 0; i < n_leads; i++) {
    vigil_wire_write_open (&writer, refids[i], '{');
    vigil_wire_write_number (&writer, "hz", rates_hz[i]);
    vigil_wire_write_string (&writer, "u", units[i]);
    vigil_wire_write_open (&writer, "x", '[');
    for (guint j = 0; j < n_samples[i]; j++)
      vigil_wire_write_float (&writer, NULL, samples[i][j]);
    vigil_wire_write_close (&writer, ']');
    vigil_wire_write_close (&writer, '}');
  }
  vigil_wire_write_close (&writer, '}');
  return vigil_wire_writer_finish (&writer);
}
