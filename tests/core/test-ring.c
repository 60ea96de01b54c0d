/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Also built with ThreadSanitizer (test-ring-tsan), where a missing barrier is a report. */

#include "vigil-ring.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#ifdef VIGIL_TEST_TSAN
#define N_STRESS 300000u
#else
#define N_STRESS 3000000u
#endif
#define N_WAKES 200000u
#define N_PATTERN 8

static guint
fill (VigilRing *ring, VigilFrameKind kind, guint n)
{
  guint n_done = 0;
  while (n_done < n) {
    VigilFrame *frame = vigil_ring_reserve (ring, kind);
    if (frame == NULL)
      break;
    frame->kind = kind;
    frame->seq = n_done++;
    vigil_ring_commit (ring);
  }
  return n_done;
}

static void
test_frames_come_out_in_order (void)
{
  g_autoptr (VigilRing) ring = vigil_ring_new (16);
  for (guint round = 0; round < 5; round++) {
    g_assert_null (vigil_ring_peek (ring));
    g_assert_cmpuint (fill (ring, VIGIL_FRAME_VITALS, 11), ==, 11);
    for (guint i = 0; i < 11; i++) {
      const VigilFrame *frame = vigil_ring_peek (ring);
      g_assert_nonnull (frame);
      g_assert_true (vigil_ring_peek (ring) == frame);
      g_assert_cmpuint (frame->seq, ==, i);
      vigil_ring_pop (ring);
    }
  }
  g_assert_cmpuint (vigil_ring_take_lost (ring), ==, 0);
}

static void
test_last_quarter_is_kept_for_what_is_no_wave (void)
{
  g_autoptr (VigilRing) ring = vigil_ring_new (16);
  g_assert_cmpuint (fill (ring, VIGIL_FRAME_WAVE, 100), ==, 12);
  g_assert_cmpuint (fill (ring, VIGIL_FRAME_REFUSED, 100), ==, 0);
  g_assert_cmpuint (fill (ring, VIGIL_FRAME_ALARM, 100), ==, 4);
  g_assert_cmpuint (vigil_ring_take_lost (ring), ==, 3);
  g_assert_cmpuint (vigil_ring_take_lost (ring), ==, 0);
  vigil_ring_pop (ring);
  g_assert_null (vigil_ring_reserve (ring, VIGIL_FRAME_WAVE));
  g_assert_nonnull (vigil_ring_reserve (ring, VIGIL_FRAME_LINK));
}

static void
test_only_the_first_commit_after_a_drain_wakes (void)
{
  g_autoptr (VigilRing) ring = vigil_ring_new (16);
  for (guint round = 0; round < 3; round++) {
    g_assert_false (vigil_ring_is_pending (ring));
    g_assert_nonnull (vigil_ring_reserve (ring, VIGIL_FRAME_VITALS));
    g_assert_true (vigil_ring_commit (ring));
    g_assert_true (vigil_ring_is_pending (ring));
    g_assert_nonnull (vigil_ring_reserve (ring, VIGIL_FRAME_VITALS));
    g_assert_false (vigil_ring_commit (ring));
    vigil_ring_begin_drain (ring);
    while (vigil_ring_peek (ring) != NULL)
      vigil_ring_pop (ring);
  }
}

typedef struct {
  VigilRing *ring;
  guint n_frames;
  guint n_refused; /* by reserve(), as the producer saw it */
  int wake_fd; /* −1: the consumer polls the ring */
} Producer;

static void
write_pattern (VigilFrame *frame, guint seq)
{
  frame->kind = VIGIL_FRAME_WAVE;
  frame->seq = seq;
  frame->t_ms = (gint64) seq * 3;
  frame->wave.n_samples = N_PATTERN;
  for (guint i = 0; i < N_PATTERN; i++)
    frame->wave.samples[i * 32] = (float) ((seq + i) & 0xFFFF);
}

