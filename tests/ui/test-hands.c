/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The desk itself under a nurse's hands: the lock of touches, cleaning, the daily check, who is
 * here. The pointer is set to be a finger where it says so. */

#include "desk-fixture.h"
#include "vigil-attention-strip.h"
#include "vigil-check-page.h"
#include "vigil-desk.h"
#include "vigil-lock-bar.h"
#include "vigil-rail.h"
#include "vigil-settings.h"
#include "vigil-silence-button.h"
#include "vigil-page-frame.h"
#include "vigil-strip-who.h"
#include "vigil-wall.h"
#include "vigil-who-page.h"

#define SWATCHES_MAX 8 /* three priorities, five numbers */

typedef struct {
  Desk *desk;
} Fixture;

static void
be_finger (gboolean is_finger)
{
  GSettings *settings = vigil_settings_get (gdk_display_get_default ());
  g_assert_true (g_settings_set_boolean (settings, VIGIL_SETTING_POINTER_IS_FINGER, is_finger));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  be_finger (FALSE);
  fixture->desk = desk_new ((VigilTestSound *) data);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  desk_free (fixture->desk);
}

static VigilLockBar *
find_bar (Fixture *fixture)
{
  return VIGIL_LOCK_BAR (desk_find (fixture->desk, VIGIL_TYPE_LOCK_BAR));
}

static gboolean
is_locked (Desk *desk, gpointer data)
{
  return desk_find (desk, VIGIL_TYPE_LOCK_BAR) != NULL;
}

static gboolean
is_unlocked (Desk *desk, gpointer data)
{
  return !is_locked (desk, data);
}

static void
clean (Fixture *fixture)
{
  gtk_widget_activate_action (desk_get_window (fixture->desk), "win.clean-screen", NULL);
}

static void
point_at (Fixture *fixture, GtkWidget *widget, const char *what)
{
  int x, y;
  desk_find_middle (fixture->desk, widget, &x, &y);
  g_autofree char *line = g_strdup_printf ("mousemove %d %d %s", x, y, what);
  desk_input (fixture->desk, line);
}

static GtkWidget *
find_silence (Fixture *fixture)
{
  return desk_find_in (desk_find (fixture->desk, VIGIL_TYPE_ATTENTION_STRIP),
                       VIGIL_TYPE_SILENCE_BUTTON, NULL);
}

/* Two corners in turn, far faster than a hand: a wet screen as far as one pointer can be one. */
static void
pour (Fixture *fixture)
{
  g_autoptr (GString) line = g_string_new (NULL);
  for (guint i = 0; i < 24; i++)
    g_string_append_printf (line, "mousemove %u %u click 1 sleep 0.03 ", 700 + 600 * (i % 2),
                            500 + 50 * (i % 5));
  desk_input (fixture->desk, line->str);
}

/* --- The lock --- */

static void
test_a_storm_locks_touch_and_says_so (Fixture *fixture, gconstpointer data)
{
  Desk *desk = fixture->desk;
  be_finger (TRUE);
  pour (fixture);
  desk_wait (desk, "a lock", is_locked, NULL, 2);
  g_assert_cmpint (vigil_lock_bar_get_reason (find_bar (fixture)), ==, VIGIL_LOCK_STORM);
  g_assert_true (desk_has_name (GTK_WIDGET (find_bar (fixture)), "Touch is locked"));
  /* The strip lives, and what a finger does there is not heard. */
  desk_raise (desk, 1, AF, "AF", VIGIL_PRIORITY_MEDIUM);
  desk_wait_open (desk, 1, "AF");
  point_at (fixture, find_silence (fixture), "click 1");
  desk_run (desk, 0.5);
  g_assert_cmpint (desk_get_phase (desk, 1, "AF"), ==, VIGIL_ALARM_OPEN);
  /* A key is. */
  desk_input (desk, "key s");
  desk_wait_silenced (desk, 1, "AF");
  desk_wait (desk, "the end of the lock", is_unlocked, NULL, 11);
}

static void
test_a_hold_of_two_seconds_unlocks (Fixture *fixture, gconstpointer data)
{
  Desk *desk = fixture->desk;
  be_finger (TRUE);
  clean (fixture);
  desk_run (desk, 0.3);
  GtkWidget *target = desk_find_in (GTK_WIDGET (find_bar (fixture)), GTK_TYPE_BUTTON, NULL);
  point_at (fixture, target, "click 1");
  desk_run (desk, 0.5);
  g_assert_true (is_locked (desk, NULL));
  point_at (fixture, target, "mousedown 1");
  desk_run (desk, 1.5);
  g_assert_true (is_locked (desk, NULL));
  desk_wait (desk, "unlocked", is_unlocked, NULL, 1.5);
  point_at (fixture, desk_get_window (desk), "mouseup 1");
}

