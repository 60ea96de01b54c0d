/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-db.h"
#include "vigil-occurrences.h"
#include "vigil-store.h"

/* Schema versions (PRAGMA user_version):
 *
 *   1  queue, dead_letters, facts: what must reach the server
 *   2  journal (append-only), actions: what happened, and the silences that stand
 *   3  trend_tail, trend_fine, trend_minutes: the numbers of every bed
 *   4  runs, occurrences: the journal's rows of one alarm as one; retention: rows below its floor
 *      may go, oldest first
 *
 * A migration is never changed once it was released; a new one is added below it. */
#define SCHEMA_VERSION 4

/* AUTOINCREMENT: a number is never used again, so the order stands for ever. */
static const char SCHEMA_1[] = "CREATE TABLE queue ("
                               "  n INTEGER PRIMARY KEY AUTOINCREMENT,"
                               "  id TEXT NOT NULL UNIQUE,"
                               "  bed TEXT NOT NULL,"
                               "  body BLOB NOT NULL,"
                               "  wall_ms INTEGER NOT NULL"
                               ") STRICT;"
                               "CREATE TABLE dead_letters ("
                               "  n INTEGER PRIMARY KEY AUTOINCREMENT,"
                               "  id TEXT NOT NULL UNIQUE,"
                               "  bed TEXT NOT NULL,"
                               "  body BLOB NOT NULL,"
                               "  wall_ms INTEGER NOT NULL,"
                               "  reason TEXT NOT NULL"
                               ") STRICT;"
                               "CREATE TABLE facts ("
                               "  name TEXT NOT NULL PRIMARY KEY,"
                               "  value TEXT NOT NULL"
                               ") STRICT, WITHOUT ROWID;";

static const char SCHEMA_2[] = "CREATE TABLE journal ("
                               "  n INTEGER PRIMARY KEY AUTOINCREMENT,"
                               "  wall_ms INTEGER NOT NULL,"
                               "  kind TEXT NOT NULL,"
                               "  bed TEXT NOT NULL,"
                               "  key TEXT NOT NULL,"
                               "  occurrence TEXT NOT NULL,"
                               "  priority TEXT NOT NULL,"
                               "  label TEXT NOT NULL,"
                               "  by TEXT NOT NULL,"
                               "  station TEXT NOT NULL,"
                               "  action_id TEXT NOT NULL,"
                               "  encounter TEXT NOT NULL"
                               ") STRICT;"
                               "CREATE INDEX journal_by_bed ON journal (bed, n);"
                               "CREATE TRIGGER journal_keeps_rows BEFORE DELETE ON journal"
                               "  BEGIN SELECT RAISE (ABORT, 'the journal is append-only'); END;"
                               "CREATE TRIGGER journal_keeps_text BEFORE UPDATE ON journal"
                               "  BEGIN SELECT RAISE (ABORT, 'the journal is append-only'); END;"
                               "CREATE TABLE actions ("
                               "  n INTEGER PRIMARY KEY AUTOINCREMENT,"
                               "  id TEXT NOT NULL UNIQUE,"
                               "  word INTEGER NOT NULL,"
                               "  mode INTEGER NOT NULL,"
                               "  is_bed_scope INTEGER NOT NULL,"
                               "  bed TEXT NOT NULL,"
                               "  key TEXT NOT NULL,"
                               "  alarm TEXT NOT NULL,"
                               "  raised_ms INTEGER NOT NULL,"
                               "  asof_ms INTEGER NOT NULL,"
                               "  until_ms INTEGER NOT NULL,"
                               "  t_ms INTEGER NOT NULL,"
                               "  reason TEXT NOT NULL,"
                               "  by TEXT NOT NULL,"
                               "  encounter TEXT NOT NULL,"
                               "  station TEXT NOT NULL,"
                               "  code TEXT NOT NULL,"
                               "  priority INTEGER NOT NULL,"
                               "  label TEXT NOT NULL"
                               ") STRICT;"
                               "CREATE INDEX actions_by_t ON actions (t_ms);";

