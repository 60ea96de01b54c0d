/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The record over a restart: what was done goes through a real station into its database, another
 * one starts from that, is told the same, and all that stands is compared. No broker. */

#include "vigil-station.h"
#include "vigil-store.h"
#include "ward-world.h"

#include <string.h>

#define SVT "MDC_EVT_ECG_SV_TACHY"
#define N_BEDS 9
/* Both clocks run while the test does. */
#define SLACK_US (5 * G_GINT64_CONSTANT (1000000))

typedef struct {
  char *folder, *data;
  VigilStation *station;
  World *world; /* what the beds say; its ward is the station's */
} Fixture;

static void
open_station (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (f->folder, "station.conf", NULL);
  VigilConfig *config = vigil_config_load (path, &error);
  g_assert_no_error (error);
  f->station = vigil_station_new (config, f->data, f->folder, &error);
  g_assert_no_error (error);
  f->world->ward = vigil_station_get_ward (f->station);
}

static void
close_station (Fixture *f)
{
  f->world->ward = NULL;
  vigil_station_stop (f->station);
  g_assert_finalize_object (f->station);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  (void) data;
  f->folder = g_dir_make_tmp ("vigil-restart-XXXXXX", NULL);
  f->data = g_build_filename (f->folder, "data", NULL);
  g_autofree char *path = g_build_filename (f->folder, "station.conf", NULL);
  g_autofree char *secret = g_build_filename (f->folder, "password", NULL);
  g_assert_true (g_file_set_contents_full (secret, "secret", -1, 0, 0600, NULL));
  g_assert_true (g_file_set_contents (path,
                                      "[station]\nsite=site\nward=ward\nid=desk-1\n[broker]\n"
                                      "host=127.0.0.1\nport=1\nuser=desk-1\n"
                                      "password-file=password\n"
                                      "[beds]\norder=01;02;03;04;05;06;07;08;09\n"
                                      "primary=01;02;03;04;05;06;07;08;09\n",
                                      -1, NULL));
  f->world = world_new_cold (N_BEDS);
  vigil_ward_free (f->world->ward);
  open_station (f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  (void) data;
  close_station (f);
  const char *const arguments[] = { "rm", "-rf", "--", f->folder, NULL };
  g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL,
                NULL);
  world_free (f->world);
  g_free (f->folder);
  g_free (f->data);
}

/* The beds say what they are and what stands there. */
static void
tell_lists (Fixture *f)
{
  f->world->now = vigil_station_now (f->station);
  for (guint i = 0; i < N_BEDS; i++) {
    world_vitals (f->world, i);
    world_publish_list (f->world, i, FALSE, f->world->n_ticks);
  }
  f->world->n_ticks++;
  vigil_ward_tick (f->world->ward, f->world->now);
}

static void
tell_all (Fixture *f)
{
  f->world->now = vigil_station_now (f->station);
  world_link (f->world, VIGIL_LINK_UP);
  world_gateway_state (f->world, 0, TRUE);
  for (guint i = 0; i < N_BEDS; i++)
    world_meta (f->world, i);
  tell_lists (f);
}

static void
restart (Fixture *f)
{
  close_station (f);
  open_station (f);
  tell_all (f);
}

static void
raise_alarm (Fixture *f, guint bed, const char *code, VigilPriority priority)
{
  char id[32];
  g_snprintf (id, sizeof id, "id-%u", f->world->n_ids++);
  g_usleep (2000); /* not in the millisecond in which somebody came or left */
  f->world->now = vigil_station_now (f->station);
  world_raise (f->world, bed, id, code, HR, priority);
}

static void
silence (Fixture *f, guint bed)
{
  VigilTouch touch;
  g_assert_true (vigil_station_touch (f->station, bed, &touch));
  g_assert_cmpuint (vigil_station_silence (f->station, &touch, "N. Okafor"), ==, 1);
}

