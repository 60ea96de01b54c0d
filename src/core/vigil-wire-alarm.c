/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The bedside's alarm list. One bad item costs no other alarm: what cannot be understood is left
 * out, and the list is marked incomplete. */

#include "vigil-wire-private.h"

#include <math.h>
#include <string.h>

const char *const VIGIL_WIRE_ALARM_KINDS[] = { "physiological", "technical", NULL };
const char *const VIGIL_WIRE_ALARM_STATES[] = { "active", "latched", NULL };
const char *const VIGIL_WIRE_INACTIVATIONS[] = { "none", "audio-paused", "acknowledged", NULL };
const char *const VIGIL_WIRE_PRIORITIES[] = { "", "low", "medium", "high", NULL };

/* A value or limit of any unit: only what is absurd is refused, it is text on a band. */
#define VALUE_MAX 1e6

typedef struct {
  VigilFrameAlarm alarms[VIGIL_ALARMS_MAX]; /* as listed */
  guint n_alarms;
  gboolean is_incomplete; /* an alarm was left out */
  VigilWireFault fault; /* the first of all items: one refusal is told, however many there are */
} List;

static void
note_fault (List *list, const VigilWireFault *fault)
{
  if (fault->is_bad)
    vigil_wire_fault_set (&list->fault, fault->reason, fault->field);
}

static gboolean
read_number (List *list, JsonObject *item, const char *name, double *out)
{
  VigilWireFault fault = { 0 };
  double value = vigil_wire_get_number_or (&fault, item, name, -VALUE_MAX, VALUE_MAX, NAN);
  note_fault (list, &fault);
  gboolean has_value = !fault.is_bad && !isnan (value);
  *out = has_value ? value : 0;
  return has_value;
}

/* What is said wrongly of the bedside's silence is no silence. */
static void
read_inactivation (List *list, JsonObject *item, VigilFrameAlarm *alarm)
{
  VigilWireFault fault = { 0 };
  alarm->inactivation = (VigilInactivation) vigil_wire_get_word_or (
      &fault, item, "inact", VIGIL_WIRE_INACTIVATIONS, VIGIL_INACTIVATION_NONE);
  alarm->inactivation_until_ms = vigil_wire_get_time (&fault, item, "inact_until");
  note_fault (list, &fault);
  if (!fault.is_bad)
    return;
  alarm->inactivation = VIGIL_INACTIVATION_NONE;
  alarm->inactivation_until_ms = 0;
}

/* What is not of a line is shown as spaces, and counted. */
static void
read_label (List *list, JsonObject *item, VigilFrameAlarm *alarm)
{
  VigilWireFault fault = { 0 };
  const char *text = vigil_wire_get_string_or_null (&fault, item, "label");
  if (text != NULL && !vigil_text_is_a_line (text))
    vigil_wire_fault_set (&fault, VIGIL_COUNTER_WORD, "label");
  note_fault (list, &fault);
  vigil_text_copy_line (alarm->label, sizeof alarm->label, text);
}

/* No time that can be true: it counts as raised with this list. */
static void
read_raised (List *list, JsonObject *item, gint64 t_ms, VigilFrameAlarm *alarm)
{
  VigilWireFault fault = { 0 };
  gint64 raised_ms = vigil_wire_get_int_or (&fault, item, "raised", 1, VIGIL_WIRE_TIME_MAX, t_ms);
  note_fault (list, &fault);
  alarm->raised_ms = fault.is_bad ? t_ms : raised_ms;
}

/* Without these nobody can say which alarm it is, or how urgent. */
static void
read_essence (VigilWireFault *fault, JsonObject *item, VigilFrameAlarm *alarm)
{
  vigil_wire_get_name (fault, item, "id", VIGIL_WIRE_TOKEN, alarm->id, sizeof alarm->id);
  vigil_wire_get_name (fault, item, "code", VIGIL_WIRE_REFID, alarm->code, sizeof alarm->code);
  vigil_wire_get_name_or_empty (fault, item, "src", VIGIL_WIRE_REFID, alarm->src,
                                sizeof alarm->src);
  alarm->kind = (VigilAlarmKind) vigil_wire_get_word (fault, item, "kind", VIGIL_WIRE_ALARM_KINDS);
  alarm->priority = (VigilPriority) vigil_wire_get_word (fault, item, "pri", VIGIL_WIRE_PRIORITIES);
  alarm->is_latched = vigil_wire_get_word (fault, item, "state", VIGIL_WIRE_ALARM_STATES) == 1;
}

