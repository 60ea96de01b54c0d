/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is asked of a bed, and that only the bed itself confirms it (contract.md, "Commands"). */

#include "ward-world.h"

static const VigilLimit SPO2_90 = { VIGIL_NUMERIC_SPO2, 90, NAN, 85, NAN, TRUE, 0 };
static const VigilLimit SPO2_88 = { VIGIL_NUMERIC_SPO2, 88, NAN, 85, NAN, TRUE, 0 };

/* A bed whose bedside has set SpO2 85/90. */
static World *
new_world (void)
{
  World *world = world_new (2);
  world_limits (world, 0, &SPO2_90, 1);
  world_forget (world);
  return world;
}

static VigilRequestFault
request (World *world, const VigilLimit *wanted, VigilCommand *command)
{
  return vigil_ward_request_limit (world->ward, 0, wanted, "Okafor", world_make_id, world,
                                   world->now, command);
}

static const VigilRequest *
get (World *world)
{
  return vigil_ward_get_limit_request (world->ward, 0, VIGIL_NUMERIC_SPO2);
}

static const VigilNumeric *
get_numeric (World *world)
{
  return &vigil_ward_get_bed (world->ward, 0)->numerics[VIGIL_NUMERIC_SPO2];
}

static void
answer (World *world, const char *id, VigilResultWord word, const char *reason)
{
  VigilFrame frame = world_frame (world, VIGIL_FRAME_RESULT, NULL, 0);
  frame.result.word = word;
  vigil_text_copy (frame.result.id, sizeof frame.result.id, id);
  vigil_text_copy (frame.result.reason, sizeof frame.result.reason, reason);
  world_feed (world, &frame);
}

static void
test_a_request_changes_nothing_by_itself (void)
{
  g_autoptr (World) world = new_world ();
  VigilCommand command;
  g_assert_null (get (world));
  g_assert_cmpint (request (world, &SPO2_88, &command), ==, VIGIL_REQUEST_SENT);
  g_assert_cmpint (command.word, ==, VIGIL_COMMAND_LIMIT_SET);
  g_assert_cmpfloat (command.limit.lo, ==, 88);
  g_assert_cmpstr (command.by, ==, "Okafor");
  g_assert_cmpint (command.expires_ms, ==, world->now.wall_ms + SECONDS (20));
  g_assert_cmpint (get (world)->state, ==, VIGIL_REQUEST_WAITING);
  g_assert_cmpfloat (get (world)->before.lo, ==, 90);
  g_assert_cmpint (get (world)->before_source, ==, VIGIL_LIMITS_BEDSIDE);
  g_assert_cmpstr (get (world)->station, ==, "desk-1");
  g_assert_cmpfloat (get_numeric (world)->limit.lo, ==, 90);
  g_assert_cmpuint (world_count (world, VIGIL_EVENT_REQUEST, "01"), ==, 1);
  answer (world, command.id, VIGIL_RESULT_DONE, "");
  g_assert_cmpint (get (world)->state, ==, VIGIL_REQUEST_ANSWERED);
  g_assert_cmpfloat (get_numeric (world)->limit.lo, ==, 90);
  g_assert_cmpint (get_numeric (world)->limit_change.wall_ms, ==, 0);
}

static void
test_only_the_beds_limits_confirm (void)
{
  g_autoptr (World) world = new_world ();
  VigilCommand command;
  VigilLimit other = SPO2_90;
  other.lo2 = 80;
  request (world, &SPO2_88, &command);
  world_run (world, SECONDS (2));
  world_limits (world, 0, &other, 1);
  g_assert_cmpint (get (world)->state, ==, VIGIL_REQUEST_WAITING);
  world_limits (world, 0, &SPO2_88, 1);
  g_assert_cmpint (get (world)->state, ==, VIGIL_REQUEST_CONFIRMED);
  g_assert_cmpint (get (world)->ended_ms, ==, world->now.wall_ms);
  g_assert_cmpfloat (get_numeric (world)->limit.lo, ==, 88);
  g_assert_cmpstr (get_numeric (world)->limit_change.by, ==, "Okafor");
  g_assert_cmpstr (get_numeric (world)->limit_change.station, ==, "desk-1");
  /* A late word of the gateway says nothing any more. */
  answer (world, command.id, VIGIL_RESULT_REFUSED, "no");
  world_run (world, SECONDS (60));
  g_assert_cmpint (get (world)->state, ==, VIGIL_REQUEST_CONFIRMED);
}