static void
suspend (Fixture *f, guint bed, VigilSuspensionMode mode, const char *reason, gint64 length_ms)
{
  VigilSuspensionOrder order = { mode, reason, length_ms };
  g_assert_cmpint (vigil_station_suspend (f->station, bed, &order, "N. Okafor"), ==,
                   VIGIL_REFUSAL_NONE);
}

static void
admit (Fixture *f, guint bed, const char *family)
{
  VigilAdmission admission = {
    .family = family, .given = "Demo", .birth = "1960-02-01", .patient_class = VIGIL_CLASS_ADULT
  };
  g_assert_cmpint (vigil_station_admit (f->station, bed, &admission, "N. Okafor"), ==,
                   VIGIL_REFUSAL_NONE);
}

static void
assert_same_end (gint64 is_us, gint64 was_us)
{
  g_assert_cmpint (is_us == 0, ==, was_us == 0);
  g_assert_cmpint (ABS (is_us - was_us), <, SLACK_US);
}

static void
assert_same_alarm (const VigilAlarm *is, const VigilAlarm *was)
{
  g_assert_cmpstr (is->key, ==, was->key);
  g_assert_cmpint (is->priority, ==, was->priority);
  g_assert_cmpint (is->phase, ==, was->phase);
  g_assert_cmpint (is->is_held, ==, was->is_held);
  g_assert_cmpint (is->is_latched, ==, was->is_latched);
  g_assert_cmpint (is->silenced_by_kind, ==, was->silenced_by_kind);
  g_assert_cmpstr (is->silenced_by, ==, was->silenced_by);
  g_assert_cmpstr (is->silenced_at, ==, was->silenced_at);
  g_assert_cmpstr (is->action_id, ==, was->action_id);
  g_assert_cmpint (is->raised_ms, ==, was->raised_ms);
  assert_same_end (is->silence_until_us, was->silence_until_us);
}

static void
assert_same_bed (const VigilBed *is, const VigilBed *was)
{
  g_assert_cmpint (is->suspension, ==, was->suspension);
  assert_same_end (is->suspended_until_us, was->suspended_until_us);
  g_assert_cmpint (is->suspended_since_ms, ==, was->suspended_since_ms);
  g_assert_cmpstr (is->suspended_reason, ==, was->suspended_reason);
  g_assert_cmpstr (is->suspended_by, ==, was->suspended_by);
  g_assert_cmpstr (is->suspended_at, ==, was->suspended_at);
  g_assert_cmpstr (is->suspended_id, ==, was->suspended_id);
  g_assert_cmpint (is->identity.is_occupied, ==, was->identity.is_occupied);
  g_assert_cmpstr (is->identity.name, ==, was->identity.name);
  g_assert_cmpstr (is->identity.encounter, ==, was->identity.encounter);
  g_assert_cmpint (is->identity.age_days, ==, was->identity.age_days);
  g_assert_cmpstr (is->stay_id, ==, was->stay_id);
}

static guint
copy_alarms (Fixture *f, VigilAlarm *alarms, guint max)
{
  guint n;
  const VigilAlarm *const *shown = vigil_ward_list_alarms (f->world->ward, &n);
  g_assert_cmpuint (n, <=, max);
  for (guint i = 0; i < n; i++)
    alarms[i] = *shown[i];
  return n;
}

static void
assert_a_restart_changes_nothing (Fixture *f)
{
  VigilAlarm before[64], after[64];
  VigilBed beds[N_BEDS];
  guint n = copy_alarms (f, before, G_N_ELEMENTS (before));
  VigilPriority sounding = vigil_ward_get_sounding (f->world->ward);
  for (guint i = 0; i < N_BEDS; i++)
    beds[i] = *vigil_ward_get_bed (f->world->ward, i);
  restart (f);
  g_assert_cmpuint (copy_alarms (f, after, G_N_ELEMENTS (after)), ==, n);
  for (guint i = 0; i < n; i++)
    assert_same_alarm (&after[i], &before[i]);
  for (guint i = 0; i < N_BEDS; i++)
    assert_same_bed (vigil_ward_get_bed (f->world->ward, i), &beds[i]);
  g_assert_cmpint (vigil_ward_get_sounding (f->world->ward), ==, sounding);
}

