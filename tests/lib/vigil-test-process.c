/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-test-process.h"

#include <errno.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>

/* In the child: it must not outlive the test. */
static void
die_with_parent_cb (gpointer data)
{
  (void) data;
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

GPid
vigil_test_process_start (const char *const *arguments)
{
  g_autoptr (GError) error = NULL;
  GPid pid = 0;
  g_spawn_async (NULL, (char **) arguments, NULL,
                 G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL
                     | G_SPAWN_STDERR_TO_DEV_NULL,
                 die_with_parent_cb, NULL, &pid, &error);
  g_assert_no_error (error);
  return pid;
}

void
vigil_test_process_end (GPid *pid, int signal)
{
  if (*pid == 0)
    return;
  kill (*pid, signal);
  if (signal != SIGKILL)
    kill (*pid, SIGCONT);
  while (waitpid (*pid, NULL, 0) < 0 && errno == EINTR) {
  }
  *pid = 0;
}

gboolean
vigil_test_process_run (const char *command)
{
  int status = 0;
  g_autofree char *out = NULL;
  g_autofree char *err = NULL;
  return g_spawn_command_line_sync (command, &out, &err, &status, NULL)
         && g_spawn_check_wait_status (status, NULL);
}

gboolean
vigil_test_process_wait_for (const char *command)
{
  for (int i = 0; i < 200; i++) {
    if (vigil_test_process_run (command))
      return TRUE;
    g_usleep (20000);
  }
  return FALSE;
}

gboolean
vigil_test_process_are_installed (const char *const *programs)
{
  for (guint i = 0; programs[i] != NULL; i++) {
    g_autofree char *path = g_find_program_in_path (programs[i]);
    if (path == NULL)
      return FALSE;
  }
  return TRUE;
}
