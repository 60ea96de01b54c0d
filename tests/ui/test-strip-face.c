/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the strip says fits its card: no time, no UNANSWERED and no condition ends in dots. */
#include <gtk/gtk.h>
#include <stdlib.h>
#include <string.h>

#include "vigil-strip-face.h"
#include "vigil-style.h"

/* The narrowest card, and what the targets leave of it; a chip with its condition; the narrowest
 * chip beside open reds, and the narrowest of all. */
#define CARD_PX 300.0
#define CARD_RIGHT_PX (CARD_PX - VIGIL_STRIP_EDGE - 120 - 20)
#define CHIP_PX 155.0
/* What a card has before any chip: below it a long condition is smaller than the others. */
#define SHARED_PX 320.0
#define SLIM_CHIP_PX 80.0
#define LEAST_CHIP_PX 56.0
/* From here on a card has the large target; the only card of a wide screen. */
#define FULL_PX 440.0
#define WIDEST_PX 2100.0

static GtkWidget *window; /* whose fonts are those of the strip */

static gboolean
is_cut (const VigilCapText *text)
{
  return text->layout != NULL && pango_layout_is_ellipsized (text->layout);
}

static VigilStripContent
make_content (VigilStripKind kind, const char *number, const char *condition, const char *age)
{
  return (VigilStripContent){ .kind = kind,
                              .priority = VIGIL_PRIORITY_HIGH,
                              .number = number,
                              .condition = condition,
                              .age = age,
                              .tag = "",
                              .others = "Testmaple" };
}

/* In the sizes of a strip in which it is alone. */
static void
shape_alone (VigilStripFace *face, const VigilStripContent *content, double width, double right)
{
  VigilStripScale scale;
  vigil_strip_scale_init (&scale);
  vigil_strip_face_fit (face, window, content, width, right, &scale);
  vigil_strip_face_shape (face, window, content, width, right, &scale);
}

static void
assert_fits (const VigilStripContent *content, double width, double right)
{
  VigilStripFace face = { 0 };
  shape_alone (&face, content, width, right);
  g_assert_cmpstr (face.condition.text, ==, content->condition);
  g_assert_cmpstr (face.age.text, ==, content->age);
  g_assert_false (is_cut (&face.number));
  g_assert_false (is_cut (&face.mark));
  g_assert_false (is_cut (&face.condition));
  g_assert_false (is_cut (&face.age));
  g_assert_false (is_cut (&face.tag));
  vigil_strip_face_clear (&face);
}

static void
test_an_age_beside_a_long_bed_number_is_whole (void)
{
  VigilStripContent content = make_content (VIGIL_STRIP_COMPACT, "12", "ASYSTOLE", "59:59");
  assert_fits (&content, CARD_PX, CARD_RIGHT_PX);
}

static void
test_unanswered_is_whole_in_the_narrowest_card (void)
{
  const char *numbers[] = { "6", "12", "12A" };
  const char *tags[] = { "UNANSWERED", "ended · UNANSWERED", "own desk" };
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++) {
    VigilStripContent content =
        make_content (VIGIL_STRIP_COMPACT, numbers[i], "SpO₂ 82 < 85", "12:34");
    content.tag = tags[i];
    assert_fits (&content, CARD_PX, CARD_RIGHT_PX);
  }
}

static void
test_why_it_is_not_sounded_is_whole_in_the_narrowest_card (void)
{
  VigilStripContent content = make_content (VIGIL_STRIP_COMPACT, "12A", "ASYSTOLE", "1:04");
  content.is_quiet = TRUE;
  content.tag = "silent: staff 59:59";
  assert_fits (&content, CARD_PX, CARD_RIGHT_PX);
  /* And in the widest that has no line for it. */
  content.kind = VIGIL_STRIP_FULL;
  assert_fits (&content, VIGIL_STRIP_ROOMY_QUIET_PX - 1, VIGIL_STRIP_ROOMY_QUIET_PX - 187);
}

/* ux.md, "Frame": the age is read from 4 m. What is less than its 28 px is what the narrowest card
 * has no room for. */
