/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-window-actions.h"

#include "vigil-key-watch.h"
#include "vigil-pointer-guard.h"
#include "vigil-wall-settings.h"

static void
ward_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  vigil_desk_show (data, VIGIL_PAGE_WARD);
}

static void
alarms_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  vigil_desk_show (data, VIGIL_PAGE_ALARMS);
}

static void
diagnostics_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  vigil_desk_show (data, VIGIL_PAGE_DIAGNOSTICS);
}

static void
keys_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  vigil_desk_show (data, VIGIL_PAGE_KEYS);
}

static void
who_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  vigil_desk_show (data, VIGIL_PAGE_WHO);
}

static void
bed_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  vigil_desk_show_bed (data, g_variant_get_uint32 (parameter));
}

static void
previous_bed_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  vigil_desk_step_bed (data, -1);
}

static void
next_bed_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  vigil_desk_step_bed (data, 1);
}

static void
silence_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  vigil_desk_silence_first (data);
}

static void
numbers_only_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkWidget *wall = vigil_desk_get_wall (data);
  if (VIGIL_IS_WALL (wall))
    vigil_wall_settings_toggle_numbers (VIGIL_WALL (wall));
}

static void
desk_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  vigil_desk_show (data, VIGIL_PAGE_DESK);
}

static void
check_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  vigil_desk_show (data, VIGIL_PAGE_CHECK);
}

static void
clean_screen_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  vigil_desk_clean_screen (data);
}

static void
fullscreen_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GtkWindow *window = data;
  if (gtk_window_is_fullscreen (window))
    gtk_window_unfullscreen (window);
  else
    gtk_window_fullscreen (window);
}

static const VigilWindowKey KEYS[] = {
  { GDK_KEY_Escape, "win.ward" },
  { GDK_KEY_a, "win.alarms" },
  { GDK_KEY_d, "win.diagnostics" },
  { GDK_KEY_F1, "win.keys" },
  { GDK_KEY_question, "win.keys" },
  { GDK_KEY_Page_Up, "win.previous-bed" },
  { GDK_KEY_Page_Down, "win.next-bed" },
  { GDK_KEY_s, "win.silence" },
  { GDK_KEY_F11, "win.fullscreen" },
  { GDK_KEY_w, "win.who" },
  { GDK_KEY_t, "win.desk" },
  { GDK_KEY_n, "win.numbers-only" },
  { GDK_KEY_m, "win.my-beds" },
  { GDK_KEY_F12, "app.second-wall" },
};

const VigilWindowKey *
vigil_window_actions_list_keys (guint *n)
{
  *n = G_N_ELEMENTS (KEYS);
  return KEYS;
}

/* One rule for all keys of the window: only a fresh press acts, so that a finger or a binder left
 * on the keyboard silences nothing and opens no page again and again. */
static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                gpointer data)
{
  GtkWidget *window = data;
  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  for (guint i = 0; i < G_N_ELEMENTS (KEYS); i++) {
    if (KEYS[i].keyval != gdk_keyval_to_lower (keyval))
      continue;
    if (vigil_key_watch_is_fresh (GTK_ROOT (window)))
      gtk_widget_activate_action (window, KEYS[i].action, NULL);
    return GDK_EVENT_STOP;
  }
  return GDK_EVENT_PROPAGATE;
}

static void
add_keys (GtkWidget *window)
{
  vigil_key_watch_attach (GTK_ROOT (window));
  vigil_pointer_guard_attach (GTK_ROOT (window));
  GtkEventController *keys = gtk_event_controller_key_new ();
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), window);
  gtk_widget_add_controller (window, keys);
}

void
vigil_window_actions_add (GtkApplicationWindow *window)
{
  g_return_if_fail (GTK_IS_APPLICATION_WINDOW (window));
  const GActionEntry actions[] = {
    { .name = "fullscreen", .activate = fullscreen_cb },
  };
  g_action_map_add_action_entries (G_ACTION_MAP (window), actions, G_N_ELEMENTS (actions), window);
  add_keys (GTK_WIDGET (window));
}

void
vigil_window_actions_add_desk (GtkApplicationWindow *window, VigilDesk *desk)
{
  g_return_if_fail (GTK_IS_APPLICATION_WINDOW (window) && VIGIL_IS_DESK (desk));
  const GActionEntry actions[] = {
    { .name = "ward", .activate = ward_cb },
    { .name = "alarms", .activate = alarms_cb },
    { .name = "diagnostics", .activate = diagnostics_cb },
    { .name = "keys", .activate = keys_cb },
    { .name = "who", .activate = who_cb },
    { .name = "bed", .activate = bed_cb, .parameter_type = "u" },
    { .name = "previous-bed", .activate = previous_bed_cb },
    { .name = "next-bed", .activate = next_bed_cb },
    { .name = "silence", .activate = silence_cb },
    { .name = "numbers-only", .activate = numbers_only_cb },
    { .name = "desk", .activate = desk_cb },
    { .name = "check", .activate = check_cb },
    { .name = "clean-screen", .activate = clean_screen_cb },
  };
  g_action_map_add_action_entries (G_ACTION_MAP (window), actions, G_N_ELEMENTS (actions), desk);
  g_autoptr (GPropertyAction) my_beds = g_property_action_new ("my-beds", desk, "my-beds");
  g_action_map_add_action (G_ACTION_MAP (window), G_ACTION (my_beds));
}

void
vigil_window_actions_remove_desk (GtkApplicationWindow *window)
{
  g_return_if_fail (GTK_IS_APPLICATION_WINDOW (window));
  g_action_map_remove_action (G_ACTION_MAP (window), "my-beds");
}
