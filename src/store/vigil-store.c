/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-store-private.h"

#include "vigil-store-file.h"

#define JOBS_MAX 20000
#define BACKLOG_MAX 10000
#define QUEUE_CEILING 100000
#define PROBE_MS 2000

typedef struct {
  VigilStoreAnswer answer;
  gpointer data;
  GDestroyNotify destroy;
} Reply;

typedef struct {
  VigilStore *store;
  VigilStoreJob job;
  gpointer data;
  GDestroyNotify destroy;
} Task;

typedef struct {
  VigilStoreWriteFunc func;
  gpointer data;
  GDestroyNotify destroy;
} Write;

/* Answers: a source of ours, so that what is still under way at close is delivered there. */

static void
deliver_replies (VigilStore *store)
{
  for (Reply *reply; (reply = g_async_queue_try_pop (store->replies)) != NULL;) {
    reply->answer (reply->data);
    if (reply->destroy != NULL)
      reply->destroy (reply->data);
    g_free (reply);
  }
}

static gboolean
dispatch_replies (GSource *source, G_GNUC_UNUSED GSourceFunc callback, gpointer data)
{
  g_source_set_ready_time (source, -1);
  deliver_replies (data);
  return G_SOURCE_CONTINUE;
}

/* GLib hands @data only together with a callback; this one is never called by itself. */
static gboolean
no_callback (G_GNUC_UNUSED gpointer data)
{
  return G_SOURCE_CONTINUE;
}

static void
attach_replies_source (VigilStore *store)
{
  static GSourceFuncs funcs = { .dispatch = dispatch_replies };
  store->replies_source = g_source_new (&funcs, sizeof (GSource));
  g_source_set_callback (store->replies_source, no_callback, store, NULL);
  g_source_set_name (store->replies_source, "vigil-store");
  g_source_attach (store->replies_source, g_main_context_get_thread_default ());
}

/* Any thread. */
static void
send_reply (VigilStore *store, VigilStoreAnswer answer, gpointer data, GDestroyNotify destroy)
{
  Reply *reply = g_new (Reply, 1);
  *reply = (Reply) { answer, data, destroy };
  g_async_queue_push (store->replies, reply);
  g_source_set_ready_time (store->replies_source, 0);
}

/* Jobs. */

static void
run_task (gpointer data)
{
  Task *task = data;
  task->job (task->store, task->data);
}

static void
task_free (gpointer data)
{
  Task *task = data;
  if (task->destroy != NULL)
    task->destroy (task->data);
  g_free (task);
}

/* FALSE: too much waits; @data was freed. */
static gboolean
push (VigilStore *store, VigilStoreJob job, gpointer data, GDestroyNotify destroy)
{
  g_assert (store->owner == g_thread_self ());

  Task *task = g_new (Task, 1);
  *task = (Task) { store, job, data, destroy };
  return vigil_worker_push (store->worker, run_task, task, task_free);
}

typedef struct {
  VigilStore *store;
  VigilStoreJob job;
  Reply reply;
} Question;

static void
run_question (VigilStore *store, gpointer data)
{
  Question *question = data;
  question->job (store, question->reply.data);
}

/* The answer goes out when the question goes: after the job, or without it. */
static void
answer_question (gpointer data)
{
  Question *question = data;
  Reply *reply = &question->reply;
  send_reply (question->store, reply->answer, reply->data, reply->destroy);
  g_free (question);
}

void
vigil_store_ask (VigilStore *store,
                 VigilStoreJob job,
                 VigilStoreAnswer answer,
                 gpointer data,
                 GDestroyNotify destroy)
{
  Question *question = g_new (Question, 1);
  *question = (Question) { store, job, { answer, data, destroy } };
  (void) push (store, run_question, question, answer_question);
}

typedef struct {
  GMutex lock;
  GCond changed;
  gboolean is_done;
  VigilStoreJob job;
  gpointer data;
} Wait;

static void
run_waited (VigilStore *store, gpointer data)
{
  Wait *wait = data;
  wait->job (store, wait->data);
  g_mutex_lock (&wait->lock);
  wait->is_done = TRUE;
  g_cond_signal (&wait->changed);
  g_mutex_unlock (&wait->lock);
}

