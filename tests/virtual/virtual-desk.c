/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "virtual-desk.h"

#include "vigil-test-past.h"
#include "vigil-wire.h"

#include <string.h>

#define MONO_BASE_US (5000 * G_GINT64_CONSTANT (1000000))
#define ECHO_EVERY_MS 1000
#define LIST_EVERY_MS 10000
#define WILL_AFTER_MS 7500
#define BEDS_MAX 64
/* Without an echo for 3 s the station takes the socket for dead, and 3 s later makes a new one. */
#define RECONNECT_AFTER_MS 6000

struct _VirtualDesk {
  VirtualDeskConfig config;
  char *id;
  char *root, *state_topic;
  VigilWardBed beds[BEDS_MAX];
  VigilLimitPresets presets;
  VirtualBroker *broker;
  const VirtualLog *log;
  gint64 t_ms;
  VigilNow now;
  VigilWard *ward; /* NULL: the process does not run */
  guint32 boot;
  gboolean is_connected, is_deaf, has_sound;
  gint64 deaf_since_ms;
  gint64 will_due_ms; /* 0 = none */
  gint64 echo_due_ms;
  gint64 list_due_ms[BEDS_MAX];
  guint32 list_seqs[BEDS_MAX];
  gint64 n_ids;
  GArray *journal; /* VigilAction: outlives the process */
  GArray *past; /* VigilOccurrence: the same; NULL: it never ran */
  VigilFrame slot;
  GHashTable *shown; /* alarm key or bed → its last line */
  GHashTable *seen; /* keys of the present look */
  VigilPriority sounding;
  GString *line;
};

/* ── What it says to the world ──────────────────────────────────────────────────────────────── */

static void
publish_state (VirtualDesk *desk, VigilStationWord word)
{
  const char *ids[BEDS_MAX + 1] = { NULL };
  VigilRole roles[BEDS_MAX];
  for (guint i = 0; i < desk->config.n_beds; i++) {
    ids[i] = desk->beds[i].id;
    roles[i] = desk->beds[i].role;
  }
  VigilWireHead head = { desk->now.wall_ms, desk->boot, -1 };
  virtual_broker_publish_text (desk->broker, desk->state_topic,
                               vigil_wire_encode_station_state (
                                   &head, word, desk->has_sound ? "works" : "muted", ids, roles),
                               TRUE);
  desk->echo_due_ms = desk->t_ms + ECHO_EVERY_MS;
}

static void
publish_own_state (VirtualDesk *desk)
{
  publish_state (desk, desk->has_sound ? VIGIL_STATION_READY : VIGIL_STATION_NO_SOUND);
}

static gboolean
is_heard_by_broker (const VirtualDesk *desk)
{
  return desk->ward != NULL && desk->is_connected && !desk->is_deaf;
}

static void
publish_actions (VirtualDesk *desk, guint bed)
{
  VigilAction actions[VIGIL_WIRE_ACTIONS_MAX];
  guint n = vigil_ward_list_actions (desk->ward, bed, desk->now, actions, G_N_ELEMENTS (actions));
  desk->list_due_ms[bed] = n > 0 ? desk->t_ms + LIST_EVERY_MS : 0;
  if (!is_heard_by_broker (desk))
    return;
  VigilWireHead head = { desk->now.wall_ms, desk->boot, desk->list_seqs[bed]++ };
  g_autofree char *topic =
      g_strdup_printf ("%s/station/%s/bed/%s/actions", desk->root, desk->id, desk->beds[bed].id);
  virtual_broker_publish_text (desk->broker, topic, vigil_wire_encode_actions (&head, actions, n),
                               TRUE);
}

/* ── The transcript ─────────────────────────────────────────────────────────────────────────── */

static void
write_line (VirtualDesk *desk, const char *rest)
{
  if (desk->log->transcript != NULL)
    fprintf (desk->log->transcript, "{\"t\":%" G_GINT64_FORMAT ",\"st\":\"%s\",%s}\n", desk->t_ms,
             desk->id, rest);
}

