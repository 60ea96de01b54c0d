/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-split.h"

#include "vigil-text-size.h"
#include "vigil-units.h"

/* ux.md, "Frame": of the window, of which this lacks the rail. */
#define PAGE_SHARE 0.5
#define PAGE_SHARE_MOST 0.55
/* With words of the usual size. */
#define PAGE_PX 960
#define PANEL_PX 440

struct _VigilSplit {
  GtkWidget parent_instance;
  GtkWidget *wall, *page;
  gboolean is_panel;
};

G_DEFINE_FINAL_TYPE (VigilSplit, vigil_split, GTK_TYPE_WIDGET)

static void
vigil_split_measure (GtkWidget *widget,
                     GtkOrientation orientation,
                     int for_size,
                     int *minimum,
                     int *natural,
                     int *minimum_baseline,
                     int *natural_baseline)
{
  VigilSplit *self = VIGIL_SPLIT (widget);
  int wall_min, wall_natural, page_min = 0, page_natural = 0;
  gtk_widget_measure (self->wall, orientation, -1, &wall_min, &wall_natural, NULL, NULL);
  if (gtk_widget_get_visible (self->page))
    gtk_widget_measure (self->page, orientation, -1, &page_min, &page_natural, NULL, NULL);
  gboolean is_row = orientation == GTK_ORIENTATION_HORIZONTAL;
  *minimum = is_row ? wall_min + page_min : MAX (wall_min, page_min);
  *natural =
      is_row ? MAX (wall_natural, *minimum) : MAX (MAX (wall_natural, page_natural), *minimum);
}

/* Larger words want a wider page: as far as the wall can spare it. */
static int
choose_page_width (VigilSplit *self, int width)
{
  int wall_min, page_min;
  double scale = vigil_text_size_get_scale (self->page);
  double share = scale > 1 ? PAGE_SHARE_MOST : PAGE_SHARE;
  double wish = scale * vigil_units_get_magnification (self->page);
  wish *= self->is_panel ? PANEL_PX : PAGE_PX;
  gtk_widget_measure (self->wall, GTK_ORIENTATION_HORIZONTAL, -1, &wall_min, NULL, NULL, NULL);
  gtk_widget_measure (self->page, GTK_ORIENTATION_HORIZONTAL, -1, &page_min, NULL, NULL, NULL);
  return MAX (MIN ((int) MIN (width * share, wish), width - wall_min), page_min);
}

static void
vigil_split_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  VigilSplit *self = VIGIL_SPLIT (widget);
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int page_width = 0;
  if (gtk_widget_get_visible (self->page)) {
    page_width = choose_page_width (self, width);
    graphene_point_t origin = GRAPHENE_POINT_INIT (is_rtl ? 0 : (float) (width - page_width), 0);
    gtk_widget_allocate (self->page, page_width, height, -1,
                         gsk_transform_translate (NULL, &origin));
  }
  graphene_point_t beside = GRAPHENE_POINT_INIT (is_rtl ? (float) page_width : 0, 0);
  gtk_widget_allocate (self->wall, width - page_width, height, -1,
                       gsk_transform_translate (NULL, &beside));
}

void
vigil_split_set_open (VigilSplit *self, gboolean is_open)
{
  g_return_if_fail (VIGIL_IS_SPLIT (self));
  gtk_widget_set_visible (self->page, is_open);
}

void
vigil_split_set_panel (VigilSplit *self, gboolean is_panel)
{
  g_return_if_fail (VIGIL_IS_SPLIT (self));
  self->is_panel = is_panel;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

gboolean
vigil_split_get_open (VigilSplit *self)
{
  g_return_val_if_fail (VIGIL_IS_SPLIT (self), FALSE);
  return gtk_widget_get_visible (self->page);
}

static void
vigil_split_dispose (GObject *object)
{
  VigilSplit *self = VIGIL_SPLIT (object);
  g_clear_pointer (&self->wall, gtk_widget_unparent);
  g_clear_pointer (&self->page, gtk_widget_unparent);
  G_OBJECT_CLASS (vigil_split_parent_class)->dispose (object);
}

static void
vigil_split_class_init (VigilSplitClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = vigil_split_dispose;
  widget_class->measure = vigil_split_measure;
  widget_class->size_allocate = vigil_split_size_allocate;
  gtk_widget_class_set_css_name (widget_class, "split");
}

static void
vigil_split_init (VigilSplit *self)
{
  gtk_widget_set_hexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
}

GtkWidget *
vigil_split_new (GtkWidget *wall, GtkWidget *page)
{
  VigilSplit *self = g_object_new (VIGIL_TYPE_SPLIT, NULL);
  self->wall = wall;
  self->page = page;
  gtk_widget_set_parent (wall, GTK_WIDGET (self));
  gtk_widget_set_parent (page, GTK_WIDGET (self));
  gtk_widget_set_visible (page, FALSE);
  return GTK_WIDGET (self);
}
