/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A ward in virtual time for tests: gateways that beat, beds that publish by the contract, an echo,
 * ticks of 100 ms, and everything that the ward said. Minutes pass in microseconds. */

#include "vigil-ward-command.h"
#include "world-record.h"

#include <math.h>
#include <string.h>

#define WORLD_BEDS_MAX 64
#define HR "MDC_ECG_HEART_RATE"
#define SPO2 "MDC_PULS_OXIM_SAT_O2"
#define RR "MDC_RESP_RATE"
#define NIBP "MDC_PRESS_BLD_NONINV_SYS"
#define ASYSTOLE "MDC_EVT_ECG_ASYSTOLE"
#define VF "VIGIL_EVT_ECG_V_FIB"
#define VT "MDC_EVT_ECG_V_TACHY"
#define SECONDS(n) ((gint64) (n) *1000)
#define MINUTES(n) ((gint64) (n) *60000)

typedef struct {
  char id[VIGIL_ID_MAX + 1];
  guint gateway;
  gboolean is_publishing; /* vitals and waves */
  gboolean has_list; /* publishes its alarm list on change and every 10 s */
  gboolean has_waves;
  gboolean has_value[VIGIL_N_NUMERICS];
  double values[VIGIL_N_NUMERICS];
  VigilQuality quality[VIGIL_N_NUMERICS];
  gint64 t_ms[VIGIL_N_NUMERICS];
  VigilFrameAlarm alarms[VIGIL_ALARMS_MAX];
  guint n_alarms;
  gboolean is_list_due;
  gboolean is_list_incomplete; /* items of it are left out */
  gint64 clock_error_ms; /* device time − wall time */
  /* What the ward was told of it last, live. */
  VigilFrameAlarm told[VIGIL_ALARMS_MAX];
  guint n_told;
  gboolean is_told[VIGIL_N_NUMERICS];
  double told_values[VIGIL_N_NUMERICS];
} WorldBed;

typedef struct {
  char id[VIGIL_ID_MAX + 1];
  guint32 boot;
  gboolean is_beating;
} WorldGateway;

/* Another station, that says each second what it is. */
typedef struct {
  char id[VIGIL_ID_MAX + 1];
  guint32 boot;
  gboolean is_talking;
  VigilStationWord word;
  VigilRole role; /* on every bed */
} WorldDesk;

typedef struct {
  VigilEventKind kind;
  char bed[VIGIL_ID_MAX + 1];
  char key[VIGIL_KEY_MAX];
  VigilPriority priority;
  VigilAlarmPhase phase;
  char encounter[VIGIL_UUID_SIZE]; /* of its alarm or request */
  gint64 mono_us;
} WorldEvent;

typedef struct {
  VigilWard *ward;
  VigilNow now;
  VigilLimitPresets presets;
  VigilWardConfig config;
  VigilWardBed configs[WORLD_BEDS_MAX];
  WorldBed beds[WORLD_BEDS_MAX];
  guint n_beds;
  WorldGateway gateways[4];
  guint n_gateways;
  WorldDesk desks[4];
  guint n_desks;
  gboolean is_echoing;
  gboolean is_linked;
  GHashTable *seqs;
  GArray *events; /* WorldEvent */
  VigilAction cut; /* the last that the ward wanted kept as it counts here; id "" = none */
  guint n_ids;
  guint n_ticks;
  void (*each_tick) (gpointer data);
  gpointer each_tick_data;
  WorldRecord *record; /* NULL: nothing is recorded */
} World;

/* A running ward: @n_beds adults with bedside limits for none and a fresh, empty alarm list. */
World *world_new (guint n_beds);
/* Nothing connected yet. */
World *world_new_cold (guint n_beds);
/* The same at another desk, with @role on every bed; not connected yet. */
World *world_new_desk (guint n_beds, const char *station, VigilRole role);
/* The station starts at another time: before anything was fed. */
void world_begin (World *world, VigilNow now);
/* The next seq of every topic of the beds. */
void world_set_seq (World *world, guint32 seq);
/* Connects what is new, and lets it come to rest. */
void world_settle (World *world);
void world_free (World *world);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (World, world_free)

/* The station process dies and starts again; the world goes on. */
void world_restart_station (World *world);

void world_run (World *world, gint64 ms);
/* Adds another station; it talks from now on. */
WorldDesk *world_add_desk (World *world, const char *id, VigilRole role);
/* Its state now, as it is. */
void world_desk_state (World *world, const WorldDesk *desk, gboolean is_retained);
void world_link (World *world, VigilLinkState state);
void world_gateway_state (World *world, guint gateway, gboolean is_ready);
void world_meta (World *world, guint bed);
void world_limits (World *world, guint bed, const VigilLimit *limits, guint n);
void world_bed_state (World *world, guint bed, VigilBedStateWord word, gint64 until_ms);
void world_set (World *world, guint bed, VigilNumericKind kind, double value);
void world_unset (World *world, guint bed, VigilNumericKind kind);

/* Adds to the bedside's list, which is published at once. */
VigilFrameAlarm *world_raise (World *world,
                              guint bed,
                              const char *id,
                              const char *code,
                              const char *src,
                              VigilPriority priority);
void world_clear (World *world, guint bed, const char *id);
void world_publish_list (World *world, guint bed, gboolean is_retained, guint32 seq);

/* A blank frame of @bed's gateway with a fresh seq for @topic. */
VigilFrame world_frame (World *world, VigilFrameKind kind, const char *topic, guint bed);
void world_feed (World *world, VigilFrame *frame);
void world_vitals (World *world, guint bed);
void world_wave (World *world, guint bed, gint64 end_us, guint ms);

/* What the nurse does, recorded: world-command.c. Touch and silence; the actions made, n returned.
 */
guint world_silence (World *world, guint bed, VigilAction *actions);
gboolean world_touch (World *world, guint bed, VigilTouch *touch);
guint world_release (World *world, const VigilTouch *touch, VigilAction *actions);
/* The journal after a restart, or the server's row. */
void world_apply (World *world, const VigilAction *action);
/* @encounter NULL: empty. */
void world_identity (World *world, guint bed, const char *encounter);
VigilRefusal world_suspend (World *world, guint bed, VigilSuspensionMode mode, gint64 length_ms);
VigilRefusal world_discharge (World *world, guint bed, VigilAction *action);
/* The wall clock alone jumps. */
void world_jump_wall (World *world, gint64 ms);
/* The machine sleeps: both clocks go on, nothing is ticked. */
void world_sleep (World *world, gint64 ms);
/* Another station's list with these actions. */
void
world_peer_list (World *world, guint bed, const char *station, const VigilAction *actions, guint n);
void world_make_id (char out[VIGIL_UUID_SIZE], gpointer data);

/* The alarm shown on @bed whose code is @code; NULL = none is shown. */
const VigilAlarm *world_find (World *world, guint bed, const char *code);
const VigilAlarm *world_find_key (World *world, guint bed, const char *key);
guint world_count (World *world, VigilEventKind kind, const char *bed);
/* The last event of @kind; NULL = there was none. Lent until the next. */
const WorldEvent *world_find_event (World *world, VigilEventKind kind);
/* Forgets the events so far. */
void world_forget (World *world);
