/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What of the ward a window shows: whose beds, which sector, beds that are not on the wall, and the
 * same station in a second window. */

#include "desk-fixture.h"

#include <libsoup/soup.h>

#include "vigil-attention-strip.h"
#include "vigil-desk.h"
#include "vigil-page-frame.h"
#include "vigil-second-wall.h"
#include "vigil-settings.h"
#include "vigil-silence-button.h"
#include "vigil-wall-bed.h"
#include "vigil-wall-notes.h"
#include "vigil-wall.h"
#include "vigil-wave-choice.h"
#include "vigil-wave-panel.h"
#include "vigil-window-actions.h"
#include "vigil-window.h"

#define BIT(bed) (G_GUINT64_CONSTANT (1) << (bed))
#define SECTORS "[sector north]\nname=North\nbeds=01;02\n[sector south]\nbeds=03;04\n"

/* ── Looking ────────────────────────────────────────────────────────────────────────────────── */

static VigilWall *
get_wall (GtkWidget *window)
{
  return VIGIL_WALL (desk_find_in (window, VIGIL_TYPE_WALL, NULL));
}

static GSettings *
get_settings (void)
{
  return vigil_settings_get (gdk_display_get_default ());
}

typedef struct {
  GtkWidget *window;
  guint64 beds;
} Dimmed;

static gboolean
is_dimmed (Desk *desk, gpointer data)
{
  const Dimmed *dimmed = data;
  return vigil_wall_get_dimmed (get_wall (dimmed->window)) == dimmed->beds;
}

static void
wait_dimmed (Desk *desk, guint64 beds)
{
  Dimmed dimmed = { desk_get_window (desk), beds };
  desk_wait (desk, "the beds that are dimmed", is_dimmed, &dimmed, 10);
}

/* A visible label below @root that has @data in it. */
static gboolean
has_text (GtkWidget *root, const char *text)
{
  if (!gtk_widget_get_visible (root))
    return FALSE;
  if (GTK_IS_LABEL (root) && strstr (gtk_label_get_label (GTK_LABEL (root)), text) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_text (child, text))
      return TRUE;
  return FALSE;
}

static gboolean
is_noted (Desk *desk, gpointer data)
{
  GtkWidget *notes = desk_find (desk, VIGIL_TYPE_WALL_NOTES);
  return notes != NULL && has_text (notes, data);
}

static void
wait_noted (Desk *desk, const char *text)
{
  desk_wait (desk, text, is_noted, (gpointer) text, 15);
}

/* ── My beds ────────────────────────────────────────────────────────────────────────────────── */

#define SNAPSHOT                                                                                   \
  "{\"v\":1,\"beds\":[{\"bed\":\"01\",\"assignment\":{\"nurse\":\"NO\"}},"                         \
  "{\"bed\":\"02\",\"assignment\":{\"nurse\":\"NO\"}},{\"bed\":\"03\",\"assignment\":{\"nurse\":"  \
  "\"LM\"}}],"                                                                                     \
  "\"nurses\":[{\"initials\":\"NO\",\"name\":\"N. Okafor\"},{\"initials\":\"LM\",\"name\":\"L. "   \
  "Marsh\"},"                                                                                      \
  "{\"initials\":\"ZZ\",\"name\":\"Z. Zeller\"}],\"actions\":[]}"

static void
answer_cb (SoupServer *server,
           SoupServerMessage *message,
           const char *path,
           GHashTable *query,
           gpointer data)
{
  const char *text =
      g_str_has_prefix (path, "/v1/wards") ? SNAPSHOT : "{\"acknowledgements\":[],\"next\":\"0\"}";
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, text,
                                    strlen (text));
}

static SoupServer *
start_server (char **lines)
{
  SoupServer *server = soup_server_new (NULL, NULL);
  soup_server_add_handler (server, NULL, answer_cb, NULL, NULL);
  g_assert_true (soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, NULL));
  GSList *uris = soup_server_get_uris (server);
  *lines = g_strdup_printf ("[server]\nurl=http://127.0.0.1:%d\ntoken-file=password\n",
                            g_uri_get_port (uris->data));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
  return server;
}

