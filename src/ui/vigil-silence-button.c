/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-silence-button.h"

#include <glib/gi18n.h>

#include "vigil-key-watch.h"
#include "vigil-plate.h"
#include "vigil-pointer.h"
#include "vigil-silence-face.h"
#include "vigil-silence-press.h"
#include "vigil-silence-target.h"
#include "vigil-style.h"

/* How long "Hold" and "Look again" stand instead of the label. */
#define SAY_MS 1500

struct _VigilSilenceButton {
  GtkButton parent_instance;
  VigilStation *station;
  guint bed;
  char key[VIGIL_KEY_MAX]; /* "": all of the bed */
  gboolean is_compact;
  VigilSilencePress press;
  VigilSilenceTarget target;
  VigilTouch touch; /* bound at touch-down */
  VigilTouch offered; /* of the short tap that Confirm completes; n_keys 0 = none */
  guint hold_id;
  guint say_id;
  guint tick_id;
  const char *said; /* a translated word of the program, or NULL */
};

enum { HOLD_WANTED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (VigilSilenceButton, vigil_silence_button, GTK_TYPE_BUTTON)

static const VigilBed *
get_bed (VigilSilenceButton *self)
{
  if (self->bed == G_MAXUINT)
    return NULL;
  return vigil_ward_get_bed (vigil_station_get_ward (self->station), self->bed);
}

static const VigilAlarm *const *
list_alarms (VigilSilenceButton *self, guint *n)
{
  VigilWard *ward = vigil_station_get_ward (self->station);
  const VigilAlarm *const *alarms = vigil_ward_list_bed_alarms (ward, self->bed, n);
  if (self->key[0] == '\0')
    return alarms;
  for (guint i = 0; i < *n; i++) {
    if (g_str_equal (alarms[i]->key, self->key)) {
      *n = 1;
      return alarms + i;
    }
  }
  *n = 0;
  return alarms;
}

static const VigilAlarm *
find_first (VigilSilenceButton *self)
{
  guint n;
  const VigilAlarm *const *alarms = list_alarms (self, &n);
  return vigil_silence_target_find_first (alarms, n);
}

static void
refresh (VigilSilenceButton *self)
{
  guint n;
  const VigilAlarm *const *alarms = list_alarms (self, &n);
  guint64 target = vigil_silence_target_update (&self->target, self->bed, alarms, n);
  vigil_silence_press_show (&self->press, target, g_get_monotonic_time ());
  const VigilAlarm *alarm = vigil_silence_target_find_first (alarms, n);
  gtk_widget_set_visible (GTK_WIDGET (self), alarm != NULL);
  if (alarm == NULL)
    return;
  vigil_silence_face_set_priority (GTK_WIDGET (self), alarm->priority);
  vigil_silence_face_set_words (GTK_WIDGET (self), get_bed (self), self->said,
                                vigil_silence_target_wants_hold (alarms, n));
  vigil_silence_face_name (GTK_WIDGET (self), get_bed (self), alarm);
}

static void
stop_hold (VigilSilenceButton *self)
{
  g_clear_handle_id (&self->hold_id, g_source_remove);
  if (self->tick_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick_id);
  self->tick_id = 0;
  gtk_widget_remove_css_class (GTK_WIDGET (self), "held");
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
unsay_cb (gpointer data)
{
  VigilSilenceButton *self = data;
  self->say_id = 0;
  self->said = NULL;
  refresh (self);
  return G_SOURCE_REMOVE;
}

static void
say (VigilSilenceButton *self, const char *text)
{
  g_clear_handle_id (&self->say_id, g_source_remove);
  self->said = text;
  self->say_id = g_timeout_add (SAY_MS, unsay_cb, self);
  refresh (self);
}

/* Of what the ward bound for the bed, only this target's own alarm is left. */
static gboolean
narrow_touch (VigilSilenceButton *self)
{
  VigilTouch *touch = &self->touch;
  for (guint i = 0; i < touch->n_keys; i++) {
    if (!g_str_equal (touch->keys[i], self->key))
      continue;
    guint n;
    const VigilAlarm *const *alarms = list_alarms (self, &n);
    vigil_text_copy (touch->keys[0], VIGIL_KEY_MAX, self->key);
    touch->n_keys = 1;
    touch->has_high = vigil_silence_target_wants_hold (alarms, n);
    return TRUE;
  }
  return FALSE;
}

static gboolean
bind_touch (VigilSilenceButton *self)
{
  return vigil_station_touch (self->station, self->bed, &self->touch)
         && (self->key[0] == '\0' || narrow_touch (self));
}

static void
silence (VigilSilenceButton *self, const VigilTouch *touch)
{
  vigil_station_silence (self->station, touch, vigil_station_get_signed_in (self->station));
  self->offered.n_keys = 0;
}

static void
take_answer (VigilSilenceButton *self, VigilPressAnswer answer)
{
  switch (answer) {
  case VIGIL_PRESS_ACT:
    stop_hold (self);
    silence (self, &self->touch);
    break;
  case VIGIL_PRESS_SAY_HOLD:
    stop_hold (self);
    self->offered = self->touch;
    /* translators: said after a short tap on a target that wants to be held for half a second */
    say (self, _ ("Hold"));
    g_signal_emit (self, signals[HOLD_WANTED], 0);
    break;
  case VIGIL_PRESS_TOO_SOON:
    stop_hold (self);
    /* translators: said when the target changed under the finger and nothing was done */
    say (self, self->is_compact ? _ ("Look\nagain") : _ ("Look again"));
    break;
  case VIGIL_PRESS_NOTHING:
  case VIGIL_PRESS_BIND:
  case VIGIL_PRESS_HOLD:
    break;
  }
}

/* The hold is judged by a timer of the main loop: a frame clock may stand still. */
static gboolean
hold_over_cb (gpointer data)
{
  VigilSilenceButton *self = data;
  self->hold_id = 0;
  take_answer (self, vigil_silence_press_tick (&self->press, g_get_monotonic_time ()));
  return G_SOURCE_REMOVE;
}

static gboolean
ring_tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  gtk_widget_queue_draw (widget);
  return G_SOURCE_CONTINUE;
}

static void
start_hold (VigilSilenceButton *self)
{
  stop_hold (self);
  gtk_widget_add_css_class (GTK_WIDGET (self), "held");
  self->hold_id = g_timeout_add (VIGIL_PRESS_HOLD_US / 1000 + 1, hold_over_cb, self);
  self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), ring_tick_cb, NULL, NULL);
}

