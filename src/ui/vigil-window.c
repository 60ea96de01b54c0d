/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-window.h"

#include <glib/gi18n.h>

#include "vigil-banner.h"
#include "vigil-desk.h"
#include "vigil-plate.h"
#include "vigil-style.h"
#include "vigil-text-size.h"
#include "vigil-theme.h"
#include "vigil-wall-settings.h"
#include "vigil-wall.h"
#include "vigil-welcome-page.h"
#include "vigil-window-actions.h"

struct _VigilWindow {
  GtkApplicationWindow parent_instance;
  GtkWidget *welcome; /* NULL: live */
  VigilStation *station; /* NULL: the welcome page */
  const VigilSector *sector; /* NULL = all beds */
  guint inhibit_id;
};

G_DEFINE_FINAL_TYPE (VigilWindow, vigil_window, GTK_TYPE_APPLICATION_WINDOW)

static void
inhibit (VigilWindow *self)
{
  GtkApplication *app = gtk_window_get_application (GTK_WINDOW (self));
  if (app == NULL || self->inhibit_id != 0 || self->welcome != NULL)
    return;
  /* translators: why the computer is kept awake */
  self->inhibit_id = gtk_application_inhibit (
      app, GTK_WINDOW (self), GTK_APPLICATION_INHIBIT_IDLE | GTK_APPLICATION_INHIBIT_SUSPEND,
      _ ("Patients are being watched"));
}

static void
uninhibit (VigilWindow *self)
{
  GtkApplication *app = gtk_window_get_application (GTK_WINDOW (self));
  if (app != NULL && self->inhibit_id != 0)
    gtk_application_uninhibit (app, self->inhibit_id);
  self->inhibit_id = 0;
}

/* The desk is opaque, but GTK knows only of a window's own ground: a compositor would blend all of
 * it. What frames a window that does not fill the screen may have round corners. */
static void
tell_opaque (VigilWindow *self)
{
  GtkWidget *widget = GTK_WIDGET (self), *child = gtk_window_get_child (GTK_WINDOW (self));
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (self));
  graphene_rect_t bounds;
  double x, y;
  if (surface == NULL || child == NULL || !gtk_widget_compute_bounds (child, widget, &bounds))
    return;
  gtk_native_get_surface_transform (GTK_NATIVE (self), &x, &y);
  graphene_rect_offset (&bounds, (float) x, (float) y);
  GdkRectangle place = vigil_plate_get_place (&bounds);
  cairo_region_t *region = cairo_region_create_rectangle (&place);
  gdk_surface_set_opaque_region (surface, region);
  cairo_region_destroy (region);
}

/* Here GTK says that nothing is opaque. */
static void
vigil_window_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  GTK_WIDGET_CLASS (vigil_window_parent_class)->size_allocate (widget, width, height, baseline);
  tell_opaque (VIGIL_WINDOW (widget));
}

static void
vigil_window_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (vigil_window_parent_class)->css_changed (widget, change);
  gtk_widget_queue_allocate (widget);
}

static void
vigil_window_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (vigil_window_parent_class)->map (widget);
  inhibit (VIGIL_WINDOW (widget));
}

static void
vigil_window_unmap (GtkWidget *widget)
{
  uninhibit (VIGIL_WINDOW (widget));
  GTK_WIDGET_CLASS (vigil_window_parent_class)->unmap (widget);
}

static void
vigil_window_dispose (GObject *object)
{
  VigilWindow *self = VIGIL_WINDOW (object);
  /* Its actions may outlive the window for a while, and one of them holds the desk. */
  if (self->station != NULL)
    vigil_window_actions_remove_desk (GTK_APPLICATION_WINDOW (self));
  g_clear_object (&self->station);
  G_OBJECT_CLASS (vigil_window_parent_class)->dispose (object);
}

static void
vigil_window_class_init (VigilWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = vigil_window_dispose;
  widget_class->size_allocate = vigil_window_size_allocate;
  widget_class->css_changed = vigil_window_css_changed;
  widget_class->map = vigil_window_map;
  widget_class->unmap = vigil_window_unmap;
}

/* As large as the monitor also where nobody grants full screen: no window manager, a kiosk. */
static void
set_size (VigilWindow *self, GdkDisplay *display)
{
  GdkRectangle area = { 0, 0, 1600, 900 };
  g_autoptr (GdkMonitor) monitor = g_list_model_get_item (gdk_display_get_monitors (display), 0);
  if (monitor != NULL)
    gdk_monitor_get_geometry (monitor, &area);
  gtk_window_set_default_size (GTK_WINDOW (self), area.width, area.height);
}

