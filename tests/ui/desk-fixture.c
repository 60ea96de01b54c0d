/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "desk-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

#include "vigil-test-client.h"
#include "vigil-window.h"
#include "vigil-wire.h"
#include "vigil-test-folder.h"

#define BEAT_MS 400
#define BOOT 4711
#define BEDS_MAX 64
#define N_GATEWAYS 2
#define GATEWAY_BEDS (BEDS_MAX / N_GATEWAYS)
#define STRAY "17"

struct _Desk {
  VigilTestBroker *broker;
  guint n_beds;
  VigilTestClient *gateways[N_GATEWAYS]; /* NULL = none */
  VigilStation *station;
  GtkApplication *app;
  GtkWidget *window;
  char *folder;
  guint beat_id;
  guint32 seq;
  const char *lines; /* more of the configuration */
  char *stray; /* NULL = none */
  VigilFrameAlarm stray_alarm;
  gboolean has_stray_alarm;
  char beds[BEDS_MAX][4]; /* "01" … */
  VigilFrameAlarm alarms[BEDS_MAX][VIGIL_ALARMS_MAX];
  guint n_alarms[BEDS_MAX];
};

static const char *const GATEWAYS[N_GATEWAYS] = { "gw-a", "gw-b" };

/* ── The gateway ────────────────────────────────────────────────────────────────────────────── */

static VigilWireHead
next_head (Desk *desk)
{
  return (VigilWireHead){ .t_ms = g_get_real_time () / 1000, .boot = BOOT, .seq = desk->seq++ };
}

/* Takes @payload. */
static void
publish (Desk *desk, guint gateway, const char *path, char *payload, gboolean is_retained)
{
  g_autofree char *owned = payload;
  g_autofree char *topic = g_strdup_printf (VIGIL_TEST_ROOT "/%s", path);
  vigil_test_client_publish (desk->gateways[gateway], topic, owned, strlen (owned), is_retained);
}

static void
publish_bed (Desk *desk, guint bed, const char *what, char *payload, gboolean is_retained)
{
  g_autofree char *path = g_strdup_printf ("bed/%s/%s", desk->beds[bed], what);
  publish (desk, bed / GATEWAY_BEDS, path, payload, is_retained);
}

static void
publish_alarms (Desk *desk, guint bed)
{
  VigilWireHead head = next_head (desk);
  publish_bed (desk, bed, "alarms",
               vigil_wire_encode_alarms (&head, desk->alarms[bed], desk->n_alarms[bed]), TRUE);
}

static void
publish_vitals (Desk *desk, guint bed)
{
  VigilWireHead head = next_head (desk);
  VigilFrameVitals vitals = { .n = 2 };
  vitals.numerics[0] =
      (VigilFrameNumeric){ .kind = VIGIL_NUMERIC_HR, .has_value = TRUE, .value = 70 };
  vitals.numerics[1] =
      (VigilFrameNumeric){ .kind = VIGIL_NUMERIC_SPO2, .has_value = TRUE, .value = 97 };
  publish_bed (desk, bed, "vitals", vigil_wire_encode_vitals (&head, &vitals), FALSE);
}

static void
publish_gateway (Desk *desk, guint gateway)
{
  guint n = 0;
  const char *beds[GATEWAY_BEDS + 2];
  g_autofree char *path = g_strdup_printf ("gateway/%s/state", GATEWAYS[gateway]);
  VigilWireHead head = next_head (desk);
  for (guint bed = gateway * GATEWAY_BEDS; bed < desk->n_beds && n < GATEWAY_BEDS; bed++)
    beds[n++] = desk->beds[bed];
  if (gateway == 0 && desk->stray != NULL)
    beds[n++] = desk->stray;
  beds[n] = NULL;
  publish (desk, gateway, path, vigil_wire_encode_gateway_state (&head, TRUE, beds), TRUE);
}

static void
publish_stray (Desk *desk)
{
  g_autofree char *path = g_strdup_printf ("bed/%s/alarms", desk->stray);
  VigilWireHead head = next_head (desk);
  publish (desk, 0, path,
           vigil_wire_encode_alarms (&head, &desk->stray_alarm, desk->has_stray_alarm ? 1 : 0),
           TRUE);
}

