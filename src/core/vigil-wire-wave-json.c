/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The JSON wave block. Its samples never become a tree of nodes: behind the gate the text is known
 * to be strict JSON, so that a cursor over it is enough, 50 times cheaper than a DOM. */

#include "vigil-wire-gate.h"
#include "vigil-wire-private.h"

#include <math.h>
#include <string.h>

/* No biosignal in its own unit comes near. */
#define SAMPLE_MAX 1e9
#define DT_MAX_MS 1000

/* A piece of the payload: a value, or a key without its quotes. NULL text: absent. */
typedef struct {
  const char *text;
  gsize length;
} Span;

/* Over text that the gate has let through: what it finds is what the grammar allows there. */
typedef struct {
  const char *at, *end;
} Cursor;

static char
peek (const Cursor *cursor)
{
  return cursor->at < cursor->end ? *cursor->at : '\0';
}

static gboolean
is_digit (char c)
{
  return c >= '0' && c <= '9';
}

/* The next character that is no space. */
static char
peek_token (Cursor *cursor)
{
  while (peek (cursor) != '\0' && (guchar)peek (cursor) <= ' ')
    cursor->at++;
  return peek (cursor);
}

static void
skip_string (Cursor *cursor)
{
  for (cursor->at++; cursor->at < cursor->end && *cursor->at != '"'; cursor->at++) {
    if (*cursor->at == '\\')
      cursor->at++;
  }
  cursor->at++;
}

static void
skip_container (Cursor *cursor)
{
  guint depth = 0;
  do {
    char c = peek (cursor);
    if (c == '"') {
      skip_string (cursor);
      continue;
    }
    if (c == '{' || c == '[')
      depth++;
    else if (c == '}' || c == ']')
      depth--;
    cursor->at++;
  } while (depth > 0 && cursor->at < cursor->end);
}

static void
skip_bare (Cursor *cursor)
{
  while (g_ascii_isalnum (peek (cursor))
         || (peek (cursor) != '\0' && strchr ("+-.", peek (cursor))))
    cursor->at++;
}

static Span
take_value (Cursor *cursor)
{
  char c = peek_token (cursor);
  const char *start = cursor->at;
  if (c == '"')
    skip_string (cursor);
  else if (c == '{' || c == '[')
    skip_container (cursor);
  else
    skip_bare (cursor);
  return (Span){ start, (gsize)(cursor->at - start) };
}

/* Into a container, past its bracket. */
static void
enter (Cursor *cursor)
{
  peek_token (cursor);
  cursor->at++;
}

/* To the next element of the container that was entered; past its end, and FALSE, after the last.
 */
static gboolean
next_element (Cursor *cursor)
{
  if (peek_token (cursor) == ',')
    cursor->at++;
  char c = peek_token (cursor);
  if (c != '}' && c != ']' && c != '\0')
    return TRUE;
  cursor->at++;
  return FALSE;
}

/* The same for an object; the cursor is left before the value. */
static gboolean
next_member (Cursor *cursor, Span *key)
{
  if (!next_element (cursor))
    return FALSE;
  *key = take_value (cursor);
  *key = (Span){ key->text + 1, key->length - 2 };
  peek_token (cursor);
  cursor->at++; /* the colon */
  return TRUE;
}

static gboolean
is_key (Span key, const char *name)
{
  return key.length == strlen (name) && memcmp (key.text, name, key.length) == 0;
}

/* The one of @spans whose name @key is, or NULL; the contract's names need no escapes. */
static Span *
find_field (const char *const *names, Span *spans, Span key)
{
  for (guint i = 0; names[i] != NULL; i++) {
    if (is_key (key, names[i]))
      return &spans[i];
  }
  return NULL;
}

static gboolean
is_absent (Span value)
{
  return value.text == NULL || value.text[0] == 'n';
}

/* The payload does not end in NUL, as g_ascii_strtod() needs it. */
static double
parse_slowly (Span value)
{
  char text[VIGIL_WIRE_NUMBER_MAX + 1] = { 0 };
  g_assert (value.length < sizeof text);
  for (gsize i = 0; i < value.length; i++)
    text[i] = value.text[i];
  return g_ascii_strtod (text, NULL);
}

