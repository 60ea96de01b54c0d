/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "poster-fixture.h"

#include <string.h>

#include "server-fixture.h"

static void
settled_cb (VigilPoster *poster G_GNUC_UNUSED,
            const char *id,
            guint delivery,
            const char *reason,
            Told *told)
{
  if (delivery == VIGIL_DELIVERY_DELIVERED)
    g_ptr_array_add (told->delivered, g_strdup (id));
  else {
    g_assert_cmpuint (delivery, ==, VIGIL_DELIVERY_DEAD);
    g_ptr_array_add (told->dead, g_strdup (id));
    g_ptr_array_add (told->reasons, g_strdup (reason));
  }
}

static void
snapshot_cb (VigilPoster *poster G_GNUC_UNUSED, GBytes *json, Told *told)
{
  g_assert_cmpuint (g_bytes_get_size (json), >, 0);
  told->n_snapshots++;
}

static void
confirmed_cb (VigilPoster *poster G_GNUC_UNUSED, Told *told)
{
  told->n_confirmed++;
}

static void
rows_cb (VigilPoster *poster G_GNUC_UNUSED,
         GBytes *json G_GNUC_UNUSED,
         const char *cursor,
         Told *told)
{
  g_free (told->cursor);
  told->cursor = g_strdup (cursor);
  told->n_pages++;
}

static void
reachable_cb (VigilPoster *poster, gboolean is_reachable, Told *told)
{
  g_assert_cmpint (vigil_poster_is_reachable (poster), ==, is_reachable);
  told->n_reachable += is_reachable;
  told->n_unreachable += !is_reachable;
}

static void
time_cb (VigilPoster *poster G_GNUC_UNUSED, gint64 wall_ms, Told *told)
{
  told->server_ms = wall_ms;
}

void
told_init (Told *told, VigilPoster *poster)
{
  *told = (Told){ 0 };
  told->delivered = g_ptr_array_new_with_free_func (g_free);
  told->dead = g_ptr_array_new_with_free_func (g_free);
  told->reasons = g_ptr_array_new_with_free_func (g_free);
  g_signal_connect (poster, "settled", G_CALLBACK (settled_cb), told);
  g_signal_connect (poster, "snapshot", G_CALLBACK (snapshot_cb), told);
  g_signal_connect (poster, "snapshot-confirmed", G_CALLBACK (confirmed_cb), told);
  g_signal_connect (poster, "acknowledgements", G_CALLBACK (rows_cb), told);
  g_signal_connect (poster, "reachable", G_CALLBACK (reachable_cb), told);
  g_signal_connect (poster, "server-time", G_CALLBACK (time_cb), told);
}

void
told_clear (Told *told)
{
  g_ptr_array_unref (told->delivered);
  g_ptr_array_unref (told->dead);
  g_ptr_array_unref (told->reasons);
  g_free (told->cursor);
}

gboolean
enough_settled (gpointer data)
{
  Told *told = data;
  return told->delivered->len + told->dead->len >= told->n_wanted;
}

VigilPoster *
make_poster (const char *base, const char *token_file, double pace)
{
  g_autoptr (GError) error = NULL;
  VigilPoster *poster = vigil_poster_new (base, "test", "w1", token_file, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  vigil_poster_set_pace (poster, pace);
  return poster;
}

char *
put_number (VigilPoster *poster, const char *bed, guint n)
{
  char *id = NULL;
  g_autofree char *body = server_fixture_make_action ("desk-1", bed, n, &id);
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));
  vigil_poster_put (poster, bed, id, bytes);
  return id;
}
