/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-token-file.h"

#include "vigil-secret-line.h"

struct _VigilTokenFile {
  char *path;
  char *token;
  char *problem;
  GFileMonitor *monitor; /* NULL if the system cannot watch: reading on 401 remains */
  VigilTokenFunc func;
  gpointer data;
};

char *
vigil_token_file_load (const char *path, char **problem)
{
  g_autofree char *text = vigil_secret_line_load (path, problem);
  if (text == NULL)
    return NULL;
  g_strstrip (text);
  for (const char *c = text; *c != '\0'; c++)
    if (!g_ascii_isgraph (*c)) {
      *problem = g_strdup_printf ("%s: is no token: it has blanks or letters beyond ASCII", path);
      return NULL;
    }
  return g_steal_pointer (&text);
}

gboolean
vigil_token_file_read (VigilTokenFile *file)
{
  g_clear_pointer (&file->problem, g_free);
  g_autofree char *token = vigil_token_file_load (file->path, &file->problem);
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
