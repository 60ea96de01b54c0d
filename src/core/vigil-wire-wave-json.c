/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The JSON wave block. Its samples never become a tree of nodes: behind the gate the text is known
 * to be strict JSON, so that a cursor over it is enough. */

#include "vigil-wire-cursor.h"
#include "vigil-wire-gate.h"
#include "vigil-wire-private.h"

#include <math.h>
#include <string.h>

/* No biosignal in its own unit comes near. */
#define SAMPLE_MAX 1e9
#define DT_MAX_MS 1000

static gboolean
is_key (VigilWireSpan key, const char *name)
{
  return key.length == strlen (name) && memcmp (key.text, name, key.length) == 0;
}

/* The one of @spans whose name @key is, or NULL; the contract's names need no escapes. */
static VigilWireSpan *
find_field (const char *const *names, VigilWireSpan *spans, VigilWireSpan key)
{
  for (guint i = 0; names[i] != NULL; i++) {
    if (is_key (key, names[i]))
      return &spans[i];
  }
  return NULL;
}

static gboolean
is_absent (VigilWireSpan value)
{
  return value.text == NULL || value.text[0] == 'n';
}

/* Reads the value that the cursor is before, whatever it is. */
static double
read_number (VigilWireFault *fault, VigilWireCursor *cursor, const char *name, double lo, double hi)
{
  char c = vigil_wire_cursor_peek (cursor);
  if (c != '-' && !g_ascii_isdigit (c)) {
    vigil_wire_fault_set (fault, VIGIL_COUNTER_TYPE, name);
    vigil_wire_cursor_take (cursor);
    return NAN;
  }
  double number = vigil_wire_cursor_take_number (cursor);
  if (!isfinite (number))
    vigil_wire_fault_set (fault, VIGIL_COUNTER_NOT_FINITE, name);
  else if (number < lo || number > hi)
    vigil_wire_fault_set (fault, VIGIL_COUNTER_RANGE, name);
  return number;
}

static double
number_of (VigilWireFault *fault, VigilWireSpan value, const char *name, double lo, double hi)
{
  VigilWireCursor cursor = { value.text, value.text + value.length };
  return read_number (fault, &cursor, name, lo, hi);
}

static gint64
integer_of (VigilWireFault *fault, VigilWireSpan value, const char *name, double lo, double hi)
{
  if (is_absent (value)) {
    vigil_wire_fault_set (fault, VIGIL_COUNTER_MISSING, name);
    return 0;
  }
  double number = number_of (fault, value, name, lo, hi);
  if (number != floor (number))
    vigil_wire_fault_set (fault, VIGIL_COUNTER_TYPE, name);
  return fault->is_bad ? 0 : (gint64) number;
}

/* Text owned by the message's scratch. */
static const char *
keep (GStringChunk *texts, VigilWireSpan text)
{
  return g_string_chunk_insert_len (texts, text.text, (gssize) text.length);
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
read_samples (VigilWireFault *fault,
              Scratch *scratch,
              VigilWireBlockLead *lead,
              VigilWireCursor *cursor)
{
  if (vigil_wire_cursor_peek (cursor) != '[') {
    vigil_wire_fault_set (fault, VIGIL_COUNTER_TYPE, "x");
    vigil_wire_cursor_take (cursor);
    return;
  }
  float *samples = scratch->samples + scratch->n_samples;
  guint n_samples = 0;
  vigil_wire_cursor_enter (cursor);
  while (vigil_wire_cursor_next (cursor)) {
    double sample = NAN;
    if (*cursor->at == 'n')
      vigil_wire_cursor_take (cursor);
    else
      sample = read_number (fault, cursor, "x", -SAMPLE_MAX, SAMPLE_MAX);
    samples[n_samples++] = (float) sample;
  }
  scratch->n_samples += n_samples;
  lead->samples = samples;
  lead->n_samples = n_samples;
}

/* The factor to the unit in which the lead goes on. */
static double
read_unit (VigilWireFault *fault, Scratch *scratch, VigilWireBlockLead *lead, VigilWireSpan unit)
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
  const char *text = keep (scratch->texts, (VigilWireSpan){ unit.text + 1, unit.length - 2 });
  if (info == NULL)
    lead->unit = text;
  else if (!vigil_nomenclature_wave_factor (info, text, &factor))
    vigil_wire_fault_set (fault, VIGIL_COUNTER_UNIT, "u");
  if (strlen (lead->unit) >= sizeof ((VigilFrameWave *) NULL)->unit || strchr (text, '\\') != NULL)
    vigil_wire_fault_set (fault, VIGIL_COUNTER_UNIT, "u");
  return factor;
}

static void
read_rate (VigilWireFault *fault, VigilWireBlockLead *lead, VigilWireSpan hz, VigilWireSpan dt)
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
  lead->rate_mhz = (guint32) lround (rate_hz * 1e3);
  lead->dt_us = lround (dt_ms * 1e3);
}

static void
read_name (VigilWireFault *fault, Scratch *scratch, VigilWireBlockLead *lead, VigilWireSpan key)
{
  const VigilWireBlock *block = &scratch->block;
  lead->id = VIGIL_WIRE_LEAD_BY_NAME;
  lead->unit = "";
  lead->refid = keep (scratch->texts, key);
  if (!vigil_wire_name_is_valid (VIGIL_WIRE_REFID, lead->refid,
                                 sizeof ((VigilFrameWave *) NULL)->refid))
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
    samples[i] = (float) (samples[i] * factor);
}

