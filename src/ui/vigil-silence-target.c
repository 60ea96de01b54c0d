/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-silence-target.h"

static gboolean
has_key (const VigilSilenceTarget *target, const char *key)
{
  for (guint i = 0; i < target->n_keys; i++) {
    if (g_str_equal (target->keys[i], key))
      return TRUE;
  }
  return FALSE;
}

static gboolean
has_news (const VigilSilenceTarget *target, guint bed, const VigilAlarm *const *alarms, guint n)
{
  if (target->bed != bed)
    return TRUE;
  for (guint i = 0; i < n; i++) {
    if (vigil_alarm_wants_silence (alarms[i]) && !has_key (target, alarms[i]->key))
      return TRUE;
  }
  return FALSE;
}

guint64
vigil_silence_target_update (VigilSilenceTarget *target,
                             guint bed,
                             const VigilAlarm *const *alarms,
                             guint n)
{
  if (has_news (target, bed, alarms, n))
    target->serial++;
  target->bed = bed;
  target->n_keys = 0;
  for (guint i = 0; i < n && target->n_keys < G_N_ELEMENTS (target->keys); i++) {
    if (vigil_alarm_wants_silence (alarms[i]))
      vigil_text_copy (target->keys[target->n_keys++], VIGIL_KEY_MAX, alarms[i]->key);
  }
  return target->n_keys > 0 ? target->serial : 0;
}

const VigilAlarm *
vigil_silence_target_find_first (const VigilAlarm *const *alarms, guint n)
{
  for (guint i = 0; i < n; i++) {
    if (vigil_alarm_wants_silence (alarms[i]))
      return alarms[i];
  }
  return NULL;
}

gboolean
vigil_silence_target_wants_hold (const VigilAlarm *const *alarms, guint n)
{
  for (guint i = 0; i < n; i++)
    if (alarms[i]->priority == VIGIL_PRIORITY_HIGH && vigil_alarm_is_open (alarms[i]))
      return TRUE;
  return FALSE;
}