/* Once for each change. */
static void
write_change (VirtualDesk *desk, const char *name, const char *rest)
{
  const char *last = g_hash_table_lookup (desk->shown, name);
  if (last != NULL && g_str_equal (last, rest))
    return;
  g_hash_table_replace (desk->shown, g_strdup (name), g_strdup (rest));
  write_line (desk, rest);
}

static const char *
state_of (const VigilAlarm *alarm)
{
  if (vigil_alarm_is_kept_back (alarm))
    return "held";
  if (alarm->phase == VIGIL_ALARM_OPEN)
    return alarm->is_latched ? "latched" : "open";
  return vigil_alarm_is_picture (alarm) ? "picture" : "silenced";
}

static const char *
silenced_at (const VigilAlarm *alarm)
{
  return alarm->phase != VIGIL_ALARM_SILENCED                   ? ""
         : alarm->silenced_by_kind == VIGIL_SILENCED_AT_BEDSIDE ? "bedside"
                                                                : alarm->silenced_at;
}

static void
look_at_alarm (VirtualDesk *desk, const VigilAlarm *alarm)
{
  static const char *const reaches[] = { "here", "elsewhere", "staff" };
  g_string_printf (desk->line,
                   "\"key\":\"%s\",\"state\":\"%s\",\"pri\":\"%s\",\"reach\":\"%s\","
                   "\"unanswered\":%d,\"unverified\":%d,\"by\":\"%s\"",
                   alarm->key, state_of (alarm), vigil_priority_to_string (alarm->priority),
                   reaches[alarm->reach], alarm->is_unanswered, alarm->is_unverified,
                   silenced_at (alarm));
  write_change (desk, alarm->key, desk->line->str);
  g_hash_table_add (desk->seen, g_strdup (alarm->key));
}

static void
look_for_gone (VirtualDesk *desk)
{
  g_autoptr (GList) names =
      g_list_sort (g_hash_table_get_keys (desk->shown), (GCompareFunc) strcmp);
  for (const GList *i = names; i != NULL; i = i->next) {
    if (strchr (i->data, '|') == NULL || g_hash_table_contains (desk->seen, i->data))
      continue;
    g_string_printf (desk->line, "\"key\":\"%s\",\"state\":\"gone\"", (const char *) i->data);
    write_line (desk, desk->line->str);
    g_hash_table_remove (desk->shown, i->data);
  }
}

static void
look_at_bed (VirtualDesk *desk, const VigilBed *bed)
{
  static const char *const conditions[] = { "live", "never", "no-data",
                                            "away", "empty", "unsupported" };
  static const char *const suspensions[] = { "", "care", "away", "staff" };
  g_string_printf (desk->line, "\"bed\":\"%s\",\"shown\":\"%s\",\"suspended\":\"%s\"", bed->id,
                   conditions[bed->condition], suspensions[bed->suspension]);
  write_change (desk, bed->id, desk->line->str);
}

void
virtual_desk_look (VirtualDesk *desk)
{
  if (desk->ward == NULL)
    return;
  guint n;
  const VigilAlarm *const *alarms = vigil_ward_list_alarms (desk->ward, &n);
  g_hash_table_remove_all (desk->seen);
  for (guint i = 0; i < n; i++)
    look_at_alarm (desk, alarms[i]);
  look_for_gone (desk);
  for (guint i = 0; i < desk->config.n_beds; i++)
    look_at_bed (desk, vigil_ward_get_bed (desk->ward, i));
  VigilPriority sounding = vigil_ward_get_sounding (desk->ward);
  if (sounding == desk->sounding)
    return;
  desk->sounding = sounding;
  g_string_printf (desk->line, "\"sound\":\"%s\"", vigil_priority_to_string (sounding));
  write_line (desk, desk->line->str);
}

