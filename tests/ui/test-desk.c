/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The window of a live station, from the wire to the accessible name and back from the key to the
 * ward. */

#include "desk-fixture.h"
#include "vigil-alarm-row.h"
#include "vigil-attention-strip.h"
#include "vigil-banner.h"
#include "vigil-diagnostics-page.h"
#include "vigil-page-frame.h"
#include "vigil-rail.h"
#include "vigil-silence-button.h"
#include "vigil-split.h"
#include "vigil-strip-card.h"
#include "vigil-strip-status.h"
#include "vigil-wall.h"
#include "vigil-volume-control.h"

static GtkWidget *
get_strip (Desk *desk)
{
  return desk_find (desk, VIGIL_TYPE_ATTENTION_STRIP);
}

static gboolean
is_named (Desk *desk, gpointer data)
{
  return desk_has_name (get_strip (desk), data);
}

static void
wait_name (Desk *desk, const char *name)
{
  desk_wait (desk, name, is_named, (gpointer) name, 15);
}

static GtkWidget *
get_strip_target (Desk *desk)
{
  return desk_find_in (get_strip (desk), VIGIL_TYPE_SILENCE_BUTTON, NULL);
}

static void
test_calm_says_how_many_beds_are_live (DeskFixture *fixture, gconstpointer data)
{
  wait_name (fixture->desk, "No open alarms · 4 of 4 beds live");
  g_assert_null (get_strip_target (fixture->desk));
}

static void
test_calm_says_what_is_silenced (DeskFixture *fixture, gconstpointer data)
{
  Desk *desk = fixture->desk;
  desk_raise (desk, 2, AF, "AF", VIGIL_PRIORITY_MEDIUM);
  desk_wait_open (desk, 2, "AF");
  desk_input (desk, "key s");
  desk_wait_silenced (desk, 2, "AF");
  wait_name (desk, "No open alarms · 1 silenced · 4 of 4 beds live");
}

static void
test_strip_is_named_by_the_most_urgent (DeskFixture *fixture, gconstpointer data)
{
  Desk *desk = fixture->desk;
  desk_raise (desk, 2, AF, "AF", VIGIL_PRIORITY_MEDIUM);
  wait_name (desk, "Bed 3: AF, medium priority");
  desk_raise (desk, 1, ASYSTOLE, "ASYSTOLE", VIGIL_PRIORITY_HIGH);
  wait_name (desk, "Bed 2: ASYSTOLE, high priority. 1 more is open");
  g_assert_true (desk_has_name (get_strip_target (desk), "Silence bed 2: ASYSTOLE"));
}

static void
test_s_silences_the_most_urgent_bed_alone (DeskFixture *fixture, gconstpointer data)
{
  Desk *desk = fixture->desk;
  desk_raise (desk, 2, AF, "AF", VIGIL_PRIORITY_MEDIUM);
  desk_raise (desk, 1, ASYSTOLE, "ASYSTOLE", VIGIL_PRIORITY_HIGH);
  desk_wait_open (desk, 2, "AF");
  desk_wait_open (desk, 1, "ASYSTOLE");
  desk_input (desk, "key s");
  desk_wait_silenced (desk, 1, "ASYSTOLE");
  g_assert_cmpint (desk_get_phase (desk, 2, "AF"), ==, VIGIL_ALARM_OPEN);
  wait_name (desk, "Bed 3: AF, medium priority");
}

static gboolean
count_key_cb (
    GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, guint *n)
{
  (*n)++;
  return GDK_EVENT_PROPAGATE;
}

static void
test_a_key_that_repeats_acts_once (DeskFixture *fixture, gconstpointer data)
{
  Desk *desk = fixture->desk;
  guint n_presses = 0;
  GtkEventController *keys = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (count_key_cb), &n_presses);
  gtk_widget_add_controller (desk_get_window (desk), keys);
  desk_raise (desk, 0, VF, "VF", VIGIL_PRIORITY_HIGH);
  desk_raise (desk, 1, ASYSTOLE, "ASYSTOLE", VIGIL_PRIORITY_HIGH);
  desk_wait_open (desk, 0, "VF");
  desk_wait_open (desk, 1, "ASYSTOLE");
  desk_input (desk, "keydown s");
  desk_run (desk, 3);
  desk_input (desk, "keyup s");
  g_assert_cmpuint (n_presses, >, 10);
  guint n_open = (desk_get_phase (desk, 0, "VF") == VIGIL_ALARM_OPEN)
                 + (desk_get_phase (desk, 1, "ASYSTOLE") == VIGIL_ALARM_OPEN);
  g_assert_cmpuint (n_open, ==, 1);
}

