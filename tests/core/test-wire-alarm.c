/* SPDX-License-Identifier: GPL-3.0-or-later */

/* An alarm list with something wrong in it: no alarm is lost to another one's fault, what is left
 * out is told, and what is told is one refusal. */

#include "wire-sink.h"

#include <string.h>

#define T G_GINT64_CONSTANT (1700000000000)
#define HEAD "{\"v\":1,\"t\":1700000000000,\"boot\":7,\"seq\":3,\"alarms\":["
#define ITEM(id, code, priority)                                                                   \
  "{\"id\":\"" id "\",\"code\":\"" code "\",\"kind\":\"technical\",\"pri\":\"" priority            \
  "\",\"state\":\"active\",\"raised\":1699999990000"
#define VF ITEM ("vf", "VIGIL_EVT_ECG_V_FIB", "high") "}"
#define OTHER ITEM ("b2", "MDC_EVT_BATT_LO", "low")

static WireSink *
decode (const char *items)
{
  WireSink *sink = wire_sink_new ();
  g_autofree char *payload = g_strconcat (HEAD, items, "]}", NULL);
  wire_sink_decode_text (sink, "bed/07/alarms", payload);
  return sink;
}

/* The list that came through, with @n alarms. */
static const VigilFrame *
assert_list (const WireSink *sink, guint n, gboolean is_incomplete)
{
  const VigilFrame *begin = wire_sink_get (sink, 0), *end = wire_sink_get (sink, n + 1);
  g_assert_cmpint (begin->kind, ==, VIGIL_FRAME_ALARMS_BEGIN);
  g_assert_cmpuint (begin->n_items, ==, n);
  g_assert_cmpint (begin->is_incomplete, ==, is_incomplete);
  g_assert_cmpuint (wire_sink_count (sink, VIGIL_FRAME_ALARM), ==, n);
  g_assert_cmpint (end->kind, ==, VIGIL_FRAME_ALARMS_END);
  g_assert_cmpuint (end->n_items, ==, n);
  return begin;
}

static const VigilFrameAlarm *
get_alarm (const WireSink *sink, guint index)
{
  return &wire_sink_get (sink, index + 1)->alarm;
}

/* One refusal, behind the list, of a part of it. */
static void
assert_told (const WireSink *sink, VigilCounter reason)
{
  const VigilFrame *last = wire_sink_get (sink, sink->frames->len - 1);
  g_assert_cmpuint (wire_sink_count (sink, VIGIL_FRAME_REFUSED), ==, 1);
  g_assert_cmpint (last->kind, ==, VIGIL_FRAME_REFUSED);
  g_assert_cmpint (last->refused.reason, ==, reason);
  g_assert_cmpint (last->refused.what, ==, VIGIL_FRAME_ALARMS_BEGIN);
  g_assert_false (last->refused.is_whole);
  g_assert_cmpstr (last->subject, ==, "07");
}

