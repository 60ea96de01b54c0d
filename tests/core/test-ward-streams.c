/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Streams by the hundred of everything that can happen to a ward, made of a seed, judged at
 * every tick (world-judge.h). A stream that breaks a rule is made shorter, step by step, while it
 * still does; what is left of it is printed with its seed. $VIGIL_STREAMS: how many;
 * $VIGIL_STREAM: from which seed on. */

#include "world-judge.h"

#include "vigil-alarm-machine.h"

#define N_BEDS 3
#define N_STREAMS 200
#define N_OPS 40
#define SECOND_US G_GINT64_CONSTANT (1000000)
#define SILENCE_US (120 * SECOND_US)
#define PEER "desk-9"
#define PEER_ACTIONS_MAX (VIGIL_ALARMS_MAX * 2)

static const struct {
  const char *code, *src;
} CODES[] = {
  { ASYSTOLE, HR },
  { VF, HR },
  { VT, HR },
  { "MDC_EVT_DESAT", SPO2 },
  { "MDC_EVT_LO", SPO2 },
  { "MDC_EVT_ECG_SV_TACHY", HR },
  { "MDC_EVT_APNEA", RR },
  { "MDC_EVT_LEADS_OFF", "" },
  { "MDC_EVT_SENSOR_DISCONN", SPO2 },
};

typedef enum {
  OP_WAIT,
  OP_RAISE,
  OP_CLEAR,
  OP_LATCH,
  OP_INACTIVATE,
  OP_VALUE,
  OP_SILENCE,
  OP_PEER,
  OP_RESET,
  OP_SUSPEND,
  OP_RESUME,
  OP_VITALS,
  OP_LIST,
  OP_LINK,
  OP_GATEWAY,
  OP_RESTART,
  N_OPS_KINDS,
} OpKind;

static const char *const OP_NAMES[N_OPS_KINDS] = {
  "wait",  "raise",   "clear",  "latch",  "inactivate", "value", "silence", "peer",
  "reset", "suspend", "resume", "vitals", "list",       "link",  "gateway", "restart",
};

typedef struct {
  OpKind kind;
  guint bed, a;
  gint64 pause_ms; /* after it */
} Op;

/* What another station has done on a bed and still says. */
typedef struct {
  VigilAction actions[PEER_ACTIONS_MAX];
  guint n;
} PeerList;

typedef struct {
  World *world;
  WorldJudge *judge;
  PeerList peers[N_BEDS];
  GPtrArray *journal; /* VigilAction */
  guint n_ids, n_silences, n_restored, n_suspended, n_reset;
  char *fault; /* NULL: every rule held */
} Stream;

static void G_GNUC_PRINTF (2, 3) fail (Stream *s, const char *format, ...)
{
  if (s->fault != NULL)
    return;
  va_list arguments;
  va_start (arguments, format);
  s->fault = g_strdup_vprintf (format, arguments);
  va_end (arguments);
}

static gint64
mono (const Stream *s)
{
  return s->world->now.mono_us;
}

/* ── What is looked at ──────────────────────────────────────────────────────────────────────── */

static gboolean
is_listed (const Stream *s, guint bed, const char *key)
{
  const WorldBed *b = &s->world->beds[bed];
  for (guint i = 0; i < b->n_alarms; i++) {
    char listed[VIGIL_KEY_MAX];
    vigil_nomenclature_make_key (b->id, b->alarms[i].code, b->alarms[i].src, b->alarms[i].priority,
                                 listed);
    if (strcmp (listed, key) == 0 && !b->alarms[i].is_latched)
      return TRUE;
  }
  return FALSE;
}

/* It came back and was the same occurrence: a station that starts does not know the one before, and
 * rings. */
static gboolean
is_come_back (const Stream *s, guint bed, const VigilAlarm *alarm)
{
  const WorldBed *b = &s->world->beds[bed];
  for (guint i = 0; i < b->n_alarms; i++)
    if (strcmp (b->alarms[i].code, alarm->code) == 0 && b->alarms[i].raised_ms > alarm->raised_ms)
      return TRUE;
  return FALSE;
}

