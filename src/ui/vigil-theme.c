/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-theme.h"

#include <adwaita.h>

#include "vigil-settings.h"
#include "vigil-style.h"

#define LOOK_KEY "vigil-theme"

static const struct {
  const char *name;
  gboolean is_dark, is_high_contrast;
} THEMES[VIGIL_N_THEMES] = {
  [VIGIL_THEME_DARK] = { "dark", TRUE, FALSE },
  [VIGIL_THEME_LIGHT] = { "light", FALSE, FALSE },
  [VIGIL_THEME_NIGHT] = { "night", TRUE, FALSE },
  [VIGIL_THEME_CONTRAST] = { "high-contrast", TRUE, TRUE },
  [VIGIL_THEME_CONTRAST_LIGHT] = { "high-contrast-light", FALSE, TRUE },
};

typedef struct {
  GtkCssProvider *provider;
  VigilTheme theme;
  gboolean is_following;
} Look;

static void
look_free (gpointer data)
{
  Look *look = data;
  g_object_unref (look->provider);
  g_free (look);
}

static void
load (Look *look, VigilTheme theme)
{
  g_autofree char *path = g_strdup_printf (VIGIL_RESOURCE_PATH "/theme-%s.css", THEMES[theme].name);
  gtk_css_provider_load_from_resource (look->provider, path);
  look->theme = theme;
}

static Look *
ensure_look (GdkDisplay *display)
{
  Look *look = g_object_get_data (G_OBJECT (display), LOOK_KEY);
  if (look != NULL)
    return look;
  look = g_new0 (Look, 1);
  look->provider = gtk_css_provider_new ();
  vigil_style_ensure_resources ();
  load (look, VIGIL_THEME_DARK);
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (look->provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  g_object_set_data_full (G_OBJECT (display), LOOK_KEY, look, look_free);
  return look;
}

const char *
vigil_theme_get_name (VigilTheme theme)
{
  g_return_val_if_fail ((guint) theme < VIGIL_N_THEMES, NULL);
  return THEMES[theme].name;
}

gboolean
vigil_theme_is_dark (VigilTheme theme)
{
  g_return_val_if_fail ((guint) theme < VIGIL_N_THEMES, TRUE);
  return THEMES[theme].is_dark;
}

VigilTheme
vigil_theme_choose (const char *setting, gboolean is_dark, gboolean is_high_contrast)
{
  for (VigilTheme theme = 0; theme < VIGIL_N_THEMES; theme++) {
    if (g_strcmp0 (setting, THEMES[theme].name) == 0)
      return theme;
  }
  if (is_high_contrast)
    return is_dark ? VIGIL_THEME_CONTRAST : VIGIL_THEME_CONTRAST_LIGHT;
  return is_dark ? VIGIL_THEME_DARK : VIGIL_THEME_LIGHT;
}

void
vigil_theme_apply (GdkDisplay *display, VigilTheme theme)
{
  g_return_if_fail (GDK_IS_DISPLAY (display));
  g_return_if_fail ((guint) theme < VIGIL_N_THEMES);
  Look *look = ensure_look (display);
  if (look->theme != theme)
    load (look, theme);
}

VigilTheme
vigil_theme_get (GdkDisplay *display)
{
  g_return_val_if_fail (GDK_IS_DISPLAY (display), VIGIL_THEME_DARK);
  const Look *look = g_object_get_data (G_OBJECT (display), LOOK_KEY);
  return look != NULL ? look->theme : VIGIL_THEME_DARK;
}

/* A theme that was chosen also settles what the desktop's own widgets look like; with "automatic"
 * they are dark unless the desktop asks for light. */
static void
follow_cb (GdkDisplay *display)
{
  AdwStyleManager *desktop = adw_style_manager_get_for_display (display);
  GSettings *settings = vigil_settings_get (display);
  g_autofree char *setting =
      settings != NULL ? g_settings_get_string (settings, VIGIL_SETTING_THEME) : NULL;
  VigilTheme chosen = vigil_theme_choose (setting, TRUE, FALSE);
  gboolean is_automatic = g_strcmp0 (setting, THEMES[chosen].name) != 0;
  AdwColorScheme scheme =
      THEMES[chosen].is_dark ? ADW_COLOR_SCHEME_FORCE_DARK : ADW_COLOR_SCHEME_FORCE_LIGHT;
  scheme = is_automatic ? ADW_COLOR_SCHEME_PREFER_DARK : scheme;
  if (adw_style_manager_get_color_scheme (desktop) != scheme)
    adw_style_manager_set_color_scheme (desktop, scheme);
  vigil_theme_apply (display, vigil_theme_choose (setting, adw_style_manager_get_dark (desktop),
                                                  adw_style_manager_get_high_contrast (desktop)));
}

void
vigil_theme_follow (GdkDisplay *display)
{
  g_return_if_fail (GDK_IS_DISPLAY (display));
  Look *look = ensure_look (display);
  if (look->is_following)
    return;
  look->is_following = TRUE;
  AdwStyleManager *desktop = adw_style_manager_get_for_display (display);
  GSettings *settings = vigil_settings_get (display);
  g_signal_connect_object (desktop, "notify::dark", G_CALLBACK (follow_cb), display,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (desktop, "notify::high-contrast", G_CALLBACK (follow_cb), display,
                           G_CONNECT_SWAPPED);
  if (settings != NULL)
    g_signal_connect_object (settings, "changed::" VIGIL_SETTING_THEME, G_CALLBACK (follow_cb),
                             display, G_CONNECT_SWAPPED);
  follow_cb (display);
}
