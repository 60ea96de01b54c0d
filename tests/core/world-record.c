/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "world-record.h"

#include "vigil-wire.h"

#include <stdarg.h>
#include <string.h>

struct _WorldRecord {
  GString *text;
  GHashTable *lines; /* topic → its last line, as a template */
  GHashTable *seqs; /* topic → seq + 1 */
  gboolean is_step_due; /* a step that nothing has happened in yet */
  guint n_idle;
  guint n_items;
  VigilFrameAlarm alarms[VIGIL_ALARMS_MAX];
  VigilAction actions[VIGIL_WIRE_ACTIONS_MAX];
};

WorldRecord *
world_record_new (const VigilWardConfig *config, VigilNow now)
{
  if (g_getenv ("VIGIL_RECORD") == NULL)
    return NULL;
  WorldRecord *record = g_new0 (WorldRecord, 1);
  record->text = g_string_new (NULL);
  record->lines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  record->seqs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_string_append_printf (record->text, "clock %" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n",
                          now.mono_us, now.wall_ms);
  for (guint i = 0; i < config->n_beds; i++)
    g_string_append_printf (record->text, "bed %s %d\n", config->beds[i].id, config->beds[i].role);
  g_string_append_printf (record->text, "station %s %u\n", config->station, config->boot);
  return record;
}

static void
flush (WorldRecord *record)
{
  if (record->n_idle > 0)
    g_string_append_printf (record->text, "idle %u\n", record->n_idle);
  if (record->is_step_due)
    g_string_append (record->text, "step\n");
  record->n_idle = 0;
  record->is_step_due = FALSE;
}

static gboolean
ends_a_group (const char *line)
{
  return line == NULL || strcmp (line, "step") == 0;
}

static gboolean
is_same_group (char **lines, guint a, guint b, guint n)
{
  for (guint i = 0; i < n; i++)
    if (g_strcmp0 (lines[a + i], lines[b + i]) != 0)
      return FALSE;
  return TRUE;
}

/* A step and all up to the next, said again and again, is said once and counted. */
static char *
fold (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  GString *out = g_string_new (NULL);
  guint n_again = 0, before = 0, n_before = 0;
  for (guint i = 0, n; lines[i] != NULL && lines[i][0] != '\0'; i += n) {
    for (n = 1; !ends_a_group (lines[i + n]);)
      n++;
    gboolean is_again =
        n == n_before && strcmp (lines[i], "step") == 0 && is_same_group (lines, before, i, n);
    if (n_again > 0 && !is_again)
      g_string_append_printf (out, "again %u\n", n_again);
    n_again = is_again ? n_again + 1 : 0;
    for (guint j = 0; !is_again && j < n && lines[i + j][0] != '\0'; j++)
      g_string_append_printf (out, "%s\n", lines[i + j]);
    before = i;
    n_before = n;
  }
  if (n_again > 0)
    g_string_append_printf (out, "again %u\n", n_again);
  return g_string_free (out, FALSE);
}

void
world_record_free (WorldRecord *record)
{
  if (record == NULL)
    return;
  flush (record);
  g_autofree char *text = fold (record->text->str);
  g_autofree char *name = g_path_get_basename (g_test_get_path ());
  g_autofree char *path = g_strdup_printf ("%s/%s.in", g_getenv ("VIGIL_RECORD"), name);
  /* Of a test with several worlds the first is kept. */
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_string_free (record->text, TRUE);
  g_hash_table_unref (record->lines);
  g_hash_table_unref (record->seqs);
  g_free (record);
}

void
world_record_step (WorldRecord *record)
{
  if (record == NULL)
    return;
  if (record->is_step_due)
    flush (record);
  record->is_step_due = TRUE;
}

void
world_record_tick (WorldRecord *record)
{
  if (record == NULL)
    return;
  if (record->is_step_due) {
    record->is_step_due = FALSE;
    record->n_idle++;
  } else {
    g_string_append (record->text, "tick\n");
  }
}

void
world_record_command (WorldRecord *record, const char *format, ...)
{
  if (record == NULL)
    return;
  flush (record);
  va_list arguments;
  va_start (arguments, format);
  g_string_append_vprintf (record->text, format, arguments);
  va_end (arguments);
  g_string_append_c (record->text, '\n');
}

void
world_record_action (WorldRecord *record, const char *verb, const VigilAction *action)
{
  if (record == NULL)
    return;
  g_autofree char *payload = vigil_wire_encode_acknowledgement (action);
  world_record_command (record, "%s %s", verb, payload);
}

static char *
encode_gateway (const VigilWireHead *head, const VigilFrame *frame)
{
  const char *beds[VIGIL_FRAME_BEDS_MAX + 1] = { NULL };
  for (guint i = 0; i < frame->gateway.n_beds; i++)
    beds[i] = frame->gateway.beds[i];
  return vigil_wire_encode_gateway_state (head, frame->gateway.is_ready, beds);
}

