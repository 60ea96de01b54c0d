/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A ward that has come to rest asks for no memory: what is fed each second, and ticked, runs in
 * what is there. Every allocation of the process is counted, and only those of the ward are asked
 * for. */

#include "ward-world.h"

#include <stdlib.h>

#define RATE_HZ 250
#define BEAT_SAMPLES 200

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

/* Millivolts by 200 of an ECG with a beat every 800 ms, so that the detector has something to find.
 */
static gint16
ecg_at (gint64 sample)
{
  gint64 within = sample % BEAT_SAMPLES;
  return (gint16) (within < 10 ? 20 * (5 - ABS (within - 5)) * 2 : 0);
}

/* A tenth of a second of a bed's ECG. */
static void
feed_wave (World *world, VigilWard *ward, guint bed, guint32 seq)
{
  static VigilFrame frame;
  gint64 first = world->now.wall_ms * RATE_HZ / 1000;
  frame = make_frame (world, VIGIL_FRAME_WAVE, world->beds[bed].id, 100, seq);
  vigil_text_copy (frame.subject, sizeof frame.subject, world->beds[bed].id);
  frame.wave = (VigilFrameWave){ .rev = 1,
                                 .is_raw = TRUE,
                                 .is_first = TRUE,
                                 .source = "ecg",
                                 .rate_mhz = RATE_HZ * 1000,
                                 .n_samples = RATE_HZ / 10 };
  frame.wave.start_us = world->now.wall_ms * 1000 - 100000;
  frame.wave.block_end_us = world->now.wall_ms * 1000;
  for (guint i = 0; i < frame.wave.n_samples; i++)
    frame.wave.samples[i] = ecg_at (first + i);
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
    for (guint bed = 0; bed < world->n_beds; bed++)
      feed_wave (world, ward, bed, seq * 10 + i);
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
  for (guint i = 0; i < world->n_beds; i++) {
    VigilFrame meta = make_frame (world, VIGIL_FRAME_META, world->beds[i].id, 100, 0);
    meta.meta.rev = 1;
    meta.meta.patient_class = VIGIL_CLASS_ADULT;
    meta.meta.n_leads = 1;
    meta.meta.leads[0] = (VigilMetaLead){ .source = "ecg",
                                          .refid = "MDC_ECG_ELEC_POTL_II",
                                          .rate_hz = RATE_HZ,
                                          .unit = "mV",
                                          .gain = 0.005,
                                          .lo = -2,
                                          .hi = 2 };
    vigil_ward_feed (ward, &meta, world->now);
  }
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
  /* Samples went in, and beats came out. */
  for (guint i = 0; i < world->n_beds; i++) {
    const VigilBed *bed = vigil_ward_get_bed (ward, i);
    g_assert_cmpint (bed->leads[0].trace.newest, >, 170 * RATE_HZ);
    g_assert_true (vigil_beats_are_of (&bed->beats, &bed->leads[0].trace));
  }
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
