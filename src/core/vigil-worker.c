/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-worker.h"

typedef struct {
  VigilJob job; /* NULL: the last one */
  gpointer data;
  GDestroyNotify destroy;
} Task;

struct _VigilWorker {
  GThread *thread;
  GMutex lock;
  GCond is_wanted;
  GQueue tasks; /* Task, guarded by lock */
  GQueue idle_tasks; /* Task that can wait, guarded by lock */
  guint ceiling;
};

static void
task_free (Task *task)
{
  if (task->destroy != NULL)
    task->destroy (task->data);
  g_free (task);
}

static Task *
wait_for_task (VigilWorker *worker)
{
  g_mutex_lock (&worker->lock);
  while (g_queue_is_empty (&worker->tasks) && g_queue_is_empty (&worker->idle_tasks))
    g_cond_wait (&worker->is_wanted, &worker->lock);
  const Task *first = g_queue_peek_head (&worker->tasks);
  /* What can wait does not outlive the thread: it comes before the last one. */
  gboolean is_idle = first == NULL || (first->job == NULL && worker->idle_tasks.length > 0);
  Task *task = g_queue_pop_head (is_idle ? &worker->idle_tasks : &worker->tasks);
  g_mutex_unlock (&worker->lock);
  return task;
}

static gpointer
worker_thread (gpointer data)
{
  VigilWorker *worker = data;
  gboolean is_last = FALSE;
  while (!is_last) {
    Task *task = wait_for_task (worker);
    is_last = task->job == NULL;
    if (!is_last)
      task->job (task->data);
    task_free (task);
  }
  return NULL;
}

VigilWorker *
vigil_worker_new (const char *name, guint ceiling)
{
  g_return_val_if_fail (ceiling > 0, NULL);

  VigilWorker *worker = g_new0 (VigilWorker, 1);
  g_mutex_init (&worker->lock);
  g_cond_init (&worker->is_wanted);
  g_queue_init (&worker->tasks);
  g_queue_init (&worker->idle_tasks);
  worker->ceiling = ceiling;
  worker->thread = g_thread_new (name, worker_thread, worker);
  return worker;
}

static void
push_locked (
    VigilWorker *worker, GQueue *tasks, VigilJob job, gpointer data, GDestroyNotify destroy)
{
  Task *task = g_new (Task, 1);
  *task = (Task){ .job = job, .data = data, .destroy = destroy };
  g_queue_push_tail (tasks, task);
  g_cond_signal (&worker->is_wanted);
}

static gboolean
push (VigilWorker *worker, GQueue *tasks, VigilJob job, gpointer data, GDestroyNotify destroy)
{
  g_mutex_lock (&worker->lock);
  gboolean has_room = g_queue_get_length (tasks) < worker->ceiling;
  if (has_room)
    push_locked (worker, tasks, job, data, destroy);
  g_mutex_unlock (&worker->lock);

  if (!has_room && destroy != NULL)
    destroy (data);
  return has_room;
}

gboolean
vigil_worker_push (VigilWorker *worker, VigilJob job, gpointer data, GDestroyNotify destroy)
{
  g_return_val_if_fail (job != NULL, FALSE);

  return push (worker, &worker->tasks, job, data, destroy);
}

gboolean
vigil_worker_push_idle (VigilWorker *worker, VigilJob job, gpointer data, GDestroyNotify destroy)
{
  g_return_val_if_fail (job != NULL, FALSE);

  return push (worker, &worker->idle_tasks, job, data, destroy);
}

void
vigil_worker_free (VigilWorker *worker)
{
  g_return_if_fail (!vigil_worker_is_current (worker));

  g_mutex_lock (&worker->lock);
  push_locked (worker, &worker->tasks, NULL, NULL, NULL);
  g_mutex_unlock (&worker->lock);
  g_thread_join (worker->thread);

  /* A job that pushed behind the last one: not run, but not leaked either. */
  g_queue_clear_full (&worker->tasks, (GDestroyNotify) task_free);
  g_queue_clear_full (&worker->idle_tasks, (GDestroyNotify) task_free);
  g_cond_clear (&worker->is_wanted);
  g_mutex_clear (&worker->lock);
  g_free (worker);
}

gboolean
vigil_worker_is_current (const VigilWorker *worker)
{
  return g_thread_self () == worker->thread;
}
