/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-lock-bar.h"

#include <glib/gi18n.h>

#include "vigil-pointer.h"
#include "vigil-silence-face.h"
#include "vigil-standing.h"

#define TICK_MS 50

struct _VigilLockBar {
  GtkWidget parent_instance;
  VigilStation *station;
  GtkWidget *left, *title, *text, *target;
  VigilTouchLock lock;
  GtkEventController *events; /* of the window; lent to it */
  guint tick_id;
};

G_DEFINE_FINAL_TYPE (VigilLockBar, vigil_lock_bar, GTK_TYPE_WIDGET)

static gboolean
has_red (VigilLockBar *self)
{
  guint n;
  const VigilAlarm *const *alarms =
      vigil_ward_list_alarms (vigil_station_get_ward (self->station), &n);
  for (guint i = 0; i < n; i++) {
    if (vigil_alarm_is_open (alarms[i]) && alarms[i]->priority == VIGIL_PRIORITY_HIGH)
      return TRUE;
  }
  return FALSE;
}

/* --- What it says --- */

static const char *
get_title (VigilLockReason reason)
{
  return reason == VIGIL_LOCK_CLEAN ? _ ("Clean the screen now") : _ ("Touch is locked");
}

static const char *
get_text (VigilLockReason reason)
{
  return reason == VIGIL_LOCK_CLEAN
             ? _ ("Touch is off. Alarms sound, and a red alarm ends this.")
             : _ ("The screen was touched in many places at once. Alarms sound; mouse and keyboard "
                  "work.");
}

static void
show_left (VigilLockBar *self, gint64 now_us)
{
  guint left_s = vigil_touch_lock_left_s (&self->lock, now_us);
  g_autofree char *left = g_strdup_printf ("%u", left_s);
  if (g_strcmp0 (gtk_label_get_label (GTK_LABEL (self->left)), left) != 0)
    gtk_label_set_label (GTK_LABEL (self->left), left);
}

/* The seconds are not in the name: it is said once. */
static void
name_bar (VigilLockBar *self)
{
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, get_title (self->lock.reason),
      GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, get_text (self->lock.reason), -1);
}

/* --- Opening and closing --- */

/* Fingers that were down when the lock came have done nothing: their presses are taken back. */
static void
cancel_gestures (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
    if (GTK_IS_GESTURE (controller))
      gtk_event_controller_reset (controller);
  }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    cancel_gestures (child);
}

static void
hide_bar (VigilLockBar *self)
{
  g_clear_handle_id (&self->tick_id, g_source_remove);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static gboolean
tick_cb (gpointer data)
{
  VigilLockBar *self = data;
  gint64 now_us = g_get_monotonic_time ();
  if (vigil_touch_lock_tick (&self->lock, now_us)) {
    self->tick_id = 0;
    hide_bar (self);
    return G_SOURCE_REMOVE;
  }
  show_left (self, now_us);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return G_SOURCE_CONTINUE;
}

static void
show_bar (VigilLockBar *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  gtk_label_set_label (GTK_LABEL (self->title), get_title (self->lock.reason));
  gtk_label_set_label (GTK_LABEL (self->text), get_text (self->lock.reason));
  name_bar (self);
  show_left (self, g_get_monotonic_time ());
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  if (self->tick_id == 0)
    self->tick_id = g_timeout_add (TICK_MS, tick_cb, self);
  if (root != NULL)
    cancel_gestures (GTK_WIDGET (root));
}

static void
open_lock (VigilLockBar *self)
{
  vigil_touch_lock_open (&self->lock);
  hide_bar (self);
}

static void
alarms_changed_cb (VigilLockBar *self)
{
  if (self->lock.reason == VIGIL_LOCK_CLEAN && has_red (self))
    open_lock (self);
}

gboolean
vigil_lock_bar_clean (VigilLockBar *self)
{
  g_return_val_if_fail (VIGIL_IS_LOCK_BAR (self), FALSE);
  if (has_red (self))
    return FALSE;
  vigil_touch_lock_clean (&self->lock, g_get_monotonic_time ());
  show_bar (self);
  return TRUE;
}

VigilLockReason
vigil_lock_bar_get_reason (VigilLockBar *self)
{
  g_return_val_if_fail (VIGIL_IS_LOCK_BAR (self), VIGIL_LOCK_NONE);
  return self->lock.reason;
}

/* --- Touches --- */

static gboolean
is_on_target (VigilLockBar *self, double x, double y)
{
  graphene_rect_t bounds;
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)));
  return gtk_widget_get_mapped (self->target)
         && gtk_widget_compute_bounds (self->target, root, &bounds)
         && graphene_rect_contains_point (&bounds, &GRAPHENE_POINT_INIT ((float) x, (float) y));
}

/* A mouse that stands for a finger has no sequence: it is one contact. */
static gconstpointer
get_contact (VigilLockBar *self, GdkEvent *event)
{
  GdkEventSequence *sequence = gdk_event_get_event_sequence (event);
  return sequence != NULL ? (gconstpointer) sequence : self;
}

static void
get_place (VigilLockBar *self, GdkEvent *event, double *x, double *y)
{
  double left, top;
  *x = *y = 0;
  gdk_event_get_position (event, x, y);
  gtk_native_get_surface_transform (gtk_widget_get_native (GTK_WIDGET (self)), &left, &top);
  *x -= left;
  *y -= top;
}

