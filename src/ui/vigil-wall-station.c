/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The station, or one sector of it, as the source of the wall. */
#include "vigil-silence-button.h"
#include "vigil-wall.h"
#include "vigil-wave-choice.h"

typedef struct {
  VigilStation *station;
  guint first, n_beds; /* in the ward's order */
} Part;

static VigilWard *
get_ward (const Part *part)
{
  return vigil_station_get_ward (part->station);
}

static guint
get_n_beds (gpointer data)
{
  return ((Part *) data)->n_beds;
}

static const VigilBed *
get_bed (gpointer data, guint bed)
{
  const Part *part = data;
  return vigil_ward_get_bed (get_ward (part), part->first + bed);
}

static const VigilAlarm *const *
list_alarms (gpointer data, guint bed, guint *n)
{
  const Part *part = data;
  return vigil_ward_list_bed_alarms (get_ward (part), part->first + bed, n);
}

static const VigilAlarm *
get_last_ended (gpointer data, guint bed)
{
  const Part *part = data;
  return vigil_ward_get_last_ended (get_ward (part), part->first + bed);
}

static VigilLinkShown
get_link (gpointer data)
{
  return vigil_ward_get_link (get_ward (data));
}

static VigilDelivery
get_delivery (gpointer data, const char *action_id)
{
  return vigil_station_get_delivery (((Part *) data)->station, action_id);
}

static VigilNow
now (gpointer data)
{
  return vigil_station_now (((Part *) data)->station);
}

static const char *
get_sector (gpointer data, guint bed)
{
  const Part *part = data;
  const VigilSector *sector =
      vigil_config_find_sector (vigil_station_get_config (part->station), part->first + bed);
  return sector != NULL ? sector->name : NULL;
}

static const char *
get_wave (gpointer data, guint bed, guint lane)
{
  return vigil_wave_choice_get (gdk_display_get_default (), get_bed (data, bed)->id, lane);
}

static GtkWidget *
make_silence_target (gpointer data, guint bed, gboolean is_compact)
{
  const Part *part = data;
  GtkWidget *button = vigil_silence_button_new (part->station, part->first + bed, is_compact);
  /* As large as its tile says. */
  gtk_widget_set_size_request (button, -1, -1);
  return button;
}

static void
release (gpointer data)
{
  g_object_unref (((Part *) data)->station);
  g_free (data);
}

static VigilWallSource
make_source (VigilStation *station, const VigilSector *sector)
{
  Part *part = g_new0 (Part, 1);
  part->station = g_object_ref (station);
  part->first = sector != NULL ? sector->first : 0;
  part->n_beds =
      sector != NULL ? sector->n_beds : vigil_ward_get_n_beds (vigil_station_get_ward (station));
  return (VigilWallSource){
    .get_n_beds = get_n_beds,
    .get_bed = get_bed,
    .list_alarms = list_alarms,
    .get_last_ended = get_last_ended,
    .get_link = get_link,
    .get_delivery = get_delivery,
    .now = now,
    .get_sector = get_sector,
    .get_wave = get_wave,
    .make_silence_target = make_silence_target,
    .release = release,
    .data = part,
    .first_bed = part->first,
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
    vigil_wall_refresh (wall, vigil_bed_item_get_index (item) - vigil_wall_get_first_bed (wall));
}

GtkWidget *
vigil_wall_new (VigilStation *station, const VigilSector *sector)
{
  g_return_val_if_fail (VIGIL_IS_STATION (station), NULL);
  VigilWallSource source = make_source (station, sector);
  GListModel *items = vigil_station_get_beds (station);
  GtkWidget *wall = vigil_wall_new_for_source (&source);
  g_signal_connect_object (station, "alarms-changed", G_CALLBACK (alarms_changed_cb), wall,
                           G_CONNECT_SWAPPED);
  for (guint i = 0; i < vigil_wall_get_n_beds (VIGIL_WALL (wall)); i++) {
    g_autoptr (VigilBedItem) item = g_list_model_get_item (items, source.first_bed + i);
    g_signal_connect_object (item, "changed", G_CALLBACK (bed_changed_cb), wall, G_CONNECT_SWAPPED);
  }
  return wall;
}
