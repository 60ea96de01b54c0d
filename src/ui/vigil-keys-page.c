/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-keys-page.h"

#include <glib/gi18n.h>

#include <string.h>

#include "vigil-page-parts.h"

#define APART_PX 12
#define WORDS_CHARS 12 /* less room than for these, and what a key does is a line of its own */

static const struct {
  const char *heading; /* NULL = under the one above */
  const char *keys; /* as gtk_accelerator_parse() has them, one after the other */
  const char *words;
} KEYS[] = {
  { N_ ("Alarms"), "s", N_ ("Silence the bed of the most urgent alarm") },
  { NULL, "Return", N_ ("Press the target or open the bed that has the focus") },
  { NULL, "a", N_ ("All alarms") },
  { N_ ("Beds"), "Left Right Up Down", N_ ("Move between beds") },
  { NULL, "m", N_ ("My beds: dim the others") },
  { NULL, "Page_Up Page_Down", N_ ("Previous and next bed on the page of a bed") },
  { NULL, "Escape", N_ ("Back to the wall") },
  { N_ ("Window"), "w", N_ ("Who is at this desk") },
  { NULL, "t", N_ ("This desk: daily check, colours, cleaning the screen") },
  { NULL, "F1 question", N_ ("These keys") },
  { NULL, "d", N_ ("Diagnostics") },
  { NULL, "n", N_ ("Numbers only, or waveforms") },
  { NULL, "F11", N_ ("Full screen") },
  { NULL, "F12", N_ ("Second wall on the other monitor") },
};

/* GTK prints the names of the keysyms, "Page_Up"; on the key it is "Page Up". */
static void
print_as_on_the_keys (GtkWidget *caps)
{
  for (GtkWidget *cap = gtk_widget_get_first_child (caps); cap != NULL;
       cap = gtk_widget_get_next_sibling (cap)) {
    if (!GTK_IS_LABEL (cap))
      continue;
    g_autofree char *name = g_strdup (gtk_label_get_label (GTK_LABEL (cap)));
    gtk_label_set_label (GTK_LABEL (cap), g_strdelimit (name, "_", ' '));
  }
}

static GtkWidget *
make_row (const char *keys, const char *words)
{
  GtkWidget *row = vigil_page_parts_new_words (APART_PX);
  GtkWidget *caps = gtk_shortcut_label_new (keys);
  GtkWidget *lines = vigil_page_parts_new_lines ();
  GtkWidget *label = vigil_page_parts_add_line (lines, "words", WORDS_CHARS);
  print_as_on_the_keys (caps);
  gtk_widget_set_valign (caps, GTK_ALIGN_CENTER);
  gtk_label_set_label (GTK_LABEL (label), words);
  gtk_box_append (GTK_BOX (row), caps);
  gtk_box_append (GTK_BOX (row), lines);
  return row;
}

GtkWidget *
vigil_keys_page_new (void)
{
  GtkWidget *content;
  GtkWidget *page = vigil_page_parts_new_scroller (&content);
  for (guint i = 0; i < G_N_ELEMENTS (KEYS); i++) {
    if (KEYS[i].heading != NULL)
      gtk_box_append (GTK_BOX (content), vigil_page_parts_new_heading (_ (KEYS[i].heading)));
    gtk_box_append (GTK_BOX (content), make_row (KEYS[i].keys, _ (KEYS[i].words)));
  }
  return page;
}
