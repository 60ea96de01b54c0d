/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A frame: one fixed-size, validated, plain record from outside. The decoder writes frames into
 * ring slots on the mqtt thread, the ward reads them on main. A frame owns nothing. */

#include "vigil-counter.h"
#include "vigil-nomenclature.h"
#include "vigil-types.h"

G_BEGIN_DECLS

#define VIGIL_FRAME_SAMPLES_MAX 256
#define VIGIL_FRAME_BEDS_MAX 32
/* The most beds that a station may claim a role on: a wall holds no more. */
#define VIGIL_FRAME_ROLES_MAX 64

typedef enum {
  VIGIL_FRAME_NONE,
  VIGIL_FRAME_WAVE, /* one lead's samples, at most 256; a longer block is several frames */
  VIGIL_FRAME_VITALS, /* the complete set */
  VIGIL_FRAME_META,
  VIGIL_FRAME_LIMITS,
  VIGIL_FRAME_BED_STATE,
  VIGIL_FRAME_ALARMS_BEGIN, /* then ALARM × n, then ALARMS_END: takes effect at the end */
  VIGIL_FRAME_ALARM,
  VIGIL_FRAME_ALARMS_END,
  VIGIL_FRAME_GATEWAY_STATE, /* several frames if it claims more than 32 beds */
  VIGIL_FRAME_HEARTBEAT,
  VIGIL_FRAME_STATION_STATE, /* our own echo, too */
  VIGIL_FRAME_ACTIONS_BEGIN, /* then ACTION × n, then ACTIONS_END */
  VIGIL_FRAME_ACTION,
  VIGIL_FRAME_ACTIONS_END,
  VIGIL_FRAME_COMMAND, /* what a station asks of a bed's gateway */
  VIGIL_FRAME_RESULT, /* its answer */
  VIGIL_FRAME_DELETED, /* an empty retained payload; `what` names the kind of topic */
  VIGIL_FRAME_LINK, /* the mqtt thread's own news */
  VIGIL_FRAME_REFUSED, /* a payload that was not accepted, and why */
} VigilFrameKind;

typedef enum {
  VIGIL_LINK_DOWN,
  VIGIL_LINK_UP,
  VIGIL_LINK_NAME_IN_USE, /* session taken over, 0x8E */
  VIGIL_LINK_REFUSED, /* broker says no: credentials or rights; retried slowly */
} VigilLinkState;

typedef enum {
  VIGIL_BED_READY,
  VIGIL_BED_STANDBY,
  VIGIL_BED_DISCONNECTED,
} VigilBedStateWord;

typedef enum {
  VIGIL_INACTIVATION_NONE,
  VIGIL_INACTIVATION_AUDIO_PAUSED,
  VIGIL_INACTIVATION_ACKNOWLEDGED,
} VigilInactivation;

/* One lead's part of a wave block. The JSON form of a known wave comes in the unit of its
 * VigilWaveInfo, whatever unit it was sent in; so do gain, lo and hi of a meta. Samples are raw
 * counts if @is_raw (scaled by the held meta of
 * the same boot and rev), else in the lead's unit. NaN = no sample. */
typedef struct {
  guint16 rev;
  guint8 lead; /* meta id; for JSON blocks 255, @refid says which */
  gboolean is_raw;
  gboolean is_test;
  char source[VIGIL_ID_MAX + 1];
  char refid[48]; /* "" for binary blocks */
  char unit[24]; /* JSON blocks: the block's own unit; "" for binary */
  guint32 rate_mhz; /* 1 to 4,000,000 mHz */
  gint64 start_us; /* device time of the first sample */
  gint64 block_end_us; /* device time just after the block's last sample, the same for all leads */
  gboolean is_first; /* first frame of the block: seq is judged here once */
  guint n_samples;
  float samples[VIGIL_FRAME_SAMPLES_MAX];
} VigilFrameWave;

