/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Plays a recorded run to a ward, and writes down all that it says and shows. */

#include "world-record.h"

#include "vigil-ward-command.h"
#include "vigil-wire.h"

#include <string.h>

#define ROOT "vigil/v1/site/ward"
#define TICK_MS 100
#define BEDS_MAX 16

typedef struct {
  VigilWard *ward;
  VigilWardConfig config;
  VigilWardBed beds[BEDS_MAX];
  VigilNow now;
  gint64 start_us;
  GHashTable *lines; /* topic → its last line */
  GHashTable *seqs; /* topic → seq + 1 */
  GPtrArray *group; /* the lines since the last step */
  GPtrArray *journal; /* VigilAction: what was done here */
  guint n_ids;
  GString *out;
  gboolean is_new; /* something was said since the state was written down */
  VigilTouch touch;
  VigilFrame slot;
} Player;

/* ── What the ward says and shows ───────────────────────────────────────────────────────────── */

static const char *const EVENTS[] = {
  [VIGIL_EVENT_ALARM_RAISED] = "raised",
  [VIGIL_EVENT_ALARM_CHANGED] = "changed",
  [VIGIL_EVENT_ALARM_SILENCED] = "silenced",
  [VIGIL_EVENT_ALARM_RETURNED] = "returned",
  [VIGIL_EVENT_ALARM_LATCHED] = "latched",
  [VIGIL_EVENT_ALARM_ENDED] = "ended",
  [VIGIL_EVENT_ALARM_RESET] = "reset",
  [VIGIL_EVENT_SOUND] = "sound",
  [VIGIL_EVENT_REMIND] = "remind",
  [VIGIL_EVENT_BED] = "bed",
  [VIGIL_EVENT_LINK] = "link",
  [VIGIL_EVENT_ACTIONS] = "actions",
  [VIGIL_EVENT_ALARM_REACHED] = "reached",
  [VIGIL_EVENT_BURST] = "burst",
  [VIGIL_EVENT_REQUEST] = "request",
  [VIGIL_EVENT_ACTION_CUT] = "cut",
};
static const char *const PRIORITIES[] = { "none", "low", "medium", "high" };
static const char *const PHASES[] = { "pending", "open", "silenced", "ended" };
static const char *const REACHES[] = { "here", "elsewhere", "staff" };
static const char *const SILENCERS[] = { "", " by-here", " by-other", " by-bedside" };

static void
stamp (Player *player)
{
  gint64 ms = (player->now.mono_us - player->start_us) / 1000;
  g_string_append_printf (player->out, "%8" G_GINT64_FORMAT " ", ms);
}

static void
write_alarm (Player *player, const VigilAlarm *alarm)
{
  g_string_append_printf (player->out, "%s %s %s%s%s%s", alarm->key, PRIORITIES[alarm->priority],
                          PHASES[alarm->phase], alarm->is_latched ? " latched" : "",
                          alarm->is_unverified ? " unverified" : "",
                          SILENCERS[alarm->silenced_by_kind]);
  if (alarm->silence_until_us != 0)
    g_string_append_printf (player->out, " for-ms %" G_GINT64_FORMAT,
                            (alarm->silence_until_us - player->now.mono_us) / 1000);
}

static void
on_event (const VigilEvent *event, gpointer data)
{
  Player *player = data;
  /* What a bed's picture needs, and numbers to keep, are not the engine's matter. */
  if (event->kind == VIGIL_EVENT_BED || event->kind == VIGIL_EVENT_NUMBER)
    return;
  stamp (player);
  const char *name = (guint) event->kind < G_N_ELEMENTS (EVENTS) ? EVENTS[event->kind] : NULL;
  g_string_append_printf (player->out, "%s", name != NULL ? name : "?");
  if (event->alarm != NULL) {
    g_string_append_c (player->out, ' ');
    write_alarm (player, event->alarm);
  } else if (event->kind == VIGIL_EVENT_SOUND) {
    g_string_append_printf (player->out, " %s", PRIORITIES[event->priority]);
  } else {
    g_string_append_printf (player->out, " %s", event->bed);
  }
  g_string_append_c (player->out, '\n');
  player->is_new = TRUE;
}

