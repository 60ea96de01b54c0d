/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-test-pipewire.h"

#include <signal.h>

#include "vigil-test-process.h"

struct _VigilTestPipewire {
  GPid bus;
  GPid daemon;
  GPid manager;
};

gboolean
vigil_test_pipewire_is_installed (void)
{
  const char *const programs[] = { "pipewire",    "pipewire-pulse", "pw-cli",
                                   "wireplumber", "dbus-daemon",    NULL };
  return vigil_test_process_are_installed (programs);
}

/* The session manager ends without one. */
static GPid
start_bus (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("XDG_RUNTIME_DIR"), "bus", NULL);
  g_autofree char *address = g_strdup_printf ("unix:path=%s", path);
  g_autofree char *option = g_strdup_printf ("--address=%s", address);
  const char *const arguments[] = { "dbus-daemon", "--session", "--nofork", option, NULL };
  GPid bus = vigil_test_process_start (arguments);
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", address, TRUE);
  for (int i = 0; i < 200 && !g_file_test (path, G_FILE_TEST_EXISTS); i++)
    g_usleep (20000);
  return bus;
}

VigilTestPipewire *
vigil_test_pipewire_new (void)
{
  const char *const daemon[] = { "pipewire", NULL };
  const char *const manager[] = { "wireplumber", NULL };
  VigilTestPipewire *pipewire = g_new0 (VigilTestPipewire, 1);
  pipewire->bus = start_bus ();
  pipewire->daemon = vigil_test_process_start (daemon);
  if (!vigil_test_process_wait_for ("pw-cli info 0"))
    g_error ("PipeWire did not start");
  pipewire->manager = vigil_test_process_start (manager);
  return pipewire;
}

void
vigil_test_pipewire_free (VigilTestPipewire *pipewire)
{
  if (pipewire == NULL)
    return;
  vigil_test_process_end (&pipewire->manager, SIGKILL);
  vigil_test_process_end (&pipewire->daemon, SIGKILL);
  vigil_test_process_end (&pipewire->bus, SIGKILL);
  g_free (pipewire);
}

GPid
vigil_test_pipewire_start_pulse (VigilTestPipewire *pipewire)
{
  (void) pipewire;
  const char *const arguments[] = { "pipewire-pulse", NULL };
  return vigil_test_process_start (arguments);
}
