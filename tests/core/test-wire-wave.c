/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire-sink.h"

#include <math.h>
#include <string.h>

#define N_ROUNDS 300
#define T_US G_GINT64_CONSTANT (1700000000123456)

/* What comes out for one lead, put together again from its frames. */
typedef struct {
  guint n_frames;
  GArray *samples; /* float */
  gint64 start_us;
} Lead;

static void
lead_clear (gpointer data)
{
  g_array_unref (((Lead *) data)->samples);
  g_free (data);
}

static GHashTable *
collect (const WireSink *sink)
{
  GHashTable *leads = g_hash_table_new_full (NULL, NULL, NULL, lead_clear);
  for (guint i = 0; i < sink->frames->len; i++) {
    const VigilFrame *frame = wire_sink_get (sink, i);
    g_assert_cmpint (frame->kind, ==, VIGIL_FRAME_WAVE);
    g_assert_cmpint (frame->wave.is_first, ==, i == 0);
    g_assert_cmpuint (frame->wave.n_samples, >, 0);
    g_assert_cmpuint (frame->wave.n_samples, <=, VIGIL_FRAME_SAMPLES_MAX);
    g_assert_cmpint (frame->wave.block_end_us, ==, wire_sink_get (sink, 0)->wave.block_end_us);
    Lead *lead = g_hash_table_lookup (leads, GUINT_TO_POINTER (frame->wave.lead + 1));
    if (lead == NULL) {
      lead = g_new0 (Lead, 1);
      lead->samples = g_array_new (FALSE, FALSE, sizeof (float));
      lead->start_us = frame->wave.start_us;
      g_hash_table_insert (leads, GUINT_TO_POINTER (frame->wave.lead + 1), lead);
    }
    double expected_us = (double) lead->start_us + lead->samples->len * 1e9 / frame->wave.rate_mhz;
    g_assert_cmpfloat_with_epsilon ((double) frame->wave.start_us, expected_us, 1);
    g_array_append_vals (lead->samples, frame->wave.samples, frame->wave.n_samples);
    lead->n_frames++;
  }
  return leads;
}

static void
test_binary_block_comes_back_the_same (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (10);
  for (guint round = 0; round < N_ROUNDS; round++) {
    g_autoptr (WireSink) sink = wire_sink_new ();
    guint n_leads = (guint) g_rand_int_range (rand, 1, VIGIL_LEADS_MAX + 1);
    gint16 samples[VIGIL_LEADS_MAX][1000];
    VigilWireLead leads[VIGIL_LEADS_MAX];
    for (guint i = 0; i < n_leads; i++) {
      guint32 rate_mhz = (guint32) g_rand_int_range (rand, 1000, 900001);
      guint n = rate_mhz / 1000 * (guint) g_rand_int_range (rand, 100, 1000) / 1000;
      leads[i] = (VigilWireLead){ (guint8) (i * 7), rate_mhz, g_rand_int_range (rand, 0, 4000),
                                  i == 0 ? rate_mhz / 1000 : n, samples[i] };
      for (guint j = 0; j < leads[i].n_samples; j++)
        samples[i][j] = g_rand_boolean (rand) ? (gint16) g_rand_int (rand) : G_MININT16;
    }
    guint32 seq = g_rand_int (rand);
    guint32 boot = g_rand_int (rand);
    guint16 rev = (guint16) g_rand_int (rand);
    gboolean is_test = g_rand_boolean (rand);
    g_autoptr (GBytes) block =
        vigil_wire_encode_wave (rev, is_test, seq, boot, T_US, leads, n_leads);
    g_assert_nonnull (block);
    gsize length;
    const guint8 *data = g_bytes_get_data (block, &length);
    wire_sink_decode (sink, "bed/07/wave/ecg", data, length);
    g_autoptr (GHashTable) got = collect (sink);
    const VigilFrame *first = wire_sink_get (sink, 0);
    g_assert_cmpuint (first->seq, ==, seq);
    g_assert_cmpuint (first->boot, ==, boot);
    g_assert_cmpint (first->t_ms, ==, T_US / 1000);
    g_assert_cmpstr (first->subject, ==, "07");
    g_assert_cmpuint (first->wave.rev, ==, rev);
    g_assert_cmpstr (first->wave.source, ==, "ecg");
    g_assert_cmpstr (first->wave.refid, ==, "");
    g_assert_cmpint (first->wave.is_test, ==, is_test);
    g_assert_true (first->wave.is_raw);
    for (guint i = 0; i < n_leads; i++) {
      const Lead *lead = g_hash_table_lookup (got, GUINT_TO_POINTER (leads[i].id + 1));
      if (leads[i].n_samples == 0) {
        g_assert_null (lead);
        continue;
      }
      g_assert_cmpint (lead->start_us, ==, T_US + leads[i].dt_us);
      g_assert_cmpuint (lead->samples->len, ==, leads[i].n_samples);
      g_assert_cmpuint (lead->n_frames, ==, (leads[i].n_samples + 255) / 256);
      for (guint j = 0; j < leads[i].n_samples; j++) {
        float sample = g_array_index (lead->samples, float, j);
        if (samples[i][j] == G_MININT16)
          g_assert_true (isnan (sample));
        else
          g_assert_cmpfloat (sample, ==, samples[i][j]);
      }
    }
  }
}

