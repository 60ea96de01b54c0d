/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-lanes.h"

typedef struct {
  char *bed;
  GQueue rows; /* VigilLaneRow, owned */
  gboolean is_under_way;
  gboolean is_unheard;
  guint attempt;
  gint64 due_us, failed_us;
} Lane;

struct _VigilLanes {
  GHashTable *by_bed; /* bed → Lane, owned */
  GHashTable *by_id; /* row id → Lane, lent */
  GQueue turns; /* Lane, lent: whose turn it is */
};

static void
row_free (gpointer data)
{
  VigilLaneRow *row = data;
  g_free (row->id);
  g_free (row->path);
  g_bytes_unref (row->body);
  g_free (row);
}

static void
lane_free (gpointer data)
{
  Lane *lane = data;
  g_queue_clear_full (&lane->rows, row_free);
  g_free (lane->bed);
  g_free (lane);
}

VigilLanes *
vigil_lanes_new (void)
{
  VigilLanes *lanes = g_new0 (VigilLanes, 1);
  lanes->by_bed = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, lane_free);
  lanes->by_id = g_hash_table_new (g_str_hash, g_str_equal);
  g_queue_init (&lanes->turns);
  return lanes;
}

void
vigil_lanes_clear (VigilLanes *lanes)
{
  g_queue_clear (&lanes->turns);
  g_hash_table_remove_all (lanes->by_id);
  g_hash_table_remove_all (lanes->by_bed);
}

void
vigil_lanes_free (VigilLanes *lanes)
{
  if (lanes == NULL)
    return;
  vigil_lanes_clear (lanes);
  g_hash_table_unref (lanes->by_id);
  g_hash_table_unref (lanes->by_bed);
  g_free (lanes);
}

static Lane *
get_lane (VigilLanes *lanes, const char *bed)
{
  Lane *lane = g_hash_table_lookup (lanes->by_bed, bed);
  if (lane == NULL) {
    lane = g_new0 (Lane, 1);
    lane->bed = g_strdup (bed);
    g_queue_init (&lane->rows);
    g_hash_table_insert (lanes->by_bed, lane->bed, lane);
    g_queue_push_tail (&lanes->turns, lane);
  }
  return lane;
}

gboolean
vigil_lanes_put (VigilLanes *lanes, const char *bed, const char *id, const char *path, GBytes *body)
{
  if (g_hash_table_contains (lanes->by_id, id))
    return FALSE;
  Lane *lane = get_lane (lanes, bed);
  VigilLaneRow *row = g_new0 (VigilLaneRow, 1);
  row->id = g_strdup (id);
  row->path = g_strdup (path);
  row->body = g_bytes_ref (body);
  g_queue_push_tail (&lane->rows, row);
  g_hash_table_insert (lanes->by_id, row->id, lane);
  return TRUE;
}

const VigilLaneRow *
vigil_lanes_take (VigilLanes *lanes, gint64 now_us)
{
  for (GList *link = lanes->turns.head; link != NULL; link = link->next) {
    Lane *lane = link->data;
    if (lane->is_under_way || lane->due_us > now_us)
      continue;
    lane->is_under_way = TRUE;
    g_queue_unlink (&lanes->turns, link);
    g_queue_push_tail_link (&lanes->turns, link);
    return g_queue_peek_head (&lane->rows);
  }
  return NULL;
}

gint64
vigil_lanes_get_due_us (const VigilLanes *lanes)
{
  gint64 due_us = G_MAXINT64;
  for (GList *link = lanes->turns.head; link != NULL; link = link->next) {
    const Lane *lane = link->data;
    if (!lane->is_under_way)
      due_us = MIN (due_us, lane->due_us);
  }
  return due_us;
}

void
vigil_lanes_settle (VigilLanes *lanes, const char *id)
{
  Lane *lane = g_hash_table_lookup (lanes->by_id, id);
  if (lane == NULL)
    return;
  VigilLaneRow *row = g_queue_pop_head (&lane->rows);
  g_assert (g_str_equal (row->id, id));
  g_hash_table_remove (lanes->by_id, id);
  row_free (row);
  lane->is_under_way = FALSE;
  lane->is_unheard = FALSE;
  lane->attempt = 0;
  lane->due_us = 0;
  if (g_queue_is_empty (&lane->rows)) {
    g_queue_remove (&lanes->turns, lane);
    g_hash_table_remove (lanes->by_bed, lane->bed);
  }
}

guint
vigil_lanes_get_attempt (const VigilLanes *lanes, const char *id)
{
  const Lane *lane = g_hash_table_lookup (lanes->by_id, id);
  return lane != NULL ? lane->attempt : 0;
}

void
vigil_lanes_fail (
    VigilLanes *lanes, const char *id, gint64 now_us, gint64 due_us, gboolean is_unheard)
{
  Lane *lane = g_hash_table_lookup (lanes->by_id, id);
  if (lane == NULL)
    return;
  lane->is_under_way = FALSE;
  lane->is_unheard = is_unheard;
  lane->attempt++;
  lane->failed_us = now_us;
  lane->due_us = due_us;
}

void
vigil_lanes_wake (VigilLanes *lanes, gint64 now_us, gint64 rest_us)
{
  for (GList *link = lanes->turns.head; link != NULL; link = link->next) {
    Lane *lane = link->data;
    if (lane->is_unheard)
      lane->due_us = MIN (lane->due_us, MAX (now_us, lane->failed_us + rest_us));
  }
}

void
vigil_lanes_wake_all (VigilLanes *lanes, gint64 now_us)
{
  for (GList *link = lanes->turns.head; link != NULL; link = link->next) {
    Lane *lane = link->data;
    lane->due_us = MIN (lane->due_us, now_us);
  }
}

guint
vigil_lanes_get_n_rows (const VigilLanes *lanes)
{
  return g_hash_table_size (lanes->by_id);
}
