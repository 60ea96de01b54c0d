/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The whole window on screens that are not 16:9, or far finer (docs/ux.md, "Frame", "The wall",
 * "Gloves"): strip, rail, wall, a page beside it and the line at the foot, from one bed to 64, calm
 * and in a storm. The screen is as large as the X server says; its millimetres are an argument.
 * What the tiles and the strip write is seen where it is drawn: the linker wraps the calls. */

#include "desk-fixture.h"

#include <X11/Xlib.h>
#include <X11/extensions/Xrandr.h>
#include <string.h>

#include "glove.h"
#include "vigil-attention-strip.h"
#include "vigil-banner.h"
#include "vigil-desk.h"
#include "vigil-page-frame.h"
#include "vigil-rail.h"
#include "vigil-silence-button.h"
#include "vigil-strip-card.h"
#include "vigil-strip-status.h"
#include "vigil-units.h"
#include "vigil-wall-bed.h"
#include "vigil-wall.h"
#include "vigil-window.h"

#define TARGET_PX 56
#define APART_PX 16
#define APART_PX 16
#define TILE_EDGE_PX 5 /* what of a tile is no target, on each side */
#define PAGE_SHARE_MOST 0.55
#define STRIP_PX 96
#define RAIL_PX 56
/* The smallest letters of a painted text, in px of the usual monitor: no rule of ux.md goes below.
 */
#define CAP_SHARE 0.7273
#define STRIP_CAP_LEAST 8.0

/* ── What is written ────────────────────────────────────────────────────────────────────────── */

typedef struct {
  char *text;
  double cap;
  gboolean is_cut, is_tile;
} Written;

static GArray *all_written; /* since the last look; NULL: nobody wants to know */

void __real_pango_cairo_show_layout (cairo_t *cr, PangoLayout *layout);
void __wrap_pango_cairo_show_layout (cairo_t *cr, PangoLayout *layout);
void
__real_gtk_snapshot_append_layout (GtkSnapshot *snapshot, PangoLayout *layout, const GdkRGBA *rgba);
void
__wrap_gtk_snapshot_append_layout (GtkSnapshot *snapshot, PangoLayout *layout, const GdkRGBA *rgba);

static void
note (PangoLayout *layout, double scale, gboolean is_tile)
{
  const PangoFontDescription *font = pango_layout_get_font_description (layout);
  if (all_written == NULL || font == NULL)
    return;
  double size = (double) pango_font_description_get_size (font) / PANGO_SCALE;
  Written written = { g_strdup (pango_layout_get_text (layout)), size * CAP_SHARE * scale,
                      pango_layout_is_ellipsized (layout), is_tile };
  g_array_append_val (all_written, written);
}

void
__wrap_pango_cairo_show_layout (cairo_t *cr, PangoLayout *layout)
{
  cairo_matrix_t matrix;
  cairo_get_matrix (cr, &matrix);
  note (layout, matrix.yy, TRUE);
  __real_pango_cairo_show_layout (cr, layout);
}

void
__wrap_gtk_snapshot_append_layout (GtkSnapshot *snapshot, PangoLayout *layout, const GdkRGBA *rgba)
{
  note (layout, 1, FALSE);
  __real_gtk_snapshot_append_layout (snapshot, layout, rgba);
}

static void
clear_written (gpointer data)
{
  g_free (((Written *) data)->text);
}

/* ── The screen ─────────────────────────────────────────────────────────────────────────────── */

typedef struct {
  int width, height, width_mm, height_mm;
} Glass;

static Glass screen;

/* Xvfb tells no millimetres by itself. */
static void
tell_millimetres (void)
{
  Display *display = XOpenDisplay (NULL);
  g_assert_nonnull (display);
  Window root = DefaultRootWindow (display);
  screen.width = DisplayWidth (display, DefaultScreen (display));
  screen.height = DisplayHeight (display, DefaultScreen (display));
  XRRScreenResources *resources = XRRGetScreenResources (display, root);
  XRRMonitorInfo *monitor = XRRAllocateMonitor (display, 1);
  monitor->name = XInternAtom (display, "known", False);
  monitor->width = screen.width, monitor->height = screen.height;
  monitor->mwidth = screen.width_mm, monitor->mheight = screen.height_mm;
  monitor->outputs[0] = resources->outputs[0];
  XRRSetMonitor (display, root, monitor);
  XRRFreeMonitors (monitor);
  XRRFreeScreenResources (resources);
  XSync (display, False);
  XCloseDisplay (display);
}

static gboolean
fills_the_screen (Desk *desk, gpointer data)
{
  GtkWidget *window = desk_get_window (desk);
  return gtk_widget_get_width (window) == screen.width
         && gtk_widget_get_height (window) == screen.height;
}

/* ── Looking ────────────────────────────────────────────────────────────────────────────────── */

