/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-wave-panel.h"

#include <glib/gi18n.h>

#include "vigil-layout.h"
#include "vigil-nomenclature.h"
#include "vigil-page-parts.h"
#include "vigil-wave-choice.h"

#define N_COLUMNS 4
#define N_LANES 3 /* what the tallest tile has beside its numbers */
#define REFID_KEY "vigil-refid"

struct _VigilWavePanel {
  GtkBox parent_instance;
  VigilStation *station;
  guint bed;
  char *shown; /* the leads that the targets were made of */
};

G_DEFINE_FINAL_TYPE (VigilWavePanel, vigil_wave_panel, GTK_TYPE_BOX)

static const VigilBed *
get_bed (VigilWavePanel *self)
{
  return vigil_ward_get_bed (vigil_station_get_ward (self->station), self->bed);
}

static const char *
get_label (const char *refid, const char *fallback)
{
  const VigilWaveInfo *wave = vigil_nomenclature_find_wave (refid);
  return wave != NULL ? wave->label : fallback;
}

static void
toggled_cb (GtkToggleButton *button, gpointer data)
{
  VigilWavePanel *self = VIGIL_WAVE_PANEL (data);
  GtkWidget *row = gtk_widget_get_parent (GTK_WIDGET (button));
  guint lane = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (row), REFID_KEY));
  if (gtk_toggle_button_get_active (button))
    vigil_wave_choice_set (gtk_widget_get_display (GTK_WIDGET (self)), get_bed (self)->id, lane,
                           g_object_get_data (G_OBJECT (button), REFID_KEY));
}

/* The targets of one lane, each tied to the first: one of them is chosen. */
typedef struct {
  VigilWavePanel *panel;
  GtkWidget *row, *first;
  guint lane;
  const char *chosen; /* NULL = the usual one */
} Row;

static void
add_choice (Row *row, const char *refid, const char *label)
{
  GtkWidget *button = vigil_page_parts_new_toggle (label);
  g_object_set_data_full (G_OBJECT (button), REFID_KEY, g_strdup (refid), g_free);
  if (row->first != NULL)
    gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), GTK_TOGGLE_BUTTON (row->first));
  else
    row->first = button;
  if (g_strcmp0 (refid, row->chosen) == 0)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), TRUE);
  /* translators: spoken: which wave of a tile, from the top, then what it shows: "Wave 1: II" */
  g_autofree char *name = g_strdup_printf (_ ("Wave %u: %s"), row->lane + 1, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_box_append (GTK_BOX (row->row), button);
  g_signal_connect (button, "toggled", G_CALLBACK (toggled_cb), row->panel);
}

static gboolean
is_sent (const VigilBed *bed, const char *refid)
{
  for (guint i = 0; i < bed->n_leads; i++)
    if (g_str_equal (bed->leads[i].lead.refid, refid))
      return TRUE;
  return FALSE;
}

static void
add_lane (VigilWavePanel *self, guint lane)
{
  const VigilBed *bed = get_bed (self);
  GdkDisplay *display = gtk_widget_get_display (GTK_WIDGET (self));
  g_autofree char *chosen = g_strdup (vigil_wave_choice_get (display, bed->id, lane));
  GtkWidget *targets = vigil_page_parts_new_columns (N_COLUMNS);
  gtk_widget_add_css_class (targets, "choices");
  g_object_set_data (G_OBJECT (targets), REFID_KEY, GUINT_TO_POINTER (lane));
  Row row = { .panel = self, .row = targets, .lane = lane, .chosen = chosen };
  add_choice (&row, NULL, _ ("As usual"));
  for (guint i = 0; i < bed->n_leads; i++)
    add_choice (&row, bed->leads[i].lead.refid,
                get_label (bed->leads[i].lead.refid, bed->leads[i].lead.source));
  if (chosen != NULL && !is_sent (bed, chosen)) {
    /* translators: a wave that was chosen and is not there: "V5 (not sent)" */
    g_autofree char *label = g_strdup_printf (_ ("%s (not sent)"), get_label (chosen, chosen));
    add_choice (&row, chosen, label);
  }
  g_autofree char *title = g_strdup_printf (_ ("Wave %u"), lane + 1);
  gtk_box_append (GTK_BOX (self), vigil_page_parts_new_text (title, "condition"));
  gtk_box_append (GTK_BOX (self), targets);
}

static char *
dup_leads (const VigilBed *bed)
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint i = 0; i < bed->n_leads; i++)
    g_string_append_printf (text, "%s\n", bed->leads[i].lead.refid);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Made anew only for other leads: nothing moves under a finger. */
static void
refresh (VigilWavePanel *self)
{
  g_autofree char *leads = dup_leads (get_bed (self));
  GtkWidget *child;
  if (g_strcmp0 (leads, self->shown) == 0)
    return;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_box_remove (GTK_BOX (self), child);
  g_free (self->shown);
  self->shown = g_steal_pointer (&leads);
  gtk_box_append (GTK_BOX (self), vigil_page_parts_new_heading (_ ("Waves on the wall")));
  for (guint lane = 0; lane < N_LANES; lane++)
    add_lane (self, lane);
}

static void
vigil_wave_panel_dispose (GObject *object)
{
  g_clear_object (&VIGIL_WAVE_PANEL (object)->station);
  G_OBJECT_CLASS (vigil_wave_panel_parent_class)->dispose (object);
}

static void
vigil_wave_panel_finalize (GObject *object)
{
  g_free (VIGIL_WAVE_PANEL (object)->shown);
  G_OBJECT_CLASS (vigil_wave_panel_parent_class)->finalize (object);
}

static void
vigil_wave_panel_class_init (VigilWavePanelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vigil_wave_panel_dispose;
  G_OBJECT_CLASS (klass)->finalize = vigil_wave_panel_finalize;
}

static void
vigil_wave_panel_init (VigilWavePanel *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 8);
}

GtkWidget *
vigil_wave_panel_new (VigilStation *station, guint bed)
{
  g_return_val_if_fail (VIGIL_IS_STATION (station), NULL);
  VigilWavePanel *self = g_object_new (VIGIL_TYPE_WAVE_PANEL, NULL);
  self->station = g_object_ref (station);
  self->bed = bed;
  g_autoptr (VigilBedItem) item = g_list_model_get_item (vigil_station_get_beds (station), bed);
  if (item != NULL)
    g_signal_connect_object (item, "changed", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);
  return GTK_WIDGET (self);
}