/* A gateway counts in its own unit, and has a bound that no value can cross. */
static void
test_the_same_within_half_a_digit_confirms (void)
{
  g_autoptr (World) world = new_world ();
  VigilCommand command;
  VigilLimit said = SPO2_88;
  said.lo = 88.4;
  said.hi = 100;
  request (world, &SPO2_88, &command);
  world_limits (world, 0, &said, 1);
  g_assert_cmpint (get (world)->state, ==, VIGIL_REQUEST_CONFIRMED);
}

static void
test_a_refusal_has_its_reason (void)
{
  g_autoptr (World) world = new_world ();
  VigilCommand command;
  request (world, &SPO2_88, &command);
  answer (world, command.id, VIGIL_RESULT_REFUSED, "locked at the bedside");
  g_assert_cmpint (get (world)->state, ==, VIGIL_REQUEST_REFUSED);
  g_assert_cmpstr (get (world)->reason, ==, "locked at the bedside");
  g_assert_cmpfloat (get_numeric (world)->limit.lo, ==, 90);
  /* And it may be asked again. */
  g_assert_cmpint (request (world, &SPO2_88, &command), ==, VIGIL_REQUEST_SENT);
}

static void
test_no_answer_is_never_a_success (void)
{
  for (guint is_done = 0; is_done < 2; is_done++) {
    g_autoptr (World) world = new_world ();
    VigilCommand command;
    request (world, &SPO2_88, &command);
    if (is_done)
      answer (world, command.id, VIGIL_RESULT_DONE, "");
    world_run (world, SECONDS (24));
    g_assert_cmpint (get (world)->state, ==,
                     is_done ? VIGIL_REQUEST_ANSWERED : VIGIL_REQUEST_WAITING);
    world_run (world, SECONDS (2));
    g_assert_cmpint (get (world)->state, ==, VIGIL_REQUEST_UNCONFIRMED);
    g_assert_cmpfloat (get_numeric (world)->limit.lo, ==, 90);
    /* It comes true all the same: then it is said. */
    world_run (world, MINUTES (2));
    world_limits (world, 0, &SPO2_88, 1);
    g_assert_cmpint (get (world)->state, ==, VIGIL_REQUEST_CONFIRMED);
    g_assert_cmpstr (get_numeric (world)->limit_change.by, ==, "Okafor");
  }
}

static void
test_expired_at_the_gateway_is_not_confirmed (void)
{
  g_autoptr (World) world = new_world ();
  VigilCommand command;
  request (world, &SPO2_88, &command);
  answer (world, command.id, VIGIL_RESULT_EXPIRED, "");
  g_assert_cmpint (get (world)->state, ==, VIGIL_REQUEST_UNCONFIRMED);
}

static void
test_answers_of_others_do_not_count (void)
{
  g_autoptr (World) world = new_world ();
  VigilCommand command;
  request (world, &SPO2_88, &command);
  VigilFrame frame = world_frame (world, VIGIL_FRAME_RESULT, NULL, 0);
  frame.result.word = VIGIL_RESULT_REFUSED;
  vigil_text_copy (frame.result.id, sizeof frame.result.id, command.id);
  frame.is_retained = TRUE;
  world_feed (world, &frame);
  g_assert_cmpuint (vigil_ward_get_count (world->ward, VIGIL_COUNTER_STALE_RETAINED), ==, 1);
  frame.is_retained = FALSE;
  frame.boot++;
  world_feed (world, &frame);
  g_assert_cmpuint (vigil_ward_get_count (world->ward, VIGIL_COUNTER_FOREIGN_BOOT), ==, 1);
  answer (world, "01900000-0000-7000-8000-999999999999", VIGIL_RESULT_REFUSED, "");
  g_assert_cmpint (get (world)->state, ==, VIGIL_REQUEST_WAITING);
}

