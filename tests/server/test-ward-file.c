/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-ward-file.h"

#include <string.h>

static VigilWardFile *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  VigilWardFile *file = vigil_ward_file_parse (text, &error);
  g_assert_no_error (error);
  return file;
}

/* All of @problems, a line each, and nothing else. */
static void
expect_problems (const char *text, const char *problems)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VigilWardFile) file = vigil_ward_file_parse (text, &error);
  g_assert_null (file);
  g_assert_error (error, VIGIL_WARD_FILE_ERROR, VIGIL_WARD_FILE_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, problems);
}

#define WARD "[ward]\nsite=s\nward=w\n"

static void
test_demo_ward_is_sixteen_beds_of_invented_people (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VigilWardFile) file = vigil_ward_file_load (g_getenv ("VIGIL_DEMO_WARD"), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (file->site, ==, "demo");
  g_assert_cmpstr (file->ward, ==, "w1");
  g_assert_true (file->is_demo);
  g_assert_cmpuint (file->beds->len, ==, 16);
  for (guint i = 0; i < file->beds->len; i++) {
    const VigilWardFileBed *bed = &g_array_index (file->beds, VigilWardFileBed, i);
    g_autofree char *id = g_strdup_printf ("%02u", i + 1);
    g_assert_cmpstr (bed->bed, ==, id);
    g_assert_true (bed->is_occupied);
    g_assert_true (g_str_has_prefix (bed->stay.family, "Test"));
    /* The newborn has no birth date: a date in a file would grow up. */
    gboolean is_newborn = g_str_equal (bed->bed, "08");
    g_assert_cmpint (bed->stay.patient_class, ==,
                     is_newborn ? VIGIL_CLASS_NEONATAL : VIGIL_CLASS_ADULT);
    g_assert_true (is_newborn || vigil_date_is_valid (bed->stay.birth));
    g_assert_cmpstr (bed->nurse, !=, "");
  }
}

static void
test_every_field_is_read (void)
{
  g_autoptr (VigilWardFile) file =
      parse ("# first\r\n[ward]\n site = north \nward=icu-1\nname=Ward \u00c4\ndemo=true\n\n"
             "[bed 07]\nlabel=7A\nnurse=\u00d6K\nencounter=DE300000-0000-4000-8000-00000000000A\n"
             "family=Testperson\ngiven=Zo\u00eb\nbirth=2026-11-01\nclass=neonatal\n"
             "since=2026-11-01T08:30:00+01:00\n[bed 08]\n");
  const VigilWardFileBed *bed = vigil_ward_file_find (file, "07");
  g_assert_cmpstr (file->site, ==, "north");
  g_assert_cmpstr (file->name, ==, "Ward \u00c4");
  g_assert_cmpstr (bed->label, ==, "7A");
  g_assert_cmpstr (bed->nurse, ==, "\u00d6K");
  g_assert_cmpstr (bed->stay.encounter, ==, "de300000-0000-4000-8000-00000000000a");
  g_assert_cmpstr (bed->stay.given, ==, "Zo\u00eb");
  g_assert_cmpint (bed->stay.patient_class, ==, VIGIL_CLASS_NEONATAL);
  g_assert_cmpint (bed->stay.since_ms, ==, G_GINT64_CONSTANT (1793518200000));
  bed = vigil_ward_file_find (file, "08");
  g_assert_false (bed->is_occupied);
  g_assert_cmpstr (bed->label, ==, "08");
  g_assert_null (vigil_ward_file_find (file, "09"));
}

static void
test_all_problems_are_told_with_line_section_and_field (void)
{
  expect_problems ("[ward]\nsite=North\nward=w\ncolour=red\n[bed 01]\nbirth=2026-02-30\n"
                   "class=elder\nnurse=TOOLONG\nsince=yesterday\n[bed A]\n[room 1]\n",
                   "line 2: [ward] site: is not 1 to 32 characters of a-z, 0-9 and -\n"
                   "line 4: [ward] colour: is not a field of [ward]\n"
                   "line 6: [bed 01] birth: is not a day as YYYY-MM-DD\n"
                   "line 7: [bed 01] class: is not adult, paediatric, neonatal or unknown\n"
                   "line 8: [bed 01] nurse: is too long\n"
                   "line 9: [bed 01] since: is not a time such as 2026-11-01T08:30:00Z\n"
                   "line 10: [bed A] the bed's name is not 1 to 32 characters of a-z, 0-9 and -\n"
                   "line 11: [room 1] is neither [ward] nor a [bed …] nor a [nurse …]\n"
                   "line 12: [ward] site: is missing or not valid");
}

static void
test_nurses_are_read_in_order (void)
{
  g_autoptr (VigilWardFile) file =
      parse (WARD "[nurse NO]\nname=N. Okafor\n[bed 01]\nnurse=NO\n[nurse \u00d6K]\n");
  g_assert_cmpuint (file->nurses->len, ==, 2);
  const VigilWardFileNurse *first = &g_array_index (file->nurses, VigilWardFileNurse, 0);
  g_assert_cmpstr (first->initials, ==, "NO");
  g_assert_cmpstr (first->name, ==, "N. Okafor");
  const VigilWardFileNurse *second = &g_array_index (file->nurses, VigilWardFileNurse, 1);
  g_assert_cmpstr (second->initials, ==, "\u00d6K");
  g_assert_cmpstr (second->name, ==, "\u00d6K");
}

