/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Every target of every page under a glove. At a scale of 2 the logical sizes are the same, so that
 * is twice the pixels for the same hand; test-monitors has finer pixels at a scale of 1. */

#include "desk-fixture.h"
#include "glove.h"
#include "vigil-alarms-page.h"
#include "vigil-attention-strip.h"
#include "vigil-desk.h"
#include "vigil-page-frame.h"
#include "vigil-silence-button.h"
#include "vigil-wall.h"
#include "vigil-window.h"

#define TARGET_PX 56
#define APART_PX 16

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

/* What is behind a touch on the alarms page, and where the program starts without a ward. */
static void
test_every_target_of_history_review_and_welcome (gconstpointer data)
{
  static const struct {
    VigilAlarmsSection section;
    const char *name;
    guint least;
  } SECTIONS[] = { { VIGIL_ALARMS_HISTORY, "history", 4 }, { VIGIL_ALARMS_REVIEW, "review", 4 } };
  Desk *desk = desk_new ((VigilTestSound *) data);
  desk_raise (desk, 2, AF, "AF", VIGIL_PRIORITY_MEDIUM);
  desk_wait_open (desk, 2, "AF");
  vigil_desk_show (VIGIL_DESK (desk_find (desk, VIGIL_TYPE_DESK)), VIGIL_PAGE_ALARMS);
  for (guint i = 0; i < G_N_ELEMENTS (SECTIONS); i++) {
    vigil_alarms_page_show (VIGIL_ALARMS_PAGE (desk_find (desk, VIGIL_TYPE_ALARMS_PAGE)),
                            SECTIONS[i].section);
    check_page (desk, SECTIONS[i].name, SECTIONS[i].least);
  }
  GtkWidget *welcome =
      vigil_window_new (gtk_window_get_application (GTK_WINDOW (desk_get_window (desk))), NULL);
  gtk_window_present (GTK_WINDOW (welcome));
  desk_run (desk, 0.8);
  g_assert_cmpuint (glove_check ("welcome", welcome), >=, 1);
  gtk_window_destroy (GTK_WINDOW (welcome));
  desk_free (desk);
}

static GdkRectangle
find_size (GtkWidget *root, GtkWidget *widget)
{
  graphene_rect_t bounds;
  g_assert_nonnull (widget);
  g_assert_true (gtk_widget_compute_bounds (widget, root, &bounds));
  return (GdkRectangle){ (int) bounds.origin.x, (int) bounds.origin.y, (int) bounds.size.width,
                         (int) bounds.size.height };
}

/* The sizes that ux.md gives by name, and a tile as a target: what of it can be touched ends so far
 * inside that two of them are apart, numbers-only tiles too. */
static void
test_strip_target_and_tiles_have_their_own_sizes (gconstpointer data)
{
  Desk *desk = desk_new ((VigilTestSound *) data);
  GtkWidget *window = desk_get_window (desk);
  VigilWall *wall = VIGIL_WALL (desk_find (desk, VIGIL_TYPE_WALL));
  desk_raise (desk, 1, ASYSTOLE, "ASYSTOLE", VIGIL_PRIORITY_HIGH);
  desk_wait_open (desk, 1, "ASYSTOLE");
  GdkRectangle strip =
      find_size (window, desk_find_in (desk_find (desk, VIGIL_TYPE_ATTENTION_STRIP),
                                       VIGIL_TYPE_SILENCE_BUTTON, NULL));
  GdkRectangle tile =
      find_size (window, desk_find_in (GTK_WIDGET (wall), VIGIL_TYPE_SILENCE_BUTTON, NULL));
  g_assert_cmpint (strip.width, >=, 160);
  g_assert_cmpint (strip.height, >=, 72);
  g_assert_cmpint (tile.width, >=, 120);
  g_assert_cmpint (tile.height, >=, 72);
  for (guint numbers = 0; numbers < 2; numbers++) {
    vigil_wall_set_mode (wall, numbers == 0 ? VIGIL_LAYOUT_AUTO : VIGIL_LAYOUT_NUMBERS, 0);
    desk_run (desk, 0.5);
    for (GtkWidget *bed = gtk_widget_get_first_child (GTK_WIDGET (wall)); bed != NULL;
         bed = gtk_widget_get_next_sibling (bed)) {
      int width = gtk_widget_get_width (bed), height = gtk_widget_get_height (bed);
      g_assert_cmpint (MIN (width, height) - 10, >=, TARGET_PX);
      g_assert_true (gtk_widget_contains (bed, width / 2.0, height / 2.0));
      g_assert_true (gtk_widget_contains (bed, 6, 6));
      g_assert_false (gtk_widget_contains (bed, 4, height / 2.0));
      g_assert_false (gtk_widget_contains (bed, width - 4, height / 2.0));
      g_assert_false (gtk_widget_contains (bed, width / 2.0, 4));
      g_assert_false (gtk_widget_contains (bed, width / 2.0, height - 4));
    }
  }
  /* Between two tiles. */
  const VigilLayout *layout = vigil_wall_get_layout (wall);
  const GdkRectangle *first = &layout->tiles[0].tile, *next = &layout->tiles[1].tile;
  int gap = MAX (next->y - first->y - first->height, next->x - first->x - first->width);
  g_assert_cmpint (gap + 10, >=, APART_PX);
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

static void
add_tests (VigilTestSound *sound)
{
#define ADD(name) g_test_add_data_func ("/gloves/" #name, sound, test_##name)
  ADD (every_target_of_every_page);
  ADD (every_target_of_history_review_and_welcome);
  ADD (strip_target_and_tiles_have_their_own_sizes);
  ADD (keys_are_named_as_they_are_printed);
  ADD (the_frame_around_them);
#undef ADD
}

int
main (int argc, char **argv)
{
  return desk_main (argc, argv, add_tests);
}