static void
test_what_makes_no_sense_is_not_sent (void)
{
  g_autoptr (World) world = new_world ();
  VigilCommand command;
  gint64 day_ms = MINUTES (24 * 60);
  const struct {
    VigilLimit limit;
    VigilRequestFault fault;
  } ROWS[] = {
    { { VIGIL_NUMERIC_SPO2, NAN, NAN, NAN, NAN, TRUE, 0 }, VIGIL_REQUEST_EMPTY },
    { { VIGIL_NUMERIC_SPO2, 90, 100, NAN, NAN, TRUE, 0 }, VIGIL_REQUEST_UNREACHABLE },
    { { VIGIL_NUMERIC_SPO2, 0, NAN, NAN, NAN, TRUE, 0 }, VIGIL_REQUEST_UNREACHABLE },
    { { VIGIL_NUMERIC_SPO2, 85, NAN, 88, NAN, TRUE, 0 }, VIGIL_REQUEST_OUT_OF_ORDER },
    { { VIGIL_NUMERIC_HR, 120, 120, NAN, NAN, TRUE, 0 }, VIGIL_REQUEST_OUT_OF_ORDER },
    { { VIGIL_NUMERIC_HR, 50, 120, NAN, 110, TRUE, 0 }, VIGIL_REQUEST_OUT_OF_ORDER },
    { { VIGIL_NUMERIC_SPO2, 90, NAN, 85, NAN, FALSE, 0 }, VIGIL_REQUEST_NO_END },
    { { VIGIL_NUMERIC_SPO2, 90, NAN, 85, NAN, FALSE, world->now.wall_ms + day_ms + 1 },
      VIGIL_REQUEST_NO_END },
    { SPO2_90, VIGIL_REQUEST_SAME },
  };
  for (guint i = 0; i < G_N_ELEMENTS (ROWS); i++) {
    g_test_message ("%u", i);
    g_assert_cmpint (request (world, &ROWS[i].limit, &command), ==, ROWS[i].fault);
  }
  g_assert_null (get (world));
  g_assert_null (vigil_ward_get_limit_request (world->ward, 0, VIGIL_NUMERIC_HR));
}

static void
test_one_waits_at_a_time (void)
{
  g_autoptr (World) world = new_world ();
  VigilCommand command;
  VigilLimit wanted = SPO2_88;
  request (world, &SPO2_88, &command);
  wanted.lo = 87;
  g_assert_cmpint (request (world, &wanted, &command), ==, VIGIL_REQUEST_BUSY);
  /* Another number, another bed: those are not concerned. */
  VigilLimit hr = { VIGIL_NUMERIC_HR, 45, 130, 40, 150, TRUE, 0 };
  g_assert_cmpint (request (world, &hr, &command), ==, VIGIL_REQUEST_SENT);
  g_assert_cmpint (vigil_ward_request_limit (world->ward, 1, &SPO2_88, "", world_make_id, world,
                                             world->now, &command),
                   ==, VIGIL_REQUEST_SENT);
  answer (world, get (world)->command.id, VIGIL_RESULT_REFUSED, "");
  g_assert_cmpint (vigil_ward_get_limit_request (world->ward, 0, VIGIL_NUMERIC_HR)->state, ==,
                   VIGIL_REQUEST_WAITING);
  g_assert_cmpint (vigil_ward_get_limit_request (world->ward, 1, VIGIL_NUMERIC_SPO2)->state, ==,
                   VIGIL_REQUEST_WAITING);
}

