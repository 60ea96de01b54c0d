/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The whole station without a window, driven by lines: for tests of what happens when it dies.
 *
 *   drill         begins a drill; drills: the last ones, drill OUTCOME SECONDS WHO, then "end"
 *   silence BED   binds what is open on BED now and silences it ("-" = alarms without a bed)
 *   suspend BED care|away|staff MINUTES REASON BY    refused N, or suspended ID
 *   resume BED, discharge BED                        refused N, or done ID ("-" = none to show)
 *   admit BED FAMILY BIRTH                           the same; BIRTH "-" = not known
 *   stays         stay BED CONDITION NAME ENCOUNTER SUSPENSION SECONDS-LEFT DELIVERY-OF-SUSPENSION
 *                 DELIVERY-OF-STAY NAME-AT ("-" = none), then "end"
 *   alarms        what stands: detail KEY PHASE PRIORITY verified/unverified shown/hidden LABEL,
 *                 then "end"
 *   beds          bed ID CONDITION HEART-RATE, then "end"
 *   diagnostics   prints the diagnostics page, then "end"
 *   quit
 *
 *   stall SECONDS  main stands still
 *
 * It prints a line for each change of what is shown:
 *   alarm KEY|… open/silenced/latched PRIORITY ACTION-ID DELIVERY
 *   link up/unproved/lost, sound WORD, sounding PRIORITY
 */
#include "vigil-station-review.h"

#include <gio/gunixinputstream.h>
#include <glib-unix.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

typedef struct {
  VigilStation *station;
  GMainLoop *loop;
  GHashTable *said; /* key → the line said last */
  GDataInputStream *input;
} Driver;

static const char *
delivery_word (VigilDelivery delivery)
{
  static const char *const WORDS[] = { "none", "not-saved", "saved", "delivered", "dead" };
  return WORDS[delivery];
}

static const char *
phase_word (const VigilAlarm *alarm)
{
  if (vigil_alarm_is_kept_back (alarm))
    return "held";
  if (alarm->phase == VIGIL_ALARM_OPEN)
    return alarm->is_latched ? "latched" : "open";
  return "silenced";
}

static void
say_once (Driver *driver, const char *key, const char *line)
{
  if (g_strcmp0 (g_hash_table_lookup (driver->said, key), line) == 0)
    return;
  g_hash_table_replace (driver->said, g_strdup (key), g_strdup (line));
  printf ("%s\n", line);
  fflush (stdout);
}

static void
say_alarms (Driver *driver)
{
  guint n = 0;
  const VigilAlarm *const *alarms =
      vigil_ward_list_alarms (vigil_station_get_ward (driver->station), &n);
  g_autoptr (GHashTable) now = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < n; i++) {
    const VigilAlarm *alarm = alarms[i];
    VigilDelivery delivery = vigil_station_get_delivery (driver->station, alarm->action_id);
    g_autofree char *line = g_strdup_printf ("alarm %s %s %s %s %s", alarm->key, phase_word (alarm),
                                             vigil_priority_to_string (alarm->priority),
                                             *alarm->action_id != '\0' ? alarm->action_id : "-",
                                             delivery_word (delivery));
    say_once (driver, alarm->key, line);
    g_hash_table_add (now, (gpointer) alarm->key);
  }
  GHashTableIter iter;
  gpointer key;
  g_hash_table_iter_init (&iter, driver->said);
  while (g_hash_table_iter_next (&iter, &key, NULL)) {
    if (strchr (key, '|') == NULL || g_hash_table_contains (now, key))
      continue;
    printf ("ended %s\n", (const char *) key);
    fflush (stdout);
    g_hash_table_iter_remove (&iter);
  }
  g_autofree char *sounding =
      g_strdup_printf ("sounding %s", vigil_priority_to_string (vigil_ward_get_sounding (
                                          vigil_station_get_ward (driver->station))));
  say_once (driver, "sounding", sounding);
}

static void
say_link (Driver *driver)
{
  static const char *const WORDS[] = { "link up", "link unproved", "link lost" };
  say_once (driver, "link", WORDS[vigil_ward_get_link (vigil_station_get_ward (driver->station))]);
  say_once (driver, "server",
            vigil_station_is_server_reachable (driver->station) ? "server reached" : "server away");
}

static void
say_sound (Driver *driver)
{
  g_autofree char *line = g_strdup_printf (
      "sound %s", vigil_sound_get_word (vigil_station_get_sound (driver->station)));
  say_once (driver, "sound", line);
}

