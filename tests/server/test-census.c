/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-census.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct {
  char *folder;
  VigilDatabase *database;
  VigilWardFile *ward;
  guint n;
} Fixture;

/* Alba lies in 01 since 1000 s. */
static const char *const WARD = "[ward]\nsite=s\nward=w\n[bed 01]\n"
                                "encounter=00000000-0000-4000-8000-00000000000a\nfamily=Alba\n"
                                "since=1970-01-01T00:16:40Z\n[bed 02]\n[bed 03]\n";
#define ALBA "00000000-0000-4000-8000-00000000000a"
#define BENNO "00000000-0000-4000-8000-00000000000b"
#define CLEO "00000000-0000-4000-8000-00000000000c"

static void
setup (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  *fixture = (Fixture){ 0 };
  fixture->folder = g_dir_make_tmp ("vigil-test-census-XXXXXX", NULL);
  fixture->database = vigil_database_open (fixture->folder, &error);
  g_assert_no_error (error);
  fixture->ward = vigil_ward_file_parse (WARD, &error);
  g_assert_no_error (error);
}

static void
teardown (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const char *names[] = { "vigil-server.db", "vigil-server.lock" };
  vigil_database_close (fixture->database);
  vigil_ward_file_free (fixture->ward);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *path = g_build_filename (fixture->folder, names[i], NULL);
    g_unlink (path);
  }
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
}

static VigilKeep
tell (Fixture *fixture, const char *body, const char **field)
{
  VigilChange change;
  VigilReceipt receipt = { 0 };
  const char *reason = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));
  if (!vigil_change_decode (bytes, &change, &reason, field))
    return VIGIL_KEEP_FAILED;
  VigilKeep keep = vigil_change_put (fixture->database, &change, bytes, 1, &receipt, &error);
  g_assert_no_error (error);
  return keep;
}

/* @family NULL: no patient told; @bed NULL: none. */
static void
change (Fixture *fixture,
        gint64 t_ms,
        const char *encounter,
        const char *action,
        const char *bed,
        const char *family)
{
  const char *field = NULL;
  g_autofree char *bed_json = bed != NULL ? g_strdup_printf ("\"%s\"", bed) : g_strdup ("null");
  g_autofree char *patient = family != NULL
                                 ? g_strdup_printf ("{\"family\":\"%s\",\"given\":null,\"birth\":"
                                                    "\"2020-02-29\",\"class\":\"paediatric\"}",
                                                    family)
                                 : g_strdup ("null");
  g_autofree char *body = g_strdup_printf (
      "{\"id\":\"019a0b3c-6e00-7abc-8def-%012x\",\"encounter\":\"%s\",\"action\":\"%s\",\"bed\":%s,"
      "\"patient\":%s,\"station\":\"desk-1\",\"by\":null,\"t\":%" G_GINT64_FORMAT "}",
      fixture->n++, encounter, action, bed_json, patient, t_ms);
  g_assert_cmpint (tell (fixture, body, &field), ==, VIGIL_KEEP_STORED);
}

/* Families in beds 01, 02, 03; "-" = empty, "?" = of unknown identity. */
static void
expect (Fixture *fixture, const char *families)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) found = g_string_new (NULL);
  g_autoptr (VigilCensus) census = vigil_census_count (fixture->database, fixture->ward, &error);
  g_assert_no_error (error);
  for (guint i = 1; i <= 3; i++) {
    g_autofree char *bed = g_strdup_printf ("%02u", i);
    const VigilStay *stay = vigil_census_find (census, bed);
    const char *word = stay == NULL ? "-" : *stay->family == '\0' ? "?" : stay->family;
    g_string_append_printf (found, "%s%s", i > 1 ? " " : "", word);
  }
  g_assert_cmpstr (found->str, ==, families);
}

static void
test_the_file_is_the_beginning (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  expect (fixture, "Alba - -");
}

static void
test_admit_transfer_discharge (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  change (fixture, 2000000, BENNO, "admit", "02", "Benno");
  expect (fixture, "Alba Benno -");
  change (fixture, 3000000, BENNO, "transfer", "03", NULL);
  expect (fixture, "Alba - Benno");
  change (fixture, 4000000, ALBA, "discharge", NULL, NULL);
  expect (fixture, "- - Benno");
}

static void
test_the_order_of_arrival_does_not_matter (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  change (fixture, 5000000, BENNO, "discharge", "03", NULL);
  change (fixture, 4000000, CLEO, "admit", "02", "Cleo");
  change (fixture, 3000000, BENNO, "transfer", "03", NULL);
  change (fixture, 2000000, BENNO, "admit", "02", "Benno");
  expect (fixture, "Alba Cleo -");
}

static void
test_a_left_bed_never_shows_an_earlier_name (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  change (fixture, 2000000, BENNO, "admit", "01", "Benno");
  expect (fixture, "Benno - -");
  change (fixture, 3000000, BENNO, "discharge", "01", NULL);
  expect (fixture, "- - -");
}

static void
test_a_displaced_stay_can_be_moved (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  change (fixture, 2000000, BENNO, "admit", "01", "Benno");
  change (fixture, 3000000, ALBA, "transfer", "02", NULL);
  expect (fixture, "Benno Alba -");
}