static const VigilAlarm *
find_alarm (Stream *s, const char *key)
{
  guint n;
  const VigilAlarm *const *alarms = vigil_ward_list_alarms (s->world->ward, &n);
  for (guint i = 0; i < n; i++)
    if (strcmp (alarms[i]->key, key) == 0)
      return alarms[i];
  return NULL;
}

static void
check (gpointer data)
{
  Stream *s = data;
  world_judge_look (s->judge);
  if (world_judge_get_fault (s->judge) != NULL)
    fail (s, "%s", world_judge_get_fault (s->judge));
}

/* All that is known of all other beds. */
static char *
describe_others (Stream *s, guint bed)
{
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < N_BEDS; i++) {
    guint n;
    const VigilAlarm *const *alarms = vigil_ward_list_bed_alarms (s->world->ward, i, &n);
    for (guint j = 0; i != bed && j < n; j++)
      g_string_append_printf (text, "%s=%d/%d/%d/%" G_GINT64_FORMAT ";", alarms[j]->key,
                              alarms[j]->phase, alarms[j]->is_latched, alarms[j]->reach,
                              alarms[j]->silence_until_us);
    const VigilBed *b = vigil_ward_get_bed (s->world->ward, i);
    if (i != bed)
      g_string_append_printf (text, "%s=%d/%" G_GINT64_FORMAT ";", b->id, b->suspension,
                              b->suspended_until_us);
  }
  return g_string_free (text, FALSE);
}

/* ── What can happen ────────────────────────────────────────────────────────────────────────── */

static void
raise_alarm (Stream *s, guint bed, guint a)
{
  WorldBed *b = &s->world->beds[bed];
  guint code = a % G_N_ELEMENTS (CODES);
  for (guint i = 0; i < b->n_alarms; i++)
    if (strcmp (b->alarms[i].code, CODES[code].code) == 0)
      return;
  char id[32];
  g_snprintf (id, sizeof id, "id-%u", s->n_ids++);
  world_raise (s->world, bed, id, CODES[code].code, CODES[code].src,
               vigil_nomenclature_find_event (CODES[code].code)->priority);
}

static VigilFrameAlarm *
pick (Stream *s, guint bed, guint a)
{
  WorldBed *b = &s->world->beds[bed];
  b->is_list_due = TRUE;
  return b->n_alarms > 0 ? &b->alarms[a % b->n_alarms] : NULL;
}

static void
set_value (Stream *s, guint bed, guint a)
{
  static const double SPO2_VALUES[] = { 97, 91, 89, 88, 86, 84, 80 };
  static const double HR_VALUES[] = { 80, 48, 35, 125, 136, 150 };
  if (a % 11 == 0)
    world_unset (s->world, bed, a % 2 == 0 ? VIGIL_NUMERIC_SPO2 : VIGIL_NUMERIC_HR);
  else if (a % 2 == 0)
    world_set (s->world, bed, VIGIL_NUMERIC_SPO2, SPO2_VALUES[a / 2 % 7]);
  else
    world_set (s->world, bed, VIGIL_NUMERIC_HR, HR_VALUES[a / 2 % 6]);
}

static void
note (Stream *s, const VigilAction *action)
{
  g_ptr_array_add (s->journal, g_memdup2 (action, sizeof *action));
}

static void
silence (Stream *s, guint bed)
{
  VigilAction actions[VIGIL_ALARMS_MAX * 2];
  guint n = world_silence (s->world, bed, actions);
  for (guint i = 0; i < n; i++) {
    if (strcmp (actions[i].bed, s->world->beds[bed].id) != 0)
      fail (s, "a touch on bed %u acted on \"%s\"", bed, actions[i].bed);
    note (s, &actions[i]);
    world_judge_note_act (s->judge, &actions[i]);
  }
  s->n_silences += n;
}

static void
publish_peer (Stream *s, guint bed)
{
  world_peer_list (s->world, bed, PEER, s->peers[bed].actions, s->peers[bed].n);
}

