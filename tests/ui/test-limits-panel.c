/* SPDX-License-Identifier: GPL-3.0-or-later */

/* "Alarms and limits" on the bed page, and the list of what is off. */

#include "desk-fixture.h"
#include "vigil-alarms-page.h"
#include "vigil-limit-editor.h"
#include "vigil-limit-row.h"
#include "vigil-limits-panel.h"
#include "vigil-off-list.h"

#include <math.h>

static gboolean
is_named (GtkWidget *widget, const char *name)
{
  g_autofree char *other = gtk_test_accessible_check_property (GTK_ACCESSIBLE (widget),
                                                               GTK_ACCESSIBLE_PROPERTY_LABEL, name);
  return other == NULL;
}

/* The button of that accessible name below @root; NULL = none. */
static GtkWidget *
find_button (GtkWidget *root, const char *name)
{
  if (GTK_IS_BUTTON (root) && is_named (root, name))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find_button (child, name);
    if (found != NULL)
      return found;
  }
  return NULL;
}

static GtkWidget *
get_button (Desk *desk, const char *name)
{
  GtkWidget *button = find_button (desk_find (desk, VIGIL_TYPE_LIMITS_PANEL), name);
  g_assert_nonnull (button);
  return button;
}

static void
click (Desk *desk, const char *name)
{
  g_signal_emit_by_name (get_button (desk, name), "clicked");
}

static void
open_bed (Desk *desk)
{
  gtk_widget_activate_action (desk_get_window (desk), "win.bed", "u", 0);
  g_assert_nonnull (desk_find (desk, VIGIL_TYPE_LIMITS_PANEL));
}

static const VigilRequest *
get_request (Desk *desk)
{
  return vigil_ward_get_limit_request (vigil_station_get_ward (desk_get_station (desk)), 0,
                                       VIGIL_NUMERIC_SPO2);
}

static gboolean
is_confirmed (Desk *desk, gpointer data)
{
  return get_request (desk)->state == VIGIL_REQUEST_CONFIRMED;
}

static void
test_a_change_is_asked_for_and_confirmed_by_the_bed (DeskFixture *fixture, gconstpointer data)
{
  Desk *desk = fixture->desk;
  open_bed (desk);
  click (desk, "Change SpO₂ limits");
  click (desk, "SpO₂, Low limit: down");
  click (desk, "SpO₂, Low limit: down");
  click (desk, "Request SpO₂ limits");
  g_assert_nonnull (get_request (desk));
  g_assert_cmpint (get_request (desk)->state, ==, VIGIL_REQUEST_WAITING);
  g_assert_cmpfloat (get_request (desk)->command.limit.lo, ==, 88);
  g_assert_cmpfloat (get_request (desk)->command.limit.lo2, ==, 85);
  const VigilBed *bed = vigil_ward_get_bed (vigil_station_get_ward (desk_get_station (desk)), 0);
  g_assert_cmpfloat (bed->numerics[VIGIL_NUMERIC_SPO2].limit.lo, ==, 90);
  g_assert_false (gtk_widget_get_sensitive (get_button (desk, "Request SpO₂ limits")));
  VigilLimit limit = { VIGIL_NUMERIC_SPO2, 88, NAN, 85, NAN, TRUE, 0 };
  desk_set_limits (desk, 0, &limit, 1);
  desk_wait (desk, "the bed's word", is_confirmed, NULL, 10);
  g_assert_cmpfloat (bed->numerics[VIGIL_NUMERIC_SPO2].limit.lo, ==, 88);
}