static char *
encode_station (const VigilWireHead *head, const VigilFrame *frame)
{
  const char *beds[VIGIL_FRAME_ROLES_MAX + 1] = { NULL };
  VigilRole roles[VIGIL_FRAME_ROLES_MAX];
  for (guint i = 0; i < frame->station.n_beds; i++) {
    beds[i] = frame->station.beds[i];
    roles[i] = (VigilRole) frame->station.roles[i];
  }
  return vigil_wire_encode_station_state (head, frame->station.word, NULL, beds, roles);
}

/* NULL: nothing to write yet. */
static char *
encode (WorldRecord *record, const VigilFrame *frame, const VigilWireHead *head, char **topic)
{
  const char *subject = frame->subject;
  switch ((int) frame->kind) {
  case VIGIL_FRAME_GATEWAY_STATE:
    *topic = g_strdup_printf ("gateway/%s/state", subject);
    return encode_gateway (head, frame);
  case VIGIL_FRAME_HEARTBEAT:
    *topic = g_strdup_printf ("gateway/%s/heartbeat", subject);
    return vigil_wire_encode_heartbeat (head);
  case VIGIL_FRAME_META:
    *topic = g_strdup_printf ("bed/%s/meta", subject);
    return vigil_wire_encode_meta (head, &frame->meta);
  case VIGIL_FRAME_LIMITS:
    *topic = g_strdup_printf ("bed/%s/limits", subject);
    return vigil_wire_encode_limits (head, &frame->limits);
  case VIGIL_FRAME_BED_STATE:
    *topic = g_strdup_printf ("bed/%s/state", subject);
    return vigil_wire_encode_bed_state (head, &frame->bed_state);
  case VIGIL_FRAME_VITALS:
    *topic = g_strdup_printf ("bed/%s/vitals", subject);
    return vigil_wire_encode_vitals (head, &frame->vitals);
  case VIGIL_FRAME_STATION_STATE:
    *topic = g_strdup_printf ("station/%s/state", subject);
    return encode_station (head, frame);
  case VIGIL_FRAME_ALARMS_BEGIN:
  case VIGIL_FRAME_ACTIONS_BEGIN:
    record->n_items = 0;
    return NULL;
  case VIGIL_FRAME_ALARM:
    record->alarms[record->n_items++] = frame->alarm;
    return NULL;
  case VIGIL_FRAME_ACTION:
    record->actions[record->n_items++] = frame->action;
    return NULL;
  case VIGIL_FRAME_ALARMS_END:
    *topic = g_strdup_printf ("bed/%s/alarms", subject);
    return vigil_wire_encode_alarms (head, record->alarms, record->n_items);
  case VIGIL_FRAME_ACTIONS_END:
    *topic = g_strdup_printf ("station/%s/bed/%s/actions", subject, frame->bed);
    return vigil_wire_encode_actions (head, record->actions, record->n_items);
  default:
    g_error ("frames of kind %d cannot be recorded", frame->kind);
  }
}

/* The payload with "now" and "the next one" in place of its time and its seq. */
static char *
make_template (WorldRecord *record,
               const char *topic,
               const VigilFrame *frame,
               VigilNow now,
               const char *payload)
{
  g_autoptr (GString) text = g_string_new (payload);
  g_autofree char *time = g_strdup_printf ("\"t\":%" G_GINT64_FORMAT ",", frame->t_ms);
  g_autofree char *relative =
      frame->t_ms == now.wall_ms
          ? g_strdup ("\"t\":@,")
          : g_strdup_printf ("\"t\":@%+" G_GINT64_FORMAT ",", frame->t_ms - now.wall_ms);
  g_string_replace (text, time, relative, 1);
  guint next = GPOINTER_TO_UINT (g_hash_table_lookup (record->seqs, topic));
  if (frame->has_seq && frame->seq == next) {
    g_autofree char *seq = g_strdup_printf ("\"seq\":%u,", frame->seq);
    g_string_replace (text, seq, "\"seq\":#,", 1);
  }
  if (frame->has_seq)
    g_hash_table_insert (record->seqs, g_strdup (topic), GUINT_TO_POINTER (frame->seq + 1));
  return g_strdup_printf ("%s%s %s", frame->is_retained ? "retained " : "", topic, text->str);
}

void
world_record_frame (WorldRecord *record, const VigilFrame *frame, VigilNow now)
{
  if (record == NULL)
    return;
  if (frame->kind == VIGIL_FRAME_LINK) {
    world_record_command (record, "link %d", frame->link.state);
    return;
  }
  VigilWireHead head = { frame->t_ms, frame->boot, frame->has_seq ? (gint64) frame->seq : -1 };
  g_autofree char *topic = NULL;
  g_autofree char *payload = encode (record, frame, &head, &topic);
  if (payload == NULL)
    return;
  g_autofree char *line = make_template (record, topic, frame, now, payload);
  if (g_strcmp0 (g_hash_table_lookup (record->lines, topic), line) == 0)
    world_record_command (record, "= %s", topic);
  else
    world_record_command (record, "%s", line);
  g_hash_table_insert (record->lines, g_steal_pointer (&topic), g_steal_pointer (&line));
}
