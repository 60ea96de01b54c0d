/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-look-choice.h"

#include <glib/gi18n.h>

#include "vigil-page-parts.h"
#include "vigil-setting-choice.h"
#include "vigil-settings.h"

#define SPACING 12

typedef struct {
  const char *value, *label;
} Choice;

static const Choice THEMES[] = {
  { "automatic", N_ ("As the desktop") },
  { "dark", N_ ("Dark") },
  { "light", N_ ("Light") },
  { "night", N_ ("Night") },
  { "high-contrast", N_ ("High contrast") },
  { "high-contrast-light", N_ ("High contrast, light") },
};

static const Choice SIZES[] = {
  { "automatic", N_ ("As the desktop") },
  { "100", N_ ("100 %") },
  { "125", N_ ("125 %") },
  { "150", N_ ("150 %") },
  { "200", N_ ("200 %") },
};

static GtkWidget *
make_choice (
    GdkDisplay *display, const char *setting, const char *name, const Choice *choices, guint n)
{
  GtkWidget *choice = vigil_setting_choice_new (display, setting, name);
  for (guint i = 0; i < n; i++)
    vigil_setting_choice_add (choice, choices[i].value, _ (choices[i].label));
  return choice;
}

GtkWidget *
vigil_look_choice_new (GdkDisplay *display)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, SPACING);
  GtkWidget *parts[] = {
    vigil_page_parts_new_heading (_ ("Colours")),
    make_choice (display, VIGIL_SETTING_THEME, _ ("Colours"), THEMES, G_N_ELEMENTS (THEMES)),
    vigil_page_parts_new_heading (_ ("Size of the words on pages")),
    make_choice (display, VIGIL_SETTING_TEXT_SIZE, _ ("Size of the words on pages"), SIZES,
                 G_N_ELEMENTS (SIZES)),
  };
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    gtk_box_append (GTK_BOX (box), parts[i]);
  return box;
}
