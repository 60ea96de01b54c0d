/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the strip says fits its card: no time, no UNANSWERED and no condition ends in dots. */
#include <gtk/gtk.h>
#include <string.h>

#include "vigil-strip-face.h"
#include "vigil-style.h"

/* The narrowest card and chip at 1280×800, and what the targets leave of the card. */
#define CARD_PX 310.0
#define CARD_RIGHT_PX (CARD_PX - VIGIL_STRIP_EDGE - 120 - 20)
#define CHIP_PX 155.0

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
                              .since = "since 14:32",
                              .others = "Testmaple" };
}

static void
assert_fits (const VigilStripContent *content, double width, double right)
{
  g_autoptr (GtkWidget) widget = g_object_ref_sink (gtk_label_new (""));
  VigilStripFace face = { 0 };
  vigil_strip_face_shape (&face, widget, content, width, right);
  g_assert_cmpstr (face.condition.text, ==, content->condition);
  g_assert_nonnull (strstr (face.age.text, content->age));
  g_assert_false (is_cut (&face.number));
  g_assert_false (is_cut (&face.condition));
  g_assert_false (is_cut (&face.age));
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
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++) {
    VigilStripContent content =
        make_content (VIGIL_STRIP_COMPACT, numbers[i], "SpO₂ 82 < 85", "UNANSWERED 12:34");
    content.is_unanswered = TRUE;
    assert_fits (&content, CARD_PX, CARD_RIGHT_PX);
  }
}

static void
test_what_is_over_and_unanswered_says_both (void)
{
  g_autoptr (GtkWidget) widget = g_object_ref_sink (gtk_label_new (""));
  VigilStripContent content = make_content (VIGIL_STRIP_COMPACT, "7", "VT", "UNANSWERED 1:05");
  VigilStripFace face = { 0 };
  content.is_unanswered = content.is_over = content.is_solid = TRUE;
  vigil_strip_face_shape (&face, widget, &content, CARD_PX, CARD_RIGHT_PX);
  g_assert_nonnull (strstr (face.others.text, "ended"));
  g_assert_cmpstr (face.age.text, ==, "UNANSWERED 1:05");
  vigil_strip_face_clear (&face);
}

static void
test_why_it_is_not_sounded_is_whole_in_the_narrowest_card (void)
{
  VigilStripContent content =
      make_content (VIGIL_STRIP_COMPACT, "12A", "ASYSTOLE", "silent: staff 59:59");
  content.is_quiet = TRUE;
  assert_fits (&content, CARD_PX, CARD_RIGHT_PX);
  /* And in the widest that has no line for it. */
  content.kind = VIGIL_STRIP_FULL;
  assert_fits (&content, VIGIL_STRIP_ROOMY_QUIET_PX - 1, VIGIL_STRIP_ROOMY_QUIET_PX - 187);
}

static char *
dup_roomy_others (double width, gboolean *is_whole)
{
  g_autoptr (GtkWidget) widget = g_object_ref_sink (gtk_label_new (""));
  VigilStripContent content = make_content (VIGIL_STRIP_FULL, "12A", "ASYSTOLE", "0:14");
  VigilStripFace face = { 0 };
  content.why = "not sounded: staff at the bedside 8:12";
  content.why_short = "silent: staff 8:12";
  vigil_strip_face_shape (&face, widget, &content, width, width - VIGIL_STRIP_EDGE - 160 - 20);
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
#define ADD(name) g_test_add_func ("/strip-face/" #name, test_##name)
  ADD (an_age_beside_a_long_bed_number_is_whole);
  ADD (unanswered_is_whole_in_the_narrowest_card);
  ADD (what_is_over_and_unanswered_says_both);
  ADD (why_it_is_not_sounded_is_whole_in_the_narrowest_card);
  ADD (why_it_is_not_sounded_takes_shorter_words_before_it_is_cut);
  ADD (a_chip_says_its_condition_whole);
  ADD (large_text_of_the_desktop_changes_nothing);
#undef ADD
  return g_test_run ();
}
