/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-config.h"

#include <glib/gstdio.h>
#include <math.h>

#define STATION "[station]\nsite=hill\nward=w3\nid=desk-1\n"
#define BROKER "[broker]\nhost=127.0.0.1\nport=18830\n"
#define BEDS "[beds]\norder=01;02;03\nprimary=01;02\nbackup=03\n"

typedef struct {
  char *directory;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  fixture->directory = g_dir_make_tmp ("vigil-config-XXXXXX", NULL);
  g_assert_nonnull (fixture->directory);
}

static void
tear_down (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->directory, 0, NULL);
  for (const char *name; (name = g_dir_read_name (dir)) != NULL;) {
    g_autofree char *path = g_build_filename (fixture->directory, name, NULL);
    g_unlink (path);
  }
  g_rmdir (fixture->directory);
  g_free (fixture->directory);
}

static void
write_file (Fixture *fixture, const char *name, const char *text, int mode)
{
  g_autofree char *path = g_build_filename (fixture->directory, name, NULL);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_assert_cmpint (g_chmod (path, mode), ==, 0);
}

static VigilConfig *
load (Fixture *fixture, const char *text, GError **error)
{
  write_file (fixture, "station.conf", text, 0640);
  g_autofree char *path = g_build_filename (fixture->directory, "station.conf", NULL);
  return vigil_config_load (path, error);
}

static void
assert_problem (Fixture *fixture, const char *text, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VigilConfig) config = load (fixture, text, &error);
  g_assert_null (config);
  g_assert_error (error, VIGIL_CONFIG_ERROR, VIGIL_CONFIG_ERROR_INVALID);
  if (strstr (error->message, expected) == NULL)
    g_test_fail_printf ("\"%s\" is not in \"%s\"", expected, error->message);
}

/* That, and nothing else. */
static void
assert_one_problem (Fixture *fixture, const char *text, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VigilConfig) config = load (fixture, text, &error);
  g_assert_null (config);
  const char *said = strchr (error->message, '[');
  if (said == NULL || !g_str_has_prefix (said, expected) || strstr (said + 1, "\n[") != NULL)
    g_test_fail_printf ("\"%s\" is not all of \"%s\"", expected, error->message);
}

/* No key file at all. */
static void
assert_unreadable (Fixture *fixture, const char *bytes, gsize length, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (fixture->directory, "station.conf", NULL);
  g_assert_true (g_file_set_contents (path, bytes, (gssize) length, NULL));
  g_autoptr (VigilConfig) config = vigil_config_load (path, &error);
  g_assert_null (config);
  g_assert_error (error, VIGIL_CONFIG_ERROR, VIGIL_CONFIG_ERROR_READ);
  if (!g_str_has_suffix (error->message, expected))
    g_test_fail_printf ("\"%s\" does not end \"%s\"", expected, error->message);
}

static void
test_smallest_is_read (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VigilConfig) config = load (fixture, STATION BROKER BEDS, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (config->site, ==, "hill");
  g_assert_cmpuint (config->broker_port, ==, 18830);
  g_assert_cmpuint (config->beds->len, ==, 3);
  g_assert_cmpint (g_array_index (config->beds, VigilWardBed, 2).role, ==, VIGIL_ROLE_BACKUP);
  g_assert_cmpuint (config->silence_high_s, ==, 120);
  g_assert_false (config->is_plaintext_remote);
}

static void
test_every_problem_is_named_at_once (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const char *text = "[station]\nsite=Hill\nid=desk-1\n[broker]\nhost=127.0.0.1\nport=0\n"
                     "[beds]\norder=01;01;x y\n[sound]\nvolume-floor=0\n";
  assert_problem (fixture, text, "[station] site: \"Hill\" is not");
  assert_problem (fixture, text, "[station] ward: is missing");
  assert_problem (fixture, text, "[broker] port: \"0\" is not a whole number from 1 to 65535");
  assert_problem (fixture, text, "bed \"01\" stands twice");
  assert_problem (fixture, text, "\"x y\" is not");
  assert_problem (fixture, text, "[sound] volume-floor");
}

