/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-test-pipewire.h"

#include <signal.h>
#include <sys/wait.h>

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

static gboolean
is_running (GPid pid)
{
  return pid != 0 && waitpid (pid, NULL, WNOHANG) == 0;
}

/* On a desktop its threads are real-time threads; here, where allowed, it goes before others at
 * least, as PulseAudio does by itself: what it leaves out would be heard as more bursts. */
#define FIRST "nice", "-n", "-11"

static void
start_daemon (VigilTestPipewire *pipewire)
{
  const char *const daemon[] = { FIRST, "pipewire", NULL };
  pipewire->daemon = vigil_test_process_start (daemon);
  if (!vigil_test_process_wait_for ("pw-cli info 0"))
    g_error ("PipeWire did not start");
}

static void
start_manager (VigilTestPipewire *pipewire)
{
  const char *const manager[] = { "wireplumber", NULL };
  pipewire->manager = vigil_test_process_start (manager);
}

VigilTestPipewire *
vigil_test_pipewire_new (void)
{
  VigilTestPipewire *pipewire = g_new0 (VigilTestPipewire, 1);
  pipewire->bus = start_bus ();
  start_daemon (pipewire);
  start_manager (pipewire);
  return pipewire;
}

void
vigil_test_pipewire_signal (VigilTestPipewire *pipewire, VigilTestPipewirePart part, int signal)
{
  GPid *pid = part == VIGIL_TEST_PIPEWIRE_DAEMON ? &pipewire->daemon : &pipewire->manager;
  if (signal == SIGKILL)
    vigil_test_process_end (pid, signal);
  else
    kill (*pid, signal);
}

void
vigil_test_pipewire_repair (VigilTestPipewire *pipewire)
{
  if (!is_running (pipewire->daemon)) {
    vigil_test_process_end (&pipewire->manager, SIGKILL);
    start_daemon (pipewire);
  }
  if (!is_running (pipewire->manager))
    start_manager (pipewire);
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
  const char *const arguments[] = { FIRST, "pipewire-pulse", NULL };
  return vigil_test_process_start (arguments);
}
