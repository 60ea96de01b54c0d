/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What the wall reads, and nothing else of the station: beds, alarms, clocks and where an
 * acknowledgement is. Tests and measurements bring their own. Main thread. */

#include <gtk/gtk.h>

#include "vigil-outbox.h"
#include "vigil-ward.h"

G_BEGIN_DECLS

typedef struct {
  guint (*get_n_beds) (gpointer data);
  const VigilBed *(*get_bed) (gpointer data, guint bed);
  /* Most urgent first, as vigil_ward_list_bed_alarms(); lent until the next call. */
  const VigilAlarm *const *(*list_alarms) (gpointer data, guint bed, guint *n);
  /* NULL = none in the past 10 min. */
  const VigilAlarm *(*get_last_ended) (gpointer data, guint bed);
  VigilLinkShown (*get_link) (gpointer data);
  VigilDelivery (*get_delivery) (gpointer data, const char *action_id);
  VigilNow (*now) (gpointer data);
  /* The name of the bed's sector, lent and the same pointer for all of its beds; NULL = none. The
   * function may be NULL. */
  const char *(*get_sector) (gpointer data, guint bed);
  /* The refid of the wave that was chosen for a lane of @bed, static; NULL = the usual one. The
   * function may be NULL. */
  const char *(*get_wave) (gpointer data, guint bed, guint lane);
  /* A new silence target for @bed; NULL = the tile has none. */
  GtkWidget *(*make_silence_target) (gpointer data, guint bed, gboolean is_compact);
  /* The wall has gone; NULL = nothing to do. */
  void (*release) (gpointer data);
  gpointer data;
  guint first_bed; /* of the ward's order: the wall's bed 0 */
} VigilWallSource;

G_END_DECLS
