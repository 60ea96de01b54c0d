/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The beds that an ALSO RED card names, in lines: as large as all of them can stand, broken between
 * two, never within one. Main thread. */

#include <gtk/gtk.h>

#include "vigil-cap-text.h"

G_BEGIN_DECLS

#define VIGIL_STRIP_LINES 4 /* at most */
/* Height of capitals, px, below which no line goes while shorter labels can help. */
#define VIGIL_STRIP_MORE_CAP 13.0
/* And below which it never goes. */
#define VIGIL_STRIP_MORE_LEAST_CAP 9.0

/* Shapes @lines, all in one size, none wider than @room px; those not needed are cleared.
 * @beds: labels, @words: what concerns no bed, which stands behind them and is never shortened.
 * Long labels lose their middle, as far as they stay apart, before any line is lower than
 * VIGIL_STRIP_MORE_CAP; only what has no room at the least size either ends in "+2". */
void vigil_strip_more_shape (VigilCapText lines[VIGIL_STRIP_LINES],
                             GtkWidget *widget,
                             const char *const *beds,
                             const char *const *words,
                             double room);

G_END_DECLS
