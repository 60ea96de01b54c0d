/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-silence-target.h"

#define N_ALARMS 3

/* Alarms "a", "b", "c", all open. */
typedef struct {
  VigilAlarm alarms[N_ALARMS];
  const VigilAlarm *list[N_ALARMS];
} Shown;

static void
fill (Shown *shown)
{
  *shown = (Shown){ 0 };
  for (guint i = 0; i < N_ALARMS; i++) {
    shown->alarms[i].key[0] = (char) ('a' + i);
    shown->alarms[i].phase = VIGIL_ALARM_OPEN;
    shown->list[i] = &shown->alarms[i];
  }
}

static void
test_nothing_open_is_no_target (void)
{
  Shown shown;
  VigilSilenceTarget target = { 0 };
  fill (&shown);
  shown.alarms[0].phase = VIGIL_ALARM_SILENCED;
  g_assert_cmpuint (vigil_silence_target_update (&target, 4, shown.list, 0), ==, 0);
  g_assert_cmpuint (vigil_silence_target_update (&target, 4, shown.list, 1), ==, 0);
}

/* The picture of a high alarm that is over is left to be silenced, and wants no hold. */
static void
test_a_picture_is_a_target (void)
{
  Shown shown;
  VigilSilenceTarget target = { 0 };
  fill (&shown);
  shown.alarms[0].phase = VIGIL_ALARM_SILENCED;
  shown.alarms[0].priority = shown.alarms[1].priority = VIGIL_PRIORITY_HIGH;
  shown.alarms[0].is_latched = TRUE;
  g_assert_cmpuint (vigil_silence_target_update (&target, 4, shown.list, 1), !=, 0);
  g_assert_true (vigil_silence_target_find_first (shown.list, 1) == shown.list[0]);
  g_assert_false (vigil_silence_target_wants_hold (shown.list, 1));
  g_assert_true (vigil_silence_target_wants_hold (shown.list, 2));
  shown.alarms[0].silenced_by_kind = VIGIL_SILENCED_HERE;
  g_assert_cmpuint (vigil_silence_target_update (&target, 4, shown.list, 1), ==, 0);
}

static void
test_same_alarms_are_the_same_target (void)
{
  Shown shown;
  VigilSilenceTarget target = { 0 };
  fill (&shown);
  guint64 first = vigil_silence_target_update (&target, 4, shown.list, 2);
  shown.alarms[0].value = 85;
  g_assert_cmpuint (first, !=, 0);
  g_assert_cmpuint (vigil_silence_target_update (&target, 4, shown.list, 2), ==, first);
}

static void
test_new_alarm_makes_another_target (void)
{
  Shown shown;
  VigilSilenceTarget target = { 0 };
  fill (&shown);
  guint64 first = vigil_silence_target_update (&target, 4, shown.list, 2);
  g_assert_cmpuint (vigil_silence_target_update (&target, 4, shown.list, 3), !=, first);
}

static void
test_alarm_that_leaves_keeps_the_target (void)
{
  Shown shown;
  VigilSilenceTarget target = { 0 };
  fill (&shown);
  guint64 first = vigil_silence_target_update (&target, 4, shown.list, 3);
  shown.alarms[1].phase = VIGIL_ALARM_SILENCED;
  g_assert_cmpuint (vigil_silence_target_update (&target, 4, shown.list, 3), ==, first);
}

static void
test_alarm_that_returns_makes_another_target (void)
{
  Shown shown;
  VigilSilenceTarget target = { 0 };
  fill (&shown);
  guint64 first = vigil_silence_target_update (&target, 4, shown.list, 1);
  g_assert_cmpuint (vigil_silence_target_update (&target, 4, shown.list, 0), ==, 0);
  g_assert_cmpuint (vigil_silence_target_update (&target, 4, shown.list, 1), !=, first);
}

static void
test_another_bed_is_another_target (void)
{
  Shown shown;
  VigilSilenceTarget target = { 0 };
  fill (&shown);
  guint64 first = vigil_silence_target_update (&target, 4, shown.list, 1);
  g_assert_cmpuint (vigil_silence_target_update (&target, 5, shown.list, 1), !=, first);
}

static void
test_hidden_alarms_are_not_shown (void)
{
  Shown shown;
  VigilSilenceTarget target = { 0 };
  fill (&shown);
  shown.alarms[0].is_hidden = TRUE;
  g_assert_true (vigil_silence_target_find_first (shown.list, 3) == &shown.alarms[1]);
  g_assert_null (vigil_silence_target_find_first (shown.list, 1));
  g_assert_cmpuint (vigil_silence_target_update (&target, 4, shown.list, 1), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name) g_test_add_func ("/silence-target/" #name, test_##name)
  ADD (nothing_open_is_no_target);
  ADD (a_picture_is_a_target);
  ADD (same_alarms_are_the_same_target);
  ADD (new_alarm_makes_another_target);
  ADD (alarm_that_leaves_keeps_the_target);
  ADD (alarm_that_returns_makes_another_target);
  ADD (another_bed_is_another_target);
  ADD (hidden_alarms_are_not_shown);
#undef ADD
  return g_test_run ();
}