static void
test_an_age_is_large_in_every_card (void)
{
  static const struct {
    double width, target, age, number;
  } CARDS[] = { { 300, 120, 20, 33 },
                { 320, 120, 22, 36 },
                { 406, 120, 24, 38 },
                { 480, 160, 28, 38 },
                { 1400, 160, 28, 64 } };
  for (guint i = 0; i < G_N_ELEMENTS (CARDS); i++) {
    VigilStripFace face = { 0 };
    VigilStripContent content = make_content (
        CARDS[i].width >= 440 ? VIGIL_STRIP_FULL : VIGIL_STRIP_COMPACT, "12", "ASYSTOLE", "0:26");
    shape_alone (&face, &content, CARDS[i].width,
                 CARDS[i].width - VIGIL_STRIP_EDGE - CARDS[i].target - 20);
    g_test_message ("%.0f px: age %.1f, number %.1f, condition %.1f", CARDS[i].width,
                    face.age.cap_px, face.number.cap_px, face.condition.cap_px);
    g_assert_cmpfloat (face.age.cap_px, >=, CARDS[i].age);
    g_assert_cmpfloat (face.number.cap_px, >=, CARDS[i].number);
    vigil_strip_face_clear (&face);
  }
}

/* What Confirm leaves: bed and condition whole and apart above it, from the narrowest card on. */
static void
test_words_above_confirm_are_whole (void)
{
  static const char *const CONDITIONS[] = { "ASYSTOLE", "SpO₂ 82 < 85", "EXTREME TACHY", "VF" };
  for (double width = CARD_PX; width < VIGIL_STRIP_CONFIRM_BESIDE_PX; width += 20) {
    double right = width - VIGIL_STRIP_EDGE - (width < FULL_PX ? 120 : 160) - 20;
    for (guint i = 0; i < 2 * G_N_ELEMENTS (CONDITIONS); i++) {
      VigilStripFace face = { 0 };
      graphene_rect_t places[VIGIL_STRIP_PLACES];
      VigilStripContent content =
          make_content (width < FULL_PX ? VIGIL_STRIP_COMPACT : VIGIL_STRIP_FULL,
                        i % 2 == 0 ? "12A" : "", CONDITIONS[i / 2], "12:34");
      content.is_confirming = TRUE;
      shape_alone (&face, &content, width, right);
      g_assert_cmpstr (face.condition.text, ==, CONDITIONS[i / 2]);
      g_assert_false (is_cut (&face.condition));
      g_assert_false (is_cut (&face.age));
      g_assert_true (i % 2 == 1 || g_str_equal (face.number.text, "12A"));
      guint n = vigil_strip_face_list_places (&face, &content, width, right, places);
      g_assert_cmpuint (n, >=, 1);
      for (guint k = 0; k < n; k++) {
        double bottom = places[k].origin.y + places[k].size.height;
        g_assert_cmpfloat (places[k].origin.y, >=, 4);
        g_assert_cmpfloat (bottom, <=, VIGIL_STRIP_CONFIRM_TOP - 2);
        g_assert_cmpfloat (places[k].origin.x + places[k].size.width, <=, right + 1);
        for (guint other = 0; other < k; other++)
          g_assert_false (graphene_rect_intersection (&places[k], &places[other], NULL));
      }
      vigil_strip_face_clear (&face);
    }
  }
}

/* Of what concerns no bed, in every card: what to do, whole. */
static void
test_what_to_do_is_whole (void)
{
  for (double width = CARD_PX; width < 1400; width += 20) {
    VigilStripFace face = { 0 };
    VigilStripContent content = make_content (
        width < FULL_PX ? VIGIL_STRIP_COMPACT : VIGIL_STRIP_FULL, "", "NO SOUND", "0:06");
    content.why = "Muted: unmute it. Until then stay at the beds";
    content.why_short = "Muted: unmute it";
    content.others = "";
    shape_alone (&face, &content, width,
                 width - VIGIL_STRIP_EDGE - (width < FULL_PX ? 120 : 160) - 20);
    g_assert_false (is_cut (&face.others));
    g_assert_true (g_str_has_prefix (face.others.text, content.why_short));
    vigil_strip_face_clear (&face);
  }
}

