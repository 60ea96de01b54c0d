/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-sight.h"

#ifdef VIGIL_HAS_X11
#include <gdk/x11/gdkx.h>
#endif

struct _VigilSight {
  GdkSurface *surface;
  VigilSightFunc func;
  gpointer data;
  gulong state_id, event_id;
  gboolean is_minimised, is_covered;
};

static void
update (VigilSight *self, gboolean is_minimised, gboolean is_covered)
{
  gboolean was_seen = vigil_sight_is_seen (self);
  self->is_minimised = is_minimised;
  self->is_covered = is_covered;
  gboolean is_seen = vigil_sight_is_seen (self);
  if (is_seen != was_seen)
    self->func (is_seen, self->data);
}

static gboolean
is_minimised (GdkSurface *surface)
{
  return GDK_IS_TOPLEVEL (surface)
         && (gdk_toplevel_get_state (GDK_TOPLEVEL (surface)) & GDK_TOPLEVEL_STATE_MINIMIZED) != 0;
}

/* A window that was away is told anew by the server whether it is covered. */
static void
state_cb (GdkSurface *surface, GParamSpec *property, gpointer data)
{
  VigilSight *self = data;
  update (self, is_minimised (surface), FALSE);
}

#ifdef VIGIL_HAS_X11
static gboolean
event_cb (GdkX11Display *display, gpointer event, gpointer data)
{
  VigilSight *self = data;
  const XVisibilityEvent *visibility = event;
  if (visibility->type == VisibilityNotify
      && visibility->window == gdk_x11_surface_get_xid (self->surface))
    update (self, self->is_minimised, visibility->state == VisibilityFullyObscured);
  return GDK_EVENT_PROPAGATE;
}

static void
watch_server (VigilSight *self)
{
  GdkDisplay *display = gdk_surface_get_display (self->surface);
  if (GDK_IS_X11_DISPLAY (display))
    self->event_id = g_signal_connect (display, "xevent", G_CALLBACK (event_cb), self);
}
#else
static void
watch_server (VigilSight *self)
{
  (void) self;
}
#endif

VigilSight *
vigil_sight_new (GdkSurface *surface, VigilSightFunc func, gpointer data)
{
  g_return_val_if_fail (GDK_IS_SURFACE (surface) && func != NULL, NULL);
  VigilSight *self = g_new0 (VigilSight, 1);
  self->surface = g_object_ref (surface);
  self->func = func;
  self->data = data;
  self->is_minimised = is_minimised (surface);
  if (GDK_IS_TOPLEVEL (surface))
    self->state_id = g_signal_connect (surface, "notify::state", G_CALLBACK (state_cb), self);
  watch_server (self);
  return self;
}

void
vigil_sight_free (VigilSight *self)
{
  g_clear_signal_handler (&self->state_id, self->surface);
  g_clear_signal_handler (&self->event_id, gdk_surface_get_display (self->surface));
  g_object_unref (self->surface);
  g_free (self);
}

gboolean
vigil_sight_is_seen (const VigilSight *self)
{
  return !self->is_minimised && !self->is_covered;
}
