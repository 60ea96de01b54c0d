/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The bedside's alarm list: all of it takes effect or nothing does. */

#include "vigil-wire-private.h"

#include <math.h>
#include <string.h>

const char *const VIGIL_WIRE_ALARM_KINDS[] = { "physiological", "technical", NULL };
const char *const VIGIL_WIRE_ALARM_STATES[] = { "active", "latched", NULL };
const char *const VIGIL_WIRE_INACTIVATIONS[] = { "none", "audio-paused", "acknowledged", NULL };
const char *const VIGIL_WIRE_PRIORITIES[] = { "", "low", "medium", "high", NULL };

/* A value or limit of any unit: only what is absurd is refused, it is text on a band. */
#define VALUE_MAX 1e6

static gboolean
read_number (VigilWireFault *fault, JsonObject *item, const char *name, double *out)
{
  double value = vigil_wire_get_number_or (fault, item, name, -VALUE_MAX, VALUE_MAX, NAN);
  *out = isnan (value) ? 0 : value;
  return !isnan (value);
}

static void
read_alarm (VigilWireFault *fault, JsonObject *item, VigilFrameAlarm *alarm)
{
  vigil_wire_get_name (fault, item, "id", VIGIL_WIRE_TOKEN, alarm->id, sizeof alarm->id);
  vigil_wire_get_name (fault, item, "code", VIGIL_WIRE_REFID, alarm->code, sizeof alarm->code);
  vigil_wire_get_name_or_empty (fault, item, "src", VIGIL_WIRE_REFID, alarm->src,
                                sizeof alarm->src);
  alarm->kind = (VigilAlarmKind) vigil_wire_get_word (fault, item, "kind", VIGIL_WIRE_ALARM_KINDS);
  alarm->priority = (VigilPriority) vigil_wire_get_word (fault, item, "pri", VIGIL_WIRE_PRIORITIES);
  alarm->is_latched = vigil_wire_get_word (fault, item, "state", VIGIL_WIRE_ALARM_STATES) == 1;
  alarm->inactivation = (VigilInactivation) vigil_wire_get_word_or (
      fault, item, "inact", VIGIL_WIRE_INACTIVATIONS, VIGIL_INACTIVATION_NONE);
  alarm->inactivation_until_ms = vigil_wire_get_time (fault, item, "inact_until");
  alarm->has_value = read_number (fault, item, "x", &alarm->value);
  alarm->has_limit = read_number (fault, item, "limit", &alarm->limit);
  vigil_wire_get_text (fault, item, "label", alarm->label, sizeof alarm->label);
  alarm->raised_ms = vigil_wire_get_int (fault, item, "raised", 1, VIGIL_WIRE_TIME_MAX);
}

/* An id names one occurrence: the same one twice in a list leaves open which item is meant. */
static void
check_is_new (VigilWireFault *fault, const VigilFrameAlarm *alarms, guint index)
{
  for (guint i = 0; i < index; i++) {
    if (strcmp (alarms[i].id, alarms[index].id) == 0)
      vigil_wire_fault_set (fault, VIGIL_COUNTER_WORD, "id");
  }
}

static void
send_list (const VigilWireMessage *message, const VigilFrameAlarm *alarms, guint n_alarms)
{
  VigilFrame *frame = vigil_wire_reserve (message, VIGIL_FRAME_ALARMS_BEGIN);
  if (frame == NULL)
    return;
  frame->n_items = n_alarms;
  vigil_wire_commit (message);
  for (guint i = 0; i < n_alarms; i++) {
    frame = vigil_wire_reserve (message, VIGIL_FRAME_ALARM);
    if (frame == NULL)
      return; /* without its end the list takes no effect */
    frame->alarm = alarms[i];
    vigil_wire_commit (message);
  }
  frame = vigil_wire_reserve (message, VIGIL_FRAME_ALARMS_END);
  if (frame == NULL)
    return;
  frame->n_items = n_alarms;
  vigil_wire_commit (message);
}

void
vigil_wire_decode_alarms (VigilWireMessage *message, JsonObject *object)
{
  VigilWireFault *fault = &message->fault;
  VigilFrameAlarm alarms[VIGIL_ALARMS_MAX] = { 0 };
  JsonArray *list = vigil_wire_get_array (fault, object, "alarms");
  guint n_alarms = list != NULL ? json_array_get_length (list) : 0;
  if (n_alarms > VIGIL_ALARMS_MAX)
    vigil_wire_fault_set (fault, VIGIL_COUNTER_TOO_MANY, "alarms");
  for (guint i = 0; i < n_alarms && !fault->is_bad; i++) {
    JsonObject *item = vigil_wire_array_object (fault, list, i, "alarms");
    if (item == NULL)
      return;
    read_alarm (fault, item, &alarms[i]);
    check_is_new (fault, alarms, i);
  }
  if (!fault->is_bad)
    send_list (message, alarms, n_alarms);
}
