/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-playout.h"

#define SECOND G_GINT64_CONSTANT (1000000)
#define MONO0 (1000 * SECOND)
#define DEVICE0 G_GINT64_CONSTANT (1790000000000000)
#define PERIOD 200000

typedef struct {
  VigilPlayout playout;
  VigilPlayoutSource source;
  gint64 mono_us;
  gint64 device_us; /* end of the newest block */
  gint64 latency_us;
  guint n_jumped, n_moved;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  (void) data;
  vigil_playout_init (&f->playout);
  f->mono_us = MONO0;
  f->device_us = DEVICE0;
  f->latency_us = 10000;
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  (void) f;
  (void) data;
}

static VigilPlayoutNews
block (Fixture *f)
{
  f->mono_us += PERIOD;
  f->device_us += PERIOD;
  VigilPlayoutNews news = vigil_playout_add (&f->playout, &f->source, f->device_us - PERIOD,
                                             f->device_us, 0, f->mono_us + f->latency_us);
  f->n_jumped += news == VIGIL_PLAYOUT_JUMPED;
  f->n_moved += news == VIGIL_PLAYOUT_MOVED;
  f->n_moved += vigil_playout_tick (&f->playout, f->mono_us + f->latency_us);
  return news;
}

static void
run (Fixture *f, guint seconds)
{
  for (guint i = 0; i < seconds * 5; i++)
    block (f);
}

static gint64
get_lag (const Fixture *f)
{
  /* How far the cursor is behind the true device time. */
  return f->playout.shift_us - (f->mono_us - f->device_us);
}

static void
test_the_delay_begins_with_one_period_and_the_margin (Fixture *f, gconstpointer data)
{
  (void) data;
  run (f, 5);
  g_assert_true (f->playout.has_clock);
  g_assert_cmpint (get_lag (f), ==, 10000 + PERIOD + VIGIL_PLAYOUT_MARGIN_US);
}

static void
test_it_never_shows_what_has_not_come (Fixture *f, gconstpointer data)
{
  (void) data;
  g_autoptr (GRand) random = g_rand_new_with_seed (3);
  guint n_starved = 0;
  for (guint i = 0; i < 3000; i++) {
    f->latency_us = 5000 + g_rand_int_range (random, 0, 50001);
    block (f);
    /* Just before the next block comes. */
    gint64 shown_us = f->mono_us + PERIOD - f->playout.shift_us;
    n_starved += shown_us > f->device_us;
  }
  g_assert_cmpuint (n_starved, ==, 0);
  g_assert_cmpuint (f->n_jumped + f->n_moved, ==, 0);
}

static void
test_starving_is_learnt_and_kept_within_bounds (Fixture *f, gconstpointer data)
{
  (void) data;
  run (f, 5);
  gint64 before_us = f->playout.shift_us;
  for (guint i = 0; i < 20; i++) {
    f->latency_us = i % 2 ? 150000 : 10000;
    f->mono_us += PERIOD;
    f->device_us += PERIOD;
    vigil_playout_tick (&f->playout, f->mono_us + f->latency_us - 1000);
    vigil_playout_add (&f->playout, &f->source, f->device_us - PERIOD, f->device_us, 0,
                       f->mono_us + f->latency_us);
  }
  g_assert_cmpint (f->playout.shift_us - before_us, >=, 90000);
  g_assert_cmpint (f->playout.shift_us - before_us, <=, 500000);
}

static void
test_a_late_block_is_learnt_when_it_comes (Fixture *f, gconstpointer data)
{
  (void) data;
  run (f, 5);
  gint64 before_us = f->playout.shift_us;
  /* 40 ms later than the margin hides, between two ticks. */
  gint64 late_us = 10000 + VIGIL_PLAYOUT_MARGIN_US + 40000;
  vigil_playout_add (&f->playout, &f->source, f->device_us, f->device_us + PERIOD, 0,
                     f->mono_us + PERIOD + late_us);
  g_assert_cmpint (f->playout.shift_us - before_us, ==, 40000 + 20000 + VIGIL_PLAYOUT_MAIN_US);
  /* An outage of 3 s teaches nothing. */
  before_us = f->playout.shift_us;
  vigil_playout_add (&f->playout, &f->source, f->device_us + PERIOD, f->device_us + 2 * PERIOD, 0,
                     f->mono_us + 2 * PERIOD + 3 * SECOND);
  g_assert_cmpint (f->playout.shift_us, ==, before_us);
}

