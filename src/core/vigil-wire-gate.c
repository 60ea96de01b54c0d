/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-wire-gate.h"

#include "vigil-wire.h"

#include <string.h>

typedef struct {
  const guint8 *at, *end;
  guint depth;
  guint32 objects; /* bit n: the container at depth n is an object */
  guint n_values, max_values;
  VigilCounter reason;
} Gate;

G_STATIC_ASSERT (VIGIL_WIRE_DEPTH_MAX < 32);

typedef enum {
  STEP_KEY,
  STEP_VALUE,
  STEP_AFTER_VALUE,
  STEP_DONE,
  STEP_REFUSED,
} Step;

static Step
refuse (Gate *gate, VigilCounter reason)
{
  gate->reason = reason;
  return STEP_REFUSED;
}

/* The next byte, or 0 at the end: a payload with a NUL never comes this far. */
static guint8
peek (const Gate *gate)
{
  return gate->at < gate->end ? *gate->at : 0;
}

static gboolean
is_digit (guint8 byte)
{
  return byte >= '0' && byte <= '9';
}

static void
skip_space (Gate *gate)
{
  for (guint8 byte = peek (gate); byte != 0 && byte <= ' '; byte = peek (gate)) {
    if (byte != ' ' && byte != '\t' && byte != '\n' && byte != '\r')
      return;
    gate->at++;
  }
}

static gboolean
take (Gate *gate, guint8 byte)
{
  if (peek (gate) != byte)
    return FALSE;
  gate->at++;
  return TRUE;
}

static gboolean
take_word (Gate *gate, const char *word)
{
  gsize length = strlen (word);
  if ((gsize) (gate->end - gate->at) < length || memcmp (gate->at, word, length) != 0)
    return FALSE;
  gate->at += length;
  return TRUE;
}

static guint
take_digits (Gate *gate)
{
  const guint8 *at = gate->at;
  while (at < gate->end && is_digit (*at))
    at++;
  guint n = (guint) (at - gate->at);
  gate->at = at;
  return n;
}

static gboolean
take_hex4 (Gate *gate, guint *code)
{
  *code = 0;
  for (guint i = 0; i < 4; i++) {
    int digit = g_ascii_xdigit_value ((char) peek (gate));
    if (digit < 0)
      return FALSE;
    *code = *code * 16 + (guint) digit;
    gate->at++;
  }
  return TRUE;
}

/* After "\u": one character, or the two halves of one; never NUL, never half a pair. */
static gboolean
take_unicode_escape (Gate *gate)
{
  guint high, low;
  if (!take_hex4 (gate, &high) || high == 0)
    return FALSE;
  if (high < 0xD800 || high > 0xDFFF)
    return TRUE;
  return high < 0xDC00 && take_word (gate, "\\u") && take_hex4 (gate, &low) && low >= 0xDC00
         && low <= 0xDFFF;
}

static gboolean
take_string (Gate *gate)
{
  if (!take (gate, '"'))
    return FALSE;
  while (peek (gate) >= 0x20) {
    guint8 byte = *gate->at++;
    if (byte == '"')
      return TRUE;
    if (byte != '\\')
      continue;
    guint8 escape = peek (gate);
    if (escape == 0 || strchr ("\"\\/bfnrtu", escape) == NULL)
      return FALSE;
    gate->at++;
    if (escape == 'u' && !take_unicode_escape (gate))
      return FALSE;
  }
  return FALSE;
}

/* An integer literal that a double cannot hold exactly is a wrong number waiting to be shown. */
static gboolean
is_exact (const guint8 *digits, guint n)
{
  if (n > 16)
    return FALSE;
  guint64 value = 0;
  for (guint i = 0; i < n; i++)
    value = value * 10 + (guint64) (digits[i] - '0');
  return value < (G_GUINT64_CONSTANT (1) << 53);
}

static Step
take_number (Gate *gate)
{
  const guint8 *start = gate->at;
  gboolean is_integer = TRUE;
  if (take (gate, '-') && take_word (gate, "Infinity"))
    return refuse (gate, VIGIL_COUNTER_NOT_FINITE);
  const guint8 *digits = gate->at;
  guint n_digits = take_digits (gate);
  if (n_digits == 0 || (digits[0] == '0' && n_digits > 1))
    return refuse (gate, VIGIL_COUNTER_MALFORMED);
  if (take (gate, '.')) {
    is_integer = FALSE;
    if (take_digits (gate) == 0)
      return refuse (gate, VIGIL_COUNTER_MALFORMED);
  }
  if (take (gate, 'e') || take (gate, 'E')) {
    is_integer = FALSE;
    if (!take (gate, '+'))
      take (gate, '-');
    if (take_digits (gate) == 0)
      return refuse (gate, VIGIL_COUNTER_MALFORMED);
  }
  if (gate->at - start > VIGIL_WIRE_NUMBER_MAX || (is_integer && !is_exact (digits, n_digits)))
    return refuse (gate, VIGIL_COUNTER_RANGE);
  return STEP_AFTER_VALUE;
}