static void
test_a_mouse_and_a_key_unlock_at_once (Fixture *fixture, gconstpointer data)
{
  Desk *desk = fixture->desk;
  clean (fixture);
  desk_run (desk, 0.3);
  GtkWidget *target = desk_find_in (GTK_WIDGET (find_bar (fixture)), GTK_TYPE_BUTTON, NULL);
  point_at (fixture, target, "click 1");
  desk_wait (desk, "unlocked by the mouse", is_unlocked, NULL, 1);
  clean (fixture);
  desk_run (desk, 0.3);
  gtk_widget_grab_focus (target);
  desk_input (desk, "key Return");
  desk_wait (desk, "unlocked by a key", is_unlocked, NULL, 1);
}

static void
test_a_mouse_is_never_a_storm (Fixture *fixture, gconstpointer data)
{
  pour (fixture);
  g_assert_false (is_locked (fixture->desk, NULL));
}

static void
test_a_press_that_was_down_when_the_lock_came_does_nothing (Fixture *fixture, gconstpointer data)
{
  Desk *desk = fixture->desk;
  desk_raise (desk, 1, AF, "AF", VIGIL_PRIORITY_MEDIUM);
  desk_wait_open (desk, 1, "AF");
  be_finger (TRUE);
  point_at (fixture, find_silence (fixture), "mousedown 1");
  clean (fixture);
  desk_run (desk, 0.2);
  g_assert_true (is_locked (desk, NULL));
  point_at (fixture, find_silence (fixture), "mouseup 1");
  desk_run (desk, 0.5);
  g_assert_cmpint (desk_get_phase (desk, 1, "AF"), ==, VIGIL_ALARM_OPEN);
}

static void
test_a_red_ends_cleaning_and_forbids_it (Fixture *fixture, gconstpointer data)
{
  Desk *desk = fixture->desk;
  clean (fixture);
  g_assert_true (is_locked (desk, NULL));
  desk_raise (desk, 0, AF, "AF", VIGIL_PRIORITY_MEDIUM);
  desk_wait_open (desk, 0, "AF");
  g_assert_true (is_locked (desk, NULL));
  desk_raise (desk, 1, ASYSTOLE, "ASYSTOLE", VIGIL_PRIORITY_HIGH);
  desk_wait_open (desk, 1, "ASYSTOLE");
  g_assert_false (is_locked (desk, NULL));
  clean (fixture);
  g_assert_false (is_locked (desk, NULL));
}

/* --- The daily check --- */

static gboolean
can_confirm (Desk *desk, gpointer data)
{
  return gtk_widget_get_sensitive (data);
}

static GtkWidget *
find_button (GtkWidget *root, const char *label)
{
  if (GTK_IS_BUTTON (root) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (root)), label) == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find_button (child, label);
    if (found != NULL)
      return found;
  }
  return NULL;
}

static GtkWidget *
open_check (Fixture *fixture)
{
  gtk_widget_activate_action (desk_get_window (fixture->desk), "win.check", NULL);
  GtkWidget *page = desk_find (fixture->desk, VIGIL_TYPE_CHECK_PAGE);
  g_assert_nonnull (page);
  return page;
}

/* Each whole and in the order in which the panel names them; nothing else. */
static void
assert_three_sounds (VigilTestSound *sound)
{
  g_autoptr (JsonArray) heard = vigil_test_sound_hear (sound);
  g_assert_cmpuint (json_array_get_length (heard), ==, 3);
  g_assert_cmpstr (vigil_test_sound_get_name (heard, 0), ==, "high");
  g_assert_cmpstr (vigil_test_sound_get_name (heard, 1), ==, "medium");
  g_assert_cmpstr (vigil_test_sound_get_name (heard, 2), ==, "low");
}

