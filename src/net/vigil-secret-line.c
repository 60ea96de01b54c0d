/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-secret-line.h"

#include <string.h>

#define BYTES_MAX 4096

/* NULL, or what is wrong with @text, of which blanks at the end are taken. */
static const char *
trim (char *text, gsize length)
{
  if (length > BYTES_MAX || strlen (text) != length)
    return "is not a line of text";
  g_strchomp (text);
  if (text[strspn (text, " \t\r\n\v\f")] == '\0')
    return "is blank";
  return strpbrk (text, "\r\n") != NULL ? "has more than one line" : NULL;
}

char *
vigil_secret_line_load (const char *path, char **problem)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gsize length = 0;
  if (!g_file_get_contents (path, &text, &length, &error)) {
    *problem = g_strdup (error->message);
    return NULL;
  }
  const char *fault = trim (text, length);
  if (fault != NULL) {
    *problem = g_strdup_printf ("%s: %s", path, fault);
    return NULL;
  }
  return g_steal_pointer (&text);
}