/* The tail takes what has just come in, a row for each number and ten seconds. Once its ten minutes
 * (slot) are over they become one row of trend_fine and ten minutes in trend_minutes, whose rows
 * hold six hours. The blobs are core/trend's. */
static const char SCHEMA_3[] =
    "CREATE TABLE trend_tail ("
    "  n INTEGER PRIMARY KEY AUTOINCREMENT,"
    "  bed TEXT NOT NULL,"
    "  refid TEXT NOT NULL,"
    "  encounter TEXT NOT NULL,"
    "  slot INTEGER NOT NULL,"
    "  data BLOB NOT NULL"
    ") STRICT;"
    "CREATE INDEX trend_tail_by_bed ON trend_tail (bed, refid);"
    "CREATE TABLE trend_fine ("
    "  n INTEGER PRIMARY KEY,"
    "  bed TEXT NOT NULL,"
    "  refid TEXT NOT NULL,"
    "  encounter TEXT NOT NULL,"
    "  start_ms INTEGER NOT NULL,"
    "  data BLOB NOT NULL"
    ") STRICT;"
    "CREATE INDEX trend_fine_by_bed ON trend_fine (bed, refid, start_ms);"
    "CREATE INDEX trend_fine_by_age ON trend_fine (start_ms);"
    "CREATE TABLE trend_minutes ("
    "  n INTEGER PRIMARY KEY,"
    "  bed TEXT NOT NULL,"
    "  refid TEXT NOT NULL,"
    "  encounter TEXT NOT NULL,"
    "  start_ms INTEGER NOT NULL,"
    "  data BLOB NOT NULL"
    ") STRICT;"
    "CREATE INDEX trend_minutes_by_bed ON trend_minutes (bed, refid, start_ms);"
    "CREATE INDEX trend_minutes_by_age ON trend_minutes (start_ms);";
/* Columns that a row of before does not have say that they are not known. */
static const char SCHEMA_4[] =
    "ALTER TABLE journal ADD COLUMN run INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE journal ADD COLUMN code TEXT NOT NULL DEFAULT '';"
    "ALTER TABLE journal ADD COLUMN alarm_kind INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE journal ADD COLUMN silenced_kind INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE journal ADD COLUMN raised_ms INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE journal ADD COLUMN raised_mono_us INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE journal ADD COLUMN ended_ms INTEGER NOT NULL DEFAULT 0;"
    "ALTER TABLE journal ADD COLUMN duration_ms INTEGER NOT NULL DEFAULT -1;"
    "ALTER TABLE journal ADD COLUMN after_ms INTEGER NOT NULL DEFAULT -1;"
    "ALTER TABLE journal ADD COLUMN extreme REAL;"
    "ALTER TABLE journal ADD COLUMN boundary REAL;"
    "ALTER TABLE journal ADD COLUMN is_unanswered INTEGER NOT NULL DEFAULT 0;"
    "CREATE TABLE retention ("
    "  one INTEGER PRIMARY KEY CHECK (one = 1),"
    "  floor INTEGER NOT NULL,"
    "  known_since_ms INTEGER NOT NULL"
    ") STRICT;"
    "INSERT INTO retention (one, floor, known_since_ms)"
    "  VALUES (1, 0, (SELECT coalesce (min (wall_ms), 0) FROM journal));"
    "DROP TRIGGER IF EXISTS journal_keeps_rows;"
    "CREATE TRIGGER journal_keeps_rows BEFORE DELETE ON journal"
    "  WHEN OLD.n >= (SELECT floor FROM retention)"
    "  BEGIN SELECT RAISE (ABORT, 'the journal is append-only'); END;"
    "CREATE TABLE runs ("
    "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
    "  started_ms INTEGER NOT NULL,"
    "  alive_ms INTEGER NOT NULL"
    ") STRICT;"
    "INSERT INTO runs (started_ms, alive_ms)"
    "  SELECT min (wall_ms), max (wall_ms) FROM journal HAVING count (*) > 0;"
    "CREATE TABLE occurrences ("
    "  id INTEGER PRIMARY KEY AUTOINCREMENT,"
    "  run INTEGER NOT NULL,"
    "  raised_mono_us INTEGER NOT NULL,"
    "  phase INTEGER NOT NULL,"
    "  bed TEXT NOT NULL,"
    "  key TEXT NOT NULL,"
    "  occurrence TEXT NOT NULL,"
    "  code TEXT NOT NULL,"
    "  label TEXT NOT NULL,"
    "  encounter TEXT NOT NULL,"
    "  priority INTEGER NOT NULL,"
    "  alarm_kind INTEGER NOT NULL,"
    "  raised_ms INTEGER NOT NULL,"
    "  seen_ms INTEGER NOT NULL,"
    "  is_adopted INTEGER NOT NULL DEFAULT 0,"
    "  ended_ms INTEGER NOT NULL DEFAULT 0,"
    "  duration_ms INTEGER NOT NULL DEFAULT -1,"
    "  extreme REAL,"
    "  boundary REAL,"
    "  silenced_kind INTEGER NOT NULL DEFAULT 0,"
    "  silenced_by TEXT NOT NULL DEFAULT '',"
    "  silenced_at TEXT NOT NULL DEFAULT '',"
    "  action_id TEXT NOT NULL DEFAULT '',"
    "  silenced_ms INTEGER NOT NULL DEFAULT 0,"
    "  after_ms INTEGER NOT NULL DEFAULT -1,"
    "  n_silenced INTEGER NOT NULL DEFAULT 0,"
    "  n_returned INTEGER NOT NULL DEFAULT 0,"
    "  is_reset INTEGER NOT NULL DEFAULT 0,"
    "  is_reached INTEGER NOT NULL DEFAULT 0,"
    "  is_unanswered INTEGER NOT NULL DEFAULT 0"
    ") STRICT;"
    "CREATE INDEX occurrences_by_key ON occurrences (key, id);"
    "CREATE INDEX occurrences_by_raise ON occurrences (key, run, raised_mono_us);"
    "CREATE INDEX occurrences_not_over ON occurrences (key) WHERE phase < 2;"
    "CREATE INDEX occurrences_by_bed ON occurrences (bed, id);"
    "CREATE INDEX occurrences_by_seen ON occurrences (seen_ms);";