static gboolean
has_nurses (Desk *desk, gpointer data)
{
  g_autoptr (GArray) nurses = vigil_station_list_nurses (desk_get_station (desk));
  return nurses->len == 3
         && g_array_index (nurses, VigilStationNurse, 0).beds == (BIT (0) | BIT (1));
}

static void
test_my_beds_dim_those_of_others (gconstpointer data)
{
  g_autofree char *lines = NULL;
  g_autoptr (SoupServer) server = start_server (&lines);
  g_assert_nonnull (server);
  Desk *desk = desk_new_with ((VigilTestSound *) data, lines);
  VigilStation *station = desk_get_station (desk);
  desk_wait (desk, "nurses", has_nurses, NULL, 20);
  vigil_station_set_signed_in (station, "N. Okafor");
  desk_input (desk, "key m");
  wait_dimmed (desk, BIT (2) | BIT (3));
  wait_noted (desk, "My beds: 1 · 2.");
  desk_raise (desk, 2, AF, "AF", VIGIL_PRIORITY_MEDIUM);
  wait_dimmed (desk, BIT (3));
  vigil_silence_button_act (VIGIL_SILENCE_BUTTON (desk_find_in (
      desk_find (desk, VIGIL_TYPE_ATTENTION_STRIP), VIGIL_TYPE_SILENCE_BUTTON, NULL)));
  desk_run (desk, 1);
  wait_dimmed (desk, BIT (3));
  /* She leaves: nobody's beds are everybody's, also for who comes next. */
  vigil_station_set_signed_in (station, "");
  wait_dimmed (desk, 0);
  g_assert_null (desk_find (desk, VIGIL_TYPE_WALL_NOTES));
  vigil_station_set_signed_in (station, "L. Marsh");
  desk_run (desk, 0.5);
  wait_dimmed (desk, 0);
  desk_free (desk);
}

static void
test_without_assignments_none_is_dimmed_and_it_says_why (gconstpointer data)
{
  g_autofree char *lines = NULL;
  g_autoptr (SoupServer) server = start_server (&lines);
  g_assert_nonnull (server);
  Desk *desk = desk_new_with ((VigilTestSound *) data, lines);
  desk_wait (desk, "nurses", has_nurses, NULL, 20);
  desk_input (desk, "key m");
  wait_noted (desk, "nobody is signed in at this desk");
  vigil_station_set_signed_in (desk_get_station (desk), "Z. Zeller");
  wait_noted (desk, "the server has no beds for Z. Zeller");
  desk_run (desk, 0.5);
  wait_dimmed (desk, 0);
  desk_input (desk, "key m");
  desk_run (desk, 0.3);
  g_assert_null (desk_find (desk, VIGIL_TYPE_WALL_NOTES));
  desk_free (desk);
}

/* ── Beds that are not on the wall ──────────────────────────────────────────────────────────── */

static gboolean
is_in_strip (Desk *desk, gpointer data)
{
  GtkWidget *strip = desk_find (desk, VIGIL_TYPE_ATTENTION_STRIP);
  GtkWidget *target = desk_find_in (strip, VIGIL_TYPE_SILENCE_BUTTON, NULL);
  VigilWard *ward = vigil_station_get_ward (desk_get_station (desk));
  return target != NULL
         && vigil_silence_button_get_bed (VIGIL_SILENCE_BUTTON (target))
                == vigil_ward_find_bed (ward, data);
}

static gboolean
is_silenced (Desk *desk, gpointer data)
{
  guint n;
  VigilWard *ward = vigil_station_get_ward (desk_get_station (desk));
  const VigilAlarm *const *alarms =
      vigil_ward_list_bed_alarms (ward, vigil_ward_find_bed (ward, data), &n);
  for (guint i = 0; i < n; i++)
    if (g_str_equal (alarms[i]->code, ASYSTOLE))
      return alarms[i]->phase == VIGIL_ALARM_SILENCED;
  return FALSE;
}

