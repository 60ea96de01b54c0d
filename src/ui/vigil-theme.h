/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* The themes of the window (ux.md, "Colour"): each is a style sheet that gives every named colour
 * of style.css and of vigil-palette its value, and the fills of alarms are the same in all of them.
 * Main thread. */

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum {
  VIGIL_THEME_DARK,
  VIGIL_THEME_LIGHT,
  VIGIL_THEME_NIGHT, /* dimmer and warmer, nothing large is bright */
  VIGIL_THEME_CONTRAST, /* black ground, no dim text */
  VIGIL_THEME_CONTRAST_LIGHT, /* white ground, no dim text */
  VIGIL_N_THEMES,
} VigilTheme;

/* As the setting has it: "dark", "high-contrast"; static. */
const char *vigil_theme_get_name (VigilTheme theme);
/* TRUE if its ground is dark. */
gboolean vigil_theme_is_dark (VigilTheme theme);
/* What @setting means on a desktop that prefers dark colours or high contrast, or does not. Only
 * "automatic" (or what is none of the names) asks the desktop. */
VigilTheme vigil_theme_choose (const char *setting, gboolean is_dark, gboolean is_high_contrast);
/* Gives @display the colours of @theme, from now on; what is shown is painted anew. */
void vigil_theme_apply (GdkDisplay *display, VigilTheme theme);
/* Keeps @display in the theme that the setting and the desktop ask for; further calls do nothing.
 */
void vigil_theme_follow (GdkDisplay *display);
/* DARK if none was applied. */
VigilTheme vigil_theme_get (GdkDisplay *display);

G_END_DECLS
