/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Beds of the ward that are not in the order of this wall (docs/DESIGN.md, "Who hears what"). */

#include "ward-world.h"

#define NO_WALL "VIGIL_EVT_NOT_ON_WALL"
#define STRAY 2u /* of a wall of two beds, its index in the world and in the ward */

/* A wall of @n_wall beds in a ward of @n_beds. */
static World *
make_world (guint n_wall, guint n_beds)
{
  World *world = world_new_cold (n_beds);
  world->config.n_beds = n_wall;
  world_restart_station (world);
  return world;
}

static guint
count_strays (World *world)
{
  guint indexes[VIGIL_STRAYS_MAX];
  return vigil_ward_list_strays (world->ward, indexes);
}

/* Whether the ward's own list, that of the strip, has it. */
static gboolean
is_in_strip (World *world, const char *code, const char *bed)
{
  guint n;
  const VigilAlarm *const *alarms = vigil_ward_list_alarms (world->ward, &n);
  for (guint i = 0; i < n; i++)
    if (g_str_equal (alarms[i]->code, code) && g_str_equal (alarms[i]->bed, bed))
      return TRUE;
  return FALSE;
}

static VigilPriority
sounding (World *world)
{
  return vigil_ward_get_sounding (world->ward);
}

static void
raise_red (World *world, guint bed)
{
  world_raise (world, bed, "a", ASYSTOLE, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (1));
}

static void
claim (World *world, const char *prefix, guint n)
{
  VigilFrame frame = { .kind = VIGIL_FRAME_GATEWAY_STATE, .boot = 77, .t_ms = world->now.wall_ms };
  vigil_text_copy (frame.subject, sizeof frame.subject, "gw-x");
  frame.gateway.is_ready = TRUE;
  for (guint i = 0; i < n; i++) {
    guint place = i % VIGIL_FRAME_BEDS_MAX;
    char id[VIGIL_ID_MAX + 1];
    g_snprintf (id, sizeof id, "%s%u", prefix, i + 1);
    vigil_text_copy (frame.gateway.beds[place], VIGIL_ID_MAX + 1, id);
    frame.gateway.n_beds = place + 1;
    frame.gateway.is_first = i < VIGIL_FRAME_BEDS_MAX;
    frame.gateway.is_last = i == n - 1;
    if (place == VIGIL_FRAME_BEDS_MAX - 1 || i == n - 1)
      world_feed (world, &frame);
  }
}

static void
test_a_bed_of_the_ward_is_told_beside_the_wall (void)
{
  g_autoptr (World) world = make_world (2, 4);
  world_settle (world);
  guint indexes[VIGIL_STRAYS_MAX];
  g_assert_cmpuint (vigil_ward_get_n_beds (world->ward), ==, 2);
  g_assert_cmpuint (vigil_ward_list_strays (world->ward, indexes), ==, 2);
  const VigilBed *bed = vigil_ward_get_bed (world->ward, indexes[0]);
  g_assert_cmpstr (bed->id, ==, world->beds[STRAY].id);
  g_assert_true (bed->is_stray);
  g_assert_cmpint (bed->condition, ==, VIGIL_BED_LIVE);
  g_assert_false (vigil_ward_has_more_strays (world->ward));
  g_assert_cmpuint (vigil_ward_get_count (world->ward, VIGIL_COUNTER_UNKNOWN_BED), ==, 0);
}

static void
test_nobodys_red_sounds_here_and_is_silenced_alone (void)
{
  g_autoptr (World) world = make_world (2, 4);
  world_settle (world);
  VigilAction actions[VIGIL_ALARMS_MAX * 2];
  raise_red (world, STRAY);
  raise_red (world, STRAY + 1);
  g_assert_true (is_in_strip (world, ASYSTOLE, world->beds[STRAY].id));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_HIGH);
  g_assert_cmpuint (world_silence (world, STRAY, actions), ==, 1);
  g_assert_cmpstr (actions[0].bed, ==, world->beds[STRAY].id);
  g_assert_cmpint (world_find (world, STRAY, ASYSTOLE)->phase, ==, VIGIL_ALARM_SILENCED);
  g_assert_cmpint (world_find (world, STRAY + 1, ASYSTOLE)->phase, ==, VIGIL_ALARM_OPEN);
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_HIGH);
  world_silence (world, STRAY + 1, actions);
  g_assert_cmpint (sounding (world), <, VIGIL_PRIORITY_HIGH);
}

