/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-theme-choice.h"

#include <glib/gi18n.h>

#include "vigil-settings.h"

#define SPACING 16 /* px; ux.md, "Touch" */
#define N_COLUMNS 2

static const struct {
  const char *setting, *label;
} CHOICES[] = {
  { "automatic", N_ ("As the desktop") },
  { "dark", N_ ("Dark") },
  { "light", N_ ("Light") },
  { "night", N_ ("Night") },
  { "high-contrast", N_ ("High contrast") },
  { "high-contrast-light", N_ ("High contrast, light") },
};

static GtkWidget *
make_button (guint index)
{
  GtkWidget *button = gtk_toggle_button_new_with_label (_ (CHOICES[index].label));
  gtk_widget_add_css_class (button, "page-button");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", CHOICES[index].setting);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "look." VIGIL_SETTING_THEME);
  return button;
}

GtkWidget *
vigil_theme_choice_new (GdkDisplay *display)
{
  GtkWidget *grid = gtk_grid_new ();
  GSettings *settings = vigil_settings_get (display);
  gtk_widget_add_css_class (grid, "choices");
  gtk_grid_set_row_spacing (GTK_GRID (grid), SPACING);
  gtk_grid_set_column_spacing (GTK_GRID (grid), SPACING);
  gtk_grid_set_column_homogeneous (GTK_GRID (grid), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (grid), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Colours"), -1);
  if (settings != NULL) {
    g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
    g_autoptr (GAction) action = g_settings_create_action (settings, VIGIL_SETTING_THEME);
    g_action_map_add_action (G_ACTION_MAP (group), action);
    gtk_widget_insert_action_group (grid, "look", G_ACTION_GROUP (group));
  }
  for (guint i = 0; i < G_N_ELEMENTS (CHOICES); i++)
    gtk_grid_attach (GTK_GRID (grid), make_button (i), (int) (i % N_COLUMNS), (int) (i / N_COLUMNS),
                     1, 1);
  return grid;
}
