/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Alarm published → first sample on the sink's monitor. Plays the gateway of one bed against a
 * running station, and listens to the monitor by `parec`. The station under test runs beside it.
 *
 *   bench-latency HOST PORT SITE WARD GATEWAY PASSWORD BED MONITOR N
 *
 * The clock starts before the message is given to the client. A null sink renders a whole block at
 * its beginning, so that a sample reaches us before it would be heard: it counts as heard at the
 * block's arrival plus its place in the block, which with what the recorder needs is never less
 * than the truth. The bed must be nobody else's, and must be the only one that sounds. Prints one
 * JSON line. */
#include "vigil-mqtt.h"

#include <glib-unix.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define RATE 48000
#define LOUD 30 /* of 32768: the first milliseconds of the ramp; silence is exact */
/* No burst of ours follows sooner than the pause that the station keeps after one (2.5 s). */
#define QUIET_US (2600 * 1000)

typedef struct {
  VigilMqtt *mqtt;
  GMainLoop *loop;
  const char *root, *gateway, *bed;
  guint32 boot, vitals_seq, alarms_seq;
  guint n_wanted, n_raised;
  gboolean is_raised, is_connected;
  gint64 published_us, last_loud_us, earliest_us;
  GArray *latencies_ms; /* double */
  guint n_missed;
} Bench;

static gint64
now_us (void)
{
  struct timespec t;
  clock_gettime (CLOCK_BOOTTIME, &t);
  return (gint64) t.tv_sec * G_USEC_PER_SEC + t.tv_nsec / 1000;
}

static void
publish (Bench *bench, const char *tail, char *payload, guint qos, gboolean is_retained)
{
  g_autofree char *topic = g_strdup_printf ("%s/%s", bench->root, tail);
  g_autofree char *owned = payload;
  vigil_mqtt_publish (bench->mqtt, topic, owned, strlen (owned), qos, is_retained);
}

static VigilWireHead
head (Bench *bench, gint64 seq)
{
  return (VigilWireHead){ .t_ms = g_get_real_time () / 1000, .boot = bench->boot, .seq = seq };
}

static void
publish_alarms (Bench *bench)
{
  g_autofree char *tail = g_strdup_printf ("bed/%s/alarms", bench->bed);
  VigilWireHead wire = head (bench, bench->alarms_seq++);
  VigilFrameAlarm alarm = { .kind = VIGIL_ALARM_PHYSIOLOGICAL,
                            .priority = VIGIL_PRIORITY_HIGH,
                            .raised_ms = wire.t_ms,
                            .has_value = TRUE,
                            .value = 84,
                            .has_limit = TRUE,
                            .limit = 85 };
  g_snprintf (alarm.id, sizeof alarm.id, "bench-%u", bench->n_raised);
  vigil_text_copy (alarm.code, sizeof alarm.code, "MDC_EVT_DESAT");
  vigil_text_copy (alarm.src, sizeof alarm.src, "MDC_PULS_OXIM_SAT_O2");
  vigil_text_copy (alarm.label, sizeof alarm.label, "SpO2 84<85");
  publish (bench, tail, vigil_wire_encode_alarms (&wire, &alarm, bench->is_raised ? 1 : 0), 1,
           TRUE);
}

static gboolean
second_cb (gpointer data)
{
  Bench *bench = data;
  g_autofree char *heartbeat = g_strdup_printf ("gateway/%s/heartbeat", bench->gateway);
  g_autofree char *vitals = g_strdup_printf ("bed/%s/vitals", bench->bed);
  VigilWireHead wire = head (bench, -1);
  publish (bench, heartbeat, vigil_wire_encode_heartbeat (&wire), 0, FALSE);
  wire = head (bench, bench->vitals_seq++);
  VigilFrameVitals set = { .n = 2 };
  set.numerics[0] = (VigilFrameNumeric){ .kind = VIGIL_NUMERIC_HR, .has_value = TRUE, .value = 80 };
  set.numerics[1] =
      (VigilFrameNumeric){ .kind = VIGIL_NUMERIC_SPO2, .has_value = TRUE, .value = 97 };
  publish (bench, vitals, vigil_wire_encode_vitals (&wire, &set), 0, FALSE);
  return G_SOURCE_CONTINUE;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;
  return (x > y) - (x < y);
}

