/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-sim-ward.h"

#include "vigil-sim-bed.h"
#include "vigil-sim-block.h"
#include "vigil-sim-command.h"
#include "vigil-sim-loop.h"
#include "vigil-wire.h"

#include <math.h>
#include <string.h>

/* The beds have been measured for a while when the first message goes out. */
#define WARM_UP_S 18
#define WARM_UP_US (WARM_UP_S * G_USEC_PER_SEC)
#define ALARMS_EVERY_US (10 * G_USEC_PER_SEC)
#define HEARTBEAT_EVERY_US G_USEC_PER_SEC
/* Loops of a load are rendered once for so many beds. */
#define N_LOOPS 8
#define LOOP_S 60

typedef struct {
  const char *id; /* lent by the plan */
  guint32 boot;
  guint n_boots;
  GArray *episodes; /* lent: crashes */
  gboolean is_down;
  gint64 next_heartbeat_us;
  GStrv beds;
} Gateway;

typedef struct {
  VigilSimBed *bed;
  guint gateway;
  VigilSimRecording *recording; /* owned, or lent from the loops */
  char *prefix; /* "…/bed/{bed}/" */
  gint64 offset_us; /* within a batch, so that beds take turns */
  gint64 next_alarms_us;
  gboolean was_connected;
  guint32 vitals_seq, alarms_seq;
  VigilSimBlockSeqs block_seqs;
} Place;

struct _VigilSimWard {
  VigilSimWardConfig config;
  char *root;
  gint64 epoch_ms;
  VigilSimScenario *scenario;
  guint n_gateways;
  Gateway *gateways;
  guint n_places;
  Place *places;
  VigilSimRecording *loops[N_LOOPS];
  gint64 now_us; /* with the warm-up */
  gint64 publish_from_us;
};

static gint64
batch_us (const VigilSimWard *ward)
{
  return ward->config.batch_ms * 1000;
}

/* The episodes of the scenario count from the first message. */
static void
shift_episodes (GArray *episodes)
{
  for (guint i = 0; i < episodes->len; i++)
    g_array_index (episodes, VigilSimEpisode, i).at_s += WARM_UP_S;
}

static void
new_boot (VigilSimWard *ward, Gateway *gateway)
{
  gateway->n_boots++;
  guint32 mix = ward->config.boot_salt ^ (g_str_hash (gateway->id) * 2654435761u);
  gateway->boot = (mix + gateway->n_boots * 0x9E3779B1u) | 1;
}

static VigilSimRecording *
load_recording (VigilSimWard *ward, const VigilSimBedPlan *plan, guint index, GError **error)
{
  if (plan->is_loop) {
    VigilSimRecording **loop = &ward->loops[index % N_LOOPS];
    if (*loop == NULL)
      *loop = vigil_sim_loop_render (plan, LOOP_S, ward->config.seed, error);
    return *loop;
  }
  g_autofree char *path = g_path_is_absolute (plan->record)
                              ? g_strdup (plan->record)
                              : g_build_filename (ward->scenario->folder, plan->record, NULL);
  VigilSimRecording *recording = vigil_sim_recording_load (
      path, plan->from_s, plan->length_s, (const char *const *) plan->waves, error);
  if (recording == NULL)
    g_prefix_error (error, "bed %s: ", plan->id);
  return recording;
}

/* Where the loop has to start so that it is at @begin_s when the warm-up is over. */
static double
loop_position (double begin_s, double length_s)
{
  double at_s = fmod (begin_s - WARM_UP_S, length_s);
  return at_s < 0 ? at_s + length_s : at_s;
}

static gboolean
init_place (VigilSimWard *ward, guint index, GError **error)
{
  VigilSimBedPlan *plan = g_ptr_array_index (ward->scenario->beds, index);
  Place *place = &ward->places[index];
  shift_episodes (plan->episodes);
  if (plan->record != NULL || plan->is_loop) {
    place->recording = load_recording (ward, plan, index, error);
    if (place->recording == NULL)
      return FALSE;
    plan->loop_at_s = loop_position (plan->loop_at_s, place->recording->length_s);
  }
  place->bed = vigil_sim_bed_new (plan, place->recording, ward->config.seed, error);
  if (place->bed == NULL)
    return FALSE;
  while (!g_str_equal (ward->gateways[place->gateway].id, plan->gateway))
    place->gateway++;
  place->prefix = g_strdup_printf ("%s/bed/%s/", ward->root, plan->id);
  gint64 turns = batch_us (ward) / VIGIL_SIM_TICK_US;
  place->offset_us = (index % turns) * VIGIL_SIM_TICK_US;
  place->was_connected = TRUE;
  return TRUE;
}