static void
silence (Driver *driver, const char *bed)
{
  guint index = g_str_equal (bed, "-")
                    ? G_MAXUINT
                    : vigil_ward_find_bed (vigil_station_get_ward (driver->station), bed);
  VigilTouch touch;
  guint n = 0;
  if (vigil_station_touch (driver->station, index, &touch))
    n = vigil_station_silence (driver->station, &touch,
                               vigil_station_get_signed_in (driver->station));
  printf ("silencing %s %u\n", bed, n);
  fflush (stdout);
}

static void
print_drills (Driver *driver)
{
  static const char *const WORDS[] = { "none",       "running", "silenced",
                                       "unanswered", "yielded", "stopped" };
  const GArray *drills = vigil_station_get_drills (driver->station);
  for (guint i = 0; i < drills->len; i++) {
    const VigilDrill *drill = &g_array_index (drills, VigilDrill, i);
    printf ("drill %s %.1f %s\n", WORDS[drill->outcome], (double) drill->length_ms / 1000,
            drill->by);
  }
  printf ("end\n");
  fflush (stdout);
}

static void
print_alarms (Driver *driver)
{
  guint n = 0;
  const VigilAlarm *const *alarms =
      vigil_ward_list_alarms (vigil_station_get_ward (driver->station), &n);
  for (guint i = 0; i < n; i++) {
    const VigilAlarm *alarm = alarms[i];
    printf ("detail %s %s %s %s %s %s\n", alarm->key, phase_word (alarm),
            vigil_priority_to_string (alarm->priority),
            alarm->is_unverified ? "unverified" : "verified", alarm->is_hidden ? "hidden" : "shown",
            alarm->label);
  }
  printf ("end\n");
  fflush (stdout);
}

static void
print_beds (Driver *driver)
{
  static const char *const CONDITIONS[] = { "live", "never", "no-data",
                                            "away", "empty", "unsupported" };
  VigilWard *ward = vigil_station_get_ward (driver->station);
  for (guint i = 0; i < vigil_ward_get_n_beds (ward); i++) {
    const VigilBed *bed = vigil_ward_get_bed (ward, i);
    const VigilNumeric *heart = &bed->numerics[VIGIL_NUMERIC_HR];
    g_autofree char *rate =
        heart->show == VIGIL_SHOW_VALUE ? g_strdup_printf ("%.0f", heart->value) : g_strdup ("-");
    printf ("bed %s %s %s\n", bed->id, CONDITIONS[bed->condition], rate);
  }
  printf ("end\n");
  fflush (stdout);
}

static void
print_diagnostics (Driver *driver)
{
  g_autoptr (GPtrArray) lines = vigil_station_list_diagnostics (driver->station);
  for (guint i = 0; i < lines->len; i++) {
    const VigilDiagnostic *line = lines->pdata[i];
    printf ("diagnostic %s/%s=%s\n", line->section, line->name, line->value);
  }
  printf ("end\n");
  fflush (stdout);
}

static const char *
or_dash (const char *text)
{
  return *text != '\0' ? text : "-";
}

static void
answer (VigilRefusal refusal, const char *id)
{
  if (refusal != VIGIL_REFUSAL_NONE)
    printf ("refused %d\nend\n", (int) refusal);
  else
    printf ("done %s\nend\n", or_dash (id));
  fflush (stdout);
}

static void
suspend (VigilStation *station, guint index, char **words)
{
  static const char *const MODES[] = { "", "care", "away", "staff", NULL };
  const VigilBed *bed = vigil_ward_get_bed (vigil_station_get_ward (station), index);
  VigilSuspensionOrder order = { .reason = words[4] };
  for (guint i = 1; MODES[i] != NULL; i++)
    if (g_str_equal (words[2], MODES[i]))
      order.mode = (VigilSuspensionMode) i;
  order.length_ms = g_ascii_strtoll (words[3], NULL, 10) * 60000;
  VigilRefusal refusal = vigil_station_suspend (station, index, &order, words[5]);
  answer (refusal, bed->suspended_id);
}

static void
admit (VigilStation *station, guint index, char **words)
{
  const VigilBed *bed = vigil_ward_get_bed (vigil_station_get_ward (station), index);
  VigilAdmission admission = { .family = words[2], .given = "" };
  admission.birth = g_str_equal (words[3], "-") ? "" : words[3];
  VigilRefusal refusal = vigil_station_admit (station, index, &admission, "");
  answer (refusal, bed->stay_id);
}