/* Nothing is late by it, so nothing is learnt from it. */
static void
test_fifty_milliseconds_of_jitter_are_hidden (Fixture *f, gconstpointer data)
{
  (void) data;
  for (guint i = 0; i < 300; i++) {
    f->latency_us = i % 2 ? 55000 : 5000;
    block (f);
    g_assert_cmpint (f->playout.starved_us, ==, 0);
  }
}

/* It came before it was due, but not by what main needs until the frame. */
static void
test_a_block_too_late_for_the_frame_is_late (Fixture *f, gconstpointer data)
{
  (void) data;
  run (f, 5);
  f->latency_us = 10000 + 50000;
  block (f);
  g_assert_cmpint (f->playout.starved_us, ==, 0);
  f->latency_us += 3000;
  block (f);
  g_assert_cmpint (f->playout.starved_us, >, 0);
}

static void
test_a_small_drift_is_slewed_at_half_a_percent (Fixture *f, gconstpointer data)
{
  (void) data;
  run (f, 60);
  gint64 before_us = f->playout.shift_us;
  f->device_us += 100000; /* the device's clock is put forward by 100 ms */
  gint64 last_us = before_us;
  for (guint i = 0; i < 5 * 100; i++) {
    block (f);
    gint64 moved_us = f->playout.shift_us - last_us;
    g_assert_cmpint (ABS (moved_us), <=, PERIOD / 200 + 1);
    last_us = f->playout.shift_us;
  }
  g_assert_cmpint (f->playout.shift_us, ==, before_us - 100000);
  g_assert_cmpuint (f->n_jumped + f->n_moved, ==, 0);
}

static void
test_a_step_forward_is_a_new_epoch (Fixture *f, gconstpointer data)
{
  (void) data;
  run (f, 5);
  guint epoch = f->playout.epoch;
  f->device_us += 2 * SECOND;
  g_assert_cmpint (block (f), ==, VIGIL_PLAYOUT_JUMPED);
  g_assert_cmpuint (f->playout.epoch, ==, epoch + 1);
  g_assert_cmpint (get_lag (f), ==, 10000 + PERIOD + VIGIL_PLAYOUT_MARGIN_US);
  run (f, 40);
  g_assert_cmpuint (f->n_jumped, ==, 1);
  g_assert_cmpuint (f->n_moved, ==, 0);
}

static void
test_a_step_back_is_a_new_epoch (Fixture *f, gconstpointer data)
{
  (void) data;
  run (f, 5);
  f->device_us -= 3600 * SECOND;
  g_assert_cmpint (block (f), ==, VIGIL_PLAYOUT_JUMPED);
  g_assert_cmpint (get_lag (f), ==, 10000 + PERIOD + VIGIL_PLAYOUT_MARGIN_US);
  run (f, 40);
  g_assert_cmpuint (f->n_jumped, ==, 1);
}

static void
test_a_pause_of_the_device_is_no_step (Fixture *f, gconstpointer data)
{
  (void) data;
  run (f, 5);
  f->mono_us += 20 * SECOND;
  f->device_us += 20 * SECOND;
  g_assert_cmpint (block (f), ==, VIGIL_PLAYOUT_SMOOTH);
}

