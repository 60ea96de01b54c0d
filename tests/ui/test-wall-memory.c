/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Between two snapshots the picture of the wall asks for no memory: it sweeps, looks at every tile
 * and flashes in what is there. What this thread asks for is counted; G_SLICE=always-malloc makes
 * GLib's own allocator show. On a display, for its fonts. */

#include <malloc.h>
#include <stdlib.h>

#include "wall-fixture.h"

#define START_US (G_GINT64_CONSTANT (1010) * G_USEC_PER_SEC)
#define FRAME_US 16667

void *__libc_malloc (size_t size);
void *__libc_calloc (size_t n, size_t size);
void *__libc_realloc (void *memory, size_t size);

/* GTK has threads of its own. */
static __thread guint n_allocations;

void *
malloc (size_t size)
{
  n_allocations++;
  return __libc_malloc (size);
}

void *
calloc (size_t n, size_t size)
{
  n_allocations++;
  return __libc_calloc (n, size);
}

void *
realloc (void *memory, size_t size)
{
  n_allocations++;
  return __libc_realloc (memory, size);
}

typedef struct {
  WallScene wall;
  gint64 flash_us;
  guint n_asked; /* by the steps */
  gboolean has_changes; /* numbers do not stand still */
  guint turn;
} Scene;

static void
scene_init (Scene *self, guint n_beds)
{
  VigilLayoutRequest request = {
    .n_beds = n_beds, .width = 1864, .height = 956, .px_per_mm = 3.6, .mode = VIGIL_LAYOUT_WAVES
  };
  *self = (Scene){ 0 };
  wall_scene_init (&self->wall, &request, START_US);
}

static void
scene_clear (Scene *self)
{
  wall_scene_clear (&self->wall);
}

/* As a bedside tells them: another number a second at each bed, of one, two and three digits. */
static void
change_numbers (Scene *self, guint turn)
{
  static const VigilNumericKind KINDS[] = { VIGIL_NUMERIC_HR, VIGIL_NUMERIC_SPO2, VIGIL_NUMERIC_RR,
                                            VIGIL_NUMERIC_NIBP_SYS };
  for (guint bed = 0; bed < self->wall.ward->n_beds; bed++) {
    VigilNumericKind kind = KINDS[(turn + bed) % G_N_ELEMENTS (KINDS)];
    self->wall.ward->beds[bed].numerics[kind].value = 9 + (turn * 37 + bed * 11) % 120;
  }
}

static void
run (Scene *self, guint n_frames)
{
  for (guint i = 0; i < n_frames; i++) {
    GtkSnapshot *snapshot = gtk_snapshot_new ();
    wall_fixture_go_to (self->wall.ward, self->wall.ward->now.mono_us + FRAME_US);
    self->flash_us += FRAME_US;
    if (self->has_changes && i % 60 == 0)
      change_numbers (self, self->turn++);
    guint before = n_allocations;
    vigil_wall_picture_step (self->wall.picture, self->wall.ward->now.mono_us, self->flash_us);
    self->n_asked += n_allocations - before;
    vigil_wall_picture_snapshot (self->wall.picture, snapshot);
    gsk_render_node_unref (gtk_snapshot_free_to_node (snapshot));
  }
}

/* Two sweeps to come to rest, ten seconds at rest. */
static void
check_at_rest (Scene *self)
{
  run (self, 900);
  guint64 columns = vigil_wall_picture_get_n_columns (self->wall.picture);
  g_assert_cmpuint (self->n_asked, >, 0); /* what it began with */
  self->n_asked = 0;
  run (self, 600);
  g_test_message ("%u allocations", self->n_asked);
  g_assert_cmpuint (self->n_asked, ==, 0);
  g_assert_cmpuint (vigil_wall_picture_get_n_columns (self->wall.picture) - columns, >, 600);
}

static void
test_a_calm_wall_asks_for_no_memory (void)
{
  const guint sizes[] = { 4, 16, 64 };
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++) {
    Scene scene;
    scene_init (&scene, sizes[i]);
    check_at_rest (&scene);
    scene_clear (&scene);
  }
}

static void
test_flags_and_last_alarms_ask_for_no_memory (void)
{
  Scene scene;
  scene_init (&scene, 16);
  for (guint bed = 0; bed < 16; bed++) {
    scene.wall.ward->beds[bed].band = VIGIL_BAND_1_TO_4;
    scene.wall.ward->beds[bed].meta.is_paced = TRUE;
    scene.wall.ward->ended[bed] = (VigilAlarm){ .raised_ms = scene.wall.ward->now.wall_ms - 60000,
                                                .ended_ms = scene.wall.ward->now.wall_ms - 30000 };
    vigil_text_copy (scene.wall.ward->ended[bed].label, sizeof scene.wall.ward->ended[bed].label,
                     "SpO2 low");
    scene.wall.ward->has_ended[bed] = TRUE;
  }
  check_at_rest (&scene);
  scene_clear (&scene);
}