typedef struct {
  VigilNumericKind kind;
  VigilQuality quality;
  gboolean has_value; /* FALSE: x null */
  double value; /* canonical unit, in range, finite */
  gint64 t_ms; /* the value's own t, 0 = none */
} VigilFrameNumeric;

typedef struct {
  guint n;
  VigilFrameNumeric numerics[VIGIL_NUMERICS_MAX];
} VigilFrameVitals;

typedef struct {
  guint8 id;
  char source[VIGIL_ID_MAX + 1];
  char refid[48];
  double rate_hz;
  char unit[16];
  double gain, zero; /* value = (sample − zero) × gain; gain finite and not 0 */
  double lo, hi; /* range to show; NaN = none given */
} VigilMetaLead;

typedef struct {
  guint16 rev;
  char label[24];
  char device[48];
  VigilPatientClass patient_class;
  gboolean is_paced;
  gboolean is_demo; /* "demo": true: every tile of it is marked */
  guint n_leads;
  VigilMetaLead leads[VIGIL_LEADS_MAX];
} VigilFrameMeta;

typedef struct {
  VigilNumericKind kind;
  double lo, hi, lo2, hi2; /* NaN = none */
  gboolean is_on;
  gint64 until_ms; /* 0 = none */
} VigilLimit;

typedef struct {
  guint32 rev;
  guint n;
  VigilLimit limits[VIGIL_NUMERICS_MAX];
  guint nibp_interval_s; /* 0 = the cuff does not cycle */
} VigilFrameLimits;

typedef struct {
  VigilBedStateWord word;
  gint64 until_ms; /* 0 = null */
  char reason[64];
} VigilFrameBedState;

/* One item of the bedside's alarm list. */
typedef struct {
  char id[64];
  char code[48];
  char src[48];
  VigilAlarmKind kind;
  VigilPriority priority;
  gboolean is_latched; /* state "latched"; else "active" */
  VigilInactivation inactivation;
  gint64 inactivation_until_ms; /* 0 = null */
  gboolean has_value, has_limit;
  double value, limit;
  char label[64];
  gint64 raised_ms;
} VigilFrameAlarm;

typedef struct {
  gboolean is_ready; /* FALSE: lost */
  gboolean is_first, is_last;
  guint n_beds;
  char beds[VIGIL_FRAME_BEDS_MAX][VIGIL_ID_MAX + 1];
} VigilFrameGatewayState;

typedef enum {
  VIGIL_ROLE_NONE,
  VIGIL_ROLE_PRIMARY,
  VIGIL_ROLE_BACKUP,
  VIGIL_ROLE_WATCH,
} VigilRole;

typedef enum {
  VIGIL_STATION_READY,
  VIGIL_STATION_NO_SOUND,
  VIGIL_STATION_LOST,
} VigilStationWord;

typedef struct {
  VigilStationWord word;
  char sound[16]; /* "" = not said */
  guint n_beds;
  char beds[VIGIL_FRAME_ROLES_MAX][VIGIL_ID_MAX + 1];
  guint8 roles[VIGIL_FRAME_ROLES_MAX]; /* a VigilRole for each bed, never NONE */
} VigilFrameStationState;

/* An action of the contract ("Action"): made here, heard from another station, or read from the
 * server. Times in ms; 0 = null. */
typedef enum {
  VIGIL_ACTION_ACKNOWLEDGE,
  VIGIL_ACTION_SUSPEND,
  VIGIL_ACTION_RESUME,
  VIGIL_ACTION_RESET,
  VIGIL_ACTION_DISCHARGE,
  VIGIL_ACTION_ADMIT,
} VigilActionWord;

typedef enum {
  VIGIL_SUSPENSION_NONE,
  VIGIL_SUSPENSION_CARE,
  VIGIL_SUSPENSION_AWAY,
  VIGIL_SUSPENSION_STAFF,
} VigilSuspensionMode;