static gboolean
has_pattern (const VigilFrame *frame, guint seq)
{
  if (frame->seq != seq || frame->t_ms != (gint64) seq * 3 || frame->wave.n_samples != N_PATTERN)
    return FALSE;
  for (guint i = 0; i < N_PATTERN; i++) {
    if ((guint) frame->wave.samples[i * 32] != ((seq + i) & 0xFFFF))
      return FALSE;
  }
  return TRUE;
}

static gpointer
produce (gpointer data)
{
  Producer *producer = data;
  const guint64 one = 1;
  for (guint seq = 0; seq < producer->n_frames; seq++) {
    VigilFrame *frame;
    while ((frame = vigil_ring_reserve (producer->ring, VIGIL_FRAME_WAVE)) == NULL) {
      producer->n_refused++;
      g_thread_yield ();
    }
    write_pattern (frame, seq);
    if (vigil_ring_commit (producer->ring) && producer->wake_fd >= 0)
      g_assert_cmpint (write (producer->wake_fd, &one, sizeof one), ==, sizeof one);
  }
  return NULL;
}

static void
test_two_threads_keep_order_and_tear_nothing (void)
{
  g_autoptr (VigilRing) ring = vigil_ring_new (64);
  Producer producer = { ring, N_STRESS, 0, -1 };
  GThread *thread = g_thread_new ("producer", produce, &producer);
  guint n_bad = 0;
  guint n_lost = 0;
  for (guint seq = 0; seq < N_STRESS; seq++) {
    const VigilFrame *frame;
    while ((frame = vigil_ring_peek (ring)) == NULL)
      g_thread_yield ();
    n_bad += has_pattern (frame, seq) ? 0 : 1;
    vigil_ring_pop (ring);
    if (seq % 1000 == 0)
      n_lost += vigil_ring_take_lost (ring);
  }
  g_thread_join (thread);
  n_lost += vigil_ring_take_lost (ring);
  g_assert_cmpuint (n_bad, ==, 0);
  g_assert_null (vigil_ring_peek (ring));
  g_assert_cmpuint (n_lost, ==, producer.n_refused);
}

static void
test_no_wake_up_is_lost (void)
{
  g_autoptr (VigilRing) ring = vigil_ring_new (1024);
  int fd = eventfd (0, EFD_CLOEXEC);
  g_assert_cmpint (fd, >=, 0);
  Producer producer = { ring, N_WAKES, 0, fd };
  GThread *thread = g_thread_new ("producer", produce, &producer);
  guint n_seen = 0;
  while (n_seen < N_WAKES) {
    /* The consumer sleeps until it is woken: one wake-up missed and it would sleep for ever. */
    struct pollfd poll_fd = { fd, POLLIN, 0 };
    guint64 n;
    g_assert_cmpint (poll (&poll_fd, 1, 20000), ==, 1);
    g_assert_cmpint (read (fd, &n, sizeof n), ==, sizeof n);
    vigil_ring_begin_drain (ring);
    const VigilFrame *frame;
    while ((frame = vigil_ring_peek (ring)) != NULL) {
      g_assert_true (has_pattern (frame, n_seen));
      n_seen++;
      vigil_ring_pop (ring);
    }
  }
  g_thread_join (thread);
  close (fd);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ring/frames-come-out-in-order", test_frames_come_out_in_order);
  g_test_add_func ("/ring/last-quarter-is-kept-for-what-is-no-wave",
                   test_last_quarter_is_kept_for_what_is_no_wave);
  g_test_add_func ("/ring/only-the-first-commit-after-a-drain-wakes",
                   test_only_the_first_commit_after_a_drain_wakes);
  g_test_add_func ("/ring/two-threads-keep-order-and-tear-nothing",
                   test_two_threads_keep_order_and_tear_nothing);
  g_test_add_func ("/ring/no-wake-up-is-lost", test_no_wake_up_is_lost);
  return g_test_run ();
}
