/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the parts of the store share: a job on the store's thread, its answer on main, and writes
 * that wait for the disk to be well again. */

#include "vigil-db.h"
#include "vigil-store.h"
#include "vigil-worker.h"

G_BEGIN_DECLS

struct _VigilStore {
  /* main's own */
  GThread *owner;
  VigilWorker *worker;
  GSource *replies_source;
  VigilStoreHealth health_func;
  gpointer health_data;
  guint probe_id;
  int lock_fd; /* −1: in memory */
  char *volatile_reason; /* why nothing can be saved; NULL = it can. Constant from the opening on */

  GAsyncQueue *replies; /* Reply, from the store's thread to main */

  /* the store thread's own */
  sqlite3 *db;
  gboolean is_unwell;
  GQueue backlog; /* VigilStoreWrite that the disk did not take */
  guint n_queued;
  guint queue_ceiling;

  struct _VigilTrends *trends; /* vigil-trends.c: what of it is whose is said there */

  gint64 run; /* of the journal; 0 = none has begun */
  guint n_rows_since_prune;
  gint64 rows_ceiling, occurrences_ceiling;
};

/* job.c: a job on the store's thread, and its answer on main. */

typedef void (*VigilStoreJob) (VigilStore *store, gpointer data);
/* FALSE: too much waits; @data was freed. Main. */
gboolean
vigil_store_push (VigilStore *store, VigilStoreJob job, gpointer data, GDestroyNotify destroy);
/* Runs @job there and waits: at start only. FALSE: too much waits, it did not run. Main. */
gboolean vigil_store_run (VigilStore *store, VigilStoreJob job, gpointer data, GError **error);
/* Runs @job there, then @answer on main, with the same @data. If too much waits only the answer
 * comes: @data says so until the job says otherwise. Main. */
typedef void (*VigilStoreAnswer) (gpointer data);
void vigil_store_ask (VigilStore *store,
                      VigilStoreJob job,
                      VigilStoreAnswer answer,
                      gpointer data,
                      GDestroyNotify destroy);
/* The same for what can wait: it runs when nothing else is queued, so that the outbox goes first.
 */
void vigil_store_ask_idle (VigilStore *store,
                           VigilStoreJob job,
                           VigilStoreAnswer answer,
                           gpointer data,
                           GDestroyNotify destroy);
gboolean
vigil_store_push_idle (VigilStore *store, VigilStoreJob job, gpointer data, GDestroyNotify destroy);
/* Calls @answer on main, then frees @data. Any thread. */
void vigil_store_reply (VigilStore *store,
                        VigilStoreAnswer answer,
                        gpointer data,
                        GDestroyNotify destroy);
/* Hands out the answers that are due, now. Main. */
void vigil_store_deliver (VigilStore *store);
void vigil_store_init_jobs (VigilStore *store);
/* Runs what is queued, hands out its answers, ends the thread. */
void vigil_store_clear_jobs (VigilStore *store);

/* health.c: whether the disk takes what it is given. Store's thread. */

/* After each write: tells main when health changes. @error NULL = it went. */
void vigil_store_judge (VigilStore *store, const GError *error);
/* A write that nobody waits for. If the disk fails it is kept, in order, and done when the disk is
 * well again; at most 10,000 are kept. Takes @data. Main. */
typedef gboolean (*VigilStoreWriteFunc) (VigilStore *store, gpointer data, GError **error);
void vigil_store_write (VigilStore *store,
                        VigilStoreWriteFunc func,
                        gpointer data,
                        GDestroyNotify destroy);
/* Once more, what was kept. */
void vigil_store_run_backlog (VigilStore *store);
void vigil_store_clear_health (VigilStore *store);

/* Tests: another ceiling than 100,000. */
void vigil_store_set_queue_ceiling (VigilStore *store, guint ceiling);

/* trends.c: the numbers that are kept. */
void vigil_store_init_trends (VigilStore *store);
/* Writes what is pending; nothing is taken from now on. Main. */
void vigil_store_finish_trends (VigilStore *store);
/* After the thread has ended. */
void vigil_store_clear_trends (VigilStore *store);

/* retention.c. */

/* After each row of the journal, in its transaction: above the ceilings the oldest go. */
gboolean vigil_retention_keep (VigilStore *store, GError **error);
/* Tests: other ceilings than those of the header. */
void vigil_store_set_journal_ceilings (VigilStore *store, gint64 rows, gint64 occurrences);

/* queue.c: counts what is unsent, at start, on the store's thread. */
gboolean vigil_queue_count (sqlite3 *db, guint *n, GError **error);

G_END_DECLS
