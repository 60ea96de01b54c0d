/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-wire-private.h"

#include <stddef.h>
#include <string.h>

VigilFrame *
vigil_wire_reserve (const VigilWireMessage *message, VigilFrameKind kind)
{
  VigilFrame *frame = message->sink->reserve (message->sink->data, kind);
  if (frame == NULL)
    return NULL;
  gsize size = kind == VIGIL_FRAME_WAVE ? offsetof (VigilFrame, wave.samples) : sizeof *frame;
  memset (frame, 0, size);
  frame->kind = kind;
  frame->is_retained = message->is_retained;
  frame->receipt_mono_us = message->receipt.mono_us;
  frame->receipt_wall_ms = message->receipt.wall_ms;
  vigil_text_copy (frame->subject, sizeof frame->subject, message->topic.subject);
  vigil_text_copy (frame->bed, sizeof frame->bed, message->topic.bed);
  frame->t_ms = message->head.t_ms;
  frame->boot = message->head.boot;
  frame->has_seq = message->head.seq >= 0;
  frame->seq = frame->has_seq ? (guint32) message->head.seq : 0;
  return frame;
}

void
vigil_wire_commit (const VigilWireMessage *message)
{
  message->sink->commit (message->sink->data);
}

void
vigil_wire_refuse (const VigilWireMessage *message,
                   VigilCounter reason,
                   const char *field,
                   const char *of)
{
  VigilFrame *frame = vigil_wire_reserve (message, VIGIL_FRAME_REFUSED);
  if (frame == NULL)
    return;
  frame->refused.reason = reason;
  frame->refused.what = message->topic.what;
  frame->refused.is_whole = message->fault.is_bad;
  g_snprintf (frame->refused.text, sizeof frame->refused.text, "%s%s%s", field,
              of[0] != '\0' ? " of " : "", of);
  vigil_wire_commit (message);
}

/* Nobody's name, number or birth date belongs on MQTT (contract.md, Rules). */
gboolean
vigil_wire_is_identity (const char *key, gsize length)
{
  static const char *const WORDS[] = { "name",       "patient",     "patientname", "patientid",
                                       "pid",        "mrn",         "firstname",   "lastname",
                                       "surname",    "given",       "givenname",   "family",
                                       "familyname", "fullname",    "birthdate",   "birthday",
                                       "dob",        "dateofbirth", "nhsnumber",   "ssn" };
  char plain[16];
  gsize n = 0;
  for (gsize i = 0; i < length; i++) {
    if (key[i] == '_' || key[i] == '-' || key[i] == ' ')
      continue;
    if (n + 1 == sizeof plain)
      return FALSE;
    plain[n++] = g_ascii_tolower (key[i]);
  }
  plain[n] = '\0';
  for (guint i = 0; i < G_N_ELEMENTS (WORDS); i++) {
    if (strcmp (WORDS[i], plain) == 0)
      return TRUE;
  }
  return FALSE;
}

static void
check_identity (VigilWireMessage *message, JsonObject *object)
{
  JsonObjectIter iter;
  const char *key;
  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &key, NULL)) {
    if (vigil_wire_is_identity (key, strlen (key)))
      vigil_wire_fault_set (&message->fault, VIGIL_COUNTER_IDENTITY_IN_PAYLOAD, "payload");
  }
}

static gboolean
needs_seq (VigilFrameKind what)
{
  return what == VIGIL_FRAME_VITALS || what == VIGIL_FRAME_ALARMS_BEGIN
         || what == VIGIL_FRAME_ACTIONS_BEGIN;
}

/* The version before all else: of another one nothing is known, not even what is missing. */
static void
read_head (VigilWireMessage *message, JsonObject *object)
{
  VigilWireFault *fault = &message->fault;
  gint64 version = vigil_wire_get_int (fault, object, "v", G_MININT32, G_MAXINT32);
  if (version != VIGIL_WIRE_VERSION)
    vigil_wire_fault_set (fault, VIGIL_COUNTER_VERSION, "v");
  check_identity (message, object);
  VigilWireHead head;
  head.t_ms = vigil_wire_get_int (fault, object, "t", 1, VIGIL_WIRE_TIME_MAX);
  head.boot = (guint32) vigil_wire_get_int (fault, object, "boot", 0, G_MAXUINT32);
  head.seq = needs_seq (message->topic.what)
                 ? vigil_wire_get_int (fault, object, "seq", 0, G_MAXUINT32)
                 : vigil_wire_get_int_or (fault, object, "seq", 0, G_MAXUINT32, -1);
  if (!fault->is_bad)
    message->head = head;
}

