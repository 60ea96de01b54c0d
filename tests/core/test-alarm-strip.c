/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-alarm-strip.h"
#include "ward-world.h"

#define FLAT_MV 0.5f /* what the world's ECG is: 100 counts × 0.005 mV */

typedef struct {
  World *world;
  VigilStripBook *book;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  (void) data;
  f->world = world_new (2);
  f->book = vigil_strip_book_new (2);
  f->world->beds[0].has_waves = f->world->beds[1].has_waves = TRUE;
  world_run (f->world, SECONDS (20));
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  (void) data;
  vigil_strip_book_free (f->book);
  world_free (f->world);
}

/* Runs the ward for @ms and the book with it. TRUE if a strip came or went. */
static gboolean
run (Fixture *f, gint64 ms)
{
  gboolean has_changed = FALSE;
  for (gint64 i = 0; i < ms; i += 100) {
    world_run (f->world, 100);
    has_changed |= vigil_strip_book_tick (f->book, f->world->ward, f->world->now);
  }
  return has_changed;
}

static void
raise_and_note (Fixture *f, guint bed, const char *id, const char *code, const char *src)
{
  world_raise (f->world, bed, id, code, src, VIGIL_PRIORITY_HIGH);
  world_run (f->world, 100);
  const VigilAlarm *alarm = world_find (f->world, bed, code);
  g_assert_nonnull (alarm);
  vigil_strip_book_note (f->book, bed, alarm, f->world->now);
}

static void
test_a_strip_holds_the_seconds_around_the_raise (Fixture *f, gconstpointer data)
{
  (void) data;
  raise_and_note (f, 0, "a", VT, HR);
  g_assert_false (run (f, SECONDS (5)));
  g_assert_true (run (f, SECONDS (3)));
  const VigilAlarmStrip *strip = vigil_strip_book_get (f->book, 0, 0);
  g_assert_nonnull (strip);
  g_assert_cmpuint (strip->n_leads, ==, 1);
  g_assert_cmpuint (strip->leads[0].n, ==, 15 * 250);
  g_assert_cmpint (strip->start_ms, ==, strip->raised_ms - VIGIL_ALARM_STRIP_BEFORE_MS);
  for (guint i = 0; i < strip->leads[0].n; i++)
    g_assert_cmpfloat_with_epsilon (strip->leads[0].samples[i], FLAT_MV, 1e-5f);
  g_assert_cmpuint (vigil_strip_book_get_n (f->book, 1), ==, 0);
}

static void
test_what_did_not_come_is_a_gap_and_never_made_up (Fixture *f, gconstpointer data)
{
  (void) data;
  raise_and_note (f, 0, "a", VT, HR);
  run (f, SECONDS (2));
  f->world->beds[0].has_waves = FALSE;
  g_assert_false (run (f, SECONDS (7)));
  g_assert_true (run (f, SECONDS (3)));
  const VigilAlarmStripLead *lead = &vigil_strip_book_get (f->book, 0, 0)->leads[0];
  g_assert_false (isnan (lead->samples[0]));
  g_assert_true (isnan (lead->samples[lead->n - 1]));
}

static void
test_an_alarm_without_a_wave_has_no_strip (Fixture *f, gconstpointer data)
{
  (void) data;
  f->world->beds[0].has_waves = FALSE;
  world_run (f->world, SECONDS (60));
  raise_and_note (f, 0, "a", VT, HR);
  g_assert_false (run (f, SECONDS (20)));
  g_assert_cmpuint (vigil_strip_book_get_n (f->book, 0), ==, 0);
}

static void
test_the_same_occurrence_is_one_strip (Fixture *f, gconstpointer data)
{
  (void) data;
  raise_and_note (f, 0, "a", VT, HR);
  vigil_strip_book_note (f->book, 0, world_find (f->world, 0, VT), f->world->now);
  run (f, SECONDS (12));
  vigil_strip_book_note (f->book, 0, world_find (f->world, 0, VT), f->world->now);
  run (f, SECONDS (12));
  g_assert_cmpuint (vigil_strip_book_get_n (f->book, 0), ==, 1);
}