static void
test_a_burst_after_a_stall_is_no_step (Fixture *f, gconstpointer data)
{
  (void) data;
  run (f, 5);
  guint epoch = f->playout.epoch;
  gint64 arrival_us = f->mono_us + 2 * SECOND;
  for (guint i = 0; i < 10; i++) {
    f->mono_us += PERIOD;
    f->device_us += PERIOD;
    g_assert_cmpint (vigil_playout_add (&f->playout, &f->source, f->device_us - PERIOD,
                                        f->device_us, 0, arrival_us),
                     ==, VIGIL_PLAYOUT_SMOOTH);
  }
  run (f, 10);
  g_assert_cmpuint (f->playout.epoch, ==, epoch);
}

static void
test_a_network_slower_for_good_is_followed_after_30_s (Fixture *f, gconstpointer data)
{
  (void) data;
  run (f, 35);
  f->latency_us = 900000;
  run (f, 25);
  g_assert_cmpuint (f->n_moved, ==, 0);
  run (f, 10);
  g_assert_cmpuint (f->n_moved, ==, 1);
  g_assert_cmpuint (f->n_jumped, ==, 0);
  g_assert_cmpint (get_lag (f), ==, 900000 + PERIOD + VIGIL_PLAYOUT_MARGIN_US);
}

/* --- simulated networks --- */

#define STEP_US 5000
#define TICK_US 50000
#define MINUTE (60 * SECOND)
#define N_TOPICS 3

typedef struct {
  gint64 period_ms; /* of its blocks; 0: no such topic */
  gint64 delay_ms; /* sent so much later than it might be */
  guint n_burst; /* blocks are sent so many at once; 0: each */
} TopicKind;

typedef struct {
  TopicKind topics[N_TOPICS];
  gint64 jitter_ms; /* uniform */
  gint64 hiccup_ms; /* nothing passes for so long */
  gint64 hiccup_every_us;
  gint64 n_hiccups; /* 0: without end */
  gint64 drift_ppm; /* of the device's clock */
} NetworkKind;

typedef struct {
  gint64 n_blocks;
  gint64 arrival_us; /* of the next block */
  gboolean is_silent;
  VigilPlayoutSource source;
} Topic;

/* Time is counted from 0 at MONO0. A frame is drawn every STEP_US. */
typedef struct {
  NetworkKind kind;
  Topic topics[N_TOPICS];
  VigilPlayout playout;
  GRand *random;
  gint64 now_us;
  gint64 stepped_us; /* the device's clock was set forward by so much */
  guint n_starved; /* seconds in which the cursor had to wait */
  gint64 counted_us;
  guint n_anew;
} Network;

static gint64
get_period_us (const Network *self, guint topic)
{
  return self->kind.topics[topic].period_ms * 1000;
}

static void
await (Network *self, guint i)
{
  const TopicKind *kind = &self->kind.topics[i];
  Topic *topic = &self->topics[i];
  gint64 n_burst = MAX (kind->n_burst, 1);
  gint64 sent_us =
      (topic->n_blocks / n_burst + 1) * n_burst * get_period_us (self, i) + kind->delay_ms * 1000;
  gint64 jitter_us = g_rand_int_range (self->random, 0, (gint32) self->kind.jitter_ms * 1000 + 1);
  gint64 arrival_us = sent_us + 2000 + jitter_us;
  gint64 every_us = self->kind.hiccup_every_us;
  gint64 n = every_us > 0 ? arrival_us / every_us : 0;
  if (n > 0 && (self->kind.n_hiccups == 0 || n <= self->kind.n_hiccups))
    arrival_us = MAX (arrival_us, n * every_us + self->kind.hiccup_ms * 1000);
  topic->arrival_us = MAX (topic->arrival_us, arrival_us);
}

static void
network_init (Network *self, const NetworkKind *kind)
{
  *self = (Network){ .kind = *kind, .random = g_rand_new_with_seed (11), .counted_us = -MINUTE };
  vigil_playout_init (&self->playout);
  for (guint i = 0; i < N_TOPICS; i++)
    if (kind->topics[i].period_ms > 0)
      await (self, i);
}

static void
network_clear (Network *self)
{
  g_rand_free (self->random);
}

