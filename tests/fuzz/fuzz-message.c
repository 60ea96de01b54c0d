/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Any message: the topic up to the first line feed, then the payload. */

#include "fuzz-sink.h"

#include <string.h>

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const uint8_t *line = size > 0 ? memchr (data, '\n', size) : NULL;
  if (line == NULL)
    return 0;
  g_autofree char *topic = g_strndup ((const char *) data, (gsize) (line - data));
  gsize length = size - (gsize) (line + 1 - data);
  g_autofree guint8 *payload = length > 0 ? g_memdup2 (line + 1, length) : NULL;
  fuzz_decode (topic, payload, length);
  return 0;
}
