/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The binary wave block, both ways. Little endian, its length checked exactly:
 *
 *   u8[4] "VGW1" · u16 rev · u8 leads · u8 flags · u32 seq · u32 boot · i64 t (µs), then per lead
 *   u8 id · u8 codec · u16 count · u32 rate (mHz) · i32 dt (µs) · i16 samples
 */

#include "vigil-wire-private.h"

#include <math.h>
#include <string.h>

#define FLAG_TEST 1
#define CODEC_INT16 0
#define DT_MAX_US 1000000

static const guint8 MAGIC[4] = { 'V', 'G', 'W', '1' };

/* Reads past the end give 0 and are remembered. */
typedef struct {
  const guint8 *data;
  gsize length, offset;
  gboolean is_short;
} Reader;

static guint64
read_bytes (Reader *reader, guint n)
{
  if (reader->length - reader->offset < n) {
    reader->is_short = TRUE;
    reader->offset = reader->length;
    return 0;
  }
  guint64 value = 0;
  for (guint i = 0; i < n; i++)
    value |= (guint64) reader->data[reader->offset + i] << (8 * i);
  reader->offset += n;
  return value;
}

static float
sample_of (guint low, guint high)
{
  gint16 count = (gint16) (guint16) (low | high << 8);
  return count == VIGIL_WIRE_NO_SAMPLE ? NAN : (float) count;
}

/* The lead's samples into @samples, which has room for all that the payload can hold. */
static void
read_samples (Reader *reader, VigilWireBlockLead *lead, float *samples)
{
  if ((reader->length - reader->offset) / 2 < lead->n_samples) {
    reader->is_short = TRUE;
    reader->offset = reader->length;
    return;
  }
  const guint8 *bytes = reader->data + reader->offset;
  for (guint i = 0; i < lead->n_samples; i++)
    samples[i] = sample_of (bytes[2 * i], bytes[2 * i + 1]);
  lead->samples = samples;
  reader->offset += (gsize) lead->n_samples * 2;
}

static void
check_lead (VigilWireFault *fault, const VigilWireBlock *block, guint codec)
{
  const VigilWireBlockLead *lead = &block->leads[block->n_leads - 1];
  if (codec != CODEC_INT16)
    vigil_wire_fault_set (fault, VIGIL_COUNTER_WORD, "codec");
  if (lead->rate_mhz < 1 || lead->rate_mhz > VIGIL_WIRE_RATE_MAX_MHZ)
    vigil_wire_fault_set (fault, VIGIL_COUNTER_RANGE, "rate");
  if (lead->dt_us < 0 || lead->dt_us > DT_MAX_US)
    vigil_wire_fault_set (fault, VIGIL_COUNTER_RANGE, "dt");
  if (lead->id == VIGIL_WIRE_LEAD_BY_NAME)
    vigil_wire_fault_set (fault, VIGIL_COUNTER_RANGE, "id");
  for (guint i = 0; i + 1 < block->n_leads; i++) {
    if (block->leads[i].id == lead->id)
      vigil_wire_fault_set (fault, VIGIL_COUNTER_RANGE, "id");
  }
}

static void
read_lead (VigilWireMessage *message, Reader *reader, VigilWireBlock *block, float *samples)
{
  VigilWireBlockLead *lead = &block->leads[block->n_leads++];
  lead->id = (guint8) read_bytes (reader, 1);
  guint codec = (guint) read_bytes (reader, 1);
  lead->n_samples = (guint) read_bytes (reader, 2);
  lead->rate_mhz = (guint32) read_bytes (reader, 4);
  lead->dt_us = (gint32) (guint32) read_bytes (reader, 4);
  lead->refid = lead->unit = "";
  read_samples (reader, lead, samples);
  if (!reader->is_short)
    check_lead (&message->fault, block, codec);
}

/* The number of leads. */
static guint
read_head (VigilWireMessage *message, Reader *reader, VigilWireBlock *block)
{
  read_bytes (reader, sizeof MAGIC);
  block->rev = (guint16) read_bytes (reader, 2);
  guint n_leads = (guint) read_bytes (reader, 1);
  block->is_test = (read_bytes (reader, 1) & FLAG_TEST) != 0;
  gint64 seq = (gint64) read_bytes (reader, 4);
  guint32 boot = (guint32) read_bytes (reader, 4);
  block->t_us = (gint64) read_bytes (reader, 8);
  if (reader->is_short)
    vigil_wire_fault_set (&message->fault, VIGIL_COUNTER_LENGTH, "head");
  if (n_leads > VIGIL_LEADS_MAX)
    vigil_wire_fault_set (&message->fault, VIGIL_COUNTER_TOO_MANY, "leads");
  if (n_leads == 0)
    vigil_wire_fault_set (&message->fault, VIGIL_COUNTER_RANGE, "leads");
  if (block->t_us < 1000 || block->t_us > VIGIL_WIRE_INT_MAX)
    vigil_wire_fault_set (&message->fault, VIGIL_COUNTER_RANGE, "t");
  if (!message->fault.is_bad)
    message->head = (VigilWireHead){ block->t_us / 1000, boot, seq };
  return n_leads;
}