/* A decimal of at most 15 digits is exact by one division of doubles; anything else takes the slow
 * way. The cursor is before a number. */
static double
take_number (Cursor *cursor)
{
  static const double POWERS[] = { 1e0, 1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                   1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15 };
  Cursor start = *cursor;
  const char *at = cursor->at;
  guint64 digits = 0;
  guint n_digits = 0;
  guint n_places = 0;
  gboolean is_negative = *at == '-';
  gboolean is_fraction = FALSE;
  for (at += is_negative ? 1 : 0; at < cursor->end && (is_digit (*at) || *at == '.'); at++) {
    if (*at == '.') {
      is_fraction = TRUE;
      continue;
    }
    digits = digits * 10 + (guint64)(*at - '0');
    n_places += is_fraction ? 1 : 0;
    n_digits++;
  }
  cursor->at = at;
  if (n_digits > 15 || peek (cursor) == 'e' || peek (cursor) == 'E') {
    *cursor = start;
    return parse_slowly (take_value (cursor));
  }
  double magnitude = (double)digits / POWERS[n_places];
  return is_negative ? -magnitude : magnitude;
}

/* Reads the value that the cursor is before, whatever it is. */
static double
read_number (VigilWireFault *fault, Cursor *cursor, const char *name, double lo, double hi)
{
  char c = peek_token (cursor);
  if (c != '-' && !is_digit (c)) {
    vigil_wire_fault_set (fault, VIGIL_COUNTER_TYPE, name);
    take_value (cursor);
    return NAN;
  }
  double number = take_number (cursor);
  if (!isfinite (number))
    vigil_wire_fault_set (fault, VIGIL_COUNTER_NOT_FINITE, name);
  else if (number < lo || number > hi)
    vigil_wire_fault_set (fault, VIGIL_COUNTER_RANGE, name);
  return number;
}

static double
number_of (VigilWireFault *fault, Span value, const char *name, double lo, double hi)
{
  Cursor cursor = { value.text, value.text + value.length };
  return read_number (fault, &cursor, name, lo, hi);
}

static gint64
integer_of (VigilWireFault *fault, Span value, const char *name, double lo, double hi)
{
  if (is_absent (value)) {
    vigil_wire_fault_set (fault, VIGIL_COUNTER_MISSING, name);
    return 0;
  }
  double number = number_of (fault, value, name, lo, hi);
  if (number != floor (number))
    vigil_wire_fault_set (fault, VIGIL_COUNTER_TYPE, name);
  return fault->is_bad ? 0 : (gint64)number;
}

/* Text owned by the message's scratch. */
static const char *
keep (GStringChunk *texts, Span text)
{
  return g_string_chunk_insert_len (texts, text.text, (gssize)text.length);
}

/* What a block is parsed into: room for all samples and texts that its payload can hold. */
typedef struct {
  VigilWireBlock block;
  float *samples;
  gsize n_samples;
  GStringChunk *texts;
} Scratch;

/* The samples as they stand, not yet in the lead's unit. */
static void
read_samples (VigilWireFault *fault, Scratch *scratch, VigilWireBlockLead *lead, Cursor *cursor)
{
  if (peek_token (cursor) != '[') {
    vigil_wire_fault_set (fault, VIGIL_COUNTER_TYPE, "x");
    take_value (cursor);
    return;
  }
  float *samples = scratch->samples + scratch->n_samples;
  guint n_samples = 0;
  enter (cursor);
  while (next_element (cursor)) {
    double sample = NAN;
    if (*cursor->at == 'n')
      take_value (cursor);
    else
      sample = read_number (fault, cursor, "x", -SAMPLE_MAX, SAMPLE_MAX);
    samples[n_samples++] = (float)sample;
  }
  scratch->n_samples += n_samples;
  lead->samples = samples;
  lead->n_samples = n_samples;
}

