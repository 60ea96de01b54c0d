/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-sim-recording.h"
#include "vigil-sim-scenario.h"

#include <math.h>

#define TOP "[gateway gw-a]\n[bed 01]\ngateway = gw-a\n"

static VigilSimScenario *
parse_ok (const char *text)
{
  g_autoptr (GError) error = NULL;
  VigilSimScenario *scenario = vigil_sim_scenario_parse ("ward.scenario", text, &error);
  g_assert_no_error (error);
  return scenario;
}

static void
test_a_bed_has_what_its_lines_say (void)
{
  g_autoptr (VigilSimScenario) scenario =
      parse_ok ("[scenario]\ntitle = Two words\n" TOP
                "label = 12A\nclass = neonatal\npaced = yes\ndemo = yes\n"
                "source = record data/x from 1:30 for 60 begin 5\nwaves = II PLETH\nadd = RESP\n"
                "hr = 140\nrr=40\nspo2 = 94\ntemp = 36.8\nart = 60/35\nnibp = 65/40 every 5:00\n"
                "limit = HR 90..190 80..210\nlimit = SpO2 88.. 80..\nlatch = 12\n"
                "episode = desaturation at 1:15 for 40 every 5:00 to 79\n");
  const VigilSimBedPlan *bed = g_ptr_array_index (scenario->beds, 0);
  g_assert_cmpstr (scenario->title, ==, "Two words");
  g_assert_cmpstr (bed->label, ==, "12A");
  g_assert_cmpint (bed->patient_class, ==, VIGIL_CLASS_NEONATAL);
  g_assert_true (bed->is_paced && bed->is_demo && bed->has_bedside_limits);
  g_assert_cmpstr (bed->record, ==, "data/x");
  g_assert_cmpfloat (bed->from_s, ==, 90);
  g_assert_cmpfloat (bed->length_s, ==, 60);
  g_assert_cmpfloat (bed->loop_at_s, ==, 5);
  g_assert_cmpstr (bed->waves[1], ==, "PLETH");
  g_assert_cmpstr (bed->added[0], ==, "RESP");
  g_assert_cmpfloat (bed->art_dia, ==, 35);
  g_assert_cmpuint (bed->nibp_every_s, ==, 300);
  g_assert_cmpfloat (vigil_sim_bed_plan_limit (bed, VIGIL_NUMERIC_HR)->hi2, ==, 210);
  g_assert_true (isnan (vigil_sim_bed_plan_limit (bed, VIGIL_NUMERIC_SPO2)->hi));
  const VigilSimEpisode *episode = &g_array_index (bed->episodes, VigilSimEpisode, 0);
  g_assert_cmpint (episode->kind, ==, VIGIL_SIM_DESATURATION);
  g_assert_cmpfloat (episode->at_s, ==, 75);
  g_assert_cmpfloat (episode->for_s, ==, 40);
  g_assert_cmpfloat (episode->every_s, ==, 300);
  g_assert_cmpfloat (episode->to, ==, 79);
}

static void
test_the_star_bed_holds_for_all_that_follow (void)
{
  g_autoptr (VigilSimScenario) scenario = parse_ok (
      "[gateway gw-a]\n[bed *]\ngateway = gw-a\nspo2 = 93\n[bed 01]\n[bed 02]\nspo2 = 99\n");
  const VigilSimBedPlan *first = g_ptr_array_index (scenario->beds, 0);
  const VigilSimBedPlan *second = g_ptr_array_index (scenario->beds, 1);
  g_assert_cmpuint (scenario->beds->len, ==, 2);
  g_assert_cmpfloat (first->spo2, ==, 93);
  g_assert_cmpfloat (second->spo2, ==, 99);
}

