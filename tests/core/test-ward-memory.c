/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A ward that has come to rest asks for no memory: what is fed each second, and ticked, runs in
 * what is there. Every allocation of the process is counted, and only those of the ward are asked
 * for. */

#include "ward-world.h"

#include <stdlib.h>

void *__libc_malloc (size_t size);
void *__libc_calloc (size_t n, size_t size);
void *__libc_realloc (void *memory, size_t size);

static guint n_allocations;

void *
malloc (size_t size)
{
  n_allocations++;
  return __libc_malloc (size);
}

void *
calloc (size_t n, size_t size)
{
  n_allocations++;
  return __libc_calloc (n, size);
}

void *
realloc (void *memory, size_t size)
{
  n_allocations++;
  return __libc_realloc (memory, size);
}

static void
ignore (const VigilEvent *event, gpointer data)
{
  (void) event;
  (*(guint *) data)++;
}

static VigilFrame
make_frame (const World *world, VigilFrameKind kind, const char *subject, guint32 boot, guint32 seq)
{
  VigilFrame frame = { .kind = kind, .boot = boot, .seq = seq, .t_ms = world->now.wall_ms };
  vigil_text_copy (frame.subject, sizeof frame.subject, subject);
  return frame;
}

/* A second of a bed: vitals, and its list with @n_alarms that stand. */
static void
feed_bed (World *world, VigilWard *ward, guint bed, guint32 seq, guint n_alarms)
{
  const char *id = world->beds[bed].id;
  VigilFrame frame = make_frame (world, VIGIL_FRAME_VITALS, id, 100, seq);
  frame.has_seq = TRUE;
  frame.vitals.n = 2;
  frame.vitals.numerics[0] =
      (VigilFrameNumeric){ .kind = VIGIL_NUMERIC_HR, .has_value = TRUE, .value = 80 + seq % 3 };
  frame.vitals.numerics[1] =
      (VigilFrameNumeric){ .kind = VIGIL_NUMERIC_SPO2, .has_value = TRUE, .value = 97 };
  vigil_ward_feed (ward, &frame, world->now);
  frame = make_frame (world, VIGIL_FRAME_ALARMS_BEGIN, id, 100, seq);
  frame.has_seq = TRUE;
  frame.n_items = n_alarms;
  vigil_ward_feed (ward, &frame, world->now);
  if (n_alarms > 0) {
    VigilFrame item = make_frame (world, VIGIL_FRAME_ALARM, id, 100, seq);
    item.alarm = (VigilFrameAlarm){ .priority = VIGIL_PRIORITY_HIGH, .raised_ms = 1 };
    vigil_text_copy (item.alarm.id, sizeof item.alarm.id, "a");
    vigil_text_copy (item.alarm.code, sizeof item.alarm.code, VF);
    vigil_text_copy (item.alarm.src, sizeof item.alarm.src, HR);
    vigil_ward_feed (ward, &item, world->now);
  }
  frame = make_frame (world, VIGIL_FRAME_ALARMS_END, id, 100, seq);
  frame.n_items = n_alarms;
  vigil_ward_feed (ward, &frame, world->now);
}

static void
run_second (World *world, VigilWard *ward, guint32 seq, guint n_alarms)
{
  VigilFrame echo =
      make_frame (world, VIGIL_FRAME_STATION_STATE, "desk-1", world->config.boot, seq);
  vigil_ward_feed (ward, &echo, world->now);
  VigilFrame beat = make_frame (world, VIGIL_FRAME_HEARTBEAT, "gw-1", 100, seq);
  vigil_ward_feed (ward, &beat, world->now);
  for (guint i = 0; i < world->n_beds; i++)
    feed_bed (world, ward, i, seq, i == 0 ? n_alarms : 0);
  for (guint i = 0; i < 10; i++) {
    vigil_ward_tick (ward, world->now);
    world->now.mono_us += 100000;
    world->now.wall_ms += 100;
  }
}

static void
start (World *world, VigilWard *ward)
{
  VigilFrame link = { .kind = VIGIL_FRAME_LINK, .link.state = VIGIL_LINK_UP };
  vigil_ward_feed (ward, &link, world->now);
  VigilFrame claim = make_frame (world, VIGIL_FRAME_GATEWAY_STATE, "gw-1", 100, 0);
  claim.gateway.is_ready = claim.gateway.is_first = claim.gateway.is_last = TRUE;
  claim.gateway.n_beds = world->n_beds;
  for (guint i = 0; i < world->n_beds; i++)
    vigil_text_copy (claim.gateway.beds[i], VIGIL_ID_MAX + 1, world->beds[i].id);
  vigil_ward_feed (ward, &claim, world->now);
}

static void
check_at_rest (guint n_alarms)
{
  g_autoptr (World) world = world_new_cold (16);
  guint n_events = 0;
  g_autoptr (VigilWard) ward = vigil_ward_new (&world->config, ignore, &n_events, world->now);
  start (world, ward);
  guint32 seq = 0;
  for (; seq < 60; seq++)
    run_second (world, ward, seq, n_alarms);
  guint before = n_allocations;
  n_events = 0;
  for (; seq < 180; seq++)
    run_second (world, ward, seq, n_alarms);
  guint n_asked = n_allocations - before;
  g_test_message ("%u allocations, %u events in 120 s", n_asked, n_events);
  g_assert_cmpuint (n_asked, ==, 0);
  g_assert_cmpuint (n_events, >, 100);
  g_assert_cmpint (vigil_ward_get_sounding (ward), >=,
                   n_alarms > 0 ? VIGIL_PRIORITY_HIGH : VIGIL_PRIORITY_NONE);
}

static void
test_a_calm_ward_asks_for_no_memory (void)
{
  check_at_rest (0);
}

static void
test_a_ward_in_alarm_asks_for_no_memory (void)
{
  check_at_rest (1);
}

/* The counter counts. */
static void
test_what_is_asked_for_is_counted (void)
{
  guint before = n_allocations;
  g_autofree char *text = g_strdup ("a");
  g_assert_cmpuint (n_allocations, >, before);
  g_assert_cmpstr (text, ==, "a");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ward/memory/what-is-asked-for-is-counted", test_what_is_asked_for_is_counted);
  g_test_add_func ("/ward/memory/a-calm-ward-asks-for-no-memory",
                   test_a_calm_ward_asks_for_no_memory);
  g_test_add_func ("/ward/memory/a-ward-in-alarm-asks-for-no-memory",
                   test_a_ward_in_alarm_asks_for_no_memory);
  return g_test_run ();
}
