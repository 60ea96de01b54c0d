/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ward-world.h"

#include "vigil-test-past.h"

#define TICK_MS 100
#define STATION "desk-1"

static void
on_event (const VigilEvent *event, gpointer data)
{
  World *world = data;
  if (event->kind == VIGIL_EVENT_NUMBER)
    return; /* a number to be kept is no news of an alarm */
  if (event->action != NULL)
    world->cut = *event->action;
  WorldEvent copy = { .kind = event->kind,
                      .priority = event->priority,
                      .mono_us = event->now.mono_us };
  vigil_text_copy (copy.bed, sizeof copy.bed, event->bed);
  if (event->alarm != NULL) {
    vigil_text_copy (copy.key, sizeof copy.key, event->alarm->key);
    copy.phase = event->alarm->phase;
    vigil_text_copy (copy.encounter, sizeof copy.encounter, event->alarm->encounter);
  }
  if (event->request != NULL)
    vigil_text_copy (copy.encounter, sizeof copy.encounter, event->request->encounter);
  g_array_append_val (world->events, copy);
}

static void
start_station (World *world)
{
  world->config.boot++;
  world->ward = vigil_ward_new (&world->config, on_event, world, world->now);
}

World *
world_new_desk (guint n_beds, const char *station, VigilRole role)
{
  World *world = g_new0 (World, 1);
  world->now = (VigilNow){ 5000 * G_GINT64_CONSTANT (1000000), G_GINT64_CONSTANT (1790000000000) };
  world->n_beds = n_beds;
  world->n_gateways = 1;
  world->seqs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  world->events = g_array_new (FALSE, FALSE, sizeof (WorldEvent));
  for (guint i = 0; i < G_N_ELEMENTS (world->gateways); i++) {
    g_snprintf (world->gateways[i].id, sizeof world->gateways[i].id, "gw-%u", i + 1);
    world->gateways[i].boot = 100 + i;
    world->gateways[i].is_beating = TRUE;
  }
  for (guint i = 0; i < n_beds; i++) {
    WorldBed *bed = &world->beds[i];
    g_snprintf (bed->id, sizeof bed->id, "%02u", i + 1);
    bed->is_publishing = bed->has_list = TRUE;
    world_set (world, i, VIGIL_NUMERIC_HR, 80);
    world_set (world, i, VIGIL_NUMERIC_SPO2, 97);
    world_set (world, i, VIGIL_NUMERIC_RR, 14);
    vigil_text_copy (world->configs[i].id, sizeof world->configs[i].id, bed->id);
    vigil_text_copy (world->configs[i].label, sizeof world->configs[i].label, bed->id);
    world->configs[i].role = role;
  }
  vigil_limit_presets_init (&world->presets);
  world->config = (VigilWardConfig){
    .site = "site",
    .ward = "ward",
    .boot = 7,
    .presets = world->presets,
    .beds = world->configs,
    .n_beds = n_beds,
    .silence_high_s = 120,
  };
  vigil_text_copy (world->config.station, sizeof world->config.station, station);
  start_station (world);
  world->record = world_record_new (&world->config, world->now);
  return world;
}

void
world_begin (World *world, VigilNow now)
{
  vigil_ward_free (world->ward);
  world->now = now;
  start_station (world);
}

void
world_set_seq (World *world, guint32 seq)
{
  static const char *const TOPICS[] = { "vitals", "alarms", "wave" };
  for (guint i = 0; i < world->n_beds; i++)
    for (guint j = 0; j < G_N_ELEMENTS (TOPICS); j++)
      g_hash_table_insert (world->seqs, g_strdup_printf ("%s/%s", TOPICS[j], world->beds[i].id),
                           GUINT_TO_POINTER (seq));
}

World *
world_new_cold (guint n_beds)
{
  return world_new_desk (n_beds, STATION, VIGIL_ROLE_PRIMARY);
}