static void
test_cards_of_a_strip_have_their_words_in_one_size (void)
{
  static const char *const CONDITIONS[] = { "ASYSTOLE", "APNOEA", "HR 36 < 40", "SpO₂ 82 < 85" };
  static const char *const NUMBERS[] = { "7", "15", "12A", "4" };
  VigilStripFace faces[G_N_ELEMENTS (CONDITIONS)] = { 0 };
  VigilStripScale scale;
  vigil_strip_scale_init (&scale);
  for (guint pass = 0; pass < 2; pass++) {
    for (guint i = 0; i < G_N_ELEMENTS (CONDITIONS); i++) {
      VigilStripContent content =
          make_content (VIGIL_STRIP_COMPACT, NUMBERS[i], CONDITIONS[i], "0:26");
      if (pass == 0)
        vigil_strip_face_fit (&faces[i], window, &content, SHARED_PX, SHARED_PX - 146, &scale);
      else
        vigil_strip_face_shape (&faces[i], window, &content, SHARED_PX, SHARED_PX - 146, &scale);
    }
  }
  for (guint i = 0; i < G_N_ELEMENTS (CONDITIONS); i++) {
    g_assert_cmpfloat_with_epsilon (faces[i].number.cap_px, scale.number, 0.01);
    g_assert_cmpfloat_with_epsilon (faces[i].age.cap_px, scale.age, 0.01);
    g_assert_cmpfloat_with_epsilon (faces[i].condition.cap_px, scale.condition, 0.01);
    vigil_strip_face_clear (&faces[i]);
  }
}

/* All lines of a MORE, as one list; none cut, all in one size, which is returned. */
static double
read_more (const VigilStripContent *content, double width, char **shown)
{
  graphene_rect_t places[VIGIL_STRIP_PLACES];
  VigilStripFace face = { 0 };
  double right = width - VIGIL_STRIP_EDGE - 10;
  g_autoptr (GString) text = g_string_new (NULL);
  shape_alone (&face, content, width, right);
  for (guint line = 0; line < VIGIL_STRIP_LINES && face.lines[line].layout != NULL; line++) {
    g_assert_false (is_cut (&face.lines[line]));
    g_assert_cmpfloat_with_epsilon (face.lines[line].cap_px, face.lines[0].cap_px, 0.01);
    g_string_append_printf (text, "%s%s", line > 0 ? " " : "", face.lines[line].text);
  }
  guint n = vigil_strip_face_list_places (&face, content, width, right, places);
  for (guint i = 0; i < n; i++) {
    g_assert_cmpfloat (places[i].origin.x + places[i].size.width, <=, right + 1);
    g_assert_cmpfloat (places[i].origin.y + places[i].size.height, <=, VIGIL_STRIP_HEIGHT - 3);
    for (guint k = 0; k < i; k++)
      g_assert_false (graphene_rect_intersection (&places[i], &places[k], NULL));
  }
  double cap = face.lines[0].cap_px;
  g_test_message ("%.0f px: %.1f px high: %s", width, cap, text->str);
  *shown = g_string_free (g_steal_pointer (&text), FALSE);
  vigil_strip_face_clear (&face);
  return cap;
}

/* ux.md, "Frame": never "+1" for a red. */
static void
test_every_other_red_is_named (void)
{
  static const struct {
    guint n;
    double width, cap;
    const char *letter;
  } CROWDS[] = { { 1, 136, 28, "A" },  { 2, 144, 22, "A" }, { 4, 160, 20, "A" },
                 { 3, 200, 28, "" },   { 5, 200, 20, "" },  { 29, 420, 15, "" },
                 { 29, 420, 13, "A" }, { 63, 620, 13, "" }, { 63, 599, 9, "A" },
                 { 63, 900, 15, "" } };
  for (guint i = 0; i < G_N_ELEMENTS (CROWDS); i++) {
    g_autoptr (GString) labels = g_string_new (NULL);
    for (guint bed = 0; bed < CROWDS[i].n; bed++) {
      g_string_append (labels, bed > 0 ? ", " : "");
      g_string_append_printf (labels, "%u%s", bed + 1, CROWDS[i].letter);
    }
    g_autofree char *shown = NULL;
    g_autoptr (GString) list = g_string_new (labels->str);
    g_string_replace (list, ", ", " · ", 0);
    VigilStripContent content = make_content (VIGIL_STRIP_MORE, "", list->str, "");
    content.others = "";
    g_assert_cmpfloat (read_more (&content, CROWDS[i].width, &shown), >=, CROWDS[i].cap);
    g_assert_cmpstr (shown, ==, labels->str);
  }
}

