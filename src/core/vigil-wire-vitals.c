/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-wire-private.h"

#include <math.h>
#include <string.h>

const char *const VIGIL_WIRE_QUALITIES[] = { "VALID", "QUES", "INV", "NAV", "TEST", "DEMO", NULL };

static void
read_value (VigilWireFault *fault, JsonObject *item, VigilFrameNumeric *numeric)
{
  const VigilNumericInfo *info = vigil_nomenclature_numeric (numeric->kind);
  const char *unit = vigil_wire_get_string_or_null (fault, item, "u");
  double value = vigil_wire_get_number_or (fault, item, "x", -G_MAXDOUBLE, G_MAXDOUBLE, NAN);
  if (fault->is_bad || isnan (value))
    return;
  if (!vigil_nomenclature_convert (numeric->kind, unit, &value))
    vigil_wire_fault_set (fault, VIGIL_COUNTER_UNIT, "u");
  else if (!(value >= info->lo && value <= info->hi))
    vigil_wire_fault_set (fault, VIGIL_COUNTER_RANGE, "x");
  numeric->has_value = TRUE;
  numeric->value = value;
}

/* A value marked invalid or not available is never read: devices put anything there. */
static void
read_numeric (VigilWireFault *fault, JsonObject *item, VigilFrameNumeric *numeric)
{
  numeric->quality = (VigilQuality) vigil_wire_get_word_or (fault, item, "q", VIGIL_WIRE_QUALITIES,
                                                            VIGIL_QUALITY_VALID);
  numeric->t_ms = vigil_wire_get_int_or (fault, item, "t", 1, VIGIL_WIRE_TIME_MAX, 0);
  if (numeric->quality == VIGIL_QUALITY_INVALID || numeric->quality == VIGIL_QUALITY_NOT_AVAILABLE)
    return;
  if (!json_object_has_member (item, "x"))
    vigil_wire_fault_set (fault, VIGIL_COUNTER_MISSING, "x");
  read_value (fault, item, numeric);
}

/* Two sources of one number, as impedance and CO2 respiration: its own name before an alias, then
 * the first. */
static void
keep_numeric (VigilFrameVitals *vitals, const VigilFrameNumeric *numeric, const char *refid)
{
  for (guint i = 0; i < vitals->n; i++) {
    if (vitals->numerics[i].kind != numeric->kind)
      continue;
    if (strcmp (vigil_nomenclature_numeric (numeric->kind)->refid, refid) == 0)
      vitals->numerics[i] = *numeric;
    return;
  }
  g_assert (vitals->n < VIGIL_NUMERICS_MAX);
  vitals->numerics[vitals->n++] = *numeric;
}

static gboolean
has_numeric (const VigilFrameVitals *vitals, VigilNumericKind kind)
{
  for (guint i = 0; i < vitals->n; i++)
    if (vitals->numerics[i].kind == kind)
      return TRUE;
  return FALSE;
}

/* Something is measured there, and what it is cannot be read: invalid, not "not measured"; unless
 * another name of the number tells it. */
static void
keep_unreadable (VigilFrameVitals *vitals, const gboolean is_unreadable[VIGIL_N_NUMERICS])
{
  for (guint kind = 0; kind < VIGIL_N_NUMERICS; kind++) {
    VigilFrameNumeric numeric = { .kind = kind, .quality = VIGIL_QUALITY_INVALID };
    if (is_unreadable[kind] && !has_numeric (vitals, numeric.kind))
      vitals->numerics[vitals->n++] = numeric;
  }
}

static void
read_member (VigilWireMessage *message,
             VigilFrameVitals *vitals,
             const char *refid,
             JsonNode *node,
             gboolean is_unreadable[VIGIL_N_NUMERICS])
{
  VigilFrameNumeric numeric = { 0 };
  VigilWireFault fault = { 0 };
  if (!vigil_nomenclature_find_numeric (refid, &numeric.kind))
    return;
  if (JSON_NODE_HOLDS_OBJECT (node))
    read_numeric (&fault, json_node_get_object (node), &numeric);
  else
    vigil_wire_fault_set (&fault, VIGIL_COUNTER_TYPE, "value");
  if (!fault.is_bad) {
    keep_numeric (vitals, &numeric, refid);
    return;
  }
  is_unreadable[numeric.kind] = TRUE;
  vigil_wire_refuse (message, fault.reason, fault.field,
                     vigil_nomenclature_numeric (numeric.kind)->refid);
}

void
vigil_wire_decode_vitals (VigilWireMessage *message, JsonObject *object)
{
  G_STATIC_ASSERT ((guint) VIGIL_N_NUMERICS <= VIGIL_NUMERICS_MAX);
  VigilFrameVitals vitals = { 0 };
  gboolean is_unreadable[VIGIL_N_NUMERICS] = { FALSE };
  JsonObject *set = vigil_wire_get_object (&message->fault, object, "n");
  if (set == NULL)
    return;
  JsonObjectIter iter;
  const char *refid;
  JsonNode *node;
  json_object_iter_init_ordered (&iter, set);
  while (json_object_iter_next_ordered (&iter, &refid, &node))
    read_member (message, &vitals, refid, node, is_unreadable);
  keep_unreadable (&vitals, is_unreadable);
  VigilFrame *frame = vigil_wire_reserve (message, VIGIL_FRAME_VITALS);
  if (frame == NULL)
    return;
  frame->vitals = vitals;
  vigil_wire_commit (message);
}