/* FALSE: no command of these, or too few words. */
static gboolean
act (Driver *driver, const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", 6);
  guint n = g_strv_length (words);
  VigilWard *ward = vigil_station_get_ward (driver->station);
  guint index = n > 1 ? vigil_ward_find_bed (ward, words[1]) : G_MAXUINT;
  if (index == G_MAXUINT)
    return FALSE;
  const VigilBed *bed = vigil_ward_get_bed (ward, index);
  if (n == 6 && g_str_equal (words[0], "suspend"))
    suspend (driver->station, index, words);
  else if (n == 2 && g_str_equal (words[0], "resume"))
    answer (vigil_station_resume (driver->station, index, ""), "");
  else if (n == 2 && g_str_equal (words[0], "discharge"))
    answer (vigil_station_discharge (driver->station, index, ""), bed->stay_id);
  else if (n == 4 && g_str_equal (words[0], "admit"))
    admit (driver->station, index, words);
  else
    return FALSE;
  return TRUE;
}

static void
print_stays (Driver *driver)
{
  static const char *const CONDITIONS[] = { "live", "never", "no-data",
                                            "away", "empty", "unsupported" };
  static const char *const MODES[] = { "-", "care", "away", "staff" };
  VigilWard *ward = vigil_station_get_ward (driver->station);
  VigilNow now = vigil_station_now (driver->station);
  for (guint i = 0; i < vigil_ward_get_n_beds (ward); i++) {
    const VigilBed *bed = vigil_ward_get_bed (ward, i);
    gint64 left_us =
        bed->suspension != VIGIL_SUSPENSION_NONE ? bed->suspended_until_us - now.mono_us : 0;
    printf ("stay %s %s %s %s %s %d %s %s %s\n", bed->id, CONDITIONS[bed->condition],
            or_dash (bed->identity.name), or_dash (bed->identity.encounter), MODES[bed->suspension],
            (int) (left_us / G_USEC_PER_SEC),
            delivery_word (vigil_station_get_delivery (driver->station, bed->suspended_id)),
            delivery_word (vigil_station_get_delivery (driver->station, bed->stay_id)),
            or_dash (bed->name_at));
  }
  printf ("end\n");
  fflush (stdout);
}

static void read_line (Driver *driver);

static void
line_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Driver *driver = data;
  g_autofree char *line =
      g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (source), result, NULL, NULL);
  if (line == NULL || g_str_equal (line, "quit")) {
    g_main_loop_quit (driver->loop);
    return;
  }
  if (g_str_has_prefix (line, "silence "))
    silence (driver, line + strlen ("silence "));
  else if (g_str_equal (line, "drill"))
    printf ("drilling %d\n", vigil_station_start_drill (driver->station));
  else if (g_str_equal (line, "drills"))
    print_drills (driver);
  else if (g_str_equal (line, "alarms"))
    print_alarms (driver);
  else if (g_str_has_prefix (line, "stall "))
    g_usleep (g_ascii_strtoull (line + strlen ("stall "), NULL, 10) * G_USEC_PER_SEC);
  else if (g_str_equal (line, "beds"))
    print_beds (driver);
  else if (g_str_equal (line, "diagnostics"))
    print_diagnostics (driver);
  else if (g_str_equal (line, "stays"))
    print_stays (driver);
  else if (!act (driver, line))
    printf ("unknown %s\n", line);
  read_line (driver);
}

static void
read_line (Driver *driver)
{
  g_data_input_stream_read_line_async (driver->input, G_PRIORITY_DEFAULT, NULL, line_cb, driver);
}

int
main (int argc, char **argv)
{
  if (argc != 4) {
    fprintf (stderr, "usage: headless-station CONFIG DATA-DIR SOUNDS-DIR\n");
    return 2;
  }
  g_autoptr (GError) error = NULL;
  g_autoptr (VigilConfig) config = vigil_config_load (argv[1], &error);
  g_autoptr (VigilStation) station =
      config != NULL ? vigil_station_new (g_steal_pointer (&config), argv[2], argv[3], &error)
                     : NULL;
  if (station == NULL) {
    fprintf (stderr, "headless-station: %s\n", error->message);
    return 1;
  }
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GHashTable) said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GInputStream) unix_input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  g_autoptr (GDataInputStream) input = g_data_input_stream_new (unix_input);
  Driver driver = { station, loop, said, input };
  g_signal_connect_swapped (station, "alarms-changed", G_CALLBACK (say_alarms), &driver);
  g_signal_connect_swapped (station, "link-changed", G_CALLBACK (say_link), &driver);
  g_signal_connect_swapped (station, "sound-changed", G_CALLBACK (say_sound), &driver);
  vigil_station_start (station);
  printf ("started\n");
  fflush (stdout);
  read_line (&driver);
  g_main_loop_run (loop);
  vigil_station_stop (station);
  return 0;
}
