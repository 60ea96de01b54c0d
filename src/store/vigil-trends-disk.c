/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The kept numbers on the store's thread. A batch is one transaction of small rows in the tail;
 * when ten minutes are over, the tail of one bed at a time becomes packed rows, so that nothing
 * that waits behind a step waits longer than milliseconds. */

#include "vigil-trends-private.h"

#define MINUTES_SLOT_MS (36 * VIGIL_TRENDS_SLOT_MS)
/* Rows that one step deletes. */
#define PRUNE_ROWS 64

static void tidy_job (VigilStore *store, gpointer data);

static void
want_tidying (VigilStore *store)
{
  struct _VigilTrends *trends = store->trends;
  if (!trends->is_tidying)
    trends->is_tidying = vigil_store_push_idle (store, tidy_job, NULL, NULL);
}

/* Writing a batch. */

static gboolean
bind_and_run (VigilStore *store,
              sqlite3_stmt *statement,
              const VigilTrendRun *run,
              GBytes *bytes,
              GError **error)
{
  gsize size = 0;
  const void *data = g_bytes_get_data (bytes, &size);
  sqlite3_reset (statement);
  sqlite3_bind_text (statement, 1, run->bed, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 2, vigil_nomenclature_numeric (run->kind)->refid, -1,
                     SQLITE_STATIC);
  sqlite3_bind_text (statement, 3, run->encounter, -1, SQLITE_STATIC);
  sqlite3_bind_int64 (statement, 4, run->slot);
  sqlite3_bind_blob64 (statement, 5, data, size, SQLITE_STATIC);
  return vigil_db_run (store->db, statement, error);
}

static gboolean
write_runs (VigilStore *store, const GPtrArray *batch, GError **error)
{
  g_autoptr (sqlite3_stmt) statement = vigil_db_prepare (
      store->db, error,
      "INSERT INTO trend_tail (bed, refid, encounter, slot, data) VALUES (?, ?, ?, ?, ?)", "");
  for (guint i = 0; statement != NULL && i < batch->len; i++) {
    const VigilTrendRun *run = g_ptr_array_index (batch, i);
    const VigilTrendSample *samples = (const VigilTrendSample *) (gpointer) run->samples->data;
    g_autoptr (GBytes) bytes = vigil_trend_pack (samples, run->samples->len);
    if (!bind_and_run (store, statement, run, bytes, error))
      return FALSE;
  }
  return statement != NULL;
}

static gboolean
write_batch (VigilStore *store, const GPtrArray *batch, GError **error)
{
  if (!vigil_db_begin (store->db, error))
    return FALSE;
  if (write_runs (store, batch, error))
    return vigil_db_commit (store->db, error);
  vigil_db_rollback (store->db);
  return FALSE;
}

static guint
count_samples (const GPtrArray *batch)
{
  guint n = 0;
  for (guint i = 0; i < batch->len; i++)
    n += ((const VigilTrendRun *) g_ptr_array_index (batch, i))->samples->len;
  return n;
}

static void
note_written (struct _VigilTrends *trends, const GPtrArray *batch)
{
  trends->facts.n_saved += count_samples (batch);
  for (guint i = 0; i < batch->len; i++) {
    const VigilTrendRun *run = g_ptr_array_index (batch, i);
    if (run->samples->len > 0)
      trends->newest_ms =
          MAX (trends->newest_ms,
               g_array_index (run->samples, VigilTrendSample, run->samples->len - 1).t_ms);
  }
}

/* What the disk does not take is tried again with the next batch; after five minutes the oldest is
 * given up and counted. */
void
vigil_trends_write_job (VigilStore *store, gpointer data)
{
  struct _VigilTrends *trends = store->trends;
  if (store->db == NULL)
    return;
  g_queue_push_tail (&trends->kept, g_ptr_array_ref (data));
  for (GPtrArray *batch; (batch = g_queue_peek_head (&trends->kept)) != NULL;) {
    g_autoptr (GError) error = NULL;
    gboolean is_written = write_batch (store, batch, &error);
    vigil_store_judge (store, error);
    if (!is_written)
      break;
    note_written (trends, batch);
    g_ptr_array_unref (g_queue_pop_head (&trends->kept));
  }
  if (trends->kept.length > VIGIL_TRENDS_KEPT_MAX) {
    g_autoptr (GPtrArray) given_up = g_queue_pop_head (&trends->kept);
    trends->facts.n_lost += count_samples (given_up);
  }
  if (g_queue_is_empty (&trends->kept))
    want_tidying (store);
}

