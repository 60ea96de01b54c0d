/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Three stations fed the same lists, and each other's actions late and in any order (silences,
 * resets, suspensions, who leaves and who comes), judged at every tick: they agree on what is open,
 * silenced and suspended and on who lies where, and each open red sounds at one that is able. A
 * failure prints its seed. $VIGIL_STREAMS: how many. */

#include "ward-world.h"

#define N_DESKS 3
#define N_BEDS 3
#define N_SEEDS 24
#define STREAM_MINUTES 12
#define TICK_MS 100
#define LATE_MAX_MS 2000
/* An able station is known to be gone after 6 s, and everything else is on its way for less. */
#define SLACK_US (7500 * G_GINT64_CONSTANT (1000))
#define MINUTE_US (60 * G_GINT64_CONSTANT (1000000))

static const char *const CODES[][2] = {
  { ASYSTOLE, HR },
  { VF, HR },
  { "MDC_EVT_DESAT", SPO2 },
  { "MDC_EVT_LO", SPO2 },
  { "MDC_EVT_ECG_SV_TACHY", HR },
};
static const char *const NAMES[N_DESKS] = { "desk-a", "desk-b", "desk-c" };
static const VigilRole ROLES[N_DESKS] = { VIGIL_ROLE_PRIMARY, VIGIL_ROLE_BACKUP, VIGIL_ROLE_WATCH };

/* A list of actions on its way. */
typedef struct {
  guint from, to, bed, n;
  gint64 due_us;
  VigilAction actions[VIGIL_ALARMS_MAX * 2];
} Letter;

typedef struct {
  World *worlds[N_DESKS];
  gboolean is_able[N_DESKS];
  GArray *letters; /* Letter */
  GRand *random;
  guint seed, n_ids, n_silences, n_resets, n_suspensions, n_stays, n_checked, n_handed;
  gint64 suspended_us[N_BEDS]; /* mono; some station had it suspended last */
  gint64 changed_us; /* an ability did last */
  gint64 differ_us[N_BEDS]; /* mono; they disagree since, 0 = they agree */
} Trio;

static guint
roll (Trio *trio, guint n)
{
  return (guint) g_rand_int_range (trio->random, 0, (gint32) n);
}

static gint64
mono (const Trio *trio)
{
  return trio->worlds[0]->now.mono_us;
}

/* The entry of station @of in the world of @in. */
static WorldDesk *
entry (Trio *trio, guint in, guint of)
{
  return &trio->worlds[in]->desks[of < in ? of : of - 1];
}

static void
set_word (Trio *trio, guint of, VigilStationWord word, gboolean is_talking)
{
  trio->is_able[of] = word == VIGIL_STATION_READY && is_talking;
  trio->changed_us = mono (trio);
  for (guint in = 0; in < N_DESKS; in++) {
    if (in == of)
      continue;
    entry (trio, in, of)->word = word;
    entry (trio, in, of)->is_talking = is_talking;
  }
}

static void
start (Trio *trio, guint seed)
{
  *trio = (Trio){ .seed = seed, .random = g_rand_new_with_seed (seed) };
  trio->letters = g_array_new (FALSE, FALSE, sizeof (Letter));
  for (guint i = 0; i < N_DESKS; i++) {
    trio->worlds[i] = world_new_desk (N_BEDS, NAMES[i], ROLES[i]);
    trio->worlds[i]->n_ids = i * 1000000;
    trio->is_able[i] = TRUE;
    for (guint j = 0; j < N_DESKS; j++)
      if (j != i)
        world_add_desk (trio->worlds[i], NAMES[j], ROLES[j]);
    world_settle (trio->worlds[i]);
    for (guint bed = 0; bed < N_BEDS; bed++) {
      char encounter[VIGIL_UUID_SIZE];
      g_snprintf (encounter, sizeof encounter, "0190bbbb-0000-7000-8000-%012u", bed);
      world_identity (trio->worlds[i], bed, encounter);
    }
  }
  trio->changed_us = mono (trio);
}

static void
stop (Trio *trio)
{
  for (guint i = 0; i < N_DESKS; i++)
    world_free (trio->worlds[i]);
  g_array_unref (trio->letters);
  g_rand_free (trio->random);
}

