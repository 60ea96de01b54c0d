/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "glove.h"

#define TARGET_PX 56
#define APART_PX 16

typedef struct {
  GtkWidget *widget;
  graphene_rect_t bounds;
} Target;

static gboolean
is_target (GtkWidget *widget)
{
  return GTK_IS_BUTTON (widget) || GTK_IS_EDITABLE (widget) || GTK_IS_SWITCH (widget)
         || GTK_IS_SCALE (widget) || GTK_IS_DROP_DOWN (widget) || GTK_IS_CHECK_BUTTON (widget);
}

/* Targets below @root in the coordinates of @root, also those that are scrolled out of sight. What
 * is inside a target is part of it. */
static void
collect (GtkWidget *root, GtkWidget *widget, GArray *targets)
{
  if (!gtk_widget_get_child_visible (widget) || !gtk_widget_get_visible (widget))
    return;
  if (is_target (widget)) {
    Target target = { .widget = widget };
    if (gtk_widget_compute_bounds (widget, root, &target.bounds))
      g_array_append_val (targets, target);
    return;
  }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect (root, child, targets);
}

static char *
name (const Target *target)
{
  const char *label =
      GTK_IS_BUTTON (target->widget) ? gtk_button_get_label (GTK_BUTTON (target->widget)) : NULL;
  const char *tip = gtk_widget_get_tooltip_text (target->widget);
  return g_strdup_printf ("%s \"%s\" %.0f×%.0f at %.0f, %.0f", G_OBJECT_TYPE_NAME (target->widget),
                          label != NULL ? label : (tip != NULL ? tip : ""),
                          (double) target->bounds.size.width, (double) target->bounds.size.height,
                          (double) target->bounds.origin.x, (double) target->bounds.origin.y);
}

static gboolean
are_apart (const Target *a, const Target *b, float apart)
{
  graphene_rect_t grown = a->bounds;
  graphene_rect_inset (&grown, -apart + 0.5f, -apart + 0.5f);
  return !graphene_rect_intersection (&grown, &b->bounds, NULL);
}

guint
glove_check (const char *where, GtkWidget *root)
{
  return glove_check_magnified (where, root, 1);
}

/* How many targets there are, each of them good. */
guint
glove_check_magnified (const char *where, GtkWidget *root, double magnification)
{
  float least = (float) (TARGET_PX * magnification), apart = (float) (APART_PX * magnification);
  g_autoptr (GArray) targets = g_array_new (FALSE, FALSE, sizeof (Target));
  collect (root, root, targets);
  for (guint i = 0; i < targets->len; i++) {
    const Target *target = &g_array_index (targets, Target, i);
    g_autofree char *words = name (target);
    if (target->bounds.size.width < least - 0.5f || target->bounds.size.height < least - 0.5f)
      g_test_fail_printf ("%s: %s is small", where, words);
    for (guint j = 0; j < i; j++) {
      const Target *other = &g_array_index (targets, Target, j);
      g_autofree char *others = name (other);
      if (!are_apart (target, other, apart))
        g_test_fail_printf ("%s: %s and %s touch", where, words, others);
    }
  }
  return targets->len;
}
