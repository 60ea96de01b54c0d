/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is asked of a bed at this station: sent to its gateway, kept in the journal. */

#include "vigil-station-private.h"

#include "vigil-clock.h"

#include <math.h>
#include <string.h>

static void
publish (VigilStation *self, guint bed, const VigilCommand *command, VigilNow now)
{
  VigilWireHead head = { .t_ms = now.wall_ms, .boot = self->boot, .seq = -1 };
  g_autofree char *topic =
      g_strdup_printf ("%s/station/%s/bed/%s/command", self->root, self->config->station,
                       vigil_ward_get_bed (self->ward, bed)->id);
  g_autofree char *payload = vigil_wire_encode_command (&head, command);
  vigil_mqtt_publish (self->mqtt, topic, payload, strlen (payload), 1, FALSE);
}

VigilRequestFault
vigil_station_request_limit (VigilStation *self,
                             guint bed,
                             const VigilLimit *wanted,
                             const char *by)
{
  g_return_val_if_fail (VIGIL_IS_STATION (self) && self->mqtt != NULL, VIGIL_REQUEST_NO_LINK);
  VigilNow now = vigil_clock_now ();
  VigilCommand command;
  VigilRequestFault fault = vigil_ward_request_limit (self->ward, bed, wanted, by,
                                                      vigil_station_make_id, NULL, now, &command);
  if (fault == VIGIL_REQUEST_SENT)
    publish (self, bed, &command, now);
  vigil_station_settle (self);
  return fault;
}

VigilRequestFault
vigil_station_request_cuff (VigilStation *self, guint bed, const char *by)
{
  g_return_val_if_fail (VIGIL_IS_STATION (self) && self->mqtt != NULL, VIGIL_REQUEST_NO_LINK);
  VigilNow now = vigil_clock_now ();
  VigilCommand command;
  VigilRequestFault fault =
      vigil_ward_request_cuff (self->ward, bed, by, vigil_station_make_id, NULL, now, &command);
  if (fault == VIGIL_REQUEST_SENT)
    publish (self, bed, &command, now);
  vigil_station_settle (self);
  return fault;
}

/* "88", "-" for none. */
static void
append_bound (GString *text, const char *before, double bound, guint decimals)
{
  g_string_append (text, before);
  if (isnan (bound))
    g_string_append_c (text, '-');
  else
    g_string_append_printf (text, "%.*f", (int) decimals, bound);
}

/* " 85/88..-/-": lo2/lo..hi/hi2. */
static void
append_limit (GString *text, const VigilLimit *limit)
{
  guint decimals = vigil_nomenclature_numeric (limit->kind)->decimals;
  if (!limit->is_on) {
    g_string_append (text, " off");
    return;
  }
  append_bound (text, " ", limit->lo2, decimals);
  append_bound (text, "/", limit->lo, decimals);
  append_bound (text, "..", limit->hi, decimals);
  append_bound (text, "/", limit->hi2, decimals);
}

static const char *
get_word (VigilRequestState state)
{
  switch (state) {
  case VIGIL_REQUEST_WAITING:
    return "requested";
  case VIGIL_REQUEST_CONFIRMED:
    return "confirmed";
  case VIGIL_REQUEST_REFUSED:
    return "refused";
  case VIGIL_REQUEST_UNCONFIRMED:
    return "unconfirmed";
  case VIGIL_REQUEST_ANSWERED:
  default:
    return NULL;
  }
}

void
vigil_station_note_request (VigilStation *self, const VigilEvent *event)
{
  const VigilRequest *request = event->request;
  const VigilCommand *command = &request->command;
  const char *word = get_word (request->state);
  if (word == NULL)
    return; /* a gateway's word alone is nothing to remember */
  VigilJournalRow row = { .wall_ms = event->now.wall_ms };
  g_autoptr (GString) label = g_string_new (NULL);
  if (command->word == VIGIL_COMMAND_LIMIT_SET) {
    g_string_append (label, vigil_nomenclature_numeric (command->limit.kind)->label);
    append_limit (label, &request->before);
    g_string_append (label, " →");
    append_limit (label, &command->limit);
  } else {
    g_string_append (label, "NIBP start");
  }
  vigil_text_copy (row.kind, sizeof row.kind, word);
  vigil_text_copy (row.bed, sizeof row.bed, event->bed);
  vigil_text_copy (row.label, sizeof row.label, label->str);
  vigil_text_copy (row.by, sizeof row.by, command->by);
  vigil_text_copy (row.station, sizeof row.station, request->station);
  vigil_text_copy (row.action_id, sizeof row.action_id, command->id);
  vigil_text_copy (row.encounter, sizeof row.encounter, request->encounter);
  vigil_journal_add (self->store, &row);
}

void
vigil_station_use_class (VigilStation *self, guint bed, const char *by)
{
  g_return_if_fail (VIGIL_IS_STATION (self) && bed < self->items->len);
  VigilNow now = vigil_clock_now ();
  const VigilBed *state = vigil_ward_get_bed (self->ward, bed);
  VigilJournalRow row = { .wall_ms = now.wall_ms };
  g_snprintf (row.label, sizeof row.label, "presets %s → %s",
              vigil_age_band_get_name (state->limit_band), vigil_age_band_get_name (state->band));
  vigil_ward_use_class (self->ward, bed, now);
  vigil_text_copy (row.kind, sizeof row.kind, "class");
  vigil_text_copy (row.bed, sizeof row.bed, state->id);
  vigil_text_copy (row.by, sizeof row.by, by);
  vigil_text_copy (row.station, sizeof row.station, self->config->station);
  vigil_text_copy (row.encounter, sizeof row.encounter, state->identity.encounter);
  vigil_journal_add (self->store, &row);
  vigil_station_settle (self);
}