static gboolean
is_more_urgent (const VigilFrameAlarm *a, const VigilFrameAlarm *b)
{
  if (a->priority != b->priority)
    return a->priority > b->priority;
  if (a->is_latched != b->is_latched)
    return b->is_latched;
  return a->inactivation == VIGIL_INACTIVATION_NONE && b->inactivation != VIGIL_INACTIVATION_NONE;
}

/* An id names one occurrence: of two items the more urgent stands. If they are two alarms, one is
 * missing from then on. TRUE: it was one. */
static gboolean
merge_same_id (List *list, const VigilFrameAlarm *alarm)
{
  for (guint i = 0; i < list->n_alarms; i++) {
    VigilFrameAlarm *other = &list->alarms[i];
    if (strcmp (other->id, alarm->id) != 0)
      continue;
    vigil_wire_fault_set (&list->fault, VIGIL_COUNTER_WORD, "id");
    if (strcmp (other->code, alarm->code) != 0 || strcmp (other->src, alarm->src) != 0)
      list->is_incomplete = TRUE;
    if (is_more_urgent (alarm, other))
      *other = *alarm;
    return TRUE;
  }
  return FALSE;
}

/* The list is full: the last of its least urgent makes room for what is more urgent. */
static void
squeeze_in (List *list, const VigilFrameAlarm *alarm)
{
  guint least = 0;
  for (guint i = 1; i < list->n_alarms; i++) {
    if (list->alarms[i].priority <= list->alarms[least].priority)
      least = i;
  }
  vigil_wire_fault_set (&list->fault, VIGIL_COUNTER_TOO_MANY, "alarms");
  list->is_incomplete = TRUE;
  if (list->alarms[least].priority >= alarm->priority)
    return;
  for (guint i = least; i + 1 < list->n_alarms; i++)
    list->alarms[i] = list->alarms[i + 1];
  list->alarms[list->n_alarms - 1] = *alarm;
}

/* FALSE: left out. */
static gboolean
read_alarm (List *list, JsonArray *array, guint index, gint64 t_ms, VigilFrameAlarm *alarm)
{
  VigilWireFault fault = { 0 };
  JsonObject *item = vigil_wire_array_object (&fault, array, index, "alarms");
  if (item != NULL)
    read_essence (&fault, item, alarm);
  if (fault.is_bad) {
    note_fault (list, &fault);
    list->is_incomplete = TRUE;
    return FALSE;
  }
  read_inactivation (list, item, alarm);
  alarm->has_value = read_number (list, item, "x", &alarm->value);
  alarm->has_limit = read_number (list, item, "limit", &alarm->limit);
  read_label (list, item, alarm);
  read_raised (list, item, t_ms, alarm);
  return TRUE;
}

static void
add_alarm (List *list, const VigilFrameAlarm *alarm)
{
  if (merge_same_id (list, alarm))
    return;
  if (list->n_alarms < VIGIL_ALARMS_MAX)
    list->alarms[list->n_alarms++] = *alarm;
  else
    squeeze_in (list, alarm);
}

static void
send_list (const VigilWireMessage *message, const List *list)
{
  VigilFrame *frame = vigil_wire_reserve (message, VIGIL_FRAME_ALARMS_BEGIN);
  if (frame == NULL)
    return;
  frame->n_items = list->n_alarms;
  frame->is_incomplete = list->is_incomplete;
  vigil_wire_commit (message);
  for (guint i = 0; i < list->n_alarms; i++) {
    frame = vigil_wire_reserve (message, VIGIL_FRAME_ALARM);
    if (frame == NULL)
      return; /* without its end the list takes no effect */
    frame->alarm = list->alarms[i];
    vigil_wire_commit (message);
  }
  frame = vigil_wire_reserve (message, VIGIL_FRAME_ALARMS_END);
  if (frame == NULL)
    return;
  frame->n_items = list->n_alarms;
  vigil_wire_commit (message);
}

void
vigil_wire_decode_alarms (VigilWireMessage *message, JsonObject *object)
{
  List list = { 0 };
  JsonArray *array = vigil_wire_get_array (&message->fault, object, "alarms");
  if (message->fault.is_bad)
    return;
  for (guint i = 0; i < json_array_get_length (array); i++) {
    VigilFrameAlarm alarm = { 0 };
    if (read_alarm (&list, array, i, message->head.t_ms, &alarm))
      add_alarm (&list, &alarm);
  }
  send_list (message, &list);
  if (list.fault.is_bad)
    vigil_wire_refuse (message, list.fault.reason, list.fault.field, "");
}
