/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The station's own database: one SQLite file, one thread, one connection (WAL, synchronous=FULL).
 * It holds the outbox (store/queue), the journal of alarms and actions (store/journal) and small
 * facts (cursor). Every call may come from main; the callback comes back on the main context. */

#include <gio/gio.h>

#include "vigil-frame.h"
#include "vigil-load.h"
#include "vigil-occurrence.h"
#include "vigil-outbox.h"

G_BEGIN_DECLS

#define VIGIL_STORE_ERROR (vigil_store_error_quark ())
GQuark vigil_store_error_quark (void);
typedef enum {
  VIGIL_STORE_ERROR_LOCKED, /* another process has it */
  VIGIL_STORE_ERROR_NEWER, /* written by a newer Vigil: left as it is */
  VIGIL_STORE_ERROR_DAMAGED, /* not a sound database */
  VIGIL_STORE_ERROR_FULL, /* the disk is full */
  VIGIL_STORE_ERROR_IO, /* the disk fails, or is no place for a database */
  VIGIL_STORE_ERROR_FAILED,
} VigilStoreError;

typedef struct _VigilStore VigilStore;

/* Opens (creating, migrating, checking) @directory/vigil.db, synchronously: at start only. A
 * damaged file is moved aside and said in @moved_aside (may be NULL; owned by the caller). */