void
world_settle (World *world)
{
  world_link (world, VIGIL_LINK_UP);
  for (guint i = 0; i < world->n_gateways; i++)
    world_gateway_state (world, i, TRUE);
  for (guint i = 0; i < world->n_beds; i++)
    world_meta (world, i);
  world_run (world, SECONDS (15));
  world_forget (world);
}

World *
world_new (guint n_beds)
{
  World *world = world_new_cold (n_beds);
  world_settle (world);
  return world;
}

void
world_free (World *world)
{
  world_record_free (world->record);
  vigil_ward_free (world->ward);
  g_hash_table_unref (world->seqs);
  g_array_unref (world->events);
  g_free (world);
}

static guint32
next_seq (World *world, const char *topic, const char *id)
{
  g_autofree char *name = g_strdup_printf ("%s/%s", topic, id);
  guint seq = GPOINTER_TO_UINT (g_hash_table_lookup (world->seqs, name));
  g_hash_table_insert (world->seqs, g_steal_pointer (&name), GUINT_TO_POINTER (seq + 1));
  return seq;
}

static VigilFrame
make_frame (World *world, VigilFrameKind kind, const char *topic, const char *subject, guint32 boot)
{
  VigilFrame frame = { .kind = kind };
  frame.receipt_mono_us = world->now.mono_us;
  frame.receipt_wall_ms = frame.t_ms = world->now.wall_ms;
  frame.boot = boot;
  vigil_text_copy (frame.subject, sizeof frame.subject, subject);
  if (topic != NULL) {
    frame.has_seq = TRUE;
    frame.seq = next_seq (world, topic, subject);
  }
  return frame;
}

VigilFrame
world_frame (World *world, VigilFrameKind kind, const char *topic, guint bed)
{
  const WorldBed *b = &world->beds[bed];
  VigilFrame frame = make_frame (world, kind, topic, b->id, world->gateways[b->gateway].boot);
  frame.t_ms += b->clock_error_ms;
  return frame;
}

void
world_feed (World *world, VigilFrame *frame)
{
  world_record_frame (world->record, frame, world->now);
  vigil_ward_feed (world->ward, frame, world->now);
}

void
world_link (World *world, VigilLinkState state)
{
  VigilFrame frame = make_frame (world, VIGIL_FRAME_LINK, NULL, "", 0);
  frame.link.state = state;
  world->is_linked = world->is_echoing = state == VIGIL_LINK_UP;
  world_feed (world, &frame);
}

void
world_gateway_state (World *world, guint gateway, gboolean is_ready)
{
  VigilFrame frame = make_frame (world, VIGIL_FRAME_GATEWAY_STATE, NULL,
                                 world->gateways[gateway].id, world->gateways[gateway].boot);
  frame.gateway.is_ready = is_ready;
  guint i = 0;
  frame.gateway.is_first = TRUE;
  do {
    frame.gateway.n_beds = 0;
    for (; i < world->n_beds && frame.gateway.n_beds < VIGIL_FRAME_BEDS_MAX; i++)
      if (world->beds[i].gateway == gateway)
        vigil_text_copy (frame.gateway.beds[frame.gateway.n_beds++], VIGIL_ID_MAX + 1,
                         world->beds[i].id);
    frame.gateway.is_last = i >= world->n_beds;
    world_feed (world, &frame);
    frame.gateway.is_first = FALSE;
  } while (i < world->n_beds);
}

void
world_meta (World *world, guint bed)
{
  VigilFrame frame = world_frame (world, VIGIL_FRAME_META, NULL, bed);
  frame.meta.rev = 1;
  frame.meta.patient_class = VIGIL_CLASS_ADULT;
  frame.meta.n_leads = 1;
  VigilMetaLead *lead = &frame.meta.leads[0];
  *lead = (VigilMetaLead){ .id = 0,
                           .source = "ecg",
                           .refid = "MDC_ECG_ELEC_POTL_II",
                           .rate_hz = 250,
                           .unit = "mV",
                           .gain = 0.005,
                           .lo = -2,
                           .hi = 2 };
  world_feed (world, &frame);
}