static void
vigil_window_init (VigilWindow *self)
{
  GdkDisplay *display = gtk_widget_get_display (GTK_WIDGET (self));
  vigil_style_load (display);
  vigil_theme_follow (display);
  vigil_text_size_follow (display);
  gtk_window_set_title (GTK_WINDOW (self), _ ("Vigil"));
  gtk_window_set_icon_name (GTK_WINDOW (self), "io.github.vigil_ward.Vigil");
  set_size (self, display);
  gtk_widget_add_css_class (GTK_WIDGET (self), "vigil");
  vigil_window_actions_add (GTK_APPLICATION_WINDOW (self));
}

static void
show_desk (VigilWindow *self)
{
  GtkWidget *wall = vigil_wall_new (self->station, self->sector);
  vigil_wall_settings_bind (VIGIL_WALL (wall));
  GtkWidget *desk = vigil_desk_new (self->station, wall);
  vigil_window_actions_add_desk (GTK_APPLICATION_WINDOW (self), VIGIL_DESK (desk));
  gtk_window_set_child (GTK_WINDOW (self), desk);
}

static void
show_welcome (VigilWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (box, "first-run");
  self->welcome = vigil_welcome_page_new ();
  gtk_widget_set_vexpand (self->welcome, TRUE);
  gtk_box_append (GTK_BOX (box), self->welcome);
  gtk_box_append (GTK_BOX (box), vigil_banner_new (NULL));
  gtk_window_set_child (GTK_WINDOW (self), box);
}

GtkWidget *
vigil_window_new (GtkApplication *app, VigilStation *station)
{
  g_return_val_if_fail (GTK_IS_APPLICATION (app), NULL);
  g_return_val_if_fail (station == NULL || VIGIL_IS_STATION (station), NULL);
  VigilWindow *self = g_object_new (VIGIL_TYPE_WINDOW, "application", app, NULL);
  g_set_object (&self->station, station);
  if (station != NULL)
    show_desk (self);
  else
    show_welcome (self);
  return GTK_WIDGET (self);
}

GtkWidget *
vigil_window_new_second (GtkApplication *app, VigilStation *station, const VigilSector *sector)
{
  g_return_val_if_fail (GTK_IS_APPLICATION (app) && VIGIL_IS_STATION (station), NULL);
  VigilWindow *self = g_object_new (VIGIL_TYPE_WINDOW, "application", app, NULL);
  g_set_object (&self->station, station);
  self->sector = sector;
  gtk_window_set_title (GTK_WINDOW (self), _ ("Vigil, second wall"));
  show_desk (self);
  return GTK_WIDGET (self);
}

void
vigil_window_show_sector (VigilWindow *self, const VigilSector *sector)
{
  g_return_if_fail (VIGIL_IS_WINDOW (self) && self->station != NULL);
  if (self->sector == sector)
    return;
  self->sector = sector;
  show_desk (self);
}

void
vigil_window_say (VigilWindow *self, const char *text)
{
  g_return_if_fail (VIGIL_IS_WINDOW (self) && text != NULL);
  GtkWidget *child = gtk_window_get_child (GTK_WINDOW (self));
  if (VIGIL_IS_DESK (child))
    vigil_desk_say (VIGIL_DESK (child), text);
}

void
vigil_window_place (VigilWindow *self, GdkMonitor *monitor, gboolean is_full)
{
  GdkRectangle area;
  g_return_if_fail (VIGIL_IS_WINDOW (self) && GDK_IS_MONITOR (monitor));
  gdk_monitor_get_geometry (monitor, &area);
  gtk_window_set_default_size (GTK_WINDOW (self), area.width, area.height);
  if (is_full)
    gtk_window_fullscreen_on_monitor (GTK_WINDOW (self), monitor);
}

GtkWidget *
vigil_window_new_with_problem (GtkApplication *app, const char *text)
{
  GtkWidget *self = vigil_window_new (app, NULL);
  if (self != NULL)
    vigil_window_show_problem (VIGIL_WINDOW (self), text);
  return self;
}

void
vigil_window_show_problem (VigilWindow *self, const char *text)
{
  g_return_if_fail (VIGIL_IS_WINDOW (self));
  if (self->welcome != NULL)
    vigil_welcome_page_set_problem (VIGIL_WELCOME_PAGE (self->welcome), text);
}
