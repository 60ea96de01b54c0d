/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-desk.h"

#include <glib/gi18n.h>

#include "vigil-alarms-page.h"
#include "vigil-attention-strip.h"
#include "vigil-banner.h"
#include "vigil-bed-page.h"
#include "vigil-check-page.h"
#include "vigil-desk-page.h"
#include "vigil-diagnostics-page.h"
#include "vigil-keys-page.h"
#include "vigil-lock-bar.h"
#include "vigil-my-beds.h"
#include "vigil-page-frame.h"
#include "vigil-plate.h"
#include "vigil-split.h"
#include "vigil-wall-notes.h"
#include "vigil-wall.h"
#include "vigil-who-page.h"
#include "vigil-words.h"
#include "vigil-zoom.h"

#define DAY_WATCH_S 60
/* To the tiles, which are 6 px off and whose targets begin 5 px within: 16 px in all (ux.md,
 * "Gloves"). */
#define RAIL_APART_PX 5

struct _VigilDesk {
  GtkGrid parent_instance;
  VigilStation *station;
  GtkWidget *strip, *notes, *rail, *wall, *split, *frame, *lock_bar, *banner;
  gboolean is_my_beds;
  char my_beds_of[VIGIL_NURSE_NAME_SIZE]; /* whose they are; "" = nobody had signed in */
  guint day_id;
  VigilPage page;
  guint bed; /* of the bed page */
};

G_DEFINE_FINAL_TYPE (VigilDesk, vigil_desk, GTK_TYPE_GRID)

enum {
  PROP_0,
  PROP_MY_BEDS,
  N_PROPS,
};
static GParamSpec *properties[N_PROPS];

VigilStation *
vigil_desk_get_station (VigilDesk *self)
{
  g_return_val_if_fail (VIGIL_IS_DESK (self), NULL);
  return self->station;
}

GtkWidget *
vigil_desk_get_wall (VigilDesk *self)
{
  g_return_val_if_fail (VIGIL_IS_DESK (self), NULL);
  return self->wall;
}

VigilPage
vigil_desk_get_page (VigilDesk *self)
{
  g_return_val_if_fail (VIGIL_IS_DESK (self), VIGIL_PAGE_WARD);
  return self->page;
}

static gboolean
is_panel (VigilPage page)
{
  return page == VIGIL_PAGE_WHO || page == VIGIL_PAGE_DESK || page == VIGIL_PAGE_CHECK;
}

/* Who works by keys goes on in the page, and back at the bed it was about. */
static gboolean
is_by_keys (VigilDesk *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  return GTK_IS_WINDOW (root) && gtk_window_get_focus_visible (GTK_WINDOW (root));
}

static void
open_page (VigilDesk *self, VigilPage page, const char *title, GtkWidget *widget)
{
  self->page = page;
  vigil_page_frame_show (VIGIL_PAGE_FRAME (self->frame), title, widget);
  vigil_split_set_panel (VIGIL_SPLIT (self->split), is_panel (page));
  vigil_split_set_open (VIGIL_SPLIT (self->split), TRUE);
  vigil_rail_set_page (VIGIL_RAIL (self->rail), page);
  if (is_by_keys (self))
    gtk_widget_child_focus (self->frame, GTK_DIR_TAB_FORWARD);
}

static void
open_wall (VigilDesk *self)
{
  gboolean was_bed = self->page == VIGIL_PAGE_BED;
  self->page = VIGIL_PAGE_WARD;
  vigil_split_set_open (VIGIL_SPLIT (self->split), FALSE);
  vigil_page_frame_clear (VIGIL_PAGE_FRAME (self->frame));
  vigil_rail_set_page (VIGIL_RAIL (self->rail), VIGIL_PAGE_WARD);
  if (is_by_keys (self) && was_bed && VIGIL_IS_WALL (self->wall))
    vigil_wall_focus_bed (VIGIL_WALL (self->wall), self->bed);
}

void
vigil_desk_show_bed (VigilDesk *self, guint bed)
{
  g_return_if_fail (VIGIL_IS_DESK (self));
  VigilWard *ward = vigil_station_get_ward (self->station);
  if (bed >= vigil_ward_get_n_beds (ward))
    return;
  g_autofree char *title = vigil_bed_page_dup_title (vigil_ward_get_bed (ward, bed));
  self->bed = bed;
  open_page (self, VIGIL_PAGE_BED, title, vigil_bed_page_new (self->station, bed));
}

void
vigil_desk_step_bed (VigilDesk *self, int step)
{
  g_return_if_fail (VIGIL_IS_DESK (self));
  if (self->page != VIGIL_PAGE_BED)
    return;
  int n = (int) vigil_ward_get_n_beds (vigil_station_get_ward (self->station));
  vigil_desk_show_bed (self, (guint) (((int) self->bed + step % n + n) % n));
}

