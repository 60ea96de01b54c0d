/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-occurrences.h"

#include <math.h>
#include <string.h>

/* As stored; a number is never used for another. */
typedef enum {
  PHASE_STANDS = 0,
  PHASE_LATCHED = 1,
  PHASE_OVER = 2,
} Phase;

/* What is said to be the same after a restart was raised at the same time. */
#define SAME_RAISE_MS 60000
/* ux.md, "Again"; for records that do not say which rows belong together. */
#define SAME_OCCURRENCE_MS 60000
/* First shown so long after its raise: this station's own clock did not see its beginning. */
#define LATE_MS 60000

typedef struct {
  gint64 id; /* 0 = none */
  Phase phase;
  gint64 raised_ms, seen_ms, ended_ms;
  gboolean is_adopted;
  guint n_silenced;
} Known;

static const char *const KINDS[] = { "raised", "returned", "silenced", "latched", "ended",
                                     "reset",  "reached",  "changed",  NULL };

static gboolean
is_kind (const VigilJournalRow *row, const char *kind)
{
  return g_str_equal (row->kind, kind);
}

static gint64
get_raised_ms (const VigilJournalRow *row)
{
  return row->raised_ms != 0 ? row->raised_ms : row->wall_ms;
}

/* Finding. */

#define KNOWN(is_adopted)                                                                          \
  "SELECT id, phase, raised_ms, seen_ms, ended_ms, " is_adopted ", n_silenced"
#define KNOWN_COLUMNS KNOWN ("is_adopted")