static void
test_mouse_silences_at_once (DeskFixture *fixture, gconstpointer data)
{
  Desk *desk = fixture->desk;
  int x, y;
  desk_raise (desk, 1, ASYSTOLE, "ASYSTOLE", VIGIL_PRIORITY_HIGH);
  desk_wait_open (desk, 1, "ASYSTOLE");
  desk_find_middle (desk, get_strip_target (desk), &x, &y);
  g_autofree char *click = g_strdup_printf ("mousemove %d %d click 1", x, y);
  desk_input (desk, click);
  desk_wait_silenced (desk, 1, "ASYSTOLE");
  GtkWidget *card = desk_find_in (get_strip (desk), VIGIL_TYPE_STRIP_CARD, NULL);
  g_assert_cmpint (vigil_strip_card_get_kind (VIGIL_STRIP_CARD (card)), ==, VIGIL_STRIP_CHIP);
}

static void
test_enter_on_the_target_silences (DeskFixture *fixture, gconstpointer data)
{
  Desk *desk = fixture->desk;
  desk_raise (desk, 1, ASYSTOLE, "ASYSTOLE", VIGIL_PRIORITY_HIGH);
  desk_wait_open (desk, 1, "ASYSTOLE");
  g_assert_true (gtk_widget_grab_focus (get_strip_target (desk)));
  desk_input (desk, "key Return");
  desk_wait_silenced (desk, 1, "ASYSTOLE");
}

/* What assistive technology does. */
static void
test_activation_silences (DeskFixture *fixture, gconstpointer data)
{
  Desk *desk = fixture->desk;
  desk_raise (desk, 1, ASYSTOLE, "ASYSTOLE", VIGIL_PRIORITY_HIGH);
  desk_wait_open (desk, 1, "ASYSTOLE");
  g_assert_true (gtk_widget_activate (get_strip_target (desk)));
  desk_wait_silenced (desk, 1, "ASYSTOLE");
}

/* Presses the target of bed 2 in the very moment in which a second alarm joins it. */
static void
press_when_joined_cb (VigilStation *station, Desk *desk)
{
  if (desk_get_phase (desk, 1, "VF") == VIGIL_ALARM_OPEN)
    vigil_silence_button_act (VIGIL_SILENCE_BUTTON (get_strip_target (desk)));
}

static void
test_target_that_just_changed_does_nothing (DeskFixture *fixture, gconstpointer data)
{
  Desk *desk = fixture->desk;
  desk_raise (desk, 1, ASYSTOLE, "ASYSTOLE", VIGIL_PRIORITY_HIGH);
  desk_wait_open (desk, 1, "ASYSTOLE");
  gulong id = g_signal_connect_after (desk_get_station (desk), "alarms-changed",
                                      G_CALLBACK (press_when_joined_cb), desk);
  desk_raise (desk, 1, VF, "VF", VIGIL_PRIORITY_HIGH);
  desk_wait_open (desk, 1, "VF");
  g_signal_handler_disconnect (desk_get_station (desk), id);
  g_assert_cmpint (desk_get_phase (desk, 1, "VF"), ==, VIGIL_ALARM_OPEN);
  g_assert_cmpint (desk_get_phase (desk, 1, "ASYSTOLE"), ==, VIGIL_ALARM_OPEN);
  vigil_silence_button_act (VIGIL_SILENCE_BUTTON (get_strip_target (desk)));
  g_assert_cmpint (desk_get_phase (desk, 1, "VF"), ==, VIGIL_ALARM_SILENCED);
  g_assert_cmpint (desk_get_phase (desk, 1, "ASYSTOLE"), ==, VIGIL_ALARM_SILENCED);
}

