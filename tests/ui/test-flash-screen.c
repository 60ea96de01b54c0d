/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What flashes, measured from the screen: a second connection to the display reads the pixels of
 * two red tiles, their cards in the strip and a yellow tile 40 times a second for eleven seconds.
 * Rates and duty of standards.md §1.2, and everything of one priority in phase. */

#include <X11/Xlib.h>
#include <X11/Xutil.h>

#include "desk-fixture.h"
#include "vigil-attention-strip.h"
#include "vigil-strip-card.h"
#include "vigil-wall.h"

#define SAMPLE_US 25000
#define SECONDS 11
#define SAMPLES_MAX (SECONDS * 1000 * 1000 / SAMPLE_US + 1)
/* A frame of 60 Hz, one of the software renderer, and a sample. */
#define PHASE_US 90000

typedef enum { RED_TILE, OTHER_RED_TILE, RED_CARD, OTHER_RED_CARD, YELLOW_TILE, N_PLACES } Place;

static const char *const NAMES[N_PLACES] = { "red tile", "other red tile", "red card",
                                             "other red card", "yellow tile" };

typedef struct {
  int x[N_PLACES], y[N_PLACES];
  guint n;
  gint64 t_us[SAMPLES_MAX];
  guint light[SAMPLES_MAX][N_PLACES]; /* sum of the three channels */
  gint is_done; /* atomic */
} Film;

/* --- Looking --- */

static guint
read_pixel (Display *display, int x, int y)
{
  XImage *image = XGetImage (display, DefaultRootWindow (display), x, y, 1, 1, AllPlanes, ZPixmap);
  g_assert_nonnull (image);
  unsigned long pixel = XGetPixel (image, 0, 0);
  XDestroyImage (image);
  return (guint) ((pixel & 0xff) + (pixel >> 8 & 0xff) + (pixel >> 16 & 0xff));
}

static gpointer
film_thread (gpointer data)
{
  Film *film = data;
  Display *display = XOpenDisplay (NULL);
  g_assert_nonnull (display);
  gint64 next_us = g_get_monotonic_time ();
  for (film->n = 0; film->n < SAMPLES_MAX; film->n++, next_us += SAMPLE_US) {
    gint64 wait_us = next_us - g_get_monotonic_time ();
    if (wait_us > 0)
      g_usleep ((gulong) wait_us);
    film->t_us[film->n] = g_get_monotonic_time ();
    for (guint place = 0; place < N_PLACES; place++)
      film->light[film->n][place] = read_pixel (display, film->x[place], film->y[place]);
  }
  XCloseDisplay (display);
  g_atomic_int_set (&film->is_done, 1);
  return NULL;
}

static gboolean
is_done (Desk *desk, gpointer data)
{
  return g_atomic_int_get (&((Film *) data)->is_done) != 0;
}

/* --- Where to look: on fills, off the letters --- */

static void
set_place (Film *film, Place place, Desk *desk, GtkWidget *widget, double x, double y)
{
  double at_x, at_y;
  g_assert_true (
      gtk_widget_translate_coordinates (widget, desk_get_window (desk), x, y, &at_x, &at_y));
  film->x[place] = (int) at_x;
  film->y[place] = (int) at_y;
}

static void
look_at_tile (Film *film, Place place, Desk *desk, guint bed)
{
  GtkWidget *wall = desk_find (desk, VIGIL_TYPE_WALL);
  const GdkRectangle *band = &vigil_wall_get_layout (VIGIL_WALL (wall))->tiles[bed].top;
  set_place (film, place, desk, wall, band->x + band->width / 2.0, band->y + band->height - 4);
}

static void
look_at_card (Film *film, Place place, Desk *desk, guint bed)
{
  GtkWidget *strip = desk_find (desk, VIGIL_TYPE_ATTENTION_STRIP);
  for (GtkWidget *child = gtk_widget_get_first_child (strip); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    if (VIGIL_IS_STRIP_CARD (child) && vigil_strip_card_get_bed (VIGIL_STRIP_CARD (child)) == bed)
      set_place (film, place, desk, child, gtk_widget_get_width (child) / 2.0, 3);
  }
  g_assert_cmpint (film->x[place], >, 0);
}

/* --- Reading the film --- */

typedef struct {
  guint n_rises;
  gint64 rises_us[64];
  double rate_hz, duty;
} Rhythm;

static guint
get_middle (const Film *film, Place place)
{
  guint lowest = G_MAXUINT, highest = 0;
  for (guint i = 0; i < film->n; i++) {
    lowest = MIN (lowest, film->light[i][place]);
    highest = MAX (highest, film->light[i][place]);
  }
  g_test_message ("%s: light %u to %u", NAMES[place], lowest, highest);
  g_assert_cmpuint (highest - lowest, >, 60);
  return (highest + lowest) / 2;
}

