/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the decoder makes of good input, where more than a field is copied. */

#include "wire-sink.h"

#include <math.h>
#include <string.h>

#define HEAD "{\"v\":1,\"t\":1700000000000,\"boot\":7,\"seq\":3"
#define ID "0192f0c4-8a41-7c3e-9b55-3f1d2a6b7c80"

static void
test_empty_payload_deletes_what_is_retained (void)
{
  static const struct {
    const char *topic;
    VigilFrameKind what;
  } KEPT[] = {
    { "bed/07/meta", VIGIL_FRAME_META },
    { "bed/07/limits", VIGIL_FRAME_LIMITS },
    { "bed/07/state", VIGIL_FRAME_BED_STATE },
    { "bed/07/alarms", VIGIL_FRAME_ALARMS_BEGIN },
    { "gateway/gw1/state", VIGIL_FRAME_GATEWAY_STATE },
    { "station/desk-1/state", VIGIL_FRAME_STATION_STATE },
    { "station/desk-1/bed/07/actions", VIGIL_FRAME_ACTIONS_BEGIN },
  };
  for (guint i = 0; i < G_N_ELEMENTS (KEPT); i++) {
    g_autoptr (WireSink) sink = wire_sink_new ();
    wire_sink_decode (sink, KEPT[i].topic, NULL, 0);
    g_assert_cmpint (wire_sink_only (sink, VIGIL_FRAME_DELETED)->deleted.what, ==, KEPT[i].what);
  }
}

static void
test_retained_flag_and_receipt_go_through (void)
{
  g_autoptr (WireSink) sink = wire_sink_new ();
  const char *payload = HEAD ",\"state\":\"standby\"}";
  vigil_wire_decode (WIRE_ROOT, WIRE_ROOT "/bed/07/state", (const guint8 *) payload,
                     strlen (payload), TRUE, (VigilNow){ 11, 22 }, &sink->sink);
  const VigilFrame *frame = wire_sink_only (sink, VIGIL_FRAME_BED_STATE);
  g_assert_true (frame->is_retained);
  g_assert_cmpint (frame->receipt_mono_us, ==, 11);
  g_assert_cmpint (frame->receipt_wall_ms, ==, 22);
}

static void
test_refusal_names_the_bed_and_the_field_but_no_value (void)
{
  g_autoptr (WireSink) sink = wire_sink_new ();
  wire_sink_decode_text (sink, "bed/07/vitals", HEAD ",\"n\":{\"MDC_TEMP\":{\"x\":66.5}}}");
  g_assert_cmpuint (sink->frames->len, ==, 2);
  const VigilFrame *frame = wire_sink_get (sink, 0);
  g_assert_cmpint (frame->kind, ==, VIGIL_FRAME_REFUSED);
  g_assert_cmpint (frame->refused.what, ==, VIGIL_FRAME_VITALS);
  g_assert_cmpstr (frame->refused.text, ==, "x of MDC_TEMP");
  g_assert_cmpstr (frame->subject, ==, "07");
  /* It is measured, and nobody can say what it is. */
  const VigilFrameVitals *vitals = &wire_sink_get (sink, 1)->vitals;
  g_assert_cmpuint (vitals->n, ==, 1);
  g_assert_cmpint (vitals->numerics[0].quality, ==, VIGIL_QUALITY_INVALID);
  g_assert_false (vitals->numerics[0].has_value);
}

/* Whichever of its names is unreadable, and in whatever order. */
static void
test_a_number_that_another_name_tells_is_told (void)
{
  static const char *const SETS[] = {
    "\"MDC_RESP_RATE\":{\"x\":\"14\"},\"MDC_CO2_RESP_RATE\":{\"x\":15}",
    "\"MDC_CO2_RESP_RATE\":{\"x\":\"14\"},\"MDC_TTHOR_RESP_RATE\":{\"x\":15}",
    "\"MDC_TTHOR_RESP_RATE\":{\"x\":15},\"MDC_RESP_RATE\":{\"x\":999}",
  };
  for (guint i = 0; i < G_N_ELEMENTS (SETS); i++) {
    g_autoptr (WireSink) sink = wire_sink_new ();
    g_autofree char *text = g_strdup_printf (HEAD ",\"n\":{%s}}", SETS[i]);
    wire_sink_decode_text (sink, "bed/07/vitals", text);
    const VigilFrameVitals *vitals = &wire_sink_get (sink, 1)->vitals;
    g_assert_cmpuint (vitals->n, ==, 1);
    g_assert_cmpint (vitals->numerics[0].quality, ==, VIGIL_QUALITY_VALID);
    g_assert_cmpfloat (vitals->numerics[0].value, ==, 15);
  }
}

