/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-test-past.h"

#include <math.h>

static gboolean
is_unanswered (const VigilAlarm *alarm)
{
  return alarm->priority == VIGIL_PRIORITY_HIGH && alarm->kind == VIGIL_ALARM_PHYSIOLOGICAL
         && (alarm->phase == VIGIL_ALARM_OPEN || vigil_alarm_is_picture (alarm));
}

static void
append (GArray *list, const VigilAlarm *alarm)
{
  VigilOccurrence past = {
    .state = alarm->is_latched ? VIGIL_OCCURRENCE_OVER : VIGIL_OCCURRENCE_END_UNKNOWN,
    .priority = alarm->priority,
    .kind = alarm->kind,
    .raised_ms = alarm->raised_ms,
    .ended_ms = alarm->is_latched ? alarm->ended_ms : 0,
    .extreme = alarm->has_extreme ? alarm->extreme
               : alarm->has_value ? alarm->value
                                  : NAN,
    .limit = alarm->has_limit ? alarm->limit : NAN,
  };
  vigil_text_copy (past.bed, sizeof past.bed, alarm->bed);
  vigil_text_copy (past.key, sizeof past.key, alarm->key);
  vigil_text_copy (past.occurrence, sizeof past.occurrence, alarm->occurrence);
  vigil_text_copy (past.code, sizeof past.code, alarm->code);
  vigil_alarm_format (alarm, past.label, sizeof past.label);
  vigil_text_copy (past.encounter, sizeof past.encounter, alarm->encounter);
  g_array_append_val (list, past);
}

GArray *
vigil_test_past_list (VigilWard *ward)
{
  guint n;
  GArray *list = g_array_new (FALSE, TRUE, sizeof (VigilOccurrence));
  const VigilAlarm *const *alarms = vigil_ward_list_alarms (ward, &n);
  for (guint i = 0; i < n; i++)
    if (is_unanswered (alarms[i]))
      append (list, alarms[i]);
  return list;
}
