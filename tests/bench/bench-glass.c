/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Sample published → its pixel on the X server. Plays the gateway of one bed whose ECG is flat but
 * for a pulse of 40 ms each second, in blocks of 100 ms, and looks at the bed's tile from a
 * connection of its own, some 600 times a second. The station under test runs beside it.
 *
 *   bench-glass HOST PORT SITE WARD GATEWAY PASSWORD BED X Y WIDTH HEIGHT N
 *
 * X to HEIGHT: the tile, on the screen. A pulse begins anywhere in its block; its clock starts
 * before that block is given to the client, and stops when a look that shows it has returned: never
 * less than the truth. The bed must be nobody else's. Prints one JSON line. */
#include "glass-eye.h"
#include "vigil-mqtt.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define BLOCK_US (100 * 1000)
#define BLOCK_SAMPLES 25 /* 250 Hz */
#define PULSE_SAMPLES 10
#define PULSE_BLOCKS 10 /* from one to the next */
#define PULSE_RAW 1000 /* 1 mV at 0.001 mV a step */
/* The playout keeps back less after 30 s of calm, and is there some seconds later. */
#define WARM_UP_PULSES 50
#define LEARN_PULSES 6
#define LOOK_US 1500

typedef struct {
  VigilMqtt *mqtt;
  const char *root, *gateway, *bed;
  guint32 boot, vitals_seq, wave_seq, alarms_seq;
  int x, y, width, height;
  guint n_wanted;
  gint64 started_us, started_real_us; /* of block 0 */
  gint64 n_blocks; /* published */
  gint64 published_us; /* of the newest pulse */
  gint64 n_pulses;
  gint64 n_seen; /* the newest pulse that was seen or given up */
  GlassEye *eye;
  guint64 n_looks;
  gint64 measured_us, longest_us, last_look_us;
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

/* --- The gateway --- */

static void
publish (Bench *self, const char *tail, char *payload, guint qos, gboolean is_retained)
{
  g_autofree char *topic = g_strdup_printf ("%s/%s", self->root, tail);
  g_autofree char *owned = payload;
  vigil_mqtt_publish (self->mqtt, topic, owned, strlen (owned), qos, is_retained);
}

static VigilWireHead
head (Bench *self, gint64 seq)
{
  return (VigilWireHead){ .t_ms = g_get_real_time () / 1000, .boot = self->boot, .seq = seq };
}

static void
publish_second (Bench *self)
{
  g_autofree char *heartbeat = g_strdup_printf ("gateway/%s/heartbeat", self->gateway);
  g_autofree char *vitals = g_strdup_printf ("bed/%s/vitals", self->bed);
  VigilWireHead wire = head (self, -1);
  publish (self, heartbeat, vigil_wire_encode_heartbeat (&wire), 0, FALSE);
  wire = head (self, self->vitals_seq++);
  VigilFrameVitals set = { .n = 1 };
  set.numerics[0] = (VigilFrameNumeric){ .kind = VIGIL_NUMERIC_HR, .has_value = TRUE, .value = 60 };
  publish (self, vitals, vigil_wire_encode_vitals (&wire, &set), 0, FALSE);
}

static void
publish_alarms (Bench *self)
{
  g_autofree char *tail = g_strdup_printf ("bed/%s/alarms", self->bed);
  VigilWireHead wire = head (self, self->alarms_seq++);
  publish (self, tail, vigil_wire_encode_alarms (&wire, NULL, 0), 1, TRUE);
}

static void
publish_bed (Bench *self)
{
  const char *beds[] = { self->bed, NULL };
  g_autofree char *state = g_strdup_printf ("gateway/%s/state", self->gateway);
  g_autofree char *meta = g_strdup_printf ("bed/%s/meta", self->bed);
  g_autofree char *limits = g_strdup_printf ("bed/%s/limits", self->bed);
  g_autofree char *bed = g_strdup_printf ("bed/%s/state", self->bed);
  VigilWireHead wire = head (self, -1);
  VigilFrameMeta lead = { .rev = 1, .patient_class = VIGIL_CLASS_ADULT, .n_leads = 1 };
  lead.leads[0] = (VigilMetaLead){ .rate_hz = 250, .gain = 0.001, .lo = -2, .hi = 2 };
  vigil_text_copy (lead.label, sizeof lead.label, self->bed);
  vigil_text_copy (lead.leads[0].source, sizeof lead.leads[0].source, "ecg");
  vigil_text_copy (lead.leads[0].refid, sizeof lead.leads[0].refid, "MDC_ECG_ELEC_POTL_II");
  vigil_text_copy (lead.leads[0].unit, sizeof lead.leads[0].unit, "mV");
  VigilFrameLimits set = { .rev = 1, .n = 1 };
  set.limits[0] = (VigilLimit){ VIGIL_NUMERIC_HR, 50, 120, 40, 140, TRUE, 0 };
  VigilFrameBedState ready = { .word = VIGIL_BED_READY };
  publish (self, state, vigil_wire_encode_gateway_state (&wire, TRUE, beds), 1, TRUE);
  publish (self, bed, vigil_wire_encode_bed_state (&wire, &ready), 1, TRUE);
  publish (self, meta, vigil_wire_encode_meta (&wire, &lead), 1, TRUE);
  publish (self, limits, vigil_wire_encode_limits (&wire, &set), 1, TRUE);
  publish_alarms (self);
}

/* The sample at which pulse @i begins: every place of a block gets its turn. */
static gint64
pulse_begin (gint64 i)
{
  return (i * PULSE_BLOCKS + 5) * BLOCK_SAMPLES + i * 7 % BLOCK_SAMPLES;
}

static gint16
sample_at (gint64 index)
{
  gint64 i = index / (PULSE_BLOCKS * BLOCK_SAMPLES);
  gint64 past = index - pulse_begin (i);
  return past >= 0 && past < PULSE_SAMPLES ? PULSE_RAW : 0;
}

static void
note_pulse (Bench *self, gint64 first)
{
  gint64 begin = pulse_begin (self->n_pulses);
  if (begin < first || begin >= first + BLOCK_SAMPLES)
    return;
  self->n_pulses++;
  self->published_us = now_us ();
}

static void
publish_block (Bench *self)
{
  gint16 samples[BLOCK_SAMPLES];
  gint64 first = self->n_blocks * BLOCK_SAMPLES;
  g_autofree char *topic = g_strdup_printf ("%s/bed/%s/wave/ecg", self->root, self->bed);
  for (gint64 i = 0; i < BLOCK_SAMPLES; i++)
    samples[i] = sample_at (first + i);
  VigilWireLead lead = { .rate_mhz = 250000, .n_samples = BLOCK_SAMPLES, .samples = samples };
  g_autoptr (GBytes) block =
      vigil_wire_encode_wave (1, FALSE, self->wave_seq++, self->boot,
                              self->started_real_us + self->n_blocks * BLOCK_US, &lead, 1);
  note_pulse (self, first);
  vigil_mqtt_publish (self->mqtt, topic, g_bytes_get_data (block, NULL), g_bytes_get_size (block),
                      0, FALSE);
  self->n_blocks++;
}

/* A block goes out when its last sample has been. */
static void
publish_due (Bench *self)
{
  while (now_us () >= self->started_us + (self->n_blocks + 1) * BLOCK_US) {
    if (self->n_blocks % 10 == 0)
      publish_second (self);
    if (self->n_blocks % 100 == 0)
      publish_alarms (self);
    publish_block (self);
  }
}

/* --- The observer --- */

static void
look_at (Bench *self, int top, int height)
{
  g_autoptr (GError) error = NULL;
  g_clear_pointer (&self->eye, glass_eye_free);
  self->eye = glass_eye_new (self->x, self->y + top, self->width, height, &error);
  if (!self->eye) {
    fprintf (stderr, "bench-glass: %s\n", error->message);
    exit (1);
  }
}

/* The flat line has by far the most new ink; the pulses reach from there to the topmost row that
 * has any. Watched is what only a pulse reaches. */
static void
learn_lane (Bench *self)
{
  int base = 0, top = 0;
  for (int y = 0; y < self->height; y++) {
    if (glass_eye_get_row (self->eye, y) > glass_eye_get_row (self->eye, base))
      base = y;
  }
  while (top < base && glass_eye_get_row (self->eye, top) < LEARN_PULSES / 2)
    top++;
  if (base - top < 6) {
    fprintf (stderr, "bench-glass: no pulses in the tile (line at row %d, top at %d)\n", base, top);
    exit (1);
  }
  look_at (self, top, (base - top) * 2 / 3);
}

static void
note_seen (Bench *self, gint64 at_us)
{
  double ms = (double) (at_us - self->published_us) / 1000;
  self->n_seen = self->n_pulses;
  g_array_append_val (self->latencies_ms, ms);
}

/* New ink belongs to the newest pulse; one that was not seen when the next goes out is missed. */
static void
watch (Bench *self)
{
  guint n_new = glass_eye_look (self->eye);
  gint64 at_us = now_us ();
  if (self->last_look_us > 0) {
    self->longest_us = MAX (self->longest_us, at_us - self->last_look_us);
    self->n_looks++;
  } else {
    self->measured_us = at_us;
    self->n_seen = self->n_pulses;
  }
  self->last_look_us = at_us;
  if (self->n_pulses > self->n_seen + 1) {
    self->n_missed++;
    self->n_seen = self->n_pulses - 1;
  }
  if (n_new > 0 && self->n_pulses > self->n_seen)
    note_seen (self, at_us);
}

static void
step (Bench *self)
{
  gint64 n_learnt = WARM_UP_PULSES + LEARN_PULSES;
  if (self->n_pulses < WARM_UP_PULSES)
    return;
  if (self->n_pulses < n_learnt) {
    if (!self->eye)
      look_at (self, 0, self->height);
    glass_eye_look (self->eye);
    return;
  }
  if (self->measured_us == 0 && self->last_look_us == 0)
    learn_lane (self);
  watch (self);
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;
  return (x > y) - (x < y);
}

static void
print_report (Bench *self)
{
  guint n = self->latencies_ms->len;
  double seconds = (double) (self->last_look_us - self->measured_us) / G_USEC_PER_SEC;
  g_array_sort (self->latencies_ms, compare);
  const double *ms = &g_array_index (self->latencies_ms, double, 0);
  printf ("{\"bench\":\"sample-to-glass\",\"n\":%u,\"missed\":%u,\"looks_per_s\":%.0f,"
          "\"longest_look_ms\":%.1f",
          n, self->n_missed, (double) self->n_looks / seconds, (double) self->longest_us / 1000);
  if (n > 0)
    printf (",\"p50_ms\":%.1f,\"p99_ms\":%.1f,\"max_ms\":%.1f", ms[n / 2],
            ms[MIN (n - 1, (guint) (n * 0.99))], ms[n - 1]);
  printf (",\"values_ms\":[");
  for (guint i = 0; i < n; i++)
    printf ("%s%.1f", i > 0 ? "," : "", ms[i]);
  printf ("]}\n");
}

static gboolean
drain_cb (gpointer data)
{
  Bench *self = data;
  VigilRing *ring = vigil_mqtt_get_ring (self->mqtt);
  vigil_ring_begin_drain (ring);
  while (vigil_ring_peek (ring) != NULL)
    vigil_ring_pop (ring);
  return G_SOURCE_CONTINUE;
}

static void
run (Bench *self)
{
  self->started_us = now_us ();
  self->started_real_us = g_get_real_time ();
  for (gint64 next_us = self->started_us; self->latencies_ms->len + self->n_missed < self->n_wanted;
       next_us += LOOK_US) {
    while (g_main_context_iteration (NULL, FALSE))
      ;
    publish_due (self);
    step (self);
    gint64 wait_us = next_us + LOOK_US - now_us ();
    if (wait_us > 0)
      g_usleep ((gulong) wait_us);
    else
      next_us = now_us () - LOOK_US;
  }
}

int
main (int argc, char **argv)
{
  if (argc != 13) {
    fprintf (stderr, "usage: bench-glass HOST PORT SITE WARD GATEWAY PASSWORD BED X Y WIDTH HEIGHT "
                     "N\n");
    return 2;
  }
  g_autofree char *root = g_strdup_printf ("vigil/v1/%s/%s", argv[3], argv[4]);
  g_autofree char *client = g_strdup_printf ("vigil-gw-%s-%s-%s", argv[3], argv[4], argv[5]);
  g_autofree char *will_topic = g_strdup_printf ("%s/gateway/%s/state", root, argv[5]);
  Bench bench = { .root = root, .gateway = argv[5], .bed = argv[7], .boot = g_random_int () };
  int *place[] = { &bench.x, &bench.y, &bench.width, &bench.height };
  for (guint i = 0; i < G_N_ELEMENTS (place); i++)
    *place[i] = (int) g_ascii_strtoll (argv[8 + i], NULL, 10);
  bench.n_wanted = (guint) g_ascii_strtoull (argv[12], NULL, 10);
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
  bench.latencies_ms = g_array_new (FALSE, FALSE, sizeof (double));
  bench.mqtt = vigil_mqtt_new (&config, drain_cb, &bench);
  publish_bed (&bench);
  vigil_mqtt_start (bench.mqtt);
  run (&bench);
  print_report (&bench);
  g_clear_pointer (&bench.eye, glass_eye_free);
  vigil_mqtt_free (bench.mqtt, lost);
  g_array_unref (bench.latencies_ms);
  return bench.n_missed > 0;
}
