/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-history-filter.h"

#include <glib/gi18n.h>

#include "vigil-page-parts.h"
#include "vigil-words.h"

#define HOUR_MS (3600 * G_GINT64_CONSTANT (1000))
#define LIST_PX 264
/* Beside the beds of the wall: all of them, and alarms of none. */
#define EXTRA_BEDS 2

struct _VigilHistoryFilter {
  GtkBox parent_instance;
  VigilStation *station;
  GtkWidget *bed, *priority, *kind, *period, *text;
};

G_DEFINE_FINAL_TYPE (VigilHistoryFilter, vigil_history_filter, GTK_TYPE_BOX)

static const struct {
  VigilPriority priority;
  const char *label;
} PRIORITIES[] = {
  { VIGIL_PRIORITY_NONE, N_ ("All priorities") },
  { VIGIL_PRIORITY_HIGH, N_ ("✱✱✱ High") },
  { VIGIL_PRIORITY_MEDIUM, N_ ("✱✱ Medium") },
  { VIGIL_PRIORITY_LOW, N_ ("✱ Low") },
};

static const char *const KINDS[] = { N_ ("All kinds"), N_ ("Patient"), N_ ("Technical") };

static const struct {
  gint64 hours; /* 0 = all */
  const char *label;
} PERIODS[] = {
  { 1, N_ ("Past hour") },        { 12, N_ ("Past 12 hours") },     { 24, N_ ("Past 24 hours") },
  { 7 * 24, N_ ("Past 7 days") }, { 30 * 24, N_ ("Past 30 days") }, { 0, N_ ("All that is kept") },
};
#define PERIOD_AT_FIRST 2

static void
changed_cb (VigilHistoryFilter *self)
{
  g_signal_emit_by_name (self, "changed");
}

/* The list opens above its button where there is more room, and ends below the attention strip. */
static void
keep_low (GtkWidget *widget)
{
  if (GTK_IS_SCROLLED_WINDOW (widget))
    gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (widget), LIST_PX);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    keep_low (child);
}

static GtkWidget *
make_choice (VigilHistoryFilter *self, GPtrArray *labels, guint selected, const char *name)
{
  g_ptr_array_add (labels, NULL);
  GtkWidget *choice = gtk_drop_down_new_from_strings ((const char *const *) labels->pdata);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (choice), selected);
  gtk_widget_set_hexpand (choice, TRUE);
  keep_low (choice);
  gtk_accessible_update_property (GTK_ACCESSIBLE (choice), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  /* Its button has the keyboard, and is what a screen reader names. */
  GtkWidget *button = gtk_widget_get_first_child (choice);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_swapped (choice, "notify::selected", G_CALLBACK (changed_cb), self);
  return choice;
}

static GtkWidget *
make_bed (VigilHistoryFilter *self)
{
  VigilWard *ward = vigil_station_get_ward (self->station);
  g_autoptr (GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (labels, g_strdup (_ ("All beds")));
  g_ptr_array_add (labels, g_strdup (_ ("No bed")));
  for (guint i = 0; i < vigil_ward_get_n_beds (ward); i++)
    /* translators: %s: the label of a bed, "12A" */
    g_ptr_array_add (
        labels, g_strdup_printf (_ ("Bed %s"), vigil_bed_get_name (vigil_ward_get_bed (ward, i))));
  return make_choice (self, labels, 0, _ ("Bed"));
}

static GtkWidget *
make_priority (VigilHistoryFilter *self)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();
  for (guint i = 0; i < G_N_ELEMENTS (PRIORITIES); i++)
    g_ptr_array_add (labels, (gpointer) _ (PRIORITIES[i].label));
  return make_choice (self, labels, 0, _ ("Priority"));
}

static GtkWidget *
make_kind (VigilHistoryFilter *self)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();
  for (guint i = 0; i < G_N_ELEMENTS (KINDS); i++)
    g_ptr_array_add (labels, (gpointer) _ (KINDS[i]));
  return make_choice (self, labels, 0, _ ("Kind of alarm"));
}