static gboolean
get_version (sqlite3 *db, gint64 *version, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = vigil_db_prepare (db, error, "PRAGMA user_version", "");
  if (statement == NULL || !vigil_db_step (db, statement, error))
    return FALSE;
  *version = sqlite3_column_int64 (statement, 0);
  return TRUE;
}

static gboolean
run_migrations (sqlite3 *db, gint64 version, GError **error)
{
  switch (version) {
  case 0:
    if (!vigil_db_exec (db, SCHEMA_1, error))
      return FALSE;
    G_GNUC_FALLTHROUGH;
  case 1:
    if (!vigil_db_exec (db, SCHEMA_2, error))
      return FALSE;
    G_GNUC_FALLTHROUGH;
  case 2:
    if (!vigil_db_exec (db, SCHEMA_3, error))
      return FALSE;
    G_GNUC_FALLTHROUGH;
  case 3:
    if (!vigil_db_exec (db, SCHEMA_4, error) || !vigil_occurrences_rebuild (db, error))
      return FALSE;
    break;
  default:
    g_assert_not_reached ();
  }
  return vigil_db_exec (db, "PRAGMA user_version = " G_STRINGIFY (SCHEMA_VERSION), error);
}

gboolean
vigil_db_migrate (sqlite3 *db, GError **error)
{
  gint64 version = 0;
  if (!get_version (db, &version, error))
    return FALSE;
  if (version == SCHEMA_VERSION)
    return TRUE;
  if (version < 0 || version > SCHEMA_VERSION) {
    g_set_error (error, VIGIL_STORE_ERROR, VIGIL_STORE_ERROR_NEWER,
                 "written by a newer Vigil (schema %" G_GINT64_FORMAT ", this one knows %d)",
                 version, SCHEMA_VERSION);
    return FALSE;
  }
  if (!vigil_db_begin (db, error))
    return FALSE;
  if (run_migrations (db, version, error))
    return vigil_db_commit (db, error);
  vigil_db_rollback (db);
  return FALSE;
}