static void
test_errors_name_file_line_and_reason (void)
{
  static const struct {
    const char *text, *message;
  } cases[] = {
    { "", "ward.scenario:1: no bed" },
    { "x", "ward.scenario:1: neither [section] nor key = value" },
    { "\n[bed 01\n", "ward.scenario:2: a section ends with ]" },
    { "[ward x]\n", "ward.scenario:1: no section*" },
    { "[gateway GW]\n", "ward.scenario:1: gateway \"GW\" is no id*" },
    { "[gateway a]\n[gateway a]\n", "ward.scenario:2: gateway a is there twice" },
    { "[gateway a]\n[bed 01]\n", "ward.scenario:2: bed 01 has no gateway" },
    { "[bed 01]\ngateway = b\n", "ward.scenario:1: bed 01: gateway b has no section" },
    { TOP "[bed 01]\n", "ward.scenario:4: bed 01 is there twice" },
    { TOP "colour = red\n", "ward.scenario:4: colour: *no key of a bed" },
    { TOP "hr = fast\n", "ward.scenario:4: hr: \"fast\" is no number of 20..250" },
    { TOP "hr = 1e999\n", "ward.scenario:4: hr: *no number*" },
    { TOP "demo = maybe\n", "ward.scenario:4: demo: maybe: say yes or no" },
    { TOP "class = old\n", "ward.scenario:4: class: old: no class*" },
    { TOP "source = tape x\n", "ward.scenario:4: source: *say \"synth\" or*" },
    { TOP "limit = HR 120..50\n", "ward.scenario:4: limit: *within each other" },
    { TOP "limit = HR 50..120 60..140\n", "ward.scenario:4: limit: *within each other" },
    { TOP "limit = XY 1..2\n", "ward.scenario:4: limit: *no limit such as*" },
    { TOP "nibp = 120\n", "ward.scenario:4: nibp: 120: no pair such as 120/80" },
    { TOP "episode = sneeze at 1\n", "ward.scenario:4: episode: sneeze: no kind of episode" },
    { TOP "episode = vf\n", "ward.scenario:4: episode: vf: *needs \"at TIME\"" },
    { TOP "episode = vf at 1:99\n", "ward.scenario:4: episode: 1:99: no time*" },
    { TOP "episode = vf at 1 for\n", "ward.scenario:4: episode: for: *wants a value*" },
    { TOP "episode = vf at 1 for 30 every 35\n", "ward.scenario:4: episode: *10 s before*" },
    { TOP "episode = gateway-crash at 1\n", "ward.scenario:4: episode: *gateway's section" },
    { "[gateway a]\nepisode = vf at 1\n", "ward.scenario:2: episode: only gateway-crash*" },
    { TOP "label = \n", "ward.scenario:4: label: *1 to 23 bytes" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_assert_null (vigil_sim_scenario_parse ("ward.scenario", cases[i].text, &error));
    g_assert_error (error, VIGIL_SIM_ERROR, VIGIL_SIM_ERROR_SCENARIO);
    if (!g_pattern_match_simple (cases[i].message, error->message))
      g_error ("\"%s\" does not match \"%s\"", error->message, cases[i].message);
  }
}

static void
test_damaged_scenarios_never_crash (void)
{
  static const char good[] = "[scenario]\ntitle=x\n[gateway a]\nepisode=gateway-crash at 5 for 3\n"
                             "[bed *]\ngateway=a\n[bed 01]\nlimit=HR 50..120 40..140\n"
                             "source=record a/b from 1:00 for 5\nnibp=120/80 every 5:00\n"
                             "episode=desaturation at 0:30 for 40 every 2:00 to 80 recorded\n";
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  for (guint round = 0; round < 5000; round++) {
    g_autofree char *text = g_strdup (good);
    for (guint n = 1 + g_rand_int (rand) % 6; n > 0; n--)
      text[g_rand_int (rand) % (sizeof good - 1)] =
          "[]=\n #:./019aest\xff\xc3-"[g_rand_int (rand) % 20];
    VigilSimScenario *scenario = vigil_sim_scenario_parse ("x", text, NULL);
    vigil_sim_scenario_free (scenario);
  }
}

static void
test_an_episode_runs_when_it_is_said_to (void)
{
  const VigilSimEpisode once = { VIGIL_SIM_VF, 10, 20, 0, NAN, FALSE, 0 };
  const VigilSimEpisode again = { VIGIL_SIM_DESATURATION, 10, 30, 100, 80, FALSE, 0 };
  g_assert_cmpfloat (vigil_sim_episode_since (&once, 9.9), ==, -1);
  g_assert_cmpfloat (vigil_sim_episode_since (&once, 10), ==, 0);
  g_assert_cmpfloat (vigil_sim_episode_since (&once, 29), ==, 19);
  g_assert_cmpfloat (vigil_sim_episode_since (&once, 30), ==, -1);
  g_assert_cmpfloat (vigil_sim_episode_since (&again, 115), ==, 5);
  g_assert_cmpfloat (vigil_sim_episode_depth (&again, 15), ==, 0.5);
  g_assert_cmpfloat (vigil_sim_episode_depth (&again, 30), ==, 1);
  g_assert_cmpfloat (vigil_sim_episode_depth (&again, 45), ==, 0.5);
  g_assert_cmpfloat (vigil_sim_episode_depth (&again, 60), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sim/scenario/a-bed-has-what-its-lines-say", test_a_bed_has_what_its_lines_say);
  g_test_add_func ("/sim/scenario/the-star-bed-holds-for-all-that-follow",
                   test_the_star_bed_holds_for_all_that_follow);
  g_test_add_func ("/sim/scenario/errors-name-file-line-and-reason",
                   test_errors_name_file_line_and_reason);
  g_test_add_func ("/sim/scenario/damaged-scenarios-never-crash",
                   test_damaged_scenarios_never_crash);
  g_test_add_func ("/sim/scenario/an-episode-runs-when-it-is-said-to",
                   test_an_episode_runs_when_it_is_said_to);
  return g_test_run ();
}
