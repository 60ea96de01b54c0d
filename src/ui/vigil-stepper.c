/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-stepper.h"

#include <glib/gi18n.h>

#include "vigil-flow-layout.h"
#include "vigil-page-parts.h"

#define TARGET 56
#define GAP 16
#define LABEL_CHARS 12 /* less room than for these, and the label is a line of its own */
#define VALUE_CHARS 11

struct _VigilStepper {
  GtkBox parent_instance;
  GtkWidget *label, *less, *value, *more;
};

G_DEFINE_FINAL_TYPE (VigilStepper, vigil_stepper, GTK_TYPE_BOX)

static guint stepped_signal;

void
vigil_stepper_step (VigilStepper *self, gint direction)
{
  g_return_if_fail (VIGIL_IS_STEPPER (self));
  if (gtk_widget_get_sensitive (direction < 0 ? self->less : self->more))
    g_signal_emit (self, stepped_signal, 0, direction);
}

static void
less_cb (VigilStepper *self)
{
  vigil_stepper_step (self, -1);
}

static void
more_cb (VigilStepper *self)
{
  vigil_stepper_step (self, 1);
}

static GtkWidget *
make_target (VigilStepper *self, const char *sign, GCallback callback)
{
  GtkWidget *target = gtk_button_new_with_label (sign);
  gtk_widget_add_css_class (target, "page-button");
  gtk_widget_set_size_request (target, TARGET, TARGET);
  g_signal_connect_swapped (target, "clicked", callback, self);
  return target;
}

static void
vigil_stepper_class_init (VigilStepperClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  gtk_widget_class_set_css_name (widget_class, "stepper");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  stepped_signal = g_signal_new ("stepped", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
}

static void
vigil_stepper_init (VigilStepper *self)
{
  GtkLayoutManager *layout = vigil_flow_layout_new (GAP);
  vigil_flow_layout_set_rest_at_end (VIGIL_FLOW_LAYOUT (layout));
  gtk_widget_set_layout_manager (GTK_WIDGET (self), layout);
  self->label = vigil_page_parts_new_text ("", "condition");
  gtk_label_set_width_chars (GTK_LABEL (self->label), LABEL_CHARS);
  gtk_label_set_max_width_chars (GTK_LABEL (self->label), LABEL_CHARS);
  gtk_widget_set_hexpand (self->label, TRUE);
  self->value = gtk_label_new ("");
  gtk_label_set_width_chars (GTK_LABEL (self->value), VALUE_CHARS);
  gtk_widget_add_css_class (self->value, "identity");
  self->less = make_target (self, "−", G_CALLBACK (less_cb));
  self->more = make_target (self, "+", G_CALLBACK (more_cb));
  GtkWidget *steps = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, GAP);
  gtk_box_append (GTK_BOX (steps), self->less);
  gtk_box_append (GTK_BOX (steps), self->value);
  gtk_box_append (GTK_BOX (steps), self->more);
  gtk_box_append (GTK_BOX (self), self->label);
  gtk_box_append (GTK_BOX (self), steps);
}

static void
name_target (GtkWidget *target, const char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (target), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

GtkWidget *
vigil_stepper_new (const char *label)
{
  VigilStepper *self = g_object_new (VIGIL_TYPE_STEPPER, NULL);
  gtk_label_set_label (GTK_LABEL (self->label), label);
  /* translators: spoken: the target that lowers a value; %s is what it is called */
  g_autofree char *less = g_strdup_printf (_ ("Less: %s"), label);
  /* translators: spoken: the target that raises a value; %s is what it is called */
  g_autofree char *more = g_strdup_printf (_ ("More: %s"), label);
  name_target (self->less, less);
  name_target (self->more, more);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  return GTK_WIDGET (self);
}

void
vigil_stepper_show (VigilStepper *self, const char *value, gboolean has_less, gboolean has_more)
{
  g_return_if_fail (VIGIL_IS_STEPPER (self));
  vigil_page_parts_set_text (self->value, value);
  gtk_widget_set_sensitive (self->less, has_less);
  gtk_widget_set_sensitive (self->more, has_more);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, value,
                                  -1);
}

const char *
vigil_stepper_get_text (VigilStepper *self)
{
  g_return_val_if_fail (VIGIL_IS_STEPPER (self), NULL);
  return gtk_label_get_label (GTK_LABEL (self->value));
}