/* Another station silences one of the alarms, as it shows it; its list has the last ones. */
static void
silence_elsewhere (Stream *s, guint bed, guint a)
{
  guint n;
  const VigilAlarm *const *alarms = vigil_ward_list_bed_alarms (s->world->ward, bed, &n);
  PeerList *peer = &s->peers[bed];
  if (n == 0 || !s->world->is_linked || peer->n >= PEER_ACTIONS_MAX)
    return;
  const VigilAlarm *alarm = alarms[a % n];
  VigilTouch touch; /* all stations share the bed's time */
  vigil_ward_touch (s->world->ward, bed, s->world->now, &touch);
  VigilAction *action = &peer->actions[peer->n++];
  *action = (VigilAction){ .word = VIGIL_ACTION_ACKNOWLEDGE,
                           .raised_ms = alarm->raised_ms,
                           .asof_ms = touch.asof_ms,
                           .priority = alarm->priority,
                           .t_ms = s->world->now.wall_ms };
  world_make_id (action->id, s->world);
  vigil_text_copy (action->bed, sizeof action->bed, alarm->bed);
  vigil_text_copy (action->key, sizeof action->key, alarm->key);
  vigil_text_copy (action->station, sizeof action->station, PEER);
  if (alarm->priority == VIGIL_PRIORITY_HIGH)
    action->until_ms = action->t_ms + 120000;
  world_judge_note_act (s->judge, action);
  publish_peer (s, bed);
}

static void
reset (Stream *s, guint bed)
{
  VigilAction actions[VIGIL_ALARMS_MAX * 2];
  guint n = vigil_ward_reset (s->world->ward, bed, "Test", world_make_id, s->world, s->world->now,
                              actions);
  for (guint i = 0; i < n; i++) {
    note (s, &actions[i]);
    world_judge_note_act (s->judge, &actions[i]);
  }
}

static void
suspend (Stream *s, guint bed, guint a)
{
  VigilSuspensionOrder order = { .mode = (VigilSuspensionMode) (1 + a % 3), .reason = "Test" };
  order.length_ms = a % 4 == 0 ? MINUTES (1 + a / 4 % 5) : 0;
  char id[VIGIL_UUID_SIZE];
  VigilAction action;
  world_make_id (id, s->world);
  if (vigil_ward_suspend (s->world->ward, bed, &order, "Test", id, s->world->now, &action)
      != VIGIL_REFUSAL_NONE)
    return;
  note (s, &action);
  world_judge_note_suspension (s->judge, bed);
}

static void
resume (Stream *s, guint bed)
{
  char id[VIGIL_UUID_SIZE];
  VigilAction action;
  world_make_id (id, s->world);
  if (vigil_ward_resume (s->world->ward, bed, "Test", id, s->world->now, &action)
      != VIGIL_REFUSAL_NONE)
    return;
  note (s, &action);
  world_judge_note_suspension (s->judge, bed);
}

static void
connect (Stream *s)
{
  world_gateway_state (s->world, 0, TRUE);
  for (guint i = 0; i < N_BEDS; i++) {
    world_meta (s->world, i);
    s->world->beds[i].is_list_due = TRUE;
  }
}

static void
toggle_link (Stream *s)
{
  world_link (s->world, s->world->is_linked ? VIGIL_LINK_DOWN : VIGIL_LINK_UP);
  if (s->world->is_linked)
    connect (s);
}

/* ── A restart ──────────────────────────────────────────────────────────────────────────────── */

/* What stood when the station died. */
typedef struct {
  GArray *alarms; /* VigilAlarm: silenced, and the bedside will list it again */
  GArray *latched; /* VigilAlarm keys: held latched at the bedside, over here */
  PeerList own[N_BEDS]; /* retained at the broker */
  VigilBed beds[N_BEDS];
} Standing;

/* What the bedside has silenced counts from its first sight after the start. */
static gboolean
is_silenced_there (const Stream *s, guint bed, const char *key)
{
  const WorldBed *b = &s->world->beds[bed];
  for (guint i = 0; i < b->n_alarms; i++) {
    char listed[VIGIL_KEY_MAX];
    vigil_nomenclature_make_key (b->id, b->alarms[i].code, b->alarms[i].src, b->alarms[i].priority,
                                 listed);
    if (strcmp (listed, key) == 0 && b->alarms[i].inactivation != VIGIL_INACTIVATION_NONE)
      return TRUE;
  }
  return FALSE;
}

