/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-style.h"

#include "vigil-resources.h"

#define LOADED_KEY "vigil-style"

void
vigil_style_ensure_resources (void)
{
  static gsize is_registered = 0;
  if (g_once_init_enter (&is_registered)) {
    vigil_register_resource ();
    g_once_init_leave (&is_registered, 1);
  }
}

void
vigil_style_load (GdkDisplay *display)
{
  g_return_if_fail (GDK_IS_DISPLAY (display));
  if (g_object_get_data (G_OBJECT (display), LOADED_KEY) != NULL)
    return;
  vigil_style_ensure_resources ();
  GtkCssProvider *provider = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (provider, VIGIL_RESOURCE_PATH "/style.css");
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (display),
                                    VIGIL_RESOURCE_PATH "/icons");
  g_object_set_data_full (G_OBJECT (display), LOADED_KEY, provider, g_object_unref);
}
