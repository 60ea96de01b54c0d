/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-text-size.h"

#include <math.h>

#include "vigil-settings.h"

#define FOLLOWER_KEY "vigil-text-size"
#define USUAL_DPI 96.0
#define DPI_UNIT 1024.0

typedef struct {
  GtkCssProvider *provider;
  GtkSettings *desktop;
  GSettings *settings; /* lent; NULL: no schema */
  guint percent;
} Follower;

static void
follower_free (gpointer data)
{
  Follower *self = data;
  g_signal_handlers_disconnect_by_data (self->desktop, self);
  if (self->settings != NULL)
    g_signal_handlers_disconnect_by_data (self->settings, self);
  g_object_unref (self->provider);
  g_free (self);
}

guint
vigil_text_size_choose (const char *setting, int xft_dpi)
{
  guint64 chosen;
  if (setting != NULL
      && g_ascii_string_to_unsigned (setting, 10, VIGIL_TEXT_SIZE_LEAST, VIGIL_TEXT_SIZE_MOST,
                                     &chosen, NULL))
    return (guint) chosen;
  double percent = xft_dpi > 0 ? xft_dpi / DPI_UNIT / USUAL_DPI * 100 : VIGIL_TEXT_SIZE_LEAST;
  return (guint) CLAMP (round (percent), VIGIL_TEXT_SIZE_LEAST, VIGIL_TEXT_SIZE_MOST);
}

static void
follow_cb (Follower *self)
{
  int xft_dpi;
  g_autofree char *setting = self->settings != NULL
                                 ? g_settings_get_string (self->settings, VIGIL_SETTING_TEXT_SIZE)
                                 : NULL;
  g_object_get (self->desktop, "gtk-xft-dpi", &xft_dpi, NULL);
  guint percent = vigil_text_size_choose (setting, xft_dpi);
  if (percent == self->percent)
    return;
  self->percent = percent;
  /* A node inherits it, and what it has in pt is reckoned with it. */
  char dpi[G_ASCII_DTOSTR_BUF_SIZE];
  g_ascii_dtostr (dpi, sizeof dpi, percent * USUAL_DPI / 100);
  g_autofree char *css = g_strdup_printf ("window { -gtk-dpi: %s; }", dpi);
  gtk_css_provider_load_from_data (self->provider, css, -1);
}

void
vigil_text_size_follow (GdkDisplay *display)
{
  g_return_if_fail (GDK_IS_DISPLAY (display));
  if (g_object_get_data (G_OBJECT (display), FOLLOWER_KEY) != NULL)
    return;
  Follower *self = g_new0 (Follower, 1);
  self->provider = gtk_css_provider_new ();
  self->desktop = gtk_settings_get_for_display (display);
  self->settings = vigil_settings_get (display);
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (self->provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  g_signal_connect_swapped (self->desktop, "notify::gtk-xft-dpi", G_CALLBACK (follow_cb), self);
  if (self->settings != NULL)
    g_signal_connect_swapped (self->settings, "changed::" VIGIL_SETTING_TEXT_SIZE,
                              G_CALLBACK (follow_cb), self);
  g_object_set_data_full (G_OBJECT (display), FOLLOWER_KEY, self, follower_free);
  follow_cb (self);
}

double
vigil_text_size_get_scale (GtkWidget *widget)
{
  double dpi = pango_cairo_context_get_resolution (gtk_widget_get_pango_context (widget));
  return dpi > 0 ? dpi / USUAL_DPI : 1;
}