/* What an item may say wrongly without being lost. */
static void
test_a_bad_detail_loses_no_alarm (void)
{
  static const struct {
    const char *detail;
    VigilCounter reason;
  } CASES[] = {
    { "\"label\":\"Batterie\\tschwach\"", VIGIL_COUNTER_WORD },
    { "\"label\":\"Batterie\\nschwach\"", VIGIL_COUNTER_WORD },
    { "\"label\":\"\\u202eX\"", VIGIL_COUNTER_WORD },
    { "\"label\":7", VIGIL_COUNTER_TYPE },
    { "\"raised\":0", VIGIL_COUNTER_RANGE },
    { "\"raised\":-5", VIGIL_COUNTER_RANGE },
    { "\"raised\":1.5", VIGIL_COUNTER_TYPE },
    { "\"raised\":\"now\"", VIGIL_COUNTER_TYPE },
    { "\"raised\":1700000000000000", VIGIL_COUNTER_RANGE },
    { "\"x\":1e7", VIGIL_COUNTER_RANGE },
    { "\"x\":\"86\"", VIGIL_COUNTER_TYPE },
    { "\"limit\":1e999", VIGIL_COUNTER_NOT_FINITE },
    { "\"inact\":\"muted\"", VIGIL_COUNTER_WORD },
    { "\"inact\":\"acknowledged\",\"inact_until\":-1", VIGIL_COUNTER_RANGE },
  };
  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++) {
    g_test_message ("%s", CASES[i].detail);
    g_autofree char *items = g_strconcat (VF "," OTHER ",", CASES[i].detail, "}", NULL);
    g_autoptr (WireSink) sink = decode (items);
    assert_list (sink, 2, FALSE);
    g_assert_cmpstr (get_alarm (sink, 0)->id, ==, "vf");
    g_assert_cmpstr (get_alarm (sink, 1)->id, ==, "b2");
    g_assert_cmpint (get_alarm (sink, 1)->inactivation, ==, VIGIL_INACTIVATION_NONE);
    g_assert_cmpint (get_alarm (sink, 1)->inactivation_until_ms, ==, 0);
    g_assert_false (get_alarm (sink, 1)->has_value);
    g_assert_false (get_alarm (sink, 1)->has_limit);
    g_assert_cmpfloat (get_alarm (sink, 1)->value, ==, 0);
    g_assert_cmpint (get_alarm (sink, 1)->raised_ms, ==,
                     strstr (CASES[i].detail, "raised") != NULL ? T : T - 10000);
    assert_told (sink, CASES[i].reason);
  }
}

static void
test_a_label_is_cleaned (void)
{
  g_autoptr (WireSink) sink = decode (OTHER ",\"label\":\"\\u202eBatterie\\tschwach\\n\"}");
  assert_list (sink, 1, FALSE);
  g_assert_cmpstr (get_alarm (sink, 0)->label, ==, "Batterie schwach");
}

static void
test_raised_is_the_lists_time_if_it_is_not_said (void)
{
  g_autoptr (WireSink) sink =
      decode ("{\"id\":\"a\",\"code\":\"MDC_EVT_LO\",\"kind\":\"technical\",\"pri\":\"low\","
              "\"state\":\"active\"}");
  assert_list (sink, 1, FALSE);
  g_assert_cmpint (get_alarm (sink, 0)->raised_ms, ==, T);
  g_assert_cmpuint (wire_sink_count (sink, VIGIL_FRAME_REFUSED), ==, 0);
}

static void
test_a_code_that_nobody_knows_is_an_alarm (void)
{
  g_autoptr (WireSink) sink = decode (ITEM ("a", "VENDOR_EVT_17", "medium") ",\"label\":\"Gas\"}");
  assert_list (sink, 1, FALSE);
  g_assert_cmpstr (get_alarm (sink, 0)->code, ==, "VENDOR_EVT_17");
  g_assert_cmpstr (get_alarm (sink, 0)->label, ==, "Gas");
}

/* A later member of one name replaces the earlier one. */
static void
test_what_cannot_be_understood_is_left_out_and_told (void)
{
  static const struct {
    const char *item;
    VigilCounter reason;
  } CASES[] = {
    { "7", VIGIL_COUNTER_TYPE },
    { "null", VIGIL_COUNTER_TYPE },
    { "{}", VIGIL_COUNTER_MISSING },
    { OTHER ",\"id\":null}", VIGIL_COUNTER_MISSING },
    { OTHER ",\"id\":7}", VIGIL_COUNTER_TYPE },
    { OTHER ",\"id\":\"a b\"}", VIGIL_COUNTER_WORD },
    { OTHER ",\"code\":\"MDC|X\"}", VIGIL_COUNTER_WORD },
    { OTHER ",\"src\":\"MDC|X\"}", VIGIL_COUNTER_WORD },
    { OTHER ",\"kind\":\"other\"}", VIGIL_COUNTER_WORD },
    { OTHER ",\"pri\":\"urgent\"}", VIGIL_COUNTER_WORD },
    { OTHER ",\"pri\":\"\"}", VIGIL_COUNTER_WORD },
    { OTHER ",\"pri\":null}", VIGIL_COUNTER_MISSING },
    { OTHER ",\"state\":\"ended\"}", VIGIL_COUNTER_WORD },
    { OTHER ",\"state\":true}", VIGIL_COUNTER_TYPE },
  };
  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++) {
    g_test_message ("%s", CASES[i].item);
    g_autofree char *behind = g_strconcat (VF ",", CASES[i].item, NULL);
    g_autofree char *before = g_strconcat (CASES[i].item, "," VF, NULL);
    const char *both[] = { behind, before };
    for (guint j = 0; j < 2; j++) {
      g_autoptr (WireSink) sink = decode (both[j]);
      assert_list (sink, 1, TRUE);
      g_assert_cmpstr (get_alarm (sink, 0)->id, ==, "vf");
      assert_told (sink, CASES[i].reason);
    }
  }
}

