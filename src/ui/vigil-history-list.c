/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-history-list.h"

#include <glib/gi18n.h>

#include "vigil-history-item.h"
#include "vigil-history-row.h"

#define PAGE_ROWS 200
/* The next page is asked for when so few rows are left below. */
#define ROWS_AHEAD 40
/* What happens is shown within a second, however much happens. */
#define FOLLOW_MS 1000

typedef enum {
  ASKED_NOTHING,
  ASKED_ANEW, /* another filter: what is shown goes when the answer comes */
  ASKED_NEWEST, /* what happened since */
  ASKED_OLDER,
} Asked;

struct _VigilHistoryList {
  GtkBox parent_instance;
  VigilStation *station;
  VigilOccurrenceFilter filter;
  GListStore *items;
  Asked asked; /* one question at a time */
  gboolean is_anew_due, is_whole;
  guint n_matching;
  gint64 known_since_ms;
  char *problem;
  guint follow_id;
};

G_DEFINE_FINAL_TYPE (VigilHistoryList, vigil_history_list, GTK_TYPE_BOX)

static VigilHistoryItem *
ref_item (VigilHistoryList *self, guint index)
{
  return g_list_model_get_item (G_LIST_MODEL (self->items), index);
}

static void ask (VigilHistoryList *self, Asked asked);

static gint64
get_last_id (VigilHistoryList *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->items));
  if (n == 0)
    return 0;
  g_autoptr (VigilHistoryItem) last = ref_item (self, n - 1);
  return vigil_history_item_get (last)->id;
}

static void
append_page (VigilHistoryList *self, const GArray *page)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < page->len; i++)
    g_ptr_array_add (items, vigil_history_item_new (&g_array_index (page, VigilOccurrence, i)));
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->items));
  g_list_store_splice (self->items, n, 0, items->pdata, items->len);
  self->is_whole = page->len < PAGE_ROWS;
}

/* New ones come on top, known ones are told; the place that is looked at does not move. */
static void
merge_newest (VigilHistoryList *self, const GArray *page)
{
  guint index = 0;
  for (guint i = 0; i < page->len; i++) {
    const VigilOccurrence *occurrence = &g_array_index (page, VigilOccurrence, i);
    g_autoptr (VigilHistoryItem) item = ref_item (self, index);
    /* One that the filter lets through no more (its priority rose). */
    while (item != NULL && vigil_history_item_get (item)->id > occurrence->id) {
      g_list_store_remove (self->items, index);
      g_clear_object (&item);
      item = ref_item (self, index);
    }
    if (item != NULL && vigil_history_item_get (item)->id == occurrence->id) {
      vigil_history_item_set (item, occurrence);
    } else {
      g_autoptr (VigilHistoryItem) newer = vigil_history_item_new (occurrence);
      g_list_store_insert (self->items, index, newer);
    }
    index++;
  }
}

/* So much happened that the page does not reach down to what is shown. */
static gboolean
is_apart (VigilHistoryList *self, const GArray *page)
{
  g_autoptr (VigilHistoryItem) first = ref_item (self, 0);
  return page->len == PAGE_ROWS && first != NULL
         && g_array_index (page, VigilOccurrence, page->len - 1).id
                > vigil_history_item_get (first)->id;
}

static void
take_page (VigilHistoryList *self, const VigilOccurrencePage *page)
{
  gboolean is_newest = self->asked == ASKED_NEWEST && !is_apart (self, page->occurrences);
  if (self->asked != ASKED_OLDER && !is_newest)
    g_list_store_remove_all (self->items);
  if (is_newest)
    merge_newest (self, page->occurrences);
  else
    append_page (self, page->occurrences);
  if (self->asked != ASKED_OLDER)
    self->n_matching = page->n_matching;
  self->known_since_ms = page->known_since_ms;
}

static void
page_cb (const VigilOccurrencePage *page, const GError *error, gpointer data)
{
  VigilHistoryList *self = data;
  g_clear_pointer (&self->problem, g_free);
  if (error != NULL)
    self->problem = g_strdup (error->message);
  else if (!self->is_anew_due)
    take_page (self, page);
  self->asked = ASKED_NOTHING;
  if (self->is_anew_due)
    ask (self, ASKED_ANEW);
  else
    g_signal_emit_by_name (self, "counted");
}