static void
test_command_sets_a_whole_limit_in_its_own_unit (void)
{
  g_autoptr (WireSink) sink = wire_sink_new ();
  wire_sink_decode_text (sink, "station/desk-1/bed/07/command",
                         "{\"v\":1,\"t\":5,\"boot\":1,\"id\":"
                         "\"0192f0c4-9d11-7b02-8c11-1e9f4b2a6d33\",\"type\":\"limit-set\",\"args\":"
                         "{\"refid\":\"MDC_TEMP\",\"lo\":95,\"hi\":102.2,\"u\":\"F\"},"
                         "\"expires\":20}");
  const VigilFrame *frame = wire_sink_only (sink, VIGIL_FRAME_COMMAND);
  const VigilLimit *limit = &frame->command.limit;
  g_assert_cmpstr (frame->subject, ==, "desk-1");
  g_assert_cmpstr (frame->bed, ==, "07");
  g_assert_cmpint (frame->command.word, ==, VIGIL_COMMAND_LIMIT_SET);
  g_assert_cmpint (limit->kind, ==, VIGIL_NUMERIC_TEMP);
  g_assert_cmpfloat_with_epsilon (limit->lo, 35, 1e-6);
  g_assert_cmpfloat_with_epsilon (limit->hi, 39, 1e-6);
  g_assert_true (isnan (limit->lo2) && isnan (limit->hi2));
  g_assert_true (limit->is_on);
  g_assert_cmpint (frame->command.expires_ms, ==, 20);
}

static void
test_cuff_needs_no_arguments (void)
{
  g_autoptr (WireSink) sink = wire_sink_new ();
  wire_sink_decode_text (sink, "station/desk-1/bed/07/command",
                         "{\"v\":1,\"t\":5,\"boot\":1,\"id\":"
                         "\"0192f0c4-9d11-7b02-8c11-1e9f4b2a6d33\",\"type\":\"nibp-start\","
                         "\"expires\":20,\"by\":\"Okafor\"}");
  const VigilFrame *frame = wire_sink_only (sink, VIGIL_FRAME_COMMAND);
  g_assert_cmpint (frame->command.word, ==, VIGIL_COMMAND_NIBP_START);
  g_assert_cmpstr (frame->command.by, ==, "Okafor");
}

static void
test_own_name_of_a_number_comes_before_its_alias (void)
{
  static const char *const SETS[] = {
    "{\"MDC_CO2_RESP_RATE\":{\"x\":1},\"MDC_RESP_RATE\":{\"x\":2}}",
    "{\"MDC_RESP_RATE\":{\"x\":2},\"MDC_TTHOR_RESP_RATE\":{\"x\":1}}",
    "{\"MDC_CO2_RESP_RATE\":{\"x\":2},\"MDC_TTHOR_RESP_RATE\":{\"x\":1}}",
    "{\"MDC_RESP_RATE\":{\"x\":1},\"MDC_RESP_RATE\":{\"x\":2}}",
  };
  for (guint i = 0; i < G_N_ELEMENTS (SETS); i++) {
    g_autoptr (WireSink) sink = wire_sink_new ();
    g_autofree char *payload = g_strdup_printf (HEAD ",\"n\":%s}", SETS[i]);
    wire_sink_decode_text (sink, "bed/07/vitals", payload);
    const VigilFrame *frame = wire_sink_only (sink, VIGIL_FRAME_VITALS);
    g_assert_cmpuint (frame->vitals.n, ==, 1);
    g_assert_cmpint (frame->vitals.numerics[0].kind, ==, VIGIL_NUMERIC_RR);
    g_assert_cmpfloat (frame->vitals.numerics[0].value, ==, 2);
  }
}

static void
test_unknown_numbers_and_fields_are_ignored (void)
{
  g_autoptr (WireSink) sink = wire_sink_new ();
  wire_sink_decode_text (sink, "bed/07/vitals",
                         HEAD ",\"new\":[1],\"n\":{\"MDC_ECG_AMPL_ST_II\":{\"x\":\"?\"},"
                              "\"MDC_ECG_HEART_RATE\":{\"x\":86,\"more\":{}}}}");
  const VigilFrame *frame = wire_sink_only (sink, VIGIL_FRAME_VITALS);
  g_assert_cmpuint (frame->vitals.n, ==, 1);
  g_assert_cmpfloat (frame->vitals.numerics[0].value, ==, 86);
}

