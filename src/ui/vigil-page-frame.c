/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-page-frame.h"

#include <glib/gi18n.h>

#include "vigil-flow-layout.h"
#include "vigil-style.h"
#include "vigil-text-size.h"

/* Below it, with words of the usual size, title and notice have no room side by side. */
#define NARROW_PX 600

struct _VigilPageFrame {
  GtkBox parent_instance;
  GtkWidget *header, *title, *stay, *notice;
  GtkWidget *page;
  gint64 used_us;
  guint n_in_use;
  guint second_id;
};

G_DEFINE_FINAL_TYPE (VigilPageFrame, vigil_page_frame, GTK_TYPE_BOX)

guint
vigil_page_frame_left_s (gint64 used_us, guint stay_s, gint64 now_us)
{
  gint64 left_us = used_us + (gint64) stay_s * G_USEC_PER_SEC - now_us;
  return left_us <= 0 ? 0 : (guint) ((left_us + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC);
}

gint64
vigil_page_frame_hold_us (gint64 used_us, guint stay_s, gboolean is_announced, gint64 now_us)
{
  if (is_announced || vigil_page_frame_left_s (used_us, stay_s, now_us) >= VIGIL_PAGE_NOTICE_S)
    return used_us;
  return now_us - ((gint64) stay_s - VIGIL_PAGE_NOTICE_S) * G_USEC_PER_SEC;
}

static gboolean
is_text (GtkWidget *widget)
{
  if (GTK_IS_TEXT_VIEW (widget))
    return gtk_text_view_get_editable (GTK_TEXT_VIEW (widget));
  return GTK_IS_EDITABLE (widget) && gtk_editable_get_editable (GTK_EDITABLE (widget));
}

guint
vigil_page_frame_get_stay_s (VigilPageFrame *self)
{
  g_return_val_if_fail (VIGIL_IS_PAGE_FRAME (self), VIGIL_PAGE_STAY_S);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  gboolean has_text =
      focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self)) && is_text (focus);
  return has_text || self->n_in_use > 0 ? VIGIL_PAGE_STAY_IN_USE_S : VIGIL_PAGE_STAY_S;
}

static void
refresh_notice (VigilPageFrame *self, guint left_s)
{
  gboolean is_announced = left_s <= VIGIL_PAGE_NOTICE_S;
  gboolean is_narrow = gtk_widget_get_width (GTK_WIDGET (self))
                       < NARROW_PX * vigil_text_size_get_scale (GTK_WIDGET (self));
  gtk_widget_set_visible (self->title, !is_announced || !is_narrow);
  gtk_widget_set_visible (self->notice, is_announced);
  gtk_widget_set_visible (self->stay, is_announced);
  if (!is_announced)
    return;
  g_autofree char *text =
      is_narrow
          /* translators: beside "Stay" and "Back to wall": the page closes in so many seconds */
          ? g_strdup_printf (_ ("%u s"), left_s)
          /* translators: the page closes by itself in so many seconds */
          : g_strdup_printf (ngettext ("Back to wall in %u s", "Back to wall in %u s", left_s),
                             left_s);
  gtk_label_set_label (GTK_LABEL (self->notice), text);
}

static gboolean
second_cb (gpointer data)
{
  VigilPageFrame *self = data;
  gint64 now_us = g_get_monotonic_time ();
  guint stay_s = vigil_page_frame_get_stay_s (self);
  /* The stay of a text that loses the focus is a short one at once. */
  self->used_us = vigil_page_frame_hold_us (self->used_us, stay_s,
                                            gtk_widget_get_visible (self->notice), now_us);
  guint left_s = vigil_page_frame_left_s (self->used_us, stay_s, now_us);
  refresh_notice (self, left_s);
  if (left_s > 0)
    return G_SOURCE_CONTINUE;
  self->second_id = 0;
  gtk_widget_activate_action (GTK_WIDGET (self), "win.ward", NULL);
  return G_SOURCE_REMOVE;
}

static void
use (VigilPageFrame *self)
{
  self->used_us = g_get_monotonic_time ();
  refresh_notice (self, VIGIL_PAGE_STAY_S);
}

