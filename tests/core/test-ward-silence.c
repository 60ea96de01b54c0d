/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Silence: at the touch, at the bedside, at another station, before a restart. */

#include "ward-world.h"

#define TACHY "MDC_EVT_ECG_SV_TACHY"

static VigilAction actions[VIGIL_ALARMS_MAX * 2];

static VigilPriority
sounding (World *world)
{
  return vigil_ward_get_sounding (world->ward);
}

static void
test_a_touch_where_nothing_is_open_binds_nothing (void)
{
  g_autoptr (World) world = world_new (1);
  VigilTouch touch;
  g_assert_false (vigil_ward_touch (world->ward, 0, world->now, &touch));
  g_assert_cmpuint (touch.n_keys, ==, 0);
}

static void
test_the_sound_stops_at_once_and_each_alarm_makes_one_action (void)
{
  g_autoptr (World) world = world_new (1);
  world_raise (world, 0, "a", ASYSTOLE, HR, VIGIL_PRIORITY_HIGH);
  world_raise (world, 0, "m", TACHY, HR, VIGIL_PRIORITY_MEDIUM);
  world_run (world, SECONDS (2));
  VigilTouch touch;
  g_assert_true (vigil_ward_touch (world->ward, 0, world->now, &touch));
  g_assert_true (touch.has_high);
  g_assert_cmpuint (touch.n_keys, ==, 2);
  world_forget (world);
  g_assert_cmpuint (
      vigil_ward_silence (world->ward, &touch, "Okafor", world_make_id, world, world->now, actions),
      ==, 2);
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_NONE);
  g_assert_cmpuint (world_count (world, VIGIL_EVENT_ALARM_SILENCED, "01"), ==, 2);
  g_assert_cmpuint (world_count (world, VIGIL_EVENT_SOUND, NULL), ==, 1);
  g_assert_cmpuint (world_count (world, VIGIL_EVENT_ACTIONS, "01"), ==, 1);
  g_assert_cmpstr (actions[0].key, ==, "01|" ASYSTOLE "|" HR "||");
  g_assert_cmpint (actions[0].until_ms, ==, actions[0].t_ms + SECONDS (120));
  g_assert_cmpint (actions[0].priority, ==, VIGIL_PRIORITY_HIGH);
  g_assert_cmpstr (actions[0].alarm, ==, "a");
  g_assert_cmpstr (actions[0].by, ==, "Okafor");
  g_assert_cmpint (actions[1].until_ms, ==, 0);
  g_assert_cmpstr (actions[0].id, !=, actions[1].id);
  g_assert_cmpint (actions[1].t_ms, >, actions[0].t_ms);
  g_assert_cmpint (actions[0].asof_ms, >=, actions[0].raised_ms);
}

static void
test_nothing_born_after_the_touch_is_covered (void)
{
  g_autoptr (World) world = world_new (1);
  VigilTouch touch;
  world_raise (world, 0, "m", TACHY, HR, VIGIL_PRIORITY_MEDIUM);
  world_run (world, SECONDS (2));
  g_assert_true (vigil_ward_touch (world->ward, 0, world->now, &touch));
  g_assert_false (touch.has_high);
  world_raise (world, 0, "a", ASYSTOLE, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, 500);
  g_assert_cmpuint (
      vigil_ward_silence (world->ward, &touch, "", world_make_id, world, world->now, actions), ==,
      1);
  g_assert_true (vigil_alarm_is_open (world_find (world, 0, ASYSTOLE)));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_HIGH);
}

/* Medium, back within 60 s of its end: its silence goes on, and its end is told all the same. */
static void
test_the_end_of_a_silence_that_went_on_is_told (void)
{
  g_autoptr (World) world = world_new (1);
  world_raise (world, 0, "m1", TACHY, HR, VIGIL_PRIORITY_MEDIUM);
  world_run (world, SECONDS (2));
  world_silence (world, 0, actions);
  world_clear (world, 0, "m1");
  world_run (world, SECONDS (20));
  world_raise (world, 0, "m2", TACHY, HR, VIGIL_PRIORITY_MEDIUM);
  world_run (world, SECONDS (2));
  g_assert_cmpint (world_find (world, 0, TACHY)->phase, ==, VIGIL_ALARM_SILENCED);
  world_forget (world);
  world_clear (world, 0, "m2");
  world_run (world, SECONDS (2));
  g_assert_cmpuint (world_count (world, VIGIL_EVENT_ALARM_ENDED, "01"), ==, 1);
  g_assert_nonnull (vigil_ward_get_last_ended (world->ward, 0));
}

static void
test_the_same_alarm_born_again_after_the_touch_is_not_covered (void)
{
  g_autoptr (World) world = world_new (1);
  VigilTouch touch;
  world_raise (world, 0, "v1", VT, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (2));
  g_assert_true (vigil_ward_touch (world->ward, 0, world->now, &touch));
  world_clear (world, 0, "v1");
  world_run (world, SECONDS (2));
  world_raise (world, 0, "v2", VT, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (2));
  g_assert_cmpuint (
      vigil_ward_silence (world->ward, &touch, "", world_make_id, world, world->now, actions), ==,
      0);
  g_assert_true (vigil_alarm_is_open (world_find (world, 0, VT)));
}

