/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What was asked of a bed: sent once, told as requested, and as done only when the bed itself shows
 * it (contract.md, "Commands"). What holds at a number is never touched here. */

#include "vigil-ward-private.h"

#include <string.h>

/* A gateway acts before this is over; the answer has 5 s more to come back. */
#define EXPIRES_MS 20000
#define ANSWER_US (25 * VIGIL_SECOND_US)
/* A cuff that was started measures, and tries again. */
#define CUFF_US (180 * VIGIL_SECOND_US)
/* What comes true so much later was still asked for here. */
#define LATE_US (3600 * VIGIL_SECOND_US)
/* An end may be rounded to its minute. */
#define UNTIL_SLACK_MS 60000
#define CUFF_SLOT VIGIL_N_NUMERICS

static gboolean
is_waiting (const VigilRequest *request)
{
  return request->state == VIGIL_REQUEST_WAITING || request->state == VIGIL_REQUEST_ANSWERED;
}

static guint
get_slot (const VigilCommand *command)
{
  return command->word == VIGIL_COMMAND_LIMIT_SET ? (guint) command->limit.kind : CUFF_SLOT;
}

static void
set_state (VigilWard *ward, VigilBed *bed, VigilRequest *request, VigilRequestState state)
{
  request->state = state;
  if (!is_waiting (request)) {
    request->ended_ms = ward->now.wall_ms;
    request->ended_us = ward->now.mono_us;
  }
  bed->priv->dirty |= VIGIL_DIRTY_LIMITS;
  vigil_ward_emit_request (ward, &bed->priv->scope, request);
}

/* ── Asking ─────────────────────────────────────────────────────────────────────────────────── */

static gboolean
is_bed_there (VigilWard *ward, const VigilBed *bed)
{
  const VigilGateway *gateway = vigil_ward_get_gateway (ward, bed);
  if (gateway == NULL || !gateway->is_ready || gateway->loss.since_us != 0)
    return FALSE;
  return bed->condition == VIGIL_BED_LIVE || bed->condition == VIGIL_BED_AWAY;
}

static VigilRequestFault
check_bed (VigilWard *ward, const VigilBed *bed, guint slot)
{
  const VigilRequest *last = bed->priv->requests[slot];
  if (!vigil_ward_is_link_good (ward))
    return VIGIL_REQUEST_NO_LINK;
  if (!is_bed_there (ward, bed))
    return VIGIL_REQUEST_NO_BED;
  return last != NULL && is_waiting (last) ? VIGIL_REQUEST_BUSY : VIGIL_REQUEST_SENT;
}

static VigilRequestFault
fault_of (VigilLimitFault fault)
{
  switch (fault) {
  case VIGIL_LIMIT_EMPTY:
    return VIGIL_REQUEST_EMPTY;
  case VIGIL_LIMIT_UNREACHABLE:
    return VIGIL_REQUEST_UNREACHABLE;
  case VIGIL_LIMIT_OUT_OF_ORDER:
    return VIGIL_REQUEST_OUT_OF_ORDER;
  case VIGIL_LIMIT_NO_END:
    return VIGIL_REQUEST_NO_END;
  case VIGIL_LIMIT_GOOD:
  default:
    return VIGIL_REQUEST_SENT;
  }
}

static gboolean
is_said (const VigilBed *bed, const VigilLimit *wanted)
{
  const VigilLimit *said = vigil_bed_find_said_limit (bed, wanted->kind);
  if (said == NULL || said->is_on != wanted->is_on || !vigil_limit_has_same_bounds (said, wanted))
    return FALSE;
  return wanted->is_on || ABS (said->until_ms - wanted->until_ms) <= UNTIL_SLACK_MS;
}

VigilRequestFault
vigil_ward_check_limit (VigilWard *ward, guint bed_index, const VigilLimit *wanted, VigilNow now)
{
  g_return_val_if_fail (bed_index < ward->n_beds && wanted->kind < VIGIL_N_NUMERICS,
                        VIGIL_REQUEST_NO_BED);
  const VigilBed *bed = &ward->beds[bed_index];
  VigilRequestFault fault = fault_of (vigil_limit_check (wanted, now.wall_ms));
  if (fault == VIGIL_REQUEST_SENT && is_said (bed, wanted))
    fault = VIGIL_REQUEST_SAME;
  return fault != VIGIL_REQUEST_SENT ? fault : check_bed (ward, bed, (guint) wanted->kind);
}

static VigilRequest *
open_slot (VigilBed *bed, guint slot)
{
  if (bed->priv->requests[slot] == NULL)
    bed->priv->requests[slot] = g_new0 (VigilRequest, 1);
  return bed->priv->requests[slot];
}

