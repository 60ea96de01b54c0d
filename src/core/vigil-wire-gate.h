/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The gate before every JSON parser: a strict, iterative RFC 8259 reader that allocates nothing. It
 * refuses what json-glib would accept or crash on: comments, single quotes, octal
 * and hexadecimal numbers, several roots, NaN, \u0000, deep nesting, integers beyond 2^53. Of two
 * equal keys the last counts, as everywhere in the decoder. Any thread. */

#include "vigil-counter.h"

G_BEGIN_DECLS

/* The values that a payload other than a wave block may hold, containers included. */
#define VIGIL_WIRE_VALUES_MAX 8192
/* The longest number literal; none that is true needs more. */
#define VIGIL_WIRE_NUMBER_MAX 48

/* TRUE if @payload is at most VIGIL_WIRE_PAYLOAD_MAX bytes of UTF-8, one JSON object, at most
 * VIGIL_WIRE_DEPTH_MAX deep, of at most @max_values values. FALSE: @reason says why. */
gboolean vigil_wire_gate (const guint8 *payload,
                          gsize length,
                          guint max_values,
                          VigilCounter *reason) G_GNUC_WARN_UNUSED_RESULT;
/* The same for an answer of the ward server, which may be longer: at most @max_bytes. */
gboolean vigil_wire_gate_sized (const guint8 *payload,
                                gsize length,
                                gsize max_bytes,
                                guint max_values,
                                VigilCounter *reason) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
