/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The station's insides, shared by the files that make it up: vigil-station.c (frames, ticks,
 * commands), vigil-station-server.c (the ward server), vigil-station-who.c (who is at the desk),
 * vigil-station-volume.c, vigil-station-journal.c (the record) and vigil-station-diagnostics.c. */

#include "vigil-annunciator.h"
#include "vigil-build-config.h"
#include "vigil-delivery.h"
#include "vigil-mqtt.h"
#include "vigil-snapshot.h"
#include "vigil-station-review.h"
#include "vigil-station.h"
#include "vigil-trends.h"

G_BEGIN_DECLS

#define VIGIL_STATION_ACTIONS_MAX (VIGIL_ALARMS_MAX * 2)
/* Of the wall, and strays. */
#define VIGIL_STATION_BEDS_MAX (64 + VIGIL_STRAYS_MAX)
/* No echo of the own state for so long: the link is not proved (contract.md, Link). */
#define VIGIL_STATION_ECHO_US (3 * G_USEC_PER_SEC)

/* When the newest alarm that sounds went through the station, CLOCK_BOOTTIME: read from the socket,
 * taken up by main, asked of the annunciator. */
typedef struct {
  gint64 newest_list_us, turn_us;
  gint64 read_us, drained_us, asked_us;
} VigilStationHops;

struct _VigilStation {
  GObject parent_instance;
  VigilConfig *config;
  guint32 boot;
  char *root, *state_topic;
  char *lost_payload; /* what is published for us if main stalls */
  char *disk_problem; /* why nothing can be saved since the start; NULL = it can */
  char *moved_aside; /* where a damaged database went; NULL = none */

  VigilWard *ward;
  VigilStripBook *strips;
  VigilMqtt *mqtt;
  VigilPoster *poster; /* NULL = no server configured */
  VigilStore *store;
  VigilAnnunciator *annunciator;
  VigilDeliveries *deliveries;

  GListStore *beds;
  GPtrArray *items; /* the same VigilBedItems by index */
  GPtrArray *bed_ids; /* lent strings, NULL-terminated */
  GArray *roles; /* VigilRole */
  gint64 action_seqs[VIGIL_STATION_BEDS_MAX];
  gint64 actions_due_us[VIGIL_STATION_BEDS_MAX]; /* 0 = nothing stands */

  guint tick_source, drain_source;
  gint64 state_due_us, deaf_since_us;
  gboolean is_urgent; /* the system gave more than an even share of the processor */
  VigilStationHops hops;
  guint64 n_frames;

  GArray *drills; /* VigilDrill, newest first */

  VigilSound sound;
  VigilPriority sounding;
  VigilVolume volume;
  gint64 volume_due_us;
  gboolean has_new_high, was_silenced, are_alarms_dirty, is_link_dirty, are_strays_dirty;

  char signed_in[VIGIL_NURSE_NAME_SIZE]; /* "" = nobody */
  gint64 signed_in_until_us; /* mono */
  gint64 checked_ms; /* when sound and colours were checked; 0 = never */
  char checked_by[VIGIL_NURSE_NAME_SIZE];

  gint64 unreachable_since_us; /* 0 = the server answers */
  gboolean is_unreachable_said;
  gint64 clock_skew_ms;
  guint n_snapshots, n_refused_rows;
  GHashTable *noted; /* alarm key → what the journal last said of it (vigil-station-journal.c) */
  gint64 alive_due_us, prune_due_us;

  VigilSnapshot *snapshot; /* the newest good one; NULL = none yet */
  char *snapshot_problem; /* of the last snapshot; NULL = none */
};

/* FALSE: the poster could not be made from the configuration. */
gboolean vigil_station_open_server (VigilStation *self, GError **error);
/* From the tick: server unreachable for 30 s is low, once. */
void vigil_station_watch_server (VigilStation *self, VigilNow now);
/* After every batch of frames, tick or command: sound first, then those who look. */
void vigil_station_settle (VigilStation *self);
/* A UUIDv7 of now; @data is not used. */
void vigil_station_make_id (char out[VIGIL_UUID_SIZE], gpointer data);
/* vigil-station-request.c: what was asked of a bed goes into the journal. */
void vigil_station_note_request (VigilStation *self, const VigilEvent *event);
/* At the start, with the annunciator; and from the tick: night and day. */
void vigil_station_open_volume (VigilStation *self);
void vigil_station_watch_volume (VigilStation *self, VigilNow now);
/* Tells listeners that the sound or its volume changed. */
void vigil_station_tell_sound (VigilStation *self);
/* From the tick: whoever came back by signal is recorded as resumed. */
void vigil_station_watch_returns (VigilStation *self, VigilNow now);
/* An admission from before the last end of this program, still unsent: its name is shown. */
void vigil_station_restore_entries (VigilStation *self, const GArray *changes, VigilNow now);
/* One row of the journal about the alarm of @event. */
void vigil_station_note_alarm (VigilStation *self, const VigilEvent *event, const char *kind);
/* The same if the change is one to remember: a higher priority, or unanswered for a minute. */
void vigil_station_note_change (VigilStation *self, const VigilEvent *event);
/* From the tick: that the station runs, once a minute; what is too old goes, once an hour. */
void vigil_station_keep_journal (VigilStation *self, VigilNow now);
/* vigil-station-drill.c: the last drills, and the news of one. */
void vigil_station_restore_drills (VigilStation *self);
void vigil_station_note_drill (VigilStation *self);
/* Tells listeners that link or server changed. */
void vigil_station_tell_link (VigilStation *self);

/* At start: when sound and colours were checked last. */
void vigil_station_restore_check (VigilStation *self);
/* At start: who was signed in before, with what is left of the time. */
void vigil_station_restore_signed_in (VigilStation *self, VigilNow now);
/* From the tick: a name does not stand for longer than VIGIL_SIGNED_IN_US. */
void vigil_station_watch_signed_in (VigilStation *self, VigilNow now);

G_END_DECLS
