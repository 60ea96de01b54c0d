/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-sim-live.h"

#include "vigil-mqtt.h"
#include "vigil-sim-recording.h"

#include <glib-unix.h>
#include <stdio.h>
#include <string.h>

/* Late by more: the machine was stalled, and old samples help nobody. */
#define LATE_US (1500 * 1000)
#define PASSWORDS_MAX (256 * 1024)

typedef struct _Live Live;

/* One gateway's connection. */
typedef struct {
  Live *live;
  guint index;
  VigilMqtt *mqtt; /* NULL while it is crashed */
  char *topic; /* of its state */
  char *user, *password;
  VigilLinkState state;
} Port;

struct _Live {
  const VigilSimOptions *options;
  VigilSimWard *ward;
  char *root;
  guint n_ports;
  Port *ports;
  GMainLoop *loop;
  GSource *ticker;
  gboolean is_running;
  gint64 start_us; /* monotonic, of virtual time 0 */
  gboolean is_ready;
};

/* The password of @gateway in lines "gateway:password"; NULL = none there. */
static char *
find_password (const char *text, const char *gateway)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++) {
    char *colon = strchr (g_strchomp (lines[i]), ':');
    if (colon == NULL)
      continue;
    *colon = '\0';
    if (g_str_equal (lines[i], gateway))
      return g_strdup (colon + 1);
  }
  return NULL;
}

static gboolean
read_passwords (Live *live, GError **error)
{
  const VigilSimOptions *options = live->options;
  g_autofree char *text = NULL;
  gsize length = 0;
  if (options->password_file == NULL)
    return TRUE;
  if (!g_file_get_contents (options->password_file, &text, &length, error))
    return FALSE;
  for (guint i = 0; i < live->n_ports && length <= PASSWORDS_MAX; i++) {
    const char *gateway = vigil_sim_ward_get_gateway (live->ward, i);
    live->ports[i].password = find_password (text, gateway);
    if (live->ports[i].password == NULL) {
      g_set_error (error, VIGIL_SIM_ERROR, VIGIL_SIM_ERROR_OPTION, "%s: no password for gateway %s",
                   options->password_file, gateway);
      return FALSE;
    }
  }
  return TRUE;
}

static gboolean
are_all_up (const Live *live)
{
  for (guint i = 0; i < live->n_ports; i++)
    if (live->ports[i].state != VIGIL_LINK_UP)
      return FALSE;
  return TRUE;
}

static void
say_ready (Live *live)
{
  gint64 epoch_ms = g_get_real_time () / 1000 - vigil_sim_ward_get_time_us (live->ward) / 1000;
  printf ("ready gateways=%u beds=%u start_ms=%" G_GINT64_FORMAT "\n", live->n_ports,
          vigil_sim_ward_get_n_beds (live->ward), epoch_ms);
  fflush (stdout);
  live->is_ready = TRUE;
}

static gboolean
tick_cb (gpointer data)
{
  Live *live = data;
  gint64 now_us = g_get_monotonic_time () - live->start_us;
  vigil_sim_ward_advance (live->ward, now_us, LATE_US);
  gint64 next_us = vigil_sim_ward_get_time_us (live->ward) + VIGIL_SIM_TICK_US;
  g_source_set_ready_time (live->ticker, live->start_us + next_us);
  /* A whole round of batches is out. */
  if (!live->is_ready && now_us > 2 * live->options->batch_ms * 1000)
    say_ready (live);
  if (live->options->seconds > 0 && now_us >= live->options->seconds * G_USEC_PER_SEC)
    g_main_loop_quit (live->loop);
  return G_SOURCE_CONTINUE;
}

static gboolean
dispatch_ticker (GSource *source, GSourceFunc callback, gpointer data)
{
  (void) source;
  return callback (data);
}

/* Deadlines are absolute: a late tick does not move the next one. */
static void
start_ticker (Live *live)
{
  static GSourceFuncs funcs = { .dispatch = dispatch_ticker };
  live->ticker = g_source_new (&funcs, sizeof (GSource));
  g_source_set_callback (live->ticker, tick_cb, live, NULL);
  g_source_set_ready_time (live->ticker, live->start_us + VIGIL_SIM_TICK_US);
  g_source_attach (live->ticker, NULL);
}

static void
start_ward (Live *live)
{
  live->is_running = TRUE;
  live->start_us = g_get_monotonic_time ();
  vigil_sim_ward_start (live->ward, g_get_real_time () / 1000);
  start_ticker (live);
}

static void
take_link (Port *port, const VigilFrameLink *link)
{
  static const char *const words[] = { "down", "up", "name in use", "refused" };
  gboolean was_up = port->state == VIGIL_LINK_UP;
  port->state = link->state;
  if (link->state != VIGIL_LINK_UP || was_up != (link->state == VIGIL_LINK_UP))
    g_printerr ("vigil-sim: gateway %s: %s: %s\n",
                vigil_sim_ward_get_gateway (port->live->ward, port->index), words[link->state],
                link->text);
  if (link->state == VIGIL_LINK_UP && port->live->is_running)
    vigil_sim_ward_refresh (port->live->ward, port->index);
}