static void
init_gateway (VigilSimWard *ward, guint index)
{
  VigilSimGatewayPlan *plan = g_ptr_array_index (ward->scenario->gateways, index);
  Gateway *gateway = &ward->gateways[index];
  g_autoptr (GStrvBuilder) beds = g_strv_builder_new ();
  gateway->id = plan->id;
  gateway->episodes = plan->episodes;
  shift_episodes (plan->episodes);
  for (guint i = 0; i < ward->scenario->beds->len; i++) {
    const VigilSimBedPlan *bed = g_ptr_array_index (ward->scenario->beds, i);
    if (g_str_equal (bed->gateway, plan->id))
      g_strv_builder_add (beds, bed->id);
  }
  gateway->beds = g_strv_builder_end (beds);
  new_boot (ward, gateway);
}

VigilSimWard *
vigil_sim_ward_new (const VigilSimWardConfig *config, GError **error)
{
  g_autoptr (VigilSimWard) ward = g_new0 (VigilSimWard, 1);
  ward->config = *config;
  ward->scenario = config->scenario;
  ward->root = g_strdup_printf ("vigil/v1/%s/%s", config->site, config->ward);
  ward->publish_from_us = WARM_UP_US;
  ward->gateways = g_new0 (Gateway, ward->scenario->gateways->len);
  for (; ward->n_gateways < ward->scenario->gateways->len; ward->n_gateways++)
    init_gateway (ward, ward->n_gateways);
  ward->places = g_new0 (Place, ward->scenario->beds->len);
  for (; ward->n_places < ward->scenario->beds->len; ward->n_places++) {
    if (!init_place (ward, ward->n_places, error)) {
      ward->n_places++;
      return NULL;
    }
  }
  return g_steal_pointer (&ward);
}

void
vigil_sim_ward_free (VigilSimWard *ward)
{
  if (ward == NULL)
    return;
  for (guint i = 0; i < ward->n_places; i++) {
    const VigilSimBedPlan *plan = g_ptr_array_index (ward->scenario->beds, i);
    vigil_sim_bed_free (ward->places[i].bed);
    if (!plan->is_loop)
      vigil_sim_recording_free (ward->places[i].recording);
    g_free (ward->places[i].prefix);
  }
  for (guint i = 0; i < ward->n_gateways; i++)
    g_strfreev (ward->gateways[i].beds);
  for (guint i = 0; i < N_LOOPS; i++)
    vigil_sim_recording_free (ward->loops[i]);
  g_free (ward->places);
  g_free (ward->gateways);
  g_free (ward->root);
  vigil_sim_scenario_free (ward->scenario);
  g_free (ward);
}

guint
vigil_sim_ward_get_n_gateways (const VigilSimWard *ward)
{
  return ward->n_gateways;
}

const char *
vigil_sim_ward_get_gateway (const VigilSimWard *ward, guint gateway)
{
  g_return_val_if_fail (gateway < ward->n_gateways, NULL);
  return ward->gateways[gateway].id;
}

guint
vigil_sim_ward_get_n_beds (const VigilSimWard *ward)
{
  return ward->n_places;
}

gint64
vigil_sim_ward_get_time_us (const VigilSimWard *ward)
{
  return ward->now_us - WARM_UP_US;
}

/* Wall time of the gateway. */
static gint64
wall_ms (const VigilSimWard *ward)
{
  return ward->epoch_ms + vigil_sim_ward_get_time_us (ward) / 1000;
}

char *
vigil_sim_ward_state_topic (const VigilSimWard *ward, guint gateway)
{
  return g_strdup_printf ("%s/gateway/%s/state", ward->root, ward->gateways[gateway].id);
}

char *
vigil_sim_ward_state_payload (const VigilSimWard *ward, guint gateway, gboolean is_ready)
{
  VigilWireHead head = { wall_ms (ward), ward->gateways[gateway].boot, -1 };
  return vigil_wire_encode_gateway_state (&head, is_ready,
                                          (const char *const *) ward->gateways[gateway].beds);
}

static void
publish (VigilSimWard *ward,
         guint gateway,
         const char *topic,
         gconstpointer payload,
         gsize length,
         guint qos,
         gboolean is_retained)
{
  if (ward->now_us < ward->publish_from_us && !is_retained)
    return;
  ward->config.funcs.publish (gateway, topic, payload, length, qos, is_retained,
                              ward->config.funcs.data);
}

/* A JSON @payload (taken over) of @place's bed. */
static void
publish_bed (
    VigilSimWard *ward, Place *place, const char *leaf, char *payload, gboolean is_retained)
{
  g_autofree char *owned = payload;
  g_autofree char *topic = g_strconcat (place->prefix, leaf, NULL);
  publish (ward, place->gateway, topic, owned, strlen (owned), is_retained ? 1 : 0, is_retained);
}

