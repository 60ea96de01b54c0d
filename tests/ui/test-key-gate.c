/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-key-gate.h"

#define MS 1000
#define ENTER 36
#define KEY_S 39

static void
test_first_press_is_fresh (void)
{
  g_autoptr (VigilKeyGate) gate = vigil_key_gate_new ();
  g_assert_true (vigil_key_gate_press (gate, ENTER, 0));
}

static void
test_repeat_is_never_fresh (void)
{
  g_autoptr (VigilKeyGate) gate = vigil_key_gate_new ();
  vigil_key_gate_press (gate, ENTER, 0);
  for (gint64 now_us = 660 * MS; now_us < 20000 * MS; now_us += 40 * MS)
    g_assert_false (vigil_key_gate_press (gate, ENTER, now_us));
}

/* A server without detectable auto-repeat sends a release before each repeated press. */
static void
test_repeat_with_releases_is_never_fresh (void)
{
  g_autoptr (VigilKeyGate) gate = vigil_key_gate_new ();
  vigil_key_gate_press (gate, ENTER, 0);
  for (gint64 now_us = 660 * MS; now_us < 20000 * MS; now_us += 40 * MS) {
    vigil_key_gate_release (gate, ENTER, now_us);
    g_assert_false (vigil_key_gate_press (gate, ENTER, now_us));
  }
}

static void
test_key_must_have_been_up_for_400_ms (void)
{
  g_autoptr (VigilKeyGate) gate = vigil_key_gate_new ();
  vigil_key_gate_press (gate, ENTER, 0);
  vigil_key_gate_release (gate, ENTER, 100 * MS);
  g_assert_false (vigil_key_gate_press (gate, ENTER, 499 * MS));
  vigil_key_gate_release (gate, ENTER, 510 * MS);
  g_assert_true (vigil_key_gate_press (gate, ENTER, 910 * MS));
}

static void
test_keys_do_not_gate_each_other (void)
{
  g_autoptr (VigilKeyGate) gate = vigil_key_gate_new ();
  vigil_key_gate_press (gate, ENTER, 0);
  g_assert_true (vigil_key_gate_press (gate, KEY_S, 10 * MS));
}

static void
test_release_unheard_is_forgiven_after_two_seconds (void)
{
  g_autoptr (VigilKeyGate) gate = vigil_key_gate_new ();
  vigil_key_gate_press (gate, ENTER, 0);
  g_assert_true (vigil_key_gate_press (gate, ENTER, 2000 * MS));
}

static void
test_lost_focus_releases_every_key (void)
{
  g_autoptr (VigilKeyGate) gate = vigil_key_gate_new ();
  vigil_key_gate_press (gate, ENTER, 0);
  vigil_key_gate_release_all (gate, 100 * MS);
  g_assert_false (vigil_key_gate_press (gate, ENTER, 300 * MS));
  vigil_key_gate_release_all (gate, 400 * MS);
  g_assert_true (vigil_key_gate_press (gate, ENTER, 800 * MS));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name) g_test_add_func ("/key-gate/" #name, test_##name)
  ADD (first_press_is_fresh);
  ADD (repeat_is_never_fresh);
  ADD (repeat_with_releases_is_never_fresh);
  ADD (key_must_have_been_up_for_400_ms);
  ADD (keys_do_not_gate_each_other);
  ADD (release_unheard_is_forgiven_after_two_seconds);
  ADD (lost_focus_releases_every_key);
#undef ADD
  return g_test_run ();
}