static gboolean
read_known (sqlite3 *db, sqlite3_stmt *statement, Known *known, GError **error)
{
  g_autoptr (GError) problem = NULL;
  *known = (Known){ 0 };
  if (statement == NULL)
    return FALSE;
  if (vigil_db_step (db, statement, &problem))
    *known = (Known){
      .id = sqlite3_column_int64 (statement, 0),
      .phase = (Phase) sqlite3_column_int (statement, 1),
      .raised_ms = sqlite3_column_int64 (statement, 2),
      .seen_ms = sqlite3_column_int64 (statement, 3),
      .ended_ms = sqlite3_column_int64 (statement, 4),
      .is_adopted = sqlite3_column_int (statement, 5) != 0,
      .n_silenced = (guint) sqlite3_column_int (statement, 6),
    };
  if (problem == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}

/* The occurrence of this run that @row names. */
static gboolean
find_own (sqlite3 *db, gint64 run, const VigilJournalRow *row, Known *known, GError **error)
{
  g_autoptr (sqlite3_stmt) statement =
      vigil_db_prepare (db, error,
                        KNOWN_COLUMNS " FROM occurrences WHERE key = ? AND run = ?"
                                      " AND raised_mono_us = ? ORDER BY id DESC LIMIT 1",
                        "sii", row->key, run, row->raised_mono_us);
  return read_known (db, statement, known, error);
}

/* The same by its id and its raise: one that stood when an earlier run ended, or that this run has
 * begun again from the record before the bedside told of it. */
static gboolean
adopt (sqlite3 *db, gint64 run, const VigilJournalRow *row, Known *known, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = vigil_db_prepare (
      db, error,
      KNOWN ("is_adopted OR run < ?") " FROM occurrences WHERE key = ? AND +run <= ? AND phase < 2"
                                      " AND occurrence = ? AND occurrence <> ''"
                                      " AND abs (raised_ms - ?) <= iif (run < ?, ?, 0)"
                                      " ORDER BY id DESC LIMIT 1",
      "isisiii", run, row->key, run, row->occurrence, get_raised_ms (row), run,
      (gint64) SAME_RAISE_MS);
  return read_known (db, statement, known, error);
}

/* The newest of the key: for rows that do not say more. */
static gboolean
find_newest (sqlite3 *db, const VigilJournalRow *row, Known *known, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = vigil_db_prepare (
      db, error, KNOWN_COLUMNS " FROM occurrences WHERE key = ? ORDER BY id DESC LIMIT 1", "s",
      row->key);
  if (!read_known (db, statement, known, error))
    return FALSE;
  gint64 since_ms = row->wall_ms - known->ended_ms;
  gboolean is_again = is_kind (row, "raised") && known->phase == PHASE_OVER
                      && since_ms <= SAME_OCCURRENCE_MS && since_ms >= 0;
  if (known->phase == PHASE_OVER && !is_again)
    known->id = 0;
  return TRUE;
}

static gboolean
find (sqlite3 *db, gint64 run, const VigilJournalRow *row, Known *known, GError **error)
{
  if (row->raised_mono_us == 0)
    return find_newest (db, row, known, error);
  if (!find_own (db, run, row, known, error))
    return FALSE;
  return known->id != 0 || adopt (db, run, row, known, error);
}

/* Beginning. */

static gint64
get_priority (const VigilJournalRow *row)
{
  VigilPriority priority = VIGIL_PRIORITY_NONE;
  (void) vigil_priority_from_string (row->priority, &priority);
  return (gint64) priority;
}

static gboolean
begin (sqlite3 *db, gint64 run, const VigilJournalRow *row, Known *known, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = vigil_db_prepare (
      db, error,
      "INSERT INTO occurrences (run, raised_mono_us, phase, bed, key, occurrence, code, label,"
      " encounter, priority, alarm_kind, raised_ms, seen_ms)"
      " VALUES (?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      "iissssssiiii", run, row->raised_mono_us, row->bed, row->key, row->occurrence, row->code,
      row->label, row->encounter, get_priority (row), (gint64) row->alarm_kind, get_raised_ms (row),
      row->wall_ms);
  if (statement == NULL || !vigil_db_run (db, statement, error))
    return FALSE;
  *known = (Known){
    .id = sqlite3_last_insert_rowid (db),
    .raised_ms = get_raised_ms (row),
    .seen_ms = row->wall_ms,
  };
  return TRUE;
}

/* The farthest over the whole occurrence, also over a restart; of what has no side the newest. */
#define FARTHEST                                                                                   \
  "CASE WHEN ? IS NULL THEN extreme WHEN extreme IS NULL OR ? = 0 THEN ?"                          \
  " WHEN ? < 0 THEN min (extreme, ?) ELSE max (extreme, ?) END"

static gint64
get_direction (const char *key)
{
  if (strstr (key, "|lo|") != NULL)
    return -1;
  return strstr (key, "|hi|") != NULL ? 1 : 0;
}

/* What each row says, whatever its kind. */
static gboolean
refresh (sqlite3 *db, gint64 run, const VigilJournalRow *row, const Known *known, GError **error)
{
  gint64 direction = get_direction (row->key);
  double extreme = row->has_extreme ? row->extreme : NAN;
  g_autoptr (sqlite3_stmt) statement = vigil_db_prepare (
      db, error,
      "UPDATE occurrences SET extreme = " FARTHEST ", run = ?, raised_mono_us = ?,"
      " is_adopted = ?, occurrence = ?, label = ?, priority = max (priority, ?),"
      " boundary = coalesce (?, boundary), is_unanswered = max (is_unanswered, ?),"
      " raised_ms = min (raised_ms, ?) WHERE id = ?",
      "dididdiiissidiii", extreme, direction, extreme, direction, extreme, extreme, run,
      row->raised_mono_us, (gint64) known->is_adopted, row->occurrence, row->label,
      get_priority (row), row->has_limit ? row->limit : NAN, (gint64) row->is_unanswered,
      get_raised_ms (row), known->id);
  return statement != NULL && vigil_db_run (db, statement, error);
}

/* What happened. */

static gboolean
run_one (sqlite3 *db, const char *sql, gint64 id, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = vigil_db_prepare (db, error, sql, "i", id);
  return statement != NULL && vigil_db_run (db, statement, error);
}

static gboolean
stand_again (sqlite3 *db, const Known *known, GError **error)
{
  return run_one (db,
                  "UPDATE occurrences SET phase = 0, ended_ms = 0, duration_ms = -1,"
                  " n_returned = n_returned + 1 WHERE id = ?",
                  known->id, error);
}

/* It was latched, or taken for that from the record, and its condition stands. */
static gboolean
stand_on (sqlite3 *db, const Known *known, GError **error)
{
  return run_one (db,
                  "UPDATE occurrences SET phase = 0, ended_ms = 0, duration_ms = -1 WHERE id = ?",
                  known->id, error);
}

static gboolean
silence (sqlite3 *db, const VigilJournalRow *row, const Known *known, GError **error)
{
  if (known->n_silenced > 0)
    return run_one (db, "UPDATE occurrences SET n_silenced = n_silenced + 1 WHERE id = ?",
                    known->id, error);
  gint64 shown_ms = row->wall_ms - known->seen_ms, after_ms = row->after_ms;
  if (row->raised_mono_us == 0)
    after_ms = shown_ms;
  else if (known->is_adopted && after_ms >= 0) /* an earlier run had shown it */
    after_ms = MAX (after_ms, shown_ms);
  g_autoptr (sqlite3_stmt) statement = vigil_db_prepare (
      db, error,
      "UPDATE occurrences SET n_silenced = 1, silenced_kind = ?, silenced_by = ?, silenced_at = ?,"
      " action_id = ?, silenced_ms = ?, after_ms = ? WHERE id = ?",
      "isssiii", (gint64) row->silenced_by_kind, row->by, row->station, row->action_id,
      row->wall_ms, after_ms, known->id);
  return statement != NULL && vigil_db_run (db, statement, error);
}

/* By this station's own clock if it saw the beginning, or if that was more than a day before; else
 * by the times of the device, if they can be true. */
static gint64
measure (const VigilJournalRow *row, const Known *known, gint64 ended_ms)
{
  gint64 late_ms = known->seen_ms - known->raised_ms;
  gboolean is_from_before = vigil_occurrence_is_from_before (known->raised_ms, known->seen_ms);
  if (!known->is_adopted && row->raised_mono_us != 0 && (late_ms <= LATE_MS || is_from_before))
    return row->duration_ms;
  if (ended_ms < known->raised_ms)
    return -1;
  gint64 length_ms = ended_ms - known->raised_ms;
  return is_from_before ? MIN (length_ms, MAX (row->wall_ms - known->seen_ms, 0)) : length_ms;
}

static gboolean
end (sqlite3 *db, const VigilJournalRow *row, const Known *known, Phase phase, GError **error)
{
  gint64 ended_ms = row->ended_ms != 0 ? row->ended_ms : row->wall_ms;
  if (known->phase == PHASE_LATCHED && row->ended_ms == 0)
    ended_ms = known->ended_ms;
  /* It came back while its silence ran on, without a word, and is over once more. */
  gboolean was_back = known->phase == PHASE_OVER && ended_ms > known->ended_ms;
  g_autoptr (sqlite3_stmt) statement =
      vigil_db_prepare (db, error,
                        "UPDATE occurrences SET phase = ?, ended_ms = ?, duration_ms = ?,"
                        " n_returned = n_returned + ? WHERE id = ?",
                        "iiiii", (gint64) phase, ended_ms, measure (row, known, ended_ms),
                        (gint64) was_back, known->id);
  return statement != NULL && vigil_db_run (db, statement, error);
}

static gboolean
note (sqlite3 *db, const VigilJournalRow *row, const Known *known, GError **error)
{
  if (is_kind (row, "returned") || (is_kind (row, "raised") && known->phase == PHASE_OVER))
    return stand_again (db, known, error);
  if (is_kind (row, "raised") && known->phase == PHASE_LATCHED)
    return stand_on (db, known, error);
  if (is_kind (row, "silenced"))
    return silence (db, row, known, error);
  if (is_kind (row, "latched"))
    return end (db, row, known, PHASE_LATCHED, error);
  if (is_kind (row, "ended"))
    return end (db, row, known, PHASE_OVER, error);
  if (is_kind (row, "reset"))
    return run_one (db, "UPDATE occurrences SET is_reset = 1 WHERE id = ?", known->id, error);
  if (is_kind (row, "reached"))
    return run_one (db, "UPDATE occurrences SET is_reached = 1 WHERE id = ?", known->id, error);
  return TRUE;
}

gboolean
vigil_occurrences_take (sqlite3 *db, gint64 run, const VigilJournalRow *row, GError **error)
{
  Known known;
  if (row->key[0] == '\0' || !g_strv_contains (KINDS, row->kind))
    return TRUE;
  if (!find (db, run, row, &known, error))
    return FALSE;
  if (known.id == 0 && !begin (db, run, row, &known, error))
    return FALSE;
  return refresh (db, run, row, &known, error) && note (db, row, &known, error);
}

/* Rebuilding. */

static void
read_row (sqlite3_stmt *statement, VigilJournalRow *row)
{
  *row = (VigilJournalRow){ .wall_ms = sqlite3_column_int64 (statement, 0), .after_ms = -1 };
  vigil_db_get_text (statement, 1, row->kind, sizeof row->kind);
  vigil_db_get_text (statement, 2, row->bed, sizeof row->bed);
  vigil_db_get_text (statement, 3, row->key, sizeof row->key);
  vigil_db_get_text (statement, 4, row->occurrence, sizeof row->occurrence);
  vigil_db_get_text (statement, 5, row->priority, sizeof row->priority);
  vigil_db_get_text (statement, 6, row->label, sizeof row->label);
  vigil_db_get_text (statement, 7, row->by, sizeof row->by);
  vigil_db_get_text (statement, 8, row->station, sizeof row->station);
  vigil_db_get_text (statement, 9, row->action_id, sizeof row->action_id);
  vigil_db_get_text (statement, 10, row->encounter, sizeof row->encounter);
  /* Schema 2 did not say where it was silenced: a station has a name, a bedside has none. Whether
   * the station was this one is not known. */
  if (g_str_equal (row->kind, "silenced"))
    row->silenced_by_kind =
        row->station[0] != '\0' ? VIGIL_SILENCED_OTHER_STATION : VIGIL_SILENCED_AT_BEDSIDE;
  const char *cause = row->key[0] != '\0' ? strchr (row->key, '|') : NULL;
  g_auto (GStrv) parts = cause != NULL ? g_strsplit (cause + 1, "|", 2) : NULL;
  const VigilEventInfo *event = parts != NULL ? vigil_nomenclature_find_event (parts[0]) : NULL;
  if (event != NULL)
    row->alarm_kind = event->kind;
}

gboolean
vigil_occurrences_rebuild (sqlite3 *db, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (sqlite3_stmt) statement =
      vigil_db_prepare (db, error,
                        "SELECT wall_ms, kind, bed, key, occurrence, priority, label, by, station,"
                        " action_id, encounter FROM journal ORDER BY n",
                        "");
  if (statement == NULL)
    return FALSE;
  while (vigil_db_step (db, statement, &problem)) {
    VigilJournalRow row;
    read_row (statement, &row);
    /* All of it is one run, the first: whether the station was restarted in it is not known. */
    if (!vigil_occurrences_take (db, 1, &row, error))
      return FALSE;
  }
  if (problem == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}

/* Reading. */

static VigilOccurrenceState
get_state (Phase phase, gboolean is_current)
{
  switch (phase) {
  case PHASE_STANDS:
    return is_current ? VIGIL_OCCURRENCE_STANDS : VIGIL_OCCURRENCE_END_UNKNOWN;
  case PHASE_LATCHED:
    return is_current ? VIGIL_OCCURRENCE_LATCHED : VIGIL_OCCURRENCE_OVER;
  case PHASE_OVER:
  default:
    return VIGIL_OCCURRENCE_OVER;
  }
}

void
vigil_occurrences_read (sqlite3_stmt *statement, gint64 run, VigilOccurrence *occurrence)
{
  *occurrence = (VigilOccurrence){
    .id = sqlite3_column_int64 (statement, 0),
    .state = get_state ((Phase) sqlite3_column_int (statement, 2),
                        sqlite3_column_int64 (statement, 1) == run),
    .priority = (VigilPriority) CLAMP (sqlite3_column_int (statement, 9), VIGIL_PRIORITY_NONE,
                                       VIGIL_PRIORITY_HIGH),
    .kind = sqlite3_column_int (statement, 10) == VIGIL_ALARM_TECHNICAL ? VIGIL_ALARM_TECHNICAL
                                                                        : VIGIL_ALARM_PHYSIOLOGICAL,
    .raised_ms = sqlite3_column_int64 (statement, 11),
    .seen_ms = sqlite3_column_int64 (statement, 12),
    .ended_ms = sqlite3_column_int64 (statement, 13),
    .duration_ms = sqlite3_column_int64 (statement, 14),
    .extreme = vigil_db_get_double (statement, 15),
    .limit = vigil_db_get_double (statement, 16),
    .silenced_by_kind = (VigilSilencedBy) CLAMP (sqlite3_column_int (statement, 17),
                                                 VIGIL_SILENCED_NOT, VIGIL_SILENCED_AT_BEDSIDE),
    .silenced_ms = sqlite3_column_int64 (statement, 21),
    .after_ms = sqlite3_column_int64 (statement, 22),
    .n_silenced = (guint) sqlite3_column_int (statement, 23),
    .n_returned = (guint) sqlite3_column_int (statement, 24),
    .is_reset = sqlite3_column_int (statement, 25) != 0,
    .was_reached = sqlite3_column_int (statement, 26) != 0,
    .was_unanswered = sqlite3_column_int (statement, 27) != 0,
  };
  if (occurrence->state == VIGIL_OCCURRENCE_END_UNKNOWN)
    occurrence->known_until_ms = sqlite3_column_int64 (statement, 28);
  vigil_db_get_text (statement, 3, occurrence->bed, sizeof occurrence->bed);
  vigil_db_get_text (statement, 4, occurrence->key, sizeof occurrence->key);
  vigil_db_get_text (statement, 5, occurrence->occurrence, sizeof occurrence->occurrence);
  vigil_db_get_text (statement, 6, occurrence->code, sizeof occurrence->code);
  vigil_db_get_text (statement, 7, occurrence->label, sizeof occurrence->label);
  vigil_db_get_text (statement, 8, occurrence->encounter, sizeof occurrence->encounter);
  vigil_db_get_text (statement, 18, occurrence->silenced_by, sizeof occurrence->silenced_by);
  vigil_db_get_text (statement, 19, occurrence->silenced_at, sizeof occurrence->silenced_at);
  vigil_db_get_text (statement, 20, occurrence->action_id, sizeof occurrence->action_id);
}
