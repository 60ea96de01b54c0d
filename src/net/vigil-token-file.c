/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-token-file.h"

#include <string.h>

#define TOKEN_MAX 4096

struct _VigilTokenFile {
  char *path;
  char *token;
  char *problem;
  GFileMonitor *monitor; /* NULL if the system cannot watch: reading on 401 remains */
  VigilTokenFunc func;
  gpointer data;
};

static char *
read_token (const char *path, char **problem)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gsize length = 0;
  if (!g_file_get_contents (path, &text, &length, &error)) {
    *problem = g_strdup (error->message);
    return NULL;
  }
  gsize end = strcspn (text, "\r\n");
  text[end] = '\0';
  g_strstrip (text);
  end = strlen (text);
  for (gsize i = 0; i < end; i++) {
    if (!g_ascii_isgraph (text[i]))
      end = 0;
  }
  if (end == 0 || end > TOKEN_MAX) {
    *problem = g_strdup_printf ("%s: its first line is no token", path);
    return NULL;
  }
  return g_steal_pointer (&text);
}

gboolean
vigil_token_file_read (VigilTokenFile *file)
{
  g_clear_pointer (&file->problem, g_free);
  g_autofree char *token = read_token (file->path, &file->problem);
  if (g_strcmp0 (token, file->token) == 0)
    return FALSE;
  g_free (file->token);
  file->token = g_steal_pointer (&token);
  return TRUE;
}

static void
changed_cb (GFileMonitor *monitor G_GNUC_UNUSED,
            GFile *changed G_GNUC_UNUSED,
            GFile *other G_GNUC_UNUSED,
            GFileMonitorEvent event G_GNUC_UNUSED,
            VigilTokenFile *file)
{
  if (vigil_token_file_read (file))
    file->func (file->token, file->data);
}

VigilTokenFile *
vigil_token_file_new (const char *path, VigilTokenFunc func, gpointer data)
{
  g_autoptr (GFile) location = g_file_new_for_path (path);
  VigilTokenFile *file = g_new0 (VigilTokenFile, 1);
  file->path = g_strdup (path);
  file->func = func;
  file->data = data;
  file->monitor = g_file_monitor_file (location, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);
  if (file->monitor != NULL)
    g_signal_connect (file->monitor, "changed", G_CALLBACK (changed_cb), file);
  vigil_token_file_read (file);
  return file;
}

void
vigil_token_file_free (VigilTokenFile *file)
{
  if (file == NULL)
    return;
  if (file->monitor != NULL) {
    g_signal_handlers_disconnect_by_data (file->monitor, file);
    g_file_monitor_cancel (file->monitor);
  }
  g_clear_object (&file->monitor);
  g_free (file->problem);
  g_free (file->token);
  g_free (file->path);
  g_free (file);
}

const char *
vigil_token_file_get (VigilTokenFile *file)
{
  return file->token;
}

const char *
vigil_token_file_get_problem (VigilTokenFile *file)
{
  return file->problem;
}
