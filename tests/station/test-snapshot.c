/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-snapshot.h"

#include <string.h>

#define NOW_MS G_GINT64_CONSTANT (1790000000000) /* 2026-09-21 */

static VigilSnapshot *
parse (const char *text, GError **error)
{
  g_autoptr (GBytes) json = g_bytes_new_static (text, strlen (text));
  return vigil_snapshot_parse (json, NOW_MS, error);
}

static void
test_identity_is_read (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VigilSnapshot) snapshot = parse (
      "{\"v\":1,\"beds\":[{\"bed\":\"01\",\"label\":\"1\",\"encounter\":{\"id\":"
      "\"0f0e0d0c-0000-4000-8000-000000000001\",\"since\":1,\"patient\":{\"family\":\"Testperson\","
      "\"given\":\"Alba\",\"birth\":\"2026-09-11\",\"class\":null}},\"assignment\":{\"nurse\":"
      "\"EX\"}},"
      "{\"bed\":\"02\",\"encounter\":null,\"assignment\":null}],\"actions\":[]}",
      &error);
  g_assert_no_error (error);
  g_assert_cmpuint (snapshot->beds->len, ==, 2);
  const VigilSnapshotBed *first = &g_array_index (snapshot->beds, VigilSnapshotBed, 0);
  g_assert_cmpstr (first->identity.name, ==, "Testperson");
  g_assert_cmpstr (first->identity.nurse, ==, "EX");
  g_assert_cmpint (first->identity.age_days, ==, 10);
  g_assert_true (first->identity.is_occupied);
  const VigilSnapshotBed *second = &g_array_index (snapshot->beds, VigilSnapshotBed, 1);
  g_assert_false (second->identity.is_occupied);
  g_assert_cmpint (second->identity.age_days, ==, -1);
}

static void
test_nurses_are_the_wards_and_those_who_have_beds (void)
{
  g_autoptr (VigilSnapshot) snapshot =
      parse ("{\"beds\":[{\"bed\":\"01\",\"assignment\":{\"nurse\":\"NO\"}},"
             "{\"bed\":\"02\",\"assignment\":{\"nurse\":\"LM\"}},"
             "{\"bed\":\"03\",\"assignment\":{\"nurse\":\"LM\"}}],"
             "\"nurses\":[{\"initials\":\"NO\",\"name\":\"N. Okafor\"},7,{\"name\":\"Nobody\"},"
             "{\"initials\":\"NO\",\"name\":\"Twice\"},{\"initials\":\"AK\"}]}",
             NULL);
  const char *const expected[][2] = { { "NO", "N. Okafor" }, { "AK", "AK" }, { "LM", "LM" } };
  g_assert_nonnull (snapshot);
  g_assert_cmpuint (snapshot->nurses->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++) {
    const VigilNurse *nurse = &g_array_index (snapshot->nurses, VigilNurse, i);
    g_assert_cmpstr (nurse->initials, ==, expected[i][0]);
    g_assert_cmpstr (nurse->name, ==, expected[i][1]);
  }
}

static void
test_a_server_cannot_name_more_nurses_than_fit (void)
{
  g_autoptr (GString) text = g_string_new ("{\"beds\":[],\"nurses\":[{}");
  for (guint i = 0; i < 300; i++)
    g_string_append_printf (text, ",{\"initials\":\"%03u\",\"name\":\"Nurse %u\"}", i, i);
  g_string_append (text, "]}");
  g_autoptr (VigilSnapshot) snapshot = parse (text->str, NULL);
  g_assert_nonnull (snapshot);
  g_assert_cmpuint (snapshot->nurses->len, ==, VIGIL_SNAPSHOT_NURSES_MAX);
}

static void
test_an_encounter_that_no_action_could_carry_is_unknown (void)
{
  const char *const wrong[] = { "4711", "", "x\\ny", "0f0e0d0c-0000-4000-8000-0000000000011" };
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autofree char *text =
        g_strdup_printf ("{\"beds\":[{\"bed\":\"01\",\"encounter\":{\"id\":\"%s\","
                         "\"patient\":{\"family\":\"Testperson\"}}}]}",
                         wrong[i]);
    g_autoptr (VigilSnapshot) snapshot = parse (text, NULL);
    g_assert_nonnull (snapshot);
    const VigilSnapshotBed *bed = &g_array_index (snapshot->beds, VigilSnapshotBed, 0);
    g_assert_cmpstr (bed->identity.encounter, ==, "");
    g_assert_cmpstr (bed->identity.name, ==, "Testperson");
    g_assert_true (bed->identity.is_occupied);
  }
}