/* What concerns no bed stands behind the beds, and makes none of them small. */
static void
test_a_lost_gateway_leaves_the_beds_beside_it_large (void)
{
  static const struct {
    const char *beds, *words, *shown;
    double width, cap;
  } CARDS[] = {
    { "15 · 11 · 1", "2× GATEWAY", "15, 11, 1, 2× GATEWAY", 160, 13 },
    { "15 · 11 · 1", "GATEWAY", "15, 11, 1, GATEWAY", 200, 16 },
    { "12", "GATEWAY", "12, GATEWAY", 144, 13 },
    { "", "LINK · NO SOUND", "LINK, NO SOUND", 200, 16 },
    { "1 · 2 · 3 · 4 · 5 · 6 · 7", "3× GATEWAY", "1, 2, 3, 4, 5, 6, 7, 3× GATEWAY", 200, 13 },
  };
  for (guint i = 0; i < G_N_ELEMENTS (CARDS); i++) {
    g_autofree char *shown = NULL;
    VigilStripContent content = make_content (VIGIL_STRIP_MORE, "", CARDS[i].beds, "");
    content.others = CARDS[i].words;
    g_assert_cmpfloat (read_more (&content, CARDS[i].width, &shown), >=, CARDS[i].cap);
    g_assert_cmpstr (shown, ==, CARDS[i].shown);
  }
}

/* A long label gives up its middle before it makes the others small, and stays apart from them. */
static void
test_a_long_label_in_a_list_keeps_its_end (void)
{
  static const struct {
    const char *beds, *shown;
    double width;
  } CARDS[] = {
    { "15 · ICU-WEST-TOWER-0012 · 11", "15, ICU…012, 11", 144 },
    { "15 · ICU-WEST-TOWER-0012 · 11", "15, ICU-…0012, 11", 200 },
    { "غرفة ٣ · 15 · 11", "\u200e\u2068غرفة ٣\u2069, 15, 11", 160 },
    { "ICU-12 · ICU-13 · ICU-14", "ICU-12, ICU-13, ICU-14", 152 },
  };
  for (guint i = 0; i < G_N_ELEMENTS (CARDS); i++) {
    g_autofree char *shown = NULL;
    VigilStripContent content = make_content (VIGIL_STRIP_MORE, "", CARDS[i].beds, "");
    content.others = "";
    g_assert_cmpfloat (read_more (&content, CARDS[i].width, &shown), >=, VIGIL_STRIP_MORE_CAP);
    g_assert_cmpstr (shown, ==, CARDS[i].shown);
  }
}

/* Two labels are never shortened to the same; what then has no room is counted. */
static void
test_only_what_has_no_room_in_any_size_is_counted (void)
{
  g_autoptr (GString) beds = g_string_new (NULL);
  g_autofree char *shown = NULL;
  for (guint i = 0; i < 20; i++)
    g_string_append_printf (beds, "%s%u-WEST-TOWER-FLOOR-0", i > 0 ? " · " : "", 100 + i);
  VigilStripContent content = make_content (VIGIL_STRIP_MORE, "", beds->str, "");
  content.others = "";
  g_assert_cmpfloat (read_more (&content, 200, &shown), >=, VIGIL_STRIP_MORE_LEAST_CAP);
  g_assert_true (g_str_has_prefix (shown, "100…"));
  const char *rest = strstr (shown, ", +");
  g_assert_nonnull (rest);
  guint n = 1;
  for (const char *at = shown; at < rest; at++)
    n += *at == ',';
  g_assert_cmpuint (n, >=, 2);
  g_assert_cmpint (atoi (rest + 3), ==, 20 - (int) n);
}