/* The bedside dates it back to before the touch; nobody had seen it then. */
static void
test_what_was_not_shown_at_the_touch_is_not_covered (void)
{
  g_autoptr (World) world = world_new (1);
  VigilTouch touch;
  world_raise (world, 0, "v1", VT, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (2));
  gint64 before_ms = world->now.wall_ms - 1000;
  g_assert_true (vigil_ward_touch (world->ward, 0, world->now, &touch));
  world_silence (world, 0, actions);
  world_clear (world, 0, "v1");
  world_run (world, SECONDS (15));
  world_raise (world, 0, "v2", VT, HR, VIGIL_PRIORITY_HIGH)->raised_ms = before_ms;
  world_run (world, SECONDS (1));
  g_assert_true (vigil_alarm_is_open (world_find (world, 0, VT)));
  g_assert_cmpuint (
      vigil_ward_silence (world->ward, &touch, "", world_make_id, world, world->now, actions), ==,
      0);
}

static void
test_what_became_red_after_the_touch_is_not_covered (void)
{
  g_autoptr (World) world = world_new (1);
  VigilTouch touch;
  VigilFrameAlarm *alarm = world_raise (world, 0, "b", "MDC_EVT_BATT_LO", "", VIGIL_PRIORITY_LOW);
  world_run (world, SECONDS (2));
  g_assert_true (vigil_ward_touch (world->ward, 0, world->now, &touch));
  alarm->priority = VIGIL_PRIORITY_HIGH;
  world->beds[0].is_list_due = TRUE;
  world_run (world, SECONDS (1));
  g_assert_cmpuint (
      vigil_ward_silence (world->ward, &touch, "", world_make_id, world, world->now, actions), ==,
      0);
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_HIGH);
}

static void
test_a_touch_acts_on_its_bed_only (void)
{
  g_autoptr (World) world = world_new (3);
  for (guint i = 0; i < 3; i++)
    world_raise (world, i, "a", ASYSTOLE, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (2));
  world_silence (world, 1, actions);
  g_assert_true (vigil_alarm_is_open (world_find (world, 0, ASYSTOLE)));
  g_assert_true (vigil_alarm_is_open (world_find (world, 2, ASYSTOLE)));
}

/* The paper case: silence, then it persists past 120 s and rings again. */
static void
test_a_red_that_persists_rings_again_after_120_s (void)
{
  g_autoptr (World) world = world_new (1);
  world_raise (world, 0, "a", ASYSTOLE, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (2));
  world_silence (world, 0, actions);
  world_forget (world);
  world_run (world, 119500);
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_NONE);
  world_run (world, 700);
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_HIGH);
  g_assert_cmpuint (world_count (world, VIGIL_EVENT_ALARM_RETURNED, "01"), ==, 1);
  /* And it needs a new touch, which is another action. */
  g_assert_cmpuint (world_silence (world, 0, actions), ==, 1);
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_NONE);
}

static void
test_two_silences_100_ms_apart_are_one (void)
{
  g_autoptr (World) world = world_new (1);
  VigilTouch first, second;
  world_raise (world, 0, "a", ASYSTOLE, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (2));
  vigil_ward_touch (world->ward, 0, world->now, &first);
  vigil_ward_touch (world->ward, 0, world->now, &second);
  g_assert_cmpuint (
      vigil_ward_silence (world->ward, &first, "", world_make_id, world, world->now, actions), ==,
      1);
  world_run (world, 100);
  g_assert_cmpuint (
      vigil_ward_silence (world->ward, &second, "", world_make_id, world, world->now, actions), ==,
      0);
}

static void
test_a_silenced_medium_is_reminded_of_once_for_the_station (void)
{
  g_autoptr (World) world = world_new (2);
  world_raise (world, 0, "m", TACHY, HR, VIGIL_PRIORITY_MEDIUM);
  world_raise (world, 1, "m", TACHY, HR, VIGIL_PRIORITY_MEDIUM);
  world_run (world, SECONDS (1));
  world_silence (world, 0, actions);
  world_silence (world, 1, actions);
  world_forget (world);
  world_run (world, SECONDS (299));
  g_assert_cmpuint (world_count (world, VIGIL_EVENT_REMIND, NULL), ==, 0);
  world_run (world, SECONDS (2));
  g_assert_cmpuint (world_count (world, VIGIL_EVENT_REMIND, NULL), ==, 1);
  world_run (world, MINUTES (10));
  g_assert_cmpuint (world_count (world, VIGIL_EVENT_REMIND, NULL), ==, 2);
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_NONE);
}