/* NULL where something else stands in the wall's place. */
static VigilWall *
get_painted_wall (VigilDesk *self)
{
  return VIGIL_IS_WALL (self->wall) ? VIGIL_WALL (self->wall) : NULL;
}

void
vigil_desk_show (VigilDesk *self, VigilPage page)
{
  g_return_if_fail (VIGIL_IS_DESK (self));
  switch (page) {
  case VIGIL_PAGE_ALARMS:
    open_page (self, page, _ ("Alarms"), vigil_alarms_page_new (self->station));
    break;
  case VIGIL_PAGE_DIAGNOSTICS:
    open_page (self, page, _ ("Diagnostics"),
               vigil_diagnostics_page_new (self->station, get_painted_wall (self)));
    break;
  case VIGIL_PAGE_KEYS:
    open_page (self, page, _ ("Keys"), vigil_keys_page_new ());
    break;
  case VIGIL_PAGE_WHO:
    open_page (self, page, _ ("Who is here?"), vigil_who_page_new (self->station));
    break;
  case VIGIL_PAGE_DESK:
    open_page (self, page, _ ("This desk"), vigil_desk_page_new (self->station));
    break;
  case VIGIL_PAGE_CHECK:
    open_page (self, page, _ ("Daily check"), vigil_check_page_new (self->station));
    break;
  case VIGIL_PAGE_BED:
    vigil_desk_show_bed (self, self->bed);
    break;
  case VIGIL_PAGE_WARD:
  default:
    open_wall (self);
    break;
  }
}

void
vigil_desk_clean_screen (VigilDesk *self)
{
  g_return_if_fail (VIGIL_IS_DESK (self));
  if (vigil_lock_bar_clean (VIGIL_LOCK_BAR (self->lock_bar)))
    open_wall (self);
}

static void
refresh_todo (VigilDesk *self)
{
  gint64 checked_ms = vigil_station_get_check (self->station, NULL);
  vigil_rail_set_todo (
      VIGIL_RAIL (self->rail),
      !vigil_words_is_today (checked_ms, vigil_station_now (self->station).wall_ms));
}

/* A new day begins without a signal. */
static gboolean
day_cb (gpointer data)
{
  refresh_todo (data);
  return G_SOURCE_CONTINUE;
}

void
vigil_desk_silence_first (VigilDesk *self)
{
  g_return_if_fail (VIGIL_IS_DESK (self));
  vigil_attention_strip_silence_first (VIGIL_ATTENTION_STRIP (self->strip));
}

/* --- My beds --- */

static void
dim_others (VigilDesk *self)
{
  guint64 mine = self->is_my_beds ? vigil_my_beds_find (self->station) : 0;
  g_autofree char *words = self->is_my_beds ? vigil_my_beds_dup_words (self->station) : NULL;
  vigil_wall_notes_set_mine (VIGIL_WALL_NOTES (self->notes), words);
  /* Nobody's beds are everybody's. */
  if (VIGIL_IS_WALL (self->wall))
    vigil_wall_set_others (VIGIL_WALL (self->wall),
                           mine != 0 ? ~(mine >> vigil_wall_get_first_bed (VIGIL_WALL (self->wall)))
                                     : 0);
}

void
vigil_desk_set_my_beds (VigilDesk *self, gboolean is_on)
{
  g_return_if_fail (VIGIL_IS_DESK (self));
  if (self->is_my_beds == is_on)
    return;
  self->is_my_beds = is_on;
  vigil_text_copy (self->my_beds_of, sizeof self->my_beds_of,
                   vigil_station_get_signed_in (self->station));
  dim_others (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MY_BEDS]);
}

/* Who asked before a name was given gets her beds with it. */
static void
signed_in_changed_cb (VigilDesk *self)
{
  const char *who = vigil_station_get_signed_in (self->station);
  if (self->my_beds_of[0] != '\0' && !g_str_equal (self->my_beds_of, who))
    vigil_desk_set_my_beds (self, FALSE);
  vigil_text_copy (self->my_beds_of, sizeof self->my_beds_of, who);
  dim_others (self);
}

static void
vigil_desk_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_MY_BEDS)
    g_value_set_boolean (value, VIGIL_DESK (object)->is_my_beds);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