static void
finish (Bench *bench)
{
  g_array_sort (bench->latencies_ms, compare);
  guint n = bench->latencies_ms->len;
  const double *ms = &g_array_index (bench->latencies_ms, double, 0);
  printf ("{\"bench\":\"alarm-to-sound\",\"n\":%u,\"missed\":%u", n, bench->n_missed);
  if (n > 0)
    printf (",\"p50_ms\":%.1f,\"p99_ms\":%.1f,\"max_ms\":%.1f", ms[n / 2],
            ms[MIN (n - 1, (guint) (n * 0.99))], ms[n - 1]);
  printf (",\"values_ms\":[");
  for (guint i = 0; i < n; i++)
    printf ("%s%.1f", i > 0 ? "," : "", ms[i]);
  printf ("]}\n");
  g_main_loop_quit (bench->loop);
}

/* Raises when it has been quiet, ends when it was heard or given up. */
static gboolean
step_cb (gpointer data)
{
  Bench *bench = data;
  gint64 now = now_us ();
  if (bench->is_raised && now - bench->published_us > 5 * G_USEC_PER_SEC) {
    bench->n_missed++;
    bench->is_raised = FALSE;
    publish_alarms (bench);
    bench->earliest_us = now + 3 * G_USEC_PER_SEC;
  }
  if (bench->is_raised || now < bench->earliest_us || now - bench->last_loud_us < QUIET_US)
    return G_SOURCE_CONTINUE;
  if (bench->n_raised == bench->n_wanted) {
    finish (bench);
    return G_SOURCE_REMOVE;
  }
  bench->n_raised++;
  bench->is_raised = TRUE;
  bench->published_us = now_us ();
  publish_alarms (bench);
  return G_SOURCE_CONTINUE;
}