static VigilPointer
get_pointer (GtkGesture *gesture)
{
  return vigil_pointer_is_finger (gtk_gesture_get_last_event (gesture, NULL)) ? VIGIL_POINTER_TOUCH
                                                                              : VIGIL_POINTER_MOUSE;
}

static void
drag_begin_cb (GtkGestureDrag *gesture, double x, double y, gpointer data)
{
  VigilSilenceButton *self = data;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  if (!bind_touch (self))
    return;
  VigilPressAnswer answer =
      vigil_silence_press_begin (&self->press, get_pointer (GTK_GESTURE (gesture)),
                                 self->touch.has_high, x, y, g_get_monotonic_time ());
  if (answer == VIGIL_PRESS_HOLD)
    start_hold (self);
  take_answer (self, answer);
}

static void
drag_update_cb (GtkGestureDrag *gesture, double dx, double dy, gpointer data)
{
  VigilSilenceButton *self = data;
  double x, y;
  if (gtk_gesture_drag_get_start_point (gesture, &x, &y)
      && vigil_silence_press_slip (&self->press, x + dx, y + dy))
    stop_hold (self);
}

static void
drag_end_cb (GtkGestureDrag *gesture, double dx, double dy, gpointer data)
{
  VigilSilenceButton *self = data;
  take_answer (self, vigil_silence_press_end (&self->press, g_get_monotonic_time ()));
}

