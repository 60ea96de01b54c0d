/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A worker: one named thread that owns one slow resource and runs queued jobs in order. The only
 * cold path between threads. Results come back by the caller's own means (g_main_context_invoke).
 */

#include <glib.h>

G_BEGIN_DECLS

typedef struct _VigilWorker VigilWorker;
typedef void (*VigilJob) (gpointer data);

/* @ceiling: jobs that may wait; a further push is refused. */
VigilWorker *vigil_worker_new (const char *name, guint ceiling) G_GNUC_WARN_UNUSED_RESULT;
/* Any thread. FALSE: at its ceiling; @data was freed by @destroy. */
gboolean vigil_worker_push (VigilWorker *worker,
                            VigilJob job,
                            gpointer data,
                            GDestroyNotify destroy) G_GNUC_WARN_UNUSED_RESULT;
/* As vigil_worker_push(), for what can wait: run only while nothing of the other kind is queued. It
 * has a ceiling of its own, as high. */
gboolean vigil_worker_push_idle (VigilWorker *worker,
                                 VigilJob job,
                                 gpointer data,
                                 GDestroyNotify destroy) G_GNUC_WARN_UNUSED_RESULT;
/* Runs what is queued, of both kinds, joins the thread, frees. Not from a job. */
void vigil_worker_free (VigilWorker *worker);
gboolean vigil_worker_is_current (const VigilWorker *worker);

G_END_DECLS
