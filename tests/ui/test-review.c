/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What-if, drill and trends on a live station, through their widgets. */

#include <string.h>

#include "desk-fixture.h"
#include "vigil-attention-strip.h"
#include "vigil-drill-section.h"
#include "vigil-silence-button.h"
#include "vigil-station-review.h"
#include "vigil-stepper.h"
#include "vigil-trend-lane.h"
#include "vigil-what-if-section.h"

typedef struct {
  Desk *desk;
  GtkWidget *window, *section;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->desk = desk_new ((VigilTestSound *) data);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_pointer ((GtkWindow **) &fixture->window, gtk_window_destroy);
  desk_free (fixture->desk);
}

static void
present (Fixture *fixture, GtkWidget *section)
{
  fixture->section = section;
  fixture->window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (fixture->window), section);
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static GtkWidget *
find_label (GtkWidget *root, const char *text)
{
  if (GTK_IS_LABEL (root) && strstr (gtk_label_get_label (GTK_LABEL (root)), text) != NULL)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = gtk_widget_get_visible (child) ? find_label (child, text) : NULL;
    if (found != NULL)
      return found;
  }
  return NULL;
}

typedef struct {
  GtkWidget *root;
  const char *text;
} Text;

static gboolean
has_text (Desk *desk, gpointer data)
{
  const Text *text = data;
  return find_label (text->root, text->text) != NULL;
}

static void
wait_text (Fixture *fixture, const char *text)
{
  Text what = { fixture->section, text };
  desk_wait (fixture->desk, text, has_text, &what, 20);
}

static void
click (Fixture *fixture, const char *label)
{
  GtkWidget *text = find_label (fixture->section, label);
  g_assert_nonnull (text);
  GtkWidget *button = gtk_widget_get_ancestor (text, GTK_TYPE_BUTTON);
  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
}

static gboolean
is_drill_named (Desk *desk, gpointer data)
{
  Text what = { desk_find (desk, VIGIL_TYPE_ATTENTION_STRIP), "DRILL" };
  GtkWidget *target = desk_find_in (what.root, VIGIL_TYPE_SILENCE_BUTTON, NULL);
  return target != NULL;
}

static void
test_a_drill_is_begun_heard_silenced_and_told (Fixture *fixture, gconstpointer data)
{
  VigilStation *station = desk_get_station (fixture->desk);
  present (fixture, vigil_drill_section_new (station));
  wait_text (fixture, "Ready.");
  click (fixture, "Start a drill");
  g_assert_cmpint (vigil_ward_get_sounding (vigil_station_get_ward (station)), ==,
                   VIGIL_PRIORITY_HIGH);
  wait_text (fixture, "The drill sounds.");
  desk_wait (fixture->desk, "the drill's own silence target", is_drill_named, NULL, 5);
  desk_run (fixture->desk, 1.5);
  VigilTouch touch;
  g_assert_true (vigil_station_touch (station, G_MAXUINT, &touch));
  g_assert_true (touch.has_high);
  g_assert_cmpuint (vigil_station_silence (station, &touch, "Okafor"), ==, 1);
  wait_text (fixture, "silenced by Okafor after");
  const VigilDrill *drill = &g_array_index (vigil_station_get_drills (station), VigilDrill, 0);
  g_assert_cmpint (drill->length_ms, >=, 1400);
  g_assert_cmpint (drill->length_ms, <, 20000);
  g_assert_cmpint (vigil_ward_get_sounding (vigil_station_get_ward (station)), ==,
                   VIGIL_PRIORITY_NONE);
}

static void
test_a_drill_is_refused_while_an_alarm_is_open (Fixture *fixture, gconstpointer data)
{
  VigilStation *station = desk_get_station (fixture->desk);
  present (fixture, vigil_drill_section_new (station));
  wait_text (fixture, "Ready.");
  desk_raise (fixture->desk, 1, ASYSTOLE, "ASYSTOLE", VIGIL_PRIORITY_HIGH);
  desk_wait_open (fixture->desk, 1, "ASYSTOLE");
  wait_text (fixture, "No drill while a real alarm is open.");
  g_assert_false (vigil_station_start_drill (station));
}

static GtkWidget *
find_stepper (GtkWidget *root, const char *label)
{
  GtkWidget *text = find_label (root, label);
  g_assert_nonnull (text);
  return gtk_widget_get_ancestor (text, VIGIL_TYPE_STEPPER);
}