static void
cancel_cb (GtkGesture *gesture, GdkEventSequence *sequence, gpointer data)
{
  VigilSilenceButton *self = data;
  vigil_silence_press_cancel (&self->press);
  stop_hold (self);
}

/* Before the button's own bindings: those would act on every repeat of the key. */
static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                gpointer data)
{
  VigilSilenceButton *self = data;
  if (keyval != GDK_KEY_Return && keyval != GDK_KEY_KP_Enter && keyval != GDK_KEY_ISO_Enter
      && keyval != GDK_KEY_space)
    return GDK_EVENT_PROPAGATE;
  if (vigil_key_watch_is_fresh (gtk_widget_get_root (GTK_WIDGET (self))))
    vigil_silence_button_act (self);
  return GDK_EVENT_STOP;
}

/* Assistive technology and programs activate the button: at once, like a key. */
static void
vigil_silence_button_clicked (GtkButton *button)
{
  vigil_silence_button_act (VIGIL_SILENCE_BUTTON (button));
}

void
vigil_silence_button_act (VigilSilenceButton *self)
{
  g_return_if_fail (VIGIL_IS_SILENCE_BUTTON (self));
  VigilPressAnswer answer = vigil_silence_press_key (&self->press, g_get_monotonic_time ());
  if (answer == VIGIL_PRESS_ACT && !bind_touch (self))
    return;
  take_answer (self, answer);
}

/* It lies on what flashes. */
static void
snapshot_flat (GtkWidget *widget, GtkSnapshot *snapshot)
{
  GtkSnapshot *whole = gtk_snapshot_new ();
  GTK_WIDGET_CLASS (vigil_silence_button_parent_class)->snapshot (widget, whole);
  g_autoptr (GskRenderNode) node = gtk_snapshot_free_to_node (whole);
  if (node == NULL)
    return;
  g_autoptr (GskRenderNode) flat = vigil_plate_flatten (node, gtk_widget_get_scale_factor (widget));
  gtk_snapshot_append_node (snapshot, flat);
}

static void
vigil_silence_button_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  VigilSilenceButton *self = VIGIL_SILENCE_BUTTON (widget);
  double progress = vigil_silence_press_get_progress (&self->press, g_get_monotonic_time ());
  if (progress > 0 || vigil_plate_get_kind (widget) != VIGIL_NODES_CAIRO)
    GTK_WIDGET_CLASS (vigil_silence_button_parent_class)->snapshot (widget, snapshot);
  else
    snapshot_flat (widget, snapshot);
  if (progress > 0)
    vigil_silence_face_draw_ring (widget, snapshot, progress);
}

void
vigil_silence_button_confirm (VigilSilenceButton *self)
{
  g_return_if_fail (VIGIL_IS_SILENCE_BUTTON (self));
  if (self->offered.n_keys > 0)
    silence (self, &self->offered);
}

char *
vigil_silence_button_dup_name (VigilSilenceButton *self)
{
  g_return_val_if_fail (VIGIL_IS_SILENCE_BUTTON (self), NULL);
  const VigilAlarm *alarm = find_first (self);
  return alarm != NULL ? vigil_silence_face_dup_name (get_bed (self), alarm) : g_strdup ("");
}

static void
vigil_silence_button_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (vigil_silence_button_parent_class)->root (widget);
  vigil_key_watch_attach (gtk_widget_get_root (widget));
  vigil_style_load (gtk_widget_get_display (widget));
}

static void
vigil_silence_button_unmap (GtkWidget *widget)
{
  VigilSilenceButton *self = VIGIL_SILENCE_BUTTON (widget);
  vigil_silence_press_cancel (&self->press);
  stop_hold (self);
  GTK_WIDGET_CLASS (vigil_silence_button_parent_class)->unmap (widget);
}

