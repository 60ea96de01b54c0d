/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Alarm load in words. All translated, the caller's to free. Main thread. */

#include "vigil-station.h"

G_BEGIN_DECLS

/* "412 alarms: 12 high, 100 medium, 300 low. 350 of patients, 62 technical. 26 a bed and day." */
char *vigil_load_words_total (const VigilLoadResult *result);
/* What was counted, and from when. */
char *vigil_load_words_observed (const VigilLoadResult *result);
/* "High: half within 0:08, nine of ten within 0:40 (12 silenced)"; NULL: none. */
char *vigil_load_words_silences (VigilPriority priority, const VigilLoadSilences *silences);
/* "0.4 % of bed time; the most on bed 7: 6.1 %". */
char *vigil_load_words_crowded (VigilWard *ward, const VigilLoadResult *result);
/* "Bed 7", "No bed". */
char *vigil_load_words_bed (VigilWard *ward, const VigilLoadCount *bed);
/* "3 high, 12 medium · 26 a day". */
char *vigil_load_words_bed_detail (const VigilLoadResult *result, const VigilLoadCount *bed);
/* "SpO₂ low". */
char *vigil_load_words_kind (const VigilLoadCount *kind);
/* "3 high, 12 medium, 40 low"; "none" if there is none. */
char *vigil_load_words_priorities (const guint counts[VIGIL_LOAD_PRIORITIES]);
/* "Mon 23 Nov". */
char *vigil_load_words_day (gint64 start_ms);

G_END_DECLS
