/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Numbers, limits and what was asked of them, in a nurse's words. Strings that are not const are
 * the caller's. Main thread. */

#include "vigil-station.h"

G_BEGIN_DECLS

/* "98", "98?", "--", "" while not measured. */
char *vigil_limit_words_value (VigilNumericKind kind, const VigilNumeric *numeric);
/* "88", "none". */
char *vigil_limit_words_bound (VigilNumericKind kind, double bound);
/* "50 – 120 (40 – 140)": the second limits in brackets; "none". */
char *vigil_limit_words_bounds (const VigilLimit *limit);
/* The same of what holds at a number: also "off until 14:50". */
char *vigil_limit_words_limits (VigilNumericKind kind, const VigilNumeric *numeric);
/* "adult", "1 to 4 years", "CLASS?". Static. */
const char *vigil_limit_words_band (VigilAgeBand band);
/* Who set what holds: "set at the bedside", "preset: adult", "preset: adult (ward file)". */
char *vigil_limit_words_source (const VigilBed *bed, VigilNumericKind kind);
/* "changed 14:32 · Okafor · Desk 1", "changed 14:32 at the bedside"; "" = none was seen. */
char *vigil_limit_words_change (const VigilLimitChange *change);
/* "by Okafor · Desk 1"; "" if neither is known. */
char *vigil_limit_words_who (const char *by, const char *station);
/* What became of @request: "requested · waiting for the bed", "confirmed", "refused: …", "not
 * confirmed: …". */
char *vigil_limit_words_request (const VigilRequest *request);
/* Why it is not sent; "" for SENT. Static. */
const char *vigil_limit_words_fault (VigilRequestFault fault);

G_END_DECLS
