/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a gateway says of a bed now and then: its meta, its limits, its state. */

#include "vigil-wire-private.h"

#include <math.h>

const char *const VIGIL_WIRE_CLASSES[] = { "", "adult", "paediatric", "neonatal", NULL };
const char *const VIGIL_WIRE_BED_STATES[] = { "ready", "standby", "disconnected", NULL };

/* No sensor's scale comes near; a double keeps full precision up to here. */
#define SCALE_MAX 1e9

static void
read_unit (VigilWireFault *fault, JsonObject *item, VigilMetaLead *lead)
{
  const VigilWaveInfo *info = vigil_nomenclature_find_wave (lead->refid);
  double factor = 1;
  vigil_wire_get_text (fault, item, "unit", lead->unit, sizeof lead->unit);
  if (info == NULL)
    return;
  const char *unit = vigil_wire_get_string_or_null (fault, item, "unit");
  if (unit != NULL && !vigil_nomenclature_wave_factor (info, unit, &factor))
    vigil_wire_fault_set (fault, VIGIL_COUNTER_UNIT, "unit");
  vigil_text_copy (lead->unit, sizeof lead->unit, info->unit);
  lead->gain *= factor;
  lead->lo *= factor;
  lead->hi *= factor;
}

static void
read_lead (VigilWireFault *fault, JsonObject *item, VigilMetaLead *lead)
{
  lead->id = (guint8) vigil_wire_get_int (fault, item, "id", 0, VIGIL_WIRE_LEAD_BY_NAME - 1);
  vigil_wire_get_name (fault, item, "source", VIGIL_WIRE_ID, lead->source, sizeof lead->source);
  vigil_wire_get_name (fault, item, "refid", VIGIL_WIRE_REFID, lead->refid, sizeof lead->refid);
  lead->rate_hz = vigil_wire_get_number (fault, item, "hz", 0.001, VIGIL_WIRE_RATE_MAX_MHZ / 1e3);
  lead->gain = vigil_wire_get_number (fault, item, "gain", -SCALE_MAX, SCALE_MAX);
  lead->zero = vigil_wire_get_number_or (fault, item, "zero", -SCALE_MAX, SCALE_MAX, 0);
  lead->lo = vigil_wire_get_number_or (fault, item, "lo", -SCALE_MAX, SCALE_MAX, NAN);
  lead->hi = vigil_wire_get_number_or (fault, item, "hi", -SCALE_MAX, SCALE_MAX, NAN);
  if (fpclassify (lead->gain) == FP_ZERO || fpclassify (lead->gain) == FP_SUBNORMAL)
    vigil_wire_fault_set (fault, VIGIL_COUNTER_RANGE, "gain");
  if (lead->lo >= lead->hi)
    vigil_wire_fault_set (fault, VIGIL_COUNTER_RANGE, "lo");
  read_unit (fault, item, lead);
}

static void
read_leads (VigilWireFault *fault, JsonObject *object, VigilFrameMeta *meta)
{
  JsonArray *leads = vigil_wire_get_array (fault, object, "leads");
  guint n_leads = leads != NULL ? json_array_get_length (leads) : 0;
  if (n_leads > VIGIL_LEADS_MAX)
    vigil_wire_fault_set (fault, VIGIL_COUNTER_TOO_MANY, "leads");
  for (guint i = 0; i < n_leads && !fault->is_bad; i++) {
    JsonObject *item = vigil_wire_array_object (fault, leads, i, "leads");
    if (item == NULL)
      return;
    read_lead (fault, item, &meta->leads[i]);
    for (guint j = 0; j < i; j++) {
      if (meta->leads[j].id == meta->leads[i].id)
        vigil_wire_fault_set (fault, VIGIL_COUNTER_RANGE, "id");
    }
    meta->n_leads = i + 1;
  }
}

void
vigil_wire_decode_meta (VigilWireMessage *message, JsonObject *object)
{
  VigilWireFault *fault = &message->fault;
  VigilFrameMeta meta = { 0 };
  meta.rev = (guint16) vigil_wire_get_int (fault, object, "rev", 0, G_MAXUINT16);
  vigil_wire_get_text (fault, object, "label", meta.label, sizeof meta.label);
  vigil_wire_get_text (fault, object, "device", meta.device, sizeof meta.device);
  meta.patient_class = (VigilPatientClass) vigil_wire_get_word_or (
      fault, object, "patient_class", VIGIL_WIRE_CLASSES, VIGIL_CLASS_UNKNOWN);
  meta.is_paced = vigil_wire_get_boolean_or (fault, object, "paced", FALSE);
  meta.is_demo = vigil_wire_get_boolean_or (fault, object, "demo", FALSE);
  read_leads (fault, object, &meta);
  if (fault->is_bad)
    return;
  VigilFrame *frame = vigil_wire_reserve (message, VIGIL_FRAME_META);
  if (frame == NULL)
    return;
  frame->meta = meta;
  vigil_wire_commit (message);
}

/* One bound of a limit in the canonical unit, NAN if none. */
static double
read_bound (VigilWireFault *fault,
            JsonObject *item,
            const char *name,
            VigilNumericKind kind,
            const char *unit)
{
  const VigilNumericInfo *info = vigil_nomenclature_numeric (kind);
  double value = vigil_wire_get_number_or (fault, item, name, -G_MAXDOUBLE, G_MAXDOUBLE, NAN);
  if (isnan (value))
    return NAN;
  if (!vigil_nomenclature_convert (kind, unit, &value))
    vigil_wire_fault_set (fault, VIGIL_COUNTER_UNIT, "u");
  else if (!(value >= info->lo && value <= info->hi))
    vigil_wire_fault_set (fault, VIGIL_COUNTER_RANGE, name);
  return value;
}