static void
test_the_bedside_silences_here_for_120_s (void)
{
  g_autoptr (World) world = world_new (1);
  VigilFrameAlarm *alarm = world_raise (world, 0, "a", ASYSTOLE, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (2));
  alarm->inactivation = VIGIL_INACTIVATION_ACKNOWLEDGED;
  world->beds[0].is_list_due = TRUE;
  world_run (world, SECONDS (1));
  const VigilAlarm *shown = world_find (world, 0, ASYSTOLE);
  g_assert_cmpint (shown->silenced_by_kind, ==, VIGIL_SILENCED_AT_BEDSIDE);
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_NONE);
  world_run (world, SECONDS (117));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_NONE);
  world_run (world, SECONDS (4));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_HIGH);
  /* The same word on the next lists is no new silence. */
  world_run (world, SECONDS (60));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_HIGH);
  /* A new change is one. */
  alarm->inactivation = VIGIL_INACTIVATION_NONE;
  world->beds[0].is_list_due = TRUE;
  world_run (world, SECONDS (1));
  alarm->inactivation = VIGIL_INACTIVATION_AUDIO_PAUSED;
  world->beds[0].is_list_due = TRUE;
  world_run (world, SECONDS (1));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_NONE);
}

/* Paused for long, latched, and there again: nobody has silenced it a second time. */
static void
test_an_item_that_stands_again_is_not_silenced_by_its_old_pause (void)
{
  g_autoptr (World) world = world_new (1);
  VigilFrameAlarm *item = world_raise (world, 0, "a", ASYSTOLE, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (2));
  item->inactivation = VIGIL_INACTIVATION_AUDIO_PAUSED;
  world->beds[0].is_list_due = TRUE;
  world_run (world, SECONDS (2));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_NONE);
  world_run (world, SECONDS (125));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_HIGH);
  for (guint i = 0; i < 2; i++) {
    item->is_latched = !item->is_latched;
    world->beds[0].is_list_due = TRUE;
    world_run (world, SECONDS (20));
    g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_HIGH);
  }
}

static void
test_the_bedsides_own_end_only_shortens (void)
{
  static const gint64 GIVEN_S[] = { 30, 600 }, EXPECTED_S[] = { 30, 120 };
  for (guint i = 0; i < 2; i++) {
    g_autoptr (World) world = world_new (1);
    VigilFrameAlarm *alarm = world_raise (world, 0, "a", ASYSTOLE, HR, VIGIL_PRIORITY_HIGH);
    alarm->inactivation = VIGIL_INACTIVATION_AUDIO_PAUSED;
    alarm->inactivation_until_ms = world->now.wall_ms + GIVEN_S[i] * 1000;
    world_run (world, SECONDS (EXPECTED_S[i] - 1));
    g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_NONE);
    world_run (world, SECONDS (3));
    g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_HIGH);
  }
}

static void
test_the_bedside_that_speaks_again_speaks_here (void)
{
  g_autoptr (World) world = world_new (1);
  VigilFrameAlarm *alarm = world_raise (world, 0, "m", TACHY, HR, VIGIL_PRIORITY_MEDIUM);
  alarm->inactivation = VIGIL_INACTIVATION_AUDIO_PAUSED;
  world_run (world, MINUTES (10));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_NONE);
  alarm->inactivation = VIGIL_INACTIVATION_NONE;
  world->beds[0].is_list_due = TRUE;
  world_run (world, SECONDS (1));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_MEDIUM);
}

/* Makes another world's station silence its bed 0 and returns how many actions it lists. */
static guint
silence_elsewhere (World *other, VigilAction *list)
{
  g_assert_cmpuint (world_silence (other, 0, actions), >=, 1);
  return vigil_ward_list_actions (other->ward, 0, other->now, list, VIGIL_ALARMS_MAX);
}

static void
raise_in_both (World *a, World *b)
{
  world_raise (a, 0, "a", ASYSTOLE, HR, VIGIL_PRIORITY_HIGH);
  world_raise (b, 0, "a", ASYSTOLE, HR, VIGIL_PRIORITY_HIGH);
  world_run (a, SECONDS (2));
  world_run (b, SECONDS (2));
}

static void
rename_station (VigilAction *list, guint n)
{
  for (guint i = 0; i < n; i++)
    vigil_text_copy (list[i].station, sizeof list[i].station, "desk-2");
}

static void
test_another_stations_list_silences_here (void)
{
  g_autoptr (World) here = world_new (2), there = world_new (2);
  VigilAction list[VIGIL_ALARMS_MAX];
  raise_in_both (here, there);
  guint n = silence_elsewhere (there, list);
  g_assert_cmpuint (n, ==, 1);
  rename_station (list, n);
  world_forget (here);
  world_peer_list (here, 0, "desk-2", list, n);
  const VigilAlarm *alarm = world_find (here, 0, ASYSTOLE);
  g_assert_cmpint (alarm->phase, ==, VIGIL_ALARM_SILENCED);
  g_assert_cmpint (alarm->silenced_by_kind, ==, VIGIL_SILENCED_OTHER_STATION);
  g_assert_cmpstr (alarm->silenced_at, ==, "desk-2");
  g_assert_cmpstr (alarm->silenced_by, ==, "Test");
  g_assert_cmpuint (world_count (here, VIGIL_EVENT_ACTIONS, NULL), ==, 0);
  /* The list is published again every 10 s: that is no new silence. */
  for (guint i = 0; i < 13; i++) {
    world_run (here, SECONDS (10));
    world_peer_list (here, 0, "desk-2", list, n);
  }
  g_assert_cmpint (sounding (here), ==, VIGIL_PRIORITY_HIGH);
}