void
vigil_wire_decode_wave_binary (VigilWireMessage *message, const guint8 *payload, gsize length)
{
  if (memcmp (payload, MAGIC, MIN (length, sizeof MAGIC)) != 0) {
    vigil_wire_fault_set (&message->fault, VIGIL_COUNTER_VERSION, "magic");
    return;
  }
  VigilWireBlock block = { .is_raw = TRUE };
  Reader reader = { payload, length, 0, FALSE };
  guint n_leads = read_head (message, &reader, &block);
  g_autofree float *samples = g_new (float, length / 2);
  gsize n_samples = 0;
  while (block.n_leads < n_leads && !message->fault.is_bad && !reader.is_short) {
    read_lead (message, &reader, &block, samples + n_samples);
    n_samples += block.leads[block.n_leads - 1].n_samples;
  }
  if (reader.is_short || (!message->fault.is_bad && reader.offset != length))
    vigil_wire_fault_set (&message->fault, VIGIL_COUNTER_LENGTH, "payload");
  if (!message->fault.is_bad)
    vigil_wire_send_block (message, &block);
}

static void
append (GByteArray *bytes, guint64 value, guint n)
{
  for (guint i = 0; i < n; i++) {
    guint8 byte = (guint8) (value >> (8 * i));
    g_byte_array_append (bytes, &byte, 1);
  }
}

static void
append_lead (GByteArray *bytes, const VigilWireLead *lead)
{
  append (bytes, lead->id, 1);
  append (bytes, CODEC_INT16, 1);
  append (bytes, lead->n_samples, 2);
  append (bytes, lead->rate_mhz, 4);
  append (bytes, (guint32) lead->dt_us, 4);
  for (guint i = 0; i < lead->n_samples; i++)
    append (bytes, (guint16) lead->samples[i], 2);
}

static gboolean
is_within_contract (gint64 t_us, const VigilWireLead *leads, guint n_leads)
{
  VigilWireFault fault = { 0 };
  VigilWireBlock block = { .is_raw = TRUE };
  gsize size = VIGIL_WIRE_WAVE_HEAD;
  if (n_leads < 1 || n_leads > VIGIL_LEADS_MAX || t_us < 1000 || t_us > VIGIL_WIRE_INT_MAX)
    return FALSE;
  for (guint i = 0; i < n_leads; i++) {
    if (leads[i].n_samples > G_MAXUINT16)
      return FALSE;
    size += VIGIL_WIRE_WAVE_LEAD + (gsize) leads[i].n_samples * 2;
    block.leads[block.n_leads++] =
        (VigilWireBlockLead){ leads[i].id,        "",  "", leads[i].rate_mhz, leads[i].dt_us,
                              leads[i].n_samples, NULL };
    check_lead (&fault, &block, CODEC_INT16);
  }
  if (fault.is_bad || size > VIGIL_WIRE_PAYLOAD_MAX)
    return FALSE;
  gint64 length_us = vigil_wire_block_length_us (&block);
  return length_us >= VIGIL_WIRE_BLOCK_MIN_US && length_us <= VIGIL_WIRE_BLOCK_MAX_US;
}

GBytes *
vigil_wire_encode_wave (guint16 rev,
                        gboolean is_test,
                        guint32 seq,
                        guint32 boot,
                        gint64 t_us,
                        const VigilWireLead *leads,
                        guint n_leads)
{
  if (!is_within_contract (t_us, leads, n_leads))
    return NULL;
  GByteArray *bytes = g_byte_array_sized_new (512);
  g_byte_array_append (bytes, MAGIC, sizeof MAGIC);
  append (bytes, rev, 2);
  append (bytes, n_leads, 1);
  append (bytes, is_test ? FLAG_TEST : 0, 1);
  append (bytes, seq, 4);
  append (bytes, boot, 4);
  append (bytes, (guint64) t_us, 8);
  for (guint i = 0; i < n_leads; i++)
    append_lead (bytes, &leads[i]);
  return g_byte_array_free_to_bytes (bytes);
}
