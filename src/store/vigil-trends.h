/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The numbers of every bed on disk: each as received for 72 h, and by the minute (lowest, mean,
 * highest) for 30 days, in the store's database, on its thread, behind everything else that waits
 * there. What came in during the last ten seconds is lost with the power; nothing else is. Sound
 * and picture never wait for any of it. Every call from main. */

#include "vigil-store.h"
#include "vigil-trend.h"

G_BEGIN_DECLS

#define VIGIL_TRENDS_BATCH_MS 10000
#define VIGIL_TRENDS_SLOT_MS (G_GINT64_CONSTANT (600000))
#define VIGIL_TRENDS_FINE_MS (72 * G_GINT64_CONSTANT (3600000))
#define VIGIL_TRENDS_MINUTES_MS (30 * 24 * G_GINT64_CONSTANT (3600000))
/* Of the database file. 64 beds with 8 numbers each need two thirds of it; beyond it the oldest
 * ten minutes go first, whatever their age, and are counted. */
#define VIGIL_TRENDS_BUDGET_BYTES (G_GINT64_CONSTANT (1) << 30)

/* Takes one sample of @bed. @encounter: of its patient now, "" = not known. Written with the others
 * of ten seconds in one transaction. */
void vigil_trends_append (VigilStore *store,
                          const char *bed,
                          const char *encounter,
                          VigilNumericKind kind,
                          const VigilTrendSample *sample);
/* Hands over what is pending without waiting for its ten seconds. */
void vigil_trends_flush (VigilStore *store);
/* What @bed had before @t_ms belongs to somebody else: never read again for it (discharge of a
 * patient without an encounter; with one the encounter tells). */
void vigil_trends_cut (VigilStore *store, const char *bed, gint64 t_ms);

/* @samples: VigilTrendSample (or VigilTrendMinute), in the order of their time; lent. On an error
 * it is what could be read. */
typedef void (*VigilTrendsFunc) (GArray *samples, const GError *error, gpointer data);
/* What there is of @kind of @bed from @from_ms on and before @to_ms, as received, with what is
 * still pending. @encounter: NULL = of any, else of this one only. Where samples are more than
 * VIGIL_TREND_GAP_MS apart, or one has no value, is a gap. */
void vigil_trends_list (VigilStore *store,
                        const char *bed,
                        const char *encounter,
                        VigilNumericKind kind,
                        gint64 from_ms,
                        gint64 to_ms,
                        VigilTrendsFunc func,
                        gpointer data);
/* The same by the minute; a minute without a number is left out. */
void vigil_trends_list_minutes (VigilStore *store,
                                const char *bed,
                                const char *encounter,
                                VigilNumericKind kind,
                                gint64 from_ms,
                                gint64 to_ms,
                                VigilTrendsFunc func,
                                gpointer data);

typedef struct {
  guint64 n_saved; /* samples, since the start */
  guint64 n_lost; /* samples that the disk did not take */
  guint64 n_pruned; /* rows of ten minutes or six hours that went early, for the budget */
  guint64 n_damaged; /* rows that could not be read back */
  gint64 bytes_used; /* of the database, without its free pages */
  gint64 bytes_budget;
} VigilTrendsFacts;

typedef void (*VigilTrendsFactsFunc) (const VigilTrendsFacts *facts, gpointer data);
void vigil_trends_get_facts (VigilStore *store, VigilTrendsFactsFunc func, gpointer data);

/* Tests: another budget than VIGIL_TRENDS_BUDGET_BYTES. */
void vigil_trends_set_budget (VigilStore *store, gint64 bytes);

G_END_DECLS