typedef struct {
  Desk *desk;
  GtkWidget *window;
  double magnification;
  char *where;
  gboolean is_squeezed; /* more than half a wall of numbers in half of a small screen */
  gboolean has_confirm; /* for five seconds, nearer to its edges than a target is */
} Look;

static graphene_rect_t
find_place (const Look *look, GtkWidget *widget)
{
  graphene_rect_t bounds;
  g_assert_true (gtk_widget_compute_bounds (widget, look->window, &bounds));
  return bounds;
}

static gboolean
overlap (const graphene_rect_t *a, const graphene_rect_t *b)
{
  graphene_rect_t both;
  return graphene_rect_intersection (a, b, &both) && both.size.width > 0.5f
         && both.size.height > 0.5f;
}

static gboolean
holds (const graphene_rect_t *outer, const graphene_rect_t *inner)
{
  graphene_rect_t slack = *outer;
  graphene_rect_inset (&slack, -0.5f, -0.5f);
  return graphene_rect_contains_rect (&slack, inner);
}

static void
complain_of_two (const Look *look,
                 const char *what,
                 const graphene_rect_t *a,
                 const graphene_rect_t *b)
{
  desk_complain ("%s: %s: %.0f×%.0f at %.0f, %.0f and %.0f×%.0f at %.0f, %.0f", look->where, what,
                 (double) a->size.width, (double) a->size.height, (double) a->origin.x,
                 (double) a->origin.y, (double) b->size.width, (double) b->size.height,
                 (double) b->origin.x, (double) b->origin.y);
}