static void
test_nothing_is_sent_to_nobody (void)
{
  g_autoptr (World) world = new_world ();
  VigilCommand command;
  world->beds[0].is_publishing = FALSE;
  world_run (world, SECONDS (8));
  g_assert_cmpint (request (world, &SPO2_88, &command), ==, VIGIL_REQUEST_NO_BED);
  world->beds[0].is_publishing = TRUE;
  world_run (world, SECONDS (8));
  g_assert_cmpint (request (world, &SPO2_88, &command), ==, VIGIL_REQUEST_SENT);
  answer (world, command.id, VIGIL_RESULT_REFUSED, "");
  world_gateway_state (world, 0, FALSE);
  g_assert_cmpint (request (world, &SPO2_88, &command), ==, VIGIL_REQUEST_NO_BED);
  world_gateway_state (world, 0, TRUE);
  world_link (world, VIGIL_LINK_DOWN);
  g_assert_cmpint (request (world, &SPO2_88, &command), ==, VIGIL_REQUEST_NO_LINK);
}

static void
test_an_alarm_goes_off_only_as_the_bed_says (void)
{
  g_autoptr (World) world = new_world ();
  VigilCommand command;
  VigilLimit off = SPO2_90;
  off.is_on = FALSE;
  off.until_ms = world->now.wall_ms + MINUTES (30);
  g_assert_cmpint (request (world, &off, &command), ==, VIGIL_REQUEST_SENT);
  g_assert_cmpint (get_numeric (world)->limit_source, ==, VIGIL_LIMITS_BEDSIDE);
  /* The bed grants another end: that is not what was asked. */
  VigilLimit longer = off;
  longer.until_ms += MINUTES (60);
  world_limits (world, 0, &longer, 1);
  g_assert_cmpint (get (world)->state, ==, VIGIL_REQUEST_WAITING);
  off.until_ms += SECONDS (20);
  world_limits (world, 0, &off, 1);
  g_assert_cmpint (get (world)->state, ==, VIGIL_REQUEST_CONFIRMED);
  g_assert_cmpint (get_numeric (world)->limit_source, ==, VIGIL_LIMITS_OFF);
}

static void
feed_command_until (World *world, const char *station, const VigilLimit *wanted, gint64 expires_ms)
{
  VigilFrame frame = { .kind = VIGIL_FRAME_COMMAND, .t_ms = world->now.wall_ms, .boot = 44 };
  vigil_text_copy (frame.subject, sizeof frame.subject, station);
  vigil_text_copy (frame.bed, sizeof frame.bed, "01");
  frame.command =
      (VigilCommand){ .word = VIGIL_COMMAND_LIMIT_SET, .expires_ms = expires_ms, .limit = *wanted };
  vigil_text_copy (frame.command.id, sizeof frame.command.id,
                   "01900000-0000-7000-8000-000000000777");
  vigil_text_copy (frame.command.by, sizeof frame.command.by, "Example");
  world_feed (world, &frame);
}

static void
feed_command (World *world, const char *station, const VigilLimit *wanted)
{
  feed_command_until (world, station, wanted, world->now.wall_ms + 20000);
}

/* No gateway acts on it, so it is not told as requested. */
static void
test_what_has_expired_elsewhere_is_not_told (void)
{
  g_autoptr (World) world = new_world ();
  feed_command_until (world, "desk-2", &SPO2_88, world->now.wall_ms - 6000);
  g_assert_null (get (world));
  feed_command_until (world, "desk-2", &SPO2_88, world->now.wall_ms - 4000);
  g_assert_nonnull (get (world));
}

static void
test_what_another_desk_asks_is_told_here (void)
{
  g_autoptr (World) world = new_world ();
  VigilCommand command;
  feed_command (world, "desk-1", &SPO2_88);
  g_assert_null (get (world));
  feed_command (world, "desk-2", &SPO2_88);
  g_assert_cmpint (get (world)->state, ==, VIGIL_REQUEST_WAITING);
  g_assert_cmpstr (get (world)->station, ==, "desk-2");
  g_assert_cmpint (request (world, &SPO2_88, &command), ==, VIGIL_REQUEST_BUSY);
  world_limits (world, 0, &SPO2_88, 1);
  g_assert_cmpstr (get_numeric (world)->limit_change.by, ==, "Example");
  g_assert_cmpstr (get_numeric (world)->limit_change.station, ==, "desk-2");
  /* Somebody turns it back at the bed. */
  world_limits (world, 0, &SPO2_90, 1);
  g_assert_cmpstr (get_numeric (world)->limit_change.by, ==, "");
  g_assert_cmpstr (get_numeric (world)->limit_change.station, ==, "");
  g_assert_cmpint (get_numeric (world)->limit_change.wall_ms, ==, world->now.wall_ms);
}