static void
test_alarms_that_flash_ask_for_no_memory (void)
{
  Scene scene;
  scene_init (&scene, 16);
  for (guint bed = 0; bed < 16; bed++) {
    VigilPriority priority = bed % 2 ? VIGIL_PRIORITY_HIGH : VIGIL_PRIORITY_MEDIUM;
    wall_fixture_add_alarm (scene.wall.ward, bed, priority, "ASYSTOLE");
    wall_fixture_mark (scene.wall.ward, bed, VIGIL_NUMERIC_HR, 0, priority, TRUE);
  }
  check_at_rest (&scene);
  scene_clear (&scene);
}

/* What was written before is only drawn: with its names and limits a tile has a dozen texts, for
 * each of which cairo asks for a few small things and gives them back. To shape them took five
 * times that. */
static void
test_numbers_that_come_again_are_not_shaped_again (void)
{
  Scene scene;
  scene_init (&scene, 16);
  scene.has_changes = TRUE;
  run (&scene, 60 * 125); /* every number in every place */
  scene.n_asked = 0;
  run (&scene, 600);
  g_test_message ("%u allocations for %u tiles", scene.n_asked, 10 * 16);
  g_assert_cmpuint (scene.n_asked, <, 10 * 16 * 12 * 10);
  scene_clear (&scene);
}

/* One number a second at each bed, the time left of a silence, of Care and of Away: what is written
 * for the first time is shaped, by Pango, in memory of its own. What is kept of it is bounded. */
static void
test_numbers_and_countdowns_that_change_keep_no_memory (void)
{
  Scene scene;
  scene_init (&scene, 16);
  scene.has_changes = TRUE;
  for (guint bed = 0; bed < 16; bed++) {
    VigilBed *of = &scene.wall.ward->beds[bed];
    gint64 until_us = scene.wall.ward->now.mono_us + (40 + bed) * 60 * (gint64) G_USEC_PER_SEC;
    if (bed % 4 == 0) {
      VigilAlarm *alarm =
          wall_fixture_add_alarm (scene.wall.ward, bed, VIGIL_PRIORITY_HIGH, "ASYSTOLE");
      wall_fixture_silence (scene.wall.ward, alarm, "Okafor", "desk-2");
      alarm->silence_until_us = until_us;
      wall_fixture_mark (scene.wall.ward, bed, VIGIL_NUMERIC_HR, 0, VIGIL_PRIORITY_HIGH, FALSE);
    } else if (bed % 4 < 3) {
      of->suspension = bed % 4 == 1 ? VIGIL_SUSPENSION_CARE : VIGIL_SUSPENSION_AWAY;
      of->condition = bed % 4 == 1 ? VIGIL_BED_LIVE : VIGIL_BED_AWAY;
      of->suspended_until_us = until_us;
    }
  }
  run (&scene, 60 * 110); /* until as much is kept as ever is */
  gsize held = mallinfo2 ().uordblks;
  scene.n_asked = 0;
  run (&scene, 600);
  gssize grown = (gssize) (mallinfo2 ().uordblks - held);
  /* Each of ten seconds: 16 numbers, 12 times left. */
  guint per_text = scene.n_asked / (10 * (16 + 12));
  g_test_message ("%u allocations, %u a text; %" G_GSSIZE_FORMAT " bytes more held", scene.n_asked,
                  per_text, grown);
  g_assert_cmpuint (scene.turn, ==, 120);
  g_assert_cmpuint (per_text, <, 600);
  g_assert_cmpint (grown, <, 64 * 1024);
  scene_clear (&scene);
}

/* The counter counts, slices included. */
static void
test_what_is_asked_for_is_counted (void)
{
  guint before = n_allocations;
  g_autofree char *text = g_strdup ("a");
  g_assert_cmpuint (n_allocations, >, before);
  g_assert_cmpstr (text, ==, "a");
  before = n_allocations;
  GList *list = g_list_prepend (NULL, text);
  g_assert_cmpuint (n_allocations, >, before);
  g_list_free (list);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/wall/memory/what-is-asked-for-is-counted", test_what_is_asked_for_is_counted);
  g_test_add_func ("/wall/memory/a-calm-wall-asks-for-no-memory",
                   test_a_calm_wall_asks_for_no_memory);
  g_test_add_func ("/wall/memory/flags-and-last-alarms-ask-for-no-memory",
                   test_flags_and_last_alarms_ask_for_no_memory);
  g_test_add_func ("/wall/memory/alarms-that-flash-ask-for-no-memory",
                   test_alarms_that_flash_ask_for_no_memory);
  g_test_add_func ("/wall/memory/numbers-that-come-again-are-not-shaped-again",
                   test_numbers_that_come_again_are_not_shaped_again);
  g_test_add_func ("/wall/memory/numbers-and-countdowns-that-change-keep-no-memory",
                   test_numbers_and_countdowns_that_change_keep_no_memory);
  return g_test_run ();
}
