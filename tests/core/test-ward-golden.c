/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Golden runs: each recorded stream of inputs under golden/ gives, byte for byte, the events and
 * the states that were reviewed once (golden/README.md). A change of behaviour is a change of these
 * files: `test-ward-golden --update DIR` writes them anew, to be read line by line. */

#include "world-record.h"

#include <glib/gstdio.h>
#include <string.h>

#define N_RUNS_MIN 10

static char *
read_file (const char *path)
{
  char *text = NULL;
  g_autoptr (GError) error = NULL;
  if (!g_file_get_contents (path, &text, NULL, &error))
    g_error ("%s", error->message);
  return text;
}

/* A context of the first line that differs. */
static void
tell_difference (const char *name, const char *is, const char *was)
{
  g_auto (GStrv) new_lines = g_strsplit (is, "\n", -1);
  g_auto (GStrv) old_lines = g_strsplit (was, "\n", -1);
  guint i = 0;
  while (new_lines[i] != NULL && old_lines[i] != NULL && strcmp (new_lines[i], old_lines[i]) == 0)
    i++;
  g_error ("%s.out, line %u: was \"%s\", is \"%s\". If that is meant: scripts/update-golden, and "
           "read the difference",
           name, i + 1, old_lines[i] != NULL ? old_lines[i] : "the end",
           new_lines[i] != NULL ? new_lines[i] : "the end");
}

static void
test_run (gconstpointer data)
{
  const char *path = data; /* without its ending */
  g_autofree char *in_path = g_strconcat (path, ".in", NULL);
  g_autofree char *out_path = g_strconcat (path, ".out", NULL);
  g_autofree char *input = read_file (in_path);
  g_autofree char *expected = read_file (out_path);
  g_autofree char *first = world_play (input);
  g_autofree char *second = world_play (input);
  g_assert_cmpstr (first, ==, second);
  g_autofree char *name = g_path_get_basename (path);
  if (strcmp (first, expected) != 0)
    tell_difference (name, first, expected);
}

static gint
compare_text (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *) a, *(char *const *) b);
}

/* The runs of @folder, without their ending, sorted. */
static GPtrArray *
list_runs (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_assert_nonnull (dir);
  GPtrArray *runs = g_ptr_array_new_with_free_func (g_free);
  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir)) {
    if (!g_str_has_suffix (name, ".in"))
      continue;
    g_autofree char *stem = g_strndup (name, strlen (name) - strlen (".in"));
    g_ptr_array_add (runs, g_build_filename (folder, stem, NULL));
  }
  g_ptr_array_sort (runs, compare_text);
  return runs;
}

static void
update (const char *folder)
{
  g_autoptr (GPtrArray) runs = list_runs (folder);
  for (guint i = 0; i < runs->len; i++) {
    g_autofree char *in_path = g_strconcat (g_ptr_array_index (runs, i), ".in", NULL);
    g_autofree char *out_path = g_strconcat (g_ptr_array_index (runs, i), ".out", NULL);
    g_autofree char *input = read_file (in_path);
    g_autofree char *output = world_play (input);
    g_assert_true (g_file_set_contents (out_path, output, -1, NULL));
  }
  g_print ("%u runs written\n", runs->len);
}

int
main (int argc, char **argv)
{
  if (argc == 3 && strcmp (argv[1], "--update") == 0) {
    update (argv[2]);
    return 0;
  }
  g_test_init (&argc, &argv, NULL);
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "core", "golden", NULL);
  g_autoptr (GPtrArray) runs = list_runs (folder);
  g_assert_cmpuint (runs->len, >=, N_RUNS_MIN);
  for (guint i = 0; i < runs->len; i++) {
    g_autofree char *name = g_path_get_basename (g_ptr_array_index (runs, i));
    g_autofree char *test = g_strconcat ("/ward/golden/", name, NULL);
    g_test_add_data_func (test, g_ptr_array_index (runs, i), test_run);
  }
  return g_test_run ();
}