static void
write_state (Player *player)
{
  guint n;
  const VigilAlarm *const *alarms = vigil_ward_list_alarms (player->ward, &n);
  for (guint i = 0; i < n; i++) {
    g_string_append (player->out, "         = ");
    write_alarm (player, alarms[i]);
    g_string_append_printf (player->out, " sources %u %s%s raised %" G_GINT64_FORMAT " \"%s\"\n",
                            alarms[i]->sources, REACHES[alarms[i]->reach],
                            alarms[i]->is_unanswered ? " unanswered" : "", alarms[i]->raised_ms,
                            alarms[i]->label);
  }
  g_string_append_printf (player->out, "         = sounding %s\n",
                          PRIORITIES[vigil_ward_get_sounding (player->ward)]);
  player->is_new = FALSE;
}

static void
write_counters (Player *player)
{
  for (guint i = 0; i < VIGIL_N_COUNTERS; i++)
    if (vigil_ward_get_count (player->ward, (VigilCounter) i) > 0)
      g_string_append_printf (player->out, "counted %s %" G_GUINT64_FORMAT "\n",
                              vigil_counter_get_name ((VigilCounter) i),
                              vigil_ward_get_count (player->ward, (VigilCounter) i));
}

/* ── What it is given ───────────────────────────────────────────────────────────────────────── */

static void
make_id (char out[VIGIL_UUID_SIZE], gpointer data)
{
  Player *player = data;
  g_snprintf (out, VIGIL_UUID_SIZE, "01900000-0000-7000-8000-%012u", ++player->n_ids);
}

static VigilFrame *
reserve (gpointer data, VigilFrameKind kind)
{
  (void) kind;
  return &((Player *) data)->slot;
}

static void
commit (gpointer data)
{
  Player *player = data;
  vigil_ward_feed (player->ward, &player->slot, player->now);
}