static void
test_what_is_wrong_with_a_nurse_is_told (void)
{
  expect_problems (WARD "[nurse TOOLONG]\nname=A\n[nurse NO]\nbirth=1951-03-14\n[nurse NO]\n"
                        "[bed 01]\n",
                   "line 4: [nurse TOOLONG] the nurse's initials are not 1 to 4 characters\n"
                   "line 7: [nurse NO] birth: is not a field of a nurse\n"
                   "line 8: [nurse NO] stands twice in the file");
}

static void
test_doubles_are_refused (void)
{
  expect_problems (WARD "site=s\n[bed 01]\n[bed 01]\n",
                   "line 4: [ward] site: stands twice in its section\n"
                   "line 6: [bed 01] stands twice in the file");
  expect_problems (WARD "[bed 01]\nencounter=de300000-0000-4000-8000-000000000001\nfamily=A\n"
                        "[bed 02]\nencounter=DE300000-0000-4000-8000-000000000001\nfamily=B\n",
                   "line 8: [bed 02] encounter: stands in two beds");
}

static void
test_a_name_without_encounter_and_an_encounter_without_name_are_refused (void)
{
  expect_problems (WARD "[bed 01]\nfamily=Testperson\n[bed 02]\n"
                        "encounter=de300000-0000-4000-8000-000000000001\n",
                   "line 4: [bed 01] encounter: is missing\n"
                   "line 6: [bed 02] family: is missing");
}

static void
test_a_problem_never_tells_a_name (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VigilWardFile) file = vigil_ward_file_parse (
      WARD "[bed 01]\nfamily Secretname\nfamily=Secretname\nfamily=Secretname\n", &error);
  g_assert_null (file);
  g_assert_null (strstr (error->message, "Secret"));
}

static void
test_what_is_no_text_is_refused (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VigilWardFile) file = vigil_ward_file_parse ("[ward]\nname=\xff\n", &error);
  g_assert_null (file);
  g_assert_error (error, VIGIL_WARD_FILE_ERROR, VIGIL_WARD_FILE_ERROR_INVALID);
  expect_problems (WARD "name=a\tb\x01\n[bed 01]\n", "line 4: [ward] holds a control character");
  expect_problems ("", "line 1: [ward] site: is missing or not valid\n"
                       "line 1: [ward] ward: is missing or not valid\nline 1: [ward] no bed");
}

static void
test_sixty_four_beds_are_the_most (void)
{
  g_autoptr (GString) text = g_string_new (WARD);
  for (guint i = 1; i <= 64; i++)
    g_string_append_printf (text, "[bed %u]\n", i);
  g_autoptr (VigilWardFile) file = parse (text->str);
  g_assert_cmpuint (file->beds->len, ==, 64);
  g_string_append (text, "[bed 65]\n");
  expect_problems (text->str, "line 68: [bed 65] more than 64 beds");
}

static void
test_a_missing_file_is_named (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VigilWardFile) file = vigil_ward_file_load ("/nonexistent/ward.conf", &error);
  g_assert_null (file);
  g_assert_error (error, VIGIL_WARD_FILE_ERROR, VIGIL_WARD_FILE_ERROR_READ);
  g_assert_nonnull (strstr (error->message, "/nonexistent/ward.conf"));
}

static void
test_random_bytes_never_harm (void)
{
  static const char alphabet[] = "[]=\n#bedwrasitenum 01-\t\xc3\xa4";
  for (guint round = 0; round < 2000; round++) {
    char text[200];
    guint length = (guint) g_test_rand_int_range (0, (gint32) sizeof text - 1);
    for (guint i = 0; i < length; i++)
      text[i] = alphabet[g_test_rand_int_range (0, (gint32) sizeof alphabet - 1)];
    text[length] = '\0';
    g_autoptr (GError) error = NULL;
    g_autoptr (VigilWardFile) file = vigil_ward_file_parse (text, &error);
    g_assert_true ((file == NULL) == (error != NULL));
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add_func ("/ward-file/" name, function)
  ADD ("demo-ward-is-sixteen-beds-of-invented-people",
       test_demo_ward_is_sixteen_beds_of_invented_people);
  ADD ("every-field-is-read", test_every_field_is_read);
  ADD ("all-problems-are-told-with-line-section-and-field",
       test_all_problems_are_told_with_line_section_and_field);
  ADD ("nurses-are-read-in-order", test_nurses_are_read_in_order);
  ADD ("what-is-wrong-with-a-nurse-is-told", test_what_is_wrong_with_a_nurse_is_told);
  ADD ("doubles-are-refused", test_doubles_are_refused);
  ADD ("a-name-without-encounter-and-an-encounter-without-name-are-refused",
       test_a_name_without_encounter_and_an_encounter_without_name_are_refused);
  ADD ("a-problem-never-tells-a-name", test_a_problem_never_tells_a_name);
  ADD ("what-is-no-text-is-refused", test_what_is_no_text_is_refused);
  ADD ("sixty-four-beds-are-the-most", test_sixty_four_beds_are_the_most);
  ADD ("a-missing-file-is-named", test_a_missing_file_is_named);
  ADD ("random-bytes-never-harm", test_random_bytes_never_harm);
  return g_test_run ();
}