/* The device's clock at @us, which is fast by the drift. */
static gint64
device_at (const Network *self, gint64 us)
{
  return DEVICE0 + self->stepped_us + us + us * self->kind.drift_ppm / 1000000;
}

static void
deliver (Network *self, guint i)
{
  Topic *topic = &self->topics[i];
  gint64 start_us = topic->n_blocks++ * get_period_us (self, i);
  gint64 end_us = topic->n_blocks * get_period_us (self, i);
  if (!topic->is_silent)
    vigil_playout_add (&self->playout, &topic->source, device_at (self, start_us),
                       device_at (self, end_us), 0, MONO0 + topic->arrival_us);
  await (self, i);
}

static void
deliver_all (Network *self)
{
  for (guint i = 0; i < N_TOPICS; i++)
    while (self->kind.topics[i].period_ms > 0 && self->topics[i].arrival_us <= self->now_us)
      deliver (self, i);
}

/* Whether a topic that speaks has not got what is to be shown. */
static gboolean
is_short (const Network *self)
{
  gint64 shown_us = MONO0 + self->now_us - self->playout.shift_us;
  for (guint i = 0; i < N_TOPICS; i++) {
    const Topic *topic = &self->topics[i];
    if (topic->source.has_end && !topic->is_silent && shown_us > topic->source.end_us)
      return TRUE;
  }
  return FALSE;
}

/* A frame. The cursor waits for what has not come, and after a jump to what is older, which is made
 * only when something had to be waited for. It never jumps to what is newer. */
static void
draw (Network *self, const VigilPlayout *before)
{
  gint64 moved_us = self->playout.shift_us - before->shift_us;
  gboolean has_jumped = before->epoch == self->playout.epoch && ABS (moved_us) > TICK_US / 200;
  g_assert_true (!has_jumped || moved_us > 0);
  g_assert_true (!has_jumped || self->playout.starved_us > before->starved_us);
  if (!has_jumped && !is_short (self))
    return;
  if (self->now_us - self->counted_us <= SECOND)
    return;
  self->n_starved++;
  self->counted_us = self->now_us;
}

static void
step (Network *self)
{
  VigilPlayout before = self->playout;
  self->now_us += STEP_US;
  deliver_all (self);
  if (self->now_us % TICK_US == 0)
    self->n_anew += vigil_playout_tick (&self->playout, MONO0 + self->now_us);
  if (self->playout.has_clock)
    draw (self, &before);
}

/* How often the cursor had to wait in this time. */
static guint
pass (Network *self, gint64 length_us)
{
  guint n_before = self->n_starved;
  for (gint64 until_us = self->now_us + length_us; self->now_us < until_us;)
    step (self);
  return self->n_starved - n_before;
}

/* How far the cursor is behind the device's clock, beyond a block of the longest kind and the
 * 2 ms of the network. */
static gint64
get_kept_back (const Network *self)
{
  gint64 period_us = 0;
  for (guint i = 0; i < N_TOPICS; i++)
    period_us = MAX (period_us, get_period_us (self, i));
  gint64 shown_us = MONO0 + self->now_us - self->playout.shift_us;
  return device_at (self, self->now_us) - shown_us - period_us - 2000;
}

typedef struct {
  const char *name;
  NetworkKind kind;
  guint n_first_most; /* times of waiting in the first minute; later never */
  gint64 kept_least_ms, kept_most_ms; /* from the second minute on, for an hour */
} SteadyNetwork;

