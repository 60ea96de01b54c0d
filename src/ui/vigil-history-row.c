/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-history-row.h"

#include <glib/gi18n.h>

#include "vigil-flow-layout.h"
#include "vigil-history-words.h"
#include "vigil-page-parts.h"
#include "vigil-words.h"

#define LINE_CHARS 12

struct _VigilHistoryRow {
  GtkWidget parent_instance;
  VigilStation *station;
  VigilHistoryItem *item;
  GtkWidget *stars, *bed, *text, *when, *silence;
};

G_DEFINE_FINAL_TYPE (VigilHistoryRow, vigil_history_row, GTK_TYPE_WIDGET)

static const char *
get_bed_label (VigilHistoryRow *self, const VigilOccurrence *occurrence)
{
  VigilWard *ward = vigil_station_get_ward (self->station);
  guint bed = vigil_ward_find_bed (ward, occurrence->bed);
  /* A bed that has left the wall since is known by its id. */
  return bed != G_MAXUINT ? vigil_bed_get_name (vigil_ward_get_bed (ward, bed)) : occurrence->bed;
}

/* "23 Nov 05:12:40 · for 0:40 · high priority" */
static char *
dup_when (VigilHistoryRow *self, const VigilOccurrence *occurrence)
{
  gint64 now_ms = vigil_station_now (self->station).wall_ms;
  g_autofree char *raised = vigil_history_words_begin (occurrence, now_ms);
  g_autofree char *end = vigil_history_words_end (occurrence);
  return g_strdup_printf ("%s · %s · %s", raised, end, vigil_words_priority (occurrence->priority));
}

static char *
dup_silence (VigilHistoryRow *self, const VigilOccurrence *occurrence)
{
  const char *own = vigil_station_get_config (self->station)->station;
  g_autofree char *silence = vigil_history_words_silence (occurrence, own);
  g_autofree char *more = vigil_history_words_more (occurrence);
  return more != NULL ? g_strdup_printf ("%s · %s", silence, more) : g_steal_pointer (&silence);
}

static void
refresh (VigilHistoryRow *self)
{
  const VigilOccurrence *occurrence = vigil_history_item_get (self->item);
  const char *bed = get_bed_label (self, occurrence);
  g_autofree char *text = vigil_words_label (occurrence->label);
  g_autofree char *when = dup_when (self, occurrence);
  g_autofree char *silence = dup_silence (self, occurrence);
  vigil_page_parts_set_text (self->stars, vigil_words_stars (occurrence->priority));
  vigil_page_parts_set_text (self->bed, bed);
  vigil_page_parts_set_text (self->text, text);
  vigil_page_parts_set_text (self->when, when);
  vigil_page_parts_set_text (self->silence, silence);
  /* translators: a row of the record as it is read out: bed, condition, when and priority, silence
   */
  g_autofree char *name = bed[0] != '\0'
                              ? g_strdup_printf (_ ("Bed %s: %s, %s, %s"), bed, text, when, silence)
                              : g_strdup_printf ("%s, %s, %s", text, when, silence);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

void
vigil_history_row_set_item (VigilHistoryRow *self, VigilHistoryItem *item)
{
  g_return_if_fail (VIGIL_IS_HISTORY_ROW (self));
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_data (self->item, self);
  g_set_object (&self->item, item);
  if (item == NULL)
    return;
  g_signal_connect_object (item, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
}

static void
vigil_history_row_dispose (GObject *object)
{
  VigilHistoryRow *self = VIGIL_HISTORY_ROW (object);
  GtkWidget *child;
  vigil_history_row_set_item (self, NULL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->station);
  G_OBJECT_CLASS (vigil_history_row_parent_class)->dispose (object);
}

static void
vigil_history_row_class_init (VigilHistoryRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = vigil_history_row_dispose;
  gtk_widget_class_set_css_name (widget_class, "historyrow");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
vigil_history_row_init (VigilHistoryRow *self)
{
  GtkLayoutManager *layout = vigil_flow_layout_new (14);
  vigil_flow_layout_set_line_spacing (VIGIL_FLOW_LAYOUT (layout), 2);
  gtk_widget_set_layout_manager (GTK_WIDGET (self), layout);
  self->stars = vigil_page_parts_new_label ("", "stars");
  self->bed = vigil_page_parts_new_label ("", "number");
  GtkWidget *lines = vigil_page_parts_new_lines ();
  self->text = vigil_page_parts_add_line (lines, "text", LINE_CHARS);
  self->when = vigil_page_parts_add_line (lines, "when", LINE_CHARS);
  self->silence = vigil_page_parts_add_line (lines, "state", LINE_CHARS);
  gtk_label_set_width_chars (GTK_LABEL (self->stars), 3);
  gtk_label_set_width_chars (GTK_LABEL (self->bed), 3);
  gtk_widget_set_parent (self->stars, GTK_WIDGET (self));
  gtk_widget_set_parent (self->bed, GTK_WIDGET (self));
  gtk_widget_set_parent (lines, GTK_WIDGET (self));
}

GtkWidget *
vigil_history_row_new (VigilStation *station)
{
  g_return_val_if_fail (VIGIL_IS_STATION (station), NULL);
  VigilHistoryRow *self = g_object_new (VIGIL_TYPE_HISTORY_ROW, NULL);
  self->station = g_object_ref (station);
  return GTK_WIDGET (self);
}