static gboolean
is_restored (const Stream *s, const VigilAlarm *alarm, guint bed)
{
  return alarm->phase == VIGIL_ALARM_SILENCED && !is_silenced_there (s, bed, alarm->key)
         && (alarm->silenced_by_kind == VIGIL_SILENCED_HERE
             || alarm->silenced_by_kind == VIGIL_SILENCED_OTHER_STATION)
         && is_listed (s, bed, alarm->key) && !is_come_back (s, bed, alarm);
}

static void
take_silenced (Stream *s, Standing *standing)
{
  guint n;
  const VigilAlarm *const *alarms = vigil_ward_list_alarms (s->world->ward, &n);
  for (guint i = 0; i < n; i++) {
    guint bed = vigil_ward_find_bed (s->world->ward, alarms[i]->bed);
    if (bed < N_BEDS && s->world->beds[bed].has_list && is_restored (s, alarms[i], bed))
      g_array_append_val (standing->alarms, *alarms[i]);
  }
}

/* By the bed's clock a silence is as old as the bed's last word before it. */
static gint64
get_age_us (const VigilAction *action, const char *key)
{
  gboolean is_of_key =
      strcmp (action->key, key) == 0 || vigil_alarm_key_is_second_of (action->key, key);
  return is_of_key ? (action->t_ms - action->asof_ms) * 1000 : 0;
}

/* @action says that what the bedside holds latched as @item is over here: it was reset, or silenced
 * by what still counts, by the bed's clock, too. */
static gboolean
says_over (const Stream *s, const VigilAction *action, const char *key, const VigilFrameAlarm *item)
{
  gint64 left_ms = action->until_ms - s->world->now.wall_ms - get_age_us (action, key) / 1000;
  gboolean is_of_key =
      strcmp (action->key, key) == 0 || vigil_alarm_key_is_second_of (action->key, key);
  gboolean counts = action->word == VIGIL_ACTION_RESET
                    || (action->word == VIGIL_ACTION_ACKNOWLEDGE && left_ms > SECONDS (2));
  return is_of_key && counts && action->asof_ms >= item->raised_ms;
}

static gboolean
is_said_to_be_over (const Stream *s,
                    const PeerList *list,
                    const char *key,
                    const VigilFrameAlarm *item)
{
  for (guint i = 0; i < list->n; i++)
    if (says_over (s, &list->actions[i], key, item))
      return TRUE;
  return FALSE;
}

/* A first level may only be out of sight behind its second. */
static void
take_latched (Stream *s, Standing *standing)
{
  for (guint i = 0; i < N_BEDS; i++) {
    const WorldBed *bed = &s->world->beds[i];
    for (guint j = 0; bed->has_list && !bed->is_list_due && j < bed->n_told; j++) {
      VigilAlarm alarm = { 0 };
      vigil_nomenclature_make_key (bed->id, bed->told[j].code, bed->told[j].src,
                                   bed->told[j].priority, alarm.key);
      if (bed->told[j].is_latched && vigil_alarm_key_get_level (alarm.key) != 1
          && find_alarm (s, alarm.key) == NULL
          && (is_said_to_be_over (s, &s->peers[i], alarm.key, &bed->told[j])
              || is_said_to_be_over (s, &standing->own[i], alarm.key, &bed->told[j])))
        g_array_append_val (standing->latched, alarm);
    }
  }
}

static void
take_standing (Stream *s, Standing *standing)
{
  standing->alarms = g_array_new (FALSE, FALSE, sizeof (VigilAlarm));
  standing->latched = g_array_new (FALSE, FALSE, sizeof (VigilAlarm));
  for (guint i = 0; i < N_BEDS; i++) {
    PeerList *own = &standing->own[i];
    own->n =
        vigil_ward_list_actions (s->world->ward, i, s->world->now, own->actions, PEER_ACTIONS_MAX);
    standing->beds[i] = *vigil_ward_get_bed (s->world->ward, i);
  }
  take_silenced (s, standing);
  take_latched (s, standing);
}