/* The head of a message of the bed: times are its own device's. */
static VigilWireHead
bed_head (const VigilSimWard *ward, const Place *place, gint64 seq)
{
  return (VigilWireHead){ vigil_sim_bed_device_us (place->bed, ward->now_us) / 1000,
                          ward->gateways[place->gateway].boot, seq };
}

static void
publish_state (VigilSimWard *ward, Place *place)
{
  VigilWireHead head = bed_head (ward, place, -1);
  VigilFrameBedState state;
  vigil_sim_bed_get_state (place->bed, &state);
  publish_bed (ward, place, "state", vigil_wire_encode_bed_state (&head, &state), TRUE);
}

static void
publish_limits (VigilSimWard *ward, Place *place)
{
  VigilWireHead head = bed_head (ward, place, -1);
  const VigilFrameLimits *limits = vigil_sim_bed_get_limits (place->bed);
  if (limits != NULL)
    publish_bed (ward, place, "limits", vigil_wire_encode_limits (&head, limits), TRUE);
}

static void
publish_meta (VigilSimWard *ward, Place *place)
{
  VigilWireHead head = bed_head (ward, place, -1);
  publish_bed (ward, place, "meta",
               vigil_wire_encode_meta (&head, vigil_sim_bed_get_meta (place->bed)), TRUE);
  publish_limits (ward, place);
}

static void
publish_alarms (VigilSimWard *ward, Place *place)
{
  VigilFrameAlarm alarms[VIGIL_ALARMS_MAX];
  guint n = vigil_sim_bed_list_alarms (place->bed, alarms);
  VigilWireHead head = bed_head (ward, place, place->alarms_seq++);
  publish_bed (ward, place, "alarms", vigil_wire_encode_alarms (&head, alarms, n), TRUE);
  place->next_alarms_us = ward->now_us + ALARMS_EVERY_US;
}

static void
publish_vitals (VigilSimWard *ward, Place *place)
{
  VigilWireHead head = bed_head (ward, place, place->vitals_seq++);
  publish_bed (ward, place, "vitals",
               vigil_wire_encode_vitals (&head, vigil_sim_bed_get_vitals (place->bed)), FALSE);
}

static void
publish_block_cb (const char *source, gconstpointer payload, gsize length, gpointer data)
{
  gpointer *pair = data;
  VigilSimWard *ward = pair[0];
  Place *place = pair[1];
  g_autofree char *topic = g_strconcat (place->prefix, "wave/", source, NULL);
  publish (ward, place->gateway, topic, payload, length, 0, FALSE);
}

static void
publish_waves (VigilSimWard *ward, Place *place)
{
  gpointer pair[] = { ward, place };
  VigilSimBlockConfig config = { ward->gateways[place->gateway].boot, ward->config.is_json,
                                 ward->config.is_test };
  vigil_sim_block_encode (place->bed, &config, &place->block_seqs, publish_block_cb, pair);
}

/* What the bedside has not sent is not there: a bed that was away starts with its alarm list. */
static void
publish_place (VigilSimWard *ward, Place *place)
{
  gboolean is_connected = !vigil_sim_bed_is_disconnected (place->bed);
  gboolean has_alarms = vigil_sim_bed_take_alarm_change (place->bed);
  gboolean has_vitals = vigil_sim_bed_take_vitals (place->bed);
  if (vigil_sim_bed_take_state_change (place->bed))
    publish_state (ward, place);
  if (is_connected) {
    if (vigil_sim_bed_take_limits_change (place->bed))
      publish_limits (ward, place);
    if (has_alarms || !place->was_connected || ward->now_us >= place->next_alarms_us)
      publish_alarms (ward, place);
    if (has_vitals)
      publish_vitals (ward, place);
    publish_waves (ward, place);
  }
  place->was_connected = is_connected;
}

static void
turn_place (VigilSimWard *ward, Place *place)
{
  gint64 batch = batch_us (ward);
  if ((ward->now_us - place->offset_us) % batch != 0 || ward->now_us <= place->offset_us)
    return;
  vigil_sim_bed_run (place->bed, ward->now_us);
  if (!ward->gateways[place->gateway].is_down && ward->now_us > WARM_UP_US)
    publish_place (ward, place);
}

