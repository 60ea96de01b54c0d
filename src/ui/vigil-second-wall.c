/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-second-wall.h"

#include <glib/gi18n.h>

#include "vigil-settings.h"

struct _VigilSecondWall {
  GtkApplication *app; /* outlives it */
  VigilStation *station;
  GListModel *monitors;
  GSettings *settings; /* lent; NULL: no schema */
  VigilWindow *first, *second; /* weak */
  gboolean may_share;
  guint idle_id;
};

static const VigilSector *
find_sector (VigilSecondWall *self)
{
  const VigilConfig *config = vigil_station_get_config (self->station);
  g_autofree char *id = g_settings_get_string (self->settings, VIGIL_SETTING_SECOND_WALL_SECTOR);
  for (guint i = 0; i < config->sectors->len; i++) {
    const VigilSector *sector = &g_array_index (config->sectors, VigilSector, i);
    if (g_str_equal (sector->id, id))
      return sector;
  }
  return NULL;
}

/* Where the first window is not; NULL: there is no such monitor. */
static GdkMonitor *
ref_other_monitor (VigilSecondWall *self)
{
  GtkNative *native = GTK_NATIVE (self->first);
  GdkSurface *surface = gtk_native_get_surface (native);
  GdkDisplay *display = gtk_widget_get_display (GTK_WIDGET (self->first));
  GdkMonitor *own = surface != NULL ? gdk_display_get_monitor_at_surface (display, surface) : NULL;
  for (guint i = 0; i < g_list_model_get_n_items (self->monitors); i++) {
    g_autoptr (GdkMonitor) monitor = g_list_model_get_item (self->monitors, i);
    if (monitor != own && (own != NULL || i > 0))
      return g_steal_pointer (&monitor);
  }
  return self->may_share ? g_list_model_get_item (self->monitors, 0) : NULL;
}

static gboolean
is_wanted (VigilSecondWall *self)
{
  return self->settings != NULL
         && g_settings_get_boolean (self->settings, VIGIL_SETTING_SECOND_WALL);
}

static void
forget (VigilSecondWall *self, VigilWindow **window)
{
  if (*window != NULL)
    g_object_remove_weak_pointer (G_OBJECT (*window), (gpointer *) window);
  *window = NULL;
}

static void
keep (VigilSecondWall *self, VigilWindow **place, VigilWindow *window)
{
  forget (self, place);
  *place = window;
  if (window != NULL)
    g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) place);
}

/* Closed by hand: it does not come back at the next start. */
static gboolean
close_request_cb (VigilSecondWall *self)
{
  forget (self, &self->second);
  g_settings_set_boolean (self->settings, VIGIL_SETTING_SECOND_WALL, FALSE);
  return GDK_EVENT_PROPAGATE;
}

static void
open_window (VigilSecondWall *self)
{
  g_autoptr (GdkMonitor) monitor = ref_other_monitor (self);
  if (monitor == NULL)
    return;
  GtkWidget *window = vigil_window_new_second (self->app, self->station, find_sector (self));
  keep (self, &self->second, VIGIL_WINDOW (window));
  g_signal_connect_swapped (window, "close-request", G_CALLBACK (close_request_cb), self);
  vigil_window_place (self->second, monitor, !self->may_share);
  gtk_window_present (GTK_WINDOW (window));
}

static void
close_window (VigilSecondWall *self)
{
  VigilWindow *window = self->second;
  forget (self, &self->second);
  g_signal_handlers_disconnect_by_data (window, self);
  gtk_window_destroy (GTK_WINDOW (window));
}

static gboolean
has_a_place (VigilSecondWall *self)
{
  return self->may_share || g_list_model_get_n_items (self->monitors) > 1;
}