static gboolean
begin (VigilLockBar *self, GdkEvent *event)
{
  double x, y;
  VigilLockReason before = self->lock.reason;
  get_place (self, event, &x, &y);
  gboolean is_heard = vigil_touch_lock_begin (&self->lock, get_contact (self, event), x, y,
                                              is_on_target (self, x, y), g_get_monotonic_time ());
  if (self->lock.reason != before)
    show_bar (self);
  return is_heard;
}

static gboolean
event_cb (GtkEventControllerLegacy *controller, GdkEvent *event, gpointer data)
{
  VigilLockBar *self = data;
  double x, y;
  GdkEventType type = gdk_event_get_event_type (event);
  if (type != GDK_TOUCH_BEGIN && type != GDK_TOUCH_UPDATE && type != GDK_TOUCH_END
      && type != GDK_TOUCH_CANCEL && type != GDK_BUTTON_PRESS && type != GDK_BUTTON_RELEASE
      && type != GDK_MOTION_NOTIFY)
    return GDK_EVENT_PROPAGATE;
  if (!vigil_pointer_is_finger (event))
    return GDK_EVENT_PROPAGATE;
  if (type == GDK_TOUCH_BEGIN || type == GDK_BUTTON_PRESS)
    return begin (self, event) ? GDK_EVENT_PROPAGATE : GDK_EVENT_STOP;
  get_place (self, event, &x, &y);
  if (type == GDK_TOUCH_UPDATE || type == GDK_MOTION_NOTIFY)
    vigil_touch_lock_move (&self->lock, get_contact (self, event), x, y, g_get_monotonic_time ());
  else
    vigil_touch_lock_end (&self->lock, get_contact (self, event), g_get_monotonic_time ());
  return self->lock.reason != VIGIL_LOCK_NONE ? GDK_EVENT_STOP : GDK_EVENT_PROPAGATE;
}

static void
vigil_lock_bar_root (GtkWidget *widget)
{
  VigilLockBar *self = VIGIL_LOCK_BAR (widget);
  GTK_WIDGET_CLASS (vigil_lock_bar_parent_class)->root (widget);
  self->events = gtk_event_controller_legacy_new ();
  gtk_event_controller_set_propagation_phase (self->events, GTK_PHASE_CAPTURE);
  g_signal_connect (self->events, "event", G_CALLBACK (event_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (gtk_widget_get_root (widget)), self->events);
}

static void
vigil_lock_bar_unroot (GtkWidget *widget)
{
  VigilLockBar *self = VIGIL_LOCK_BAR (widget);
  gtk_widget_remove_controller (GTK_WIDGET (gtk_widget_get_root (widget)), self->events);
  self->events = NULL;
  GTK_WIDGET_CLASS (vigil_lock_bar_parent_class)->unroot (widget);
}

/* --- Widget --- */

static void
vigil_lock_bar_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VigilLockBar *self = VIGIL_LOCK_BAR (widget);
  double x, y;
  GTK_WIDGET_CLASS (vigil_lock_bar_parent_class)->snapshot (widget, snapshot);
  double progress = vigil_touch_lock_get_progress (&self->lock, g_get_monotonic_time ());
  if (progress <= 0 || !gtk_widget_translate_coordinates (self->target, widget, 0, 0, &x, &y))
    return;
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, (float) y));
  vigil_silence_face_draw_ring (self->target, snapshot, progress);
  gtk_snapshot_restore (snapshot);
}

static void
vigil_lock_bar_dispose (GObject *object)
{
  VigilLockBar *self = VIGIL_LOCK_BAR (object);
  GtkWidget *child;
  g_clear_handle_id (&self->tick_id, g_source_remove);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->station);
  G_OBJECT_CLASS (vigil_lock_bar_parent_class)->dispose (object);
}

static void
vigil_lock_bar_class_init (VigilLockBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = vigil_lock_bar_dispose;
  widget_class->root = vigil_lock_bar_root;
  widget_class->unroot = vigil_lock_bar_unroot;
  widget_class->snapshot = vigil_lock_bar_snapshot;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "lockbar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_ALERT);
}

static GtkWidget *
make_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);
  gtk_widget_add_css_class (label, css_class);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  return label;
}

static void
vigil_lock_bar_init (VigilLockBar *self)
{
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (gtk_widget_get_layout_manager (GTK_WIDGET (self))),
                              24);
  vigil_touch_lock_init (&self->lock);
  self->left = make_label ("lock-left");
  gtk_label_set_width_chars (GTK_LABEL (self->left), 2);
  self->title = make_label ("lock-title");
  self->text = make_label ("lock-text");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_valign (words, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (words), self->title);
  gtk_box_append (GTK_BOX (words), self->text);
  /* translators: the one target that is heard while touches are locked */
  self->target = gtk_button_new_with_label (_ ("Hold for 2 s to unlock"));
  gtk_widget_set_size_request (self->target, 320, 80);
  gtk_widget_set_valign (self->target, GTK_ALIGN_CENTER);
  /* By mouse and keyboard, which are not locked: at once. */
  g_signal_connect_swapped (self->target, "clicked", G_CALLBACK (open_lock), self);
  gtk_widget_set_parent (self->left, GTK_WIDGET (self));
  gtk_widget_set_parent (words, GTK_WIDGET (self));
  gtk_widget_set_parent (self->target, GTK_WIDGET (self));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
vigil_lock_bar_new (VigilStation *station)
{
  g_return_val_if_fail (VIGIL_IS_STATION (station), NULL);
  VigilLockBar *self = g_object_new (VIGIL_TYPE_LOCK_BAR, NULL);
  self->station = g_object_ref (station);
  g_signal_connect_object (station, "alarms-changed", G_CALLBACK (alarms_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