static gboolean
is_unlinked (Desk *desk, gpointer data)
{
  return g_strstr_len (vigil_attention_strip_get_text (VIGIL_ATTENTION_STRIP (get_strip (desk))),
                       -1, "LINK LOST")
         != NULL;
}

static void
test_lost_link_says_to_go_to_the_bedsides (DeskFixture *fixture, gconstpointer data)
{
  Desk *desk = fixture->desk;
  desk_mute_gateway (desk);
  vigil_test_broker_stop (desk_get_broker (desk));
  desk_wait (desk, "LINK LOST", is_unlinked, NULL, 20);
  g_assert_true (desk_has_name (desk_find (desk, VIGIL_TYPE_BANNER),
                                "LINK LOST: Nothing on this screen is live. Go to the bedsides."));
}

static gboolean
is_without_sound (Desk *desk, gpointer data)
{
  return desk_has_name (
      desk_find (desk, VIGIL_TYPE_BANNER),
      "NO SOUND: The loudspeaker is muted. Unmute it; until then watch this screen "
      "and the bedsides.");
}

static gboolean
is_with_sound (Desk *desk, gpointer data)
{
  return desk_has_name (desk_find (desk, VIGIL_TYPE_BANNER), "State of this station");
}

static void
test_muted_loudspeaker_fills_the_banner (DeskFixture *fixture, gconstpointer data)
{
  Desk *desk = fixture->desk;
  VigilTestSound *sound = (VigilTestSound *) data;
  int height = gtk_widget_get_height (desk_find (desk, VIGIL_TYPE_WALL));
  vigil_test_sound_control (sound, "set-sink-mute ward 1");
  desk_wait (desk, "NO SOUND", is_without_sound, NULL, 10);
  desk_run (desk, 0.3);
  /* Nothing above the banner moved. */
  g_assert_cmpint (gtk_widget_get_height (desk_find (desk, VIGIL_TYPE_WALL)), ==, height);
  vigil_test_sound_control (sound, "set-sink-mute ward 0");
  desk_wait (desk, "sound again", is_with_sound, NULL, 10);
}

static gboolean
is_open_beside (Desk *desk, gpointer data)
{
  GtkWidget *page = desk_find (desk, VIGIL_TYPE_PAGE_FRAME);
  GtkWidget *wall = desk_find (desk, VIGIL_TYPE_WALL);
  GtkWidget *split = desk_find (desk, VIGIL_TYPE_SPLIT);
  return page != NULL && gtk_widget_get_width (page) > 0
         && gtk_widget_get_allocated_width (wall) + gtk_widget_get_allocated_width (page)
                == gtk_widget_get_allocated_width (split);
}

static gboolean
is_wall_alone (Desk *desk, gpointer data)
{
  return desk_find (desk, VIGIL_TYPE_PAGE_FRAME) == NULL;
}

static void
test_pages_open_beside_the_wall (DeskFixture *fixture, gconstpointer data)
{
  Desk *desk = fixture->desk;
  static const char *const PAGES[] = { "key a", "key d", "key F1" };
  int width = gtk_widget_get_width (desk_get_window (desk));
  for (guint i = 0; i < G_N_ELEMENTS (PAGES); i++) {
    desk_input (desk, PAGES[i]);
    desk_wait (desk, PAGES[i], is_open_beside, NULL, 5);
    g_assert_true (gtk_widget_get_mapped (desk_find (desk, VIGIL_TYPE_WALL)));
    g_assert_cmpint (gtk_widget_get_width (desk_find (desk, VIGIL_TYPE_PAGE_FRAME)), <=,
                     (int) (width * 0.55));
    desk_input (desk, "key Escape");
    desk_wait (desk, "the wall alone", is_wall_alone, NULL, 5);
    /* A key counts again when it was up for 400 ms. */
    desk_run (desk, 0.5);
  }
}

static GtkWidget *
get_bed (Desk *desk, guint index)
{
  GtkWidget *bed = gtk_widget_get_first_child (desk_find (desk, VIGIL_TYPE_WALL));
  while (index-- > 0)
    bed = gtk_widget_get_next_sibling (bed);
  return bed;
}