/* The factor to the unit in which the lead goes on. */
static double
read_unit (VigilWireFault *fault, Scratch *scratch, VigilWireBlockLead *lead, Span unit)
{
  const VigilWaveInfo *info = vigil_nomenclature_find_wave (lead->refid);
  double factor = 1;
  lead->unit = info != NULL ? info->unit : "";
  if (is_absent (unit)) {
    if (info == NULL)
      vigil_wire_fault_set (fault, VIGIL_COUNTER_MISSING, "u");
    return factor;
  }
  if (unit.text[0] != '"') {
    vigil_wire_fault_set (fault, VIGIL_COUNTER_TYPE, "u");
    return factor;
  }
  const char *text = keep (scratch->texts, (Span){ unit.text + 1, unit.length - 2 });
  if (info == NULL)
    lead->unit = text;
  else if (!vigil_nomenclature_wave_factor (info, text, &factor))
    vigil_wire_fault_set (fault, VIGIL_COUNTER_UNIT, "u");
  if (strlen (lead->unit) >= sizeof ((VigilFrameWave *)NULL)->unit || strchr (text, '\\') != NULL)
    vigil_wire_fault_set (fault, VIGIL_COUNTER_UNIT, "u");
  return factor;
}

static void
read_rate (VigilWireFault *fault, VigilWireBlockLead *lead, Span hz, Span dt)
{
  lead->rate_mhz = 1;
  if (is_absent (hz)) {
    vigil_wire_fault_set (fault, VIGIL_COUNTER_MISSING, "hz");
    return;
  }
  double rate_hz = number_of (fault, hz, "hz", 0.001, VIGIL_WIRE_RATE_MAX_MHZ / 1e3);
  double dt_ms = is_absent (dt) ? 0 : number_of (fault, dt, "dt", 0, DT_MAX_MS);
  if (fault->is_bad)
    return;
  lead->rate_mhz = (guint32)lround (rate_hz * 1e3);
  lead->dt_us = lround (dt_ms * 1e3);
}

static void
read_name (VigilWireFault *fault, Scratch *scratch, VigilWireBlockLead *lead, Span key)
{
  const VigilWireBlock *block = &scratch->block;
  lead->id = VIGIL_WIRE_LEAD_BY_NAME;
  lead->unit = "";
  lead->refid = keep (scratch->texts, key);
  if (!vigil_wire_name_is_valid (VIGIL_WIRE_REFID, lead->refid,
                                 sizeof ((VigilFrameWave *)NULL)->refid))
    vigil_wire_fault_set (fault, VIGIL_COUNTER_WORD, "leads");
  for (guint i = 0; i + 1 < block->n_leads; i++) {
    if (strcmp (block->leads[i].refid, lead->refid) == 0)
      vigil_wire_fault_set (fault, VIGIL_COUNTER_RANGE, "leads");
  }
}

static void
scale (VigilWireBlockLead *lead, float *samples, double factor)
{
  for (guint i = 0; i < lead->n_samples; i++)
    samples[i] = (float)(samples[i] * factor);
}

static void
read_fields (VigilWireFault *fault, Scratch *scratch, VigilWireBlockLead *lead, Cursor *cursor)
{
  static const char *const NAMES[] = { "hz", "u", "dt", NULL };
  Span fields[3] = { 0 };
  Span key;
  float *samples = scratch->samples + scratch->n_samples;
  enter (cursor);
  while (next_member (cursor, &key)) {
    Span *found = find_field (NAMES, fields, key);
    if (found != NULL) {
      *found = take_value (cursor);
    } else if (is_key (key, "x") && peek_token (cursor) != 'n') {
      scratch->n_samples = (gsize)(samples - scratch->samples);
      read_samples (fault, scratch, lead, cursor);
    } else {
      take_value (cursor);
    }
  }
  read_rate (fault, lead, fields[0], fields[2]);
  double factor = read_unit (fault, scratch, lead, fields[1]);
  if (lead->samples == NULL)
    vigil_wire_fault_set (fault, VIGIL_COUNTER_MISSING, "x");
  else
    scale (lead, samples, factor);
}

static void
read_lead (VigilWireFault *fault, Scratch *scratch, Span key, Cursor *cursor)
{
  VigilWireBlock *block = &scratch->block;
  if (block->n_leads == VIGIL_LEADS_MAX) {
    vigil_wire_fault_set (fault, VIGIL_COUNTER_TOO_MANY, "leads");
    return;
  }
  VigilWireBlockLead *lead = &block->leads[block->n_leads++];
  *lead = (VigilWireBlockLead){ 0 };
  read_name (fault, scratch, lead, key);
  if (peek_token (cursor) == '{')
    read_fields (fault, scratch, lead, cursor);
  else
    vigil_wire_fault_set (fault, VIGIL_COUNTER_TYPE, "leads");
}

