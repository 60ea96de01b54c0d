/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The desktop's text size: what is read at arm's length follows it, whole and in its place, up to
 * twice its usual size on the smallest window and on a usual one; what is read from afar does not
 * notice (docs/ux.md). */

#include "desk-fixture.h"
#include "glove.h"
#include "vigil-alarms-page.h"
#include "vigil-attention-strip.h"
#include "vigil-banner.h"
#include "vigil-desk.h"
#include "vigil-fold.h"
#include "vigil-page-frame.h"
#include "vigil-rail.h"
#include "vigil-settings.h"
#include "vigil-silence-button.h"
#include "vigil-split.h"
#include "vigil-strip-card.h"
#include "vigil-text-size.h"
#include "vigil-wall.h"
#include "vigil-window.h"

#include <math.h>
#include <string.h>

#define STRIP_PX 96
#define PAGE_SHARE_MOST 0.55 /* ux.md, "Frame" */
#define STILL_PX 2 /* what no eye sees and no finger feels */

/* --- Setting it up --- */

static void
set_percent (int percent)
{
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", percent * 96 * PANGO_SCALE / 100, NULL);
}

typedef struct {
  int width, height;
} Size;

static gboolean
has_size (Desk *desk, gpointer data)
{
  const Size *size = data;
  GtkWidget *window = desk_get_window (desk);
  return gtk_widget_get_width (window) == size->width
         && gtk_widget_get_height (window) == size->height;
}

static void
resize (Desk *desk, Size size)
{
  gtk_window_set_default_size (GTK_WINDOW (desk_get_window (desk)), size.width, size.height);
  desk_wait (desk, "the size of the window", has_size, &size, 15);
  desk_run (desk, 0.3);
}

/* An alarm of each kind of row, limits, and a bed that is on no wall. */
static Desk *
make_desk (VigilTestSound *sound)
{
  const VigilLimit limits[] = {
    { VIGIL_NUMERIC_HR, 50, 120, 40, 140, TRUE, 0 },
    { VIGIL_NUMERIC_SPO2, 90, NAN, 85, NAN, TRUE, 0 },
  };
  Desk *desk = desk_new_with (sound, "[sector north]\nbeds=01;02\n[sector south]\nbeds=03;04\n");
  desk_set_limits (desk, 1, limits, G_N_ELEMENTS (limits));
  desk_raise (desk, 1, ASYSTOLE, "ASYSTOLE", VIGIL_PRIORITY_HIGH);
  desk_raise (desk, 2, AF, "AF", VIGIL_PRIORITY_MEDIUM);
  desk_wait_open (desk, 1, "ASYSTOLE");
  desk_wait_open (desk, 2, "AF");
  return desk;
}

static GtkWidget *
find_button (GtkWidget *root, const char *label)
{
  if (!gtk_widget_get_visible (root))
    return NULL;
  if (GTK_IS_BUTTON (root) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (root)), label) == 0)
    return root;
  GtkWidget *found = NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_button (child, label);
  return found;
}

static void
click (Desk *desk, const char *label)
{
  GtkWidget *button = find_button (desk_find (desk, VIGIL_TYPE_PAGE_FRAME), label);
  if (button == NULL)
    g_error ("no target \"%s\"", label);
  g_signal_emit_by_name (button, "clicked");
}

/* --- What is looked at --- */

/* A page, and what is touched there to see more of it: labels, one after the other. */
static const struct {
  const char *name;
  VigilPage page;
  const char *touched[3];
} STATES[] = {
  { "now", VIGIL_PAGE_ALARMS, { NULL } },
  { "history", VIGIL_PAGE_ALARMS, { "History" } },
  { "off", VIGIL_PAGE_ALARMS, { "Off right now" } },
  { "review", VIGIL_PAGE_ALARMS, { "Review" } },
  { "this desk", VIGIL_PAGE_DESK, { NULL } },
  { "who", VIGIL_PAGE_WHO, { NULL } },
  { "check", VIGIL_PAGE_CHECK, { NULL } },
  { "diagnostics", VIGIL_PAGE_DIAGNOSTICS, { NULL } },
  { "keys", VIGIL_PAGE_KEYS, { NULL } },
  { "bed", VIGIL_PAGE_BED, { NULL } },
  { "bed, limits", VIGIL_PAGE_BED, { "Change" } },
  { "bed, care", VIGIL_PAGE_BED, { "Care · 5 min", "Discharge…" } },
  { "bed, staff", VIGIL_PAGE_BED, { "Staff at bedside", "Resuscitation", "Admit…" } },
};

