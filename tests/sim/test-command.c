/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the simulated gateways make of a station's commands. */

#include "sim-sink.h"

#include <math.h>

#define ID "0192f0c4-9d11-7b02-8c11-1e9f4b2a6d33"
#define WARD(commands)                                                                             \
  "[gateway gw-a]\n[bed 01]\ngateway = gw-a\nspo2 = 93\nnibp = 120/80\nlimit = SpO2 90.. 85..\n"   \
  "commands = " commands "\n[bed 02]\ngateway = gw-a\n"

static VigilCommand
make_limit (double lo)
{
  VigilCommand command = { .word = VIGIL_COMMAND_LIMIT_SET,
                           .expires_ms = SIM_EPOCH_MS + 600000,
                           .id = ID };
  command.limit = (VigilLimit){ VIGIL_NUMERIC_SPO2, lo, NAN, 85, NAN, TRUE, 0 };
  return command;
}

/* The last frame of @kind of bed 01. */
static const VigilFrame *
find_last (const SimSink *sink, VigilFrameKind kind)
{
  const VigilFrame *last = NULL;
  const SimMessage *message;
  for (guint at = 0; (message = sim_sink_next (sink, &at, kind, "01")) != NULL;)
    last = &message->frame;
  return last;
}

static guint
count_alarms (const SimSink *sink, double from_s)
{
  guint n = 0;
  const SimMessage *message;
  for (guint at = 0; (message = sim_sink_next (sink, &at, VIGIL_FRAME_ALARM, "01")) != NULL;)
    n += message->t_s >= from_s;
  return n;
}

static void
test_a_limit_is_told_and_alarms (void)
{
  g_autoptr (SimSink) sink = sim_sink_new (WARD ("obey"), 1, FALSE);
  VigilCommand command = make_limit (97);
  sim_sink_run (sink, 30);
  g_assert_cmpuint (sim_sink_count (sink, VIGIL_FRAME_ALARM, "01"), ==, 0);
  vigil_sim_ward_command (sink->ward, 0, "01", &command);
  const VigilFrame *result = find_last (sink, VIGIL_FRAME_RESULT);
  g_assert_cmpstr (result->result.id, ==, ID);
  g_assert_cmpint (result->result.word, ==, VIGIL_RESULT_DONE);
  sim_sink_run (sink, 45);
  const VigilFrameLimits *limits = &find_last (sink, VIGIL_FRAME_LIMITS)->limits;
  g_assert_cmpfloat (limits->limits[0].lo, ==, 97);
  g_assert_cmpuint (sim_sink_count (sink, VIGIL_FRAME_LIMITS, "01"), ==, 2);
  g_assert_cmpstr (find_last (sink, VIGIL_FRAME_ALARM)->alarm.code, ==, "MDC_EVT_LO");
  g_assert_cmpfloat (find_last (sink, VIGIL_FRAME_ALARM)->alarm.limit, ==, 97);
  command = make_limit (88);
  vigil_sim_ward_command (sink->ward, 0, "01", &command);
  sim_sink_run (sink, 60);
  g_assert_cmpuint (count_alarms (sink, 55), ==, 0);
}

static void
test_a_bound_that_was_not_there_alarms (void)
{
  g_autoptr (SimSink) sink = sim_sink_new (WARD ("obey"), 1, FALSE);
  VigilCommand command = make_limit (90);
  command.limit = (VigilLimit){ VIGIL_NUMERIC_HR, 40, 60, NAN, NAN, TRUE, 0 };
  sim_sink_run (sink, 10);
  vigil_sim_ward_command (sink->ward, 0, "01", &command);
  sim_sink_run (sink, 25);
  g_assert_cmpstr (find_last (sink, VIGIL_FRAME_ALARM)->alarm.code, ==, "MDC_EVT_HI");
}

static void
test_off_has_an_end (void)
{
  g_autoptr (SimSink) sink = sim_sink_new (WARD ("obey"), 1, FALSE);
  VigilCommand command = make_limit (97);
  command.limit.is_on = FALSE;
  command.limit.until_ms = SIM_EPOCH_MS + 40000;
  sim_sink_run (sink, 10);
  vigil_sim_ward_command (sink->ward, 0, "01", &command);
  sim_sink_run (sink, 38);
  g_assert_false (find_last (sink, VIGIL_FRAME_LIMITS)->limits.limits[0].is_on);
  g_assert_cmpuint (sim_sink_count (sink, VIGIL_FRAME_ALARM, "01"), ==, 0);
  sim_sink_run (sink, 60);
  g_assert_true (find_last (sink, VIGIL_FRAME_LIMITS)->limits.limits[0].is_on);
  g_assert_cmpuint (sim_sink_count (sink, VIGIL_FRAME_ALARM, "01"), >, 0);
}

