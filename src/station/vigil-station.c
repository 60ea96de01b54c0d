/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-station-private.h"

#include "vigil-bed-item-private.h"
#include "vigil-clock.h"
#include "vigil-urgency.h"

#include <string.h>

/* Delays, ends, staleness and playout; alarms never depend on the frame clock. */
#define TICK_MS 50
#define STATE_EVERY_US (1 * G_USEC_PER_SEC)
/* A turn of the main loop drains at most this many frames, then lets ticks and touches in. */
#define FRAMES_PER_TURN 1024
/* What stood so long ago at most stands again after a restart. */
#define RESTORED_MS (24 * G_GINT64_CONSTANT (3600000))

G_DEFINE_TYPE (VigilStation, vigil_station, G_TYPE_OBJECT)

enum {
  ALARMS_CHANGED,
  SOUND_CHANGED,
  LINK_CHANGED,
  STRIPS_CHANGED,
  SIGNED_IN_CHANGED,
  CHECKED,
  STRAYS_CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* ── Events of the ward ─────────────────────────────────────────────────────────────────────── */

static void
publish_actions (VigilStation *self, guint bed, VigilNow now)
{
  VigilAction actions[VIGIL_STATION_ACTIONS_MAX];
  guint n = vigil_ward_list_actions (self->ward, bed, now, actions, G_N_ELEMENTS (actions));
  VigilWireHead head = { .t_ms = now.wall_ms, .boot = self->boot, .seq = self->action_seqs[bed]++ };
  const VigilBed *state = vigil_ward_get_bed (self->ward, bed);
  g_autofree char *topic = g_strdup_printf ("%s/station/%s/bed/%s/actions", self->root,
                                            self->config->station, state->id);
  g_autofree char *payload = vigil_wire_encode_actions (&head, actions, n);
  vigil_mqtt_publish (self->mqtt, topic, payload, strlen (payload), 1, TRUE);
  self->actions_due_us[bed] = n > 0 ? now.mono_us + 10 * G_USEC_PER_SEC : 0;
}

static gboolean
is_heard_high (const VigilAlarm *alarm)
{
  return alarm->priority == VIGIL_PRIORITY_HIGH && alarm->reach == VIGIL_REACH_HERE;
}

static gboolean
was_heard (VigilStation *self, const VigilAlarm *alarm)
{
  return alarm->priority == self->sounding && alarm->reach == VIGIL_REACH_HERE;
}

static void
keep_number (VigilStation *self, const VigilEvent *event)
{
  const VigilBed *bed = vigil_ward_get_bed (self->ward, event->bed_index);
  vigil_trends_append (self->store, bed->id, bed->identity.encounter, event->numeric,
                       event->sample);
}

static void
event_cb (const VigilEvent *event, gpointer data)
{
  VigilStation *self = data;
  switch (event->kind) {
  case VIGIL_EVENT_ALARM_RAISED:
    vigil_station_note_alarm (self, event, "raised");
    vigil_strip_book_note (self->strips, event->bed_index, event->alarm, event->now);
    self->has_new_high |= is_heard_high (event->alarm);
    break;
  case VIGIL_EVENT_ALARM_RETURNED:
    vigil_station_note_alarm (self, event, "returned");
    self->has_new_high |= is_heard_high (event->alarm);
    break;
  case VIGIL_EVENT_ALARM_SILENCED:
    vigil_station_note_alarm (self, event, "silenced");
    /* One that was not what sounds (born silenced after a restart, or of a lower priority) must not
     * cut the burst of another. */
    self->was_silenced |= was_heard (self, event->alarm);
    break;
  case VIGIL_EVENT_ALARM_LATCHED:
    vigil_station_note_alarm (self, event, "latched");
    break;
  case VIGIL_EVENT_ALARM_ENDED:
    /* Nobody waits for the rest of a drill's burst. */
    self->was_silenced |= vigil_drill_is_key (event->alarm->key) && was_heard (self, event->alarm);
    vigil_station_note_alarm (self, event, "ended");
    break;
  case VIGIL_EVENT_ALARM_RESET:
    vigil_station_note_alarm (self, event, "reset");
    self->was_silenced |= was_heard (self, event->alarm);
    break;
  case VIGIL_EVENT_ALARM_REACHED:
    vigil_station_note_alarm (self, event, "reached");
    self->has_new_high |= is_heard_high (event->alarm);
    break;
  case VIGIL_EVENT_BURST:
    vigil_annunciator_play_once (self->annunciator, event->priority);
    break;
  case VIGIL_EVENT_REMIND:
    vigil_annunciator_play_once (self->annunciator, VIGIL_PRIORITY_MEDIUM);
    break;
  case VIGIL_EVENT_BED:
    if (event->bed_index < self->items->len)
      vigil_bed_item_mark (self->items->pdata[event->bed_index], event->dirty);
    else
      self->are_strays_dirty |= (event->dirty & ~(guint) VIGIL_DIRTY_NUMERICS) != 0;
    return;
  case VIGIL_EVENT_LINK:
    self->is_link_dirty = TRUE;
    return;
  case VIGIL_EVENT_DRILL:
    vigil_station_note_drill (self);
    break;
  case VIGIL_EVENT_NUMBER:
    keep_number (self, event);
    return;
  case VIGIL_EVENT_ACTIONS:
    if (event->bed_index < VIGIL_STATION_BEDS_MAX)
      publish_actions (self, event->bed_index, event->now);
    return;
  case VIGIL_EVENT_ACTION_CUT:
    vigil_journal_add_action (self->store, event->action);
    return;
  case VIGIL_EVENT_REQUEST:
    vigil_station_note_request (self, event);
    return;
  case VIGIL_EVENT_ALARM_CHANGED:
    vigil_station_note_change (self, event);
    break;
  case VIGIL_EVENT_SOUND:
    break;
  default:
    g_assert_not_reached ();
  }
  self->are_alarms_dirty = TRUE;
}

void
vigil_station_settle (VigilStation *self)
{
  VigilPriority sounding = vigil_ward_get_sounding (self->ward);
  gboolean restart = self->has_new_high && sounding == VIGIL_PRIORITY_HIGH;
  if (restart) {
    self->hops.read_us = self->hops.newest_list_us;
    self->hops.drained_us = self->hops.turn_us;
    self->hops.asked_us = vigil_clock_now ().mono_us;
  }
  if (sounding != self->sounding || restart || self->was_silenced)
    vigil_annunciator_sound (self->annunciator, sounding, self->was_silenced, restart);
  self->sounding = sounding;
  self->has_new_high = self->was_silenced = FALSE;

  for (guint i = 0; i < self->items->len; i++)
    vigil_bed_item_flush (self->items->pdata[i]);
  if (self->are_alarms_dirty) {
    self->are_alarms_dirty = FALSE;
    g_signal_emit (self, signals[ALARMS_CHANGED], 0);
  }
  if (self->is_link_dirty) {
    self->is_link_dirty = FALSE;
    g_signal_emit (self, signals[LINK_CHANGED], 0);
  }
  if (self->are_strays_dirty) {
    self->are_strays_dirty = FALSE;
    g_signal_emit (self, signals[STRAYS_CHANGED], 0);
  }
}

/* ── Frames ─────────────────────────────────────────────────────────────────────────────────── */

static gboolean
drain_cb (gpointer data)
{
  VigilStation *self = data;
  VigilRing *ring = vigil_mqtt_get_ring (self->mqtt);
  VigilNow now = vigil_clock_now ();
  guint n = 0;
  self->drain_source = 0;
  self->hops.turn_us = now.mono_us;
  vigil_ring_begin_drain (ring);
  for (const VigilFrame *frame; n < FRAMES_PER_TURN && (frame = vigil_ring_peek (ring)) != NULL;
       n++) {
    if (frame->kind == VIGIL_FRAME_ALARMS_END)
      self->hops.newest_list_us = frame->receipt_mono_us;
    vigil_ward_feed (self->ward, frame, now);
    vigil_ring_pop (ring);
  }
  self->n_frames += n;
  guint lost = vigil_ring_take_lost (ring);
  if (lost > 0)
    vigil_ward_count (self->ward, VIGIL_COUNTER_RING_OVERFLOW, lost);
  vigil_station_settle (self);
  if (n == FRAMES_PER_TURN)
    self->drain_source = g_idle_add_full (G_PRIORITY_DEFAULT, drain_cb, self, NULL);
  return G_SOURCE_REMOVE;
}

static gboolean
wake_cb (gpointer data)
{
  VigilStation *self = data;
  if (self->drain_source == 0)
    drain_cb (self);
  return G_SOURCE_CONTINUE;
}

/* ── The station's own state ────────────────────────────────────────────────────────────────── */

static VigilStationWord
station_word (VigilStation *self)
{
  return self->sound == VIGIL_SOUND_WORKS ? VIGIL_STATION_READY : VIGIL_STATION_NO_SOUND;
}

static char *
encode_state (VigilStation *self, VigilStationWord word, VigilNow now)
{
  VigilWireHead head = { .t_ms = now.wall_ms, .boot = self->boot, .seq = -1 };
  return vigil_wire_encode_station_state (&head, word, vigil_sound_get_word (self->sound),
                                          (const char *const *) self->bed_ids->pdata,
                                          &g_array_index (self->roles, VigilRole, 0));
}

static void
publish_state (VigilStation *self, VigilNow now)
{
  g_autofree char *payload = encode_state (self, station_word (self), now);
  g_clear_pointer (&self->lost_payload, g_free);
  self->lost_payload = encode_state (self, VIGIL_STATION_LOST, now);
  vigil_mqtt_publish (self->mqtt, self->state_topic, payload, strlen (payload), 1, TRUE);
  self->state_due_us = now.mono_us + STATE_EVERY_US;
}

static void
sound_cb (VigilSound sound, gpointer data)
{
  VigilStation *self = data;
  VigilNow now = vigil_clock_now ();
  self->sound = sound;
  gboolean is_bad = sound != VIGIL_SOUND_WORKS && sound != VIGIL_SOUND_STARTING;
  vigil_ward_set_technical (self->ward, "VIGIL_EVT_NO_SOUND", VIGIL_PRIORITY_HIGH, "NO SOUND",
                            is_bad, now);
  publish_state (self, now);
  vigil_station_settle (self);
  g_signal_emit (self, signals[SOUND_CHANGED], 0);
}

/* Read by scripts/bench: the hops of an alarm, CLOCK_BOOTTIME in µs. */
static void
burst_cb (VigilPriority priority, gint64 mono_us, gpointer data)
{
  VigilStation *self = data;
  g_debug ("burst %s: read %" G_GINT64_FORMAT " drained %" G_GINT64_FORMAT
           " asked %" G_GINT64_FORMAT " playing %" G_GINT64_FORMAT,
           vigil_priority_to_string (priority), self->hops.read_us, self->hops.drained_us,
           self->hops.asked_us, mono_us);
}

/* Connected and for so long without an echo: the socket may be dead without knowing it. A link that
 * echoes again and has only to prove itself steady is left alone. */
static void
watch_link (VigilStation *self, VigilNow now)
{
  if (!vigil_ward_is_link_deaf (self->ward)) {
    self->deaf_since_us = 0;
    return;
  }
  if (self->deaf_since_us == 0)
    self->deaf_since_us = now.mono_us;
  if (now.mono_us - self->deaf_since_us < VIGIL_STATION_ECHO_US)
    return;
  self->deaf_since_us = now.mono_us;
  vigil_mqtt_reconnect (self->mqtt);
}

static gboolean
tick_cb (gpointer data)
{
  VigilStation *self = data;
  VigilNow now = vigil_clock_now ();
  vigil_ward_tick (self->ward, now);
  if (vigil_strip_book_tick (self->strips, self->ward, now))
    g_signal_emit (self, signals[STRIPS_CHANGED], 0);
  vigil_annunciator_beat (self->annunciator, now.mono_us);
  vigil_mqtt_beat (self->mqtt, now.mono_us, self->lost_payload);
  if (now.mono_us >= self->state_due_us)
    publish_state (self, now);
  for (guint i = 0; i < VIGIL_STATION_BEDS_MAX; i++)
    if (self->actions_due_us[i] != 0 && now.mono_us >= self->actions_due_us[i])
      publish_actions (self, i, now);
  watch_link (self, now);
  vigil_station_watch_server (self, now);
  vigil_station_watch_returns (self, now);
  vigil_station_watch_signed_in (self, now);
  vigil_station_watch_volume (self, now);
  vigil_station_keep_journal (self, now);
  vigil_station_settle (self);
  return G_SOURCE_CONTINUE;
}

/* ── Start and stop ─────────────────────────────────────────────────────────────────────────── */

static void
make_ward (VigilStation *self, VigilNow now)
{
  const VigilConfig *config = self->config;
  VigilWardConfig ward = {
    .boot = self->boot,
    .is_demo_ward = config->is_demo,
    .presets = config->presets,
    .beds = &g_array_index (config->beds, VigilWardBed, 0),
    .n_beds = config->beds->len,
    .silence_high_s = config->silence_high_s,
  };
  vigil_text_copy (ward.site, sizeof ward.site, config->site);
  vigil_text_copy (ward.ward, sizeof ward.ward, config->ward);
  vigil_text_copy (ward.station, sizeof ward.station, config->station);
  self->strips = vigil_strip_book_new (ward.n_beds);
  self->ward = vigil_ward_new (&ward, event_cb, self, now);
  for (guint i = 0; i < config->beds->len; i++) {
    const VigilWardBed *bed = &g_array_index (config->beds, VigilWardBed, i);
    VigilBedItem *item = vigil_bed_item_new (vigil_ward_get_bed (self->ward, i));
    g_ptr_array_add (self->items, item);
    g_list_store_append (self->beds, item);
    g_ptr_array_add (self->bed_ids, (gpointer) bed->id);
    g_array_append_val (self->roles, bed->role);
  }
  g_ptr_array_add (self->bed_ids, NULL);
}

static void
make_mqtt (VigilStation *self)
{
  const VigilConfig *config = self->config;
  VigilNow now = vigil_clock_now ();
  g_autofree char *filter = g_strconcat (self->root, "/#", NULL);
  const char *subscriptions[] = { filter, NULL };
  g_autofree char *client_id =
      g_strdup_printf ("vigil-st-%s-%s-%s", config->site, config->ward, config->station);
  self->lost_payload = encode_state (self, VIGIL_STATION_LOST, now);
  VigilMqttConfig mqtt = {
    .host = config->broker_host,
    .port = config->broker_port,
    .client_id = client_id,
    .user = config->broker_user,
    .password = config->broker_password,
    .ca_file = config->broker_ca,
    .cert_file = config->broker_cert,
    .key_file = config->broker_key,
    .root = self->root,
    .subscriptions = subscriptions,
    .will_topic = self->state_topic,
    .will_payload = self->lost_payload,
    .beat_topic = self->state_topic,
  };
  self->mqtt = vigil_mqtt_new (&mqtt, wake_cb, self);
}

/* What stood before the last end of this program stands again, with its remaining time. */
static gboolean
restore_actions (VigilStation *self, GError **error)
{
  VigilNow now = vigil_clock_now ();
  g_autoptr (GArray) actions =
      vigil_journal_list_actions (self->store, now.wall_ms - RESTORED_MS, error);
  g_autoptr (GArray) changes = g_array_new (FALSE, TRUE, sizeof (VigilChange));
  if (actions == NULL || !vigil_deliveries_resume (self->deliveries, actions, changes, error))
    return FALSE;
  for (guint i = 0; i < actions->len; i++)
    vigil_ward_apply_action (self->ward, &g_array_index (actions, VigilAction, i), now);
  vigil_station_restore_entries (self, changes, now);
  return TRUE;
}

/* A red that nobody has answered is not answered by a restart. */
static gboolean
restore_alarms (VigilStation *self, GError **error)
{
  VigilNow now = vigil_clock_now ();
  g_autoptr (GArray) alarms =
      vigil_journal_list_unanswered (self->store, now.wall_ms - RESTORED_MS, error);
  if (alarms == NULL)
    return FALSE;
  for (guint i = 0; i < alarms->len; i++)
    vigil_ward_restore_alarm (self->ward, &g_array_index (alarms, VigilOccurrence, i), now);
  return TRUE;
}

static void
health_cb (gboolean is_well, const char *reason, gpointer data)
{
  VigilStation *self = data;
  g_autofree char *label = g_strdup_printf ("NOT SAVED · %s", reason != NULL ? reason : "disk");
  vigil_ward_set_technical (self->ward, "VIGIL_EVT_STORE_FAILED", VIGIL_PRIORITY_LOW, label,
                            !is_well, vigil_clock_now ());
  vigil_station_settle (self);
}

static void
tell_dead_letters (VigilStation *self)
{
  vigil_ward_set_technical (self->ward, "VIGIL_EVT_DEAD_LETTER", VIGIL_PRIORITY_LOW,
                            "Server refused a record · tell the engineer",
                            vigil_deliveries_get_n_unread_dead (self->deliveries) > 0,
                            vigil_clock_now ());
}

static void
delivery_cb (const char *action_id G_GNUC_UNUSED, VigilDelivery delivery, gpointer data)
{
  VigilStation *self = data;
  if (delivery == VIGIL_DELIVERY_DEAD)
    tell_dead_letters (self);
  self->are_alarms_dirty = TRUE;
  vigil_station_settle (self);
}

/* A disk that is full or broken costs the record, not the monitoring. Another program on the same
 * folder, or a database of a newer Vigil, is a mistake to mend before starting. */
static gboolean
open_store (VigilStation *self, const char *data_dir, GError **error)
{
  g_autoptr (GError) problem = NULL;
  self->store = vigil_store_open (data_dir, &self->moved_aside, &problem);
  if (self->store == NULL) {
    if (!g_error_matches (problem, VIGIL_STORE_ERROR, VIGIL_STORE_ERROR_FULL)
        && !g_error_matches (problem, VIGIL_STORE_ERROR, VIGIL_STORE_ERROR_IO)) {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
    self->disk_problem = g_strdup (problem->message);
    self->store = vigil_store_open_in_memory (self->disk_problem, error);
  }
  if (self->store == NULL)
    return FALSE;
  vigil_store_set_health_func (self->store, health_cb, self);
  vigil_journal_begin_run (self->store, vigil_clock_now ().wall_ms);
  return TRUE;
}

/* What went wrong with the disk before there was a ward to say it. */
static void
tell_of_the_disk (VigilStation *self)
{
  VigilNow now = vigil_clock_now ();
  if (self->disk_problem != NULL)
    vigil_ward_set_technical (self->ward, "VIGIL_EVT_STORE_FAILED", VIGIL_PRIORITY_LOW,
                              "NOT SAVED · disk full or broken, restart when mended", TRUE, now);
  if (self->moved_aside != NULL)
    vigil_ward_set_technical (self->ward, "VIGIL_EVT_RECORD_DAMAGED", VIGIL_PRIORITY_LOW,
                              "Damaged record moved aside · tell the engineer", TRUE, now);
}

VigilStation *
vigil_station_new (VigilConfig *config,
                   const char *data_dir,
                   const char *sounds_dir,
                   GError **error)
{
  g_return_val_if_fail (config != NULL && data_dir != NULL && sounds_dir != NULL, NULL);
  g_autoptr (VigilStation) self = g_object_new (VIGIL_TYPE_STATION, NULL);
  self->config = config;
  self->is_urgent = vigil_urgency_ask ();
  self->boot = g_random_int ();
  self->root = g_strdup_printf ("vigil/v1/%s/%s", config->site, config->ward);
  self->state_topic = g_strdup_printf ("%s/station/%s/state", self->root, config->station);
  if (!open_store (self, data_dir, error) || !vigil_station_open_server (self, error))
    return NULL;
  self->deliveries = vigil_deliveries_new (self->store, self->poster, delivery_cb, self);

  make_ward (self, vigil_clock_now ());
  make_mqtt (self);
  VigilAnnunciatorConfig sound = {
    .sounds_dir = sounds_dir,
    .volume_floor_percent = config->volume.floor_percent,
    .app_id = VIGIL_APP_ID,
    .sound_func = sound_cb,
    .burst_func = burst_cb,
    .data = self,
  };
  self->annunciator = vigil_annunciator_new (&sound);
  vigil_station_open_volume (self);
  if (!restore_actions (self, error) || !restore_alarms (self, error))
    return NULL;
  vigil_station_restore_signed_in (self, vigil_clock_now ());
  vigil_station_restore_check (self);
  vigil_station_restore_drills (self);
  tell_of_the_disk (self);
  return g_steal_pointer (&self);
}

void
vigil_station_start (VigilStation *self)
{
  g_return_if_fail (VIGIL_IS_STATION (self));
  g_return_if_fail (self->tick_source == 0);
  publish_state (self, vigil_clock_now ());
  vigil_mqtt_start (self->mqtt);
  if (self->poster != NULL) {
    g_autofree char *cursor = vigil_store_get_fact (self->store, "cursor");
    vigil_poster_start (self->poster, cursor);
  }
  self->tick_source = g_timeout_add_full (G_PRIORITY_HIGH, TICK_MS, tick_cb, self, NULL);
  if (!self->is_urgent)
    vigil_urgency_ask_broker ();
}

static void
clear_source (guint *source)
{
  if (*source != 0)
    g_source_remove (*source);
  *source = 0;
}

void
vigil_station_stop (VigilStation *self)
{
  g_return_if_fail (VIGIL_IS_STATION (self));
  clear_source (&self->tick_source);
  clear_source (&self->drain_source);
  if (self->mqtt != NULL) {
    g_autofree char *lost = encode_state (self, VIGIL_STATION_LOST, vigil_clock_now ());
    vigil_mqtt_free (g_steal_pointer (&self->mqtt), lost);
  }
  g_clear_pointer (&self->annunciator, vigil_annunciator_free);
  if (self->poster != NULL) {
    g_signal_handlers_disconnect_by_data (self->poster, self);
    vigil_poster_stop (self->poster);
  }
  g_clear_pointer (&self->deliveries, vigil_deliveries_free);
  g_clear_object (&self->poster);
  if (self->store != NULL) {
    vigil_journal_mark_alive (self->store, vigil_clock_now ().wall_ms);
    vigil_store_set_health_func (self->store, NULL, NULL);
  }
  g_clear_pointer (&self->store, vigil_store_close);
}

static void
vigil_station_dispose (GObject *object)
{
  VigilStation *self = VIGIL_STATION (object);
  vigil_station_stop (self);
  for (guint i = 0; i < self->items->len; i++)
    vigil_bed_item_detach (self->items->pdata[i]);
  g_list_store_remove_all (self->beds);
  g_ptr_array_set_size (self->items, 0);
  G_OBJECT_CLASS (vigil_station_parent_class)->dispose (object);
}

static void
vigil_station_finalize (GObject *object)
{
  VigilStation *self = VIGIL_STATION (object);
  g_clear_pointer (&self->strips, vigil_strip_book_free);
  g_clear_pointer (&self->ward, vigil_ward_free);
  g_ptr_array_unref (self->items);
  g_ptr_array_unref (self->bed_ids);
  g_array_unref (self->roles);
  g_object_unref (self->beds);
  vigil_config_free (self->config);
  g_free (self->root);
  g_free (self->state_topic);
  g_free (self->lost_payload);
  g_clear_pointer (&self->drills, g_array_unref);
  g_free (self->moved_aside);
  g_free (self->disk_problem);
  g_free (self->snapshot_problem);
  g_clear_pointer (&self->snapshot, vigil_snapshot_free);
  g_hash_table_unref (self->noted);
  G_OBJECT_CLASS (vigil_station_parent_class)->finalize (object);
}

static void
vigil_station_class_init (VigilStationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  object_class->dispose = vigil_station_dispose;
  object_class->finalize = vigil_station_finalize;
  static const char *const NAMES[N_SIGNALS] = { "alarms-changed",    "sound-changed",
                                                "link-changed",      "strips-changed",
                                                "signed-in-changed", "checked",
                                                "strays-changed" };
  for (guint i = 0; i < N_SIGNALS; i++)
    signals[i] = g_signal_new (NAMES[i], G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                               NULL, NULL, G_TYPE_NONE, 0);
}

static void
vigil_station_init (VigilStation *self)
{
  self->beds = g_list_store_new (VIGIL_TYPE_BED_ITEM);
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->bed_ids = g_ptr_array_new ();
  self->roles = g_array_new (FALSE, FALSE, sizeof (VigilRole));
  self->sound = VIGIL_SOUND_STARTING;
  self->noted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

void
vigil_station_tell_sound (VigilStation *self)
{
  g_signal_emit (self, signals[SOUND_CHANGED], 0);
}

void
vigil_station_tell_link (VigilStation *self)
{
  self->is_link_dirty = TRUE;
  vigil_station_settle (self);
}

/* ── Questions ─────────────────────────────────────────────────────────────────────────────── */

const VigilConfig *
vigil_station_get_config (VigilStation *self)
{
  g_return_val_if_fail (VIGIL_IS_STATION (self), NULL);
  return self->config;
}

GListModel *
vigil_station_get_beds (VigilStation *self)
{
  g_return_val_if_fail (VIGIL_IS_STATION (self), NULL);
  return G_LIST_MODEL (self->beds);
}

VigilWard *
vigil_station_get_ward (VigilStation *self)
{
  g_return_val_if_fail (VIGIL_IS_STATION (self), NULL);
  return self->ward;
}

const VigilStripBook *
vigil_station_get_strips (VigilStation *self)
{
  g_return_val_if_fail (VIGIL_IS_STATION (self), NULL);
  return self->strips;
}

VigilNow
vigil_station_now (VigilStation *self G_GNUC_UNUSED)
{
  return vigil_clock_now ();
}

VigilDelivery
vigil_station_get_delivery (VigilStation *self, const char *action_id)
{
  g_return_val_if_fail (VIGIL_IS_STATION (self), VIGIL_DELIVERY_NONE);
  if (self->deliveries == NULL || action_id == NULL || *action_id == '\0')
    return VIGIL_DELIVERY_NONE;
  return vigil_deliveries_get (self->deliveries, action_id);
}

void
vigil_station_note_dead_letters_read (VigilStation *self)
{
  g_return_if_fail (VIGIL_IS_STATION (self));
  if (self->deliveries == NULL || vigil_deliveries_get_n_unread_dead (self->deliveries) == 0)
    return;
  vigil_deliveries_note_dead_read (self->deliveries);
  tell_dead_letters (self);
  vigil_station_settle (self);
}

guint
vigil_station_get_n_unsent (VigilStation *self)
{
  g_return_val_if_fail (VIGIL_IS_STATION (self), 0);
  return self->deliveries != NULL ? vigil_deliveries_get_n_unsent (self->deliveries) : 0;
}

VigilSound
vigil_station_get_sound (VigilStation *self)
{
  g_return_val_if_fail (VIGIL_IS_STATION (self), VIGIL_SOUND_FAILED);
  return self->sound;
}

gboolean
vigil_station_is_server_reachable (VigilStation *self)
{
  g_return_val_if_fail (VIGIL_IS_STATION (self), FALSE);
  return self->poster != NULL && vigil_poster_is_reachable (self->poster);
}
