/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "glass-eye.h"

#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/XShm.h>
#include <gio/gio.h>
#include <sys/ipc.h>
#include <sys/shm.h>

/* A pixel that a line of the ECG's colour covers by a third or more. */
#define GREEN_MIN 70

struct _GlassEye {
  Display *display;
  XShmSegmentInfo segment;
  XImage *image;
  int x, y, width, height;
  gboolean has_looked, is_attached;
  guint8 *inked; /* by pixel, at the last look */
  guint64 *rows;
};

static gboolean
fail (GError **error, const char *reason)
{
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, reason);
  return FALSE;
}

/* The memory is gone when both sides have let go of it. */
static gboolean
share_memory (GlassEye *self, GError **error)
{
  gsize size = (gsize) self->image->bytes_per_line * (gsize) self->image->height;
  self->segment.shmid = shmget (IPC_PRIVATE, size, IPC_CREAT | 0600);
  if (self->segment.shmid < 0)
    return fail (error, "no shared memory");
  self->segment.shmaddr = self->image->data = shmat (self->segment.shmid, NULL, 0);
  self->segment.readOnly = False;
  self->is_attached = XShmAttach (self->display, &self->segment) != 0;
  XSync (self->display, False);
  shmctl (self->segment.shmid, IPC_RMID, NULL);
  return self->is_attached || fail (error, "the X server shares no memory");
}

static gboolean
open_display (GlassEye *self, GError **error)
{
  self->display = XOpenDisplay (NULL);
  if (!self->display)
    return fail (error, "no display");
  if (!XShmQueryExtension (self->display))
    return fail (error, "the X server has no MIT-SHM");
  int screen = DefaultScreen (self->display);
  self->image = XShmCreateImage (self->display, DefaultVisual (self->display, screen),
                                 (unsigned) DefaultDepth (self->display, screen), ZPixmap, NULL,
                                 &self->segment, (unsigned) self->width, (unsigned) self->height);
  if (!self->image || self->image->bits_per_pixel != 32)
    return fail (error, "pixels of the display are not of 32 bits");
  return share_memory (self, error);
}

GlassEye *
glass_eye_new (int x, int y, int width, int height, GError **error)
{
  g_return_val_if_fail (width > 0 && height > 0, NULL);
  g_autoptr (GlassEye) self = g_new0 (GlassEye, 1);
  self->x = x;
  self->y = y;
  self->width = width;
  self->height = height;
  self->inked = g_new0 (guint8, (gsize) width * (gsize) height);
  self->rows = g_new0 (guint64, (gsize) height);
  return open_display (self, error) ? g_steal_pointer (&self) : NULL;
}

void
glass_eye_free (GlassEye *self)
{
  if (self->is_attached) {
    XShmDetach (self->display, &self->segment);
    shmdt (self->segment.shmaddr);
    self->image->data = NULL;
  }
  if (self->image)
    XDestroyImage (self->image);
  if (self->display)
    XCloseDisplay (self->display);
  g_free (self->inked);
  g_free (self->rows);
  g_free (self);
}

static gboolean
is_green (guint32 pixel)
{
  guint red = pixel >> 16 & 255, green = pixel >> 8 & 255, blue = pixel & 255;
  return green >= GREEN_MIN && red * 2 < green && blue < green;
}

static guint
look_at_row (GlassEye *self, int y)
{
  const char *line = self->image->data + (gsize) y * (gsize) self->image->bytes_per_line;
  const guint32 *pixels = (const guint32 *) (gconstpointer) line;
  guint8 *inked = self->inked + (gsize) y * (gsize) self->width;
  guint n = 0;
  for (int x = 0; x < self->width; x++) {
    guint8 is_inked = is_green (pixels[x]);
    n += is_inked && !inked[x];
    inked[x] = is_inked;
  }
  return n;
}

guint
glass_eye_look (GlassEye *self)
{
  guint n = 0;
  XShmGetImage (self->display, DefaultRootWindow (self->display), self->image, self->x, self->y,
                AllPlanes);
  for (int y = 0; y < self->height; y++) {
    guint n_new = look_at_row (self, y);
    if (!self->has_looked)
      continue;
    self->rows[y] += n_new;
    n += n_new;
  }
  self->has_looked = TRUE;
  return n;
}

guint64
glass_eye_get_row (const GlassEye *self, int y)
{
  g_return_val_if_fail (y >= 0 && y < self->height, 0);
  return self->rows[y];
}
