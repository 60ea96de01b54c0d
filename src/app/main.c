/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-build-config.h"

#include "vigil-application.h"
#include "vigil-gpu.h"

#include <glib/gi18n.h>
#include <locale.h>

/* GDK loads GL as soon as it opens an X display, and where there is no GPU that is the emulation:
 * 20 MiB and a tenth of a second for nothing. It reads this when it starts. */
static void
avoid_emulated_gl (void)
{
  if (g_getenv ("GDK_DEBUG") == NULL && !vigil_gpu_has_device ())
    g_setenv ("GDK_DEBUG", "gl-disable", TRUE);
}

/* A window with alpha is kept beside the screen by the X server and copied there once more, whether
 * a compositor runs or not: most of what a frame costs it. Nothing of ours is translucent. Read by
 * libX11 when it opens a display. */
static void
avoid_alpha (void)
{
  if (!vigil_gpu_has_device ())
    g_setenv ("XLIB_SKIP_ARGB_VISUALS", "1", FALSE);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, VIGIL_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  avoid_emulated_gl ();
  avoid_alpha ();

  g_autoptr (VigilApplication) app = vigil_application_new ();
  int status = g_application_run (G_APPLICATION (app), argc, argv);
  return status != 0 ? status : vigil_application_get_status (app);
}
