/* SPDX-License-Identifier: GPL-3.0-or-later */

/* vigil-virtual-ward: runs a scenario in virtual time and writes what reached the stations and what
 * they showed. A day of 32 beds takes minutes; a scenario of minutes takes milliseconds. */

#include "virtual-ward.h"

#include <errno.h>
#include <gio/gio.h>

typedef struct {
  char *capture, *transcript;
  gint seed;
} Options;

static FILE *
open_out (const char *file, GError **error)
{
  FILE *out = g_str_equal (file, "-") ? stdout : fopen (file, "w");
  if (out == NULL)
    g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "%s: %s", file,
                 g_strerror (errno));
  return out;
}

static gboolean
open_log (VirtualLog *log, const Options *options, GError **error)
{
  if (options->capture != NULL && (log->capture = open_out (options->capture, error)) == NULL)
    return FALSE;
  return options->transcript == NULL
         || (log->transcript = open_out (options->transcript, error)) != NULL;
}

static gboolean
close_log (VirtualLog *log, GError **error)
{
  gboolean is_written = TRUE;
  if (log->capture != NULL)
    is_written = fclose (log->capture) == 0;
  if (log->transcript != NULL)
    is_written = fclose (log->transcript) == 0 && is_written;
  if (!is_written)
    g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (errno), "not all was written");
  return is_written;
}

static gboolean
run (const char *file, const Options *options, GError **error)
{
  VirtualLog log = { NULL, NULL };
  g_autoptr (VirtualScript) script = virtual_script_read (file, error);
  if (script == NULL || !open_log (&log, options, error))
    return FALSE;
  g_autoptr (VirtualWard) ward =
      virtual_ward_new (script, (guint32) options->seed, VIRTUAL_EPOCH_MS, &log, error);
  gboolean has_run = ward != NULL && virtual_ward_run (ward, script, error);
  return close_log (&log, has_run ? error : NULL) && has_run;
}

int
main (int argc, char **argv)
{
  Options options = { .seed = 1 };
  const GOptionEntry entries[] = {
    { "capture", 0, 0, G_OPTION_ARG_FILENAME, &options.capture, "What reached the stations",
      "FILE" },
    { "transcript", 0, 0, G_OPTION_ARG_FILENAME, &options.transcript, "What they showed", "FILE" },
    { "seed", 0, 0, G_OPTION_ARG_INT, &options.seed, "Of the simulator", "N" },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (GOptionContext) context = g_option_context_new ("SCENARIO");
  g_option_context_add_main_entries (context, entries, NULL);
  gboolean is_well = g_option_context_parse (context, &argc, &argv, &error);
  if (is_well && argc != 2)
    g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, "name one scenario");
  is_well = is_well && error == NULL && run (argv[1], &options, &error);
  if (!is_well)
    g_printerr ("vigil-virtual-ward: %s\n", error->message);
  g_free (options.capture);
  g_free (options.transcript);
  return is_well ? 0 : 1;
}