/* One station's letters arrive in order; those of different stations do not. */
static void
deliver (Trio *trio)
{
  for (guint i = 0; i < trio->letters->len;) {
    const Letter *letter = &g_array_index (trio->letters, Letter, i);
    gboolean is_due = letter->due_us <= mono (trio);
    for (guint j = 0; j < i; j++) {
      const Letter *other = &g_array_index (trio->letters, Letter, j);
      is_due &= other->from != letter->from || other->to != letter->to;
    }
    if (!is_due) {
      i++;
      continue;
    }
    world_peer_list (trio->worlds[letter->to], letter->bed, NAMES[letter->from], letter->actions,
                     letter->n);
    g_array_remove_index (trio->letters, i);
  }
}

/* What @desk has done on @bed goes to the others. */
static void
publish (Trio *trio, guint desk, guint bed)
{
  World *world = trio->worlds[desk];
  for (guint to = 0; to < N_DESKS; to++) {
    if (to == desk)
      continue;
    Letter letter = { .from = desk, .to = to, .bed = bed };
    letter.n = vigil_ward_list_actions (world->ward, bed, world->now, letter.actions,
                                        G_N_ELEMENTS (letter.actions));
    letter.due_us = world->now.mono_us + 1000 * (gint64) roll (trio, LATE_MAX_MS);
    g_array_append_val (trio->letters, letter);
  }
}

static void
silence (Trio *trio, guint desk, guint bed)
{
  VigilAction actions[VIGIL_ALARMS_MAX * 2];
  guint n = world_silence (trio->worlds[desk], bed, actions);
  trio->n_silences += n;
  if (n > 0)
    publish (trio, desk, bed);
}

static void
reset (Trio *trio, guint desk, guint bed)
{
  World *world = trio->worlds[desk];
  VigilAction actions[VIGIL_ALARMS_MAX * 2];
  guint n = vigil_ward_reset (world->ward, bed, "Test", world_make_id, world, world->now, actions);
  trio->n_resets += n;
  if (n > 0)
    publish (trio, desk, bed);
}

static void
suspend_or_resume (Trio *trio, guint desk, guint bed)
{
  World *world = trio->worlds[desk];
  VigilSuspensionOrder order = { .mode = (VigilSuspensionMode) (1 + roll (trio, 3)),
                                 .reason = "Test" };
  order.length_ms = MINUTES (1 + roll (trio, 4));
  VigilAction action;
  char id[VIGIL_UUID_SIZE];
  world_make_id (id, world);
  VigilRefusal refusal =
      roll (trio, 2) == 0
          ? vigil_ward_resume (world->ward, bed, "Test", id, world->now, &action)
          : vigil_ward_suspend (world->ward, bed, &order, "Test", id, world->now, &action);
  if (refusal != VIGIL_REFUSAL_NONE)
    return;
  trio->n_suspensions++;
  publish (trio, desk, bed);
}

static void
discharge_or_admit (Trio *trio, guint desk, guint bed)
{
  World *world = trio->worlds[desk];
  VigilAction action;
  char id[VIGIL_UUID_SIZE];
  world_make_id (id, world);
  VigilRefusal refusal;
  if (vigil_ward_get_bed (world->ward, bed)->identity.is_occupied) {
    refusal = vigil_ward_discharge (world->ward, bed, "Test", id, world->now, &action);
  } else {
    VigilIdentity identity = { .age_days = -1 };
    g_snprintf (identity.encounter, sizeof identity.encounter, "0190cccc-0000-7000-8000-%012u",
                trio->n_ids++);
    g_snprintf (identity.name, sizeof identity.name, "DEMO %u", trio->n_ids);
    refusal = vigil_ward_admit (world->ward, bed, &identity, "Test", id, world->now, &action);
  }
  if (refusal != VIGIL_REFUSAL_NONE)
    return;
  trio->n_stays++;
  publish (trio, desk, bed);
}

/* One of what nurses do; now and then another desk does something at the same time. */
static void
act (Trio *trio, guint bed)
{
  do {
    guint desk = roll (trio, N_DESKS);
    switch (roll (trio, 9)) {
    case 0:
    case 1:
    case 2:
      silence (trio, desk, bed);
      break;
    case 3:
    case 4:
      reset (trio, desk, bed);
      break;
    case 5:
    case 6:
      suspend_or_resume (trio, desk, bed);
      break;
    default:
      discharge_or_admit (trio, desk, bed);
      break;
    }
  } while (roll (trio, 3) == 0);
}

