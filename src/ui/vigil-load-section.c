/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-load-section.h"

#include <glib/gi18n.h>

#include "vigil-load-words.h"
#include "vigil-page-parts.h"

#define ROWS_MAX 8

struct _VigilLoadSection {
  GtkBox parent_instance;
  VigilStation *station;
  GtkWidget *periods[3];
  GtkWidget *content; /* made anew with each answer */
  guint days;
};

G_DEFINE_FINAL_TYPE (VigilLoadSection, vigil_load_section, GTK_TYPE_BOX)

static const struct {
  guint days;
  const char *label;
} PERIODS[] = {
  { 1, N_ ("24 hours") },
  { 7, N_ ("7 days") },
  { 30, N_ ("30 days") },
};
G_STATIC_ASSERT (G_N_ELEMENTS (PERIODS) == 3);

static void
add (VigilLoadSection *self, GtkWidget *widget)
{
  gtk_box_append (GTK_BOX (self->content), widget);
}

/* Takes @text. */
static void
add_text (VigilLoadSection *self, char *text, const char *css_class)
{
  g_autofree char *owned = text;
  if (owned != NULL)
    add (self, vigil_page_parts_new_text (owned, css_class));
}

/* A bar is as long as its number beside the largest; the words beside it say the same. */
static void
add_bar (VigilLoadSection *self, const char *name, guint n, guint largest, const char *detail)
{
  GtkWidget *row = vigil_page_parts_new_words (12);
  GtkWidget *label = vigil_page_parts_new_text (name, "name");
  GtkWidget *bar = gtk_level_bar_new_for_interval (0, largest);
  g_autofree char *words = g_strdup_printf ("%u · %s", n, detail);
  gtk_level_bar_set_value (GTK_LEVEL_BAR (bar), n);
  gtk_label_set_width_chars (GTK_LABEL (label), 14);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 14);
  gtk_widget_set_size_request (bar, 140, -1);
  gtk_widget_set_valign (bar, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (bar), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_add_css_class (row, "loadbar");
  gtk_box_append (GTK_BOX (row), label);
  gtk_box_append (GTK_BOX (row), bar);
  gtk_box_append (GTK_BOX (row), vigil_page_parts_new_text (words, "value"));
  add (self, row);
}

static void
add_beds (VigilLoadSection *self, const VigilLoadResult *result)
{
  VigilWard *ward = vigil_station_get_ward (self->station);
  if (result->n == 0)
    return;
  add (self, vigil_page_parts_new_heading (_ ("Beds with the most alarms")));
  for (guint i = 0; i < MIN (result->n_beds, ROWS_MAX); i++) {
    const VigilLoadCount *bed = &result->beds[i];
    if (bed->n == 0)
      continue;
    g_autofree char *name = vigil_load_words_bed (ward, bed);
    g_autofree char *detail = vigil_load_words_bed_detail (result, bed);
    add_bar (self, name, bed->n, result->beds[0].n, detail);
  }
}

static void
add_kinds (VigilLoadSection *self, const VigilLoadResult *result)
{
  if (result->n == 0)
    return;
  add (self, vigil_page_parts_new_heading (_ ("Most frequent alarms")));
  for (guint i = 0; i < MIN (result->n_kinds, ROWS_MAX); i++) {
    const VigilLoadCount *kind = &result->kinds[i];
    g_autofree char *name = vigil_load_words_kind (kind);
    g_autofree char *detail = vigil_load_words_priorities (kind->n_by_priority);
    add_bar (self, name, kind->n, result->kinds[0].n, detail);
  }
}

static guint
sum_day (const VigilLoadResult *result, guint day)
{
  guint n = 0;
  for (guint i = 0; i < VIGIL_LOAD_PRIORITIES; i++)
    n += result->n_by_day[day][i];
  return n;
}

static void
add_days (VigilLoadSection *self, const VigilLoadResult *result)
{
  guint largest = 0;
  for (guint i = 0; i < result->period.n_days; i++)
    largest = MAX (largest, sum_day (result, i));
  if (self->days == 1 || largest == 0)
    return;
  add (self, vigil_page_parts_new_heading (_ ("Day by day")));
  for (guint i = 0; i < result->period.n_days; i++) {
    g_autofree char *name = vigil_load_words_day (result->period.day_starts_ms[i]);
    g_autofree char *detail = vigil_load_words_priorities (result->n_by_day[i]);
    add_bar (self, name, sum_day (result, i), largest, detail);
  }
}