/* From the tail to packed rows. */

typedef struct {
  char bed[VIGIL_ID_MAX + 1];
  char refid[64];
  char encounter[VIGIL_UUID_SIZE];
  gint64 slot;
  GArray *samples; /* VigilTrendSample */
} Group;

static void
group_clear (gpointer data)
{
  g_array_unref (((Group *) data)->samples);
}

static gint
compare_samples (gconstpointer a, gconstpointer b)
{
  gint64 x = ((const VigilTrendSample *) a)->t_ms, y = ((const VigilTrendSample *) b)->t_ms;
  return x < y ? -1 : x > y;
}

static void
unpack (VigilStore *store, sqlite3_stmt *statement, int column, GArray *samples)
{
  const guint8 *data = sqlite3_column_blob (statement, column);
  if (!vigil_trend_unpack (data, (gsize) sqlite3_column_bytes (statement, column), samples))
    store->trends->facts.n_damaged++;
}

/* A slot that is over; or of a clock that was wrong. */
static gboolean
is_ripe (const struct _VigilTrends *trends, gint64 slot)
{
  gint64 now = trends->newest_ms / VIGIL_TRENDS_SLOT_MS;
  return slot < now || slot > now + 1;
}

/* The bed of the first row whose slot is over; FALSE: there is none. */
static gboolean
find_ripe_bed (VigilStore *store, char bed[VIGIL_ID_MAX + 1], gint64 *last_n, GError **error)
{
  g_autoptr (sqlite3_stmt) statement =
      vigil_db_prepare (store->db, error,
                        "SELECT bed, slot, (SELECT max (n) FROM trend_tail)"
                        " FROM trend_tail ORDER BY n LIMIT 1",
                        "");
  if (statement == NULL || !vigil_db_step (store->db, statement, error)
      || !is_ripe (store->trends, sqlite3_column_int64 (statement, 1)))
    return FALSE;
  vigil_db_get_text (statement, 0, bed, VIGIL_ID_MAX + 1);
  *last_n = sqlite3_column_int64 (statement, 2);
  return TRUE;
}

static Group *
obtain_group (GArray *groups, const Group *what)
{
  for (guint i = groups->len; i > 0; i--) {
    Group *group = &g_array_index (groups, Group, i - 1);
    if (group->slot == what->slot && g_str_equal (group->refid, what->refid)
        && g_str_equal (group->encounter, what->encounter))
      return group;
  }
  Group made = *what;
  made.samples = g_array_new (FALSE, FALSE, sizeof (VigilTrendSample));
  g_array_append_val (groups, made);
  return &g_array_index (groups, Group, groups->len - 1);
}

static GArray *
gather_groups (VigilStore *store, const char *bed, GError **error)
{
  g_autoptr (GArray) groups = g_array_new (FALSE, FALSE, sizeof (Group));
  g_array_set_clear_func (groups, group_clear);
  g_autoptr (sqlite3_stmt) statement = vigil_db_prepare (
      store->db, error,
      "SELECT refid, encounter, slot, data FROM trend_tail WHERE bed = ? ORDER BY refid, n", "s",
      bed);
  while (statement != NULL && vigil_db_step (store->db, statement, error)) {
    Group what = { .slot = sqlite3_column_int64 (statement, 2) };
    if (!is_ripe (store->trends, what.slot))
      continue;
    vigil_text_copy (what.bed, sizeof what.bed, bed);
    vigil_db_get_text (statement, 0, what.refid, sizeof what.refid);
    vigil_db_get_text (statement, 1, what.encounter, sizeof what.encounter);
    unpack (store, statement, 3, obtain_group (groups, &what)->samples);
  }
  return g_steal_pointer (&groups);
}

