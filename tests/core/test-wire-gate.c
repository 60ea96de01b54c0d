/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-wire-gate.h"
#include "vigil-wire.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define GOOD VIGIL_N_COUNTERS

static const struct {
  const char *json;
  VigilCounter reason; /* GOOD: lets it through */
} CASES[] = {
  { "{}", GOOD },
  { " \t\r\n{ } \n", GOOD },
  { "{\"a\":[],\"b\":{},\"c\":[[],{}],\"d\":\"\",\"\":null}", GOOD },
  { "{\"a\":[0,-0,1,-1,0.5,-0.5e10,1E+5,1e-5,9007199254740991,-9007199254740991]}", GOOD },
  { "{\"a\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\\uD834\\uDD1E\u00e9\"}", GOOD },
  { "{\"a\":true,\"a\":false}", GOOD },
  { "{\"a\":1e999}", GOOD }, /* its field refuses it */

  { "", VIGIL_COUNTER_MALFORMED },
  { " ", VIGIL_COUNTER_MALFORMED },
  { "[]", VIGIL_COUNTER_MALFORMED },
  { "7", VIGIL_COUNTER_MALFORMED },
  { "\"a\"", VIGIL_COUNTER_MALFORMED },
  { "null", VIGIL_COUNTER_MALFORMED },
  { "{", VIGIL_COUNTER_MALFORMED },
  { "}", VIGIL_COUNTER_MALFORMED },
  { "{}}", VIGIL_COUNTER_MALFORMED },
  { "{}{}", VIGIL_COUNTER_MALFORMED },
  { "{},", VIGIL_COUNTER_MALFORMED },
  { "{]", VIGIL_COUNTER_MALFORMED },
  { "{\"a\":[}", VIGIL_COUNTER_MALFORMED },
  { "{\"a\":[1}", VIGIL_COUNTER_MALFORMED },
  { "{\"a\":{\"b\":1]}", VIGIL_COUNTER_MALFORMED },
  { "{\"a\"}", VIGIL_COUNTER_MALFORMED },
  { "{\"a\":}", VIGIL_COUNTER_MALFORMED },
  { "{\"a\":1,}", VIGIL_COUNTER_MALFORMED },
  { "{,\"a\":1}", VIGIL_COUNTER_MALFORMED },
  { "{\"a\":1 \"b\":2}", VIGIL_COUNTER_MALFORMED },
  { "{\"a\":1;\"b\":2}", VIGIL_COUNTER_MALFORMED },
  { "{a:1}", VIGIL_COUNTER_MALFORMED },
  { "{1:1}", VIGIL_COUNTER_MALFORMED },
  { "{'a':1}", VIGIL_COUNTER_MALFORMED },
  { "{\"a\":'b'}", VIGIL_COUNTER_MALFORMED },
  { "{\"a\":[1,]}", VIGIL_COUNTER_MALFORMED },
  { "{\"a\":[,1]}", VIGIL_COUNTER_MALFORMED },
  { "{\"a\":[1 2]}", VIGIL_COUNTER_MALFORMED },
  { "{/*c*/}", VIGIL_COUNTER_MALFORMED },
  { "{}//c", VIGIL_COUNTER_MALFORMED },
  { "var x = {}", VIGIL_COUNTER_MALFORMED },
  { "{\"a\":010}", VIGIL_COUNTER_MALFORMED },
  { "{\"a\":-01}", VIGIL_COUNTER_MALFORMED },
  { "{\"a\":0x1F}", VIGIL_COUNTER_MALFORMED },
  { "{\"a\":+1}", VIGIL_COUNTER_MALFORMED },
  { "{\"a\":- 1}", VIGIL_COUNTER_MALFORMED },
  { "{\"a\":-}", VIGIL_COUNTER_MALFORMED },
  { "{\"a\":.5}", VIGIL_COUNTER_MALFORMED },
  { "{\"a\":5.}", VIGIL_COUNTER_MALFORMED },
  { "{\"a\":1e}", VIGIL_COUNTER_MALFORMED },
  { "{\"a\":1e+}", VIGIL_COUNTER_MALFORMED },
  { "{\"a\":1e+-5}", VIGIL_COUNTER_MALFORMED },
  { "{\"a\":1_000}", VIGIL_COUNTER_MALFORMED },
  { "{\"a\":1,5}", VIGIL_COUNTER_MALFORMED },
  { "{\"a\":True}", VIGIL_COUNTER_MALFORMED },
  { "{\"a\":nul}", VIGIL_COUNTER_MALFORMED },
  { "{\"a\":nullx}", VIGIL_COUNTER_MALFORMED },
  { "{\"a\":undefined}", VIGIL_COUNTER_MALFORMED },
  { "{\"a\":\"b}", VIGIL_COUNTER_MALFORMED },
  { "{\"a\":\"\n\"}", VIGIL_COUNTER_MALFORMED },
  { "{\"a\":\"\\x41\"}", VIGIL_COUNTER_MALFORMED },
  { "{\"a\":\"\\u00g0\"}", VIGIL_COUNTER_MALFORMED },
  { "{\"a\":\"\\u004\"}", VIGIL_COUNTER_MALFORMED },
  { "{\"a\":\"\\u0000\"}", VIGIL_COUNTER_MALFORMED },
  { "{\"a\":\"\\uD834\"}", VIGIL_COUNTER_MALFORMED },
  { "{\"a\":\"\\uD834\\u0041\"}", VIGIL_COUNTER_MALFORMED },
  { "{\"a\":\"\\uDD1E\"}", VIGIL_COUNTER_MALFORMED },
  { "\xef\xbb\xbf{}", VIGIL_COUNTER_MALFORMED }, /* a byte order mark */

  { "{\"a\":NaN}", VIGIL_COUNTER_NOT_FINITE },
  { "{\"a\":Infinity}", VIGIL_COUNTER_NOT_FINITE },
  { "{\"a\":-Infinity}", VIGIL_COUNTER_NOT_FINITE },
  { "{\"a\":9007199254740992}", VIGIL_COUNTER_RANGE },
  { "{\"a\":-9007199254740992}", VIGIL_COUNTER_RANGE },
  { "{\"a\":99999999999999999999999999}", VIGIL_COUNTER_RANGE },
  { "{\"a\":0.0000000000000000000000000000000000000000000000001}", VIGIL_COUNTER_RANGE },
  { "{\"a\":\"\xc3\"}", VIGIL_COUNTER_NOT_UTF8 },
  { "{\"a\":\"\xed\xa0\x80\"}", VIGIL_COUNTER_NOT_UTF8 },
  { "{\"a\":\"\xc0\xaf\"}", VIGIL_COUNTER_NOT_UTF8 },
};