static void
test_a_bed_that_is_not_on_the_wall_is_named_heard_and_silenced (gconstpointer data)
{
  Desk *desk = desk_new ((VigilTestSound *) data);
  g_assert_null (desk_find (desk, VIGIL_TYPE_WALL_NOTES));
  desk_add_stray (desk, "17", ASYSTOLE, "ASYSTOLE", VIGIL_PRIORITY_HIGH);
  wait_noted (desk, "1 bed not on this wall: 17");
  wait_noted (desk, "17 ASYSTOLE");
  desk_wait (desk, "bed 17 in the strip", is_in_strip, (gpointer) "17", 15);
  g_assert_cmpint (vigil_ward_get_sounding (vigil_station_get_ward (desk_get_station (desk))), ==,
                   VIGIL_PRIORITY_HIGH);
  desk_run (desk, 0.8);
  desk_input (desk, "key s");
  desk_wait (desk, "silenced", is_silenced, (gpointer) "17", 5);
  wait_noted (desk, "17 ASYSTOLE · silenced");
  desk_free (desk);
}

/* ── Two windows ────────────────────────────────────────────────────────────────────────────── */

static GtkApplication *
get_app (Desk *desk)
{
  return gtk_window_get_application (GTK_WINDOW (desk_get_window (desk)));
}

static gboolean
is_drawn (Desk *desk, gpointer data)
{
  VigilWall *wall = get_wall (data);
  return wall != NULL && vigil_wall_get_layout (wall) != NULL;
}

static GtkWidget *
open_second (Desk *desk, const VigilSector *sector)
{
  GtkWidget *second = vigil_window_new_second (get_app (desk), desk_get_station (desk), sector);
  gtk_window_set_default_size (GTK_WINDOW (second), 1280, 800);
  gtk_window_present (GTK_WINDOW (second));
  desk_wait (desk, "the second wall", is_drawn, second, 10);
  return second;
}

static gboolean
has_target (Desk *desk, gpointer data)
{
  return desk_find_in (GTK_WIDGET (get_wall (data)), VIGIL_TYPE_SILENCE_BUTTON, NULL) != NULL;
}

static void
test_two_windows_are_one_station (gconstpointer data)
{
  Desk *desk = desk_new ((VigilTestSound *) data);
  GtkWidget *first = desk_get_window (desk);
  GtkWidget *second = open_second (desk, NULL);
  /* Each has its own layout. */
  g_assert_cmpint (vigil_wall_get_layout (get_wall (second))->tiles[0].tile.width, <,
                   vigil_wall_get_layout (get_wall (first))->tiles[0].tile.width);
  desk_raise (desk, 1, ASYSTOLE, "ASYSTOLE", VIGIL_PRIORITY_HIGH);
  desk_wait_open (desk, 1, "ASYSTOLE");
  desk_wait (desk, "a target in the first", has_target, first, 5);
  desk_wait (desk, "a target in the second", has_target, second, 5);
  vigil_silence_button_act (VIGIL_SILENCE_BUTTON (
      desk_find_in (GTK_WIDGET (get_wall (second)), VIGIL_TYPE_SILENCE_BUTTON, NULL)));
  desk_wait_silenced (desk, 1, "ASYSTOLE");
  /* In the very turn in which it is silenced. */
  g_assert_false (has_target (desk, first));
  g_assert_false (has_target (desk, second));
  gtk_window_destroy (GTK_WINDOW (second));
  desk_raise (desk, 2, VF, "VF", VIGIL_PRIORITY_HIGH);
  desk_wait_open (desk, 2, "VF");
  g_assert_true (has_target (desk, first));
  desk_free (desk);
}