/* What scrolls may lie below the foot of the page, and is there. */
static void
check_inside (const Look *look, GtkWidget *widget, gboolean scrolls)
{
  if (!gtk_widget_get_mapped (widget) || GTK_IS_SCROLLBAR (widget))
    return;
  graphene_rect_t place = find_place (look, widget), all = find_place (look, look->window);
  if (scrolls) {
    place.origin.y = 0;
    place.size.height = 1;
  }
  if (!holds (&all, &place)) {
    g_autofree char *what = g_strdup_printf ("%s is outside", G_OBJECT_TYPE_NAME (widget));
    complain_of_two (look, what, &place, &all);
  }
  if (GTK_IS_LABEL (widget)
      && pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (widget))))
    desk_complain ("%s: \"%s\" is cut", look->where, gtk_label_get_text (GTK_LABEL (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    check_inside (look, child, scrolls || GTK_IS_SCROLLED_WINDOW (widget));
}

/* Adds the mapped widgets of @type below @widget. */
static void
collect (GtkWidget *widget, GType type, GPtrArray *found)
{
  if (!gtk_widget_get_mapped (widget))
    return;
  if (g_type_is_a (G_OBJECT_TYPE (widget), type)) {
    g_ptr_array_add (found, widget);
    return;
  }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect (child, type, found);
}

static void
check_apart (const Look *look, const char *what, const GPtrArray *widgets)
{
  for (guint i = 0; i < widgets->len; i++) {
    graphene_rect_t place = find_place (look, g_ptr_array_index (widgets, i));
    for (guint j = 0; j < i; j++) {
      graphene_rect_t other = find_place (look, g_ptr_array_index (widgets, j));
      if (overlap (&place, &other))
        complain_of_two (look, what, &place, &other);
    }
  }
}

static void
check_frame (const Look *look)
{
  const GType types[] = { VIGIL_TYPE_ATTENTION_STRIP, VIGIL_TYPE_RAIL, VIGIL_TYPE_WALL,
                          VIGIL_TYPE_PAGE_FRAME, VIGIL_TYPE_BANNER };
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();
  g_autoptr (GPtrArray) cards = g_ptr_array_new ();
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    collect (look->window, types[i], parts);
  g_assert_cmpuint (parts->len, >=, 4);
  check_apart (look, "two parts of the frame overlap", parts);
  collect (look->window, VIGIL_TYPE_STRIP_CARD, cards);
  collect (look->window, VIGIL_TYPE_STRIP_STATUS, cards);
  check_apart (look, "two cards of the strip overlap", cards);
  graphene_rect_t strip = find_place (look, g_ptr_array_index (parts, 0));
  graphene_rect_t rail = find_place (look, g_ptr_array_index (parts, 1));
  g_assert_cmpfloat_with_epsilon (strip.size.height, STRIP_PX * look->magnification, 1);
  g_assert_cmpfloat (strip.size.width, ==, screen.width);
  g_assert_cmpfloat_with_epsilon (rail.size.width, RAIL_PX * look->magnification, 1);
  GtkWidget *page = desk_find (look->desk, VIGIL_TYPE_PAGE_FRAME);
  if (page == NULL || !gtk_widget_get_mapped (page))
    return;
  double share = (double) find_place (look, page).size.width / screen.width;
  if (share > PAGE_SHARE_MOST)
    desk_complain ("%s: the page has %.0f %% of the width", look->where, share * 100);
}

static void
check_tile (const Look *look, GtkWidget *bed, gboolean is_numbers)
{
  graphene_rect_t tile = find_place (look, bed);
  double finger = MIN (tile.size.width, tile.size.height) - 2 * TILE_EDGE_PX * look->magnification;
  if (finger < TARGET_PX * look->magnification - 0.5 && !look->is_squeezed)
    desk_complain ("%s: a tile of %.0f×%.0f", look->where, (double) tile.size.width,
                   (double) tile.size.height);
  g_autoptr (GPtrArray) targets = g_ptr_array_new ();
  collect (bed, GTK_TYPE_BUTTON, targets);
  for (guint i = 0; i < targets->len; i++) {
    graphene_rect_t target = find_place (look, g_ptr_array_index (targets, i));
    if (!holds (&tile, &target))
      complain_of_two (look, "a target is outside its tile", &target, &tile);
  }
  if (is_numbers && targets->len > 0)
    desk_complain ("%s: a second target in a tile of numbers", look->where);
}

/* ux.md, "Gloves": 16 px, of which a tile keeps some. */
static void
check_apart_from_the_rail (const Look *look, const graphene_rect_t *tile)
{
  GtkWidget *widget = desk_find (look->desk, VIGIL_TYPE_RAIL);
  graphene_rect_t rail = find_place (look, widget);
  double apart = (double) tile->origin.x - (double) rail.origin.x - (double) rail.size.width;
  if (apart + TILE_EDGE_PX * look->magnification < APART_PX * look->magnification - 0.5)
    complain_of_two (look, "a tile is near the rail", tile, &rail);
}

static void
check_wall (const Look *look, guint n_beds)
{
  VigilWall *wall = VIGIL_WALL (desk_find (look->desk, VIGIL_TYPE_WALL));
  const VigilLayout *layout = vigil_wall_get_layout (wall);
  g_autoptr (GPtrArray) beds = g_ptr_array_new ();
  collect (GTK_WIDGET (wall), VIGIL_TYPE_WALL_BED, beds);
  g_assert_cmpuint (beds->len, ==, n_beds);
  g_assert_cmpfloat (layout->magnification, ==, look->magnification);
  check_apart (look, "two tiles overlap", beds);
  for (guint i = 0; i < beds->len; i++) {
    graphene_rect_t tile = find_place (look, g_ptr_array_index (beds, i));
    graphene_rect_t place = find_place (look, GTK_WIDGET (wall));
    if (!holds (&place, &tile))
      complain_of_two (look, "a tile is outside the wall", &tile, &place);
    check_apart_from_the_rail (look, &tile);
    check_tile (look, g_ptr_array_index (beds, i), layout->kind == VIGIL_TILE_NUMBERS);
  }
  g_test_message ("%s: kind %d %u×%u unit %.2f, %u lanes at %g mm/s", look->where, layout->kind,
                  layout->n_columns, layout->n_rows, layout->unit, layout->n_lanes,
                  layout->speed_mm_s);
}

/* Nothing that a tile or the strip says ends in dots: there is no name in this ward. */
static void
check_written (const Look *look)
{
  double least_tile = 1000, least_strip = 1000;
  const char *tile = "", *strip = "";
  for (guint i = 0; i < all_written->len; i++) {
    const Written *written = &g_array_index (all_written, Written, i);
    if (written->is_cut)
      desk_complain ("%s: \"%s\" is cut", look->where, written->text);
    if (written->is_tile && written->cap < least_tile)
      least_tile = written->cap, tile = written->text;
    if (!written->is_tile && written->cap < least_strip)
      least_strip = written->cap, strip = written->text;
  }
  g_test_message ("%s: %u texts; least capitals: tile %.1f \"%s\", strip %.1f \"%s\"", look->where,
                  all_written->len, least_tile, tile, least_strip, strip);
  if (least_strip < STRIP_CAP_LEAST)
    desk_complain ("%s: \"%s\" has capitals of %.1f px", look->where, strip, least_strip);
  g_array_set_size (all_written, 0);
}

/* Half of 1280×800 has no room for 64 fingers beside numbers that read: numbers go first. */
static gboolean
is_squeezed (Desk *desk, guint n_beds)
{
  GtkWidget *page = desk_find (desk, VIGIL_TYPE_PAGE_FRAME);
  return n_beds > 32 && screen.width * screen.height <= 1280 * 800 && page != NULL
         && gtk_widget_get_mapped (page);
}

static void
look_at (Desk *desk, guint n_beds, const char *state)
{
  GtkWidget *window = desk_get_window (desk);
  desk_run (desk, 0.6);
  Look look = { .desk = desk,
                .window = window,
                .magnification = vigil_units_get_magnification (window),
                .is_squeezed = is_squeezed (desk, n_beds) };
  look.has_confirm = desk_find_in (window, GTK_TYPE_BUTTON, "confirm") != NULL;
  look.where = g_strdup_printf ("%d×%d, %u beds, %s", screen.width, screen.height, n_beds, state);
  check_inside (&look, window, FALSE);
  check_frame (&look);
  check_wall (&look, n_beds);
  check_written (&look);
  glove_check_magnified (look.where,
                         desk_find (desk, look.has_confirm ? VIGIL_TYPE_WALL : VIGIL_TYPE_DESK),
                         look.magnification);
  g_free (look.where);
}

/* ── The ward ───────────────────────────────────────────────────────────────────────────────── */

static const struct {
  const char *code, *label;
  VigilPriority priority;
} STORM[] = { { ASYSTOLE, "ASYSTOLE", VIGIL_PRIORITY_HIGH },
              { AF, "AF", VIGIL_PRIORITY_MEDIUM },
              { VF, "VF", VIGIL_PRIORITY_HIGH },
              { "MDC_EVT_ECG_V_P_C", "PVC", VIGIL_PRIORITY_LOW } };

static gboolean
is_storm (Desk *desk, gpointer data)
{
  for (guint bed = 0; bed < GPOINTER_TO_UINT (data); bed++)
    if (desk_get_phase (desk, bed, STORM[bed % G_N_ELEMENTS (STORM)].label) != VIGIL_ALARM_OPEN)
      return FALSE;
  return TRUE;
}

static void
raise_storm (Desk *desk, guint n_beds)
{
  for (guint bed = 0; bed < n_beds; bed++) {
    guint kind = bed % G_N_ELEMENTS (STORM);
    desk_raise (desk, bed, STORM[kind].code, STORM[kind].label, STORM[kind].priority);
  }
  desk_wait (desk, "a storm", is_storm, GUINT_TO_POINTER (n_beds), 20);
}

/* A short tap on every target of a high alarm at once. */
static void
tap (Desk *desk)
{
  g_autoptr (GPtrArray) targets = g_ptr_array_new ();
  collect (desk_get_window (desk), VIGIL_TYPE_SILENCE_BUTTON, targets);
  for (guint i = 0; i < targets->len; i++)
    g_signal_emit_by_name (g_ptr_array_index (targets, i), "hold-wanted");
}

static void
look_with_pages (Desk *desk, guint n_beds, const char *state)
{
  VigilDesk *widget = VIGIL_DESK (desk_find (desk, VIGIL_TYPE_DESK));
  g_autofree char *alarms = g_strdup_printf ("%s, alarms open", state);
  g_autofree char *bed = g_strdup_printf ("%s, bed open", state);
  look_at (desk, n_beds, state);
  vigil_desk_show (widget, VIGIL_PAGE_ALARMS);
  look_at (desk, n_beds, alarms);
  vigil_desk_show_bed (widget, 0);
  look_at (desk, n_beds, bed);
  vigil_desk_show (widget, VIGIL_PAGE_WARD);
}

static VigilTestSound *test_sound;

static void
test_a_ward (gconstpointer data)
{
  guint n_beds = GPOINTER_TO_UINT (data);
  g_autoptr (Desk) desk = desk_new_ward (test_sound, n_beds);
  all_written = g_array_new (FALSE, FALSE, sizeof (Written));
  g_array_set_clear_func (all_written, clear_written);
  gtk_window_set_default_size (GTK_WINDOW (desk_get_window (desk)), screen.width, screen.height);
  desk_wait (desk, "a window as large as the screen", fills_the_screen, NULL, 15);
  look_with_pages (desk, n_beds, "calm");
  raise_storm (desk, n_beds);
  look_with_pages (desk, n_beds, "storm");
  desk_run (desk, 0.6);
  tap (desk);
  look_at (desk, n_beds, "storm, confirm");
  g_clear_pointer (&all_written, g_array_unref);
}

static void
add_tests (VigilTestSound *sound)
{
  static const guint WARDS[] = { 1, 4, 16, 32, 64 };
  test_sound = sound;
  for (guint i = 0; i < G_N_ELEMENTS (WARDS); i++) {
    g_autofree char *path =
        g_strdup_printf ("/desk-sizes/%dx%d/%u", screen.width, screen.height, WARDS[i]);
    g_test_add_data_func (path, GUINT_TO_POINTER (WARDS[i]), test_a_ward);
  }
}

int
main (int argc, char **argv)
{
  const char *mm = g_getenv ("VIGIL_TEST_MM");
  if (mm == NULL || sscanf (mm, "%dx%d", &screen.width_mm, &screen.height_mm) != 2)
    g_error ("VIGIL_TEST_MM: the screen's millimetres, as 531x299");
  tell_millimetres ();
  return desk_main (argc, argv, add_tests);
}
