/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Time: whatever the wall clock does, however long the machine has been up and wherever the
 * counters stand, the same things happen at the same distance from each other. Delays and ends are
 * of CLOCK_BOOTTIME, in 64 bits (contract.md, "Clock"). */

#include "ward-world.h"

#define SVT "MDC_EVT_ECG_SV_TACHY"
#define DAY_MS (24 * G_GINT64_CONSTANT (3600000))
#define START_MONO_US (5000 * G_GINT64_CONSTANT (1000000))
#define START_WALL_MS G_GINT64_CONSTANT (1790000000000)

/* What is different from a plain run. */
typedef struct {
  gint64 mono_us, wall_ms; /* of the start; 0 = as ever */
  const gint64 *jumps_ms; /* of the wall clock alone, one after the other; ends with 0 */
  gint64 jump_every_s;
  guint32 seq, boot; /* boot 0 = as ever */
} Variation;

typedef struct {
  World *world;
  const Variation *variation;
  guint n_jumps, n_ticks;
} Run;

/* The station's clock is put right, the monitors' are not. */
static void
jump (gpointer data)
{
  Run *run = data;
  gint64 every = run->variation->jump_every_s * 10;
  if (every == 0 || ++run->n_ticks % every != 0 || run->variation->jumps_ms[run->n_jumps] == 0)
    return;
  gint64 ms = run->variation->jumps_ms[run->n_jumps++];
  run->world->now.wall_ms += ms;
  for (guint i = 0; i < run->world->n_beds; i++)
    run->world->beds[i].clock_error_ms -= ms;
}

static void
lose_and_find_the_link (World *world)
{
  world_link (world, VIGIL_LINK_DOWN);
  world_run (world, SECONDS (15));
  world_link (world, VIGIL_LINK_UP);
  world_gateway_state (world, 0, TRUE);
  for (guint i = 0; i < world->n_beds; i++)
    world_meta (world, i);
  world_run (world, SECONDS (15));
}

/* Something of every timer: delays, silences and their returns, reminders, the same occurrence,
 * reach, suspensions, losses of data, of a gateway and of the link, leads off that grow. */
static void
play (World *world)
{
  VigilAction actions[VIGIL_ALARMS_MAX * 2];
  world_raise (world, 0, "vf", VF, HR, VIGIL_PRIORITY_HIGH);
  world_raise (world, 0, "svt-0", SVT, HR, VIGIL_PRIORITY_MEDIUM);
  world_raise (world, 1, "svt", SVT, HR, VIGIL_PRIORITY_MEDIUM);
  world_set (world, 2, VIGIL_NUMERIC_SPO2, 88);
  world_run (world, SECONDS (70));
  world_silence (world, 0, actions);
  world_silence (world, 1, actions);
  world_run (world, SECONDS (30));
  world_clear (world, 1, "svt");
  world_run (world, SECONDS (40));
  world_raise (world, 1, "svt-2", SVT, HR, VIGIL_PRIORITY_MEDIUM);
  world_set (world, 2, VIGIL_NUMERIC_SPO2, 84);
  world_suspend (world, 3, VIGIL_SUSPENSION_CARE, 0);
  world_raise (world, 3, "off", "MDC_EVT_LEADS_OFF", "", VIGIL_PRIORITY_LOW);
  world_run (world, MINUTES (4));
  world_silence (world, 0, actions);
  world_silence (world, 2, actions);
  world->beds[2].is_publishing = world->beds[2].has_list = FALSE;
  world_run (world, SECONDS (45));
  world->beds[2].is_publishing = world->beds[2].has_list = TRUE;
  world_clear (world, 0, "vf");
  world_raise (world, 0, "vt", VT, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (10));
  world_clear (world, 0, "vt");
  world_run (world, MINUTES (2));
  world_silence (world, 0, actions);
  world->gateways[0].is_beating = FALSE;
  world_run (world, SECONDS (40));
  world->gateways[0].is_beating = TRUE;
  world_run (world, SECONDS (20));
  lose_and_find_the_link (world);
  world_run (world, MINUTES (6));
}

