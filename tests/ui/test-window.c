/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The window of a station that has no configuration, or a bad one. */

#include "vigil-welcome-page.h"
#include "vigil-window.h"

/* How many labels with the text (NULL: with the class) are visible. */
static guint
count_labels_in (GtkWidget *root, const char *text, const char *css_class)
{
  guint n = 0;
  if (!gtk_widget_get_visible (root))
    return 0;
  if (GTK_IS_LABEL (root)
      && (text == NULL || g_str_equal (gtk_label_get_label (GTK_LABEL (root)), text))
      && (css_class == NULL || gtk_widget_has_css_class (root, css_class)))
    n++;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_labels_in (child, text, css_class);
  return n;
}

static guint
count_labels (GtkWidget *window, const char *text, const char *css_class)
{
  return count_labels_in (gtk_window_get_child (GTK_WINDOW (window)), text, css_class);
}

static void
test_no_configuration_says_what_to_do (gconstpointer data)
{
  GtkApplication *app = (GtkApplication *) data;
  GtkWidget *window = vigil_window_new (app, NULL);
  g_assert_cmpuint (count_labels (window, "This station has no configuration yet", NULL), ==, 1);
  g_assert_cmpuint (count_labels (window, NULL, "places"), ==, 1);
  g_assert_cmpuint (count_labels (window, NULL, "problem"), ==, 0);
  g_assert_cmpuint (count_labels (window, "Show the demo ward", NULL), ==, 1);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_each_problem_has_its_line (gconstpointer data)
{
  GtkApplication *app = (GtkApplication *) data;
  GtkWidget *window =
      vigil_window_new_with_problem (app, "[broker] host: is missing\n"
                                          "[beds] order: bed \"01\" stands twice\n");
  g_assert_cmpuint (count_labels (window, NULL, "problem"), ==, 2);
  g_assert_cmpuint (count_labels (window, "[broker] host: is missing", "problem"), ==, 1);
  vigil_window_show_problem (VIGIL_WINDOW (window), "The demo could not be started");
  g_assert_cmpuint (count_labels (window, NULL, "problem"), ==, 1);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_caption_stands_without_a_station_too (gconstpointer data)
{
  GtkApplication *app = (GtkApplication *) data;
  GtkWidget *window = vigil_window_new (app, NULL);
  g_assert_cmpuint (count_labels (window,
                                  "Secondary display. The bedside monitor is the primary alarm.",
                                  "caption"),
                    ==, 1);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_autoptr (GtkApplication) app = gtk_application_new (NULL, G_APPLICATION_NON_UNIQUE);
  g_assert_true (g_application_register (G_APPLICATION (app), NULL, NULL));
#define ADD(name) g_test_add_data_func ("/window/" #name, app, test_##name)
  ADD (no_configuration_says_what_to_do);
  ADD (each_problem_has_its_line);
  ADD (caption_stands_without_a_station_too);
#undef ADD
  return g_test_run ();
}