static void
test_value_marked_invalid_is_never_read (void)
{
  g_autoptr (WireSink) sink = wire_sink_new ();
  wire_sink_decode_text (sink, "bed/07/vitals",
                         HEAD ",\"n\":{\"MDC_ECG_HEART_RATE\":{\"x\":8388607,\"q\":\"INV\"},"
                              "\"MDC_TEMP\":{\"q\":\"NAV\"},\"MDC_RESP_RATE\":{\"x\":null},"
                              "\"MDC_PULS_OXIM_SAT_O2\":{\"x\":86,\"q\":\"QUES\"}}}");
  const VigilFrameVitals *vitals = &wire_sink_only (sink, VIGIL_FRAME_VITALS)->vitals;
  g_assert_cmpuint (vitals->n, ==, 4);
  for (guint i = 0; i < 3; i++)
    g_assert_false (vitals->numerics[i].has_value);
  g_assert_cmpint (vitals->numerics[0].quality, ==, VIGIL_QUALITY_INVALID);
  g_assert_true (vitals->numerics[3].has_value);
  g_assert_cmpint (vitals->numerics[3].quality, ==, VIGIL_QUALITY_QUESTIONABLE);
}

static void
test_vitals_and_limits_are_converted (void)
{
  g_autoptr (WireSink) sink = wire_sink_new ();
  wire_sink_decode_text (
      sink, "bed/07/vitals",
      HEAD ",\"n\":{\"MDC_PRESS_BLD_ART_SYS\":{\"x\":16,\"u\":\"MDC_DIM_KILO_PASCAL\"}}}");
  wire_sink_decode_text (
      sink, "bed/07/limits",
      HEAD ",\"rev\":1,\"limits\":{\"MDC_TEMP\":{\"lo\":95,\"hi\":null,\"u\":\"[degF]\"}}}");
  g_assert_cmpfloat_with_epsilon (wire_sink_get (sink, 0)->vitals.numerics[0].value, 120.01, 0.005);
  const VigilLimit *limit = &wire_sink_get (sink, 1)->limits.limits[0];
  g_assert_cmpfloat_with_epsilon (limit->lo, 35, 1e-9);
  g_assert_true (isnan (limit->hi));
  g_assert_true (limit->is_on);
}

/* Refused, the limits held before would go on saying that the bedside watches. */
static void
test_a_limit_off_without_an_end_is_taken (void)
{
  g_autoptr (WireSink) sink = wire_sink_new ();
  wire_sink_decode_text (sink, "bed/07/limits",
                         HEAD ",\"rev\":1,\"limits\":{\"MDC_TEMP\":{\"hi\":38,\"on\":false}}}");
  const VigilFrame *frame = wire_sink_only (sink, VIGIL_FRAME_LIMITS);
  g_assert_cmpuint (frame->limits.n, ==, 1);
  g_assert_false (frame->limits.limits[0].is_on);
  g_assert_cmpint (frame->limits.limits[0].until_ms, ==, 0);
}

/* A number whose limit cannot be read has none, the others have theirs. */
static void
test_an_unreadable_limit_costs_no_other (void)
{
  static const char *const BAD[] = { "{\"lo\":8,\"hi\":999}", "{\"lo\":\"8\"}",
                                     "{\"lo\":9,\"hi\":8}", "7" };
  for (guint i = 0; i < G_N_ELEMENTS (BAD); i++) {
    g_autoptr (WireSink) sink = wire_sink_new ();
    g_autofree char *text =
        g_strdup_printf (HEAD ",\"rev\":1,\"limits\":{\"MDC_RESP_RATE\":%s,"
                              "\"MDC_PULS_OXIM_SAT_O2\":{\"lo\":90,\"on\":false}}}",
                         BAD[i]);
    wire_sink_decode_text (sink, "bed/07/limits", text);
    const VigilFrameLimits *limits = &wire_sink_get (sink, 0)->limits;
    g_assert_cmpint (wire_sink_get (sink, 0)->kind, ==, VIGIL_FRAME_LIMITS);
    g_assert_cmpuint (limits->n, ==, 2);
    g_assert_cmpint (limits->limits[0].kind, ==, VIGIL_NUMERIC_RR);
    g_assert_true (isnan (limits->limits[0].lo) && isnan (limits->limits[0].hi));
    g_assert_cmpint (limits->limits[1].kind, ==, VIGIL_NUMERIC_SPO2);
    g_assert_false (limits->limits[1].is_on);
  }
}