void
world_limits (World *world, guint bed, const VigilLimit *limits, guint n)
{
  VigilFrame frame = world_frame (world, VIGIL_FRAME_LIMITS, NULL, bed);
  frame.limits.n = n;
  for (guint i = 0; i < n; i++)
    frame.limits.limits[i] = limits[i];
  world_feed (world, &frame);
}

void
world_bed_state (World *world, guint bed, VigilBedStateWord word, gint64 until_ms)
{
  VigilFrame frame = world_frame (world, VIGIL_FRAME_BED_STATE, NULL, bed);
  frame.bed_state.word = word;
  frame.bed_state.until_ms = until_ms;
  world_feed (world, &frame);
}

void
world_set (World *world, guint bed, VigilNumericKind kind, double value)
{
  world->beds[bed].has_value[kind] = TRUE;
  world->beds[bed].values[kind] = value;
  world->beds[bed].quality[kind] = VIGIL_QUALITY_VALID;
}

void
world_unset (World *world, guint bed, VigilNumericKind kind)
{
  world->beds[bed].has_value[kind] = FALSE;
}

void
world_vitals (World *world, guint bed)
{
  const WorldBed *b = &world->beds[bed];
  VigilFrame frame = world_frame (world, VIGIL_FRAME_VITALS, "vitals", bed);
  for (guint i = 0; i < VIGIL_N_NUMERICS; i++) {
    if (!b->has_value[i])
      continue;
    frame.vitals.numerics[frame.vitals.n++] = (VigilFrameNumeric){
      .kind = (VigilNumericKind) i,
      .quality = b->quality[i],
      .has_value = TRUE,
      .value = b->values[i],
      .t_ms = b->t_ms[i],
    };
  }
  world_feed (world, &frame);
  for (guint i = 0; i < VIGIL_N_NUMERICS; i++) {
    world->beds[bed].is_told[i] = b->has_value[i];
    world->beds[bed].told_values[i] = b->values[i];
  }
}

void
world_wave (World *world, guint bed, gint64 end_us, guint ms)
{
  VigilFrame frame = world_frame (world, VIGIL_FRAME_WAVE, "wave", bed);
  frame.t_ms = end_us / 1000 - ms;
  frame.wave.rev = 1;
  frame.wave.is_raw = frame.wave.is_first = TRUE;
  vigil_text_copy (frame.wave.source, sizeof frame.wave.source, "ecg");
  frame.wave.rate_mhz = 250000;
  frame.wave.block_end_us = end_us;
  frame.wave.start_us = end_us - (gint64) ms * 1000;
  frame.wave.n_samples = ms / 4;
  for (guint i = 0; i < frame.wave.n_samples; i++)
    frame.wave.samples[i] = 100;
  world_feed (world, &frame);
}

void
world_publish_list (World *world, guint bed, gboolean is_retained, guint32 seq)
{
  WorldBed *b = &world->beds[bed];
  VigilFrame frame = world_frame (world, VIGIL_FRAME_ALARMS_BEGIN, NULL, bed);
  frame.is_retained = is_retained;
  frame.has_seq = TRUE;
  frame.seq = seq;
  frame.n_items = b->n_alarms;
  frame.is_incomplete = b->is_list_incomplete;
  world_feed (world, &frame);
  for (guint i = 0; i < b->n_alarms; i++) {
    frame.kind = VIGIL_FRAME_ALARM;
    frame.alarm = b->alarms[i];
    world_feed (world, &frame);
  }
  frame.kind = VIGIL_FRAME_ALARMS_END;
  frame.n_items = b->n_alarms;
  world_feed (world, &frame);
  b->is_list_due = FALSE;
  if (is_retained)
    return;
  b->n_told = b->n_alarms;
  for (guint i = 0; i < b->n_alarms; i++)
    b->told[i] = b->alarms[i];
}

