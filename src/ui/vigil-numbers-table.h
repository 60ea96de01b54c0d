/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A table of every number of one bed: value, unit, limits and who set them. Main thread. */

#include <gtk/gtk.h>

#include "vigil-bed.h"

G_BEGIN_DECLS

#define VIGIL_TYPE_NUMBERS_TABLE (vigil_numbers_table_get_type ())
G_DECLARE_FINAL_TYPE (VigilNumbersTable, vigil_numbers_table, VIGIL, NUMBERS_TABLE, GtkWidget)

/* Floating. */
GtkWidget *vigil_numbers_table_new (void);
void vigil_numbers_table_show (VigilNumbersTable *self, const VigilBed *bed);

/* "98", "98?", "--", "" while not measured; the caller's. */
char *vigil_numbers_table_dup_value (VigilNumericKind kind, const VigilNumeric *numeric);
/* "50 – 120 (40 – 140)": the second limits in brackets; "off until 14:50", "none"; the caller's. */
char *vigil_numbers_table_dup_limits (VigilNumericKind kind, const VigilNumeric *numeric);

G_END_DECLS
