/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What a monitor does to a raw signal before it draws it: for ECG 0.5 to 40 Hz ("monitor"
 * bandwidth, standards.md §2), without delay because a recording is known in advance. */

#include <glib.h>

G_BEGIN_DECLS

/* Filters @samples in place, forwards and backwards; NaN runs stay and are not crossed. A corner of
 * 0 is left out; one above half the rate, too. */
void vigil_sim_filter_band (float *samples, gsize n, double rate_hz, double lo_hz, double hi_hz);
/* The value that @share (0 to 1) of the samples lie below; NaN if there is none. */
double vigil_sim_percentile (const float *samples, gsize n, double share);
/* Maps the range between two percentiles to @lo … @hi, in place. A flat signal becomes the middle.
 */
void vigil_sim_normalise (float *samples, gsize n, double lo, double hi);

G_END_DECLS
