/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is asked of the record: pages of occurrences, the alarm load, and the runs that say when
 * anything could be recorded at all. */

#include <string.h>

#include "vigil-occurrences.h"
#include "vigil-store-private.h"

#define PAGE_MAX 5000

/* Runs. */

/* The record of a new station begins with its first run, with or without an alarm. */
static gboolean
note_beginning (VigilStore *store, gint64 wall_ms, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = vigil_db_prepare (
      store->db, error, "UPDATE retention SET known_since_ms = ? WHERE known_since_ms = 0", "i",
      wall_ms);
  return statement != NULL && vigil_db_run (store->db, statement, error);
}

static gboolean
insert_run (VigilStore *store, gpointer data, GError **error)
{
  const gint64 *wall_ms = data;
  if (!note_beginning (store, *wall_ms, error))
    return FALSE;
  g_autoptr (sqlite3_stmt) statement =
      vigil_db_prepare (store->db, error, "INSERT INTO runs (started_ms, alive_ms) VALUES (?, ?)",
                        "ii", *wall_ms, *wall_ms);
  if (statement == NULL || !vigil_db_run (store->db, statement, error))
    return FALSE;
  store->run = sqlite3_last_insert_rowid (store->db);
  return TRUE;
}

static gboolean
update_run (VigilStore *store, gpointer data, GError **error)
{
  const gint64 *wall_ms = data;
  g_autoptr (sqlite3_stmt) statement = vigil_db_prepare (
      store->db, error, "UPDATE runs SET alive_ms = ? WHERE id = ?", "ii", *wall_ms, store->run);
  return statement != NULL && vigil_db_run (store->db, statement, error);
}

void
vigil_journal_begin_run (VigilStore *store, gint64 wall_ms)
{
  vigil_store_write (store, insert_run, g_memdup2 (&wall_ms, sizeof wall_ms), g_free);
}

void
vigil_journal_mark_alive (VigilStore *store, gint64 wall_ms)
{
  vigil_store_write (store, update_run, g_memdup2 (&wall_ms, sizeof wall_ms), g_free);
}

static gboolean
read_known_since (sqlite3 *db, gint64 *known_since_ms, GError **error)
{
  g_autoptr (sqlite3_stmt) statement =
      vigil_db_prepare (db, error, "SELECT known_since_ms FROM retention", "");
  if (statement == NULL || !vigil_db_step (db, statement, error))
    return FALSE;
  *known_since_ms = sqlite3_column_int64 (statement, 0);
  return TRUE;
}

/* Pages. */

typedef struct {
  VigilOccurrenceFilter filter;
  gint64 before_id;
  guint max;
  VigilOccurrencePage page;
  VigilOccurrenceFunc func;
  gpointer data;
  GError *error;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;
  g_array_unref (question->page.occurrences);
  g_clear_error (&question->error);
  g_free (question);
}

/* @text as a pattern of LIKE that finds it anywhere. */
static char *
make_pattern (const char *text)
{
  g_autoptr (GString) pattern = g_string_new ("%");
  for (const char *c = text; *c != '\0'; c++) {
    if (strchr ("%_\\", *c) != NULL)
      g_string_append_c (pattern, '\\');
    g_string_append_c (pattern, *c);
  }
  g_string_append_c (pattern, '%');
  return g_string_free (g_steal_pointer (&pattern), FALSE);
}

/* Each condition has one parameter and is there always, so that one order of binding serves. @seen
 * with a plus keeps the planner from the index of the time: the newest of a long period are found
 * by their number, with no sorting of all. */
#define WHERE(bed, seen)                                                                           \
  " WHERE o.id < ? AND (? " bed " o.bed = ?) AND (? = 0 OR o.priority = ?)"                        \
  " AND (? < 0 OR o.alarm_kind = ?) AND " seen " >= ? AND " seen " < ?"                            \
  " AND (? IS NULL OR o.label LIKE ? ESCAPE '\\' OR o.code LIKE ? ESCAPE '\\')"
#define ANY_BED "IS NULL OR"
#define ONE_BED "IS NOT NULL AND"
#define SHORT_MS (48 * 3600 * G_GINT64_CONSTANT (1000))

static const char *
get_where (const Question *question)
{
  const VigilOccurrenceFilter *filter = &question->filter;
  if (filter->is_bedless || filter->bed[0] != '\0')
    return WHERE (ONE_BED, "+o.seen_ms");
  gint64 until_ms = filter->until_ms != 0 ? filter->until_ms : g_get_real_time () / 1000;
  gboolean is_short = filter->since_ms != 0 && until_ms - filter->since_ms <= SHORT_MS;
  return is_short ? WHERE (ANY_BED, "o.seen_ms") : WHERE (ANY_BED, "+o.seen_ms");
}

