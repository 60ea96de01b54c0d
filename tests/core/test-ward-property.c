/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What must hold whatever happens: seeded streams of everything that a ward can do, judged at every
 * tick (world-judge.h). A failure prints its seed. */

#include "world-judge.h"

#define N_BEDS 4
#define N_SEEDS 24
#define STREAM_MINUTES 12

static const char *const CODES[][2] = {
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

typedef struct {
  World *world;
  WorldJudge *judge; /* NULL: nothing is judged */
  GRand *random;
  guint seed, n_silences;
} Stream;

/* What the streams have shown. */
typedef struct {
  guint n_silences, n_raised, n_held, n_held_own;
} Tally;

static guint
roll (Stream *s, guint n)
{
  return (guint) g_rand_int_range (s->random, 0, (gint32) n);
}

static void
raise_any (Stream *s, guint bed)
{
  WorldBed *b = &s->world->beds[bed];
  guint code = roll (s, G_N_ELEMENTS (CODES));
  const VigilEventInfo *info = vigil_nomenclature_find_event (CODES[code][0]);
  char id[32];
  for (guint i = 0; i < b->n_alarms; i++)
    if (strcmp (b->alarms[i].code, CODES[code][0]) == 0)
      return;
  if (b->n_alarms >= 6)
    return;
  g_snprintf (id, sizeof id, "id-%u", s->world->n_ids++);
  world_raise (s->world, bed, id, CODES[code][0], CODES[code][1], info->priority);
}

static void
clear_any (Stream *s, guint bed)
{
  WorldBed *b = &s->world->beds[bed];
  if (b->n_alarms == 0)
    return;
  world_clear (s->world, bed, b->alarms[roll (s, b->n_alarms)].id);
}

static void
change_any (Stream *s, guint bed)
{
  WorldBed *b = &s->world->beds[bed];
  if (b->n_alarms == 0)
    return;
  VigilFrameAlarm *alarm = &b->alarms[roll (s, b->n_alarms)];
  if (roll (s, 2) == 0)
    alarm->inactivation = (VigilInactivation) roll (s, 3);
  else
    alarm->is_latched = !alarm->is_latched;
  b->is_list_due = TRUE;
}

static void
set_value (Stream *s, guint bed)
{
  static const double SPO2_VALUES[] = { 97, 91, 89, 88, 84, 80 };
  static const double HR_VALUES[] = { 80, 48, 35, 125, 150 };
  if (roll (s, 2) == 0)
    world_set (s->world, bed, VIGIL_NUMERIC_SPO2, SPO2_VALUES[roll (s, 6)]);
  else
    world_set (s->world, bed, VIGIL_NUMERIC_HR, HR_VALUES[roll (s, 5)]);
  if (roll (s, 6) == 0)
    world_unset (s->world, bed, VIGIL_NUMERIC_SPO2);
}

/* The phases of all alarms of all other beds, as one text. */
static char *
describe_others (Stream *s, guint bed)
{
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < N_BEDS; i++) {
    guint n;
    const VigilAlarm *const *alarms = vigil_ward_list_bed_alarms (s->world->ward, i, &n);
    for (guint j = 0; i != bed && j < n; j++)
      g_string_append_printf (text, "%s=%d/%d;", alarms[j]->key, alarms[j]->phase,
                              alarms[j]->is_latched);
  }
  return g_string_free (text, FALSE);
}

static void
silence (Stream *s, guint bed)
{
  VigilAction actions[VIGIL_ALARMS_MAX * 2];
  g_autofree char *before = describe_others (s, bed);
  guint n = world_silence (s->world, bed, actions);
  g_autofree char *after = describe_others (s, bed);
  g_assert_cmpstr (before, ==, after);
  s->n_silences += n;
  for (guint i = 0; i < n; i++) {
    g_assert_cmpstr (actions[i].bed, ==, s->world->beds[bed].id);
    if (s->judge != NULL)
      world_judge_note_act (s->judge, &actions[i]);
  }
}

static void
toggle_link (Stream *s)
{
  World *world = s->world;
  world_link (world, world->is_linked ? VIGIL_LINK_DOWN : VIGIL_LINK_UP);
  if (!world->is_linked)
    return;
  world_gateway_state (world, 0, TRUE);
  for (guint i = 0; i < N_BEDS; i++) {
    world_meta (world, i);
    world->beds[i].is_list_due = TRUE;
  }
}

static void
restart_gateway (Stream *s)
{
  s->world->gateways[0].boot = 1000 + s->world->n_ids++;
  world_gateway_state (s->world, 0, TRUE);
  for (guint i = 0; i < N_BEDS; i++)
    world_meta (s->world, i);
}

static void
do_something (Stream *s)
{
  guint bed = roll (s, N_BEDS);
  switch (roll (s, 14)) {
  case 0:
  case 1:
  case 2:
    raise_any (s, bed);
    break;
  case 3:
  case 4:
    clear_any (s, bed);
    break;
  case 5:
    change_any (s, bed);
    break;
  case 6:
  case 7:
    set_value (s, bed);
    break;
  case 8:
  case 9:
    silence (s, bed);
    break;
  case 10:
    s->world->beds[bed].is_publishing = !s->world->beds[bed].is_publishing;
    break;
  case 11:
    s->world->beds[bed].has_list = !s->world->beds[bed].has_list;
    break;
  case 12:
    toggle_link (s);
    break;
  default:
    if (s->world->is_linked)
      restart_gateway (s);
    break;
  }
}