/* What another station silences there is silent here. */
static void
test_a_silence_of_another_station_counts (void)
{
  g_autoptr (World) other = world_new_desk (3, "desk-9", VIGIL_ROLE_PRIMARY);
  g_autoptr (World) world = make_world (2, 3);
  VigilAction actions[VIGIL_ALARMS_MAX * 2];
  world_settle (other);
  world_settle (world);
  raise_red (other, STRAY);
  raise_red (world, STRAY);
  guint n = world_silence (other, STRAY, actions);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_HIGH);
  world_peer_list (world, STRAY, "desk-9", actions, n);
  g_assert_cmpint (world_find (world, STRAY, ASYSTOLE)->phase, ==, VIGIL_ALARM_SILENCED);
  g_assert_cmpint (sounding (world), <, VIGIL_PRIORITY_HIGH);
}

/* Also one that was retained, and is handed out before the bed is claimed: after a restart. */
static void
test_a_silence_that_was_retained_counts (void)
{
  g_autoptr (World) other = world_new_desk (3, "desk-9", VIGIL_ROLE_PRIMARY);
  g_autoptr (World) world = world_new_cold (3);
  VigilAction actions[VIGIL_ALARMS_MAX * 2];
  world_settle (other);
  raise_red (other, STRAY);
  g_assert_cmpuint (world_silence (other, STRAY, actions), ==, 1);
  world->config.n_beds = 2;
  world_begin (world, other->now);
  world_link (world, VIGIL_LINK_UP);
  VigilFrame frame = { .kind = VIGIL_FRAME_ACTIONS_BEGIN,
                       .boot = 55,
                       .n_items = 1,
                       .is_retained = TRUE,
                       .t_ms = world->now.wall_ms };
  vigil_text_copy (frame.subject, sizeof frame.subject, "desk-9");
  vigil_text_copy (frame.bed, sizeof frame.bed, world->beds[STRAY].id);
  world_feed (world, &frame);
  frame.kind = VIGIL_FRAME_ACTION;
  frame.action = actions[0];
  world_feed (world, &frame);
  frame.kind = VIGIL_FRAME_ACTIONS_END;
  world_feed (world, &frame);
  g_assert_cmpuint (count_strays (world), ==, 0);
  world_settle (world);
  world_raise (world, STRAY, "a", ASYSTOLE, HR, VIGIL_PRIORITY_HIGH)->raised_ms =
      other->beds[STRAY].alarms[0].raised_ms;
  world_run (world, SECONDS (1));
  g_assert_cmpint (world_find (world, STRAY, ASYSTOLE)->phase, ==, VIGIL_ALARM_SILENCED);
}

/* Anybody's noise does not keep a claimed bed out. */
static void
test_a_claim_takes_the_place_of_noise (void)
{
  g_autoptr (World) world = make_world (2, 3);
  world->beds[STRAY].is_publishing = world->beds[STRAY].has_list = FALSE;
  world_settle (world);
  for (guint i = 0; i < 100; i++) {
    g_snprintf (world->beds[STRAY].id, sizeof world->beds[STRAY].id, "noise-%u", i);
    world_vitals (world, STRAY);
  }
  world_run (world, SECONDS (1));
  g_assert_cmpuint (count_strays (world), ==, VIGIL_STRAYS_MAX);
  claim (world, "y", 1);
  world_run (world, SECONDS (1));
  g_assert_cmpuint (vigil_ward_find_bed (world->ward, "y1"), !=, G_MAXUINT);
}

static void
test_a_bed_that_no_station_has_is_one_low_alarm (void)
{
  g_autoptr (World) world = make_world (2, 4);
  world_settle (world);
  const VigilAlarm *alarm = world_find (world, G_MAXUINT, NO_WALL);
  g_assert_nonnull (alarm);
  g_assert_cmpint (alarm->priority, ==, VIGIL_PRIORITY_LOW);
  g_assert_nonnull (strstr (alarm->label, world->beds[STRAY].id));
  g_assert_null (world_find (world, G_MAXUINT, "VIGIL_EVT_PRIMARY_LOST"));
}

