/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One action from the server: what is accepted must survive being written and read again. */

#include "fuzz-sink.h"

#include <string.h>

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  VigilAction first, second;
  VigilCounter reason;
  const char *field = NULL;
  g_autofree guint8 *copy = size > 0 ? g_memdup2 (data, size) : NULL;
  if (!vigil_wire_decode_action (copy, size, &first, &reason, &field)) {
    if (field == NULL || reason > VIGIL_COUNTER_IDENTITY_IN_PAYLOAD)
      g_error ("refused without a reason");
    return 0;
  }
  fuzz_check_action (&first);
  g_autofree char *text = vigil_wire_encode_acknowledgement (&first);
  if (!vigil_wire_decode_action ((const guint8 *) text, strlen (text), &second, &reason, &field))
    g_error ("own text refused: %s", field);
  g_autofree char *again = vigil_wire_encode_acknowledgement (&second);
  if (strcmp (text, again) != 0)
    g_error ("not the same:\n%s\n%s", text, again);
  return 0;
}
