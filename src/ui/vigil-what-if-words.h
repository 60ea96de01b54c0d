/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What a what-if found, in plain sentences. Text is the caller's. Main thread. */

#include "vigil-station-review.h"

G_BEGIN_DECLS

/* "With these settings 11 of the last 14 alarms would not have sounded; …" */
char *vigil_what_if_words_result (const VigilWhatIfReport *report,
                                  VigilNumericKind kind,
                                  gboolean is_changed);
/* High alarms that would have been hidden or only medium ones; NULL = none. */
char *vigil_what_if_words_danger (const VigilWhatIfReport *report);
/* What was not played again, and what there are no numbers of; NULL = nothing to say. */
char *vigil_what_if_words_limits (const VigilWhatIfReport *report);

G_END_DECLS