/* To the top: what lies under the header is in nobody's way. */
static void
scroll_up (GtkWidget *widget)
{
  if (GTK_IS_SCROLLABLE (widget))
    gtk_adjustment_set_value (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (widget)), 0);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    scroll_up (child);
}

static void
open_state (Desk *desk, guint state)
{
  VigilDesk *widget = VIGIL_DESK (desk_find (desk, VIGIL_TYPE_DESK));
  if (STATES[state].page == VIGIL_PAGE_BED)
    vigil_desk_show_bed (widget, 1);
  else
    vigil_desk_show (widget, STATES[state].page);
  for (guint i = 0; i < G_N_ELEMENTS (STATES[state].touched); i++)
    if (STATES[state].touched[i] != NULL)
      click (desk, STATES[state].touched[i]);
  /* The record has answered, what was opened has its place. */
  desk_run (desk, 0.6);
  scroll_up (desk_find (desk, VIGIL_TYPE_PAGE_FRAME));
  desk_run (desk, 0.1);
}

/* --- What is asked of it --- */

typedef struct {
  const char *where;
  GtkWidget *page;
  GPtrArray *labels; /* that are shown */
} Look;

static void
check_line (const Look *look, PangoLayout *layout, int i, const PangoLogAttr *attrs)
{
  const char *text = pango_layout_get_text (layout);
  PangoLayoutLine *line = pango_layout_get_line_readonly (layout, i);
  glong at = g_utf8_pointer_to_offset (text, text + line->start_index);
  if (!attrs[at].is_line_break)
    desk_complain ("%s: a word of \"%s\" is torn", look->where, text);
}

static void
check_label (const Look *look, GtkWidget *label)
{
  int wide, high, n_attrs;
  const char *text = gtk_label_get_text (GTK_LABEL (label));
  PangoLayout *layout = gtk_label_get_layout (GTK_LABEL (label));
  if (pango_layout_is_ellipsized (layout))
    desk_complain ("%s: \"%s\" is cut", look->where, text);
  pango_layout_get_pixel_size (layout, &wide, &high);
  if (gtk_widget_get_width (label) < wide || gtk_widget_get_height (label) < high)
    desk_complain ("%s: \"%s\" has %d×%d and wants %d×%d", look->where, text,
                   gtk_widget_get_width (label), gtk_widget_get_height (label), wide, high);
  const PangoLogAttr *attrs = pango_layout_get_log_attrs_readonly (layout, &n_attrs);
  for (int i = 1; i < pango_layout_get_line_count (layout); i++)
    check_line (look, layout, i, attrs);
}

static void
check_sides (const Look *look, GtkWidget *widget)
{
  graphene_rect_t bounds;
  g_assert_true (gtk_widget_compute_bounds (widget, look->page, &bounds));
  float left = bounds.origin.x, right = left + bounds.size.width;
  if (left < -0.5f || right > (float) gtk_widget_get_width (look->page) + 0.5f)
    desk_complain ("%s: %s from %.0f to %.0f in a page of %d", look->where,
                   G_OBJECT_TYPE_NAME (widget), (double) left, (double) right,
                   gtk_widget_get_width (look->page));
}

static void
look_at (Look *look, GtkWidget *widget)
{
  if (!gtk_widget_get_mapped (widget) || GTK_IS_SCROLLBAR (widget))
    return;
  if (widget != look->page)
    check_sides (look, widget);
  if (GTK_IS_LABEL (widget)) {
    check_label (look, widget);
    g_ptr_array_add (look->labels, widget);
  }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    look_at (look, child);
}