/* The last character. */
static const char *
get_last (const char *text)
{
  return g_utf8_find_prev_char (text, text + strlen (text));
}

/* A long label is smaller in its own card, and its end stays. */
static void
test_a_long_label_makes_no_other_number_smaller (void)
{
  static const char *const LONG[] = { "ICU-WEST-TOWER-0012", "غرفة ٣", "111111111111111119" };
  static const double WIDTHS[] = { CARD_PX, 406, 480, 640, 900 };
  for (guint i = 0; i < G_N_ELEMENTS (LONG) * G_N_ELEMENTS (WIDTHS); i++) {
    double width = WIDTHS[i / G_N_ELEMENTS (LONG)];
    double right = width - VIGIL_STRIP_EDGE - (width < FULL_PX ? 120 : 160) - 20;
    VigilStripKind kind = width < FULL_PX ? VIGIL_STRIP_COMPACT : VIGIL_STRIP_FULL;
    VigilStripFace alone = { 0 }, beside = { 0 }, own = { 0 };
    VigilStripContent usual = make_content (kind, "12", "ASYSTOLE", "0:26");
    VigilStripContent odd = make_content (kind, LONG[i % G_N_ELEMENTS (LONG)], "ASYSTOLE", "0:26");
    VigilStripScale scale;
    shape_alone (&alone, &usual, width, right);
    vigil_strip_scale_init (&scale);
    vigil_strip_face_fit (&beside, window, &usual, width, right, &scale);
    vigil_strip_face_fit (&own, window, &odd, width, right, &scale);
    vigil_strip_face_shape (&beside, window, &usual, width, right, &scale);
    vigil_strip_face_shape (&own, window, &odd, width, right, &scale);
    g_test_message ("%.0f px: 12 is %.1f, %s %.1f high", width, beside.number.cap_px,
                    own.number.text, own.number.cap_px);
    g_assert_cmpfloat_with_epsilon (beside.number.cap_px, alone.number.cap_px, 0.01);
    g_assert_cmpfloat (own.number.cap_px, >=, 16);
    g_assert_false (is_cut (&own.number));
    g_assert_cmpstr (get_last (own.number.text), ==, get_last (odd.number));
    vigil_strip_face_clear (&alone);
    vigil_strip_face_clear (&beside);
    vigil_strip_face_clear (&own);
  }
}

/* It is which bed it is, while its alarm is being confirmed, too. */
static void
test_a_long_label_stands_above_confirm (void)
{
  VigilStripFace face = { 0 };
  VigilStripContent content =
      make_content (VIGIL_STRIP_COMPACT, "ICU-WEST-TOWER-0012", "EXTREME TACHY", "12:34");
  content.is_confirming = TRUE;
  shape_alone (&face, &content, CARD_PX, CARD_RIGHT_PX);
  g_test_message ("above Confirm: %s", face.number.text);
  g_assert_cmpfloat (face.number.width_px, >, 60);
  g_assert_false (is_cut (&face.number));
  g_assert_true (g_str_has_suffix (face.number.text, "0012"));
  g_assert_cmpfloat (face.number.width_px, <=, CARD_RIGHT_PX);
  g_assert_false (is_cut (&face.condition));
  vigil_strip_face_clear (&face);
}

static void
test_the_mark_is_that_of_the_tile (void)
{
  VigilStripFace face = { 0 };
  VigilStripContent content = make_content (VIGIL_STRIP_FULL, "14", "LEADS OFF", "0:26");
  content.priority = VIGIL_PRIORITY_LOW;
  content.is_inop = TRUE;
  shape_alone (&face, &content, 1400, 1200);
  g_assert_cmpstr (face.mark.text, ==, "INOP");
  content.is_inop = FALSE;
  shape_alone (&face, &content, 1400, 1200);
  g_assert_cmpstr (face.mark.text, ==, "✱");
  vigil_strip_face_clear (&face);
}

