/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Occurrences of every awkward sort as CSV on standard output, for test-occurrence-csv.py. */

#include <math.h>
#include <stdio.h>

#include "vigil-occurrence-csv.h"

static const VigilOccurrence PLAIN = {
  .id = 7,
  .state = VIGIL_OCCURRENCE_OVER,
  .bed = "07",
  .key = "07|limit|MDC_PULS_OXIM_SAT_O2|lo|2",
  .occurrence = "a1",
  .code = "MDC_EVT_LO",
  .label = "SpO2 86 < 90",
  .encounter = "01900000-0000-7000-8000-000000000077",
  .priority = VIGIL_PRIORITY_HIGH,
  .raised_ms = G_GINT64_CONSTANT (1792743599005),
  .seen_ms = G_GINT64_CONSTANT (1792743600123),
  .ended_ms = G_GINT64_CONSTANT (1792743700000),
  .duration_ms = 100995,
  .extreme = 85.5,
  .limit = 90,
  .silenced_by_kind = VIGIL_SILENCED_OTHER_STATION,
  .silenced_by = "Okafor",
  .silenced_at = "desk-2",
  .action_id = "01900000-0000-7000-8000-000000000001",
  .silenced_ms = G_GINT64_CONSTANT (1792743604000),
  .after_ms = 3877,
  .n_silenced = 2,
  .n_returned = 1,
  .was_unanswered = TRUE,
};

static const VigilOccurrence BARE = {
  .id = 8,
  .state = VIGIL_OCCURRENCE_END_UNKNOWN,
  .key = "|VIGIL_EVT_NO_SOUND|||",
  .kind = VIGIL_ALARM_TECHNICAL,
  .duration_ms = -1,
  .extreme = NAN,
  .limit = NAN,
  .after_ms = -1,
};

static const char *const LABELS[] = {
  "=HYPERLINK(\"http://x\")",
  "+1+1",
  "-2+3",
  "@SUM(A1)",
  "\tx",
  "a,b",
  "say \"hi\"",
  "two\r\nlines",
  "a;=1+1;b",
  "SpO₂ Æ 中",
  "'quoted",
  "",
};

int
main (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier ("+05:30");
  g_autoptr (GString) csv = g_string_new (NULL);
  vigil_occurrence_csv_append_header (csv);
  vigil_occurrence_csv_append (csv, &PLAIN, "7A", zone);
  vigil_occurrence_csv_append (csv, &BARE, "", zone);
  for (guint i = 0; i < G_N_ELEMENTS (LABELS); i++) {
    VigilOccurrence occurrence = BARE;
    vigil_text_copy (occurrence.label, sizeof occurrence.label, LABELS[i]);
    vigil_occurrence_csv_append (csv, &occurrence, LABELS[i], zone);
  }
  /* A number below zero is no formula. */
  VigilOccurrence cold = PLAIN;
  cold.extreme = -1.5;
  vigil_occurrence_csv_append (csv, &cold, "7A", zone);
  return fwrite (csv->str, 1, csv->len, stdout) == csv->len ? 0 : 1;
}
