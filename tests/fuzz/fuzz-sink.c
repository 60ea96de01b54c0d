/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz-sink.h"

#include <math.h>
#include <string.h>

typedef struct {
  VigilFrame slot;
  guint n_accepted, n_refused;
  guint n_open; /* items still to come before a list ends */
  gboolean is_in_list;
} Sink;

/* Stays on in every build, unlike an assertion of the library. */
#define CHECK(condition)                                                                           \
  do {                                                                                             \
    if (!(condition))                                                                              \
      g_error ("%s: %s", G_STRLOC, #condition);                                                    \
  } while (0)

static void
check_text (const char *text, gsize size)
{
  CHECK (memchr (text, '\0', size) != NULL);
  CHECK (g_utf8_validate (text, -1, NULL));
  for (const char *at = text; *at != '\0'; at++)
    CHECK ((guchar) *at >= 0x20);
}

#define CHECK_TEXT(field) check_text ((field), sizeof (field))

static gboolean
is_time_or_none (gint64 t_ms)
{
  return t_ms >= 0 && t_ms < G_GINT64_CONSTANT (1) << 53;
}

static void
check_wave (const VigilFrameWave *wave)
{
  CHECK (wave->n_samples >= 1 && wave->n_samples <= VIGIL_FRAME_SAMPLES_MAX);
  CHECK (wave->rate_mhz >= 1 && wave->rate_mhz <= 4000000);
  CHECK (wave->is_raw == (wave->lead != 255) && wave->is_raw == (wave->refid[0] == '\0'));
  CHECK (wave->start_us > 0 && wave->start_us < wave->block_end_us);
  CHECK (wave->block_end_us - wave->start_us <= 1050000);
  CHECK_TEXT (wave->source);
  CHECK_TEXT (wave->refid);
  CHECK_TEXT (wave->unit);
  for (guint i = 0; i < wave->n_samples; i++)
    CHECK (!isinf (wave->samples[i]));
}

static void
check_vitals (const VigilFrameVitals *vitals)
{
  guint seen = 0;
  CHECK (vitals->n <= VIGIL_N_NUMERICS);
  for (guint i = 0; i < vitals->n; i++) {
    const VigilFrameNumeric *numeric = &vitals->numerics[i];
    CHECK (numeric->kind < VIGIL_N_NUMERICS && (seen & 1u << numeric->kind) == 0);
    seen |= 1u << numeric->kind;
    const VigilNumericInfo *info = vigil_nomenclature_numeric (numeric->kind);
    CHECK (numeric->quality <= VIGIL_QUALITY_DEMO && is_time_or_none (numeric->t_ms));
    CHECK (!numeric->has_value || (numeric->value >= info->lo && numeric->value <= info->hi));
  }
}

static void
check_meta (const VigilFrameMeta *meta)
{
  CHECK (meta->n_leads <= VIGIL_LEADS_MAX && meta->patient_class <= VIGIL_CLASS_NEONATAL);
  CHECK_TEXT (meta->label);
  CHECK_TEXT (meta->device);
  for (guint i = 0; i < meta->n_leads; i++) {
    const VigilMetaLead *lead = &meta->leads[i];
    CHECK (vigil_id_is_valid (lead->source) && lead->refid[0] != '\0');
    CHECK (lead->rate_hz > 0 && lead->rate_hz <= 4000);
    CHECK (isnormal (lead->gain) && isfinite (lead->zero));
    CHECK (isnan (lead->lo) || isnan (lead->hi) || lead->lo <= lead->hi);
    CHECK_TEXT (lead->refid);
    CHECK_TEXT (lead->unit);
  }
}

static void
check_limit (const VigilLimit *limit)
{
  CHECK (limit->kind < VIGIL_N_NUMERICS && is_time_or_none (limit->until_ms));
  CHECK (!(limit->lo >= limit->hi) && !(limit->lo2 > limit->lo) && !(limit->hi2 < limit->hi));
}

static void
check_limits (const VigilFrameLimits *limits)
{
  CHECK (limits->n <= VIGIL_N_NUMERICS && limits->nibp_interval_s <= 86400);
  for (guint i = 0; i < limits->n; i++)
    check_limit (&limits->limits[i]);
}

static void
check_command (const VigilCommand *command)
{
  CHECK (vigil_uuid_is_valid (command->id) && command->expires_ms > 0);
  CHECK_TEXT (command->by);
  if (command->word == VIGIL_COMMAND_LIMIT_SET)
    check_limit (&command->limit);
  if (command->word == VIGIL_COMMAND_LIMIT_SET)
    CHECK (command->limit.is_on || command->limit.until_ms > 0);
  else
    CHECK (command->word == VIGIL_COMMAND_NIBP_START);
}

static void
check_alarm (const VigilFrameAlarm *alarm)
{
  CHECK (alarm->id[0] != '\0' && alarm->code[0] != '\0' && strchr (alarm->code, '|') == NULL);
  CHECK (alarm->priority >= VIGIL_PRIORITY_LOW && alarm->priority <= VIGIL_PRIORITY_HIGH);
  CHECK (alarm->kind <= VIGIL_ALARM_TECHNICAL);
  CHECK (alarm->inactivation <= VIGIL_INACTIVATION_ACKNOWLEDGED);
  CHECK (isfinite (alarm->value) && isfinite (alarm->limit));
  CHECK (alarm->raised_ms > 0 && is_time_or_none (alarm->inactivation_until_ms));
  CHECK_TEXT (alarm->id);
  CHECK_TEXT (alarm->code);
  CHECK_TEXT (alarm->src);
  CHECK_TEXT (alarm->label);
  CHECK (vigil_text_is_a_line (alarm->label));
}

void
fuzz_check_action (const VigilAction *action)
{
  CHECK (vigil_uuid_is_valid (action->id) && vigil_id_is_valid (action->station));
  CHECK (action->word <= VIGIL_ACTION_ADMIT && action->mode <= VIGIL_SUSPENSION_STAFF);
  CHECK (action->is_bed_scope == (action->key[0] == '\0'));
  CHECK (action->bed[0] == '\0' || vigil_id_is_valid (action->bed));
  CHECK (action->t_ms > 0 && action->asof_ms > 0);
  CHECK (is_time_or_none (action->raised_ms) && is_time_or_none (action->until_ms));
  CHECK (action->word != VIGIL_ACTION_SUSPEND || action->until_ms > 0);
  CHECK (action->encounter[0] == '\0' || vigil_uuid_is_valid (action->encounter));
  CHECK_TEXT (action->key);
  CHECK_TEXT (action->alarm);
  CHECK_TEXT (action->reason);
  CHECK_TEXT (action->by);
  CHECK_TEXT (action->code);
  CHECK_TEXT (action->label);
}

static void
check_beds (char beds[][VIGIL_ID_MAX + 1], guint n_beds, guint max)
{
  CHECK (n_beds <= max);
  for (guint i = 0; i < n_beds; i++)
    CHECK (vigil_id_is_valid (beds[i]));
}

static void
check_list (Sink *sink, const VigilFrame *frame)
{
  gboolean is_begin =
      frame->kind == VIGIL_FRAME_ALARMS_BEGIN || frame->kind == VIGIL_FRAME_ACTIONS_BEGIN;
  gboolean is_end = frame->kind == VIGIL_FRAME_ALARMS_END || frame->kind == VIGIL_FRAME_ACTIONS_END;
  gboolean is_item = frame->kind == VIGIL_FRAME_ALARM || frame->kind == VIGIL_FRAME_ACTION;
  CHECK (sink->is_in_list == (is_end || is_item));
  if (is_begin) {
    sink->is_in_list = TRUE;
    sink->n_open = frame->n_items;
    CHECK (sink->n_open <= VIGIL_WIRE_ACTIONS_MAX);
    CHECK (frame->kind != VIGIL_FRAME_ALARMS_BEGIN || sink->n_open <= VIGIL_ALARMS_MAX);
  }
  CHECK (!is_item || sink->n_open-- > 0);
  CHECK (!is_end || sink->n_open == 0);
  if (is_end)
    sink->is_in_list = FALSE;
}

static void
check_payload (VigilFrame *frame)
{
  if (frame->kind == VIGIL_FRAME_WAVE)
    check_wave (&frame->wave);
  else if (frame->kind == VIGIL_FRAME_VITALS)
    check_vitals (&frame->vitals);
  else if (frame->kind == VIGIL_FRAME_META)
    check_meta (&frame->meta);
  else if (frame->kind == VIGIL_FRAME_LIMITS)
    check_limits (&frame->limits);
  else if (frame->kind == VIGIL_FRAME_ALARM)
    check_alarm (&frame->alarm);
  else if (frame->kind == VIGIL_FRAME_ACTION)
    fuzz_check_action (&frame->action);
  else if (frame->kind == VIGIL_FRAME_BED_STATE)
    CHECK_TEXT (frame->bed_state.reason);
  else if (frame->kind == VIGIL_FRAME_RESULT)
    CHECK_TEXT (frame->result.reason);
  else if (frame->kind == VIGIL_FRAME_COMMAND)
    check_command (&frame->command);
  else if (frame->kind == VIGIL_FRAME_GATEWAY_STATE)
    check_beds (frame->gateway.beds, frame->gateway.n_beds, VIGIL_FRAME_BEDS_MAX);
  else if (frame->kind == VIGIL_FRAME_STATION_STATE)
    check_beds (frame->station.beds, frame->station.n_beds, VIGIL_FRAME_ROLES_MAX);
}

static VigilFrame *
reserve (gpointer data, VigilFrameKind kind)
{
  Sink *sink = data;
  (void) kind;
  memset (&sink->slot, 0xA5, sizeof sink->slot);
  return &sink->slot;
}

static void
commit (gpointer data)
{
  Sink *sink = data;
  VigilFrame *frame = &sink->slot;
  CHECK_TEXT (frame->subject);
  CHECK_TEXT (frame->bed);
  check_list (sink, frame);
  if (frame->kind == VIGIL_FRAME_REFUSED) {
    CHECK (frame->refused.reason <= VIGIL_COUNTER_IDENTITY_IN_PAYLOAD);
    CHECK_TEXT (frame->refused.text);
    /* Nothing of what is refused as a whole stands, and it is said once. */
    CHECK (!frame->refused.is_whole || (sink->n_accepted == 0 && sink->n_refused == 0));
    sink->n_refused++;
    return;
  }
  CHECK (vigil_id_is_valid (frame->subject));
  CHECK (frame->kind == VIGIL_FRAME_DELETED || frame->t_ms > 0);
  check_payload (frame);
  sink->n_accepted++;
}

void
fuzz_decode (const char *topic, const guint8 *payload, gsize length)
{
  Sink state = { 0 };
  const VigilFrameSink sink = { reserve, commit, &state };
  g_autofree char *full = g_strdup_printf (FUZZ_ROOT "/%s", topic);
  vigil_wire_decode (FUZZ_ROOT, full, payload, length, FALSE, (VigilNow){ 1, 1 }, &sink);
  CHECK (!state.is_in_list);
  /* Only a vitals set, an alarm list and limits are accepted and refused in part, the latter two
   * with one word. */
  gboolean is_set = g_str_has_suffix (topic, "/vitals");
  gboolean is_list = g_str_has_suffix (topic, "/alarms") || g_str_has_suffix (topic, "/limits");
  if (is_set || is_list)
    CHECK (state.n_accepted + state.n_refused > 0);
  else
    CHECK ((state.n_accepted > 0) != (state.n_refused == 1));
  CHECK (!is_list || state.n_refused <= 1);
}
