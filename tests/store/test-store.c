/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fault-vfs.h"
#include "store-fixture.h"

static char *
dup_db_path (Fixture *fixture)
{
  return g_build_filename (fixture->directory, "vigil.db", NULL);
}

static void
close_store (Fixture *fixture)
{
  g_clear_pointer (&fixture->store, vigil_store_close);
}

static void
run_sql (Fixture *fixture, const char *sql)
{
  g_autofree char *path = dup_db_path (fixture);
  g_autoptr (sqlite3) db = NULL;
  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
}

static void
check_pragmas (VigilStore *store, G_GNUC_UNUSED gpointer data)
{
  static const struct {
    const char *sql, *value;
  } PRAGMAS[] = {
    { "PRAGMA journal_mode", "wal" },
    { "PRAGMA synchronous", "2" }, /* FULL */
    { "PRAGMA foreign_keys", "1" },
    { "PRAGMA trusted_schema", "0" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (PRAGMAS); i++) {
    g_autoptr (sqlite3_stmt) statement = vigil_db_prepare (store->db, NULL, PRAGMAS[i].sql, "");
    g_assert_true (vigil_db_step (store->db, statement, NULL));
    g_assert_cmpstr ((const char *) sqlite3_column_text (statement, 0), ==, PRAGMAS[i].value);
  }
}

static void
test_it_is_durable_and_private (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  g_assert_true (vigil_store_run (fixture->store, check_pragmas, NULL, NULL));
  static const char *const NAMES[] = { "vigil.db", "vigil.db-wal", "vigil.lock" };
  for (guint i = 0; i < G_N_ELEMENTS (NAMES); i++) {
    g_autofree char *path = g_build_filename (fixture->directory, NAMES[i], NULL);
    struct stat info;
    g_assert_cmpint (stat (path, &info), ==, 0);
    g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  }
}

static void
test_facts_survive (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  vigil_store_set_fact (fixture->store, "cursor", "41");
  vigil_store_set_fact (fixture->store, "cursor", "42");
  fixture_reopen (fixture);
  g_autofree char *cursor = vigil_store_get_fact (fixture->store, "cursor");
  g_assert_cmpstr (cursor, ==, "42");
  g_assert_null (vigil_store_get_fact (fixture->store, "other"));
}

static void
assert_moved_aside (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *moved_aside = NULL;
  fixture->store = vigil_store_open (fixture->directory, &moved_aside, &error);
  g_assert_no_error (error);
  g_assert_nonnull (moved_aside);
  g_assert_true (g_file_test (moved_aside, G_FILE_TEST_EXISTS));
  g_autoptr (GArray) rows = vigil_queue_list (fixture->store, NULL);
  g_assert_cmpuint (rows->len, ==, 0);
  g_assert_true (fixture_add (fixture->store, 1000, "01", NULL));
}

static void
test_a_file_that_is_no_database_is_moved_aside (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  close_store (fixture);
  g_autofree char *path = dup_db_path (fixture);
  g_autofree char *noise = g_strnfill (8192, 'n');
  g_assert_true (g_file_set_contents (path, noise, -1, NULL));
  assert_moved_aside (fixture);
}

static void
test_a_damaged_database_is_moved_aside (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  for (guint n = 1; n <= 200; n++)
    g_assert_true (fixture_add (fixture->store, n, "01", NULL));
  close_store (fixture);
  g_autofree char *path = dup_db_path (fixture);
  g_autofree char *content = NULL;
  gsize length = 0;
  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  g_assert_cmpuint (length, >, 40000);
  /* The first page, with the schema, stays sound. */
  memset (content + 4096, 'x', length - 4096);
  g_assert_true (g_file_set_contents (path, content, (gssize) length, NULL));
  assert_moved_aside (fixture);
}

static void
test_a_newer_schema_is_refused_and_left_alone (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  g_assert_true (fixture_add (fixture->store, 1, "01", NULL));
  close_store (fixture);
  run_sql (fixture, "PRAGMA user_version = 99");
  g_autoptr (GError) error = NULL;
  g_autofree char *moved_aside = NULL;
  g_assert_null (vigil_store_open (fixture->directory, &moved_aside, &error));
  g_assert_error (error, VIGIL_STORE_ERROR, VIGIL_STORE_ERROR_NEWER);
  g_assert_nonnull (strstr (error->message, "written by a newer Vigil (schema 99"));
  g_assert_null (moved_aside);
  run_sql (fixture, "PRAGMA user_version = 4");
  fixture_reopen (fixture);
  g_autoptr (GArray) rows = vigil_queue_list (fixture->store, NULL);
  g_assert_cmpuint (rows->len, ==, 1);
}

/* As version 1 wrote it, kept here as text: the migration is judged by it, not by today's code. */
static const char VERSION_1[] =
    "CREATE TABLE queue (n INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,"
    " bed TEXT NOT NULL, body BLOB NOT NULL, wall_ms INTEGER NOT NULL) STRICT;"
    "CREATE TABLE dead_letters (n INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,"
    " bed TEXT NOT NULL, body BLOB NOT NULL, wall_ms INTEGER NOT NULL, reason TEXT NOT NULL) "
    "STRICT;"
    "CREATE TABLE facts (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT "
    "ROWID;"
    "INSERT INTO queue (id, bed, body, wall_ms) VALUES ('old', '07', CAST ('{}' AS BLOB), 5);"
    "INSERT INTO facts (name, value) VALUES ('cursor', '17');"
    "PRAGMA user_version = 1;";

static void
test_an_old_schema_is_brought_up_and_keeps_its_rows (Fixture *fixture,
                                                     G_GNUC_UNUSED gconstpointer data)
{
  close_store (fixture);
  g_autofree char *path = dup_db_path (fixture);
  g_assert_cmpint (g_unlink (path), ==, 0);
  run_sql (fixture, VERSION_1);
  fixture_reopen (fixture);
  g_autoptr (GArray) rows = vigil_queue_list (fixture->store, NULL);
  g_assert_cmpuint (rows->len, ==, 1);
  g_assert_cmpstr (g_array_index (rows, VigilQueueRow, 0).id, ==, "old");
  g_assert_cmpstr (g_array_index (rows, VigilQueueRow, 0).bed, ==, "07");
  g_autofree char *cursor = vigil_store_get_fact (fixture->store, "cursor");
  g_assert_cmpstr (cursor, ==, "17");

  VigilAction action = { .word = VIGIL_ACTION_RESET, .id = "new", .t_ms = 1 };
  vigil_journal_add_action (fixture->store, &action);
  g_autoptr (GArray) actions = vigil_journal_list_actions (fixture->store, 0, NULL);
  g_assert_cmpuint (actions->len, ==, 1);
}

static void
gone_cb (G_GNUC_UNUSED const char *id, gboolean is_saved, const char *reason, gpointer data)
{
  g_assert_false (is_saved);
  g_assert_nonnull (strstr (reason, "moved or deleted"));
  *(gboolean *) data = TRUE;
}

static void
test_a_file_that_is_gone_is_told_and_nothing_is_called_saved (Fixture *fixture,
                                                              G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *path = dup_db_path (fixture);
  g_autoptr (GBytes) body = g_bytes_new_static ("{}", 2);
  gboolean is_answered = FALSE;
  g_assert_cmpint (g_unlink (path), ==, 0);
  vigil_queue_add (fixture->store, "01", "07", body, gone_cb, &is_answered);
  while (!is_answered)
    g_main_context_iteration (NULL, TRUE);
  fixture_reopen (fixture);
}

static void
test_a_second_open_is_refused_by_name (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_assert_null (vigil_store_open (fixture->directory, NULL, &error));
  g_assert_error (error, VIGIL_STORE_ERROR, VIGIL_STORE_ERROR_LOCKED);
  g_assert_nonnull (strstr (error->message, fixture->directory));
  g_assert_nonnull (strstr (error->message, "in use by another Vigil"));
  fixture_reopen (fixture);
}

static void
test_a_place_that_is_no_directory_is_refused (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  g_autofree char *file = dup_db_path (fixture);
  g_autofree char *below = g_build_filename (file, "data", NULL);
  g_autoptr (GError) error = NULL;
  g_assert_null (vigil_store_open (below, NULL, &error));
  g_assert_error (error, VIGIL_STORE_ERROR, VIGIL_STORE_ERROR_IO);
}

/* Health. */

typedef struct {
  gboolean has_failed, has_recovered;
  guint n_calls;
  char *reason;
} Health;

static void
health_cb (gboolean is_well, const char *reason, gpointer data)
{
  Health *health = data;
  health->n_calls++;
  if (is_well) {
    health->has_recovered = TRUE;
  } else {
    health->has_failed = TRUE;
    g_free (health->reason);
    health->reason = g_strdup (reason);
  }
}

static void
assert_journal_has (VigilStore *store, guint n_actions)
{
  g_autoptr (GArray) actions = vigil_journal_list_actions (store, 0, NULL);
  g_assert_cmpuint (actions->len, ==, n_actions);
}

static void
add_action (VigilStore *store, guint n)
{
  VigilAction action = { .word = VIGIL_ACTION_ACKNOWLEDGE, .t_ms = n };
  fixture_make_id (n, action.id);
  vigil_journal_add_action (store, &action);
}

static void
fail_and_recover (int code, const char *text)
{
  FaultVfs *vfs = fault_vfs_install ();
  Fixture fixture;
  fixture_set_up (&fixture, NULL);
  Health health = { 0 };
  vigil_store_set_health_func (fixture.store, health_cb, &health);
  g_assert_true (fixture_add (fixture.store, 1, "01", NULL));

  fault_vfs_fail_writes (vfs, code);
  g_autofree char *reason = NULL;
  g_assert_false (fixture_add (fixture.store, 2, "01", &reason));
  g_assert_nonnull (strstr (reason, text));
  fixture_wait (&health.has_failed);
  g_assert_nonnull (strstr (health.reason, text));
  add_action (fixture.store, 1);
  add_action (fixture.store, 2);
  g_assert_false (fixture_add (fixture.store, 3, "01", NULL));
  g_assert_cmpuint (health.n_calls, ==, 1);

  /* Nobody asks it to try: it finds out by itself, and catches up. */
  fault_vfs_fail_writes (vfs, SQLITE_OK);
  fixture_wait (&health.has_recovered);
  assert_journal_has (fixture.store, 2);
  g_assert_true (fixture_add (fixture.store, 2, "01", NULL));
  g_assert_cmpuint (health.n_calls, ==, 2);

  fixture_reopen (&fixture);
  g_autoptr (GArray) rows = vigil_queue_list (fixture.store, NULL);
  g_assert_cmpuint (rows->len, ==, 2);
  fixture_tear_down (&fixture, NULL);
  g_free (health.reason);
  fault_vfs_remove (vfs);
}

static void
test_a_full_disk_is_told_and_so_is_its_end (void)
{
  fail_and_recover (SQLITE_FULL, "full");
}

static void
test_a_failing_disk_is_told_and_so_is_its_end (void)
{
  fail_and_recover (SQLITE_IOERR_WRITE, "disk I/O error");
}

static guint
fill (VigilStore *store, guint n)
{
  while (n < 10000 && fixture_add (store, n, "01", NULL))
    n++;
  return n;
}

static void
test_on_a_really_full_disk_nothing_saved_is_lost (void)
{
  g_autofree char *place = g_dir_make_tmp ("vigil-tiny-XXXXXX", NULL);
  if (mount ("tmpfs", place, "tmpfs", MS_NOSUID | MS_NODEV, "size=512k") != 0) {
    g_rmdir (place);
    g_test_skip ("this user may not mount a tmpfs");
    return;
  }
  g_autofree char *directory = g_build_filename (place, "data", NULL);
  VigilStore *store = fixture_open (directory);
  Health health = { 0 };
  vigil_store_set_health_func (store, health_cb, &health);
  guint n_saved = fill (store, 0);
  g_assert_cmpuint (n_saved, >, 0);
  g_assert_cmpuint (n_saved, <, 10000);
  fixture_wait (&health.has_failed);

  g_assert_cmpint (mount ("tmpfs", place, "tmpfs", MS_REMOUNT | MS_NOSUID | MS_NODEV, "size=8m"),
                   ==, 0);
  fixture_wait (&health.has_recovered);
  g_assert_true (fixture_add (store, n_saved, "01", NULL));
  vigil_store_close (store);
  store = fixture_open (directory);
  g_autoptr (GArray) rows = vigil_queue_list (store, NULL);
  g_assert_cmpuint (rows->len, ==, n_saved + 1);
  vigil_store_close (store);
  g_free (health.reason);
  g_assert_cmpint (umount (place), ==, 0);
  g_rmdir (place);
}

#define ADD(name, function)                                                                        \
  g_test_add ("/store/" name, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

static void
note_answer (const char *id, gboolean is_saved, const char *reason, gpointer data)
{
  g_assert_cmpstr (id, ==, "019a0b3c-5d00-7abc-8def-0123456789ab");
  g_assert_false (is_saved);
  g_assert_cmpstr (reason, ==, "the disk is full");
  *(gboolean *) data = TRUE;
}

static void
test_in_memory_nothing_is_called_saved (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VigilStore) store = vigil_store_open_in_memory ("the disk is full", &error);
  g_assert_no_error (error);
  gboolean is_answered = FALSE;
  g_autoptr (GBytes) body = g_bytes_new_static ("{}", 2);
  vigil_queue_add (store, "019a0b3c-5d00-7abc-8def-0123456789ab", "01", body, note_answer,
                   &is_answered);
  while (!is_answered)
    g_main_context_iteration (NULL, TRUE);
  g_autoptr (GArray) rows = vigil_queue_list (store, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, 0);
  vigil_store_set_fact (store, "cursor", "a-1");
  g_autofree char *cursor = vigil_store_get_fact (store, "cursor");
  g_assert_cmpstr (cursor, ==, "a-1");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("it-is-durable-and-private", test_it_is_durable_and_private);
  ADD ("facts-survive", test_facts_survive);
  ADD ("a-file-that-is-no-database-is-moved-aside", test_a_file_that_is_no_database_is_moved_aside);
  ADD ("a-damaged-database-is-moved-aside", test_a_damaged_database_is_moved_aside);
  ADD ("a-newer-schema-is-refused-and-left-alone", test_a_newer_schema_is_refused_and_left_alone);
  ADD ("an-old-schema-is-brought-up-and-keeps-its-rows",
       test_an_old_schema_is_brought_up_and_keeps_its_rows);
  ADD ("a-file-that-is-gone-is-told-and-nothing-is-called-saved",
       test_a_file_that_is_gone_is_told_and_nothing_is_called_saved);
  ADD ("a-second-open-is-refused-by-name", test_a_second_open_is_refused_by_name);
  ADD ("a-place-that-is-no-directory-is-refused", test_a_place_that_is_no_directory_is_refused);
  g_test_add_func ("/store/a-full-disk-is-told-and-so-is-its-end",
                   test_a_full_disk_is_told_and_so_is_its_end);
  g_test_add_func ("/store/a-failing-disk-is-told-and-so-is-its-end",
                   test_a_failing_disk_is_told_and_so_is_its_end);
  g_test_add_func ("/store/on-a-really-full-disk-nothing-saved-is-lost",
                   test_on_a_really_full_disk_nothing_saved_is_lost);
  g_test_add_func ("/store/in-memory-nothing-is-called-saved",
                   test_in_memory_nothing_is_called_saved);
  return g_test_run ();
}
