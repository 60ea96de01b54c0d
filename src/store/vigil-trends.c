/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-trends-private.h"

#include <string.h>

static void
run_free (gpointer data)
{
  VigilTrendRun *run = data;
  g_array_unref (run->samples);
  g_free (run);
}

void
vigil_store_init_trends (VigilStore *store)
{
  struct _VigilTrends *trends = g_new0 (struct _VigilTrends, 1);
  trends->runs = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  trends->batch = g_ptr_array_new_with_free_func (run_free);
  g_queue_init (&trends->kept);
  trends->facts.bytes_budget = VIGIL_TRENDS_BUDGET_BYTES;
  store->trends = trends;
}

void
vigil_store_finish_trends (VigilStore *store)
{
  vigil_trends_flush (store);
}

void
vigil_store_clear_trends (VigilStore *store)
{
  struct _VigilTrends *trends = store->trends;
  g_clear_handle_id (&trends->flush_id, g_source_remove);
  g_hash_table_unref (trends->runs);
  g_ptr_array_unref (trends->batch);
  g_queue_clear_full (&trends->kept, (GDestroyNotify) g_ptr_array_unref);
  g_clear_pointer (&store->trends, g_free);
}

/* Gathering. */

static VigilTrendRun *
run_new (const char *bed, const char *encounter, VigilNumericKind kind, gint64 slot)
{
  VigilTrendRun *run = g_new0 (VigilTrendRun, 1);
  vigil_text_copy (run->bed, sizeof run->bed, bed);
  vigil_text_copy (run->encounter, sizeof run->encounter, encounter);
  run->kind = kind;
  run->slot = slot;
  run->samples = g_array_new (FALSE, FALSE, sizeof (VigilTrendSample));
  return run;
}

static gboolean
flush_cb (gpointer data)
{
  VigilStore *store = data;
  store->trends->flush_id = 0;
  vigil_trends_flush (store);
  return G_SOURCE_REMOVE;
}

/* A run is of one patient and of one slot; it belongs to the batch from its first sample on. */
void
vigil_trends_append (VigilStore *store,
                     const char *bed,
                     const char *encounter,
                     VigilNumericKind kind,
                     const VigilTrendSample *sample)
{
  g_return_if_fail (store->owner == g_thread_self ());
  g_return_if_fail (bed != NULL && encounter != NULL && kind < VIGIL_N_NUMERICS && sample != NULL);

  struct _VigilTrends *trends = store->trends;
  if (sample->t_ms <= 0)
    return;
  gint64 slot = sample->t_ms / VIGIL_TRENDS_SLOT_MS;
  char key[VIGIL_ID_MAX + 8];
  g_snprintf (key, sizeof key, "%s|%d", bed, (int) kind);
  VigilTrendRun *run = g_hash_table_lookup (trends->runs, key);
  if (run == NULL || run->slot != slot || strcmp (run->encounter, encounter) != 0) {
    run = run_new (bed, encounter, kind, slot);
    g_ptr_array_add (trends->batch, run);
    g_hash_table_replace (trends->runs, g_strdup (key), run);
  }
  g_array_append_val (run->samples, *sample);
  if (trends->pending_since_ms == 0)
    trends->pending_since_ms = sample->t_ms;
  if (ABS (sample->t_ms - trends->pending_since_ms) >= VIGIL_TRENDS_BATCH_MS)
    vigil_trends_flush (store);
  else if (trends->flush_id == 0)
    trends->flush_id = g_timeout_add (VIGIL_TRENDS_BATCH_MS, flush_cb, store);
}

void
vigil_trends_flush (VigilStore *store)
{
  struct _VigilTrends *trends = store->trends;
  g_clear_handle_id (&trends->flush_id, g_source_remove);
  trends->pending_since_ms = 0;
  if (trends->batch->len == 0)
    return;
  g_hash_table_remove_all (trends->runs);
  GPtrArray *batch = g_steal_pointer (&trends->batch);
  trends->batch = g_ptr_array_new_with_free_func (run_free);
  if (!vigil_store_push_idle (store, vigil_trends_write_job, batch,
                              (GDestroyNotify) g_ptr_array_unref))
    g_warning ("too much waits for the disk: ten seconds of numbers were not written");
}

