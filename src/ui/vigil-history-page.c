/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-history-page.h"

#include <glib/gi18n.h>

#include "vigil-fold.h"
#include "vigil-history-filter.h"
#include "vigil-history-list.h"
#include "vigil-history-words.h"
#include "vigil-page-frame.h"
#include "vigil-page-parts.h"

#define COUNT_CHARS 20

struct _VigilHistoryPage {
  GtkBox parent_instance;
  VigilStation *station;
  GtkWidget *fold, *filter, *list, *count, *save, *saved;
  GtkFileChooserNative *chooser; /* while a file is chosen */
};

G_DEFINE_FINAL_TYPE (VigilHistoryPage, vigil_history_page, GTK_TYPE_BOX)

static gint64
get_now_ms (VigilHistoryPage *self)
{
  return vigil_station_now (self->station).wall_ms;
}

/* "412 alarms · known since Mon 23 Nov 05:00:12 · kept for 90 days" */
static void
counted_cb (VigilHistoryPage *self)
{
  VigilHistoryList *list = VIGIL_HISTORY_LIST (self->list);
  const char *problem = vigil_history_list_get_problem (list);
  if (problem != NULL) {
    /* translators: %s: what the disk said */
    g_autofree char *text = g_strdup_printf (_ ("The record cannot be read: %s"), problem);
    vigil_page_parts_set_text (self->count, text);
    vigil_fold_set_words (VIGIL_FOLD (self->fold), text);
    return;
  }
  guint n = vigil_history_list_get_n_matching (list);
  guint days = vigil_station_get_record_days (self->station);
  g_autofree char *alarms = n > 0 ? g_strdup_printf (ngettext ("%u alarm", "%u alarms", n), n)
                                  : g_strdup (_ ("No alarms"));
  g_autofree char *since =
      vigil_history_words_when (vigil_history_list_get_known_since_ms (list), get_now_ms (self));
  g_autofree char *known = since[0] != '\0' ? g_strdup_printf (_ ("known since %s"), since)
                                            : g_strdup (_ ("new record"));
  g_autofree char *kept =
      g_strdup_printf (ngettext ("kept for %u day", "kept for %u days", days), days);
  g_autofree char *text = g_strdup_printf ("%s · %s · %s", alarms, known, kept);
  /* translators: how many alarms are listed; the target opens what chooses among them */
  g_autofree char *words = g_strdup_printf (_ ("%s · Choose, save…"), alarms);
  vigil_page_parts_set_text (self->count, text);
  vigil_fold_set_words (VIGIL_FOLD (self->fold), words);
}

static void
filter_cb (VigilHistoryPage *self)
{
  VigilOccurrenceFilter filter =
      vigil_history_filter_get (VIGIL_HISTORY_FILTER (self->filter), get_now_ms (self));
  vigil_history_list_set_filter (VIGIL_HISTORY_LIST (self->list), &filter);
}

/* ── Saving ─────────────────────────────────────────────────────────────────────────────────── */

static void
say_saved (VigilHistoryPage *self, const char *text)
{
  vigil_page_parts_set_text (self->saved, text);
  gtk_widget_set_visible (self->saved, TRUE);
}

static void
exported_cb (guint n_rows, const GError *error, gpointer owner)
{
  VigilHistoryPage *self = owner;
  g_autofree char *text = NULL;
  gtk_widget_set_sensitive (self->save, TRUE);
  if (error != NULL)
    /* translators: %s: why a file could not be written */
    text = g_strdup_printf (_ ("Not saved: %s"), error->message);
  else
    text = g_strdup_printf (ngettext ("%u alarm saved", "%u alarms saved", n_rows), n_rows);
  say_saved (self, text);
}

