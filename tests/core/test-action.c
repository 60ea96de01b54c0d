/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-action.h"

#define KEY "01|MDC_EVT_ECG_ASYSTOLE|MDC_ECG_HEART_RATE||"
#define T G_GINT64_CONSTANT (1790000000000)

typedef struct {
  VigilActionSet set;
  VigilAlarmRecord record;
  VigilAction action;
  VigilNow now;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  (void) data;
  vigil_action_set_init (&f->set);
  f->now = (VigilNow){ 1000 * G_GINT64_CONSTANT (1000000), T };
  vigil_alarm_record_init (&f->record, KEY, "01");
  f->record.alarm.phase = VIGIL_ALARM_OPEN;
  f->record.alarm.priority = VIGIL_PRIORITY_HIGH;
  f->record.alarm.raised_ms = f->record.covered_from_ms = T - 5000;
  f->action = (VigilAction){ .word = VIGIL_ACTION_ACKNOWLEDGE,
                             .id = "a",
                             .bed = "01",
                             .key = KEY,
                             .raised_ms = T - 5000,
                             .asof_ms = T,
                             .t_ms = T,
                             .until_ms = T + 120000,
                             .station = "desk-2",
                             .by = "Okafor" };
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  (void) data;
  vigil_action_set_clear (&f->set);
}

static VigilHeldAction *
hold (Fixture *f)
{
  return vigil_action_set_add (&f->set, &f->action, f->now, 0, VIGIL_SILENCE_HIGH_US);
}

static gboolean
covers_in (Fixture *f, gint64 seconds)
{
  VigilSilence silence;
  return vigil_action_set_judge (&f->set, &f->record, "desk-1", f->now.mono_us + seconds * 1000000,
                                 &silence);
}

static void
test_it_covers_what_was_shown_for_120_s (Fixture *f, gconstpointer data)
{
  (void) data;
  hold (f);
  g_assert_true (covers_in (f, 0));
  g_assert_true (covers_in (f, 119));
  g_assert_false (covers_in (f, 120));
}

static void
test_it_never_covers_one_raised_later (Fixture *f, gconstpointer data)
{
  (void) data;
  f->record.alarm.raised_ms = T + 1;
  hold (f);
  g_assert_false (covers_in (f, 0));
}

static void
test_it_reaches_back_60_s_before_the_one_it_names (Fixture *f, gconstpointer data)
{
  (void) data;
  hold (f);
  f->record.alarm.raised_ms = f->action.raised_ms - 60000;
  g_assert_true (covers_in (f, 0));
  f->record.alarm.raised_ms--;
  g_assert_false (covers_in (f, 0));
}

static void
test_it_covers_no_other_key (Fixture *f, gconstpointer data)
{
  (void) data;
  hold (f);
  vigil_text_copy (f->record.alarm.key, VIGIL_KEY_MAX,
                   "02|MDC_EVT_ECG_ASYSTOLE|MDC_ECG_HEART_RATE||");
  g_assert_false (covers_in (f, 0));
}

static void
test_it_covers_no_other_encounter (Fixture *f, gconstpointer data)
{
  (void) data;
  vigil_text_copy (f->action.encounter, VIGIL_UUID_SIZE, "one");
  hold (f);
  g_assert_true (covers_in (f, 0));
  vigil_text_copy (f->record.alarm.encounter, VIGIL_UUID_SIZE, "two");
  g_assert_false (covers_in (f, 0));
}

static void
test_one_without_an_end_covers_no_high_alarm (Fixture *f, gconstpointer data)
{
  (void) data;
  f->action.until_ms = 0;
  hold (f);
  g_assert_false (covers_in (f, 0));
  f->record.alarm.priority = VIGIL_PRIORITY_MEDIUM;
  g_assert_true (covers_in (f, 3600));
}

static void
test_a_lower_priority_covers_no_higher (Fixture *f, gconstpointer data)
{
  (void) data;
  f->action.priority = VIGIL_PRIORITY_MEDIUM;
  hold (f);
  g_assert_false (covers_in (f, 0));
}

static void
test_the_second_level_covers_the_first (Fixture *f, gconstpointer data)
{
  (void) data;
  vigil_text_copy (f->action.key, VIGIL_KEY_MAX, "01|limit|MDC_PULS_OXIM_SAT_O2|lo|2");
  vigil_text_copy (f->record.alarm.key, VIGIL_KEY_MAX, "01|limit|MDC_PULS_OXIM_SAT_O2|lo|1");
  f->record.alarm.priority = VIGIL_PRIORITY_MEDIUM;
  hold (f);
  g_assert_true (covers_in (f, 0));
}

static void
test_its_age_is_counted (Fixture *f, gconstpointer data)
{
  (void) data;
  f->now.wall_ms += 100000;
  hold (f);
  g_assert_true (covers_in (f, 19));
  g_assert_false (covers_in (f, 20));
}

static void
test_a_longer_end_is_cut_to_120_s (Fixture *f, gconstpointer data)
{
  (void) data;
  f->action.until_ms = T + 3600000;
  hold (f);
  g_assert_false (covers_in (f, 120));
}

static void
test_a_clock_ahead_gives_no_more_than_120_s (Fixture *f, gconstpointer data)
{
  (void) data;
  f->action.t_ms += 600000;
  f->action.until_ms += 600000;
  hold (f);
  g_assert_false (covers_in (f, 120));
  /* Heard again, it is the same action and does not begin anew. */
  f->now.mono_us += 100 * G_GINT64_CONSTANT (1000000);
  g_assert_null (hold (f));
  g_assert_false (covers_in (f, 20));
}