/* What is steady is waited for at most at its beginning, until it is known. */
static const SteadyNetwork STEADY[] = {
  { "calm", { { { 100, 0, 0 } }, .jitter_ms = 5 }, 0, 16, 17 },
  { "calm-seconds", { { { 1000, 0, 0 } }, .jitter_ms = 5 }, 0, 16, 17 },
  { "jitter-of-20-ms", { { { 100, 0, 0 } }, .jitter_ms = 20 }, 0, 32, 36 },
  { "jitter-of-40-ms", { { { 100, 0, 0 } }, .jitter_ms = 40 }, 0, 60, 66 },
  { "jitter-of-50-ms", { { { 100, 0, 0 } }, .jitter_ms = 50 }, 0, 70, 76 },
  { "jitter-of-200-ms", { { { 100, 0, 0 } }, .jitter_ms = 200 }, 5, 210, 229 },
  { "fast-100-ppm", { { { 100, 0, 0 } }, .jitter_ms = 5, .drift_ppm = 100 }, 0, 15, 20 },
  { "fast-200-ppm", { { { 100, 0, 0 } }, .jitter_ms = 5, .drift_ppm = 200 }, 0, 13, 22 },
  { "slow-200-ppm", { { { 100, 0, 0 } }, .jitter_ms = 5, .drift_ppm = -200 }, 0, 13, 22 },
  { "a-topic-80-ms-later", { { { 100, 0, 0 }, { 100, 80, 0 } }, .jitter_ms = 5 }, 1, 100, 110 },
  { "topics-of-other-lengths",
    { { { 100, 0, 0 }, { 40, 30, 0 }, { 500, 20, 0 } }, .jitter_ms = 5 },
    2,
    36,
    42 },
  { "five-blocks-at-once", { { { 100, 0, 5 } }, .jitter_ms = 5 }, 1, 420, 435 },
};

static void
test_what_is_steady_is_never_waited_for (gconstpointer data)
{
  const SteadyNetwork *steady = data;
  Network network;
  network_init (&network, &steady->kind);
  guint n_first = pass (&network, MINUTE);
  g_test_message ("waited %u times, keeps back %.1f ms", n_first,
                  (double) get_kept_back (&network) / 1000);
  g_assert_cmpuint (n_first, <=, steady->n_first_most);
  guint n_anew = network.n_anew;
  for (guint i = 0; i < 60; i++) {
    g_assert_cmpuint (pass (&network, MINUTE), ==, 0);
    g_assert_cmpint (get_kept_back (&network), >=, steady->kept_least_ms * 1000);
    if (i > 0)
      g_assert_cmpint (get_kept_back (&network), <=, steady->kept_most_ms * 1000);
  }
  g_assert_cmpuint (network.n_anew, ==, n_anew);
  network_clear (&network);
}

static const NetworkKind CALM = { .topics = { { 100, 0, 0 } }, .jitter_ms = 5 };

static void
test_the_margin_waits_for_30_s_of_calm (void)
{
  Network network;
  network_init (&network, &CALM);
  pass (&network, 29 * SECOND);
  g_assert_cmpint (get_kept_back (&network), >=, VIGIL_PLAYOUT_MARGIN_US - 1000);
  pass (&network, 10 * SECOND);
  g_assert_cmpint (get_kept_back (&network), <=, VIGIL_PLAYOUT_MARGIN_LEAST_US + 1000);
  network_clear (&network);
}

static void
test_one_hiccup_is_waited_for_once_and_forgotten (void)
{
  NetworkKind kind = CALM;
  kind.hiccup_ms = 120;
  kind.hiccup_every_us = 2 * MINUTE;
  kind.n_hiccups = 1;
  Network network;
  network_init (&network, &kind);
  pass (&network, 2 * MINUTE);
  g_assert_cmpuint (pass (&network, SECOND), ==, 1);
  g_assert_cmpint (get_kept_back (&network), >=, 120000);
  /* 30 s in which it is seen, a minute of patience, and 30 s of slew. */
  g_assert_cmpuint (pass (&network, 2 * MINUTE), ==, 0);
  g_assert_cmpint (get_kept_back (&network), <=, VIGIL_PLAYOUT_MARGIN_LEAST_US + 1000);
  network_clear (&network);
}

typedef struct {
  const char *name;
  gint64 every_us;
  guint n_hour_most, n_next_most; /* times of waiting in the first hour, in the next */
} HiccupNetwork;

