/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-tokens.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct {
  char *folder, *path;
} Fixture;

static void
write_file (Fixture *fixture, const char *text, int mode)
{
  g_assert_true (g_file_set_contents_full (fixture->path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT,
                                           mode, NULL));
  g_assert_cmpint (g_chmod (fixture->path, mode), ==, 0);
}

static void
setup (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  fixture->folder = g_dir_make_tmp ("vigil-test-tokens-XXXXXX", NULL);
  fixture->path = g_build_filename (fixture->folder, "tokens", NULL);
  write_file (fixture, "# two\n\ndesk-1 aaaaaaaaaaaaaaaa1\n desk-2\t bbbbbbbbbbbbbbbb2 \n", 0600);
}

static void
teardown (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_unlink (fixture->path);
  g_rmdir (fixture->folder);
  g_free (fixture->path);
  g_free (fixture->folder);
}

static VigilTokens *
load (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  VigilTokens *tokens = vigil_tokens_new (fixture->path, TRUE, &error);
  g_assert_no_error (error);
  return tokens;
}

static void
expect_refused (Fixture *fixture, const char *text, int mode, const char *reason)
{
  g_autoptr (GError) error = NULL;
  write_file (fixture, text, mode);
  g_autoptr (VigilTokens) tokens = vigil_tokens_new (fixture->path, TRUE, &error);
  g_assert_null (tokens);
  g_assert_error (error, VIGIL_TOKENS_ERROR, VIGIL_TOKENS_ERROR_READ);
  g_assert_nonnull (strstr (error->message, reason));
  g_assert_nonnull (strstr (error->message, fixture->path));
}

static void
test_a_token_belongs_to_its_station (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (VigilTokens) tokens = load (fixture);
  g_assert_cmpstr (vigil_tokens_find (tokens, "Bearer aaaaaaaaaaaaaaaa1"), ==, "desk-1");
  g_assert_cmpstr (vigil_tokens_find (tokens, "bearer bbbbbbbbbbbbbbbb2"), ==, "desk-2");
}

static void
test_anything_else_belongs_to_nobody (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (VigilTokens) tokens = load (fixture);
  const char *wrong[] = { NULL,
                          "",
                          "Bearer",
                          "Bearer ",
                          "aaaaaaaaaaaaaaaa1",
                          "Basic aaaaaaaaaaaaaaaa1",
                          "Bearer aaaaaaaaaaaaaaaa",
                          "Bearer aaaaaaaaaaaaaaaa12",
                          "Bearer desk-1 aaaaaaaaaaaaaaaa1",
                          "Bearer \xff\xff" };
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_null (vigil_tokens_find (tokens, wrong[i]));
}

static void
test_a_changed_file_counts_at_once (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (VigilTokens) tokens = load (fixture);
  write_file (fixture, "desk-1 cccccccccccccccc3\ndesk-1 dddddddddddddddd4\n", 0600);
  g_assert_null (vigil_tokens_find (tokens, "Bearer aaaaaaaaaaaaaaaa1"));
  g_assert_cmpstr (vigil_tokens_find (tokens, "Bearer cccccccccccccccc3"), ==, "desk-1");
  g_assert_cmpstr (vigil_tokens_find (tokens, "Bearer dddddddddddddddd4"), ==, "desk-1");
}

static void
test_a_broken_or_missing_file_leaves_the_last_good_one (Fixture *fixture,
                                                        gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (VigilTokens) tokens = load (fixture);
  write_file (fixture, "desk-1 cccccccccccccccc3\nDesk eeeeeeeeeeeeeeeeeee\n", 0600);
  g_assert_cmpstr (vigil_tokens_find (tokens, "Bearer aaaaaaaaaaaaaaaa1"), ==, "desk-1");
  g_assert_null (vigil_tokens_find (tokens, "Bearer cccccccccccccccc3"));
  g_unlink (fixture->path);
  g_assert_cmpstr (vigil_tokens_find (tokens, "Bearer aaaaaaaaaaaaaaaa1"), ==, "desk-1");
}

static void
test_bad_files_are_refused_by_line_and_field (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  expect_refused (fixture, "", 0600, "no `station token` line");
  expect_refused (fixture, "desk-1 aaaaaaaaaaaaaaaa1\nDesk aaaaaaaaaaaaaaaa1\n", 0600,
                  "line 2: station:");
  expect_refused (fixture, "desk-1 short\n", 0600, "line 1: token:");
  expect_refused (fixture, "desk-1\n", 0600, "line 1: token:");
  expect_refused (fixture, "desk-1 aaaaaaaaaaaa aaaaaaa\n", 0600, "line 1: token:");
}

static void
test_a_file_that_everybody_reads_is_refused (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  expect_refused (fixture, "desk-1 aaaaaaaaaaaaaaaa1\n", 0644, "mode 0644");
  g_autoptr (VigilTokens) tokens = vigil_tokens_new (fixture->path, FALSE, &error);
  g_assert_no_error (error);
  g_assert_nonnull (tokens);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, function) g_test_add ("/tokens/" name, Fixture, NULL, setup, function, teardown)
  ADD ("a-token-belongs-to-its-station", test_a_token_belongs_to_its_station);
  ADD ("anything-else-belongs-to-nobody", test_anything_else_belongs_to_nobody);
  ADD ("a-changed-file-counts-at-once", test_a_changed_file_counts_at_once);
  ADD ("a-broken-or-missing-file-leaves-the-last-good-one",
       test_a_broken_or_missing_file_leaves_the_last_good_one);
  ADD ("bad-files-are-refused-by-line-and-field", test_bad_files_are_refused_by_line_and_field);
  ADD ("a-file-that-everybody-reads-is-refused", test_a_file_that_everybody_reads_is_refused);
  return g_test_run ();
}
