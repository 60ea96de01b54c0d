/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-pointer-guard.h"

#include "vigil-silence-button.h"

#define GUARD_KEY "vigil-pointer-guard"

/* What is shown at the place of @event now; NULL: nothing. */
static GtkWidget *
pick (GtkWidget *root, GdkEvent *event)
{
  double x, y, dx, dy;
  if (!gdk_event_get_position (event, &x, &y))
    return NULL;
  gtk_native_get_surface_transform (GTK_NATIVE (root), &dx, &dy);
  return gtk_widget_pick (root, x - dx, y - dy, GTK_PICK_DEFAULT);
}

/* GTK marks each widget that the pointer has entered, from the root down. */
static gboolean
is_entered (GtkWidget *widget)
{
  return (gtk_widget_get_state_flags (widget) & GTK_STATE_FLAG_PRELIGHT) != 0;
}

static gboolean
event_cb (GtkEventControllerLegacy *controller, GdkEvent *event, gpointer data)
{
  GtkWidget *root = data;
  if (gdk_event_get_event_type (event) != GDK_BUTTON_PRESS)
    return GDK_EVENT_PROPAGATE;
  GtkWidget *shown = pick (root, event);
  if (shown == NULL || is_entered (shown))
    return GDK_EVENT_PROPAGATE;
  GtkWidget *button = gtk_widget_get_ancestor (shown, VIGIL_TYPE_SILENCE_BUTTON);
  if (button != NULL && gdk_button_event_get_button (event) == GDK_BUTTON_PRIMARY)
    vigil_silence_button_act (VIGIL_SILENCE_BUTTON (button));
  return GDK_EVENT_STOP;
}

void
vigil_pointer_guard_attach (GtkRoot *root)
{
  g_return_if_fail (GTK_IS_ROOT (root));
  if (g_object_get_data (G_OBJECT (root), GUARD_KEY) != NULL)
    return;
  GtkEventController *events = gtk_event_controller_legacy_new ();
  gtk_event_controller_set_propagation_phase (events, GTK_PHASE_CAPTURE);
  g_signal_connect (events, "event", G_CALLBACK (event_cb), root);
  gtk_widget_add_controller (GTK_WIDGET (root), events);
  g_object_set_data (G_OBJECT (root), GUARD_KEY, events);
}