static void
publish_start (Desk *desk)
{
  VigilWireHead head;
  for (guint i = 0; i < N_GATEWAYS && desk->gateways[i] != NULL; i++)
    publish_gateway (desk, i);
  for (guint bed = 0; bed < desk->n_beds; bed++) {
    VigilFrameBedState state = { .word = VIGIL_BED_READY };
    VigilFrameMeta meta = { .rev = 1, .patient_class = VIGIL_CLASS_ADULT };
    g_snprintf (meta.label, sizeof meta.label, "%u", bed + 1);
    head = next_head (desk);
    publish_bed (desk, bed, "state", vigil_wire_encode_bed_state (&head, &state), TRUE);
    head = next_head (desk);
    publish_bed (desk, bed, "meta", vigil_wire_encode_meta (&head, &meta), TRUE);
    publish_alarms (desk, bed);
  }
}

static void
publish_heartbeat (Desk *desk, guint gateway)
{
  VigilWireHead head = next_head (desk);
  g_autofree char *path = g_strdup_printf ("gateway/%s/heartbeat", GATEWAYS[gateway]);
  publish (desk, gateway, path, vigil_wire_encode_heartbeat (&head), FALSE);
}

static gboolean
beat_cb (gpointer data)
{
  Desk *desk = data;
  for (guint i = 0; i < N_GATEWAYS && desk->gateways[i] != NULL; i++)
    publish_heartbeat (desk, i);
  for (guint bed = 0; bed < desk->n_beds; bed++) {
    publish_vitals (desk, bed);
    publish_alarms (desk, bed);
  }
  if (desk->stray != NULL)
    publish_stray (desk);
  return G_SOURCE_CONTINUE;
}

static void
raise_of (Desk *desk,
          guint bed,
          const char *code,
          const char *src,
          const char *label,
          VigilPriority priority)
{
  g_assert_cmpuint (bed, <, desk->n_beds);
  g_assert_cmpuint (desk->n_alarms[bed], <, VIGIL_ALARMS_MAX);
  guint index = desk->n_alarms[bed]++;
  VigilFrameAlarm *alarm = &desk->alarms[bed][index];
  *alarm = (VigilFrameAlarm){ .kind = VIGIL_ALARM_PHYSIOLOGICAL,
                              .priority = priority,
                              .raised_ms = g_get_real_time () / 1000 };
  g_snprintf (alarm->id, sizeof alarm->id, "alarm-%u-%u", bed, index);
  vigil_text_copy (alarm->code, sizeof alarm->code, code);
  vigil_text_copy (alarm->src, sizeof alarm->src, src);
  vigil_text_copy (alarm->label, sizeof alarm->label, label);
  publish_alarms (desk, bed);
}

void
desk_raise (Desk *desk, guint bed, const char *code, const char *label, VigilPriority priority)
{
  raise_of (desk, bed, code, "MDC_ECG_ELEC_POTL", label, priority);
}

void
desk_raise_low (Desk *desk, guint bed, const char *src, const char *label, VigilPriority priority)
{
  raise_of (desk, bed, "MDC_EVT_LO", src, label, priority);
}

void
desk_end_alarms (Desk *desk, guint bed)
{
  g_assert_cmpuint (bed, <, desk->n_beds);
  desk->n_alarms[bed] = 0;
  publish_alarms (desk, bed);
}

void
desk_add_stray (
    Desk *desk, const char *id, const char *code, const char *label, VigilPriority priority)
{
  g_assert_null (desk->stray);
  g_assert_cmpuint (desk->n_beds, ==, DESK_BEDS);
  desk->stray = g_strdup (id);
  desk->has_stray_alarm = code != NULL;
  if (code != NULL) {
    VigilFrameAlarm *alarm = &desk->stray_alarm;
    *alarm = (VigilFrameAlarm){ .kind = VIGIL_ALARM_PHYSIOLOGICAL,
                                .priority = priority,
                                .raised_ms = g_get_real_time () / 1000 };
    vigil_text_copy (alarm->id, sizeof alarm->id, "stray-1");
    vigil_text_copy (alarm->code, sizeof alarm->code, code);
    vigil_text_copy (alarm->src, sizeof alarm->src, "MDC_ECG_ELEC_POTL");
    vigil_text_copy (alarm->label, sizeof alarm->label, label);
  }
  publish_gateway (desk, 0);
  publish_stray (desk);
}

void
desk_set_limits (Desk *desk, guint bed, const VigilLimit *limits, guint n)
{
  VigilWireHead head = next_head (desk);
  VigilFrameLimits frame = { .rev = desk->seq, .n = n };
  for (guint i = 0; i < n; i++)
    frame.limits[i] = limits[i];
  publish_bed (desk, bed, "limits", vigil_wire_encode_limits (&head, &frame), TRUE);
}