static void
test_wave_of_another_unit_comes_in_the_canonical_one (void)
{
  g_autoptr (WireSink) sink = wire_sink_new ();
  wire_sink_decode_text (
      sink, "bed/07/meta",
      HEAD ",\"rev\":1,\"leads\":[{\"id\":0,\"source\":\"ecg\",\"refid\":\"MDC_ECG_ELEC_POTL_II\","
           "\"hz\":250,\"unit\":\"MDC_DIM_MICRO_VOLT\",\"gain\":5,\"zero\":100,\"lo\":-2000,"
           "\"hi\":2000},{\"id\":1,\"source\":\"ecg\",\"refid\":\"MDC_PULS_OXIM_PLETH\",\"hz\":125,"
           "\"gain\":1}]}");
  const VigilFrameMeta *meta = &wire_sink_only (sink, VIGIL_FRAME_META)->meta;
  g_assert_cmpstr (meta->leads[0].unit, ==, "mV");
  g_assert_cmpfloat_with_epsilon (meta->leads[0].gain, 0.005, 1e-12);
  g_assert_cmpfloat (meta->leads[0].zero, ==, 100);
  g_assert_cmpfloat_with_epsilon (meta->leads[0].lo, -2, 1e-12);
  g_assert_cmpfloat_with_epsilon (meta->leads[0].hi, 2, 1e-12);
  g_assert_cmpstr (meta->leads[1].unit, ==, "1");
  g_assert_true (isnan (meta->leads[1].lo));
}

static void
test_text_to_show_is_cut_but_names_never (void)
{
  g_autoptr (WireSink) sink = wire_sink_new ();
  g_autofree char *label = g_strnfill (200, 'x');
  g_autofree char *meta = g_strdup_printf (HEAD ",\"rev\":1,\"label\":\"%s\",\"leads\":[]}", label);
  wire_sink_decode_text (sink, "bed/07/meta", meta);
  g_assert_cmpuint (strlen (wire_sink_only (sink, VIGIL_FRAME_META)->meta.label), ==, 23);
  wire_sink_clear (sink);
  g_autofree char *alarms = g_strdup_printf (
      HEAD ",\"alarms\":[{\"id\":\"%s\",\"code\":\"MDC_EVT_LO\",\"kind\":\"technical\",\"pri\":"
           "\"low\",\"state\":\"active\",\"raised\":1}]}",
      label);
  wire_sink_decode_text (sink, "bed/07/alarms", alarms);
  g_assert_cmpuint (wire_sink_count (sink, VIGIL_FRAME_ALARM), ==, 0);
  g_assert_cmpint (wire_sink_get (sink, sink->frames->len - 1)->refused.reason, ==,
                   VIGIL_COUNTER_WORD);
}

static void
test_full_ring_never_ends_a_list (void)
{
  for (guint room = 0; room < 5; room++) {
    g_autoptr (WireSink) sink = wire_sink_new ();
    sink->n_room = room;
    wire_sink_decode_text (
        sink, "bed/07/alarms",
        HEAD ",\"alarms\":[{\"id\":\"a\",\"code\":\"MDC_EVT_LO\",\"kind\":\"technical\",\"pri\":"
             "\"low\",\"state\":\"active\",\"raised\":1},{\"id\":\"b\",\"code\":\"MDC_EVT_LO\","
             "\"kind\":\"technical\",\"pri\":\"low\",\"state\":\"active\",\"raised\":1}]}");
    g_assert_cmpuint (sink->frames->len, ==, MIN (room, 4));
    g_assert_cmpuint (wire_sink_count (sink, VIGIL_FRAME_ALARMS_END), ==, room < 4 ? 0 : 1);
  }
}

typedef struct {
  const char *change; /* appended to a good action, where the last of two keys counts */
  gboolean is_good;
  VigilCounter reason;
  const char *field;
} ActionCase;

