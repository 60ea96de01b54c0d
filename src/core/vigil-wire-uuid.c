/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vigil-wire.h"

#include <string.h>

void
vigil_uuid7_format (gint64 wall_ms, const guint8 random[10], char out[VIGIL_UUID_SIZE])
{
  guint8 bytes[16];
  /* RFC 9562, 5.7: 48 bits of time, version 7, 12 random bits, variant 10, 62 random bits. */
  for (guint i = 0; i < 6; i++)
    bytes[i] = (guint8) ((guint64) wall_ms >> (40 - 8 * i));
  for (guint i = 0; i < 10; i++)
    bytes[6 + i] = random[i];
  bytes[6] = (guint8) (0x70 | (bytes[6] & 0x0F));
  bytes[8] = (guint8) (0x80 | (bytes[8] & 0x3F));
  static const char HEX[] = "0123456789abcdef";
  guint n = 0;
  for (guint i = 0; i < 16; i++) {
    if (i == 4 || i == 6 || i == 8 || i == 10)
      out[n++] = '-';
    out[n++] = HEX[bytes[i] >> 4];
    out[n++] = HEX[bytes[i] & 0x0F];
  }
  out[n] = '\0';
}

gboolean
vigil_uuid_is_valid (const char *text)
{
  if (text == NULL || strlen (text) != VIGIL_UUID_LEN)
    return FALSE;
  for (guint i = 0; i < VIGIL_UUID_LEN; i++) {
    gboolean is_dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (is_dash ? text[i] != '-' : strchr ("0123456789abcdef", text[i]) == NULL)
      return FALSE;
  }
  return TRUE;
}