static void
test_what_if_speaks_of_what_was_kept_and_changes_nothing (Fixture *fixture, gconstpointer data)
{
  VigilStation *station = desk_get_station (fixture->desk);
  VigilWhatIfSettings before = vigil_station_get_settings (station, 0, VIGIL_NUMERIC_SPO2);
  desk_run (fixture->desk, 3);
  present (fixture, vigil_what_if_section_new (station));
  wait_text (fixture, "With today's settings");
  GtkWidget *delay = find_stepper (fixture->section, "Delay of a medium alarm");
  g_autofree char *old = g_strdup (vigil_stepper_get_text (VIGIL_STEPPER (delay)));
  vigil_stepper_step (VIGIL_STEPPER (delay), 1);
  g_assert_cmpstr (vigil_stepper_get_text (VIGIL_STEPPER (delay)), !=, old);
  wait_text (fixture, "nothing would have sounded");
  VigilWhatIfSettings after = vigil_station_get_settings (station, 0, VIGIL_NUMERIC_SPO2);
  g_assert_cmpuint (after.timing.delay_ms, ==, before.timing.delay_ms);
  /* Another number begins with its own settings of today. */
  vigil_stepper_step (VIGIL_STEPPER (find_stepper (fixture->section, "Number")), 1);
  wait_text (fixture, "With today's settings");
  g_assert_cmpstr (vigil_stepper_get_text (VIGIL_STEPPER (delay)), ==, old);
}

static void
test_trends_show_what_was_measured (Fixture *fixture, gconstpointer data)
{
  VigilStation *station = desk_get_station (fixture->desk);
  desk_run (fixture->desk, 2);
  present (fixture, vigil_trend_lanes_new (station, 0));
  wait_text (fixture, "values in");
  g_assert_nonnull (find_label (fixture->section, "HR "));
}

typedef struct {
  GObject *owner;
  gboolean is_answered;
  gint64 first_ms; /* 0 = no minute at all */
} Minutes;

static void
minutes_cb (GArray *array, const GError *error, gpointer owner)
{
  Minutes *minutes = g_object_get_data (owner, "minutes");
  g_assert_no_error (error);
  minutes->is_answered = TRUE;
  if (array->len > 0)
    minutes->first_ms = g_array_index (array, VigilTrendMinute, 0).t_ms;
}

static gboolean
is_answered (Desk *desk, gpointer data)
{
  return ((const Minutes *) data)->is_answered;
}

static gboolean
has_no_text (Desk *desk, gpointer data)
{
  return !has_text (desk, data);
}

static void
test_a_discharge_cuts_the_trends_at_once (Fixture *fixture, gconstpointer data)
{
  VigilStation *station = desk_get_station (fixture->desk);
  desk_run (fixture->desk, 2);
  present (fixture, vigil_trend_lanes_new (station, 0));
  wait_text (fixture, "values in");
  Text kept = { fixture->section, "values in" };
  g_assert_cmpint (vigil_station_discharge (station, 0, "Okafor"), ==, VIGIL_REFUSAL_NONE);
  desk_wait (fixture->desk, "no trend of who has left", has_no_text, &kept, 5);
  /* Nor when the record has answered. */
  Minutes minutes = { 0 };
  minutes.owner = g_object_new (G_TYPE_OBJECT, NULL);
  g_object_set_data (minutes.owner, "minutes", &minutes);
  gint64 now_ms = vigil_station_now (station).wall_ms;
  vigil_station_list_minutes (station, 0, VIGIL_NUMERIC_HR, now_ms - 3600000, now_ms, minutes_cb,
                              minutes.owner);
  desk_wait (fixture->desk, "the answer", is_answered, &minutes, 5);
  gint64 cut_ms = vigil_ward_get_bed (vigil_station_get_ward (station), 0)->stay_ms;
  g_assert_cmpint (cut_ms, >, 0);
  g_assert_true (minutes.first_ms == 0 || minutes.first_ms + VIGIL_TREND_MINUTE_MS > cut_ms);
  g_object_unref (minutes.owner);
}

static void
add_tests (VigilTestSound *sound)
{
#define ADD(name, function)                                                                        \
  g_test_add ("/review/" name, Fixture, sound, set_up, function, tear_down)
  ADD ("a-drill-is-begun-heard-silenced-and-told", test_a_drill_is_begun_heard_silenced_and_told);
  ADD ("a-drill-is-refused-while-an-alarm-is-open", test_a_drill_is_refused_while_an_alarm_is_open);
  ADD ("what-if-speaks-of-what-was-kept-and-changes-nothing",
       test_what_if_speaks_of_what_was_kept_and_changes_nothing);
  ADD ("trends-show-what-was-measured", test_trends_show_what_was_measured);
  ADD ("a-discharge-cuts-the-trends-at-once", test_a_discharge_cuts_the_trends_at_once);
}

int
main (int argc, char **argv)
{
  return desk_main (argc, argv, add_tests);
}