static void
test_volume_has_a_day_and_a_night (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VigilConfig) plain = load (fixture, STATION BROKER BEDS, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (plain->volume.day_percent, ==, 100);
  g_assert_cmpuint (plain->volume.night_percent, ==, 100);
  g_assert_cmpuint (plain->volume.night_from_min, ==, plain->volume.night_to_min);
  const char *text = STATION BROKER BEDS "[sound]\nvolume-floor=50\nday-volume=90\n"
                                         "night-volume=60\nnight=21:30-06:00\n";
  g_autoptr (VigilConfig) config = load (fixture, text, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (config->volume.floor_percent, ==, 50);
  g_assert_cmpuint (config->volume.day_percent, ==, 90);
  g_assert_cmpuint (config->volume.night_percent, ==, 60);
  g_assert_cmpuint (config->volume.night_from_min, ==, 21 * 60 + 30);
  g_assert_cmpuint (config->volume.night_to_min, ==, 6 * 60);
}

static void
test_volume_below_the_floor_is_refused (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const char *text = STATION BROKER BEDS "[sound]\nvolume-floor=50\nday-volume=101\n"
                                         "night-volume=49\nnight=22:00-24:00\n";
  assert_problem (fixture, text,
                  "[sound] day-volume: \"101\" is not a whole number from 50 to 100");
  assert_problem (fixture, text, "[sound] night-volume: \"49\" is not a whole number from 50");
  assert_problem (fixture, text, "[sound] night: \"22:00-24:00\" is not two times of day");
  assert_problem (fixture, STATION BROKER BEDS "[sound]\nnight=07:00-07:00\n", "[sound] night");
  assert_problem (fixture, STATION BROKER BEDS "[sound]\nnight-volume=60\n",
                  "[sound] night: is missing");
}

static void
test_a_wrong_value_is_told_once (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  assert_one_problem (fixture, STATION BROKER BEDS "[sound]\nnight-volume=60\nnight=soon\n",
                      "[sound] night: \"soon\" is not two times of day");
  assert_one_problem (fixture, STATION BROKER BEDS "[sound]\nvolume-floor=0\nday-volume=90\n",
                      "[sound] volume-floor: \"0\" is not a whole number from 1 to 100");
  assert_one_problem (fixture, STATION BROKER BEDS "[sector a b]\nname=A\nbeds=01\n",
                      "[sector a b]: \"a b\" is not 1 to 32 characters");
}

#define HANGING                                                                                    \
  "primary=01;02\nbackup=03\ncontinuous-ecg=02\n[bed 01]\nlabel=12A\n[bed 02]\nclass=adult\n"      \
  "[sector north]\nbeds=01;03\n"

/* What hangs on it is not told again. */
static void
test_a_wrong_order_is_told_once (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GString) many = g_string_new (STATION BROKER "[beds]\norder=");
  for (guint i = 0; i < 70; i++)
    g_string_append_printf (many, "b%u;", i);
  g_string_append (many, "\n" HANGING);
  assert_one_problem (fixture, many->str, "[beds] order: 70 beds are more than 64");
  assert_one_problem (fixture, STATION BROKER "[beds]\n" HANGING, "[beds] order: is missing");
  assert_one_problem (fixture, STATION BROKER "[beds]\norder=\n" HANGING,
                      "[beds] order: is empty: give it a value");
  assert_one_problem (fixture, STATION BROKER "[beds]\norder=01,02,03\n" HANGING,
                      "[beds] order: \"01,02,03\": beds are separated by ;");
  assert_one_problem (fixture, STATION BROKER "[beds]\norder=01;0_2;03\n" HANGING,
                      "[beds] order: \"0_2\" is not 1 to 32 characters");
  assert_one_problem (fixture, STATION BROKER "[beds]\norder=01;02;03\norder=04\n" HANGING,
                      "[beds] order: stands twice");
}

/* Its own mistakes are told beside it. */
static void
test_a_wrong_order_hides_no_other_mistake (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const char *text = STATION BROKER "[beds]\norder=01,02\nprimary=01,02\n"
                                    "[bed 02]\nclass=child\n";
  assert_problem (fixture, text, "[beds] order: \"01,02\": beds are separated by ;");
  assert_problem (fixture, text, "[beds] primary: \"01,02\": beds are separated by ;");
  assert_problem (fixture, text, "[bed 02] class: \"child\" is not adult");
  assert_one_problem (fixture, STATION BROKER BEDS "continuous-ecg=01,02\n",
                      "[beds] continuous-ecg: \"01,02\": beds are separated by ;");
}