static const ActionCase ACTIONS[] = {
  { "", TRUE, 0, NULL },
  { ",\"pri\":\"high\",\"code\":\"MDC_EVT_APNEA\",\"label\":\"APNOEA\"", TRUE, 0, NULL },
  { ",\"bed\":null,\"key\":\"|VIGIL_EVT_LINK_LOST|||\"", TRUE, 0, NULL },
  { ",\"id\":\"0192F0C4-8A41-7C3E-9B55-3F1D2A6B7C80\"", FALSE, VIGIL_COUNTER_WORD, "id" },
  { ",\"id\":null", FALSE, VIGIL_COUNTER_MISSING, "id" },
  { ",\"action\":\"silence\"", FALSE, VIGIL_COUNTER_WORD, "action" },
  { ",\"scope\":\"ward\"", FALSE, VIGIL_COUNTER_WORD, "scope" },
  { ",\"key\":null", FALSE, VIGIL_COUNTER_MISSING, "key" },
  { ",\"key\":\"08|limit|MDC_RESP_RATE|lo|1\"", FALSE, VIGIL_COUNTER_WORD, "key" },
  { ",\"key\":\"07|limit|MDC_RESP_RATE|lo\"", FALSE, VIGIL_COUNTER_WORD, "key" },
  { ",\"key\":\"07|a b|||\"", FALSE, VIGIL_COUNTER_WORD, "key" },
  { ",\"scope\":\"bed\"", FALSE, VIGIL_COUNTER_WORD, "key" },
  { ",\"scope\":\"bed\",\"key\":null,\"bed\":null", FALSE, VIGIL_COUNTER_MISSING, "bed" },
  { ",\"scope\":\"bed\",\"key\":null", TRUE, 0, NULL },
  { ",\"action\":\"suspend\",\"mode\":\"care\",\"reason\":\"wash\"", TRUE, 0, NULL },
  { ",\"action\":\"suspend\",\"reason\":\"wash\"", FALSE, VIGIL_COUNTER_MISSING, "mode" },
  { ",\"action\":\"suspend\",\"mode\":\"care\"", FALSE, VIGIL_COUNTER_MISSING, "reason" },
  { ",\"action\":\"suspend\",\"mode\":\"care\",\"reason\":\"wash\",\"until\":null", FALSE,
    VIGIL_COUNTER_MISSING, "until" },
  { ",\"asof\":null", FALSE, VIGIL_COUNTER_MISSING, "asof" },
  { ",\"asof\":-1", FALSE, VIGIL_COUNTER_RANGE, "asof" },
  { ",\"t\":\"now\"", FALSE, VIGIL_COUNTER_TYPE, "t" },
  { ",\"station\":\"Desk 1\"", FALSE, VIGIL_COUNTER_WORD, "station" },
  { ",\"encounter\":\"none\"", FALSE, VIGIL_COUNTER_WORD, "encounter" },
  { ",\"by\":\"a\\u0007\"", FALSE, VIGIL_COUNTER_WORD, "by" },
  { ",\"pri\":\"none\"", FALSE, VIGIL_COUNTER_WORD, "pri" },
};

static void
test_action_keeps_the_rules (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (ACTIONS); i++) {
    VigilAction action;
    VigilCounter reason = VIGIL_N_COUNTERS;
    const char *field = NULL;
    g_autofree char *payload = g_strdup_printf (
        "{\"id\":\"" ID "\",\"action\":\"acknowledge\",\"scope\":\"alarm\",\"bed\":\"07\",\"key\":"
        "\"07|limit|MDC_RESP_RATE|lo|1\",\"asof\":5,\"until\":9,\"station\":\"desk-1\",\"t\":6%s}",
        ACTIONS[i].change);
    gboolean is_good = vigil_wire_decode_action ((const guint8 *) payload, strlen (payload),
                                                 &action, &reason, &field);
    g_test_message ("%s", ACTIONS[i].change);
    g_assert_cmpint (is_good, ==, ACTIONS[i].is_good);
    g_assert_cmpstr (field, ==, ACTIONS[i].field);
    if (!is_good)
      g_assert_cmpint (reason, ==, ACTIONS[i].reason);
  }
}

static void
test_action_of_nothing_is_refused (void)
{
  VigilAction action;
  VigilCounter reason;
  const char *field;
  g_assert_false (vigil_wire_decode_action (NULL, 0, &action, &reason, &field));
  g_assert_cmpint (reason, ==, VIGIL_COUNTER_MALFORMED);
}

