/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-wall-choice.h"

#include <glib/gi18n.h>

#include "vigil-page-parts.h"
#include "vigil-settings.h"

#define SPACING 16 /* px; ux.md, "Gloves" */
#define N_COLUMNS 2

static GtkWidget *
make_grid (const char *name)
{
  GtkWidget *grid = gtk_grid_new ();
  gtk_widget_add_css_class (grid, "choices");
  gtk_grid_set_row_spacing (GTK_GRID (grid), SPACING);
  gtk_grid_set_column_spacing (GTK_GRID (grid), SPACING);
  gtk_grid_set_column_homogeneous (GTK_GRID (grid), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (grid), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return grid;
}

/* @value NULL: the setting is a boolean. */
static void
add_choice (GtkWidget *grid, guint place, const char *setting, const char *value, const char *label)
{
  GtkWidget *button = gtk_toggle_button_new_with_label (label);
  g_autofree char *action = g_strconcat ("look.", setting, NULL);
  gtk_widget_add_css_class (button, "page-button");
  if (value != NULL)
    gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", value);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_grid_attach (GTK_GRID (grid), button, (int) (place % N_COLUMNS), (int) (place / N_COLUMNS), 1,
                   1);
}

static GtkWidget *
make_layouts (void)
{
  GtkWidget *grid = make_grid (_ ("Tiles of the wall"));
  add_choice (grid, 0, VIGIL_SETTING_LAYOUT, "automatic", _ ("Waves where they fit"));
  add_choice (grid, 1, VIGIL_SETTING_LAYOUT, "numbers-only", _ ("Numbers only"));
  add_choice (grid, 2, VIGIL_SETTING_LAYOUT, "waves", _ ("Always waves"));
  return grid;
}

static GtkWidget *
make_second (void)
{
  GtkWidget *grid = make_grid (_ ("Second wall"));
  add_choice (grid, 0, VIGIL_SETTING_SECOND_WALL, NULL, _ ("On the other monitor"));
  return grid;
}

static GtkWidget *
make_sectors (const VigilConfig *config)
{
  GtkWidget *grid = make_grid (_ ("Beds of the second wall"));
  add_choice (grid, 0, VIGIL_SETTING_SECOND_WALL_SECTOR, "", _ ("All beds"));
  for (guint i = 0; i < config->sectors->len; i++) {
    const VigilSector *sector = &g_array_index (config->sectors, VigilSector, i);
    add_choice (grid, i + 1, VIGIL_SETTING_SECOND_WALL_SECTOR, sector->id, sector->name);
  }
  return grid;
}

static void
add_actions (GtkWidget *box, GSettings *settings)
{
  static const char *const NAMES[] = { VIGIL_SETTING_LAYOUT, VIGIL_SETTING_SECOND_WALL,
                                       VIGIL_SETTING_SECOND_WALL_SECTOR };
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  for (guint i = 0; i < G_N_ELEMENTS (NAMES); i++) {
    g_autoptr (GAction) action = g_settings_create_action (settings, NAMES[i]);
    g_action_map_add_action (G_ACTION_MAP (group), action);
  }
  gtk_widget_insert_action_group (box, "look", G_ACTION_GROUP (group));
}

static void
tell_monitors (GListModel *monitors, guint position, guint removed, guint added, GtkWidget *label)
{
  (void) position, (void) removed, (void) added;
  gtk_widget_set_visible (label, g_list_model_get_n_items (monitors) < 2);
}

static GtkWidget *
make_monitor_note (GdkDisplay *display)
{
  GListModel *monitors = gdk_display_get_monitors (display);
  GtkWidget *label = vigil_page_parts_new_text (
      _ ("No second monitor is connected. The second wall comes with it."), "condition");
  g_signal_connect_object (monitors, "items-changed", G_CALLBACK (tell_monitors), label, 0);
  tell_monitors (monitors, 0, 0, 0, label);
  return label;
}

GtkWidget *
vigil_wall_choice_new (VigilStation *station, GdkDisplay *display)
{
  g_return_val_if_fail (VIGIL_IS_STATION (station) && GDK_IS_DISPLAY (display), NULL);
  const VigilConfig *config = vigil_station_get_config (station);
  GSettings *settings = vigil_settings_get (display);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, SPACING);
  gtk_box_append (GTK_BOX (box), vigil_page_parts_new_heading (_ ("Wall")));
  gtk_box_append (GTK_BOX (box), make_layouts ());
  gtk_box_append (GTK_BOX (box), vigil_page_parts_new_heading (_ ("Second wall")));
  gtk_box_append (GTK_BOX (box), make_monitor_note (display));
  gtk_box_append (GTK_BOX (box), make_second ());
  if (config->sectors->len > 0)
    gtk_box_append (GTK_BOX (box), make_sectors (config));
  if (settings != NULL)
    add_actions (box, settings);
  return box;
}
