/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is around the wall, and the targets on it, held to pictures that somebody looked at: the
 * attention strip in its states, rail, banner, the silence target of a tile. The real window, in
 * which time stands: clock, ages and flash are those of the pictures, nothing is masked. After an
 * intended change: `scripts/update-pictures`. */

#include "picture-compare.h"
#include "still-desk.h"
#include "vigil-attention-strip.h"
#include "vigil-banner.h"
#include "vigil-rail.h"
#include "vigil-settings.h"
#include "vigil-silence-button.h"
#include "vigil-silence-press.h"
#include "vigil-theme.h"
#include "vigil-wall-bed.h"

#define BEDS 16
#define WIDE 1920
#define WIDE_HEIGHT 1080
#define NARROW 1280
#define NARROW_HEIGHT 800
#define AROUND 6 /* px, of a target's tile */
/* Pixels that may be strange: rounding, and the fewer colours of the files. A digit of an age or of
 * the clock has 5 times as many. */
#define STRANGE_MAX 6
#define AF "MDC_EVT_ECG_ATR_FIB"
#define LOW "MDC_EVT_LO"
#define PROBE_OFF "MDC_EVT_SENSOR_DISCONN"

/* --- What happens --- */

static void
set_nothing (StillDesk *desk)
{
  (void) desk;
}

static void
set_red (StillDesk *desk)
{
  still_desk_raise (desk, 11, ASYSTOLE, "ASYSTOLE", VIGIL_PRIORITY_HIGH);
  still_desk_run (desk, SECONDS (14));
}

static void
set_two_reds_and_a_yellow (StillDesk *desk)
{
  still_desk_raise (desk, 4, AF, "AF", VIGIL_PRIORITY_MEDIUM);
  still_desk_run (desk, SECONDS (20));
  still_desk_raise (desk, 2, LOW, "SpO2 78 < 85", VIGIL_PRIORITY_HIGH);
  set_red (desk);
}

static void
set_red_and_inop (StillDesk *desk)
{
  still_desk_raise (desk, 6, PROBE_OFF, "SpO2 PROBE OFF", VIGIL_PRIORITY_LOW);
  set_red (desk);
}

static void
set_unanswered (StillDesk *desk)
{
  set_red (desk);
  still_desk_run (desk, SECONDS (61));
}

static void
set_two_unanswered (StillDesk *desk)
{
  still_desk_raise (desk, 2, LOW, "SpO2 78 < 85", VIGIL_PRIORITY_HIGH);
  set_unanswered (desk);
}

static void
set_ended (StillDesk *desk)
{
  still_desk_raise (desk, 8, VT, "VT", VIGIL_PRIORITY_HIGH);
  still_desk_run (desk, SECONDS (10));
  world_clear (desk->world, 8, "8-VT");
  still_desk_run (desk, SECONDS (25));
}

static void
silence_reds (StillDesk *desk, guint first, guint n)
{
  static const char *const CODES[] = { VF, ASYSTOLE, VT, LOW };
  static const char *const LABELS[] = { "VF", "ASYSTOLE", "VT", "SpO2 78 < 85" };
  for (guint i = 0; i < n; i++) {
    still_desk_raise (desk, first + i, CODES[i % G_N_ELEMENTS (CODES)],
                      LABELS[i % G_N_ELEMENTS (LABELS)], VIGIL_PRIORITY_HIGH);
    still_desk_run (desk, SECONDS (3));
    still_desk_silence (desk, first + i);
    still_desk_run (desk, SECONDS (4));
  }
}

static void
set_silenced (StillDesk *desk)
{
  silence_reds (desk, 8, 3);
}

static void
set_counted (StillDesk *desk)
{
  silence_reds (desk, 5, 4);
  set_two_reds_and_a_yellow (desk);
}

static void
set_storm (StillDesk *desk)
{
  for (guint i = 0; i < 11; i++) {
    still_desk_raise (desk, i + 2, i % 2 == 0 ? LOW : VF, i % 2 == 0 ? "SpO2 78 < 85" : "VF",
                      VIGIL_PRIORITY_HIGH);
    still_desk_run (desk, SECONDS (2));
  }
}

/* Of three gateways two fall silent while a bed behind each is red. */
static void
set_gateways_lost (StillDesk *desk)
{
  World *world = desk->world;
  world->n_gateways = 3;
  for (guint bed = 4; bed < 12; bed++)
    world->beds[bed].gateway = bed < 8 ? 1 : 2;
  for (guint i = 0; i < world->n_gateways; i++)
    world_gateway_state (world, i, TRUE);
  still_desk_run (desk, SECONDS (15));
  static const guint REDS[] = { 5, 9, 1, 13, 14, 3 };
  for (guint i = 0; i < G_N_ELEMENTS (REDS); i++) {
    still_desk_raise (desk, REDS[i], VT, "VT", VIGIL_PRIORITY_HIGH);
    still_desk_run (desk, SECONDS (2));
  }
  world->gateways[1].is_beating = world->gateways[2].is_beating = FALSE;
  still_desk_run (desk, SECONDS (45));
}

