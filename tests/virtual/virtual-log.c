/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "virtual-log.h"

static void
write_payload (FILE *out, const guint8 *payload, gsize length)
{
  if (length > 0 && payload[0] == '{') {
    fputs (",\"j\":", out);
    fwrite (payload, 1, length, out);
    return;
  }
  fputs (",\"x\":\"", out);
  for (gsize i = 0; i < length; i++)
    fprintf (out, "%02x", payload[i]);
  fputc ('"', out);
}

void
virtual_log_message (const VirtualLog *log,
                     gint64 t_ms,
                     const char *to,
                     const char *topic,
                     const guint8 *payload,
                     gsize length,
                     gboolean is_retained)
{
  if (log->capture == NULL)
    return;
  fprintf (log->capture, "{\"t\":%" G_GINT64_FORMAT ",\"to\":[%s],\"topic\":\"%s\",\"r\":%d", t_ms,
           to, topic, is_retained);
  write_payload (log->capture, payload, length);
  fputs ("}\n", log->capture);
}

void
virtual_log_input (
    const VirtualLog *log, gint64 t_ms, const char *to, const char *what, const char *subject)
{
  if (log->capture != NULL)
    fprintf (log->capture,
             "{\"t\":%" G_GINT64_FORMAT ",\"to\":[\"%s\"],\"did\":\"%s\",\"on\":\"%s\"}\n", t_ms,
             to, what, subject);
}