static char *
write_events (const World *world, gint64 start_us)
{
  GString *log = g_string_new (NULL);
  for (guint i = 0; i < world->events->len; i++) {
    const WorldEvent *event = &g_array_index (world->events, WorldEvent, i);
    g_string_append_printf (log, "%" G_GINT64_FORMAT " %d %s %s %d %d\n", event->mono_us - start_us,
                            event->kind, event->bed, event->key, event->priority, event->phase);
  }
  return g_string_free (log, FALSE);
}

static char *
run (const Variation *variation)
{
  g_autoptr (World) world = world_new_desk (4, "desk-1", VIGIL_ROLE_PRIMARY);
  world->configs[1].role = VIGIL_ROLE_BACKUP;
  world->configs[2].role = VIGIL_ROLE_WATCH;
  world_add_desk (world, "desk-2", VIGIL_ROLE_PRIMARY);
  Run state = { .world = world, .variation = variation };
  VigilNow now = { variation->mono_us != 0 ? variation->mono_us : START_MONO_US,
                   variation->wall_ms != 0 ? variation->wall_ms : START_WALL_MS };
  if (variation->boot != 0)
    world->config.boot = world->gateways[0].boot = world->desks[0].boot = variation->boot;
  world_set_seq (world, variation->seq);
  world_begin (world, now);
  world_settle (world);
  world->each_tick = jump;
  world->each_tick_data = &state;
  play (world);
  if (variation->jumps_ms != NULL)
    g_assert_cmpint (variation->jumps_ms[state.n_jumps], ==, 0);
  return write_events (world, now.mono_us);
}

static void
check_same (const Variation *variation)
{
  g_autofree char *plain = run (&(Variation){ 0 });
  g_autofree char *other = run (variation);
  g_assert_cmpstr (other, ==, plain);
}

/* The plain run is not empty of what the others are to keep. */
static void
test_a_plain_run_has_something_of_everything (void)
{
  g_autofree char *plain = run (&(Variation){ 0 });
  static const VigilEventKind KINDS[] = {
    VIGIL_EVENT_ALARM_RAISED, VIGIL_EVENT_ALARM_SILENCED, VIGIL_EVENT_ALARM_RETURNED,
    VIGIL_EVENT_ALARM_ENDED,  VIGIL_EVENT_ALARM_LATCHED,  VIGIL_EVENT_ALARM_REACHED,
    VIGIL_EVENT_REMIND,
  };
  for (guint i = 0; i < G_N_ELEMENTS (KINDS); i++) {
    g_autofree char *mark = g_strdup_printf (" %d 0", KINDS[i]);
    g_test_message ("event %d", KINDS[i]);
    g_assert_nonnull (strstr (plain, mark));
  }
}

static void
test_summer_time_begins_and_ends_without_a_change (void)
{
  static const gint64 FORWARD[] = { MINUTES (60), 0 }, BACK[] = { -MINUTES (60), 0 };
  for (gint64 at_s = 35; at_s < 600; at_s += 190) {
    check_same (&(Variation){ .jumps_ms = FORWARD, .jump_every_s = at_s });
    check_same (&(Variation){ .jumps_ms = BACK, .jump_every_s = at_s });
  }
}

static void
test_a_wall_clock_that_jumps_by_hours_changes_nothing (void)
{
  static const gint64 JUMPS[] = { MINUTES (300),
                                  -MINUTES (600),
                                  1700,
                                  -1700,
                                  400 * DAY_MS,
                                  -900 * DAY_MS,
                                  -1,
                                  MINUTES (1),
                                  G_GINT64_CONSTANT (8000) * DAY_MS,
                                  -MINUTES (61),
                                  0 };
  check_same (&(Variation){ .jumps_ms = JUMPS, .jump_every_s = 7 });
  check_same (&(Variation){ .jumps_ms = JUMPS, .jump_every_s = 41 });
}