static const HiccupNetwork HICCUPS[] = {
  { "every-20-s", 20 * SECOND, 1, 0 },      { "every-minute", MINUTE, 2, 0 },
  { "every-5-minutes", 5 * MINUTE, 5, 0 },  { "every-10-minutes", 10 * MINUTE, 5, 1 },
  { "every-half-hour", 30 * MINUTE, 1, 2 },
};

static void
test_a_hiccup_that_comes_again_is_learnt (gconstpointer data)
{
  const HiccupNetwork *hiccups = data;
  NetworkKind kind = CALM;
  kind.hiccup_ms = 120;
  kind.hiccup_every_us = hiccups->every_us;
  Network network;
  network_init (&network, &kind);
  guint n_hour = pass (&network, 60 * MINUTE - SECOND);
  guint n_next = pass (&network, 60 * MINUTE);
  g_test_message ("waited %u times, then %u", n_hour, n_next);
  g_assert_cmpuint (n_hour, >, 0);
  g_assert_cmpuint (n_hour, <=, hiccups->n_hour_most);
  g_assert_cmpuint (n_next, <=, hiccups->n_next_most);
  network_clear (&network);
}

/* Two hours of a hiccup a minute, then hours of calm: a single one later waits no longer than the
 * first one had to. */
static void
test_patience_is_forgotten_after_long_calm (void)
{
  NetworkKind kind = CALM;
  kind.hiccup_ms = 120;
  kind.hiccup_every_us = 10 * MINUTE;
  kind.n_hiccups = 12;
  Network network;
  network_init (&network, &kind);
  pass (&network, 4 * 60 * MINUTE);
  g_assert_cmpint (network.playout.patience_us, >=, 8 * MINUTE);
  g_assert_cmpint (get_kept_back (&network), <=, VIGIL_PLAYOUT_MARGIN_LEAST_US + 1000);
  network.kind.n_hiccups = 0;
  pass (&network, 5 * MINUTE);
  g_assert_cmpint (network.playout.patience_us, <=, MINUTE);
  network_clear (&network);
}

static void
test_a_growing_jitter_is_followed_without_waiting (void)
{
  Network network;
  network_init (&network, &CALM);
  pass (&network, 2 * MINUTE);
  guint n_waited = 0;
  for (guint i = 0; i < 40; i++) {
    network.kind.jitter_ms++;
    n_waited += pass (&network, 10 * SECOND);
  }
  g_assert_cmpuint (n_waited, ==, 0);
  g_assert_cmpint (get_kept_back (&network), >=, 60000);
  network_clear (&network);
}

/* Hiccups that are further apart than patience could ever be do not make it endless. */
static void
test_patience_has_an_end (void)
{
  NetworkKind kind = CALM;
  kind.hiccup_ms = 120;
  kind.hiccup_every_us = 40 * MINUTE;
  Network network;
  network_init (&network, &kind);
  pass (&network, 8 * 60 * MINUTE);
  g_assert_cmpint (network.playout.patience_us, ==, 16 * MINUTE);
  network_clear (&network);
}

static void
test_a_network_that_becomes_worse_is_one_failure (void)
{
  Network network;
  network_init (&network, &CALM);
  pass (&network, 2 * MINUTE);
  network.kind.jitter_ms = 100;
  g_assert_cmpuint (pass (&network, 10 * SECOND), >, 0);
  network.kind.jitter_ms = 300;
  g_assert_cmpuint (pass (&network, 10 * SECOND), >, 0);
  g_assert_cmpint (network.playout.patience_us, ==, MINUTE);
  network_clear (&network);
}

/* The network is what it was, whatever the device's clock says. */
static void
test_a_step_of_the_clock_keeps_what_was_learnt (void)
{
  NetworkKind kind = CALM;
  kind.jitter_ms = 200;
  Network network;
  network_init (&network, &kind);
  pass (&network, 5 * MINUTE);
  guint epoch = network.playout.epoch;
  network.stepped_us = 10 * SECOND;
  g_assert_cmpuint (pass (&network, 10 * MINUTE), ==, 0);
  g_assert_cmpuint (network.playout.epoch, ==, epoch + 1);
  network_clear (&network);
}