typedef struct {
  char id[VIGIL_UUID_SIZE]; /* UUIDv7 */
  VigilActionWord word;
  VigilSuspensionMode mode;
  gboolean is_bed_scope;
  char bed[VIGIL_ID_MAX + 1]; /* "" for alarms without a bed */
  char key[VIGIL_KEY_MAX]; /* "" for bed scope */
  char alarm[64]; /* the occurrence's id, for the record */
  gint64 raised_ms, asof_ms, until_ms, t_ms;
  char reason[64];
  char by[64];
  char encounter[VIGIL_UUID_SIZE];
  char station[VIGIL_ID_MAX + 1];
  /* Body of the PUT only, never on MQTT: */
  char code[48];
  VigilPriority priority;
  char label[64];
} VigilAction;

typedef struct {
  VigilLinkState state;
  char text[96]; /* for diagnostics: what the broker or the socket said */
} VigilFrameLink;

typedef struct {
  VigilCounter reason;
  VigilFrameKind what; /* what the topic would have been, as in DELETED; NONE if unknown */
  gboolean is_whole; /* nothing of the message stands; else only one value or item of it */
  char text[96]; /* for diagnostics: which field; never a value */
} VigilFrameRefused;

/* A command of a station to the gateway of a bed (contract.md, "Commands"). */
typedef enum {
  VIGIL_COMMAND_NIBP_START,
  VIGIL_COMMAND_LIMIT_SET,
} VigilCommandWord;

typedef struct {
  char id[VIGIL_UUID_SIZE]; /* UUIDv7 */
  VigilCommandWord word;
  VigilLimit limit; /* LIMIT_SET: the whole new limit of one number, in its canonical unit */
  gint64 expires_ms; /* after it nobody may act on it any more */
  char by[64]; /* "" = unknown */
} VigilCommand;

typedef enum {
  VIGIL_RESULT_DONE,
  VIGIL_RESULT_REFUSED,
  VIGIL_RESULT_EXPIRED,
} VigilResultWord;

typedef struct {
  char id[VIGIL_UUID_SIZE]; /* the command's */
  VigilResultWord word;
  char reason[64];
} VigilFrameResult;

/* @what: META, LIMITS, BED_STATE, ALARMS_BEGIN, GATEWAY_STATE, STATION_STATE or ACTIONS_BEGIN. No
 * payload, so t_ms and boot are 0. */
typedef struct {
  VigilFrameKind what;
} VigilFrameDeleted;

typedef struct {
  VigilFrameKind kind;
  gboolean is_retained;
  gint64 receipt_mono_us; /* CLOCK_BOOTTIME when it was read from the socket */
  gint64 receipt_wall_ms;
  char subject[VIGIL_ID_MAX + 1]; /* the bed, gateway or station of the topic; "" for LINK */
  char bed[VIGIL_ID_MAX + 1]; /* for station/{st}/bed/{bed}/…: the bed; else "" */
  gint64 t_ms; /* payload's t */
  guint32 boot;
  guint32 seq;
  gboolean has_seq;
  union {
    VigilFrameWave wave;
    VigilFrameVitals vitals;
    VigilFrameMeta meta;
    VigilFrameLimits limits;
    VigilFrameBedState bed_state;
    VigilFrameAlarm alarm;
    VigilFrameGatewayState gateway;
    VigilFrameStationState station;
    VigilAction action;
    VigilFrameLink link;
    VigilFrameRefused refused;
    VigilCommand command;
    VigilFrameResult result;
    VigilFrameDeleted deleted;
    struct {
      guint n_items; /* ALARMS_BEGIN, ALARMS_END, ACTIONS_BEGIN, ACTIONS_END */
      gboolean is_incomplete; /* ALARMS_BEGIN: items of the list were left out */
    };
  };
} VigilFrame;

/* Where the decoder puts frames. reserve() returns a slot to fill or NULL if there is no room
 * (the sink counts it); commit() publishes the slot reserved last. */
typedef struct {
  VigilFrame *(*reserve) (gpointer data, VigilFrameKind kind);
  void (*commit) (gpointer data);
  gpointer data;
} VigilFrameSink;

G_END_DECLS