static void
test_another_desks_red_comes_here_when_nobody_answers (void)
{
  g_autoptr (World) world = make_world (2, 4);
  world_add_desk (world, "desk-p", VIGIL_ROLE_PRIMARY);
  world_settle (world);
  g_assert_null (world_find (world, G_MAXUINT, NO_WALL));
  raise_red (world, STRAY);
  g_assert_false (is_in_strip (world, ASYSTOLE, world->beds[STRAY].id));
  g_assert_nonnull (world_find (world, STRAY, ASYSTOLE));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_NONE);
  world_run (world, SECONDS (60));
  g_assert_true (is_in_strip (world, ASYSTOLE, world->beds[STRAY].id));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_HIGH);
}

static void
test_a_desk_that_dies_hands_its_beds_over (void)
{
  g_autoptr (World) world = make_world (2, 4);
  WorldDesk *desk = world_add_desk (world, "desk-p", VIGIL_ROLE_PRIMARY);
  world_settle (world);
  raise_red (world, STRAY);
  desk->is_talking = FALSE;
  world_run (world, SECONDS (8));
  g_assert_true (is_in_strip (world, ASYSTOLE, world->beds[STRAY].id));
  g_assert_cmpint (sounding (world), ==, VIGIL_PRIORITY_HIGH);
  g_assert_nonnull (world_find (world, G_MAXUINT, "VIGIL_EVT_PRIMARY_LOST"));
}

static void
test_what_no_gateway_claims_is_told_and_does_not_count (void)
{
  g_autoptr (World) world = make_world (2, 3);
  world_settle (world);
  WorldBed *bed = &world->beds[STRAY];
  world_run (world, SECONDS (1));
  g_assert_cmpuint (count_strays (world), ==, 1);
  vigil_text_copy (bed->id, sizeof bed->id, "99");
  world_raise (world, STRAY, "a", ASYSTOLE, HR, VIGIL_PRIORITY_HIGH);
  world_run (world, SECONDS (20));
  g_assert_cmpuint (count_strays (world), ==, 2);
  g_assert_cmpint (sounding (world), <, VIGIL_PRIORITY_HIGH);
  g_assert_cmpuint (vigil_ward_get_count (world->ward, VIGIL_COUNTER_UNKNOWN_BED), >, 10);
  bed->is_publishing = bed->has_list = FALSE;
  world_run (world, SECONDS (70));
  g_assert_cmpuint (count_strays (world), ==, 1);
  g_assert_null (world_find (world, 3, "VIGIL_EVT_NO_DATA"));
}

static void
test_a_claim_withdrawn_is_missed_by_nobody (void)
{
  g_autoptr (World) world = make_world (2, 3);
  world_settle (world);
  world->beds[STRAY].is_publishing = world->beds[STRAY].has_list = FALSE;
  world_run (world, SECONDS (40));
  g_assert_nonnull (world_find (world, STRAY, "VIGIL_EVT_NO_DATA"));
  world->beds[STRAY].gateway = 1;
  world_gateway_state (world, 0, TRUE);
  world_run (world, SECONDS (70));
  g_assert_null (world_find (world, STRAY, "VIGIL_EVT_NO_DATA"));
  g_assert_null (world_find (world, G_MAXUINT, NO_WALL));
  g_assert_cmpuint (count_strays (world), ==, 0);
}

/* Its list, too: who does not claim it does not owe one. */
static void
test_a_list_is_not_missed_of_a_claim_withdrawn (void)
{
  g_autoptr (World) world = make_world (2, 3);
  world_settle (world);
  world->beds[STRAY].has_list = FALSE;
  world_run (world, SECONDS (40));
  g_assert_nonnull (world_find (world, STRAY, "VIGIL_EVT_ALARM_LIST_UNREADABLE"));
  world->beds[STRAY].gateway = 1;
  world_gateway_state (world, 0, TRUE);
  world_run (world, SECONDS (1));
  g_assert_null (world_find (world, STRAY, "VIGIL_EVT_ALARM_LIST_UNREADABLE"));
}