static void
test_a_list_that_names_another_bed_is_refused (void)
{
  g_autoptr (World) here = world_new (2), there = world_new (2);
  VigilAction list[VIGIL_ALARMS_MAX];
  raise_in_both (here, there);
  guint n = silence_elsewhere (there, list);
  rename_station (list, n);
  world_peer_list (here, 1, "desk-2", list, n);
  g_assert_true (vigil_alarm_is_open (world_find (here, 0, ASYSTOLE)));
  g_assert_cmpuint (vigil_ward_get_count (here->ward, VIGIL_COUNTER_ACTION_REFUSED), ==, n);
}

static void
test_a_joiner_inherits_a_silence (void)
{
  g_autoptr (World) there = world_new (1);
  g_autoptr (World) here = world_new_cold (1);
  VigilAction list[VIGIL_ALARMS_MAX];
  world_raise (there, 0, "a", ASYSTOLE, HR, VIGIL_PRIORITY_HIGH);
  world_run (there, SECONDS (2));
  guint n = silence_elsewhere (there, list);
  rename_station (list, n);
  here->now = there->now;
  world_link (here, VIGIL_LINK_UP);
  world_peer_list (here, 0, "desk-2", list, n);
  world_gateway_state (here, 0, TRUE);
  world_meta (here, 0);
  here->beds[0].alarms[0] = there->beds[0].alarms[0];
  here->beds[0].n_alarms = 1;
  here->beds[0].is_list_due = TRUE;
  world_run (here, SECONDS (2));
  g_assert_cmpint (world_find (here, 0, ASYSTOLE)->phase, ==, VIGIL_ALARM_SILENCED);
  g_assert_cmpuint (world_count (here, VIGIL_EVENT_ALARM_RAISED, "01"), ==, 0);
}

/* Raised, silenced there and latched while this station was deaf, of a key that still sounded here.
 */
static void
test_what_was_silenced_elsewhere_meanwhile_is_silenced_here (void)
{
  g_autoptr (World) here = world_new (2), there = world_new (2);
  VigilAction list[VIGIL_ALARMS_MAX];
  World *both[] = { here, there };
  for (guint i = 0; i < 2; i++) {
    world_raise (both[i], 0, "v1", VT, HR, VIGIL_PRIORITY_HIGH);
    world_run (both[i], SECONDS (5));
    world_clear (both[i], 0, "v1");
    world_run (both[i], SECONDS (15));
  }
  world_link (here, VIGIL_LINK_DOWN);
  VigilFrameAlarm *again = world_raise (there, 0, "v2", VT, HR, VIGIL_PRIORITY_HIGH);
  world_run (there, SECONDS (2));
  guint n = silence_elsewhere (there, list);
  rename_station (list, n);
  world_run (there, SECONDS (2));
  world_run (here, SECONDS (4));
  world_link (here, VIGIL_LINK_UP);
  world_peer_list (here, 0, "desk-2", list, n);
  VigilFrameAlarm *latched = world_raise (here, 0, "v2", VT, HR, VIGIL_PRIORITY_HIGH);
  latched->raised_ms = again->raised_ms;
  latched->is_latched = TRUE;
  world_run (here, SECONDS (2));
  g_assert_null (world_find (here, 0, VT));
}

/* The bedside dates the next one back to before the silence of the last: nobody had seen it then.
 */
static void
test_a_silence_is_of_its_occurrence (void)
{
  g_autoptr (World) world = world_new (1);
  world_raise (world, 0, "v1", VT, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (5));
  world_clear (world, 0, "v1");
  world_run (world, SECONDS (15));
  world_silence (world, 0, actions);
  world_run (world, SECONDS (20));
  VigilFrameAlarm *again = world_raise (world, 0, "v2", VT, HR, VIGIL_PRIORITY_HIGH);
  again->raised_ms -= 25000;
  world_run (world, SECONDS (2));
  g_assert_true (vigil_alarm_is_open (world_find (world, 0, VT)));
}

static void
test_two_stations_agree_in_any_order (void)
{
  g_autoptr (World) a = world_new (1), b = world_new (1);
  VigilAction list_a[VIGIL_ALARMS_MAX], list_b[VIGIL_ALARMS_MAX];
  raise_in_both (a, b);
  guint n_a = silence_elsewhere (a, list_a);
  world_run (b, 100);
  b->n_ids = 500;
  guint n_b = silence_elsewhere (b, list_b);
  rename_station (list_b, n_b);
  world_run (a, 100);
  world_peer_list (a, 0, "desk-2", list_b, n_b);
  VigilAction list_a_there[VIGIL_ALARMS_MAX];
  for (guint i = 0; i < n_a; i++)
    list_a_there[i] = list_a[i];
  rename_station (list_a_there, n_a);
  world_peer_list (b, 0, "desk-2", list_a_there, n_a);
  g_assert_cmpstr (world_find (a, 0, ASYSTOLE)->action_id, ==,
                   world_find (b, 0, ASYSTOLE)->action_id);
}

