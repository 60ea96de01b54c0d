/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-types.h"

static void
test_id_takes_only_the_contracts_alphabet (void)
{
  g_assert_true (vigil_id_is_valid ("a"));
  g_assert_true (vigil_id_is_valid ("bed-01"));
  g_assert_true (vigil_id_is_valid ("abcdefghijklmnopqrstuvwxyz012345"));
  g_assert_false (vigil_id_is_valid (NULL));
  g_assert_false (vigil_id_is_valid (""));
  g_assert_false (vigil_id_is_valid ("Bed"));
  g_assert_false (vigil_id_is_valid ("a/b"));
  g_assert_false (vigil_id_is_valid ("a#"));
  g_assert_false (vigil_id_is_valid ("abcdefghijklmnopqrstuvwxyz0123456"));
}

static void
test_text_is_cut_on_a_character (void)
{
  char out[5];
  vigil_text_copy (out, sizeof out, "abc\u00e9");
  g_assert_cmpstr (out, ==, "abc");
  vigil_text_copy (out, sizeof out, NULL);
  g_assert_cmpstr (out, ==, "");
}

/* "Smith" with U+202E before it is read from the right. */
static void
test_what_turns_the_order_of_writing_is_not_of_a_line (void)
{
  g_assert_true (vigil_text_is_a_line (""));
  g_assert_true (vigil_text_is_a_line ("Smith-\u00d3 Brien 3\u00a0%"));
  g_assert_true (vigil_text_is_a_line ("\u05db\u05d4\u05df"));
  g_assert_false (vigil_text_is_a_line ("\u202eSmith"));
  g_assert_false (vigil_text_is_a_line ("Smith\u2066"));
  g_assert_false (vigil_text_is_a_line ("a\nb"));
  g_assert_false (vigil_text_is_a_line ("a\u2028b"));
  g_assert_false (vigil_text_is_a_line ("a\177"));
}

static void
test_what_is_not_of_a_line_is_copied_as_spaces (void)
{
  char out[9];
  vigil_text_copy_line (out, sizeof out, " as it is, cut");
  g_assert_cmpstr (out, ==, " as it i");
  vigil_text_copy_line (out, sizeof out, "a\tb\u202ec");
  g_assert_cmpstr (out, ==, "a b c");
  vigil_text_copy_line (out, sizeof out, "\u202eX\n");
  g_assert_cmpstr (out, ==, "X");
  vigil_text_copy_line (out, sizeof out, "\n1234567\u00e9");
  g_assert_cmpstr (out, ==, "1234567");
  vigil_text_copy_line (out, sizeof out, "\t\n");
  g_assert_cmpstr (out, ==, "");
  vigil_text_copy_line (out, sizeof out, NULL);
  g_assert_cmpstr (out, ==, "");
}

static void
test_priority_words_go_both_ways (void)
{
  VigilPriority priority;
  g_assert_true (vigil_priority_from_string ("high", &priority));
  g_assert_cmpint (priority, ==, VIGIL_PRIORITY_HIGH);
  g_assert_cmpstr (vigil_priority_to_string (VIGIL_PRIORITY_LOW), ==, "low");
  g_assert_false (vigil_priority_from_string ("none", &priority));
  g_assert_false (vigil_priority_from_string (NULL, &priority));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/types/id-takes-only-the-contracts-alphabet",
                   test_id_takes_only_the_contracts_alphabet);
  g_test_add_func ("/types/text-is-cut-on-a-character", test_text_is_cut_on_a_character);
  g_test_add_func ("/types/what-turns-the-order-of-writing-is-not-of-a-line",
                   test_what_turns_the_order_of_writing_is_not_of_a_line);
  g_test_add_func ("/types/what-is-not-of-a-line-is-copied-as-spaces",
                   test_what_is_not_of_a_line_is_copied_as_spaces);
  g_test_add_func ("/types/priority-words-go-both-ways", test_priority_words_go_both_ways);
  return g_test_run ();
}
