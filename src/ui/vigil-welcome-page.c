/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-welcome-page.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include <string.h>

#include "vigil-flow-layout.h"
#include "vigil-style.h"
#include "vigil-text-size.h"

/* More lines than this say nothing more. */
#define LINES_MAX 40
#define WIDTH_PX 820 /* of lines that are easily read, with words of the usual size */

struct _VigilWelcomePage {
  GtkWidget parent_instance;
  GtkWidget *clamp, *icon, *title, *intro, *places, *option;
  GtkWidget *problem_box, *count, *problems, *again, *buttons;
};

G_DEFINE_FINAL_TYPE (VigilWelcomePage, vigil_welcome_page, GTK_TYPE_WIDGET)

static void
clear_problems (VigilWelcomePage *self)
{
  GtkWidget *child;
  while ((child = gtk_widget_get_first_child (self->problems)) != NULL)
    gtk_box_remove (GTK_BOX (self->problems), child);
}

/* "[station] ward: is missing": the place stands out. */
static void
stress_place (GtkLabel *label, const char *line)
{
  const char *end = strstr (line, ": ");
  if (line[0] != '[' || end == NULL)
    return;
  PangoAttrList *attributes = pango_attr_list_new ();
  PangoAttribute *bold = pango_attr_weight_new (PANGO_WEIGHT_BOLD);
  bold->end_index = (guint) (end - line);
  pango_attr_list_insert (attributes, bold);
  gtk_label_set_attributes (label, attributes);
  pango_attr_list_unref (attributes);
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
  stress_place (GTK_LABEL (label), line);
  gtk_box_append (GTK_BOX (self->problems), label);
}

/* A file that is there wants its lines mended; one that is not there wants a place. */
static void
show_advice (VigilWelcomePage *self, gboolean has_file)
{
  gtk_widget_set_visible (self->again, has_file);
  gtk_widget_set_visible (self->intro, !has_file);
  gtk_widget_set_visible (self->places, !has_file);
  gtk_widget_set_visible (self->option, !has_file);
}

/* The lines of @problem; a first one that ends in a colon names the file. */
static void
show_problems (VigilWelcomePage *self, const char *problem)
{
  guint n = 0;
  gboolean has_file = FALSE;
  g_auto (GStrv) lines = g_strsplit (problem, "\n", LINES_MAX);
  for (guint i = 0; lines[i] != NULL; i++) {
    g_strstrip (lines[i]);
    if (lines[i][0] == '\0')
      continue;
    has_file |= i == 0 && g_str_has_suffix (lines[i], ":");
    n += i > 0 || !has_file;
    add_problem (self, lines[i]);
  }
  /* translators: heads a list of mistakes in a file */
  g_autofree char *count = g_strdup_printf (
      ngettext ("%u thing has to be put right:", "%u things have to be put right:", n), n);
  gtk_label_set_label (GTK_LABEL (self->count), count);
  show_advice (self, has_file);
}

void
vigil_welcome_page_set_problem (VigilWelcomePage *self, const char *problem)
{
  g_return_if_fail (VIGIL_IS_WELCOME_PAGE (self));
  clear_problems (self);
  gtk_widget_set_visible (self->problem_box, problem != NULL);
  gtk_label_set_label (GTK_LABEL (self->title), problem != NULL
                                                    ? _ ("This station cannot start yet")
                                                    : _ ("This station has no configuration yet"));
  show_advice (self, FALSE);
  if (problem != NULL)
    show_problems (self, problem);
}

static void
vigil_welcome_page_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (vigil_welcome_page_parent_class)->css_changed (widget, change);
  int width = (int) (WIDTH_PX * vigil_text_size_get_scale (widget));
  AdwClamp *clamp = ADW_CLAMP (VIGIL_WELCOME_PAGE (widget)->clamp);
  adw_clamp_set_maximum_size (clamp, width);
  adw_clamp_set_tightening_threshold (clamp, width);
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
  widget_class->css_changed = vigil_welcome_page_css_changed;
  vigil_style_ensure_resources ();
  gtk_widget_class_set_template_from_resource (widget_class,
                                               VIGIL_RESOURCE_PATH "/vigil-welcome-page.ui");
  gtk_widget_class_bind_template_child (widget_class, VigilWelcomePage, clamp);
  gtk_widget_class_bind_template_child (widget_class, VigilWelcomePage, icon);
  gtk_widget_class_bind_template_child (widget_class, VigilWelcomePage, title);
  gtk_widget_class_bind_template_child (widget_class, VigilWelcomePage, places);
  gtk_widget_class_bind_template_child (widget_class, VigilWelcomePage, problem_box);
  gtk_widget_class_bind_template_child (widget_class, VigilWelcomePage, problems);
  gtk_widget_class_bind_template_child (widget_class, VigilWelcomePage, count);
  gtk_widget_class_bind_template_child (widget_class, VigilWelcomePage, again);
  gtk_widget_class_bind_template_child (widget_class, VigilWelcomePage, intro);
  gtk_widget_class_bind_template_child (widget_class, VigilWelcomePage, option);
  gtk_widget_class_bind_template_child (widget_class, VigilWelcomePage, buttons);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "welcomepage");
}

static void
vigil_welcome_page_init (VigilWelcomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (self->buttons, vigil_flow_layout_new (16));
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