/* After a fault the cursor is somewhere in the leads. */
static void
read_leads (VigilWireFault *fault, Scratch *scratch, Cursor *cursor)
{
  Span key;
  scratch->block.n_leads = 0;
  scratch->n_samples = 0;
  if (peek_token (cursor) != '{') {
    gboolean is_null = peek (cursor) == 'n';
    vigil_wire_fault_set (fault, is_null ? VIGIL_COUNTER_MISSING : VIGIL_COUNTER_TYPE, "leads");
    return;
  }
  enter (cursor);
  while (!fault->is_bad && next_member (cursor, &key))
    read_lead (fault, scratch, key, cursor);
  if (scratch->block.n_leads == 0)
    vigil_wire_fault_set (fault, VIGIL_COUNTER_RANGE, "leads");
}

static void
read_head (VigilWireMessage *message, const Span *fields, gboolean has_identity)
{
  VigilWireFault *fault = &message->fault;
  VigilWireHead head;
  if (integer_of (fault, fields[0], "v", G_MININT32, G_MAXINT32) != VIGIL_WIRE_VERSION)
    vigil_wire_fault_set (fault, VIGIL_COUNTER_VERSION, "v");
  if (has_identity)
    vigil_wire_fault_set (fault, VIGIL_COUNTER_IDENTITY_IN_PAYLOAD, "payload");
  head.t_ms = integer_of (fault, fields[1], "t", 1, (double)(VIGIL_WIRE_INT_MAX / 1000));
  head.boot = (guint32)integer_of (fault, fields[2], "boot", 0, G_MAXUINT32);
  head.seq = integer_of (fault, fields[3], "seq", 0, G_MAXUINT32);
  if (!fault->is_bad)
    message->head = head;
}

/* An escaped key is none of ours and could hide a name. */
static gboolean
hides_or_names_a_patient (Span key)
{
  return memchr (key.text, '\\', key.length) != NULL
         || vigil_wire_is_identity (key.text, key.length);
}

/* The leads are read where they stand, but their faults count after those of the head: of another
 * version nothing is known. */
static void
read_all (VigilWireMessage *message, Scratch *scratch, Cursor *cursor)
{
  static const char *const NAMES[] = { "v", "t", "boot", "seq", NULL };
  Span fields[4] = { 0 };
  Span key;
  gboolean has_identity = FALSE;
  VigilWireFault fault = { TRUE, VIGIL_COUNTER_MISSING, "leads" };
  enter (cursor);
  while (next_member (cursor, &key)) {
    Cursor start = *cursor;
    Span value = { 0 };
    if (is_key (key, "leads")) {
      fault = (VigilWireFault){ 0 };
      read_leads (&fault, scratch, cursor);
      if (fault.is_bad)
        *cursor = start;
    }
    if (cursor->at == start.at)
      value = take_value (cursor);
    Span *found = find_field (NAMES, fields, key);
    if (found != NULL)
      *found = value;
    else
      has_identity = has_identity || hides_or_names_a_patient (key);
  }
  read_head (message, fields, has_identity);
  if (fault.is_bad)
    vigil_wire_fault_set (&message->fault, fault.reason, fault.field);
}

void
vigil_wire_decode_wave_json (VigilWireMessage *message, const guint8 *payload, gsize length)
{
  VigilCounter reason;
  if (!vigil_wire_gate (payload, length, G_MAXUINT, &reason)) {
    vigil_wire_fault_set (&message->fault, reason, "payload");
    return;
  }
  g_autofree float *samples = g_new (float, length / 2);
  g_autoptr (GStringChunk) texts = g_string_chunk_new (256);
  Scratch scratch = { .samples = samples, .texts = texts };
  Cursor cursor = { (const char *)payload, (const char *)payload + length };
  read_all (message, &scratch, &cursor);
  if (message->fault.is_bad)
    return;
  scratch.block.t_us = message->head.t_ms * 1000;
  vigil_wire_send_block (message, &scratch.block);
}
