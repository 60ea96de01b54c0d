/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The small words that every floor speaks: identities, priorities, patient classes and the three
 * kinds of time. Plain values; any thread. */

#include <glib.h>

G_BEGIN_DECLS

/* Site, ward, gateway, station, bed and source identities: [a-z0-9-]{1,32} (contract.md). */
#define VIGIL_ID_MAX 32
/* `bed|class|source|side|level`, contract.md, "Which alarms are the same". */
#define VIGIL_KEY_MAX 192
/* The wire's bound on an alarm list, on the limits and numerics of a bed and on leads. */
#define VIGIL_ALARMS_MAX 16
#define VIGIL_NUMERICS_MAX 32
#define VIGIL_LEADS_MAX 16
/* A UUID in text, without and with its terminating NUL. */
#define VIGIL_UUID_LEN 36
#define VIGIL_UUID_SIZE 37

/* Monotonic time that goes on in suspend (CLOCK_BOOTTIME), for delays and ends, in µs;
 * wall time for records, in ms since 1970 UTC. Read by the caller, passed by value. */
typedef struct {
  gint64 mono_us;
  gint64 wall_ms;
} VigilNow;

/* IEC 60601-1-8 priorities; ordered, so that the greater one sounds. */
typedef enum {
  VIGIL_PRIORITY_NONE,
  VIGIL_PRIORITY_LOW,
  VIGIL_PRIORITY_MEDIUM,
  VIGIL_PRIORITY_HIGH,
} VigilPriority;

typedef enum {
  VIGIL_ALARM_PHYSIOLOGICAL,
  VIGIL_ALARM_TECHNICAL,
} VigilAlarmKind;

/* What the wire says of the patient's class; bands come from the server's birth date. */
typedef enum {
  VIGIL_CLASS_UNKNOWN,
  VIGIL_CLASS_ADULT,
  VIGIL_CLASS_PAEDIATRIC,
  VIGIL_CLASS_NEONATAL,
} VigilPatientClass;

/* The bands of ux.md, "Patient class". */
typedef enum {
  VIGIL_BAND_UNKNOWN,
  VIGIL_BAND_UNDER_28_DAYS,
  VIGIL_BAND_UNDER_1_YEAR,
  VIGIL_BAND_1_TO_4,
  VIGIL_BAND_5_TO_12,
  VIGIL_BAND_13_AND_OVER,
  VIGIL_BAND_ADULT,
  VIGIL_N_BANDS,
} VigilAgeBand;

/* PCD-01 words on a numeric (contract.md, vitals). */
typedef enum {
  VIGIL_QUALITY_VALID,
  VIGIL_QUALITY_QUESTIONABLE,
  VIGIL_QUALITY_INVALID,
  VIGIL_QUALITY_NOT_AVAILABLE,
  VIGIL_QUALITY_TEST,
  VIGIL_QUALITY_DEMO,
} VigilQuality;

/* TRUE if @id is 1 to 32 characters of [a-z0-9-]. NULL is no identity. */
gboolean vigil_id_is_valid (const char *id);
/* FALSE for what breaks a line, rings a bell, or turns the order in which others are read
 * (U+202A to U+202E, U+2066 to U+2069): a name must not stand for another. */
gboolean vigil_char_is_of_a_line (gunichar c);
/* TRUE if every character of @text, valid UTF-8, is of a line. */
gboolean vigil_text_is_a_line (const char *text);
/* Copies @text into @out of @size bytes, cutting on a UTF-8 character and always terminating. */
void vigil_text_copy (char *out, gsize size, const char *text);
/* The same with what is not of a line as spaces, none of them at its ends if it had any such. */
void vigil_text_copy_line (char *out, gsize size, const char *text);

/* "none", "low", "medium", "high"; static strings of the wire. */
const char *vigil_priority_to_string (VigilPriority priority);
gboolean vigil_priority_from_string (const char *text, VigilPriority *priority);

G_END_DECLS