static void
test_the_own_list_holds_what_stands (void)
{
  g_autoptr (World) world = world_new (1);
  VigilAction list[VIGIL_ALARMS_MAX];
  world_raise (world, 0, "m", TACHY, HR, VIGIL_PRIORITY_MEDIUM);
  world_run (world, SECONDS (1));
  world_silence (world, 0, actions);
  g_assert_cmpuint (vigil_ward_list_actions (world->ward, 0, world->now, list, 16), ==, 1);
  g_assert_cmpstr (list[0].id, ==, actions[0].id);
  world_clear (world, 0, "m");
  world_run (world, SECONDS (58));
  g_assert_cmpuint (vigil_ward_list_actions (world->ward, 0, world->now, list, 16), ==, 1);
  world_forget (world);
  world_run (world, SECONDS (5));
  g_assert_cmpuint (world_count (world, VIGIL_EVENT_ACTIONS, "01"), ==, 1);
  g_assert_cmpuint (vigil_ward_list_actions (world->ward, 0, world->now, list, 16), ==, 0);
}

static void
test_a_red_leaves_the_own_list_with_its_120_s (void)
{
  g_autoptr (World) world = world_new (1);
  VigilAction list[VIGIL_ALARMS_MAX];
  world_raise (world, 0, "a", ASYSTOLE, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (1));
  world_silence (world, 0, actions);
  world_run (world, SECONDS (121));
  g_assert_cmpuint (vigil_ward_list_actions (world->ward, 0, world->now, list, 16), ==, 0);
}

/* contract.md, "Action": it stands while the bedside holds latched what it covered: a station that
 * starts now hears of that for the first time. */
static void
test_a_silence_stands_while_the_bedside_holds_it_latched (void)
{
  g_autoptr (World) here = world_new (1), late = world_new_cold (1);
  VigilAction list[VIGIL_ALARMS_MAX * 2];
  VigilFrameAlarm *item = world_raise (here, 0, "a", VT, HR, VIGIL_PRIORITY_HIGH);
  world_run (here, SECONDS (2));
  world_silence (here, 0, actions);
  item->is_latched = TRUE;
  here->beds[0].is_list_due = TRUE;
  world_run (here, SECONDS (30));
  g_assert_null (world_find (here, 0, VT));
  g_assert_cmpuint (vigil_ward_list_actions (here->ward, 0, here->now, list, 16), ==, 1);
  vigil_text_copy (list[0].station, sizeof list[0].station, "desk-2");
  world_begin (late, here->now);
  world_settle (late);
  world_peer_list (late, 0, "desk-2", list, 1);
  item = world_raise (late, 0, "a", VT, HR, VIGIL_PRIORITY_HIGH);
  item->raised_ms = list[0].raised_ms;
  item->is_latched = TRUE;
  late->beds[0].is_list_due = TRUE;
  world_run (late, SECONDS (2));
  g_assert_cmpint (sounding (late), ==, VIGIL_PRIORITY_NONE);
  world_run (here, SECONDS (90));
  g_assert_cmpuint (vigil_ward_list_actions (here->ward, 0, here->now, list, 16), ==, 0);
}

static void
restart_with (World *world, guint n)
{
  VigilAction journal[VIGIL_ALARMS_MAX * 2];
  for (guint i = 0; i < n; i++)
    journal[i] = actions[i];
  world_restart_station (world);
  for (guint i = 0; i < n; i++)
    vigil_ward_apply_action (world->ward, &journal[i], world->now);
  for (guint i = 0; i < world->n_beds; i++)
    world->beds[i].is_list_due = TRUE;
}

static void
test_after_a_restart_a_silence_stands_for_its_rest (void)
{
  g_autoptr (World) world = world_new (1);
  world_raise (world, 0, "a", ASYSTOLE, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (2));
  guint n = world_silence (world, 0, actions);
  world_run (world, SECONDS (60));
  restart_with (world, n);
  world_run (world, SECONDS (55));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_NONE);
  g_assert_cmpint (world_find (world, 0, ASYSTOLE)->silenced_by_kind, ==, VIGIL_SILENCED_HERE);
  world_run (world, SECONDS (7));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_HIGH);
}

static void
test_after_a_restart_the_stations_own_limit_alarm_stays_silenced (void)
{
  g_autoptr (World) world = world_new (1);
  world_set (world, 0, VIGIL_NUMERIC_SPO2, 84);
  world_run (world, SECONDS (12));
  guint n = world_silence (world, 0, actions);
  g_assert_cmpuint (n, ==, 1);
  world_run (world, SECONDS (20));
  restart_with (world, n);
  world_run (world, SECONDS (60));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_NONE);
  world_run (world, SECONDS (45));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_HIGH);
}

/* Latched and silenced, then there again: the silence of the one before is no answer to this one.
 */
static void
test_a_red_that_came_after_a_silence_rings_after_a_restart (void)
{
  g_autoptr (World) world = world_new (1);
  world_set (world, 0, VIGIL_NUMERIC_HR, 35);
  world_run (world, SECONDS (7));
  world_set (world, 0, VIGIL_NUMERIC_HR, 80);
  world_run (world, SECONDS (25));
  world_set (world, 0, VIGIL_NUMERIC_HR, 35);
  world_run (world, SECONDS (2));
  guint n = world_silence (world, 0, actions);
  g_assert_cmpuint (n, ==, 1);
  world_run (world, SECONDS (5));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_HIGH);
  restart_with (world, n);
  world_run (world, SECONDS (1));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (15));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_HIGH);
}