/* A nurse would run to the wrong one. */
static void
test_two_beds_of_one_name_are_refused (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const char *const WORDS[] = { "12A", "12a", "12 A", " 1 2\u00A0a " };
  for (guint i = 0; i < G_N_ELEMENTS (WORDS); i++) {
    g_autofree char *text = g_strconcat (STATION BROKER BEDS "[bed 03]\nlabel=", WORDS[i],
                                         "\n[bed 01]\nlabel=12A\n", NULL);
    assert_one_problem (fixture, text, "[bed 03] label: \"");
    assert_problem (fixture, text, "\" is the label of bed \"01\", too");
  }
  assert_one_problem (fixture, STATION BROKER BEDS "[bed 02]\nlabel=03\n",
                      "[bed 02] label: \"03\" is the id of bed \"03\", which has no label");
  assert_one_problem (fixture, STATION BROKER BEDS "[bed 02]\nlabel=0 1\n",
                      "[bed 02] label: \"0 1\" is the id of bed \"01\", which has no label");
  assert_problem (fixture,
                  STATION BROKER BEDS "[bed 01]\nlabel=Much longer than a label 1\n"
                                      "[bed 02]\nlabel=Much longer than a label 2\n",
                  "[bed 01] label: is longer than 23 bytes\n[bed 02] label: is longer");
}

static void
test_labels_may_be_ids_of_beds_with_labels (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VigilConfig) config = load (
      fixture, STATION BROKER BEDS "[bed 01]\nlabel=02\n[bed 02]\nlabel=01\n[bed 03]\nlabel=03\n",
      &error);
  g_assert_no_error (error);
  g_assert_cmpstr (g_array_index (config->beds, VigilWardBed, 0).label, ==, "02");
}

/* What stands behind a NUL would be lost without a word. */
static void
test_bytes_of_no_text_are_said (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const char torn[] =
      STATION BROKER BEDS "[limits adult]\n\0\0\0MDC_ECG_HEART_RATE=45/55-110/\n";
  static const char zeros[] = STATION BROKER BEDS "\0\0\0";
  static const char marked[] = "\xEF\xBB\xBF" STATION BROKER BEDS;
  static const char little[] = "\xFF\xFE[\0s\0t\0";
  static const char big[] = "\xFE\xFF\0[\0s\0t";
  assert_unreadable (fixture, torn, sizeof torn - 1,
                     "station.conf: line 13 has a NUL byte: it is damaged, or not plain UTF-8");
  assert_unreadable (fixture, zeros, sizeof zeros - 1,
                     "station.conf: line 12 has a NUL byte: it is damaged, or not plain UTF-8");
  assert_unreadable (fixture, marked, sizeof marked - 1,
                     "station.conf: begins with a byte order mark: save it as plain UTF-8");
  assert_unreadable (
      fixture, little, sizeof little - 1,
      "station.conf: begins with a byte order mark of UTF-16: save it as plain UTF-8");
  assert_unreadable (
      fixture, big, sizeof big - 1,
      "station.conf: begins with a byte order mark of UTF-16: save it as plain UTF-8");
}

/* As if the line were not there would be what nobody has written. */
static void
test_an_empty_value_is_told (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  assert_one_problem (fixture, STATION BROKER BEDS "[sound]\nnight-volume=60\nnight=\n",
                      "[sound] night: is empty");
  assert_one_problem (fixture, STATION BROKER BEDS "[sector north]\nbeds=01\nname=\n",
                      "[sector north] name: is empty");
  assert_one_problem (fixture,
                      STATION BROKER BEDS "[server]\nurl=http://127.0.0.1:1\ntoken-file=\n",
                      "[server] token-file: is empty");
  assert_one_problem (fixture, STATION BROKER BEDS "[delays]\nMDC_PULS_OXIM_SAT_O2=\n",
                      "[delays] MDC_PULS_OXIM_SAT_O2: is empty: give it a value, or take");
}