static void
add_answers (VigilLoadSection *self, const VigilLoadResult *result)
{
  static const VigilPriority ORDER[] = { VIGIL_PRIORITY_HIGH, VIGIL_PRIORITY_MEDIUM,
                                         VIGIL_PRIORITY_LOW };
  add (self, vigil_page_parts_new_heading (_ ("Time until somebody silenced it")));
  for (guint i = 0; i < G_N_ELEMENTS (ORDER); i++)
    add_text (self, vigil_load_words_silences (ORDER[i], &result->silences[ORDER[i]]), "text");
  if (result->silences[VIGIL_PRIORITY_NONE].n == 0)
    add_text (self, g_strdup (_ ("No alarm was silenced in this time")), "text");
}

static void
show (VigilLoadSection *self, const VigilLoadResult *result)
{
  add_text (self, vigil_load_words_total (result), "load-total");
  add_text (self, vigil_load_words_observed (result), "dim");
  add_answers (self, result);
  add (self, vigil_page_parts_new_heading (_ ("80 or more alarms in two hours")));
  add_text (self, vigil_load_words_crowded (vigil_station_get_ward (self->station), result),
            "text");
  add_text (self,
            g_strdup (_ ("Share of the time of all beds in which a bed had had 80 or more "
                         "alarms in the two hours before. In studies nurses answered later "
                         "from so many on.")),
            "dim");
  add_beds (self, result);
  add_kinds (self, result);
  add_days (self, result);
}

static void
clear (VigilLoadSection *self)
{
  GtkWidget *child;
  while ((child = gtk_widget_get_first_child (self->content)) != NULL)
    gtk_box_remove (GTK_BOX (self->content), child);
}

static void
measured_cb (const VigilLoad *load, const GError *error, gpointer owner)
{
  VigilLoadSection *self = owner;
  clear (self);
  if (error != NULL)
    add_text (self, g_strdup_printf (_ ("The record cannot be read: %s"), error->message), "text");
  else
    show (self, vigil_load_get_result (load));
}

static void
toggled_cb (GtkToggleButton *target, VigilLoadSection *self)
{
  if (!gtk_toggle_button_get_active (target))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (PERIODS); i++) {
    if (self->periods[i] == GTK_WIDGET (target))
      self->days = PERIODS[i].days;
  }
  vigil_station_measure_load (self->station, self->days, measured_cb, G_OBJECT (self));
}

static GtkWidget *
make_periods (VigilLoadSection *self)
{
  GtkWidget *row = vigil_page_parts_new_columns (G_N_ELEMENTS (PERIODS));
  gtk_widget_add_css_class (row, "periods");
  for (guint i = 0; i < G_N_ELEMENTS (PERIODS); i++) {
    self->periods[i] = vigil_page_parts_new_toggle (_ (PERIODS[i].label));
    if (i > 0)
      gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (self->periods[i]),
                                   GTK_TOGGLE_BUTTON (self->periods[0]));
    g_signal_connect (self->periods[i], "toggled", G_CALLBACK (toggled_cb), self);
    gtk_box_append (GTK_BOX (row), self->periods[i]);
  }
  return row;
}

static void
vigil_load_section_dispose (GObject *object)
{
  g_clear_object (&VIGIL_LOAD_SECTION (object)->station);
  G_OBJECT_CLASS (vigil_load_section_parent_class)->dispose (object);
}

static void
vigil_load_section_class_init (VigilLoadSectionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vigil_load_section_dispose;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "loadsection");
}

static void
vigil_load_section_init (VigilLoadSection *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 12);
  gtk_box_append (GTK_BOX (self), vigil_page_parts_new_heading (_ ("How many alarms there were")));
  gtk_box_append (GTK_BOX (self), make_periods (self));
  self->content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  gtk_box_append (GTK_BOX (self), self->content);
}

GtkWidget *
vigil_load_section_new (VigilStation *station)
{
  g_return_val_if_fail (VIGIL_IS_STATION (station), NULL);
  VigilLoadSection *self = g_object_new (VIGIL_TYPE_LOAD_SECTION, NULL);
  self->station = g_object_ref (station);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->periods[0]), TRUE);
  return GTK_WIDGET (self);
}
