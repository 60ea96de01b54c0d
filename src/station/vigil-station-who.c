/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-station-private.h"

#include "vigil-clock.h"

#include <string.h>

#define FACT "signed-in"
#define US_PER_MS 1000

/* "<end, wall ms> <name>": the clock on the wall is all that a restart has. */
static void
save (VigilStation *self, VigilNow now)
{
  if (self->signed_in[0] == '\0') {
    vigil_store_set_fact (self->store, FACT, "");
    return;
  }
  gint64 until_ms = now.wall_ms + (self->signed_in_until_us - now.mono_us) / US_PER_MS;
  g_autofree char *fact = g_strdup_printf ("%" G_GINT64_FORMAT " %s", until_ms, self->signed_in);
  vigil_store_set_fact (self->store, FACT, fact);
}

static void
note (VigilStation *self, const char *kind, const char *by, VigilNow now)
{
  VigilJournalRow row = { .wall_ms = now.wall_ms };
  vigil_text_copy (row.kind, sizeof row.kind, kind);
  vigil_text_copy (row.by, sizeof row.by, by);
  vigil_text_copy (row.station, sizeof row.station, self->config->station);
  vigil_journal_add (self->store, &row);
}

static void
change (VigilStation *self, const char *name, VigilNow now)
{
  if (self->signed_in[0] != '\0' && !g_str_equal (self->signed_in, name))
    note (self, "signed-out", self->signed_in, now);
  vigil_text_copy (self->signed_in, sizeof self->signed_in, name);
  self->signed_in_until_us = name[0] != '\0' ? now.mono_us + VIGIL_SIGNED_IN_US : 0;
  if (name[0] != '\0')
    note (self, "signed-in", name, now);
  save (self, now);
  g_signal_emit_by_name (self, "signed-in-changed");
}

static gboolean
is_name (const char *name)
{
  return strlen (name) < VIGIL_NURSE_NAME_SIZE && g_utf8_validate (name, -1, NULL)
         && vigil_text_is_a_line (name);
}

gboolean
vigil_station_set_signed_in (VigilStation *self, const char *name)
{
  g_return_val_if_fail (VIGIL_IS_STATION (self) && self->store != NULL, FALSE);
  const char *who = name != NULL ? name : "";
  if (!is_name (who))
    return FALSE;
  if (who[0] != '\0' || self->signed_in[0] != '\0')
    change (self, who, vigil_clock_now ());
  return TRUE;
}

const char *
vigil_station_get_signed_in (VigilStation *self)
{
  g_return_val_if_fail (VIGIL_IS_STATION (self), "");
  return self->signed_in;
}

gint64
vigil_station_get_signed_in_until (VigilStation *self)
{
  g_return_val_if_fail (VIGIL_IS_STATION (self), 0);
  return self->signed_in_until_us;
}

void
vigil_station_restore_signed_in (VigilStation *self, VigilNow now)
{
  g_autofree char *fact = vigil_store_get_fact (self->store, FACT);
  char *name = NULL;
  if (fact == NULL || fact[0] == '\0')
    return;
  gint64 until_ms = g_ascii_strtoll (fact, &name, 10);
  /* More than the longest time: the clock was set back, and nobody knows how long it has been. */
  if (name == fact || name[0] != ' ' || !is_name (name + 1) || until_ms <= now.wall_ms
      || until_ms > now.wall_ms + VIGIL_SIGNED_IN_US / US_PER_MS)
    return;
  vigil_text_copy (self->signed_in, sizeof self->signed_in, name + 1);
  self->signed_in_until_us = now.mono_us + (until_ms - now.wall_ms) * US_PER_MS;
}

void
vigil_station_watch_signed_in (VigilStation *self, VigilNow now)
{
  if (self->signed_in[0] != '\0' && now.mono_us >= self->signed_in_until_us)
    change (self, "", now);
}

static guint64
find_beds (VigilStation *self, const char *initials)
{
  guint64 bits = 0;
  for (guint i = 0; i < vigil_ward_get_n_beds (self->ward); i++) {
    if (g_str_equal (vigil_ward_get_bed (self->ward, i)->identity.nurse, initials))
      bits |= G_GUINT64_CONSTANT (1) << i;
  }
  return bits;
}

GArray *
vigil_station_list_nurses (VigilStation *self)
{
  g_return_val_if_fail (VIGIL_IS_STATION (self), NULL);
  GArray *list = g_array_new (FALSE, TRUE, sizeof (VigilStationNurse));
  const GArray *nurses = self->snapshot != NULL ? self->snapshot->nurses : NULL;
  for (guint i = 0; nurses != NULL && i < nurses->len; i++) {
    const VigilNurse *nurse = &g_array_index (nurses, VigilNurse, i);
    VigilStationNurse entry = { .beds = find_beds (self, nurse->initials) };
    vigil_text_copy (entry.name, sizeof entry.name, nurse->name);
    vigil_text_copy (entry.initials, sizeof entry.initials, nurse->initials);
    g_array_append_val (list, entry);
  }
  return list;
}