static void
test_the_check_plays_three_sounds_and_goes_on_the_record (Fixture *fixture, gconstpointer data)
{
  const char *by;
  VigilTestSound *sound = (VigilTestSound *) data;
  VigilStation *station = desk_get_station (fixture->desk);
  GtkWidget *page = open_check (fixture);
  GtkWidget *play = find_button (page, "Play the three sounds");
  GtkWidget *done = find_button (page, "I heard and saw it");
  vigil_station_set_signed_in (station, "N. Okafor");
  g_assert_cmpint (vigil_station_get_check (station, NULL), ==, 0);
  g_assert_false (gtk_widget_get_sensitive (done));
  vigil_test_sound_record (sound);
  g_signal_emit_by_name (play, "clicked");
  g_assert_false (gtk_widget_get_sensitive (play));
  desk_wait (fixture->desk, "three sounds", can_confirm, done, 20);
  assert_three_sounds (sound);
  g_signal_emit_by_name (done, "clicked");
  gint64 age_ms = vigil_station_now (station).wall_ms - vigil_station_get_check (station, &by);
  g_assert_cmpint (ABS (age_ms), <, 5000);
  g_assert_cmpstr (by, ==, "N. Okafor");
  g_assert_false (gtk_widget_get_sensitive (done));
}

/* Where @widget stands in the window, in px. */
static graphene_rect_t
get_place (Desk *desk, GtkWidget *widget)
{
  graphene_rect_t place;
  g_assert_true (gtk_widget_compute_bounds (widget, desk_get_window (desk), &place));
  return place;
}

static guint
find_swatches (GtkWidget *root, GtkWidget **found, guint n)
{
  if (gtk_widget_has_css_class (root, "swatch")) {
    g_assert_cmpuint (n, <, SWATCHES_MAX);
    found[n++] = root;
  }
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n = find_swatches (child, found, n);
  return n;
}

/* The greater part of it. */
static void
assert_filled (GtkWidget *swatch, guint32 colour)
{
  int area = gtk_widget_get_width (swatch) * gtk_widget_get_height (swatch);
  g_assert_cmpuint (desk_count_pixels (swatch, colour), >, (guint) area / 2);
}

/* Red, yellow and cyan as the wall paints them, one below the other, each named; then the colours
 * of the numbers on the ground of a tile. */
static void
test_the_check_shows_each_colour_by_its_name (Fixture *fixture, gconstpointer data)
{
  static const VigilPriority ORDER[] = { VIGIL_PRIORITY_HIGH, VIGIL_PRIORITY_MEDIUM,
                                         VIGIL_PRIORITY_LOW };
  static const guint32 SEEN_AS[] = { 0xd1001c, 0xffc816, 0x35d6e8 }; /* theme-alarm.css */
  static const char *const NAMES[] = { "✱✱✱ High: red", "✱✱ Medium: yellow", "✱ Low: cyan" };
  static const VigilNumericKind KINDS[] = { VIGIL_NUMERIC_HR, VIGIL_NUMERIC_SPO2, VIGIL_NUMERIC_RR,
                                            VIGIL_NUMERIC_NIBP_SYS, VIGIL_NUMERIC_ART_SYS };
  Desk *desk = fixture->desk;
  GtkWidget *swatches[SWATCHES_MAX];
  GtkWidget *page = open_check (fixture);
  desk_run (desk, 1);
  VigilPalette palette;
  vigil_palette_init (&palette);
  vigil_palette_load (&palette, page);
  g_assert_cmpuint (find_swatches (page, swatches, 0), ==, SWATCHES_MAX);
  float below = 0;
  for (guint i = 0; i < G_N_ELEMENTS (ORDER); i++) {
    graphene_rect_t place = get_place (desk, swatches[i]);
    g_assert_cmphex (vigil_palette_alarm_fill (&palette, ORDER[i], TRUE), ==, SEEN_AS[i]);
    assert_filled (swatches[i], SEEN_AS[i]);
    g_assert_true (desk_has_name (swatches[i], NAMES[i]));
    g_assert_cmpfloat (place.origin.y, >=, below);
    below = place.origin.y + place.size.height;
  }
  for (guint i = 0; i < G_N_ELEMENTS (KINDS); i++) {
    GtkWidget *swatch = swatches[G_N_ELEMENTS (ORDER) + i];
    assert_filled (swatch, vigil_palette_get (&palette, VIGIL_COLOUR_TILE));
    g_assert_cmpuint (desk_count_pixels (swatch, vigil_palette_numeric (&palette, KINDS[i])), >,
                      20);
  }
}