gboolean
vigil_store_run (VigilStore *store, VigilStoreJob job, gpointer data, GError **error)
{
  Wait wait = { .job = job, .data = data };
  g_mutex_init (&wait.lock);
  g_cond_init (&wait.changed);
  gboolean is_pushed = push (store, run_waited, &wait, NULL);
  if (is_pushed) {
    g_mutex_lock (&wait.lock);
    while (!wait.is_done)
      g_cond_wait (&wait.changed, &wait.lock);
    g_mutex_unlock (&wait.lock);
  } else {
    g_set_error (error, VIGIL_STORE_ERROR, VIGIL_STORE_ERROR_FAILED, "too much waits for the disk");
  }
  g_cond_clear (&wait.changed);
  g_mutex_clear (&wait.lock);
  return is_pushed;
}

/* Health. */

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
  (void) push (store, probe, NULL, NULL);
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

/* TRUE: the disk's fault, which may pass; else it is a row's own. */
static gboolean
is_of_disk (const GError *error)
{
  return g_error_matches (error, VIGIL_STORE_ERROR, VIGIL_STORE_ERROR_FULL)
         || g_error_matches (error, VIGIL_STORE_ERROR, VIGIL_STORE_ERROR_IO)
         || g_error_matches (error, VIGIL_STORE_ERROR, VIGIL_STORE_ERROR_LOCKED)
         || g_error_matches (error, VIGIL_STORE_ERROR, VIGIL_STORE_ERROR_DAMAGED);
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
  *news = (News) { store, !is_unwell, is_unwell ? g_strdup (error->message) : NULL };
  send_reply (store, tell_health, news, news_free);
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

static void
run_backlog (VigilStore *store)
{
  for (Write *write; (write = g_queue_peek_head (&store->backlog)) != NULL;) {
    if (!run_write (store, write))
      return;
    write_free (g_queue_pop_head (&store->backlog));
  }
}

static void
take_write (VigilStore *store, gpointer data)
{
  Write *write = data;
  Write *mine = g_new (Write, 1);
  *mine = *write;
  write->destroy = NULL;
  run_backlog (store);
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
  *write = (Write) { func, data, destroy };
  if (!push (store, take_write, write, (GDestroyNotify) write_free))
    g_warning ("too much waits for the disk: a row was not written");
}

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

/* While unwell: is the disk back? */
static void
probe (VigilStore *store, G_GNUC_UNUSED gpointer data)
{
  Fact fact = { .name = (char *) "probe", .value = (char *) "the disk takes rows" };
  g_autoptr (GError) error = NULL;
  write_fact (store, &fact, &error);
  vigil_store_judge (store, error);
  if (error == NULL)
    run_backlog (store);
}

void
vigil_store_set_fact (VigilStore *store, const char *name, const char *value)
{
  g_return_if_fail (name != NULL && value != NULL);

  Fact *fact = g_new (Fact, 1);
  *fact = (Fact) { g_strdup (name), g_strdup (value) };
  vigil_store_write (store, write_fact, fact, fact_free);
}

static void
read_fact (VigilStore *store, gpointer data)
{
  Fact *fact = data;
  g_autoptr (sqlite3_stmt) statement = vigil_db_prepare (
      store->db, NULL, "SELECT value FROM facts WHERE name = ?", "s", fact->name);
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
  run_backlog (store);
  g_clear_pointer (&store->db, sqlite3_close);
}

static VigilStore *
store_new (int lock_fd)
{
  VigilStore *store = g_new0 (VigilStore, 1);
  store->owner = g_thread_self ();
  store->lock_fd = lock_fd;
  store->queue_ceiling = QUEUE_CEILING;
  store->replies = g_async_queue_new ();
  g_queue_init (&store->backlog);
  attach_replies_source (store);
  store->worker = vigil_worker_new ("vigil-store", JOBS_MAX);
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

void
vigil_store_close (VigilStore *store)
{
  g_assert (store->owner == g_thread_self ());

  g_clear_handle_id (&store->probe_id, g_source_remove);
  (void) push (store, close_db, NULL, NULL);
  vigil_worker_free (store->worker);
  /* Also if the push was refused; the thread is gone, so the connection is ours. */
  g_clear_pointer (&store->db, sqlite3_close);
  deliver_replies (store);
  g_clear_handle_id (&store->probe_id, g_source_remove);
  g_source_destroy (store->replies_source);
  g_source_unref (store->replies_source);
  g_async_queue_unref (store->replies);
  g_queue_clear_full (&store->backlog, (GDestroyNotify) write_free);
  vigil_store_file_unlock (store->lock_fd);
  g_free (store);
}
