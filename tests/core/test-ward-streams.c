/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Streams by the hundred of everything that can happen to a ward, made of a seed, judged at
 * every tick. A stream that breaks a rule is made shorter, step by step, while it still does; what
 * is left of it is printed with its seed. $VIGIL_STREAMS: how many. */

#include "ward-world.h"

#define N_BEDS 3
#define N_STREAMS 200
#define N_OPS 40
#define LIST_SPACING_US (11 * SECOND_US)
#define SILENCE_US (120 * G_GINT64_CONSTANT (1000000))
#define SECOND_US G_GINT64_CONSTANT (1000000)
#define KEYS_MAX 64

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
  OP_VITALS,
  OP_LIST,
  OP_LINK,
  OP_GATEWAY,
  OP_RESTART,
  N_OPS_KINDS,
} OpKind;

static const char *const OP_NAMES[N_OPS_KINDS] = {
  "wait",  "raise",   "clear",  "latch", "inactivate", "value",   "silence", "peer",
  "reset", "suspend", "vitals", "list",  "link",       "gateway", "restart",
};

typedef struct {
  OpKind kind;
  guint bed, a;
  gint64 pause_ms; /* after it */
} Op;

/* An alarm as it was at the tick before. */
typedef struct {
  char key[VIGIL_KEY_MAX];
  guint bed;
  VigilPriority priority;
  gboolean is_relayed; /* the bedside says so, nobody else */
} Heard;

typedef struct {
  World *world;
  Heard heard[KEYS_MAX];
  guint n_heard;
  gint64 acted_us[N_BEDS]; /* mono; the last silence, reset, suspension or word of the bedside */
  gint64 link_us; /* mono; the link's last change */
  gint64 told_us[N_BEDS]; /* mono; the last silence of another station or of the bedside */
  GPtrArray *journal; /* VigilAction */
  guint n_ids, n_silences, n_reds;
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

/* ── The rules ──────────────────────────────────────────────────────────────────────────────── */

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

/* The second level of its side is heard, or was silenced by somebody. */
static gboolean
is_behind_second (Stream *s, const char *key)
{
  gsize length = strlen (key);
  if (length < 2 || key[length - 1] != '1')
    return FALSE;
  g_autofree char *second = g_strdup (key);
  second[length - 1] = '2';
  return find_alarm (s, second) != NULL;
}

static gboolean
is_inactivated (const Stream *s, guint bed)
{
  const WorldBed *b = &s->world->beds[bed];
  for (guint i = 0; i < b->n_alarms; i++)
    if (b->alarms[i].inactivation != VIGIL_INACTIVATION_NONE)
      return TRUE;
  return FALSE;
}

/* From heard to not heard there are these ways only. */
static void
check_quiet (Stream *s, const Heard *heard)
{
  const VigilAlarm *alarm = find_alarm (s, heard->key);
  if (alarm != NULL && vigil_alarm_is_heard_here (alarm))
    return;
  gint64 since_us = mono (s) - s->acted_us[heard->bed];
  gboolean was_acted_on = s->acted_us[heard->bed] != 0 && since_us <= SILENCE_US;
  if (was_acted_on || is_behind_second (s, heard->key))
    return;
  /* Silenced there while nothing of it could be heard here: it is heard of now. */
  if (alarm != NULL && alarm->silenced_by_kind == VIGIL_SILENCED_AT_BEDSIDE
      && is_inactivated (s, heard->bed))
    return;
  if (alarm != NULL && alarm->phase == VIGIL_ALARM_SILENCED && !vigil_alarm_is_picture (alarm))
    fail (s, "%s was silenced by nobody", heard->key);
  else if (heard->is_relayed && is_listed (s, heard->bed, heard->key))
    fail (s, "%s went quiet while the bedside has it", heard->key);
  else if (heard->is_relayed && !s->world->is_linked && mono (s) - s->link_us > SECOND_US)
    fail (s, "%s ended by the silence of the wire", heard->key);
}

static void
check_heard (Stream *s)
{
  for (guint i = 0; i < s->n_heard; i++)
    if (s->heard[i].priority == VIGIL_PRIORITY_HIGH)
      check_quiet (s, &s->heard[i]);
  s->n_heard = 0;
  guint n;
  const VigilAlarm *const *alarms = vigil_ward_list_alarms (s->world->ward, &n);
  for (guint i = 0; i < n && s->n_heard < KEYS_MAX; i++) {
    if (alarms[i]->bed[0] == '\0' || alarms[i]->kind != VIGIL_ALARM_PHYSIOLOGICAL
        || !vigil_alarm_is_heard_here (alarms[i]))
      continue;
    Heard *heard = &s->heard[s->n_heard++];
    vigil_text_copy (heard->key, sizeof heard->key, alarms[i]->key);
    heard->bed = vigil_ward_find_bed (s->world->ward, alarms[i]->bed);
    heard->priority = alarms[i]->priority;
    heard->is_relayed = alarms[i]->sources == VIGIL_SOURCE_BEDSIDE;
    s->n_reds += heard->priority == VIGIL_PRIORITY_HIGH;
  }
}

/* "Every silence and suspension ends", and the highest open priority sounds. */
static void
check_shown (Stream *s)
{
  guint n;
  const VigilAlarm *const *alarms = vigil_ward_list_alarms (s->world->ward, &n);
  VigilPriority highest = VIGIL_PRIORITY_NONE;
  for (guint i = 0; i < n; i++) {
    const VigilAlarm *alarm = alarms[i];
    if (vigil_alarm_is_heard_here (alarm))
      highest = MAX (highest, alarm->priority);
    if (alarm->phase != VIGIL_ALARM_SILENCED || alarm->priority != VIGIL_PRIORITY_HIGH
        || alarm->silenced_by_kind == VIGIL_SILENCED_NOT)
      continue;
    gint64 left_us = alarm->silence_until_us - mono (s);
    if (alarm->silence_until_us == 0 || left_us <= 0 || left_us > 5 * SILENCE_US
        || (alarm->bed[0] != '\0' && left_us > SILENCE_US))
      fail (s, "the silence of %s has %" G_GINT64_FORMAT " us left", alarm->key, left_us);
  }
  if (vigil_ward_get_sounding (s->world->ward) != highest)
    fail (s, "sounding %d, the highest heard here is %d", vigil_ward_get_sounding (s->world->ward),
          highest);
  for (guint i = 0; i < N_BEDS; i++) {
    const VigilBed *bed = vigil_ward_get_bed (s->world->ward, i);
    gint64 left_us = bed->suspended_until_us - mono (s);
    if (bed->suspension != VIGIL_SUSPENSION_NONE
        && (left_us <= 0 || left_us > vigil_suspension_get_max_ms (bed->suspension) * 1000))
      fail (s, "the suspension of %s has %" G_GINT64_FORMAT " us left", bed->id, left_us);
  }
}

static void
check (gpointer data)
{
  Stream *s = data;
  check_heard (s);
  check_shown (s);
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
  static const double SPO2_VALUES[] = { 97, 91, 89, 88, 84, 80 };
  static const double HR_VALUES[] = { 80, 48, 35, 125, 150 };
  if (a % 7 == 0)
    world_unset (s->world, bed, VIGIL_NUMERIC_SPO2);
  else if (a % 2 == 0)
    world_set (s->world, bed, VIGIL_NUMERIC_SPO2, SPO2_VALUES[a / 2 % 6]);
  else
    world_set (s->world, bed, VIGIL_NUMERIC_HR, HR_VALUES[a / 2 % 5]);
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
  }
  s->n_silences += n;
}

