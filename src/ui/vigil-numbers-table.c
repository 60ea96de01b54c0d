/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-numbers-table.h"

#include <glib/gi18n.h>
#include <math.h>

#include "vigil-page-parts.h"
#include "vigil-words.h"

typedef enum {
  COLUMN_NAME,
  COLUMN_VALUE,
  COLUMN_UNIT,
  COLUMN_LIMITS,
  COLUMN_SOURCE,
  N_COLUMNS,
} Column;

struct _VigilNumbersTable {
  GtkWidget parent_instance;
  GtkWidget *grid;
  GtkWidget *cells[VIGIL_N_NUMERICS][N_COLUMNS];
};

G_DEFINE_FINAL_TYPE (VigilNumbersTable, vigil_numbers_table, GTK_TYPE_WIDGET)

static char *
dup_number (VigilNumericKind kind, double value)
{
  return g_strdup_printf ("%.*f", (int) vigil_nomenclature_numeric (kind)->decimals, value);
}

char *
vigil_numbers_table_dup_value (VigilNumericKind kind, const VigilNumeric *numeric)
{
  if (numeric->show == VIGIL_SHOW_BLANK)
    return g_strdup ("");
  if (numeric->show == VIGIL_SHOW_DASHES)
    return g_strdup ("--");
  g_autofree char *number = dup_number (kind, numeric->value);
  return g_strdup_printf ("%s%s", number, numeric->show == VIGIL_SHOW_QUESTIONABLE ? "?" : "");
}

/* "50 – 120", "≥ 90", "≤ 30"; "" without either. */
static char *
dup_band (VigilNumericKind kind, double lo, double hi)
{
  g_autofree char *low = isnan (lo) ? NULL : dup_number (kind, lo);
  g_autofree char *high = isnan (hi) ? NULL : dup_number (kind, hi);
  if (low != NULL && high != NULL)
    return g_strdup_printf ("%s – %s", low, high);
  if (low != NULL)
    return g_strdup_printf ("≥ %s", low);
  return high != NULL ? g_strdup_printf ("≤ %s", high) : g_strdup ("");
}

char *
vigil_numbers_table_dup_limits (VigilNumericKind kind, const VigilNumeric *numeric)
{
  const VigilLimit *limit = &numeric->limit;
  if (numeric->limit_source == VIGIL_LIMITS_NONE)
    return g_strdup (_ ("none"));
  if (numeric->limit_source == VIGIL_LIMITS_OFF) {
    g_autofree char *until = vigil_words_time_of_day (limit->until_ms);
    /* translators: limits switched off at the bedside until this time of day */
    return until[0] != '\0' ? g_strdup_printf (_ ("off until %s"), until) : g_strdup (_ ("off"));
  }
  g_autofree char *first = dup_band (kind, limit->lo, limit->hi);
  g_autofree char *second = dup_band (kind, limit->lo2, limit->hi2);
  if (second[0] == '\0')
    return g_steal_pointer (&first);
  return g_strdup_printf (first[0] != '\0' ? "%s (%s)" : "%s%s", first, second);
}

static const char *
get_source (VigilLimitSource source)
{
  switch (source) {
  case VIGIL_LIMITS_BEDSIDE:
  case VIGIL_LIMITS_OFF:
    return _ ("set at the bedside");
  case VIGIL_LIMITS_PRESET:
    return _ ("preset of this station");
  case VIGIL_LIMITS_NONE:
  default:
    return "";
  }
}

static void
make_row (VigilNumbersTable *self, VigilNumericKind kind)
{
  static const char *const CLASSES[N_COLUMNS] = { "name", "value", "unit", "limits", "source" };
  const VigilNumericInfo *info = vigil_nomenclature_numeric (kind);
  for (guint column = 0; column < N_COLUMNS; column++) {
    GtkWidget *cell = vigil_page_parts_new_text ("", CLASSES[column]);
    gtk_label_set_wrap (GTK_LABEL (cell), column >= COLUMN_LIMITS);
    gtk_grid_attach (GTK_GRID (self->grid), cell, (int) column, (int) kind, 1, 1);
    self->cells[kind][column] = cell;
  }
  g_autofree char *name = vigil_words_label (info->label);
  gtk_label_set_label (GTK_LABEL (self->cells[kind][COLUMN_NAME]), name);
  gtk_label_set_label (GTK_LABEL (self->cells[kind][COLUMN_UNIT]), info->unit);
  gtk_label_set_xalign (GTK_LABEL (self->cells[kind][COLUMN_VALUE]), 1);
  gtk_label_set_width_chars (GTK_LABEL (self->cells[kind][COLUMN_VALUE]), 5);
  gtk_widget_set_hexpand (self->cells[kind][COLUMN_SOURCE], TRUE);
}