static void
event_cb (const VigilEvent *event, gpointer data)
{
  VirtualDesk *desk = data;
  g_autofree char *rest = NULL;
  if (event->kind == VIGIL_EVENT_ACTIONS && event->bed_index < desk->config.n_beds)
    publish_actions (desk, event->bed_index);
  else if (event->kind == VIGIL_EVENT_ACTION_CUT)
    g_array_append_vals (desk->journal, event->action, 1);
  else if (event->kind == VIGIL_EVENT_REMIND)
    rest = g_strdup_printf ("\"burst\":\"medium\",\"key\":\"%s\"", event->bed);
  else if (event->kind == VIGIL_EVENT_BURST)
    rest = g_strdup_printf ("\"burst\":\"%s\",\"key\":\"%s\"",
                            vigil_priority_to_string (event->priority), event->alarm->key);
  if (rest != NULL)
    write_line (desk, rest);
}

/* ── What it hears ──────────────────────────────────────────────────────────────────────────── */

static VigilFrame *
reserve_cb (gpointer data, VigilFrameKind kind)
{
  VirtualDesk *desk = data;
  (void) kind;
  return &desk->slot;
}

static void
commit_cb (gpointer data)
{
  VirtualDesk *desk = data;
  vigil_ward_feed (desk->ward, &desk->slot, desk->now);
}

static void
deliver_cb (
    const char *topic, const guint8 *payload, gsize length, gboolean is_retained, gpointer data)
{
  VirtualDesk *desk = data;
  VigilFrameSink sink = { reserve_cb, commit_cb, desk };
  vigil_wire_decode (desk->root, topic, payload, length, is_retained, desk->now, &sink);
}

static void
feed_link (VirtualDesk *desk, VigilLinkState state)
{
  VigilFrame frame = { .kind = VIGIL_FRAME_LINK,
                       .receipt_mono_us = desk->now.mono_us,
                       .receipt_wall_ms = desk->now.wall_ms };
  frame.link.state = state;
  vigil_ward_feed (desk->ward, &frame, desk->now);
}

/* ── Its life ───────────────────────────────────────────────────────────────────────────────── */

VirtualDesk *
virtual_desk_new (const VirtualDeskConfig *config, VirtualBroker *broker, const VirtualLog *log)
{
  g_return_val_if_fail (config->n_beds <= BEDS_MAX, NULL);
  VirtualDesk *desk = g_new0 (VirtualDesk, 1);
  desk->config = *config;
  desk->id = g_strdup (config->station);
  desk->root = g_strdup_printf ("vigil/v1/%s/%s", config->site, config->ward);
  desk->state_topic = g_strdup_printf ("%s/station/%s/state", desk->root, desk->id);
  for (guint i = 0; i < config->n_beds; i++)
    desk->beds[i] = config->beds[i];
  vigil_limit_presets_init (&desk->presets);
  desk->broker = broker;
  desk->log = log;
  desk->has_sound = TRUE;
  desk->boot = g_str_hash (desk->id);
  desk->journal = g_array_new (FALSE, FALSE, sizeof (VigilAction));
  desk->shown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  desk->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  desk->line = g_string_new (NULL);
  return desk;
}

void
virtual_desk_free (VirtualDesk *desk)
{
  g_clear_pointer (&desk->ward, vigil_ward_free);
  g_free (desk->id);
  g_free (desk->root);
  g_free (desk->state_topic);
  g_array_unref (desk->journal);
  g_clear_pointer (&desk->past, g_array_unref);
  g_hash_table_unref (desk->shown);
  g_hash_table_unref (desk->seen);
  g_string_free (desk->line, TRUE);
  g_free (desk);
}

const char *
virtual_desk_get_id (const VirtualDesk *desk)
{
  return desk->id;
}

void
virtual_desk_set_time (VirtualDesk *desk, gint64 t_ms)
{
  desk->t_ms = t_ms;
  desk->now = (VigilNow){ MONO_BASE_US + t_ms * 1000, desk->config.epoch_ms + t_ms };
}

static void
note (VirtualDesk *desk, const char *what, const char *subject)
{
  virtual_log_input (desk->log, desk->t_ms, desk->id, what, subject);
}

