/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Runs a fuzz target over a folder of saved inputs: what libFuzzer found once stays mended. */

#include "fuzz-sink.h"

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  if (argc != 2) {
    g_printerr ("usage: %s FOLDER\n", argv[0]);
    return 2;
  }
  g_autoptr (GDir) dir = g_dir_open (argv[1], 0, &error);
  if (dir == NULL) {
    g_printerr ("%s\n", error->message);
    return 1;
  }
  guint n = 0;
  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir)) {
    g_autofree char *path = g_build_filename (argv[1], name, NULL);
    g_autofree char *data = NULL;
    gsize length;
    if (!g_file_get_contents (path, &data, &length, &error)) {
      g_printerr ("%s\n", error->message);
      return 1;
    }
    LLVMFuzzerTestOneInput ((const uint8_t *) data, length);
    n++;
  }
  g_print ("%u inputs\n", n);
  return n > 0 ? 0 : 1;
}
