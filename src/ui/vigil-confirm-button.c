/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-confirm-button.h"

#include <glib/gi18n.h>

#define SHOWN_MS 5000
/* It appears under whatever a finger was about to touch: deaf for as long as a target that changed.
 */
#define GUARD_US (400 * 1000)

struct _VigilConfirmButton {
  GtkWidget parent_instance;
  GtkWidget *button;
  VigilSilenceButton *target; /* weak: a sibling */
  gint64 shown_us;
  guint hide_id;
};

G_DEFINE_FINAL_TYPE (VigilConfirmButton, vigil_confirm_button, GTK_TYPE_WIDGET)

static void
hide (VigilConfirmButton *self)
{
  g_clear_handle_id (&self->hide_id, g_source_remove);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static gboolean
hide_cb (gpointer data)
{
  VigilConfirmButton *self = data;
  self->hide_id = 0;
  hide (self);
  return G_SOURCE_REMOVE;
}

static void
name_button (VigilConfirmButton *self)
{
  /* The target's own name says which bed and which alarm. */
  g_autofree char *what = vigil_silence_button_dup_name (self->target);
  /* translators: spoken: %s is "Silence bed 12: ASYSTOLE" */
  g_autofree char *name = g_strdup_printf (_ ("Confirm: %s"), what);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
}

static void
hold_wanted_cb (VigilConfirmButton *self)
{
  g_clear_handle_id (&self->hide_id, g_source_remove);
  self->hide_id = g_timeout_add (SHOWN_MS, hide_cb, self);
  self->shown_us = g_get_monotonic_time ();
  name_button (self);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
}

static void
clicked_cb (VigilConfirmButton *self)
{
  if (g_get_monotonic_time () - self->shown_us < GUARD_US)
    return;
  hide (self);
  if (self->target != NULL)
    vigil_silence_button_confirm (self->target);
}

static void
target_hidden_cb (VigilConfirmButton *self)
{
  if (self->target != NULL && !gtk_widget_get_visible (GTK_WIDGET (self->target)))
    hide (self);
}

static void
vigil_confirm_button_dispose (GObject *object)
{
  VigilConfirmButton *self = VIGIL_CONFIRM_BUTTON (object);
  g_clear_handle_id (&self->hide_id, g_source_remove);
  g_clear_weak_pointer (&self->target);
  g_clear_pointer (&self->button, gtk_widget_unparent);
  G_OBJECT_CLASS (vigil_confirm_button_parent_class)->dispose (object);
}

static void
vigil_confirm_button_class_init (VigilConfirmButtonClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vigil_confirm_button_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
vigil_confirm_button_init (VigilConfirmButton *self)
{
  /* translators: the second touch that silences a high alarm without holding */
  self->button = gtk_button_new_with_label (_ ("Confirm"));
  gtk_widget_add_css_class (self->button, "confirm");
  gtk_widget_set_size_request (self->button, VIGIL_CONFIRM_WIDTH, VIGIL_CONFIRM_HEIGHT);
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
  g_signal_connect_swapped (self->button, "clicked", G_CALLBACK (clicked_cb), self);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
vigil_confirm_button_new (VigilSilenceButton *target)
{
  g_return_val_if_fail (VIGIL_IS_SILENCE_BUTTON (target), NULL);
  VigilConfirmButton *self = g_object_new (VIGIL_TYPE_CONFIRM_BUTTON, NULL);
  g_set_weak_pointer (&self->target, target);
  g_signal_connect_object (target, "hold-wanted", G_CALLBACK (hold_wanted_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "notify::visible", G_CALLBACK (target_hidden_cb), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