static void
rename_bed (StillDesk *desk, guint bed, const char *label)
{
  VigilFrame frame = world_frame (desk->world, VIGIL_FRAME_META, NULL, bed);
  frame.meta.rev = 3;
  frame.meta.patient_class = VIGIL_CLASS_ADULT;
  vigil_text_copy (frame.meta.label, sizeof frame.meta.label, label);
  world_feed (desk->world, &frame);
}

static void
set_long_labels (StillDesk *desk)
{
  rename_bed (desk, 2, "ICU-WEST-TOWER-0012");
  rename_bed (desk, 4, "غرفة ٣");
  still_desk_run (desk, SECONDS (1));
  still_desk_raise (desk, 4, VT, "VT", VIGIL_PRIORITY_HIGH);
  still_desk_run (desk, SECONDS (4));
  still_desk_raise (desk, 2, LOW, "SpO2 78 < 85", VIGIL_PRIORITY_HIGH);
  set_red (desk);
}

static void
set_long_labels_in_a_storm (StillDesk *desk)
{
  rename_bed (desk, 2, "ICU-WEST-TOWER-0012");
  rename_bed (desk, 4, "غرفة ٣");
  set_storm (desk);
}

static void
set_unlinked (StillDesk *desk)
{
  world_link (desk->world, VIGIL_LINK_DOWN);
  still_desk_run (desk, SECONDS (14));
}

static void
set_muted (StillDesk *desk)
{
  still_desk_set_sound (desk, VIGIL_SOUND_MUTED);
  still_desk_run (desk, SECONDS (4));
}

static void
say (StillDesk *desk)
{
  vigil_banner_say (VIGIL_BANNER (still_desk_find (desk, NULL, VIGIL_TYPE_BANNER)),
                    "No second monitor is connected. The second wall comes with it.");
}

/* --- The strip --- */

typedef struct {
  const char *name;
  void (*set) (StillDesk *desk);
  int width;
  gboolean is_dark, is_rtl; /* is_dark: of its two fills */
  const char *theme; /* NULL = dark */
} State;

static const State STATES[] = {
  { .name = "strip-calm", .set = set_nothing, .width = WIDE },
  { .name = "strip-calm-narrow", .set = set_nothing, .width = NARROW },
  { .name = "strip-red-lit", .set = set_red, .width = WIDE },
  { .name = "strip-red-dark", .set = set_red, .width = WIDE, .is_dark = TRUE },
  { .name = "strip-red-narrow", .set = set_red, .width = NARROW },
  { .name = "strip-three-lit", .set = set_two_reds_and_a_yellow, .width = WIDE },
  { .name = "strip-three-dark", .set = set_two_reds_and_a_yellow, .width = WIDE, .is_dark = TRUE },
  { .name = "strip-three-narrow", .set = set_two_reds_and_a_yellow, .width = NARROW },
  { .name = "strip-inop", .set = set_red_and_inop, .width = WIDE },
  { .name = "strip-unanswered", .set = set_unanswered, .width = WIDE },
  { .name = "strip-unanswered-narrow", .set = set_two_unanswered, .width = NARROW },
  { .name = "strip-ended", .set = set_ended, .width = WIDE },
  { .name = "strip-ended-narrow", .set = set_ended, .width = NARROW },
  { .name = "strip-silenced", .set = set_silenced, .width = WIDE },
  { .name = "strip-counted-narrow", .set = set_counted, .width = NARROW },
  { .name = "strip-storm", .set = set_storm, .width = WIDE },
  { .name = "strip-storm-narrow", .set = set_storm, .width = NARROW },
  { .name = "strip-gateways-lost", .set = set_gateways_lost, .width = WIDE },
  { .name = "strip-gateways-lost-narrow", .set = set_gateways_lost, .width = NARROW },
  { .name = "strip-long-labels", .set = set_long_labels, .width = WIDE },
  { .name = "strip-long-labels-narrow", .set = set_long_labels, .width = NARROW },
  { .name = "strip-long-labels-storm", .set = set_long_labels_in_a_storm, .width = WIDE },
  { .name = "strip-unlinked", .set = set_unlinked, .width = WIDE },
  { .name = "strip-muted", .set = set_muted, .width = WIDE },
  { .name = "strip-muted-narrow", .set = set_muted, .width = NARROW },
  { .name = "strip-calm-from-the-right", .set = set_nothing, .width = WIDE, .is_rtl = TRUE },
  { .name = "strip-three-from-the-right",
    .set = set_two_reds_and_a_yellow,
    .width = WIDE,
    .is_rtl = TRUE },
  { .name = "strip-night", .set = set_two_reds_and_a_yellow, .width = WIDE, .theme = "night" },
  { .name = "strip-night-dark",
    .set = set_two_reds_and_a_yellow,
    .width = WIDE,
    .is_dark = TRUE,
    .theme = "night" },
  { .name = "strip-light-dark",
    .set = set_two_reds_and_a_yellow,
    .width = WIDE,
    .is_dark = TRUE,
    .theme = "light" },
};