VigilStore *vigil_store_open (const char *directory,
                              char **moved_aside,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* For a disk that cannot be used at start: everything works, nothing is saved, and each row added
 * is answered with FALSE and @reason. Monitoring must not depend on a disk. */
VigilStore *vigil_store_open_in_memory (const char *reason,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Finishes what is queued, hands out the callbacks that are due, closes. */
void vigil_store_close (VigilStore *store);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (VigilStore, vigil_store_close)

/* One unsent acknowledgement: its exact bytes from the first try on. */
typedef struct {
  char id[VIGIL_UUID_SIZE];
  char bed[VIGIL_ID_MAX + 1];
  GBytes *body; /* owned by the array it comes in */
} VigilQueueRow;

/* TRUE in @is_saved: committed with synchronous=FULL. */
typedef void (*VigilQueueSaved) (const char *id,
                                 gboolean is_saved,
                                 const char *reason,
                                 gpointer data);

/* Adds a row in a transaction of its own. At 100,000 rows it is refused; nothing is evicted. The
 * same row twice is saved once. */
void vigil_queue_add (VigilStore *store,
                      const char *id,
                      const char *bed,
                      GBytes *body,
                      VigilQueueSaved callback,
                      gpointer data);
/* Delivered: leaves the queue. Dead: moves to the dead letters with @reason. If the disk fails
 * this, like all of the journal, is kept and done when it is well again. */
void
vigil_queue_settle (VigilStore *store, const char *id, VigilDelivery delivery, const char *reason);
/* All unsent rows in order; at start only (waits for the thread). Free with g_array_unref(). */
GArray *vigil_queue_list (VigilStore *store, GError **error) G_GNUC_WARN_UNUSED_RESULT;
/* Dead letters, newest first: for the engineer's list. Waits for the thread. */
typedef struct {
  char id[VIGIL_UUID_SIZE];
  char bed[VIGIL_ID_MAX + 1];
  gint64 wall_ms;
  char reason[96];
} VigilDeadLetter;
GArray *
vigil_queue_list_dead (VigilStore *store, guint max, GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* The journal: what happened, one row for each event, never changed. A row of kind "raised",
 * "returned", "silenced", "latched", "ended", "reset", "reached" or "changed" with a key is one of
 * an alarm, and the occurrence it belongs to is brought up to date in the same transaction. Text is
 * the caller's; never a patient's name. */
typedef struct {
  gint64 wall_ms;
  char kind[32];
  char bed[VIGIL_ID_MAX + 1];
  char key[VIGIL_KEY_MAX];
  char occurrence[64];
  char priority[8];
  char label[96];
  char by[64];
  char station[VIGIL_ID_MAX + 1];
  char action_id[VIGIL_UUID_SIZE];
  char encounter[VIGIL_UUID_SIZE];
  /* Of alarms; the rest is 0. */
  char code[48];
  VigilAlarmKind alarm_kind;
  VigilSilencedBy silenced_by_kind;
  gint64 raised_ms; /* device time */
  gint64 raised_mono_us; /* the same for all rows of one occurrence in one run; 0 = not known */
  gint64 ended_ms; /* device time; 0 = stands */
  gint64 duration_ms; /* of the condition by this run's clock; with ended_ms */
  gint64 after_ms; /* silenced: since an answer was wanted; −1 = not measured */
  gboolean has_extreme, has_limit;
  double extreme, limit;
  gboolean is_unanswered;
} VigilJournalRow;

/* How long and how much the journal keeps: the oldest goes first, unsent acknowledgements never.
 * A pass of vigil_journal_prune() takes so many rows at most: it must not hold up an
 * acknowledgement, and a computer clock that is wrong for a day must not cost the record. */
#define VIGIL_JOURNAL_DAYS 90
#define VIGIL_JOURNAL_ROWS_MAX 500000
#define VIGIL_JOURNAL_OCCURRENCES_MAX 200000
#define VIGIL_JOURNAL_PRUNE_ROWS 2000

void vigil_journal_add (VigilStore *store, const VigilJournalRow *row);
typedef void (*VigilJournalFunc) (GArray *rows, const GError *error, gpointer data);
/* The newest @max rows of @bed (NULL = all), newest first; on the main context. @rows is lent. */
void vigil_journal_list (
    VigilStore *store, const char *bed, guint max, VigilJournalFunc func, gpointer data);

/* A run of the station begins; alarms that stood in an earlier one and are not seen again have no
 * known end. Then, once a minute and at the end: it still runs. */
void vigil_journal_begin_run (VigilStore *store, gint64 wall_ms);
void vigil_journal_mark_alive (VigilStore *store, gint64 wall_ms);
/* Lets go what is too old; once an hour. */
void vigil_journal_prune (VigilStore *store, gint64 wall_ms);

/* The newest @max (1 to 5,000) occurrences that match @filter and are older than @before_id (0 =
 * the newest of all). On the store's thread; @func comes back on the main context, always, at the
 * latest when the store closes. */
void vigil_journal_list_occurrences (VigilStore *store,
                                     const VigilOccurrenceFilter *filter,
                                     gint64 before_id,
                                     guint max,
                                     VigilOccurrenceFunc func,
                                     gpointer data);
/* Feeds @load, which the call takes, with the runs and occurrences of its period on the store's
 * thread, finishes it and lends it to @func on the main context; NULL with @error. */
void
vigil_journal_measure_load (VigilStore *store, VigilLoad *load, VigilLoadFunc func, gpointer data);

/* Actions, so that silences stand after a restart. */
void vigil_journal_add_action (VigilStore *store, const VigilAction *action);
/* Actions of the last 24 h, oldest first (VigilAction); at start only. */
GArray *vigil_journal_list_actions (VigilStore *store,
                                    gint64 since_wall_ms,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Highs of the patient that were open, not silenced, when an earlier run ended that was alive since
 * @since_wall_ms: standing or latched, oldest first (VigilOccurrence); NULL with @error. At start
 * only (waits for the thread). Free with g_array_unref(). */
GArray *vigil_journal_list_unanswered (VigilStore *store,
                                       gint64 since_wall_ms,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Small facts by name; NULL = not known. Getting waits for the thread: at start only. */
void vigil_store_set_fact (VigilStore *store, const char *name, const char *value);
char *vigil_store_get_fact (VigilStore *store, const char *name) G_GNUC_WARN_UNUSED_RESULT;

/* The store's health changed (disk full, I/O error, well again); on the main context. */
typedef void (*VigilStoreHealth) (gboolean is_well, const char *reason, gpointer data);
void vigil_store_set_health_func (VigilStore *store, VigilStoreHealth func, gpointer data);

G_END_DECLS
