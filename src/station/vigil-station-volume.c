/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The station's part that keeps the volume of its medium and low alarms: day, night, by hand. */

#include "vigil-clock.h"
#include "vigil-station-private.h"

#define FACT "volume-by-hand"

/* Of the local day. */
static guint
get_minute (VigilNow now)
{
  g_autoptr (GDateTime) local = g_date_time_new_from_unix_local (now.wall_ms / 1000);
  if (local == NULL)
    return 0;
  return (guint) (g_date_time_get_hour (local) * 60 + g_date_time_get_minute (local));
}

static void
note (VigilStation *self, VigilNow now)
{
  const VigilVolume *volume = &self->volume;
  VigilJournalRow row = { .wall_ms = now.wall_ms };
  vigil_text_copy (row.kind, sizeof row.kind, "volume");
  vigil_text_copy (row.by, sizeof row.by, volume->by);
  vigil_text_copy (row.station, sizeof row.station, self->config->station);
  g_snprintf (row.label, sizeof row.label, "%u %%, %s", volume->percent,
              volume->is_by_hand ? "by hand"
              : volume->is_night ? "night"
                                 : "day");
  vigil_journal_add (self->store, &row);
}

static void
apply (VigilStation *self)
{
  vigil_annunciator_set_volume (self->annunciator, self->volume.percent);
}

/* "<end, wall ms> <percent> <name>"; empty: the plan stands. */
static void
save (VigilStation *self)
{
  const VigilVolume *volume = &self->volume;
  g_autofree char *fact = volume->is_by_hand
                              ? g_strdup_printf ("%" G_GINT64_FORMAT " %u %s",
                                                 volume->until_wall_ms, volume->percent, volume->by)
                              : g_strdup ("");
  vigil_store_set_fact (self->store, FACT, fact);
}

static void
restore (VigilStation *self, VigilNow now)
{
  g_autofree char *fact = vigil_store_get_fact (self->store, FACT);
  char *rest = NULL, *by = NULL;
  if (fact == NULL || fact[0] == '\0')
    return;
  gint64 until_ms = g_ascii_strtoll (fact, &rest, 10);
  guint64 percent = g_ascii_strtoull (rest, &by, 10);
  if (rest == fact || by == rest || by[0] != ' ' || percent < 1 || percent > VIGIL_VOLUME_FULL
      || !g_utf8_validate (by, -1, NULL))
    return;
  vigil_volume_restore (&self->volume, (guint) percent, by + 1, until_ms, now, get_minute (now));
}

void
vigil_station_open_volume (VigilStation *self)
{
  VigilNow now = vigil_clock_now ();
  vigil_volume_init (&self->volume, &self->config->volume, get_minute (now));
  restore (self, now);
  apply (self);
}

void
vigil_station_watch_volume (VigilStation *self, VigilNow now)
{
  if (now.mono_us < self->volume_due_us)
    return;
  self->volume_due_us = now.mono_us + G_USEC_PER_SEC;
  if (!vigil_volume_step (&self->volume, now, get_minute (now)))
    return;
  apply (self);
  save (self);
  note (self, now);
  vigil_station_tell_sound (self);
}

gboolean
vigil_station_set_volume (VigilStation *self, guint percent, const char *by)
{
  g_return_val_if_fail (VIGIL_IS_STATION (self) && self->annunciator != NULL, FALSE);
  VigilNow now = vigil_clock_now ();
  if (!vigil_volume_set (&self->volume, percent, by, now, get_minute (now)))
    return FALSE;
  apply (self);
  save (self);
  note (self, now);
  vigil_station_tell_sound (self);
  return TRUE;
}

const VigilVolume *
vigil_station_get_volume (VigilStation *self)
{
  g_return_val_if_fail (VIGIL_IS_STATION (self), NULL);
  return &self->volume;
}