void
desk_tell_leads (Desk *desk, guint bed)
{
  static const struct {
    const char *source, *refid, *unit;
  } LEADS[] = { { "ecg", "MDC_ECG_ELEC_POTL_II", "mV" },
                { "ecg", "MDC_ECG_ELEC_POTL_V5", "mV" },
                { "spo2", "MDC_PULS_OXIM_PLETH", "1" } };
  VigilWireHead head = next_head (desk);
  VigilFrameMeta meta = { .rev = 2,
                          .patient_class = VIGIL_CLASS_ADULT,
                          .n_leads = G_N_ELEMENTS (LEADS) };
  g_snprintf (meta.label, sizeof meta.label, "%u", bed + 1);
  for (guint i = 0; i < G_N_ELEMENTS (LEADS); i++) {
    VigilMetaLead *lead = &meta.leads[i];
    *lead = (VigilMetaLead){ .id = (guint8) i, .rate_hz = 250, .gain = 0.005, .lo = -2, .hi = 2 };
    vigil_text_copy (lead->source, sizeof lead->source, LEADS[i].source);
    vigil_text_copy (lead->refid, sizeof lead->refid, LEADS[i].refid);
    vigil_text_copy (lead->unit, sizeof lead->unit, LEADS[i].unit);
  }
  publish_bed (desk, bed, "meta", vigil_wire_encode_meta (&head, &meta), TRUE);
}

void
desk_mute_gateway (Desk *desk)
{
  g_clear_handle_id (&desk->beat_id, g_source_remove);
  for (guint i = 0; i < N_GATEWAYS; i++)
    g_clear_pointer (&desk->gateways[i], vigil_test_client_free);
}

/* ── Waiting and looking ────────────────────────────────────────────────────────────────────── */

static gboolean
time_over_cb (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

void
desk_wait (Desk *desk,
           const char *what,
           gboolean (*is_done) (Desk *desk, gpointer data),
           gpointer data,
           double seconds)
{
  gboolean is_over = FALSE;
  guint id = g_timeout_add ((guint) (seconds * 1000), time_over_cb, &is_over);
  while (!is_done (desk, data)) {
    if (is_over)
      g_error ("%s: not within %g s", what, seconds);
    g_main_context_iteration (NULL, TRUE);
  }
  if (!is_over)
    g_source_remove (id);
}

static gboolean
is_never_done (Desk *desk, gpointer data)
{
  return *(gboolean *) data;
}

void
desk_run (Desk *desk, double seconds)
{
  gboolean is_over = FALSE;
  g_timeout_add ((guint) (seconds * 1000), time_over_cb, &is_over);
  desk_wait (desk, "time", is_never_done, &is_over, seconds + 10);
}

static void
child_over_cb (GPid pid, int status, gpointer data)
{
  g_assert_cmpint (status, ==, 0);
  *(gboolean *) data = TRUE;
}

void
desk_input (Desk *desk, const char *arguments)
{
  GPid pid;
  gboolean is_over = FALSE;
  g_auto (GStrv) argv = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *line = g_strdup_printf ("xdotool %s", arguments);
  g_assert_true (g_shell_parse_argv (line, NULL, &argv, &error));
  g_spawn_async (NULL, argv, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL,
                 &pid, &error);
  g_assert_no_error (error);
  g_child_watch_add (pid, child_over_cb, &is_over);
  desk_wait (desk, line, is_never_done, &is_over, 20);
}

void
desk_find_middle (Desk *desk, GtkWidget *widget, int *x, int *y)
{
  double at_x, at_y;
  g_assert_true (
      gtk_widget_translate_coordinates (widget, desk->window, gtk_widget_get_width (widget) / 2.0,
                                        gtk_widget_get_height (widget) / 2.0, &at_x, &at_y));
  *x = (int) at_x;
  *y = (int) at_y;
}

GtkWidget *
desk_find_in (GtkWidget *root, GType type, const char *css_class)
{
  if (!gtk_widget_get_visible (root))
    return NULL;
  if (g_type_is_a (G_OBJECT_TYPE (root), type)
      && (css_class == NULL || gtk_widget_has_css_class (root, css_class)))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    GtkWidget *found = desk_find_in (child, type, css_class);
    if (found != NULL)
      return found;
  }
  return NULL;
}

GtkWidget *
desk_find (Desk *desk, GType type)
{
  return desk_find_in (desk->window, type, NULL);
}

gboolean
desk_has_name (GtkWidget *widget, const char *name)
{
  g_autofree char *other = gtk_test_accessible_check_property (GTK_ACCESSIBLE (widget),
                                                               GTK_ACCESSIBLE_PROPERTY_LABEL, name);
  return other == NULL;
}

