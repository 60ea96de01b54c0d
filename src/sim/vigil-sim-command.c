/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-sim-command.h"

#include "vigil-limits.h"

static gboolean
refuse (VigilFrameResult *result, const char *reason)
{
  result->word = VIGIL_RESULT_REFUSED;
  vigil_text_copy (result->reason, sizeof result->reason, reason);
  return TRUE;
}

/* A bedside that can be set from afar looks itself at what it is given. */
static gboolean
set_limit (VigilSimBed *bed, const VigilLimit *limit, gint64 wall_ms, VigilFrameResult *result)
{
  if (vigil_limit_check (limit, wall_ms) != VIGIL_LIMIT_GOOD)
    return refuse (result, "no such limit here");
  vigil_sim_bed_set_limit (bed, limit);
  return TRUE;
}

static gboolean
obey (VigilSimBed *bed, const VigilCommand *command, gint64 wall_ms, VigilFrameResult *result)
{
  if (command->word == VIGIL_COMMAND_LIMIT_SET)
    return set_limit (bed, &command->limit, wall_ms, result);
  return vigil_sim_bed_start_cuff (bed) ? TRUE : refuse (result, "no cuff here");
}

gboolean
vigil_sim_command_act (VigilSimBed *bed,
                       const VigilCommand *command,
                       gint64 wall_ms,
                       VigilFrameResult *result)
{
  *result = (VigilFrameResult){ .word = VIGIL_RESULT_DONE };
  vigil_text_copy (result->id, sizeof result->id, command->id);
  switch (vigil_sim_bed_get_plan (bed)->commands) {
  case VIGIL_SIM_COMMANDS_MUTE:
    return FALSE;
  case VIGIL_SIM_COMMANDS_PRETEND:
    return TRUE;
  case VIGIL_SIM_COMMANDS_REFUSE:
    return refuse (result, "locked at the bedside");
  case VIGIL_SIM_COMMANDS_OBEY:
  default:
    break;
  }
  if (wall_ms >= command->expires_ms) {
    result->word = VIGIL_RESULT_EXPIRED;
    return TRUE;
  }
  return obey (bed, command, wall_ms, result);
}