static void
raise_any (Trio *trio, guint bed)
{
  guint code = roll (trio, G_N_ELEMENTS (CODES));
  const WorldBed *b = &trio->worlds[0]->beds[bed];
  for (guint i = 0; i < b->n_alarms; i++)
    if (strcmp (b->alarms[i].code, CODES[code][0]) == 0)
      return;
  char id[32];
  g_snprintf (id, sizeof id, "id-%u", trio->n_ids++);
  const VigilEventInfo *info = vigil_nomenclature_find_event (CODES[code][0]);
  for (guint i = 0; i < N_DESKS; i++)
    world_raise (trio->worlds[i], bed, id, CODES[code][0], CODES[code][1], info->priority);
}

static void
clear_any (Trio *trio, guint bed)
{
  const WorldBed *b = &trio->worlds[0]->beds[bed];
  if (b->n_alarms == 0)
    return;
  g_autofree char *id = g_strdup (b->alarms[roll (trio, b->n_alarms)].id);
  for (guint i = 0; i < N_DESKS; i++)
    world_clear (trio->worlds[i], bed, id);
}

static void
set_value (Trio *trio, guint bed)
{
  static const double VALUES[] = { 97, 97, 89, 84, 80 };
  double value = VALUES[roll (trio, G_N_ELEMENTS (VALUES))];
  for (guint i = 0; i < N_DESKS; i++)
    world_set (trio->worlds[i], bed, VIGIL_NUMERIC_SPO2, value);
}

static void
change_desk (Trio *trio)
{
  guint desk = roll (trio, N_DESKS);
  switch (roll (trio, 5)) {
  case 0:
    set_word (trio, desk, VIGIL_STATION_NO_SOUND, TRUE);
    break;
  case 1:
    set_word (trio, desk, VIGIL_STATION_LOST, TRUE);
    break;
  case 2:
    set_word (trio, desk, VIGIL_STATION_READY, FALSE); /* no will: it hangs */
    break;
  default:
    set_word (trio, desk, VIGIL_STATION_READY, TRUE);
    break;
  }
}

static void
do_something (Trio *trio)
{
  guint bed = roll (trio, N_BEDS);
  switch (roll (trio, 14)) {
  case 0:
  case 1:
  case 2:
    raise_any (trio, bed);
    break;
  case 3:
  case 4:
    clear_any (trio, bed);
    break;
  case 5:
    set_value (trio, bed);
    break;
  case 6:
  case 7:
  case 8:
  case 9:
  case 10:
  case 11:
    act (trio, bed);
    break;
  default:
    change_desk (trio);
    break;
  }
}

static int
compare_text (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* What one station shows of a bed, in an order that depends on nothing else. */
static char *
describe (World *world, guint bed)
{
  guint n;
  const VigilAlarm *const *alarms = vigil_ward_list_bed_alarms (world->ward, bed, &n);
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < n; i++)
    /* Who that is, each station asks 30 s after it has itself heard that the bed is empty. */
    if (strcmp (alarms[i]->code, "VIGIL_EVT_ADMIT") != 0)
      g_ptr_array_add (lines, g_strdup_printf ("%s:%d:%d:%d", alarms[i]->key, alarms[i]->priority,
                                               alarms[i]->phase, alarms[i]->is_latched));
  g_ptr_array_sort (lines, compare_text);
  const VigilBed *state = vigil_ward_get_bed (world->ward, bed);
  g_ptr_array_add (
      lines, g_strdup_printf ("%d:%s:%" G_GINT64_FORMAT " in %s since %s", state->suspension,
                              state->suspended_id, state->suspended_until_us / 100000,
                              state->identity.is_occupied ? state->identity.encounter : "none",
                              state->stay_id));
  g_ptr_array_add (lines, NULL);
  return g_strjoinv (" ", (char **) lines->pdata);
}

static void
check_agreement (Trio *trio, guint bed)
{
  g_autofree char *first = describe (trio->worlds[0], bed);
  gboolean is_same = TRUE;
  for (guint i = 1; i < N_DESKS; i++) {
    g_autofree char *other = describe (trio->worlds[i], bed);
    is_same &= strcmp (first, other) == 0;
    if (trio->differ_us[bed] != 0 && mono (trio) - trio->differ_us[bed] > SLACK_US
        && strcmp (first, other) != 0)
      g_error ("seed %u: bed %u differs: \"%s\" and at %s \"%s\"", trio->seed, bed, first, NAMES[i],
               other);
  }
  if (is_same)
    trio->differ_us[bed] = 0;
  else if (trio->differ_us[bed] == 0)
    trio->differ_us[bed] = mono (trio);
}