/* Of labels that scroll together: others may well pass below the header. */
static void
check_overlap (const Look *look, GtkWidget *a, GtkWidget *b)
{
  graphene_rect_t first, second, both;
  GType scroller = GTK_TYPE_SCROLLED_WINDOW;
  if (gtk_widget_get_ancestor (a, scroller) != gtk_widget_get_ancestor (b, scroller))
    return;
  g_assert_true (gtk_widget_compute_bounds (a, look->page, &first));
  g_assert_true (gtk_widget_compute_bounds (b, look->page, &second));
  if (graphene_rect_intersection (&first, &second, &both) && both.size.width > 0.5f
      && both.size.height > 0.5f)
    desk_complain ("%s: \"%s\" lies over \"%s\"", look->where, gtk_label_get_text (GTK_LABEL (a)),
                   gtk_label_get_text (GTK_LABEL (b)));
}

static void
check_page (const char *where, GtkWidget *page)
{
  int least;
  graphene_rect_t bounds;
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();
  Look look = { where, page, labels };
  gtk_widget_measure (page, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  g_assert_true (gtk_widget_compute_bounds (page, page, &bounds));
  if ((float) least > bounds.size.width)
    desk_complain ("%s: %d px wide, and has %.0f", where, least, (double) bounds.size.width);
  look_at (&look, page);
  for (guint i = 0; i < labels->len; i++)
    for (guint j = 0; j < i; j++)
      check_overlap (&look, g_ptr_array_index (labels, i), g_ptr_array_index (labels, j));
  g_assert_cmpuint (labels->len, >, 3);
  glove_check (where, page);
}

static void
check_states (Desk *desk, Size size, const char *direction)
{
  GtkWidget *frame;
  resize (desk, size);
  for (guint i = 0; i < G_N_ELEMENTS (STATES); i++) {
    g_autofree char *where =
        g_strdup_printf ("%d×%d %s, %s", size.width, size.height, direction, STATES[i].name);
    open_state (desk, i);
    frame = desk_find (desk, VIGIL_TYPE_PAGE_FRAME);
    check_page (where, frame);
    if (gtk_widget_get_width (frame) > PAGE_SHARE_MOST * size.width)
      desk_complain ("%s: %d px wide", where, gtk_widget_get_width (frame));
  }
}

static const Size SMALL = { 1280, 800 }, USUAL = { 1920, 1080 };

static void
test_every_page_is_whole_at_every_size (gconstpointer data)
{
  static const int PERCENT[] = { 200, 100 };
  g_autoptr (Desk) desk = make_desk ((VigilTestSound *) data);
  for (guint i = 0; i < G_N_ELEMENTS (PERCENT); i++) {
    g_autofree char *percent = g_strdup_printf ("at %d %%", PERCENT[i]);
    set_percent (PERCENT[i]);
    check_states (desk, SMALL, percent);
  }
  set_percent (200);
  check_states (desk, USUAL, "at 200 %");
  set_percent (100);
}

static void
test_every_page_is_whole_read_from_the_right (gconstpointer data)
{
  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  g_autoptr (Desk) desk = make_desk ((VigilTestSound *) data);
  set_percent (200);
  check_states (desk, SMALL, "from the right");
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
  set_percent (100);
}

/* A short tap on a high alarm brings Confirm beside its target, which is about to be held. */
static void
test_a_target_stays_when_confirm_comes (gconstpointer data)
{
  static const int PERCENT[] = { 100, 125, 150, 175, 200 };
  g_autoptr (Desk) desk = make_desk ((VigilTestSound *) data);
  for (guint i = 0; i < 2 * G_N_ELEMENTS (PERCENT); i++) {
    graphene_rect_t before, after;
    set_percent (PERCENT[i / 2]);
    resize (desk, i % 2 == 0 ? SMALL : USUAL);
    vigil_desk_show (VIGIL_DESK (desk_find (desk, VIGIL_TYPE_DESK)), VIGIL_PAGE_ALARMS);
    desk_run (desk, 0.2);
    GtkWidget *frame = desk_find (desk, VIGIL_TYPE_PAGE_FRAME);
    GtkWidget *target = desk_find_in (frame, VIGIL_TYPE_SILENCE_BUTTON, NULL);
    g_assert_true (gtk_widget_compute_bounds (target, frame, &before));
    g_signal_emit_by_name (target, "hold-wanted");
    desk_run (desk, 0.2);
    g_assert_nonnull (desk_find_in (frame, GTK_TYPE_BUTTON, "confirm"));
    check_page ("Confirm", frame);
    g_assert_true (gtk_widget_compute_bounds (target, frame, &after));
    if (fabs ((double) (before.origin.x - after.origin.x)) > 0.5
        || fabs ((double) (before.origin.y - after.origin.y)) > STILL_PX)
      desk_complain ("%d %%: the target moves from %.0f, %.0f to %.0f, %.0f", PERCENT[i / 2],
                     (double) before.origin.x, (double) before.origin.y, (double) after.origin.x,
                     (double) after.origin.y);
  }
  set_percent (100);
}

static GtkWidget *
find_popover (GtkWidget *choice)
{
  GtkWidget *child = gtk_widget_get_first_child (choice);
  while (child != NULL && !GTK_IS_POPOVER (child))
    child = gtk_widget_get_next_sibling (child);
  return child;
}

/* The attention strip is never covered (ux.md, "Frame"), by a list that opens upwards least: on a
 * screen as large as the window. */
static void
check_lists (Desk *desk, GtkWidget *widget, guint *n)
{
  if (GTK_IS_DROP_DOWN (widget) && gtk_widget_get_mapped (widget)) {
    GtkWidget *popover = find_popover (widget);
    gtk_popover_popup (GTK_POPOVER (popover));
    desk_run (desk, 0.2);
    graphene_rect_t place;
    float height = (float) gtk_widget_get_height (popover);
    g_assert_true (gtk_widget_compute_bounds (widget, desk_get_window (desk), &place));
    float above = place.origin.y - height, below = place.origin.y + place.size.height + height;
    g_test_message ("a list of %.0f px, from %.0f or to %.0f", (double) height, (double) above,
                    (double) below);
    if (below > (float) SMALL.height && above < STRIP_PX)
      desk_complain ("a list covers the attention strip");
    gtk_popover_popdown (GTK_POPOVER (popover));
    desk_run (desk, 0.2);
    (*n)++;
    return;
  }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    check_lists (desk, child, n);
}

static void
test_no_list_covers_the_strip (gconstpointer data)
{
  g_autoptr (Desk) desk = make_desk ((VigilTestSound *) data);
  for (int percent = 100; percent <= 200; percent += 50) {
    guint n = 0;
    set_percent (percent);
    resize (desk, SMALL);
    vigil_desk_show (VIGIL_DESK (desk_find (desk, VIGIL_TYPE_DESK)), VIGIL_PAGE_ALARMS);
    click (desk, "History");
    desk_run (desk, 0.4);
    GtkWidget *frame = desk_find (desk, VIGIL_TYPE_PAGE_FRAME);
    GtkWidget *fold = gtk_widget_get_first_child (desk_find_in (frame, VIGIL_TYPE_FOLD, NULL));
    if (gtk_widget_get_mapped (fold))
      g_signal_emit_by_name (fold, "clicked");
    desk_run (desk, 0.2);
    check_lists (desk, frame, &n);
    g_assert_cmpuint (n, ==, 4);
  }
  set_percent (100);
}

static void
test_the_first_page_is_whole (gconstpointer data)
{
  g_autoptr (Desk) desk = desk_new ((VigilTestSound *) data);
  GtkApplication *app = gtk_window_get_application (GTK_WINDOW (desk_get_window (desk)));
  GtkWidget *window = vigil_window_new_with_problem (
      app, "/etc/vigil/station.conf:\n[station] ward: is missing\n[beds] order: no bed is named");
  set_percent (200);
  gtk_window_set_default_size (GTK_WINDOW (window), SMALL.width, SMALL.height);
  gtk_window_present (GTK_WINDOW (window));
  desk_run (desk, 0.6);
  check_page ("welcome", gtk_window_get_child (GTK_WINDOW (window)));
  gtk_window_destroy (GTK_WINDOW (window));
  set_percent (100);
}

/* --- Sizes --- */

static double
get_letters_px (GtkWidget *root, GType type, const char *css_class)
{
  GtkWidget *widget = desk_find_in (root, type, css_class);
  if (widget == NULL)
    g_error ("no %s", css_class);
  PangoContext *context = gtk_widget_get_pango_context (widget);
  const PangoFontDescription *font = pango_context_get_font_description (context);
  return (double) pango_font_description_get_size (font) / PANGO_SCALE;
}

static void
check_letters (Desk *desk, double scale)
{
  static const struct {
    VigilPage page;
    const char *css_class;
    double px; /* at the usual text size */
  } LETTERS[] = {
    { VIGIL_PAGE_ALARMS, "page-title", 26 }, { VIGIL_PAGE_ALARMS, "page-heading", 18 },
    { VIGIL_PAGE_ALARMS, "text", 24 },       { VIGIL_PAGE_ALARMS, "number", 34 },
    { VIGIL_PAGE_ALARMS, "stars", 18 },      { VIGIL_PAGE_ALARMS, "when", 19 },
    { VIGIL_PAGE_DESK, "identity", 22 },     { VIGIL_PAGE_DESK, "condition", 19 },
    { VIGIL_PAGE_DIAGNOSTICS, "name", 17 },  { VIGIL_PAGE_BED, "value", 30 },
  };
  VigilPage page = VIGIL_PAGE_WARD;
  VigilDesk *widget = VIGIL_DESK (desk_find (desk, VIGIL_TYPE_DESK));
  for (guint i = 0; i < G_N_ELEMENTS (LETTERS); i++) {
    if (LETTERS[i].page == VIGIL_PAGE_BED)
      vigil_desk_show_bed (widget, 1);
    else if (LETTERS[i].page != page)
      vigil_desk_show (widget, LETTERS[i].page);
    page = LETTERS[i].page;
    desk_run (desk, 0.1);
    GtkWidget *frame = desk_find (desk, VIGIL_TYPE_PAGE_FRAME);
    g_test_message ("%s", LETTERS[i].css_class);
    g_assert_cmpfloat_with_epsilon (get_letters_px (frame, GTK_TYPE_LABEL, LETTERS[i].css_class),
                                    scale * LETTERS[i].px, 0.01);
  }
}

static void
test_letters_are_as_large_as_the_desktop_says (gconstpointer data)
{
  g_autoptr (Desk) desk = make_desk ((VigilTestSound *) data);
  set_percent (100);
  check_letters (desk, 1);
  set_percent (150);
  check_letters (desk, 1.5);
  /* There is no room for more, and no less can be read. */
  set_percent (300);
  check_letters (desk, 2);
  set_percent (60);
  check_letters (desk, 1);
  set_percent (100);
}

static void
test_a_size_that_was_chosen_stands (gconstpointer data)
{
  g_autoptr (Desk) desk = make_desk ((VigilTestSound *) data);
  vigil_desk_show (VIGIL_DESK (desk_find (desk, VIGIL_TYPE_DESK)), VIGIL_PAGE_DESK);
  click (desk, "125 %");
  check_letters (desk, 1.25);
  set_percent (150);
  check_letters (desk, 1.25);
  g_settings_reset (vigil_settings_get (gdk_display_get_default ()), VIGIL_SETTING_TEXT_SIZE);
  check_letters (desk, 1.5);
  set_percent (100);
}

static void
test_any_dots_per_inch_are_a_size (void)
{
  g_assert_cmpuint (vigil_text_size_choose ("automatic", -1), ==, 100);
  g_assert_cmpuint (vigil_text_size_choose ("automatic", 96 * 1024), ==, 100);
  g_assert_cmpuint (vigil_text_size_choose ("automatic", 120 * 1024), ==, 125);
  g_assert_cmpuint (vigil_text_size_choose ("automatic", 108134), ==, 110);
  g_assert_cmpuint (vigil_text_size_choose ("automatic", 192 * 1024), ==, 200);
  g_assert_cmpuint (vigil_text_size_choose ("automatic", 400 * 1024), ==, 200);
  g_assert_cmpuint (vigil_text_size_choose ("automatic", 72 * 1024), ==, 100);
  g_assert_cmpuint (vigil_text_size_choose ("150", 96 * 1024), ==, 150);
  g_assert_cmpuint (vigil_text_size_choose ("1000", 96 * 1024), ==, 100);
  g_assert_cmpuint (vigil_text_size_choose (NULL, 144 * 1024), ==, 150);
}

/* --- What is read from afar --- */

#define N_PLACES_MAX 64

typedef struct {
  GtkWidget *widgets[N_PLACES_MAX];
  graphene_rect_t places[N_PLACES_MAX];
  double letters_px[N_PLACES_MAX];
  guint n;
} Frame;

/* Everything in the window but pages, which are closed, and the rail's icons. */
static void
take_places (Desk *desk, GtkWidget *widget, Frame *frame)
{
  if (!gtk_widget_get_mapped (widget) || GTK_IS_IMAGE (widget))
    return;
  g_assert_cmpuint (frame->n, <, N_PLACES_MAX);
  frame->widgets[frame->n] = widget;
  g_assert_true (
      gtk_widget_compute_bounds (widget, desk_get_window (desk), &frame->places[frame->n]));
  frame->letters_px[frame->n] =
      GTK_IS_LABEL (widget) ? get_letters_px (widget, GTK_TYPE_LABEL, NULL) : 0;
  frame->n++;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    take_places (desk, child, frame);
}

static void
test_what_is_read_from_afar_keeps_its_size (gconstpointer data)
{
  g_autoptr (Desk) desk = make_desk ((VigilTestSound *) data);
  GtkWidget *wall = desk_find (desk, VIGIL_TYPE_WALL);
  Frame usual = { .n = 0 }, large = { .n = 0 };
  resize (desk, SMALL);
  take_places (desk, desk_get_window (desk), &usual);
  VigilLayout layout = *vigil_wall_get_layout (VIGIL_WALL (wall));
  set_percent (200);
  desk_run (desk, 0.6);
  take_places (desk, desk_get_window (desk), &large);
  /* Strip with two cards and their targets, rail, four tiles with two targets, banner. */
  g_assert_cmpuint (usual.n, >, 24);
  g_assert_cmpuint (usual.n, ==, large.n);
  for (guint i = 0; i < usual.n; i++) {
    const graphene_rect_t *a = &usual.places[i], *b = &large.places[i];
    g_assert_true (usual.widgets[i] == large.widgets[i]);
    if (!graphene_rect_equal (a, b) || usual.letters_px[i] < large.letters_px[i])
      desk_complain ("%s: %.1f×%.1f at %.1f, %.1f, was %.1f×%.1f at %.1f, %.1f",
                     G_OBJECT_TYPE_NAME (usual.widgets[i]), (double) b->size.width,
                     (double) b->size.height, (double) b->origin.x, (double) b->origin.y,
                     (double) a->size.width, (double) a->size.height, (double) a->origin.x,
                     (double) a->origin.y);
  }
  g_assert_cmpmem (&layout, sizeof layout, vigil_wall_get_layout (VIGIL_WALL (wall)),
                   sizeof layout);
  set_percent (100);
}

static void
add_tests (VigilTestSound *sound)
{
  g_test_add_func ("/text-size/any_dots_per_inch_are_a_size", test_any_dots_per_inch_are_a_size);
#define ADD(name) g_test_add_data_func ("/text-size/" #name, sound, test_##name)
  ADD (letters_are_as_large_as_the_desktop_says);
  ADD (a_size_that_was_chosen_stands);
  ADD (what_is_read_from_afar_keeps_its_size);
  ADD (every_page_is_whole_at_every_size);
  ADD (every_page_is_whole_read_from_the_right);
  ADD (a_target_stays_when_confirm_comes);
  ADD (no_list_covers_the_strip);
  ADD (the_first_page_is_whole);
#undef ADD
}

int
main (int argc, char **argv)
{
  return desk_main (argc, argv, add_tests);
}