static gboolean
has_focus_in (Desk *desk, GType type)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (desk_get_window (desk)));
  return focus && gtk_widget_get_ancestor (focus, type) != NULL;
}

static gboolean
has_target (Desk *desk, gpointer data)
{
  GtkWidget *target = desk_find_in (get_bed (desk, 1), VIGIL_TYPE_SILENCE_BUTTON, NULL);
  return (target && gtk_widget_get_mapped (target)) == GPOINTER_TO_INT (data);
}

/* A target that has no place lies on no other bed, and no key comes to it. */
static void
test_numbers_only_has_no_targets_in_tiles (DeskFixture *fixture, gconstpointer data)
{
  Desk *desk = fixture->desk;
  VigilWall *wall = VIGIL_WALL (desk_find (desk, VIGIL_TYPE_WALL));
  desk_raise (desk, 1, ASYSTOLE, "ASYSTOLE", VIGIL_PRIORITY_HIGH);
  desk_wait_open (desk, 1, "ASYSTOLE");
  desk_wait (desk, "a target", has_target, GINT_TO_POINTER (TRUE), 5);
  vigil_wall_set_mode (wall, VIGIL_LAYOUT_NUMBERS, 0);
  desk_wait (desk, "no target", has_target, GINT_TO_POINTER (FALSE), 5);
  gtk_widget_grab_focus (get_bed (desk, 0));
  for (guint i = 0; i < DESK_BEDS; i++) {
    GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (desk_get_window (desk)));
    g_assert_true (focus == get_bed (desk, i));
    gtk_widget_child_focus (desk_get_window (desk), GTK_DIR_TAB_FORWARD);
  }
  vigil_wall_set_mode (wall, VIGIL_LAYOUT_AUTO, 0);
  desk_wait (desk, "a target again", has_target, GINT_TO_POINTER (TRUE), 5);
}

/* A page makes the wall narrower: a click that was meant for what was there does nothing. */
static void
test_a_target_that_moved_with_the_wall_is_guarded (DeskFixture *fixture, gconstpointer data)
{
  Desk *desk = fixture->desk;
  int x, y;
  desk_raise (desk, 1, ASYSTOLE, "ASYSTOLE", VIGIL_PRIORITY_HIGH);
  desk_wait_open (desk, 1, "ASYSTOLE");
  desk_run (desk, 1);
  gtk_widget_activate_action (desk_get_window (desk), "win.keys", NULL);
  desk_wait (desk, "a page", is_open_beside, NULL, 5);
  desk_run (desk, 0.1);
  desk_find_middle (desk, desk_find_in (get_bed (desk, 1), VIGIL_TYPE_SILENCE_BUTTON, NULL), &x,
                    &y);
  g_autofree char *click = g_strdup_printf ("mousemove %d %d click 1", x, y);
  desk_input (desk, click);
  desk_run (desk, 0.2);
  g_assert_cmpint (desk_get_phase (desk, 1, "ASYSTOLE"), ==, VIGIL_ALARM_OPEN);
  desk_run (desk, 0.7);
  desk_input (desk, "click 1");
  desk_wait_silenced (desk, 1, "ASYSTOLE");
}

static guint
count_ring (Desk *desk, guint bed)
{
  VigilPalette palette;
  vigil_palette_load (&palette, get_bed (desk, bed));
  return desk_count_pixels (get_bed (desk, bed), vigil_palette_get (&palette, VIGIL_COLOUR_FOCUS));
}

/* As it is drawn: of the whole wall, also what a bed alone would draw. */
static guint
count_wall_ring (Desk *desk)
{
  VigilPalette palette;
  GtkWidget *wall = desk_find (desk, VIGIL_TYPE_WALL);
  vigil_palette_load (&palette, wall);
  return desk_count_pixels (wall, vigil_palette_get (&palette, VIGIL_COLOUR_FOCUS));
}

static gboolean
has_ring_alone (Desk *desk, gpointer bed)
{
  guint n = count_ring (desk, GPOINTER_TO_UINT (bed));
  return n > 100 && n == count_wall_ring (desk);
}

static gboolean
has_no_ring (Desk *desk, gpointer data)
{
  return count_wall_ring (desk) == 0;
}