/* "@" is now, "#" the next seq of the topic. */
static char *
fill (Player *player, const char *topic, const char *template)
{
  g_autoptr (GString) text = g_string_new (template);
  char *at = strstr (text->str, "\"t\":@");
  if (at != NULL) {
    char *end = at + strlen ("\"t\":@");
    gint64 t_ms = player->now.wall_ms + g_ascii_strtoll (end, &end, 10);
    g_autofree char *time = g_strdup_printf ("\"t\":%" G_GINT64_FORMAT, t_ms);
    gssize from = at - text->str, n = end - at;
    g_string_erase (text, from, n);
    g_string_insert (text, from, time);
  }
  guint next = GPOINTER_TO_UINT (g_hash_table_lookup (player->seqs, topic));
  const char *seq = strstr (text->str, "\"seq\":");
  if (seq != NULL) {
    guint own = seq[6] == '#' ? next : (guint) g_ascii_strtoull (seq + 6, NULL, 10);
    g_hash_table_insert (player->seqs, g_strdup (topic), GUINT_TO_POINTER (own + 1));
  }
  g_autofree char *number = g_strdup_printf ("\"seq\":%u", next);
  g_string_replace (text, "\"seq\":#", number, 1);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
play_message (Player *player, const char *line)
{
  if (g_str_has_prefix (line, "= ")) {
    line = g_hash_table_lookup (player->lines, line + 2);
    g_assert_nonnull (line);
  }
  g_autofree char *copy = g_strdup (line);
  gboolean is_retained = g_str_has_prefix (line, "retained ");
  const char *rest = is_retained ? line + strlen ("retained ") : line;
  const char *space = strchr (rest, ' ');
  g_assert_nonnull (space);
  g_autofree char *topic = g_strndup (rest, (gsize) (space - rest));
  g_autofree char *full = g_strdup_printf (ROOT "/%s", topic);
  g_autofree char *payload = fill (player, topic, space + 1);
  VigilFrameSink sink = { reserve, commit, player };
  vigil_wire_decode (ROOT, full, (const guint8 *) payload, strlen (payload), is_retained,
                     player->now, &sink);
  g_hash_table_insert (player->lines, g_steal_pointer (&topic), g_steal_pointer (&copy));
}

static void
step (Player *player)
{
  player->now.mono_us += TICK_MS * 1000;
  player->now.wall_ms += TICK_MS;
}

static void
tick (Player *player)
{
  vigil_ward_tick (player->ward, player->now);
  if (player->is_new)
    write_state (player);
}

static void
play_idle (Player *player, const char *count)
{
  for (guint64 i = g_ascii_strtoull (count, NULL, 10); i > 0; i--) {
    step (player);
    tick (player);
  }
}

static guint
find_bed (Player *player, const char *id)
{
  return strcmp (id, "-") == 0 ? G_MAXUINT : vigil_ward_find_bed (player->ward, id);
}

static void
keep (Player *player, const VigilAction *actions, guint n)
{
  for (guint i = 0; i < n; i++) {
    stamp (player);
    g_string_append_printf (player->out, "did %s until %" G_GINT64_FORMAT "\n", actions[i].key,
                            actions[i].until_ms);
    g_ptr_array_add (player->journal, g_memdup2 (&actions[i], sizeof actions[i]));
  }
  write_state (player);
}

static void
release_touch (Player *player)
{
  VigilAction actions[VIGIL_ALARMS_MAX * 2];
  keep (player, actions,
        vigil_ward_silence (player->ward, &player->touch, "Test", make_id, player, player->now,
                            actions));
}

static void
take_action (Player *player, const char *payload)
{
  VigilAction action;
  VigilCounter reason;
  const char *field;
  if (!vigil_wire_decode_action ((const guint8 *) payload, strlen (payload), &action, &reason,
                                 &field))
    g_error ("action refused: %s", field);
  vigil_ward_apply_action (player->ward, &action, player->now);
}

/* The process starts again, with its journal. */
static void
start_station (Player *player)
{
  g_clear_pointer (&player->ward, vigil_ward_free);
  player->ward = vigil_ward_new (&player->config, on_event, player, player->now);
  for (guint i = 0; i < player->journal->len; i++)
    vigil_ward_apply_action (player->ward, g_ptr_array_index (player->journal, i), player->now);
}

static void
set_identity (Player *player, const char *bed, const char *encounter)
{
  VigilIdentity identity = { .age_days = -1,
                             .as_of_ms = player->now.wall_ms,
                             .is_occupied = strcmp (encounter, "-") != 0 };
  if (identity.is_occupied)
    vigil_text_copy (identity.encounter, sizeof identity.encounter, encounter);
  vigil_ward_set_identity (player->ward, find_bed (player, bed), &identity, player->now);
}

static void
note (Player *player, VigilRefusal refusal, const VigilAction *action)
{
  stamp (player);
  g_string_append_printf (player->out, "answer %d\n", refusal);
  if (refusal == VIGIL_REFUSAL_NONE)
    g_ptr_array_add (player->journal, g_memdup2 (action, sizeof *action));
  write_state (player);
}

/* @words: the mode's number and the length in ms. */
static void
suspend_bed (Player *player, const char *bed, const char *words)
{
  char *rest;
  VigilSuspensionOrder order = { .reason = "Test" };
  order.mode = (VigilSuspensionMode) g_ascii_strtoull (words, &rest, 10);
  order.length_ms = g_ascii_strtoll (rest, NULL, 10);
  char id[VIGIL_UUID_SIZE];
  make_id (id, player);
  VigilAction action;
  note (player,
        vigil_ward_suspend (player->ward, find_bed (player, bed), &order, "Test", id, player->now,
                            &action),
        &action);
}

static void
discharge (Player *player, const char *bed)
{
  char id[VIGIL_UUID_SIZE];
  make_id (id, player);
  VigilAction action;
  note (
      player,
      vigil_ward_discharge (player->ward, find_bed (player, bed), "Test", id, player->now, &action),
      &action);
}

static void
add_bed (Player *player, const char *id, const char *role)
{
  g_assert_cmpuint (player->config.n_beds, <, BEDS_MAX);
  VigilWardBed *bed = &player->beds[player->config.n_beds++];
  vigil_text_copy (bed->id, sizeof bed->id, id);
  vigil_text_copy (bed->label, sizeof bed->label, id);
  bed->role = (VigilRole) g_ascii_strtoull (role, NULL, 10);
}

static gboolean
play_set_up (Player *player, const char *verb, char **words)
{
  if (strcmp (verb, "clock") == 0) {
    player->now.mono_us = player->start_us = g_ascii_strtoll (words[1], NULL, 10);
    player->now.wall_ms = g_ascii_strtoll (words[2], NULL, 10);
  } else if (strcmp (verb, "wall") == 0) {
    player->now.wall_ms += g_ascii_strtoll (words[1], NULL, 10);
  } else if (strcmp (verb, "sleep") == 0) {
    player->now.mono_us += g_ascii_strtoll (words[1], NULL, 10) * 1000;
    player->now.wall_ms += g_ascii_strtoll (words[1], NULL, 10);
  } else if (strcmp (verb, "bed") == 0) {
    add_bed (player, words[1], words[2]);
  } else if (strcmp (verb, "station") == 0) {
    vigil_text_copy (player->config.station, sizeof player->config.station, words[1]);
    player->config.boot = (guint32) g_ascii_strtoull (words[2], NULL, 10);
    start_station (player);
  } else {
    return FALSE;
  }
  return TRUE;
}

static gboolean
play_command (Player *player, const char *verb, char **words)
{
  if (strcmp (verb, "link") == 0) {
    player->slot = (VigilFrame){ .kind = VIGIL_FRAME_LINK };
    player->slot.link.state = (VigilLinkState) g_ascii_strtoull (words[1], NULL, 10);
    commit (player);
  } else if (strcmp (verb, "touch") == 0) {
    vigil_ward_touch (player->ward, find_bed (player, words[1]), player->now, &player->touch);
  } else if (strcmp (verb, "release") == 0) {
    release_touch (player);
  } else if (strcmp (verb, "reset") == 0) {
    VigilAction actions[VIGIL_ALARMS_MAX * 2];
    keep (player, actions,
          vigil_ward_reset (player->ward, find_bed (player, words[1]), "Test", make_id, player,
                            player->now, actions));
  } else if (strcmp (verb, "identity") == 0) {
    set_identity (player, words[1], words[2]);
  } else if (strcmp (verb, "suspend") == 0) {
    suspend_bed (player, words[1], words[2]);
  } else if (strcmp (verb, "discharge") == 0) {
    discharge (player, words[1]);
  } else {
    return FALSE;
  }
  return TRUE;
}

static void play_line (Player *player, const char *line);

static void
play_again (Player *player, const char *count)
{
  for (guint64 i = g_ascii_strtoull (count, NULL, 10); i > 0; i--)
    for (guint j = 0; j < player->group->len; j++)
      play_line (player, g_ptr_array_index (player->group, j));
}

static void
play_line (Player *player, const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", 3);
  const char *verb = words[0];
  if (strcmp (verb, "tick") == 0)
    tick (player);
  else if (strcmp (verb, "step") == 0)
    step (player);
  else if (strcmp (verb, "idle") == 0)
    play_idle (player, words[1]);
  else if (strcmp (verb, "again") == 0)
    play_again (player, words[1]);
  else if (strcmp (verb, "action") == 0)
    take_action (player, line + strlen ("action "));
  else if (strcmp (verb, "=") == 0 || strcmp (verb, "retained") == 0 || strchr (verb, '/') != NULL)
    play_message (player, line);
  else if (!play_set_up (player, verb, words) && !play_command (player, verb, words))
    g_error ("not a line of a run: %s", line);
}

char *
world_play (const char *input)
{
  g_autofree Player *player = g_new0 (Player, 1);
  VigilLimitPresets presets;
  vigil_limit_presets_init (&presets);
  player->config = (VigilWardConfig){
    .site = "site", .ward = "ward", .presets = presets, .silence_high_s = 120
  };
  player->config.beds = player->beds;
  player->out = g_string_new (NULL);
  player->lines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  player->seqs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  player->journal = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) lines = g_strsplit (input, "\n", -1);
  player->group = g_ptr_array_new ();
  for (guint i = 0; lines[i] != NULL; i++) {
    if (lines[i][0] == '\0' || lines[i][0] == '!')
      continue;
    if (strcmp (lines[i], "step") == 0)
      g_ptr_array_set_size (player->group, 0);
    if (!g_str_has_prefix (lines[i], "again "))
      g_ptr_array_add (player->group, lines[i]);
    play_line (player, lines[i]);
  }
  write_state (player);
  write_counters (player);
  vigil_ward_free (player->ward);
  g_hash_table_unref (player->lines);
  g_hash_table_unref (player->seqs);
  g_ptr_array_unref (player->journal);
  g_ptr_array_unref (player->group);
  return g_string_free (player->out, FALSE);
}
