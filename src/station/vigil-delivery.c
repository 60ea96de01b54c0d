/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-delivery.h"

#include "vigil-wire.h"

#include <string.h>

/* Delivered ones are remembered for the tick on the tile; the oldest are forgotten beyond this. */
#define REMEMBERED_MAX 4096
/* The engineer's list shows so many; the database keeps them all. */
#define DEAD_MAX 100

typedef struct {
  VigilDelivery delivery;
  char bed[VIGIL_ID_MAX + 1];
  char encounter[VIGIL_UUID_SIZE]; /* whose change it is; "" = an acknowledgement */
  GBytes *body; /* owned; NULL once the server has it */
} Parcel;

struct _VigilDeliveries {
  VigilStore *store;
  VigilPoster *poster;
  VigilDeliveryFunc func;
  gpointer data;
  GHashTable *parcels; /* id → Parcel */
  GQueue done; /* ids in the order they were settled; owned */
  GArray *dead; /* VigilDeadLetter, oldest first */
  guint n_unsent, n_unsaved, n_unread_dead;
  grefcount refs; /* a save may still be under way when the station stops */
  gboolean is_closed;
};

typedef struct {
  VigilDeliveries *deliveries;
} Save;

static void
parcel_free (gpointer data)
{
  Parcel *parcel = data;
  g_clear_pointer (&parcel->body, g_bytes_unref);
  g_free (parcel);
}

static VigilDeliveries *
deliveries_ref (VigilDeliveries *self)
{
  g_ref_count_inc (&self->refs);
  return self;
}

static void
deliveries_unref (VigilDeliveries *self)
{
  if (!g_ref_count_dec (&self->refs))
    return;
  g_hash_table_unref (self->parcels);
  g_queue_clear_full (&self->done, g_free);
  g_array_unref (self->dead);
  g_free (self);
}

VigilDeliveries *
vigil_deliveries_new (VigilStore *store, VigilPoster *poster, VigilDeliveryFunc func, gpointer data)
{
  VigilDeliveries *self = g_new0 (VigilDeliveries, 1);
  g_ref_count_init (&self->refs);
  self->store = store;
  self->poster = poster;
  self->func = func;
  self->data = data;
  self->parcels = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, parcel_free);
  self->dead = g_array_new (FALSE, TRUE, sizeof (VigilDeadLetter));
  g_queue_init (&self->done);
  return self;
}

void
vigil_deliveries_free (VigilDeliveries *self)
{
  if (self == NULL)
    return;
  self->is_closed = TRUE;
  deliveries_unref (self);
}

static void
tell (VigilDeliveries *self, const char *id, VigilDelivery delivery)
{
  if (self->func != NULL && !self->is_closed)
    self->func (id, delivery, self->data);
}

static void
post (VigilDeliveries *self, const char *id, Parcel *parcel)
{
  if (self->poster == NULL || parcel->body == NULL)
    return;
  if (parcel->encounter[0] != '\0')
    vigil_poster_put_change (self->poster, parcel->bed, parcel->encounter, id, parcel->body);
  else
    vigil_poster_put (self->poster, parcel->bed, id, parcel->body);
}

static void
saved_cb (const char *id, gboolean is_saved, const char *reason G_GNUC_UNUSED, gpointer data)
{
  g_autofree Save *save = data;
  VigilDeliveries *self = save->deliveries;
  Parcel *parcel = g_hash_table_lookup (self->parcels, id);
  if (!self->is_closed && parcel != NULL && parcel->delivery == VIGIL_DELIVERY_NONE) {
    parcel->delivery = is_saved ? VIGIL_DELIVERY_SAVED : VIGIL_DELIVERY_NOT_SAVED;
    if (!is_saved)
      self->n_unsaved++;
    tell (self, id, parcel->delivery);
    /* Not saved still binds and is sent from memory: the nurse's act must not depend on a disk. */
    post (self, id, parcel);
  }
  deliveries_unref (self);
}

static Parcel *
add_parcel (
    VigilDeliveries *self, const char *id, const char *bed, const char *encounter, GBytes *body)
{
  Parcel *parcel = g_new0 (Parcel, 1);
  parcel->body = g_bytes_ref (body);
  vigil_text_copy (parcel->bed, sizeof parcel->bed, bed);
  vigil_text_copy (parcel->encounter, sizeof parcel->encounter, encounter);
  g_hash_table_insert (self->parcels, g_strdup (id), parcel);
  self->n_unsent++;
  return parcel;
}

/* Takes @text. */
static void
add_row (VigilDeliveries *self, const VigilAction *action, const char *encounter, char *text)
{
  g_autoptr (GBytes) body = g_bytes_new_take (text, strlen (text));
  add_parcel (self, action->id, action->bed, encounter, body);

  Save *save = g_new0 (Save, 1);
  save->deliveries = deliveries_ref (self);
  /* The outbox first: a death between the two leaves a row that resume() reads back. */
  vigil_queue_add (self->store, action->id, action->bed, body, saved_cb, save);
  vigil_journal_add_action (self->store, action);
}

void
vigil_deliveries_add (VigilDeliveries *self, const VigilAction *action)
{
  add_row (self, action, "", vigil_wire_encode_acknowledgement (action));
}

