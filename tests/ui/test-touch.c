/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The silence target under a finger: a pointer that is set to be one. */

#include "desk-fixture.h"
#include "vigil-attention-strip.h"
#include "vigil-settings.h"
#include "vigil-silence-button.h"
#include "vigil-wall.h"

typedef struct {
  Desk *desk;
  GtkWidget *target;
  int x, y;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  Desk *desk = fixture->desk = desk_new ((VigilTestSound *) data);
  desk_raise (desk, 1, ASYSTOLE, "ASYSTOLE", VIGIL_PRIORITY_HIGH);
  desk_wait_open (desk, 1, "ASYSTOLE");
  fixture->target =
      desk_find_in (desk_find (desk, VIGIL_TYPE_ATTENTION_STRIP), VIGIL_TYPE_SILENCE_BUTTON, NULL);
  desk_find_middle (desk, fixture->target, &fixture->x, &fixture->y);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  desk_free (fixture->desk);
}

static void
finger (Fixture *fixture, int dx, const char *what)
{
  g_autofree char *line = g_strdup_printf ("mousemove %d %d %s", fixture->x + dx, fixture->y, what);
  desk_input (fixture->desk, line);
}

static const char *
get_said (Fixture *fixture)
{
  return gtk_label_get_label (GTK_LABEL (desk_find_in (fixture->target, GTK_TYPE_LABEL, NULL)));
}

static void
assert_open (Fixture *fixture)
{
  g_assert_cmpint (desk_get_phase (fixture->desk, 1, "ASYSTOLE"), ==, VIGIL_ALARM_OPEN);
}

static void
test_high_is_held_for_half_a_second (Fixture *fixture, gconstpointer data)
{
  finger (fixture, 0, "mousedown 1");
  desk_run (fixture->desk, 0.25);
  assert_open (fixture);
  g_assert_true (vigil_silence_button_is_held (VIGIL_SILENCE_BUTTON (fixture->target)));
  desk_wait_silenced (fixture->desk, 1, "ASYSTOLE");
  finger (fixture, 0, "mouseup 1");
}

static void
test_short_tap_says_hold (Fixture *fixture, gconstpointer data)
{
  finger (fixture, 0, "mousedown 1 mouseup 1");
  desk_run (fixture->desk, 0.7);
  assert_open (fixture);
  g_assert_cmpstr (get_said (fixture), ==, "Hold");
}

static void
test_confirm_is_the_other_route (Fixture *fixture, gconstpointer data)
{
  Desk *desk = fixture->desk;
  GtkWidget *strip = desk_find (desk, VIGIL_TYPE_ATTENTION_STRIP);
  g_assert_null (desk_find_in (strip, GTK_TYPE_BUTTON, "confirm"));
  finger (fixture, 0, "mousedown 1 mouseup 1");
  desk_run (desk, 0.5);
  GtkWidget *confirm = desk_find_in (strip, GTK_TYPE_BUTTON, "confirm");
  g_assert_nonnull (confirm);
  desk_find_middle (desk, confirm, &fixture->x, &fixture->y);
  finger (fixture, 0, "click 1");
  desk_wait_silenced (desk, 1, "ASYSTOLE");
}

/* The tile's own target instead of the strip's. */
static GtkWidget *
go_to_tile (Fixture *fixture)
{
  GtkWidget *wall = desk_find (fixture->desk, VIGIL_TYPE_WALL);
  fixture->target = desk_find_in (wall, VIGIL_TYPE_SILENCE_BUTTON, NULL);
  g_assert_nonnull (fixture->target);
  desk_find_middle (fixture->desk, fixture->target, &fixture->x, &fixture->y);
  return wall;
}