static void
test_sectors_are_beds_beside_each_other (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VigilConfig) config =
      load (fixture,
            STATION BROKER BEDS "[sector south]\nbeds=03\n[sector north]\nname=North\nbeds=02;01\n",
            &error);
  g_assert_no_error (error);
  g_assert_cmpuint (config->sectors->len, ==, 2);
  const VigilSector *north = vigil_config_find_sector (config, 1);
  const VigilSector *south = vigil_config_find_sector (config, 2);
  g_assert_cmpstr (north->name, ==, "North");
  g_assert_cmpuint (north->first, ==, 0);
  g_assert_cmpuint (north->n_beds, ==, 2);
  g_assert_true (north == &g_array_index (config->sectors, VigilSector, 0));
  g_assert_cmpstr (south->name, ==, "south");
  g_assert_null (vigil_config_find_sector (config, 3));
  g_autoptr (VigilConfig) plain = load (fixture, STATION BROKER BEDS, &error);
  g_assert_no_error (error);
  g_assert_null (vigil_config_find_sector (plain, 0));
}

static void
test_a_bad_sector_is_named (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
#define SECTOR STATION BROKER BEDS "[sector north]\n"
  assert_problem (fixture, SECTOR "beds=01;09\n",
                  "[sector north] beds: bed \"09\" is not in order");
  assert_problem (fixture, SECTOR "beds=01;03\n",
                  "[sector north] beds: bed \"02\" stands between them in order");
  assert_problem (fixture, SECTOR "beds=01;01\n", "[sector north] beds: bed \"01\" stands twice");
  assert_problem (fixture, SECTOR "beds=01\n[sector south]\nbeds=01;02\n",
                  "[sector south] beds: bed \"01\" is in sector \"north\" already");
  assert_problem (fixture, SECTOR "name=North\n", "[sector north] beds: is missing");
  assert_problem (fixture, SECTOR "beds=01\nname=Much longer than a heading\n",
                  "[sector north] name: is longer than 23 bytes");
  assert_problem (fixture, SECTOR "beds=01\ncolour=red\n",
                  "[sector north] colour: is not a key of Vigil's");
  assert_problem (fixture, STATION BROKER BEDS "[sector North]\nbeds=01\n",
                  "[sector North]: \"North\" is not 1 to 32 characters");
}

static void
test_misspelt_key_is_no_key (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  assert_problem (fixture, STATION BROKER "prot=1\n" BEDS,
                  "[broker] prot: is not a key of Vigil's");
  assert_problem (fixture, STATION BROKER BEDS "[bed 09]\nlabel=9\n",
                  "[bed 09]: is not a bed of order in [beds]");
  assert_problem (fixture, STATION BROKER BEDS "[sond]\nvolume-floor=50\n",
                  "[sond]: is not a group of Vigil's");
}

static void
test_remote_plaintext_wants_a_word (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  const char *remote = STATION "[broker]\nhost=broker.example\n" BEDS;
  assert_problem (fixture, remote, "[broker] ca-file: broker.example is not this machine");
  g_autoptr (GError) error = NULL;
  g_autoptr (VigilConfig) config =
      load (fixture, STATION "[broker]\nhost=broker.example\nallow-plaintext=true\n" BEDS, &error);
  g_assert_no_error (error);
  g_assert_true (config->is_plaintext_remote);
}

static void
test_http_beyond_this_machine_is_refused (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  assert_problem (fixture, STATION BROKER BEDS "[server]\nurl=http://server.example\n",
                  "http is for this machine only");
  assert_problem (fixture, STATION BROKER BEDS "[server]\nurl=ftp://127.0.0.1\n",
                  "neither http nor");
  assert_problem (fixture, STATION BROKER BEDS "[server]\nurl=https://a:b@h/x\n", "is more than");
}

