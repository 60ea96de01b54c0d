/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-station-private.h"

#include "vigil-clock.h"

#define FACT "sound-check"

void
vigil_station_check_sound (VigilStation *self, VigilPriority priority)
{
  g_return_if_fail (VIGIL_IS_STATION (self) && self->annunciator != NULL);
  g_return_if_fail (priority > VIGIL_PRIORITY_NONE && priority <= VIGIL_PRIORITY_HIGH);
  vigil_annunciator_play_once (self->annunciator, priority);
}

void
vigil_station_restore_check (VigilStation *self)
{
  g_autofree char *fact = vigil_store_get_fact (self->store, FACT);
  char *by = NULL;
  if (fact == NULL)
    return;
  gint64 checked_ms = g_ascii_strtoll (fact, &by, 10);
  if (checked_ms <= 0 || *by != ' ' || !g_utf8_validate (by, -1, NULL))
    return;
  self->checked_ms = checked_ms;
  vigil_text_copy (self->checked_by, sizeof self->checked_by, by + 1);
}

void
vigil_station_note_check (VigilStation *self)
{
  g_return_if_fail (VIGIL_IS_STATION (self) && self->store != NULL);
  VigilJournalRow row = { .wall_ms = vigil_clock_now ().wall_ms };
  vigil_text_copy (row.kind, sizeof row.kind, "sound-check");
  vigil_text_copy (row.by, sizeof row.by, self->signed_in);
  vigil_text_copy (row.station, sizeof row.station, self->config->station);
  vigil_journal_add (self->store, &row);

  self->checked_ms = row.wall_ms;
  vigil_text_copy (self->checked_by, sizeof self->checked_by, self->signed_in);
  g_autofree char *fact =
      g_strdup_printf ("%" G_GINT64_FORMAT " %s", self->checked_ms, self->checked_by);
  vigil_store_set_fact (self->store, FACT, fact);
  g_signal_emit_by_name (self, "checked");
}

gint64
vigil_station_get_check (VigilStation *self, const char **by)
{
  g_return_val_if_fail (VIGIL_IS_STATION (self), 0);
  if (by != NULL)
    *by = self->checked_by;
  return self->checked_ms;
}