static void
test_a_sector_is_a_wall_of_its_own (gconstpointer data)
{
  Desk *desk = desk_new_with ((VigilTestSound *) data, SECTORS);
  const VigilConfig *config = vigil_station_get_config (desk_get_station (desk));
  GtkWidget *second = open_second (desk, &g_array_index (config->sectors, VigilSector, 1));
  g_assert_cmpuint (vigil_wall_get_n_beds (get_wall (desk_get_window (desk))), ==, 4);
  g_assert_cmpuint (vigil_wall_get_n_beds (get_wall (second)), ==, 2);
  GtkWidget *bed = gtk_widget_get_first_child (GTK_WIDGET (get_wall (second)));
  g_assert_true (g_str_has_prefix (vigil_wall_bed_get_name (VIGIL_WALL_BED (bed)), "Bed 3"));
  gtk_widget_activate (bed);
  GtkWidget *frame = desk_find_in (second, VIGIL_TYPE_PAGE_FRAME, NULL);
  g_assert_true (has_text (frame, "Bed 3"));
  /* The strip of a window that shows one sector has the alarms of all. */
  desk_raise (desk, 0, ASYSTOLE, "ASYSTOLE", VIGIL_PRIORITY_HIGH);
  desk_wait_open (desk, 0, "ASYSTOLE");
  g_assert_nonnull (desk_find_in (desk_find_in (second, VIGIL_TYPE_ATTENTION_STRIP, NULL),
                                  VIGIL_TYPE_SILENCE_BUTTON, NULL));
  vigil_window_show_sector (VIGIL_WINDOW (second), NULL);
  g_assert_cmpuint (vigil_wall_get_n_beds (get_wall (second)), ==, 4);
  gtk_window_destroy (GTK_WINDOW (second));
  desk_free (desk);
}

static gboolean
is_second_open (Desk *desk, gpointer data)
{
  VigilWindow *window = vigil_second_wall_get_window (data);
  return window != NULL && is_drawn (desk, window);
}

static gboolean
is_second_closed (Desk *desk, gpointer data)
{
  return vigil_second_wall_get_window (data) == NULL;
}

static void
test_the_second_wall_follows_the_settings_and_remembers (gconstpointer data)
{
  Desk *desk = desk_new_with ((VigilTestSound *) data, SECTORS);
  GSettings *settings = get_settings ();
  GtkWidget *first = open_second (desk, NULL); /* closed below: the desk keeps its own */
  g_settings_set_string (settings, VIGIL_SETTING_SECOND_WALL_SECTOR, "south");
  VigilSecondWall *wall =
      vigil_second_wall_new (get_app (desk), desk_get_station (desk), VIGIL_WINDOW (first), TRUE);
  desk_run (desk, 0.3);
  g_assert_null (vigil_second_wall_get_window (wall));
  g_action_group_activate_action (G_ACTION_GROUP (get_app (desk)), "second-wall", NULL);
  desk_wait (desk, "the second wall", is_second_open, wall, 10);
  g_assert_true (g_settings_get_boolean (settings, VIGIL_SETTING_SECOND_WALL));
  VigilWindow *second = vigil_second_wall_get_window (wall);
  g_assert_cmpuint (vigil_wall_get_n_beds (get_wall (GTK_WIDGET (second))), ==, 2);
  /* Closed by hand it stays closed. */
  gtk_window_close (GTK_WINDOW (second));
  desk_wait (desk, "no second wall", is_second_closed, wall, 5);
  g_assert_false (g_settings_get_boolean (settings, VIGIL_SETTING_SECOND_WALL));
  /* Open at the end of the program it is open at the next start. */
  g_settings_set_boolean (settings, VIGIL_SETTING_SECOND_WALL, TRUE);
  desk_wait (desk, "the second wall", is_second_open, wall, 10);
  second = vigil_second_wall_get_window (wall);
  /* The first one is closed: who is left shows all beds. */
  gtk_window_close (GTK_WINDOW (first));
  desk_wait (desk, "no second wall", is_second_closed, wall, 5);
  g_assert_true (g_settings_get_boolean (settings, VIGIL_SETTING_SECOND_WALL));
  g_assert_cmpuint (vigil_wall_get_n_beds (get_wall (GTK_WIDGET (second))), ==, 4);
  vigil_second_wall_free (wall);
  wall = vigil_second_wall_new (get_app (desk), desk_get_station (desk), second, TRUE);
  desk_wait (desk, "the second wall again", is_second_open, wall, 10);
  g_settings_set_boolean (settings, VIGIL_SETTING_SECOND_WALL, FALSE);
  desk_wait (desk, "no second wall", is_second_closed, wall, 5);
  vigil_second_wall_free (wall);
  g_settings_reset (settings, VIGIL_SETTING_SECOND_WALL);
  g_settings_reset (settings, VIGIL_SETTING_SECOND_WALL_SECTOR);
  gtk_window_destroy (GTK_WINDOW (second));
  desk_free (desk);
}