vigil_desk_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_MY_BEDS)
    vigil_desk_set_my_beds (VIGIL_DESK (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

/* --- drawing --- */

/* All of the desk but the wall and the page beside it, which are opaque. */
static void
snapshot_ground (VigilDesk *self, GtkSnapshot *snapshot)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GdkRectangle place = { 0, 0, gtk_widget_get_width (widget), gtk_widget_get_height (widget) };
  cairo_region_t *region = cairo_region_create_rectangle (&place);
  graphene_rect_t bounds;
  GdkRGBA colour;
  if (get_painted_wall (self) != NULL && gtk_widget_compute_bounds (self->split, widget, &bounds)) {
    place = vigil_plate_get_place (&bounds);
    cairo_region_subtract_rectangle (region, &place);
  }
  gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), "vigil_ground", &colour);
  g_autoptr (GskRenderNode) ground = vigil_plate_fill (region, &colour);
  gtk_snapshot_append_node (snapshot, ground);
  cairo_region_destroy (region);
}

/* The window has no ground of its own: under the wall it would be written twice in every frame of
 * the sweep. And the wall comes first: vigil-wall-picture.c, "the whole". */
static void
vigil_desk_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VigilDesk *self = VIGIL_DESK (widget);
  gboolean is_first = get_painted_wall (self) != NULL;
  if (is_first)
    gtk_widget_snapshot_child (widget, self->split, snapshot);
  snapshot_ground (self, snapshot);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child)) {
    if (!is_first || child != self->split)
      gtk_widget_snapshot_child (widget, child, snapshot);
  }
}

static void
vigil_desk_dispose (GObject *object)
{
  g_clear_handle_id (&VIGIL_DESK (object)->day_id, g_source_remove);
  g_clear_object (&VIGIL_DESK (object)->station);
  G_OBJECT_CLASS (vigil_desk_parent_class)->dispose (object);
}

static void
vigil_desk_class_init (VigilDeskClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vigil_desk_dispose;
  GTK_WIDGET_CLASS (klass)->snapshot = vigil_desk_snapshot;
  G_OBJECT_CLASS (klass)->get_property = vigil_desk_get_property;
  G_OBJECT_CLASS (klass)->set_property = vigil_desk_set_property;
  properties[PROP_MY_BEDS] =
      g_param_spec_boolean ("my-beds", NULL, NULL, FALSE,
                            G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (G_OBJECT_CLASS (klass), N_PROPS, properties);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "desk");
}

static void
vigil_desk_init (VigilDesk *self)
{
  (void) self;
}

/* Across the whole desk. */
static void
attach_bar (VigilDesk *self, GtkWidget *bar, int row)
{
  gtk_grid_attach (GTK_GRID (self), vigil_zoom_new (bar), 0, row, 2, 1);
}

GtkWidget *
vigil_desk_new (VigilStation *station, GtkWidget *wall)
{
  g_return_val_if_fail (VIGIL_IS_STATION (station) && GTK_IS_WIDGET (wall), NULL);
  VigilDesk *self = g_object_new (VIGIL_TYPE_DESK, NULL);
  self->station = g_object_ref (station);
  self->strip = vigil_attention_strip_new (station);
  self->notes = vigil_wall_notes_new (station);
  self->rail = vigil_rail_new ();
  gtk_widget_set_margin_end (self->rail, RAIL_APART_PX);
  self->frame = vigil_page_frame_new ();
  self->wall = wall;
  self->split = vigil_split_new (wall, vigil_zoom_new (self->frame));
  if (g_signal_lookup ("bed-activated", G_OBJECT_TYPE (wall)) != 0)
    g_signal_connect_object (wall, "bed-activated", G_CALLBACK (vigil_desk_show_bed), self,
                             G_CONNECT_SWAPPED);
  self->lock_bar = vigil_lock_bar_new (station);
  self->banner = vigil_banner_new (station);
  attach_bar (self, self->strip, 0);
  gtk_grid_attach (GTK_GRID (self), vigil_zoom_new (self->rail), 0, 1, 1, 2);
  gtk_grid_attach (GTK_GRID (self), vigil_zoom_new (self->notes), 1, 1, 1, 1);
  gtk_grid_attach (GTK_GRID (self), self->split, 1, 2, 1, 1);
  attach_bar (self, self->lock_bar, 3);
  attach_bar (self, self->banner, 4);
  g_signal_connect_object (station, "checked", G_CALLBACK (refresh_todo), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (station, "signed-in-changed", G_CALLBACK (signed_in_changed_cb), self,
                           G_CONNECT_SWAPPED);
  /* With the server's answers: whose beds are whose. */
  g_signal_connect_object (station, "link-changed", G_CALLBACK (dim_others), self,
                           G_CONNECT_SWAPPED);
  self->day_id = g_timeout_add_seconds (DAY_WATCH_S, day_cb, self);
  refresh_todo (self);
  open_wall (self);
  return GTK_WIDGET (self);
}

void
vigil_desk_say (VigilDesk *self, const char *text)
{
  g_return_if_fail (VIGIL_IS_DESK (self) && text != NULL);
  vigil_banner_say (VIGIL_BANNER (self->banner), text);
}