static gint64
get_slack_us (const Stream *s, const VigilAlarm *was)
{
  const PeerList *peer = &s->peers[vigil_ward_find_bed (s->world->ward, was->bed)];
  gint64 age_us = 0;
  for (guint i = 0; i < s->journal->len; i++)
    age_us = MAX (age_us, get_age_us (g_ptr_array_index (s->journal, i), was->key));
  for (guint i = 0; i < peer->n; i++)
    age_us = MAX (age_us, get_age_us (&peer->actions[i], was->key));
  return age_us + 2 * SECOND_US;
}

static void
compare_silence (Stream *s, const VigilAlarm *was)
{
  const VigilAlarm *is = find_alarm (s, was->key);
  gint64 slack_us = get_slack_us (s, was);
  const VigilBed *bed =
      vigil_ward_get_bed (s->world->ward, vigil_ward_find_bed (s->world->ward, was->bed));
  /* What grew for something that is not known any more (a red before it) grows again, and will
   * ring for that, or waits for the end of a suspension; and time goes on: what grew in this moment
   * rings now. */
  if (is != NULL ? is->priority != was->priority
                 : was->kind == VIGIL_ALARM_TECHNICAL && bed->suspension != VIGIL_SUSPENSION_NONE)
    return;
  if (was->silence_until_us != 0 && was->silence_until_us - mono (s) <= slack_us)
    return;
  s->n_restored++;
  if (is == NULL || is->phase != VIGIL_ALARM_SILENCED
      || is->silence_until_us - was->silence_until_us > 2 * SECOND_US
      || was->silence_until_us - is->silence_until_us > slack_us)
    fail (s, "after a restart %s is %d, not silenced as before", was->key,
          is != NULL ? (gint) is->phase : -1);
}

static void
compare_bed (Stream *s, const VigilBed *was, guint i)
{
  const VigilBed *is = vigil_ward_get_bed (s->world->ward, i);
  gint64 later_us = is->suspended_until_us - was->suspended_until_us;
  if (was->suspension != VIGIL_SUSPENSION_NONE && was->suspended_until_us <= mono (s))
    return; /* it has just run out */
  s->n_suspended += was->suspension != VIGIL_SUSPENSION_NONE;
  if (is->suspension != was->suspension || ABS (later_us) > SECOND_US
      || strcmp (is->suspended_id, was->suspended_id) != 0
      || strcmp (is->suspended_by, was->suspended_by) != 0
      || strcmp (is->suspended_reason, was->suspended_reason) != 0)
    fail (s, "after a restart the suspension of %s is %d, %" G_GINT64_FORMAT " us later, was %d",
          was->id, is->suspension, later_us, was->suspension);
}

static void
compare_standing (Stream *s, const Standing *standing)
{
  for (guint i = 0; i < standing->alarms->len; i++)
    compare_silence (s, &g_array_index (standing->alarms, VigilAlarm, i));
  for (guint i = 0; i < standing->latched->len; i++) {
    const VigilAlarm *is = find_alarm (s, g_array_index (standing->latched, VigilAlarm, i).key);
    s->n_reset++;
    if (is != NULL && vigil_alarm_is_open (is))
      fail (s, "after a restart %s, which was over, sounds again", is->key);
  }
  for (guint i = 0; i < N_BEDS; i++)
    compare_bed (s, &standing->beds[i], i);
}

/* Replaying the journal gives the same state: what was silenced, suspended, resumed and reset is so
 * again, for as long as it was. The broker keeps the stations' lists. */
static void
restart (Stream *s)
{
  Standing standing;
  if (!s->world->is_linked)
    return;
  take_standing (s, &standing);
  world_restart_station (s->world);
  world_judge_note_restart (s->judge);
  for (guint i = 0; i < s->journal->len; i++)
    vigil_ward_apply_action (s->world->ward, g_ptr_array_index (s->journal, i), s->world->now);
  for (guint i = 0; i < N_BEDS; i++) {
    publish_peer (s, i);
    world_peer_list (s->world, i, s->world->config.station, standing.own[i].actions,
                     standing.own[i].n);
  }
  connect (s);
  world_run (s->world, 200);
  compare_standing (s, &standing);
  g_array_unref (standing.alarms);
  g_array_unref (standing.latched);
}

/* ── What can happen, by its name ───────────────────────────────────────────────────────────── */

