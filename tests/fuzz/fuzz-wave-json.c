/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The JSON wave block. */

#include "fuzz-sink.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree guint8 *copy = size > 0 ? g_memdup2 (data, size) : NULL;
  fuzz_decode ("bed/07/wave/ecg", copy, size);
  return 0;
}