static gboolean
wake_cb (gpointer data)
{
  Port *port = data;
  const VigilFrame *frame;
  if (port->mqtt == NULL)
    return G_SOURCE_CONTINUE;
  VigilRing *ring = vigil_mqtt_get_ring (port->mqtt);
  vigil_ring_begin_drain (ring);
  while ((frame = vigil_ring_peek (ring)) != NULL) {
    if (frame->kind == VIGIL_FRAME_LINK)
      take_link (port, &frame->link);
    else if (frame->kind == VIGIL_FRAME_COMMAND && !frame->is_retained && port->live->is_running)
      vigil_sim_ward_command (port->live->ward, port->index, frame->bed, &frame->command);
    vigil_ring_pop (ring);
  }
  if (!port->live->is_running && are_all_up (port->live))
    start_ward (port->live);
  return G_SOURCE_CONTINUE;
}

static void
open_port (Port *port)
{
  Live *live = port->live;
  const VigilSimOptions *options = live->options;
  const char *gateway = vigil_sim_ward_get_gateway (live->ward, port->index);
  g_autofree char *client_id =
      g_strdup_printf ("vigil-gw-%s-%s-%s", options->site, options->ward, gateway);
  g_autofree char *lost = vigil_sim_ward_state_payload (live->ward, port->index, FALSE);
  g_autofree char *commands = g_strconcat (live->root, "/station/+/bed/+/command", NULL);
  const char *const subscriptions[] = { commands, NULL };
  VigilMqttConfig config = {
    .host = options->host,
    .port = (guint) options->port,
    .client_id = client_id,
    .user = port->user,
    .password = port->password,
    .root = live->root,
    .will_topic = port->topic,
    .will_payload = lost,
    .subscriptions = subscriptions,
    .ring_slots = 64,
  };
  port->mqtt = vigil_mqtt_new (&config, wake_cb, port);
  vigil_mqtt_start (port->mqtt);
}

static void
publish_cb (guint gateway,
            const char *topic,
            gconstpointer payload,
            gsize length,
            guint qos,
            gboolean is_retained,
            gpointer data)
{
  Live *live = data;
  if (live->ports[gateway].mqtt != NULL)
    vigil_mqtt_publish (live->ports[gateway].mqtt, topic, payload, length, qos, is_retained);
}

static void
crash_cb (guint gateway, gboolean is_down, gpointer data)
{
  Live *live = data;
  Port *port = &live->ports[gateway];
  if (is_down) {
    VigilMqtt *mqtt = g_steal_pointer (&port->mqtt);
    port->state = VIGIL_LINK_DOWN;
    vigil_mqtt_abandon (mqtt);
  } else {
    open_port (port);
  }
}

static gboolean
signal_cb (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_CONTINUE;
}

static void
run_loop (Live *live)
{
  live->loop = g_main_loop_new (NULL, FALSE);
  guint interrupt = g_unix_signal_add (SIGINT, signal_cb, live->loop);
  guint terminate = g_unix_signal_add (SIGTERM, signal_cb, live->loop);
  for (guint i = 0; i < live->n_ports; i++)
    open_port (&live->ports[i]);
  g_main_loop_run (live->loop);
  g_source_remove (interrupt);
  g_source_remove (terminate);
  if (live->ticker != NULL) {
    g_source_destroy (live->ticker);
    g_source_unref (live->ticker);
  }
  g_main_loop_unref (live->loop);
}

/* `lost` is published and acknowledged before each clean end. */
static void
close_ports (Live *live)
{
  for (guint i = 0; i < live->n_ports; i++) {
    Port *port = &live->ports[i];
    if (port->mqtt != NULL) {
      g_autofree char *lost = vigil_sim_ward_state_payload (live->ward, i, FALSE);
      vigil_mqtt_free (g_steal_pointer (&port->mqtt), live->is_running ? lost : NULL);
    }
    g_free (port->topic);
    g_free (port->user);
    g_free (port->password);
  }
  g_free (live->ports);
  g_free (live->root);
}

gboolean
vigil_sim_live_run (VigilSimWardConfig *config, const VigilSimOptions *options, GError **error)
{
  Live live = { .options = options };
  config->funcs = (VigilSimWardFuncs){ publish_cb, crash_cb, &live };
  g_autoptr (VigilSimWard) ward = vigil_sim_ward_new (config, error);
  if (ward == NULL)
    return FALSE;
  live.ward = ward;
  live.root = g_strdup_printf ("vigil/v1/%s/%s", options->site, options->ward);
  live.n_ports = vigil_sim_ward_get_n_gateways (ward);
  live.ports = g_new0 (Port, live.n_ports);
  for (guint i = 0; i < live.n_ports; i++) {
    live.ports[i].live = &live;
    live.ports[i].index = i;
    live.ports[i].topic = vigil_sim_ward_state_topic (ward, i);
    if (!options->is_anonymous)
      live.ports[i].user =
          g_strconcat (options->user_prefix, vigil_sim_ward_get_gateway (ward, i), NULL);
  }
  gboolean is_good = read_passwords (&live, error);
  if (is_good)
    run_loop (&live);
  close_ports (&live);
  return is_good;
}
