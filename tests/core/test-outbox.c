/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-outbox.h"

#include <math.h>

static void
test_only_a_2xx_with_the_echoed_id_is_delivered (void)
{
  for (guint status = 0; status < 1000; status++) {
    gboolean is_good = status >= 200 && status < 300;
    g_assert_cmpint (vigil_outbox_judge (status, TRUE) == VIGIL_ANSWER_DELIVERED, ==, is_good);
    g_assert_cmpint (vigil_outbox_judge (status, FALSE), !=, VIGIL_ANSWER_DELIVERED);
  }
  g_assert_cmpint (vigil_outbox_judge (200, FALSE), ==, VIGIL_ANSWER_RETRY);
  g_assert_cmpint (vigil_outbox_judge (201, FALSE), ==, VIGIL_ANSWER_RETRY);
  g_assert_cmpint (vigil_outbox_judge (204, FALSE), ==, VIGIL_ANSWER_RETRY);
}

static void
test_what_passes_is_tried_again (void)
{
  const guint passing[] = { 0, 408, 425, 429, 500, 502, 503, 504, 507, 599 };
  for (guint i = 0; i < G_N_ELEMENTS (passing); i++) {
    g_assert_cmpint (vigil_outbox_judge (passing[i], FALSE), ==, VIGIL_ANSWER_RETRY);
    g_assert_cmpint (vigil_outbox_judge (passing[i], TRUE), ==, VIGIL_ANSWER_RETRY);
  }
}

static void
test_a_redirect_of_a_captive_portal_loses_nothing (void)
{
  const guint redirects[] = { 300, 301, 302, 303, 304, 307, 308 };
  for (guint i = 0; i < G_N_ELEMENTS (redirects); i++)
    g_assert_cmpint (vigil_outbox_judge (redirects[i], TRUE), ==, VIGIL_ANSWER_RETRY);
}

static void
test_401_and_403_ask_for_the_token_again (void)
{
  g_assert_cmpint (vigil_outbox_judge (401, FALSE), ==, VIGIL_ANSWER_REAUTHENTICATE);
  g_assert_cmpint (vigil_outbox_judge (403, TRUE), ==, VIGIL_ANSWER_REAUTHENTICATE);
}

static void
test_other_4xx_are_dead (void)
{
  const guint dead[] = { 400, 404, 405, 409, 411, 413, 415, 422 };
  for (guint i = 0; i < G_N_ELEMENTS (dead); i++)
    g_assert_cmpint (vigil_outbox_judge (dead[i], TRUE), ==, VIGIL_ANSWER_DEAD);
}

static void
test_backoff_doubles_to_thirty_seconds (void)
{
  const guint spans_ms[] = { 500, 1000, 2000, 4000, 8000, 16000, 30000, 30000 };
  for (guint attempt = 0; attempt < G_N_ELEMENTS (spans_ms); attempt++)
    g_assert_cmpuint (vigil_outbox_backoff_ms (attempt, 1.0, 0), ==, spans_ms[attempt]);
  g_assert_cmpuint (vigil_outbox_backoff_ms (G_MAXUINT, 1.0, 0), ==, 30000);
}

static void
test_backoff_is_the_whole_of_the_jitter (void)
{
  g_assert_cmpuint (vigil_outbox_backoff_ms (4, 0.0, 0), ==, 50);
  g_assert_cmpuint (vigil_outbox_backoff_ms (4, 0.25, 0), ==, 2000);
  g_assert_cmpuint (vigil_outbox_backoff_ms (4, 0.5, 0), ==, 4000);
  g_assert_cmpuint (vigil_outbox_backoff_ms (0, 0.05, 0), ==, 50);
}

static void
test_backoff_bears_a_bad_random_number (void)
{
  g_assert_cmpuint (vigil_outbox_backoff_ms (0, -3.0, 0), ==, 50);
  g_assert_cmpuint (vigil_outbox_backoff_ms (0, 7.0, 0), ==, 500);
  g_assert_cmpuint (vigil_outbox_backoff_ms (0, (double) NAN, 0), ==, 500);
}

static void
test_retry_after_is_a_floor_of_at_most_five_minutes (void)
{
  g_assert_cmpuint (vigil_outbox_backoff_ms (0, 0.0, 7), ==, 7000);
  g_assert_cmpuint (vigil_outbox_backoff_ms (9, 1.0, 7), ==, 30000);
  g_assert_cmpuint (vigil_outbox_backoff_ms (0, 1.0, 86400), ==, 300000);
  g_assert_cmpuint (vigil_outbox_backoff_ms (0, 1.0, G_MAXUINT), ==, 300000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/outbox/only-a-2xx-with-the-echoed-id-is-delivered",
                   test_only_a_2xx_with_the_echoed_id_is_delivered);
  g_test_add_func ("/outbox/what-passes-is-tried-again", test_what_passes_is_tried_again);
  g_test_add_func ("/outbox/a-redirect-of-a-captive-portal-loses-nothing",
                   test_a_redirect_of_a_captive_portal_loses_nothing);
  g_test_add_func ("/outbox/401-and-403-ask-for-the-token-again",
                   test_401_and_403_ask_for_the_token_again);
  g_test_add_func ("/outbox/other-4xx-are-dead", test_other_4xx_are_dead);
  g_test_add_func ("/outbox/backoff-doubles-to-thirty-seconds",
                   test_backoff_doubles_to_thirty_seconds);
  g_test_add_func ("/outbox/backoff-is-the-whole-of-the-jitter",
                   test_backoff_is_the_whole_of_the_jitter);
  g_test_add_func ("/outbox/backoff-bears-a-bad-random-number",
                   test_backoff_bears_a_bad_random_number);
  g_test_add_func ("/outbox/retry-after-is-a-floor-of-at-most-five-minutes",
                   test_retry_after_is_a_floor_of_at_most_five_minutes);
  return g_test_run ();
}
