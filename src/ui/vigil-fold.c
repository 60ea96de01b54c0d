/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-fold.h"

#include "vigil-page-parts.h"
#include "vigil-text-size.h"

#define BODY_LEAST_PX 240 /* with words of the usual size: two rows and a half */

struct _VigilFold {
  GtkWidget parent_instance;
  GtkWidget *head, *target, *body;
  GtkWidget *in_head; /* what the head scrolls, if it is higher than the page */
};

G_DEFINE_FINAL_TYPE (VigilFold, vigil_fold, GTK_TYPE_WIDGET)

static int
get_height (GtkWidget *child, int width)
{
  int wish;
  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &wish, NULL, NULL);
  return wish;
}

static void
vigil_fold_measure (GtkWidget *widget,
                    GtkOrientation orientation,
                    int for_size,
                    int *minimum,
                    int *natural,
                    int *minimum_baseline,
                    int *natural_baseline)
{
  VigilFold *self = VIGIL_FOLD (widget);
  GtkWidget *const children[] = { self->head, self->target, self->body };
  *minimum = *natural = 0;
  for (guint i = 0; i < G_N_ELEMENTS (children); i++) {
    int least, wish;
    gtk_widget_measure (children[i], orientation, for_size, &least, &wish, NULL, NULL);
    *minimum = MAX (*minimum, least);
    *natural = MAX (*natural, wish);
  }
}

static void
place (GtkWidget *child, int y, int width, int height)
{
  gtk_widget_set_child_visible (child, height > 0);
  if (height > 0)
    gtk_widget_allocate (child, width, height, -1,
                         gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT (0, (float) y)));
}

static void
vigil_fold_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  VigilFold *self = VIGIL_FOLD (widget);
  int head = get_height (self->in_head, width);
  double least = BODY_LEAST_PX * vigil_text_size_get_scale (widget);
  if (head + least <= height) {
    place (self->target, 0, width, 0);
    place (self->head, 0, width, head);
    place (self->body, head, width, height - head);
    return;
  }
  int target = get_height (self->target, width);
  gboolean is_open = gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->target));
  place (self->target, 0, width, target);
  place (self->head, target, width, is_open ? MAX (height - target, 1) : 0);
  place (self->body, target, width, is_open ? 0 : MAX (height - target, 1));
}

static GtkSizeRequestMode
vigil_fold_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
vigil_fold_dispose (GObject *object)
{
  VigilFold *self = VIGIL_FOLD (object);
  g_clear_pointer (&self->target, gtk_widget_unparent);
  g_clear_pointer (&self->head, gtk_widget_unparent);
  g_clear_pointer (&self->body, gtk_widget_unparent);
  G_OBJECT_CLASS (vigil_fold_parent_class)->dispose (object);
}

static void
vigil_fold_class_init (VigilFoldClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = vigil_fold_dispose;
  widget_class->measure = vigil_fold_measure;
  widget_class->size_allocate = vigil_fold_size_allocate;
  widget_class->get_request_mode = vigil_fold_get_request_mode;
  gtk_widget_class_set_css_name (widget_class, "fold");
}

static void
vigil_fold_init (VigilFold *self)
{
  self->target = vigil_page_parts_new_toggle ("");
  gtk_widget_set_parent (self->target, GTK_WIDGET (self));
  g_signal_connect_object (self->target, "toggled", G_CALLBACK (gtk_widget_queue_allocate), self,
                           G_CONNECT_SWAPPED);
}

static GtkWidget *
make_scroller (GtkWidget *head)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), head);
  return scroller;
}

GtkWidget *
vigil_fold_new (GtkWidget *head, GtkWidget *body)
{
  g_return_val_if_fail (GTK_IS_WIDGET (head) && GTK_IS_WIDGET (body), NULL);
  VigilFold *self = g_object_new (VIGIL_TYPE_FOLD, NULL);
  self->head = make_scroller (head);
  self->in_head = head;
  self->body = body;
  gtk_widget_set_parent (self->head, GTK_WIDGET (self));
  gtk_widget_set_parent (self->body, GTK_WIDGET (self));
  return GTK_WIDGET (self);
}

void
vigil_fold_set_words (VigilFold *self, const char *words)
{
  g_return_if_fail (VIGIL_IS_FOLD (self));
  gtk_button_set_label (GTK_BUTTON (self->target), words);
}