static void
test_the_ring_is_where_the_focus_is (DeskFixture *fixture, gconstpointer data)
{
  Desk *desk = fixture->desk;
  g_assert_cmpuint (count_wall_ring (desk), ==, 0);
  gtk_window_set_focus_visible (GTK_WINDOW (desk_get_window (desk)), TRUE);
  for (guint bed = 0; bed < DESK_BEDS; bed++) {
    gtk_widget_grab_focus (get_bed (desk, bed));
    desk_wait (desk, "the ring alone around the bed", has_ring_alone, GUINT_TO_POINTER (bed), 5);
  }
}

/* Tiles without targets of their own, and nothing that would draw them for another reason. */
static void
test_the_ring_is_seen_on_many_beds (gconstpointer data)
{
  Desk *desk = desk_new_ward ((VigilTestSound *) data, 40);
  gtk_window_set_focus_visible (GTK_WINDOW (desk_get_window (desk)), TRUE);
  for (guint bed = 3; bed < 6; bed++) {
    gtk_widget_grab_focus (get_bed (desk, bed));
    desk_wait (desk, "the ring alone around the bed", has_ring_alone, GUINT_TO_POINTER (bed), 5);
  }
  gtk_widget_grab_focus (desk_find (desk, VIGIL_TYPE_RAIL));
  gtk_widget_child_focus (desk_find (desk, VIGIL_TYPE_RAIL), GTK_DIR_TAB_FORWARD);
  desk_wait (desk, "no ring on the wall", has_no_ring, NULL, 5);
  desk_free (desk);
}

/* By keys a page goes on where the wall was left, and the wall at the bed of the page. */
static void
test_the_focus_goes_with_the_page (DeskFixture *fixture, gconstpointer data)
{
  Desk *desk = fixture->desk;
  gtk_window_set_focus_visible (GTK_WINDOW (desk_get_window (desk)), TRUE);
  gtk_widget_grab_focus (get_bed (desk, 1));
  desk_run (desk, 0.5);
  desk_input (desk, "key Return");
  desk_wait (desk, "the page of the bed", is_open_beside, NULL, 5);
  g_assert_true (has_focus_in (desk, VIGIL_TYPE_PAGE_FRAME));
  desk_run (desk, 0.5);
  desk_input (desk, "key Next");
  desk_run (desk, 0.5);
  g_assert_true (has_focus_in (desk, VIGIL_TYPE_PAGE_FRAME));
  desk_input (desk, "key Escape");
  desk_wait (desk, "the wall alone", is_wall_alone, NULL, 5);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (desk_get_window (desk))) == get_bed (desk, 2));
}

static gboolean
says_counts (Desk *desk, gpointer data)
{
  return desk_has_name (desk_find (desk, VIGIL_TYPE_STRIP_STATUS), data);
}

/* Without a beat the heart rate is low, too: that is one event. */
static void
test_one_event_is_counted_once (DeskFixture *fixture, gconstpointer data)
{
  Desk *desk = fixture->desk;
  desk_raise_low (desk, 1, "MDC_ECG_HEART_RATE", "HR 30 < 50", VIGIL_PRIORITY_MEDIUM);
  desk_wait (desk, "the heart rate alarms", says_counts,
             (gpointer) "Open alarms: 0 high, 1 medium, 0 low", 10);
  desk_raise (desk, 1, ASYSTOLE, "ASYSTOLE", VIGIL_PRIORITY_HIGH);
  desk_wait (desk, "asystole tells it", says_counts,
             (gpointer) "Open alarms: 1 high, 0 medium, 0 low", 10);
}

static gboolean
says_pace (Desk *desk, gpointer data)
{
  GtkWidget *page = desk_find (desk, VIGIL_TYPE_DIAGNOSTICS_PAGE);
  GtkWidget *value = page ? desk_find_in (page, GTK_TYPE_LABEL, "value") : NULL;
  return value && g_str_equal (gtk_label_get_label (GTK_LABEL (value)), data);
}