static void
test_a_transfer_without_a_known_identity_names_nobody (Fixture *fixture,
                                                       gconstpointer data G_GNUC_UNUSED)
{
  change (fixture, 3000000, CLEO, "transfer", "01", NULL);
  expect (fixture, "? - -");
  change (fixture, 2000000, CLEO, "admit", "02", "Cleo");
  expect (fixture, "Cleo - -");
}

static void
test_a_stay_of_the_file_that_began_later_counts_later (Fixture *fixture,
                                                       gconstpointer data G_GNUC_UNUSED)
{
  change (fixture, 999000, BENNO, "admit", "01", "Benno");
  expect (fixture, "Alba - -");
}

static void
test_bad_changes_are_refused_by_field (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const good =
      "{\"id\":\"019a0b3c-6e00-7abc-8def-0123456789ab\",\"encounter\":\"" BENNO
      "\",\"action\":\"admit\",\"bed\":\"02\",\"patient\":{\"family\":\"B\",\"birth\":"
      "\"2020-02-29\",\"class\":null},\"station\":\"desk-1\",\"t\":5}";
  static const char *const wrongs[][3] = {
    { "7abc", "4abc", "id" },
    { "\"id\"", "\"ID\"", "id" },
    { BENNO, "benno", "encounter" },
    { "admit", "kidnap", "action" },
    { "\"02\"", "\"bed 2\"", "bed" },
    { "\"02\"", "null", "bed" },
    { "\"B\"", "\"\"", "family" },
    { "\"B\"", "\" \\u00a0\\u3000\"", "family" },
    { "\"B\"", "7", "family" },
    { "02-29", "02-30", "birth" },
    { "\"class\":null", "\"class\":\"elder\"", "class" },
    { "desk-1", "Desk", "station" },
    { "\"t\":5", "\"t\":0.5", "t" },
    { "\"t\":5", "\"t\":-1", "t" },
    { "\"t\":5", "\"t\":1e300", "t" },
    { "{\"family", "[{\"family", "payload" },
  };
  const char *field = NULL;
  for (guint i = 0; i < G_N_ELEMENTS (wrongs); i++) {
    g_auto (GStrv) parts = g_strsplit (good, wrongs[i][0], 2);
    g_autofree char *body = g_strjoinv (wrongs[i][1], parts);
    g_assert_cmpint (tell (fixture, body, &field), ==, VIGIL_KEEP_FAILED);
    g_assert_cmpstr (field, ==, wrongs[i][2]);
  }
  g_assert_cmpint (tell (fixture, good, &field), ==, VIGIL_KEEP_STORED);
  g_assert_cmpint (tell (fixture, good, &field), ==, VIGIL_KEEP_AGAIN);
  g_autofree char *other = g_strconcat (good, " ", NULL);
  g_assert_cmpint (tell (fixture, other, &field), ==, VIGIL_KEEP_CONFLICT);
}

static void
test_a_second_server_on_the_same_folder_is_refused (Fixture *fixture,
                                                    gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VigilDatabase) second = vigil_database_open (fixture->folder, &error);
  g_assert_null (second);
  g_assert_error (error, VIGIL_DATABASE_ERROR, VIGIL_DATABASE_ERROR_IN_USE);
}

static void
test_a_newer_or_damaged_database_is_left_alone (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (fixture->folder, "vigil-server.db", NULL);
  g_assert_true (vigil_database_run (fixture->database, "PRAGMA user_version = 99", NULL));
  g_clear_pointer (&fixture->database, vigil_database_close);
  g_assert_null (vigil_database_open (fixture->folder, &error));
  g_assert_error (error, VIGIL_DATABASE_ERROR, VIGIL_DATABASE_ERROR_SCHEMA);
  g_clear_error (&error);
  g_assert_true (
      g_file_set_contents (path, "this is no database, whatever its name may say", -1, NULL));
  g_assert_null (vigil_database_open (fixture->folder, &error));
  g_assert_nonnull (error);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/census/" name, Fixture, NULL, setup, function, teardown)
  ADD ("the-file-is-the-beginning", test_the_file_is_the_beginning);
  ADD ("admit-transfer-discharge", test_admit_transfer_discharge);
  ADD ("the-order-of-arrival-does-not-matter", test_the_order_of_arrival_does_not_matter);
  ADD ("a-left-bed-never-shows-an-earlier-name", test_a_left_bed_never_shows_an_earlier_name);
  ADD ("a-displaced-stay-can-be-moved", test_a_displaced_stay_can_be_moved);
  ADD ("a-transfer-without-a-known-identity-names-nobody",
       test_a_transfer_without_a_known_identity_names_nobody);
  ADD ("a-stay-of-the-file-that-began-later-counts-later",
       test_a_stay_of_the_file_that_began_later_counts_later);
  ADD ("bad-changes-are-refused-by-field", test_bad_changes_are_refused_by_field);
  ADD ("a-second-server-on-the-same-folder-is-refused",
       test_a_second_server_on_the_same_folder_is_refused);
  ADD ("a-newer-or-damaged-database-is-left-alone", test_a_newer_or_damaged_database_is_left_alone);
  return g_test_run ();
}
