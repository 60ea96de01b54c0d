/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Occurrences as CSV (RFC 4180, UTF-8, CRLF): one header line that names the units, one line for
 * each. Times are ISO 8601 with milliseconds and zone. Words are those of the contract, not
 * translated: it is read by programs, too. A text that a spreadsheet would take for a formula is
 * preceded by an apostrophe. No patient's name: beds, codes, labels and encounter ids. Any thread.
 */

#include "vigil-occurrence.h"

G_BEGIN_DECLS

void vigil_occurrence_csv_append_header (GString *csv);
/* @label: what the wall calls its bed, "" if it has none. @zone: in which times are written. */
void vigil_occurrence_csv_append (GString *csv,
                                  const VigilOccurrence *occurrence,
                                  const char *label,
                                  GTimeZone *zone);

G_END_DECLS