/* ── Waves ──────────────────────────────────────────────────────────────────────────────────── */

static void
test_chosen_waves_are_remembered_for_a_bounded_number_of_beds (gconstpointer data)
{
  GdkDisplay *display = gdk_display_get_default ();
  g_assert_null (vigil_wave_choice_get (display, "01", 0));
  g_assert_true (vigil_wave_choice_set (display, "01", 1, "MDC_ECG_ELEC_POTL_V5"));
  g_assert_null (vigil_wave_choice_get (display, "01", 0));
  g_assert_cmpstr (vigil_wave_choice_get (display, "01", 1), ==, "MDC_ECG_ELEC_POTL_V5");
  g_assert_null (vigil_wave_choice_get (display, "02", 1));
  g_assert_true (vigil_wave_choice_set (display, "01", 1, NULL));
  g_assert_null (vigil_wave_choice_get (display, "01", 1));
  g_autoptr (GVariant) value = g_settings_get_value (get_settings (), VIGIL_SETTING_WAVES);
  g_assert_cmpuint (g_variant_n_children (value), ==, 0);
  for (guint i = 0; i < VIGIL_WAVE_CHOICE_BEDS_MAX; i++) {
    g_autofree char *bed = g_strdup_printf ("b%u", i);
    g_assert_true (vigil_wave_choice_set (display, bed, 0, "MDC_ECG_ELEC_POTL_V1"));
  }
  g_assert_false (vigil_wave_choice_set (display, "one-more", 0, "MDC_ECG_ELEC_POTL_V1"));
  g_assert_true (vigil_wave_choice_set (display, "b7", 0, NULL));
  g_assert_true (vigil_wave_choice_set (display, "one-more", 0, "MDC_ECG_ELEC_POTL_V1"));
  g_settings_reset (get_settings (), VIGIL_SETTING_WAVES);
  g_assert_null (vigil_wave_choice_get (display, "b1", 0));
}

static GtkWidget *
find_choice (GtkWidget *root, const char *name)
{
  if (GTK_IS_TOGGLE_BUTTON (root)) {
    const char *label = gtk_button_get_label (GTK_BUTTON (root));
    return g_strcmp0 (label, name) == 0 ? root : NULL;
  }
  GtkWidget *found = NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_choice (child, name);
  return found;
}

static gboolean
has_choice (Desk *desk, gpointer data)
{
  GtkWidget *panel = desk_find (desk, VIGIL_TYPE_WAVE_PANEL);
  return panel != NULL && find_choice (panel, data) != NULL;
}

/* The names of the waves of @bed as the wall draws them now. */
static GBytes *
draw_names (VigilWall *wall, guint bed)
{
  const GdkRectangle *gutter = &vigil_wall_get_layout (wall)->tiles[bed].gutter;
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (GTK_WIDGET (wall));
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (GTK_WIDGET (wall)),
                          gtk_widget_get_height (GTK_WIDGET (wall)));
  g_autoptr (GskRenderNode) node = gtk_snapshot_free_to_node (snapshot);
  cairo_surface_t *surface =
      cairo_image_surface_create (CAIRO_FORMAT_RGB24, gutter->width, gutter->height);
  cairo_t *cr = cairo_create (surface);
  cairo_translate (cr, -gutter->x, -gutter->y);
  gsk_render_node_draw (node, cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  GBytes *bytes =
      g_bytes_new (cairo_image_surface_get_data (surface),
                   (gsize) cairo_image_surface_get_stride (surface) * (gsize) gutter->height);
  cairo_surface_destroy (surface);
  return bytes;
}

