/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-off-list.h"

#include <glib/gi18n.h>

#include "vigil-limit-words.h"
#include "vigil-page-parts.h"
#include "vigil-suspension-words.h"
#include "vigil-volume.h"
#include "vigil-ward-off.h"
#include "vigil-words.h"

#define NO_BED G_MAXUINT

/* One row as it reads. */
typedef struct {
  guint bed; /* NO_BED: of the station */
  VigilOffKind kind;
  char *what, *detail;
} Entry;

typedef struct {
  GtkWidget *button, *number, *what, *detail; /* the first owns the others */
} Row;
#define LINE_CHARS 12

struct _VigilOffList {
  GtkBox parent_instance;
  VigilStation *station;
  GArray *rows; /* Row, in order */
  GtkWidget *empty;
  guint second_id;
};

G_DEFINE_FINAL_TYPE (VigilOffList, vigil_off_list, GTK_TYPE_BOX)

static void
clear_entry (gpointer data)
{
  Entry *entry = data;
  g_free (entry->what);
  g_free (entry->detail);
}

static const VigilBed *
get_bed (VigilOffList *self, guint bed)
{
  return vigil_ward_get_bed (vigil_station_get_ward (self->station), bed);
}

static void
append (GString *text, const char *part)
{
  if (part != NULL && part[0] != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", part);
}

/* "until 14:50 · 12:05 left · since 14:32 · Okafor · Desk 1". */
static char *
dup_times (gint64 since_ms, gint64 until_us, const char *by, const char *station, VigilNow now)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *who = vigil_limit_words_who (by, station);
  g_autofree char *since = vigil_words_time_of_day (since_ms);
  if (until_us > 0) {
    g_autofree char *left = vigil_words_age (until_us - now.mono_us);
    /* Half a second: the clocks are read one after the other, and the minute must not flicker. */
    g_autofree char *end =
        vigil_words_time_of_day (now.wall_ms + (until_us - now.mono_us) / 1000 + 500);
    /* translators: the end of something that is off, and how long it is until then */
    g_string_append_printf (text, _ ("until %s · %s left"), end, left);
  }
  if (since[0] != '\0') {
    /* translators: %s is a time of day */
    g_autofree char *words = g_strdup_printf (_ ("since %s"), since);
    append (text, words);
  }
  append (text, who);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* "Care: wash", "SpO₂: alarm off", "SpO₂: no limits, nobody alarms". */
static char *
dup_what (VigilOffList *self, const VigilOffItem *item)
{
  g_autofree char *label = vigil_words_label (vigil_nomenclature_numeric (item->numeric)->label);
  switch (item->kind) {
  case VIGIL_OFF_SUSPENSION:
    return vigil_suspension_words_format (get_bed (self, item->bed),
                                          vigil_station_now (self->station));
  case VIGIL_OFF_ALARM:
    /* translators: %s is a number such as SpO₂ */
    return g_strdup_printf (_ ("%s: alarm off"), label);
  case VIGIL_OFF_NO_LIMITS:
    /* translators: %s is a number such as SpO₂ */
    return g_strdup_printf (_ ("%s: no limits, nobody alarms"), label);
  case VIGIL_OFF_CHANGED:
  default: {
    g_autofree char *limit = vigil_limit_words_bounds (&item->limit);
    g_autofree char *preset = vigil_limit_words_bounds (&item->preset);
    /* translators: a number, its limits now, the limits of its class: "SpO₂ ≥ 88, preset ≥ 90" */
    return g_strdup_printf (_ ("%s %s, preset %s"), label, limit, preset);
  }
  }
}

static char *
dup_detail (const VigilOffItem *item, VigilNow now)
{
  g_autofree char *times = dup_times (item->since_ms, item->until_us, item->by, item->station, now);
  gboolean is_at_bed = item->station[0] == '\0'
                       && (item->kind == VIGIL_OFF_ALARM || item->kind == VIGIL_OFF_SUSPENSION
                           || item->kind == VIGIL_OFF_CHANGED);
  if (!is_at_bed)
    return g_steal_pointer (&times);
  return g_strdup_printf ("%s%s%s", times, times[0] != '\0' ? " · " : "", _ ("at the bedside"));
}

/* Limits of one bed that were changed together, so far as is known, are one row. */
static gboolean
join (GArray *entries, const Entry *entry)
{
  Entry *last = entries->len > 0 ? &g_array_index (entries, Entry, entries->len - 1) : NULL;
  if (last == NULL || entry->kind != VIGIL_OFF_CHANGED || last->kind != VIGIL_OFF_CHANGED
      || last->bed != entry->bed || !g_str_equal (last->detail, entry->detail))
    return FALSE;
  g_autofree char *what = last->what;
  last->what = g_strdup_printf ("%s; %s", what, entry->what);
  return TRUE;
}

static void
add (GArray *entries, Entry entry)
{
  if (join (entries, &entry))
    clear_entry (&entry);
  else
    g_array_append_val (entries, entry);
}

static void
add_volume (VigilOffList *self, GArray *entries, VigilNow now)
{
  const VigilVolume *volume = vigil_station_get_volume (self->station);
  if (volume == NULL || volume->percent >= volume->plan.day_percent)
    return;
  Entry entry = { .bed = NO_BED, .kind = VIGIL_OFF_SUSPENSION };
  entry.what = g_strdup_printf (_ ("Volume of medium and low alarms: %u %%, by day %u %%"),
                                volume->percent, volume->plan.day_percent);
  entry.detail = volume->is_by_hand
                     ? dup_times (volume->since_wall_ms, volume->until_mono_us, volume->by, "", now)
                     : g_strdup (_ ("the ward's night volume"));
  g_array_append_val (entries, entry);
}

static GArray *
list_entries (VigilOffList *self)
{
  VigilNow now = vigil_station_now (self->station);
  GArray *entries = g_array_new (FALSE, TRUE, sizeof (Entry));
  g_array_set_clear_func (entries, clear_entry);
  g_autoptr (GArray) items = vigil_ward_list_off (vigil_station_get_ward (self->station), now);
  for (guint i = 0; i < items->len; i++) {
    const VigilOffItem *item = &g_array_index (items, VigilOffItem, i);
    add (entries, (Entry){ .bed = item->bed,
                           .kind = item->kind,
                           .what = dup_what (self, item),
                           .detail = dup_detail (item, now) });
  }
  add_volume (self, entries, now);
  return entries;
}

static Row
make_row (VigilOffList *self)
{
  Row row = { .button = gtk_button_new () };
  GtkWidget *parts = vigil_page_parts_new_words (16);
  GtkWidget *lines = vigil_page_parts_new_lines ();
  row.number = vigil_page_parts_new_label ("", "number");
  row.what = vigil_page_parts_add_line (lines, "what", LINE_CHARS);
  row.detail = vigil_page_parts_add_line (lines, "detail", LINE_CHARS);
  gtk_label_set_width_chars (GTK_LABEL (row.number), 3);
  gtk_box_append (GTK_BOX (parts), row.number);
  gtk_box_append (GTK_BOX (parts), lines);
  gtk_button_set_child (GTK_BUTTON (row.button), parts);
  gtk_widget_add_css_class (row.button, "offrow");
  gtk_box_append (GTK_BOX (self), row.button);
  return row;
}

static void
show_row (VigilOffList *self, const Row *row, const Entry *entry)
{
  const char *number = entry->bed == NO_BED ? "" : vigil_bed_get_name (get_bed (self, entry->bed));
  g_autofree char *name = NULL;
  vigil_page_parts_set_text (row->number, number);
  g_autofree char *what = vigil_page_parts_dup_unbroken (entry->what);
  vigil_page_parts_set_text (row->what, what);
  vigil_page_parts_set_text (row->detail, entry->detail);
  gtk_widget_set_visible (row->detail, entry->detail[0] != '\0');
  if (entry->bed == NO_BED) {
    gtk_actionable_set_action_name (GTK_ACTIONABLE (row->button), NULL);
    name = g_strdup_printf ("%s. %s", entry->what, entry->detail);
  } else {
    gtk_actionable_set_action_target (GTK_ACTIONABLE (row->button), "u", entry->bed);
    gtk_actionable_set_action_name (GTK_ACTIONABLE (row->button), "win.bed");
    /* translators: a bed, what is off there, who and until when */
    name = g_strdup_printf (_ ("Bed %s: %s. %s"), number, entry->what, entry->detail);
  }
  gtk_accessible_update_property (GTK_ACCESSIBLE (row->button), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
}

static void
refresh (VigilOffList *self)
{
  g_autoptr (GArray) entries = list_entries (self);
  while (self->rows->len > entries->len) {
    gtk_box_remove (GTK_BOX (self), g_array_index (self->rows, Row, self->rows->len - 1).button);
    g_array_set_size (self->rows, self->rows->len - 1);
  }
  for (guint i = 0; i < entries->len; i++) {
    if (i == self->rows->len) {
      Row row = make_row (self);
      g_array_append_val (self->rows, row);
    }
    show_row (self, &g_array_index (self->rows, Row, i), &g_array_index (entries, Entry, i));
  }
  gtk_widget_set_visible (self->empty, entries->len == 0);
}

static gboolean
second_cb (gpointer data)
{
  refresh (data);
  return G_SOURCE_CONTINUE;
}

static void
vigil_off_list_dispose (GObject *object)
{
  VigilOffList *self = VIGIL_OFF_LIST (object);
  g_clear_handle_id (&self->second_id, g_source_remove);
  g_clear_pointer (&self->rows, g_array_unref);
  g_clear_object (&self->station);
  G_OBJECT_CLASS (vigil_off_list_parent_class)->dispose (object);
}

static void
vigil_off_list_class_init (VigilOffListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vigil_off_list_dispose;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "offlist");
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_LIST);
}

static void
vigil_off_list_init (VigilOffList *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 16);
  self->rows = g_array_new (FALSE, TRUE, sizeof (Row));
  self->empty = vigil_page_parts_new_text (_ ("Nothing is off"), "empty");
  gtk_box_append (GTK_BOX (self), self->empty);
}

GtkWidget *
vigil_off_list_new (VigilStation *station)
{
  g_return_val_if_fail (VIGIL_IS_STATION (station), NULL);
  VigilOffList *self = g_object_new (VIGIL_TYPE_OFF_LIST, NULL);
  self->station = g_object_ref (station);
  self->second_id = g_timeout_add_seconds (1, second_cb, self);
  refresh (self);
  return GTK_WIDGET (self);
}

GtkWidget *
vigil_off_list_new_page (VigilStation *station)
{
  GtkWidget *content;
  GtkWidget *page = vigil_page_parts_new_scroller (&content);
  gtk_box_append (GTK_BOX (content), vigil_off_list_new (station));
  return page;
}

guint
vigil_off_list_get_n_rows (VigilOffList *self)
{
  g_return_val_if_fail (VIGIL_IS_OFF_LIST (self), 0);
  return self->rows->len;
}