static char *
dup_roomy_others (double width, gboolean *is_whole)
{
  VigilStripContent content = make_content (VIGIL_STRIP_FULL, "12A", "ASYSTOLE", "0:14");
  VigilStripFace face = { 0 };
  content.why = "not sounded: staff at the bedside 8:12";
  content.why_short = "silent: staff 8:12";
  shape_alone (&face, &content, width, width - VIGIL_STRIP_EDGE - 160 - 20);
  char *text = g_strdup (face.others.text);
  *is_whole = !is_cut (&face.others);
  vigil_strip_face_clear (&face);
  return text;
}

static void
test_why_it_is_not_sounded_takes_shorter_words_before_it_is_cut (void)
{
  gboolean is_whole;
  g_autofree char *wide = dup_roomy_others (1400, &is_whole);
  g_assert_cmpstr (wide, ==, "not sounded: staff at the bedside 8:12 · Testmaple");
  g_assert_true (is_whole);
  for (double width = VIGIL_STRIP_ROOMY_QUIET_PX; width < 1400; width += 50) {
    g_autofree char *text = dup_roomy_others (width, &is_whole);
    g_test_message ("%.0f px: %s", width, text);
    g_assert_true (is_whole);
    g_assert_nonnull (strstr (text, "staff"));
    g_assert_nonnull (strstr (text, "8:12"));
  }
}

static void
test_a_chip_says_its_condition_whole (void)
{
  VigilStripContent content = make_content (VIGIL_STRIP_CHIP, "12", "ASYSTOLE", "1:56");
  content.is_solid = TRUE;
  assert_fits (&content, CHIP_PX, CHIP_PX);
}

static void
test_a_slim_chip_says_bed_and_countdown_whole (void)
{
  static const char *const NUMBERS[] = { "6", "12", "12A" };
  static const char *const AGES[] = { "1:56", "ended", "Silenced" };
  for (guint i = 0; i < G_N_ELEMENTS (NUMBERS); i++) {
    for (guint k = 0; k < G_N_ELEMENTS (AGES); k++) {
      VigilStripFace face = { 0 };
      VigilStripContent content = make_content (VIGIL_STRIP_CHIP, NUMBERS[i], "ASYSTOLE", AGES[k]);
      double width = k < 2 ? LEAST_CHIP_PX : SLIM_CHIP_PX;
      content.is_solid = TRUE;
      shape_alone (&face, &content, width, width);
      g_assert_false (is_cut (&face.number));
      g_assert_false (is_cut (&face.age));
      vigil_strip_face_clear (&face);
    }
  }
}

static void
test_a_count_of_chips_is_whole (void)
{
  VigilStripContent content = make_content (VIGIL_STRIP_COUNT, "12×", "6 · 9", "1:05");
  content.tag = "Silenced";
  for (double width = LEAST_CHIP_PX; width <= SLIM_CHIP_PX; width += 1) {
    VigilStripFace face = { 0 };
    shape_alone (&face, &content, width, width);
    g_assert_false (is_cut (&face.number));
    g_assert_false (is_cut (&face.age));
    g_assert_false (is_cut (&face.tag));
    g_assert_true (face.tag.layout != NULL || width < SLIM_CHIP_PX);
    vigil_strip_face_clear (&face);
  }
}

/* Texts apart from each other and within the card. */
static void
assert_apart (const VigilStripContent *content,
              const VigilStripFace *face,
              double width,
              double right)
{
  graphene_rect_t places[VIGIL_STRIP_PLACES];
  guint n = vigil_strip_face_list_places (face, content, width, right, places);
  g_assert_cmpuint (n, >=, 3);
  for (guint i = 0; i < n; i++) {
    const graphene_rect_t *a = &places[i];
    g_assert_cmpfloat (a->origin.x, >=, 0);
    g_assert_cmpfloat (a->origin.x + a->size.width, <=, right + 1);
    g_assert_cmpfloat (a->origin.y, >=, 4);
    g_assert_cmpfloat (a->origin.y + a->size.height, <=, VIGIL_STRIP_HEIGHT - 4);
    for (guint k = i + 1; k < n; k++) {
      if (graphene_rect_intersection (a, &places[k], NULL))
        g_error ("%s at %.0f px: text %u of %.0f×%.0f lies on %u", content->tag, width, i,
                 a->size.width, a->size.height, k);
    }
  }
}