static GtkWidget *
make_period (VigilHistoryFilter *self)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();
  for (guint i = 0; i < G_N_ELEMENTS (PERIODS); i++)
    g_ptr_array_add (labels, (gpointer) _ (PERIODS[i].label));
  return make_choice (self, labels, PERIOD_AT_FIRST, _ ("Period"));
}

static GtkWidget *
make_text (VigilHistoryFilter *self)
{
  GtkWidget *text = gtk_search_entry_new ();
  g_object_set (text, "placeholder-text", _ ("Find a condition"), NULL);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_widget_add_css_class (text, "page-entry");
  gtk_accessible_update_property (GTK_ACCESSIBLE (text), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Find a condition"), -1);
  g_signal_connect_swapped (text, "search-changed", G_CALLBACK (changed_cb), self);
  return text;
}

static void
vigil_history_filter_dispose (GObject *object)
{
  g_clear_object (&VIGIL_HISTORY_FILTER (object)->station);
  G_OBJECT_CLASS (vigil_history_filter_parent_class)->dispose (object);
}

static void
vigil_history_filter_class_init (VigilHistoryFilterClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vigil_history_filter_dispose;
  g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 0);
}

static void
vigil_history_filter_init (VigilHistoryFilter *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 16);
  gtk_widget_add_css_class (GTK_WIDGET (self), "filter");
}

GtkWidget *
vigil_history_filter_new (VigilStation *station)
{
  g_return_val_if_fail (VIGIL_IS_STATION (station), NULL);
  VigilHistoryFilter *self = g_object_new (VIGIL_TYPE_HISTORY_FILTER, NULL);
  self->station = g_object_ref (station);
  self->bed = make_bed (self);
  self->priority = make_priority (self);
  self->kind = make_kind (self);
  self->period = make_period (self);
  self->text = make_text (self);
  GtkWidget *first = vigil_page_parts_new_columns (3);
  GtkWidget *second = vigil_page_parts_new_columns (2);
  gtk_box_append (GTK_BOX (first), self->bed);
  gtk_box_append (GTK_BOX (first), self->priority);
  gtk_box_append (GTK_BOX (first), self->kind);
  gtk_box_append (GTK_BOX (second), self->period);
  gtk_box_append (GTK_BOX (second), self->text);
  gtk_box_append (GTK_BOX (self), first);
  gtk_box_append (GTK_BOX (self), second);
  return GTK_WIDGET (self);
}

static guint
get_selected (GtkWidget *choice, guint n)
{
  guint selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (choice));
  return selected < n ? selected : 0;
}

VigilOccurrenceFilter
vigil_history_filter_get (VigilHistoryFilter *self, gint64 now_ms)
{
  VigilOccurrenceFilter filter = { 0 };
  g_return_val_if_fail (VIGIL_IS_HISTORY_FILTER (self), filter);
  VigilWard *ward = vigil_station_get_ward (self->station);
  guint bed = get_selected (self->bed, vigil_ward_get_n_beds (ward) + EXTRA_BEDS);
  guint kind = get_selected (self->kind, G_N_ELEMENTS (KINDS));
  gint64 hours = PERIODS[get_selected (self->period, G_N_ELEMENTS (PERIODS))].hours;
  filter.is_bedless = bed == 1;
  if (bed >= EXTRA_BEDS)
    vigil_text_copy (filter.bed, sizeof filter.bed,
                     vigil_ward_get_bed (ward, bed - EXTRA_BEDS)->id);
  filter.priority = PRIORITIES[get_selected (self->priority, G_N_ELEMENTS (PRIORITIES))].priority;
  filter.has_kind = kind > 0;
  filter.kind = kind == 2 ? VIGIL_ALARM_TECHNICAL : VIGIL_ALARM_PHYSIOLOGICAL;
  filter.since_ms = hours > 0 ? now_ms - hours * HOUR_MS : 0;
  vigil_text_copy (filter.text, sizeof filter.text,
                   gtk_editable_get_text (GTK_EDITABLE (self->text)));
  return filter;
}