static void
test_open_secret_is_refused (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  write_file (fixture, "password", "correct horse\n", 0644);
  const char *text = STATION BROKER "user=desk-1\npassword-file=password\n" BEDS;
  assert_problem (fixture, text, "is readable by everybody");
  write_file (fixture, "password", "correct horse\n", 0640);
  g_autoptr (GError) error = NULL;
  g_autoptr (VigilConfig) config = load (fixture, text, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (config->broker_password, ==, "correct horse");
}

static void
test_relative_configuration_finds_its_files (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  g_autofree char *before = g_get_current_dir ();
  write_file (fixture, "password", "correct horse\n", 0640);
  write_file (fixture, "station.conf", STATION BROKER "user=desk-1\npassword-file=password\n" BEDS,
              0640);
  g_assert_cmpint (g_chdir (fixture->directory), ==, 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (VigilConfig) config = vigil_config_load ("station.conf", &error);
  g_assert_cmpint (g_chdir (before), ==, 0);
  g_assert_no_error (error);
  g_assert_cmpstr (config->broker_password, ==, "correct horse");
}

static void
test_missing_file_is_named (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  assert_problem (fixture, STATION BROKER "password-file=nowhere\n" BEDS, "nowhere: No such file");
}

static void
test_presets_and_delays_replace_the_starting_ones (Fixture *fixture,
                                                   gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VigilConfig) config =
      load (fixture,
            STATION BROKER BEDS "continuous-ecg=02\n"
                                "[limits adult]\nMDC_ECG_HEART_RATE=45/55-110/\n"
                                "MDC_PULS_OXIM_SAT_O2=84/89-\n"
                                "[delays]\nMDC_PULS_OXIM_SAT_O2=15;5\n",
            &error);
  g_assert_no_error (error);
  const VigilLimit *rate = &config->presets.bands[VIGIL_BAND_ADULT].limits[VIGIL_NUMERIC_HR];
  g_assert_cmpfloat (rate->lo2, ==, 45);
  g_assert_cmpfloat (rate->hi, ==, 110);
  g_assert_true (isnan (rate->hi2));
  const VigilLimit *spo2 = &config->presets.bands[VIGIL_BAND_ADULT].limits[VIGIL_NUMERIC_SPO2];
  g_assert_cmpfloat (spo2->lo, ==, 89);
  g_assert_true (isnan (spo2->hi));
  g_assert_cmpuint (config->presets.timings[VIGIL_NUMERIC_SPO2].delay_ms, ==, 15000);
  const VigilLimitSet *adult = &config->presets.bands[VIGIL_BAND_ADULT];
  g_assert_true (adult->is_ward_file[VIGIL_NUMERIC_HR]);
  g_assert_false (adult->is_ward_file[VIGIL_NUMERIC_RR]);
  g_assert_false (g_array_index (config->beds, VigilWardBed, 0).is_continuous_ecg);
  g_assert_true (g_array_index (config->beds, VigilWardBed, 1).is_continuous_ecg);
}

static void
test_limits_that_cannot_be_are_refused (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const struct {
    const char *text, *problem;
  } WRONG[] = {
    { "50", "\"50\" is not lo2/lo-hi/hi2" },
    { "a-b", "\"a-b\" is not lo2/lo-hi/hi2" },
    { "1/2/3-4", "\"1/2/3-4\" is not lo2/lo-hi/hi2" },
    { "-", "\"-\" is not lo2/lo-hi/hi2" },
    { "0x30-120", "\"0x30-120\" is not lo2/lo-hi/hi2" },
    { "5e1-120", "\"5e1-120\" is not lo2/lo-hi/hi2" },
    { "50- 120", "\"50- 120\" is not lo2/lo-hi/hi2" },
    { "5.0.1-120", "\"5.0.1-120\" is not lo2/lo-hi/hi2" },
    { ".-120", "\".-120\" is not lo2/lo-hi/hi2" },
    { "50-inf", "\"50-inf\" is not lo2/lo-hi/hi2" },
    { "60/50-120", "\"60/50-120\" does not rise" },
    { "50-40", "\"50-40\" does not rise" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (WRONG); i++) {
    g_autofree char *text = g_strconcat (
        STATION BROKER BEDS "[limits adult]\nMDC_ECG_HEART_RATE=", WRONG[i].text, "\n", NULL);
    g_autofree char *problem =
        g_strconcat ("[limits adult] MDC_ECG_HEART_RATE: ", WRONG[i].problem, NULL);
    assert_problem (fixture, text, problem);
  }
  assert_problem (fixture, STATION BROKER BEDS "[limits adults]\nMDC_ECG_HEART_RATE=40-120\n",
                  "[limits adults]: is not a band of age: under-28-days,");
  assert_problem (fixture, STATION BROKER BEDS "[limits adult]\nMDC_NOTHING=1-2\n",
                  "is not a numeric that Vigil knows");
}

/* The last line would win, and nobody knows which was signed. */
static void
test_a_number_under_two_names_is_refused (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  assert_one_problem (
      fixture,
      STATION BROKER BEDS "[limits adult]\nMDC_ECG_HEART_RATE=40/50-120/140\n"
                          "MDC_ECG_CARD_BEAT_RATE=30-180\n",
      "[limits adult] MDC_ECG_CARD_BEAT_RATE: is the same number as MDC_ECG_HEART_RATE");
  assert_one_problem (fixture,
                      STATION BROKER BEDS "[delays]\nMDC_RESP_RATE=10;5\nMDC_CO2_RESP_RATE=20;5\n",
                      "[delays] MDC_CO2_RESP_RATE: is the same number as MDC_RESP_RATE");
  g_autoptr (GError) error = NULL;
  g_autoptr (VigilConfig) config =
      load (fixture,
            STATION BROKER BEDS "[limits adult]\nMDC_ECG_HEART_RATE=40/50.5-120/140\n"
                                "[limits 5-12]\nMDC_ECG_CARD_BEAT_RATE=50-150\n"
                                "[delays]\nMDC_ECG_CARD_BEAT_RATE=10;5\n",
            &error);
  g_assert_no_error (error);
  g_assert_cmpfloat (config->presets.bands[VIGIL_BAND_ADULT].limits[VIGIL_NUMERIC_HR].lo, ==, 50.5);
}

static void
test_what_would_switch_alarms_off_is_refused (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  assert_problem (fixture, STATION BROKER BEDS "[limits adult]\nMDC_PULS_OXIM_SAT_O2=0/1-\n",
                  "can never alarm");
  assert_problem (fixture,
                  STATION BROKER BEDS "[limits adult]\nMDC_ECG_HEART_RATE=400/500-600/700\n",
                  "can never alarm");
  assert_problem (fixture, STATION BROKER BEDS "[delays]\nMDC_PULS_OXIM_SAT_O2=5;10\n",
                  "\"5;10\" has the second limit wait longer than the first");
  assert_problem (fixture, STATION BROKER BEDS "[delays]\nMDC_PULS_OXIM_SAT_O2=60;5\n",
                  "\"60;5\" is not two numbers of seconds from 0 to 30");
  assert_problem (fixture, STATION BROKER "[beds]\norder=01;02\norder=02\n",
                  "[beds] order: stands twice");
  assert_problem (fixture, STATION BROKER BEDS "[server]\n", "[server] url: is missing");
}

static void
test_empty_secret_is_refused (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  write_file (fixture, "token", "", 0640);
  assert_problem (fixture,
                  STATION BROKER BEDS "[server]\nurl=http://127.0.0.1:8080\ntoken-file=token\n",
                  "token: is empty");
}

static void
test_a_secret_is_one_line (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  static const struct {
    const char *text, *problem;
  } WRONG[] = {
    { "\n \n", "secret: is blank" },
    { " ", "secret: is blank" },
    { "one\ntwo\n", "secret: has more than one line" },
    { "\r\none\r\n", "secret: has more than one line" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (WRONG); i++) {
    g_autofree char *path = g_build_filename (fixture->directory, WRONG[i].problem, NULL);
    g_autofree char *password = g_strdup_printf ("[broker] password-file: %s", path);
    g_autofree char *token = g_strdup_printf ("[server] token-file: %s", path);
    write_file (fixture, "secret", WRONG[i].text, 0640);
    assert_one_problem (fixture, STATION BROKER "user=desk-1\npassword-file=secret\n" BEDS,
                        password);
    assert_one_problem (
        fixture, STATION BROKER BEDS "[server]\nurl=http://127.0.0.1:8080\ntoken-file=secret\n",
        token);
  }
  write_file (fixture, "secret", "two words\r\n", 0640);
  assert_problem (fixture,
                  STATION BROKER BEDS "[server]\nurl=http://127.0.0.1:8080\ntoken-file=secret\n",
                  "secret: is no token");
  g_autoptr (GError) error = NULL;
  g_autoptr (VigilConfig) config =
      load (fixture, STATION BROKER "user=desk-1\npassword-file=secret\n" BEDS, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (config->broker_password, ==, "two words");
}

static void
test_a_user_is_the_stations_id (Fixture *fixture, gconstpointer data G_GNUC_UNUSED)
{
  assert_one_problem (fixture, STATION BROKER "user=desk-2\n" BEDS,
                      "[broker] user: \"desk-2\" is not \"desk-1\", the id in [station]");
  assert_one_problem (fixture,
                      "[station]\nsite=hill\nward=w3\nid=Desk 1\n" BROKER "user=desk-1\n" BEDS,
                      "[station] id: \"Desk 1\" is not 1 to 32 characters");
}

static void
test_no_file_is_said (Fixture *fixture G_GNUC_UNUSED, gconstpointer data G_GNUC_UNUSED)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (VigilConfig) config = vigil_config_load ("/nonexistent/station.conf", &error);
  g_assert_null (config);
  g_assert_error (error, VIGIL_CONFIG_ERROR, VIGIL_CONFIG_ERROR_READ);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/config/smallest-is-read", test_smallest_is_read);
  ADD ("/config/every-problem-is-named-at-once", test_every_problem_is_named_at_once);
  ADD ("/config/volume-has-a-day-and-a-night", test_volume_has_a_day_and_a_night);
  ADD ("/config/volume-below-the-floor-is-refused", test_volume_below_the_floor_is_refused);
  ADD ("/config/a-wrong-value-is-told-once", test_a_wrong_value_is_told_once);
  ADD ("/config/a-wrong-order-is-told-once", test_a_wrong_order_is_told_once);
  ADD ("/config/a-wrong-order-hides-no-other-mistake", test_a_wrong_order_hides_no_other_mistake);
  ADD ("/config/two-beds-of-one-name-are-refused", test_two_beds_of_one_name_are_refused);
  ADD ("/config/labels-may-be-ids-of-beds-with-labels", test_labels_may_be_ids_of_beds_with_labels);
  ADD ("/config/bytes-of-no-text-are-said", test_bytes_of_no_text_are_said);
  ADD ("/config/an-empty-value-is-told", test_an_empty_value_is_told);
  ADD ("/config/sectors-are-beds-beside-each-other", test_sectors_are_beds_beside_each_other);
  ADD ("/config/a-bad-sector-is-named", test_a_bad_sector_is_named);
  ADD ("/config/misspelt-key-is-no-key", test_misspelt_key_is_no_key);
  ADD ("/config/remote-plaintext-wants-a-word", test_remote_plaintext_wants_a_word);
  ADD ("/config/http-beyond-this-machine-is-refused", test_http_beyond_this_machine_is_refused);
  ADD ("/config/open-secret-is-refused", test_open_secret_is_refused);
  ADD ("/config/relative-configuration-finds-its-files",
       test_relative_configuration_finds_its_files);
  ADD ("/config/missing-file-is-named", test_missing_file_is_named);
  ADD ("/config/presets-and-delays-replace-the-starting-ones",
       test_presets_and_delays_replace_the_starting_ones);
  ADD ("/config/limits-that-cannot-be-are-refused", test_limits_that_cannot_be_are_refused);
  ADD ("/config/a-number-under-two-names-is-refused", test_a_number_under_two_names_is_refused);
  ADD ("/config/what-would-switch-alarms-off-is-refused",
       test_what_would_switch_alarms_off_is_refused);
  ADD ("/config/empty-secret-is-refused", test_empty_secret_is_refused);
  ADD ("/config/a-secret-is-one-line", test_a_secret_is_one_line);
  ADD ("/config/a-user-is-the-stations-id", test_a_user_is_the_stations_id);
  ADD ("/config/no-file-is-said", test_no_file_is_said);
  return g_test_run ();
}
