/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The record as a file: read page by page on the store's thread, so that no acknowledgement waits
 * long, and written at once beside the old file, which it replaces when it is whole. */

#include "vigil-station-private.h"

#include "vigil-occurrence-csv.h"

#define PAGE_ROWS 1000

typedef struct {
  GWeakRef station, owner;
  VigilOccurrenceFilter filter;
  GFile *file;
  VigilExportFunc func;
  GString *text;
  GTimeZone *zone;
  guint n_rows;
} Export;

static void
export_free (Export *export)
{
  g_weak_ref_clear (&export->station);
  g_weak_ref_clear (&export->owner);
  g_object_unref (export->file);
  g_time_zone_unref (export->zone);
  if (export->text != NULL)
    g_string_free (export->text, TRUE);
  g_free (export);
}

static void
finish (Export *export, const GError *error)
{
  g_autoptr (GObject) owner = g_weak_ref_get (&export->owner);
  if (owner != NULL)
    export->func (error == NULL ? export->n_rows : 0, error, owner);
  export_free (export);
}

static void
written_cb (GObject *file, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  (void) g_file_replace_contents_finish (G_FILE (file), result, NULL, &error);
  finish (data, error);
}

/* For the owner's eyes: whoever exports it says who else may see it. */
static void
write_out (Export *export)
{
  g_autoptr (GBytes) bytes = g_string_free_to_bytes (g_steal_pointer (&export->text));
  g_file_replace_contents_bytes_async (export->file, bytes, NULL, FALSE,
                                       G_FILE_CREATE_PRIVATE | G_FILE_CREATE_REPLACE_DESTINATION,
                                       NULL, written_cb, export);
}

static void ask (Export *export, gint64 before_id);

/* As the history page has it: of now, or the id of a bed that is not there any more. */
static const char *
get_label (VigilStation *station, const char *bed)
{
  guint index = vigil_ward_find_bed (station->ward, bed);
  return index != G_MAXUINT ? vigil_bed_get_name (vigil_ward_get_bed (station->ward, index)) : bed;
}

static void
page_cb (const VigilOccurrencePage *page, const GError *error, gpointer data)
{
  Export *export = data;
  if (error != NULL) {
    finish (export, error);
    return;
  }
  g_autoptr (VigilStation) station = g_weak_ref_get (&export->station);
  if (station == NULL) {
    export_free (export);
    return;
  }
  gint64 last_id = 0;
  for (guint i = 0; i < page->occurrences->len; i++) {
    const VigilOccurrence *occurrence = &g_array_index (page->occurrences, VigilOccurrence, i);
    vigil_occurrence_csv_append (export->text, occurrence, get_label (station, occurrence->bed),
                                 export->zone);
    last_id = occurrence->id;
  }
  export->n_rows += page->occurrences->len;
  if (page->occurrences->len < PAGE_ROWS)
    write_out (export);
  else
    ask (export, last_id);
}

static void
ask (Export *export, gint64 before_id)
{
  g_autoptr (VigilStation) station = g_weak_ref_get (&export->station);
  if (station != NULL && station->store != NULL)
    vigil_journal_list_occurrences (station->store, &export->filter, before_id, PAGE_ROWS, page_cb,
                                    export);
  else
    export_free (export);
}

void
vigil_station_export_occurrences (VigilStation *self,
                                  const VigilOccurrenceFilter *filter,
                                  GFile *file,
                                  VigilExportFunc func,
                                  GObject *owner)
{
  g_return_if_fail (VIGIL_IS_STATION (self) && filter != NULL && G_IS_FILE (file));
  g_return_if_fail (func != NULL && G_IS_OBJECT (owner));
  Export *export = g_new0 (Export, 1);
  g_weak_ref_init (&export->station, self);
  g_weak_ref_init (&export->owner, owner);
  export->filter = *filter;
  export->file = g_object_ref (file);
  export->func = func;
  export->text = g_string_new (NULL);
  export->zone = g_time_zone_new_local ();
  vigil_occurrence_csv_append_header (export->text);
  ask (export, 0);
}