static void
test_diagnostics_say_how_the_wall_is_drawn (DeskFixture *fixture, gconstpointer data)
{
  Desk *desk = fixture->desk;
  VigilWall *wall = VIGIL_WALL (desk_find (desk, VIGIL_TYPE_WALL));
  vigil_wall_fix_pace (wall, VIGIL_PACE_FULL);
  desk_input (desk, "key d");
  desk_wait (desk, "full", says_pace, (gpointer) "full: every bed in every frame", 5);
  vigil_wall_fix_pace (wall, VIGIL_PACE_HALVES);
  desk_wait (desk, "halves", says_pace, (gpointer) "reduced: half of the beds in each frame", 5);
  vigil_wall_fix_pace (wall, VIGIL_PACE_THIRTY);
  desk_wait (desk, "30", says_pace, (gpointer) "reduced: 30 frames a second", 5);
}

static void
test_alarms_page_follows_the_alarm (DeskFixture *fixture, gconstpointer data)
{
  Desk *desk = fixture->desk;
  desk_raise (desk, 1, ASYSTOLE, "ASYSTOLE", VIGIL_PRIORITY_HIGH);
  desk_wait_open (desk, 1, "ASYSTOLE");
  gtk_widget_activate_action (desk_get_window (desk), "win.alarms", NULL);
  desk_wait (desk, "the page", is_open_beside, NULL, 5);
  GtkWidget *row = desk_find (desk, VIGIL_TYPE_ALARM_ROW);
  g_assert_nonnull (row);
  g_assert_true (desk_has_name (row, "2 ASYSTOLE, high priority"));
  g_assert_true (gtk_widget_has_css_class (row, "open"));
  desk_run (desk, 0.8);
  vigil_silence_button_act (
      VIGIL_SILENCE_BUTTON (desk_find_in (row, VIGIL_TYPE_SILENCE_BUTTON, NULL)));
  g_assert_true (gtk_widget_has_css_class (row, "silenced"));
  g_assert_null (desk_find_in (row, VIGIL_TYPE_SILENCE_BUTTON, NULL));
}

static GtkWidget *
get_title (Desk *desk)
{
  return desk_find_in (desk_find (desk, VIGIL_TYPE_PAGE_FRAME), GTK_TYPE_LABEL, "page-title");
}

static void
test_bed_pages_follow_each_other (DeskFixture *fixture, gconstpointer data)
{
  Desk *desk = fixture->desk;
  static const char *const TITLES[] = { "Bed 4", "Bed 1", "Bed 2" };
  gtk_widget_activate_action (desk_get_window (desk), "win.bed", "u", 3);
  for (guint i = 0; i < G_N_ELEMENTS (TITLES); i++) {
    g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (get_title (desk))), ==, TITLES[i]);
    gtk_widget_activate_action (desk_get_window (desk), "win.next-bed", NULL);
  }
  gtk_widget_activate_action (desk_get_window (desk), "win.bed", "u", DESK_BEDS);
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (get_title (desk))), ==, "Bed 3");
}

static guint
count_bedless (Desk *desk, VigilAlarmPhase phase)
{
  guint n, count = 0;
  VigilWard *ward = vigil_station_get_ward (desk_get_station (desk));
  const VigilAlarm *const *alarms = vigil_ward_list_bed_alarms (ward, G_MAXUINT, &n);
  for (guint i = 0; i < n; i++)
    count += alarms[i]->priority == VIGIL_PRIORITY_HIGH && alarms[i]->phase == phase;
  return count;
}

static gboolean
has_two_bedless (Desk *desk, gpointer data)
{
  return count_bedless (desk, VIGIL_ALARM_OPEN) == 2;
}

static void
test_each_red_without_a_bed_is_silenced_alone (DeskFixture *fixture, gconstpointer data)
{
  Desk *desk = fixture->desk;
  VigilTestSound *sound = (VigilTestSound *) data;
  vigil_test_sound_control (sound, "set-sink-mute ward 1");
  desk_mute_gateway (desk);
  vigil_test_broker_stop (desk_get_broker (desk));
  desk_wait (desk, "NO SOUND and LINK LOST", has_two_bedless, NULL, 30);
  desk_run (desk, 1); /* the guard of what moved */
  GtkWidget *first = get_strip_target (desk);
  GtkWidget *card = gtk_widget_get_parent (first);
  GtkWidget *second = gtk_widget_get_next_sibling (card);
  g_assert_true (VIGIL_IS_STRIP_CARD (second));
  g_assert_nonnull (desk_find_in (second, VIGIL_TYPE_SILENCE_BUTTON, NULL));
  vigil_silence_button_act (VIGIL_SILENCE_BUTTON (first));
  g_assert_cmpuint (count_bedless (desk, VIGIL_ALARM_SILENCED), ==, 1);
  g_assert_cmpuint (count_bedless (desk, VIGIL_ALARM_OPEN), ==, 1);
  vigil_test_sound_control (sound, "set-sink-mute ward 0");
}