static void
read_fields (VigilWireFault *fault,
             Scratch *scratch,
             VigilWireBlockLead *lead,
             VigilWireCursor *cursor)
{
  static const char *const NAMES[] = { "hz", "u", "dt", NULL };
  VigilWireSpan fields[3] = { 0 };
  VigilWireSpan key;
  float *samples = scratch->samples + scratch->n_samples;
  vigil_wire_cursor_enter (cursor);
  while (vigil_wire_cursor_next_member (cursor, &key)) {
    VigilWireSpan *found = find_field (NAMES, fields, key);
    if (found != NULL) {
      *found = vigil_wire_cursor_take (cursor);
    } else if (is_key (key, "x") && vigil_wire_cursor_peek (cursor) != 'n') {
      scratch->n_samples = (gsize) (samples - scratch->samples);
      read_samples (fault, scratch, lead, cursor);
    } else {
      vigil_wire_cursor_take (cursor);
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
read_lead (VigilWireFault *fault, Scratch *scratch, VigilWireSpan key, VigilWireCursor *cursor)
{
  VigilWireBlock *block = &scratch->block;
  if (block->n_leads == VIGIL_LEADS_MAX) {
    vigil_wire_fault_set (fault, VIGIL_COUNTER_TOO_MANY, "leads");
    return;
  }
  VigilWireBlockLead *lead = &block->leads[block->n_leads++];
  *lead = (VigilWireBlockLead){ 0 };
  read_name (fault, scratch, lead, key);
  if (vigil_wire_cursor_peek (cursor) == '{')
    read_fields (fault, scratch, lead, cursor);
  else
    vigil_wire_fault_set (fault, VIGIL_COUNTER_TYPE, "leads");
}

/* After a fault the cursor is somewhere in the leads. */
static void
read_leads (VigilWireFault *fault, Scratch *scratch, VigilWireCursor *cursor)
{
  VigilWireSpan key;
  scratch->block.n_leads = 0;
  scratch->n_samples = 0;
  if (vigil_wire_cursor_peek (cursor) != '{') {
    gboolean is_null = vigil_wire_cursor_peek (cursor) == 'n';
    vigil_wire_fault_set (fault, is_null ? VIGIL_COUNTER_MISSING : VIGIL_COUNTER_TYPE, "leads");
    return;
  }
  vigil_wire_cursor_enter (cursor);
  while (!fault->is_bad && vigil_wire_cursor_next_member (cursor, &key))
    read_lead (fault, scratch, key, cursor);
}

static void
read_head (VigilWireMessage *message, const VigilWireSpan *fields, gboolean has_identity)
{
  VigilWireFault *fault = &message->fault;
  VigilWireHead head;
  if (integer_of (fault, fields[0], "v", G_MININT32, G_MAXINT32) != VIGIL_WIRE_VERSION)
    vigil_wire_fault_set (fault, VIGIL_COUNTER_VERSION, "v");
  if (has_identity)
    vigil_wire_fault_set (fault, VIGIL_COUNTER_IDENTITY_IN_PAYLOAD, "payload");
  head.t_ms = integer_of (fault, fields[1], "t", 1, (double) (VIGIL_WIRE_INT_MAX / 1000));
  head.boot = (guint32) integer_of (fault, fields[2], "boot", 0, G_MAXUINT32);
  head.seq = integer_of (fault, fields[3], "seq", 0, G_MAXUINT32);
  if (!fault->is_bad)
    message->head = head;
}

/* An escaped key is none of ours and could hide a name. */
static gboolean
hides_or_names_a_patient (VigilWireSpan key)
{
  return memchr (key.text, '\\', key.length) != NULL
         || vigil_wire_is_identity (key.text, key.length);
}

/* The leads are read where they stand, but their faults count after those of the head: of another
 * version nothing is known. */
static void
read_all (VigilWireMessage *message, Scratch *scratch, VigilWireCursor *cursor)
{
  static const char *const NAMES[] = { "v", "t", "boot", "seq", NULL };
  VigilWireSpan fields[4] = { 0 };
  VigilWireSpan key;
  gboolean has_identity = FALSE;
  VigilWireFault fault = { TRUE, VIGIL_COUNTER_MISSING, "leads" };
  vigil_wire_cursor_enter (cursor);
  while (vigil_wire_cursor_next_member (cursor, &key)) {
    VigilWireCursor start = *cursor;
    VigilWireSpan value = { 0 };
    if (is_key (key, "leads")) {
      fault = (VigilWireFault){ 0 };
      read_leads (&fault, scratch, cursor);
      if (fault.is_bad)
        *cursor = start;
    }
    if (cursor->at == start.at)
      value = vigil_wire_cursor_take (cursor);
    VigilWireSpan *found = find_field (NAMES, fields, key);
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
  VigilWireCursor cursor = { (const char *) payload, (const char *) payload + length };
  read_all (message, &scratch, &cursor);
  if (message->fault.is_bad)
    return;
  scratch.block.t_us = message->head.t_ms * 1000;
  vigil_wire_send_block (message, &scratch.block);
}