static void
do_op (Stream *s, const Op *op)
{
  VigilFrameAlarm *item;
  WorldBed *bed = &s->world->beds[op->bed];
  switch (op->kind) {
  case OP_RAISE:
    raise_alarm (s, op->bed, op->a);
    break;
  case OP_CLEAR:
    if (bed->n_alarms > 0)
      world_clear (s->world, op->bed, pick (s, op->bed, op->a)->id);
    break;
  case OP_LATCH:
    item = pick (s, op->bed, op->a);
    if (item != NULL)
      item->is_latched = !item->is_latched;
    break;
  case OP_INACTIVATE:
    item = pick (s, op->bed, op->a);
    if (item == NULL)
      break;
    item->inactivation = (VigilInactivation) (op->a / 8 % 3);
    item->inactivation_until_ms = op->a % 5 == 0 ? s->world->now.wall_ms + SECONDS (50) : 0;
    break;
  case OP_VALUE:
    set_value (s, op->bed, op->a);
    break;
  case OP_SILENCE:
    silence (s, op->bed);
    break;
  case OP_PEER:
    silence_elsewhere (s, op->bed, op->a);
    break;
  case OP_RESET:
    reset (s, op->bed);
    break;
  case OP_SUSPEND:
    suspend (s, op->bed, op->a);
    break;
  case OP_RESUME:
    resume (s, op->bed);
    break;
  case OP_VITALS:
    bed->is_publishing = !bed->is_publishing;
    break;
  case OP_LIST:
    bed->has_list = !bed->has_list;
    break;
  case OP_LINK:
    toggle_link (s);
    break;
  case OP_GATEWAY:
    s->world->gateways[0].boot = 1000 + s->n_ids++;
    if (s->world->is_linked)
      connect (s);
    break;
  case OP_RESTART:
    restart (s);
    break;
  case OP_WAIT:
  case N_OPS_KINDS:
  default:
    break;
  }
}

/* What is done to one bed. */
static gboolean
is_act (OpKind kind)
{
  return kind == OP_SILENCE || kind == OP_PEER || kind == OP_INACTIVATE || kind == OP_RESET
         || kind == OP_SUSPEND || kind == OP_RESUME;
}

static void
step (Stream *s, const Op *op)
{
  g_autofree char *before = describe_others (s, op->bed);
  do_op (s, op);
  if (is_act (op->kind)) {
    g_autofree char *after = describe_others (s, op->bed);
    if (strcmp (before, after) != 0)
      fail (s, "%s on bed %u changed another", OP_NAMES[op->kind], op->bed);
  }
  world_run (s->world, op->pause_ms);
}

/* ── Streams ────────────────────────────────────────────────────────────────────────────────── */

/* What the streams have shown: a rule that nothing came near is not tested. */
typedef struct {
  guint n_silences, n_held, n_held_own, n_births, n_restored, n_suspended, n_reset;
} Tally;

static void
add (Tally *tally, const Stream *s)
{
  tally->n_silences += s->n_silences;
  tally->n_held += world_judge_get_n_held (s->judge);
  tally->n_held_own += world_judge_get_n_held_own (s->judge);
  tally->n_births += world_judge_get_n_births (s->judge);
  tally->n_restored += s->n_restored;
  tally->n_suspended += s->n_suspended;
  tally->n_reset += s->n_reset;
}

/* NULL: every rule held. Else why not; owned by the caller. */
static char *
play (const Op *ops, guint n_ops, Tally *tally)
{
  g_autoptr (World) world = world_new (N_BEDS);
  g_autoptr (WorldJudge) judge = world_judge_new (world);
  Stream s = { .world = world, .judge = judge };
  s.journal = g_ptr_array_new_with_free_func (g_free);
  world->each_tick = check;
  world->each_tick_data = &s;
  for (guint i = 0; i < n_ops && s.fault == NULL; i++)
    step (&s, &ops[i]);
  g_ptr_array_unref (s.journal);
  add (tally, &s);
  return s.fault;
}

