/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-strip-plan.h"

/* The room of the strip on a screen of 1920 and of 1280 px. */
#define WIDE 1440
#define NARROW 940

typedef struct {
  guint n;
  VigilAlarm alarms[70];
  const VigilAlarm *list[70];
} Ward;

/* In the order of the ward's list: most urgent first. */
static void
add (Ward *ward, guint bed, VigilPriority priority, VigilAlarmPhase phase)
{
  VigilAlarm *alarm = &ward->alarms[ward->n];
  *alarm = (VigilAlarm){ .priority = priority, .phase = phase };
  g_snprintf (alarm->bed, sizeof alarm->bed, "bed-%u", bed);
  ward->list[ward->n++] = alarm;
}

static void
add_reds (Ward *ward, guint n)
{
  for (guint i = 0; i < n; i++)
    add (ward, i + 1, VIGIL_PRIORITY_HIGH, VIGIL_ALARM_OPEN);
}

static void
plan_ward (VigilStripPlan *plan, const Ward *ward, double width)
{
  vigil_strip_plan_make (plan, ward->list, ward->n, width);
  double x = 0;
  for (guint i = 0; i < plan->n_slots; i++) {
    g_assert_cmpfloat_with_epsilon (plan->slots[i].x, x, 0.01);
    x += plan->slots[i].width;
  }
  g_assert_cmpfloat (x, <=, width + 0.01);
}

static void
assert_slot (const VigilStripPlan *plan, guint index, VigilStripKind kind, const char *bed)
{
  g_assert_cmpuint (index, <, plan->n_slots);
  g_assert_cmpint (plan->slots[index].kind, ==, kind);
  g_assert_cmpstr (plan->slots[index].first->bed, ==, bed);
}

static void
test_calm_is_empty (void)
{
  Ward ward = { 0 };
  VigilStripPlan plan;
  plan_ward (&plan, &ward, WIDE);
  g_assert_cmpuint (plan.n_slots, ==, 0);
  g_assert_cmpfloat (plan.used, ==, 0);
}

static void
test_two_reds_stand_side_by_side (void)
{
  Ward ward = { 0 };
  VigilStripPlan plan;
  add_reds (&ward, 2);
  for (guint i = 0; i < 2; i++) {
    plan_ward (&plan, &ward, i == 0 ? WIDE : NARROW);
    g_assert_cmpuint (plan.n_slots, ==, 2);
    assert_slot (&plan, 0, VIGIL_STRIP_FULL, "bed-1");
    assert_slot (&plan, 1, VIGIL_STRIP_FULL, "bed-2");
  }
}

static void
test_every_red_is_shown_or_named (void)
{
  for (guint n = 1; n <= 40; n++) {
    Ward ward = { 0 };
    VigilStripPlan plan;
    guint n_cards = 0;
    add_reds (&ward, n);
    plan_ward (&plan, &ward, NARROW);
    for (guint i = 0; i < plan.n_slots; i++)
      n_cards += plan.slots[i].kind != VIGIL_STRIP_MORE;
    g_assert_cmpuint (n_cards + plan.n_more, ==, n);
    g_assert_true ((plan.n_more > 0) == (n_cards < n));
  }
}

static void
test_silenced_reds_are_chips_beside_open_ones (void)
{
  Ward ward = { 0 };
  VigilStripPlan plan;
  add (&ward, 12, VIGIL_PRIORITY_HIGH, VIGIL_ALARM_OPEN);
  add (&ward, 15, VIGIL_PRIORITY_HIGH, VIGIL_ALARM_SILENCED);
  add (&ward, 5, VIGIL_PRIORITY_MEDIUM, VIGIL_ALARM_OPEN);
  plan_ward (&plan, &ward, NARROW);
  g_assert_cmpuint (plan.n_slots, ==, 3);
  assert_slot (&plan, 0, VIGIL_STRIP_FULL, "bed-12");
  assert_slot (&plan, 1, VIGIL_STRIP_CHIP, "bed-15");
  assert_slot (&plan, 2, VIGIL_STRIP_COMPACT, "bed-5");
}