static void
test_the_newest_is_first_and_only_some_are_kept (Fixture *f, gconstpointer data)
{
  (void) data;
  static const char *const CODES[] = { VT, ASYSTOLE, VF, "MDC_EVT_ECG_SV_TACHY", "MDC_EVT_APNEA" };
  for (guint i = 0; i < G_N_ELEMENTS (CODES); i++) {
    raise_and_note (f, 0, CODES[i], CODES[i], HR);
    run (f, SECONDS (12));
  }
  g_assert_cmpuint (vigil_strip_book_get_n (f->book, 0), ==, VIGIL_ALARM_STRIPS_PER_BED);
  g_assert_nonnull (strstr (vigil_strip_book_get (f->book, 0, 0)->key, "APNEA"));
  g_assert_null (vigil_strip_book_get (f->book, 0, VIGIL_ALARM_STRIPS_PER_BED));
}

static void
test_a_technical_alarm_has_no_strip (Fixture *f, gconstpointer data)
{
  (void) data;
  VigilFrameAlarm *item =
      world_raise (f->world, 0, "a", "MDC_EVT_LEADS_OFF", "MDC_ECG_ELEC_POTL", VIGIL_PRIORITY_LOW);
  item->kind = VIGIL_ALARM_TECHNICAL;
  world_run (f->world, 100);
  const VigilAlarm *alarm = world_find (f->world, 0, "MDC_EVT_LEADS_OFF");
  g_assert_nonnull (alarm);
  vigil_strip_book_note (f->book, 0, alarm, f->world->now);
  g_assert_false (run (f, SECONDS (20)));
}

static void
lay_in (Fixture *f, const char *encounter)
{
  VigilIdentity identity = { .is_occupied = TRUE, .age_days = -1 };
  vigil_text_copy (identity.encounter, sizeof identity.encounter, encounter);
  vigil_ward_set_identity (f->world->ward, 0, &identity, f->world->now);
}

static void
test_another_patient_never_has_the_strips_of_the_last (Fixture *f, gconstpointer data)
{
  (void) data;
  raise_and_note (f, 0, "a", VT, HR);
  run (f, SECONDS (12));
  lay_in (f, "0190a000-0000-7000-8000-000000000001");
  g_assert_false (run (f, 100)); /* a name that became known */
  g_assert_cmpuint (vigil_strip_book_get_n (f->book, 0), ==, 1);
  lay_in (f, "0190a000-0000-7000-8000-000000000002");
  g_assert_true (run (f, 100));
  g_assert_cmpuint (vigil_strip_book_get_n (f->book, 0), ==, 0);
}

static void
test_a_strip_that_is_waited_for_goes_with_its_patient (Fixture *f, gconstpointer data)
{
  (void) data;
  lay_in (f, "0190a000-0000-7000-8000-000000000001");
  run (f, 100);
  raise_and_note (f, 0, "a", VT, HR);
  lay_in (f, "0190a000-0000-7000-8000-000000000002");
  g_assert_false (run (f, SECONDS (20)));
  g_assert_cmpuint (vigil_strip_book_get_n (f->book, 0), ==, 0);
}

#define ADD(name, func) g_test_add ("/alarm-strip/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("a-strip-holds-the-seconds-around-the-raise",
       test_a_strip_holds_the_seconds_around_the_raise);
  ADD ("what-did-not-come-is-a-gap-and-never-made-up",
       test_what_did_not_come_is_a_gap_and_never_made_up);
  ADD ("an-alarm-without-a-wave-has-no-strip", test_an_alarm_without_a_wave_has_no_strip);
  ADD ("the-same-occurrence-is-one-strip", test_the_same_occurrence_is_one_strip);
  ADD ("the-newest-is-first-and-only-some-are-kept",
       test_the_newest_is_first_and_only_some_are_kept);
  ADD ("a-technical-alarm-has-no-strip", test_a_technical_alarm_has_no_strip);
  ADD ("another-patient-never-has-the-strips-of-the-last",
       test_another_patient_never_has_the_strips_of_the_last);
  ADD ("a-strip-that-is-waited-for-goes-with-its-patient",
       test_a_strip_that_is_waited_for_goes_with_its_patient);
  return g_test_run ();
}
