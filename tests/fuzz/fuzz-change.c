/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A change of an encounter as the server reads it: what is accepted must survive being written and
 * read again. */

#include "fuzz-sink.h"

#include "vigil-encounter.h"

#include <string.h>

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  VigilChange first, second;
  VigilCounter reason;
  const char *field = NULL;
  g_autofree guint8 *copy = size > 0 ? g_memdup2 (data, size) : NULL;
  if (!vigil_wire_decode_change (copy, size, &first, &reason, &field)) {
    if (field == NULL || reason > VIGIL_COUNTER_IDENTITY_IN_PAYLOAD)
      g_error ("refused without a reason");
    return 0;
  }
  const VigilStay *stay = &first.stay;
  if (!vigil_uuid_is_valid (first.id) || !vigil_uuid_is_valid (stay->encounter)
      || !vigil_id_is_valid (first.station) || first.t_ms <= 0)
    g_error ("accepted without what identifies it");
  if (!g_utf8_validate (stay->family, -1, NULL) || !g_utf8_validate (stay->given, -1, NULL)
      || !g_utf8_validate (first.by, -1, NULL))
    g_error ("no text");
  if (*stay->birth != '\0' && !vigil_date_is_valid (stay->birth))
    g_error ("no day: %s", stay->birth);
  g_autofree char *text = vigil_wire_encode_change (&first);
  if (!vigil_wire_decode_change ((const guint8 *) text, strlen (text), &second, &reason, &field))
    g_error ("own text refused: %s", field);
  g_autofree char *again = vigil_wire_encode_change (&second);
  if (strcmp (text, again) != 0)
    g_error ("not the same:\n%s\n%s", text, again);
  return 0;
}