static void
publish_list (World *world, guint bed)
{
  world_publish_list (world, bed, FALSE, next_seq (world, "alarms", world->beds[bed].id));
}

VigilFrameAlarm *
world_raise (World *world,
             guint bed,
             const char *id,
             const char *code,
             const char *src,
             VigilPriority priority)
{
  WorldBed *b = &world->beds[bed];
  VigilFrameAlarm *alarm = &b->alarms[b->n_alarms++];
  *alarm = (VigilFrameAlarm){ .priority = priority,
                              .raised_ms = world->now.wall_ms + b->clock_error_ms };
  vigil_text_copy (alarm->id, sizeof alarm->id, id);
  vigil_text_copy (alarm->code, sizeof alarm->code, code);
  vigil_text_copy (alarm->src, sizeof alarm->src, src);
  const VigilEventInfo *info = vigil_nomenclature_find_event (code);
  alarm->kind = info != NULL ? info->kind : VIGIL_ALARM_PHYSIOLOGICAL;
  b->is_list_due = TRUE;
  return alarm;
}

void
world_clear (World *world, guint bed, const char *id)
{
  WorldBed *b = &world->beds[bed];
  for (guint i = 0; i < b->n_alarms; i++) {
    if (strcmp (b->alarms[i].id, id) != 0)
      continue;
    b->alarms[i] = b->alarms[--b->n_alarms];
    b->is_list_due = TRUE;
    return;
  }
  g_assert_not_reached ();
}

WorldDesk *
world_add_desk (World *world, const char *id, VigilRole role)
{
  WorldDesk *desk = &world->desks[world->n_desks++];
  *desk = (WorldDesk){ .boot = 900 + world->n_desks, .is_talking = TRUE, .role = role };
  vigil_text_copy (desk->id, sizeof desk->id, id);
  return desk;
}

void
world_desk_state (World *world, const WorldDesk *desk, gboolean is_retained)
{
  VigilFrame frame = make_frame (world, VIGIL_FRAME_STATION_STATE, NULL, desk->id, desk->boot);
  frame.is_retained = is_retained;
  frame.station.word = desk->word;
  for (guint i = 0; desk->role != VIGIL_ROLE_NONE && i < world->n_beds; i++) {
    frame.station.roles[i] = (guint8) desk->role;
    vigil_text_copy (frame.station.beds[i], VIGIL_ID_MAX + 1, world->beds[i].id);
    frame.station.n_beds++;
  }
  world_feed (world, &frame);
}

static void
publish_each_second (World *world)
{
  for (guint i = 0; i < world->n_gateways; i++) {
    VigilFrame frame = make_frame (world, VIGIL_FRAME_HEARTBEAT, NULL, world->gateways[i].id,
                                   world->gateways[i].boot);
    if (world->gateways[i].is_beating)
      world_feed (world, &frame);
  }
  for (guint i = 0; i < world->n_desks; i++)
    if (world->desks[i].is_talking)
      world_desk_state (world, &world->desks[i], FALSE);
  for (guint i = 0; i < world->n_beds; i++)
    if (world->beds[i].is_publishing)
      world_vitals (world, i);
}

static void
publish (World *world)
{
  guint phase = world->n_ticks % 10;
  if (world->is_echoing && phase == 0) {
    VigilFrame echo = make_frame (world, VIGIL_FRAME_STATION_STATE, NULL, world->config.station,
                                  world->config.boot);
    world_feed (world, &echo);
  }
  if (!world->is_linked)
    return;
  for (guint i = 0; i < world->n_beds; i++) {
    WorldBed *bed = &world->beds[i];
    if (bed->has_waves && bed->is_publishing && phase % 2 == 1)
      world_wave (world, i, (world->now.wall_ms + bed->clock_error_ms) * 1000, 200);
    if (bed->has_list && (bed->is_list_due || world->n_ticks % 100 == 5))
      publish_list (world, i);
  }
  if (phase == 0)
    publish_each_second (world);
}