static void
test_a_name_is_one_line (void)
{
  g_autoptr (VigilSnapshot) snapshot =
      parse ("{\"beds\":[{\"bed\":\"01\",\"encounter\":{\"patient\":{\"family\":"
             "\"Test\\nper\\u0007son\\u2028 O'H\"}}}]}",
             NULL);
  g_assert_nonnull (snapshot);
  g_assert_cmpstr (g_array_index (snapshot->beds, VigilSnapshotBed, 0).identity.name, ==,
                   "Test per son  O'H");
}

static void
test_birth_that_cannot_be_is_unknown (void)
{
  const char *const wrong[] = { "2031-01-01", "1951-13-01", "yesterday", "" };
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autofree char *text =
        g_strdup_printf ("{\"beds\":[{\"bed\":\"01\",\"encounter\":{\"id\":\"x\",\"patient\":{"
                         "\"family\":\"A\",\"birth\":\"%s\"}}}]}",
                         wrong[i]);
    g_autoptr (VigilSnapshot) snapshot = parse (text, NULL);
    g_assert_nonnull (snapshot);
    g_assert_cmpint (g_array_index (snapshot->beds, VigilSnapshotBed, 0).identity.age_days, ==, -1);
  }
}

static void
test_what_is_no_snapshot_is_refused (void)
{
  g_autofree char *deep = g_strnfill (120000, '[');
  const char *const wrong[] = { "", "{", "[]", "{}", "{\"beds\":3}", "null", deep };
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (VigilSnapshot) snapshot = parse (wrong[i], &error);
    g_assert_null (snapshot);
    g_assert_error (error, VIGIL_SNAPSHOT_ERROR, VIGIL_SNAPSHOT_ERROR_MALFORMED);
  }
}

static void
test_wrong_types_make_nothing_up (void)
{
  g_autoptr (VigilSnapshot) snapshot = parse (
      "{\"beds\":[7,{\"bed\":\"No\"},{\"bed\":\"03\",\"encounter\":[],\"assignment\":\"x\"}],"
      "\"actions\":{}}",
      NULL);
  g_assert_nonnull (snapshot);
  g_assert_cmpuint (snapshot->beds->len, ==, 1);
  g_assert_false (g_array_index (snapshot->beds, VigilSnapshotBed, 0).identity.is_occupied);
  g_assert_cmpuint (snapshot->actions->len, ==, 0);
}

static void
test_rows_are_read_and_bad_ones_counted (void)
{
  const char *text =
      "{\"acknowledgements\":[{\"cursor\":\"a-1\",\"received\":5,\"id\":"
      "\"019a0b3c-5d00-7abc-8def-0123456789ab\",\"action\":\"acknowledge\",\"mode\":null,\"scope\":"
      "\"alarm\",\"bed\":\"01\",\"key\":\"01|limit|MDC_PULS_OXIM_SAT_O2|lo|2\",\"alarm\":\"a-17\","
      "\"raised\":1790000000000,\"asof\":1790000004000,\"until\":1790000125000,\"reason\":null,"
      "\"by\":null,\"encounter\":null,\"station\":\"desk-2\",\"t\":1790000005000,\"code\":"
      "\"MDC_EVT_DESAT\",\"pri\":\"high\",\"label\":\"SpO2 "
      "84<85\"},{\"id\":\"x\"}],\"next\":\"a-1\"}";
  g_autoptr (GBytes) json = g_bytes_new_static (text, strlen (text));
  g_autoptr (GError) error = NULL;
  guint n_refused = 0;
  g_autoptr (GArray) actions = vigil_snapshot_parse_actions (json, &n_refused, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (actions->len, ==, 1);
  g_assert_cmpuint (n_refused, ==, 1);
  g_assert_cmpstr (g_array_index (actions, VigilAction, 0).station, ==, "desk-2");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/snapshot/identity-is-read", test_identity_is_read);
  g_test_add_func ("/snapshot/nurses-are-the-wards-and-those-who-have-beds",
                   test_nurses_are_the_wards_and_those_who_have_beds);
  g_test_add_func ("/snapshot/a-server-cannot-name-more-nurses-than-fit",
                   test_a_server_cannot_name_more_nurses_than_fit);
  g_test_add_func ("/snapshot/an-encounter-that-no-action-could-carry-is-unknown",
                   test_an_encounter_that_no_action_could_carry_is_unknown);
  g_test_add_func ("/snapshot/a-name-is-one-line", test_a_name_is_one_line);
  g_test_add_func ("/snapshot/birth-that-cannot-be-is-unknown",
                   test_birth_that_cannot_be_is_unknown);
  g_test_add_func ("/snapshot/what-is-no-snapshot-is-refused", test_what_is_no_snapshot_is_refused);
  g_test_add_func ("/snapshot/wrong-types-make-nothing-up", test_wrong_types_make_nothing_up);
  g_test_add_func ("/snapshot/rows-are-read-and-bad-ones-counted",
                   test_rows_are_read_and_bad_ones_counted);
  return g_test_run ();
}
