/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A patient's stay, and a change of it as a station tells the server: admit, transfer, discharge
 * (contract.md, HTTP). The one place where an identity has bytes; it goes over HTTPS or loopback,
 * never on MQTT, never into a log. Plain values; any thread. */

#include "vigil-counter.h"
#include "vigil-types.h"

G_BEGIN_DECLS

/* Bytes of a family or given name with its NUL: what a station can show. */
#define VIGIL_NAME_SIZE 64

/* What admission tells and the snapshot shows. */
typedef struct {
  char encounter[VIGIL_UUID_SIZE];
  char family[VIGIL_NAME_SIZE];
  char given[VIGIL_NAME_SIZE]; /* "" = none */
  char birth[11]; /* YYYY-MM-DD, "" = unknown */
  VigilPatientClass patient_class;
  gint64 since_ms; /* 0 = unknown */
} VigilStay;

typedef enum {
  VIGIL_CHANGE_ADMIT,
  VIGIL_CHANGE_TRANSFER,
  VIGIL_CHANGE_DISCHARGE,
} VigilChangeWord;

typedef struct {
  char id[VIGIL_UUID_SIZE]; /* UUIDv7 of the change */
  VigilChangeWord word;
  char bed[VIGIL_ID_MAX + 1]; /* "" only for a discharge */
  char station[VIGIL_ID_MAX + 1];
  char by[64]; /* who, "" = unknown */
  gint64 t_ms;
  VigilStay stay; /* the encounter; family "" = the identity is as known */
} VigilChange;

/* "admit", "transfer", "discharge"; static. */
const char *vigil_change_word_to_string (VigilChangeWord word);

/* A day that exists, as YYYY-MM-DD, 1900 to 2200. */
gboolean vigil_date_is_valid (const char *text);
/* Whole days from @birth to @wall_ms (UTC; a day ahead of it counts as today); −1 = no date, none
 * that can be, or in the future. */
gint vigil_date_count_days (const char *birth, gint64 wall_ms);
/* The wire's words; "" and "unknown" give UNKNOWN. FALSE: another word. */
gboolean vigil_patient_class_parse (const char *text, VigilPatientClass *patient_class);
/* NULL for UNKNOWN. */
const char *vigil_patient_class_to_string (VigilPatientClass patient_class);

/* The body of PUT /v1/encounters/{encounter}; owned by the caller. */
char *vigil_wire_encode_change (const VigilChange *change) G_GNUC_WARN_UNUSED_RESULT;
/* FALSE: @reason and @field (a static string, never NULL) say why, and @change is blank. */
gboolean vigil_wire_decode_change (const guint8 *payload,
                                   gsize length,
                                   VigilChange *change,
                                   VigilCounter *reason,
                                   const char **field);

G_END_DECLS
