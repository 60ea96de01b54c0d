/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the files of the decoder share. Not for others: see vigil-wire.h. */

#include "vigil-wire-json.h"
#include "vigil-wire.h"

G_BEGIN_DECLS

typedef struct {
  VigilFrameKind what; /* *_BEGIN for lists; NONE: of the contract, but no news for a station */
  gboolean is_kept; /* a retained topic: an empty payload deletes the thing */
  char subject[VIGIL_ID_MAX + 1];
  char bed[VIGIL_ID_MAX + 1]; /* of station/{st}/bed/{bed}/… */
  char source[VIGIL_ID_MAX + 1]; /* of bed/{bed}/wave/{source} */
} VigilWireTopic;

/* FALSE: not a topic of the ward @root. */
gboolean vigil_wire_topic_parse (const char *root, const char *topic, VigilWireTopic *out);

/* One message while it is decoded. */
typedef struct {
  const VigilFrameSink *sink;
  VigilWireTopic topic;
  gboolean is_retained;
  VigilNow receipt;
  VigilWireHead head;
  VigilWireFault fault;
} VigilWireMessage;

/* A cleared frame with its head filled (the samples of a wave are not cleared), or NULL if the sink
 * has no room. It is lost if it is not committed before the next one is reserved. */
VigilFrame *vigil_wire_reserve (const VigilWireMessage *message, VigilFrameKind kind);
void vigil_wire_commit (const VigilWireMessage *message);
/* One REFUSED frame: of the whole message if its fault is set, else of a part. @of: what of @field
 * is meant, "" if there is no more to say. */
void vigil_wire_refuse (const VigilWireMessage *message,
                        VigilCounter reason,
                        const char *field,
                        const char *of);

/* TRUE if @key is a word that could name a patient. */
gboolean vigil_wire_is_identity (const char *key, gsize length);

/* Decoders of one topic each. They set message->fault or commit frames, never both; bad values of
 * vitals and bad items of an alarm list are refused by themselves, without message->fault. */
void vigil_wire_decode_vitals (VigilWireMessage *message, JsonObject *object);
void vigil_wire_decode_meta (VigilWireMessage *message, JsonObject *object);
void vigil_wire_decode_limits (VigilWireMessage *message, JsonObject *object);
void vigil_wire_decode_bed_state (VigilWireMessage *message, JsonObject *object);
void vigil_wire_decode_alarms (VigilWireMessage *message, JsonObject *object);
void vigil_wire_decode_gateway_state (VigilWireMessage *message, JsonObject *object);
void vigil_wire_decode_station_state (VigilWireMessage *message, JsonObject *object);
void vigil_wire_decode_actions (VigilWireMessage *message, JsonObject *object);
void vigil_wire_decode_command (VigilWireMessage *message, JsonObject *object);
void vigil_wire_decode_result (VigilWireMessage *message, JsonObject *object);
void vigil_wire_decode_wave_binary (VigilWireMessage *message, const guint8 *payload, gsize length);
void vigil_wire_decode_wave_json (VigilWireMessage *message, const guint8 *payload, gsize length);

/* Bounds, `on` and `until` of @item into @limit, whose kind is set: each bound in the canonical
 * unit and in range, all in order. */
void vigil_wire_read_limit (VigilWireFault *fault, JsonObject *item, VigilLimit *limit);

/* The contract's words, in the order of their enums, NULL-terminated. */
extern const char *const VIGIL_WIRE_QUALITIES[];
extern const char *const VIGIL_WIRE_CLASSES[]; /* [0] is "": unknown is null */
extern const char *const VIGIL_WIRE_BED_STATES[];
extern const char *const VIGIL_WIRE_ALARM_KINDS[];
extern const char *const VIGIL_WIRE_ALARM_STATES[];
extern const char *const VIGIL_WIRE_INACTIVATIONS[];
extern const char *const VIGIL_WIRE_PRIORITIES[]; /* [0] is "": none is null */
extern const char *const VIGIL_WIRE_STATION_WORDS[];
extern const char *const VIGIL_WIRE_ROLES[]; /* [0] is "": none is never said */
extern const char *const VIGIL_WIRE_ACTIONS[];
extern const char *const VIGIL_WIRE_MODES[]; /* [0] is "": none is null */
extern const char *const VIGIL_WIRE_SCOPES[];

/* A wave block's bounds: 100 ms to 1 s by the contract, with a batch's jitter allowed. */
#define VIGIL_WIRE_BLOCK_MIN_US 50000
#define VIGIL_WIRE_BLOCK_MAX_US 1050000
#define VIGIL_WIRE_RATE_MAX_MHZ 4000000
#define VIGIL_WIRE_NO_SAMPLE G_MININT16
#define VIGIL_WIRE_WAVE_HEAD 24
#define VIGIL_WIRE_WAVE_LEAD 12
/* The lead number of frames from JSON blocks, which name their leads. */
#define VIGIL_WIRE_LEAD_BY_NAME 255

/* A wave block on its way into frames, from either form. */
typedef struct {
  guint8 id; /* VIGIL_WIRE_LEAD_BY_NAME: see refid */
  const char *refid; /* "" in binary blocks */
  const char *unit; /* "" in binary blocks */
  guint32 rate_mhz; /* 1 to VIGIL_WIRE_RATE_MAX_MHZ */
  gint64 dt_us; /* from the block's t to the first sample, 0 to 1 s */
  guint n_samples;
  const float *samples; /* NaN = no sample */
} VigilWireBlockLead;

typedef struct {
  gint64 t_us;
  guint16 rev;
  gboolean is_raw, is_test;
  guint n_leads;
  VigilWireBlockLead leads[VIGIL_LEADS_MAX];
} VigilWireBlock;

/* How long @n_samples at @rate_mhz take, rounded to the nearest µs. */
gint64 vigil_wire_span_us (guint64 n_samples, guint32 rate_mhz);
/* From t to the end of the longest lead. */
gint64 vigil_wire_block_length_us (const VigilWireBlock *block);
/* Commits the frames of a block whose fields are checked, or sets the fault if it is too short, too
 * long or too odd in its times. */
void vigil_wire_send_block (VigilWireMessage *message, const VigilWireBlock *block);

G_END_DECLS
