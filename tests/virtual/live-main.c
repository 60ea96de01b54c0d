/* SPDX-License-Identifier: GPL-3.0-or-later */

/* vigil-live-ward SCENARIO: the script of a virtual ward in real time. What its gateways publish
 * and what its nurses do comes out as lines (live-broker.c, live-desk.c); tests/e2e/scene.py takes
 * them to a real broker and a real window. */

#include "virtual-ward.h"

#include <gio/gio.h>

static gboolean
run (const char *file, GError **error)
{
  static const VirtualLog no_log;
  g_autoptr (VirtualScript) script = virtual_script_read (file, error);
  if (script == NULL)
    return FALSE;
  gint64 epoch_ms = g_get_real_time () / 1000;
  g_autoptr (VirtualWard) ward = virtual_ward_new (script, 1, epoch_ms, &no_log, error);
  if (ward == NULL)
    return FALSE;
  printf ("begin %" G_GINT64_FORMAT "\n", epoch_ms);
  return virtual_ward_run (ward, script, error);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  if (argc != 2)
    g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "name one scenario");
  if (error == NULL && run (argv[1], &error))
    return 0;
  g_printerr ("vigil-live-ward: %s\n", error->message);
  return 1;
}