/* ux.md, "Gap, restart": a restart is no answer to a red. */
static void
test_a_latched_red_goes_on_after_a_restart (void)
{
  g_autoptr (World) world = world_new (2);
  world_raise (world, 0, "v", VT, HR, VIGIL_PRIORITY_HIGH);
  world_raise (world, 1, "d", "MDC_EVT_DESAT", SPO2, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (5));
  world_clear (world, 0, "v");
  world_clear (world, 1, "d");
  world_run (world, SECONDS (5));
  gint64 raised_ms = world_find (world, 0, VT)->raised_ms;
  gint64 ended_ms = world_find (world, 0, VT)->ended_ms;
  for (guint i = 0; i < 2; i++) { /* and after another one */
    world_restart_station (world);
    world_run (world, SECONDS (20));
    const VigilAlarm *red = world_find (world, 0, VT);
    g_assert_true (vigil_alarm_is_open (red));
    g_assert_true (red->is_latched);
    g_assert_cmpint (red->raised_ms, ==, raised_ms);
    g_assert_cmpint (red->ended_ms, ==, ended_ms);
    g_assert_true (vigil_alarm_is_picture (world_find (world, 1, "MDC_EVT_DESAT")));
    g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_HIGH);
  }
  world_silence (world, 0, actions);
  world_silence (world, 1, actions);
  world_restart_station (world);
  world_run (world, SECONDS (20));
  g_assert_null (world_find (world, 0, VT));
  g_assert_null (world_find (world, 1, "MDC_EVT_DESAT"));
}

/* It ended while the station was away: nobody can say that it was seen. */
/* ux.md, "Technical": high within 10 min makes leads off graver; a restart makes none younger. */
static void
test_a_picture_of_long_ago_is_as_old_after_a_restart (void)
{
  for (guint minutes = 2; minutes <= 15; minutes += 13) {
    g_autoptr (World) world = world_new (1);
    world_raise (world, 0, "d", "MDC_EVT_DESAT", SPO2, VIGIL_PRIORITY_HIGH);
    world_run (world, SECONDS (5));
    world_clear (world, 0, "d");
    world_run (world, MINUTES (minutes));
    world_restart_station (world);
    world_run (world, SECONDS (5));
    g_assert_true (vigil_alarm_is_picture (world_find (world, 0, "MDC_EVT_DESAT")));
    world_raise (world, 0, "l", "MDC_EVT_LEADS_OFF", HR, VIGIL_PRIORITY_LOW);
    world_run (world, SECONDS (35));
    g_assert_cmpint (world_find (world, 0, "MDC_EVT_LEADS_OFF")->priority, ==,
                     minutes < 10 ? VIGIL_PRIORITY_HIGH : VIGIL_PRIORITY_LOW);
  }
}

static void
test_a_red_that_ends_during_a_restart_latches (void)
{
  g_autoptr (World) world = world_new (2);
  world_raise (world, 0, "v", VT, HR, VIGIL_PRIORITY_HIGH);
  world_raise (world, 1, "a", ASYSTOLE, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (5));
  world_silence (world, 1, actions);
  world->beds[0].n_alarms = world->beds[1].n_alarms = 0;
  world_restart_station (world);
  world_run (world, SECONDS (20));
  g_assert_true (world_find (world, 0, VT)->is_latched);
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_HIGH);
  g_assert_null (world_find (world, 1, ASYSTOLE));
}

static void
test_a_red_that_lasts_over_a_restart_stands (void)
{
  g_autoptr (World) world = world_new (1);
  world_raise (world, 0, "v", VT, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (5));
  world_restart_station (world);
  world_run (world, SECONDS (20));
  g_assert_true (vigil_alarm_is_open (world_find (world, 0, VT)));
  g_assert_false (world_find (world, 0, VT)->is_latched);
  world_clear (world, 0, "v");
  world_run (world, SECONDS (2));
  g_assert_true (world_find (world, 0, VT)->is_latched);
}

/* ux.md, "silenced, medium": 5 min after the touch, then every 10, whoever started in between. */
static void
test_a_restart_puts_no_reminder_off (void)
{
  static const struct {
    gint64 before_ms, wait_ms; /* the restart after the touch, and the next reminder after that */
  } CASES[] = {
    { MINUTES (4), MINUTES (1) },
    { MINUTES (11), MINUTES (4) },
    { MINUTES (6), MINUTES (5) }, /* never later than one of 5 min from now */
  };
  for (guint i = 0; i < G_N_ELEMENTS (CASES); i++) {
    g_autoptr (World) world = world_new (1);
    world_raise (world, 0, "m", TACHY, HR, VIGIL_PRIORITY_MEDIUM);
    world_run (world, SECONDS (1));
    guint n = world_silence (world, 0, actions);
    world_run (world, CASES[i].before_ms);
    restart_with (world, n);
    world_forget (world);
    world_run (world, CASES[i].wait_ms - SECONDS (9));
    g_assert_cmpuint (world_count (world, VIGIL_EVENT_REMIND, NULL), ==, 0);
    world_run (world, SECONDS (16));
    g_assert_cmpuint (world_count (world, VIGIL_EVENT_REMIND, NULL), ==, 1);
  }
}