static void
test_another_desk_does_not_take_the_place_of_what_waits_here (void)
{
  g_autoptr (World) world = new_world ();
  VigilCommand command;
  request (world, &SPO2_88, &command);
  feed_command (world, "desk-2", &SPO2_88);
  g_assert_cmpstr (get (world)->command.id, ==, command.id);
}

/* The value between the old and the new limit (the paper case of this page). */
static void
test_the_alarm_follows_the_limit_in_force (void)
{
  g_autoptr (World) world = new_world ();
  VigilCommand command;
  VigilLimit raised = SPO2_90;
  raised.lo = 95;
  world->beds[0].has_list = FALSE; /* the station judges, by the bedside's last limits */
  world_set (world, 0, VIGIL_NUMERIC_SPO2, 93);
  world_run (world, SECONDS (40));
  const char *key = "01|limit|" SPO2 "|lo|1";
  g_assert_null (world_find_key (world, 0, key));
  request (world, &raised, &command);
  answer (world, command.id, VIGIL_RESULT_DONE, "");
  world_run (world, SECONDS (15));
  g_assert_null (world_find_key (world, 0, key));
  world_limits (world, 0, &raised, 1);
  world_run (world, SECONDS (12));
  g_assert_cmpstr (world_find_key (world, 0, key)->label, ==, "SpO2 93 < 95");
  world_limits (world, 0, &SPO2_90, 1);
  world_run (world, SECONDS (7));
  g_assert_null (world_find_key (world, 0, key));
}

static VigilRequestFault
start_cuff (World *world, VigilCommand *command)
{
  return vigil_ward_request_cuff (world->ward, 0, "Okafor", world_make_id, world, world->now,
                                  command);
}

static void
test_a_cuff_is_confirmed_by_its_reading (void)
{
  g_autoptr (World) world = new_world ();
  VigilCommand command;
  g_assert_cmpint (start_cuff (world, &command), ==, VIGIL_REQUEST_NO_CUFF);
  world_set (world, 0, VIGIL_NUMERIC_NIBP_SYS, 118);
  world->beds[0].t_ms[VIGIL_NUMERIC_NIBP_SYS] = world->now.wall_ms;
  world_run (world, SECONDS (2));
  g_assert_cmpint (start_cuff (world, &command), ==, VIGIL_REQUEST_SENT);
  g_assert_cmpint (command.word, ==, VIGIL_COMMAND_NIBP_START);
  answer (world, command.id, VIGIL_RESULT_DONE, "");
  world_run (world, SECONDS (60));
  const VigilRequest *cuff = vigil_ward_get_cuff_request (world->ward, 0);
  g_assert_cmpint (cuff->state, ==, VIGIL_REQUEST_ANSWERED);
  world->beds[0].t_ms[VIGIL_NUMERIC_NIBP_SYS] = world->now.wall_ms;
  world_run (world, SECONDS (2));
  g_assert_cmpint (cuff->state, ==, VIGIL_REQUEST_CONFIRMED);
  /* The next finds no pulse for three minutes. */
  start_cuff (world, &command);
  answer (world, command.id, VIGIL_RESULT_DONE, "");
  world_run (world, SECONDS (181));
  g_assert_cmpint (vigil_ward_get_cuff_request (world->ward, 0)->state, ==,
                   VIGIL_REQUEST_UNCONFIRMED);
}

static void
test_another_stay_forgets_what_was_asked (void)
{
  g_autoptr (World) world = new_world ();
  VigilCommand command;
  VigilIdentity identity = { .age_days = -1, .as_of_ms = 1, .is_occupied = TRUE };
  vigil_text_copy (identity.encounter, sizeof identity.encounter,
                   "de300000-0000-4000-8000-000000000001");
  vigil_ward_set_identity (world->ward, 0, &identity, world->now);
  request (world, &SPO2_88, &command);
  world_limits (world, 0, &SPO2_88, 1);
  identity.encounter[35] = '2';
  vigil_ward_set_identity (world->ward, 0, &identity, world->now);
  g_assert_null (get (world));
  g_assert_cmpint (get_numeric (world)->limit_change.wall_ms, ==, 0);
}