static void
test_sixty_days_of_uptime_change_nothing (void)
{
  check_same (&(Variation){ .mono_us = 60 * DAY_MS * 1000 });
  /* Around where 32 bits of microseconds, of milliseconds and of seconds would run over. */
  check_same (&(Variation){ .mono_us = G_MAXUINT32 - 120 * G_GINT64_CONSTANT (1000000) });
  check_same (&(Variation){ .mono_us = G_MAXUINT32 * G_GINT64_CONSTANT (1000) - 120000000 });
  check_same (&(Variation){ .mono_us = G_MAXINT32 * G_GINT64_CONSTANT (1000000) - 120000000 });
}

static void
test_a_wall_clock_beyond_32_bits_changes_nothing (void)
{
  check_same (&(Variation){ .wall_ms = G_MAXINT32 * G_GINT64_CONSTANT (1000) - 60000 });
  check_same (&(Variation){ .wall_ms = G_MAXUINT32 * G_GINT64_CONSTANT (1000) - 60000 });
}

static void
test_a_seq_that_wraps_changes_nothing (void)
{
  check_same (&(Variation){ .seq = G_MAXUINT32 - 30 });
  check_same (&(Variation){ .seq = (guint32) G_MAXINT32 - 30 });
}

static void
test_a_boot_of_all_ones_changes_nothing (void)
{
  check_same (&(Variation){ .boot = G_MAXUINT32 - 1 });
}

/* The machine sleeps: CLOCK_BOOTTIME goes on. What ran out meanwhile is over at the first tick. */
static void
test_sleep_runs_every_timer (void)
{
  g_autoptr (World) world = world_new (2);
  VigilAction actions[VIGIL_ALARMS_MAX * 2];
  world_raise (world, 0, "vf", VF, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (5));
  world_silence (world, 0, actions);
  g_assert_cmpint (world_suspend (world, 1, VIGIL_SUSPENSION_CARE, 0), ==, VIGIL_REFUSAL_NONE);
  world_forget (world);
  world_sleep (world, 60 * DAY_MS);
  vigil_ward_tick (world->ward, world->now);
  g_assert_cmpint (world_find (world, 0, VF)->phase, ==, VIGIL_ALARM_OPEN);
  g_assert_cmpint (vigil_ward_get_sounding (world->ward), ==, VIGIL_PRIORITY_HIGH);
  g_assert_cmpint (vigil_ward_get_bed (world->ward, 1)->suspension, ==, VIGIL_SUSPENSION_NONE);
  /* Nothing was heard for two months: that is told, and once. */
  g_assert_cmpint (vigil_ward_get_link (world->ward), ==, VIGIL_LINK_SHOWN_LOST);
  g_assert_cmpuint (world_count (world, VIGIL_EVENT_ALARM_RAISED, ""), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add_func ("/ward/clock/" name, func)
  ADD ("a-plain-run-has-something-of-everything", test_a_plain_run_has_something_of_everything);
  ADD ("summer-time-begins-and-ends-without-a-change",
       test_summer_time_begins_and_ends_without_a_change);
  ADD ("a-wall-clock-that-jumps-by-hours-changes-nothing",
       test_a_wall_clock_that_jumps_by_hours_changes_nothing);
  ADD ("sixty-days-of-uptime-change-nothing", test_sixty_days_of_uptime_change_nothing);
  ADD ("a-wall-clock-beyond-32-bits-changes-nothing",
       test_a_wall_clock_beyond_32_bits_changes_nothing);
  ADD ("a-seq-that-wraps-changes-nothing", test_a_seq_that_wraps_changes_nothing);
  ADD ("a-boot-of-all-ones-changes-nothing", test_a_boot_of_all_ones_changes_nothing);
  ADD ("sleep-runs-every-timer", test_sleep_runs_every_timer);
#undef ADD
  return g_test_run ();
}
