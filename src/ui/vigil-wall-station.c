/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The station as the source of the wall. */
#include "vigil-silence-button.h"
#include "vigil-wall.h"

static guint
get_n_beds (gpointer data)
{
  return vigil_ward_get_n_beds (vigil_station_get_ward (data));
}

static const VigilBed *
get_bed (gpointer data, guint bed)
{
  return vigil_ward_get_bed (vigil_station_get_ward (data), bed);
}

static const VigilAlarm *const *
list_alarms (gpointer data, guint bed, guint *n)
{
  return vigil_ward_list_bed_alarms (vigil_station_get_ward (data), bed, n);
}

static const VigilAlarm *
get_last_ended (gpointer data, guint bed)
{
  return vigil_ward_get_last_ended (vigil_station_get_ward (data), bed);
}

static VigilLinkShown
get_link (gpointer data)
{
  return vigil_ward_get_link (vigil_station_get_ward (data));
}

static VigilDelivery
get_delivery (gpointer data, const char *action_id)
{
  return vigil_station_get_delivery (data, action_id);
}

static VigilNow
now (gpointer data)
{
  return vigil_station_now (data);
}

static GtkWidget *
make_silence_target (gpointer data, guint bed, gboolean is_compact)
{
  GtkWidget *button = vigil_silence_button_new (data, bed, is_compact);
  /* As large as its tile says. */
  gtk_widget_set_size_request (button, -1, -1);
  return button;
}

static VigilWallSource
make_source (VigilStation *station)
{
  return (VigilWallSource){
    .get_n_beds = get_n_beds,
    .get_bed = get_bed,
    .list_alarms = list_alarms,
    .get_last_ended = get_last_ended,
    .get_link = get_link,
    .get_delivery = get_delivery,
    .now = now,
    .make_silence_target = make_silence_target,
    .release = g_object_unref,
    .data = g_object_ref (station),
  };
}

static void
alarms_changed_cb (VigilWall *wall)
{
  vigil_wall_refresh (wall, G_MAXUINT);
}

static void
bed_changed_cb (VigilWall *wall, guint dirty, VigilBedItem *item)
{
  /* Numbers wait for their turn, at most a quarter of a second. */
  if (dirty & ~(guint) (VIGIL_DIRTY_NUMERICS | VIGIL_DIRTY_LIMITS))
    vigil_wall_refresh (wall, vigil_bed_item_get_index (item));
}

GtkWidget *
vigil_wall_new (VigilStation *station)
{
  g_return_val_if_fail (VIGIL_IS_STATION (station), NULL);
  VigilWallSource source = make_source (station);
  GListModel *items = vigil_station_get_beds (station);
  GtkWidget *wall = vigil_wall_new_for_source (&source);
  g_signal_connect_object (station, "alarms-changed", G_CALLBACK (alarms_changed_cb), wall,
                           G_CONNECT_SWAPPED);
  for (guint i = 0; i < g_list_model_get_n_items (items); i++) {
    g_autoptr (VigilBedItem) item = g_list_model_get_item (items, i);
    g_signal_connect_object (item, "changed", G_CALLBACK (bed_changed_cb), wall, G_CONNECT_SWAPPED);
  }
  return wall;
}