static gboolean
insert_fine (VigilStore *store, const Group *group, GError **error)
{
  const VigilTrendSample *samples = (const VigilTrendSample *) (gpointer) group->samples->data;
  g_autoptr (GBytes) bytes = vigil_trend_pack (samples, group->samples->len);
  g_autoptr (sqlite3_stmt) statement = vigil_db_prepare (
      store->db, error,
      "INSERT INTO trend_fine (bed, refid, encounter, start_ms, data) VALUES (?, ?, ?, ?, ?)",
      "sssib", group->bed, group->refid, group->encounter, samples[0].t_ms, bytes);
  return statement != NULL && vigil_db_run (store->db, statement, error);
}

/* The six hours that @group belongs to, with what they hold already; @n 0: a new row. */
static GArray *
read_minutes_row (VigilStore *store, const Group *group, gint64 start_ms, gint64 *n)
{
  GArray *minutes = g_array_new (FALSE, FALSE, sizeof (VigilTrendMinute));
  g_autoptr (sqlite3_stmt) statement =
      vigil_db_prepare (store->db, NULL,
                        "SELECT n, data FROM trend_minutes"
                        " WHERE bed = ? AND refid = ? AND start_ms = ? AND encounter = ?",
                        "ssis", group->bed, group->refid, start_ms, group->encounter);
  *n = 0;
  if (statement == NULL || !vigil_db_step (store->db, statement, NULL))
    return minutes;
  *n = sqlite3_column_int64 (statement, 0);
  if (!vigil_trend_unpack_minutes (sqlite3_column_blob (statement, 1),
                                   (gsize) sqlite3_column_bytes (statement, 1), minutes))
    store->trends->facts.n_damaged++;
  return minutes;
}

static gboolean
add_minutes (VigilStore *store, const Group *group, GError **error)
{
  const VigilTrendSample *samples = (const VigilTrendSample *) (gpointer) group->samples->data;
  gint64 start_ms = samples[0].t_ms - samples[0].t_ms % MINUTES_SLOT_MS, n;
  g_autoptr (GArray) minutes = read_minutes_row (store, group, start_ms, &n);
  vigil_trend_fold (minutes, samples, group->samples->len);
  if (minutes->len == 0)
    return TRUE;
  g_autoptr (GBytes) bytes =
      vigil_trend_pack_minutes ((const VigilTrendMinute *) (gpointer) minutes->data, minutes->len);
  g_autoptr (sqlite3_stmt) statement =
      n != 0
          ? vigil_db_prepare (store->db, error, "UPDATE trend_minutes SET data = ? WHERE n = ?",
                              "bi", bytes, n)
          : vigil_db_prepare (store->db, error,
                              "INSERT INTO trend_minutes (bed, refid, encounter, start_ms, data)"
                              " VALUES (?, ?, ?, ?, ?)",
                              "sssib", group->bed, group->refid, group->encounter, start_ms, bytes);
  return statement != NULL && vigil_db_run (store->db, statement, error);
}

static gboolean
delete_tail (VigilStore *store, const char *bed, gint64 last_n, GError **error)
{
  gint64 now = store->trends->newest_ms / VIGIL_TRENDS_SLOT_MS;
  g_autoptr (sqlite3_stmt) statement =
      vigil_db_prepare (store->db, error,
                        "DELETE FROM trend_tail WHERE bed = ? AND n <= ?"
                        " AND (slot < ? OR slot > ?)",
                        "siii", bed, last_n, now, now + 1);
  return statement != NULL && vigil_db_run (store->db, statement, error);
}

static gboolean
pack_bed (VigilStore *store, const char *bed, gint64 last_n, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (GArray) groups = gather_groups (store, bed, &problem);
  for (guint i = 0; problem == NULL && i < groups->len; i++) {
    Group *group = &g_array_index (groups, Group, i);
    g_array_sort (group->samples, compare_samples);
    if (group->samples->len > 0 && insert_fine (store, group, &problem))
      (void) add_minutes (store, group, &problem);
  }
  if (problem == NULL)
    return delete_tail (store, bed, last_n, error);
  g_propagate_error (error, g_steal_pointer (&problem));
  return FALSE;
}

/* Pruning. */

static gint64
read_number (VigilStore *store, const char *sql)
{
  g_autoptr (sqlite3_stmt) statement = vigil_db_prepare (store->db, NULL, sql, "");
  if (statement == NULL || !vigil_db_step (store->db, statement, NULL))
    return 0;
  return sqlite3_column_int64 (statement, 0);
}