static void
test_json_block_comes_back_the_same (void)
{
  static const char *const REFIDS[] = { "MDC_ECG_ELEC_POTL_II", "MDC_PULS_OXIM_PLETH", "OWN_WAVE" };
  static const char *const UNITS[] = { "mV", "1", "L/min" };
  static const double RATES[] = { 500, 62.5, 125 };
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  for (guint round = 0; round < N_ROUNDS; round++) {
    g_autoptr (WireSink) sink = wire_sink_new ();
    float values[3][500];
    const float *samples[3];
    guint n_samples[3];
    for (guint i = 0; i < 3; i++) {
      samples[i] = values[i];
      n_samples[i] = (guint) (RATES[i] * g_rand_double_range (rand, 0.1, 1));
      for (guint j = 0; j < n_samples[i]; j++)
        values[i][j] =
            g_rand_int_range (rand, 0, 20) > 0 ? (float) g_rand_double_range (rand, -2, 2) : NAN;
    }
    VigilWireHead head = { 1700000000123, g_rand_int (rand), g_rand_int (rand) };
    g_autofree char *payload =
        vigil_wire_encode_wave_json (&head, REFIDS, UNITS, RATES, samples, n_samples, 3);
    wire_sink_decode_text (sink, "bed/07/wave/all", payload);
    guint next = 0;
    guint n_done = 0;
    for (guint i = 0; i < sink->frames->len; i++) {
      const VigilFrame *frame = wire_sink_get (sink, i);
      g_assert_cmpint (frame->kind, ==, VIGIL_FRAME_WAVE);
      g_assert_cmpuint (frame->seq, ==, head.seq);
      g_assert_cmpuint (frame->boot, ==, head.boot);
      g_assert_cmpuint (frame->wave.lead, ==, 255);
      g_assert_false (frame->wave.is_raw);
      g_assert_cmpint (frame->wave.is_first, ==, i == 0);
      g_assert_cmpstr (frame->wave.refid, ==, REFIDS[next]);
      g_assert_cmpstr (frame->wave.unit, ==, UNITS[next]);
      g_assert_cmpfloat (frame->wave.rate_mhz, ==, RATES[next] * 1000);
      g_assert_cmpint (frame->wave.start_us, ==,
                       head.t_ms * 1000 + (gint64) (n_done * 1e6 / RATES[next]));
      for (guint j = 0; j < frame->wave.n_samples; j++, n_done++) {
        float expected = values[next][n_done];
        g_assert_cmpint (isnan (frame->wave.samples[j]), ==, isnan (expected));
        if (!isnan (expected))
          g_assert_cmpfloat (frame->wave.samples[j], ==, expected);
      }
      if (n_done == n_samples[next]) {
        next++;
        n_done = 0;
      }
    }
    g_assert_cmpuint (next, ==, 3);
  }
}

