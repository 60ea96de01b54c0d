/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "store-fixture.h"

#include <glib/gstdio.h>

VigilStore *
fixture_open (const char *directory)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *moved_aside = NULL;
  VigilStore *store = vigil_store_open (directory, &moved_aside, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (moved_aside, ==, NULL);
  return store;
}

void
fixture_set_up (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  fixture->directory = g_dir_make_tmp ("vigil-store-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->store = fixture_open (fixture->directory);
}

void
fixture_remove_files (const char *directory)
{
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
  for (const char *name; dir != NULL && (name = g_dir_read_name (dir)) != NULL;) {
    g_autofree char *path = g_build_filename (directory, name, NULL);
    g_unlink (path);
  }
}

void
fixture_remove (const char *directory)
{
  fixture_remove_files (directory);
  g_rmdir (directory);
}

void
fixture_tear_down (Fixture *fixture, G_GNUC_UNUSED gconstpointer data)
{
  g_clear_pointer (&fixture->store, vigil_store_close);
  fixture_remove (fixture->directory);
  g_free (fixture->directory);
}

void
fixture_reopen (Fixture *fixture)
{
  g_clear_pointer (&fixture->store, vigil_store_close);
  fixture->store = fixture_open (fixture->directory);
}

void
fixture_make_id (guint n, char id[VIGIL_UUID_SIZE])
{
  g_snprintf (id, VIGIL_UUID_SIZE, "01900000-0000-7000-8000-%012u", n);
}

GBytes *
fixture_make_body (guint n)
{
  g_autofree char *text = g_strdup_printf ("{\"id\":%u,\"reason\":\"\xc3\xa9\"}", n);
  return g_bytes_new (text, strlen (text));
}

void
fixture_answer_cb (G_GNUC_UNUSED const char *id,
                   gboolean is_saved,
                   const char *reason,
                   gpointer data)
{
  Answer *answer = data;
  answer->is_answered = TRUE;
  answer->is_saved = is_saved;
  answer->reason = g_strdup (reason);
}

static gboolean
fail_late (G_GNUC_UNUSED gpointer data)
{
  g_error ("no answer within 20 s");
  return G_SOURCE_REMOVE;
}

void
fixture_wait (const gboolean *condition)
{
  guint watchdog = g_timeout_add_seconds (20, fail_late, NULL);
  while (!*condition)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (watchdog);
}

gboolean
fixture_add (VigilStore *store, guint n, const char *bed, char **reason)
{
  char id[VIGIL_UUID_SIZE];
  fixture_make_id (n, id);
  g_autoptr (GBytes) body = fixture_make_body (n);
  Answer answer = { 0 };
  vigil_queue_add (store, id, bed, body, fixture_answer_cb, &answer);
  fixture_wait (&answer.is_answered);
  if (reason != NULL)
    *reason = g_steal_pointer (&answer.reason);
  g_free (answer.reason);
  return answer.is_saved;
}