/* In its own sizes, and in those of a strip whose other cards have less room for the number. */
static void
assert_apart_in_any_size (const VigilStripContent *content, double width)
{
  static const double NUMBERS[] = { 64, 32, 22 };
  double target = content->kind == VIGIL_STRIP_FULL ? 160 : 120;
  double right = width - VIGIL_STRIP_EDGE - target - 20;
  VigilStripFace face = { 0 };
  for (guint i = 0; i < G_N_ELEMENTS (NUMBERS); i++) {
    VigilStripScale scale;
    vigil_strip_scale_init (&scale);
    scale.number = NUMBERS[i];
    vigil_strip_face_fit (&face, window, content, width, right, &scale);
    vigil_strip_face_shape (&face, window, content, width, right, &scale);
    assert_apart (content, &face, width, right);
  }
  vigil_strip_face_clear (&face);
}

static void
test_no_text_lies_on_another (void)
{
  static const char *const TAGS[] = { "", "UNANSWERED", "ended · UNANSWERED" };
  static const char *const AGES[] = { "0:18", "24:10:58" };
  for (guint i = 0; i < G_N_ELEMENTS (TAGS) * G_N_ELEMENTS (AGES) * 4; i++) {
    VigilStripContent content = make_content (VIGIL_STRIP_FULL, "12A", "VF", AGES[i % 2]);
    content.tag = TAGS[i / 2 % G_N_ELEMENTS (TAGS)];
    content.priority = MIN (VIGIL_PRIORITY_LOW + i / 6, VIGIL_PRIORITY_HIGH);
    content.is_inop = i / 6 == 3;
    if (content.is_inop)
      content.priority = VIGIL_PRIORITY_LOW;
    for (double width = CARD_PX; width <= WIDEST_PX; width += width < 640 ? 7 : 90) {
      content.kind = width >= FULL_PX ? VIGIL_STRIP_FULL : VIGIL_STRIP_COMPACT;
      assert_apart_in_any_size (&content, width);
    }
  }
}

static void
test_large_text_of_the_desktop_changes_nothing (void)
{
  GtkSettings *settings = gtk_settings_get_default ();
  int dpi;
  g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
  g_object_set (settings, "gtk-xft-dpi", 2 * 96 * PANGO_SCALE, NULL);
  test_an_age_beside_a_long_bed_number_is_whole ();
  test_unanswered_is_whole_in_the_narrowest_card ();
  test_a_chip_says_its_condition_whole ();
  g_object_set (settings, "gtk-xft-dpi", dpi, NULL);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  vigil_style_load (gdk_display_get_default ());
  window = gtk_window_new ();
  gtk_widget_add_css_class (window, "vigil");
#define ADD(name) g_test_add_func ("/strip-face/" #name, test_##name)
  ADD (an_age_beside_a_long_bed_number_is_whole);
  ADD (unanswered_is_whole_in_the_narrowest_card);
  ADD (an_age_is_large_in_every_card);
  ADD (words_above_confirm_are_whole);
  ADD (what_to_do_is_whole);
  ADD (cards_of_a_strip_have_their_words_in_one_size);
  ADD (every_other_red_is_named);
  ADD (a_lost_gateway_leaves_the_beds_beside_it_large);
  ADD (a_long_label_in_a_list_keeps_its_end);
  ADD (only_what_has_no_room_in_any_size_is_counted);
  ADD (a_long_label_makes_no_other_number_smaller);
  ADD (a_long_label_stands_above_confirm);
  ADD (the_mark_is_that_of_the_tile);
  ADD (why_it_is_not_sounded_is_whole_in_the_narrowest_card);
  ADD (why_it_is_not_sounded_takes_shorter_words_before_it_is_cut);
  ADD (a_chip_says_its_condition_whole);
  ADD (a_slim_chip_says_bed_and_countdown_whole);
  ADD (a_count_of_chips_is_whole);
  ADD (no_text_lies_on_another);
  ADD (large_text_of_the_desktop_changes_nothing);
#undef ADD
  return g_test_run ();
}
