/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What a station's record would hold of its ward when the process dies: highs of the patient that
 * are open, or left a picture (vigil_journal_list_unanswered()). VigilOccurrence; main thread. */

#include "vigil-ward.h"

G_BEGIN_DECLS

GArray *vigil_test_past_list (VigilWard *ward) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