guint
desk_count_pixels (GtkWidget *widget, guint32 colour)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  gdk_paintable_snapshot (paintable, snapshot, width, height);
  g_autoptr (GskRenderNode) node = gtk_snapshot_free_to_node (snapshot);
  guint n = 0;
  if (node == NULL)
    return 0;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  cairo_t *cr = cairo_create (surface);
  gsk_render_node_draw (node, cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  const guint32 *data = (const guint32 *) (gpointer) cairo_image_surface_get_data (surface);
  for (int i = 0; i < width * height; i++)
    n += (data[i] & 0xffffff) == colour;
  cairo_surface_destroy (surface);
  return n;
}

/* ── Alarms ─────────────────────────────────────────────────────────────────────────────────── */

VigilAlarmPhase
desk_get_phase (Desk *desk, guint bed, const char *label)
{
  guint n;
  VigilWard *ward = vigil_station_get_ward (desk->station);
  const VigilAlarm *const *alarms = vigil_ward_list_bed_alarms (ward, bed, &n);
  for (guint i = 0; i < n; i++) {
    if (g_str_equal (alarms[i]->label, label))
      return alarms[i]->phase;
  }
  return VIGIL_ALARM_ENDED;
}

typedef struct {
  guint bed;
  const char *label;
  VigilAlarmPhase phase;
} Expected;

static gboolean
is_phase (Desk *desk, gpointer data)
{
  const Expected *expected = data;
  return desk_get_phase (desk, expected->bed, expected->label) == expected->phase;
}

void
desk_wait_open (Desk *desk, guint bed, const char *label)
{
  Expected expected = { bed, label, VIGIL_ALARM_OPEN };
  desk_wait (desk, label, is_phase, &expected, 10);
  /* New targets are guarded for 600 ms at most. */
  desk_run (desk, 0.8);
}

void
desk_wait_silenced (Desk *desk, guint bed, const char *label)
{
  Expected expected = { bed, label, VIGIL_ALARM_SILENCED };
  desk_wait (desk, label, is_phase, &expected, 5);
}

/* ── Beginning and end ──────────────────────────────────────────────────────────────────────── */

/* The beds from @first to before @end, with @separator between. */
static char *
join_beds (Desk *desk, guint first, guint end, const char *separator)
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint bed = first; bed < MIN (end, desk->n_beds); bed++)
    g_string_append_printf (text, "%s%s", bed > first ? separator : "", desk->beds[bed]);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static VigilConfig *
make_config (Desk *desk)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (desk->folder, "station.conf", NULL);
  g_autofree char *secret = g_build_filename (desk->folder, "password", NULL);
  g_autofree char *beds = join_beds (desk, 0, desk->n_beds, ";");
  g_autofree char *text =
      g_strdup_printf ("[station]\nsite=" VIGIL_TEST_SITE "\nward=" VIGIL_TEST_WARD "\nid=desk-1\n"
                       "[broker]\nhost=127.0.0.1\nport=%u\nuser=desk-1\npassword-file=password\n"
                       "[beds]\norder=%s\nprimary=%s\n%s",
                       vigil_test_broker_get_port (desk->broker), beds, beds, desk->lines);
  const char *password = vigil_test_broker_get_password (desk->broker, "desk-1");
  g_assert_true (
      g_file_set_contents_full (secret, password, -1, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  VigilConfig *config = vigil_config_load (path, &error);
  g_assert_no_error (error);
  return config;
}

static void
make_station (Desk *desk)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *data = g_build_filename (desk->folder, "data", NULL);
  desk->station =
      vigil_station_new (make_config (desk), data, g_getenv ("VIGIL_SOUNDS_DIR"), &error);
  g_assert_no_error (error);
  vigil_station_start (desk->station);
}

/* One for the process: GTK keeps what the first one exported on the session bus. */
static GtkApplication *
ref_app (void)
{
  GApplication *known = g_application_get_default ();
  if (known != NULL)
    return GTK_APPLICATION (g_object_ref (known));
  GtkApplication *app = gtk_application_new (NULL, G_APPLICATION_NON_UNIQUE);
  g_assert_true (g_application_register (G_APPLICATION (app), NULL, NULL));
  return g_object_ref (app);
}

static void
make_window (Desk *desk)
{
  desk->app = ref_app ();
  desk->window = vigil_window_new (desk->app, desk->station);
  gtk_window_set_decorated (GTK_WINDOW (desk->window), FALSE);
  gtk_window_present (GTK_WINDOW (desk->window));
}

static gboolean
is_live (Desk *desk, gpointer data)
{
  VigilWard *ward = vigil_station_get_ward (desk->station);
  for (guint bed = 0; bed < desk->n_beds; bed++) {
    if (vigil_ward_get_bed (ward, bed)->condition != VIGIL_BED_LIVE)
      return FALSE;
  }
  return vigil_ward_get_link (ward) == VIGIL_LINK_SHOWN_UP && gtk_widget_get_mapped (desk->window)
         && vigil_station_get_sound (desk->station) == VIGIL_SOUND_WORKS;
}

