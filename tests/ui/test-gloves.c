/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Every target of every page under a glove. Run at a scale of 1 and of 2. */

#include "desk-fixture.h"
#include "glove.h"
#include "vigil-attention-strip.h"
#include "vigil-desk.h"
#include "vigil-page-frame.h"
#include "vigil-silence-button.h"
#include "vigil-wall.h"

static void
check_page (Desk *desk, const char *where, guint least)
{
  desk_run (desk, 0.8);
  guint n = glove_check (where, desk_find (desk, VIGIL_TYPE_PAGE_FRAME));
  g_test_message ("%s: %u targets", where, n);
  g_assert_cmpuint (n, >=, least);
}

static void
test_every_target_of_every_page (gconstpointer data)
{
  static const struct {
    VigilPage page;
    const char *name;
    guint least;
  } PAGES[] = {
    { VIGIL_PAGE_ALARMS, "alarms", 2 }, { VIGIL_PAGE_DIAGNOSTICS, "diagnostics", 1 },
    { VIGIL_PAGE_KEYS, "keys", 1 },     { VIGIL_PAGE_WHO, "who", 1 },
    { VIGIL_PAGE_DESK, "desk", 12 },    { VIGIL_PAGE_CHECK, "check", 3 },
  };
  Desk *desk = desk_new_with ((VigilTestSound *) data,
                              "[sector north]\nbeds=01;02\n[sector south]\nbeds=03;04\n");
  VigilDesk *widget = VIGIL_DESK (desk_find (desk, VIGIL_TYPE_DESK));
  desk_raise (desk, 1, ASYSTOLE, "ASYSTOLE", VIGIL_PRIORITY_HIGH);
  desk_raise (desk, 2, AF, "AF", VIGIL_PRIORITY_MEDIUM);
  desk_wait_open (desk, 1, "ASYSTOLE");
  desk_wait_open (desk, 2, "AF");
  for (guint i = 0; i < G_N_ELEMENTS (PAGES); i++) {
    vigil_desk_show (widget, PAGES[i].page);
    check_page (desk, PAGES[i].name, PAGES[i].least);
  }
  vigil_desk_show_bed (widget, 1);
  check_page (desk, "bed", 8);
  desk_free (desk);
}

static guint
count_labels (GtkWidget *widget, const char *text)
{
  guint n = GTK_IS_LABEL (widget) && g_str_equal (gtk_label_get_label (GTK_LABEL (widget)), text);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_labels (child, text);
  return n;
}

static void
test_keys_are_named_as_they_are_printed (gconstpointer data)
{
  Desk *desk = desk_new ((VigilTestSound *) data);
  vigil_desk_show (VIGIL_DESK (desk_find (desk, VIGIL_TYPE_DESK)), VIGIL_PAGE_KEYS);
  desk_run (desk, 0.5);
  GtkWidget *page = desk_find (desk, VIGIL_TYPE_PAGE_FRAME);
  g_assert_cmpuint (count_labels (page, "Page Up"), ==, 1);
  g_assert_cmpuint (count_labels (page, "Page_Up"), ==, 0);
  desk_free (desk);
}

static void
test_the_frame_around_them (gconstpointer data)
{
  Desk *desk = desk_new ((VigilTestSound *) data);
  GtkWidget *widget = desk_find (desk, VIGIL_TYPE_DESK);
  for (guint bed = 0; bed < DESK_BEDS; bed++) {
    desk_raise (desk, bed, ASYSTOLE, "ASYSTOLE", VIGIL_PRIORITY_HIGH);
    desk_wait_open (desk, bed, "ASYSTOLE");
  }
  /* The rail, the strip with four reds, and the target of each tile. */
  g_assert_cmpuint (glove_check ("rail, strip and wall", widget), >=, 5 + 1 + 2 * DESK_BEDS);
  desk_free (desk);
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
#define ADD(name) g_test_add_data_func ("/gloves/" #name, sound, test_##name)
  ADD (every_target_of_every_page);
  ADD (keys_are_named_as_they_are_printed);
  ADD (the_frame_around_them);
#undef ADD
  int status = g_test_run ();
  vigil_test_sound_free (sound);
  return status;
}
