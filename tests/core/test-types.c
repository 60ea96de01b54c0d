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
  g_test_add_func ("/types/priority-words-go-both-ways", test_priority_words_go_both_ways);
  return g_test_run ();
}