static void
test_json_block_reads_any_order_space_and_number (void)
{
  g_autoptr (WireSink) sink = wire_sink_new ();
  wire_sink_decode_text (
      sink, "bed/07/wave/ecg",
      " {\"leads\" : {\"MDC_ECG_ELEC_POTL_II\":{ \"x\":[ 1e3, -2.5E2 ,null,12345678901234567e-14,\n"
      "0, -0.0,1,1,1,1,1,1,1,1,1],\"note\":{\"x\":[\"]}\\\"\"]},\"dt\":1.5,\"u\":\"uV\","
      "\"hz\":250}},\"seq\":4294967295,\"boot\":1,\"t\":1700000000000,\"v\":1,\"more\":[{}]}");
  const VigilFrame *frame = wire_sink_only (sink, VIGIL_FRAME_WAVE);
  g_assert_cmpuint (frame->seq, ==, G_MAXUINT32);
  g_assert_cmpuint (frame->wave.n_samples, ==, 15);
  g_assert_cmpstr (frame->wave.unit, ==, "mV");
  g_assert_cmpfloat (frame->wave.samples[0], ==, 1);
  g_assert_cmpfloat (frame->wave.samples[1], ==, -0.25f);
  g_assert_true (isnan (frame->wave.samples[2]));
  g_assert_cmpfloat_with_epsilon (frame->wave.samples[3], 0.12345678901, 1e-7);
  g_assert_cmpint (frame->wave.start_us, ==, G_GINT64_CONSTANT (1700000000001500));
  g_assert_cmpint (frame->wave.block_end_us, ==, G_GINT64_CONSTANT (1700000000061500));
}

static void
test_a_full_ring_leaves_out_the_rest_of_a_block (void)
{
  g_autoptr (WireSink) sink = wire_sink_new ();
  gint16 samples[1000] = { 0 };
  VigilWireLead lead = { 0, 1000000, 0, 1000, samples };
  g_autoptr (GBytes) block = vigil_wire_encode_wave (1, FALSE, 0, 1, T_US, &lead, 1);
  sink->n_room = 2;
  wire_sink_decode (sink, "bed/07/wave/ecg", g_bytes_get_data (block, NULL),
                    g_bytes_get_size (block));
  g_assert_cmpuint (sink->frames->len, ==, 2);
}

static void
test_encoder_keeps_the_contracts_bounds (void)
{
  gint16 samples[4500] = { 0 };
  VigilWireLead leads[17];
  for (guint i = 0; i < 17; i++)
    leads[i] = (VigilWireLead){ (guint8) i, 250000, 0, 25, samples };
  g_autoptr (GBytes) sixteen = vigil_wire_encode_wave (1, FALSE, 0, 1, T_US, leads, 16);
  g_assert_nonnull (sixteen);
  g_assert_null (vigil_wire_encode_wave (1, FALSE, 0, 1, T_US, leads, 17));
  g_assert_null (vigil_wire_encode_wave (1, FALSE, 0, 1, T_US, leads, 0));
  g_assert_null (vigil_wire_encode_wave (1, FALSE, 0, 1, 0, leads, 1));
  leads[1].id = 0;
  g_assert_null (vigil_wire_encode_wave (1, FALSE, 0, 1, T_US, leads, 2));
  leads[0].n_samples = 11; /* 44 ms */
  g_assert_null (vigil_wire_encode_wave (1, FALSE, 0, 1, T_US, leads, 1));
  leads[0].n_samples = 263; /* 1.052 s */
  g_assert_null (vigil_wire_encode_wave (1, FALSE, 0, 1, T_US, leads, 1));
  leads[0] = (VigilWireLead){ 0, 4000001, 0, 1000, samples };
  g_assert_null (vigil_wire_encode_wave (1, FALSE, 0, 1, T_US, leads, 1));
  leads[0] = (VigilWireLead){ 0, 4000000, -1, 1000, samples };
  g_assert_null (vigil_wire_encode_wave (1, FALSE, 0, 1, T_US, leads, 1));
  for (guint i = 0; i < 16; i++)
    leads[i] = (VigilWireLead){ (guint8) i, 4000000, 0, 4000, samples };
  g_assert_null (vigil_wire_encode_wave (1, FALSE, 0, 1, T_US, leads, 16)); /* over 64 KiB */
}