/* From now on it waits. */
static VigilRequest *
begin (VigilWard *ward, VigilBed *bed, const VigilCommand *command, const char *station)
{
  VigilRequest *request = open_slot (bed, get_slot (command));
  *request = (VigilRequest){
    .command = *command,
    .before_t_ms = bed->numerics[VIGIL_NUMERIC_NIBP_SYS].t_ms,
    .asked_ms = ward->now.wall_ms,
    .asked_us = ward->now.mono_us,
    .deadline_us = ward->now.mono_us + ANSWER_US,
  };
  if (command->word == VIGIL_COMMAND_LIMIT_SET) {
    request->before = bed->numerics[command->limit.kind].limit;
    request->before_source = bed->numerics[command->limit.kind].limit_source;
  }
  vigil_text_copy (request->station, sizeof request->station, station);
  vigil_text_copy (request->encounter, sizeof request->encounter, bed->identity.encounter);
  set_state (ward, bed, request, VIGIL_REQUEST_WAITING);
  return request;
}

static void
send (VigilWard *ward,
      VigilBed *bed,
      VigilCommand *command,
      const char *by,
      void (*make_id) (char out[VIGIL_UUID_SIZE], gpointer data),
      gpointer make_id_data)
{
  make_id (command->id, make_id_data);
  command->expires_ms = ward->now.wall_ms + EXPIRES_MS;
  vigil_text_copy (command->by, sizeof command->by, by);
  begin (ward, bed, command, ward->station);
  vigil_ward_flush (ward);
}

VigilRequestFault
vigil_ward_request_limit (VigilWard *ward,
                          guint bed,
                          const VigilLimit *wanted,
                          const char *by,
                          void (*make_id) (char out[VIGIL_UUID_SIZE], gpointer data),
                          gpointer make_id_data,
                          VigilNow now,
                          VigilCommand *command)
{
  VigilRequestFault fault = vigil_ward_check_limit (ward, bed, wanted, now);
  if (fault != VIGIL_REQUEST_SENT)
    return fault;
  ward->now = now;
  *command = (VigilCommand){ .word = VIGIL_COMMAND_LIMIT_SET, .limit = *wanted };
  send (ward, &ward->beds[bed], command, by, make_id, make_id_data);
  return VIGIL_REQUEST_SENT;
}

VigilRequestFault
vigil_ward_request_cuff (VigilWard *ward,
                         guint bed,
                         const char *by,
                         void (*make_id) (char out[VIGIL_UUID_SIZE], gpointer data),
                         gpointer make_id_data,
                         VigilNow now,
                         VigilCommand *command)
{
  g_return_val_if_fail (bed < ward->n_beds, VIGIL_REQUEST_NO_BED);
  if (ward->beds[bed].numerics[VIGIL_NUMERIC_NIBP_SYS].show == VIGIL_SHOW_BLANK)
    return VIGIL_REQUEST_NO_CUFF;
  VigilRequestFault fault = check_bed (ward, &ward->beds[bed], CUFF_SLOT);
  if (fault != VIGIL_REQUEST_SENT)
    return fault;
  ward->now = now;
  *command = (VigilCommand){ .word = VIGIL_COMMAND_NIBP_START };
  send (ward, &ward->beds[bed], command, by, make_id, make_id_data);
  return VIGIL_REQUEST_SENT;
}

const VigilRequest *
vigil_ward_get_limit_request (const VigilWard *ward, guint bed, VigilNumericKind kind)
{
  g_return_val_if_fail (bed < ward->n_beds && kind < VIGIL_N_NUMERICS, NULL);
  return ward->beds[bed].priv->requests[kind];
}

const VigilRequest *
vigil_ward_get_cuff_request (const VigilWard *ward, guint bed)
{
  g_return_val_if_fail (bed < ward->n_beds, NULL);
  return ward->beds[bed].priv->requests[CUFF_SLOT];
}

/* ── Answers ────────────────────────────────────────────────────────────────────────────────── */

/* No gateway would act on it. Stations' clocks differ, by less than an answer takes to come back.
 */
static gboolean
is_over (const VigilWard *ward, const VigilCommand *command)
{
  return command->expires_ms + ANSWER_US / 1000 - EXPIRES_MS < ward->now.wall_ms;
}

/* Another station asks: told here, too, and not asked again meanwhile. */
void
vigil_ward_feed_command (VigilWard *ward, VigilBed *bed, const VigilFrame *frame)
{
  const VigilRequest *last = bed->priv->requests[get_slot (&frame->command)];
  if (strcmp (frame->subject, ward->station) == 0)
    return;
  if (frame->is_retained) {
    vigil_ward_bump (ward, VIGIL_COUNTER_STALE_RETAINED, 1);
    return;
  }
  if (is_over (ward, &frame->command)) {
    vigil_ward_bump (ward, VIGIL_COUNTER_ACTION_REFUSED, 1);
    return;
  }
  if (last == NULL || !is_waiting (last))
    begin (ward, bed, &frame->command, frame->subject);
}

static VigilRequest *
find_request (const VigilBed *bed, const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (bed->priv->requests); i++) {
    VigilRequest *request = bed->priv->requests[i];
    if (request != NULL && strcmp (request->command.id, id) == 0)
      return request;
  }
  return NULL;
}