/* Another station silences one of the alarms, as it shows it. */
static void
silence_elsewhere (Stream *s, guint bed, guint a)
{
  guint n;
  const VigilAlarm *const *alarms = vigil_ward_list_bed_alarms (s->world->ward, bed, &n);
  if (n == 0 || !s->world->is_linked)
    return;
  const VigilAlarm *alarm = alarms[a % n];
  VigilAction action = { .word = VIGIL_ACTION_ACKNOWLEDGE,
                         .raised_ms = alarm->raised_ms,
                         .asof_ms = MAX (s->world->now.wall_ms, alarm->raised_ms),
                         .t_ms = s->world->now.wall_ms };
  world_make_id (action.id, s->world);
  vigil_text_copy (action.bed, sizeof action.bed, alarm->bed);
  vigil_text_copy (action.key, sizeof action.key, alarm->key);
  vigil_text_copy (action.station, sizeof action.station, "desk-9");
  if (alarm->priority == VIGIL_PRIORITY_HIGH)
    action.until_ms = action.t_ms + 120000;
  world_peer_list (s->world, bed, "desk-9", &action, 1);
}

static void
reset (Stream *s, guint bed)
{
  VigilAction actions[VIGIL_ALARMS_MAX * 2];
  vigil_ward_reset (s->world->ward, bed, "Test", world_make_id, s->world, s->world->now, actions);
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
  s->link_us = mono (s);
  if (s->world->is_linked)
    connect (s);
}

/* Replaying the journal gives the same state: what the bedside lists is silenced or open as before,
 * and for as long. */
