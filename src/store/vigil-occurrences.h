/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The journal's rows of one alarm as one occurrence, kept up to date row by row. Store's thread. */

#include "vigil-db.h"
#include "vigil-store.h"

G_BEGIN_DECLS

/* Brings the occurrence that @row belongs to up to date, or begins one; nothing if @row is of no
 * alarm. @run: the run of the station. In the caller's transaction. */
gboolean
vigil_occurrences_take (sqlite3 *db, gint64 run, const VigilJournalRow *row, GError **error);
/* From the rows of a journal of schema 2, which does not say which rows belong together: the newest
 * of a key that is not over takes them. In the caller's transaction. */
gboolean vigil_occurrences_rebuild (sqlite3 *db, GError **error);

/* The columns of occurrences that vigil_occurrences_read() reads, with runs joined as r; the
 * current run is bound by the caller. */
#define VIGIL_OCCURRENCES_COLUMNS                                                                  \
  "o.id, o.run, o.phase, o.bed, o.key, o.occurrence, o.code, o.label, o.encounter, o.priority,"    \
  " o.alarm_kind, o.raised_ms, o.seen_ms, o.ended_ms, o.duration_ms, o.extreme, o.boundary,"       \
  " o.silenced_kind, o.silenced_by, o.silenced_at, o.action_id, o.silenced_ms, o.after_ms,"        \
  " o.n_silenced, o.n_returned, o.is_reset, o.is_reached, o.is_unanswered, r.alive_ms"
#define VIGIL_OCCURRENCES_FROM "occurrences AS o LEFT JOIN runs AS r ON r.id = o.run"

void vigil_occurrences_read (sqlite3_stmt *statement, gint64 run, VigilOccurrence *occurrence);

G_END_DECLS
