/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a red of before the station's start goes on as (ux.md, "Gap, restart"): nobody has answered
 * it, and a restart is no answer. */

#include "vigil-ward-private.h"

#include <math.h>

static gboolean
is_latching (const VigilOccurrence *past)
{
  const VigilEventInfo *event = vigil_nomenclature_find_event (past->code);
  return (event != NULL && event->latching) || vigil_alarm_key_is_latching (past->key);
}

static gboolean
stays_when_over (const VigilOccurrence *past)
{
  return past->priority == VIGIL_PRIORITY_HIGH && past->kind == VIGIL_ALARM_PHYSIOLOGICAL
         && (is_latching (past) || vigil_alarm_key_has_class (past->key, "limit"));
}

/* "bed|class|source|side|level" */
static char *
dup_source (const char *key)
{
  g_auto (GStrv) parts = g_strsplit (key, "|", 5);
  return g_strdup (g_strv_length (parts) > 2 ? parts[2] : "");
}

/* It begins here, and its condition is over at once: the machine makes of it what the table says.
 * The bedside that still lists it, or the number that is still out, takes it over. */
static void
raise_and_end (VigilWard *ward,
               VigilScope *scope,
               VigilAlarmRecord *record,
               const VigilOccurrence *past)
{
  g_autofree char *source = dup_source (past->key);
  VigilAlarmReport report = {
    .source = VIGIL_SOURCE_STATION,
    .code = past->code,
    .src = source,
    .label = past->label,
    .occurrence = past->occurrence,
    .encounter = past->encounter,
    .kind = past->kind,
    .priority = past->priority,
    .is_latching = is_latching (past),
    .has_value = !isnan (past->extreme),
    .value = past->extreme,
    .has_limit = !isnan (past->limit),
    .limit = past->limit,
    .side = vigil_alarm_key_get_side (past->key),
    .raised_ms = past->raised_ms,
  };
  gint64 *last_high_us = &scope->bed->priv->last_high_us, high_us = *last_high_us;
  record->is_past = TRUE;
  record->alarm.raised_ms = past->raised_ms;
  vigil_ward_report (ward, scope, record, &report);
  vigil_ward_date_back (ward, scope, record);
  vigil_ward_withdraw (ward, scope, record, VIGIL_SOURCE_STATION, FALSE);
  record->is_past = TRUE;
  if (past->ended_ms == 0)
    return;
  record->alarm.ended_ms = past->ended_ms;
  /* It was high until then, which is what makes leads off graver. */
  gint64 ago_ms = MAX (ward->now.wall_ms - past->ended_ms, 0);
  *last_high_us = MAX (high_us, ward->now.mono_us - ago_ms * 1000);
}

void
vigil_ward_restore_alarm (VigilWard *ward, const VigilOccurrence *past, VigilNow now)
{
  ward->now = now;
  guint index = vigil_ward_find_bed (ward, past->bed);
  if (index == G_MAXUINT || !stays_when_over (past))
    return;
  VigilScope *scope = &ward->beds[index].priv->scope;
  if (vigil_scope_find (scope, past->key) != NULL)
    return; /* told already in this run */
  VigilAlarmRecord *record = vigil_scope_obtain (scope, past->key);
  if (record == NULL)
    return;
  raise_and_end (ward, scope, record, past);
  vigil_ward_flush (ward);
}
