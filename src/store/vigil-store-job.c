/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-store-private.h"

#define JOBS_MAX 20000

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

/* Answers: a source of ours, so that what is still under way at close is delivered there. */

void
vigil_store_deliver (VigilStore *store)
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
  vigil_store_deliver (data);
  return G_SOURCE_CONTINUE;
}

/* GLib hands @data only together with a callback; this one is never called by itself. */
static gboolean
no_callback (G_GNUC_UNUSED gpointer data)
{
  return G_SOURCE_CONTINUE;
}

void
vigil_store_init_jobs (VigilStore *store)
{
  store->replies = g_async_queue_new ();
  store->worker = vigil_worker_new ("vigil-store", JOBS_MAX);
  static GSourceFuncs funcs = { .dispatch = dispatch_replies };
  store->replies_source = g_source_new (&funcs, sizeof (GSource));
  g_source_set_callback (store->replies_source, no_callback, store, NULL);
  g_source_set_name (store->replies_source, "vigil-store");
  g_source_attach (store->replies_source, g_main_context_get_thread_default ());
}

void
vigil_store_reply (VigilStore *store,
                   VigilStoreAnswer answer,
                   gpointer data,
                   GDestroyNotify destroy)
{
  Reply *reply = g_new (Reply, 1);
  *reply = (Reply){ answer, data, destroy };
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

static Task *
task_new (VigilStore *store, VigilStoreJob job, gpointer data, GDestroyNotify destroy)
{
  Task *task = g_new (Task, 1);
  *task = (Task){ store, job, data, destroy };
  return task;
}

gboolean
vigil_store_push (VigilStore *store, VigilStoreJob job, gpointer data, GDestroyNotify destroy)
{
  g_assert (store->owner == g_thread_self ());

  Task *task = task_new (store, job, data, destroy);
  /* Closing: an answer that would ask again is refused. */
  if (store->worker == NULL) {
    task_free (task);
    return FALSE;
  }
  return vigil_worker_push (store->worker, run_task, task, task_free);
}

gboolean
vigil_store_push_idle (VigilStore *store, VigilStoreJob job, gpointer data, GDestroyNotify destroy)
{
  return vigil_worker_push_idle (store->worker, run_task, task_new (store, job, data, destroy),
                                 task_free);
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
  vigil_store_reply (question->store, reply->answer, reply->data, reply->destroy);
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
  *question = (Question){ store, job, { answer, data, destroy } };
  (void) vigil_store_push (store, run_question, question, answer_question);
}

void
vigil_store_ask_idle (VigilStore *store,
                      VigilStoreJob job,
                      VigilStoreAnswer answer,
                      gpointer data,
                      GDestroyNotify destroy)
{
  Question *question = g_new (Question, 1);
  *question = (Question){ store, job, { answer, data, destroy } };
  (void) vigil_store_push_idle (store, run_question, question, answer_question);
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
  gboolean is_pushed = vigil_store_push (store, run_waited, &wait, NULL);
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

void
vigil_store_clear_jobs (VigilStore *store)
{
  /* Its last jobs still use it. */
  vigil_worker_free (store->worker);
  store->worker = NULL;
  vigil_store_deliver (store);
  g_source_destroy (store->replies_source);
  g_source_unref (store->replies_source);
  g_async_queue_unref (store->replies);
}