static void
click (Desk *desk, GtkWidget *widget)
{
  int x, y;
  desk_find_middle (desk, widget, &x, &y);
  g_autofree char *line = g_strdup_printf ("mousemove %d %d click 1", x, y);
  desk_input (desk, line);
  desk_run (desk, 0.8);
}

static void
test_a_touch_on_the_page_changes_the_waves_of_the_tile (gconstpointer data)
{
  Desk *desk = desk_new ((VigilTestSound *) data);
  VigilWall *wall = get_wall (desk_get_window (desk));
  desk_tell_leads (desk, 0);
  desk_tell_leads (desk, 1);
  vigil_desk_show_bed (VIGIL_DESK (desk_find (desk, VIGIL_TYPE_DESK)), 0);
  desk_wait (desk, "the choice of waves", has_choice, (gpointer) "V5", 10);
  desk_run (desk, 0.8);
  GtkWidget *panel = desk_find (desk, VIGIL_TYPE_WAVE_PANEL);
  gtk_widget_grab_focus (find_choice (panel, "V5")); /* scrolls it into sight */
  desk_run (desk, 0.5);
  g_autoptr (GBytes) usual = draw_names (wall, 0);
  g_autoptr (GBytes) of_other = draw_names (wall, 1);
  click (desk, find_choice (panel, "V5"));
  g_assert_cmpstr (vigil_wave_choice_get (gdk_display_get_default (), "01", 0), ==,
                   "MDC_ECG_ELEC_POTL_V5");
  g_autoptr (GBytes) chosen = draw_names (wall, 0);
  g_assert_false (g_bytes_equal (usual, chosen));
  /* The bed's own, and back. */
  g_autoptr (GBytes) of_other_then = draw_names (wall, 1);
  g_assert_true (g_bytes_equal (of_other, of_other_then));
  click (desk, find_choice (panel, "As usual"));
  g_assert_null (vigil_wave_choice_get (gdk_display_get_default (), "01", 0));
  g_autoptr (GBytes) back = draw_names (wall, 0);
  g_assert_true (g_bytes_equal (usual, back));
  g_settings_reset (get_settings (), VIGIL_SETTING_WAVES);
  desk_free (desk);
}

/* ── Keys ───────────────────────────────────────────────────────────────────────────────────── */

/* Keys that GTK itself gives to what has the focus: to go between beds, and to press. */
static const guint FOCUS_KEYS[] = { GDK_KEY_Return, GDK_KEY_Left, GDK_KEY_Right, GDK_KEY_Up,
                                    GDK_KEY_Down };
/* What is reached on the page of this desk, in peace. */
static const char *const ON_PAGES[] = { "check", "clean-screen" };

static void
collect_keys (GtkWidget *widget, GHashTable *keys)
{
  if (GTK_IS_SHORTCUT_LABEL (widget)) {
    const char *text = gtk_shortcut_label_get_accelerator (GTK_SHORTCUT_LABEL (widget));
    g_auto (GStrv) parts = g_strsplit (text, " ", -1);
    for (guint i = 0; parts[i] != NULL; i++) {
      guint keyval;
      GdkModifierType modifiers;
      g_assert_true (gtk_accelerator_parse (parts[i], &keyval, &modifiers));
      g_assert_cmpuint (modifiers, ==, 0);
      g_assert_true (g_hash_table_add (keys, GUINT_TO_POINTER (keyval)));
    }
    return;
  }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect_keys (child, keys);
}

static gboolean
has_key (const VigilWindowKey *list, guint n, const char *action)
{
  for (guint i = 0; i < n; i++)
    if (g_str_equal (list[i].action, action))
      return TRUE;
  return FALSE;
}

static void
assert_each_action_has_a_key (Desk *desk, const VigilWindowKey *list, guint n)
{
  GActionGroup *group = G_ACTION_GROUP (desk_get_window (desk));
  g_auto (GStrv) names = g_action_group_list_actions (group);
  for (guint i = 0; names[i] != NULL; i++) {
    g_autofree char *action = g_strconcat ("win.", names[i], NULL);
    if (g_action_group_get_action_parameter_type (group, names[i]) == NULL
        && !g_strv_contains (ON_PAGES, names[i]) && !has_key (list, n, action))
      g_error ("%s has no key", action);
  }
}

