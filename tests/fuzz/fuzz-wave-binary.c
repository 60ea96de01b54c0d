/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The binary wave block; the magic is put before the input so that every input counts. */

#include "fuzz-sink.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GByteArray) payload = g_byte_array_new ();
  g_byte_array_append (payload, (const guint8 *) "VGW1", 4);
  g_byte_array_append (payload, data, (guint) size);
  g_autofree guint8 *copy = g_memdup2 (payload->data, payload->len);
  fuzz_decode ("bed/07/wave/ecg", copy, payload->len);
  return 0;
}