/* A red open at all of them: one that is able sounds it. */
static void
check_red (Trio *trio, guint bed, const char *key)
{
  gboolean is_heard = FALSE, has_able = FALSE;
  gint64 since_us = 0;
  for (guint i = 0; i < N_DESKS; i++) {
    const VigilAlarm *alarm = world_find_key (trio->worlds[i], bed, key);
    if (alarm == NULL || !vigil_alarm_is_open (alarm))
      return;
    since_us = MAX (since_us, alarm->asked_mono_us);
    has_able |= trio->is_able[i];
    is_heard |= trio->is_able[i] && vigil_alarm_is_heard_here (alarm)
                && vigil_ward_get_sounding (trio->worlds[i]->ward) == VIGIL_PRIORITY_HIGH;
    /* "A suspended bed does not escalate." */
    gint64 age_us = mono (trio) - alarm->asked_mono_us;
    gboolean is_suspended = vigil_ward_get_bed (trio->worlds[i]->ward, bed)->suspension != 0;
    g_assert_cmpint (alarm->is_unanswered, ==, age_us >= MINUTE_US && !is_suspended);
  }
  if (!has_able)
    return;
  gint64 now_us = mono (trio);
  if (trio->suspended_us[bed] != 0 && now_us - trio->suspended_us[bed] <= SLACK_US)
    return;
  gboolean is_due =
      now_us - since_us >= MINUTE_US || now_us - MAX (since_us, trio->changed_us) > SLACK_US;
  trio->n_checked += is_due;
  trio->n_handed += is_due && !trio->is_able[0];
  if (is_due && !is_heard)
    g_error ("seed %u: nobody sounds %s", trio->seed, key);
}

static void
check (Trio *trio)
{
  for (guint bed = 0; bed < N_BEDS; bed++) {
    for (guint i = 0; i < N_DESKS; i++)
      if (vigil_ward_get_bed (trio->worlds[i]->ward, bed)->suspension != VIGIL_SUSPENSION_NONE)
        trio->suspended_us[bed] = mono (trio);
    check_agreement (trio, bed);
    guint n;
    const VigilAlarm *const *alarms = vigil_ward_list_bed_alarms (trio->worlds[0]->ward, bed, &n);
    for (guint i = 0; i < n; i++)
      if (alarms[i]->priority == VIGIL_PRIORITY_HIGH)
        check_red (trio, bed, alarms[i]->key);
  }
}

static void
run (Trio *trio, gint64 ms)
{
  for (gint64 i = 0; i < ms; i += TICK_MS) {
    deliver (trio);
    for (guint j = 0; j < N_DESKS; j++)
      world_run (trio->worlds[j], TICK_MS);
    check (trio);
  }
}

static void
test_stations_agree_and_one_that_is_able_sounds_each_red (void)
{
  guint n_silences = 0, n_resets = 0, n_suspensions = 0, n_stays = 0, n_checked = 0, n_handed = 0;
  const char *many = g_getenv ("VIGIL_STREAMS");
  guint n = many != NULL ? (guint) g_ascii_strtoull (many, NULL, 10) : N_SEEDS;
  for (guint seed = 1; seed <= n; seed++) {
    Trio trio;
    start (&trio, seed);
    for (gint64 ms = 0; ms < MINUTES (STREAM_MINUTES);) {
      gint64 pause_ms = TICK_MS * (1 + roll (&trio, roll (&trio, 4) == 0 ? 800 : 80));
      run (&trio, pause_ms);
      ms += pause_ms;
      do_something (&trio);
    }
    n_silences += trio.n_silences;
    n_resets += trio.n_resets;
    n_suspensions += trio.n_suspensions;
    n_stays += trio.n_stays;
    n_checked += trio.n_checked;
    n_handed += trio.n_handed;
    stop (&trio);
  }
  g_test_message ("%u silences, %u resets, %u suspensions, %u stays, %u looks at reds, %u of them "
                  "without the primary",
                  n_silences, n_resets, n_suspensions, n_stays, n_checked, n_handed);
  g_assert_cmpuint (n_silences, >, 50);
  g_assert_cmpuint (n_resets, >, 5);
  g_assert_cmpuint (n_suspensions, >, 50);
  g_assert_cmpuint (n_stays, >, 50);
  g_assert_cmpuint (n_checked, >, 5000);
  g_assert_cmpuint (n_handed, >, 500);
}