static void
test_a_tile_has_the_other_route_too (Fixture *fixture, gconstpointer data)
{
  Desk *desk = fixture->desk;
  GtkWidget *wall = go_to_tile (fixture);
  graphene_rect_t silence, confirm_place;
  finger (fixture, 0, "mousedown 1 mouseup 1");
  desk_run (desk, 0.6);
  assert_open (fixture);
  g_assert_cmpstr (get_said (fixture), ==, "Hold");
  GtkWidget *confirm = desk_find_in (wall, GTK_TYPE_BUTTON, "confirm");
  g_assert_nonnull (confirm);
  g_assert_true (desk_has_name (confirm, "Confirm: Silence bed 2: ASYSTOLE"));
  g_assert_true (gtk_widget_compute_bounds (confirm, wall, &confirm_place));
  g_assert_true (gtk_widget_compute_bounds (fixture->target, wall, &silence));
  g_assert_cmpfloat (confirm_place.size.width, >=, 56);
  g_assert_cmpfloat (confirm_place.size.height, >=, 56);
  g_assert_cmpfloat (silence.origin.x - confirm_place.origin.x - confirm_place.size.width, >=, 16);
  desk_find_middle (desk, confirm, &fixture->x, &fixture->y);
  finger (fixture, 0, "click 1");
  desk_wait_silenced (desk, 1, "ASYSTOLE");
  g_assert_null (desk_find_in (wall, GTK_TYPE_BUTTON, "confirm"));
}

static gboolean
is_confirm_shown (Desk *desk, gpointer data)
{
  return desk_find_in (data, GTK_TYPE_BUTTON, "confirm") != NULL;
}

static void
test_confirm_covers_what_the_tap_bound_and_nothing_newer (Fixture *fixture, gconstpointer data)
{
  Desk *desk = fixture->desk;
  GtkWidget *wall = go_to_tile (fixture);
  finger (fixture, 0, "mousedown 1 mouseup 1");
  desk_wait (desk, "Confirm", is_confirm_shown, wall, 2);
  desk_raise (desk, 1, VF, "VF", VIGIL_PRIORITY_HIGH);
  desk_wait_open (desk, 1, "VF");
  GtkWidget *confirm = desk_find_in (wall, GTK_TYPE_BUTTON, "confirm");
  g_assert_nonnull (confirm);
  desk_find_middle (desk, confirm, &fixture->x, &fixture->y);
  finger (fixture, 0, "click 1");
  desk_wait_silenced (desk, 1, "ASYSTOLE");
  g_assert_cmpint (desk_get_phase (desk, 1, "VF"), ==, VIGIL_ALARM_OPEN);
}

static void
test_confirm_is_deaf_when_it_appears_and_goes_by_itself (Fixture *fixture, gconstpointer data)
{
  Desk *desk = fixture->desk;
  GtkWidget *wall = go_to_tile (fixture);
  finger (fixture, 0, "mousedown 1 mouseup 1");
  desk_wait (desk, "Confirm", is_confirm_shown, wall, 2);
  g_signal_emit_by_name (desk_find_in (wall, GTK_TYPE_BUTTON, "confirm"), "clicked");
  desk_run (desk, 0.6);
  assert_open (fixture);
  g_assert_true (is_confirm_shown (desk, wall));
  desk_run (desk, 5);
  g_assert_false (is_confirm_shown (desk, wall));
  assert_open (fixture);
}