static void
test_the_scenario_says_what_a_gateway_does (void)
{
  static const char *const WARDS[] = { WARD ("refuse"), WARD ("mute"), WARD ("pretend") };
  for (guint i = 0; i < G_N_ELEMENTS (WARDS); i++) {
    g_autoptr (SimSink) sink = sim_sink_new (WARDS[i], 1, FALSE);
    VigilCommand command = make_limit (97);
    sim_sink_run (sink, 10);
    vigil_sim_ward_command (sink->ward, 0, "01", &command);
    sim_sink_run (sink, 30);
    const VigilFrame *result = find_last (sink, VIGIL_FRAME_RESULT);
    g_assert_cmpint (result != NULL, ==, i != 1);
    if (i == 0)
      g_assert_cmpint (result->result.word, ==, VIGIL_RESULT_REFUSED);
    if (i == 2)
      g_assert_cmpint (result->result.word, ==, VIGIL_RESULT_DONE);
    g_assert_cmpuint (sim_sink_count (sink, VIGIL_FRAME_LIMITS, "01"), ==, 1);
    g_assert_cmpuint (sim_sink_count (sink, VIGIL_FRAME_ALARM, "01"), ==, 0);
  }
}

static void
test_what_is_late_or_senseless_is_not_done (void)
{
  g_autoptr (SimSink) sink = sim_sink_new (WARD ("obey"), 1, FALSE);
  VigilCommand command = make_limit (97);
  command.expires_ms = SIM_EPOCH_MS + 5000;
  sim_sink_run (sink, 10);
  vigil_sim_ward_command (sink->ward, 0, "01", &command);
  g_assert_cmpint (find_last (sink, VIGIL_FRAME_RESULT)->result.word, ==, VIGIL_RESULT_EXPIRED);
  command = make_limit (0);
  vigil_sim_ward_command (sink->ward, 0, "01", &command);
  g_assert_cmpint (find_last (sink, VIGIL_FRAME_RESULT)->result.word, ==, VIGIL_RESULT_REFUSED);
  sim_sink_run (sink, 20);
  g_assert_cmpuint (sim_sink_count (sink, VIGIL_FRAME_LIMITS, "01"), ==, 1);
  /* A bed that is not there, a gateway that is not its own. */
  vigil_sim_ward_command (sink->ward, 0, "09", &command);
  g_assert_cmpuint (sim_sink_count (sink, VIGIL_FRAME_RESULT, NULL), ==, 2);
}

static void
test_a_started_cuff_has_its_reading (void)
{
  g_autoptr (SimSink) sink = sim_sink_new (WARD ("obey"), 1, FALSE);
  VigilCommand command = { .word = VIGIL_COMMAND_NIBP_START,
                           .expires_ms = SIM_EPOCH_MS + 600000,
                           .id = ID };
  sim_sink_run (sink, 40);
  const VigilFrame *vitals = find_last (sink, VIGIL_FRAME_VITALS);
  gint64 before_ms = 0, after_ms = 0;
  for (guint i = 0; i < vitals->vitals.n; i++)
    before_ms = MAX (before_ms, vitals->vitals.numerics[i].t_ms);
  g_assert_cmpint (before_ms, >, 0);
  vigil_sim_ward_command (sink->ward, 0, "01", &command);
  g_assert_cmpint (find_last (sink, VIGIL_FRAME_RESULT)->result.word, ==, VIGIL_RESULT_DONE);
  sim_sink_run (sink, 50);
  vitals = find_last (sink, VIGIL_FRAME_VITALS);
  for (guint i = 0; i < vitals->vitals.n; i++)
    after_ms = MAX (after_ms, vitals->vitals.numerics[i].t_ms);
  g_assert_cmpint (after_ms, >=, SIM_EPOCH_MS + 44000);
  vigil_sim_ward_command (sink->ward, 0, "02", &command);
  const SimMessage *message;
  guint at = 0;
  message = sim_sink_next (sink, &at, VIGIL_FRAME_RESULT, "02");
  g_assert_cmpint (message->frame.result.word, ==, VIGIL_RESULT_REFUSED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sim/command/a-limit-is-told-and-alarms", test_a_limit_is_told_and_alarms);
  g_test_add_func ("/sim/command/a-bound-that-was-not-there-alarms",
                   test_a_bound_that_was_not_there_alarms);
  g_test_add_func ("/sim/command/off-has-an-end", test_off_has_an_end);
  g_test_add_func ("/sim/command/the-scenario-says-what-a-gateway-does",
                   test_the_scenario_says_what_a_gateway_does);
  g_test_add_func ("/sim/command/what-is-late-or-senseless-is-not-done",
                   test_what_is_late_or_senseless_is_not_done);
  g_test_add_func ("/sim/command/a-started-cuff-has-its-reading",
                   test_a_started_cuff_has_its_reading);
  return g_test_run ();
}