static Step
close_container (Gate *gate)
{
  gate->depth--;
  return gate->depth == 0 ? STEP_DONE : STEP_AFTER_VALUE;
}

static Step
open_container (Gate *gate, gboolean is_object)
{
  gate->at++;
  if (++gate->depth > VIGIL_WIRE_DEPTH_MAX)
    return refuse (gate, VIGIL_COUNTER_TOO_DEEP);
  guint32 bit = (guint32) 1 << gate->depth;
  gate->objects = is_object ? gate->objects | bit : gate->objects & ~bit;
  skip_space (gate);
  if (take (gate, is_object ? '}' : ']'))
    return close_container (gate);
  return is_object ? STEP_KEY : STEP_VALUE;
}

static Step
step_key (Gate *gate)
{
  skip_space (gate);
  if (!take_string (gate))
    return refuse (gate, VIGIL_COUNTER_MALFORMED);
  skip_space (gate);
  return take (gate, ':') ? STEP_VALUE : refuse (gate, VIGIL_COUNTER_MALFORMED);
}

static Step
step_value (Gate *gate)
{
  skip_space (gate);
  if (++gate->n_values > gate->max_values)
    return refuse (gate, VIGIL_COUNTER_TOO_MANY);
  guint8 byte = peek (gate);
  if (byte == '-' || is_digit (byte))
    return take_number (gate);
  if (byte == '{' || byte == '[')
    return open_container (gate, byte == '{');
  if (byte == '"')
    return take_string (gate) ? STEP_AFTER_VALUE : refuse (gate, VIGIL_COUNTER_MALFORMED);
  if (take_word (gate, "null") || take_word (gate, "true") || take_word (gate, "false"))
    return STEP_AFTER_VALUE;
  if (take_word (gate, "NaN") || take_word (gate, "Infinity"))
    return refuse (gate, VIGIL_COUNTER_NOT_FINITE);
  return refuse (gate, VIGIL_COUNTER_MALFORMED);
}

static Step
step_after_value (Gate *gate)
{
  gboolean is_object = (gate->objects >> gate->depth & 1) != 0;
  skip_space (gate);
  if (gate->depth > 0 && take (gate, ','))
    return is_object ? STEP_KEY : STEP_VALUE;
  if (gate->depth > 0 && take (gate, is_object ? '}' : ']'))
    return close_container (gate);
  return refuse (gate, VIGIL_COUNTER_MALFORMED);
}

static Step
run (Gate *gate)
{
  Step step = STEP_VALUE;
  while (step < STEP_DONE) {
    if (step == STEP_KEY)
      step = step_key (gate);
    else if (step == STEP_VALUE)
      step = step_value (gate);
    else
      step = step_after_value (gate);
  }
  return step;
}

gboolean
vigil_wire_gate_sized (
    const guint8 *payload, gsize length, gsize max_bytes, guint max_values, VigilCounter *reason)
{
  const char *stop;
  if (length == 0 || length > max_bytes) {
    *reason = length == 0 ? VIGIL_COUNTER_MALFORMED : VIGIL_COUNTER_OVERSIZED;
    return FALSE;
  }
  if (!g_utf8_validate_len ((const char *) payload, length, &stop)) {
    /* GLib stops at NUL, too, which is good UTF-8 but no JSON. */
    gboolean is_nul = (gsize) (stop - (const char *) payload) < length && *stop == '\0';
    *reason = is_nul ? VIGIL_COUNTER_MALFORMED : VIGIL_COUNTER_NOT_UTF8;
    return FALSE;
  }
  Gate gate = { .at = payload, .end = payload + length, .max_values = max_values };
  skip_space (&gate);
  gboolean is_object = peek (&gate) == '{';
  Step step = run (&gate);
  skip_space (&gate);
  if (step == STEP_DONE && is_object && gate.at == gate.end)
    return TRUE;
  *reason = step == STEP_REFUSED ? gate.reason : VIGIL_COUNTER_MALFORMED;
  return FALSE;
}

gboolean
vigil_wire_gate (const guint8 *payload, gsize length, guint max_values, VigilCounter *reason)
{
  return vigil_wire_gate_sized (payload, length, VIGIL_WIRE_PAYLOAD_MAX, max_values, reason);
}
