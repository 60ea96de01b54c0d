/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-wall-choice.h"

#include <glib/gi18n.h>

#include "vigil-page-parts.h"
#include "vigil-setting-choice.h"
#include "vigil-settings.h"

#define SPACING 16 /* px; ux.md, "Gloves" */

static GtkWidget *
make_layouts (GdkDisplay *display)
{
  GtkWidget *choice =
      vigil_setting_choice_new (display, VIGIL_SETTING_LAYOUT, _ ("Tiles of the wall"));
  vigil_setting_choice_add (choice, "automatic", _ ("Waves where they fit"));
  vigil_setting_choice_add (choice, "numbers-only", _ ("Numbers only"));
  vigil_setting_choice_add (choice, "waves", _ ("Always waves"));
  return choice;
}

static GtkWidget *
make_second (GdkDisplay *display)
{
  GtkWidget *choice =
      vigil_setting_choice_new (display, VIGIL_SETTING_SECOND_WALL, _ ("Second wall"));
  vigil_setting_choice_add (choice, NULL, _ ("On the other monitor"));
  return choice;
}

static GtkWidget *
make_sectors (GdkDisplay *display, const VigilConfig *config)
{
  GtkWidget *choice = vigil_setting_choice_new (display, VIGIL_SETTING_SECOND_WALL_SECTOR,
                                                _ ("Beds of the second wall"));
  vigil_setting_choice_add (choice, "", _ ("All beds"));
  for (guint i = 0; i < config->sectors->len; i++) {
    const VigilSector *sector = &g_array_index (config->sectors, VigilSector, i);
    vigil_setting_choice_add (choice, sector->id, sector->name);
  }
  return choice;
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
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, SPACING);
  gtk_box_append (GTK_BOX (box), vigil_page_parts_new_heading (_ ("Wall")));
  gtk_box_append (GTK_BOX (box), make_layouts (display));
  gtk_box_append (GTK_BOX (box), vigil_page_parts_new_heading (_ ("Second wall")));
  gtk_box_append (GTK_BOX (box), make_monitor_note (display));
  gtk_box_append (GTK_BOX (box), make_second (display));
  if (config->sectors->len > 0)
    gtk_box_append (GTK_BOX (box), make_sectors (display, config));
  return box;
}
