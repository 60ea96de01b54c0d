/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* "What if" on the review page: a bed, a number, a period and other settings by steps; what would
 * have sounded, in a sentence and a picture. There is nothing here that applies it. Main thread. */

#include <gtk/gtk.h>

#include "vigil-station.h"

G_BEGIN_DECLS

#define VIGIL_TYPE_WHAT_IF_SECTION (vigil_what_if_section_get_type ())
G_DECLARE_FINAL_TYPE (VigilWhatIfSection, vigil_what_if_section, VIGIL, WHAT_IF_SECTION, GtkBox)

/* Floating. */
GtkWidget *vigil_what_if_section_new (VigilStation *station);
/* The sentence that stands there; lent. For tests. */
const char *vigil_what_if_section_get_result (VigilWhatIfSection *self);

G_END_DECLS