static void
test_many_more_are_bounded_and_the_wall_goes_on (void)
{
  g_autoptr (World) world = make_world (2, 3);
  world_settle (world);
  claim (world, "x", 500);
  world_run (world, SECONDS (2));
  g_assert_cmpuint (count_strays (world), ==, VIGIL_STRAYS_MAX);
  g_assert_true (vigil_ward_has_more_strays (world->ward));
  g_assert_cmpuint (vigil_ward_find_bed (world->ward, "x31"), !=, G_MAXUINT);
  g_assert_cmpuint (vigil_ward_find_bed (world->ward, "x32"), ==, G_MAXUINT);
  raise_red (world, 1);
  raise_red (world, STRAY);
  g_assert_true (is_in_strip (world, ASYSTOLE, world->beds[1].id));
  g_assert_true (is_in_strip (world, ASYSTOLE, world->beds[STRAY].id));
}

static void
test_a_place_is_given_up_to_who_is_there (void)
{
  g_autoptr (World) world = make_world (2, 2);
  world_settle (world);
  claim (world, "x", VIGIL_STRAYS_MAX);
  world_run (world, SECONDS (2));
  claim (world, "y", 1);
  g_assert_cmpuint (vigil_ward_find_bed (world->ward, "y1"), ==, G_MAXUINT);
  world_run (world, SECONDS (2));
  claim (world, "y", 3);
  world_run (world, SECONDS (2));
  guint y1 = vigil_ward_find_bed (world->ward, "y1");
  g_assert_cmpuint (y1, <, 2 + VIGIL_STRAYS_MAX);
  g_assert_cmpuint (y1, >=, 2);
  g_assert_cmpuint (count_strays (world), ==, 3);
}

static void
test_a_full_wall_has_room_beside_it (void)
{
  g_autoptr (World) world = make_world (62, 64);
  world_settle (world);
  claim (world, "x", 6);
  world_run (world, SECONDS (12));
  g_assert_cmpuint (count_strays (world), ==, 8);
  raise_red (world, 63);
  g_assert_true (is_in_strip (world, ASYSTOLE, world->beds[63].id));
  guint last = vigil_ward_find_bed (world->ward, "x6");
  g_assert_cmpuint (last, ==, 69);
  world_run (world, SECONDS (40));
  const VigilAlarm *lost = world_find (world, G_MAXUINT, "VIGIL_EVT_GATEWAY_LOST");
  g_assert_nonnull (lost);
  g_assert_nonnull (strstr (lost->label, "x6"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func) g_test_add_func ("/ward/stray/" name, func)
  ADD ("a-bed-of-the-ward-is-told-beside-the-wall", test_a_bed_of_the_ward_is_told_beside_the_wall);
  ADD ("nobodys-red-sounds-here-and-is-silenced-alone",
       test_nobodys_red_sounds_here_and_is_silenced_alone);
  ADD ("a-silence-of-another-station-counts", test_a_silence_of_another_station_counts);
  ADD ("a-silence-that-was-retained-counts", test_a_silence_that_was_retained_counts);
  ADD ("a-claim-takes-the-place-of-noise", test_a_claim_takes_the_place_of_noise);
  ADD ("a-bed-that-no-station-has-is-one-low-alarm",
       test_a_bed_that_no_station_has_is_one_low_alarm);
  ADD ("another-desks-red-comes-here-when-nobody-answers",
       test_another_desks_red_comes_here_when_nobody_answers);
  ADD ("a-desk-that-dies-hands-its-beds-over", test_a_desk_that_dies_hands_its_beds_over);
  ADD ("what-no-gateway-claims-is-told-and-does-not-count",
       test_what_no_gateway_claims_is_told_and_does_not_count);
  ADD ("a-claim-withdrawn-is-missed-by-nobody", test_a_claim_withdrawn_is_missed_by_nobody);
  ADD ("a-list-is-not-missed-of-a-claim-withdrawn", test_a_list_is_not_missed_of_a_claim_withdrawn);
  ADD ("many-more-are-bounded-and-the-wall-goes-on",
       test_many_more_are_bounded_and_the_wall_goes_on);
  ADD ("a-place-is-given-up-to-who-is-there", test_a_place_is_given_up_to_who_is_there);
  ADD ("a-full-wall-has-room-beside-it", test_a_full_wall_has_room_beside_it);
#undef ADD
  return g_test_run ();
}
