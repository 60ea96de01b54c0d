/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#include "vigil-alarm-list.h"
#include "vigil-alarms-page.h"
#include "vigil-history-filter.h"
#include "vigil-history-list.h"
#include "vigil-history-page.h"
#include "vigil-history-row.h"
#include "vigil-load-section.h"
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
  GtkWidget *targets[8] = { NULL };
  guint n = list_targets (fixture, targets, G_N_ELEMENTS (targets));
  g_assert_cmpuint (n, >=, 2);
  for (guint i = 0; i < n; i++) {
    g_assert_cmpint (gtk_widget_get_height (targets[i]), >=, 56);
    g_assert_cmpint (gtk_widget_get_width (targets[i]), >=, 56);
    g_assert_true (gtk_widget_get_focusable (targets[i]));
  }
}

static gboolean
is_active (Desk *desk, gpointer target)
{
  return gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (target));
}

static void
test_the_keyboard_reaches_every_section (Fixture *fixture, gconstpointer data)
{
  GtkWidget *targets[8] = { NULL };
  guint n = list_targets (fixture, targets, G_N_ELEMENTS (targets));
  g_assert_true (gtk_widget_grab_focus (targets[0]));
  for (guint i = 1; i < n; i++) {
    desk_run (fixture->desk, 0.5); /* a key counts again when it was up for 400 ms */
    desk_input (fixture->desk, "key Tab");
    desk_input (fixture->desk, "key space");
    desk_wait (fixture->desk, "the section", is_active, targets[i], 5);
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

/* ── History ────────────────────────────────────────────────────────────────────────────────── */

#define ASYSTOLE "MDC_EVT_ECG_ASYSTOLE"
#define AF "MDC_EVT_ECG_ATR_FIB"

static void
show (Fixture *fixture, VigilAlarmsSection section)
{
  vigil_alarms_page_show (get_page (fixture), section);
}

static guint
count_rows (Desk *desk)
{
  GtkWidget *list = desk_find (desk, VIGIL_TYPE_HISTORY_LIST);
  if (list == NULL)
    return 0;
  return g_list_model_get_n_items (vigil_history_list_get_items (VIGIL_HISTORY_LIST (list)));
}

static gboolean
has_rows (Desk *desk, gpointer data)
{
  return count_rows (desk) == GPOINTER_TO_UINT (data);
}

static gboolean
is_row_silenced (Desk *desk, gpointer data)
{
  GtkWidget *row = desk_find (desk, VIGIL_TYPE_HISTORY_ROW);
  GtkWidget *state = row != NULL ? desk_find_in (row, GTK_TYPE_LABEL, "state") : NULL;
  return state != NULL
         && g_str_has_prefix (gtk_label_get_label (GTK_LABEL (state)), "Silenced after");
}

/* Two beds, each with an alarm; bed 2's is high. */
static void
raise_two (Fixture *fixture)
{
  desk_raise (fixture->desk, 2, AF, "AF", VIGIL_PRIORITY_MEDIUM);
  desk_wait_open (fixture->desk, 2, "AF");
  desk_raise (fixture->desk, 1, ASYSTOLE, "ASYSTOLE", VIGIL_PRIORITY_HIGH);
  desk_wait_open (fixture->desk, 1, "ASYSTOLE");
}

static const char *
get_text (GtkWidget *row, const char *css_class)
{
  return gtk_label_get_label (GTK_LABEL (desk_find_in (row, GTK_TYPE_LABEL, css_class)));
}

static void
test_history_follows_what_happens (Fixture *fixture, gconstpointer data)
{
  Desk *desk = fixture->desk;
  show (fixture, VIGIL_ALARMS_HISTORY);
  raise_two (fixture);
  desk_wait (desk, "two rows", has_rows, GUINT_TO_POINTER (2), 10);
  desk_run (desk, 0.3);
  /* The newest first. */
  GtkWidget *row = desk_find (desk, VIGIL_TYPE_HISTORY_ROW);
  g_assert_cmpstr (get_text (row, "number"), ==, "2");
  g_assert_cmpstr (get_text (row, "text"), ==, "ASYSTOLE");
  g_assert_cmpstr (get_text (row, "state"), ==, "Not silenced");
  g_assert_true (g_str_has_suffix (get_text (row, "when"), "stands · high priority"));
  desk_input (desk, "key s");
  desk_wait_silenced (desk, 1, "ASYSTOLE");
  desk_wait (desk, "silenced", is_row_silenced, NULL, 10);
  g_autofree char *name =
      g_strdup_printf ("Bed 2: ASYSTOLE, %s, %s", get_text (row, "when"), get_text (row, "state"));
  g_assert_true (desk_has_name (row, name));
  g_assert_true (g_str_has_suffix (name, " · this desk"));
}

static void
test_the_filter_leaves_the_others_out (Fixture *fixture, gconstpointer data)
{
  Desk *desk = fixture->desk;
  raise_two (fixture);
  show (fixture, VIGIL_ALARMS_HISTORY);
  desk_wait (desk, "two rows", has_rows, GUINT_TO_POINTER (2), 10);
  desk_run (desk, 0.3); /* until it has its size */
  GtkWidget *filter = desk_find (desk, VIGIL_TYPE_HISTORY_FILTER);
  GtkWidget *bed = desk_find_in (filter, GTK_TYPE_DROP_DOWN, NULL);
  g_assert_cmpint (gtk_widget_get_height (bed), >=, 56);
  /* All, none, then the beds. */
  gtk_drop_down_set_selected (GTK_DROP_DOWN (bed), 2 + 2);
  desk_wait (desk, "one row", has_rows, GUINT_TO_POINTER (1), 10);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (bed), 0);
  desk_wait (desk, "two rows", has_rows, GUINT_TO_POINTER (2), 10);
  GtkWidget *text = desk_find_in (filter, GTK_TYPE_SEARCH_ENTRY, NULL);
  g_assert_cmpint (gtk_widget_get_height (text), >=, 56);
  gtk_editable_set_text (GTK_EDITABLE (text), "asys");
  desk_wait (desk, "one row", has_rows, GUINT_TO_POINTER (1), 10);
  gtk_editable_set_text (GTK_EDITABLE (text), "nothing such");
  desk_wait (desk, "no row", has_rows, GUINT_TO_POINTER (0), 10);
}

static void
test_letters_in_the_search_are_no_commands (Fixture *fixture, gconstpointer data)
{
  Desk *desk = fixture->desk;
  raise_two (fixture);
  show (fixture, VIGIL_ALARMS_HISTORY);
  desk_wait (desk, "two rows", has_rows, GUINT_TO_POINTER (2), 10);
  GtkWidget *text =
      desk_find_in (desk_find (desk, VIGIL_TYPE_HISTORY_FILTER), GTK_TYPE_SEARCH_ENTRY, NULL);
  g_assert_true (gtk_widget_grab_focus (text));
  desk_input (desk, "type --delay 500 sad");
  desk_run (desk, 0.5);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (text)), ==, "sad");
  g_assert_cmpint (desk_get_phase (desk, 1, "ASYSTOLE"), ==, VIGIL_ALARM_OPEN);
  g_assert_cmpint (vigil_alarms_page_get_section (get_page (fixture)), ==, VIGIL_ALARMS_HISTORY);
}