static void
make_ops (guint seed, Op ops[N_OPS])
{
  static const OpKind MIX[] = {
    OP_RAISE, OP_RAISE, OP_RAISE,   OP_RAISE, OP_CLEAR,      OP_CLEAR,   OP_VALUE,
    OP_VALUE, OP_VALUE, OP_LATCH,   OP_LATCH, OP_SILENCE,    OP_SILENCE, OP_SILENCE,
    OP_PEER,  OP_PEER,  OP_RESET,   OP_RESET, OP_SUSPEND,    OP_RESUME,  OP_VITALS,
    OP_LIST,  OP_LINK,  OP_GATEWAY, OP_WAIT,  OP_INACTIVATE, OP_RESTART, OP_RESTART,
  };
  GRand *random = g_rand_new_with_seed (seed);
  for (guint i = 0; i < N_OPS; i++) {
    ops[i].kind = MIX[g_rand_int_range (random, 0, G_N_ELEMENTS (MIX))];
    ops[i].bed = (guint) g_rand_int_range (random, 0, N_BEDS);
    ops[i].a = (guint) g_rand_int_range (random, 0, 1000);
    gint longest = g_rand_int_range (random, 0, 4) == 0 ? 400 : 40;
    ops[i].pause_ms = 100 * (1 + g_rand_int_range (random, 0, longest));
  }
  g_rand_free (random);
}

static gboolean
is_faulty (const Op *ops, guint n)
{
  Tally unused = { 0 };
  g_autofree char *fault = play (ops, n, &unused);
  return fault != NULL;
}

/* Leaves out what is not needed for the fault: halves, then quarters, down to single steps. */
static guint
shrink (Op *ops, guint n)
{
  for (guint size = MAX (n / 2, 1); size >= 1; size /= 2) {
    for (guint from = 0; from + size <= n;) {
      Op fewer[N_OPS];
      guint n_fewer = 0;
      for (guint i = 0; i < n; i++)
        if (i < from || i >= from + size)
          fewer[n_fewer++] = ops[i];
      if (!is_faulty (fewer, n_fewer)) {
        from += size;
        continue;
      }
      n = n_fewer;
      for (guint i = 0; i < n; i++)
        ops[i] = fewer[i];
    }
  }
  return n;
}

static void
tell (guint seed, Op *ops, const char *fault)
{
  guint n = shrink (ops, N_OPS);
  Tally unused = { 0 };
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "  %s bed %u %u, then %" G_GINT64_FORMAT " ms\n",
                            OP_NAMES[ops[i].kind], ops[i].bed, ops[i].a, ops[i].pause_ms);
  g_autofree char *last = play (ops, n, &unused);
  g_error ("seed %u: %s. In short: %s\n%s", seed, fault, last, text->str);
}

static guint
ask (const char *name, guint usual)
{
  const char *text = g_getenv (name);
  return text != NULL ? (guint) g_ascii_strtoull (text, NULL, 10) : usual;
}

static void
test_every_rule_holds_in_every_stream (void)
{
  guint n = ask ("VIGIL_STREAMS", N_STREAMS), first = ask ("VIGIL_STREAM", 1);
  Tally tally = { 0 };
  for (guint seed = first; seed < first + n; seed++) {
    Op ops[N_OPS];
    make_ops (seed, ops);
    g_autofree char *fault = play (ops, N_OPS, &tally);
    if (fault != NULL)
      tell (seed, ops, fault);
  }
  g_test_message ("%u streams, %u silences, %u looks at reds that must be heard, %u of them at the "
                  "station's own, %u births, after restarts %u silences, %u suspensions and %u "
                  "resets the same",
                  n, tally.n_silences, tally.n_held, tally.n_held_own, tally.n_births,
                  tally.n_restored, tally.n_suspended, tally.n_reset);
  g_assert_cmpuint (tally.n_silences, >, n);
  g_assert_cmpuint (tally.n_held, >, 100 * n);
  g_assert_cmpuint (tally.n_held_own, >, 10 * n);
  g_assert_cmpuint (tally.n_births, >, 5 * n);
  g_assert_cmpuint (tally.n_restored, >, n / 4);
  g_assert_cmpuint (tally.n_suspended, >, n / 4);
  g_assert_cmpuint (tally.n_reset, >, n / 20);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ward/streams/every-rule-holds-in-every-stream",
                   test_every_rule_holds_in_every_stream);
  return g_test_run ();
}