static void
take_result (VigilWard *ward, VigilBed *bed, VigilRequest *request, const VigilFrameResult *result)
{
  vigil_text_copy (request->reason, sizeof request->reason, result->reason);
  if (result->word == VIGIL_RESULT_REFUSED) {
    set_state (ward, bed, request, VIGIL_REQUEST_REFUSED);
  } else if (result->word == VIGIL_RESULT_EXPIRED) {
    set_state (ward, bed, request, VIGIL_REQUEST_UNCONFIRMED);
  } else {
    if (request->command.word == VIGIL_COMMAND_NIBP_START)
      request->deadline_us = request->asked_us + CUFF_US;
    set_state (ward, bed, request, VIGIL_REQUEST_ANSWERED);
  }
}

void
vigil_ward_feed_result (VigilWard *ward, VigilBed *bed, const VigilFrame *frame)
{
  guint n_missing;
  if (frame->is_retained) {
    vigil_ward_bump (ward, VIGIL_COUNTER_STALE_RETAINED, 1);
    return;
  }
  if (vigil_ward_accept_bed (ward, bed, &bed->priv->result, frame, &n_missing)
      != VIGIL_TOPIC_ACCEPTED)
    return;
  VigilRequest *request = find_request (bed, frame->result.id);
  if (request != NULL && is_waiting (request))
    take_result (ward, bed, request, &frame->result);
}

static gboolean
may_come_true (const VigilWard *ward, const VigilRequest *request)
{
  return is_waiting (request)
         || (request->state == VIGIL_REQUEST_UNCONFIRMED
             && ward->now.mono_us - request->ended_us <= LATE_US);
}

static gboolean
is_changed (const VigilNumeric *before, const VigilNumeric *after)
{
  return before->limit_source != after->limit_source
         || (after->limit_source == VIGIL_LIMITS_OFF
             && before->limit.until_ms != after->limit.until_ms)
         || !vigil_limit_has_same_bounds (&before->limit, &after->limit);
}

/* Who asked for what the bed says now; otherwise it was changed at the bed. */
static void
note_change (VigilWard *ward, VigilNumeric *numeric, const VigilRequest *request)
{
  VigilLimitChange *change = &numeric->limit_change;
  *change = (VigilLimitChange){ .wall_ms = ward->now.wall_ms };
  if (request == NULL)
    return;
  vigil_text_copy (change->by, sizeof change->by, request->command.by);
  vigil_text_copy (change->station, sizeof change->station, request->station);
}

void
vigil_ward_note_limits (VigilWard *ward, VigilBed *bed, const VigilNumeric *before)
{
  for (guint kind = 0; kind < VIGIL_N_NUMERICS; kind++) {
    VigilRequest *request = bed->priv->requests[kind];
    gboolean is_true =
        request != NULL && may_come_true (ward, request) && is_said (bed, &request->command.limit);
    if (is_true || (before != NULL && is_changed (&before[kind], &bed->numerics[kind])))
      note_change (ward, &bed->numerics[kind], is_true ? request : NULL);
    if (is_true)
      set_state (ward, bed, request, VIGIL_REQUEST_CONFIRMED);
  }
}

void
vigil_ward_note_cuff (VigilWard *ward, VigilBed *bed)
{
  VigilRequest *request = bed->priv->requests[CUFF_SLOT];
  if (request != NULL && may_come_true (ward, request)
      && bed->numerics[VIGIL_NUMERIC_NIBP_SYS].t_ms > request->before_t_ms)
    set_state (ward, bed, request, VIGIL_REQUEST_CONFIRMED);
}

void
vigil_ward_tick_requests (VigilWard *ward, VigilBed *bed)
{
  for (guint i = 0; i < G_N_ELEMENTS (bed->priv->requests); i++) {
    VigilRequest *request = bed->priv->requests[i];
    if (request != NULL && is_waiting (request) && ward->now.mono_us >= request->deadline_us)
      set_state (ward, bed, request, VIGIL_REQUEST_UNCONFIRMED);
  }
}

void
vigil_ward_forget_requests (VigilWard *ward, VigilBed *bed)
{
  /* The record of the one for whom it was asked says that nobody knows whether it worked. */
  for (guint i = 0; i < G_N_ELEMENTS (bed->priv->requests); i++)
    if (bed->priv->requests[i] != NULL && is_waiting (bed->priv->requests[i]))
      set_state (ward, bed, bed->priv->requests[i], VIGIL_REQUEST_UNCONFIRMED);
  vigil_bed_free_requests (bed);
  for (guint kind = 0; kind < VIGIL_N_NUMERICS; kind++)
    bed->numerics[kind].limit_change = (VigilLimitChange){ 0 };
  bed->priv->dirty |= VIGIL_DIRTY_LIMITS;
}

void
vigil_bed_free_requests (VigilBed *bed)
{
  for (guint i = 0; i < G_N_ELEMENTS (bed->priv->requests); i++)
    g_clear_pointer (&bed->priv->requests[i], g_free);
}