void
vigil_history_page_save (VigilHistoryPage *self, GFile *file)
{
  g_return_if_fail (VIGIL_IS_HISTORY_PAGE (self) && G_IS_FILE (file));
  VigilOccurrenceFilter filter =
      vigil_history_filter_get (VIGIL_HISTORY_FILTER (self->filter), get_now_ms (self));
  gtk_widget_set_sensitive (self->save, FALSE);
  say_saved (self, _ ("Saving…"));
  vigil_station_export_occurrences (self->station, &filter, file, exported_cb, G_OBJECT (self));
}

static void
close_chooser (VigilHistoryPage *self)
{
  if (self->chooser == NULL)
    return;
  gtk_native_dialog_destroy (GTK_NATIVE_DIALOG (self->chooser));
  g_clear_object (&self->chooser);
  vigil_page_frame_set_in_use (GTK_WIDGET (self), FALSE);
}

static void
response_cb (GtkNativeDialog *dialog, int response, VigilHistoryPage *self)
{
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT
                               ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog))
                               : NULL;
  close_chooser (self);
  if (file != NULL)
    vigil_history_page_save (self, file);
}

/* Not modal: what happens on the wall goes on and can be answered. */
static void
save_cb (VigilHistoryPage *self)
{
  if (self->chooser != NULL) {
    gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
    return;
  }
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_local (get_now_ms (self) / 1000);
  g_autofree char *name = g_date_time_format (now, "alarms-%Y-%m-%d-%H%M.csv");
  self->chooser =
      gtk_file_chooser_native_new (_ ("Save the alarms as CSV"), GTK_WINDOW (root),
                                   GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), _ ("_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), FALSE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (response_cb), self, 0);
  vigil_page_frame_set_in_use (GTK_WIDGET (self), TRUE);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/* ── The page ───────────────────────────────────────────────────────────────────────────────── */

static void
vigil_history_page_dispose (GObject *object)
{
  VigilHistoryPage *self = VIGIL_HISTORY_PAGE (object);
  close_chooser (self);
  g_clear_object (&self->station);
  G_OBJECT_CLASS (vigil_history_page_parent_class)->dispose (object);
}

static void
vigil_history_page_class_init (VigilHistoryPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vigil_history_page_dispose;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "historypage");
}

static void
vigil_history_page_init (VigilHistoryPage *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
}

/* How many, and the button that saves them. */
static GtkWidget *
make_foot (VigilHistoryPage *self)
{
  GtkWidget *foot = vigil_page_parts_new_row ();
  GtkWidget *lines = vigil_page_parts_new_lines ();
  self->count = vigil_page_parts_add_line (lines, "dim", COUNT_CHARS);
  self->saved = vigil_page_parts_add_line (lines, "saved", COUNT_CHARS);
  gtk_widget_set_visible (self->saved, FALSE);
  self->save = vigil_page_parts_new_button (_ ("Save as CSV…"));
  gtk_widget_set_valign (self->save, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (self->save, "clicked", G_CALLBACK (save_cb), self);
  gtk_widget_add_css_class (foot, "filter");
  gtk_widget_add_css_class (foot, "foot");
  gtk_box_append (GTK_BOX (foot), lines);
  gtk_box_append (GTK_BOX (foot), self->save);
  return foot;
}

GtkWidget *
vigil_history_page_new (VigilStation *station)
{
  g_return_val_if_fail (VIGIL_IS_STATION (station), NULL);
  VigilHistoryPage *self = g_object_new (VIGIL_TYPE_HISTORY_PAGE, NULL);
  self->station = g_object_ref (station);
  self->filter = vigil_history_filter_new (station);
  self->list = vigil_history_list_new (station);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (head), self->filter);
  gtk_box_append (GTK_BOX (head), make_foot (self));
  self->fold = vigil_fold_new (head, self->list);
  gtk_widget_set_vexpand (self->fold, TRUE);
  gtk_box_append (GTK_BOX (self), self->fold);
  g_signal_connect_object (self->list, "counted", G_CALLBACK (counted_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->filter, "changed", G_CALLBACK (filter_cb), self,
                           G_CONNECT_SWAPPED);
  filter_cb (self);
  return GTK_WIDGET (self);
}