static void
check (gpointer data)
{
  Stream *s = data;
  world_judge_look (s->judge);
  if (world_judge_get_fault (s->judge) != NULL)
    g_error ("seed %u: %s", s->seed, world_judge_get_fault (s->judge));
}

static char *
run_stream (guint seed, Tally *tally)
{
  g_autoptr (World) world = world_new (N_BEDS);
  g_autoptr (WorldJudge) judge = world_judge_new (world);
  Stream s = {
    .world = world, .judge = judge, .random = g_rand_new_with_seed (seed), .seed = seed
  };
  world->each_tick = check;
  world->each_tick_data = &s;
  for (gint64 ms = 0; ms < MINUTES (STREAM_MINUTES);) {
    gint64 pause_ms = 100 * (1 + roll (&s, roll (&s, 4) == 0 ? 900 : 60));
    world_run (world, pause_ms);
    ms += pause_ms;
    do_something (&s);
  }
  tally->n_silences += s.n_silences;
  tally->n_raised += world_count (world, VIGIL_EVENT_ALARM_RAISED, NULL);
  tally->n_held += world_judge_get_n_held (judge);
  tally->n_held_own += world_judge_get_n_held_own (judge);
  GString *log = g_string_new (NULL);
  for (guint i = 0; i < world->events->len; i++) {
    const WorldEvent *event = &g_array_index (world->events, WorldEvent, i);
    g_string_append_printf (log, "%" G_GINT64_FORMAT " %d %s %s %d %d\n", event->mono_us,
                            event->kind, event->bed, event->key, event->priority, event->phase);
  }
  g_rand_free (s.random);
  return g_string_free (log, FALSE);
}

static void
test_nothing_goes_quiet_by_itself (void)
{
  Tally tally = { 0 };
  for (guint seed = 1; seed <= N_SEEDS; seed++)
    g_free (run_stream (seed, &tally));
  g_test_message ("%u silences, %u raised, %u looks at reds that must be heard, %u of them at the "
                  "station's own",
                  tally.n_silences, tally.n_raised, tally.n_held, tally.n_held_own);
  g_assert_cmpuint (tally.n_silences, >, 50);
  g_assert_cmpuint (tally.n_raised, >, 300);
  g_assert_cmpuint (tally.n_held, >, 200000);
  g_assert_cmpuint (tally.n_held_own, >, 50000);
}

static void
test_the_same_stream_gives_the_same_events (void)
{
  Tally unused = { 0 };
  g_autofree char *first = run_stream (77, &unused);
  g_autofree char *second = run_stream (77, &unused);
  g_autofree char *other = run_stream (78, &unused);
  g_assert_cmpstr (first, ==, second);
  g_assert_cmpstr (first, !=, other);
}

/* However it was left, once the inputs are well the ward comes to rest: every silence ends. */
static void
test_every_stream_comes_to_rest (void)
{
  for (guint seed = 200; seed < 206; seed++) {
    g_autoptr (World) world = world_new (N_BEDS);
    Stream s = { .world = world, .random = g_rand_new_with_seed (seed), .seed = seed };
    for (guint i = 0; i < 80; i++) {
      world_run (world, 100 * (1 + roll (&s, 50)));
      do_something (&s);
    }
    if (!world->is_linked)
      toggle_link (&s);
    for (guint i = 0; i < N_BEDS; i++) {
      world->beds[i].is_publishing = world->beds[i].has_list = TRUE;
      world->beds[i].n_alarms = 0;
      world_set (world, i, VIGIL_NUMERIC_HR, 80);
      world_set (world, i, VIGIL_NUMERIC_SPO2, 97);
    }
    world_run (world, MINUTES (2));
    VigilAction actions[VIGIL_ALARMS_MAX * 2];
    for (guint i = 0; i < N_BEDS; i++)
      world_silence (world, i, actions);
    guint n;
    const VigilAlarm *const *alarms = vigil_ward_list_alarms (world->ward, &n);
    for (guint i = 0; i < n; i++)
      g_test_message ("seed %u: %s phase %d latched %d", seed, alarms[i]->key, alarms[i]->phase,
                      alarms[i]->is_latched);
    g_assert_cmpuint (n, ==, 0);
    g_assert_cmpint (vigil_ward_get_sounding (world->ward), ==, VIGIL_PRIORITY_NONE);
    g_rand_free (s.random);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ward/property/nothing-goes-quiet-by-itself",
                   test_nothing_goes_quiet_by_itself);
  g_test_add_func ("/ward/property/the-same-stream-gives-the-same-events",
                   test_the_same_stream_gives_the_same_events);
  g_test_add_func ("/ward/property/every-stream-comes-to-rest", test_every_stream_comes_to_rest);
  return g_test_run ();
}
