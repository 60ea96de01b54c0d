/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Typed, bounded getters over a json-glib object that came through the gate. A fault is sticky: the
 * first one is kept, so that a decoder reads all its fields and asks once at the end. What a getter
 * returns after a fault is harmless and must not be used. Null and absent are the same. Any thread.
 */

#include <json-glib/json-glib.h>

#include "vigil-counter.h"
#include "vigil-types.h"

G_BEGIN_DECLS

/* Times are integer milliseconds that a double can hold. */
#define VIGIL_WIRE_INT_MAX ((G_GINT64_CONSTANT (1) << 53) - 1)
/* The last millisecond of the year 9999: a later time is in another unit, and what a station
 * derives from it (`asof`, `t`) could leave what a message may carry. */
#define VIGIL_WIRE_TIME_MAX G_GINT64_CONSTANT (253402300799999)

typedef struct {
  gboolean is_bad;
  VigilCounter reason;
  const char *field; /* static */
} VigilWireFault;

void vigil_wire_fault_set (VigilWireFault *fault, VigilCounter reason, const char *field);

/* The parsed object, owned by the caller; NULL and a fault if the gate or the parser refuses. */
JsonNode *vigil_wire_parse (VigilWireFault *fault,
                            const guint8 *payload,
                            gsize length) G_GNUC_WARN_UNUSED_RESULT;
/* NULL if absent or null. Lent. */
JsonNode *vigil_wire_find (JsonObject *object, const char *name);

gint64 vigil_wire_get_int (
    VigilWireFault *fault, JsonObject *object, const char *name, gint64 lo, gint64 hi);
/* Absent or null is @fallback. */
gint64 vigil_wire_get_int_or (VigilWireFault *fault,
                              JsonObject *object,
                              const char *name,
                              gint64 lo,
                              gint64 hi,
                              gint64 fallback);
/* A time in ms; 0 = absent or null. */
gint64 vigil_wire_get_time (VigilWireFault *fault, JsonObject *object, const char *name);
double vigil_wire_get_number (
    VigilWireFault *fault, JsonObject *object, const char *name, double lo, double hi);
double vigil_wire_get_number_or (VigilWireFault *fault,
                                 JsonObject *object,
                                 const char *name,
                                 double lo,
                                 double hi,
                                 double fallback);
gboolean vigil_wire_get_boolean_or (VigilWireFault *fault,
                                    JsonObject *object,
                                    const char *name,
                                    gboolean fallback);
/* NULL after a fault. Lent. */
JsonObject *vigil_wire_get_object (VigilWireFault *fault, JsonObject *object, const char *name);
JsonArray *vigil_wire_get_array (VigilWireFault *fault, JsonObject *object, const char *name);
/* An array's item as an object; NULL after a fault. */
JsonObject *
vigil_wire_array_object (VigilWireFault *fault, JsonArray *array, guint index, const char *name);
/* The string or NULL if absent or null. Lent. */
const char *
vigil_wire_get_string_or_null (VigilWireFault *fault, JsonObject *object, const char *name);

/* Text to be shown: what is not of a line is refused, what is too long is cut. "" if absent. */
void vigil_wire_get_text (
    VigilWireFault *fault, JsonObject *object, const char *name, char *out, gsize size);
/* How a string that names something must look; such a one is never cut. */
typedef enum {
  VIGIL_WIRE_ID, /* [a-z0-9-]{1,32} */
  VIGIL_WIRE_REFID, /* [A-Za-z0-9_]+ */
  VIGIL_WIRE_TOKEN, /* printable ASCII without spaces */
  VIGIL_WIRE_UUID,
} VigilWireName;
gboolean vigil_wire_name_is_valid (VigilWireName form, const char *text, gsize size);
void vigil_wire_get_name (VigilWireFault *fault,
                          JsonObject *object,
                          const char *name,
                          VigilWireName form,
                          char *out,
                          gsize size);
/* The same; "" if absent or null. */
void vigil_wire_get_name_or_empty (VigilWireFault *fault,
                                   JsonObject *object,
                                   const char *name,
                                   VigilWireName form,
                                   char *out,
                                   gsize size);
/* The index of the string in @words, NULL-terminated. */
guint vigil_wire_get_word (VigilWireFault *fault,
                           JsonObject *object,
                           const char *name,
                           const char *const *words);
guint vigil_wire_get_word_or (VigilWireFault *fault,
                              JsonObject *object,
                              const char *name,
                              const char *const *words,
                              guint fallback);

G_END_DECLS
