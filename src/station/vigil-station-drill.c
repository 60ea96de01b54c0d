/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Drills at this desk: the last ones are kept as a fact of the store, a line each. */

#include "vigil-station-private.h"

#include "vigil-clock.h"

#include <string.h>

#define FACT "drills"
#define DRILLS_MAX 20

static const char *const OUTCOMES[] = {
  [VIGIL_DRILL_NONE] = "none",         [VIGIL_DRILL_RUNNING] = "running",
  [VIGIL_DRILL_SILENCED] = "silenced", [VIGIL_DRILL_UNANSWERED] = "unanswered",
  [VIGIL_DRILL_YIELDED] = "yielded",   [VIGIL_DRILL_STOPPED] = "stopped",
};

static gboolean
parse_outcome (const char *word, VigilDrillOutcome *outcome)
{
  for (guint i = VIGIL_DRILL_SILENCED; i < G_N_ELEMENTS (OUTCOMES); i++) {
    if (g_str_equal (word, OUTCOMES[i])) {
      *outcome = (VigilDrillOutcome) i;
      return TRUE;
    }
  }
  return FALSE;
}

/* A line that is none is left out: of a drill nothing depends on it. */
static void
parse_line (GArray *drills, const char *line)
{
  VigilDrill drill = { 0 };
  g_auto (GStrv) parts = g_strsplit (line, "\t", 4);
  if (g_strv_length (parts) != 4 || !parse_outcome (parts[1], &drill.outcome)
      || !g_ascii_string_to_signed (parts[0], 10, 1, G_MAXINT64, &drill.begun_ms, NULL)
      || !g_ascii_string_to_signed (parts[2], 10, 0, VIGIL_DRILL_LENGTH_US, &drill.length_ms, NULL))
    return;
  vigil_text_copy (drill.by, sizeof drill.by, parts[3]);
  g_array_append_val (drills, drill);
}

void
vigil_station_restore_drills (VigilStation *self)
{
  self->drills = g_array_new (FALSE, FALSE, sizeof (VigilDrill));
  g_autofree char *text = vigil_store_get_fact (self->store, FACT);
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", DRILLS_MAX + 1);
  for (guint i = 0; lines[i] != NULL && i < DRILLS_MAX; i++)
    parse_line (self->drills, lines[i]);
}

static void
save (VigilStation *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 0; i < self->drills->len; i++) {
    const VigilDrill *drill = &g_array_index (self->drills, VigilDrill, i);
    g_autofree char *by = g_strdelimit (g_strdup (drill->by), "\t\n", ' ');
    g_string_append_printf (text, "%" G_GINT64_FORMAT "\t%s\t%" G_GINT64_FORMAT "\t%s\n",
                            drill->begun_ms, OUTCOMES[drill->outcome], drill->length_ms, by);
  }
  vigil_store_set_fact (self->store, FACT, text->str);
}

void
vigil_station_note_drill (VigilStation *self)
{
  const VigilDrill *drill = vigil_ward_get_drill (self->ward);
  if (drill->outcome == VIGIL_DRILL_RUNNING || drill->outcome == VIGIL_DRILL_NONE
      || self->drills == NULL)
    return;
  g_array_prepend_val (self->drills, *drill);
  if (self->drills->len > DRILLS_MAX)
    g_array_set_size (self->drills, DRILLS_MAX);
  save (self);
}

gboolean
vigil_station_start_drill (VigilStation *self)
{
  g_return_val_if_fail (VIGIL_IS_STATION (self), FALSE);
  /* What cannot be heard trains nobody; and the reason stands open as an alarm. */
  gboolean is_heard = self->sound == VIGIL_SOUND_WORKS;
  gboolean is_begun = is_heard && vigil_ward_start_drill (self->ward, vigil_clock_now ());
  vigil_station_settle (self);
  return is_begun;
}

void
vigil_station_stop_drill (VigilStation *self)
{
  g_return_if_fail (VIGIL_IS_STATION (self));
  vigil_ward_stop_drill (self->ward, vigil_clock_now ());
  vigil_station_settle (self);
}

const GArray *
vigil_station_get_drills (VigilStation *self)
{
  g_return_val_if_fail (VIGIL_IS_STATION (self), NULL);
  return self->drills;
}