static void
restart (Stream *s)
{
  World *world = s->world;
  if (!world->is_linked)
    return;
  g_autoptr (GArray) before = g_array_new (FALSE, FALSE, sizeof (VigilAlarm));
  guint n;
  const VigilAlarm *const *alarms = vigil_ward_list_alarms (world->ward, &n);
  for (guint i = 0; i < n; i++) {
    guint bed = vigil_ward_find_bed (world->ward, alarms[i]->bed);
    /* Silences of others and of the bedside come with their lists, not with this journal. */
    if (alarms[i]->bed[0] != '\0' && alarms[i]->silenced_by_kind == VIGIL_SILENCED_HERE
        && is_listed (s, bed, alarms[i]->key) && world->beds[bed].has_list
        && !is_come_back (s, bed, alarms[i])
        && (s->told_us[bed] == 0 || mono (s) - s->told_us[bed] > SILENCE_US))
      g_array_append_val (before, *alarms[i]);
  }
  world_restart_station (world);
  for (guint i = 0; i < s->journal->len; i++)
    vigil_ward_apply_action (world->ward, g_ptr_array_index (s->journal, i), world->now);
  s->n_heard = 0;
  connect (s);
  world_run (world, 200);
  for (guint i = 0; i < before->len; i++) {
    const VigilAlarm *was = &g_array_index (before, VigilAlarm, i);
    const VigilAlarm *is = find_alarm (s, was->key);
    /* What grew for something that is not known any more (a red before it) grows again, and will
     * ring for that; and time goes on: what grew in this moment rings now. */
    if (is != NULL && is->priority != was->priority)
      continue;
    /* It is at least as old as the bed's last word before it; a bed speaks each 10 s, if no more.
     */
    gint64 shorter_us = world->beds[vigil_ward_find_bed (world->ward, was->bed)].is_publishing
                            ? 2000
                            : LIST_SPACING_US;
    if (was->silence_until_us != 0 && was->silence_until_us - mono (s) <= shorter_us)
      continue;
    if (is == NULL || is->phase != VIGIL_ALARM_SILENCED
        || is->silence_until_us - was->silence_until_us > 2000
        || was->silence_until_us - is->silence_until_us > shorter_us)
      fail (s, "after a restart %s is %d, not silenced as before", was->key,
            is != NULL ? (gint) is->phase : -1);
  }
}

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
    if (item != NULL)
      item->inactivation = (VigilInactivation) (op->a / 8 % 3);
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
    world_suspend (s->world, op->bed, (VigilSuspensionMode) (1 + op->a % 3), 0);
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

/* What explains that something goes quiet on its bed, for a while. */
static gboolean
is_act (OpKind kind)
{
  return kind == OP_SILENCE || kind == OP_PEER || kind == OP_INACTIVATE || kind == OP_RESET
         || kind == OP_SUSPEND;
}

static void
step (Stream *s, const Op *op)
{
  g_autofree char *before = describe_others (s, op->bed);
  do_op (s, op);
  if (is_act (op->kind)) {
    s->acted_us[op->bed] = mono (s);
    if (op->kind == OP_PEER || op->kind == OP_INACTIVATE)
      s->told_us[op->bed] = mono (s);
    g_autofree char *after = describe_others (s, op->bed);
    if (strcmp (before, after) != 0)
      fail (s, "%s on bed %u changed another", OP_NAMES[op->kind], op->bed);
  }
  world_run (s->world, op->pause_ms);
}

/* ── Streams ────────────────────────────────────────────────────────────────────────────────── */

/* NULL: every rule held. Else why not; owned by the caller. */
static char *
play (const Op *ops, guint n_ops, guint *n_silences, guint *n_reds)
{
  g_autoptr (World) world = world_new (N_BEDS);
  Stream s = { .world = world };
  s.journal = g_ptr_array_new_with_free_func (g_free);
  world->each_tick = check;
  world->each_tick_data = &s;
  for (guint i = 0; i < n_ops && s.fault == NULL; i++)
    step (&s, &ops[i]);
  g_ptr_array_unref (s.journal);
  *n_silences += s.n_silences;
  *n_reds += s.n_reds;
  return s.fault;
}

static void
make_ops (guint seed, Op ops[N_OPS])
{
  static const OpKind MIX[] = {
    OP_RAISE,   OP_RAISE,   OP_RAISE, OP_CLEAR,   OP_CLEAR,   OP_VALUE,      OP_VALUE,
    OP_SILENCE, OP_SILENCE, OP_PEER,  OP_LATCH,   OP_SUSPEND, OP_RESET,      OP_VITALS,
    OP_LIST,    OP_RESTART, OP_LINK,  OP_GATEWAY, OP_WAIT,    OP_INACTIVATE,
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
  guint unused = 0;
  g_autofree char *fault = play (ops, n, &unused, &unused);
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
  guint n = shrink (ops, N_OPS), unused = 0;
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "  %s bed %u %u, then %" G_GINT64_FORMAT " ms\n",
                            OP_NAMES[ops[i].kind], ops[i].bed, ops[i].a, ops[i].pause_ms);
  g_autofree char *last = play (ops, n, &unused, &unused);
  g_error ("seed %u: %s. In short: %s\n%s", seed, fault, last, text->str);
}

static guint
count_streams (void)
{
  const char *text = g_getenv ("VIGIL_STREAMS");
  return text != NULL ? (guint) g_ascii_strtoull (text, NULL, 10) : N_STREAMS;
}

static void
test_every_rule_holds_in_every_stream (void)
{
  guint n_silences = 0, n_reds = 0, n = count_streams ();
  for (guint seed = 1; seed <= n; seed++) {
    Op ops[N_OPS];
    make_ops (seed, ops);
    g_autofree char *fault = play (ops, N_OPS, &n_silences, &n_reds);
    if (fault != NULL)
      tell (seed, ops, fault);
  }
  g_test_message ("%u streams, %u silences, %u looks at reds", n, n_silences, n_reds);
  g_assert_cmpuint (n_silences, >, n);
  g_assert_cmpuint (n_reds, >, 100 * n);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ward/streams/every-rule-holds-in-every-stream",
                   test_every_rule_holds_in_every_stream);
  return g_test_run ();
}