/* Its own state first (contract.md, "Rules for everything"). */
static void
connect_up (VirtualDesk *desk)
{
  note (desk, "link-up", "");
  desk->is_connected = TRUE;
  desk->will_due_ms = 0;
  feed_link (desk, VIGIL_LINK_UP);
  virtual_broker_connect (desk->broker, desk->id, TRUE, deliver_cb, desk);
  publish_own_state (desk);
  for (guint i = 0; i < desk->config.n_beds; i++)
    publish_actions (desk, i);
}

void
virtual_desk_start (VirtualDesk *desk)
{
  if (desk->ward != NULL)
    return;
  note (desk, "start", "");
  desk->boot += 2;
  VigilWardConfig config = {
    .boot = desk->boot,
    .is_demo_ward = desk->config.is_demo_ward,
    .presets = desk->presets,
    .beds = desk->beds,
    .n_beds = desk->config.n_beds,
    .silence_high_s = 120,
  };
  vigil_text_copy (config.site, sizeof config.site, desk->config.site);
  vigil_text_copy (config.ward, sizeof config.ward, desk->config.ward);
  vigil_text_copy (config.station, sizeof config.station, desk->id);
  desk->ward = vigil_ward_new (&config, event_cb, desk, desk->now);
  for (guint i = 0; i < desk->journal->len; i++)
    vigil_ward_apply_action (desk->ward, &g_array_index (desk->journal, VigilAction, i), desk->now);
  for (guint i = 0; desk->past != NULL && i < desk->past->len; i++)
    vigil_ward_restore_alarm (desk->ward, &g_array_index (desk->past, VigilOccurrence, i),
                              desk->now);
  connect_up (desk);
}

void
virtual_desk_stop (VirtualDesk *desk)
{
  if (desk->ward == NULL)
    return;
  note (desk, "stop", "");
  if (desk->is_connected) {
    virtual_broker_disconnect (desk->broker, desk->id);
    publish_state (desk, VIGIL_STATION_LOST);
  }
  desk->is_connected = FALSE;
  g_clear_pointer (&desk->past, g_array_unref);
  desk->past = vigil_test_past_list (desk->ward);
  g_clear_pointer (&desk->ward, vigil_ward_free);
  g_hash_table_remove_all (desk->shown);
  desk->sounding = VIGIL_PRIORITY_NONE;
}

void
virtual_desk_cut (VirtualDesk *desk)
{
  if (desk->ward == NULL || !desk->is_connected)
    return;
  note (desk, "link-down", "");
  virtual_broker_disconnect (desk->broker, desk->id);
  desk->is_connected = FALSE;
  desk->will_due_ms = desk->t_ms + WILL_AFTER_MS;
  feed_link (desk, VIGIL_LINK_DOWN);
}

void
virtual_desk_mend (VirtualDesk *desk)
{
  if (desk->ward != NULL && !desk->is_connected)
    connect_up (desk);
}

void
virtual_desk_set_deaf (VirtualDesk *desk, gboolean is_deaf)
{
  if (desk->ward == NULL || !desk->is_connected || desk->is_deaf == is_deaf)
    return;
  desk->is_deaf = is_deaf;
  if (is_deaf) {
    desk->deaf_since_ms = desk->t_ms;
    virtual_broker_disconnect (desk->broker, desk->id);
  } else if (desk->t_ms - desk->deaf_since_ms > RECONNECT_AFTER_MS) {
    virtual_desk_cut (desk);
    connect_up (desk);
  } else
    virtual_broker_connect (desk->broker, desk->id, FALSE, deliver_cb, desk);
}

void
virtual_desk_set_sound (VirtualDesk *desk, gboolean works)
{
  if (desk->ward == NULL)
    return;
  note (desk, "sound", works ? "works" : "broken");
  desk->has_sound = works;
  vigil_ward_set_technical (desk->ward, "VIGIL_EVT_NO_SOUND", VIGIL_PRIORITY_HIGH, "NO SOUND",
                            !works, desk->now);
  if (is_heard_by_broker (desk))
    publish_own_state (desk);
}