void
vigil_trends_measure (VigilStore *store)
{
  if (store->db == NULL)
    return;
  gint64 pages = read_number (store, "PRAGMA page_count");
  gint64 free_pages = read_number (store, "PRAGMA freelist_count");
  store->trends->facts.bytes_used = (pages - free_pages) * read_number (store, "PRAGMA page_size");
}

/* Deletes the oldest rows of @table from before @before_ms. Returns how many. */
static guint
delete_before (VigilStore *store, const char *table, gint64 before_ms, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("DELETE FROM %s WHERE n IN (SELECT n FROM %s WHERE "
                                          "start_ms < ? ORDER BY start_ms LIMIT %d)",
                                          table, table, PRUNE_ROWS);
  g_autoptr (sqlite3_stmt) statement = vigil_db_prepare (store->db, error, sql, "i", before_ms);
  if (statement == NULL || !vigil_db_run (store->db, statement, error))
    return 0;
  return (guint) sqlite3_changes (store->db);
}

/* Beyond the budget the oldest go: what is fine first, for its minutes stay. */
static guint
prune_for_budget (VigilStore *store, GError **error)
{
  VigilTrendsFacts *facts = &store->trends->facts;
  vigil_trends_measure (store);
  if (facts->bytes_used <= facts->bytes_budget)
    return 0;
  guint n = delete_before (store, "trend_fine", G_MAXINT64, error);
  if (n == 0 && *error == NULL)
    n = delete_before (store, "trend_minutes", G_MAXINT64, error);
  facts->n_pruned += n;
  return n;
}

static guint
prune (VigilStore *store, GError **error)
{
  gint64 now_ms = store->trends->newest_ms;
  guint n = delete_before (store, "trend_fine", now_ms - VIGIL_TRENDS_FINE_MS, error);
  if (n == 0 && *error == NULL)
    n = delete_before (store, "trend_minutes", now_ms - VIGIL_TRENDS_MINUTES_MS - MINUTES_SLOT_MS,
                       error);
  if (n == 0 && *error == NULL)
    n = prune_for_budget (store, error);
  return n;
}

static gboolean
pack_and_commit (VigilStore *store, const char *bed, gint64 last_n, GError **error)
{
  if (!vigil_db_begin (store->db, error))
    return FALSE;
  if (pack_bed (store, bed, last_n, error))
    return vigil_db_commit (store->db, error);
  vigil_db_rollback (store->db);
  return FALSE;
}

/* One step: one bed, or a few old rows; the next one queues again behind all that waits. */
static void
tidy_job (VigilStore *store, G_GNUC_UNUSED gpointer data)
{
  struct _VigilTrends *trends = store->trends;
  trends->is_tidying = FALSE;
  if (store->db == NULL || trends->newest_ms == 0)
    return;
  char bed[VIGIL_ID_MAX + 1];
  gint64 last_n = 0;
  g_autoptr (GError) error = NULL;
  gboolean is_more = find_ripe_bed (store, bed, &last_n, &error);
  if (is_more)
    is_more = pack_and_commit (store, bed, last_n, &error);
  else if (error == NULL)
    is_more = prune (store, &error) > 0;
  if (error != NULL)
    vigil_store_judge (store, error);
  if (is_more && error == NULL)
    want_tidying (store);
}

/* Reading. */

static gint64
read_cut (VigilStore *store, const char *bed)
{
  g_autofree char *name = g_strconcat ("trend-cut|", bed, NULL);
  g_autoptr (sqlite3_stmt) statement =
      vigil_db_prepare (store->db, NULL, "SELECT value FROM facts WHERE name = ?", "s", name);
  if (statement == NULL || !vigil_db_step (store->db, statement, NULL))
    return 0;
  return g_ascii_strtoll ((const char *) sqlite3_column_text (statement, 0), NULL, 10);
}