/* A panel at the side: the strip is whole, and every tile stays in sight. */
static void
test_the_check_is_not_in_the_way_of_monitoring (Fixture *fixture, gconstpointer data)
{
  Desk *desk = fixture->desk;
  GtkWidget *strip = desk_find (desk, VIGIL_TYPE_ATTENTION_STRIP);
  GtkWidget *wall = desk_find (desk, VIGIL_TYPE_WALL);
  graphene_rect_t strip_before = get_place (desk, strip);
  open_check (fixture);
  desk_run (desk, 1);
  graphene_rect_t strip_after = get_place (desk, strip);
  graphene_rect_t frame = get_place (desk, desk_find (desk, VIGIL_TYPE_PAGE_FRAME));
  graphene_rect_t tiles = get_place (desk, wall);
  g_assert_true (graphene_rect_equal (&strip_before, &strip_after));
  g_assert_false (graphene_rect_intersection (&frame, &strip_after, NULL));
  g_assert_false (graphene_rect_intersection (&frame, &tiles, NULL));
  g_assert_cmpfloat (frame.size.width, <=, strip_after.size.width / 3);
}

static void
test_a_real_alarm_stops_the_check (Fixture *fixture, gconstpointer data)
{
  Desk *desk = fixture->desk;
  GtkWidget *page = open_check (fixture);
  GtkWidget *play = find_button (page, "Play the three sounds");
  g_signal_emit_by_name (play, "clicked");
  desk_raise (desk, 1, ASYSTOLE, "ASYSTOLE", VIGIL_PRIORITY_HIGH);
  desk_wait_open (desk, 1, "ASYSTOLE");
  g_assert_false (gtk_widget_get_sensitive (play));
  desk_run (desk, 15);
  g_assert_false (gtk_widget_get_sensitive (find_button (page, "I heard and saw it")));
}

/* --- Who is here --- */

static void
test_the_name_stands_in_the_strip_and_leaves_by_the_page (Fixture *fixture, gconstpointer data)
{
  Desk *desk = fixture->desk;
  VigilStation *station = desk_get_station (desk);
  GtkWidget *who = desk_find (desk, VIGIL_TYPE_STRIP_WHO);
  g_assert_true (desk_has_name (who, "Nobody is signed in at this desk"));
  g_assert_cmpint (gtk_widget_get_width (who), >=, 56);
  g_assert_cmpint (gtk_widget_get_height (who), >=, 56);
  vigil_station_set_signed_in (station, "N. Okafor");
  g_assert_true (desk_has_name (who, "Signed in at this desk: N. Okafor"));
  point_at (fixture, who, "click 1");
  desk_run (desk, 0.5);
  GtkWidget *page = desk_find (desk, VIGIL_TYPE_WHO_PAGE);
  g_assert_nonnull (page);
  /* No server here: nobody is the only choice. */
  GtkWidget *nobody = desk_find_in (page, GTK_TYPE_BUTTON, "nurse");
  g_assert_true (desk_has_name (nobody, "Nobody"));
  point_at (fixture, nobody, "click 1");
  desk_run (desk, 0.5);
  g_assert_cmpstr (vigil_station_get_signed_in (station), ==, "");
  g_assert_null (desk_find (desk, VIGIL_TYPE_WHO_PAGE));
}

/* --- Keys --- */

static void
test_a_key_that_repeats_presses_a_button_once (Fixture *fixture, gconstpointer data)
{
  Desk *desk = fixture->desk;
  guint n = 0;
  GtkWidget *entry = desk_find_in (desk_find (desk, VIGIL_TYPE_RAIL), GTK_TYPE_BUTTON, NULL);
  g_signal_connect_swapped (entry, "clicked", G_CALLBACK (g_atomic_int_inc), &n);
  gtk_widget_grab_focus (entry);
  desk_input (desk, "keydown Return sleep 1.5 keyup Return");
  desk_run (desk, 0.2);
  g_assert_cmpuint (n, ==, 1);
}

static void
add_tests (VigilTestSound *sound)
{
#define ADD(name) g_test_add ("/hands/" #name, Fixture, sound, set_up, test_##name, tear_down)
  ADD (a_storm_locks_touch_and_says_so);
  ADD (a_hold_of_two_seconds_unlocks);
  ADD (a_mouse_and_a_key_unlock_at_once);
  ADD (a_mouse_is_never_a_storm);
  ADD (a_press_that_was_down_when_the_lock_came_does_nothing);
  ADD (a_red_ends_cleaning_and_forbids_it);
  ADD (the_check_plays_three_sounds_and_goes_on_the_record);
  ADD (the_check_shows_each_colour_by_its_name);
  ADD (the_check_is_not_in_the_way_of_monitoring);
  ADD (a_real_alarm_stops_the_check);
  ADD (the_name_stands_in_the_strip_and_leaves_by_the_page);
  ADD (a_key_that_repeats_presses_a_button_once);
#undef ADD
}

int
main (int argc, char **argv)
{
  return desk_main (argc, argv, add_tests);
}