static gboolean
is_quiet (Desk *desk, gpointer data)
{
  guint n;
  vigil_ward_list_alarms (vigil_station_get_ward (desk->station), &n);
  return n == 0;
}

/* Those that @desk's beds need, on a broker that lets them and the stray write. */
static void
make_gateways (Desk *desk)
{
  g_autofree char *first = join_beds (desk, 0, GATEWAY_BEDS, ",");
  g_autofree char *second = join_beds (desk, GATEWAY_BEDS, BEDS_MAX, ",");
  const char *stray = desk->n_beds == DESK_BEDS ? "," STRAY : "";
  g_autofree char *gw_a = g_strdup_printf ("%s:%s%s", GATEWAYS[0], first, stray);
  g_autofree char *gw_b = g_strdup_printf ("%s:%s", GATEWAYS[1], second);
  const char *const names[] = { gw_a, *second ? gw_b : NULL, NULL };
  const VigilTestBrokerOptions options = { .gateways = names };
  desk->broker = vigil_test_broker_new (&options);
  for (guint i = 0; i < N_GATEWAYS && names[i] != NULL; i++)
    desk->gateways[i] = vigil_test_client_new (desk->broker, GATEWAYS[i], NULL);
}

static Desk *
make_desk (VigilTestSound *sound, guint n_beds, const char *lines)
{
  g_assert_nonnull (sound);
  g_assert_true (n_beds > 0 && n_beds <= BEDS_MAX);
  Desk *desk = g_new0 (Desk, 1);
  desk->lines = lines;
  desk->n_beds = n_beds;
  for (guint bed = 0; bed < n_beds; bed++)
    g_snprintf (desk->beds[bed], sizeof desk->beds[bed], "%02u", (bed + 1) % 100);
  desk->folder = g_dir_make_tmp ("vigil-desk-XXXXXX", NULL);
  make_gateways (desk);
  make_station (desk);
  make_window (desk);
  publish_start (desk);
  desk->beat_id = g_timeout_add (BEAT_MS, beat_cb, desk);
  desk_wait (desk, "a live desk", is_live, NULL, 30);
  desk_wait (desk, "a quiet desk", is_quiet, NULL, 30);
  return desk;
}

Desk *
desk_new (VigilTestSound *sound)
{
  return make_desk (sound, DESK_BEDS, "");
}

Desk *
desk_new_with (VigilTestSound *sound, const char *lines)
{
  return make_desk (sound, DESK_BEDS, lines);
}

Desk *
desk_new_ward (VigilTestSound *sound, guint n_beds)
{
  return make_desk (sound, n_beds, "");
}

void
desk_free (Desk *desk)
{
  desk_mute_gateway (desk);
  gtk_window_destroy (GTK_WINDOW (desk->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  vigil_station_stop (desk->station);
  g_assert_finalize_object (desk->station);
  g_object_unref (desk->app);
  vigil_test_broker_free (desk->broker);
  vigil_test_folder_remove (desk->folder);
  g_free (desk->folder);
  g_free (desk->stray);
  g_free (desk);
}

void
desk_set_up (DeskFixture *fixture, gconstpointer sound)
{
  fixture->desk = desk_new ((VigilTestSound *) sound);
}

void
desk_tear_down (DeskFixture *fixture, gconstpointer sound)
{
  (void) sound;
  desk_free (fixture->desk);
}

int
desk_main (int argc, char **argv, void (*add) (VigilTestSound *sound))
{
  if (!vigil_test_sound_init ()) {
    g_print ("1..0 # SKIP no sound server\n");
    return 0;
  }
  gtk_test_init (&argc, &argv, NULL);
  VigilTestSound *sound = vigil_test_sound_new ();
  add (sound);
  int status = g_test_run ();
  vigil_test_sound_free (sound);
  return status;
}

VigilStation *
desk_get_station (Desk *desk)
{
  return desk->station;
}

GtkWidget *
desk_get_window (Desk *desk)
{
  return desk->window;
}

VigilTestBroker *
desk_get_broker (Desk *desk)
{
  return desk->broker;
}

/* ── Faults ─────────────────────────────────────────────────────────────────────────────────── */

void
desk_complain (const char *format, ...)
{
  va_list values;
  va_start (values, format);
  g_autofree char *words = g_strdup_vprintf (format, values);
  va_end (values);
  g_test_message ("%s", words);
  g_test_fail ();
}