/* ux.md, "Encounter": it is asked for the one who lies there then, whoever does when it is over. */
static void
test_a_request_keeps_the_encounter_that_it_was_made_in (void)
{
  g_autoptr (World) world = new_world ();
  VigilCommand command;
  VigilIdentity identity = { .age_days = -1, .as_of_ms = 1, .is_occupied = TRUE };
  request (world, &SPO2_88, &command);
  vigil_text_copy (identity.encounter, sizeof identity.encounter,
                   "de300000-0000-4000-8000-000000000001");
  vigil_ward_set_identity (world->ward, 0, &identity, world->now);
  world_limits (world, 0, &SPO2_88, 1);
  g_assert_cmpint (get (world)->state, ==, VIGIL_REQUEST_CONFIRMED);
  g_assert_cmpstr (get (world)->encounter, ==, "");
  world_set (world, 0, VIGIL_NUMERIC_NIBP_SYS, 118);
  world->beds[0].t_ms[VIGIL_NUMERIC_NIBP_SYS] = world->now.wall_ms;
  world_run (world, SECONDS (2));
  g_assert_cmpint (start_cuff (world, &command), ==, VIGIL_REQUEST_SENT);
  world_forget (world);
  g_autofree char *first = g_strdup (identity.encounter);
  identity.encounter[35] = '2';
  vigil_ward_set_identity (world->ward, 0, &identity, world->now);
  g_assert_cmpstr (world_find_event (world, VIGIL_EVENT_REQUEST)->encounter, ==, first);
  g_assert_null (vigil_ward_get_cuff_request (world->ward, 0));
}

#define ADD(name, func) g_test_add_func ("/ward/request/" name, func)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("a-request-changes-nothing-by-itself", test_a_request_changes_nothing_by_itself);
  ADD ("only-the-beds-limits-confirm", test_only_the_beds_limits_confirm);
  ADD ("the-same-within-half-a-digit-confirms", test_the_same_within_half_a_digit_confirms);
  ADD ("a-refusal-has-its-reason", test_a_refusal_has_its_reason);
  ADD ("no-answer-is-never-a-success", test_no_answer_is_never_a_success);
  ADD ("expired-at-the-gateway-is-not-confirmed", test_expired_at_the_gateway_is_not_confirmed);
  ADD ("answers-of-others-do-not-count", test_answers_of_others_do_not_count);
  ADD ("what-makes-no-sense-is-not-sent", test_what_makes_no_sense_is_not_sent);
  ADD ("one-waits-at-a-time", test_one_waits_at_a_time);
  ADD ("nothing-is-sent-to-nobody", test_nothing_is_sent_to_nobody);
  ADD ("an-alarm-goes-off-only-as-the-bed-says", test_an_alarm_goes_off_only_as_the_bed_says);
  ADD ("what-has-expired-elsewhere-is-not-told", test_what_has_expired_elsewhere_is_not_told);
  ADD ("what-another-desk-asks-is-told-here", test_what_another_desk_asks_is_told_here);
  ADD ("another-desk-does-not-take-the-place-of-what-waits-here",
       test_another_desk_does_not_take_the_place_of_what_waits_here);
  ADD ("the-alarm-follows-the-limit-in-force", test_the_alarm_follows_the_limit_in_force);
  ADD ("a-cuff-is-confirmed-by-its-reading", test_a_cuff_is_confirmed_by_its_reading);
  ADD ("another-stay-forgets-what-was-asked", test_another_stay_forgets_what_was_asked);
  ADD ("a-request-keeps-the-encounter-that-it-was-made-in",
       test_a_request_keeps_the_encounter_that_it_was_made_in);
  return g_test_run ();
}