static void
refresh (VigilSecondWall *self)
{
  if (self->first == NULL)
    return;
  gboolean has_room = has_a_place (self);
  if (is_wanted (self) && has_room && self->second == NULL)
    open_window (self);
  else if (self->second != NULL && (!is_wanted (self) || !has_room))
    close_window (self);
  else if (self->second != NULL)
    vigil_window_show_sector (self->second, find_sector (self));
}

/* Monitors come and go in the middle of an event. */
static gboolean
refresh_cb (gpointer data)
{
  VigilSecondWall *self = data;
  self->idle_id = 0;
  refresh (self);
  return G_SOURCE_REMOVE;
}

static void
refresh_soon (VigilSecondWall *self)
{
  if (self->idle_id == 0)
    self->idle_id = g_idle_add (refresh_cb, self);
}

/* Turned on or off by key, or on its page. Without another monitor nothing else would tell of it.
 */
static void
wish_changed_cb (VigilSecondWall *self)
{
  refresh_soon (self);
  if (self->first == NULL || has_a_place (self))
    return;
  vigil_window_say (self->first,
                    is_wanted (self)
                        ? _ ("No second monitor is connected. The second wall comes with it.")
                        : _ ("The second wall is off."));
}

/* Whoever is left alone is the first, and shows every bed. */
static void
window_removed_cb (VigilSecondWall *self, GtkWindow *window)
{
  if ((GtkWindow *) self->second == window) {
    forget (self, &self->second);
    return;
  }
  if ((GtkWindow *) self->first != window)
    return;
  forget (self, &self->first);
  if (self->second == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->second, self);
  keep (self, &self->first, self->second);
  forget (self, &self->second);
  vigil_window_show_sector (self->first, NULL);
}

VigilSecondWall *
vigil_second_wall_new (GtkApplication *app,
                       VigilStation *station,
                       VigilWindow *first,
                       gboolean may_share)
{
  GdkDisplay *display = gtk_widget_get_display (GTK_WIDGET (first));
  VigilSecondWall *self = g_new0 (VigilSecondWall, 1);
  self->app = app;
  self->station = g_object_ref (station);
  self->monitors = g_object_ref (gdk_display_get_monitors (display));
  self->settings = vigil_settings_get (display);
  self->may_share = may_share;
  keep (self, &self->first, first);
  g_signal_connect_swapped (app, "window-removed", G_CALLBACK (window_removed_cb), self);
  g_signal_connect_swapped (self->monitors, "items-changed", G_CALLBACK (refresh_soon), self);
  if (self->settings != NULL) {
    g_autoptr (GAction) action =
        g_settings_create_action (self->settings, VIGIL_SETTING_SECOND_WALL);
    g_action_map_add_action (G_ACTION_MAP (app), action);
    g_signal_connect_swapped (self->settings, "changed::" VIGIL_SETTING_SECOND_WALL,
                              G_CALLBACK (wish_changed_cb), self);
    g_signal_connect_swapped (self->settings, "changed::" VIGIL_SETTING_SECOND_WALL_SECTOR,
                              G_CALLBACK (refresh_soon), self);
  }
  refresh_soon (self);
  return self;
}

void
vigil_second_wall_free (VigilSecondWall *self)
{
  if (self == NULL)
    return;
  g_clear_handle_id (&self->idle_id, g_source_remove);
  if (self->second != NULL)
    g_signal_handlers_disconnect_by_data (self->second, self);
  forget (self, &self->first);
  forget (self, &self->second);
  g_signal_handlers_disconnect_by_data (self->app, self);
  g_signal_handlers_disconnect_by_data (self->monitors, self);
  if (self->settings != NULL)
    g_signal_handlers_disconnect_by_data (self->settings, self);
  g_action_map_remove_action (G_ACTION_MAP (self->app), VIGIL_SETTING_SECOND_WALL);
  g_object_unref (self->monitors);
  g_object_unref (self->station);
  g_free (self);
}

VigilWindow *
vigil_second_wall_get_window (VigilSecondWall *self)
{
  return self->second;
}