static gboolean
is_saved_said (Desk *desk, gpointer data)
{
  GtkWidget *saved = desk_find_in (desk_get_window (desk), GTK_TYPE_LABEL, "saved");
  return saved != NULL && g_str_has_prefix (gtk_label_get_label (GTK_LABEL (saved)), data);
}

static void
test_saving_says_how_many_or_why_not (Fixture *fixture, gconstpointer data)
{
  Desk *desk = fixture->desk;
  raise_two (fixture);
  show (fixture, VIGIL_ALARMS_HISTORY);
  desk_wait (desk, "two rows", has_rows, GUINT_TO_POINTER (2), 10);
  VigilHistoryPage *page = VIGIL_HISTORY_PAGE (desk_find (desk, VIGIL_TYPE_HISTORY_PAGE));
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("vigil-csv-XXXXXX", &error);
  g_assert_no_error (error);
  g_autofree char *path = g_build_filename (folder, "record.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  vigil_history_page_save (page, file);
  desk_wait (desk, "saved", is_saved_said, (char *) "2 alarms saved", 10);
  g_autofree char *csv = NULL;
  g_assert_true (g_file_get_contents (path, &csv, NULL, NULL));
  g_assert_nonnull (strstr (csv, ",high,physiological,MDC_EVT_ECG_ASYSTOLE,ASYSTOLE,"));
  g_autofree char *nowhere = g_build_filename (folder, "missing", "record.csv", NULL);
  g_autoptr (GFile) lost = g_file_new_for_path (nowhere);
  vigil_history_page_save (page, lost);
  desk_wait (desk, "not saved", is_saved_said, (char *) "Not saved: ", 10);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static gboolean
is_load_shown (Desk *desk, gpointer data)
{
  GtkWidget *total = desk_find_in (desk_get_window (desk), GTK_TYPE_LABEL, "load-total");
  return total != NULL && g_str_has_prefix (gtk_label_get_label (GTK_LABEL (total)), data);
}

static void
test_review_counts_the_load (Fixture *fixture, gconstpointer data)
{
  Desk *desk = fixture->desk;
  raise_two (fixture);
  show (fixture, VIGIL_ALARMS_REVIEW);
  desk_wait (desk, "the load", is_load_shown,
             (char *) "2 alarms: 1 high, 1 medium. 2 of patients, 0 technical.", 10);
  GtkWidget *bar = desk_find (desk, GTK_TYPE_LEVEL_BAR);
  g_assert_nonnull (bar);
  g_assert_true (desk_has_name (bar, "Bed 2"));
}

static void
add_tests (VigilTestSound *sound)
{
#define ADD(name) g_test_add ("/alarms-page/" #name, Fixture, sound, set_up, test_##name, tear_down)
  ADD (it_begins_with_now);
  ADD (every_section_has_a_large_target);
  ADD (the_keyboard_reaches_every_section);
  ADD (the_page_stays_longer_while_something_is_in_use);
  ADD (history_follows_what_happens);
  ADD (the_filter_leaves_the_others_out);
  ADD (letters_in_the_search_are_no_commands);
  ADD (saving_says_how_many_or_why_not);
  ADD (review_counts_the_load);
#undef ADD
}

int
main (int argc, char **argv)
{
  return desk_main (argc, argv, add_tests);
}