/* The layout by hand, so that encoder and decoder cannot be wrong together. */
static void
test_binary_layout_is_the_contracts (void)
{
  static const guint8 GOLDEN[] = {
    'V',  'G',  'W',  '1',  0x02, 0x01, 2,    1, /* rev 258, 2 leads, test */
    0x04, 0x03, 0x02, 0x01, 0xEF, 0xBE, 0xAD, 0xDE, /* seq, boot */
    0x00, 0x88, 0x75, 0xBD, 0x22, 0x0A, 0x06, 0x00, /* t */
    3,    0,    5,    0,    0xA8, 0x61, 0x00, 0x00, 0x00, 0,    0, 0, /* 25 Hz */
    0x01, 0x00, 0xFF, 0xFF, 0x00, 0x80, 0xFF, 0x7F, 0x01, 0x80, /* 1 −1 none 32767 −32767 */
    9,    0,    0,    0,    0x01, 0x00, 0x00, 0x00, 0x10, 0,    0, 0, /* no samples */
  };
  g_autoptr (WireSink) sink = wire_sink_new ();
  wire_sink_decode (sink, "bed/07/wave/ecg", GOLDEN, sizeof GOLDEN);
  const VigilFrame *frame = wire_sink_only (sink, VIGIL_FRAME_WAVE);
  const gint64 t_us = G_GINT64_CONSTANT (0x00060A22BD758800);
  g_assert_cmpuint (frame->seq, ==, 0x01020304);
  g_assert_cmpuint (frame->boot, ==, 0xDEADBEEF);
  g_assert_cmpint (frame->t_ms, ==, t_us / 1000);
  g_assert_cmpuint (frame->wave.rev, ==, 258);
  g_assert_cmpuint (frame->wave.lead, ==, 3);
  g_assert_true (frame->wave.is_test);
  g_assert_cmpuint (frame->wave.rate_mhz, ==, 25000);
  g_assert_cmpint (frame->wave.start_us, ==, t_us);
  g_assert_cmpint (frame->wave.block_end_us, ==, t_us + 200000);
  g_assert_cmpuint (frame->wave.n_samples, ==, 5);
  g_assert_cmpfloat (frame->wave.samples[0], ==, 1);
  g_assert_cmpfloat (frame->wave.samples[1], ==, -1);
  g_assert_true (isnan (frame->wave.samples[2]));
  g_assert_cmpfloat (frame->wave.samples[3], ==, 32767);
  g_assert_cmpfloat (frame->wave.samples[4], ==, -32767);
  static const gint16 SAMPLES[] = { 1, -1, G_MININT16, 32767, -32767 };
  const VigilWireLead leads[] = { { 3, 25000, 0, 5, SAMPLES }, { 9, 1, 16, 0, NULL } };
  g_autoptr (GBytes) block =
      vigil_wire_encode_wave (258, TRUE, 0x01020304, 0xDEADBEEF, t_us, leads, 2);
  g_assert_cmpmem (g_bytes_get_data (block, NULL), g_bytes_get_size (block), GOLDEN, sizeof GOLDEN);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/wave/binary-layout-is-the-contracts",
                   test_binary_layout_is_the_contracts);
  g_test_add_func ("/wire/wave/binary-block-comes-back-the-same",
                   test_binary_block_comes_back_the_same);
  g_test_add_func ("/wire/wave/json-block-comes-back-the-same",
                   test_json_block_comes_back_the_same);
  g_test_add_func ("/wire/wave/json-block-reads-any-order-space-and-number",
                   test_json_block_reads_any_order_space_and_number);
  g_test_add_func ("/wire/wave/a-full-ring-leaves-out-the-rest-of-a-block",
                   test_a_full_ring_leaves_out_the_rest_of_a_block);
  g_test_add_func ("/wire/wave/encoder-keeps-the-contracts-bounds",
                   test_encoder_keeps_the_contracts_bounds);
  return g_test_run ();
}