void
vigil_trends_cut (VigilStore *store, const char *bed, gint64 t_ms)
{
  g_return_if_fail (bed != NULL);

  g_autofree char *name = g_strconcat ("trend-cut|", bed, NULL);
  g_autofree char *value = g_strdup_printf ("%" G_GINT64_FORMAT, t_ms);
  vigil_store_set_fact (store, name, value);
}

/* Asking. */

static void
query_free (gpointer data)
{
  VigilTrendQuery *query = data;
  g_free (query->encounter);
  g_array_unref (query->rows);
  g_clear_error (&query->error);
  g_free (query);
}

static void
answer_query (gpointer data)
{
  const VigilTrendQuery *query = data;
  query->func (query->rows, query->error, query->data);
}

static void
ask (VigilStore *store, const VigilTrendQuery *what, const char *bed, const char *encounter)
{
  VigilTrendQuery *query = g_new (VigilTrendQuery, 1);
  *query = *what;
  vigil_text_copy (query->bed, sizeof query->bed, bed);
  query->encounter = g_strdup (encounter);
  query->rows = g_array_new (
      FALSE, FALSE, query->is_minutes ? sizeof (VigilTrendMinute) : sizeof (VigilTrendSample));
  query->error = g_error_new_literal (VIGIL_STORE_ERROR, VIGIL_STORE_ERROR_FAILED,
                                      "too much waits for the disk");
  vigil_trends_flush (store);
  vigil_store_ask_idle (store, vigil_trends_query_job, answer_query, query, query_free);
}

void
vigil_trends_list (VigilStore *store,
                   const char *bed,
                   const char *encounter,
                   VigilNumericKind kind,
                   gint64 from_ms,
                   gint64 to_ms,
                   VigilTrendsFunc func,
                   gpointer data)
{
  g_return_if_fail (bed != NULL && kind < VIGIL_N_NUMERICS && func != NULL);

  VigilTrendQuery query = {
    .kind = kind, .from_ms = from_ms, .to_ms = to_ms, .func = func, .data = data
  };
  ask (store, &query, bed, encounter);
}

void
vigil_trends_list_minutes (VigilStore *store,
                           const char *bed,
                           const char *encounter,
                           VigilNumericKind kind,
                           gint64 from_ms,
                           gint64 to_ms,
                           VigilTrendsFunc func,
                           gpointer data)
{
  g_return_if_fail (bed != NULL && kind < VIGIL_N_NUMERICS && func != NULL);

  VigilTrendQuery query = {
    .kind = kind,
    .from_ms = from_ms,
    .to_ms = to_ms,
    .is_minutes = TRUE,
    .func = func,
    .data = data,
  };
  ask (store, &query, bed, encounter);
}

typedef struct {
  VigilTrendsFactsFunc func;
  gpointer data;
  VigilTrendsFacts facts;
} Inquiry;

static void
read_facts (VigilStore *store, gpointer data)
{
  Inquiry *inquiry = data;
  vigil_trends_measure (store);
  inquiry->facts = store->trends->facts;
}

static void
answer_facts (gpointer data)
{
  const Inquiry *inquiry = data;
  inquiry->func (&inquiry->facts, inquiry->data);
}

void
vigil_trends_get_facts (VigilStore *store, VigilTrendsFactsFunc func, gpointer data)
{
  g_return_if_fail (func != NULL);

  Inquiry *inquiry = g_new0 (Inquiry, 1);
  inquiry->func = func;
  inquiry->data = data;
  vigil_store_ask_idle (store, read_facts, answer_facts, inquiry, g_free);
}

static void
set_budget (VigilStore *store, gpointer data)
{
  store->trends->facts.bytes_budget = *(const gint64 *) data;
}

void
vigil_trends_set_budget (VigilStore *store, gint64 bytes)
{
  (void) vigil_store_run (store, set_budget, &bytes, NULL);
}