/* Comparisons with NAN are false: a bound that is not there cannot be out of order. */
static gboolean
is_in_order (const VigilLimit *limit)
{
  return !(limit->lo >= limit->hi || limit->lo2 > limit->lo || limit->hi2 < limit->hi
           || limit->lo2 >= limit->hi2 || limit->lo2 >= limit->hi || limit->lo >= limit->hi2);
}

void
vigil_wire_read_limit (VigilWireFault *fault, JsonObject *item, VigilLimit *limit)
{
  const char *unit = vigil_wire_get_string_or_null (fault, item, "u");
  limit->lo = read_bound (fault, item, "lo", limit->kind, unit);
  limit->hi = read_bound (fault, item, "hi", limit->kind, unit);
  limit->lo2 = read_bound (fault, item, "lo2", limit->kind, unit);
  limit->hi2 = read_bound (fault, item, "hi2", limit->kind, unit);
  limit->is_on = vigil_wire_get_boolean_or (fault, item, "on", TRUE);
  limit->until_ms = vigil_wire_get_time (fault, item, "until");
  /* Off without an end is no fault to refuse: the limits held would go on saying that the bedside
   * watches. It is taken, and counts as none (contract.md, "Which alarms are the same"). */
  if (!is_in_order (limit))
    vigil_wire_fault_set (fault, VIGIL_COUNTER_RANGE, "limits");
}

static VigilLimit *
find_limit (VigilFrameLimits *limits, VigilNumericKind kind)
{
  for (guint i = 0; i < limits->n; i++)
    if (limits->limits[i].kind == kind)
      return &limits->limits[i];
  return NULL;
}

/* What cannot be read of a number, and two names of one with limits of their own, which leave open
 * which one holds, is no limit: the one held from before would go on saying that the bedside
 * watches. */
static void
read_number_limit (VigilWireFault *first,
                   VigilFrameLimits *limits,
                   const char *refid,
                   JsonNode *node)
{
  VigilWireFault fault = { 0 };
  VigilLimit limit = { 0 };
  if (!vigil_nomenclature_find_numeric (refid, &limit.kind))
    return;
  if (JSON_NODE_HOLDS_OBJECT (node))
    vigil_wire_read_limit (&fault, json_node_get_object (node), &limit);
  else
    vigil_wire_fault_set (&fault, VIGIL_COUNTER_TYPE, "limits");
  VigilLimit *twin = find_limit (limits, limit.kind);
  if (twin != NULL)
    vigil_wire_fault_set (&fault, VIGIL_COUNTER_TOO_MANY, "limits");
  if (fault.is_bad) {
    vigil_wire_fault_set (first, fault.reason, fault.field);
    limit = (VigilLimit){
      .kind = limit.kind, .lo = NAN, .hi = NAN, .lo2 = NAN, .hi2 = NAN, .is_on = TRUE
    };
  }
  if (twin != NULL)
    *twin = limit;
  else
    limits->limits[limits->n++] = limit;
}

static guint
read_nibp_interval (VigilWireFault *first, JsonObject *object)
{
  VigilWireFault fault = { 0 };
  gint64 interval_s = vigil_wire_get_int_or (&fault, object, "nibp_interval_s", 0, 86400, 0);
  if (fault.is_bad)
    vigil_wire_fault_set (first, fault.reason, fault.field);
  return fault.is_bad ? 0 : (guint) interval_s;
}

void
vigil_wire_decode_limits (VigilWireMessage *message, JsonObject *object)
{
  /* Of what is left out: one refusal is told, however many there are. */
  VigilWireFault first = { 0 };
  VigilFrameLimits limits = { 0 };
  limits.rev = (guint32) vigil_wire_get_int (&message->fault, object, "rev", 0, G_MAXUINT32);
  JsonObject *set = vigil_wire_get_object (&message->fault, object, "limits");
  if (message->fault.is_bad)
    return;
  limits.nibp_interval_s = read_nibp_interval (&first, object);
  JsonObjectIter iter;
  const char *refid;
  JsonNode *node;
  json_object_iter_init_ordered (&iter, set);
  while (json_object_iter_next_ordered (&iter, &refid, &node))
    read_number_limit (&first, &limits, refid, node);
  VigilFrame *frame = vigil_wire_reserve (message, VIGIL_FRAME_LIMITS);
  if (frame == NULL)
    return;
  frame->limits = limits;
  vigil_wire_commit (message);
  if (first.is_bad)
    vigil_wire_refuse (message, first.reason, first.field, "");
}

void
vigil_wire_decode_bed_state (VigilWireMessage *message, JsonObject *object)
{
  VigilWireFault *fault = &message->fault;
  VigilFrameBedState state = { 0 };
  state.word =
      (VigilBedStateWord) vigil_wire_get_word (fault, object, "state", VIGIL_WIRE_BED_STATES);
  state.until_ms = vigil_wire_get_time (fault, object, "until");
  vigil_wire_get_text (fault, object, "reason", state.reason, sizeof state.reason);
  if (fault->is_bad)
    return;
  VigilFrame *frame = vigil_wire_reserve (message, VIGIL_FRAME_BED_STATE);
  if (frame == NULL)
    return;
  frame->bed_state = state;
  vigil_wire_commit (message);
}