static sqlite3_stmt *
prepare (VigilStore *store, Question *question, const char *select, gint64 before_id, gint64 max)
{
  const VigilOccurrenceFilter *filter = &question->filter;
  gboolean has_bed = filter->is_bedless || filter->bed[0] != '\0';
  const char *bed = has_bed ? (filter->is_bedless ? "" : filter->bed) : NULL;
  g_autofree char *pattern = filter->text[0] != '\0' ? make_pattern (filter->text) : NULL;
  gint64 kind = filter->has_kind ? (gint64) filter->kind : -1;
  g_autofree char *sql = g_strconcat (select, get_where (question),
                                      max > 0 ? " ORDER BY o.id DESC LIMIT ?" : "", NULL);
  return vigil_db_prepare (
      store->db, &question->error, sql, max > 0 ? "issiiiiiisssi" : "issiiiiiisss", before_id, bed,
      bed, (gint64) filter->priority, (gint64) filter->priority, kind, kind,
      filter->since_ms != 0 ? filter->since_ms : G_MININT64,
      filter->until_ms != 0 ? filter->until_ms : G_MAXINT64, pattern, pattern, pattern, max);
}

static void
list_page (VigilStore *store, Question *question)
{
  gint64 before_id = question->before_id != 0 ? question->before_id : G_MAXINT64;
  g_autoptr (sqlite3_stmt) statement =
      prepare (store, question, "SELECT " VIGIL_OCCURRENCES_COLUMNS " FROM " VIGIL_OCCURRENCES_FROM,
               before_id, question->max);
  while (statement != NULL && vigil_db_step (store->db, statement, &question->error)) {
    VigilOccurrence occurrence;
    vigil_occurrences_read (statement, store->run, &occurrence);
    g_array_append_val (question->page.occurrences, occurrence);
  }
}

static gboolean
is_open (const VigilOccurrenceFilter *filter)
{
  return filter->bed[0] == '\0' && !filter->is_bedless && filter->priority == VIGIL_PRIORITY_NONE
         && !filter->has_kind && filter->since_ms == 0 && filter->until_ms == 0
         && filter->text[0] == '\0';
}

static void
count_matching (VigilStore *store, Question *question)
{
  static const char COUNT[] = "SELECT count (*) FROM occurrences AS o";
  g_autoptr (sqlite3_stmt) statement =
      is_open (&question->filter) ? vigil_db_prepare (store->db, &question->error, COUNT, "")
                                  : prepare (store, question, COUNT, G_MAXINT64, 0);
  if (statement != NULL && vigil_db_step (store->db, statement, &question->error))
    question->page.n_matching = (guint) sqlite3_column_int64 (statement, 0);
}

static void
answer_job (VigilStore *store, gpointer data)
{
  Question *question = data;
  g_clear_error (&question->error);
  if (!read_known_since (store->db, &question->page.known_since_ms, &question->error))
    return;
  list_page (store, question);
  if (question->before_id == 0 && question->error == NULL)
    count_matching (store, question);
}

static void
answer (gpointer data)
{
  const Question *question = data;
  question->func (question->error == NULL ? &question->page : NULL, question->error,
                  question->data);
}

void
vigil_journal_list_occurrences (VigilStore *store,
                                const VigilOccurrenceFilter *filter,
                                gint64 before_id,
                                guint max,
                                VigilOccurrenceFunc func,
                                gpointer data)
{
  g_return_if_fail (filter != NULL && func != NULL && max > 0 && max <= PAGE_MAX);

  Question *question = g_new0 (Question, 1);
  question->filter = *filter;
  question->before_id = before_id;
  question->max = max;
  question->func = func;
  question->data = data;
  question->page.occurrences = g_array_new (FALSE, TRUE, sizeof (VigilOccurrence));
  question->error = g_error_new_literal (VIGIL_STORE_ERROR, VIGIL_STORE_ERROR_FAILED,
                                         "too much waits for the disk");
  vigil_store_ask (store, answer_job, answer, question, question_free);
}

/* Load: in parts, so that an acknowledgement waits for a part at most. */

#define PART_ROWS 5000

typedef struct {
  VigilStore *store;
  VigilLoad *load;
  VigilLoadFunc func;
  gpointer data;
  GError *error;
  gboolean has_begun, is_done;
  gint64 last_seen_ms, last_id; /* of the parts so far */
} Measurement;

static void
measurement_free (Measurement *measurement)
{
  vigil_load_free (measurement->load);
  g_clear_error (&measurement->error);
  g_free (measurement);
}

/* The run that goes on is alive now, whatever was last written of it. */
static void
feed_runs (VigilStore *store, Measurement *measurement)
{
  const VigilLoadPeriod *period = vigil_load_get_period (measurement->load);
  g_autoptr (sqlite3_stmt) statement =
      vigil_db_prepare (store->db, &measurement->error,
                        "SELECT started_ms, alive_ms, id FROM runs ORDER BY started_ms, id", "");
  while (statement != NULL && vigil_db_step (store->db, statement, &measurement->error)) {
    gboolean is_current = sqlite3_column_int64 (statement, 2) == store->run;
    gint64 alive_ms = is_current ? period->until_ms : sqlite3_column_int64 (statement, 1);
    vigil_load_add_run (measurement->load, sqlite3_column_int64 (statement, 0), alive_ms);
  }
}