static void
test_after_a_restart_an_old_silence_covers_nothing_new (void)
{
  g_autoptr (World) world = world_new (1);
  world_set (world, 0, VIGIL_NUMERIC_SPO2, 88);
  world_run (world, SECONDS (12));
  guint n = world_silence (world, 0, actions);
  world_set (world, 0, VIGIL_NUMERIC_SPO2, 97);
  world_run (world, MINUTES (30));
  restart_with (world, n);
  world_run (world, SECONDS (5));
  world_set (world, 0, VIGIL_NUMERIC_SPO2, 88);
  world_run (world, SECONDS (15));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_MEDIUM);
}

/* The journal holds a silence of five minutes ago; its alarm may have ended since. */
static void
test_long_after_a_restart_nothing_is_inherited (void)
{
  g_autoptr (World) world = world_new (1);
  world_set (world, 0, VIGIL_NUMERIC_SPO2, 88);
  world_run (world, SECONDS (12));
  guint n = world_silence (world, 0, actions);
  world_set (world, 0, VIGIL_NUMERIC_SPO2, 97);
  world_run (world, MINUTES (5));
  restart_with (world, n);
  world_run (world, SECONDS (70));
  world_set (world, 0, VIGIL_NUMERIC_SPO2, 88);
  world_run (world, SECONDS (15));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_MEDIUM);
}

/* The device's clock goes back an hour: what was acknowledged "until then" covers nothing new. */
static void
test_a_silence_from_before_a_clock_step_covers_nothing_born_after (void)
{
  g_autoptr (World) world = world_new (1);
  VigilAction future = { .id = "f",
                         .word = VIGIL_ACTION_ACKNOWLEDGE,
                         .bed = "01",
                         .key = "01|" TACHY "|" HR "||",
                         .station = "desk-2" };
  future.t_ms = future.asof_ms = world->now.wall_ms;
  vigil_ward_apply_action (world->ward, &future, world->now);
  world->beds[0].clock_error_ms = -3600000;
  world_run (world, SECONDS (3));
  world_raise (world, 0, "m", TACHY, HR, VIGIL_PRIORITY_MEDIUM);
  world_run (world, SECONDS (1));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_MEDIUM);
}

static void
test_a_latched_picture_is_reset_here (void)
{
  g_autoptr (World) world = world_new (1);
  world_raise (world, 0, "d", "MDC_EVT_DESAT", SPO2, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (5));
  world_clear (world, 0, "d");
  world_run (world, SECONDS (5));
  g_assert_true (vigil_alarm_is_picture (world_find (world, 0, "MDC_EVT_DESAT")));
  g_assert_cmpuint (
      vigil_ward_reset (world->ward, 0, "", world_make_id, world, world->now, actions), ==, 1);
  g_assert_cmpint (actions[0].word, ==, VIGIL_ACTION_RESET);
  g_assert_null (world_find (world, 0, "MDC_EVT_DESAT"));
  g_assert_cmpuint (world_count (world, VIGIL_EVENT_ALARM_RESET, "01"), ==, 1);
}

