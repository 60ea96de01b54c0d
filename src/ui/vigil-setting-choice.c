/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-setting-choice.h"

#include "vigil-page-parts.h"
#include "vigil-settings.h"

#define N_COLUMNS 2
#define GROUP "choice"
#define ACTION_KEY "vigil-action"

GtkWidget *
vigil_setting_choice_new (GdkDisplay *display, const char *setting, const char *name)
{
  g_return_val_if_fail (GDK_IS_DISPLAY (display) && setting != NULL, NULL);
  GtkWidget *choice = vigil_page_parts_new_columns (N_COLUMNS);
  GSettings *settings = vigil_settings_get (display);
  gtk_widget_add_css_class (choice, "choices");
  gtk_accessible_update_property (GTK_ACCESSIBLE (choice), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (choice), ACTION_KEY, g_strconcat (GROUP ".", setting, NULL),
                          g_free);
  if (settings != NULL) {
    g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
    g_autoptr (GAction) action = g_settings_create_action (settings, setting);
    g_action_map_add_action (G_ACTION_MAP (group), action);
    gtk_widget_insert_action_group (choice, GROUP, G_ACTION_GROUP (group));
  }
  return choice;
}

void
vigil_setting_choice_add (GtkWidget *choice, const char *value, const char *label)
{
  g_return_if_fail (GTK_IS_BOX (choice));
  GtkWidget *target = vigil_page_parts_new_toggle (label);
  if (value != NULL)
    gtk_actionable_set_action_target (GTK_ACTIONABLE (target), "s", value);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (target),
                                  g_object_get_data (G_OBJECT (choice), ACTION_KEY));
  gtk_box_append (GTK_BOX (choice), target);
}