static void
test_the_page_of_keys_is_true_and_complete (gconstpointer data)
{
  Desk *desk = desk_new ((VigilTestSound *) data);
  g_autoptr (GHashTable) keys = g_hash_table_new (NULL, NULL);
  guint n;
  const VigilWindowKey *list = vigil_window_actions_list_keys (&n);
  desk_input (desk, "key F1");
  desk_run (desk, 0.5);
  collect_keys (desk_find (desk, VIGIL_TYPE_PAGE_FRAME), keys);
  /* Whatever acts is on the page; what is on the page acts. */
  for (guint i = 0; i < n; i++) {
    if (!g_hash_table_remove (keys, GUINT_TO_POINTER (list[i].keyval)))
      g_error ("%s is not on the page of keys", gdk_keyval_name (list[i].keyval));
    if (g_str_has_prefix (list[i].action, "win."))
      g_assert_true (g_action_group_has_action (G_ACTION_GROUP (desk_get_window (desk)),
                                                list[i].action + strlen ("win.")));
  }
  for (guint i = 0; i < G_N_ELEMENTS (FOCUS_KEYS); i++)
    g_assert_true (g_hash_table_remove (keys, GUINT_TO_POINTER (FOCUS_KEYS[i])));
  g_assert_cmpuint (g_hash_table_size (keys), ==, 0);
  assert_each_action_has_a_key (desk, list, n);
  desk_free (desk);
}

static void
assert_focus (Desk *desk, guint bed)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (desk_get_window (desk)));
  g_assert_true (VIGIL_IS_WALL_BED (focus));
  g_assert_cmpuint (vigil_wall_bed_get_index (VIGIL_WALL_BED (focus)), ==, bed);
}

static void
test_arrows_go_between_beds_and_n_is_numbers_only (gconstpointer data)
{
  Desk *desk = desk_new ((VigilTestSound *) data);
  VigilWall *wall = get_wall (desk_get_window (desk));
  gtk_widget_grab_focus (gtk_widget_get_first_child (GTK_WIDGET (wall)));
  assert_focus (desk, 0);
  desk_input (desk, "key Down");
  desk_run (desk, 0.2);
  assert_focus (desk, 1);
  desk_input (desk, "key Up");
  desk_run (desk, 0.2);
  assert_focus (desk, 0);
  g_assert_cmpint (vigil_wall_get_layout (wall)->kind, !=, VIGIL_TILE_NUMBERS);
  desk_input (desk, "key n");
  desk_run (desk, 0.5);
  g_assert_cmpint (vigil_wall_get_layout (wall)->kind, ==, VIGIL_TILE_NUMBERS);
  desk_input (desk, "key n");
  desk_run (desk, 0.5);
  g_assert_cmpint (vigil_wall_get_layout (wall)->kind, !=, VIGIL_TILE_NUMBERS);
  desk_free (desk);
}

static void
add_tests (VigilTestSound *sound)
{
#define ADD(name) g_test_add_data_func ("/ward-views/" #name, sound, test_##name)
  ADD (my_beds_dim_those_of_others);
  ADD (without_assignments_none_is_dimmed_and_it_says_why);
  ADD (a_bed_that_is_not_on_the_wall_is_named_heard_and_silenced);
  ADD (two_windows_are_one_station);
  ADD (a_sector_is_a_wall_of_its_own);
  ADD (the_second_wall_follows_the_settings_and_remembers);
  ADD (the_page_of_keys_is_true_and_complete);
  ADD (arrows_go_between_beds_and_n_is_numbers_only);
  ADD (a_touch_on_the_page_changes_the_waves_of_the_tile);
  ADD (chosen_waves_are_remembered_for_a_bounded_number_of_beds);
#undef ADD
}

int
main (int argc, char **argv)
{
  return desk_main (argc, argv, add_tests);
}