static void
test_silenced_yellow_and_cyan_leave_the_strip (void)
{
  Ward ward = { 0 };
  VigilStripPlan plan;
  add (&ward, 1, VIGIL_PRIORITY_MEDIUM, VIGIL_ALARM_SILENCED);
  add (&ward, 2, VIGIL_PRIORITY_LOW, VIGIL_ALARM_SILENCED);
  plan_ward (&plan, &ward, WIDE);
  g_assert_cmpuint (plan.n_slots, ==, 0);
}

static void
test_a_bed_has_one_card_by_its_most_urgent (void)
{
  Ward ward = { 0 };
  VigilStripPlan plan;
  add (&ward, 1, VIGIL_PRIORITY_HIGH, VIGIL_ALARM_OPEN);
  add (&ward, 1, VIGIL_PRIORITY_HIGH, VIGIL_ALARM_OPEN);
  add (&ward, 1, VIGIL_PRIORITY_MEDIUM, VIGIL_ALARM_OPEN);
  add (&ward, 1, VIGIL_PRIORITY_LOW, VIGIL_ALARM_OPEN);
  plan_ward (&plan, &ward, WIDE);
  g_assert_cmpuint (plan.n_slots, ==, 1);
  g_assert_true (plan.slots[0].first == &ward.alarms[0]);
}

static void
test_a_bed_may_have_a_card_and_a_chip (void)
{
  Ward ward = { 0 };
  VigilStripPlan plan;
  add (&ward, 1, VIGIL_PRIORITY_HIGH, VIGIL_ALARM_SILENCED);
  add (&ward, 1, VIGIL_PRIORITY_MEDIUM, VIGIL_ALARM_OPEN);
  plan_ward (&plan, &ward, WIDE);
  g_assert_cmpuint (plan.n_slots, ==, 2);
  assert_slot (&plan, 0, VIGIL_STRIP_CHIP, "bed-1");
  assert_slot (&plan, 1, VIGIL_STRIP_FULL, "bed-1");
}

static void
test_yellow_never_takes_the_room_of_a_red (void)
{
  Ward ward = { 0 };
  VigilStripPlan plan;
  add_reds (&ward, 3);
  for (guint i = 0; i < 10; i++)
    add (&ward, 20 + i, VIGIL_PRIORITY_MEDIUM, VIGIL_ALARM_OPEN);
  plan_ward (&plan, &ward, NARROW);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpint (plan.slots[i].first->priority, ==, VIGIL_PRIORITY_HIGH);
}

static void
test_no_hidden_alarm_is_shown (void)
{
  Ward ward = { 0 };
  VigilStripPlan plan;
  add (&ward, 1, VIGIL_PRIORITY_HIGH, VIGIL_ALARM_OPEN);
  add (&ward, 2, VIGIL_PRIORITY_HIGH, VIGIL_ALARM_SILENCED);
  ward.alarms[0].is_hidden = TRUE;
  ward.alarms[1].is_hidden = TRUE;
  plan_ward (&plan, &ward, WIDE);
  g_assert_cmpuint (plan.n_slots, ==, 0);
}

static void
test_a_storm_keeps_its_bounds (void)
{
  Ward ward = { 0 };
  VigilStripPlan plan;
  add_reds (&ward, 35);
  for (guint i = 0; i < 35; i++)
    add (&ward, 40 + i, VIGIL_PRIORITY_HIGH, VIGIL_ALARM_SILENCED);
  for (double width = 0; width < 4000; width += 130) {
    vigil_strip_plan_make (&plan, ward.list, ward.n, width);
    g_assert_cmpuint (plan.n_slots, <=, VIGIL_STRIP_SLOTS_MAX);
    g_assert_cmpuint (plan.n_more, <=, VIGIL_STRIP_MORE_MAX);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name) g_test_add_func ("/strip-plan/" #name, test_##name)
  ADD (calm_is_empty);
  ADD (two_reds_stand_side_by_side);
  ADD (every_red_is_shown_or_named);
  ADD (silenced_reds_are_chips_beside_open_ones);
  ADD (silenced_yellow_and_cyan_leave_the_strip);
  ADD (a_bed_has_one_card_by_its_most_urgent);
  ADD (a_bed_may_have_a_card_and_a_chip);
  ADD (yellow_never_takes_the_room_of_a_red);
  ADD (no_hidden_alarm_is_shown);
  ADD (a_storm_keeps_its_bounds);
#undef ADD
  return g_test_run ();
}
