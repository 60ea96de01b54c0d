/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-store-file.h"
#include "vigil-store-private.h"
#include "vigil-trends.h"

#define QUEUE_CEILING 100000
/* A station without a disk keeps its numbers in memory: a few hours of a ward, not three days. */
#define VOLATILE_BUDGET_BYTES (G_GINT64_CONSTANT (32) << 20)

/* Facts. */

typedef struct {
  char *name, *value;
} Fact;

static void
fact_free (gpointer data)
{
  Fact *fact = data;
  g_free (fact->name);
  g_free (fact->value);
  g_free (fact);
}

static gboolean
write_fact (VigilStore *store, gpointer data, GError **error)
{
  const Fact *fact = data;
  g_autoptr (sqlite3_stmt) statement = vigil_db_prepare (
      store->db, error, "INSERT OR REPLACE INTO facts (name, value) VALUES (?, ?)", "ss",
      fact->name, fact->value);
  return statement != NULL && vigil_db_run (store->db, statement, error);
}

void
vigil_store_set_fact (VigilStore *store, const char *name, const char *value)
{
  g_return_if_fail (name != NULL && value != NULL);

  Fact *fact = g_new (Fact, 1);
  *fact = (Fact){ g_strdup (name), g_strdup (value) };
  vigil_store_write (store, write_fact, fact, fact_free);
}

static void
read_fact (VigilStore *store, gpointer data)
{
  Fact *fact = data;
  g_autoptr (sqlite3_stmt) statement =
      vigil_db_prepare (store->db, NULL, "SELECT value FROM facts WHERE name = ?", "s", fact->name);
  if (statement != NULL && vigil_db_step (store->db, statement, NULL))
    fact->value = g_strdup ((const char *) sqlite3_column_text (statement, 0));
}

char *
vigil_store_get_fact (VigilStore *store, const char *name)
{
  Fact fact = { .name = (char *) name };
  (void) vigil_store_run (store, read_fact, &fact, NULL);
  return fact.value;
}

void
vigil_store_set_health_func (VigilStore *store, VigilStoreHealth func, gpointer data)
{
  store->health_func = func;
  store->health_data = data;
}

static void
set_ceiling (VigilStore *store, gpointer data)
{
  store->queue_ceiling = GPOINTER_TO_UINT (data);
}

void
vigil_store_set_queue_ceiling (VigilStore *store, guint ceiling)
{
  (void) vigil_store_run (store, set_ceiling, GUINT_TO_POINTER (ceiling), NULL);
}

/* Opening and closing. */

typedef struct {
  const char *path;
  char *moved_aside;
  GError *error;
} Opening;

static void
open_db (VigilStore *store, gpointer data)
{
  Opening *opening = data;
  store->db = vigil_store_file_open (opening->path, &opening->moved_aside, &opening->error);
  if (store->db != NULL && !vigil_queue_count (store->db, &store->n_queued, &opening->error))
    g_clear_pointer (&store->db, sqlite3_close);
}

static void
close_db (VigilStore *store, G_GNUC_UNUSED gpointer data)
{
  vigil_store_run_backlog (store);
  g_clear_pointer (&store->db, sqlite3_close);
}

static VigilStore *
store_new (int lock_fd)
{
  VigilStore *store = g_new0 (VigilStore, 1);
  store->owner = g_thread_self ();
  store->lock_fd = lock_fd;
  store->queue_ceiling = QUEUE_CEILING;
  store->rows_ceiling = VIGIL_JOURNAL_ROWS_MAX;
  store->occurrences_ceiling = VIGIL_JOURNAL_OCCURRENCES_MAX;
  g_queue_init (&store->backlog);
  vigil_store_init_jobs (store);
  vigil_store_init_trends (store);
  return store;
}

VigilStore *
vigil_store_open (const char *directory, char **moved_aside, GError **error)
{
  g_return_val_if_fail (directory != NULL, NULL);

  if (moved_aside != NULL)
    *moved_aside = NULL;
  int lock_fd = vigil_store_file_lock (directory, error);
  if (lock_fd < 0)
    return NULL;

  g_autofree char *path = g_build_filename (directory, "vigil.db", NULL);
  g_autoptr (VigilStore) store = store_new (lock_fd);
  Opening opening = { .path = path };
  if (!vigil_store_run (store, open_db, &opening, error))
    return NULL;
  if (opening.moved_aside != NULL && moved_aside != NULL)
    *moved_aside = g_steal_pointer (&opening.moved_aside);
  g_free (opening.moved_aside);
  if (opening.error == NULL)
    return g_steal_pointer (&store);
  g_propagate_prefixed_error (error, opening.error, "%s: ", path);
  return NULL;
}

static void
open_memory (VigilStore *store, gpointer data)
{
  store->db = vigil_db_open (":memory:", data);
}

VigilStore *
vigil_store_open_in_memory (const char *reason, GError **error)
{
  g_return_val_if_fail (reason != NULL, NULL);

  g_autoptr (VigilStore) store = store_new (-1);
  g_autoptr (GError) problem = NULL;
  store->volatile_reason = g_strdup (reason);
  vigil_trends_set_budget (store, VOLATILE_BUDGET_BYTES);
  if (!vigil_store_run (store, open_memory, &problem, error))
    return NULL;
  if (problem == NULL)
    return g_steal_pointer (&store);
  g_propagate_error (error, g_steal_pointer (&problem));
  return NULL;
}

void
vigil_store_close (VigilStore *store)
{
  g_assert (store->owner == g_thread_self ());

  vigil_store_finish_trends (store);
  (void) vigil_store_push_idle (store, close_db, NULL, NULL);
  vigil_store_clear_jobs (store);
  /* Also if the push was refused; the thread is gone, so the connection is ours. */
  g_clear_pointer (&store->db, sqlite3_close);
  vigil_store_clear_health (store);
  vigil_store_clear_trends (store);
  if (store->lock_fd >= 0)
    vigil_store_file_unlock (store->lock_fd);
  g_free (store->volatile_reason);
  g_free (store);
}
