/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a nurse does to a bed on its page: from the pointer to the ward and its saved record, with a
 * real broker and a real store. */

#include "desk-fixture.h"
#include "vigil-bed-face.h"
#include "vigil-page-frame.h"
#include "vigil-split.h"
#include "vigil-stay-panel.h"
#include "vigil-suspend-panel.h"
#include "vigil-suspension-words.h"

typedef struct {
  Desk *desk;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->desk = desk_new ((VigilTestSound *) data);
  gtk_widget_activate_action (desk_get_window (fixture->desk), "win.bed", "u", 1);
  desk_run (fixture->desk, 1); /* the guard of what moved */
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  desk_free (fixture->desk);
}

static const VigilBed *
get_bed (Desk *desk)
{
  return vigil_ward_get_bed (vigil_station_get_ward (desk_get_station (desk)), 1);
}

/* The button below @root whose label begins or ends with @label and that can be seen. */
static GtkWidget *
find_button (GtkWidget *root, const char *label)
{
  if (!gtk_widget_get_visible (root))
    return NULL;
  if (GTK_IS_BUTTON (root)) {
    const char *text = gtk_button_get_label (GTK_BUTTON (root));
    gboolean is_it =
        text != NULL && (g_str_has_prefix (text, label) || g_str_has_suffix (text, label));
    return is_it ? root : NULL;
  }
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find_button (child, label);
    if (found != NULL)
      return found;
  }
  return NULL;
}

static GtkWidget *
get_suspend_panel (Desk *desk)
{
  return desk_find (desk, VIGIL_TYPE_SUSPEND_PANEL);
}

static GtkWidget *
get_stay_panel (Desk *desk)
{
  return desk_find (desk, VIGIL_TYPE_STAY_PANEL);
}

static void
touch (Desk *desk, GtkWidget *panel, const char *label)
{
  GtkWidget *button = find_button (panel, label);
  g_assert_nonnull (button);
  /* ux.md: a gloved finger. */
  g_assert_cmpint (gtk_widget_get_height (button), >=, 56);
  g_signal_emit_by_name (button, "clicked");
  desk_run (desk, .1);
}

static void
click (Desk *desk, GtkWidget *panel, const char *label)
{
  GtkWidget *button = find_button (panel, label);
  int x, y;
  g_assert_nonnull (button);
  desk_find_middle (desk, button, &x, &y);
  g_autofree char *arguments = g_strdup_printf ("mousemove %d %d click 1", x, y);
  desk_input (desk, arguments);
  desk_run (desk, .3);
}

static GtkWidget *
find_entry (GtkWidget *root, const char *placeholder)
{
  if (GTK_IS_ENTRY (root)) {
    const char *text = gtk_entry_get_placeholder_text (GTK_ENTRY (root));
    return text != NULL && g_str_has_prefix (text, placeholder) ? root : NULL;
  }
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = find_entry (child, placeholder);
    if (found != NULL)
      return found;
  }
  return NULL;
}

static void
write_entry (Desk *desk, GtkWidget *panel, const char *placeholder, const char *text)
{
  GtkWidget *entry = find_entry (panel, placeholder);
  g_assert_nonnull (entry);
  g_assert_cmpint (gtk_widget_get_height (entry), >=, 56);
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
}

static const char *
get_refusal (GtkWidget *panel)
{
  GtkWidget *label = desk_find_in (panel, GTK_TYPE_LABEL, "refusal");
  return label != NULL && gtk_widget_get_visible (label) ? gtk_label_get_label (GTK_LABEL (label))
                                                         : "";
}

static const char *
get_title (Desk *desk)
{
  GtkWidget *frame = desk_find (desk, VIGIL_TYPE_PAGE_FRAME);
  return gtk_label_get_label (GTK_LABEL (desk_find_in (frame, GTK_TYPE_LABEL, "page-title")));
}

static gboolean
is_saved (Desk *desk, gpointer data)
{
  return vigil_station_get_delivery (desk_get_station (desk), data) == VIGIL_DELIVERY_SAVED;
}

