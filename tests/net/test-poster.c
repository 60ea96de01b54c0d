/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-poster.h"

#include <string.h>

#include "server-fixture.h"

#define PATIENCE_MS 20000

/* What a poster told, in order. */
typedef struct {
  GPtrArray *delivered, *dead, *reasons; /* ids */
  guint n_snapshots, n_confirmed, n_pages, n_reachable;
  gint64 server_ms;
  char *cursor;
  GBytes *snapshot;
  guint n_wanted;
} Told;

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
  g_clear_pointer (&told->snapshot, g_bytes_unref);
  told->snapshot = g_bytes_ref (json);
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
reachable_cb (VigilPoster *poster G_GNUC_UNUSED, gboolean is_reachable G_GNUC_UNUSED, Told *told)
{
  told->n_reachable++;
}

static void
time_cb (VigilPoster *poster G_GNUC_UNUSED, gint64 wall_ms, Told *told)
{
  told->server_ms = wall_ms;
}

static void
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

static void
told_clear (Told *told)
{
  g_ptr_array_unref (told->delivered);
  g_ptr_array_unref (told->dead);
  g_ptr_array_unref (told->reasons);
  g_free (told->cursor);
  g_clear_pointer (&told->snapshot, g_bytes_unref);
}

static gboolean
enough_delivered (gpointer data)
{
  Told *told = data;
  return told->delivered->len + told->dead->len >= told->n_wanted;
}

static VigilPoster *
make_poster (const char *base, const char *token_file, double pace)
{
  g_autoptr (GError) error = NULL;
  VigilPoster *poster = vigil_poster_new (base, "test", "w1", token_file, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  vigil_poster_set_pace (poster, pace);
  return poster;
}

static void
put (VigilPoster *poster, const char *bed, guint n)
{
  g_autofree char *id = NULL;
  g_autofree char *body = server_fixture_make_action ("desk-1", bed, n, &id);
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));
  vigil_poster_put (poster, bed, id, bytes);
}

static void
test_rows_come_to_the_real_server_once_and_in_order (void)
{
  Told told;
  ServerFixture server;
  server_fixture_init (&server);
  VigilPoster *poster = make_poster (server.base, server.station_token_file, 0.05);
  told_init (&told, poster);
  told.n_wanted = 40;
  for (guint n = 0; n < told.n_wanted; n++)
    put (poster, n % 2 == 0 ? "01" : "02", n);
  g_assert_cmpuint (vigil_poster_get_n_waiting (poster), ==, 40);
  g_assert_true (server_fixture_wait (enough_delivered, &told, PATIENCE_MS));
  g_auto (GStrv) rows = server_fixture_list (&server);
  g_assert_cmpuint (g_strv_length (rows), ==, 40);
  g_assert_cmpuint (vigil_poster_get_n_waiting (poster), ==, 0);
  g_assert_finalize_object (poster);
  told_clear (&told);
  server_fixture_clear (&server);
}

static gboolean
all_polled (gpointer data)
{
  Told *told = data;
  return told->n_snapshots > 0 && told->n_confirmed > 1 && told->n_pages > 0 && told->server_ms > 0;
}

static void
test_polls_bring_snapshot_rows_and_clock (void)
{
  Told told;
  ServerFixture server;
  server_fixture_init (&server);
  VigilPoster *poster = make_poster (server.base, server.station_token_file, 0.02);
  told_init (&told, poster);
  put (poster, "01", 1);
  told.n_wanted = 1;
  g_assert_true (server_fixture_wait (enough_delivered, &told, PATIENCE_MS));
  vigil_poster_start (poster, NULL);
  g_assert_true (server_fixture_wait (all_polled, &told, PATIENCE_MS));
  g_assert_cmpuint (told.n_snapshots, ==, 1);
  g_assert_cmpuint (told.n_pages, ==, 1);
  g_assert_true (vigil_poster_is_reachable (poster));
  g_assert_cmpint (ABS (told.server_ms - g_get_real_time () / 1000), <, 5000);
  g_assert_finalize_object (poster);
  told_clear (&told);
  server_fixture_clear (&server);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/poster/rows-come-to-the-real-server-once-and-in-order",
                   test_rows_come_to_the_real_server_once_and_in_order);
  g_test_add_func ("/poster/polls-bring-snapshot-rows-and-clock",
                   test_polls_bring_snapshot_rows_and_clock);
  return g_test_run ();
}
