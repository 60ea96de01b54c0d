/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-gpu.h"

#include <epoxy/gl.h>
#include <string.h>

gboolean
vigil_gpu_is_real (const char *renderer)
{
  static const char *const software[] = { "llvmpipe",    "softpipe",
                                          "swrast",      "software rasterizer",
                                          "swiftshader", "lavapipe" };
  if (!renderer || !*renderer)
    return FALSE;
  g_autofree char *name = g_ascii_strdown (renderer, -1);
  for (guint i = 0; i < G_N_ELEMENTS (software); i++) {
    if (strstr (name, software[i]))
      return FALSE;
  }
  return TRUE;
}

gboolean
vigil_gpu_has_device (void)
{
  static const char *const devices[] = { "/dev/dri", "/dev/nvidiactl", "/dev/dxg" };
  for (guint i = 0; i < G_N_ELEMENTS (devices); i++) {
    if (g_file_test (devices[i], G_FILE_TEST_EXISTS))
      return TRUE;
  }
  return FALSE;
}

gboolean
vigil_wall_probe_gpu (GdkDisplay *display)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GdkGLContext) context = gdk_display_create_gl_context (display, &error);
  if (!context || !gdk_gl_context_realize (context, &error)) {
    g_debug ("no GL: %s", error ? error->message : "no context");
    return FALSE;
  }
  gdk_gl_context_make_current (context);
  const char *renderer = (const char *) glGetString (GL_RENDERER);
  gboolean is_real = vigil_gpu_is_real (renderer);
  g_debug ("GL renderer %s", renderer ? renderer : "unknown");
  gdk_gl_context_clear_current ();
  return is_real;
}