/* With the pointer: from the wall this is the fourth touch. */
static void
test_away_is_three_touches_on_the_page (Fixture *fixture, gconstpointer data)
{
  Desk *desk = fixture->desk;
  click (desk, get_suspend_panel (desk), "Away");
  click (desk, get_suspend_panel (desk), "CT");
  /* Nothing is chosen that was not touched. */
  for (guint i = 0; i < 3; i++) {
    const char *const times[] = { "\n15 min", "\n60 min", "\n4 h" };
    GtkWidget *button = find_button (get_suspend_panel (desk), times[i]);
    g_assert_nonnull (button);
    g_assert_false (gtk_widget_has_css_class (button, "chosen"));
  }
  click (desk, get_suspend_panel (desk), "\n60 min");
  const VigilBed *bed = get_bed (desk);
  g_assert_cmpint (bed->suspension, ==, VIGIL_SUSPENSION_AWAY);
  g_assert_cmpstr (bed->suspended_reason, ==, "CT");
  VigilNow now = vigil_station_now (desk_get_station (desk));
  g_assert_cmpint (bed->suspended_until_us - now.mono_us, >, 59 * 60 * (gint64) G_USEC_PER_SEC);
  desk_wait (desk, "saved here", is_saved, (gpointer) bed->suspended_id, 10);
  /* Nothing more is asked. */
  g_assert_null (find_button (get_suspend_panel (desk), "CT"));
}

/* ux.md, "Frame": at most 55 % of the width. */
static void
test_one_long_word_makes_the_page_no_wider (Fixture *fixture, gconstpointer data)
{
  Desk *desk = fixture->desk;
  g_autofree char *word = g_strnfill (60, 'W');
  VigilSuspensionOrder order = { VIGIL_SUSPENSION_CARE, word, 0 };
  g_assert_cmpint (vigil_station_suspend (desk_get_station (desk), 1, &order, ""), ==,
                   VIGIL_REFUSAL_NONE);
  desk_raise (desk, 2, AF, word, VIGIL_PRIORITY_MEDIUM);
  desk_wait_open (desk, 2, word);
  GtkWidget *frame = desk_find (desk, VIGIL_TYPE_PAGE_FRAME);
  int whole = gtk_widget_get_width (gtk_widget_get_ancestor (frame, VIGIL_TYPE_SPLIT));
  for (guint i = 0; i < 2; i++) {
    desk_run (desk, 0.5);
    g_assert_cmpint (gtk_widget_get_width (frame), <=, whole * 55 / 100);
    gtk_widget_activate_action (desk_get_window (desk), "win.alarms", NULL);
  }
}

static void
test_one_touch_resumes (Fixture *fixture, gconstpointer data)
{
  Desk *desk = fixture->desk;
  touch (desk, get_suspend_panel (desk), "Care");
  touch (desk, get_suspend_panel (desk), "Wash");
  g_assert_cmpint (get_bed (desk)->suspension, ==, VIGIL_SUSPENSION_CARE);
  touch (desk, get_suspend_panel (desk), "Resume monitoring");
  g_assert_cmpint (get_bed (desk)->suspension, ==, VIGIL_SUSPENSION_NONE);
  g_assert_null (find_button (get_suspend_panel (desk), "Resume monitoring"));
}

static void
test_staff_asks_for_a_name_and_is_renewed (Fixture *fixture, gconstpointer data)
{
  Desk *desk = fixture->desk;
  touch (desk, get_suspend_panel (desk), "Staff");
  touch (desk, get_suspend_panel (desk), "Resuscitation");
  touch (desk, get_suspend_panel (desk), "Suspend 10 min");
  g_assert_cmpstr (get_refusal (get_suspend_panel (desk)), ==, "Enter a name");
  write_entry (desk, get_suspend_panel (desk), "Who", "N. Okafor");
  touch (desk, get_suspend_panel (desk), "Suspend 10 min");
  g_assert_cmpint (get_bed (desk)->suspension, ==, VIGIL_SUSPENSION_STAFF);
  g_assert_cmpstr (get_bed (desk)->suspended_by, ==, "N. Okafor");
  gint64 until_us = get_bed (desk)->suspended_until_us;
  touch (desk, get_suspend_panel (desk), "10 min more");
  g_assert_cmpint (get_bed (desk)->suspended_until_us, >, until_us);
  g_assert_cmpstr (get_bed (desk)->suspended_by, ==, "N. Okafor");
}

static void
test_whoever_is_signed_in_is_at_the_bedside (Fixture *fixture, gconstpointer data)
{
  Desk *desk = fixture->desk;
  g_assert_true (vigil_station_set_signed_in (desk_get_station (desk), "K. Meier"));
  touch (desk, get_suspend_panel (desk), "Staff");
  touch (desk, get_suspend_panel (desk), "Resuscitation");
  g_assert_cmpint (get_bed (desk)->suspension, ==, VIGIL_SUSPENSION_STAFF);
  g_assert_cmpstr (get_bed (desk)->suspended_by, ==, "K. Meier");
}

