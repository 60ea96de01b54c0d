/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What gateways and stations say of themselves. */

#include "vigil-wire-private.h"

#include <string.h>

const char *const VIGIL_WIRE_STATION_WORDS[] = { "ready", "no-sound", "lost", NULL };
const char *const VIGIL_WIRE_ROLES[] = { "", "primary", "backup", "watch", NULL };

static const char *const GATEWAY_WORDS[] = { "ready", "lost", NULL };

/* NULL and a fault if item @index of @beds is no identity. Lent. */
static const char *
bed_at (VigilWireFault *fault, JsonArray *beds, guint index)
{
  JsonNode *node = json_array_get_element (beds, index);
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING) {
    vigil_wire_fault_set (fault, VIGIL_COUNTER_TYPE, "beds");
    return NULL;
  }
  const char *bed = json_node_get_string (node);
  if (vigil_id_is_valid (bed))
    return bed;
  vigil_wire_fault_set (fault, VIGIL_COUNTER_WORD, "beds");
  return NULL;
}

static JsonArray *
read_beds (VigilWireFault *fault, JsonObject *object)
{
  if (vigil_wire_find (object, "beds") == NULL)
    return NULL;
  JsonArray *beds = vigil_wire_get_array (fault, object, "beds");
  guint n_beds = beds != NULL ? json_array_get_length (beds) : 0;
  for (guint i = 0; i < n_beds; i++)
    bed_at (fault, beds, i);
  return beds;
}

/* Beds @from and up to VIGIL_FRAME_BEDS_MAX more. FALSE: the sink had no room. */
static gboolean
send_gateway (
    VigilWireMessage *message, gboolean is_ready, JsonArray *beds, guint from, guint n_beds)
{
  VigilFrame *frame = vigil_wire_reserve (message, VIGIL_FRAME_GATEWAY_STATE);
  if (frame == NULL)
    return FALSE;
  VigilFrameGatewayState *gateway = &frame->gateway;
  gateway->is_ready = is_ready;
  gateway->is_first = from == 0;
  gateway->n_beds = MIN (n_beds - from, VIGIL_FRAME_BEDS_MAX);
  gateway->is_last = from + gateway->n_beds == n_beds;
  for (guint i = 0; i < gateway->n_beds; i++)
    vigil_text_copy (gateway->beds[i], sizeof gateway->beds[i],
                     bed_at (&message->fault, beds, from + i));
  vigil_wire_commit (message);
  return TRUE;
}

void
vigil_wire_decode_gateway_state (VigilWireMessage *message, JsonObject *object)
{
  guint word = vigil_wire_get_word (&message->fault, object, "state", GATEWAY_WORDS);
  JsonArray *beds = read_beds (&message->fault, object);
  if (word == 0 && beds == NULL)
    vigil_wire_fault_set (&message->fault, VIGIL_COUNTER_MISSING, "beds");
  if (message->fault.is_bad)
    return;
  guint n_beds = beds != NULL ? json_array_get_length (beds) : 0;
  guint from = 0;
  do {
    if (!send_gateway (message, word == 0, beds, from, n_beds))
      return;
    from += VIGIL_FRAME_BEDS_MAX;
  } while (from < n_beds);
}

static void
read_role (VigilWireFault *fault, VigilFrameStationState *station, const char *bed, JsonNode *node)
{
  if (!vigil_id_is_valid (bed))
    vigil_wire_fault_set (fault, VIGIL_COUNTER_WORD, "beds");
  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING) {
    vigil_wire_fault_set (fault, VIGIL_COUNTER_TYPE, "beds");
    return;
  }
  guint role = VIGIL_ROLE_PRIMARY;
  while (VIGIL_WIRE_ROLES[role] != NULL
         && strcmp (VIGIL_WIRE_ROLES[role], json_node_get_string (node)) != 0)
    role++;
  if (VIGIL_WIRE_ROLES[role] == NULL)
    vigil_wire_fault_set (fault, VIGIL_COUNTER_WORD, "beds");
  station->roles[station->n_beds] = (guint8) role;
  vigil_text_copy (station->beds[station->n_beds], sizeof station->beds[0], bed);
  station->n_beds++;
}

static void
read_roles (VigilWireFault *fault, JsonObject *object, VigilFrameStationState *station)
{
  if (vigil_wire_find (object, "beds") == NULL)
    return;
  JsonObject *beds = vigil_wire_get_object (fault, object, "beds");
  if (beds == NULL)
    return;
  if (json_object_get_size (beds) > VIGIL_FRAME_ROLES_MAX)
    vigil_wire_fault_set (fault, VIGIL_COUNTER_TOO_MANY, "beds");
  JsonObjectIter iter;
  const char *bed;
  JsonNode *node;
  json_object_iter_init_ordered (&iter, beds);
  while (!fault->is_bad && json_object_iter_next_ordered (&iter, &bed, &node))
    read_role (fault, station, bed, node);
}

void
vigil_wire_decode_station_state (VigilWireMessage *message, JsonObject *object)
{
  VigilWireFault *fault = &message->fault;
  VigilFrameStationState station = { 0 };
  station.word =
      (VigilStationWord) vigil_wire_get_word (fault, object, "state", VIGIL_WIRE_STATION_WORDS);
  vigil_wire_get_text (fault, object, "sound", station.sound, sizeof station.sound);
  read_roles (fault, object, &station);
  if (fault->is_bad)
    return;
  VigilFrame *frame = vigil_wire_reserve (message, VIGIL_FRAME_STATION_STATE);
  if (frame == NULL)
    return;
  frame->station = station;
  vigil_wire_commit (message);
}
