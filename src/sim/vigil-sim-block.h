/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The wave blocks of a bed's last run, one per source, in either form of the contract. */

#include "vigil-sim-bed.h"

G_BEGIN_DECLS

typedef struct {
  guint32 boot;
  gboolean is_json;
  gboolean is_test;
} VigilSimBlockConfig;

/* One sequence for each wave topic; topics in the order of their first lead. */
typedef struct {
  guint32 seqs[VIGIL_LEADS_MAX];
} VigilSimBlockSeqs;

/* Calls @func with each block; its seq goes on. */
void vigil_sim_block_encode (
    const VigilSimBed *bed,
    const VigilSimBlockConfig *config,
    VigilSimBlockSeqs *seqs,
    void (*func) (const char *source, gconstpointer payload, gsize length, gpointer data),
    gpointer data);

G_END_DECLS
