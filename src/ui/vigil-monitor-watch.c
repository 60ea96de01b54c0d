/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-monitor-watch.h"

struct _VigilMonitorWatch {
  GdkSurface *surface;
  VigilMonitorFunc func;
  gpointer data;
  GListModel *monitors; /* of the display */
  GPtrArray *watched; /* those whose sizes are listened to */
};

static void
changed_cb (VigilMonitorWatch *self)
{
  self->func (self->data);
}

static void
stop_watching (VigilMonitorWatch *self)
{
  for (guint i = 0; i < self->watched->len; i++)
    g_signal_handlers_disconnect_by_data (g_ptr_array_index (self->watched, i), self);
  g_ptr_array_set_size (self->watched, 0);
}

static void
watch_each (VigilMonitorWatch *self)
{
  stop_watching (self);
  for (guint i = 0; i < g_list_model_get_n_items (self->monitors); i++) {
    GdkMonitor *monitor = g_list_model_get_item (self->monitors, i);
    g_ptr_array_add (self->watched, monitor);
    g_signal_connect_swapped (monitor, "notify", G_CALLBACK (changed_cb), self);
  }
}

static void
monitors_changed_cb (VigilMonitorWatch *self)
{
  watch_each (self);
  changed_cb (self);
}

VigilMonitorWatch *
vigil_monitor_watch_new (GdkSurface *surface, VigilMonitorFunc func, gpointer data)
{
  g_return_val_if_fail (GDK_IS_SURFACE (surface) && func != NULL, NULL);
  VigilMonitorWatch *self = g_new0 (VigilMonitorWatch, 1);
  self->surface = g_object_ref (surface);
  self->func = func;
  self->data = data;
  self->monitors = g_object_ref (gdk_display_get_monitors (gdk_surface_get_display (surface)));
  self->watched = g_ptr_array_new_with_free_func (g_object_unref);
  g_signal_connect_swapped (surface, "enter-monitor", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (surface, "leave-monitor", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (self->monitors, "items-changed", G_CALLBACK (monitors_changed_cb),
                            self);
  watch_each (self);
  return self;
}

void
vigil_monitor_watch_free (VigilMonitorWatch *self)
{
  stop_watching (self);
  g_ptr_array_unref (self->watched);
  g_signal_handlers_disconnect_by_data (self->monitors, self);
  g_signal_handlers_disconnect_by_data (self->surface, self);
  g_object_unref (self->monitors);
  g_object_unref (self->surface);
  g_free (self);
}