static void
test_what_makes_no_sense_cannot_be_asked (DeskFixture *fixture, gconstpointer data)
{
  Desk *desk = fixture->desk;
  open_bed (desk);
  click (desk, "Change SpO₂ limits");
  GtkWidget *request = get_button (desk, "Request SpO₂ limits");
  for (guint i = 0; i < 5; i++) {
    click (desk, "SpO₂, Low, high priority: up");
    g_assert_true (gtk_widget_get_sensitive (request));
  }
  click (desk, "SpO₂, Low, high priority: up");
  g_assert_false (gtk_widget_get_sensitive (request));
  /* However often it is touched, it stays where a value can cross it. */
  for (guint i = 0; i < 200; i++)
    click (desk, "SpO₂, Low limit: up");
  g_assert_true (gtk_widget_get_sensitive (request));
  click (desk, "SpO₂ limits as they were");
  g_assert_null (get_request (desk));
}

static void
test_one_number_is_open_at_a_time (DeskFixture *fixture, gconstpointer data)
{
  Desk *desk = fixture->desk;
  open_bed (desk);
  click (desk, "Change SpO₂ limits");
  click (desk, "Change HR limits");
  GtkWidget *panel = desk_find (desk, VIGIL_TYPE_LIMITS_PANEL);
  g_assert_null (find_button (panel, "Request SpO₂ limits"));
  g_assert_nonnull (find_button (panel, "Request HR limits"));
}

static void
assert_large (GtkWidget *root)
{
  if (GTK_IS_BUTTON (root) && gtk_widget_get_mapped (root)) {
    g_assert_cmpint (gtk_widget_get_allocated_height (root), >=, 56);
    g_assert_cmpint (gtk_widget_get_allocated_width (root), >=, 56);
    g_assert_true (gtk_widget_get_focusable (root));
  }
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    assert_large (child);
}

static void
test_every_target_is_large (DeskFixture *fixture, gconstpointer data)
{
  Desk *desk = fixture->desk;
  open_bed (desk);
  click (desk, "Change HR limits");
  desk_run (desk, 0.5);
  assert_large (desk_find (desk, VIGIL_TYPE_LIMITS_PANEL));
}

static guint
count_off (Desk *desk)
{
  return vigil_off_list_get_n_rows (VIGIL_OFF_LIST (desk_find (desk, VIGIL_TYPE_OFF_LIST)));
}

static gboolean
has_one_off (Desk *desk, gpointer data)
{
  return count_off (desk) == 1;
}

static void
test_what_is_off_is_two_touches_away (DeskFixture *fixture, gconstpointer data)
{
  Desk *desk = fixture->desk;
  gtk_widget_activate_action (desk_get_window (desk), "win.alarms", NULL);
  vigil_alarms_page_show (VIGIL_ALARMS_PAGE (desk_find (desk, VIGIL_TYPE_ALARMS_PAGE)),
                          VIGIL_ALARMS_OFF);
  g_assert_cmpuint (count_off (desk), ==, 0);
  GtkWidget *list = desk_find (desk, VIGIL_TYPE_OFF_LIST);
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (desk_find_in (list, GTK_TYPE_LABEL, "empty"))),
                   ==, "Nothing is off");
  VigilLimit off = { VIGIL_NUMERIC_SPO2, 90, NAN, 85, NAN, FALSE, 0 };
  off.until_ms = g_get_real_time () / 1000 + 1800000;
  desk_set_limits (desk, 1, &off, 1);
  desk_wait (desk, "an entry", has_one_off, NULL, 10);
  g_assert_null (desk_find_in (list, GTK_TYPE_LABEL, "empty"));
  GtkWidget *what = desk_find_in (list, GTK_TYPE_LABEL, "what");
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (what)), ==, "SpO₂: alarm off");
}

static void
add_tests (VigilTestSound *sound)
{
#define ADD(name)                                                                                  \
  g_test_add ("/limits-panel/" #name, DeskFixture, sound, desk_set_up, test_##name, desk_tear_down)
  ADD (a_change_is_asked_for_and_confirmed_by_the_bed);
  ADD (what_makes_no_sense_cannot_be_asked);
  ADD (one_number_is_open_at_a_time);
  ADD (every_target_is_large);
  ADD (what_is_off_is_two_touches_away);
#undef ADD
}

int
main (int argc, char **argv)
{
  return desk_main (argc, argv, add_tests);
}
