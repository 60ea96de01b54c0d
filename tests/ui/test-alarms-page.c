/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk-fixture.h"

#include "vigil-alarm-list.h"
#include "vigil-alarms-page.h"
#include "vigil-page-frame.h"

typedef struct {
  Desk *desk;
} Fixture;

static VigilAlarmsPage *
get_page (Fixture *fixture)
{
  GtkWidget *page = desk_find (fixture->desk, VIGIL_TYPE_ALARMS_PAGE);
  g_assert_nonnull (page);
  return VIGIL_ALARMS_PAGE (page);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->desk = desk_new ((VigilTestSound *) data);
  gtk_widget_activate_action (desk_get_window (fixture->desk), "win.alarms", NULL);
  desk_run (fixture->desk, 0.3);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  desk_free (fixture->desk);
}

/* The targets of the sections, in order; at most @max. */
static guint
list_targets (Fixture *fixture, GtkWidget **targets, guint max)
{
  guint n = 0;
  GtkWidget *row = desk_find_in (GTK_WIDGET (get_page (fixture)), GTK_TYPE_BOX, "sections");
  for (GtkWidget *child = gtk_widget_get_first_child (row); child != NULL && n < max;
       child = gtk_widget_get_next_sibling (child))
    targets[n++] = child;
  return n;
}

static void
test_it_begins_with_now (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (vigil_alarms_page_get_section (get_page (fixture)), ==, VIGIL_ALARMS_NOW);
  g_assert_nonnull (desk_find (fixture->desk, VIGIL_TYPE_ALARM_LIST));
}

static void
test_every_section_has_a_large_target (Fixture *fixture, gconstpointer data)
{
  GtkWidget *targets[8];
  guint n = list_targets (fixture, targets, G_N_ELEMENTS (targets));
  g_assert_cmpuint (n, >=, 2);
  for (guint i = 0; i < n; i++) {
    g_assert_cmpint (gtk_widget_get_height (targets[i]), >=, 56);
    g_assert_cmpint (gtk_widget_get_width (targets[i]), >=, 56);
    g_assert_true (gtk_widget_get_focusable (targets[i]));
  }
}

static void
test_the_keyboard_reaches_every_section (Fixture *fixture, gconstpointer data)
{
  GtkWidget *targets[8];
  guint n = list_targets (fixture, targets, G_N_ELEMENTS (targets));
  g_assert_true (gtk_widget_grab_focus (targets[0]));
  for (guint i = 1; i < n; i++) {
    desk_input (fixture->desk, "key Tab");
    desk_input (fixture->desk, "key space");
    desk_run (fixture->desk, 0.3);
    g_assert_true (gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (targets[i])));
    g_autofree char *pressed = gtk_test_accessible_check_state (
        GTK_ACCESSIBLE (targets[i]), GTK_ACCESSIBLE_STATE_PRESSED, GTK_ACCESSIBLE_TRISTATE_TRUE);
    g_assert_null (pressed);
  }
  g_assert_cmpint (vigil_alarms_page_get_section (get_page (fixture)), ==, VIGIL_ALARMS_REVIEW);
}

static void
test_the_page_stays_longer_while_something_is_in_use (Fixture *fixture, gconstpointer data)
{
  GtkWidget *frame = desk_find (fixture->desk, VIGIL_TYPE_PAGE_FRAME);
  GtkWidget *page = GTK_WIDGET (get_page (fixture));
  g_assert_cmpuint (vigil_page_frame_get_stay_s (VIGIL_PAGE_FRAME (frame)), ==, 60);
  vigil_page_frame_set_in_use (page, TRUE);
  g_assert_cmpuint (vigil_page_frame_get_stay_s (VIGIL_PAGE_FRAME (frame)), ==, 300);
  vigil_page_frame_set_in_use (page, FALSE);
  g_assert_cmpuint (vigil_page_frame_get_stay_s (VIGIL_PAGE_FRAME (frame)), ==, 60);
  GtkWidget *entry = gtk_entry_new ();
  gtk_box_append (GTK_BOX (page), entry);
  g_assert_true (gtk_widget_grab_focus (entry));
  g_assert_cmpuint (vigil_page_frame_get_stay_s (VIGIL_PAGE_FRAME (frame)), ==, 300);
}

int
main (int argc, char **argv)
{
  if (!vigil_test_sound_init ()) {
    g_print ("1..0 # SKIP no sound server\n");
    return 0;
  }
  gtk_test_init (&argc, &argv, NULL);
  VigilTestSound *sound = vigil_test_sound_new ();
#define ADD(name) g_test_add ("/alarms-page/" #name, Fixture, sound, set_up, test_##name, tear_down)
  ADD (it_begins_with_now);
  ADD (every_section_has_a_large_target);
  ADD (the_keyboard_reaches_every_section);
  ADD (the_page_stays_longer_while_something_is_in_use);
#undef ADD
  int status = g_test_run ();
  vigil_test_sound_free (sound);
  return status;
}