static void
test_only_strict_json_comes_through (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++) {
    VigilCounter reason = GOOD;
    gsize length = strlen (CASES[i].json);
    g_autofree guint8 *copy = g_memdup2 (CASES[i].json, MAX (length, 1));
    gboolean is_good = vigil_wire_gate (copy, length, 1000, &reason);
    g_autofree char *shown = g_strescape (CASES[i].json, NULL);
    g_test_message ("%s", shown);
    g_assert_cmpint (is_good, ==, CASES[i].reason == GOOD);
    g_assert_cmpint (reason, ==, CASES[i].reason);
  }
}

/* Otherwise a good payload would be refused behind the gate. */
static void
test_the_parser_takes_what_the_gate_lets_through (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++) {
    g_autoptr (JsonParser) parser = json_parser_new ();
    if (CASES[i].reason == GOOD)
      g_assert_true (json_parser_load_from_data (parser, CASES[i].json, -1, NULL));
  }
}

static gboolean
passes_at_depth (guint depth, char open, char close, VigilCounter *reason)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_string_append (text, "{\"a\":");
  for (guint i = 1; i < depth; i++)
    g_string_append (text, open == '[' || i + 1 == depth ? (open == '[' ? "[" : "{") : "{\"a\":");
  for (guint i = 1; i < depth; i++)
    g_string_append_c (text, close);
  g_string_append_c (text, '}');
  return vigil_wire_gate ((const guint8 *) text->str, text->len, 1000, reason);
}

static void
test_sixteen_deep_and_no_deeper (void)
{
  VigilCounter reason = GOOD;
  g_assert_true (passes_at_depth (VIGIL_WIRE_DEPTH_MAX, '[', ']', &reason));
  g_assert_true (passes_at_depth (VIGIL_WIRE_DEPTH_MAX, '{', '}', &reason));
  g_assert_false (passes_at_depth (VIGIL_WIRE_DEPTH_MAX + 1, '[', ']', &reason));
  g_assert_cmpint (reason, ==, VIGIL_COUNTER_TOO_DEEP);
  g_assert_false (passes_at_depth (VIGIL_WIRE_DEPTH_MAX + 1, '{', '}', &reason));
  g_assert_cmpint (reason, ==, VIGIL_COUNTER_TOO_DEEP);
}

static void
test_values_are_counted (void)
{
  VigilCounter reason = GOOD;
  const char *json = "{\"a\":[1,{}]}"; /* four values */
  g_assert_true (vigil_wire_gate ((const guint8 *) json, strlen (json), 4, &reason));
  g_assert_false (vigil_wire_gate ((const guint8 *) json, strlen (json), 3, &reason));
  g_assert_cmpint (reason, ==, VIGIL_COUNTER_TOO_MANY);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wire/gate/only-strict-json-comes-through",
                   test_only_strict_json_comes_through);
  g_test_add_func ("/wire/gate/the-parser-takes-what-the-gate-lets-through",
                   test_the_parser_takes_what_the_gate_lets_through);
  g_test_add_func ("/wire/gate/sixteen-deep-and-no-deeper", test_sixteen_deep_and_no_deeper);
  g_test_add_func ("/wire/gate/values-are-counted", test_values_are_counted);
  return g_test_run ();
}