/* Its own state first, then what is retained of each bed. */
static void
begin_gateway (VigilSimWard *ward, guint gateway)
{
  g_autofree char *topic = vigil_sim_ward_state_topic (ward, gateway);
  g_autofree char *payload = vigil_sim_ward_state_payload (ward, gateway, TRUE);
  publish (ward, gateway, topic, payload, strlen (payload), 1, TRUE);
  for (guint i = 0; i < ward->n_places; i++) {
    if (ward->places[i].gateway == gateway) {
      publish_state (ward, &ward->places[i]);
      publish_meta (ward, &ward->places[i]);
    }
  }
  vigil_sim_ward_refresh (ward, gateway);
}

static void
restart_gateway (VigilSimWard *ward, guint index)
{
  Gateway *gateway = &ward->gateways[index];
  new_boot (ward, gateway);
  for (guint i = 0; i < ward->n_places; i++) {
    Place *place = &ward->places[i];
    if (place->gateway != index)
      continue;
    place->vitals_seq = place->alarms_seq = 0;
    place->next_alarms_us = 0;
    place->block_seqs = (VigilSimBlockSeqs){ 0 };
  }
}

static void
look_for_crash (VigilSimWard *ward, guint index)
{
  Gateway *gateway = &ward->gateways[index];
  gboolean is_down = FALSE;
  for (guint i = 0; i < gateway->episodes->len; i++)
    is_down |= vigil_sim_episode_since (&g_array_index (gateway->episodes, VigilSimEpisode, i),
                                        (double) ward->now_us / 1e6)
               >= 0;
  if (is_down == gateway->is_down)
    return;
  gateway->is_down = is_down;
  if (!is_down)
    restart_gateway (ward, index);
  ward->config.funcs.crash (index, is_down, ward->config.funcs.data);
  if (!is_down)
    begin_gateway (ward, index);
}

static void
turn_gateway (VigilSimWard *ward, guint index)
{
  Gateway *gateway = &ward->gateways[index];
  look_for_crash (ward, index);
  if (gateway->is_down || ward->now_us < gateway->next_heartbeat_us)
    return;
  gateway->next_heartbeat_us = ward->now_us + HEARTBEAT_EVERY_US;
  VigilWireHead head = { wall_ms (ward), gateway->boot, -1 };
  g_autofree char *payload = vigil_wire_encode_heartbeat (&head);
  g_autofree char *topic = g_strdup_printf ("%s/gateway/%s/heartbeat", ward->root, gateway->id);
  publish (ward, index, topic, payload, strlen (payload), 0, FALSE);
}

void
vigil_sim_ward_command (VigilSimWard *ward,
                        guint gateway,
                        const char *bed,
                        const VigilCommand *command)
{
  for (guint i = 0; i < ward->n_places; i++) {
    Place *place = &ward->places[i];
    VigilFrameResult result;
    if (place->gateway != gateway || !g_str_equal (vigil_sim_bed_get_plan (place->bed)->id, bed)
        || ward->gateways[gateway].is_down || vigil_sim_bed_is_disconnected (place->bed))
      continue;
    if (!vigil_sim_command_act (place->bed, command, wall_ms (ward), &result))
      continue;
    VigilWireHead head = bed_head (ward, place, -1);
    g_autofree char *topic = g_strconcat (place->prefix, "result", NULL);
    g_autofree char *payload = vigil_wire_encode_result (&head, &result);
    publish (ward, gateway, topic, payload, strlen (payload), 1, FALSE);
  }
}

void
vigil_sim_ward_refresh (VigilSimWard *ward, guint gateway)
{
  for (guint i = 0; i < ward->n_places; i++)
    if (ward->places[i].gateway == gateway)
      ward->places[i].next_alarms_us = 0;
}

void
vigil_sim_ward_advance (VigilSimWard *ward, gint64 to_us, gint64 late_us)
{
  gint64 end_us = to_us + WARM_UP_US;
  ward->publish_from_us = late_us > 0 ? MAX (WARM_UP_US, end_us - late_us) : WARM_UP_US;
  while (ward->now_us + VIGIL_SIM_TICK_US <= end_us) {
    ward->now_us += VIGIL_SIM_TICK_US;
    for (guint i = 0; i < ward->n_gateways && ward->now_us > WARM_UP_US; i++)
      turn_gateway (ward, i);
    for (guint i = 0; i < ward->n_places; i++)
      turn_place (ward, &ward->places[i]);
  }
}

void
vigil_sim_ward_start (VigilSimWard *ward, gint64 epoch_ms)
{
  ward->epoch_ms = epoch_ms;
  for (guint i = 0; i < ward->n_places; i++)
    vigil_sim_bed_set_epoch (ward->places[i].bed, epoch_ms - WARM_UP_S * 1000);
  vigil_sim_ward_advance (ward, 0, 0);
  for (guint i = 0; i < ward->n_gateways; i++)
    begin_gateway (ward, i);
}