static void
feed_part (VigilStore *store, Measurement *measurement)
{
  const VigilLoadPeriod *period = vigil_load_get_period (measurement->load);
  guint n = 0;
  g_autoptr (sqlite3_stmt) statement = vigil_db_prepare (
      store->db, &measurement->error,
      "SELECT " VIGIL_OCCURRENCES_COLUMNS " FROM " VIGIL_OCCURRENCES_FROM
      " WHERE (o.seen_ms, o.id) > (?, ?) AND o.seen_ms < ? ORDER BY o.seen_ms, o.id LIMIT ?",
      "iiii", measurement->last_seen_ms, measurement->last_id, period->until_ms,
      (gint64) PART_ROWS);
  while (statement != NULL && vigil_db_step (store->db, statement, &measurement->error)) {
    VigilOccurrence occurrence;
    vigil_occurrences_read (statement, store->run, &occurrence);
    vigil_load_add (measurement->load, &occurrence);
    measurement->last_seen_ms = occurrence.seen_ms;
    measurement->last_id = occurrence.id;
    n++;
  }
  measurement->is_done = n < PART_ROWS;
}

static void
begin_load (VigilStore *store, Measurement *measurement)
{
  gint64 known_since_ms = 0;
  measurement->has_begun = TRUE;
  measurement->last_seen_ms =
      vigil_load_get_period (measurement->load)->since_ms - VIGIL_LOAD_WINDOW_MS - 1;
  measurement->last_id = G_MAXINT64;
  if (!read_known_since (store->db, &known_since_ms, &measurement->error))
    return;
  vigil_load_set_known_since (measurement->load, known_since_ms);
  feed_runs (store, measurement);
}

static void
measure_job (VigilStore *store, gpointer data)
{
  Measurement *measurement = data;
  g_clear_error (&measurement->error);
  if (!measurement->has_begun)
    begin_load (store, measurement);
  if (measurement->error == NULL)
    feed_part (store, measurement);
  if (measurement->error == NULL && measurement->is_done)
    vigil_load_finish (measurement->load);
}

static void ask_part (Measurement *measurement);

static void
answer_part (gpointer data)
{
  Measurement *measurement = data;
  if (measurement->error == NULL && !measurement->is_done) {
    ask_part (measurement);
    return;
  }
  measurement->func (measurement->error == NULL ? measurement->load : NULL, measurement->error,
                     measurement->data);
  measurement_free (measurement);
}

/* If it is refused, that is the answer; the job takes the error back. */
static void
ask_part (Measurement *measurement)
{
  measurement->error = g_error_new_literal (VIGIL_STORE_ERROR, VIGIL_STORE_ERROR_FAILED,
                                            "too much waits for the disk");
  vigil_store_ask (measurement->store, measure_job, answer_part, measurement, NULL);
}

void
vigil_journal_measure_load (VigilStore *store, VigilLoad *load, VigilLoadFunc func, gpointer data)
{
  g_return_if_fail (load != NULL && func != NULL);

  Measurement *measurement = g_new0 (Measurement, 1);
  *measurement = (Measurement){ .store = store, .load = load, .func = func, .data = data };
  ask_part (measurement);
}

/* What earlier runs left. */

typedef struct {
  gint64 since_wall_ms;
  GArray *occurrences;
  GError *error;
} Unanswered;

/* Each silence but those that ran out was an answer. Of a key the newest: what came after it is
 * what has become of it. */
static void
list_unanswered (VigilStore *store, gpointer data)
{
  Unanswered *listing = data;
  g_autoptr (sqlite3_stmt) statement = vigil_db_prepare (
      store->db, &listing->error,
      "SELECT " VIGIL_OCCURRENCES_COLUMNS " FROM " VIGIL_OCCURRENCES_FROM
      " WHERE o.phase < 2 AND o.run < ? AND o.priority = ? AND o.alarm_kind = ?"
      " AND r.alive_ms >= ? AND (o.phase = 1 OR o.n_silenced <= o.n_returned)"
      " AND NOT EXISTS (SELECT 1 FROM occurrences AS p WHERE p.key = o.key AND p.id > o.id)"
      " ORDER BY o.id",
      "iiii", store->run, (gint64) VIGIL_PRIORITY_HIGH, (gint64) VIGIL_ALARM_PHYSIOLOGICAL,
      listing->since_wall_ms);
  while (statement != NULL && vigil_db_step (store->db, statement, &listing->error)) {
    VigilOccurrence occurrence;
    vigil_occurrences_read (statement, store->run, &occurrence);
    g_array_append_val (listing->occurrences, occurrence);
  }
}

GArray *
vigil_journal_list_unanswered (VigilStore *store, gint64 since_wall_ms, GError **error)
{
  g_autoptr (GArray) occurrences = g_array_new (FALSE, TRUE, sizeof (VigilOccurrence));
  Unanswered listing = { .since_wall_ms = since_wall_ms, .occurrences = occurrences };
  if (!vigil_store_run (store, list_unanswered, &listing, error))
    return NULL;
  if (listing.error == NULL)
    return g_steal_pointer (&occurrences);
  g_propagate_error (error, listing.error);
  return NULL;
}