/* A silence of each kind, each suspension, a resume, a reset, one who came and one who left. */
static void
do_everything (Fixture *f)
{
  tell_all (f);
  raise_alarm (f, 0, ASYSTOLE, VIGIL_PRIORITY_HIGH);
  raise_alarm (f, 1, SVT, VIGIL_PRIORITY_MEDIUM);
  raise_alarm (f, 2, VF, VIGIL_PRIORITY_HIGH);
  raise_alarm (f, 3, SVT, VIGIL_PRIORITY_MEDIUM);
  raise_alarm (f, 5, VT, VIGIL_PRIORITY_HIGH);
  tell_lists (f);
  silence (f, 0);
  silence (f, 1);
  suspend (f, 2, VIGIL_SUSPENSION_STAFF, "CPR", 0);
  suspend (f, 3, VIGIL_SUSPENSION_CARE, "wash", 0);
  suspend (f, 4, VIGIL_SUSPENSION_AWAY, "CT", MINUTES (30));
  suspend (f, 6, VIGIL_SUSPENSION_AWAY, "X-ray", 0);
  g_assert_cmpint (vigil_station_resume (f->station, 6, "N. Okafor"), ==, VIGIL_REFUSAL_NONE);
  admit (f, 7, "BRANDT");
  admit (f, 8, "SILVA");
  g_assert_cmpint (vigil_station_discharge (f->station, 8, "N. Okafor"), ==, VIGIL_REFUSAL_NONE);
  f->world->beds[5].alarms[0].is_latched = TRUE; /* until somebody resets it at the bedside */
  tell_lists (f);
  g_assert_true (world_find (f->world, 5, VT)->is_latched);
  g_assert_cmpuint (vigil_station_reset (f->station, 5, "N. Okafor"), ==, 1);
  tell_lists (f);
}

static void
test_all_that_stands_stands_again (Fixture *f, gconstpointer data)
{
  (void) data;
  do_everything (f);
  g_assert_cmpint (world_find (f->world, 0, ASYSTOLE)->phase, ==, VIGIL_ALARM_SILENCED);
  g_assert_cmpint (world_find (f->world, 2, VF)->reach, ==, VIGIL_REACH_STAFF);
  g_assert_null (world_find (f->world, 5, VT));
  g_assert_cmpint (vigil_ward_get_bed (f->world->ward, 6)->suspension, ==, VIGIL_SUSPENSION_NONE);
  g_assert_cmpstr (vigil_ward_get_bed (f->world->ward, 7)->identity.name, ==, "BRANDT");
  assert_a_restart_changes_nothing (f);
  assert_a_restart_changes_nothing (f);
}

static void
test_without_the_record_it_would_not (Fixture *f, gconstpointer data)
{
  (void) data;
  do_everything (f);
  close_station (f);
  g_free (f->data);
  f->data = g_build_filename (f->folder, "another", NULL);
  open_station (f);
  tell_all (f);
  g_assert_cmpint (vigil_ward_get_sounding (f->world->ward), ==, VIGIL_PRIORITY_HIGH);
  g_assert_nonnull (world_find (f->world, 5, VT));
  for (guint i = 0; i < N_BEDS; i++)
    g_assert_cmpint (vigil_ward_get_bed (f->world->ward, i)->suspension, ==, VIGIL_SUSPENSION_NONE);
}