static void
test_away_with_a_red_open_is_refused_in_words (Fixture *fixture, gconstpointer data)
{
  Desk *desk = fixture->desk;
  desk_raise (desk, 1, ASYSTOLE, "ASYSTOLE", VIGIL_PRIORITY_HIGH);
  desk_wait_open (desk, 1, "ASYSTOLE");
  touch (desk, get_suspend_panel (desk), "Away");
  g_assert_cmpstr (get_refusal (get_suspend_panel (desk)), ==,
                   "Bed 2 has a high alarm open: silence it first");
  touch (desk, get_suspend_panel (desk), "CT");
  g_autofree char *back =
      vigil_words_time_of_day (vigil_station_now (desk_get_station (desk)).wall_ms + 15 * 60000);
  touch (desk, get_suspend_panel (desk), back);
  g_assert_cmpint (get_bed (desk)->suspension, ==, VIGIL_SUSPENSION_NONE);
  g_assert_cmpstr (get_refusal (get_suspend_panel (desk)), !=, "");
}

static void
test_discharge_is_asked_once_and_then_somebody_is_admitted (Fixture *fixture, gconstpointer data)
{
  Desk *desk = fixture->desk;
  touch (desk, get_stay_panel (desk), "Discharge…");
  g_assert_cmpint (get_bed (desk)->identity.as_of_ms, ==, 0);
  touch (desk, get_stay_panel (desk), "Cancel");
  touch (desk, get_stay_panel (desk), "Discharge…");
  touch (desk, get_stay_panel (desk), "Discharge bed 2");
  g_assert_cmpint (get_bed (desk)->identity.as_of_ms, !=, 0);
  g_assert_false (get_bed (desk)->identity.is_occupied);
  desk_wait (desk, "saved here", is_saved, (gpointer) get_bed (desk)->stay_id, 10);
  g_assert_null (find_button (get_stay_panel (desk), "Discharge"));

  touch (desk, get_stay_panel (desk), "Admit…");
  touch (desk, get_stay_panel (desk), "Admit to bed 2");
  g_assert_cmpstr (get_refusal (get_stay_panel (desk)), ==, "Enter a name");
  write_entry (desk, get_stay_panel (desk), "Family", " Testperson ");
  write_entry (desk, get_stay_panel (desk), "Birth", "2099-01-01");
  touch (desk, get_stay_panel (desk), "Admit to bed 2");
  g_assert_cmpstr (get_refusal (get_stay_panel (desk)), !=, "");
  write_entry (desk, get_stay_panel (desk), "Birth", "1951-03-14");
  touch (desk, get_stay_panel (desk), "Admit to bed 2");
  g_assert_cmpstr (get_bed (desk)->identity.name, ==, "Testperson");
  g_assert_true (get_bed (desk)->identity.is_occupied);
  g_assert_cmpint (get_bed (desk)->identity.age_days, >, 365 * 70);
  g_assert_cmpstr (get_title (desk), ==, "Bed 2 · Testperson");
  touch (desk, get_stay_panel (desk), "Discharge…");
  touch (desk, get_stay_panel (desk), "Discharge bed 2");
  g_assert_cmpstr (get_title (desk), ==, "Bed 2 · NO NAME");
  desk_wait (desk, "saved here", is_saved, (gpointer) get_bed (desk)->stay_id, 10);
}

static void
test_targets_have_accessible_names (Fixture *fixture, gconstpointer data)
{
  Desk *desk = fixture->desk;
  touch (desk, get_suspend_panel (desk), "Away");
  touch (desk, get_suspend_panel (desk), "X-ray");
  GtkWidget *button = find_button (get_suspend_panel (desk), "\n30 min");
  g_autofree char *time = g_strndup (gtk_button_get_label (GTK_BUTTON (button)), 5);
  g_autofree char *name = g_strdup_printf ("Back at %s, in 30 min", time);
  g_assert_true (desk_has_name (button, name));
}

static void
add_tests (VigilTestSound *sound)
{
#define ADD(name) g_test_add ("/bed-acts/" #name, Fixture, sound, set_up, test_##name, tear_down)
  ADD (away_is_three_touches_on_the_page);
  ADD (one_long_word_makes_the_page_no_wider);
  ADD (one_touch_resumes);
  ADD (staff_asks_for_a_name_and_is_renewed);
  ADD (whoever_is_signed_in_is_at_the_bedside);
  ADD (away_with_a_red_open_is_refused_in_words);
  ADD (discharge_is_asked_once_and_then_somebody_is_admitted);
  ADD (targets_have_accessible_names);
#undef ADD
}

int
main (int argc, char **argv)
{
  return desk_main (argc, argv, add_tests);
}