static void
test_who_is_signed_in_is_on_the_tile_and_the_record (Fixture *fixture, gconstpointer data)
{
  Desk *desk = fixture->desk;
  guint n;
  vigil_station_set_signed_in (desk_get_station (desk), "N. Okafor");
  finger (fixture, 0, "mousedown 1");
  desk_wait_silenced (desk, 1, "ASYSTOLE");
  finger (fixture, 0, "mouseup 1");
  VigilWard *ward = vigil_station_get_ward (desk_get_station (desk));
  const VigilAlarm *const *alarms = vigil_ward_list_bed_alarms (ward, 1, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpstr (alarms[0]->silenced_by, ==, "N. Okafor");
}

static void
test_small_slip_is_forgiven (Fixture *fixture, gconstpointer data)
{
  finger (fixture, 0, "mousedown 1");
  finger (fixture, 20, "");
  desk_wait_silenced (fixture->desk, 1, "ASYSTOLE");
  finger (fixture, 20, "mouseup 1");
}

static void
test_slip_of_more_than_24_px_does_nothing (Fixture *fixture, gconstpointer data)
{
  finger (fixture, 0, "mousedown 1");
  finger (fixture, 40, "");
  desk_run (fixture->desk, 0.8);
  finger (fixture, 40, "mouseup 1");
  assert_open (fixture);
}

static void
test_new_alarm_under_the_finger_is_not_covered (Fixture *fixture, gconstpointer data)
{
  Desk *desk = fixture->desk;
  finger (fixture, 0, "mousedown 1");
  desk_raise (desk, 1, VF, "VF", VIGIL_PRIORITY_HIGH);
  desk_wait_silenced (desk, 1, "ASYSTOLE");
  finger (fixture, 0, "mouseup 1");
  desk_wait_open (desk, 1, "VF");
}

static void
test_medium_acts_when_the_finger_lifts (Fixture *fixture, gconstpointer data)
{
  Desk *desk = fixture->desk;
  vigil_silence_button_act (VIGIL_SILENCE_BUTTON (fixture->target));
  desk_wait_silenced (desk, 1, "ASYSTOLE");
  desk_raise (desk, 2, AF, "AF", VIGIL_PRIORITY_MEDIUM);
  desk_wait_open (desk, 2, "AF");
  fixture->target =
      desk_find_in (desk_find (desk, VIGIL_TYPE_ATTENTION_STRIP), VIGIL_TYPE_SILENCE_BUTTON, NULL);
  desk_find_middle (desk, fixture->target, &fixture->x, &fixture->y);
  finger (fixture, 0, "mousedown 1");
  desk_run (desk, 0.2);
  g_assert_cmpint (desk_get_phase (desk, 2, "AF"), ==, VIGIL_ALARM_OPEN);
  finger (fixture, 0, "mouseup 1");
  desk_wait_silenced (desk, 2, "AF");
}

static gboolean
has_picture (Desk *desk, gpointer data)
{
  guint n;
  const VigilAlarm *const *alarms =
      vigil_ward_list_bed_alarms (vigil_station_get_ward (desk_get_station (desk)), 2, &n);
  return n == 1 && vigil_alarm_is_picture (alarms[0]);
}

static gboolean
is_gone (Desk *desk, gpointer data)
{
  guint n;
  vigil_ward_list_bed_alarms (vigil_station_get_ward (desk_get_station (desk)), 2, &n);
  return n == 0;
}

static gboolean
is_target_of_bed_3 (GtkWidget *target)
{
  g_autofree char *name = vigil_silence_button_dup_name (VIGIL_SILENCE_BUTTON (target));
  return g_str_has_prefix (name, "Silence bed 3: ");
}

/* ux.md, "ended, high limit alarm": no sound, its picture leaves by a silence; nothing is to be
 * held any more. */
static void
test_a_picture_goes_with_a_tap_on_its_tile (Fixture *fixture, gconstpointer data)
{
  Desk *desk = fixture->desk;
  vigil_silence_button_act (VIGIL_SILENCE_BUTTON (fixture->target));
  desk_wait_silenced (desk, 1, "ASYSTOLE");
  desk_raise (desk, 2, "MDC_EVT_DESAT", "SpO2 82 < 85", VIGIL_PRIORITY_HIGH);
  desk_wait_open (desk, 2, "SpO2 82 < 85");
  desk_end_alarms (desk, 2);
  desk_wait (desk, "the picture", has_picture, NULL, 5);
  desk_run (desk, 0.8);
  go_to_tile (fixture);
  g_assert_true (is_target_of_bed_3 (fixture->target));
  g_assert_cmpstr (get_said (fixture), ==, "Silence");
  finger (fixture, 0, "mousedown 1 mouseup 1");
  desk_wait (desk, "no picture", is_gone, NULL, 3);
}

static void
add_tests (VigilTestSound *sound)
{
  GSettings *settings = vigil_settings_get (gdk_display_get_default ());
  g_assert_true (g_settings_set_boolean (settings, VIGIL_SETTING_POINTER_IS_FINGER, TRUE));
#define ADD(name) g_test_add ("/touch/" #name, Fixture, sound, set_up, test_##name, tear_down)
  ADD (high_is_held_for_half_a_second);
  ADD (short_tap_says_hold);
  ADD (confirm_is_the_other_route);
  ADD (a_tile_has_the_other_route_too);
  ADD (confirm_covers_what_the_tap_bound_and_nothing_newer);
  ADD (confirm_is_deaf_when_it_appears_and_goes_by_itself);
  ADD (who_is_signed_in_is_on_the_tile_and_the_record);
  ADD (small_slip_is_forgiven);
  ADD (slip_of_more_than_24_px_does_nothing);
  ADD (new_alarm_under_the_finger_is_not_covered);
  ADD (medium_acts_when_the_finger_lifts);
  ADD (a_picture_goes_with_a_tap_on_its_tile);
#undef ADD
}

int
main (int argc, char **argv)
{
  return desk_main (argc, argv, add_tests);
}