static void
test_many_bad_items_are_one_refusal (void)
{
  g_autoptr (WireSink) sink = decode ("1,{}," OTHER ",\"pri\":\"x\"}," VF ",[]");
  assert_list (sink, 1, TRUE);
  assert_told (sink, VIGIL_COUNTER_TYPE);
}

static void
test_of_two_with_one_id_the_more_urgent_stands (void)
{
  g_autoptr (WireSink) worse =
      decode (ITEM ("a", "MDC_EVT_LO", "low") "}," ITEM ("a", "MDC_EVT_LO", "high") "}");
  assert_list (worse, 1, FALSE);
  g_assert_cmpint (get_alarm (worse, 0)->priority, ==, VIGIL_PRIORITY_HIGH);
  assert_told (worse, VIGIL_COUNTER_WORD);
  g_autoptr (WireSink) better =
      decode (ITEM ("a", "MDC_EVT_LO", "high") "}," ITEM ("a", "MDC_EVT_LO", "low") "}");
  assert_list (better, 1, FALSE);
  g_assert_cmpint (get_alarm (better, 0)->priority, ==, VIGIL_PRIORITY_HIGH);
  g_autoptr (WireSink) active = decode (ITEM (
      "a", "MDC_EVT_LO", "high") ",\"state\":\"latched\"}," ITEM ("a", "MDC_EVT_LO", "high") "}");
  assert_list (active, 1, FALSE);
  g_assert_false (get_alarm (active, 0)->is_latched);
  g_autoptr (WireSink) loud =
      decode (ITEM ("a", "MDC_EVT_LO",
                    "high") ",\"inact\":\"acknowledged\"}," ITEM ("a", "MDC_EVT_LO", "high") "}");
  assert_list (loud, 1, FALSE);
  g_assert_cmpint (get_alarm (loud, 0)->inactivation, ==, VIGIL_INACTIVATION_NONE);
}

/* Two alarms under one id: one of them is missing. */
static void
test_two_alarms_with_one_id_make_a_list_incomplete (void)
{
  g_autoptr (WireSink) code = decode (OTHER "}," ITEM ("b2", "VIGIL_EVT_ECG_V_FIB", "high") "}");
  assert_list (code, 1, TRUE);
  g_assert_cmpstr (get_alarm (code, 0)->code, ==, "VIGIL_EVT_ECG_V_FIB");
  g_autoptr (WireSink) source = decode (OTHER ",\"src\":\"MDC_A\"}," OTHER ",\"src\":\"MDC_B\"}");
  assert_list (source, 1, TRUE);
  g_assert_cmpstr (get_alarm (source, 0)->src, ==, "MDC_A");
}

/* @n items of @priority, then @last. */
static WireSink *
decode_many (guint n, const char *priority, const char *last)
{
  g_autoptr (GString) items = g_string_new (NULL);
  for (guint i = 0; i < n; i++)
    g_string_append_printf (items, ITEM ("m%u", "FOO_%u", "%s") "},", i, i, priority);
  g_string_append (items, last);
  return decode (items->str);
}