static void
set_theme (const char *theme)
{
  GSettings *settings = vigil_settings_get (gdk_display_get_default ());
  g_assert_nonnull (settings);
  g_settings_set_string (settings, VIGIL_SETTING_THEME, theme != NULL ? theme : "dark");
}

static StillDesk *
open_desk (guint n_beds, const State *state)
{
  set_theme (state->theme);
  gtk_widget_set_default_direction (state->is_rtl ? GTK_TEXT_DIR_RTL : GTK_TEXT_DIR_LTR);
  StillDesk *desk =
      still_desk_new (n_beds, state->width, state->width == WIDE ? WIDE_HEIGHT : NARROW_HEIGHT);
  state->set (desk);
  still_desk_go_to_fill (desk, !state->is_dark);
  still_desk_tell (desk);
  return desk;
}

static void
close_desk (StillDesk *desk)
{
  still_desk_free (desk);
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
  set_theme (NULL);
}

static void
check (StillDesk *desk, const char *name, GtkWidget *widget, int margin)
{
  cairo_surface_t *now = still_desk_draw (desk, widget, margin);
  picture_check (name, now, STRANGE_MAX);
  cairo_surface_destroy (now);
}

static void
test_the_strip_looks_as_it_did (gconstpointer data)
{
  const State *state = data;
  StillDesk *desk = open_desk (BEDS, state);
  check (desk, state->name, still_desk_find (desk, NULL, VIGIL_TYPE_ATTENTION_STRIP), 0);
  close_desk (desk);
}

/* One digit of an age, and one of the clock. */
static void
test_one_second_more_is_told (void)
{
  const State state = { .set = set_red, .width = NARROW };
  StillDesk *desk = open_desk (BEDS, &state);
  GtkWidget *strip = still_desk_find (desk, NULL, VIGIL_TYPE_ATTENTION_STRIP);
  cairo_surface_t *before = still_desk_draw (desk, strip, 0);
  still_desk_pass (desk, G_USEC_PER_SEC);
  cairo_surface_t *after = still_desk_draw (desk, strip, 0);
  g_assert_cmpuint (picture_compare (before, after), >, 5 * STRANGE_MAX);
  cairo_surface_destroy (before);
  cairo_surface_destroy (after);
  close_desk (desk);
}

/* --- Around the wall --- */

static void
test_the_rail_looks_as_it_did (void)
{
  const State state = { .set = set_nothing, .width = NARROW };
  StillDesk *desk = open_desk (BEDS, &state);
  check (desk, "rail", still_desk_find (desk, NULL, VIGIL_TYPE_RAIL), 0);
  close_desk (desk);
}

static void
test_the_banner_looks_as_it_did (gconstpointer data)
{
  const State *state = data;
  StillDesk *desk = open_desk (BEDS, state);
  check (desk, state->name, still_desk_find (desk, NULL, VIGIL_TYPE_BANNER), 0);
  close_desk (desk);
}

static const State BANNERS[] = {
  { .name = "banner-calm", .set = set_nothing, .width = WIDE },
  { .name = "banner-unlinked", .set = set_unlinked, .width = WIDE },
  { .name = "banner-muted", .set = set_muted, .width = WIDE },
  { .name = "banner-muted-narrow", .set = set_muted, .width = NARROW },
  { .name = "banner-said-narrow", .set = say, .width = NARROW },
  { .name = "banner-muted-from-the-right", .set = set_muted, .width = WIDE, .is_rtl = TRUE },
};

/* --- The silence target of a tile --- */

static GtkWidget *
find_tile_target (StillDesk *desk, guint bed)
{
  GtkWidget *tile = still_desk_find (desk, NULL, VIGIL_TYPE_WALL_BED);
  while (tile != NULL
         && (!VIGIL_IS_WALL_BED (tile) || vigil_wall_bed_get_index (VIGIL_WALL_BED (tile)) != bed))
    tile = gtk_widget_get_next_sibling (tile);
  g_assert_nonnull (tile);
  GtkWidget *target = still_desk_find (desk, tile, VIGIL_TYPE_SILENCE_BUTTON);
  g_assert_nonnull (target);
  return target;
}