/* What comes out of an outage of 3 s says nothing of how late the network is otherwise. */
static void
test_an_outage_teaches_nothing (void)
{
  NetworkKind kind = CALM;
  kind.hiccup_ms = 3000;
  kind.hiccup_every_us = 2 * MINUTE;
  kind.n_hiccups = 1;
  Network network;
  network_init (&network, &kind);
  pass (&network, 2 * MINUTE);
  gint64 before_us = get_kept_back (&network);
  g_assert_cmpuint (pass (&network, 10 * SECOND), ==, 3);
  g_assert_cmpint (get_kept_back (&network), <=, before_us + 1000);
  g_assert_cmpuint (pass (&network, 5 * MINUTE), ==, 0);
  /* It is over: what is late now is learnt again. */
  network.kind.jitter_ms = 100;
  pass (&network, 10 * SECOND);
  g_assert_cmpuint (pass (&network, 10 * MINUTE), ==, 0);
  network_clear (&network);
}

static void
test_a_slower_topic_is_held_for_while_it_speaks (void)
{
  NetworkKind kind = CALM;
  kind.topics[1] = (TopicKind){ .period_ms = 100, .delay_ms = 150 };
  Network network;
  network_init (&network, &kind);
  pass (&network, 5 * MINUTE);
  g_assert_cmpint (get_kept_back (&network), >=, 170000);
  network.topics[1].is_silent = TRUE;
  pass (&network, 2 * MINUTE);
  g_assert_cmpint (get_kept_back (&network), <=, VIGIL_PLAYOUT_MARGIN_LEAST_US + 1000);
  network.topics[1].is_silent = FALSE;
  network.topics[1].source.has_end = FALSE;
  g_assert_cmpuint (pass (&network, 10 * SECOND), ==, 1);
  g_assert_cmpuint (pass (&network, 10 * MINUTE), ==, 0);
  network_clear (&network);
}

/* Half an hour without a word, in which the device's clock lost 36 ms. */
static void
test_a_bed_that_was_silent_begins_with_the_first_margin (void)
{
  NetworkKind kind = CALM;
  kind.drift_ppm = -20;
  Network network;
  network_init (&network, &kind);
  pass (&network, 2 * MINUTE);
  network.topics[0].is_silent = TRUE;
  pass (&network, 30 * MINUTE);
  network.topics[0].is_silent = FALSE;
  network.topics[0].source.has_end = FALSE;
  g_assert_cmpuint (pass (&network, 10 * MINUTE), ==, 0);
  g_assert_cmpint (get_kept_back (&network), <=, VIGIL_PLAYOUT_MARGIN_LEAST_US + 1500);
  network_clear (&network);
}

static void
change_period (Network *self, gint64 period_ms)
{
  Topic *topic = &self->topics[0];
  topic->n_blocks = topic->n_blocks * self->kind.topics[0].period_ms / period_ms;
  self->kind.topics[0].period_ms = period_ms;
  await (self, 0);
}

static void
test_longer_blocks_are_waited_for_once (void)
{
  static const gint64 PERIODS_MS[] = { 200, 500, 1000, 2000 };
  for (guint i = 0; i < G_N_ELEMENTS (PERIODS_MS); i++) {
    Network network;
    network_init (&network, &CALM);
    pass (&network, 2 * MINUTE);
    change_period (&network, PERIODS_MS[i]);
    g_assert_cmpuint (pass (&network, 10 * SECOND), <=, 1);
    g_assert_cmpuint (pass (&network, 5 * MINUTE), ==, 0);
    g_assert_cmpint (get_kept_back (&network), <=, VIGIL_PLAYOUT_MARGIN_LEAST_US + 1000);
    change_period (&network, 100);
    pass (&network, 5 * MINUTE);
    g_assert_cmpint (get_kept_back (&network), <=, VIGIL_PLAYOUT_MARGIN_LEAST_US + 1000);
    network_clear (&network);
  }
}

