/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-diagnostics-page.h"

#include <glib/gi18n.h>

#include "vigil-page-parts.h"
#include "vigil-units.h"

#define CHARS 24 /* of a name, and of a value beside it; with less room all values are below */

struct _VigilDiagnosticsPage {
  GtkBox parent_instance;
  VigilStation *station;
  VigilWall *wall;
  GtkWidget *content;
  GtkWidget *check;
  GPtrArray *names; /* "section\nname" of each row, in order */
  GPtrArray *values; /* the value label of each row; children of content */
  guint second_id;
};

G_DEFINE_FINAL_TYPE (VigilDiagnosticsPage, vigil_diagnostics_page, GTK_TYPE_BOX)

static char *
dup_row_name (const VigilDiagnostic *line)
{
  return g_strdup_printf ("%s\n%s", line->section, line->name);
}

static gboolean
is_same_rows (VigilDiagnosticsPage *self, const GPtrArray *lines)
{
  if (self->names->len != lines->len)
    return FALSE;
  for (guint i = 0; i < lines->len; i++) {
    g_autofree char *name = dup_row_name (g_ptr_array_index (lines, i));
    if (!g_str_equal (name, g_ptr_array_index (self->names, i)))
      return FALSE;
  }
  return TRUE;
}

static void
clear_rows (VigilDiagnosticsPage *self)
{
  GtkWidget *child;
  while ((child = gtk_widget_get_first_child (self->content)) != NULL)
    gtk_box_remove (GTK_BOX (self->content), child);
  g_ptr_array_set_size (self->names, 0);
  g_ptr_array_set_size (self->values, 0);
}

static void
add_row (VigilDiagnosticsPage *self, const VigilDiagnostic *line)
{
  GtkWidget *row = vigil_page_parts_new_words (16);
  GtkWidget *name = vigil_page_parts_new_text (line->name, "name");
  GtkWidget *value = vigil_page_parts_new_text (line->value, "value");
  gtk_widget_add_css_class (row, "diagnostic");
  gtk_label_set_width_chars (GTK_LABEL (name), CHARS);
  gtk_label_set_max_width_chars (GTK_LABEL (name), CHARS);
  gtk_label_set_width_chars (GTK_LABEL (value), CHARS);
  gtk_label_set_max_width_chars (GTK_LABEL (value), CHARS);
  gtk_widget_set_hexpand (value, TRUE);
  gtk_label_set_selectable (GTK_LABEL (value), TRUE);
  gtk_box_append (GTK_BOX (row), name);
  gtk_box_append (GTK_BOX (row), value);
  gtk_box_append (GTK_BOX (self->content), row);
  g_ptr_array_add (self->names, dup_row_name (line));
  g_ptr_array_add (self->values, value);
}

static void
build_rows (VigilDiagnosticsPage *self, const GPtrArray *lines)
{
  const char *section = "";
  clear_rows (self);
  for (guint i = 0; i < lines->len; i++) {
    const VigilDiagnostic *line = g_ptr_array_index (lines, i);
    if (!g_str_equal (line->section, section))
      gtk_box_append (GTK_BOX (self->content), vigil_page_parts_new_heading (line->section));
    section = line->section;
    add_row (self, line);
  }
}

static const char *
describe_pace (VigilPaceLevel level)
{
  switch (level) {
  case VIGIL_PACE_HALVES:
    return _ ("reduced: half of the beds in each frame");
  case VIGIL_PACE_THIRTY:
    return _ ("reduced: 30 frames a second");
  case VIGIL_PACE_FULL:
  case VIGIL_N_PACES:
  default:
    return _ ("full: every bed in every frame");
  }
}

static void
insert_line (GPtrArray *lines, guint place, const char *name, char *value)
{
  VigilDiagnostic *line = g_new0 (VigilDiagnostic, 1);
  line->section = g_strdup (_ ("Wall"));
  line->name = g_strdup (name);
  line->value = value;
  g_ptr_array_insert (lines, (int) place, line);
}