/* Half of the hold is over, and nothing more comes. */
static void
hold_half (StillDesk *desk, GtkWidget *target)
{
  GSettings *settings = vigil_settings_get (gdk_display_get_default ());
  g_settings_set_boolean (settings, VIGIL_SETTING_POINTER_IS_FINGER, TRUE);
  still_desk_pass (desk, 2 * G_USEC_PER_SEC); /* the guard of what is new */
  still_desk_point (desk, target, "mousedown 1");
  while (!vigil_silence_button_is_held (VIGIL_SILENCE_BUTTON (target)))
    g_main_context_iteration (NULL, TRUE);
  still_desk_pass (desk, VIGIL_PRESS_HOLD_US / 2);
}

static void
release (StillDesk *desk, GtkWidget *target)
{
  GSettings *settings = vigil_settings_get (gdk_display_get_default ());
  still_desk_point (desk, target, "mouseup 1");
  g_settings_set_boolean (settings, VIGIL_SETTING_POINTER_IS_FINGER, FALSE);
  still_desk_point (desk, still_desk_find (desk, NULL, VIGIL_TYPE_BANNER), "");
}

static void
test_a_target_on_a_tile_looks_as_it_did (void)
{
  const State state = { .set = set_two_reds_and_a_yellow, .width = WIDE };
  StillDesk *desk = open_desk (BEDS, &state);
  check (desk, "target-of-a-red", gtk_widget_get_parent (find_tile_target (desk, 11)), 0);
  check (desk, "target-of-a-yellow", find_tile_target (desk, 4), AROUND);
  close_desk (desk);
}

static void
test_a_target_that_is_held_fills_its_ring (void)
{
  const State state = { .set = set_red, .width = WIDE };
  StillDesk *desk = open_desk (BEDS, &state);
  GtkWidget *target = find_tile_target (desk, 11);
  hold_half (desk, target);
  check (desk, "target-held", target, AROUND);
  release (desk, target);
  target = still_desk_find (desk, still_desk_find (desk, NULL, VIGIL_TYPE_ATTENTION_STRIP),
                            VIGIL_TYPE_SILENCE_BUTTON);
  hold_half (desk, target);
  check (desk, "target-held-in-the-strip", target, AROUND);
  release (desk, target);
  close_desk (desk);
}

/* For its five seconds it takes the room of the words, which stand above it. */
static void
test_confirm_leaves_the_words_of_a_narrow_card (void)
{
  const State state = { .set = set_storm, .width = NARROW };
  StillDesk *desk = open_desk (BEDS, &state);
  GtkWidget *strip = still_desk_find (desk, NULL, VIGIL_TYPE_ATTENTION_STRIP);
  GtkWidget *target = still_desk_find (desk, strip, VIGIL_TYPE_SILENCE_BUTTON);
  hold_half (desk, target);
  release (desk, target);
  check (desk, "strip-confirm-narrow", strip, 0);
  close_desk (desk);
}

static void
test_a_small_target_looks_as_it_did (void)
{
  const State state = { .set = set_two_reds_and_a_yellow, .width = NARROW };
  StillDesk *desk = open_desk (2 * BEDS, &state);
  GtkWidget *target = find_tile_target (desk, 2);
  check (desk, "target-small", gtk_widget_get_parent (target), 0);
  hold_half (desk, target);
  check (desk, "target-small-held", target, AROUND);
  release (desk, target);
  close_desk (desk);
}

static void
add_tests (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (STATES); i++) {
    g_autofree char *path = g_strdup_printf ("/strip-pictures/%s-looks-as-it-did", STATES[i].name);
    g_test_add_data_func (path, &STATES[i], test_the_strip_looks_as_it_did);
  }
  for (guint i = 0; i < G_N_ELEMENTS (BANNERS); i++) {
    g_autofree char *path = g_strdup_printf ("/strip-pictures/%s-looks-as-it-did", BANNERS[i].name);
    g_test_add_data_func (path, &BANNERS[i], test_the_banner_looks_as_it_did);
  }
#define ADD(name) g_test_add_func ("/strip-pictures/" #name, test_##name)
  ADD (one_second_more_is_told);
  ADD (the_rail_looks_as_it_did);
  ADD (a_target_on_a_tile_looks_as_it_did);
  ADD (a_target_that_is_held_fills_its_ring);
  ADD (confirm_leaves_the_words_of_a_narrow_card);
  ADD (a_small_target_looks_as_it_did);
#undef ADD
}

int
main (int argc, char **argv)
{
  still_desk_init ();
  gtk_test_init (&argc, &argv, NULL);
  if (!picture_init (argc, argv))
    return 0;
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  add_tests ();
  return g_test_run ();
}