static void
test_an_action_from_before_a_clock_step_covers_nothing_born_after (Fixture *f, gconstpointer data)
{
  (void) data;
  hold (f);
  f->record.epoch = 1;
  g_assert_false (covers_in (f, 0));
}

static void
test_the_union_shows_the_earliest_and_ends_with_the_latest (Fixture *f, gconstpointer data)
{
  (void) data;
  VigilSilence silence;
  hold (f);
  vigil_text_copy (f->action.id, VIGIL_UUID_SIZE, "b");
  vigil_text_copy (f->action.by, sizeof f->action.by, "Early");
  f->action.t_ms -= 1000;
  f->action.until_ms += 20000;
  hold (f);
  g_assert_true (vigil_action_set_judge (&f->set, &f->record, "desk-1", f->now.mono_us, &silence));
  g_assert_cmpstr (silence.by, ==, "Early");
  g_assert_cmpint (silence.kind, ==, VIGIL_SILENCED_OTHER_STATION);
  g_assert_cmpint (silence.until_us, ==, f->now.mono_us + VIGIL_SILENCE_HIGH_US);
}

static void
test_the_union_is_the_same_in_any_order (Fixture *f, gconstpointer data)
{
  (void) data;
  VigilAction actions[3] = { f->action, f->action, f->action };
  for (guint i = 0; i < 3; i++) {
    g_snprintf (actions[i].id, VIGIL_UUID_SIZE, "%c", 'c' - i);
    actions[i].until_ms -= i * 10000;
  }
  static const guint ORDERS[][3] = { { 0, 1, 2 }, { 2, 1, 0 }, { 1, 2, 0 } };
  for (guint o = 0; o < G_N_ELEMENTS (ORDERS); o++) {
    VigilSilence silence;
    g_array_set_size (f->set.held, 0);
    for (guint i = 0; i < 3; i++) {
      f->action = actions[ORDERS[o][i]];
      hold (f);
    }
    g_assert_true (
        vigil_action_set_judge (&f->set, &f->record, "desk-1", f->now.mono_us, &silence));
    g_assert_cmpstr (silence.action_id, ==, "a");
    g_assert_cmpint (silence.until_us, ==, f->now.mono_us + VIGIL_SILENCE_HIGH_US);
  }
}

static void
test_the_set_has_a_ceiling (Fixture *f, gconstpointer data)
{
  (void) data;
  for (guint i = 0; i < VIGIL_ACTIONS_HELD_MAX + 50; i++) {
    g_snprintf (f->action.id, VIGIL_UUID_SIZE, "%u", i);
    f->now.mono_us++;
    hold (f);
  }
  g_assert_cmpuint (f->set.held->len, ==, VIGIL_ACTIONS_HELD_MAX);
  g_assert_null (vigil_action_set_find (&f->set, "0"));
  g_assert_nonnull (vigil_action_set_find (&f->set, f->action.id));
}

static void
test_unsound_actions_are_told (Fixture *f, gconstpointer data)
{
  (void) data;
  g_assert_true (vigil_action_is_sound (&f->action));
  VigilAction other = f->action;
  vigil_text_copy (other.bed, sizeof other.bed, "02");
  g_assert_false (vigil_action_is_sound (&other));
  other = f->action;
  other.asof_ms = 0;
  g_assert_false (vigil_action_is_sound (&other));
  other = f->action;
  other.is_bed_scope = TRUE;
  g_assert_false (vigil_action_is_sound (&other));
  other = f->action;
  other.until_ms = other.t_ms - 1;
  g_assert_false (vigil_action_is_sound (&other));
  other.word = VIGIL_ACTION_SUSPEND;
  other.mode = VIGIL_SUSPENSION_CARE;
  other.until_ms = 0;
  g_assert_false (vigil_action_is_sound (&other));
  other.until_ms = other.t_ms + 1000;
  g_assert_false (vigil_action_is_sound (&other));
  vigil_text_copy (other.reason, sizeof other.reason, "wash");
  g_assert_true (vigil_action_is_sound (&other));
}

#define ADD(name, func) g_test_add ("/action/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("it-covers-what-was-shown-for-120-s", test_it_covers_what_was_shown_for_120_s);
  ADD ("it-never-covers-one-raised-later", test_it_never_covers_one_raised_later);
  ADD ("it-reaches-back-60-s-before-the-one-it-names",
       test_it_reaches_back_60_s_before_the_one_it_names);
  ADD ("it-covers-no-other-key", test_it_covers_no_other_key);
  ADD ("it-covers-no-other-encounter", test_it_covers_no_other_encounter);
  ADD ("one-without-an-end-covers-no-high-alarm", test_one_without_an_end_covers_no_high_alarm);
  ADD ("a-lower-priority-covers-no-higher", test_a_lower_priority_covers_no_higher);
  ADD ("the-second-level-covers-the-first", test_the_second_level_covers_the_first);
  ADD ("its-age-is-counted", test_its_age_is_counted);
  ADD ("a-longer-end-is-cut-to-120-s", test_a_longer_end_is_cut_to_120_s);
  ADD ("a-clock-ahead-gives-no-more-than-120-s", test_a_clock_ahead_gives_no_more_than_120_s);
  ADD ("an-action-from-before-a-clock-step-covers-nothing-born-after",
       test_an_action_from_before_a_clock_step_covers_nothing_born_after);
  ADD ("the-union-shows-the-earliest-and-ends-with-the-latest",
       test_the_union_shows_the_earliest_and_ends_with_the_latest);
  ADD ("the-union-is-the-same-in-any-order", test_the_union_is_the_same_in_any_order);
  ADD ("the-set-has-a-ceiling", test_the_set_has_a_ceiling);
  ADD ("unsound-actions-are-told", test_unsound_actions_are_told);
  return g_test_run ();
}