/* Rows of the journal from before the end: what is left of them counts, and no more. */
static void
test_what_ran_out_meanwhile_is_over (Fixture *f, gconstpointer data)
{
  (void) data;
  tell_all (f);
  raise_alarm (f, 0, ASYSTOLE, VIGIL_PRIORITY_HIGH);
  raise_alarm (f, 1, ASYSTOLE, VIGIL_PRIORITY_HIGH);
  tell_lists (f);
  close_station (f);
  VigilStore *store = vigil_store_open (f->data, NULL, NULL);
  for (guint i = 0; i < 2; i++) {
    VigilAction action = { .word = VIGIL_ACTION_ACKNOWLEDGE, .station = "desk-1", .by = "Test" };
    const VigilFrameAlarm *alarm = &f->world->beds[i].alarms[0];
    world_make_id (action.id, f->world);
    vigil_text_copy (action.bed, sizeof action.bed, f->world->beds[i].id);
    vigil_nomenclature_make_key (action.bed, alarm->code, alarm->src, alarm->priority, action.key);
    f->world->beds[i].alarms[0].raised_ms -= MINUTES (5);
    action.raised_ms = alarm->raised_ms;
    action.t_ms = action.asof_ms = f->world->now.wall_ms - SECONDS (i == 0 ? 100 : 121);
    action.until_ms = action.t_ms + SECONDS (120);
    vigil_journal_add_action (store, &action);
  }
  vigil_store_close (store);
  open_station (f);
  tell_all (f);
  const VigilAlarm *first = world_find (f->world, 0, ASYSTOLE);
  g_assert_cmpint (first->phase, ==, VIGIL_ALARM_SILENCED);
  gint64 left_us = first->silence_until_us - f->world->now.mono_us;
  g_assert_cmpint (left_us, >, 20 * G_USEC_PER_SEC - SLACK_US);
  g_assert_cmpint (left_us, <=, 20 * G_USEC_PER_SEC);
  g_assert_cmpint (world_find (f->world, 1, ASYSTOLE)->phase, ==, VIGIL_ALARM_OPEN);
}

typedef struct {
  GArray *rows; /* VigilJournalRow */
  gboolean is_done;
} Listed;

static void
listed_cb (GArray *rows, const GError *error, gpointer data)
{
  Listed *listed = data;
  g_assert_no_error (error);
  listed->rows = g_array_ref (rows);
  listed->is_done = TRUE;
}

/* ux.md, "Encounter": each row of an alarm is of whoever it was raised for. */
static void
test_rows_keep_the_encounter_of_the_raise (Fixture *f, gconstpointer data)
{
  (void) data;
  Listed listed = { 0 };
  tell_all (f);
  admit (f, 0, "BRANDT");
  g_autofree char *encounter =
      g_strdup (vigil_ward_get_bed (f->world->ward, 0)->identity.encounter);
  raise_alarm (f, 0, ASYSTOLE, VIGIL_PRIORITY_HIGH);
  tell_lists (f);
  vigil_station_discharge (f->station, 0, "N. Okafor");
  admit (f, 0, "SILVA");
  tell_lists (f);
  silence (f, 0);
  world_clear (f->world, 0, f->world->beds[0].alarms[0].id);
  tell_lists (f);
  g_assert_null (world_find (f->world, 0, ASYSTOLE));
  close_station (f);
  VigilStore *store = vigil_store_open (f->data, NULL, NULL);
  vigil_journal_list (store, "01", 100, listed_cb, &listed);
  while (!listed.is_done)
    g_main_context_iteration (NULL, TRUE);
  vigil_store_close (store);
  guint n = 0;
  for (guint i = 0; i < listed.rows->len; i++) {
    const VigilJournalRow *row = &g_array_index (listed.rows, VigilJournalRow, i);
    if (strstr (row->key, ASYSTOLE) == NULL)
      continue;
    g_assert_cmpstr (row->encounter, ==, encounter);
    n++;
  }
  g_assert_cmpuint (n, >=, 3); /* raised, silenced, ended */
  g_array_unref (listed.rows);
  open_station (f);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, func)                                                                            \
  g_test_add ("/journal-restart/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("all-that-stands-stands-again", test_all_that_stands_stands_again);
  ADD ("without-the-record-it-would-not", test_without_the_record_it_would_not);
  ADD ("what-ran-out-meanwhile-is-over", test_what_ran_out_meanwhile_is_over);
  ADD ("rows-keep-the-encounter-of-the-raise", test_rows_keep_the_encounter_of_the_raise);
#undef ADD
  return g_test_run ();
}