void
world_run (World *world, gint64 ms)
{
  for (gint64 i = 0; i < ms; i += TICK_MS) {
    world->now.mono_us += TICK_MS * 1000;
    world->now.wall_ms += TICK_MS;
    world->n_ticks++;
    world_record_step (world->record);
    publish (world);
    vigil_ward_tick (world->ward, world->now);
    world_record_tick (world->record);
    if (world->each_tick != NULL)
      world->each_tick (world->each_tick_data);
  }
}

void
world_restart_station (World *world)
{
  g_autoptr (GArray) past = vigil_test_past_list (world->ward);
  vigil_ward_free (world->ward);
  start_station (world);
  for (guint i = 0; i < past->len; i++)
    vigil_ward_restore_alarm (world->ward, &g_array_index (past, VigilOccurrence, i), world->now);
  world_record_command (world->record, "station %s %u", world->config.station, world->config.boot);
  world_link (world, VIGIL_LINK_UP);
  for (guint i = 0; i < world->n_gateways; i++)
    world_gateway_state (world, i, TRUE);
  for (guint i = 0; i < world->n_beds; i++) {
    world->beds[i].n_told = 0;
    for (guint kind = 0; kind < VIGIL_N_NUMERICS; kind++)
      world->beds[i].is_told[kind] = FALSE;
    world_meta (world, i);
  }
  world_forget (world);
}

void
world_make_id (char out[VIGIL_UUID_SIZE], gpointer data)
{
  World *world = data;
  g_snprintf (out, VIGIL_UUID_SIZE, "01900000-0000-7000-8000-%012u", ++world->n_ids);
}

void
world_peer_list (World *world, guint bed, const char *station, const VigilAction *actions, guint n)
{
  VigilFrame frame = make_frame (world, VIGIL_FRAME_ACTIONS_BEGIN, "actions", station, 55);
  vigil_text_copy (frame.bed, sizeof frame.bed, world->beds[bed].id);
  frame.n_items = n;
  world_feed (world, &frame);
  for (guint i = 0; i < n; i++) {
    frame.kind = VIGIL_FRAME_ACTION;
    frame.action = actions[i];
    world_feed (world, &frame);
  }
  frame.kind = VIGIL_FRAME_ACTIONS_END;
  world_feed (world, &frame);
}

const VigilAlarm *
world_find (World *world, guint bed, const char *code)
{
  guint n;
  const VigilAlarm *const *alarms = vigil_ward_list_bed_alarms (world->ward, bed, &n);
  for (guint i = 0; i < n; i++)
    if (strcmp (alarms[i]->code, code) == 0)
      return alarms[i];
  return NULL;
}

const VigilAlarm *
world_find_key (World *world, guint bed, const char *key)
{
  guint n;
  const VigilAlarm *const *alarms = vigil_ward_list_bed_alarms (world->ward, bed, &n);
  for (guint i = 0; i < n; i++)
    if (strcmp (alarms[i]->key, key) == 0)
      return alarms[i];
  return NULL;
}

guint
world_count (World *world, VigilEventKind kind, const char *bed)
{
  guint n = 0;
  for (guint i = 0; i < world->events->len; i++) {
    const WorldEvent *event = &g_array_index (world->events, WorldEvent, i);
    n += event->kind == kind && (bed == NULL || strcmp (event->bed, bed) == 0);
  }
  return n;
}

const WorldEvent *
world_find_event (World *world, VigilEventKind kind)
{
  for (guint i = world->events->len; i > 0; i--)
    if (g_array_index (world->events, WorldEvent, i - 1).kind == kind)
      return &g_array_index (world->events, WorldEvent, i - 1);
  return NULL;
}

void
world_forget (World *world)
{
  g_array_set_size (world->events, 0);
}
