/* SPDX-License-Identifier: GPL-3.0-or-later */

/* "Off right now" as a nurse reads it: what, who and until when. */

#include "desk-fixture.h"
#include "vigil-alarms-page.h"
#include "vigil-off-list.h"
#include "vigil-volume.h"

static GtkWidget *
open_list (Desk *desk)
{
  gtk_widget_activate_action (desk_get_window (desk), "win.alarms", NULL);
  vigil_alarms_page_show (VIGIL_ALARMS_PAGE (desk_find (desk, VIGIL_TYPE_ALARMS_PAGE)),
                          VIGIL_ALARMS_OFF);
  return desk_find (desk, VIGIL_TYPE_OFF_LIST);
}

static gboolean
has_one_row (Desk *desk, gpointer list)
{
  return vigil_off_list_get_n_rows (list) == 1;
}

static gboolean
has_no_row (Desk *desk, gpointer list)
{
  return vigil_off_list_get_n_rows (list) == 0;
}

static const char *
read_label (GtkWidget *list, const char *css_class)
{
  GtkWidget *label = desk_find_in (list, GTK_TYPE_LABEL, css_class);
  return label != NULL ? gtk_label_get_label (GTK_LABEL (label)) : "";
}

/* What a clock shows in @seconds from now. */
static char *
dup_clock (gint64 seconds)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autoptr (GDateTime) then = g_date_time_add_seconds (now, (double) seconds);
  return g_date_time_format (then, "%H:%M");
}

/* The detail of the row: "until 14:50 · 4:59 left · since 14:45 · N. Okafor …"; the minute may have
 * turned. */
static void
assert_detail (GtkWidget *list, gint64 length_s, const char *since, const char *who)
{
  const char *detail = read_label (list, "detail");
  g_autofree char *end = dup_clock (length_s);
  g_autofree char *end_before = dup_clock (length_s - 5);
  g_autofree char *until = g_strdup_printf ("until %s · ", end);
  g_autofree char *until_before = g_strdup_printf ("until %s · ", end_before);
  g_autofree char *begun = g_strdup_printf (" left · since %s · %s", since, who);
  g_test_message ("%s", detail);
  g_assert_true (g_str_has_prefix (detail, until) || g_str_has_prefix (detail, until_before));
  g_assert_nonnull (strstr (detail, begun));
}

/* Each row is a button whose name says all of it. */
static void
assert_named (GtkWidget *list, const char *format)
{
  GtkWidget *row = desk_find_in (list, GTK_TYPE_BUTTON, "offrow");
  g_autofree char *name =
      g_strdup_printf ("%s%s. %s", format, read_label (list, "what"), read_label (list, "detail"));
  g_assert_true (desk_has_name (row, name));
}

static void
test_a_suspension_says_who_and_until (DeskFixture *fixture, gconstpointer data)
{
  Desk *desk = fixture->desk;
  VigilStation *station = desk_get_station (desk);
  GtkWidget *list = open_list (desk);
  g_autofree char *since = dup_clock (0);
  VigilSuspensionOrder order = { .mode = VIGIL_SUSPENSION_CARE, .reason = "wash" };
  g_assert_cmpint (vigil_station_suspend (station, 1, &order, "N. Okafor"), ==, VIGIL_REFUSAL_NONE);
  desk_wait (desk, "a row", has_one_row, list, 3);
  g_assert_cmpstr (read_label (list, "number"), ==, "2");
  g_assert_true (g_str_has_prefix (read_label (list, "what"), "Care "));
  assert_detail (list, 5 * 60, since, "N. Okafor");
  assert_named (list, "Bed 2: ");
  g_assert_cmpint (vigil_station_resume (station, 1, "N. Okafor"), ==, VIGIL_REFUSAL_NONE);
  desk_wait (desk, "nothing is off", has_no_row, list, 3);
  g_assert_cmpstr (read_label (list, "empty"), ==, "Nothing is off");
}

/* 100 % by day and by night in this ward: lowered by hand until the day or the night is over. */
static void
test_a_lowered_volume_says_who_and_until (DeskFixture *fixture, gconstpointer data)
{
  Desk *desk = fixture->desk;
  VigilStation *station = desk_get_station (desk);
  GtkWidget *list = open_list (desk);
  g_autofree char *since = dup_clock (0);
  g_assert_true (vigil_station_set_volume (station, 60, "N. Okafor"));
  desk_wait (desk, "a row", has_one_row, list, 3);
  const VigilVolume *volume = vigil_station_get_volume (station);
  gint64 length_s = (volume->until_mono_us - vigil_station_now (station).mono_us) / G_USEC_PER_SEC;
  g_assert_cmpint (length_s, >, 0);
  g_assert_cmpint (length_s, <=, 12 * 3600);
  g_assert_cmpstr (read_label (list, "number"), ==, "");
  g_assert_cmpstr (read_label (list, "what"), ==,
                   "Volume of medium and low alarms: 60 %, by day 100 %");
  assert_detail (list, length_s + 1, since, "N. Okafor");
  assert_named (list, "");
  g_assert_true (vigil_station_set_volume (station, 100, "N. Okafor"));
  desk_wait (desk, "nothing is off", has_no_row, list, 3);
}

static void
add_tests (VigilTestSound *sound)
{
#define ADD(name)                                                                                  \
  g_test_add ("/off-list/" #name, DeskFixture, sound, desk_set_up, test_##name, desk_tear_down)
  ADD (a_suspension_says_who_and_until);
  ADD (a_lowered_volume_says_who_and_until);
#undef ADD
}

int
main (int argc, char **argv)
{
  return desk_main (argc, argv, add_tests);
}