/* It is over: whatever is open of the bed is told before it. */
static void
test_a_picture_stands_behind_what_is_open (void)
{
  g_autoptr (World) world = world_new (1);
  guint n;
  world_raise (world, 0, "d", "MDC_EVT_DESAT", SPO2, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (5));
  world_clear (world, 0, "d");
  world_raise (world, 0, "m", TACHY, HR, VIGIL_PRIORITY_MEDIUM);
  world_run (world, SECONDS (5));
  const VigilAlarm *const *alarms = vigil_ward_list_bed_alarms (world->ward, 0, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_true (vigil_alarm_is_open (alarms[0]));
  g_assert_true (vigil_alarm_is_picture (alarms[1]));
}

static void
test_a_reset_leaves_what_stands (void)
{
  g_autoptr (World) world = world_new (1);
  world_raise (world, 0, "v", VT, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (5));
  g_assert_cmpuint (
      vigil_ward_reset (world->ward, 0, "", world_make_id, world, world->now, actions), ==, 0);
  g_assert_true (vigil_alarm_is_open (world_find (world, 0, VT)));
}

static void
test_an_alarm_open_at_discharge_goes_on_unsilenced (void)
{
  g_autoptr (World) world = world_new (1);
  VigilIdentity somebody = {
    .encounter = "e1", .name = "ANNE DEMO", .as_of_ms = 1, .is_occupied = TRUE, .age_days = -1
  };
  vigil_ward_set_identity (world->ward, 0, &somebody, world->now);
  world_raise (world, 0, "a", ASYSTOLE, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (2));
  world_silence (world, 0, actions);
  g_assert_cmpstr (actions[0].encounter, ==, "e1");
  VigilIdentity nobody = { .as_of_ms = 2, .age_days = -1 };
  vigil_ward_set_identity (world->ward, 0, &nobody, world->now);
  g_assert_true (vigil_alarm_is_open (world_find (world, 0, ASYSTOLE)));
}

#define ADD(name, func) g_test_add_func ("/ward/silence/" name, func)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("a-touch-where-nothing-is-open-binds-nothing",
       test_a_touch_where_nothing_is_open_binds_nothing);
  ADD ("the-sound-stops-at-once-and-each-alarm-makes-one-action",
       test_the_sound_stops_at_once_and_each_alarm_makes_one_action);
  ADD ("nothing-born-after-the-touch-is-covered", test_nothing_born_after_the_touch_is_covered);
  ADD ("the-end-of-a-silence-that-went-on-is-told", test_the_end_of_a_silence_that_went_on_is_told);
  ADD ("the-same-alarm-born-again-after-the-touch-is-not-covered",
       test_the_same_alarm_born_again_after_the_touch_is_not_covered);
  ADD ("what-was-not-shown-at-the-touch-is-not-covered",
       test_what_was_not_shown_at_the_touch_is_not_covered);
  ADD ("what-became-red-after-the-touch-is-not-covered",
       test_what_became_red_after_the_touch_is_not_covered);
  ADD ("a-touch-acts-on-its-bed-only", test_a_touch_acts_on_its_bed_only);
  ADD ("a-red-that-persists-rings-again-after-120-s",
       test_a_red_that_persists_rings_again_after_120_s);
  ADD ("two-silences-100-ms-apart-are-one", test_two_silences_100_ms_apart_are_one);
  ADD ("a-silenced-medium-is-reminded-of-once-for-the-station",
       test_a_silenced_medium_is_reminded_of_once_for_the_station);
  ADD ("the-bedside-silences-here-for-120-s", test_the_bedside_silences_here_for_120_s);
  ADD ("an-item-that-stands-again-is-not-silenced-by-its-old-pause",
       test_an_item_that_stands_again_is_not_silenced_by_its_old_pause);
  ADD ("the-bedsides-own-end-only-shortens", test_the_bedsides_own_end_only_shortens);
  ADD ("the-bedside-that-speaks-again-speaks-here", test_the_bedside_that_speaks_again_speaks_here);
  ADD ("another-stations-list-silences-here", test_another_stations_list_silences_here);
  ADD ("a-list-that-names-another-bed-is-refused", test_a_list_that_names_another_bed_is_refused);
  ADD ("a-joiner-inherits-a-silence", test_a_joiner_inherits_a_silence);
  ADD ("what-was-silenced-elsewhere-meanwhile-is-silenced-here",
       test_what_was_silenced_elsewhere_meanwhile_is_silenced_here);
  ADD ("a-silence-is-of-its-occurrence", test_a_silence_is_of_its_occurrence);
  ADD ("two-stations-agree-in-any-order", test_two_stations_agree_in_any_order);
  ADD ("the-own-list-holds-what-stands", test_the_own_list_holds_what_stands);
  ADD ("a-red-leaves-the-own-list-with-its-120-s", test_a_red_leaves_the_own_list_with_its_120_s);
  ADD ("after-a-restart-a-silence-stands-for-its-rest",
       test_after_a_restart_a_silence_stands_for_its_rest);
  ADD ("after-a-restart-the-stations-own-limit-alarm-stays-silenced",
       test_after_a_restart_the_stations_own_limit_alarm_stays_silenced);
  ADD ("after-a-restart-an-old-silence-covers-nothing-new",
       test_after_a_restart_an_old_silence_covers_nothing_new);
  ADD ("a-red-that-came-after-a-silence-rings-after-a-restart",
       test_a_red_that_came_after_a_silence_rings_after_a_restart);
  ADD ("a-latched-red-goes-on-after-a-restart", test_a_latched_red_goes_on_after_a_restart);
  ADD ("a-picture-of-long-ago-is-as-old-after-a-restart",
       test_a_picture_of_long_ago_is_as_old_after_a_restart);
  ADD ("a-red-that-ends-during-a-restart-latches", test_a_red_that_ends_during_a_restart_latches);
  ADD ("a-red-that-lasts-over-a-restart-stands", test_a_red_that_lasts_over_a_restart_stands);
  ADD ("a-restart-puts-no-reminder-off", test_a_restart_puts_no_reminder_off);
  ADD ("long-after-a-restart-nothing-is-inherited", test_long_after_a_restart_nothing_is_inherited);
  ADD ("a-silence-from-before-a-clock-step-covers-nothing-born-after",
       test_a_silence_from_before_a_clock_step_covers_nothing_born_after);
  ADD ("a-silence-stands-while-the-bedside-holds-it-latched",
       test_a_silence_stands_while_the_bedside_holds_it_latched);
  ADD ("a-latched-picture-is-reset-here", test_a_latched_picture_is_reset_here);
  ADD ("a-picture-stands-behind-what-is-open", test_a_picture_stands_behind_what_is_open);
  ADD ("a-reset-leaves-what-stands", test_a_reset_leaves_what_stands);
  ADD ("an-alarm-open-at-discharge-goes-on-unsilenced",
       test_an_alarm_open_at_discharge_goes_on_unsilenced);
  return g_test_run ();
}