static void
vigil_silence_button_dispose (GObject *object)
{
  VigilSilenceButton *self = VIGIL_SILENCE_BUTTON (object);
  g_clear_handle_id (&self->hold_id, g_source_remove);
  g_clear_handle_id (&self->say_id, g_source_remove);
  g_clear_object (&self->station);
  G_OBJECT_CLASS (vigil_silence_button_parent_class)->dispose (object);
}

static void
vigil_silence_button_class_init (VigilSilenceButtonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  object_class->dispose = vigil_silence_button_dispose;
  widget_class->snapshot = vigil_silence_button_snapshot;
  widget_class->root = vigil_silence_button_root;
  widget_class->unmap = vigil_silence_button_unmap;
  GTK_BUTTON_CLASS (klass)->clicked = vigil_silence_button_clicked;
  signals[HOLD_WANTED] = g_signal_new ("hold-wanted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                       0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

/* GtkButton's own gesture acts on every release: this target decides by itself. */
static void
remove_own_gestures (GtkWidget *widget)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);
  for (guint i = g_list_model_get_n_items (controllers); i > 0; i--) {
    g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i - 1);
    if (GTK_IS_GESTURE_CLICK (controller))
      gtk_widget_remove_controller (widget, controller);
  }
}

static void
add_controllers (VigilSilenceButton *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (drag), GDK_BUTTON_PRIMARY);
  gtk_gesture_single_set_exclusive (GTK_GESTURE_SINGLE (drag), TRUE);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  g_signal_connect (drag, "cancel", G_CALLBACK (cancel_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  GtkEventController *keys = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

static void
vigil_silence_button_init (VigilSilenceButton *self)
{
  vigil_silence_press_init (&self->press);
  remove_own_gestures (GTK_WIDGET (self));
  add_controllers (self);
  vigil_silence_face_init (GTK_BUTTON (self));
  gtk_widget_add_css_class (GTK_WIDGET (self), "silence");
}

GtkWidget *
vigil_silence_button_new (VigilStation *station, guint bed, gboolean is_compact)
{
  g_return_val_if_fail (VIGIL_IS_STATION (station), NULL);
  VigilSilenceButton *self = g_object_new (VIGIL_TYPE_SILENCE_BUTTON, NULL);
  self->station = g_object_ref (station);
  self->bed = bed;
  self->is_compact = is_compact;
  gtk_widget_set_size_request (GTK_WIDGET (self), is_compact ? 120 : 160, 72);
  if (is_compact)
    gtk_widget_add_css_class (GTK_WIDGET (self), "compact");
  g_signal_connect_object (station, "alarms-changed", G_CALLBACK (refresh), self,
                           G_CONNECT_SWAPPED);
  refresh (self);
  return GTK_WIDGET (self);
}

guint
vigil_silence_button_get_bed (VigilSilenceButton *self)
{
  g_return_val_if_fail (VIGIL_IS_SILENCE_BUTTON (self), G_MAXUINT);
  return self->bed;
}

void
vigil_silence_button_set_bed (VigilSilenceButton *self, guint bed)
{
  g_return_if_fail (VIGIL_IS_SILENCE_BUTTON (self));
  if (self->bed == bed)
    return;
  self->bed = bed;
  self->said = NULL;
  self->offered.n_keys = 0;
  refresh (self);
}

void
vigil_silence_button_set_key (VigilSilenceButton *self, const char *key)
{
  g_return_if_fail (VIGIL_IS_SILENCE_BUTTON (self));
  vigil_text_copy (self->key, sizeof self->key, key);
  self->said = NULL;
  refresh (self);
}

void
vigil_silence_button_moved (VigilSilenceButton *self)
{
  g_return_if_fail (VIGIL_IS_SILENCE_BUTTON (self));
  vigil_silence_press_move_target (&self->press, g_get_monotonic_time ());
}

gboolean
vigil_silence_button_is_held (VigilSilenceButton *self)
{
  g_return_val_if_fail (VIGIL_IS_SILENCE_BUTTON (self), FALSE);
  return self->press.is_down;
}