void
virtual_desk_set_server (VirtualDesk *desk, gboolean is_reachable)
{
  if (desk->ward == NULL)
    return;
  note (desk, "server", is_reachable ? "reachable" : "unreachable");
  vigil_ward_set_technical (desk->ward, "VIGIL_EVT_SERVER_UNREACHABLE", VIGIL_PRIORITY_LOW,
                            "SERVER UNREACHABLE", !is_reachable, desk->now);
}

void
virtual_desk_tick (VirtualDesk *desk)
{
  if (desk->will_due_ms != 0 && desk->t_ms >= desk->will_due_ms) {
    desk->will_due_ms = 0;
    publish_state (desk, VIGIL_STATION_LOST);
  }
  if (desk->ward == NULL)
    return;
  vigil_ward_tick (desk->ward, desk->now);
  if (is_heard_by_broker (desk) && desk->t_ms >= desk->echo_due_ms)
    publish_own_state (desk);
  for (guint i = 0; i < desk->config.n_beds; i++)
    if (desk->list_due_ms[i] != 0 && desk->t_ms >= desk->list_due_ms[i])
      publish_actions (desk, i);
}

/* ── The nurse ──────────────────────────────────────────────────────────────────────────────── */

static void
make_id_cb (char out[VIGIL_UUID_SIZE], gpointer data)
{
  VirtualDesk *desk = data;
  guint8 random[10] = { 0 };
  desk->n_ids++;
  for (guint i = 0; i < 8; i++)
    random[2 + i] = (guint8) (desk->n_ids >> (8 * (7 - i)));
  random[0] = (guint8) desk->id[strlen (desk->id) - 1];
  vigil_uuid7_format (desk->now.wall_ms, random, out);
}

static gboolean
find_bed (const VirtualDesk *desk, const char *bed, guint *index)
{
  *index = bed[0] == '\0' ? G_MAXUINT : vigil_ward_find_bed (desk->ward, bed);
  return bed[0] == '\0' || *index != G_MAXUINT;
}

gboolean
virtual_desk_silence (VirtualDesk *desk, const char *bed)
{
  VigilTouch touch;
  VigilAction actions[VIGIL_ALARMS_MAX * 2];
  guint index;
  if (desk->ward == NULL) /* a dark screen: nothing to touch */
    return TRUE;
  if (!find_bed (desk, bed, &index))
    return FALSE;
  note (desk, "silence", bed);
  if (!vigil_ward_touch (desk->ward, index, desk->now, &touch))
    return TRUE;
  guint n = vigil_ward_silence (desk->ward, &touch, "Okafor", make_id_cb, desk, desk->now, actions);
  g_array_append_vals (desk->journal, actions, n);
  return TRUE;
}

gboolean
virtual_desk_reset (VirtualDesk *desk, const char *bed)
{
  VigilAction actions[VIGIL_ALARMS_MAX * 2];
  guint index;
  if (desk->ward == NULL || !find_bed (desk, bed, &index) || index == G_MAXUINT)
    return FALSE;
  note (desk, "reset", bed);
  guint n = vigil_ward_reset (desk->ward, index, "Okafor", make_id_cb, desk, desk->now, actions);
  g_array_append_vals (desk->journal, actions, n);
  return TRUE;
}

gboolean
virtual_desk_identify (VirtualDesk *desk, const char *bed, gboolean is_occupied, gint age_days)
{
  VigilIdentity identity = { .is_occupied = is_occupied, .age_days = age_days };
  guint index;
  if (desk->ward == NULL || !find_bed (desk, bed, &index) || index == G_MAXUINT)
    return FALSE;
  g_autofree char *what =
      g_strdup_printf ("identity %s %d", is_occupied ? "occupied" : "empty", age_days);
  note (desk, what, bed);
  identity.as_of_ms = desk->now.wall_ms;
  vigil_ward_set_identity (desk->ward, index, &identity, desk->now);
  return TRUE;
}
