/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-welcome-page.h"

#include <glib/gi18n.h>

#include "vigil-style.h"

/* More lines than this say nothing more. */
#define LINES_MAX 40

struct _VigilWelcomePage {
  GtkWidget parent_instance;
  GtkWidget *icon, *title, *places, *problem_box, *problems;
};

G_DEFINE_FINAL_TYPE (VigilWelcomePage, vigil_welcome_page, GTK_TYPE_WIDGET)

static void
clear_problems (VigilWelcomePage *self)
{
  GtkWidget *child;
  while ((child = gtk_widget_get_first_child (self->problems)) != NULL)
    gtk_box_remove (GTK_BOX (self->problems), child);
}

static void
add_problem (VigilWelcomePage *self, const char *line)
{
  GtkWidget *label = gtk_label_new (line);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_set_focusable (label, FALSE);
  gtk_widget_add_css_class (label, "problem");
  gtk_box_append (GTK_BOX (self->problems), label);
}

void
vigil_welcome_page_set_problem (VigilWelcomePage *self, const char *problem)
{
  g_return_if_fail (VIGIL_IS_WELCOME_PAGE (self));
  clear_problems (self);
  gtk_widget_set_visible (self->problem_box, problem != NULL);
  gtk_widget_set_visible (self->icon, problem == NULL);
  gtk_label_set_label (GTK_LABEL (self->title), problem != NULL
                                                    ? _ ("This station cannot start yet")
                                                    : _ ("This station has no configuration yet"));
  if (problem == NULL)
    return;
  g_auto (GStrv) lines = g_strsplit (problem, "\n", LINES_MAX);
  for (guint i = 0; lines[i] != NULL; i++) {
    g_strstrip (lines[i]);
    if (lines[i][0] != '\0')
      add_problem (self, lines[i]);
  }
}

static void
vigil_welcome_page_dispose (GObject *object)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (object));
  if (child != NULL)
    gtk_widget_unparent (child);
  gtk_widget_dispose_template (GTK_WIDGET (object), VIGIL_TYPE_WELCOME_PAGE);
  G_OBJECT_CLASS (vigil_welcome_page_parent_class)->dispose (object);
}

static void
vigil_welcome_page_class_init (VigilWelcomePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = vigil_welcome_page_dispose;
  vigil_style_ensure_resources ();
  gtk_widget_class_set_template_from_resource (widget_class,
                                               VIGIL_RESOURCE_PATH "/vigil-welcome-page.ui");
  gtk_widget_class_bind_template_child (widget_class, VigilWelcomePage, icon);
  gtk_widget_class_bind_template_child (widget_class, VigilWelcomePage, title);
  gtk_widget_class_bind_template_child (widget_class, VigilWelcomePage, places);
  gtk_widget_class_bind_template_child (widget_class, VigilWelcomePage, problem_box);
  gtk_widget_class_bind_template_child (widget_class, VigilWelcomePage, problems);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "welcomepage");
}

static void
vigil_welcome_page_init (VigilWelcomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_autofree char *own = g_build_filename (g_get_user_config_dir (), "vigil", "station.conf", NULL);
  g_autofree char *places = g_strdup_printf ("/etc/vigil/station.conf\n%s", own);
  gtk_label_set_label (GTK_LABEL (self->places), places);
  vigil_welcome_page_set_problem (self, NULL);
}

GtkWidget *
vigil_welcome_page_new (void)
{
  return g_object_new (VIGIL_TYPE_WELCOME_PAGE, NULL);
}
