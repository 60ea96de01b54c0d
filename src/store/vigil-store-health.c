/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-store-private.h"

#define BACKLOG_MAX 10000
#define PROBE_MS 2000

typedef struct {
  VigilStoreWriteFunc func;
  gpointer data;
  GDestroyNotify destroy;
} Write;

/* TRUE: the disk's fault, which may pass; else it is a row's own. */
static gboolean
is_of_disk (const GError *error)
{
  return g_error_matches (error, VIGIL_STORE_ERROR, VIGIL_STORE_ERROR_FULL)
         || g_error_matches (error, VIGIL_STORE_ERROR, VIGIL_STORE_ERROR_IO)
         || g_error_matches (error, VIGIL_STORE_ERROR, VIGIL_STORE_ERROR_LOCKED)
         || g_error_matches (error, VIGIL_STORE_ERROR, VIGIL_STORE_ERROR_DAMAGED);
}

typedef struct {
  VigilStore *store;
  gboolean is_well;
  char *reason;
} News;

static void
news_free (gpointer data)
{
  News *news = data;
  g_free (news->reason);
  g_free (news);
}

static void probe (VigilStore *store, gpointer data);

static gboolean
probe_cb (gpointer data)
{
  VigilStore *store = data;
  /* Refused only if thousands of jobs wait: then they are the probe. */
  (void) vigil_store_push (store, probe, NULL, NULL);
  return G_SOURCE_CONTINUE;
}

static void
tell_health (gpointer data)
{
  const News *news = data;
  VigilStore *store = news->store;
  if (news->is_well)
    g_clear_handle_id (&store->probe_id, g_source_remove);
  else if (store->probe_id == 0)
    store->probe_id = g_timeout_add (PROBE_MS, probe_cb, store);
  if (store->health_func != NULL)
    store->health_func (news->is_well, news->reason, store->health_data);
}

void
vigil_store_judge (VigilStore *store, const GError *error)
{
  if (error != NULL && !is_of_disk (error))
    return;
  gboolean is_unwell = error != NULL;
  if (is_unwell == store->is_unwell)
    return;
  store->is_unwell = is_unwell;
  News *news = g_new (News, 1);
  *news = (News){ store, !is_unwell, is_unwell ? g_strdup (error->message) : NULL };
  vigil_store_reply (store, tell_health, news, news_free);
}

/* Writes that nobody waits for. */

static void
write_free (Write *write)
{
  if (write->destroy != NULL)
    write->destroy (write->data);
  g_free (write);
}

/* FALSE: the disk failed, and the rest would fail too. */
static gboolean
run_write (VigilStore *store, Write *write)
{
  g_autoptr (GError) error = NULL;
  gboolean is_done = write->func (store, write->data, &error);
  vigil_store_judge (store, error);
  if (!is_done && !is_of_disk (error))
    g_warning ("a row was refused: %s", error->message);
  return is_done || !is_of_disk (error);
}

void
vigil_store_run_backlog (VigilStore *store)
{
  for (Write *write; (write = g_queue_peek_head (&store->backlog)) != NULL;) {
    if (!run_write (store, write))
      return;
    write_free (g_queue_pop_head (&store->backlog));
  }
}

/* While unwell: is the disk back? A write tells, nothing less. */
static void
probe (VigilStore *store, G_GNUC_UNUSED gpointer data)
{
  g_autoptr (GError) error = NULL;
  if (!vigil_db_is_in_place (store->db, &error)
      || !vigil_db_exec (store->db,
                         "INSERT OR REPLACE INTO facts (name, value) VALUES ('probe', 'taken')",
                         &error)) {
    vigil_store_judge (store, error);
    return;
  }
  vigil_store_judge (store, NULL);
  vigil_store_run_backlog (store);
}

static void
take_write (VigilStore *store, gpointer data)
{
  Write *write = data;
  Write *mine = g_new (Write, 1);
  *mine = *write;
  write->destroy = NULL;
  vigil_store_run_backlog (store);
  if (g_queue_is_empty (&store->backlog) && run_write (store, mine)) {
    write_free (mine);
    return;
  }
  g_queue_push_tail (&store->backlog, mine);
  if (g_queue_get_length (&store->backlog) > BACKLOG_MAX)
    write_free (g_queue_pop_head (&store->backlog));
}

void
vigil_store_write (VigilStore *store,
                   VigilStoreWriteFunc func,
                   gpointer data,
                   GDestroyNotify destroy)
{
  Write *write = g_new (Write, 1);
  *write = (Write){ func, data, destroy };
  if (!vigil_store_push (store, take_write, write, (GDestroyNotify) write_free))
    g_warning ("too much waits for the disk: a row was not written");
}

void
vigil_store_clear_health (VigilStore *store)
{
  g_clear_handle_id (&store->probe_id, g_source_remove);
  g_queue_clear_full (&store->backlog, (GDestroyNotify) write_free);
}
