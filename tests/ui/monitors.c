/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "monitors.h"

#include <X11/Xlib.h>
#include <X11/extensions/Xrandr.h>

static const char *const NAMES[] = { "first", "second" };

struct _Monitors {
  Display *display;
  Window root;
  gboolean is_set[G_N_ELEMENTS (NAMES)];
  guint n_told;
};

/* The mode counts for nothing: what a monitor's pixels are is said with its name. */
static RRMode
find_mode (const XRRScreenResources *resources)
{
  for (int i = 0; i < resources->nmode; i++) {
    if (resources->modes[i].width == 1920 && resources->modes[i].height == 1080)
      return resources->modes[i].id;
  }
  g_error ("no mode");
}

static void
plug (Monitors *self, guint index, gboolean is_in)
{
  XRRScreenResources *resources = XRRGetScreenResources (self->display, self->root);
  RRMode mode = find_mode (resources);
  RROutput *output = &resources->outputs[index];
  RRCrtc crtc = resources->crtcs[index];
  g_assert_cmpint (resources->noutput, >, 1);
  if (index > 0)
    XRRAddOutputMode (self->display, *output, mode);
  Status status =
      XRRSetCrtcConfig (self->display, resources, crtc, CurrentTime, is_in ? 1920 * (int) index : 0,
                        0, is_in ? mode : None, RR_Rotate_0, is_in ? output : NULL, is_in ? 1 : 0);
  g_assert_cmpint (status, ==, RRSetConfigSuccess);
  XRRFreeScreenResources (resources);
}

static RROutput
get_output (Monitors *self, guint index)
{
  XRRScreenResources *resources = XRRGetScreenResources (self->display, self->root);
  RROutput output = resources->outputs[index];
  XRRFreeScreenResources (resources);
  return output;
}

/* A monitor that is only named anew is not told of; the size of the whole screen is. Room for a
 * large one and one beside it. */
static void
tell (Monitors *self)
{
  XRRSetScreenSize (self->display, self->root, 5760 - (int) (self->n_told++ % 2), 2160, 1524, 571);
  XSync (self->display, False);
}

Monitors *
monitors_new (void)
{
  Monitors *self = g_new0 (Monitors, 1);
  self->display = XOpenDisplay (NULL);
  g_assert_nonnull (self->display);
  self->root = DefaultRootWindow (self->display);
  tell (self);
  return self;
}

void
monitors_free (Monitors *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (NAMES); i++) {
    if (self->is_set[i])
      XRRDeleteMonitor (self->display, self->root, XInternAtom (self->display, NAMES[i], False));
  }
  XCloseDisplay (self->display);
  g_free (self);
}

void
monitors_set (Monitors *self, guint index, const GdkRectangle *place, int width_mm, int height_mm)
{
  Atom name = XInternAtom (self->display, NAMES[index], False);
  /* One of that name is not replaced. */
  if (self->is_set[index])
    XRRDeleteMonitor (self->display, self->root, name);
  self->is_set[index] = place->width > 0;
  if (place->width == 0) {
    plug (self, index, FALSE);
    tell (self);
    return;
  }
  plug (self, index, TRUE);
  XRRMonitorInfo *monitor = XRRAllocateMonitor (self->display, 1);
  monitor->name = name;
  monitor->x = place->x;
  monitor->y = place->y;
  monitor->width = place->width;
  monitor->height = place->height;
  monitor->mwidth = width_mm;
  monitor->mheight = height_mm;
  monitor->outputs[0] = get_output (self, index);
  XRRSetMonitor (self->display, self->root, monitor);
  XRRFreeMonitors (monitor);
  tell (self);
}

void
monitors_move_window (Monitors *self, gulong xid, int x, int y)
{
  XMoveWindow (self->display, xid, x, y);
  XSync (self->display, False);
}
