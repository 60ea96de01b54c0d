/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-key-watch.h"

#include "vigil-key-gate.h"

#define WATCH_KEY "vigil-key-watch"

typedef struct {
  GtkRoot *root; /* outlives it */
  VigilKeyGate *gate;
  gboolean is_fresh; /* what the gate said of the press being handled */
} KeyWatch;

static void
key_watch_free (gpointer data)
{
  KeyWatch *watch = data;
  vigil_key_gate_free (watch->gate);
  g_free (watch);
}

static gboolean
is_acting (guint keyval)
{
  return keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter || keyval == GDK_KEY_ISO_Enter
         || keyval == GDK_KEY_space || keyval == GDK_KEY_KP_Space;
}

/* In a text keys repeat as ever. */
static gboolean
is_writing (const KeyWatch *watch)
{
  return GTK_IS_EDITABLE (gtk_root_get_focus (watch->root))
         || GTK_IS_TEXT_VIEW (gtk_root_get_focus (watch->root));
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint keyval,
                guint keycode,
                GdkModifierType state,
                gpointer data)
{
  KeyWatch *watch = data;
  watch->is_fresh = vigil_key_gate_press (watch->gate, keycode, g_get_monotonic_time ());
  /* Whatever has the focus acts on Enter and the space bar: once. */
  return is_acting (keyval) && !watch->is_fresh && !is_writing (watch) ? GDK_EVENT_STOP
                                                                       : GDK_EVENT_PROPAGATE;
}

static void
key_released_cb (GtkEventControllerKey *controller,
                 guint keyval,
                 guint keycode,
                 GdkModifierType state,
                 gpointer data)
{
  KeyWatch *watch = data;
  vigil_key_gate_release (watch->gate, keycode, g_get_monotonic_time ());
}

static void
is_active_cb (GObject *window, GParamSpec *pspec, gpointer data)
{
  KeyWatch *watch = data;
  if (!gtk_window_is_active (GTK_WINDOW (window)))
    vigil_key_gate_release_all (watch->gate, g_get_monotonic_time ());
}

void
vigil_key_watch_attach (GtkRoot *root)
{
  g_return_if_fail (GTK_IS_ROOT (root));
  if (g_object_get_data (G_OBJECT (root), WATCH_KEY) != NULL)
    return;
  KeyWatch *watch = g_new0 (KeyWatch, 1);
  watch->root = root;
  watch->gate = vigil_key_gate_new ();
  g_object_set_data_full (G_OBJECT (root), WATCH_KEY, watch, key_watch_free);
  GtkEventController *keys = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), watch);
  g_signal_connect (keys, "key-released", G_CALLBACK (key_released_cb), watch);
  gtk_widget_add_controller (GTK_WIDGET (root), keys);
  if (GTK_IS_WINDOW (root))
    g_signal_connect (root, "notify::is-active", G_CALLBACK (is_active_cb), watch);
}

gboolean
vigil_key_watch_is_fresh (GtkRoot *root)
{
  KeyWatch *watch = root != NULL ? g_object_get_data (G_OBJECT (root), WATCH_KEY) : NULL;
  return watch != NULL && watch->is_fresh;
}