/* The rows of @table that may hold something of @query: one begins at most @span_ms before. */
static sqlite3_stmt *
prepare_rows (VigilStore *store, VigilTrendQuery *query, const char *table, gint64 span_ms)
{
  const char *refid = vigil_nomenclature_numeric (query->kind)->refid;
  g_autofree char *sql =
      g_strdup_printf ("SELECT data FROM %s WHERE bed = ?1 AND refid = ?2 AND start_ms >= ?3"
                       " AND start_ms < ?4 AND (?5 IS NULL OR encounter = ?5) ORDER BY start_ms, n",
                       table);
  gint64 from_ms = query->from_ms > span_ms ? query->from_ms - span_ms : 0;
  return vigil_db_prepare (store->db, &query->error, sql, "ssiis", query->bed, refid, from_ms,
                           query->to_ms, query->encounter);
}

static void
read_fine (VigilStore *store, VigilTrendQuery *query, GArray *samples)
{
  g_autoptr (sqlite3_stmt) statement =
      prepare_rows (store, query, "trend_fine", VIGIL_TRENDS_SLOT_MS);
  while (statement != NULL && vigil_db_step (store->db, statement, &query->error))
    unpack (store, statement, 0, samples);
}

static void
read_tail (VigilStore *store, VigilTrendQuery *query, GArray *samples)
{
  g_autoptr (sqlite3_stmt) statement = vigil_db_prepare (
      store->db, &query->error,
      "SELECT data FROM trend_tail WHERE bed = ?1 AND refid = ?2"
      " AND (?3 IS NULL OR encounter = ?3) ORDER BY n",
      "sss", query->bed, vigil_nomenclature_numeric (query->kind)->refid, query->encounter);
  while (statement != NULL && vigil_db_step (store->db, statement, &query->error))
    unpack (store, statement, 0, samples);
}

static void
read_minutes (VigilStore *store, VigilTrendQuery *query, GArray *minutes)
{
  g_autoptr (sqlite3_stmt) statement =
      prepare_rows (store, query, "trend_minutes", MINUTES_SLOT_MS);
  while (statement != NULL && vigil_db_step (store->db, statement, &query->error))
    if (!vigil_trend_unpack_minutes (sqlite3_column_blob (statement, 0),
                                     (gsize) sqlite3_column_bytes (statement, 0), minutes))
      store->trends->facts.n_damaged++;
}

static void
list_samples (VigilStore *store, VigilTrendQuery *query)
{
  g_autoptr (GArray) samples = g_array_new (FALSE, FALSE, sizeof (VigilTrendSample));
  read_fine (store, query, samples);
  read_tail (store, query, samples);
  g_array_sort (samples, compare_samples);
  for (guint i = 0; i < samples->len; i++) {
    const VigilTrendSample *sample = &g_array_index (samples, VigilTrendSample, i);
    if (sample->t_ms >= query->from_ms && sample->t_ms < query->to_ms)
      g_array_append_val (query->rows, *sample);
  }
}

static gint
compare_minutes (gconstpointer a, gconstpointer b)
{
  gint64 x = ((const VigilTrendMinute *) a)->t_ms, y = ((const VigilTrendMinute *) b)->t_ms;
  return x < y ? -1 : x > y;
}

static void
list_minutes (VigilStore *store, VigilTrendQuery *query)
{
  g_autoptr (GArray) minutes = g_array_new (FALSE, FALSE, sizeof (VigilTrendMinute));
  g_autoptr (GArray) tail = g_array_new (FALSE, FALSE, sizeof (VigilTrendSample));
  read_minutes (store, query, minutes);
  read_tail (store, query, tail);
  g_array_sort (tail, compare_samples);
  vigil_trend_fold (minutes, (const VigilTrendSample *) (gpointer) tail->data, tail->len);
  g_array_sort (minutes, compare_minutes);
  gint64 from_ms = query->from_ms - query->from_ms % VIGIL_TREND_MINUTE_MS;
  for (guint i = 0; i < minutes->len; i++) {
    const VigilTrendMinute *minute = &g_array_index (minutes, VigilTrendMinute, i);
    if (minute->t_ms >= from_ms && minute->t_ms < query->to_ms)
      vigil_trend_add_minute (query->rows, minute);
  }
}

void
vigil_trends_query_job (VigilStore *store, gpointer data)
{
  VigilTrendQuery *query = data;
  g_clear_error (&query->error);
  if (store->db == NULL)
    return;
  query->from_ms = MAX (query->from_ms, read_cut (store, query->bed));
  if (query->is_minutes)
    list_minutes (store, query);
  else
    list_samples (store, query);
}
