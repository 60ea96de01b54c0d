/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the two halves of the kept numbers share: vigil-trends.c, on main, gathers and asks;
 * vigil-trends-disk.c, on the store's thread, writes, packs, prunes and reads. */

#include "vigil-store-private.h"
#include "vigil-trends.h"

G_BEGIN_DECLS

/* Batches that the disk did not take; five minutes of them are kept. */
#define VIGIL_TRENDS_KEPT_MAX 30

/* What came of one number of one bed within one slot. */
typedef struct {
  char bed[VIGIL_ID_MAX + 1];
  char encounter[VIGIL_UUID_SIZE];
  VigilNumericKind kind;
  gint64 slot;
  GArray *samples; /* VigilTrendSample */
} VigilTrendRun;

struct _VigilTrends {
  /* main's own */
  GHashTable *runs; /* "bed|kind" → VigilTrendRun, still growing */
  GPtrArray *batch; /* VigilTrendRun, complete */
  gint64 pending_since_ms; /* 0 = nothing is pending */
  guint flush_id;

  /* the store thread's own */
  GQueue kept; /* GPtrArray of VigilTrendRun */
  VigilTrendsFacts facts;
  gint64 newest_ms; /* of all samples written */
  gboolean is_tidying; /* a step is queued */
};

typedef struct {
  char bed[VIGIL_ID_MAX + 1];
  char *encounter; /* NULL = any */
  VigilNumericKind kind;
  gint64 from_ms, to_ms;
  gboolean is_minutes;
  VigilTrendsFunc func;
  gpointer data;
  GArray *rows;
  GError *error;
} VigilTrendQuery;

/* Store's thread. */

/* A VigilStoreJob: @data is the GPtrArray, lent. */
void vigil_trends_write_job (VigilStore *store, gpointer data);
/* A VigilStoreJob: @data is the VigilTrendQuery. */
void vigil_trends_query_job (VigilStore *store, gpointer data);
void vigil_trends_measure (VigilStore *store);

G_END_DECLS