static void
read_rhythm (Rhythm *rhythm, const Film *film, Place place)
{
  guint middle = get_middle (film, place);
  gint64 lit_us = 0;
  *rhythm = (Rhythm){ 0 };
  for (guint i = 1; i < film->n; i++) {
    gboolean was_lit = film->light[i - 1][place] > middle;
    gboolean is_lit = film->light[i][place] > middle;
    if (is_lit && !was_lit && rhythm->n_rises < G_N_ELEMENTS (rhythm->rises_us)) {
      rhythm->rises_us[rhythm->n_rises++] = film->t_us[i];
      rhythm->duty = (double) lit_us; /* of the whole periods so far */
    }
    if (was_lit && rhythm->n_rises > 0)
      lit_us += film->t_us[i] - film->t_us[i - 1];
  }
  g_assert_cmpuint (rhythm->n_rises, >=, 4);
  double span_us = (double) (rhythm->rises_us[rhythm->n_rises - 1] - rhythm->rises_us[0]);
  rhythm->rate_hz = (rhythm->n_rises - 1) / (span_us / G_USEC_PER_SEC);
  rhythm->duty /= span_us;
  g_test_message ("%s: %.2f Hz, lit %.0f %%", NAMES[place], rhythm->rate_hz, rhythm->duty * 100);
}

static gint64
get_distance_us (const Rhythm *rhythm, gint64 t_us)
{
  gint64 least_us = G_MAXINT64;
  for (guint i = 0; i < rhythm->n_rises; i++)
    least_us = MIN (least_us, ABS (rhythm->rises_us[i] - t_us));
  return least_us;
}

/* At the ends one of the two may have begun just before the film. */
static void
assert_in_phase (const Rhythm *a, const Rhythm *b)
{
  for (guint i = 1; i + 1 < a->n_rises; i++)
    g_assert_cmpint (get_distance_us (b, a->rises_us[i]), <=, PHASE_US);
}

static void
test_rates_duty_and_phase_are_those_of_the_standard (gconstpointer data)
{
  g_autoptr (Desk) desk = desk_new ((VigilTestSound *) data);
  g_autofree Film *film = g_new0 (Film, 1);
  Rhythm rhythms[N_PLACES];
  desk_raise (desk, 0, ASYSTOLE, "ASYSTOLE", VIGIL_PRIORITY_HIGH);
  desk_raise (desk, 3, VF, "VF", VIGIL_PRIORITY_HIGH);
  desk_raise (desk, 1, AF, "AF", VIGIL_PRIORITY_MEDIUM);
  desk_wait_open (desk, 0, "ASYSTOLE");
  desk_wait_open (desk, 3, "VF");
  desk_wait_open (desk, 1, "AF");
  look_at_tile (film, RED_TILE, desk, 0);
  look_at_tile (film, OTHER_RED_TILE, desk, 3);
  look_at_tile (film, YELLOW_TILE, desk, 1);
  look_at_card (film, RED_CARD, desk, 0);
  look_at_card (film, OTHER_RED_CARD, desk, 3);

  GThread *thread = g_thread_new ("film", film_thread, film);
  desk_wait (desk, "the film", is_done, film, SECONDS + 20);
  g_thread_join (thread);

  /* At least 20 a second, or what follows is not measured. */
  g_assert_cmpint (film->t_us[film->n - 1] - film->t_us[0], <=, film->n * (G_USEC_PER_SEC / 20));
  for (guint place = 0; place < N_PLACES; place++) {
    gboolean is_red = place != YELLOW_TILE;
    read_rhythm (&rhythms[place], film, place);
    g_assert_cmpfloat (rhythms[place].rate_hz, >=, is_red ? 1.4 : 0.4);
    g_assert_cmpfloat (rhythms[place].rate_hz, <=, is_red ? 2.8 : 0.8);
    g_assert_cmpfloat (rhythms[place].duty, >=, 0.2);
    g_assert_cmpfloat (rhythms[place].duty, <=, 0.6);
  }
  for (guint place = OTHER_RED_TILE; place <= OTHER_RED_CARD; place++)
    assert_in_phase (&rhythms[RED_TILE], &rhythms[place]);
}

static void
add_tests (VigilTestSound *sound)
{
  g_test_add_data_func ("/flash-screen/rates-duty-and-phase-are-those-of-the-standard", sound,
                        test_rates_duty_and_phase_are_those_of_the_standard);
}

int
main (int argc, char **argv)
{
  return desk_main (argc, argv, add_tests);
}
