/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-strip-plan.h"

/* The room of the strip on a screen of 1920 and of 1280 px. */
#define WIDE 1414
#define NARROW 960

/* What a card needs for "SpO₂ 86 < 90" in capitals of 24 px beside its target. */
#define READABLE 400

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

/* Without a bed: the link, the sound, a gateway. */
static void
add_technical (Ward *ward, const char *key, VigilPriority priority)
{
  add (ward, 0, priority, VIGIL_ALARM_OPEN);
  VigilAlarm *alarm = &ward->alarms[ward->n - 1];
  alarm->bed[0] = '\0';
  g_strlcpy (alarm->key, key, sizeof alarm->key);
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
test_a_crowd_of_reds_leaves_no_gap (void)
{
  for (guint n = 4; n <= 20; n++) {
    Ward ward = { 0 };
    VigilStripPlan plan;
    add_reds (&ward, n);
    plan_ward (&plan, &ward, NARROW);
    g_assert_cmpint (plan.slots[plan.n_slots - 1].kind, ==, VIGIL_STRIP_MORE);
    g_assert_cmpfloat_with_epsilon (plan.used, NARROW, 0.01);
  }
}

/* As wide as the labels need, and no wider than leaves two cards. */
static void
test_a_more_has_room_for_what_it_names (void)
{
  for (guint n = 4; n <= 40; n++) {
    Ward ward = { 0 };
    VigilStripPlan plan;
    add_reds (&ward, n);
    plan_ward (&plan, &ward, NARROW);
    const VigilStripSlot *more = &plan.slots[plan.n_slots - 1];
    g_assert_cmpint (more->kind, ==, VIGIL_STRIP_MORE);
    g_assert_cmpfloat (more->width, >=, 32 + 9 * plan.n_more);
    if (n <= 32)
      g_assert_cmpuint (plan.n_slots, >=, 3);
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
  assert_slot (&plan, 0, VIGIL_STRIP_COMPACT, "bed-12");
  assert_slot (&plan, 1, VIGIL_STRIP_CHIP, "bed-15");
  assert_slot (&plan, 2, VIGIL_STRIP_COMPACT, "bed-5");
  g_assert_cmpfloat (plan.slots[0].width, >=, READABLE);
  g_assert_cmpfloat (plan.slots[2].width, >=, READABLE);
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
add_silenced (Ward *ward, guint n)
{
  for (guint i = 0; i < n; i++)
    add (ward, 40 + i, VIGIL_PRIORITY_HIGH, VIGIL_ALARM_SILENCED);
}

static guint
count_kind (const VigilStripPlan *plan, VigilStripKind kind)
{
  guint n = 0;
  for (guint i = 0; i < plan->n_slots; i++)
    n += plan->slots[i].kind == kind;
  return n;
}

static guint
count_cards (const VigilStripPlan *plan)
{
  return count_kind (plan, VIGIL_STRIP_FULL) + count_kind (plan, VIGIL_STRIP_COMPACT);
}

/* How many open reds have a card with that many silenced ones beside them. */
static guint
count_red_cards (guint n_red, guint n_silenced, double width)
{
  Ward ward = { 0 };
  VigilStripPlan plan;
  add_reds (&ward, n_red);
  add_silenced (&ward, n_silenced);
  plan_ward (&plan, &ward, width);
  g_assert_cmpuint (count_cards (&plan) + plan.n_more, ==, n_red);
  g_assert_cmpuint (count_kind (&plan, VIGIL_STRIP_CHIP) + plan.n_folded, ==, n_silenced);
  return count_cards (&plan);
}

static void
test_silenced_reds_take_no_card_from_open_ones (void)
{
  g_assert_cmpuint (count_red_cards (5, 4, WIDE), ==, 4);
  g_assert_cmpuint (count_red_cards (4, 4, WIDE), ==, 4);
  g_assert_cmpuint (count_red_cards (4, 1, NARROW), ==, 2);
  for (guint n_red = 1; n_red <= 7; n_red++) {
    for (guint n = 1; n <= 16; n++) {
      g_assert_cmpuint (count_red_cards (n_red, n, WIDE), ==, count_red_cards (n_red, 0, WIDE));
      g_assert_cmpuint (count_red_cards (n_red, n, NARROW), ==, count_red_cards (n_red, 0, NARROW));
    }
  }
}

/* Nothing but open reds is named without a card, and no MORE is as wide as a card and itself. */
static void
test_a_more_with_room_for_a_card_gives_it (void)
{
  for (guint n_red = 2; n_red <= 8; n_red++) {
    for (guint n = 0; n <= 8; n++) {
      for (double width = NARROW; width <= 2400; width += 10) {
        Ward ward = { 0 };
        VigilStripPlan plan;
        add_reds (&ward, n_red);
        add_silenced (&ward, n);
        plan_ward (&plan, &ward, width);
        for (guint i = 0; i < plan.n_slots; i++) {
          if (plan.slots[i].kind == VIGIL_STRIP_MORE)
            g_assert_cmpfloat (plan.slots[i].width, <, 300 + 136);
        }
        for (guint i = 0; i < plan.n_more; i++)
          g_assert_cmpint (plan.more[i]->phase, ==, VIGIL_ALARM_OPEN);
      }
    }
  }
}

static void
test_chips_beside_open_reds_are_slim (void)
{
  Ward ward = { 0 };
  VigilStripPlan plan;
  add_reds (&ward, 2);
  add_silenced (&ward, 2);
  plan_ward (&plan, &ward, WIDE);
  g_assert_cmpuint (plan.n_slots, ==, 4);
  for (guint i = 2; i < 4; i++) {
    g_assert_cmpint (plan.slots[i].kind, ==, VIGIL_STRIP_CHIP);
    g_assert_cmpfloat (plan.slots[i].width, <=, 96);
  }
}

static void
test_chips_without_room_fold_into_one_count (void)
{
  Ward ward = { 0 };
  VigilStripPlan plan;
  add_reds (&ward, 3);
  add_silenced (&ward, 4);
  plan_ward (&plan, &ward, NARROW);
  g_assert_cmpuint (plan.n_slots, ==, 4);
  g_assert_cmpuint (count_cards (&plan), ==, 3);
  assert_slot (&plan, 3, VIGIL_STRIP_COUNT, "bed-40");
  g_assert_cmpfloat (plan.slots[3].width, <=, 80);
  g_assert_cmpuint (plan.n_folded, ==, 4);
  g_assert_cmpuint (plan.n_more, ==, 0);
}

/* One alone has its number there. */
static void
test_a_single_chip_is_never_counted (void)
{
  Ward ward = { 0 };
  VigilStripPlan plan;
  add_reds (&ward, 3);
  add_silenced (&ward, 1);
  plan_ward (&plan, &ward, NARROW);
  g_assert_cmpuint (plan.n_slots, ==, 4);
  assert_slot (&plan, 3, VIGIL_STRIP_CHIP, "bed-40");
  g_assert_cmpuint (plan.n_folded, ==, 0);
}

static void
test_pictures_of_ended_alarms_come_after_silenced_ones (void)
{
  Ward ward = { 0 };
  VigilStripPlan plan;
  add_silenced (&ward, 3);
  ward.alarms[0].is_latched = TRUE;
  plan_ward (&plan, &ward, NARROW);
  g_assert_cmpuint (plan.n_slots, ==, 3);
  assert_slot (&plan, 0, VIGIL_STRIP_CHIP, "bed-41");
  assert_slot (&plan, 2, VIGIL_STRIP_CHIP, "bed-40");
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
    g_assert_cmpuint (plan.n_folded, <=, VIGIL_STRIP_MORE_MAX);
  }
}

static void
test_reds_without_a_bed_have_a_card_each (void)
{
  Ward ward = { 0 };
  VigilStripPlan plan;
  add_technical (&ward, "VIGIL_EVT_NAME_IN_USE", VIGIL_PRIORITY_HIGH);
  add_technical (&ward, "VIGIL_EVT_LINK_LOST", VIGIL_PRIORITY_HIGH);
  plan_ward (&plan, &ward, NARROW);
  g_assert_cmpuint (plan.n_slots, ==, 2);
  for (guint i = 0; i < 2; i++) {
    assert_slot (&plan, i, VIGIL_STRIP_FULL, "");
    g_assert_true (plan.slots[i].first == &ward.alarms[i]);
  }
}

static void
test_a_red_without_a_bed_stands_beside_those_with_one (void)
{
  Ward ward = { 0 };
  VigilStripPlan plan;
  add_technical (&ward, "VIGIL_EVT_LINK_LOST", VIGIL_PRIORITY_HIGH);
  add (&ward, 3, VIGIL_PRIORITY_HIGH, VIGIL_ALARM_OPEN);
  add_technical (&ward, "VIGIL_EVT_GATEWAY_LOST", VIGIL_PRIORITY_LOW);
  plan_ward (&plan, &ward, WIDE);
  g_assert_cmpuint (plan.n_slots, ==, 3);
  assert_slot (&plan, 1, VIGIL_STRIP_FULL, "bed-3");
  g_assert_true (plan.slots[2].first == &ward.alarms[2]);
}

static void
test_cards_fill_the_strip (void)
{
  static const VigilPriority PRIORITIES[] = { VIGIL_PRIORITY_HIGH, VIGIL_PRIORITY_MEDIUM,
                                              VIGIL_PRIORITY_LOW };
  for (guint n = 1; n <= 3; n++) {
    Ward ward = { 0 };
    VigilStripPlan plan;
    for (guint i = 0; i < n; i++)
      add (&ward, i + 1, PRIORITIES[i], VIGIL_ALARM_OPEN);
    plan_ward (&plan, &ward, WIDE);
    g_assert_cmpuint (plan.n_slots, ==, n);
    g_assert_cmpfloat_with_epsilon (plan.used, WIDE, 0.01);
  }
}

static void
test_the_more_urgent_card_is_the_wider_one (void)
{
  Ward ward = { 0 };
  VigilStripPlan plan;
  add (&ward, 1, VIGIL_PRIORITY_HIGH, VIGIL_ALARM_OPEN);
  add (&ward, 2, VIGIL_PRIORITY_MEDIUM, VIGIL_ALARM_OPEN);
  add (&ward, 3, VIGIL_PRIORITY_LOW, VIGIL_ALARM_OPEN);
  plan_ward (&plan, &ward, WIDE);
  g_assert_cmpuint (plan.n_slots, ==, 3);
  g_assert_cmpfloat (plan.slots[0].width, >, plan.slots[1].width);
  g_assert_cmpfloat (plan.slots[1].width, >, plan.slots[2].width);
}

static void
test_no_text_has_a_say_in_a_width (void)
{
  Ward ward = { 0 };
  VigilStripPlan before, after;
  add (&ward, 1, VIGIL_PRIORITY_HIGH, VIGIL_ALARM_OPEN);
  add (&ward, 2, VIGIL_PRIORITY_MEDIUM, VIGIL_ALARM_OPEN);
  g_strlcpy (ward.alarms[0].label, "HR 99 > 90", sizeof ward.alarms[0].label);
  plan_ward (&before, &ward, NARROW);
  g_strlcpy (ward.alarms[0].label, "HR 100 > 90", sizeof ward.alarms[0].label);
  plan_ward (&after, &ward, NARROW);
  g_assert_cmpuint (before.n_slots, ==, after.n_slots);
  for (guint i = 0; i < before.n_slots; i++) {
    g_assert_cmpfloat (before.slots[i].x, ==, after.slots[i].x);
    g_assert_cmpfloat (before.slots[i].width, ==, after.slots[i].width);
  }
}

static void
test_less_urgent_cards_never_make_one_unreadable (void)
{
  for (guint n_red = 0; n_red <= 2; n_red++) {
    for (double width = NARROW; width <= WIDE; width += 20) {
      Ward ward = { 0 };
      VigilStripPlan plan;
      add_reds (&ward, n_red);
      for (guint i = 0; i < 6; i++)
        add (&ward, 10 + i, i < 3 ? VIGIL_PRIORITY_MEDIUM : VIGIL_PRIORITY_LOW, VIGIL_ALARM_OPEN);
      plan_ward (&plan, &ward, width);
      g_assert_cmpuint (plan.n_slots, >=, 2);
      for (guint i = 0; i < plan.n_slots; i++)
        g_assert_cmpfloat (plan.slots[i].width, >=, READABLE);
    }
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
  ADD (a_crowd_of_reds_leaves_no_gap);
  ADD (a_more_has_room_for_what_it_names);
  ADD (silenced_reds_are_chips_beside_open_ones);
  ADD (silenced_yellow_and_cyan_leave_the_strip);
  ADD (a_bed_has_one_card_by_its_most_urgent);
  ADD (a_bed_may_have_a_card_and_a_chip);
  ADD (yellow_never_takes_the_room_of_a_red);
  ADD (no_hidden_alarm_is_shown);
  ADD (silenced_reds_take_no_card_from_open_ones);
  ADD (a_more_with_room_for_a_card_gives_it);
  ADD (chips_beside_open_reds_are_slim);
  ADD (chips_without_room_fold_into_one_count);
  ADD (a_single_chip_is_never_counted);
  ADD (pictures_of_ended_alarms_come_after_silenced_ones);
  ADD (a_storm_keeps_its_bounds);
  ADD (reds_without_a_bed_have_a_card_each);
  ADD (a_red_without_a_bed_stands_beside_those_with_one);
  ADD (cards_fill_the_strip);
  ADD (the_more_urgent_card_is_the_wider_one);
  ADD (no_text_has_a_say_in_a_width);
  ADD (less_urgent_cards_never_make_one_unreadable);
#undef ADD
  return g_test_run ();
}