/* The paper case: a red at the bedside, and the primary dies without a word. */
static void
test_a_red_sounds_on_when_its_primary_dies (void)
{
  Trio trio;
  start (&trio, 1);
  for (guint i = 0; i < N_DESKS; i++)
    world_raise (trio.worlds[i], 0, "id", VF, HR, VIGIL_PRIORITY_HIGH);
  run (&trio, SECONDS (2));
  set_word (&trio, 0, VIGIL_STATION_READY, FALSE);
  set_word (&trio, 1, VIGIL_STATION_NO_SOUND, TRUE);
  g_assert_cmpint (vigil_ward_get_sounding (trio.worlds[2]->ward), ==, VIGIL_PRIORITY_NONE);
  run (&trio, SECONDS (8));
  g_assert_cmpint (vigil_ward_get_sounding (trio.worlds[2]->ward), ==, VIGIL_PRIORITY_HIGH);
  stop (&trio);
}

/* The paper case: a red that lasts past 120 s of silence, at two stations. */
static void
test_a_red_past_its_silence_returns_everywhere (void)
{
  Trio trio;
  start (&trio, 2);
  for (guint i = 0; i < N_DESKS; i++)
    world_raise (trio.worlds[i], 0, "id", VF, HR, VIGIL_PRIORITY_HIGH);
  run (&trio, SECONDS (10));
  silence (&trio, 2, 0);
  run (&trio, SECONDS (5));
  for (guint i = 0; i < N_DESKS; i++) {
    g_assert_cmpint (world_find (trio.worlds[i], 0, VF)->phase, ==, VIGIL_ALARM_SILENCED);
    g_assert_cmpint (vigil_ward_get_sounding (trio.worlds[i]->ward), ==, VIGIL_PRIORITY_NONE);
  }
  run (&trio, SECONDS (116));
  g_assert_cmpint (vigil_ward_get_sounding (trio.worlds[0]->ward), ==, VIGIL_PRIORITY_HIGH);
  g_assert_cmpint (vigil_ward_get_sounding (trio.worlds[1]->ward), ==, VIGIL_PRIORITY_HIGH);
  g_assert_cmpint (vigil_ward_get_sounding (trio.worlds[2]->ward), ==, VIGIL_PRIORITY_NONE);
  run (&trio, SECONDS (61));
  g_assert_cmpint (vigil_ward_get_sounding (trio.worlds[2]->ward), ==, VIGIL_PRIORITY_HIGH);
  stop (&trio);
}

/* The paper case: two silences 100 ms apart. */
static void
test_two_silences_at_once_become_one (void)
{
  Trio trio;
  start (&trio, 3);
  for (guint i = 0; i < N_DESKS; i++)
    world_raise (trio.worlds[i], 0, "id", VF, HR, VIGIL_PRIORITY_HIGH);
  run (&trio, SECONDS (10));
  silence (&trio, 0, 0);
  run (&trio, TICK_MS);
  silence (&trio, 1, 0);
  run (&trio, SECONDS (5));
  for (guint i = 0; i < N_DESKS; i++) {
    const VigilAlarm *alarm = world_find (trio.worlds[i], 0, VF);
    g_assert_cmpint (alarm->phase, ==, VIGIL_ALARM_SILENCED);
    g_assert_cmpstr (alarm->silenced_at, ==, "desk-a");
  }
  stop (&trio);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ward/desks/stations-agree-and-one-that-is-able-sounds-each-red",
                   test_stations_agree_and_one_that_is_able_sounds_each_red);
  g_test_add_func ("/ward/desks/a-red-sounds-on-when-its-primary-dies",
                   test_a_red_sounds_on_when_its_primary_dies);
  g_test_add_func ("/ward/desks/a-red-past-its-silence-returns-everywhere",
                   test_a_red_past_its_silence_returns_everywhere);
  g_test_add_func ("/ward/desks/two-silences-at-once-become-one",
                   test_two_silences_at_once_become_one);
  return g_test_run ();
}