/* By what the waves' millimetres are true, or that they are not known to be. */
static char *
dup_millimetres (VigilWall *wall)
{
  gboolean is_assumed;
  double px_per_mm = vigil_units_get_px_per_mm (GTK_WIDGET (wall), &is_assumed);
  return is_assumed ? g_strdup_printf (
             _ ("assumed, %.2f px each: the monitor does not tell its size"), px_per_mm)
                    : g_strdup_printf (_ ("%.2f px each, from the monitor"), px_per_mm);
}

/* What the station cannot know: how its wall is drawn. */
static void
insert_wall (VigilDiagnosticsPage *self, GPtrArray *lines)
{
  const VigilPace *pace = vigil_wall_get_pace (self->wall);
  insert_line (lines, 0, _ ("Waves"), g_strdup (describe_pace (pace->level)));
  /* translators: how long it takes to draw a picture of the wall */
  insert_line (lines, 1, _ ("Work of a frame"),
               g_strdup_printf (_ ("%.1f ms; more than %.0f ms reduces the waves"),
                                pace->work_p95_ms, VIGIL_PACE_WORK_MAX_MS));
  insert_line (
      lines, 2, _ ("Reduced or restored"),
      g_strdup_printf (ngettext ("%u time", "%u times", pace->n_changes), pace->n_changes));
  insert_line (lines, 3, _ ("Millimetres"), dup_millimetres (self->wall));
}

static void
refresh (VigilDiagnosticsPage *self)
{
  g_autoptr (GPtrArray) lines = vigil_station_list_diagnostics (self->station);
  if (self->wall)
    insert_wall (self, lines);
  if (!is_same_rows (self, lines))
    build_rows (self, lines);
  for (guint i = 0; i < lines->len; i++) {
    const VigilDiagnostic *line = g_ptr_array_index (lines, i);
    vigil_page_parts_set_text (g_ptr_array_index (self->values, i), line->value);
  }
}

static gboolean
second_cb (gpointer data)
{
  VigilDiagnosticsPage *self = data;
  refresh (self);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    vigil_station_note_dead_letters_read (self->station);
  return G_SOURCE_CONTINUE;
}

static void
vigil_diagnostics_page_dispose (GObject *object)
{
  VigilDiagnosticsPage *self = VIGIL_DIAGNOSTICS_PAGE (object);
  g_clear_handle_id (&self->second_id, g_source_remove);
  g_clear_object (&self->station);
  g_clear_object (&self->wall);
  G_OBJECT_CLASS (vigil_diagnostics_page_parent_class)->dispose (object);
}

static void
vigil_diagnostics_page_finalize (GObject *object)
{
  VigilDiagnosticsPage *self = VIGIL_DIAGNOSTICS_PAGE (object);
  g_ptr_array_unref (self->names);
  g_ptr_array_unref (self->values);
  G_OBJECT_CLASS (vigil_diagnostics_page_parent_class)->finalize (object);
}

static void
vigil_diagnostics_page_class_init (VigilDiagnosticsPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vigil_diagnostics_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = vigil_diagnostics_page_finalize;
}

static void
vigil_diagnostics_page_init (VigilDiagnosticsPage *self)
{
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->values = g_ptr_array_new ();
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  self->check = vigil_page_parts_new_button (_ ("Check sound and colours"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->check), "win.check");
  GtkWidget *top = vigil_page_parts_new_row ();
  gtk_widget_add_css_class (top, "page-top");
  gtk_box_append (GTK_BOX (top), self->check);
  gtk_box_append (GTK_BOX (self), top);
  GtkWidget *scroller = vigil_page_parts_new_scroller (&self->content);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (self), scroller);
}

GtkWidget *
vigil_diagnostics_page_new (VigilStation *station, VigilWall *wall)
{
  g_return_val_if_fail (VIGIL_IS_STATION (station), NULL);
  g_return_val_if_fail (!wall || VIGIL_IS_WALL (wall), NULL);
  VigilDiagnosticsPage *self = g_object_new (VIGIL_TYPE_DIAGNOSTICS_PAGE, NULL);
  self->station = g_object_ref (station);
  g_set_object (&self->wall, wall);
  refresh (self);
  self->second_id = g_timeout_add_seconds (1, second_cb, self);
  return GTK_WIDGET (self);
}
