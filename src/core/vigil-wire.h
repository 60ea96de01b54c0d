/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The one decoder and encoder of the wire contract, used by station, simulator, server, tests and
 * fuzzers. Bytes in, frames out (and back). Nothing from outside can abort, log or allocate without
 * bound: length first, then UTF-8, depth, type, range. Decoding holds no state between messages. */

#include "vigil-frame.h"

G_BEGIN_DECLS

#define VIGIL_WIRE_VERSION 1
#define VIGIL_WIRE_PAYLOAD_MAX (64 * 1024)
#define VIGIL_WIRE_DEPTH_MAX 16
/* Standing actions of one station on one bed. */
#define VIGIL_WIRE_ACTIONS_MAX 64

/* Decodes one message of ward @root ("vigil/v1/{site}/{ward}", no trailing slash) into frames of
 * @sink. A refused payload becomes one REFUSED frame naming the reason; a vitals payload with some
 * bad values yields the good ones and one REFUSED frame for each bad one; an alarm list with items
 * that cannot be understood the good ones, marked incomplete, and one REFUSED frame for the first.
 * @topic is as delivered. Any thread, one at a time per sink. */
void vigil_wire_decode (const char *root,
                        const char *topic,
                        const guint8 *payload,
                        gsize length,
                        gboolean is_retained,
                        VigilNow receipt,
                        const VigilFrameSink *sink);

/* One action from a JSON object of the contract (GET /v1/acknowledgements, the snapshot, PUT body).
 * FALSE: @reason (a VigilCounter) and @field (a static string) say why. */
gboolean vigil_wire_decode_action (const guint8 *payload,
                                   gsize length,
                                   VigilAction *action,
                                   VigilCounter *reason,
                                   const char **field);

/* What every payload carries. */
typedef struct {
  gint64 t_ms;
  guint32 boot;
  gint64 seq; /* −1: this payload has none */
} VigilWireHead;

/* Encoders: the payload, owned by the caller. Strings are the contract's JSON, UTF-8. */
char *vigil_wire_encode_gateway_state (const VigilWireHead *head,
                                       gboolean is_ready,
                                       const char *const *beds);
char *vigil_wire_encode_heartbeat (const VigilWireHead *head);
char *vigil_wire_encode_bed_state (const VigilWireHead *head, const VigilFrameBedState *state);
char *vigil_wire_encode_meta (const VigilWireHead *head, const VigilFrameMeta *meta);
char *vigil_wire_encode_limits (const VigilWireHead *head, const VigilFrameLimits *limits);
char *vigil_wire_encode_vitals (const VigilWireHead *head, const VigilFrameVitals *vitals);
char *
vigil_wire_encode_alarms (const VigilWireHead *head, const VigilFrameAlarm *alarms, guint n_alarms);
/* @sound: NULL or a word for `sound`; @roles: @n_beds roles of @beds. */
char *vigil_wire_encode_station_state (const VigilWireHead *head,
                                       VigilStationWord word,
                                       const char *sound,
                                       const char *const *beds,
                                       const VigilRole *roles);
/* The standing actions of one station on one bed: {"actions":[…]}. */
char *
vigil_wire_encode_actions (const VigilWireHead *head, const VigilAction *actions, guint n_actions);
/* A station's command to the gateway of a bed, and the gateway's answer. */
char *vigil_wire_encode_command (const VigilWireHead *head, const VigilCommand *command);
char *vigil_wire_encode_result (const VigilWireHead *head, const VigilFrameResult *result);
/* The body of PUT /v1/acknowledgements/{id}: the action with code, pri, label, raised. */
char *vigil_wire_encode_acknowledgement (const VigilAction *action);

/* One lead of a block to encode. */
typedef struct {
  guint8 id;
  guint32 rate_mhz;
  gint32 dt_us;
  guint n_samples;
  const gint16 *samples; /* −32768 = no sample */
} VigilWireLead;

/* A binary wave block (VGW1); @t_us is its start. NULL if it would break the contract's bounds. */
GBytes *vigil_wire_encode_wave (guint16 rev,
                                gboolean is_test,
                                guint32 seq,
                                guint32 boot,
                                gint64 t_us,
                                const VigilWireLead *leads,
                                guint n_leads);
/* The JSON form; samples in physical units, NaN = gap. Leads are named by @refids. */
char *vigil_wire_encode_wave_json (const VigilWireHead *head,
                                   const char *const *refids,
                                   const char *const *units,
                                   const double *rates_hz,
                                   const float *const *samples,
                                   const guint *n_samples,
                                   guint n_leads);

/* A UUIDv7 (RFC 9562) of @wall_ms and ten bytes of the caller's randomness, into @out. */
void vigil_uuid7_format (gint64 wall_ms, const guint8 random[10], char out[VIGIL_UUID_SIZE]);
/* TRUE for the canonical text of any UUID, in lower case: ids are compared as text. */
gboolean vigil_uuid_is_valid (const char *text);

G_END_DECLS