static void
decode_heartbeat (VigilWireMessage *message)
{
  if (vigil_wire_reserve (message, VIGIL_FRAME_HEARTBEAT) != NULL)
    vigil_wire_commit (message);
}

static void
decode_object (VigilWireMessage *message, JsonObject *object)
{
  /* Other kinds are no topic's. */
  if (message->topic.what == VIGIL_FRAME_VITALS)
    vigil_wire_decode_vitals (message, object);
  else if (message->topic.what == VIGIL_FRAME_META)
    vigil_wire_decode_meta (message, object);
  else if (message->topic.what == VIGIL_FRAME_LIMITS)
    vigil_wire_decode_limits (message, object);
  else if (message->topic.what == VIGIL_FRAME_BED_STATE)
    vigil_wire_decode_bed_state (message, object);
  else if (message->topic.what == VIGIL_FRAME_ALARMS_BEGIN)
    vigil_wire_decode_alarms (message, object);
  else if (message->topic.what == VIGIL_FRAME_GATEWAY_STATE)
    vigil_wire_decode_gateway_state (message, object);
  else if (message->topic.what == VIGIL_FRAME_HEARTBEAT)
    decode_heartbeat (message);
  else if (message->topic.what == VIGIL_FRAME_STATION_STATE)
    vigil_wire_decode_station_state (message, object);
  else if (message->topic.what == VIGIL_FRAME_ACTIONS_BEGIN)
    vigil_wire_decode_actions (message, object);
  else if (message->topic.what == VIGIL_FRAME_COMMAND)
    vigil_wire_decode_command (message, object);
  else
    vigil_wire_decode_result (message, object);
}

static void
decode_json (VigilWireMessage *message, const guint8 *payload, gsize length)
{
  g_autoptr (JsonNode) root = vigil_wire_parse (&message->fault, payload, length);
  if (root == NULL)
    return;
  JsonObject *object = json_node_get_object (root);
  read_head (message, object);
  if (!message->fault.is_bad)
    decode_object (message, object);
}

static void
decode_deleted (VigilWireMessage *message)
{
  VigilFrame *frame = vigil_wire_reserve (message, VIGIL_FRAME_DELETED);
  if (frame == NULL)
    return;
  frame->deleted.what = message->topic.what;
  vigil_wire_commit (message);
}

static void
decode_payload (VigilWireMessage *message, const guint8 *payload, gsize length)
{
  if (length > VIGIL_WIRE_PAYLOAD_MAX)
    vigil_wire_fault_set (&message->fault, VIGIL_COUNTER_OVERSIZED, "payload");
  else if (length == 0 && message->topic.is_kept)
    decode_deleted (message);
  else if (length == 0)
    vigil_wire_fault_set (&message->fault, VIGIL_COUNTER_MALFORMED, "payload");
  else if (message->topic.what != VIGIL_FRAME_WAVE)
    decode_json (message, payload, length);
  else if (strchr ("{ \t\r\n", payload[0]) != NULL && payload[0] != '\0')
    vigil_wire_decode_wave_json (message, payload, length);
  else
    vigil_wire_decode_wave_binary (message, payload, length);
}

void
vigil_wire_decode (const char *root,
                   const char *topic,
                   const guint8 *payload,
                   gsize length,
                   gboolean is_retained,
                   VigilNow receipt,
                   const VigilFrameSink *sink)
{
  VigilWireMessage message = {
    .sink = sink, .is_retained = is_retained, .receipt = receipt, .head = { .seq = -1 }
  };
  if (!vigil_wire_topic_parse (root, topic, &message.topic))
    vigil_wire_fault_set (&message.fault, VIGIL_COUNTER_TOPIC, "topic");
  else if (message.topic.what != VIGIL_FRAME_NONE)
    decode_payload (&message, payload, length);
  if (message.fault.is_bad)
    vigil_wire_refuse (&message, message.fault.reason, message.fault.field, "");
}