static void
test_uuid7_carries_time_version_and_variant (void)
{
  static const guint8 ZERO[10] = { 0 };
  static const guint8 ONES[10] = { 255, 255, 255, 255, 255, 255, 255, 255, 255, 255 };
  char text[VIGIL_UUID_SIZE];
  /* The example of RFC 9562, A.6. */
  static const guint8 RFC[10] = { 0x0C, 0xC3, 0x18, 0xC4, 0xDC, 0x0C, 0x0C, 0x07, 0x39, 0x8F };
  vigil_uuid7_format (G_GINT64_CONSTANT (0x017F22E279B0), RFC, text);
  g_assert_cmpstr (text, ==, "017f22e2-79b0-7cc3-98c4-dc0c0c07398f");
  vigil_uuid7_format (0, ZERO, text);
  g_assert_cmpstr (text, ==, "00000000-0000-7000-8000-000000000000");
  vigil_uuid7_format ((G_GINT64_CONSTANT (1) << 48) - 1, ONES, text);
  g_assert_cmpstr (text, ==, "ffffffff-ffff-7fff-bfff-ffffffffffff");
  g_assert_true (vigil_uuid_is_valid (text));
  g_assert_false (vigil_uuid_is_valid (NULL));
  g_assert_false (vigil_uuid_is_valid (""));
  g_assert_false (vigil_uuid_is_valid ("017F22E2-79B0-7CC3-98C4-DC0C0C07398F"));
  g_assert_false (vigil_uuid_is_valid ("017f22e2-79b0-7cc3-98c4-dc0c0c07398"));
  g_assert_false (vigil_uuid_is_valid ("017f22e2-79b0-7cc3-98c4-dc0c0c07398f0"));
  g_assert_false (vigil_uuid_is_valid ("017f22e2079b0-7cc3-98c4-dc0c0c07398f"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/decode/empty-payload-deletes-what-is-retained",
                   test_empty_payload_deletes_what_is_retained);
  g_test_add_func ("/wire/decode/retained-flag-and-receipt-go-through",
                   test_retained_flag_and_receipt_go_through);
  g_test_add_func ("/wire/decode/refusal-names-the-bed-and-the-field-but-no-value",
                   test_refusal_names_the_bed_and_the_field_but_no_value);
  g_test_add_func ("/wire/decode/command-sets-a-whole-limit-in-its-own-unit",
                   test_command_sets_a_whole_limit_in_its_own_unit);
  g_test_add_func ("/wire/decode/cuff-needs-no-arguments", test_cuff_needs_no_arguments);
  g_test_add_func ("/wire/decode/own-name-of-a-number-comes-before-its-alias",
                   test_own_name_of_a_number_comes_before_its_alias);
  g_test_add_func ("/wire/decode/unknown-numbers-and-fields-are-ignored",
                   test_unknown_numbers_and_fields_are_ignored);
  g_test_add_func ("/wire/decode/value-marked-invalid-is-never-read",
                   test_value_marked_invalid_is_never_read);
  g_test_add_func ("/wire/decode/vitals-and-limits-are-converted",
                   test_vitals_and_limits_are_converted);
  g_test_add_func ("/wire/decode/a-limit-off-without-an-end-is-taken",
                   test_a_limit_off_without_an_end_is_taken);
  g_test_add_func ("/wire/decode/a-number-that-another-name-tells-is-told",
                   test_a_number_that_another_name_tells_is_told);
  g_test_add_func ("/wire/decode/an-unreadable-limit-costs-no-other",
                   test_an_unreadable_limit_costs_no_other);
  g_test_add_func ("/wire/decode/wave-of-another-unit-comes-in-the-canonical-one",
                   test_wave_of_another_unit_comes_in_the_canonical_one);
  g_test_add_func ("/wire/decode/text-to-show-is-cut-but-names-never",
                   test_text_to_show_is_cut_but_names_never);
  g_test_add_func ("/wire/decode/full-ring-never-ends-a-list", test_full_ring_never_ends_a_list);
  g_test_add_func ("/wire/decode/action-keeps-the-rules", test_action_keeps_the_rules);
  g_test_add_func ("/wire/decode/action-of-nothing-is-refused", test_action_of_nothing_is_refused);
  g_test_add_func ("/wire/decode/uuid7-carries-time-version-and-variant",
                   test_uuid7_carries_time_version_and_variant);
  return g_test_run ();
}
