/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From vigil_annunciator_sound() to the first sample on the sink's monitor, on a private sound
 * server: "call" is a high burst from quiet, "idle" the first one after the station started.
 * usage: bench-sound [N] */

#include "vigil-annunciator.h"
#include "vigil-sink-watch.h"

#include <errno.h>
#include <math.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "vigil-test-sound.h"

#define RATE_HZ 48000
#define LOUD 30 /* of 32768: the first milliseconds of the ramp */

/* Reads a recorder's samples as they come and notes when the first loud one is heard. A null sink
 * renders a block at its beginning, so a sample is heard at the block's arrival plus its place in
 * it: never less than the truth. */
typedef struct {
  GPid pid;
  int fd;
  GThread *thread;
  GMutex lock;
  gint64 newest_us; /* with the lock: when data last arrived */
  gint64 loud_us; /* with the lock: the first loud sample since it was cleared; 0 = none */
} Ear;

static void
take (Ear *ear, const gint16 *samples, gsize n)
{
  gint64 now_us = g_get_monotonic_time ();
  g_mutex_lock (&ear->lock);
  ear->newest_us = now_us;
  for (gsize i = 0; i < n && ear->loud_us == 0; i++) {
    if (abs (samples[i]) > LOUD)
      ear->loud_us = now_us + (gint64) (i * G_USEC_PER_SEC / RATE_HZ);
  }
  g_mutex_unlock (&ear->lock);
}

static gpointer
listen_thread (gpointer data)
{
  Ear *ear = data;
  gint16 samples[4096];
  gssize n;
  while ((n = read (ear->fd, samples, sizeof samples)) > 0 || (n < 0 && errno == EINTR)) {
    if (n > 0)
      take (ear, samples, (gsize) n / 2);
  }
  return NULL;
}

static void
die_with_parent_cb (gpointer data)
{
  (void) data;
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

static void
open_ear (Ear *ear)
{
  const char *const arguments[] = { "parec",
                                    "--device=ward.monitor",
                                    "--latency-msec=10",
                                    "--rate=48000",
                                    "--channels=1",
                                    "--format=s16le",
                                    "--raw",
                                    NULL };
  g_autoptr (GError) error = NULL;
  g_spawn_async_with_pipes (NULL, (char **) arguments, NULL,
                            G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD, die_with_parent_cb,
                            NULL, &ear->pid, NULL, &ear->fd, NULL, &error);
  g_assert_no_error (error);
  g_mutex_init (&ear->lock);
  ear->thread = g_thread_new ("ear", listen_thread, ear);
}

static void
close_ear (Ear *ear)
{
  kill (ear->pid, SIGKILL);
  waitpid (ear->pid, NULL, 0);
  g_thread_join (ear->thread);
  close (ear->fd);
}

static gint64
get_loud_us (Ear *ear)
{
  g_mutex_lock (&ear->lock);
  gint64 loud_us = ear->loud_us;
  g_mutex_unlock (&ear->lock);
  return loud_us;
}

static gboolean
is_loud (gpointer data)
{
  return get_loud_us (data) != 0;
}

static gboolean
is_listening (gpointer data)
{
  Ear *ear = data;
  g_mutex_lock (&ear->lock);
  gboolean is = ear->newest_us != 0;
  g_mutex_unlock (&ear->lock);
  return is;
}

static gboolean
works (gpointer data)
{
  return vigil_annunciator_get_sound (data) == VIGIL_SOUND_WORKS;
}

/* ms from the call to the first sample; negative: nothing was heard. */
static double
measure (VigilAnnunciator *annunciator, Ear *ear)
{
  g_mutex_lock (&ear->lock);
  ear->loud_us = 0;
  g_mutex_unlock (&ear->lock);
  gint64 called_us = g_get_monotonic_time ();
  vigil_annunciator_sound (annunciator, VIGIL_PRIORITY_HIGH, FALSE, TRUE);
  if (!vigil_test_sound_wait (is_loud, ear, 5))
    return -1;
  double ms = (get_loud_us (ear) - called_us) / 1000.0;
  vigil_annunciator_sound (annunciator, VIGIL_PRIORITY_NONE, TRUE, FALSE);
  vigil_test_sound_run (0.6 + g_random_double () * 0.05);
  return ms;
}

static void
ignore_cb (gpointer data)
{
  (void) data;
}

/* Without a recorder, which would keep the sink awake: by a meter like the station's own, after
 * @quiet_s. Its blocks of 30 ms are in the result. */
static double
measure_idle (VigilAnnunciator *annunciator, VigilSinkWatch *watch, double quiet_s)
{
  vigil_test_sound_run (quiet_s);
  VigilSinkFacts facts = { 0 };
  gint64 called_us = g_get_monotonic_time ();
  vigil_annunciator_sound (annunciator, VIGIL_PRIORITY_HIGH, FALSE, TRUE);
  while (facts.last_loud_us < called_us && g_get_monotonic_time () < called_us + 5000000) {
    vigil_sink_watch_get_facts (watch, &facts);
    g_usleep (500);
  }
  double ms = (facts.last_loud_us - called_us) / 1000.0;
  vigil_annunciator_sound (annunciator, VIGIL_PRIORITY_NONE, TRUE, FALSE);
  return ms;
}

static void
bench_idle (VigilAnnunciator *annunciator)
{
  VigilSinkWatch *watch =
      vigil_sink_watch_new ("io.github.vigil_ward.Vigil.Bench", ignore_cb, NULL);
  for (int i = 0; i < 3; i++)
    g_print ("after 6 s of quiet: %.1f ms\n", measure_idle (annunciator, watch, 6));
  vigil_sink_watch_free (watch);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const double *left = a, *right = b;
  return (*left > *right) - (*left < *right);
}

static void
report (const char *what, GArray *values)
{
  g_array_sort (values, compare);
  guint n = values->len;
  if (n == 0)
    return;
  g_print ("%s: n %u, min %.1f, p50 %.1f, p99 %.1f, max %.1f ms\n", what, n,
           g_array_index (values, double, 0), g_array_index (values, double, n / 2),
           g_array_index (values, double, MIN (n - 1, (guint) ceil (0.99 * n) - 1)),
           g_array_index (values, double, n - 1));
}

int
main (int argc, char **argv)
{
  gint64 n = argc > 1 ? g_ascii_strtoll (argv[1], NULL, 10) : 50;
  if (!vigil_test_sound_init ()) {
    g_printerr ("bench-sound: no sound server installed\n");
    return 77;
  }
  VigilTestSound *server = vigil_test_sound_new ();
  const VigilAnnunciatorConfig config = {
    .sounds_dir = g_getenv ("VIGIL_SOUNDS_DIR"),
    .volume_floor_percent = 20,
    .app_id = "io.github.vigil_ward.Vigil.Bench",
  };
  VigilAnnunciator *annunciator = vigil_annunciator_new (&config);
  Ear ear = { 0 };
  gboolean is_ready = vigil_test_sound_wait (works, annunciator, 5);
  bench_idle (annunciator);
  open_ear (&ear);
  is_ready = is_ready && vigil_test_sound_wait (is_listening, &ear, 5);
  guint n_missed = 0;
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (double));
  for (gint64 i = 0; is_ready && i < n; i++) {
    double ms = measure (annunciator, &ear);
    if (ms < 0)
      n_missed++;
    else
      g_array_append_val (values, ms);
  }
  report ("sound call to first sample", values);
  g_print ("not heard: %u\n", n_missed);
  vigil_annunciator_free (annunciator);
  close_ear (&ear);
  vigil_test_sound_free (server);
  return is_ready && n_missed == 0 ? 0 : 1;
}