static gboolean
sound_cb (gint fd, GIOCondition condition G_GNUC_UNUSED, gpointer data)
{
  Bench *bench = data;
  gint16 samples[4096];
  gssize got = read (fd, samples, sizeof samples);
  if (got <= 0) {
    fprintf (stderr, "bench-latency: the recorder ended\n");
    exit (1);
  }
  gint64 now = now_us ();
  guint n = (guint) got / 2;
  for (guint i = 0; i < n; i++) {
    if (abs (samples[i]) < LOUD)
      continue;
    gint64 at = now + (gint64) i * G_USEC_PER_SEC / RATE;
    if (bench->is_raised && at > bench->published_us && at - bench->last_loud_us > G_USEC_PER_SEC) {
      double ms = (double) (at - bench->published_us) / 1000;
      g_array_append_val (bench->latencies_ms, ms);
      /* Its hops, for loaded.py: CLOCK_BOOTTIME as in the station's log. */
      fprintf (stderr, "hop %" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n", bench->published_us, at);
      bench->is_raised = FALSE;
      publish_alarms (bench);
      /* Spread over the second, so that no beat of ours meets a beat of theirs. */
      bench->earliest_us = now + QUIET_US + g_random_int_range (0, G_USEC_PER_SEC);
    }
    bench->last_loud_us = at;
  }
  return G_SOURCE_CONTINUE;
}

static gboolean
drain_cb (gpointer data)
{
  Bench *bench = data;
  VigilRing *ring = vigil_mqtt_get_ring (bench->mqtt);
  vigil_ring_begin_drain (ring);
  for (const VigilFrame *frame; (frame = vigil_ring_peek (ring)) != NULL; vigil_ring_pop (ring))
    if (frame->kind == VIGIL_FRAME_LINK && frame->link.state == VIGIL_LINK_UP)
      bench->is_connected = TRUE;
  return G_SOURCE_CONTINUE;
}

static void
publish_bed (Bench *bench)
{
  const char *beds[] = { bench->bed, NULL };
  g_autofree char *state = g_strdup_printf ("gateway/%s/state", bench->gateway);
  g_autofree char *meta = g_strdup_printf ("bed/%s/meta", bench->bed);
  g_autofree char *limits = g_strdup_printf ("bed/%s/limits", bench->bed);
  g_autofree char *bed = g_strdup_printf ("bed/%s/state", bench->bed);
  VigilWireHead wire = head (bench, -1);
  VigilFrameMeta lead = { .rev = 1, .patient_class = VIGIL_CLASS_ADULT, .is_demo = TRUE };
  vigil_text_copy (lead.label, sizeof lead.label, bench->bed);
  VigilFrameLimits set = { .rev = 1, .n = 2 };
  set.limits[0] = (VigilLimit){ VIGIL_NUMERIC_HR, 50, 120, 40, 140, TRUE, 0 };
  set.limits[1] = (VigilLimit){ VIGIL_NUMERIC_SPO2, 90, NAN, 85, NAN, TRUE, 0 };
  VigilFrameBedState ready = { .word = VIGIL_BED_READY };
  publish (bench, state, vigil_wire_encode_gateway_state (&wire, TRUE, beds), 1, TRUE);
  publish (bench, bed, vigil_wire_encode_bed_state (&wire, &ready), 1, TRUE);
  publish (bench, meta, vigil_wire_encode_meta (&wire, &lead), 1, TRUE);
  publish (bench, limits, vigil_wire_encode_limits (&wire, &set), 1, TRUE);
  publish_alarms (bench);
}

static int
start_recorder (const char *monitor)
{
  const char *const argv[] = { "parec",          "--latency-msec=10", "-d",           monitor,
                               "--format=s16le", "--rate=48000",      "--channels=1", NULL };
  int fd = -1;
  g_autoptr (GError) error = NULL;
  if (!g_spawn_async_with_pipes (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL,
                                 NULL, &fd, NULL, &error)) {
    fprintf (stderr, "bench-latency: parec: %s\n", error->message);
    exit (1);
  }
  return fd;
}

int
main (int argc, char **argv)
{
  if (argc != 10) {
    fprintf (stderr, "usage: bench-latency HOST PORT SITE WARD GATEWAY PASSWORD BED MONITOR N\n");
    return 2;
  }
  g_autofree char *root = g_strdup_printf ("vigil/v1/%s/%s", argv[3], argv[4]);
  g_autofree char *client = g_strdup_printf ("vigil-gw-%s-%s-%s", argv[3], argv[4], argv[5]);
  g_autofree char *will_topic = g_strdup_printf ("%s/gateway/%s/state", root, argv[5]);
  Bench bench = { .root = root, .gateway = argv[5], .bed = argv[7], .boot = g_random_int () };
  const char *beds[] = { bench.bed, NULL };
  VigilWireHead wire = head (&bench, -1);
  g_autofree char *lost = vigil_wire_encode_gateway_state (&wire, FALSE, beds);
  const char *none[] = { NULL };
  VigilMqttConfig config = { .host = argv[1],
                             .port = (guint) g_ascii_strtoull (argv[2], NULL, 10),
                             .client_id = client,
                             .user = argv[5],
                             .password = argv[6],
                             .root = root,
                             .subscriptions = none,
                             .will_topic = will_topic,
                             .will_payload = lost };
  bench.n_wanted = (guint) g_ascii_strtoull (argv[9], NULL, 10);
  bench.latencies_ms = g_array_new (FALSE, FALSE, sizeof (double));
  bench.loop = g_main_loop_new (NULL, FALSE);
  bench.mqtt = vigil_mqtt_new (&config, drain_cb, &bench);
  publish_bed (&bench);
  vigil_mqtt_start (bench.mqtt);
  g_unix_fd_add (start_recorder (argv[8]), G_IO_IN | G_IO_HUP, sound_cb, &bench);
  bench.earliest_us = now_us () + 12 * G_USEC_PER_SEC;
  g_timeout_add_seconds (1, second_cb, &bench);
  g_timeout_add (20, step_cb, &bench);
  g_main_loop_run (bench.loop);
  vigil_mqtt_free (bench.mqtt, lost);
  g_main_loop_unref (bench.loop);
  g_array_unref (bench.latencies_ms);
  return bench.n_missed > 0;
}