static void
assert_volume (Desk *desk, guint percent, const char *words)
{
  const VigilVolume *volume = vigil_station_get_volume (desk_get_station (desk));
  g_autofree char *said = vigil_volume_control_describe (volume);
  g_assert_cmpuint (volume->percent, ==, percent);
  g_assert_true (g_str_has_prefix (said, words));
}

/* The ward of the fixture: 100 % by day and by night, floor 40. */
static void
test_volume_is_lowered_by_hand_and_not_below_the_floor (DeskFixture *fixture, gconstpointer data)
{
  Desk *desk = fixture->desk;
  gtk_widget_activate_action (desk_get_window (desk), "win.desk", NULL);
  desk_run (desk, 0.5);
  GtkWidget *control = desk_find (desk, VIGIL_TYPE_VOLUME_CONTROL);
  g_assert_nonnull (control);
  GtkWidget *row = gtk_widget_get_next_sibling (gtk_widget_get_first_child (control));
  GtkWidget *softer = gtk_widget_get_first_child (row);
  GtkWidget *louder = gtk_widget_get_last_child (row);
  g_assert_cmpint (gtk_widget_get_height (softer), >=, 56);
  g_assert_false (gtk_widget_is_sensitive (louder));
  assert_volume (desk, 100, "Medium and low alarms 100 %");
  for (guint i = 0; i < 9; i++)
    g_signal_emit_by_name (softer, "clicked");
  assert_volume (desk, 40, "Medium and low alarms 40 %, lowered until ");
  g_assert_false (gtk_widget_is_sensitive (softer));
  for (guint i = 0; i < 6; i++)
    g_signal_emit_by_name (louder, "clicked");
  assert_volume (desk, 100, "Medium and low alarms 100 %");
  g_assert_false (vigil_station_get_volume (desk_get_station (desk))->is_by_hand);
}

static void
add_tests (VigilTestSound *sound)
{
#define ADD(name)                                                                                  \
  g_test_add ("/desk/" #name, DeskFixture, sound, desk_set_up, test_##name, desk_tear_down)
  ADD (calm_says_how_many_beds_are_live);
  ADD (calm_says_what_is_silenced);
  ADD (strip_is_named_by_the_most_urgent);
  ADD (s_silences_the_most_urgent_bed_alone);
  ADD (a_key_that_repeats_acts_once);
  ADD (mouse_silences_at_once);
  ADD (enter_on_the_target_silences);
  ADD (activation_silences);
  ADD (target_that_just_changed_does_nothing);
  ADD (lost_link_says_to_go_to_the_bedsides);
  ADD (muted_loudspeaker_fills_the_banner);
  ADD (pages_open_beside_the_wall);
  ADD (numbers_only_has_no_targets_in_tiles);
  ADD (a_target_that_moved_with_the_wall_is_guarded);
  ADD (the_ring_is_where_the_focus_is);
  ADD (the_focus_goes_with_the_page);
  ADD (one_event_is_counted_once);
  ADD (diagnostics_say_how_the_wall_is_drawn);
  ADD (alarms_page_follows_the_alarm);
  ADD (bed_pages_follow_each_other);
  ADD (each_red_without_a_bed_is_silenced_alone);
  ADD (volume_is_lowered_by_hand_and_not_below_the_floor);
  g_test_add_data_func ("/desk/the_ring_is_seen_on_many_beds", sound,
                        test_the_ring_is_seen_on_many_beds);
#undef ADD
}

int
main (int argc, char **argv)
{
  return desk_main (argc, argv, add_tests);
}
