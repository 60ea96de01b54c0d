/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-rail.h"

#include <glib/gi18n.h>

#include "vigil-text-size.h"

#define N_ENTRIES 4
#define APART_PX 16 /* ux.md, "Gloves" */
#define ICON_PX 28
#define ICON_MOST_PX 44 /* the rail takes nothing from the wall */

struct _VigilRail {
  GtkWidget parent_instance;
  GtkWidget *entries[N_ENTRIES];
  GtkWidget *my_beds;
};

G_DEFINE_FINAL_TYPE (VigilRail, vigil_rail, GTK_TYPE_WIDGET)

static const struct {
  VigilPage page;
  const char *action, *icon, *label;
} ENTRIES[N_ENTRIES] = {
  { VIGIL_PAGE_WARD, "win.ward", "vigil-ward-symbolic", N_ ("Ward") },
  { VIGIL_PAGE_ALARMS, "win.alarms", "vigil-alarms-symbolic", N_ ("Alarms") },
  { VIGIL_PAGE_DESK, "win.desk", "vigil-desk-symbolic", N_ ("This desk") },
  { VIGIL_PAGE_DIAGNOSTICS, "win.diagnostics", "vigil-diagnostics-symbolic", N_ ("Diagnostics") },
};

/* @button: floating. */
static GtkWidget *
furnish (GtkWidget *button, const char *icon, const char *label, const char *action)
{
  GtkWidget *image = g_object_new (GTK_TYPE_IMAGE, "icon-name", icon, "accessible-role",
                                   GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  gtk_image_set_pixel_size (GTK_IMAGE (image), ICON_PX);
  gtk_button_set_child (GTK_BUTTON (button), image);
  gtk_widget_set_size_request (button, 56, 64);
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  return button;
}

static GtkWidget *
make_entry (guint index)
{
  return furnish (gtk_button_new (), ENTRIES[index].icon, _ (ENTRIES[index].label),
                  ENTRIES[index].action);
}

static gboolean
is_of_desk (VigilPage page)
{
  return page == VIGIL_PAGE_WHO || page == VIGIL_PAGE_CHECK;
}

void
vigil_rail_set_page (VigilRail *self, VigilPage page)
{
  g_return_if_fail (VIGIL_IS_RAIL (self));
  for (guint i = 0; i < N_ENTRIES; i++) {
    gboolean is_open = ENTRIES[i].page == (is_of_desk (page) ? VIGIL_PAGE_DESK : page);
    if (is_open)
      gtk_widget_add_css_class (self->entries[i], "open");
    else
      gtk_widget_remove_css_class (self->entries[i], "open");
    gtk_accessible_update_state (
        GTK_ACCESSIBLE (self->entries[i]), GTK_ACCESSIBLE_STATE_PRESSED,
        is_open ? GTK_ACCESSIBLE_TRISTATE_TRUE : GTK_ACCESSIBLE_TRISTATE_FALSE, -1);
  }
}

void
vigil_rail_set_todo (VigilRail *self, gboolean is_todo)
{
  g_return_if_fail (VIGIL_IS_RAIL (self));
  for (guint i = 0; i < N_ENTRIES; i++) {
    if (ENTRIES[i].page != VIGIL_PAGE_DESK)
      continue;
    if (is_todo)
      gtk_widget_add_css_class (self->entries[i], "todo");
    else
      gtk_widget_remove_css_class (self->entries[i], "todo");
    gtk_accessible_update_property (
        GTK_ACCESSIBLE (self->entries[i]), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
        is_todo ? _ ("Sound and colours are to be checked today") : "", -1);
  }
}

/* As large as the words of pages, as far as the rail is wide. */
static void
vigil_rail_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (vigil_rail_parent_class)->css_changed (widget, change);
  double size = MIN (ICON_PX * vigil_text_size_get_scale (widget), ICON_MOST_PX);
  for (GtkWidget *button = gtk_widget_get_first_child (widget); button != NULL;
       button = gtk_widget_get_next_sibling (button))
    gtk_image_set_pixel_size (GTK_IMAGE (gtk_button_get_child (GTK_BUTTON (button))), (int) size);
}

static void
vigil_rail_dispose (GObject *object)
{
  GtkWidget *child;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (vigil_rail_parent_class)->dispose (object);
}

static void
vigil_rail_class_init (VigilRailClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vigil_rail_dispose;
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  widget_class->css_changed = vigil_rail_css_changed;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "rail");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_NAVIGATION);
}

static void
vigil_rail_init (VigilRail *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));
  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_box_layout_set_spacing (GTK_BOX_LAYOUT (layout), APART_PX);
  for (guint i = 0; i < N_ENTRIES; i++) {
    self->entries[i] = make_entry (i);
    gtk_widget_set_parent (self->entries[i], GTK_WIDGET (self));
  }
  /* Not a page: what the wall shows at full strength. */
  self->my_beds = furnish (gtk_toggle_button_new (), "vigil-my-beds-symbolic",
                           _ ("My beds: dim the others"), "win.my-beds");
  gtk_widget_insert_after (self->my_beds, GTK_WIDGET (self), self->entries[N_ENTRIES - 3]);
  /* What is not about beds stands apart, at the foot. */
  GtkWidget *desk = self->entries[N_ENTRIES - 2];
  gtk_widget_set_vexpand (desk, TRUE);
  gtk_widget_set_valign (desk, GTK_ALIGN_END);
}

GtkWidget *
vigil_rail_new (void)
{
  return g_object_new (VIGIL_TYPE_RAIL, NULL);
}
