/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A station's command to the gateway of a bed, and the gateway's answer (contract.md, "Commands"):
 * both read and written here. */

#include "vigil-wire-private.h"
#include "vigil-wire-writer.h"

static const char *const COMMAND_WORDS[] = { "nibp-start", "limit-set", NULL };
static const char *const RESULT_WORDS[] = { "done", "refused", "expired", NULL };

/* The whole new limit of one number: what is null or absent is no bound. */
static void
read_limit_set (VigilWireFault *fault, JsonObject *object, VigilLimit *limit)
{
  char refid[48];
  JsonObject *args = vigil_wire_get_object (fault, object, "args");
  if (args == NULL)
    return;
  vigil_wire_get_name (fault, args, "refid", VIGIL_WIRE_REFID, refid, sizeof refid);
  if (fault->is_bad)
    return;
  if (!vigil_nomenclature_find_numeric (refid, &limit->kind)) {
    vigil_wire_fault_set (fault, VIGIL_COUNTER_WORD, "refid");
    return;
  }
  vigil_wire_read_limit (fault, args, limit);
  /* Nobody may ask for an alarm to be off without an end. */
  if (!limit->is_on && limit->until_ms == 0)
    vigil_wire_fault_set (fault, VIGIL_COUNTER_MISSING, "until");
}

void
vigil_wire_decode_command (VigilWireMessage *message, JsonObject *object)
{
  VigilWireFault *fault = &message->fault;
  VigilCommand command = { 0 };
  vigil_wire_get_name (fault, object, "id", VIGIL_WIRE_UUID, command.id, sizeof command.id);
  command.word = (VigilCommandWord) vigil_wire_get_word (fault, object, "type", COMMAND_WORDS);
  command.expires_ms = vigil_wire_get_int (fault, object, "expires", 1, VIGIL_WIRE_INT_MAX);
  vigil_wire_get_text (fault, object, "by", command.by, sizeof command.by);
  if (!fault->is_bad && command.word == VIGIL_COMMAND_LIMIT_SET)
    read_limit_set (fault, object, &command.limit);
  if (fault->is_bad)
    return;
  VigilFrame *frame = vigil_wire_reserve (message, VIGIL_FRAME_COMMAND);
  if (frame == NULL)
    return;
  frame->command = command;
  vigil_wire_commit (message);
}

void
vigil_wire_decode_result (VigilWireMessage *message, JsonObject *object)
{
  VigilWireFault *fault = &message->fault;
  VigilFrameResult result = { 0 };
  vigil_wire_get_name (fault, object, "id", VIGIL_WIRE_UUID, result.id, sizeof result.id);
  result.word = (VigilResultWord) vigil_wire_get_word (fault, object, "result", RESULT_WORDS);
  vigil_wire_get_text (fault, object, "reason", result.reason, sizeof result.reason);
  if (fault->is_bad)
    return;
  VigilFrame *frame = vigil_wire_reserve (message, VIGIL_FRAME_RESULT);
  if (frame == NULL)
    return;
  frame->result = result;
  vigil_wire_commit (message);
}

char *
vigil_wire_encode_command (const VigilWireHead *head, const VigilCommand *command)
{
  VigilWireWriter writer;
  vigil_wire_writer_init (&writer, head);
  vigil_wire_write_string (&writer, "id", command->id);
  vigil_wire_write_string (&writer, "type", COMMAND_WORDS[command->word]);
  vigil_wire_write_string_or_null (&writer, "by", command->by);
  vigil_wire_write_open (&writer, "args", '{');
  if (command->word == VIGIL_COMMAND_LIMIT_SET) {
    const VigilNumericInfo *info = vigil_nomenclature_numeric (command->limit.kind);
    vigil_wire_write_string (&writer, "refid", info->refid);
    vigil_wire_write_bounds (&writer, &command->limit);
  }
  vigil_wire_write_close (&writer, '}');
  vigil_wire_write_int (&writer, "expires", command->expires_ms);
  return vigil_wire_writer_finish (&writer);
}

char *
vigil_wire_encode_result (const VigilWireHead *head, const VigilFrameResult *result)
{
  VigilWireWriter writer;
  vigil_wire_writer_init (&writer, head);
  vigil_wire_write_string (&writer, "id", result->id);
  vigil_wire_write_string (&writer, "result", RESULT_WORDS[result->word]);
  vigil_wire_write_string_or_null (&writer, "reason", result->reason);
  return vigil_wire_writer_finish (&writer);
}