static void
test_of_too_many_the_most_urgent_stand (void)
{
  g_autoptr (WireSink) sink = decode_many (VIGIL_ALARMS_MAX, "medium", VF);
  assert_list (sink, VIGIL_ALARMS_MAX, TRUE);
  assert_told (sink, VIGIL_COUNTER_TOO_MANY);
  g_assert_cmpstr (get_alarm (sink, 0)->id, ==, "m0");
  g_assert_cmpstr (get_alarm (sink, VIGIL_ALARMS_MAX - 2)->id, ==, "m14");
  g_assert_cmpstr (get_alarm (sink, VIGIL_ALARMS_MAX - 1)->id, ==, "vf");
  g_autoptr (WireSink) equal = decode_many (VIGIL_ALARMS_MAX, "high", VF);
  assert_list (equal, VIGIL_ALARMS_MAX, TRUE);
  g_assert_cmpstr (get_alarm (equal, VIGIL_ALARMS_MAX - 1)->id, ==, "m15");
  g_autoptr (WireSink) low = decode_many (VIGIL_ALARMS_MAX, "medium", OTHER "}");
  assert_list (low, VIGIL_ALARMS_MAX, TRUE);
  g_assert_cmpstr (get_alarm (low, VIGIL_ALARMS_MAX - 1)->id, ==, "m15");
}

/* The one that makes room may be anywhere. */
static void
test_the_least_urgent_makes_room (void)
{
  g_autoptr (GString) items = g_string_new (OTHER "}");
  for (guint i = 0; i < VIGIL_ALARMS_MAX; i++)
    g_string_append_printf (items, "," ITEM ("m%u", "FOO_%u", "medium") "}", i, i);
  g_autoptr (WireSink) sink = decode (items->str);
  assert_list (sink, VIGIL_ALARMS_MAX, TRUE);
  for (guint i = 0; i < VIGIL_ALARMS_MAX; i++) {
    g_autofree char *id = g_strdup_printf ("m%u", i);
    g_assert_cmpstr (get_alarm (sink, i)->id, ==, id);
  }
}

static void
test_a_list_that_is_none_is_refused_as_a_whole (void)
{
  static const char *const PAYLOADS[] = { "{\"v\":1,", "{\"v\":1,\"t\":5,\"boot\":7,\"seq\":3}",
                                          "{\"v\":1,\"t\":5,\"boot\":7,\"seq\":3,\"alarms\":7}" };
  for (guint i = 0; i < G_N_ELEMENTS (PAYLOADS); i++) {
    g_autoptr (WireSink) sink = wire_sink_new ();
    wire_sink_decode_text (sink, "bed/07/alarms", PAYLOADS[i]);
    const VigilFrame *frame = wire_sink_only (sink, VIGIL_FRAME_REFUSED);
    g_assert_true (frame->refused.is_whole);
    g_assert_cmpint (frame->refused.what, ==, VIGIL_FRAME_ALARMS_BEGIN);
    g_assert_cmpstr (frame->subject, ==, "07");
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add_func ("/wire/alarm/" path, func)
  ADD ("a-bad-detail-loses-no-alarm", test_a_bad_detail_loses_no_alarm);
  ADD ("a-label-is-cleaned", test_a_label_is_cleaned);
  ADD ("raised-is-the-lists-time-if-it-is-not-said",
       test_raised_is_the_lists_time_if_it_is_not_said);
  ADD ("a-code-that-nobody-knows-is-an-alarm", test_a_code_that_nobody_knows_is_an_alarm);
  ADD ("what-cannot-be-understood-is-left-out-and-told",
       test_what_cannot_be_understood_is_left_out_and_told);
  ADD ("many-bad-items-are-one-refusal", test_many_bad_items_are_one_refusal);
  ADD ("of-two-with-one-id-the-more-urgent-stands", test_of_two_with_one_id_the_more_urgent_stands);
  ADD ("two-alarms-with-one-id-make-a-list-incomplete",
       test_two_alarms_with_one_id_make_a_list_incomplete);
  ADD ("of-too-many-the-most-urgent-stand", test_of_too_many_the_most_urgent_stand);
  ADD ("the-least-urgent-makes-room", test_the_least_urgent_makes_room);
  ADD ("a-list-that-is-none-is-refused-as-a-whole", test_a_list_that_is_none_is_refused_as_a_whole);
#undef ADD
  return g_test_run ();
}