#define ADD(name, func) g_test_add ("/playout/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("the-delay-begins-with-one-period-and-the-margin",
       test_the_delay_begins_with_one_period_and_the_margin);
  ADD ("it-never-shows-what-has-not-come", test_it_never_shows_what_has_not_come);
  ADD ("starving-is-learnt-and-kept-within-bounds", test_starving_is_learnt_and_kept_within_bounds);
  ADD ("a-late-block-is-learnt-when-it-comes", test_a_late_block_is_learnt_when_it_comes);
  ADD ("a-block-too-late-for-the-frame-is-late", test_a_block_too_late_for_the_frame_is_late);
  ADD ("fifty-milliseconds-of-jitter-are-hidden", test_fifty_milliseconds_of_jitter_are_hidden);
  ADD ("a-small-drift-is-slewed-at-half-a-percent", test_a_small_drift_is_slewed_at_half_a_percent);
  ADD ("a-step-forward-is-a-new-epoch", test_a_step_forward_is_a_new_epoch);
  ADD ("a-step-back-is-a-new-epoch", test_a_step_back_is_a_new_epoch);
  ADD ("a-pause-of-the-device-is-no-step", test_a_pause_of_the_device_is_no_step);
  ADD ("a-burst-after-a-stall-is-no-step", test_a_burst_after_a_stall_is_no_step);
  ADD ("a-network-slower-for-good-is-followed-after-30-s",
       test_a_network_slower_for_good_is_followed_after_30_s);
  for (guint i = 0; i < G_N_ELEMENTS (STEADY); i++) {
    g_autofree char *path = g_strdup_printf ("/playout/steady/%s", STEADY[i].name);
    g_test_add_data_func (path, &STEADY[i], test_what_is_steady_is_never_waited_for);
  }
  for (guint i = 0; i < G_N_ELEMENTS (HICCUPS); i++) {
    g_autofree char *path = g_strdup_printf ("/playout/hiccup/%s", HICCUPS[i].name);
    g_test_add_data_func (path, &HICCUPS[i], test_a_hiccup_that_comes_again_is_learnt);
  }
  g_test_add_func ("/playout/the-margin-waits-for-30-s-of-calm",
                   test_the_margin_waits_for_30_s_of_calm);
  g_test_add_func ("/playout/one-hiccup-is-waited-for-once-and-forgotten",
                   test_one_hiccup_is_waited_for_once_and_forgotten);
  g_test_add_func ("/playout/patience-is-forgotten-after-long-calm",
                   test_patience_is_forgotten_after_long_calm);
  g_test_add_func ("/playout/a-growing-jitter-is-followed-without-waiting",
                   test_a_growing_jitter_is_followed_without_waiting);
  g_test_add_func ("/playout/patience-has-an-end", test_patience_has_an_end);
  g_test_add_func ("/playout/a-network-that-becomes-worse-is-one-failure",
                   test_a_network_that_becomes_worse_is_one_failure);
  g_test_add_func ("/playout/a-step-of-the-clock-keeps-what-was-learnt",
                   test_a_step_of_the_clock_keeps_what_was_learnt);
  g_test_add_func ("/playout/an-outage-teaches-nothing", test_an_outage_teaches_nothing);
  g_test_add_func ("/playout/a-slower-topic-is-held-for-while-it-speaks",
                   test_a_slower_topic_is_held_for_while_it_speaks);
  g_test_add_func ("/playout/a-bed-that-was-silent-begins-with-the-first-margin",
                   test_a_bed_that_was_silent_begins_with_the_first_margin);
  g_test_add_func ("/playout/longer-blocks-are-waited-for-once",
                   test_longer_blocks_are_waited_for_once);
  return g_test_run ();
}
