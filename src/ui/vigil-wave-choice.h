/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Which waves the tile of a bed shows, where somebody chose others than the usual ones. A taste of
 * this station, kept in GSettings, for a bounded number of beds. Main thread. */

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define VIGIL_WAVE_CHOICE_BEDS_MAX 128

/* The refid for lane @lane of the bed with the id @bed; NULL = the usual one. Static. */
const char *vigil_wave_choice_get (GdkDisplay *display, const char *bed, guint lane);
/* @refid NULL: the usual one again. FALSE: locked by the administrator, no schema, or too many
 * beds.
 */
gboolean
vigil_wave_choice_set (GdkDisplay *display, const char *bed, guint lane, const char *refid);

G_END_DECLS