void
vigil_deliveries_add_change (VigilDeliveries *self,
                             const VigilAction *action,
                             const VigilChange *change)
{
  add_row (self, action, change->stay.encounter, vigil_wire_encode_change (change));
}

static VigilAction
make_action (const VigilChange *change)
{
  VigilAction action = { .is_bed_scope = TRUE, .t_ms = change->t_ms, .asof_ms = change->t_ms };
  action.word = change->word == VIGIL_CHANGE_ADMIT ? VIGIL_ACTION_ADMIT : VIGIL_ACTION_DISCHARGE;
  vigil_text_copy (action.id, sizeof action.id, change->id);
  vigil_text_copy (action.bed, sizeof action.bed, change->bed);
  vigil_text_copy (action.by, sizeof action.by, change->by);
  vigil_text_copy (action.encounter, sizeof action.encounter, change->stay.encounter);
  vigil_text_copy (action.station, sizeof action.station, change->station);
  return action;
}

/* What a row of the outbox says: its first bytes are all that there is. Returns the encounter that
 * it changes, "" = it is an acknowledgement, or says nothing that can be read. */
static const char *
read_row (GBytes *body, GArray *actions, GArray *changes)
{
  gsize length = 0;
  const guint8 *bytes = g_bytes_get_data (body, &length);
  VigilAction action = { 0 };
  VigilChange change;
  VigilCounter reason;
  const char *field = NULL;
  if (vigil_wire_decode_action (bytes, length, &action, &reason, &field)) {
    g_array_append_val (actions, action);
    return "";
  }
  if (!vigil_wire_decode_change (bytes, length, &change, &reason, &field))
    return "";
  action = make_action (&change);
  g_array_append_val (actions, action);
  g_array_append_val (changes, change);
  return g_array_index (changes, VigilChange, changes->len - 1).stay.encounter;
}

gboolean
vigil_deliveries_resume (VigilDeliveries *self, GArray *actions, GArray *changes, GError **error)
{
  g_autoptr (GArray) rows = vigil_queue_list (self->store, error);
  g_autoptr (GArray) dead =
      rows != NULL ? vigil_queue_list_dead (self->store, DEAD_MAX, error) : NULL;
  if (dead == NULL)
    return FALSE;
  for (guint i = dead->len; i > 0; i--)
    g_array_append_val (self->dead, g_array_index (dead, VigilDeadLetter, i - 1));
  for (guint i = 0; i < rows->len; i++) {
    const VigilQueueRow *row = &g_array_index (rows, VigilQueueRow, i);
    const char *encounter = read_row (row->body, actions, changes);
    Parcel *parcel = add_parcel (self, row->id, row->bed, encounter, row->body);
    parcel->delivery = VIGIL_DELIVERY_SAVED;
    post (self, row->id, parcel);
  }
  return TRUE;
}

static void
add_dead (VigilDeliveries *self, const char *id, const char *bed, const char *reason)
{
  VigilDeadLetter letter = { .wall_ms = g_get_real_time () / 1000 };
  vigil_text_copy (letter.id, sizeof letter.id, id);
  vigil_text_copy (letter.bed, sizeof letter.bed, bed);
  vigil_text_copy (letter.reason, sizeof letter.reason, reason);
  if (self->dead->len == DEAD_MAX)
    g_array_remove_index (self->dead, 0);
  g_array_append_val (self->dead, letter);
  self->n_unread_dead++;
}

void
vigil_deliveries_settle (VigilDeliveries *self,
                         const char *id,
                         VigilDelivery delivery,
                         const char *reason)
{
  Parcel *parcel = g_hash_table_lookup (self->parcels, id);
  if (parcel == NULL || parcel->body == NULL)
    return;
  if (parcel->delivery == VIGIL_DELIVERY_NOT_SAVED && delivery == VIGIL_DELIVERY_DELIVERED)
    self->n_unsaved--;
  parcel->delivery = delivery;
  g_clear_pointer (&parcel->body, g_bytes_unref);
  self->n_unsent--;
  if (delivery == VIGIL_DELIVERY_DEAD)
    add_dead (self, id, parcel->bed, reason);
  vigil_queue_settle (self->store, id, delivery, reason);
  g_queue_push_tail (&self->done, g_strdup (id));
  if (self->done.length > REMEMBERED_MAX) {
    g_autofree char *oldest = g_queue_pop_head (&self->done);
    g_hash_table_remove (self->parcels, oldest);
  }
  tell (self, id, delivery);
}

VigilDelivery
vigil_deliveries_get (VigilDeliveries *self, const char *id)
{
  const Parcel *parcel = g_hash_table_lookup (self->parcels, id);
  return parcel != NULL ? parcel->delivery : VIGIL_DELIVERY_NONE;
}

guint
vigil_deliveries_get_n_unsent (VigilDeliveries *self)
{
  return self->n_unsent;
}

guint
vigil_deliveries_get_n_unsaved (VigilDeliveries *self)
{
  return self->n_unsaved;
}

const GArray *
vigil_deliveries_get_dead (VigilDeliveries *self)
{
  return self->dead;
}

guint
vigil_deliveries_get_n_unread_dead (VigilDeliveries *self)
{
  return self->n_unread_dead;
}

void
vigil_deliveries_note_dead_read (VigilDeliveries *self)
{
  self->n_unread_dead = 0;
}