static void
ask (VigilHistoryList *self, Asked asked)
{
  if (self->asked != ASKED_NOTHING) {
    self->is_anew_due |= asked == ASKED_ANEW;
    return;
  }
  self->is_anew_due = FALSE;
  self->asked = asked;
  vigil_station_list_occurrences (self->station, &self->filter,
                                  asked == ASKED_OLDER ? get_last_id (self) : 0, PAGE_ROWS, page_cb,
                                  G_OBJECT (self));
}

static gboolean
follow_cb (gpointer data)
{
  VigilHistoryList *self = data;
  self->follow_id = 0;
  ask (self, g_list_model_get_n_items (G_LIST_MODEL (self->items)) > 0 ? ASKED_NEWEST : ASKED_ANEW);
  return G_SOURCE_REMOVE;
}

static void
alarms_changed_cb (VigilHistoryList *self)
{
  if (self->follow_id == 0)
    self->follow_id = g_timeout_add (FOLLOW_MS, follow_cb, self);
}

/* Rows. */

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, VigilHistoryList *self)
{
  gtk_list_item_set_child (list_item, vigil_history_row_new (self->station));
  gtk_list_item_set_activatable (list_item, FALSE);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, VigilHistoryList *self)
{
  VigilHistoryRow *row = VIGIL_HISTORY_ROW (gtk_list_item_get_child (list_item));
  vigil_history_row_set_item (row, gtk_list_item_get_item (list_item));
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->items));
  if (!self->is_whole && gtk_list_item_get_position (list_item) + ROWS_AHEAD >= n)
    ask (self, ASKED_OLDER);
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item, VigilHistoryList *self)
{
  vigil_history_row_set_item (VIGIL_HISTORY_ROW (gtk_list_item_get_child (list_item)), NULL);
}

static GtkWidget *
make_view (VigilHistoryList *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, 0);
  GtkNoSelection *selection = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->items)));
  GtkWidget *view = gtk_list_view_new (GTK_SELECTION_MODEL (selection), factory);
  gtk_widget_add_css_class (view, "history");
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Alarms of the record, the newest first"), -1);
  return view;
}

static void
vigil_history_list_dispose (GObject *object)
{
  VigilHistoryList *self = VIGIL_HISTORY_LIST (object);
  g_clear_handle_id (&self->follow_id, g_source_remove);
  g_clear_pointer (&self->problem, g_free);
  G_OBJECT_CLASS (vigil_history_list_parent_class)->dispose (object);
}

static void
vigil_history_list_finalize (GObject *object)
{
  VigilHistoryList *self = VIGIL_HISTORY_LIST (object);
  g_clear_object (&self->items);
  g_clear_object (&self->station);
  G_OBJECT_CLASS (vigil_history_list_parent_class)->finalize (object);
}

static void
vigil_history_list_class_init (VigilHistoryListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = vigil_history_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = vigil_history_list_finalize;
  g_signal_new ("counted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 0);
}

static void
vigil_history_list_init (VigilHistoryList *self)
{
  self->items = g_list_store_new (VIGIL_TYPE_HISTORY_ITEM);
}

GtkWidget *
vigil_history_list_new (VigilStation *station)
{
  g_return_val_if_fail (VIGIL_IS_STATION (station), NULL);
  VigilHistoryList *self = g_object_new (VIGIL_TYPE_HISTORY_LIST, NULL);
  self->station = g_object_ref (station);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), make_view (self));
  gtk_widget_set_hexpand (scroller, TRUE);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (self), scroller);
  g_signal_connect_object (station, "alarms-changed", G_CALLBACK (alarms_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

void
vigil_history_list_set_filter (VigilHistoryList *self, const VigilOccurrenceFilter *filter)
{
  g_return_if_fail (VIGIL_IS_HISTORY_LIST (self) && filter != NULL);
  self->filter = *filter;
  ask (self, ASKED_ANEW);
}

guint
vigil_history_list_get_n_matching (VigilHistoryList *self)
{
  g_return_val_if_fail (VIGIL_IS_HISTORY_LIST (self), 0);
  return self->n_matching;
}

gint64
vigil_history_list_get_known_since_ms (VigilHistoryList *self)
{
  g_return_val_if_fail (VIGIL_IS_HISTORY_LIST (self), 0);
  return self->known_since_ms;
}

const char *
vigil_history_list_get_problem (VigilHistoryList *self)
{
  g_return_val_if_fail (VIGIL_IS_HISTORY_LIST (self), NULL);
  return self->problem;
}

GListModel *
vigil_history_list_get_items (VigilHistoryList *self)
{
  g_return_val_if_fail (VIGIL_IS_HISTORY_LIST (self), NULL);
  return G_LIST_MODEL (self->items);
}