void
vigil_page_frame_set_in_use (GtkWidget *inside, gboolean is_in_use)
{
  g_return_if_fail (GTK_IS_WIDGET (inside));
  GtkWidget *frame = gtk_widget_get_ancestor (inside, VIGIL_TYPE_PAGE_FRAME);
  if (frame == NULL)
    return;
  VigilPageFrame *self = VIGIL_PAGE_FRAME (frame);
  if (is_in_use)
    self->n_in_use++;
  else if (self->n_in_use > 0)
    self->n_in_use--;
  use (self);
}

/* Any touch, key, wheel or pointer on the page is use of it. */
static gboolean
event_cb (GtkEventControllerLegacy *controller, GdkEvent *event, gpointer data)
{
  GdkEventType type = gdk_event_get_event_type (event);
  if (type == GDK_BUTTON_PRESS || type == GDK_TOUCH_BEGIN || type == GDK_KEY_PRESS
      || type == GDK_SCROLL || type == GDK_MOTION_NOTIFY)
    use (data);
  return GDK_EVENT_PROPAGATE;
}

void
vigil_page_frame_clear (VigilPageFrame *self)
{
  g_return_if_fail (VIGIL_IS_PAGE_FRAME (self));
  g_clear_handle_id (&self->second_id, g_source_remove);
  if (self->page != NULL)
    gtk_box_remove (GTK_BOX (self), self->page);
  self->page = NULL;
  self->n_in_use = 0;
}

static void
set_title (VigilPageFrame *self, const char *title)
{
  if (g_strcmp0 (gtk_label_get_label (GTK_LABEL (self->title)), title) == 0)
    return;
  gtk_label_set_label (GTK_LABEL (self->title), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
}

void
vigil_page_frame_set_title (GtkWidget *inside, const char *title)
{
  g_return_if_fail (GTK_IS_WIDGET (inside) && title != NULL);
  GtkWidget *frame = gtk_widget_get_ancestor (inside, VIGIL_TYPE_PAGE_FRAME);
  if (frame != NULL)
    set_title (VIGIL_PAGE_FRAME (frame), title);
}

void
vigil_page_frame_show (VigilPageFrame *self, const char *title, GtkWidget *page)
{
  g_return_if_fail (VIGIL_IS_PAGE_FRAME (self));
  vigil_page_frame_clear (self);
  set_title (self, title);
  gtk_widget_set_vexpand (page, TRUE);
  gtk_box_append (GTK_BOX (self), page);
  self->page = page;
  use (self);
  self->second_id = g_timeout_add_seconds (1, second_cb, self);
}

static void
vigil_page_frame_dispose (GObject *object)
{
  VigilPageFrame *self = VIGIL_PAGE_FRAME (object);
  vigil_page_frame_clear (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), VIGIL_TYPE_PAGE_FRAME);
  G_OBJECT_CLASS (vigil_page_frame_parent_class)->dispose (object);
}

static void
vigil_page_frame_class_init (VigilPageFrameClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = vigil_page_frame_dispose;
  vigil_style_ensure_resources ();
  gtk_widget_class_set_template_from_resource (widget_class,
                                               VIGIL_RESOURCE_PATH "/vigil-page-frame.ui");
  gtk_widget_class_bind_template_child (widget_class, VigilPageFrame, header);
  gtk_widget_class_bind_template_child (widget_class, VigilPageFrame, title);
  gtk_widget_class_bind_template_child (widget_class, VigilPageFrame, stay);
  gtk_widget_class_bind_template_child (widget_class, VigilPageFrame, notice);
  gtk_widget_class_set_css_name (widget_class, "pageframe");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_REGION);
}

static void
vigil_page_frame_init (VigilPageFrame *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (self->header, vigil_flow_layout_new (16));
  GtkEventController *events = gtk_event_controller_legacy_new ();
  gtk_event_controller_set_propagation_phase (events, GTK_PHASE_CAPTURE);
  g_signal_connect (events, "event", G_CALLBACK (event_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), events);
  g_signal_connect_swapped (self->stay, "clicked", G_CALLBACK (use), self);
}

GtkWidget *
vigil_page_frame_new (void)
{
  return g_object_new (VIGIL_TYPE_PAGE_FRAME, NULL);
}