static void
mark_alarm (GtkWidget *cell, const VigilNumeric *numeric)
{
  const char *classes[4] = { "value", NULL, NULL, NULL };
  guint n = 1;
  if (numeric->alarm_priority != VIGIL_PRIORITY_NONE)
    classes[n++] = vigil_priority_to_string (numeric->alarm_priority);
  if (numeric->alarm_is_open)
    classes[n++] = "open";
  if (numeric->show == VIGIL_SHOW_OLD)
    classes[n++] = "old";
  gtk_widget_set_css_classes (cell, classes);
}

/* A pair of limits stays on one line; a second pair may go below it. */
static char *
dup_unbroken (const char *limits)
{
  g_autoptr (GString) text = g_string_new (limits);
  g_string_replace (text, " – ", "\u00a0–\u00a0", 0);
  g_string_replace (text, "≥ ", "≥\u00a0", 0);
  g_string_replace (text, "≤ ", "≤\u00a0", 0);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
show_row (VigilNumbersTable *self, VigilNumericKind kind, const VigilNumeric *numeric)
{
  GtkWidget **cells = self->cells[kind];
  gboolean is_shown = numeric->show != VIGIL_SHOW_BLANK;
  for (guint column = 0; column < N_COLUMNS; column++)
    gtk_widget_set_visible (cells[column], is_shown);
  if (!is_shown)
    return;
  g_autofree char *value = vigil_numbers_table_dup_value (kind, numeric);
  g_autofree char *words = vigil_numbers_table_dup_limits (kind, numeric);
  g_autofree char *limits = dup_unbroken (words);
  g_autofree char *time = vigil_words_time_of_day (numeric->t_ms);
  const char *origin = get_source (numeric->limit_source);
  gboolean has_both = origin[0] != '\0' && time[0] != '\0';
  g_autofree char *source = g_strdup_printf ("%s%s%s", origin, has_both ? " · " : "", time);
  vigil_page_parts_set_text (cells[COLUMN_VALUE], value);
  vigil_page_parts_set_text (cells[COLUMN_LIMITS], limits);
  vigil_page_parts_set_text (cells[COLUMN_SOURCE], source);
  mark_alarm (cells[COLUMN_VALUE], numeric);
}

void
vigil_numbers_table_show (VigilNumbersTable *self, const VigilBed *bed)
{
  g_return_if_fail (VIGIL_IS_NUMBERS_TABLE (self));
  for (guint kind = 0; kind < VIGIL_N_NUMERICS; kind++)
    show_row (self, (VigilNumericKind) kind, &bed->numerics[kind]);
}

static void
vigil_numbers_table_dispose (GObject *object)
{
  VigilNumbersTable *self = VIGIL_NUMBERS_TABLE (object);
  g_clear_pointer (&self->grid, gtk_widget_unparent);
  G_OBJECT_CLASS (vigil_numbers_table_parent_class)->dispose (object);
}

static void
vigil_numbers_table_class_init (VigilNumbersTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  G_OBJECT_CLASS (klass)->dispose = vigil_numbers_table_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "numberstable");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_TABLE);
}

static void
vigil_numbers_table_init (VigilNumbersTable *self)
{
  self->grid = gtk_grid_new ();
  gtk_grid_set_column_spacing (GTK_GRID (self->grid), 16);
  gtk_grid_set_row_spacing (GTK_GRID (self->grid), 4);
  gtk_widget_set_parent (self->grid, GTK_WIDGET (self));
  for (guint kind = 0; kind < VIGIL_N_NUMERICS; kind++)
    make_row (self, (VigilNumericKind) kind);
}

GtkWidget *
vigil_numbers_table_new (void)
{
  return g_object_new (VIGIL_TYPE_NUMBERS_TABLE, NULL);
}
