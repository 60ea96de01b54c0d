/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Actions (contract.md, "Action"): one station's standing list on the wire, and one alone as the
 * server keeps it. */

#include "vigil-wire-private.h"

#include <string.h>

const char *const VIGIL_WIRE_ACTIONS[] = { "acknowledge", "suspend", "resume", "reset",
                                           "discharge",   "admit",   NULL };
const char *const VIGIL_WIRE_MODES[] = { "", "care", "away", "staff", NULL };
const char *const VIGIL_WIRE_SCOPES[] = { "alarm", "bed", NULL };

/* `bed|class|source|side|level`, of the bed that the action names. */
static gboolean
is_key_of (const char *key, const char *bed)
{
  gsize length = strlen (bed);
  guint n_bars = 0;
  for (const char *at = key; *at != '\0'; at++)
    n_bars += *at == '|' ? 1 : 0;
  return n_bars == 4 && strncmp (key, bed, length) == 0 && key[length] == '|';
}

static void
check_rules (VigilWireFault *fault, const VigilAction *action)
{
  gboolean is_suspension = action->word == VIGIL_ACTION_SUSPEND;
  if (!action->is_bed_scope && action->key[0] == '\0')
    vigil_wire_fault_set (fault, VIGIL_COUNTER_MISSING, "key");
  if (action->is_bed_scope && action->bed[0] == '\0')
    vigil_wire_fault_set (fault, VIGIL_COUNTER_MISSING, "bed");
  if (is_suspension && action->mode == VIGIL_SUSPENSION_NONE)
    vigil_wire_fault_set (fault, VIGIL_COUNTER_MISSING, "mode");
  if (is_suspension && action->until_ms == 0)
    vigil_wire_fault_set (fault, VIGIL_COUNTER_MISSING, "until");
  if (is_suspension && action->reason[0] == '\0')
    vigil_wire_fault_set (fault, VIGIL_COUNTER_MISSING, "reason");
  if (action->key[0] != '\0' && (action->is_bed_scope || !is_key_of (action->key, action->bed)))
    vigil_wire_fault_set (fault, VIGIL_COUNTER_WORD, "key");
}

static void
read_action (VigilWireFault *fault, JsonObject *item, VigilAction *action)
{
  *action = (VigilAction){ 0 };
  vigil_wire_get_name (fault, item, "id", VIGIL_WIRE_UUID, action->id, sizeof action->id);
  action->word = (VigilActionWord) vigil_wire_get_word (fault, item, "action", VIGIL_WIRE_ACTIONS);
  action->mode = (VigilSuspensionMode) vigil_wire_get_word_or (
      fault, item, "mode", VIGIL_WIRE_MODES, VIGIL_SUSPENSION_NONE);
  action->is_bed_scope = vigil_wire_get_word (fault, item, "scope", VIGIL_WIRE_SCOPES) == 1;
  vigil_wire_get_name_or_empty (fault, item, "bed", VIGIL_WIRE_ID, action->bed, sizeof action->bed);
  vigil_wire_get_name_or_empty (fault, item, "key", VIGIL_WIRE_TOKEN, action->key,
                                sizeof action->key);
  vigil_wire_get_name_or_empty (fault, item, "alarm", VIGIL_WIRE_TOKEN, action->alarm,
                                sizeof action->alarm);
  action->raised_ms = vigil_wire_get_time (fault, item, "raised");
  action->asof_ms = vigil_wire_get_int (fault, item, "asof", 1, VIGIL_WIRE_INT_MAX);
  action->until_ms = vigil_wire_get_time (fault, item, "until");
  action->t_ms = vigil_wire_get_int (fault, item, "t", 1, VIGIL_WIRE_INT_MAX);
  vigil_wire_get_text (fault, item, "reason", action->reason, sizeof action->reason);
  vigil_wire_get_text (fault, item, "by", action->by, sizeof action->by);
  vigil_wire_get_name_or_empty (fault, item, "encounter", VIGIL_WIRE_UUID, action->encounter,
                                sizeof action->encounter);
  vigil_wire_get_name (fault, item, "station", VIGIL_WIRE_ID, action->station,
                       sizeof action->station);
  check_rules (fault, action);
}

/* A broker's ACL pins the topic, so the topic says whose action it is and on which bed. */
static void
check_is_of_topic (VigilWireMessage *message, const VigilAction *action)
{
  if (strcmp (action->station, message->topic.subject) != 0)
    vigil_wire_fault_set (&message->fault, VIGIL_COUNTER_WORD, "station");
  if (strcmp (action->bed, message->topic.bed) != 0)
    vigil_wire_fault_set (&message->fault, VIGIL_COUNTER_WORD, "bed");
}

static void
send_list (const VigilWireMessage *message, const VigilAction *actions, guint n_actions)
{
  VigilFrame *frame = vigil_wire_reserve (message, VIGIL_FRAME_ACTIONS_BEGIN);
  if (frame == NULL)
    return;
  frame->n_items = n_actions;
  vigil_wire_commit (message);
  for (guint i = 0; i < n_actions; i++) {
    frame = vigil_wire_reserve (message, VIGIL_FRAME_ACTION);
    if (frame == NULL)
      return; /* without its end the list takes no effect */
    frame->action = actions[i];
    vigil_wire_commit (message);
  }
  frame = vigil_wire_reserve (message, VIGIL_FRAME_ACTIONS_END);
  if (frame == NULL)
    return;
  frame->n_items = n_actions;
  vigil_wire_commit (message);
}

void
vigil_wire_decode_actions (VigilWireMessage *message, JsonObject *object)
{
  VigilWireFault *fault = &message->fault;
  JsonArray *list = vigil_wire_get_array (fault, object, "actions");
  guint n_actions = list != NULL ? json_array_get_length (list) : 0;
  if (n_actions > VIGIL_WIRE_ACTIONS_MAX)
    vigil_wire_fault_set (fault, VIGIL_COUNTER_TOO_MANY, "actions");
  if (fault->is_bad)
    return;
  g_autofree VigilAction *actions = g_new0 (VigilAction, n_actions + 1);
  for (guint i = 0; i < n_actions && !fault->is_bad; i++) {
    JsonObject *item = vigil_wire_array_object (fault, list, i, "actions");
    if (item == NULL)
      return;
    read_action (fault, item, &actions[i]);
    check_is_of_topic (message, &actions[i]);
  }
  if (!fault->is_bad)
    send_list (message, actions, n_actions);
}

gboolean
vigil_wire_decode_action (const guint8 *payload,
                          gsize length,
                          VigilAction *action,
                          VigilCounter *reason,
                          const char **field)
{
  VigilWireFault fault = { 0 };
  g_autoptr (JsonNode) root = vigil_wire_parse (&fault, payload, length);
  if (root != NULL) {
    JsonObject *object = json_node_get_object (root);
    read_action (&fault, object, action);
    vigil_wire_get_name_or_empty (&fault, object, "code", VIGIL_WIRE_REFID, action->code,
                                  sizeof action->code);
    action->priority = (VigilPriority) vigil_wire_get_word_or (
        &fault, object, "pri", VIGIL_WIRE_PRIORITIES, VIGIL_PRIORITY_NONE);
    vigil_wire_get_text (&fault, object, "label", action->label, sizeof action->label);
  }
  if (!fault.is_bad)
    return TRUE;
  *action = (VigilAction){ 0 };
  *reason = fault.reason;
  *field = fault.field;
  return FALSE;
}
